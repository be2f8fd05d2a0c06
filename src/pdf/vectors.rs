//! Pictures made of shapes as forms (PDF 32000-1, 8.10): drawings translated
//! shape by shape, pages of other files as they are.

use pdf_writer::types::{FunctionShadingType, LineCapStyle, LineJoinStyle};
use pdf_writer::writers::Resources;
use pdf_writer::{Content, Filter, Finish, Name, Rect as PdfRect, Ref};

use super::objects::Objects;
use super::sheet::pt;
use super::{SharedRefs, pages, settings};
use crate::color::{Cmyk, Color};
use crate::deflate::deflate;
use crate::geom::{Abs, Point};
use crate::picture::{
    Along, Brush, Drawing, DrawingPart, DrawnColor, DrawnShape, DrawnStep, Gradient, Pen, PenCap,
    PenJoin, Rgb, Winding,
};
use crate::press::{PressVectors, VectorsBody};

/// How large the numbers of a form are at least on its longer side, in points:
/// a thousandth of a point is then fine enough for any size it may be drawn at.
const FINE: f64 = 2000.0;

/// How many objects a form takes, itself included.
pub(super) fn objects(vectors: &PressVectors) -> usize {
    match &vectors.body {
        VectorsBody::Page(page) => page.objects.len(),
        VectorsBody::Drawing { drawing, .. } => {
            let stitched: usize = gradients(drawing).iter().map(|one| one.stops.len() + 1).sum();
            stitched + 1
        }
    }
}

/// Width and height of a form in its own numbers.
pub(super) fn extent(vectors: &PressVectors) -> (f64, f64) {
    match &vectors.body {
        VectorsBody::Page(page) => page.extent,
        VectorsBody::Drawing { drawing, .. } => {
            let zoom = zoom(drawing) as f64;
            (drawing.size.width.to_pt() * zoom, drawing.size.height.to_pt() * zoom)
        }
    }
}

/// The objects of a form, of which `form` is the first number.
pub(super) fn write(vectors: &PressVectors, form: Ref, shared: SharedRefs) -> Objects {
    match &vectors.body {
        VectorsBody::Page(page) => {
            let mut objects = Objects::default();
            for object in &page.objects {
                let number = |old: Ref| Ref::new(form.get() + old.get() - 1);
                object.renumber_into(objects.next(), number);
            }
            objects
        }
        VectorsBody::Drawing { drawing, inks } => {
            let ink = |color: Rgb| inks.get(&color).copied().unwrap_or_default();
            Form { drawing, zoom: zoom(drawing), ink: &ink }.write(form, shared)
        }
    }
}

/// The gradients of a drawing in painting order.
fn gradients(drawing: &Drawing) -> Vec<&Gradient> {
    let shapes = drawing.shapes().into_iter();
    shapes
        .filter_map(|shape| match &shape.color {
            DrawnColor::Gradient(gradient) => Some(gradient),
            DrawnColor::Even(_) => None,
        })
        .collect()
}

/// By how much the lengths of a drawing are written larger.
fn zoom(drawing: &Drawing) -> i64 {
    let longer = drawing.size.width.max(drawing.size.height).to_pt();
    let mut zoom = 1;
    while longer * (zoom as f64) < FINE && zoom < 1 << 16 {
        zoom *= 2;
    }
    zoom
}

fn gradient_name(at: usize) -> String {
    format!("G{at}")
}

fn alpha_name(alpha: u16) -> String {
    format!("O{alpha}")
}

/// A drawing on its way into the file.
struct Form<'a> {
    drawing: &'a Drawing,
    zoom: i64,
    ink: &'a dyn Fn(Rgb) -> Cmyk,
}

