//! Numbers by character, kept once they are known: what a face says of a character is
//! asked thousands of times a page, and searching its tables takes long each time.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many characters there is room for, a power of two: an edition of 200 pages of
/// Chinese has some 2,500 different ones, which then seldom share a place.
const PLACES: usize = 8192;

/// A number for each character, in a bounded room and for several threads at once. What
/// was put in may be gone when it is asked for; it is never another character's.
#[derive(Default)]
pub struct ByCharacter {
    /// The character and one, so that 0 is an empty place, before its number.
    places: OnceLock<Box<[AtomicU64]>>,
}

impl ByCharacter {
    /// A character's number, if it is known.
    #[must_use]
    pub fn get(&self, c: char) -> Option<u32> {
        let entry = self.places.get()?[place(c)].load(Ordering::Relaxed);
        (entry >> 32 == u64::from(c) + 1).then_some(entry as u32)
    }

    /// Keeps a character's number.
    pub fn put(&self, c: char, number: u32) {
        let places = self.places.get_or_init(|| (0..PLACES).map(|_| AtomicU64::new(0)).collect());
        let entry = (u64::from(c) + 1) << 32 | u64::from(number);
        places[place(c)].store(entry, Ordering::Relaxed);
    }

    /// A character's number, which `find` knows if it is not known yet.
    pub fn get_or(&self, c: char, find: impl FnOnce() -> u32) -> u32 {
        self.get(c).unwrap_or_else(|| {
            let number = find();
            self.put(c, number);
            number
        })
    }
}

/// Characters that follow each other in Unicode have places of their own.
fn place(c: char) -> usize {
    c as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::{ByCharacter, PLACES};

    #[test]
    fn a_character_never_gets_the_number_of_another() {
        let numbers = ByCharacter::default();
        assert_eq!(numbers.get('一'), None);
        numbers.put('一', 0);
        numbers.put('丁', u32::MAX);
        assert_eq!((numbers.get('一'), numbers.get('丁')), (Some(0), Some(u32::MAX)));
        let same_place = char::from_u32('一' as u32 + PLACES as u32).expect("it is a character");
        assert_eq!(numbers.get(same_place), None);
        assert_eq!(numbers.get_or(same_place, || 7), 7);
        assert_eq!((numbers.get('一'), numbers.get(same_place)), (None, Some(7)));
        assert_eq!(numbers.get('\0'), None);
    }
}
