//! A manuscript as a story file.
//!
//! Its words become a listing, a paragraph a line, of which all findings tell line and
//! column; what is known of each line goes with it to the rules of raw copy.

use std::ops::Range;

use super::captions::{with_captions, without_common_look};
use super::characters::{CharacterTable, MappedCharacter};
use super::pictures::name_of;
use super::spacing::{near_end, visible};
use super::{
    CopyStyle, Manuscript, ManuscriptBlock, ManuscriptError, ManuscriptParagraph,
    ManuscriptPicture, ManuscriptRun, ManuscriptTable, ParagraphRole, PicturePlace, Remark,
    RemarkKind,
};
use crate::story::{
    CellPlace, Cleaned, CopyDraft, DraftCell, DraftEmphasis, DraftLine, DraftPicture, DraftRole,
    Emphasis, are_wrapped, clean_draft, meet_without_space,
};
use crate::style::CellAlign;

/// The longest listing: a story file has a limit, too.
const LONGEST: usize = 1 << 20;

/// Characters that a note mark may have.
const LONGEST_RAISED: usize = 8;

/// A manuscript that has become a story.
#[derive(Debug, Clone)]
pub struct ImportedStory {
    /// The words of the manuscript, a paragraph a line: places of findings are in it.
    pub listing: String,
    /// The story file, and all that was mended.
    pub cleaned: Cleaned,
    /// What has to be told of the manuscript.
    pub remarks: Vec<PlacedRemark>,
    /// Characters that stand in place of others, in the listing.
    pub mapped: Vec<MappedCharacter>,
}

/// A remark and its place in the listing.
#[derive(Debug, Clone)]
pub struct PlacedRemark {
    /// What has to be told.
    pub kind: RemarkKind,
    /// The words that it is about.
    pub words: String,
    /// Where they are, or would be; none for what stands nowhere in the text.
    pub place: Option<Range<usize>>,
}

/// Makes a story file of a manuscript; `names` are those of its pictures' files beside the
/// story, and none if they are not written; `characters` is the house's table.
///
/// # Errors
/// If it is longer than a story may be.
pub fn story_of(
    manuscript: &Manuscript,
    names: &[String],
    characters: &CharacterTable,
) -> Result<ImportedStory, ManuscriptError> {
    let mut listing = Listing::new(characters);
    let blocks = with_captions(&manuscript.blocks);
    // What stands at the right signs the text where nothing but pictures follows.
    let is_text = |block: &ManuscriptBlock| match block {
        ManuscriptBlock::Paragraph(paragraph) => paragraph.role != ParagraphRole::AtRight,
        ManuscriptBlock::Table(_) => true,
        ManuscriptBlock::Picture(_) => false,
    };
    let text_end = blocks.iter().rposition(|it| is_text(&it.block)).map_or(0, |at| at + 1);
    let mut places: Vec<Range<usize>> = vec![0..0; manuscript.blocks.len()];
    for (number, captioned) in blocks.iter().enumerate() {
        let start = listing.draft.text.len();
        match &captioned.block {
            ManuscriptBlock::Paragraph(paragraph) => {
                listing.paragraph(paragraph, text_end > 0 && number >= text_end);
            }
            ManuscriptBlock::Table(table) => listing.table(table),
            ManuscriptBlock::Picture(picture) => listing.picture(picture, names),
        }
        let end = listing.end().max(start);
        for place in places.get_mut(captioned.numbers.clone()).unwrap_or_default() {
            *place = start..end;
        }
        if listing.draft.text.len() > LONGEST {
            return Err(ManuscriptError::TooLong { limit: LONGEST });
        }
    }
    for (number, note) in manuscript.footnotes.iter().enumerate() {
        let role = DraftRole::Item { marker: format!("{}.", number + 1), depth: 0 };
        listing.line(&note.runs, role, 0);
    }
    let mut remarks: Vec<Remark> = manuscript.remarks.clone();
    if !manuscript.footnotes.is_empty() {
        let words = manuscript.footnotes.len().to_string();
        remarks.push(Remark { kind: RemarkKind::Footnotes, block: None, words });
    }
    if listing.draft.text.len() > LONGEST {
        return Err(ManuscriptError::TooLong { limit: LONGEST });
    }
    let end = listing.end();
    let placed = |remark: Remark| PlacedRemark {
        place: remark.block.map(|block| places.get(block).cloned().unwrap_or(end..end)),
        kind: remark.kind,
        words: remark.words,
    };
    let cleaned = clean_draft(&listing.draft);
    let remarks = remarks.into_iter().map(placed).chain(listing.remarks).collect();
    let (listing, mapped) = (listing.draft.text, listing.mapped);
    Ok(ImportedStory { listing, cleaned, remarks, mapped })
}

