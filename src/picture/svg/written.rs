//! How an SVG is written, looked over before anything takes it apart.
//!
//! What takes it apart is linear but for two things: it holds every attribute of
//! an element against the others, and every namespace of the file against the
//! others, whose names each element copies from the one round it. Three limits that
//! no drawing comes near keep that small.

use std::collections::BTreeSet;

use super::SvgFault;

/// How deep elements may stand in each other.
pub(super) const MOST_DEPTH: usize = 200;
/// Attributes of one element; SVG 2 knows fewer than 300 in all.
const MOST_ATTRIBUTES: usize = 500;
/// Namespaces that the file declares; a drawing program writes some ten.
const MOST_NAMESPACES: usize = 200;

/// Refuses a file that is over one of the limits. Whether it is XML at all is
/// not told here: what is no markup is passed over.
pub(super) fn check(text: &str) -> Result<(), SvgFault> {
    let mut depth: usize = 0;
    let mut namespaces = BTreeSet::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let tag = at + found + 1;
        let rest = &text[tag..];
        at = match rest.as_bytes() {
            [b'!', b'-', b'-', ..] => after(text, tag + 3, "-->"),
            // Of an entity's declaration what it stands for is looked at like the file
            // itself.
            [b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => after(text, tag + 8, "]]>"),
            [b'!', ..] => tag + 1,
            [b'?', ..] => after(text, tag + 1, "?>"),
            [b'/', ..] => {
                depth = depth.saturating_sub(1);
                tag + 1
            }
            _ => {
                let written = OpeningTag::read(text, tag, &mut namespaces);
                depth += usize::from(written.stays_open);
                let is_over = depth > MOST_DEPTH
                    || written.attributes > MOST_ATTRIBUTES
                    || namespaces.len() > MOST_NAMESPACES;
                if is_over {
                    return Err(SvgFault::Swells);
                }
                written.end
            }
        };
    }
    Ok(())
}

/// The place after the next `sign` from `start` on; the text's end if there is
/// none.
fn after(text: &str, start: usize, sign: &str) -> usize {
    let found = text.get(start..).and_then(|rest| rest.find(sign));
    found.map_or(text.len(), |found| start + found + sign.len())
}

/// The opening tag of an element.
struct OpeningTag {
    attributes: usize,
    /// Whether it is not closed by itself.
    stays_open: bool,
    /// The place after it.
    end: usize,
}

impl OpeningTag {
    /// Reads on from the tag's name, and notes the namespaces it declares.
    fn read<'a>(text: &'a str, start: usize, namespaces: &mut BTreeSet<&'a str>) -> Self {
        let mut tag = Self { attributes: 0, stays_open: true, end: text.len() };
        let bytes = text.as_bytes();
        let mut name = start;
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => {
                    tag.stays_open = bytes[at - 1] != b'/';
                    tag.end = at + 1;
                    break;
                }
                b'=' => tag.attributes += 1,
                b'"' | b'\'' => {
                    let length = text[at + 1..].find(char::from(*byte));
                    let end = length.map_or(text.len(), |length| at + 1 + length);
                    if text[name..at].starts_with("xmlns") {
                        namespaces.insert(&text[at + 1..end]);
                    }
                    at = end;
                }
                byte if byte.is_ascii_whitespace() => name = at + 1,
                _ => {}
            }
            at += 1;
        }
        tag
    }
}
