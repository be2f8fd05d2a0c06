//! What the codes of a press file lead to in the tables of characters (PDF 32000-1,
//! 9.10.3), which are all that most readers go by.

use std::collections::{BTreeMap, BTreeSet};

use banmian::geom::Abs;
use banmian::page::{Document, Item};

use crate::desk::Desk;
use crate::hand::{HEI, LATIN, SONG, document, line, line_of, mm, page, run};
use crate::objects::{Objects, objects};
use crate::pdf::{text_of, written};
use crate::pdf_tags::sample;

/// Text of a page that is shown under one marked content, or under none.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    /// What the codes lead to, one after the other.
    by_codes: String,
    /// What it is to be read as, if that is said.
    actual: Option<String>,
    /// The operands of the contents that it stands in, from the outermost.
    within: Vec<String>,
}

impl Told {
    /// What the codes say to the eye: without what prints nothing and parts nothing.
    fn seen(&self) -> String {
        self.by_codes.replace('\u{2060}', "")
    }
}

/// Something in a content stream.
#[derive(Debug)]
enum Token {
    Text(Vec<u8>),
    /// A name, a number, an operator, or a sign of an array or a dictionary.
    Word(String),
}

/// The tokens of a content stream (7.2, 7.3); there are no comments and no hexadecimal
/// strings in ours.
fn tokens(content: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < content.len() {
        match content[at] {
            b'(' => {
                let mut text = Vec::new();
                at += 1;
                while content[at] != b')' {
                    if content[at] == b'\\' {
                        at += 1;
                    }
                    text.push(match (content[at - 1], content[at]) {
                        (b'\\', b'r') => b'\r',
                        (_, byte) => byte,
                    });
                    at += 1;
                }
                tokens.push(Token::Text(text));
                at += 1;
            }
            b'[' | b']' | b'<' | b'>' => {
                tokens.push(Token::Word(char::from(content[at]).to_string()));
                at += 1;
            }
            byte if byte.is_ascii_whitespace() => at += 1,
            _ => {
                let start = at;
                at += 1;
                while at < content.len() && !b"()[]<>/ \n\r\t".contains(&content[at]) {
                    at += 1;
                }
                let word = String::from_utf8_lossy(&content[start..at]).into_owned();
                tokens.push(Token::Word(word));
            }
        }
    }
    tokens
}

