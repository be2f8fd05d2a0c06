//! What each glyph is read back as: its share of the text that it helps to show, so that
//! readers that go by the faces' tables of characters alone get that text, too.
//!
//! Most do: ActualText is heard by few of them.

use crate::page::{Glyph, Run};

/// What a glyph is read back as that shows no text: a dot beside a word, or what the face
/// draws as a second glyph of one letter. Every code that is shown leads to some character
/// (ISO 14289-1, 7.21.7); the word joiner is none that prints, parts words or ends lines.
const NO_TEXT: &str = "\u{2060}";

/// Glyphs that show one piece of text together.
pub(super) struct ShownCluster<'a> {
    pub(super) glyphs: &'a [Glyph],
    pub(super) text: &'a str,
}

/// A glyph with what it is read back as.
pub(super) struct ToldGlyph<'a> {
    pub(super) glyph: &'a Glyph,
    pub(super) text: &'a str,
}

/// The clusters of a run: a glyph with text, and those without that follow.
pub(super) fn clusters(run: &Run) -> impl Iterator<Item = ShownCluster<'_>> {
    run.glyphs
        .chunk_by(|_, next| next.text.is_empty())
        .map(|glyphs| ShownCluster { glyphs, text: text_of(run, glyphs) })
}

/// The glyphs of a run, each with its share of the text.
pub(super) fn told(run: &Run) -> impl Iterator<Item = ToldGlyph<'_>> {
    clusters(run).flat_map(ShownCluster::shares)
}

impl<'a> ShownCluster<'a> {
    /// A character to each glyph, and to the last what is left: one after the other they
    /// say the whole, whatever the face made of it.
    fn shares(self) -> impl Iterator<Item = ToldGlyph<'a>> {
        let last = self.glyphs.len().saturating_sub(1);
        let mut rest = self.text;
        self.glyphs.iter().enumerate().map(move |(at, glyph)| {
            let end = match at == last {
                true => rest.len(),
                false => rest.chars().next().map_or(0, char::len_utf8),
            };
            let (own, after) = rest.split_at(end);
            rest = after;
            let text = if own.chars().all(is_barred) { NO_TEXT } else { own };
            ToldGlyph { glyph, text }
        })
    }

    /// Whether the shares of its glyphs are its text, and nothing else.
    pub(super) fn tells_itself(&self) -> bool {
        self.text.chars().count() >= self.glyphs.len() && !self.text.chars().any(is_barred)
    }
}

/// Whether no code may lead to a character (ISO 14289-1, 7.21.7).
pub(super) fn is_barred(character: char) -> bool {
    matches!(character, '\0' | '\u{FEFF}' | '\u{FFFE}')
}

fn text_of<'a>(run: &'a Run, cluster: &[Glyph]) -> &'a str {
    let range = cluster.first().map_or(0..0, |glyph| glyph.text.clone());
    run.text.get(range).unwrap_or_default()
}
