//! Setting a line: every glyph at its final place.

use std::ops::Range;

use super::cluster::{Cluster, Prepared};
use super::fill::{Filling, GapWidths, LineStuff, ends_with_hyphen, line_stuff, walk_line};
use super::fitting::fitting;
use super::line_beside::{LineBeside, line_beside, near};
use super::optimize::LineBreak;
use super::shape::Shaper;
use crate::geom::Abs;
use crate::page::{Fitting, Glyph, Orientation, Origins, Run};
use crate::style::Align;

/// A line whose glyphs have their places, counted from the left end of the
/// measure.
#[derive(Debug, Clone)]
pub struct SetLine {
    /// The runs in reading order.
    pub runs: Vec<Run>,
    /// What stands beside the line: readings, then dots, which show no text.
    pub beside: Vec<Run>,
    /// Lines along words.
    pub lines: Vec<LineBeside>,
    /// How far readings reach beyond the em box of their characters.
    pub above: Abs,
    /// Width from the first body to the last.
    pub width: Abs,
    /// How far it sticks out of its measure.
    pub over: Abs,
    /// How it fills its measure.
    pub fitting: Fitting,
}

/// Sets one line of a broken paragraph.
///
/// `place` tells which line of the paragraph it is; the first is indented, and
/// the last is not spread out.
#[must_use]
pub fn set_line(
    prepared: &Prepared,
    line: &LineBreak,
    place: LinePlace,
    measure: Abs,
    align: Align,
    shaper: &Shaper,
) -> SetLine {
    let indent = if place.is_first { prepared.indent } else { Abs::ZERO };
    let room = measure - indent;
    let stuff = line_stuff(prepared, line.clusters.clone(), line.form);
    let ragged = place.is_last || align != Align::Justify;
    let filling = stuff.fill(room, ragged);
    let width = filled_width(&stuff, &filling);
    let start = match align {
        Align::Start | Align::Justify => indent,
        Align::Center => indent + (room - width) / 2,
        Align::End => indent + room - width,
    };
    let mut setter = Setter {
        prepared,
        runs: Vec::new(),
        beside: Vec::new(),
        bodies: Vec::with_capacity(line.clusters.len()),
        last: None,
        unwritten: 0..0,
    };
    let flush = prepared.flush_at(line.clusters.start);
    let end =
        walk_line(prepared, line, GapWidths::new(stuff, filling), start, |at, before, pen| {
            let cluster = &prepared.clusters[at];
            // A space has no body: its glyph is put at the start of the gap that stands
            // for it.
            let x = if cluster.body == Abs::ZERO { before } else { pen };
            let x = if at < flush.clusters.end { x - flush.before } else { x };
            setter.push(cluster, x);
            setter.bodies.push(pen);
        });
    setter.write();
    if ends_with_hyphen(prepared, &line.clusters) {
        setter.hyphen(line.clusters.end - 1, end, shaper);
    }
    let above = setter.attach(line);
    let lines = setter.lines(line);
    let fitting = fitting(prepared, line, room, &stuff, &filling);
    SetLine {
        runs: setter.runs,
        beside: setter.beside,
        lines,
        above,
        width,
        over: filling.over,
        fitting,
    }
}

/// Which line of its paragraph a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinePlace {
    /// Whether it is the first.
    pub is_first: bool,
    /// Whether it is the last.
    pub is_last: bool,
}

fn filled_width(stuff: &LineStuff, filling: &Filling) -> Abs {
    let taken: Abs = filling.shrink.iter().copied().sum();
    let added: Abs = filling.stretch.iter().copied().sum();
    stuff.natural - taken + added + filling.even
}

/// Bytes of text that most clusters have: those of a Han character.
const BYTES_A_CLUSTER: usize = 3;

struct Setter<'a> {
    prepared: &'a Prepared,
    runs: Vec<Run>,
    beside: Vec<Run>,
    /// Where the body of each cluster starts.
    bodies: Vec<Abs>,
    /// The last cluster.
    last: Option<&'a Cluster>,
    /// What of the paragraph's text ends the last run and has not been written yet.
    unwritten: Range<usize>,
}

impl<'a> Setter<'a> {
    fn push(&mut self, cluster: &'a Cluster, x: Abs) {
        let fits = self.last.is_some_and(|last| self.is_alike(last, cluster));
        if !fits || self.unwritten.end != cluster.text.start {
            self.write();
            self.unwritten = cluster.text.start..cluster.text.start;
        }
        if !fits {
            // Most lines have one run.
            let all = if self.runs.is_empty() { self.bodies.capacity() } else { 0 };
            let style = &self.prepared.styles[cluster.style];
            self.runs.push(Run {
                face: cluster.face,
                size: style.size,
                paint: style.paint,
                orientation: cluster.orientation,
                horizontal_scale: cluster.horizontal_scale,
                text: String::with_capacity(all * BYTES_A_CLUSTER),
                origins: Origins::default(),
                glyphs: Vec::with_capacity(all),
            });
        }
        self.last = Some(cluster);
        self.unwritten.end = cluster.text.end;
        let Some(run) = self.runs.last_mut() else { return };
        let start = run.text.len() + cluster.text.start - self.unwritten.start;
        let end = start + cluster.text.len();
        let mut text = start..end;
        for glyph in &self.prepared.glyphs[cluster.glyphs.clone()] {
            run.glyphs.push(Glyph {
                id: glyph.id,
                x: x + glyph.x,
                rise: glyph.rise,
                text: std::mem::replace(&mut text, end..end),
            });
        }
    }

