//! Draws a page's marks onto plates: clips, groups, soft masks, and what each
//! mark does to each ink.

use std::collections::HashMap;
use std::rc::Rc;

use crate::reader::kurbo::{Affine, BezPath, PathEl, Point, Rect, Vec2};
use crate::reader::{
    Blend, ColorSpace, Device, DrawnGlyph, Effect, FillRule, Function, Geometry, GlyphRun, Group,
    Image, ImageKind, Ink, InkPaint, Inks, MaskKind, Mesh, OverprintMode, Shading, SoftMask,
    StrokeStyle, TextMode, effect, lightness,
};

use super::ahead::PicturesAhead;
use super::coverage::{FlatPath, Mask, PixelBox, Scratch, control_box};
use super::glyphs::GlyphShapes;
use super::layer::{Layer, RowSource, times};
use super::mesh::MeshPainter;
use super::picture::PlatePicture;
use super::shade::{STEPS, Shade};
use super::wanted::PixelsWanted;
use super::{Plate, PlateFrame};

/// How many times the pixels of a page its marks together may touch.
const MOST_TIMES: usize = 120;
/// Pixels that may be touched however small the page is.
const LEAST_WORK: usize = 200_000_000;
/// Bytes that groups and masks which are open at the same time may take.
const MOST_BYTES: usize = 600 << 20;
/// The same for each pixel of the page: enough for a dozen nested groups of the whole
/// page.
const BYTES_OF_PIXEL: usize = 64;
/// Bytes that they may take however small the page is.
const LEAST_BYTES: usize = 128 << 20;
/// Inks of a page: more plates than any press has units.
const MOST_INKS: usize = 40;
/// How many pixels the work on a point counts for when a stroke is turned into an outline.
const OUTLINE_WORK: usize = 40;
/// How many pixels a pixel counts for that an edge passes.
const EDGE_WORK: f64 = 4.0;
/// How many pixels a pixel counts for whose color has to be worked out.
const COLOR_WORK: usize = 4;
/// Bytes that a pixel of a mesh takes: its four inks, or more, and how it is covered.
const MESH_BYTES: usize = 12;
/// Bytes of a picture as tints.
const MOST_PICTURE: usize = 600 << 20;
/// Stands for all spot inks that have not appeared yet: their plate begins with what was
/// painted in registration color before. No colorant can have this name.
const UNSEEN: &str = "\0";

/// Plates in the making.
pub(super) struct PlateCanvas<'a> {
    /// Pictures that may be there already.
    ahead: &'a PicturesAhead<'a>,
    /// All pixels if that is not said.
    wanted: Option<&'a PixelsWanted>,
    to_pixels: Affine,
    inks: Vec<Ink>,
    /// For each ink the process inks that show it where it is not at hand.
    alternates: Vec<[f32; 4]>,
    layers: Vec<OpenLayer>,
    clips: Vec<Clip>,
    masks: HashMap<u64, Rc<Vec<u8>>>,
    page: PixelBox,
    scratch: Scratch,
    shapes: &'a mut GlyphShapes,
    work: usize,
    bytes: usize,
    is_full: bool,
}

/// A layer, and what becomes of it.
struct OpenLayer {
    layer: Layer,
    purpose: Purpose,
    /// The clips of those below, for the time of a mask.
    outer: Vec<Clip>,
}

enum Purpose {
    Page,
    Group {
        group: Group,
        is_copy: bool,
    },
    /// A group that changes nothing but the order of calls.
    Nothing,
    Mask(SoftMask),
}

#[derive(Clone)]
struct Clip {
    pixels: PixelBox,
    mask: Option<Rc<Mask>>,
}

impl<'a> PlateCanvas<'a> {
    /// White paper for the marks and pictures of a page.
    pub(super) fn new(
        ahead: &'a PicturesAhead<'a>,
        wanted: Option<&'a PixelsWanted>,
        shapes: &'a mut GlyphShapes,
    ) -> Self {
        let PlateFrame { width, height, to_pixels, .. } = *ahead.frame();
        let page = PixelBox::of_page(width, height);
        let inks = Ink::PROCESS.to_vec();
        let layer = Layer::new(page, inks.len());
        Self {
            ahead,
            wanted,
            to_pixels,
            alternates: vec![[0.0; 4]; inks.len()],
            inks,
            layers: vec![OpenLayer { layer, purpose: Purpose::Page, outer: Vec::new() }],
            clips: Vec::new(),
            masks: HashMap::new(),
            page,
            scratch: Scratch::default(),
            shapes,
            work: LEAST_WORK.max(page.area().saturating_mul(MOST_TIMES)),
            bytes: page.area().saturating_mul(BYTES_OF_PIXEL).clamp(LEAST_BYTES, MOST_BYTES),
            is_full: false,
        }
    }

