//! The shapes of a worked-out SVG as ours.

use usvg::tiny_skia_path::{Path as SkiaPath, PathSegment, Point as SkiaPoint, Transform};
use usvg::{
    BlendMode, ClipPath, FillRule, Group, LineCap, LineJoin, Node, Paint, PaintOrder, Path,
    SpreadMethod, Stroke, Tree,
};

use super::{SvgFault, Undrawable};
use crate::geom::{Abs, Point, Size};
use crate::picture::drawing::{
    Along, Brush, DrawingPart, DrawnColor, DrawnShape, DrawnStep, Gradient, Pen, PenCap, PenJoin,
    Winding,
};

/// A pixel of CSS in points (CSS Values 4, 6.2).
const PT_OF_PX: f64 = 0.75;
/// Shapes beyond which a drawing is refused.
const MOST_SHAPES: usize = 400_000;
/// Steps of the outlines of clips; every part that is clipped has its own.
const MOST_CLIP_STEPS: usize = 4_000_000;
/// Colors of a gradient; they stand at thousandths of its way.
const MOST_STOPS: usize = 200;

/// The size and the parts of a drawing.
pub(super) fn convert(tree: &Tree) -> Result<(Size, Vec<DrawingPart>), SvgFault> {
    let size = Size::new(length(tree.size().width()), length(tree.size().height()));
    if size.width < Abs::pt(0.1) || size.height < Abs::pt(0.1) {
        return Err(SvgFault::NoSize);
    }
    let mut converter = Converter { shapes: 0, clip_steps: 0 };
    let mut parts = Vec::new();
    converter.group(tree.root(), 1.0, &mut parts)?;
    Ok((size, parts))
}

fn length(px: f32) -> Abs {
    Abs::pt(f64::from(px) * PT_OF_PX)
}

fn refused<T>(what: Undrawable) -> Result<T, SvgFault> {
    Err(SvgFault::Undrawable { undrawable: what })
}

struct Converter {
    shapes: usize,
    clip_steps: usize,
}

impl Converter {
    /// Adds the parts of a group.
    fn group(
        &mut self,
        group: &Group,
        alpha: f32,
        out: &mut Vec<DrawingPart>,
    ) -> Result<(), SvgFault> {
        if !group.filters().is_empty() {
            return refused(Undrawable::Filter);
        }
        if group.mask().is_some() {
            return refused(Undrawable::Mask);
        }
        if group.blend_mode() != BlendMode::Normal {
            return refused(Undrawable::Blend);
        }
        let own = group.opacity().get();
        // The opacity of a group can be given to its shapes only if there is one: where
        // two overlap the result would differ.
        if own < 1.0 && paintings(group) > 1 {
            return refused(Undrawable::GroupOpacity);
        }
        let Some(clip) = group.clip_path() else {
            return self.children(group, alpha * own, out);
        };
        let mut parts = Vec::new();
        self.children(group, alpha * own, &mut parts)?;
        if !parts.is_empty() {
            out.extend(self.clipped(clip, group.abs_transform(), parts)?);
        }
        Ok(())
    }

    fn children(
        &mut self,
        group: &Group,
        alpha: f32,
        out: &mut Vec<DrawingPart>,
    ) -> Result<(), SvgFault> {
        for child in group.children() {
            match child {
                Node::Group(group) => self.group(group, alpha, out)?,
                Node::Path(path) => self.path(path, alpha, out)?,
                Node::Image(_) => return refused(Undrawable::Pixels),
                Node::Text(text) => self.group(text.flattened(), alpha, out)?,
            }
        }
        Ok(())
    }

    fn path(
        &mut self,
        path: &Path,
        alpha: f32,
        out: &mut Vec<DrawingPart>,
    ) -> Result<(), SvgFault> {
        if !path.is_visible() {
            return Ok(());
        }
        self.shapes += 1;
        if self.shapes > MOST_SHAPES {
            return Err(SvgFault::Swells);
        }
        let transform = path.abs_transform();
        let fill = path.fill().map(|fill| {
            Ok(DrawnShape {
                path: steps(path.data(), transform),
                brush: Brush::Fill(winding(fill.rule())),
                color: color(fill.paint(), transform)?,
                alpha: thousandths(alpha * fill.opacity().get()),
            })
        });
        let stroke = path.stroke().map(|stroke| {
            let (path, brush) = stroked(path.data(), stroke, transform);
            Ok(DrawnShape {
                path,
                brush,
                color: color(stroke.paint(), transform)?,
                alpha: thousandths(alpha * stroke.opacity().get()),
            })
        });
        let both = match path.paint_order() {
            PaintOrder::FillAndStroke => [fill, stroke],
            PaintOrder::StrokeAndFill => [stroke, fill],
        };
        let shapes: Vec<DrawnShape> =
            both.into_iter().flatten().collect::<Result<_, SvgFault>>()?;
        let seen = shapes.into_iter().filter(|shape| shape.alpha > 0 && shape.path.len() > 1);
        out.extend(seen.map(DrawingPart::Shape));
        Ok(())
    }

