//! Preparing text without a font: full-width characters are an em wide, others
//! have a nominal width. For asking the engine's own tables what they decide.

use std::sync::Arc;

use super::character::Character;
use super::class::Class;
use super::cluster::{Cluster, Gap, Opportunity, Prepared};
use super::clusters::{CharacterBody, NO_BOUND, kind_of};
use super::prepare::prepare_with;
use super::profile::CompositionProfile;
use super::uax14::line_breaks;
use super::unicode::is_half_width;
use super::{CharStyle, Hyphenation, Paragraph, TextSpan};
use crate::color::{Color, Paint};
use crate::font::{FaceId, FontStack};
use crate::geom::{Abs, Em};
use crate::page::Origins;
use crate::style::{Figures, Lang, Strictness};

/// The size that nominal text is set in; every fraction of an em that rules
/// use is a whole number of units of it.
const NOMINAL_SIZE: Abs = Abs::from_units(12_000_000);

/// Widths of characters that are not full width.
#[derive(Debug, Clone, Copy)]
pub struct NominalWidths {
    /// Letters and digits.
    pub latin: Em,
    /// The word space.
    pub space: Em,
}

/// Prepares a text with nominal widths.
#[must_use]
pub fn prepare_nominal(
    text: &str,
    lang: Lang,
    profile: CompositionProfile,
    widths: NominalWidths,
) -> Prepared {
    let style = CharStyle {
        stack: Arc::new(FontStack { faces: Vec::new(), letters: None, found: false }),
        size: NOMINAL_SIZE,
        paint: Paint::usual(Color::BLACK),
        tracking: Em::ZERO,
        width: Em::ONE,
        figures: Figures::Proportional,
    };
    let paragraph = Paragraph {
        spans: vec![TextSpan { text: text.to_owned(), style }],
        origins: Origins::default(),
        annotations: Vec::new(),
        lang,
        profile,
        indent: Em::ZERO,
        hyphenation: Hyphenation::Never,
        divisions: Arc::default(),
    };
    prepare_with(&paragraph, |out, characters| make_clusters(out, characters, widths))
}

fn make_clusters(out: &mut Prepared, characters: &[Character], widths: NominalWidths) {
    for character in characters {
        let end = character.at + character.c.len_utf8();
        match out.clusters.last_mut() {
            Some(last)
                if character.class == Class::Transparent
                    || character.continues
                    || character.joins =>
            {
                last.text.end = end;
            }
            _ => {
                let advance = match character.class {
                    Class::Transparent => Em::ZERO,
                    Class::Space => widths.space,
                    class if class.is_wide() && is_half_width(character.c) => Em::frac(1, 2),
                    class if class.is_wide() => Em::ONE,
                    _ => widths.latin,
                };
                let advance = advance.at(NOMINAL_SIZE);
                let kind = kind_of(character);
                let class = character.class;
                let body =
                    CharacterBody::of(class, kind, advance, NOMINAL_SIZE, NO_BOUND, &out.profile);
                out.clusters.push(Cluster {
                    class: character.class,
                    text: character.at..end,
                    style: character.style,
                    face: FaceId::default(),
                    orientation: character.orientation,
                    horizontal_scale: Em::ONE,
                    glyphs: 0..0,
                    body: body.width,
                    blanks: body.blanks,
                    gap: Gap::default(),
                    opportunity: Opportunity::Never,
                });
            }
        }
    }
}

/// What UAX #14 says of a text by itself, before characters and their marks
/// are taken together.
fn unicode_places(text: &str) -> Vec<usize> {
    let breaks = line_breaks(text, None);
    text.char_indices()
        .enumerate()
        .filter(|(_, (offset, _))| breaks.binary_search(offset).is_ok())
        .map(|(at, _)| at)
        .collect()
}

/// The space between two characters, in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapReport {
    /// The character after it, counted from 0.
    pub at: usize,
    /// Ideal width.
    pub ideal: f64,
    /// Least width.
    pub min: f64,
    /// Greatest width before even spacing knows no limit.
    pub max: f64,
}

impl Prepared {
    /// The characters before which a line may end, counted from 0.
    #[must_use]
    pub fn break_places(&self) -> Vec<usize> {
        if self.profile.strictness == Strictness::Uax14 {
            return unicode_places(&self.text);
        }
        self.clusters
            .iter()
            .zip(self.character_offsets())
            .filter(|(cluster, _)| cluster.opportunity.is_regular())
            .map(|(_, at)| at)
            .collect()
    }

    /// Every gap that is not nothing, or may become something.
    #[must_use]
    pub fn gaps(&self) -> Vec<GapReport> {
        let em = self.em.units().max(1) as f64;
        let ems = |length: Abs| length.units() as f64 / em;
        self.clusters
            .iter()
            .zip(self.character_offsets())
            .skip(1)
            .map(|(cluster, at)| {
                let gap = cluster.gap;
                let shrink = gap.shrink.map_or(Abs::ZERO, |(_, give)| give);
                let stretch = gap.stretch.map_or(Abs::ZERO, |(_, grow)| grow);
                let even = if gap.even && gap.ideal == Abs::ZERO { 0.25 } else { 0.0 };
                GapReport {
                    at,
                    ideal: ems(gap.ideal),
                    min: ems(gap.ideal - shrink),
                    max: ems(gap.ideal + stretch) + even,
                }
            })
            .filter(|gap| gap.ideal != 0.0 || gap.max != 0.0)
            .collect()
    }

    /// For each cluster the number of characters before it.
    fn character_offsets(&self) -> impl Iterator<Item = usize> + '_ {
        self.clusters.iter().scan((0, 0), |(bytes, characters), cluster| {
            *characters += self.text[*bytes..cluster.text.start].chars().count();
            *bytes = cluster.text.start;
            Some(*characters)
        })
    }
}
