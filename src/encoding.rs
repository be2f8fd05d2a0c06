//! Bytes of copy to text: which characters they are written in, and what they say.
//!
//! A mark at the start settles it (byte order mark), then strict UTF-8, then a look at
//! the whole of the bytes (`judge`). What is not sure is asked and never guessed, and
//! bytes that are no character are an error with their place: nothing is replaced.
//! Characters of private use, which old newsroom systems have for what no standard had,
//! stay as they are and are told by whoever asks ([`private_use`]). Knows no file and no
//! story.

mod everyday;
mod gb;
mod judge;
mod private;
mod strict;

pub use private::{PrivateUse, private_use};

use encoding_rs::Encoding;

use crate::diag::finding::FileFault;

use gb::GbForms;
use strict::StrictReading;

/// Which characters a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CopyEncoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// GB 18030 as of 2022, with characters of four bytes.
    Gb18030,
    /// GBK as Windows has it (CP936), with € at 0x80 and no characters of four bytes.
    Gbk,
    /// Big5 with the characters of Hong Kong (HKSCS).
    Big5,
    /// Shift_JIS as Windows has it (CP932).
    ShiftJis,
    /// EUC-KR with the syllables that Windows added (CP949).
    Cp949,
}

impl CopyEncoding {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Gb18030,
        Self::Gbk,
        Self::Big5,
        Self::ShiftJis,
        Self::Cp949,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Utf8,
    ];

    /// The name that people know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Gbk => "GBK",
            Self::Big5 => "Big5",
            Self::ShiftJis => "Shift_JIS",
            Self::Cp949 => "CP949",
        }
    }

    /// The word for it in options.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Gbk => "gbk",
            Self::Big5 => "big5",
            Self::ShiftJis => "shift_jis",
            Self::Cp949 => "cp949",
        }
    }

    /// The encoding that a label of the web means (`charset=gb2312`), if it is one of
    /// these.
    #[must_use]
    pub fn of_label(label: &str) -> Option<Self> {
        let encoding = Encoding::for_label(label.trim().as_bytes())?;
        // What calls itself GBK or GB2312 is read as all of GB 18030.
        Self::ALL.into_iter().find(|it| it.codec() == encoding)
    }

    fn codec(self) -> &'static Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Gbk => encoding_rs::GBK,
            Self::Big5 => encoding_rs::BIG5,
            Self::ShiftJis => encoding_rs::SHIFT_JIS,
            Self::Cp949 => encoding_rs::EUC_KR,
        }
    }

    /// The mark at the start of a text that is written in it.
    fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"\xEF\xBB\xBF",
            Self::Utf16Le => b"\xFF\xFE",
            Self::Utf16Be => b"\xFE\xFF",
            Self::Gb18030 => b"\x84\x31\x95\x33",
            Self::Gbk | Self::Big5 | Self::ShiftJis | Self::Cp949 => b"",
        }
    }
}

/// Bytes that have become text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// What they say, without a mark at the start; line ends are as they were.
    pub text: String,
    /// What they are written in.
    pub encoding: CopyEncoding,
    /// How that is known.
    pub known_by: KnownBy,
    /// Whether a mark of UTF-8 stood before something else, as spreadsheets write it.
    pub has_wrong_mark: bool,
}

/// How it is known what a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    /// Somebody says so.
    Word,
    /// A mark stands at the start.
    Mark,
    /// It is whole UTF-8.
    Utf8,
    /// By what all of it says.
    Sense,
}

/// Why bytes do not become text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// It cannot be told what they are written in.
    Unsure {
        /// What they may be written in, the likeliest first.
        candidates: Vec<CopyEncoding>,
        /// The first byte that is not UTF-8, from 0.
        offset: usize,
    },
    /// They are written in this, and some of them are no character of it.
    NoCharacter {
        /// What they are written in.
        encoding: CopyEncoding,
        /// The first byte that is no character, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
}

impl DecodeError {
    /// What is found of the file of this name.
    #[must_use]
    pub fn finding(&self, path: String) -> FileFault {
        match self {
            Self::Unsure { candidates, offset } => {
                let charsets = candidates.iter().map(|it| it.word()).collect();
                FileFault::UnsureEncoding { path, byte: *offset, charsets }
            }
            Self::NoCharacter { encoding, offset, line } => FileFault::NotOfEncoding {
                path,
                charset: encoding.name(),
                byte: *offset,
                file_line: *line,
            },
        }
    }
}