    /// Whether two clusters stand in one run, where the one follows the other.
    fn is_alike(&self, last: &Cluster, next: &Cluster) -> bool {
        let (own, other) = (&self.prepared.styles[last.style], &self.prepared.styles[next.style]);
        last.face == next.face
            && (last.style == next.style || own.size == other.size && own.paint == other.paint)
            && last.orientation == next.orientation
            && last.orientation != Orientation::Combined
    }

    /// Writes the end of the last run's text and where it comes from.
    fn write(&mut self) {
        let text = std::mem::take(&mut self.unwritten);
        if let Some(run) = self.runs.last_mut() {
            let at = run.text.len();
            run.text.push_str(&self.prepared.text[text.clone()]);
            run.origins.extend_from(&self.prepared.origins, text, at);
        }
    }

    /// Adds what stands beside the clusters: one run for all of a kind, those
    /// with text first. Tells how far they reach.
    fn attach(&mut self, line: &LineBreak) -> Abs {
        let attached = self.prepared.attached_to(line.clusters.clone());
        let (read, dots): (Vec<_>, Vec<_>) =
            attached.iter().partition(|attached| !attached.run.text.is_empty());
        for attached in read.into_iter().chain(dots) {
            let from = self.bodies.get(attached.cluster - line.clusters.start).copied();
            let from = from.unwrap_or(Abs::ZERO);
            let Run { text, origins, glyphs, .. } = &attached.run;
            let at = match self.beside.iter().position(|run| is_alike(run, &attached.run)) {
                Some(at) => at,
                None => {
                    let Run { face, size, paint, .. } = attached.run;
                    let run = Run {
                        orientation: attached.run.orientation,
                        horizontal_scale: attached.run.horizontal_scale,
                        ..Run::empty(face, size, paint)
                    };
                    self.beside.push(run);
                    self.beside.len() - 1
                }
            };
            let run = &mut self.beside[at];
            let start = run.text.len();
            run.text.push_str(text);
            run.origins.extend_from(origins, 0..text.len(), start);
            run.glyphs.extend(glyphs.iter().map(|glyph| Glyph {
                x: from + glyph.x,
                text: start + glyph.text.start..start + glyph.text.end,
                ..glyph.clone()
            }));
        }
        attached.iter().map(|attached| attached.reach).max().unwrap_or_default()
    }

    /// The lines along the words of this line.
    fn lines(&self, line: &LineBreak) -> Vec<LineBeside> {
        let mut lines = Vec::new();
        for underlined in near(&self.prepared.lines, &line.clusters) {
            let is_seen = |at: &usize| self.prepared.clusters[*at].body > Abs::ZERO;
            let start = underlined.clusters.start.max(line.clusters.start);
            let end = underlined.clusters.end.min(line.clusters.end);
            let (Some(first), Some(last)) =
                ((start..end).find(is_seen), (start..end).rfind(is_seen))
            else {
                continue;
            };
            let body = |at: usize| self.bodies.get(at - line.clusters.start).copied();
            if let (Some(from), Some(to)) = (body(first), body(last)) {
                let to = to + self.prepared.clusters[last].body;
                lines.push(line_beside(self.prepared, underlined, first, from..to));
            }
        }
        lines
    }

    fn hyphen(&mut self, cluster: usize, x: Abs, shaper: &Shaper) {
        let cluster = &self.prepared.clusters[cluster];
        let face = shaper.fonts().face(cluster.face);
        let glyph = face.hyphen();
        if let (Some(glyph), Some(run)) = (glyph, self.runs.last_mut()) {
            let start = run.text.len();
            let rise = run.glyphs.last().map_or(Abs::ZERO, |glyph| glyph.rise);
            // A soft hyphen: read back, the word is whole again.
            if !run.text.ends_with('\u{AD}') {
                run.text.push('\u{AD}');
            }
            run.glyphs.push(Glyph {
                id: u16::try_from(glyph.to_u32()).unwrap_or(0),
                x,
                rise,
                text: start..run.text.len(),
            });
        }
    }
}

/// Whether two runs differ in nothing but their glyphs. Dots, which show no
/// text, are never among those that do.
fn is_alike(run: &Run, other: &Run) -> bool {
    run.face == other.face
        && run.size == other.size
        && run.paint == other.paint
        && run.orientation == other.orientation
        && run.horizontal_scale == other.horizontal_scale
        && run.text.is_empty() == other.text.is_empty()
}
