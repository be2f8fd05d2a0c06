//! Color operators (PDF 32000-1, 8.6.8).

use hayro::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro::hayro_syntax::object::{Name, Number, Object};

use super::super::color::ColorSpace;
use super::super::defect::{Category, Defect, DefectPart, DefectReason};
use super::state::PaintSource;
use super::{ContentStream, Interpreter};

impl<'p> Interpreter<'p, '_> {
    /// Takes a color operator; tells whether it was one.
    pub(super) fn color_operator(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        operator: &Op,
    ) -> bool {
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
        let set = |content: &mut ContentStream<'_, 'p>, space: ColorSpace, numbers: &[Number]| {
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
            Op::StrokeColorNamed(v) => self.set_named(content, &v.0, v.1, true),
            Op::NonStrokeColorNamed(v) => self.set_named(content, &v.0, v.1, false),
            _ => return false,
        }
        true
    }

    fn set_space(&mut self, content: &mut ContentStream<'_, 'p>, name: &Name, is_stroke: bool) {
        let space = self.space(content, name);
        let space = self.or_defect(space).unwrap_or(ColorSpace::DeviceGray);
        let pen = pen(content, is_stroke);
        pen.components = space.initial();
        pen.space = space;
        pen.pattern = None;
    }

    fn set_named(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        numbers: &[Number],
        name: Option<&Name>,
        is_stroke: bool,
    ) {
        let scope = content.scope;
        set_components(pen(content, is_stroke), numbers);
        let found = name.map(|name| scope.find(Category::Pattern, name, DefectPart::Pattern));
        let found = found.and_then(|found| self.or_defect(found));
        let pen = pen(content, is_stroke);
        if matches!(pen.space, ColorSpace::Pattern(_)) {
            pen.pattern = found;
        }
    }

    /// A color space by its name; those that are objects of their own are read
    /// once.
    fn space(
        &mut self,
        content: &ContentStream<'_, 'p>,
        name: &Name,
    ) -> Result<ColorSpace, Defect> {
        let scope = content.scope;
        let reference = scope.reference(Category::ColorSpace, name);
        let read = || {
            let space = ColorSpace::read(&Object::Name(name.clone()), scope);
            space.filter(ColorSpace::is_whole)
        };
        let space = match reference {
            Some(reference) => self.spaces.entry(reference).or_insert_with(read).clone(),
            None => read(),
        };
        space.ok_or_else(|| {
            let found = scope.find::<Object>(Category::ColorSpace, name, DefectPart::ColorSpace);
            let unfit = DefectReason::Unfit(DefectPart::ColorSpace);
            match (found, reference) {
                (Err(defect), _) => defect,
                (Ok(_), Some(reference)) => Defect::of(reference.into(), unfit),
                (Ok(_), None) => Defect { object: None, reason: unfit },
            }
        })
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

fn pen<'s, 'p>(content: &'s mut ContentStream<'_, 'p>, is_stroke: bool) -> &'s mut PaintSource<'p> {
    if is_stroke { &mut content.state.stroke } else { &mut content.state.fill }
}

fn set_components(pen: &mut PaintSource, numbers: &[Number]) {
    if numbers.len() >= pen.space.components() {
        pen.components = numbers.iter().map(|number| number.as_f64() as f32).collect();
    }
}
