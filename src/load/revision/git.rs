//! The installed program `git`, asked without a word to anybody: no pager, no prompt, no
//! locks, and no more of an answer than is wanted.

use std::ffi::OsStr;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

/// The most of what git complains that is read.
const MOST_WORDS: u64 = 64 << 10;

/// What would lead git to another repository than that of the folder: a hook has these
/// from the git that runs it.
const OF_OTHERS: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"];

/// Git in a folder.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
    /// The commit that says which filters a file goes through.
    attributes: Option<String>,
}

/// What git answered.
#[derive(Debug)]
pub(super) struct GitAnswer {
    /// What it was asked for; empty if it refuses.
    pub(super) bytes: Vec<u8>,
    /// Why it refuses, in its own words.
    pub(super) refusal: Option<String>,
}

impl GitAnswer {
    /// The answer as one line of text, unless git refused.
    pub(super) fn line(&self) -> Option<&str> {
        if self.refusal.is_some() {
            return None;
        }
        let text = std::str::from_utf8(&self.bytes).ok()?;
        Some(text.strip_suffix('\n').unwrap_or(text))
    }
}

impl Git {
    /// Git as it answers in a folder.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), attributes: None }
    }

    /// The same where the attributes of files are those of a commit, and not those of
    /// the files on the disk. Git knows that from 2.41 on; an older one passes it over.
    pub(super) fn with_attributes(self, commit: &str) -> Self {
        Self { attributes: Some(commit.to_owned()), ..self }
    }

    /// Asks git, and takes `most` bytes of its answer.
    ///
    /// # Errors
    /// If there is no such program, or it does not run.
    pub(super) fn ask(&self, arguments: &[impl AsRef<OsStr>], most: u64) -> io::Result<GitAnswer> {
        let mut child = self.command(arguments).spawn()?;
        let (Some(answers), Some(mut words)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(ErrorKind::BrokenPipe.into());
        };
        // What it complains is read beside its answer: a filter that says much would
        // otherwise wait for somebody to listen.
        let listener = thread::Builder::new().name("git".to_owned()).spawn(move || {
            let mut said = Vec::new();
            // What cannot be read is not told.
            let _ = (&mut words).take(MOST_WORDS).read_to_end(&mut said);
            let _ = io::copy(&mut words, &mut io::sink());
            said
        });
        let listener = match listener {
            Ok(listener) => listener,
            Err(error) => {
                end(&mut child);
                return Err(error);
            }
        };
        let mut bytes = Vec::new();
        let read = answers.take(most).read_to_end(&mut bytes);
        let is_cut = bytes.len() as u64 >= most;
        if is_cut || read.is_err() {
            end(&mut child);
        }
        let status = child.wait();
        // A filter that git has begun may outlive it; nobody waits for its words.
        let said = if is_cut { Vec::new() } else { listener.join().unwrap_or_default() };
        read?;
        let refusal = (!is_cut && !status?.success()).then(|| last_words(&said));
        Ok(GitAnswer { bytes, refusal })
    }

    fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("--no-pager")
            .args(arguments)
            .current_dir(&self.folder)
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for name in OF_OTHERS {
            command.env_remove(name);
        }
        if let Some(commit) = &self.attributes {
            command.env("GIT_ATTR_SOURCE", commit);
        }
        command
    }
}

/// Ends git, of which no more is wanted.
fn end(child: &mut Child) {
    // It may have ended by itself.
    let _ = child.kill();
}

/// The last line of what git complains.
fn last_words(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    last.strip_prefix("fatal: ").or(last.strip_prefix("error: ")).unwrap_or(last).to_owned()
}
