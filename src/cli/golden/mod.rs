//! `banmian test` and `banmian review`: pages held against their golden files, and golden
//! files made anew.

mod find;
mod record;
mod set;
mod tell;

pub(super) mod review;
pub(super) mod test;

use std::path::PathBuf;

use banmian::golden::{GoldenKind, GoldenPlace};
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

/// The golden files of a page that are there.
fn kinds_of(place: &GoldenPlace) -> Vec<GoldenKind> {
    GoldenKind::ALL.into_iter().filter(|kind| place.file(*kind).is_file()).collect()
}
