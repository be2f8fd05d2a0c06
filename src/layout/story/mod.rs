//! A story in its place: head, pictures, and text poured through the columns.

pub(super) mod aside;
mod findings;
pub(super) mod jump;
pub(super) mod justify;
mod reading;
pub(super) mod standing;
pub(super) mod thread;

use std::collections::BTreeSet;

use self::thread::ThreadsAt;
use crate::geom::{Abs, ColumnSpan, LineSpan, Point, Rect};
use crate::layout::Material;
use crate::layout::compose::{Composer, lines_from};
use crate::layout::flow::Poured;
use crate::layout::galley::Galley;
use crate::layout::galley::level::pour_level;
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{
    Obstacle, Room, Slot, TextPlace, column_boxes, slots, text_columns,
};
use crate::layout::head::Display;
use crate::layout::set::aside::Elsewhere;
use crate::layout::set::classified::on_own_leading;
use crate::layout::story::standing::named;
use crate::layout::story::thread::PageOfThread;
use crate::page::Part;
use crate::spec::page::{
    Area, Dress, Grid, HeadPlace, PictureBox, QuoteBox, StoryFrame, TextFrame,
};

/// The narrowest measure that text is still set in, in ems.
pub(super) const LEAST_MEASURE: i64 = 4;

/// A story's place with its head and pictures standing.
pub(super) struct Stage {
    /// Where its text stands, frame by frame.
    places: Vec<TextPlace>,
    /// What text keeps clear of.
    obstacles: Vec<Obstacle>,
    /// What is left for text.
    pub(super) slots: Vec<Slot>,
    /// The measure that overset lines are counted in.
    pub(super) rest: Abs,
    /// The slots of the jump lines.
    from_line: Option<Slot>,
    on_line: Option<Slot>,
}

/// A story whose head and pictures stand, with its text in its slots.
struct SetText<'a> {
    stage: Stage,
    galley: &'a Galley,
    story: &'a PouredStory,
}

/// A story's text in its slots.
#[derive(Clone)]
pub(super) struct PouredStory {
    pub(super) poured: Poured,
    /// The slots that there are.
    pub(super) all: Vec<Slot>,
    /// Those that it was poured through.
    pub(super) used: Vec<Slot>,
}

