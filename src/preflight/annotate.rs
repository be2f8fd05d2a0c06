//! The page as a picture with a numbered frame round each finding, and below
//! it a legend that says what the numbers mean.

use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Shape as _, Stroke};
use hayro::vello_cpu::color::palette::css::{TRANSPARENT, WHITE};
use hayro::vello_cpu::color::{AlphaColor, Srgb};
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::frame::PageFrame;
use super::report::{Report, RuleFinding};
use crate::diag::{Language, PageArea, Severity, Text};
use crate::font::{FaceId, FontLibrary};
use crate::geom::Abs;
use crate::lettering::{Lettering, sans_serif};
use crate::memory;
use crate::proof::ProofError;
use crate::reader;
use crate::say;
use crate::style::Weight;

/// Findings in the legend; nobody reads more of them in a picture.
const MOST: usize = 60;
/// Pixels of the page: a broadsheet of 390 by 545 mm at 300 dpi. The page, its
/// frames and both together take ten bytes a pixel.
const MOST_PIXELS: f64 = 30e6;
/// Bytes that a pixel takes: the page as it was drawn, the frames over it, and both
/// together.
const BYTES_A_PIXEL: usize = 14;
/// Millimeters between a frame and what it frames.
const AIR: f64 = 0.8;
/// A frame is at least this large, in mm: what is wrong may be a hairline.
const LEAST: f64 = 3.0;

/// Size of type, in mm on the sheet: read at the width of a screen.
const TYPE: f64 = 4.4;
const RED: AlphaColor<Srgb> = AlphaColor::from_rgb8(0xd0, 0x02, 0x1b);
const AMBER: AlphaColor<Srgb> = AlphaColor::from_rgb8(0xb8, 0x64, 0x00);
const INK: AlphaColor<Srgb> = AlphaColor::from_rgb8(0x22, 0x22, 0x22);

/// How a page is to be annotated.
#[derive(Debug, Clone, Copy)]
pub struct AnnotationSettings {
    /// The page, from 1.
    pub page: usize,
    /// Pixels an inch.
    pub dpi: f64,
    /// The language of the legend.
    pub language: Language,
}

/// Draws a page of the file that was reported on, its findings framed and
/// numbered as in the report, as a PNG. How the page itself is drawn is the
/// caller's to say: the file is somebody else's.
///
/// # Errors
/// If the page cannot be drawn.
pub fn annotate(
    bytes: &[u8],
    report: &Report,
    wanted: AnnotationSettings,
    draw: impl FnOnce(usize, f64) -> Result<Vec<u8>, ProofError>,
    fonts: &FontLibrary,
) -> Result<Vec<u8>, ProofError> {
    let index = wanted.page.checked_sub(1).ok_or(ProofError::NoSuchPage)?;
    let file = reader::open(bytes.to_vec()).map_err(|_| ProofError::NotAPdf)?;
    let page = file.page(index).map_err(|_| ProofError::NoSuchPage)?;
    let sides = page.render_dimensions();
    let scale = wanted.dpi / 72.0;
    let pixels = f64::from(sides.0) * scale * (f64::from(sides.1) * scale);
    if pixels > MOST_PIXELS {
        return Err(ProofError::TooLarge { limit_pixels: MOST_PIXELS as u64 });
    }
    if !memory::has_room(pixels as usize * BYTES_A_PIXEL) {
        return Err(ProofError::NoMemory);
    }
    let drawn = draw(index, wanted.dpi)?;
    let drawn = image::load_from_memory(&drawn).map_err(|_| ProofError::Broken)?.into_rgb8();
    let view = MmToPixels::of(page, PageFrame::of(page, index), wanted.dpi);
    let size = (TYPE / 25.4 * wanted.dpi).max(12.0);
    let pen = Letterer { fonts, faces: sans_serif(Weight::BOLD, fonts), size };

    let here = |finding: &RuleFinding| finding.at.page.is_none_or(|page| page == wanted.page);
    let numbered =
        (1..).zip(&report.findings).map(|(number, finding)| Numbered { number, finding });
    let told: Vec<Numbered> = numbered.filter(|told| here(told.finding)).collect();
    let legend = legend(&told, wanted.language, f64::from(drawn.width()), &pen)?;
    let frames = frames(&told, &view, drawn.width(), drawn.height(), &pen)?;
    encode(&put_together(&drawn, &frames, &legend))
}

/// A finding with its number in the report, from 1.
#[derive(Clone, Copy)]
struct Numbered<'r> {
    number: usize,
    finding: &'r RuleFinding,
}

/// From millimeters on the finished page to pixels of the drawing.
struct MmToPixels {
    frame: PageFrame,
    to_pixels: Affine,
}

impl MmToPixels {
    fn of(page: &Page<'_>, frame: PageFrame, dpi: f64) -> Self {
        let to_sheet = Affine::new(page.initial_transform(true).as_coeffs());
        Self { frame, to_pixels: Affine::scale(dpi / 72.0) * to_sheet }
    }

