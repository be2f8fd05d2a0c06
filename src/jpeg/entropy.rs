//! Blocks of 64 coefficients out of Huffman codes and back (ITU-T T.81, annex F).

use super::tables::CodeTable;

/// A block: its DC as it is, not as a difference, then its AC in their zigzag order.
pub(super) type CoefficientBlock = [i16; 64];

/// Sixteen zeros (F.1.2.2.1).
const ZEROS: u8 = 0xF0;
/// Only zeros up to the end of the block.
const REST: u8 = 0x00;

/// Bits of a code that are looked up at once; most codes are no longer.
const QUICK: u32 = 9;

/// The codes of a table, to be read.
pub(super) struct CodeReader {
    /// By the next bits the length of a code in the high byte and what it stands for in
    /// the low one; 0 if it is longer.
    quick: Vec<u16>,
    /// By the length of a code, one more than the highest of them, and what is to be
    /// added to one to find its place among the symbols.
    ends: [i32; 17],
    shifts: [i32; 17],
    symbols: Vec<u8>,
}

impl CodeReader {
    /// The codes of so many symbols of each length (C.2); `None` if there are more than
    /// there can be.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut codes = Self {
            quick: vec![0; 1 << QUICK],
            ends: [0; 17],
            shifts: [0; 17],
            symbols: symbols.to_vec(),
        };
        let (mut code, mut first) = (0_i32, 0_i32);
        for (length, count) in (1_u32..).zip(counts) {
            let count = i32::from(*count);
            codes.shifts[length as usize] = first - code;
            for nth in 0..count {
                let symbol = *symbols.get((first + nth) as usize)?;
                if length <= QUICK {
                    let spare = QUICK - length;
                    let from = ((code + nth) as usize) << spare;
                    let places = codes.quick.get_mut(from..from + (1 << spare))?;
                    places.fill((length as u16) << 8 | u16::from(symbol));
                }
            }
            code += count;
            first += count;
            if code > 1 << length {
                return None;
            }
            codes.ends[length as usize] = code;
            code <<= 1;
        }
        Some(codes)
    }
}

/// Reads the data of a scan bit by bit.
pub(super) struct EntropyReader<'d> {
    data: &'d [u8],
    /// The next bits, the first of them highest, and how many there are.
    bits: u64,
    count: u32,
    /// How many of them, at their end, are made up, because the data end.
    made_up: u32,
}

impl<'d> EntropyReader<'d> {
    pub(super) fn new(data: &'d [u8]) -> Self {
        Self { data, bits: 0, count: 0, made_up: 0 }
    }

