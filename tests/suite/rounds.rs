//! Proofs that go from hand to hand: what is said below the page, and how pages come to
//! the paper of a printer.

use banmian::color::Color;
use banmian::diag::Language;
use banmian::geom::Size;
use banmian::proof::{
    PrintedAt, PrinterPaper, ProofStamp, StampOfPage, lay_on_paper, printed_at, render,
};
use image::RgbImage;

use crate::desk::{Desk, PAGE, Ran, story};
use crate::hand::{document, filled, fonts, page, rect};
use crate::tools;

const MM: f64 = 72.0 / 25.4;

/// The trim of [`PAGE`].
const TABLOID: Box = Box { width: 275.0, height: 390.0 };

/// A box of a page in mm.
#[derive(Debug, Clone, Copy)]
struct Box {
    width: f64,
    height: f64,
}

impl Box {
    /// To a tenth of a millimetre, which is what poppler's tools tell.
    fn is(self, other: Self) -> bool {
        let is_near = |one: f64, other: f64| (one - other).abs() < 0.1;
        is_near(self.width, other.width) && is_near(self.height, other.height)
    }
}

/// [`PAGE`] without bleed, so that the trim is all of it, with more keys of `[page]`.
fn page_with(keys: &str) -> String {
    PAGE.replace("[sheet]", &format!("{keys}\n[sheet]\nbleed = \"0mm\""))
}

fn desk(test: &str) -> Desk {
    let desk = Desk::with_page(test);
    desk.write("page.toml", page_with(""));
    desk
}

