//! The conformance suites for line breaking and spacing, through the command's
//! batch protocol. Their data is not part of the repository: where the folder
//! is absent, that is said aloud and the fixtures of our own remain.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The folder with the suites, if there is one.
fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cjk/suites");
    let named = std::env::var_os("BANMIAN_SUITES").map(PathBuf::from);
    named.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

/// Cases that are answered otherwise on purpose; docs/composition.md gives the
/// reasons.
const DELIBERATE: &[&str] = &[
    // The table's cell is cut off in the extract: 1/4–1/2 em is what JLREQ says.
    "jlreq-table136-pairs/cl-27-cl-11",
];

fn answers(cases: &[Value]) -> BTreeMap<String, Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .args(["linebreak", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let input: String = cases.iter().map(|case| format!("{case}\n")).collect();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends").expect("the command reads all cases");
    String::from_utf8(output.stdout)
        .expect("answers are UTF-8")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("answers are JSON"))
        .map(|answer| (answer["id"].as_str().unwrap_or_default().to_owned(), answer))
        .collect()
}

/// Straight to the stream: the test harness swallows what is printed.
fn tell(text: &str) {
    writeln!(std::io::stderr(), "{text}").expect("the error stream is open");
}

fn numbers(value: &Value) -> Vec<u64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_u64).collect()
}

fn near(value: &Value, wanted: &Value) -> bool {
    match (value.as_f64(), wanted.as_f64()) {
        (Some(value), Some(wanted)) => (value - wanted).abs() < 1e-3,
        _ => false,
    }
}

fn all_near(values: &Value, wanted: &Value) -> bool {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (values, wanted) = (list(values), list(wanted));
    values.len() == wanted.len()
        && values.iter().zip(&wanted).all(|(value, wanted)| near(value, wanted))
}

/// The gap before a character; nothing if the answer has none there.
fn gap_at(answer: &Value, at: &Value) -> Value {
    let gaps = answer["gaps"].as_array().into_iter().flatten();
    let nothing = serde_json::json!({ "ideal": 0.0, "min": 0.0, "max": 0.0 });
    gaps.into_iter().find(|gap| gap["k"] == *at).cloned().unwrap_or(nothing)
}

/// Whether a line has the text that it should, and its advances and adjustment
/// where the case says what they are.
fn is_line(text: &[char], got: &Value, wanted: &Value) -> bool {
    let place = |key: &str| got[key].as_u64().unwrap_or(0) as usize;
    let own: String = text.get(place("start")..place("end")).unwrap_or(&[]).iter().collect();
    let says = |key: &str| wanted.get(key).is_none_or(|value| got[key] == *value);
    Some(own.trim()) == wanted["text"].as_str()
        && wanted.get("expect_em").is_none_or(|wanted| all_near(&got["adv"], wanted))
        && wanted.get("hang_em").is_none_or(|wanted| near(&got["hang_em"], wanted))
        && says("adjust")
        && says("levels")
}

/// Whether an answer is right by the protocol.
fn is_right(case: &Value, answer: &Value) -> bool {
    match case["kind"].as_str() {
        Some("break") => {
            let breaks = numbers(&answer["breaks"]);
            numbers(&case["allow"]).iter().all(|at| breaks.contains(at))
                && !numbers(&case["forbid"]).iter().any(|at| breaks.contains(at))
        }
        Some("pair") => {
            let gap = gap_at(answer, &case["at"]);
            near(&gap["ideal"], &case["space_em"])
                && near(&gap["min"], &case["shrink_to_em"])
                && (case["stretch_to_em"].is_null() || near(&gap["max"], &case["stretch_to_em"]))
        }
        Some("advance") => all_near(&answer["adv"], &case["expect_em"]),
        Some("gap") => case["gaps"].as_array().into_iter().flatten().all(|wanted| {
            let space = gap_at(answer, &wanted[0])["ideal"].as_f64().unwrap_or(0.0);
            (space > 1e-3) == (wanted[1] == "A")
        }),
        Some("lines") => {
            let text: Vec<char> = case["text"].as_str().unwrap_or_default().chars().collect();
            let lines = |list: &Value| list.as_array().cloned().unwrap_or_default();
            let (got, wanted) = (lines(&answer["lines"]), lines(&case["lines"]));
            got.len() == wanted.len()
                && got.iter().zip(&wanted).all(|(got, wanted)| is_line(&text, got, wanted))
        }
        Some("vo") => answer["vo"] == case["vo"],
        _ => false,
    }
}

