//! The front matter: TOML between two lines of `+++`.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::StoryReader;
use super::text::{Manner, Signs, TextBuilder};
use crate::diag::finding::{FrontValue, StorySyntax};
use crate::diag::{Diagnostic, Span, nearest, toml_findings};
use crate::story::wire::WIRE_KEYS;
use crate::story::{Correction, Embargo, OptionalPart, RichText, Slug, StoryPicture, WireItem};
use crate::style::Lang;

/// The line above and below the front matter.
const FENCE: &str = "+++";

const KEYS: [&str; 14] = [
    "slug",
    "kicker",
    "headline",
    "deck",
    "standfirst",
    "byline",
    "dateline",
    "section",
    "lang",
    "optional",
    "embargo",
    "correction",
    "pictures",
    "wire",
];

const PICTURE_KEYS: [&str; 4] = ["file", "caption", "credit", "alt"];

/// What the front matter says.
#[derive(Default)]
pub(super) struct FrontMatter {
    pub(super) slug: Option<(Slug, Span)>,
    pub(super) kicker: Option<RichText>,
    pub(super) headline: Option<RichText>,
    pub(super) deck: Option<RichText>,
    pub(super) standfirst: Option<RichText>,
    pub(super) byline: Option<RichText>,
    pub(super) dateline: Option<RichText>,
    pub(super) section: Option<String>,
    pub(super) lang: Option<Lang>,
    pub(super) optional: Vec<OptionalPart>,
    pub(super) embargo: Option<Embargo>,
    pub(super) correction: Option<Correction>,
    pub(super) wire: Option<WireItem>,
    pub(super) pictures: Vec<StoryPicture>,
}

/// Reads the front matter and tells where the body begins; nothing if the
/// front matter has no end.
pub(super) fn read(reader: &mut StoryReader) -> Option<(FrontMatter, usize)> {
    let Some(parts) = split(reader.text) else {
        report_yaml(reader);
        return Some((FrontMatter::default(), 0));
    };
    let FrontParts { toml, body } = match parts {
        Ok(parts) => parts,
        Err(opening) => {
            let span = reader.span(opening);
            reader.sink.push(Diagnostic::of(StorySyntax::FrontUnclosed).at(span));
            return None;
        }
    };

    let base = toml.start;
    let (table, errors) = DeTable::parse_recoverable(&reader.text[toml.clone()]);
    let faults =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()));
    let at = |range: Range<usize>| reader.span(base + range.start..base + range.end);
    for finding in toml_findings(&reader.text[toml], faults, at) {
        reader.sink.push(finding);
    }
    let mut front = FrontReader { reader, base, matter: FrontMatter::default() };
    front.keys(table.get_ref());
    Some((front.matter, body))
}

/// Tells of front matter as other programs have it: YAML between lines of `---`.
fn report_yaml(reader: &mut StoryReader) {
    let text = reader.text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
    let start = reader.text.len() - text.len();
    let mut lines = text.lines();
    let is_fence = lines.next().is_some_and(|line| line.trim_end() == "---");
    let key = lines.next().and_then(|line| line.split_once(':')).map(|(key, _)| key.trim());
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric());
    let (first, second) = (text.lines().next(), text.lines().nth(1));
    let has_key = second
        .and_then(|line| line.split_once(['=', '＝']))
        .is_some_and(|(key, _)| KEYS.contains(&key.trim()));
    if let Some(fence) = first.map(str::trim_end)
        && ["---", "＋＋＋", "==="].contains(&fence)
        && has_key
    {
        let span = reader.span(start..start + fence.len());
        let finding = StorySyntax::OtherFence { value: fence.to_owned() };
        reader.sink.push(Diagnostic::of(finding).at(span));
        return;
    }
    if !is_fence || !key.is_some_and(is_key) {
        return;
    }
    let span = reader.span(start..start + 3);
    reader.sink.push(Diagnostic::of(StorySyntax::Yaml).at(span));
}

/// Where the pieces of a file with front matter are.
pub(super) struct FrontParts {
    toml: Range<usize>,
    body: usize,
}

impl FrontParts {
    pub(super) fn toml(&self) -> Range<usize> {
        self.toml.clone()
    }
}

/// Finds the front matter: nothing if there is none, the opening line if it
/// has no end.
pub(super) fn split(text: &str) -> Option<Result<FrontParts, Range<usize>>> {
    let first = text.len() - text.trim_start().len();
    let opening = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let mut lines = SourceLines { text, at: opening };
    let (line, opening) = lines.next()?;
    if line.trim() != FENCE {
        return None;
    }
    let start = lines.at;
    while let Some((line, range)) = lines.next() {
        if line.trim_end() == FENCE {
            return Some(Ok(FrontParts { toml: start..range.start, body: lines.at }));
        }
    }
    Some(Err(opening))
}

