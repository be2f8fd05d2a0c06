//! Tables from files, and what is said of those that cannot be read.

use crate::desk::Desk;

/// A page with one table of a file.
const PAGE: &str = "checks.hole = \"ignore\"\n[sheet]\nsize = \"a5\"\n[[table]]\nfile = \"prices.csv\"\ncolumns = 1\n\
                    lines = \"1-4\"\n[grid]\ncolumns = 1\n";

/// What is found of a page whose table has these bytes, as `code line: message`.
fn found(test: &str, bytes: &[u8]) -> Vec<String> {
    let desk = Desk::new(test);
    desk.write("page.toml", PAGE);
    desk.write("prices.csv", bytes);
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let tell = |finding: &serde_json::Value| {
        let words = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        format!(
            "{} {}: {}",
            words(&finding["code"]),
            finding["line"],
            words(&finding["message"]["en"])
        )
    };
    ran.findings().iter().map(tell).collect()
}

fn assert_tells(findings: &[String], code: &str, text: &str) {
    let is_told =
        findings.iter().any(|finding| finding.starts_with(code) && finding.contains(text));
    assert!(is_told, "no {code} with “{text}” in {findings:#?}");
}

#[test]
fn a_file_with_quoted_cells_is_read() {
    let text = "品名;价格\n\"白菜;大\";\"1,80\"\n\"说\"\"好\"\"\";2\n\n油菜;3\n";
    assert_eq!(found("csv-sound", text.as_bytes()), Vec::<String>::new());
}

#[test]
fn a_quote_that_is_never_closed_is_told_where_it_opens() {
    let findings = found("csv-quote", "品名,价格\n白菜,1.8\n\"油菜,3\n豆腐,4\n".as_bytes());
    assert_tells(&findings, "table-unreadable", "never closed");
    assert_tells(&findings, "table-unreadable 3", "");
}

#[test]
fn a_file_in_another_encoding_is_told_with_its_line() {
    let findings = found("csv-gb", b"name,price\ntofu,4\n\xb0\xd7\xb2\xcb,1.8\n");
    assert_tells(&findings, "not-utf8", "line 3");
}

#[test]
fn ragged_rows_are_told_with_their_numbers() {
    let findings = found("csv-ragged", "甲,乙\n1,2,3\n4,5\n6\n".as_bytes());
    assert_tells(&findings, "table-ragged 2", "row 2 of the table has 3 cells, the first has 2");
    assert_tells(&findings, "table-ragged 4", "row 4 of the table has 1 cell, the first has 2");
    assert_eq!(findings.iter().filter(|it| it.starts_with("table-ragged")).count(), 2);
}

#[test]
fn an_empty_file_is_no_table() {
    assert_tells(&found("csv-empty", b"\n\n"), "table-unreadable", "empty");
}

