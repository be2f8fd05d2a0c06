//! The numbers and names of findings, each kind with its own, for programs that
//! would otherwise have to read them out of a sentence. The stage that finds
//! something fills them in and words its message from them.

use schemars::JsonSchema;
use serde::Serialize;

use super::finding::SizeMm;

/// What a finding knows beside its words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Facts {
    /// A rule of preflight that is broken.
    Rule(RuleBroken),
    /// A story that does not fit its place.
    Misfit(Misfit),
    /// A character that no face has.
    Character(MissingCharacter),
    /// A color with too much ink.
    Ink(TotalInk),
    /// A picture with too few pixels.
    Resolution(LowResolution),
    /// A picture of which something is cut off.
    Crop(Cropped),
    /// An advertisement that differs from its place.
    Ad(AdMisfit),
}

/// A rule of preflight, and what breaks it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RuleBroken {
    /// The rule's name.
    pub rule: &'static str,
    /// What was measured, the worst of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<f64>,
    /// The limit that it passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// What both are counted in: `pt`, `ppi`, `%`; none of a number of things.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// How many marks that lie together it is told of.
    pub count: usize,
}

/// How much a story is over or short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Misfit {
    /// The story.
    pub slug: String,
    /// Body lines that are over (`overset`), or that stay empty (`underset`).
    pub lines: usize,
    /// Characters that are over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters: Option<usize>,
}

/// A character that no face has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MissingCharacter {
    /// Its code point: `U+4E00`.
    pub code_point: String,
}

/// The sum of the inks of a color.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TotalInk {
    /// The sum.
    pub ink_percent: f64,
    /// What the paper takes.
    pub limit_percent: f64,
}

/// The resolution of a picture on the page.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LowResolution {
    /// The picture's file.
    pub picture: String,
    /// Its pixels per inch.
    pub ppi: f64,
    /// How many there should be.
    pub limit_ppi: f64,
}

/// How much of a picture is cut off.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Cropped {
    /// The picture's file.
    pub picture: String,
    /// How much of its area.
    pub cut_percent: f64,
}

/// An advertisement, its file and its place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AdMisfit {
    /// The advertisement's file, as the spec names it.
    pub ad: String,
    /// Its place, without label and frame.
    pub place_mm: SizeMm,
    /// What the file says of its size; null if it says nothing.
    pub file_mm: Option<SizeMm>,
    /// How large it is drawn, of the size that the file says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale_percent: Option<f64>,
    /// How much of its area is cut off.
    pub cut_percent: f64,
    /// What is cut off in all, of its width and of its height.
    pub cut_mm: SizeMm,
}
