//! Liang's division of words by patterns (Word Hy-phen-a-tion by Com-put-er, 1983; The
//! TeXbook, appendix H): a pattern is a few letters with a number in each gap between them,
//! the greatest number of all patterns that match counts, and a word may be divided where it
//! is odd.
//!
//! The patterns of a language lie in the program as a finite-state map and need no loading
//! (`words/en-GB.fst`): from the letters of a pattern, with a full stop for a word's edge,
//! to its numbers, three bits each. Of languages and of lists of words nothing is known
//! here.

use fst::Map;
use fst::raw::Output;

/// Patterns by their letters.
pub(super) struct LiangPatterns {
    map: Map<&'static [u8]>,
}

/// The fewest letters that are left of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeastLetters {
    pub(super) before: usize,
    pub(super) after: usize,
}

/// Bits of a number, which is 7 at the most.
const NUMBER_BITS: usize = 3;

/// What stands for the edge of a word.
const EDGE: u8 = b'.';

/// What stands for a letter that is in no pattern.
const FOREIGN: u8 = 0;

impl LiangPatterns {
    /// The patterns of a map, if it is one.
    pub(super) fn new(map: &'static [u8]) -> Option<Self> {
        Map::new(map).ok().map(|map| Self { map })
    }

    /// Before which bytes of a word of letters it may be divided.
    pub(super) fn breaks(&self, word: &str, least: LeastLetters) -> Vec<usize> {
        let letters = word.chars().map(|c| match u8::try_from(c) {
            Ok(letter) if letter.is_ascii_alphabetic() => letter.to_ascii_lowercase(),
            _ => FOREIGN,
        });
        let edged: Vec<u8> = std::iter::once(EDGE).chain(letters).chain([EDGE]).collect();
        let numbers = self.numbers(&edged);
        let count = edged.len() - 2;
        word.char_indices()
            .enumerate()
            .filter(|(before, _)| {
                let after = count - before;
                *before >= least.before && after >= least.after && numbers[before + 1] % 2 == 1
            })
            .map(|(_, (at, _))| at)
            .collect()
    }

    /// The number before each letter, and after the last.
    fn numbers(&self, letters: &[u8]) -> Vec<u8> {
        let mut numbers = vec![0; letters.len() + 1];
        let fst = self.map.as_fst();
        for start in 0..letters.len() {
            let mut node = fst.root();
            let mut output = Output::zero();
            for end in start + 1..=letters.len() {
                let Some(at) = node.find_input(letters[end - 1]) else { break };
                let transition = node.transition(at);
                output = output.cat(transition.out);
                node = fst.node(transition.addr);
                if node.is_final() {
                    let packed = output.cat(node.final_output()).value();
                    for (gap, number) in numbers[start..=end].iter_mut().enumerate() {
                        *number = (*number).max((packed >> (gap * NUMBER_BITS) & 7) as u8);
                    }
                }
            }
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use fst::Streamer;

    use super::*;

    const LEAST: LeastLetters = LeastLetters { before: 2, after: 3 };

    fn british() -> LiangPatterns {
        LiangPatterns::new(include_bytes!("words/en-GB.fst")).expect("it is a map")
    }

    #[test]
    fn all_patterns_are_there_and_say_something() {
        let patterns = british();
        let mut all = patterns.map.stream();
        let mut count = 0;
        while let Some((letters, numbers)) = all.next() {
            count += 1;
            assert!(letters.iter().all(|c| c.is_ascii_lowercase() || *c == EDGE), "{letters:?}");
            assert!(numbers > 0, "{letters:?}");
            let gaps = (letters.len() + 1) * NUMBER_BITS;
            assert_eq!(numbers.checked_shr(gaps as u32).unwrap_or(0), 0, "{letters:?}");
        }
        assert_eq!(count, 8527);
    }

    /// Those that match are .fi2, r2k, r5kin., k1in and k2in.
    #[test]
    fn the_greatest_number_of_all_patterns_counts() {
        let numbers = british().numbers(b".firkin.");
        assert_eq!(numbers[3..7], [2, 5, 2, 0], "{numbers:?}");
        assert_eq!(british().breaks("firkin", LEAST), [3]);
    }

    #[test]
    fn letters_that_no_pattern_has_are_counted_and_divide_nothing() {
        assert_eq!(british().breaks("Firkin", LEAST), [3]);
        assert_eq!(british().breaks("éfirkin", LEAST), ["éfir".len()]);
        assert_eq!(british().breaks("ééééééé", LEAST), [0; 0]);
        assert_eq!(british().breaks("", LEAST), [0; 0]);
    }
}
