//! `banmian watch`: the proof follows what is saved.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::desk::{Desk, story};

/// The command as it watches, and what it has said so far.
struct Watch {
    child: Child,
    said: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

impl Watch {
    fn begin(desk: &Desk, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
            .arg("watch")
            .args(arguments)
            .args(["--dpi", "20", "--messages", "en"])
            .current_dir(&desk.folder)
            .env("XDG_CACHE_HOME", desk.path("cache"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command can be run");
        let mut stderr = child.stderr.take().expect("it is piped");
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = stderr.read(&mut bytes) {
                let text = String::from_utf8_lossy(&bytes[..count]).into_owned();
                heard.lock().expect("nobody broke off").push_str(&text);
            }
        });
        Self { child, said, reader: Some(reader) }
    }

    /// Waits until it has shown so many proofs.
    fn wait_for_rounds(&mut self, rounds: usize) {
        let begun = Instant::now();
        while self.said().matches("waiting for the next save").count() < rounds {
            assert!(self.child.try_wait().expect("it is ours").is_none(), "{}", self.said());
            assert!(begun.elapsed() < Duration::from_secs(60), "{}", self.said());
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn rounds(&self) -> usize {
        self.said().matches("waiting for the next save").count()
    }

    fn said(&self) -> String {
        self.said.lock().expect("nobody broke off").clone()
    }

    /// Ends it with Ctrl-C; tells all that it said.
    fn end(mut self) -> String {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &pid]).status();
        assert!(sent.is_ok_and(|status| status.success()), "the signal can be sent");
        assert_eq!(self.child.wait().expect("it ends").code(), Some(130), "{}", self.said());
        if let Some(reader) = self.reader.take() {
            reader.join().expect("it has read");
        }
        let said = self.said();
        assert!(said.ends_with("stopped by Ctrl-C; no file was left unfinished\n"), "{said}");
        said
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It has ended, as a rule.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_save_is_shown() {
    let desk = Desk::with_page("watch-saves");
    let mut watch = Watch::begin(&desk, &["page.toml", "-o", "proof.png"]);
    watch.wait_for_rounds(1);
    let first = desk.read("proof.png");
    assert!(watch.said().contains("[underset]"), "{}", watch.said());
    // A story, written in place.
    desk.write("stories/lead.md", story(&"河埠街的路灯亮了。".repeat(30)));
    watch.wait_for_rounds(2);
    let second = desk.read("proof.png");
    assert!(second != first);
    assert!(watch.said().contains("stories/lead.md was saved"), "{}", watch.said());
    // The spec, written beside and renamed.
    let page = String::from_utf8(desk.read("page.toml")).expect("it is UTF-8");
    desk.write("page.toml.new", page.replace("columns = \"1-2\"", "colums = \"1-2\""));
    fs::rename(desk.path("page.toml.new"), desk.path("page.toml")).expect("it can be renamed");
    watch.wait_for_rounds(3);
    assert!(watch.said().contains("did you mean \"columns\"?"), "{}", watch.said());
    // A mistake that is mended is told no more.
    desk.write("page.toml", page);
    watch.wait_for_rounds(4);
    assert!(desk.read("proof.png") == second);
    // Nothing more happens by itself: its own output is no save.
    thread::sleep(Duration::from_millis(500));
    assert_eq!(watch.rounds(), 4, "{}", watch.said());
    let said = watch.end();
    assert_eq!(said.matches("did you mean").count(), 1, "{said}");
}

#[test]
fn half_a_save_is_not_shown() {
    let desk = Desk::with_page("watch-half");
    let mut watch = Watch::begin(&desk, &["page.toml"]);
    watch.wait_for_rounds(1);
    let page = desk.read("page.toml");
    // Emptied, and filled a little later, as some editors do.
    desk.write("page.toml", "");
    thread::sleep(Duration::from_millis(60));
    desk.write("page.toml", [&page[..], b"# saved\n"].concat());
    watch.wait_for_rounds(2);
    // Moved away, and written anew.
    fs::rename(desk.path("page.toml"), desk.path("page.toml~")).expect("it can be renamed");
    thread::sleep(Duration::from_millis(60));
    desk.write("page.toml", &page);
    watch.wait_for_rounds(3);
    let said = watch.end();
    assert!(!said.contains("error"), "{said}");
    assert_eq!(said.matches("waiting for the next save").count(), 3, "{said}");
}

#[test]
fn a_file_that_was_missing_is_waited_for() {
    let desk = Desk::with_page("watch-missing");
    let lead = desk.read("stories/lead.md");
    fs::remove_file(desk.path("stories/lead.md")).expect("it can be removed");
    let mut watch = Watch::begin(&desk, &["page.toml"]);
    watch.wait_for_rounds(1);
    assert!(watch.said().contains("[story-missing]"), "{}", watch.said());
    desk.write("stories/lead.md", lead);
    watch.wait_for_rounds(2);
    let said = watch.end();
    assert_eq!(said.matches("[story-missing]").count(), 1, "{said}");
    assert!(!said.contains(&desk.folder.display().to_string()), "{said}");
}
