//! What the catalog holds: layers, and what readers by ear and hand need
//! (PDF 32000-1, 7.7.2 and 8.11; ISO 14289-1, 7).

use hayro::hayro_syntax::object::{Array, Dict, String as PdfString};

use super::FileFacts;
use crate::preflight::report::{At, Findings};
use crate::preflight::rule::Rule;
use crate::say;

pub(super) fn check(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    check_layers(&document.catalog, findings);
    check_structure(&document.catalog, findings);
}

fn check_layers(catalog: &Dict<'_>, findings: &mut Findings<'_>) {
    let file = At::default();
    let Some(layers) = catalog.get::<Dict<'_>>("OCProperties") else { return };
    let groups = layers.get::<Array<'_>>("OCGs").unwrap_or_default();
    if groups.raw_iter().next().is_some() {
        findings.plain(Rule::Layers, file, say!("the file has layers", "文件含图层"));
    }
    let usual = layers.get::<Dict<'_>>("D");
    let others = layers.get::<Array<'_>>("Configs").unwrap_or_default();
    if layers.contains_key("Configs") {
        findings.plain(
            Rule::LayerSets,
            file,
            say!("the file has further sets of layers (Configs)", "文件含其他图层配置（Configs）"),
        );
    }
    let mut names = Vec::new();
    for (at, config) in usual.into_iter().chain(others.iter::<Dict<'_>>()).enumerate() {
        if config.contains_key("AS") {
            findings.plain(
                Rule::LayerConfig,
                file,
                say!("layers switch themselves on and off (AS)", "图层会自动显示或隐藏（AS）"),
            );
        }
        // The usual configuration needs no name to be told from others.
        let name = config.get::<PdfString<'_>>("Name").map(|name| name.as_bytes().to_vec());
        match name {
            None if at > 0 => findings.plain(
                Rule::LayerConfig,
                file,
                say!("a set of layers has no name", "图层配置没有名称"),
            ),
            Some(name) if names.contains(&name) => findings.plain(
                Rule::LayerConfig,
                file,
                say!("two sets of layers have one name", "两个图层配置重名"),
            ),
            Some(name) => names.push(name),
            None => {}
        }
    }
}

fn check_structure(catalog: &Dict<'_>, findings: &mut Findings<'_>) {
    let file = At::default();
    let marked = catalog.get::<Dict<'_>>("MarkInfo").and_then(|info| info.get::<bool>("Marked"));
    if marked != Some(true) || catalog.get::<Dict<'_>>("StructTreeRoot").is_none() {
        findings.plain(
            Rule::Tagged,
            file,
            say!("the file has no structure tree that is in use", "文件没有启用结构树"),
        );
    }
    let language = catalog.get::<PdfString<'_>>("Lang");
    if language.is_none_or(|language| language.as_bytes().is_empty()) {
        findings.plain(
            Rule::Language,
            file,
            say!("the file does not say its language", "文件未声明语言"),
        );
    }
    let preferences = catalog.get::<Dict<'_>>("ViewerPreferences");
    let shows = preferences.and_then(|dict| dict.get::<bool>("DisplayDocTitle"));
    if shows != Some(true) {
        findings.plain(
            Rule::DisplayTitle,
            file,
            say!("the title is not shown in the window", "窗口标题未显示文档标题"),
        );
    }
}
