//! Setting a line: every glyph at its final place.

use super::cluster::{Cluster, Gap, Prepared};
use super::fill::{Filling, LineStuff, ends_with_hyphen, line_stuff};
use super::fitting::fitting;
use super::optimize::LineBreak;
use super::shape::Shaper;
use crate::geom::Abs;
use crate::page::{Fitting, Glyph, Run};
use crate::style::Align;

/// A line whose glyphs have their places, counted from the left end of the
/// measure.
#[derive(Debug, Clone)]
pub struct SetLine {
    /// The runs in reading order.
    pub runs: Vec<Run>,
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
    let mut setter = Setter { prepared, stuff, filling, spent: Spent::default(), runs: Vec::new() };
    let end = setter.set(line, start);
    if ends_with_hyphen(prepared, &line.clusters) {
        setter.hyphen(line.clusters.end - 1, end, shaper);
    }
    let fitting = fitting(prepared, line, room, (&stuff, &filling));
    SetLine { runs: setter.runs, width, over: filling.over, fitting }
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

/// What has been taken and added so far, so that rounding never adds up.
#[derive(Default)]
struct Spent {
    shrink: [Abs; super::profile::SHRINK_LEVELS],
    stretch: [Abs; super::profile::STRETCH_LEVELS],
    even: i64,
}

struct Setter<'a> {
    prepared: &'a Prepared,
    stuff: LineStuff,
    filling: Filling,
    spent: Spent,
    runs: Vec<Run>,
}

impl Setter<'_> {
    /// Places the clusters from `start` on and returns where the pen ends.
    fn set(&mut self, line: &LineBreak, start: Abs) -> Abs {
        let mut pen = start;
        for at in line.clusters.clone() {
            let cluster = &self.prepared.clusters[at];
            let before_gap = pen;
            if at > line.clusters.start {
                pen += self.gap(cluster.gap);
            }
            // A space shows in the gap that it makes.
            let x = if cluster.body == Abs::ZERO { before_gap } else { pen };
            self.push(cluster, x);
            pen += cluster.body;
        }
        pen
    }

    /// The final width of a gap. Shares are worked out on the running total,
    /// so that the last gap ends exactly on the measure.
    fn gap(&mut self, gap: Gap) -> Abs {
        let mut width = gap.ideal;
        if let Some((level, give)) = gap.shrink {
            let spent = &mut self.spent.shrink[level];
            width -= spend(give, spent, self.filling.shrink[level], self.stuff.shrink[level]);
        }
        if let Some((level, grow)) = gap.stretch {
            let spent = &mut self.spent.stretch[level];
            width += spend(grow, spent, self.filling.stretch[level], self.stuff.stretch[level]);
        }
        if gap.even && self.stuff.even > 0 {
            let before = self.filling.even.scale(self.spent.even, self.stuff.even);
            self.spent.even += 1;
            width += self.filling.even.scale(self.spent.even, self.stuff.even) - before;
        }
        width
    }

    fn push(&mut self, cluster: &Cluster, x: Abs) {
        let style = &self.prepared.styles[cluster.style];
        let fits = self.runs.last().is_some_and(|run| {
            run.face == cluster.face && run.size == style.size && run.paint == style.paint
        });
        if !fits {
            self.runs.push(Run {
                face: cluster.face,
                size: style.size,
                paint: style.paint,
                text: String::new(),
                glyphs: Vec::new(),
            });
        }
        let Some(run) = self.runs.last_mut() else { return };
        let start = run.text.len();
        run.text.push_str(&self.prepared.text[cluster.text.clone()]);
        let mut text = start..run.text.len();
        for glyph in &self.prepared.glyphs[cluster.glyphs.clone()] {
            run.glyphs.push(Glyph {
                id: glyph.id,
                x: x + glyph.x,
                rise: glyph.rise,
                text: text.clone(),
            });
            text = run.text.len()..run.text.len();
        }
    }

    fn hyphen(&mut self, cluster: usize, x: Abs, shaper: &Shaper) {
        let cluster = &self.prepared.clusters[cluster];
        let face = shaper.fonts().face(cluster.face);
        let glyph = face.glyph('\u{2010}').or_else(|| face.glyph('-'));
        if let (Some(glyph), Some(run)) = (glyph, self.runs.last_mut()) {
            let start = run.text.len();
            // A soft hyphen: read back, the word is whole again.
            if !run.text.ends_with('\u{AD}') {
                run.text.push('\u{AD}');
            }
            run.glyphs.push(Glyph {
                id: u16::try_from(glyph.to_u32()).unwrap_or(0),
                x,
                rise: Abs::ZERO,
                text: start..run.text.len(),
            });
        }
    }
}

/// The share of `used` that falls to a gap with a capacity of `own`, when gaps
/// with `spent` of the level's `capacity` have had theirs.
fn spend(own: Abs, spent: &mut Abs, used: Abs, capacity: Abs) -> Abs {
    let before = used.scale(spent.units(), capacity.units());
    *spent += own;
    used.scale(spent.units(), capacity.units()) - before
}
