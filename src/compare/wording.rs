//! Which characters of a text were changed: single ones where words have no spaces
//! between them, else whole words, as a proofreader marks them.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Characters that are quoted before and after what was changed.
const AROUND: usize = 6;

/// A stretch of a text that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChangedWords {
    /// Some characters before it.
    pub(super) before: String,
    /// As it was.
    pub(super) was: String,
    /// As it is.
    pub(super) now: String,
    /// Some characters after it.
    pub(super) after: String,
    /// Where it begins in the new text, in characters.
    pub(super) at: usize,
}

/// What was changed from one text to another, from the beginning.
pub(super) fn changed_words(old: &str, new: &str) -> Vec<ChangedWords> {
    let (old_words, new_words) = (words(old), words(new));
    let steps = capture_diff_slices(Algorithm::Myers, &old_words, &new_words);
    let changed = steps.iter().filter(|step| step.tag() != DiffTag::Equal).map(|step| {
        let (was, now) = (&old_words[step.old_range()], &new_words[step.new_range()]);
        let (until, from) =
            (&new_words[..step.new_range().start], &new_words[step.new_range().end..]);
        let characters = |words: &[&str]| words.iter().map(|word| word.chars().count()).sum();
        ChangedWords {
            before: last(&until.concat()),
            was: was.concat(),
            now: now.concat(),
            after: from.concat().chars().take(AROUND).collect(),
            at: characters(until),
        }
    });
    changed.collect()
}

/// How alike two texts are: 1 if they are the same, 0 if they have nothing in common.
pub(super) fn likeness(old: &str, new: &str) -> f64 {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    if old.is_empty() && new.is_empty() {
        return 1.0;
    }
    let steps = capture_diff_slices(Algorithm::Myers, &old, &new);
    let same = steps.iter().filter(|step| step.tag() == DiffTag::Equal);
    let same: usize = same.map(|step| step.old_range().len()).sum();
    2.0 * same as f64 / (old.len() + new.len()) as f64
}

/// The last characters of a text.
fn last(text: &str) -> String {
    let skipped = text.chars().count().saturating_sub(AROUND);
    text.chars().skip(skipped).collect()
}

/// A text in the pieces that are compared: words of scripts with spaces, else single
/// characters.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = 0;
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        // Nobody corrects half of a price.
        let next = text[at + c.len_utf8()..].chars().next();
        let parts_digits = matches!(c, '.' | ',' | ':')
            && text[..at].ends_with(|c: char| c.is_ascii_digit())
            && next.is_some_and(|c| c.is_ascii_digit());
        let is_of_word = c.is_alphanumeric() && !is_wide(c) || parts_digits;
        if at > begin && !(is_of_word && in_word) {
            words.push(&text[begin..at]);
            begin = at;
        }
        in_word = is_of_word;
    }
    if begin < text.len() {
        words.push(&text[begin..]);
    }
    words
}

/// Characters of scripts that are set without spaces between words, near enough.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..)
}

#[cfg(test)]
mod tests {
    use super::{changed_words, likeness};

    fn told(old: &str, new: &str) -> Vec<String> {
        let changed = changed_words(old, new);
        changed
            .iter()
            .map(|it| format!("{}[{}→{}]{} {}", it.before, it.was, it.now, it.after, it.at))
            .collect()
    }

    #[test]
    fn characters_are_told_in_chinese_and_words_in_english() {
        assert_eq!(told("河岸亮起了灯", "河岸亮起一盏灯"), ["河岸亮起[了→一盏]灯 4"]);
        assert_eq!(
            told("the ferry sails", "the ferries sail"),
            ["the [ferry→ferries] sail 4", "rries [sails→sail] 12"]
        );
        assert_eq!(told("桥", "桥上"), ["桥[→上] 1"]);
        assert_eq!(told("萝卜1.80元", "萝卜1.95元"), ["萝卜[1.80→1.95]元 2"]);
        assert!(told("桥", "桥").is_empty());
    }

    #[test]
    fn texts_are_more_or_less_alike() {
        assert!((likeness("河岸亮灯", "河岸灭灯") - 0.75).abs() < 1e-9);
        assert!(likeness("河岸", "山路") < 1e-9);
        assert!((likeness("", "") - 1.0).abs() < 1e-9);
    }
}