    fn pixels(&self, place: PageArea) -> Rect {
        let area = self.frame.page_area();
        let scale = 72.0 / 25.4 / self.frame.unit;
        let grow = |length: f64| ((LEAST - length) / 2.0).max(AIR);
        let (dx, dy) = (grow(place.width), grow(place.height));
        let rect = Rect::new(
            area.x0 + (place.x - dx) * scale,
            area.y1 - (place.y + place.height + dy) * scale,
            area.x0 + (place.x + place.width + dx) * scale,
            area.y1 - (place.y - dy) * scale,
        );
        self.to_pixels.transform_rect_bbox(rect)
    }
}

fn color_of(severity: Severity) -> AlphaColor<Srgb> {
    match severity {
        Severity::Error => RED,
        Severity::Warning | Severity::Note => AMBER,
    }
}

fn canvas(width: u32, height: u32) -> Result<RenderContext, ProofError> {
    let too_large = |_| ProofError::TooLarge { limit_pixels: MOST_PIXELS as u64 };
    let side = |pixels: u32| u16::try_from(pixels).map_err(too_large);
    Ok(RenderContext::new(side(width)?, side(height)?))
}

fn finish(mut canvas: RenderContext, ground: AlphaColor<Srgb>) -> Pixmap {
    canvas.flush();
    let mut pixmap = Pixmap::new(canvas.width(), canvas.height());
    let settings =
        RasterizerSettings { target_init: TargetInit::Clear(ground), ..Default::default() };
    canvas.render_with(&mut pixmap, &mut Resources::default(), settings);
    pixmap
}

/// A frame round each finding that has a place, its number at a corner.
fn frames(
    told: &[Numbered],
    view: &MmToPixels,
    width: u32,
    height: u32,
    pen: &Letterer<'_>,
) -> Result<Pixmap, ProofError> {
    let mut canvas = canvas(width, height)?;
    let sheet = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let line = (pen.size / 9.0).max(1.5);
    let mut labels: Vec<Rect> = Vec::new();
    // The last is drawn first, so that the gravest lies on top.
    for Numbered { number, finding } in told.iter().rev() {
        let Some(place) = finding.at.place else { continue };
        let outline = view.pixels(place).intersect(sheet.inset(-line));
        let color = color_of(finding.severity);
        canvas.set_paint(color.with_alpha(0.10));
        canvas.fill_rect(&outline);
        canvas.set_paint(color);
        canvas.set_stroke(Stroke::new(line));
        canvas.stroke_path(&outline.to_path(0.1));
        let label = pen.free_place(*number, outline, &labels, sheet);
        labels.push(label);
        pen.label(&mut canvas, label, *number, color);
    }
    Ok(finish(canvas, TRANSPARENT))
}

/// A line of the legend.
struct LegendLine<'r> {
    /// The finding that begins with it.
    begins: Option<Numbered<'r>>,
    text: String,
}

/// The list of findings under the page.
fn legend(
    told: &[Numbered],
    language: Language,
    width: f64,
    pen: &Letterer<'_>,
) -> Result<Pixmap, ProofError> {
    let size = pen.size;
    let margin = size;
    let indent = margin + pen.label_width(100) + size * 0.5;
    let mut lines: Vec<LegendLine> = Vec::new();
    for one in told.iter().take(MOST) {
        let (heading, message) = (one.finding.heading(), one.finding.breach.text());
        let message = message.get(language);
        let text = format!("{message} ({})", heading.get(language));
        let wrapped = pen.wrap(&text, width - indent - margin);
        for (nth, text) in wrapped.into_iter().enumerate() {
            lines.push(LegendLine { begins: (nth == 0).then_some(*one), text });
        }
    }
    let mut push = |text: Text| {
        lines.push(LegendLine { begins: None, text: text.get(language).to_owned() });
    };
    let rest = told.len().saturating_sub(MOST);
    if rest > 0 {
        push(say!("and {rest} more", "另有 {rest} 条"));
    }
    if told.is_empty() {
        push(say!("nothing was found on this page", "本页没有发现问题"));
    }
    let step = size * 1.6;
    let height = step * lines.len() as f64 + margin * 2.0;
    let mut canvas = canvas(width as u32, height.min(60_000.0) as u32)?;
    canvas.set_paint(INK);
    canvas.fill_rect(&Rect::new(0.0, 0.0, width, (size / 9.0).max(1.5)));
    for (nth, LegendLine { begins, text }) in lines.iter().enumerate() {
        let top = margin + step * nth as f64;
        if let Some(Numbered { number, finding }) = begins {
            let right = margin + pen.label_width(*number);
            let label = Rect::new(margin, top, right, top + size * 1.3);
            pen.label(&mut canvas, label, *number, color_of(finding.severity));
        }
        canvas.set_paint(INK);
        pen.write(&mut canvas, text, Point::new(indent, top + size));
    }
    Ok(finish(canvas, WHITE))
}

/// Draws words.
struct Letterer<'f> {
    fonts: &'f FontLibrary,
    faces: Vec<FaceId>,
    /// In pixels.
    size: f64,
}

