//! Streams decoded within bounds.
//!
//! The decoders of `hayro-syntax` write until the data ends, however long that
//! takes. Here what a stream will become is measured first, by an inflater
//! that throws away what it makes; only then is it decoded.

use std::borrow::Cow;

use flate2::{Decompress, FlushDecompress, Status};
use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::object::stream::{FilterResult, ImageDecodeParams};
use hayro::hayro_syntax::object::{Array, Dict, Object, Stream};

use super::error::ReadError;

/// DEFLATE makes no more than this of a byte (RFC 1951: 258 bytes of two bits).
const MOST_OF_DEFLATE: usize = 1032;
/// LZW makes no more than this of a byte: a table of 4096 strings, 12 bits a
/// code.
const MOST_OF_LZW: usize = 2731;
/// `RunLength` makes 128 bytes of two.
const MOST_OF_RUN_LENGTH: usize = 64;
/// Columns of a predictor that any picture could have.
const MOST_COLUMNS: i64 = 1 << 20;

/// Decodes a stream that is no image.
pub(super) fn decoded<'a>(stream: &Stream<'a>, limit: usize) -> Result<Cow<'a, [u8]>, ReadError> {
    check(stream, limit)?;
    stream.decoded_data().map_err(|_| ReadError::Damaged)
}

/// Decodes an image's stream.
pub(super) fn image<'a>(
    stream: &Stream<'a>,
    params: &ImageDecodeParams,
    limit: usize,
) -> Result<FilterResult<'a>, ReadError> {
    check(stream, limit)?;
    stream.decoded_image(params).map_err(|_| ReadError::Damaged)
}

/// Whether what a stream becomes stays below a number of bytes.
pub(super) fn check(stream: &Stream, limit: usize) -> Result<(), ReadError> {
    if !params(stream.dict()).iter().all(is_sound_predictor) {
        return Err(ReadError::Damaged);
    }
    let data = stream.raw_data();
    let filters = stream.filters();
    // The most that the data can be after each filter, measured where the
    // plain bound is too much.
    let mut most = data.len();
    for (index, filter) in filters.iter().enumerate() {
        let bound = most.saturating_mul(factor(*filter));
        most = if bound <= limit {
            bound
        } else if index == 0 && *filter == Filter::FlateDecode {
            inflated_size(&data, limit).ok_or(ReadError::Bomb)?
        } else if let Some(size) = is_image(*filter).then(|| image_size(*filter, &data)) {
            if size > limit {
                return Err(ReadError::Bomb);
            }
            size
        } else {
            measured(stream, index, limit)?
        };
    }
    if most > limit { Err(ReadError::Bomb) } else { Ok(()) }
}

/// The size after the filter at `index`, where a bound is not enough: only
/// ASCII before one DEFLATE can be measured; anything else is refused.
fn measured(stream: &Stream, index: usize, limit: usize) -> Result<usize, ReadError> {
    let filters = stream.filters();
    let is_text =
        |filter: &Filter| matches!(filter, Filter::Ascii85Decode | Filter::AsciiHexDecode);
    if filters[index] != Filter::FlateDecode || !filters[..index].iter().all(is_text) {
        return Err(ReadError::Bomb);
    }
    // ASCII of a bomb that big is far longer than any real page's.
    let data = stream.raw_data();
    (data.len().saturating_mul(64) <= limit).then_some(limit).ok_or(ReadError::Bomb)
}

/// The most bytes that a filter makes of one.
fn factor(filter: Filter) -> usize {
    match filter {
        Filter::AsciiHexDecode | Filter::Crypt => 1,
        // `z` stands for four zeros.
        Filter::Ascii85Decode => 4,
        Filter::LzwDecode => MOST_OF_LZW,
        Filter::FlateDecode => MOST_OF_DEFLATE,
        Filter::RunLengthDecode => MOST_OF_RUN_LENGTH,
        Filter::DctDecode | Filter::CcittFaxDecode | Filter::JpxDecode | Filter::Jbig2Decode => {
            usize::MAX
        }
    }
}

