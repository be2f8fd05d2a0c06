//! Barcodes as shapes, in black ink alone on bare paper.

use crate::barcode::{ADD_ON_GAP, ADD_ON_QUIET, AddOn, EAN_QUIET, EAN_WIDTH, Ean13, QR_QUIET, qr};
use crate::color::{Color, Overprint, Paint};
use crate::diag::finding::PlacedFault;
use crate::diag::{Diagnostic, Sink, Span};
use crate::geom::{Abs, Point, Rect, WritingMode};
use crate::layout::bind::{Binder, Measure, Words};
use crate::layout::desk::Desk;
use crate::layout::element::furniture::furniture_line;
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::page::{Glyph, Part, PathStep, Run, Shape};
use crate::spec::page::{Barcode, Symbol};
use crate::style::{Align, Lang, Style};
use crate::text::SetLine;

/// The narrowest bar that shops read, 80 % of the nominal 0.33 mm (GS1 General
/// Specifications, 5.2.6); coldset ink on newsprint fills in what is finer.
const LEAST_BAR_MM: f64 = 0.264;
/// The smallest square of a QR code that a phone reads off newsprint.
const LEAST_SQUARE_MM: f64 = 0.4;
/// How much longer guard bars are, in modules (GS1 General Specifications,
/// 5.2.3.1).
const GUARD: i64 = 5;
/// Size of the digits in modules: two seventh of an em wide, one fills a digit's
/// seven modules with air.
const DIGIT_SIZE: i64 = 10;

/// A barcode, as large as its place allows, in the middle of it.
pub(in crate::layout) fn place_barcode(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    barcode: &Barcode,
    out: &mut Matter,
) {
    let rect = canvas.flow.rect(barcode.area.rect(&canvas.grid));
    let canvas = canvas.over(rect, WritingMode::Horizontal);
    let span = barcode.area.span;
    let lang = desk.spec.lang;
    match &barcode.symbol {
        Symbol::Qr { text, level } => {
            // It has been made once when the spec was read.
            if let Ok(rows) = qr(text, *level) {
                let module = place_qr(&rows, rect, &alt_of_qr(text, lang), out);
                let side = rows.len() as i64 + 2 * i64::from(QR_QUIET);
                report_small(module, LEAST_SQUARE_MM, side, span, &mut out.findings);
            }
        }
        Symbol::Bars { article, add_on, digits } => {
            let bars = Bars { article, add_on: add_on.as_ref(), has_digits: *digits };
            let drawn = place_bars(bars, rect, lang, out);
            report_small(drawn.module, LEAST_BAR_MM, drawn.modules, span, &mut out.findings);
            let style = digit_style(desk.spec.styles.get(Part::Folio), drawn.digit_size);
            for row in drawn.digits {
                push_digits(binder, &canvas, &row, &style, lang, span, out);
            }
        }
    }
}

fn alt_of_qr(text: &str, lang: Lang) -> String {
    match lang {
        Lang::ChineseSimplified => format!("二维码：{text}"),
        Lang::ChineseTraditional => format!("二維碼：{text}"),
        _ => format!("QR code: {text}"),
    }
}

/// Draws the squares of a QR code; tells how large one is.
fn place_qr(rows: &[Vec<bool>], rect: Rect, alt: &str, out: &mut Matter) -> Abs {
    let side = rows.len() as i64 + 2 * i64::from(QR_QUIET);
    let module = whole(rect.width().min(rect.height()) / side);
    let left = rect.left + (rect.width() - module * side) / 2;
    let top = rect.top + (rect.height() - module * side) / 2;
    let quiet = module * i64::from(QR_QUIET);
    let mut path = Vec::new();
    for (row, y) in rows.iter().zip(0..) {
        for (from, to) in runs(row) {
            path.extend(rectangle(Rect {
                left: left + quiet + module * from,
                right: left + quiet + module * to,
                top: top + quiet + module * y,
                bottom: top + quiet + module * (y + 1),
            }));
        }
    }
    push_code(Rect::at(Point::new(left, top), square(module * side)), path, alt.to_owned(), out);
    module
}

