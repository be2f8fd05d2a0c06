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

/// A page with what may change from day to day in its folio.
const DAILY: &str = "checks.hole = \"ignore\"\n[page]\npaper = \"渡口日报\"\ndate = 2026-11-23\nissue = 8215\nstories = \"stories\"\n\
     extra = { weather = \"阴\" }\n[sheet]\nsize = \"china-tabloid\"\n[folio]\nleft = \"{paper} {date} 第{issue}期 {weather}\"\n";

fn daily(name: &str) -> Desk {
    let desk = Desk::new(name);
    desk.write("pages/house.toml", DAILY);
    desk.write("pages/one.toml", "extends = \"house.toml\"\npage.number = 1\n");
    desk
}

#[test]
fn the_day_lies_over_the_specs_and_options_over_the_day() {
    let desk = daily("day-over");
    desk.write("day.toml", "date = 2026-11-29\nissue = 8216\nextra = { weather = \"晴\" }\n");
    let plain = dump(&desk, &["pages/one.toml"]);
    assert!(has_text(&plain, "渡口日报 2026年11月23日 第8215期 阴"), "{plain}");
    let with_file = dump(&desk, &["pages/one.toml", "--day", "day.toml"]);
    assert!(has_text(&with_file, "2026年11月29日 第8216期 晴"), "{with_file}");
    let options =
        ["--date", "2026-11-30", "--set", "issue=9", "--set", "weather=雨", "--set", "number=A07"];
    let all = dump(&desk, &[&["pages/one.toml", "--day", "day.toml"], &options[..]].concat());
    assert!(has_text(&all, "2026年11月30日 第9期 雨"), "{all}");
    assert!(all.contains("page A07: "), "{all}");
    // Named by the template, relative to it.
    desk.write("pages/house.toml", DAILY.replace("[page]\n", "[page]\nday = \"../day.toml\"\n"));
    let named = dump(&desk, &["pages/one.toml"]);
    assert!(has_text(&named, "2026年11月29日 第8216期 晴"), "{named}");
}

