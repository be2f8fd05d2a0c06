//! Color spaces (PDF 32000-1, 8.6), and what their colors are as inks.

use std::sync::Arc;

use hayro::hayro_syntax::object::String as PdfString;
use hayro::hayro_syntax::object::{Array, Name, Object};

use super::decode;
use super::defect::{Category, DefectPart};
use super::function::Function;
use super::inks::{Ink, Inks, unit};
use super::name::readable;
use super::scope::Scope;

/// How deep color spaces may stand in each other.
const MOST_DEPTH: usize = 6;
/// Bytes of a table of colors.
const MOST_TABLE: usize = 1 << 16;
/// Bytes of an ICC profile: the largest of presses have some three million.
const MOST_PROFILE: usize = 32 << 20;
/// Colorants in one DeviceN (PDF 32000-1, annex C).
const MOST_COLORANTS: usize = 32;

/// The number that the lowest sample of a component stands for, and the highest; the
/// first may be the greater one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DecodeRange {
    /// What a sample of zero stands for.
    pub least: f32,
    /// What the highest sample stands for.
    pub most: f32,
}

impl DecodeRange {
    /// From 0 to 1.
    pub const UNIT: Self = Self { least: 0.0, most: 1.0 };

    /// The number that a sample stands for, given as its share of the highest.
    #[must_use]
    pub fn at(self, share: f32) -> f32 {
        self.least + share * (self.most - self.least)
    }
}

/// A color space as the file has it.
#[derive(Debug, Clone)]
pub enum ColorSpace {
    /// Shades of gray, of whatever the device has; black ink here.
    DeviceGray,
    /// Red, green, blue of whatever the device has.
    DeviceRgb,
    /// The four process inks.
    DeviceCmyk,
    /// Calibrated gray.
    CalGray,
    /// Calibrated RGB.
    CalRgb,
    /// CIE L*a*b*.
    Lab {
        /// The range of a* and of b*: least and most of each.
        range: [f32; 4],
    },
    /// Colors of an ICC profile with this many components (1, 3 or 4).
    IccBased {
        /// How many.
        components: u8,
    },
    /// A table of colors.
    Indexed {
        /// The space of the colors in the table.
        base: Arc<ColorSpace>,
        /// The highest index.
        high: u8,
        /// The table, a byte a component.
        table: Arc<[u8]>,
    },
    /// One ink by name.
    Separation(Arc<Tints>),
    /// Several inks by name.
    DeviceN(Arc<Tints>),
    /// A pattern; for an uncolored one the space of its color.
    Pattern(Option<Arc<ColorSpace>>),
}

/// Named inks, and how to show them where there are none.
#[derive(Debug)]
pub struct Tints {
    /// The inks, one a component.
    pub colorants: Vec<Colorant>,
    /// The space of the colors that stand for them.
    pub alternate: ColorSpace,
    /// From tints to the alternate space; `None` if it cannot be read.
    pub transform: Option<Function>,
}

/// The name of an ink in a color space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Colorant {
    /// A process ink: 0 cyan, 1 magenta, 2 yellow, 3 black.
    Process(usize),
    /// Every ink: registration color.
    All,
    /// No ink.
    None,
    /// An ink of its own.
    Spot(Arc<str>),
}

impl Colorant {
    fn named(name: &[u8]) -> Self {
        match name {
            b"Cyan" => Self::Process(0),
            b"Magenta" => Self::Process(1),
            b"Yellow" => Self::Process(2),
            b"Black" => Self::Process(3),
            b"All" => Self::All,
            b"None" => Self::None,
            other => Self::Spot(readable(other).into()),
        }
    }
}

impl ColorSpace {
    /// Reads a color space, which may be a name in the resources.
    pub(super) fn read(object: &Object, scope: Scope) -> Option<Self> {
        read(object, scope, 0)
    }

