//! Whether things stand in one another's way.

use super::{PlacedElement, ResolvedSheet, Resolver};
use crate::diag::{Code, Diagnostic, Text};
use crate::say;
use crate::spec::page::{Area, Element, Overlap};

/// A box that others must keep out of.
struct TakenBox {
    /// Which element's it is.
    element: usize,
    area: Area,
    overlap: Overlap,
    name: Text,
}

impl Resolver<'_> {
    /// Reports stories, sections, pictures, banners and mastheads that stand
    /// on another without saying so, and tells stories that give way what stands
    /// in their places. Frames, tints and rules may lie anywhere.
    pub(super) fn check_overlaps(&mut self, elements: &mut [PlacedElement], sheet: &ResolvedSheet) {
        let taken: Vec<TakenBox> =
            elements.iter().enumerate().flat_map(|(at, placed)| boxes(at, placed)).collect();
        for (at, own) in taken.iter().enumerate() {
            let rect = own.area.rect(&sheet.grid);
            let in_place = |other: &&TakenBox| other.area.rect(&sheet.grid).overlaps(rect);
            // The first thing in the way is enough: one move may clear all.
            let other = taken[..at].iter().filter(in_place).find(|other| own.collides_with(other));
            // Of a story's own frames it has been told.
            let is_story = matches!(elements[own.element].element, Element::Story(_));
            let other = other.filter(|other| !(is_story && other.element == own.element));
            if let Some(other) = other {
                self.report_overlap(own, other);
            }
            if own.overlap == Overlap::GiveWay
                && let Element::Story(story) = &mut elements[own.element].element
            {
                let others = taken.iter().filter(in_place);
                let others = others.filter(|other| other.overlap != Overlap::GiveWay);
                story.clear_of.extend(others.map(|other| other.area));
            }
        }
    }

    fn report_overlap(&mut self, own: &TakenBox, other: &TakenBox) {
        let span = other.area.span;
        let (line, _) = self.sources.line_column(span.source, span.start);
        let file = &self.sources.get(span.source).name;
        let message = Text {
            en: format!("{} stands on {} ({file}:{line})", own.name.en, other.name.en),
            zh: format!("{}压在{}上（{file} 第 {line} 行）", own.name.zh, other.name.zh),
        };
        self.report(Diagnostic::error(Code::FramesOverlap, message).at(own.area.span).hint(
            match own.overlap {
                Overlap::GiveWay => say!(
                    "of two stories only one can run round the other: take around = true away from one of them",
                    "两篇稿件不能互相绕排：请去掉其中一篇的 around = true"
                ),
                Overlap::Forbid | Overlap::Allow => say!(
                    "move one of them, write around = true in a story that is to run round it, or overlap = true if it is meant",
                    "请移开其中一个；要让正文绕排，在稿件里写 around = true；有意重叠则写 overlap = true"
                ),
            },
        ));
    }
}

impl TakenBox {
    /// Whether it may not share a place with another.
    fn collides_with(&self, other: &Self) -> bool {
        use Overlap::{Forbid, GiveWay};
        matches!((self.overlap, other.overlap), (Forbid, Forbid) | (GiveWay, GiveWay))
    }
}

/// The boxes that element number `at` takes.
fn boxes(at: usize, placed: &PlacedElement) -> Vec<TakenBox> {
    let areas = match &placed.element {
        Element::Story(story) => {
            let slug = &story.slug;
            let places = std::iter::once(story.area);
            places
                .chain(story.frames.iter().map(|frame| frame.area))
                .map(|area| (area, say!("the story \"{slug}\"", "稿件 “{slug}”")))
                .collect()
        }
        Element::Section(section) => {
            let title = &section.title;
            vec![(section.area, say!("the section \"{title}\"", "专栏 “{title}”"))]
        }
        Element::Picture(picture) => {
            let slug = &picture.slug;
            vec![(picture.picture.area, say!("a picture of \"{slug}\"", "“{slug}” 的图片"))]
        }
        Element::Table(table) => vec![(table.area, say!("a table", "表格"))],
        Element::Banner(banner) => vec![(banner.area, say!("the banner", "通栏标语"))],
        Element::Masthead(masthead) => {
            let details = masthead.details.iter();
            let details = details.map(|(_, area)| (*area, say!("the masthead's ear", "报眼")));
            std::iter::once((masthead.area, say!("the masthead", "报头"))).chain(details).collect()
        }
        Element::Ad(ad) => {
            let name = &ad.name;
            vec![(ad.area, say!("the advertisement \"{name}\"", "广告 “{name}”"))]
        }
        Element::Barcode(code) => vec![(code.area, say!("a barcode", "条码"))],
        Element::Ornament(ornament) => {
            let name = &ornament.ornament.name;
            vec![(ornament.area, say!("the ornament \"{name}\"", "报花 “{name}”"))]
        }
        Element::Rule(_) | Element::Box(_) | Element::Folio(_) => Vec::new(),
    };
    areas
        .into_iter()
        .map(|(area, name)| TakenBox {
            element: at,
            area,
            overlap: match &placed.element {
                Element::Story(story) => story.overlap,
                _ => super::story::overlap(placed.overlap),
            },
            name,
        })
        .collect()
}
