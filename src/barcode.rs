//! Barcodes: what a text is as bars or squares, and whether its check digit is
//! right.
//!
//! EAN-13 with its add-ons after the GS1 General Specifications (5.2); a serial
//! after ISO 3297 stands in it with the prefix 977. QR codes (ISO/IEC 18004) are
//! worked out by `qrcodegen`. Nothing here knows lengths.

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of an EAN-13 from its first bar to its last.
pub const EAN_WIDTH: u32 = 95;
/// Modules that stay bare at its left and right.
pub const EAN_QUIET: (u32, u32) = (11, 7);
/// Modules between it and its add-on.
pub const ADD_ON_GAP: u32 = 9;
/// Modules that stay bare at the right of an add-on.
pub const ADD_ON_QUIET: u32 = 5;
/// Modules that stay bare round a QR code.
pub const QR_QUIET: u32 = 4;

/// An article's thirteen digits, the last of which checks the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ean13([u8; 13]);

/// The two or five digits beside an EAN-13.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddOn {
    /// Two.
    Two([u8; 2]),
    /// Five.
    Five([u8; 5]),
}

/// Why a text is no barcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarcodeError {
    /// There is something beside digits.
    NotDigits,
    /// There are too few or too many; so many they are.
    Length(usize),
    /// The last digit does not check the others; it would have to be this.
    Check(char),
    /// More text than a QR code of this level holds.
    TooLong,
}

/// The widths of the four elements of a digit, space first: set A. Set B is its
/// mirror image, set C its negative (GS1 General Specifications, figure 5.2.1.2).
const WIDTHS: [[u8; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];

/// Which of the six left digits are of set B, by the first digit, which has no
/// bars of its own; the highest of six bits is the first of them.
const SETS: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101,
    0b01_0110, 0b01_1010,
];

/// The same for the five digits of an add-on, by their check.
const FIVE_SETS: [u8; 10] =
    [0b11000, 0b10100, 0b10010, 0b10001, 0b01100, 0b00110, 0b00011, 0b01010, 0b01001, 0b00101];

impl Ean13 {
    /// Twelve digits, to which the check digit is added, or thirteen, of which
    /// the last is checked. Hyphens and spaces are passed over.
    ///
    /// # Errors
    /// If it is anything else, or the check digit is wrong.
    pub fn new(text: &str) -> Result<Self, BarcodeError> {
        let digits = digits(text)?;
        let (Some(first), true) = (digits.first_chunk::<12>(), digits.len() <= 13) else {
            return Err(BarcodeError::Length(digits.len()));
        };
        let check = ean_check(first);
        if digits.get(12).is_some_and(|given| *given != check) {
            return Err(BarcodeError::Check(char::from(b'0' + check)));
        }
        let mut all = [0; 13];
        all[..12].copy_from_slice(first);
        all[12] = check;
        Ok(Self(all))
    }

    /// The eight characters of an ISSN, whose last checks the others and may be
    /// X; or the thirteen digits of its bars.
    ///
    /// # Errors
    /// If it is anything else, or a check digit is wrong.
    pub fn of_issn(text: &str) -> Result<Self, BarcodeError> {
        let plain: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        let plain = plain.strip_prefix("ISSN").unwrap_or(&plain);
        if plain.len() == 13 {
            return Self::new(plain);
        }
        let Some((head, last)) =
            plain.len().checked_sub(1).and_then(|at| plain.split_at_checked(at))
        else {
            return Err(BarcodeError::Length(0));
        };
        let serial = digits(head)?;
        if serial.len() != 7 {
            return Err(BarcodeError::Length(plain.chars().count()));
        }
        // Weights from 8 to 2, modulo 11 (ISO 3297, annex B).
        let sum: u32 = serial
            .iter()
            .zip((2..=8).rev())
            .map(|(digit, weight)| u32::from(*digit) * weight)
            .sum();
        let check = match (11 - sum % 11) % 11 {
            10 => 'X',
            digit => char::from_digit(digit, 10).unwrap_or('0'),
        };
        if !last.eq_ignore_ascii_case(check.encode_utf8(&mut [0; 4])) {
            return Err(BarcodeError::Check(check));
        }
        let serial: String = serial.iter().map(|digit| char::from(b'0' + digit)).collect();
        Self::new(&format!("977{serial}00"))
    }

