//! Pictures: what the file says of them, and their samples on demand.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;

use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::object::stream::{FilterResult, ImageDecodeParams};
use hayro::hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro::kurbo::{Affine, Rect, Vec2};

use super::color::{ColorSpace, DecodeRange};
use super::decode;
use super::defect::{Defect, DefectPart, DefectReason, Flaw};
use super::error::ReadError;
use super::file::File;
use super::jpeg::{self, Jpeg};
use super::scope::Scope;
use super::whole;

/// Pixels in a picture: a broadsheet at 600 ppi has 130 million.
const MOST_PIXELS: u64 = 150_000_000;
/// Bytes of a decoded picture.
const MOST_BYTES: u64 = 400 << 20;

/// What an image paints.
#[derive(Debug, Clone)]
pub enum ImageKind {
    /// Its own colors.
    Colors(ColorSpace),
    /// The current color, through its bits (an image mask); `true` if the
    /// ones paint.
    Stencil {
        /// Whether ones paint instead of zeros.
        ones_paint: bool,
    },
}

impl ImageKind {
    fn is_like(&self, other: &Self) -> bool {
        use ColorSpace as Space;
        match (self, other) {
            (Self::Stencil { ones_paint }, Self::Stencil { ones_paint: other }) => {
                ones_paint == other
            }
            (Self::Colors(own), Self::Colors(other)) => match (own, other) {
                (Space::IccBased { components }, Space::IccBased { components: other }) => {
                    components == other
                }
                (Space::DeviceGray, Space::DeviceGray)
                | (Space::DeviceRgb, Space::DeviceRgb)
                | (Space::DeviceCmyk, Space::DeviceCmyk) => true,
                _ => false,
            },
            _ => false,
        }
    }
}

/// What hides parts of an image.
#[derive(Debug)]
pub enum ImageMask<'r> {
    /// Another image's gray as alpha (`/SMask`).
    Soft(Box<Image<'r>>),
    /// An image mask (`/Mask`).
    Stencil(Box<Image<'r>>),
    /// Ranges of samples that are not painted, by component.
    Key(Vec<RangeInclusive<u32>>),
}

/// An image at its place.
#[derive(Debug)]
pub struct Image<'r> {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Bits a component: 1, 2, 4, 8 or 16.
    pub bits: u8,
    /// Colors or a stencil.
    pub kind: ImageKind,
    /// From samples to numbers of the space, by component.
    pub decode: Vec<DecodeRange>,
    /// From the unit square to page space.
    pub transform: Affine,
    /// How it is compressed, as written, such as `DCTDecode`.
    pub filters: Vec<String>,
    /// What hides parts of it.
    pub mask: Option<ImageMask<'r>>,
    /// The color that the picture was mixed with before it was packed, for a soft mask
    /// that says so (`/Matte`); by component of the picture.
    pub matte: Option<Vec<f32>>,
    /// Whether it stands in the content itself.
    pub is_inline: bool,
    stream: Stream<'r>,
}

/// What comes of decoding an image.
#[derive(Debug)]
pub struct ImageLook {
    /// What of it, or of the image that hides parts of it, cannot be read.
    pub defect: Option<Defect>,
    /// Its samples; an error if they cannot be decoded, or would not fit in any sensible
    /// memory.
    pub samples: Result<ImageSamples, ReadError>,
    /// Those of the image that hides parts of it, if there is one.
    pub mask_samples: Option<Result<ImageSamples, ReadError>>,
}

/// Decoded samples.
#[derive(Debug, Clone)]
pub struct ImageSamples {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Components a pixel.
    pub components: usize,
    /// Samples of 8 bits, or, for an indexed space, indices; row by row, without
    /// padding. The image's `decode` is not applied yet.
    pub samples: Vec<u8>,
    /// The highest value that a sample can have.
    pub highest: u8,
    /// Alpha that came with the samples (JPEG 2000).
    pub alpha: Option<Vec<u8>>,
}

impl<'r> Image<'r> {
    /// Reads what an image's dictionary says.
    pub(super) fn read(
        stream: &Stream<'r>,
        transform: Affine,
        scope: Scope,
        is_inline: bool,
    ) -> Option<Self> {
        read(stream, transform, scope, is_inline, 0)
    }

