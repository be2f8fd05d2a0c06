//! Any text as raw copy.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = banmian::story::clean(text);
});
