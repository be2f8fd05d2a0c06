//! A folder with a page spec, stories and pictures, and the command run in it
//! as an editor would.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A folder of its own for one test; empty at the start.
pub(crate) struct Desk {
    pub(crate) folder: PathBuf,
}

/// How the command ended and what it said.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

/// A page with one story, `lead`, in two of five columns.
pub(crate) const PAGE: &str = r#"checks.hole = "ignore"
[page]
paper   = "渡口日报"
stories = "stories"
[sheet]
size = "china-tabloid"

[[story]]
slug    = "lead"
columns = "1-2"
lines   = "1-20"
"#;

/// Where caches are, for a run that is to make its pages anew: of other runs there are
/// pictures and nothing else. What is tested is seldom what was kept.
pub(crate) fn cache_home() -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache");
    for entry in fs::read_dir(home.join("banmian")).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|it| it == "asked" || it == "found" || it == "page") {
            // Another test may have done so at the same moment.
            let _ = fs::remove_file(path);
        }
    }
    home
}

impl Desk {
    pub(crate) fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("desk").join(test);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder can be emptied");
        }
        fs::create_dir_all(&folder).expect("the folder can be made");
        Self { folder }
    }

    /// A desk with [`PAGE`] and its story.
    pub(crate) fn with_page(test: &str) -> Self {
        Self::with_story(test, "河埠街的路灯一盏接一盏亮了起来。")
    }

    /// A desk with [`PAGE`] and a story of this text under a headline.
    pub(crate) fn with_story(test: &str, text: &str) -> Self {
        let desk = Self::new(test);
        desk.write("page.toml", PAGE);
        desk.write("stories/lead.md", story(text));
        desk
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    pub(crate) fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("files are in the folder"))
            .expect("it can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    pub(crate) fn read(&self, file: &str) -> Vec<u8> {
        fs::read(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// The files and folders directly in the folder, by name.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(&self.folder)
            .expect("the folder can be listed")
            .map(|entry| {
                entry.expect("so can its files").file_name().to_string_lossy().into_owned()
            })
            .collect();
        names.sort();
        names
    }

    /// Runs the command in the folder, in an environment without a language.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    pub(crate) fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_banmian"))
            .args(arguments)
            .current_dir(&self.folder)
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("BANMIAN_CACHE")
            .env("LANG", "C")
            .env("XDG_CACHE_HOME", cache_home())
            .envs(environment.iter().copied())
            .output()
            .expect("the command can be run");
        Ran {
            code: output.status.code().expect("it ends by itself"),
            out: output.stdout,
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

impl Ran {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).expect("what is printed is UTF-8")
    }

    /// The answer of a run with `--format json`.
    pub(crate) fn answer(&self) -> Value {
        match serde_json::from_slice(&self.out) {
            Ok(answer @ Value::Object(_)) => answer,
            other => panic!("not a JSON object: {other:?}\n{}", self.err),
        }
    }

    /// The findings of a run with `--format json`, each with `file`, `line` … of its
    /// first place as members of its own.
    pub(crate) fn findings(&self) -> Vec<Value> {
        let mut findings = self.answer()["findings"].as_array().cloned().expect("a list");
        for finding in &mut findings {
            if let Some(place) = finding["places"][0].as_object().cloned() {
                finding.as_object_mut().expect("a finding is an object").extend(place);
            }
        }
        findings
    }
}

/// A story file.
pub(crate) fn story(text: &str) -> String {
    format!("+++\nheadline = \"河岸亮灯\"\n+++\n{text}\n")
}
