//! Stories in their places.

use super::composition::compose;
use super::styles::{Base, StylesBySpan};
use super::{PlacedElement, ResolvedSheet, Resolver, list_of};
use crate::diag::Span;
use crate::diag::finding::{Bound, ColumnRun, SpecFault};
use crate::geom::{Abs, ColumnSpan, WritingMode};
use crate::page::{Part, SpareLines};
use crate::spec::page::{
    Area, Arrangement, Element, Fill, FitBy, Head, HeadPlace, Jump, Overlap, PictureBox, Side,
    StoryEnd, StoryFrame, StoryStart, TextFrame,
};
use crate::spec::raw::{
    Count, Field, HeadWord, RawPictureBox, RawStory, RawStoryLook, Sp, with_defaults,
};
use crate::story::Slug;

/// More columns of text than this in one story are a mistake.
const MOST_TEXT_COLUMNS: u32 = 40;
/// The most spare lines at one place.
const MOST_SPARE_LINES: u32 = 10;
/// The most lines that a drop capital takes.
const MOST_DROP_CAP: u32 = 5;

/// What a section's stories and stories of their own have in common.
pub(super) struct StoryParts<'r> {
    /// Its slug.
    pub(super) slug: &'r Field<Slug>,
    /// Places for its pictures.
    pub(super) pictures: &'r Field<Vec<Sp<RawPictureBox>>>,
    /// Further places that its text runs on into.
    pub(super) frames: Vec<TextFrame>,
    /// How it looks, the house's defaults included.
    pub(super) look: RawStoryLook,
    /// Whether it may stand over others.
    pub(super) overlap: Overlap,
    /// Where the spec has it.
    pub(super) span: Span,
    /// What messages call it.
    pub(super) title: &'static str,
}

