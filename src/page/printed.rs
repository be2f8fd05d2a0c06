//! Pages that share a sheet as one page, for backends: everything moved to its
//! place on the sheet, and cut off at the fold.

use std::borrow::Cow;

use super::{
    BaseInks, Document, GridGeometry, Item, Line, Owner, Page, PageInks, PlacedPicture, Placement,
    ReservedPlace, Shape, Sheet, StoryReport, clip,
};
use crate::color::{Color, Paint, SpotId, SpotInks};
use crate::diag::PageNumber;
use crate::geom::{Flow, Point, Rect};

impl Document {
    /// The document as it goes through the press: of imposed pages those that
    /// share a sheet are one page, read from the lower number to the higher.
    #[must_use]
    pub fn printed(&self) -> Cow<'_, Self> {
        let Some(sheets) = &self.imposed else { return Cow::Borrowed(self) };
        Cow::Owned(Self {
            pages: sheets.iter().filter_map(|sheet| self.sheet_as_page(sheet)).collect(),
            ..self.without_pages()
        })
    }

    /// The pages of a sheet as one; none if there are none.
    fn sheet_as_page(&self, sheet: &Sheet) -> Option<Page> {
        let mut placed: Vec<(&Page, &Placement)> = sheet
            .placements
            .iter()
            .filter_map(|placement| Some((self.pages.get(placement.page)?, placement)))
            .collect();
        // As they are read; labels that cannot be counted stay as they stand.
        placed.sort_by_key(|(page, _)| {
            PageNumber::new(page.label.as_str()).counted().map_or(0, |number| number.count)
        });
        let (first, at) = *placed.first()?;
        let mut joined = Page {
            label: sheet.label.clone(),
            trim: sheet.trim,
            bleed: sheet.bleed,
            flow: Flow { sheet_width: sheet.trim.width, ..first.flow },
            marks: sheet.marks,
            folds: sheet.folds.clone(),
            inks: first.inks.clone(),
            spots: SpotInks::default(),
            grid: moved_grid(&first.grid, first.flow, sheet, at.at),
            items: Vec::new(),
            stories: Vec::new(),
            reserved: Vec::new(),
        };
        for (page, placement) in placed {
            join(&mut joined, page, placement);
        }
        Some(joined)
    }
}

/// A grid in the flow coordinates of the sheet.
fn moved_grid(grid: &GridGeometry, flow: Flow, sheet: &Sheet, by: Point) -> GridGeometry {
    let onto = Flow { sheet_width: sheet.trim.width, ..flow };
    let area = onto.rect_to_flow(flow.rect(grid.area).moved(by));
    let (dx, dy) = (area.left - grid.area.left, area.top - grid.area.top);
    GridGeometry {
        area,
        columns: grid.columns.iter().map(|(left, right)| (*left + dx, *right + dx)).collect(),
        first_baseline: grid.first_baseline + dy,
        ..grid.clone()
    }
}

/// Adds a page to those that are on the sheet already.
fn join(joined: &mut Page, page: &Page, placement: &Placement) {
    let spots = page.spots.iter().map(|ink| joined.spots.add(ink.clone())).collect();
    let ids = page.spots.ids().map(|(id, _)| id).collect();
    joined.inks = inks_of_both(&joined.inks, &page.inks);
    let placing = PlaceOnSheet {
        by: placement.at,
        window: placement.window,
        stories: u32::try_from(joined.stories.len()).unwrap_or(u32::MAX),
        furniture: next_of_furniture(joined),
        ids,
        spots,
    };
    joined.stories.extend(page.stories.iter().map(|story| placing.story(story)));
    joined.reserved.extend(page.reserved.iter().map(|reserved| ReservedPlace {
        place: reserved.place.moved(placement.at),
        ..reserved.clone()
    }));
    for item in &page.items {
        match item {
            Item::Line(line) => joined.items.push(Item::Line(placing.line(line))),
            Item::Shape(shape) => {
                joined.items.extend(placing.shape(shape).into_iter().map(Item::Shape));
            }
            Item::Picture(picture) => {
                joined.items.extend(placing.picture(picture).map(Item::Picture));
            }
        }
    }
}

