//! What an element came to, before it is put on the page.

use super::matter::{Matter, Tally};
use crate::diag::Sink;
use crate::geom::{Point, Rect};
use crate::page::{ElementId, StoryReport};

/// A story, or a picture or table of one, as it was set: at places relative to its
/// own, with what is to be told of it.
#[derive(Clone)]
pub(in crate::layout) struct StorySet {
    /// The upper left corner of its place on the sheet.
    at: Point,
    matter: Matter,
    report: StoryReport,
}

impl StorySet {
    /// What was set in a place of the sheet, with its report but for what the matter
    /// knows: what is counted in it, and how its lines came out.
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
            frames: report.frames.iter().map(|frame| frame.moved(away)).collect(),
            fit: std::mem::take(&mut matter.paragraphs),
            lines_fit: std::mem::take(&mut matter.fits),
            ..report
        };
        Self { at, matter, report }
    }
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

/// A page as it is painted: what is put on it later lies over what is there.
#[derive(Default)]
pub(in crate::layout) struct Painted {
    pub(in crate::layout) matter: Matter,
    pub(in crate::layout) stories: Vec<StoryReport>,
}

impl Painted {
    /// Puts an element on the page; `section` is its number if it is a section.
    pub(in crate::layout) fn add(
        &mut self,
        element: ElementId,
        set: ElementSet,
        section: Option<u32>,
    ) {
        let ElementSet { furniture, stories, of_words } = set;
        self.matter.append(furniture.owned(element, None));
        for StorySet { at, matter, report } in stories {
            let number = u32::try_from(self.stories.len()).unwrap_or(u32::MAX);
            self.matter.append(matter.moved(at).owned(element, Some(number)));
            let frames = report.frames.iter().map(|frame| frame.moved(at)).collect();
            self.stories.push(StoryReport { section, frames, ..report });
        }
        self.matter.findings.append(of_words);
    }
}
