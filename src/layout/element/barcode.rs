//! Barcodes as shapes, in black ink alone on bare paper.

use crate::barcode::{ADD_ON_GAP, ADD_ON_QUIET, AddOn, EAN_QUIET, EAN_WIDTH, Ean13, QR_QUIET, qr};
use crate::color::{Color, Overprint, Paint};
use crate::diag::{Code, Diagnostic, Span};
use crate::geom::{Abs, Point, Rect, WritingMode};
use crate::layout::compose::Composer;
use crate::page::{Part, PathStep, Shape};
use crate::say;
use crate::spec::page::{Barcode, Symbol};
use crate::style::{Align, Lang, Style};

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

impl Composer<'_> {
    /// A barcode, as large as its place allows, in the middle of it.
    pub(in crate::layout) fn place_barcode(&mut self, barcode: &Barcode) {
        let rect = self.canvas.flow.rect(barcode.area.rect(&self.canvas.grid));
        let canvas = self.canvas.over(rect, WritingMode::Horizontal);
        let span = barcode.area.span;
        self.on(canvas, |composer| match &barcode.symbol {
            Symbol::Qr { text, level } => {
                // It has been made once when the spec was read.
                if let Ok(rows) = qr(text, *level) {
                    composer.place_qr(&rows, rect, (text, span));
                }
            }
            Symbol::Bars { article, add_on, digits } => {
                composer.place_bars(article, add_on.as_ref(), *digits, (rect, span));
            }
        });
    }

    fn place_qr(&mut self, rows: &[Vec<bool>], rect: Rect, (text, span): (&str, Span)) {
        let side = rows.len() as i64 + 2 * i64::from(QR_QUIET);
        let module = whole(rect.width().min(rect.height()) / side);
        self.report_small(module, (LEAST_SQUARE_MM, side), span);
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
        let alt = match self.spec.lang {
            Lang::ChineseSimplified => format!("二维码：{text}"),
            Lang::ChineseTraditional => format!("二維碼：{text}"),
            _ => format!("QR code: {text}"),
        };
        self.push_code(Rect::at(Point::new(left, top), square(module * side)), path, alt);
    }

    fn place_bars(
        &mut self,
        article: &Ean13,
        add_on: Option<&AddOn>,
        has_digits: bool,
        (rect, span): (Rect, Span),
    ) {
        let beside = add_on.map(AddOn::modules);
        let (before, after) = (i64::from(EAN_QUIET.0), i64::from(EAN_QUIET.1));
        let main = i64::from(EAN_WIDTH);
        let total = match &beside {
            Some(beside) => {
                before
                    + main
                    + i64::from(ADD_ON_GAP)
                    + beside.len() as i64
                    + i64::from(ADD_ON_QUIET)
            }
            None => before + main + after,
        };
        let module = whole(rect.width() / total);
        self.report_small(module, (LEAST_BAR_MM, total), span);
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
        let alt = match self.spec.lang {
            Lang::ChineseSimplified => format!("条码：{number}"),
            Lang::ChineseTraditional => format!("條碼：{number}"),
            _ => format!("Barcode: {number}"),
        };
        self.push_code(white, path, alt);
        if !has_digits {
            return;
        }
        let cell = module * 7;
        let digits = article.digits();
        // Below its own bars each; the first one, which has none, at the left.
        let own = |at: usize| match at {
            0 => first - module * 9,
            1..=6 => first + module * 3 + cell * (at as i64 - 1),
            _ => first + module * 50 + cell * (at as i64 - 7),
        };
        for (at, digit) in digits.iter().enumerate() {
            let origin = Point::new(own(at), rect.bottom - size.scale(12, 100));
            self.push_digit((0, *digit), origin, (cell, size), span);
        }
        for (at, digit) in add_on.iter().flat_map(|add_on| add_on.digits()).enumerate() {
            let x = second + module * (4 + 9 * at as i64);
            let origin = Point::new(x, rect.top + size.scale(82, 100));
            self.push_digit((1, *digit), origin, (cell, size), span);
        }
    }

    /// A digit in the middle of its cell.
    fn push_digit(
        &mut self,
        (group, digit): (u32, u8),
        origin: Point,
        (cell, size): (Abs, Abs),
        span: Span,
    ) {
        let style = Style { ..digit_style(self.spec.styles.get(Part::Folio), size) };
        let text = char::from(b'0' + digit % 10).to_string();
        let set = self.furniture_line(&text, &style, Align::Center, (cell, span));
        let owner = self.owner(None, Part::Caption, group);
        self.push_line(owner, origin, cell, set);
    }

    /// Black shapes on bare paper, with words for those who cannot see them.
    fn push_code(&mut self, white: Rect, path: Vec<PathStep>, alt: String) {
        let bare = Paint { color: Color::WHITE, overprint: Overprint::Knockout };
        let black = Paint::usual(Color::BLACK);
        let bars = Shape { path, fill: Some(black), stroke: None, alt: Some(alt), element: None };
        self.push_shapes(vec![Shape::filled(white, bare), bars]);
    }

    fn report_small(&mut self, module: Abs, (least, modules): (f64, i64), span: Span) {
        if module >= Abs::mm(least) {
            return;
        }
        let hundredths = |millimeters: f64| (millimeters * 100.0).round() / 100.0;
        let (is, least_width) =
            (hundredths(module.to_mm()), (Abs::mm(least) * modules).to_mm().ceil());
        self.tell(
            Diagnostic::warning(
                Code::BarcodeFine,
                say!(
                    "the finest part of this code is {is} mm wide, newsprint takes {least} at the least",
                    "条码最细的单元只有 {is} 毫米，新闻纸至少要 {least} 毫米"
                ),
            )
            .at(span)
            .hint(say!(
                "give it a place {least_width} mm wide, or a shorter text",
                "版位至少要 {least_width} 毫米宽，或缩短内容"
            )),
        );
    }
}

fn digit_style(base: &Style, size: Abs) -> Style {
    let mut style = base.clone();
    "hei".clone_into(&mut style.font.family);
    style.size = size;
    style.color = Color::BLACK;
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
