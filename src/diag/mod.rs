//! What the engine has to say to an editor: where something is wrong, what,
//! and what to do about it.
//!
//! Every stage reports into a [`Sink`] and goes on, so that one run tells all;
//! of findings that are all alike the first and how many more there are.
//! The library prints nothing: [`render`] turns diagnostics into text in the
//! reader's language, [`Record`] into data, and the command line prints it.
//! Whatever is printed for people goes through [`visible()`].

mod code;
mod denied;
pub mod finding;
mod keep;
mod page_number;
mod record;
pub mod render;
mod toml;
mod visible;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

pub use code::{Code, Nature};
pub use denied::Denied;
pub use finding::{Advice, FindingValue, MEMBERS, MemberWord, Members, SizeMm, members_of};
pub use keep::KeptFindings;
pub use page_number::{CountedNumber, PageNumber};
pub use record::{PlaceRecord, Record};
pub(crate) use toml::plain_date;
pub use toml::toml_findings;
pub use visible::{is_unseen, visible, visible_json};

/// The same words in English and Chinese.
///
/// Made by [`say!`](crate::say): a lowercase sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(description = "The same words in English and Chinese.")]
pub struct Text {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Text {
    /// The words in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }

    /// Cuts both down to so many characters.
    fn cut(&mut self, most: usize) {
        for words in [&mut self.en, &mut self.zh] {
            if let Some((at, _)) = words.char_indices().nth(most) {
                words.truncate(at);
                words.push('…');
            }
        }
    }
}

/// Makes a [`Text`](crate::diag::Text) from an English and a Chinese format
/// string, with the same captured variables in both.
#[cfg_attr(doc, doc(hidden))]
#[macro_export]
macro_rules! say {
    ($en:literal, $zh:literal $(, $($args:tt)*)?) => {
        $crate::diag::Text {
            en: format!($en $(, $($args)*)?),
            zh: format!($zh $(, $($args)*)?),
        }
    };
}

/// The language that messages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

/// A path as people would write it: `samples/x` for `layouts/../samples/x`.
///
/// For showing and comparing only. A file is opened by the path as it was
/// given: where a folder is a symbolic link, the two may differ.
#[must_use]
pub fn plain_path(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    if plain.as_os_str().is_empty() { path.to_path_buf() } else { plain }
}

/// A file that was read, by its place in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId {
    shelf: u32,
    at: u32,
}

/// A run of bytes in a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of the file `source`.
    #[must_use]
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }
}

/// A text file that diagnostics can point into.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as the user would write it.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// The byte at which each line starts, so that a place is found quickly
    /// even in a file with many findings.
    line_starts: Vec<usize>,
}

impl Source {
    fn new(name: String, text: String) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(after_breaks).collect();
        Self { name, text, line_starts }
    }

    /// The start of the character that holds byte `at`; the text's end for
    /// bytes beyond it.
    fn floor_boundary(&self, at: usize) -> usize {
        self.text.floor_char_boundary(at)
    }

    /// The number of the line that holds byte `at`, from 0.
    fn line_index(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at) - 1
    }

    /// The bytes of the line that holds byte `at`, without its line break.
    fn line_around(&self, at: usize) -> std::ops::Range<usize> {
        let index = self.line_index(at);
        let end = self.line_starts.get(index + 1).map_or(self.text.len(), |next| next - 1);
        self.line_starts[index]..end
    }
}

/// Text files that were read in a run.
///
/// They stand on shelves, so that several readers can add files at the same time and put
/// them together in the end: an id that one of them gave out holds for all of them.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Where new files come.
    own: u32,
    shelves: BTreeMap<u32, Vec<Arc<Source>>>,
}

impl Sources {
    /// No files yet; those that are added come on a shelf of this number, which nobody
    /// else may use whose files are put together with these.
    #[must_use]
    pub fn on_shelf(number: u32) -> Self {
        Self { own: number, shelves: BTreeMap::new() }
    }

