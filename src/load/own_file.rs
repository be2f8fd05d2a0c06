//! Files that belong to the installed program: mapped and not read, so that a process has of
//! them what it looks at, and all processes of a machine have that once.

use std::path::Path;

/// The bytes of a file of the program, for as long as that runs; nothing where files cannot be
/// mapped, and then they are to be read.
///
/// It is for files that nobody changes in place: installers put a new file where an old one
/// was. What is changed in place changes here, too, and a file that is cut short ends whoever
/// reads beyond its end.
#[must_use]
pub fn own_file(path: &Path) -> Option<&'static [u8]> {
    mapped(path)
}

#[cfg(unix)]
fn mapped(path: &Path) -> Option<&'static [u8]> {
    let (map, _) = vmap::Map::with_options().open(path).ok()?;
    // The program has it until it ends.
    let map: &'static vmap::Map = Box::leak(Box::new(map));
    Some(map)
}

#[cfg(not(unix))]
fn mapped(_: &Path) -> Option<&'static [u8]> {
    None
}