    /// The plates as they are now.
    pub(super) fn into_plates(mut self) -> Vec<Plate> {
        while self.layers.len() > 1 {
            self.close();
        }
        let planes = self.layers.pop().map(|level| level.layer.inks).unwrap_or_default();
        let inks = self.inks.into_iter().zip(self.alternates);
        let plates =
            inks.zip(planes).map(|((ink, alternate), tints)| Plate { ink, tints, alternate });
        plates.filter(|plate| plate.ink.name() != UNSEEN).collect()
    }

    fn layer(&mut self) -> &mut Layer {
        let last = self.layers.iter_mut().rev().find(|level| !level.is_nothing());
        &mut last.expect("the page's own layer is never closed").layer
    }

    fn clip(&self) -> Clip {
        let whole = Clip { pixels: self.page, mask: None };
        self.clips.last().cloned().unwrap_or(whole)
    }

    /// What may be painted: the clip's pixels that the current layer has.
    fn open_pixels(&mut self) -> PixelBox {
        let clip = self.clip().pixels;
        common(self.layer().pixels, clip)
    }

    /// Whether a mark within a box of pixels, is to be drawn.
    fn is_wanted(&self, bounds: Rect) -> bool {
        let touches = |wanted: &PixelsWanted| {
            let bounds = bounds.inflate(1.0, 1.0);
            !bounds.is_finite() || wanted.touch(self.page.touched(bounds))
        };
        self.wanted.is_none_or(touches)
    }

    /// Counts pixels to be touched; tells whether they still may be.
    fn spend(&mut self, pixels: usize) -> bool {
        self.work = self.work.saturating_sub(pixels + 16);
        self.is_full |= self.work == 0;
        !self.is_full
    }

    /// Counts bytes to be held; tells whether they still may be.
    fn hold(&mut self, bytes: usize) -> bool {
        self.is_full |= bytes > self.bytes;
        if !self.is_full {
            self.bytes -= bytes;
        }
        !self.is_full
    }

    /// Makes plates for inks that did not appear yet.
    fn meet(&mut self, inks: &Inks, space: &ColorSpace) {
        let spots = inks.spots.iter().map(|spot| Ink::Spot(spot.name.clone()));
        let unseen = inks.all.map(|_| Ink::Spot(UNSEEN.into()));
        let new: Vec<Ink> = spots.chain(unseen).filter(|ink| !self.inks.contains(ink)).collect();
        for ink in new {
            if self.inks.contains(&ink) || self.inks.len() >= MOST_INKS {
                continue;
            }
            let like = self.inks.iter().position(|known| known.name() == UNSEEN);
            let bytes: usize = self.layers.iter().map(|level| level.layer.pixels.area()).sum();
            if !self.hold(bytes) {
                return;
            }
            for level in &mut self.layers {
                let empty = || vec![0; level.layer.pixels.area()];
                let plane = like.map_or_else(empty, |like| level.layer.inks[like].clone());
                level.layer.inks.push(plane);
            }
            self.alternates.push(space.alternate(&ink));
            self.inks.push(ink);
        }
    }

