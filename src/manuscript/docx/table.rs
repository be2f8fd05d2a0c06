//! Tables, with cells that reach over others.

use roxmltree::Node;

use super::styles::ParagraphLook;
use super::xml::WordElement;
use super::{MOST_DEPTH, WordReader, text_within};
use crate::manuscript::{
    ManuscriptBlock, ManuscriptCell, ManuscriptRun, ManuscriptTable, RemarkKind,
};
use crate::story::{CellJoin, MOST_CELLS};
use crate::style::CellAlign;

/// Columns of a table at the most, those that a cell says it reaches over included.
const MOST_COLUMNS: usize = 200;

/// What has been read of a table.
#[derive(Default)]
struct WordTable {
    rows: Vec<Vec<ManuscriptCell>>,
    has_heading: bool,
    /// What stood in cells and can stand in none.
    after: Vec<ManuscriptBlock>,
    /// What stood in its cells, one below the other: a table of one column is only a
    /// frame.
    blocks: Vec<ManuscriptBlock>,
    cells: usize,
}

impl WordReader<'_> {
    pub(super) fn table(&mut self, node: Node, depth: usize) {
        let mut table = WordTable::default();
        self.rows(node, depth, &mut table);
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns <= 1 {
            self.blocks.append(&mut table.blocks);
            return;
        }
        for row in &mut table.rows {
            row.resize_with(columns, ManuscriptCell::default);
        }
        if self.inside > 0 {
            let words = table.rows.iter().flatten().flat_map(|cell| &cell.runs);
            let words: String = words.map(|run| run.text.as_str()).collect();
            self.remark(RemarkKind::TableInTable, words);
        }
        let has_heading = table.has_heading || has_bold_heading(&table.rows);
        let found = ManuscriptTable { rows: table.rows, has_heading };
        self.blocks.push(ManuscriptBlock::Table(found));
        self.blocks.append(&mut table.after);
    }

    fn rows(&mut self, parent: Node, depth: usize, table: &mut WordTable) {
        if depth > MOST_DEPTH {
            self.remark(RemarkKind::TooDeep, String::new());
            return;
        }
        for node in parent.children() {
            match node.local() {
                "tr" => self.row(node, depth + 1, table),
                "sdt" => {
                    if let Some(content) = node.child("sdtContent") {
                        self.rows(content, depth + 1, table);
                    }
                }
                "ins" | "moveTo" | "customXml" => self.rows(node, depth + 1, table),
                "del" => self.struck(node, RemarkKind::Deleted),
                _ => {}
            }
        }
    }

    fn row(&mut self, node: Node, depth: usize, table: &mut WordTable) {
        let properties = node.child("trPr");
        if properties.is_some_and(|it| it.child("del").is_some()) {
            self.struck(node, RemarkKind::Deleted);
            return;
        }
        let is_heading = properties.and_then(|it| it.switch("tblHeader")) == Some(true);
        table.has_heading |= is_heading && table.rows.is_empty();
        let mut row: Vec<ManuscriptCell> = Vec::new();
        let before = properties.and_then(|it| it.child_val("gridBefore"));
        let before = before.and_then(|it| it.parse::<usize>().ok()).unwrap_or(0);
        row.resize_with(before.min(MOST_COLUMNS), ManuscriptCell::default);
        self.cells(node, depth, table, &mut row);
        row.truncate(MOST_COLUMNS);
        table.cells += row.len();
        if !row.is_empty() && table.cells <= MOST_CELLS {
            table.rows.push(row);
        }
    }

    fn cells(
        &mut self,
        parent: Node,
        depth: usize,
        table: &mut WordTable,
        row: &mut Vec<ManuscriptCell>,
    ) {
        if depth > MOST_DEPTH {
            self.remark(RemarkKind::TooDeep, String::new());
            return;
        }
        for node in parent.children() {
            match node.local() {
                "tc" => self.cell(node, depth + 1, table, row),
                "sdt" => {
                    if let Some(content) = node.child("sdtContent") {
                        self.cells(content, depth + 1, table, row);
                    }
                }
                "customXml" => self.cells(node, depth + 1, table, row),
                _ => {}
            }
        }
    }

    fn cell(
        &mut self,
        node: Node,
        depth: usize,
        table: &mut WordTable,
        row: &mut Vec<ManuscriptCell>,
    ) {
        let properties = node.child("tcPr");
        let span = properties.and_then(|it| it.child_val("gridSpan"));
        let span = span.and_then(|it| it.parse::<usize>().ok()).unwrap_or(1).clamp(1, MOST_COLUMNS);
        let merge = |name| properties.and_then(|it| it.child(name)).map(|it| it.attr("val"));
        let goes_on = |merge: Option<Option<&str>>| merge.is_some_and(|val| val != Some("restart"));
        let joins = if goes_on(merge("vMerge")) && !table.rows.is_empty() {
            Some(CellJoin::Above)
        } else if goes_on(merge("hMerge")) && !row.is_empty() {
            Some(CellJoin::Left)
        } else {
            None
        };
        let blocks = self.apart(node, depth + 1);
        let align = { node.child("p").and_then(|it| it.child("pPr")) }
            .and_then(|it| ParagraphLook::of(Some(it)).alignment);
        let align = align.and_then(|it| match it.as_str() {
            "center" => Some(CellAlign::Center),
            "right" | "end" => Some(CellAlign::Right),
            _ => None,
        });
        let pictures = blocks.iter().filter(|it| matches!(it, ManuscriptBlock::Picture(_)));
        table.after.extend(pictures.cloned());
        row.push(ManuscriptCell { runs: runs_of_blocks(&blocks), joins, align });
        // A cell that goes on above goes on over all that it spans.
        let beside = if joins == Some(CellJoin::Above) { CellJoin::Above } else { CellJoin::Left };
        for _ in 1..span {
            row.push(ManuscriptCell { joins: Some(beside), ..ManuscriptCell::default() });
        }
        if joins.is_none() {
            table.blocks.extend(blocks);
        } else if !text_within(node).trim().is_empty() {
            // What is hidden behind another cell.
            self.struck(node, RemarkKind::Hidden);
        }
    }
}

/// Whether all words of the first row are bold and others are not.
fn has_bold_heading(rows: &[Vec<ManuscriptCell>]) -> bool {
    let is_bold = |row: &Vec<ManuscriptCell>| {
        let mut runs = row.iter().flat_map(|it| &it.runs).filter(|it| !it.text.trim().is_empty());
        let has_words = runs.clone().next().is_some();
        has_words && runs.all(|run| run.style.is_bold)
    };
    match rows {
        [first, rest @ ..] => !rest.is_empty() && is_bold(first) && !rest.iter().all(is_bold),
        [] => false,
    }
}

/// The words of blocks with a line end between them.
pub(super) fn runs_of_blocks(blocks: &[ManuscriptBlock]) -> Vec<ManuscriptRun> {
    let mut runs: Vec<ManuscriptRun> = Vec::new();
    let mut add = |more: &[ManuscriptRun]| {
        if !runs.is_empty() && !more.is_empty() {
            runs.push(ManuscriptRun::plain("\n"));
        }
        runs.extend(more.iter().cloned());
    };
    for block in blocks {
        match block {
            ManuscriptBlock::Paragraph(paragraph) => add(&paragraph.runs),
            ManuscriptBlock::Table(table) => {
                table.rows.iter().flatten().for_each(|cell| add(&cell.runs));
            }
            ManuscriptBlock::Picture(_) => {}
        }
    }
    runs
}