    /// Pixels per inch on the page along the rows and along the columns, for a
    /// page whose unit is `unit` points.
    #[must_use]
    pub fn ppi(&self, unit: f64) -> (f64, f64) {
        let [a, b, c, d, _, _] = self.transform.as_coeffs();
        let ppi = |pixels: u32, side: Vec2| f64::from(pixels) * 72.0 / (side.length() * unit);
        (ppi(self.width, Vec2::new(a, b)), ppi(self.height, Vec2::new(c, d)))
    }

    /// A box around it in page space.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        self.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0))
    }

    /// Whether every pixel is a single bit.
    #[must_use]
    pub fn is_one_bit(&self) -> bool {
        self.bits == 1
    }

    /// Decodes its stream.
    fn decoded(&self) -> Result<FilterResult<'r>, ReadError> {
        let is_indexed = matches!(&self.kind, ImageKind::Colors(ColorSpace::Indexed { .. }));
        let params = ImageDecodeParams {
            is_indexed,
            bpc: Some(self.bits),
            num_components: u8::try_from(self.components()).ok(),
            target_dimension: None,
            width: self.width,
            height: self.height,
        };
        decode::image(&self.stream, &params, MOST_BYTES as usize)
    }

    /// Numbers a pixel, by its color space.
    fn components(&self) -> usize {
        match &self.kind {
            ImageKind::Colors(space) => space.components(),
            ImageKind::Stencil { .. } => 1,
        }
    }

    /// The number of its object; none if it stands in the content itself.
    #[must_use]
    pub fn object(&self) -> Option<u32> {
        Some(self.stream.obj_id().obj_number).filter(|number| *number > 0)
    }

    /// Its bytes as they stand in the file, to tell it from others.
    #[must_use]
    pub fn stored(&self) -> Cow<'_, [u8]> {
        self.stream.raw_data()
    }

    /// What of it, or of the image that hides parts of it, cannot be read.
    #[must_use]
    pub fn defect(&self) -> Option<Defect> {
        let own = self.own_defect();
        own.or_else(|| match &self.mask {
            Some(ImageMask::Soft(mask) | ImageMask::Stencil(mask)) => mask.own_defect(),
            Some(ImageMask::Key(_)) => None,
            None => self.mask_defect(),
        })
    }

    /// An image that should hide parts of it, and is none that could be read.
    fn mask_defect(&self) -> Option<Defect> {
        if matches!(self.kind, ImageKind::Stencil { .. }) {
            return None;
        }
        let mask = ["SMask", "Mask"].iter().find_map(|key| self.stream.dict().get::<Stream>(*key));
        mask.map(|mask| Defect::of(mask.obj_id(), DefectReason::Unfit(DefectPart::Picture)))
    }

    /// What cannot be read of it, and its samples and those of the image that hides parts
    /// of it: both at the price of one, as they are found by decoding it.
    #[must_use]
    pub fn look(&self) -> ImageLook {
        let (own_defect, samples) = self.own_look();
        let mask = match &self.mask {
            Some(ImageMask::Soft(mask) | ImageMask::Stencil(mask)) => Some(mask.own_look()),
            Some(ImageMask::Key(_)) | None => None,
        };
        let (mask_defect, mask_samples) = mask.unzip();
        let defect = own_defect.or_else(|| match &self.mask {
            Some(_) => mask_defect.flatten(),
            None => self.mask_defect(),
        });
        ImageLook { defect, samples, mask_samples }
    }

    fn own_look(&self) -> (Option<Defect>, Result<ImageSamples, ReadError>) {
        if let Some(Jpeg { width, height, components, samples }) = self.flawless_jpeg() {
            let samples =
                ImageSamples { width, height, components, samples, highest: u8::MAX, alpha: None };
            return (self.space_defect(), Ok(samples));
        }
        let decoded = self.decoded();
        let defect = if self.is_jpeg() { self.own_defect() } else { self.defect_of(&decoded) };
        (defect, decoded.and_then(|decoded| self.samples_of(decoded)))
    }

    fn is_jpeg(&self) -> bool {
        self.stream.filters().last() == Some(&Filter::DctDecode)
    }

    /// Its pixels if it is a JPEG as most are. Whatever the parser's decoder treats in a
    /// way of its own does not come here.
    fn flawless_jpeg(&self) -> Option<Jpeg> {
        let dict = self.stream.dict();
        let is_plain = *self.stream.filters() == [Filter::DctDecode]
            && matches!(self.components(), 1 | 3 | 4)
            && self.width <= u32::from(u16::MAX)
            && self.height <= u32::from(u16::MAX)
            && decode::filter_flaw(dict).is_none()
            && !decode::params(dict).iter().any(|params| params.contains_key("ColorTransform"))
            && decode::check_image(&self.stream, self.height, MOST_BYTES as usize).is_ok();
        // The parser's decoder mends the size of a JPEG that is larger than its dictionary
        // says.
        let most = (self.width as usize * self.height as usize).min(MOST_BYTES as usize / 4);
        let most = NonZeroUsize::new(most).filter(|_| is_plain)?;
        jpeg::flawless(&self.stream.raw_data(), most)
    }

    fn space_defect(&self) -> Option<Defect> {
        match &self.kind {
            ImageKind::Colors(space) if !space.is_whole() => {
                let unfit = DefectReason::Unfit(DefectPart::ColorSpace);
                Some(Defect::of(self.stream.obj_id(), unfit))
            }
            ImageKind::Colors(_) | ImageKind::Stencil { .. } => None,
        }
    }

    fn own_defect(&self) -> Option<Defect> {
        if !self.is_jpeg() {
            return self.defect_of(&self.decoded());
        }
        // Looking for flaws in a JPEG decodes it: it need not be decoded a second time.
        self.space_defect().or_else(|| {
            let is_bounded =
                decode::check_image(&self.stream, self.height, MOST_BYTES as usize).is_ok();
            let flaw = if is_bounded { self.flaw() } else { Some(Flaw::Damaged) };
            flaw.map(|flaw| self.data_defect(flaw))
        })
    }

    fn flaw(&self) -> Option<Flaw> {
        decode::flaw(&self.stream, MOST_BYTES as usize)
    }

    fn data_defect(&self, flaw: Flaw) -> Defect {
        Defect::of(self.stream.obj_id(), DefectReason::Data(flaw))
    }

    /// What cannot be read of an image, by what became of its data.
    fn defect_of(&self, decoded: &Result<FilterResult<'_>, ReadError>) -> Option<Defect> {
        if let Some(defect) = self.space_defect() {
            return Some(defect);
        }
        let Ok(decoded) = decoded else {
            return Some(self.data_defect(self.flaw().unwrap_or(Flaw::Damaged)));
        };
        let (width, height, bits) = match &decoded.image_data {
            Some(data) => (data.width, data.height, data.bits_per_component),
            None => (self.width, self.height, self.bits),
        };
        let components = match &decoded.image_data {
            // The decoders of pictures say the size of what they made; there is at least
            // one component a pixel.
            Some(_) => 1,
            None => self.components(),
        };
        let row = (width as usize * components * usize::from(bits)).div_ceil(8);
        if decoded.data.len() < row.saturating_mul(height as usize) {
            return Some(self.data_defect(Flaw::Cut));
        }
        match self.flaw() {
            // All rows are there, only the mark at the end of the data is missing: nothing
            // of the picture is lost.
            Some(Flaw::Cut) if decoded.image_data.is_none() => None,
            Some(flaw) => Some(self.data_defect(flaw)),
            None => None,
        }
    }

    /// The samples in decoded data.
    fn samples_of(&self, decoded: FilterResult<'_>) -> Result<ImageSamples, ReadError> {
        let components = self.components();
        let is_indexed = matches!(&self.kind, ImageKind::Colors(ColorSpace::Indexed { .. }));
        let (mut width, mut height, mut bits) = (self.width, self.height, self.bits);
        let mut found = components;
        let mut alpha = None;
        if let Some(data) = decoded.image_data {
            (width, height, bits) = (data.width, data.height, data.bits_per_component);
            let area = (width as usize).saturating_mul(height as usize).max(1);
            // With a byte a component the number of components follows from the length of
            // the data.
            if bits == 8 {
                found = decoded.data.len() / area;
            }
            alpha = data.alpha.filter(|alpha| alpha.len() == area);
        }
        if found == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(ReadError::Damaged);
        }
        let (width, height) = (width as usize, height as usize);
        if width.saturating_mul(height).saturating_mul(found) > MOST_BYTES as usize {
            return Err(ReadError::Bomb);
        }
        let unpacked = unpack(decoded.data, width, height, found, bits, is_indexed);
        let (samples, highest) = unpacked;
        Ok(ImageSamples { width, height, components: found, samples, highest, alpha })
    }

    /// Whether another image at the same place is the same one, as far as that is easily
    /// seen: the same object may have other colors where its space is a name.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let is_mask_like = match (&self.mask, &other.mask) {
            (None, None) => true,
            (Some(ImageMask::Key(own)), Some(ImageMask::Key(other))) => own == other,
            (Some(ImageMask::Soft(own)), Some(ImageMask::Soft(other)))
            | (Some(ImageMask::Stencil(own)), Some(ImageMask::Stencil(other))) => {
                own.is_like(other)
            }
            _ => false,
        };
        is_mask_like
            && self.object().is_some()
            && self.object() == other.object()
            && (self.width, self.height, self.bits) == (other.width, other.height, other.bits)
            && self.decode == other.decode
            && self.kind.is_like(&other.kind)
    }

    /// The same image, as long as its file is there; none if it stands in the content
    /// itself, or another image that hides parts of it does.
    #[must_use]
    pub fn of_file<'f>(&self, file: &'f File) -> Option<Image<'f>> {
        self.object()?;
        let stream = file.pdf().xref().get::<Stream>(self.stream.obj_id())?;
        let of_file = |mask: &Image| mask.of_file(file).map(Box::new);
        let mask = match &self.mask {
            None => None,
            Some(ImageMask::Key(ranges)) => Some(ImageMask::Key(ranges.clone())),
            Some(ImageMask::Soft(mask)) => Some(ImageMask::Soft(of_file(mask)?)),
            Some(ImageMask::Stencil(mask)) => Some(ImageMask::Stencil(of_file(mask)?)),
        };
        Some(Image {
            width: self.width,
            height: self.height,
            bits: self.bits,
            kind: self.kind.clone(),
            decode: self.decode.clone(),
            transform: self.transform,
            filters: self.filters.clone(),
            mask,
            matte: self.matte.clone(),
            is_inline: self.is_inline,
            stream,
        })
    }
}

