//! Numbers in the cells of a table: what is one, and where its decimal mark is.

use crate::style::{CellAlign, Lang};

/// What may stand round the digits of a number, besides separators.
const AROUND: &str = "+-−±–%‰％¥￥$€£ ()（）";
/// What stands in a cell that has nothing to say.
const PLACEHOLDERS: [&str; 9] = ["-", "–", "—", "——", "―", "…", "……", "/", "／"];
/// What stands after the numbers of a date, which are words: 11月24日.
const DATES: [char; 4] = ['年', '月', '日', '号'];
/// The longest unit after a number: 元, 公斤, km.
const LONGEST_UNIT: usize = 2;

/// How a column of these texts is best aligned: figures by their decimal marks,
/// single characters and signs in the middle, words at the left. Empty cells and
/// dashes do not count.
pub(super) fn usual_align(texts: &[String]) -> CellAlign {
    let shown: Vec<&str> = texts
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty() && !PLACEHOLDERS.contains(text))
        .collect();
    let figures = shown.iter().filter(|text| is_figure(text)).count();
    if figures * 2 > shown.len() {
        CellAlign::Decimal
    } else if shown.iter().all(|text| text.chars().nth(1).is_none()) {
        CellAlign::Center
    } else {
        CellAlign::Left
    }
}

/// Whether a text is a number, a number with its unit, or a time or score.
pub(super) fn is_figure(text: &str) -> bool {
    is_number(text) || without_unit(text).is_some() || colon_of(text).is_some()
}

/// The number of a text that ends in a short unit: 10 of 10元.
fn without_unit(text: &str) -> Option<&str> {
    let text = text.trim();
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let unit = text[end..].trim_start();
    let is_unit = (1..=LONGEST_UNIT).contains(&unit.chars().count())
        && !unit.contains(DATES)
        && unit.chars().all(|c| c.is_alphabetic() || matches!(c, '°' | '℃' | '℉' | '%' | '‰'));
    (is_unit && is_number(&text[..end])).then_some(&text[..end])
}

/// Where the colon of a time or a score is, in bytes: 19:30, 2∶1.
fn colon_of(text: &str) -> Option<usize> {
    let is_colon = |c: char| matches!(c, ':' | '：' | '∶');
    let trimmed = text.trim();
    let (before, after) = trimmed.split_once(is_colon)?;
    let is_digits = |part: &str| {
        (1..=3).contains(&part.trim().len()) && part.trim().chars().all(|c| c.is_ascii_digit())
    };
    (is_digits(before) && is_digits(after)).then(|| text.find(is_colon)).flatten()
}

/// Whether a text is a number, with a sign, a currency or a percent sign.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || is_separator(c) || AROUND.contains(c))
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '\u{A0}' | '\u{202F}')
}

/// Where the whole part of a figure ends, in bytes: before its decimal mark or
/// its colon, or after its last digit if it has none. None if the text is no
/// figure.
pub(super) fn whole_part(text: &str, lang: Lang) -> Option<usize> {
    if !is_number(text) && without_unit(text).is_none() {
        return colon_of(text);
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
        | Lang::English
        | Lang::BritishEnglish => '.',
    }
}

/// A number with a true minus sign (U+2212) in the place of a hyphen; none if
/// it has no hyphen.
pub(super) fn with_minus(text: &str) -> Option<String> {
    let rest = text.trim_start().strip_prefix(['-', '–'])?;
    (is_figure(text)
        && colon_of(text).is_none()
        && rest.starts_with(|c: char| c.is_ascii_digit() || "¥￥$€£.".contains(c)))
    .then(|| format!("\u{2212}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn align(texts: &[&str]) -> CellAlign {
        usual_align(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn columns_are_aligned_by_what_they_hold() {
        assert_eq!(align(&["1.20", "—", "-3"]), CellAlign::Decimal);
        assert_eq!(align(&["20元", "5元", "免费"]), CellAlign::Decimal);
        assert_eq!(align(&["5:30", "23:40"]), CellAlign::Decimal);
        assert_eq!(align(&["霜桥铁马", "云汀苇鸥"]), CellAlign::Left);
        assert_eq!(align(&["晴", "阴", "雨"]), CellAlign::Center);
        assert_eq!(align(&["W", "D", "L", "—"]), CellAlign::Center);
        assert_eq!(align(&["●", "√", ""]), CellAlign::Center);
        assert_eq!(align(&["Mon", "Tue"]), CellAlign::Left);
        assert_eq!(align(&["10号线延长段", "2025年"]), CellAlign::Left);
        assert_eq!(align(&["11月24日", "25日", "26日"]), CellAlign::Left);
    }

    #[test]
    fn figures_stand_below_each_other_at_a_mark() {
        let zh = Lang::ChineseSimplified;
        assert_eq!(whole_part("12.5", zh), Some(2));
        assert_eq!(whole_part("120分", zh), Some(3));
        assert_eq!(whole_part("19:30", zh), Some(2));
        assert_eq!(whole_part("19:30—21:00", zh), None);
        assert_eq!(whole_part("甲", zh), None);
        assert_eq!(with_minus("-3℃").as_deref(), Some("−3℃"));
        assert_eq!(with_minus("-甲"), None);
    }
}
