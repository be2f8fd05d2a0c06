//! The fonts that come with the program.
//!
//! They are no part of the library, so that programs and tests that use it do not carry
//! 60 MB each. With the feature `embed-fonts` they are part of the executable; without it
//! they lie in a folder that the executable finds ([`folder`]).

#[cfg(not(feature = "embed-fonts"))]
mod folder;

use banmian::Engine;
#[cfg(not(feature = "embed-fonts"))]
use banmian::diag::Sink;
#[cfg(feature = "embed-fonts")]
use banmian::font::FontData;
use banmian::font::FontLibrary;
#[cfg(not(feature = "embed-fonts"))]
use banmian::job::{self, FontChoice};
#[cfg(not(feature = "embed-fonts"))]
use folder::FontFolder;

/// What they are known by is that they are the program's.
const KNOWN_BY: &str = "the fonts of the program";

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

#[cfg(feature = "embed-fonts")]
fn with_fonts(engine: Engine) -> Engine {
    engine.with_own_fonts(fonts, KNOWN_BY)
}

/// Where the folder has these fonts and no others, they need not be opened to be known.
#[cfg(not(feature = "embed-fonts"))]
fn with_fonts(engine: Engine) -> Engine {
    match FontFolder::of_process() {
        FontFolder::At(folder) if folder::has_just(folder, FILES) => {
            engine.with_own_fonts(fonts, KNOWN_BY)
        }
        FontFolder::At(_) => engine.with_fonts(fonts()),
        FontFolder::Nowhere { looked_in } => {
            engine.with_own_fonts(fonts, &format!("nothing in {looked_in:?}"))
        }
    }
}

/// A library with every face that comes with the program.
#[cfg(feature = "embed-fonts")]
pub(crate) fn fonts() -> FontLibrary {
    let mut library = FontLibrary::new();
    for OwnFont { name, bytes } in FILES {
        library
            .add(name, FontData::Static(bytes))
            .expect("the fonts that come with the program are sound");
    }
    library
}

/// A library with every face of the folder; what cannot be read is not there.
#[cfg(not(feature = "embed-fonts"))]
pub(crate) fn fonts() -> FontLibrary {
    match FontFolder::of_process() {
        FontFolder::At(folder) if folder::has_just(folder, FILES) => folder::open(folder, FILES),
        FontFolder::At(folder) => {
            let choice = FontChoice { paths: vec![folder.clone()], system: false };
            job::fonts(&choice, FontLibrary::new(), &mut Sink::default())
        }
        FontFolder::Nowhere { looked_in } => {
            let places = looked_in.iter().map(|place| place.display().to_string());
            FontLibrary::not_found_in(places.collect())
        }
    }
}

/// A file of `fonts/`.
struct OwnFont {
    name: &'static str,
    #[cfg(not(feature = "embed-fonts"))]
    length: u64,
    #[cfg(feature = "embed-fonts")]
    bytes: &'static [u8],
}

/// The files of `fonts/`, with their lengths.
#[cfg(feature = "embed-fonts")]
macro_rules! files {
    ($($name:literal $length:literal,)+) => {
        const FILES: &[OwnFont] = &[$({
            let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $name));
            assert!(bytes.len() == $length, "another length stands here");
            OwnFont { name: $name, bytes }
        },)+];
    };
}

#[cfg(not(feature = "embed-fonts"))]
macro_rules! files {
    ($($name:literal $length:literal,)+) => {
        const FILES: &[OwnFont] = &[$(OwnFont { name: $name, length: $length },)+];
    };
}

files! {
    "NewsKaiSC-Regular.ttf" 4_753_708,
    "NotoSansJP-Bold.otf" 2_945_696,
    "NotoSansKR-Bold.otf" 2_057_364,
    "NotoSansSC-Black.otf" 2_726_908,
    "NotoSansSC-Bold.otf" 2_672_724,
    "NotoSansSC-Regular.otf" 2_621_740,
    "NotoSansTC-Bold.otf" 5_026_292,
    "NotoSerifJP-Bold.otf" 4_136_724,
    "NotoSerifJP-Regular.otf" 3_989_392,
    "NotoSerifKR-Regular.otf" 3_746_856,
    "NotoSerifSC-Black.otf" 3_625_728,
    "NotoSerifSC-Bold.otf" 3_715_556,
    "NotoSerifSC-Regular.otf" 3_610_104,
    "NotoSerifTC-Black.otf" 7_000_616,
    "NotoSerifTC-Regular.otf" 6_812_084,
    "SourceSerif4_400Regular.ttf" 329_948,
    "SourceSerif4_400Regular_Italic.ttf" 208_212,
    "SourceSerif4_700Bold.ttf" 330_208,
    "SourceSerif4_700Bold_Italic.ttf" 208_300,
}
