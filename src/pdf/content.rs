//! A page's content stream: its items in painting order, marked as what they
//! are.

use std::ops::Range;

use pdf_writer::types::{ArtifactType, LineCapStyle, LineJoinStyle, TextRenderingMode};
use pdf_writer::{Buf, Content, Name, TextStr};

use super::marks::{self, Drawn, MarkOutline, PrinterMark};
use super::pages::PagePictures;
use super::paint::PaintState;
use super::sheet::{PdfSheet, pt};
use super::structure::{Contents, artifact_type, standard};
use super::used::Used;
use super::{PageLeaf, pages, vectors};
use crate::color::SpotInks;
use crate::geom::{Abs, Rect};
use crate::page::reading::{PageReading, Role, Sequence, Tag};
use crate::page::{Item, PathStep, PlacedPicture, Shape};
use crate::picture::PictureOrientation;
use crate::press::{PressPlace, VectorsBody};

/// The operators that paint a page, and the marked contents in them.
pub(super) fn write(
    leaf: &PageLeaf,
    tags: Option<&PageReading>,
    used: &Used,
    pictures: PagePictures,
) -> (Buf, Contents) {
    let page = leaf.page;
    let mut painter = Painter {
        content: Content::with_settings(super::settings()),
        items: &page.items,
        pictures,
        sheet: leaf.sheet,
        used,
        spots: &page.spots,
        state: PaintState::default(),
        contents: Contents::default(),
        within: None,
    };
    match tags {
        None => painter.items(0..page.items.len()),
        Some(tags) => tags.sequences.iter().for_each(|sequence| painter.sequence(sequence)),
    }
    if !leaf.marks.is_empty() {
        if tags.is_some() {
            // Printer's marks are the page's.
            painter.begin_artifact(ArtifactType::Page);
        }
        leaf.marks.iter().for_each(|mark| painter.mark(mark));
        if tags.is_some() {
            painter.content.end_marked_content();
        }
    }
    (painter.content.finish(), painter.contents)
}

/// Writes operators and remembers what is set, so that nothing is set twice.
pub(super) struct Painter<'a> {
    pub(super) content: Content,
    items: &'a [Item],
    pictures: PagePictures<'a>,
    pub(super) sheet: PdfSheet,
    pub(super) used: &'a Used,
    pub(super) spots: &'a SpotInks,
    pub(super) state: PaintState,
    contents: Contents,
    /// The element whose content is being written.
    within: Option<(Role, usize)>,
}

