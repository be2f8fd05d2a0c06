//! Pictures in and beside stories: which box shows which, and what each takes
//! from the text.

use crate::diag::{Code, Diagnostic, Span};
use crate::geom::{Abs, Flow, LineSpan, Rect, WritingMode};
use crate::layout::Material;
use crate::layout::compose::Composer;
use crate::layout::grid::slots::Obstacle;
use crate::layout::picture::{Placing, Shown};
use crate::layout::set::aside::{Elsewhere, aside_characters, asides_of, table_of};
use crate::page::{ElementId, Part, ReportOf};
use crate::picture::{FoundCredit, PictureId};
use crate::say;
use crate::spec::page::{
    CaptionPlace, CreditSource, Element, Grid, PictureBox, PictureElement, RunAround, StoryFrame,
    Styles, WhichPicture,
};
use crate::story::{Emphasis, Piece, RichText, Slug, Story, StoryPicture};

impl Composer<'_> {
    /// Places the pictures that a frame has boxes for, and reports the others;
    /// tells of each box what of the sheet its pictures take. A head beside the
    /// text is in the way of pictures, too.
    pub(in crate::layout) fn place_pictures(
        &mut self,
        material: &Material,
        frame: &StoryFrame,
        (columns, head): (&[(Abs, Abs)], Option<Obstacle>),
        (story, other_pages): (u32, &Elsewhere),
        obstacles: &mut Vec<Obstacle>,
    ) -> Vec<Option<Rect>> {
        let elsewhere = self.shown_elsewhere(&frame.slug);
        let mut placed = vec![false; material.story.pictures.len()];
        let mut occupied = obstacles.clone();
        occupied.extend(head);
        let mut frames = Vec::new();
        for target in &frame.pictures {
            let numbers = self.find_pictures(material, target);
            if numbers.is_empty() {
                frames.push(None);
                continue;
            }
            for at in &numbers {
                placed[*at] = true;
            }
            let (grid, flow) = (&self.canvas.grid, self.canvas.flow);
            let lines = lines_around(target, frame, grid);
            let rect = picture_rect(target, grid, lines, flow, obstacles);
            let styles = &frame.styles;
            let placing = self.placing(material, target, &numbers, (rect, story, styles));
            let seen = self.place_picture(&placing);
            frames.push(seen.iter().map(|seen| seen.frame).reduce(joined));
            let area = target.area;
            let own = Obstacle { left: area.left, right: area.right, lines: area.lines };
            if let Some(other) = occupied.iter().find(|other| other.shares_place(&own)) {
                self.report_collision(target, other.lines, material);
            }
            occupied.push(own);
            let taken = obstacle(target, &self.canvas.grid, lines, self.canvas.flow);
            match target.run_around {
                RunAround::None => {}
                RunAround::Outline if target.frame.is_none() => {
                    obstacles.extend(self.outline_obstacles(&seen, taken, &placing, columns));
                }
                // Text within a frame would stand over its line.
                RunAround::Box | RunAround::Outline => obstacles.push(taken),
            }
        }
        for (at, picture) in material.story.pictures.iter().enumerate() {
            if placed[at] {
                continue;
            }
            if elsewhere[at] {
                // Counted where it stands for itself.
                let counted = material.story.picture_characters(at);
                self.report(story).characters -= counted;
                continue;
            }
            let is_it = |which: &WhichPicture| find(&material.story, which) == Some(at);
            if other_pages.pictures.iter().any(is_it) {
                self.report(story).elsewhere_characters += material.story.picture_characters(at);
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
            self.tell(
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
        frames
    }

    /// A box with its pictures.
    fn placing<'m>(
        &mut self,
        material: &'m Material,
        target: &'m PictureBox,
        numbers: &[usize],
        (rect, story, styles): (Rect, u32, &'m Styles),
    ) -> Placing<'m> {
        let mut shown = Vec::new();
        for at in numbers {
            let picture = &material.story.pictures[*at];
            let id = material.pictures.get(*at).copied().flatten();
            let found_credit = id.and_then(|id| self.find_credit(picture, id, target));
            // It is part of what this story has to say from here on.
            let found = found_credit.as_ref().map_or(0, RichText::characters);
            self.report(story).characters += found;
            shown.push(Shown { picture, at: *at as u32, id, found_credit });
        }
        let lang = self.lang_of(&material.story);
        Placing { target, rect, shown, story, lang, styles }
    }

    /// The credit that a picture's file gives, where the story has none and
    /// there is a caption for it to stand in.
    fn find_credit(
        &mut self,
        picture: &StoryPicture,
        id: PictureId,
        target: &PictureBox,
    ) -> Option<RichText> {
        let has_own = picture.credit.as_ref().is_some_and(|credit| !credit.is_blank());
        if has_own
            || target.credit == CreditSource::Story
            || target.caption.place == CaptionPlace::None
        {
            return None;
        }
        let FoundCredit { text, field } = self.resources.pictures.get(id).found_credit()?;
        let (file, field) = (&picture.file, field.name());
        self.tell(
            Diagnostic::note(
                Code::PictureCreditFound,
                say!(
                    "the credit of `{file}` is taken from the picture: {text} ({field})",
                    "图片“{file}”的署名取自图片文件：{text}（{field}）"
                ),
            )
            .at(picture.span)
            .hint(say!(
                "check it; write `credit` in the story to say otherwise",
                "请核对；稿件里写上 `credit` 就以稿件为准"
            )),
        );
        Some(RichText {
            pieces: vec![Piece {
                text,
                emphasis: Emphasis::None,
                marks: Vec::new(),
                reading: None,
                // It stands in the picture.
                span: Span { end: picture.span.start, ..picture.span },
            }],
        })
    }

    /// Which of a story's pictures a box is for; those that there are not are
    /// reported.
    fn find_pictures(&mut self, material: &Material, target: &PictureBox) -> Vec<usize> {
        let mut found = Vec::new();
        for which in &target.which {
            match find(&material.story, which) {
                // Its number and its file may name the same.
                Some(at) if found.contains(&at) => {}
                Some(at) => found.push(at),
                None => self.report_no_picture(&material.story, target),
            }
        }
        found
    }

    fn report_no_picture(&mut self, story: &Story, target: &PictureBox) {
        let slug = &story.slug;
        let has = story.pictures.len();
        self.tell(
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

    /// Pictures with nothing but their caption.
    pub(in crate::layout) fn place_lone_picture(&mut self, element: &PictureElement) {
        let Some(material) = self.material(&element.slug, element.slug_span) else { return };
        let target = &element.picture;
        let story = self.open_report(&material.story, target.area.lines);
        let numbers = self.find_pictures(material, target);
        let own: usize = numbers.iter().map(|at| material.story.picture_characters(*at)).sum();
        let rest = self.rest_of(&material.story);
        let flow = self.canvas.flow;
        let rect = target.area.rect(&self.canvas.grid);
        let report = self.report(story);
        report.characters = own + rest;
        report.unplaced_characters = rest;
        report.frames = vec![flow.rect(rect)];
        report.of = ReportOf::Pictures;
        if !numbers.is_empty() {
            let styles = &element.styles;
            let placing = self.placing(material, target, &numbers, (rect, story, styles));
            self.place_picture(&placing);
        }
        if rest > 0 {
            self.report_rest(element, &material.story, rest);
        }
    }

    /// Tells what of a lone picture's story stands nowhere on the page. Text that
    /// is not there is an error; a headline alone may well be left out, and other
    /// pictures are not missed.
    fn report_rest(&mut self, element: &PictureElement, story: &Story, rest: usize) {
        let slug = &element.slug;
        let finding = if story.body.is_empty() && story.head_characters() == 0 {
            Diagnostic::note(
                Code::PartUnplaced,
                say!(
                    "`{slug}` has other pictures, whose captions of {rest} characters are left out",
                    "“{slug}”还有别的图片没有上版，图片说明略去 {rest} 字"
                ),
            )
        } else if story.body.is_empty() {
            let title = story.headline.as_ref().map(RichText::plain).unwrap_or_default();
            Diagnostic::warning(
                Code::PartUnplaced,
                say!(
                    "the picture of `{slug}` stands without the story's head “{title}”, {rest} characters",
                    "“{slug}”只排了图片和说明，标题“{title}”等 {rest} 字没有版位"
                ),
            )
            .hint(say!(
                "give the head a place with a [[story]] of the slug `{slug}` of three or four lines above the picture, or take it out of the story and say it in the caption",
                "在图片上方用 [[story]]（slug 也写 “{slug}”）给标题留三四行，或从稿件里去掉标题，把意思写进图片说明"
            ))
        } else {
            Diagnostic::error(
                Code::PartUnplaced,
                say!(
                    "`{slug}` has {rest} characters besides this picture and its caption, and no place for them",
                    "“{slug}”除这张图片和说明外还有 {rest} 字没有版位"
                ),
            )
            .hint(say!(
                "give the text a place with a [[story]] of the slug `{slug}`; the picture stays where it is",
                "请再写一条 [[story]]（slug 也写 “{slug}”）安排文字，图片仍留在原处"
            ))
        };
        self.tell(finding.at(element.slug_span));
    }

    /// Characters of the story of a lone picture or table that stand nowhere else
    /// on the page: the first such element of a story without a place answers for
    /// them.
    pub(in crate::layout) fn rest_of(&self, story: &Story) -> usize {
        let slug = &story.slug;
        let is_placed = self.spec.elements.iter().any(|other| match other {
            Element::Story(frame) => frame.slug == *slug,
            Element::Section(section) => section.stories.iter().any(|frame| frame.slug == *slug),
            _ => false,
        });
        let first = self.spec.elements.iter().position(|element| match element {
            Element::Picture(picture) => picture.slug == *slug,
            Element::Table(table) => table_of(table, slug).is_some(),
            _ => false,
        });
        let placing = self.owner(None, Part::Body, 0).element;
        if is_placed || first.map(|at| ElementId(at as u32)) != placing {
            return 0;
        }
        let shown = self.shown_elsewhere(slug);
        let in_pictures = shown.iter().enumerate().filter(|(_, shown)| **shown);
        let in_pictures: usize = in_pictures.map(|(at, _)| story.picture_characters(at)).sum();
        let mut tables = asides_of(self.spec, slug);
        let mut seen = Vec::new();
        tables.retain(|aside| {
            !seen.contains(aside) && {
                seen.push(*aside);
                true
            }
        });
        let in_tables: usize = tables.iter().map(|aside| aside_characters(story, *aside)).sum();
        story.characters().saturating_sub(in_pictures + in_tables)
    }

    /// The pictures of a story that stand for themselves.
    fn lone_pictures<'s>(&'s self, slug: &'s Slug) -> impl Iterator<Item = &'s PictureElement> {
        self.spec.elements.iter().filter_map(move |element| match element {
            Element::Picture(picture) if picture.slug == *slug => Some(picture),
            _ => None,
        })
    }

    /// Which pictures of a story stand for themselves somewhere on the page.
    fn shown_elsewhere(&self, slug: &Slug) -> Vec<bool> {
        let Some(material) = self.resources.story(slug) else { return Vec::new() };
        let mut shown = vec![false; material.story.pictures.len()];
        for which in self.lone_pictures(slug).flat_map(|element| &element.picture.which) {
            if let Some(at) = find(&material.story, which) {
                shown[at] = true;
            }
        }
        shown
    }
}

/// What two rectangles take together.
fn joined(one: Rect, other: Rect) -> Rect {
    Rect {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }
}

/// The place of a picture among those of its story.
fn find(story: &Story, which: &WhichPicture) -> Option<usize> {
    let pictures = &story.pictures;
    match which {
        WhichPicture::Nth(number) => {
            (*number as usize).checked_sub(1).filter(|at| *at < pictures.len())
        }
        WhichPicture::File(file) => {
            pictures.iter().position(|picture| picture.file == *file).or_else(|| {
                pictures.iter().position(|picture| picture.file.ends_with(&format!("/{file}")))
            })
        }
    }
}

/// The lines of the place of a story in which a picture stands: its own, or that of
/// a further frame.
fn lines_around(target: &PictureBox, frame: &StoryFrame, grid: &Grid) -> LineSpan {
    let rect = target.area.rect(grid);
    let further = frame.frames.iter().map(|further| &further.area);
    let places = std::iter::once(&frame.area).chain(further);
    let found = places.into_iter().find(|place| place.rect(grid).overlaps(rect));
    found.map_or(frame.area.lines, |place| place.lines)
}

/// Whether the caption's lines end at the foot of the box, or begin at its top,
/// so that they would cling to the text there.
fn caption_ends(target: &PictureBox, flow: Flow) -> (bool, bool) {
    match (target.caption.place, flow.writing) {
        (CaptionPlace::Below | CaptionPlace::BesideLeft | CaptionPlace::BesideRight, _) => {
            (false, true)
        }
        (CaptionPlace::Above, WritingMode::Horizontal) => (true, false),
        // Beside vertical lines what is after the picture is a side of it.
        (_, WritingMode::Vertical) => (false, true),
        (_, WritingMode::Horizontal) => (false, false),
    }
}

/// What a picture uses of its box: where it meets the text above or below, it
/// keeps the standoff, of which the gap between two lines is a part.
/// Below the head it begins level with the text beside it.
fn picture_rect(
    target: &PictureBox,
    grid: &Grid,
    story: LineSpan,
    flow: Flow,
    obstacles: &[Obstacle],
) -> Rect {
    let area = target.area;
    let is_below_another = obstacles.iter().any(|other| {
        other.lines.last + 1 == area.lines.first
            && other.left < area.right
            && area.left < other.right
    });
    let mut rect = area.rect(grid);
    let missing = target.standoff - (grid.leading - grid.body_size);
    if area.exact.is_some() || missing <= Abs::ZERO || missing * 4 > rect.height() {
        return rect;
    }
    let (above, below) = caption_ends(target, flow);
    if area.lines.first > story.first && !above && !is_below_another {
        rect.top += missing;
    }
    if area.lines.last < story.last && !below {
        rect.bottom -= missing;
    }
    rect
}

/// What a picture takes from the text: its box with the standoff at its sides,
/// and a line of white where its caption would cling to the text; every line
/// that it touches if it does not stand on lines.
fn obstacle(target: &PictureBox, grid: &Grid, story: LineSpan, flow: Flow) -> Obstacle {
    let area = target.area;
    let mut lines = match area.exact {
        Some((top, bottom)) => grid.lines_touching(top - target.standoff, bottom + target.standoff),
        None => {
            let (above, below) = caption_ends(target, flow);
            let LineSpan { first, last } = area.lines;
            LineSpan {
                first: first - u32::from(above && first > story.first),
                last: last + u32::from(below && last < story.last),
            }
        }
    };
    if area.lines.last < story.last {
        lines.last += target.lines_after;
    }
    let rect: Rect = area.rect(grid);
    // A picture on the columns leaves those beside it their whole measure.
    let standoff = match area.columns {
        Some(_) => target.standoff.min(grid.gutter),
        None => target.standoff,
    };
    Obstacle { left: rect.left - standoff, right: rect.right + standoff, lines }
}
