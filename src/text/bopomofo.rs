//! Bopomofo beside a character: a column at its right, as high as the
//! character, with the tone at the column's right (CLREQ 3.3.3).
//!
//! Symbols are three tenths of the base's size. In a horizontal line the
//! column widens the base's body, so it never leaves its base; in a vertical
//! one it stands in the gap between lines.

use std::ops::Range;

use super::annotation::{Attached, Context, ReadingPart, over, style_of, under};
use super::cluster::{FaceRemark, FaceRemarkKind, Prepared};
use crate::font::FaceId;
use crate::geom::{Abs, Em, WritingMode};
use crate::page::{Glyph, Origins, Run, WrittenAt};
use crate::style::type_paint;

/// The size of the symbols (CLREQ 3.3.3).
const SIZE: Em = Em::frac(3, 10);
/// What the column and its tone take beside the base: half an em in all.
const WIDTH: Em = Em::frac(1, 2);

/// Places a syllable at the right of its base.
pub(super) fn attach(
    out: &mut Prepared,
    clusters: Range<usize>,
    syllable: ReadingPart,
    context: &mut Context,
) {
    let Some(last) = clusters.end.checked_sub(1).filter(|_| !clusters.is_empty()) else { return };
    let signs: Vec<char> = syllable.text.chars().filter(|c| !c.is_whitespace()).collect();
    if signs.is_empty() {
        return;
    }
    let base = style_of(out, last).size;
    let left = match context.writing {
        WritingMode::Horizontal => out.clusters[last].body,
        WritingMode::Vertical => base,
    };
    for sign in column(&signs, base) {
        let sign = BopomofoSign { x: left + sign.x, ..sign };
        push(out, last, &sign, syllable.written, context);
    }
    if context.writing == WritingMode::Horizontal {
        out.clusters[last].body += WIDTH.at(base);
    }
}

/// A sign, and where its middle is: right of some place, and below the top of the
/// base's em box.
#[derive(Clone, Copy)]
struct BopomofoSign {
    c: char,
    x: Abs,
    y: Abs,
    part: SignPart,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SignPart {
    Symbol,
    Tone,
}

/// The signs of a syllable in their column, from its left edge.
fn column(signs: &[char], base: Abs) -> Vec<BopomofoSign> {
    let size = SIZE.at(base);
    let symbols = signs.iter().filter(|c| !is_tone(**c)).count() as i64;
    let top = (base - size * symbols) / 2;
    let mut done = 0;
    signs
        .iter()
        .map(|&c| match c {
            // The light tone stands above its column.
            '˙' => BopomofoSign { c, x: size / 2, y: top - base / 20, part: SignPart::Tone },
            _ if is_tone(c) => {
                let x = size + (WIDTH.at(base) - size) / 2;
                let y = top + size * (symbols - 1).max(0) + base / 20;
                BopomofoSign { c, x, y, part: SignPart::Tone }
            }
            _ => {
                done += 1;
                let y = top + size * done - size / 2;
                BopomofoSign { c, x: size / 2, y, part: SignPart::Symbol }
            }
        })
        .collect()
}

fn is_tone(c: char) -> bool {
    matches!(c, 'ˊ' | 'ˇ' | 'ˋ' | '˙' | 'ˉ')
}

/// Adds a sign whose middle is counted from the left of its base.
fn push(
    out: &mut Prepared,
    cluster: usize,
    sign: &BopomofoSign,
    written: WrittenAt,
    context: &mut Context,
) {
    let c = sign.c;
    let style = style_of(out, cluster).clone();
    let fonts = context.shaper.fonts();
    let has = |face: &&FaceId| fonts.face(**face).glyph(c).is_some();
    let found = style.stack.faces.iter().find(has).or_else(|| style.stack.faces.first()).copied();
    let Some(face) = found else { return };
    let glyph = fonts.face(face).glyph(c);
    if glyph.is_none() {
        let at = out.clusters[cluster].text.start;
        out.remarks.push(FaceRemark { character: c, at, kind: FaceRemarkKind::NoFace });
    }
    let id = glyph.and_then(|glyph| u16::try_from(glyph.to_u32()).ok()).unwrap_or(0);
    let size = SIZE.at(style.size);
    // The middle of the sign from its origin: of the em box for symbols, so
    // that they stand in one column, of the ink for tones.
    let em_box = (size / 2, over(size) - size / 2);
    let (right, up) = match sign.part {
        SignPart::Symbol => em_box,
        SignPart::Tone => context.shaper.ink_middle(face, id, size).unwrap_or(em_box),
    };
    let (x, y) = (sign.x - right, sign.y + up);
    let (x, rise) = match context.writing {
        WritingMode::Horizontal => (x, over(style.size) - y),
        WritingMode::Vertical => (y, x - under(style.size)),
    };
    let text = c.to_string();
    let glyph = Glyph { id, x, rise, text: 0..text.len() };
    let run = Run {
        origins: Origins::of(text.len(), written),
        text,
        glyphs: vec![glyph],
        ..Run::empty(face, size, type_paint(style.paint.color, size))
    };
    let reach = match context.writing {
        WritingMode::Horizontal => Abs::ZERO,
        WritingMode::Vertical => WIDTH.at(style.size),
    };
    out.attached.push(Attached { cluster, run, reach });
}
