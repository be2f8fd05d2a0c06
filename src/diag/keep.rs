//! Findings as bytes, to be told again by a later run as if it had found them itself.
//!
//! The form is that of this very program and of no other: whoever keeps the bytes sees to
//! it that no other reads them, and that they are whole. Bytes that no program wrote give
//! nothing, and no panic.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::{Diagnostic, FilePlace, PageArea, PageNumber, Severity, Sink, SourceId, Sources, Span};

/// What is found of the machine as it is at the moment, by the names of findings and
/// their reasons: the next run may find otherwise, with the same files.
const OF_THE_MOMENT: [&str; 7] =
    ["MachineFault", "OutputFault", "NoMemory", "NoRoom", "Changed", "System", "CurrentGone"];
/// How deep findings may be due to others.
const DEPTH: u32 = 8;
/// How many words of the program are known again at most, and how long they may be: there
/// are some dozens.
const MOST_WORDS: usize = 4096;
const LONGEST_WORD: usize = 64;

/// Findings, and the texts that they are in.
#[derive(Debug, Clone, Default)]
pub struct KeptFindings {
    /// The findings.
    pub sink: Sink,
    /// The texts.
    pub sources: Sources,
}

impl KeptFindings {
    /// These findings as bytes; none if some of them are due to the state of the machine.
    #[must_use]
    pub fn pack(sink: &Sink, sources: &Sources) -> Option<Vec<u8>> {
        let mut out = Packed::default();
        let wanted: BTreeSet<SourceId> =
            sink.list().iter().filter_map(|finding| Some(finding.span?.source)).collect();
        let places: BTreeMap<SourceId, u32> = wanted.iter().copied().zip(0..).collect();
        wanted.len().keep(&mut out);
        for source in &wanted {
            let source = sources.get(*source);
            source.name.keep(&mut out);
            source.text.keep(&mut out);
        }
        sink.list().len().keep(&mut out);
        for finding in sink.list() {
            let Diagnostic { severity, finding, span, file_place, advice, more } = finding;
            severity.keep(&mut out);
            finding.keep(&mut out);
            let span = span.map(|Span { source, start, end }| KeptSpan {
                source: places.get(&source).copied().unwrap_or_default(),
                start,
                end,
            });
            span.keep(&mut out);
            file_place.keep(&mut out);
            advice.keep(&mut out);
            more.keep(&mut out);
        }
        (!out.is_of_the_moment).then_some(out.bytes)
    }

    /// What was packed, if it is that.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut from = Unpacked { rest: bytes, depth: 0 };
        let mut kept = Self::default();
        let mut places = Vec::new();
        for _ in 0..usize::kept(&mut from)? {
            let name = String::kept(&mut from)?;
            places.push(kept.sources.add(name, String::kept(&mut from)?));
        }
        for _ in 0..usize::kept(&mut from)? {
            let severity = Severity::kept(&mut from)?;
            let finding = Keep::kept(&mut from)?;
            let span = match Option::<KeptSpan>::kept(&mut from)? {
                Some(KeptSpan { source, start, end }) => {
                    Some(Span { source: *places.get(source as usize)?, start, end })
                }
                None => None,
            };
            let file_place = Keep::kept(&mut from)?;
            let (advice, more) = (Keep::kept(&mut from)?, Keep::kept(&mut from)?);
            kept.sink.push(Diagnostic { severity, finding, span, file_place, advice, more });
        }
        from.rest.is_empty().then_some(kept)
    }
}

/// A place in one of the texts that are kept, by its number.
struct KeptSpan {
    source: u32,
    start: u32,
    end: u32,
}

/// Bytes that come to be.
#[derive(Default)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    is_of_the_moment: bool,
}

impl Packed {
    /// Adds the name of a finding or a noun.
    pub(super) fn name(&mut self, name: &str) {
        self.is_of_the_moment |= OF_THE_MOMENT.contains(&name);
        name.to_owned().keep(self);
    }
}

/// Bytes that are read.
pub(super) struct Unpacked<'a> {
    rest: &'a [u8],
    depth: u32,
}

impl<'a> Unpacked<'a> {
    /// The next name of a finding or a noun.
    pub(super) fn name(&mut self) -> Option<&'a str> {
        let length = usize::kept(self)?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

/// What can be put into bytes and taken out again.
pub(super) trait Keep: Sized {
    /// Adds it to bytes.
    fn keep(&self, out: &mut Packed);

