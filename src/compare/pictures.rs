//! Pictures of two states, and two drawings of a page beside each other.

mod drawn;
mod placed;

pub use drawn::{
    DifferentArea, ImageDifference, PICTURE_DPI, RgbPicture, compare_pictures, overlay_pictures,
};
pub(super) use placed::compare;