fn read<'r>(
    stream: &Stream<'r>,
    transform: Affine,
    scope: Scope,
    is_inline: bool,
    depth: usize,
) -> Option<Image<'r>> {
    let dict = stream.dict();
    let width = either::<u32>(dict, "Width", "W")?;
    let height = either::<u32>(dict, "Height", "H")?;
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let is_stencil = either::<bool>(dict, "ImageMask", "IM").unwrap_or(false);
    let filters = stream.filters();
    let is_jpeg2000 = filters.contains(&Filter::JpxDecode);
    let bits = if is_stencil { 1 } else { either(dict, "BitsPerComponent", "BPC").unwrap_or(8) };
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return None;
    }
    let kind = if is_stencil {
        let decode = either::<Array>(dict, "Decode", "D");
        let first = decode.and_then(|array| array.iter::<f32>().next());
        ImageKind::Stencil { ones_paint: first == Some(1.0) }
    } else {
        let object = either::<Object>(dict, "ColorSpace", "CS");
        let space = object.and_then(|object| ColorSpace::read(&object, scope));
        match space {
            Some(ColorSpace::Pattern(_)) => return None,
            Some(space) => ImageKind::Colors(space),
            // Only JPEG 2000 says itself what its colors are.
            None if is_jpeg2000 && !dict.contains_key("ColorSpace") => {
                ImageKind::Colors(whole::jpx_space(&stream.raw_data()))
            }
            None => return None,
        }
    };
    let decode = decode_ranges(dict, &kind, bits);
    let mask = if is_stencil || depth > 0 { None } else { read_mask(dict, transform, scope) };
    let filters = filters.iter().map(|filter| format!("{filter:?}")).collect();
    let matte = dict.get::<Array>("Matte").filter(|_| depth > 0);
    let matte = matte.map(|color| color.iter::<f32>().take(32).collect());
    Some(Image {
        width,
        height,
        bits,
        kind,
        decode,
        transform,
        filters,
        mask,
        matte,
        is_inline,
        stream: stream.clone(),
    })
}

