//! Paths: their construction and painting (PDF 32000-1, 8.5).

use hayro::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro::hayro_syntax::object::Number;
use hayro::kurbo::{self, Affine, BezPath, Point, Shape, Stroke};

use super::super::color::ColorSpace;
use super::super::device::{FillRule, StrokeStyle};
use super::super::error::ReadError;
use super::{ContentStream, Interpreter};

/// Dashes along one path, beyond which it is drawn as a solid line.
const MOST_DASHES: f64 = 100_000.0;
/// Points of a path.
const MOST_POINTS: usize = 1_000_000;

/// What a painting operator does.
#[derive(Clone, Copy)]
struct Painting {
    fill: Option<FillRule>,
    is_stroked: bool,
    is_closed: bool,
}

impl<'p> Interpreter<'p, '_> {
    /// Takes an operator on paths; tells whether it was one.
    pub(super) fn path_operator(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        operator: &Op,
    ) -> Result<bool, ReadError> {
        if content.path.path.elements().len() > MOST_POINTS {
            return Err(ReadError::TooMuchContent);
        }
        if construct(content, operator) {
            return Ok(true);
        }
        match painting(operator) {
            Some(painting) => self.paint_path(content, painting).map(|()| true),
            None => Ok(false),
        }
    }

    fn paint_path(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        painting: Painting,
    ) -> Result<(), ReadError> {
        let mut path = std::mem::take(&mut content.path.path);
        let clip = content.path.clip.take();
        if painting.is_closed && !path.elements().is_empty() {
            path.close_path();
        }
        if content.is_shown() && path.is_finite() && !path.elements().is_empty() {
            let is_masked = self.begin_masked(content, path.bounding_box())?;
            if let Some(rule) = painting.fill {
                self.fill_path(content, &path, rule)?;
            }
            if painting.is_stroked {
                self.stroke_path(content, &path)?;
            }
            self.end_masked(is_masked);
        }
        if let Some(rule) = clip {
            self.push_clip(content, &path, rule);
        }
        Ok(())
    }

    /// Sets a clip that lasts until the state is restored.
    pub(super) fn push_clip(
        &mut self,
        content: &mut ContentStream,
        path: &BezPath,
        rule: FillRule,
    ) {
        if path.is_finite() {
            self.device.push_clip(path, rule);
            content.state.clips += 1;
        }
    }

    pub(super) fn fill_path(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        path: &BezPath,
        rule: FillRule,
    ) -> Result<(), ReadError> {
        if matches!(content.state.fill.space, ColorSpace::Pattern(_)) {
            let pen = content.state.fill.clone();
            return self.pattern(content, &pen, path, rule);
        }
        self.device.fill(path, rule, &content.state.fill_paint());
        Ok(())
    }

    pub(super) fn stroke_path(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        path: &BezPath,
    ) -> Result<(), ReadError> {
        let style = content.state.stroke_style();
        if matches!(content.state.stroke.space, ColorSpace::Pattern(_)) {
            let pen = content.state.stroke.clone();
            self.spend(style.work(path) as u64 / 4)?;
            let outline = style.outline(path, 0.0);
            return self.pattern(content, &pen, &outline, FillRule::NonZero);
        }
        self.device.stroke(path, &style, &content.state.stroke_paint());
        Ok(())
    }
}

impl StrokeStyle {
    /// How many dashes a path has; none if it is drawn as a solid line.
    fn dash_count(&self, path: &BezPath) -> Option<f64> {
        let sum: f64 = self.dashes.iter().sum();
        if sum.is_nan() || sum <= 0.0 {
            return None;
        }
        let count = path.perimeter(1.0) / sum * self.dashes.len() as f64;
        (count < MOST_DASHES && self.dash_phase.is_finite()).then_some(count)
    }

    /// How long it takes to make the outline, in its points or so.
    #[must_use]
    pub fn work(&self, path: &BezPath) -> usize {
        let longer = self.pen.map_or(1.0, |pen| largest_scale(pen.inverse()));
        let dashes = self.dash_count(path).map_or(0, |count| (count * longer) as usize);
        path.elements().len() * 4 + dashes * 8
    }

    /// The width where the pen is widest.
    #[must_use]
    pub fn widest(&self) -> f64 {
        self.pen.map_or(self.width, |pen| self.width * largest_scale(pen))
    }

    /// The outline of a stroked path; `thinnest` is the least width.
    #[must_use]
    pub fn outline(&self, path: &BezPath, thinnest: f64) -> BezPath {
        match self.pen.filter(|_| self.width > 0.0) {
            // In the space of the pen it is round.
            Some(pen) => {
                let finer = largest_scale(pen);
                pen * self.round_outline(&(pen.inverse() * path), thinnest, finer)
            }
            None => self.round_outline(path, thinnest, 1.0),
        }
    }

