//! Writes mended copy as a story file.

use std::fmt::Write as _;

use super::body::{CopyBlock, CopyBody};
use super::change::HeadPart;
use super::copy::CopyText;
use super::head::CopyHead;
use super::{MARK_END, MARK_START};

/// The whole file.
pub(super) fn story(head: &CopyHead, body: &CopyBody) -> String {
    let mut file = String::from("+++\n");
    let parts = [
        (HeadPart::Section, &head.section),
        (HeadPart::Kicker, &head.kicker),
        (HeadPart::Headline, &head.headline),
        (HeadPart::Deck, &head.deck),
        (HeadPart::Byline, &head.byline),
        (HeadPart::Dateline, &head.dateline),
    ];
    for (part, copy) in parts {
        if let Some(copy) = copy {
            key(&mut file, part.key(), &copy.text());
        }
    }
    for caption in &body.captions {
        file.push_str("\n[[pictures]]\n");
        key(&mut file, "file", &format!("{MARK_START}file{MARK_END}"));
        key(&mut file, "caption", &caption.text.text());
        if !caption.credit.is_empty() {
            key(&mut file, "credit", &caption.credit.text());
        }
    }
    file.push_str("+++\n");
    for block in &body.blocks {
        file.push('\n');
        match block {
            CopyBlock::Crosshead(text) => {
                file.push_str("## ");
                file.push_str(&markdown(text).replace('#', "\\#"));
            }
            CopyBlock::Paragraph { text, .. } | CopyBlock::Doubtful(text) => {
                file.push_str(&protect_opening(&markdown(text)));
            }
        }
        file.push('\n');
    }
    file
}

/// `key = "value"`.
pub(super) fn key(file: &mut String, key: &str, value: &str) {
    let _ = write!(file, "{key} = \"");
    for c in value.chars() {
        match c {
            '"' | '\\' => file.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(file, "\\u{:04X}", u32::from(c));
            }
            c => file.push(c),
        }
    }
    file.push_str("\"\n");
}

/// The text with a backslash before everything that Markdown would read as
/// more than text.
fn markdown(copy: &CopyText) -> String {
    let mut text = String::new();
    let mut before = ' ';
    for (at, char) in copy.chars.iter().enumerate() {
        let special = match char.c {
            // What is kept from being a sign already stays so.
            '\\' => !copy.chars.get(at + 1).is_some_and(|next| "{}[]|^".contains(next.c)),
            '*' | '_' | '`' | '<' | '&' => true,
            // A link or picture needs its address right after the bracket.
            '(' => before == ']',
            _ => false,
        };
        if special {
            text.push('\\');
        }
        text.push(char.c);
        before = char.c;
    }
    text
}

/// The paragraph with a backslash where its beginning would make it a heading,
/// list, quote, fence or rule.
fn protect_opening(text: &str) -> String {
    if text.starts_with(['#', '>', '+', '-', '~', '=']) {
        return format!("\\{text}");
    }
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if after.len() < text.len() && after.starts_with(['.', ')']) {
        let number = &text[..text.len() - after.len()];
        return format!("{number}\\{after}");
    }
    text.to_owned()
}
