//! Wrong input, each with a clear error at its place, and no file written.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::desk::{Desk, PAGE, story};

/// Builds the page of a desk, which must fail without a trace on the disk, and
/// finds the error with this code.
fn error(desk: &Desk, code: &str) -> Value {
    error_with(desk, &["build", "page.toml", "--format", "json"], code)
}

fn error_with(desk: &Desk, arguments: &[&str], code: &str) -> Value {
    let before = desk.files();
    let ran = desk.run(arguments);
    assert_eq!(ran.code, 1, "{}{}", ran.text(), ran.err);
    assert_eq!(desk.files(), before);
    let findings = ran.findings();
    for finding in &findings {
        let chinese = finding["message"]["zh"].as_str().expect("it is in Chinese, too");
        assert!(chinese.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{chinese}");
    }
    let found =
        findings.iter().find(|finding| finding["code"] == code && finding["severity"] == "error");
    found.unwrap_or_else(|| panic!("no {code} in {findings:#?}")).clone()
}

fn english(finding: &Value) -> &str {
    finding["message"]["en"].as_str().expect("a message is text")
}

fn hints(finding: &Value) -> String {
    finding["hints"].to_string()
}

/// A page with these lines in the place of its one story.
fn desk_with_elements(test: &str, elements: &str) -> Desk {
    let desk = Desk::with_page(test);
    let head = PAGE.split("[[story]]").next().expect("there is a first part");
    desk.write("page.toml", format!("{head}{elements}"));
    desk
}

// The page spec.

#[test]
fn malformed_toml() {
    let desk = Desk::with_page("toml");
    desk.write("page.toml", PAGE.replace("\"1-20\"", "\"1-20"));
    let finding = error(&desk, "toml-syntax");
    assert_eq!(finding["line"], 11);
}

#[test]
fn a_spec_that_is_not_there_not_a_file_or_not_text() {
    let desk = Desk::new("no-spec");
    let build = ["build", "page.toml", "--format", "json"];
    assert!(english(&error_with(&desk, &build, "file-unreadable")).contains("no such file"));
    fs::create_dir_all(desk.path("page.toml")).expect("it can be made");
    assert!(english(&error_with(&desk, &build, "file-unreadable")).contains("not a file"));
    let desk = Desk::new("gbk-spec");
    desk.write("page.toml", b"[page]\npaper = \"\xb0\xe6\xc3\xe6\"\n");
    assert!(hints(&error(&desk, "not-utf8")).contains("GB18030"));
}

#[test]
fn an_unknown_key_with_the_right_one_beside_it() {
    let desk = Desk::with_page("key");
    desk.write("page.toml", PAGE.replace("columns", "colums"));
    let finding = error(&desk, "unknown-key");
    assert_eq!((&finding["line"], &finding["column"]), (&10.into(), &1.into()));
    assert!(hints(&finding).contains("columns"));
}

#[test]
fn every_error_of_a_spec_in_one_run() {
    let desk = Desk::with_page("all");
    let wrong = PAGE
        .replace("paper ", "papr ")
        .replace("china-tabloid", "tabloit")
        .replace("\"1-20\"", "\"20-1\"")
        .replace("slug ", "slugg ");
    desk.write("page.toml", wrong);
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let lines: Vec<_> = ran.findings().iter().filter_map(|found| found["line"].as_u64()).collect();
    for line in [3, 6, 9, 11] {
        assert!(lines.contains(&line), "nothing about line {line}: {}", ran.text());
    }
}

#[test]
fn columns_and_lines_outside_the_page() {
    let desk = Desk::with_page("outside");
    desk.write("page.toml", PAGE.replace("\"1-2\"", "\"4-9\""));
    assert_eq!(error(&desk, "outside-page")["line"], 10);
    desk.write("page.toml", PAGE.replace("\"1-20\"", "\"60-900\""));
    assert_eq!(error(&desk, "outside-page")["line"], 11);
    desk.write("page.toml", PAGE.replace("\"1-20\"", "\"1-4000000000\""));
    error(&desk, "outside-page");
}

#[test]
fn grids_on_which_nothing_can_stand() {
    for grid in [
        "columns = 0",
        "columns = 4000000000",
        "gutter = \"400mm\"",
        "leading = 0",
        "leading = \"2000mm\"",
        "leading = \"0.0001pt\"",
        "column-width = \"-3mm\"",
    ] {
        let desk = Desk::with_page(&format!("grid-{}", grid.len()));
        desk.write("page.toml", format!("{PAGE}\n[grid]\n{grid}\n"));
        let ran = desk.run(&["build", "page.toml", "--format", "json"]);
        assert_eq!(ran.code, 1, "{grid}");
        let findings = ran.findings();
        assert!(findings.iter().any(|finding| finding["line"] == 14), "{grid}: {findings:#?}");
    }
}

#[test]
fn margins_that_leave_no_room() {
    let desk = Desk::with_page("margins");
    desk.write(
        "page.toml",
        PAGE.replace("\"china-tabloid\"", "\"30mm x 40mm\"\nmargin = \"20mm\""),
    );
    let ran = desk.run(&["build", "page.toml", "--format", "json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.findings().iter().any(|finding| finding["severity"] == "error"));
}

#[test]
fn frames_that_overlap_unless_they_say_so() {
    let two = r#"
[[story]]
slug    = "lead"
columns = "1-2"
lines   = "1-20"

[[story]]
slug    = "second"
columns = "2-3"
lines   = "20-40"
"#;
    let desk = desk_with_elements("overlap", two);
    desk.write("stories/second.md", story("第二篇稿件。"));
    let finding = error(&desk, "frames-overlap");
    assert_eq!(finding["file"], "page.toml");
    let head = PAGE.split("[[story]]").next().expect("there is a first part");
    desk.write("page.toml", format!("{head}{two}overlap = true\n"));
    assert_eq!(desk.run(&["check", "page.toml"]).code, 0);
}

#[test]
fn an_unknown_name_of_a_size() {
    let desk = Desk::with_page("size");
    desk.write("page.toml", format!("{PAGE}styles.headline.size = \"初好\"\n"));
    let ran = desk.run(&["build", "page.toml", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let finding = ran.findings().into_iter().find(|finding| finding["line"] == 12);
    assert!(hints(&finding.expect("an error at its line")).contains("初号"));
}

#[test]
fn templates_that_extend_each_other() {
    let desk = Desk::with_page("circle");
    desk.write("page.toml", format!("extends = \"other.toml\"\n{PAGE}"));
    desk.write("other.toml", "extends = \"page.toml\"\n");
    error(&desk, "extends-cycle");
}

// Stories.

#[test]
fn a_slug_without_a_story() {
    let desk = Desk::with_page("missing");
    desk.write("page.toml", PAGE.replace("\"lead\"", "\"laed\""));
    let finding = error(&desk, "story-missing");
    assert_eq!(finding["line"], 9);
    assert!(hints(&finding).contains("lead"));
}

#[test]
fn a_folder_of_stories_that_is_not_there_is_told_once() {
    let desk = Desk::with_page("no-folder");
    desk.write("page.toml", PAGE.replace("\"stories\"", "\"storeys\""));
    error(&desk, "file-unreadable");
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    assert_eq!(ran.findings().len(), 1, "{}", ran.text());
}

#[test]
fn two_stories_with_one_slug() {
    let desk = Desk::with_page("twins");
    desk.write("stories/other.md", "+++\nslug = \"lead\"\n+++\n第二篇。\n");
    error(&desk, "story-twice");
}

#[test]
fn a_story_placed_twice() {
    let desk = Desk::with_page("twice");
    desk.write(
        "page.toml",
        format!("{PAGE}\n[[story]]\nslug = \"lead\"\ncolumns = \"3\"\nlines = \"1-20\"\n"),
    );
    assert_eq!(error(&desk, "story-used-twice")["line"], 14);
}

#[test]
fn an_empty_story() {
    for text in ["", "\n \n\u{3000}\n", "+++\nheadline = \"只有标题\"\n+++\n"] {
        let desk = Desk::with_page(&format!("empty-{}", text.len()));
        desk.write("stories/lead.md", text);
        error(&desk, "story-empty");
    }
}

#[test]
fn a_page_on_which_nothing_stands() {
    for spec in ["", "[page]\npaper = \"渡口日报\"\n", "[[rule]]\n"] {
        let desk = Desk::new(&format!("nothing-{}", spec.len()));
        desk.write("page.toml", spec);
        desk.write("page.pdf", "yesterday's");
        let ran = desk.run(&["build", "page.toml"]);
        assert_eq!(ran.code, 1, "{spec}: {}", ran.err);
        assert_eq!(desk.read("page.pdf"), b"yesterday's", "the last good output stays");
        let is_told = ran.err.contains("error[page-empty]: nothing stands on the page");
        assert_eq!(is_told, !spec.contains("rule"), "{}", ran.err);
    }
    // A page of furniture alone is a page.
    let desk = Desk::new("furniture-alone");
    desk.write("page.toml", "[checks]\nhole = \"ignore\"\n[folio]\nleft = \"渡口日报\"\n");
    let ran = desk.run(&["build", "page.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn words_that_are_left_out_are_told() {
    let picture =
        "[[pictures]]\nfile = \"gone.jpg\"\ncaption = \"潜水员在检查桥墩\"\ncredit = \"周明\"\n";
    let desk = Desk::with_page("left-out");
    desk.write("stories/lead.md", format!("+++\n{picture}+++\n河埠街的路灯亮了。\n"));
    let boxes = "pictures = [{ columns = \"2\", lines = \"4-9\", caption = \"none\" }]\n";
    desk.write("page.toml", format!("{PAGE}{boxes}"));
    let ran = desk.run(&["check", "page.toml"]);
    let told = "the caption of `gone.jpg` is left out, 10 characters: “潜水员在检查桥墩 周明”";
    assert!(ran.err.contains(told), "{}", ran.err);
}

#[test]
fn front_matter_that_is_not_toml() {
    let desk = Desk::with_page("front");
    desk.write("stories/lead.md", "+++\nheadline = 河岸\n+++\n第一段。\n");
    let finding = error(&desk, "toml-syntax");
    assert_eq!(finding["file"], "stories/lead.md");
    assert_eq!(finding["line"], 2);
}

#[test]
fn two_hundred_thousand_characters_in_a_small_frame() {
    let text = "河埠街的路灯一盏接一盏亮了起来。".repeat(12_500);
    let desk = Desk::with_story("huge", &text);
    let start = Instant::now();
    let finding = error(&desk, "overset");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(english(&finding).contains("characters"), "{finding}");

    // The same in many paragraphs.
    desk.write("stories/lead.md", story(&text.replace('。', "。\n\n")));
    let start = Instant::now();
    error(&desk, "overset");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_word_of_five_hundred_letters() {
    let desk = Desk::with_story("word", &format!("开头{}结尾。", "x".repeat(500)));
    let start = Instant::now();
    let finding = error(&desk, "line-overfull");
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(english(&finding).contains("开头xxxx"), "{finding}");
}

#[test]
fn control_characters() {
    let desk = Desk::with_story("control", "河埠街\u{7}的路灯\u{0}亮了。");
    let finding = error(&desk, "control-character");
    assert_eq!((&finding["line"], &finding["column"]), (&4.into(), &4.into()));
    assert!(english(&finding).contains("U+0007"), "{finding}");
}

#[test]
fn lone_combining_marks_are_set_or_told() {
    for text in ["\u{301}河埠街。", "河\u{301}\u{302}\u{303}埠。", "\u{20dd}", "e\u{301}tude 河"]
    {
        let desk = Desk::with_story(&format!("combining-{}", text.len()), text);
        let ran = desk.run(&["check", "page.toml", "--format", "json"]);
        let is_told = ran.findings().iter().any(|finding| finding["code"] == "glyph-missing");
        assert!(ran.code == 0 || is_told, "{text:?}: {}", ran.text());
    }
}

#[test]
fn text_from_right_to_left() {
    let desk = Desk::with_story("right-to-left", "河埠街 שלום 的路灯。");
    let finding = error(&desk, "right-to-left");
    assert_eq!(finding["line"], 4);
}

#[test]
fn a_character_that_no_face_has_is_named_with_its_place() {
    let desk = Desk::with_story("emoji", "河埠街的路灯亮了😀真好。");
    let finding = error(&desk, "glyph-missing");
    assert!(english(&finding).contains("U+1F600"), "{finding}");
    assert_eq!((&finding["line"], &finding["column"]), (&4.into(), &9.into()));
    assert_eq!(finding["file"], "stories/lead.md");
}

#[test]
fn a_mark_left_for_the_editor() {
    let desk = Desk::with_story("mark", "河埠街的[[?路灯?]]亮了。");
    assert_eq!(error(&desk, "editor-mark")["line"], 4);
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let desk = Desk::with_story("line-ends", "第一段。\n\n第二段。");
    assert_eq!(desk.run(&["build", "page.toml", "-o", "plain.pdf"]).code, 0);
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    desk.write("page.toml", windows(PAGE));
    desk.write("stories/lead.md", windows(&story("第一段。\n\n第二段。")));
    let ran = desk.run(&["build", "page.toml", "-o", "windows.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("plain.pdf") == desk.read("windows.pdf"));
}

#[test]
fn a_story_in_another_encoding() {
    let desk = Desk::with_page("gbk");
    desk.write("stories/lead.md", b"\xba\xd3\xb0\xb6\xc1\xc1\xb5\xc6\n");
    assert!(hints(&error(&desk, "not-utf8")).contains("GB18030"));
}

#[test]
fn what_is_wrong_with_stories_of_other_pages_does_not_matter() {
    let desk = Desk::with_page("others");
    desk.write("stories/sport.md", "比赛😀\u{7}\n\n![](nothing.jpg)\n");
    desk.write("stories/gbk.txt", b"\xba\xd3\xb0\xb6");
    let ran = desk.run(&["build", "page.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

// Pictures.

/// A page whose story has a picture in `boat.jpg`.
fn desk_with_picture(test: &str, bytes: Option<&[u8]>) -> Desk {
    let desk = Desk::with_story(test, "河埠街的路灯。\n\n![渡船。](boat.jpg)");
    desk.write(
        "page.toml",
        format!("{PAGE}pictures = [{{ columns = \"2\", lines = \"8-16\" }}]\n"),
    );
    if let Some(bytes) = bytes {
        desk.write("stories/boat.jpg", bytes);
    }
    desk
}

fn photograph() -> Vec<u8> {
    let folder = format!("{}/samples/district/photos", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the samples have photographs")
        .map(|entry| entry.expect("they can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "jpg"))
        .collect();
    files.sort();
    fs::read(&files[0]).expect("it can be read")
}

/// A sound PNG of 300 by 300 gray pixels.
fn drawing() -> Vec<u8> {
    use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
    let mut png = Vec::new();
    let pixels: Vec<u8> = (0..90_000_u32).map(|at| ((at * 7919) >> 5) as u8).collect();
    PngEncoder::new(&mut png)
        .write_image(&pixels, 300, 300, ExtendedColorType::L8)
        .expect("memory takes every write");
    png
}

#[test]
fn a_sound_picture_is_no_error() {
    let desk = desk_with_picture("picture", Some(&photograph()));
    let ran = desk.run(&["build", "page.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let desk = desk_with_picture("drawing", Some(&drawing()));
    let ran = desk.run(&["build", "page.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("picture-misnamed"), "{}", ran.err);
}

#[test]
fn a_missing_picture() {
    let desk = desk_with_picture("no-picture", None);
    let finding = error(&desk, "picture-missing");
    assert_eq!(finding["file"], "stories/lead.md");
    assert_eq!(finding["line"], 6);
}

#[test]
fn a_picture_that_is_none() {
    for (test, bytes) in [
        ("no-bytes", &b""[..]),
        ("words", b"this is not a picture"),
        ("markup", b"<html><body>404</body></html>"),
        ("gif", b"GIF89a\x01\0\x01\0\0\0\0;"),
        ("pdf", b"%PDF-1.4\n"),
    ] {
        let desk = desk_with_picture(&format!("picture-{test}"), Some(bytes));
        let finding = error(&desk, "picture-broken");
        assert_eq!((&finding["file"], &finding["line"]), (&"stories/lead.md".into(), &6.into()));
    }
}

#[test]
fn a_truncated_picture_wherever_it_is_cut() {
    for (name, whole) in [("jpeg", photograph()), ("png", drawing())] {
        for percent in [1, 10, 50, 90, 99] {
            let desk = desk_with_picture(
                &format!("cut-{name}-{percent}"),
                Some(&whole[..whole.len() * percent / 100]),
            );
            error(&desk, "picture-broken");
            let ran = desk.run(&["proof", "page.toml", "--dpi", "20"]);
            assert_eq!(ran.code, 1);
            assert!(desk.path("page.png").is_file(), "{name} {percent}: {}", ran.err);
        }
    }
}

#[test]
fn a_picture_damaged_inside() {
    let mut png = drawing();
    let middle = png.len() / 2;
    png[middle..middle + 200].fill(0xa5);
    let desk = desk_with_picture("damaged", Some(&png));
    error(&desk, "picture-broken");
    let ran = desk.run(&["proof", "page.toml", "--dpi", "20"]);
    assert_eq!(ran.code, 1);
    assert!(desk.path("page.png").is_file(), "{}", ran.err);
}

#[test]
fn a_picture_without_pixels() {
    let mut png = drawing();
    png[16..20].fill(0);
    let desk = desk_with_picture("no-pixels", Some(&png));
    error(&desk, "picture-broken");
    // A header that promises more pixels than any memory holds.
    png[16..24].fill(0x7f);
    let desk = desk_with_picture("too-many-pixels", Some(&png));
    error(&desk, "picture-broken");
}

#[test]
fn a_picture_outside_the_project_unless_it_is_allowed() {
    let desk = Desk::with_story("leave", "河埠街的路灯。\n\n![渡船。](../../leave-boat.jpg)");
    desk.write(
        "page.toml",
        format!("{PAGE}pictures = [{{ columns = \"2\", lines = \"8-16\" }}]\n"),
    );
    fs::write(desk.path("../leave-boat.jpg"), photograph()).expect("it can be written");
    let finding = error(&desk, "path-outside");
    assert_eq!((&finding["file"], &finding["line"]), (&"stories/lead.md".into(), &6.into()));
    assert!(hints(&finding).contains("--root"));
    let ran = desk.run(&["build", "page.toml", "--root", ".."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn an_absolute_path_and_a_symbolic_link_do_not_lead_out_either() {
    let desk = Desk::with_story("link", "河埠街的路灯。\n\n![渡船。](boat.jpg)");
    desk.write(
        "page.toml",
        format!("{PAGE}pictures = [{{ columns = \"2\", lines = \"8-16\" }}]\n"),
    );
    let outside = desk.path("../link-boat.jpg");
    fs::write(&outside, photograph()).expect("it can be written");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, desk.path("stories/boat.jpg"))
            .expect("it can be made");
        error(&desk, "path-outside");
    }
    let absolute = format!("河埠街的路灯。\n\n![渡船。]({})", outside.display());
    desk.write("stories/lead.md", story(&absolute));
    error(&desk, "path-outside");
}

// Fonts.

#[test]
fn a_font_file_that_is_no_font() {
    let desk = Desk::with_page("font");
    desk.write("house/song.otf", "this is not a font");
    desk.write("page.toml", format!("{PAGE}\n[fonts]\npath = \"house\"\n"));
    let finding = error(&desk, "font-broken");
    assert_eq!(finding["file"], "house/song.otf");
}

#[test]
fn a_font_file_cut_short() {
    let whole =
        fs::read(format!("{}/fonts/SourceSerif4_400Regular.ttf", env!("CARGO_MANIFEST_DIR")))
            .expect("it is there");
    for percent in [1, 5, 30, 60, 95] {
        let desk = Desk::with_page(&format!("font-cut-{percent}"));
        desk.write("house/roman.ttf", &whole[..whole.len() * percent / 100]);
        desk.write("stories/lead.md", story("English words in roman type."));
        desk.write(
            "page.toml",
            format!("{PAGE}styles.body.font = \"Source Serif 4\"\n\n[fonts]\npath = \"house\"\n"),
        );
        let ran = desk.run(&["build", "page.toml", "--format", "json"]);
        // Either the file is refused or what is left of it is whole enough.
        assert!(
            ran.code == 0 || ran.findings().iter().any(|it| it["code"] == "font-broken"),
            "{}",
            ran.text()
        );
    }
}

#[test]
fn a_family_that_nobody_has() {
    let desk = Desk::with_page("family");
    desk.write("page.toml", format!("{PAGE}styles.body.font = \"方正书宋\"\n"));
    assert!(english(&error(&desk, "font-missing")).contains("方正书宋"));
}

#[test]
fn what_to_do_about_text_that_does_not_fit_follows_the_lines() {
    let advice = |test: &str, code: &str, page: &str, place: &str| {
        let desk = Desk::with_page(test);
        let toml = PAGE
            .replace("[page]\n", &format!("[page]\n{page}\n"))
            .replace("lines   = \"1-20\"\n", &format!("{place}\n"));
        assert!(toml.contains(page) && toml.contains(place), "{toml}");
        desk.write("page.toml", toml);
        let text = if code == "overset" {
            "潮水退到闸外。".repeat(900)
        } else {
            "潮水。".into()
        };
        desk.write("stories/lead.md", format!("# 潮水\n\n{text}\n"));
        let ran = desk.run(&["check", "page.toml", "--format", "json"]);
        let findings = ran.findings();
        let found = findings.iter().find(|finding| finding["code"] == code);
        hints(found.unwrap_or_else(|| panic!("no {code} in {findings:#?}")))
    };
    let vertical = "writing = \"vertical\"";
    let lines = "lines   = \"1-20\"";
    let turned = "lines   = \"1-20\"\nwriting = \"vertical\"";
    let across = "lines   = \"1-20\"\nwriting = \"horizontal\"";
    for (test, page, place, wanted) in [
        ("over", "", lines, "lines taller"),
        ("over-vertical", vertical, lines, "lines wider"),
        ("over-turned", "", turned, "wider by about"),
        ("over-across", vertical, across, "taller by about"),
    ] {
        let said = advice(test, "overset", page, place);
        assert!(said.contains(wanted), "{test}: {said}");
    }
    for (test, page, place, wanted) in [
        ("under", "", lines, "of the page: end"),
        ("under-vertical", vertical, lines, "of the page, from the right"),
        ("under-turned", "", turned, "make its place narrower"),
        ("under-across", vertical, across, "make its place less tall"),
    ] {
        let said = advice(test, "underset", page, place);
        assert!(said.contains(wanted), "{test}: {said}");
    }
}

#[test]
fn a_story_that_fills_one_column_of_two_is_not_told_to_end_where_it_does() {
    let desk = Desk::with_page("one-column");
    let place = "lines   = \"1-20\"\n";
    desk.write("page.toml", PAGE.replace(place, &format!("{place}fill = \"in-order\"\n")));
    desk.write("stories/lead.md", format!("# 潮水\n\n{}\n", "潮水退到闸外。".repeat(30)));
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let findings = ran.findings();
    let found = findings.iter().find(|finding| finding["code"] == "underset");
    let said = hints(found.unwrap_or_else(|| panic!("nothing short in {findings:#?}")));
    assert!(said.contains("not in all columns"), "{said}");
}

// The output.

#[test]
fn an_output_that_cannot_be_written() {
    let desk = Desk::with_page("output");
    desk.write("file", "not a folder");
    for output in ["nowhere/page.pdf", "file/page.pdf", "stories", "..", ""] {
        let ran = desk.run(&["build", "page.toml", "-o", output]);
        assert_ne!(ran.code, 0, "{output}");
        if !output.is_empty() {
            assert_eq!(ran.code, 1, "{output}: {}", ran.err);
            assert!(ran.err.contains("error[output-unwritable]"), "{}", ran.err);
        }
    }
    assert_eq!(desk.files(), ["file", "page.toml", "stories"]);
}

#[test]
fn the_output_never_replaces_what_the_page_is_made_from() {
    let desk = Desk::with_page("source");
    for output in ["page.toml", "stories/lead.md"] {
        let before = desk.read(output);
        let ran = desk.run(&["build", "page.toml", "-o", output]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("it is one of the files that were read for it"), "{}", ran.err);
        assert_eq!(desk.read(output), before);
    }
}