#[test]
fn pages_of_two_days_agree_when_the_day_is_given() {
    let desk = daily("day-agree");
    desk.write(
        "pages/two.toml",
        "extends = \"house.toml\"\npage.number = 2\npage.date = 2026-11-24\n",
    );
    let pages = ["check", "pages/one.toml", "pages/two.toml"];
    assert!(told(&desk.run(&pages), "pages-disagree").is_some());
    let ran = desk.run(&[&pages[..], &["--date", "2026-11-29"]].concat());
    assert_eq!(told(&ran, "pages-disagree"), None, "{}", ran.err);
    // The press file has the same date as the folio.
    let ran = desk.run(&["build", "pages/one.toml", "--date", "2026-11-29"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let file = desk.read("one.pdf");
    assert!(file.windows(10).any(|bytes| bytes == b"2026-11-29"));
}

#[test]
fn what_is_wrong_with_the_day_is_told_at_its_place() {
    let desk = daily("day-wrong");
    desk.write("pages/two.toml", "extends = \"house.toml\"\npage.number = 2\n");
    let ran = |options: &[&str]| {
        desk.run(&[&["check", "pages/one.toml", "pages/two.toml"], options].concat())
    };
    desk.write("day.toml", "issue = \"many\"\nisue = 3\nday = \"other.toml\"\n");
    let wrong = ran(&["--day", "day.toml"]);
    assert_eq!(wrong.code, 1);
    for place in ["day.toml:1:9", "day.toml:2:1", "day.toml:3:7", "did you mean \"issue\""] {
        assert_eq!(wrong.err.matches(place).count(), 1, "{place}: {}", wrong.err);
    }
    for (option, value, code, place) in [
        ("--set", "issue=many", "bad-value", "--set issue:1:7"),
        ("--set", "isue=3", "unknown-key", "--set isue:1:1"),
        ("--set", "day=other.toml", "bad-value", "--set day:1:5"),
        ("--set", "extra=3", "bad-value", "--set extra:1:7"),
        ("--date", "29.11.2026", "bad-value", "--date:1:6"),
    ] {
        let wrong = ran(&[option, value]);
        assert_eq!(wrong.code, 1);
        assert!(told(&wrong, code).is_some(), "{value}: {}", wrong.err);
        assert_eq!(wrong.err.matches(place).count(), 1, "{value}: {}", wrong.err);
    }
    assert_eq!(ran(&["--set", "issue"]).code, 2);
    assert_eq!(ran(&["--set", "=3"]).code, 2);
    // A file that is not there, where it is named.
    let missing = ran(&["--day", "none.toml"]);
    assert!(told(&missing, "file-unreadable").is_some(), "{}", missing.err);
    desk.write("pages/one.toml", "extends = \"house.toml\"\n[page]\nday = \"none.toml\"\n");
    let missing = desk.run(&["check", "pages/one.toml"]);
    assert!(missing.err.contains("pages/one.toml:3:7"), "{}", missing.err);
}

#[test]
fn a_spec_of_a_newer_format_is_refused() {
    let desk = daily("format-newer");
    desk.write("pages/one.toml", "format = 1\nextends = \"house.toml\"\npage.number = 1\n");
    assert_eq!(desk.run(&["check", "pages/one.toml"]).code, 0);
    // What else the program does not know is not told.
    desk.write("pages/house.toml", format!("format = 2\nnew-key = 3\n{DAILY}"));
    let ran = desk.run(&["check", "pages/one.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("this spec is of format 2; this program knows 1"), "{}", ran.err);
    assert!(ran.err.contains("pages/house.toml:1:10"), "{}", ran.err);
    assert!(ran.err.contains("1 error\n"), "{}", ran.err);
    for wrong in ["0", "-1", "\"new\"", "true"] {
        desk.write("pages/one.toml", format!("format = {wrong}\nextends = \"house.toml\"\n"));
        desk.write("pages/house.toml", DAILY);
        let ran = desk.run(&["check", "pages/one.toml"]);
        assert!(told(&ran, "bad-value").is_some(), "{wrong}: {}", ran.err);
    }
}

#[test]
fn an_upgrade_writes_the_format_and_nothing_else() {
    let desk = Desk::new("format-upgrade");
    let texts = [
        ("page.toml", "[page]\nnumber = 1\n", "format = 1\n\n[page]\nnumber = 1\n"),
        (
            "schema.toml",
            "#:schema ../page.json\r\n# 头版\r\nextends\t= \"a\" # 模板\r\n",
            "#:schema ../page.json\r\nformat = 1\r\n# 头版\r\nextends\t= \"a\" # 模板\r\n",
        ),
        (
            "licence.toml",
            "\u{feff}# Our paper.\n\n# The page.\n[page]\n",
            "\u{feff}# Our paper.\n\nformat = 1\n\n# The page.\n[page]\n",
        ),
        ("story.toml", "[[story]]\nslug = 'a'", "format = 1\n\n[[story]]\nslug = 'a'"),
        ("dotted.toml", "  page.number = 1\n", "format = 1\n  page.number = 1\n"),
        ("mac.toml", "# a\rpage.number = 1\r", "format = 1\r# a\rpage.number = 1\r"),
        ("comment.toml", "# nothing", "format = 1\n# nothing"),
        ("empty.toml", "", "format = 1\n"),
    ];
    let names: Vec<&str> = texts.iter().map(|(name, ..)| *name).collect();
    for (name, before, _) in texts {
        desk.write(name, before);
    }
    let dry = desk.run(&[&["upgrade", "--dry-run"], &names[..]].concat());
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert!(dry.err.contains("licence.toml:3 would be: format = 1"), "{}", dry.err);
    for (name, before, _) in texts {
        assert_eq!(desk.read(name), before.as_bytes(), "{name}");
    }
    let ran = desk.run(&[&["upgrade", "--format", "json"], &names[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer = ran.answer();
    assert_eq!(answer["outputs"].as_array().map(Vec::len), Some(texts.len()));
    assert_eq!(answer["upgrade"][1]["lines"][0]["line"], 2);
    for (name, _, after) in texts {
        assert_eq!(desk.read(name), after.as_bytes(), "{name}");
    }
    // A second time there is nothing to do.
    let again = desk.run(&[&["upgrade", "--format", "json"], &names[..]].concat());
    assert_eq!(again.answer()["outputs"].as_array().map(Vec::len), Some(0));
}

#[test]
fn what_cannot_be_read_is_not_upgraded() {
    let desk = Desk::new("format-broken");
    for (text, code) in [("[page\n", "toml-syntax"), ("format = 7\n", "newer-format")] {
        desk.write("page.toml", text);
        let ran = desk.run(&["upgrade", "page.toml"]);
        assert_eq!(ran.code, 1);
        assert!(told(&ran, code).is_some(), "{}", ran.err);
        assert_eq!(desk.read("page.toml"), text.as_bytes());
    }
    assert_eq!(desk.run(&["upgrade", "none.toml"]).code, 1);
}
