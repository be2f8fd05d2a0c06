//! Many jobs from one file: each has its result, whatever becomes of the others, and a run
//! that was broken off is gone on with.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::desk::{Desk, PAGE, Ran, story};
use crate::golden;

/// A desk with a page, and stories in folders of their own: `day-0`, `day-1` …
fn desk(test: &str, days: usize) -> Desk {
    let desk = Desk::new(test);
    desk.write("page.toml", PAGE);
    for day in 0..days {
        desk.write(&format!("day-{day}/lead.md"), story(&format!("第 {day} 天，路灯亮了起来。")));
    }
    desk
}

/// A job that makes the page with the stories of a day.
fn job(day: usize) -> Value {
    json!({
        "id": format!("day {day}"),
        "specs": ["page.toml"],
        "stories": format!("day-{day}"),
        "output": format!("out/{day}.pdf"),
    })
}

fn lines(jobs: &[Value]) -> String {
    jobs.iter().map(|job| format!("{job}\n")).collect()
}

fn days(count: usize) -> String {
    lines(&(0..count).map(job).collect::<Vec<_>>())
}

fn batch(desk: &Desk, more: &[&str]) -> Ran {
    let arguments = ["batch", "jobs.jsonl", "-o", "results.jsonl", "--no-cache"];
    desk.run(&[&arguments[..], more].concat())
}

fn results(text: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(text).expect("results are UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a result is JSON")).collect()
}

