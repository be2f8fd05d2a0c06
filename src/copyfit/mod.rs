//! Copyfit: what would make a story fit its place.
//!
//! [`advise`] sets the story as it is, then with one lawful measure after the other, then
//! with two and three of them together, and tells which make it fit, the cheapest first.
//! Nothing is guessed: what is told has been set. The words of a story are never changed;
//! where one might cut is told beside ([`CutPlace`]).

mod combine;
mod cuts;
mod lawful;
mod measure;
mod proof;
mod room;
mod settle;
mod trial;

use rayon::prelude::*;

pub use cuts::CutPlace;
pub use measure::FitMeasure;
pub use settle::{SettledPage, settled};
pub use trial::FitState;

use crate::diag::Span;
use crate::layout::BookPage;
use crate::spec::page::{Element, PageSpec, StoryFrame};
use crate::story::Slug;
use combine::combined;
use lawful::lawful_steps;
use proof::PageProof;
use trial::{Trial, Trials, changed};

/// How a story fits its place, and what would make it fit.
#[derive(Debug, Clone)]
pub struct FitAdvice {
    /// The story.
    pub slug: Slug,
    /// Where the spec names it.
    pub span: Span,
    /// How it fits as it is; none if its copy is not there, or if it runs over several
    /// pages, of which nothing is tried.
    pub fit: Option<FitState>,
    /// What makes it fit, the cheapest first; empty if it fits.
    pub measures: Vec<FitMeasure>,
    /// What comes nearest, if nothing makes it fit.
    pub nearest: Option<FitMeasure>,
    /// Where it could be cut, if it is over: the nearest places first.
    pub cuts: Vec<CutPlace>,
    /// How often it was set.
    pub tried: usize,
    /// Combinations that were not tried.
    pub not_tried: usize,
}

/// A story of a page, by its element and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StoryAt {
    /// Which element of the page, from 0.
    pub(crate) element: usize,
    /// Which story of it, from 0, if it is a section.
    pub(crate) story: Option<usize>,
}

/// How the stories of a page fit, those of `slug` or all, and what would make them fit.
#[must_use]
pub fn advise(page: BookPage, slug: Option<&Slug>) -> Vec<FitAdvice> {
    let wanted: Vec<_> = stories(page.spec)
        .into_iter()
        .filter(|(_, frame)| slug.is_none_or(|slug| frame.slug == *slug))
        .collect();
    wanted.into_par_iter().map(|(at, frame)| advise_on(page, at, frame)).collect()
}

/// What makes the stories of a page fit together: each is advised on a page on which the
/// measures for those before are taken, the ones that are over first, for what one story
/// gives is another's room.
#[must_use]
pub fn advise_page(page: BookPage, may_change: impl Fn(&StoryFrame) -> bool) -> PageAdvice {
    let mut spec = page.spec.clone();
    let mut taken: Vec<TakenMeasure> = Vec::new();
    let mut left: Vec<(StoryAt, StoryFrame)> = stories(page.spec)
        .into_iter()
        .filter(|(_, frame)| may_change(frame))
        .map(|(at, frame)| (at, frame.clone()))
        .collect();
    let excess = |(at, frame): &(StoryAt, StoryFrame)| {
        let fit = Trials::new(page, *at, &frame.slug).map(|trials| trials.as_it_is().fit);
        std::cmp::Reverse(fit.map_or(0, |fit| fit.over_lines))
    };
    left.sort_by_cached_key(excess);
    let mut unfit = Vec::new();
    for (at, frame) in left {
        let now = BookPage { spec: &spec, ..page };
        let Some(own) = frame_at(&spec, at) else { continue };
        let FitAdvice { measures, fit, nearest, .. } = advise_on(now, at, own);
        match measures.into_iter().next() {
            Some(measure) => {
                // What follows the story follows what is done.
                let SettledPage { spec: with_it, .. } = changed(now, &measure.changes);
                spec = with_it;
                taken.push(TakenMeasure { slug: frame.slug, span: frame.slug_span, measure });
            }
            None if fit.is_some_and(|fit| !fit.is_full()) => {
                unfit.push(UnfitStory { slug: frame.slug, fit, nearest });
            }
            None => {}
        }
    }
    PageAdvice { taken, unfit, spec }
}

/// What makes the stories of a page fit together.
#[derive(Debug, Clone)]
pub struct PageAdvice {
    /// What is done for which story, in this order.
    pub taken: Vec<TakenMeasure>,
    /// The stories that nothing makes fit.
    pub unfit: Vec<UnfitStory>,
    /// The page with all of it.
    pub spec: PageSpec,
}