    /// Its digits.
    #[must_use]
    pub fn digits(&self) -> [u8; 13] {
        self.0
    }

    /// Its modules from the first bar to the last; true is black.
    #[must_use]
    pub fn modules(&self) -> Vec<bool> {
        let mut modules = vec![true, false, true];
        let sets = SETS[usize::from(self.0[0] % 10)];
        for (at, digit) in self.0[1..7].iter().enumerate() {
            let is_b = sets >> (5 - at) & 1 == 1;
            push_digit(&mut modules, *digit, is_b, false);
        }
        modules.extend([false, true, false, true, false]);
        for digit in &self.0[7..] {
            push_digit(&mut modules, *digit, false, true);
        }
        modules.extend([true, false, true]);
        modules
    }

    /// Whether a module is of a bar that is longer than the others.
    #[must_use]
    pub fn is_guard(module: usize) -> bool {
        matches!(module, 0..=2 | 45..=49 | 92..=94)
    }
}

impl AddOn {
    /// Two or five digits.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn new(text: &str) -> Result<Self, BarcodeError> {
        let digits = digits(text)?;
        match *digits.as_slice() {
            [a, b] => Ok(Self::Two([a, b])),
            [a, b, c, d, e] => Ok(Self::Five([a, b, c, d, e])),
            _ => Err(BarcodeError::Length(digits.len())),
        }
    }

    /// Its digits.
    #[must_use]
    pub fn digits(&self) -> &[u8] {
        match self {
            Self::Two(digits) => digits,
            Self::Five(digits) => digits,
        }
    }

    /// Its modules from the first bar to the last; true is black.
    #[must_use]
    pub fn modules(&self) -> Vec<bool> {
        let sets = match self {
            Self::Two([a, b]) => (10 * a + b) % 4,
            Self::Five([a, b, c, d, e]) => {
                let check = 3 * (u32::from(*a) + u32::from(*c) + u32::from(*e))
                    + 9 * (u32::from(*b) + u32::from(*d));
                FIVE_SETS[(check % 10) as usize]
            }
        };
        let digits = self.digits();
        let mut modules = vec![true, false, true, true];
        for (at, digit) in digits.iter().enumerate() {
            if at > 0 {
                modules.extend([false, true]);
            }
            let is_b = sets >> (digits.len() - 1 - at) & 1 == 1;
            push_digit(&mut modules, *digit, is_b, false);
        }
        modules
    }
}

/// A QR code's rows of modules; true is black.
///
/// # Errors
/// If the text is more than a code of this level holds.
pub fn qr(text: &str, level: Level) -> Result<Vec<Vec<bool>>, BarcodeError> {
    let level = match level {
        Level::Low => QrCodeEcc::Low,
        Level::Medium => QrCodeEcc::Medium,
        Level::Quartile => QrCodeEcc::Quartile,
        Level::High => QrCodeEcc::High,
    };
    let code = QrCode::encode_text(text, level).map_err(|_| BarcodeError::TooLong)?;
    let side = 0..code.size();
    Ok(side.clone().map(|y| side.clone().map(|x| code.get_module(x, y)).collect()).collect())
}

/// How much of a QR code may be damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// 7 %.
    Low,
    /// 15 %.
    Medium,
    /// 25 %.
    Quartile,
    /// 30 %.
    High,
}

fn digits(text: &str) -> Result<Vec<u8>, BarcodeError> {
    text.chars()
        .filter(|c| !matches!(c, '-' | ' '))
        .map(|c| c.to_digit(10).map(|digit| digit as u8).ok_or(BarcodeError::NotDigits))
        .collect()
}

/// Every second digit counts three times (GS1 General Specifications, 7.9).
fn ean_check(digits: &[u8; 12]) -> u8 {
    let sum: u32 = digits
        .iter()
        .zip([1, 3].into_iter().cycle())
        .map(|(d, weight)| u32::from(*d) * weight)
        .sum();
    ((10 - sum % 10) % 10) as u8
}

fn push_digit(modules: &mut Vec<bool>, digit: u8, is_mirrored: bool, is_negative: bool) {
    let mut widths = WIDTHS[usize::from(digit % 10)];
    if is_mirrored {
        widths.reverse();
    }
    for (at, width) in widths.into_iter().enumerate() {
        let is_black = (at % 2 == 1) != is_negative;
        modules.extend((0..width).map(|_| is_black));
    }
}
