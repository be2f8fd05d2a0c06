//! The press file, judged from outside.

use std::sync::Arc;

use banmian::color::{Color, Overprint, Paint};
use banmian::geom::Abs;
use banmian::page::{Cap, Document, Item, Marks, PathStep, Shape, Stroke};
use banmian::pdf::{KnownSubsets, PdfError, Subsets, export, export_with};
use banmian::picture::{self, Pictures};
use banmian::{plates, reader};

use crate::hand::{
    HEI, KAI, LATIN, SONG, document, face, filled, fonts, line, line_of, mm, page, picture,
    pressed, rect, run,
};
use crate::picture::{jpeg, png_rgba};
use crate::tools;

pub(crate) fn written(document: &Document) -> Vec<u8> {
    export(document, fonts(), &[]).expect("the document can be written")
}

/// The text of a PDF as pdftotext reads it, form feeds and empty lines apart.
pub(crate) fn text_of(pdf: &[u8]) -> Option<String> {
    let said = tools::run("pdftotext", &["-raw", "{}", "-"], pdf)?;
    assert!(said.ok && said.err.is_empty(), "{}", said.err);
    Some(said.out.replace('\u{c}', "").trim_end().to_owned())
}

/// One of everything.
fn full_page() -> (Document, Pictures) {
    let mut pictures = Pictures::default();
    let photo = pictures.add(picture::read("photo.jpg", jpeg(64, 48)).expect("a JPEG"));
    let drawing = pictures.add(picture::read("drawing.png", png_rgba(20, 30)).expect("a PNG"));
    let mut page = page(vec![
        filled(rect(-3.0, -3.0, 103.0, 20.0), Color::cmyk(0.0, 90.0, 80.0, 0.0)),
        line(mm(10.0, 15.0), HEI, 24.0, "渡口大桥今日合龙"),
        picture(photo, rect(10.0, 30.0, 50.0, 60.0), rect(10.0, 30.0, 50.0, 60.0)),
        picture(drawing, rect(55.0, 30.0, 75.0, 50.0), rect(55.0, 25.0, 75.0, 55.0)),
        line(mm(10.0, 70.0), SONG, 10.5, "本报讯 昨日上午,渡口大桥合龙。"),
        line(mm(10.0, 75.0), KAI, 10.5, "记者 江一帆"),
        line(mm(10.0, 80.0), LATIN, 10.5, "The bridge, after four years."),
        Item::Shape(Shape::stroked(
            vec![
                PathStep::Move(mm(10.0, 90.0)),
                PathStep::Curve(mm(30.0, 85.0), mm(60.0, 95.0), mm(90.0, 90.0)),
            ],
            Stroke {
                paint: Paint::usual(Color::BLACK),
                width: Abs::pt(1.0),
                dash: Some((Abs::pt(2.0), Abs::pt(1.0))),
                cap: Cap::Round,
            },
        )),
    ]);
    page.bleed = Abs::mm(3.0);
    page.marks = Marks::Crop;
    (document(vec![page]), pictures)
}

fn full_pdf() -> Vec<u8> {
    let (document, pictures) = full_page();
    export(&document, fonts(), &pressed(&document, &pictures)).expect("the document can be written")
}

#[test]
fn qpdf_finds_nothing_wrong() {
    let Some(said) = tools::run("qpdf", &["--check", "{}"], &full_pdf()) else { return };
    assert!(said.ok, "{}{}", said.out, said.err);
    assert!(!said.out.contains("WARNING") && said.err.is_empty(), "{}{}", said.out, said.err);
}

#[test]
fn ghostscript_draws_it_without_complaint() {
    let arguments = ["-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", "{}"];
    let Some(said) = tools::run("gs", &arguments, &full_pdf()) else { return };
    assert!(said.ok && said.out.is_empty() && said.err.is_empty(), "{}{}", said.out, said.err);
}

#[test]
fn mutool_draws_it_without_complaint() {
    let arguments = ["draw", "-q", "-F", "png", "-o", "/dev/null", "{}"];
    let Some(said) = tools::run("mutool", &arguments, &full_pdf()) else { return };
    // Some builds of it know no color profiles and say so of every file.
    let complaints = said.err.replace("warning: ICC support is not available\n", "");
    assert!(said.ok && complaints.is_empty(), "{complaints}");
}

