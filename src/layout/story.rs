//! A story in its place: head, pictures, and text poured through the columns.

use std::collections::BTreeMap;

use super::Material;
use super::bind::{Setting, Words};
use super::compose::{Composer, count, lines_from};
use super::flow::{Known, Piece, Placed, Poured, pour};
use super::head::{Display, head_characters};
use super::picture::Placing;
use super::slots::{Obstacle, Slot, column_boxes, slots, text_columns};
use crate::diag::{Code, Diagnostic};
use crate::geom::{Abs, ColumnSpan, LineSpan, Point, Rect};
use crate::page::{Owner, ParagraphFit, Part, StoryReport};
use crate::say;
use crate::spec::page::{
    Arrangement, Fill, Grid, HeadPlace, PictureBox, PictureElement, StoryFrame, Styles,
    WhichPicture,
};
use crate::story::{Block, RichText, Story};
use crate::style::Lang;
use crate::text::{Hyphenation, LinePlace, set_line};

/// The narrowest measure that text is still set in, in ems.
const LEAST_MEASURE: i64 = 4;

/// A story's body, ready to be poured.
pub(super) struct Galley {
    pieces: Vec<Piece>,
    /// For each piece the words of a crosshead.
    crossheads: Vec<Option<Vec<Words>>>,
    known: Known,
    lang: Lang,
}

impl Galley {
    fn pour(&mut self, slots: &[Slot], rest: Abs) -> Poured {
        pour(&self.pieces, slots, rest, &mut self.known)
    }
}

/// Where a story stands, furniture of its own taken off.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub(super) left: Abs,
    pub(super) right: Abs,
    pub(super) lines: LineSpan,
}

