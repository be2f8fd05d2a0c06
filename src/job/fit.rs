//! What would make the stories of some pages fit, and what is done about it where a
//! house leaves that to the program.

use std::path::PathBuf;

use super::gathered::{Shared, gather};
use super::{Carried, FontsOf, JobRun, Outcome, SpecFonts, add_fonts, open_all, with_specs};
use rayon::prelude::*;

use crate::copyfit::{self, FitAdvice, PageAdvice, SettledPage, TakenMeasure};
use crate::diag::finding::FitFault;
use crate::diag::{Diagnostic, Sink, SourceId, Sources};
use crate::font::FontLibrary;
use crate::job::{Aim, EngineCache, Job};
use crate::layout::BookPage;
use crate::load::FilesRead;
use crate::spec::change::SpecChange;
use crate::spec::page::{Element, FitBy, PageSpec, StoryFrame};
use crate::story::Slug;
use crate::workers;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub enum FitAsked<'a> {
    /// What would make a story fit; all of them if none is named.
    Story(Option<&'a Slug>),
    /// What makes all stories of a page fit together.
    Page,
}

/// What came of it.
pub struct FitOutcome {
    /// The texts, the files and the findings; no document.
    pub outcome: Outcome,
    /// What each page was asked for.
    pub pages: Vec<FitPage>,
}

/// A page, and what would make its stories fit.
pub struct FitPage {
    /// Its spec.
    pub path: PathBuf,
    /// The page as it is.
    pub spec: PageSpec,
    /// The file that it is written in; what stands in a template is other pages', too.
    pub own_file: Option<SourceId>,
    /// What was found.
    pub found: FitFound,
}

impl FitPage {
    /// The slugs of its stories.
    #[must_use]
    pub fn slugs(&self) -> Vec<String> {
        frames(&self.spec).map(|frame| frame.slug.to_string()).collect()
    }
}

/// What was found for a page, each with the state of the texts that it holds for.
pub enum FitFound {
    /// Of each story.
    Stories(Vec<Stated<FitAdvice>>),
    /// Of all together.
    Page(Box<Stated<PageAdvice>>),
}

/// What holds for texts in one state.
pub struct Stated<T> {
    /// What holds.
    pub found: T,
    /// Four letters that stand for the spec, its templates and the stories: other ones
    /// if any of them has changed.
    pub state: String,
}

/// Looks for what would make stories fit; on a thread of [`workers`], whoever calls.
#[must_use]
pub fn fit(job: &Job, fonts: FontLibrary, known: &EngineCache, asked: FitAsked) -> FitOutcome {
    let job = &job.at_one_moment();
    let read = &FilesRead::default();
    let run = JobRun { job, aim: Aim::Pages, known, read, fonts: FontsOf::Specs, part: 0 };
    workers::run(|| fit_here(run, fonts, asked)).unwrap_or_else(|error| {
        let mut outcome = Outcome::new(FontLibrary::new());
        outcome.sink.push(error.diagnostic());
        FitOutcome { outcome, pages: Vec::new() }
    })
}

fn fit_here(run: JobRun, fonts: FontLibrary, asked: FitAsked) -> FitOutcome {
    let mut outcome = Outcome { read: run.read.clone(), ..Outcome::new(fonts) };
    let mut carried = Carried::default();
    // 1. The specs, and what they name.
    let specs = open_all(run, &mut outcome);
    let named = specs
        .iter()
        .map(|open| SpecFonts { project: &open.project, named: open.spec.fonts.clone() });
    add_fonts(run, &named.collect::<Vec<_>>(), &mut outcome);
    let gathered = gather(run, &specs, specs.len(), &[], &mut carried.folders, &mut outcome);
    // 2. Each page by itself.
    let Outcome { fonts, pictures, sources, .. } = &outcome;
    let shared = Shared { fonts, pictures, lent: run.known.layout.of(fonts) };
    let as_written = gathered.book(&specs, shared);
    let mut found = Sink::default();
    let settled = settle(&as_written, &mut found);
    let book = with_specs(&as_written, &settled);
    let pages = specs.iter().zip(&book).map(|(open, page)| {
        let files = &open.spec.files;
        let state = |slug: Option<&Slug>| {
            let stories = page.resources.stories.iter().map(|it| &it.story);
            let chosen = stories.filter(|it| slug.is_none_or(|slug| it.slug == *slug));
            let of_stories = chosen.map(|story| story.source);
            state_of(slug, sources, files.iter().copied().chain(of_stories))
        };
        let found = match asked {
            FitAsked::Story(slug) => {
                let stories = copyfit::advise(*page, slug).into_iter();
                let stated = stories.map(|found| {
                    let state = state(Some(&found.slug));
                    Stated { found, state }
                });
                FitFound::Stories(stated.collect())
            }
            FitAsked::Page => {
                let found = copyfit::advise_page(*page, |_| true);
                FitFound::Page(Box::new(Stated { found, state: state(None) }))
            }
        };
        let (path, spec) = (open.path.clone(), page.spec.clone());
        FitPage { path, spec, own_file: files.first().copied(), found }
    });
    let pages = pages.collect();
    outcome.sink.append(found);
    FitOutcome { outcome, pages }
}

/// Letters that stand for some texts, and for the story that is looked at: two may have
/// the same text.
fn state_of(
    slug: Option<&Slug>,
    sources: &Sources,
    files: impl Iterator<Item = SourceId>,
) -> String {
    let mut hash = blake3::Hasher::new();
    hash.update(slug.map_or("", Slug::as_str).as_bytes());
    for file in files {
        let text = &sources.get(file).text;
        hash.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    }
    let [first, second, ..] = *hash.finalize().as_bytes();
    format!("{first:02x}{second:02x}")
}

/// The pages of a book with the places worked out that follow the copy; none for a page
/// without such.
pub(super) fn settle(book: &[BookPage], found: &mut Sink) -> Vec<Option<PageSpec>> {
    let settled: Vec<_> = book.par_iter().map(|page| copyfit::settled(*page)).collect();
    let specs = settled.into_iter().map(|settled| {
        let SettledPage { spec, found: told } = settled?;
        found.append(told);
        Some(spec)
    });
    specs.collect()
}

/// The pages of a book on which the program makes stories fit, with what it does; none
/// for a page on which it does nothing.
pub(super) fn fit_by_program(book: &[BookPage], found: &mut Sink) -> Vec<Option<PageSpec>> {
    let fitted = book.iter().map(|page| {
        if !frames(page.spec).any(is_left_to_program) {
            return None;
        }
        let PageAdvice { taken, spec, .. } = copyfit::advise_page(*page, is_left_to_program);
        for TakenMeasure { slug, span, measure } in &taken {
            let finding = FitFault::FittedByProgram {
                slug: slug.to_string(),
                measures: measure.name.split('+').map(str::to_owned).collect(),
                cost: measure.cost,
            };
            found.push(Diagnostic::of(finding).at(*span));
        }
        (!taken.is_empty()).then_some(spec)
    });
    fitted.collect()
}

fn is_left_to_program(frame: &StoryFrame) -> bool {
    frame.fit == FitBy::Program
}

fn frames(page: &PageSpec) -> impl Iterator<Item = &StoryFrame> {
    page.elements.iter().flat_map(|element| match element {
        Element::Story(frame) => std::slice::from_ref(frame.as_ref()),
        Element::Section(section) => &section.stories,
        _ => &[],
    })
}

/// The changes of measures that are taken, in their order.
#[must_use]
pub fn changes_of(taken: &[TakenMeasure]) -> Vec<SpecChange> {
    taken.iter().flat_map(|it| it.measure.changes.iter().cloned()).collect()
}
