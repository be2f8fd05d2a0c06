//! Any text as a story, in Markdown and plain.
#![no_main]

use banmian::diag::{Sink, Sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for name in ["story.md", "story.txt"] {
        let mut sources = Sources::default();
        let source = sources.add(name, text);
        banmian::story::parse(source, &sources, "story", &mut Sink::default());
    }
});
