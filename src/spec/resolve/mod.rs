//! From the spec as written to the page as meant: units, names, defaults and
//! places worked out, and everything that cannot be told.
//!
//! The steps are in [`resolve`]. Each reports its own mistakes and the next
//! goes on with what is left, so that one run tells all.

mod art;
mod check;
mod checks;
mod composition;
mod fit;
mod follow;
mod furniture;
mod head;
mod idle;
mod output;
mod picture;
mod place;
mod placeholder;
mod section;
mod sheet;
mod story;
mod styles;
mod table;
mod thread;

use std::collections::BTreeMap;

use super::NamedFonts;
use super::Written;
use super::inherit::Merged;
use super::page::{Element, Imprint, PageSpec};
use super::raw::{ColorText, Field, Named, RawDefaults, RawFonts, RawSpec, Sp};
use super::written::{Value, What};
use super::{Located, Spec};
use crate::color::SpotInks;
use crate::diag::finding::SpecFault;
use crate::diag::{Code, Diagnostic, FindingValue, Sources, Span};
use crate::page::Marks;
use crate::story::Slug;
use crate::style::Lang;

/// More things than this on one page are a mistake, or malice.
const MOST_ELEMENTS: usize = 500;

/// Resolves a spec.
pub(super) fn resolve(
    merged: &Merged,
    sources: &Sources,
    findings: &mut Vec<Diagnostic>,
) -> Option<Spec> {
    let spec = &merged.spec;
    // 1. Names that everything else may use.
    let mut resolver = Resolver {
        sources,
        findings,
        colors: spec.colors.value(),
        fonts: spec.fonts.value().cloned().unwrap_or_default(),
        defaults: spec.defaults.value().cloned().unwrap_or_default(),
        placed: BTreeMap::new(),
        spots: SpotInks::default(),
        merged,
        lang: Lang::ChineseSimplified,
        written: Written::default(),
    };
    resolver.check_colors();
    let (imprint, lang) = resolver.imprint(spec);
    resolver.lang = lang;
    // 2. Paper and grid, on which all places and units rest.
    let Some(sheet) = resolver.sheet(spec) else {
        resolver.check_without_grid(spec, &imprint);
        return None;
    };
    // 3. Styles.
    let house = spec.composition.value();
    let changes = house.map(|house| &house.changes);
    let composition = resolver.composition(changes, sheet.grid.body_size);
    let names = resolver.names(house);
    let divisions = resolver.divisions(house);
    let styles = resolver.base_styles(&spec.styles, &sheet).composed(composition);
    // 4. What stands on the page, in order.
    let mut elements = resolver.elements(spec, &sheet, &styles, &imprint);
    // 5. Whether it may all stand where it stands.
    resolver.check_overlaps(&mut elements, &sheet);
    let checks = resolver.checks(&spec.checks);
    let fit = spec.house.value().and_then(|house| house.fit.value());
    let fit = resolver.fit_limits(fit, &sheet);
    // 6. What the press file is made for.
    let (output, inks) = resolver.output(merged);
    let mut written = resolver.written;
    written.elements = elements.iter().map(|placed| placed.span).collect();
    written.stories = spec.page.value().and_then(|page| page.stories.get()).map(|it| it.span);
    written.bleed = spec.sheet.value().and_then(|sheet| sheet.bleed.get()).map(|it| it.span);

    let page = PageSpec {
        imprint: imprint.imprint,
        lang,
        flow: sheet.flow,
        paper: sheet.paper,
        bleed: sheet.bleed,
        marks: sheet.marks,
        inks,
        spots: resolver.spots,
        grid: sheet.grid,
        styles: styles.over_all().styles.clone(),
        names,
        divisions,
        elements: elements.into_iter().map(|placed| placed.element).collect(),
        checks,
        fit,
        written,
    };
    let head = spec.page.value();
    let stories = head.and_then(|page| page.stories.get());
    let bookings = head.and_then(|page| page.bookings.get());
    let fonts = spec.fonts.value();
    let paths = fonts.and_then(|fonts| fonts.path.value()).map(|paths| paths.0.as_slice());
    Some(Spec {
        page,
        files: merged.files(),
        output,
        stories: stories.map(|folder| merged.path(&folder.value, folder.span)),
        bookings: bookings
            .map(|list| Located { value: merged.path(&list.value, list.span), span: list.span }),
        ads_close: head.and_then(|page| page.ads_close.value()).copied(),
        fonts: NamedFonts {
            paths: paths
                .unwrap_or_default()
                .iter()
                .map(|path| merged.path(&path.value, path.span))
                .collect(),
            system: fonts.and_then(|fonts| fonts.system.value()).copied().unwrap_or(false),
        },
        names_file: house
            .and_then(|house| house.names_file.get())
            .map(|file| Located { value: merged.path(&file.value, file.span), span: file.span }),
        proof_time: spec.page.value().and_then(|page| page.proof_time.value()).cloned(),
    })
}

