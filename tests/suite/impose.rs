//! Which pages lie side by side on a sheet, and where.

use banmian::color::{Cmyk, Color, SpotInk, SpotInks, Tint};
use banmian::diag::PageNumber;
use banmian::geom::{Abs, Point, WritingMode};
use banmian::impose::{Binding, ImposeError, Plan, Scheme, plan};
use banmian::page::{Document, Item, Marks, Page, PageInks, Part, PathStep, Shape, Sheet};
use banmian::pdf;

use crate::desk::{Desk, story};
use crate::hand::{self, filled, line, mm, rect};
use crate::tools;

fn pages(numbers: &[u32]) -> Vec<Page> {
    let page = |number: &u32| Page { label: number.to_string(), ..hand::page(Vec::new()) };
    numbers.iter().map(page).collect()
}

/// A sheet in words: the page numbers from left to right, `-` for a blank.
fn shown(sheet: &Sheet, pages: &[Page]) -> String {
    let half = sheet.folds[0];
    let at = |x: Abs| {
        let placed = sheet.placements.iter().find(|placement| placement.at.x == x);
        placed.map_or("-", |placement| pages[placement.page].label.as_str())
    };
    format!("{} {}", at(Abs::ZERO), at(half))
}

fn laid(numbers: &[u32], scheme: Scheme, binding: Binding) -> (Vec<String>, Vec<PageNumber>) {
    let pages = pages(numbers);
    let Plan { sheets, blanks } = plan(&pages, scheme, Some(binding)).expect("they can be laid");
    (sheets.iter().map(|sheet| shown(sheet, &pages)).collect(), blanks)
}

#[test]
fn two_and_three_lie_open_side_by_side() {
    let (sheets, blanks) = laid(&[1, 2, 3, 4], Scheme::TwoUp, Binding::Left);
    assert_eq!(sheets, ["- 1", "2 3", "4 -"]);
    assert!(blanks.is_empty());
    let (sheets, _) = laid(&[1, 2, 3, 4], Scheme::TwoUp, Binding::Right);
    assert_eq!(sheets, ["1 -", "3 2", "- 4"]);
}

#[test]
fn spreads_go_by_numbers_not_by_the_order_given() {
    let (sheets, _) = laid(&[7, 4, 6, 5], Scheme::TwoUp, Binding::Left);
    assert_eq!(sheets, ["4 5", "6 7"]);
    // Page 8 is on another sheet than page 5, whatever lies between.
    let (sheets, _) = laid(&[5, 8], Scheme::TwoUp, Binding::Left);
    assert_eq!(sheets, ["- 5", "8 -"]);
}

#[test]
fn the_last_page_is_printed_beside_the_first() {
    let (sheets, blanks) = laid(&[1, 2, 3, 4, 5, 6, 7, 8], Scheme::PrinterPairs, Binding::Left);
    assert_eq!(sheets, ["8 1", "2 7", "6 3", "4 5"]);
    assert!(blanks.is_empty());
    let (sheets, _) = laid(&[1, 2, 3, 4], Scheme::PrinterPairs, Binding::Right);
    assert_eq!(sheets, ["1 4", "3 2"]);
}

#[test]
fn the_pages_of_a_folded_signature_add_up() {
    for count in (4..=32).step_by(4) {
        let numbers: Vec<u32> = (1..=count).collect();
        let pages = pages(&numbers);
        let plan = plan(&pages, Scheme::PrinterPairs, None).expect("they can be laid");
        assert_eq!(plan.sheets.len() as u32, count / 2);
        for sheet in &plan.sheets {
            let sum: u32 = sheet
                .placements
                .iter()
                .map(|placed| pages[placed.page].label.parse::<u32>().expect("a number"))
                .sum();
            assert_eq!(sum, count + 1);
        }
    }
}

#[test]
fn missing_pages_are_blank_and_told() {
    let (sheets, blanks) = laid(&[1, 2, 3, 4, 5, 6], Scheme::PrinterPairs, Binding::Left);
    assert_eq!(sheets, ["- 1", "2 -", "6 3", "4 5"]);
    assert_eq!(blanks, [7, 8].map(PageNumber::from));
    // An inner signature, with a hole.
    let (sheets, blanks) = laid(&[5, 6, 8], Scheme::PrinterPairs, Binding::Left);
    assert_eq!(sheets, ["8 5", "6 -"]);
    assert_eq!(blanks, [PageNumber::from(7)]);
}

