//! The body of a story in Markdown (CommonMark).
//!
//! Paragraphs, headings, emphasis, pictures, lists, tables and quotes mean
//! something on a page. What else Markdown knows does not; its text is kept and
//! the editor is told.

mod blocks;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::front::FrontMatter;
use super::mask::{mask, unmask};
use super::text::{Manner, Signs, TextBuilder};
use super::{ParsedBody, StoryReader};
use crate::diag::Diagnostic;
use crate::diag::finding::{Advice, StorySyntax};
use crate::story::{BlockPlace, Emphasis, RichText, StoryPicture};

/// Reads the text from byte `start` on.
pub(super) fn read(reader: &mut StoryReader, start: usize, front: &FrontMatter) -> ParsedBody {
    let masked = mask(&reader.text[start..]);
    let mut body = BodyReader {
        reader,
        start,
        masked: &masked,
        body: ParsedBody::default(),
        open: None,
        pictures: Vec::new(),
        emphasis: Depth::default(),
        link: None,
        inside: blocks::Open::default(),
        in_code_block: false,
        exact_end: 0,
        may_open_with_headline: front.headline.is_none(),
        reported: 0,
    };
    for part in blocks::parts(&masked) {
        match part {
            blocks::BodyPart::Fence(range) => body.fence(start + range.start..start + range.end),
            blocks::BodyPart::Text(part) => {
                let at = start + part.start;
                let parser = Parser::new_ext(&masked[part], Options::ENABLE_TABLES);
                for (event, range) in parser.into_offset_iter() {
                    body.event(event, at + range.start..at + range.end);
                }
                body.close();
            }
        }
    }
    body.close_all();
    body.body
}

/// Constructs reported one by one in a file; an odd file gives no flood.
const REPORTED: usize = 50;

/// How many emphases of each kind are open.
#[derive(Default)]
struct Depth {
    emphasis: usize,
    strong: usize,
}

impl Depth {
    fn current(&self) -> Emphasis {
        match (self.strong, self.emphasis) {
            (0, 0) => Emphasis::None,
            (0, _) => Emphasis::Emphasis,
            _ => Emphasis::Strong,
        }
    }
}

/// The paragraph or crosshead being read.
struct OpenBlock {
    kind: BlockKind,
    text: TextBuilder,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    Paragraph,
    Crosshead,
    /// A heading of the first level where the story may have its headline.
    Headline,
    /// A cell of a table.
    Cell,
    /// The words over a box.
    BoxTitle,
}

/// A picture whose caption is being read.
struct OpenPicture {
    /// The whole of `![caption](file "credit")`.
    range: Range<usize>,
    file: String,
    credit: String,
    caption: TextBuilder,
    /// Where the caption's text ends so far.
    caption_end: usize,
}

/// A link whose text is being read.
struct OpenLink {
    /// Where its text ends so far.
    text_end: usize,
    /// Whether all of it is set as written, because what stands in brackets
    /// after the text is no address.
    literal: bool,
}

struct BodyReader<'r, 'a, 'm> {
    reader: &'r mut StoryReader<'a>,
    /// Where the body starts in the file.
    start: usize,
    /// The body as Markdown reads it.
    masked: &'m str,
    body: ParsedBody,
    open: Option<OpenBlock>,
    /// Pictures that are open, one inside the other's caption.
    pictures: Vec<OpenPicture>,
    emphasis: Depth,
    link: Option<OpenLink>,
    /// Lists, tables, quotes and boxes that are open.
    inside: blocks::Open,
    in_code_block: bool,
    /// Where the text that was last added as it stands in the file ends.
    exact_end: usize,
    may_open_with_headline: bool,
    /// How many constructs were reported.
    reported: usize,
}

