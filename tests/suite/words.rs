//! The dictionary by which headlines are broken, made from jieba's, and the patterns by which
//! British words are divided, made from those of TeX.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Words that count less are left out.
const LEAST: u64 = 5;

/// `BANMIAN_WORDS` names jieba's `dict.txt`: a word, its count and its kind on
/// each line.
#[test]
#[ignore = "writes a file"]
fn write_the_words() {
    let file = std::env::var_os("BANMIAN_WORDS").expect("BANMIAN_WORDS names the dictionary");
    let text = fs::read_to_string(file).expect("it can be read");
    let mut words: BTreeMap<&str, u64> = BTreeMap::new();
    let mut total = 0;
    for line in text.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(Ok(count))) = (fields.next(), fields.next().map(str::parse::<u64>))
        else {
            continue;
        };
        total += count;
        let is_han = word.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let is_single = word.chars().nth(1).is_none();
        if is_han && count >= if is_single { 1 } else { LEAST } {
            words.insert(word, count);
        }
    }
    let mut map = fst::MapBuilder::memory();
    for (word, count) in words {
        let cost = ((total as f64 / count as f64).ln() * 4.0).round() as u64;
        map.insert(word, cost).expect("words are in their order");
    }
    write(map, "zh-Hans.fst");
}

fn write(map: fst::MapBuilder<Vec<u8>>, name: &str) {
    let bytes = map.into_inner().expect("memory takes all");
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/words").join(name);
    fs::write(place, bytes).expect("it can be written");
}

/// `BANMIAN_PATTERNS` names `hyph-en-gb.pat.txt` of hyph-utf8, which the crate hyphenation
/// 0.8.4 has in `patterns/`: a pattern on each line.
#[test]
#[ignore = "writes a file"]
fn write_the_british_patterns() {
    let file = std::env::var_os("BANMIAN_PATTERNS").expect("BANMIAN_PATTERNS names the patterns");
    let text = fs::read_to_string(file).expect("it can be read");
    let mut patterns: BTreeMap<String, u64> = BTreeMap::new();
    for pattern in text.split_whitespace() {
        let mut letters = String::new();
        let mut numbers = 0;
        for c in pattern.chars() {
            match c.to_digit(8) {
                Some(number) => numbers |= u64::from(number) << (letters.len() * 3),
                None => letters.push(c),
            }
        }
        assert!(letters.is_ascii() && letters.len() <= 20, "{pattern}");
        assert_eq!(patterns.insert(letters, numbers), None, "{pattern}");
    }
    let mut map = fst::MapBuilder::memory();
    for (letters, numbers) in patterns {
        map.insert(letters, numbers).expect("patterns are in their order");
    }
    write(map, "en-GB.fst");
}