#[test]
fn a_file_that_is_not_there_is_told_at_its_key() {
    let desk = Desk::new("csv-missing");
    desk.write("page.toml", PAGE);
    let ran = desk.run(&["check", "page.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("prices.csv"), "{}", ran.err);
    assert!(ran.err.contains("no such file"), "{}", ran.err);
}

#[test]
fn a_table_of_a_great_many_cells_is_refused_at_once() {
    let text = "1,2,3,4,5,6,7,8,9,10\n".repeat(30_000);
    assert_tells(&found("csv-flood", text.as_bytes()), "table-unreadable", "100000");
}

#[test]
fn what_does_not_fit_is_counted() {
    let rows: String = (1..=9).map(|row| format!("第{row}行,{row}\n")).collect();
    let findings = found("csv-overset", format!("行,数\n{rows}").as_bytes());
    assert_tells(&findings, "overset", "overset by 6 lines, 24 characters");
}

/// A page of 20 lines with a table of these keys.
fn told_of(test: &str, keys: &str) -> String {
    let desk = Desk::new(test);
    desk.write(
        "page.toml",
        format!("[sheet]\nsize = \"a5\"\n[grid]\ncolumns = 3\n[[table]]\n{keys}\n"),
    );
    desk.run(&["check", "page.toml"]).err
}

#[test]
fn a_table_that_is_too_wide_is_not_called_too_long() {
    let row = "[\"1234567.89\", \"7654321.00\", \"9999999.00\", \"1000000.00\", \"8000000.00\"]";
    let told = told_of(
        "table-wide",
        &format!("columns = 1\nlines = \"1-3\"\nrows = [{row}, {row}, {row}, {row}]"),
    );
    assert!(told.contains("error[table-too-wide]"), "{told}");
    assert!(!told.contains("overset"), "{told}");
}

#[test]
fn the_advice_of_a_short_table_can_be_followed() {
    let keys = |lines: &str| {
        format!(
            "columns = \"1-3\"\nlines = \"{lines}\"\nframe = \"thin\"\ninset = \"3pt\"\n\
             title = \"菜价\"\nsource = \"来源：早市\"\nrows = [[\"品名\", \"价\"], [\"豆腐\", 4]]"
        )
    };
    let told = told_of("table-short", &keys("1-12"));
    let advice = "end its place on line ";
    let at = told.find(advice).unwrap_or_else(|| panic!("no advice in {told}")) + advice.len();
    let line: String = told[at..].chars().take_while(char::is_ascii_digit).collect();
    let told = told_of("table-short-2", &keys(&format!("1-{line}")));
    assert!(!told.contains("underset") && !told.contains("overset"), "{line}: {told}");
}

#[test]
fn a_quote_that_is_not_there_or_has_no_room_is_told() {
    let desk =
        Desk::with_story("quote-places", "桥修好了。\n\n> 等了八年，才等来一座能推车过的桥。\n");
    let page = |quotes: &str| format!("{}quotes = [{quotes}]\n", crate::desk::PAGE);
    for (quotes, message) in [
        (
            "{ number = 2, columns = \"1\", lines = \"4-9\" }",
            "has no pull quote 2; it has 1 in all",
        ),
        ("{ columns = \"1\", lines = \"4-4\" }", "pull quote 1 needs"),
        ("{ columns = \"3\", lines = \"4-9\" }", "this quote sticks out of its story"),
        ("{ number = 0, columns = \"1\", lines = \"4-9\" }", "quotes are counted from 1"),
        (
            "{ columns = \"1\", lines = \"4-9\" }, { number = 1, columns = \"2\", lines = \"4-9\" }",
            "quote 1 has a place already",
        ),
    ] {
        desk.write("page.toml", page(quotes));
        let told = desk.run(&["check", "page.toml"]);
        assert_eq!(told.code, 1, "{quotes}: {}", told.err);
        assert!(told.err.contains(message), "{quotes}: {}", told.err);
    }
}

#[test]
fn a_table_over_all_columns_without_room_is_overset() {
    let desk = Desk::with_story(
        "table-span-room",
        "桥修好了。\n\n| 月 | 数 |\n|--|--|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n",
    );
    let page = crate::desk::PAGE.replace("1-20", "1-3");
    desk.write("page.toml", format!("{page}tables = {{ span = \"foot\" }}\n"));
    let told = desk.run(&["check", "page.toml"]);
    assert_eq!(told.code, 1, "{}", told.err);
    assert!(told.err.contains("a table of `lead` over all columns needs 4 lines"), "{}", told.err);
}

#[test]
fn classified_lines_are_told_in_lines_of_the_page() {
    let desk = Desk::with_story("classified-lines", "面馆：招面点师两名。\n\n家政：招保洁员。\n");
    let page = crate::desk::PAGE.replace("[[story]]", "[[classified]]");
    desk.write("page.toml", format!("{page}leading = \"10pt\"\nhead = \"none\"\n"));
    let told = desk.run(&["check", "page.toml"]);
    assert!(told.err.contains("of its own leading (10 pt) short of its place"), "{}", told.err);
    assert!(told.err.contains("ends on line 1 of the page"), "{}", told.err);
    assert!(told.err.contains("left out, 4 characters: “河岸亮灯”"), "{}", told.err);
}

#[test]
fn joined_cells_that_make_no_rectangle_are_told() {
    let joins = |text: &str| {
        let found = found("csv-joins", text.as_bytes());
        found.into_iter().filter(|it| it.starts_with("table-joins")).collect::<Vec<_>>()
    };
    for sound in ["甲,<<,乙\n^^,<<,1\n", "甲,乙\n^^,1\n", "甲,<<\n1,2\n", "甲,<<\n^^,<<\n1,2\n"]
    {
        assert_eq!(joins(sound), Vec::<String>::new(), "{sound}");
    }
    for (wrong, row) in [
        ("<<,甲\n1,2\n", 1),
        ("^^,甲\n1,2\n", 1),
        ("甲,乙\n<<,1\n", 2),
        ("甲,<<\n^^,1\n", 2),
        ("甲,乙\n^^,<<\n", 2),
    ] {
        let told = joins(wrong);
        let text = format!("row {row} of the table has joined cells");
        assert!(told.len() == 1 && told[0].contains(&text), "{wrong}: {told:?}");
    }
}
