//! Where the text on a page comes from: which bytes of which file each stretch
//! of it follows from.

use std::ops::Range;

use crate::diag::Span;

/// How text follows from the bytes that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trace {
    /// They are the text, byte for byte; only a space may stand for other white
    /// space.
    Exact,
    /// It is written there, among signs and in other words: with escapes, between
    /// the quotes of a string, as part of a reading.
    Within,
    /// It is made of what is written there: a folio of its pattern and the date.
    Made,
}

/// Bytes that text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WrittenAt {
    /// The file, and bytes of it.
    pub span: Span,
    /// How the text follows from these.
    pub trace: Trace,
}

/// Where a stretch of some text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Bytes of the text.
    pub text: Range<usize>,
    /// What they come from.
    pub written: WrittenAt,
}

/// Where the stretches of a text come from, in the order of the text. What no
/// stretch covers, nobody has written: a hyphen, a number before a list's item,
/// brackets round a credit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins(Vec<Origin>);

impl Origins {
    /// Of a text of `length` bytes, all of which comes from one place.
    #[must_use]
    pub fn of(length: usize, written: WrittenAt) -> Self {
        let mut origins = Self::default();
        origins.push(Origin { text: 0..length, written });
        origins
    }

    /// The stretches.
    #[must_use]
    pub fn as_slice(&self) -> &[Origin] {
        &self.0
    }

    /// Adds a stretch that stands after all others; one that goes on where the last
    /// one ends, in the text and in the file, becomes one with it.
    pub fn push(&mut self, next: Origin) {
        if next.text.is_empty() {
            return;
        }
        if let Some(last) = self.0.last_mut().filter(|last| last.is_continued_by(&next)) {
            last.text.end = next.text.end;
            last.written.span.end = next.written.span.end;
            return;
        }
        self.0.push(next);
    }

    /// Adds those of `range` of another text, which has come to stand at `at` of
    /// this one.
    pub fn extend_from(&mut self, other: &Self, range: Range<usize>, at: usize) {
        let first = other.0.partition_point(|origin| origin.text.end <= range.start);
        let inside = other.0[first..].iter().take_while(|origin| origin.text.start < range.end);
        for origin in inside {
            let Origin { text, written } = origin.cut(&range);
            let text = text.start - range.start + at..text.end - range.start + at;
            self.push(Origin { text, written });
        }
    }

    /// What some bytes of the text come from, if they all come from one place.
    #[must_use]
    pub fn of_bytes(&self, bytes: Range<usize>) -> Option<WrittenAt> {
        let first = self.0.partition_point(|origin| origin.text.end <= bytes.start);
        let origin = self.0.get(first)?;
        let holds = origin.text.start <= bytes.start && bytes.end <= origin.text.end;
        holds.then(|| origin.cut(&bytes).written)
    }
}

impl Origin {
    /// The part of it that covers some bytes of the text. Only what stands in the
    /// file as it is can be traced into its bytes.
    fn cut(&self, range: &Range<usize>) -> Self {
        let text = self.text.start.max(range.start)..self.text.end.min(range.end);
        let WrittenAt { span, trace } = self.written;
        let span = match trace {
            Trace::Exact => {
                let from = span.start as usize + text.start - self.text.start;
                Span::new(span.source, from..from + text.len())
            }
            Trace::Within | Trace::Made => span,
        };
        Self { text, written: WrittenAt { span, trace } }
    }

    fn is_continued_by(&self, next: &Self) -> bool {
        let (own, other) = (self.written, next.written);
        self.text.end == next.text.start
            && own.trace == other.trace
            && match own.trace {
                Trace::Exact => {
                    own.span.source == other.span.source && own.span.end == other.span.start
                }
                Trace::Within | Trace::Made => own.span == other.span,
            }
    }
}
