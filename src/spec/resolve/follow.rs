//! Places that follow the copy. What they come to is worked out when the copy is there
//! (`copyfit::settled`); here they get a place that is good enough to be checked.

use super::{ResolvedSheet, Resolver};
use crate::diag::Span;
use crate::diag::finding::{Bound, ColumnRun, SpecFault};
use crate::geom::{ColumnSpan, LineSpan};
use crate::spec::page::{Area, FollowPlace, Following, StoryEnd, StoryStart};
use crate::spec::raw::{Count, Field, Range, RangeEnd, RawFollowing, RawPlace, RawStory, Sp};

/// More lines than this between two stories are a mistake.
const MOST_GAP: u32 = 100;

/// The place of something inside a story.
pub(super) struct PlaceInStory {
    pub(super) area: Area,
    pub(super) following: Option<Following>,
}

/// A story's place as far as it is known, and where it begins and ends.
pub(super) struct StoryPlaceSpec {
    pub(super) area: Option<Area>,
    pub(super) start: StoryStart,
    pub(super) end: StoryEnd,
}

impl StoryPlaceSpec {
    /// Whether the lines of its place are those of the spec.
    pub(super) fn is_fixed(&self) -> bool {
        self.start == StoryStart::Line && self.end == StoryEnd::Line
    }
}

