//! The fonts that come with the program.
//!
//! They are part of the executable and not of the library, so that programs
//! and tests that use the library do not carry 45 MB each. Built without the
//! feature `embed-fonts`, the program reads them from the folder it was built
//! from, which is what a developer wants.

#[cfg(not(feature = "embed-fonts"))]
use std::path::PathBuf;

use banmian::Engine;
#[cfg(not(feature = "embed-fonts"))]
use banmian::diag::Sink;
#[cfg(feature = "embed-fonts")]
use banmian::font::FontData;
use banmian::font::FontLibrary;
#[cfg(not(feature = "embed-fonts"))]
use banmian::job::{self, FontChoice};

/// Names their folder for a program that is built without them, as that of the Python module.
#[cfg(not(feature = "embed-fonts"))]
const FOLDER: &str = "BANMIAN_FONTS";

/// An engine with these fonts for a single run.
pub(crate) fn engine() -> Engine {
    with_fonts(Engine::with_room(0))
}

/// An engine with these fonts for many pages.
pub(crate) fn engine_for_many() -> Engine {
    with_fonts(Engine::new())
}

/// The same that keeps so many bytes at most.
pub(crate) fn engine_with_room(bytes: usize) -> Engine {
    with_fonts(Engine::with_room(bytes))
}

/// What the fonts are known by is that they are part of the program.
#[cfg(feature = "embed-fonts")]
fn with_fonts(engine: Engine) -> Engine {
    engine.with_own_fonts(fonts, "the fonts of the program")
}

#[cfg(not(feature = "embed-fonts"))]
fn with_fonts(engine: Engine) -> Engine {
    engine.with_fonts(fonts())
}

/// A library with every face that comes with the program.
#[cfg(feature = "embed-fonts")]
pub(crate) fn fonts() -> FontLibrary {
    let mut library = FontLibrary::new();
    for (name, bytes) in FILES {
        library
            .add(name, FontData::Static(bytes))
            .expect("the fonts that come with the program are sound");
    }
    library
}

/// The files of `fonts/` by name.
#[cfg(feature = "embed-fonts")]
macro_rules! files {
    ($($name:literal,)+) => {
        const FILES: &[(&str, &[u8])] = &[
            $(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $name))),)+
        ];
    };
}

#[cfg(feature = "embed-fonts")]
files! {
    "NewsKaiSC-Regular.ttf",
    "NotoSansJP-Bold.otf",
    "NotoSansKR-Bold.otf",
    "NotoSansSC-Black.otf",
    "NotoSansSC-Bold.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansTC-Bold.otf",
    "NotoSerifJP-Bold.otf",
    "NotoSerifJP-Regular.otf",
    "NotoSerifKR-Regular.otf",
    "NotoSerifSC-Black.otf",
    "NotoSerifSC-Bold.otf",
    "NotoSerifSC-Regular.otf",
    "NotoSerifTC-Black.otf",
    "NotoSerifTC-Regular.otf",
    "SourceSerif4_400Regular.ttf",
    "SourceSerif4_400Regular_Italic.ttf",
    "SourceSerif4_700Bold.ttf",
    "SourceSerif4_700Bold_Italic.ttf",
}

/// A library with every face in the source folder's `fonts/`, or in the folder that
/// whoever carries both has named; what cannot be read is not there.
#[cfg(not(feature = "embed-fonts"))]
pub(crate) fn fonts() -> FontLibrary {
    let own = || concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into();
    let folder = std::env::var_os(FOLDER).map_or_else(own, PathBuf::from);
    let choice = FontChoice { paths: vec![folder], system: false };
    job::fonts(&choice, FontLibrary::new(), &mut Sink::default())
}
