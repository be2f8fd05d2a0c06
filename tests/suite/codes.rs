//! The table of codes: its reference in both languages, what `[checks]` takes of it,
//! and what `--deny` makes of it.

use std::path::Path;

use banmian::diag::{Code, Language, MEMBERS, MemberWord, Nature, Severity, members_of};
use serde_json::Value;

use crate::desk::{Desk, PAGE, story};
use crate::faulty::{Sheet, text};
use crate::golden;

const HEAD_EN: &str = "# Codes of findings

[中文](codes.zh-CN.md)

<!-- Made from src/diag/code.rs by the test suite (BANMIAN_ACCEPT=1). -->

Every finding has a code that stays, for scripts ([JSON](json.md)) and for `--deny`. Of each it is said here how bad it usually is and what to do. A **matter of taste** can be made an `\"error\"`,
a `\"warning\"` or nothing (`\"ignore\"`) under [`[checks]`](spec.md#checks). All else is something that is lost, cannot be read or breaks a rule of the input, and stays as bad as it is.
`--deny CODE` and `--deny warnings` of `build`, `check` and `proof` make errors of findings for one run.
";
const HEAD_ZH: &str = "# 问题代码

[English](codes.md)

<!-- 由测试程序从 src/diag/code.rs 生成（BANMIAN_ACCEPT=1）。 -->

每个问题都有一个不变的代码，供程序使用（[JSON](json.zh-CN.md)），也供 `--deny` 使用。这里说明它通常多严重、该怎么办。**由本报决定**的，可以在 [`[checks]`](spec.zh-CN.md#checks)
中定为 `\"error\"`（错误）、`\"warning\"`（警告）或不管（`\"ignore\"`）；其余的都是内容丢失、读不了或违反写法，轻重不能改。
`build`、`check`、`proof` 的 `--deny 代码` 和 `--deny warnings` 在这一次运行中把它们当作错误。
";

/// The reference, one section a code.
fn reference(language: Language) -> String {
    let is_english = language == Language::English;
    let say = |en: &'static str, zh: &'static str| if is_english { en } else { zh };
    let mut all = say(HEAD_EN, HEAD_ZH).to_owned();
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => say("error", "错误"),
            Severity::Warning => say("warning", "警告"),
            _ => say("note", "提示"),
        };
        let nature = match code.nature() {
            Nature::Judgment => say(", a matter of taste", "，由本报决定"),
            Nature::Fixed => "",
        };
        let (name, meaning, remedy) = (code.name(), code.meaning(), code.remedy());
        let (meaning, remedy) = (meaning.get(language), remedy.get(language));
        let (to_do, stop) = (say("What to do: ", "怎么办："), say(".", "。"));
        let mut letters = meaning.chars();
        let first = letters.next().expect("it says something").to_uppercase();
        let meaning = format!("{first}{}", letters.as_str());
        all.push_str(&format!(
            "\n## `{name}`\n\n**{severity}**{nature}\n\n{meaning}{stop}\n\n{to_do}{remedy}{stop}\n"
        ));
        let members = members_of(*code);
        if !members.is_empty() {
            let known = say("In JSON: ", "JSON 数据：");
            let between = say(", ", "、");
            let names: Vec<String> = members.iter().map(|name| format!("`{name}`")).collect();
            all.push_str(&format!("\n{known}{}{stop}\n", names.join(between)));
        }
    }
    all
}

/// What every member of a finding is, a row each.
fn members(language: Language) -> String {
    let row =
        |word: &MemberWord| format!("| `{}` | {} |\n", word.name, word.meaning().get(language));
    MEMBERS.iter().filter(|word| word.is_told()).map(row).collect()
}

/// Where the rows of members stand in docs/json.md.
const MEMBERS_FROM: &str =
    "<!-- Made from src/diag/finding/members.rs by the test suite (BANMIAN_ACCEPT=1). -->\n";
const MEMBERS_TO: &str = "\n<!-- To here. -->";

#[test]
fn every_member_of_a_finding_is_explained_in_both_languages() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (file, language) in [("json.md", Language::English), ("json.zh-CN.md", Language::Chinese)] {
        let text = std::fs::read_to_string(docs.join(file)).expect("it is there");
        let (before, rest) = text.split_once(MEMBERS_FROM).expect("the rows have a place");
        let (head, rest) = rest.split_at(rest.find("\n|---").expect("a table") + 1);
        let (rule, _) = rest.split_once('\n').expect("it has rows");
        let (_, after) = rest.split_once(MEMBERS_TO).expect("the rows have an end");
        let rows = members(language);
        let whole = format!("{before}{MEMBERS_FROM}{head}{rule}\n{rows}{MEMBERS_TO}{after}");
        let difference = golden::difference(&docs.join(file), &whole);
        assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    }
}

#[test]
fn names_of_members_are_one_each() {
    let mut names: Vec<&str> = MEMBERS.iter().map(|word| word.name).collect();
    let all = names.len();
    // What every finding has.
    names.extend(["code", "severity", "places", "message", "hints", "more"]);
    let all = all + 6;
    names.sort_unstable();
    names.dedup();
    assert!(names.len() == all && all > 100, "{all}");
    names.retain(|name| MEMBERS.iter().any(|word| word.name == *name));
    let known = Code::ALL.iter().flat_map(|code| members_of(*code));
    let told: std::collections::BTreeSet<&str> = known.collect();
    let unused: Vec<&&str> = names.iter().filter(|name| !told.contains(*name)).collect();
    let is_told = |name: &&str| MEMBERS.iter().any(|word| word.name == *name && word.is_told());
    let unused: Vec<_> = unused.into_iter().filter(|name| is_told(name)).collect();
    assert!(unused.is_empty(), "no finding has {unused:?}");
}

