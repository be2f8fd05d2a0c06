//! Faces of other makers: what they do not draw, where they put it, and what their
//! licenses say. Faults are made in the faces that come with the program; ten families
//! of others are tried where they have been fetched.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use banmian::diag::Severity;
use banmian::font::{FontData, FontLibrary, GlyphId};
use banmian::geom::{Abs, WritingMode};
use banmian::job::Outcome;
use banmian::page::{Item, Line, Orientation, Page, Run};
use banmian::{Engine, Job, Memory};

use crate::pages::fonts;

const KAI: &str = "NewsKaiSC-Regular.ttf";
const SONG: &str = "NotoSerifSC-Regular.otf";

fn font(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(name)).expect("it is there")
}

/// Where a table of a font file lies.
fn table(font: &[u8], tag: &[u8; 4]) -> usize {
    let count = usize::from(number(font, 4));
    let record = (0..count).map(|nth| 12 + nth * 16).find(|at| font[*at..].starts_with(tag));
    let at = record.expect("the font has the table") + 8;
    u32::from_be_bytes(*font[at..].first_chunk().expect("it has an offset")) as usize
}

fn number(font: &[u8], at: usize) -> u16 {
    u16::from_be_bytes(*font[at..].first_chunk().expect("the table is whole"))
}

fn put(font: &mut [u8], at: usize, value: u16) {
    font[at..at + 2].copy_from_slice(&value.to_be_bytes());
}

/// Takes the outline of a character's glyph away.
fn emptied(name: &str, c: char) -> Vec<u8> {
    let mut bytes = font(name);
    let mut library = FontLibrary::new();
    library.add(name, FontData::Shared(bytes.clone().into())).expect("it is a font");
    let glyph = library.faces().next().and_then(|(_, face)| face.glyph(c)).expect("it is there");
    let (loca, head) = (table(&bytes, b"loca"), table(&bytes, b"head"));
    assert_eq!(number(&bytes, head + 50), 1, "offsets of four bytes");
    let at = loca + glyph.to_u32() as usize * 4;
    let end = bytes[at + 4..at + 8].to_vec();
    bytes[at..at + 4].copy_from_slice(&end);
    bytes
}

/// A small page in a language, with a font of its own.
struct Sheet<'a> {
    lang: &'a str,
    writing: &'a str,
    family: &'a str,
    columns: u32,
    text: &'a str,
}

impl Sheet<'_> {
    fn set(&self, library: FontLibrary, own: &[u8]) -> Outcome {
        let Self { lang, writing, family, columns, text } = self;
        let spec = format!(
            "[page]\nlang = \"{lang}\"\nwriting = \"{writing}\"\nstories = \"s\"\n\
             [fonts]\npath = \"own\"\n[sheet]\nsize = \"120mm x 120mm\"\nmargin = \"8mm\"\n\
             [grid]\ncolumns = {columns}\nleading = \"18pt\"\n\
             [styles.body]\nsize = \"11pt\"\nfont = \"{family}\"\nindent = \"0em\"\n\
             [[story]]\nslug = \"a\"\ncolumns = \"all\"\nlines = \"1-last\"\nhead = \"none\"\n"
        );
        let files = Memory::new()
            .with("page.toml", spec)
            .with("s/a.md", format!("+++\nheadline = \"\"\n+++\n{text}\n"))
            .with("own/maker/own.ttf", own);
        Engine::with_room(0).with_fonts(library).run(&Job::new(["page.toml"]).files(files))
    }
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    outcome.sink.list().iter().map(|finding| finding.code().name()).collect()
}

fn page(outcome: &Outcome) -> &Page {
    let document = outcome.document.as_ref();
    document.and_then(|it| it.pages.first()).unwrap_or_else(|| panic!("{:?}", codes(outcome)))
}

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Shape(_) | Item::Picture(_) => None,
    })
}

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    lines(page).flat_map(|line| &line.runs)
}

