//! What is asked for: which pages, of what material.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::FontChoice;
use super::bookings::PageAds;
use crate::diag::Denied;
use crate::impose::{Binding, Scheme};
use crate::load::{Disk, Files, Snapshot};
use crate::spec::edition::{EditionChoice, PageLayer};
use crate::spec::{Day, DayValue};

/// What to make: page specs, and where their material is.
#[derive(Debug, Clone)]
pub struct Job {
    pub(super) pages: Vec<PageOrder>,
    /// The other pages of their edition, to which stories may go on.
    pub(super) neighbors: Vec<PageOrder>,
    /// Which zone and version of an edition are meant.
    pub(super) choice: EditionChoice,
    pub(super) files: Arc<dyn Files>,
    pub(super) stories: Option<PathBuf>,
    pub(super) root: Option<PathBuf>,
    pub(super) day: Day,
    pub(super) fonts: FontChoice,
    pub(super) imposition: Option<Imposition>,
    pub(super) denied: Denied,
    pub(super) counted: Arc<AtomicUsize>,
}

/// A page that is asked for.
#[derive(Debug, Clone)]
pub(super) struct PageOrder {
    /// Its spec.
    pub(super) spec: PathBuf,
    /// What its edition lays over it.
    pub(super) layer: PageLayer,
    /// What stands in its places for booked advertisements, if its edition has a list.
    pub(super) ads: Option<PageAds>,
}

/// How the pages of a job are laid side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imposition {
    /// Which lies beside which.
    pub scheme: Scheme,
    /// The side at which the paper is bound; by the writing mode of the first
    /// page if there is none.
    pub binding: Option<Binding>,
}

impl Job {
    /// The pages of these specs, one a spec, in the order of the pages, with files from
    /// the disk; or all pages of an edition, if a single file is named that is one.
    #[must_use]
    pub fn new(specs: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        Self {
            pages: specs.into_iter().map(|spec| PageOrder::of(spec.into())).collect(),
            neighbors: Vec::new(),
            choice: EditionChoice::default(),
            files: Arc::new(Disk),
            stories: None,
            root: None,
            day: Day::default(),
            fonts: FontChoice::default(),
            imposition: None,
            denied: Denied::default(),
            counted: Arc::default(),
        }
    }

    /// The same with files from somewhere else.
    #[must_use]
    pub fn files(mut self, files: impl Files + 'static) -> Self {
        self.files = Arc::new(files);
        self
    }

    /// The same with the stories of a folder, instead of that which the specs name:
    /// another day's copy in the same pages.
    #[must_use]
    pub fn stories(mut self, folder: impl Into<PathBuf>) -> Self {
        self.stories = Some(folder.into());
        self
    }

    /// The same with a file with the day's values, instead of that which the specs name:
    /// keys of `[page]`, which lie over what the specs say.
    #[must_use]
    pub fn day(mut self, file: impl Into<PathBuf>) -> Self {
        self.day.file = Some(file.into());
        self
    }

    /// The same with a value of `[page]`, which lies over the specs and the file of the day:
    /// `set("date", "2026-11-29")`. A key that `[page]` does not have may be a placeholder of
    /// `extra`; `extra.` before its name makes one.
    #[must_use]
    pub fn set(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let key = key.into();
        self.set_as(DayValue { place: format!("set {key}"), key, value: value.into() })
    }

    /// The same with a value of `[page]` whose place has a name of its own.
    #[doc(hidden)]
    #[must_use]
    pub fn set_as(mut self, value: DayValue) -> Self {
        self.day.values.push(value);
        self
    }

    /// The same of a zone of the edition, instead of the main edition.
    #[must_use]
    pub fn zone(mut self, name: impl Into<String>) -> Self {
        self.choice.zone = Some(name.into());
        self
    }

    /// The same of a version of the edition, from 1, instead of the last.
    #[must_use]
    pub fn version(mut self, version: u32) -> Self {
        self.choice.version = Some(version);
        self
    }

    /// The same with the folder that all files must lie in. If none is named it is the
    /// current folder for specs that lie in it, else the spec's own.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.root = Some(folder.into());
        self
    }

    /// The same with a font file, or a folder of them, beside those of the engine and of
    /// the specs.
    #[must_use]
    pub fn font_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.fonts.paths.push(path.into());
        self
    }

    /// The same with all warnings taken for errors: then there is no PDF of a page that
    /// somebody should look at.
    #[must_use]
    pub fn deny_warnings(mut self) -> Self {
        self.denied.warnings = true;
        self
    }

    /// The same with other fonts beside those of the engine and of the specs.
    #[doc(hidden)]
    #[must_use]
    pub fn fonts(mut self, fonts: FontChoice) -> Self {
        self.fonts = fonts;
        self
    }

    /// The same with pages laid side by side.
    #[doc(hidden)]
    #[must_use]
    pub fn imposed(mut self, imposition: Option<Imposition>) -> Self {
        self.imposition = imposition;
        self
    }

    /// The same with a place where it is counted how many pages have been set, where they
    /// are set some at a time.
    #[doc(hidden)]
    #[must_use]
    pub fn counted(mut self, pages: Arc<AtomicUsize>) -> Self {
        self.counted = pages;
        self
    }

    /// The same with some findings that are errors, whatever the specs say.
    #[doc(hidden)]
    #[must_use]
    pub fn deny(mut self, denied: Denied) -> Self {
        self.denied = denied;
        self
    }

    /// Where its files come from.
    #[doc(hidden)]
    #[must_use]
    pub fn source(&self) -> Arc<dyn Files> {
        Arc::clone(&self.files)
    }

    /// The same with its files as they are when they are first asked for.
    pub(super) fn at_one_moment(&self) -> Self {
        Self { files: Arc::new(Snapshot::of(Arc::clone(&self.files))), ..self.clone() }
    }
}

impl PageOrder {
    /// A page as its spec has it.
    pub(super) fn of(spec: PathBuf) -> Self {
        Self { spec, layer: PageLayer::default(), ads: None }
    }
}
