//! What filters would make, found without believing them: text is decoded
//! (it only gets shorter), LZW and run lengths are counted.

use std::borrow::Cow;

use hayro::hayro_syntax::Filter;

use super::defect::Flaw;

/// Whether a filter stands for bytes written as text.
pub(super) fn is(filter: Filter) -> bool {
    matches!(filter, Filter::Ascii85Decode | Filter::AsciiHexDecode)
}

/// The bytes that stand as text, one filter after the other.
pub(super) fn decoded<'a>(data: &'a [u8], filters: &[Filter]) -> Option<Cow<'a, [u8]>> {
    let mut data = Cow::Borrowed(data);
    for filter in filters {
        data = Cow::Owned(match filter {
            Filter::AsciiHexDecode => from_hex(&data),
            Filter::Ascii85Decode => from_85(&data)?,
            _ => return None,
        });
    }
    Some(data)
}

/// PDF 32000-1, 7.4.2. What is no digit counts for nothing.
fn from_hex(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>');
    let mut digits = digits.filter_map(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::with_capacity(data.len() / 2 + 1);
    while let Some(high) = digits.next() {
        out.push((high * 16 + digits.next().unwrap_or(0)) as u8);
    }
    out
}

/// PDF 32000-1, 7.4.3.
fn from_85(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(data.len());
    let mut group = [84_u64; 5];
    let mut count = 0;
    let mut put = |group: &mut [u64; 5], count: usize| {
        let value = group.iter().fold(0, |value, digit| value * 85 + digit);
        let bytes = u32::try_from(value).ok()?.to_be_bytes();
        out.extend_from_slice(&bytes[..count.saturating_sub(1)]);
        *group = [84; 5];
        Some(())
    };
    for byte in data {
        match byte {
            b'!'..=b'u' => {
                group[count] = u64::from(byte - b'!');
                count += 1;
            }
            b'z' => {
                if count > 0 {
                    put(&mut group, count)?;
                }
                (group, count) = ([0; 5], 5);
            }
            b'~' => break,
            _ => continue,
        }
        if count == 5 {
            put(&mut group, 5)?;
            count = 0;
        }
    }
    if count > 0 {
        put(&mut group, count)?;
    }
    Some(out)
}

/// How packed data end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DataEnd {
    /// They end with their mark of the end, or are of a kind that has none.
    Whole,
    /// They end before that.
    Cut,
    /// There is something in them that cannot be unpacked.
    Damaged,
}

impl DataEnd {
    /// What is wrong with such data.
    pub(super) fn flaw(self) -> Option<Flaw> {
        match self {
            Self::Whole => None,
            Self::Cut => Some(Flaw::Cut),
            Self::Damaged => Some(Flaw::Damaged),
        }
    }
}

/// What packed data become.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// In bytes.
    pub(super) size: usize,
    pub(super) end: DataEnd,
}

/// How bytes in hexadecimal end: with `>` (PDF 32000-1, 7.4.2).
pub(super) fn hex_end(data: &[u8]) -> DataEnd {
    let is_digit = |byte: &u8| byte.is_ascii_hexdigit() || is_blank(*byte);
    match data.iter().find(|byte| !is_digit(byte)) {
        Some(b'>') => DataEnd::Whole,
        Some(_) => DataEnd::Damaged,
        None => DataEnd::Cut,
    }
}

/// How bytes in base 85 end: with `~>` (PDF 32000-1, 7.4.3).
pub(super) fn end_of_85(data: &[u8]) -> DataEnd {
    let is_digit = |byte: &u8| matches!(byte, b'!'..=b'u' | b'z') || is_blank(*byte);
    match data.iter().find(|byte| !is_digit(byte)) {
        Some(b'~') if from_85(data).is_some() => DataEnd::Whole,
        Some(_) => DataEnd::Damaged,
        None => DataEnd::Cut,
    }
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0
}

/// What run lengths become (PDF 32000-1, 7.4.5). The mark at their end may be
/// missing; what lacks of a run may not.
pub(super) fn run_length(data: &[u8]) -> Counted {
    let (mut at, mut size) = (0, 0);
    while let Some(length) = data.get(at).map(|byte| usize::from(*byte)) {
        match length {
            128 => break,
            0..=127 => {
                size += length + 1;
                at += length + 2;
            }
            _ => {
                size += 257 - length;
                at += 2;
            }
        }
    }
    Counted { size, end: if at > data.len() { DataEnd::Cut } else { DataEnd::Whole } }
}

/// The bytes of run lengths, as far as they go.
pub(super) fn run_lengths(mut data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(run_length(data).size);
    while let [length, rest @ ..] = data {
        let length = usize::from(*length);
        data = match (length, rest) {
            (0..=127, _) => {
                let (run, rest) = rest.split_at(rest.len().min(length + 1));
                out.extend_from_slice(run);
                rest
            }
            (129.., [byte, rest @ ..]) => {
                out.resize(out.len() + 257 - length, *byte);
                rest
            }
            _ => break,
        };
    }
    out
}

/// Bytes that LZW becomes (PDF 32000-1, 7.4.4), give or take the moment at
/// which its codes get longer: the longer of both readings.
pub(super) fn lzw_size(data: &[u8]) -> usize {
    lzw(data, true).size.max(lzw(data, false).size)
}

/// What LZW becomes; `is_early` if codes get longer one code early.
pub(super) fn lzw(data: &[u8], is_early: bool) -> Counted {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut lengths: Vec<usize> = vec![1; 258];
    let (mut size, mut last) = (0_usize, 0);
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut bytes = data.iter();
    let mut is_damaged = false;
    loop {
        let width = match lengths.len() + usize::from(is_early) {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        while held < width {
            let Some(byte) = bytes.next() else {
                return Counted {
                    size,
                    end: if is_damaged { DataEnd::Damaged } else { DataEnd::Cut },
                };
            };
            bits = (bits << 8) | u32::from(*byte);
            held += 8;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        bits &= (1 << held) - 1;
        match code {
            END => {
                return Counted {
                    size,
                    end: if is_damaged { DataEnd::Damaged } else { DataEnd::Whole },
                };
            }
            CLEAR => {
                lengths.truncate(258);
                last = 0;
            }
            _ => {
                is_damaged |= code > lengths.len() || (code == lengths.len() && last == 0);
                // LZW: a code that is about to be defined stands for the last sequence and
                // its first byte once more.
                let length = lengths.get(code).copied().unwrap_or(last + 1);
                if last > 0 && lengths.len() < 4096 {
                    lengths.push(last + 1);
                }
                size = size.saturating_add(length);
                last = length;
            }
        }
    }
}
