//! A story set as it is, and with something changed.

use std::collections::BTreeMap;

use super::StoryAt;
use super::room::neighbours;
use super::settle::{SettledPage, settled};
use crate::diag::finding::FitFault;
use crate::diag::{Code, FindingValue, Severity, Sink};
use crate::geom::Abs;
use crate::layout::{BookPage, set_apart};
use crate::page::{ReportOf, StoryReport};
use crate::spec::change::SpecChange;
use crate::spec::page::Element;
use crate::story::Slug;

/// How a story fits its place. Over and short are of the lines of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FitState {
    /// Lines that find no place.
    pub over_lines: usize,
    /// Characters that find no place.
    pub over_characters: usize,
    /// Lines that stay empty, if they are so many that it shows.
    pub short_lines: usize,
    /// Characters that these would hold.
    pub short_characters: usize,
    /// How much deeper or shallower its place would have to be.
    pub depth: Abs,
    /// Paragraphs that were set in a line less than they would have alone.
    pub tightened: usize,
    /// Paragraphs that were set in a line more.
    pub opened: usize,
}

impl FitState {
    /// Whether it fits.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.over_lines == 0 && self.over_characters == 0 && self.short_lines == 0
    }

    /// By how many lines it does not fit.
    #[must_use]
    pub fn misses(&self) -> usize {
        self.over_lines + self.short_lines
    }
}

/// A story as it was set, with what was said of it and of those beside it.
pub(super) struct Trial {
    pub(super) fit: FitState,
    /// Findings by how bad they are and their code, those of the story's own length left out.
    faults: BTreeMap<(Severity, Code), usize>,
}

impl Trial {
    /// Whether nothing is wrong that was not wrong before.
    pub(super) fn is_as_sound_as(&self, before: &Self) -> bool {
        self.has_no_more(Severity::Warning, before)
    }

    /// Whether it can be gone on from: columns that end badly may end well once all of
    /// the text stands.
    pub(super) fn can_be_a_part(&self, before: &Self) -> bool {
        self.has_no_more(Severity::Error, before)
    }

    fn has_no_more(&self, least: Severity, before: &Self) -> bool {
        self.faults.iter().all(|(fault, count)| {
            fault.0 < least || before.faults.get(fault).is_some_and(|known| count <= known)
        })
    }
}

/// A page with some changes; what follows a story follows them.
pub(super) fn changed(page: BookPage, changes: &[SpecChange]) -> SettledPage {
    let mut spec = page.spec.clone();
    changes.iter().for_each(|change| change.apply(&mut spec));
    let again = settled(BookPage { spec: &spec, ..page });
    again.unwrap_or(SettledPage { spec, found: Sink::default() })
}

/// A story that can be set again and again.
pub(super) struct Trials<'a> {
    page: BookPage<'a>,
    at: StoryAt,
    slug: &'a Slug,
}

impl<'a> Trials<'a> {
    /// None if its copy is not there, or if it runs over several pages.
    pub(super) fn new(page: BookPage<'a>, at: StoryAt, slug: &'a Slug) -> Option<Self> {
        let is_there = page.resources.stories.iter().any(|it| it.story.slug == *slug);
        let runs_on = match page.spec.elements.get(at.element)? {
            Element::Story(frame) => frame.jump.on.is_some() || frame.jump.from.is_some(),
            _ => false,
        };
        (is_there && !runs_on).then_some(Self { page, at, slug })
    }

    pub(super) fn as_it_is(&self) -> Trial {
        self.set(self.page, &[])
    }

    pub(super) fn with(&self, changes: &[SpecChange]) -> Trial {
        let SettledPage { spec, .. } = changed(self.page, changes);
        self.set(BookPage { spec: &spec, ..self.page }, changes)
    }

    /// The story with those that stand above and below it, which may give or take lines:
    /// always the same elements, so that trials can be held against each other.
    fn set(&self, page: BookPage, changes: &[SpecChange]) -> Trial {
        let mut sink = Sink::default();
        let own = set_apart(page, &[self.at.element], &mut sink);
        let is_it = |report: &&StoryReport| {
            report.slug == self.slug.as_str() && report.of == ReportOf::Story
        };
        let report = own.iter().find(is_it);
        let is_own_length = |code: Code| matches!(code, Code::Overset | Code::Underset);
        // In a section another story may be the one that is short.
        let is_short = sink.list().iter().any(|it| match &*it.finding {
            FindingValue::FitFault(FitFault::TooShort { slug, .. }) => slug == self.slug.as_str(),
            _ => false,
        });
        // Of a section all stories have to find their places.
        let over: usize = own.iter().map(|report| report.overset_lines).sum();
        let lost: usize = own.iter().map(|report| report.overset_characters).sum();
        let fit = match report {
            Some(report) => FitState {
                over_lines: over,
                over_characters: lost,
                ..self.fit_of(report, is_short)
            },
            None => FitState::default(),
        };
        let mut faults = BTreeMap::new();
        for finding in sink.list().iter().filter(|it| !is_own_length(it.code())) {
            *faults.entry((finding.severity, finding.code())).or_default() += 1;
        }
        // Those that give or take: they have to fit as they did.
        for neighbour in neighbours(self.page.spec, self.at.element) {
            if !changes.iter().any(|change| change.element == neighbour.element) {
                continue;
            }
            let mut sink = Sink::default();
            let now = set_apart(page, &[neighbour.element], &mut sink);
            let mut before = Sink::default();
            let was = set_apart(self.page, &[neighbour.element], &mut before);
            let over = |reports: &[StoryReport]| -> usize {
                reports.iter().map(|report| report.overset_characters).sum()
            };
            if over(&now) > over(&was) {
                faults.insert((Severity::Error, Code::Overset), usize::MAX);
            }
            let count =
                |sink: &Sink, code: Code| sink.list().iter().filter(|it| it.code() == code).count();
            for finding in sink.list() {
                let code = finding.code();
                if count(&sink, code) > count(&before, code) {
                    faults.insert((finding.severity, code), usize::MAX);
                }
            }
        }
        Trial { fit, faults }
    }

    fn fit_of(&self, report: &StoryReport, is_short: bool) -> FitState {
        let columns = self.columns(report).max(1);
        let short = if is_short { report.underset_lines } else { 0 };
        let deep = (report.overset_lines + short).div_ceil(columns);
        FitState {
            over_lines: report.overset_lines,
            over_characters: report.overset_characters,
            short_lines: short,
            short_characters: if is_short { report.underset_characters } else { 0 },
            depth: self.page.spec.grid.leading * i64::try_from(deep).unwrap_or(i64::MAX / 2),
            tightened: report.fit.iter().filter(|fit| fit.set < fit.natural).count(),
            opened: report.fit.iter().filter(|fit| fit.set > fit.natural).count(),
        }
    }

    fn columns(&self, report: &StoryReport) -> usize {
        let numbers = report.lines_fit.iter().filter_map(|line| line.column);
        numbers.max().unwrap_or(1) as usize
    }
}
