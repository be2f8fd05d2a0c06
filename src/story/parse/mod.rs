//! Parses a story file into its parts.
//!
//! 1. Look through the whole file for characters that cannot be set.
//! 2. Read the front matter.
//! 3. Read the body, Markdown or plain.
//! 4. Put the story together.
//!
//! Every mistake is reported and the rest is read on; nothing that a reporter
//! wrote is dropped without a word.

mod front;
mod inline;
mod markdown;
mod mask;
mod plain;
mod scan;
mod text;

use std::ops::Range;
use std::path::Path;

use super::{Block, Slug, Story, WireItem, clean};
use crate::diag::finding::StorySyntax;
use crate::diag::{Diagnostic, Sink, SourceId, Sources, Span};
use front::FrontMatter;
use text::Notes;

/// Parses the story in a source: plain text if its name ends in `.txt`, else
/// Markdown with TOML front matter. Its slug is `file_stem` unless it says
/// otherwise.
///
/// A story comes back whenever it can be called by a slug, even if it has
/// errors, so that later stages can find theirs.
pub fn parse(
    source: SourceId,
    sources: &Sources,
    file_stem: &str,
    sink: &mut Sink,
) -> Option<Story> {
    let file = sources.get(source);
    scan::characters(source, &file.text, sink);

    let is_plain =
        Path::new(&file.name).extension().is_some_and(|end| end.eq_ignore_ascii_case("txt"));
    let mut reader = StoryReader { source, text: &file.text, notes: Notes::default(), sink };
    let (front, body) =
        if is_plain { (FrontMatter::default(), 0) } else { front::read(&mut reader)? };
    let body =
        if is_plain { plain::read(&mut reader) } else { markdown::read(&mut reader, body, &front) };
    reader.report_notes();
    let story = assemble(source, file_stem, front, body, sink)?;
    clean::tell(&story, sources, sink);
    Some(story)
}

/// The bytes of the front matter of a story file, its two lines of `+++` left out.
pub(super) fn front_places(text: &str) -> Option<Range<usize>> {
    front::split(text)?.ok().map(|parts| parts.toml())
}

/// What a story says of where it came from, without a look at anything else of it; none
/// if it says nothing or cannot be read.
pub(super) fn wire_of(text: &str) -> Option<WireItem> {
    let place = front_places(text)?;
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let source = sources.add("story.md", text.get(..place.end)?);
    let closed = format!("{}+++\n", sources.get(source).text);
    let mut reader =
        StoryReader { source, text: &closed, notes: Notes::default(), sink: &mut sink };
    front::read(&mut reader)?.0.wire
}

/// Whether a file opens with front matter, ended or not.
pub(super) fn has_front_matter(text: &str) -> bool {
    front::split(text).is_some()
}

/// The bytes of raw copy that are signs of a story already.
pub(super) fn inline_signs(text: &str) -> Vec<Range<usize>> {
    inline::signs(text)
}

/// What the parsers of one file share.
struct StoryReader<'a> {
    source: SourceId,
    /// The whole file; all offsets are into it.
    text: &'a str,
    notes: Notes,
    sink: &'a mut Sink,
}

/// What a file's text holds besides the front matter.
#[derive(Default)]
struct ParsedBody {
    headline: Option<super::RichText>,
    blocks: Vec<Block>,
    pictures: Vec<super::StoryPicture>,
}

impl StoryReader<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    /// Reports what was noticed while text was put together.
    fn report_notes(&mut self) {
        if let Some(first) = self.notes.first_indent.clone() {
            let count = self.notes.indents;
            let span = self.span(first);
            let finding = StorySyntax::TypedIndents { values: count };
            self.sink.push(Diagnostic::of(finding).at(span));
        }
        let faults = std::mem::take(&mut self.notes.faults);
        for (fault, range) in faults.into_iter().take(inline::REPORTED) {
            let span = self.span(range);
            self.sink.push(Diagnostic::of(fault).at(span));
        }
        for (c, range) in std::mem::take(&mut self.notes.odd) {
            let span = self.span(range);
            self.sink.push(scan::odd_character(c, 1).at(span));
        }
    }
}

/// Paragraphs of a story, items and rows counted: the largest page that can be
/// set has 80,000 lines in all its columns, one of a newspaper a thousand.
const MOST_PARAGRAPHS: usize = 100_000;
/// Pictures of a story; as many as one page can take.
const MOST_PICTURES: usize = 100;

/// Leaves out, and reports, paragraphs beyond all that a page holds.
fn hold_paragraphs(blocks: &mut Vec<Block>, source: SourceId, sink: &mut Sink) {
    let mut count = 0;
    let mut fitting = 0;
    for block in &*blocks {
        count += block.paragraphs();
        fitting += usize::from(count <= MOST_PARAGRAPHS);
    }
    if count <= MOST_PARAGRAPHS {
        return;
    }
    let first = blocks.get(fitting).and_then(|block| {
        let texts = block.texts();
        texts.iter().find_map(|text| text.pieces.first()).map(|piece| piece.span)
    });
    blocks.truncate(fitting);
    let finding = StorySyntax::TooManyParagraphs { values: count, most_values: MOST_PARAGRAPHS };
    sink.push(Diagnostic::of(finding).at(first.unwrap_or(Span::new(source, 0..0))));
}

/// Puts the parts together and checks that there is a story at all.
fn assemble(
    source: SourceId,
    file_stem: &str,
    front: FrontMatter,
    body: ParsedBody,
    sink: &mut Sink,
) -> Option<Story> {
    let mut body = body;
    let mut pictures = front.pictures;
    pictures.extend(body.pictures);
    if let Some(picture) = pictures.get(MOST_PICTURES) {
        let finding =
            StorySyntax::TooManyPictures { values: pictures.len(), most_values: MOST_PICTURES };
        sink.push(Diagnostic::of(finding).at(picture.span));
        pictures.truncate(MOST_PICTURES);
    }
    hold_paragraphs(&mut body.blocks, source, sink);
    if body.blocks.is_empty() && pictures.is_empty() {
        sink.push(Diagnostic::of(StorySyntax::Empty).at(Span::new(source, 0..0)));
    }

    let (slug, slug_span) = match front.slug {
        Some((slug, span)) => (slug, span),
        None => (stem_slug(source, file_stem, sink)?, Span::new(source, 0..0)),
    };
    Some(Story {
        slug,
        slug_span,
        source,
        lang: front.lang,
        section: front.section,
        kicker: front.kicker,
        headline: front.headline.or(body.headline),
        deck: front.deck,
        standfirst: front.standfirst,
        optional: front.optional,
        embargo: front.embargo,
        correction: front.correction,
        wire: front.wire,
        byline: front.byline,
        dateline: front.dateline,
        body: body.blocks,
        pictures,
    })
}

/// The slug that the file's name gives.
fn stem_slug(source: SourceId, file_stem: &str, sink: &mut Sink) -> Option<Slug> {
    let slug = Slug::new(file_stem);
    if slug.is_none() {
        let finding = StorySyntax::NoSlug { name: file_stem.to_owned() };
        sink.push(Diagnostic::of(finding).at(Span::new(source, 0..0)));
    }
    slug
}
