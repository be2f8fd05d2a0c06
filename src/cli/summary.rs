//! What is said when the work is done: a line or two, and the stories one by
//! one for those who ask.

use std::path::Path;

use banmian::diag::{Severity, Sink, Text};
use banmian::job::Outcome;
use banmian::say;

use super::answer::{Numbers, WrittenFile};
use super::console::Console;
use super::options::PageOptions;
use super::story_fit::{self, FitOf, PictureFitRecord, Refitted, Spare, StoryFit};

/// A file was written.
pub(super) fn written(console: &Console, found: &Sink, output: &WrittenFile) {
    let (path, size) = (output.path.display(), file_size(output.bytes as u64));
    let Text { en, zh } = findings(found);
    console.say(&say!("wrote {path} ({size}), {en}", "已写出 {path}（{size}），{zh}"));
}

/// No file was written, and why.
pub(super) fn nothing_written(console: &Console, found: &Sink, path: &Path) {
    let Text { en, zh } = findings(found);
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
pub(super) fn checked(console: &Console, found: &Sink) {
    console.say(&findings(found));
}

/// What there is to tell programs of each story and each advertisement, if that is
/// asked for.
pub(super) fn numbers(outcome: &Outcome, options: &PageOptions) -> Numbers {
    if !options.verbose {
        return Numbers::default();
    }
    let pages = || outcome.document.iter().flat_map(|document| &document.pages);
    let pictures = &outcome.pictures;
    Numbers {
        stories: Some(pages().flat_map(|page| story_fit::stories(page, pictures)).collect()),
        ads: Some(pages().flat_map(|page| story_fit::ads(page, pictures)).collect()),
        ..Numbers::default()
    }
}

/// A line for every story: where it stands, how long it is, how it fits; below it
/// how its pictures fill their places, and below all those of a page the
/// advertisements.
pub(super) fn stories(console: &Console, outcome: &Outcome) {
    let pages = || outcome.document.iter().flat_map(|document| &document.pages);
    let slugs = pages().flat_map(|page| &page.stories).map(|story| story.slug.chars().count());
    let width = slugs.max().unwrap_or(0);
    for page in pages() {
        for story in story_fit::stories(page, &outcome.pictures) {
            self::story(console, &story, width);
        }
        for ad in story_fit::ads(page, &outcome.pictures) {
            picture(console, &ad.picture);
        }
    }
}

fn story(console: &Console, story: &StoryFit, width: usize) {
    let StoryFit { slug, lines, characters, .. } = story;
    let Text { en, zh } = fit(story);
    let (kind_en, kind_zh) = match story.of {
        FitOf::Story => ("", ""),
        FitOf::Pictures => ("picture, ", "图片，"),
        FitOf::Table => ("table, ", "表格，"),
        FitOf::Missing => ("missing, ", "缺稿，"),
    };
    let (first, last) = (lines.first, lines.last);
    console.say(&say!(
        "  {slug:width$}  {kind_en}lines {first}-{last}, {characters} characters, {en}",
        "  {slug:width$}  {kind_zh}第 {first}-{last} 行，{characters} 字，{zh}"
    ));
    if story.spare_lines != Spare::default() {
        spare(console, story.spare_lines);
    }
    for paragraph in &story.paragraphs {
        fitted(console, *paragraph);
    }
    for fit in &story.pictures {
        picture(console, fit);
    }
}

/// How large a picture came out, how much of it is cut off, and what it leaves of
/// its place.
fn picture(console: &Console, fit: &PictureFitRecord) {
    let name = fit.file.rsplit(['/', '\\']).next().unwrap_or(&fit.file);
    let (wide, high) = (fit.width_mm.round(), fit.height_mm.round());
    let mut en = vec![format!("{wide} x {high} mm")];
    let mut zh = vec![format!("{wide} x {high} 毫米")];
    if let Some(scale) = fit.scale_percent.map(f64::round) {
        en.push(format!("at {scale} %"));
        zh.push(format!("缩放 {scale}%"));
    }
    if let Some(ppi) = fit.ppi.map(f64::round) {
        en.push(format!("{ppi} ppi"));
        zh.push(format!("{ppi} ppi"));
    }
    let (across, down) = (fit.cut_width_percent.round(), fit.cut_height_percent.round());
    if across >= 1.0 {
        en.push(format!("{across} % of its width cut off"));
        zh.push(format!("左右裁去 {across}%"));
    }
    if down >= 1.0 {
        en.push(format!("{down} % of its height cut off"));
        zh.push(format!("上下裁去 {down}%"));
    }
    let (beside, above) = (fit.left_beside_mm.round(), fit.left_above_mm.round());
    if beside >= 1.0 {
        en.push(format!("{beside} mm of its place left beside it"));
        zh.push(format!("左右空出 {beside} 毫米"));
    }
    if above >= 1.0 {
        en.push(format!("{above} mm left above and below"));
        zh.push(format!("上下空出 {above} 毫米"));
    }
    let (en, zh) = (en.join(", "), zh.join("，"));
    console.say(&say!("    {name}: {en}", "    {name}：{zh}"));
}

/// Where lines were left empty so that a short story ends at its foot.
fn spare(console: &Console, given: Spare) {
    let Spare { head, pictures, crossheads } = given;
    console.say(&say!(
        "    empty lines put in: {head} round the head, {pictures} under each picture, {crossheads} above each crosshead",
        "    补空行：标题上下 {head} 行，每张图片下 {pictures} 行，每个小标题前 {crossheads} 行"
    ));
}

/// A paragraph that was set tight or loose so that the columns come out.
fn fitted(console: &Console, fit: Refitted) {
    let Refitted { paragraph: number, natural, set } = fit;
    console.say(&say!(
        "    paragraph {number} in {set} lines instead of {natural}",
        "    第 {number} 段排 {set} 行，单独看宜排 {natural} 行"
    ));
}

fn fit(story: &StoryFit) -> Text {
    let StoryFit { overset_lines, overset_characters, underset_lines, .. } = story;
    let room = story.underset_characters;
    if story.of == FitOf::Missing {
        return say!("room for some {room} characters", "可排约 {room} 字");
    }
    if *overset_characters > 0 {
        let (lines, characters) =
            (count(*overset_lines, "line"), count(*overset_characters, "character"));
        say!("{lines} over ({characters})", "溢 {overset_lines} 行（{overset_characters} 字）")
    } else if *underset_lines > 0 {
        let lines = count(*underset_lines, "line");
        let characters = count(room, "character");
        say!("{lines} short (some {characters})", "缺 {underset_lines} 行（约 {room} 字）")
    } else {
        say!("full", "正好排满")
    }
}

/// How many findings of each kind there are.
fn findings(found: &Sink) -> Text {
    let errors = found.count(Severity::Error);
    let warnings = found.count(Severity::Warning);
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
pub(super) fn file_size(bytes: u64) -> String {
    if bytes < 100_000 {
        format!("{:.1} kB", bytes as f64 / 1e3)
    } else {
        format!("{:.1} MB", bytes as f64 / 1e6)
    }
}
