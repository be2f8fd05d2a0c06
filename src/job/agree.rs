//! Whether pages that go into one file want the same of the whole file.

use std::path::Path;

use super::OpenSpec;
use crate::diag::finding::Pages;
use crate::diag::{Diagnostic, Sink, Span};
use crate::page::Output;
use crate::spec::OutputKey;

/// Reports where the pages contradict the first one. What they say of the file
/// as a whole is an error; what looks like a page of another paper or day is a
/// warning.
pub(super) fn check(specs: &[OpenSpec], outputs: &[Output], sink: &mut Sink) {
    let Some((first, others)) = specs.split_first() else { return };
    let Some((wanted, outputs)) = outputs.split_first() else { return };
    for (other, output) in others.iter().zip(outputs) {
        for key in differences(wanted, output) {
            sink.push(contradiction(key, first, other));
        }
        let preflight = |spec: &OpenSpec| spec.spec.output.preflight.clone().map(|it| it.value);
        if preflight(first) != preflight(other) {
            sink.push(contradiction(OutputKey::Preflight, first, other));
        }
        check_imprint(first, other, sink);
    }
    for (at, other) in specs.iter().enumerate() {
        check_number(&specs[..at], other, sink);
        check_stories(&specs[..at], other, sink);
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

fn contradiction(key: OutputKey, first: &OpenSpec, other: &OpenSpec) -> Diagnostic {
    let (name, one, two) = (key.name(), shown(&first.path), shown(&other.path));
    let span: Option<Span> = other.spec.output.place(key).or_else(|| first.spec.output.place(key));
    let finding = Diagnostic::of(Pages::Disagree {
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
fn check_imprint(first: &OpenSpec, other: &OpenSpec, sink: &mut Sink) {
    let (one, two) = (&first.spec.page.imprint, &other.spec.page.imprint);
    if one.date != two.date {
        let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
        sink.push(warning(
            other,
            Pages::OtherDay { date: day(two.date), other_date: day(one.date) },
        ));
    }
    if one.paper != two.paper {
        let (paper, other_paper) = (two.paper.clone(), one.paper.clone());
        sink.push(warning(other, Pages::OtherPaper { paper, other_paper }));
    }
}

/// Two pages with one number: a file was given twice, or not renumbered.
fn check_number(before: &[OpenSpec], other: &OpenSpec, sink: &mut Sink) {
    let Some(number) = other.spec.page.imprint.number else { return };
    let same = before.iter().find(|spec| spec.spec.page.imprint.number == Some(number));
    if let Some(same) = same {
        let other_spec = shown(&same.path);
        sink.push(warning(other, Pages::NumberTwice { other_spec, number }));
    }
}

/// A story that stands on two pages is printed twice, unless it runs over both.
/// Pages with different folders may have stories of one name.
fn check_stories(before: &[OpenSpec], other: &OpenSpec, sink: &mut Sink) {
    for (slug, span) in super::placed_stories(&other.spec.page) {
        if super::jumps(&other.spec.page, slug) {
            continue;
        }
        let same = before.iter().find(|spec| {
            spec.folder == other.folder
                && super::placed_stories(&spec.spec.page).any(|(known, _)| known == slug)
        });
        if let Some(same) = same {
            let finding =
                Pages::StoryOnTwo { slug: slug.to_string(), other_spec: shown(&same.path) };
            sink.push(Diagnostic::of(finding).at(span));
        }
    }
}

fn warning(spec: &OpenSpec, finding: Pages) -> Diagnostic {
    Diagnostic::of(finding).in_file(shown(&spec.path))
}

fn shown(path: &Path) -> String {
    crate::diag::plain_path(path).display().to_string()
}