/// The lines from a place on, each with its bytes.
struct SourceLines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for SourceLines<'a> {
    type Item = (&'a str, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let length = rest.find('\n').unwrap_or(rest.len());
        self.at = (start + length + 1).min(self.text.len());
        Some((&rest[..length], start..start + length))
    }
}

/// The front matter in the making.
struct FrontReader<'r, 'a> {
    reader: &'r mut StoryReader<'a>,
    /// Where the TOML starts in the file.
    base: usize,
    matter: FrontMatter,
}

impl FrontReader<'_, '_> {
    fn keys(&mut self, table: &DeTable) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "slug" => self.slug(value),
                "kicker" => self.matter.kicker = self.rich("kicker", value),
                "headline" => self.matter.headline = self.rich("headline", value),
                "deck" => self.matter.deck = self.rich("deck", value),
                "standfirst" => self.matter.standfirst = self.rich("standfirst", value),
                "byline" => self.matter.byline = self.rich("byline", value),
                "dateline" => self.matter.dateline = self.rich("dateline", value),
                "section" => {
                    self.matter.section =
                        self.string("section", value).filter(|text| !text.trim().is_empty());
                }
                "lang" => self.lang(value),
                "optional" => self.optional(value),
                "embargo" => self.embargo(value),
                "correction" => {
                    let span = self.span(value.span());
                    let words = self.string("correction", value);
                    self.matter.correction = words.map(|words| Correction { words, span });
                }
                "pictures" => self.pictures(value),
                "wire" => self.wire(value),
                other => self.unknown_key(other, key.span(), &KEYS),
            }
        }
    }

    fn slug(&mut self, value: &Spanned<DeValue>) {
        let Some(text) = self.string("slug", value) else { return };
        let span = self.span(value.span());
        match Slug::new(&text) {
            Some(slug) => self.matter.slug = Some((slug, span)),
            None => {
                let finding = StorySyntax::BadSlug { value: text };
                self.reader.sink.push(Diagnostic::of(finding).at(span));
            }
        }
    }

    fn lang(&mut self, value: &Spanned<DeValue>) {
        let Some(tag) = self.string("lang", value) else { return };
        self.matter.lang = Lang::from_tag(&tag);
        if self.matter.lang.is_none() {
            let known = Lang::ALL.iter().map(|(_, tag)| (*tag).to_owned()).collect();
            let finding = StorySyntax::UnknownLanguage { value: tag, known };
            let place = self.span(value.span());
            self.reader.sink.push(Diagnostic::of(finding).at(place));
        }
    }

    /// Parts that a page may leave out: a list of their words, or one of them.
    fn optional(&mut self, value: &Spanned<DeValue>) {
        let words = match value.get_ref() {
            DeValue::Array(list) => list.iter().collect(),
            _ => vec![value],
        };
        for word in words {
            let Some(text) = word.get_ref().as_str() else {
                self.wrong_kind("optional", word, FrontValue::WordList);
                continue;
            };
            let wanted = text.trim().to_lowercase();
            let known = OptionalPart::WORDS.iter();
            match { known }.find(|(word, _)| *word == wanted) {
                Some((_, part)) => self.matter.optional.push(*part),
                None => {
                    let known = OptionalPart::WORDS.map(|(word, _)| word.to_owned()).to_vec();
                    let finding = StorySyntax::UnknownPart { value: text.to_owned(), known };
                    let place = self.span(word.span());
                    self.reader.sink.push(Diagnostic::of(finding).at(place));
                }
            }
        }
    }

    fn pictures(&mut self, value: &Spanned<DeValue>) {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_kind("pictures", value, FrontValue::TableList);
            return;
        };
        for item in list {
            match item.get_ref().as_table() {
                Some(table) => self.picture(table, item.span()),
                None => self.wrong_kind("pictures", item, FrontValue::Table),
            }
        }
    }

    fn picture(&mut self, table: &DeTable, range: Range<usize>) {
        let mut file = None;
        let mut picture = StoryPicture {
            file: String::new(),
            span: self.span(range),
            caption: None,
            credit: None,
            alt: None,
            after: None,
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "file" => {
                    file = Some(self.string("file", value).unwrap_or_default());
                    picture.span = self.span(value.span());
                }
                "caption" => picture.caption = self.rich("caption", value),
                "credit" => {
                    picture.credit = self.rich("credit", value).map(RichText::without_brackets);
                }
                "alt" => picture.alt = self.string("alt", value),
                other => self.unknown_key(other, key.span(), &PICTURE_KEYS),
            }
        }
        match file {
            Some(file) if !file.is_empty() => {
                self.matter.pictures.push(StoryPicture { file, ..picture });
            }
            _ => {
                let finding = StorySyntax::PictureFileless;
                self.reader.sink.push(Diagnostic::of(finding).at(picture.span));
            }
        }
    }

    /// A text of the head, or nothing if it is blank.
    fn rich(&mut self, key: &str, value: &Spanned<DeValue>) -> Option<RichText> {
        let text = self.string(key, value)?;
        let range = self.base + value.span().start..self.base + value.span().end;
        let mut builder = TextBuilder::new(self.reader.source);
        let inside = inside_quotes(&self.reader.text[range.clone()], &text);
        for (part, signs) in escapes(&text) {
            match inside {
                Some(at) => {
                    let start = range.start + at + part.start;
                    builder.push_exact(&text[part], start, Manner::plain(signs));
                }
                None => {
                    let notes = &mut self.reader.notes;
                    builder.push_spelled(&text[part], range.clone(), Manner::plain(signs), notes);
                }
            }
        }
        let rich = builder.finish(&mut self.reader.notes);
        (!rich.is_blank()).then_some(rich)
    }

    /// A date, or a date with a time, as TOML has them or in quotes.
    fn embargo(&mut self, value: &Spanned<DeValue>) {
        let text = match value.get_ref() {
            DeValue::Datetime(written) => written.to_string(),
            DeValue::String(text) => text.trim().replace(' ', "T"),
            _ => String::new(),
        };
        let midnight = || text.parse::<Date>().ok().map(|date| date.at(0, 0, 0, 0));
        let until = latest_anywhere(&text).or_else(|| text.parse::<DateTime>().ok());
        match until.or_else(midnight) {
            Some(until) => {
                let span = self.span(value.span());
                let written = text.replace('T', " ");
                self.matter.embargo = Some(Embargo { until, written, span });
            }
            None => self.wrong_kind("embargo", value, FrontValue::DateAndTime),
        }
    }

    /// Where the story came from.
    fn wire(&mut self, value: &Spanned<DeValue>) {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_kind("wire", value, FrontValue::Table);
            return;
        };
        let mut wire = WireItem::default();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let Some(place) = wire.value(name) else {
                self.unknown_key(name, key.span(), &WIRE_KEYS);
                continue;
            };
            *place = match value.get_ref() {
                DeValue::String(text) => Some(text.to_string()).filter(|it| !it.is_empty()),
                DeValue::Integer(number) => Some(number.to_string()),
                DeValue::Datetime(time) => Some(time.to_string()),
                _ => {
                    self.wrong_kind(name, value, FrontValue::WireText);
                    None
                }
            };
        }
        self.matter.wire = Some(wire);
    }

    fn string(&mut self, key: &str, value: &Spanned<DeValue>) -> Option<String> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_kind(key, value, FrontValue::Text);
        }
        text.map(str::to_owned)
    }

    fn wrong_kind(&mut self, key: &str, value: &Spanned<DeValue>, front_value: FrontValue) {
        let finding = StorySyntax::WrongKind { key: key.to_owned(), front_value };
        let place = self.span(value.span());
        self.reader.sink.push(Diagnostic::of(finding).at(place));
    }

    fn unknown_key(&mut self, key: &str, range: Range<usize>, known: &[&str]) {
        let near = nearest(key, known.iter().copied());
        let finding = StorySyntax::UnknownKey {
            key: key.to_owned(),
            nearest: near.map(str::to_owned),
            known: match near {
                Some(_) => Vec::new(),
                None => known.iter().map(|key| (*key).to_owned()).collect(),
            },
        };
        let place = self.span(range);
        self.reader.sink.push(Diagnostic::of(finding).at(place));
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.reader.span(self.base + range.start..self.base + range.end)
    }
}

