//! The ways that readers find about: structure tree, article threads,
//! bookmarks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use banmian::font::FontLibrary;
use banmian::geom::Rect;
use banmian::job::{self, FontChoice};
use banmian::page::{
    Cell, Document, Item, ItemPart, ItemPartKind, Owner, Page, Part, StoryReport, Structure,
};
use banmian::picture::{self, Pictures};
use banmian::{Engine, Job, diag, pdf};
use serde_json::Value;

use crate::desk::Desk;
use crate::hand::{
    HEI, SONG, document, filled, fonts, line, mm, page, picture as placed, pressed, rect,
};
use crate::objects::{Objects, objects, text};
use crate::pdf::written;
use crate::picture::jpeg;
use crate::tools;

fn report(slug: &str, title: &str, frames: Vec<Rect>) -> StoryReport {
    let lines = banmian::geom::LineSpan { first: 1, last: 10 };
    StoryReport {
        lang: "zh-Hans".to_owned(),
        frames,
        ..StoryReport::new(slug.to_owned(), title.to_owned(), lines, 0)
    }
}

/// An item that belongs to a part of a story, or to the page's furniture.
fn of(story: Option<u32>, part: Part, paragraph: u32, mut item: Item) -> Item {
    let owner =
        Owner { story, part, paragraph, block: None, element: None, cell: None, item: None };
    match &mut item {
        Item::Line(line) => line.owner = owner,
        Item::Picture(picture) => picture.owner = owner,
        Item::Shape(_) => {}
    }
    item
}

fn words(x: f64, y: f64, text: &str) -> Item {
    line(mm(x, y), SONG, 10.0, text)
}

/// A page with furniture, a story in two columns with a picture, and a section.
fn small() -> (Document, Pictures) {
    let mut pictures = Pictures::default();
    let photo = pictures.add(picture::read("photo.jpg", jpeg(64, 48)).expect("a JPEG"));
    let frame = rect(10.0, 90.0, 48.0, 120.0);
    let items = vec![
        filled(rect(0.0, 0.0, 50.0, 10.0), banmian::color::Color::gray(10.0)),
        of(Some(0), Part::Caption, 1, placed(photo, frame, frame)),
        of(None, Part::Folio, 0, words(10.0, 8.0, "第四版")),
        of(None, Part::Masthead, 0, line(mm(10.0, 15.0), HEI, 20.0, "渡口日报")),
        of(Some(0), Part::Kicker, 0, words(10.0, 20.0, "四年之后")),
        of(Some(0), Part::Headline, 0, words(10.0, 25.0, "渡口大桥")),
        of(Some(0), Part::Headline, 0, words(10.0, 30.0, "今日合龙")),
        of(Some(0), Part::Caption, 1, words(10.0, 125.0, "桥上。")),
        of(Some(0), Part::Body, 0, words(10.0, 40.0, "第一段,")),
        of(Some(0), Part::Body, 0, words(10.0, 45.0, "在左栏")),
        of(Some(0), Part::Body, 0, words(52.0, 40.0, "到右栏。")),
        of(Some(0), Part::Crosshead, 1, words(52.0, 45.0, "桥")),
        of(Some(0), Part::Body, 2, words(52.0, 50.0, "第二段。")),
        of(None, Part::Section, 0, words(52.0, 60.0, "专栏")),
        of(Some(1), Part::Headline, 0, words(52.0, 65.0, "小桥")),
        of(Some(1), Part::Body, 0, words(52.0, 70.0, "短讯。")),
    ];
    let columns = vec![rect(10.0, 36.0, 48.0, 85.0), rect(52.0, 36.0, 90.0, 55.0)];
    let page = Page {
        stories: vec![
            report("bridge", "渡口大桥今日合龙", columns),
            StoryReport {
                section: Some(0),
                lang: "en".to_owned(),
                ..report("brook", "小桥", vec![rect(52.0, 66.0, 90.0, 75.0)])
            },
        ],
        ..page(items)
    };
    (document(vec![page]), pictures)
}

