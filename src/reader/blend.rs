//! Blend modes (PDF 32000-1, 11.3.5): how a mark's color meets the color below
//! it.

/// A blend mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Blend {
    /// The mark covers what lies below.
    #[default]
    Normal,
    /// Both inks on top of each other.
    Multiply,
    /// Both lights on top of each other.
    Screen,
    /// Multiply or screen, by what lies below.
    Overlay,
    /// The darker of both.
    Darken,
    /// The lighter of both.
    Lighten,
    /// Brightens what lies below.
    ColorDodge,
    /// Darkens what lies below.
    ColorBurn,
    /// Multiply or screen, by the mark.
    HardLight,
    /// Darkens or lightens softly, by the mark.
    SoftLight,
    /// The difference of both.
    Difference,
    /// The difference, with less contrast.
    Exclusion,
    /// One of Hue, Saturation, Color and Luminosity, which look at all inks
    /// together.
    NonSeparable(NonSeparable),
}

/// The blend modes that look at all inks together (PDF 32000-1, 11.3.5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NonSeparable {
    /// The mark's hue.
    Hue,
    /// The mark's saturation.
    Saturation,
    /// The mark's hue and saturation.
    Color,
    /// The mark's luminosity.
    Luminosity,
}

impl Blend {
    /// The mode of this name, if there is one.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"Normal" | b"Compatible" => Self::Normal,
            b"Multiply" => Self::Multiply,
            b"Screen" => Self::Screen,
            b"Overlay" => Self::Overlay,
            b"Darken" => Self::Darken,
            b"Lighten" => Self::Lighten,
            b"ColorDodge" => Self::ColorDodge,
            b"ColorBurn" => Self::ColorBurn,
            b"HardLight" => Self::HardLight,
            b"SoftLight" => Self::SoftLight,
            b"Difference" => Self::Difference,
            b"Exclusion" => Self::Exclusion,
            b"Hue" => Self::NonSeparable(NonSeparable::Hue),
            b"Saturation" => Self::NonSeparable(NonSeparable::Saturation),
            b"Color" => Self::NonSeparable(NonSeparable::Color),
            b"Luminosity" => Self::NonSeparable(NonSeparable::Luminosity),
            _ => return None,
        })
    }

    /// What becomes of one ink: `below` and `mark` are tints, 0 to 1. The
    /// formulas are of light (PDF 32000-1, table 136), so both are turned
    /// round. Modes that look at all inks together cover, as spot inks do
    /// under them (11.7.4.2).
    #[must_use]
    pub fn tint(self, below: f32, mark: f32) -> f32 {
        1.0 - self.light(1.0 - below, 1.0 - mark)
    }

    fn light(self, b: f32, s: f32) -> f32 {
        match self {
            Self::Normal | Self::NonSeparable(_) => s,
            Self::Multiply => b * s,
            Self::Screen => b + s - b * s,
            Self::Overlay => Self::HardLight.light(s, b),
            Self::Darken => b.min(s),
            Self::Lighten => b.max(s),
            Self::ColorDodge if b <= 0.0 => 0.0,
            Self::ColorDodge if b >= 1.0 - s => 1.0,
            Self::ColorDodge => b / (1.0 - s),
            Self::ColorBurn if b >= 1.0 => 1.0,
            Self::ColorBurn if 1.0 - b >= s => 0.0,
            Self::ColorBurn => 1.0 - (1.0 - b) / s,
            Self::HardLight if s <= 0.5 => b * 2.0 * s,
            Self::HardLight => Self::Screen.light(b, 2.0 * s - 1.0),
            Self::SoftLight if s <= 0.5 => b - (1.0 - 2.0 * s) * b * (1.0 - b),
            Self::SoftLight => {
                let d = if b <= 0.25 { ((16.0 * b - 12.0) * b + 4.0) * b } else { b.sqrt() };
                b + (2.0 * s - 1.0) * (d - b)
            }
            Self::Difference => (b - s).abs(),
            Self::Exclusion => b + s - 2.0 * b * s,
        }
    }

    /// Whether white (no ink) in the mark leaves alone what lies below
    /// (PDF 32000-1, 11.7.4.2).
    #[must_use]
    pub fn keeps_white(self) -> bool {
        !matches!(self, Self::Difference | Self::Exclusion | Self::NonSeparable(_))
    }
}
