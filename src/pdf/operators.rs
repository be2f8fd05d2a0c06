//! The operators of a content stream as bytes (PDF 32000-1, 7.8.2).
//!
//! Strings of glyphs stand as they are, byte by byte: in hexadecimal, or escaped so that
//! a person could read them, they would take a quarter more of the file.

use std::ops::Neg;

/// A number of an operator, in millionths. It is written as a decimal, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Decimal(i64);

impl Decimal {
    pub(super) const ZERO: Self = Self(0);
    pub(super) const ONE: Self = Self(1_000_000);

    /// Lengths are written to the thousandth of a point.
    pub(super) const fn thousandths(count: i64) -> Self {
        Self(count.saturating_mul(1000))
    }

    /// So many millionths of it.
    pub(super) fn part(self, millionths: i64) -> Self {
        Self(rounded(i128::from(self.0) * i128::from(millionths), 1_000_000))
    }

    /// How many millionths of another it is.
    pub(super) fn millionths_of(self, whole: Self) -> i64 {
        rounded(i128::from(self.0) * 1_000_000, i128::from(whole.0))
    }

    /// The nearest one to a ratio or a tint.
    pub(super) fn nearest(value: f64) -> Self {
        Self((value * 1e6).round() as i64)
    }
}

/// The nearest integer to a ratio; 0 where it is none.
fn rounded(count: i128, of: i128) -> i64 {
    let half = of / 2;
    (count + half).checked_div_euclid(of).and_then(|whole| i64::try_from(whole).ok()).unwrap_or(0)
}

impl Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// Operators, one after the other.
#[derive(Default)]
pub(super) struct Operators {
    bytes: Vec<u8>,
}

impl Operators {
    /// All that was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// An operator without operands.
    pub(super) fn plain(&mut self, operator: &str) {
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    /// An operator with numbers before it.
    pub(super) fn with<const N: usize>(&mut self, numbers: [Decimal; N], operator: &str) {
        for number in numbers {
            self.number(number);
            self.bytes.push(b' ');
        }
        self.plain(operator);
    }

    /// An operator with the name of a resource before it.
    pub(super) fn named(&mut self, name: &str, operator: &str) {
        self.name(name);
        self.bytes.push(b' ');
        self.plain(operator);
    }

    /// The face and the size of what follows.
    pub(super) fn font(&mut self, name: &str, size: Decimal) {
        self.name(name);
        self.bytes.push(b' ');
        self.with([size], "Tf");
    }

    /// The lengths of dash and gap; none for an unbroken line.
    pub(super) fn dashes(&mut self, dashes: &[Decimal]) {
        self.bytes.push(b'[');
        for (at, length) in dashes.iter().enumerate() {
            if at > 0 {
                self.bytes.push(b' ');
            }
            self.number(*length);
        }
        self.bytes.extend_from_slice(b"]0 d\n");
    }

    /// Begins a marked content (14.6) with its number among those of the page and the
    /// text that it is read as, if it has them.
    pub(super) fn begin_marked(
        &mut self,
        tag: &[u8],
        id: Option<usize>,
        actual_text: Option<&str>,
    ) {
        self.bytes.push(b'/');
        self.bytes.extend_from_slice(tag);
        self.bytes.extend_from_slice(b"<<");
        if let Some(id) = id {
            self.bytes.extend_from_slice(b"/MCID ");
            self.integer(id as i64);
        }
        if let Some(text) = actual_text {
            self.bytes.extend_from_slice(b"/ActualText");
            self.text(text);
        }
        self.bytes.extend_from_slice(b">>BDC\n");
    }

    /// Begins what is no part of what the page says (14.8.2.2).
    pub(super) fn begin_artifact(&mut self, kind: &str) {
        self.bytes.extend_from_slice(b"/Artifact<</Type/");
        self.bytes.extend_from_slice(kind.as_bytes());
        self.bytes.extend_from_slice(b">>BDC\n");
    }

    /// Begins to show glyphs, with numbers between them that move the pen.
    pub(super) fn show(&mut self) -> ShownGlyphs<'_> {
        self.bytes.push(b'[');
        ShownGlyphs { operators: self, is_open: false }
    }

    fn name(&mut self, name: &str) {
        self.bytes.push(b'/');
        self.bytes.extend_from_slice(name.as_bytes());
    }

    fn number(&mut self, Decimal(millionths): Decimal) {
        if millionths < 0 {
            self.bytes.push(b'-');
        }
        let millionths = millionths.unsigned_abs();
        self.digits(millionths / 1_000_000);
        let mut rest = millionths % 1_000_000;
        if rest > 0 {
            self.bytes.push(b'.');
        }
        let mut place = 100_000;
        while rest > 0 {
            self.bytes.push(b'0' + (rest / place) as u8);
            rest %= place;
            place /= 10;
        }
    }

    fn integer(&mut self, value: i64) {
        if value < 0 {
            self.bytes.push(b'-');
        }
        self.digits(value.unsigned_abs());
    }

    fn digits(&mut self, value: u64) {
        if value >= 10 {
            self.digits(value / 10);
        }
        self.bytes.push(b'0' + (value % 10) as u8);
    }

    /// A text string (7.9.2.2): ASCII as it is, all else in UTF-16.
    fn text(&mut self, text: &str) {
        self.bytes.push(b'(');
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            text.bytes().for_each(|byte| self.byte(byte));
        } else {
            self.bytes.extend_from_slice(&[0xFE, 0xFF]);
            for unit in text.encode_utf16() {
                unit.to_be_bytes().into_iter().for_each(|byte| self.byte(byte));
            }
        }
        self.bytes.push(b')');
    }

    /// A byte of a string between parentheses (7.3.4.2). A carriage return that is not
    /// escaped would be read as a line feed.
    fn byte(&mut self, byte: u8) {
        match byte {
            b'(' | b')' | b'\\' => self.bytes.extend_from_slice(&[b'\\', byte]),
            b'\r' => self.bytes.extend_from_slice(b"\\r"),
            _ => self.bytes.push(byte),
        }
    }
}

/// Glyphs that are being shown by one operator, TJ (9.4.3).
pub(super) struct ShownGlyphs<'o> {
    operators: &'o mut Operators,
    /// Whether a string has been begun.
    is_open: bool,
}

impl ShownGlyphs<'_> {
    /// Shows a glyph.
    pub(super) fn glyph(&mut self, id: u16) {
        if !std::mem::replace(&mut self.is_open, true) {
            self.operators.bytes.push(b'(');
        }
        id.to_be_bytes().into_iter().for_each(|byte| self.operators.byte(byte));
    }

    /// Moves the pen by so many thousandths of the size.
    pub(super) fn adjust(&mut self, number: i64) {
        if number == 0 {
            return;
        }
        self.close();
        self.operators.integer(number);
    }

    pub(super) fn end(mut self) {
        self.close();
        self.operators.bytes.extend_from_slice(b"]TJ\n");
    }

    fn close(&mut self) {
        if std::mem::replace(&mut self.is_open, false) {
            self.operators.bytes.push(b')');
        }
    }
}
