//! Specs and stories that mean harm, or look as if they did: none may crash,
//! hang or lose text without a word.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::desk::{Desk, PAGE, story};

/// Longer than any page may take, on any machine that runs tests.
const LONG: Duration = Duration::from_secs(30);

/// Checks a desk's page in good time and tells the codes of what was found.
fn check(desk: &Desk) -> Vec<String> {
    let start = Instant::now();
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    assert!(matches!(ran.code, 0 | 1), "{}", ran.err);
    assert!(start.elapsed() < LONG, "it took {:?}", start.elapsed());
    let code = |finding: &serde_json::Value| {
        format!("{} {}", finding["severity"], finding["code"]).replace('"', "")
    };
    ran.findings().iter().map(code).collect()
}

/// A page whose type is as small as can be, over the whole width.
fn desk_of_small_type(test: &str, text: &str) -> Desk {
    let desk = Desk::with_story(test, text);
    let page = PAGE.replace("\"1-2\"", "1").replace("\"1-20\"", "\"1-900\"");
    let small = "[styles.body]\nsize = \"1pt\"\n[grid]\ncolumns = 1\nleading = \"1pt\"\n";
    desk.write("page.toml", page.replace("[[story]]", &format!("{small}[[story]]")));
    desk
}

fn desk_with_section(test: &str, lines: &str, keys: &str, stories: usize) -> Desk {
    let desk = Desk::new(test);
    let slugs: Vec<String> = (0..stories).map(|at| format!("s{at}")).collect();
    for slug in &slugs {
        desk.write(&format!("stories/{slug}.md"), story("河埠街的路灯一盏接一盏亮了起来。"));
    }
    let head = PAGE.split("[[story]]").next().unwrap_or_default();
    let section = format!(
        "[[section]]\ntitle = \"要闻\"\ncolumns = \"1-2\"\nlines = \"{lines}\"\nstories = {slugs:?}\n{keys}\n"
    );
    desk.write("page.toml", format!("{head}{section}"));
    desk
}

#[test]
fn words_longer_than_hyphenation_patterns_take() {
    let word = "counterrevolution".repeat(4);
    let desk = Desk::with_page("long-word");
    desk.write("stories/lead.md", format!("+++\nlang = \"en\"\n+++\nHe said {word} and left.\n"));
    check(&desk);
}

#[test]
fn long_lines_of_small_type_are_broken_in_good_time() {
    let text = "河埠街的路灯一盏接一盏亮了起来，".repeat(3_000);
    assert!(!check(&desk_of_small_type("small", &text)).iter().any(|code| code.contains("over")));
}

#[test]
fn joiners_without_end_behind_a_word_without_end() {
    let text = "a".repeat(500) + &"\u{200B}".repeat(40_000);
    check(&Desk::with_story("joiners", &text));
}

#[test]
fn paragraphs_and_crossheads_without_end() {
    let text = "## 河埠街的路灯一盏接一盏亮了起来，一直亮到了桥头\n\n亮了。\n\n".repeat(2_000);
    let codes = check(&Desk::with_story("crossheads", &text));
    assert!(codes.iter().any(|code| code == "error overset"), "{codes:?}");
}

#[test]
fn a_section_with_more_stories_than_lines() {
    let codes = check(&desk_with_section("crowded", "1-6", "", 9));
    assert!(codes.iter().filter(|code| *code == "error overset").count() >= 9, "{codes:?}");
}

#[test]
fn a_section_whose_bar_and_frame_leave_no_line() {
    let keys = "tint = \"k(5)\"\ninset = \"2mm\"";
    let codes = check(&desk_with_section("no-line", "1-4", keys, 2));
    assert_eq!(codes, ["error overset", "error overset"]);
}

#[test]
fn furniture_wider_than_its_place() {
    let desk = Desk::with_page("wide-folio");
    let folio = format!("[folio]\nleft = \"{}\"\n", "渡口".repeat(200));
    desk.write("page.toml", format!("{PAGE}\n{folio}"));
    assert!(check(&desk).contains(&"error line-overfull".to_owned()));
}

