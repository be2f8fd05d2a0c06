//! The one true path of what is on the disk, in the form in which people write paths.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The absolute path without `.`, `..` and links. Windows gives it in a form (`\\?\C:\…`) in
/// which `/` parts nothing any more, so that nothing can be added to it as specs write it, and
/// which no other program takes; it is given here without that.
///
/// # Errors
/// If nothing is there or it cannot be told.
pub fn true_path(path: &Path) -> io::Result<PathBuf> {
    let place = fs::canonicalize(path)?;
    let plain = if cfg!(windows) { place.to_str().and_then(plain) } else { None };
    Ok(plain.map_or(place, PathBuf::from))
}

/// A verbatim path of Windows as it is written; none if it has no other form.
fn plain(path: &str) -> Option<String> {
    let rest = path.strip_prefix(r"\\?\")?;
    if let Some(share) = rest.strip_prefix(r"UNC\") {
        return Some(format!(r"\\{share}"));
    }
    let mut start = rest.chars();
    let is_drive = start.next().is_some_and(|c| c.is_ascii_alphabetic())
        && start.next() == Some(':')
        && start.next() == Some('\\');
    is_drive.then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn verbatim_paths_are_written_plainly() {
        let plain = |path| plain(path).unwrap_or_else(|| "as it is".to_owned());
        assert_eq!(plain(r"\\?\C:\pages\front.toml"), r"C:\pages\front.toml");
        assert_eq!(plain(r"\\?\UNC\desk\pages\front.toml"), r"\\desk\pages\front.toml");
        for other in [r"C:\pages", r"\\desk\pages", r"\\?\Volume{0}\pages", "/pages"] {
            assert_eq!(plain(other), "as it is");
        }
    }
}