    /// Adds a file and tells its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let shelf = self.shelves.entry(self.own).or_default();
        shelf.push(Arc::new(Source::new(name.into(), text.into())));
        SourceId { shelf: self.own, at: u32::try_from(shelf.len() - 1).unwrap_or(u32::MAX) }
    }

    /// Puts the files of another collection beside its own; of those that it has forgotten
    /// it knows again which the other has kept.
    pub fn append(&mut self, other: &Self) {
        for (number, shelf) in &other.shelves {
            let own = self.shelves.entry(*number).or_insert_with(|| shelf.clone());
            for (own, other) in own.iter_mut().zip(shelf).filter(|(own, _)| own.text.is_empty()) {
                *own = Arc::clone(other);
            }
        }
    }

    /// Forgets what is in the files, but for those that are wanted.
    pub fn keep(&mut self, wanted: impl IntoIterator<Item = SourceId>) {
        let wanted: BTreeSet<SourceId> = wanted.into_iter().collect();
        let forgotten = Arc::new(Source::new(String::new(), String::new()));
        self.shelves.retain(|number, shelf| {
            let mut is_wanted = false;
            for (at, source) in (0..).zip(shelf) {
                match wanted.contains(&SourceId { shelf: *number, at }) {
                    true => is_wanted = true,
                    false => *source = Arc::clone(&forgotten),
                }
            }
            is_wanted
        });
    }

    /// The file behind an id that this collection gave out.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.shelves[&id.shelf][id.at as usize]
    }

    /// Every file, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.shelves.values().flatten().map(|source| &**source)
    }

    /// Line and column, both from 1, of a byte offset in a file; columns count
    /// characters.
    #[must_use]
    pub fn line_column(&self, id: SourceId, offset: u32) -> (usize, usize) {
        let source = self.get(id);
        let at = source.floor_boundary(offset as usize);
        let line = source.line_index(at);
        let before = &source.text[source.line_starts[line]..at];
        (line + 1, before.chars().count() + 1)
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Good to know; nothing needs doing.
    Note,
    /// The page can be printed, but somebody should look.
    Warning,
    /// The page must not be printed.
    Error,
}

impl Severity {
    /// The English word, in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A rectangle on a page, in mm from the trim's upper left corner, x to the right
/// and y down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PageArea {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// To the right.
    pub width: f64,
    /// Down.
    pub height: f64,
}

impl PageArea {
    /// The smallest area that holds both.
    #[must_use]
    pub fn around(self, other: Self) -> Self {
        let x = self.x.min(other.x);
        let y = self.y.min(other.y);
        Self {
            x,
            y,
            width: (self.x + self.width).max(other.x + other.width) - x,
            height: (self.y + self.height).max(other.y + other.height) - y,
        }
    }

    /// Whether no more than `gap` mm lie between both.
    #[must_use]
    pub fn is_near(self, other: Self, gap: f64) -> bool {
        self.x <= other.x + other.width + gap
            && other.x <= self.x + self.width + gap
            && self.y <= other.y + other.height + gap
            && other.y <= self.y + self.height + gap
    }

    /// In whole hundredths of a millimeter.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self {
            x: to_hundredths(self.x),
            y: to_hundredths(self.y),
            width: to_hundredths(self.width),
            height: to_hundredths(self.height),
        }
    }
}

/// More digits than this are noise.
pub(crate) fn to_hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// A place in a file that has no lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FilePlace {
    /// The file; the one that is being made if there is none.
    pub file: Option<String>,
    /// The page, from 1; the whole file if it is not known.
    pub page: Option<usize>,
    /// Where on the page; the whole page if it is not known.
    pub area: Option<PageArea>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What was found.
    pub finding: Box<FindingValue>,
    /// Where, if it has a place in a file.
    pub span: Option<Span>,
    /// Where in a file that is not text (a picture, a font, a PDF).
    pub file_place: Option<Box<FilePlace>>,
    /// What is known where something was asked for, beside what was found there.
    pub advice: Vec<Advice>,
    /// How many more there are of its kind that are counted and not kept.
    pub more: u32,
}

