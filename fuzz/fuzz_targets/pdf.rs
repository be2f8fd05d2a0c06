//! Any bytes as a PDF from a stranger: opened, separated and held against
//! rules.
//!
//! Real pages, unpacked, make the best corpus:
//! `qpdf --qdf --stream-data=uncompress page.pdf corpus/pdf/page.pdf`.
#![no_main]

use std::sync::LazyLock;

use banmian::diag::{Code, Diagnostic, Sink, Sources};
use banmian::preflight::{self, PreflightProfile};
use banmian::{plates, reader, say};
use libfuzzer_sys::fuzz_target;

static PROFILE: LazyLock<PreflightProfile> = LazyLock::new(|| {
    let mut none = |_: &std::path::Path| {
        Err(Diagnostic::error(Code::FileUnreadable, say!("there is no file", "没有文件")))
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
