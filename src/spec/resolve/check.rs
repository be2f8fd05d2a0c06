//! Whether things stand in one another's way.

use super::{Placed, Resolver, Sheet};
use crate::diag::{Code, Diagnostic, Span, Text};
use crate::geom::Rect;
use crate::say;
use crate::spec::page::Element;

/// A box that others must keep out of.
struct Taken {
    rect: Rect,
    span: Span,
    overlap: bool,
    name: Text,
}

impl Resolver<'_> {
    /// Reports stories, sections, pictures, banners and mastheads that stand
    /// on another without saying so. Frames, tints and rules may lie anywhere.
    pub(super) fn check_overlaps(&mut self, elements: &[Placed], sheet: &Sheet) {
        let taken: Vec<Taken> = elements.iter().flat_map(|placed| boxes(placed, sheet)).collect();
        for (at, own) in taken.iter().enumerate() {
            // The first thing in the way is enough: one move may clear all.
            let other = taken[..at]
                .iter()
                .find(|other| !own.overlap && !other.overlap && other.rect.overlaps(own.rect));
            if let Some(other) = other {
                self.report_overlap(own, other);
            }
        }
    }

    fn report_overlap(&mut self, own: &Taken, other: &Taken) {
        let (line, _) = self.sources.line_column(other.span.source, other.span.start);
        let file = &self.sources.get(other.span.source).name;
        let message = Text {
            en: format!("{} stands on {} ({file}:{line})", own.name.en, other.name.en),
            zh: format!("{}压在{}上（{file} 第 {line} 行）", own.name.zh, other.name.zh),
        };
        self.report(Diagnostic::error(Code::FramesOverlap, message).at(own.span).hint(say!(
            "move one of them, or write overlap = true if it is meant",
            "请移开其中一个；如果是有意重叠，写 overlap = true"
        )));
    }
}

/// The boxes that an element takes.
fn boxes(placed: &Placed, sheet: &Sheet) -> Vec<Taken> {
    let areas = match &placed.element {
        Element::Story(story) => {
            let slug = &story.slug;
            vec![(story.area, say!("the story \"{slug}\"", "稿件 “{slug}”"))]
        }
        Element::Section(section) => {
            let title = &section.title;
            vec![(section.area, say!("the section \"{title}\"", "专栏 “{title}”"))]
        }
        Element::Picture(picture) => {
            let slug = &picture.slug;
            vec![(picture.picture.area, say!("a picture of \"{slug}\"", "“{slug}” 的图片"))]
        }
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
        .map(|(area, name)| Taken {
            rect: area.rect(&sheet.grid),
            span: area.span,
            overlap: placed.overlap,
            name,
        })
        .collect()
}