impl Composer<'_> {
    /// Places a story where its frame says.
    pub(super) fn place_story(&mut self, frame: &StoryFrame) {
        let Some(material) = self.material(&frame.slug, frame.slug_span) else { return };
        self.dress(frame.area.rect(&self.spec.grid), &frame.dress);
        let room = self.room(frame);
        let story = self.open_report(&material.story, room.lines);
        let galley = self.galley(material, frame, room);
        let head = self.story_head(material, frame, room);
        self.fill_story(material, frame, room, (head, galley), story);
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
            lines,
            characters: story_characters(story),
            overset_characters: 0,
            unplaced_characters: 0,
            overset_lines: 0,
            underset_lines: 0,
            frames: Vec::new(),
            fit: Vec::new(),
        });
        (self.stories.len() - 1) as u32
    }

    fn report(&mut self, story: u32) -> &mut StoryReport {
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
            HeadPlace::None => Vec::new(),
            HeadPlace::Over(span) => {
                let (left, right) = self.head_edges(span, room);
                let arrangement = frame.head.arrangement;
                self.set_head(&material.story, &frame.styles, arrangement, lang, right - left)
            }
        }
    }

    fn head_edges(&self, span: Option<ColumnSpan>, room: Room) -> (Abs, Abs) {
        span.map_or((room.left, room.right), |span| {
            let (left, right) = self.spec.grid.column_edges(span);
            (left.max(room.left), right.min(room.right))
        })
    }

    fn lang_of(&self, story: &Story) -> Lang {
        story.lang.unwrap_or(self.spec.lang)
    }

    /// Left and right edge of the text columns of a story.
    pub(super) fn columns(&self, frame: &StoryFrame, room: Room) -> Vec<(Abs, Abs)> {
        let grid = &self.spec.grid;
        let base = frame.area.base_columns();
        let wanted = frame.text_columns.unwrap_or(base);
        let is_on_grid = frame.area.columns.is_some()
            && wanted == base
            && frame.gutter.is_none()
            && room.left == frame.area.left;
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

    /// Turns a story's body into a galley.
    pub(super) fn galley(&mut self, material: &Material, frame: &StoryFrame, room: Room) -> Galley {
        let story = &material.story;
        let lang = self.lang_of(story);
        let styles = &frame.styles;
        let measures: Vec<Abs> =
            self.columns(frame, room).iter().map(|(left, right)| *right - *left).collect();
        let mut pieces = Vec::new();
        let mut crossheads = Vec::new();
        let mut dateline = story.dateline.as_ref().filter(|text| !text.is_blank());
        for block in &story.body {
            match block {
                Block::Paragraph(text) => {
                    let words = self.body_words(text, dateline.take(), styles, lang);
                    pieces.push(self.paragraph(&words, styles, lang));
                    crossheads.push(None);
                }
                Block::Crosshead(text) => {
                    let words = Words::of(text);
                    let mut rows = BTreeMap::new();
                    for measure in &measures {
                        let display = self.crosshead(&words, styles, lang, *measure);
                        rows.insert(*measure, display.rows());
                    }
                    pieces.push(Piece::Crosshead { rows });
                    crossheads.push(Some(words));
                }
            }
        }
        if let Some(text) = dateline {
            let words = self.body_words(&RichText::default(), Some(text), styles, lang);
            pieces.push(self.paragraph(&words, styles, lang));
            crossheads.push(None);
        }
        Galley { pieces, crossheads, known: Known::default(), lang }
    }

    /// A paragraph's words, the dateline run in before those of the first.
    fn body_words(
        &mut self,
        text: &RichText,
        dateline: Option<&RichText>,
        styles: &Styles,
        lang: Lang,
    ) -> Vec<Words> {
        let mut words = Vec::new();
        if let Some(dateline) = dateline {
            let size = styles.get(Part::Body).size;
            let style = self.binder.char_style(styles.get(Part::Dateline), size, lang, self.sink);
            words.extend(Words::styled(Words::of(dateline), &style));
            let joins_with_space = !matches!(
                lang,
                Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese
            );
            if joins_with_space && let Some(span) = Words::span(&words) {
                words.extend(Words::plain(" ", span));
            }
        }
        words.extend(Words::of(text));
        words
    }

    fn paragraph(&mut self, words: &[Words], styles: &Styles, lang: Lang) -> Piece {
        let style = styles.get(Part::Body);
        let setting = Setting {
            size: style.size,
            lang,
            indent: style.indent,
            hyphenation: Hyphenation::Allowed,
        };
        Piece::Paragraph(self.binder.prepare(words, style, setting, self.sink))
    }

    fn crosshead(&mut self, words: &[Words], styles: &Styles, lang: Lang, measure: Abs) -> Display {
        let style = styles.get(Part::Crosshead);
        self.set_display(Part::Crosshead, words, style, Arrangement::OneLine, (lang, measure))
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
        self.place_head(material, frame, room, head, story, &mut obstacles);
        self.place_pictures(material, frame, story, &mut obstacles);

        let em = frame.styles.get(Part::Body).size;
        let columns = self.columns(frame, room);
        let rest = columns.first().map_or(room.right - room.left, |(left, right)| *right - *left);
        let all = slots(&columns, room.lines, &obstacles, em * LEAST_MEASURE);
        let (poured, used) = pour_level(&mut galley, &all, rest, frame.fill);
        self.draw_column_rules(frame, &columns, &used);
        self.report(story).frames = Vec::new();
        let boxes = column_boxes(&all, &self.spec.grid);
        self.report(story).frames = boxes;
        self.place_galley(&galley, frame, &poured, &used, story);
        self.report_fit(material, frame, &galley, (&poured, all.len() - used.len()), story);
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
                id: material.pictures.get(at).copied().flatten(),
                story,
                lang: self.lang_of(&material.story),
                styles: &frame.styles,
            };
            let lost = self.place_picture(&placing);
            self.report(story).overset_characters += lost;
            let area = target.area;
            let own = Obstacle { left: area.left, right: area.right, lines: area.lines };
            if let Some(other) = occupied.iter().find(|other| other.shares_place(&own)) {
                self.report_collision(target, other.lines, material);
            }
            occupied.push(own);
            obstacles.push(obstacle(target, &self.spec.grid, frame.area.lines));
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

    /// A picture box that reaches into the head or another picture.
    fn report_collision(&mut self, target: &PictureBox, other: LineSpan, material: &Material) {
        let slug = &material.story.slug;
        let LineSpan { first, last } = other;
        self.sink.push(
            Diagnostic::error(
                Code::FramesOverlap,
                say!(
                    "this picture of `{slug}` stands over its head or another picture",
                    "“{slug}”的这张图片压住了标题或另一张图片"
                ),
            )
            .at(target.area.span)
            .hint(say!(
                "lines {first} to {last} are taken: let the picture start below, or make the head smaller",
                "第 {first} 至 {last} 行已被占用：让图片排在下面，或把标题排小一些"
            )),
        );
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
        let Some(at) = self.find_picture(material, &element.picture) else { return };
        let placing = Placing {
            target: &element.picture,
            picture: &material.story.pictures[at],
            id: material.pictures.get(at).copied().flatten(),
            story,
            lang: self.lang_of(&material.story),
            styles: &element.styles,
        };
        let lost = self.place_picture(&placing);
        let rect = element.picture.area.rect(&self.spec.grid);
        let rest = story_characters(&material.story) - picture_characters(&material.story, at);
        let report = self.report(story);
        report.overset_characters = lost;
        report.unplaced_characters = rest;
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

    /// Puts every line of the galley into its slot.
    fn place_galley(
        &mut self,
        galley: &Galley,
        frame: &StoryFrame,
        poured: &Poured,
        used: &[Slot],
        story: u32,
    ) {
        let mut paragraph = 0;
        for ((piece, words), placed) in
            galley.pieces.iter().zip(&galley.crossheads).zip(&poured.pieces)
        {
            match (piece, words) {
                (Piece::Crosshead { .. }, Some(words)) => {
                    let Some(Some(first)) = placed.slots.first() else { continue };
                    let slot = used[*first];
                    let display = self.crosshead(words, &frame.styles, galley.lang, slot.measure());
                    let start = self.layers.lines.len();
                    self.push_display(display, Some(story), slot.left, slot.line);
                    for line in &mut self.layers.lines[start..] {
                        line.owner.paragraph = paragraph;
                    }
                }
                _ => self.place_paragraph(piece, frame, placed, used, (story, paragraph)),
            }
            paragraph += 1;
        }
    }

    fn place_paragraph(
        &mut self,
        piece: &Piece,
        frame: &StoryFrame,
        placed: &Placed,
        used: &[Slot],
        (story, paragraph): (u32, u32),
    ) {
        let (Piece::Paragraph(prepared), Some(breaks)) = (piece, &placed.breaks) else { return };
        let align = frame.styles.get(Part::Body).align;
        let owner = Owner { story: Some(story), part: Part::Body, paragraph };
        let fit = ParagraphFit { natural: placed.natural, set: breaks.lines.len() as u32 };
        self.report(story).fit.push(fit);
        for (at, (line, slot)) in breaks.lines.iter().zip(&placed.slots).enumerate() {
            let Some(slot) = slot else { continue };
            let slot = used[*slot];
            let place = LinePlace { is_first: at == 0, is_last: at + 1 == breaks.lines.len() };
            let set = set_line(prepared, line, place, slot.measure(), align, self.binder.shaper());
            if set.over > Abs::ZERO {
                let over = (set.over.to_pt() * 10.0).round() / 10.0;
                let text = prepared.text_of(line.clusters.clone()).to_owned();
                self.sink.push(
                    Diagnostic::warning(
                        Code::LineOverfull,
                        say!(
                            "a line sticks out of its column by {over} pt: “{text}”",
                            "有一行超出栏宽 {over} pt：“{text}”"
                        ),
                    )
                    .at(frame.slug_span),
                );
            }
            let origin = Point::new(slot.left, self.spec.grid.baseline(slot.line));
            self.push_line(owner, origin, slot.measure(), set);
        }
    }

    /// Counts what found no place and what stayed empty.
    fn report_fit(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        galley: &Galley,
        (poured, trimmed): (&Poured, usize),
        story: u32,
    ) {
        let lost = overset_characters(galley, poured);
        let columns = frame.text_columns.unwrap_or_else(|| frame.area.base_columns()) as usize;
        let spare = poured.spare + trimmed;
        let report = self.report(story);
        report.overset_lines = poured.overset;
        report.overset_characters += lost;
        report.underset_lines = if poured.overset > 0 { 0 } else { spare };
        let slug = &material.story.slug;
        if poured.overset > 0 {
            let lines = poured.overset;
            self.sink.push(
                Diagnostic::error(
                    Code::Overset,
                    say!(
                        "`{slug}` is overset by {lines} lines, {lost} characters",
                        "“{slug}”溢出 {lines} 行、{lost} 字"
                    ),
                )
                .at(frame.slug_span)
                .hint(say!(
                    "cut the text, or give the story more lines",
                    "删减正文，或增加版位行数"
                )),
            );
        } else if spare >= columns && !galley.pieces.is_empty() {
            // Fewer spare lines than columns are how level columns end.
            self.sink.push(
                Diagnostic::warning(
                    Code::Underset,
                    say!(
                        "`{slug}` is {spare} lines short of its place",
                        "“{slug}”不足版位 {spare} 行"
                    ),
                )
                .at(frame.slug_span)
                .hint(say!(
                    "add text, give the story fewer lines, or enlarge a picture",
                    "增加正文、减少版位行数，或放大图片"
                )),
            );
        }
    }

    /// The rules in the gutters, as deep as the text beside them.
    fn draw_column_rules(&mut self, frame: &StoryFrame, columns: &[(Abs, Abs)], used: &[Slot]) {
        let Some(style) = frame.column_rule else { return };
        for (at, pair) in columns.windows(2).enumerate() {
            let beside =
                |slot: &&Slot| slot.column as usize == at || slot.column as usize == at + 1;
            let first = used.iter().filter(beside).map(|slot| slot.line).min();
            let last = used.iter().filter(beside).map(|slot| slot.line).max();
            if let (Some(first), Some(last), [(_, right), (left, _)]) = (first, last, pair) {
                let (top, bottom) = self.spec.grid.line_edges(LineSpan { first, last });
                let x = *right + (*left - *right) / 2;
                self.rule(Point::new(x, top), Point::new(x, bottom), style);
            }
        }
    }
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

/// Lines a galley takes in one measure, in its best setting.
pub(super) fn natural_lines(galley: &mut Galley, measure: Abs) -> usize {
    galley.pour(&[], measure).overset
}

/// Characters of a story, white space not counted.
fn story_characters(story: &Story) -> usize {
    let body: usize = story
        .body
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) | Block::Crosshead(text) => text.characters(),
        })
        .sum();
    let dateline = story.dateline.as_ref().map_or(0, RichText::characters);
    let pictures: usize = (0..story.pictures.len()).map(|at| picture_characters(story, at)).sum();
    head_characters(story) + dateline + body + pictures
}

