//! The options of every verb that sets a page.

use std::path::{Path, PathBuf};

use banmian::job::{FontChoice, Job};
use clap::Args;

use super::cache::CacheOptions;
use super::console::FindingsFormat;

/// What page, and where its material is.
#[derive(Args)]
pub(super) struct PageOptions {
    /// The page spec, a TOML file
    #[arg(value_name = "SPEC")]
    pub(super) spec: PathBuf,

    /// Folder with the stories, instead of the one the spec names
    #[arg(long, value_name = "DIR")]
    stories: Option<PathBuf>,

    /// Folder that all files must lie in [default: the current folder if the
    /// spec lies in it, else the spec's folder]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    #[command(flatten)]
    fonts: FontOptions,

    #[command(flatten)]
    pub(super) cache: CacheOptions,

    /// Tell of each story how much there was and how it fitted
    #[arg(short, long)]
    pub(super) verbose: bool,
}

/// Which fonts there are beside those that come with the program.
#[derive(Args)]
pub(super) struct FontOptions {
    /// Folder or file with further fonts; may be given several times
    #[arg(long = "font-path", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Use this machine's own fonts, too; the page may then look different
    /// elsewhere
    #[arg(long)]
    system_fonts: bool,
}

/// How findings are told by verbs that write a file.
#[derive(Args)]
pub(super) struct FindingsOptions {
    /// How findings are told
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: FindingsFormat,
}

impl PageOptions {
    /// The job for the library.
    pub(super) fn job(&self) -> Job {
        Job {
            spec: self.spec.clone(),
            stories: self.stories.clone(),
            root: self.root.clone(),
            fonts: self.fonts.choice(),
        }
    }

    /// A file in the current folder, called like the spec, with another ending.
    pub(super) fn file_with_ending(&self, ending: &str) -> PathBuf {
        let name = self.spec.file_stem().unwrap_or("page".as_ref());
        let mut name = name.to_owned();
        name.push(".");
        name.push(ending);
        PathBuf::from(name)
    }
}

impl FontOptions {
    /// The choice for the library.
    pub(super) fn choice(&self) -> FontChoice {
        FontChoice { paths: self.paths.clone(), system: self.system_fonts }
    }
}

/// The ending of a file's name in lower case; empty if it has none.
pub(super) fn ending(path: &Path) -> String {
    path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}
