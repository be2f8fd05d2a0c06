//! What is said when the work is done: a line or two, and the stories one by
//! one for those who ask.

use std::path::Path;

use banmian::diag::{Severity, Text};
use banmian::geom::Abs;
use banmian::job::Outcome;
use banmian::page::{Item, ParagraphFit, PlacedPicture, ReportOf, SpareLines, StoryReport};
use banmian::picture::{PdfBox, Picture};
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

/// A line for every story: where it stands, how long it is, how it fits; below it
/// how its pictures fill their places, and below all those of the advertisements.
pub(super) fn stories(console: &Console, outcome: &Outcome) {
    let pages = || outcome.document.iter().flat_map(|document| &document.pages);
    let slugs = pages().flat_map(|page| &page.stories).map(|story| story.slug.chars().count());
    let width = slugs.max().unwrap_or(0);
    for page in pages() {
        let pictures: Vec<&PlacedPicture> = page
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Picture(picture) => Some(picture),
                Item::Line(_) | Item::Shape(_) => None,
            })
            .collect();
        let of = |story: Option<u32>| {
            pictures.iter().copied().filter(move |picture| picture.owner.story == story)
        };
        for (number, story) in (0..).zip(&page.stories) {
            self::story(console, story, width);
            for placed in of(Some(number)) {
                picture(console, placed, outcome.pictures.get(placed.picture));
            }
        }
        for placed in of(None) {
            picture(console, placed, outcome.pictures.get(placed.picture));
        }
    }
}

fn story(console: &Console, story: &StoryReport, width: usize) {
    let StoryReport { slug, lines, characters, .. } = story;
    let Text { en, zh } = fit(story);
    let (kind_en, kind_zh) = match story.of {
        ReportOf::Story => ("", ""),
        ReportOf::Pictures => ("picture, ", "图片，"),
        ReportOf::Table => ("table, ", "表格，"),
    };
    let (first, last) = (lines.first, lines.last);
    console.say(&say!(
        "  {slug:width$}  {kind_en}lines {first}-{last}, {characters} characters, {en}",
        "  {slug:width$}  {kind_zh}第 {first}-{last} 行，{characters} 字，{zh}"
    ));
    if story.spare != SpareLines::default() {
        spare(console, story.spare);
    }
    for paragraph in story.fit.iter().filter(|fit| fit.set != fit.natural) {
        fitted(console, paragraph);
    }
}

/// How large a picture came out, how much of it is cut off, and what it leaves of
/// its place.
fn picture(console: &Console, placed: &PlacedPicture, picture: &Picture) {
    let PlacedPicture { place, frame, image, .. } = placed;
    let name = picture.file.rsplit(['/', '\\']).next().unwrap_or(&picture.file);
    let (wide, high) = (frame.width().to_mm().round(), frame.height().to_mm().round());
    let mut en = vec![format!("{wide} x {high} mm")];
    let mut zh = vec![format!("{wide} x {high} 毫米")];
    let points = image.width().to_pt().max(0.001);
    if picture.encoding.is_vectors() {
        // The size of vectors is in hundredths of a point.
        let scale = (points * 1e4 / f64::from(picture.width.max(1))).round();
        en.push(format!("at {scale} %"));
        zh.push(format!("缩放 {scale}%"));
    } else {
        let ppi = (f64::from(picture.width) * 72.0 / points).round();
        en.push(format!("{ppi} ppi"));
        zh.push(format!("{ppi} ppi"));
    }
    let cut = |seen: Abs, all: Abs| {
        let share = 1.0 - seen.to_pt() / all.to_pt().max(0.001);
        (share * 100.0).round().max(0.0)
    };
    // What a PDF has beyond its trim is there to be cut off.
    let view = picture.view(PdfBox::Trim);
    let whole = |all: Abs, seen: u32, of: u32| all.scale(i64::from(seen), i64::from(of.max(1)));
    let across = cut(frame.width(), whole(image.width(), view.width, picture.width));
    let down = cut(frame.height(), whole(image.height(), view.height, picture.height));
    if across >= 1.0 {
        en.push(format!("{across} % of its width cut off"));
        zh.push(format!("左右裁去 {across}%"));
    }
    if down >= 1.0 {
        en.push(format!("{down} % of its height cut off"));
        zh.push(format!("上下裁去 {down}%"));
    }
    let left = |all: Abs, seen: Abs| (all - seen).to_mm().round();
    let beside = left(place.width(), frame.width());
    let above = left(place.height(), frame.height());
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
