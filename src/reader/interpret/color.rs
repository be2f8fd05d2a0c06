//! Color operators (PDF 32000-1, 8.6.8).

use hayro::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro::hayro_syntax::object::{Name, Number, Object};

use super::super::color::ColorSpace;
use super::state::Pen;
use super::{Content, Interpreter};

impl<'p> Interpreter<'p, '_> {
    /// Takes a color operator; tells whether it was one.
    pub(super) fn color_operator(&mut self, content: &mut Content<'_, 'p>, operator: &Op) -> bool {
        let gray = ColorSpace::DeviceGray;
        let rgb = ColorSpace::DeviceRgb;
        let cmyk = ColorSpace::DeviceCmyk;
        let is_stroke = matches!(
            operator,
            Op::ColorSpaceStroke(_)
                | Op::StrokeColor(_)
                | Op::StrokeColorNamed(_)
                | Op::StrokeColorDeviceGray(_)
                | Op::StrokeColorDeviceRgb(_)
                | Op::StrokeColorCmyk(_)
        );
        let set = |content: &mut Content<'_, 'p>, space: ColorSpace, numbers: &[Number]| {
            let pen = pen(content, is_stroke);
            pen.space = space;
            pen.components = numbers.iter().map(|number| number.as_f64() as f32).collect();
            pen.pattern = None;
        };
        if !content.has_colors {
            return is_stroke || is_fill(operator);
        }
        match operator {
            Op::StrokeColorDeviceGray(v) => set(content, gray, &[v.0]),
            Op::NonStrokeColorDeviceGray(v) => set(content, gray, &[v.0]),
            Op::StrokeColorDeviceRgb(v) => set(content, rgb, &[v.0, v.1, v.2]),
            Op::NonStrokeColorDeviceRgb(v) => set(content, rgb, &[v.0, v.1, v.2]),
            Op::StrokeColorCmyk(v) => set(content, cmyk, &[v.0, v.1, v.2, v.3]),
            Op::NonStrokeColorCmyk(v) => set(content, cmyk, &[v.0, v.1, v.2, v.3]),
            Op::ColorSpaceStroke(name) => self.set_space(content, name.0, is_stroke),
            Op::ColorSpaceNonStroke(name) => self.set_space(content, name.0, is_stroke),
            Op::StrokeColor(v) => set_components(pen(content, true), &v.0),
            Op::NonStrokeColor(v) => set_components(pen(content, false), &v.0),
            Op::StrokeColorNamed(v) => set_named(content, &v.0, v.1, true),
            Op::NonStrokeColorNamed(v) => set_named(content, &v.0, v.1, false),
            _ => return false,
        }
        true
    }

    fn set_space(&mut self, content: &mut Content<'_, 'p>, name: &Name, is_stroke: bool) {
        let space = self.space(content, name).unwrap_or(ColorSpace::DeviceGray);
        let pen = pen(content, is_stroke);
        pen.components = space.initial();
        pen.space = space;
        pen.pattern = None;
    }

    /// A color space by its name; those that are objects of their own are read
    /// once.
    fn space(&mut self, content: &Content<'_, 'p>, name: &Name) -> Option<ColorSpace> {
        let read = || {
            let object = Object::Name(name.clone());
            ColorSpace::read(&object, Some(content.resources))
        };
        match content.resources.color_spaces.get_ref(name) {
            Some(reference) => self.spaces.entry(reference).or_insert_with(read).clone(),
            None => read(),
        }
    }
}

fn is_fill(operator: &Op) -> bool {
    matches!(
        operator,
        Op::ColorSpaceNonStroke(_)
            | Op::NonStrokeColor(_)
            | Op::NonStrokeColorNamed(_)
            | Op::NonStrokeColorDeviceGray(_)
            | Op::NonStrokeColorDeviceRgb(_)
            | Op::NonStrokeColorCmyk(_)
    )
}

fn pen<'s, 'p>(content: &'s mut Content<'_, 'p>, is_stroke: bool) -> &'s mut Pen<'p> {
    if is_stroke { &mut content.state.stroke } else { &mut content.state.fill }
}

fn set_components(pen: &mut Pen, numbers: &[Number]) {
    if numbers.len() >= pen.space.components() {
        pen.components = numbers.iter().map(|number| number.as_f64() as f32).collect();
    }
}

fn set_named(content: &mut Content, numbers: &[Number], name: Option<&Name>, is_stroke: bool) {
    let pattern = name.and_then(|name| content.resources.get_pattern(name));
    let pen = pen(content, is_stroke);
    set_components(pen, numbers);
    if matches!(pen.space, ColorSpace::Pattern(_)) {
        pen.pattern = pattern;
    }
}
