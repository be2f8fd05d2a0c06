//! The page in the making: layers of items, and the small things that every
//! element needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::color::{Color, Paint};
use crate::diag::{Code, Diagnostic, Sink, Span};
use crate::geom::{Abs, Em, Flow, LineSpan, Point, Rect};
use crate::layout::BookPage;
use crate::layout::bind::{Binder, Setting};
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::along::line_along;
use crate::layout::paint::matter::Matter;
use crate::layout::{Material, Resources};
use crate::page::{BlockId, ElementId, Line, LineFit, Owner, Page, Part, Shape, StoryReport};
use crate::picture::{Outline, PictureId};
use crate::say;
use crate::spec::page::{Dress, PageSpec, RuleStyle};
use crate::story::{RichText, Slug, Story};
use crate::style::Lang;
use crate::text::{Hyphenation, Profile, SetLine};

/// A page in the making.
pub(super) struct Composer<'a> {
    pub(super) spec: &'a PageSpec,
    /// What is being composed on.
    pub(super) canvas: Canvas,
    /// The element that is being placed.
    element: ElementId,
    pub(super) resources: Resources<'a>,
    pub(super) binder: Binder<'a>,
    /// What has been set so far.
    pub(super) matter: Matter,
    pub(super) stories: Vec<StoryReport>,
    /// How many sections have been begun.
    pub(super) sections: u32,
    /// The section whose stories are being placed.
    pub(super) section: Option<u32>,
    /// The outlines of pictures that text runs round; none of those that have
    /// no outline.
    pub(super) outlines: BTreeMap<PictureId, Option<Arc<Outline>>>,
}

/// Whose a line is: what it is counted and read with.
#[derive(Clone, Copy, Default)]
pub(super) struct Whose {
    pub(super) story: Option<u32>,
    /// Its paragraph, or what stands for one.
    pub(super) paragraph: u32,
    /// The block of its body.
    pub(super) block: Option<BlockId>,
    /// The column of text that it stands in, from 1.
    pub(super) column: Option<u32>,
}

impl Whose {
    /// Of a story, and of no paragraph in particular.
    pub(super) fn story(story: u32) -> Self {
        Self { story: Some(story), ..Self::default() }
    }
}

/// Something that was set apart from the page, to be laid on it or dropped.
pub(super) struct Apart<T> {
    pub(super) value: T,
    pub(super) matter: Matter,
    /// What the report of its story comes to with it.
    pub(super) report: StoryReport,
}

impl<'a> Composer<'a> {
    pub(super) fn new(page: BookPage<'a>) -> Self {
        let BookPage { spec, resources } = page;
        Self {
            spec,
            canvas: Canvas::of(spec),
            element: ElementId(0),
            resources,
            binder: Binder::new(resources.fonts, resources.lent),
            matter: Matter::default(),
            stories: Vec::new(),
            sections: 0,
            section: None,
            outlines: BTreeMap::new(),
        }
    }

    /// Places an element.
    pub(super) fn place(&mut self, element: ElementId, place: impl FnOnce(&mut Self)) {
        self.element = element;
        place(self);
        let of_words = self.binder.take_findings();
        self.matter.findings.append(of_words);
    }

    /// Begins the report of a story that stands on these lines, and returns its
    /// number.
    pub(super) fn open_report(&mut self, story: &Story, lines: LineSpan) -> u32 {
        let title = story.headline.as_ref().map(RichText::plain).unwrap_or_default();
        let slug = story.slug.to_string();
        self.stories.push(StoryReport {
            lang: self.lang_of(story).tag().to_owned(),
            section: self.section,
            ..StoryReport::new(slug, title, lines, story.characters())
        });
        (self.stories.len() - 1) as u32
    }

    /// The report of a story by its number.
    pub(super) fn report(&mut self, story: u32) -> &mut StoryReport {
        &mut self.stories[story as usize]
    }