fn codes(result: &Value) -> Vec<&str> {
    let findings = result["findings"].as_array().expect("a list");
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn each_job_is_made_as_if_it_were_the_only_one() {
    let desk = desk("batch-alone", 5);
    desk.write("jobs.jsonl", days(5));
    let ran = batch(&desk, &["--jobs", "3"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let results = results(&desk.read("results.jsonl"));
    assert_eq!(results.len(), 5);
    for (day, result) in results.iter().enumerate() {
        let stories = format!("day-{day}");
        let arguments = ["build", "page.toml", "--stories", &stories, "-o", "alone.pdf"];
        assert_eq!(desk.run(&[&arguments[..], &["--no-cache"]].concat()).code, 0);
        let alone = desk.read("alone.pdf");
        assert!(desk.read(&format!("out/{day}.pdf")) == alone, "day {day}");
        assert_eq!(result["id"], format!("day {day}"));
        assert_eq!(result["line"], day + 1);
        assert_eq!(result["ok"], true);
        assert_eq!(result["outputs"][0]["path"], format!("out/{day}.pdf"));
        assert_eq!(result["outputs"][0]["pages"], 1);
        assert_eq!(result["outputs"][0]["sha256"], hash(&alone));
        assert_eq!(result["counts"]["errors"], 0);
    }
}

#[test]
fn the_options_of_a_job_are_those_of_the_command() {
    let desk = desk("batch-options", 1);
    let folio = "[folio]\nleft = \"{paper} {date} {issue}\"\n";
    desk.write("page.toml", format!("{PAGE}{folio}"));
    desk.write("day.toml", "paper = \"河东报\"\n");
    let job = json!({
        "spec": "page.toml",
        "stories": "day-0",
        "day": "day.toml",
        "date": "2026-11-29",
        "set": {"issue": 8216},
        "root": ".",
        "deny": "small-type",
        "output": "job.pdf",
    });
    desk.write("jobs.jsonl", lines(&[job]));
    assert_eq!(batch(&desk, &[]).code, 0);
    let arguments = [
        "build",
        "page.toml",
        "--stories",
        "day-0",
        "--day",
        "day.toml",
        "--date",
        "2026-11-29",
        "--set",
        "issue=8216",
        "--root",
        ".",
        "--deny",
        "small-type",
        "-o",
        "alone.pdf",
    ];
    let ran = desk.run(&[&arguments[..], &["--no-cache"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("job.pdf") == desk.read("alone.pdf"));
    let denied =
        json!({"spec": "page.toml", "stories": "day-0", "deny": ["underset"], "output": "d.pdf"});
    desk.write("jobs.jsonl", lines(&[denied]));
    let ran = batch(&desk, &["--resume"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(!desk.path("d.pdf").exists());
}

#[test]
fn a_bad_job_stops_no_other() {
    let desk = desk("batch-bad", 3);
    desk.write("bad.toml", format!("{PAGE}nonsense = 1\n"));
    let good = job(1);
    let text = [
        "not json",
        "[1, 2]",
        "17",
        "",
        r#"{"specs": ["nowhere.toml"], "output": "x.pdf"}"#,
        r#"{"specs": ["bad.toml"], "stories": "day-0", "output": "y.pdf"}"#,
        r#"{"specs": ["page.toml"], "stories": "day-0"}"#,
        r#"{"output": "x.pdf"}"#,
        r#"{"specs": [], "output": 3, "sotries": "day-0", "version": "two", "deny": "nothing"}"#,
        r#"{"spec": "page.toml", "spec": "page.toml", "output": "x.pdf"}"#,
        r#"{"spec": "page.toml", "stories": "day-0", "output": "page.toml"}"#,
        r#"{"spec": "page.toml", "stories": "day-0", "output": "jobs.jsonl"}"#,
        r#"{"spec": "page.toml", "stories": "day-0", "output": "-"}"#,
    ];
    let text = text.map(|line| format!("{line}\n")).concat();
    desk.write("jobs.jsonl", format!("{text}{good}\n{good}\n"));
    let ran = batch(&desk, &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let results = results(&desk.read("results.jsonl"));
    let found: Vec<Vec<&str>> = results.iter().map(codes).collect();
    let broken = vec!["job-broken"];
    assert_eq!(found[..3], [broken.clone(), broken.clone(), broken.clone()]);
    assert_eq!(results[3]["line"], 5, "an empty line is none");
    assert_eq!(found[3], ["file-unreadable"]);
    assert!(found[4].contains(&"unknown-key"), "{:?}", found[4]);
    assert_eq!(found[5], ["missing-key"]);
    assert_eq!(found[6], ["missing-key"]);
    // All that is wrong is told at once.
    assert_eq!(found[7], ["bad-value", "bad-value", "bad-value", "bad-value", "unknown-key"]);
    assert_eq!(results[7]["findings"][4]["nearest"], "stories");
    assert_eq!(found[8], broken);
    for at in [9, 10, 11] {
        assert!(found[at].contains(&"output-unwritable"), "{}", results[at]);
    }
    assert_eq!(results[12]["ok"], true);
    assert_eq!(found[13], ["output-unwritable"], "two jobs have one file");
    assert_eq!(results.len(), 14);
    assert_eq!(desk.read("page.toml"), PAGE.as_bytes());
    assert!(!desk.path("x.pdf").exists());
}

#[test]
fn a_last_line_that_is_cut_off_is_not_run_until_it_is_whole() {
    let desk = desk("batch-torn", 3);
    let whole = days(3);
    desk.write("jobs.jsonl", &whole[..whole.len() - 20]);
    let ran = batch(&desk, &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let told = results(&desk.read("results.jsonl"));
    assert_eq!(codes(&told[2]), ["job-broken"]);
    assert!(
        told[2]["findings"][0]["message"]["en"].as_str().is_some_and(|it| it.contains("cut off"))
    );
    assert!(!desk.path("out/2.pdf").exists());
    // The one who writes it has ended, without a line break at the end.
    desk.write("jobs.jsonl", whole.trim_end());
    let ran = batch(&desk, &["--resume"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(results(&desk.read("results.jsonl"))[3]["ok"], true);
    assert!(desk.path("out/2.pdf").exists());
}

#[test]
fn results_are_the_same_however_many_jobs_are_made_at_once() {
    let desk = desk("batch-order", 9);
    desk.write("jobs.jsonl", days(9));
    let mut all = Vec::new();
    for at_once in ["1", "2", "7"] {
        let arguments = ["batch", "jobs.jsonl", "-o", "-", "--no-cache", "--jobs", at_once];
        let ran = desk.run(&arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        all.push(ran.out);
    }
    assert!(all[0] == all[1] && all[1] == all[2]);
    assert_eq!(results(&all[0]).len(), 9);
}

#[test]
fn shares_are_all_jobs_and_each_once() {
    let desk = desk("batch-shares", 7);
    desk.write("jobs.jsonl", days(7));
    let mut made = Vec::new();
    for share in ["1/3", "2/3", "3/3"] {
        let file = format!("{}.jsonl", share.replace('/', "-"));
        let arguments = ["batch", "jobs.jsonl", "-o", &file, "--shard", share, "--no-cache"];
        assert_eq!(desk.run(&arguments).code, 0);
        let results = results(&desk.read(&file));
        made.push(results.iter().map(|it| it["line"].as_u64().unwrap_or(0)).collect::<Vec<_>>());
    }
    assert_eq!(made, [vec![1, 4, 7], vec![2, 5], vec![3, 6]]);
    for wrong in ["0/3", "4/3", "1", "a/b", "1/0"] {
        assert_eq!(batch(&desk, &["--shard", wrong]).code, 2, "{wrong}");
    }
    assert_eq!(batch(&desk, &["--jobs", "0"]).code, 2);
}

#[test]
fn what_has_a_result_is_not_made_again() {
    let desk = desk("batch-resume", 6);
    desk.write("jobs.jsonl", days(6));
    assert_eq!(batch(&desk, &[]).code, 0);
    let whole = desk.read("results.jsonl");
    // Nobody's results are written over.
    let ran = batch(&desk, &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("--resume"), "{}", ran.err);
    assert!(desk.read("results.jsonl") == whole);
    // As after a kill: two results and a half.
    let ends: Vec<usize> = (0..whole.len()).filter(|&at| whole[at] == b'\n').collect();
    for cut in [ends[1] + 1, ends[1] + 7, ends[1] + 60, ends[2], 0] {
        desk.write("results.jsonl", &whole[..cut]);
        for day in 0..6 {
            desk.write(&format!("out/{day}.pdf"), "old");
        }
        let ran = batch(&desk, &["--resume"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(desk.read("results.jsonl") == whole, "cut at {cut}");
        let is_old = |day: usize| desk.read(&format!("out/{day}.pdf")) == b"old";
        let first = if cut == 0 { 0 } else { 2 };
        assert!((0..first).all(is_old) && !(first..6).any(is_old), "cut at {cut}");
    }
    // Nor anything else.
    desk.write("results.jsonl", "somebody's notes\n");
    let ran = batch(&desk, &["--resume"]);
    assert_eq!(ran.code, 1);
    assert_eq!(desk.read("results.jsonl"), b"somebody's notes\n");
    desk.write("results.jsonl", "somebody's notes");
    assert_eq!(batch(&desk, &["--resume"]).code, 1);
    assert_eq!(desk.read("results.jsonl"), b"somebody's notes");
}

#[test]
fn jobs_come_from_the_standard_input_as_somebody_writes_them() {
    let desk = desk("batch-stdin", 2);
    let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .args(["batch", "-", "-o", "results.jsonl", "--no-cache"])
        .current_dir(&desk.folder)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command can be run");
    let mut jobs = child.stdin.take().expect("it was asked for");
    for day in 0..2 {
        jobs.write_all(lines(&[job(day)]).as_bytes()).expect("it listens");
        // The result is there before the next job is.
        wait(&mut child, || count(&desk.path("results.jsonl")) == day + 1);
    }
    drop(jobs);
    assert!(child.wait().is_ok_and(|status| status.success()));
}

fn count(file: &Path) -> usize {
    fs::read(file).map_or(0, |bytes| bytes.iter().filter(|&&byte| byte == b'\n').count())
}

/// Waits until something is so, as long as the run goes on.
fn wait(child: &mut Child, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(child.try_wait().expect("it is ours").is_none(), "it ended before");
        assert!(begun.elapsed() < Duration::from_secs(60), "it never came to that");
        thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_after_what_is_being_made() {
    let desk = desk("batch-interrupt", 400);
    desk.write("jobs.jsonl", days(400));
    let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .args(["batch", "jobs.jsonl", "-o", "results.jsonl", "--no-cache", "--messages", "en"])
        .current_dir(&desk.folder)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command can be run");
    wait(&mut child, || count(&desk.path("results.jsonl")) > 2);
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    let output = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert!(err.contains("--resume"), "{err}");
    let results = results(&desk.read("results.jsonl"));
    assert!(results.len() < 400);
    let files = fs::read_dir(desk.path("out")).expect("it is there").count();
    assert_eq!(files, results.len(), "what was made has a result, and nothing else is there");
}

#[test]
fn an_edition_is_a_job_like_any_other() {
    let desk = Desk::new("batch-edition");
    for slug in ["one", "two", "three"] {
        desk.write(&format!("stories/{slug}.md"), story("河埠街的路灯亮了起来。"));
        desk.write(&format!("layouts/{slug}.toml"), crate::edition::layout(slug));
    }
    desk.write("edition.toml", crate::edition::EDITION);
    let jobs = [
        json!({"specs": "edition.toml"}),
        json!({"specs": "edition.toml", "output": "pages/{page}.pdf", "version": 1}),
        json!({"specs": "edition.toml", "output": "whole.pdf"}),
        json!({"specs": "edition.toml", "output": "pages/{nonsense}{page}.pdf"}),
    ];
    desk.write("jobs.jsonl", lines(&jobs));
    batch(&desk, &[]);
    let results = results(&desk.read("results.jsonl"));
    let pages: Vec<usize> =
        results.iter().map(|it| it["outputs"].as_array().map_or(0, Vec::len)).collect();
    assert_eq!(pages, [3, 3, 1, 0], "{results:#?}");
    assert_eq!(results[2]["outputs"][0]["pages"], 3);
    assert!(
        desk.read("pages/01.pdf")
            == desk.read(results[0]["outputs"][0]["path"].as_str().unwrap_or(""))
    );
}

#[test]
fn paths_count_from_the_folder_of_the_jobs() {
    let desk = desk("batch-folder", 0);
    desk.write("night/page.toml", PAGE);
    desk.write("night/paper/page.toml", PAGE.replace("\"stories\"", "\"../stories\""));
    desk.write("night/stories/lead.md", story("河埠街的路灯亮了起来。"));
    let jobs = [
        json!({"spec": "page.toml", "output": "a.pdf"}),
        json!({"spec": "paper/page.toml", "output": "b.pdf"}),
    ];
    desk.write("night/jobs.jsonl", lines(&jobs));
    let elsewhere = Desk::new("batch-elsewhere");
    let file = desk.path("night/jobs.jsonl");
    let ran = elsewhere.run(&["batch", &file.display().to_string(), "-o", "r.jsonl", "--no-cache"]);
    assert_eq!(ran.code, 0, "{}", String::from_utf8_lossy(&elsewhere.read("r.jsonl")));
    assert!(desk.path("night/a.pdf").exists() && desk.path("night/b.pdf").exists());
}

#[test]
fn jobs_and_results_are_of_the_forms_that_are_written_down() {
    let desk = desk("batch-schema", 1);
    let mut judges = Vec::new();
    for name in ["batch-job", "batch-result"] {
        let ran = desk.run(&["schema", name]);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schema/{name}.json"));
        let difference = golden::difference(&path, ran.text());
        assert!(difference.is_none(), "{}", difference.unwrap_or_default());
        let schema: Value = serde_json::from_slice(&ran.out).expect("a schema is JSON");
        judges.push(jsonschema::validator_for(&schema).expect("the schema is one"));
    }
    let all = json!({
        "id": 7, "specs": ["page.toml"], "stories": "day-0", "day": "d.toml", "date": "2026-11-29",
        "set": {"issue": 8}, "root": ".", "zone": "east", "version": 2, "deny": ["warnings"],
        "output": "x.pdf",
    });
    for good in [job(0), all.clone()] {
        assert!(judges[0].is_valid(&good), "{good}");
    }
    for bad in [json!([]), json!({"specs": ["a"], "outptu": "b"}), json!({"specs": 3})] {
        assert!(!judges[0].is_valid(&bad), "{bad}");
    }
    desk.write("jobs.jsonl", format!("{}not json\n{all}\n", lines(&[job(0)])));
    batch(&desk, &[]);
    for result in results(&desk.read("results.jsonl")) {
        assert!(judges[1].is_valid(&result), "{result}");
    }
}
