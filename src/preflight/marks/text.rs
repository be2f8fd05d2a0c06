//! Text: its size and its inks.

use hayro::kurbo::Rect;

use super::Judge;
use super::line::{BlackRules, is_black_only, is_gray, overprints_white};
use crate::diag::finding::Breach;
use crate::preflight::rule::Rule;
use crate::reader::{GlyphRun, InkPaint, TextMode};

/// Whether there is anything to be seen but blanks. The drawings of a Type 3
/// font come as marks of their own.
pub(super) fn shows_something(run: &GlyphRun<'_>) -> bool {
    if run.font.kind == "Type3" {
        return !run.glyphs.is_empty();
    }
    // Letters whose font is missing or cannot be read have no outline, and yet are meant.
    let is_missing = !run.font.is_embedded || !run.font.is_readable;
    let is_meant = is_missing && !run.glyphs.is_empty() && run.bounds.area() > 0.0;
    is_meant || run.glyphs.iter().any(|glyph| !glyph.outline.is_blank())
}

/// Whether the font is called Courier, as a subset or not; Courier New is
/// another.
pub(super) fn is_courier(run: &GlyphRun<'_>) -> bool {
    let name = run.font.name.as_str();
    let plain = match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 => rest,
        _ => name,
    };
    plain == "Courier"
}

impl Judge<'_, '_, '_> {
    /// Takes note of a font that is not in the file. Every one that shows
    /// something must be (ISO 15930-7, 6.2.5; PDF 32000-1, 9.9), wherever its text
    /// stands.
    pub(super) fn note_font(&mut self, run: &GlyphRun<'_>) {
        if !run.font.is_embedded && run.mode != TextMode::Invisible {
            self.absent_fonts.insert(run.font.name.clone());
        }
    }

    /// Tells of the fonts of the page that are not in the file.
    pub(super) fn tell_absent_fonts(&mut self) {
        for name in std::mem::take(&mut self.absent_fonts) {
            let name = if name.is_empty() { "?".to_owned() } else { name };
            self.findings.plain(
                Rule::FontEmbedded,
                self.frame.whole(),
                Breach::FontNotEmbedded { font: name },
            );
        }
    }

    pub(super) fn judge_text(&mut self, run: &GlyphRun<'_>, paint: &InkPaint, place: Rect) {
        let size = run.size * self.frame.unit;
        let at = self.frame.at(place);
        let inks = paint.inks.present().count();
        if paint.inks.is_white() {
            if overprints_white(paint) {
                return self.findings.plain(Rule::WhiteTextOverprint, at, Breach::WhiteText);
            }
            self.findings.measured(Rule::SmallText, size, at, |measured, limit| {
                Breach::SmallWhiteText { measured, limit }
            });
        } else if inks > 1 && !paint.inks.is_converted {
            self.findings.measured(Rule::SmallText, size, at, |measured, limit| {
                Breach::SmallColoredText { measured, limit, inks }
            });
        }
        self.judge_rich_black(paint, place);
        let least = self.findings.profile.setting(Rule::BlackTextKnockout, "black");
        if is_black_only(paint, least) || is_gray(paint) {
            self.judge_black(
                BlackRules { gray: Rule::BlackTextGray, knockout: Rule::BlackTextKnockout },
                size,
                paint,
                place,
            );
        }
    }

    fn judge_rich_black(&mut self, paint: &InkPaint, place: Rect) {
        let least = self.findings.profile.setting(Rule::RichBlackText, "black");
        let black = f64::from(paint.inks.process[3].unwrap_or(0.0)) * 100.0;
        // Tints are single precision: 0.85 is a little more or less.
        if paint.inks.is_converted || black < least - 0.01 {
            return;
        }
        let total = paint.inks.total_percent();
        self.findings.measured(
            Rule::RichBlackText,
            total,
            self.frame.at(place),
            |measured, limit| Breach::RichBlack { measured, limit },
        );
    }
}