    /// What a color brings to each plane.
    fn sources(&mut self, paint: &InkPaint) -> Vec<RowSource<'static>> {
        self.meet(&paint.inks, &paint.space);
        let source = |ink| match paint.on(ink) {
            Effect::Keep => RowSource::Keep,
            Effect::Set(tint) => RowSource::Flat(tint_byte(tint)),
        };
        self.inks.iter().map(source).collect()
    }

    /// Paints a path that is moved with one color.
    fn paint_path(
        &mut self,
        path: &FlatPath,
        by: Vec2,
        rule: FillRule,
        sources: &[RowSource],
        paint: &InkPaint,
    ) {
        let clip = self.clip();
        let within = self.open_pixels();
        let mut scratch = std::mem::take(&mut self.scratch);
        let pixels = scratch.trace(path, by, within);
        if !pixels.is_empty() && self.spend(pixels.area()) {
            let alpha = tint_byte(paint.alpha);
            let layer = self.layer();
            let mut row = vec![0; pixels.width()];
            for y in pixels.top..pixels.bottom {
                scratch.row(y, rule, &mut row);
                clip.shape(&mut row, y, pixels.left, alpha);
                layer.paint(y, pixels.left, &row, sources, paint.blend);
            }
        }
        self.scratch = scratch;
    }

    /// Fills a glyph. Its outline is flattened once for all places where it stands in one
    /// size: what little the place would change is far below what can be seen.
    fn fill_glyph(&mut self, glyph: &DrawnGlyph, sources: &[RowSource], paint: &InkPaint) {
        let transform = self.to_pixels * glyph.transform;
        let path = self.shapes.get(glyph, transform);
        let by = transform.translation();
        let area = self.open_pixels().touched(path.bounds(by)).area();
        let rows = path.bounds(by).height().clamp(0.0, self.page.height() as f64) as usize;
        if self.spend(area.saturating_add(path.work(rows))) {
            self.paint_path(&path, by, FillRule::NonZero, sources, paint);
        }
    }

    /// Paints a mask's pixels with one color.
    fn paint_mask(&mut self, mask: &Mask, paint: &InkPaint) {
        let sources = self.sources(paint);
        let clip = self.clip();
        let pixels = common(mask.pixels, self.open_pixels());
        if pixels.is_empty() || !self.spend(mask.pixels.area()) {
            return;
        }
        let alpha = tint_byte(paint.alpha);
        let layer = self.layer();
        let mut row = vec![0; pixels.width()];
        for y in pixels.top..pixels.bottom {
            row.copy_from_slice(mask.row(y, pixels.left, pixels.right));
            clip.shape(&mut row, y, pixels.left, alpha);
            layer.paint(y, pixels.left, &row, &sources, paint.blend);
        }
    }

    fn cover(&mut self, path: &BezPath, rule: FillRule) -> Mask {
        let within = self.open_pixels();
        self.scratch.cover(path, rule, within)
    }

    fn fill_pixels(&mut self, path: &BezPath, rule: FillRule, paint: &InkPaint) {
        if !self.is_wanted(control_box(path)) {
            return;
        }
        let area = self.open_pixels().touched(control_box(path)).area();
        if self.spend(area.saturating_add(length_work(path, self.page))) {
            let sources = self.sources(paint);
            self.paint_path(&FlatPath::of(path), Vec2::ZERO, rule, &sources, paint);
        }
    }

    fn stroke_pixels(&mut self, path: &BezPath, style: &StrokeStyle, paint: &InkPaint) {
        // The thinnest line that a device can draw is one pixel.
        let work = style.work(path).saturating_mul(OUTLINE_WORK);
        if !self.spend(work.saturating_add(length_work(&(self.to_pixels * path), self.page))) {
            return;
        }
        let thinnest = if style.width == 0.0 { 1.0 / self.scale() } else { 0.0 };
        let outline = self.to_pixels * style.outline(path, thinnest);
        self.fill_pixels(&outline, FillRule::NonZero, paint);
    }

    fn scale(&self) -> f64 {
        self.to_pixels.determinant().abs().sqrt()
    }

    /// For each plane which channel of a picture or shading goes to it. One whose ink the
    /// picture does not name is painted with zero, as its zeros always count (PDF 32000-1,
    /// 8.6.7).
    fn channels(&mut self, space: &ColorSpace, sample: &Inks, paint: &InkPaint) -> Channels {
        self.meet(sample, space);
        let overprint = match paint.overprint {
            OverprintMode::NonZero => OverprintMode::Unnamed,
            other => other,
        };
        let names = ink_order(sample);
        let channel = |ink: &Ink| match effect(sample, space, overprint, ink) {
            Effect::Keep => Channel::Keep,
            Effect::Set(_) if sample.all.is_some() => Channel::Own(0),
            Effect::Set(_) => match names.iter().position(|name| name == ink) {
                Some(at) => Channel::Own(at),
                None => Channel::None,
            },
        };
        let of_planes = self.inks.iter().map(channel).collect();
        Channels { of_planes, count: channel_count(sample) }
    }

    /// Paints pixels that have colors of their own: `colors` gives the tints of a row,
    /// and takes its alpha off the coverage.
    fn paint_own(
        &mut self,
        mask: &Mask,
        channels: &Channels,
        paint: &InkPaint,
        mut colors: impl FnMut(&mut OwnRow),
    ) {
        let clip = self.clip();
        let pixels = common(mask.pixels, self.open_pixels());
        if pixels.is_empty() || !self.spend(mask.pixels.area()) {
            return;
        }
        let width = pixels.width();
        let alpha = tint_byte(paint.alpha);
        let layer = self.layer();
        let planes = vec![vec![0; width]; channels.count];
        let mut row = OwnRow { y: 0, left: pixels.left, cover: vec![0; width], planes };
        for y in pixels.top..pixels.bottom {
            row.y = y;
            row.cover.copy_from_slice(mask.row(y, pixels.left, pixels.right));
            clip.shape(&mut row.cover, y, pixels.left, alpha);
            colors(&mut row);
            let sources: Vec<RowSource> = channels
                .of_planes
                .iter()
                .map(|channel| match channel {
                    Channel::Keep => RowSource::Keep,
                    Channel::None => RowSource::Flat(0),
                    Channel::Own(at) => RowSource::Row(&row.planes[*at]),
                })
                .collect();
            layer.paint(y, pixels.left, &row.cover, &sources, paint.blend);
        }
    }

    /// Where a shading may paint, of some pixels.
    fn shading_mask(&mut self, shading: &Shading, pixels: PixelBox) -> Mask {
        match shading.bounds {
            Some(bounds) => {
                let path = self.to_pixels * shading.transform * rect_path(bounds);
                self.scratch.cover(&path, FillRule::NonZero, pixels)
            }
            None => Mask { pixels, rows: vec![255; pixels.area()] },
        }
    }

    fn paint_mesh(&mut self, shading: &Shading, mesh: &Mesh, paint: &InkPaint) {
        let mut pixels = self.open_pixels();
        let transform = self.to_pixels * shading.transform;
        let bounds = transform.transform_rect_bbox(mesh.bounds());
        if shading.background.is_none() && bounds.is_finite() {
            pixels = pixels.touched(bounds);
        }
        let mask = self.shading_mask(shading, pixels);
        let table = shading.steps().saturating_mul(STEPS * COLOR_WORK);
        let bytes = mask.pixels.area().saturating_mul(MESH_BYTES);
        if mask.pixels.is_empty() || !self.spend(bytes.saturating_add(table)) || !self.hold(bytes) {
            return;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut painter = MeshPainter::new(shading, transform, mask.pixels, &mut scratch);
        for part in mesh.parts() {
            if !self.spend(painter.work(&part)) {
                break;
            }
            painter.paint(&part);
        }
        let picture = painter.finish();
        self.scratch = scratch;
        if let Some((space, sample)) = picture.colors() {
            let channels = self.channels(space, sample, paint);
            self.paint_own(&mask, &channels, paint, |row| {
                picture.row(row.y, row.left, &mut row.cover, &mut row.planes);
            });
        }
        self.bytes += bytes;
    }

    /// Ends the last level.
    fn close(&mut self) {
        let Some(level) = self.layers.pop() else { return };
        let size = level.bytes();
        match level.purpose {
            Purpose::Page => self.layers.push(level),
            Purpose::Nothing => {}
            Purpose::Group { group, is_copy } => {
                self.put(&level.layer, &group, is_copy);
                self.bytes += size;
            }
            Purpose::Mask(mask) => {
                self.clips = level.outer;
                let made = Rc::new(mask_of(&level.layer, &mask));
                self.bytes += size;
                if self.hold(made.len()) {
                    self.masks.insert(mask.id, made);
                }
            }
        }
    }

    fn put(&mut self, layer: &Layer, group: &Group, is_copy: bool) {
        let pixels = layer.pixels;
        if !self.spend(pixels.area().saturating_mul(self.inks.len())) {
            return;
        }
        let mask = group.mask.and_then(|id| self.masks.get(&id).cloned());
        let stride = self.page.width();
        let alpha = tint_byte(group.alpha);
        let blend = group.blend;
        // No clip is applied here: it has cut the marks inside the group already.
        let below = self.layer();
        let mut share = vec![0; pixels.width()];
        for y in pixels.top..pixels.bottom {
            share.fill(alpha);
            if let Some(mask) = &mask {
                let row = &mask[y * stride + pixels.left..y * stride + pixels.right];
                for (share, mask) in share.iter_mut().zip(row) {
                    *share = times(*share, *mask);
                }
            }
            if is_copy {
                below.put_back(layer, y, &share);
            } else {
                below.put_on(layer, y, &share, blend);
            }
        }
    }
}

