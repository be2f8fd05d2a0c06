//! The places of the stories: their text frames, and what each is, where it stands and
//! how it fits.

use super::overset::fit_of;
use super::{PrintedAt, stroke};
use crate::color::Color;
use crate::diag::{Language, Text};
use crate::font::FontLibrary;
use crate::geom::{Abs, Point, Rect};
use crate::page::{
    GridGeometry, Item, Page, PathStep, ReportOf, ReservedFor, ReservedPlace, Shape, StoryReport,
};
use crate::proof::label::{Label, LabelStyle};
use crate::say;

/// The type in places that are kept, and the smallest that is read, in points.
const KEPT_SIZE: f64 = 11.0;
const LEAST_KEPT_SIZE: f64 = 5.0;

fn magenta() -> Color {
    Color::cmyk(0.0, 90.0, 0.0, 0.0)
}

pub(super) fn frames(
    page: &Page,
    language: Language,
    printed: PrintedAt,
    fonts: &FontLibrary,
) -> Vec<Item> {
    let outline = stroke(magenta(), Abs::pt(0.6));
    let boxes = page.stories.iter().flat_map(|story| &story.frames);
    let mut items: Vec<Item> =
        boxes.map(|frame| Item::Shape(Shape::framed(*frame, outline.clone()))).collect();
    let style = label_style(printed);
    for story in stories_there(page) {
        let Rect { left, right, .. } = story.place;
        let whole = place_and_fit(story, page);
        let label = Label { text: whole.get(language), style };
        // What is wider than its place would lie on the next.
        let short = slug_and_fit(story);
        let label = if label.width(fonts) > right - left {
            Label { text: short.get(language), style }
        } else {
            label
        };
        items.extend(above_place(label, story, fonts));
    }
    items
}

/// The slugs of the stories, each at its place.
pub(super) fn slugs(page: &Page, printed: PrintedAt, fonts: &FontLibrary) -> Vec<Item> {
    let style = label_style(printed);
    let label = |story: &StoryReport| above_place(Label { text: &story.slug, style }, story, fonts);
    stories_there(page).flat_map(label).collect()
}

/// Those that are not there have a sign of their own.
fn stories_there(page: &Page) -> impl Iterator<Item = &StoryReport> {
    page.stories.iter().filter(|story| story.of != ReportOf::Missing)
}

fn label_style(printed: PrintedAt) -> LabelStyle {
    let size = printed.legible(Abs::pt(6.0));
    LabelStyle { size, ink: Color::WHITE, background: Some(magenta()) }
}

/// A label on the upper left corner of a story's place.
fn above_place(label: Label<'_>, story: &StoryReport, fonts: &FontLibrary) -> Vec<Item> {
    let Rect { left, top, .. } = story.place;
    label.standing_on_left(Point::new(left, top), fonts)
}

/// The slug of a story, and how it fits.
fn slug_and_fit(story: &StoryReport) -> Text {
    let StoryReport { slug, .. } = story;
    let Text { en, zh } = short_fit(story);
    say!("{slug}: {en}", "{slug}：{zh}")
}

/// What a story is, or how it fits.
fn short_fit(story: &StoryReport) -> Text {
    match story.of {
        ReportOf::Story => fit_of(story).unwrap_or_else(|| say!("full", "排满")),
        ReportOf::Pictures => say!("picture", "图片"),
        ReportOf::Table => say!("table", "表格"),
        ReportOf::Missing => Text::default(),
    }
}

/// The slug of a story, its place as a spec has it and in lengths, and how it fits.
fn place_and_fit(story: &StoryReport, page: &Page) -> Text {
    let StoryReport { slug, lines, place, .. } = story;
    let Text { en: fit_en, zh: fit_zh } = short_fit(story);
    let Text { en, zh } = columns(&page.grid, page.flow.rect_to_flow(*place));
    let (first, last) = (lines.first, lines.last);
    let (width, height) = (place.width().to_mm().round(), place.height().to_mm().round());
    say!(
        "{slug}: {en}lines {first}-{last}, {width} × {height} mm, {fit_en}",
        "{slug}：{zh}第 {first}-{last} 行，{width} × {height} 毫米，{fit_zh}"
    )
}

