//! What changes from day to day: numbers of pages.

use crate::desk::{Desk, Ran, story};

/// A page with a folio, and a story that it may jump with.
fn page(number: &str, jump: &str) -> String {
    format!(
        "checks.hole = \"ignore\"\n[page]\nnumber = {number}\nstories = \"stories\"\n[sheet]\nsize = \"china-tabloid\"\n\
         [folio]\nleft = \"版次{{number}}\"\n[[story]]\nslug = \"lead\"\ncolumns = \"1\"\nlines = \"1-5\"\n{jump}\n"
    )
}

/// What stands on the pages, as text.
fn dump(desk: &Desk, arguments: &[&str]) -> String {
    let arguments = [&["check", "--format", "dump"], arguments].concat();
    desk.run(&arguments).text().to_owned()
}

fn has_text(dump: &str, text: &str) -> bool {
    // The runs of a line stand one under another.
    let runs: String = dump.lines().filter_map(|line| line.split('"').nth(1)).collect();
    runs.contains(text)
}

fn told<'r>(ran: &'r Ran, code: &str) -> Option<&'r str> {
    ran.err.lines().find(|line| line.contains(&format!("[{code}]")))
}

/// Two pages that a story runs over.
fn two_pages(name: &str, first: &str, second: &str) -> Desk {
    let desk = Desk::new(name);
    desk.write("stories/lead.md", story(&"早市搬进新棚，摊位图是卖豆腐的周婶画的。".repeat(20)));
    desk.write("a.toml", page(first, "continued-on = \"b.toml\""));
    desk.write("b.toml", page(second, "fill = \"in-order\"\ncontinued-from = \"a.toml\""));
    desk
}

#[test]
fn numbers_are_printed_as_they_are_written() {
    let desk = two_pages("number-letters", "\"A01\"", "\" A02 \"");
    let dump = dump(&desk, &["a.toml", "b.toml"]);
    for text in ["版次A01", "版次A02", "（下转第A02版）", "（上接第A01版）"] {
        assert!(has_text(&dump, text), "{text}\n{dump}");
    }
    assert!(dump.contains("page A02: "), "{dump}");
}

#[test]
fn a_number_with_its_own_words_has_them_once() {
    let desk = two_pages("number-words", "\"第01版\"", "\"第05版\"");
    let dump = dump(&desk, &["a.toml", "b.toml"]);
    for text in ["版次第05版", "（下转第05版）", "（上接第01版）"] {
        assert!(has_text(&dump, text), "{text}\n{dump}");
    }
}

#[test]
fn pages_are_one_by_their_digits_and_their_letters() {
    let alike = |one: &str, two: &str| {
        let desk = Desk::new("number-twice");
        desk.write("stories/lead.md", story("灯亮了。"));
        desk.write("a.toml", page(one, ""));
        desk.write("b.toml", page(two, ""));
        told(&desk.run(&["check", "a.toml", "b.toml"]), "pages-disagree").map(str::to_owned)
    };
    assert!(alike("\"A1\"", "\"A01\"").is_some_and(|told| told.contains("A01")));
    assert!(alike("7", "\"07\"").is_some_and(|told| told.contains("07")));
    assert_eq!(alike("\"A1\"", "\"B1\""), None);
    // Of two letters neither comes before the other.
    let back = |one: &str, two: &str| {
        let desk = two_pages("number-back", one, two);
        told(&desk.run(&["check", "a.toml", "b.toml"]), "reading-order").map(str::to_owned)
    };
    assert!(back("\"A04\"", "\"A02\"").is_some_and(|told| told.contains("A04")));
    assert_eq!(back("\"B01\"", "\"A02\""), None);
}

#[test]
fn a_number_that_is_none_is_told() {
    let desk = Desk::with_page("number-none");
    for wrong in ["\"\"", "\"要闻第一版的头条A0001\"", "\"A\\n1\"", "\"{number}\"", "-1"] {
        desk.write("page.toml", page(wrong, ""));
        let ran = desk.run(&["check", "page.toml"]);
        assert!(told(&ran, "bad-value").is_some(), "{wrong}: {}", ran.err);
        assert!(ran.err.contains("page.toml:3:10"), "{wrong}: {}", ran.err);
    }
}

#[test]
fn proofs_are_named_by_their_pages() {
    let desk = Desk::new("number-proofs");
    desk.write("stories/lead.md", story("灯亮了。"));
    desk.write("one.toml", page("\"A01\"", ""));
    desk.write("two.toml", page("\"第02版\"", ""));
    let ran = desk.run(&["proof", "one.toml", "two.toml", "--dpi", "20"]);
    assert!(ran.code == 0, "{}", ran.err);
    assert_eq!(desk.files(), ["one-A01.png", "one-第02版.png", "one.toml", "stories", "two.toml"]);
    // Some systems take large and small letters for the same.
    desk.write("two.toml", page("\"a01\"", ""));
    desk.run(&["proof", "one.toml", "two.toml", "--dpi", "20", "-o", "p.png"]);
    assert!(desk.files().contains(&"p-2.png".to_owned()), "{:?}", desk.files());
}
