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
mod once;
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
use crate::page::{ElementId, Page, StoryReport};
use crate::spec::page::{Element, PageSpec, StoryFrame};
use crate::story::Story;
use bind::Binder;
use desk::Desk;
use element::ad::place_ad;
use element::barcode::place_barcode;
use element::furniture::{place_banner, place_folio, place_masthead};
use element::ornament::place_ornament;
use element::section::set_section;
use element::table::set_table;
use grid::canvas::Canvas;
use once::SaidOfWords;
use over_frame::report_lines_over_frames;
use paint::painted::Painted;
use paint::story_set::ElementSet;
use picture::lone::set_lone_picture;
use story::set_story;

/// Sets a page, and of the stories that run over several pages what stands on
/// this one. Whatever does not fit or cannot be set is reported to `sink`; the
/// page comes out all the same, as far as it goes.
#[must_use]
pub fn compose(page: BookPage, threads: ThreadsAt, sink: &mut Sink) -> Page {
    let desk = Desk::of(page);
    let mut binder = Binder::new(desk.resources, desk.spec);
    let canvas = Canvas::of(desk.spec);
    let known = page.resources.lent.sets(page.spec);
    let (mut painted, mut said) = (Painted::default(), SaidOfWords::default());
    let mut sections = 0;
    for (at, element) in (0..).zip(&page.spec.elements) {
        let id = ElementId(at);
        // 1. An element is set apart from all others,
        let section = matches!(element, Element::Section(_)).then_some(sections);
        sections += u32::from(section.is_some());
        let mut set_anew = || {
            let at = ElementAt { id, section };
            let mut set = set_element(desk, &mut binder, &canvas, element, at, threads);
            set.of_words = binder.take_findings();
            set
        };
        let stories = known.zip(stories_of(desk, element, threads));
        let mut set = match stories {
            Some((known, stories)) => {
                let pictures = stories.iter().flat_map(|material| &material.pictures).flatten();
                let pictures = pictures.map(|id| (*id, page.resources.pictures.get(*id)));
                let stories: Vec<&Story> = stories.iter().map(|it| &it.story).collect();
                known.get(id, &stories, pictures, set_anew)
            }
            None => set_anew(),
        };
        set.of_words = said.new_of(&set.of_words);
        // 2. and put on the page.
        painted.add(id, set, section);
    }
    // 3. What only the whole page shows.
    let mut found = Sink::default();
    report_lines_over_frames(page.spec, &painted, &mut found);
    painted.findings.append(found);
    sink.append(std::mem::take(&mut painted.findings));
    finished(page.spec, painted)
}

/// Sets some elements of a page apart from the others, and tells how their stories came
/// out; what there is to say of them goes into `sink`. Of a story that runs over several
/// pages what stands on this one is set as if it were all.
#[must_use]
pub fn set_apart(page: BookPage, elements: &[usize], sink: &mut Sink) -> Vec<StoryReport> {
    let desk = Desk::of(page);
    let mut binder = Binder::new(desk.resources, desk.spec);
    let canvas = Canvas::of(desk.spec);
    let mut reports = Vec::new();
    for at in elements {
        let Some(element) = desk.spec.elements.get(*at) else { continue };
        let id = ElementId(u32::try_from(*at).unwrap_or(u32::MAX));
        let at = ElementAt { id, section: None };
        let mut set = set_element(desk, &mut binder, &canvas, element, at, ThreadsAt::none());
        set.of_words = binder.take_findings();
        let ElementSet { furniture, stories, of_words } = set;
        sink.append(furniture.findings);
        for story in stories {
            let (report, findings) = story.told();
            sink.append(findings);
            reports.push(report);
        }
        sink.append(of_words);
    }
    reports
}

/// The stories that an element shows, if it follows from them and the spec alone and is
/// worth being kept: none if one of them runs over several pages, or is not there.
fn stories_of<'a>(
    desk: Desk<'a>,
    element: &Element,
    threads: ThreadsAt,
) -> Option<Vec<&'a Material>> {
    let frames = match element {
        Element::Story(frame) => std::slice::from_ref(frame.as_ref()),
        Element::Section(section) => &section.stories,
        _ => return None,
    };
    let runs_on = |frame: &StoryFrame| threads.of(&frame.slug).thread().is_some();
    let one_page = frames.iter().filter(|frame| !runs_on(frame));
    let stories: Vec<_> = one_page.filter_map(|frame| desk.resources.story(&frame.slug)).collect();
    (stories.len() == frames.len()).then_some(stories)
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
            set.stories.push(set_story(desk, binder, canvas, frame, threads, sink));
        }
        Element::Section(section) => {
            return set_section(desk, binder, canvas, section, number.unwrap_or(0));
        }
        Element::Picture(picture) => {
            set.stories.push(set_lone_picture(desk, binder, canvas, picture, id, sink));
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
fn finished(spec: &PageSpec, mut painted: Painted) -> Page {
    let reserved = std::mem::take(&mut painted.reserved);
    let stories = std::mem::take(&mut painted.stories);
    let imprint = &spec.imprint;
    Page {
        label: imprint.number.as_ref().map_or_else(|| "1".to_owned(), ToString::to_string),
        trim: spec.paper,
        bleed: spec.bleed,
        flow: spec.flow,
        marks: spec.marks,
        folds: Vec::new(),
        inks: spec.inks.clone(),
        spots: spec.spots.clone(),
        grid: spec.grid.geometry(),
        items: painted.into_items(),
        stories,
        reserved,
    }
}