    /// The next one of some bytes, if it is one.
    fn kept(from: &mut Unpacked) -> Option<Self>;
}

macro_rules! kept_numbers {
    ($($type:ty),+) => {
        $(impl Keep for $type {
            fn keep(&self, out: &mut Packed) {
                out.bytes.extend(self.to_le_bytes());
            }

            fn kept(from: &mut Unpacked) -> Option<Self> {
                let (first, rest) = from.rest.split_first_chunk()?;
                from.rest = rest;
                Some(Self::from_le_bytes(*first))
            }
        })+
    };
}

kept_numbers!(u8, u16, u32, u64, i64, f64);

impl Keep for usize {
    fn keep(&self, out: &mut Packed) {
        (*self as u64).keep(out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        Self::try_from(u64::kept(from)?).ok()
    }
}

impl Keep for bool {
    fn keep(&self, out: &mut Packed) {
        u8::from(*self).keep(out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        match u8::kept(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Keep for char {
    fn keep(&self, out: &mut Packed) {
        u32::from(*self).keep(out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        Self::from_u32(u32::kept(from)?)
    }
}

impl Keep for String {
    fn keep(&self, out: &mut Packed) {
        self.len().keep(out);
        out.bytes.extend(self.as_bytes());
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        from.name().map(str::to_owned)
    }
}

/// A word of the program. One that was kept is put into the memory of this process once
/// and for all.
impl Keep for &'static str {
    fn keep(&self, out: &mut Packed) {
        (*self).to_owned().keep(out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let word = from.name()?;
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(word) {
            return Some(known);
        }
        if known.len() >= MOST_WORDS || word.len() > LONGEST_WORD {
            return None;
        }
        let word: &'static str = Box::leak(word.to_owned().into_boxed_str());
        known.insert(word);
        Some(word)
    }
}

impl<K: Keep> Keep for Option<K> {
    fn keep(&self, out: &mut Packed) {
        self.is_some().keep(out);
        if let Some(kept) = self {
            kept.keep(out);
        }
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        Some(match bool::kept(from)? {
            true => Some(K::kept(from)?),
            false => None,
        })
    }
}

impl<K: Keep> Keep for Vec<K> {
    fn keep(&self, out: &mut Packed) {
        self.len().keep(out);
        self.iter().for_each(|kept| kept.keep(out));
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        // How many there are is not believed before they are there.
        let mut all = Self::new();
        for _ in 0..usize::kept(from)? {
            all.push(K::kept(from)?);
        }
        Some(all)
    }
}

impl<K: Keep + Copy + Default, const N: usize> Keep for [K; N] {
    fn keep(&self, out: &mut Packed) {
        self.iter().for_each(|kept| kept.keep(out));
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        let mut all = [K::default(); N];
        for place in &mut all {
            *place = K::kept(from)?;
        }
        Some(all)
    }
}

impl<K: Keep> Keep for Box<K> {
    fn keep(&self, out: &mut Packed) {
        K::keep(self, out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        if from.depth >= DEPTH {
            return None;
        }
        from.depth += 1;
        let kept = K::kept(from)?;
        from.depth -= 1;
        Some(Self::new(kept))
    }
}

impl Keep for PageNumber {
    fn keep(&self, out: &mut Packed) {
        self.as_str().to_owned().keep(out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        String::kept(from).map(Self::new)
    }
}

impl Keep for Severity {
    fn keep(&self, out: &mut Packed) {
        match self {
            Self::Note => 0_u8,
            Self::Warning => 1,
            Self::Error => 2,
        }
        .keep(out);
    }

    fn kept(from: &mut Unpacked) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].get(usize::from(u8::kept(from)?)).copied()
    }
}

/// Structs whose members can all be kept.
macro_rules! kept_structs {
    ($($type:ty { $($member:ident),+ $(,)? })+) => {
        $(impl $crate::diag::keep::Keep for $type {
            fn keep(&self, out: &mut $crate::diag::keep::Packed) {
                $($crate::diag::keep::Keep::keep(&self.$member, out);)+
            }

            fn kept(from: &mut $crate::diag::keep::Unpacked) -> Option<Self> {
                Some(Self { $($member: $crate::diag::keep::Keep::kept(from)?),+ })
            }
        })+
    };
}

pub(super) use kept_structs;

kept_structs! {
    KeptSpan { source, start, end }
    PageArea { x, y, width, height }
    FilePlace { file, page, area }
}