/// A row of pixels with colors of their own.
struct OwnRow {
    y: usize,
    /// The first pixel.
    left: usize,
    cover: Vec<u8>,
    /// The tints of each channel.
    planes: Vec<Vec<u8>>,
}

/// Where the tints of one plane come from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Channel {
    Keep,
    None,
    Own(usize),
}

/// The channels of a picture or a shading, and which of them goes to which plane.
struct Channels {
    /// One for each plane of the page.
    of_planes: Vec<Channel>,
    /// How many channels it has.
    count: usize,
}

impl OpenLayer {
    fn is_nothing(&self) -> bool {
        matches!(self.purpose, Purpose::Nothing)
    }

    fn bytes(&self) -> usize {
        self.layer.pixels.area() * (self.layer.inks.len() + 1)
    }
}

/// The inks that a color names, in the order of its channels.
pub(super) fn ink_order(inks: &Inks) -> Vec<Ink> {
    let process = Ink::PROCESS.into_iter().zip(inks.process);
    let named = process.filter(|(_, tint)| tint.is_some()).map(|(ink, _)| ink);
    named.chain(inks.spots.iter().map(|spot| Ink::Spot(spot.name.clone()))).collect()
}

/// The tints of a color in the order of its channels.
pub(super) fn tints_in_order(inks: &Inks, out: &mut [u8]) {
    let named = inks.process.iter().flatten().copied();
    let tints = inks.all.into_iter().chain(named.chain(inks.spots.iter().map(|spot| spot.tint)));
    for (out, tint) in out.iter_mut().zip(tints) {
        *out = tint_byte(tint);
    }
}

