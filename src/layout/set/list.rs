//! Lists: what stands before an item, and the item hanging beside it.

use crate::diag::Span;
use crate::geom::{Abs, Em};
use crate::layout::bind::{Binder, Setting, Words, setting};
use crate::layout::grid::canvas::Canvas;
use crate::page::{ItemPart, ItemPartKind, Part};
use crate::spec::page::{InsetLooks, Numbering, Styles};
use crate::story::{Block, ListItem, ListMarker};
use crate::style::{Align, Lang, Style};
use crate::text::{Hyphenation, LineBreak, LineEndForm, LinePlace, Prepared, SetLine, set_line};

/// What stands before an item, and how far the item hangs.
pub(in crate::layout) struct Marker {
    /// From the left of the measure to the item's text.
    pub(in crate::layout) hang: Abs,
    /// From the left of the measure to the marker.
    pub(in crate::layout) left: Abs,
    /// How far the marker stands above the baseline.
    pub(in crate::layout) raise: Abs,
    /// The marker; none before a further paragraph of an item.
    pub(in crate::layout) set: Option<MarkerLine>,
    /// How many characters it has.
    pub(in crate::layout) characters: usize,
    /// What it is.
    pub(in crate::layout) kind: ItemPartKind,
    /// How deep the item stands, from 0.
    pub(in crate::layout) level: u8,
}

impl Marker {
    /// The part of the item that the marker is.
    pub(in crate::layout) fn own_part(&self) -> ItemPart {
        ItemPart { kind: self.kind, level: self.level }
    }

    /// The part of the item that its text is.
    pub(in crate::layout) fn text_part(&self) -> ItemPart {
        let kind = match self.kind {
            ItemPartKind::More => ItemPartKind::More,
            _ => ItemPartKind::Text,
        };
        ItemPart { kind, level: self.level }
    }
}

/// A marker as it was set.
#[derive(Debug, Clone)]
pub(in crate::layout) struct MarkerLine {
    pub(in crate::layout) set: SetLine,
    pub(in crate::layout) width: Abs,
}

/// An item of a list, and what stands before it.
pub(in crate::layout) struct HungItem {
    pub(in crate::layout) prepared: Prepared,
    pub(in crate::layout) marker: Marker,
}

/// An item of a list with its marker. `widest` is the widest marker of its
/// list, in ems.
pub(in crate::layout) fn item(
    binder: &mut Binder,
    canvas: &Canvas,
    item: &ListItem,
    style: &Style,
    looks: &InsetLooks,
    lang: Lang,
    widest: &str,
) -> HungItem {
    let span = Words::span(&Words::of(&item.text));
    let em = style.size;
    let gap = if lang.has_word_spaces() { em / 2 } else { em * 2 / 5 };
    let size = marker_size(widest, em);
    let room = match span {
        Some(span) => marker_line(binder, canvas, widest, style, size, lang, span).width,
        None => em,
    };
    let left = (room + gap) * i64::from(item.level);
    let text = marker_text(item, looks, lang);
    let set = span
        .filter(|_| !text.is_empty())
        .map(|span| marker_line(binder, canvas, &text, style, marker_size(&text, em), lang, span));
    let characters = text.chars().filter(|c| !c.is_whitespace()).count();
    // A smaller marker keeps the axis of the text.
    let raise = (em - marker_size(&text, em)).scale(38, 100);
    let setting =
        Setting { indent: Em::ZERO, ..setting(canvas, lang, style.size, Hyphenation::Allowed) };
    let prepared = binder.prepare(&Words::of(&item.text), style, setting);
    let kind = match item.marker {
        ListMarker::Bullet => ItemPartKind::Bullet,
        ListMarker::Number(_) => ItemPartKind::Number,
        ListMarker::Continued => ItemPartKind::More,
    };
    let (hang, level) = (left + room + gap, item.level);
    let marker = Marker { hang, left, raise, set, characters, kind, level };
    HungItem { prepared, marker }
}

