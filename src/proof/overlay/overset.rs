//! How much text is over or short, at the foot of each story.

use super::PrintedAt;
use crate::color::Color;
use crate::diag::{Language, Text};
use crate::font::FontLibrary;
use crate::geom::{Abs, Point};
use crate::page::{Item, ReportOf, StoryReport};
use crate::proof::label::{Label, LabelStyle};
use crate::say;

/// So many of the words that found no place are shown.
const MOST_SHOWN: usize = 14;

pub(super) fn oversets(
    stories: &[StoryReport],
    language: Language,
    printed: PrintedAt,
    fonts: &FontLibrary,
) -> Vec<Item> {
    let style = LabelStyle {
        size: printed.legible(Abs::pt(7.0)),
        ink: Color::WHITE,
        background: Some(Color::cmyk(0.0, 100.0, 100.0, 0.0)),
    };
    stories
        .iter()
        .filter(|story| story.of != ReportOf::Missing)
        .filter_map(|story| Some((story.frames.last()?, verdict(story)?)))
        .flat_map(|(frame, words)| {
            // Just below the last line, so that what did fit can be read.
            let corner = Point::new(frame.right, frame.bottom);
            Label { text: words.get(language), style }.hanging_from_right(corner, fonts)
        })
        .collect()
}

/// What is to be said of how a story fits, if anything, with the words at which it
/// falls off.
fn verdict(story: &StoryReport) -> Option<Text> {
    let mut said = fit_of(story)?;
    if !story.overset_text.is_empty() {
        let words: String = story.overset_text.chars().take(MOST_SHOWN).collect();
        let Text { en, zh } = say!(", from “{words}”", "，从“{words}”起");
        said.en.push_str(&en);
        said.zh.push_str(&zh);
    }
    Some(said)
}

/// How a story fits, if it is over or short.
pub(super) fn fit_of(story: &StoryReport) -> Option<Text> {
    let StoryReport { overset_lines, overset_characters, underset_lines, .. } = story;
    if *overset_characters > 0 || *overset_lines > 0 {
        let lines = lines_en(*overset_lines);
        Some(say!(
            "overset {lines}, {overset_characters} characters",
            "溢 {overset_lines} 行 {overset_characters} 字"
        ))
    } else if *underset_lines > 0 {
        let room = story.underset_characters;
        let lines = lines_en(*underset_lines);
        Some(say!(
            "underset {lines}, some {room} characters",
            "缺 {underset_lines} 行 约 {room} 字"
        ))
    } else {
        None
    }
}

fn lines_en(lines: usize) -> String {
    format!("{lines} line{}", if lines == 1 { "" } else { "s" })
}
