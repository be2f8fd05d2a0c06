//! What stands beside the characters of a paragraph: readings, dots, lines,
//! raised note marks, cells of upright characters.
//!
//! Everything is placed in the line's own coordinates: along the line, and
//! across it (above a horizontal line, right of a vertical one). The em box of
//! a character reaches from 0.12 below the baseline to 0.88 above it either
//! way, so one geometry serves both. Nothing here moves a baseline: what stands
//! beside a line stands in the gap between lines (CLREQ 2.3.5, JLREQ 2.4).

use std::ops::Range;

use super::bopomofo;
use super::class::Class;
use super::cluster::{Opportunity, Prepared};
use super::dots;
use super::line_beside::{LineForm, lines_beside};
use super::profile::Blanks;
use super::reading;
use super::shape::Shaper;
use super::{CharStyle, Paragraph};
use crate::geom::{Abs, Em, WritingMode};
use crate::page::{Run, WrittenAt};
use crate::style::{Lang, ReadingKind};

/// Something that belongs to a stretch of a paragraph's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Annotation {
    /// Bytes of the paragraph's text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: AnnotationKind,
}

/// What belongs to a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AnnotationKind {
    /// How it is read.
    Reading(ReadingSigns),
    /// 着重号: a dot for each Han character and kana.
    Dots,
    /// 专名号 or 浪线书名号: a line along it.
    Line(LineForm),
    /// 纵中横: in one em of a vertical line, upright.
    Upright,
    /// Small and raised: a note mark. Its span has a small size already; see
    /// [`RAISED_SIZE`].
    Raised,
}

/// How characters are read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReadingSigns {
    /// What sort of signs it is written in.
    pub kind: ReadingKind,
    /// One for each character, or one for all of them.
    pub parts: Vec<String>,
    /// What all of them come from.
    pub written: WrittenAt,
}

/// The size of a raised note mark.
pub const RAISED_SIZE: Em = Em::frac(3, 5);

/// The size of readings above a line (JLREQ 3.3.3, CLREQ 3.3.4.1).
pub(super) const READING_SIZE: Em = Em::frac(1, 2);

/// The side of a line that something stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineSide {
    /// Above a horizontal line, right of a vertical one.
    Over,
    /// Below a horizontal line, left of a vertical one.
    Under,
}

impl LineSide {
    /// How far across the line something is whose middle stands this far off
    /// the em box of characters of a size.
    pub(super) fn across(self, off: Abs, size: Abs) -> Abs {
        match self {
            Self::Over => over(size) + off,
            Self::Under => -under(size) - off,
        }
    }
}

/// How far a character's em box reaches above its baseline.
pub(super) fn over(size: Abs) -> Abs {
    Em::frac(88, 100).at(size)
}

/// How far it reaches below.
pub(super) fn under(size: Abs) -> Abs {
    Em::frac(12, 100).at(size)
}

/// Glyphs that belong to a cluster and stand beside it.
#[derive(Debug, Clone)]
pub(super) struct Attached {
    pub(super) cluster: usize,
    /// Counted from the edge of the cluster's body that comes first.
    pub(super) run: Run,
    /// How far a reading reaches beyond the em box of its base.
    pub(super) reach: Abs,
}

/// A reading of some characters, or of one of them.
#[derive(Clone, Copy)]
pub(super) struct ReadingPart<'r> {
    pub(super) text: &'r str,
    pub(super) kind: ReadingKind,
    pub(super) written: WrittenAt,
}

/// What a paragraph's annotations are placed with.
pub(super) struct Context<'a, 'f> {
    pub(super) lang: Lang,
    pub(super) writing: WritingMode,
    pub(super) shaper: &'a mut Shaper<'f>,
}

/// Raises note marks. They hang on the character before: what comes after is
/// spaced and broken as if they were not there, and no line starts with one.
pub(super) fn raise(out: &mut Prepared, paragraph: &Paragraph) {
    for annotation in &paragraph.annotations {
        if annotation.kind != AnnotationKind::Raised {
            continue;
        }
        let clusters = clusters_in(out, &annotation.range);
        let Some(before) = clusters.start.checked_sub(1) else { continue };
        let blank = out.clusters[before].blanks.after;
        let base = style_of(out, before).size;
        for at in clusters.clone() {
            let size = style_of(out, at).size;
            let by = match out.profile.writing {
                WritingMode::Horizontal => over(base) - over(size),
                WritingMode::Vertical => (base - size) / 2,
            };
            let cluster = &mut out.clusters[at];
            cluster.class = Class::Transparent;
            cluster.blanks = Blanks::default();
            for glyph in &mut out.glyphs[cluster.glyphs.clone()] {
                glyph.rise += by;
            }
        }
        // At a line's end the blank is still that of the mark before.
        if let Some(last) = out.clusters[clusters].last_mut() {
            last.blanks.after = blank;
        }
    }
}

