//! What is sent to the printer: the manifest of a folder with the press files of an
//! edition, the plates of each page, and which of them have to be made anew. Opens no file
//! and knows nothing of how pages are made.

mod changes;
mod look;
mod manifest;
mod parse;

pub use changes::{SentBefore, mark_changes};
pub use look::{PressFileLook, look};
pub use manifest::{
    ComparedWith, MANIFEST_FORMAT, Manifest, PlateMeasure, SentFile, SentPlate, SentText,
};
pub use parse::parse_manifest;
