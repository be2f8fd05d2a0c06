//! Press files that were made before, by this program from the same files: they are
//! replayed, with all that was found, as if they were made anew.
//!
//! What is kept has two halves. By what a job asks for, the lists of all that it asked of
//! the files, each with what the answers are known by; by such a list, what came of it. So
//! nobody need know beforehand which files a page is made of: if all questions of a list
//! are answered as they were, nothing can come out but what came out.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::order::{Job, PageOrder};
use super::print::{PressOutput, Printed, print};
use super::{Aim, EngineCache, FontChoice, run_for};
use crate::diag::{Denied, KeptFindings, Sink, Sources};
use crate::font::FontLibrary;
use crate::load::{Answered, CacheFolder, Digest, EntryKind, Files, FilesRead, Inquiry, RunFiles};
use crate::spec::Day;
use crate::spec::edition::PageLayer;
use crate::workers;

/// Goes up with every change to the form of what is kept.
const VERSION: u32 = 2;
const MARK: &[u8] = b"banmian kept\n";
/// How many states of its files are remembered of a job: somebody tries a thing and takes
/// it back.
const MOST_STATES: usize = 4;

/// Where press files are kept from run to run, for all jobs of one run; they may use it
/// side by side. A file that several of them want is read and hashed once.
#[derive(Debug, Clone)]
pub struct RunCache {
    folder: CacheFolder,
    program: Option<Digest>,
    files: RunFiles,
}

/// What came of the pages of a job, made or replayed.
#[derive(Debug, Default)]
pub struct PrintedPages {
    /// All that was found.
    pub sink: Sink,
    /// The texts that findings are in.
    pub sources: Sources,
    /// How many pages the file has: sheets, where pages are laid side by side.
    pub pages: usize,
    /// Why the file could not be written to its place, if that is so.
    pub error: Option<io::Error>,
    /// Whether they were made in an earlier run.
    pub was_kept: bool,
}

impl PrintedPages {
    /// Whether the file may go to press.
    #[must_use]
    pub fn is_fit_for_press(&self) -> bool {
        self.pages > 0 && !self.sink.has_errors()
    }
}

impl RunCache {
    /// A cache in a folder for jobs whose files come from `files`, made by a `program` that
    /// is known by these bytes ([`crate::load::program_digest`]); if it is known by none,
    /// pictures are kept there and no press files.
    #[must_use]
    pub fn new(folder: CacheFolder, program: Option<Digest>, files: Arc<dyn Files>) -> Self {
        Self { folder, program, files: RunFiles::of(files) }
    }
}

/// What a job is made with.
#[derive(Clone, Copy)]
pub(crate) struct KeptRun<'r> {
    pub(crate) job: &'r Job,
    /// The fonts, which need not be opened where nothing is made.
    pub(crate) fonts: &'r (dyn Fn() -> FontLibrary + Sync),
    /// What the fonts are known by.
    pub(crate) fonts_digest: Digest,
    pub(crate) known: &'r EngineCache,
    pub(crate) cache: Option<&'r RunCache>,
    pub(crate) read: &'r FilesRead,
}

/// What is asked of a page: all that a [`PageOrder`] says but where the edition says it.
/// What is wrong there has been told when the edition was read.
fn words_of(order: &PageOrder) -> String {
    let PageOrder { spec, layer, ads } = order;
    let PageLayer { values, section, stories, instead } = layer;
    let stories = stories.as_ref().map(|it| &it.value);
    let instead: Vec<&PathBuf> = instead.iter().map(|it| &it.value).collect();
    format!("{:?}", (spec, values, section, stories, instead, ads))
}

/// What came of a list of questions, as it is kept.
struct KeptResult {
    findings: KeptFindings,
    pages: usize,
    /// The hash of the press file; none if the pages are not fit for one.
    file: Option<blake3::Hash>,
}

/// Makes the press file of a job, or takes it from where it was kept. It is written to
/// `out` if it is fit for the press; where there is no `out`, the pages are only judged.
pub(crate) fn print_kept(run: KeptRun, out: Option<&mut dyn PressOutput>) -> PrintedPages {
    let done = workers::run(|| run.print(out));
    done.unwrap_or_else(|error| {
        let mut sink = Sink::default();
        sink.push(error.diagnostic());
        PrintedPages { sink, ..PrintedPages::default() }
    })
}

