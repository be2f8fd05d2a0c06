//! Where a story could be cut: after which sentence, counted from its end.

use crate::story::{Block, RichText, Story};
use crate::text::sentence_ends;

/// A place at which a story could end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutPlace {
    /// Characters after it, white space not counted: what a cut there takes away.
    pub characters: usize,
    /// Which block of the body, from 1: paragraphs, crossheads, tables and boxes.
    pub block: usize,
    /// The last words before it.
    pub words: String,
}

/// So many places are told.
const MOST: usize = 3;
/// Characters of the last words that are told.
const MOST_WORDS: usize = 16;

/// The places near the end of a story where so many characters at least would go, the
/// nearest first; before them the one that falls short of it by least.
pub(super) fn places_to_cut(story: &Story, over: usize) -> Vec<CutPlace> {
    let mut after = 0;
    let mut places: Vec<CutPlace> = Vec::new();
    for (at, block) in story.body.iter().enumerate().rev() {
        let text = match block {
            Block::Paragraph(text) => text,
            _ => {
                after += block.characters();
                continue;
            }
        };
        let plain = RichText::plain(text);
        for end in sentence_ends(&plain).into_iter().rev() {
            let rest = plain[end..].chars().filter(|c| !c.is_whitespace()).count();
            let kept = plain[..end].trim_end();
            let skip = kept.chars().count().saturating_sub(MOST_WORDS);
            let words = kept.chars().skip(skip).collect();
            places.push(CutPlace { characters: after + rest, block: at + 1, words });
        }
        after += text.characters();
        if places.iter().filter(|cut| cut.characters >= over).count() >= MOST {
            break;
        }
    }
    places.retain(|cut| cut.characters > 0);
    let enough = places.iter().position(|cut| cut.characters >= over).unwrap_or(places.len());
    places.drain(..enough.saturating_sub(1));
    places.truncate(MOST);
    places
}
