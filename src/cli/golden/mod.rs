//! `banmian test` and `banmian review`: pages held against their golden files, and golden
//! files made anew.

mod find;
mod record;
mod set;
mod tell;

pub(super) mod review;
pub(super) mod test;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use banmian::golden::{GoldenKind, GoldenPlace, is_golden};
use clap::Args;

pub(super) use self::record::GoldenRecord;
use super::keeping::CacheOptions;
use super::options::FontOptions;

/// Which pages, and where their material is.
#[derive(Args)]
struct GoldenOptions {
    /// Specs, or folders in which all pages with golden files are meant [default: the
    /// current folder]
    #[arg(value_name = "PATH")]
    pages: Vec<PathBuf>,

    /// Folder that all files must lie in [default: the current folder if the
    /// spec lies in it, else the spec's folder]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    #[command(flatten)]
    fonts: FontOptions,

    #[command(flatten)]
    cache: CacheOptions,

    /// Write the report as a page of HTML, with pictures before, now and the difference
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// The bytes by which a golden file is known.
const BEGINNING: u64 = 1024;

/// The golden files of a page that are there. Whatever has the name of one counts: of a
/// folder or a link that leads nowhere somebody must hear.
fn kinds_of(place: &GoldenPlace) -> Vec<GoldenKind> {
    let is_there = |kind: &GoldenKind| fs::symlink_metadata(place.file(*kind)).is_ok();
    GoldenKind::ALL.into_iter().filter(is_there).collect()
}

/// The golden files of a page that is gone: what only has the name of one is somebody's own.
fn left_by(place: &GoldenPlace) -> Vec<GoldenKind> {
    let is_golden = |kind: &GoldenKind| {
        let path = place.file(*kind);
        // A pipe would have us wait.
        path.is_file() && beginning(&path).is_ok_and(|bytes| is_golden(*kind, &bytes))
    };
    GoldenKind::ALL.into_iter().filter(is_golden).collect()
}

fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(BEGINNING).read_to_end(&mut bytes)?;
    Ok(bytes)
}
