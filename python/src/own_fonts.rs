//! The fonts that come with the module. They are mapped and not read, so that all processes of
//! a machine have them in memory once between them.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use banmian::{Engine, Error};
use memmap2::Mmap;

/// A font file that is mapped until the process ends.
#[derive(Clone)]
struct MappedFont {
    name: String,
    bytes: &'static [u8],
}

/// What has been mapped, which is done once a process.
static MAPPED: Mutex<Option<Vec<MappedFont>>> = Mutex::new(None);

/// Adds all fonts of the module's folder, in the order of their names.
pub(crate) fn add(engine: &mut Engine, folder: &Path) -> Result<(), Error> {
    let Ok(fonts) = mapped(folder) else {
        // Who cannot map them reads them, and hears what is wrong.
        return engine.add_fonts(folder);
    };
    fonts.iter().try_for_each(|font| engine.add_program_font(&font.name, font.bytes))
}

fn mapped(folder: &Path) -> io::Result<Vec<MappedFont>> {
    let mut known = MAPPED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(fonts) = &*known {
        return Ok(fonts.clone());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    let fonts = paths.iter().map(|path| map(path)).collect::<io::Result<Vec<_>>>()?;
    *known = Some(fonts.clone());
    Ok(fonts)
}

#[expect(unsafe_code, reason = "mapping a file is sound as long as nobody changes it in place")]
fn map(path: &Path) -> io::Result<MappedFont> {
    let file = File::open(path)?;
    // SAFETY: the file belongs to the installed module. Installers put a new file in its place
    // (another inode) and change none that is there, and so the bytes stay as they are.
    let map = unsafe { Mmap::map(&file)? };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(MappedFont { name, bytes: Box::leak(Box::new(map)) })
}
