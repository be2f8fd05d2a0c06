//! Places for pictures.

use super::{Area, Following, Overlap, RuleStyle, Styles};
use crate::color::Color;
use crate::diag::Span;
use crate::geom::Abs;
use crate::story::Slug;

/// A box for a story's picture, or for several under one caption.
#[derive(Debug, Clone, Hash)]
pub struct PictureBox {
    /// Which pictures, in order; never empty.
    pub which: Vec<WhichPicture>,
    /// Its place, caption included.
    pub area: Area,
    /// What its place follows, if it follows its story.
    pub following: Option<Following>,
    /// How each fills its place; if the spec does not say, pixels cover it, and
    /// shapes, which may have lettering at every edge, are contained in it.
    pub fit: Option<PictureFit>,
    /// What is shown of each.
    pub crop: Crop,
    /// The point of the picture that cropping keeps, from its left and top, in
    /// hundredths.
    pub focus: (u8, u8),
    /// Who says what of it is seen.
    pub framing: Framing,
    /// How several pictures share the box.
    pub arrange: Arrange,
    /// Between two of them.
    pub gap: Abs,
    /// What each has of the width or height; empty if that goes by their own
    /// proportions.
    pub shares: Vec<u32>,
    /// Where caption and credit stand.
    pub caption: CaptionLook,
    /// Where the credit comes from if the story gives none.
    pub credit: CreditSource,
    /// What text keeps clear of.
    pub run_around: RunAround,
    /// Kept free on every side where text runs round it.
    pub standoff: Abs,
    /// Empty lines below it, where text goes on there.
    pub lines_after: u32,
    /// The frame round each picture.
    pub frame: Option<RuleStyle>,
}

/// The part of a picture that is shown: its edges from the picture's left and
/// top, in hundredths; `left < right` and `top < bottom`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Crop {
    /// Left edge.
    pub left: u8,
    /// Upper edge.
    pub top: u8,
    /// Right edge.
    pub right: u8,
    /// Lower edge.
    pub bottom: u8,
}

impl Crop {
    /// All of it.
    pub const WHOLE: Self = Self { left: 0, top: 0, right: 100, bottom: 100 };
}

/// Who says what of a picture is seen where its box does not show all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Framing {
    /// Nobody: it follows from the box.
    Usual,
    /// The spec, by a focus or a crop for this box.
    Chosen,
}

/// How pictures share a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arrange {
    /// Side by side, of one height.
    Row,
    /// One below the other, of one width.
    Column,
    /// In rows of even cells.
    Grid,
}

/// What text keeps clear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunAround {
    /// The whole box.
    Box,
    /// The outline of what is seen: by the clipping path or the see-through
    /// pixels of the picture.
    Outline,
    /// Nothing: text runs over it.
    None,
}

/// Where the credit comes from if the story gives none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CreditSource {
    /// What the picture's file says of its author.
    Picture,
    /// There is none.
    Story,
}

/// Where caption and credit stand, and what they look like there.
#[derive(Debug, Clone, Copy, PartialEq, Hash)]
pub struct CaptionLook {
    /// Where.
    pub place: CaptionPlace,
    /// Width of a caption beside the picture.
    pub width: Option<Abs>,
    /// Where a caption beside the picture stands along its height.
    pub level: CaptionLevel,
    /// Lines that are kept for a caption below or above the picture at the least,
    /// so that pictures side by side end level.
    pub lines: u32,
    /// Color of one that lies over the picture; that of the style if not given.
    pub color: Option<Color>,
    /// What is behind one that lies over the picture.
    pub background: Option<Color>,
}

/// Which of a story's pictures.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum WhichPicture {
    /// The n-th, from 1.
    Nth(u32),
    /// The one with this file.
    File(String),
}

/// How a picture fills its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureFit {
    /// Scaled to cover the box, what sticks out is cropped.
    Cover,
    /// Scaled to fit inside, centered.
    Contain,
}

/// Where a caption stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaptionPlace {
    /// Under the picture, inside the box, in horizontal lines.
    Below,
    /// Over it, in the same way.
    Above,
    /// At the left of the picture, inside the box, in vertical lines.
    Left,
    /// At the right of the picture, in the same way.
    Right,
    /// At the left of the picture, inside the box, in horizontal lines.
    BesideLeft,
    /// At the right of the picture, in the same way.
    BesideRight,
    /// On the foot of the picture itself.
    Over,
    /// Nowhere: the picture takes the whole box.
    None,
}

/// Where a caption beside a picture stands along its height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaptionLevel {
    /// Its last line is level with the picture's foot.
    Foot,
    /// Its first line is level with the picture's top.
    Top,
}

/// A picture that stands for itself, with its caption.
#[derive(Debug, Clone, Hash)]
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
