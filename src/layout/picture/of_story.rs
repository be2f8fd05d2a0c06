//! Pictures in and beside stories: which box shows which, and what each takes
//! from the text.

use super::place_picture;
use super::placing::{Placing, Shown};
use crate::diag::finding::PlacedFault;
use crate::diag::{Diagnostic, Sink, Span};
use crate::geom::{Abs, Flow, LineSpan, Rect, WritingMode};
use crate::layout::bind::Binder;
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{Obstacle, TextColumn};
use crate::layout::paint::matter::Matter;
use crate::layout::picture::outline::outline_obstacles;
use crate::layout::resources::Material;
use crate::layout::set::aside::Elsewhere;
use crate::layout::tell::report_collision;
use crate::picture::{FoundCredit, PictureId, UnreadCredit};
use crate::spec::page::{
    CaptionPlace, CreditSource, Element, Grid, PictureBox, PictureElement, RunAround, StoryFrame,
    WhichPicture,
};
use crate::story::{Emphasis, Piece, RichText, Slug, Story, StoryPicture};

/// What stands round the pictures of a story.
pub(in crate::layout) struct Surroundings<'a> {
    /// The columns of its text.
    pub(in crate::layout) columns: &'a [TextColumn],
    /// What text keeps clear of already.
    pub(in crate::layout) obstacles: &'a [Obstacle],
    /// A head beside the text, which is in the way of pictures, too.
    pub(in crate::layout) head: Option<Obstacle>,
    /// What of the story stands on other pages.
    pub(in crate::layout) other_pages: &'a Elsewhere,
}

/// The pictures of a story as they were set.
#[derive(Default)]
pub(in crate::layout) struct PicturesSet {
    pub(in crate::layout) matter: Matter,
    /// What of the sheet the pictures of each box take; none for a box without.
    pub(in crate::layout) frames: Vec<Option<Rect>>,
    /// What text keeps clear of for them.
    pub(in crate::layout) obstacles: Vec<Obstacle>,
}

/// Sets the pictures that a frame has boxes for, and reports the others.
pub(in crate::layout) fn set_pictures(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    around: &Surroundings,
) -> PicturesSet {
    let StoryPlace { material, frame, .. } = place;
    let mut set = PicturesSet::default();
    let out = &mut set.matter;
    let mut placed = vec![false; material.story.pictures.len()];
    let mut obstacles = around.obstacles.to_vec();
    let mut occupied = obstacles.clone();
    occupied.extend(around.head);
    for target in &frame.pictures {
        let numbers = find_pictures(material, target, &mut out.findings);
        if numbers.is_empty() {
            set.frames.push(None);
            continue;
        }
        for at in &numbers {
            placed[*at] = true;
        }
        let (grid, flow) = (&canvas.grid, canvas.flow);
        let lines = lines_around(target, frame, grid);
        let rect = picture_rect(target, grid, lines, flow, &obstacles);
        let lang = place.lang;
        let shown = shown_pictures(desk, material, target, &numbers, out);
        let placing = Placing { target, rect, shown, lang, styles: &frame.styles };
        let seen = place_picture(desk, binder, canvas, &placing, out);
        set.frames.push(seen.iter().map(|seen| seen.frame).reduce(Rect::joined));
        let area = target.area;
        let own = Obstacle { left: area.left, right: area.right, lines: area.lines };
        if let Some(other) = occupied.iter().find(|other| other.shares_place(&own)) {
            report_collision(desk, canvas, target, other.lines, material, &mut out.findings);
        }
        occupied.push(own);
        let taken = obstacle(target, &canvas.grid, lines, canvas.flow);
        let sink = &mut out.findings;
        match target.run_around {
            RunAround::None => {}
            RunAround::Outline if target.frame.is_none() => {
                let columns = around.columns;
                obstacles
                    .extend(outline_obstacles(desk, canvas, &seen, taken, &placing, columns, sink));
            }
            // Text within a frame would stand over its line.
            RunAround::Box | RunAround::Outline => obstacles.push(taken),
        }
    }
    set.obstacles = obstacles.split_off(around.obstacles.len());
    let left: Vec<usize> = (0..placed.len()).filter(|at| !placed[*at]).collect();
    count_others(desk, place, &left, around.other_pages, &mut set.matter);
    set
}

