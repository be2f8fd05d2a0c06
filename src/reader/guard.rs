//! What is looked at before a file is opened: its raw bytes.
//!
//! Opening a file follows its cross-reference table, which may be compressed,
//! as may be the objects themselves (PDF 32000-1, 7.5.7 and 7.5.8), and builds
//! every page. So the size of what would be made is estimated from the bytes
//! alone, without believing any table in them.

use hayro::hayro_syntax::Filter;

use super::decode;
use super::error::ReadError;
use super::packed;

/// Bytes of the largest file: a broadsheet at 600 ppi, hardly compressed.
const MOST_BYTES: usize = 1 << 30;
/// Bytes that all compressed objects together may become.
const MOST_STRUCTURE: usize = 48 << 20;
/// Bytes that any other stream may become: the largest picture.
const MOST_STREAM: usize = 512 << 20;
/// DEFLATE makes no more than this of a byte.
const MOST_OF_DEFLATE: usize = 1032;
/// Compressed parts of the structure, each of which holds a hundred objects.
const MOST_PARTS: usize = 20_000;
/// Dictionaries in all, within compressed objects and without. An issue of a
/// newspaper has some ten thousand.
const MOST_DICTIONARIES: usize = 400_000;
/// Bytes at the end in which the file must say that it ends.
const TAIL: usize = 2048;
/// Bytes before the word `stream` in which its dictionary is looked for.
const DICTIONARY: usize = 4096;

/// Refuses what is no PDF, is locked, or would fill the memory.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    let head = &bytes[..bytes.len().min(1024)];
    if !head.windows(5).any(|five| five == b"%PDF-") {
        return Err(ReadError::NotAPdf);
    }
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooMuch);
    }
    // A file without its end (7.5.5) was transferred in part. The parser could mend it,
    // but then a page may lack some of its content.
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if find(tail, b"%%EOF").is_none() && find(tail, b"startxref").is_none() {
        return Err(ReadError::Damaged);
    }
    if is_locked(bytes) {
        return Err(ReadError::Encrypted);
    }
    let mut dictionaries = count(bytes, b"<<");
    let (mut structure, mut parts) = (0, 0);
    // Where the next word `endstream` is; kept so that each part of the file is searched
    // once.
    let mut end = 0;
    for at in places(bytes, b"stream") {
        if dictionaries > MOST_DICTIONARIES || parts > MOST_PARTS {
            return Err(ReadError::TooMuch);
        }
        let before = &bytes[at.saturating_sub(DICTIONARY)..at];
        if before.ends_with(b"end") {
            continue;
        }
        if end < at {
            end = find(&bytes[at..], b"endstream").map_or(bytes.len(), |found| at + found);
        }
        let data = bytes.get(at + 6..).unwrap_or_default();
        let skip = data.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (data, length) = (&data[skip..], end.saturating_sub(at + 6 + skip));
        if is_structure(before) {
            parts += 1;
            let made = check_structure(before, data, length, MOST_STRUCTURE - structure)?;
            structure += made.0;
            dictionaries += made.1;
        } else if length > MOST_STREAM / MOST_OF_DEFLATE {
            // The cross-reference table, which is not read here, may claim of any stream
            // that it holds objects; the parser would then inflate it.
            decode::inflated_size(data, MOST_STREAM).ok_or(ReadError::Bomb)?;
        }
    }
    if dictionaries > MOST_DICTIONARIES { Err(ReadError::TooMuch) } else { Ok(()) }
}

/// The size and the number of dictionaries of one compressed part of the
/// structure.
fn check_structure(
    before: &[u8],
    data: &[u8],
    length: usize,
    limit: usize,
) -> Result<(usize, usize), ReadError> {
    let dictionary = last_dictionary(before);
    if !has_sound_predictor(dictionary) || !has_plain_filter(dictionary) {
        return Err(ReadError::Damaged);
    }
    let has = |name: &[u8]| find(dictionary, name).is_some();
    let swelling = count(dictionary, b"FlateDecode") + count(dictionary, b"/Fl ");
    if has(b"LZW") || has(b"RunLength") || swelling > 1 {
        // No program writes such streams of objects, and how large they become cannot be
        // found out in reasonable time.
        let is_small = length < 4096;
        return if is_small && swelling == 0 { Ok((4096 * 2731, 0)) } else { Err(ReadError::Bomb) };
    }
    let texts = text_filters(dictionary);
    if !texts.is_empty() {
        let text = &data[..length.min(data.len())];
        // Text of base 85 becomes four times as long at most.
        if text.len() > limit / 4 {
            return Err(ReadError::Bomb);
        }
        let plain = packed::decoded(text, &texts).ok_or(ReadError::Damaged)?;
        if swelling == 0 {
            return Ok((plain.len(), count(&plain, b"<<")));
        }
        let size = decode::inflated_size(&plain, limit).ok_or(ReadError::Bomb)?;
        return Ok((size, count_inflated(&plain, size)));
    }
    // A decoder may be told of a longer stream than the word `endstream`
    // seems to end; it stops where the data does.
    let size = decode::inflated_size(data, limit).ok_or(ReadError::Bomb)?;
    // A dictionary takes four bytes, a reference to a page at least five.
    let most = size / 4;
    let dictionaries = if most < 10_000 { 0 } else { count_inflated(data, size) };
    Ok((size, dictionaries))
}

