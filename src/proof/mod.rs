//! Proofs: the page for people to look at.
//!
//! [`render`] draws the very PDF that was written, so that a proof shows what
//! the press gets; it is a proof of layout, not of color. [`DrawingProcess`] does so in
//! a process of its own, within limits of time and memory. [`overlay()`] adds
//! grid, frames and overset counts to a page before it is written,
//! [`lay_on_paper`] lays it on the paper of a printer with a line that says which proof of
//! it this is, and [`leave_out`] takes away a picture that cannot be drawn.

mod apart;
mod gap;
mod label;
mod overlay;
mod paper;
mod raster;
mod stamp;

pub use apart::{DrawLimits, DrawingProcess, answer};
pub use gap::leave_out;
pub use overlay::{
    MarkedPlace, Overlay, PlaceMark, PrintedAt, mark_places, overlay, show_kept_places,
};
pub use paper::{PrinterPaper, lay_on_paper, printed_at};
pub use raster::{ProofError, render};
pub use stamp::{ProofStamp, StampOfPage};
