//! Pictures in and beside stories: which box shows which, and what each takes
//! from the text.

use super::Material;
use super::compose::Composer;
use super::picture::Placing;
use super::slots::Obstacle;
use super::story::story_characters;
use crate::diag::{Code, Diagnostic};
use crate::geom::{LineSpan, Rect};
use crate::say;
use crate::spec::page::{Grid, PictureBox, PictureElement, StoryFrame, WhichPicture};
use crate::story::{RichText, Story};

impl Composer<'_> {
    /// Places the pictures that a frame has boxes for, and reports the others.
    pub(super) fn place_pictures(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        story: u32,
        obstacles: &mut Vec<Obstacle>,
    ) {
        let mut placed = vec![false; material.story.pictures.len()];
        let mut occupied = obstacles.clone();
        for target in &frame.pictures {
            let Some(at) = self.find_picture(material, target) else { continue };
            placed[at] = true;
            let picture = &material.story.pictures[at];
            let placing = Placing {
                target,
                picture,
                at: at as u32,
                id: material.pictures.get(at).copied().flatten(),
                story,
                lang: self.lang_of(&material.story),
                styles: &frame.styles,
            };
            self.place_picture(&placing);
            let area = target.area;
            let own = Obstacle { left: area.left, right: area.right, lines: area.lines };
            if let Some(other) = occupied.iter().find(|other| other.shares_place(&own)) {
                self.report_collision(target, other.lines, material);
            }
            occupied.push(own);
            obstacles.push(obstacle(target, &self.canvas.grid, frame.area.lines));
        }
        for (at, picture) in material.story.pictures.iter().enumerate() {
            if placed[at] {
                continue;
            }
            let lost: usize = [&picture.caption, &picture.credit]
                .into_iter()
                .flatten()
                .map(RichText::characters)
                .sum();
            self.report(story).unplaced_characters += lost;
            let file = &picture.file;
            let slug = &frame.slug;
            self.sink.push(
                Diagnostic::warning(
                    Code::PictureUnplaced,
                    say!(
                        "the page has no place for the picture `{file}` of `{slug}`",
                        "版面上没有给“{slug}”的图片“{file}”留位置"
                    ),
                )
                .at(picture.span)
                .hint(say!(
                    "add `pictures = [{{ columns = \"…\", lines = \"…\" }}]` to the story in the page spec",
                    "在版面文件的这条稿件里加上 `pictures = [{{ columns = \"…\", lines = \"…\" }}]`"
                )),
            );
        }
    }

    /// Which of a story's pictures a box is for.
    fn find_picture(&mut self, material: &Material, target: &PictureBox) -> Option<usize> {
        let pictures = &material.story.pictures;
        let found = match &target.which {
            WhichPicture::Nth(number) => {
                (*number as usize).checked_sub(1).filter(|at| *at < pictures.len())
            }
            WhichPicture::File(file) => {
                pictures.iter().position(|picture| picture.file == *file).or_else(|| {
                    pictures.iter().position(|picture| picture.file.ends_with(&format!("/{file}")))
                })
            }
        };
        if found.is_none() {
            let slug = &material.story.slug;
            let has = pictures.len();
            self.sink.push(
                Diagnostic::error(
                    Code::PictureBoxEmpty,
                    say!(
                        "`{slug}` has no picture for this box; it has {has} in all",
                        "“{slug}”没有这个图片框要的图片；它一共有 {has} 张"
                    ),
                )
                .at(target.area.span),
            );
        }
        found
    }

    /// A picture with nothing but its caption.
    pub(super) fn place_lone_picture(&mut self, element: &PictureElement) {
        let Some(material) = self.material(&element.slug, element.slug_span) else { return };
        let story = self.open_report(&material.story, element.picture.area.lines);
        let Some(at) = self.find_picture(material, &element.picture) else {
            let report = self.report(story);
            report.unplaced_characters = report.characters;
            return;
        };
        let placing = Placing {
            target: &element.picture,
            picture: &material.story.pictures[at],
            at: at as u32,
            id: material.pictures.get(at).copied().flatten(),
            story,
            lang: self.lang_of(&material.story),
            styles: &element.styles,
        };
        self.place_picture(&placing);
        let rect = self.canvas.flow.rect(element.picture.area.rect(&self.canvas.grid));
        let rest = story_characters(&material.story) - picture_characters(&material.story, at);
        let report = self.report(story);
        report.unplaced_characters += rest;
        report.frames = vec![rect];
        if rest > 0 {
            let slug = &element.slug;
            self.sink.push(
                Diagnostic::error(
                    Code::PartUnplaced,
                    say!(
                        "`{slug}` has {rest} characters besides this picture and its caption, and no place for them",
                        "“{slug}”除这张图片和说明外还有 {rest} 字没有版位"
                    ),
                )
                .at(element.slug_span)
                .hint(say!("place it with `[[story]]`", "改用 `[[story]]` 安排这条稿件")),
            );
        }
    }
}

/// Characters of a picture's caption and credit.
pub(super) fn picture_characters(story: &Story, at: usize) -> usize {
    let picture = &story.pictures[at];
    [&picture.caption, &picture.credit].into_iter().flatten().map(RichText::characters).sum()
}

/// What a picture takes from the text: its box with the standoff at its sides,
/// and a line of white below its caption; every line that it touches if it does
/// not stand on lines.
fn obstacle(target: &PictureBox, grid: &Grid, story: LineSpan) -> Obstacle {
    let area = target.area;
    let lines = match area.exact {
        Some((top, bottom)) => grid.lines_touching(top - target.standoff, bottom + target.standoff),
        None => {
            let below = if area.lines.last < story.last { 1 } else { 0 };
            LineSpan { last: area.lines.last + below, ..area.lines }
        }
    };
    let rect: Rect = area.rect(grid);
    // A picture on the columns leaves those beside it their whole measure.
    let standoff = match area.columns {
        Some(_) => target.standoff.min(grid.gutter),
        None => target.standoff,
    };
    Obstacle { left: rect.left - standoff, right: rect.right + standoff, lines }
}
