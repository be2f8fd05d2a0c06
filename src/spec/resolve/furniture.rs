//! Furniture: banners, rules, boxes, masthead and folio.

use super::story::overlap;
use super::styles::StylesBySpan;
use super::{PlacedElement, Placeholders, ResolvedSheet, Resolver};
use crate::color::Color;
use crate::diag::Span;
use crate::diag::finding::{Bound, SpecFault};
use crate::geom::{Abs, Point, Rect};
use crate::page::Part;
use crate::spec::page::{
    Area, Banner, BoxElement, Dress, Element, Folio, FolioText, Masthead, RuleElement, RuleKind,
    RuleSide, RuleStyle, Styles,
};
use crate::spec::raw::{
    Field, FolioPosition, RawBanner, RawBox, RawFolio, RawMasthead, RawRule, Sp, with_defaults,
};
use crate::style::Align;

impl Resolver<'_> {
    /// A banner.
    pub(super) fn banner(
        &mut self,
        raw: &Sp<RawBanner>,
        sheet: &ResolvedSheet,
        styles: &StylesBySpan,
    ) -> Option<PlacedElement> {
        let written = &raw.value;
        let title = "[[banner]]";
        let look = with_defaults(&written.look, &self.defaults.banner);
        let text = self.required(&written.text, "text", title, raw.span).cloned();
        let area = self.area(&written.place, title, raw.span, sheet);
        let background = self.tint(&look.background);
        let styles = self.styles(styles.over(area.as_ref(), sheet), &look.styles, sheet);
        let over = written.overlap.value().copied().unwrap_or(false);
        let text = text?;
        let banner = Banner {
            text: text.value,
            text_span: text.span,
            area: area?,
            background,
            styles,
            overlap: overlap(over),
        };
        Some(PlacedElement { element: Element::Banner(banner), span: raw.span, overlap: over })
    }

    /// A frame or tint.
    pub(super) fn box_element(
        &mut self,
        raw: &Sp<RawBox>,
        sheet: &ResolvedSheet,
    ) -> Option<PlacedElement> {
        let dress = with_defaults(&raw.value.dress, &self.defaults.boxes);
        let dress = self.dress(&dress, sheet.units());
        // Without an inset a border lies inside its place.
        let inset = if dress.inset > dress.depth() { dress.inset } else { Abs::ZERO };
        let dress = Dress { inset, ..dress };
        let area = self.area(&raw.value.place, "[[box]]", raw.span, sheet)?;
        let element = Element::Box(BoxElement { area, dress });
        Some(PlacedElement { element, span: raw.span, overlap: true })
    }

    /// A line between things.
    pub(super) fn rule(
        &mut self,
        raw: &Sp<RawRule>,
        sheet: &ResolvedSheet,
    ) -> Option<PlacedElement> {
        let written = &raw.value;
        let look = with_defaults(&written.look, &self.defaults.rule);
        let style = match look.style.get() {
            Some(style) => self.rule_style(&style.value, style.span, sheet.units()),
            None => {
                Some(RuleStyle { kind: RuleKind::Thin, width: Abs::pt(0.3), color: Color::BLACK })
            }
        };
        let ends = self.rule_ends(written, raw.span, sheet);
        let (from, to) = ends?;
        let element = Element::Rule(RuleElement { from, to, style: style? });
        Some(PlacedElement { element, span: raw.span, overlap: true })
    }

    /// From where to where a rule runs.
    fn rule_ends(
        &mut self,
        raw: &RawRule,
        owner: Span,
        sheet: &ResolvedSheet,
    ) -> Option<(Point, Point)> {
        let title = "[[rule]]";
        let grid = &sheet.grid;
        let ways = [&raw.after_column, &raw.after_line, &raw.on_line];
        let given: Vec<_> = ways.iter().filter_map(|way| way.get()).collect();
        if let [_, second, ..] = given.as_slice() {
            let keys = vec!["after-column", "after-line", "on-line"];
            self.bad(second.span, SpecFault::RuleWays { keys });
            return None;
        }
        if let Some(after) = raw.after_column.get() {
            let column = after.value.0;
            if column == 0 || column >= grid.columns {
                let last = grid.columns.saturating_sub(1);
                self.bad(after.span, SpecFault::NoGutter { column, most: Bound::from(last) });
                return None;
            }
            let lines = self.required(&raw.place.lines, "lines", title, owner)?;
            let lines = self.lines_of(lines, grid)?;
            let (top, bottom) = grid.line_edges(lines);
            let column = crate::geom::ColumnSpan { first: column, last: column };
            let x = grid.column_edges(column).1 + grid.gutter / 2;
            return Some((Point::new(x, top), Point::new(x, bottom)));
        }
        if let Some(y) = self.level_rule(raw, sheet)? {
            let columns = self.required(&raw.place.columns, "columns", title, owner)?;
            let (left, right) = grid.column_edges(self.columns_of(columns, grid)?);
            return Some((Point::new(left, y), Point::new(right, y)));
        }
        self.rule_by_lengths(raw, owner, sheet)
    }

    /// The height of a rule that is placed by a grid line, if it is.
    #[expect(clippy::option_option, reason = "wrong and not given are different things")]
    fn level_rule(&mut self, raw: &RawRule, sheet: &ResolvedSheet) -> Option<Option<Abs>> {
        let grid = &sheet.grid;
        let (given, first) = match (raw.after_line.get(), raw.on_line.get()) {
            (Some(after), _) => (after, 0),
            (_, Some(on)) => (on, 1),
            (None, None) => return Some(None),
        };
        let line = given.value.0;
        if line < first || line > grid.lines {
            let has = grid.lines;
            self.bad(given.span, SpecFault::LineOutside { line, most: Bound::from(has) });
            return None;
        }
        // In the middle of the em box, or of the gap between two em boxes.
        let below_top = if first == 1 {
            grid.body_size / 2
        } else {
            grid.body_size + (grid.leading - grid.body_size) / 2
        };
        let top = grid.area.top + grid.leading * (i64::from(line) - 1);
        Some(Some(top + below_top))
    }

    fn rule_by_lengths(
        &mut self,
        raw: &RawRule,
        owner: Span,
        sheet: &ResolvedSheet,
    ) -> Option<(Point, Point)> {
        let place = &raw.place;
        let units = sheet.units();
        let both = place.width.get().is_some() == place.height.get().is_some();
        if place.left.is_absent() || place.top.is_absent() || both {
            let keys = vec!["after-column", "after-line", "on-line", "left", "top"];
            self.bad(owner, SpecFault::RulePlaceless { table: "[[rule]]".to_owned(), keys });
            return None;
        }
        let at = |field: &Field<_>| field.value().map(|length| units.length(*length));
        let from = Point::new(at(&place.left)?, at(&place.top)?);
        let across = at(&place.width).unwrap_or_default();
        let down = at(&place.height).unwrap_or_default();
        let to = Point::new(from.x + across, from.y + down);
        let rect = Rect { left: from.x, top: from.y, right: to.x, bottom: to.y };
        let rect = sheet.flow.rect_to_flow(rect);
        let (from, to) = (sheet.flow.to_flow(from), sheet.flow.to_flow(to));
        if across < Abs::ZERO || down < Abs::ZERO || !sheet.printable().contains(rect) {
            self.bad(owner, SpecFault::OffSheet { table: "[[rule]]".to_owned() });
            return None;
        }
        Some((from, to))
    }

    /// The masthead, if the page shows one.
    pub(super) fn masthead(
        &mut self,
        raw: &Field<RawMasthead>,
        sheet: &ResolvedSheet,
        styles: &StylesBySpan,
        placeholders: &Placeholders,
    ) -> Option<PlacedElement> {
        let Sp { value: written, span } = raw.get()?;
        if !written.show.value().copied().unwrap_or(true) {
            return None;
        }
        let area = self.area(&written.place, "[masthead]", *span, sheet);
        let (title, title_span) = match written.title.get() {
            Some(title) => (title.value.as_str(), title.span),
            None => ("{paper}", *span),
        };
        let title = self.fill_in(title, title_span, placeholders);
        let details = self.details(written, *span, area.as_ref(), sheet, placeholders);
        let rule = self.line(&written.rule, sheet.units());
        let base = styles.over(area.as_ref(), sheet);
        let styles = self.styles(base, &written.styles, sheet);
        let overlap = written.overlap.value().copied().unwrap_or(false);
        let masthead = Masthead { title: title?, title_span, area: area?, details, rule, styles };
        Some(PlacedElement { element: Element::Masthead(masthead), span: *span, overlap })
    }

    fn details(
        &mut self,
        raw: &RawMasthead,
        owner: Span,
        area: Option<&Area>,
        sheet: &ResolvedSheet,
        placeholders: &Placeholders,
    ) -> Option<(Vec<(String, Span)>, Area)> {
        let list = raw.details.get().filter(|list| !list.value.is_empty())?;
        let texts = list
            .value
            .iter()
            .filter_map(|text| {
                Some((self.fill_in(&text.value, text.span, placeholders)?, text.span))
            })
            .collect();
        let columns =
            self.required(&raw.details_columns, "details-columns", "[masthead]", owner)?;
        let span = columns.span;
        let columns = self.columns_of(columns, &sheet.grid)?;
        let (left, right) = sheet.grid.column_edges(columns);
        let (lines, exact) = match raw.details_lines.get() {
            Some(lines) => (self.lines_of(lines, &sheet.grid)?, None),
            None => area.map(|area| (area.lines, area.exact))?,
        };
        let columns = Some(columns);
        Some((texts, Area { left, right, columns, lines, exact, span }))
    }

    /// The folio, if the page has one.
    pub(super) fn folio(
        &mut self,
        raw: &Field<RawFolio>,
        sheet: &ResolvedSheet,
        styles: &StylesBySpan,
        placeholders: &Placeholders,
    ) -> Option<PlacedElement> {
        let Sp { value: written, span: owner } = raw.get()?;
        if !written.show.value().copied().unwrap_or(true) {
            return None;
        }
        let sides = [
            (Align::Start, &written.left),
            (Align::Center, &written.center),
            (Align::End, &written.right),
        ];
        let mut texts = Vec::new();
        let mut span = None;
        for (align, field) in sides {
            let Some(given) = field.get().filter(|given| !given.value.is_empty()) else { continue };
            span = span.or(Some(given.span));
            if let Some(text) = self.fill_in(&given.value, given.span, placeholders) {
                texts.push(FolioText { align, text, span: given.span });
            }
        }
        let span = span?;
        let styles = self.styles(styles.over_all(), &written.styles, sheet);
        let rule = self.line(&written.rule, sheet.units());
        let rect = self.folio_rect(written, *owner, &styles, sheet)?;
        let side = match written.position.value().copied().unwrap_or(FolioPosition::Top) {
            FolioPosition::Top => RuleSide::Below,
            FolioPosition::Bottom => RuleSide::Above,
        };
        let rule = rule.map(|rule| (rule, side));
        let folio = Folio { texts, rect, rule, styles };
        Some(PlacedElement { element: Element::Folio(folio), span, overlap: true })
    }

    fn folio_rect(
        &mut self,
        raw: &RawFolio,
        owner: Span,
        styles: &Styles,
        sheet: &ResolvedSheet,
    ) -> Option<Rect> {
        let units = sheet.units();
        let area = sheet.flow.rect(sheet.grid.area);
        let most = Abs::mm(500.0);
        let usual = styles.get(Part::Folio).size.scale(3, 2);
        let height = self.length_within(&raw.height, Abs::ZERO, most, units).unwrap_or(usual);
        let position = raw.position.value().copied().unwrap_or(FolioPosition::Top);
        let margin = match position {
            FolioPosition::Top => area.top,
            FolioPosition::Bottom => sheet.paper.height - area.bottom,
        };
        // As much as a line of text, where the margin has it.
        let usual = Abs::mm(4.0).min(margin - height).max(Abs::mm(2.0));
        let distance = self.length_within(&raw.distance, Abs::ZERO, most, units).unwrap_or(usual);
        let (top, bottom) = match position {
            FolioPosition::Top => (area.top - distance - height, area.top - distance),
            FolioPosition::Bottom => (area.bottom + distance, area.bottom + distance + height),
        };
        if top >= Abs::ZERO && bottom <= sheet.paper.height {
            return Some(Rect { top, bottom, ..area });
        }
        let blame = raw.distance.get().or(raw.height.get()).map_or(owner, |given| given.span);
        self.bad(blame, SpecFault::NoRoomForFolio);
        None
    }
}