impl Resolver<'_> {
    /// A story with its place.
    pub(super) fn story(
        &mut self,
        raw: &Sp<RawStory>,
        sheet: &ResolvedSheet,
        styles: &StylesBySpan,
    ) -> Option<PlacedElement> {
        let story = &raw.value;
        let place = self.story_place(raw, sheet);
        let (is_fixed, area) = (place.is_fixed(), place.area);
        let may_overlap = story.overlap.value().copied().unwrap_or(false);
        let gives_way = story.around.value().copied().unwrap_or(false);
        if let (true, Some(around)) = (may_overlap && gives_way, story.around.get()) {
            self.bad(around.span, SpecFault::AroundAndOverlap { keys: vec!["around", "overlap"] });
        }
        let parts = StoryParts {
            slug: &story.slug,
            pictures: &story.pictures,
            frames: self.text_frames(&story.frames, area.as_ref(), sheet),
            look: with_defaults(&story.look, &self.defaults.story),
            overlap: if gives_way { Overlap::GiveWay } else { overlap(may_overlap) },
            span: raw.span,
            title: "[[story]]",
        };
        self.idle_in_story(&story.look, &parts.look);
        self.idle_in_place(story, area.as_ref());
        let base = styles.over(area.as_ref(), sheet);
        let quotes = self.quotes(&story.quotes, area.as_ref(), sheet);
        let jump = {
            let look = &parts.look;
            self.jump(story, [&look.continued_on_text, &look.continued_from_text])
        };
        let mut frame = self.story_frame(&parts, area, sheet, base)?;
        frame.quotes = quotes;
        frame.jump = jump;
        (frame.start, frame.end) = (place.start, place.end);
        if !is_fixed && (frame.jump.on.is_some() || frame.jump.from.is_some()) {
            self.bad(frame.area.span, SpecFault::OpenAndContinued);
        }
        Some(PlacedElement {
            element: Element::Story(Box::new(frame)),
            span: raw.span,
            overlap: may_overlap,
        })
    }

    /// A story in an area that is already worked out.
    pub(super) fn story_frame(
        &mut self,
        parts: &StoryParts<'_>,
        area: Option<Area>,
        sheet: &ResolvedSheet,
        base: Base<'_>,
    ) -> Option<StoryFrame> {
        let units = sheet.units();
        let look = &parts.look;
        let slug = self.required(parts.slug, "slug", parts.title, parts.span).cloned();
        if let Some(slug) = &slug {
            self.use_once(slug);
        }
        let text_columns =
            self.text_columns(&look.text_columns, look.writing.value(), area.as_ref(), sheet);
        let gutter = self.length_within(&look.gutter, Abs::ZERO, Abs::mm(200.0), units);
        let column_rule = self.line(&look.column_rule, units);
        let writing = look.writing.value().copied().unwrap_or(sheet.flow.writing);
        let dress = self.dress(&look.dress, units);
        let mut styles = self.styles(base, &look.styles, sheet);
        let composition = self.composition(look.composition.value(), styles.get(Part::Body).size);
        compose(&mut styles, composition);
        let places: Vec<Area> =
            area.iter().chain(parts.frames.iter().map(|frame| &frame.area)).copied().collect();
        let pictures = self.pictures(parts.pictures, &places, sheet);
        let head = self.head(look, area.as_ref(), writing, &pictures, sheet);
        let insets = Box::new(self.inset_looks(look, sheet));
        let standing_head = self.standing_head(look);
        let slug = slug?;
        Some(StoryFrame {
            slug: slug.value,
            slug_span: slug.span,
            area: area?,
            start: StoryStart::Line,
            end: StoryEnd::Line,
            writing,
            text_columns,
            gutter,
            column_rule,
            frames: parts.frames.clone(),
            clear_of: Vec::new(),
            jump: Jump::default(),
            head: head?,
            pictures,
            quotes: Vec::new(),
            dress,
            styles,
            fill: look.fill.value().copied().unwrap_or(Fill::Level),
            fit: look.fit.value().copied().unwrap_or(FitBy::Editor),
            leave_out: list_of(&look.leave_out).map(|part| part.value).collect(),
            spare: self.spare_lines(look),
            drop_cap: self.drop_cap(look),
            insets,
            standing_head,
            classified: None,
            overlap: parts.overlap,
        })
    }

    /// The most spare lines at each place.
    fn spare_lines(&mut self, look: &RawStoryLook) -> SpareLines {
        let Some(raw) = look.spare_lines.value() else { return SpareLines::default() };
        let mut most = |field: &Field<Count>| match field.get() {
            Some(Sp { value: Count(lines @ 0..=MOST_SPARE_LINES), .. }) => *lines,
            Some(given) => {
                let lines = given.value.0;
                self.bad(
                    given.span,
                    SpecFault::SpareLines {
                        lines: lines as usize,
                        most: Bound::from(MOST_SPARE_LINES),
                    },
                );
                0
            }
            None => 0,
        };
        SpareLines {
            head: most(&raw.head),
            pictures: most(&raw.pictures),
            crossheads: most(&raw.crossheads),
        }
    }

    /// Makes sure that a story's text has one place only.
    fn use_once(&mut self, slug: &Sp<Slug>) {
        let Some(before) = self.placed.insert(slug.value.clone(), slug.span) else { return };
        let (other_file_line, _) = self.sources.line_column(before.source, before.start);
        let other_file = self.sources.get(before.source).name.clone();
        let slug_name = slug.value.to_string();
        let finding = SpecFault::PlacedTwice { slug: slug_name, other_file, other_file_line };
        self.bad(slug.span, finding);
    }

    /// How many lines a drop capital takes.
    fn drop_cap(&mut self, look: &RawStoryLook) -> Option<u32> {
        let given = look.drop_cap.get()?;
        match given.value.0 {
            0 => None,
            lines @ 2..=MOST_DROP_CAP => Some(lines),
            lines => {
                self.bad(
                    given.span,
                    SpecFault::DropCap { lines: lines as usize, most: Bound::from(MOST_DROP_CAP) },
                );
                None
            }
        }
    }

    /// Columns of text in a place, if their number is given; of a story whose
    /// lines cross the page's in its own lines.
    pub(super) fn text_columns(
        &mut self,
        given: &Field<Count>,
        writing: Option<&WritingMode>,
        area: Option<&Area>,
        sheet: &ResolvedSheet,
    ) -> Option<u32> {
        let given = given.get()?;
        let count = given.value.0;
        let crosses = writing.is_some_and(|own| *own != sheet.flow.writing);
        let room = match area {
            Some(area) if crosses => area.rect(&sheet.grid).height(),
            Some(area) => area.right - area.left,
            None => sheet.paper.width,
        };
        if (1..=MOST_TEXT_COLUMNS).contains(&count)
            && room / i64::from(count) >= sheet.grid.body_size * 2
        {
            return Some(count);
        }
        self.bad(given.span, SpecFault::NoRoomForText { columns: count as usize });
        None
    }

    fn head(
        &mut self,
        look: &RawStoryLook,
        area: Option<&Area>,
        writing: WritingMode,
        pictures: &[PictureBox],
        sheet: &ResolvedSheet,
    ) -> Option<Head> {
        let columns = match look.head_columns.get() {
            // A story whose lines cross the page's has columns of its own.
            Some(range) if writing != sheet.flow.writing => {
                let most = look.text_columns.value().map_or(MOST_TEXT_COLUMNS, |count| count.0);
                Some(self.own_columns_of(range, most)?)
            }
            Some(range) => {
                let columns = self.columns_of(range, &sheet.grid)?;
                self.inside_story(columns, area, range.span);
                Some(columns)
            }
            None => None,
        };
        let rows = self.head_rows(&look.head_order);
        let rule = self.line(&look.head_rule, sheet.units());
        let place = match look.head.value() {
            Some(HeadWord::Inside) => self.head_inside(look, columns, area)?,
            Some(HeadWord::OnPicture) => self.head_on_picture(look, pictures)?,
            _ => self.head_place(&look.head, columns, writing)?,
        };
        let lines = look.head_lines.get();
        if let (Some(lines), Some(area)) = (lines, area) {
            let (is, has) = (lines.value.0, area.lines.count());
            if is == 0 || is > has {
                self.bad(
                    lines.span,
                    SpecFault::HeadLines { lines: is as usize, most: Bound::from(has) },
                );
            }
        }
        Some(Head {
            place,
            rows,
            rule,
            arrangement: look.arrangement.value().copied().unwrap_or(Arrangement::Auto),
            lines: lines.map(|lines| lines.value.0),
            background: self.tint(&look.head_background),
        })
    }

    /// Where the head stands. Before the text is above horizontal lines and at
    /// the right of vertical ones; nothing of a story stands after its text.
    fn head_place(
        &mut self,
        word: &Field<HeadWord>,
        columns: Option<ColumnSpan>,
        writing: WritingMode,
    ) -> Option<HeadPlace> {
        use WritingMode::{Horizontal, Vertical};
        let beside = |side| Some(HeadPlace::Beside(side, columns));
        match (word.value().copied().unwrap_or(HeadWord::Over), writing) {
            (HeadWord::None | HeadWord::Inside | HeadWord::OnPicture, _) => Some(HeadPlace::None),
            (HeadWord::Over, _) | (HeadWord::Top, Horizontal) | (HeadWord::Right, Vertical) => {
                Some(HeadPlace::Over(columns))
            }
            (HeadWord::Left, Horizontal) | (HeadWord::Top, Vertical) => beside(Side::Start),
            (HeadWord::Right, Horizontal) | (HeadWord::Bottom, Vertical) => beside(Side::End),
            (HeadWord::Bottom, Horizontal) | (HeadWord::Left, Vertical) => {
                let span = word.get()?.span;
                self.head_after_text(span, writing);
                None
            }
        }
    }

    /// A head inside the text: its columns and the line where it begins.
    fn head_inside(
        &mut self,
        look: &RawStoryLook,
        columns: Option<ColumnSpan>,
        area: Option<&Area>,
    ) -> Option<HeadPlace> {
        let head = look.head.get()?;
        let (Some(columns), Some(from)) = (columns, look.head_from.get()) else {
            self.bad(head.span, SpecFault::HeadInside { keys: vec!["head-columns", "head-from"] });
            return None;
        };
        let first = from.value.0;
        if let Some(area) = area
            && (first < area.lines.first || first > area.lines.last)
        {
            let finding = SpecFault::HeadOutside {
                line: first,
                first_line: area.lines.first,
                last_line: area.lines.last,
            };
            self.bad(from.span, finding);
            return None;
        }
        Some(HeadPlace::Inside(columns, first))
    }

    fn head_after_text(&mut self, span: Span, writing: WritingMode) {
        let is_vertical = writing == WritingMode::Vertical;
        self.bad(span, SpecFault::HeadAfterText { is_vertical });
    }

    fn inside_story(&mut self, columns: ColumnSpan, area: Option<&Area>, span: Span) {
        let Some(area) = area else { return };
        let story = area.columns;
        let is_inside =
            story.is_some_and(|story| story.first <= columns.first && columns.last <= story.last);
        if !is_inside {
            let story_columns = story.map(|ColumnSpan { first, last }| ColumnRun { first, last });
            self.bad(span, SpecFault::HeadColumns { story_columns });
        }
    }
}

/// Whether elements may share a place, from the key's value.
pub(super) fn overlap(allowed: bool) -> Overlap {
    if allowed { Overlap::Allow } else { Overlap::Forbid }
}
