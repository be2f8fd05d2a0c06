//! What several rooms have to say: words that do not fit, pictures in the way, and
//! lines as people count them.

use crate::diag::finding::{FitFault, LineRun, LinesAre, PlacedFault};
use crate::diag::{Diagnostic, Sink, Span};
use crate::geom::{Abs, LineSpan, WritingMode};
use crate::layout::bind::Words;
use crate::layout::desk::Desk;
use crate::layout::grid::canvas::Canvas;
use crate::layout::resources::Material;
use crate::spec::page::PictureBox;
use crate::text::{LineBreak, Prepared};

/// A picture box that reaches into the head or another picture.
pub(super) fn report_collision(
    desk: Desk,
    canvas: &Canvas,
    target: &PictureBox,
    other: LineSpan,
    material: &Material,
    sink: &mut Sink,
) {
    let LineCounting { lines_are, is_vertical } = counted(desk, canvas);
    let taken = LineRun { first: other.first, last: other.last };
    let finding = PlacedFault::PictureOver {
        slug: material.story.slug.to_string(),
        taken_lines: (lines_are == LinesAre::OfPage).then_some(taken),
        is_vertical,
    };
    sink.push(Diagnostic::of(finding).at(target.area.span));
}

/// Tells the first place where a line had to end inside a word or before a
/// mark, because there was no room for all that belongs together.
pub(super) fn report_broken_word(
    prepared: &Prepared,
    lines: &[LineBreak],
    span: Span,
    sink: &mut Sink,
) {
    let wrong = |pair: &&[LineBreak]| prepared.is_broken_before(pair[1].clusters.start);
    let Some(pair) = lines.windows(2).find(wrong) else { return };
    let text = prepared.text_of(pair[0].clusters.clone());
    sink.push(Diagnostic::of(FitFault::WordBroken { text: text.to_owned() }).at(span));
}

/// A line of display type or furniture that is wider than its place.
pub(super) fn report_sticking_out(words: &[Words], sink: &mut Sink) {
    let shown = Words::text(words);
    sink.push(
        Diagnostic::of(FitFault::StickingOut { text: shown.trim().to_owned() })
            .at(Words::span(words)),
    );
}

/// How lines are counted, to tell people where to look.
pub(super) struct LineCounting {
    /// Whose lines they are.
    pub(super) lines_are: LinesAre,
    /// Whether they are vertical.
    pub(super) is_vertical: bool,
}

/// The page's leading, if the text has a leading of its own.
fn page_leading(desk: Desk, canvas: &Canvas) -> Option<Abs> {
    let (own, page) = (&canvas, desk.spec);
    let is_own =
        own.flow.writing == page.flow.writing && own.grid.text_leading() != page.grid.leading;
    is_own.then_some(page.grid.leading)
}

/// The leading of lines that are not the page's, in points.
pub(super) fn own_leading(desk: Desk, canvas: &Canvas) -> Option<f64> {
    page_leading(desk, canvas).map(|_| canvas.grid.text_leading().to_pt())
}

/// Lines of the page that so many lines of the text take.
pub(super) fn lines_of_page(desk: Desk, canvas: &Canvas, lines: usize) -> usize {
    let Some(page) = page_leading(desk, canvas) else { return lines };
    let height = canvas.grid.text_leading() * i64::try_from(lines).unwrap_or(i64::MAX / 2);
    usize::try_from(-((-height).count_of(page.max(Abs::from_units(1))))).unwrap_or(lines)
}

/// The line of the page that a line of the canvas ends in.
pub(super) fn line_of_page(desk: Desk, canvas: &Canvas, line: u32) -> u32 {
    if page_leading(desk, canvas).is_none() {
        return line;
    }
    let (_, bottom) = canvas.grid.line_edges(LineSpan { first: line, last: line });
    desk.spec.grid.lines_touching(bottom, bottom).last
}

/// Whose lines a canvas has, and which way they run.
pub(super) fn counted(desk: Desk, canvas: &Canvas) -> LineCounting {
    let writing = canvas.flow.writing;
    let lines_are =
        if writing == desk.spec.flow.writing { LinesAre::OfPage } else { LinesAre::Own };
    LineCounting { lines_are, is_vertical: writing == WritingMode::Vertical }
}
