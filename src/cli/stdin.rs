//! The standard input as a file: `-` in the place of a spec.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use banmian::load::{Disk, Overlaid};

/// What the standard input is called in place of a file.
pub(super) const NAME: &str = "-";

/// The files on the disk, and the standard input, read to its end, as one in the current
/// folder, from which the paths in it count.
pub(super) fn with_stdin() -> io::Result<Overlaid> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let mut files = Overlaid::over(Arc::new(Disk))?;
    files.put(Path::new(NAME), bytes);
    Ok(files)
}