/// Places everything else, when gaps and breaks are known. Readings that are
/// wider than their characters push these apart.
pub(super) fn annotate(out: &mut Prepared, paragraph: &Paragraph, shaper: &mut Shaper) {
    let mut context = Context { lang: paragraph.lang, writing: paragraph.profile.writing, shaper };
    dots::attach(out, paragraph, &mut context);
    for Annotation { range, kind } in &paragraph.annotations {
        if *kind == AnnotationKind::Upright {
            let clusters = clusters_in(out, range);
            keep_together(out, clusters);
        }
    }
    let mut units = Vec::new();
    for Annotation { range, kind } in &paragraph.annotations {
        let AnnotationKind::Reading(reading) = kind else { continue };
        for (range, part) in parts(&out.text, range, reading, paragraph.lang) {
            let clusters = clusters_in(out, &range);
            let part = ReadingPart { text: &part, kind: reading.kind, written: reading.written };
            match reading.kind {
                ReadingKind::Bopomofo => bopomofo::attach(out, clusters, part, &mut context),
                _ => units.extend(reading::unit(out, clusters, part, &mut context)),
            }
        }
    }
    reading::attach(out, units);
    out.attached.sort_by_key(|attached| attached.cluster);
    out.lines = lines_beside(out, paragraph);
}

/// Each part of a reading with the bytes it belongs to.
fn parts<'r>(
    text: &str,
    range: &Range<usize>,
    reading: &'r ReadingSigns,
    lang: Lang,
) -> Vec<(Range<usize>, std::borrow::Cow<'r, str>)> {
    let base = text.get(range.clone()).unwrap_or_default();
    let mut characters: Vec<Range<usize>> = Vec::new();
    for (at, c) in base.char_indices() {
        let end = range.start + at + c.len_utf8();
        let is_mark = super::class::class_of(c, lang) == Class::Transparent;
        match characters.last_mut() {
            Some(last) if is_mark => last.end = end,
            _ if c.is_whitespace() => {}
            _ => characters.push(range.start + at..end),
        }
    }
    if characters.len() == reading.parts.len() {
        let parts = reading.parts.iter().map(|part| part.as_str().into());
        return characters.into_iter().zip(parts).collect();
    }
    vec![(range.clone(), reading.parts.concat().into())]
}

/// The clusters that show some bytes of the text.
pub(super) fn clusters_in(out: &Prepared, range: &Range<usize>) -> Range<usize> {
    let start = out.clusters.partition_point(|cluster| cluster.text.end <= range.start);
    let end = out.clusters.partition_point(|cluster| cluster.text.start < range.end);
    start..end.max(start)
}

pub(super) fn style_of(out: &Prepared, cluster: usize) -> &CharStyle {
    &out.styles[out.clusters[cluster].style]
}

/// No line ends between these clusters.
pub(super) fn keep_together(out: &mut Prepared, clusters: Range<usize>) {
    for cluster in out.clusters[clusters].iter_mut().skip(1) {
        cluster.opportunity = Opportunity::Never;
    }
}

/// Moves what each cluster shows along the line, with the first `attached` of
/// what stands beside it.
pub(super) fn shift(out: &mut Prepared, attached: usize, by: &[Abs]) {
    for (cluster, by) in out.clusters.iter().zip(by).filter(|(_, by)| **by != Abs::ZERO) {
        for glyph in &mut out.glyphs[cluster.glyphs.clone()] {
            glyph.x += *by;
        }
    }
    for Attached { cluster, run, .. } in out.attached.iter_mut().take(attached) {
        let by = by.get(*cluster).copied().unwrap_or(Abs::ZERO);
        for glyph in &mut run.glyphs {
            glyph.x += by;
        }
    }
}
