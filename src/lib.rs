//! banmian (版面): newspaper pages from a page spec and article text.
//!
//! An [`Engine`] sets the pages of a [`Job`] and writes their PDF; what is wrong with
//! them comes as [`Finding`]s, each with its place, in English and Chinese. Files come
//! from the [`Disk`], from [`Memory`] or from whatever has [`Files`].
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use banmian::{Engine, Job};
//!
//! let mut engine = Engine::new();
//! engine.add_fonts("fonts")?;
//! let build = engine.build(&Job::new(["layouts/district.toml"]));
//! for finding in build.findings() {
//!     eprintln!("{finding}");
//! }
//! std::fs::write("district.pdf", build.pdf()?)?;
//! # Ok(())
//! # }
//! ```
//!
//! Fonts are the caller's: those of the repository are in its folder `fonts/`, and the
//! command carries them inside itself.
//!
//! These items and what can be reached from them change as [Semantic
//! Versioning](https://semver.org/) says. The modules below are the engine's own: the
//! command, the tests, the benches and the fuzz targets use them. They are not in the
//! documentation and **may change with any version**.

// The way a page takes: `spec` resolves the TOML that an editor wrote, `story` parses the
// articles, `layout` binds both and flows styled text (set by `text` in faces from `font`)
// through frames on one baseline grid. The finished `page` is looked over by `makeup` and
// `inspect`, laid on sheets by `impose`, its pictures are brought to the inks of the press
// by `press`, and it goes to `pdf` for the press, to `proof` for people or to `model` for
// other programs. `job` runs all of it once, `engine` lends what is kept from run to run.
//
// The way of any PDF, own or foreign: `reader` takes it apart into marks, `plates` draws
// what each ink prints, and `preflight` holds it against the rules of a print shop.
//
// Leaves used by all: `geom`, `color`, `icc`, `jpeg`, `style`, `diag`, `encoding`,
// `picture`, `barcode`, `ornament`, `cache`; `load` is the only door to files, `workers` are the
// threads that all of it is done on, and `lettering` sets the few words that outputs say
// themselves.

mod cache;
mod deflate;
mod delimited;
mod engine;
mod jpeg;
mod lettering;
mod makeup;
mod memory;

// Hidden from readers of the documentation only: to the compiler they are public, so
// that it goes on asking for the documentation of what is in them.
#[cfg_attr(doc, doc(hidden))]
pub mod barcode;
#[cfg_attr(doc, doc(hidden))]
pub mod booking;
#[cfg_attr(doc, doc(hidden))]
pub mod color;
#[cfg_attr(doc, doc(hidden))]
pub mod compare;
#[cfg_attr(doc, doc(hidden))]
pub mod copyfit;
#[cfg_attr(doc, doc(hidden))]
pub mod diag;
#[cfg_attr(doc, doc(hidden))]
pub mod dummy;
#[cfg_attr(doc, doc(hidden))]
pub mod dump;
#[cfg_attr(doc, doc(hidden))]
pub mod encoding;
#[cfg_attr(doc, doc(hidden))]
pub mod font;
#[cfg_attr(doc, doc(hidden))]
pub mod geom;
#[cfg_attr(doc, doc(hidden))]
pub mod golden;
#[cfg_attr(doc, doc(hidden))]
pub mod icc;
#[cfg_attr(doc, doc(hidden))]
pub mod impose;
#[cfg_attr(doc, doc(hidden))]
pub mod inspect;
#[cfg_attr(doc, doc(hidden))]
pub mod issue;
#[cfg_attr(doc, doc(hidden))]
pub mod job;
#[cfg_attr(doc, doc(hidden))]
pub mod layout;
#[cfg_attr(doc, doc(hidden))]
pub mod load;
#[cfg_attr(doc, doc(hidden))]
pub mod manuscript;
#[cfg_attr(doc, doc(hidden))]
pub mod model;
#[cfg_attr(doc, doc(hidden))]
pub mod ornament;
#[cfg_attr(doc, doc(hidden))]
pub mod page;
#[cfg_attr(doc, doc(hidden))]
pub mod pdf;
#[cfg_attr(doc, doc(hidden))]
pub mod picture;
#[cfg_attr(doc, doc(hidden))]
pub mod plates;
#[cfg_attr(doc, doc(hidden))]
pub mod preflight;
#[cfg_attr(doc, doc(hidden))]
pub mod press;
#[cfg_attr(doc, doc(hidden))]
pub mod proof;
#[cfg_attr(doc, doc(hidden))]
pub mod reader;
#[cfg_attr(doc, doc(hidden))]
pub mod spec;
#[cfg_attr(doc, doc(hidden))]
pub mod story;
#[cfg_attr(doc, doc(hidden))]
pub mod style;
#[cfg_attr(doc, doc(hidden))]
pub mod text;
#[cfg_attr(doc, doc(hidden))]
pub mod workers;

/// The program in the README is run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use diag::{Language, PageArea, PlaceRecord as Place, Severity};
pub use engine::{Build, Engine, Error, Finding, Pages, preflight};
pub use job::Job;
pub use load::{Disk, FileKind, Files, Memory};