/// What all steps need.
struct Resolver<'a> {
    sources: &'a Sources,
    findings: &'a mut Vec<Diagnostic>,
    colors: Option<&'a Named<ColorText>>,
    fonts: RawFonts,
    defaults: RawDefaults,
    /// The stories whose text has a place, and where the spec says so.
    placed: BTreeMap<Slug, Span>,
    /// The spot inks that the colors so far name.
    spots: SpotInks,
    /// The files of the spec.
    merged: &'a Merged,
    /// The page's language.
    lang: Lang,
    /// Where what has to do with ink is said.
    written: Written,
}

/// The sheet and its grid, resolved.
struct ResolvedSheet {
    paper: crate::geom::Size,
    flow: crate::geom::Flow,
    bleed: crate::geom::Abs,
    marks: Marks,
    grid: super::page::Grid,
}

/// The imprint, and every placeholder that furniture may use.
struct Placeholders {
    imprint: Imprint,
    /// The text of each, or none if the page does not say.
    texts: BTreeMap<String, Option<String>>,
}

/// An element with what the checks need to know of it.
struct PlacedElement {
    element: Element,
    /// Where the spec has it.
    span: Span,
    /// Whether the spec lets it stand over others.
    overlap: bool,
}

impl<'a> Resolver<'a> {
    /// Takes note of a mistake.
    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Takes note of where something is said. The program's own defaults are no
    /// place that an editor could go to.
    fn note(&mut self, what: What, span: Span) {
        if self.merged.is_own(span) {
            let value = Value { what, span, element: None };
            // Base styles are resolved for every number of columns.
            if self.written.values.last() != Some(&value) {
                self.written.values.push(value);
            }
        }
    }

    /// What was said on the way to an element is said for it.
    fn noted(
        &mut self,
        placing: impl FnOnce(&mut Self) -> Option<PlacedElement>,
    ) -> Option<PlacedElement> {
        let before = self.written.values.len();
        let placed = placing(self);
        for value in &mut self.written.values[before..] {
            value.element = placed.as_ref().map(|placed| placed.span);
        }
        placed
    }

    /// Takes note of a value that makes no sense here.
    fn bad(&mut self, span: Span, finding: impl Into<FindingValue>) {
        self.report(Diagnostic::of(finding).at(span));
    }

