//! What several rooms have to say: words that do not fit, pictures in the way, and
//! lines as people count them.

use crate::diag::{Code, Diagnostic, Sink, Span, Text};
use crate::geom::{Abs, LineSpan, WritingMode};
use crate::layout::bind::Words;
use crate::layout::desk::Desk;
use crate::layout::grid::canvas::Canvas;
use crate::layout::resources::Material;
use crate::say;
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
    let slug = &material.story.slug;
    let LineSpan { first, last } = other;
    sink.push(Diagnostic::error(
            Code::FramesOverlap,
            say!(
                "this picture of `{slug}` stands over its head or another picture",
                "“{slug}”的这张图片压住了标题或另一张图片"
            ),
        )
        .at(target.area.span)
        .hint(match lines_are(desk, canvas) {
            (LinesAre::Own, _) => say!(
                "move the picture away from it, or make the head smaller",
                "请移开图片，或把标题排小一些"
            ),
            (LinesAre::OfPage, WritingMode::Horizontal) => say!(
                "lines {first} to {last} are taken: let the picture start below, or make the head smaller",
                "第 {first} 至 {last} 行已被占用：让图片排在下面，或把标题排小一些"
            ),
            (LinesAre::OfPage, WritingMode::Vertical) => say!(
                "lines {first} to {last} from the right are taken: let the picture start further left, or make the head smaller",
                "自右数第 {first} 至 {last} 行已被占用：让图片排在左面，或把标题排小一些"
            ),
        }));
}

/// Tells the first place where a line had to end inside a word or before a
/// mark, because there was no room for all that belongs together.
pub(super) fn report_broken_word(
    prepared: &Prepared,
    lines: &[LineBreak],
    span: Span,
    sink: &mut Sink,
) {
    let wrong = |pair: &&[LineBreak]| prepared.must_not_start_line(pair[1].clusters.start);
    let Some(pair) = lines.windows(2).find(wrong) else { return };
    let text = prepared.text_of(pair[0].clusters.clone());
    sink.push(
        Diagnostic::error(
            Code::LineOverfull,
            say!(
                "a word is wider than its column and had to be broken after “{text}”",
                "有一处不能断开的文字比栏宽还长，只能在“{text}”后断开"
            ),
        )
        .at(span)
        .hint(say!(
            "give the story wider columns, or change the word",
            "请加宽分栏，或修改这处文字"
        )),
    );
}

/// A line of display type or furniture that is wider than its place.
pub(super) fn report_sticking_out(words: &[Words], sink: &mut Sink) {
    let shown = Words::text(words);
    let shown = shown.trim();
    sink.push(
        Diagnostic::error(
            Code::LineOverfull,
            say!("“{shown}” is wider than its place", "“{shown}”比所在位置还宽"),
        )
        .at(Words::span(words))
        .hint(say!(
            "shorten it, set it smaller, or give it more room",
            "请缩短文字、改小字号，或加宽位置"
        )),
    );
}

/// Which lines a story is counted in, to tell people where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LinesAre {
    /// The page's grid: what the keys `lines` say.
    OfPage,
    /// Those of a story whose lines cross the page's; no key names them.
    Own,
}

/// The page's leading, if text of a leading of its own is being composed.
fn page_leading(desk: Desk, canvas: &Canvas) -> Option<Abs> {
    let (own, page) = (&canvas, desk.spec);
    let is_own =
        own.flow.writing == page.flow.writing && own.grid.text_leading() != page.grid.leading;
    is_own.then_some(page.grid.leading)
}

/// What is said of lines that are not the page's.
pub(super) fn own_leading_words(desk: Desk, canvas: &Canvas) -> (String, String) {
    if page_leading(desk, canvas).is_none() {
        return (String::new(), String::new());
    }
    let points = (canvas.grid.text_leading().to_pt() * 100.0).round() / 100.0;
    (format!(" of its own leading ({points} pt)"), format!("（自身行距 {points} 磅）"))
}

/// Lines of the page that so many lines of the text take.
fn lines_of_page(desk: Desk, canvas: &Canvas, lines: usize) -> usize {
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

/// Owner lines are being composed on, and which way they run.
fn lines_are(desk: Desk, canvas: &Canvas) -> (LinesAre, WritingMode) {
    let writing = canvas.flow.writing;
    let whose = if writing == desk.spec.flow.writing { LinesAre::OfPage } else { LinesAre::Own };
    (whose, writing)
}

/// What to do about text that needs so many lines more in each column.
pub(super) fn longer(desk: Desk, canvas: &Canvas, lines: usize) -> Text {
    let lines = lines_of_page(desk, canvas, lines);
    let lines_en = english_lines(lines);
    match lines_are(desk, canvas) {
        (LinesAre::OfPage, WritingMode::Horizontal) => say!(
            "cut the text, or make its place about {lines_en} taller",
            "删减正文，或把版位加高约 {lines} 行"
        ),
        (LinesAre::OfPage, WritingMode::Vertical) => say!(
            "cut the text, or make its place about {lines_en} wider",
            "删减正文，或把版位加宽约 {lines} 行"
        ),
        (LinesAre::Own, WritingMode::Horizontal) => say!(
            "cut the text, or make its place taller by about {lines_en} of its own",
            "删减正文，或把版位加高，约合这篇稿件自身的 {lines} 行"
        ),
        (LinesAre::Own, WritingMode::Vertical) => say!(
            "cut the text, or make its place wider by about {lines_en} of its own",
            "删减正文，或把版位加宽，约合这篇稿件自身的 {lines} 行"
        ),
    }
}

/// What to do about text that ends on this line, before its place does.
pub(super) fn shorter(desk: Desk, canvas: &Canvas, end: u32) -> Text {
    let all = canvas.grid.lines;
    let end = line_of_page(desk, canvas, end);
    match lines_are(desk, canvas) {
        (LinesAre::OfPage, WritingMode::Vertical) => say!(
            "its text ends on line {end} of the page, from the right: end its place there, add text, or enlarge a picture",
            "正文排到全版自右数第 {end} 行为止：版位到这一行即可，或增加正文、放大图片"
        ),
        (LinesAre::OfPage, WritingMode::Horizontal) => say!(
            "its text ends on line {end} of the page: end its place there, add text, or enlarge a picture",
            "正文排到全版第 {end} 行为止：版位到这一行即可，或增加正文、放大图片"
        ),
        (LinesAre::Own, WritingMode::Vertical) => say!(
            "its text ends on line {end} of its own {all}: make its place narrower, add text, or enlarge a picture",
            "正文排到稿件自身 {all} 行中的第 {end} 行为止：请把版位改窄，或增加正文、放大图片"
        ),
        (LinesAre::Own, WritingMode::Horizontal) => say!(
            "its text ends on line {end} of its own {all}: make its place less tall, add text, or enlarge a picture",
            "正文排到稿件自身 {all} 行中的第 {end} 行为止：请把版位改矮，或增加正文、放大图片"
        ),
    }
}

pub(super) fn english_lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}
