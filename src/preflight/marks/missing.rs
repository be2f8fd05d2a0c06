//! Characters that their font lacks: what stands in for them is the font's glyph
//! 0 (PDF 32000-1, 9.7.6.3), a box or nothing.

use hayro::kurbo::Rect;

use super::Judge;
use crate::diag::finding::Breach;
use crate::preflight::rule::Rule;
use crate::reader::{DrawnGlyph, GlyphRun, TextMode};

/// About where a character stands of which nothing is seen, in thousandths of
/// the em.
const BLANK: Rect = Rect::new(0.0, 0.0, 500.0, 700.0);

/// A character that its font lacks.
#[derive(Debug, Clone)]
pub(super) struct AbsentCharacter {
    /// Where it is.
    bounds: Rect,
    /// Whether something stands there instead.
    is_drawn: bool,
    font: String,
}

impl AbsentCharacter {
    fn of(glyph: &DrawnGlyph, run: &GlyphRun<'_>) -> Self {
        let is_drawn = !glyph.outline.is_blank();
        let own = if is_drawn { glyph.outline.bounds() } else { BLANK };
        let bounds = glyph.transform.transform_rect_bbox(own);
        Self { bounds, is_drawn, font: run.font.name.clone() }
    }
}

impl Judge<'_, '_, '_> {
    /// Looks for characters of a run that are not in its font. Hidden text may
    /// have any: it is there to be searched.
    pub(super) fn judge_missing(&mut self, run: &GlyphRun<'_>) {
        let is_seen = match run.mode {
            TextMode::Fill => run.fill.alpha > 0.0,
            TextMode::Stroke => run.stroke.alpha > 0.0,
            TextMode::FillAndStroke => run.fill.alpha > 0.0 || run.stroke.alpha > 0.0,
            TextMode::Patterned | TextMode::Clip => true,
            TextMode::Invisible => false,
        };
        if !is_seen {
            return;
        }
        for glyph in run.glyphs.iter().filter(|glyph| glyph.is_notdef) {
            let missing = AbsentCharacter::of(glyph, run);
            if run.mode == TextMode::Clip {
                // The glyph only becomes part of a clip at the end of its text object. It
                // is reported if something is then painted through that clip.
                self.clipped.push((self.clips.len() + 1, missing));
            } else {
                self.tell_missing(&missing);
            }
        }
    }

    /// Something is painted here through the clips that hold.
    pub(super) fn judge_clipped(&mut self, place: Rect) {
        let now = self.clips.len();
        let (shown, rest) = std::mem::take(&mut self.clipped)
            .into_iter()
            .partition(|(clips, missing)| *clips <= now && super::overlaps(missing.bounds, place));
        self.clipped = rest;
        let shown: Vec<(usize, AbsentCharacter)> = shown;
        for (_, missing) in shown {
            self.tell_missing(&missing);
        }
    }

    fn tell_missing(&mut self, missing: &AbsentCharacter) {
        let Some(place) = self.printed(missing.bounds) else { return };
        let at = self.frame.at(place);
        let font = &missing.font;
        if missing.is_drawn {
            self.findings.plain(Rule::Notdef, at, Breach::NotdefDrawn { font: font.clone() });
        } else {
            self.findings.plain(Rule::NotdefBlank, at, Breach::NotdefBlank { font: font.clone() });
        }
    }
}
