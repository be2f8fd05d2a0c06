//! What belongs to the page and not to a story: banners, rules, frames, masthead
//! and folio.

use super::{Area, Overlap, Styles};
use crate::color::Color;
use crate::diag::Span;
use crate::geom::{Abs, Point, Rect};
use crate::ornament::Border;
use crate::style::Align;

/// Display type across columns.
#[derive(Debug, Clone, Hash)]
pub struct Banner {
    /// The words; white space parts them.
    pub text: String,
    /// Where the spec says them.
    pub text_span: Span,
    /// Its place.
    pub area: Area,
    /// The color behind it.
    pub background: Option<Color>,
    /// Styles; [`Part::Banner`](crate::page::Part::Banner) is used.
    pub styles: Styles,
    /// Whether it may stand over other elements.
    pub overlap: Overlap,
}

/// A line on the page.
#[derive(Debug, Clone, Hash)]
pub struct RuleElement {
    /// Left or upper end.
    pub from: Point,
    /// Right or lower end.
    pub to: Point,
    /// How it is drawn.
    pub style: RuleStyle,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RuleStyle {
    /// Its form.
    pub kind: RuleKind,
    /// Width of the (thicker) line.
    pub width: Abs,
    /// Inks.
    pub color: Color,
}

impl RuleStyle {
    /// How far a frame of this form reaches outside the rectangle that it is
    /// drawn round, and how far inside.
    #[must_use]
    pub fn frame_reach(&self) -> (Abs, Abs) {
        let width = self.width;
        match self.kind {
            RuleKind::Thin | RuleKind::Thick | RuleKind::Dotted | RuleKind::Dashed => {
                (width / 2, width / 2)
            }
            RuleKind::ThickThin => (width / 2, width * 11 / 8),
            RuleKind::Double => (width / 2, width * 7 / 2),
            RuleKind::Wavy => (width * 2, width * 2),
            RuleKind::Border(_) => (Abs::ZERO, width),
        }
    }

    /// What a frame of this form leaves of the rectangle that it is drawn round; all of it
    /// where that is smaller than the frame is thick.
    #[must_use]
    pub fn inside_frame(&self, place: Rect) -> Rect {
        let (out, into) = self.frame_reach();
        let inside = place.grown(-(out + into));
        if inside.width() > Abs::ZERO && inside.height() > Abs::ZERO { inside } else { place }
    }
}

/// The forms of lines in a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// 正线: one thin line.
    Thin,
    /// 反线: one thick line.
    Thick,
    /// 文武线: a thick and a thin line.
    ThickThin,
    /// 双线: two thin lines.
    Double,
    /// 点线.
    Dotted,
    /// Dashes.
    Dashed,
    /// 波浪线.
    Wavy,
    /// 花边: a band of tiles.
    Border(Border),
}

/// Frame and tint of a box.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct Dress {
    /// The line round it.
    pub frame: Option<RuleStyle>,
    /// The color behind it.
    pub tint: Option<Color>,
    /// How far frame and tint stand outside the text; text inside is narrowed
    /// so that the frame stays within the area.
    pub inset: Abs,
}

impl Dress {
    /// How deep the band of a decorative border is; nothing of other frames.
    #[must_use]
    pub fn depth(&self) -> Abs {
        match self.frame {
            Some(RuleStyle { kind: RuleKind::Border(_), width, .. }) => width,
            _ => Abs::ZERO,
        }
    }
}

/// A frame or tint with nothing of its own inside.
#[derive(Debug, Clone, Hash)]
pub struct BoxElement {
    /// Its place.
    pub area: Area,
    /// What it looks like.
    pub dress: Dress,
}

/// The paper's name with what stands beside it.
#[derive(Debug, Clone, Hash)]
pub struct Masthead {
    /// The name, placeholders filled in.
    pub title: String,
    /// Where the spec says it.
    pub title_span: Span,
    /// Its place.
    pub area: Area,
    /// Lines of small type beside the name (报眼), placeholders filled in, with
    /// where the spec says them; then the place they stand in.
    pub details: Option<(Vec<(String, Span)>, Area)>,
    /// The line below.
    pub rule: Option<RuleStyle>,
    /// Styles; [`Part::Masthead`](crate::page::Part::Masthead) and [`Part::Folio`](crate::page::Part::Folio) are used.
    pub styles: Styles,
}

/// A text of a folio.
#[derive(Debug, Clone, Hash)]
pub struct FolioText {
    /// Flush left, centered or flush right.
    pub align: Align,
    /// Its words, placeholders filled in.
    pub text: String,
    /// Where the spec says them.
    pub span: Span,
}

/// One line of page furniture with up to three texts.
#[derive(Debug, Clone, Hash)]
pub struct Folio {
    /// What it says.
    pub texts: Vec<FolioText>,
    /// The box it stands in, on the sheet; may be above or below the type
    /// area. Its lines are horizontal on any page.
    pub rect: Rect,
    /// The line between folio and page, and whether it stands above or below.
    pub rule: Option<(RuleStyle, RuleSide)>,
    /// Styles; [`Part::Folio`](crate::page::Part::Folio) is used.
    pub styles: Styles,
}

/// On which side of the folio its line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleSide {
    /// Above.
    Above,
    /// Below.
    Below,
}