#[test]
fn pages_of_one_letter_go_together() {
    let labels = ["A01", "A02", "B01", "A03", "A04", "B02"];
    let page = |label: &str| Page { label: label.to_owned(), ..hand::page(Vec::new()) };
    let pages: Vec<Page> = labels.map(page).into();
    let laid = |scheme| plan(&pages, scheme, Some(Binding::Left)).expect("they can be laid");
    let labels = |plan: &Plan| -> Vec<String> {
        plan.sheets.iter().map(|sheet| sheet.label.clone()).collect()
    };
    assert_eq!(labels(&laid(Scheme::TwoUp)), ["A01", "A02-A03", "A04", "B01", "B02"]);
    let signatures = laid(Scheme::PrinterPairs);
    assert_eq!(labels(&signatures), ["A04-A01", "A02-A03", "B01", "B02"]);
    assert_eq!(signatures.blanks, ["B03", "B04"].map(PageNumber::new));
    // Words around the digits are as good as a letter.
    let pages = ["第02版", "第０３版"].map(page);
    let spread = plan(&pages, Scheme::TwoUp, None).expect("they can be laid");
    assert_eq!(labels(&spread), ["第02版-第０３版"]);
    for label in ["头版", "2026-11"] {
        let error = plan(&[page(label)], Scheme::TwoUp, None).expect_err("it is not counted");
        assert_eq!(error, ImposeError::NoNumber { label: label.to_owned() });
    }
}

#[test]
fn vertical_papers_are_bound_at_the_right() {
    let mut pages = pages(&[2, 3]);
    for page in &mut pages {
        page.flow.writing = WritingMode::Vertical;
    }
    let sheets = |binding| plan(&pages, Scheme::TwoUp, binding).expect("they can be laid").sheets;
    assert_eq!(shown(&sheets(None)[0], &pages), "3 2");
    assert_eq!(shown(&sheets(Some(Binding::Left))[0], &pages), "2 3");
    assert_eq!(sheets(None)[0].label, "3-2");
}

#[test]
fn a_page_bleeds_on_three_sides_and_ends_at_the_fold() {
    let mut pages = pages(&[2, 3]);
    pages[1].marks = Marks::Crop;
    for page in &mut pages {
        page.bleed = Abs::mm(3.0);
    }
    let plan = plan(&pages, Scheme::TwoUp, None).expect("they can be laid");
    let sheet = &plan.sheets[0];
    assert_eq!(sheet.trim.width, Abs::mm(200.0));
    assert_eq!(sheet.trim.height, Abs::mm(150.0));
    assert_eq!(sheet.folds, [Abs::mm(100.0)]);
    assert_eq!(sheet.marks, Marks::Crop);
    assert_eq!(sheet.placements[0].window, rect(-3.0, -3.0, 100.0, 153.0));
    assert_eq!(sheet.placements[1].at, Point::new(Abs::mm(100.0), Abs::ZERO));
    assert_eq!(sheet.placements[1].window, rect(100.0, -3.0, 203.0, 153.0));
}

#[test]
fn pages_that_do_not_fit_together_are_refused() {
    let error = |pages: &[Page], scheme| plan(pages, scheme, None).expect_err("they cannot");
    assert_eq!(error(&[], Scheme::TwoUp), ImposeError::NoPages);
    assert_eq!(
        error(&pages(&[1, 1]), Scheme::TwoUp),
        ImposeError::NumberTwice { number: 1.into() }
    );
    let mut two = pages(&[1, 2]);
    two[1].trim.width = Abs::mm(90.0);
    let differ = ImposeError::SizesDiffer { label: "1".to_owned(), other_label: "2".to_owned() };
    assert_eq!(error(&two, Scheme::TwoUp), differ);
    two[1].label = "头版".to_owned();
    two[1].trim = two[0].trim;
    assert_eq!(error(&two, Scheme::TwoUp), ImposeError::NoNumber { label: "头版".to_owned() });
    let begins = error(&pages(&[2, 3]), Scheme::PrinterPairs);
    assert_eq!(begins, ImposeError::BeginsEven { number: 2.into() });
    let far = error(&pages(&[1, u32::MAX]), Scheme::PrinterPairs);
    assert!(matches!(far, ImposeError::TooMany { .. }), "{far:?}");
    // Numbers at the very end of what can be counted.
    assert!(plan(&pages(&[u32::MAX]), Scheme::PrinterPairs, None).is_ok());
    assert!(plan(&pages(&[u32::MAX]), Scheme::TwoUp, None).is_ok());
}

