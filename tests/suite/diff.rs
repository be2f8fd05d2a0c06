//! `banmian diff`: what changed between two states of a page, told in an editor's words.

use serde_json::Value;

use crate::desk::{Desk, Ran, story};
use crate::revision::Repository;
use crate::tools;

const SPEC: &str = r#"checks.hole = "ignore"
checks.underset = "ignore"
checks.picture-coarse = "ignore"
checks.picture-crop = "ignore"
[page]
paper   = "渡口日报"
stories = "stories"
[sheet]
size = "china-tabloid"

[[story]]
slug    = "lead"
columns = "1-2"
lines   = "1-40"
pictures = [{ columns = "1-2", lines = "6-15", focus = [50, 50] }]

[[story]]
slug    = "school"
columns = "3"
lines   = "1-20"
"#;

/// A picture of one color.
fn png(width: u32, height: u32, color: [u8; 3]) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb(color));
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).expect("memory takes it");
    png.into_inner()
}

const LEAD: &str = "河埠街的路灯一盏接一盏亮了起来，灯光照到染坊巷口，照到刚刷过桐油的木门上，也照到阿婆手里那碗红糖糍粑上。\n\n从今年春天到现在，老屋修了一百多户，巷道通了四十七条。\n\n夜里十点，巷口的摊子还没有收。";

/// A page with two stories, one of them with a picture; `old.toml` and `new.toml` are the
/// same at first.
fn desk(test: &str) -> Desk {
    let desk = Desk::new(test);
    desk.write("old.toml", SPEC);
    desk.write("new.toml", SPEC);
    write_lead(&desk, "stories", LEAD);
    desk.write("stories/school.md", story("学校放学晚了一小时。"));
    desk.write("stories/lamp.png", png(600, 400, [200, 120, 40]));
    desk
}

fn write_lead(desk: &Desk, folder: &str, text: &str) {
    let lead = format!(
        "+++\nheadline = \"河岸亮灯\"\n[[pictures]]\nfile = \"lamp.png\"\ncaption = \"路灯\"\n+++\n{text}\n"
    );
    desk.write(&format!("{folder}/lead.md"), lead);
}

fn changes(ran: &Ran) -> Vec<Value> {
    ran.answer()["changes"].as_array().cloned().expect("changes are told of")
}

/// What changed between the two specs: the kind of each change.
fn diff(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let ran = desk.run(&[&["diff", "old.toml", "new.toml", "--format", "json"], more].concat());
    let changes = changes(&ran);
    assert_eq!(ran.code, i32::from(!changes.is_empty()), "{}", ran.err);
    changes
}

fn kinds(changes: &[Value]) -> Vec<&str> {
    changes.iter().filter_map(|change| change["change"].as_str()).collect()
}

/// The change of a kind.
fn of<'c>(changes: &'c [Value], kind: &str) -> &'c Value {
    let found = changes.iter().find(|change| change["change"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} in {:?}", kinds(changes)))
}

/// The new state has stories of its own in `now`.
fn with_other_stories(desk: &Desk, text: &str) {
    write_lead(desk, "now", text);
    desk.write("now/school.md", story("学校放学晚了一小时。"));
    desk.write("now/lamp.png", png(600, 400, [200, 120, 40]));
    desk.write("new.toml", SPEC.replace("\"stories\"", "\"now\""));
}

#[test]
fn the_same_page_has_no_changes() {
    let desk = desk("diff-same");
    assert!(diff(&desk, &[]).is_empty());
    let ran = desk.run(&["diff", "old.toml", "new.toml"]);
    assert_eq!(ran.err, "old.toml and new.toml are the same\n");
}