fn marker_line(
    binder: &mut Binder,
    canvas: &Canvas,
    text: &str,
    style: &Style,
    size: Abs,
    lang: Lang,
    span: Span,
) -> MarkerLine {
    let setting = setting(canvas, lang, size, Hyphenation::Never);
    let prepared = binder.prepare(&Words::added(text, span), style, setting);
    let width = prepared.natural_width(0..prepared.len());
    let line = LineBreak { clusters: 0..prepared.len(), form: LineEndForm::Half };
    let place = LinePlace { is_first: true, is_last: true };
    let set = set_line(&prepared, &line, place, width, Align::Start, binder.shaper());
    MarkerLine { set, width }
}

/// Signs that fill their em box are set smaller than the text, or they would
/// be its darkest spots.
fn marker_size(text: &str, em: Abs) -> Abs {
    let is_heavy = |c: char| "●○■□◆◇▲△★☆◎".contains(c);
    if !text.is_empty() && text.chars().all(is_heavy) { em.scale(62, 100) } else { em }
}

/// The style of items: that of the text.
pub(in crate::layout) fn item_style(styles: &Styles) -> &Style {
    styles.get(Part::Body)
}

/// The widest markers of the list that each item of a body belongs to; empty
/// for what is no item.
pub(in crate::layout) fn widest_markers(
    body: &[Block],
    looks: &InsetLooks,
    lang: Lang,
) -> Vec<String> {
    let mut widest: Vec<String> = vec![String::new(); body.len()];
    let mut start = 0;
    while start < body.len() {
        let length =
            body[start..].iter().take_while(|block| matches!(block, Block::Item(_))).count();
        let items = start..start + length;
        for level in 0..2_u8 {
            let of_level = |at: &usize| match &body[*at] {
                Block::Item(item) => item.level == level,
                _ => false,
            };
            let markers = items.clone().filter(of_level).filter_map(|at| match &body[at] {
                Block::Item(item) => Some(marker_text(item, looks, lang)),
                _ => None,
            });
            let longest = markers.max_by_key(|text| text.chars().count()).unwrap_or_default();
            for at in items.clone().filter(of_level) {
                widest[at] = longest.clone();
            }
        }
        start += length.max(1);
    }
    widest
}

/// Characters that the marker of an item shows.
pub(in crate::layout) fn marker_characters(
    item: &ListItem,
    looks: &InsetLooks,
    lang: Lang,
) -> usize {
    marker_text(item, looks, lang).chars().filter(|c| !c.is_whitespace()).count()
}

/// What stands before an item.
fn marker_text(item: &ListItem, looks: &InsetLooks, lang: Lang) -> String {
    match item.marker {
        ListMarker::Continued => String::new(),
        ListMarker::Bullet if item.level > 0 => {
            if lang.has_word_spaces() { "–" } else { "○" }.to_owned()
        }
        ListMarker::Bullet => match &looks.bullet {
            Some(bullet) => bullet.clone(),
            None if lang.has_word_spaces() => "•".to_owned(),
            None => "●".to_owned(),
        },
        ListMarker::Number(number) => {
            numbered(number, looks.numbering.unwrap_or(Numbering::Digits), item.level)
        }
    }
}

/// A number before an item; inside another item in digits.
fn numbered(number: u64, numbering: Numbering, level: u8) -> String {
    let digits = format!("{number}.");
    match numbering {
        _ if level > 0 => digits,
        Numbering::Digits => digits,
        Numbering::Han => han(number).map_or(digits, |han| format!("{han}、")),
        Numbering::BracketedHan => han(number).map_or(digits, |han| format!("（{han}）")),
        Numbering::Circled => match u32::try_from(number) {
            Ok(number @ 1..=20) => char::from_u32(0x2460 + number - 1).map(String::from),
            _ => None,
        }
        .unwrap_or(digits),
    }
}

/// A number up to 99 in Han characters.
fn han(number: u64) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if !(1..100).contains(&number) {
        return None;
    }
    let (tens, ones) = ((number / 10) as usize, (number % 10) as usize);
    let before = if tens > 1 { DIGITS[tens] } else { "" };
    let ten = if tens > 0 { "十" } else { "" };
    Some(format!("{before}{ten}{}", DIGITS[ones]))
}