impl Letterer<'_> {
    fn label_width(&self, number: usize) -> f64 {
        (number.to_string().len() as f64 * 0.58 + 0.7) * self.size
    }

    /// Where a number stands: at the frame's upper left corner, above it if there
    /// is room, and beside other numbers, not on them.
    fn free_place(&self, number: usize, frame: Rect, taken: &[Rect], sheet: Rect) -> Rect {
        let (width, height) = (self.label_width(number), self.size * 1.3);
        let y = if frame.y0 >= height { frame.y0 - height } else { frame.y0.max(0.0) };
        let mut x = frame.x0.clamp(0.0, (sheet.x1 - width).max(0.0));
        loop {
            let label = Rect::new(x, y, x + width, y + height);
            match taken.iter().find(|known| known.overlaps(label)) {
                Some(known) if known.x1 + width < sheet.x1 => x = known.x1 + 1.0,
                _ => return label,
            }
        }
    }

    /// A number on a colored ground.
    fn label(
        &self,
        canvas: &mut RenderContext,
        place: Rect,
        number: usize,
        color: AlphaColor<Srgb>,
    ) {
        canvas.set_paint(color);
        canvas.fill_rect(&place);
        canvas.set_paint(WHITE);
        let at = Point::new(place.x0 + self.size * 0.3, place.y0 + self.size);
        self.write(canvas, &number.to_string(), at);
    }

    /// A text on one line, a point for a pixel.
    fn lettering(&self, text: &str) -> Lettering {
        Lettering::of(text, Abs::pt(self.size), &self.faces, self.fonts)
    }

    /// One line with its baseline at a point.
    fn write(&self, canvas: &mut RenderContext, text: &str, at: Point) {
        for letter in self.lettering(text).letters {
            let face = self.fonts.face(letter.face);
            let mut outline = OutlineSink(BezPath::new());
            let font = FontRef::from_index(face.data(), face.index).ok();
            let glyph = GlyphId::from(letter.glyph);
            if let Some(shape) = font.and_then(|font| font.outline_glyphs().get(glyph)) {
                let settings =
                    DrawSettings::unhinted(Size::new(self.size as f32), LocationRef::default());
                // A glyph that cannot be drawn leaves a gap.
                let _ = shape.draw(settings, &mut outline);
            }
            let place = Affine::translate((at.x + letter.reach.start.to_pt(), at.y));
            canvas.fill_path(&(place * outline.0));
        }
    }

    /// Breaks text into lines, at blanks and between Han characters.
    fn wrap(&self, text: &str, measure: f64) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut width = 0.0;
        for word in text.split_inclusive(|c: char| c == ' ' || c > '\u{2e7f}') {
            let long = self.lettering(word).width().to_pt();
            if width + long > measure && width > 0.0 {
                lines.push(String::new());
                width = 0.0;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(word);
            }
            width += long;
        }
        lines
    }
}

/// Takes a glyph's outline, y downwards.
struct OutlineSink(BezPath);

impl OutlinePen for OutlineSink {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((f64::from(x), -f64::from(y)));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((f64::from(x), -f64::from(y)));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to((f64::from(cx), -f64::from(cy)), (f64::from(x), -f64::from(y)));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.curve_to(
            (f64::from(ax), -f64::from(ay)),
            (f64::from(bx), -f64::from(by)),
            (f64::from(x), -f64::from(y)),
        );
    }
    fn close(&mut self) {
        self.0.close_path();
    }
}

/// The page, paled a little so that the frames stand out, the frames on it,
/// and the legend below.
fn put_together(page: &RgbImage, frames: &Pixmap, legend: &Pixmap) -> RgbImage {
    let (width, height) = page.dimensions();
    let mut sheet = RgbImage::new(width, height + u32::from(legend.height()));
    let pale = |channel: u8| 255 - (255 - channel) / 4 * 3;
    let over = frames.data();
    for ((x, y, below), over) in page.enumerate_pixels().zip(over) {
        let below = below.0.map(pale);
        let keep = 255 - u16::from(over.a);
        let mix = |over: u8, below: u8| {
            let sum = u16::from(over) + (u16::from(below) * keep + 127) / 255;
            u8::try_from(sum).unwrap_or(u8::MAX)
        };
        let [r, g, b] = below;
        sheet.put_pixel(x, y, Rgb([mix(over.r, r), mix(over.g, g), mix(over.b, b)]));
    }
    let legend_width = u32::from(legend.width());
    for (at, pixel) in (0_u32..).zip(legend.data()) {
        let (x, y) = (at % legend_width, at / legend_width);
        if x < width {
            sheet.put_pixel(x, height + y, Rgb([pixel.r, pixel.g, pixel.b]));
        }
    }
    sheet
}

fn encode(sheet: &RgbImage) -> Result<Vec<u8>, ProofError> {
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(sheet.as_raw(), sheet.width(), sheet.height(), ExtendedColorType::Rgb8)
        .map_err(|_| ProofError::Broken)?;
    Ok(png)
}
