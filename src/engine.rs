//! The engine that is lent: fonts, and what is kept from one page to the next. Here is
//! the face of the library that stays as it is; what it calls is free to change.
//!
//! It sets pages ([`Engine::set`]), writes them ([`Engine::build`]) and tells what it
//! found in words of its own ([`Finding`]), whose types are re-exported in the root.

mod build;
mod error;
mod finding;
mod preflight;

use std::fmt;
use std::path::Path;
use std::sync::OnceLock;

pub use build::{Build, Pages};
pub use error::Error;
pub use finding::Finding;
pub use preflight::preflight;

use crate::diag::{Sink, Sources};
use crate::font::{FontData, FontLibrary};
use crate::job::{
    self, EngineCache, FitAsked, FitOutcome, FontChoice, Job, KeptRun, Outcome, PressOutput,
    Printed, PrintedPages, RunCache,
};
use crate::load::{CacheFolder, Digest, FilesRead};

/// Sets pages and writes them.
///
/// It is made once and used for many pages, from any number of threads at a time. What
/// it has opened, parsed, shaped and set it keeps for the next page, in a bounded room; pages
/// come out the same, byte for byte, with this and without. Files are read anew for every
/// page, so that a change is seen at once.
///
/// ```
/// # fn main() -> Result<(), banmian::Error> {
/// use banmian::{Engine, Job, Memory};
///
/// let mut engine = Engine::new();
/// engine.add_fonts("fonts")?;
///
/// let files = Memory::new()
///     .with("page.toml", "[page]\nstories = \"today\"\n[[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"1-9\"")
///     .with("today/lead.md", "+++\nheadline = \"河岸亮灯\"\n+++\n河埠街的路灯一盏接一盏亮了起来。");
/// let build = engine.build(&Job::new(["page.toml"]).files(files));
///
/// for finding in build.findings() {
///     eprintln!("{finding}");
/// }
/// assert!(build.pdf()?.starts_with(b"%PDF-1.6"));
/// # Ok(())
/// # }
/// ```
pub struct Engine {
    fonts: EngineFonts,
    known: EngineCache,
}

/// The fonts that an engine lends.
#[derive(Default)]
struct EngineFonts {
    library: OnceLock<FontLibrary>,
    /// Where they come from if they have not been opened yet; nowhere if there is nothing.
    open: Option<fn() -> FontLibrary>,
    /// What they are known by, once that was asked for.
    digest: OnceLock<Digest>,
}

impl EngineFonts {
    fn of(library: FontLibrary) -> Self {
        Self { library: OnceLock::from(library), ..Self::default() }
    }

    fn get(&self) -> &FontLibrary {
        self.library.get_or_init(|| self.open.map_or_else(FontLibrary::new, |open| open()))
    }

    fn digest(&self) -> Digest {
        *self.digest.get_or_init(|| self.get().digest())
    }

    /// The library, for somebody who gives another one for it.
    fn take(&mut self) -> FontLibrary {
        let library = self.get().clone();
        *self = Self::default();
        library
    }
}

impl Engine {
    /// An engine without fonts, which keeps 256 MiB at most.
    #[must_use]
    pub fn new() -> Self {
        Self { fonts: EngineFonts::default(), known: EngineCache::default() }
    }

    /// An engine without fonts, which keeps so many bytes at most of what it has opened,
    /// parsed, shaped and set. With none it works all out anew for every page.
    #[must_use]
    pub fn with_room(bytes: usize) -> Self {
        Self { fonts: EngineFonts::default(), known: EngineCache::new(bytes) }
    }

    /// Adds every face of a font file; `name` is the file's for messages. Of two faces
    /// with one name the one that was added last is used.
    ///
    /// # Errors
    /// If it is no OpenType or TrueType font that can be set and embedded.
    pub fn add_font(&mut self, name: &str, bytes: impl AsRef<[u8]>) -> Result<(), Error> {
        self.add_data(name, FontData::Shared(bytes.as_ref().into()))
    }

    /// Adds every face of a font file that is part of the program, or stays as it is for as
    /// long as that runs: its bytes are not copied, so that processes can share them.
    ///
    /// # Errors
    /// As [`Engine::add_font`].
    #[doc(hidden)]
    pub fn add_program_font(&mut self, name: &str, bytes: &'static [u8]) -> Result<(), Error> {
        self.add_data(name, FontData::Static(bytes))
    }

    fn add_data(&mut self, name: &str, data: FontData) -> Result<(), Error> {
        let mut library = self.fonts.take();
        let added = library.add(name, data);
        self.fonts = EngineFonts::of(library);
        added.map_err(|error| Error::of(&error.diagnostic(name)))
    }

