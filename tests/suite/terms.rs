//! Chinese terms, one for one thing, and how Chinese sentences are written: as
//! docs/glossary.md has decided, in messages, help and the Chinese pages.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn collect(folder: &Path, list: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it can be listed") {
        let path = entry.expect("so can its files").path();
        if path.is_dir() {
            collect(&path, list);
        } else if path.extension().is_some_and(|end| end == "rs") {
            list.push(path);
        }
    }
}

/// Something that people read in Chinese, and where it stands.
struct Sentence {
    place: String,
    text: String,
    /// Whether it is one of a page of the documentation.
    is_page: bool,
}

/// The texts of a source with Chinese in them, which are those of messages: an English one
/// has no more than an example in it.
fn sentences_of(path: &Path) -> Vec<Sentence> {
    let source = fs::read_to_string(path).expect("sources are UTF-8");
    let mut list = Vec::new();
    for (at, line) in source.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        let plain = line.replace("\\\"", "\u{1}");
        for text in plain.split('"').skip(1).step_by(2) {
            let text = text.replace('\u{1}', "\"");
            let words = text.split(' ');
            let english = words.filter(|word| {
                ["the", "a", "is", "are", "of", "such", "or", "write", "and"].contains(word)
            });
            if text.contains(is_chinese) && english.count() == 0 {
                let place = format!("{}:{}", path.display(), at + 1);
                list.push(Sentence { place, text, is_page: false });
            }
        }
    }
    list
}

/// The lines of a page, without its blocks of code.
fn lines_of(path: &Path) -> Vec<Sentence> {
    let page = fs::read_to_string(path).expect("pages are UTF-8");
    let mut is_code = false;
    let mut list = Vec::new();
    for (at, line) in page.lines().enumerate() {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        if !is_code && !is_fence && line.contains(is_chinese) {
            let place = format!("{}:{}", path.display(), at + 1);
            list.push(Sentence { place, text: line.to_owned(), is_page: true });
        }
    }
    list
}

fn sentences() -> Vec<Sentence> {
    let mut sources = Vec::new();
    for folder in ["src/diag/finding", "src/cli", "src/proof/overlay"] {
        collect(&root().join(folder), &mut sources);
    }
    let single =
        ["diag/code", "proof/stamp", "preflight/rule", "preflight/report", "preflight/annotate"];
    sources.extend(single.map(|file| root().join(format!("src/{file}.rs"))));
    let mut pages = vec![root().join("README.zh-CN.md")];
    for entry in fs::read_dir(root().join("docs")).expect("it can be listed") {
        let path = entry.expect("so can its files").path();
        if path.to_string_lossy().ends_with(".zh-CN.md") {
            pages.push(path);
        }
    }
    let mut list: Vec<Sentence> = sources.iter().flat_map(|path| sentences_of(path)).collect();
    assert!(list.len() > 800, "{} sentences in the sources", list.len());
    list.extend(pages.iter().flat_map(|path| lines_of(path)));
    list
}

/// A text without what stands in backquotes, which is as a spec or a command writes it.
fn without_code(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

fn wrong(is_wrong: impl Fn(&Sentence, &str) -> Option<String>) -> Vec<String> {
    let of = |one: &Sentence| {
        let found = is_wrong(one, &without_code(&one.text))?;
        Some(format!("{}: {found}: {}", one.place, one.text.trim()))
    };
    sentences().iter().filter_map(of).collect()
}

/// The terms that the glossary rejects, of those that are Chinese.
fn rejected() -> Vec<String> {
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).expect("it is there");
    let (_, table) = glossary.split_once("## Chinese: one term for one thing").expect("a section");
    let rows = table.lines().filter(|line| line.starts_with("| ") && line.contains(is_chinese));
    let terms = rows.filter_map(|row| row.split('|').nth(2)).flat_map(|cell| cell.split(','));
    terms.map(|term| term.trim().to_owned()).filter(|term| term.contains(is_chinese)).collect()
}

#[test]
fn one_thing_has_one_term() {
    let rejected = rejected();
    assert!(rejected.len() > 10, "{rejected:?}");
    let found = wrong(|_, text| {
        let is_there = |term: &&String| match term.as_str() {
            // The unit, not a dot.
            "点" => follows_number(text, "点"),
            term => text.contains(term),
        };
        rejected.iter().find(is_there).cloned()
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Whether a unit stands behind a number, or behind a value that is put in, with a space
/// between and nothing that would make another word of it.
fn follows_number(text: &str, unit: &str) -> bool {
    text.match_indices(&format!(" {unit}")).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        before.is_some_and(|c| c.is_ascii_digit() || c == '}')
            && !after.is_some_and(|c| c.is_ascii_alphabetic() || "钟半以".contains(c))
    })
}

#[test]
fn units_are_written_one_way() {
    let found = wrong(|_, text| {
        let units = ["pt", "mm", "%"];
        let unit = units.into_iter().find(|unit| follows_number(text, unit));
        unit.map(str::to_owned)
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn quotes_stand_close_to_chinese() {
    let found = wrong(|_, text| {
        let characters: Vec<char> = text.chars().collect();
        let is_close = |c: char| is_chinese(c) || c == '}';
        let gap = characters.windows(3).find(|it| match it {
            [before, ' ', '“'] => is_close(*before),
            ['”', ' ', after] => is_chinese(*after),
            _ => false,
        });
        gap.map(|it| it.iter().collect())
    });
    // A row of the table of marks shows pairs of them.
    let found: Vec<String> = found.into_iter().filter(|it| !it.contains("“ ”")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What a spec says stands in backquotes in messages, so that it can be told from the
/// sentence.
#[test]
fn keys_in_messages_are_told_from_words() {
    let found = wrong(|Sentence { is_page, place, .. }, text| {
        if *is_page || !place.contains("src/diag/") {
            return None;
        }
        // What is put in and what is quoted is not the sentence's.
        let mut plain = String::new();
        let mut depth = 0;
        for c in text.chars() {
            match c {
                '{' | '“' => depth += 1,
                '}' | '”' => depth -= 1,
                _ if depth == 0 => plain.push(c),
                _ => {}
            }
        }
        let key =
            plain.split(|c: char| !(c.is_ascii_alphanumeric() || "-[]".contains(c))).find(|word| {
                let is_key = |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                let hyphened = word.trim_matches('-').contains('-') && is_key(word);
                let table = word.starts_with('[') && word.ends_with(']') && word.len() > 2;
                hyphened || word.starts_with("--") || table
            });
        let value = plain.contains(" = \"").then_some("= \"…\"");
        key.or(value).map(str::to_owned)
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What programs say in English is no word of a Chinese sentence.
#[test]
fn english_words_are_translated_or_quoted() {
    use banmian::diag::finding::{Breach, PictureError};
    for kind in ["lossless", "hierarchical", "arithmetic coding", "12 bits"] {
        let told = PictureError::UnsupportedJpeg { format_kind: kind }.text();
        assert!(told.en.contains(kind) && !told.zh.contains(kind), "{told:?}");
    }
    let told = Breach::Annotated { annotation: "Highlight".to_owned() }.text();
    assert!(told.zh.contains("高亮") && !told.zh.contains("Highlight"), "{told:?}");
}