/// What the clocks say at a time that is given by the clock of some place (`…Z`,
/// `…+08:00`), where they are furthest ahead (UTC+14): wherever the paper is, it is then
/// no earlier.
fn latest_anywhere(text: &str) -> Option<DateTime> {
    const FURTHEST: i8 = 14;
    let time: Timestamp = text.parse().ok()?;
    Some(Offset::constant(FURTHEST).to_datetime(time))
}

/// The parts of a text of the head, less the backslashes before signs; a
/// backslash before anything else is a character.
fn escapes(text: &str) -> Vec<(Range<usize>, Signs)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\\') {
        if at >= start && text[at + 1..].starts_with(['{', '}', '[', ']', '|', '^']) {
            parts.push((start..at, Signs::Read));
            parts.push((at + 1..at + 2, Signs::AsWritten));
            start = at + 2;
        }
    }
    parts.push((start..text.len(), Signs::Read));
    parts
}

/// Where `text` begins in the TOML string `quoted`, if it stands there byte for
/// byte.
fn inside_quotes(quoted: &str, text: &str) -> Option<usize> {
    ["\"\"\"", "'''", "\"", "'"].iter().find_map(|quote| {
        let inside = quoted.strip_prefix(quote)?.strip_suffix(quote)?;
        // A line break right after the opening quotes is not part of the text.
        let cut = inside.strip_prefix('\n').filter(|_| quote.len() == 3).unwrap_or(inside);
        (cut == text).then_some(quote.len() + inside.len() - cut.len())
    })
}
