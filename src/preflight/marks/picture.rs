//! Pictures: their colors, and how many pixels an inch they have where they
//! stand.

use hayro::kurbo::Rect;

use super::color::{Family, name};
use super::{Judge, PagePicture, Unread};
use crate::diag::finding::Breach;
use crate::preflight::rule::Rule;
use crate::reader::{Image, ImageKind, ImageMask, InkPaint};

/// Pictures of so many pixels a side have no resolution to speak of.
const FEW_PIXELS: u32 = 16;

/// Places of pictures on a page that are told apart.
const MOST_PLACES: usize = 10_000;

/// A picture that leaves less of the page than this, in units of the page, at
/// an edge covers it.
const EDGE: f64 = 1.0;

/// A color or gray picture whose pixels have been counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coarse {
    resolution: f64,
    place: Rect,
}

impl Judge<'_, '_, '_> {
    pub(super) fn judge_image(&mut self, image: &Image<'_>, paint: &InkPaint) {
        let bounds = image.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        let visible = self.visible(bounds);
        self.note_data(image, visible);
        let Some(visible) = visible else { return };
        if paint.alpha <= 0.0 {
            return;
        }
        self.judge_storage(image, visible);
        match &image.kind {
            // A stencil is painted with the color of the moment.
            ImageKind::Stencil { .. } => {
                self.lay(bounds, paint);
                let Some(place) = self.note(bounds, paint, false) else { return };
                self.judge_color(paint, place);
                self.ground.add_picture(place);
                self.judge_resolution(image, place);
            }
            ImageKind::Colors(space) => {
                self.lay_any_of(bounds, space, paint);
                self.judge_device_color(space, visible, true);
                self.judge_transparency(paint, visible);
                let Some(place) = self.printed(bounds) else { return };
                self.judge_clipped(place);
                if super::overlaps(place, self.frame.page_area()) {
                    self.seen.inked += 1;
                    self.seen.pictures += 1;
                }
                self.ground.add_picture(place);
                let name = name(space);
                let rule = match self.family(space) {
                    Family::Ink => None,
                    Family::Rgb => Some(Rule::PictureRgb),
                    Family::Lab => Some(Rule::PictureLab),
                    Family::Calibrated => Some(Rule::PictureIcc),
                    Family::Named => {
                        self.judge_named(space, place);
                        None
                    }
                };
                if let Some(rule) = rule {
                    self.findings.plain(
                        rule,
                        self.frame.at(place),
                        Breach::PictureSpace { space: name },
                    );
                }
                self.judge_resolution(image, place);
            }
        }
    }

    /// Takes note of a picture whose data are to be looked through, each object once, and
    /// which somebody may turn into inks ahead.
    fn note_data(&mut self, image: &Image<'_>, visible: Option<Rect>) {
        let is_asked = self.findings.profile.counts(Rule::Unreadable);
        let look = |image: &Image<'_>| if is_asked { image.defect() } else { None };
        let Some(object) = image.object() else {
            return self.unread.extend(look(image).map(Unread::Part));
        };
        let place = (object, image.transform.as_coeffs().map(f64::to_bits));
        let is_new_object = self.objects.insert(object);
        let is_new_place = self.placed.len() < MOST_PLACES && self.placed.insert(place);
        if !is_new_object && !is_new_place {
            return;
        }
        match image.of_file(self.file) {
            Some(image) => {
                if is_new_object && is_asked {
                    self.unread.push(Unread::Picture { object, at: self.pictures.len() });
                }
                self.pictures.push(PagePicture { image, visible });
            }
            None if is_new_object => self.unread.extend(look(image).map(Unread::Part)),
            None => {}
        }
    }

    /// How the picture is kept in the file.
    fn judge_storage(&mut self, image: &Image<'_>, visible: Rect) {
        let at = self.frame.at(visible);
        let has = |name: &str| image.filters.iter().any(|filter| filter.eq_ignore_ascii_case(name));
        if has("JBIG2Decode") {
            self.findings.plain(Rule::Jbig2, at, Breach::Jbig2);
        }
        // Streams that are objects have been looked at, used or not.
        if image.is_inline && has("LZWDecode") {
            self.findings.plain(Rule::Lzw, at, Breach::Lzw);
        }
        if has("JPXDecode") {
            self.findings.plain(Rule::Jpx, at, Breach::Jpeg2000);
        }
        if image.bits == 16 {
            self.findings.plain(Rule::SixteenBit, at, Breach::SixteenBits);
        }
        if matches!(image.mask, Some(ImageMask::Soft(_))) {
            self.found_transparency(visible);
        }
    }

    fn judge_resolution(&mut self, image: &Image<'_>, place: Rect) {
        // So few pixels are a color or a blend, not a picture (GWG 2022, R0031
        // and R0032).
        if image.width.max(image.height) <= FEW_PIXELS {
            return;
        }
        let resolution = resolution(image, self.frame.unit);
        let is_bitmap = match &image.kind {
            ImageKind::Stencil { .. } => true,
            ImageKind::Colors(_) => image.is_one_bit(),
        };
        if !is_bitmap {
            self.coarse.push(Coarse { resolution, place });
            return;
        }
        self.findings.measured(
            Rule::BitmapResolution,
            resolution,
            self.frame.at(place),
            |measured, limit| Breach::CoarseBitmap { measured, limit },
        );
    }

    /// Holds the pictures against their rule: a page that is one picture has
    /// its type in it and so a rule of its own.
    pub(super) fn judge_coarse(&mut self) {
        let page = self.frame.page_area().inflate(-EDGE, -EDGE);
        let covers = |coarse: &Coarse| coarse.place.contains_rect(page);
        let is_whole = self.seen.pictures == 1
            && self.seen.others == 0
            && self.coarse.iter().any(covers)
            && self.findings.profile.counts(Rule::PagePictureResolution);
        let rule = if is_whole { Rule::PagePictureResolution } else { Rule::PictureResolution };
        for Coarse { resolution, place } in std::mem::take(&mut self.coarse) {
            self.findings.measured(rule, resolution, self.frame.at(place), |measured, limit| {
                if is_whole {
                    Breach::CoarsePage { measured, limit }
                } else {
                    Breach::CoarsePicture { measured, limit }
                }
            });
        }
    }
}

/// Pixels an inch on paper, along rows or columns, whichever are fewer.
fn resolution(image: &Image<'_>, unit: f64) -> f64 {
    let [a, b, c, d, ..] = image.transform.as_coeffs();
    let inches = |x: f64, y: f64| x.hypot(y) * unit / 72.0;
    let along = f64::from(image.width) / inches(a, b);
    let down = f64::from(image.height) / inches(c, d);
    along.min(down)
}
