//! Readings, marks and note marks: text made of little but their signs.
//!
//! Every byte stands for a sign or for a piece of text, so that the fuzzer
//! spends its time on how they stand one in the other.
#![no_main]

use banmian::diag::{Sink, Sources};
use banmian::story::parse;
use libfuzzer_sys::fuzz_target;

const PIECES: [&str; 32] = [
    "{",
    "}",
    "[",
    "]",
    "|",
    "｜",
    "^",
    "\\",
    "*",
    "**",
    "_",
    "`",
    "!",
    "(",
    ")",
    "]{dots}",
    "]{name}",
    "]{tcy}",
    "]{着重}",
    "^1^",
    "\n",
    "\n\n",
    "## ",
    "漢",
    "字",
    "かん",
    "ㄊㄞˊ",
    "a",
    "20",
    " ",
    "e\u{301}",
    "👩\u{200d}👩",
];

fuzz_target!(|bytes: &[u8]| {
    let text: String = bytes.iter().map(|byte| PIECES[usize::from(byte % 32)]).collect();
    let mut sources = Sources::default();
    let source = sources.add("story.md", &text);
    let Some(story) = parse(source, &sources, "story", &mut Sink::default()) else { return };
    for block in &story.body {
        for piece in block.texts().into_iter().flat_map(|words| &words.pieces) {
            // A span is a place in the file, and no character comes twice.
            let span = piece.span.start as usize..piece.span.end as usize;
            assert!(text.get(span).is_some());
            assert!(piece.marks.len() <= 16);
        }
    }
});
