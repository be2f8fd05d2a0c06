//! How long a photograph takes to the inks of newsprint on one core:
//! `cargo bench --bench press`.
//!
//! The photograph has 12 megapixels; it is a sample of the repository,
//! enlarged, with the grain of a sensor put over it, without which it would be
//! as easy to pack as no photograph is.

use std::io::Cursor;
use std::path::Path;

use banmian::geom::{Abs, Flow, Insets, Point, Rect, Size, WritingMode};
use banmian::picture::{self, PictureId, Pictures};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;

fn main() {
    divan::main();
}
