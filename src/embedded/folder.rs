//! Where the fonts are that come with a program which does not carry them: in the folder
//! that `BANMIAN_FONTS` names, else beside the program, however it was unpacked.

use std::env;
use std::ffi::{OsStr, OsString};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;

use banmian::font::{FontData, FontFile, FontLibrary};
use banmian::load::own_file;
use banmian::{Disk, Files};

use super::OwnFont;
use crate::cli;

/// Names the folder, wherever the program is.
const VARIABLE: &str = "BANMIAN_FONTS";
/// The folder in it with the texts of their licences.
const LICENCES: &str = "licences";
/// Threads that read fonts, at most: the largest are a tenth of all.
const MOST_READERS: usize = 4;

/// The folder of the fonts.
pub(super) enum FontFolder {
    At(PathBuf),
    /// It is in none of these places.
    Nowhere {
        looked_in: Vec<PathBuf>,
    },
}

impl FontFolder {
    /// That of this process.
    pub(super) fn of_process() -> &'static Self {
        static FOLDER: OnceLock<FontFolder> = OnceLock::new();
        FOLDER.get_or_init(|| Self::find(env::var_os(VARIABLE), cli::program().as_deref()))
    }

    /// Nobody who has named a folder is given another.
    fn find(named: Option<OsString>, program: Option<&Path>) -> Self {
        let looked_in = match named.filter(|it| !it.is_empty()) {
            Some(named) => vec![PathBuf::from(named)],
            None => program.map(beside).unwrap_or_default(),
        };
        match looked_in.iter().find(|place| place.is_dir()) {
            Some(folder) => Self::At(folder.clone()),
            None => Self::Nowhere { looked_in },
        }
    }
}

/// Where the fonts may be if the program is here: beside it; in the tree that an archive
/// or a package makes, of `bin` and `share`; in the clone in which it was built.
fn beside(program: &Path) -> Vec<PathBuf> {
    let Some(folder) = program.parent() else { return Vec::new() };
    let mut places = vec![folder.join("fonts")];
    places.extend(folder.parent().map(|above| above.join("share/banmian/fonts")));
    let target = folder.ancestors().find(|it| it.file_name() == Some(OsStr::new("target")));
    places.extend(target.and_then(Path::parent).map(|clone| clone.join("fonts")));
    // Whoever writes the program may have it built anywhere.
    if cfg!(debug_assertions) {
        places.push(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into());
    }
    places
}

/// A library with these fonts of a folder, read by a few threads of its own: one of those for
/// pages would, while it waits, begin another page, which waits for the fonts.
pub(super) fn open(folder: &Path, fonts: &[OwnFont]) -> FontLibrary {
    let open = |font: &OwnFont| {
        let path = folder.join(font.name);
        let mapped = own_file(&path).filter(|bytes| bytes.len() as u64 == font.length);
        let data = match mapped {
            Some(bytes) => FontData::Static(bytes),
            None => FontData::Own(Disk.read(&path, font.length).ok()?),
        };
        FontFile::open(&path.display().to_string(), data).ok()
    };
    let open_all = |fonts: &[OwnFont]| fonts.iter().filter_map(open).collect::<Vec<_>>();
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = fonts.len().div_ceil(cores.min(MOST_READERS));
    let files = thread::scope(|scope| {
        let readers: Vec<_> = fonts
            .chunks(share.max(1))
            .map(|fonts| {
                let reader = thread::Builder::new().spawn_scoped(scope, move || open_all(fonts));
                (fonts, reader)
            })
            .collect();
        // Where no thread can be had, or one broke off, it is done here.
        let read = readers.into_iter().flat_map(|(fonts, reader)| {
            let files = reader.ok().and_then(|reader| reader.join().ok());
            files.unwrap_or_else(|| open_all(fonts))
        });
        read.collect::<Vec<FontFile>>()
    });
    let mut library = FontLibrary::new();
    files.iter().for_each(|file| library.add_file(file));
    library
}

/// Whether the folder has these fonts, by name and length, and no others.
pub(super) fn has_just(folder: &Path, fonts: &[OwnFont]) -> bool {
    let is_there = |font: &OwnFont| {
        let known = folder.join(font.name).metadata();
        known.is_ok_and(|known| known.is_file() && known.len() == font.length)
    };
    let is_other = |name: &OsString| {
        let is_own = fonts.iter().any(|font| *name == *font.name);
        let is_text = Path::new(name).extension().is_some_and(|it| it == "md" || it == "txt");
        !is_own && !is_text && *name != *LICENCES
    };
    fonts.iter().all(is_there) && Disk.list(folder).is_ok_and(|names| !names.iter().any(is_other))
}