fn picture_characters(story: &Story, at: usize) -> usize {
    let picture = &story.pictures[at];
    [&picture.caption, &picture.credit].into_iter().flatten().map(RichText::characters).sum()
}

fn overset_characters(galley: &Galley, poured: &Poured) -> usize {
    let mut lost = 0;
    for ((piece, words), placed) in galley.pieces.iter().zip(&galley.crossheads).zip(&poured.pieces)
    {
        match (piece, &placed.breaks, words) {
            (Piece::Paragraph(prepared), Some(breaks), _) => {
                lost += breaks
                    .lines
                    .iter()
                    .zip(&placed.slots)
                    .filter(|(_, slot)| slot.is_none())
                    .map(|(line, _)| count(prepared.text_of(line.clusters.clone())))
                    .sum::<usize>();
            }
            (Piece::Crosshead { .. }, _, Some(words)) if placed.slots.first() == Some(&None) => {
                lost += count(&Words::text(words));
            }
            _ => {}
        }
    }
    lost
}

/// What a picture takes from the text: its box with the standoff at its sides,
/// and a line of white below its caption.
fn obstacle(target: &PictureBox, grid: &Grid, story: LineSpan) -> Obstacle {
    let area = target.area;
    let below = if area.lines.last < story.last { 1 } else { 0 };
    let rect: Rect = area.rect(grid);
    Obstacle {
        left: rect.left - target.standoff,
        right: rect.right + target.standoff,
        lines: LineSpan { first: area.lines.first, last: area.lines.last + below },
    }
}

