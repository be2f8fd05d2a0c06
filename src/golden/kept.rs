//! Whether a file is a golden file, by how it begins: not all that lies in a folder of this
//! name is one.

use memchr::memmem;

use super::{GoldenKind, bytes, drawing};
use crate::dump;

/// What structures of the first form began with, before they said which form they are of.
const FIRST_FORM: &str = "page ";

/// Whether a file that begins with these bytes, a thousand or all of them, is a golden
/// file of a kind, whole or not.
#[must_use]
pub fn is_golden(kind: GoldenKind, beginning: &[u8]) -> bool {
    let begins = |with: &str| beginning.starts_with(with.as_bytes());
    match kind {
        GoldenKind::Structure => begins(dump::FORM) || begins(FIRST_FORM),
        GoldenKind::Picture => memmem::find(beginning, drawing::FORM.as_bytes()).is_some(),
        GoldenKind::Bytes => begins(bytes::FORM),
    }
}