#[test]
fn characters_are_told_in_the_storys_own_lines() {
    let desk = desk("diff-text");
    let text = LEAD.replace("阿婆", "阿婆婆").replace("四十七", "四十八");
    with_other_stories(&desk, &format!("{text}\n\n摊主说，明天照旧。"));
    let changes = diff(&desk, &[]);
    let texts: Vec<&Value> = changes.iter().filter(|change| change["change"] == "text").collect();
    assert_eq!(texts.len(), 2, "one for each paragraph: {changes:#?}");
    let edit = &texts[1]["edits"][0];
    assert_eq!((&edit["was"], &edit["now"]), (&"七".into(), &"八".into()));
    assert_eq!((&edit["before"], &edit["after"]), (&"巷道通了四十".into(), &"条。".into()));
    assert_eq!(texts[1]["at"]["paragraph"], 2);
    let (line, column) = (edit["line"].as_i64(), edit["column"].as_i64());
    assert!(line.is_some_and(|line| line > 15) && column.is_some(), "below the picture: {edit}");
    assert_eq!(texts[1]["areas_mm"].as_array().map(Vec::len), Some(1));
    let came = of(&changes, "text-came");
    assert_eq!(came["text"], "摊主说，明天照旧。");
    let ran = desk.run(&["diff", "old.toml", "new.toml", "--messages", "zh"]);
    assert!(ran.err.contains("“lead”正文第 2 段"), "{}", ran.err);
    assert!(ran.err.contains("［七 → 八］条。"), "{}", ran.err);
    // The other way round a paragraph is gone.
    let back = desk.run(&["diff", "new.toml", "old.toml", "--format", "json"]);
    assert_eq!(of(&self::changes(&back), "text-went")["text"], "摊主说，明天照旧。");
}

#[test]
fn lines_that_only_broke_anew_are_no_changed_words() {
    let desk = desk("diff-broken");
    let narrow = SPEC.replace("lines = \"6-15\"", "lines = \"6-14\"");
    desk.write("new.toml", narrow.replace("columns = \"3\"", "columns = \"3-4\""));
    let changes = diff(&desk, &[]);
    assert!(!kinds(&changes).contains(&"text"), "{changes:#?}");
    let resized = changes.iter().find(|it| it["slug"] == "school").expect("it has two columns");
    assert_eq!((&resized["was"], &resized["now"]), (&"1 × 1-20".into(), &"2 × 1-20".into()));
    assert!(kinds(&changes).contains(&"picture-recropped"), "{:?}", kinds(&changes));
}

#[test]
fn stories_that_moved_came_and_went_are_told_as_such() {
    let desk = desk("diff-stories");
    let below =
        SPEC.replace("columns = \"3\"\nlines   = \"1-20\"", "columns = \"3\"\nlines   = \"31-50\"");
    assert_ne!(below, SPEC);
    desk.write("new.toml", &below);
    let changes = diff(&desk, &[]);
    assert_eq!(kinds(&changes), ["story-moved"], "nothing follows from it: {changes:#?}");
    assert_eq!(changes[0]["now"], "31-50");
    desk.write("new.toml", SPEC.replace("\"school\"", "\"sport\""));
    desk.write("stories/sport.md", story("渡口队踢平了。"));
    assert_eq!(kinds(&diff(&desk, &[])), ["story-came", "story-went"]);
}

#[test]
fn overset_that_came_is_told_with_its_lines() {
    let desk = desk("diff-overset");
    with_other_stories(&desk, &LEAD.repeat(8));
    let changes = diff(&desk, &[]);
    let fit = of(&changes, "fit");
    assert_eq!(fit["slug"], "lead");
    assert!(fit["was_lines"].as_i64() < Some(0) && fit["now_lines"].as_i64() > Some(0), "{fit}");
    assert!(fit["now_characters"].as_u64() > Some(0) && fit["was_characters"] == 0, "{fit}");
    assert!(kinds(&changes).contains(&"finding-came"), "{:?}", kinds(&changes));
}

/// What finds no place was not taken out by anybody.
#[test]
fn words_that_fell_off_are_not_told_as_deleted() {
    let desk = desk("diff-fallen");
    let text = LEAD.repeat(3);
    write_lead(&desk, "stories", &text);
    desk.write("new.toml", SPEC.replace("\"1-40\"", "\"1-17\""));
    let changes = diff(&desk, &[]);
    let fit = of(&changes, "fit");
    assert!(fit["now_characters"].as_u64() > Some(0) && fit["was_characters"] == 0, "{fit}");
    let kinds = kinds(&changes);
    assert!(!kinds.contains(&"text") && !kinds.contains(&"text-went"), "{changes:#?}");
    // Nor put in, once there is room for them.
    let back = desk.run(&["diff", "new.toml", "old.toml", "--format", "json"]);
    let changes = self::changes(&back);
    let kinds = self::kinds(&changes);
    assert!(!kinds.contains(&"text") && !kinds.contains(&"text-came"), "{changes:#?}");
}

