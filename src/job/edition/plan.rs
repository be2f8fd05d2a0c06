//! The pages of an edition one by one, each as a job of its own and with the name of its
//! file.

use std::path::{Path, PathBuf};

use super::super::order::PageOrder;
use super::super::{EngineCache, Job};
use super::check::EditionBook;
use super::{SHELF, order, text_of, there};
use crate::diag::finding::EditionFault;
use crate::diag::{Diagnostic, PageNumber, Sink, Sources, Span};
use crate::load::FilesRead;
use crate::spec::edition::{Edition, EditionPage, MAIN_ZONE, is_edition, read_edition};
use crate::workers;

/// An edition whose pages get a file each.
pub struct EditionPlan {
    /// What it is called, in names of files and elsewhere.
    pub names: EditionNames,
    /// Its pages; none if it cannot be made out.
    pub pages: Vec<EditionFile>,
    /// What was found on the way.
    pub found: Sink,
    /// The texts that findings are in.
    pub sources: Sources,
    /// Which files were asked for, none of which an output may replace.
    pub read: FilesRead,
    /// What was opened and parsed on the way, for the engine that makes the pages.
    pub known: EngineCache,
}

/// A page of an edition.
pub struct EditionFile {
    /// The page alone.
    pub job: Job,
    /// Its spec.
    pub spec: PathBuf,
    /// Its number.
    pub number: PageNumber,
    /// The section that it is in.
    pub section: String,
    /// Its file.
    pub file: PathBuf,
    /// Whether it is printed in color; none if the edition does not say.
    pub in_color: Option<bool>,
}

/// A page number that is a single number has at least so many digits in names of files, so
/// that they stand in order.
const DIGITS: usize = 2;

impl Job {
    /// The pages of the edition that this job names, if it is one and its pages get a file
    /// each: by `pattern`, or by what the edition says of its output.
    #[doc(hidden)]
    #[must_use]
    pub fn edition_plan(&self, pattern: Option<&Path>) -> Option<EditionPlan> {
        // Without a thread to work on, that is told when the pages are made.
        workers::run(|| self.plan_here(pattern)).unwrap_or(None)
    }

    fn plan_here(&self, pattern: Option<&Path>) -> Option<EditionPlan> {
        let known = EngineCache::default();
        let [page] = self.pages.as_slice() else { return None };
        let read = FilesRead::default();
        let text = text_of(self, page, &read).filter(|text| is_edition(text))?;
        let (mut sources, mut found) = (Sources::on_shelf(SHELF), Sink::default());
        let Some(edition) = read_edition(&page.spec, text, &mut sources, &mut found) else {
            let (names, pages) = (EditionNames::default(), Vec::new());
            return Some(EditionPlan { names, pages, found, sources, read, known });
        };
        let named =
            edition.output.as_ref().map(|output| (output.value.as_path(), Some(output.span)));
        let (path, span) = pattern.map(|pattern| (pattern, None)).or(named)?;
        let pattern = FilePattern { path, span };
        if !pattern.is_of_pages() {
            return None;
        }
        let pages = match edition.pages_of(&self.choice) {
            Ok(pages) => there::pages(&edition, pages, self, &read, &mut found),
            Err(finding) => {
                found.push(*finding);
                Vec::new()
            }
        };
        let orders: Vec<PageOrder> = pages.iter().map(order).collect();
        let mut book =
            EditionBook::open(&edition, &pages, &orders, self, &known, &read, &mut sources);
        book.place_ads(self, &read, &mut sources, &mut found);
        found.append(book.check(true));
        let names = EditionNames::of(&edition, self);
        let planned = pages.iter().enumerate().filter_map(|(at, page)| {
            let file = pattern.fill(&names, page);
            let file = file.map_err(|finding| found.push(finding)).ok()?;
            let mut job = self.clone();
            job.pages = vec![book.order(at)?];
            job.neighbors = book.reached(at);
            job.choice = Default::default();
            Some(EditionFile {
                job,
                spec: page.layout.value.clone(),
                number: page.number.value.clone(),
                section: page.section.clone(),
                in_color: edition.is_in_color(page),
                file,
            })
        });
        let pages: Vec<EditionFile> = planned.collect();
        for (at, page) in pages.iter().enumerate() {
            // Some systems take large and small letters for the same.
            let name = |page: &EditionFile| page.file.to_string_lossy().to_lowercase();
            if let Some(same) = pages[..at].iter().find(|it| name(it) == name(page)) {
                let (number, other_number) = (page.number.clone(), same.number.clone());
                let path = page.file.display().to_string();
                let finding = EditionFault::FileTwice { number, other_number, path };
                found.push(Diagnostic::of(finding).at(pattern.span));
            }
        }
        found.deny(&self.denied);
        Some(EditionPlan { names, pages, found, sources, read, known })
    }
}

