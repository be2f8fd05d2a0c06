//! Numbers in the cells of a table: what is one, and where its decimal mark is.

use crate::style::{CellAlign, Lang};

/// What may stand round the digits of a number, besides separators.
const AROUND: &str = "+-−±–%‰％¥￥$€£ ()（）";
/// A column whose texts are at most so many ems wide is set in the middle.
const SHORT: usize = 4;

/// How a column of these texts is best aligned: numbers by their decimal
/// marks, short words in the middle, the rest at the left.
pub(super) fn usual_align(texts: &[String]) -> CellAlign {
    let shown: Vec<&str> =
        texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let numbers = shown.iter().filter(|text| is_number(text)).count();
    if numbers * 2 > shown.len() {
        CellAlign::Decimal
    } else if shown.iter().all(|text| halves(text) <= SHORT * 2) {
        CellAlign::Center
    } else {
        CellAlign::Left
    }
}

/// How wide a text is about, in halves of an em.
fn halves(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

/// Whether a text is a number, with a sign, a currency or a percent sign.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || is_separator(c) || AROUND.contains(c))
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '\u{A0}' | '\u{202F}')
}

/// Where the whole part of a number ends, in bytes: before its decimal mark,
/// or after its last digit if it has none. None if the text is no number.
pub(super) fn whole_part(text: &str, lang: Lang) -> Option<usize> {
    if !is_number(text) {
        return None;
    }
    let last_digit = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let digits = &text[..last_digit];
    let marks: Vec<(usize, char)> =
        digits.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let Some((at, mark)) = marks.last().copied() else { return Some(last_digit) };
    let usual = decimal_mark(lang);
    let alike = marks.iter().filter(|(_, c)| *c == mark).count();
    let after = last_digit - at - mark.len_utf8();
    // The language's mark; the other one if it cannot part thousands.
    let is_decimal = alike == 1 && (mark == usual || after != 3 || marks.len() > 1);
    Some(if is_decimal { at } else { last_digit })
}

/// What parts whole numbers from fractions (CLDR, numbers/symbols/decimal).
fn decimal_mark(lang: Lang) -> char {
    match lang {
        Lang::German | Lang::French | Lang::Spanish => ',',
        Lang::ChineseSimplified
        | Lang::ChineseTraditional
        | Lang::Japanese
        | Lang::Korean
        | Lang::English => '.',
    }
}

/// A number with a true minus sign (U+2212) in the place of a hyphen; none if
/// it has no hyphen.
pub(super) fn with_minus(text: &str) -> Option<String> {
    let rest = text.trim_start().strip_prefix(['-', '–'])?;
    (is_number(text) && rest.starts_with(|c: char| c.is_ascii_digit() || "¥￥$€£.".contains(c)))
        .then(|| format!("\u{2212}{rest}"))
}
