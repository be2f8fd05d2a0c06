//! A drawing: the shapes of a vector picture, taken apart and at rest.
//!
//! Everything that a file can say by reference, by style or by nesting is worked
//! out; what is left are outlines with their paint. Colors are those of the
//! file; `press` brings them to inks.

use crate::geom::{Abs, Point, Size};

/// A vector picture, its origin at its own top left corner, y downwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// How large it is when it is not scaled.
    pub size: Size,
    /// Whether its file says so, and not only in which proportions.
    pub states_size: bool,
    /// What is painted, in painting order.
    pub parts: Vec<DrawingPart>,
    /// Families that its lettering asks for and no face has, each once.
    pub replaced_families: Vec<String>,
}

/// Something in a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum DrawingPart {
    /// A shape.
    Shape(DrawnShape),
    /// Parts that are seen within an outline only.
    Clipped {
        /// The outline.
        path: Vec<DrawnStep>,
        /// Which points are inside.
        rule: Winding,
        /// What is seen there.
        parts: Vec<DrawingPart>,
    },
}

/// A shape, filled or drawn as a line.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnShape {
    /// Its outline.
    pub path: Vec<DrawnStep>,
    /// How it is painted.
    pub brush: Brush,
    /// What it is painted with.
    pub color: DrawnColor,
    /// How opaque it is, in thousandths.
    pub alpha: u16,
}

/// What becomes of an outline.
#[derive(Debug, Clone, PartialEq)]
pub enum Brush {
    /// Its inside is painted.
    Fill(Winding),
    /// It is drawn along.
    Stroke(Pen),
}

/// Which points are inside of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Winding {
    /// Nonzero winding number.
    NonZero,
    /// Odd number of crossings.
    EvenOdd,
}

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Pen {
    /// Its width.
    pub width: Abs,
    /// The ends of lines.
    pub cap: PenCap,
    /// Their corners.
    pub join: PenJoin,
    /// The longest miter, in thousandths of the width.
    pub miter_limit: u32,
    /// On and off; empty for an unbroken line.
    pub dashes: Vec<Abs>,
    /// Where in the dashes a line begins.
    pub dash_offset: Abs,
}

/// The end of a line in a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PenCap {
    /// Cut at the end.
    Butt,
    /// Round.
    Round,
    /// Cut half a width beyond the end.
    Square,
}

/// The corner of a line in a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PenJoin {
    /// Pointed.
    Miter,
    /// Round.
    Round,
    /// Cut off.
    Bevel,
}

/// One step of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawnStep {
    /// Starts a new line at a point.
    Move(Point),
    /// A straight line to a point.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Back to where the line started.
    Close,
}

/// Red, green and blue of sRGB.
pub type Rgb = [u8; 3];

/// What a shape is painted with.
#[derive(Debug, Clone, PartialEq)]
pub enum DrawnColor {
    /// One color.
    Even(Rgb),
    /// Colors that run into each other.
    Gradient(Gradient),
}

/// Colors that run into each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// Along what they run, in the gradient's own coordinates.
    pub along: Along,
    /// From its own coordinates to points of the drawing: a, b, c, d, e, f of
    /// an affine map.
    pub matrix: [f64; 6],
    /// Where each color stands, in thousandths of the way, from first to last;
    /// at least two.
    pub stops: Vec<(u16, Rgb)>,
}

/// Along what a gradient runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Along {
    /// From one point to another.
    Line {
        /// x and y of the first color.
        from: (f64, f64),
        /// x and y of the last.
        to: (f64, f64),
    },
    /// From one circle to another: x, y and radius of each.
    Circles {
        /// The circle of the first color.
        from: (f64, f64, f64),
        /// The circle of the last color.
        to: (f64, f64, f64),
    },
}

impl Drawing {
    /// Every shape, in painting order.
    #[must_use]
    pub fn shapes(&self) -> Vec<&DrawnShape> {
        let mut list = Vec::new();
        gather(&self.parts, &mut list);
        list
    }

    /// Whether any shape lets what is below shine through.
    #[must_use]
    pub fn is_see_through(&self) -> bool {
        self.shapes().iter().any(|shape| shape.alpha < 1000)
    }
}

fn gather<'a>(parts: &'a [DrawingPart], list: &mut Vec<&'a DrawnShape>) {
    for part in parts {
        match part {
            DrawingPart::Shape(shape) => list.push(shape),
            DrawingPart::Clipped { parts, .. } => gather(parts, list),
        }
    }
}

impl DrawnColor {
    /// Every color in it.
    pub fn colors(&self) -> impl Iterator<Item = Rgb> {
        match self {
            Self::Even(color) => vec![*color],
            Self::Gradient(gradient) => gradient.stops.iter().map(|(_, color)| *color).collect(),
        }
        .into_iter()
    }
}