/// A measure that is taken for a story.
#[derive(Debug, Clone)]
pub struct TakenMeasure {
    /// The story.
    pub slug: Slug,
    /// Where the spec names it.
    pub span: Span,
    /// What is done.
    pub measure: FitMeasure,
}

/// A story that nothing makes fit.
#[derive(Debug, Clone)]
pub struct UnfitStory {
    /// The story.
    pub slug: Slug,
    /// How it fits.
    pub fit: Option<FitState>,
    /// What comes nearest.
    pub nearest: Option<FitMeasure>,
}

fn advise_on(page: BookPage, at: StoryAt, frame: &StoryFrame) -> FitAdvice {
    let mut advice = FitAdvice {
        slug: frame.slug.clone(),
        span: frame.slug_span,
        fit: None,
        measures: Vec::new(),
        nearest: None,
        cuts: Vec::new(),
        tried: 0,
        not_tried: 0,
    };
    let Some(trials) = Trials::new(page, at, &frame.slug) else { return advice };
    // 1. As it is.
    let now = trials.as_it_is();
    advice.fit = Some(now.fit);
    advice.tried = 1;
    if now.fit.is_full() {
        return advice;
    }
    if now.fit.over_characters > 0
        && let Some(story) = page.resources.stories.iter().find(|it| it.story.slug == frame.slug)
    {
        advice.cuts = cuts::places_to_cut(&story.story, now.fit.over_characters);
    }
    // 2. With each measure alone: of its steps the first that is enough.
    let steps = lawful_steps(page, at, frame, &now);
    let before = Before { now: &now, proof: PageProof::of(page) };
    let set: Vec<(FitMeasure, Trial, bool)> = steps
        .into_par_iter()
        .map(|measure| {
            let trial = trials.with(&measure.changes);
            let measure = measure.leaving(trial.fit, &now.fit);
            let is_enough = before.is_enough(&measure, &trial);
            (measure, trial, is_enough)
        })
        .collect();
    advice.tried += set.len();
    let mut enough: Vec<FitMeasure> = Vec::new();
    for (measure, _, is_enough) in &set {
        if *is_enough && !enough.iter().any(|known| known.family == measure.family) {
            enough.push(measure.clone());
        }
    }
    // 3. Two and three of those that are not enough alone, within a bound of trials.
    let parts: Vec<FitMeasure> = set
        .into_iter()
        .filter(|(measure, trial, _)| measure.is_a_part(&now.fit) && trial.can_be_a_part(&now))
        .map(|(measure, ..)| measure)
        .collect();
    let together = combined(&parts, page.spec.fit.together, &before, &trials, advice.tried);
    advice.tried += together.tried;
    advice.not_tried = together.not_tried;
    enough.extend(together.enough);
    // 4. The cheapest first; of those that cost the same, the one that changes less.
    enough.sort_by(|a, b| {
        (a.cost, a.changes.len(), &a.name).cmp(&(b.cost, b.changes.len(), &b.name))
    });
    if enough.is_empty() {
        let all = parts.into_iter().chain(together.nearest);
        advice.nearest = all.min_by_key(|measure| (measure.leaves.misses(), measure.cost));
    }
    advice.measures = enough;
    advice
}

/// A story and its page before anything is changed.
struct Before<'a> {
    now: &'a Trial,
    proof: PageProof<'a>,
}

impl Before<'_> {
    /// Whether a measure that was set makes the story fit, and nothing is wrong with it
    /// that was not wrong before.
    fn is_enough(&self, measure: &FitMeasure, trial: &Trial) -> bool {
        measure.leaves.is_full()
            && trial.is_as_sound_as(self.now)
            && self.proof.holds(&measure.changes)
    }
}

/// The stories of a page whose places follow from its spec alone.
fn stories(page: &PageSpec) -> Vec<(StoryAt, &StoryFrame)> {
    let mut list = Vec::new();
    for (element, it) in page.elements.iter().enumerate() {
        match it {
            Element::Story(frame) => {
                list.push((StoryAt { element, story: None }, frame.as_ref()));
            }
            Element::Section(section) => {
                let own = section.stories.iter().enumerate();
                list.extend(
                    own.map(|(story, frame)| (StoryAt { element, story: Some(story) }, frame)),
                );
            }
            _ => {}
        }
    }
    list
}

fn frame_at(page: &PageSpec, at: StoryAt) -> Option<&StoryFrame> {
    match (page.elements.get(at.element)?, at.story) {
        (Element::Story(frame), _) => Some(frame),
        (Element::Section(section), Some(story)) => section.stories.get(story),
        _ => None,
    }
}