/// How many channels a color has.
pub(super) fn channel_count(inks: &Inks) -> usize {
    usize::from(inks.all.is_some()) + inks.process.iter().flatten().count() + inks.spots.len()
}

/// A tint as plates have it.
pub(crate) fn tint_byte(unit: f32) -> u8 {
    (unit.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
}

fn common(a: PixelBox, b: PixelBox) -> PixelBox {
    let (left, top) = (a.left.max(b.left), a.top.max(b.top));
    PixelBox {
        left,
        top,
        right: a.right.min(b.right).max(left),
        bottom: a.bottom.min(b.bottom).max(top),
    }
}

impl Clip {
    /// The coverage of a row from pixel `left` on within the clip, times alpha.
    fn shape(&self, row: &mut [u8], y: usize, left: usize, alpha: u8) {
        if let Some(mask) = &self.mask {
            let right = left + row.len();
            for (cover, clip) in row.iter_mut().zip(mask.row(y, left, right)) {
                // Most marks that end at a clip's edge end there as it does: in a pixel in
                // which both end the same part is covered, not a part of a part.
                *cover = (*cover).min(*clip);
            }
        }
        if alpha < 255 {
            for cover in row {
                *cover = times(*cover, alpha);
            }
        }
    }
}

/// The alpha that a soft mask's group gives, over the whole page.
fn mask_of(layer: &Layer, mask: &SoftMask) -> Vec<u8> {
    let unit = |v: u8| f32::from(v) / 255.0;
    let through = |value: f32| match &mask.transfer {
        Some(transfer) => transfer.at(&[value]).first().copied().unwrap_or(value),
        None => value,
    };
    let values = (0..layer.alpha.len()).map(|at| {
        let alpha = unit(layer.alpha[at]);
        through(match mask.kind {
            MaskKind::Alpha => alpha,
            MaskKind::Luminosity => {
                let process = [0, 1, 2, 3].map(|ink| Some(unit(layer.inks[ink][at])));
                let dark = 1.0 - lightness(&process);
                (alpha - dark).max(0.0) + (1.0 - alpha) * mask.backdrop
            }
        })
    });
    values.map(tint_byte).collect()
}

impl Device for PlateCanvas<'_> {
    fn fill(&mut self, path: &BezPath, rule: FillRule, paint: &InkPaint) {
        let path = self.to_pixels * path;
        self.fill_pixels(&path, rule, paint);
    }

    fn stroke(&mut self, path: &BezPath, style: &StrokeStyle, paint: &InkPaint) {
        self.stroke_pixels(path, style, paint);
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        let fills = matches!(run.mode, TextMode::Fill | TextMode::FillAndStroke);
        let strokes = matches!(run.mode, TextMode::Stroke | TextMode::FillAndStroke);
        let seen = run.glyphs.iter().filter(|glyph| !glyph.outline.is_blank());
        if !strokes && !self.is_wanted(self.to_pixels.transform_rect_bbox(run.bounds)) {
            return;
        }
        if fills && !strokes {
            let sources = self.sources(run.fill);
            return seen.for_each(|glyph| self.fill_glyph(glyph, &sources, run.fill));
        }
        for glyph in seen {
            let outline = glyph.transform * glyph.outline.path();
            if fills {
                self.fill(&outline, FillRule::NonZero, run.fill);
            }
            if strokes {
                self.stroke_pixels(&outline, run.style, run.stroke);
            }
        }
    }

    fn image(&mut self, image: &Image, paint: &InkPaint) {
        let transform = self.to_pixels * image.transform;
        let frame = transform * unit_square();
        if !self.is_wanted(control_box(&frame)) {
            return;
        }
        let area = self.open_pixels().touched(control_box(&frame)).area();
        let samples = image.width as usize * image.height as usize;
        let channels = match &image.kind {
            ImageKind::Colors(space) => channel_count(&space.inks(&space.initial())),
            ImageKind::Stencil { .. } => 1,
        };
        self.is_full |= samples.saturating_mul(channels) > MOST_PICTURE;
        let under = PlatePicture::samples_under_pixel(image, transform);
        let work = area.saturating_mul(under).max(samples).saturating_add(area);
        if area == 0 || !self.spend(work) {
            return;
        }
        let mut mask = self.cover(&frame, FillRule::NonZero);
        let ahead = self.ahead.get(image, mask.pixels);
        let own = match ahead {
            Some(_) => None,
            None => PlatePicture::of(image, image.look(), transform, mask.pixels),
        };
        let Some(picture) = ahead.unwrap_or(own.as_ref()) else { return };
        match picture.colors() {
            None => {
                picture.punch(&mut mask);
                self.paint_mask(&mask, paint);
            }
            Some((space, sample)) => {
                let channels = self.channels(space, sample, paint);
                self.paint_own(&mask, &channels, paint, |row| {
                    picture.row(row.y, row.left, &mut row.cover, &mut row.planes);
                });
            }
        }
    }

    fn shading(&mut self, shading: &Shading, paint: &InkPaint) {
        if let Geometry::Mesh(mesh) = &shading.geometry {
            return self.paint_mesh(shading, mesh, paint);
        }
        let pixels = self.open_pixels();
        let is_of_places = matches!(shading.geometry, Geometry::Places { .. });
        let each = COLOR_WORK + if is_of_places { shading.steps() * COLOR_WORK } else { 0 };
        let table = shading.steps().saturating_mul(STEPS * COLOR_WORK);
        if !self.spend(pixels.area().saturating_mul(each).saturating_add(table)) {
            return;
        }
        let Some(shade) = Shade::new(shading, self.to_pixels) else { return };
        let mask = self.shading_mask(shading, pixels);
        let channels = self.channels(&shading.space, shade.sample(), paint);
        let mut tints = vec![0; channels.count];
        self.paint_own(&mask, &channels, paint, |row| {
            for (index, cover) in row.cover.iter_mut().enumerate().filter(|(_, cover)| **cover > 0)
            {
                let x = (row.left + index) as f64 + 0.5;
                let alpha = shade.pixel(Point::new(x, row.y as f64 + 0.5), &mut tints);
                *cover = times(*cover, alpha);
                for (plane, tint) in row.planes.iter_mut().zip(&tints) {
                    plane[index] = *tint;
                }
            }
        });
    }

    fn push_clip(&mut self, path: &BezPath, rule: FillRule) {
        let path = self.to_pixels * path;
        let last = self.clip();
        let area = last.pixels.touched(control_box(&path)).area();
        if !self.spend(area.saturating_add(length_work(&path, self.page))) {
            self.clips.push(last);
            return;
        }
        let mut mask = self.scratch.cover(&path, rule, last.pixels);
        let pixels = mask.pixels;
        if let Some(outer) = &last.mask {
            for y in pixels.top..pixels.bottom {
                let start = (y - pixels.top) * pixels.width();
                let row = &mut mask.rows[start..start + pixels.width()];
                for (cover, outer) in row.iter_mut().zip(outer.row(y, pixels.left, pixels.right)) {
                    *cover = (*cover).min(*outer);
                }
            }
        }
        let is_whole = mask.rows.iter().all(|cover| *cover == 255);
        let mask = if is_whole || !self.hold(mask.rows.len()) { None } else { Some(mask) };
        self.clips.push(Clip { pixels, mask: mask.map(Rc::new) });
    }

    fn pop_clip(&mut self) {
        if let Some(mask) = self.clips.pop().and_then(|clip| clip.mask) {
            self.bytes += if Rc::strong_count(&mask) == 1 { mask.rows.len() } else { 0 };
        }
    }

    fn begin_group(&mut self, group: &Group) {
        let is_plain = group.alpha >= 1.0 && group.blend == Blend::Normal && group.mask.is_none();
        let pixels = self.open_pixels();
        let bounds = self.to_pixels.transform_rect_bbox(group.bounds);
        // Coordinates that are infinite or no numbers say nothing of where the group is.
        let pixels =
            if bounds.is_finite() { pixels.touched(bounds.inflate(2.0, 2.0)) } else { pixels };
        let bytes = pixels.area().saturating_mul(self.inks.len() + 1);
        let is_nothing = is_plain && !group.is_isolated;
        if is_nothing || !self.spend(bytes) || !self.hold(bytes) {
            let layer = Layer::new(PixelBox::of_page(0, 0), self.inks.len());
            let purpose = Purpose::Nothing;
            self.layers.push(OpenLayer { layer, purpose, outer: Vec::new() });
            return;
        }
        let is_copy = !group.is_isolated && group.blend == Blend::Normal;
        let inks = self.inks.len();
        let layer =
            if is_copy { Layer::copy_of(self.layer(), pixels) } else { Layer::new(pixels, inks) };
        let purpose = Purpose::Group { group: group.clone(), is_copy };
        self.layers.push(OpenLayer { layer, purpose, outer: Vec::new() });
    }

    fn end_group(&mut self) {
        self.close();
    }

    fn draws(&self) -> bool {
        true
    }

    fn wants_mask(&mut self, id: u64) -> bool {
        !self.masks.contains_key(&id)
    }

    fn begin_mask(&mut self, mask: &SoftMask) {
        let bytes = self.page.area().saturating_mul(self.inks.len() + 1);
        let steps = mask.transfer.as_ref().map_or(0, Function::steps);
        let work = bytes.saturating_add(self.page.area().saturating_mul(steps * COLOR_WORK));
        let pixels =
            if self.spend(work) && self.hold(bytes) { self.page } else { PixelBox::of_page(0, 0) };
        let layer = Layer::new(pixels, self.inks.len());
        let outer = std::mem::take(&mut self.clips);
        self.layers.push(OpenLayer { layer, purpose: Purpose::Mask(mask.clone()), outer });
    }

    fn end_mask(&mut self) {
        self.close();
    }

    fn is_full(&self) -> bool {
        self.is_full
    }
}

/// What the edges of a path count, as long as they can be seen: the rows and
/// columns that they pass.
fn length_work(path: &BezPath, page: PixelBox) -> usize {
    let most = (page.width() + page.height()) as f64;
    let mut last = Point::ZERO;
    let mut sum = 0.0;
    let mut pass = |to: Point| {
        sum += EDGE_WORK + ((to.y - last.y).abs() + (to.x - last.x).abs()).min(most);
        last = to;
    };
    for element in path.elements() {
        match element {
            PathEl::MoveTo(to) | PathEl::LineTo(to) => pass(*to),
            PathEl::QuadTo(by, to) => [by, to].into_iter().for_each(|to| pass(*to)),
            PathEl::CurveTo(by, and, to) => [by, and, to].into_iter().for_each(|to| pass(*to)),
            PathEl::ClosePath => {}
        }
    }
    (sum * EDGE_WORK) as usize
}

fn unit_square() -> BezPath {
    rect_path(Rect::new(0.0, 0.0, 1.0, 1.0))
}

fn rect_path(rect: Rect) -> BezPath {
    use crate::reader::kurbo::Shape;
    rect.to_path(0.1)
}
