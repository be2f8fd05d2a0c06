//! What changed from one state of a page to another, in an editor's words: characters in
//! a story's own lines, lines that broke anew, what moved, came or went.
//!
//! Both states are values of one kind ([`ComparedPage`]), wherever they come from: the
//! structure that is kept as a golden file ([`read_structure`]), or a press file
//! ([`read_press_file`]). What is compared knows no spec and no layout.

mod change;
mod content;
mod fallen;
mod other;
mod pages;
mod pictures;
mod press_file;
mod said;
mod stories;
mod structure;
mod wording;

pub use change::{ChangeMark, PageChange, PlaceOfText, TextEdit, WhatChanged};
pub use content::{
    ComparedPage, LineContent, PictureContent, StoryContent, TextContent, TextOwner, TypeStyle,
};
pub use pages::changes;
pub use pictures::{
    DifferentArea, ImageDifference, PICTURE_DPI, RgbPicture, compare_pictures, overlay_pictures,
};
pub use press_file::read_press_file;
pub use structure::{StructureFault, read_structure};
