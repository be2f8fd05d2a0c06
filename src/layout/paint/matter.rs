//! Matter: what has been set, item by item at its place, what is counted of it, and
//! what is to be said of it.
//!
//! Setting adds to it and changes nothing that is in it already. A layout that is
//! tried is matter of its own, which is taken or dropped whole, its findings with
//! it. Which element of the spec and which story of the page it belongs to is said
//! when it is put on the page ([`super::painted::Painted`]).

use super::along::line_along;
use super::owner::MatterOwner;
use super::rules::{frame_shapes, rule_shapes};
use crate::color::{Color, Paint};
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, Point, Rect, WritingMode};
use crate::layout::grid::canvas::Canvas;
use crate::page::{
    Glyph, LineFit, ParagraphFit, Part, PathStep, PictureInks, ReservedPlace, Run, Shape,
};
use crate::picture::PictureId;
use crate::spec::page::{Dress, RuleStyle};
use crate::text::SetLine;

/// Bytes that it takes to tell how a line fills its measure, nearly.
const BYTES_A_FIT: usize = 512;

/// Items by the order in which they are painted, what lies below first, and what
/// goes with them.
#[derive(Default, Clone)]
pub(in crate::layout) struct Matter {
    pub(super) tints: Vec<Shape>,
    pub(in crate::layout) pictures: Vec<MatterPicture>,
    /// The places of what is not there yet.
    pub(in crate::layout) reserved: Vec<ReservedPlace>,
    /// Rules, frames and other shapes that lie over pictures.
    pub(super) rules: Vec<Shape>,
    /// In reading order.
    pub(in crate::layout) lines: Vec<MatterLine>,
    /// What stands beside the lines of the text being placed; it is read after
    /// the whole of it, so that a search finds the words.
    beside: Vec<MatterLine>,
    /// How the lines of the story fill their measures.
    pub(in crate::layout) fits: Vec<LineFit>,
    /// What the copyfit did to the story's paragraphs.
    pub(in crate::layout) paragraphs: Vec<ParagraphFit>,
    pub(in crate::layout) tally: Tally,
    pub(in crate::layout) findings: Sink,
}

/// A set line, as the page has it but for the owner.
#[derive(Clone)]
pub(in crate::layout) struct MatterLine {
    pub(super) owner: MatterOwner,
    pub(super) writing: WritingMode,
    pub(super) origin: Point,
    pub(super) measure: Abs,
    pub(super) runs: Vec<Run>,
}

/// A placed picture, as the page has it but for the owner.
#[derive(Clone)]
pub(in crate::layout) struct MatterPicture {
    pub(in crate::layout) owner: MatterOwner,
    pub(in crate::layout) picture: PictureId,
    pub(in crate::layout) place: Rect,
    pub(in crate::layout) frame: Rect,
    pub(in crate::layout) image: Rect,
    pub(in crate::layout) clip: Vec<PathStep>,
    pub(in crate::layout) inks: PictureInks,
    pub(in crate::layout) alt: String,
}

/// What is counted of a story while it is set, in characters.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::layout) struct Tally {
    /// What is to be placed in addition to the story's own words: markers, a standing head,
    /// credits that pictures bring along.
    pub(in crate::layout) added: usize,
    /// What of its words is counted elsewhere on the page, or said twice.
    pub(in crate::layout) taken: usize,
    pub(in crate::layout) overset: usize,
    pub(in crate::layout) unplaced: usize,
    pub(in crate::layout) elsewhere: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.added += other.added;
        self.taken += other.taken;
        self.overset += other.overset;
        self.unplaced += other.unplaced;
        self.elsewhere += other.elsewhere;
    }
}

