//! Layout: binds stories to their places on the page and flows them through
//! columns on one baseline grid.
//!
//! [`compose()`] goes through the elements of the page in reading order: heads
//! take whole lines of the grid, pictures take theirs, what is left are line
//! slots, and the text is poured through these. Everything that comes out is
//! final; backends never see this module.

mod bind;
mod desk;
mod element;
mod flow;
mod galley;
mod grid;
mod head;
mod lent;
mod over_frame;
mod paint;
mod picture;
mod resources;
mod set;
mod story;
mod tell;

pub use lent::{LayoutCache, Lent};
pub use resources::{BookPage, Material, Resources};
pub use story::thread::{ThreadPlan, Threads, ThreadsAt};

use crate::diag::Sink;
use crate::geom::WritingMode;
use crate::page::{ElementId, Page};
use crate::spec::page::{Element, PageSpec};
use bind::Binder;
use desk::Desk;
use element::ad::place_ad;
use element::barcode::place_barcode;
use element::furniture::{place_banner, place_folio, place_masthead};
use element::ornament::place_ornament;
use element::section::set_section;
use element::table::set_table;
use grid::canvas::Canvas;
use over_frame::report_lines_over_frames;
use paint::story_set::{ElementSet, Painted};
use picture::lone::set_lone_picture;
use story::set_story;

/// Sets a page, and of the stories that run over several pages what stands on
/// this one. Whatever does not fit or cannot be set is reported to `sink`; the
/// page comes out all the same, as far as it goes.
#[must_use]
pub fn compose(page: BookPage, threads: ThreadsAt, sink: &mut Sink) -> Page {
    let desk = Desk::of(page);
    let mut binder = Binder::new(desk.resources, &desk.spec.names);
    let canvas = Canvas::of(desk.spec);
    let mut painted = Painted::default();
    let mut sections = 0;
    for (at, element) in (0..).zip(&page.spec.elements) {
        let id = ElementId(at);
        // 1. An element is set apart from all others,
        let section = matches!(element, Element::Section(_)).then_some(sections);
        sections += u32::from(section.is_some());
        let mut set =
            set_element(desk, &mut binder, &canvas, element, ElementAt { id, section }, threads);
        set.of_words = binder.take_findings();
        // 2. and put on the page.
        painted.add(id, set, section);
    }
    // 3. What only the whole page shows.
    let mut found = Sink::default();
    report_lines_over_frames(page.spec, &painted, &mut found);
    painted.matter.findings.append(found);
    sink.append(std::mem::take(&mut painted.matter.findings));
    finished(page.spec, painted)
}

/// Which element of its page one is.
#[derive(Clone, Copy)]
struct ElementAt {
    id: ElementId,
    /// Which section, if it is one.
    section: Option<u32>,
}

/// Sets one element.
fn set_element<'a>(
    desk: Desk<'a>,
    binder: &mut Binder<'a>,
    canvas: &Canvas,
    element: &Element,
    at: ElementAt,
    threads: ThreadsAt,
) -> ElementSet {
    let ElementAt { id, section: number } = at;
    let mut set = ElementSet::default();
    let (out, lang) = (&mut set.furniture, desk.spec.lang);
    let sink = &mut out.findings;
    match element {
        Element::Story(frame) => {
            set.stories.extend(set_story(desk, binder, canvas, frame, threads, sink));
        }
        Element::Section(section) => {
            return set_section(desk, binder, canvas, section, number.unwrap_or(0));
        }
        Element::Picture(picture) => {
            set.stories.extend(set_lone_picture(desk, binder, canvas, picture, id, sink));
        }
        Element::Table(table) => {
            set.stories.extend(set_table(desk, binder, canvas, table, id, sink));
        }
        Element::Banner(banner) => place_banner(binder, canvas, banner, lang, out),
        Element::Rule(rule) => out.rule(canvas, rule.from, rule.to, rule.style),
        Element::Box(element) => {
            let rect = element.area.rect(&canvas.grid).grown(element.dress.inset);
            out.dress(canvas, rect, &element.dress);
        }
        Element::Ad(ad) => place_ad(desk, binder, canvas, ad, id, out),
        Element::Barcode(barcode) => place_barcode(desk, binder, canvas, barcode, out),
        Element::Ornament(ornament) => place_ornament(canvas, ornament, out),
        Element::Masthead(masthead) => place_masthead(binder, canvas, masthead, lang, out),
        Element::Folio(folio) => {
            let canvas = canvas.over(folio.rect, WritingMode::Horizontal);
            place_folio(binder, &canvas, folio, lang, out);
        }
    }
    set
}

/// The page, with its layers laid over each other.
fn finished(spec: &PageSpec, painted: Painted) -> Page {
    let Painted { matter, stories } = painted;
    let imprint = &spec.imprint;
    Page {
        label: imprint.number.map_or_else(|| "1".to_owned(), |number| number.to_string()),
        trim: spec.paper,
        bleed: spec.bleed,
        flow: spec.flow,
        marks: spec.marks,
        folds: Vec::new(),
        inks: spec.inks.clone(),
        spots: spec.spots.clone(),
        grid: spec.grid.geometry(),
        items: matter.into_items(),
        stories,
    }
}
