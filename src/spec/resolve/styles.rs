//! Styles, colors and lines: names become faces, sizes and inks.

use std::ops::RangeInclusive;

use super::sheet::Units;
use super::{ResolvedSheet, Resolver};
use crate::color::{Color, Tint};
use crate::diag::finding::{Bound, SpecFault};
use crate::diag::{Diagnostic, Span, nearest};
use crate::geom::{Abs, Em};
use crate::page::Part;
use crate::spec::Located;
use crate::spec::page::{Area, Dress, Grid, RuleKind, RuleStyle, Styles};
use crate::spec::raw::{
    ColorBase, ColorText, Count, Field, Length, OneOrMany, OrNone, RawDress, RawStyle, RawStyles,
    RuleText, Sp, TextLength, TypeSize,
};
use crate::spec::written::What;
use crate::style::{Align, Composition, Figures, FontRequest, Limited, Slant, Style, Weight};

/// Colors that are tints of colors that are tints: more steps than this are a
/// circle.
const DEEPEST_COLOR: u32 = 8;
/// More lines of the grid than this for one line of type are a mistake.
const MOST_GRID_LINES: u32 = 200;

/// A size, or one for each number of base columns.
type Sizes = OneOrMany<TypeSize>;

/// The page's styles over one base column, over two and so on.
pub(super) struct StylesBySpan(Vec<Styles>);

/// Styles to build on, for something that is so many base columns wide.
#[derive(Clone, Copy)]
pub(super) struct Base<'a> {
    pub(super) styles: &'a Styles,
    pub(super) span: u32,
}

impl StylesBySpan {
    /// The styles of something in this place.
    pub(super) fn over(&self, area: Option<&Area>, sheet: &ResolvedSheet) -> Base<'_> {
        let span = area.map_or(1, |area| match area.columns {
            Some(_) => area.base_columns(),
            None => columns_in(area.right - area.left, &sheet.grid),
        });
        let at = (span.max(1) as usize).min(self.0.len()) - 1;
        Base { styles: &self.0[at], span }
    }

    /// All of them, to change them.
    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut Styles> {
        self.0.iter_mut()
    }

    /// The styles of something as wide as the page.
    pub(super) fn over_all(&self) -> Base<'_> {
        Base { styles: &self.0[self.0.len() - 1], span: self.0.len() as u32 }
    }
}

/// How many base columns a width comes closest to.
fn columns_in(width: Abs, grid: &Grid) -> u32 {
    let pitch = grid.column_width() + grid.gutter;
    let columns = (width + grid.gutter + pitch / 2).count_of(pitch);
    u32::try_from(columns).unwrap_or(1).clamp(1, grid.columns.max(1))
}

