//! The words that the pages of a file show, as its fonts tell them.

use hayro::kurbo::BezPath;

use crate::reader::{
    self, Device, FillRule, GlyphRun, Group, Image, InkPaint, ReadError, Shading, SoftMask,
    StrokeStyle, TextMode,
};

/// The words of each page in the order in which they are painted, without white space.
///
/// # Errors
/// If the bytes cannot be read as a PDF.
pub fn words(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let file = reader::open(bytes)?;
    let pages = (0..file.pages()).map(|page| {
        let mut shown = ShownWords::default();
        file.walk(page, &mut shown)?;
        Ok(shown.words)
    });
    pages.collect()
}

/// Whether a character is told of: not white space, and not the word joiner that glyphs
/// without words have (dots of emphasis, leaders).
#[must_use]
pub fn is_word(c: char) -> bool {
    !c.is_whitespace() && c != '\u{2060}'
}

/// Gathers words.
#[derive(Default)]
pub(super) struct ShownWords {
    pub(super) words: String,
}

impl ShownWords {
    /// Adds those of a run that is painted, in whatever way.
    pub(super) fn add(&mut self, run: &GlyphRun) {
        if run.mode != TextMode::Clip {
            self.words.extend(run.text.chars().filter(|c| is_word(*c)));
        }
    }
}

impl Device for ShownWords {
    fn glyphs(&mut self, run: &GlyphRun) {
        self.add(run);
    }

    fn fill(&mut self, _: &BezPath, _: FillRule, _: &InkPaint) {}

    fn stroke(&mut self, _: &BezPath, _: &StrokeStyle, _: &InkPaint) {}

    fn image(&mut self, _: &Image, _: &InkPaint) {}

    fn shading(&mut self, _: &Shading, _: &InkPaint) {}

    fn push_clip(&mut self, _: &BezPath, _: FillRule) {}

    fn pop_clip(&mut self) {}

    fn begin_group(&mut self, _: &Group) {}

    fn end_group(&mut self) {}

    fn wants_mask(&mut self, _: u64) -> bool {
        false
    }

    fn begin_mask(&mut self, _: &SoftMask) {}

    fn end_mask(&mut self) {}
}
