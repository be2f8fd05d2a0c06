//! From the text of an edition to its pages, zones and versions.

use std::path::{Path, PathBuf};

use super::{Edition, EditionLayer, EditionPage, LayerPage, PageLayer, Version, Zone};
use crate::diag::finding::{EditionFault, SpecFault};
use crate::diag::{Diagnostic, PageNumber, Sink, SourceId, Sources, Span, plain_path};
use crate::spec::raw::{
    Field, Named, PlainText, RawEditionFile, RawEditionPage, RawLayer, RawLayerPage, RawVersion,
    RawZone, Sp, parse_edition,
};
use crate::spec::{DayValue, Located, format};

/// Whether a file is an edition and no page spec: it has a table `[edition]`.
#[must_use]
pub fn is_edition(text: &str) -> bool {
    text.lines().any(|line| {
        let table = line.trim_start().strip_prefix('[').map(str::trim_start);
        table.and_then(|rest| rest.strip_prefix("edition")).is_some_and(|rest| {
            rest.trim_start().starts_with(']') || rest.trim_start().starts_with('.')
        })
    })
}

/// Reads an edition. What is wrong is told at its line; there is an edition as long as it
/// has a page.
pub fn read_edition(
    file: &Path,
    text: String,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Edition> {
    let source = sources.add(plain_path(file).display().to_string(), text);
    let mut findings = Vec::new();
    let raw = parse_edition(&sources.get(source).text, source, &mut findings);
    let edition = match format::is_newer(source, &mut findings) {
        true => None,
        false => Some(EditionReader { file, source, findings: &mut findings }.read(&raw)),
    };
    findings.sort_by_key(|finding| finding.span.map(|span| span.start));
    let has_errors = !findings.is_empty();
    findings.into_iter().for_each(|finding| sink.push(finding));
    edition.filter(|edition| {
        if edition.pages.is_empty() && !has_errors {
            let name = file.display().to_string();
            sink.push(Diagnostic::of(EditionFault::NoPages).in_file(name));
        }
        !edition.pages.is_empty()
    })
}

struct EditionReader<'r> {
    file: &'r Path,
    source: SourceId,
    findings: &'r mut Vec<Diagnostic>,
}

