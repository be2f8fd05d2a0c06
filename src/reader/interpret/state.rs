//! The graphics state (PDF 32000-1, 8.4).

use std::rc::Rc;

use hayro::hayro_syntax::object::Object;
use hayro::kurbo::{Affine, BezPath, Cap, Join};

use super::super::blend::Blend;
use super::super::color::ColorSpace;
use super::super::device::StrokeStyle;
use super::super::paint::{InkPaint, OverprintMode};
use super::mask::MaskSetting;
use super::text::LoadedFont;

/// A color with what is needed to paint with it.
#[derive(Clone)]
pub(super) struct PaintSource<'p> {
    pub(super) space: ColorSpace,
    pub(super) components: Vec<f32>,
    /// The pattern, for a pattern space.
    pub(super) pattern: Option<Object<'p>>,
    pub(super) alpha: f32,
    pub(super) overprint: bool,
}

impl Default for PaintSource<'_> {
    fn default() -> Self {
        Self {
            space: ColorSpace::DeviceGray,
            components: vec![0.0],
            pattern: None,
            alpha: 1.0,
            overprint: false,
        }
    }
}

/// What `q` saves.
#[derive(Clone)]
pub(super) struct GraphicsState<'p> {
    pub(super) ctm: Affine,
    pub(super) fill: PaintSource<'p>,
    pub(super) stroke: PaintSource<'p>,
    pub(super) overprint_mode: i64,
    pub(super) blend: Blend,
    pub(super) mask: Option<Rc<MaskSetting<'p>>>,
    pub(super) width: f64,
    pub(super) cap: Cap,
    pub(super) join: Join,
    pub(super) miter_limit: f64,
    pub(super) dashes: Rc<[f64]>,
    pub(super) dash_phase: f64,
    pub(super) text: TextState<'p>,
    /// Clips since the content began.
    pub(super) clips: usize,
}

/// The text state (PDF 32000-1, 9.3).
#[derive(Clone)]
pub(super) struct TextState<'p> {
    pub(super) font: Option<Rc<LoadedFont<'p>>>,
    pub(super) size: f64,
    pub(super) char_space: f64,
    pub(super) word_space: f64,
    /// As a fraction; 1 is as designed.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: i64,
    pub(super) matrix: Affine,
    pub(super) line: Affine,
}

impl GraphicsState<'_> {
    /// The state at the start of a page, with this matrix.
    pub(super) fn new(ctm: Affine) -> Self {
        Self {
            ctm,
            fill: PaintSource::default(),
            stroke: PaintSource::default(),
            overprint_mode: 0,
            blend: Blend::Normal,
            mask: None,
            width: 1.0,
            cap: Cap::Butt,
            join: Join::Miter,
            miter_limit: 10.0,
            dashes: Rc::new([]),
            dash_phase: 0.0,
            text: TextState {
                font: None,
                size: 0.0,
                char_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
                matrix: Affine::IDENTITY,
                line: Affine::IDENTITY,
            },
            clips: 0,
        }
    }

    /// The paint for fills.
    pub(super) fn fill_paint(&self) -> InkPaint {
        self.paint(&self.fill)
    }

    /// The paint for strokes.
    pub(super) fn stroke_paint(&self) -> InkPaint {
        self.paint(&self.stroke)
    }

    fn paint(&self, pen: &PaintSource) -> InkPaint {
        let overprint = match (pen.overprint, self.overprint_mode) {
            (false, _) => OverprintMode::Knockout,
            (true, 1) => OverprintMode::NonZero,
            (true, _) => OverprintMode::Unnamed,
        };
        InkPaint {
            overprint,
            alpha: pen.alpha,
            blend: self.blend,
            ..InkPaint::solid(pen.space.clone(), pen.components.clone())
        }
    }

    /// How lines are drawn, in page space.
    pub(super) fn stroke_style(&self) -> StrokeStyle {
        let scale = mean_scale(self.ctm);
        StrokeStyle {
            width: self.width * scale,
            pen: oval_pen(self.ctm),
            thinnest: self.width * least_scale(self.ctm),
            cap: self.cap,
            join: self.join,
            miter_limit: self.miter_limit,
            dashes: self.dashes.iter().map(|length| length * scale).collect(),
            dash_phase: self.dash_phase * scale,
        }
    }
}

/// By how much a matrix scales, over all directions.
pub(super) fn mean_scale(matrix: Affine) -> f64 {
    matrix.determinant().abs().sqrt()
}

/// By how much a matrix scales in the direction in which it does least: the smaller of
/// its singular values.
pub(super) fn least_scale(matrix: Affine) -> f64 {
    let [a, b, c, d, ..] = matrix.as_coeffs();
    let half = (a * a + b * b + c * c + d * d) / 2.0;
    let area = matrix.determinant().abs();
    let greatest = (half + (half * half - area * area).max(0.0).sqrt()).sqrt();
    if greatest > 0.0 { area / greatest } else { 0.0 }
}

/// The pen of a matrix that does not scale alike in all directions, without its size.
fn oval_pen(matrix: Affine) -> Option<Affine> {
    /// A pen of which one diameter is longer than the other by less than this is round.
    const ROUND: f64 = 1.001;
    /// One that is this much longer is drawn round: its line is a hair in any case, and
    /// curves would be cut into far too many pieces.
    const FLAT: f64 = 1000.0;
    let (scale, least) = (mean_scale(matrix), least_scale(matrix));
    let longer = scale * scale / (least * least);
    let [a, b, c, d, ..] = matrix.as_coeffs();
    (ROUND..FLAT)
        .contains(&longer)
        .then(|| Affine::new([a / scale, b / scale, c / scale, d / scale, 0.0, 0.0]))
}

/// A path under construction, in page space.
#[derive(Default)]
pub(super) struct PathBuilder {
    pub(super) path: BezPath,
    /// The clip that the next painting operator sets.
    pub(super) clip: Option<super::super::device::FillRule>,
}