/// Dictionaries in compressed objects, whose size has been checked.
fn count_inflated(data: &[u8], size: usize) -> usize {
    use std::io::Read;
    let mut inflated = Vec::new();
    let decoder = flate2::read::ZlibDecoder::new(data);
    // Damaged data counts as far as it goes.
    let _ = decoder.take(size as u64).read_to_end(&mut inflated);
    count(&inflated, b"<<")
}

/// Whether a dictionary before `stream` may be one of structure. A name with
/// escapes may hide anything.
fn is_structure(before: &[u8]) -> bool {
    let dictionary = last_dictionary(before);
    let has = |name: &[u8]| find(dictionary, name).is_some();
    has(b"ObjStm") || has(b"XRef") || (has(b"#") && !has(b"/Image"))
}

/// What stands after the last `obj`.
fn last_dictionary(before: &[u8]) -> &[u8] {
    let start = before.windows(4).rposition(|four| four == b" obj");
    &before[start.unwrap_or(0)..]
}

/// Whether the filter is written right here, and is one for data: not behind a
/// reference, not as text behind it, not one for pictures.
fn has_plain_filter(dictionary: &[u8]) -> bool {
    const OTHERS: [&[u8]; 6] = [b"/CCF", b"/CCITT", b"/DCT", b"/JPX", b"/JBIG2", b"/Crypt"];
    let is_written = places(dictionary, b"/Filter").all(|at| {
        let rest = dictionary[at + 7..].iter();
        let mut value = rest.skip_while(|byte| byte.is_ascii_whitespace() || **byte == b'[');
        matches!(value.next(), Some(b'/' | b']'))
    });
    let text_count: usize = TEXTS.iter().map(|text| count(dictionary, text.name)).sum();
    is_written
        && text_count == text_filters(dictionary).len()
        && OTHERS.iter().all(|name| find(dictionary, name).is_none())
}

/// A filter for bytes written as text, by its name.
struct TextFilter {
    name: &'static [u8],
    filter: Filter,
}

const TEXTS: [TextFilter; 2] = [
    TextFilter { name: b"/ASCIIHexDecode", filter: Filter::AsciiHexDecode },
    TextFilter { name: b"/ASCII85Decode", filter: Filter::Ascii85Decode },
];

/// The filters for text that come before all others.
fn text_filters(dictionary: &[u8]) -> Vec<Filter> {
    let mut found = Vec::new();
    let Some(at) = find(dictionary, b"/Filter") else { return found };
    let mut rest = &dictionary[at + b"/Filter".len()..];
    loop {
        rest = rest.trim_ascii_start();
        rest = rest.strip_prefix(b"[").unwrap_or(rest).trim_ascii_start();
        let next = TEXTS.iter().find_map(|text| Some((text, rest.strip_prefix(text.name)?)));
        let Some((text, behind)) = next else { return found };
        found.push(text.filter);
        rest = behind;
    }
}

/// Whether the numbers of a predictor are such that the decoder can work with
/// them.
fn has_sound_predictor(dictionary: &[u8]) -> bool {
    let within = |key: &[u8], least: u64, most: u64| {
        find(dictionary, key).is_none_or(|at| {
            let rest = &dictionary[at + key.len()..];
            let digits: Vec<u8> = rest
                .iter()
                .copied()
                .skip_while(u8::is_ascii_whitespace)
                .take_while(u8::is_ascii_digit)
                .take(12)
                .collect();
            let number = std::str::from_utf8(&digits).ok().and_then(|text| text.parse().ok());
            number.is_some_and(|number: u64| (least..=most).contains(&number))
        })
    };
    within(b"/Columns", 1, 1 << 16)
        && within(b"/Colors", 1, 8)
        && within(b"/BitsPerComponent", 1, 16)
        && within(b"/First", 0, 1 << 30)
}

/// Whether a trailer names an encryption dictionary.
fn is_locked(bytes: &[u8]) -> bool {
    places(bytes, b"/Encrypt").any(|at| {
        let rest = &bytes[at + 8..];
        let value = rest.iter().find(|byte| !byte.is_ascii_whitespace());
        let is_separate = rest.first().is_some_and(|byte| !byte.is_ascii_alphanumeric());
        let is_name = rest.first().is_some_and(u8::is_ascii_digit);
        (is_separate || is_name) && value.is_some_and(|byte| byte.is_ascii_digit() || *byte == b'<')
    })
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    places(bytes, word).count()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    places(bytes, word).next()
}

/// Where a word stands; never twice in the same bytes.
fn places<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + memchr::memmem::find(&bytes[from..], word)?;
        from = at + word.len();
        Some(at)
    })
}