fn read_mask<'r>(dict: &Dict<'r>, transform: Affine, scope: Scope) -> Option<ImageMask<'r>> {
    let inner = |stream: &Stream<'r>| read(stream, transform, scope, false, 1).map(Box::new);
    if let Some(stream) = dict.get::<Stream>("SMask") {
        return inner(&stream).map(ImageMask::Soft);
    }
    match dict.get::<Object>("Mask")? {
        Object::Stream(stream) => inner(&stream).map(ImageMask::Stencil),
        Object::Array(array) => {
            let numbers: Vec<u32> = array.iter::<u32>().take(64).collect();
            let ranges = numbers.as_chunks().0.iter().map(|[least, most]| *least..=*most);
            Some(ImageMask::Key(ranges.collect()))
        }
        _ => None,
    }
}

fn decode_ranges(dict: &Dict, kind: &ImageKind, bits: u8) -> Vec<DecodeRange> {
    let default = match kind {
        ImageKind::Colors(space) => space.default_decode(bits),
        ImageKind::Stencil { .. } => vec![DecodeRange::UNIT],
    };
    let Some(array) = either::<Array>(dict, "Decode", "D") else { return default };
    let numbers: Vec<f32> = array.iter::<f32>().take(64).collect();
    let ranges = numbers.as_chunks().0.iter();
    let written: Vec<DecodeRange> =
        ranges.map(|[least, most]| DecodeRange { least: *least, most: *most }).collect();
    if written.len() < default.len() { default } else { written }
}