#[test]
fn every_face_is_an_embedded_subset_with_a_way_back_to_text() {
    let Some(said) = tools::run("pdffonts", &["{}"], &full_pdf()) else { return };
    assert!(said.err.is_empty(), "{}", said.err);
    let fonts: Vec<&str> = said.out.lines().skip(2).collect();
    assert_eq!(fonts.len(), 4, "{}", said.out);
    for font in &fonts {
        let columns: Vec<&str> = font.split_whitespace().collect();
        let flags = &columns[columns.len() - 5..columns.len() - 2];
        assert_eq!(flags, ["yes", "yes", "yes"], "{font}");
        assert_eq!(font.as_bytes()[6], b'+', "{font}");
    }
    assert_eq!(fonts.iter().filter(|font| font.contains("CID Type 0C")).count(), 2);
    assert_eq!(fonts.iter().filter(|font| font.contains("CID TrueType")).count(), 2);
}

/// So many characters of Song, from a common one on.
fn song_characters(count: usize) -> Vec<char> {
    let has = |c: &char| fonts().face(face(SONG)).glyph(*c).is_some();
    ('\u{4e00}'..).filter(has).take(count).collect()
}

#[test]
fn a_face_begun_ahead_shows_what_it_lacks_in_a_second_subset() {
    let characters = song_characters(300);
    let shown = characters.iter().map(|c| fonts().face(face(SONG)).glyph(*c).expect("it has it"));
    let subsets = Subsets::begin(
        fonts(),
        &[(face(SONG), shown.collect())].into(),
        &Arc::new(KnownSubsets::new(0)),
    );
    let lines = |text: &[char]| -> Vec<Item> {
        let rows = text.chunks(25).enumerate();
        rows.map(|(at, row)| {
            // Each row has characters that were not known ahead.
            let text: String = row.iter().chain(&['，', 'R', '渡']).collect();
            line(mm(5.0, 8.0 + 5.0 * at as f64), SONG, 8.0, &text)
        })
        .collect()
    };
    let made = |document: &Document, subsets: &Subsets| {
        let pdf = export_with(document, fonts(), &[], subsets);
        pdf.expect("the document can be written")
    };
    let faces = |pdf: &[u8]| {
        let said = tools::run("pdffonts", &["{}"], pdf)?;
        Some(said.out.lines().filter(|line| line.contains("NotoSerifCJKsc")).count())
    };
    let all = document(vec![page(lines(&characters))]);
    let (alone, ahead) = (written(&all), made(&all, &subsets));
    assert_eq!(text_of(&alone), text_of(&ahead));
    assert_eq!(ahead, made(&all, &subsets), "the same bytes, whenever the subset was ready");
    let drawn = |pdf: &[u8]| {
        let file = reader::open(pdf.to_vec()).expect("our own file can be read");
        let drawn = plates::render(&file, 0, 100.0).expect("it has plates");
        drawn.plates.into_iter().map(|plate| plate.tints).collect::<Vec<_>>()
    };
    assert_eq!(drawn(&alone), drawn(&ahead));
    // Of glyphs that are hardly shown no file is made longer.
    let few = document(vec![page(lines(&characters[..200]))]);
    assert_eq!(written(&few), made(&few, &subsets));
    if let (Some(alone), Some(ahead)) = (faces(&alone), faces(&ahead)) {
        assert_eq!((alone, ahead), (1, 2));
    }
}

#[test]
fn boxes_nest_and_trim_is_the_paper() {
    let Some(said) = tools::run("pdfinfo", &["-box", "{}"], &full_pdf()) else { return };
    let boxed = |name: &str| -> Vec<f64> {
        let line = said.out.lines().find(|line| line.starts_with(name)).expect("the box is there");
        line.split_whitespace().skip(1).map(|word| word.parse().expect("a number")).collect()
    };
    // 8 mm for marks, 3 mm bleed: the trim begins 11 mm inside the sheet.
    let pt = |mm: f64| (mm / 25.4 * 72.0 * 100.0).round() / 100.0;
    assert_eq!(boxed("MediaBox:"), [0.0, 0.0, pt(122.0), pt(172.0)]);
    assert_eq!(boxed("BleedBox:"), [pt(8.0), pt(8.0), pt(114.0), pt(164.0)]);
    assert_eq!(boxed("TrimBox:"), [pt(11.0), pt(11.0), pt(111.0), pt(161.0)]);
}