/// The base columns that a place in flow coordinates covers; nothing if it covers none
/// whole.
fn columns(grid: &GridGeometry, place: Rect) -> Text {
    let covered = |(left, right): &(Abs, Abs)| place.left <= *left && *right <= place.right;
    let numbers = (1_u32..).zip(&grid.columns).filter(|(_, edges)| covered(edges));
    let numbers: Vec<u32> = numbers.map(|(number, _)| number).collect();
    match numbers.as_slice() {
        [] => Text::default(),
        [only] => say!("column {only}, ", "第 {only} 栏，"),
        [first, .., last] => say!("columns {first}-{last}, ", "第 {first}-{last} 栏，"),
    }
}

/// The places of stories and advertisements that are not there, crossed, each with what it
/// is for and its room.
pub(super) fn kept(page: &Page, language: Language, fonts: &FontLibrary) -> Vec<Item> {
    let missing = page.stories.iter().filter(|story| story.of == ReportOf::Missing);
    let stories = missing.flat_map(|story| {
        let room = room(story);
        kept_place(story.place, &[&story.slug, room.get(language)], fonts)
    });
    let ads = page.reserved.iter().flat_map(|reserved| {
        let ReservedPlace { of, place, name, client, size } = reserved;
        let title = match of {
            ReservedFor::Ad => say!("advertisement {name}", "广告 {name}"),
            ReservedFor::Picture => say!("picture {name}", "图片 {name}"),
        };
        let (width, height) = (tenths(size.width), tenths(size.height));
        let size = say!("{width} × {height} mm", "{width} × {height} 毫米");
        let mut words = vec![title.get(language)];
        words.extend(client.as_deref());
        words.push(size.get(language));
        kept_place(*place, &words, fonts)
    });
    stories.chain(ads).collect()
}

/// A crossed place with lines of words in its middle, as large as it has room for.
fn kept_place(place: Rect, words: &[&str], fonts: &FontLibrary) -> Vec<Item> {
    let outline = stroke(magenta(), Abs::pt(0.8));
    let Rect { left, top, right, bottom } = place;
    let mut shape = Shape::framed(place, outline);
    shape.path.extend([
        PathStep::Move(Point::new(left, top)),
        PathStep::Line(Point::new(right, bottom)),
        PathStep::Move(Point::new(left, bottom)),
        PathStep::Line(Point::new(right, top)),
    ]);
    let lines = i64::try_from(words.len()).unwrap_or(1).max(1);
    let size = Abs::pt(KEPT_SIZE).min(place.height() / (2 * lines)).max(Abs::pt(LEAST_KEPT_SIZE));
    let style = LabelStyle { size, ink: magenta(), background: Some(Color::WHITE) };
    let center = (left + (right - left) / 2, top + (bottom - top) / 2 - size * (lines - 1));
    let labels = (0..).zip(words).flat_map(|(at, text)| {
        let label = Label { text, style };
        let text = label.words_within(place.width(), fonts);
        let middle = Point::new(center.0, center.1 + size * 2 * at);
        Label { text: &text, style }.centered(middle, fonts)
    });
    std::iter::once(Item::Shape(shape)).chain(labels).collect()
}

/// A length in mm, to the tenth.
fn tenths(length: Abs) -> f64 {
    (length.to_mm() * 10.0).round() / 10.0
}

/// How much text a place holds.
fn room(story: &StoryReport) -> Text {
    let StoryReport { underset_lines: lines, underset_characters: characters, .. } = story;
    match characters {
        0 => say!("not there yet", "缺稿"),
        _ => say!(
            "not there yet: room for {lines} lines, some {characters} characters",
            "缺稿：可排 {lines} 行，约 {characters} 字"
        ),
    }
}
