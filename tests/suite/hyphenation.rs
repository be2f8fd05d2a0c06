//! How words are divided at lines' ends: by language, and as a house has it.

use std::collections::BTreeSet;

use banmian::Job;
use banmian::page::Item;

use crate::desk::{Desk, PAGE};
use crate::engine::{engine, made};
use crate::pages::set;

#[test]
fn a_british_page_says_so_in_its_file() {
    let desk = Desk::new("hyphenation-british");
    desk.write("stories/lead.md", "+++\nheadline = \"Water\"\n+++\nKnowledge of procedures.\n");
    let spec = PAGE.replace("[page]\n", "[page]\nlang = \"en-GB\"\n");
    desk.write("page.toml", spec);
    let job = Job::new([desk.path("page.toml")]).root(&desk.folder);
    let pdf = made(&engine(0), &job, None).pdf.expect("the page can be made");
    let says = |tag: &[u8]| pdf.windows(tag.len()).any(|bytes| bytes == tag);
    assert!(says(b"/Lang(en-GB)"), "the catalog names another language");
}

/// The letters before the hyphens at the ends of lines, in columns of many widths, all
/// wider than a word. `top` goes before all tables of the spec.
fn stumps(desk: &Desk, top: &str, lang: &str, words: &str) -> BTreeSet<String> {
    let text = format!("{words} ").repeat(3);
    desk.write("stories/text.md", format!("+++\nlang = \"{lang}\"\n+++\n{text}\n"));
    let mut found = BTreeSet::new();
    for width in (50..110).step_by(2) {
        let spec = format!(
            "{top}\n[page]\nstories = \"stories\"\n[sheet]\nsize = \"a4\"\n[[story]]\n\
             slug = \"text\"\nleft = \"20mm\"\nwidth = \"{width}pt\"\nlines = \"1-40\"\n\
             text-columns = 1\n"
        );
        desk.write("page.toml", spec);
        let outcome = set(desk.path("page.toml"), desk.folder.clone());
        let document = outcome.document.unwrap_or_else(|| panic!("{:?}", outcome.sink.list()));
        for item in &document.pages[0].items {
            let Item::Line(line) = item else { continue };
            let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
            if let Some(before) = text.strip_suffix('\u{ad}') {
                let letters = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next();
                found.extend(letters.map(str::to_owned));
            }
        }
    }
    found
}

fn list(words: &[&str]) -> String {
    format!("composition.hyphenation = {words:?}")
}

fn set_of(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn a_house_divides_words_in_its_own_way() {
    let desk = Desk::new("hyphenation-house");
    let words = "newspapers, Chronicle’s MacOwen theatregoer photograph eight";
    let usual = stumps(&desk, "", "en", words);
    for stump in ["newspa", "Chron", "theatre", "pho"] {
        assert!(usual.contains(stump), "{stump} in {usual:?}");
    }
    let top = list(&["news-paper", "CHRONICLE", "mac-owen", "theatregoer", "eig-ht"]);
    let expected = set_of(&["news", "Mac", "eig", "pho", "photo"]);
    assert_eq!(stumps(&desk, &top, "en", words), expected);
    // English is what words of letters are taken for in text in Chinese.
    let words = format!("报社{}", words.replace(' ', "报"));
    let found = stumps(&desk, &top, "zh-Hans", &words);
    assert!(found.is_subset(&expected) && found.contains("news"), "{found:?}");
}

#[test]
fn a_plural_goes_with_english_words_only() {
    let desk = Desk::new("hyphenation-plural");
    let (words, top) = ("newspaper newspapers", list(&["newspa-per"]));
    assert_eq!(stumps(&desk, &top, "en-GB", words), set_of(&["newspa"]));
    let german = stumps(&desk, &top, "de", words);
    assert!(german.contains("newspa") && german.len() > 1, "{german:?}");
}

#[test]
fn a_page_adds_to_the_list_of_its_template() {
    let desk = Desk::new("hyphenation-template");
    desk.write("house.toml", list(&["news-paper", "Chronicle", "photo-graph"]));
    let top = format!("extends = \"house.toml\"\n{}", list(&["chro-nicle", "theatregoer"]));
    let found = stumps(&desk, &top, "en", "newspaper Chronicle theatregoer photograph");
    assert_eq!(found, set_of(&["news", "Chro", "photo"]));
}

#[test]
fn pages_with_other_lists_are_not_mixed_up() {
    let desk = Desk::new("hyphenation-engine");
    let text = "Knowledge of newspapers ".repeat(12);
    desk.write("stories/lead.md", format!("+++\nheadline = \"Water\"\n+++\n{text}\n"));
    let spec = PAGE.replace("[page]\n", "[page]\nlang = \"en\"\n");
    for (file, words) in [
        ("none.toml", &[] as &[&str]),
        ("whole.toml", &["knowledge", "newspaper"]),
        ("other.toml", &["know-ledge", "news-paper"]),
    ] {
        desk.write(file, format!("{}\n{spec}", list(words)));
    }
    let warm = engine(64 << 20);
    let job = |file: &str| Job::new([desk.path(file)]).root(&desk.folder);
    let mut pages = Vec::new();
    for _turn in 0..2 {
        for file in ["none.toml", "whole.toml", "other.toml"] {
            let came = made(&warm, &job(file), None);
            assert!(came == made(&engine(0), &job(file), None), "{file}");
            pages.push(came);
        }
    }
    assert!(pages[0] != pages[1] && pages[1] != pages[2] && pages[0] != pages[2]);
}
