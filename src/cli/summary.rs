//! What is said when the work is done: a line or two, and the stories one by
//! one for those who ask.

use std::path::Path;

use banmian::diag::{Severity, Text};
use banmian::job::Outcome;
use banmian::page::{ParagraphFit, SpareLines, StoryReport};
use banmian::say;

use super::console::Console;

/// A file was written.
pub(super) fn written(console: &Console, outcome: &Outcome, path: &Path, bytes: usize) {
    let (path, size, Text { en, zh }) = (path.display(), file_size(bytes), findings(outcome));
    console.say(&say!("wrote {path} ({size}), {en}", "已写出 {path}（{size}），{zh}"));
}

/// No file was written, and why.
pub(super) fn nothing_written(console: &Console, outcome: &Outcome, path: &Path) {
    let Text { en, zh } = findings(outcome);
    if path.is_file() {
        let path = path.display();
        console.say(&say!(
            "{en}: nothing written, {path} is left as it was",
            "{zh}：没有写出文件，{path} 保持原样"
        ));
    } else {
        console.say(&say!("{en}: nothing written", "{zh}：没有写出文件"));
    }
}

/// The page was only looked at.
pub(super) fn checked(console: &Console, outcome: &Outcome) {
    console.say(&findings(outcome));
}

/// A line for every story: where it stands, how long it is, how it fits.
pub(super) fn stories(console: &Console, outcome: &Outcome) {
    let stories: Vec<&StoryReport> = outcome
        .document
        .iter()
        .flat_map(|document| &document.pages)
        .flat_map(|page| &page.stories)
        .collect();
    let width = stories.iter().map(|story| story.slug.chars().count()).max().unwrap_or(0);
    for story in stories {
        let StoryReport { slug, lines, characters, .. } = story;
        let Text { en, zh } = fit(story);
        let (first, last) = (lines.first, lines.last);
        console.say(&say!(
            "  {slug:width$}  lines {first}-{last}, {characters} characters, {en}",
            "  {slug:width$}  第 {first}-{last} 行，{characters} 字，{zh}"
        ));
        if story.spare != SpareLines::default() {
            spare(console, story.spare);
        }
        for paragraph in story.fit.iter().filter(|fit| fit.set != fit.natural) {
            fitted(console, paragraph);
        }
    }
}

/// Where lines were left empty so that a short story ends at its foot.
fn spare(console: &Console, given: SpareLines) {
    let SpareLines { head, pictures, crossheads } = given;
    console.say(&say!(
        "    empty lines put in: {head} round the head, {pictures} under each picture, {crossheads} above each crosshead",
        "    补空行：标题上下 {head} 行，每张图片下 {pictures} 行，每个小标题前 {crossheads} 行"
    ));
}

/// A paragraph that was set tight or loose so that the columns come out.
fn fitted(console: &Console, fit: &ParagraphFit) {
    let ParagraphFit { paragraph, natural, set, .. } = fit;
    let number = paragraph + 1;
    console.say(&say!(
        "    paragraph {number} in {set} lines instead of {natural}",
        "    第 {number} 段排 {set} 行，单独看宜排 {natural} 行"
    ));
}

fn fit(story: &StoryReport) -> Text {
    let StoryReport { overset_lines, overset_characters, underset_lines, .. } = story;
    if *overset_characters > 0 {
        let (lines, characters) =
            (count(*overset_lines, "line"), count(*overset_characters, "character"));
        say!("{lines} over ({characters})", "溢 {overset_lines} 行（{overset_characters} 字）")
    } else if *underset_lines > 0 {
        let lines = count(*underset_lines, "line");
        say!("{lines} short", "缺 {underset_lines} 行")
    } else {
        say!("full", "正好排满")
    }
}

/// How many findings of each kind there are.
fn findings(outcome: &Outcome) -> Text {
    let errors = outcome.count(Severity::Error);
    let warnings = outcome.count(Severity::Warning);
    match (errors, warnings) {
        (0, 0) => say!("no errors", "没有错误"),
        (0, _) => {
            let warnings_en = count(warnings, "warning");
            say!("{warnings_en}", "{warnings} 个警告")
        }
        (_, 0) => {
            let errors_en = count(errors, "error");
            say!("{errors_en}", "{errors} 个错误")
        }
        (_, _) => {
            let (errors_en, warnings_en) = (count(errors, "error"), count(warnings, "warning"));
            say!("{errors_en}, {warnings_en}", "{errors} 个错误，{warnings} 个警告")
        }
    }
}

/// A number with its noun: `1 line`, `2 lines`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A file's size in the unit that suits it.
fn file_size(bytes: usize) -> String {
    if bytes < 100_000 {
        format!("{:.1} kB", bytes as f64 / 1e3)
    } else {
        format!("{:.1} MB", bytes as f64 / 1e6)
    }
}