impl Diagnostic {
    /// A finding, as bad as it usually is.
    #[must_use]
    pub fn of(finding: impl Into<FindingValue>) -> Self {
        let finding = Box::new(finding.into());
        Self {
            severity: finding.severity(),
            finding,
            span: None,
            file_place: None,
            advice: Vec::new(),
            more: 0,
        }
    }

    /// What kind of finding it is.
    #[must_use]
    pub fn code(&self) -> Code {
        self.finding.code()
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> Text {
        let mut message = self.finding.text();
        message.cut(LONGEST);
        message
    }

    /// What to do.
    #[must_use]
    pub fn hints(&self) -> Vec<Text> {
        let advice = self.advice.iter().map(|advice| advice.text());
        self.finding.hints().into_iter().chain(advice).collect()
    }

    /// The same finding, so bad in this case.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same finding at a place in a source file.
    #[must_use]
    pub fn at(mut self, span: impl Into<Option<Span>>) -> Self {
        self.span = span.into();
        self
    }

    /// The same finding about a file that has no lines.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file_place.get_or_insert_default().file = Some(file.into());
        self
    }

    /// The same finding about a page of a file that has no lines, and an area of it.
    #[must_use]
    pub fn on_page(mut self, page: usize, area: Option<PageArea>) -> Self {
        let place = self.file_place.get_or_insert_default();
        (place.page, place.area) = (Some(page), area);
        self
    }

    /// The file that has no lines, if it is about one.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file_place.as_ref()?.file.as_deref()
    }

    /// The same finding with what is known where the file was asked for.
    #[must_use]
    pub fn advice(mut self, advice: Advice) -> Self {
        self.advice.push(advice);
        self
    }

    /// How many findings it stands for.
    fn findings(&self) -> usize {
        1 + self.more as usize
    }

    /// The same finding, standing for so many more of its kind.
    #[must_use]
    pub fn and_more(mut self, more: usize) -> Self {
        self.more = u32::try_from(more).unwrap_or(u32::MAX);
        self
    }
}

/// Findings of one kind that are kept, a kind being a code and how bad it is:
/// nobody mends more in one go, and a file that is wrong throughout must not
/// fill the memory with words.
pub const MOST_OF_A_KIND: usize = 50;

/// Characters of a message. What it quotes of a story may be a whole book.
const LONGEST: usize = 500;

/// Where findings are gathered: the first [`MOST_OF_A_KIND`] of each kind, and
/// how many more there were.
#[derive(Debug, Clone, Default)]
pub struct Sink {
    list: Vec<Diagnostic>,
    kinds: BTreeMap<(Code, Severity), Kept>,
}

/// What is kept of the findings of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept {
    count: usize,
    /// The place in the list of the last one, which stands for all further
    /// ones.
    last: usize,
}

impl Sink {
    /// Adds a finding, or counts it where there are enough of its kind.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.finding.cut();
        let at = self.list.len();
        let kind = (diagnostic.code(), diagnostic.severity);
        let kept = self.kinds.entry(kind).or_insert(Kept { count: 0, last: at });
        if kept.count < MOST_OF_A_KIND {
            *kept = Kept { count: kept.count + 1, last: at };
            self.list.push(diagnostic);
        } else {
            let last = &mut self.list[kept.last];
            last.more = last.more.saturating_add(1).saturating_add(diagnostic.more);
        }
    }

    /// Adds the findings of another sink after its own.
    pub fn append(&mut self, later: Self) {
        later.list.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// All findings that are kept, in the order they were made.
    #[must_use]
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// How many findings are of exactly this severity, kept or not.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let list = self.list.iter().filter(|diagnostic| diagnostic.severity == severity);
        list.map(Diagnostic::findings).sum()
    }

    /// How many findings there are, kept or not.
    #[must_use]
    pub fn total(&self) -> usize {
        self.list.iter().map(Diagnostic::findings).sum()
    }

    /// Whether anything forbids printing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// The beginning of some words, to be quoted in a message.
#[must_use]
pub fn shortened(words: &str) -> String {
    const MOST: usize = 12;
    let words = words.trim();
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}

/// The known word nearest to a misspelt one, if any is near enough to be
/// meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate)
        })
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
