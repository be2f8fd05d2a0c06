//! Vertical lines in the press file, judged from outside.

use banmian::geom::{Abs, Em, Point, WritingMode};
use banmian::page::{Item, Line, Orientation};

use crate::hand::{SONG, document, mm, owner, page, run};
use crate::pdf::{text_of, written};
use crate::tools;

/// A vertical line of upright characters, each in an em, with one on its side
/// and a cell of two digits at the end.
fn vertical_line(at: Point, text: &str, size: f64) -> Item {
    let middle = Abs::pt(size * 0.38);
    let mut upright = run(SONG, size, text, Abs::ZERO);
    let count = upright.glyphs.len() as f64;
    for (nth, glyph) in upright.glyphs.iter_mut().enumerate() {
        glyph.x = Abs::pt(size * (nth as f64 + 0.88));
        glyph.rise = middle - Abs::pt(size / 2.0);
    }
    let mut sideways = run(SONG, size, "—", Abs::ZERO);
    sideways.orientation = Orientation::Sideways;
    sideways.glyphs[0].x = Abs::pt(size * count);
    let mut cell = run(SONG, size, "42", Abs::ZERO);
    cell.orientation = Orientation::Combined;
    cell.horizontal_scale = Em::frac(9, 10);
    for glyph in &mut cell.glyphs {
        glyph.rise = middle - Abs::pt(size / 2.0) + glyph.x.scale(9, 10);
        glyph.x = Abs::pt(size * (count + 1.85));
    }
    Item::Line(Line {
        owner: owner(),
        writing: WritingMode::Vertical,
        origin: at,
        measure: Abs::mm(80.0),
        runs: vec![upright, sideways, cell],
    })
}

#[test]
fn vertical_lines_read_back_from_right_to_left() {
    let pdf = written(&document(vec![page(vec![
        vertical_line(mm(60.0, 20.0), "右行先读", 10.0),
        vertical_line(mm(54.0, 20.0), "左行在后", 10.0),
    ])]));
    let Some(text) = text_of(&pdf) else { return };
    assert_eq!(text, "右行先读—42\n左行在后—42");
    let Some(said) = tools::run("pdffonts", &["{}"], &pdf) else { return };
    assert!(said.out.contains("Identity-V") && said.out.contains("Identity-H"), "{}", said.out);
}

#[test]
fn vertical_glyphs_stand_where_the_page_says() {
    let pdf = written(&document(vec![page(vec![vertical_line(mm(60.0, 20.0), "渡口水文", 12.0)])]));
    let arguments = ["-q", "-dBATCH", "-dNOPAUSE", "-r720", "-sDEVICE=bbox", "{}"];
    let Some(said) = tools::run("gs", &arguments, &pdf) else { return };
    let numbers: Vec<f64> = said
        .err
        .lines()
        .find_map(|line| line.strip_prefix("%%HiResBoundingBox: "))
        .expect("there is ink")
        .split(' ')
        .map(|number| number.parse().expect("a number"))
        .collect();
    // The middle of the line is 0.38 em right of its baseline at 60 mm, and its
    // ink lies within half an em of that, and from 20 mm down six ems.
    let (middle, top) = (60.0 * 72.0 / 25.4 + 0.38 * 12.0, (150.0 - 20.0) * 72.0 / 25.4);
    assert!(((numbers[0] + numbers[2]) / 2.0 - middle).abs() < 0.5, "{numbers:?}");
    assert!(numbers[2] - numbers[0] < 12.0 && numbers[2] - numbers[0] > 10.0, "{numbers:?}");
    assert!(numbers[3] < top && numbers[3] > top - 2.0, "{numbers:?}, {top}");
    assert!((numbers[1] - (top - 12.0 * 6.0)).abs() < 3.0, "{numbers:?}, {top}");
}
