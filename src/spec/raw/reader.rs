//! From TOML's spanned tree to the raw tables, telling everything that is
//! wrong on the way.
//!
//! [`FromToml`] reads one value; [`Keys`] hands out the keys of a table and
//! reports what is left over. Nothing here knows a key by name.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::diag::finding::{Expected, SpecSyntax, ValueKind};
use crate::diag::{Diagnostic, MOST_OF_A_KIND, SourceId, Span, nearest};

/// A value and where it was written.
#[derive(Debug, Clone)]
pub(crate) struct Sp<T> {
    /// The value.
    pub(crate) value: T,
    /// Where.
    pub(crate) span: Span,
}

/// What an editor wrote for a key.
#[derive(Debug, Clone, Default)]
pub(crate) enum Field<T> {
    /// Nothing.
    #[default]
    Absent,
    /// Something that could not be read and was reported: nothing more needs
    /// to be said of this key.
    Unreadable,
    /// This. Most keys of most tables are not given, and tables hold tables: where each
    /// had the room of all it might hold, a spec would take 70 kB and be moved about.
    Given(Box<Sp<T>>),
}

impl<T> Field<T> {
    /// A value that was written at a place.
    pub(crate) fn given(value: T, span: Span) -> Self {
        Self::Given(Box::new(Sp { value, span }))
    }

    /// The value with its place, if there is one.
    pub(crate) fn get(&self) -> Option<&Sp<T>> {
        match self {
            Self::Given(given) => Some(given),
            Self::Absent | Self::Unreadable => None,
        }
    }

    /// The value, if there is one.
    pub(crate) fn value(&self) -> Option<&T> {
        self.get().map(|given| &given.value)
    }

    /// Whether nothing was written at all.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: FromToml> Field<T> {
    /// This key of a file over the same key of the template it extends.
    pub(crate) fn inherit(self, base: Self) -> Self {
        match (self, base) {
            (Self::Given(own), Self::Given(base)) => {
                Self::given(own.value.inherit(base.value), own.span)
            }
            (Self::Absent, base) => base,
            (own, _) => own,
        }
    }
}

/// The state of reading one file.
pub(crate) struct TableReader<'f> {
    source: SourceId,
    findings: &'f mut Vec<Diagnostic>,
}

impl<'f> TableReader<'f> {
    /// A reader of the file `source` that reports into `findings`.
    pub(crate) fn new(source: SourceId, findings: &'f mut Vec<Diagnostic>) -> Self {
        Self { source, findings }
    }

    /// A place in this file.
    pub(crate) fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    /// Takes note of a mistake.
    pub(crate) fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Takes note of a list of which only the first `most` are read.
    fn too_many(&mut self, count: usize, most: usize, span: Span) {
        let finding = SpecSyntax::LongList { values: count, most_values: most };
        self.report(Diagnostic::of(finding).at(span));
    }

    /// Takes note of a value of the wrong kind.
    pub(crate) fn wrong_kind(&mut self, expected: Expected, found: &DeValue<'_>, span: Span) {
        let finding = SpecSyntax::WrongKind { expected, found: kind_of(found) };
        self.report(Diagnostic::of(finding).at(span));
    }
}

/// What kind of thing a value is.
fn kind_of(value: &DeValue<'_>) -> ValueKind {
    match value {
        DeValue::String(_) => ValueKind::Text,
        DeValue::Integer(_) => ValueKind::Integer,
        DeValue::Float(_) => ValueKind::Number,
        DeValue::Boolean(_) => ValueKind::Boolean,
        DeValue::Datetime(_) => ValueKind::Date,
        DeValue::Array(_) => ValueKind::List,
        DeValue::Table(_) => ValueKind::Table,
    }
}

/// Words, lengths and rows in one list: the cells of the largest table.
const MOST_VALUES: usize = 20_000;
/// Tables in one list. A page takes 500 elements; a table takes some thousand
/// bytes.
pub(crate) const MOST_TABLES: usize = 1000;
/// Things under names that an editor chose, such as colors: a misspelt name is
/// held against all of them.
const MOST_NAMED: usize = 1000;
/// Keys that mean nothing, told of one table one by one.
const MOST_UNKNOWN: usize = MOST_OF_A_KIND;

