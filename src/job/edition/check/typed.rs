//! Dates, weekdays, numbers of issues and of pages that somebody typed into furniture, and
//! that are not those of the edition.

use jiff::civil::{Date, Weekday};

use super::EditionBook;
use crate::diag::finding::{EditionFault, TypedThing};
use crate::diag::{Diagnostic, Sink, Span};
use crate::spec::page::{Element, PageSpec};

pub(super) fn check(book: &EditionBook<'_>, found: &mut Sink) {
    let sheets: usize =
        book.edition.pages.iter().map(|page| 1 + usize::from(page.spread().is_some())).sum();
    for page in &book.pages {
        let imprint = &page.open.spec.page.imprint;
        for (text, span) in furniture(&page.open.spec.page) {
            let mut tell = |typed: TypedThing, printed: String, wanted: String| {
                let finding = EditionFault::OtherPrinted { typed, printed, wanted };
                found.push(Diagnostic::of(finding).at(span));
            };
            if let Some(date) = imprint.date {
                for printed in dates(&text).into_iter().filter(|it| *it != date) {
                    tell(TypedThing::Date, printed.to_string(), date.to_string());
                }
                for (word, _) in weekdays(&text).filter(|(_, it)| *it != date.weekday()) {
                    let wanted = weekday_like(word, date.weekday());
                    tell(TypedThing::Weekday, word.to_owned(), wanted.to_owned());
                }
            }
            if let (Some(printed), Some(issue)) = (number_in(&text, "第", "期"), imprint.issue)
                && printed != issue
            {
                tell(TypedThing::Issue, printed.to_string(), issue.to_string());
            }
            for before in ["今日", "共", "本期"] {
                if let Some(printed) = number_in(&text, before, "版")
                    && printed as usize != sheets
                {
                    tell(TypedThing::Pages, printed.to_string(), sheets.to_string());
                }
            }
        }
    }
}

/// The texts of a page's masthead, folio and banners, and where its spec says them.
pub(super) fn furniture(page: &PageSpec) -> Vec<(String, Span)> {
    let mut texts = Vec::new();
    for element in &page.elements {
        match element {
            Element::Masthead(masthead) => {
                texts.push((masthead.title.clone(), masthead.title_span));
                let details = masthead.details.iter().flat_map(|(details, _)| details);
                texts.extend(details.cloned());
            }
            Element::Folio(folio) => {
                texts.extend(folio.texts.iter().map(|text| (text.text.clone(), text.span)));
            }
            Element::Banner(banner) => texts.push((banner.text.clone(), banner.text_span)),
            _ => {}
        }
    }
    texts
}

/// The dates in a text: 2026年11月28日, 2026-11-28, 2026.11.28, 2026/11/28.
fn dates(text: &str) -> Vec<Date> {
    let mut numbers: Vec<(u32, String)> = Vec::new();
    let mut dates = Vec::new();
    let mut digits = String::new();
    let mut between = String::new();
    for c in text.chars().map(half_width).chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            numbers.push((digits.parse().unwrap_or(0), std::mem::take(&mut between)));
            digits.clear();
        }
        between.push(c);
        if let [.., (year, _), (month, one), (day, two)] = numbers.as_slice() {
            let is_date = one.trim() == "年" && two.trim() == "月" && c == '日'
                || one == two && ["-", ".", "/"].contains(&one.as_str());
            if is_date && (1000..3000).contains(year) {
                let part = |number: &u32| i8::try_from(*number).ok();
                let date = i16::try_from(*year).ok().zip(part(month)).zip(part(day));
                dates
                    .extend(date.and_then(|((year, month), day)| Date::new(year, month, day).ok()));
                numbers.clear();
            }
        }
    }
    dates
}

/// The words for weekdays, Monday first, language by language.
const WEEKDAYS: [[&str; 7]; 5] = [
    ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
    ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"],
    ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"],
];

/// The weekdays that a text names.
fn weekdays(text: &str) -> impl Iterator<Item = (&'static str, Weekday)> {
    let words = WEEKDAYS.iter().flat_map(|language| language.iter().zip(1..));
    words
        .filter(move |(word, _)| text.contains(**word))
        .filter_map(|(word, number)| Some((*word, Weekday::from_monday_one_offset(number).ok()?)))
}

/// The word for a weekday in the language of another.
fn weekday_like(word: &str, weekday: Weekday) -> &'static str {
    let language = WEEKDAYS.iter().find(|language| language.contains(&word));
    let at = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0);
    language.map_or("", |language| language[at])
}

/// The number between two words, white space between them or not.
pub(super) fn number_in(text: &str, before: &str, after: &str) -> Option<u32> {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once(before) {
        let plain: String = behind.chars().map(half_width).collect();
        let plain = plain.trim_start();
        let end = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
        if end > 0 && plain[end..].trim_start().starts_with(after) {
            return plain[..end].parse().ok();
        }
        rest = behind;
    }
    None
}

/// A full-width digit as a plain one.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        c => c,
    }
}