impl Composer<'_> {
    /// Places a story where its frame says.
    pub(super) fn place_story(&mut self, frame: &StoryFrame, threads: ThreadsAt) {
        let Some(material) = self.material(&frame.slug, frame.slug_span) else { return };
        let page = threads.of(&frame.slug);
        let frame = &named(page.adapted(frame), &material.story);
        self.dress(frame.area.rect(&self.canvas.grid), &frame.dress);
        for further in &frame.frames {
            self.dress(further.area.rect(&self.canvas.grid), &frame.dress);
        }
        let room = self.room(frame);
        let story = self.open_report(&material.story, room.lines);
        self.in_own_lines(frame, room, |composer, frame, room| match page.thread() {
            Some(thread) => {
                let head = composer.story_head(material, frame, room);
                let elsewhere = page.elsewhere();
                let stage = composer.stage(material, frame, room, head, (story, &elsewhere));
                let text = SetText { stage, galley: &thread.galley, story: &thread.story };
                composer.finish_story(material, frame, &text, (story, &page));
            }
            None => {
                let galley = composer.galley(material, frame);
                let head = composer.story_head(material, frame, room);
                composer.fill_story(material, frame, room, (head, galley), story);
            }
        });
    }

    /// Does something with a story and its room on a canvas whose lines run the
    /// story's own way.
    pub(super) fn in_own_lines<T>(
        &mut self,
        frame: &StoryFrame,
        room: Room,
        compose: impl FnOnce(&mut Self, &StoryFrame, Room) -> T,
    ) -> T {
        if let Some(look) = &frame.classified
            && let Some(leading) = look.leading
            && (leading != self.canvas.grid.text_leading()
                || look.item_gap.is_some() && self.canvas.grid.steps == 1)
        {
            let (top, bottom) = self.canvas.grid.line_edges(room.lines);
            let rect = Rect { left: room.left, top, right: room.right, bottom };
            let (canvas, own) = on_own_leading(&self.canvas, frame, rect, leading);
            let area = own.area;
            let room = Room { left: area.left, right: area.right, lines: area.lines };
            return self.on(canvas, |composer| composer.in_own_lines(&own, room, compose));
        }
        if frame.writing == self.canvas.flow.writing {
            return compose(self, frame, room);
        }
        let (canvas, turned) = self.turned(frame, room);
        let room = Room {
            left: canvas.grid.area.left,
            right: canvas.grid.area.right,
            lines: turned.area.lines,
        };
        self.on(canvas, |composer| compose(composer, &turned, room))
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
        let quotes = frame
            .quotes
            .iter()
            .map(|quote| QuoteBox { area: area_of(quote.area), ..*quote })
            .collect();
        let clear_of = frame.clear_of.iter().map(|area| area_of(*area)).collect();
        let frames = frame.frames.iter();
        let frames = frames.map(|further| TextFrame { area: area_of(further.area), ..*further });
        let turned = StoryFrame {
            area,
            text_columns: None,
            gutter: None,
            pictures,
            quotes,
            clear_of,
            frames: frames.collect(),
            ..frame.clone()
        };
        (canvas, turned)
    }

    /// The place inside a story's frame.
    pub(super) fn room(&self, frame: &StoryFrame) -> Room {
        inner_room(
            Room { left: frame.area.left, right: frame.area.right, lines: frame.area.lines },
            &frame.dress,
            &self.canvas.grid,
        )
    }

    /// Left and right edge of the text columns of a story in its own place.
    pub(super) fn columns(&self, frame: &StoryFrame, room: Room) -> Vec<(Abs, Abs)> {
        self.columns_in(&frame.area, room, frame.text_columns, frame.gutter)
    }

    /// Left and right edge of so many text columns in a place; one for each base
    /// column if no number is given.
    fn columns_in(
        &self,
        area: &Area,
        room: Room,
        wanted: Option<u32>,
        gutter: Option<Abs>,
    ) -> Vec<(Abs, Abs)> {
        let grid = &self.canvas.grid;
        let base = area.base_columns();
        let wanted = wanted.unwrap_or(base);
        let is_on_grid = area.columns.is_some()
            && wanted == base
            && gutter.is_none()
            && (room.left, room.right) == (area.left, area.right);
        match area.columns {
            Some(span) if is_on_grid => (span.first..=span.last)
                .map(|column| grid.column_edges(ColumnSpan { first: column, last: column }))
                .collect(),
            _ => text_columns(room.left, room.right, wanted, gutter.unwrap_or(grid.gutter)),
        }
    }

    /// Puts head, pictures and text of a story that has no other page on this one.
    pub(super) fn fill_story(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
        (head, mut galley): (Vec<Display>, Galley),
        story: u32,
    ) {
        let set = self.justify(material, frame, room, (head, &mut galley), story);
        let text = SetText { stage: set.stage, galley: &galley, story: &set.story };
        self.finish_story(material, &set.frame, &text, (story, &PageOfThread::alone()));
    }

    /// Puts the text of a story whose head and pictures stand into its slots, and
    /// tells how it came out.
    fn finish_story(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        text: &SetText,
        (story, page): (u32, &PageOfThread),
    ) {
        let SetText { stage, galley, story: PouredStory { poured, all, used } } = text;
        self.report(story).characters += galley.marker_characters(&frame.insets);
        self.count_asides(&material.story, frame, page, story);
        self.draw_column_rules(frame, &stage.places, (poured, used, page.number), &stage.obstacles);
        let own: Vec<Slot> = all.iter().filter(|slot| slot.page == page.number).copied().collect();
        let boxes = column_boxes(&own, &self.canvas.grid);
        let flow = self.canvas.flow;
        self.report(story).frames = boxes.into_iter().map(|rect| flow.rect(rect)).collect();
        self.place_from_line(frame, page, stage.from_line, story);
        self.place_galley(galley, frame, poured, (used, page.number), story);
        self.place_on_line(frame, page, (stage.on_line, poured, used), story);
        self.report_loose_lines(galley, frame, story);
        self.report_column_ends(frame, galley, poured, (used, page.number));
        self.report_reading_order(frame, &own);
        let rest = page.thread().map_or(stage.rest, |thread| thread.rest);
        self.report_fit(material, frame, (galley, page), (poured, all, used, rest), story);
    }

    /// Places a story's head and pictures, and works out what is left for its
    /// text.
    pub(super) fn stage(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        room: Room,
        head: Vec<Display>,
        (story, elsewhere): (u32, &Elsewhere),
    ) -> Stage {
        let mut obstacles = Vec::new();
        let mut head_beside = None;
        let room = self.place_standing_head(frame, room, story);
        let room = match frame.head.place {
            HeadPlace::Beside(side, columns) => {
                let place = (side, columns);
                let (left, taken) =
                    self.place_head_beside(material, frame, room, place, story, &mut obstacles);
                head_beside = taken;
                left
            }
            HeadPlace::OnPicture(..) => room,
            HeadPlace::Over(_) | HeadPlace::Inside(..) | HeadPlace::None => {
                self.place_head(material, frame, room, head, story, &mut obstacles);
                room
            }
        };
        let places = self.text_places(frame, room);
        let columns: Vec<(Abs, Abs)> =
            places.iter().flat_map(|place| place.columns.iter().copied()).collect();
        let (seen, mut pictures) = self.set_aside(|composer| {
            let heads = (columns.as_slice(), head_beside);
            composer.place_pictures(material, frame, heads, (story, elsewhere), &mut obstacles)
        });
        let captions = std::mem::take(&mut pictures.lines);
        self.matter.append(pictures);
        if let HeadPlace::OnPicture(at, edge) = frame.head.place {
            let own = || frame.pictures.get(at).map(|it| it.area.rect(&self.canvas.grid));
            let box_seen = || own().map(|rect| self.canvas.flow.rect(rect));
            if let Some(rect) = seen.get(at).copied().flatten().or_else(box_seen) {
                self.place_head_on_picture(material, frame, (edge, rect), story);
            }
        }
        // A head on a picture is read before the captions.
        self.matter.lines.extend(captions);
        self.place_quotes(material, frame, story, &mut obstacles);
        self.place_spanning_tables(material, frame, room, (story, elsewhere), &mut obstacles);
        let grid = &self.canvas.grid;
        obstacles.extend(frame.clear_of.iter().map(|area| clearance(area, frame, grid)));
        let em = frame.styles.get(Part::Body).size;
        let mut slots = slots(&places, &obstacles, em * LEAST_MEASURE);
        let from_line = frame.jump.from.as_ref().filter(|_| !slots.is_empty());
        let from_line = from_line.map(|_| slots.remove(0));
        let on_line = frame.jump.on.as_ref().and_then(|_| slots.pop());
        let first = places.last().and_then(|place| place.columns.first());
        let rest = first.map_or(room.right - room.left, |(left, right)| *right - *left);
        Stage { places, obstacles, slots, rest, from_line, on_line }
    }

    /// The places of a story's text on this page in their order.
    fn text_places(&self, frame: &StoryFrame, room: Room) -> Vec<TextPlace> {
        let own = TextPlace { columns: self.columns(frame, room), lines: room.lines };
        let further = frame.frames.iter().map(|further| {
            let area = &further.area;
            let room = Room { left: area.left, right: area.right, lines: area.lines };
            let room = inner_room(room, &frame.dress, &self.canvas.grid);
            let columns = self.columns_in(area, room, further.text_columns, further.gutter);
            TextPlace { columns, lines: room.lines }
        });
        std::iter::once(own).chain(further).collect()
    }

    /// Makes a galley ready for the measures of some slots.
    pub(super) fn fit_galley(
        &mut self,
        galley: &mut Galley,
        frame: &StoryFrame,
        all: &[Slot],
        rest: Abs,
    ) {
        let em = frame.styles.get(Part::Body).size;
        let measures: BTreeSet<Abs> = all.iter().map(Slot::measure).chain([rest]).collect();
        let narrowest = measures.first().copied().unwrap_or(rest);
        galley.fit_initial(narrowest, em * LEAST_MEASURE);
        self.measure_crossheads(galley, &frame.styles, &measures, all.len());
        self.measure_blocks(galley, frame, &measures);
    }

    /// Pours a story's text through slots.
    pub(super) fn pour_story(
        &mut self,
        galley: &mut Galley,
        frame: &StoryFrame,
        all: Vec<Slot>,
        rest: Abs,
    ) -> PouredStory {
        self.fit_galley(galley, frame, &all, rest);
        let (poured, used) = pour_level(galley, &all, rest, frame.fill);
        PouredStory { poured, all, used }
    }

    /// The rules in the gutters, as deep as the longer of the columns beside them.
    fn draw_column_rules(
        &mut self,
        frame: &StoryFrame,
        places: &[TextPlace],
        (poured, used, page): (&Poured, &[Slot], u32),
        obstacles: &[Obstacle],
    ) {
        let Some(style) = frame.column_rule else { return };
        let columns: Vec<(u32, (Abs, Abs))> = (0..)
            .zip(places)
            .flat_map(|(frame, place)| place.columns.iter().map(move |edges| (frame, *edges)))
            .collect();
        let taken = poured.pieces.iter().flat_map(|placed| placed.slots.iter().flatten());
        let taken: Vec<Slot> = taken.map(|at| used[*at]).filter(|slot| slot.page == page).collect();
        for (at, pair) in columns.windows(2).enumerate() {
            let [(one, (_, right)), (other, (left, _))] = pair else { continue };
            if one != other {
                continue;
            }
            let x = *right + (*left - *right) / 2;
            // What reaches into both columns covers the gutter.
            let bars: Vec<LineSpan> = obstacles
                .iter()
                .filter(|obstacle| obstacle.left < *right && *left < obstacle.right)
                .map(|obstacle| obstacle.lines)
                .collect();
            let lines: Vec<u32> = taken
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

/// What an element that stands in a story's place takes from its text: a line of
/// white above and below, and a gutter at its sides.
fn clearance(area: &Area, frame: &StoryFrame, grid: &Grid) -> Obstacle {
    let Rect { left, top, right, bottom } = area.rect(grid);
    let lines = grid.lines_touching(top, bottom);
    let within = frame.area.lines;
    let first = if lines.first > within.first { lines.first - 1 } else { lines.first };
    let last = if lines.last < within.last { lines.last + 1 } else { lines.last };
    let gutter = frame.gutter.unwrap_or(grid.gutter);
    Obstacle { left: left - gutter, right: right + gutter, lines: LineSpan { first, last } }
}

/// What frame and tint leave of a place: their inset at the sides, and a grid
/// line or more above and below.
pub(super) fn inner_room(outer: Room, dress: &Dress, grid: &Grid) -> Room {
    let inset = dress.inset;
    if inset <= Abs::ZERO {
        return outer;
    }
    // A border that is deeper than a line takes as many as it needs.
    let deep = dress.depth() + (grid.leading - grid.body_size) / 2;
    let rows =
        u32::try_from(-((-deep).count_of(grid.leading.max(Abs::from_units(1))))).unwrap_or(1);
    let rows = rows.max(1);
    let lines =
        LineSpan { first: outer.lines.first + rows, last: outer.lines.last.saturating_sub(rows) };
    let lines = if lines.first <= lines.last { lines } else { outer.lines };
    Room { left: outer.left + inset, right: outer.right - inset, lines }
}

/// The lines left under a bar, if any.
pub(super) fn below(lines: LineSpan, rows: u32) -> Option<LineSpan> {
    lines_from(lines, lines.first + rows)
}
