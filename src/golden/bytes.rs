//! The bytes of a press file as a golden file: two lines, the form and the number that
//! stands for them.

use sha2::{Digest, Sha256};

use super::judged::{Differs, Judgement};

/// The form's name, with which the first line begins.
pub(super) const FORM: &str = "banmian bytes";
/// Counts up with every change to what the second line says.
const VERSION: u32 = 1;

/// What is kept of the bytes of a press file: their SHA-256 (FIPS 180-4) and how many
/// there are.
#[must_use]
pub fn bytes_golden(press_file: &[u8]) -> String {
    let digest: String =
        Sha256::digest(press_file).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{FORM} {VERSION}\nsha256 {digest} of {} bytes\n", press_file.len())
}

/// Whether a press file has the bytes that it had.
#[must_use]
pub fn judge_bytes(golden: &[u8], press_file: &[u8]) -> Judgement {
    let Ok(golden) = std::str::from_utf8(golden) else { return Judgement::Damaged };
    let mut lines = golden.lines();
    let version = lines.next().and_then(|line| line.strip_prefix(FORM)?.trim().parse().ok());
    match version {
        None => return Judgement::Damaged,
        Some(version) if version < VERSION => return Judgement::Older { version },
        Some(version) if version > VERSION => return Judgement::Newer { version },
        Some(_) => {}
    }
    let was = lines.next().unwrap_or_default();
    let is_whole = was.starts_with("sha256 ") && was.ends_with(" bytes") && golden.ends_with('\n');
    if !is_whole {
        return Judgement::Damaged;
    }
    let now = bytes_golden(press_file);
    if now.lines().nth(1) == Some(was) {
        Judgement::Same
    } else {
        Judgement::Different(Differs::Bytes)
    }
}