    /// The language of a story: its own, or the page's.
    pub(super) fn lang_of(&self, story: &Story) -> Lang {
        story.lang.unwrap_or(self.spec.lang)
    }

    /// What something that is placed now belongs to.
    pub(super) fn owner(&self, story: Option<u32>, part: Part, paragraph: u32) -> Owner {
        let element = Some(self.element);
        Owner { story, part, paragraph, block: None, element, cell: None, item: None }
    }

    /// The same of a line of display type.
    pub(super) fn owner_of(&self, whose: Whose, part: Part) -> Owner {
        Owner { block: whose.block, ..self.owner(whose.story, part, whose.paragraph) }
    }

    /// Composes something on another canvas.
    pub(super) fn on<T>(&mut self, canvas: Canvas, compose: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.canvas, canvas);
        let result = compose(self);
        self.canvas = outer;
        result
    }

    /// The setting of text in a language at a size, in the lines of this canvas.
    pub(super) fn setting(&self, lang: Lang, size: Abs, hyphenation: Hyphenation) -> Setting {
        let profile = Profile::of(lang, self.canvas.flow.writing);
        Setting { size, lang, profile, indent: Em::ZERO, hyphenation }
    }

    /// The story of a slug, or a report that there is none.
    pub(super) fn material(&mut self, slug: &Slug, span: Span) -> Option<&'a Material> {
        let found = self.resources.story(slug);
        if found.is_none() {
            let known = self.resources.stories.iter().map(|material| material.story.slug.as_str());
            let mut finding = Diagnostic::error(
                Code::StoryMissing,
                say!("there is no story with the slug `{slug}`", "找不到代号为“{slug}”的稿件"),
            )
            .at(span);
            finding = match crate::diag::nearest(slug.as_str(), known) {
                Some(near) => finding.hint(say!("did you mean `{near}`?", "是不是“{near}”？")),
                None => finding.hint(say!(
                    "the slug is in the story's front matter, or its file name without the ending",
                    "代号写在稿件头部的 slug，或者就是去掉后缀的文件名"
                )),
            };
            self.tell(finding);
        }
        found
    }

    /// Adds a set line whose measure starts at `origin`.
    pub(super) fn push_line(&mut self, owner: Owner, origin: Point, measure: Abs, set: SetLine) {
        self.push_line_in(None, owner, origin, measure, set);
    }

    /// Adds a set line that may stand in a column of text, counted from 1.
    pub(super) fn push_line_in(
        &mut self,
        column: Option<u32>,
        owner: Owner,
        origin: Point,
        measure: Abs,
        set: SetLine,
    ) {
        if !set.runs.is_empty() {
            self.report_line(column, owner, origin, measure, &set);
            for line in &set.lines {
                let shape = self.canvas.shape(line_along(line, origin)).of(self.element);
                self.matter.rules.push(shape);
            }
            let Flow { writing, .. } = self.canvas.flow;
            let origin = self.canvas.flow.point(origin);
            self.matter.lines.push(Line { owner, writing, origin, measure, runs: set.runs });
            if !set.beside.is_empty() {
                let line = Line { owner, writing, origin, measure, runs: set.beside };
                match owner.part {
                    Part::Body | Part::Crosshead => self.matter.beside.push(line),
                    _ => self.matter.lines.push(line),
                }
            }
        }
    }

    /// Takes note of how a story's line fills its measure.
    fn report_line(
        &mut self,
        column: Option<u32>,
        owner: Owner,
        origin: Point,
        measure: Abs,
        set: &SetLine,
    ) {
        let Some(story) = owner.story else { return };
        let grid = &self.canvas.grid;
        let row = (origin.y - grid.area.top).count_of(grid.text_leading()) + 1;
        let fit = LineFit {
            part: owner.part,
            paragraph: owner.paragraph,
            column,
            row: u32::try_from(row).unwrap_or(0),
            measure,
            text: set.runs.iter().map(|run| run.text.as_str()).collect(),
            fitting: set.fitting.clone(),
        };
        self.stories[story as usize].lines_fit.push(fit);
    }

    /// Paints a box's tint and frame.
    pub(super) fn dress(&mut self, rect: Rect, dress: &Dress) {
        if let Some(tint) = dress.tint {
            self.tint(rect, tint);
        }
        if let Some(rule) = dress.frame {
            self.frame(rect, rule);
        }
    }

    /// Paints a color behind things.
    pub(super) fn tint(&mut self, rect: Rect, color: Color) {
        let shape = Shape::filled(rect, Paint::usual(color)).of(self.element);
        let shape = self.canvas.shape(shape);
        self.matter.tints.push(shape);
    }

    /// Says something of what is being set.
    pub(super) fn tell(&mut self, finding: Diagnostic) {
        self.matter.findings.push(finding);
    }

    /// Sets something of a story apart from the page.
    pub(super) fn apart<T>(&mut self, story: u32, set: impl FnOnce(&mut Self) -> T) -> Apart<T> {
        let before = self.report(story).clone();
        let (value, matter) = self.set_aside(set);
        let report = std::mem::replace(self.report(story), before);
        Apart { value, matter, report }
    }

    /// Sets something as matter of its own.
    pub(super) fn set_aside<T>(&mut self, set: impl FnOnce(&mut Self) -> T) -> (T, Matter) {
        let page = std::mem::take(&mut self.matter);
        let value = set(self);
        (value, std::mem::replace(&mut self.matter, page))
    }

    /// Lays on the page what was set apart.
    pub(super) fn lay<T>(&mut self, story: u32, apart: Apart<T>) -> T {
        let Apart { value, matter, report } = apart;
        self.matter.append(matter);
        *self.report(story) = report;
        value
    }

    /// The page, with its layers laid over each other, and what is to be said of
    /// it.
    pub(super) fn finish(mut self) -> (Page, Sink) {
        let findings = std::mem::take(&mut self.matter.findings);
        let imprint = &self.spec.imprint;
        let page = Page {
            label: imprint.number.map_or_else(|| "1".to_owned(), |number| number.to_string()),
            trim: self.spec.paper,
            bleed: self.spec.bleed,
            flow: self.spec.flow,
            marks: self.spec.marks,
            folds: Vec::new(),
            inks: self.spec.inks.clone(),
            spots: self.spec.spots.clone(),
            grid: self.spec.grid.geometry(),
            items: self.matter.into_items(),
            stories: self.stories,
        };
        (page, findings)
    }

    /// Adds shapes that lie on the sheet already.
    pub(super) fn push_shapes(&mut self, shapes: Vec<Shape>) {
        self.matter.rules.extend(shapes.into_iter().map(|shape| shape.of(self.element)));
    }

    /// Draws a frame of a rule's form round a box.
    pub(super) fn frame(&mut self, rect: Rect, style: RuleStyle) {
        let shapes = crate::layout::paint::rules::frame_shapes(self.canvas.flow.rect(rect), style);
        self.matter.rules.extend(shapes.into_iter().map(|shape| shape.of(self.element)));
    }

    /// Draws a rule between two points.
    pub(super) fn rule(&mut self, from: Point, to: Point, style: RuleStyle) {
        // Of a rule of two lines the thick one comes first in reading order: on
        // the sheet that is above or at the left.
        let (from, to) = (self.canvas.flow.point(from), self.canvas.flow.point(to));
        let shapes = crate::layout::paint::rules::rule_shapes(from, to, style);
        self.matter.rules.extend(shapes.into_iter().map(|shape| shape.of(self.element)));
    }
}

/// The lines of `span` that start at `first` or later; none if there are none.
pub(super) fn lines_from(span: LineSpan, first: u32) -> Option<LineSpan> {
    (first <= span.last).then_some(LineSpan { first: first.max(span.first), last: span.last })
}
