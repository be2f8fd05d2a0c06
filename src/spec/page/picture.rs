//! Places for pictures.

use super::{Area, Overlap, RuleStyle, Styles};
use crate::diag::Span;
use crate::geom::Abs;
use crate::story::Slug;

/// A box for one of a story's pictures.
#[derive(Debug, Clone)]
pub struct PictureBox {
    /// Which picture.
    pub which: WhichPicture,
    /// Its place, caption included.
    pub area: Area,
    /// How it fills its place.
    pub fit: PictureFit,
    /// The point of the picture that cropping keeps, from its left and top, in
    /// hundredths.
    pub focus: (u8, u8),
    /// Where caption and credit stand.
    pub caption: CaptionPlace,
    /// Kept free on every side where text runs round it.
    pub standoff: Abs,
    /// The frame round the picture.
    pub frame: Option<RuleStyle>,
}

/// Which of a story's pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichPicture {
    /// The n-th, from 1.
    Nth(u32),
    /// The one with this file.
    File(String),
}

/// How a picture fills its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFit {
    /// Scaled to cover the box, what sticks out is cropped.
    Cover,
    /// Scaled to fit inside, centered.
    Contain,
}

/// Where a caption stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptionPlace {
    /// Under the picture, inside the box, in horizontal lines.
    Below,
    /// At the left of the picture, inside the box, in vertical lines.
    Left,
    /// At the right of the picture, in the same way.
    Right,
    /// Nowhere: the picture takes the whole box.
    None,
}

/// A picture that stands for itself, with its caption.
#[derive(Debug, Clone)]
pub struct PictureElement {
    /// The story whose picture it is.
    pub slug: Slug,
    /// Where the spec names it.
    pub slug_span: Span,
    /// The box.
    pub picture: PictureBox,
    /// Styles for caption and credit.
    pub styles: Styles,
    /// Whether it may stand over other elements.
    pub overlap: Overlap,
}