    /// Parts within a clip, and that within its own.
    fn clipped(
        &mut self,
        clip: &ClipPath,
        outer: Transform,
        parts: Vec<DrawingPart>,
    ) -> Result<Vec<DrawingPart>, SvgFault> {
        let transform = outer.pre_concat(clip.transform());
        let mut outlines = Vec::new();
        gather(clip.root(), &mut outlines)?;
        let rule = match outlines.as_slice() {
            // A clip of nothing lets nothing be seen.
            [] => return Ok(Vec::new()),
            [one] => one.fill().map_or(Winding::NonZero, |fill| winding(fill.rule())),
            several => {
                let has_holes =
                    |path: &&Path| path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
                if several.iter().any(has_holes) {
                    return refused(Undrawable::MixedClip);
                }
                Winding::NonZero
            }
        };
        self.clip_steps += outlines.iter().map(|outline| outline.data().len()).sum::<usize>();
        if self.clip_steps > MOST_CLIP_STEPS {
            return Err(SvgFault::Swells);
        }
        let path = outlines
            .iter()
            .flat_map(|outline| {
                steps(outline.data(), transform.pre_concat(outline.abs_transform()))
            })
            .collect();
        let parts = vec![DrawingPart::Clipped { path, rule, parts }];
        match clip.clip_path() {
            Some(further) => self.clipped(further, outer, parts),
            None => Ok(parts),
        }
    }
}

/// How often something is painted in a group.
fn paintings(group: &Group) -> usize {
    group
        .children()
        .iter()
        .map(|child| match child {
            Node::Group(group) => paintings(group),
            Node::Path(path) => {
                usize::from(path.fill().is_some()) + usize::from(path.stroke().is_some())
            }
            Node::Image(_) => 1,
            // Letters stand beside each other.
            Node::Text(_) => 1,
        })
        .sum()
}

fn thousandths(share: f32) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as u16
}

fn winding(rule: FillRule) -> Winding {
    match rule {
        FillRule::NonZero => Winding::NonZero,
        FillRule::EvenOdd => Winding::EvenOdd,
    }
}

fn gather<'a>(group: &'a Group, outlines: &mut Vec<&'a Path>) -> Result<(), SvgFault> {
    if group.clip_path().is_some() {
        return refused(Undrawable::MixedClip);
    }
    for child in group.children() {
        match child {
            Node::Group(group) => gather(group, outlines)?,
            Node::Path(path) => outlines.push(path),
            Node::Text(text) => gather(text.flattened(), outlines)?,
            Node::Image(_) => return refused(Undrawable::Pixels),
        }
    }
    Ok(())
}

/// An outline in the coordinates of the drawing.
fn steps(path: &SkiaPath, transform: Transform) -> Vec<DrawnStep> {
    let to = |point: SkiaPoint| {
        let mut point = point;
        transform.map_point(&mut point);
        Point::new(length(point.x), length(point.y))
    };
    let mut last = SkiaPoint::zero();
    let mut steps = Vec::with_capacity(path.len());
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(end) => {
                steps.push(DrawnStep::Move(to(end)));
                last = end;
            }
            PathSegment::LineTo(end) => {
                steps.push(DrawnStep::Line(to(end)));
                last = end;
            }
            PathSegment::QuadTo(control, end) => {
                // Two thirds of the way to the one control point.
                let third = |from: SkiaPoint| {
                    SkiaPoint::from_xy(
                        from.x + (control.x - from.x) * 2.0 / 3.0,
                        from.y + (control.y - from.y) * 2.0 / 3.0,
                    )
                };
                steps.push(DrawnStep::Curve(to(third(last)), to(third(end)), to(end)));
                last = end;
            }
            PathSegment::CubicTo(a, b, end) => {
                steps.push(DrawnStep::Curve(to(a), to(b), to(end)));
                last = end;
            }
            PathSegment::Close => steps.push(DrawnStep::Close),
        }
    }
    steps
}

