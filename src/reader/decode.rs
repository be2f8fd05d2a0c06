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

use super::defect::Flaw;
use super::error::ReadError;
use super::joined::JoinedJpeg;
use super::{jbig2, packed, whole};

/// DEFLATE makes no more than this of a byte (RFC 1951: 258 bytes of two bits).
const MOST_OF_DEFLATE: usize = 1032;
/// LZW makes no more than this of a byte: a table of 4096 strings, 12 bits a
/// code.
const MOST_OF_LZW: usize = 2731;
/// `RunLength` makes 128 bytes of two.
const MOST_OF_RUN_LENGTH: usize = 64;
/// Filters of one stream: text around a compression around a picture.
const MOST_FILTERS: usize = 4;
/// Columns of a fax that says nothing (PDF 32000-1, table 11).
const FAX_COLUMNS: i64 = 1728;
/// The filters of PDF 32000-1, table 6, and their short names in inline images
/// (table 94).
const FILTERS: [&[u8]; 17] = [
    b"ASCIIHexDecode",
    b"AHx",
    b"ASCII85Decode",
    b"A85",
    b"LZWDecode",
    b"LZW",
    b"FlateDecode",
    b"Fl",
    b"RunLengthDecode",
    b"RL",
    b"CCITTFaxDecode",
    b"CCF",
    b"JBIG2Decode",
    b"DCTDecode",
    b"DCT",
    b"JPXDecode",
    b"Crypt",
];
/// Columns of a predictor that any picture could have.
const MOST_COLUMNS: i64 = 1 << 20;

/// Decodes a stream that is no image.
pub(super) fn decoded<'a>(stream: &Stream<'a>, limit: usize) -> Result<Cow<'a, [u8]>, ReadError> {
    if let Some(data) = inflated(stream, limit) {
        return Ok(Cow::Owned(data));
    }
    check(stream, limit)?;
    match run_lengths(stream) {
        Some(data) => Ok(Cow::Owned(data)),
        None => stream.decoded_data().map_err(|_| ReadError::Damaged),
    }
}

/// Decodes a stream that is no image and of which nothing may be missing: half a
/// table of colors, half a function or half a mesh is as good as none.
pub(super) fn whole<'a>(stream: &Stream<'a>, limit: usize) -> Option<Cow<'a, [u8]>> {
    if let Some(data) = inflated(stream, limit) {
        return filter_flaw(stream.dict()).is_none().then_some(Cow::Owned(data));
    }
    let data = decoded(stream, limit).ok()?;
    flaw(stream, limit).is_none().then_some(data)
}

/// What nearly all streams are: data of DEFLATE that end where they say, which are gone through
/// once. Nothing if a stream is anything else, or becomes more than `limit` bytes; then it is
/// measured first.
pub(super) fn inflated(stream: &Stream, limit: usize) -> Option<Vec<u8>> {
    /// What of content and fonts a byte becomes, nearly.
    const USUAL_FACTOR: usize = 4;
    if !is_plain_deflate(stream) {
        return None;
    }
    let data = stream.raw_data();
    let mut inflater = Decompress::new(true);
    let mut plain = Vec::with_capacity(data.len().saturating_mul(USUAL_FACTOR).min(limit));
    loop {
        let rest = data.get(inflater.total_in() as usize..)?;
        let status = inflater.decompress_vec(rest, &mut plain, FlushDecompress::None).ok()?;
        match status {
            Status::StreamEnd => return (plain.len() <= limit).then_some(plain),
            _ if plain.len() < plain.capacity() || plain.len() > limit => return None,
            _ => plain.reserve(plain.len().max(4096)),
        }
    }
}

/// Whether a stream is data of DEFLATE and nothing else.
fn is_plain_deflate(stream: &Stream) -> bool {
    let is_plain = |params: &Dict| {
        is_sound_predictor(params) && params.get::<i32>("Predictor").is_none_or(|it| it <= 1)
    };
    *stream.filters() == [Filter::FlateDecode] && params(stream.dict()).iter().all(is_plain)
}

/// Decodes an image's stream.
pub(super) fn image<'a>(
    stream: &Stream<'a>,
    params: &ImageDecodeParams,
    limit: usize,
) -> Result<FilterResult<'a>, ReadError> {
    let coded = checked_image(stream, params.height, limit)?;
    if let Some(data) = run_lengths(stream) {
        return Ok(FilterResult { data: Cow::Owned(data), image_data: None });
    }
    let is_jpeg = stream.filters().last() == Some(&Filter::DctDecode);
    if let Some(coded) = coded.filter(|_| is_jpeg)
        && let Some(joined) = JoinedJpeg::of_data(stream, &coded)?
    {
        return joined.decoded(params);
    }
    stream.decoded_image(params).map_err(|_| ReadError::Damaged)
}

