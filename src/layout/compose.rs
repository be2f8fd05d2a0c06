//! The page in the making: layers of items, and the small things that every
//! element needs.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::along::line_along;
use super::bind::{Binder, Setting};
use super::canvas::Canvas;
use super::thread::{BookPage, ThreadsAt};
use super::{Material, Resources};
use crate::color::{Color, Paint};
use crate::diag::{Code, Diagnostic, Sink, Span};
use crate::geom::{Abs, Em, Flow, LineSpan, Point, Rect, WritingMode};
use crate::page::{
    ElementId, Item, Line, LineFit, Owner, Page, Part, PlacedPicture, Shape, StoryReport,
};
use crate::picture::{Outline, PictureId};
use crate::say;
use crate::spec::page::{Dress, Element, PageSpec, RuleStyle};
use crate::story::Slug;
use crate::style::Lang;
use crate::text::{Hyphenation, Profile, SetLine};

/// A page in the making.
pub(super) struct Composer<'a> {
    pub(super) spec: &'a PageSpec,
    /// The stories that run over several pages, as this one sees them.
    pub(super) page: ThreadsAt<'a>,
    /// What is being composed on.
    pub(super) canvas: Canvas,
    /// The element that is being placed.
    element: ElementId,
    pub(super) resources: Resources<'a>,
    pub(super) binder: Binder<'a>,
    pub(super) sink: &'a mut Sink,
    pub(super) layers: Layers,
    pub(super) stories: Vec<StoryReport>,
    /// How many sections have been begun.
    pub(super) sections: u32,
    /// The section whose stories are being placed.
    pub(super) section: Option<u32>,
    /// The outlines of pictures that text runs round; none of those that have
    /// no outline.
    pub(super) outlines: BTreeMap<PictureId, Option<Rc<Outline>>>,
    /// Whether it has been told that readings do not fit between the lines.
    pub(super) told_low_readings: bool,
}

/// Items by the order in which they are painted: what lies below comes first.
#[derive(Default)]
pub(super) struct Layers {
    pub(super) tints: Vec<Shape>,
    pub(super) pictures: Vec<PlacedPicture>,
    pub(super) rules: Vec<Shape>,
    /// In reading order.
    pub(super) lines: Vec<Line>,
    /// What stands beside the lines of the text being placed; it is read after
    /// the whole of it, so that a search finds the words.
    pub(super) beside: Vec<Line>,
}

/// How much of a page was there when the work on a story began.
pub(super) struct Mark {
    /// How many items each layer had.
    layers: [usize; 5],
    findings: usize,
    report: (u32, StoryReport),
    told_low_readings: bool,
}

impl<'a> Composer<'a> {
    pub(super) fn new(page: BookPage<'a>, threads: ThreadsAt<'a>, sink: &'a mut Sink) -> Self {
        let BookPage { spec, resources } = page;
        Self {
            spec,
            page: threads,
            canvas: Canvas::of(spec),
            element: ElementId(0),
            resources,
            binder: Binder::new(resources.fonts),
            sink,
            layers: Layers::default(),
            stories: Vec::new(),
            sections: 0,
            section: None,
            outlines: BTreeMap::new(),
            told_low_readings: false,
        }
    }

    /// Places one element.
    pub(super) fn place(&mut self, element: &Element, id: ElementId) {
        self.element = id;
        match element {
            Element::Story(frame) => self.place_story(frame),
            Element::Section(section) => self.place_section(section),
            Element::Picture(picture) => self.place_lone_picture(picture),
            Element::Table(table) => self.place_table(table),
            Element::Banner(banner) => self.place_banner(banner),
            Element::Rule(rule) => self.rule(rule.from, rule.to, rule.style),
            Element::Box(element) => {
                let rect = element.area.rect(&self.canvas.grid).grown(element.dress.inset);
                self.dress(rect, &element.dress);
            }
            Element::Ad(ad) => self.place_ad(ad, id),
            Element::Barcode(barcode) => self.place_barcode(barcode),
            Element::Ornament(ornament) => self.place_ornament(ornament),
            Element::Masthead(masthead) => self.place_masthead(masthead),
            Element::Folio(folio) => {
                let canvas = self.canvas.over(folio.rect, WritingMode::Horizontal);
                self.on(canvas, |composer| composer.place_folio(folio));
            }
        }
        for finding in self.binder.take_findings() {
            self.sink.push(finding);
        }
    }

