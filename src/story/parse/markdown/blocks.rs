//! Lists, tables, quotes and fenced boxes of a story's body.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::{BlockKind, BodyReader};
use crate::diag::finding::StorySyntax;
use crate::diag::{Diagnostic, Span};
use crate::story::delimited::ragged;
use crate::story::{
    Block, Inset, InsetKind, ListItem, ListMarker, Piece, RichText, Table, TableCell, TableRow,
};
use crate::style::CellAlign;

/// Three colons open and close a box.
const FENCE: &str = ":::";
/// What a box is called.
const BOXES: [(InsetKind, &[&str]); 2] = [
    (InsetKind::Note, &["note", "按", "编者按", "編者按", "注"]),
    (
        InsetKind::FactBox,
        &[
            "box",
            "框",
            "资料",
            "資料",
            "更正",
            "勘误",
            "correction",
            "corrections",
            "clarification",
        ],
    ),
];
/// A list inside a list is as deep as it goes.
const DEEPEST_LIST: usize = 2;

/// A part of a body between the lines of colons.
pub(super) enum BodyPart {
    /// Markdown.
    Text(Range<usize>),
    /// A line of colons.
    Fence(Range<usize>),
}

/// Parts a body at its lines of colons.
pub(super) fn parts(text: &str) -> Vec<BodyPart> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.starts_with(FENCE) {
            parts.push(BodyPart::Text(start..at));
            parts.push(BodyPart::Fence(at..at + line.trim_end().len()));
            start = at + line.len();
        }
        at += line.len();
    }
    parts.push(BodyPart::Text(start..text.len()));
    parts
}

/// What is open besides the paragraph being read.
#[derive(Default)]
pub(super) struct Open {
    /// The lists, one inside the other, with the number of the next item.
    lists: Vec<Option<u64>>,
    /// What stands before the next paragraph of a list.
    marker: Option<ListMarker>,
    /// The table, and the row being read.
    table: Option<(Table, Vec<TableCell>)>,
    inset: Option<Inset>,
    /// How many quotes are open, one inside the other.
    quotes: usize,
    /// Whether the paragraph being read is the source of a quote.
    is_source: bool,
}

impl Open {
    pub(super) fn has_quote(&self) -> bool {
        self.inset.as_ref().is_some_and(|inset| inset.kind == InsetKind::Quote)
    }
}