#[test]
fn pictures_are_replaced_recropped_and_moved() {
    let desk = desk("diff-pictures");
    desk.write("new.toml", SPEC.replace("focus = [50, 50]", "focus = [50, 0]"));
    assert_eq!(kinds(&diff(&desk, &[])), ["picture-recropped"]);
    // A picture with other content under the same name.
    with_other_stories(&desk, LEAD);
    desk.write("now/lamp.png", png(600, 400, [20, 20, 140]));
    let changes = diff(&desk, &[]);
    assert_eq!(kinds(&changes), ["picture-replaced"]);
    assert_eq!((&changes[0]["was"], &changes[0]["now"]), (&"lamp.png".into(), &"lamp.png".into()));
}

#[test]
fn inks_that_changed_are_told() {
    let desk = desk("diff-inks");
    desk.write("new.toml", format!("{SPEC}[output]\ninks = \"black\"\n"));
    let changes = diff(&desk, &[]);
    let inks = of(&changes, "inks");
    assert_eq!(inks["gone"], serde_json::json!(["cyan", "magenta", "yellow"]));
    desk.write(
        "new.toml",
        format!("{SPEC}[story.styles.headline]\ncolor = \"cmyk(0, 100, 100, 0)\"\n"),
    );
    let changes = diff(&desk, &[]);
    let ink = of(&changes, "type-ink");
    assert_eq!(ink["at"]["part"], "headline");
}

