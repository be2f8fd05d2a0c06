//! What stands on the pages of a press file, whoever made it: lines of text in the order
//! in which they are painted, pictures, rules and inks. A press file knows no stories;
//! lines of one size that follow each other are taken for one text.

use super::content::{
    ComparedPage, LineContent, PictureContent, TextContent, TextOwner, TypeStyle,
};
use crate::geom::{Abs, Rect};
use crate::reader::kurbo::{BezPath, Point, Rect as PdfRect, Shape};
use crate::reader::{
    ColorSpace, Device, File, FillRule, GlyphRun, Group, Image, ImageKind, Ink, InkPaint, PageView,
    ReadError, Shading, SoftMask, StrokeStyle, TextMode, open,
};

/// How far apart baselines may be that are one, in parts of the size of the type: less
/// than any leading, and more than signs are raised by rounding.
const SAME_BASELINE: f64 = 0.1;

/// The widest gap between the runs of one line, in parts of their size: columns lie at
/// least this far apart.
const WIDEST_GAP: f64 = 3.0;

/// Sizes that differ by less than this are one, in points.
const SAME_SIZE: f64 = 0.05;

/// What stands on the pages of a PDF.
///
/// # Errors
/// If it cannot be read.
pub fn read_press_file(bytes: &[u8]) -> Result<Vec<ComparedPage>, ReadError> {
    let file = open(bytes)?;
    (0..file.pages()).map(|page| read_page(&file, page)).collect()
}

fn read_page(file: &File, page: usize) -> Result<ComparedPage, ReadError> {
    let view = file.view(page)?;
    let mut marks = PageMarks::new(view);
    file.walk(page, &mut marks)?;
    let PageView { trim, turn, .. } = view;
    let size = marks.place(trim);
    let sheet = super::content::sheet_in_mm(size.right - size.left, size.bottom - size.top);
    let sheet = match turn {
        0 => sheet,
        turn => format!("{sheet}, {turn}°"),
    };
    let PageMarks { texts, pictures, shapes, mut inks, .. } = marks;
    inks.sort();
    let inks = inks.iter().map(|ink| ink.name().to_owned()).collect();
    let label = (page + 1).to_string();
    let (stories, findings) = (Vec::new(), Vec::new());
    let (grid, reserved) = (None, Vec::new());
    Ok(ComparedPage {
        label,
        sheet,
        grid,
        inks,
        stories,
        texts,
        pictures,
        shapes,
        reserved,
        findings,
    })
}

/// Gathers what a page shows.
struct PageMarks {
    view: PageView,
    texts: Vec<TextContent>,
    /// Where the last run ended, and how large its type is.
    pen: Option<RunPlace>,
    pictures: Vec<PictureContent>,
    shapes: Vec<String>,
    inks: Vec<Ink>,
    clips: Vec<PdfRect>,
}

/// Where a run of glyphs stands.
#[derive(Clone, Copy)]
struct RunPlace {
    first: Point,
    last: Point,
    size: f64,
    bounds: PdfRect,
}

impl PageMarks {
    fn new(view: PageView) -> Self {
        Self {
            view,
            texts: Vec::new(),
            pen: None,
            pictures: Vec::new(),
            shapes: Vec::new(),
            inks: Vec::new(),
            clips: Vec::new(),
        }
    }

    /// A place in the space of the page as lengths from the upper left corner of its
    /// trim.
    fn place(&self, rect: PdfRect) -> Rect {
        let PageView { trim, unit, .. } = self.view;
        let length = |units: f64| Abs::pt((units * unit * 100.0).round() / 100.0);
        Rect {
            left: length(rect.x0 - trim.x0),
            top: length(trim.y1 - rect.y1),
            right: length(rect.x1 - trim.x0),
            bottom: length(trim.y1 - rect.y0),
        }
    }

    /// What is seen of a rectangle.
    fn seen(&self, rect: PdfRect) -> PdfRect {
        self.clips.iter().fold(rect, |seen, clip| seen.intersect(*clip))
    }

    fn note(&mut self, inks: impl Iterator<Item = Ink>) {
        for ink in inks {
            if !self.inks.contains(&ink) {
                self.inks.push(ink);
            }
        }
    }

    fn shape(&mut self, what: &str, bounds: PdfRect, paint: &InkPaint) {
        let seen = self.seen(bounds);
        if seen.width() < 0.0 || seen.height() < 0.0 {
            return;
        }
        let Rect { left, top, right, bottom } = self.place(seen);
        let corners = [left, top, right, bottom].map(|it| format!("{:.2}", it.to_pt()));
        self.shapes.push(format!("{what} in {}, {}", corners.join(" "), ink_words(paint)));
        self.note(paint.inks.present().map(|(ink, _)| ink));
    }
}

/// The inks of a paint in words.
fn ink_words(paint: &InkPaint) -> String {
    let inks = paint.inks.present().map(|(ink, tint)| {
        format!("{} {}%", ink.name(), (f64::from(tint) * 1000.0).round() / 10.0)
    });
    let words = inks.collect::<Vec<_>>().join(" + ");
    if words.is_empty() { "white".to_owned() } else { words }
}

