//! Words on proofs, in the slug line and on annotated pages: the same setter
//! for all three, which takes each character from the first face that has it.

use std::path::Path;
use std::sync::Arc;

use banmian::diag::{Language, Sink, Sources};
use banmian::font::{FontData, FontLibrary};
use banmian::geom::{Abs, LineSpan};
use banmian::page::{Item, Line, Marks, StoryReport};
use banmian::pdf::export;
use banmian::preflight::{AnnotationSettings, annotate, check, read};
use banmian::proof::{Overlay, PrintedAt, overlay};
use image::{ImageFormat, RgbImage};

use crate::faulty::Sheet;
use crate::hand::{document, page, rect};
use crate::pdf::text_of;

const LATIN: &str = "SourceSerif4_400Regular.ttf";
const KAI: &str = "NewsKaiSC-Regular.ttf";

/// Some of the faces that come with the program, none of them Hei.
fn library(files: &[&str]) -> FontLibrary {
    let mut library = FontLibrary::new();
    for file in files {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file);
        let data: Arc<[u8]> = std::fs::read(path).expect("fonts/ is complete").into();
        library.add(file, FontData::Shared(data)).expect("they are fonts");
    }
    library
}

/// The label of a story that is over by 12 lines.
fn label(fonts: &FontLibrary) -> Line {
    let mut page = page(Vec::new());
    page.stories.push(StoryReport {
        overset_lines: 12,
        overset_characters: 230,
        frames: vec![rect(10.0, 10.0, 90.0, 60.0)],
        ..StoryReport::new(
            "ferry".to_owned(),
            "Ferry".to_owned(),
            LineSpan { first: 1, last: 10 },
            500,
        )
    });
    overlay(&mut page, &[Overlay::Overset(Language::Chinese)], PrintedAt::FULL, fonts);
    let mut lines = page.items.into_iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Shape(_) | Item::Picture(_) => None,
    });
    lines.next().expect("there is a label")
}

#[test]
fn a_label_falls_back_character_by_character() {
    let fonts = library(&[LATIN, KAI]);
    let line = label(&fonts);
    let runs: Vec<(&str, &str)> = line
        .runs
        .iter()
        .map(|run| (run.text.as_str(), fonts.face(run.face).family.as_str()))
        .collect();
    let (latin, kai) = ("Source Serif 4", "News Kai SC");
    assert_eq!(runs, [("溢", kai), (" 12 ", latin), ("行", kai), (" 230 ", latin), ("字", kai)]);
    // Each stands where the one before it ends, by the advance of its own face.
    let mut x = Abs::ZERO;
    for run in &line.runs {
        let face = fonts.face(run.face);
        for (glyph, c) in run.glyphs.iter().zip(run.text.chars()) {
            assert_eq!(glyph.x, x, "{c}");
            let id = face.glyph(c).expect("the face has it");
            x += face.scale(face.advance(id), run.size);
        }
    }
    assert_eq!(line.measure, x);
}

#[test]
fn what_no_face_has_is_left_out_of_a_label() {
    let line = label(&library(&[LATIN]));
    let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(text, " 12  230 ");
}

#[test]
fn a_slug_line_falls_back_to_faces_that_the_page_does_not_use() {
    let mut page = page(Vec::new());
    page.marks = Marks::Full;
    let mut document = document(vec![page]);
    document.title = "渡口报 Ferry".to_owned();
    let pdf = export(&document, &library(&[LATIN, KAI]), &[]);
    let Some(text) = text_of(&pdf.expect("the document can be written")) else { return };
    assert!(text.contains("渡口报 Ferry"), "{text}");
}

/// How dark the legend is below a page without findings: the sum of what its
/// pixels lack of white.
fn legend(language: Language, fonts: &FontLibrary) -> u64 {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut no_files = |path: &Path| panic!("{} is not to be opened", path.display());
    let profile = read("x4", None, &mut no_files, &mut sources, &mut sink).expect("it is there");
    let bytes = Sheet::x4().write();
    let report = check(&bytes, &profile).expect("it can be read");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    let height = 100;
    let draw = |_, _| {
        let mut png = Vec::new();
        let blank = RgbImage::from_pixel(400, height, image::Rgb([255; 3]));
        let mut to = std::io::Cursor::new(&mut png);
        blank.write_to(&mut to, ImageFormat::Png).expect("there is memory");
        Ok(png)
    };
    let wanted = AnnotationSettings { page: 1, dpi: 72.0, language };
    let png = annotate(&bytes, &report, wanted, draw, fonts).expect("it can be drawn");
    let picture = image::load_from_memory(&png).expect("a picture").into_luma8();
    // The line that parts page and legend is left out.
    let below = picture.enumerate_pixels().filter(|(_, y, _)| *y > height + 4);
    below.map(|(.., pixel)| u64::from(255 - pixel.0[0])).sum()
}

#[test]
fn a_legend_falls_back_character_by_character() {
    let (latin, both) = (library(&[LATIN]), library(&[LATIN, KAI]));
    assert_eq!(legend(Language::Chinese, &latin), 0, "no face has any of it");
    assert!(legend(Language::Chinese, &both) > 1000);
    let english = legend(Language::English, &latin);
    assert!(english > 1000);
    assert_eq!(legend(Language::English, &both), english, "the first face has all of it");
}
