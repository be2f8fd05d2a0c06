//! Which encoding bytes are in, by what they say in each.
//!
//! A statistical detector (chardetng) is asked, and not believed alone: short copy in GBK
//! below a head of Latin keys is Korean to it. What it names is sure only if all bytes
//! are characters, there are enough of them, they read as the language of the encoding,
//! and read as no other.

use std::collections::BTreeSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::CopyEncoding;
use super::everyday::{CHINESE, KOREAN};
use super::private::is_private;
use super::strict::StrictReading;

/// Fewer letters than this may be anything: detectors name every sample of so many.
const LEAST_LETTERS: usize = 20;

/// Of so many characters one may be wrong where an encoding is named as a candidate.
const CHARACTERS_A_FAULT: usize = 100;

/// What is known of bytes.
pub(super) struct Judged {
    /// What they are written in, if that is sure.
    pub(super) sure: Option<CopyEncoding>,
    /// What they may be written in, the likeliest first.
    pub(super) candidates: Vec<CopyEncoding>,
}

/// Judges bytes that are not UTF-8.
pub(super) fn judge(bytes: &[u8]) -> Judged {
    if bytes.contains(&0) {
        return Judged { sure: None, candidates: utf_16(bytes) };
    }
    if is_damaged_utf8(bytes) {
        return Judged { sure: Some(CopyEncoding::Utf8), candidates: vec![CopyEncoding::Utf8] };
    }
    let tries =
        [CopyEncoding::Gbk, CopyEncoding::Big5, CopyEncoding::ShiftJis, CopyEncoding::Cp949];
    let mut readings: Vec<JudgedReading> =
        tries.into_iter().map(|encoding| JudgedReading::of(bytes, encoding)).collect();
    readings.sort_by_key(|it| std::cmp::Reverse((it.is_plausible(), it.everyday_share())));
    let mut plausible = readings.iter().filter(|it| it.is_plausible());
    let sure = match (plausible.next(), plausible.next()) {
        (Some(only), None) if only.is_whole && only.letters >= LEAST_LETTERS => {
            let has_controls = bytes.iter().any(|byte| matches!(byte, 1..=8 | 14..=25 | 27..=31));
            let agrees = detected(bytes) == Some(only.encoding);
            (agrees && !has_controls).then_some(only.encoding)
        }
        _ => None,
    };
    let may_be = readings.iter().filter(|it| it.has_few_faults);
    let is_short = readings.iter().all(|it| it.letters < LEAST_LETTERS);
    let may_be = may_be.filter(|it| is_short || it.is_plausible());
    Judged { sure, candidates: may_be.map(|it| it.encoding).collect() }
}

/// What the detector says, if it is one of ours.
fn detected(bytes: &[u8]) -> Option<CopyEncoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let known = CopyEncoding::ALL.into_iter().find(|it| it.codec() == guess);
    known.map(|it| if it == CopyEncoding::Gb18030 { CopyEncoding::Gbk } else { it })
}

/// UTF-16 by where the zeros are that stand in each character of ASCII.
fn utf_16(bytes: &[u8]) -> Vec<CopyEncoding> {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|it| **it == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let order = if even > odd {
        [CopyEncoding::Utf16Be, CopyEncoding::Utf16Le]
    } else {
        [CopyEncoding::Utf16Le, CopyEncoding::Utf16Be]
    };
    order.into_iter().filter(|it| StrictReading::of(bytes, *it).wrong == 0).collect()
}

/// Whether it is UTF-8 but for a few places: cut inside a character, say.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    const LEAST: usize = 5;
    const CHARACTERS: usize = 20;
    let (mut wide, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // Letters with accents could be anything.
        wide += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    wide >= LEAST && faults * CHARACTERS <= wide.max(CHARACTERS)
}

/// What bytes say in one encoding, and how likely that is.
struct JudgedReading {
    encoding: CopyEncoding,
    /// Whether all bytes are characters; a last one may be cut off, which is told when
    /// all is read.
    is_whole: bool,
    has_few_faults: bool,
    /// Letters that are not ASCII.
    letters: usize,
    /// Those that stand in most texts of the language.
    everyday: usize,
    /// Those of the language's scripts.
    own: usize,
    /// Those of kana.
    kana: usize,
}

impl JudgedReading {
    fn of(bytes: &[u8], encoding: CopyEncoding) -> Self {
        let strict = StrictReading::of(bytes, encoding);
        // GBK here means either of the two.
        let strict = match encoding {
            CopyEncoding::Gbk if strict.wrong > 0 => {
                let other = StrictReading::of(bytes, CopyEncoding::Gb18030);
                if other.wrong < strict.wrong { other } else { strict }
            }
            _ => strict,
        };
        let is_cut = strict.wrong == 1 && strict.first_wrong.is_some_and(|at| at + 4 > bytes.len());
        let everyday: BTreeSet<char> = match encoding {
            CopyEncoding::Cp949 => KOREAN.chars().collect(),
            _ => CHINESE.chars().collect(),
        };
        let mut reading = Self {
            encoding,
            is_whole: strict.wrong == 0 || is_cut,
            has_few_faults: strict.wrong * CHARACTERS_A_FAULT <= strict.text.chars().count(),
            letters: 0,
            everyday: 0,
            own: 0,
            kana: 0,
        };
        reading.has_few_faults |= reading.is_whole;
        for c in strict.text.chars().filter(|c| !c.is_ascii() && !is_mark(*c)) {
            let is_kana = matches!(c, '\u{3041}'..='\u{30FF}');
            let is_own = match encoding {
                CopyEncoding::Cp949 => is_hangul(c),
                CopyEncoding::ShiftJis => is_kana || is_han(c),
                _ => is_han(c),
            };
            reading.letters += 1;
            reading.own += usize::from(is_own);
            reading.kana += usize::from(is_kana);
            reading.everyday += usize::from(is_kana || everyday.contains(&c));
        }
        reading
    }

    /// Everyday letters in a thousand.
    fn everyday_share(&self) -> usize {
        self.everyday * 1000 / self.letters.max(1)
    }

    /// Whether it reads as its language. The bounds stand between what copy has in its
    /// own encoding and what it has in others (the tests tell both).
    fn is_plausible(&self) -> bool {
        let own = self.own * 1000 / self.letters.max(1);
        let kana = self.kana * 1000 / self.letters.max(1);
        self.has_few_faults
            && match self.encoding {
                CopyEncoding::Cp949 => own >= 850 && self.everyday_share() >= 300,
                CopyEncoding::ShiftJis => own >= 900 && kana >= 200,
                _ => own >= 850 && self.everyday_share() >= 350,
            }
    }
}

/// Marks and signs, which stand in texts of all languages.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{A0}'..='\u{BF}' | '\u{D7}' | '\u{2000}'..='\u{206F}' | '\u{2100}'..='\u{27BF}'
        | '\u{3000}'..='\u{303F}' | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF5E}' | '\u{FFE0}'..='\u{FFE6}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}')
        && !is_private(c)
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}