#[test]
fn a_crosshead_beside_a_picture_takes_the_lines_it_needs() {
    let desk = Desk::new("beside");
    let head = "## 一路亮到桥头再亮到码头，又从码头亮回了街口";
    let text = format!("河埠街的路灯一盏接一盏亮了起来。\n\n{head}\n\n{}", "夜里，".repeat(600));
    desk.write("stories/lead.md", format!("+++\n[[pictures]]\nfile = \"no.jpg\"\n+++\n{text}\n"));
    let picture = "text-columns = 1\npictures = [{ columns = 1, lines = \"1-16\" }]\n";
    desk.write("page.toml", format!("{PAGE}{picture}"));
    let ran = desk.run(&["check", "page.toml", "--format", "dump"]);
    let lines = ran.text().lines().filter(|line| line.contains(": lead "));
    let places: Vec<(bool, f64)> = lines
        .filter_map(|line| {
            let (_, at) = line.split_once(" at (")?;
            let (at, rest) = at.split_once(')')?;
            let y: f64 = at.split_once(", ")?.1.parse().ok()?;
            Some((rest.contains("crosshead"), y))
        })
        .collect();
    assert_eq!(places.iter().filter(|(is_head, _)| *is_head).count(), 2, "{places:?}");
    assert!(places.windows(2).all(|pair| pair[1].1 - pair[0].1 > 10.0), "{places:?}");
}

// Readings and marks.

#[test]
fn marks_inside_marks_without_end() {
    for count in [1_000, 90_000] {
        let text = "[".repeat(count) + "河" + &"文]{dots}".repeat(count);
        let codes = check(&Desk::with_story("nested-marks", &text));
        assert!(codes.iter().any(|code| code == "warning story-markup"), "{codes:?}");
    }
}

#[test]
fn as_many_marks_inside_marks_as_mean_something() {
    let text = "[[[[20]{tcy}年]{name}河埠街]{title}的路灯]{dots}亮了起来。";
    let codes = check(&Desk::with_story("few-marks", text));
    assert!(!codes.iter().any(|code| code == "warning story-markup"), "{codes:?}");
}

#[test]
fn signs_that_are_never_closed() {
    for sign in ["{", "[", "^", "|", "\\", "{|", "{漢|か", "[{", "^1", "]{", "}", "[]{dots}"] {
        check(&Desk::with_story("open-signs", &sign.repeat(60_000)));
    }
}

#[test]
fn backslashes_without_end() {
    let codes = check(&Desk::with_story("backslashes", &"\\".repeat(300_000)));
    assert!(codes.iter().any(|code| code == "error overset"), "{codes:?}");
}

#[test]
fn a_reading_for_every_character_of_a_long_story() {
    for text in ["{漢|かん}", "{臺|ㄊㄞˊ}", "[字]{name}", "字^1^", "[{字|zì}]{dots}"] {
        let codes = check(&Desk::with_story("all-read", &text.repeat(20_000)));
        assert!(codes.iter().any(|code| code == "error overset"), "{codes:?}");
    }
}

// The protocol of `banmian linebreak`.

/// The answers to a batch, one for each line that is not empty.
fn answers(cases: &[u8]) -> Vec<serde_json::Value> {
    answers_with(&["linebreak", "--batch"], cases)
}

fn answers_with(arguments: &[&str], cases: &[u8]) -> Vec<serde_json::Value> {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command can be run");
    let mut input = child.stdin.take().expect("it is piped");
    let cases = cases.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&cases));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("it does not panic").expect("the command reads all");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}", output.status);
    assert!(start.elapsed() < LONG, "it took {:?}", start.elapsed());
    let text = String::from_utf8(output.stdout).expect("answers are UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("answers are JSON")).collect()
}

