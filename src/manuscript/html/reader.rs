//! The stream of a web page to the blocks of a manuscript.

use std::collections::BTreeMap;

use super::css::InlineLook;
use super::list::{HtmlList, HtmlLists};
use super::open::{OpenElement, OpenElements};
use super::picture::{self, PictureSource};
use super::table::OpenTable;
use super::tags::{TagKind, is_void};
use crate::manuscript::pictures::{extension, is_for_pages};
use crate::manuscript::spacing::near_end;
use crate::manuscript::{
    CopyStyle, EmbeddedPicture, Manuscript, ManuscriptBlock, ManuscriptParagraph,
    ManuscriptPicture, ManuscriptRun, ParagraphRole, PicturePlace, Remark, RemarkKind,
};
use crate::story::meet_without_space;
use crate::style::CellAlign;

/// The attributes of an element.
pub(in crate::manuscript) type Attributes = BTreeMap<String, String>;

/// Longer lines are text, whatever they look like.
const LONGEST_HEADING: usize = 40;

/// What has been read of a page.
#[derive(Default)]
pub(in crate::manuscript) struct HtmlReader {
    manuscript: Manuscript,
    open: OpenElements,
    lists: HtmlLists,
    /// The sign of the item that is about to begin.
    item: Option<String>,
    table: Option<OpenTable>,
    /// Tables in the cells of that one.
    inner_tables: usize,
    runs: Vec<ManuscriptRun>,
    /// White space before the next word.
    space: WhiteSpace,
    /// The reading that is being read, and the run that it belongs to.
    reading: String,
    /// Where the base of the reading begins.
    ruby_start: Option<usize>,
    /// Words of what is none of the copy.
    skipped: String,
    /// The picture that a caption belongs to.
    figure: Option<usize>,
}

/// White space of a page before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum WhiteSpace {
    #[default]
    None,
    /// A line end of the source.
    LineEnd,
    Space,
}

impl HtmlReader {
    pub(in crate::manuscript) fn start(
        &mut self,
        name: &str,
        attributes: &Attributes,
        is_closed: bool,
    ) {
        let kind = TagKind::of(name);
        let look = look(name, kind, attributes);
        let was_skipping = self.is_skipping();
        if was_skipping {
            if !is_void(name) && !is_closed {
                self.push(name, kind, look, attributes);
            }
            return;
        }
        if kind == TagKind::Item || kind == TagKind::Block && matches!(name, "p" | "dt" | "dd") {
            // The end of such an element may be left out.
            self.end_unless_outside(name, kind);
        }
        if kind.ends_paragraph() {
            self.end_paragraph();
        }
        match kind {
            TagKind::Break => self.push_text("\n"),
            TagKind::Picture if !look.is_hidden => self.picture(attributes),
            TagKind::List => self.lists.open(HtmlList::Bullets),
            TagKind::NumberedList => {
                let start = attributes.get("start").and_then(|it| it.trim().parse().ok());
                self.lists.open(HtmlList::Numbers(start.unwrap_or(1)));
            }
            TagKind::Item => {
                let value = attributes.get("value").and_then(|it| it.trim().parse().ok());
                self.item = Some(self.lists.next(value));
            }
            TagKind::Figure => self.figure = None,
            TagKind::Table => self.begin_table(),
            TagKind::TableRow if self.inner_tables == 0 => {
                if let Some(table) = &mut self.table {
                    table.begin_row();
                }
            }
            TagKind::Cell | TagKind::HeadCell if self.inner_tables == 0 => {
                self.begin_cell(kind == TagKind::HeadCell, look, attributes);
            }
            TagKind::Ruby => {
                self.flush_space();
                self.ruby_start = Some(self.runs.len());
                self.runs.push(ManuscriptRun::default());
            }
            TagKind::Reading => self.reading.clear(),
            TagKind::Object(object) => self.remark(RemarkKind::Object { object }, String::new()),
            _ => {}
        }
        if !is_void(name) && !is_closed {
            self.push(name, kind, look, attributes);
            if self.is_skipping() {
                self.skipped.clear();
            }
        }
    }

    fn push(&mut self, name: &str, kind: TagKind, look: InlineLook, attributes: &Attributes) {
        let address = (kind == TagKind::Link).then(|| attributes.get("href").cloned()).flatten();
        self.open.push(OpenElement { name: name.to_owned(), kind, look, address });
    }

    /// Ends an element of this name that is still open beside the one that begins.
    fn end_unless_outside(&mut self, name: &str, kind: TagKind) {
        let is_outer = |it: TagKind| match kind {
            TagKind::Item => matches!(it, TagKind::List | TagKind::NumberedList),
            _ => it.ends_paragraph(),
        };
        let innermost = self.open.iter().rev().find(|it| it.name == name || is_outer(it.kind));
        if innermost.is_some_and(|it| it.name == name) {
            self.end(name);
        }
    }