    /// The same for a round pen, cut `finer` times as fine.
    fn round_outline(&self, path: &BezPath, thinnest: f64, finer: f64) -> BezPath {
        let width = self.width.max(thinnest).max(1e-6);
        let mut stroke = Stroke::new(width)
            .with_caps(self.cap)
            .with_join(self.join)
            .with_miter_limit(self.miter_limit);
        if self.dash_count(path).is_some() {
            let sum: f64 = self.dashes.iter().sum();
            // An odd number of lengths counts twice (PDF 32000-1, 8.4.3.6).
            let twice = if self.dashes.len() % 2 == 1 { 2 } else { 1 };
            let period = sum * f64::from(twice);
            let phase = self.dash_phase.rem_euclid(period);
            // A dash without length would not move on.
            let lengths = (0..twice).flat_map(|_| self.dashes.iter().map(|l| l.max(sum * 1e-4)));
            stroke = stroke.with_dashes(phase, lengths);
        }
        let tolerance = width.clamp(0.02, 0.1) / finer;
        kurbo::stroke(path.iter(), &stroke, &kurbo::StrokeOpts::default(), tolerance)
    }
}

/// By how much a matrix that keeps areas scales in the direction in which it does most.
fn largest_scale(matrix: Affine) -> f64 {
    let [a, b, c, d, ..] = matrix.as_coeffs();
    let half = (a * a + b * b + c * c + d * d) / 2.0;
    (half + (half * half - 1.0).max(0.0).sqrt()).sqrt()
}

fn construct(content: &mut ContentStream, operator: &Op) -> bool {
    let ctm = content.state.ctm;
    let at = |x: Number, y: Number| ctm * Point::new(x.as_f64(), y.as_f64());
    let path = &mut content.path.path;
    let last = path.elements().last().and_then(kurbo::PathEl::end_point);
    let has_start = !path.elements().is_empty();
    match operator {
        Op::MoveTo(p) => path.move_to(at(p.0, p.1)),
        Op::LineTo(p) if has_start => path.line_to(at(p.0, p.1)),
        Op::LineTo(p) => path.move_to(at(p.0, p.1)),
        Op::CubicTo(c) if has_start => path.curve_to(at(c.0, c.1), at(c.2, c.3), at(c.4, c.5)),
        Op::CubicStartTo(c) if has_start => {
            let end = at(c.2, c.3);
            path.curve_to(last.unwrap_or(end), at(c.0, c.1), end);
        }
        Op::CubicEndTo(c) if has_start => {
            let end = at(c.2, c.3);
            path.curve_to(at(c.0, c.1), end, end);
        }
        Op::CubicTo(_) | Op::CubicStartTo(_) | Op::CubicEndTo(_) => {}
        Op::ClosePath(_) if has_start => path.close_path(),
        Op::ClosePath(_) => {}
        Op::RectPath(r) => {
            let (x, y) = (r.0.as_f64(), r.1.as_f64());
            let (right, top) = (x + r.2.as_f64(), y + r.3.as_f64());
            path.move_to(ctm * Point::new(x, y));
            path.line_to(ctm * Point::new(right, y));
            path.line_to(ctm * Point::new(right, top));
            path.line_to(ctm * Point::new(x, top));
            path.close_path();
        }
        Op::ClipNonZero(_) => content.path.clip = Some(FillRule::NonZero),
        Op::ClipEvenOdd(_) => content.path.clip = Some(FillRule::EvenOdd),
        _ => return false,
    }
    true
}

fn painting(operator: &Op) -> Option<Painting> {
    let (fill, is_stroked, is_closed) = match operator {
        Op::StrokePath(_) => (None, true, false),
        Op::CloseAndStrokePath(_) => (None, true, true),
        Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) => {
            (Some(FillRule::NonZero), false, false)
        }
        Op::FillPathEvenOdd(_) => (Some(FillRule::EvenOdd), false, false),
        Op::FillAndStrokeNonZero(_) => (Some(FillRule::NonZero), true, false),
        Op::FillAndStrokeEvenOdd(_) => (Some(FillRule::EvenOdd), true, false),
        Op::CloseFillAndStrokeNonZero(_) => (Some(FillRule::NonZero), true, true),
        Op::CloseFillAndStrokeEvenOdd(_) => (Some(FillRule::EvenOdd), true, true),
        Op::EndPath(_) => (None, false, false),
        _ => return None,
    };
    Some(Painting { fill, is_stroked, is_closed })
}
