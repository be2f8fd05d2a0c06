//! Where pictures and press files are kept between runs.

use std::env;
use std::io::ErrorKind;
use std::path::PathBuf;

use banmian::diag::Diagnostic;
use banmian::diag::finding::{Expected, OutputFault};
use banmian::job::{Job, RunCache};
use banmian::load::{CACHE_LIMIT, CacheFolder, program_digest};
use clap::Args;

use super::output;
use super::usage::OtherForm;

/// Names the cache's folder where no option does.
const VARIABLE: &str = "BANMIAN_CACHE";

/// Whether and where results are kept.
#[derive(Args)]
pub(super) struct CacheOptions {
    #[command(flatten)]
    place: CachePlace,

    /// Keep no pictures and no finished pages, and use none that were kept
    #[arg(long, conflicts_with = "cache")]
    no_cache: bool,
}

/// Where results are kept, and how much of them.
#[derive(Args)]
pub(super) struct CachePlace {
    /// Folder in which converted pictures and finished pages are kept, so that the next
    /// run need not make them again [default: what BANMIAN_CACHE says, else banmian in the
    /// user's cache folder]
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,

    /// How large the cache may be, such as 512M or 2G; what was not used for the longest
    /// time goes first [default: 1G]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    cache_size: Option<u64>,
}

impl CachePlace {
    /// The cache; none if there is no place for one.
    ///
    /// # Errors
    /// If the folder that was named is no cache.
    pub(super) fn folder(&self) -> Result<Option<CacheFolder>, Diagnostic> {
        let of_environment = || env::var_os(VARIABLE).filter(|it| !it.is_empty());
        let named = self.cache.clone().or_else(|| of_environment().map(PathBuf::from));
        let limit = self.cache_size.unwrap_or(CACHE_LIMIT);
        let Some(named) = named else {
            let place = CacheFolder::place_of_user();
            return Ok(place.map(|place| CacheFolder::new(place, limit)));
        };
        let folder = CacheFolder::new(&named, limit);
        match folder.foreign() {
            Ok(None) => Ok(Some(folder)),
            Ok(Some(name)) => {
                let path = named.display().to_string();
                Err(Diagnostic::of(OutputFault::NotACache { path, name }))
            }
            // One that cannot be looked into cannot be written to, which does no harm.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(Some(folder)),
            Err(error) => Err(Diagnostic::of(output::refusal(&named, None, &error))),
        }
    }
}

impl CacheOptions {
    /// The cache for pictures; none if there is to be none.
    ///
    /// # Errors
    /// If the folder that was named is no cache.
    pub(super) fn folder(&self) -> Result<Option<CacheFolder>, Diagnostic> {
        if self.no_cache { Ok(None) } else { self.place.folder() }
    }

    /// The cache for pictures and the press files of a job.
    ///
    /// # Errors
    /// If the folder that was named is no cache.
    pub(super) fn of_run(&self, job: &Job) -> Result<Option<RunCache>, Diagnostic> {
        let folder = self.folder()?;
        Ok(folder.map(|folder| RunCache::new(folder, program_digest(), job.source())))
    }
}

/// A size in bytes: a number, with K, M or G for so many KiB, MiB or GiB.
fn size(text: &str) -> Result<u64, OtherForm> {
    let upper = text.trim().to_ascii_uppercase();
    let plain = upper.strip_suffix("IB").or(upper.strip_suffix('B')).unwrap_or(&upper);
    let units = [('K', 10), ('M', 20), ('G', 30)];
    let unit = units.into_iter().find_map(|(unit, power)| Some((plain.strip_suffix(unit)?, power)));
    let (number, power) = unit.unwrap_or((plain, 0));
    let bytes = number.trim().parse().ok().and_then(|number: u64| number.checked_mul(1 << power));
    bytes.ok_or(OtherForm(Expected::ByteSize))
}
