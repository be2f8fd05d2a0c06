//! What the catalog holds: layers, and what readers by ear and hand need
//! (PDF 32000-1, 7.7.2 and 8.11; ISO 14289-1, 7).

use hayro::hayro_syntax::object::{Array, Dict, String as PdfString};

use super::FileFacts;
use crate::diag::finding::Breach;
use crate::preflight::report::{At, Findings};
use crate::preflight::rule::Rule;

pub(super) fn check(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    check_layers(&document.catalog, findings);
    check_structure(&document.catalog, findings);
}

fn check_layers(catalog: &Dict<'_>, findings: &mut Findings<'_>) {
    let file = At::default();
    let Some(layers) = catalog.get::<Dict<'_>>("OCProperties") else { return };
    let groups = layers.get::<Array<'_>>("OCGs").unwrap_or_default();
    if groups.raw_iter().next().is_some() {
        findings.plain(Rule::Layers, file, Breach::Layers);
    }
    let usual = layers.get::<Dict<'_>>("D");
    let others = layers.get::<Array<'_>>("Configs").unwrap_or_default();
    if layers.contains_key("Configs") {
        findings.plain(Rule::LayerSets, file, Breach::LayerSets);
    }
    let mut names = Vec::new();
    for (at, config) in usual.into_iter().chain(others.iter::<Dict<'_>>()).enumerate() {
        if config.contains_key("AS") {
            findings.plain(Rule::LayerConfig, file, Breach::LayersSwitch);
        }
        // The usual configuration needs no name to be told from others.
        let name = config.get::<PdfString<'_>>("Name").map(|name| name.as_bytes().to_vec());
        match name {
            None if at > 0 => findings.plain(Rule::LayerConfig, file, Breach::LayerSetUnnamed),
            Some(name) if names.contains(&name) => {
                findings.plain(Rule::LayerConfig, file, Breach::LayerSetsAlike);
            }
            Some(name) => names.push(name),
            None => {}
        }
    }
}

fn check_structure(catalog: &Dict<'_>, findings: &mut Findings<'_>) {
    let file = At::default();
    let marked = catalog.get::<Dict<'_>>("MarkInfo").and_then(|info| info.get::<bool>("Marked"));
    if marked != Some(true) || catalog.get::<Dict<'_>>("StructTreeRoot").is_none() {
        findings.plain(Rule::Tagged, file, Breach::Untagged);
    }
    let language = catalog.get::<PdfString<'_>>("Lang");
    if language.is_none_or(|language| language.as_bytes().is_empty()) {
        findings.plain(Rule::Language, file, Breach::NoLanguage);
    }
    let preferences = catalog.get::<Dict<'_>>("ViewerPreferences");
    let shows = preferences.and_then(|dict| dict.get::<bool>("DisplayDocTitle"));
    if shows != Some(true) {
        findings.plain(Rule::DisplayTitle, file, Breach::TitleHidden);
    }
}
