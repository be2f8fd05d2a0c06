//! Seams: gaps and rules that run right through the page and make two of it,
//! 断版.

use super::survey::Survey;
use crate::diag::finding::Makeup;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, ColumnSpan, LineSpan, Rect};
use crate::spec::page::{Area, Element};

/// Something on the page that a seam cannot run through.
struct SeamBlock {
    rect: Rect,
    lines: LineSpan,
    /// Whether it is read: rows of pictures, or advertisements under the news, do
    /// not make two pages of one.
    is_read: bool,
}

/// How near to a seam something ends that counts as standing at it, in lines.
const AT_SEAM: u32 = 4;

impl Survey<'_> {
    /// Tells of seams across the page and down it. On both sides several things
    /// stand side by side: what is as wide as the page is a form of its own.
    pub(super) fn seams(&self, sink: &mut Sink) {
        let blocks = self.blocks();
        for seam in self.seams_across(&blocks) {
            let finding = Makeup::SeamAcross { first_line: seam.first, last_line: seam.last };
            sink.push(Diagnostic::of(finding).at(self.at_line(seam.last)));
        }
        for column in self.seams_down(&blocks) {
            let finding = Makeup::SeamDown { first_column: column, last_column: column + 1 };
            sink.push(Diagnostic::of(finding));
        }
    }

    /// The last line above and the first below each seam across the page.
    fn seams_across(&self, blocks: &[SeamBlock]) -> Vec<LineSpan> {
        let mut seams: Vec<LineSpan> = Vec::new();
        let crosses =
            |line: u32, block: &SeamBlock| block.lines.first <= line && line < block.lines.last;
        for line in 1..self.spec.grid.lines {
            if blocks.iter().any(|block| crosses(line, block)) {
                continue;
            }
            match seams.last_mut().filter(|seam| seam.last == line) {
                Some(seam) => seam.last = line + 1,
                None => seams.push(LineSpan { first: line, last: line + 1 }),
            }
        }
        seams.retain(|seam| {
            let above = |block: &&SeamBlock| {
                block.lines.last <= seam.first && seam.first - block.lines.last < AT_SEAM
            };
            let below = |block: &&SeamBlock| {
                block.lines.first >= seam.last && block.lines.first - seam.last < AT_SEAM
            };
            stand_abreast(blocks.iter().filter(above), |block| (block.rect.left, block.rect.right))
                && stand_abreast(blocks.iter().filter(below), |block| {
                    (block.rect.left, block.rect.right)
                })
        });
        seams
    }

    /// The columns after which a seam runs down the page.
    fn seams_down(&self, blocks: &[SeamBlock]) -> Vec<u32> {
        let grid = &self.spec.grid;
        let edges = |column: u32| grid.column_edges(ColumnSpan { first: column, last: column });
        let is_seam = |column: &u32| {
            let x = edges(*column).1 + grid.gutter / 2;
            if blocks.iter().any(|block| block.rect.left < x && x < block.rect.right) {
                return false;
            }
            let near = grid.gutter * 2;
            let left = |block: &&SeamBlock| block.rect.right < x && x - block.rect.right <= near;
            let right = |block: &&SeamBlock| block.rect.left > x && block.rect.left - x <= near;
            let along = |block: &SeamBlock| (block.rect.top, block.rect.bottom);
            stand_abreast(blocks.iter().filter(left), along)
                && stand_abreast(blocks.iter().filter(right), along)
        };
        (1..grid.columns).filter(is_seam).collect()
    }

    fn blocks(&self) -> Vec<SeamBlock> {
        let block = |area: &Area, is_read| SeamBlock {
            rect: area.rect(&self.spec.grid),
            lines: area.lines,
            is_read,
        };
        let mut blocks = Vec::new();
        for element in &self.spec.elements {
            match element {
                // What stands in one box is one thing.
                Element::Box(of) => blocks.push(block(&of.area, true)),
                Element::Story(frame) => {
                    blocks.push(block(&frame.area, true));
                    blocks.extend(frame.frames.iter().map(|further| block(&further.area, true)));
                }
                Element::Section(section) => blocks.push(block(&section.area, true)),
                Element::Picture(picture) => blocks.push(block(&picture.picture.area, false)),
                Element::Table(table) => blocks.push(block(&table.area, true)),
                Element::Banner(banner) => blocks.push(block(&banner.area, false)),
                Element::Ad(ad) => blocks.push(block(&ad.area, false)),
                Element::Barcode(barcode) => blocks.push(block(&barcode.area, false)),
                Element::Rule(_)
                | Element::Ornament(_)
                | Element::Masthead(_)
                | Element::Folio(_) => {}
            }
        }
        let boxes: Vec<Rect> = self.boxes().map(|of| of.area.rect(&self.spec.grid)).collect();
        blocks.retain(|block| !boxes.iter().any(|of| of.contains(block.rect) && *of != block.rect));
        blocks
    }

    /// The first story that begins on a line or below it.
    fn at_line(&self, line: u32) -> Option<crate::diag::Span> {
        let frames = self.stories.iter().filter_map(|story| story.frame);
        let below = frames.filter(|frame| frame.area.lines.first >= line);
        below.min_by_key(|frame| (frame.area.lines.first, frame.area.left)).map(|it| it.slug_span)
    }
}

/// Whether of some blocks two that are read stand side by side, by the edges at
/// hand.
fn stand_abreast<'b>(
    blocks: impl Iterator<Item = &'b SeamBlock>,
    edges: impl Fn(&SeamBlock) -> (Abs, Abs),
) -> bool {
    let mut spans: Vec<(Abs, Abs)> = blocks.filter(|it| it.is_read).map(edges).collect();
    spans.sort_unstable();
    spans.windows(2).any(|pair| pair[0].1 <= pair[1].0)
}
