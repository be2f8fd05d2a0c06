//! What verbs answer to programs: one JSON object of one form, whatever happens.

use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::desk::{Desk, Ran, story};
use crate::faulty::{Sheet, text};
use crate::golden;

/// The schema, as it lies in the repository.
fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/answer.json");
    serde_json::from_str(&golden::read(&path)).expect("a schema is JSON")
}

#[test]
fn the_schema_is_that_of_the_types() {
    let ran = Desk::new("answer-schema").run(&["schema", "answer"]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/answer.json");
    let difference = golden::difference(&path, ran.text());
    assert!(difference.is_none(), "{}", difference.unwrap_or_default());
}

/// Holds values against a schema made by schemars, word by word; a word of JSON
/// Schema that it does not know is a fault, too.
struct Judge {
    root: Value,
}

impl Judge {
    fn check(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        let wrong = |what: &str| Err(format!("{at}: {what}: {value}"));
        for (word, says) in schema.as_object().ok_or("a schema is an object")? {
            match word.as_str() {
                "$schema" | "$defs" | "title" | "description" | "format" | "maximum" => {}
                "$ref" => {
                    let pointer = says.as_str().unwrap_or_default().trim_start_matches('#');
                    let meant = self.root.pointer(pointer).ok_or("a reference to nothing")?;
                    self.check(meant, value, at)?;
                }
                "type" => {
                    let types: Vec<&Value> = match says {
                        Value::Array(types) => types.iter().collect(),
                        one => vec![one],
                    };
                    if !types.iter().any(|name| is_of(value, name.as_str().unwrap_or_default())) {
                        return wrong(&format!("is not {says}"));
                    }
                }
                "const" if says != value => return wrong("is another"),
                "enum" if !says.as_array().is_some_and(|all| all.contains(value)) => {
                    return wrong("is none of them");
                }
                "const" | "enum" => {}
                "minimum" => {
                    if value.as_f64().is_some_and(|it| it < says.as_f64().unwrap_or(0.0)) {
                        return wrong("is too small");
                    }
                }
                "required" => {
                    for name in says.as_array().into_iter().flatten() {
                        if value.get(name.as_str().unwrap_or_default()).is_none() {
                            return wrong(&format!("lacks {name}"));
                        }
                    }
                }
                "items" => {
                    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(says, item, &format!("{at}/{number}"))?;
                    }
                }
                "properties" => {
                    for (name, member) in value.as_object().into_iter().flatten() {
                        if let Some(schema) = says.get(name) {
                            self.check(schema, member, &format!("{at}/{name}"))?;
                        }
                    }
                }
                "anyOf" | "oneOf" => {
                    let all = says.as_array().into_iter().flatten();
                    let faults: Vec<String> =
                        all.clone().filter_map(|one| self.check(one, value, at).err()).collect();
                    // Of members that stand beside others one choice is nothing.
                    if faults.len() == all.count() {
                        return wrong(&faults.join("; "));
                    }
                }
                other => return Err(format!("{at}: the schema says {other}")),
            }
        }
        self.has_no_other(schema, value, at)
    }

    /// Every member is one that the schema names, here or in what it refers to.
    fn has_no_other(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        if schema.get("properties").is_none() {
            return Ok(());
        }
        let names = self.names(schema);
        let mut members = value.as_object().into_iter().flatten();
        match members.find(|(name, _)| !names.contains(name)) {
            Some((name, _)) => Err(format!("{at}: what is {name}?")),
            None => Ok(()),
        }
    }

    fn names(&self, schema: &Value) -> Vec<String> {
        let own = schema["properties"].as_object().into_iter().flatten();
        let mut names: Vec<String> = own.map(|(name, _)| name.clone()).collect();
        for one in schema["anyOf"].as_array().into_iter().flatten() {
            let pointer = one["$ref"].as_str().unwrap_or_default().trim_start_matches('#');
            if let Some(meant) = self.root.pointer(pointer).filter(|_| !pointer.is_empty()) {
                names.extend(self.names(meant));
            }
        }
        names
    }
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

/// The answer, which must be of the form and of this verb.
fn answer(ran: &Ran, verb: &str) -> Value {
    let root = schema();
    let answer = ran.answer();
    let judge = Judge { root: root.clone() };
    if let Err(fault) = judge.check(&root, &answer, "") {
        panic!("{verb}: {fault}\n{answer:#}");
    }
    assert_eq!(answer["version"], 1);
    assert_eq!(answer["command"], verb);
    answer
}

fn codes(answer: &Value) -> Vec<&str> {
    let findings = answer["findings"].as_array().into_iter().flatten();
    findings.filter_map(|finding| finding["code"].as_str()).collect()
}

/// A run of a verb with `--format json` and these arguments.
fn run(desk: &Desk, arguments: &[&str]) -> (i32, Value) {
    let ran = desk.run(&[arguments, &["--format", "json"]].concat());
    (ran.code, answer(&ran, arguments[0]))
}

#[test]
fn what_is_written_is_told_with_its_pages_and_its_sum() {
    let desk = Desk::with_page("answers-written");
    let sum = |file: &str| -> String {
        Sha256::digest(desk.read(file)).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    for (arguments, file, pages) in [
        (&["build", "page.toml"][..], "page.pdf", 1),
        (&["proof", "page.toml", "--dpi", "20"], "page.png", 1),
        (&["proof", "page.toml", "-o", "proof.pdf"], "proof.pdf", 1),
        (&["separations", "page.pdf", "--dpi", "10"], "page-Cyan.png", 1),
        (&["import", "stories/lead.md", "-o", "mended.md"], "mended.md", 0),
    ] {
        let (code, answer) = run(&desk, arguments);
        assert_eq!(code, 0, "{answer:#}");
        let output = &answer["outputs"][0];
        assert_eq!(output["path"], file);
        assert_eq!(output["pages"], pages, "{file}");
        assert_eq!(output["sha256"], sum(file), "{file}");
        assert_eq!(output["bytes"], desk.read(file).len(), "{file}");
    }
    // FIPS 180-4, by another program.
    if let Some(told) = crate::tools::run("sha256sum", &["{}"], &desk.read("page.pdf")) {
        assert!(told.out.starts_with(&sum("page.pdf")), "{}", told.out);
    }
}

#[test]
fn runs_that_fail_answer_in_the_same_form() {
    let desk = Desk::with_story("answers-failed", &"一盏接一盏亮了起来。".repeat(400));
    desk.write("text.pdf", "this is no PDF");
    desk.write("rules.toml", "[rules]\nsmall-txt = \"error\"\n");
    desk.write("clean.pdf", Sheet::x4().write());
    for (arguments, code) in [
        (&["build", "page.toml"][..], "overset"),
        (&["check", "page.toml"], "overset"),
        (&["check", "none.toml"], "file-unreadable"),
        (&["proof", "none.toml"], "file-unreadable"),
        (&["explain", "none.toml"], "file-unreadable"),
        (&["explain", "page.toml", "--story", "leed"], "story-missing"),
        (&["fonts", "--font-path", "none"], "file-unreadable"),
        (&["import", "none.txt", "-o", "story.md"], "file-unreadable"),
        (&["import", "page.toml", "-o", "page.toml"], "output-unwritable"),
        (&["separations", "text.pdf"], "file-unreadable"),
        (&["separations", "clean.pdf", "--page", "9"], "file-unreadable"),
        (&["preflight", "text.pdf"], "file-unreadable"),
        (&["preflight", "clean.pdf", "--profile", "rules.toml"], "unknown-key"),
        (&["preflight", "clean.pdf", "--annotate", "x.png", "--page", "9"], "page-undrawn"),
        (&["preflight", "clean.pdf", "--annotate", "none/x.png"], "output-unwritable"),
    ] {
        let (ended, answer) = run(&desk, arguments);
        assert_eq!(ended, 1, "{arguments:?}");
        assert!(codes(&answer).contains(&code), "{arguments:?}: {answer:#}");
        assert_eq!(answer["outputs"].as_array().map(Vec::len), Some(0), "{arguments:?}");
    }
}

#[test]
fn wrong_usage_answers_in_the_same_form() {
    let desk = Desk::with_page("answers-usage");
    for arguments in [
        &["build"][..],
        &["build", "page.toml", "--colour"],
        &["check", "page.toml", "--binding", "left"],
        &["proof", "page.toml", "--dpi", "0"],
        &["separations"],
        &["preflight"],
        &["preflight", "a.pdf", "--page", "2"],
        &["preflight", "a.pdf", "b.pdf", "--annotate", "x.png"],
        &["explain"],
        &["fonts", "page.toml"],
        &["import", "page.toml", "-o", "-"],
        &["linebreak"],
    ] {
        let (ended, answer) = run(&desk, arguments);
        assert_eq!(ended, 2, "{arguments:?}");
        assert_eq!(codes(&answer), ["wrong-usage"], "{arguments:?}");
        let chinese = answer["findings"][0]["message"]["zh"].as_str().unwrap_or_default();
        assert!(chinese.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{chinese}");
    }
    let ran = desk.run(&["bild", "page.toml", "--format=json"]);
    assert_eq!(ran.code, 2);
    let told = ran.answer();
    assert_eq!((&told["command"], codes(&told)), (&Value::Null, vec!["wrong-usage"]));
    assert!(told["findings"][0]["hints"][0]["en"].to_string().contains("build"), "{told:#}");
    // People are told as before, and programs that want help get help.
    assert!(ran.err.contains("unrecognized subcommand"), "{}", ran.err);
    let help = desk.run(&["build", "--format", "json", "--help"]);
    assert!(help.code == 0 && help.text().contains("Usage"), "{}", help.text());
    assert!(desk.run(&["build"]).out.is_empty());
}

#[test]
fn the_standard_output_takes_the_answer_alone() {
    let desk = Desk::with_page("answers-alone");
    if !Path::new("/dev/stdout").exists() {
        return;
    }
    let (ended, answer) = run(&desk, &["build", "page.toml", "-o", "/dev/stdout"]);
    assert_eq!(ended, 1);
    assert!(codes(&answer).contains(&"output-unwritable"), "{answer:#}");
}

#[test]
fn numbers_of_stories_are_told_to_those_who_ask() {
    let desk = Desk::with_story("answers-stories", &"一盏接一盏亮了起来。".repeat(400));
    let (_, answer) = run(&desk, &["check", "page.toml"]);
    assert!(answer.get("stories").is_none());
    for verb in ["build", "check", "proof"] {
        let (_, answer) = run(&desk, &[verb, "page.toml", "-v"]);
        let lead = &answer["stories"][0];
        assert_eq!((&lead["slug"], &lead["page"]), (&"lead".into(), &"1".into()));
        assert_eq!(lead["lines"], serde_json::json!({ "first": 1, "last": 20 }));
        assert_eq!(lead["characters"], 4004);
        assert!(lead["overset_lines"].as_u64() > Some(10), "{lead}");
        assert_eq!(answer["ads"], serde_json::json!([]));
    }
}

#[test]
fn each_verb_adds_its_own_numbers() {
    let desk = Desk::with_page("answers-own");
    let mut sheet = Sheet::x4();
    sheet.content += &text("/GK gs 1 0.5 0 0 k", 9.0);
    desk.write("ad.pdf", sheet.write());
    let (_, told) = run(&desk, &["separations", "ad.pdf", "--dpi", "36"]);
    assert_eq!(told["plates"]["inks"][0]["ink"], "Cyan");
    assert!(told["plates"]["inks"][0]["darkest_percent"].as_f64() > Some(50.0), "{told:#}");
    assert!(told["plates"]["most_ink"]["percent"].as_f64() > Some(100.0), "{told:#}");

    let (_, told) = run(&desk, &["preflight", "ad.pdf"]);
    assert_eq!(told["preflight"]["profile"], "gwg2022-newspaper-ads");
    assert_eq!(
        (&told["findings"][0]["rule"], &told["findings"][0]["limit"]),
        (&"small-text".into(), &10.0.into())
    );
    let (_, told) = run(&desk, &["preflight", "--rules"]);
    assert_eq!(told["rules"][0]["rule"], "pdf-version");

    let (_, told) = run(&desk, &["explain", "page.toml"]);
    assert_eq!(told["explain"]["stories"][0]["slug"], "lead");
    assert_eq!(codes(&told), ["underset"], "findings are told, too");
    let (_, told) = run(&desk, &["fonts"]);
    assert_eq!(told["fonts"].as_array().map(Vec::len), Some(19));

    desk.write("raw.txt", story("一盏,两盏。"));
    let (_, told) = run(&desk, &["import", "raw.txt", "-o", "story.md"]);
    let changes = told["findings"].as_array().map_or(0, Vec::len);
    assert!(changes > 0 && told["import"]["changes"] == changes, "{told:#}");
}

#[test]
fn findings_tell_their_numbers() {
    let desk = Desk::with_story("answers-facts", &"一盏接一盏亮了起来。".repeat(400));
    let page = String::from_utf8(desk.read("page.toml")).expect("it is text");
    desk.write("ad.pdf", Sheet::x4().write());
    desk.write(
        "page.toml",
        format!(
            "{page}[styles.headline]\ncolor = \"cmyk(90, 90, 90, 90)\"\n\
             [[ad]]\nfile = \"ad.pdf\"\ncolumns = \"3-5\"\nlines = \"30-40\"\n"
        ),
    );
    let (_, told) = run(&desk, &["check", "page.toml"]);
    let of = |code: &str| -> Value {
        let mut all = told["findings"].as_array().into_iter().flatten();
        all.find(|it| it["code"] == code).unwrap_or_else(|| panic!("no {code}: {told:#}")).clone()
    };
    let overset = of("overset");
    assert_eq!(overset["slug"], "lead");
    let (lines, characters) = (&overset["lines"], &overset["characters"]);
    let message = overset["message"]["zh"].as_str().unwrap_or_default();
    assert!(message.contains(&format!("溢出 {lines} 行、{characters} 字")), "{overset:#}");
    let ink = of("ink-limit");
    assert_eq!((&ink["ink_percent"], &ink["limit_percent"]), (&360.0.into(), &240.0.into()));
    let ad = of("ad-scale");
    assert_eq!((&ad["ad"], &ad["file_mm"]["width"]), (&"ad.pdf".into(), &91.7.into()));
    assert!(ad["scale_percent"].as_f64().is_some_and(|it| it > 0.0 && it != 100.0), "{ad:#}");

    desk.write("stories/lead.md", story("一盏\u{10FFFD}灯。"));
    let (_, told) = run(&desk, &["check", "page.toml"]);
    let findings = told["findings"].as_array().into_iter().flatten();
    let glyph = findings.clone().find(|it| it["code"] == "glyph-missing").expect("it is told");
    assert_eq!(glyph["code_point"], "U+10FFFD");
    let underset = findings.clone().find(|it| it["code"] == "underset").expect("it is told");
    assert!(underset["lines"].as_u64() > Some(10) && underset["characters"].as_u64() > Some(50));
}
