//! What is known of a press file before its pages are set, and is begun on other
//! cores while they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::frames;
use crate::font::{FaceId, FontLibrary, GlyphId};
use crate::layout::BookPage;
use crate::page::{Output, Part};
use crate::pdf::{KnownSubsets, Subsets};
use crate::story::{Block, Emphasis, RichText};

/// Begins with the faces of the text and the profile of the printing condition.
pub(super) fn begin(
    book: &[BookPage],
    outputs: &[Output],
    fonts: &FontLibrary,
    known: &Arc<KnownSubsets>,
) -> Subsets {
    let subsets = subsets(book, fonts, known);
    if let Some(output) = outputs.first() {
        let profile = Arc::clone(&output.condition.profile);
        rayon::spawn(move || {
            profile.packed();
        });
    }
    subsets
}

/// Begins to take the glyphs of the text out of their fonts. Nearly all that the
/// pages will show of a face stand in the stories' paragraphs, character by
/// character; what shaping, heads and tables bring besides follows later.
fn subsets(book: &[BookPage], fonts: &FontLibrary, known: &Arc<KnownSubsets>) -> Subsets {
    let mut characters: BTreeMap<FaceId, Vec<char>> = BTreeMap::new();
    for page in book {
        for frame in page.spec.elements.iter().flat_map(frames) {
            let mut stories = page.resources.stories.iter();
            let Some(material) = stories.find(|it| it.story.slug == frame.slug) else { continue };
            let part = if frame.classified.is_some() { Part::Classified } else { Part::Body };
            let lang = material.story.lang.unwrap_or(page.spec.lang);
            let stack = fonts.stack(&frame.styles.get(part).font, lang);
            let Some(face) = stack.faces.first() else { continue };
            let of_face = characters.entry(*face).or_default();
            for text in material.story.body.iter().filter_map(text) {
                let plain = text.pieces.iter().filter(|it| it.emphasis == Emphasis::None);
                of_face.extend(plain.flat_map(|piece| piece.text.chars()));
            }
        }
    }
    let glyphs = characters.into_iter().map(|(face, mut list)| {
        list.sort_unstable();
        list.dedup();
        let own = fonts.face(face);
        (face, list.iter().filter_map(|c| own.glyph(*c)).collect::<BTreeSet<GlyphId>>())
    });
    Subsets::begin(fonts, &glyphs.collect(), known)
}

/// What a block has in the style of the text.
fn text(block: &Block) -> Option<&RichText> {
    match block {
        Block::Paragraph(text) | Block::Signature(text) => Some(text),
        Block::Item(item) => Some(&item.text),
        Block::Crosshead(_) | Block::Table(_) | Block::Inset(_) => None,
    }
}