    /// Whether all of it could be read: the substitutes of its inks, its table.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Separation(tints) | Self::DeviceN(tints) => {
                tints.transform.is_some() && tints.alternate.is_whole()
            }
            Self::Indexed { base, high, table } => {
                table.len() >= (usize::from(*high) + 1) * base.components() && base.is_whole()
            }
            Self::Pattern(under) => under.as_ref().is_none_or(|space| space.is_whole()),
            _ => true,
        }
    }

    /// How many numbers a color has.
    #[must_use]
    pub fn components(&self) -> usize {
        match self {
            Self::DeviceGray | Self::CalGray | Self::Indexed { .. } => 1,
            Self::DeviceRgb | Self::CalRgb | Self::Lab { .. } => 3,
            Self::DeviceCmyk => 4,
            Self::IccBased { components } => usize::from(*components),
            Self::Separation(tints) | Self::DeviceN(tints) => tints.colorants.len(),
            Self::Pattern(under) => under.as_ref().map_or(0, |space| space.components()),
        }
    }

    /// The color before one is set (PDF 32000-1, 8.6.8).
    #[must_use]
    pub fn initial(&self) -> Vec<f32> {
        match self {
            Self::DeviceCmyk => vec![0.0, 0.0, 0.0, 1.0],
            Self::Separation(_) | Self::DeviceN(_) => vec![1.0; self.components()],
            _ => vec![0.0; self.components()],
        }
    }

    /// A color of this space as inks.
    #[must_use]
    pub fn inks(&self, color: &[f32]) -> Inks {
        let at = |index: usize| unit(color.get(index).copied().unwrap_or(0.0));
        match self {
            Self::DeviceGray | Self::CalGray | Self::IccBased { components: 1 } => {
                Inks::process([0.0, 0.0, 0.0, 1.0 - at(0)])
            }
            Self::DeviceCmyk | Self::IccBased { components: 4 } => {
                Inks::process([at(0), at(1), at(2), at(3)])
            }
            Self::DeviceRgb | Self::CalRgb | Self::IccBased { .. } => {
                from_rgb([at(0), at(1), at(2)])
            }
            Self::Lab { range } => from_rgb(lab_to_rgb(color, *range)),
            Self::Indexed { base, .. } => base.inks(&self.look_up(color)),
            Self::Separation(tints) | Self::DeviceN(tints) => {
                let mut inks = Inks::default();
                for (index, colorant) in tints.colorants.iter().enumerate() {
                    inks.add(colorant, at(index));
                }
                inks
            }
            Self::Pattern(under) => {
                under.as_ref().map_or_else(Inks::default, |space| space.inks(color))
            }
        }
    }

    /// The color of the base space that an index stands for.
    fn look_up(&self, color: &[f32]) -> Vec<f32> {
        let Self::Indexed { base, high, table } = self else { return color.to_vec() };
        let index = color.first().copied().unwrap_or(0.0).clamp(0.0, f32::from(*high)) as usize;
        let count = base.components();
        let decode = base.default_decode(8);
        (0..count)
            .map(|part| {
                let byte = table.get(index * count + part).copied().unwrap_or(0);
                let range = decode.get(part).copied().unwrap_or(DecodeRange::UNIT);
                range.at(f32::from(byte) / 255.0)
            })
            .collect()
    }

    /// From samples to numbers of the space, by component (PDF 32000-1, table 90).
    #[must_use]
    pub fn default_decode(&self, bits: u8) -> Vec<DecodeRange> {
        let range = |least, most| DecodeRange { least, most };
        match self {
            Self::Indexed { .. } => vec![range(0.0, ((1_u32 << bits.min(16)) - 1) as f32)],
            Self::Lab { range: [a0, a1, b0, b1] } => {
                vec![range(0.0, 100.0), range(*a0, *a1), range(*b0, *b1)]
            }
            _ => vec![DecodeRange::UNIT; self.components()],
        }
    }

    /// Whether all that is painted in it is never seen.
    #[must_use]
    pub fn is_of_no_ink(&self) -> bool {
        match self {
            Self::Separation(tints) | Self::DeviceN(tints) => {
                tints.colorants.iter().all(|colorant| *colorant == Colorant::None)
            }
            _ => false,
        }
    }

    /// The process inks that the space shows a solid spot ink with.
    #[must_use]
    pub fn alternate(&self, ink: &Ink) -> [f32; 4] {
        let tints = match self {
            Self::Separation(tints) | Self::DeviceN(tints) => tints,
            Self::Indexed { base, .. } => return base.alternate(ink),
            Self::Pattern(Some(under)) => return under.alternate(ink),
            _ => return [0.0; 4],
        };
        let is_it = |colorant: &Colorant| matches!((colorant, ink), (Colorant::Spot(a), Ink::Spot(b)) if a == b);
        let solid: Vec<f32> =
            tints.colorants.iter().map(|c| if is_it(c) { 1.0 } else { 0.0 }).collect();
        let Some(transform) = &tints.transform else { return [0.0; 4] };
        let inks = tints.alternate.inks(&transform.at(&solid));
        inks.process.map(|tint| tint.unwrap_or(0.0))
    }

    /// Whether its colors are inks, rather than light or what an eye sees.
    #[must_use]
    pub fn is_of_inks(&self) -> bool {
        match self {
            Self::DeviceGray | Self::DeviceCmyk | Self::Separation(_) | Self::DeviceN(_) => true,
            Self::IccBased { components } => *components != 3,
            Self::Indexed { base, .. } => base.is_of_inks(),
            Self::Pattern(under) => under.as_ref().is_none_or(|space| space.is_of_inks()),
            Self::DeviceRgb | Self::CalGray | Self::CalRgb | Self::Lab { .. } => false,
        }
    }
}

fn read(object: &Object, scope: Scope, depth: usize) -> Option<ColorSpace> {
    if depth > MOST_DEPTH {
        return None;
    }
    match object {
        Object::Name(name) => named(name, scope, depth),
        Object::Array(array) => from_array(array, scope, depth),
        Object::Stream(_) => icc(object),
        _ => None,
    }
}

fn named(name: &Name, scope: Scope, depth: usize) -> Option<ColorSpace> {
    Some(match name.as_ref() {
        b"DeviceGray" | b"G" => ColorSpace::DeviceGray,
        b"DeviceRGB" | b"RGB" => ColorSpace::DeviceRgb,
        b"DeviceCMYK" | b"CMYK" => ColorSpace::DeviceCmyk,
        b"Pattern" => ColorSpace::Pattern(None),
        _ => {
            let object: Object =
                scope.find(Category::ColorSpace, name, DefectPart::ColorSpace).ok()?;
            return read(&object, scope, depth + 1);
        }
    })
}

