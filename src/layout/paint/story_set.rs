//! What an element came to, before it is put on the page.

use super::matter::{Matter, Tally};
use crate::diag::Sink;
use crate::geom::{LineSpan, Point, Rect};
use crate::page::{ReportOf, StoryReport};
use crate::story::Slug;

/// A story, or a picture or table of one, as it was set: at places relative to its
/// own, with what is to be told of it.
#[derive(Clone)]
pub(in crate::layout) struct StorySet {
    /// The upper left corner of its place on the sheet.
    pub(super) at: Point,
    pub(super) matter: Matter,
    pub(super) report: StoryReport,
}

impl StorySet {
    /// A place of the sheet that is kept for a story that is not there yet.
    pub(in crate::layout) fn kept(place: Rect, slug: &Slug, lines: LineSpan) -> Self {
        let report = StoryReport {
            of: ReportOf::Missing,
            frames: vec![place],
            ..StoryReport::new(slug.to_string(), String::new(), lines, 0)
        };
        Self::new(place, Matter::default(), report)
    }

    /// What was set in a place of the sheet. `report` is what the caller knows; counts,
    /// and how lines and paragraphs came out, are taken from the matter.
    pub(in crate::layout) fn new(place: Rect, matter: Matter, report: StoryReport) -> Self {
        let at = Point::new(place.left, place.top);
        let away = Point::new(-at.x, -at.y);
        let mut matter = matter.moved(away);
        let Tally { added, taken, overset, unplaced, elsewhere } = matter.tally;
        let report = StoryReport {
            characters: (report.characters + added).saturating_sub(taken),
            overset_characters: report.overset_characters + overset,
            unplaced_characters: report.unplaced_characters + unplaced,
            elsewhere_characters: report.elsewhere_characters + elsewhere,
            place: place.moved(away),
            frames: report.frames.iter().map(|frame| frame.moved(away)).collect(),
            fit: std::mem::take(&mut matter.paragraphs),
            lines_fit: std::mem::take(&mut matter.fits),
            ..report
        };
        Self { at, matter, report }
    }

    /// Its report, with places on the sheet, and what is said of it; its matter is dropped.
    pub(in crate::layout) fn told(self) -> (StoryReport, Sink) {
        let Self { at, matter, report } = self;
        (moved_to(at, report), matter.findings)
    }
}

/// A report whose places were relative to this one.
pub(super) fn moved_to(at: Point, report: StoryReport) -> StoryReport {
    let frames = report.frames.iter().map(|frame| frame.moved(at)).collect();
    StoryReport { place: report.place.moved(at), frames, ..report }
}

/// What came of an element.
#[derive(Default, Clone)]
pub(in crate::layout) struct ElementSet {
    /// What no story has, at places on the sheet.
    pub(in crate::layout) furniture: Matter,
    /// Its stories, which are painted over it.
    pub(in crate::layout) stories: Vec<StorySet>,
    /// What is wrong with its words themselves.
    pub(in crate::layout) of_words: Sink,
}

impl ElementSet {
    /// How many bytes it takes, nearly: most of it is glyphs.
    pub(in crate::layout) fn bytes(&self) -> usize {
        let stories = self.stories.iter().map(|story| story.matter.bytes());
        size_of::<Self>() + self.furniture.bytes() + stories.sum::<usize>()
    }
}
