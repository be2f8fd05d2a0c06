//! A story in its place: head, pictures, and text poured through the columns.

use std::collections::BTreeSet;

use super::Material;
use super::canvas::Canvas;
use super::classified::on_own_leading;
use super::compose::{Composer, lines_from};
use super::galley::Galley;
use super::head::{Display, head_characters};
use super::level::pour_level;
use super::picture::Placing;
use super::slots::{Obstacle, Room, Slot, column_boxes, slots, text_columns};
use crate::diag::{Code, Diagnostic};
use crate::geom::{Abs, ColumnSpan, LineSpan, Point, Rect};
use crate::page::{Part, StoryReport};
use crate::say;
use crate::spec::page::{
    Area, Grid, HeadPlace, PictureBox, PictureElement, StoryFrame, WhichPicture,
};
use crate::story::{Block, RichText, Story};
use crate::style::Lang;

/// The narrowest measure that text is still set in, in ems.
pub(super) const LEAST_MEASURE: i64 = 4;

impl Composer<'_> {
    /// Places a story where its frame says.
    pub(super) fn place_story(&mut self, frame: &StoryFrame) {
        let Some(material) = self.material(&frame.slug, frame.slug_span) else { return };
        self.dress(frame.area.rect(&self.canvas.grid), &frame.dress);
        let room = self.room(frame);
        let story = self.open_report(&material.story, room.lines);
        self.set_story(material, frame, room, story);
    }

    /// Sets a story in its room, in lines that run its own way.
    fn set_story(&mut self, material: &Material, frame: &StoryFrame, room: Room, story: u32) {
        if let Some(look) = &frame.classified
            && let Some(leading) = look.leading
            && leading != self.canvas.grid.leading
        {
            let (top, bottom) = self.canvas.grid.line_edges(room.lines);
            let rect = Rect { left: room.left, top, right: room.right, bottom };
            let (canvas, own) = on_own_leading(&self.canvas, frame, rect, leading);
            let area = own.area;
            let room = Room { left: area.left, right: area.right, lines: area.lines };
            self.on(canvas, |composer| composer.set_story(material, &own, room, story));
            return;
        }
        if frame.writing == self.canvas.flow.writing {
            let galley = self.galley(material, frame);
            let head = self.story_head(material, frame, room);
            self.fill_story(material, frame, room, (head, galley), story);
            return;
        }
        let (canvas, turned) = self.turned(frame, room);
        let room = Room {
            left: canvas.grid.area.left,
            right: canvas.grid.area.right,
            lines: turned.area.lines,
        };
        self.on(canvas, |composer| composer.set_story(material, &turned, room, story));
    }

    /// A canvas for a story whose lines cross those of the page, and the
    /// story's frame on it.
    fn turned(&self, frame: &StoryFrame, room: Room) -> (Canvas, StoryFrame) {
        let outer = &self.canvas;
        let (top, bottom) = outer.grid.line_edges(room.lines);
        let rect = outer.flow.rect(Rect { left: room.left, top, right: room.right, bottom });
        let canvas = outer.over(rect, frame.writing).with_columns(frame).spread();
        let grid = &canvas.grid;
        let area_of = |area: Area| {
            let rect = canvas.flow.rect_to_flow(outer.flow.rect(area.rect(&outer.grid)));
            Area {
                left: rect.left,
                right: rect.right,
                columns: None,
                lines: grid.lines_within(rect.top, rect.bottom),
                exact: Some((rect.top, rect.bottom)),
                span: area.span,
            }
        };
        let area = Area {
            left: grid.area.left,
            right: grid.area.right,
            columns: Some(ColumnSpan { first: 1, last: grid.columns }),
            lines: LineSpan { first: 1, last: grid.lines },
            exact: None,
            span: frame.area.span,
        };
        let pictures = frame
            .pictures
            .iter()
            .map(|picture| PictureBox { area: area_of(picture.area), ..picture.clone() })
            .collect();
        let turned =
            StoryFrame { area, text_columns: None, gutter: None, pictures, ..frame.clone() };
        (canvas, turned)
    }

    /// The place inside a story's frame.
    pub(super) fn room(&self, frame: &StoryFrame) -> Room {
        inner_room(
            Room { left: frame.area.left, right: frame.area.right, lines: frame.area.lines },
            frame.dress.inset,
        )
    }

    pub(super) fn open_report(&mut self, story: &Story, lines: LineSpan) -> u32 {
        self.stories.push(StoryReport {
            slug: story.slug.to_string(),
            title: story.headline.as_ref().map(RichText::plain).unwrap_or_default(),
            lang: self.lang_of(story).tag().to_owned(),
            section: self.section,
            lines,
            characters: story_characters(story),
            overset_characters: 0,
            unplaced_characters: 0,
            overset_lines: 0,
            underset_lines: 0,
            frames: Vec::new(),
            fit: Vec::new(),
            lines_fit: Vec::new(),
        });
        (self.stories.len() - 1) as u32
    }

    pub(super) fn report(&mut self, story: u32) -> &mut StoryReport {
        &mut self.stories[story as usize]
    }

    /// Sets the head for the span it stands in; empty if there is none.
    pub(super) fn story_head(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
    ) -> Vec<Display> {
        let lang = self.lang_of(&material.story);
        match frame.head.place {
            HeadPlace::None | HeadPlace::Beside(..) => Vec::new(),
            HeadPlace::Over(span) => {
                let (left, right) = self.head_edges(span, room);
                let arrangement = frame.head.arrangement;
                self.set_head(&material.story, &frame.styles, arrangement, lang, right - left)
            }
        }
    }

    fn head_edges(&self, span: Option<ColumnSpan>, room: Room) -> (Abs, Abs) {
        span.map_or((room.left, room.right), |span| {
            // A story whose lines cross the page's has columns of its own.
            let most = self.canvas.grid.columns;
            let span = ColumnSpan { first: span.first.min(most), last: span.last.min(most) };
            let (left, right) = self.canvas.grid.column_edges(span);
            (left.max(room.left), right.min(room.right))
        })
    }

    pub(super) fn lang_of(&self, story: &Story) -> Lang {
        story.lang.unwrap_or(self.spec.lang)
    }

    /// Left and right edge of the text columns of a story.
    pub(super) fn columns(&self, frame: &StoryFrame, room: Room) -> Vec<(Abs, Abs)> {
        let grid = &self.canvas.grid;
        let base = frame.area.base_columns();
        let wanted = frame.text_columns.unwrap_or(base);
        let is_on_grid = frame.area.columns.is_some()
            && wanted == base
            && frame.gutter.is_none()
            && (room.left, room.right) == (frame.area.left, frame.area.right);
        match frame.area.columns {
            Some(span) if is_on_grid => (span.first..=span.last)
                .map(|column| grid.column_edges(ColumnSpan { first: column, last: column }))
                .collect(),
            _ => {
                let gutter = frame.gutter.unwrap_or(grid.gutter);
                text_columns(room.left, room.right, wanted, gutter)
            }
        }
    }

    /// Puts head, pictures and text on the page.
    pub(super) fn fill_story(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
        (head, mut galley): (Vec<Display>, Galley),
        story: u32,
    ) {
        let mut obstacles = Vec::new();
        let room = self.place_standing_head(frame, room, story);
        let room = match frame.head.place {
            HeadPlace::Beside(side, columns) => {
                let place = (side, columns);
                self.place_head_beside(material, frame, room, place, story, &mut obstacles)
            }
            HeadPlace::Over(_) | HeadPlace::None => {
                self.place_head(material, frame, room, head, story, &mut obstacles);
                room
            }
        };
        self.place_pictures(material, frame, story, &mut obstacles);

        let em = frame.styles.get(Part::Body).size;
        let markers = galley.marker_characters(&frame.insets);
        self.report(story).characters += markers;
        let columns = self.columns(frame, room);
        let rest = columns.first().map_or(room.right - room.left, |(left, right)| *right - *left);
        let all = slots(&columns, room.lines, &obstacles, em * LEAST_MEASURE);
        let measures: BTreeSet<Abs> = all.iter().map(Slot::measure).chain([rest]).collect();
        let narrowest = measures.first().copied().unwrap_or(rest);
        galley.fit_initial(narrowest, em * LEAST_MEASURE);
        self.measure_crossheads(&mut galley, &frame.styles, &measures, all.len());
        self.measure_blocks(&mut galley, frame, &measures);
        let (poured, used) = pour_level(&mut galley, &all, rest, frame.fill);
        self.draw_column_rules(frame, &columns, &used, &obstacles);
        let boxes = column_boxes(&all, &self.canvas.grid);
        let flow = self.canvas.flow;
        self.report(story).frames = boxes.into_iter().map(|rect| flow.rect(rect)).collect();
        self.place_galley(&galley, frame, &poured, &used, story);
        self.report_loose_lines(&galley, frame, story);
        self.report_column_ends(frame, &galley, &poured, &used);
        self.report_fit(material, frame, &galley, (&poured, &all, &used, rest), story);
    }

    fn place_head(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
        head: Vec<Display>,
        story: u32,
        obstacles: &mut Vec<Obstacle>,
    ) {
        let HeadPlace::Over(span) = frame.head.place else {
            let left_out = head_characters(&material.story);
            self.report(story).unplaced_characters += left_out;
            if left_out > 0 {
                let slug = &frame.slug;
                self.sink.push(
                    Diagnostic::note(
                        Code::PartUnplaced,
                        say!(
                            "the head of `{slug}` is left out, {left_out} characters",
                            "“{slug}”不排标题，略去 {left_out} 字"
                        ),
                    )
                    .at(frame.slug_span),
                );
            }
            return;
        };
        if head.is_empty() {
            return;
        }
        let (left, right) = self.head_edges(span, room);
        let needed: u32 = head.iter().map(Display::rows).sum();
        let given = frame.head.lines.unwrap_or(needed).max(needed);
        let mut row = room.lines.first + (given - needed) / 2;
        for display in head {
            row = self.push_display(display, Some(story), left, row);
        }
        let last = room.lines.first + given.max(1) - 1;
        if last > room.lines.last {
            let slug = &material.story.slug;
            self.sink.push(
                Diagnostic::error(
                    Code::HeadlineTooLong,
                    say!(
                        "the head of `{slug}` takes {needed} lines, more than its place has",
                        "“{slug}”的标题要占 {needed} 行，超出了版位"
                    ),
                )
                .at(frame.area.span)
                .hint(say!(
                    "give the story more lines, or smaller head styles",
                    "增加版位行数，或改小标题样式"
                )),
            );
        }
        obstacles.push(Obstacle { left, right, lines: LineSpan { first: room.lines.first, last } });
    }

    fn place_pictures(
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

    /// The rules in the gutters, as deep as the text beside them.
    fn draw_column_rules(
        &mut self,
        frame: &StoryFrame,
        columns: &[(Abs, Abs)],
        used: &[Slot],
        obstacles: &[Obstacle],
    ) {
        let Some(style) = frame.column_rule else { return };
        for (at, pair) in columns.windows(2).enumerate() {
            let [(_, right), (left, _)] = pair else { continue };
            let x = *right + (*left - *right) / 2;
            // What reaches into both columns covers the gutter.
            let bars: Vec<LineSpan> = obstacles
                .iter()
                .filter(|obstacle| obstacle.left < *right && *left < obstacle.right)
                .map(|obstacle| obstacle.lines)
                .collect();
            let lines: Vec<u32> = used
                .iter()
                .filter(|slot| slot.column as usize == at || slot.column as usize == at + 1)
                .map(|slot| slot.line)
                .collect();
            for span in rule_spans(lines, &bars) {
                let (top, bottom) = self.canvas.grid.line_edges(span);
                self.rule(Point::new(x, top), Point::new(x, bottom), style);
            }
        }
    }
}