    /// The value of a key that must be there.
    fn required<'f, T>(
        &mut self,
        field: &'f Field<T>,
        key: &str,
        title: &str,
        owner: Span,
    ) -> Option<&'f Sp<T>> {
        if field.is_absent() {
            let finding = SpecFault::MissingKey { table: title.to_owned(), key: key.to_owned() };
            self.bad(owner, finding);
        }
        field.get()
    }

    /// When there is no grid, tells what is wrong whatever the grid.
    fn check_without_grid(&mut self, spec: &RawSpec, imprint: &Placeholders) {
        let told = self.findings.len();
        let sheet = ResolvedSheet::stand_in();
        let changes = spec.composition.value().map(|house| &house.changes);
        self.composition(changes, sheet.grid.body_size);
        let styles = self.base_styles(&spec.styles, &sheet);
        self.elements(spec, &sheet, &styles, imprint);
        let found = self.findings.split_off(told);
        let kept = found.into_iter().filter(|finding| {
            let of_grid = [Code::BadValue, Code::OutsidePage, Code::FramesOverlap];
            !of_grid.contains(&finding.code())
        });
        self.findings.extend(kept);
    }

    fn imprint(&mut self, spec: &RawSpec) -> (Placeholders, Lang) {
        let empty = super::raw::RawPage::default();
        let page = spec.page.value().unwrap_or(&empty);
        let lang = page.lang.value().copied().unwrap_or(Lang::ChineseSimplified);
        let text = |field: &Field<String>| field.value().cloned().unwrap_or_default();
        let imprint = Imprint {
            paper: text(&page.paper),
            section: text(&page.section),
            number: page.number.value().cloned(),
            date: page.date.value().map(|date| date.0),
            issue: page.issue.value().map(|issue| issue.0),
        };
        let texts = placeholder::texts(&imprint, page, lang);
        (Placeholders { imprint, texts }, lang)
    }

    /// Everything on the page: tints and frames first, for they lie behind;
    /// then furniture; then the rest in the order of the file, a template's
    /// before the page's own.
    fn elements(
        &mut self,
        spec: &RawSpec,
        sheet: &ResolvedSheet,
        styles: &styles::StylesBySpan,
        placeholders: &Placeholders,
    ) -> Vec<PlacedElement> {
        let mut list: Vec<PlacedElement> = Vec::new();
        let boxes = list_of(&spec.boxes);
        list.extend(boxes.filter_map(|raw| self.noted(|all| all.box_element(raw, sheet))));
        list.extend(self.noted(|all| all.masthead(&spec.masthead, sheet, styles, placeholders)));
        list.extend(self.noted(|all| all.folio(&spec.folio, sheet, styles, placeholders)));
        let mut rest: Vec<PlacedElement> = Vec::new();
        let stories = list_of(&spec.story);
        rest.extend(stories.filter_map(|raw| self.noted(|all| all.story(raw, sheet, styles))));
        let sections = list_of(&spec.section);
        rest.extend(sections.filter_map(|raw| self.noted(|all| all.section(raw, sheet, styles))));
        let pictures = list_of(&spec.picture);
        rest.extend(pictures.filter_map(|raw| self.noted(|all| all.picture(raw, sheet, styles))));
        let tables = list_of(&spec.table);
        rest.extend(
            tables.filter_map(|raw| self.noted(|all| all.table(raw, sheet, styles, placeholders))),
        );
        let classified = list_of(&spec.classified);
        rest.extend(
            classified.filter_map(|raw| self.noted(|all| all.classified(raw, sheet, styles))),
        );
        let banners = list_of(&spec.banner);
        rest.extend(banners.filter_map(|raw| self.noted(|all| all.banner(raw, sheet, styles))));
        let rules = list_of(&spec.rule);
        rest.extend(rules.filter_map(|raw| self.noted(|all| all.rule(raw, sheet))));
        let ads = list_of(&spec.ad);
        rest.extend(ads.filter_map(|raw| self.noted(|all| all.ad(raw, sheet, styles))));
        let barcodes = list_of(&spec.barcode);
        rest.extend(barcodes.filter_map(|raw| self.noted(|all| all.barcode(raw, sheet))));
        let ornaments = list_of(&spec.ornament);
        rest.extend(ornaments.filter_map(|raw| self.noted(|all| all.ornament(raw, sheet))));
        // Templates are read after the file that extends them.
        rest.sort_by_key(|placed| (std::cmp::Reverse(placed.span.source), placed.span.start));
        list.extend(rest);
        if list.len() > MOST_ELEMENTS {
            let finding =
                SpecFault::ManyElements { values: list.len(), most_values: MOST_ELEMENTS };
            self.bad(list[MOST_ELEMENTS].span, finding);
            list.truncate(MOST_ELEMENTS);
        }
        list
    }
}

/// The elements of a kind.
fn list_of<T>(field: &Field<Vec<Sp<T>>>) -> impl Iterator<Item = &Sp<T>> {
    field.value().map(Vec::as_slice).unwrap_or_default().iter()
}
