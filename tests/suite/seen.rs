//! What plates and preflight must see alike however a file says it: text by whatever map of
//! characters, names of whatever sort, layers, and files with something before them.

use banmian::plates::{self, Plates};
use banmian::preflight::{PreflightProfile, Report, check, read};
use banmian::{diag, reader};

use crate::faulty::{Sheet, TEXT, words};
use crate::preflight_cases::JPX;

/// A sheet of which nothing is seen but what is said.
fn bare(content: &str) -> Sheet {
    let mut sheet = Sheet::x4();
    sheet.content = content.to_owned();
    sheet
}

fn separate(bytes: &[u8]) -> Plates {
    let file = reader::open(bytes).expect("it can be opened");
    plates::render(&file, 0, 72.0).expect("it has plates")
}

/// The tints of every plate, with the plate's name.
fn tints(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let of = |plate: plates::Plate| (plate.ink.name().to_owned(), plate.tints);
    separate(bytes).plates.into_iter().map(of).collect()
}

/// How much of each plate is covered, in thousandths.
fn covers(bytes: &[u8]) -> Vec<(String, i64)> {
    let summary = separate(bytes).summary();
    let of =
        |ink: plates::InkSummary| (ink.ink.name().to_owned(), (ink.coverage * 10.0).round() as i64);
    summary.into_iter().map(of).filter(|(_, cover)| *cover > 0).collect()
}

fn ads() -> PreflightProfile {
    let (mut sources, mut sink) = (diag::Sources::default(), diag::Sink::default());
    let name = "gwg2022-newspaper-ads";
    read(name, None, &mut |_| unreachable!("it is the program's"), &mut sources, &mut sink)
        .expect("it is the program's")
}

fn rules(bytes: &[u8]) -> Vec<&'static str> {
    let report: Report = check(bytes, &ads()).expect("it is a PDF");
    report.findings.iter().map(|finding| finding.rule.id()).collect()
}

/// A font F2 that shows the first letter of the sheet's font for each code that means
/// something in an encoding.
fn add_encoded(sheet: &mut Sheet, encoding: &str) {
    let glyphs = [[0, 0]].into_iter().chain([[0, 1]; 30_000]).flatten().collect();
    let glyphs = sheet.stream("", glyphs);
    let descendant = sheet.object(&format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+SourceSerif4 /CIDSystemInfo \
         << /Registry (Adobe) /Ordering (Any) /Supplement 2 >> /FontDescriptor 10 0 R \
         /CIDToGIDMap {glyphs} 0 R >>"
    ));
    sheet.fonts += &format!(
        " /F2 << /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SourceSerif4 \
         /Encoding {encoding} /DescendantFonts [{descendant} 0 R] >>"
    );
}

/// Text in GBK or Unicode lays the same ink as the same glyphs by their numbers, and as much
/// of it.
#[test]
fn text_by_a_predefined_map_prints_like_text_by_glyphs() {
    let own = |sheet: &mut Sheet| {
        let map = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap \
            /Identity-H usecmap endcmap end end";
        let map = sheet.stream("/Type /CMap /CMapName /Own /UseCMap /Identity-H", map.to_vec());
        format!("{map} 0 R")
    };
    type Encoding<'a> = &'a dyn Fn(&mut Sheet) -> String;
    let maps: [(Encoding, &str); 5] = [
        (&|_| "/Identity-H".to_owned(), "0001"),
        (&|_| "/GBK-EUC-H".to_owned(), "D6D0"),
        (&|_| "/UniGB-UCS2-H".to_owned(), "4E2D"),
        (&|_| "/UniGB-UTF16-H".to_owned(), "4E2D"),
        (&own, "0001"),
    ];
    let pages = maps.map(|(encoding, code)| {
        let mut sheet = bare(&format!(
            "/GK gs 0.9 0.8 0.8 0.9 k BT /F2 900 Tf -150 30 Td <{code}> Tj 40 0 Td <{code}> Tj ET"
        ));
        let encoding = encoding(&mut sheet);
        add_encoded(&mut sheet, &encoding);
        sheet.write()
    });
    let by_glyphs = tints(&pages[0]);
    assert!(by_glyphs.iter().all(|(_, plate)| plate.contains(&230) || plate.contains(&204)));
    for page in &pages {
        assert!(tints(page) == by_glyphs);
        assert_eq!(rules(page), ["total-ink", "rich-black-text"]);
    }
}

#[test]
fn gray_jpeg_2000_that_names_no_space_is_black_ink() {
    let mut sheet = bare("144 0 0 144 60 60 cm /P1 Do");
    let dict = "/Type /XObject /Subtype /Image /Width 40 /Height 40 /Filter /JPXDecode";
    let picture = sheet.stream(dict, JPX.to_vec());
    sheet.pictures += &format!(" /P1 {picture} 0 R");
    let inks: Vec<String> = covers(&sheet.write()).into_iter().map(|(ink, _)| ink).collect();
    assert_eq!(inks, ["Black"]);
}

