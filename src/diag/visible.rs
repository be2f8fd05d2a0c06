//! Text from files, paths and arguments, made so that what people read is what
//! is there.
//!
//! A name may hold characters that a terminal obeys instead of showing them (it
//! changes colors, moves the cursor, turns the direction of a line, begins a
//! line) or that nobody sees. All of them are shown by their numbers.

use std::borrow::Cow;
use std::fmt::Write;

/// The text on one line, with each character that would be obeyed or not be seen
/// by its number: `\u{202E}`; breaks of lines and tabs as `\n`, `\r` and `\t`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if is_unseen(c) => {
                // Writing to memory cannot fail.
                let _ = write!(shown, "\\u{{{:X}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// JSON with the same characters as `\u202e`: equal for programs, harmless for
/// people who look at it.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    // Control characters below U+0020 have been escaped by the JSON writer, but for the
    // line breaks that are its own.
    let is_meant = |c: char| c > '\u{7e}' && is_unseen(c);
    if !json.contains(is_meant) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_meant(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Whether a character is obeyed or not seen: the controls of ASCII and ISO 8859
/// (Cc), separators of lines and paragraphs (Zl, Zp), and what Unicode 16 calls
/// `Default_Ignorable_Code_Point`, among it all that turns the direction of a
/// line; interlinear annotation belongs with them.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}