impl BodyReader<'_, '_, '_> {
    /// A line of colons, which opens or closes a box.
    pub(super) fn fence(&mut self, range: Range<usize>) {
        self.close();
        self.inside.lists.clear();
        self.inside.quotes = 0;
        let line = self.reader.text[range.clone()].trim_start_matches(':');
        let words = line.trim();
        if words.is_empty() {
            if self.inside.inset.is_none() {
                self.report(range, StorySyntax::ColonsCloseNothing);
            }
            self.close_inset();
            return;
        }
        let (word, title) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let lower = word.to_lowercase();
        let Some((kind, _)) = BOXES.iter().find(|(_, names)| names.contains(&lower.as_str()))
        else {
            self.report(range.clone(), StorySyntax::UnknownBox { word: word.to_owned() });
            self.exact(range);
            self.close();
            return;
        };
        self.close_inset();
        self.open_inset(*kind, range.clone());
        // Some kinds of boxes have their name as title unless they are given another: 更正,
        // for instance.
        let names_itself = matches!(
            lower.as_str(),
            "更正"
                | "勘误"
                | "资料"
                | "資料"
                | "编者按"
                | "編者按"
                | "correction"
                | "corrections"
                | "clarification"
        );
        let title = if title.trim().is_empty() && names_itself { word } else { title.trim() };
        if !title.is_empty() {
            let from = range.end
                - self.reader.text[range.clone()]
                    .rfind(title)
                    .map_or(title.len(), |at| range.len() - at);
            self.open(BlockKind::BoxTitle);
            self.exact(from..from + title.len());
            self.close();
        }
    }

    fn open_inset(&mut self, kind: InsetKind, range: Range<usize>) {
        let span = self.reader.span(range);
        self.inside.inset =
            Some(Inset { kind, title: None, blocks: Vec::new(), source: None, span });
    }

    /// Ends the quote or box that is open.
    pub(super) fn close_inset(&mut self) {
        self.close();
        if let Some(inset) = self.inside.inset.take()
            && (!inset.blocks.is_empty() || inset.title.is_some() || inset.source.is_some())
        {
            self.body.blocks.push(Block::Inset(inset));
        }
    }

    /// At the end of the body: a box that is still open ends here.
    pub(super) fn close_all(&mut self) {
        self.close();
        if let Some(inset) = self.inside.inset.as_ref() {
            let at = inset.span.start as usize..inset.span.end as usize;
            self.report(at, StorySyntax::BoxUnclosed);
        }
        self.close_inset();
    }

    pub(super) fn start_quote(&mut self, range: Range<usize>) {
        self.close();
        self.inside.quotes += 1;
        if self.inside.inset.is_some() || !self.inside.lists.is_empty() {
            self.report(range, StorySyntax::QuoteInside);
            return;
        }
        self.open_inset(InsetKind::Quote, range);
    }

    pub(super) fn end_quote(&mut self) {
        self.close();
        self.inside.quotes = self.inside.quotes.saturating_sub(1);
        if self.inside.quotes == 0 && self.inside.has_quote() {
            self.close_inset();
        }
    }

    /// Within a quote a line that begins with a dash names its source. Tells
    /// whether one begins at this place of the file.
    pub(super) fn source_begins(&mut self, at: usize) -> Option<Range<usize>> {
        if !self.inside.has_quote() || self.inside.is_source {
            return None;
        }
        let rest = &self.reader.text[at..];
        let from = at + rest.len() - rest.trim_start_matches([' ', '>', '\t']).len();
        let dash = ["--", "——", "—", "──"]
            .into_iter()
            .find(|dash| self.reader.text[from..].starts_with(dash))?;
        Some(from..from + dash.len())
    }

    /// Ends the quote's text; what follows is its source.
    pub(super) fn start_source(&mut self) {
        self.open(BlockKind::Paragraph);
        self.inside.is_source = true;
    }

    pub(super) fn start_list(&mut self, first: Option<u64>, range: Range<usize>) {
        self.close();
        if self.inside.lists.len() == DEEPEST_LIST {
            self.report(range, StorySyntax::DeepList);
        }
        self.inside.lists.push(first);
    }

    pub(super) fn end_list(&mut self) {
        self.close();
        self.inside.lists.pop();
    }

    /// Begins an item. Its number is the one that is written, where Markdown
    /// counts on from the first; only one that goes back is counted on.
    pub(super) fn start_item(&mut self, range: &Range<usize>) {
        self.close();
        let text = &self.reader.text[range.clone()];
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let written = text[..digits].parse::<u64>().ok();
        let marker = match self.inside.lists.last_mut() {
            Some(Some(next)) => {
                let own = written.map_or(*next, |written| written.max(*next));
                *next = own.saturating_add(1);
                ListMarker::Number(own)
            }
            _ => ListMarker::Bullet,
        };
        self.inside.marker = Some(marker);
    }

    pub(super) fn end_item(&mut self, range: Range<usize>) {
        self.close();
        if self.inside.marker.take().is_some() {
            self.report(range, StorySyntax::EmptyItem);
        }
    }

    pub(super) fn start_table(&mut self, aligns: &[Alignment]) {
        self.close();
        let aligns = aligns.iter().map(|align| match align {
            Alignment::None => None,
            Alignment::Left => Some(CellAlign::Left),
            Alignment::Center => Some(CellAlign::Center),
            Alignment::Right => Some(CellAlign::Right),
        });
        let table = Table { aligns: aligns.collect(), ..Table::default() };
        self.inside.table = Some((table, Vec::new()));
    }

    /// Ends a row. Markdown drops the cells that a row has too many, so they
    /// are counted in the file.
    pub(super) fn end_row(&mut self, range: Range<usize>, is_heading: bool) {
        self.close();
        let text = self.reader.text[range.clone()].lines().next().unwrap_or_default();
        let has = cells_in(text);
        let span = self.reader.span(range.start..range.start + text.trim_end().len());
        let Some((table, cells)) = &mut self.inside.table else { return };
        let cells = std::mem::take(cells);
        table.heading_rows += usize::from(is_heading);
        table.rows.push(TableRow { cells, span });
        let (number, wanted) = (table.rows.len(), table.aligns.len());
        if has != wanted {
            self.reader.sink.push(ragged(number, has, wanted).at(span));
        }
    }

    pub(super) fn end_table(&mut self) {
        self.close();
        let Some((mut table, _)) = self.inside.table.take() else { return };
        // Markdown demands a heading of every table: one of empty cells only is left out.
        let is_blank = |row: &TableRow| {
            row.cells.iter().all(|cell| cell.text().is_some_and(RichText::is_blank))
        };
        if table.heading_rows == 1 && table.rows.first().is_some_and(is_blank) {
            table.rows.remove(0);
            table.heading_rows = 0;
        }
        table.complete(self.reader.sink);
        if !table.rows.is_empty() {
            self.add(Block::Table(table));
        }
    }

    /// Puts a finished text where it belongs.
    pub(super) fn finish_text(&mut self, kind: BlockKind, text: RichText) {
        match kind {
            BlockKind::Headline => self.body.headline = Some(text),
            BlockKind::BoxTitle => {
                if let Some(inset) = &mut self.inside.inset {
                    inset.title = Some(text);
                }
            }
            BlockKind::Cell => {
                if let Some((_, cells)) = &mut self.inside.table {
                    cells.push(TableCell::of(text));
                }
            }
            BlockKind::Crosshead => match &mut self.inside.inset {
                Some(inset) if inset.title.is_none() && inset.blocks.is_empty() => {
                    inset.title = Some(text);
                }
                Some(inset) => inset.blocks.push(Block::Paragraph(text)),
                None => self.body.blocks.push(Block::Crosshead(text)),
            },
            BlockKind::Paragraph => {
                let is_source = std::mem::take(&mut self.inside.is_source);
                match &mut self.inside.inset {
                    Some(inset) if is_source => inset.source = with_dash(text),
                    _ => {
                        let block = self.paragraph_or_item(text);
                        self.add(block);
                    }
                }
            }
        }
    }

    fn paragraph_or_item(&mut self, text: RichText) -> Block {
        if self.inside.lists.is_empty() {
            return Block::of_paragraph(text);
        }
        let level = (self.inside.lists.len() - 1).min(DEEPEST_LIST - 1);
        let marker = self.inside.marker.take().unwrap_or(ListMarker::Continued);
        Block::Item(ListItem { marker, level: level as u8, text })
    }

    fn add(&mut self, block: Block) {
        match &mut self.inside.inset {
            Some(inset) => inset.blocks.push(block),
            None => self.body.blocks.push(block),
        }
    }

    /// A cell between bars.
    pub(super) fn start_cell(&mut self) {
        self.open(BlockKind::Cell);
    }

    /// Reports a heading that stands in a box which has begun.
    pub(super) fn check_heading(&mut self, range: &Range<usize>) {
        let is_late = |inset: &Inset| inset.title.is_some() || !inset.blocks.is_empty();
        if self.inside.inset.as_ref().is_some_and(is_late) {
            let span = self.reader.span(range.clone());
            self.reader.sink.push(Diagnostic::of(StorySyntax::SecondHeading).at(span));
        }
    }
}