/// A text string (7.9.2.2).
fn text_string(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => utf16(units),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

fn hexadecimal(digits: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("a byte");
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// What codes lead to by a ToUnicode CMap of single characters, which is the only form that
/// is written.
fn table(cmap: &str) -> BTreeMap<u16, String> {
    assert!(!cmap.contains("beginbfrange"), "{cmap}");
    let mut table = BTreeMap::new();
    for block in cmap.split("beginbfchar").skip(1) {
        let block = block.split("endbfchar").next().expect("a block ends");
        let words: Vec<&str> = block.split(['<', '>']).map(str::trim).collect();
        for pair in words.chunks(4).filter(|pair| pair.len() == 4) {
            let code = u16::from_str_radix(pair[1], 16).expect("a code");
            assert!(table.insert(code, utf16(&hexadecimal(pair[3]))).is_none(), "{code} twice");
        }
    }
    table
}

/// All text of a page.
fn told(pdf: &Objects, page: &serde_json::Value) -> Vec<Told> {
    let fonts = pdf.at(page, &["/Resources", "/Font"]).as_object().expect("fonts");
    let tables: BTreeMap<&str, BTreeMap<u16, String>> = fonts
        .iter()
        .map(|(name, font)| {
            let cmap = pdf.data(&pdf.resolve(font)["/ToUnicode"]);
            (name.as_str(), table(&String::from_utf8(cmap).expect("a CMap is ASCII")))
        })
        .collect();
    let mut list: Vec<Told> = vec![Told::default()];
    // The marked contents that are open.
    let mut open: Vec<Told> = Vec::new();
    let mut operands: Vec<Token> = Vec::new();
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut font = String::new();
    for token in tokens(&pdf.data(&page["/Contents"])) {
        match &token {
            Token::Word(word) if word == "Tf" => {
                let name = operands.iter().rev().find_map(|operand| match operand {
                    Token::Word(word) => word.strip_prefix('/').map(|_| word.clone()),
                    Token::Text(_) => None,
                });
                font = name.expect("a font's name");
                named.insert(font.clone());
            }
            Token::Word(word) if word == "BDC" => {
                let text = operands.iter().find_map(|operand| match operand {
                    Token::Text(text) => Some(text_string(text)),
                    Token::Word(_) => None,
                });
                let words: Vec<&str> = operands
                    .iter()
                    .filter_map(|operand| match operand {
                        Token::Word(word) => Some(word.as_str()),
                        Token::Text(_) => None,
                    })
                    .collect();
                let mut within = open.last().map(|own| own.within.clone()).unwrap_or_default();
                within.push(words.join(" "));
                open.push(Told { by_codes: String::new(), actual: text, within });
            }
            Token::Word(word) if word == "EMC" => list.push(open.pop().expect("one is open")),
            Token::Word(word) if word == "TJ" => {
                let to = match open.last_mut() {
                    Some(own) => own,
                    None => &mut list[0],
                };
                for operand in &operands {
                    let Token::Text(text) = operand else { continue };
                    for code in text.chunks(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        let text = tables[font.as_str()].get(&code);
                        let text = text.unwrap_or_else(|| panic!("{font} has nothing for {code}"));
                        to.by_codes.push_str(text);
                    }
                }
            }
            _ => {
                let is_operator = |word: &str| {
                    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '*')
                        && word != "true"
                        && word != "false"
                };
                match token {
                    Token::Word(word) if is_operator(&word) => operands.clear(),
                    operand => operands.push(operand),
                }
                continue;
            }
        }
        operands.clear();
    }
    assert!(open.is_empty(), "every content ends");
    let in_resources: BTreeSet<String> = fonts.keys().cloned().collect();
    assert_eq!(named, in_resources, "a page has the fonts that it uses, and no other");
    list.retain(|told| !told.by_codes.is_empty() || told.actual.is_some());
    list
}

/// What the codes of a document of one page lead to, piece by piece.
fn told_of(document: &Document) -> Option<Vec<Told>> {
    let pdf = objects(&written(document))?;
    let page = pdf.pages()[0].1;
    Some(told(&pdf, page))
}

fn by_codes(list: &[Told]) -> Vec<&str> {
    list.iter().map(|told| told.by_codes.as_str()).collect()
}

/// Codes lead to some character, and to none of three (ISO 14289-1, 7.21.7); they say
/// what the words say that are given for them.
fn check(list: &[Told], name: &str) {
    for told in list {
        let barred = ['\0', '\u{FEFF}', '\u{FFFE}'];
        assert!(!told.by_codes.contains(barred), "{name}: {told:?}");
        if let Some(actual) = &told.actual {
            assert_eq!(&told.seen(), actual, "{name}");
        }
    }
}

/// A run whose last hyphen was added.
fn divided(text: &str) -> banmian::page::Run {
    let mut divided = run(LATIN, 12.0, text, Abs::ZERO);
    let at = text.len() - 1;
    divided.text.replace_range(at.., "\u{AD}");
    divided.glyphs[at].text = at..at + 2;
    divided
}

/// The incidental hyphen is U+00AD, the hard one U+002D (PDF 32000-1, 14.8.2.2.3), by the
/// font's own table.
#[test]
fn a_hyphen_of_the_copy_and_an_added_one_lead_to_two_characters() {
    let items = vec![
        line_of(mm(10.0, 20.0), vec![divided("Call 0800-555-0142 to-")]),
        line_of(mm(10.0, 30.0), vec![divided("gether, dear neigh-")]),
        line_of(mm(10.0, 40.0), vec![divided("bors of Kent-on-")]),
    ];
    let document = document(vec![page(items)]);
    let Some(list) = told_of(&document) else { return };
    assert_eq!(
        by_codes(&list),
        ["Call 0800-555-0142 to\u{AD}", "gether, dear neigh\u{AD}", "bors of Kent-on\u{AD}"]
    );
    assert!(list.iter().all(|told| told.actual.is_none()), "{list:?}");
    // One program, one descendant, two tables.
    let pdf = objects(&written(&document)).expect("qpdf was there");
    let fonts = pdf.at(pdf.pages()[0].1, &["/Resources", "/Font"]).as_object().expect("fonts");
    assert_eq!(fonts.keys().collect::<Vec<_>>(), ["/F0", "/F0.1"]);
    let of = |key: &str| -> BTreeSet<String> {
        fonts.values().map(|font| pdf.resolve(font)[key].to_string()).collect()
    };
    assert_eq!((of("/DescendantFonts").len(), of("/ToUnicode").len()), (1, 2));
}

#[test]
fn readers_hear_hyphens_of_both_kinds() {
    let items = vec![
        line_of(mm(10.0, 20.0), vec![divided("ring 0800-555-0142 or take the num-")]),
        line(mm(10.0, 30.0), LATIN, 12.0, "ber of the well-known ferry"),
    ];
    let pdf = written(&document(vec![page(items)]));
    let expected = "ring 0800-555-0142 or take the num\u{AD}\nber of the well-known ferry";
    if let Some(text) = text_of(&pdf) {
        assert_eq!(text, expected);
    }
    let Some(said) = crate::tools::run("mutool", &["draw", "-q", "-F", "text", "{}"], &pdf) else {
        return;
    };
    let lines: Vec<&str> = said.out.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(lines.join("\n"), expected);
}

/// Glyphs that show one text together: each leads to its share, so that all of them say
/// the whole.
#[test]
fn glyphs_of_a_cluster_share_its_text() {
    // 28 in one cell, as a vertical line has it: the first glyph has the text of both.
    let mut number = run(SONG, 10.0, "28", Abs::ZERO);
    number.glyphs[0].text = 0..2;
    number.glyphs[1].text = 2..2;
    // A character and a variation selector, drawn as two glyphs.
    let mut varied = run(SONG, 10.0, "骨\u{3000}", Abs::ZERO);
    varied.text = "骨\u{E0100}".to_owned();
    varied.glyphs[0].text = 0..7;
    varied.glyphs[1].text = 7..7;
    // Three characters, two glyphs.
    let mut three = run(LATIN, 10.0, "of", Abs::ZERO);
    three.text = "ofi".to_owned();
    three.glyphs[0].text = 0..3;
    three.glyphs[1].text = 3..3;
    let items: Vec<Item> = [number, varied, three]
        .into_iter()
        .zip(2..)
        .map(|(run, nth)| line_of(mm(10.0, 10.0 * f64::from(nth)), vec![run]))
        .chain([line(mm(10.0, 50.0), SONG, 10.0, "8骨2")])
        .collect();
    let Some(list) = told_of(&document(vec![page(items)])) else { return };
    assert_eq!(by_codes(&list), ["28", "骨\u{E0100}", "ofi", "8骨2"]);
    assert!(list.iter().all(|told| told.actual.is_none()), "{list:?}");
}

/// No reader is told a character that nobody wrote, and no code is left without one.
#[test]
fn what_shows_no_text_leads_to_a_character_that_prints_nothing() {
    let mut accented = run(LATIN, 12.0, "cafe´s", Abs::ZERO);
    accented.text = "cafés".to_owned();
    accented.glyphs[3].text = 3..5;
    accented.glyphs[4].text = 5..5;
    accented.glyphs[5].text = 5..6;
    let mut dots = run(SONG, 6.0, "··", Abs::ZERO);
    dots.text = String::new();
    dots.glyphs.iter_mut().for_each(|glyph| glyph.text = 0..0);
    let items = vec![
        line_of(mm(10.0, 20.0), vec![accented]),
        line_of(mm(10.0, 30.0), vec![dots]),
        line(mm(10.0, 40.0), SONG, 12.0, "马可·波罗´"),
    ];
    let Some(list) = told_of(&document(vec![page(items)])) else { return };
    check(&list, "accents and dots");
    let mut told: Vec<(&str, Option<&str>)> =
        list.iter().map(|told| (told.by_codes.as_str(), told.actual.as_deref())).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("caf", None),
            ("s", None),
            ("é\u{2060}", Some("é")),
            ("\u{2060}\u{2060}", Some("")),
            ("马可·波罗´", None)
        ]
    );
}

