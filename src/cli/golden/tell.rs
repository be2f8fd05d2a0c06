//! What people are told of pages and their golden files.

use banmian::golden::{GoldenKind, PageReport, PageState, TestReport};
use banmian::say;

use super::set::TestedPage;
use crate::cli::console::Console;

/// Changes that are told of a page; the report has all.
const MOST_TOLD: usize = 12;

/// What is not as it was on a page.
pub(super) fn page(console: &Console, tested: &TestedPage) {
    let report = &tested.report;
    let (spec, state) = (&report.spec, report.state().text());
    let (en, zh) = (state.en, state.zh);
    console.say(&say!("{spec}: {en}", "{spec}：{zh}"));
    console.findings(&tested.sources, &tested.faults);
    // A change is rarely an editor's if the page has errors, and who accepts it should know.
    console.findings(&tested.sources, &tested.errors);
    for file in &report.files {
        if let (Some(text), false) = (file.text(), is_told_by_changes(report, file.kind)) {
            let (path, en, zh) = (&file.path, text.en, text.zh);
            console.say(&say!("  {path}: {en}", "  {path}：{zh}"));
        }
    }
    let changes = report.changes();
    for change in changes.iter().take(MOST_TOLD) {
        let text = change.text();
        let (en, zh) = (text.en, text.zh);
        console.say(&say!("  {en}", "  {zh}"));
        for line in change.lines() {
            let (en, zh) = (line.en, line.zh);
            console.say(&say!("    {en}", "    {zh}"));
        }
    }
    if let Some(more) = changes.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        console.say(&say!(
            "  … and {more} more (--report FILE shows all)",
            "  ……另有 {more} 处（用 --report 文件 查看全部）"
        ));
    }
}

/// Whether the changes of the page say more than the file's own words.
fn is_told_by_changes(report: &PageReport, kind: GoldenKind) -> bool {
    kind == GoldenKind::Structure && !report.changes().is_empty()
}

/// How many pages came out how.
pub(super) fn summary(console: &Console, report: &TestReport) {
    const STATES: [PageState; 8] = [
        PageState::Same,
        PageState::Different,
        PageState::Unset,
        PageState::Damaged,
        PageState::Gone,
        PageState::Older,
        PageState::Newer,
        PageState::New,
    ];
    let counts = STATES.map(|state| {
        let pages = report.pages.iter().filter(|page| page.state() == state);
        (pages.count(), state.text())
    });
    let counts: Vec<_> = counts.into_iter().filter(|(count, _)| *count > 0).collect();
    let en: Vec<String> =
        counts.iter().map(|(count, text)| format!("{count} {}", text.en)).collect();
    let zh: Vec<String> =
        counts.iter().map(|(count, text)| format!("{count} 个{}", text.zh)).collect();
    let (all, en, zh) = (report.pages.len(), en.join(", "), zh.join("，"));
    let pages = if all == 1 { "page" } else { "pages" };
    console.say(&say!("{all} {pages}: {en}", "共 {all} 个版：{zh}"));
}