impl Resolver<'_> {
    /// Makes sure that every color of `[colors]` can be made out, used or not.
    pub(super) fn check_colors(&mut self) {
        let Some(colors) = self.colors else { return };
        for color in colors.0.values() {
            if let Some(inks) = self.color_within(&color.value, color.span, DEEPEST_COLOR) {
                self.note(What::Named(inks), color.span);
            }
        }
    }

    /// The inks of a color.
    pub(super) fn color(&mut self, written: &ColorText, span: Span) -> Option<Color> {
        let color = self.color_within(written, span, DEEPEST_COLOR)?;
        self.note(What::Color(color), span);
        Some(color)
    }

    fn color_within(&mut self, written: &ColorText, span: Span, steps: u32) -> Option<Color> {
        let base = match &written.base {
            ColorBase::Inks(color) => *color,
            ColorBase::Spot(ink) => {
                Color::Spot { ink: self.spots.add(ink.clone()), tint: Tint::SOLID }
            }
            ColorBase::Named(name) => self.named_color(name, span, steps)?,
        };
        Some(written.tint.map_or(base, |percent| base.scaled(Tint::percent(percent))))
    }

    fn named_color(&mut self, name: &str, span: Span, steps: u32) -> Option<Color> {
        let colors = self.colors;
        let known = colors.and_then(|colors| colors.0.get(name));
        let (Some(known), Some(steps)) = (known, steps.checked_sub(1)) else {
            let finding = match known {
                Some(_) => SpecFault::ColorCircle { name: name.to_owned() },
                None => self.unknown_color(name),
            };
            self.bad(span, finding);
            return None;
        };
        self.color_within(&known.value, known.span, steps)
    }

    fn unknown_color(&self, name: &str) -> SpecFault {
        let names = self.colors.into_iter().flat_map(|colors| colors.0.keys().map(String::as_str));
        let near = nearest(name, names.chain(["black", "white"])).map(str::to_owned);
        SpecFault::UnknownColor { name: name.to_owned(), nearest: near }
    }

    /// A color that may be none.
    pub(super) fn tint(&mut self, field: &Field<OrNone<ColorText>>) -> Option<Color> {
        let given = field.get()?;
        let color = given.value.as_option()?;
        self.color(color, given.span)
    }

    /// How a line is drawn.
    pub(super) fn rule_style(
        &mut self,
        written: &RuleText,
        span: Span,
        units: Units,
    ) -> Option<RuleStyle> {
        let kind = written.kind.unwrap_or(RuleKind::Thin);
        let width = written.width.map_or_else(|| usual_width(kind), |width| units.length(width));
        if width <= Abs::ZERO || width > Abs::mm(20.0) {
            self.bad(span, SpecFault::LineWidth { most: Bound(20.0) });
            return None;
        }
        let color = match &written.color {
            Some(color) => self.color(color, span)?,
            None => Color::BLACK,
        };
        let style = RuleStyle { kind, width, color };
        self.note(What::Rule(style), span);
        Some(style)
    }

    /// A line that may be none.
    pub(super) fn line(
        &mut self,
        field: &Field<OrNone<RuleText>>,
        units: Units,
    ) -> Option<RuleStyle> {
        let given = field.get()?;
        let rule = given.value.as_option()?;
        self.rule_style(rule, given.span, units)
    }

    /// Frame and tint; without either there is no inset.
    pub(super) fn dress(&mut self, raw: &RawDress, units: Units) -> Dress {
        let frame = self.line(&raw.frame, units);
        let tint = self.tint(&raw.tint);
        let inset = if frame.is_some() || tint.is_some() {
            self.length_within(&raw.inset, Abs::ZERO, Abs::mm(100.0), units)
        } else {
            None
        };
        let dress = Dress { frame, tint, inset: Abs::ZERO };
        // Counted from the inner edge of a border.
        let inset = inset.map_or(Abs::ZERO, |inset| inset + dress.depth());
        Dress { inset, ..dress }
    }

    /// A length between two limits, if it is given.
    pub(super) fn length_within(
        &mut self,
        field: &Field<Length>,
        least: Abs,
        most: Abs,
        units: Units,
    ) -> Option<Abs> {
        let given = field.get()?;
        let length = units.length(given.value);
        if (least..=most).contains(&length) {
            return Some(length);
        }
        self.bad(
            given.span,
            SpecFault::LengthRange { least_mm: least.to_mm(), most_mm: most.to_mm() },
        );
        None
    }

    /// The page's styles, for every number of base columns.
    pub(super) fn base_styles(
        &mut self,
        raw: &Field<RawStyles>,
        sheet: &ResolvedSheet,
    ) -> StylesBySpan {
        let body = sheet.grid.body_size;
        let plain = Style {
            font: FontRequest {
                family: self.family("song"),
                weight: Weight::REGULAR,
                slant: Slant::Upright,
            },
            size: body,
            min_size: body,
            max_size: body,
            grid_lines: None,
            lines_before: 0,
            lines_after: 0,
            align: Align::Justify,
            color: Color::BLACK,
            tracking: Limited::only(Em::ZERO),
            width: Limited::only(Em::ONE),
            indent: Em::ZERO,
            figures: Figures::Proportional,
            composition: Composition::default(),
        };
        let plain = Styles::from_fn(|_| plain.clone());
        let told = self.findings.len();
        let by_span = (1..=sheet.grid.columns.max(1))
            .map(|span| {
                let before = self.findings.len();
                let styles = self.styles(Base { styles: &plain, span }, raw, sheet);
                // The same fault in the styles for one column and for two is reported
                // once.
                let found = self.findings.split_off(before);
                for finding in found {
                    let same = |other: &Diagnostic| {
                        (other.code(), other.span) == (finding.code(), finding.span)
                    };
                    if !self.findings[told..].iter().any(same) {
                        self.findings.push(finding);
                    }
                }
                styles
            })
            .collect();
        StylesBySpan(by_span)
    }

    /// Styles with what an element says of its own.
    pub(super) fn styles(
        &mut self,
        base: Base<'_>,
        raw: &Field<RawStyles>,
        sheet: &ResolvedSheet,
    ) -> Styles {
        let mut styles = base.styles.clone();
        let Some(raw) = raw.value() else { return styles };
        for (part, _) in Part::ALL {
            if let Some(own) = raw.get(part).value() {
                self.note_type(part, own);
                self.restyle(styles.get_mut(part), own, base.span, sheet);
            }
        }
        let body = styles.get(Part::Body).size;
        if body > sheet.grid.leading
            && let Some(size) = raw.body.value().and_then(|body| body.size.get())
        {
            self.bad(
                size.span,
                SpecFault::BodyOverGrid {
                    size_pt: body.to_pt(),
                    leading_pt: sheet.grid.leading.to_pt(),
                },
            );
        }
        styles
    }

    /// Takes note of where type gets its size and its color.
    fn note_type(&mut self, part: Part, raw: &RawStyle) {
        for sizes in [&raw.size, &raw.min_size, &raw.max_size] {
            if let Some(given) = sizes.get() {
                self.note(What::TypeSize(part), given.span);
            }
        }
        // Faults of the color are dropped here: they are reported where the style takes
        // it.
        let told = self.findings.len();
        if let Some(given) = raw.color.get()
            && let Some(color) = self.color_within(&given.value, given.span, DEEPEST_COLOR)
        {
            self.note(What::TypeColor(part, color), given.span);
        }
        self.findings.truncate(told);
    }

    fn restyle(&mut self, style: &mut Style, raw: &RawStyle, span: u32, sheet: &ResolvedSheet) {
        if let Some(font) = raw.font.get() {
            style.font.family = self.family(&font.value.0);
            let known = |known: &Located<String>| known.span == font.span;
            if !self.written.fonts.iter().any(known) {
                let value = style.font.family.clone();
                self.written.fonts.push(Located { value, span: font.span });
            }
        }
        if let Some(weight) = raw.weight.value() {
            style.font.weight = *weight;
        }
        if let Some(italic) = raw.italic.value() {
            style.font.slant = if *italic { Slant::Italic } else { Slant::Upright };
        }
        self.resize(style, raw, span, sheet.units());
        if let Some(lines) = self.grid_lines(&raw.grid_lines) {
            style.grid_lines = Some(lines.max(1));
        }
        if let Some(lines) = self.grid_lines(&raw.lines_before) {
            style.lines_before = lines;
        }
        if let Some(lines) = self.grid_lines(&raw.lines_after) {
            style.lines_after = lines;
        }
        if let Some(align) = raw.align.value() {
            style.align = *align;
        }
        if let Some(given) = raw.color.get()
            && let Some(color) = self.color(&given.value, given.span)
        {
            style.color = color;
        }
        let size = style.size;
        let tracking = [&raw.tracking, &raw.min_tracking, &raw.max_tracking]
            .map(|it| self.text_length(it, size, LEAST_TRACKING..=MOST_TRACKING));
        style.tracking = limited(style.tracking, tracking);
        let width = [&raw.width, &raw.min_width, &raw.max_width].map(|it| self.type_width(it));
        style.width = limited(style.width, width);
        if let Some(indent) = self.text_length(&raw.indent, style.size, Em::ZERO..=MOST_INDENT) {
            style.indent = indent;
        }
        if let Some(figures) = raw.figures.value() {
            style.figures = *figures;
        }
    }

    /// Width of characters, in percent of what the face has.
    fn type_width(&mut self, given: &Field<Count>) -> Option<Em> {
        let given = given.get()?;
        let percent = given.value.0;
        if (LEAST_WIDTH..=MOST_WIDTH).contains(&percent) {
            return Some(Em::frac(i32::try_from(percent).ok()?, 100));
        }
        self.bad(
            given.span,
            SpecFault::TypeWidth {
                width_percent: percent,
                least: Bound::from(LEAST_WIDTH),
                most: Bound::from(MOST_WIDTH),
            },
        );
        None
    }

    /// Size and its limits over so many base columns. A new size outside
    /// inherited limits moves them.
    fn resize(&mut self, style: &mut Style, raw: &RawStyle, span: u32, units: Units) {
        let least = self.type_size(&raw.min_size, span, units);
        let most = self.type_size(&raw.max_size, span, units);
        if let Some(size) = self.type_size(&raw.size, span, units) {
            // A part whose least and greatest size are its size is not fitted, and stays
            // so.
            if style.min_size == style.size && style.max_size == style.size {
                (style.min_size, style.max_size) = (size, size);
            }
            style.size = size;
        }
        style.min_size = least.unwrap_or(style.min_size.min(style.size));
        style.max_size = most.unwrap_or(style.max_size.max(style.size));
        if style.min_size > style.size {
            self.outside_limits(&raw.min_size, raw, style, "min-size");
            style.min_size = style.size;
        }
        if style.max_size < style.size {
            self.outside_limits(&raw.max_size, raw, style, "max-size");
            style.max_size = style.size;
        }
    }

    /// A size and a limit that exclude each other are a mistake if one file
    /// has both; the limit of a template gives way.
    fn outside_limits(&mut self, limit: &Field<Sizes>, raw: &RawStyle, style: &Style, key: &str) {
        let Some(limit) = limit.get() else { return };
        if raw.size.get().is_some_and(|size| size.span.source != limit.span.source) {
            return;
        }
        self.bad(
            limit.span,
            SpecFault::SizeOutsideLimits { size_pt: style.size.to_pt(), key: key.to_owned() },
        );
    }

    /// The size over so many base columns: the last of a list holds for all
    /// greater widths.
    fn type_size(&mut self, field: &Field<Sizes>, span: u32, units: Units) -> Option<Abs> {
        let given = field.get()?;
        let sizes: Vec<Option<Abs>> = given
            .value
            .0
            .iter()
            .map(|size| self.checked_size(units.length(size.value.0), size.span))
            .collect();
        let at = (span.max(1) as usize).min(sizes.len());
        if at == 0 {
            self.bad(given.span, SpecFault::NoSize);
            return None;
        }
        sizes[at - 1]
    }

    fn grid_lines(&mut self, field: &Field<Count>) -> Option<u32> {
        let given = field.get()?;
        let lines = given.value.0;
        if lines <= MOST_GRID_LINES {
            return Some(lines);
        }
        self.bad(
            given.span,
            SpecFault::GridLines { lines: lines as usize, most: Bound::from(MOST_GRID_LINES) },
        );
        None
    }

    /// A length inside text, in ems of type of a size, between two limits.
    pub(super) fn text_length(
        &mut self,
        field: &Field<TextLength>,
        size: Abs,
        limits: RangeInclusive<Em>,
    ) -> Option<Em> {
        let Sp { value, span } = field.get()?;
        let ems = match *value {
            TextLength::Em(ems) => ems,
            TextLength::Abs(length) => Em::new(length.to_pt() / size.to_pt()),
        };
        if limits.contains(&ems) {
            return Some(ems);
        }
        let (least, most) = (limits.start().to_f64(), limits.end().to_f64());
        self.bad(
            *span,
            SpecFault::TextLengthRange {
                least: Bound(least),
                most: Bound(most),
                length_em: ems.to_f64(),
            },
        );
        None
    }

    /// The family behind a role, if the spec gives it one.
    fn family(&self, name: &str) -> String {
        let own = match name {
            "song" => &self.fonts.song,
            "hei" => &self.fonts.hei,
            "kai" => &self.fonts.kai,
            "latin" => &self.fonts.latin,
            _ => return name.to_owned(),
        };
        own.value().cloned().unwrap_or_else(|| name.to_owned())
    }
}