/// The bars of an article's number.
#[derive(Clone, Copy)]
struct Bars<'a> {
    article: &'a Ean13,
    add_on: Option<&'a AddOn>,
    has_digits: bool,
}

/// Bars as they were drawn.
struct DrawnBars {
    /// The width of the narrowest.
    module: Abs,
    /// How many of these the whole is wide.
    modules: i64,
    /// The size of the digits below them, and these.
    digit_size: Abs,
    digits: Vec<DigitRow>,
}

/// The digits of a number, which are read as one text.
struct DigitRow {
    /// 0 of the article's number, 1 of what is added to it.
    group: u32,
    digits: Vec<PlacedDigit>,
    baseline: Abs,
    /// How wide the cell of each is.
    cell: Abs,
}

/// A digit, in the middle of its cell.
struct PlacedDigit {
    digit: u8,
    /// Where its cell begins.
    left: Abs,
}

fn place_bars(bars: Bars, rect: Rect, lang: Lang, out: &mut Matter) -> DrawnBars {
    let Bars { article, add_on, has_digits } = bars;
    let beside = add_on.map(AddOn::modules);
    let (before, after) = (i64::from(EAN_QUIET.0), i64::from(EAN_QUIET.1));
    let main = i64::from(EAN_WIDTH);
    let total = match &beside {
        Some(beside) => {
            before + main + i64::from(ADD_ON_GAP) + beside.len() as i64 + i64::from(ADD_ON_QUIET)
        }
        None => before + main + after,
    };
    let module = whole(rect.width() / total);
    let left = rect.left + (rect.width() - module * total) / 2;
    let first = left + module * before;
    let size = if has_digits { module * DIGIT_SIZE } else { Abs::ZERO };
    // Digits stand half a module below the bars; guards reach between them.
    let foot = rect.bottom - size;
    let guard_foot =
        if has_digits { (foot + module * GUARD).min(rect.bottom) } else { rect.bottom };
    let mut path = Vec::new();
    for (from, to) in runs(&article.modules()) {
        let is_guard = Ean13::is_guard(from as usize);
        path.extend(rectangle(Rect {
            left: first + module * from,
            right: first + module * to,
            top: rect.top,
            bottom: if is_guard { guard_foot } else { foot },
        }));
    }
    let second = first + module * (main + i64::from(ADD_ON_GAP));
    if let Some(beside) = &beside {
        // The digits of an add-on stand above it.
        for (from, to) in runs(beside) {
            path.extend(rectangle(Rect {
                left: second + module * from,
                right: second + module * to,
                top: rect.top + size,
                bottom: guard_foot,
            }));
        }
    }
    let white = Rect { left, right: left + module * total, ..rect };
    let number: String = article.digits().iter().map(u8::to_string).collect();
    let alt = match lang {
        Lang::ChineseSimplified => format!("条码：{number}"),
        Lang::ChineseTraditional => format!("條碼：{number}"),
        _ => format!("Barcode: {number}"),
    };
    push_code(white, path, alt, out);
    let drawn = DrawnBars { module, modules: total, digit_size: size, digits: Vec::new() };
    if !has_digits {
        return drawn;
    }
    let cell = module * 7;
    // Below its own bars each; the first one, which has none, at the left.
    let own = |at: usize| match at {
        0 => first - module * 9,
        1..=6 => first + module * 3 + cell * (at as i64 - 1),
        _ => first + module * 50 + cell * (at as i64 - 7),
    };
    let below = DigitRow {
        group: 0,
        digits: (article.digits().into_iter().enumerate())
            .map(|(at, digit)| PlacedDigit { digit, left: own(at) })
            .collect(),
        baseline: rect.bottom - size.scale(12, 100),
        cell,
    };
    let added = add_on.map(|add_on| DigitRow {
        group: 1,
        digits: (add_on.digits().iter().zip(0..))
            .map(|(digit, at)| PlacedDigit { digit: *digit, left: second + module * (4 + 9 * at) })
            .collect(),
        baseline: rect.top + size.scale(82, 100),
        cell,
    });
    DrawnBars { digits: [below].into_iter().chain(added).collect(), ..drawn }
}

