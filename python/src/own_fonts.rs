//! The fonts that come with the module. They are mapped and not read, so that all processes of
//! a machine have them in memory once between them.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use banmian::load::own_file;
use banmian::{Engine, Error};

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
    let Some(fonts) = mapped(folder) else {
        // Where they cannot be mapped they are read; and what is wrong is told.
        return engine.add_fonts(folder);
    };
    fonts.iter().try_for_each(|font| engine.add_program_font(&font.name, font.bytes))
}

fn mapped(folder: &Path) -> Option<Vec<MappedFont>> {
    let mut known = MAPPED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(fonts) = &*known {
        return Some(fonts.clone());
    }
    let entries = fs::read_dir(folder).ok()?;
    let mut paths = entries.map(|entry| Some(entry.ok()?.path())).collect::<Option<Vec<_>>>()?;
    paths.sort();
    let map = |path: &Path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some(MappedFont { name, bytes: own_file(path)? })
    };
    let fonts = paths.iter().map(|path| map(path)).collect::<Option<Vec<_>>>()?;
    *known = Some(fonts.clone());
    Some(fonts)
}
