//! What the interpreter hands over: marks in page space, and the clips and
//! groups around them.
//!
//! Page space is the page's default user space: points (of the page's
//! `UserUnit`), y upwards, neither turned by `/Rotate` nor moved to the
//! corner of a box.

use std::rc::Rc;

use hayro::kurbo::{Affine, BezPath, Cap, Join, Rect};

use super::blend::Blend;
use super::color::ColorSpace;
use super::defect::Defect;
use super::function::Function;
use super::image::Image;
use super::interpret::GlyphOutline;
use super::paint::InkPaint;
use super::shading::Shading;

/// Which points are inside a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FillRule {
    /// Nonzero winding number.
    NonZero,
    /// Odd number of crossings.
    EvenOdd,
}

/// How lines are drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct StrokeStyle {
    /// Width in page space, the mean over all directions; 0 is the thinnest line that a
    /// device can draw.
    pub width: f64,
    /// From a round pen to that which draws, if that is oval: a matrix that keeps areas. In
    /// its space the dashes are measured, too.
    pub pen: Option<Affine>,
    /// Its width where it is thinnest: a pen that is squeezed draws thin lines along the
    /// one axis and thick ones along the other.
    pub thinnest: f64,
    /// The ends of lines.
    pub cap: Cap,
    /// Their corners.
    pub join: Join,
    /// The longest miter in widths.
    pub miter_limit: f64,
    /// On and off in page space; empty for a solid line.
    pub dashes: Vec<f64>,
    /// Where in the dashes a line begins.
    pub dash_phase: f64,
}

/// What becomes of a run of glyphs (PDF 32000-1, table 106).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextMode {
    /// Filled.
    Fill,
    /// Stroked.
    Stroke,
    /// Filled, then stroked.
    FillAndStroke,
    /// Painted with a pattern, whose marks come after the run.
    Patterned,
    /// A shape through which what comes after it is seen.
    Clip,
    /// Not to be seen.
    Invisible,
}

/// The font of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontInfo {
    /// Its `/BaseFont`, with the prefix of a subset; empty if it has none.
    pub name: String,
    /// Its `/Subtype`, such as `Type0`.
    pub kind: String,
    /// Whether its outlines are in the file; a Type 3 font's always are.
    pub is_embedded: bool,
    /// Whether it is known which of them its codes mean, and they can be drawn.
    pub is_readable: bool,
}

/// A glyph at its place.
#[derive(Debug, Clone)]
pub struct DrawnGlyph {
    /// Its outline; blank for Type 3, whose drawing comes as marks of its own after the run.
    pub outline: Rc<GlyphOutline>,
    /// Equal for equal outlines, as long as fonts are known: a key for caches.
    pub key: u64,
    /// From the outline to page space.
    pub transform: Affine,
    /// Whether it stands in for one that the font does not have: the font's
    /// glyph 0, `.notdef` (PDF 32000-1, 9.7.6.3), or nothing at all.
    pub is_notdef: bool,
}

/// Glyphs of one string.
#[derive(Debug)]
pub struct GlyphRun<'r> {
    /// In the order of the string.
    pub glyphs: &'r [DrawnGlyph],
    /// The characters, as far as the font tells.
    pub text: &'r str,
    /// The font.
    pub font: &'r FontInfo,
    /// The size of the em on the page, in points, across the line or along it,
    /// whichever is less; a slant does not count.
    pub size: f64,
    /// What becomes of it.
    pub mode: TextMode,
    /// For filling.
    pub fill: &'r InkPaint,
    /// For stroking.
    pub stroke: &'r InkPaint,
    /// For stroking.
    pub style: &'r StrokeStyle,
    /// A box around all glyphs in page space.
    pub bounds: Rect,
}

/// From what a soft mask's alpha comes (PDF 32000-1, 11.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskKind {
    /// The alpha of the mask's group.
    Alpha,
    /// The lightness of the mask's group.
    Luminosity,
}