#[test]
fn a_broken_line_is_one_wrong_case() {
    let answers = answers(
        b"{\"text\":\"\xe5\n\xff\xfe\n\n[[[\n5\n{}\n{\"text\":\"\\ud800\"}\n{\"id\":7,\"text\":\"ab\"}\n",
    );
    assert_eq!(answers.len(), 7, "{answers:?}");
    assert!(answers[..6].iter().all(|answer| answer["error"].is_string()), "{answers:?}");
    assert_eq!(answers[6]["id"], 7);
    assert!(answers[6]["error"].is_null(), "{answers:?}");
}

#[test]
fn a_text_that_is_no_text_is_refused() {
    let answers = answers_with(&["linebreak"], b"\xe5\x9b");
    assert!(answers[0]["error"].is_string(), "{answers:?}");
}

#[test]
fn a_case_that_is_not_understood_is_refused() {
    for case in [
        r#""text":5"#,
        r#""text":null"#,
        r#""text":"国","kind":"brake""#,
        r#""text":"国","kind":7"#,
        r#""text":"","kind":"vo""#,
        r#""text":"国","lang":"xx""#,
        r#""text":"国","lang":[]"#,
        r#""text":"国","dir":"up""#,
        r#""text":"国","trim":"all""#,
        r#""text":"国","hang":true"#,
        r#""text":"国","latin_em":"half""#,
        r#""text":"国","measure_em":"20""#,
        r#""text":"国","measure_em":20,"align":"left""#,
    ] {
        let answers = answers(format!("{{\"id\":1,{case}}}\n").as_bytes());
        assert!(answers[0]["error"].is_string(), "{case}: {answers:?}");
        assert_eq!(answers[0]["id"], 1);
    }
}

#[test]
fn any_measure_is_answered_with_all_characters() {
    let text = "国（国），e\u{301}国word 12.5％。　“国”——";
    for measure in ["0", "-1", "1e-300", "1", "2.5", "1e300", "-1e300"] {
        for align in ["start", "justify"] {
            let case =
                format!("{{\"text\":\"{text}\",\"measure_em\":{measure},\"align\":\"{align}\"}}\n");
            let answers = answers(case.as_bytes());
            let lines = answers[0]["lines"].as_array().expect("there are lines");
            let mut next = 0;
            for line in lines {
                assert_eq!(line["start"], next, "{answers:?}");
                next = line["end"].as_u64().expect("it is a number");
                let advances = line["adv"].as_array().map_or(0, Vec::len) as u64;
                assert_eq!(Some(advances), line["start"].as_u64().map(|start| next - start));
            }
            assert_eq!(next, text.chars().count() as u64, "{measure}: {answers:?}");
        }
    }
}

#[test]
fn a_case_that_is_too_long_is_passed_over() {
    let long = "国".repeat(1_000_000);
    let case = |text: &str| {
        format!(
            "{{\"kind\":\"lines\",\"text\":\"{text}\",\"measure_em\":20,\"align\":\"start\"}}\n"
        )
    };
    let answers = answers((case(&long) + &case("桥修好了。")).as_bytes());
    assert_eq!(answers[0]["error"], "the text is longer than 1 MiB");
    assert_eq!(answers[1]["lines"].as_array().map(Vec::len), Some(1));
}

#[test]
fn texts_without_end_are_answered_in_good_time() {
    for (sign, count, measure) in [
        (" ", 1_000_000, 20),
        ("\\n", 300_000, 20),
        ("\u{301}", 450_000, 20),
        ("国", 300_000, 1),
        ("国，", 150_000, 20),
        ("a ", 300_000, 0),
        ("，", 300_000, 20),
    ] {
        let text = sign.repeat(count);
        let characters = sign.replace("\\n", "n").chars().count() * count;
        for align in ["start", "justify"] {
            let case = format!(
                "{{\"kind\":\"lines\",\"text\":\"{text}\",\"measure_em\":{measure},\"align\":\"{align}\"}}\n"
            );
            let answers = answers(case.as_bytes());
            let last = answers[0]["lines"].as_array().and_then(|lines| lines.last());
            assert_eq!(last.map(|line| &line["end"]), Some(&characters.into()), "{sign}");
        }
    }
}