impl BodyReader<'_, '_, '_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        let end = range.end;
        match event {
            Event::Start(tag) => return self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                self.report(range.clone(), StorySyntax::Code);
                self.code(&text, range);
            }
            Event::Html(text) => self.text(&text, range),
            Event::InlineHtml(text) => {
                self.report(range.clone(), StorySyntax::Html);
                self.text(&text, range);
            }
            Event::SoftBreak | Event::HardBreak if self.source_begins(range.end).is_some() => {
                self.start_source();
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(text) = self.current_text() {
                    text.push_line_break(range);
                }
            }
            Event::Rule => {
                self.close();
                self.report(range, StorySyntax::Rule);
            }
            // None of these comes without its option.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text, range);
            }
            Event::TaskListMarker(_) => {}
        }
        self.note_end(end);
    }

    /// Remembers how far the text of an open picture or link reaches.
    fn note_end(&mut self, end: usize) {
        if let Some(picture) = self.pictures.last_mut() {
            picture.caption_end = picture.caption_end.max(end);
        }
        if let Some(link) = &mut self.link {
            link.text_end = link.text_end.max(end);
        }
    }

    fn start_tag(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                let at = range.start;
                if let Some(place) = self.picture_with_spaces(range) {
                    self.report(place, StorySyntax::PictureSpaces);
                }
                self.open(BlockKind::Paragraph);
                if self.source_begins(at).is_some() {
                    self.start_source();
                }
            }
            Tag::Heading { level, .. } => self.start_heading(level, range),
            Tag::BlockQuote(_) => self.start_quote(range),
            Tag::CodeBlock(kind) => self.start_code_block(&kind, range),
            Tag::HtmlBlock => {
                self.close();
                self.report(range, StorySyntax::Html);
            }
            Tag::List(first) => self.start_list(first, range),
            Tag::Item => self.start_item(&range),
            Tag::Table(aligns) => self.start_table(&aligns),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.emphasis.emphasis += 1,
            Tag::Strong => self.emphasis.strong += 1,
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url, range),
            Tag::Image { dest_url, title, .. } => self.pictures.push(OpenPicture {
                caption_end: range.start + 2,
                range,
                file: unmask(&dest_url),
                credit: unmask(&title),
                caption: TextBuilder::new(self.reader.source),
            }),
            Tag::TableHead | Tag::TableRow => self.close(),
            // None of these comes without its option.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis => {
                self.emphasis.emphasis = self.emphasis.emphasis.saturating_sub(1);
            }
            TagEnd::Strong => self.emphasis.strong = self.emphasis.strong.saturating_sub(1),
            TagEnd::Link => self.end_link(range),
            TagEnd::Image => self.end_picture(),
            TagEnd::CodeBlock => {
                self.close();
                self.in_code_block = false;
            }
            TagEnd::Item => self.end_item(range),
            TagEnd::List(_) => self.end_list(),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::TableHead => self.end_row(range, true),
            TagEnd::TableRow => self.end_row(range, false),
            TagEnd::Table => self.end_table(),
            _ => self.close(),
        }
    }

    fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.close();
        self.check_heading(&range);
        if !self.reader.text[range.clone()].starts_with('#') {
            self.report(range, StorySyntax::Underlined);
        }
        let is_first = self.body.blocks.is_empty() && self.body.headline.is_none();
        let headline = level == HeadingLevel::H1 && self.may_open_with_headline && is_first;
        self.open(if headline { BlockKind::Headline } else { BlockKind::Crosshead });
    }

    fn start_code_block(&mut self, kind: &CodeBlockKind, range: Range<usize>) {
        self.close();
        self.report(range.clone(), StorySyntax::CodeBlock);
        self.in_code_block = true;
        if let CodeBlockKind::Fenced(info) = kind
            && !info.is_empty()
        {
            self.spelled(info, range);
            self.close();
        }
    }

    fn start_link(&mut self, link_type: LinkType, address: &str, range: Range<usize>) {
        // Addresses are ASCII; anything else in brackets is text.
        let literal = link_type == LinkType::Inline && (address.is_empty() || !address.is_ascii());
        self.link = Some(OpenLink { text_end: range.start + 1, literal });
        if literal {
            self.exact(range.start..range.start + 1);
        } else if link_type == LinkType::Inline {
            let address = unmask(address);
            self.report(range, StorySyntax::LinkAddress { address: address.to_string() });
        }
    }

    fn end_link(&mut self, range: Range<usize>) {
        if let Some(link) = self.link.take().filter(|link| link.literal) {
            self.exact(link.text_end.min(range.end)..range.end);
        }
    }

    fn end_picture(&mut self) {
        let Some(picture) = self.pictures.pop() else { return };
        if picture.file.is_empty() {
            let span = self.reader.span(picture.range);
            let finding = StorySyntax::PictureAddressless;
            self.reader.sink.push(Diagnostic::of(finding).at(span));
            return;
        }
        // The file and the credit follow the caption in this order.
        let after = picture.caption_end.min(picture.range.end);
        let file = self.find(&picture.file, after..picture.range.end);
        let after = file.as_ref().map_or(after, |file| file.end);
        let credit = self.find(&picture.credit, after..picture.range.end);

        let caption = picture.caption.finish(&mut self.reader.notes);
        let mut builder = TextBuilder::new(self.reader.source);
        match credit {
            Some(range) => {
                let start = range.start;
                builder.push_exact(&picture.credit, start, Manner::plain(Signs::Read));
            }
            None => builder.push_spelled(
                &picture.credit,
                picture.range.clone(),
                Manner::plain(Signs::Read),
                &mut self.reader.notes,
            ),
        }
        let credit = builder.finish(&mut self.reader.notes).without_brackets();
        self.body.pictures.push(StoryPicture {
            file: picture.file,
            span: self.reader.span(file.unwrap_or(picture.range)),
            caption: present(caption),
            credit: present(credit),
            alt: None,
            after: u32::try_from(self.body.blocks.len())
                .ok()
                .and_then(|blocks| blocks.checked_sub(1))
                .map(BlockPlace),
        });
    }

    /// Where `text` stands in a part of the file.
    fn find(&self, text: &str, range: Range<usize>) -> Option<Range<usize>> {
        let at = range.start + self.reader.text[range].find(text)?;
        Some(at..at + text.len())
    }

    /// Adds text that Markdown gives for a part of the file.
    fn text(&mut self, text: &str, range: Range<usize>) {
        let shown = &self.masked[range.start - self.start..range.end - self.start];
        if self.in_code_block && self.pictures.is_empty() {
            self.code_lines(text, range);
        } else if shown == text {
            self.exact(range);
        } else {
            self.spelled(text, range);
        }
    }

    /// Adds what stands between backticks.
    fn code(&mut self, text: &str, range: Range<usize>) {
        let shown = &self.masked[range.start - self.start..range.end - self.start];
        // Line breaks in code are given as spaces.
        match shown.replace('\n', " ").find(text) {
            Some(at) => {
                let start = range.start + at;
                self.push_exact(start..start + text.len(), Signs::AsWritten);
            }
            None => self.spelled(text, range),
        }
    }

    /// Adds lines of a code block, each a paragraph.
    fn code_lines(&mut self, text: &str, range: Range<usize>) {
        let exact = self.masked[range.start - self.start..range.end - self.start] == *text;
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            if exact {
                self.push_exact(at..at + line.len(), Signs::AsWritten);
            } else {
                self.spelled(line, range.clone());
            }
            at += line.len();
            if line.ends_with('\n') {
                self.close();
            }
        }
    }

    /// Adds what stands in the file; a character after a backslash is no sign.
    fn exact(&mut self, range: Range<usize>) {
        // Backslashes that were text themselves do not count.
        let before = self.reader.text.get(self.exact_end..range.start).unwrap_or_default();
        self.exact_end = range.end;
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        let escaped = if backslashes.is_multiple_of(2) {
            0
        } else {
            self.reader.text[range.clone()].chars().next().map_or(0, char::len_utf8)
        };
        let start = range.start + escaped;
        self.push_exact(range.start..start, Signs::AsWritten);
        self.push_exact(start..range.end, Signs::Read);
    }

    fn push_exact(&mut self, range: Range<usize>, signs: Signs) {
        let manner = Manner { emphasis: self.emphasis.current(), signs };
        let text = &self.reader.text[range.clone()];
        self.current_or_new_text().push_exact(text, range.start, manner);
    }

    fn spelled(&mut self, text: &str, range: Range<usize>) {
        let manner = Manner { emphasis: self.emphasis.current(), signs: Signs::AsWritten };
        let text = unmask(text);
        // The notes are taken out because the text borrows the reader too.
        let mut notes = std::mem::take(&mut self.reader.notes);
        self.current_or_new_text().push_spelled(&text, range, manner, &mut notes);
        self.reader.notes = notes;
    }

    /// Where text goes now, if anywhere.
    fn current_text(&mut self) -> Option<&mut TextBuilder> {
        match self.pictures.last_mut() {
            Some(picture) => Some(&mut picture.caption),
            None => self.open.as_mut().map(|open| &mut open.text),
        }
    }

    /// Where text goes now; a paragraph is opened if none is.
    fn current_or_new_text(&mut self) -> &mut TextBuilder {
        if let Some(picture) = self.pictures.last_mut() {
            return &mut picture.caption;
        }
        let source = self.reader.source;
        let open = self.open.get_or_insert_with(|| OpenBlock {
            kind: BlockKind::Paragraph,
            text: TextBuilder::new(source),
        });
        &mut open.text
    }

    fn open(&mut self, kind: BlockKind) {
        self.close();
        let text = TextBuilder::new(self.reader.source);
        self.open = Some(OpenBlock { kind, text });
    }

    /// Ends the block that is open.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let text = open.text.finish(&mut self.reader.notes);
        if text.is_blank() && open.kind != BlockKind::Cell {
            return;
        }
        self.report_asterisks(&text);
        self.finish_text(open.kind, text);
    }

    /// Reports asterisks that were meant as emphasis and are not.
    fn report_asterisks(&mut self, text: &RichText) {
        for piece in &text.pieces {
            if let Some(at) = piece.text.find("**") {
                let start = piece.span.start as usize + at;
                self.report(start..start + 2, StorySyntax::Asterisks);
            }
        }
    }

    /// The first picture of a paragraph that is none to Markdown, because its
    /// file's name has a space and no angle brackets.
    fn picture_with_spaces(&self, range: Range<usize>) -> Option<Range<usize>> {
        let text = &self.reader.text[range.clone()];
        let start = text.find("![")?;
        let target = start + text[start..].find("](")? + 2;
        let end = target + text[target..].find(')')?;
        let name = text[target..end].split(" \"").next().unwrap_or_default().trim();
        (name.contains(' ') && !name.starts_with('<'))
            .then(|| range.start + start..range.start + end + 1)
    }

    fn report(&mut self, range: Range<usize>, finding: StorySyntax) {
        self.reported += 1;
        if self.reported > REPORTED {
            return;
        }
        let span = self.reader.span(range);
        let mut diagnostic = Diagnostic::of(finding).at(span);
        if self.reported == REPORTED {
            diagnostic = diagnostic.advice(Advice::NotToldFurther);
        }
        self.reader.sink.push(diagnostic);
    }
}

/// The text, or nothing if it is blank.
fn present(text: RichText) -> Option<RichText> {
    (!text.is_blank()).then_some(text)
}
