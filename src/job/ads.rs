//! Files of advertisements, held against the rules for what comes from outside. What
//! they break is told at the advertisement's line, and not again of the finished file.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::OpenSpec;
use super::preflight::{Rules, mind_own_press};
use crate::diag::{Diagnostic, PageArea, Severity, Sink, Sources, Span};
use crate::geom::Rect;
use crate::page::{Document, ElementId, Item, Page, PlacedPicture};
use crate::picture::{Encoding, PdfBox, PictureId, Pictures};
use crate::preflight::{self, PlacedPage, PreflightProfile, Rule, RuleFinding};
use crate::spec::page::{Ad, Element};

/// The rules for advertisements if a spec names none.
const USUAL: &str = "gwg2022-newspaper-ads";
/// How far beyond an advertisement something of it may seem to lie, in mm: places are
/// told to the tenth, and ink in squares.
const AROUND: f64 = 1.0;

/// An advertisement's PDF as it stands on a page, and what it is held against.
pub struct PlacedAd {
    name: String,
    span: Span,
    picture: PictureId,
    bytes: Arc<[u8]>,
    page: PlacedPage,
    profile: PreflightProfile,
}

/// The PDFs among the advertisements of a document, each once for every size it has.
pub(super) fn collect(
    specs: &[OpenSpec],
    document: &Document,
    pictures: &Pictures,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Vec<PlacedAd> {
    let mut known: BTreeMap<String, Option<PreflightProfile>> = BTreeMap::new();
    let mut all: Vec<PlacedAd> = Vec::new();
    for (open, page) in specs.iter().zip(&document.pages) {
        for (ad, placed) in ads(open, page) {
            let picture = pictures.get(placed.picture);
            let Encoding::Pdf(header) = picture.encoding else { continue };
            // Who switches preflight off means advertisements, too, unless they are named.
            let of_file = open.spec.output.preflight.as_ref().filter(|it| it.value.is_none());
            let named = ad.preflight.as_ref().or(of_file);
            let Some(rules) = Rules::named(named, USUAL, &open.project, sources) else { continue };
            let profile = known.entry(rules.name.clone()).or_insert_with(|| {
                rules.read(document.output.standard, &open.project, sources, sink)
            });
            let Some(mut profile) = profile.clone() else { continue };
            mind_own_press(&mut profile, &open.spec.output, &document.output);
            if !page.inks.spots.is_empty() {
                // The spec itself asks for these inks.
                profile.allow(Rule::SpotColor);
            }
            if ad.page_span.is_some() {
                profile.allow(Rule::PageCount);
            }
            match ad.pdf_box {
                PdfBox::Trim => {}
                PdfBox::Bleed | PdfBox::Crop | PdfBox::Media => profile.allow(Rule::PageBoxes),
            }
            let scale = placed.image.width().to_pt() * 100.0 / f64::from(picture.width);
            let page = PlacedPage { page: header.page as usize, scale };
            let is_known = |known: &PlacedAd| {
                known.picture == placed.picture && known.page == page && known.profile == profile
            };
            if !all.iter().any(is_known) {
                all.push(PlacedAd {
                    name: ad.name.clone(),
                    span: ad.file_span,
                    picture: placed.picture,
                    bytes: Arc::clone(&picture.bytes),
                    page,
                    profile,
                });
            }
        }
    }
    all
}

/// The advertisements of a page that have been placed.
fn ads<'a>(
    open: &'a OpenSpec,
    page: &'a Page,
) -> impl Iterator<Item = (&'a Ad, &'a PlacedPicture)> {
    page.items.iter().filter_map(|item| {
        let Item::Picture(placed) = item else { return None };
        let ElementId(at) = placed.owner.element?;
        match open.spec.page.elements.get(at as usize)? {
            Element::Ad(ad) => Some((ad, placed)),
            _ => None,
        }
    })
}

/// What an advertisement's file breaks.
pub(super) struct BrokenAd {
    name: String,
    span: Span,
    picture: PictureId,
    findings: Vec<RuleFinding>,
}

/// Holds the files against their rules, one a core; in the order of the pages. Of one
/// that cannot be read something is told when it is taken to the press.
pub(super) fn check(ads: &[PlacedAd]) -> Vec<BrokenAd> {
    let checked = ads.par_iter().filter_map(|ad| {
        let report = preflight::check_placed(&ad.bytes, ad.page, &ad.profile).ok()?;
        let findings = report.findings;
        Some(BrokenAd { name: ad.name.clone(), span: ad.span, picture: ad.picture, findings })
    });
    checked.collect()
}

impl BrokenAd {
    /// One finding for each rule that is broken; `is_refused` if the press has refused
    /// the file, for a reason of its own.
    pub(super) fn diagnostics(&self, is_refused: bool) -> Vec<Diagnostic> {
        let mut told: Vec<(Rule, Severity)> = Vec::new();
        let mut diagnostics = Vec::new();
        for finding in &self.findings {
            let kind = (finding.rule, finding.severity);
            if told.contains(&kind) || is_refused && finding.rule == Rule::Unreadable {
                continue;
            }
            told.push(kind);
            let others = self.findings.iter().filter(|it| (it.rule, it.severity) == kind);
            let more = others.map(|it| it.count).sum::<usize>() - 1;
            let told = finding.of_ad(&self.name, more);
            diagnostics.push(told.in_file(self.name.clone()).at(self.span));
        }
        diagnostics
    }

    /// The rules that are broken, each with how bad that is, and where the advertisement
    /// stands on the pages of a `document`, of which the first is page `from` of the file,
    /// counted from 1.
    pub(super) fn told(&self, document: &Document, from: usize) -> Vec<ToldOfAd> {
        let mut places = Vec::new();
        for (page, own) in (from..).zip(&document.pages) {
            places.extend(own.items.iter().filter_map(|item| match item {
                Item::Picture(placed) if placed.picture == self.picture => {
                    Some(AdFrame { page, frame: placed.frame })
                }
                Item::Picture(_) | Item::Line(_) | Item::Shape(_) => None,
            }));
        }
        let told = self.findings.iter().map(|finding| ToldOfAd {
            rule: finding.rule,
            severity: finding.severity,
            places: places.clone(),
        });
        told.collect()
    }

    /// Which picture it is.
    pub(super) fn picture(&self) -> PictureId {
        self.picture
    }
}

/// A rule that an advertisement breaks, which has been told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldOfAd {
    rule: Rule,
    severity: Severity,
    places: Vec<AdFrame>,
}

/// Where an advertisement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct AdFrame {
    /// The page of the file, from 1.
    page: usize,
    frame: Rect,
}

impl ToldOfAd {
    /// Whether a finding of the finished file is this one, and no worse than it was told.
    pub(super) fn is(&self, finding: &RuleFinding) -> bool {
        if self.rule != finding.rule || self.severity < finding.severity {
            return false;
        }
        let Some(page) = finding.at.page else { return true };
        let mut places = self.places.iter().filter(|ad| ad.page == page);
        places.any(|ad| finding.at.place.is_none_or(|place| is_within(place, ad.frame)))
    }
}

fn is_within(place: PageArea, frame: Rect) -> bool {
    place.x >= frame.left.to_mm() - AROUND
        && place.y >= frame.top.to_mm() - AROUND
        && place.x + place.width <= frame.right.to_mm() + AROUND
        && place.y + place.height <= frame.bottom.to_mm() + AROUND
}
