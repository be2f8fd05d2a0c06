//! The standard input in the place of a spec, the standard output in that of a file, and a
//! current folder that is gone.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::desk::Desk;

const PAGE: &str = "[page]\nlang = \"zh-Hans\"\nstories = \"stories\"\n\n[checks]\nhole = \"ignore\"\n\n\
    [[story]]\nslug = \"lead\"\ncolumns = \"1-5\"\nlines = \"1-9\"\n";

fn desk(test: &str) -> Desk {
    let desk = Desk::new(test);
    desk.write("stories/lead.md", "+++\nheadline = \"老桥换新颜\"\n+++\n\n河埠街的路灯亮了。\n");
    desk.write("front.toml", PAGE);
    desk
}

fn run(desk: &Desk, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .args(arguments)
        .current_dir(&desk.folder)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command is there");
    // A command that does not read its input closes it.
    let _ = child.stdin.take().expect("it has one").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_page_goes_in_and_out_by_the_standard_streams() {
    let desk = desk("streams");
    let by_file = run(&desk, &["build", "front.toml", "-o", "-"], "");
    let by_streams = run(&desk, &["build", "-", "-o", "-"], PAGE);
    assert!(by_file.status.success(), "{}", String::from_utf8_lossy(&by_file.stderr));
    assert!(by_streams.status.success(), "{}", String::from_utf8_lossy(&by_streams.stderr));
    assert!(by_streams.stdout.starts_with(b"%PDF-"));
    assert!(by_file.stdout.starts_with(b"%PDF-"));
    assert!(!desk.path("-").exists());
    // What is wrong with it is told with its place.
    let wrong = run(&desk, &["check", "-"], &PAGE.replace("slug", "slgu"));
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned()
        + &String::from_utf8_lossy(&wrong.stdout);
    assert!(told.contains("-:9:1"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_current_folder_that_is_gone_is_told() {
    let desk = desk("streams-gone");
    let script = "mkdir gone && cd gone && rmdir ../gone && \"$1\" check x.toml";
    let output = Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_banmian")])
        .current_dir(&desk.folder)
        .env("LC_ALL", "C")
        .output()
        .expect("there is a shell");
    let told = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("the current folder is not there any more"), "{told}");
    assert_eq!(output.status.code(), Some(1));
}
