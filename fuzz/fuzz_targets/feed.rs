//! Any bytes as items of agencies, by what they are, and so that the fuzzer comes past the
//! first tag, as what stands inside NITF and NewsML-G2. No character of a text is lost on
//! the way to the story.
#![no_main]

use banmian::manuscript::{CharacterTable, CopyFormat, feed, recognise, story_of};
use libfuzzer_sys::fuzz_target;

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

fuzz_target!(|bytes: &[u8]| {
    let (format, text) = match bytes {
        [b'N', inside @ ..] => {
            let inside = String::from_utf8_lossy(inside);
            let body = format!("<nitf><body><body.content>{inside}</body.content></body></nitf>");
            (CopyFormat::Nitf, body.into_bytes())
        }
        [b'G', inside @ ..] => {
            let inside = String::from_utf8_lossy(inside);
            (CopyFormat::NewsMl, format!("<newsItem guid='a'>{inside}</newsItem>").into_bytes())
        }
        [b'J', inside @ ..] => (CopyFormat::Ninjs, inside.to_vec()),
        _ => match recognise(bytes) {
            Ok(format @ (CopyFormat::Ninjs | CopyFormat::Nitf | CopyFormat::NewsMl)) => {
                (format, bytes.to_vec())
            }
            _ => return,
        },
    };
    let Ok(read) = feed::read(format, &text, None) else { return };
    for item in &read.items {
        if let Ok(story) = story_of(&item.manuscript, &[], &CharacterTable::default()) {
            assert!(letters(&story.cleaned.markdown) >= letters(&story.listing));
        }
    }
});