    /// At least 32 bits, with zeros behind the end of the data or before a marker.
    fn fill(&mut self) {
        while self.count <= 56 {
            let byte = match *self.data {
                [0xFF, 0x00, ref rest @ ..] => {
                    self.data = rest;
                    0xFF
                }
                // Any number of FF may fill the space before a marker.
                [0xFF, 0xFF, ref rest @ ..] => {
                    self.data = &self.data[self.data.len() - rest.len() - 1..];
                    continue;
                }
                [] | [0xFF, ..] => {
                    self.made_up += 8;
                    0
                }
                [byte, ref rest @ ..] => {
                    self.data = rest;
                    byte
                }
            };
            self.bits |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    fn skip(&mut self, bits: u32) {
        self.bits <<= bits;
        self.count -= bits;
    }

    /// What the next code stands for.
    fn symbol(&mut self, codes: &CodeReader) -> Option<u8> {
        if self.count < 32 {
            self.fill();
        }
        let known = codes.quick[(self.bits >> (64 - QUICK)) as usize];
        if known != 0 {
            self.skip(u32::from(known >> 8));
            return Some(known as u8);
        }
        for length in QUICK + 1..=16 {
            let code = (self.bits >> (64 - length)) as i32;
            if code < codes.ends[length as usize] {
                let at = usize::try_from(code + codes.shifts[length as usize]).ok()?;
                self.skip(length);
                return codes.symbols.get(at).copied();
            }
        }
        None
    }

    /// A number of so many bits, of which half are negative (F.2.2.1, EXTEND).
    fn number(&mut self, bits: u32) -> i32 {
        if bits == 0 {
            return 0;
        }
        if self.count < bits {
            self.fill();
        }
        let value = (self.bits >> (64 - bits)) as i32;
        self.skip(bits);
        if value < 1 << (bits - 1) { value - (1 << bits) + 1 } else { value }
    }

    /// The next block, whose DC is told as a difference from that of another.
    pub(super) fn block(
        &mut self,
        dc: &CodeReader,
        ac: &CodeReader,
        before: i16,
    ) -> Option<CoefficientBlock> {
        let mut block = [0; 64];
        let bits = self.symbol(dc)?;
        if bits > 15 {
            return None;
        }
        let first = i32::from(before) + self.number(u32::from(bits));
        block[0] = i16::try_from(first).ok()?;
        let mut at = 1;
        while at < 64 {
            match self.symbol(ac)? {
                REST => break,
                ZEROS => at += 16,
                symbol => {
                    at += usize::from(symbol >> 4);
                    let bits = u32::from(symbol & 0xF);
                    if bits == 0 {
                        return None;
                    }
                    *block.get_mut(at)? = i16::try_from(self.number(bits)).ok()?;
                    at += 1;
                }
            }
        }
        // Bits that are made up belong to no block.
        (self.made_up <= self.count).then_some(block)
    }

    /// Goes on behind the `nth` marker at which reading begins anew (RSTm), which must
    /// stand here.
    pub(super) fn restart(&mut self, nth: usize) -> Option<()> {
        self.fill();
        // What is left of the last byte is filled up.
        if self.count - self.made_up.min(self.count) >= 8 {
            return None;
        }
        let marker = 0xD0 | (nth % 8) as u8;
        self.data = self.data.strip_prefix(&[0xFF, marker])?;
        (self.bits, self.count, self.made_up) = (0, 0, 0);
        Some(())
    }
}

/// A code of the standard tables: its bits, and how many they are.
#[derive(Clone, Copy, Default)]
struct WrittenCode {
    bits: u16,
    length: u8,
}

/// The codes of a table, to be written.
pub(super) struct CodeWriter {
    codes: Vec<WrittenCode>,
}

impl CodeWriter {
    pub(super) fn new(table: &CodeTable) -> Self {
        let mut codes = vec![WrittenCode::default(); 256];
        let mut symbols = table.symbols.iter();
        let mut bits = 0_u16;
        for (length, count) in (1..).zip(table.counts) {
            for symbol in symbols.by_ref().take(usize::from(count)) {
                codes[usize::from(*symbol)] = WrittenCode { bits, length };
                bits += 1;
            }
            bits <<= 1;
        }
        Self { codes }
    }
}

/// Writes the data of a scan bit by bit.
pub(super) struct EntropyWriter {
    pub(super) bytes: Vec<u8>,
    bits: u64,
    count: u32,
}

impl EntropyWriter {
    /// Goes on behind these bytes.
    pub(super) fn behind(bytes: Vec<u8>) -> Self {
        Self { bytes, bits: 0, count: 0 }
    }

    /// At most 27 bits.
    fn put(&mut self, bits: u32, count: u32) {
        self.bits = self.bits << count | u64::from(bits);
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.bits >> self.count) as u8;
            self.bytes.push(byte);
            if byte == 0xFF {
                self.bytes.push(0);
            }
        }
    }

    /// A code, and behind it the number whose bits it counts; `None` if there is no such
    /// code, as the number is larger than it can be.
    fn number(&mut self, codes: &CodeWriter, zeros: u8, number: i32) -> Option<()> {
        let bits = 32 - number.unsigned_abs().leading_zeros();
        if bits > 15 {
            return None;
        }
        let code = codes.codes[usize::from(zeros << 4 | bits as u8)];
        if code.length == 0 {
            return None;
        }
        // A negative number is written as one less (F.1.2.1.1).
        let value = if number < 0 { number - 1 } else { number };
        self.put(u32::from(code.bits), code.length.into());
        self.put(value as u32 & ((1 << bits) - 1), bits);
        Some(())
    }

    fn symbol(&mut self, codes: &CodeWriter, symbol: u8) {
        let code = codes.codes[usize::from(symbol)];
        self.put(u32::from(code.bits), code.length.into());
    }

    /// A block, whose DC is told as a difference from that of another.
    pub(super) fn block(
        &mut self,
        dc: &CodeWriter,
        ac: &CodeWriter,
        before: i16,
        block: &CoefficientBlock,
    ) -> Option<()> {
        self.number(dc, 0, i32::from(block[0]) - i32::from(before))?;
        let mut zeros = 0;
        for value in &block[1..] {
            if *value == 0 {
                zeros += 1;
                continue;
            }
            while zeros > 15 {
                self.symbol(ac, ZEROS);
                zeros -= 16;
            }
            self.number(ac, zeros, i32::from(*value))?;
            zeros = 0;
        }
        if zeros > 0 {
            self.symbol(ac, REST);
        }
        Some(())
    }

    /// Fills the last byte up with ones (F.1.2.3).
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.put(0x7F, 7);
        self.bytes
    }
}