fn from_array(array: &Array, scope: Scope, depth: usize) -> Option<ColorSpace> {
    let mut parts = array.iter::<Object>();
    let kind = parts.next()?.into_name()?;
    Some(match kind.as_ref() {
        b"ICCBased" => return icc(&parts.next()?),
        b"CalGray" => ColorSpace::CalGray,
        b"CalRGB" => ColorSpace::CalRgb,
        b"Lab" => {
            let range = parts.next().and_then(Object::into_dict);
            let range = range.and_then(|dict| dict.get::<[f32; 4]>("Range"));
            ColorSpace::Lab { range: range.unwrap_or([-100.0, 100.0, -100.0, 100.0]) }
        }
        b"Indexed" | b"I" => {
            let base = Arc::new(read(&parts.next()?, scope, depth + 1)?);
            let high = parts.next()?.into_number()?.as_f64().clamp(0.0, 255.0) as u8;
            let table: Arc<[u8]> = match parts.next()? {
                Object::String(text) => PdfString::as_bytes(&text).into(),
                Object::Stream(stream) => decode::whole(&stream, MOST_TABLE)?.as_ref().into(),
                _ => return None,
            };
            let is_plain = !matches!(*base, ColorSpace::Indexed { .. } | ColorSpace::Pattern(_));
            return is_plain.then_some(ColorSpace::Indexed { base, high, table });
        }
        b"Separation" => {
            let colorants = vec![Colorant::named(&parts.next()?.into_name()?)];
            ColorSpace::Separation(Arc::new(tints(colorants, parts, scope, depth)?))
        }
        b"DeviceN" => {
            let names = parts.next()?.into_array()?;
            let colorants: Vec<Colorant> =
                names.iter::<Name>().map(|name| Colorant::named(&name)).collect();
            if colorants.is_empty() || colorants.len() > MOST_COLORANTS {
                return None;
            }
            ColorSpace::DeviceN(Arc::new(tints(colorants, parts, scope, depth)?))
        }
        b"Pattern" => {
            let under = parts.next().and_then(|under| read(&under, scope, depth + 1));
            let under = under.filter(|space| !matches!(space, ColorSpace::Pattern(_)));
            ColorSpace::Pattern(under.map(Arc::new))
        }
        _ => return named(&kind, scope, depth),
    })
}

fn tints<'a>(
    colorants: Vec<Colorant>,
    mut parts: impl Iterator<Item = Object<'a>>,
    scope: Scope,
    depth: usize,
) -> Option<Tints> {
    let alternate = read(&parts.next()?, scope, depth + 1)?;
    let transform = parts.next().and_then(|object| Function::read(&object));
    let fits = |function: &Function| {
        function.inputs() == colorants.len() && function.outputs() >= alternate.components()
    };
    let transform = transform.filter(fits);
    Some(Tints { colorants, alternate, transform })
}

fn icc(object: &Object) -> Option<ColorSpace> {
    let Object::Stream(stream) = object else { return None };
    let components = stream.dict().get::<u8>("N")?;
    let is_whole = matches!(components, 1 | 3 | 4) && decode::whole(stream, MOST_PROFILE).is_some();
    is_whole.then_some(ColorSpace::IccBased { components })
}

/// Light as inks by the plain formulas (PDF 32000-1, 10.3.4), with all gray
/// taken out into black.
fn from_rgb(rgb: [f32; 3]) -> Inks {
    let [c, m, y] = rgb.map(|light| 1.0 - light);
    let k = c.min(m).min(y);
    let mut inks = Inks::process([c - k, m - k, y - k, k]);
    inks.is_converted = true;
    inks
}

/// L*a*b* (D50) as sRGB light, without gamut mapping.
fn lab_to_rgb(color: &[f32], range: [f32; 4]) -> [f32; 3] {
    let at = |index: usize| color.get(index).copied().filter(|v| v.is_finite()).unwrap_or(0.0);
    let l = at(0).clamp(0.0, 100.0);
    let a = at(1).max(range[0]).min(range[1]);
    let b = at(2).max(range[2]).min(range[3]);
    let fy = (l + 16.0) / 116.0;
    let back = |t: f32| if t > 6.0 / 29.0 { t * t * t } else { (t - 4.0 / 29.0) * 108.0 / 841.0 };
    let x = 0.9642 * back(fy + a / 500.0);
    let y = back(fy);
    let z = 0.8249 * back(fy - b / 200.0);
    // XYZ (D50) to linear sRGB, Bradford adapted.
    let linear = [
        3.1339 * x - 1.6169 * y - 0.4906 * z,
        -0.9788 * x + 1.9161 * y + 0.0335 * z,
        0.0719 * x - 0.2290 * y + 1.4052 * z,
    ];
    linear.map(|v| {
        let v = unit(v);
        if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 }
    })
}
