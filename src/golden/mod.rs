//! Golden files: what a page looked like when somebody last looked at it and was
//! content, and whether it still does.
//!
//! A page has up to three of them, in the folder `golden` beside its spec, called like
//! the spec: its structure (`front.txt`, the text of `dump` with the page's findings), a
//! drawing of it (`front.jpg`, small) and the number that stands for the bytes of its
//! press file (`front.sha256`). Each says of which form it is. Here they are made, read and
//! compared; what is on the disk is the caller's affair.

mod bytes;
mod drawing;
mod judged;
mod kept;
mod places;
mod report;
mod structure;

pub use bytes::{bytes_golden, judge_bytes};
pub use drawing::{DrawingError, drawing_of_png, judge_drawing, picture_golden, png_of};
pub use judged::{Differs, GoldenKind, Judgement, PageState};
pub use kept::is_golden;
pub use places::{FOLDER, GoldenPlace};
pub use report::{JudgedFile, PageReport, TestReport, html, junit};
pub use structure::{judge_structure, structure};
