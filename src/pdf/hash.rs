//! A hash that is the same on every machine and in every version of Rust, for
//! the names and identifiers in the file.

const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// FNV-1a over words of eight bytes instead of single ones, which is as good
/// at telling files apart and eight times as fast; it guards against nothing.
pub(super) fn hash(parts: &[&[u8]]) -> u64 {
    let mut lanes = [OFFSET];
    parts.iter().for_each(|part| add(&mut lanes, part));
    lanes[0]
}

/// A hash of twice the length of what comes part by part: two of them, begun
/// differently.
pub(super) struct LongHash([u64; 2]);

impl Default for LongHash {
    fn default() -> Self {
        Self([OFFSET, OFFSET.rotate_left(32)])
    }
}

impl LongHash {
    /// Adds a part.
    pub(super) fn add(&mut self, part: &[u8]) {
        add(&mut self.0, part);
    }

    /// That of all parts so far.
    pub(super) fn get(&self) -> [u64; 2] {
        self.0
    }

    /// That of these parts.
    pub(super) fn of(parts: &[&[u8]]) -> [u64; 2] {
        let mut hash = Self::default();
        parts.iter().for_each(|part| hash.add(part));
        hash.get()
    }
}

/// Hashes from several beginnings at once: each step of one waits for the step
/// before, but not for the other's.
fn add<const N: usize>(lanes: &mut [u64; N], part: &[u8]) {
    let mut add = |word: u64| {
        for hash in &mut *lanes {
            *hash = (*hash ^ word).wrapping_mul(PRIME);
            // In a product the high bits of a word have no influence on the low ones;
            // folding gives them some.
            *hash ^= *hash >> 32;
        }
    };
    let (words, rest) = part.as_chunks::<8>();
    for word in words {
        add(u64::from_le_bytes(*word));
    }
    for byte in rest {
        add(u64::from(*byte));
    }
    add(part.len() as u64);
}
