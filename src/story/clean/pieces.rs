//! What a story file is written in: blocks of the body, with what belongs together put
//! together.

use super::body::{CopyBlock, CopyBody};
use super::copy::CopyText;
use super::draft::{CellPlace, DraftCell, DraftLine, DraftPicture, DraftRole};

/// A part of a story file.
pub(super) enum StoryPiece<'a> {
    Crosshead(&'a CopyText),
    Paragraph(&'a CopyText),
    List(Vec<ListPiece<'a>>),
    Table(Vec<RowPiece<'a>>),
    Picture(PicturePiece<'a>),
    Signature(&'a CopyText),
}

/// An item of a list.
pub(super) struct ListPiece<'a> {
    pub(super) marker: &'a str,
    pub(super) depth: usize,
    pub(super) text: &'a CopyText,
}

/// A row of a table.
pub(super) struct RowPiece<'a> {
    pub(super) is_heading: bool,
    pub(super) cells: Vec<CellPiece<'a>>,
}

/// A cell of a table.
pub(super) struct CellPiece<'a> {
    pub(super) cell: &'a DraftCell,
    pub(super) text: &'a CopyText,
}

/// A picture and its caption.
pub(super) struct PicturePiece<'a> {
    pub(super) picture: &'a DraftPicture,
    pub(super) caption: &'a CopyText,
}

/// All of a story file but its titles.
pub(super) struct StoryPieces<'a> {
    /// The pictures, if one of them has words for those who do not see it, for which the
    /// head alone has room: they keep their order.
    pub(super) pictures_of_head: Vec<PicturePiece<'a>>,
    pub(super) body: Vec<StoryPiece<'a>>,
}

/// What the body of a copy is written in; `lines` are those of the draft.
pub(super) fn of<'a>(body: &'a CopyBody, lines: &'a [DraftLine]) -> StoryPieces<'a> {
    let role = |line: usize| lines.get(line).map(|line| &line.role);
    let has_alt = body.blocks.iter().any(|block| match block {
        CopyBlock::Whole { line, .. } => {
            matches!(role(*line), Some(DraftRole::Picture(DraftPicture { alt: Some(_), .. })))
        }
        _ => false,
    });
    let mut pieces = StoryPieces { pictures_of_head: Vec::new(), body: Vec::new() };
    for block in &body.blocks {
        let (line, text) = match block {
            CopyBlock::Crosshead(text) => {
                pieces.body.push(StoryPiece::Crosshead(text));
                continue;
            }
            CopyBlock::Paragraph { text, .. } | CopyBlock::Doubtful(text) => {
                pieces.body.push(StoryPiece::Paragraph(text));
                continue;
            }
            CopyBlock::Whole { line, text } => (*line, text),
        };
        match role(line) {
            Some(DraftRole::Item { marker, depth }) => {
                let item = ListPiece { marker, depth: *depth, text };
                match pieces.body.last_mut() {
                    Some(StoryPiece::List(items)) if goes_on(items, &item) => items.push(item),
                    _ => pieces.body.push(StoryPiece::List(vec![item])),
                }
            }
            Some(DraftRole::Cell(cell)) => add_cell(&mut pieces.body, CellPiece { cell, text }),
            Some(DraftRole::Picture(picture)) => {
                let picture = PicturePiece { picture, caption: text };
                match has_alt {
                    true => pieces.pictures_of_head.push(picture),
                    false => pieces.body.push(StoryPiece::Picture(picture)),
                }
            }
            Some(DraftRole::Signature) => pieces.body.push(StoryPiece::Signature(text)),
            _ => pieces.body.push(StoryPiece::Paragraph(text)),
        }
    }
    pieces
}

/// Whether an item belongs to the list above it: bullets and numbers are two.
fn goes_on(items: &[ListPiece], item: &ListPiece) -> bool {
    let above = items.iter().rev().find(|above| above.depth <= item.depth);
    above.is_none_or(|above| {
        above.depth < item.depth || (above.marker == "-") == (item.marker == "-")
    })
}

fn add_cell<'a>(body: &mut Vec<StoryPiece<'a>>, piece: CellPiece<'a>) {
    let place = piece.cell.place;
    match (body.last_mut(), place) {
        (Some(StoryPiece::Table(rows)), CellPlace::Row) => {
            rows.push(RowPiece { is_heading: false, cells: vec![piece] });
        }
        (Some(StoryPiece::Table(rows)), CellPlace::Beside) => {
            if let Some(row) = rows.last_mut() {
                row.cells.push(piece);
            }
        }
        (_, place) => {
            let is_heading = place == CellPlace::Table { has_heading: true };
            body.push(StoryPiece::Table(vec![RowPiece { is_heading, cells: vec![piece] }]));
        }
    }
}
