//! Plates: what each ink of a page puts on paper.

use crate::reader::{File, ReadError};

/// How many pages there are to separate.
///
/// # Errors
/// Never; to be replaced.
pub fn pages(file: &File) -> Result<usize, ReadError> {
    Ok(file.pages())
}