fn proof(desk: &Desk, arguments: &[&str]) -> Ran {
    let ran = desk.run(&[&["proof", "page.toml"], arguments].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

/// The text of a PDF, and how its first page lies: the numbers of each box.
struct Seen {
    text: String,
    boxes: String,
}

impl Seen {
    fn of(pdf: &[u8]) -> Option<Self> {
        let text = tools::run("pdftotext", &["-layout", "{}", "-"], pdf)?.out;
        let boxes = tools::run("pdfinfo", &["-box", "{}"], pdf)?.out;
        Some(Self { text, boxes })
    }

    /// Left, bottom, right and top in mm.
    fn edges(&self, name: &str) -> [f64; 4] {
        let line = self.boxes.lines().find(|line| line.starts_with(name)).expect("it is told");
        let numbers = line.split_whitespace().skip(1);
        let numbers: Vec<f64> =
            numbers.map(|it| it.parse::<f64>().expect("a number") / MM).collect();
        numbers.try_into().expect("a box has four edges")
    }

    fn size(&self, name: &str) -> Box {
        let [left, bottom, right, top] = self.edges(name);
        Box { width: right - left, height: top - bottom }
    }

    /// The line below the page.
    fn stamp(&self) -> &str {
        let is_stamp = |line: &&str| line.contains("  |  ") || line.contains(" | ");
        self.text.lines().rev().find(is_stamp).unwrap_or_default().trim()
    }

    /// The scale that the line tells.
    fn percent(&self) -> f64 {
        let (before, _) = self.stamp().split_once('%').expect("it tells a scale");
        let number = before.trim().rsplit(|c: char| !c.is_ascii_digit()).next();
        number.and_then(|number| number.parse().ok()).expect("a number")
    }
}

#[test]
fn a_proof_says_which_one_it_is() {
    let desk = desk("rounds-said");
    desk.write("page.toml", page_with("date = 2026-11-28\nnumber = \"A01\""));
    proof(&desk, &["-o", "p.pdf", "--round", "2", "--time", "2026-11-28 21:40"]);
    let Some(seen) = Seen::of(&desk.read("p.pdf")) else { return };
    for part in
        ["Proof round 2", "2026-11-28 21:40", "page A01", "渡口日报 2026-11-28", "page.toml"]
    {
        assert!(seen.stamp().contains(part), "{part}: {}", seen.text);
    }
    assert!(!seen.stamp().contains('%'), "it is as large as it is");
    assert!(seen.text.contains("lead"), "the story is named");
    // The page is as large as ever, and the line stands below it.
    assert!(seen.size("TrimBox").is(TABLOID), "{}", seen.boxes);
    assert!(seen.size("MediaBox").is(Box { height: TABLOID.height + 6.0, ..TABLOID }));
    assert!((seen.edges("TrimBox")[1] - 6.0).abs() < 0.1, "{}", seen.boxes);

    desk.run(&["proof", "page.toml", "-o", "zh.pdf", "--round", "2", "--messages", "zh"]);
    let seen = Seen::of(&desk.read("zh.pdf")).expect("the tools are there");
    assert!(seen.stamp().starts_with("第2次校样"), "{}", seen.stamp());
    assert!(seen.stamp().contains("第A01版"), "{}", seen.stamp());
}

#[test]
fn no_clock_is_read() {
    let desk = desk("rounds-time");
    proof(&desk, &["-o", "one.pdf", "--round", "1"]);
    proof(&desk, &["-o", "two.pdf", "--round", "1"]);
    assert!(desk.read("one.pdf") == desk.read("two.pdf"));
    if let Some(seen) = Seen::of(&desk.read("one.pdf")) {
        assert!(!seen.stamp().contains(':'), "{}", seen.stamp());
    }
    // What the page or the day says, unless the command says otherwise.
    desk.write("day.toml", "proof-time = \"2026-11-28 22:15\"\n");
    proof(&desk, &["-o", "day.pdf", "--round", "1", "--day", "day.toml"]);
    proof(&desk, &["-o", "own.pdf", "--round", "1", "--day", "day.toml", "--time", "23:05"]);
    if let Some(seen) = Seen::of(&desk.read("day.pdf")) {
        assert!(seen.stamp().contains("2026-11-28 22:15"), "{}", seen.stamp());
        let own = Seen::of(&desk.read("own.pdf")).expect("the tools are there");
        assert!(own.stamp().contains("23:05") && !own.stamp().contains("22:15"));
    }
    for wrong in ["now", "25:00", "2026-11-31 10:00", "2026-11-28", "10"] {
        let ran = desk.run(&["proof", "page.toml", "-o", "x.png", "--time", wrong]);
        assert_eq!(ran.code, 2, "{wrong}");
        let set = format!("proof-time={wrong}");
        let ran = desk.run(&["check", "page.toml", "--set", &set]);
        assert!(ran.err.contains("is not a time"), "{wrong}: {}", ran.err);
    }
}

#[test]
fn a_page_without_a_round_is_as_it_was() {
    let desk = desk("rounds-none");
    proof(&desk, &["-o", "plain.pdf"]);
    let ran = desk.run(&["build", "page.toml", "-o", "press.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.read("plain.pdf") == desk.read("press.pdf"));
}

/// Draws the proof of a run, at 60 dpi.
fn drawn(desk: &Desk, arguments: &[&str]) -> RgbImage {
    proof(desk, &[&["-o", "p.png", "--dpi", "60"], arguments].concat());
    image::load_from_memory(&desk.read("p.png")).expect("a PNG").into_rgb8()
}

#[test]
fn nothing_stands_on_the_page_itself() {
    let desk = desk("rounds-page");
    let (plain, stamped) = (drawn(&desk, &[]), drawn(&desk, &["--time", "21:40"]));
    assert_eq!(plain.width(), stamped.width());
    let rows = plain.height() - 1;
    for y in 0..rows {
        for x in 0..plain.width() {
            assert_eq!(plain.get_pixel(x, y), stamped.get_pixel(x, y), "{x}, {y}");
        }
    }
    let is_ink = |pixel: &image::Rgb<u8>| pixel.0.iter().all(|value| *value < 100);
    let below = stamped.rows().skip(rows as usize + 2).flatten();
    assert!(below.filter(|pixel| is_ink(pixel)).count() > 20, "the line stands below it");
}

#[test]
fn a_proof_is_as_large_as_its_paper() {
    let desk = desk("rounds-paper");
    // Pixels at 60 dpi.
    for (name, width, height) in [("A4", 496, 702), ("a3", 702, 992), ("letter", 510, 660)] {
        let image = drawn(&desk, &["--sheet", name]);
        let size = (i64::from(image.width()), i64::from(image.height()));
        assert!((size.0 - width).abs() <= 1 && (size.1 - height).abs() <= 1, "{name}: {size:?}");
        // Printers leave the edges free.
        let free = (4.9 / 25.4 * 60.0) as u32;
        for (x, y, pixel) in image.enumerate_pixels() {
            let is_edge =
                x < free || y < free || x >= image.width() - free || y >= image.height() - free;
            assert!(!is_edge || pixel.0 == [255; 3], "{name}: {x}, {y}");
        }
    }
}

#[test]
fn the_scale_is_what_the_proof_says() {
    let desk = desk("rounds-scale");
    let papers = [("A4", 210.0, 297.0), ("A3", 297.0, 420.0), ("B4", 257.0, 364.0)];
    for (name, width, height) in papers {
        proof(&desk, &["-o", "p.pdf", "--sheet", name]);
        let Some(seen) = Seen::of(&desk.read("p.pdf")) else { return };
        assert!(seen.size("MediaBox").is(Box { width, height }), "{name}: {}", seen.boxes);
        let scale = seen.percent() / 100.0;
        let Box { width: trim, height: deep } = TABLOID;
        let scaled = Box { width: trim * scale, height: deep * scale };
        assert!(seen.size("TrimBox").is(scaled), "{name}: {} {}", seen.stamp(), seen.boxes);
        // A percent more would not go on.
        let more = scale + 0.01;
        let has_room = trim * more <= width - 10.0 && deep * more <= height - 16.0;
        assert!(!has_room || scale == 1.0, "{name}: {scale}");
        let [left, bottom, right, top] = seen.edges("TrimBox");
        assert!(left >= 4.9 && width - right >= 4.9 && height - top >= 4.9 && bottom >= 10.9);
    }
    // Never larger than it is.
    for name in ["A2", "A1", "b2"] {
        proof(&desk, &["-o", "p.pdf", "--sheet", name]);
        let seen = Seen::of(&desk.read("p.pdf")).expect("the tools are there");
        assert!(seen.stamp().contains("full size (100 %)"), "{}", seen.stamp());
        assert!(seen.size("TrimBox").is(TABLOID), "{name}: {}", seen.boxes);
    }
}

#[test]
fn sheets_lie_the_way_in_which_they_are_larger() {
    let desk = desk("rounds-two-up");
    let numbered = |number: u32, marks: &str| {
        let page = page_with(&format!("number = {number}"));
        page.replace("[sheet]", &format!("[output]\ntagged = true\n[sheet]\nmarks = \"{marks}\""))
    };
    for marks in ["none", "full"] {
        desk.write("page.toml", numbered(2, marks));
        desk.write("right.toml", numbered(3, marks));
        let more = ["right.toml", "--impose", "two-up", "-o", "p.pdf", "--round", "1"];
        proof(&desk, &[&more[..], &["--sheet", "A3"]].concat());
        let Some(seen) = Seen::of(&desk.read("p.pdf")) else { return };
        assert!(seen.size("MediaBox").is(Box { width: 420.0, height: 297.0 }), "{}", seen.boxes);
        assert!(seen.stamp().contains("pages 2-3"), "{}", seen.stamp());
        assert!(seen.stamp().contains("page.toml, right.toml"), "{}", seen.stamp());
        let scale = seen.percent() / 100.0;
        let both = Box { width: TABLOID.width * 2.0 * scale, height: TABLOID.height * scale };
        assert!(seen.size("TrimBox").is(both), "{} {}", seen.stamp(), seen.boxes);
    }
}

#[test]
fn pages_of_several_papers_each_have_their_own_line() {
    let desk = desk("rounds-several");
    let numbered = |number: u32| page_with(&format!("number = {number}"));
    desk.write("page.toml", numbered(1));
    let vertical = numbered(2).replace("stories =", "writing = \"vertical\"\nstories =");
    desk.write("two.toml", vertical.replace("1-20", "1-4"));
    proof(&desk, &["two.toml", "-o", "p.pdf", "--round", "4", "--sheet", "A4"]);
    let pdf = desk.read("p.pdf");
    let Some(text) = tools::run("pdftotext", &["-layout", "{}", "-"], &pdf) else { return };
    let pages: Vec<&str> = text.out.split('\u{c}').collect();
    assert!(pages[0].contains("page 1") && pages[0].contains("page.toml"), "{}", pages[0]);
    assert!(pages[1].contains("page 2") && pages[1].contains("two.toml"), "{}", pages[1]);
    assert!(pages[1].contains("Proof round 4") && pages[1].contains("% of full size"));
}

#[test]
fn stories_are_named_once() {
    let desk = Desk::new("rounds-slugs");
    desk.write("page.toml", page_with("").replace("\"lead\"", "\"lantern\""));
    desk.write("stories/lantern.md", story("河埠街的路灯一盏接一盏亮了起来。"));
    for more in [&[][..], &["--overlay", "frames"][..]] {
        let arguments = [&["-o", "p.pdf", "--round", "1"], more].concat();
        desk.run(&[&["proof", "page.toml"], &arguments[..]].concat());
        let Some(seen) = Seen::of(&desk.read("p.pdf")) else { return };
        assert_eq!(seen.text.matches("lantern").count(), 1, "{more:?}: {}", seen.text);
    }
}

#[test]
fn a_paper_that_there_is_not_is_told_with_the_nearest() {
    let desk = desk("rounds-wrong");
    let ran = desk.run(&["proof", "page.toml", "--sheet", "tabliod"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("tabloid") && ran.err.contains("A3+"), "{}", ran.err);
    let ran = desk.run(&["--messages", "zh", "proof", "page.toml", "--sheet", "A33"]);
    assert!(ran.err.contains("是不是“A3”？"), "{}", ran.err);
    for round in ["0", "-1", "two", "1000"] {
        assert_eq!(desk.run(&["proof", "page.toml", "--round", round]).code, 2, "{round}");
    }
}

fn stamp() -> ProofStamp {
    let pages = vec![StampOfPage { spec: "page.toml".to_owned(), time: None }];
    ProofStamp { round: None, pages, language: Language::English }
}

#[test]
fn what_runs_out_of_the_page_is_cut_off_as_on_the_press() {
    // The page is 100 by 150 mm, and has no bleed.
    let mut document =
        document(vec![page(vec![filled(rect(50.0, 70.0, 130.0, 90.0), Color::BLACK)])]);
    lay_on_paper(&mut document, Some(PrinterPaper::A4), &stamp(), fonts());
    assert_eq!(printed_at(&document, 0), PrintedAt::FULL);
    assert_eq!(document.papers[0].placing.size, PrinterPaper::A4.size());
    let at = document.papers[0].placing.at;
    let pdf = banmian::pdf::export(&document, fonts(), &[]).expect("it can be written");
    let png = render(&pdf, 0, 254.0).expect("it can be drawn");
    let image = image::load_from_memory(&png).expect("a PNG").into_rgb8();
    let pixel = |x: f64, y: f64| {
        let (x, y) = ((at.x.to_mm() + x) * 10.0, (at.y.to_mm() + y) * 10.0);
        image.get_pixel(x as u32, y as u32).0[1]
    };
    assert!(pixel(99.0, 80.0) < 60 && pixel(49.0, 80.0) > 250);
    assert!(pixel(101.0, 80.0) > 250 && pixel(120.0, 80.0) > 250);
    // The edge of the page is seen.
    assert!((0..4).any(|step| pixel(99.8 + f64::from(step) / 10.0, 20.0) < 240));
}

#[test]
fn papers_are_upright_and_have_their_own_names() {
    for paper in PrinterPaper::ALL {
        let Size { width, height } = paper.size();
        assert!(width < height, "{}", paper.name());
        let same = PrinterPaper::ALL.iter().filter(|other| other.name() == paper.name());
        assert_eq!(same.count(), 1);
    }
}