impl Device for PageMarks {
    fn fill(&mut self, path: &BezPath, _: FillRule, paint: &InkPaint) {
        self.shape("fill", path.bounding_box(), paint);
    }

    fn stroke(&mut self, path: &BezPath, style: &StrokeStyle, paint: &InkPaint) {
        let bounds = path.bounding_box();
        self.shape(&format!("stroke of {:.2}", style.width), bounds, paint);
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        if matches!(run.mode, TextMode::Clip | TextMode::Invisible) {
            return;
        }
        let at = |glyph: &crate::reader::DrawnGlyph| glyph.transform.translation().to_point();
        let (Some(first), Some(last)) = (run.glyphs.first().map(at), run.glyphs.last().map(at))
        else {
            return;
        };
        self.note(run.fill.inks.present().map(|(ink, _)| ink));
        let pen = RunPlace { first, last, size: run.size, bounds: run.bounds };
        let style = TypeStyle {
            face: format!("{:.2} pt {}", run.size, face(&run.font.name)),
            ink: ink_words(run.fill),
        };
        let place = self.place(run.bounds);
        let goes_on = self.pen.is_some_and(|before| is_one_line(before, pen));
        let is_of_size = self.pen.is_some_and(|it| (it.size - pen.size).abs() < SAME_SIZE);
        self.pen = Some(pen);
        if let (true, Some(text)) = (goes_on, self.texts.last_mut())
            && let Some(line) = text.lines.last_mut()
        {
            line.text.push_str(run.text);
            line.place = super::content::around(line.place, place);
            if line.styles.last() != Some(&style) {
                line.styles.push(style);
            }
            return;
        }
        let line = LineContent {
            text: run.text.to_owned(),
            column: 0,
            row: None,
            place,
            styles: vec![style],
            spacing: String::new(),
        };
        match self.texts.last_mut() {
            Some(text) if is_of_size => text.lines.push(line),
            _ => {
                let paragraph = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
                let owner = TextOwner { slug: None, part: "text".to_owned(), paragraph };
                self.texts.push(TextContent { owner, lines: vec![line] });
            }
        }
    }

    fn image(&mut self, image: &Image, paint: &InkPaint) {
        let whole = image.bounds();
        let frame = self.seen(whole);
        match &image.kind {
            ImageKind::Colors(space) => self.note(inks_of(space).into_iter()),
            ImageKind::Stencil { .. } => {
                self.note(paint.inks.present().map(|(ink, _)| ink));
            }
        }
        let content = blake3::hash(&image.stored()).to_hex()[..12].to_owned();
        let (frame, whole) = (self.place(frame), self.place(whole));
        let other = String::new();
        let picture = PictureContent { file: None, content, slug: None, frame, whole, other };
        self.pictures.push(picture);
    }

    fn shading(&mut self, _: &Shading, paint: &InkPaint) {
        let bounds = self.clips.last().copied().unwrap_or(self.view.media);
        self.shape("shading", bounds, paint);
    }

    fn push_clip(&mut self, path: &BezPath, _: FillRule) {
        self.clips.push(path.bounding_box());
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn begin_group(&mut self, _: &Group) {}

    fn end_group(&mut self) {}

    fn wants_mask(&mut self, _: u64) -> bool {
        false
    }

    fn begin_mask(&mut self, _: &SoftMask) {}

    fn end_mask(&mut self) {}
}

/// Whether a run of glyphs goes on in the line of the one before it, along or down.
fn is_one_line(before: RunPlace, next: RunPlace) -> bool {
    let size = before.size.max(next.size);
    let is_level = (before.first.y - next.first.y).abs() <= SAME_BASELINE * size;
    let is_plumb = (before.first.x - next.first.x).abs() <= SAME_BASELINE * size;
    let along = next.bounds.x0 - before.bounds.x1;
    let down = before.bounds.y0 - next.bounds.y1;
    let is_near = |gap: f64| gap > -size && gap < WIDEST_GAP * size;
    let runs_down = (before.last.y - before.first.y).abs() > (before.last.x - before.first.x).abs();
    is_level && is_near(along) || is_plumb && runs_down && is_near(down)
}

/// The name of a face without the six letters of a subset (PDF 32000-1, 9.6.4) and the
/// encoding that a composite font has in its name (9.7.6.1).
fn face(name: &str) -> &str {
    let name = match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => name,
    };
    let plain = name.strip_suffix("-Identity-H").or(name.strip_suffix("-Identity-V"));
    plain.unwrap_or(name)
}

/// The inks that a picture of a color space can be printed in.
fn inks_of(space: &ColorSpace) -> Vec<Ink> {
    let full: Vec<f32> = vec![1.0; space.components()];
    match space {
        ColorSpace::Indexed { base, .. } => inks_of(base),
        ColorSpace::Separation(_) | ColorSpace::DeviceN(_) => {
            space.inks(&full).present().map(|(ink, _)| ink).collect()
        }
        ColorSpace::DeviceGray | ColorSpace::CalGray => vec![Ink::Black],
        _ => Ink::PROCESS.to_vec(),
    }
}