/// The source of a quote with one dash before it, of the length that its
/// script has.
fn with_dash(mut text: RichText) -> Option<RichText> {
    let is_dash = |c: char| matches!(c, '-' | '—' | '─' | '–') || c.is_whitespace();
    let dashes = text.clone();
    while let Some(first) = text.pieces.first_mut() {
        first.cut_start(first.text.len() - first.text.trim_start_matches(is_dash).len());
        if !first.text.is_empty() {
            break;
        }
        text.pieces.remove(0);
    }
    let first = text.pieces.first()?;
    let is_wide = text.plain().chars().any(|c| c >= '\u{1100}');
    let dash = if is_wide { "——" } else { "—" };
    let typed = dashes.pieces.into_iter().next().filter(|it| it.text.starts_with(dash));
    let dash = match typed.filter(Piece::is_exact) {
        Some(mut typed) => {
            typed.cut_end(typed.text.len() - dash.len());
            Piece { emphasis: first.emphasis, ..typed }
        }
        // No dash, or another one, is typed: this one is added.
        None => Piece::plain(dash, first.emphasis, Span { end: first.span.start, ..first.span }),
    };
    text.pieces.insert(0, dash);
    Some(text)
}

/// How many cells a line of a table has: bars with a backslash before them
/// part nothing.
fn cells_in(line: &str) -> usize {
    let line = line.trim();
    let mut bars = 0;
    let mut last_is_bar = false;
    let mut escaped = false;
    for c in line.chars() {
        last_is_bar = c == '|' && !escaped;
        bars += usize::from(last_is_bar);
        escaped = c == '\\' && !escaped;
    }
    let opening = usize::from(line.starts_with('|'));
    let closing = usize::from(last_is_bar && line.len() > 1);
    (bars + 1).saturating_sub(opening + closing)
}