/// What run lengths become, if nothing else is done to a stream: the parser does
/// without the mark at their end less well than other readers.
fn run_lengths(stream: &Stream) -> Option<Vec<u8>> {
    let is_alone = *stream.filters() == [Filter::RunLengthDecode];
    is_alone.then(|| packed::run_lengths(&stream.raw_data()))
}

/// What is wrong with the data of a stream, whose size has been checked with
/// `limit`. The decoders make what they can of data that are cut or damaged.
pub(super) fn flaw(stream: &Stream, limit: usize) -> Option<Flaw> {
    let dict = stream.dict();
    if let Some(flaw) = filter_flaw(dict) {
        return Some(flaw);
    }
    let parameters = params(dict);
    let mut data = stream.raw_data();
    let filters = stream.filters();
    for (at, filter) in filters.iter().enumerate() {
        let found = match filter {
            Filter::FlateDecode => inflate_flaw(&data),
            Filter::LzwDecode => {
                let early = parameters.get(at).and_then(|dict| dict.get::<i32>("EarlyChange"));
                packed::lzw(&data, early.unwrap_or(1) != 0).end.flaw()
            }
            Filter::RunLengthDecode => packed::run_length(&data).end.flaw(),
            Filter::AsciiHexDecode => packed::hex_end(&data).flaw(),
            Filter::Ascii85Decode => packed::end_of_85(&data).flaw(),
            Filter::DctDecode => whole::jpeg_flaw(&data),
            Filter::JpxDecode => whole::jpx_flaw(&data),
            // Whether these are complete is seen from the rows that their decoders give.
            Filter::CcittFaxDecode | Filter::Jbig2Decode | Filter::Crypt => None,
        };
        if found.is_some() || at + 1 == filters.len() {
            return found;
        }
        match unpacked(&data, &[*filter], limit) {
            Ok(plain) => data = Cow::Owned(plain),
            // Data that other filters stand before is not looked at further.
            Err(_) => return None,
        }
    }
    None
}

/// Whether the filters of a stream are known, and its data in this file.
pub(super) fn filter_flaw(dict: &Dict) -> Option<Flaw> {
    let object = |key: &str| dict.get::<Object>(key);
    // In a stream that is no inline image, /F is a file (7.3.8.2).
    if matches!(object("F"), Some(Object::String(_) | Object::Dict(_))) {
        return Some(Flaw::Elsewhere);
    }
    let is_gone = |key: &&str| dict.get_ref(*key).is_some() && object(key).is_none();
    if ["Filter", "DecodeParms"].iter().any(is_gone) {
        return Some(Flaw::Filter);
    }
    let is_known = |name: &[u8]| FILTERS.contains(&name);
    let is_sound = match object("Filter").or_else(|| object("F")) {
        None | Some(Object::Null(_)) => true,
        Some(Object::Name(name)) => is_known(name.as_ref()),
        Some(Object::Array(names)) => names
            .iter::<Object>()
            .all(|item| matches!(item, Object::Name(name) if is_known(name.as_ref()))),
        Some(_) => false,
    };
    if is_sound { None } else { Some(Flaw::Filter) }
}

/// What is wrong with the data of DEFLATE in its wrapper (RFC 1950). Writers
/// leave out the checksum at its end, or a part of it, and no reader minds.
fn inflate_flaw(data: &[u8]) -> Option<Flaw> {
    const HEADER: usize = 2;
    const CHECKSUM: usize = 4;
    match drained(&mut Decompress::new(true), data, usize::MAX) {
        Drained::Ended(_) => None,
        Drained::Broken => Some(Flaw::Damaged),
        Drained::Short => {
            let bare = data.get(HEADER..).unwrap_or_default();
            match drained(&mut Decompress::new(false), bare, usize::MAX) {
                Drained::Ended(used) if data.len() - HEADER - used < CHECKSUM => None,
                _ => Some(Flaw::Cut),
            }
        }
    }
}

/// How an inflater came to the end of its data.
enum Drained {
    /// Where they say that they end, after so many bytes.
    Ended(usize),
    /// Before that.
    Short,
    /// They contradict themselves.
    Broken,
}