#[test]
fn every_code_has_its_section_in_both_languages() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (file, language) in [("codes.md", Language::English), ("codes.zh-CN.md", Language::Chinese)]
    {
        let difference = golden::difference(&docs.join(file), &reference(language));
        assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    }
}

#[test]
fn names_of_codes_are_one_each() {
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert!(names.iter().all(|name| Code::from_name(name).map(Code::name) == Some(*name)));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::ALL.len());
}

/// A page that is sound but for its text, small and in several inks, of which there is
/// too little.
fn desk(test: &str, checks: &str) -> Desk {
    let desk = Desk::new(test);
    let page = PAGE.replacen("[page]", &format!("{checks}\n[page]"), 1);
    let style = "[styles.body]\nsize = \"8pt\"\ncolor = \"cmyk(60, 60, 0, 0)\"\n";
    desk.write("page.toml", format!("{page}{style}"));
    desk.write("stories/lead.md", story("河埠街的路灯一盏接一盏亮了起来。"));
    desk
}

/// The exit code of a run, and how bad the findings of this code are.
fn severities(desk: &Desk, arguments: &[&str], code: &str) -> (i32, Vec<Value>) {
    let ran = desk.run(&[arguments, &["--format", "json"]].concat());
    let findings = ran.findings();
    let severities = findings.iter().filter(|it| it["code"] == code);
    (ran.code, severities.map(|it| it["severity"].clone()).collect())
}

#[test]
fn a_house_judges_what_is_a_matter_of_taste() {
    let told = |test: &str, checks: &str| {
        severities(&desk(test, checks), &["check", "page.toml"], "small-type")
    };
    assert_eq!(told("codes-usual", ""), (0, vec!["warning".into()]));
    assert_eq!(told("codes-none", "checks.small-type = \"ignore\""), (0, vec![]));
    assert_eq!(told("codes-error", "checks.small-type = \"error\""), (1, vec!["error".into()]));
    let all: String = Code::judgments()
        .filter(|code| *code != Code::Hole)
        .map(|code| format!("checks.{} = \"warning\"\n", code.name()))
        .collect();
    let ran = desk("codes-all", &all).run(&["check", "page.toml", "--format", "json"]);
    assert!(ran.findings().iter().all(|it| it["severity"] == "warning"), "{}", ran.text());
}

#[test]
fn what_is_lost_is_no_matter_of_taste() {
    let desk = desk("codes-fixed", "checks.glyph-missing = \"ignore\"");
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let findings = ran.findings();
    let found = findings.iter().find(|it| it["code"] == "unknown-key").expect("it is refused");
    assert_eq!((ran.code, &found["line"]), (1, &2.into()), "{found}");
    let message = found["message"]["en"].as_str().unwrap_or_default();
    assert!(message.contains("how bad \"glyph-missing\" is cannot be changed"), "{message}");
}

#[test]
fn what_is_denied_is_an_error_and_nothing_is_written() {
    let desk = desk("codes-denied", "");
    for deny in ["small-type", "warnings", "widow,small-type"] {
        let arguments = ["build", "page.toml", "--deny", deny];
        assert_eq!(
            severities(&desk, &arguments, "small-type"),
            (1, vec!["error".into()]),
            "{deny}"
        );
        assert!(!desk.files().contains(&"page.pdf".to_owned()), "{deny}");
    }
    for verb in ["check", "proof"] {
        let arguments = [verb, "page.toml", "--deny", "widow", "--deny", "underset"];
        assert_eq!(severities(&desk, &arguments, "underset"), (1, vec!["error".into()]), "{verb}");
        assert_eq!(severities(&desk, &arguments, "small-type").1, ["warning"], "{verb}");
    }
    let (code, _) = severities(&desk, &["build", "page.toml", "--deny", "widow"], "");
    assert_eq!(code, 0, "what is not there is not denied");
    let ran = desk.run(&["build", "page.toml", "--deny", "smal-type"]);
    assert!(ran.code == 2 && ran.err.contains("`small-type`"), "{}", ran.err);
}

#[test]
fn rules_of_preflight_are_denied_by_their_names() {
    let desk = Desk::new("codes-rules");
    let mut sheet = Sheet::x4();
    sheet.content += &text("/GK gs 1 0.5 0 0 k", 9.0);
    desk.write("ad.pdf", sheet.write());
    let ended = |deny: &str| desk.run(&["preflight", "ad.pdf", "--deny", deny]).code;
    assert_eq!(desk.run(&["preflight", "ad.pdf"]).code, 0);
    assert_eq!((ended("small-text"), ended("warnings"), ended("thin-line")), (1, 1, 0));
    let ran = desk.run(&["preflight", "ad.pdf", "--deny", "small-txt"]);
    assert!(ran.code == 2 && ran.err.contains("`small-text`"), "{}", ran.err);
}
