//! Proofs: ink where it should be, and overlays that tell what they should.

use banmian::color::Color;
use banmian::diag::Language;
use banmian::geom::{Abs, LineSpan};
use banmian::page::{Item, Page, StoryReport};
use banmian::picture::{self, PictureId, Pictures};
use banmian::proof::{Overlay, PrintedAt, ProofError, overlay, render};
use image::RgbImage;

use crate::hand::{HEI, document, filled, fonts, line, mm, page, picture, pressed, rect};
use crate::picture::{jpeg, png_rgba, turned_jpeg};

/// Draws a page at 254 dpi: ten pixels are a millimetre.
fn drawn(page: Page, pictures: &Pictures) -> RgbImage {
    let document = document(vec![page]);
    let pdf = banmian::pdf::export(&document, fonts(), &pressed(&document, pictures))
        .expect("the document can be written");
    let png = render(&pdf, 0, 254.0).expect("the PDF can be drawn");
    image::load_from_memory(&png).expect("a PNG").into_rgb8()
}

/// The color at a place in millimetres.
fn at(image: &RgbImage, x: f64, y: f64) -> [u8; 3] {
    image.get_pixel((x * 10.0) as u32, (y * 10.0) as u32).0
}

fn is_red([r, g, b]: [u8; 3]) -> bool {
    r > 150 && g < 110 && b < 110
}

fn is_blue([r, g, b]: [u8; 3]) -> bool {
    b > 150 && r < 110 && g < 110
}

#[test]
fn ink_stands_where_the_page_says_and_paper_is_white() {
    let image = drawn(
        page(vec![
            filled(rect(10.0, 20.0, 30.0, 40.0), Color::BLACK),
            filled(rect(50.0, 20.0, 70.0, 40.0), Color::cmyk(0.0, 100.0, 100.0, 0.0)),
        ]),
        &Pictures::default(),
    );
    assert_eq!((image.width(), image.height()), (1000, 1500));
    assert!(at(&image, 20.0, 30.0).iter().all(|value| *value < 60));
    assert!(is_red(at(&image, 60.0, 30.0)));
    for (x, y) in [(9.7, 30.0), (30.3, 30.0), (20.0, 19.7), (20.0, 40.3), (90.0, 140.0)] {
        assert!(at(&image, x, y).iter().all(|value| *value > 250), "ink at {x}, {y}");
    }
}

#[test]
fn black_type_is_black() {
    // The middle stroke of 一 crosses the middle of its em box.
    let image = drawn(page(vec![line(mm(10.0, 40.0), HEI, 72.0, "一")]), &Pictures::default());
    let darkest = (250..400).map(|y| image.get_pixel(220, y).0[1]).min();
    assert!(darkest.is_some_and(|value| value < 60), "{darkest:?}");
}

fn placed(bytes: Vec<u8>) -> (Pictures, PictureId) {
    let mut pictures = Pictures::default();
    let id = pictures.add(picture::read("photo", bytes).expect("a picture"));
    (pictures, id)
}

#[test]
fn pictures_are_clipped_to_their_frame() {
    let (pictures, id) = placed(jpeg(64, 48));
    let item = picture(id, rect(20.0, 20.0, 50.0, 40.0), rect(10.0, 10.0, 74.0, 58.0));
    let image = drawn(page(vec![item]), &pictures);
    assert!(is_red(at(&image, 25.0, 30.0)));
    assert!(is_blue(at(&image, 48.0, 30.0)));
    for (x, y) in [(19.0, 30.0), (51.0, 30.0), (30.0, 19.0), (30.0, 41.0)] {
        assert!(at(&image, x, y).iter().all(|value| *value > 250), "ink at {x}, {y}");
    }
}

#[test]
fn see_through_pixels_show_what_lies_below() {
    let (pictures, id) = placed(png_rgba(20, 20));
    let place = rect(10.0, 10.0, 30.0, 30.0);
    let below = filled(place, Color::cmyk(0.0, 100.0, 100.0, 0.0));
    let image = drawn(page(vec![below, picture(id, place, place)]), &pictures);
    let [r, g, _] = at(&image, 20.0, 15.0);
    assert!(g > r, "the upper half is the picture's green");
    assert!(is_red(at(&image, 20.0, 25.0)));
}

