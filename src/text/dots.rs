//! Emphasis dots: one for each Han character and kana, none for marks, spaces
//! and letters (CLREQ 3.1.8, JLREQ 3.3.9).

use super::Paragraph;
use super::annotation::{AnnotationKind, Attached, Context, LineSide, clusters_in, style_of};
use super::class::Class;
use super::cluster::Prepared;
use crate::geom::{Abs, Em, WritingMode};
use crate::page::{Glyph, Run};
use crate::style::{Lang, ReadingKind, type_paint};

/// A dot, and the size it is set in: a sesame is half as large as its character
/// (JLREQ 3.3.9), and so is the em that a round dot stands in; a circle that
/// fills its em is set smaller.
struct Dot {
    c: char,
    size: Em,
}
const SESAME: Dot = Dot { c: '﹅', size: Em::frac(1, 2) };
const CIRCLE: Dot = Dot { c: '●', size: Em::frac(1, 5) };
const BULLET: Dot = Dot { c: '•', size: Em::frac(1, 2) };
/// From the em box to the middle of a dot.
const OFF: Em = Em::frac(1, 4);
/// The distance where a line along the words stands between.
const OFF_BEYOND_LINE: Em = Em::frac(7, 20);

/// Where dots stand and what they are like.
struct Dots {
    side: LineSide,
    /// The dot, and what stands for it in faces that have none.
    any_of: &'static [Dot],
}

/// In Chinese below a horizontal line, in Japanese and Korean above; right of a
/// vertical one, where Japanese has a sesame.
fn dots_of(lang: Lang, writing: WritingMode) -> Dots {
    let side = match (lang, writing) {
        (_, WritingMode::Vertical) => LineSide::Over,
        (Lang::Japanese | Lang::Korean, WritingMode::Horizontal) => LineSide::Over,
        (_, WritingMode::Horizontal) => LineSide::Under,
    };
    let any_of: &[Dot] = match (lang, writing) {
        (Lang::Japanese, WritingMode::Vertical) => &[SESAME, CIRCLE, BULLET],
        _ => &[CIRCLE, BULLET],
    };
    Dots { side, any_of }
}

/// Gives every character that takes one a dot.
pub(super) fn attach(out: &mut Prepared, paragraph: &Paragraph, context: &mut Context) {
    let dotted = covered(out, paragraph, |kind| *kind == AnnotationKind::Dots);
    if !dotted.contains(&true) {
        return;
    }
    let Dots { side, any_of } = dots_of(context.lang, context.writing);
    let with_line = covered(out, paragraph, |kind| matches!(kind, AnnotationKind::Line(_)));
    // Bopomofo stands at the right and leaves the upper side free.
    let with_reading = covered(
        out,
        paragraph,
        |kind| matches!(kind, AnnotationKind::Reading(reading) if reading.kind != ReadingKind::Bopomofo),
    );
    for at in 0..out.clusters.len() {
        let class = out.clusters[at].class;
        if !dotted[at] || !class.is_ideographic() || class == Class::IdeographicSpace {
            continue;
        }
        // A reading has the upper side for itself.
        let side = if with_reading[at] { LineSide::Under } else { side };
        let off = match side {
            LineSide::Under if with_line[at] => OFF_BEYOND_LINE,
            LineSide::Under | LineSide::Over => OFF,
        };
        push(out, at, &Dots { side, any_of }, off, context);
    }
}

/// Of each cluster whether it has an annotation of a kind.
fn covered(
    out: &Prepared,
    paragraph: &Paragraph,
    is_meant: impl Fn(&AnnotationKind) -> bool,
) -> Vec<bool> {
    let mut covered = vec![false; out.clusters.len()];
    for annotation in paragraph.annotations.iter().filter(|a| is_meant(&a.kind)) {
        covered[clusters_in(out, &annotation.range)].fill(true);
    }
    covered
}

/// The dot is a glyph that shows no text: read back, the words are as they
/// were written.
fn push(out: &mut Prepared, cluster: usize, dots: &Dots, off: Em, context: &mut Context) {
    let style = style_of(out, cluster);
    let fonts = context.shaper.fonts();
    let found = dots.any_of.iter().find_map(|Dot { c, size }| {
        let faces = style.stack.faces.iter();
        let mut glyphs = faces.filter_map(|face| Some((*face, fonts.face(*face).glyph(*c)?)));
        glyphs.next().map(|(face, glyph)| (face, glyph, size.at(style.size)))
    });
    let Some((face, glyph, size)) = found else { return };
    let id = u16::try_from(glyph.to_u32()).unwrap_or(0);
    let (right, up) = context.shaper.ink_middle(face, id, size).unwrap_or((size / 2, size / 3));
    let middle = out.clusters[cluster].body / 2;
    let across = dots.side.across(off.at(style.size), style.size);
    let (x, rise) = match context.writing {
        WritingMode::Horizontal => (middle - right, across - up),
        WritingMode::Vertical => (middle + up, across - right),
    };
    let paint = type_paint(style.paint.color, size);
    let glyphs = vec![Glyph { id, x, rise, text: 0..0 }];
    let run = Run { glyphs, ..Run::empty(face, size, paint) };
    out.attached.push(Attached { cluster, run, reach: Abs::ZERO });
}
