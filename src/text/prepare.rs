//! A paragraph made ready to be broken: its characters, the clusters that are
//! made of them, what may follow a cluster, and the gap before it; then what
//! all of them add up to. The steps are here, each in a file of its own.

use super::Paragraph;
use super::annotation::{AnnotationKind, annotate, raise};
use super::character::Character;
use super::class::Class;
use super::cluster::{Prepared, Sums};
use super::clusters::make_clusters;
use super::gaps::make_gaps;
use super::grid::into_cells;
use super::opportunity::opportunities;
use super::shape::Shaper;
use super::shared_signs::classify;
use super::stand::{combine, stand};
use super::unicode::graphemes;
use crate::geom::{Abs, WritingMode};
use crate::page::Orientation;
use crate::style::Spacing;

/// Classifies, shapes and spaces a paragraph, unless the shaper's lender knows it from
/// before.
#[must_use]
pub fn prepare(paragraph: &Paragraph, shaper: &mut Shaper) -> Prepared {
    match shaper.known() {
        Some(known) => known.get(paragraph, || prepare_anew(paragraph, shaper)),
        None => prepare_anew(paragraph, shaper),
    }
}

fn prepare_anew(paragraph: &Paragraph, shaper: &mut Shaper) -> Prepared {
    let mut out = prepare_with(paragraph, |out, characters| {
        make_clusters(out, characters, paragraph.lang, shaper);
        raise(out, paragraph);
    });
    if !paragraph.annotations.is_empty() {
        annotate(&mut out, paragraph, shaper);
        add_up(&mut out);
    }
    out
}

/// Prepares a paragraph with clusters made in some way: by shaping, or by
/// nominal widths.
pub(super) fn prepare_with(
    paragraph: &Paragraph,
    make_clusters: impl FnOnce(&mut Prepared, &[Character]),
) -> Prepared {
    let text: String = paragraph.spans.iter().map(|span| span.text.as_str()).collect();
    let characters = characters(paragraph, &text);
    let em = paragraph.spans.first().map_or(Abs::ZERO, |span| span.style.size);
    let mut out = Prepared {
        lang: paragraph.lang,
        profile: paragraph.profile,
        indent: paragraph.indent.at(em),
        align: None,
        em,
        remarks: Vec::new(),
        clusters: Vec::with_capacity(characters.len()),
        glyphs: Vec::with_capacity(characters.len()),
        styles: paragraph.spans.iter().map(|span| span.style.clone()).collect(),
        attached: Vec::new(),
        lines: Vec::new(),
        cell_pads: Vec::new(),
        sums: Vec::new(),
        known_breaks: None,
        text,
        origins: paragraph.origins.clone(),
    };
    make_clusters(&mut out, &characters);
    let breaks = opportunities(&out.text, &out.clusters, paragraph);
    for (cluster, opportunity) in out.clusters.iter_mut().zip(breaks) {
        cluster.opportunity = opportunity;
    }
    make_gaps(&mut out);
    if out.profile.spacing == Spacing::CharacterGrid {
        into_cells(&mut out);
    }
    add_up(&mut out);
    out
}

fn characters(paragraph: &Paragraph, text: &str) -> Vec<Character> {
    let chars: Vec<char> = text.chars().collect();
    let classes = classify(&chars, paragraph.lang);
    let graphemes = graphemes(&chars);
    let mut list: Vec<Character> = Vec::with_capacity(chars.len());
    let mut at = 0;
    let mut all = chars.into_iter().zip(classes).zip(graphemes);
    for (style, span) in paragraph.spans.iter().enumerate() {
        let end = at + span.text.len();
        while at < end
            && let Some(((c, class), continues)) = all.next()
        {
            let orientation = Orientation::Upright;
            list.push(Character { c, at, class, continues, style, orientation, joins: false });
            at += c.len_utf8();
        }
    }
    stand(&mut list, &paragraph.profile);
    if paragraph.profile.writing == WritingMode::Vertical {
        for annotation in &paragraph.annotations {
            if annotation.kind == AnnotationKind::Upright {
                let start = list.partition_point(|c| c.at < annotation.range.start);
                let end = list.partition_point(|c| c.at < annotation.range.end);
                combine(&mut list[start..end.max(start)]);
            }
        }
    }
    list
}

fn add_up(out: &mut Prepared) {
    let mut sums = Sums::default();
    out.sums.clear();
    out.sums.reserve(out.clusters.len() + 1);
    out.sums.push(sums);
    for (at, cluster) in out.clusters.iter().enumerate() {
        // A space leaves no blank at a line's end.
        if !matches!(cluster.class, Class::Space | Class::IdeographicSpace) {
            sums.shown += 1;
            sums.shown_end = at + 1;
        }
        sums.natural += cluster.body + cluster.gap.ideal;
        if let Some((level, give)) = cluster.gap.shrink {
            sums.shrink[level] += give;
        }
        if let Some((level, grow)) = cluster.gap.stretch {
            sums.stretch[level] += grow;
        }
        sums.even += i64::from(cluster.gap.even);
        out.sums.push(sums);
    }
}