/// Pages 2 and 3 with these items, on one sheet.
fn spread(left: Vec<Item>, right: Vec<Item>) -> Document {
    let page = |(number, items): (u32, Vec<Item>)| Page {
        label: number.to_string(),
        bleed: Abs::mm(3.0),
        marks: Marks::Crop,
        ..hand::page(items)
    };
    let mut document = hand::document([(2, left), (3, right)].map(page).to_vec());
    let plan = plan(&document.pages, Scheme::TwoUp, None).expect("they can be laid");
    document.imposed = Some(plan.sheets);
    document
}

fn shapes(page: &Page) -> Vec<&Shape> {
    let items = page.items.iter();
    items
        .filter_map(|item| match item {
            Item::Shape(shape) => Some(shape),
            Item::Line(_) | Item::Picture(_) => None,
        })
        .collect()
}

#[test]
fn what_bleeds_into_the_fold_is_cut_off_there() {
    let everywhere = || filled(rect(-3.0, -3.0, 103.0, 153.0), Color::gray(20.0));
    let document = spread(vec![everywhere()], vec![everywhere()]);
    let printed = document.printed();
    assert_eq!(printed.pages.len(), 1);
    let page = &printed.pages[0];
    let bounds: Vec<_> = shapes(page).iter().filter_map(|shape| shape.bounds()).collect();
    assert_eq!(bounds, [rect(-3.0, -3.0, 100.0, 153.0), rect(100.0, -3.0, 203.0, 153.0)]);
    assert_eq!((page.label.as_str(), page.folds.len()), ("2-3", 1));
}

#[test]
fn lines_are_cut_at_the_fold_without_a_new_edge() {
    let frame = |item: Item| match item {
        Item::Shape(shape) => {
            let paint = shape.fill.expect("it is filled");
            let stroke = banmian::page::Stroke {
                paint,
                width: Abs::pt(1.0),
                dash: None,
                cap: banmian::page::Cap::Butt,
            };
            Item::Shape(Shape { fill: None, stroke: Some(stroke), ..shape })
        }
        other => other,
    };
    let over = frame(filled(rect(50.0, 20.0, 102.0, 40.0), Color::BLACK));
    let beyond = frame(filled(rect(101.0, 20.0, 102.0, 40.0), Color::BLACK));
    let document = spread(vec![over, beyond], Vec::new());
    let printed = document.printed();
    let shapes = shapes(&printed.pages[0]);
    assert_eq!(shapes.len(), 1, "what lies beyond the fold is gone");
    let expected = [
        PathStep::Move(mm(50.0, 20.0)),
        PathStep::Line(mm(100.0, 20.0)),
        PathStep::Move(mm(100.0, 40.0)),
        PathStep::Line(mm(50.0, 40.0)),
        PathStep::Line(mm(50.0, 20.0)),
    ];
    assert_eq!(shapes[0].path, expected);
}

