//! Which program this is, down to the last byte: what another one made may differ from
//! what this one would make.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;

use super::run_files::Digest;

/// Bytes that are hashed as one part.
const PART: u64 = 4 << 20;
/// Bytes that are read at a time; they stay in the core's own memory.
const PIECE: usize = 128 << 10;
/// Bytes at the beginning of a program in which its build ID is looked for.
const HEAD: u64 = 64 << 10;
/// Bytes of a build ID that is a hash of all that was linked. One of eight is a quick one,
/// which two programs may share.
const LEAST_ID: usize = 16;

/// What this program is known by: the build ID that the linker has put into its file, which
/// is a hash of all code and all fonts in it, or such a hash of the file itself, which takes
/// a hundred times as long. None if the system does not give the file.
///
/// A build for debugging that has no build ID is some hundred MB, hashed by code that is not
/// optimized; it is known by where its file is and when it was linked.
#[must_use]
pub fn program_digest() -> Option<Digest> {
    static DIGEST: OnceLock<Option<Digest>> = OnceLock::new();
    *DIGEST.get_or_init(|| {
        let file = own_file()?;
        if let Some(id) = head(&file).ok().as_deref().and_then(build_id) {
            return Some(*blake3::hash(id).as_bytes());
        }
        match cfg!(debug_assertions) {
            true => linked(&file).ok(),
            false => hashed(&file).ok(),
        }
    })
}

/// The file that this process was started from. On Linux it is asked for by a name that
/// means this very file, even if another one has been put into its place since.
fn own_file() -> Option<PathBuf> {
    if cfg!(target_os = "linux") {
        return Some(PathBuf::from("/proc/self/exe"));
    }
    std::env::current_exe().ok()
}

/// The beginning of a file.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// The build ID of a program in ELF of 64 bits, low bytes first (System V ABI, gABI 4.1,
/// chapters 4 and 5; `NT_GNU_BUILD_ID`); none if it has none or is of another kind.
fn build_id(head: &[u8]) -> Option<&[u8]> {
    const OF_64_BITS_LOW_FIRST: &[u8] = b"\x7fELF\x02\x01";
    const NOTES: u32 = 4;
    const BUILD_ID: u32 = 3;
    let bytes = |at: usize, length: usize| head.get(at..at.checked_add(length)?);
    let half = |at: usize| Some(u16::from_le_bytes(bytes(at, 2)?.try_into().ok()?));
    let word = |at: usize| Some(u32::from_le_bytes(bytes(at, 4)?.try_into().ok()?));
    let long = |at: usize| usize::try_from(u64::from_le_bytes(bytes(at, 8)?.try_into().ok()?)).ok();
    if !head.starts_with(OF_64_BITS_LOW_FIRST) {
        return None;
    }
    let (segments, size, count) = (long(0x20)?, half(0x36)?, half(0x38)?);
    for segment in 0..usize::from(count) {
        let segment = segments.checked_add(segment * usize::from(size))?;
        if word(segment)? != NOTES {
            continue;
        }
        let mut at = long(segment.checked_add(0x08)?)?;
        let end = at.checked_add(long(segment.checked_add(0x20)?)?)?;
        while at < end.min(head.len()) {
            let (Some(name), Some(length), Some(kind)) = (word(at), word(at + 4), word(at + 8))
            else {
                break;
            };
            let padded = |length: u32| (length as usize).next_multiple_of(4);
            let value = (at + 12).checked_add(padded(name))?;
            let next = value.checked_add(padded(length))?;
            if kind == BUILD_ID && bytes(at + 12, 4) == Some(b"GNU\0") {
                let id = bytes(value, length as usize)?;
                return (id.len() >= LEAST_ID).then_some(id);
            }
            at = next;
        }
    }
    None
}

/// A hash of what is known of a file without looking into it.
fn linked(path: &Path) -> io::Result<Digest> {
    let (place, known) = (fs::canonicalize(path)?, fs::metadata(path)?);
    let words = format!("{place:?} {} {:?}", known.len(), known.modified()?);
    Ok(*blake3::hash(words.as_bytes()).as_bytes())
}

/// A hash of all of a file, whose parts are hashed on two threads of their own: those of
/// the pages may all be waiting for it.
fn hashed(path: &Path) -> io::Result<Digest> {
    let length = File::open(path)?.metadata()?.len();
    let parts = length.div_ceil(PART);
    let (first, second) = thread::scope(|scope| {
        let second =
            thread::Builder::new().spawn_scoped(scope, || hashed_parts(path, parts / 2..parts))?;
        let first = hashed_parts(path, 0..parts / 2)?;
        let second = second.join().map_err(|_| io::Error::other("a thread broke off"))?;
        Ok::<_, io::Error>((first, second?))
    })?;
    let digests = [first, second].concat();
    let mut whole = blake3::Hasher::new();
    whole.update(&length.to_le_bytes());
    for digest in &digests {
        whole.update(digest);
    }
    Ok(*whole.finalize().as_bytes())
}

/// The hashes of some parts of a file.
fn hashed_parts(path: &Path, parts: Range<u64>) -> io::Result<Vec<Digest>> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; PIECE];
    let mut digests = Vec::new();
    for part in parts {
        file.seek(SeekFrom::Start(part * PART))?;
        let mut hasher = blake3::Hasher::new();
        let mut rest = Read::by_ref(&mut file).take(PART);
        loop {
            match rest.read(&mut piece)? {
                0 => break,
                read => hasher.update(&piece[..read]),
            };
        }
        digests.push(*hasher.finalize().as_bytes());
    }
    Ok(digests)
}

#[cfg(test)]
mod tests {
    use super::{build_id, hashed, head, own_file};

    /// The linkers of most systems write one.
    #[test]
    fn a_build_id_is_found_in_this_very_program() {
        let file = own_file().expect("it was started from a file");
        let head = head(&file).expect("it can be read");
        if let Some(id) = build_id(&head) {
            assert!((16..=64).contains(&id.len()), "{id:x?}");
        }
        for end in (0..head.len()).step_by(7) {
            let _ = build_id(&head[..end]);
        }
        let mut other = head.clone();
        for at in 0..head.len().min(2048) {
            other[at] = 0xff;
            let _ = build_id(&other);
            other[at] = head[at];
        }
    }

    #[test]
    fn a_file_is_known_by_all_its_bytes() {
        let folder = std::env::temp_dir().join(format!("banmian-program-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("it can be made");
        let mut bytes = vec![7; 9 << 20];
        let mut digests = Vec::new();
        for at in [None, Some(0), Some(5 << 20), Some((9 << 20) - 1)] {
            at.into_iter().for_each(|at: usize| bytes[at] ^= 1);
            let file = folder.join("program");
            std::fs::write(&file, &bytes).expect("it can be written");
            digests.push(hashed(&file).expect("it can be read"));
        }
        std::fs::remove_dir_all(&folder).expect("it is there");
        digests.sort_unstable();
        digests.dedup();
        assert_eq!(digests.len(), 4);
    }
}