/// Goes through data, some way beyond so many bytes of what they become.
fn drained(inflater: &mut Decompress, data: &[u8], limit: usize) -> Drained {
    let mut scratch = vec![0; 64 << 10];
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        if written > limit as u64 {
            return Drained::Short;
        }
        let rest = data.get(read as usize..).unwrap_or_default();
        match inflater.decompress(rest, &mut scratch, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return Drained::Ended(inflater.total_in() as usize),
            Err(_) => return Drained::Broken,
            Ok(_) if inflater.total_in() == read && inflater.total_out() == written => {
                return Drained::Short;
            }
            Ok(_) => {}
        }
    }
}

/// What is wrong with the data of a stream that is no image, if they stay below a number of
/// bytes: [`check`] and [`flaw`] in one.
pub(super) fn look(stream: &Stream, limit: usize) -> Result<Option<Flaw>, ReadError> {
    if is_plain_deflate(stream) {
        let mut inflater = Decompress::new(true);
        let is_whole =
            matches!(drained(&mut inflater, &stream.raw_data(), limit), Drained::Ended(_));
        if is_whole && inflater.total_out() <= limit as u64 {
            return Ok(filter_flaw(stream.dict()));
        }
    }
    check(stream, limit).map(|()| flaw(stream, limit))
}

/// Whether what a stream becomes, which is no image, stays below a number of
/// bytes.
pub(super) fn check(stream: &Stream, limit: usize) -> Result<(), ReadError> {
    let filters = sound_filters(stream)?;
    if filters.iter().any(|filter| is_image(*filter)) {
        // A filter for pictures has no place here: the decoded size would be whatever the
        // data claims.
        return Err(ReadError::Damaged);
    }
    sizes(&stream.raw_data(), &filters, limit).map(drop)
}

/// Whether what the stream of an image becomes stays below a number of bytes; only its
/// last filter may be one for images.
pub(super) fn check_image(stream: &Stream, rows: u32, limit: usize) -> Result<(), ReadError> {
    checked_image(stream, rows, limit).map(drop)
}

/// What the last filter of a stream is given, if there are not too many and all before it
/// stay below a number of bytes.
pub(super) fn before_last<'a>(
    stream: &Stream<'a>,
    limit: usize,
) -> Result<Cow<'a, [u8]>, ReadError> {
    let filters = sound_filters(stream)?;
    let first = filters.split_last().map_or([].as_slice(), |(_, first)| first);
    if first.iter().any(|filter| is_image(*filter)) {
        return Err(ReadError::Damaged);
    }
    let data = stream.raw_data();
    match first {
        [] => Ok(data),
        // Other filters stand before that of the picture: they must be undone, within
        // their limits, before the header with its size can be read.
        _ => {
            sizes(&data, first, limit)?;
            Ok(Cow::Owned(unpacked(&data, first, limit)?))
        }
    }
}

/// The same as [`check_image`], with what a last filter for images is given.
fn checked_image<'a>(
    stream: &Stream<'a>,
    rows: u32,
    limit: usize,
) -> Result<Option<Cow<'a, [u8]>>, ReadError> {
    let filters = sound_filters(stream)?;
    let Some(last) = filters.last().filter(|last| is_image(**last)) else {
        return check(stream, limit).map(|()| None);
    };
    let data = before_last(stream, limit)?;
    let size = match last {
        Filter::CcittFaxDecode => fax_size(stream.dict(), rows),
        Filter::Jbig2Decode => {
            let shared = jbig2_globals(stream.dict(), limit)?;
            jbig2::pixels(&data)
                .and_then(|own| own.checked_add(jbig2::pixels(&shared)?))
                .ok_or(ReadError::Damaged)?
        }
        Filter::JpxDecode => jpx_size(&data),
        // A JPEG is held to the size in the dictionary of its picture: what can still be
        // too much is the work of decoding it.
        _ => jpeg_work(&data),
    };
    if size > limit { Err(ReadError::Bomb) } else { Ok(Some(data)) }
}

/// The filters, if there are not too many and their parameters are such that
/// the decoders can work with them.
fn sound_filters(stream: &Stream) -> Result<Vec<Filter>, ReadError> {
    let filters = stream.filters();
    let is_sound =
        filters.len() <= MOST_FILTERS && params(stream.dict()).iter().all(is_sound_predictor);
    if is_sound { Ok(filters.to_vec()) } else { Err(ReadError::Damaged) }
}

