//! A page's content stream: its items in painting order.

use pdf_writer::types::LineCapStyle;
use pdf_writer::{Buf, Content, Name};

use super::pages::PagePictures;
use super::sheet::{Sheet, pt};
use super::used::{Encoding, Used};
use super::{marks, pages};
use crate::color::{Color, Overprint, Paint, SpotInks};
use crate::font::FaceId;
use crate::geom::{Abs, Rect};
use crate::page::{Cap, Item, Page, PathStep, PlacedPicture, Shape, Stroke};
use crate::picture::Orientation;
use crate::press::PressPlace;

/// The operators that paint a page.
pub(super) fn write(page: &Page, sheet: Sheet, used: &Used, pictures: PagePictures<'_>) -> Buf {
    let mut painter = Painter {
        content: Content::with_settings(super::settings()),
        sheet,
        used,
        spots: &page.spots,
        state: State::default(),
    };
    for (at, item) in page.items.iter().enumerate() {
        match item {
            Item::Line(line) => painter.line(line),
            Item::Shape(shape) => painter.shape(shape),
            Item::Picture(placed) => {
                if let Some(pressed) = pictures.at(at) {
                    painter.picture(placed, pressed);
                }
            }
        }
    }
    for shape in marks::shapes(page.marks, sheet) {
        painter.shape(&shape);
    }
    painter.content.finish()
}

/// Writes operators and remembers what is set, so that nothing is set twice.
pub(super) struct Painter<'a> {
    pub(super) content: Content,
    pub(super) sheet: Sheet,
    pub(super) used: &'a Used,
    spots: &'a SpotInks,
    pub(super) state: State,
}

/// The part of the graphics state that this backend changes.
#[derive(Default)]
pub(super) struct State {
    overprint: Option<Overprint>,
    fill: Option<Color>,
    stroke: Option<Color>,
    pub(super) font: Option<(FaceId, Encoding, Abs)>,
    pub(super) rise: Abs,
}

impl Painter<'_> {
    fn set_overprint(&mut self, overprint: Overprint) {
        if self.state.overprint.replace(overprint) != Some(overprint) {
            self.content.set_parameters(match overprint {
                Overprint::Knockout => pages::KNOCKOUT,
                Overprint::Overprint => pages::OVERPRINT,
            });
        }
    }

    pub(super) fn set_fill(&mut self, paint: Paint) {
        self.set_overprint(paint.overprint);
        if self.state.fill.replace(paint.color) != Some(paint.color) {
            let [c, m, y, k] = inks(paint.color, self.spots);
            self.content.set_fill_cmyk(c, m, y, k);
        }
    }

    fn set_stroke(&mut self, stroke: &Stroke) {
        self.set_overprint(stroke.paint.overprint);
        let color = stroke.paint.color;
        if self.state.stroke.replace(color) != Some(color) {
            let [c, m, y, k] = inks(color, self.spots);
            self.content.set_stroke_cmyk(c, m, y, k);
        }
        self.content.set_line_width(pt(stroke.width)).set_line_cap(match stroke.cap {
            Cap::Butt => LineCapStyle::ButtCap,
            Cap::Round => LineCapStyle::RoundCap,
        });
        // Dashes of no length at all would be an endless pattern.
        match stroke.dash {
            Some((dash, gap)) if dash + gap > Abs::ZERO => {
                self.content.set_dash_pattern([pt(dash), pt(gap)], 0.0)
            }
            _ => self.content.set_dash_pattern([], 0.0),
        };
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
        self.set_overprint(Overprint::Knockout);
        self.content.save_state();
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
        self.content
            .transform(self.image_matrix(placed.image, pressed.orientation))
            .x_object(Name(pages::picture_name(pressed.picture).as_bytes()))
            .restore_state();
    }

    /// Takes the unit square of the stored pixels (PDF 32000-1, 8.9.5.1) to
    /// the place of the picture, turned so as to be upright.
    fn image_matrix(&self, image: Rect, orientation: Orientation) -> [f32; 6] {
        let (x, y) = (self.sheet.x(image.left), self.sheet.y(image.bottom));
        let (w, h) = (pt(image.width()), pt(image.height()));
        match orientation {
            Orientation::Upright => [w, 0.0, 0.0, h, x, y],
            Orientation::Mirrored => [-w, 0.0, 0.0, h, x + w, y],
            Orientation::HalfTurn => [-w, 0.0, 0.0, -h, x + w, y + h],
            Orientation::Flipped => [w, 0.0, 0.0, -h, x, y + h],
            Orientation::Transposed => [0.0, -h, -w, 0.0, x + w, y + h],
            Orientation::QuarterRight => [0.0, -h, w, 0.0, x, y + h],
            Orientation::AntiTransposed => [0.0, h, w, 0.0, x, y],
            Orientation::QuarterLeft => [0.0, h, -w, 0.0, x + w, y],
        }
    }
}

fn inks(color: Color, spots: &SpotInks) -> [f32; 4] {
    let cmyk = match color {
        Color::Process(cmyk) => cmyk,
        Color::Spot { ink, tint } => spots.get(ink).alternate.scaled(tint),
    };
    cmyk.tints().map(|tint| tint.to_unit() as f32)
}
