//! banmian (版面): newspaper pages from a page spec and article text.
//!
//! The way a page takes: [`spec`] resolves the TOML that an editor wrote,
//! [`story`] parses the articles, [`layout`] binds both and flows styled text
//! (set by [`text`] in faces from [`font`]) through frames on one baseline
//! grid. The finished [`page`] is looked over by [`makeup`] and [`inspect`],
//! laid on sheets by [`impose`], its pictures are brought to the inks of the press by [`press`],
//! and it goes to [`pdf`] for the press, to [`proof`] for people or to [`model`] for
//! other programs. [`job`] runs all of it once.
//!
//! The way of any PDF, own or foreign: [`reader`] takes it apart into marks,
//! [`plates`] draws what each ink prints, and [`preflight`] holds it against
//! the rules of a print shop.
//!
//! Leaves used by all: [`geom`], [`color`], [`icc`], [`style`], [`diag`],
//! [`picture`], [`barcode`], [`ornament`]; [`load`] is the only door to files,
//! [`workers`] are the threads that all of it is done on, and `lettering` sets
//! the few words that outputs say themselves.

pub mod barcode;
pub mod color;
mod deflate;
pub mod diag;
pub mod dump;
pub mod font;
pub mod geom;
pub mod icc;
pub mod impose;
pub mod inspect;
pub mod job;
pub mod layout;
mod lettering;
pub mod load;
pub mod makeup;
mod memory;
pub mod model;
pub mod ornament;
pub mod page;
pub mod pdf;
pub mod picture;
pub mod plates;
pub mod preflight;
pub mod press;
pub mod proof;
pub mod reader;
pub mod spec;
pub mod story;
pub mod style;
pub mod text;
pub mod workers;
