//! Pictures that stand for themselves, with nothing but their caption.

use super::of_story::{find_pictures, shown_alone, shown_pictures};
use super::place_picture;
use super::placing::Placing;
use crate::diag::finding::PlacedFault;
use crate::diag::{Diagnostic, Sink};
use crate::layout::bind::Binder;
use crate::layout::desk::Desk;
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::matter::Matter;
use crate::layout::paint::story_set::StorySet;
use crate::layout::set::aside::{aside_characters, asides_of, table_of};
use crate::page::{ElementId, ReportOf, StoryReport};
use crate::spec::page::{Element, PictureElement};
use crate::story::{RichText, Story};

/// Sets pictures with nothing but their caption; keeps their place if their story is not there.
pub(in crate::layout) fn set_lone_picture(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    element: &PictureElement,
    id: ElementId,
    sink: &mut Sink,
) -> StorySet {
    let area = &element.picture.area;
    let seen = canvas.flow.rect(area.rect(&canvas.grid));
    let Some(material) = desk.material(&element.slug, element.slug_span, sink) else {
        return StorySet::kept(seen, &element.slug, area.lines);
    };
    let (story, target) = (&material.story, &element.picture);
    let mut out = Matter::default();
    let numbers = find_pictures(material, target, &mut out.findings);
    let own: usize = numbers.iter().map(|at| story.picture_characters(*at)).sum();
    let rest = rest_of(desk, story, id);
    let rect = area.rect(&canvas.grid);
    if !numbers.is_empty() {
        let shown = shown_pictures(desk, material, target, &numbers, &mut out);
        let (lang, styles) = (desk.lang_of(story), &element.styles);
        let placing = Placing { target, rect, shown, lang, styles };
        place_picture(desk, binder, canvas, &placing, &mut out);
    }
    if rest > 0 {
        report_rest(element, story, rest, &mut out.findings);
    }
    let report = StoryReport {
        characters: own + rest,
        unplaced_characters: rest,
        frames: vec![seen],
        of: ReportOf::Pictures,
        ..desk.report_on(story, target.area.lines)
    };
    StorySet::new(seen, out, report)
}

/// Tells what of a lone picture's story stands nowhere on the page. Text that
/// is not there is an error; a headline alone may well be left out, and other
/// pictures are not missed.
fn report_rest(element: &PictureElement, story: &Story, rest: usize, sink: &mut Sink) {
    let slug = element.slug.to_string();
    let finding = if story.body.is_empty() && story.head_characters() == 0 {
        PlacedFault::RestOfPictures { slug, characters: rest }
    } else if story.body.is_empty() {
        let text = story.headline.as_ref().map(RichText::plain).unwrap_or_default();
        PlacedFault::RestOfHead { slug, text, characters: rest }
    } else {
        PlacedFault::RestOfText { slug, characters: rest }
    };
    sink.push(Diagnostic::of(finding).at(element.slug_span));
}

/// Characters of the story of a lone picture or table that stand nowhere else
/// on the page: the first such element of a story without a place answers for
/// them.
pub(in crate::layout) fn rest_of(desk: Desk, story: &Story, placing: ElementId) -> usize {
    let slug = &story.slug;
    let is_placed = desk.spec.elements.iter().any(|other| match other {
        Element::Story(frame) => frame.slug == *slug,
        Element::Section(section) => section.stories.iter().any(|frame| frame.slug == *slug),
        _ => false,
    });
    let first = desk.spec.elements.iter().position(|element| match element {
        Element::Picture(picture) => picture.slug == *slug,
        Element::Table(table) => table_of(table, slug).is_some(),
        _ => false,
    });
    if is_placed || first.map(|at| ElementId(at as u32)) != Some(placing) {
        return 0;
    }
    let shown = shown_alone(desk, slug);
    let in_pictures = shown.iter().enumerate().filter(|(_, shown)| **shown);
    let in_pictures: usize = in_pictures.map(|(at, _)| story.picture_characters(at)).sum();
    let mut tables = asides_of(desk.spec, slug);
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