/// The family of the face that shows a character.
fn family_of(outcome: &Outcome, c: char) -> String {
    let run = runs(page(outcome)).find(|run| run.text.contains(c)).expect("it is on the page");
    outcome.fonts.face(run.face).family.clone()
}

#[test]
fn an_empty_outline_is_no_character() {
    let sheet = Sheet {
        lang: "zh-Hans",
        writing: "horizontal",
        family: "News Kai SC",
        columns: 1,
        text: "江水清了，国门开了，灯亮了。",
    };
    let own = emptied(KAI, '国');
    let outcome = sheet.set(fonts(), &own);
    assert_eq!(family_of(&outcome, '门'), "News Kai SC");
    assert_eq!(family_of(&outcome, '国'), "Noto Serif CJK SC");
    assert!(codes(&outcome).contains(&"face-mixed"), "{:?}", codes(&outcome));
    // Where no other face has it, it is missing.
    let outcome = sheet.set(FontLibrary::new(), &own);
    assert!(codes(&outcome).contains(&"glyph-missing"), "{:?}", codes(&outcome));
    // As the face is, nothing is to be told.
    let outcome = sheet.set(fonts(), &font(KAI));
    assert!(!codes(&outcome).iter().any(|code| code.starts_with("face-")), "{:?}", codes(&outcome));
}

/// The program does not look for them in its own faces.
#[test]
fn the_faces_of_the_program_draw_all_that_they_have() {
    for (_, face) in fonts().faces() {
        let characters = face.font().charmap().unicodes();
        let empty: Vec<char> = characters
            .filter_map(|(code, _)| char::from_u32(code))
            .filter(|c| face.glyph(*c).is_none())
            .collect();
        assert!(empty.is_empty(), "{} {empty:?}", face.postscript_name);
    }
}

#[test]
fn a_license_is_read() {
    let sheet = Sheet {
        lang: "zh-Hans",
        writing: "horizontal",
        family: "News Kai SC",
        columns: 1,
        text: "江水清了。",
    };
    // OpenType, OS/2, fsType: 2 restricted, 4 preview and print, 8 editable.
    let said = [(0, None), (2, Some("font-broken")), (4, Some("font-license")), (8, None)];
    for (license, wanted) in said {
        let mut own = font(KAI);
        let os2 = table(&own, b"OS/2");
        put(&mut own, os2 + 8, license);
        let outcome = sheet.set(fonts(), &own);
        let told = codes(&outcome).into_iter().find(|code| code.starts_with("font-"));
        assert_eq!(told, wanted, "{license}");
    }
}

#[test]
fn senseless_vertical_metrics_are_not_followed() {
    let mut own = font(SONG);
    let (vhea, vmtx) = (table(&own, b"vhea"), table(&own, b"vmtx"));
    for nth in 0..usize::from(number(&own, vhea + 34)) {
        put(&mut own, vmtx + nth * 4, 0);
    }
    let sheet = Sheet {
        lang: "zh-Hans",
        writing: "vertical",
        family: "Noto Serif CJK SC",
        columns: 1,
        text: "江水清了桥修好了",
    };
    let outcome = sheet.set(FontLibrary::new(), &own);
    let run = runs(page(&outcome)).find(|run| run.text.contains('江')).expect("it is there");
    for pair in run.glyphs.windows(2) {
        assert_eq!(pair[1].x - pair[0].x, Abs::pt(11.0));
    }
    let usual = sheet.set(FontLibrary::new(), &font(SONG));
    let of_usual = runs(page(&usual)).find(|run| run.text.contains('江')).expect("it is there");
    let off = run.glyphs[0].x - of_usual.glyphs[0].x;
    assert!(off.abs() < Abs::pt(0.6), "the em box is where it was: {off:?}");
    assert!(judged(&outcome).is_empty());
}

#[test]
fn a_weight_that_a_family_lacks_is_told_once() {
    let sheet = Sheet {
        lang: "zh-Hans",
        writing: "horizontal",
        family: "News Kai SC\"\nweight = \"black",
        columns: 1,
        text: "江水清了。\n\n桥修好了。",
    };
    let outcome = sheet.set(fonts(), &font(KAI));
    let told = codes(&outcome).into_iter().filter(|code| *code == "face-missing").count();
    assert_eq!(told, 1, "{:?}", codes(&outcome));
}

