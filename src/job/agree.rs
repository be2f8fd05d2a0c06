//! Whether pages that go into one file want the same of the whole file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::OpenSpec;
use crate::diag::finding::PagesFault;
use crate::diag::{Diagnostic, PageNumber, Sink, Span};
use crate::page::Output;
use crate::spec::page::Imprint;
use crate::spec::{OutputKey, OutputSpec};
use crate::story::Slug;

/// What the pages of a run have said so far.
#[derive(Default)]
pub(super) struct Agreement {
    first: Option<FirstPage>,
    /// The numbers of pages with their specs.
    numbers: Vec<NumberedPage>,
    /// The specs by the stories that they place, folder by folder: pages with different
    /// folders may have stories of one name.
    stories: BTreeMap<Option<PathBuf>, BTreeMap<Slug, Arc<Path>>>,
}

/// A page by its number.
struct NumberedPage {
    number: PageNumber,
    path: Arc<Path>,
}

/// What the first page says, which speaks for all.
struct FirstPage {
    path: PathBuf,
    output: Output,
    said: OutputSpec,
    imprint: Imprint,
}

impl Agreement {
    /// Reports where a page contradicts the first one and those before it. What it says of
    /// the file as a whole is an error; what looks like a page of another paper or day is
    /// a warning.
    pub(super) fn take(&mut self, open: &OpenSpec, output: &Output, sink: &mut Sink) {
        match &self.first {
            Some(first) => {
                for key in differences(&first.output, output) {
                    sink.push(contradiction(key, first, open));
                }
                let preflight = |said: &OutputSpec| said.preflight.clone().map(|it| it.value);
                if preflight(&first.said) != preflight(&open.spec.output) {
                    sink.push(contradiction(OutputKey::Preflight, first, open));
                }
                check_imprint(first, open, sink);
            }
            None => {
                self.first = Some(FirstPage {
                    path: open.path.clone(),
                    output: output.clone(),
                    said: open.spec.output.clone(),
                    imprint: open.spec.page.imprint.clone(),
                });
            }
        }
        let path: Arc<Path> = open.path.as_path().into();
        self.check_number(open, &path, sink);
        self.check_stories(open, &path, sink);
    }

    /// Two pages with one number: a file was given twice, or not renumbered.
    fn check_number(&mut self, open: &OpenSpec, path: &Arc<Path>, sink: &mut Sink) {
        let Some(number) = open.spec.page.imprint.number.clone() else { return };
        match self.numbers.iter().find(|known| known.number.is_same(&number)) {
            Some(same) => {
                let other_spec = shown(&same.path);
                sink.push(warning(open, PagesFault::NumberTwice { other_spec, number }));
            }
            None => self.numbers.push(NumberedPage { number, path: Arc::clone(path) }),
        }
    }

    /// A story that stands on two pages is printed twice, unless it runs over both.
    fn check_stories(&mut self, open: &OpenSpec, path: &Arc<Path>, sink: &mut Sink) {
        let known = self.stories.entry(open.folder.clone()).or_default();
        for (slug, span) in super::placed_stories(&open.spec.page) {
            if let Some(other) = known.get(slug)
                && !super::jumps(&open.spec.page, slug)
            {
                let (slug, other_spec) = (slug.to_string(), shown(other));
                let finding = PagesFault::StoryOnTwo { slug, other_spec };
                sink.push(Diagnostic::of(finding).at(span));
            }
        }
        for (slug, _) in super::placed_stories(&open.spec.page) {
            known.entry(slug.clone()).or_insert_with(|| Arc::clone(path));
        }
    }
}

/// What two outputs do not agree on.
fn differences(one: &Output, other: &Output) -> Vec<OutputKey> {
    let (condition, other_condition) = (&one.condition, &other.condition);
    let (pictures, other_pictures) = (&one.pictures, &other.pictures);
    let same_profile = condition.profile == other_condition.profile;
    let agreements = [
        (OutputKey::Standard, one.standard == other.standard),
        (OutputKey::Profile, same_profile),
        // Where the profiles differ, so do the names of their conditions as a rule: only
        // the profiles are reported.
        (OutputKey::Condition, !same_profile || condition.identifier == other_condition.identifier),
        (OutputKey::MostInk, condition.most_ink == other_condition.most_ink),
        (OutputKey::Intent, pictures.intent == other_pictures.intent),
        (OutputKey::BlackPoint, pictures.black_point == other_pictures.black_point),
        (OutputKey::Resolution, pictures.resolution == other_pictures.resolution),
        (OutputKey::Sharpening, pictures.sharpening == other_pictures.sharpening),
        (OutputKey::Quality, pictures.quality == other_pictures.quality),
        (OutputKey::Structure, one.structure == other.structure),
    ];
    agreements.into_iter().filter(|(_, agree)| !agree).map(|(key, _)| key).collect()
}

fn contradiction(key: OutputKey, first: &FirstPage, other: &OpenSpec) -> Diagnostic {
    let (name, one, two) = (key.name(), shown(&first.path), shown(&other.path));
    let span: Option<Span> = other.spec.output.place(key).or_else(|| first.said.place(key));
    let finding = Diagnostic::of(PagesFault::Disagree {
        key: name.to_owned(),
        spec: two.clone(),
        other_spec: one,
    });
    match span {
        Some(span) => finding.at(span),
        None => finding.in_file(two),
    }
}

/// A page of another paper or day was hardly meant.
fn check_imprint(first: &FirstPage, other: &OpenSpec, sink: &mut Sink) {
    let (one, two) = (&first.imprint, &other.spec.page.imprint);
    if one.date != two.date {
        let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
        sink.push(warning(
            other,
            PagesFault::OtherDay { date: day(two.date), other_date: day(one.date) },
        ));
    }
    if one.issue != two.issue {
        let finding = PagesFault::OtherIssue { issue: two.issue, other_issue: one.issue };
        sink.push(warning(other, finding));
    }
    if one.paper != two.paper {
        let (paper, other_paper) = (two.paper.clone(), one.paper.clone());
        sink.push(warning(other, PagesFault::OtherPaper { paper, other_paper }));
    }
}

fn warning(spec: &OpenSpec, finding: PagesFault) -> Diagnostic {
    Diagnostic::of(finding).in_file(shown(&spec.path))
}

fn shown(path: &Path) -> String {
    crate::diag::plain_path(path).display().to_string()
}
