//! `banmian fit`: how the stories of a page fit, and what would make them fit.

mod apply;
mod record;
mod said;

use std::io;

use banmian::diag::finding::CopyFault;
use banmian::diag::{Diagnostic, nearest};
use banmian::job::{FitAsked, FitFound, FitOutcome, FitPage};
use banmian::story::Slug;
use clap::Args;

use super::Verdict;
use super::answer::{Numbers, Told};
use super::console::Console;
use super::options::{FindingsOptions, PageOptions};
use crate::embedded;
pub(super) use record::PageFit;

/// Tell what would make the stories of a page fit, and write it into the spec (就版)
///
/// Each measure was found by setting the story with it; the cheapest stand first, by the
/// order in `[house.fit]`. The words of a story are never changed. The exit code is 1 if
/// a story does not fit and nothing makes it fit.
#[derive(Args)]
#[command(visible_alias = "就版")]
pub(super) struct Arguments {
    #[command(flatten)]
    page: PageOptions,

    /// This story alone
    #[arg(long, value_name = "SLUG", conflicts_with = "together")]
    story: Option<String>,

    /// All stories of a page together, so that one story's gain is another's room
    #[arg(long = "page")]
    together: bool,

    /// Write this measure into the spec, everything else left as it is
    #[arg(long, value_name = "NAME")]
    apply: Option<String>,

    #[command(flatten)]
    findings: FindingsOptions,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let slug = arguments.story.as_deref().map(Slug::new);
    let asked = match (arguments.together, &slug) {
        (true, _) => FitAsked::Page,
        (false, Some(Some(slug))) => FitAsked::Story(Some(slug)),
        (false, _) => FitAsked::Story(None),
    };
    let FitOutcome { mut outcome, pages } = embedded::engine().fit(&arguments.page.job(), asked);
    // What cannot be a name is the name of no story.
    let pages = match (&arguments.story, slug) {
        (Some(_), Some(None)) => pages.into_iter().map(without_stories).collect(),
        _ => pages,
    };
    let unknown = arguments.story.as_deref().and_then(|slug| unknown_story(slug, &pages));
    let is_unknown = unknown.is_some();
    unknown.into_iter().for_each(|finding| outcome.sink.push(finding));
    // What is written is told after what was found for it.
    let records: Vec<PageFit> =
        pages.iter().map(|page| PageFit::new(page, &outcome.sources)).collect();
    let format = arguments.findings.format;
    let mut outputs = Vec::new();
    if let Some(name) = &arguments.apply {
        match apply::apply(name, &pages, &outcome.sources, format) {
            Ok(written) => outputs.push(written),
            Err(finding) => outcome.sink.push(*finding),
        }
    }
    let written = outputs.clone();
    let told = Told::new(&outcome.sources, outcome.sink.list())
        .outputs(outputs)
        .numbers(Numbers { fit: Some(records.clone()), ..Numbers::default() });
    console.report(format, told)?;
    match written.first() {
        Some(file) => said::applied(console, file),
        None if is_unknown => {}
        None => records.iter().for_each(|page| said::page(console, page)),
    }
    let fits = records.iter().all(PageFit::can_fit);
    Ok(if fits && !outcome.sink.has_errors() { Verdict::Fine } else { Verdict::Problems })
}

/// A page of which nothing was asked.
fn without_stories(page: FitPage) -> FitPage {
    FitPage { found: FitFound::Stories(Vec::new()), ..page }
}

/// A story that no page names.
fn unknown_story(slug: &str, pages: &[FitPage]) -> Option<Diagnostic> {
    if pages.is_empty() {
        return None;
    }
    let is_there = pages.iter().any(|page| match &page.found {
        FitFound::Stories(stories) => !stories.is_empty(),
        FitFound::Page(_) => true,
    });
    if is_there {
        return None;
    }
    let known: Vec<String> = pages.iter().flat_map(FitPage::slugs).collect();
    let nearest = nearest(slug, known.iter().map(String::as_str)).map(str::to_owned);
    Some(Diagnostic::of(CopyFault::NotOnPage { slug: slug.to_owned(), nearest, known }))
}