/// A value that can be read from TOML.
pub(crate) trait FromToml: Sized {
    /// How many of these may stand in one list.
    const MOST: usize = MOST_VALUES;

    /// Reads it, or reports why not.
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self>;

    /// This value over the template's: the own one counts, unless it is a
    /// table, which is merged key by key.
    fn inherit(self, _base: Self) -> Self {
        self
    }
}

/// A value that is written as one word or text.
pub(crate) trait LeafValue: Sized {
    /// What is expected.
    fn expects() -> Expected;

    /// Reads it from text.
    fn read(text: &str) -> Result<Self, SpecSyntax>;

    /// Reads it from a whole number, where that makes sense.
    fn from_integer(_number: i64) -> Option<Result<Self, SpecSyntax>> {
        None
    }
}

impl<T: LeafValue> FromToml for T {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        let read = match value {
            DeValue::String(text) => Some(T::read(text)),
            DeValue::Integer(_) => integer(value).and_then(T::from_integer),
            _ => None,
        };
        match read {
            Some(Ok(leaf)) => Some(leaf),
            Some(Err(fault)) => {
                reader.report(Diagnostic::of(fault).at(span));
                None
            }
            None => {
                reader.wrong_kind(T::expects(), value, span);
                None
            }
        }
    }
}

/// The number behind a TOML integer; one beyond 64 bits is as good as the
/// largest, which every limit refuses.
pub(crate) fn integer(value: &DeValue<'_>) -> Option<i64> {
    let DeValue::Integer(written) = value else { return None };
    Some(i64::from_str_radix(written.as_str(), written.radix()).unwrap_or(i64::MAX))
}

impl FromToml for bool {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        if let DeValue::Boolean(yes) = value {
            return Some(*yes);
        }
        reader.wrong_kind(Expected::Flag, value, span);
        None
    }
}

/// A list of things, each with its place; a template's list is replaced whole.
impl<T: FromToml> FromToml for Vec<Sp<T>> {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        let DeValue::Array(array) = value else {
            let finding = match value {
                DeValue::Table(_) => SpecSyntax::SeveralPossible,
                _ => SpecSyntax::NoList,
            };
            reader.report(Diagnostic::of(finding).at(span));
            return None;
        };
        let mut list = Vec::new();
        for item in array.iter().take(T::MOST) {
            let span = reader.span(item.span());
            if let Some(value) = T::from_toml(item.get_ref(), span, reader) {
                list.push(Sp { value, span });
            }
        }
        if let Some(first) = array.get(T::MOST) {
            let span = reader.span(first.span());
            reader.too_many(array.len(), T::MOST, span);
        }
        Some(list)
    }
}

/// Things under names that the editor chose; merged name by name.
#[derive(Debug, Clone)]
pub(crate) struct Named<T>(pub(crate) BTreeMap<String, Sp<T>>);

impl<T: FromToml> FromToml for Named<T> {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        let DeValue::Table(table) = value else {
            reader.wrong_kind(Expected::Table, value, span);
            return None;
        };
        let mut named = BTreeMap::new();
        if let Some((first, _)) = table.iter().nth(MOST_NAMED) {
            let span = reader.span(first.span());
            reader.too_many(table.len(), MOST_NAMED, span);
        }
        for (key, item) in table.iter().take(MOST_NAMED) {
            let span = reader.span(item.span());
            if let Some(value) = T::from_toml(item.get_ref(), span, reader) {
                named.insert(key.get_ref().to_string(), Sp { value, span });
            }
        }
        Some(Self(named))
    }

    fn inherit(mut self, base: Self) -> Self {
        for (name, value) in base.0 {
            self.0.entry(name).or_insert(value);
        }
        self
    }
}

/// A table with known keys.
pub(crate) trait TableKeys: Sized {
    /// What messages call it: `[grid]`, `[[story]]`.
    const TITLE: &'static str;

