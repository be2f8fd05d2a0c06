//! Compares texts with golden files. `BANMIAN_ACCEPT=1 cargo test` writes them
//! anew; read the difference before it is committed.

use std::fs;
use std::path::{Path, PathBuf};

/// The files of a fixture folder with this ending, by name.
pub(crate) fn fixtures(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the fixture folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no fixtures of {ending}");
    files
}

/// A fixture's text.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the fixture is UTF-8 text")
}

/// Whether golden files are to be written anew.
pub(crate) fn accepts() -> bool {
    std::env::var_os("BANMIAN_ACCEPT").is_some()
}

/// Compares `actual` with the golden file; what differs comes back to be shown.
pub(crate) fn difference(golden: &Path, actual: &str) -> Option<String> {
    if accepts() {
        fs::write(golden, actual).expect("the golden file can be written");
        return None;
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    (expected != actual).then(|| format!("{}\n{}", golden.display(), changed(&expected, actual)))
}

/// The lines between the first and the last that differ, as they should be and
/// as they are.
fn changed(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[same..], &new[same..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let old = old[..old.len() - tail].iter().map(|line| format!("- {line}\n"));
    let new = new[..new.len() - tail].iter().map(|line| format!("+ {line}\n"));
    old.chain(new).collect()
}
