//! A whole project: an edition or a page with its stories, tables, bookings, pictures and
//! advertisements, all of it anything at all, to the press file and through preflight.
//!
//! The input is parted at zero bytes doubled; the parts are the files of `NAMES`, in this order.
#![no_main]

use std::sync::LazyLock;

use banmian::{Engine, Job, Memory};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 10] = [
    "front.toml",
    "stories/lead.md",
    "stories/side.md",
    "edition.toml",
    "house.toml",
    "bookings.csv",
    "table.csv",
    "stories/photo.jpg",
    "stories/drawing.svg",
    "ads/ad.pdf",
];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut engine = Engine::with_room(32 << 20);
    for name in ["NotoSerifSC-Regular.otf", "SourceSerif4_400Regular.ttf"] {
        let file = format!("{}/../fonts/{name}", env!("CARGO_MANIFEST_DIR"));
        engine.add_fonts(file).expect("the face is there");
    }
    engine
});

fuzz_target!(|input: &[u8]| {
    let mut parts: Vec<&[u8]> = Vec::new();
    let mut rest = input;
    while let Some(at) = rest.windows(2).position(|pair| pair == [0, 0]) {
        parts.push(&rest[..at]);
        rest = &rest[at + 2..];
    }
    parts.push(rest);
    let named = NAMES.iter().zip(parts).filter(|(_, bytes)| !bytes.is_empty());
    let mut files = Memory::new();
    let mut spec = "front.toml";
    for (name, bytes) in named {
        if *name == "edition.toml" {
            spec = name;
        }
        files = files.with(name, bytes.to_vec());
    }
    let build = ENGINE.build(&Job::new([spec]).files(files.clone()));
    let _ = build.pages().model();
    for finding in build.findings() {
        let _ = finding.json();
    }
    if let Ok(pdf) = build.pdf() {
        let _ = banmian::preflight(pdf, "gwg2022-newspaper-ads", files);
    }
});