/// A soft mask; its marks come between [`Device::begin_mask`] and
/// [`Device::end_mask`].
#[derive(Debug, Clone)]
pub struct SoftMask {
    /// Equal for equal masks, within one walk over a page.
    pub id: u64,
    /// From what its alpha comes.
    pub kind: MaskKind,
    /// The lightness around its marks, 0 to 1, for luminosity.
    pub backdrop: f32,
    /// What is done to its alpha, if anything.
    pub transfer: Option<Function>,
    /// The space that its group is blended in, if it says.
    pub space: Option<ColorSpace>,
}

/// A transparency group (PDF 32000-1, 11.4), or a single mark that a soft mask
/// shapes.
#[derive(Debug, Clone)]
pub struct Group {
    /// Constant alpha, 0 to 1.
    pub alpha: f32,
    /// How its result meets what lies below.
    pub blend: Blend,
    /// Whether it does not see what lies below.
    pub is_isolated: bool,
    /// Whether its marks do not see each other.
    pub is_knockout: bool,
    /// Whether the file has it as a group; else it is only there for a soft
    /// mask or a pattern.
    pub is_written: bool,
    /// The space in which it is blended, if it says.
    pub space: Option<ColorSpace>,
    /// The mask that shapes it; known since its `end_mask`.
    pub mask: Option<u64>,
    /// Where it is, in page space.
    pub bounds: Rect,
}

impl Group {
    /// One that changes nothing of what is drawn in it, within these bounds.
    pub(super) fn around(bounds: Rect) -> Self {
        Self {
            alpha: 1.0,
            blend: Blend::Normal,
            is_isolated: false,
            is_knockout: false,
            is_written: false,
            space: None,
            mask: None,
            bounds,
        }
    }
}

/// How much of a tiling pattern is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tiles {
    /// Every tile.
    Every,
    /// One is enough to judge them.
    One,
}

/// Takes a page's marks, in painting order.
pub trait Device {
    /// A filled path.
    fn fill(&mut self, path: &BezPath, rule: FillRule, paint: &InkPaint);
    /// A stroked path.
    fn stroke(&mut self, path: &BezPath, style: &StrokeStyle, paint: &InkPaint);
    /// Text, invisible text too.
    fn glyphs(&mut self, run: &GlyphRun);
    /// A picture. `paint` is the fill paint: the color of an image mask, and
    /// alpha, blend mode and overprint of any image.
    fn image(&mut self, image: &Image, paint: &InkPaint);
    /// A shading over all of the clip; `paint` tells alpha, blend mode and
    /// overprint.
    fn shading(&mut self, shading: &Shading, paint: &InkPaint);
    /// What follows is seen within this path only, until
    /// [`Device::pop_clip`].
    fn push_clip(&mut self, path: &BezPath, rule: FillRule);
    /// Takes back the last clip.
    fn pop_clip(&mut self);
    /// Whether it shows the marks, rather than judges them.
    fn draws(&self) -> bool {
        false
    }
    /// What follows is one object, until [`Device::end_group`].
    fn begin_group(&mut self, group: &Group);
    /// Ends the last group.
    fn end_group(&mut self);
    /// Whether the marks of a soft mask are wanted; they are not if it is
    /// known already.
    fn wants_mask(&mut self, _id: u64) -> bool {
        true
    }
    /// What follows makes a soft mask, until [`Device::end_mask`].
    fn begin_mask(&mut self, mask: &SoftMask);
    /// Ends the mask.
    fn end_mask(&mut self);
    /// How much of a tiling pattern is wanted.
    fn tiles(&self) -> Tiles {
        Tiles::Every
    }
    /// Something that should be seen here cannot be read.
    fn defect(&mut self, _gap: Defect) {}
    /// The content asks for a rendering intent.
    fn intent(&mut self, _name: &[u8]) {}
    /// Something here belongs to a layer that is not printed.
    fn hidden(&mut self) {}
    /// Whether no more marks are wanted: the page is more work than allowed.
    fn is_full(&self) -> bool {
        false
    }
}
