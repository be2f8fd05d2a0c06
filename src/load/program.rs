//! Which program this is, down to the last byte: what another one made may differ from
//! what this one would make.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::run_files::Digest;

/// Bytes that are hashed on one core at a time.
const PART: u64 = 4 << 20;
/// Bytes that are read at a time; they stay in the core's own memory.
const PIECE: usize = 128 << 10;

/// What this program is known by: a hash of its file, with all code and all fonts that are
/// in it. None if the system does not give the file.
///
/// A build for debugging is some hundred MB, hashed by code that is not optimized; it is
/// known by where its file is and when it was linked.
#[must_use]
pub fn program_digest() -> Option<Digest> {
    static DIGEST: OnceLock<Option<Digest>> = OnceLock::new();
    *DIGEST.get_or_init(|| {
        let file = own_file()?;
        match cfg!(debug_assertions) {
            true => linked(&file).ok(),
            false => hashed(&file).ok(),
        }
    })
}

/// A hash of what is known of a file without looking into it.
fn linked(path: &Path) -> io::Result<Digest> {
    let (place, known) = (fs::canonicalize(path)?, fs::metadata(path)?);
    let words = format!("{place:?} {} {:?}", known.len(), known.modified()?);
    Ok(*blake3::hash(words.as_bytes()).as_bytes())
}

/// The file that this process was started from. On Linux it is asked for by a name that
/// means this very file, even if another one has been put into its place since.
fn own_file() -> Option<PathBuf> {
    if cfg!(target_os = "linux") {
        return Some(PathBuf::from("/proc/self/exe"));
    }
    std::env::current_exe().ok()
}

fn hashed(path: &Path) -> io::Result<Digest> {
    let length = File::open(path)?.metadata()?.len();
    let parts = length.div_ceil(PART);
    let digests: Vec<Digest> = (0..parts)
        .into_par_iter()
        .map(|part| {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(part * PART))?;
            let mut file = file.take(PART);
            let mut hasher = blake3::Hasher::new();
            let mut piece = vec![0; PIECE];
            loop {
                match file.read(&mut piece)? {
                    0 => break,
                    read => hasher.update(&piece[..read]),
                };
            }
            Ok(*hasher.finalize().as_bytes())
        })
        .collect::<io::Result<_>>()?;
    let mut whole = blake3::Hasher::new();
    whole.update(&length.to_le_bytes());
    digests.iter().for_each(|digest| {
        whole.update(digest);
    });
    Ok(*whole.finalize().as_bytes())
}