/// The words of a manuscript on their way.
struct Listing<'a> {
    characters: &'a CharacterTable,
    mapped: Vec<MappedCharacter>,
    draft: CopyDraft,
    /// What is told of how words are written.
    remarks: Vec<PlacedRemark>,
}

impl<'a> Listing<'a> {
    fn new(characters: &'a CharacterTable) -> Self {
        let (mapped, remarks) = (Vec::new(), Vec::new());
        Self { characters, mapped, draft: CopyDraft::default(), remarks }
    }

    /// Where its last words end.
    fn end(&self) -> usize {
        self.draft.lines.last().map_or(0, |line| line.words.end)
    }

    /// A paragraph, one at the end of the text or not.
    fn paragraph(&mut self, paragraph: &ManuscriptParagraph, is_at_end: bool) {
        let role = |role: &ParagraphRole| match role {
            ParagraphRole::AtRight if is_at_end => DraftRole::Signature,
            ParagraphRole::Text | ParagraphRole::Caption | ParagraphRole::AtRight => {
                DraftRole::Text
            }
            ParagraphRole::Title => DraftRole::Title,
            ParagraphRole::Subtitle => DraftRole::Subtitle,
            ParagraphRole::Head(part) => DraftRole::Head(*part),
            ParagraphRole::Heading(_) => DraftRole::Heading,
            ParagraphRole::LooksLikeHeading => DraftRole::LooksLikeHeading,
            ParagraphRole::Item { marker, depth } => {
                DraftRole::Item { marker: marker.clone(), depth: *depth }
            }
        };
        let lines = lines_of(&paragraph.runs);
        let texts: Vec<String> = lines.iter().map(|line| text_of(line)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let is_text = matches!(
            paragraph.role,
            ParagraphRole::Text | ParagraphRole::Caption | ParagraphRole::AtRight
        );
        if is_text && lines.len() > 1 && !are_wrapped(&texts) {
            for line in lines.iter().filter(|line| !is_blank(line)) {
                self.line(line, role(&paragraph.role), paragraph.size);
            }
        } else {
            let is_heading = !is_text && !matches!(paragraph.role, ParagraphRole::Item { .. });
            let runs = joined(&lines, is_heading);
            if !is_blank(&runs) {
                self.line(&runs, role(&paragraph.role), paragraph.size);
            }
        }
    }

    fn table(&mut self, table: &ManuscriptTable) {
        let mut place = CellPlace::Table { has_heading: table.has_heading };
        for (number, row) in table.rows.iter().enumerate() {
            for cell in row {
                let is_heading = number == 0 && table.has_heading;
                let heading = is_heading.then(|| without_common_look(&cell.runs));
                let runs = heading.as_ref().unwrap_or(&cell.runs);
                let align = cell.align.unwrap_or(CellAlign::Left);
                let role = DraftRole::Cell(DraftCell { place, joins: cell.joins, align });
                self.words(&joined(&lines_of(runs), false), role, 0);
                self.draft.text.push_str(" | ");
                place = CellPlace::Beside;
            }
            self.end_line();
            place = CellPlace::Row;
        }
    }

    fn picture(&mut self, picture: &ManuscriptPicture, names: &[String]) {
        let file = match &picture.place {
            PicturePlace::Unknown => None,
            PicturePlace::Embedded(number) => names.get(*number).cloned(),
            PicturePlace::Named(name) => Some(name.clone()),
            PicturePlace::Offered(addresses) => addresses.first().and_then(|it| name_of(it)),
        };
        let (credit, alt) = (picture.credit.clone(), picture.alt.clone());
        let role = DraftRole::Picture(DraftPicture { file, credit, alt });
        self.line(&joined(&lines_of(&picture.caption), false), role, 0);
    }

    fn line(&mut self, runs: &[ManuscriptRun], role: DraftRole, size: u32) {
        self.words(runs, role, size);
        self.end_line();
    }

    fn end_line(&mut self) {
        self.draft.text.push('\n');
    }

    /// Adds words as a line of the draft; that of the listing goes on.
    fn words(&mut self, runs: &[ManuscriptRun], role: DraftRole, size: u32) {
        let start = self.draft.text.len();
        let mut emphasis = Vec::new();
        for same in runs.chunk_by(|one, other| {
            let is_plain = |it: &ManuscriptRun| it.reading.is_none() && it.footnote.is_none();
            one.style == other.style && is_plain(one) && is_plain(other)
        }) {
            let from = self.draft.text.len();
            for run in same {
                if let Some(note) = run.footnote {
                    self.draft.text.push_str(&format!("^{}^", note + 1));
                }
            }
            let text: String = same.iter().map(|run| visible(&run.text)).collect();
            let text = text.replace(['\t', '\n', '\r'], " ");
            self.marked(&text, same.first().and_then(|run| run.reading.as_deref()), same);
            let style = same.first().map(|run| run.style).unwrap_or_default();
            if style.emphasis() != Emphasis::None {
                let words = from..self.draft.text.len();
                emphasis.push(DraftEmphasis { words, emphasis: style.emphasis() });
            }
        }
        let words = start..self.draft.text.len();
        self.draft.lines.push(DraftLine { words, role, emphasis, size });
    }

    /// Adds words with their reading or between their marks, as a story has them.
    fn marked(&mut self, text: &str, reading: Option<&str>, runs: &[ManuscriptRun]) {
        let style = runs.first().map(|run| run.style).unwrap_or_default();
        let listing = &mut self.draft.text;
        let is_sign = |c: char| "{}[]|｜^".contains(c);
        let has_words = !text.trim().is_empty();
        match (reading.map(str::trim).filter(|reading| !reading.is_empty()), style) {
            (Some(reading), _) if !text.contains(is_sign) && !reading.contains(is_sign) => {
                listing.push_str(&with_reading(text, reading));
            }
            (Some(reading), _) => {
                let start = listing.len();
                listing.push_str(&format!("{text}（{reading}）"));
                let (kind, place) = (RemarkKind::ReadingInBrackets, Some(start..listing.len()));
                self.remarks.push(PlacedRemark { kind, words: text.to_owned(), place });
            }
            (None, CopyStyle { has_dots: true, .. }) if has_words && !text.contains(is_sign) => {
                listing.push_str(&format!("[{text}]{{着重}}"));
            }
            (None, CopyStyle { is_raised: true, .. })
                if has_words
                    && text.chars().count() <= LONGEST_RAISED
                    && !text.contains(char::is_whitespace)
                    && !text.contains(is_sign)
                    && listing.ends_with(|c: char| !c.is_whitespace()) =>
            {
                listing.push_str(&format!("^{text}^"));
            }
            _ => self.characters.add(text, &mut self.draft.text, &mut self.mapped),
        }
    }
}

/// A word with its reading: over each character if there is one for each.
fn with_reading(text: &str, reading: &str) -> String {
    let parts: Vec<&str> = reading.split_whitespace().collect();
    let characters = text.chars().filter(|c| !c.is_whitespace()).count();
    if characters > 1 && parts.len() == characters {
        format!("{{{text}|{}}}", parts.join("|"))
    } else {
        format!("{{{text}|{reading}}}")
    }
}

/// The runs of each line that somebody ended.
fn lines_of(runs: &[ManuscriptRun]) -> Vec<Vec<ManuscriptRun>> {
    let mut lines = vec![Vec::new()];
    for run in runs {
        for (number, text) in run.text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Vec::new());
            }
            let is_note = run.footnote.is_some() && number == 0;
            if let (Some(line), true) = (lines.last_mut(), !text.is_empty() || is_note) {
                line.push(ManuscriptRun { text: text.to_owned(), ..run.clone() });
            }
        }
    }
    lines
}

fn text_of(runs: &[ManuscriptRun]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn is_blank(runs: &[ManuscriptRun]) -> bool {
    runs.iter().all(|run| run.footnote.is_none() && run.text.trim().is_empty())
}

/// Lines as one: without a space between Chinese characters, unless a gap is meant there as
/// in a headline.
fn joined(lines: &[Vec<ManuscriptRun>], is_heading: bool) -> Vec<ManuscriptRun> {
    let mut whole: Vec<ManuscriptRun> = Vec::new();
    for line in lines.iter().filter(|line| !is_blank(line)) {
        let before = whole.iter().rev().find(|run| !run.text.trim().is_empty());
        let before = before.map(|run| run.text.trim_end());
        let after = line.iter().find(|run| !run.text.trim().is_empty());
        let after = after.map_or("", |run| run.text.trim_start());
        let is_gap =
            before.is_some_and(|it| is_heading || !meet_without_space(near_end(it), after));
        if is_gap {
            whole.push(ManuscriptRun::plain(" "));
        }
        whole.extend(line.iter().cloned());
    }
    whole
}