impl KeptRun<'_> {
    fn print(self, mut out: Option<&mut dyn PressOutput>) -> PrintedPages {
        let Self { job, cache, read, .. } = self;
        let known = cache.and_then(|cache| Some((cache, self.asked(cache)?)));
        let Some((cache, asked)) = known else {
            return match out {
                Some(out) => self.make(job, out),
                None => self.make(job, &mut Vec::new()),
            };
        };
        // 1. As it was made before.
        let states = cache.states(asked);
        for (at, state) in states.iter().enumerate() {
            if !state.holds(&cache.files) {
                continue;
            }
            let Some(kept) = cache.result(asked, state) else { continue };
            let wanted = out.as_mut().and_then(|out| Some((out, kept.file?)));
            let error = match wanted {
                Some((out, file)) => {
                    let Some(bytes) = cache.press_file(file) else { continue };
                    out.write_all(&bytes).err()
                }
                None => None,
            };
            state.note_read(&cache.files, read);
            if at > 0 {
                cache.keep_states(asked, state, &states);
            }
            job.counted.fetch_add(job.pages.len(), Ordering::Relaxed);
            let KeptResult { findings: KeptFindings { sink, sources }, pages, .. } = kept;
            return PrintedPages { sink, sources, pages, error, was_kept: true };
        }
        // 2. Anew, with a look at what is asked of the files.
        let inquiry = Inquiry::of(&cache.files);
        let job = &Job { files: Arc::new(inquiry.clone()), ..job.clone() };
        let mut memory = Vec::new();
        let mut counted = CountedOutput { out: out.unwrap_or(&mut memory), bytes: 0 };
        let made = self.make(job, &mut counted);
        if let Some(state) = inquiry.answered() {
            cache.keep(asked, &states, &state, &made, &mut counted);
        }
        made
    }

    /// Makes the press file of a job.
    fn make(self, job: &Job, out: &mut dyn PressOutput) -> PrintedPages {
        let Self { fonts, known, cache, read, .. } = self;
        let folder = cache.map(|cache| &cache.folder);
        let fonts = fonts();
        if job.imposition.is_none() {
            let Printed { outcome, pages, error } = print(job, fonts, known, folder, read, out);
            let (sink, sources) = (outcome.sink, outcome.sources);
            return PrintedPages { sink, sources, pages, error, was_kept: false };
        }
        // Where pages are laid side by side, all of them are wanted together.
        let mut outcome = run_for(Aim::PressFile, job, fonts, known, read);
        let written = outcome.written(folder);
        let error = written.as_ref().and_then(|bytes| out.write_all(bytes).err());
        let sheets = outcome.document.as_ref().map_or(0, |document| document.sheets().len());
        let pages = written.map_or(0, |_| sheets);
        let (sink, sources) = (outcome.sink, outcome.sources);
        PrintedPages { sink, sources, pages, error, was_kept: false }
    }

    /// A hash of all that is asked for; none if nobody can say what will come of it.
    fn asked(self, cache: &RunCache) -> Option<Digest> {
        let Job {
            pages,
            neighbors,
            choice,
            stories,
            root,
            day,
            fonts,
            imposition,
            denied,
            files: _,
            counted: _,
        } = self.job;
        let [pages, neighbors] =
            [pages, neighbors].map(|orders| orders.iter().map(words_of).collect::<Vec<String>>());
        let of_edition = (pages, neighbors, choice);
        let Day { file, values, section: _ } = day;
        let FontChoice { paths, system } = fonts;
        let Denied { warnings, codes } = denied;
        // Fonts of the machine are many, and come and go.
        if *system {
            return None;
        }
        // Paths count from here.
        let here = cache.files.place(Path::new(".")).ok();
        let mut hasher = blake3::Hasher::new();
        hasher.update(MARK);
        hasher.update(&VERSION.to_le_bytes());
        hasher.update(&cache.program?);
        hasher.update(&self.fonts_digest);
        let words = format!(
            "{:?}",
            (of_edition, stories, root, file, values, paths, imposition, warnings, codes, here)
        );
        hasher.update(words.as_bytes());
        Some(*hasher.finalize().as_bytes())
    }
}

impl RunCache {
    /// The states of the files of which it is known what came of them, the last first.
    fn states(&self, asked: Digest) -> Vec<Answered> {
        let name = blake3::Hash::from(asked).to_hex();
        let kept = self.folder.get(EntryKind::Asked, &name);
        kept.and_then(|bytes| unpack_states(unsealed(&bytes)?)).unwrap_or_default()
    }