impl Matter {
    /// Says something of what is being set.
    pub(in crate::layout) fn tell(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Adds a set line of an owner whose measure starts at `origin`.
    pub(in crate::layout) fn push_line(
        &mut self,
        canvas: &Canvas,
        owner: MatterOwner,
        origin: Point,
        measure: Abs,
        set: SetLine,
    ) {
        if set.runs.is_empty() {
            return;
        }
        self.fits.extend(line_fit(canvas, owner, origin, measure, &set));
        for line in &set.lines {
            self.rules.push(canvas.shape(line_along(line, origin)));
        }
        let writing = canvas.flow.writing;
        let origin = canvas.flow.point(origin);
        self.lines.push(MatterLine { owner, writing, origin, measure, runs: set.runs });
        if !set.beside.is_empty() {
            let line = MatterLine { owner, writing, origin, measure, runs: set.beside };
            match owner.part {
                Part::Body | Part::Crosshead => self.beside.push(line),
                _ => self.lines.push(line),
            }
        }
    }

    /// Paints a box's tint and frame.
    pub(in crate::layout) fn dress(&mut self, canvas: &Canvas, rect: Rect, dress: &Dress) {
        if let Some(tint) = dress.tint {
            self.tint(canvas, rect, tint);
        }
        if let Some(rule) = dress.frame {
            self.frame(canvas, rect, rule);
        }
    }

    /// Paints a color behind things.
    pub(in crate::layout) fn tint(&mut self, canvas: &Canvas, rect: Rect, color: Color) {
        self.tints.push(canvas.shape(Shape::filled(rect, Paint::usual(color))));
    }

    /// Draws a frame of a rule's form round a box.
    pub(in crate::layout) fn frame(&mut self, canvas: &Canvas, rect: Rect, style: RuleStyle) {
        self.rules.extend(frame_shapes(canvas.flow.rect(rect), style));
    }

    /// Draws a rule between two points.
    pub(in crate::layout) fn rule(
        &mut self,
        canvas: &Canvas,
        from: Point,
        to: Point,
        style: RuleStyle,
    ) {
        // Of a rule of two lines the thick one comes first in reading order: on
        // the sheet that is above or at the left.
        self.rules.extend(rule_shapes(canvas.flow.point(from), canvas.flow.point(to), style));
    }

    /// Adds shapes that lie on the sheet already.
    pub(in crate::layout) fn push_shapes(&mut self, shapes: impl IntoIterator<Item = Shape>) {
        self.rules.extend(shapes);
    }

    /// Lets what stands beside the lines of a text follow it.
    pub(in crate::layout) fn end_text(&mut self) {
        let Self { lines, beside, .. } = self;
        lines.append(beside);
    }

    /// Lays what was set later over this.
    pub(in crate::layout) fn append(&mut self, mut later: Self) {
        self.tints.append(&mut later.tints);
        self.pictures.append(&mut later.pictures);
        self.reserved.append(&mut later.reserved);
        self.rules.append(&mut later.rules);
        self.lines.append(&mut later.lines);
        self.beside.append(&mut later.beside);
        self.fits.append(&mut later.fits);
        self.paragraphs.append(&mut later.paragraphs);
        self.tally.add(later.tally);
        self.findings.append(later.findings);
    }

    /// The same at another place.
    pub(super) fn moved(mut self, by: Point) -> Self {
        for shape in self.tints.iter_mut().chain(&mut self.rules) {
            shape.path.iter_mut().for_each(|step| *step = step.moved(by));
        }
        for picture in &mut self.pictures {
            for rect in [&mut picture.place, &mut picture.frame, &mut picture.image] {
                *rect = rect.moved(by);
            }
            picture.clip.iter_mut().for_each(|step| *step = step.moved(by));
        }
        for reserved in &mut self.reserved {
            reserved.place = reserved.place.moved(by);
        }
        for line in self.lines.iter_mut().chain(&mut self.beside) {
            line.origin = line.origin.moved(by);
        }
        self
    }

    /// How many bytes it takes, nearly.
    pub(super) fn bytes(&self) -> usize {
        let runs = self.lines.iter().chain(&self.beside).flat_map(|line| &line.runs);
        let glyphs: usize = runs.map(|run| run.glyphs.len() + 4).sum();
        let texts: usize = self.fits.iter().map(|fit| fit.text.len() + BYTES_A_FIT).sum();
        let shapes = self.tints.iter().chain(&self.rules);
        let steps: usize = shapes.map(|shape| shape.path.len() + 4).sum();
        size_of::<Self>() + glyphs * size_of::<Glyph>() * 2 + texts + steps * size_of::<PathStep>()
    }
}

/// How a story's line fills its measure.
fn line_fit(
    canvas: &Canvas,
    owner: MatterOwner,
    origin: Point,
    measure: Abs,
    set: &SetLine,
) -> Option<LineFit> {
    if !owner.is_of_story {
        return None;
    }
    let grid = &canvas.grid;
    let row = (origin.y - grid.area.top).count_of(grid.text_leading()) + 1;
    Some(LineFit {
        part: owner.part,
        paragraph: owner.paragraph,
        column: owner.column,
        row: u32::try_from(row).unwrap_or(0),
        measure,
        text: set.runs.iter().map(|run| run.text.as_str()).collect(),
        fitting: set.fitting.clone(),
    })
}
