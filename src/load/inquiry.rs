//! What a job asked of the files, and what it was answered: all that its result can
//! depend on beside what the job itself says.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::files::{FileKind, Files};
use super::files_read::FilesRead;
use super::run_files::{Digest, RunFiles};
use super::snapshot::Refusal;

/// The most questions that are kept of a job: those of some thousand pages.
const MOST_QUESTIONS: usize = 200_000;

/// Files of a run that note what they are asked. Clones note in the same place.
#[derive(Debug, Clone)]
pub struct Inquiry {
    files: RunFiles,
    noted: Arc<Mutex<Noted>>,
}

/// What was asked and answered so far.
#[derive(Debug, Default)]
struct Noted {
    answers: BTreeMap<FilesQuestion, Digest>,
    /// Something was asked that cannot be asked again, or was answered in two ways.
    is_lost: bool,
}

/// A question to files. Those that are answered soonest come first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum FilesQuestion {
    /// Where a path leads.
    Place(String),
    /// What is at a place.
    Kind(String),
    /// What lies in a folder.
    List(String),
    /// A file that no output may replace.
    OnDisk(String),
    /// What a file holds, at most so many bytes of it.
    Read(String, u64),
}

/// Questions with what their answers are known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    answers: Vec<AnsweredQuestion>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct AnsweredQuestion {
    question: FilesQuestion,
    answer: Digest,
}

impl Inquiry {
    /// Files that were not asked for anything yet.
    #[must_use]
    pub fn of(files: &RunFiles) -> Self {
        Self { files: files.clone(), noted: Arc::default() }
    }

    /// All that was asked; none if it cannot be asked again.
    #[must_use]
    pub fn answered(&self) -> Option<Answered> {
        let noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let answers = noted.answers.iter().map(|(question, answer)| AnsweredQuestion {
            question: question.clone(),
            answer: *answer,
        });
        (!noted.is_lost).then(|| Answered { answers: answers.collect() })
    }

    fn note(&self, path: &Path, question: impl FnOnce(String) -> FilesQuestion, answer: Digest) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = path.to_str() else {
            noted.is_lost = true;
            return;
        };
        let first = *noted.answers.entry(question(path.to_owned())).or_insert(answer);
        noted.is_lost |= first != answer || noted.answers.len() > MOST_QUESTIONS;
    }
}

impl Files for Inquiry {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        let answer = self.files.place(path);
        self.note(path, FilesQuestion::Place, of_place(&answer));
        answer
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        let answer = self.files.kind(place);
        self.note(place, FilesQuestion::Kind, of_kind(&answer));
        answer
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        let answer = self.files.read_hashed(place, most);
        let digest = match &answer {
            Ok(read) => read.digest,
            Err(error) => of_error(error),
        };
        self.note(place, |path| FilesQuestion::Read(path, most), digest);
        answer.map(|read| read.bytes)
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        let answer = self.files.list(place);
        self.note(place, FilesQuestion::List, of_list(&answer));
        answer
    }

    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        let answer = self.files.on_disk(path);
        self.note(path, FilesQuestion::OnDisk, of_disk(answer.as_deref()));
        answer
    }

    /// What fonts a machine has is asked of nobody twice.
    fn system_fonts(&self) -> Vec<PathBuf> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).is_lost = true;
        self.files.system_fonts()
    }
}

impl Answered {
    /// Whether files would answer the same today.
    #[must_use]
    pub fn holds(&self, files: &RunFiles) -> bool {
        // Nothing is read where a path leads elsewhere.
        let is_read = |it: &AnsweredQuestion| matches!(it.question, FilesQuestion::Read(..));
        let at = self.answers.partition_point(|it| !is_read(it));
        let (asked, read) = self.answers.split_at(at);
        asked.iter().all(|it| it.question.ask(files) == Some(it.answer))
            && read.par_iter().all(|it| it.question.ask(files) == Some(it.answer))
    }

    /// Notes the files that no output may replace, as the job did.
    pub fn note_read(&self, files: &RunFiles, read: &FilesRead) {
        for AnsweredQuestion { question, .. } in &self.answers {
            if let FilesQuestion::OnDisk(path) = question
                && let Some(path) = files.on_disk(Path::new(path))
            {
                read.note(&path);
            }
        }
    }

