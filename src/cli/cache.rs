//! Where converted pictures are kept between runs.

use std::path::PathBuf;

use banmian::load::{CACHE_LIMIT, CacheFolder};
use clap::Args;

/// Whether and where converted pictures are kept.
#[derive(Args)]
pub(super) struct CacheOptions {
    /// Folder in which converted pictures are kept, so that the next run need
    /// not convert them again [default: banmian in the user's cache folder]
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    cache: Option<PathBuf>,

    /// Keep no converted pictures, and use none that were kept
    #[arg(long)]
    no_cache: bool,
}

impl CacheOptions {
    /// The cache for the library; none if there is to be none.
    pub(super) fn folder(&self) -> Option<CacheFolder> {
        match &self.cache {
            _ if self.no_cache => None,
            Some(folder) => Some(CacheFolder::new(folder, CACHE_LIMIT)),
            None => CacheFolder::of_user(),
        }
    }
}