    /// Adds a font file from the disk, or all fonts of a folder there.
    ///
    /// # Errors
    /// If something cannot be read or used; what can be is added all the same.
    pub fn add_fonts(&mut self, path: impl AsRef<Path>) -> Result<(), Error> {
        let choice = FontChoice { paths: vec![path.as_ref().to_owned()], system: false };
        let mut sink = Sink::default();
        self.fonts = EngineFonts::of(job::fonts(&choice, self.fonts.take(), &mut sink));
        let found = sink.list().iter().map(|found| Finding::of(found, &Sources::default()));
        match found.collect::<Vec<_>>() {
            found if found.is_empty() => Ok(()),
            found => Err(Error::of_all(found)),
        }
    }

    /// Sets the pages of a job and writes them as one PDF. What is wrong is among the
    /// findings; nothing else ends it early.
    #[must_use]
    pub fn build(&self, job: &Job) -> Build {
        Build::of(self.run_for_press(job))
    }

    /// Sets the pages of a job and writes nothing, for whoever wants to show them or to
    /// know what is wrong with them at once.
    #[must_use]
    pub fn set(&self, job: &Job) -> Pages {
        Pages::of(self.run(job))
    }

    /// How many bytes it keeps at the moment, nearly.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.known.bytes()
    }

    /// The same engine with these fonts.
    #[doc(hidden)]
    #[must_use]
    pub fn with_fonts(self, fonts: FontLibrary) -> Self {
        Self { fonts: EngineFonts::of(fonts), ..self }
    }

    /// The same engine with fonts that are part of the program: they are opened when a page
    /// is set, and known by the name that is given for them.
    #[doc(hidden)]
    #[must_use]
    pub fn with_own_fonts(self, open: fn() -> FontLibrary, known_by: &str) -> Self {
        let digest = OnceLock::from(*blake3::hash(known_by.as_bytes()).as_bytes());
        Self { fonts: EngineFonts { library: OnceLock::new(), open: Some(open), digest }, ..self }
    }

    /// The same engine with what was opened and parsed elsewhere, instead of what it knows.
    #[doc(hidden)]
    #[must_use]
    pub fn knowing(self, known: EngineCache) -> Self {
        Self { known, ..self }
    }

    /// Sets the pages of a job, with all that came of them.
    #[doc(hidden)]
    #[must_use]
    pub fn run(&self, job: &Job) -> Outcome {
        job::run(job, self.fonts.get().clone(), &self.known)
    }

    /// Sets the pages of a job and writes them, some at a time, so that they need not all be
    /// in memory. `read` is told which files are asked for.
    #[doc(hidden)]
    pub fn print(
        &self,
        job: &Job,
        cache: Option<&CacheFolder>,
        read: &FilesRead,
        out: &mut dyn PressOutput,
    ) -> Printed {
        job::print(job, self.fonts.get().clone(), &self.known, cache, read, out)
    }

    /// The same with pages that were made before replayed from a cache: the same bytes, the
    /// same findings, the same files told to `read`. Where pages are laid side by side, too.
    /// Without `out` the pages are only judged. The files are those of the cache, if there
    /// is one.
    ///
    /// Jobs may be printed side by side, with one engine and one cache.
    #[doc(hidden)]
    #[must_use]
    pub fn print_kept(
        &self,
        job: &Job,
        cache: Option<&RunCache>,
        read: &FilesRead,
        out: Option<&mut dyn PressOutput>,
    ) -> PrintedPages {
        // Nobody is asked for it where nothing is kept.
        let fonts_digest = cache.map_or(Digest::default(), |_| self.fonts.digest());
        let fonts = &|| self.fonts.get().clone();
        let known = &self.known;
        job::print_kept(KeptRun { job, fonts, fonts_digest, known, cache, read }, out)
    }

    /// What would make stories fit.
    #[doc(hidden)]
    #[must_use]
    pub fn fit(&self, job: &Job, asked: FitAsked) -> FitOutcome {
        job::fit(job, self.fonts.get().clone(), &self.known, asked)
    }

    /// The same where the press file will be asked for, which is begun meanwhile.
    #[doc(hidden)]
    #[must_use]
    pub fn run_for_press(&self, job: &Job) -> Outcome {
        job::run_for_press(job, self.fonts.get().clone(), &self.known)
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let families = self.fonts.get().families();
        f.debug_struct("Engine").field("families", &families).field("kept", &self.kept()).finish()
    }
}