    pub(in crate::manuscript) fn end(&mut self, name: &str) {
        // `</p>` without a beginning is an empty paragraph, `</br>` a line end.
        if name == "br" && !self.is_skipping() {
            self.push_text("\n");
        }
        let was_skipping = self.is_skipping();
        let closed = self.open.close(name);
        if was_skipping {
            if !self.is_skipping() {
                self.end_skipped(closed.last());
            }
            return;
        }
        for element in &closed {
            self.end_element(element);
        }
    }

    /// Ends what is none of the copy.
    fn end_skipped(&mut self, element: Option<&OpenElement>) {
        let words = std::mem::take(&mut self.skipped).trim().to_owned();
        let Some(element) = element else { return };
        match element.kind {
            // What it is has been said where it began.
            TagKind::Object(_) => {}
            // What is not seen of a page anyhow.
            _ if matches!(element.name.as_str(), "head" | "title" | "template") => {}
            _ if matches!(element.name.as_str(), "script" | "style" | "noscript") => {
                self.remark(RemarkKind::PagePart, format!("<{}>", element.name));
            }
            _ if words.is_empty() => {}
            _ if element.look.is_hidden => self.remark(RemarkKind::Hidden, words),
            _ => self.remark(RemarkKind::PagePart, words),
        }
    }

    fn end_element(&mut self, element: &OpenElement) {
        match element.kind {
            TagKind::FigureCaption => self.end_caption(),
            kind if kind.ends_paragraph() => {
                let role = match kind {
                    TagKind::Heading(level) => Some(level),
                    _ => None,
                };
                self.end_paragraph_as(role, element.look);
            }
            _ => {}
        }
        match element.kind {
            TagKind::List | TagKind::NumberedList => self.lists.close(),
            TagKind::Item => self.item = None,
            TagKind::Cell | TagKind::HeadCell if self.inner_tables == 0 => {
                if let Some(table) = &mut self.table {
                    table.end_cell();
                }
            }
            TagKind::Table => self.end_table(),
            TagKind::Reading => self.end_reading(),
            TagKind::Ruby => self.ruby_start = None,
            TagKind::Link => {
                let address = element.address.clone().unwrap_or_default();
                if address.contains("://") {
                    self.remark(RemarkKind::Link, address);
                }
            }
            _ => {}
        }
    }

    /// Whether what is read is none of the copy.
    fn is_skipping(&self) -> bool {
        let is_none = |it: &OpenElement| {
            it.look.is_hidden || matches!(it.kind, TagKind::Skipped | TagKind::Object(_))
        };
        self.open.iter().any(is_none)
    }