/// Counts the pictures of a story that have no box here, and reports those that
/// stand nowhere.
fn count_others(
    desk: Desk,
    place: StoryPlace,
    left: &[usize],
    other_pages: &Elsewhere,
    out: &mut Matter,
) {
    let (story, slug) = (place.story(), &place.frame.slug);
    let alone = shown_alone(desk, slug);
    for at in left {
        let picture = &story.pictures[*at];
        let counted = story.picture_characters(*at);
        if alone[*at] {
            // It is counted where it stands for itself.
            out.tally.taken += counted;
            continue;
        }
        let is_it = |which: &WhichPicture| find(story, which) == Some(*at);
        if other_pages.pictures.iter().any(is_it) {
            out.tally.elsewhere += counted;
            continue;
        }
        let texts = [&picture.caption, &picture.credit].into_iter().flatten();
        out.tally.unplaced += texts.map(RichText::characters).sum::<usize>();
        out.tell(
            Diagnostic::of(PlacedFault::NoBox {
                picture: picture.file.clone(),
                slug: slug.to_string(),
            })
            .at(picture.span),
        );
    }
}

/// The pictures that a box shows.
pub(super) fn shown_pictures<'m>(
    desk: Desk,
    material: &'m Material,
    target: &PictureBox,
    numbers: &[usize],
    out: &mut Matter,
) -> Vec<Shown<'m>> {
    let mut shown = Vec::new();
    for at in numbers {
        let picture = &material.story.pictures[*at];
        let id = material.pictures.get(*at).copied().flatten();
        let found_credit =
            id.and_then(|id| find_credit(desk, picture, id, target, &mut out.findings));
        // It is part of what this story has to say from here on.
        out.tally.added += found_credit.as_ref().map_or(0, RichText::characters);
        shown.push(Shown { picture, at: *at as u32, id, found_credit });
    }
    shown
}

/// The credit that a picture's file gives, where the story has none and
/// there is a caption for it to stand in.
fn find_credit(
    desk: Desk,
    picture: &StoryPicture,
    id: PictureId,
    target: &PictureBox,
    sink: &mut Sink,
) -> Option<RichText> {
    let has_own = picture.credit.as_ref().is_some_and(|credit| !credit.is_blank());
    if has_own || target.credit == CreditSource::Story || target.caption.place == CaptionPlace::None
    {
        return None;
    }
    let file = desk.resources.pictures.get(id);
    if let Some(UnreadCredit { field, readings }) = file.unread_credit() {
        sink.push(
            Diagnostic::of(PlacedFault::CreditUnread {
                picture: picture.file.clone(),
                credit_field: field.name(),
                possible_credits: readings,
            })
            .at(picture.span),
        );
    }
    let FoundCredit { text, field, charset, differs } = file.found_credit()?;
    let (picture_file, credit, credit_field) = (picture.file.clone(), text.clone(), field.name());
    let found = match charset {
        None => PlacedFault::CreditFound { picture: picture_file, credit, credit_field },
        Some(charset) => {
            PlacedFault::CreditDecoded { picture: picture_file, credit, credit_field, charset }
        }
    };
    sink.push(Diagnostic::of(found).at(picture.span));
    if let Some(other) = differs {
        sink.push(
            Diagnostic::of(PlacedFault::CreditDiffers {
                picture: picture.file.clone(),
                credit: text.clone(),
                credit_field,
                other_credit: other.text,
                other_credit_field: other.field.name(),
            })
            .at(picture.span),
        );
    }
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
pub(super) fn find_pictures(
    material: &Material,
    target: &PictureBox,
    sink: &mut Sink,
) -> Vec<usize> {
    let mut found = Vec::new();
    for which in &target.which {
        match find(&material.story, which) {
            // Its number and its file may name the same.
            Some(at) if found.contains(&at) => {}
            Some(at) => found.push(at),
            None => report_no_picture(&material.story, target, sink),
        }
    }
    found
}

fn report_no_picture(story: &Story, target: &PictureBox, sink: &mut Sink) {
    sink.push(
        Diagnostic::of(PlacedFault::NoPicture {
            slug: story.slug.to_string(),
            pictures: story.pictures.len(),
        })
        .at(target.area.span),
    );
}

/// The pictures of a story that stand for themselves.
fn lone_pictures<'s>(desk: Desk<'s>, slug: &'s Slug) -> impl Iterator<Item = &'s PictureElement> {
    desk.spec.elements.iter().filter_map(move |element| match element {
        Element::Picture(picture) if picture.slug == *slug => Some(picture),
        _ => None,
    })
}

/// Which pictures of a story stand for themselves somewhere on the page.
pub(super) fn shown_alone(desk: Desk, slug: &Slug) -> Vec<bool> {
    let Some(material) = desk.resources.story(slug) else { return Vec::new() };
    let mut shown = vec![false; material.story.pictures.len()];
    for which in lone_pictures(desk, slug).flat_map(|element| &element.picture.which) {
        if let Some(at) = find(&material.story, which) {
            shown[at] = true;
        }
    }
    shown
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
