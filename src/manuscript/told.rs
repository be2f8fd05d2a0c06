//! What is told of a manuscript: what of it is not in the story.

use std::collections::BTreeMap;

use super::{ImportedStory, PlacedRemark, RemarkKind};
use crate::diag::finding::ManuscriptFinding;
use crate::diag::{Diagnostic, SourceId, Sources, Span};
use crate::story::private_characters;

/// Comments that are told one by one; of more only the first.
const MOST_COMMENTS: usize = 50;

/// How many places are told of what is told once.
const PLACES: usize = 5;

/// What is told of the manuscript, the mending of its characters left out; `source` is its
/// listing.
#[must_use]
pub fn told(story: &ImportedStory, source: SourceId, sources: &Sources) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<RemarkKey, Vec<&PlacedRemark>> = BTreeMap::new();
    for (number, remark) in story.remarks.iter().enumerate() {
        groups.entry(RemarkKey::of(number, remark)).or_default().push(remark);
    }
    let comments = story.remarks.iter().filter(|remark| is_comment(remark)).count();
    let mut said = 0;
    let mut told: Vec<Diagnostic> = Vec::new();
    for remarks in groups.values() {
        let Some(first) = remarks.first() else { continue };
        said += usize::from(is_comment(first));
        if is_comment(first) && said > MOST_COMMENTS {
            continue;
        }
        let places = remarks.iter().filter_map(|remark| remark.place.as_ref());
        let first_places = places.take(PLACES).map(|place| {
            let at = u32::try_from(place.start).unwrap_or(u32::MAX);
            let (line, column) = sources.line_column(source, at);
            format!("{line}:{column}")
        });
        let finding = finding(first, remarks.len(), first_places.collect());
        let span = first.place.clone().map(|place| Span::new(source, place));
        let mut diagnostic = Diagnostic::of(finding).at(span);
        if is_comment(first) && said == MOST_COMMENTS && comments > MOST_COMMENTS {
            diagnostic = diagnostic.and_more(comments - MOST_COMMENTS);
        }
        told.push(diagnostic);
    }
    told.extend(private_characters(source, sources));
    told
}

fn is_comment(remark: &PlacedRemark) -> bool {
    matches!(remark.kind, RemarkKind::Comment { .. })
}

/// What remarks have in common that are told as one; each that has words of its own is
/// told by itself.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RemarkKey {
    kind: RemarkKind,
    number: usize,
}

impl RemarkKey {
    fn of(number: usize, remark: &PlacedRemark) -> Self {
        let is_alone = match remark.kind {
            RemarkKind::Inserted
            | RemarkKind::Deleted
            | RemarkKind::Moved
            | RemarkKind::Hidden
            | RemarkKind::Link
            | RemarkKind::ReadingInBrackets
            | RemarkKind::PagePart
            | RemarkKind::TooDeep
            | RemarkKind::Object { .. }
            | RemarkKind::PictureMissing
            | RemarkKind::PictureFormat
            | RemarkKind::TableInTable => false,
            RemarkKind::Comment { .. }
            | RemarkKind::HeaderOrFooter
            | RemarkKind::Footnotes
            | RemarkKind::PictureElsewhere
            | RemarkKind::NotInStory { .. }
            | RemarkKind::WireNote
            | RemarkKind::WireTerms
            | RemarkKind::WireSignal
            | RemarkKind::WireEmbargo
            | RemarkKind::RepeatedKey
            | RemarkKind::FieldsLeftOut => true,
        };
        Self { kind: remark.kind.clone(), number: if is_alone { number } else { 0 } }
    }
}

fn finding(remark: &PlacedRemark, times: usize, first_places: Vec<String>) -> ManuscriptFinding {
    let quoted = remark.words.clone();
    match &remark.kind {
        RemarkKind::Inserted => ManuscriptFinding::Inserted { quoted, times, first_places },
        RemarkKind::Deleted => ManuscriptFinding::Deleted { quoted, times, first_places },
        RemarkKind::Moved => ManuscriptFinding::Moved { quoted, times, first_places },
        RemarkKind::Hidden => ManuscriptFinding::Hidden { quoted, times, first_places },
        RemarkKind::Comment { author, said } => {
            let (author, comment) = (author.clone(), said.clone());
            ManuscriptFinding::Comment { quoted, author, comment }
        }
        RemarkKind::HeaderOrFooter => ManuscriptFinding::HeaderOrFooter { quoted },
        RemarkKind::Object { object } => {
            ManuscriptFinding::Object { object_kind: *object, quoted, times, first_places }
        }
        RemarkKind::PictureMissing => {
            ManuscriptFinding::PictureMissing { quoted, times, first_places }
        }
        RemarkKind::PictureFormat => {
            ManuscriptFinding::PictureFormat { quoted, times, first_places }
        }
        RemarkKind::Link => ManuscriptFinding::Link { quoted, times, first_places },
        RemarkKind::ReadingInBrackets => {
            ManuscriptFinding::ReadingInBrackets { quoted, times, first_places }
        }
        RemarkKind::PagePart => ManuscriptFinding::PagePart { quoted, times, first_places },
        RemarkKind::TableInTable => ManuscriptFinding::TableInTable { quoted, times, first_places },
        RemarkKind::TooDeep => ManuscriptFinding::TooDeep { quoted, times, first_places },
        RemarkKind::PictureElsewhere => ManuscriptFinding::PictureElsewhere { address: quoted },
        RemarkKind::NotInStory { part } => {
            ManuscriptFinding::NotInStory { feed_part: *part, quoted }
        }
        RemarkKind::WireNote => ManuscriptFinding::WireNote { quoted },
        RemarkKind::WireTerms => ManuscriptFinding::WireTerms { quoted },
        RemarkKind::WireSignal => ManuscriptFinding::WireSignal { quoted },
        RemarkKind::WireEmbargo => ManuscriptFinding::Embargoed { until: quoted },
        RemarkKind::RepeatedKey => ManuscriptFinding::RepeatedKey { key: quoted },
        RemarkKind::FieldsLeftOut => ManuscriptFinding::FieldsLeftOut {
            known: quoted.split(", ").map(str::to_owned).collect(),
        },
        RemarkKind::Footnotes => {
            ManuscriptFinding::Footnotes { times: quoted.parse().unwrap_or_default() }
        }
    }
}
