//! Any text as a page spec.
#![no_main]

use std::path::Path;

use banmian::diag::{Sink, Sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut read = |_: &Path| Ok(text.to_owned());
    banmian::spec::read(
        Path::new("page.toml"),
        &mut read,
        &mut Sources::default(),
        &mut Sink::default(),
    );
});
