//! Lines and areas: how thin they are, and how black and white meet what lies
//! below.

use hayro::kurbo::{BezPath, PathEl, Point, Rect};

use super::Judge;
use crate::diag::finding::Breach;
use crate::preflight::rule::Rule;
use crate::reader::{Blend, ColorSpace, Effect, Ink, InkPaint, StrokeStyle};

/// The rules for black alone, of text or of lines.
#[derive(Clone, Copy)]
pub(super) struct BlackRules {
    /// The rule against black as a gray, not as an ink of CMYK.
    pub(super) gray: Rule,
    /// The rule against black that does not overprint.
    pub(super) knockout: Rule,
}

/// Whether a color is black ink and nothing else, at least this percent of it.
pub(super) fn is_black_only(paint: &InkPaint, least: f64) -> bool {
    let mut present = paint.inks.present();
    let only = matches!(
        (present.next(), present.next()),
        (Some((Ink::Black, tint)), None) if f64::from(tint) * 100.0 >= least - 0.01
    );
    only && !paint.inks.is_converted
}

/// Whether white is set to overprint. In `DeviceCMYK` with overprint mode 0 it
/// would still remove what lies below, but it is not meant, and the rule does
/// not ask for the mode (GWG 2022, R0007 and R0008).
pub(super) fn overprints_white(paint: &InkPaint) -> bool {
    paint.overprint.is_on()
}

/// Whether a color is a gray of the device, white apart.
pub(super) fn is_gray(paint: &InkPaint) -> bool {
    matches!(paint.space, ColorSpace::DeviceGray) && !paint.inks.is_white()
}

impl Judge<'_, '_, '_> {
    pub(super) fn judge_white_path(&mut self, paint: &InkPaint, place: Rect) {
        if paint.inks.is_white() && overprints_white(paint) {
            self.findings.plain(Rule::WhitePathOverprint, self.frame.at(place), Breach::WhitePath);
        }
    }

    pub(super) fn judge_line(&mut self, style: &StrokeStyle, paint: &InkPaint, place: Rect) {
        self.judge_width(style.thinnest * self.frame.unit, paint, place);
    }

    /// How thick a line is, stroked or filled.
    fn judge_width(&mut self, width: f64, paint: &InkPaint, place: Rect) {
        let at = self.frame.at(place);
        let inks = paint.inks.present().count();
        if paint.inks.is_white() {
            if !overprints_white(paint) {
                self.findings.measured(Rule::ThinLineColored, width, at, |measured, limit| {
                    Breach::ThinWhiteLine { measured, limit }
                });
            }
        } else if inks > 1 && !paint.inks.is_converted {
            self.findings.measured(Rule::ThinLineColored, width, at, |measured, limit| {
                Breach::ThinColoredLine { measured, limit, inks }
            });
        }
        self.findings.measured(Rule::ThinLine, width, at, |measured, limit| Breach::ThinLine {
            measured,
            limit,
        });
        let least = self.findings.profile.setting(Rule::BlackLineKnockout, "black");
        if is_black_only(paint, least) || is_gray(paint) {
            self.judge_black(
                BlackRules { gray: Rule::BlackLineGray, knockout: Rule::BlackLineKnockout },
                width,
                paint,
                place,
            );
        }
    }

    /// Gray of any value and black alone are DeviceCMYK, and black overprints, else white shows at its edges
    /// where plates do not meet.
    pub(super) fn judge_black(
        &mut self,
        rules: BlackRules,
        size: f64,
        paint: &InkPaint,
        place: Rect,
    ) {
        let at = self.frame.at(place);
        if matches!(paint.space, ColorSpace::DeviceGray) {
            // On bare paper nothing can show at its edges.
            if !self.ground.is_below(place) {
                return;
            }
            return self.findings.measured(rules.gray, size, at, |measured, limit| {
                Breach::GrayBlack { measured, limit }
            });
        }
        // Black that is transparent mixes with its ground: there is no hole under it whose
        // edge could show (GWG 2022, D0014).
        if paint.alpha < 1.0 || paint.blend != Blend::Normal {
            return;
        }
        let keeps =
            [Ink::Cyan, Ink::Magenta, Ink::Yellow].iter().all(|ink| paint.on(ink) == Effect::Keep);
        if keeps {
            return;
        }
        self.findings.measured(rules.knockout, size, at, |measured, limit| {
            Breach::BlackKnocksOut { measured, limit }
        });
    }

    /// Filled rectangles that are as thin as a line are lines (GWG 2022,
    /// I00004).
    pub(super) fn judge_thin_areas(&mut self, path: &BezPath, paint: &InkPaint) {
        for corners in rectangles(path) {
            let (side, next) = (corners[1] - corners[0], corners[2] - corners[1]);
            let thickness = side.hypot().min(next.hypot());
            let length = side.hypot().max(next.hypot());
            // Much longer than thick, or it is a dot.
            if length < LINE * thickness || length <= 0.0 {
                continue;
            }
            let bounds = Rect::from_points(corners[0], corners[2])
                .union(Rect::from_points(corners[1], corners[3]));
            if let Some(place) = self.printed(bounds) {
                self.judge_width(thickness * self.frame.unit, paint, place);
            }
        }
    }
}

/// How many times longer than thick an area is that looks like a line.
const LINE: f64 = 5.0;

/// The parts of a path that are rectangles, upright or turned, as their
/// corners.
fn rectangles(path: &BezPath) -> Vec<[Point; 4]> {
    let mut found = Vec::new();
    let mut corners: Vec<Point> = Vec::new();
    let mut is_straight = true;
    let mut close = |corners: &mut Vec<Point>, is_straight: bool| {
        // A path may come back to where it began before it is closed.
        if corners.len() == 5 && corners[0].distance(corners[4]) < CLOSE {
            corners.pop();
        }
        if is_straight
            && let Ok(four) = <[Point; 4]>::try_from(corners.as_slice())
            && is_rectangle(four)
        {
            found.push(four);
        }
        corners.clear();
    };
    for element in path.elements() {
        match element {
            PathEl::MoveTo(point) => {
                close(&mut corners, is_straight);
                is_straight = true;
                corners.push(*point);
            }
            PathEl::LineTo(point) => corners.push(*point),
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => is_straight = false,
            PathEl::ClosePath => {}
        }
    }
    close(&mut corners, is_straight);
    found
}

/// Points of page space that are one.
const CLOSE: f64 = 0.001;

fn is_rectangle([a, b, c, d]: [Point; 4]) -> bool {
    let (along, across) = (b - a, d - a);
    let is_parallel =
        (a + along + across).distance(c) <= 0.01 + 0.01 * along.hypot().min(across.hypot());
    let angle = along.dot(across).abs();
    is_parallel && angle <= 0.02 * along.hypot() * across.hypot() + f64::EPSILON
}
