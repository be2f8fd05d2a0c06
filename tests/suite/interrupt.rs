//! Ctrl-C in the middle of the work: nothing half done stays, and the run says so.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::desk::{Desk, story};

/// The command on its way, with an open standard input to which nobody writes.
fn begin(desk: &Desk, arguments: &[&str], language: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_banmian"))
        .args(arguments)
        .args(["--messages", language])
        .current_dir(&desk.folder)
        .env("XDG_CACHE_HOME", desk.path("cache"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command can be run")
}

/// Waits until something is so; a run that has ended by then was too short for the test.
fn wait_for(child: &mut Child, what: impl Fn(&Child) -> bool) {
    let begun = Instant::now();
    while !what(child) {
        assert!(child.try_wait().expect("it is ours").is_none(), "it ended before");
        assert!(begun.elapsed() < Duration::from_secs(60), "it never came to that");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Whether a process answers SIGINT, the second of the signals, in a way of its own.
fn heeds(child: &Child) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let mask = u64::from_str_radix(caught.unwrap_or_default().trim(), 16).unwrap_or_default();
    mask & 0b10 != 0
}

fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "the signal can be sent");
}

/// Breaks a run off once it heeds the signal, and looks at what it said.
fn broken_off(desk: &Desk, arguments: &[&str]) -> Output {
    let mut child = begin(desk, arguments, "en");
    wait_for(&mut child, heeds);
    interrupt(&child);
    let output = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{arguments:?}: {err}");
    // What was told of the first of many files stands before it.
    let end = "stopped by Ctrl-C; no file was left unfinished\n";
    assert!(err.ends_with(end), "{arguments:?}: {err}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    output
}

/// The files in a folder and below that are on their way to somewhere.
fn unfinished(folder: &Path) -> Vec<String> {
    let mut list = Vec::new();
    for entry in fs::read_dir(folder).expect("it can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            list.extend(unfinished(&path));
        } else if path.extension().is_some_and(|end| end == "part") {
            list.push(path.display().to_string());
        }
    }
    list
}

#[test]
fn a_press_file_that_is_broken_off_leaves_the_old_one() {
    let desk = Desk::with_page("interrupt-build");
    desk.write("page.pdf", "yesterday's");
    let pages = ["page.toml"; 400];
    for language in ["en", "zh"] {
        let arguments = [&["build"][..], &pages, &["-o", "page.pdf"]].concat();
        let mut child = begin(&desk, &arguments, language);
        wait_for(&mut child, |_| !unfinished(&desk.folder).is_empty());
        interrupt(&child);
        let output = child.wait_with_output().expect("it ends");
        let err = String::from_utf8(output.stderr).expect("messages are UTF-8");
        assert_eq!(output.status.code(), Some(130), "{err}");
        let told = match language {
            "zh" => "已由 Ctrl-C 中断，没有留下未写完的文件\n",
            _ => "stopped by Ctrl-C; no file was left unfinished\n",
        };
        assert_eq!(err, told);
        assert_eq!(desk.read("page.pdf"), b"yesterday's");
        assert_eq!(unfinished(&desk.folder), Vec::<String>::new());
    }
}

#[test]
fn an_edition_that_is_broken_off_is_not_sent() {
    let desk = Desk::with_page("interrupt-issue");
    let pages = "[[section.page]]\nlayout = \"page.toml\"\n".repeat(60);
    desk.write("edition.toml", format!("[edition]\ndate = 2026-11-28\n[[section]]\n{pages}"));
    let names = || -> Vec<String> {
        let entries = fs::read_dir(desk.path("sent/2026-11-28")).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    };
    let mut child = begin(&desk, &["issue", "edition.toml"], "en");
    // Some pages are there.
    wait_for(&mut child, |_| {
        let folder = names().into_iter().find(|name| name.ends_with(".folder"));
        let folder = folder.map(|name| desk.path("sent/2026-11-28").join(name));
        folder.and_then(|folder| fs::read_dir(folder).ok()).is_some_and(|it| it.count() > 2)
    });
    interrupt(&child);
    let output = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert_eq!(err, "stopped by Ctrl-C; no file was left unfinished\n");
    assert_eq!(names(), Vec::<String>::new());
}

#[test]
fn every_verb_ends_in_order() {
    let desk = Desk::with_page("interrupt-verbs");
    // What is at work for long enough.
    let long = story(&"河埠街的路灯一盏接一盏亮了起来。\n\n".repeat(3000));
    desk.write("stories/lead.md", &long);
    desk.write("raw.txt", long.repeat(6));
    assert_eq!(
        Desk::with_page("interrupt-ad").run(&["build", "page.toml", "-o", "../ad.pdf"]).code,
        0
    );
    let ad = desk.path("../ad.pdf");
    let ad = ad.to_str().expect("the path is Unicode");
    for name in ["page.png", "plates-Black.png", "story.md", "marks.png"] {
        desk.write(name, "yesterday's");
    }
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let fonts = fonts.to_str().expect("the path is Unicode");
    let ads = [ad; 300];
    let pages = ["page.toml"; 50];
    let verbs: &[(&str, Vec<&str>)] = &[
        ("check", pages.to_vec()),
        ("check", vec!["-"]),
        ("explain", pages.to_vec()),
        ("proof", vec!["page.toml", "-o", "page.png", "--dpi", "300"]),
        ("preflight", ads.to_vec()),
        ("preflight", vec![ad, "--annotate", "marks.png", "--dpi", "300"]),
        ("separations", vec![ad, "-o", "plates", "--dpi", "300"]),
        ("import", vec!["raw.txt", "-o", "story.md", "--force"]),
        ("fonts", vec!["--font-path", fonts]),
        ("linebreak", vec!["--batch"]),
    ];
    for (verb, rest) in verbs {
        broken_off(&desk, &[&[*verb][..], rest].concat());
        assert_eq!(unfinished(&desk.folder), Vec::<String>::new(), "{verb}");
    }
    for name in ["page.png", "plates-Black.png", "story.md", "marks.png"] {
        assert_eq!(desk.read(name), b"yesterday's", "{name}");
    }
}

#[test]
fn the_process_that_draws_ends_unheard() {
    let desk = Desk::with_page("interrupt-drawing");
    let mut child = begin(&desk, &["proof", "page.toml", "--dpi", "400"], "en");
    let children = |child: &Child| {
        let id = child.id();
        let list = fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
        list.filter_map(|task| fs::read_to_string(task.path().join("children")).ok())
            .find(|list| !list.trim().is_empty())
    };
    wait_for(&mut child, |child| children(child).is_some());
    let drawing = children(&child).unwrap_or_default();
    // As the terminal does, to both.
    let own = child.id().to_string();
    let all = [own.as_str()].into_iter().chain(drawing.split_whitespace());
    let sent = Command::new("kill").arg("-INT").args(all).status();
    assert!(sent.is_ok_and(|status| status.success()), "the signal can be sent");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(output.stderr, b"stopped by Ctrl-C; no file was left unfinished\n");
    assert_eq!(desk.files(), ["page.toml", "stories"]);
}