fn is_image(filter: Filter) -> bool {
    factor(filter) == usize::MAX
}

/// Bytes of an image as its own header tells. The dictionary's size is checked
/// elsewhere, and JPEG and fax follow it.
fn image_size(filter: Filter, data: &[u8]) -> usize {
    match filter {
        Filter::JpxDecode => {
            // The SIZ marker segment (ISO 15444-1, A.5.1).
            let Some(at) = data.windows(4).position(|four| four == [0xFF, 0x4F, 0xFF, 0x51]) else {
                return 0;
            };
            let number = |from: usize| {
                let four = data.get(at + from..).and_then(|rest| rest.first_chunk::<4>());
                four.map_or(0, |four| u32::from_be_bytes(*four) as usize)
            };
            let width = number(8).saturating_sub(number(16));
            let height = number(12).saturating_sub(number(20));
            // The decoder works in four bytes a sample.
            width.saturating_mul(height).saturating_mul(16)
        }
        Filter::Jbig2Decode => jbig2_size(data),
        _ => 0,
    }
}

/// The largest size among what looks like page information segments (ISO
/// 14492, 7.4.8): a type of 48, then eleven bytes on the width and height.
fn jbig2_size(data: &[u8]) -> usize {
    let mut most = 0;
    for at in 0..data.len().min(4096) {
        if data[at] & 0x3F != 48 {
            continue;
        }
        let number = |from: usize| {
            let four = data.get(at + from..).and_then(|rest| rest.first_chunk::<4>());
            four.map_or(0, |four| u32::from_be_bytes(*four) as usize)
        };
        // References, page and length of the segment stand between.
        if number(3) == 19 {
            let height = number(11);
            let height = if height == u32::MAX as usize { 0 } else { height };
            most = most.max(number(7).saturating_mul(height) / 8);
        }
    }
    most
}

/// The size of inflated data; `None` if it is more than `limit`. Damaged data
/// counts as far as it goes.
pub(super) fn inflated_size(data: &[u8], limit: usize) -> Option<usize> {
    let zlib = run(Decompress::new(true), data, limit)?;
    // Decoders try bare DEFLATE when the wrapper is wrong.
    if zlib > 0 { Some(zlib) } else { run(Decompress::new(false), data, limit) }
}

fn run(mut inflater: Decompress, data: &[u8], limit: usize) -> Option<usize> {
    let mut scratch = vec![0; 64 << 10];
    loop {
        let (read, written) = (inflater.total_in() as usize, inflater.total_out());
        if written as usize > limit {
            return None;
        }
        let rest = data.get(read..).unwrap_or_default();
        let status = inflater.decompress(rest, &mut scratch, FlushDecompress::None);
        let is_stuck = inflater.total_in() as usize == read && inflater.total_out() == written;
        match status {
            Ok(Status::Ok | Status::BufError) if !is_stuck => {}
            _ => break,
        }
    }
    let size = inflater.total_out() as usize;
    (size <= limit).then_some(size)
}

fn params<'a>(dict: &Dict<'a>) -> Vec<Dict<'a>> {
    let object = dict.get::<Object>("DecodeParms").or_else(|| dict.get::<Object>("DP"));
    match object {
        Some(Object::Dict(one)) => vec![one],
        Some(Object::Array(array)) => {
            let array: Array = array;
            array.iter::<Object>().take(16).filter_map(Object::into_dict).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a predictor has rows of a sensible length. The decoder divides by
/// it, and makes a row of it.
fn is_sound_predictor(dict: &Dict) -> bool {
    let number = |key: &str, default: i64| {
        let object = dict.get::<Object>(key);
        object.and_then(Object::into_number).map_or(default, |number| number.as_i64())
    };
    let columns = number("Columns", 1);
    let (colors, bits) = (number("Colors", 1), number("BitsPerComponent", 8));
    (1..=MOST_COLUMNS).contains(&columns)
        && (1..=32).contains(&colors)
        && matches!(bits, 1 | 2 | 4 | 8 | 16)
        && colors * bits <= 255
}
