//! Any PDF, read without trust: opened within limits, its pages taken apart
//! into marks whose inks are kept apart.
//!
//! [`open`] refuses what is damaged, locked or would blow up; [`File::walk`]
//! goes through a page's content and hands every mark to a [`Device`]. What a
//! mark does to an ink below it (PDF 32000-1, 8.6.7 and 11.7.4.3) is answered
//! in one place, [`InkPaint::on`]. `plates` draws the marks, `preflight` judges
//! them; this module knows of neither, nor of the pages that banmian makes.

mod blend;
mod calculator;
mod color;
mod decode;
mod defect;
mod device;
mod error;
mod file;
mod function;
mod guard;
mod image;
mod inks;
mod interpret;
mod jbig2;
mod joined;
mod jpeg;
mod layers;
mod mesh;
mod name;
mod packed;
mod paint;
mod scope;
mod shading;
mod table;
mod unprinted;
mod whole;

pub use blend::{Blend, NonSeparable};
pub use color::{ColorSpace, Colorant, DecodeRange, Tints};
pub use defect::{Category, Defect, DefectPart, DefectReason, Flaw, Word};
pub use device::{
    Device, DrawnGlyph, FillRule, FontInfo, GlyphRun, Group, MaskKind, SoftMask, StrokeStyle,
    TextMode, Tiles,
};
pub use error::ReadError;
pub use file::{File, PageView, open};
pub use function::Function;
pub use hayro::kurbo;
pub use image::{Image, ImageKind, ImageLook, ImageMask, ImageSamples};
pub use inks::{Ink, Inks, SpotTint};
pub use interpret::{GlyphOutline, KnownGlyphs, ReaderFonts};
pub use mesh::{Mesh, MeshPart, MeshParts, MeshPatch, MeshPoint};
pub use paint::{Effect, InkPaint, OverprintMode};
pub use shading::{Geometry, Shading};
pub use unprinted::Unprinted;

pub(crate) use interpret::lightness;
pub(crate) use joined::{JoinedJpeg, drawable};
pub(crate) use paint::effect;

/// Whether a file's own table leads to its objects. [`open`] makes one anew
/// where it does not.
#[must_use]
pub fn has_sound_table(bytes: &[u8]) -> bool {
    table::is_sound(bytes)
}

/// How deep forms, patterns and glyphs may stand in each other.
const MOST_DEPTH: usize = 24;
