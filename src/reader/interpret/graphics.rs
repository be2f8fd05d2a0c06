//! Operators and dictionaries of the graphics state (PDF 32000-1, 8.4.4 and
//! 8.4.5).

use std::rc::Rc;

use hayro::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro::hayro_syntax::object::{Array, Dict, Name, Number, Object};
use hayro::kurbo::{Affine, Cap, Join};

use super::super::blend::Blend;
use super::super::defect::{Category, Defect, DefectPart};
use super::mask;
use super::state::GraphicsState;
use super::{ContentStream, Interpreter};

/// Lengths in a dash pattern.
const MOST_DASHES: usize = 64;

/// Takes an operator that needs nothing but the state; tells whether it was
/// one.
pub(super) fn operator(state: &mut GraphicsState, operator: &Op) -> bool {
    let text = &mut state.text;
    match operator {
        Op::Transform(m) => {
            state.ctm *= matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
        }
        Op::LineWidth(width) => state.width = width.0.as_f64().abs(),
        Op::LineCap(cap) => state.cap = line_cap(cap.0.as_i64()),
        Op::LineJoin(join) => state.join = line_join(join.0.as_i64()),
        Op::MiterLimit(limit) => state.miter_limit = limit.0.as_f64().max(1.0),
        Op::DashPattern(dash) => set_dashes(state, dash.0, dash.1),
        Op::CharacterSpacing(space) => text.char_space = space.0.as_f64(),
        Op::WordSpacing(space) => text.word_space = space.0.as_f64(),
        Op::HorizontalScaling(stretch) => text.stretch = stretch.0.as_f64() / 100.0,
        Op::TextLeading(leading) => text.leading = leading.0.as_f64(),
        Op::TextRenderingMode(mode) => text.mode = mode.0.as_i64(),
        Op::TextRise(rise) => text.rise = rise.0.as_f64(),
        _ => return false,
    }
    true
}

pub(super) fn matrix(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

fn line_cap(number: i64) -> Cap {
    match number {
        1 => Cap::Round,
        2 => Cap::Square,
        _ => Cap::Butt,
    }
}

fn line_join(number: i64) -> Join {
    match number {
        1 => Join::Round,
        2 => Join::Bevel,
        _ => Join::Miter,
    }
}

fn set_dashes(state: &mut GraphicsState, array: &Array, phase: Number) {
    let lengths: Vec<f64> =
        array.iter::<f64>().take(MOST_DASHES).map(|length| length.max(0.0)).collect();
    let is_dashed = lengths.iter().sum::<f64>() > 0.0;
    state.dashes = if is_dashed { lengths.into() } else { Rc::new([]) };
    state.dash_phase = phase.as_f64();
}

impl<'p> Interpreter<'p, '_> {
    /// Takes `gs`; tells whether it was one.
    pub(super) fn graphics_dictionary(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        operator: &Op,
    ) -> bool {
        let Op::SetGraphicsState(name) = operator else { return false };
        let found = content.scope.find::<Dict>(Category::State, name.0, DefectPart::State);
        if let Some(dict) = self.or_defect(found) {
            for defect in dict.keys().filter_map(|key| Defect::behind(&dict, key.as_str())) {
                self.defect(defect);
            }
            if !is_sound(&dict) {
                self.defect(Defect::unfit(&dict, DefectPart::State));
            }
            self.set_from(content, &dict);
        }
        true
    }

    fn set_from(&mut self, content: &mut ContentStream<'_, 'p>, dict: &Dict<'p>) {
        let state = &mut content.state;
        let number = |key: &str| dict.get::<f64>(key).filter(|value| value.is_finite());
        if let Some(width) = number("LW") {
            state.width = width.abs();
        }
        if let Some(cap) = number("LC") {
            state.cap = line_cap(cap as i64);
        }
        if let Some(join) = number("LJ") {
            state.join = line_join(join as i64);
        }
        if let Some(limit) = number("ML") {
            state.miter_limit = limit.max(1.0);
        }
        if let Some(dash) = dict.get::<Array>("D") {
            let mut parts = dash.iter::<Object>();
            let lengths = parts.next().and_then(Object::into_array);
            let phase = parts.next().and_then(Object::into_number);
            if let (Some(lengths), Some(phase)) = (lengths, phase) {
                set_dashes(state, &lengths, phase);
            }
        }
        if let Some(alpha) = number("ca") {
            state.fill.alpha = alpha.clamp(0.0, 1.0) as f32;
        }
        if let Some(alpha) = number("CA") {
            state.stroke.alpha = alpha.clamp(0.0, 1.0) as f32;
        }
        // OP alone speaks for both (PDF 32000-1, table 58).
        let (both, fill) = (dict.get::<bool>("OP"), dict.get::<bool>("op"));
        if let Some(is_on) = both {
            state.stroke.overprint = is_on;
        }
        if let Some(is_on) = fill.or(both) {
            state.fill.overprint = is_on;
        }
        if let Some(mode) = dict.get::<i32>("OPM") {
            state.overprint_mode = i64::from(mode);
        }
        if let Some(blend) = read_blend(dict) {
            state.blend = blend;
        }
        match dict.get::<Object>("SMask") {
            Some(Object::Name(_)) => state.mask = None,
            Some(Object::Dict(setting)) => {
                let found = mask::MaskSetting::read(&setting, state.ctm);
                state.mask = self.or_defect(found).map(Rc::new);
            }
            _ => {}
        }
        if let Some(font) = dict.get::<Array>("Font") {
            self.set_font_from(content, &font);
        }
    }
}

/// Whether the settings of a dictionary are of their kinds (PDF 32000-1, table
/// 58).
fn is_sound(dict: &Dict) -> bool {
    let is = |keys: &[&str], fits: fn(&Object) -> bool| {
        keys.iter().filter_map(|key| dict.get::<Object>(*key)).all(|value| fits(&value))
    };
    is(&["LW", "LC", "LJ", "ML", "ca", "CA", "OPM"], |value| matches!(value, Object::Number(_)))
        && is(&["OP", "op"], |value| matches!(value, Object::Boolean(_)))
        && is(&["D", "Font"], |value| matches!(value, Object::Array(_)))
        && is(&["BM"], |value| match value {
            Object::Name(name) => Blend::named(name.as_ref()).is_some(),
            other => matches!(other, Object::Array(_)),
        })
}

fn read_blend(dict: &Dict) -> Option<Blend> {
    match dict.get::<Object>("BM")? {
        Object::Name(name) => Some(Blend::named(name.as_ref()).unwrap_or_default()),
        Object::Array(names) => {
            let known = names.iter::<Name>().find_map(|name| Blend::named(name.as_ref()));
            Some(known.unwrap_or_default())
        }
        _ => None,
    }
}