    /// As bytes.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for AnsweredQuestion { question, answer } in &self.answers {
            let (kind, path, most) = match question {
                FilesQuestion::Place(path) => (0_u8, path, 0),
                FilesQuestion::Kind(path) => (1, path, 0),
                FilesQuestion::List(path) => (2, path, 0),
                FilesQuestion::OnDisk(path) => (3, path, 0),
                FilesQuestion::Read(path, most) => (4, path, *most),
            };
            bytes.push(kind);
            bytes.extend(most.to_le_bytes());
            bytes.extend((path.len() as u64).to_le_bytes());
            bytes.extend(path.as_bytes());
            bytes.extend(answer);
        }
        bytes
    }

    /// What was packed, if it is that.
    #[must_use]
    pub fn unpack(mut bytes: &[u8]) -> Option<Self> {
        let mut answers = Vec::new();
        while let Some((kind, rest)) = bytes.split_first() {
            let (most, rest) = rest.split_first_chunk()?;
            let (length, rest) = rest.split_first_chunk()?;
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            let (path, rest) = rest.split_at_checked(length)?;
            let (answer, rest) = rest.split_first_chunk()?;
            let path = std::str::from_utf8(path).ok()?.to_owned();
            let question = match kind {
                0 => FilesQuestion::Place(path),
                1 => FilesQuestion::Kind(path),
                2 => FilesQuestion::List(path),
                3 => FilesQuestion::OnDisk(path),
                4 => FilesQuestion::Read(path, u64::from_le_bytes(*most)),
                _ => return None,
            };
            answers.push(AnsweredQuestion { question, answer: *answer });
            bytes = rest;
        }
        answers.is_sorted_by(|one, other| one.question < other.question).then_some(Self { answers })
    }
}

impl FilesQuestion {
    /// What its answer is known by; none if it should not even be asked.
    fn ask(&self, files: &RunFiles) -> Option<Digest> {
        Some(match self {
            Self::Place(path) => of_place(&files.place(Path::new(path))),
            Self::Kind(place) => of_kind(&files.kind(Path::new(place))),
            Self::List(place) => of_list(&files.list(Path::new(place))),
            Self::OnDisk(path) => of_disk(files.on_disk(Path::new(path)).as_deref()),
            Self::Read(place, most) => {
                let place = Path::new(place);
                // A pipe would keep the reader waiting.
                if files.kind(place).ok()? != FileKind::File {
                    return None;
                }
                match files.read_hashed(place, *most) {
                    Ok(read) => read.digest,
                    Err(error) => of_error(&error),
                }
            }
        })
    }
}

/// Bytes of answers, each with a sign of what it is.
fn hashed(sign: u8, parts: &[&[u8]]) -> Digest {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[sign]);
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

fn of_place(answer: &io::Result<PathBuf>) -> Digest {
    match answer {
        Ok(place) => hashed(0, &[place.as_os_str().as_encoded_bytes()]),
        Err(error) => of_error(error),
    }
}

fn of_kind(answer: &io::Result<FileKind>) -> Digest {
    match answer {
        Ok(FileKind::File) => hashed(1, &[b"file"]),
        Ok(FileKind::Folder) => hashed(1, &[b"folder"]),
        Ok(FileKind::Other) => hashed(1, &[b"other"]),
        Err(error) => of_error(error),
    }
}

fn of_list(answer: &io::Result<Vec<OsString>>) -> Digest {
    match answer {
        Ok(names) => {
            let names: Vec<&[u8]> = names.iter().map(|name| name.as_encoded_bytes()).collect();
            hashed(2, &names)
        }
        Err(error) => of_error(error),
    }
}

fn of_disk(answer: Option<&Path>) -> Digest {
    match answer {
        Some(path) => hashed(3, &[path.as_os_str().as_encoded_bytes()]),
        None => hashed(3, &[]),
    }
}

fn of_error(error: &io::Error) -> Digest {
    match Refusal::of(error) {
        Refusal::Numbered(number) => hashed(4, &[&number.to_le_bytes()]),
        Refusal::Told(kind, words) => {
            hashed(5, &[format!("{kind:?}").as_bytes(), words.as_bytes()])
        }
    }
}