fn push_digits(
    binder: &mut Binder,
    canvas: &Canvas,
    row: &DigitRow,
    style: &Style,
    lang: Lang,
    span: Span,
    out: &mut Matter,
) {
    let (Some(first), Some(last)) = (row.digits.first(), row.digits.last()) else { return };
    let measure = Measure { width: row.cell, lang };
    let mut all: Option<SetLine> = None;
    for placed in &row.digits {
        let text = char::from(b'0' + placed.digit % 10).to_string();
        let words = Words::made(&text, span);
        let set = furniture_line(binder, canvas, &words, style, measure, &mut out.findings);
        match &mut all {
            Some(line) => append(line, &set, placed.left - first.left),
            None => all = Some(set),
        }
    }
    let Some(line) = all else { return };
    let owner = MatterOwner::furniture(Part::Caption, row.group);
    let origin = Point::new(first.left, row.baseline);
    out.push_line(canvas, owner, origin, last.left - first.left + row.cell, line);
}

/// Adds the runs of a line to another, so far along it.
fn append(line: &mut SetLine, set: &SetLine, by: Abs) {
    for run in &set.runs {
        let glyphs = run.glyphs.iter().map(|glyph| Glyph { x: glyph.x + by, ..glyph.clone() });
        match line.runs.last_mut() {
            Some(last) if (last.face, last.size) == (run.face, run.size) => {
                let start = last.text.len();
                last.text.push_str(&run.text);
                last.origins.extend_from(&run.origins, 0..run.text.len(), start);
                last.glyphs.extend(glyphs.map(|glyph| Glyph {
                    text: start + glyph.text.start..start + glyph.text.end,
                    ..glyph
                }));
            }
            _ => {
                let glyphs = glyphs.collect();
                line.runs.push(Run { glyphs, ..run.clone() });
            }
        }
    }
}

/// Black shapes on bare paper, with words for those who cannot see them.
fn push_code(white: Rect, path: Vec<PathStep>, alt: String, out: &mut Matter) {
    let bare = Paint { color: Color::WHITE, overprint: Overprint::Knockout };
    let black = Paint::usual(Color::BLACK);
    let bars = Shape { path, fill: Some(black), stroke: None, alt: Some(alt), element: None };
    out.push_shapes(vec![Shape::filled(white, bare), bars]);
}

fn report_small(module: Abs, least: f64, modules: i64, span: Span, sink: &mut Sink) {
    if module >= Abs::mm(least) {
        return;
    }
    sink.push(
        Diagnostic::of(PlacedFault::FineBars {
            module_mm: module.to_mm(),
            least_mm: least,
            needed_mm: (Abs::mm(least) * modules).to_mm().ceil(),
        })
        .at(span),
    );
}

fn digit_style(base: &Style, size: Abs) -> Style {
    let mut style = base.clone();
    "hei".clone_into(&mut style.font.family);
    style.size = size;
    style.color = Color::BLACK;
    style.align = Align::Center;
    style
}

/// A module of whole hundredths of a millimeter, so that all are alike.
fn whole(module: Abs) -> Abs {
    let step = Abs::mm(0.01);
    if module < step { module } else { step * module.count_of(step) }
}

fn square(side: Abs) -> crate::geom::Size {
    crate::geom::Size::new(side, side)
}

/// From where to where modules are black.
fn runs(modules: &[bool]) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for (at, _) in (0..).zip(modules).filter(|(_, black)| **black) {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

fn rectangle(rect: Rect) -> [PathStep; 5] {
    [
        PathStep::Move(Point::new(rect.left, rect.top)),
        PathStep::Line(Point::new(rect.right, rect.top)),
        PathStep::Line(Point::new(rect.right, rect.bottom)),
        PathStep::Line(Point::new(rect.left, rect.bottom)),
        PathStep::Close,
    ]
}
