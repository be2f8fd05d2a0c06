//! A style for each part.

use crate::page::Part;
use crate::style::Style;

/// A style for each part.
#[derive(Debug, Clone, Hash)]
pub struct Styles {
    /// One for every [`Part`], in the order of [`Part::ALL`].
    list: Vec<Style>,
}

impl Part {
    /// Every part, with its name in the spec.
    pub const ALL: [(Self, &str); 26] = [
        (Self::Kicker, "kicker"),
        (Self::Headline, "headline"),
        (Self::Deck, "deck"),
        (Self::Standfirst, "standfirst"),
        (Self::Byline, "byline"),
        (Self::Dateline, "dateline"),
        (Self::Body, "body"),
        (Self::Crosshead, "crosshead"),
        (Self::Caption, "caption"),
        (Self::Credit, "credit"),
        (Self::Section, "section"),
        (Self::Banner, "banner"),
        (Self::Masthead, "masthead"),
        (Self::Folio, "folio"),
        (Self::JumpLine, "jump-line"),
        (Self::JumpHead, "jump-head"),
        (Self::Table, "table"),
        (Self::TableHeading, "table-heading"),
        (Self::TableTitle, "table-title"),
        (Self::Quote, "quote"),
        (Self::Note, "note"),
        (Self::FactBox, "fact-box"),
        (Self::BoxHeading, "box-heading"),
        (Self::StandingHead, "standing-head"),
        (Self::Classified, "classified"),
        (Self::ClassifiedHeading, "classified-heading"),
    ];

    /// The name in the spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl Styles {
    /// The styles that `style_of` gives for each part.
    #[must_use]
    pub fn from_fn(mut style_of: impl FnMut(Part) -> Style) -> Self {
        Self { list: Part::ALL.iter().map(|(part, _)| style_of(*part)).collect() }
    }

    /// How a part is set.
    #[must_use]
    pub fn get(&self, part: Part) -> &Style {
        &self.list[part as usize]
    }

    /// The style of a part, to change it.
    pub fn get_mut(&mut self, part: Part) -> &mut Style {
        &mut self.list[part as usize]
    }
}