#[test]
fn metadata_names_paper_page_and_day() {
    let Some(said) = tools::run("pdfinfo", &["-isodates", "{}"], &full_pdf()) else { return };
    let has = |line: &str| {
        said.out
            .lines()
            .any(|known| known.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(line))
    };
    assert!(has("Title: 城关专刊"), "{}", said.out);
    assert!(has("Author: 渡口日报"), "{}", said.out);
    assert!(has("CreationDate: 2026-11-23"), "{}", said.out);
    assert!(has("PDF version: 1.6"), "{}", said.out);
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    assert!(full_pdf() == full_pdf());
}

#[test]
fn other_pages_give_another_identifier() {
    let id = |text: &str| {
        let pdf = written(&document(vec![page(vec![line(mm(10.0, 20.0), SONG, 10.0, text)])]));
        let at = pdf.windows(3).rposition(|window| window == b"/ID").expect("there is one");
        pdf[at..at + 80].to_vec()
    };
    assert_ne!(id("一"), id("二"));
}

#[test]
fn text_reads_back_in_the_order_of_the_items() {
    let pdf = written(&document(vec![page(vec![
        line(mm(55.0, 20.0), SONG, 10.5, "右栏的第一行先读,"),
        line(mm(55.0, 25.0), SONG, 10.5, "第二行在后。“引文”——"),
        line(mm(10.0, 20.0), KAI, 9.0, "左栏最后读。ABC 123"),
    ])]));
    let Some(text) = text_of(&pdf) else { return };
    assert_eq!(text, "右栏的第一行先读,\n第二行在后。“引文”——\n左栏最后读。ABC 123");
}

