//! Rules in the gutters between the columns of a story.

use super::text::SetText;
use crate::geom::{LineSpan, Point};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{Slot, TextColumn};
use crate::layout::paint::matter::Matter;
use crate::spec::page::StoryFrame;

/// The rules in the gutters, as deep as the longer of the columns beside them.
pub(super) fn draw_column_rules(
    canvas: &Canvas,
    frame: &StoryFrame,
    text: &SetText,
    out: &mut Matter,
) {
    let Some(style) = frame.column_rule else { return };
    let SetText { stage, .. } = text;
    let columns: Vec<(u32, TextColumn)> = (0..)
        .zip(&stage.places)
        .flat_map(|(frame, place)| place.columns.iter().map(move |column| (frame, *column)))
        .collect();
    let taken: Vec<Slot> = text.taken_here().collect();
    for (at, pair) in columns.windows(2).enumerate() {
        let [(one, TextColumn { right, .. }), (other, TextColumn { left, .. })] = pair else {
            continue;
        };
        if one != other {
            continue;
        }
        let x = *right + (*left - *right) / 2;
        // What reaches into both columns covers the gutter.
        let bars: Vec<LineSpan> = stage
            .obstacles
            .iter()
            .filter(|obstacle| obstacle.left < *right && *left < obstacle.right)
            .map(|obstacle| obstacle.lines)
            .collect();
        let lines: Vec<u32> = taken
            .iter()
            .filter(|slot| slot.column as usize == at || slot.column as usize == at + 1)
            .map(|slot| slot.line)
            .collect();
        for span in rule_spans(lines, &bars) {
            let (top, bottom) = canvas.grid.line_edges(span);
            out.rule(canvas, Point::new(x, top), Point::new(x, bottom), style);
        }
    }
}

/// The stretches over which a rule runs beside some lines of text: from the
/// first to the last, but not through what stands in its way.
fn rule_spans(mut lines: Vec<u32>, bars: &[LineSpan]) -> Vec<LineSpan> {
    let is_barred = |span: LineSpan| bars.iter().any(|bar| bar.overlaps(span));
    lines.retain(|line| !is_barred(LineSpan { first: *line, last: *line }));
    lines.sort_unstable();
    let mut spans: Vec<LineSpan> = Vec::new();
    for line in lines {
        match spans.last_mut() {
            Some(span) if !is_barred(LineSpan { first: span.last, last: line }) => span.last = line,
            _ => spans.push(LineSpan { first: line, last: line }),
        }
    }
    spans
}