/// A Type 3 font without resources has those of the page, and a font may be called OC
/// without being a layer.
#[test]
fn fonts_are_found_where_and_as_they_are_named() {
    let words = words();
    let plain = bare(&format!("0 0 0 1 k BT /F1 40 Tf 30 100 Td {words} Tj ET"));
    let mut in_a_glyph = bare("0 0 0 1 k BT /F3 40 Tf 30 100 Td (a) Tj ET");
    let drawing = format!("9000 0 d0 BT /F1 1000 Tf {words} Tj ET");
    let drawing = in_a_glyph.stream("", drawing.into_bytes());
    in_a_glyph.fonts += &format!(
        " /F3 << /Type /Font /Subtype /Type3 /FontBBox [0 -300 9000 1000] \
         /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {drawing} 0 R >> \
         /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [9000] >>"
    );
    let mut named_oc = bare("/X1 Do");
    named_oc.fonts += " /OC 8 0 R";
    named_oc.form("X1", "", &format!("0 0 0 1 k BT /OC 40 Tf 30 100 Td {words} Tj ET"));
    let expected = covers(&plain.write());
    let [(ink, much)] = expected.as_slice() else { panic!("{TEXT}: {expected:?}") };
    assert!(ink == "Black" && *much > 10, "{expected:?}");
    for sheet in [in_a_glyph, named_oc] {
        assert_eq!(covers(&sheet.write()), expected);
        // Black that knocks out, twelve points or more: nothing to be told.
        assert_eq!(rules(&sheet.write()), [""; 0]);
    }
}

/// What a printer does not print is neither on the plates nor held against the file.
#[test]
fn layers_that_are_not_printed_lay_no_ink() {
    const SHOWN: &str = "/GK gs 1 0 0 0 k 30 30 100 100 re f ";
    // Small text in two inks: told of where it is seen.
    let hidden = format!("0 1 1 0 k BT /F1 6 Tf 60 200 Td {} Tj ET 60 220 99 99 re f", words());
    let off = "/Usage << /Print << /PrintState /OFF >> /View << /ViewState /ON >> >>";
    let by_print = "/AS [<< /Event /Print /Category [/Print] /OCGs [14 0 R] >>]";
    let all_off = "<< /Type /OCMD /OCGs [14 0 R] /P /AllOff >>";
    let sheet = |group: &str, config: &str, make: &dyn Fn(&mut Sheet)| {
        let mut sheet = bare(SHOWN);
        let layer = sheet.object(&format!("<< /Type /OCG /Name (die) {group} >>"));
        assert_eq!(layer, 14);
        sheet.catalog += &format!(
            "/OCProperties << /OCGs [14 0 R] /D << /Name (usual) /Order [14 0 R] {config} >> >>"
        );
        make(&mut sheet);
        sheet.write()
    };
    let marked = |property: &'static str| {
        let hidden = hidden.clone();
        move |sheet: &mut Sheet| {
            // The content's resources have no properties of their own: they are in a form.
            let dict = format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources << /Properties \
                 << /M {property} >> /Font << {} >> >>",
                sheet.fonts
            );
            let content = format!("/OC /M BDC {hidden} EMC");
            let form = sheet.stream(&dict, content.into_bytes());
            sheet.pictures += &format!(" /X1 {form} 0 R");
            sheet.content += "/X1 Do";
        }
    };
    let form = |sheet: &mut Sheet| {
        sheet.form("X1", "/OC 14 0 R", &hidden);
        sheet.content += "/X1 Do";
    };
    let form_by_membership = |sheet: &mut Sheet| {
        sheet.form("X1", &format!("/OC {all_off}"), &hidden);
        sheet.content += "/X1 Do";
    };
    let picture = |sheet: &mut Sheet| {
        let dict = "/Type /XObject /Subtype /Image /Width 20 /Height 20 /ColorSpace /DeviceCMYK \
             /BitsPerComponent 8 /OC 14 0 R";
        let number = sheet.stream(dict, vec![0xAA; 20 * 20 * 4]);
        sheet.pictures += &format!(" /P1 {number} 0 R");
        sheet.content += "q 99 0 0 99 60 220 cm /P1 Do Q";
    };
    let expected = covers(&bare(SHOWN).write());
    assert_eq!(expected, [("Cyan".to_owned(), 83)]);
    let pages: [(&str, Vec<u8>); 6] = [
        ("off", sheet("", "/OFF [14 0 R]", &marked("14 0 R"))),
        ("membership", sheet("", "", &marked(all_off))),
        ("print state", sheet(off, by_print, &marked("14 0 R"))),
        ("form", sheet("", "/OFF [14 0 R]", &form)),
        ("form by membership", sheet("", "", &form_by_membership)),
        ("picture by print state", sheet(off, by_print, &picture)),
    ];
    for (name, page) in &pages {
        assert_eq!(covers(page), expected, "{name}");
        let found = rules(page);
        let switches = if name.contains("print state") { vec!["layer-config"] } else { vec![] };
        assert_eq!(found, switches, "{name}");
    }
    // A state that nothing asks for in print hides nothing.
    let seen = sheet(off, "", &marked("14 0 R"));
    assert!(covers(&seen).len() == 3);
    assert!(rules(&seen).contains(&"small-text"));
}

/// Mail and web servers put lines before a PDF.
#[test]
fn what_stands_before_a_file_is_passed_over() {
    let sheet = Sheet::x4().write();
    let mut mailed = b"\0junk mail header\r\n".repeat(40);
    mailed.extend_from_slice(&sheet);
    assert!(tints(&mailed) == tints(&sheet));
    assert_eq!(rules(&mailed), rules(&sheet));
}
