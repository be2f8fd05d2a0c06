//! Any bytes as a PDF from a stranger: opened, separated and held against
//! rules.
//!
//! Real pages, unpacked, make the best corpus:
//! `qpdf --qdf --stream-data=uncompress page.pdf corpus/pdf/page.pdf`.
#![no_main]

use std::sync::LazyLock;

use banmian::diag::finding::{FileReason, Reading};
use banmian::diag::{Diagnostic, Sink, Sources};
use banmian::preflight::{self, PreflightProfile};
use banmian::{plates, reader};
use libfuzzer_sys::fuzz_target;

static PROFILE: LazyLock<PreflightProfile> = LazyLock::new(|| {
    let mut none = |_: &std::path::Path| {
        Err(Diagnostic::of(Reading::Unreadable {
            path: String::new(),
            file_reason: FileReason::NoFile,
            said: None,
        }))
    };
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    preflight::read("gwg2022-newspaper-ads", None, &mut none, &mut sources, &mut sink)
        .expect("the profile comes with the program")
});

fuzz_target!(|bytes: &[u8]| {
    let _ = preflight::check(bytes, &PROFILE);
    let Ok(file) = reader::open(bytes) else { return };
    let _ = plates::render(&file, 0, 20.0);
});
