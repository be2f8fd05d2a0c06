//! The index (导读): each entry names a page that is there and has the story.

use std::collections::BTreeSet;

use super::{BookedPage, EditionBook};
use crate::diag::finding::EditionFault;
use crate::diag::{Diagnostic, PageNumber, Sink, Span};
use crate::story::{RichText, Slug, Story};

/// The slug of the story that is the index of the paper.
const INDEX: &str = "index";

pub(super) fn check(book: &EditionBook<'_>, found: &mut Sink) {
    let Some(index) = Slug::new(INDEX) else { return };
    for page in &book.pages {
        let names_it = super::super::super::slugs(&page.open.spec.page).contains(&index);
        let Some(story) = book.story(page, &index).filter(|_| names_it) else { continue };
        for text in story.body.iter().flat_map(crate::story::Block::texts) {
            entry(book, text, found);
        }
    }
}

fn entry(book: &EditionBook<'_>, text: &RichText, found: &mut Sink) {
    let words = text.plain();
    let Some(IndexEntry { number, rest }) = IndexEntry::of(&words) else { return };
    let Some(span) = span_of(text) else { return };
    let page = book.pages.iter().find(|page| page.page.has_number(&number));
    let Some(page) = page else {
        let known: Vec<String> =
            book.edition.pages.iter().map(|page| page.number.value.as_str().to_owned()).collect();
        // What cannot be read is no page that is missing.
        if book.edition.pages.iter().all(|page| !page.number.value.is_same(&number)) {
            found.push(Diagnostic::of(EditionFault::IndexNoPage { number, known }).at(span));
        }
        return;
    };
    if !speaks_of(book, page, &rest) {
        let finding = EditionFault::IndexNothing { number, quoted: rest };
        found.push(Diagnostic::of(finding).at(span));
    }
}

/// An entry of an index: a page, and what stands there.
struct IndexEntry {
    number: PageNumber,
    rest: String,
}

impl IndexEntry {
    /// `2版　月牙桥夜修`, `**A03**　…`, `World … · 2`: the number stands at the beginning
    /// with 版 behind it, or at either end alone.
    fn of(words: &str) -> Option<Self> {
        let is_sign = |c: char| {
            c.is_whitespace() || matches!(c, '·' | '…' | '.' | '-' | '—' | '：' | ':' | '/')
        };
        let trimmed = words.trim_matches(is_sign);
        let mut parts = trimmed.split(is_sign).filter(|part| !part.is_empty());
        let (first, last) = (parts.next()?, parts.next_back());
        let with_sign = |part: &str| {
            let part = part.strip_prefix('第').unwrap_or(part);
            part.strip_suffix('版').and_then(page_number)
        };
        // `02 版 三条环线…`: the sign stands apart.
        let apart = trimmed.strip_prefix(first).map(str::trim_start);
        let apart = apart.and_then(|rest| rest.strip_prefix('版')).and(page_number(first));
        let number = with_sign(first).or(apart);
        let number = number.or_else(|| last.and_then(|last| with_sign(last).or(page_number(last))));
        let number = number.or_else(|| page_number(first))?;
        let rest = trimmed
            .trim_start_matches(first)
            .trim_start_matches(is_sign)
            .trim_start_matches('版')
            .trim_matches(is_sign);
        let rest = if rest.is_empty() || page_number(first).is_none() && with_sign(first).is_none()
        {
            trimmed.trim_end_matches(last.unwrap_or("")).trim_matches(is_sign)
        } else {
            rest
        };
        (!rest.is_empty()).then(|| Self { number, rest: rest.to_owned() })
    }
}

/// A number of a page: digits, with a letter before them or not.
fn page_number(text: &str) -> Option<PageNumber> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let is_one = !digits.is_empty()
        && digits.len() <= 3
        && digits.chars().all(|c| c.is_ascii_digit())
        && text.len() - digits.len() <= 1;
    is_one.then(|| PageNumber::new(text))
}

/// Whether a story of a page has something in common with the words of an entry: two
/// characters that follow each other, or a word.
fn speaks_of(book: &EditionBook<'_>, page: &BookedPage<'_>, words: &str) -> bool {
    let wanted = pieces(words);
    if wanted.is_empty() {
        return true;
    }
    let slugs = super::super::super::slugs(&page.open.spec.page);
    let stories = slugs.iter().filter(|slug| slug.as_str() != INDEX);
    let mut stories = stories.filter_map(|slug| book.story(page, slug));
    stories.any(|story| {
        let said = pieces(&all_words(story));
        let common = wanted.iter().filter(|piece| said.contains(*piece)).count();
        // A third of an entry is the least that is no accident: most pairs of characters
        // are those of some name.
        common * 3 >= wanted.len()
    })
}

fn all_words(story: &Story) -> String {
    let body = story.body.iter().flat_map(crate::story::Block::texts).map(RichText::plain);
    std::iter::once(story.head_words()).chain(body).collect::<Vec<_>>().join(" ")
}

/// The words of a text in scripts with spaces, in lower case, and pairs of characters of
/// the others.
fn pieces(text: &str) -> BTreeSet<String> {
    let is_wide = |c: &char| matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..);
    let mut pieces = BTreeSet::new();
    for run in text.split(|c: char| !c.is_alphanumeric()) {
        let wide: Vec<char> = run.chars().filter(is_wide).collect();
        pieces.extend(wide.windows(2).map(|pair| pair.iter().collect::<String>()));
        let narrow: String = run.chars().filter(|c| !is_wide(c)).collect();
        if narrow.chars().count() > 3 {
            pieces.insert(narrow.to_lowercase());
        }
    }
    pieces
}

/// Where a text is written.
fn span_of(text: &RichText) -> Option<Span> {
    let first = text.pieces.first()?.span;
    let last = text.pieces.last()?.span;
    Some(Span { end: last.end.max(first.end), ..first })
}