impl EditionReader<'_> {
    fn read(mut self, raw: &RawEditionFile) -> Edition {
        let common = raw.edition.value().cloned().unwrap_or_default();
        let mut of_all = Vec::new();
        let mut value = |key: &str, text: Option<String>| {
            of_all.extend(text.map(|text| self.value(key, text)));
        };
        value("paper", common.paper.value().cloned());
        value("date", common.date.value().map(|date| date.0.to_string()));
        value("issue", common.issue.value().map(|issue| issue.0.to_string()));
        of_all.extend(self.values(&common.set));
        let pages = self.pages(raw, &of_all);
        let zones = raw.zone.value().into_iter().flatten().filter_map(|it| self.zone(it, &pages));
        let zones: Vec<Zone> = zones.collect();
        let versions = raw.version.value().into_iter().flatten();
        let versions = versions.filter_map(|it| self.version(it, &pages, &zones)).collect();
        let edition = Edition {
            file: self.file.to_owned(),
            source: self.source,
            paper: located(&common.paper, String::clone),
            date: located(&common.date, |date| date.0),
            issue: located(&common.issue, |issue| issue.0),
            output: located(&common.output, |output| self.path(output)),
            bookings: located(&common.bookings, |list| self.path(list)),
            ads_close: common.ads_close.value().copied(),
            color_pages: common.color_pages.value().map(|numbers| {
                let number =
                    |it: &Sp<PageNumber>| Located { value: it.value.clone(), span: it.span };
                numbers.0.iter().map(number).collect()
            }),
            pages,
            zones,
            versions,
        };
        self.check_zones(&edition);
        self.check_colors(&edition);
        edition
    }

    /// The pages of all sections; each whose number is not given has that after the one
    /// before it.
    fn pages(&mut self, raw: &RawEditionFile, of_all: &[DayValue]) -> Vec<EditionPage> {
        let mut pages: Vec<EditionPage> = Vec::new();
        for section in raw.section.value().into_iter().flatten() {
            let name = section.value.name.value().cloned().unwrap_or_default();
            for page in section.value.page.value().into_iter().flatten() {
                let Some(page) = self.page(page, &name, of_all, pages.last()) else { continue };
                let same = pages.iter().find(|it| it.number.value.is_same(&page.number.value));
                if let Some(same) = same {
                    let number = page.number.value.clone();
                    let other_spec = same.layout.value.display().to_string();
                    let finding = EditionFault::NumberTwice { number, other_spec };
                    self.findings.push(Diagnostic::of(finding).at(page.number.span));
                }
                pages.push(page);
            }
        }
        pages
    }

    fn page(
        &mut self,
        page: &Sp<RawEditionPage>,
        section: &str,
        of_all: &[DayValue],
        before: Option<&EditionPage>,
    ) -> Option<EditionPage> {
        let RawEditionPage { layout, number, stories, set } = &page.value;
        if layout.is_absent() {
            self.missing("[[section.page]]", "layout", page.span);
        }
        let layout = located(layout, |layout| self.path(layout))?;
        let number = located(number, PageNumber::clone)
            .unwrap_or_else(|| Located { value: next_number(before), span: layout.span });
        let mut values = of_all.to_vec();
        values.push(self.value("number", number.value.as_str().to_owned()));
        values.extend(self.values(set));
        let stories = located(stories, |stories| self.path(stories));
        let section_value = self.value("section", section.to_owned());
        let section_value = Some(section_value).filter(|_| !section.is_empty());
        let layer = PageLayer { values, section: section_value, stories, instead: Vec::new() };
        Some(EditionPage { layout, number, section: section.to_owned(), layer })
    }

    fn zone(&mut self, zone: &Sp<RawZone>, pages: &[EditionPage]) -> Option<Zone> {
        let raw = &zone.value;
        if raw.name.is_absent() {
            self.missing("[[zone]]", "name", zone.span);
        }
        let name = located(&raw.name, String::clone)?;
        let extends = located(&raw.extends, String::clone);
        Some(Zone { name, extends, layer: self.layer(&raw.layer, pages) })
    }

    fn version(
        &mut self,
        version: &Sp<RawVersion>,
        pages: &[EditionPage],
        zones: &[Zone],
    ) -> Option<Version> {
        let raw = &version.value;
        if raw.number.is_absent() {
            self.missing("[[version]]", "number", version.span);
        }
        let number = located(&raw.number, |count| count.0)?;
        let zone = located(&raw.zone, String::clone);
        if let Some(zone) = &zone
            && zones.iter().all(|it| it.name.value != zone.value)
        {
            self.findings.push(no_zone(&zone.value, zones).at(zone.span));
        }
        Some(Version { number, zone, layer: self.layer(&raw.layer, pages) })
    }

    fn layer(&mut self, raw: &RawLayer, pages: &[EditionPage]) -> EditionLayer {
        let all = self.page_layer(&raw.stories, &raw.set);
        let raw_pages = raw.page.value().into_iter().flatten();
        let of_pages = raw_pages.filter_map(|page| self.layer_page(page, pages)).collect();
        EditionLayer { all, pages: of_pages }
    }

    fn layer_page(&mut self, page: &Sp<RawLayerPage>, pages: &[EditionPage]) -> Option<LayerPage> {
        let RawLayerPage { number, layout, stories, set } = &page.value;
        if number.is_absent() {
            self.missing("[[zone.page]]", "number", page.span);
        }
        let number = located(number, PageNumber::clone)?;
        if pages.iter().all(|it| !it.number.value.is_same(&number.value)) {
            let known: Vec<String> =
                pages.iter().map(|it| it.number.value.as_str().to_owned()).collect();
            let finding = EditionFault::NoPage { number: number.value.clone(), known };
            self.findings.push(Diagnostic::of(finding).at(number.span));
            return None;
        }
        let layout = located(layout, |layout| self.path(layout));
        Some(LayerPage { number, layout, layer: self.page_layer(stories, set) })
    }

    fn page_layer(&self, stories: &Field<String>, set: &Field<Named<PlainText>>) -> PageLayer {
        let instead = located(stories, |stories| self.path(stories)).into_iter().collect();
        PageLayer { values: self.values(set), instead, ..PageLayer::default() }
    }

    /// Zones that build on each other in a circle, or on one that is not there; two of one
    /// name.
    fn check_zones(&mut self, edition: &Edition) {
        for (at, zone) in edition.zones.iter().enumerate() {
            if edition.zones[..at].iter().any(|it| it.name.value == zone.name.value) {
                let zone_name = zone.name.value.clone();
                let finding = EditionFault::ZoneTwice { zone: zone_name };
                self.findings.push(Diagnostic::of(finding).at(zone.name.span));
            }
            let mut seen = vec![&zone.name.value];
            let mut next = zone.extends.as_ref();
            while let Some(base) = next {
                if seen.contains(&&base.value) {
                    // Told once, at the zone that closes the circle.
                    if base.value == zone.name.value {
                        let finding = EditionFault::ZoneCircle { zone: base.value.clone() };
                        self.findings.push(Diagnostic::of(finding).at(base.span));
                    }
                    break;
                }
                seen.push(&base.value);
                let Some(found) = edition.zones.iter().find(|it| it.name.value == base.value)
                else {
                    if seen.len() == 2 {
                        self.findings.push(no_zone(&base.value, &edition.zones).at(base.span));
                    }
                    break;
                };
                next = found.extends.as_ref();
            }
        }
    }

    /// Pages that are said to be in color and are not there.
    fn check_colors(&mut self, edition: &Edition) {
        for number in edition.color_pages.iter().flatten() {
            let is_there = edition.pages.iter().any(|page| page.has_number(&number.value));
            if !is_there {
                let known =
                    edition.pages.iter().map(|it| it.number.value.as_str().to_owned()).collect();
                let finding = EditionFault::NoPage { number: number.value.clone(), known };
                self.findings.push(Diagnostic::of(finding).at(number.span));
            }
        }
    }

    /// A value of `[page]`, with the place at which a finding about it stands.
    fn value(&self, key: &str, value: String) -> DayValue {
        let file = plain_path(self.file).display().to_string();
        DayValue { place: format!("{file} {key}"), key: key.to_owned(), value }
    }

    fn values(&self, set: &Field<Named<PlainText>>) -> Vec<DayValue> {
        let set = set.value().into_iter().flat_map(|named| &named.0);
        set.map(|(key, value)| self.value(key, value.value.0.clone())).collect()
    }

    /// A key that a table must have.
    fn missing(&mut self, table: &str, key: &str, at: Span) {
        let finding = SpecFault::MissingKey { table: table.to_owned(), key: key.to_owned() };
        self.findings.push(Diagnostic::of(finding).at(at));
    }

    /// A path as it is written, from where the edition stands.
    fn path(&self, written: &str) -> PathBuf {
        self.file.parent().unwrap_or(Path::new("")).join(written)
    }
}

/// A zone that is named and not there.
pub(super) fn no_zone(zone: &str, zones: &[Zone]) -> Diagnostic {
    let known = zones.iter().map(|it| it.name.value.clone()).collect();
    Diagnostic::of(EditionFault::NoZone { zone: zone.to_owned(), known })
}

/// The number after that of a page: of a spread after its second.
fn next_number(before: Option<&EditionPage>) -> PageNumber {
    let Some(before) = before else { return PageNumber::from(1) };
    let last = before.spread().map_or_else(|| before.number.value.clone(), |[_, right]| right);
    match last.counted() {
        Some(counted) => {
            let (count, digits) = (counted.count.saturating_add(1), counted.digits);
            PageNumber::new(format!("{}{count:0digits$}{}", counted.before, counted.after))
        }
        None => last,
    }
}

fn located<T, U>(field: &Field<T>, of: impl FnOnce(&T) -> U) -> Option<Located<U>> {
    field.get().map(|given| Located { value: of(&given.value), span: given.span })
}
