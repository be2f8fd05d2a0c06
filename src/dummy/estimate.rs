//! How many lines a piece is likely to take.

use super::{DummyGrid, DummyPiece};
use crate::story::PieceKind;

/// Lines of a picture with its caption.
pub(super) const PICTURE_LINES: u32 = 15;
/// Last lines of paragraphs are short: by so much more text is longer than its characters.
const SHORT_LINES: f64 = 1.1;

/// Lines of the head of a piece.
pub(super) fn head_lines(piece: &DummyPiece) -> u32 {
    let headline = match (piece.has_headline, piece.kind) {
        (false, _) => 0,
        (true, PieceKind::Lead) => 5,
        (true, PieceKind::Story) => 4,
        (true, PieceKind::Brief | PieceKind::PhotoStory | PieceKind::Caption) => 3,
    };
    headline + 2 * u32::try_from(piece.head_parts).unwrap_or(0).min(4)
}

/// Lines of a piece over so many columns.
pub(super) fn lines(piece: &DummyPiece, grid: DummyGrid, columns: u32) -> u32 {
    let columns = columns.max(1);
    let text = piece.characters as f64 * SHORT_LINES / f64::from(grid.characters.max(1));
    let pictures = u32::try_from(piece.pictures).unwrap_or(0).min(8);
    // A picture is as wide as two thirds of the piece.
    let wide = picture_columns(columns);
    let taken = f64::from(pictures * PICTURE_LINES * wide);
    head_lines(piece) + ((text + taken) / f64::from(columns)).ceil() as u32
}

/// The same in lines of one column.
pub(super) fn column_lines(piece: &DummyPiece, grid: DummyGrid, columns: u32) -> f64 {
    f64::from(lines(piece, grid, columns) * columns.max(1))
}

/// How many columns wide a picture in a piece is.
pub(super) fn picture_columns(columns: u32) -> u32 {
    match columns {
        0 | 1 => 1,
        2 => 2,
        more => more - 1,
    }
}