#[test]
fn pictures_are_turned_as_the_camera_says() {
    // The left half is red as stored; each tag moves it to another side.
    let cases = [
        (1, (15.0, 20.0)),
        (2, (25.0, 20.0)),
        (3, (25.0, 20.0)),
        (4, (15.0, 20.0)),
        (5, (20.0, 15.0)),
        (6, (20.0, 15.0)),
        (7, (20.0, 25.0)),
        (8, (20.0, 25.0)),
    ];
    for (tag, (x, y)) in cases {
        let (pictures, id) = placed(turned_jpeg(64, 64, tag));
        let place = rect(10.0, 10.0, 30.0, 30.0);
        let image = drawn(page(vec![picture(id, place, place)]), &pictures);
        assert!(is_red(at(&image, x, y)), "tag {tag}: {:?}", at(&image, x, y));
        assert!(is_blue(at(&image, 40.0 - x, 40.0 - y)), "tag {tag}");
    }
}

#[test]
fn the_same_page_gives_the_same_png() {
    let pdf = banmian::pdf::export(
        &document(vec![page(vec![line(mm(10.0, 40.0), HEI, 24.0, "渡口日报")])]),
        fonts(),
        &[],
    )
    .expect("the document can be written");
    assert!(render(&pdf, 0, 100.0) == render(&pdf, 0, 100.0));
}

#[test]
fn what_cannot_be_drawn_is_an_error() {
    let pdf = banmian::pdf::export(&document(vec![page(vec![])]), fonts(), &[])
        .expect("the document can be written");
    assert_eq!(render(b"no PDF", 0, 100.0), Err(ProofError::NotAPdf));
    assert_eq!(render(&pdf, 1, 100.0), Err(ProofError::NoSuchPage));
    for dpi in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(render(&pdf, 0, dpi), Err(ProofError::BadResolution));
    }
    assert!(matches!(render(&pdf, 0, 1e6), Err(ProofError::TooLarge { .. })));
}

fn story(overset: (usize, usize), underset: usize) -> StoryReport {
    let lines = LineSpan { first: 1, last: 10 };
    StoryReport {
        lang: "zh-Hans".to_owned(),
        overset_characters: overset.1,
        overset_lines: overset.0,
        underset_lines: underset,
        underset_characters: underset * 9,
        frames: vec![rect(10.0, 10.0, 48.0, 60.0), rect(52.0, 10.0, 90.0, 60.0)],
        ..StoryReport::new("bridge".to_owned(), "Bridge".to_owned(), lines, 500)
    }
}

/// The words that overlays add to a page with this story.
fn labels(story: StoryReport, language: Language) -> Vec<String> {
    let mut page = page(Vec::new());
    page.stories.push(story);
    overlay(&mut page, &[Overlay::Overset(language)], PrintedAt::FULL, fonts());
    page.items
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) => Some(line.runs.iter().map(|run| run.text.as_str()).collect()),
            Item::Shape(_) | Item::Picture(_) => None,
        })
        .collect()
}

#[test]
fn overset_and_underset_are_said_at_the_foot_of_the_story() {
    assert_eq!(labels(story((12, 230), 0), Language::Chinese), ["溢 12 行 230 字"]);
    assert_eq!(
        labels(story((12, 230), 0), Language::English),
        ["overset 12 lines, 230 characters"]
    );
    assert_eq!(labels(story((0, 0), 3), Language::Chinese), ["缺 3 行 约 27 字"]);
    assert_eq!(
        labels(story((0, 0), 3), Language::English),
        ["underset 3 lines, some 27 characters"]
    );
    assert!(labels(story((0, 0), 0), Language::English).is_empty());
}

#[test]
fn grid_and_frames_are_drawn_over_the_page() {
    let mut page = page(Vec::new());
    page.stories.push(story((12, 230), 0));
    let overlays =
        [Overlay::Grid, Overlay::Frames(Language::Chinese), Overlay::Overset(Language::Chinese)];
    overlay(&mut page, &overlays, PrintedAt::FULL, fonts());
    assert_eq!(page.grid.first_baseline, Abs::mm(14.0));
    let image = drawn(page, &Pictures::default());
    let has_ink = |x: f64, y: f64| {
        (-3..=3).any(|off| {
            let (x, y) = ((x * 10.0) as i32, (y * 10.0) as i32 + off);
            image.get_pixel(x as u32, y as u32).0.iter().any(|value| *value < 245)
        })
    };
    assert!(has_ink(30.0, 14.0) && has_ink(30.0, 19.0), "baselines");
    assert!(!has_ink(30.0, 16.5), "between baselines");
    assert!(has_ink(30.0, 60.0), "the lower edge of a frame");
    assert!(is_red(at(&image, 89.7, 61.0)), "the label");
}