#[test]
fn press_files_are_compared_without_their_specs() {
    let desk = desk("diff-pdf");
    assert_eq!(desk.run(&["build", "old.toml"]).code, 0);
    with_other_stories(&desk, &LEAD.replace("阿婆", "阿婆婆"));
    desk.write("now/lamp.png", png(600, 400, [20, 20, 140]));
    assert_eq!(desk.run(&["build", "new.toml"]).code, 0);
    let ran = desk.run(&["diff", "old.pdf", "new.pdf", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let changes = changes(&ran);
    let edit = &of(&changes, "text")["edits"][0];
    assert_eq!((&edit["was"], &edit["now"]), (&"".into(), &"婆".into()));
    assert!(kinds(&changes).contains(&"picture-replaced"), "{:?}", kinds(&changes));
    // A spec and its own press file have the same words and pictures.
    let ran = desk.run(&["diff", "new.pdf", "new.toml", "--format", "json"]);
    assert_eq!((ran.code, self::changes(&ran).len()), (0, 0), "{}", ran.text());
}

#[test]
fn the_overlay_shows_what_came_and_what_went() {
    let desk = desk("diff-drawn");
    with_other_stories(&desk, LEAD);
    desk.write("now/school.md", story("操场灯修好了两盏。"));
    let ran = desk.run(&["diff", "old.toml", "new.toml", "-o", "d.png", "--dpi", "60"]);
    assert_eq!(ran.code, 1);
    let drawn = image::load_from_memory(&desk.read("d.png")).expect("a picture").into_rgb8();
    let count = |is: fn(&image::Rgb<u8>) -> bool| drawn.pixels().filter(|it| is(it)).count();
    let red = count(|it| it.0[0] > it.0[2].saturating_add(60));
    let blue = count(|it| it.0[2] > it.0[0].saturating_add(60));
    assert!(red > 20 && blue > 20, "{red} red and {blue} blue pixels");
    // The third column only: the lead is as it was.
    let (width, _) = drawn.dimensions();
    let colored = drawn.enumerate_pixels().filter(|(_, _, it)| it.0[0].abs_diff(it.0[2]) > 60);
    assert!(colored.into_iter().all(|(x, _, _)| x > width * 2 / 5), "elsewhere, too");

    let ran = desk.run(&["diff", "old.toml", "new.toml", "-o", "d.pdf"]);
    assert_eq!(ran.code, 1);
    if let Some(said) = tools::run("pdftotext", &["-raw", "{}", "-"], &desk.read("d.pdf")) {
        assert!(said.out.contains("new: 操场"), "the change stands on the proof: {}", said.out);
    }
    let ran = desk.run(&["diff", "old.toml", "new.toml", "-o", "d.doc"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn a_revision_is_compared_with_what_is_there_now() {
    let desk = desk("diff-git");
    let Some(repository) = Repository::new(&desk) else { return };
    write_lead(&desk, "stories", &LEAD.replace("十点", "十一点"));
    for old in ["HEAD", "HEAD:new.toml"] {
        let ran = desk.run(&["diff", old, "new.toml", "--format", "json"]);
        assert_eq!(of(&changes(&ran), "text")["edits"][0]["now"], "一", "{old}");
    }
    repository.commit("ten is eleven");
    let ran = desk.run(&["diff", "HEAD~1", "HEAD", "new.toml", "--format", "json"]);
    assert_eq!(of(&changes(&ran), "text")["edits"][0]["now"], "一");
    let ran = desk.run(&["diff", "HEAD", "new.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for (arguments, code) in [
        (["diff", "HEAD", "HEAD~1"], "nothing-to-compare"),
        (["diff", "HEAD~9", "new.toml"], "revision-unknown"),
    ] {
        let ran = desk.run(&[&arguments[..], &["--format", "json"]].concat());
        assert_eq!((ran.code, &ran.findings()[0]["code"]), (1, &code.into()));
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let desk = desk("diff-bad");
    desk.write("bad.pdf", "%PDF-1.7\nnothing");
    desk.write("bad.txt", "banmian structure 1\npage 1: 1.00 x 1.00, bleed 0.00\n");
    desk.write("bad.toml", "[sheet\n");
    for (old, code) in [
        ("bad.pdf", "file-unreadable"),
        ("bad.txt", "nothing-to-compare"),
        ("bad.toml", "toml-syntax"),
        ("gone.toml", "file-unreadable"),
    ] {
        let ran = desk.run(&["diff", old, "new.toml", "--format", "json"]);
        let found = ran.findings();
        assert_eq!(ran.code, 1, "{old}");
        assert_eq!(found[0]["code"], code, "{old}: {found:#?}");
    }
}

#[test]
fn what_moved_within_a_page_is_told_as_moved() {
    let desk = desk("diff-moved");
    let paragraphs: Vec<&str> = LEAD.split("\n\n").collect();
    let turned = [paragraphs[1], paragraphs[2], paragraphs[0]].join("\n\n");
    with_other_stories(&desk, &turned);
    let changes = diff(&desk, &[]);
    let moved = of(&changes, "text-moved");
    assert_eq!((&moved["was_paragraph"], &moved["at"]["paragraph"]), (&1.into(), &3.into()));
    assert!(!kinds(&changes).contains(&"text-came"), "{:?}", kinds(&changes));
    let ran = desk.run(&["diff", "old.toml", "new.toml", "--messages", "zh"]);
    assert!(ran.err.contains("“lead”正文第 3 段"), "{}", ran.err);
    assert!(ran.err.contains("是移来的，原为第 1 段"), "{}", ran.err);

    // A new paragraph pushes down all that follows.
    with_other_stories(&desk, LEAD);
    desk.write("now/school.md", story("新的一段。\n\n学校放学晚了一小时。"));
    let ran = desk.run(&["diff", "old.toml", "new.toml"]);
    assert!(ran.err.contains("everything from “school” body paragraph 2"), "{}", ran.err);

    // Two stories in each other's places.
    let swapped = SPEC.replace("\"lead\"", "\"x\"").replace("\"school\"", "\"lead\"");
    desk.write("new.toml", swapped.replace("\"x\"", "\"school\"").replace("pictures = ", "#"));
    let ran = desk.run(&["diff", "old.toml", "new.toml"]);
    assert!(ran.err.contains("“lead” has another place"), "{}", ran.err);
    assert!(ran.err.contains("“school” has another place"), "{}", ran.err);
    desk.write("new.toml", SPEC.replace("columns = \"3\"", "columns = \"4\""));
    let ran = desk.run(&["diff", "old.toml", "new.toml"]);
    let said = "“school” moved: columns 3, lines 1-20 → columns 4, lines 1-20\n";
    assert!(ran.err.starts_with(said), "{}", ran.err);
}

/// Columns of a vertical page are counted from top to bottom, as its grid has them.
#[test]
fn vertical_pages_are_told_by_their_own_grid() {
    let desk = desk("diff-vertical");
    let vertical = SPEC
        .replace("[sheet]", "writing = \"vertical\"\n[sheet]")
        .replace("columns = \"1-2\", lines = \"6-15\"", "columns = \"1\", lines = \"6-15\"");
    desk.write("old.toml", &vertical);
    desk.write("new.toml", vertical.replace("columns = \"3\"", "columns = \"3-5\""));
    let changes = diff(&desk, &[]);
    let resized = of(&changes, "story-resized");
    assert_eq!((&resized["was"], &resized["now"]), (&"1 × 1-20".into(), &"3 × 1-20".into()));
    desk.write("new.toml", vertical.replace("columns = \"3\"", "columns = \"4\""));
    let changes = diff(&desk, &[]);
    let moved = of(&changes, "story-moved");
    assert_eq!((&moved["was_columns"], &moved["now_columns"]), (&"3".into(), &"4".into()));
    // A line is framed from its first character on.
    with_other_stories(&desk, &LEAD.replace("四十七", "四十八"));
    desk.write("new.toml", vertical.replace("\"stories\"", "\"now\""));
    let changes = diff(&desk, &[]);
    let page = desk.run(&["check", "new.toml", "--format", "json", "-v"]);
    assert_eq!(page.code, 0, "{}", page.err);
    let top = of(&changes, "text")["areas_mm"][0][1].as_f64().expect("a place");
    let dump = desk.run(&["check", "new.toml", "--format", "dump"]);
    let lines: Vec<&str> = dump.text().lines().collect();
    let at = lines.iter().position(|line| line.contains("四十八")).expect("it is set");
    let y = lines[at - 1].split([',', ')']).nth(1).and_then(|it| it.trim().parse::<f64>().ok());
    assert!((top - y.expect("a place") * 25.4 / 72.0).abs() < 0.01, "{top}: {}", lines[at - 1]);
}

#[test]
fn cells_of_tables_are_told_by_row_and_cell() {
    let desk = desk("diff-table");
    let table = |price: &str| {
        story(&format!(
            "今天的菜价。\n\n| 菜 | 价 |\n|---|---|\n| 白菜 | 2.10 |\n| 萝卜 | {price} |"
        ))
    };
    with_other_stories(&desk, LEAD);
    desk.write("stories/school.md", table("1.80"));
    desk.write("now/school.md", table("1.95"));
    let ran = desk.run(&["diff", "old.toml", "new.toml"]);
    assert!(ran.err.contains("“school” table row 3 cell 2"), "{}", ran.err);
    assert!(ran.err.contains("[1.80 → 1.95]"), "a price is one word: {}", ran.err);
}

/// Whatever changes the structure is told, and as more than that something changed.
#[test]
fn no_difference_of_structure_is_without_a_change() {
    let desk = desk("diff-all-told");
    let dump = |spec: &str| desk.run(&["check", spec, "--format", "dump"]).out;
    for (was, now) in [
        ("size = \"china-tabloid\"", "size = \"china-broadsheet\""),
        ("lines   = \"1-20\"", "lines   = \"2-20\""),
        ("\"渡口日报\"", "\"渡口晚报\""),
        ("columns = \"3\"", "columns = \"3-4\""),
        ("slug    = \"school\"", "slug    = \"school\"\nframe   = \"rule\""),
        ("slug    = \"school\"", "slug    = \"school\"\nstyles.body.size = \"9pt\""),
        ("slug    = \"school\"", "slug    = \"school\"\nstyles.headline.align = \"left\""),
        ("slug    = \"school\"", "slug    = \"school\"\nstyles.body.family = \"kai\""),
        ("checks.hole = \"ignore\"", ""),
        ("checks.underset = \"ignore\"", ""),
        ("focus = [50, 50]", "focus = [50, 10]"),
    ] {
        let spec = SPEC.replacen(was, now, 1);
        assert_ne!(spec, SPEC, "{was}");
        desk.write("new.toml", spec);
        let differs = dump("old.toml") != dump("new.toml");
        assert_eq!(!diff(&desk, &[]).is_empty(), differs, "{was} → {now}");
    }
}

#[test]
fn a_file_that_is_compared_is_not_written_over() {
    let desk = desk("diff-inputs");
    assert_eq!(desk.run(&["build", "old.toml", "-o", "old.pdf"]).code, 0);
    with_other_stories(&desk, &LEAD.replace("十点", "十一点"));
    for (old, new, output) in
        [("old.pdf", "new.toml", "old.pdf"), ("old.toml", "new.toml", "stories/lamp.png")]
    {
        let before = desk.read(output);
        let ran = desk.run(&["diff", old, new, "-o", output, "--format", "json"]);
        assert_eq!((ran.code, &ran.findings()[0]["code"]), (1, &"output-unwritable".into()));
        assert_eq!(desk.read(output), before);
    }
    // A golden file knows stories and a press file does not.
    assert_eq!(desk.run(&["review", "--accept", "old.toml"]).code, 0);
    let ran = desk.run(&["diff", "golden/old.txt", "old.pdf", "--format", "json"]);
    assert_eq!((ran.code, &ran.findings()[0]["code"]), (1, &"nothing-to-compare".into()));
}

#[test]
fn words_on_a_marked_proof_are_cut_at_their_column() {
    let desk = desk("diff-marked");
    let long =
        "摊主说，明天照旧，后天要去对岸看女儿，大后天再回来，大家不必等他，也不必替他留位置。";
    with_other_stories(&desk, &format!("{LEAD}\n\n{long}"));
    assert_eq!(desk.run(&["diff", "old.toml", "new.toml", "-o", "d.pdf"]).code, 1);
    let Some(said) = tools::run("pdftotext", &["-bbox", "{}", "-"], &desk.read("d.pdf")) else {
        return;
    };
    let label = said.out.lines().find(|line| line.contains('…')).expect("it is cut");
    let right = label.split("xMax=\"").nth(1).and_then(|it| it.split('"').next());
    let right: f64 = right.and_then(|it| it.parse().ok()).expect("a place");
    // The sheet's bleed, its margin and two of five columns.
    assert!(right < 8.5 + 49.7 + 262.7 + 2.0, "{label}");
}

#[test]
fn words_between_lines_stand_readable_in_the_margin() {
    let desk = desk("diff-margin");
    with_other_stories(
        &desk,
        &LEAD.replace("也照到阿婆", "也照亮阿婆").replace("从今年", "自今年"),
    );
    assert_eq!(desk.run(&["diff", "old.toml", "new.toml", "-o", "d.pdf"]).code, 1);
    let Some(said) = tools::run("pdftotext", &["-bbox", "{}", "-"], &desk.read("d.pdf")) else {
        return;
    };
    let number = |line: &str, key: &str| -> f64 {
        let value = line.split(&format!("{key}=\"")).nth(1).and_then(|it| it.split('"').next());
        value.and_then(|it| it.parse().ok()).unwrap_or_else(|| panic!("no {key} in {line}"))
    };
    let labels: Vec<&str> = said.out.lines().filter(|line| line.contains('→')).collect();
    assert_eq!(labels.len(), 2, "{labels:?}");
    for label in &labels {
        assert!(number(label, "yMax") - number(label, "yMin") >= 5.0, "{label}");
    }
    // Above the first line of a column there is room; between lines there is none, so that
    // the words stand in the margin: beyond the sheet's bleed and the type area.
    let in_margin = labels.iter().filter(|label| number(label, "xMax") < 8.5 + 49.7);
    assert_eq!(in_margin.count(), 1, "{labels:?}");
}

#[test]
fn many_pages_are_compared_with_a_revision() {
    let desk = desk("diff-git-many");
    if Repository::new(&desk).is_none() {
        return;
    }
    write_lead(&desk, "stories", &LEAD.replace("十点", "十一点"));
    let ran = desk.run(&["diff", "HEAD", "old.toml", "new.toml", "--format", "json"]);
    let texts = changes(&ran).iter().filter(|change| change["change"] == "text").count();
    assert_eq!(texts, 2, "one on each page");
    // Two states that name their pages leave nothing for a third.
    let ran = desk.run(&["diff", "old.toml", "new.toml", "old.toml", "--format", "json"]);
    assert_eq!((ran.code, &ran.findings()[0]["code"]), (1, &"nothing-to-compare".into()));
}