impl Resolver<'_> {
    /// The place of a story: its own lines, or those that follow from its text and from
    /// the story above it.
    pub(super) fn story_place(
        &mut self,
        raw: &Sp<RawStory>,
        sheet: &ResolvedSheet,
    ) -> StoryPlaceSpec {
        let story = &raw.value;
        let lines = story.place.lines.get();
        let is_open = |end: fn(&Range) -> RangeEnd| {
            lines.is_some_and(|lines| end(&lines.value) == RangeEnd::Open)
        };
        let (first_open, last_open) = (is_open(|range| range.first), is_open(|range| range.last));
        let by_lines = story.place.top.is_absent() && story.place.height.is_absent();
        let start = match story.after.get() {
            Some(after) => StoryStart::After {
                slug: after.value.clone(),
                gap: self.gap(&story.gap),
                span: after.span,
            },
            None => StoryStart::Line,
        };
        let is_after = start != StoryStart::Line;
        if let (Some(lines), true, false) = (lines, first_open, is_after) {
            self.bad(lines.span, SpecFault::NoFirstLine { keys: vec!["after"] });
        }
        if let (Some(lines), false, true) = (lines, first_open, is_after) {
            self.bad(lines.span, SpecFault::StartTwice { keys: vec!["after", "lines"] });
        }
        let is_text_end = last_open || is_after && lines.is_none() && by_lines;
        let end = match is_text_end {
            true => StoryEnd::Text { group: story.group.value().cloned() },
            false => StoryEnd::Line,
        };
        if let (Some(group), StoryEnd::Line) = (story.group.get(), &end) {
            self.bad(group.span, SpecFault::GroupOfFixed { keys: vec!["group", "lines"] });
        }
        if !is_after && let Some(gap) = story.gap.get() {
            self.bad(gap.span, SpecFault::GapAlone { keys: vec!["gap", "after"] });
        }
        let mut place = story.place.clone();
        if is_after || is_text_end {
            let first = match lines.map(|lines| lines.value.first) {
                Some(RangeEnd::At(first)) => first,
                _ => 1,
            };
            let last = match lines.map(|lines| lines.value.last) {
                Some(last @ (RangeEnd::At(_) | RangeEnd::Last)) => last,
                _ => RangeEnd::At(first),
            };
            let span = lines.map_or(raw.span, |lines| lines.span);
            let range = Range { first: RangeEnd::At(first), last };
            place.lines = Field::given(range, span);
        }
        let area = self.area(&place, "[[story]]", raw.span, sheet);
        StoryPlaceSpec { area, start, end }
    }

    fn gap(&mut self, field: &Field<Count>) -> u32 {
        match field.get() {
            Some(Sp { value: Count(gap), .. }) if *gap <= MOST_GAP => *gap,
            Some(given) => {
                let most = Bound::from(MOST_GAP);
                self.bad(given.span, SpecFault::LineRange { least: Bound(0.0), most });
                1
            }
            None => 1,
        }
    }

    /// The place of a picture or quote: its own, or one that follows its story.
    pub(super) fn area_in_story(
        &mut self,
        place: &RawPlace,
        following: &RawFollowing,
        title: &str,
        owner: Span,
        story: Option<&Area>,
        sheet: &ResolvedSheet,
    ) -> Option<PlaceInStory> {
        let Some(word) = following.place.get() else {
            let depth = following.depth.get().map(|it| it.span);
            let columns = following.story_columns.get().map(|it| it.span);
            for span in depth.into_iter().chain(columns) {
                let keys = vec!["place", "depth", "story-columns"];
                self.bad(span, SpecFault::FollowsNothing { keys });
            }
            let area = self.area(place, title, owner, sheet)?;
            return Some(PlaceInStory { area, following: None });
        };
        let own = [&place.left, &place.width, &place.top, &place.height];
        let length = own.iter().find_map(|field| field.get().map(|it| it.span));
        if let Some(span) = place.lines.get().map(|it| it.span).or(length) {
            let keys = vec!["place", "lines"];
            self.bad(span, SpecFault::PlacesTwice { keys });
            return None;
        }
        let depth = self.required(&following.depth, "depth", title, owner)?;
        let story = story?;
        let all = story.columns;
        let Some(all) = all else {
            self.bad(word.span, SpecFault::FollowsWithoutColumns);
            return None;
        };
        let columns = self.columns_in_story(place, following, all, sheet)?;
        let most = sheet.grid.lines;
        if depth.value.0 == 0 || depth.value.0 > most {
            let most = Bound::from(most);
            self.bad(depth.span, SpecFault::LineRange { least: Bound(1.0), most });
            return None;
        }
        let depth = depth.value.0;
        let following = Following { place: word.value, depth, columns, span: word.span };
        let area = following_area(&following, story, all, sheet);
        Some(PlaceInStory { area, following: Some(following) })
    }

    /// The columns of something in a story, counted from the story's first; none where
    /// they follow, too.
    fn columns_in_story(
        &mut self,
        place: &RawPlace,
        following: &RawFollowing,
        all: ColumnSpan,
        sheet: &ResolvedSheet,
    ) -> Option<Option<ColumnSpan>> {
        let count = all.last - all.first + 1;
        match (place.columns.get(), following.story_columns.get()) {
            (Some(_), Some(own)) => {
                let keys = vec!["columns", "story-columns"];
                self.bad(own.span, SpecFault::PlacesTwice { keys });
                None
            }
            (Some(of_page), None) => {
                let columns = self.columns_of(of_page, &sheet.grid)?;
                if columns.first < all.first || columns.last > all.last {
                    let story_columns = ColumnRun { first: all.first, last: all.last };
                    let story_columns = Some(story_columns);
                    self.bad(of_page.span, SpecFault::HeadColumns { story_columns });
                    return None;
                }
                let from_story = |column: u32| column - all.first + 1;
                let (first, last) = (from_story(columns.first), from_story(columns.last));
                Some(Some(ColumnSpan { first, last }))
            }
            (None, Some(own)) => Some(Some(self.own_columns_of(own, count)?)),
            (None, None) => {
                let follows = matches!(
                    following.place.value(),
                    Some(FollowPlace::AfterCrosshead(_) | FollowPlace::InText)
                );
                Some((!follows).then_some(ColumnSpan { first: 1, last: count }))
            }
        }
    }
}

/// A place that is good enough to be checked: at the top of the story or at its foot.
fn following_area(
    following: &Following,
    story: &Area,
    all: ColumnSpan,
    sheet: &ResolvedSheet,
) -> Area {
    let own = following.columns.unwrap_or(ColumnSpan { first: 1, last: 1 });
    let columns = ColumnSpan {
        first: all.first + own.first - 1,
        last: (all.first + own.last - 1).min(all.last),
    };
    let (left, right) = sheet.grid.column_edges(columns);
    let LineSpan { first, last } = story.lines;
    let lines = match following.place {
        FollowPlace::Foot => {
            LineSpan { first: (last + 1).saturating_sub(following.depth).max(1), last }
        }
        _ => LineSpan { first, last: (first + following.depth - 1).min(sheet.grid.lines) },
    };
    Area { left, right, columns: Some(columns), lines, exact: None, span: following.span }
}
