//! What an import did, and how it is told.

use std::collections::BTreeMap;
use std::ops::Range;

use super::places::{first_places, place};
use super::{MARK_END, MARK_START};
use crate::diag::finding::ImportFinding;
pub use crate::diag::finding::{Doubt, RawPart as HeadPart};
use crate::diag::{Diagnostic, Severity, SourceId, Sources, Span};

/// One thing that was changed, guessed or left to the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// The bytes of the raw copy it concerns.
    pub range: Range<usize>,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// What an import does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The file has front matter and was left alone.
    StoryAlready,
    /// A byte order mark was dropped.
    ByteOrderMark,
    /// Line ends of other systems became line feeds.
    LineEnds,
    /// White space typed as an indent was dropped.
    Indent,
    /// Lines that were wrapped became one paragraph.
    Unwrapped,
    /// A paragraph that was cut became whole again.
    Joined,
    /// A radical or a second code of a letter became the letter that it looks like, a
    /// vertical or small form of a mark the mark.
    LookAlike,
    /// Full-width letters and digits became ordinary ones.
    Width,
    /// A half-width mark between Chinese characters became full width.
    Punctuation,
    /// A dash of another form became 破折号.
    Dash,
    /// A single dash became 破折号, though it could be 连接号.
    DashPerhapsConnector,
    /// Dots became 省略号.
    Ellipsis,
    /// A straight quote became a curly one.
    Quote,
    /// A straight quote in a word became an apostrophe.
    Apostrophe,
    /// A space was removed or several became one.
    Space,
    /// A reading of Aozora Bunko's became one of ours.
    Reading,
    /// The same, though it may be the title of a work.
    ReadingPerhapsTitle,
    /// An annotation of Aozora Bunko's became a mark of ours.
    Annotation,
    /// An annotation of Aozora Bunko's says that its line is a heading.
    HeadingAnnotation,
    /// An annotation of Aozora Bunko's that a story cannot say was dropped.
    AnnotationDropped,
    /// What explains the signs of Aozora Bunko's files was left out.
    Explanation,
    /// What a file of Aozora Bunko's says of its source was left out.
    Colophon,
    /// A line was taken as a part of the head for a sign that it bears.
    HeadPart(HeadPart),
    /// A line was taken as a part of the head for its place alone.
    HeadGuess(HeadPart),
    /// A short line was taken as a crosshead.
    Crosshead,
    /// A paragraph that ends with 摄 was taken as a caption; its picture's file
    /// is for the editor to name.
    Caption,
    /// A line was taken as the slogan over the page.
    Banner,
    /// A story of the page begins here.
    StoryBegins,
    /// A caption that belongs to no story.
    CaptionAlone,
    /// A line was taken as the folio of the page.
    PageFurniture,
    /// Left to the editor.
    Doubt(Doubt),
}

impl HeadPart {
    /// The key in the front matter.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Kicker => "kicker",
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Standfirst => "standfirst",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
        }
    }
}

impl Change {
    pub(super) fn new(
        kind: ChangeKind,
        range: Range<usize>,
        before: impl Into<String>,
        after: impl Into<String>,
    ) -> Self {
        Self { kind, range, before: before.into(), after: after.into() }
    }

    /// The finding to report about the raw copy `source`.
    #[must_use]
    pub fn diagnostic(&self, source: SourceId) -> Diagnostic {
        Diagnostic::of(self.finding()).at(Span::new(source, self.range.clone()))
    }

    fn finding(&self) -> ImportFinding {
        let (before, after) = (self.before.clone(), self.after.clone());
        match self.kind {
            ChangeKind::StoryAlready => ImportFinding::StoryAlready,
            ChangeKind::ByteOrderMark => ImportFinding::ByteOrderMark,
            ChangeKind::LineEnds => ImportFinding::LineEnds,
            ChangeKind::Indent => ImportFinding::Indent,
            ChangeKind::Unwrapped => ImportFinding::Unwrapped,
            ChangeKind::Joined => ImportFinding::Joined,
            ChangeKind::LookAlike => ImportFinding::LookAlike { before, after },
            ChangeKind::Width
            | ChangeKind::Punctuation
            | ChangeKind::Dash
            | ChangeKind::Ellipsis
            | ChangeKind::Quote
            | ChangeKind::Apostrophe => ImportFinding::Replaced { before, after },
            ChangeKind::DashPerhapsConnector => ImportFinding::DashReplaced { before, after },
            ChangeKind::Space if after.is_empty() => ImportFinding::SpaceRemoved,
            ChangeKind::Space => ImportFinding::SpacesJoined,
            ChangeKind::Reading => ImportFinding::ReadingTaken { before, after },
            ChangeKind::ReadingPerhapsTitle => ImportFinding::ReadingGuessed { before, after },
            ChangeKind::Annotation => ImportFinding::Replaced { before, after },
            ChangeKind::HeadingAnnotation => ImportFinding::HeadingAnnotation { before },
            ChangeKind::AnnotationDropped => ImportFinding::AnnotationDropped { before },
            ChangeKind::Explanation => ImportFinding::Explanation { before },
            ChangeKind::Colophon => ImportFinding::Colophon { before },
            ChangeKind::HeadPart(raw_part) => ImportFinding::HeadPart { before, raw_part },
            ChangeKind::HeadGuess(raw_part) => ImportFinding::HeadGuess { before, raw_part },
            ChangeKind::Crosshead => ImportFinding::Crosshead { before },
            ChangeKind::Caption => ImportFinding::Caption { before },
            ChangeKind::Banner => ImportFinding::Banner { before },
            ChangeKind::StoryBegins => ImportFinding::StoryBegins { before },
            ChangeKind::CaptionAlone => ImportFinding::CaptionAlone { before },
            ChangeKind::PageFurniture => ImportFinding::PageFurniture { before },
            ChangeKind::Doubt(doubt) => {
                ImportFinding::Doubtful { doubt, mark_start: MARK_START, mark_end: MARK_END }
            }
        }
    }
}