#[test]
fn tight_and_loose_lines_read_back_without_spaces_of_their_own() {
    let sentence = "河水涨了3尺,渡船停了2天。";
    let lines: Vec<Item> = [-3.0, -0.8, 0.0, 0.013, 0.7, 1.5, 6.0]
        .iter()
        .enumerate()
        .map(|(nth, extra)| {
            let run = run(SONG, 9.75, sentence, Abs::pt(*extra));
            line_of(mm(10.0, 20.0 + 10.0 * nth as f64), vec![run])
        })
        .collect();
    let pdf = written(&document(vec![page(lines)]));
    let expected = [sentence; 7].join("\n");
    let Some(text) = text_of(&pdf) else { return };
    assert_eq!(text, expected);
    // The other way of reading works out the order from the places.
    let Some(said) = tools::run("pdftotext", &["{}", "-"], &pdf) else { return };
    let lines: Vec<&str> =
        said.out.split(['\n', '\u{c}']).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn compressed_punctuation_between_faces_reads_back_whole() {
    // 。” share one em; a Latin word follows at a quarter of an em.
    let mut first = run(SONG, 10.0, "他说:“到了。”", Abs::ZERO);
    for glyph in &mut first.glyphs[6..] {
        glyph.x -= Abs::pt(5.0);
    }
    let mut second = run(LATIN, 10.0, "Bridge No. 4", Abs::ZERO);
    let start = first.glyphs[6].x + Abs::pt(12.5);
    for glyph in &mut second.glyphs {
        glyph.x += start;
    }
    let items = vec![line_of(mm(10.0, 20.0), vec![first, second])];
    let Some(text) = text_of(&written(&document(vec![page(items)]))) else { return };
    assert_eq!(text, "他说:“到了。”Bridge No. 4");
}

#[test]
fn a_glyph_for_several_characters_reads_as_all_of_them() {
    // One glyph stands for "fi", as a ligature would.
    let mut ligature = run(LATIN, 12.0, "offices", Abs::ZERO);
    ligature.glyphs.remove(3);
    ligature.glyphs[2].text = 2..4;
    let narrow =
        ligature.glyphs[3].x - ligature.glyphs[2].x - ligature.glyphs[2].x + ligature.glyphs[1].x;
    for glyph in &mut ligature.glyphs[3..] {
        glyph.x -= narrow;
    }
    // The same glyph is an ordinary f elsewhere.
    let plain = run(LATIN, 12.0, "for staff", Abs::ZERO);
    let items = vec![line_of(mm(10.0, 20.0), vec![ligature]), line_of(mm(10.0, 30.0), vec![plain])];
    let pdf = written(&document(vec![page(items)]));
    let Some(text) = text_of(&pdf) else { return };
    assert_eq!(text, "offices\nfor staff");
}

#[test]
fn a_soft_hyphen_and_a_hyphen_of_one_glyph_are_told_apart() {
    let mut soft = run(LATIN, 12.0, "well-known news-", Abs::ZERO);
    soft.text.replace_range(15..16, "\u{AD}");
    soft.glyphs[15].text = 15..17;
    let pdf = written(&document(vec![page(vec![line_of(mm(10.0, 20.0), vec![soft])])]));
    let Some(text) = text_of(&pdf) else { return };
    assert_eq!(text, "well-known news\u{AD}");
}

#[test]
fn further_glyphs_of_a_cluster_add_no_text() {
    // Two glyphs draw one accented letter; the mark stands higher.
    let mut accented = run(LATIN, 12.0, "cafe´s", Abs::ZERO);
    accented.text = "cafés".to_owned();
    accented.glyphs[3].text = 3..5;
    accented.glyphs[4].text = 5..5;
    accented.glyphs[4].rise = Abs::pt(2.0);
    accented.glyphs[5].text = 5..6;
    let pdf = written(&document(vec![page(vec![line_of(mm(10.0, 20.0), vec![accented])])]));
    let Some(text) = text_of(&pdf) else { return };
    assert_eq!(text, "cafés");
}

#[test]
fn text_ranges_that_miss_the_text_do_no_harm() {
    let mut odd = run(SONG, 12.0, "渡口", Abs::ZERO);
    odd.glyphs[1].text = 4..40;
    odd.glyphs[0].id = u16::MAX;
    let items = vec![line_of(mm(10.0, 20.0), vec![odd])];
    // The face has no such glyph: an error, not a panic.
    let result = export(&document(vec![page(items)]), fonts(), &[]);
    assert!(matches!(result, Err(PdfError::FontBroken { .. })), "{result:?}");
}

#[test]
fn glyphs_stand_where_the_page_says() {
    // Odd advances over a long line: errors must not add up.
    let extra = Abs::from_units(12_345);
    let set = run(SONG, 9.37, &"渡口水文站".repeat(5), extra);
    let expected: Vec<f64> = set.glyphs.iter().map(|glyph| glyph.x.to_pt()).collect();
    let pdf = written(&document(vec![page(vec![line_of(mm(0.0, 20.0), vec![set])])]));
    let Some(said) = tools::run("mutool", &["draw", "-q", "-F", "stext", "{}"], &pdf) else {
        return;
    };
    let places: Vec<f64> = said
        .out
        .split("<char ")
        .skip(1)
        .map(|char| {
            let x = char.split(" x=\"").nth(1).and_then(|rest| rest.split('"').next());
            x.expect("a place").parse().expect("a number")
        })
        .collect();
    assert_eq!(places.len(), expected.len());
    for (place, expected) in places.iter().zip(expected) {
        assert!((place - expected).abs() < 0.01, "{place} is not {expected}");
    }
}

#[test]
fn black_overprints_and_stays_in_the_black_plate() {
    let knockout =
        Paint { color: Color::cmyk(0.0, 0.0, 0.0, 50.0), overprint: Overprint::Knockout };
    let pdf = written(&document(vec![page(vec![
        filled(rect(0.0, 0.0, 50.0, 50.0), Color::cmyk(20.0, 0.0, 40.0, 0.0)),
        line(mm(5.0, 20.0), SONG, 12.0, "黑"),
        Item::Shape(Shape::filled(rect(0.0, 60.0, 10.0, 70.0), knockout)),
    ])]));
    let arguments = ["--qdf", "--object-streams=disable", "{}", "-"];
    let Some(said) = tools::run("qpdf", &arguments, &pdf) else { return };
    let content = said.out.split("stream\n").find(|stream| stream.contains("BT"));
    let content = content.expect("a content stream");
    let operators: Vec<&str> =
        content.match_indices(" gs").map(|(at, _)| &content[at - 3..at]).collect();
    assert_eq!(operators, ["/Kn", "/Op", "/Kn"], "{content}");
    assert!(content.contains("0 0 0 1 k"), "{content}");
    for state in ["/OP true", "/op true", "/OPM 1", "/OP false"] {
        assert!(said.out.contains(state), "{state} is missing");
    }
    for screen in ["/DeviceRGB", "/DeviceGray", " rg\n", " g\n"] {
        assert!(!said.out.contains(screen), "{screen:?} on a press page");
    }
}

#[test]
fn separations_show_black_type_over_a_whole_tint() {
    // Ghostscript's tiffsep would knock the type out of the cyan plate if it
    // did not overprint; inkcov tells the plates' coverage.
    let coverage = |items: Vec<Item>| -> Option<Vec<f64>> {
        let pdf = written(&document(vec![page(items)]));
        let arguments = [
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-dOverprint=/simulate",
            "-sDEVICE=inkcov",
            "-o",
            "-",
            "{}",
        ];
        let said = tools::run("gs", &arguments, &pdf)?;
        let words = said.out.split_whitespace();
        Some(words.filter_map(|word| word.parse().ok()).take(4).collect())
    };
    let tint = || filled(rect(0.0, 0.0, 100.0, 75.0), Color::cmyk(30.0, 0.0, 0.0, 0.0));
    let type_over = line(mm(5.0, 60.0), HEI, 72.0, "黑字");
    let Some(alone) = coverage(vec![tint()]) else { return };
    let Some(both) = coverage(vec![tint(), type_over]) else { return };
    assert!((alone[0] - 0.5).abs() < 0.01, "{alone:?}");
    assert!((both[0] - alone[0]).abs() < 0.001, "{both:?}");
    assert!(both[3] > 0.01, "{both:?}");
}

#[test]
fn each_picture_is_embedded_once() {
    let mut pictures = Pictures::default();
    let photo = pictures.add(picture::read("photo.jpg", jpeg(64, 48)).expect("a JPEG"));
    let place =
        |top| picture(photo, rect(10.0, top, 50.0, top + 30.0), rect(10.0, top, 50.0, top + 30.0));
    let document = document(vec![page(vec![place(10.0), place(50.0)]), page(vec![place(10.0)])]);
    let pressed = pressed(&document, &pictures);
    let [photo] = pressed[0].list() else { panic!("{} pictures", pressed[0].list().len()) };
    let pdf = export(&document, fonts(), &pressed).expect("the document can be written");
    let data = photo.data.as_slice();
    assert_eq!(pdf.windows(data.len()).filter(|window| *window == data).count(), 1);
}

#[test]
fn pictures_are_in_the_inks_of_the_press() {
    let (document, pictures) = full_page();
    let pdf = export(&document, fonts(), &pressed(&document, &pictures))
        .expect("the document can be written");
    let Some(said) = tools::run("pdfimages", &["-list", "{}"], &pdf) else { return };
    let rows: Vec<Vec<&str>> =
        said.out.lines().skip(2).map(|row| row.split_whitespace().collect()).collect();
    let kinds: Vec<(&str, &str, &str)> = rows.iter().map(|row| (row[2], row[5], row[8])).collect();
    assert_eq!(
        kinds,
        [("image", "cmyk", "jpeg"), ("image", "cmyk", "image"), ("smask", "gray", "image")],
        "{}",
        said.out
    );
}

#[test]
fn a_document_without_pages_is_an_error() {
    let result = export(&document(Vec::new()), fonts(), &[]);
    assert_eq!(result, Err(PdfError::NoPages));
}

#[test]
fn an_empty_page_is_a_page() {
    let pdf = written(&document(vec![page(Vec::new()), page(Vec::new())]));
    let Some(said) = tools::run("qpdf", &["--check", "{}"], &pdf) else { return };
    assert!(said.ok && said.err.is_empty(), "{}{}", said.out, said.err);
}