    pub(in crate::manuscript) fn words(&mut self, words: &str) {
        const MOST_SKIPPED: usize = 200;
        if self.is_skipping() {
            if self.skipped.len() < MOST_SKIPPED {
                self.skipped.extend(words.chars().take(MOST_SKIPPED));
            }
            return;
        }
        if self.open.any(|kind| kind == TagKind::ReadingBracket) {
            return;
        }
        if self.open.any(|kind| kind == TagKind::Reading) {
            self.reading.push_str(words);
            return;
        }
        if self.open.any(|kind| kind == TagKind::Preformatted) {
            self.push_text(&words.replace("\r\n", "\n").replace('\r', "\n"));
            return;
        }
        let mut word = String::new();
        for c in words.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !word.is_empty() {
                        self.push_word(&std::mem::take(&mut word));
                    }
                    self.space = match (self.space, c) {
                        (WhiteSpace::LineEnd, _) | (WhiteSpace::None, '\n' | '\r') => {
                            WhiteSpace::LineEnd
                        }
                        (WhiteSpace::Space, '\n') => WhiteSpace::LineEnd,
                        _ => WhiteSpace::Space,
                    };
                }
                '\u{a0}' => word.push(' '),
                c => word.push(c),
            }
        }
        if !word.is_empty() {
            self.push_word(&word);
        }
    }

    fn push_word(&mut self, word: &str) {
        let before = self.runs.last().map_or("", |run| run.text.as_str());
        let space = std::mem::take(&mut self.space);
        let has_space = match space {
            WhiteSpace::None => false,
            _ if self.runs.iter().all(|run| run.text.is_empty()) => false,
            _ if before.ends_with('\n') => false,
            WhiteSpace::Space => true,
            // A line end of the source between Chinese characters is nothing.
            WhiteSpace::LineEnd => !meet_without_space(near_end(before), word),
        };
        match has_space {
            true => self.push_text(&format!(" {word}")),
            false => self.push_text(word),
        }
    }

    fn flush_space(&mut self) {
        if std::mem::take(&mut self.space) == WhiteSpace::Space && !self.runs.is_empty() {
            self.push_text(" ");
        }
    }

    fn push_text(&mut self, text: &str) {
        if text == "\n" {
            self.space = WhiteSpace::None;
        }
        let style = self.style();
        match self.runs.last_mut() {
            Some(last)
                if last.reading.is_none() && (last.style == style || last.text.is_empty()) =>
            {
                last.style = style;
                last.text.push_str(text);
            }
            _ => self.runs.push(ManuscriptRun { style, ..ManuscriptRun::plain(text) }),
        }
    }

    /// How words stand out here.
    fn style(&self) -> CopyStyle {
        let mut style = CopyStyle::default();
        for element in self.open.iter() {
            match element.kind {
                TagKind::Bold => style.is_bold = true,
                TagKind::Italic => style.is_italic = true,
                TagKind::Raised => style.is_raised = true,
                _ => {}
            }
            style.is_bold = element.look.is_bold.unwrap_or(style.is_bold);
            style.is_italic = element.look.is_italic.unwrap_or(style.is_italic);
            style.has_dots |= element.look.has_dots;
            style.is_raised |= element.look.is_raised;
        }
        style
    }

    fn end_reading(&mut self) {
        let reading = std::mem::take(&mut self.reading).trim().to_owned();
        let Some(start) = self.ruby_start else { return };
        let base = self.runs.split_off(start.min(self.runs.len()));
        let text: String = base.iter().map(|run| run.text.as_str()).collect();
        let style = base.first().map(|run| run.style).unwrap_or_default();
        let reading = Some(reading).filter(|it| !it.is_empty());
        if !text.is_empty() {
            self.runs.push(ManuscriptRun { text, style, reading, footnote: None });
        }
        // What follows in the same element has a reading of its own.
        self.ruby_start = Some(self.runs.len());
        self.runs.push(ManuscriptRun::default());
    }

    fn remark(&mut self, kind: RemarkKind, words: String) {
        const MOST: usize = 16;
        let text: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        let first = text.chars().count().saturating_sub(MOST);
        let words = if words.is_empty() { text.chars().skip(first).collect() } else { words };
        let block = Some(self.manuscript.blocks.len());
        self.manuscript.remarks.push(Remark { kind, block, words });
    }

    fn picture(&mut self, attributes: &Attributes) {
        let place = match picture::source(attributes) {
            PictureSource::Data(bytes) => {
                let extension = extension(&bytes, "");
                if !is_for_pages(extension) {
                    self.remark(RemarkKind::PictureFormat, format!("data:…{extension}"));
                }
                let name = String::new();
                self.manuscript.pictures.push(EmbeddedPicture { name, extension, bytes });
                PicturePlace::Embedded(self.manuscript.pictures.len() - 1)
            }
            PictureSource::Named { name, address } => {
                self.remark(RemarkKind::PictureMissing, address);
                PicturePlace::Named(name)
            }
            PictureSource::Unknown => {
                self.remark(RemarkKind::PictureMissing, String::new());
                PicturePlace::Unknown
            }
        };
        let picture =
            ManuscriptPicture { place, alt: picture::alt(attributes), ..Default::default() };
        // In the middle of a paragraph it stands below it, in a cell below the table.
        if self.table.is_none() {
            self.end_paragraph();
        }
        self.figure = Some(self.manuscript.blocks.len());
        self.manuscript.blocks.push(ManuscriptBlock::Picture(picture));
    }

    /// Puts a picture where the reader is.
    pub(in crate::manuscript) fn place_picture(&mut self, picture: ManuscriptPicture) {
        if self.table.is_none() {
            self.end_paragraph();
        }
        self.manuscript.blocks.push(ManuscriptBlock::Picture(picture));
    }

    /// Tells something of where the reader is.
    pub(in crate::manuscript) fn tell(&mut self, kind: RemarkKind, words: String) {
        self.remark(kind, words);
    }

    fn end_caption(&mut self) {
        self.space = WhiteSpace::None;
        let runs = std::mem::take(&mut self.runs);
        let picture = self.figure.and_then(|at| self.manuscript.blocks.get_mut(at));
        match picture {
            Some(ManuscriptBlock::Picture(picture)) if picture.caption.is_empty() => {
                picture.caption = runs;
            }
            _ => {
                self.runs = runs;
                self.end_paragraph();
            }
        }
    }

    fn begin_table(&mut self) {
        if self.table.is_some() {
            self.inner_tables += 1;
        } else {
            self.table = Some(OpenTable::default());
        }
    }

    fn begin_cell(&mut self, is_head: bool, look: InlineLook, attributes: &Attributes) {
        let span = |name: &str| attributes.get(name).and_then(|it| it.trim().parse().ok());
        let align = match attributes.get("align").map(String::as_str) {
            Some("right") => Some(CellAlign::Right),
            Some("center") => Some(CellAlign::Center),
            _ => look.is_centered.then_some(CellAlign::Center),
        };
        if let Some(table) = &mut self.table {
            table.begin_cell(
                is_head,
                span("colspan").unwrap_or(1),
                span("rowspan").unwrap_or(1),
                align,
            );
        }
    }

    fn end_table(&mut self) {
        if self.inner_tables > 0 {
            self.inner_tables -= 1;
            self.remark(RemarkKind::TableInTable, String::new());
            return;
        }
        let Some(table) = self.table.take() else { return };
        let table = table.finish();
        let columns = table.rows.first().map_or(0, Vec::len);
        match columns {
            0 => {}
            // A table of one column is only a frame.
            1 => {
                for cell in table.rows.into_iter().flatten().filter(|it| !it.runs.is_empty()) {
                    let paragraph = ManuscriptParagraph { runs: cell.runs, ..Default::default() };
                    self.manuscript.blocks.push(ManuscriptBlock::Paragraph(paragraph));
                }
            }
            _ => self.manuscript.blocks.push(ManuscriptBlock::Table(table)),
        }
    }

    fn end_paragraph(&mut self) {
        let level = self.open.iter().rev().find_map(|it| match it.kind {
            TagKind::Heading(level) => Some(level),
            _ => None,
        });
        self.end_paragraph_as(level, InlineLook::default());
    }

    /// Ends the paragraph in an element of this look, which has just been closed.
    fn end_paragraph_as(&mut self, level: Option<u8>, look: InlineLook) {
        const STEP: u32 = 10;
        const LEVELS: u8 = 7;
        self.space = WhiteSpace::None;
        let mut runs = std::mem::take(&mut self.runs);
        self.ruby_start = None;
        runs.retain(|run| !run.text.is_empty());
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        if text.trim().is_empty() {
            return;
        }
        if let Some(table) = self.table.as_mut().filter(|it| it.has_cell()) {
            table.add(runs);
            return;
        }
        let is_centered = look.is_centered || self.open.iter().any(|it| it.look.is_centered);
        let is_at_right = look.is_at_right || self.open.iter().any(|it| it.look.is_at_right);
        let is_short = text.trim().chars().count() <= LONGEST_HEADING;
        let depth = self.lists.depth();
        let role = match (self.item.take(), level) {
            (_, Some(level)) => ParagraphRole::Heading(level),
            (Some(marker), _) => ParagraphRole::Item { marker, depth },
            _ if looks_like_heading(&runs, &text, is_centered) => ParagraphRole::LooksLikeHeading,
            _ if is_at_right && is_short => ParagraphRole::AtRight,
            _ => ParagraphRole::Text,
        };
        let size = level.map_or(0, |level| u32::from(LEVELS.saturating_sub(level)) * STEP);
        let paragraph = ManuscriptParagraph { role, runs, size };
        self.manuscript.blocks.push(ManuscriptBlock::Paragraph(paragraph));
    }

    pub(in crate::manuscript) fn finish(mut self) -> Manuscript {
        self.end_paragraph();
        self.inner_tables = 0;
        self.end_table();
        self.manuscript
    }
}