/// The most bytes after all filters: text is decoded and the first compression
/// measured; of what comes behind it the plain bound must do.
fn sizes(data: &[u8], filters: &[Filter], limit: usize) -> Result<usize, ReadError> {
    let texts = filters.iter().take_while(|filter| packed::is(**filter)).count();
    let (texts, rest) = filters.split_at(texts);
    let bound = |size: usize, filters: &[Filter]| {
        filters.iter().fold(size, |size, filter| size.saturating_mul(factor(*filter)))
    };
    let whole = bound(data.len(), filters);
    if whole <= limit {
        return Ok(whole);
    }
    let plain = packed::decoded(data, texts).ok_or(ReadError::Damaged)?;
    let most = match rest {
        [] => plain.len(),
        [first, rest @ ..] => bound(measured(&plain, *first, limit).ok_or(ReadError::Bomb)?, rest),
    };
    if most > limit { Err(ReadError::Bomb) } else { Ok(most) }
}

/// The size of what a filter makes; `None` if it is more than `limit`.
fn measured(data: &[u8], filter: Filter, limit: usize) -> Option<usize> {
    let size = match filter {
        Filter::FlateDecode => inflated_size(data, limit)?,
        Filter::LzwDecode => packed::lzw_size(data),
        Filter::RunLengthDecode => packed::run_length(data).size,
        _ => data.len().saturating_mul(factor(filter)),
    };
    (size <= limit).then_some(size)
}

/// The data behind filters that are text or DEFLATE, whose size has been
/// checked; others hide nothing that any program writes.
fn unpacked(data: &[u8], filters: &[Filter], limit: usize) -> Result<Vec<u8>, ReadError> {
    use std::io::Read;
    let texts = filters.iter().take_while(|filter| packed::is(**filter)).count();
    let plain = packed::decoded(data, &filters[..texts]).ok_or(ReadError::Damaged)?;
    match &filters[texts..] {
        [] => Ok(plain.into_owned()),
        [Filter::FlateDecode] => {
            let mut out = Vec::new();
            // Damaged data counts as far as it goes.
            let _ =
                flate2::read::ZlibDecoder::new(&*plain).take(limit as u64).read_to_end(&mut out);
            Ok(out)
        }
        _ => Err(ReadError::Damaged),
    }
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

/// Pixels of a fax: its columns are its own, its rows those of the picture.
fn fax_size(dict: &Dict, rows: u32) -> usize {
    let columns = |dict: &Dict| {
        let object = dict.get::<Object>("Columns");
        object.and_then(Object::into_number).map_or(FAX_COLUMNS, |number| number.as_i64())
    };
    let most = params(dict).iter().map(columns).max().unwrap_or(FAX_COLUMNS);
    usize::try_from(most).unwrap_or(0).saturating_mul(rows as usize)
}

/// The parts that several JBIG2 pictures share.
fn jbig2_globals(dict: &Dict, limit: usize) -> Result<Vec<u8>, ReadError> {
    for dict in params(dict) {
        if let Some(stream) = dict.get::<Stream>("JBIG2Globals") {
            return decoded(&stream, limit / 8).map(Cow::into_owned);
        }
    }
    Ok(Vec::new())
}

/// Bytes that a JPEG 2000 decoder needs, as the headers of its code stream say
/// (the SIZ marker segment of ISO 15444-1, A.5.1); the largest of what looks
/// like one.
fn jpx_size(data: &[u8]) -> usize {
    let of = |at: usize| {
        let number = |from: usize| {
            let four = data.get(at + from..).and_then(|rest| rest.first_chunk::<4>());
            four.map_or(0, |four| u32::from_be_bytes(*four) as usize)
        };
        let width = number(8).saturating_sub(number(16));
        let height = number(12).saturating_sub(number(20));
        let (tile_width, tile_height) = (number(24).max(1), number(28).max(1));
        let components = number(38) & 0xFFFF;
        let tiles = number(8).div_ceil(tile_width).saturating_mul(number(12).div_ceil(tile_height));
        // The decoder works in four bytes a sample, and each tile has books of
        // its own.
        let samples = width.saturating_mul(height).saturating_mul(components.max(4) * 4);
        samples.max(tiles.saturating_mul(components.max(1)).saturating_mul(16 << 10))
    };
    memchr::memmem::find_iter(data, &[0xFF, 0x4F, 0xFF, 0x51]).map(of).max().unwrap_or(0)
}

/// What a JPEG costs beyond its pixels: every scan of a progressive one goes
/// over all of them.
fn jpeg_work(data: &[u8]) -> usize {
    const MOST_SCANS: usize = 200;
    let scans = memchr::memmem::find_iter(data, &[0xFF, 0xDA]).count();
    if scans > MOST_SCANS { usize::MAX } else { 0 }
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

pub(super) fn params<'a>(dict: &Dict<'a>) -> Vec<Dict<'a>> {
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
