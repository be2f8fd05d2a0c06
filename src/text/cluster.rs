//! A paragraph ready to be broken: clusters that are never parted, with
//! bodies, blanks and elastic gaps.

use std::ops::Range;
use std::sync::Arc;

use super::CharStyle;
use super::annotation::Attached;
use super::class::Class;
use super::gap_level::{SHRINK_LEVELS, STRETCH_LEVELS};
use super::known_breaks::KnownBreaks;
use super::line_beside::Underlined;
use super::profile::{Blanks, CompositionProfile};
use crate::font::FaceId;
use crate::geom::{Abs, Em};
use crate::page::{Orientation, Origins};
use crate::style::{Align, Lang};

/// A paragraph ready to be broken into lines of any measure.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The whole text.
    pub text: String,
    /// Where that comes from.
    pub origins: Origins,
    /// Its language.
    pub lang: Lang,
    /// The profile it was prepared with.
    pub profile: CompositionProfile,
    /// Indent of the first line.
    pub indent: Abs,
    /// Where its lines stand, if not as the style has it.
    pub align: Option<Align>,
    /// Size of the first character's type: the em of the paragraph.
    pub em: Abs,
    /// Characters that do not come from the face that they should.
    pub remarks: Vec<FaceRemark>,
    pub(super) clusters: Vec<Cluster>,
    pub(super) glyphs: Vec<ClusterGlyph>,
    pub(super) styles: Vec<CharStyle>,
    /// Glyphs beside the clusters, in the order of these.
    pub(super) attached: Vec<Attached>,
    /// Lines along words.
    pub(super) lines: Vec<Underlined>,
    /// Padding before words and numbers in lines of cells.
    pub(super) cell_pads: Vec<CellPad>,
    /// Sums over the clusters before each place; one longer than `clusters`.
    pub(super) sums: Vec<Sums>,
    /// How it was broken before, if it is kept.
    pub(super) known_breaks: Option<Arc<KnownBreaks>>,
}

/// What stands before the first of some clusters that take cells together.
#[derive(Debug, Clone)]
pub(super) struct CellPad {
    pub(super) clusters: Range<usize>,
    pub(super) before: Abs,
}

/// A character that does not come from the face that it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaceRemark {
    /// The character.
    pub character: char,
    /// Its byte offset in the paragraph's text.
    pub at: usize,
    /// What is wrong.
    pub kind: FaceRemarkKind,
}

/// What is wrong with a character's face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaceRemarkKind {
    /// No face has the character.
    NoFace,
    /// The face has not the form that the variation selector after the character asks for.
    NoVariant {
        /// The selector.
        selector: char,
    },
    /// Most characters beside it, of the same script and style, are of another face.
    Mixed {
        /// Theirs.
        usual: FaceId,
        /// The character's own.
        own: FaceId,
    },
}

/// What is never parted: a character with its marks, or a ligature.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub(super) class: Class,
    /// Bytes of the paragraph's text.
    pub(super) text: Range<usize>,
    pub(super) style: usize,
    pub(super) face: FaceId,
    /// How it stands in a vertical line.
    pub(super) orientation: Orientation,
    /// Width of its glyphs; an em if they are as wide as the face has them.
    pub(super) horizontal_scale: Em,
    /// Its glyphs in [`Prepared::glyphs`].
    pub(super) glyphs: Range<usize>,
    /// Width without blanks.
    pub(super) body: Abs,
    /// The blanks beside the body, as far as line edges matter.
    pub(super) blanks: Blanks<Abs>,
    /// The gap before it, when it does not start a line.
    pub(super) gap: Gap,
    /// Whether a line may end before it, and how gladly.
    pub(super) opportunity: Opportunity,
}

/// A glyph of a cluster, relative to the edge of the body that comes first.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClusterGlyph {
    pub(super) id: u16,
    pub(super) x: Abs,
    pub(super) rise: Abs,
}

/// The space between two clusters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) ideal: Abs,
    /// How much it gives, and in which turn.
    pub(super) shrink: Option<(usize, Abs)>,
    /// How much it grows before even spacing, and in which turn.
    pub(super) stretch: Option<(usize, Abs)>,
    /// Whether it takes part in even spacing.
    pub(super) even: bool,
}

/// What a run of clusters adds up to; a line's is the difference of two.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    /// Bodies and ideal gaps.
    pub(super) natural: Abs,
    pub(super) shrink: [Abs; SHRINK_LEVELS],
    pub(super) stretch: [Abs; STRETCH_LEVELS],
    /// Gaps that take part in even spacing.
    pub(super) even: i64,
    /// Clusters that are no spaces.
    pub(super) shown: usize,
    /// Where what stands here ends when the spaces at its end are left out.
    pub(super) shown_end: usize,
}

