//! What a place in the text hangs on: a crosshead, a paragraph, and the lines below them.

use crate::geom::{ColumnSpan, LineSpan};
use crate::page::{LineFit, Part};
use crate::spec::page::WhichPicture;
use crate::story::{BlockPlace, Story};

/// Where something comes to stand: the lines of the page, and the column of the story,
/// if that follows.
pub(super) struct Spot {
    pub(super) lines: LineSpan,
    pub(super) column: Option<ColumnSpan>,
}

impl Spot {
    pub(super) fn at(first: u32, depth: u32) -> Self {
        Self { lines: LineSpan { first, last: first + depth.max(1) - 1 }, column: None }
    }

    /// Below a line in its column, or as low as it can stand there.
    pub(super) fn below(line: Anchor, lowest: u32, depth: u32) -> Self {
        let spot = Self::at((line.row + 1).min(lowest), depth);
        let column = line.column.map(|column| ColumnSpan { first: column, last: column });
        Self { column, ..spot }
    }
}

/// The row and the column of a set line.
#[derive(Clone, Copy)]
pub(super) struct Anchor {
    pub(super) row: u32,
    pub(super) column: Option<u32>,
}

impl Anchor {
    fn of(line: &LineFit) -> Self {
        Self { row: line.row, column: line.column }
    }
}

/// The last line of a crosshead, counted from 1.
pub(super) fn after_crosshead(lines: &[LineFit], number: u32) -> Option<Anchor> {
    let crossheads = || lines.iter().filter(|line| line.part == Part::Crosshead);
    let mut seen: Vec<u32> = Vec::new();
    for line in crossheads() {
        if !seen.contains(&line.paragraph) {
            seen.push(line.paragraph);
        }
    }
    let wanted = *seen.get(number.checked_sub(1)? as usize)?;
    crossheads().rfind(|line| line.paragraph == wanted).map(Anchor::of)
}

/// The last line of a block of the body.
pub(super) fn last_line_of(lines: &[LineFit], block: u32) -> Option<Anchor> {
    let mut own = lines.iter().filter(|line| line.paragraph == block && line.column.is_some());
    own.rfind(|line| matches!(line.part, Part::Body | Part::Crosshead)).map(Anchor::of)
}

/// What a story names in its text.
pub(super) enum NamedPart {
    Picture(WhichPicture),
    Quote(u32),
}

/// The block of the body after which a story names something; none if it does so before
/// its text, or in its head.
pub(super) fn named_after(story: &Story, named: Option<NamedPart>) -> Option<u32> {
    let BlockPlace(after) = match named? {
        NamedPart::Picture(WhichPicture::Nth(number)) => {
            story.pictures.get((number as usize).checked_sub(1)?)?.after?
        }
        NamedPart::Picture(WhichPicture::File(file)) => {
            story.pictures.iter().find(|picture| picture.file == file)?.after?
        }
        NamedPart::Quote(number) => story.place_of_quote(number)?,
    };
    Some(after)
}
