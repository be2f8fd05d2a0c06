//! Variable fonts: the faces that a file of them stands for.
//!
//! A style asks for a weight and a slant. A font with a weight axis is as many faces
//! as there are hundreds on it, so that what is asked for is there; of all other axes
//! but those of slant the face has what the font calls usual.

use harfrust::font::Font;
use harfrust::font::attribute::Style as FontSlant;
use harfrust::font::variation::Variation;
use skrifa::Tag;

use crate::style::{Slant, Weight};

/// A place on an axis of a variable font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AxisValue {
    /// The axis by its tag: `wght`.
    pub tag: [u8; 4],
    /// In the units of the axis.
    pub value: f32,
}

/// A face of a font file.
pub(super) struct Instance {
    pub(super) font: Font,
    /// Empty if the font is not variable.
    pub(super) axes: Vec<AxisValue>,
    pub(super) weight: Weight,
    pub(super) slant: Slant,
    /// None for the file's own.
    pub(super) postscript_name: Option<String>,
}

/// The faces that a font stands for: itself, if it is not variable.
pub(super) fn instances(font: &Font, family: &str) -> Vec<Instance> {
    let attributes = font.default_attributes();
    let slant = match attributes.style {
        FontSlant::Normal => Slant::Upright,
        _ => Slant::Italic,
    };
    let own_weight = Weight(attributes.weight.value() as u16);
    let axes = font.axes();
    if axes.is_empty() {
        return vec![Instance {
            font: font.clone(),
            axes: Vec::new(),
            weight: own_weight,
            slant,
            postscript_name: None,
        }];
    }
    let axis = |tag: &[u8; 4]| axes.get_by_tag(Tag::new(tag));
    let weights = match axis(b"wght") {
        Some(axis) => weights_between(axis.min_value(), axis.max_value()),
        None => vec![own_weight],
    };
    // The least lean that an axis of it has beyond upright: slnt counts against the clock.
    let lean = match (axis(b"ital"), axis(b"slnt")) {
        (Some(axis), _) if axis.max_value() >= 1.0 => Some(AxisValue { tag: *b"ital", value: 1.0 }),
        (_, Some(axis)) if axis.min_value() < 0.0 => {
            Some(AxisValue { tag: *b"slnt", value: axis.min_value() })
        }
        _ => None,
    };
    let slants: Vec<(Slant, Option<AxisValue>)> = match lean {
        Some(lean) => vec![(Slant::Upright, None), (Slant::Italic, Some(lean))],
        None => vec![(slant, None)],
    };
    let has_weights = axis(b"wght").is_some();
    let mut list = Vec::new();
    for (slant, lean) in slants {
        for weight in &weights {
            let own = has_weights.then(|| AxisValue { tag: *b"wght", value: f32::from(weight.0) });
            let axes: Vec<AxisValue> = own.into_iter().chain(lean).collect();
            let variations =
                axes.iter().map(|axis| Variation::new(Tag::new(&axis.tag), axis.value));
            list.push(Instance {
                font: font.instance_builder().variations(variations).build(),
                postscript_name: Some(postscript_name(family, *weight, slant)),
                axes,
                weight: *weight,
                slant,
            });
        }
    }
    list
}

/// The hundreds between two weights, or the one that is nearest to both.
fn weights_between(least: f32, most: f32) -> Vec<Weight> {
    let within: Vec<Weight> = (1..=10_u16)
        .map(|hundred| hundred * 100)
        .filter(|weight| (least..=most).contains(&f32::from(*weight)))
        .map(Weight)
        .collect();
    if within.is_empty() { vec![Weight(least.max(1.0) as u16)] } else { within }
}

/// A name that no other instance of the font has.
fn postscript_name(family: &str, weight: Weight, slant: Slant) -> String {
    let weight = match weight.0 {
        100 => "Thin".to_owned(),
        200 => "ExtraLight".to_owned(),
        300 => "Light".to_owned(),
        400 => "Regular".to_owned(),
        500 => "Medium".to_owned(),
        600 => "SemiBold".to_owned(),
        700 => "Bold".to_owned(),
        800 => "ExtraBold".to_owned(),
        900 => "Black".to_owned(),
        other => format!("W{other}"),
    };
    let family: String = family.chars().filter(char::is_ascii_alphanumeric).collect();
    let italic = if slant == Slant::Italic { "Italic" } else { "" };
    format!("{family}-{weight}{italic}")
}
