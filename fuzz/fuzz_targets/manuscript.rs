//! Any bytes as a file of copy: encodings, documents, web pages. So that the fuzzer comes
//! past the archive, bytes that begin with `D` are the text of a document, and those that
//! begin with `H` a web page.
#![no_main]

use banmian::diag::{Sink, Sources};
use banmian::manuscript::{CharacterTable, CopyFile, docx, html, import, story_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let characters = CharacterTable::default();
    match bytes {
        [b'D', xml @ ..] => {
            let Ok(xml) = std::str::from_utf8(xml) else { return };
            if let Ok(manuscript) = docx::read_text(xml) {
                let _ = story_of(&manuscript, &[], &characters);
            }
        }
        [b'H', page @ ..] => {
            let manuscript = html::read_text(&String::from_utf8_lossy(page));
            let _ = story_of(&manuscript, &manuscript.picture_names("story"), &characters);
        }
        _ => {
            let file = CopyFile {
                name: "copy",
                bytes,
                wanted: None,
                characters: &characters,
                picture_stem: Some("story"),
            };
            let _ = import(&file, &mut Sources::default(), &mut Sink::default());
        }
    }
});