#[test]
fn variation_sequences_are_honored_or_told() {
    let text = "葛\u{E0100}城の辻\u{E0101}さん";
    let sheet = |family| Sheet { lang: "ja", writing: "horizontal", family, columns: 1, text };
    let glyphs = |outcome: &Outcome| {
        let run = runs(page(outcome)).find(|run| run.text.contains('葛')).expect("it is there");
        let plain = outcome.fonts.face(run.face).glyph('葛').map(GlyphId::to_u32);
        (Some(u32::from(run.glyphs[0].id)), plain)
    };
    let japanese = sheet("Noto Serif CJK JP").set(fonts(), &font(KAI));
    assert!(!codes(&japanese).contains(&"variant-missing"), "{:?}", codes(&japanese));
    let (shown, plain) = glyphs(&japanese);
    assert_ne!(shown, plain, "another form of it");
    let chinese = sheet("Noto Serif CJK SC").set(fonts(), &font(KAI));
    assert!(codes(&chinese).contains(&"variant-missing"), "{:?}", codes(&chinese));
}

/// A thin space of the copy stays one, whether the face has it or not.
#[test]
fn a_thin_space_is_set_as_one() {
    let text = "共12\u{2009}345亩，12 345亩。";
    let sheet =
        Sheet { lang: "zh-Hans", writing: "horizontal", family: "News Kai SC", columns: 1, text };
    let outcome = sheet.set(FontLibrary::new(), &font(KAI));
    assert!(!codes(&outcome).contains(&"glyph-missing"), "{:?}", codes(&outcome));
    let shown: String = runs(page(&outcome)).map(|run| run.text.as_str()).collect();
    assert!(shown.contains("12\u{2009}345亩"), "{shown}");
}

/// Marks in the middle of their em, as Taiwan's faces have them, in a text of the mainland whose
/// lines are full.
#[test]
fn no_mark_is_squeezed_into_its_ink() {
    let text = "她问：“怎么写？”他答：“好！”桥，灯，江，雾，船，岸，都在。".repeat(6);
    let sheet = Sheet {
        lang: "zh-Hans",
        writing: "horizontal",
        family: "Noto Serif CJK TC",
        columns: 3,
        text: &text,
    };
    let outcome = sheet.set(fonts(), &font(KAI));
    assert_eq!(family_of(&outcome, '，'), "Noto Serif CJK TC");
    assert_eq!(judged(&outcome), Vec::<String>::new());
}

/// The box around a glyph's ink on the sheet.
#[derive(Debug, Clone, Copy)]
struct InkBox {
    left: Abs,
    right: Abs,
    top: Abs,
    bottom: Abs,
}

impl InkBox {
    /// Whether two boxes share more than the eye forgives: serifs and dots of neighbors may
    /// come close.
    fn covers(&self, other: &Self, em: Abs) -> bool {
        let shared = |low: Abs, high: Abs| high - low > em / 24;
        shared(self.left.max(other.left), self.right.min(other.right))
            && shared(self.top.max(other.top), self.bottom.min(other.bottom))
    }
}

