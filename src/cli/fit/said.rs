//! What would make stories fit, in lines for people.

use banmian::diag::Text;
use banmian::say;

use super::record::{ChangeRecord, FitNumbers, MeasureRecord, PageFit, StoryAdvice};
use crate::cli::answer::WrittenFile;
use crate::cli::console::Console;
use crate::cli::stdin;

/// So many measures of a story are shown; a program gets all.
const MOST_SHOWN: usize = 6;

/// A spec was written.
pub(super) fn applied(console: &Console, file: &WrittenFile) {
    let path = file.path.display();
    console.say(&say!(
        "changed {path}; look at it with `banmian proof {path}`",
        "已改写 {path}；请用 `banmian proof {path}` 查看"
    ));
}

/// What was found for a page.
pub(super) fn page(console: &Console, page: &PageFit) {
    let PageFit { spec, stories, together } = page;
    for story in stories {
        self::story(console, story);
    }
    // Into the standard input nothing can be written.
    let is_file = spec != stdin::NAME;
    let can_be_written = |measure: &&MeasureRecord| is_file && !measure.changes.is_empty();
    let mut all = stories.iter().flat_map(|story| &story.measures);
    if let Some(name) = together.as_ref().filter(|_| is_file) {
        console.say(&say!(
            "all of it: `banmian fit {spec} --page --apply {name}`",
            "全部写入：`banmian fit {spec} --page --apply {name}`"
        ));
    } else if let Some(first) = all.find(can_be_written) {
        let name = &first.name;
        console.say(&say!(
            "to write one into the spec: `banmian fit {spec} --apply {name}`",
            "写入版面文件：`banmian fit {spec} --apply {name}`"
        ));
    }
    if stories.is_empty() {
        console.say(&say!("{spec}: all stories fit", "{spec}：稿件都已就版"));
    }
}

fn story(console: &Console, story: &StoryAdvice) {
    let StoryAdvice { slug, fit, measures, nearest, cuts, not_tried, .. } = story;
    match fit {
        Some(fit) => {
            let Text { en, zh } = fit_text(fit);
            console.say(&say!("{slug}: {en}", "{slug}：{zh}"));
        }
        None if measures.is_empty() => console.say(&say!(
            "{slug}: not there yet, or it runs over several pages: nothing was tried",
            "{slug}：缺稿，或为转版稿件，未作尝试"
        )),
        None => console.say(&say!("{slug}:", "{slug}：")),
    }
    for one in measures.iter().take(MOST_SHOWN) {
        measure(console, one);
    }
    let more = measures.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        console.say(&say!("  and {more} more", "  另有 {more} 种"));
    }
    if let Some(one) = nearest {
        let (over, short) = (one.leaves_over_lines, one.leaves_short_lines);
        console.say(&say!(
            "  nothing that the house allows makes it fit; nearest, {over} lines over and {short} short:",
            "  本报允许的措施都不能使它就版；最接近的一种仍溢 {over} 行、缺 {short} 行："
        ));
        measure(console, one);
    } else if measures.is_empty() && fit.as_ref().is_some_and(|fit| !fit.is_full()) {
        console.say(&say!(
            "  nothing that the house allows makes it fit",
            "  本报允许的措施都不能使它就版"
        ));
    }
    for cut in cuts {
        let (characters, words) = (cut.characters, &cut.words);
        console.say(&say!(
            "  cut after “…{words}”: {characters} characters",
            "  可删至“……{words}”：删去 {characters} 字"
        ));
    }
    if *not_tried > 0 {
        console.say(&say!(
            "  {not_tried} dearer combinations were not tried",
            "  另有 {not_tried} 种代价更高的组合未作尝试"
        ));
    }
}

fn measure(console: &Console, measure: &MeasureRecord) {
    let MeasureRecord { name, cost, changes, .. } = measure;
    console.say(&say!("  {name}  (cost {cost})", "  {name}  （代价 {cost}）"));
    for ChangeRecord { key, before, after } in changes {
        let before = before.as_deref().unwrap_or("—");
        console.say(&say!("      {key}: {before} → {after}", "      {key}：{before} → {after}"));
    }
    if changes.is_empty() {
        console.say(&say!(
            "      stands in a template, or cannot be written into this spec",
            "      写在模板里，或无法写入本版文件"
        ));
    }
}

fn fit_text(fit: &FitNumbers) -> Text {
    let FitNumbers { depth_mm, tightened_paragraphs, opened_paragraphs, .. } = *fit;
    let mut said = if fit.over_characters > 0 || fit.over_lines > 0 {
        let (lines, characters) = (fit.over_lines, fit.over_characters);
        say!(
            "{lines} lines over, {characters} characters; its place is {depth_mm} mm too shallow",
            "溢 {lines} 行、{characters} 字；版位浅了 {depth_mm} 毫米"
        )
    } else if fit.short_lines > 0 {
        let (lines, characters) = (fit.short_lines, fit.short_characters);
        say!(
            "{lines} lines short, some {characters} characters; its place is {depth_mm} mm too deep",
            "缺 {lines} 行，约 {characters} 字；版位深了 {depth_mm} 毫米"
        )
    } else {
        say!("fits", "已就版")
    };
    let paragraphs = |count: usize| match count {
        1 => "1 paragraph is".to_owned(),
        _ => format!("{count} paragraphs are"),
    };
    let refitted = match (tightened_paragraphs, opened_paragraphs) {
        (0, 0) => return said,
        (tight, 0) => {
            let tight_en = paragraphs(tight);
            say!(" ({tight_en} a line tighter already)", "（已有 {tight} 段缩去一行）")
        }
        (0, open) => {
            let open_en = paragraphs(open);
            say!(" ({open_en} a line looser already)", "（已有 {open} 段撑开一行）")
        }
        (tight, open) => {
            let tight_en = paragraphs(tight);
            say!(
                " ({tight_en} a line tighter already, {open} a line looser)",
                "（已有 {tight} 段缩去一行，{open} 段撑开一行）"
            )
        }
    };
    said.en.push_str(&refitted.en);
    said.zh.push_str(&refitted.zh);
    said
}
