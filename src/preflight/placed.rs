//! What counts of a profile for a page that is placed in another file: what makes
//! the print come out wrong. What only the file as such is asked for stays with it.

use super::frame::PageFrame;
use super::profile::PreflightProfile;
use super::rule::Rule;

/// What does not come along: what a file says of itself, how it is packed, how its
/// page is turned and shown (all of which is taken into account when it is placed),
/// and what is for readers on screens. Nothing that acts is placed at all.
const LEFT_BEHIND: [Rule; 24] = [
    Rule::PdfVersion,
    Rule::FileId,
    Rule::ObjectStream,
    Rule::EmbeddedFile,
    Rule::Javascript,
    Rule::Action,
    Rule::StandardClaim,
    Rule::Metadata,
    Rule::MetadataTitle,
    Rule::MetadataDates,
    Rule::MetadataIds,
    Rule::MetadataAgrees,
    Rule::Trapped,
    Rule::OutputProfile,
    Rule::PageSize,
    Rule::CropBox,
    Rule::UserUnit,
    Rule::PageRotation,
    Rule::Layers,
    Rule::Tagged,
    Rule::Language,
    Rule::DisplayTitle,
    Rule::UaClaim,
    Rule::FigureAlt,
];
/// What may have been meant otherwise and need not: no printing condition to hold the
/// colors against, further pages, notes that are not placed, pictures of which there is
/// another.
const DOUBTFUL: [Rule; 4] =
    [Rule::OutputIntent, Rule::PageCount, Rule::Annotation, Rule::AlternateImage];

impl PreflightProfile {
    /// What counts of it for a page that is placed in another file.
    pub(super) fn of_placed(&self, frame: &PageFrame) -> Self {
        let mut profile = self.clone();
        for rule in LEFT_BEHIND {
            profile.allow(rule);
        }
        for rule in DOUBTFUL {
            profile.warn_only(rule);
        }
        // Without a trim box the whole sheet is placed, which may be what was meant.
        if !frame.names_trim {
            profile.warn_only(Rule::PageBoxes);
        }
        profile
    }
}