fn small_pdf() -> Vec<u8> {
    let (document, pictures) = small();
    pdf::export(&document, fonts(), &pressed(&document, &pictures))
        .expect("the document can be written")
}

/// The tree in a line: `Document(P Art(H1 P))`.
fn shape(pdf: &Objects, element: &Value) -> String {
    let element = pdf.resolve(element);
    let role = element["/S"].as_str().unwrap_or("?").trim_start_matches('/').to_owned();
    let kids: Vec<String> = pdf
        .list(&element["/K"])
        .into_iter()
        .filter(|kid| kid.is_string())
        .map(|kid| shape(pdf, kid))
        .collect();
    if kids.is_empty() { role } else { format!("{role}({})", kids.join(" ")) }
}

/// A line of a part of a list's item.
fn item(paragraph: u32, kind: ItemPartKind, level: u8, y: f64, text: &str) -> Item {
    let mut item = of(Some(0), Part::Body, paragraph, words(10.0, y, text));
    if let Item::Line(line) = &mut item {
        line.owner.item = Some(ItemPart { kind, level });
    }
    item
}

#[test]
fn lists_are_lists_and_barcodes_say_what_they_are() {
    use ItemPartKind::{Bullet, More, Number, Text};
    let bars = banmian::page::Shape {
        alt: Some("条码：9771673040002".to_owned()),
        ..match filled(rect(60.0, 60.0, 80.0, 70.0), banmian::color::Color::BLACK) {
            Item::Shape(shape) => shape,
            Item::Line(_) | Item::Picture(_) => panic!("a shape"),
        }
    };
    let items = vec![
        Item::Shape(bars),
        of(Some(0), Part::Body, 0, words(10.0, 40.0, "先说两件事。")),
        item(1, Bullet, 0, 45.0, "●"),
        item(1, Text, 0, 45.1, "码头修好了。"),
        item(2, Number, 1, 50.0, "1."),
        item(2, Text, 1, 50.1, "先通车。"),
        item(3, Bullet, 0, 55.0, "●"),
        item(3, Text, 0, 55.1, "灯也亮了。"),
        item(4, More, 0, 60.0, "亮到十点。"),
        of(Some(0), Part::Body, 5, words(10.0, 65.0, "再说一件。")),
        item(6, Number, 0, 70.0, "1."),
        item(6, Text, 0, 70.1, "船照开。"),
    ];
    let page = Page { stories: vec![report("list", "两件事", Vec::new())], ..page(items) };
    let document = document(vec![page]);
    let pdf = pdf::export(&document, fonts(), &pressed(&document, &Pictures::default()))
        .expect("the document can be written");
    let Some(pdf) = objects(&pdf) else { return };
    assert_eq!(
        shape(&pdf, &root(&pdf)["/K"]),
        "Document(Art(P L(LI(Lbl LBody(L(LI(Lbl LBody)))) LI(Lbl LBody(P))) P L(LI(Lbl LBody))) Figure)"
    );
    assert_eq!(alts(&pdf, &root(&pdf)["/K"]), ["条码：9771673040002"]);
}

fn root(pdf: &Objects) -> &Value {
    pdf.at(pdf.catalog(), &["/StructTreeRoot"])
}

#[test]
fn a_page_is_a_tree_of_stories_with_headings() {
    let Some(pdf) = objects(&small_pdf()) else { return };
    assert_eq!(pdf.at(pdf.catalog(), &["/MarkInfo", "/Marked"]), true);
    assert_eq!(pdf.at(pdf.catalog(), &["/ViewerPreferences", "/DisplayDocTitle"]), true);
    assert_eq!(
        shape(&pdf, &root(&pdf)["/K"]),
        "Document(P Art(P H1 Div(Figure Caption) P H2 P) Sect(H1 Art(H2 P)))"
    );
}

#[test]
fn a_paragraph_over_two_columns_is_one_element() {
    let Some(said) = tools::run("pdfinfo", &["-struct-text", "{}"], &small_pdf()) else { return };
    let told: String = said.out.split_whitespace().collect();
    assert!(told.contains("P(block)\"第一段,\"\"在左栏\"\"到右栏。\"H2(block)\"桥\""), "{told}");
    assert!(told.contains("H1(block)\"渡口大桥\"\"今日合龙\""), "{told}");
    assert!(!told.contains("第四版"), "a folio is an artifact: {told}");
}

