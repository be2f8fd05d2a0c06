//! Placeholders in furniture: `{date}` and its kin, in the page's language.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::{Placeholders, Resolver};
use crate::diag::finding::SpecSyntax;
use crate::diag::{Span, nearest};
use crate::spec::page::Imprint;
use crate::spec::raw::RawPage;
use crate::style::Lang;

/// Every placeholder of a page, with its text if the page gives it one.
pub(super) fn texts(
    imprint: &Imprint,
    page: &RawPage,
    lang: Lang,
) -> BTreeMap<String, Option<String>> {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut texts = BTreeMap::new();
    let extra = page.extra.value().into_iter().flat_map(|extra| extra.0.iter());
    texts.extend(extra.map(|(name, text)| (name.clone(), Some(text.value.0.clone()))));
    // A page's own placeholders cannot take the place of these.
    texts.extend([
        ("paper".to_owned(), given(&imprint.paper)),
        ("section".to_owned(), given(&imprint.section)),
        ("number".to_owned(), imprint.number.as_ref().map(ToString::to_string)),
        ("issue".to_owned(), imprint.issue.map(|issue| issue.to_string())),
        ("date".to_owned(), imprint.date.map(|date| date_text(date, lang))),
        ("weekday".to_owned(), imprint.date.map(|date| weekday(date, lang).to_owned())),
    ]);
    texts
}

impl Resolver<'_> {
    /// A text with its placeholders filled in; none if one of them cannot be,
    /// so that no page goes out without its date.
    pub(super) fn fill_in(
        &mut self,
        text: &str,
        span: Span,
        placeholders: &Placeholders,
    ) -> Option<String> {
        let mut filled = String::with_capacity(text.len());
        let mut complete = true;
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            filled.push_str(&rest[..at]);
            let (brace, after) = rest[at..].split_at(1);
            if let Some(after) = after.strip_prefix(brace) {
                filled.push_str(brace);
                rest = after;
                continue;
            }
            let name = (brace == "{").then(|| after.split_once('}')).flatten();
            let Some((name, after)) = name else {
                self.bad(span, SpecSyntax::LoneBrace { value: brace.to_owned() });
                return None;
            };
            match placeholders.texts.get(plain_name(name)) {
                Some(Some(text)) => filled.push_str(text),
                missing => {
                    complete = false;
                    let place = self.place_of(name, span);
                    let finding = unfilled(plain_name(name), missing.is_some(), placeholders);
                    self.bad(place, finding);
                }
            }
            rest = after;
        }
        filled.push_str(rest);
        complete.then_some(filled)
    }

    /// Where a placeholder stands in a text that was written at `span`.
    fn place_of(&self, name: &str, span: Span) -> Span {
        let source = &self.sources.get(span.source).text;
        let written = source.get(span.start as usize..span.end as usize).unwrap_or_default();
        let placeholder = format!("{{{name}}}");
        match written.find(&placeholder) {
            Some(at) => {
                let start = span.start as usize + at;
                Span::new(span.source, start..start + placeholder.len())
            }
            None => span,
        }
    }
}

/// Placeholders under the names that editors give them.
const NAMES: [(&str, &str); 9] = [
    ("报名", "paper"),
    ("版名", "section"),
    ("栏目", "section"),
    ("版次", "number"),
    ("版号", "number"),
    ("期号", "issue"),
    ("期数", "issue"),
    ("日期", "date"),
    ("星期", "weekday"),
];

/// The name of a placeholder by which it is known.
fn plain_name(name: &str) -> &str {
    let name = name.trim();
    NAMES.iter().find(|(known, _)| *known == name).map_or(name, |(_, plain)| plain)
}

/// What to say of a placeholder without a text.
fn unfilled(name: &str, known: bool, placeholders: &Placeholders) -> SpecSyntax {
    let near = nearest(name, placeholders.texts.keys().map(String::as_str));
    if let Some(near) = near.filter(|_| !known) {
        return SpecSyntax::UnknownPlaceholder {
            name: name.to_owned(),
            nearest: Some(near.to_owned()),
        };
    }
    let key = if name == "weekday" { "date" } else { name };
    let table = if known { "[page]" } else { "[page.extra]" };
    let value = match name {
        "number" | "issue" => "4",
        "date" | "weekday" => "2026-11-23",
        _ => "\"…\"",
    };
    SpecSyntax::UnfilledPlaceholder {
        name: name.to_owned(),
        key: key.to_owned(),
        table: table.to_owned(),
        example: value.to_owned(),
    }
}

/// A date the way a newspaper of the language prints it.
fn date_text(date: Date, lang: Lang) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match lang {
        Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese => {
            format!("{year}年{month}月{day}日")
        }
        Lang::Korean => format!("{year}년 {month}월 {day}일"),
        Lang::English => format!("{} {day}, {year}", month_name(date, lang)),
        Lang::BritishEnglish => format!("{day} {} {year}", month_name(date, lang)),
        Lang::German => format!("{day}. {} {year}", month_name(date, lang)),
        Lang::French => {
            let day = if day == 1 { "1er".to_owned() } else { day.to_string() };
            format!("{day} {} {year}", month_name(date, lang))
        }
        Lang::Spanish => format!("{day} de {} de {year}", month_name(date, lang)),
    }
}

fn month_name(date: Date, lang: Lang) -> &'static str {
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const GERMAN: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    const FRENCH: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    const SPANISH: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    let names = match lang {
        Lang::German => &GERMAN,
        Lang::French => &FRENCH,
        Lang::Spanish => &SPANISH,
        _ => &ENGLISH,
    };
    usize::try_from(date.month() - 1).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}

/// The day of the week, in the language.
fn weekday(date: Date, lang: Lang) -> &'static str {
    let names = match lang {
        Lang::ChineseSimplified | Lang::ChineseTraditional => {
            ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]
        }
        Lang::Japanese => ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"],
        Lang::Korean => ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"],
        Lang::English | Lang::BritishEnglish => {
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        }
        Lang::German => {
            ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
        }
        Lang::French => ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        Lang::Spanish => ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    };
    match date.weekday() {
        Weekday::Monday => names[0],
        Weekday::Tuesday => names[1],
        Weekday::Wednesday => names[2],
        Weekday::Thursday => names[3],
        Weekday::Friday => names[4],
        Weekday::Saturday => names[5],
        Weekday::Sunday => names[6],
    }
}
