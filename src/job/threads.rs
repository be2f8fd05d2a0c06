//! Stories that go on on other pages: the specs of those pages are opened beside
//! those of the job, and both ends of every jump must name each other.

use std::collections::BTreeSet;
use std::path::Path;

use super::{JobRun, OpenSpec, Outcome, frames, open};
use crate::diag::{Code, Diagnostic, Sink, Span, Text};
use crate::layout::ThreadPlan;
use crate::say;
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
            && !outcome.sink.list().iter().any(|found| found.code == Code::JumpBroken)
        {
            outcome.sink.push(
                broken(
                    from.span,
                    say!(
                        "`{slug}` comes from a page that comes from this one: it has no beginning",
                        "“{slug}”的转版绕成了一圈，没有开头"
                    ),
                )
                .hint(say!(
                    "take \"continued-from\" away on the page where the story begins",
                    "请去掉稿件开头那一版的 “continued-from”"
                )),
            );
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
        None => open_neighbour(run, specs, page, end, outcome)?,
    };
    let name = end.spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let own = specs[page].path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let back_key = way.back_key();
    if other == page {
        outcome.sink.push(broken(
            end.span,
            say!("`{slug}` cannot jump to its own page", "“{slug}”不能转到本版自身"),
        ));
        return None;
    }
    let back = frame_of(&specs[other], slug).map(|frame| way.back().of(&frame.jump));
    let hint = say!(
        "write {back_key} = \"{own}\" in the [[story]] `{slug}` of {name}",
        "请在 {name} 的 [[story]] “{slug}” 里写 {back_key} = \"{own}\""
    );
    let fault = match back {
        None => say!("{name} has no place for `{slug}`", "{name} 上没有“{slug}”的版位"),
        Some(back) if back.and_then(|back| find(specs, &back.spec)) != Some(page) => {
            say!("{name} does not lead back here for `{slug}`", "{name} 上的“{slug}”没有接回本版")
        }
        Some(_) => match specs[other].spec.page.imprint.number {
            Some(number) if specs[page].spec.page.imprint.number == Some(number) => {
                let fault = say!(
                    "{name} and this page both have the number {number}: the jump line of `{slug}` leads nowhere",
                    "{name} 和本版的版次都是 {number}，“{slug}”的转版提示指不出去处"
                );
                outcome.sink.push(broken(end.span, fault).hint(say!(
                    "give the pages different numbers under [page]",
                    "请在 [page] 下给两个版不同的 number"
                )));
                return None;
            }
            Some(number) => {
                let own = specs[page].spec.page.imprint.number;
                if let Some(own) = own.filter(|own| way == JumpWay::On && *own > number) {
                    let message = say!(
                        "`{slug}` goes back from page {own} to page {number}",
                        "“{slug}”从第 {own} 版往回转到第 {number} 版"
                    );
                    let finding = Diagnostic::warning(Code::ReadingOrder, message).at(end.span);
                    outcome.sink.push(finding.hint(say!(
                        "a reader who turns the pages has passed it: let the story begin on the lower one",
                        "读者翻到这里时那一版已经过去了：请从版次小的版开始"
                    )));
                }
                return Some(other);
            }
            None => {
                let fault = say!(
                    "{name} has no page number for the jump line of `{slug}`",
                    "{name} 没有版次，“{slug}”的转版提示写不出来"
                );
                outcome.sink.push(broken(end.span, fault).hint(say!(
                    "write number = … under [page] of {name}",
                    "请在 {name} 的 [page] 下写 number = …"
                )));
                return None;
            }
        },
    };
    outcome.sink.push(broken(end.span, fault).hint(hint));
    None
}

/// Opens the page at the other end of a jump. What is wrong with it is told when
/// that page is made.
fn open_neighbour(
    run: JobRun,
    specs: &mut Vec<OpenSpec>,
    page: usize,
    end: &JumpEnd,
    outcome: &mut Outcome,
) -> Option<usize> {
    if let Err(error) = specs[page].project.read_text(&end.spec) {
        let found = error.diagnostic();
        let (en, zh) = (found.message.en, found.message.zh);
        let fault = say!("the page of this jump: {en}", "转版的另一版：{zh}");
        outcome.sink.push(broken(end.span, fault).hint(say!(
            "a jump names the spec of the other page, relative to this file",
            "转版写的是另一版的版面文件，路径相对于本文件"
        )));
        return None;
    }
    let told = std::mem::take(&mut outcome.sink);
    let opened = open(run, &end.spec, outcome);
    let found: Sink = std::mem::replace(&mut outcome.sink, told);
    match opened {
        Some(opened) => {
            specs.push(opened);
            Some(specs.len() - 1)
        }
        None => {
            let name = end.spec.display();
            let count = found.total();
            outcome.sink.push(
                broken(
                    end.span,
                    say!(
                        "the page of this jump has {count} mistakes and cannot be read",
                        "转版的另一版有 {count} 处错误，读不出来"
                    ),
                )
                .hint(say!("`banmian check {name}` tells them", "用 `banmian check {name}` 查看")),
            );
            None
        }
    }
}

fn broken(span: Span, message: Text) -> Diagnostic {
    Diagnostic::error(Code::JumpBroken, message).at(span)
}