#[test]
fn figures_say_what_is_to_be_seen_and_stories_their_language() {
    let Some(pdf) = objects(&small_pdf()) else { return };
    let document = pdf.resolve(&root(&pdf)["/K"]);
    let art = pdf.resolve(pdf.list(&document["/K"])[1]);
    let div = pdf.resolve(pdf.list(&art["/K"])[2]);
    let figure = pdf.resolve(pdf.list(&div["/K"])[0]);
    assert_eq!(text(&figure["/Alt"]), "a picture");
    let layout = &pdf.list(&figure["/A"])[0];
    assert_eq!(
        (&layout["/O"], layout["/BBox"].as_array().map(Vec::len)),
        (&"/Layout".into(), Some(4))
    );
    assert!(art.get("/Lang").is_none());
    let section = pdf.resolve(pdf.list(&document["/K"])[2]);
    let english = pdf.resolve(pdf.list(&section["/K"])[1]);
    assert_eq!(text(&english["/Lang"]), "en");
}

#[test]
fn a_picture_without_words_gets_those_of_its_story() {
    let (mut document, pictures) = small();
    for item in &mut document.pages[0].items {
        if let Item::Picture(picture) = item {
            picture.alt = "  ".to_owned();
        }
    }
    let file =
        pdf::export(&document, fonts(), &pressed(&document, &pictures)).expect("it can be written");
    let Some(said) = tools::run("qpdf", &["--qdf", "--object-streams=disable", "{}", "-"], &file)
    else {
        return;
    };
    assert!(said.out.contains("/S /Figure") && said.out.contains("/Alt "), "{}", said.out);
    let Some(pdf) = objects(&file) else { return };
    assert_eq!(alts(&pdf, &root(&pdf)["/K"]), ["渡口大桥今日合龙"]);
}

fn alts(pdf: &Objects, element: &Value) -> Vec<String> {
    let element = pdf.resolve(element);
    let own = element.get("/Alt").map(|alt| text(alt).to_owned());
    let kids = pdf.list(&element["/K"]).into_iter().filter(|kid| kid.is_string());
    own.into_iter().chain(kids.flat_map(|kid| alts(pdf, kid))).collect()
}

#[test]
fn headings_skip_no_level_even_without_a_headline() {
    let items = vec![
        of(Some(0), Part::Crosshead, 0, words(10.0, 20.0, "小标题")),
        of(Some(0), Part::Body, 1, words(10.0, 25.0, "正文。")),
        of(Some(1), Part::Headline, 0, words(10.0, 40.0, "标题")),
    ];
    let stories = vec![report("one", "", Vec::new()), report("two", "标题", Vec::new())];
    let page = Page { stories, ..page(items) };
    let Some(pdf) = objects(&written(&document(vec![page]))) else { return };
    assert_eq!(shape(&pdf, &root(&pdf)["/K"]), "Document(Art(H1 P) Art(H1))");
}

#[test]
fn readings_follow_their_paragraph_and_dots_are_silent() {
    let mut dots = words(10.0, 30.0, "〇");
    if let Item::Line(line) = &mut dots {
        line.runs[0].text.clear();
        line.runs[0].glyphs[0].text = 0..0;
    }
    let items = vec![
        of(Some(0), Part::Body, 0, words(10.0, 20.0, "渡口")),
        of(Some(0), Part::Body, 0, words(10.0, 25.0, "水文")),
        // What begins where a line began stands beside it.
        of(Some(0), Part::Body, 0, words(10.0, 20.0, "注音")),
        of(Some(0), Part::Body, 0, dots),
    ];
    let page = Page { stories: vec![report("one", "", Vec::new())], ..page(items) };
    let Some(pdf) = objects(&written(&document(vec![page]))) else { return };
    assert_eq!(shape(&pdf, &root(&pdf)["/K"]), "Document(Art(P(Span)))");
}

