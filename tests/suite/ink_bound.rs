//! Preflight draws only what may have too much ink. Here everything is drawn, and the heaviest
//! square looked for one by one: it must be told, with its ink, whatever the page is made of.

use std::fmt::Write as _;

use banmian::plates::{self, Plates};
use banmian::preflight::{Rule, check};
use banmian::reader;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::faulty::{Sheet, words};
use crate::preflight::profile;

/// What the plates of preflight have to the inch, unless a sheet is very large.
const DPI: f64 = 50.8;
/// How far sums of rounded tints may be off.
const ROUNDING: f64 = 0.5;

/// A mark of a page, as numbers.
#[derive(Debug, Clone)]
struct Mark {
    kind: u8,
    inks: [u8; 4],
    x: u16,
    y: u16,
    side: u16,
    state: u8,
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let tint = prop::sample::select(vec![0_u8, 0, 30, 60, 80, 100]);
    let mark = (0_u8..9, prop::array::uniform4(tint), 0_u16..260, 0_u16..360, 4_u16..90, 0_u8..8);
    let mark =
        mark.prop_map(|(kind, inks, x, y, side, state)| Mark { kind, inks, x, y, side, state });
    prop::collection::vec(mark, 1..14)
}

/// The page that shows the marks.
fn page(marks: &[Mark]) -> Vec<u8> {
    let mut sheet = Sheet::x4();
    sheet.boxes = "/MediaBox [0 0 300 400] /TrimBox [0 0 300 400]".to_owned();
    sheet.states += " /GA << /ca 0.5 /CA 0.5 >> /GM << /BM /Multiply >> /G0 << /ca 0 /CA 0 >>";
    sheet.spaces += " /CS1 [/Separation /Spruce /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 \
                     /C0 [0 0 0 0] /C1 [1 0 1 0] >>]";
    sheet.form("X1", "/Group << /S /Transparency /I true >>", "0.9 0.9 0 0 k 0 0 20 20 re f");
    sheet.content.clear();
    for Mark { kind, inks, x, y, side, state } in marks {
        let [c, m, k, l] = inks.map(|tint| f64::from(tint) / 100.0);
        let color = format!("{c} {m} {k} {l} k {c} {m} {k} {l} K");
        let state = ["GK", "GK", "GK", "GO", "GA", "GM", "G0", "GO"][usize::from(*state)];
        let content = &mut sheet.content;
        write!(content, "q /{state} gs {color} ").expect("a string takes all");
        let drawn = match kind {
            0 | 1 => format!("{x} {y} {side} {side} re f"),
            2 => format!("{side} w {x} {y} m {} {y} l {x} {} l S", x + side, y + side / 2),
            3 => format!("0 w {x} {y} {side} {side} re S"),
            4 => format!("BT /F1 {side} Tf {x} {y} Td {} Tj ET", words()),
            5 => format!("3 w 2 Tr BT /F1 {side} Tf {x} {y} Td {} Tj ET", words()),
            6 => format!("{side} 0 0 {side} {x} {y} cm /P0 Do"),
            7 => format!("{x} {y} 9 9 re W n /CS1 cs 0.9 scn {x} {y} {side} {side} re f"),
            _ => format!("3 0 0 3 {x} {y} cm /X1 Do"),
        };
        writeln!(content, "{drawn} Q").expect("a string takes all");
    }
    sheet.write()
}

/// The most ink in any square of so many pixels, in percent.
fn heaviest(plates: &Plates, side: usize) -> f64 {
    let total = plates.total_ink();
    let stride = plates.width + 1;
    let mut sums = vec![0_u64; stride * (plates.height + 1)];
    for y in 0..plates.height {
        for x in 0..plates.width {
            sums[(y + 1) * stride + x + 1] = u64::from(total[y * plates.width + x])
                + sums[y * stride + x + 1]
                + sums[(y + 1) * stride + x]
                - sums[y * stride + x];
        }
    }
    let places =
        (0..=plates.height - side).flat_map(|y| (0..=plates.width - side).map(move |x| (x, y)));
    let most = places.map(|(x, y)| {
        sums[(y + side) * stride + x + side] + sums[y * stride + x]
            - sums[y * stride + x + side]
            - sums[(y + side) * stride + x]
    });
    most.max().unwrap_or(0) as f64 / (side * side) as f64 / 2.55
}

#[test]
fn what_is_not_drawn_has_not_too_much_ink() {
    let profile = profile("house");
    let told = std::cell::Cell::new(0);
    proptest!(Config { cases: 200, failure_persistence: None, ..Config::default() }, |(marks in marks())| {
        let bytes = page(&marks);
        let file = reader::open(bytes.clone()).expect("it is a PDF");
        let plates = plates::render(&file, 0, DPI).expect("it has plates");
        let report = check(&bytes, &profile).expect("it is a PDF");
        for (rule, limit, side) in [(Rule::TotalInk, 245.0, 30), (Rule::InkLimit, 240.0, 6)] {
            let most = heaviest(&plates, side);
            let found = report.findings.iter().filter(|finding| finding.rule == rule);
            let measured = found.filter_map(|finding| finding.measured).reduce(f64::max);
            let expected = (most > limit + ROUNDING).then_some(most);
            prop_assert_eq!(measured, expected, "{:?}", rule);
            told.set(told.get() + usize::from(expected.is_some()));
        }
    });
    assert!(told.get() > 20, "few of these pages have too much ink: {}", told.get());
}
