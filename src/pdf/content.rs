//! A page's content stream: its items in painting order, marked as what they
//! are.

use std::collections::BTreeSet;
use std::ops::Range;

use super::marks::{self, Drawn, MarkOutline, PrinterMark};
use super::operators::{Decimal, Operators};
use super::paint::PaintState;
use super::sheet::{PdfSheet, points};
use super::structure::{Contents, MARKS, artifact_type, standard};
use super::used::{FontUse, Used};
use super::{PageLeaf, pages, vectors};
use crate::color::SpotInks;
use crate::geom::{Abs, Point, Rect, Size};
use crate::page::reading::{PageReading, Role, Sequence, Tag};
use crate::page::{Item, PaperPlacing, PathStep, PlacedPicture, Shape};
use crate::picture::PictureOrientation;
use crate::press::{PressPictures, PressPlace, VectorsBody};

/// The operators that paint a page, and the marked contents in them.
pub(super) fn write(
    leaf: &PageLeaf,
    tags: Option<&PageReading>,
    used: &Used,
    pictures: &PressPictures,
) -> PageContent {
    let page = leaf.page;
    let mut painter = Painter {
        operators: Operators::default(),
        items: &page.items,
        pictures,
        sheet: leaf.sheet,
        used,
        spots: &page.spots,
        state: PaintState::default(),
        fonts: BTreeSet::new(),
        contents: Contents::default(),
        within: None,
    };
    if let Some(paper) = leaf.paper {
        painter.begin_on_paper(paper.placing);
    }
    match tags {
        None => painter.items(0..page.items.len()),
        Some(tags) => tags.sequences.iter().for_each(|sequence| painter.sequence(sequence)),
    }
    let is_tagged = tags.is_some();
    // Printer's marks are the page's.
    painter.beside(is_tagged && !leaf.marks.is_empty(), |painter| {
        leaf.marks.iter().for_each(|mark| painter.mark(mark));
    });
    if let Some(paper) = leaf.paper {
        painter.end_on_paper(paper.placing);
        painter.beside(is_tagged, |painter| {
            painter.shape(&paper.edge);
            paper.stamp.iter().for_each(|line| painter.line(line));
        });
    }
    let Painter { operators, fonts, contents, .. } = painter;
    PageContent { operators: operators.into_bytes(), fonts, contents }
}

/// What paints a page.
pub(super) struct PageContent {
    pub(super) operators: Vec<u8>,
    /// The fonts that they name.
    pub(super) fonts: BTreeSet<FontUse>,
    /// The marked contents in it.
    pub(super) contents: Contents,
}

/// Writes operators and remembers what is set, so that nothing is set twice.
pub(super) struct Painter<'a> {
    pub(super) operators: Operators,
    items: &'a [Item],
    pictures: &'a PressPictures,
    pub(super) sheet: PdfSheet,
    pub(super) used: &'a Used,
    pub(super) spots: &'a SpotInks,
    pub(super) state: PaintState,
    /// Those that have been set.
    pub(super) fonts: BTreeSet<FontUse>,
    contents: Contents,
    /// The element whose content is being written.
    within: Option<(Role, usize)>,
}