    /// What came of a state.
    fn result(&self, asked: Digest, state: &Answered) -> Option<KeptResult> {
        let kept = self.folder.get(EntryKind::Findings, &result_name(asked, state))?;
        KeptResult::unpack(unsealed(&kept)?)
    }

    /// A press file by its hash.
    fn press_file(&self, hash: blake3::Hash) -> Option<Vec<u8>> {
        let bytes = self.folder.get(EntryKind::PressFile, &hash.to_hex())?;
        (blake3::hash(&bytes) == hash).then_some(bytes)
    }

    /// Keeps what came of a state of the files, if it would come again.
    fn keep(
        &self,
        asked: Digest,
        others: &[Answered],
        state: &Answered,
        made: &PrintedPages,
        out: &mut CountedOutput,
    ) {
        let PrintedPages { sink, sources, pages, error: None, .. } = made else { return };
        let Some(findings) = KeptFindings::pack(sink, sources) else { return };
        let file = match made.is_fit_for_press() {
            true => match self.keep_file(out) {
                Some(hash) => Some(hash),
                None => return,
            },
            false => None,
        };
        let mut result = Vec::with_capacity(findings.len() + 64);
        result.extend((*pages as u64).to_le_bytes());
        result.push(u8::from(file.is_some()));
        result.extend(file.iter().flat_map(blake3::Hash::as_bytes));
        result.extend(findings);
        self.folder.put(EntryKind::Findings, &result_name(asked, state), &sealed(&result));
        self.keep_states(asked, state, others);
    }

    /// Keeps the list of states, with one of them as the last that was seen.
    fn keep_states(&self, asked: Digest, state: &Answered, others: &[Answered]) {
        let mut states = Vec::new();
        let others = others.iter().filter(|other| *other != state);
        for state in [state].into_iter().chain(others).take(MOST_STATES) {
            let packed = state.pack();
            states.extend((packed.len() as u64).to_le_bytes());
            states.extend(packed);
        }
        let name = blake3::Hash::from(asked).to_hex();
        self.folder.put(EntryKind::Asked, &name, &sealed(&states));
    }

    /// Keeps a press file as it was written.
    fn keep_file(&self, out: &mut CountedOutput) -> Option<blake3::Hash> {
        if !self.folder.has_room_for(out.bytes) {
            return None;
        }
        let bytes = out.written().ok()?;
        let hash = blake3::hash(&bytes);
        self.folder.put(EntryKind::PressFile, &hash.to_hex(), &bytes);
        Some(hash)
    }
}

impl KeptResult {
    fn unpack(bytes: &[u8]) -> Option<Self> {
        let (pages, rest) = bytes.split_first_chunk()?;
        let (has_file, rest) = rest.split_first()?;
        let (file, rest) = match has_file {
            0 => (None, rest),
            _ => {
                let (hash, rest) = rest.split_first_chunk()?;
                (Some(blake3::Hash::from_bytes(*hash)), rest)
            }
        };
        Some(Self {
            findings: KeptFindings::unpack(rest)?,
            pages: usize::try_from(u64::from_le_bytes(*pages)).ok()?,
            file,
        })
    }
}

fn unpack_states(mut bytes: &[u8]) -> Option<Vec<Answered>> {
    let mut states = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (state, rest) = rest.split_at_checked(length)?;
        states.push(Answered::unpack(state)?);
        bytes = rest;
    }
    Some(states)
}

/// The name of what came of a state.
fn result_name(asked: Digest, state: &Answered) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&asked);
    hasher.update(&state.pack());
    hasher.finalize().to_hex().to_string()
}

/// Bytes of an entry, so that damaged ones are told from sound ones.
fn sealed(body: &[u8]) -> Vec<u8> {
    [MARK, blake3::hash(body).as_bytes(), body].concat()
}

/// What was sealed, if it is whole.
fn unsealed(bytes: &[u8]) -> Option<&[u8]> {
    let (hash, body) = bytes.strip_prefix(MARK)?.split_first_chunk()?;
    (*blake3::hash(body).as_bytes() == *hash).then_some(body)
}

/// An output of which is known how much was written to it.
struct CountedOutput<'o> {
    out: &'o mut dyn PressOutput,
    bytes: u64,
}

impl Write for CountedOutput<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl PressOutput for CountedOutput<'_> {
    fn written(&mut self) -> io::Result<std::borrow::Cow<'_, [u8]>> {
        self.out.written()
    }
}