/// The stretches over which a rule runs beside some lines of text: from the
/// first to the last, but not through what stands in its way.
fn rule_spans(mut lines: Vec<u32>, bars: &[LineSpan]) -> Vec<LineSpan> {
    let is_barred = |span: LineSpan| bars.iter().any(|bar| bar.overlaps(span));
    lines.retain(|line| !is_barred(LineSpan { first: *line, last: *line }));
    lines.sort_unstable();
    let mut spans: Vec<LineSpan> = Vec::new();
    for line in lines {
        match spans.last_mut() {
            Some(span) if !is_barred(LineSpan { first: span.last, last: line }) => span.last = line,
            _ => spans.push(LineSpan { first: line, last: line }),
        }
    }
    spans
}

/// What frame and tint leave of a place: their inset at the sides, and a grid
/// line above and below.
pub(super) fn inner_room(outer: Room, inset: Abs) -> Room {
    if inset <= Abs::ZERO {
        return outer;
    }
    let lines = LineSpan { first: outer.lines.first + 1, last: outer.lines.last.saturating_sub(1) };
    let lines = if lines.first <= lines.last { lines } else { outer.lines };
    Room { left: outer.left + inset, right: outer.right - inset, lines }
}

/// Characters of a story, white space not counted.
fn story_characters(story: &Story) -> usize {
    let body: usize = story.body.iter().map(Block::characters).sum();
    let dateline = story.dateline.as_ref().map_or(0, RichText::characters);
    let pictures: usize = (0..story.pictures.len()).map(|at| picture_characters(story, at)).sum();
    head_characters(story) + dateline + body + pictures
}

fn picture_characters(story: &Story, at: usize) -> usize {
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

/// The lines left under a bar, if any.
pub(super) fn below(lines: LineSpan, rows: u32) -> Option<LineSpan> {
    lines_from(lines, lines.first + rows)
}
