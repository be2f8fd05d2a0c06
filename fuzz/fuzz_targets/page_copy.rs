//! Any text as the copy of a whole page: cut into its stories, each of which must be one that
//! can be read.
#![no_main]

use banmian::diag::{Sink, Sources};
use banmian::story::{clean_page, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let cut = clean_page(text);
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    for piece in &cut.pieces {
        let source = sources.add("piece.md", &piece.markdown);
        let _ = parse(source, &sources, "piece", &mut sink);
    }
});