impl Painter<'_> {
    /// What follows is drawn smaller, at its place on the paper of a proof; of what runs
    /// out of the sheet no more is seen than in a press file.
    fn begin_on_paper(&mut self, placing: PaperPlacing) {
        self.operators.plain("q");
        self.operators.with(self.sheet.matrix_onto(placing), "cm");
        let Size { width, height } = self.sheet.media().size();
        self.operators.with([Decimal::ZERO, Decimal::ZERO, points(width), points(height)], "re");
        self.operators.plain("W n");
    }

    /// What follows is drawn on the paper itself.
    fn end_on_paper(&mut self, placing: PaperPlacing) {
        self.operators.plain("Q");
        self.state = PaintState::default();
        self.sheet = PdfSheet::paper(placing.size);
    }

    /// Draws what is no part of the page, as an artifact where that must be said.
    fn beside(&mut self, is_said: bool, draw: impl FnOnce(&mut Self)) {
        if is_said {
            self.operators.begin_artifact(MARKS);
        }
        draw(self);
        if is_said {
            self.operators.plain("EMC");
        }
    }

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
                self.operators.begin_artifact(artifact_type(kind));
                self.items(items);
                self.operators.plain("EMC");
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
            (Some((role, _)), None) => standard(role).to_name().0,
            (Some(_) | None, _) => b"Span",
        };
        let id = self.within.map(|(_, element)| {
            self.contents.owners.push(element);
            self.contents.owners.len() - 1
        });
        self.operators.begin_marked(tag, id, actual_text);
        Marked::Yes
    }

    pub(super) fn end_content(&mut self, marked: Marked) {
        match marked {
            Marked::Yes => self.operators.plain("EMC"),
            Marked::No => {}
        }
    }

    fn mark(&mut self, mark: &PrinterMark) {
        match mark {
            PrinterMark::Register(MarkOutline { path, drawn: Drawn::Filled }) => {
                self.set_fill_all_plates();
                self.path(path);
                self.operators.plain("f");
            }
            PrinterMark::Register(MarkOutline { path, drawn: Drawn::Stroked }) => {
                self.set_stroke_all_plates(marks::HAIRLINE);
                self.path(path);
                self.operators.plain("S");
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
            self.operators.plain("f");
        }
        if let Some(stroke) = &shape.stroke {
            self.set_stroke(stroke);
            self.path(&shape.path);
            self.operators.plain("S");
        }
    }

    fn path(&mut self, path: &[PathStep]) {
        let Self { operators, sheet, .. } = self;
        let [x, y] = [|p: Point, s: &PdfSheet| s.across(p.x), |p: Point, s: &PdfSheet| s.up(p.y)];
        for step in path {
            match *step {
                PathStep::Move(p) => operators.with([x(p, sheet), y(p, sheet)], "m"),
                PathStep::Line(p) => operators.with([x(p, sheet), y(p, sheet)], "l"),
                PathStep::Curve(a, b, p) => operators.with(
                    [x(a, sheet), y(a, sheet), x(b, sheet), y(b, sheet), x(p, sheet), y(p, sheet)],
                    "c",
                ),
                PathStep::Close => operators.plain("h"),
            }
        }
    }

    fn picture(&mut self, placed: &PlacedPicture, pressed: PressPlace) {
        self.knock_out();
        self.operators.plain("q");
        self.clip_to_frame(placed);
        self.operators.with(self.image_matrix(placed.image, pressed.orientation), "cm");
        self.operators.named(&pages::picture_name(pressed.picture), "Do");
        self.operators.plain("Q");
    }

    /// A form, in the state that a page begins with (PDF 32000-1, 8.4.1): what
    /// was set for our own marks must not reach into it.
    fn vectors(&mut self, placed: &PlacedPicture, at: usize) {
        let vectors = &self.pictures.vectors()[at];
        self.operators.plain("q");
        self.clip_to_frame(placed);
        match vectors.body {
            // The content of a drawing sets all of the graphics state that it needs.
            VectorsBody::Drawing { .. } => {}
            VectorsBody::Page(_) => self.set_initial_state(),
        }
        let Rect { left, bottom, .. } = placed.image;
        let (width, height) = vectors::extent(vectors);
        let share = |length: Abs, whole: f64| Decimal::nearest(length.to_pt() / whole.max(1e-6));
        let matrix = [
            share(placed.image.width(), width),
            Decimal::ZERO,
            Decimal::ZERO,
            share(placed.image.height(), height),
            self.sheet.across(left),
            self.sheet.up(bottom),
        ];
        self.operators.with(matrix, "cm");
        self.operators.named(&pages::vectors_name(at), "Do");
        self.operators.plain("Q");
    }

    /// The graphics state that a page begins with (PDF 32000-1, 8.4.1), after what our own
    /// marks have set.
    fn set_initial_state(&mut self) {
        let operators = &mut self.operators;
        operators.named(pages::INITIAL, "gs");
        operators.with([Decimal::ZERO], "g");
        operators.with([Decimal::ZERO], "G");
        operators.with([Decimal::ONE], "w");
        // Butt caps, mitered joins.
        operators.with([Decimal::ZERO], "J");
        operators.with([Decimal::ZERO], "j");
        operators.with([Decimal::thousandths(10_000)], "M");
        operators.dashes(&[]);
        operators.with([Decimal::ZERO], "Tc");
        operators.with([Decimal::ZERO], "Tw");
        operators.with([Decimal::thousandths(100_000)], "Tz");
        operators.with([Decimal::ZERO], "Ts");
        // Glyphs are filled.
        operators.with([Decimal::ZERO], "Tr");
    }

    fn clip_to_frame(&mut self, placed: &PlacedPicture) {
        if placed.frame != placed.image {
            let Rect { left, bottom, .. } = placed.frame;
            let (width, height) = (points(placed.frame.width()), points(placed.frame.height()));
            let corner = [self.sheet.across(left), self.sheet.up(bottom), width, height];
            self.operators.with(corner, "re");
            self.operators.plain("W n");
        }
        if !placed.clip.is_empty() {
            self.path(&placed.clip);
            self.operators.plain("W* n");
        }
    }

    /// Takes the unit square of the stored pixels (PDF 32000-1, 8.9.5.1) to
    /// the place of the picture, turned so as to be upright.
    fn image_matrix(&self, image: Rect, orientation: PictureOrientation) -> [Decimal; 6] {
        let (x, y) = (self.sheet.across(image.left), self.sheet.up(image.bottom));
        let (right, top) = (self.sheet.across(image.right), self.sheet.up(image.top));
        let (w, h) = (points(image.width()), points(image.height()));
        let no = Decimal::ZERO;
        match orientation {
            PictureOrientation::Upright => [w, no, no, h, x, y],
            PictureOrientation::Mirrored => [-w, no, no, h, right, y],
            PictureOrientation::HalfTurn => [-w, no, no, -h, right, top],
            PictureOrientation::Flipped => [w, no, no, -h, x, top],
            PictureOrientation::Transposed => [no, -h, -w, no, right, top],
            PictureOrientation::QuarterRight => [no, -h, w, no, x, top],
            PictureOrientation::AntiTransposed => [no, h, w, no, x, y],
            PictureOrientation::QuarterLeft => [no, h, -w, no, right, y],
        }
    }
}

/// Whether a marked content has been begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    Yes,
    No,
}
