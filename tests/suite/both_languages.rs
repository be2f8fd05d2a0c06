//! The pages of the documentation say the same in English and in Chinese: what of them can be
//! compared without understanding either.

use std::fs;
use std::iter::zip;
use std::path::Path;

/// Pages for those who work on the program, in English alone.
const ENGLISH_ALONE: [&str; 5] =
    ["ARCHITECTURE", "dependencies", "findings", "glossary", "performance"];

/// Both pages of the codes are made from one list (`codes.rs`) and need no comparison.
const MADE: &str = "codes";

#[test]
fn pages_say_the_same_in_both_languages() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut names: Vec<String> = fs::read_dir(&docs)
        .expect("there are pages")
        .filter_map(|entry| {
            let file = entry.expect("it can be listed").file_name().into_string().ok()?;
            let name = file.strip_suffix(".md")?;
            let is_asked = !name.ends_with(".zh-CN") && !ENGLISH_ALONE.contains(&name);
            is_asked.then(|| name.to_owned())
        })
        .collect();
    names.sort();
    assert!(names.len() >= 12, "only {names:?}");
    let mut told = Vec::new();
    for name in names {
        let english = fs::read_to_string(docs.join(format!("{name}.md"))).expect("it is there");
        match fs::read_to_string(docs.join(format!("{name}.zh-CN.md"))) {
            Ok(_) if name == MADE => {}
            Ok(chinese) => told.extend(compare(&name, &english, &chinese)),
            Err(error) => told.push(format!("docs/{name}.zh-CN.md: {error}")),
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn pages_that_differ_are_told() {
    let english = "# Page\n\n| key | |\n|---|---|\n| `top` (`上`) | `\"a\"` |\n\n```toml\n\
                   lines = \"1-3\" # three\nfont  = \"song\"\n```\n";
    let chinese = "# 版\n\n| 键 | |\n|---|---|\n| `top`（`上`） | `\"a\"` |\n\n```toml\n\
                   lines = \"1-3\"     # 三行\nfont  = \"宋体\"\n```\n";
    assert_eq!(compare("page", english, chinese), Vec::<String>::new());
    for (from, to, line) in [
        ("# 版", "## 版", 1),
        ("`top`", "`left`", 5),
        ("`\"a\"`", "`\"b\"`", 5),
        ("```toml", "```json", 7),
        ("1-3", "1-4", 8),
        ("font", "face", 9),
        ("font  = \"宋体\"\n", "", 7),
        ("| 键 | |\n", "", 4),
    ] {
        let told = compare("page", english, &chinese.replace(from, to));
        let place = format!("docs/page.zh-CN.md:{line}: ");
        assert!(told.iter().any(|told| told.starts_with(&place)), "{from:?} to {to:?}: {told:?}");
    }
}

/// What differs between two pages, with the lines where it stands in both.
fn compare(name: &str, english: &str, chinese: &str) -> Vec<String> {
    let mut found = Found { name, told: Vec::new() };
    let (english, chinese) = (Page::read(english), Page::read(chinese));
    for (heading, own) in zip(&english.headings, &chinese.headings) {
        if heading.level != own.level {
            let what = format!("a heading of level {}, not {}", own.level, heading.level);
            found.tell(heading.line, own.line, &what);
            break;
        }
    }
    for (block, own) in zip(&english.blocks, &chinese.blocks) {
        found.compare_blocks(block, own);
    }
    for (row, own) in zip(&english.rows, &chinese.rows) {
        if let Some((codes, own_codes)) = row.other_codes(own) {
            found.tell(row.line, own.line, &format!("{own_codes:?}, not {codes:?}"));
            break;
        }
    }
    for (what, count, own_count) in [
        ("headings", english.headings.len(), chinese.headings.len()),
        ("blocks of code", english.blocks.len(), chinese.blocks.len()),
        ("rows of tables", english.rows.len(), chinese.rows.len()),
    ] {
        if count != own_count {
            found.tell(english.lines, chinese.lines, &format!("{own_count} {what}, not {count}"));
        }
    }
    found.told
}

struct Found<'a> {
    name: &'a str,
    told: Vec<String>,
}

impl Found<'_> {
    fn tell(&mut self, line: usize, own_line: usize, what: &str) {
        let name = self.name;
        self.told
            .push(format!("docs/{name}.zh-CN.md:{own_line}: {what} as in docs/{name}.md:{line}"));
    }

    /// Of a block in no language of its own only the number of lines is compared.
    fn compare_blocks(&mut self, block: &Block<'_>, own: &Block<'_>) {
        if block.language != own.language {
            let what = format!("code in {:?}, not {:?}", own.language, block.language);
            self.tell(block.line, own.line, &what);
        }
        let (count, own_count) = (block.code.len(), own.code.len());
        if count != own_count {
            self.tell(block.line, own.line, &format!("{own_count} lines of code, not {count}"));
        } else if block.language != "text" {
            for ((line, code), (own_line, own_code)) in zip(&block.code, &own.code) {
                if !are_lines_alike(code, own_code) {
                    self.tell(*line, *own_line, &format!("`{own_code}`, not `{code}`"));
                }
            }
        }
    }
}

