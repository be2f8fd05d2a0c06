//! Where a sentence ends: the places at which a text may be parted between two
//! pages.
//!
//! What is not sure counts as no end: a stop after an abbreviation, and a quotation
//! after which somebody is still named who said it.

use super::cluster::Prepared;

/// Marks that may stand between a sentence's last mark and its end.
const CLOSING: [char; 9] = ['”', '’', '」', '』', '）', ')', '»', '"', '\''];
/// What says that a quotation is not yet all of its sentence.
const SAID: [&str; 10] = ["说", "說", "道", "问", "問", "喊", "答", "称", "表示", "告诉"];
/// A clause of more characters than this says more than who spoke.
const LONGEST_SAID: usize = 12;
/// Capitalized words of so many letters before a stop are taken for
/// abbreviations: Mr., Prof., Dec.
const LONGEST_ABBREVIATION: usize = 4;

impl Prepared {
    /// Whether a sentence ends before a cluster, and a line may begin with it.
    #[must_use]
    pub fn starts_sentence(&self, cluster: usize) -> bool {
        cluster > 0
            && !self.must_not_start_line(cluster)
            && self.clusters.get(cluster).is_some_and(|it| {
                let (before, after) = self.text.split_at(it.text.start);
                ends_sentence(before, after)
            })
    }
}

/// The bytes of a text after which a sentence ends, the end of the text included.
#[must_use]
pub fn sentence_ends(text: &str) -> Vec<usize> {
    let inner = text.char_indices().map(|(at, _)| at).filter(|at| {
        let (before, after) = text.split_at(*at);
        let starts = after.chars().next().is_some_and(|c| !CLOSING.contains(&c));
        starts && !before.is_empty() && ends_sentence(before, after)
    });
    inner.chain([text.len()]).collect()
}

/// Whether a sentence ends between two stretches of text.
fn ends_sentence(before: &str, after: &str) -> bool {
    let shown = before.trim_end();
    let is_spaced = shown.len() < before.len();
    let bare = shown.trim_end_matches(CLOSING);
    let is_quoted = bare.len() < shown.len();
    let goes_on = after.chars().next().is_none_or(char::is_lowercase);
    match bare.chars().next_back() {
        _ if goes_on => false,
        Some('。' | '！' | '？' | '．') => !is_quoted || !says_who(after),
        Some('!' | '?') => is_spaced,
        Some('.') => is_spaced && !is_abbreviation(bare.trim_end_matches('.')),
        _ => false,
    }
}

/// Whether what follows a quotation says who spoke.
fn says_who(after: &str) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric();
    let clause = after.split(is_mark).next().unwrap_or_default();
    clause.is_empty()
        || clause.chars().count() <= LONGEST_SAID && SAID.iter().any(|said| clause.contains(said))
}

/// Whether the word at the end of a text, whose stop is taken off, may be an
/// abbreviation or an ordinal.
fn is_abbreviation(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let letters = word.chars().count();
    let is_capitalized = word.chars().next().is_some_and(char::is_uppercase);
    let is_ordinal = word.chars().all(|c| c.is_ascii_digit()) && letters <= 2;
    word.contains('.') || is_ordinal || is_capitalized && letters <= LONGEST_ABBREVIATION
}
