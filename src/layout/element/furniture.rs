//! Furniture: banners, mastheads and folios, and lines of small type.

use crate::diag::finding::FitFault;
use crate::diag::{Diagnostic, Sink, Span};
use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::layout::bind::{Binder, Measure, Words, setting};
use crate::layout::grid::canvas::Canvas;
use crate::layout::head::{DisplayCopy, push_in_box, set_display};
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::layout::tell::report_sticking_out;
use crate::page::Part;
use crate::spec::page::{Area, Banner, Folio, FolioText, Masthead, RuleSide};
use crate::style::{Lang, Style};
use crate::text::{Hyphenation, LineBreak, LineEndForm, LinePlace, SetLine, set_line};

/// Display type over a colored bar.
pub(in crate::layout) fn place_banner(
    binder: &mut Binder,
    canvas: &Canvas,
    banner: &Banner,
    lang: Lang,
    out: &mut Matter,
) {
    let rect = banner.area.rect(&canvas.grid);
    if let Some(color) = banner.background {
        out.tint(canvas, rect, color);
    }
    let style = within_height(banner.styles.get(Part::Banner), rect.height());
    let inset = if banner.background.is_some() { canvas.grid.body_size } else { Abs::ZERO };
    let inner = Rect { left: rect.left + inset, right: rect.right - inset, ..rect };
    let words = Words::written_within(&banner.text, banner.text_span);
    let copy = DisplayCopy::one_line(Part::Banner, &words, &style);
    let measure = Measure { width: inner.width(), lang };
    let display = set_display(binder, canvas, copy, measure, &mut out.findings);
    push_in_box(canvas, display, MatterOwner::furniture(Part::Banner, 0), inner, out);
}

/// The paper's name with the lines beside it.
pub(in crate::layout) fn place_masthead(
    binder: &mut Binder,
    canvas: &Canvas,
    masthead: &Masthead,
    lang: Lang,
    out: &mut Matter,
) {
    let rect = masthead.area.rect(&canvas.grid);
    let style = within_height(masthead.styles.get(Part::Masthead), rect.height());
    let words = Words::made(&masthead.title, masthead.title_span);
    let copy = DisplayCopy::one_line(Part::Masthead, &words, &style);
    let measure = Measure { width: rect.width(), lang };
    let display = set_display(binder, canvas, copy, measure, &mut out.findings);
    push_in_box(canvas, display, MatterOwner::furniture(Part::Masthead, 0), rect, out);
    let details = masthead.details.as_ref();
    if let Some((texts, area)) = details {
        let style = masthead.styles.get(Part::Folio);
        place_details(binder, canvas, texts, area, style, lang, out);
    }
    if let Some(rule) = masthead.rule {
        let last = details.map_or(masthead.area.lines.last, |(_, area)| {
            area.lines.last.max(masthead.area.lines.last)
        });
        let (_, bottom) = canvas.grid.line_edges(LineSpan { first: last, last });
        let y = bottom + (canvas.grid.leading - canvas.grid.body_size) / 2;
        let area = canvas.grid.area;
        out.rule(canvas, Point::new(area.left, y), Point::new(area.right, y), rule);
    }
}

/// The lines beside the paper's name.
fn place_details(
    binder: &mut Binder,
    canvas: &Canvas,
    texts: &[(String, Span)],
    area: &Area,
    style: &Style,
    lang: Lang,
    out: &mut Matter,
) {
    let (lines, has) = (area.lines, area.lines.count() as usize);
    if texts.len() > has {
        out.tell(
            Diagnostic::of(FitFault::EarTooHigh { needed_lines: texts.len(), lines: has })
                .at(area.span),
        );
    }
    let spare = has.saturating_sub(texts.len()) as u32;
    let measure = Measure { width: area.right - area.left, lang };
    let rows = (lines.first + spare / 2..=lines.last).zip(texts);
    for (paragraph, (line, (text, span))) in (1..).zip(rows) {
        let owner = MatterOwner::furniture(Part::Masthead, paragraph);
        let origin = Point::new(area.left, canvas.grid.baseline(line));
        let words = Words::made(text, *span);
        let sink = &mut out.findings;
        let set = furniture_line(binder, canvas, &words, style, measure, sink);
        out.push_line(canvas, owner, origin, measure.width, set);
    }
}

/// The line with paper, date and page.
pub(in crate::layout) fn place_folio(
    binder: &mut Binder,
    canvas: &Canvas,
    folio: &Folio,
    lang: Lang,
    out: &mut Matter,
) {
    let style = folio.styles.get(Part::Folio);
    let rect = folio.rect;
    let measure = Measure { width: rect.width(), lang };
    let baseline = rect.top + (rect.height() - style.size) / 2 + style.size.scale(88, 100);
    for FolioText { align, text, span } in &folio.texts {
        let owner = MatterOwner::furniture(Part::Folio, 0);
        let origin = Point::new(rect.left, baseline);
        let words = Words::made(text, *span);
        let style = Style { align: *align, ..style.clone() };
        let sink = &mut out.findings;
        let set = furniture_line(binder, canvas, &words, &style, measure, sink);
        out.push_line(canvas, owner, origin, measure.width, set);
    }
    if let Some((rule, side)) = folio.rule {
        let y = match side {
            RuleSide::Above => rect.top,
            RuleSide::Below => rect.bottom,
        };
        out.rule(canvas, Point::new(rect.left, y), Point::new(rect.right, y), rule);
    }
}

/// A line of small type.
pub(super) fn furniture_line(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    style: &Style,
    measure: Measure,
    sink: &mut Sink,
) -> SetLine {
    let Measure { width, lang } = measure;
    let setting = setting(canvas, lang, style.size, Hyphenation::Never);
    let prepared = binder.prepare(words, style, setting);
    let line = LineBreak { clusters: 0..prepared.len(), form: LineEndForm::Half };
    let place = LinePlace { is_first: true, is_last: true };
    let set = set_line(&prepared, &line, place, width, style.align, binder.shaper());
    if set.over > Abs::ZERO {
        report_sticking_out(words, sink);
    }
    set
}

/// A style whose type stays within a bar of some height, with air above and
/// below it.
pub(super) fn within_height(style: &Style, height: Abs) -> Style {
    let most = height.scale(3, 4);
    Style {
        size: style.size.min(most),
        min_size: style.min_size.min(most),
        max_size: style.max_size.min(most),
        ..style.clone()
    }
}