/// The width of a line that gives none, as newspapers draw them.
fn usual_width(kind: RuleKind) -> Abs {
    Abs::pt(match kind {
        RuleKind::Thin => 0.3,
        RuleKind::Thick => 1.5,
        RuleKind::ThickThin => 2.0,
        RuleKind::Double => 0.4,
        RuleKind::Dotted => 1.0,
        RuleKind::Dashed | RuleKind::Wavy => 0.5,
        // The depth of the band.
        RuleKind::Border(_) => 6.0,
    })
}

/// A value and its limits with what is said of them: a new value outside
/// inherited limits moves them.
fn limited(known: Limited, [wished, least, most]: [Option<Em>; 3]) -> Limited {
    let wished = wished.unwrap_or(known.wished);
    Limited {
        wished,
        least: least.unwrap_or(known.least).min(wished),
        most: most.unwrap_or(known.most).max(wished),
    }
}

/// Set tighter, characters stand on each other; wider apart, they make no
/// line.
const LEAST_TRACKING: Em = Em::frac(-1, 4);
const MOST_TRACKING: Em = Em::frac(10, 1);
/// A deeper indent is a column of its own; one to the left would leave it.
const MOST_INDENT: Em = Em::frac(20, 1);
/// Narrower and wider than this nobody reads gladly.
const LEAST_WIDTH: u32 = 50;
const MOST_WIDTH: u32 = 200;