#[test]
fn untagged_is_without_any_of_it() {
    let (mut document, pictures) = small();
    document.output.structure = Structure::None;
    let file =
        pdf::export(&document, fonts(), &pressed(&document, &pictures)).expect("it can be written");
    let Some(pdf) = objects(&file) else { return };
    for key in ["/StructTreeRoot", "/MarkInfo"] {
        assert!(pdf.catalog().get(key).is_none(), "{key}");
    }
    assert!(pdf.pages()[0].1.get("/StructParents").is_none());
    assert!(!pdf.content(pdf.pages()[0].1).contains("MCID"));
    assert!(!pdf.xmp().contains("pdfuaid"));
}

/// Marked contents of a page: their identifiers, and the operators that paint
/// outside all of them and outside artifacts.
fn marked(content: &str) -> (Vec<i64>, usize) {
    let mut ids = Vec::new();
    let (mut depth, mut loose) = (0, 0);
    // Strings are in hexadecimal, so that words are operators.
    for word in content.replace("]TJ", " TJ").split_whitespace() {
        if word.contains("BDC") {
            depth += 1;
        } else if word.starts_with("EMC") {
            depth -= 1;
        } else if ["TJ", "Tj", "f", "S", "Do"].contains(&word) && depth == 0 {
            loose += 1;
        }
    }
    for (at, _) in content.match_indices("/MCID ") {
        let number: String = content[at + 6..].chars().take_while(char::is_ascii_digit).collect();
        ids.push(number.parse().expect("a number"));
    }
    (ids, loose)
}

/// The elements below one that hold each marked content, by page and
/// identifier.
fn holders(pdf: &Objects, name: &str, found: &mut BTreeMap<(String, i64), String>) {
    let element = pdf.object(name);
    for kid in pdf.list(&element["/K"]) {
        match kid.as_i64() {
            Some(id) => {
                let page = element["/Pg"].as_str().expect("a page").to_owned();
                assert!(found.insert((page, id), name.to_owned()).is_none(), "held twice");
            }
            None => {
                let kid_name = kid.as_str().expect("an element");
                assert_eq!(pdf.resolve(kid)["/P"], name, "a child knows its parent");
                holders(pdf, kid_name, found);
            }
        }
    }
}