impl Prepared {
    /// How many clusters there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.clusters.len()
    }

    /// Whether there is nothing to set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// Whether no line may start with this cluster: it is inside a word, or its
    /// class forbids it.
    #[must_use]
    pub fn must_not_start_line(&self, cluster: usize) -> bool {
        let may_not = |cluster: &Cluster| !cluster.opportunity.is_regular();
        cluster > 0 && self.clusters.get(cluster).is_some_and(may_not)
    }

    /// Whether a line that starts with this cluster breaks a rule, or a word. What is rather
    /// kept together (第三, 25 km) may be parted where a line could not be set well otherwise.
    #[must_use]
    pub fn is_broken_before(&self, cluster: usize) -> bool {
        let kept = |cluster: &Cluster| cluster.opportunity == Opportunity::Kept;
        self.must_not_start_line(cluster) && !self.clusters.get(cluster).is_some_and(kept)
    }

    /// The padding that a line does without which starts with a cluster.
    pub(super) fn flush_at(&self, cluster: usize) -> CellPad {
        let pad = self.cell_pads.iter().find(|pad| pad.clusters.start == cluster);
        pad.cloned().unwrap_or(CellPad { clusters: 0..0, before: Abs::ZERO })
    }

    /// Whether a word is parted, with a hyphen, by a line that starts with this
    /// cluster.
    #[must_use]
    pub fn parts_word_before(&self, cluster: usize) -> bool {
        self.clusters.get(cluster).is_some_and(|it| it.opportunity.hyphenates())
    }

    /// Keeps runs of the text whole, given in bytes: a line ends inside them only
    /// if nothing else can be done.
    pub fn keep_whole(&mut self, runs: &[Range<usize>]) {
        // It is another paragraph now.
        self.known_breaks = None;
        for run in runs {
            let start = self.clusters.partition_point(|cluster| cluster.text.start <= run.start);
            let inside = self.clusters[start..].iter_mut();
            for cluster in inside.take_while(|cluster| cluster.text.start < run.end) {
                cluster.opportunity = Opportunity::Never;
            }
        }
    }

    /// The text of a run of clusters.
    #[must_use]
    pub fn text_of(&self, clusters: Range<usize>) -> &str {
        match (self.clusters.get(clusters.start), clusters.end.checked_sub(1)) {
            (Some(first), Some(last)) if clusters.start < clusters.end => {
                &self.text[first.text.start..self.clusters[last].text.end]
            }
            _ => "",
        }
    }

    /// How many characters a run of clusters shows, readings included, white
    /// space not counted.
    #[must_use]
    pub fn characters_of(&self, clusters: Range<usize>) -> usize {
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let readings: usize = self
            .attached_to(clusters.clone())
            .iter()
            .map(|attached| count(&attached.run.text))
            .sum();
        count(self.text_of(clusters)) + readings
    }

    /// The cluster with which the last stretch of this text begins.
    #[must_use]
    pub fn start_of_last(&self, text: &str) -> Option<usize> {
        let start = self.text.rfind(text)?;
        let first = self.clusters.partition_point(|cluster| cluster.text.start < start);
        (first < self.clusters.len()).then_some(first)
    }

    /// Lets no line end inside the last stretch of this text, if it takes no more
    /// than `most` of a line: a person's name.
    pub fn keep_last_whole(&mut self, text: &str, most: Abs) {
        let Some(first) = self.start_of_last(text) else { return };
        let start = self.clusters[first].text.start;
        let end = start + text.len();
        let last = self.clusters.partition_point(|cluster| cluster.text.start < end);
        if first < last && self.natural_width(first..last) <= most {
            self.keep_whole(std::slice::from_ref(&(start..end)));
        }
    }

    /// How far readings reach beyond the em box of their characters: the gap
    /// between lines that they need.
    #[must_use]
    pub fn readings_reach(&self) -> Abs {
        self.attached.iter().map(|attached| attached.reach).max().unwrap_or_default()
    }

    /// What is attached to a run of clusters.
    pub(super) fn attached_to(&self, clusters: Range<usize>) -> &[Attached] {
        let start = self.attached.partition_point(|attached| attached.cluster < clusters.start);
        let end = self.attached.partition_point(|attached| attached.cluster < clusters.end);
        self.attached.get(start..end).unwrap_or_default()
    }
}

/// Whether a line may end before a cluster, and how gladly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opportunity {
    /// Only if nothing else can be done.
    Never,
    /// Yes.
    Plain,
    /// Yes, but another place is better: dashes and ellipses at a line's start
    /// (CLREQ 3.1.4 allows them below its strict level).
    Reluctant,
    /// Inside a word, with a hyphen.
    Hyphen,
    /// Inside a word of another language than the text's, with a hyphen.
    ForeignHyphen,
    /// Inside what is kept together unless a line would fall apart: 第十二号, 25 km.
    Kept,
    /// In a run of three marks, to save a line that cannot be set otherwise
    /// (CLREQ 3.1.4).
    Remedial,
}

impl Opportunity {
    /// Whether it is one at all by the rules, without need.
    pub(super) fn is_regular(self) -> bool {
        matches!(self, Self::Plain | Self::Reluctant) || self.hyphenates()
    }

    /// Whether a line that ends here gets a hyphen.
    pub(super) fn hyphenates(self) -> bool {
        matches!(self, Self::Hyphen | Self::ForeignHyphen)
    }
}
