//! Stories that go on on other pages: the specs of those pages are opened beside
//! those of the job, and both ends of every jump must name each other.

use std::collections::BTreeSet;
use std::path::Path;

use super::order::PageOrder;
use super::{JobRun, OpenSpec, Outcome, frames, open};
use crate::diag::finding::JumpFault;
use crate::diag::{Code, Diagnostic, Sink};
use crate::layout::ThreadPlan;
use crate::spec::page::{Jump, JumpEnd, StoryFrame};
use crate::story::Slug;

/// Which way a jump leads from the page at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum JumpWay {
    /// To where the story goes on.
    On,
    /// Back to where it comes from.
    From,
}

impl JumpWay {
    fn of(self, jump: &Jump) -> Option<&JumpEnd> {
        match self {
            Self::On => jump.on.as_ref(),
            Self::From => jump.from.as_ref(),
        }
    }

    /// The key of the other page's spec that leads back.
    fn back_key(self) -> &'static str {
        match self {
            Self::On => "continued-from",
            Self::From => "continued-on",
        }
    }

    fn back(self) -> Self {
        match self {
            Self::On => Self::From,
            Self::From => Self::On,
        }
    }
}

/// A jump as one of its two pages has it.
#[derive(Debug, Clone, Copy)]
struct HalfJump<'a> {
    /// The page that says so, by its place among the specs.
    page: usize,
    slug: &'a Slug,
    /// The other page.
    end: &'a JumpEnd,
    way: JumpWay,
}

/// Opens the pages that the job's stories come from and go on to, adds them to
/// `specs`, and works out which story runs over which pages.
pub(super) fn plan(
    run: JobRun,
    specs: &mut Vec<OpenSpec>,
    outcome: &mut Outcome,
) -> Vec<ThreadPlan> {
    let mut ahead: Vec<(usize, Slug)> = (0..specs.len())
        .flat_map(|page| jumping(&specs[page]).map(move |slug| (page, slug)))
        .collect();
    let mut known: BTreeSet<(usize, Slug)> = BTreeSet::new();
    // 1. Every page that is reached, and whether it leads back.
    while let Some((page, slug)) = ahead.pop() {
        if !known.insert((page, slug.clone())) {
            continue;
        }
        let Some(frame) = frame_of(&specs[page], &slug) else { continue };
        let jump = frame.jump.clone();
        for way in [JumpWay::On, JumpWay::From] {
            let Some(end) = way.of(&jump) else { continue };
            let half = HalfJump { page, slug: &slug, end, way };
            if let Some(other) = reach(run, specs, half, outcome) {
                ahead.push((other, slug.clone()));
            }
        }
    }
    // 2. The pages of each story in their order.
    let starts = known.iter().filter(|(page, slug)| {
        frame_of(&specs[*page], slug).is_some_and(|frame| frame.jump.from.is_none())
    });
    let plans: Vec<ThreadPlan> =
        starts.filter_map(|(page, slug)| follow(specs, *page, slug)).collect();
    // 3. What is in none of them has no beginning.
    for (page, slug) in &known {
        let is_planned = |plan: &ThreadPlan| plan.slug == *slug && plan.pages.contains(page);
        let from = frame_of(&specs[*page], slug).and_then(|frame| frame.jump.from.as_ref());
        if let Some(from) = from
            && !plans.iter().any(is_planned)
            && !outcome.sink.list().iter().any(|found| found.code() == Code::JumpBroken)
        {
            let finding = JumpFault::Circle { slug: slug.to_string() };
            outcome.sink.push(Diagnostic::of(finding).at(from.span));
        }
    }
    plans
}

/// The stories of a page that come from another page or go on to one.
fn jumping(open: &OpenSpec) -> impl Iterator<Item = Slug> {
    let all = open.spec.page.elements.iter().flat_map(frames);
    let jumping = all.filter(|frame| frame.jump.on.is_some() || frame.jump.from.is_some());
    jumping.map(|frame| frame.slug.clone()).collect::<Vec<_>>().into_iter()
}

fn frame_of<'a>(open: &'a OpenSpec, slug: &Slug) -> Option<&'a StoryFrame> {
    open.spec.page.elements.iter().flat_map(frames).find(|frame| frame.slug == *slug)
}

