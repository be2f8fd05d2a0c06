//! Where a spec says what, for findings that are made when the page is
//! finished: resolved values do not know who wrote them.

use super::Located;
use super::page::RuleStyle;
use crate::color::Color;
use crate::diag::Span;
use crate::geom::Abs;
use crate::page::{ElementId, Part};

/// The places in the spec's files that have to do with ink.
///
/// Several places may say the same. A look-up prefers what the element at hand
/// says for itself, then what is said for the whole page.
#[derive(Debug, Clone, Default, Hash)]
pub struct Written {
    /// Where each element stands, in their order.
    pub(super) elements: Vec<Span>,
    pub(super) values: Vec<Value>,
    /// Where the spec says with which inks the page is printed.
    pub inks: Option<Span>,
    /// Where the spec says how far ink runs past the trim.
    pub bleed: Option<Span>,
    /// Where the spec names the folder with the copy.
    pub stories: Option<Span>,
    /// The families of fonts that the spec names.
    pub(super) fonts: Vec<Located<String>>,
}

/// A value with its place.
#[derive(Debug, Clone, Copy, PartialEq, Hash)]
pub(super) struct Value {
    pub(super) what: What,
    pub(super) span: Span,
    /// Where the element stands that it was said for; none for the whole page.
    pub(super) element: Option<Span>,
}

/// What is said in a place.
#[derive(Debug, Clone, Copy, PartialEq, Hash)]
pub(super) enum What {
    /// A color has a name.
    Named(Color),
    /// Something has a color.
    Color(Color),
    /// A part's type has a color.
    TypeColor(Part, Color),
    /// A part's type has a size, or a limit of its size.
    TypeSize(Part),
    /// A line is drawn so.
    Rule(RuleStyle),
}

impl Written {
    /// Where the spec names a family of fonts.
    #[must_use]
    pub fn font(&self, family: &str) -> Option<Span> {
        self.fonts.iter().find(|font| font.value == family).map(|font| font.span)
    }

    /// Where an element stands.
    #[must_use]
    pub fn element(&self, element: Option<ElementId>) -> Option<Span> {
        self.elements.get(element?.0 as usize).copied()
    }

    /// Where a color has its name, or if it has none, where it is used.
    #[must_use]
    pub fn color(&self, color: Color, element: Option<ElementId>) -> Option<Span> {
        self.find(element, |what| what == What::Named(color))
            .or_else(|| self.use_of(color, element))
    }

    /// Where a color is used for an element.
    #[must_use]
    pub fn use_of(&self, color: Color, element: Option<ElementId>) -> Option<Span> {
        self.find(element, |what| what == What::Color(color))
            .or_else(|| self.find(element, |what| what == What::Named(color)))
    }

    /// Where a part of an element gets this color.
    #[must_use]
    pub fn type_color(&self, part: Part, color: Color, element: Option<ElementId>) -> Option<Span> {
        self.find(element, |what| what == What::TypeColor(part, color))
            .or_else(|| self.use_of(color, element))
    }

    /// Where a part of an element gets its size.
    #[must_use]
    pub fn type_size(&self, part: Part, element: Option<ElementId>) -> Option<Span> {
        self.find(element, |what| what == What::TypeSize(part))
    }

    /// Where it is said that a line of an element has this color and width; the
    /// thin line of two is drawn in a quarter of it.
    #[must_use]
    pub fn rule(&self, color: Color, width: Abs, element: Option<ElementId>) -> Option<Span> {
        let is_it = |style: RuleStyle| {
            style.color == color && (style.width == width || style.width / 4 == width)
        };
        self.find(element, |what| matches!(what, What::Rule(style) if is_it(style)))
    }

    fn find(&self, element: Option<ElementId>, is_it: impl Fn(What) -> bool) -> Option<Span> {
        let own = self.element(element);
        let fits = |value: &&Value| is_it(value.what);
        let of_element = |value: &&Value| value.element.is_some() && value.element == own;
        self.values
            .iter()
            .filter(of_element)
            .find(fits)
            .or_else(|| self.values.iter().filter(|value| value.element.is_none()).find(fits))
            .map(|value| value.span)
    }
}
