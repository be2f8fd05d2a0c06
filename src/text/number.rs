//! What makes up a number and belongs to it, whatever the width of its digits.

/// A digit, European or full width.
#[must_use]
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// A character that numbers are written with in Han characters, those of
/// bookkeeping included.
#[must_use]
pub(super) fn is_han_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '两'
            | '兩'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '萬'
            | '亿'
            | '億'
            | '兆'
            | '廿'
            | '卅'
            | '壹'
            | '贰'
            | '貳'
            | '叁'
            | '參'
            | '肆'
            | '伍'
            | '陆'
            | '陸'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
    )
}

/// A character of a number.
#[must_use]
pub(super) fn is_numeral(c: char) -> bool {
    is_digit(c) || is_han_numeral(c)
}

/// Whether the space between two stretches of text groups the digits of one number by
/// thousands (ISO 80000-1, 7.3.1): 12 345, 1 000 000.
#[must_use]
pub(super) fn is_grouped(before: &str, after: &str) -> bool {
    let count = |digits: &mut dyn Iterator<Item = char>| {
        digits.take(4).take_while(char::is_ascii_digit).count()
    };
    (1..=3).contains(&count(&mut before.chars().rev())) && count(&mut after.chars()) == 3
}

/// Whether a text begins with the symbol of a unit, as it stands after a number and a
/// space (The International System of Units, 5.4.3).
#[must_use]
pub(super) fn begins_with_unit(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphabetic() || matches!(c, '²' | '³' | 'µ' | '°' | '%');
    let symbol = &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())];
    UNITS.contains(&symbol.trim_end_matches(['²', '³']))
}

/// Units that newspapers print with figures, by their symbols.
const UNITS: [&str; 63] = [
    "%", "°C", "°F", "µm", "µg", "mm", "m", "km", "dm", "cm", "nm", "g", "kg", "mg", "t", "L", "l",
    "mL", "ml", "h", "min", "s", "ms", "d", "Hz", "kHz", "MHz", "GHz", "W", "kW", "MW", "GW",
    "kWh", "MWh", "GWh", "V", "kV", "A", "mA", "Pa", "kPa", "MPa", "hPa", "J", "kJ", "N", "K", "B",
    "kB", "KB", "MB", "GB", "TB", "bit", "ha", "dB", "mol", "rpm", "ppm", "kcal", "cal", "lx",
    "lm",
];