/// An entry by its full name or the short one of inline images.
fn either<'r, T>(dict: &Dict<'r>, long: &str, short: &str) -> Option<T>
where
    T: TryFrom<Object<'r>>,
{
    let object = dict.get::<Object>(long).or_else(|| dict.get::<Object>(short))?;
    T::try_from(object).ok()
}

/// Samples of any depth as bytes; of 1, 2 and 4 bits spread to 8, unless they
/// are indices.
fn unpack(
    data: Cow<'_, [u8]>,
    width: usize,
    height: usize,
    components: usize,
    bits: u8,
    is_indexed: bool,
) -> (Vec<u8>, u8) {
    let row_samples = width * components;
    let row_bytes = (row_samples * usize::from(bits)).div_ceil(8);
    let highest: u8 = if bits >= 8 { 255 } else { (1 << bits) - 1 };
    if bits == 8 && data.len() >= row_samples * height {
        let mut out = data.into_owned();
        out.truncate(row_samples * height);
        return (out, 255);
    }
    let mut out = vec![0; row_samples * height];
    for (row, to) in data.chunks(row_bytes.max(1)).zip(out.chunks_exact_mut(row_samples.max(1))) {
        match bits {
            8 => {
                let count = row.len().min(to.len());
                to[..count].copy_from_slice(&row[..count]);
            }
            16 => {
                for (to, from) in to.iter_mut().zip(row.chunks(2)) {
                    *to = from[0];
                }
            }
            _ => {
                let per_byte = 8 / usize::from(bits);
                for (index, to) in to.iter_mut().enumerate() {
                    let Some(byte) = row.get(index / per_byte) else { break };
                    let shift = 8 - usize::from(bits) * (index % per_byte + 1);
                    let value = (byte >> shift) & highest;
                    *to = if is_indexed { value } else { value * (255 / highest) };
                }
            }
        }
    }
    (out, if is_indexed { highest } else { 255 })
}