/// The pages on which a story goes on from one where it begins; none if it does
/// not come to an end.
fn follow(specs: &[OpenSpec], start: usize, slug: &Slug) -> Option<ThreadPlan> {
    let mut pages = vec![start];
    loop {
        let frame = frame_of(&specs[*pages.last()?], slug)?;
        let Some(on) = &frame.jump.on else { break };
        let next = find(specs, &on.spec)?;
        frame_of(&specs[next], slug)?.jump.from.as_ref()?;
        if pages.contains(&next) {
            return None;
        }
        pages.push(next);
    }
    (pages.len() > 1).then(|| ThreadPlan { slug: slug.clone(), pages })
}

fn find(specs: &[OpenSpec], path: &Path) -> Option<usize> {
    let shown = |open: &OpenSpec, path: &Path| open.project.without_detours(path);
    specs.iter().position(|open| shown(open, &open.path) == shown(open, path))
}

/// The page at the other end of a jump, if it is there and leads back.
fn reach(
    run: JobRun,
    specs: &mut Vec<OpenSpec>,
    HalfJump { page, slug, end, way }: HalfJump,
    outcome: &mut Outcome,
) -> Option<usize> {
    let other = match find(specs, &end.spec) {
        Some(other) => other,
        None => open_neighbor(run, specs, page, end, outcome)?,
    };
    let name = end.spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let own = specs[page].path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let back_key = way.back_key();
    if other == page {
        let finding = JumpFault::ToItself { slug: slug.to_string() };
        outcome.sink.push(Diagnostic::of(finding).at(end.span));
        return None;
    }
    let back = frame_of(&specs[other], slug).map(|frame| way.back().of(&frame.jump));
    let (slug, own_number) = (slug.to_string(), specs[page].spec.page.imprint.number.clone());
    let (other_spec, spec, key) = (name, own, back_key.to_owned());
    let fault = match back {
        None => JumpFault::NoPlace { slug, other_spec, key, spec },
        Some(back) if back.and_then(|back| find(specs, &back.spec)) != Some(page) => {
            JumpFault::NotBack { slug, other_spec, key, spec }
        }
        Some(_) => match specs[other].spec.page.imprint.number.clone() {
            Some(number) if own_number.as_ref().is_some_and(|own| own.is_same(&number)) => {
                JumpFault::SameNumber { slug, other_spec, number }
            }
            Some(other_number) => {
                if let Some(number) =
                    own_number.filter(|own| way == JumpWay::On && own.is_after(&other_number))
                {
                    let finding = JumpFault::Backwards { slug, number, other_number };
                    outcome.sink.push(Diagnostic::of(finding).at(end.span));
                }
                return Some(other);
            }
            None => JumpFault::NoNumber { slug, other_spec },
        },
    };
    outcome.sink.push(Diagnostic::of(fault).at(end.span));
    None
}

/// Opens the page at the other end of a jump. What is wrong with it is told when
/// that page is made.
fn open_neighbor(
    run: JobRun,
    specs: &mut Vec<OpenSpec>,
    page: usize,
    end: &JumpEnd,
    outcome: &mut Outcome,
) -> Option<usize> {
    if let Err(error) = specs[page].project.read_text(&end.spec) {
        let finding = JumpFault::Unread { cause: Box::new(error.finding().into()) };
        outcome.sink.push(Diagnostic::of(finding).at(end.span));
        return None;
    }
    let mut found = Sink::default();
    let project = &specs[page].project;
    let is_it = |order: &&PageOrder| {
        project.without_detours(&order.spec) == project.without_detours(&end.spec)
    };
    let order = run.job.neighbors.iter().find(is_it).cloned();
    let order = order.unwrap_or_else(|| PageOrder::of(end.spec.clone()));
    match open(run, &order, &mut outcome.sources, &mut found) {
        Some(opened) => {
            specs.push(opened);
            Some(specs.len() - 1)
        }
        None => {
            let other_spec = end.spec.display().to_string();
            let finding = JumpFault::Faulty { other_spec, mistakes: found.total() };
            outcome.sink.push(Diagnostic::of(finding).at(end.span));
            None
        }
    }
}