/// What can be compared of a page.
#[derive(Default)]
struct Page<'a> {
    headings: Vec<Heading>,
    blocks: Vec<Block<'a>>,
    rows: Vec<Row<'a>>,
    lines: usize,
}

struct Heading {
    line: usize,
    level: usize,
}

/// A block of code: its lines without comments, but for those that are empty then.
struct Block<'a> {
    line: usize,
    language: &'a str,
    code: Vec<(usize, String)>,
}

struct Row<'a> {
    line: usize,
    cells: Vec<Cell<'a>>,
}

struct Cell<'a> {
    codes: Vec<&'a str>,
    is_code_alone: bool,
}

impl<'a> Page<'a> {
    fn read(text: &'a str) -> Self {
        let mut page = Self::default();
        let mut fence = 0;
        for written in text.lines() {
            page.lines += 1;
            let line = page.lines;
            let words = written.trim();
            let ticks = words.len() - words.trim_start_matches('`').len();
            if fence > 0 {
                if ticks >= fence && ticks == words.len() {
                    fence = 0;
                } else if let Some(block) = page.blocks.last_mut() {
                    let code = bare(words);
                    if !code.is_empty() {
                        block.code.push((line, code));
                    }
                }
            } else if ticks >= 3 {
                fence = ticks;
                page.blocks.push(Block { line, language: &words[ticks..], code: Vec::new() });
            } else if written.starts_with('#') {
                let level = written.len() - written.trim_start_matches('#').len();
                page.headings.push(Heading { line, level });
            } else if words.starts_with('|') {
                page.rows.push(Row { line, cells: cells(words) });
            }
        }
        page
    }
}

/// A line of code without its comment, with one space where there are several.
fn bare(line: &str) -> String {
    let mut end = line.len();
    let mut is_quoted = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        if c == '#' && !is_quoted && before.is_whitespace() {
            end = at;
            break;
        }
        is_quoted ^= c == '"';
        before = c;
    }
    line[..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cells(row: &str) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    for (at, c) in row.char_indices() {
        if c == '|' && before != '\\' {
            if at > 0 {
                cells.push(Cell::read(&row[from..at]));
            }
            from = at + 1;
        }
        before = c;
    }
    cells
}

impl<'a> Cell<'a> {
    /// Other words for a code, in brackets behind it, are none of its codes: Chinese pages give
    /// them and English ones need not.
    fn read(text: &'a str) -> Self {
        let mut cell = Cell { codes: Vec::new(), is_code_alone: true };
        let mut is_in_brackets = false;
        for (number, part) in text.split('`').enumerate() {
            if number % 2 == 0 {
                if let Some(at) = part.rfind(['(', '（', ')', '）']) {
                    is_in_brackets = part[at..].starts_with(['(', '（']);
                }
                cell.is_code_alone &= !part.contains(char::is_alphanumeric);
            } else if !(is_in_brackets && is_east_asian(part)) {
                cell.codes.push(part);
            }
        }
        cell
    }

    fn is_like(&self, other: &Cell<'_>) -> bool {
        self.codes.len() == other.codes.len()
            && zip(&self.codes, &other.codes).all(|(code, other)| is_word_alike(code, other))
    }
}

impl<'a> Row<'a> {
    /// The codes of the first cell that is not like the other row's: of the first column, and of
    /// columns that hold nothing but codes.
    fn other_codes<'b>(&'b self, own: &'b Row<'a>) -> Option<(&'b [&'a str], &'b [&'a str])> {
        let is_as_wide = self.cells.len() == own.cells.len();
        let mut pairs = zip(&self.cells, &own.cells).enumerate();
        let (_, (cell, own)) = pairs.find(|(column, (cell, own))| {
            let is_code_alone = is_as_wide && cell.is_code_alone && own.is_code_alone;
            (*column == 0 || is_code_alone) && !cell.is_like(own)
        })?;
        Some((cell.codes.as_slice(), own.codes.as_slice()))
    }
}

/// Lines of code are the same; where one has Chinese words, their keys and numbers are.
fn are_lines_alike(code: &str, own: &str) -> bool {
    if !is_east_asian(code) && !is_east_asian(own) {
        return code == own;
    }
    let are_keys_alike = match (code.split_once('='), own.split_once('=')) {
        (Some((key, _)), Some((own, _))) => is_word_alike(key.trim(), own.trim()),
        (None, None) => true,
        _ => false,
    };
    are_keys_alike && numbers(code).eq(numbers(own))
}

/// A code is the same, or one of both is in Chinese.
fn is_word_alike(code: &str, own: &str) -> bool {
    code == own || is_east_asian(code) || is_east_asian(own)
}

fn numbers(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
}

fn is_east_asian(text: &str) -> bool {
    text.contains(|c: char| {
        matches!(
            c,
            '\u{2E80}'..='\u{9FFF}'
                | '\u{AC00}'..='\u{D7AF}'
                | '\u{F900}'..='\u{FAFF}'
                | '\u{FF00}'..='\u{FFEF}'
        )
    })
}