/// Places of a repeated change that an editor must look at, and that are told.
const MOST_TO_LOOK_AT: usize = 20;

/// The findings for people: a change that was made more than once is told once, with
/// how often and where first.
#[must_use]
pub fn gathered(changes: &[Change], source: SourceId, sources: &Sources) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<RepeatKey<'_>, Vec<usize>> = BTreeMap::new();
    for (at, change) in changes.iter().enumerate() {
        if let Some(key) = RepeatKey::of(change) {
            groups.entry(key).or_default().push(at);
        }
    }
    groups.retain(|_, members| members.len() > 1);
    changes
        .iter()
        .enumerate()
        .filter_map(|(at, change)| {
            let members = RepeatKey::of(change).and_then(|key| groups.get(&key));
            match members {
                None => Some(change.diagnostic(source)),
                Some(members) if members.first() == Some(&at) => {
                    let ranges = members.iter().filter_map(|at| changes.get(*at));
                    let starts: Vec<usize> = ranges.map(|change| change.range.start).collect();
                    Some(change.repeated(&starts, source, sources))
                }
                Some(_) => None,
            }
        })
        .collect()
}

/// What changes have in common that are told as one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RepeatKey<'a> {
    kind: ChangeKind,
    before: &'a str,
    after: &'a str,
}

impl<'a> RepeatKey<'a> {
    /// None for what is told by itself, because its words matter.
    fn of(change: &'a Change) -> Option<Self> {
        let Change { kind, before, after, .. } = change;
        let (before, after) = match kind {
            ChangeKind::Indent
            | ChangeKind::Unwrapped
            | ChangeKind::Joined
            | ChangeKind::LookAlike
            | ChangeKind::Width
            | ChangeKind::Reading => ("", ""),
            ChangeKind::Space => ("", after.as_str()),
            ChangeKind::Punctuation
            | ChangeKind::Dash
            | ChangeKind::DashPerhapsConnector
            | ChangeKind::Ellipsis
            | ChangeKind::Quote
            | ChangeKind::Apostrophe
            | ChangeKind::AnnotationDropped => (before.as_str(), after.as_str()),
            ChangeKind::StoryAlready
            | ChangeKind::ByteOrderMark
            | ChangeKind::LineEnds
            | ChangeKind::ReadingPerhapsTitle
            | ChangeKind::Annotation
            | ChangeKind::HeadingAnnotation
            | ChangeKind::Explanation
            | ChangeKind::Colophon
            | ChangeKind::HeadPart(_)
            | ChangeKind::HeadGuess(_)
            | ChangeKind::Crosshead
            | ChangeKind::Caption
            | ChangeKind::Banner
            | ChangeKind::StoryBegins
            | ChangeKind::CaptionAlone
            | ChangeKind::PageFurniture
            | ChangeKind::Doubt(_) => return None,
        };
        Some(Self { kind: *kind, before, after })
    }
}

impl Change {
    /// The finding for all changes of its sort, which begin at these bytes.
    fn repeated(&self, starts: &[usize], source: SourceId, sources: &Sources) -> Diagnostic {
        let cause = match self.kind {
            ChangeKind::Width => ImportFinding::Narrowed,
            ChangeKind::LookAlike => ImportFinding::LookAlikesMended {
                before: self.before.clone(),
                after: self.after.clone(),
            },
            ChangeKind::Reading => ImportFinding::ReadingsTaken,
            _ => self.finding(),
        };
        let severity = cause.severity();
        let first_places = match severity {
            Severity::Note => first_places(starts, source, sources),
            _ => {
                let told = starts.iter().take(MOST_TO_LOOK_AT);
                told.map(|at| place(*at, source, sources)).collect()
            }
        };
        let times = starts.len();
        let finding =
            ImportFinding::Repeated { cause: Box::new(cause.into()), times, first_places };
        Diagnostic::of(finding).severity(severity)
    }
}
