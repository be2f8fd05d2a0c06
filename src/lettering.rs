//! Words in small type that are no part of what a story or a spec says: labels
//! of proofs, the slug line outside the trim, numbers and legends of annotated
//! pages.
//!
//! Characters stand one after the other with the advances of their faces: no
//! kerning, no line breaking, no rules of composition. Each comes from the first
//! face that has it; one that no face has is left out.

use std::ops::Range;

use crate::color::Paint;
use crate::font::{FaceId, FontLibrary, GlyphId};
use crate::geom::Abs;
use crate::page::{Glyph, Run};
use crate::style::{FontRequest, Lang, Slant, Weight};

/// A text as glyphs on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lettering {
    /// The size of the type.
    pub(crate) size: Abs,
    /// One glyph for each character that a face has.
    pub(crate) letters: Vec<Letter>,
}

/// A character at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    /// The character.
    pub(crate) character: char,
    /// Where it is in the text, in bytes.
    pub(crate) at: usize,
    /// The face that has it.
    pub(crate) face: FaceId,
    /// Its glyph there.
    pub(crate) glyph: u16,
    /// From the start of the line to its own origin and to that of the next.
    pub(crate) reach: Range<Abs>,
}

/// The sans serif faces of the house in a weight, then all others.
#[must_use]
pub(crate) fn sans_serif(weight: Weight, fonts: &FontLibrary) -> Vec<FaceId> {
    let request = FontRequest { family: "hei".to_owned(), weight, slant: Slant::Upright };
    fonts.stack(&request, Lang::ChineseSimplified).faces
}

impl Lettering {
    /// Sets a text in faces that are tried in their order.
    #[must_use]
    pub(crate) fn of(text: &str, size: Abs, faces: &[FaceId], fonts: &FontLibrary) -> Self {
        let mut letters = Vec::new();
        let mut x = Abs::ZERO;
        for (at, character) in text.char_indices() {
            let found = faces.iter().find_map(|id| {
                let id_of = |glyph: GlyphId| u16::try_from(glyph.to_u32()).ok();
                let glyph = fonts.face(*id).glyph(character)?;
                Some((*id, glyph, id_of(glyph)?))
            });
            let Some((id, found, glyph)) = found else { continue };
            let face = fonts.face(id);
            let end = x + face.scale(face.advance(found), size);
            letters.push(Letter { character, at, face: id, glyph, reach: x..end });
            x = end;
        }
        Self { size, letters }
    }

    /// From the first origin to the end of the last advance.
    #[must_use]
    pub(crate) fn width(&self) -> Abs {
        self.letters.last().map_or(Abs::ZERO, |last| last.reach.end)
    }

    /// As much of it as has room in a measure.
    #[must_use]
    pub(crate) fn within(mut self, measure: Abs) -> Self {
        let fits = self.letters.iter().take_while(|letter| letter.reach.end <= measure).count();
        self.letters.truncate(fits);
        self
    }

    /// The characters that are set.
    #[must_use]
    pub(crate) fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.character).collect()
    }

    /// The same as runs of the page, with the paint of each character by its place
    /// in the text.
    #[must_use]
    pub(crate) fn runs(&self, paint_at: impl Fn(usize) -> Paint) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for Letter { character, at, face, glyph, reach } in &self.letters {
            let paint = paint_at(*at);
            if runs.last().is_none_or(|run| run.face != *face || run.paint != paint) {
                runs.push(Run::empty(*face, self.size, paint));
            }
            let Some(run) = runs.last_mut() else { continue };
            let start = run.text.len();
            run.text.push(*character);
            let text = start..run.text.len();
            run.glyphs.push(Glyph { id: *glyph, x: reach.start, rise: Abs::ZERO, text });
        }
        runs
    }
}