impl Form<'_> {
    fn write(&self, form: Ref, shared: SharedRefs) -> Objects {
        let mut content = Content::with_settings(settings());
        let mut gradients_so_far = 0;
        self.parts(&mut content, &self.drawing.parts, &mut gradients_so_far);
        let content = deflate(&content.finish());
        let mut objects = Objects::default();
        let mut next = Ref::new(form.get() + 1);
        let mut shadings = Vec::new();
        for gradient in gradients(self.drawing) {
            shadings.push(self.shading(&mut objects, gradient, &mut next));
        }
        let mut object = objects.next().form_xobject(form, &content);
        object.filter(Filter::FlateDecode);
        let size = self.drawing.size;
        object.bbox(PdfRect::new(0.0, 0.0, self.number(size.width), self.number(size.height)));
        let mut resources = object.resources();
        self.states(&mut resources, shared);
        if !shadings.is_empty() {
            let mut dict = resources.shadings();
            for (at, shading) in shadings.iter().enumerate() {
                dict.pair(Name(gradient_name(at).as_bytes()), *shading);
            }
        }
        resources.finish();
        object.finish();
        objects
    }

    fn states(&self, resources: &mut Resources<'_>, shared: SharedRefs) {
        let mut alphas: Vec<u16> =
            self.drawing.shapes().iter().map(|shape| shape.alpha).filter(|a| *a < 1000).collect();
        alphas.sort_unstable();
        alphas.dedup();
        let mut dict = resources.ext_g_states();
        dict.pair(Name(pages::KNOCKOUT.as_bytes()), shared.knockout);
        dict.pair(Name(pages::OVERPRINT.as_bytes()), shared.overprint);
        for alpha in alphas {
            let share = f32::from(alpha) / 1000.0;
            dict.insert(Name(alpha_name(alpha).as_bytes()))
                .dict()
                .pair(Name(b"Type"), Name(b"ExtGState"))
                .pair(Name(b"CA"), share)
                .pair(Name(b"ca"), share);
        }
    }

    fn number(&self, length: Abs) -> f32 {
        pt(length * self.zoom)
    }

    fn x(&self, point: Point) -> f32 {
        self.number(point.x)
    }

    fn y(&self, point: Point) -> f32 {
        self.number(self.drawing.size.height - point.y)
    }

    fn parts(&self, content: &mut Content, parts: &[DrawingPart], gradients: &mut usize) {
        for part in parts {
            match part {
                DrawingPart::Shape(shape) => self.shape(content, shape, gradients),
                DrawingPart::Clipped { path, rule, parts } => {
                    content.save_state();
                    self.path(content, path);
                    clip(content, *rule);
                    self.parts(content, parts, gradients);
                    content.restore_state();
                }
            }
        }
    }

    /// Each shape sets all that it needs: a drawing has few shapes beside the
    /// glyphs of a page.
    fn shape(&self, content: &mut Content, shape: &DrawnShape, gradients: &mut usize) {
        content.save_state();
        let color = match &shape.color {
            DrawnColor::Even(color) => Some(Color::Process((self.ink)(*color))),
            DrawnColor::Gradient(_) => None,
        };
        // Black lettering and axes overprint what they lie on, as all type does;
        // a mark that is see-through does not print alone.
        let is_black = color == Some(Color::BLACK) && shape.alpha == 1000;
        let state = if is_black { pages::OVERPRINT } else { pages::KNOCKOUT };
        content.set_parameters(Name(state.as_bytes()));
        if shape.alpha < 1000 {
            content.set_parameters(Name(alpha_name(shape.alpha).as_bytes()));
        }
        match (&shape.color, &shape.brush, color) {
            (DrawnColor::Gradient(gradient), Brush::Fill(rule), _) => {
                self.path(content, &shape.path);
                clip(content, *rule);
                content
                    .transform(self.matrix(gradient))
                    .shading(Name(gradient_name(*gradients).as_bytes()));
                *gradients += 1;
            }
            (_, Brush::Fill(rule), Some(Color::Process(inks))) => {
                let [c, m, y, k] = units(inks);
                content.set_fill_cmyk(c, m, y, k);
                self.path(content, &shape.path);
                match rule {
                    Winding::NonZero => content.fill_nonzero(),
                    Winding::EvenOdd => content.fill_even_odd(),
                };
            }
            (_, Brush::Stroke(pen), Some(Color::Process(inks))) => {
                let [c, m, y, k] = units(inks);
                content.set_stroke_cmyk(c, m, y, k);
                self.pen(content, pen);
                self.path(content, &shape.path);
                content.stroke();
            }
            // These do not occur: lines painted with a gradient have been turned into
            // outlines, and drawings have process inks only.
            (_, Brush::Fill(_) | Brush::Stroke(_), _) => {}
        }
        content.restore_state();
    }

    fn pen(&self, content: &mut Content, pen: &Pen) {
        content
            .set_line_width(self.number(pen.width))
            .set_line_cap(match pen.cap {
                PenCap::Butt => LineCapStyle::ButtCap,
                PenCap::Round => LineCapStyle::RoundCap,
                PenCap::Square => LineCapStyle::ProjectingSquareCap,
            })
            .set_line_join(match pen.join {
                PenJoin::Miter => LineJoinStyle::MiterJoin,
                PenJoin::Round => LineJoinStyle::RoundJoin,
                PenJoin::Bevel => LineJoinStyle::BevelJoin,
            })
            .set_miter_limit(pen.miter_limit as f32 / 1000.0);
        let sum = pen.dashes.iter().fold(Abs::ZERO, |sum, dash| sum + dash.abs());
        if sum > Abs::ZERO && pen.dashes.iter().all(|dash| *dash >= Abs::ZERO) {
            let dashes = pen.dashes.iter().map(|dash| self.number(*dash));
            content.set_dash_pattern(dashes, self.number(pen.dash_offset).max(0.0));
        }
    }

    fn path(&self, content: &mut Content, path: &[DrawnStep]) {
        for step in path {
            match *step {
                DrawnStep::Move(p) => content.move_to(self.x(p), self.y(p)),
                DrawnStep::Line(p) => content.line_to(self.x(p), self.y(p)),
                DrawnStep::Curve(a, b, p) => content.cubic_to(
                    self.x(a),
                    self.y(a),
                    self.x(b),
                    self.y(b),
                    self.x(p),
                    self.y(p),
                ),
                DrawnStep::Close => content.close_path(),
            };
        }
    }

    /// From a gradient's own coordinates to the form's.
    fn matrix(&self, gradient: &Gradient) -> [f32; 6] {
        let [a, b, c, d, e, f] = gradient.matrix;
        let zoom = self.zoom as f64;
        let height = self.drawing.size.height.to_pt();
        [a, -b, c, -d, e, height - f].map(|number| (number * zoom) as f32)
    }

    /// A gradient as a shading (8.7.4.5.3 and 8.7.4.5.4) with a function that
    /// is stitched from one stop to the next.
    fn shading(&self, objects: &mut Objects, gradient: &Gradient, next: &mut Ref) -> Ref {
        let (id, function) = (next.bump(), next.bump());
        let pieces: Vec<Ref> = gradient.stops.windows(2).map(|_| next.bump()).collect();
        for (piece, pair) in pieces.iter().zip(gradient.stops.windows(2)) {
            let [(_, from), (_, to)] = [pair[0], pair[1]];
            objects
                .next()
                .exponential_function(*piece)
                .domain([0.0, 1.0])
                .c0(units((self.ink)(from)))
                .c1(units((self.ink)(to)))
                .n(1.0);
        }
        let at = |stop: u16| f32::from(stop) / 1000.0;
        let inner = &gradient.stops[1..gradient.stops.len().saturating_sub(1)];
        let first = gradient.stops.first().map_or(0.0, |(stop, _)| at(*stop));
        let last = gradient.stops.last().map_or(1.0, |(stop, _)| at(*stop)).max(first + 0.001);
        objects
            .next()
            .stitching_function(function)
            .domain([first, last])
            .functions(pieces.iter().copied())
            .bounds(inner.iter().map(|(stop, _)| at(*stop)))
            .encode(pieces.iter().flat_map(|_| [0.0, 1.0]));
        let mut shading = objects.next().function_shading(id);
        shading.color_space().device_cmyk();
        let number = |number: f64| number as f32;
        // Outside the first and last stop their colors go on, which is what extending a
        // shading does: so its axis is cut down to the part between these stops.
        let (first, last) = (f64::from(first), f64::from(last));
        let between = |from: f64, to: f64, share: f64| from + (to - from) * share;
        match gradient.along {
            Along::Line { from, to } => {
                shading.shading_type(FunctionShadingType::Axial).coords(
                    [
                        between(from.0, to.0, first),
                        between(from.1, to.1, first),
                        between(from.0, to.0, last),
                        between(from.1, to.1, last),
                    ]
                    .map(number),
                );
            }
            Along::Circles { from, to } => {
                let circle = |share: f64| {
                    [
                        between(from.0, to.0, share),
                        between(from.1, to.1, share),
                        between(from.2, to.2, share),
                    ]
                };
                let [[x0, y0, r0], [x1, y1, r1]] = [circle(first), circle(last)];
                shading
                    .shading_type(FunctionShadingType::Radial)
                    .coords([x0, y0, r0, x1, y1, r1].map(number));
            }
        }
        shading.insert(Name(b"Domain")).array().items([first, last].map(number));
        shading.function(function).extend([true, true]);
        id
    }
}

fn units(inks: Cmyk) -> [f32; 4] {
    inks.tints().map(|tint| tint.to_unit() as f32)
}

fn clip(content: &mut Content, rule: Winding) {
    match rule {
        Winding::NonZero => content.clip_nonzero(),
        Winding::EvenOdd => content.clip_even_odd(),
    };
    content.end_path();
}