/// What is wrong with the type of a page: characters that draw nothing, and those that
/// stand over their neighbor's ink.
fn judged(outcome: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    for line in lines(page(outcome)) {
        let mut before: Option<(char, InkBox)> = None;
        for run in line.runs.iter().filter(|run| run.orientation != Orientation::Combined) {
            let face = outcome.fonts.face(run.face);
            for glyph in &run.glyphs {
                let Some(c) = run.text[glyph.text.clone()].chars().next() else { continue };
                if c.is_whitespace() {
                    continue;
                }
                let Some(ink) = face.ink(GlyphId::from(glyph.id)).filter(|_| glyph.id != 0) else {
                    wrong.push(format!("{c} of {} is not drawn", face.family));
                    continue;
                };
                let at = |units| run.horizontal_scale.at(face.scale(units, run.size));
                let [left, right, bottom, top] = [ink.left, ink.right, ink.bottom, ink.top].map(at);
                let place = match (line.writing, run.orientation) {
                    (WritingMode::Horizontal, _) => InkBox {
                        left: glyph.x + left,
                        right: glyph.x + right,
                        top: -glyph.rise - top,
                        bottom: -glyph.rise - bottom,
                    },
                    (_, Orientation::Sideways) => InkBox {
                        left: glyph.rise + bottom,
                        right: glyph.rise + top,
                        top: glyph.x + left,
                        bottom: glyph.x + right,
                    },
                    _ => InkBox {
                        left: glyph.rise + left,
                        right: glyph.rise + right,
                        top: glyph.x - top,
                        bottom: glyph.x - bottom,
                    },
                };
                let is_latin = |c: char| c.is_ascii();
                if let Some((last, ink)) = before
                    && !(is_latin(c) && is_latin(last))
                    // Two halves of a dash meet.
                    && c != last
                    && ink.covers(&place, run.size)
                {
                    wrong.push(format!("{c} of {} stands over {last}", face.family));
                }
                before = Some((c, place));
            }
        }
    }
    wrong
}

/// Files of other makers' fonts, by what has been fetched: `BANMIAN_FACES` names the folder.
fn fetched() -> Vec<PathBuf> {
    let named = std::env::var_os("BANMIAN_FACES").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/faces");
    let Some(folder) = named.into_iter().chain([usual]).find(|folder| folder.is_dir()) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).expect("it can be listed");
        for path in entries.map(|entry| entry.expect("it can be listed").path()) {
            let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if ["ttf", "ttc", "otf"].contains(&end) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Texts with the marks and signs that faces differ in.
const TEXTS: [(&str, &str); 4] = [
    (
        "zh-Hans",
        "她问：“怎么写？”他答：“好！”《晚报》说（昨天）：江水清了，25℃。——真的……3·15、三〇％；￥500。",
    ),
    (
        "zh-Hant",
        "她問：「怎麼寫？」他答：「好！」《晚報》說（昨天）：江水清了，25℃。——真的……三〇％；『好』。",
    ),
    ("ja", "彼は「寒い、とても寒い。」と言った。（昨日）ラーメンは１５０円、一・五倍だ！"),
    ("ko", "그는 “좋다.”고 말했다. 강물이 맑다, (어제) 25℃까지 올랐다! 《봄》은 짧다."),
];

/// Every family in each language that it has, in both directions: all is drawn, and nothing stands
/// over its neighbor.
#[test]
fn families_of_other_makers_print_whole() {
    let files = fetched();
    if files.is_empty() {
        let message = "SKIPPED: no faces of other makers were fetched (.ci/run does it)\n";
        std::io::stderr().write_all(message.as_bytes()).expect("the error stream is open");
        return;
    }
    let mut families: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for path in files {
        let bytes = fs::read(&path).expect("it can be read");
        let mut library = FontLibrary::new();
        if library.add("own", FontData::Shared(bytes.clone().into())).is_ok()
            && let Some((_, face)) = library.faces().next()
        {
            families.entry(face.family.clone()).or_insert(bytes);
        }
    }
    assert!(families.len() >= 10, "{:?}", families.keys());
    let mut wrong = Vec::new();
    for (family, own) in &families {
        for (lang, text) in TEXTS {
            for writing in ["horizontal", "vertical"] {
                let text = format!("{text}{text}{text}");
                let sheet = Sheet { lang, writing, family, columns: 2, text: &text };
                let outcome = sheet.set(fonts(), own);
                let bad = outcome.sink.list().iter().any(|it| it.severity == Severity::Error);
                if bad || outcome.document.is_none() {
                    wrong.push(format!("{family} {lang} {writing}: {:?}", codes(&outcome)));
                    continue;
                }
                let mut found = judged(&outcome);
                found.dedup();
                wrong.extend(found.iter().take(3).map(|it| format!("{lang} {writing}: {it}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