    /// What something that is placed now belongs to.
    pub(super) fn owner(&self, story: Option<u32>, part: Part, paragraph: u32) -> Owner {
        Owner { story, part, paragraph, element: Some(self.element), cell: None, item: None }
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
            self.sink.push(finding);
        }
        found
    }

    /// Adds a set line whose measure starts at `origin`.
    pub(super) fn push_line(&mut self, owner: Owner, origin: Point, measure: Abs, set: SetLine) {
        if !set.runs.is_empty() {
            self.report_line(owner, origin, measure, &set);
            for line in &set.lines {
                let shape = self.canvas.shape(line_along(line, origin)).of(self.element);
                self.layers.rules.push(shape);
            }
            let Flow { writing, .. } = self.canvas.flow;
            let origin = self.canvas.flow.point(origin);
            self.layers.lines.push(Line { owner, writing, origin, measure, runs: set.runs });
            if !set.beside.is_empty() {
                let line = Line { owner, writing, origin, measure, runs: set.beside };
                match owner.part {
                    Part::Body | Part::Crosshead => self.layers.beside.push(line),
                    _ => self.layers.lines.push(line),
                }
            }
        }
    }

    /// Takes note of how a story's line fills its measure.
    fn report_line(&mut self, owner: Owner, origin: Point, measure: Abs, set: &SetLine) {
        let Some(story) = owner.story else { return };
        let grid = &self.canvas.grid;
        let row = (origin.y - grid.area.top).count_of(grid.text_leading()) + 1;
        let fit = LineFit {
            part: owner.part,
            paragraph: owner.paragraph,
            column: None,
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
        self.layers.tints.push(shape);
    }

    /// Where the work stands, to come [back to](Self::back_to).
    pub(super) fn mark(&self, story: u32) -> Mark {
        let Layers { tints, pictures, rules, lines, beside } = &self.layers;
        Mark {
            layers: [tints.len(), pictures.len(), rules.len(), lines.len(), beside.len()],
            findings: self.sink.list().len(),
            report: (story, self.stories[story as usize].clone()),
            told_low_readings: self.told_low_readings,
        }
    }

    /// Takes back what was done for a story since a mark was set.
    pub(super) fn back_to(&mut self, mark: &Mark) {
        let Layers { tints, pictures, rules, lines, beside } = &mut self.layers;
        let [of_tints, of_pictures, of_rules, of_lines, of_beside] = mark.layers;
        tints.truncate(of_tints);
        pictures.truncate(of_pictures);
        rules.truncate(of_rules);
        lines.truncate(of_lines);
        beside.truncate(of_beside);
        self.sink.truncate(mark.findings);
        let (story, report) = &mark.report;
        self.stories[*story as usize] = report.clone();
        self.told_low_readings = mark.told_low_readings;
    }

    /// The page, with its layers laid over each other.
    pub(super) fn finish(self) -> Page {
        let Layers { tints, pictures, rules, lines, beside: _ } = self.layers;
        let items = tints
            .into_iter()
            .map(Item::Shape)
            .chain(pictures.into_iter().map(Item::Picture))
            .chain(rules.into_iter().map(Item::Shape))
            .chain(lines.into_iter().map(Item::Line))
            .collect();
        let imprint = &self.spec.imprint;
        Page {
            label: imprint.number.map_or_else(|| "1".to_owned(), |number| number.to_string()),
            trim: self.spec.paper,
            bleed: self.spec.bleed,
            flow: self.spec.flow,
            marks: self.spec.marks,
            folds: Vec::new(),
            inks: self.spec.inks.clone(),
            spots: self.spec.spots.clone(),
            grid: self.spec.grid.geometry(),
            items,
            stories: self.stories,
        }
    }

    /// Adds shapes that lie on the sheet already.
    pub(super) fn push_shapes(&mut self, shapes: Vec<Shape>) {
        self.layers.rules.extend(shapes.into_iter().map(|shape| shape.of(self.element)));
    }

    /// Draws a frame of a rule's form round a box.
    pub(super) fn frame(&mut self, rect: Rect, style: RuleStyle) {
        let shapes = super::rules::frame_shapes(self.canvas.flow.rect(rect), style);
        self.layers.rules.extend(shapes.into_iter().map(|shape| shape.of(self.element)));
    }

    /// Draws a rule between two points.
    pub(super) fn rule(&mut self, from: Point, to: Point, style: RuleStyle) {
        // Of a rule of two lines the thick one comes first in reading order: on
        // the sheet that is above or at the left.
        let (from, to) = (self.canvas.flow.point(from), self.canvas.flow.point(to));
        let shapes = super::rules::rule_shapes(from, to, style);
        self.layers.rules.extend(shapes.into_iter().map(|shape| shape.of(self.element)));
    }
}

/// The lines of `span` that start at `first` or later; none if there are none.
pub(super) fn lines_from(span: LineSpan, first: u32) -> Option<LineSpan> {
    (first <= span.last).then_some(LineSpan { first: first.max(span.first), last: span.last })
}