/// Pours a galley; if it is short and its columns are to end level, the feet
/// of all columns are raised together until the text fills what is left.
fn pour_level(galley: &mut Galley, all: &[Slot], rest: Abs, fill: Fill) -> (Poured, Vec<Slot>) {
    let poured = galley.pour(all, rest);
    if fill == Fill::InOrder || poured.spare == 0 || galley.pieces.is_empty() {
        return (poured, all.to_vec());
    }
    let mut raised_by = poured.spare;
    let mut best = (poured, all.to_vec());
    // With fewer slots the paragraphs may come out differently, so the right
    // number is felt for; a few steps are enough or it is not to be had.
    for _ in 0..8 {
        let raised = raise_feet(all, raised_by);
        let again = galley.pour(&raised, rest);
        let (spare, overset) = (again.spare, again.overset);
        if overset == 0 && spare < best.0.spare {
            best = (again, raised);
        }
        if spare == 0 && overset == 0 {
            break;
        }
        raised_by = (raised_by + spare).saturating_sub(overset);
    }
    best
}

/// Takes `spare` slots from the feet of the columns, from the last column on,
/// so that the columns differ by one line at most.
fn raise_feet(all: &[Slot], spare: usize) -> Vec<Slot> {
    let mut columns: BTreeMap<u32, Vec<Slot>> = BTreeMap::new();
    for slot in all {
        columns.entry(slot.column).or_default().push(*slot);
    }
    for _ in 0..spare {
        let Some(lowest) = columns
            .values_mut()
            .filter(|column| !column.is_empty())
            .max_by_key(|column| column.last().map(|slot| (slot.line, slot.column)))
        else {
            break;
        };
        lowest.pop();
    }
    columns.into_values().flatten().collect()
}

/// The lines left under a bar, if any.
pub(super) fn below(lines: LineSpan, rows: u32) -> Option<LineSpan> {
    lines_from(lines, lines.first + rows)
}