/// The text that bytes stand for; `wanted` is what somebody says that they are written
/// in.
///
/// # Errors
/// If that is not sure, or bytes are no character.
pub fn decode(bytes: &[u8], wanted: Option<CopyEncoding>) -> Result<Decoded, DecodeError> {
    let marked =
        [CopyEncoding::Utf8, CopyEncoding::Utf16Le, CopyEncoding::Utf16Be, CopyEncoding::Gb18030]
            .into_iter()
            .find(|it| bytes.starts_with(it.mark()));
    let mark = marked.map_or(0, |it| it.mark().len());
    let copy = Copy { bytes, start: mark };
    match (wanted, marked) {
        // Spreadsheets write a mark of UTF-8 before bytes that are GBK.
        (Some(wanted), Some(marked))
            if wanted != marked && marked != CopyEncoding::Utf8 && is_unicode(wanted) =>
        {
            let line = 1;
            Err(DecodeError::NoCharacter { encoding: wanted, offset: 0, line })
        }
        (Some(wanted), _) => copy.read(wanted, KnownBy::Word),
        (None, Some(marked)) if marked != CopyEncoding::Utf8 => copy.read(marked, KnownBy::Mark),
        (None, marked) => {
            let known_by = if marked.is_some() { KnownBy::Mark } else { KnownBy::Utf8 };
            match std::str::from_utf8(copy.rest()) {
                Ok(text) if !seems_utf_16(text) => {
                    let text = text.to_owned();
                    let encoding = CopyEncoding::Utf8;
                    Ok(Decoded { text, encoding, known_by, has_wrong_mark: false })
                }
                _ => copy.judge(),
            }
        }
    }
}

/// Whether so many zeros stand in a text that they are halves of characters.
fn seems_utf_16(text: &str) -> bool {
    const BYTES_A_ZERO: usize = 4;
    let zeros = text.bytes().filter(|byte| *byte == 0).count();
    zeros > 0 && zeros * BYTES_A_ZERO >= text.len()
}

fn is_unicode(encoding: CopyEncoding) -> bool {
    matches!(encoding, CopyEncoding::Utf8 | CopyEncoding::Utf16Le | CopyEncoding::Utf16Be)
}

/// What bytes seem to be written in that are not UTF-8, if that is sure.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<CopyEncoding> {
    decode(bytes, None).ok().map(|decoded| decoded.encoding).filter(|it| *it != CopyEncoding::Utf8)
}

/// Bytes with a mark before them or none.
#[derive(Clone, Copy)]
struct Copy<'a> {
    bytes: &'a [u8],
    /// Where it begins behind the mark.
    start: usize,
}

impl<'a> Copy<'a> {
    fn rest(self) -> &'a [u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    fn mark(self) -> &'a [u8] {
        self.bytes.get(..self.start).unwrap_or_default()
    }

    /// All of it in one encoding.
    fn read(self, encoding: CopyEncoding, known_by: KnownBy) -> Result<Decoded, DecodeError> {
        let reading = StrictReading::of(self.rest(), encoding);
        match reading.first_wrong {
            None => {
                let has_wrong_mark = self.start > 0 && encoding.mark() != self.mark();
                Ok(Decoded { text: reading.text, encoding, known_by, has_wrong_mark })
            }
            Some(at) => Err(self.no_character(encoding, at)),
        }
    }

    fn no_character(self, encoding: CopyEncoding, at: usize) -> DecodeError {
        let before = self.rest().get(..at).unwrap_or_default();
        let is_line_feed = |unit: &&[u8]| match encoding {
            CopyEncoding::Utf16Le => **unit == *b"\n\0",
            CopyEncoding::Utf16Be => **unit == *b"\0\n",
            _ => **unit == *b"\n",
        };
        let is_wide = matches!(encoding, CopyEncoding::Utf16Le | CopyEncoding::Utf16Be);
        let line = 1 + before.chunks(1 + usize::from(is_wide)).filter(is_line_feed).count();
        DecodeError::NoCharacter { encoding, offset: self.start + at, line }
    }

    /// What it says is not known to be written in anything.
    fn judge(self) -> Result<Decoded, DecodeError> {
        let bytes = self.rest();
        let judged = judge::judge(bytes);
        let Some(sure) = judged.sure else {
            let offset = std::str::from_utf8(bytes).map_or_else(|it| it.valid_up_to(), str::len);
            let offset = self.start + offset;
            return Err(DecodeError::Unsure { candidates: judged.candidates, offset });
        };
        let encoding = match (sure, GbForms::of(bytes)) {
            (CopyEncoding::Gbk, GbForms { four_bytes: Some(_), .. }) => CopyEncoding::Gb18030,
            (sure, _) => sure,
        };
        self.read(encoding, KnownBy::Sense)
    }
}

/// Bytes that have become text by what they say of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedText {
    /// What they say.
    pub text: String,
    /// What they are written in.
    pub charset: &'static str,
}

/// The text of bytes in an encoding by its label, as XML says what it is written in
/// (`iso-8859-1`); none if nobody knows the label, or bytes are no character of it.
#[must_use]
pub fn decode_named(bytes: &[u8], label: &str) -> Option<NamedText> {
    if let Some(known) = CopyEncoding::of_label(label) {
        let decoded = decode(bytes, Some(known)).ok()?;
        return Some(NamedText { text: decoded.text, charset: decoded.encoding.name() });
    }
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(NamedText { text: text.into_owned(), charset: encoding.name() })
}