/// How many cases a file has, and the names of those that are not right.
fn judge(file: &Path) -> (usize, Vec<String>) {
    let text = fs::read_to_string(file).expect("a suite is text");
    let cases: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("cases are JSON"))
        .filter(|case| case.get("disputed").is_none())
        .collect();
    let answers = answers(&cases);
    let id = |case: &Value| case["id"].as_str().unwrap_or_default().to_owned();
    let wrong: Vec<String> = cases
        .iter()
        .filter(|case| !answers.get(&id(case)).is_some_and(|answer| is_right(case, answer)))
        .map(id)
        .collect();
    (cases.len(), wrong)
}

/// How many of a suite's cases are right, with the names of those that are not
/// and are not meant to be.
fn score(suite: &str) -> Option<(usize, usize, Vec<String>)> {
    let Some(folder) = folder() else {
        tell(&format!("SKIPPED: {suite}, the folder with the suites is not there"));
        return None;
    };
    let (all, wrong) = judge(&folder.join(format!("{suite}.jsonl")));
    let right = all - wrong.len();
    let surprising =
        wrong.into_iter().filter(|id| !DELIBERATE.contains(&id.as_str())).collect::<Vec<_>>();
    tell(&format!("{suite}: {right} of {all}"));
    Some((right, all, surprising))
}

fn all_right(suite: &str) {
    if let Some((_, _, surprising)) = score(suite) {
        assert!(surprising.is_empty(), "{surprising:#?}");
    }
}

#[test]
fn clreq_levels() {
    all_right("clreq-derived-break");
}

#[test]
fn jlreq_table_of_breaks() {
    all_right("jlreq-table2-break");
}

#[test]
fn jlreq_tables_of_spaces() {
    all_right("jlreq-table136-pairs");
}

#[test]
fn jlreq_classes() {
    all_right("jlreq-appendix-a-break");
    all_right("jlreq-appendix-a-space");
}

#[test]
fn klreq_classes() {
    all_right("klreq-4.3");
}

#[test]
fn css_strictness() {
    all_right("wpt-i18n-line-break");
    all_right("wpt-i18n-newer");
    all_right("i18n-line-breaking");
}

#[test]
fn css_marks() {
    all_right("wpt-text-spacing-trim");
    all_right("wpt-trim-newer");
}

#[test]
fn css_autospace() {
    all_right("wpt-text-autospace");
    all_right("wpt-autospace-newer");
}

#[test]
fn css_hanging() {
    all_right("wpt-hanging-punctuation");
}

#[test]
fn vertical_orientation() {
    all_right("utr50-vertical-orientation");
}

/// 35 cases of 15.0 are decided otherwise by Unicode 18.0, which we follow.
#[test]
fn older_unicode_line_breaking() {
    if let Some((right, all, _)) = score("uax14-15.0") {
        assert!(right * 1000 >= all * 995, "{right} of {all}");
    }
}

/// Unicode's own test of UAX #14, every case of it.
#[test]
fn unicode_line_breaking() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/unicode/LineBreakTest-18.0.0.txt.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(path).expect("the test is there"))
        .read_to_string(&mut text)
        .expect("it is text");
    let cases: Vec<Value> = text.lines().filter_map(line_break_case).collect();
    assert!(cases.len() > 19_000, "{} cases", cases.len());
    let answers = answers(&cases);
    let wrong: Vec<&Value> = cases
        .iter()
        .filter(|case| !is_right(case, &answers[case["id"].as_str().unwrap_or_default()]))
        .collect();
    assert!(wrong.is_empty(), "{} of {}: {:#?}", wrong.len(), cases.len(), wrong.first());
}

/// A case out of a line of LineBreakTest.txt: code points with × or ÷ between them. None
/// for the lines that hold none, or half of a surrogate pair.
fn line_break_case(line: &str) -> Option<Value> {
    let mut text = String::new();
    let (mut allow, mut forbid) = (Vec::new(), Vec::new());
    let mut count = 0_u64;
    for part in line.split_whitespace().filter(|_| !line.starts_with('#')) {
        match part {
            "÷" => allow.push(count),
            "×" => forbid.push(count),
            code => {
                text.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                count += 1;
            }
        }
    }
    let inside = |at: &u64| (1..count).contains(at);
    allow.retain(inside);
    forbid.retain(inside);
    (count > 0).then(|| {
        serde_json::json!({
            "id": line, "kind": "break", "lang": "und", "strictness": "uax14",
            "text": text, "allow": allow, "forbid": forbid,
        })
    })
}

/// Cases of our own, each named after the source of its rule. They need no
/// other folder and run everywhere.
#[test]
fn fixtures_of_composition() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/composition");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    files.sort();
    let mut count = 0;
    for file in files {
        let (all, wrong) = judge(&file);
        assert!(wrong.is_empty(), "{}: {wrong:#?}", file.display());
        count += all;
    }
    assert!(count >= 300, "only {count} cases");
}