impl Painter<'_> {
    fn sequence(&mut self, sequence: &Sequence) {
        let first = self.contents.owners.len();
        let items = sequence.items.clone();
        match sequence.tag {
            Tag::Content { role, element } => {
                self.within = Some((role, element));
                self.items(items);
                self.within = None;
            }
            Tag::Artifact(kind) => {
                self.begin_artifact(artifact_type(kind));
                self.items(items);
                self.content.end_marked_content();
            }
        }
        self.contents.sequences.push(first..self.contents.owners.len());
    }

    /// Paints some items of the page.
    fn items(&mut self, places: Range<usize>) {
        for at in places {
            match &self.items[at] {
                Item::Line(line) => self.line(line),
                Item::Shape(shape) => {
                    let marked = self.begin_content(None);
                    self.shape(shape);
                    self.end_content(marked);
                }
                Item::Picture(placed) => {
                    let marked = self.begin_content(None);
                    if let Some(pressed) = self.pictures.at(at) {
                        self.picture(placed, pressed);
                    } else if let Some(place) = self.pictures.vectors_at(at) {
                        self.vectors(placed, place);
                    }
                    self.end_content(marked);
                }
            }
        }
    }

    /// Begins a marked content of the element at hand (PDF 32000-1, 14.6),
    /// whose text is read as `actual_text` if that is given. None of them
    /// holds another: some readers lose what follows the inner one.
    pub(super) fn begin_content(&mut self, actual_text: Option<&str>) -> Marked {
        if self.within.is_none() && actual_text.is_none() {
            return Marked::No;
        }
        // Some readers heed ActualText only on a Span.
        let tag = match (self.within, actual_text) {
            (Some((role, _)), None) => standard(role).to_name(),
            (Some(_) | None, _) => Name(b"Span"),
        };
        let mut operation = self.content.begin_marked_content_with_properties(tag);
        let mut properties = operation.properties();
        if let Some((_, element)) = self.within {
            let id = self.contents.owners.len();
            self.contents.owners.push(element);
            properties.identify(i32::try_from(id).unwrap_or(i32::MAX));
        }
        if let Some(text) = actual_text {
            properties.actual_text(TextStr(text));
        }
        Marked::Yes
    }

    pub(super) fn end_content(&mut self, marked: Marked) {
        match marked {
            Marked::Yes => {
                self.content.end_marked_content();
            }
            Marked::No => {}
        }
    }

    fn begin_artifact(&mut self, kind: ArtifactType) {
        self.content
            .begin_marked_content_with_properties(Name(b"Artifact"))
            .properties()
            .artifact()
            .kind(kind);
    }

    fn mark(&mut self, mark: &PrinterMark) {
        match mark {
            PrinterMark::Register(MarkOutline { path, drawn: Drawn::Filled }) => {
                self.set_fill_all_plates();
                self.path(path);
                self.content.fill_nonzero();
            }
            PrinterMark::Register(MarkOutline { path, drawn: Drawn::Stroked }) => {
                self.set_stroke_all_plates(marks::HAIRLINE);
                self.path(path);
                self.content.stroke();
            }
            PrinterMark::Shape(shape) => self.shape(shape),
            PrinterMark::Line(line) => self.line(line),
        }
    }

    fn shape(&mut self, shape: &Shape) {
        // Fill and stroke may overprint differently, and there is one graphics
        // state for both: so each paints the path by itself.
        if let Some(paint) = shape.fill {
            self.set_fill(paint);
            self.path(&shape.path);
            self.content.fill_nonzero();
        }
        if let Some(stroke) = &shape.stroke {
            self.set_stroke(stroke);
            self.path(&shape.path);
            self.content.stroke();
        }
    }

    fn path(&mut self, path: &[PathStep]) {
        let Self { content, sheet, .. } = self;
        for step in path {
            match *step {
                PathStep::Move(p) => content.move_to(sheet.x(p.x), sheet.y(p.y)),
                PathStep::Line(p) => content.line_to(sheet.x(p.x), sheet.y(p.y)),
                PathStep::Curve(a, b, p) => content.cubic_to(
                    sheet.x(a.x),
                    sheet.y(a.y),
                    sheet.x(b.x),
                    sheet.y(b.y),
                    sheet.x(p.x),
                    sheet.y(p.y),
                ),
                PathStep::Close => content.close_path(),
            };
        }
    }

    fn picture(&mut self, placed: &PlacedPicture, pressed: PressPlace) {
        self.knock_out();
        self.content.save_state();
        self.clip_to_frame(placed);
        self.content
            .transform(self.image_matrix(placed.image, pressed.orientation))
            .x_object(Name(pages::picture_name(pressed.picture).as_bytes()))
            .restore_state();
    }

    /// A form, in the state that a page begins with (PDF 32000-1, 8.4.1): what
    /// was set for our own marks must not reach into it.
    fn vectors(&mut self, placed: &PlacedPicture, at: usize) {
        let vectors = self.pictures.vectors(at);
        self.content.save_state();
        self.clip_to_frame(placed);
        match vectors.body {
            // The content of a drawing sets all of the graphics state that it needs.
            VectorsBody::Drawing { .. } => {}
            VectorsBody::Page(_) => {
                self.content
                    .set_parameters(pages::INITIAL)
                    .set_fill_gray(0.0)
                    .set_stroke_gray(0.0)
                    .set_line_width(1.0)
                    .set_line_cap(LineCapStyle::ButtCap)
                    .set_line_join(LineJoinStyle::MiterJoin)
                    .set_miter_limit(10.0)
                    .set_dash_pattern([], 0.0)
                    .set_char_spacing(0.0)
                    .set_word_spacing(0.0)
                    .set_horizontal_scaling(100.0)
                    .set_rise(0.0)
                    .set_text_rendering_mode(TextRenderingMode::Fill);
            }
        }
        let Rect { left, bottom, .. } = placed.image;
        let (width, height) = vectors::extent(vectors);
        let share = |length: Abs, whole: f64| (length.to_pt() / whole.max(1e-6)) as f32;
        self.content
            .transform([
                share(placed.image.width(), width),
                0.0,
                0.0,
                share(placed.image.height(), height),
                self.sheet.x(left),
                self.sheet.y(bottom),
            ])
            .x_object(Name(pages::vectors_name(at).as_bytes()))
            .restore_state();
    }

    fn clip_to_frame(&mut self, placed: &PlacedPicture) {
        if placed.frame != placed.image {
            let Rect { left, bottom, .. } = placed.frame;
            self.content
                .rect(
                    self.sheet.x(left),
                    self.sheet.y(bottom),
                    pt(placed.frame.width()),
                    pt(placed.frame.height()),
                )
                .clip_nonzero()
                .end_path();
        }
        if !placed.clip.is_empty() {
            self.path(&placed.clip);
            self.content.clip_even_odd().end_path();
        }
    }

    /// Takes the unit square of the stored pixels (PDF 32000-1, 8.9.5.1) to
    /// the place of the picture, turned so as to be upright.
    fn image_matrix(&self, image: Rect, orientation: PictureOrientation) -> [f32; 6] {
        let (x, y) = (self.sheet.x(image.left), self.sheet.y(image.bottom));
        let (w, h) = (pt(image.width()), pt(image.height()));
        match orientation {
            PictureOrientation::Upright => [w, 0.0, 0.0, h, x, y],
            PictureOrientation::Mirrored => [-w, 0.0, 0.0, h, x + w, y],
            PictureOrientation::HalfTurn => [-w, 0.0, 0.0, -h, x + w, y + h],
            PictureOrientation::Flipped => [w, 0.0, 0.0, -h, x, y + h],
            PictureOrientation::Transposed => [0.0, -h, -w, 0.0, x + w, y + h],
            PictureOrientation::QuarterRight => [0.0, -h, w, 0.0, x, y + h],
            PictureOrientation::AntiTransposed => [0.0, h, w, 0.0, x, y],
            PictureOrientation::QuarterLeft => [0.0, h, -w, 0.0, x + w, y],
        }
    }
}

/// Whether a marked content has been begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    Yes,
    No,
}
