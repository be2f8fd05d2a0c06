//! What was sent, for people: on the console in their language, in `manifest.txt` in both.

use banmian::diag::{Text, visible};
use banmian::issue::{Manifest, SentFile};
use banmian::say;
use banmian::spec::edition::MAIN_ZONE;

use crate::cli::separations::{ink_in_chinese, ink_in_english};
use crate::cli::summary;

/// The name of the file.
pub(super) const NAME: &str = "manifest.txt";

/// Which plates have to be made, page by page.
pub(super) fn changes(manifest: &Manifest) -> Vec<Text> {
    let (plates, pages) = (manifest.plates_to_make(), manifest.files.len());
    let all: usize = manifest.files.iter().map(|file| file.plates.len()).sum();
    let mut lines = vec![match &manifest.compared_with {
        None => {
            say!("{pages} pages, {plates} plates to make", "共 {pages} 版，要出 {plates} 块色版")
        }
        Some(before) => {
            let (Text { en, zh }, version) = (zone(&before.zone), before.version);
            match plates {
                0 => say!(
                    "no plate has changed since version {version} of {en}",
                    "与{zh}第 {version} 次版相比，没有要重出的色版"
                ),
                _ => say!(
                    "{plates} of {all} plates have changed since version {version} of {en}",
                    "与{zh}第 {version} 次版相比，{all} 块色版中有 {plates} 块要重出"
                ),
            }
        }
    }];
    let changed = manifest.files.iter().filter(|file| !file.is_as_before());
    lines.extend(changed.map(page));
    let same: Vec<&str> =
        manifest.files.iter().filter(|it| it.is_as_before()).map(|it| it.page.as_str()).collect();
    if !same.is_empty() {
        let (en, zh) = (same.join(", "), same.join("、"));
        lines.push(say!("as before: page {en}", "与上次相同：第 {zh} 版"));
    }
    lines
}

/// A zone, or the main edition, in a sentence.
fn zone(zone: &str) -> Text {
    match zone {
        MAIN_ZONE => say!("the main edition", "主版"),
        zone => say!("the zone `{zone}`", "分区版“{zone}”"),
    }
}

fn page(file: &SentFile) -> Text {
    let page = &file.page;
    let changed = inks(&file.changed_plates);
    let dropped = inks(&file.dropped_plates);
    let (Text { en, zh }, Text { en: gone_en, zh: gone_zh }) = (changed, dropped);
    match (file.changed_plates.is_empty(), file.dropped_plates.is_empty()) {
        (_, true) => say!("page {page}: {en}", "第 {page} 版：{zh}"),
        (true, false) => {
            say!("page {page}: no longer {gone_en}", "第 {page} 版：不再用{gone_zh}")
        }
        (false, false) => {
            say!("page {page}: {en}; no longer {gone_en}", "第 {page} 版：{zh}；不再用{gone_zh}")
        }
    }
}

fn inks(names: &[String]) -> Text {
    let en: Vec<String> = names.iter().map(|name| ink_in_english(name)).collect();
    let zh: Vec<&str> = names.iter().map(|name| ink_in_chinese(name)).collect();
    let (en, zh) = (en.join(", "), zh.join("、"));
    say!("{en}", "{zh}")
}

/// The whole manifest in both languages.
pub(super) fn whole(manifest: &Manifest) -> String {
    let lines = lines(manifest);
    let chinese = lines.iter().map(|text| text.zh.as_str());
    let english = lines.iter().map(|text| text.en.as_str());
    let all = chinese.chain(["", "----", ""]).chain(english);
    all.map(|line| format!("{}\n", visible(line))).collect()
}

fn lines(manifest: &Manifest) -> Vec<Text> {
    let Manifest { paper, date, issue, zone, version, .. } = manifest;
    let mut lines = Vec::new();
    let mut named = |value: &str, text: Text| {
        if !value.is_empty() {
            lines.push(text);
        }
    };
    named(paper, say!("Paper: {paper}", "报纸：{paper}"));
    named(date, say!("Date: {date}", "日期：{date}"));
    named(issue, say!("Issue: {issue}", "期号：{issue}"));
    let Text { en, zh } = self::zone(zone);
    named(zone, say!("Edition: version {version} of {en}", "付印：{zh}第 {version} 次版"));
    let by = manifest.by.as_deref().unwrap_or_default();
    named(by, say!("Sent by: {by}", "付印人：{by}"));
    let time = manifest.time.as_deref().unwrap_or_default();
    named(time, say!("Sent at: {time}", "付印时间：{time}"));
    let program = &manifest.program;
    named(program, say!("Program: {program}", "程序：{program}"));
    lines.push(say!("", ""));
    lines.push(say!("Plates to make", "要出的色版"));
    let indented = |text: Text| {
        let Text { en, zh } = text;
        say!("  {en}", "  {zh}")
    };
    lines.extend(changes(manifest).into_iter().map(indented));
    lines.push(say!("", ""));
    lines.push(say!("Files", "文件"));
    for file in &manifest.files {
        lines.extend(self::file(file).into_iter().map(indented));
    }
    lines
}

fn file(file: &SentFile) -> Vec<Text> {
    let SentFile { name, folder, page, section, width_mm, height_mm, sha256, .. } = file;
    let place = folder.as_ref().map_or(name.clone(), |folder| format!("{folder}/{name}"));
    let size = summary::file_size(file.bytes);
    let Text { en, zh } = inks(&file.inks);
    let made_for: Vec<&str> =
        file.standard.iter().chain(&file.output_condition).map(String::as_str).collect();
    let (made_en, made_zh) = (made_for.join(", "), made_for.join("，"));
    let (of_en, of_zh) = match section.as_str() {
        "" => (String::new(), String::new()),
        section => (format!(" ({section})"), format!("（{section}）")),
    };
    vec![
        say!("page {page}{of_en}: {place} ({size})", "第 {page} 版{of_zh}：{place}（{size}）"),
        say!(
            "  {width_mm} x {height_mm} mm; {en}; {made_en}",
            "  {width_mm} x {height_mm} 毫米；{zh}；{made_zh}"
        ),
        say!("  SHA-256 {sha256}", "  SHA-256 {sha256}"),
    ]
}