#[test]
fn characters_that_no_code_may_lead_to_are_left_out() {
    let mut odd = run(SONG, 12.0, "渡口在河", Abs::ZERO);
    odd.text = "渡\u{FEFF}\u{FEFF}口\0\u{FFFE}河".to_owned();
    for (glyph, range) in odd.glyphs.iter_mut().zip([0..6, 6..9, 9..13, 13..19]) {
        glyph.text = range;
    }
    let Some(list) = told_of(&document(vec![page(vec![line_of(mm(10.0, 20.0), vec![odd])])]))
    else {
        return;
    };
    let codes: String = list.iter().map(|told| told.by_codes.as_str()).collect();
    assert!(!codes.contains(['\0', '\u{FEFF}', '\u{FFFE}']), "{list:?}");
    assert_eq!(codes.replace('\u{2060}', ""), "渡口河");
}

/// Copy with ever more invisible characters behind one letter must not make a font for
/// each; the words are given all the same.
#[test]
fn a_glyph_has_a_bounded_number_of_tables() {
    let rows: Vec<Item> = (0..60)
        .map(|nth| {
            let mut odd = run(LATIN, 8.0, "a", Abs::ZERO);
            odd.text = format!("a{}", "\u{200D}".repeat(nth));
            odd.glyphs[0].text = 0..odd.text.len();
            line_of(mm(10.0, 10.0 + 2.0 * nth as f64), vec![odd])
        })
        .collect();
    let document = document(vec![page(rows)]);
    let Some(list) = told_of(&document) else { return };
    let read: usize = list
        .iter()
        .map(|told| told.actual.as_ref().unwrap_or(&told.by_codes).matches('\u{200D}').count())
        .sum();
    assert_eq!(read, 59 * 60 / 2, "{list:?}");
    let pdf = objects(&written(&document)).expect("qpdf was there");
    let fonts = pdf.at(pdf.pages()[0].1, &["/Resources", "/Font"]).as_object().expect("fonts");
    assert_eq!(fonts.len(), 16);
}

