//! Lines and areas: how thin they are, and how black and white meet what lies
//! below.

use hayro::kurbo::{BezPath, Rect, Shape as _};

use super::Judge;
use crate::preflight::report::number;
use crate::preflight::rule::Rule;
use crate::reader::{Blend, ColorSpace, Effect, Ink, Overprint, Paint, StrokeStyle};
use crate::say;

/// The rules for black alone, of text or of lines.
#[derive(Clone, Copy)]
pub(super) struct BlackRules {
    /// It is gray, not CMYK.
    pub(super) gray: Rule,
    /// It does not overprint.
    pub(super) knockout: Rule,
}

/// Whether a color is black ink and nothing else, at least this percent of it.
pub(super) fn is_black_only(paint: &Paint, least: f64) -> bool {
    let mut present = paint.inks.present();
    let only = matches!(
        (present.next(), present.next()),
        (Some((Ink::Black, tint)), None) if f64::from(tint) * 100.0 >= least - 0.01
    );
    only && !paint.inks.is_converted
}

/// Whether white leaves what lies below as it is, so that nothing is seen of
/// it. With overprint mode 0 DeviceCMYK white does remove the process inks.
pub(super) fn overprints_white(paint: &Paint) -> bool {
    let is_cmyk = matches!(paint.space, ColorSpace::DeviceCmyk);
    match paint.overprint {
        Overprint::Knockout => false,
        Overprint::Unnamed => !is_cmyk,
        Overprint::NonZero => true,
    }
}

impl Judge<'_, '_> {
    pub(super) fn judge_white_path(&mut self, paint: &Paint, place: Rect) {
        if paint.inks.is_white() && overprints_white(paint) {
            self.findings.plain(
                Rule::WhitePathOverprint,
                self.frame.at(place),
                say!(
                    "a white line or area overprints and will not be seen",
                    "白色线条或色块叠印，印出来看不见"
                ),
            );
        }
    }

    pub(super) fn judge_line(&mut self, style: &StrokeStyle, paint: &Paint, place: Rect) {
        let width = style.width * self.frame.unit;
        let shown = number(width);
        let at = self.frame.at(place);
        let inks = paint.inks.present().count();
        if paint.inks.is_white() {
            if !overprints_white(paint) {
                self.findings.measured(Rule::ThinLineColored, width, at, |limit| {
                    say!(
                        "a white line of {shown} pt; below {limit} pt it fills in",
                        "{shown} pt 反白线，小于 {limit} pt 容易糊版"
                    )
                });
            }
        } else if inks > 1 && !paint.inks.is_converted {
            self.findings.measured(Rule::ThinLineColored, width, at, |limit| {
                say!(
                    "a line of {shown} pt in {inks} inks; below {limit} pt it blurs",
                    "{shown} pt 线条用了 {inks} 色，小于 {limit} pt 容易套印不准"
                )
            });
        }
        self.findings.measured(Rule::ThinLine, width, at, |limit| {
            say!(
                "a line of {shown} pt; below {limit} pt it may break",
                "{shown} pt 的线，小于 {limit} pt 可能断线"
            )
        });
        if is_black_only(paint, self.findings.profile.setting(Rule::BlackLineKnockout, "black")) {
            self.judge_black(
                BlackRules { gray: Rule::BlackLineGray, knockout: Rule::BlackLineKnockout },
                width,
                paint,
                place,
            );
        }
    }

    /// Black alone is DeviceCMYK and overprints, else white shows at its edges
    /// where plates do not meet.
    pub(super) fn judge_black(&mut self, rules: BlackRules, size: f64, paint: &Paint, place: Rect) {
        let at = self.frame.at(place);
        let shown = number(size);
        if matches!(paint.space, ColorSpace::DeviceGray) {
            return self.findings.measured(rules.gray, size, at, |limit| {
                say!(
                    "black of {shown} pt, less than {limit} pt, is gray and not CMYK",
                    "{shown} pt 黑色（小于 {limit} pt）使用灰度而非 CMYK"
                )
            });
        }
        let keeps =
            [Ink::Cyan, Ink::Magenta, Ink::Yellow].iter().all(|ink| paint.on(ink) == Effect::Keep);
        if keeps || matches!(paint.blend, Blend::Multiply | Blend::Darken) {
            return;
        }
        self.findings.measured(rules.knockout, size, at, |limit| {
            say!(
                "black of {shown} pt, less than {limit} pt, does not overprint",
                "{shown} pt 黑色（小于 {limit} pt）未叠印"
            )
        });
    }

    /// A filled rectangle that is as thin as a line is one.
    pub(super) fn judge_thin_area(&mut self, path: &BezPath, bounds: Rect, place: Rect) {
        let thickness = bounds.width().min(bounds.height());
        let length = bounds.width().max(bounds.height());
        // Four corners, and nothing cut off; much longer than thick, or it is
        // a dot.
        let is_rectangle = path.elements().len() <= 6
            && (path.area().abs() - bounds.area()).abs() <= 0.01 * bounds.area();
        if !is_rectangle || length < 8.0 * thickness || length <= 0.0 {
            return;
        }
        let width = thickness * self.frame.unit;
        let shown = number(width);
        self.findings.measured(Rule::ThinLine, width, self.frame.at(place), |limit| {
            say!(
                "an area as thin as a line of {shown} pt; below {limit} pt it may break",
                "{shown} pt 的细条，小于 {limit} pt 可能断线"
            )
        });
    }
}