/// A drawn line: with a pen, or, where the pen would be skewed or the line has
/// colors that run, as the outline of what it covers.
fn stroked(path: &SkiaPath, stroke: &Stroke, transform: Transform) -> (Vec<DrawnStep>, Brush) {
    let scale = similarity(transform);
    let is_even = matches!(stroke.paint(), Paint::Color(_));
    let Some(scale) = scale.filter(|_| is_even) else {
        let pen = stroke.to_tiny_skia();
        let dashed = pen.dash.as_ref().and_then(|dash| path.dash(dash, 1.0));
        let outline = dashed.as_ref().unwrap_or(path).stroke(&pen, 4.0);
        let path = outline.map(|outline| steps(&outline, transform)).unwrap_or_default();
        return (path, Brush::Fill(Winding::NonZero));
    };
    let dashes = stroke.dasharray().unwrap_or_default();
    let pen = Pen {
        width: length(stroke.width().get() * scale),
        cap: match stroke.linecap() {
            LineCap::Butt => PenCap::Butt,
            LineCap::Round => PenCap::Round,
            LineCap::Square => PenCap::Square,
        },
        join: match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => PenJoin::Miter,
            LineJoin::Round => PenJoin::Round,
            LineJoin::Bevel => PenJoin::Bevel,
        },
        miter_limit: (stroke.miterlimit().get().clamp(1.0, 1000.0) * 1000.0).round() as u32,
        dashes: dashes.iter().map(|dash| length(dash * scale)).collect(),
        dash_offset: length(stroke.dashoffset() * scale),
    };
    (steps(path, transform), Brush::Stroke(pen))
}

/// By how much a map scales, if it scales alike in all directions.
fn similarity(transform: Transform) -> Option<f32> {
    let Transform { sx, ky, kx, sy, .. } = transform;
    let (across, down) = (sx.hypot(ky), kx.hypot(sy));
    let is_square = (across - down).abs() <= 0.001 * across.max(down);
    let is_upright = (sx * kx + ky * sy).abs() <= 0.001 * across * down;
    (is_square && is_upright && across > 0.0).then_some(across)
}

fn color(paint: &Paint, transform: Transform) -> Result<DrawnColor, SvgFault> {
    let (base, along) = match paint {
        Paint::Color(color) => {
            return Ok(DrawnColor::Even([color.red, color.green, color.blue]));
        }
        Paint::LinearGradient(linear) => {
            let point = |x: f32, y: f32| (f64::from(x), f64::from(y));
            let (from, to) = (point(linear.x1(), linear.y1()), point(linear.x2(), linear.y2()));
            (&***linear, Along::Line { from, to })
        }
        Paint::RadialGradient(radial) => {
            let circle = |x: f32, y: f32, r: f32| (f64::from(x), f64::from(y), f64::from(r));
            let from = circle(radial.fx(), radial.fy(), radial.fr().get());
            let to = circle(radial.cx(), radial.cy(), radial.r().get());
            (&***radial, Along::Circles { from, to })
        }
        Paint::Pattern(_) => return refused(Undrawable::Pattern),
    };
    if base.spread_method() != SpreadMethod::Pad {
        return refused(Undrawable::RepeatedGradient);
    }
    if base.stops().iter().any(|stop| stop.opacity().get() < 1.0) {
        return refused(Undrawable::SeeThroughGradient);
    }
    if base.stops().len() > MOST_STOPS {
        return Err(SvgFault::Swells);
    }
    let mut stops: Vec<(u16, [u8; 3])> = Vec::new();
    for stop in base.stops() {
        let color = stop.color();
        // Stops of a PDF must not coincide: a sudden change of color becomes one over a
        // thousandth of the way.
        let least = stops.last().map_or(0, |(last, _)| last + 1);
        let at = thousandths(stop.offset().get()).max(least);
        stops.push((at, [color.red, color.green, color.blue]));
    }
    if stops.last().is_some_and(|(last, _)| *last > 1000) {
        let over = stops.last().map_or(0, |(last, _)| last - 1000);
        let most = stops.len() as u16;
        for (place, (at, _)) in (0..).zip(&mut stops) {
            *at = at.saturating_sub(over).max(place).min(1000 - (most - place).min(1000) + 1);
        }
    }
    let Some((_, last)) = stops.last().filter(|_| stops.len() > 1) else {
        let only = stops.first().map_or([0; 3], |(_, color)| *color);
        return Ok(DrawnColor::Even(only));
    };
    let is_flat = stops.iter().all(|(_, color)| color == last);
    if is_flat {
        return Ok(DrawnColor::Even(*last));
    }
    let Transform { sx, ky, kx, sy, tx, ty } = transform.pre_concat(base.transform());
    let matrix = [sx, ky, kx, sy, tx, ty].map(|number| f64::from(number) * PT_OF_PX);
    Ok(DrawnColor::Gradient(Gradient { along, matrix, stops }))
}
