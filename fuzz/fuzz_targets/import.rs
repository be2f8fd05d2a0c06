//! Any text as raw copy of a story, and of a whole page.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = banmian::story::clean(text);
    let _ = banmian::story::clean_page(text);
});
