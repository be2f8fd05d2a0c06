//! What a proof shows over the page: the grid, the stories' frames, and how
//! much text is over or short.

use super::label::{self, LabelStyle};
use crate::color::{Color, Overprint, Paint};
use crate::diag::{Language, Text};
use crate::font::FontLibrary;
use crate::geom::{Abs, Flow, Point};
use crate::page::{Cap, GridGeometry, Item, Page, PathStep, Shape, StoryReport, Stroke};
use crate::say;

/// Something to be shown over a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    /// The baselines and the base columns.
    Grid,
    /// The frames of every story.
    Frames,
    /// How many lines and characters a story is over or short, in words of
    /// this language, at the foot of its last frame.
    Overset(Language),
}

/// Adds overlays on top of everything that is on a page.
pub fn overlay(page: &mut Page, overlays: &[Overlay], fonts: &FontLibrary) {
    for overlay in overlays {
        let items = match overlay {
            Overlay::Grid => grid(&page.grid, page.flow),
            Overlay::Frames => frames(&page.stories),
            Overlay::Overset(language) => oversets(&page.stories, *language, fonts),
        };
        page.items.extend(items);
    }
}

fn grid(grid: &GridGeometry, flow: Flow) -> Vec<Item> {
    let hairline = stroke(Color::cmyk(35.0, 0.0, 0.0, 0.0), Abs::pt(0.2));
    let mut items: Vec<Item> = (0..i64::from(grid.lines))
        .map(|line| grid.first_baseline + grid.leading * line)
        .map(|y| {
            let path = vec![
                PathStep::Move(flow.point(Point::new(grid.area.left, y))),
                PathStep::Line(flow.point(Point::new(grid.area.right, y))),
            ];
            Item::Shape(Shape::stroked(path, hairline.clone()))
        })
        .collect();
    let edge = stroke(Color::cmyk(60.0, 0.0, 0.0, 0.0), Abs::pt(0.3));
    items.extend(grid.columns.iter().map(|(left, right)| {
        let mut column = grid.area;
        (column.left, column.right) = (*left, *right);
        Item::Shape(Shape::framed(flow.rect(column), edge.clone()))
    }));
    items
}

fn frames(stories: &[StoryReport]) -> Vec<Item> {
    let outline = stroke(Color::cmyk(0.0, 90.0, 0.0, 0.0), Abs::pt(0.6));
    stories
        .iter()
        .flat_map(|story| &story.frames)
        .map(|frame| Item::Shape(Shape::framed(*frame, outline.clone())))
        .collect()
}

fn oversets(stories: &[StoryReport], language: Language, fonts: &FontLibrary) -> Vec<Item> {
    let style = LabelStyle {
        size: Abs::pt(7.0),
        ink: Color::WHITE,
        background: Color::cmyk(0.0, 100.0, 100.0, 0.0),
    };
    stories
        .iter()
        .filter_map(|story| Some((story.frames.last()?, verdict(story)?)))
        .flat_map(|(frame, words)| {
            // Just below the last line, so that what did fit can be read.
            let corner = Point::new(frame.right, frame.bottom);
            label::hanging_from(corner, words.get(language), style, fonts)
        })
        .collect()
}

/// What is to be said of how a story fits, if anything.
fn verdict(story: &StoryReport) -> Option<Text> {
    let StoryReport { overset_lines, overset_characters, underset_lines, .. } = story;
    if *overset_characters > 0 || *overset_lines > 0 {
        Some(say!(
            "overset {overset_lines} lines, {overset_characters} characters",
            "溢 {overset_lines} 行 {overset_characters} 字"
        ))
    } else if *underset_lines > 0 {
        Some(say!("underset {underset_lines} lines", "缺 {underset_lines} 行"))
    } else {
        None
    }
}

fn stroke(color: Color, width: Abs) -> Stroke {
    let paint = Paint { color, overprint: Overprint::Knockout };
    Stroke { paint, width, dash: None, cap: Cap::Butt }
}
