//! The page objects: boxes, resources and content streams.

use std::collections::BTreeSet;

use pdf_writer::types::OverprintMode;
use pdf_writer::writers::{Page as PageObject, Resources};
use pdf_writer::{Filter, Finish, Name, Ref, TextStr};

use super::content::PageContent;
use super::objects::Objects;
use super::structure::{PageTags, TaggedPage};
use super::used::{FontEncoding, FontUse, GlyphSource, Used};
use super::{Book, PageLeaf, PlannedPage, SharedRefs, content, spots, structure};
use crate::deflate::deflate;
use crate::page::Standard;

/// Names of the graphics states in a page's resources.
pub(super) const KNOCKOUT: &str = "Kn";
pub(super) const OVERPRINT: &str = "Op";
pub(super) const INITIAL: &str = "In";

/// The name of a font in a page's resources.
pub(super) fn face_name(font: FontUse) -> String {
    let FontUse { from: GlyphSource { part, table }, encoding } = font;
    let letter = match encoding {
        FontEncoding::Horizontal => 'F',
        FontEncoding::Vertical => 'V',
    };
    match table {
        0 => format!("{letter}{part}"),
        _ => format!("{letter}{part}.{table}"),
    }
}

/// The name of a picture in a page's resources.
pub(super) fn picture_name(at: usize) -> String {
    format!("P{at}")
}

/// The name of a picture made of shapes in a page's resources.
pub(super) fn vectors_name(at: usize) -> String {
    format!("A{at}")
}

/// The page tree, and the graphics states that pages share.
pub(super) fn write_tree(shared: SharedRefs, pages: &[Ref]) -> Objects {
    let mut objects = Objects::default();
    objects
        .next()
        .pages(shared.page_tree)
        .kids(pages.iter().copied())
        .count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    // With OPM 1 an ink of zero leaves the plate below alone; black type over
    // a tint then stays one plate of type (PDF 32000-1, 8.6.7).
    for (id, overprint) in [(shared.knockout, false), (shared.overprint, true)] {
        objects
            .next()
            .ext_graphics(id)
            .overprint(overprint)
            .overprint_fill(overprint)
            .overprint_mode(OverprintMode::IgnoreZeroChannel);
    }
    // The part of the initial graphics state of a page that no operator can set.
    objects
        .next()
        .ext_graphics(shared.initial)
        .overprint(false)
        .overprint_fill(false)
        .overprint_mode(OverprintMode::OverrideAllColorants);
    objects
}

/// A page with what stands on it, by itself.
pub(super) struct WrittenPage {
    /// The page and its content.
    pub(super) objects: Objects,
    /// What is said of it elsewhere: its label, and the elements of what it says.
    pub(super) small: Objects,
}

/// Writes a page that has its numbers.
pub(super) fn write(planned: &PlannedPage, book: &Book) -> WrittenPage {
    let PlannedPage { leaf, refs, pictures, .. } = planned;
    let mut objects = Objects::default();
    let sheet = leaf.sheet;
    let is_see_through = pictures.pressed.list().iter().any(|picture| picture.mask.is_some())
        || pictures.pressed.vectors().iter().any(|vectors| vectors.is_see_through);
    let mut object = objects.next().page(refs.page);
    object
        .parent(book.shared.page_tree)
        .media_box(sheet.page_box())
        .bleed_box(sheet.corners(sheet.bleed()))
        .trim_box(sheet.corners(sheet.trim()))
        .contents(refs.content);
    match book.document.output.standard {
        Standard::PdfX4 => {
            if is_see_through {
                // Soft masks blend in the inks of the press, not in a screen's
                // colors.
                object.group().transparency().color_space().device_cmyk();
            }
        }
        // ISO 15930-4, 6.16: no transparency groups at all.
        Standard::PdfX1a => {}
    }
    if !planned.beads.is_empty() {
        object.insert(Name(b"B")).array().items(planned.beads.iter().copied());
    }
    if planned.tags.is_some() {
        object.struct_parents(i32::try_from(planned.number).unwrap_or(i32::MAX));
    }
    let tags = planned.tags.as_ref();
    let content = tags.and_then(PageTags::content);
    let PageContent { operators, fonts, contents } =
        content::write(leaf, content, &book.used, pictures.pressed);
    write_resources(&mut object, planned, &fonts, book);
    object.finish();
    objects.next().stream(refs.content, &deflate(&operators)).filter(Filter::FlateDecode);

    let mut small = Objects::default();
    small.next().indirect(refs.label).dict().pair(Name(b"P"), TextStr(&leaf.page.label));
    if let Some(tags) = tags {
        let page = TaggedPage { object: refs.page, sheet, contents: &contents };
        small.append(&structure::write(tags, &page));
    }
    WrittenPage { objects, small }
}

/// Only what this page uses, so that pages can be taken out of the file one by
/// one.
fn write_resources(
    object: &mut PageObject<'_>,
    planned: &PlannedPage,
    fonts: &BTreeSet<FontUse>,
    book: &Book,
) {
    let PlannedPage { leaf, pictures, .. } = planned;
    let Book { used, shared, .. } = book;
    let mut resources = object.resources();
    let mut states = resources.ext_g_states();
    states.pair(Name(KNOCKOUT.as_bytes()), shared.knockout);
    states.pair(Name(OVERPRINT.as_bytes()), shared.overprint);
    if !pictures.vectors.is_empty() {
        states.pair(Name(INITIAL.as_bytes()), shared.initial);
    }
    states.finish();
    write_spaces(&mut resources, leaf, used);
    let mut dict = resources.fonts();
    for (font, number) in fonts.iter().filter_map(|font| Some((font, used.font(*font)?))) {
        dict.pair(Name(face_name(*font).as_bytes()), number);
    }
    dict.finish();
    let mut dict = resources.x_objects();
    for (at, picture) in pictures.pixels.iter().enumerate() {
        dict.pair(Name(picture_name(at).as_bytes()), *picture);
    }
    for (at, vectors) in pictures.vectors.iter().enumerate() {
        dict.pair(Name(vectors_name(at).as_bytes()), *vectors);
    }
}

/// The color spaces of the inks beside the four of the process.
fn write_spaces(resources: &mut Resources<'_>, leaf: &PageLeaf, used: &Used) {
    let inks: BTreeSet<usize> = leaf.spots().filter_map(|ink| used.spot(&ink.name)).collect();
    if inks.is_empty() && !leaf.has_register_marks() {
        return;
    }
    let mut dict = resources.color_spaces();
    for at in inks {
        dict.pair(Name(spots::name(at).as_bytes()), used.spots[at].space);
    }
    if let Some(all) = used.all_plates.filter(|_| leaf.has_register_marks()) {
        dict.pair(Name(spots::ALL.as_bytes()), all);
    }
}