    /// Adds the names of its keys.
    fn keys(known: &mut Vec<&'static str>);

    /// Takes its keys.
    fn take(keys: &mut Keys<'_, '_>, reader: &mut TableReader<'_>) -> Self;

    /// This table over the template's.
    fn over(self, base: Self) -> Self;
}

/// Reads a table and reports the keys that mean nothing.
pub(crate) fn read_table<T: TableKeys>(
    value: &DeValue<'_>,
    span: Span,
    reader: &mut TableReader<'_>,
) -> Option<T> {
    let DeValue::Table(table) = value else {
        let table = T::TITLE.to_owned();
        let finding = match value {
            DeValue::Array(_) => SpecSyntax::OnlyOne { table },
            _ => SpecSyntax::NoTable { table },
        };
        reader.report(Diagnostic::of(finding).at(span));
        return None;
    };
    let mut known = Vec::new();
    T::keys(&mut known);
    let misspelt = report_unknown(table, T::TITLE, &known, reader);
    Some(T::take(&mut Keys { table, misspelt }, reader))
}

/// The keys of a table, on their way into a raw table.
pub(crate) struct Keys<'t, 'i> {
    table: &'t DeTable<'i>,
    /// Keys that are there under another spelling, which was reported.
    misspelt: Vec<&'static str>,
}

impl Keys<'_, '_> {
    /// The value of a key.
    pub(crate) fn take<T: FromToml>(
        &mut self,
        key: &'static str,
        reader: &mut TableReader<'_>,
    ) -> Field<T> {
        let Some(item) = self.table.get(key) else {
            let meant = self.misspelt.contains(&key);
            return if meant { Field::Unreadable } else { Field::Absent };
        };
        let span = reader.span(item.span());
        match T::from_toml(item.get_ref(), span, reader) {
            Some(value) => Field::given(value, span),
            None => Field::Unreadable,
        }
    }
}

/// Reports the keys that mean nothing; returns those that were meant.
/// Words of other programs for what has another name here.
const OTHER_WORDS: [(&str, &str); 16] = [
    ("title", "headline"),
    ("heading", "headline"),
    ("subtitle", "deck"),
    ("subhead", "deck"),
    ("author", "byline"),
    ("text", "body"),
    ("paragraph", "body"),
    ("summary", "standfirst"),
    ("lead", "standfirst"),
    ("subheading", "crosshead"),
    ("header", "folio"),
    ("footer", "folio"),
    ("image", "picture"),
    ("photo", "picture"),
    ("images", "pictures"),
    ("photos", "pictures"),
];

/// The key that a word of other programs means, if it is one of those that are known.
fn meant(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let plain = name.to_lowercase();
    let (_, key) = OTHER_WORDS.iter().find(|(word, _)| *word == plain)?;
    known.iter().find(|known| known == &key).copied()
}

fn report_unknown(
    table: &DeTable<'_>,
    title: &str,
    known: &[&'static str],
    reader: &mut TableReader<'_>,
) -> Vec<&'static str> {
    let mut misspelt = Vec::new();
    let is_unknown = |name: &str| !known.contains(&name);
    let unknown: Vec<_> = table.keys().filter(|key| is_unknown(key.get_ref())).collect();
    let rest = unknown.len().saturating_sub(MOST_UNKNOWN);
    for (at, key) in unknown.into_iter().take(MOST_UNKNOWN).enumerate() {
        let name = key.get_ref().as_ref();
        // Keys are hyphenated; an underscore or a space is a slip of spelling.
        let near = meant(name, known)
            .or_else(|| nearest(&name.replace(['_', ' '], "-"), known.iter().copied()));
        misspelt.extend(near);
        let finding = Diagnostic::of(SpecSyntax::UnknownKey {
            key: name.to_owned(),
            table: title.to_owned(),
            nearest: near.map(str::to_owned),
            known: match near {
                Some(_) => Vec::new(),
                None => known.iter().map(|key| (*key).to_owned()).collect(),
            },
        });
        let is_last = at + 1 == MOST_UNKNOWN;
        let finding = finding.and_more(if is_last { rest } else { 0 });
        reader.report(finding.at(reader.span(key.span())));
    }
    misspelt
}