/// The first number that no section and no other furniture of a page has.
fn next_of_furniture(page: &Page) -> u32 {
    let of_items = page.items.iter().filter_map(|item| match item {
        Item::Line(line) if line.owner.story.is_none() => Some(line.owner.paragraph),
        Item::Line(_) | Item::Shape(_) | Item::Picture(_) => None,
    });
    let of_stories = page.stories.iter().filter_map(|story| story.section);
    of_items.chain(of_stories).max().map_or(0, |last| last.saturating_add(1))
}

/// The inks of a sheet are those of all its pages.
fn inks_of_both(one: &PageInks, other: &PageInks) -> PageInks {
    let base = match (one.base, other.base) {
        (BaseInks::Black, BaseInks::Black) => BaseInks::Black,
        (BaseInks::Process, _) | (_, BaseInks::Process) => BaseInks::Process,
    };
    let new = other.spots.iter().filter(|name| !one.spots.contains(name));
    PageInks { base, spots: one.spots.iter().chain(new).cloned().collect() }
}

/// How a page comes to its place on a sheet.
struct PlaceOnSheet {
    by: Point,
    window: Rect,
    /// How many stories stand before its own.
    stories: u32,
    /// The number that its first section gets.
    furniture: u32,
    /// Its spot inks, and which ones of the sheet's they are.
    ids: Vec<SpotId>,
    spots: Vec<SpotId>,
}

impl PlaceOnSheet {
    fn color(&self, color: Color) -> Color {
        match color {
            Color::Process(_) => color,
            Color::Spot { ink, tint } => {
                let at = self.ids.iter().position(|own| *own == ink);
                let ink = at.and_then(|at| self.spots.get(at)).copied().unwrap_or(ink);
                Color::Spot { ink, tint }
            }
        }
    }

    fn paint(&self, paint: Paint) -> Paint {
        Paint { color: self.color(paint.color), ..paint }
    }

    fn owner(&self, owner: Owner) -> Owner {
        match owner.story {
            Some(story) => Owner { story: Some(story.saturating_add(self.stories)), ..owner },
            None => Owner { paragraph: owner.paragraph.saturating_add(self.furniture), ..owner },
        }
    }

    fn story(&self, story: &StoryReport) -> StoryReport {
        StoryReport {
            section: story.section.map(|section| section.saturating_add(self.furniture)),
            frames: story.frames.iter().map(|frame| frame.moved(self.by)).collect(),
            ..story.clone()
        }
    }

    fn line(&self, line: &Line) -> Line {
        let mut line = Line {
            owner: self.owner(line.owner),
            origin: line.origin.moved(self.by),
            ..line.clone()
        };
        for run in &mut line.runs {
            run.paint = self.paint(run.paint);
        }
        line
    }

    fn shape(&self, shape: &Shape) -> Vec<Shape> {
        let mut moved = Shape {
            path: shape.path.iter().map(|step| step.moved(self.by)).collect(),
            fill: shape.fill.map(|fill| self.paint(fill)),
            ..shape.clone()
        };
        if let Some(stroke) = &mut moved.stroke {
            stroke.paint = self.paint(stroke.paint);
        }
        clip::shape(moved, self.window)
    }

    fn picture(&self, picture: &PlacedPicture) -> Option<PlacedPicture> {
        Some(PlacedPicture {
            owner: self.owner(picture.owner),
            place: picture.place.moved(self.by),
            frame: clip::rect(picture.frame.moved(self.by), self.window)?,
            image: picture.image.moved(self.by),
            clip: picture.clip.iter().map(|step| step.moved(self.by)).collect(),
            ..picture.clone()
        })
    }
}
