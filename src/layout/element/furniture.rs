//! Furniture: banners, mastheads, folios, rules and frames.

use crate::diag::{Code, Diagnostic, Span};
use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::layout::bind::Words;
use crate::layout::compose::{Composer, Whose};
use crate::page::Part;
use crate::say;
use crate::spec::page::{Area, Arrangement, Banner, Folio, FolioText, Masthead, RuleSide};
use crate::style::{Align, Style};
use crate::text::{Hyphenation, LineBreak, LineEndForm, LinePlace, SetLine, set_line};

impl Composer<'_> {
    /// Display type over a colored bar.
    pub(in crate::layout) fn place_banner(&mut self, banner: &Banner) {
        let rect = banner.area.rect(&self.canvas.grid);
        if let Some(color) = banner.background {
            self.tint(rect, color);
        }
        let style = within_height(banner.styles.get(Part::Banner), rect.height());
        let inset =
            if banner.background.is_some() { self.canvas.grid.body_size } else { Abs::ZERO };
        let inner = Rect { left: rect.left + inset, right: rect.right - inset, ..rect };
        let words = Words::written_within(&banner.text, banner.text_span);
        let display = self.set_display(
            Part::Banner,
            &words,
            &style,
            Arrangement::OneLine,
            (self.spec.lang, inner.width()),
        );
        self.push_in_box(display, Whose::default(), inner);
    }

    /// The paper's name with the lines beside it.
    pub(in crate::layout) fn place_masthead(&mut self, masthead: &Masthead) {
        let rect = masthead.area.rect(&self.canvas.grid);
        let style = within_height(masthead.styles.get(Part::Masthead), rect.height());
        let words = Words::made(&masthead.title, masthead.title_span);
        let display = self.set_display(
            Part::Masthead,
            &words,
            &style,
            Arrangement::OneLine,
            (self.spec.lang, rect.width()),
        );
        self.push_in_box(display, Whose::default(), rect);
        let details = masthead.details.as_ref();
        if let Some((texts, area)) = details {
            let style = masthead.styles.get(Part::Folio);
            self.place_details(texts, area, style);
        }
        if let Some(rule) = masthead.rule {
            let last = details.map_or(masthead.area.lines.last, |(_, area)| {
                area.lines.last.max(masthead.area.lines.last)
            });
            let (_, bottom) = self.canvas.grid.line_edges(LineSpan { first: last, last });
            let y = bottom + (self.canvas.grid.leading - self.canvas.grid.body_size) / 2;
            let area = self.canvas.grid.area;
            self.rule(Point::new(area.left, y), Point::new(area.right, y), rule);
        }
    }

    /// The lines beside the paper's name.
    fn place_details(&mut self, texts: &[(String, Span)], area: &Area, style: &Style) {
        let (lines, has) = (area.lines, area.lines.count() as usize);
        if texts.len() > has {
            let needs = texts.len();
            self.tell(
                Diagnostic::error(
                    Code::Overset,
                    say!(
                        "{needs} lines stand beside the paper's name, there is room for {has}",
                        "报眼有 {needs} 行文字，只排得下 {has} 行"
                    ),
                )
                .at(area.span),
            );
        }
        let spare = has.saturating_sub(texts.len()) as u32;
        let measure = area.right - area.left;
        let rows = (lines.first + spare / 2..=lines.last).zip(texts);
        for (paragraph, (line, (text, span))) in (1..).zip(rows) {
            let owner = self.owner(None, Part::Masthead, paragraph);
            let origin = Point::new(area.left, self.canvas.grid.baseline(line));
            let set = self.furniture_line(text, style, style.align, (measure, *span));
            self.push_line(owner, origin, measure, set);
        }
    }

    /// The line with paper, date and page.
    pub(in crate::layout) fn place_folio(&mut self, folio: &Folio) {
        let style = folio.styles.get(Part::Folio).clone();
        let rect = folio.rect;
        let baseline = rect.top + (rect.height() - style.size) / 2 + style.size.scale(88, 100);
        for FolioText { align, text, span } in &folio.texts {
            let owner = self.owner(None, Part::Folio, 0);
            let origin = Point::new(rect.left, baseline);
            let set = self.furniture_line(text, &style, *align, (rect.width(), *span));
            self.push_line(owner, origin, rect.width(), set);
        }
        if let Some((rule, side)) = folio.rule {
            let y = match side {
                RuleSide::Above => rect.top,
                RuleSide::Below => rect.bottom,
            };
            self.rule(Point::new(rect.left, y), Point::new(rect.right, y), rule);
        }
    }

    /// A line of small type, made of what the spec says at `span`.
    pub(in crate::layout) fn furniture_line(
        &mut self,
        text: &str,
        style: &Style,
        align: Align,
        (measure, span): (Abs, Span),
    ) -> SetLine {
        let words = Words::made(text, span);
        let setting = self.setting(self.spec.lang, style.size, Hyphenation::Never);
        let prepared = self.binder.prepare(&words, style, setting);
        let line = LineBreak { clusters: 0..prepared.len(), form: LineEndForm::Half };
        let place = LinePlace { is_first: true, is_last: true };
        let set = set_line(&prepared, &line, place, measure, align, self.binder.shaper());
        if set.over > Abs::ZERO {
            self.report_sticking_out(&words);
        }
        set
    }
}

/// A style whose type stays within a bar of some height, with air above and
/// below it.
pub(in crate::layout) fn within_height(style: &Style, height: Abs) -> Style {
    let most = height.scale(3, 4);
    Style {
        size: style.size.min(most),
        min_size: style.min_size.min(most),
        max_size: style.max_size.min(most),
        ..style.clone()
    }
}