/// A glyph is shown with a second text on a later page, in every encoding; the file
/// is the same on any number of cores.
#[test]
fn a_later_page_may_show_a_glyph_with_another_text() {
    let pages: Vec<_> = (0..20)
        .map(|nth| {
            let items = vec![
                line_of(
                    mm(10.0, 20.0),
                    vec![match nth {
                        0..12 => run(LATIN, 12.0, "well-known", Abs::ZERO),
                        _ => divided("num-"),
                    }],
                ),
                line(mm(10.0, 30.0), HEI, 12.0, "渡口"),
            ];
            page(items)
        })
        .collect();
    let document = document(pages);
    let bytes = written(&document);
    assert_eq!(bytes, written(&document));
    let Some(pdf) = objects(&bytes) else { return };
    for (nth, (_, page)) in pdf.pages().into_iter().enumerate() {
        let expected = if nth < 12 { "well-known" } else { "num\u{AD}" };
        assert_eq!(by_codes(&told(&pdf, page)), [expected, "渡口"], "page {nth}");
    }
}

/// Samples with what had no character, or not the right one: digits upright in vertical
/// lines, emphasis dots, readings, hyphens, no-break spaces.
#[test]
fn the_samples_are_told_by_their_codes_alone() {
    for name in ["japanese", "culture", "supplement", "english", "korean", "taiwan"] {
        let Some(pdf) = objects(&sample(name)) else { return };
        for (_, page) in pdf.pages() {
            let list = told(&pdf, page);
            assert!(list.len() > 50, "{name}");
            check(&list, name);
        }
    }
}

/// Text of an element stands in contents side by side, each with an identifier of its own
/// (14.7.4.2): poppler's listing of the structure loses what follows a content inside
/// another. Words for lines that are artifacts have no place but in the artifact.
#[test]
fn contents_of_elements_hold_no_others() {
    for name in ["japanese", "culture", "english"] {
        let Some(pdf) = objects(&sample(name)) else { return };
        for (_, page) in pdf.pages() {
            for told in told(&pdf, page) {
                match told.within.as_slice() {
                    [content] => {
                        assert!(content.contains("/MCID ") != content.starts_with("/Artifact"));
                    }
                    [artifact, words] => {
                        assert!(artifact.starts_with("/Artifact"), "{name}: {told:?}");
                        assert_eq!(words, "/Span < < /ActualText > >", "{name}");
                    }
                    _ => panic!("{name}: {told:?}"),
                }
            }
        }
    }
}

/// A page with one story and nothing else.
fn set(test: &str, lang: &str, writing: &str, text: &str) -> Option<Vec<Told>> {
    let desk = Desk::new(test);
    desk.write(
        "p.toml",
        format!(
            "checks.hole = \"ignore\"\nchecks.underset = \"ignore\"\n[page]\nlang = \"{lang}\"\n\
             writing = \"{writing}\"\nstories = \"s\"\n\
             [sheet]\nsize = \"148mm x 210mm\"\nmargin = \"10mm\"\nbleed = \"0mm\"\n\
             [grid]\ncolumns = 1\ncolumn-width = \"24字\"\n\
             [[story]]\nslug = \"a\"\ncolumns = \"all\"\nlines = \"1-10\"\nhead = \"none\"\n\
             fill = \"in-order\"\n"
        ),
    );
    desk.write("s/a.md", format!("{text}\n"));
    let ran = desk.run(&["build", "p.toml", "-o", "p.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let pdf = objects(&desk.read("p.pdf"))?;
    Some(told(&pdf, pdf.pages()[0].1))
}

/// The copy comes out of the codes as it went in.
#[test]
fn copy_comes_out_of_the_codes() {
    let cases = [
        ("ja", "vertical", "河原で牛28頭が草を食む。18年ぶりの春である。8頭は仔牛だ。"),
        ("ja", "horizontal", "葛\u{E0100}原と葛と葛\u{E0101}原、ｶﾞﾗｽとｶｽとﾊﾟﾝとﾊﾝ。"),
        ("zh-Hans", "horizontal", "请拨0800-555-0142，或写信至desk-two@example.net。"),
        ("en", "horizontal", "Ring 0800-555-0142 for the well-known ferry."),
    ];
    for (nth, (lang, writing, text)) in cases.into_iter().enumerate() {
        let Some(list) = set(&format!("told-{nth}"), lang, writing, text) else { return };
        check(&list, text);
        let all: String = list.iter().map(Told::seen).collect();
        assert_eq!(all.replace([' ', '\u{AD}'], ""), text.replace(' ', ""), "{list:?}");
    }
}