/// The name of a file with placeholders.
#[derive(Clone, Copy)]
struct FilePattern<'p> {
    path: &'p Path,
    /// Where the edition says it.
    span: Option<Span>,
}

/// What an edition is called, the same on all of its pages.
#[derive(Debug, Clone, Default)]
pub struct EditionNames {
    /// The paper's name; empty if nobody says, as the others are.
    pub paper: String,
    /// The date of issue.
    pub date: String,
    /// The number of the issue.
    pub issue: String,
    /// The zone, or [`MAIN_ZONE`].
    pub zone: String,
    /// The version, from 1.
    pub version: u32,
}

impl EditionNames {
    fn of(edition: &Edition, job: &Job) -> Self {
        let choice = &job.choice;
        let zone = choice.zone.clone().unwrap_or_else(|| MAIN_ZONE.to_owned());
        let version = choice.version;
        let version = version.unwrap_or_else(|| edition.last_version(choice.zone.as_deref()));
        let given = |key: &str| {
            let values = job.day.values.iter().rev();
            values.into_iter().find(|value| value.key == key).map(|value| value.value.clone())
        };
        let date = edition.date.as_ref().map(|date| date.value.to_string());
        let issue = edition.issue.as_ref().map(|issue| issue.value.to_string());
        let paper = edition.paper.as_ref().map(|paper| paper.value.clone());
        Self {
            paper: given("paper").or(paper).unwrap_or_default(),
            date: given("date").or(date).unwrap_or_default(),
            issue: given("issue").or(issue).unwrap_or_default(),
            zone,
            version,
        }
    }

    /// The zone and version as the name of a folder: `main-1`.
    #[must_use]
    pub fn folder(&self) -> String {
        format!("{}-{}", plain(&self.zone), self.version)
    }

    /// The date as a part of names of files.
    #[must_use]
    pub fn date_in_names(&self) -> String {
        plain(&self.date)
    }

    fn get(&self, name: &str, page: &EditionPage) -> Option<String> {
        Some(match name {
            "paper" => self.paper.clone(),
            "date" => self.date.clone(),
            "issue" => self.issue.clone(),
            "zone" => self.zone.clone(),
            "version" => self.version.to_string(),
            "section" => page.section.clone(),
            "page" => in_order(&page.number.value),
            _ => return None,
        })
    }
}

impl FilePattern<'_> {
    /// Whether each page gets a file of its own.
    fn is_of_pages(self) -> bool {
        self.path.to_string_lossy().contains("{page}")
    }

    /// The file of a page.
    fn fill(self, names: &EditionNames, page: &EditionPage) -> Result<PathBuf, Diagnostic> {
        let text = self.path.to_string_lossy();
        let mut filled = String::new();
        let mut rest = &*text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            let value = names.get(name, page).ok_or_else(|| {
                let name = name.to_owned();
                Diagnostic::of(EditionFault::UnknownPlaceholder { name }).at(self.span)
            })?;
            filled.push_str(before);
            filled.push_str(&plain(&value));
            rest = behind;
        }
        filled.push_str(rest);
        Ok(PathBuf::from(filled))
    }
}

/// A number of a page as it stands in order among others: 04, A01, 04-05.
fn in_order(number: &PageNumber) -> String {
    let parts = number.as_str().split('-').map(|part| {
        let part = part.trim();
        match part.parse::<u32>() {
            Ok(count) => format!("{count:0DIGITS$}"),
            Err(_) => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("-")
}

/// A value without what parts names of folders.
fn plain(value: &str) -> String {
    let is_bad = |c: char| {
        c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    value.chars().map(|c| if is_bad(c) { '-' } else { c }).collect()
}
