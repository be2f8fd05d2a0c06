//! Numbers of lists as documents count.

/// A number in a format of lists; in digits if the format is not known.
pub(super) fn number(format: &str, value: u32) -> String {
    match format {
        "none" => String::new(),
        "upperLetter" => letter(value, 'A'),
        "lowerLetter" => letter(value, 'a'),
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital" => chinese(value),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(value),
        "ideographTraditional" => of_row("甲乙丙丁戊己庚辛壬癸", value),
        "ideographZodiac" => of_row("子丑寅卯辰巳午未申酉戌亥", value),
        "ganada" => of_row("가나다라마바사아자차카타파하", value),
        "aiueoFullWidth" | "aiueo" => of_row("アイウエオカキクケコサシスセソ", value),
        "decimalZero" => format!("{value:02}"),
        _ => value.to_string(),
    }
}

fn of_row(row: &str, value: u32) -> String {
    let sign = value.checked_sub(1).and_then(|at| row.chars().nth(at as usize));
    sign.map_or_else(|| value.to_string(), String::from)
}

/// A, B … Z, AA, BB.
fn letter(value: u32, first: char) -> String {
    const LETTERS: u32 = 26;
    const MOST_TIMES: u32 = 8;
    let Some(at) = value.checked_sub(1) else { return value.to_string() };
    let (times, at) = (at / LETTERS + 1, at % LETTERS);
    match char::from_u32(u32::from(first) + at) {
        Some(c) if times <= MOST_TIMES => c.to_string().repeat(times as usize),
        _ => value.to_string(),
    }
}

fn roman(value: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    const MOST: u32 = 3999;
    if !(1..=MOST).contains(&value) {
        return value.to_string();
    }
    let mut left = value;
    let mut text = String::new();
    for (worth, sign) in SIGNS {
        while left >= worth {
            text.push_str(sign);
            left -= worth;
        }
    }
    text
}

/// 一 to 九十九; beyond that digits.
fn chinese(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const TEN: u32 = 10;
    let digit = |value: u32| DIGITS.get(value as usize).copied().unwrap_or_default();
    match value {
        1..=9 => digit(value).to_owned(),
        10..=99 => {
            let tens = if value / TEN == 1 { "" } else { digit(value / TEN) };
            format!("{tens}十{}", digit(value % TEN))
        }
        _ => value.to_string(),
    }
}

/// ① to ⑳.
fn circled(value: u32) -> String {
    const FIRST: u32 = 0x2460;
    const MOST: u32 = 20;
    let sign = (1..=MOST).contains(&value).then(|| char::from_u32(FIRST + value - 1)).flatten();
    sign.map_or_else(|| format!("({value})"), String::from)
}