/// Everything is tagged or an artifact, and tree and parent tree agree.
fn check_tags(pdf: &Objects) {
    let root = root(pdf);
    let mut found = BTreeMap::new();
    holders(pdf, root["/K"].as_str().expect("one element"), &mut found);
    let nums = pdf.list(&root["/ParentTree"]["/Nums"]);
    let pages = pdf.pages();
    assert_eq!(nums.len(), pages.len() * 2);
    for (name, page) in &pages {
        let (ids, loose) = marked(&pdf.content(page));
        assert_eq!(loose, 0, "something is neither content nor artifact");
        assert!(ids.iter().copied().eq(0..ids.len() as i64), "{ids:?}");
        let key = page["/StructParents"].as_i64().expect("a key");
        let entry = nums.chunks(2).find(|pair| pair[0] == key).expect("the page's entry");
        let owners = pdf.list(entry[1]);
        assert_eq!(owners.len(), ids.len());
        for (id, owner) in owners.iter().enumerate() {
            let holder = found.remove(&((*name).to_owned(), id as i64));
            assert_eq!(holder.as_deref(), owner.as_str(), "content {id}");
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn everything_is_tagged_or_an_artifact() {
    let Some(pdf) = objects(&small_pdf()) else { return };
    check_tags(&pdf);
}

/// A sample page in the repository's fonts.
pub(crate) fn sample(name: &str) -> Vec<u8> {
    let file = |path: &str| -> PathBuf { Path::new(env!("CARGO_MANIFEST_DIR")).join(path) };
    let choice = FontChoice { paths: vec![file("fonts")], system: false };
    let library = job::fonts(&choice, FontLibrary::new(), &mut diag::Sink::default());
    let spec = file(&format!("layouts/{name}.toml"));
    let outcome = Engine::new().with_fonts(library).run(&Job::new([spec]).root(file("")));
    let document = outcome.document.expect("the sample can be set");
    let pictures = pressed(&document, &outcome.pictures);
    pdf::export(&document, &outcome.fonts, &pictures).expect("it can be written")
}

#[test]
fn the_samples_are_tagged_through_and_through() {
    for name in ["district", "english", "japanese", "supplement"] {
        let Some(pdf) = objects(&sample(name)) else { return };
        check_tags(&pdf);
        check_threads(&pdf);
        let tree = shape(&pdf, &root(&pdf)["/K"]);
        assert!(tree.matches("Art").count() >= 4, "{name}: {tree}");
        assert!(alts(&pdf, &root(&pdf)["/K"]).iter().all(|alt| !alt.trim().is_empty()), "{name}");
    }
}

#[test]
fn words_of_a_sample_are_read_whole_over_line_ends() {
    let Some(said) = tools::run("pdfinfo", &["-struct-text", "{}"], &sample("english")) else {
        return;
    };
    // Each line is a string of its own in this listing.
    let told: String =
        said.out.lines().map(|line| line.trim().trim_matches('"')).collect::<Vec<_>>().concat();
    assert!(
        told.contains("people in muddy gaiters stood back, looked at the flat gray slab that"),
        "{told}"
    );
}

/// Every thread is a ring of beads, both ways, on pages that name them.
fn check_threads(pdf: &Objects) {
    let pages: BTreeMap<&str, &Value> = pdf.pages().into_iter().collect();
    let mut on_pages: BTreeSet<&str> = BTreeSet::new();
    for page in pages.values() {
        on_pages.extend(pdf.list(&page["/B"]).into_iter().filter_map(Value::as_str));
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for thread in pdf.list(&pdf.catalog()["/Threads"]) {
        let object = pdf.resolve(thread);
        assert!(!text(pdf.at(object, &["/I", "/Title"])).is_empty());
        let first = object["/F"].as_str().expect("a bead");
        let mut at = first;
        loop {
            assert!(seen.insert(at), "a bead twice");
            let bead = pdf.object(at);
            assert_eq!(&bead["/T"], thread);
            let next = bead["/N"].as_str().expect("a bead");
            assert_eq!(pdf.resolve(&bead["/N"])["/V"], at);
            let page = pages[bead["/P"].as_str().expect("a page")];
            let place: Vec<f64> =
                bead["/R"].as_array().expect("a box").iter().filter_map(Value::as_f64).collect();
            let sheet: Vec<f64> = page["/MediaBox"]
                .as_array()
                .expect("a box")
                .iter()
                .filter_map(Value::as_f64)
                .collect();
            assert!(place[0] < place[2] && place[1] < place[3], "{place:?}");
            assert!(place[0] >= 0.0 && place[3] <= sheet[3], "{place:?}");
            if next == first {
                break;
            }
            at = next;
        }
    }
    assert_eq!(seen, on_pages);
}

#[test]
fn a_story_is_a_ring_of_beads() {
    let Some(pdf) = objects(&small_pdf()) else { return };
    check_threads(&pdf);
    assert_eq!(pdf.list(&pdf.catalog()["/Threads"]).len(), 2);
    assert_eq!(pdf.list(&pdf.pages()[0].1["/B"]).len(), 3);
}

#[test]
fn a_story_goes_on_over_pages_in_one_thread() {
    let place = || vec![rect(10.0, 10.0, 48.0, 60.0)];
    let with = |stories| Page { stories, ..page(Vec::new()) };
    let pages = vec![
        with(vec![report("one", "甲", place()), report("two", "乙", place())]),
        with(vec![report("one", "甲", place()), report("lost", "", Vec::new())]),
    ];
    let Some(pdf) = objects(&written(&document(pages))) else { return };
    check_threads(&pdf);
    assert_eq!(pdf.list(&pdf.catalog()["/Threads"]).len(), 2);
    let beads: Vec<usize> =
        pdf.pages().iter().map(|(_, page)| pdf.list(&page["/B"]).len()).collect();
    assert_eq!(beads, [2, 1]);
}

#[test]
fn bookmarks_lead_to_pages_and_stories() {
    let (document, pictures) = small();
    let pages = [document.pages.clone(), document.pages.clone()].concat();
    let document = Document { pages, ..document };
    let file =
        pdf::export(&document, fonts(), &pressed(&document, &pictures)).expect("it can be written");
    let Some(pdf) = objects(&file) else { return };
    let outlines = pdf.at(pdf.catalog(), &["/Outlines"]);
    assert_eq!(outlines["/Count"], 6);
    let mut told = Vec::new();
    let mut page = &outlines["/First"];
    while !page.is_null() {
        let item = pdf.resolve(page);
        assert!(item.get("/A").is_none(), "no actions");
        told.push((text(&item["/Title"]).to_owned(), item["/Count"].as_i64()));
        let mut story = &item["/First"];
        while !story.is_null() {
            let item = pdf.resolve(story);
            assert_eq!(&item["/Parent"], page);
            assert_eq!(item["/Dest"][1], "/XYZ");
            told.push((text(&item["/Title"]).to_owned(), None));
            story = &item["/Next"];
        }
        page = &item["/Next"];
    }
    let page = [("第4版", Some(2)), ("渡口大桥今日合龙", None), ("小桥", None)];
    let expected: Vec<_> =
        [page, page].concat().into_iter().map(|(title, count)| (title.to_owned(), count)).collect();
    assert_eq!(told, expected);
}

/// A cell of a table of the first story.
fn cell(part: Part, at: (u32, u32), columns: u32, (x, y): (f64, f64), text: &str) -> Item {
    let mut item = of(Some(0), part, 0, words(x, y, text));
    if let Item::Line(line) = &mut item {
        line.owner.cell = Some(Cell { row: at.0, column: at.1, rows: 1, columns });
    }
    item
}

#[test]
fn a_table_is_rows_of_cells_and_a_heading_that_stands_again_says_nothing() {
    let items = vec![
        cell(Part::TableHeading, (0, 0), 2, (10.0, 20.0), "球队"),
        cell(Part::Table, (1, 0), 1, (10.0, 25.0), "港务"),
        cell(Part::Table, (1, 1), 1, (30.0, 25.0), "三"),
        of(None, Part::TableHeading, 0, words(52.0, 20.0, "球队")),
        cell(Part::Table, (2, 0), 1, (52.0, 25.0), "机车"),
        cell(Part::Table, (2, 1), 1, (72.0, 25.0), "二"),
    ];
    let page = Page {
        stories: vec![report("league", "", vec![rect(10.0, 16.0, 90.0, 60.0)])],
        ..page(items)
    };
    let document = document(vec![page]);
    let bytes = pdf::export(&document, fonts(), &pressed(&document, &Pictures::default()))
        .expect("the document can be written");
    let Some(pdf) = objects(&bytes) else { return };
    let tree = &root(&pdf)["/K"];
    assert_eq!(shape(&pdf, tree), "Document(Art(Table(TR(TH) TR(TD TD) TR(TD TD))))");
    let art = pdf.resolve(pdf.list(&pdf.resolve(tree)["/K"])[0]);
    let table = pdf.resolve(pdf.list(&art["/K"])[0]);
    let row = pdf.resolve(pdf.list(&table["/K"])[0]);
    let heading = pdf.resolve(pdf.list(&row["/K"])[0]);
    let attributes = &pdf.list(&heading["/A"])[0];
    assert_eq!(
        (&attributes["/O"], &attributes["/Scope"], &attributes["/ColSpan"]),
        (&"/Table".into(), &"/Column".into(), &2.into())
    );
}

/// The tree of a story with these cells of a table.
fn table_of(items: Vec<Item>) -> Option<String> {
    let report = report("league", "", vec![rect(10.0, 16.0, 90.0, 60.0)]);
    let document = document(vec![Page { stories: vec![report], ..page(items) }]);
    let bytes = pdf::export(&document, fonts(), &pressed(&document, &Pictures::default()))
        .expect("the document can be written");
    let pdf = objects(&bytes)?;
    check_tags(&pdf);
    Some(shape(&pdf, &root(&pdf)["/K"]))
}

/// A cell in which nothing stands has no line, and is a cell all the same: rows are of as
/// many cells as the table has columns (ISO 14289-1, 7.5).
#[test]
fn an_empty_cell_of_a_table_is_a_cell() {
    use Part::{Table, TableHeading};
    let items = vec![
        cell(TableHeading, (0, 1), 1, (30.0, 20.0), "胜"),
        cell(TableHeading, (0, 2), 1, (50.0, 20.0), "负"),
        cell(Table, (1, 0), 1, (10.0, 25.0), "港务"),
        cell(Table, (1, 2), 1, (50.0, 25.0), "三"),
        cell(Table, (2, 0), 2, (10.0, 30.0), "机车轮空"),
        // Nothing stands in the row between.
        cell(Table, (4, 1), 1, (30.0, 40.0), "二"),
    ];
    if let Some(tree) = table_of(items) {
        let rows = "TR(TH TH TH) TR(TD TD TD) TR(TD TD) TR(TD TD TD) TR(TD TD TD)";
        assert_eq!(tree, format!("Document(Art(Table({rows})))"));
    }
    // What a cell above reaches over is no empty cell; a row that cells reach over
    // wholly is none.
    let reaching = |(row, column), rows, text| {
        let mut item = cell(Table, (row, column), 1, (10.0, 20.0 + f64::from(row)), text);
        if let Item::Line(line) = &mut item {
            line.owner.cell = line.owner.cell.map(|cell| Cell { rows, ..cell });
        }
        item
    };
    let items =
        vec![reaching((0, 0), 3, "港务"), reaching((0, 1), 2, "胜"), reaching((2, 1), 1, "三")];
    if let Some(tree) = table_of(items) {
        assert_eq!(tree, "Document(Art(Table(TR(TD TD) TR(TD))))");
    }
}

/// The rows of all tables of a tree, each as its cells.
fn rows_of(tree: &str) -> Vec<&str> {
    tree.split("TR(").skip(1).filter_map(|row| row.split(')').next()).collect()
}

#[test]
fn rows_of_a_samples_tables_have_all_their_cells() {
    let Some(pdf) = objects(&sample("broadsheet-4")) else { return };
    let tree = shape(&pdf, &root(&pdf)["/K"]);
    let rows = rows_of(&tree);
    assert_eq!(rows[0], "TH TH TH TH TH", "{tree}");
    assert!(rows.iter().all(|row| row.split(' ').count() == 5), "{rows:?}");
}

/// The digits below a barcode are one paragraph of one content; those of another barcode
/// are another.
#[test]
fn digits_of_a_barcode_are_one_text() {
    let desk = Desk::new("barcode-digits");
    let bars = |text: &str, top: u32| {
        format!(
            "[[barcode]]\nkind = \"issn\"\ntext = \"{text}\"\nadd-on = \"24\"\noverlap = true\n\
             left = \"20mm\"\nwidth = \"46mm\"\ntop = \"{top}mm\"\nheight = \"30mm\"\n"
        )
    };
    desk.write(
        "p.toml",
        format!(
            "[sheet]\nsize = \"china-tabloid\"\n{}{}",
            bars("9900-3104", 20),
            bars("9900-3112", 90)
        ),
    );
    let ran = desk.run(&["build", "p.toml", "-o", "p.pdf"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let bytes = desk.read("p.pdf");
    let Some(pdf) = objects(&bytes) else { return };
    check_tags(&pdf);
    assert_eq!(shape(&pdf, &root(&pdf)["/K"]), "Document(P P P P Figure Figure)");
    let Some(said) = tools::run("pdfinfo", &["-struct-text", "{}"], &bytes) else { return };
    let texts: Vec<&str> =
        said.out.lines().filter_map(|line| line.trim().strip_prefix('"')).collect();
    assert_eq!(&texts[..4], ["9779900310007\"", "24\"", "9779900311004\"", "24\""], "{}", said.out);
}