/// How an element looks by its attributes.
fn look(name: &str, kind: TagKind, attributes: &Attributes) -> InlineLook {
    let mut look = attributes.get("style").map(|it| InlineLook::of(it)).unwrap_or_default();
    look.is_hidden |= attributes.contains_key("hidden");
    let is_aligned = |side: &str| attributes.get("align").is_some_and(|it| it == side);
    look.is_centered |= name == "center" || is_aligned("center");
    look.is_at_right |= is_aligned("right");
    // What is bold or hidden in a picture is nothing to the copy.
    if kind == TagKind::Picture {
        look = InlineLook { is_hidden: look.is_hidden, ..InlineLook::default() };
    }
    look
}

/// Whether a line stands out as a whole, is short and ends no sentence.
fn looks_like_heading(runs: &[ManuscriptRun], text: &str, is_centered: bool) -> bool {
    let text = text.trim();
    let is_short =
        text.chars().count() <= LONGEST_HEADING && text.chars().any(char::is_alphanumeric);
    let ends = text.ends_with(['。', '；', '，', '、', '.', ',', ';', '）', ')']);
    let is_bold =
        runs.iter().filter(|run| !run.text.trim().is_empty()).all(|run| run.style.is_bold);
    is_short && !ends && !text.contains('\n') && (is_bold || is_centered)
}
