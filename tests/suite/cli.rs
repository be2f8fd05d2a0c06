//! The command as its users meet it: files, exit codes, and what is said where.

use std::fs;
use std::path::Path;

use crate::desk::{Desk, PAGE, story};

#[test]
fn build_writes_the_press_file_into_the_current_folder() {
    let desk = Desk::with_page("build");
    let ran = desk.run(&["build", "page.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("page.pdf").starts_with(b"%PDF-"));
    assert!(ran.err.contains("wrote page.pdf"), "{}", ran.err);
    assert!(ran.out.is_empty());
    assert_eq!(desk.files(), ["page.pdf", "page.toml", "stories"]);
}

#[test]
fn build_tells_of_each_story_when_asked() {
    let desk = Desk::with_page("verbose");
    let ran = desk.run(&["build", "page.toml", "-v"]);
    assert!(ran.err.contains("lead  lines 1-20, 20 characters, "), "{}", ran.err);
}

#[test]
fn the_same_page_gives_the_same_bytes_from_any_folder() {
    let desk = Desk::with_page("same");
    let elsewhere = Desk::new("same-elsewhere");
    let spec = desk.path("page.toml");
    let spec = spec.to_str().expect("the path is Unicode");
    for (desk, arguments) in [
        (&desk, ["build", "page.toml", "-o", "a.pdf"]),
        (&desk, ["build", "page.toml", "-o", "b.pdf"]),
        (&elsewhere, ["build", spec, "-o", "c.pdf"]),
    ] {
        let ran = desk.run(&arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert!(desk.read("a.pdf") == desk.read("b.pdf"));
    assert!(desk.read("a.pdf") == elsewhere.read("c.pdf"));
}

#[test]
fn an_error_leaves_the_old_press_file_as_it_was() {
    let desk = Desk::with_page("keep");
    desk.write("page.pdf", "yesterday's");
    desk.write("stories/lead.md", "");
    let ran = desk.run(&["build", "page.toml"]);
    assert_eq!(ran.code, 1);
    assert_eq!(desk.read("page.pdf"), b"yesterday's");
    assert!(ran.err.contains("page.pdf is left as it was"), "{}", ran.err);
    assert_eq!(desk.files(), ["page.pdf", "page.toml", "stories"]);
}

#[test]
fn a_proof_is_written_with_errors_and_without() {
    let desk = Desk::with_story("proof", &"河埠街的路灯一盏接一盏亮了起来。".repeat(200));
    let ran = desk.run(&["proof", "page.toml", "--dpi", "30", "--overlay", "grid,frames,overset"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[overset]"), "{}", ran.err);
    assert!(ran.err.contains("wrote page.png"), "{}", ran.err);
    assert!(desk.read("page.png").starts_with(b"\x89PNG"));

    desk.write("stories/lead.md", story("河埠街的路灯一盏接一盏亮了起来。"));
    let ran = desk.run(&["proof", "page.toml", "-o", "proof.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("proof.pdf").starts_with(b"%PDF-"));
}

#[test]
fn check_writes_no_file() {
    let desk = Desk::with_page("check");
    let ran = desk.run(&["check", "page.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.files(), ["page.toml", "stories"]);
}

#[test]
fn the_dump_goes_to_standard_output_and_findings_do_not() {
    let desk = Desk::with_page("dump");
    let ran = desk.run(&["check", "page.toml", "--format", "dump"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.text().starts_with("banmian structure 1\npage 1: 779.53 x 1105.51"),
        "{}",
        ran.text()
    );
    assert!(ran.text().contains("lead headline 0"));
    assert!(ran.err.contains("warning[underset]"), "{}", ran.err);
}

#[test]
fn json_goes_to_standard_output_even_when_nothing_was_found() {
    let desk = Desk::with_page("json");
    let findings = desk.run(&["check", "page.toml", "--format", "json"]).findings();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["code"], "underset");
    assert_eq!(findings[0]["file"], "page.toml");
    assert_eq!(findings[0]["line"], 9);

    let head = PAGE.split("[[story]]").next().expect("there is a first part");
    desk.write("page.toml", format!("{head}[folio]\nleft = \"{{paper}}\"\n"));
    let ran = desk.run(&["build", "page.toml", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.findings().is_empty());
}

#[test]
fn messages_follow_the_language_of_the_system_or_the_option() {
    let desk = Desk::with_page("language");
    let says_chinese = |arguments: &[&str], environment: &[(&str, &str)]| {
        desk.run_with(arguments, environment).err.contains("警告")
    };
    let check = ["check", "page.toml"];
    assert!(!says_chinese(&check, &[]));
    assert!(says_chinese(&check, &[("LANG", "zh_CN.UTF-8")]));
    assert!(says_chinese(&check, &[("LC_ALL", ""), ("LC_MESSAGES", "zh_CN.UTF-8")]));
    assert!(!says_chinese(&check, &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_GB.UTF-8")]));
    assert!(says_chinese(&["check", "page.toml", "--messages", "zh"], &[]));
    assert!(!says_chinese(&["check", "page.toml", "--messages", "en"], &[("LANG", "zh_CN.UTF-8")]));
}

#[test]
fn color_is_for_terminals_and_those_who_ask() {
    let desk = Desk::with_page("color");
    assert!(!desk.run(&["check", "page.toml"]).err.contains('\u{1b}'));
    assert!(desk.run(&["check", "page.toml", "--color", "always"]).err.contains('\u{1b}'));
}

#[test]
fn other_stories_in_the_same_layout() {
    let desk = Desk::with_page("stories");
    desk.write("tuesday/lead.md", "# 周二的稿件\n");
    desk.write("tuesday/lead.md", "+++\nheadline = \"周二\"\n+++\n周二的第一篇稿件。\n");
    let ran = desk.run(&["check", "page.toml", "--stories", "tuesday", "--format", "dump"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.text().contains("周二的第一篇稿件"), "{}", ran.text());
}

#[test]
fn wrong_usage_is_told_apart_from_wrong_input() {
    let desk = Desk::with_page("usage");
    for arguments in [
        &[][..],
        &["built", "page.toml"],
        &["build"],
        &["build", "page.toml", "--colour"],
        &["proof", "page.toml", "-o", "page.jpg"],
        &["proof", "page.toml", "--dpi", "0"],
        &["proof", "page.toml", "--dpi", "NaN"],
        &["proof", "page.toml", "--overlay", "grit"],
        &["import", "page.toml"],
        &["import", "page.toml", "-o", "-", "--format", "json"],
        &["completions", "tcsh"],
    ] {
        assert_eq!(desk.run(arguments).code, 2, "{arguments:?}");
    }
    assert_eq!(desk.files(), ["page.toml", "stories"]);
}

#[test]
fn fonts_lists_families_styles_and_coverage() {
    let desk = Desk::new("fonts");
    let ran = desk.run(&["fonts"]);
    assert_eq!(ran.code, 0);
    assert!(ran.text().contains("Noto Serif CJK SC\n  900 upright"), "{}", ran.text());
    assert!(ran.text().contains("400 italic"));

    let answer = desk.run(&["fonts", "--format", "json"]).answer();
    let list = answer["fonts"].as_array().expect("a list");
    assert_eq!(list.len(), 19);
    assert!(list.iter().all(|face| face["characters"].as_u64().is_some_and(|count| count > 500)));
}

#[test]
fn further_fonts_are_listed_and_broken_ones_told() {
    let desk = Desk::new("font-path");
    let repository = env!("CARGO_MANIFEST_DIR");
    fs::create_dir_all(desk.path("house")).expect("it can be made");
    fs::copy(
        format!("{repository}/fonts/SourceSerif4_700Bold.ttf"),
        desk.path("house/headline.ttf"),
    )
    .expect("it can be copied");
    let ran = desk.run(&["fonts", "--font-path", "house"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.text().contains("house/headline.ttf"));

    desk.write("house/broken.otf", "no font at all");
    let ran = desk.run(&["fonts", "--font-path", "house"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[font-broken]"), "{}", ran.err);
    assert!(ran.text().contains("house/headline.ttf"));

    fs::create_dir_all(desk.path("empty")).expect("it can be made");
    let ran = desk.run(&["fonts", "--font-path", "empty"]);
    assert!(ran.err.contains("there are no fonts in the folder"), "{}", ran.err);
    assert_eq!(desk.run(&["fonts", "--font-path", "nowhere"]).code, 1);
}

#[test]
fn system_fonts_do_not_replace_those_of_the_program() {
    let desk = Desk::with_page("system");
    // A home with a font that bears the name of one of the program's.
    let own = format!("{}/fonts/NotoSerifSC-Bold.otf", env!("CARGO_MANIFEST_DIR"));
    desk.write("home/.fonts/deep/down/impostor.otf", fs::read(own).expect("it is there"));
    desk.write("home/.fonts/broken.ttf", "no font at all");
    let home = desk.path("home");
    let home = [("HOME", home.to_str().expect("the path is Unicode"))];
    if cfg!(target_os = "linux") {
        let ran = desk.run_with(&["fonts", "--system-fonts"], &home);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.text().contains("impostor.otf"), "{}", ran.text());
        assert!(ran.err.contains("warning[font-broken]"), "{}", ran.err);
        assert!(!desk.run_with(&["fonts"], &home).text().contains("impostor.otf"));
    }
    let plain = desk.run(&["build", "page.toml", "-o", "plain.pdf"]);
    assert_eq!(plain.code, 0, "{}", plain.err);
    let system =
        desk.run_with(&["build", "page.toml", "--system-fonts", "-o", "system.pdf"], &home);
    assert_eq!(system.code, 0, "{}", system.err);
    assert!(desk.read("plain.pdf") == desk.read("system.pdf"));
}

#[test]
fn the_schema_is_json() {
    let desk = Desk::new("schema");
    let ran = desk.run(&["schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&ran.out).expect("it is JSON");
    assert!(schema["properties"]["story"].is_object());
}

#[test]
fn the_manual_has_every_verb_in_both_languages() {
    let desk = Desk::new("man");
    for (language, name, option) in [("en", "NAME", "Options:"), ("zh", "名称", "选项：")] {
        let ran = desk.run(&["man", "--messages", language]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let page = ran.text();
        assert!(page.contains(&format!(".SH {name}\nbanmian \\- ")), "{page}");
        for verb in ["build", "batch", "fonts", "man"] {
            assert!(page.contains(&format!(".SH \"banmian {verb}\"\n")), "{verb}");
        }
        assert!(!page.contains("banmian draw"), "nobody calls that");
        assert!(page.contains(&format!("\\fB{option}\\fR")), "{page}");
        assert!(page.contains("\\-\\-font\\-path"), "{page}");
        // Nothing of the text is an order to troff, and nothing of a terminal is left.
        let orders = ["TH", "SH", "nf", "fi", "TP"];
        let mut given = page.lines().filter_map(|line| line.strip_prefix('.')?.split(' ').next());
        assert!(given.all(|it| orders.contains(&it)));
        assert!(!page.contains('\u{1b}') && !page.contains(" \n"));
    }
}

#[test]
fn shells_complete_the_verbs() {
    let desk = Desk::new("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = desk.run(&["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.text().contains("proof"), "{shell}");
    }
}

#[test]
fn import_writes_a_story_that_can_be_set() {
    let desk = Desk::with_page("import");
    desk.write("raw.txt", "河岸亮灯\n\n河埠街的路灯,一盏接一盏亮了起来。\n\n她说:“真好。”\n");
    let ran = desk.run(&["import", "raw.txt", "-o", "stories/bridge.md"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("--> raw.txt:3:7"), "{}", ran.err);
    desk.write("page.toml", PAGE.replace("lead", "bridge"));
    let ran = desk.run(&["check", "page.toml", "--format", "dump"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.text().contains("河埠街的路灯，"), "{}", ran.text());
}

#[test]
fn import_replaces_a_story_only_by_force() {
    let desk = Desk::new("force");
    desk.write("raw.txt", "河岸亮灯\n\n河埠街的路灯亮了起来。\n");
    desk.write("story.md", "edited for an hour");
    let ran = desk.run(&["import", "raw.txt", "-o", "story.md"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("`story.md` is there already"), "{}", ran.err);
    assert_eq!(desk.read("story.md"), b"edited for an hour");
    let ran = desk.run(&["import", "raw.txt", "-o", "story.md", "--force"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("story.md").starts_with(b"+++\n"));
}

#[test]
fn import_prints_the_story_when_asked() {
    let desk = Desk::new("import-print");
    desk.write("raw.txt", "河岸亮灯\n\n河埠街的路灯亮了起来。\n");
    let ran = desk.run(&["import", "raw.txt", "-o", "-"]);
    assert!(ran.text().starts_with("+++\n"), "{}", ran.text());
    assert!(!ran.err.contains("+++"));
    assert_eq!(desk.files(), ["raw.txt"]);
}

#[test]
#[cfg(unix)]
fn a_reader_that_stops_early_is_no_failure() {
    use std::process::{Command, Stdio};

    let desk = Desk::with_page("pipe");
    let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .args(["schema"])
        .current_dir(&desk.folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command can be run");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn explain_tells_line_by_line_what_was_done() {
    let desk = Desk::with_story("explain", &"河埠街有26盏路灯，一盏接一盏亮了起来。".repeat(6));
    let ran = desk.run(&["explain", "page.toml", "--story", "lead", "--messages", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told = String::from_utf8(ran.out).expect("it is text");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/explain/lead.txt");
    let difference = crate::golden::difference(&golden, &told);
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}

#[test]
fn explain_shows_full_width_spaces() {
    let desk = Desk::with_story("explain-space", "参赛者王\u{3000}明获奖。");
    let ran = desk.run(&["explain", "page.toml", "--story", "lead"]);
    let told = String::from_utf8(ran.out).expect("it is text");
    assert!(told.contains("王␣明获奖"), "{told}");
}

#[test]
fn explain_answers_in_chinese_and_by_its_chinese_name() {
    let desk = Desk::with_page("explain-zh");
    let ran = desk.run(&["逐行", "page.toml", "--messages", "zh", "--loosest", "1"]);
    let told = String::from_utf8(ran.out).expect("it is text");
    assert!(told.contains("行长"), "{told}");
    let rows = told.lines().skip_while(|line| !line.contains("行末")).count();
    assert_eq!(rows, 3, "a head, a paragraph and its line:\n{told}");
}

#[test]
fn explain_as_json_accounts_for_every_line() {
    let desk =
        Desk::with_story("explain-json", &"河埠街有26盏路灯，一盏接一盏亮了起来。".repeat(6));
    let ran = desk.run(&["explain", "page.toml", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&ran.out).expect("it is JSON");
    let story = &told["explain"]["stories"][0];
    let lines = story["lines"].as_array().expect("lines");
    let body = lines.iter().filter(|line| line["part"] == "body").count();
    assert_eq!(story["paragraphs"][0]["set"], body);
    for line in lines {
        let number = |key: &str| line[key].as_i64().expect("a number");
        let sum = |key: &str| -> i64 {
            let uses = line[key].as_array().expect("a list");
            uses.iter().map(|gap| gap["used"].as_i64().expect("a number")).sum()
        };
        let filled = number("natural") - sum("shrunk")
            + sum("stretched")
            + number("even") * number("even_gaps")
            + number("empty")
            - number("over");
        // Last lines and heads are ragged; all others fill their measure, but
        // for what rounding to thousandths takes from each gap.
        if line["stop"] != "paragraph" {
            let off = (number("room") - filled).abs();
            assert!(off <= number("even_gaps") + 4, "{off} off: {line}");
        }
    }
}

#[test]
fn explain_knows_the_stories_of_the_page() {
    let desk = Desk::with_page("explain-unknown");
    let ran = desk.run(&["explain", "page.toml", "--story", "leda", "--messages", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("did you mean `lead`?"), "{}", ran.err);
}
