//! No error gets lost while layouts are tried and taken back: what a story does
//! wrong is told whatever it shares the page with, and whatever was tried.

use std::collections::BTreeSet;
use std::fmt::Write;

use banmian::diag::{Code, Severity};
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::desk::Desk;
use crate::pages::set;

/// What a page opens with; the styles have a face that is not there to fall
/// back on.
const HEAD: &str = "[page]\nstories = \"stories\"\n[sheet]\nsize = \"a3\"\n\
    [grid]\ncolumns = 6\nleading = \"12pt\"\n[styles.body]\nsize = \"8pt\"\n\
    [styles.headline]\nsize = \"16pt\"\nmin-size = \"10pt\"\nmax-size = \"20pt\"\n";

/// With every search for a better layout switched off.
const NO_SEARCH: &str = "spare-lines = { head = 0, pictures = 0, crossheads = 0 }\n";

/// A story that may do something wrong in any of its parts, in a frame that it
/// may not fill.
#[derive(Debug, Clone)]
struct Case {
    front: &'static str,
    parts: Vec<&'static str>,
    paragraphs: usize,
    keys: &'static str,
    lines: u32,
}

/// An error as it can be told again from another spec: the words, and the file
/// if it is a story's.
type Told = (Code, String, Option<String>);

fn case() -> impl Strategy<Value = Case> {
    let front = prop::sample::select(vec![
        "headline = \"河边种下的树苗\"",
        "headline = \"河边𓀀树苗\"",
        "headline = \"河边的树苗\"\nkicker = \"𓀁街道：\"",
        "headline = \"河边的树苗\"\nbyline = \"□𓀂\"\ndeck = \"又一年\"",
        "headline = \"河边的树苗\"\ndateline = \"本报讯（𓀃）\"",
        "headline = \"河边\"\n[[pictures]]\nfile = \"gray.png\"\ncaption = \"图中𓀄为古字\"",
        "headline = \"河边\"\n[[pictures]]\nfile = \"gone.png\"\ncaption = \"树苗\"",
        "headline = \"河边\"\n[[pictures]]\nfile = \"gray.png\"\ncaption = \"树苗\"\ncredit = \"𓀅\"",
    ]);
    let part = prop::sample::select(vec![
        "## 小标题\n\n",
        "## 小𓀆标题\n\n",
        "## **小**标题\n\n",
        "| 月 | 人 |\n|--|--|\n| 九月 | 𓀇 |\n\n",
        "| 月 | 人 |\n|--|--|\n| 九月 | 12 |\n\n",
        "- 树𓀈\n- 花\n\n",
        "> 等了八年𓀉。\n> -- 周明\n\n",
        "::: box 电话\n河埠𓀊街\n:::\n\n",
        "{河|𓀋}边的小路。\n\n",
        "{臺|ㄊㄞˊ}北的小路。\n\n",
        "河边*小*路。\n\n",
    ]);
    let keys = prop::sample::select(vec![
        "",
        "pictures = [{ columns = \"1\", lines = \"9-13\" }]\n",
        "pictures = [{ columns = \"1\", lines = \"9-13\", caption = \"right\" }]\n",
        "pictures = [{ columns = \"1\", lines = \"1-3\" }]\n",
        "head = \"left\"\n",
        "head = \"left\"\npictures = [{ columns = \"2\", lines = \"3-7\" }]\n",
        "quotes = [{ columns = \"2\", lines = \"8-12\" }]\n",
        "tables = { span = \"foot\" }\n",
        "drop-cap = 2\n",
        "standing-head = \"渡𓀌口\"\n",
        "styles.caption.font = \"No Such Face\"\n",
        "styles.crosshead.font = \"No Such Face Either\"\n",
        "writing = \"vertical\"\n",
    ]);
    let parts = prop::collection::vec(part, 0..4);
    (front, parts, 1..6_usize, keys, 6..30_u32).prop_map(
        |(front, parts, paragraphs, keys, lines)| Case { front, parts, paragraphs, keys, lines },
    )
}

fn write_story(desk: &Desk, slug: &str, case: &Case) {
    let paragraph = "孩子们春天种下的树苗，如今都长出了新叶，走过的人常常停下来看一看。\n\n";
    let mut text = format!("+++\n{}\n+++\n", case.front);
    for at in 0..case.paragraphs.max(case.parts.len()) {
        text.push_str(paragraph);
        text.push_str(case.parts.get(at).unwrap_or(&""));
    }
    desk.write(&format!("stories/{slug}.md"), text);
}

/// A page of some of the stories, each in its own place.
fn page_of(cases: &[Case], wanted: impl Iterator<Item = usize>, keys: &str) -> String {
    let mut page = HEAD.to_owned();
    for at in wanted {
        let Case { keys: own, lines, .. } = &cases[at];
        let (first, last) = (2 * at + 1, 2 * at + 2);
        // Columns of boxes are those of the page.
        let own = own
            .replace("columns = \"1\"", &format!("columns = \"{first}\""))
            .replace("columns = \"2\"", &format!("columns = \"{last}\""));
        write!(
            page,
            "[[story]]\nslug = \"s{at}\"\ncolumns = \"{first}-{last}\"\nlines = \"1-{lines}\"\n{own}{keys}"
        )
        .expect("memory takes all");
    }
    page
}

/// The errors of a page.
fn errors(desk: &Desk, page: &str) -> BTreeSet<Told> {
    desk.write("page.toml", page);
    let outcome = set(desk.path("page.toml"), desk.folder.clone());
    let errors = outcome.sink.list().iter().filter(|it| it.severity == Severity::Error);
    errors
        .map(|finding| {
            let file = finding.span.map(|span| outcome.sources.get(span.source).name.clone());
            let file = file.filter(|name| name.ends_with(".md"));
            (finding.code(), finding.message().en.clone(), file)
        })
        .collect()
}

/// Errors of what the stories hold: they are there however a story is laid out.
fn of_content(errors: &BTreeSet<Told>) -> BTreeSet<Told> {
    let codes = [Code::GlyphMissing, Code::FontMissing, Code::PictureMissing];
    errors.iter().filter(|(code, ..)| codes.contains(code)).cloned().collect()
}

#[test]
fn a_page_tells_every_error_that_its_stories_have_alone() {
    let desk = Desk::new("errors-kept");
    let gray = image::GrayImage::from_pixel(400, 300, image::Luma([128]));
    gray.save(desk.path("gray.png")).expect("the picture can be written");
    std::fs::create_dir_all(desk.path("stories")).expect("the folder can be made");
    std::fs::copy(desk.path("gray.png"), desk.path("stories/gray.png")).expect("so can its copy");
    let cases = prop::collection::vec(case(), 1..4);
    proptest!(Config { cases: 64, failure_persistence: None, ..Config::default() }, |(cases in cases)| {
        for (at, case) in cases.iter().enumerate() {
            write_story(&desk, &format!("s{at}"), case);
        }
        let mut of_both = Vec::new();
        for keys in ["", NO_SEARCH] {
            let together = errors(&desk, &page_of(&cases, 0..cases.len(), keys));
            for at in 0..cases.len() {
                let alone = errors(&desk, &page_of(&cases, at..at + 1, keys));
                let lost: Vec<_> = alone.difference(&together).collect();
                prop_assert!(lost.is_empty(), "{:?} of {:?}", lost, cases[at]);
            }
            of_both.push(of_content(&together));
        }
        prop_assert_eq!(&of_both[0], &of_both[1]);
    });
}
