//! What a line of a page looks like by itself.

use jiff::civil::Date;

use super::super::body::credit_start;
use super::super::copy::{CopyRole, CopyText};
use super::super::head::{
    dateline_length, is_author_line, is_byline, is_deck, is_kicker, is_title,
};
use super::super::lines::ends_closed;

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineLook {
    /// A few words that end no sentence: a headline, a kicker, a section, a crosshead.
    Title,
    /// A kicker with its colon.
    Kicker,
    /// ——副题.
    Deck,
    /// □本报记者.
    Byline,
    /// A paragraph that begins with 本报讯 or an agency.
    Dateline,
    /// A text with a credit at its end.
    Caption,
    /// Date, number and staff of the page.
    Folio,
    /// A paragraph, or a piece of one.
    Text,
}

impl LineLook {
    pub(super) fn of(line: &CopyText) -> Self {
        let text = line.text();
        if line.role == CopyRole::Heading {
            Self::Text
        } else if is_folio(&text) {
            Self::Folio
        } else if is_byline(&text) || is_author_line(&text) {
            Self::Byline
        } else if is_deck(&text) {
            Self::Deck
        } else if dateline_length(&text).is_some() {
            Self::Dateline
        } else if credit_start(&text).is_some() {
            Self::Caption
        } else if is_kicker(&text) {
            Self::Kicker
        } else if is_title(&text) {
            Self::Title
        } else {
            Self::Text
        }
    }

    /// Whether it is a part of a head.
    pub(super) fn is_of_head(self) -> bool {
        matches!(self, Self::Title | Self::Kicker | Self::Deck | Self::Byline)
    }
}

/// Words of which two stand in the line that says day, page and staff.
const FOLIO_WORDS: [&[&str]; 5] = [
    &["星期", "周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    &["责编", "责任编辑", "编辑", "主编", "美编", "版式"],
    &["校对", "审读", "值班"],
    &["电话", "热线", "邮箱", "E-mail", "email"],
    &["版", "第"],
];

/// 2026年11月28日　星期六　第4版　责编 某某　校对 某某.
fn is_folio(text: &str) -> bool {
    const LONGEST: usize = 60;
    let has_day =
        text.contains('年') && text.contains('月') && text.contains('日') || text.contains("星期");
    let kinds = FOLIO_WORDS.iter().filter(|words| words.iter().any(|word| text.contains(word)));
    let count = kinds.count();
    text.chars().count() <= LONGEST
        && !text.contains(['，', ',', '。', '“'])
        && !ends_closed(text)
        && (has_day && count >= 2 || count >= 3)
}

/// What the names of sections are made of.
const SECTION_WORDS: [&str; 46] = [
    "动态", "新闻", "快讯", "简讯", "要闻", "速递", "播报", "综合", "视点", "聚焦", "观察", "之窗",
    "专栏", "天地", "副刊", "评论", "时评", "图说", "图片", "服务", "资讯", "信息", "短波", "集锦",
    "连线", "在线", "关注", "热线", "风采", "追踪", "扫描", "点击", "传真", "看台", "短讯", "专题",
    "专版", "导读", "说法", "身边", "民生", "镜头", "掠影", "瞬间", "一线", "论坛",
];
/// The longest name of a section, in characters.
const LONGEST_SECTION: usize = 8;

/// Whether a title is the name of a section, by its words.
pub(super) fn is_section_name(text: &str) -> bool {
    let is_short = (2..=LONGEST_SECTION).contains(&text.chars().count());
    let is_whole = !text.contains(char::is_whitespace) && !text.ends_with(['！', '？', '!', '?']);
    is_short
        && is_whole
        && SECTION_WORDS.iter().any(|word| text.ends_with(word) || text.starts_with(word))
}

/// Whether a title is a slogan over the page: it has a dash inside, or two halves and a
/// call.
pub(super) fn is_slogan(text: &str) -> bool {
    let inside = text.trim_start_matches(['—', '-']);
    let halves = text.split_whitespace().filter(|half| half.chars().count() > 1).count();
    inside.contains("——") || halves > 1
}

/// Whether a title is of two halves, as headlines are and crossheads are not.
pub(super) fn has_halves(text: &str) -> bool {
    let halves: Vec<usize> = text.split_whitespace().map(|half| half.chars().count()).collect();
    halves.len() > 1 && halves.iter().all(|half| *half >= 3)
}

/// The date in a line: 2026年11月28日.
pub(super) fn date(text: &str) -> Option<Date> {
    let (before, rest) = text.split_once('年')?;
    let year = before.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    Date::new(year.parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?).ok()
}

/// The number of the page in a line: 第3版, A04版.
pub(super) fn page_number(text: &str) -> Option<String> {
    let is_of_number = |c: char| c.is_ascii_alphanumeric();
    text.match_indices('版').find_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let number = before.rsplit(|c: char| !is_of_number(c)).next()?;
        (number.len() <= 4 && number.contains(|c: char| c.is_ascii_digit()))
            .then(|| number.to_owned())
    })
}