#[test]
fn pages_on_a_sheet_keep_their_stories_and_inks_apart() {
    let ink = |name: &str| SpotInk { name: name.to_owned(), alternate: Cmyk::default() };
    let mut document = spread(
        vec![line(mm(10.0, 20.0), hand::SONG, 10.0, "左")],
        vec![line(mm(10.0, 20.0), hand::SONG, 10.0, "右")],
    );
    for (page, names) in document.pages.iter_mut().zip([["a", "b"], ["b", "c"]]) {
        let mut spots = SpotInks::default();
        let ids = names.map(|name| spots.add(ink(name)));
        page.spots = spots;
        page.inks = PageInks::black().with_spots(names.map(str::to_owned).to_vec());
        let color = Color::Spot { ink: ids[1], tint: Tint::SOLID };
        page.items.push(filled(rect(10.0, 30.0, 20.0, 40.0), color));
    }
    let printed = document.printed();
    let page = &printed.pages[0];
    let names = |page: &Page| {
        let color = |shape: &&Shape| shape.fill.map(|fill| fill.color);
        let name = |color| match color {
            Color::Spot { ink, .. } => page.spots.get(ink).name.clone(),
            Color::Process(_) => "process".to_owned(),
        };
        shapes(page).iter().filter_map(color).map(name).collect::<Vec<_>>()
    };
    assert_eq!(names(page), ["b", "c"]);
    let all = ["a", "b", "c"].map(str::to_owned).to_vec();
    assert_eq!(page.inks, PageInks::black().with_spots(all));
    let lines: Vec<_> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) => Some((line.origin, line.owner.part, line.owner.paragraph)),
            Item::Shape(_) | Item::Picture(_) => None,
        })
        .collect();
    // Furniture of two pages does not become one paragraph.
    assert_eq!(lines[0], (mm(10.0, 20.0), Part::Body, 0));
    assert_eq!(lines[1], (mm(110.0, 20.0), Part::Body, 1));
}

#[test]
fn the_trim_box_is_the_spread() {
    let document = spread(
        vec![line(mm(10.0, 20.0), hand::SONG, 10.0, "左页")],
        vec![line(mm(10.0, 20.0), hand::SONG, 10.0, "右页")],
    );
    let bytes = pdf::export(&document, hand::fonts(), &[]).expect("it is sound");
    if let Some(said) = tools::run("qpdf", &["--check", "{}"], &bytes) {
        assert!(said.ok, "{}{}", said.out, said.err);
    }
    let Some(said) = tools::run("pdfinfo", &["-box", "{}"], &bytes) else { return };
    let trim = said.out.lines().find(|line| line.starts_with("TrimBox")).expect("there is one");
    let sides: Vec<f64> = trim.split_whitespace().filter_map(|side| side.parse().ok()).collect();
    let [left, bottom, right, top] = sides[..] else { panic!("four sides: {trim}") };
    assert!((right - left - Abs::mm(200.0).to_pt()).abs() < 0.02, "{trim}");
    assert!((top - bottom - Abs::mm(150.0).to_pt()).abs() < 0.02, "{trim}");
    assert!(said.out.contains("Pages:           1"), "{}", said.out);
}

/// A desk with the first `count` pages of a tabloid, each with its own story.
fn desk(test: &str, count: u32) -> (Desk, Vec<String>) {
    let desk = Desk::new(test);
    let specs: Vec<String> = (1..=count).map(|number| format!("p{number}.toml")).collect();
    for (number, spec) in (1..).zip(&specs) {
        desk.write(
            spec,
            format!(
                "[page]\npaper = \"渡口日报\"\nnumber = {number}\nstories = \"stories\"\n\
                 [sheet]\nsize = \"china-tabloid\"\nbleed = \"3mm\"\nmarks = \"crop\"\n\
                 [[story]]\nslug = \"s{number}\"\ncolumns = \"1-2\"\nlines = \"1-6\"\n"
            ),
        );
        desk.write(&format!("stories/s{number}.md"), story(&format!("第{number}版的正文。")));
    }
    (desk, specs)
}

#[test]
fn imposition_is_an_option_of_the_command() {
    let (desk, specs) = desk("imposed", 3);
    let mut arguments = vec!["build", "--format", "json", "--impose", "printer-pairs"];
    arguments.extend(specs.iter().map(String::as_str));
    let ran = desk.run(&arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let blank: Vec<_> =
        ran.findings().into_iter().filter(|finding| finding["code"] == "blank-page").collect();
    assert_eq!(blank.len(), 1);
    assert_eq!(blank[0]["message"]["en"], "left blank: page 4");

    if let Some(said) = tools::run("pdfinfo", &["{}"], &desk.read("p1.pdf")) {
        assert!(said.out.contains("Pages:           2"), "{}", said.out);
    }

    let ran = desk.run(&["build", "p1.toml", "p1.toml", "--impose", "two-up"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[imposition]"), "{}", ran.err);
    // Binding says nothing without imposition.
    assert_eq!(desk.run(&["build", "p1.toml", "--binding", "left"]).code, 2);
}
