//! What can be wrong with a PDF, one fault a file: the table that the tests go
//! through and that docs/preflight.md shows.

use crate::faulty::{Sheet, TEXT, line, text};
use crate::reader::deflated;

/// A file and what is to be found in it.
pub(crate) struct Case {
    /// What it is called in the table.
    pub(crate) name: &'static str,
    pub(crate) profile: &'static str,
    /// The rule that it breaks; none for a clean file.
    pub(crate) breaks: Option<&'static str>,
    /// Makes it.
    pub(crate) make: fn() -> Sheet,
}

/// 40 by 40 pixels of one gray as a code stream of JPEG 2000.
pub(crate) const JPX: &[u8] = b"\
    \xff\x4f\xff\x51\x00\x29\x00\x00\x00\x00\x00\x28\x00\x00\x00\x28\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x28\x00\x00\x00\x28\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x01\x07\x01\x01\xff\x52\x00\x0c\x00\x00\x00\x01\x00\x00\x04\x04\x00\x01\xff\
    \x5c\x00\x04\x40\x40\xff\x90\x00\x0a\x00\x00\x00\x00\x00\x30\x00\x01\xff\x93\xcf\
    \xb4\x7c\x14\x00\x5c\xaf\xff\x7d\xbc\x85\x03\x66\x00\x00\x00\x00\x00\x30\x90\x97\
    \xff\x1e\x43\x80\x00\x00\x00\x00\x0c\x24\x25\xff\x7f\xff\xd9";

const ADS: &str = "gwg2022-newspaper-ads";
const PAGES: &str = "gwg2022-newspaper-editorial";
const RGB: &str = "gwg2022-newspaper-ads-rgb";

macro_rules! cases {
    ($($name:literal, $profile:expr, $breaks:expr, $base:ident, |$sheet:ident| $body:block;)+) => {
        /// Every case, in the order of the rules.
        pub(crate) const CASES: &[Case] = &[$(Case {
            name: $name,
            profile: $profile,
            breaks: $breaks,
            make: || {
                let change: fn(&mut Sheet) = |$sheet| $body;
                let mut sheet = Sheet::$base();
                change(&mut sheet);
                sheet
            },
        },)+];
    };
}

/// Changes a part of a text that must be there.
fn change(text: &mut String, from: &str, to: &str) {
    assert!(text.contains(from), "{from} is not in {text}");
    *text = text.replace(from, to);
}

/// `DeviceN` or `Separation` with a substitute in CMYK.
fn named(kind: &str, names: &str, outputs: &str) -> String {
    format!(
        "[/{kind} {names} /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [{outputs}] >>]"
    )
}

/// A calculator function of `inputs` inks into CMYK.
fn two_inks(sheet: &mut Sheet, names: &str) -> String {
    let function = sheet
        .stream("/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]", b"{ 0 0 }".to_vec());
    format!("[/DeviceN [{names}] /DeviceCMYK {function} 0 R]")
}

/// The same picture of 72 points a side with this many pixels a side.
fn placed(sheet: &mut Sheet, pixels: usize) {
    sheet.picture("P1", "/DeviceGray", 8, (pixels, pixels), 1);
    sheet.content += "q 72 0 0 72 150 150 cm /P1 Do Q\n";
}

/// Only a picture on a page of one inch.
fn page_picture(sheet: &mut Sheet, pixels: usize) {
    sheet.boxes = "/MediaBox [0 0 72 72] /TrimBox [0 0 72 72]".to_owned();
    sheet.picture("P1", "/DeviceGray", 8, (pixels, pixels), 1);
    sheet.content = "q 72 0 0 72 0 0 cm /P1 Do Q\n".to_owned();
}

/// A patch of a CMYK color, so many mm a side.
fn patch(color: &str, side: f64) -> String {
    let side = side / 25.4 * 72.0;
    format!("q /GK gs {color} k 150 100 {side} {side} re f Q\n")
}

/// A mesh of two triangles of one color, 20 mm a side: of each corner flag, place and color in
/// bytes.
fn mesh(sheet: &mut Sheet, color: [u8; 4]) {
    let corners = [(100, 100), (157, 100), (100, 157), (157, 157)];
    let points = [(0, 0), (0, 1), (0, 2), (1, 3)];
    let bytes = points.iter().flat_map(|(flag, at)| {
        let (x, y) = corners[*at];
        [*flag, x, y].into_iter().chain(color)
    });
    let mesh = sheet.stream(
        "/ShadingType 4 /ColorSpace /DeviceCMYK /BitsPerCoordinate 8 /BitsPerComponent 8 \
         /BitsPerFlag 8 /Decode [0 255 0 255 0 1 0 1 0 1 0 1]",
        bytes.collect(),
    );
    sheet.shadings += &format!("/S1 {mesh} 0 R");
    sheet.content += "/S1 sh\n";
}

cases! {
    "clean-x4", "x4", None, x4, |_s| {};
    "clean-ad", ADS, None, x4, |_s| {};
    "clean-page", PAGES, None, x4, |_s| {};
    "clean-house", "house", None, x4, |_s| {};
    "clean-x1a", "x1a", None, x1a, |_s| {};
    "clean-ua1", "ua1", None, ua1, |_s| {};

    "pdf-1.7", "x4", Some("pdf-version"), x4, |s| { s.header = "%PDF-1.7".into(); };
    "pdf-1.7-in-catalog", "x4", Some("pdf-version"), x4, |s| { s.catalog += "/Version /1.7"; };
    "pdf-1.3", "x4", None, x4, |s| { s.header = "%PDF-1.3".into(); };
    "x1a-pdf-1.5", "x1a", Some("pdf-version"), x1a, |s| { s.header = "%PDF-1.5".into(); };
    "no-id", "x4", Some("file-id"), x4, |s| { s.trailer.clear(); };
    "locked", "x4", Some("encryption"), x4, |s| {
        s.trailer += "/Encrypt << /Filter /Standard /V 1 /R 2 /O <0000000000000000000000000000000000000000000000000000000000000000> /U <0000000000000000000000000000000000000000000000000000000000000000> /P -4 >>";
    };
    "x1a-object-stream", "x1a", Some("object-stream"), x1a, |s| {
        s.stream("/Type /ObjStm /N 0 /First 0", Vec::new());
    };
    "x4-object-stream", "x4", None, x4, |s| {
        s.stream("/Type /ObjStm /N 0 /First 0", Vec::new());
    };
    "external-stream", "x4", Some("external-stream"), x4, |s| {
        s.stream("/F (picture.bin)", Vec::new());
    };
    "embedded-file", "house", Some("embedded-file"), x4, |s| {
        s.stream("/Type /EmbeddedFile", b"notes".to_vec());
    };
    "lzw", "x4", Some("lzw"), x4, |s| { s.stream("/Filter [/LZWDecode]", vec![0x80, 0x0b]); };
    "lzw-inline", "x4", Some("lzw"), x4, |s| {
        s.content += "q 5 0 0 5 150 150 cm BI /W 9 /H 1 /CS /G /BPC 8 /F [/AHx /LZW] ID 800B6050220C0C8501> EI Q\n";
    };
    "javascript", "x4", Some("javascript"), x4, |s| {
        s.object("<< /Type /Action /S /JavaScript /JS (app.beep\\(\\)) >>");
    };
    "javascript-by-name", "x4", Some("javascript"), x4, |s| {
        s.catalog += "/Names << /JavaScript << /Names [] >> >>";
    };
    "open-action", "x4", Some("action"), x4, |s| {
        s.catalog += "/OpenAction << /S /URI /URI (http://example.invalid) >>";
    };
    "open-at-a-page", "x4", None, x4, |s| { s.catalog += "/OpenAction [3 0 R /Fit]"; };
    "page-action", "x4", Some("action"), x4, |s| { s.page += "/AA << /O << /S /Named /N /NextPage >> >>"; };
    "link-outside-the-bleed", "x4", Some("action"), x4, |s| {
        s.page += "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 5 5] /A << /S /URI /URI (http://example.invalid) >> >>]";
    };

    "claims-two-standards", "x4", Some("standard-claim"), x4, |s| { s.info += " /GTS_PDFXVersion (PDF/X-1a:2003)"; };
    "claims-nothing", "x4", Some("standard-claim"), x4, |s| {
        change(&mut s.xmp, "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", "");
    };
    "claims-x3", "x4", Some("standard-claim"), x4, |s| {
        change(&mut s.xmp, ">PDF/X-4<", ">PDF/X-3:2003<");
    };
    "claims-x1a-2001", "x1a", Some("standard-claim"), x1a, |s| {
        change(&mut s.info, "(PDF/X-1a:2003)", "(PDF/X-1:2001)");
    };
    "ua1-no-title", "ua1", Some("metadata-title"), ua1, |s| {
        change(&mut s.xmp, "Ferry ad", "");
    };
    "x1a-no-title", "x1a", Some("metadata-title"), x1a, |s| { change(&mut s.info, "/Title (Ferry ad)", ""); };
    "no-title", "x4", Some("metadata-title"), x4, |s| { change(&mut s.xmp, "Ferry ad", ""); };
    "no-create-date", "x4", Some("metadata-dates"), x4, |s| {
        change(&mut s.xmp, "<xmp:CreateDate>2026-11-23T08:00:00Z</xmp:CreateDate>", "");
    };
    "no-metadata-date", "x4", Some("metadata-dates"), x4, |s| {
        change(&mut s.xmp, "<xmp:MetadataDate>2026-11-23T08:00:00Z</xmp:MetadataDate>", "");
    };
    "x1a-no-mod-date", "x1a", Some("metadata-dates"), x1a, |s| {
        change(&mut s.info, "/ModDate (D:20261123080000Z)", "");
    };
    "dates-as-attributes", "x4", None, x4, |s| {
        change(&mut s.xmp, "<xmp:CreateDate>2026-11-23T08:00:00Z</xmp:CreateDate>", "");
        change(&mut s.xmp, "rdf:about=\"\"", "rdf:about=\"\" xmp:CreateDate=\"2026-11-23T08:00:00Z\"");
    };
    "no-document-id", "x4", Some("metadata-ids"), x4, |s| {
        change(&mut s.xmp, "uuid:00000000-0000-4000-8000-000000000001", "");
    };
    "no-rendition-class", "x4", Some("metadata-ids"), x4, |s| {
        change(&mut s.xmp, "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>", "");
    };
    "no-version-id", "x4", Some("metadata-ids"), x4, |s| {
        change(&mut s.xmp, "<xmpMM:VersionID>1</xmpMM:VersionID>", "");
    };
    "two-titles", "house", Some("metadata-agrees"), x4, |s| { change(&mut s.info, "(Ferry ad)", "(Bridge ad)"); };
    "trapped-unknown", "x4", Some("trapped"), x4, |s| {
        change(&mut s.info, "/Trapped /False", "/Trapped /Unknown");
        change(&mut s.xmp, "<pdf:Trapped>False</pdf:Trapped>", "");
    };
    "trapped-unknown-beside-xmp", "x4", Some("trapped"), x4, |s| {
        change(&mut s.info, "/Trapped /False", "/Trapped /Unknown");
    };
    "trapped-in-xmp-alone", "x4", None, x4, |s| { change(&mut s.info, "/Trapped /False", ""); };
    "x1a-not-trapped", "x1a", Some("trapped"), x1a, |s| { change(&mut s.info, "/Trapped /False", ""); };

    "no-intent", "x4", Some("output-intent"), x4, |s| { s.intent.clear(); };
    "intent-for-pdfa", "x4", Some("output-intent"), x4, |s| { change(&mut s.intent, "GTS_PDFX", "GTS_PDFA1"); };
    "no-condition", "x4", Some("output-intent"), x4, |s| {
        change(&mut s.intent, "/OutputConditionIdentifier (CGATS TR 002)", "");
    };
    "two-intents", "x4", Some("output-intent"), x4, |s| {
        s.intent += " >> << /S /GTS_PDFX /OutputConditionIdentifier (FOGRA39) /DestOutputProfile 7 0 R";
    };
    "no-profile", "x4", Some("output-profile"), x4, |s| { change(&mut s.intent, "/DestOutputProfile 7 0 R", ""); };
    "profile-under-another-key", "x4", Some("output-profile"), x4, |s| {
        change(&mut s.intent, "/DestOutputProfile", "/DestinationOutputProfile");
    };
    "x1a-condition-of-the-registry", "x1a", None, x1a, |s| { change(&mut s.intent, "/DestOutputProfile 7 0 R", ""); };
    "profile-cut-short", "x4", Some("output-profile"), x4, |s| { s.profile.truncate(300); };
    "profile-with-wrong-n", "x4", Some("output-profile"), x4, |s| { s.profile_dict = "/N 3".into(); };
    "profile-of-a-screen", "x4", Some("output-profile"), x4, |s| { s.profile[12..16].copy_from_slice(b"mntr"); };
    "profile-for-gray", ADS, Some("output-cmyk"), x4, |s| {
        // Gray alone on the page, so that nothing else is wrong.
        s.profile[16..20].copy_from_slice(b"GRAY");
        s.profile_dict = "/N 1".into();
        s.content = "q 0.5 g 40 40 100 100 re f Q".into();
    };

    "two-pages", ADS, Some("page-count"), x4, |s| { s.further_pages.push(s.boxes.clone()); };
    "two-pages-of-a-paper", PAGES, None, x4, |s| { s.further_pages.push(s.boxes.clone()); };
    "two-sizes", PAGES, Some("page-size"), x4, |s| {
        s.further_pages.push("/MediaBox [0 0 300 400] /TrimBox [20 20 280 370]".into());
    };
    "no-trim", "x4", Some("page-boxes"), x4, |s| { change(&mut s.boxes, "/TrimBox [20 20 280 380]", ""); };
    "art-box-for-trim", "x4", None, x4, |s| { change(&mut s.boxes, "/TrimBox", "/ArtBox"); };
    "trim-and-art", "x4", Some("page-boxes"), x4, |s| { s.boxes += " /ArtBox [20 20 280 380]"; };
    "trim-beyond-bleed", "x4", Some("page-boxes"), x4, |s| { change(&mut s.boxes, "[11 11 289 389]", "[30 30 289 389]"); };
    "bleed-beyond-media", "x4", Some("page-boxes"), x4, |s| { change(&mut s.boxes, "[11 11 289 389]", "[11 11 310 389]"); };
    "trim-as-width-and-height", "x4", Some("page-boxes"), x4, |s| { change(&mut s.boxes, "/TrimBox [20 20 280 380]", "/TrimBox [20 20 0 360]"); };
    "trim-as-width-and-height-within", "x4", Some("page-boxes"), x4, |s| { change(&mut s.boxes, "[20 20 280 380]", "[20 20 260 360]"); };
    "trim-off-the-middle", "x4", None, x4, |s| { change(&mut s.boxes, "[20 20 280 380]", "[20 20 260 380]"); };
    "boxes-upside-down", ADS, None, x4, |s| {
        s.boxes = "/MediaBox [300 400 0 0] /TrimBox [280 380 20 20] /BleedBox [289 11 11 389]".into();
    };
    "crop-box", ADS, Some("crop-box"), x4, |s| { s.boxes += " /CropBox [20 20 280 380]"; };
    "crop-box-as-media", ADS, None, x4, |s| { s.boxes += " /CropBox [0 0 300 400]"; };
    "user-unit", ADS, Some("user-unit"), x4, |s| { s.page += "/UserUnit 2"; s.content = text("/GO gs 0 0 0 1 k", 9.0); };
    "user-unit-1", ADS, Some("user-unit"), x4, |s| { s.page += "/UserUnit 1"; };
    "rotated", PAGES, Some("page-rotation"), x4, |s| { s.page += "/Rotate 90"; };
    "rotated-by-nothing", PAGES, None, x4, |s| { s.page += "/Rotate 0"; };
    "empty", ADS, Some("page-empty"), x4, |s| { s.content.clear(); };
    "only-white", ADS, Some("page-empty"), x4, |s| { s.content = "q 0 0 0 0 k 0 0 300 400 re f Q".into(); };
    "only-a-white-picture", PAGES, Some("page-empty"), x4, |s| {
        let white = "00".repeat(4 * 256);
        s.picture("P1", &format!("[/Indexed /DeviceCMYK 255 <{white}>]"), 8, (700, 940), 1);
        s.content = "q 300 0 0 400 0 0 cm /P1 Do Q\n".into();
    };
    "only-outside-the-trim", ADS, Some("page-empty"), x4, |s| { s.content = "q 0 0 0 1 k 0 0 10 10 re f Q".into(); };
    "only-behind-a-clip", ADS, Some("page-empty"), x4, |s| {
        s.content = "q 0 0 5 5 re W n 0 0 0 1 k 40 40 100 100 re f Q".into();
    };
    "comment-on-the-page", "x4", Some("annotation"), x4, |s| {
        s.page += "/Annots [<< /Type /Annot /Subtype /Text /Rect [100 100 120 120] /Contents (move) >>]";
    };
    "comment-in-the-bleed", "x4", Some("annotation"), x4, |s| {
        s.page += "/Annots [<< /Type /Annot /Subtype /Text /Rect [5 100 15 120] >>]";
    };
    "comment-outside-the-bleed", "x4", None, x4, |s| {
        s.page += "/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 10 10] >>]";
    };
    "printers-mark", "x4", None, x4, |s| {
        s.page += "/Annots [<< /Type /Annot /Subtype /PrinterMark /Rect [100 100 120 120] >>]";
    };

    "postscript", "x4", Some("postscript"), x4, |s| { s.stream("/Type /XObject /Subtype /PS", b"showpage".to_vec()); };
    "reference", "x4", Some("reference-xobject"), x4, |s| {
        s.stream("/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Ref << /F (other.pdf) /Page 0 >>", Vec::new());
    };
    "opi", "x4", Some("opi"), x4, |s| {
        s.stream("/Type /XObject /Subtype /Form /BBox [0 0 1 1] /OPI << /2.0 << /Type /OPI >> >>", Vec::new());
    };
    "alternate", "x4", Some("alternate-image"), x4, |s| {
        s.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Alternates [<< /Image 4 0 R >>]", vec![0]);
    };
    "transfer", "x4", Some("transfer-function"), x4, |s| {
        s.states += " /GT << /Type /ExtGState /TR << /FunctionType 2 /Domain [0 1] /N 2 >> >>";
    };
    "transfer-in-a-bare-state", "x4", Some("transfer-function"), x4, |s| {
        s.states += " /GT << /TR << /FunctionType 2 /Domain [0 1] /N 2 >> >>";
    };
    "transfer-2", "x4", Some("transfer-function"), x4, |s| {
        s.states += " /GT << /TR2 << /FunctionType 2 /Domain [0 1] /N 2 >> >>";
    };
    "transfer-2-default", "x4", None, x4, |s| { s.states += " /GT << /TR2 /Default >>"; };
    "halftone-6", "x4", Some("halftone"), x4, |s| {
        s.states += " /GT << /Type /ExtGState /HT << /Type /Halftone /HalftoneType 6 >> >>";
    };
    "halftone-with-a-name", "x4", Some("halftone"), x4, |s| {
        s.states += " /GT << /Type /ExtGState /HT << /Type /Halftone /HalftoneType 1 /Frequency 100 /Angle 45 /SpotFunction /Round /HalftoneName (own) >> >>";
    };
    "halftone-1", "x4", None, x4, |s| {
        s.states += " /GT << /Type /ExtGState /HT << /Type /Halftone /HalftoneType 1 /Frequency 100 /Angle 45 /SpotFunction /Round >> >>";
    };
    "unknown-intent", "x4", Some("rendering-intent"), x4, |s| { s.states += " /GT << /Type /ExtGState /RI /Pretty >>"; };
    "unknown-intent-in-a-bare-state", "x4", Some("rendering-intent"), x4, |s| { s.states += " /GT << /RI /Pretty >>"; };
    "unknown-intent-by-operator", "x4", Some("rendering-intent"), x4, |s| { s.content += "q /Pretty ri Q\n"; };
    "unknown-intent-of-a-picture", "x4", Some("rendering-intent"), x4, |s| {
        s.picture("P1", "/DeviceCMYK /Intent /Pretty", 8, (20, 20), 4);
    };
    "known-intent-by-operator", "x4", None, x4, |s| { s.content += "q /Saturation ri Q\n"; };
    "halftone-shifted", "x4", Some("halftone"), x4, |s| { s.states += " /GT << /HTP [4 2] >>"; };
    "layers", "x1a", Some("layers"), x1a, |s| {
        let layer = s.object("<< /Type /OCG /Name (night) >>");
        s.catalog += &format!("/OCProperties << /OCGs [{layer} 0 R] /D << /Name (usual) /Order [{layer} 0 R] >> >>");
    };
    "layers-in-x4", "x4", None, x4, |s| {
        let layer = s.object("<< /Type /OCG /Name (night) >>");
        s.catalog += &format!("/OCProperties << /OCGs [{layer} 0 R] /D << /Name (usual) /Order [{layer} 0 R] >> >>");
    };
    "layers-that-switch", "x4", Some("layer-config"), x4, |s| {
        let layer = s.object("<< /Type /OCG /Name (night) >>");
        s.catalog += &format!("/OCProperties << /OCGs [{layer} 0 R] /D << /Name (usual) /AS [<< /Event /Print /OCGs [{layer} 0 R] /Category [/Print] >>] >> >>");
    };

    "two-sets-of-layers", ADS, Some("layer-sets"), x4, |s| {
        let layer = s.object("<< /Type /OCG /Name (night) >>");
        s.catalog += &format!("/OCProperties << /OCGs [{layer} 0 R] /D << /Name (usual) >> /Configs [<< /Name (other) >>] >>");
    };

    "font-missing", "x4", Some("font-embedded"), x4, |s| {
        s.fonts += " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
        s.content += "q /GO gs 0 0 0 1 k BT /F2 14 Tf 40 90 Td (Ferry) Tj ET Q\n";
    };
    "font-missing-and-nothing-else", ADS, Some("font-embedded"), x4, |s| {
        s.fonts += " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
        s.content = "q /GO gs 0 0 0 1 k BT /F2 14 Tf 40 90 Td (Ferry) Tj ET Q\n".into();
    };
    "font-missing-in-a-form", "x4", Some("font-embedded"), x4, |s| {
        s.fonts += " /F2 << /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar 70 /LastChar 70 /Widths [600] >>";
        s.form("X1", "", "BT /F2 14 Tf 40 90 Td (F) Tj ET");
        s.content += "q /X1 Do Q\n";
    };
    "font-missing-but-hidden", "x4", None, x4, |s| {
        s.fonts += " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
        s.content += "q 0 0 0 1 k BT 3 Tr /F2 14 Tf 40 90 Td (Ferry) Tj ET Q\n";
    };
    "font-missing-but-unused", "x4", None, x4, |s| {
        s.fonts += " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    };
    "courier", ADS, Some("font-courier"), x4, |s| {
        let glyph = s.stream("", b"600 0 0 0 500 700 d1 0 0 500 700 re f".to_vec());
        s.fonts += &format!(" /F3 << /Type /Font /Subtype /Type3 /Name /Courier /BaseFont /Courier /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {glyph} 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [600] >>");
        s.content += "q /GO gs 0 0 0 1 k BT /F3 14 Tf 40 90 Td (aaa) Tj ET Q\n";
    };
    "composite-font-missing", "x4", Some("font-embedded"), x4, |s| {
        let descriptor = s.object("<< /Type /FontDescriptor /FontName /SimSun /Flags 4 >>");
        let descendant = s.object(&format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor {descriptor} 0 R >>"));
        s.fonts += &format!(" /F2 << /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [{descendant} 0 R] >>");
        s.content += "q /GO gs 0 0 0 1 k BT /F2 14 Tf 40 90 Td <6e21> Tj ET Q\n";
    };

    "font-missing-in-a-glyph", "x4", Some("font-embedded"), x4, |s| {
        let glyph = s.stream("", b"600 0 d0 BT /F2 500 Tf (A) Tj ET".to_vec());
        s.fonts += &format!(" /F3 << /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {glyph} 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [600] /Resources << /Font << /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>");
        s.content += "q /GO gs 0 0 0 1 k BT /F3 14 Tf 40 90 Td (a) Tj ET Q\n";
    };
    "font-missing-in-a-soft-mask", "x4", Some("font-embedded"), x4, |s| {
        let mask = s.stream("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Group << /S /Transparency /CS /DeviceGray >> /Resources << /Font << /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>", b"1 g BT /F2 50 Tf 150 150 Td (A) Tj ET".to_vec());
        s.states += &format!(" /GT << /Type /ExtGState /SMask << /S /Luminosity /G {mask} 0 R >> >>");
        s.content += "q /GT gs 0.5 0 0 0 k 150 150 40 40 re f Q\n";
    };
    "text-by-a-map-that-nobody-has", "x4", Some("text-unread"), x4, |s| {
        s.fonts += " /F2 << /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SourceSerif4 /Encoding /Ferry-H /DescendantFonts [9 0 R] >>";
        s.content = "q /GO gs 0 0 0 1 k BT /F2 14 Tf 40 90 Td <00010002> Tj ET Q\n".into();
    };
    "text-by-a-map-built-on-such-a-one", ADS, Some("text-unread"), x4, |s| {
        let map = s.stream("/Type /CMap /CMapName /Own-H /UseCMap /Ferry-H /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>",
            b"/Ferry-H usecmap begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange endcmap".to_vec());
        s.fonts += &format!(" /F2 << /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SourceSerif4 /Encoding {map} 0 R /DescendantFonts [9 0 R] >>");
        s.content = "q /GO gs 0 0 0 1 k BT /F2 14 Tf 40 90 Td <00410061> Tj ET Q\n".into();
    };

    "glyph-0", "x4", Some("notdef"), x4, |s| {
        s.content += "q /GO gs 0 0 0 1 k BT /F1 14 Tf 40 90 Td <0000> Tj ET Q\n";
    };
    "glyph-0-among-others", "x4", Some("notdef"), x4, |s| {
        s.content += "q /GO gs 0 0 0 1 K BT 1 Tr /F1 14 Tf 40 90 Td [<0001> 20 <00000002>] TJ ET Q\n";
    };
    "code-cut-in-half", "x4", Some("notdef"), x4, |s| {
        s.content += "q /GO gs 0 0 0 1 k BT /F1 14 Tf 40 90 Td <000100> Tj ET Q\n";
    };
    "code-outside-the-map-of-characters", "x4", Some("notdef"), x4, |s| {
        let map = s.stream("/Type /CMap /CMapName /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 begincidrange <0041> <0042> 1 endcidrange endcmap".to_vec());
        s.fonts += &format!(" /F2 << /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SourceSerif4 /Encoding {map} 0 R /DescendantFonts [9 0 R] >>");
        s.content += "q /GO gs 0 0 0 1 k BT /F2 14 Tf 40 90 Td <00410061> Tj ET Q\n";
    };
    "code-without-a-name", "x4", Some("notdef"), x4, |s| {
        s.fonts += " /F2 << /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+SourceSerif4 /FirstChar 65 /LastChar 65 /Widths [600] /FontDescriptor 10 0 R >>";
        s.content += "q /GO gs 0 0 0 1 k BT /F2 14 Tf 40 90 Td (A) Tj ET Q\n";
    };
    "glyph-0-by-the-map-of-glyphs", "x4", Some("notdef"), x4, |s| {
        let map = s.stream("", vec![0; 8]);
        let descendant = s.object(&format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+SourceSerif4 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 10 0 R /CIDToGIDMap {map} 0 R >>"));
        s.fonts += &format!(" /F2 << /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SourceSerif4 /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] >>");
        s.content += "q /GO gs 0 0 0 1 k BT /F2 14 Tf 40 90 Td <0001> Tj ET Q\n";
    };
    "glyph-0-as-a-clip", "x4", Some("notdef"), x4, |s| {
        s.content += "q /GO gs 0 0 0 1 k BT 7 Tr /F1 14 Tf 40 90 Td <0000> Tj ET 40 80 40 40 re f Q\n";
    };
    "glyph-0-in-a-pattern", "x4", Some("notdef"), x4, |s| {
        s.shadings += " /S1 << /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 300 0] /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0.2] /C1 [0 0 0 1] >> >>";
        s.patterns += &format!(" /P1 << /PatternType 2 /Shading {} >>", s.shadings.trim_start_matches(" /S1"));
        s.content += "q /GO gs /Pattern cs /P1 scn BT /F1 14 Tf 40 90 Td <0000> Tj ET Q\n";
    };
    "glyph-0-hidden", "x4", None, x4, |s| {
        s.content += "q /GO gs 0 0 0 1 k BT 3 Tr /F1 14 Tf 40 90 Td <0000> Tj ET Q\n";
    };
    "glyph-0-as-a-clip-of-nothing", "x4", None, x4, |s| {
        s.content += "q BT 7 Tr /F1 14 Tf 40 90 Td <0000> Tj ET Q q 0 0 0 0.5 k 40 80 40 40 re f Q\n";
    };
    "glyph-0-clipped-away", "x4", None, x4, |s| {
        s.content += "q 200 200 20 20 re W n 0 0 0 1 k BT /F1 14 Tf 40 90 Td <0000> Tj ET Q\n";
    };
    "glyph-0-transparent", "x4", None, x4, |s| {
        s.states += " /GT << /ca 0 >>";
        s.content += "q /GT gs 0 0 0 1 k BT /F1 14 Tf 40 90 Td <0000> Tj ET Q\n";
        s.form("X1", "/Group << /S /Transparency /CS /DeviceCMYK >>", "BT /F1 14 Tf 40 90 Td <0000> Tj ET");
        s.content += "q /GT gs /X1 Do Q\n";
    };
    "glyph-beyond-the-last", "x4", Some("notdef-blank"), x4, |s| {
        s.content += "q /GO gs 0 0 0 1 k BT /F1 14 Tf 40 90 Td <7000> Tj ET Q\n";
    };
    "letter-without-a-drawing", "x4", Some("notdef-blank"), x4, |s| {
        let glyph = s.stream("", b"600 0 0 0 500 700 d1 0 0 500 700 re f".to_vec());
        s.fonts += &format!(" /F3 << /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {glyph} 0 R >> /Encoding << /Differences [97 /a /b] >> /FirstChar 97 /LastChar 98 /Widths [600 600] >>");
        s.content += "q /GO gs 0 0 0 1 k BT /F3 14 Tf 40 90 Td (ab) Tj ET Q\n";
    };

    "alpha", "x1a", Some("transparency"), x1a, |s| {
        s.states += " /GT << /ca 0.5 >>";
        s.content += "q /GT gs 0.5 0 0 0 k 150 150 40 40 re f Q\n";
    };
    "blend-mode", "x1a", Some("transparency"), x1a, |s| {
        s.states += " /GT << /BM /Multiply >>";
        s.content += "q /GT gs 0.5 0 0 0 k 150 150 40 40 re f Q\n";
    };
    "alpha-unused", "x1a", Some("transparency"), x1a, |s| { s.states += " /GT << /Type /ExtGState /CA 0.5 >>"; };
    "soft-mask", "x1a", Some("transparency"), x1a, |s| {
        let mask = s.stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", vec![0x80; 4]);
        s.picture("P1", &format!("/DeviceCMYK /SMask {mask} 0 R"), 8, (20, 20), 4);
        s.content += "q 7.2 0 0 7.2 150 150 cm /P1 Do Q\n";
    };
    "group", "x1a", Some("transparency"), x1a, |s| {
        s.form("X1", "/Group << /S /Transparency /CS /DeviceCMYK /I true >>", "0.5 0 0 0 k 150 150 40 40 re f");
        s.content += "q /X1 Do Q\n";
    };
    "alpha-1", "x1a", None, x1a, |s| { s.states += " /GT << /Type /ExtGState /ca 1 /CA 1.0 /BM /Normal /SMask /None >>"; };
    "blend-in-rgb", ADS, Some("blend-space"), x4, |s| { s.page += "/Group << /S /Transparency /CS /DeviceRGB >>"; };
    "blend-in-cmyk", ADS, None, x4, |s| { s.page += "/Group << /S /Transparency /CS /DeviceCMYK >>"; };
    "blend-group-in-rgb", ADS, Some("blend-space"), x4, |s| {
        s.form("X1", "/Group << /S /Transparency /CS /DeviceRGB /I true >>", "0.5 0 0 0 k 150 150 40 40 re f");
        s.content += "q /X1 Do Q\n";
    };
    "soft-mask-in-rgb", ADS, Some("blend-space"), x4, |s| {
        let mask = s.stream("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Group << /S /Transparency /CS /DeviceRGB /I true >>", b"0.5 g 0 0 300 400 re f".to_vec());
        s.states += &format!(" /GT << /Type /ExtGState /SMask << /S /Luminosity /G {mask} 0 R >> >>");
        s.content += "q /GT gs 0.5 0 0 0 k 150 150 40 40 re f Q\n";
    };
    "soft-mask-of-alpha-in-gray", ADS, None, x4, |s| {
        let mask = s.stream("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Group << /S /Transparency /CS /DeviceGray >>", b"0.5 g 0 0 300 400 re f".to_vec());
        s.states += &format!(" /GT << /Type /ExtGState /SMask << /S /Alpha /G {mask} 0 R >> >>");
        s.content += "q /GT gs 0.5 0 0 0 k 150 150 40 40 re f Q\n";
    };
    "soft-mask-in-gray", ADS, None, x4, |s| {
        s.form("XM", "/Group << /S /Transparency /CS /DeviceGray /I true >>", "0.5 g 0 0 300 400 re f");
        let mask = s.stream("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Group << /S /Transparency /CS /DeviceGray /I true >>", b"0.5 g 0 0 300 400 re f".to_vec());
        s.states += &format!(" /GT << /Type /ExtGState /SMask << /S /Luminosity /G {mask} 0 R >> >>");
        s.content += "q /GT gs 0.5 0 0 0 k 150 150 40 40 re f Q\n";
    };

    "rgb-in-x4", "x4", Some("device-color"), x4, |s| { s.content += "q 1 0 0 rg 150 150 40 40 re f Q\n"; };
    "rgb-with-a-default", "x4", None, x4, |s| {
        s.spaces += "/DefaultRGB [/CalRGB << /WhitePoint [0.95 1 1.09] >>]";
        s.content += "q 1 0 0 rg 150 150 40 40 re f Q\n";
    };
    "rgb-picture-without-profile", RGB, Some("device-color"), x4, |s| {
        s.picture("P1", "/DeviceRGB", 8, (40, 40), 3);
        s.content += "q 14.4 0 0 14.4 150 150 cm /P1 Do Q\n";
    };
    "substitute-in-rgb", "x4", Some("device-color"), x4, |s| {
        s.spaces += "/CS1 [/Separation /Gold /DeviceRGB << /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 1] /C1 [1 0.8 0] >>]";
        s.content += "q /CS1 cs 1 scn 150 150 40 40 re f Q\n";
    };
    "spot", ADS, Some("spot-color"), x4, |s| {
        s.spaces += &format!("/CS1 {}", named("Separation", "/Gold", "0 0.2 0.8 0.1"));
        s.content += "q /CS1 cs 1 scn 150 150 40 40 re f Q\n";
    };
    "spot-in-a-pattern", ADS, Some("spot-color"), x4, |s| {
        let gold = named("Separation", "/Gold", "0 0.2 0.8 0.1");
        let tile = s.stream(&format!("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10 /Resources << /ColorSpace << /CS1 {gold} >> >>"), b"/CS1 cs 1 scn 0 0 5 5 re f".to_vec());
        s.patterns += &format!("/T1 {tile} 0 R");
        s.content += "q /Pattern cs /T1 scn 150 150 40 40 re f Q\n";
    };
    "spot-in-a-shading", ADS, Some("spot-color"), x4, |s| {
        let gold = named("Separation", "/Gold", "0 0.2 0.8 0.1");
        s.shadings += &format!("/S1 << /ShadingType 2 /ColorSpace {gold} /Coords [150 0 190 0] /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0] /C1 [1] >> >>");
        s.content += "q 150 150 40 40 re W n /S1 sh Q\n";
    };
    "spot-in-device-n", ADS, Some("spot-color"), x4, |s| {
        let space = two_inks(s, "/Cyan /Gold");
        s.spaces += &format!("/CS1 {space}");
        s.content += "q /CS1 cs 1 0.5 scn 150 150 40 40 re f Q\n";
    };
    "black-with-a-calibrated-substitute", ADS, Some("color-icc"), x4, |s| {
        s.spaces += "/CS1 [/Separation /Black [/CalGray << /WhitePoint [0.9642 1 0.8249] >>] << /FunctionType 2 /Domain [0 1] /N 1 /C0 [1] /C1 [0] >>]";
        s.content += "q /CS1 cs 1 scn 150 150 40 40 re f Q\n";
    };
    "gray-by-default-calibrated", ADS, Some("color-icc"), x4, |s| {
        s.spaces += "/DefaultGray [/CalGray << /WhitePoint [0.9642 1 0.8249] >>]";
        s.pictures.clear();
        s.content = "q 0.5 g 150 150 40 40 re f Q\n".into();
    };
    "gray-by-default-black-ink", ADS, None, x4, |s| {
        s.spaces += &format!("/DefaultGray {}", named("Separation", "/Black", "0 0 0 1"));
    };
    "process-inks-by-name", ADS, None, x4, |s| {
        let space = two_inks(s, "/Cyan /Magenta");
        s.spaces += &format!("/CS1 {space} /CS2 {}", named("Separation", "/Black", "0 0 0 1"));
        s.content += "q /CS1 cs 1 0.5 scn 150 150 40 40 re f /CS2 cs 1 scn 150 200 40 40 re f Q\n";
    };
    "spot-unused", ADS, None, x4, |s| { s.spaces += &format!("/CS1 {}", named("Separation", "/Gold", "0 0.2 0.8 0.1")); };
    "spot-with-two-substitutes", "x4", Some("spot-twice"), x4, |s| {
        s.spaces += &format!("/CS1 {} /CS2 {}", named("Separation", "/Gold", "0 0.2 0.8 0.1"), named("Separation", "/Gold", "0 0.2 0.8 0.3"));
        s.content += "q /CS1 cs 1 scn 150 150 40 40 re f /CS2 cs 1 scn 200 150 40 40 re f Q\n";
    };
    "registration-inside", ADS, Some("registration-color"), x4, |s| {
        s.spaces += &format!("/CS1 {}", named("Separation", "/All", "1 1 1 1"));
        s.content += "q /CS1 cs 0.2 scn 150 150 4 4 re f Q\n";
    };
    "registration-outside", ADS, None, x4, |s| {
        s.spaces += &format!("/CS1 {}", named("Separation", "/All", "1 1 1 1"));
        s.content += "q /CS1 CS 1 SCN 0.3 w 0 20 m 8 20 l S Q\n";
    };
    "rgb-area", ADS, Some("color-rgb"), x4, |s| { s.content += "q 1 0 0 rg 150 150 40 40 re f Q\n"; };
    "rgb-text", ADS, Some("color-rgb"), x4, |s| { s.content += &text("/GK gs 1 0 0 rg", 14.0); };
    "rgb-line", ADS, Some("color-rgb"), x4, |s| { s.content += &line("1 0 0 RG", 1.0); };
    "rgb-in-nested-forms", ADS, Some("color-rgb"), x4, |s| {
        s.form("X1", "", "1 0 0 rg 150 150 40 40 re f");
        s.form("X2", "", "q /X1 Do Q");
        s.content += "q /X2 Do Q\n";
    };
    "rgb-by-profile", ADS, Some("color-rgb"), x4, |s| {
        let profile = s.stream("/N 3", vec![0; 200]);
        s.spaces += &format!("/CS1 [/ICCBased {profile} 0 R]");
        s.content += "q /CS1 cs 1 0 0 scn 150 150 40 40 re f Q\n";
    };
    "rgb-unseen", ADS, None, x4, |s| {
        s.content += "q 0 0 5 5 re W n 1 0 0 rg 150 150 40 40 re f Q\n";
    };
    "lab", ADS, Some("color-lab"), x4, |s| {
        s.spaces += "/CS1 [/Lab << /WhitePoint [0.96 1 0.82] /Range [-128 127 -128 127] >>]";
        s.content += "q /CS1 cs 50 60 40 scn 150 150 40 40 re f Q\n";
    };
    "cmyk-by-profile", ADS, Some("color-icc"), x4, |s| {
        s.spaces += "/CS1 [/ICCBased 7 0 R]";
        s.content += "q /CS1 cs 0.5 0 0 0 scn 150 150 40 40 re f Q\n";
    };
    "gray-calibrated", ADS, Some("color-icc"), x4, |s| {
        s.spaces += "/CS1 [/CalGray << /WhitePoint [0.96 1 0.82] >>]";
        s.content += "q /CS1 cs 0.5 scn 150 150 40 40 re f Q\n";
    };
    "rgb-picture", ADS, Some("picture-rgb"), x4, |s| {
        s.picture("P1", "/DeviceRGB", 8, (40, 40), 3);
        s.content += "q 14.4 0 0 14.4 150 150 cm /P1 Do Q\n";
    };
    "rgb-picture-by-index", ADS, Some("picture-rgb"), x4, |s| {
        s.picture("P1", "[/Indexed /DeviceRGB 1 <000000ff0000>]", 8, (40, 40), 1);
        s.content += "q 14.4 0 0 14.4 150 150 cm /P1 Do Q\n";
    };
    "rgb-picture-inline", ADS, Some("picture-rgb"), x4, |s| {
        s.content += "q 0.5 0 0 0.25 150 150 cm BI /W 2 /H 1 /CS /RGB /BPC 8 /F /AHx ID ff0000 00ff00> EI Q\n";
    };
    "rgb-picture-where-allowed", RGB, None, x4, |s| {
        let profile = s.stream("/N 3", vec![0; 200]);
        s.picture("P1", &format!("[/ICCBased {profile} 0 R]"), 8, (40, 40), 3);
        s.content += "q 14.4 0 0 14.4 150 150 cm /P1 Do Q\n";
    };
    "lab-picture", ADS, Some("picture-lab"), x4, |s| {
        s.picture("P1", "[/Lab << /WhitePoint [0.96 1 0.82] >>]", 8, (40, 40), 3);
        s.content += "q 14.4 0 0 14.4 150 150 cm /P1 Do Q\n";
    };
    "cmyk-picture-by-profile", ADS, Some("picture-icc"), x4, |s| {
        s.picture("P1", "[/ICCBased 7 0 R]", 8, (40, 40), 4);
        s.content += "q 14.4 0 0 14.4 150 150 cm /P1 Do Q\n";
    };
    "ink-245-over-16-mm", ADS, None, x4, |s| { s.content += &patch("0.7 0.6 0.6 0.55", 16.0); };
    "ink-247-over-16-mm", ADS, Some("total-ink"), x4, |s| { s.content += &patch("0.7 0.6 0.6 0.57", 16.0); };
    "ink-300-over-10-mm", ADS, None, x4, |s| { s.content += &patch("0.8 0.7 0.7 0.8", 10.0); };
    "ink-300-by-overprint", ADS, Some("total-ink"), x4, |s| {
        s.content += &patch("0.8 0.7 0.7 0", 16.0);
        s.content += &patch("0 0 0 0.8", 16.0).replace("/GK", "/GO");
    };
    "ink-240-over-5-mm", "house", None, x4, |s| { s.content += &patch("0.7 0.6 0.6 0.5", 5.0); };
    "ink-243-over-5-mm", "house", Some("ink-limit"), x4, |s| { s.content += &patch("0.7 0.6 0.6 0.53", 5.0); };

    "ink-300-by-a-mesh", ADS, Some("total-ink"), x4, |s| { mesh(s, [204, 178, 178, 204]); };
    "ink-240-by-a-mesh", ADS, None, x4, |s| { mesh(s, [153, 153, 153, 153]); };
    "blend-of-hues", ADS, Some("unmeasured"), x4, |s| {
        s.states += "/GX << /BM /Hue >>";
        s.content += "q /GX gs 0 1 0 0 k 150 100 40 40 re f Q\n";
    };
    "half-transparent-in-a-knockout-group", ADS, Some("unmeasured"), x4, |s| {
        s.states += "/GX << /ca 0.5 >>";
        s.form("X1", "/Group << /S /Transparency /CS /DeviceCMYK /K true >>", "/GX gs 0 1 0 0 k 150 100 40 40 re f");
        s.content += "/X1 Do\n";
    };
    "half-transparent-on-a-knockout-page", ADS, Some("unmeasured"), x4, |s| {
        s.page += "/Group << /S /Transparency /CS /DeviceCMYK /K true >>";
        s.states += "/GX << /ca 0.5 >>";
        s.content += "q /GX gs 0 1 0 0 k 150 100 40 40 re f Q\n";
    };
    "opaque-in-a-knockout-group", ADS, None, x4, |s| {
        s.form("X1", "/Group << /S /Transparency /CS /DeviceCMYK /K true >>", "0 1 0 0 k 150 100 40 40 re f");
        s.content += "/X1 Do\n";
    };
    "picture-99-ppi", ADS, Some("picture-resolution"), x4, |s| { placed(s, 99); };
    "picture-100-ppi", ADS, Some("picture-resolution"), x4, |s| { placed(s, 100); };
    "picture-149-ppi", ADS, Some("picture-resolution"), x4, |s| { placed(s, 149); };
    "picture-150-ppi", ADS, None, x4, |s| { placed(s, 150); };
    "picture-coarse-in-a-form", ADS, Some("picture-resolution"), x4, |s| {
        s.picture("P1", "/DeviceGray", 8, (150, 150), 1);
        s.form("X1", "/Matrix [2 0 0 2 0 0]", "q 72 0 0 72 10 10 cm /P1 Do Q");
        s.content += "q /X1 Do Q\n";
    };
    "picture-coarse-but-clipped", ADS, None, x4, |s| {
        s.picture("P1", "/DeviceGray", 8, (40, 40), 1);
        s.content += "q 0 0 5 5 re W n 72 0 0 72 150 150 cm /P1 Do Q\n";
    };
    "picture-of-16-pixels", ADS, None, x4, |s| { placed(s, 16); };
    "picture-of-17-pixels", ADS, Some("picture-resolution"), x4, |s| { placed(s, 17); };
    "page-with-one-picture-99-ppi", ADS, Some("picture-resolution"), x4, |s| {
        s.content.clear();
        placed(s, 99);
    };
    "page-with-one-picture-150-ppi", ADS, None, x4, |s| {
        s.content.clear();
        placed(s, 150);
    };
    "page-as-picture-99-ppi", ADS, Some("page-picture-resolution"), x4, |s| { page_picture(s, 99); };
    "page-as-picture-449-ppi", ADS, Some("page-picture-resolution"), x4, |s| { page_picture(s, 449); };
    "page-as-picture-450-ppi", ADS, None, x4, |s| { page_picture(s, 450); };
    "bitmap-549-ppi", ADS, Some("bitmap-resolution"), x4, |s| {
        s.picture("P1", "/DeviceGray", 1, (549, 549), 1);
        s.content += "q 72 0 0 72 150 150 cm /P1 Do Q\n";
    };
    "bitmap-550-ppi", ADS, Some("bitmap-resolution"), x4, |s| {
        s.picture("P1", "/DeviceGray", 1, (550, 550), 1);
        s.content += "q 72 0 0 72 150 150 cm /P1 Do Q\n";
    };
    "bitmap-800-ppi", ADS, None, x4, |s| {
        s.picture("P1", "/DeviceGray", 1, (800, 800), 1);
        s.content += "q 72 0 0 72 150 150 cm /P1 Do Q\n";
    };
    "stencil-799-ppi", ADS, Some("bitmap-resolution"), x4, |s| {
        s.stencil("P1", (799, 799));
        s.content += "q 0 1 0 0 k 72 0 0 72 150 150 cm /P1 Do Q\n";
    };
    "jpeg-2000", "x1a", Some("jpx"), x1a, |s| {
        let number = s.stream("/Type /XObject /Subtype /Image /Width 40 /Height 40 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /JPXDecode", JPX.to_vec());
        s.pictures += &format!(" /P1 {number} 0 R");
        s.content += "q 14.4 0 0 14.4 150 150 cm /P1 Do Q\n";
    };
    "jbig2", "x1a", Some("jbig2"), x1a, |s| {
        // A page of 64 by 56 white pixels (ITU-T T.88, 7.4.8).
        let number = s.stream("/Type /XObject /Subtype /Image /Width 64 /Height 56 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode",
            b"\x00\x00\x00\x00\x30\x00\x01\x00\x00\x00\x13\x00\x00\x00\x40\x00\x00\x00\x38\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00".to_vec());
        s.pictures += &format!(" /P1 {number} 0 R");
        s.content += "q 5 0 0 5 150 150 cm /P1 Do Q\n";
    };
    "jpeg-2000-that-names-no-space", ADS, None, x4, |s| {
        let number = s.stream("/Type /XObject /Subtype /Image /Width 40 /Height 40 /Filter /JPXDecode", JPX.to_vec());
        s.pictures += &format!(" /P1 {number} 0 R");
        s.content += "q 14.4 0 0 14.4 150 150 cm /P1 Do Q\n";
    };
    "sixteen-bits", "x1a", Some("sixteen-bit"), x1a, |s| {
        s.picture("P1", "/DeviceGray", 16, (40, 40), 1);
        s.content += "q 14.4 0 0 14.4 150 150 cm /P1 Do Q\n";
    };

    "two-inks-9.9-pt", ADS, Some("small-text"), x4, |s| { s.content += &text("/GK gs 1 0.5 0 0 k", 9.9); };
    "two-inks-10-pt", ADS, None, x4, |s| { s.content += &text("/GK gs 1 0.5 0 0 k", 10.0); };
    "two-inks-20-pt-scaled-down", ADS, Some("small-text"), x4, |s| { s.content += &text("/GK gs 1 0.5 0 0 k 0.4 0 0 0.4 20 20 cm", 20.0); };
    "one-ink-5-pt", ADS, None, x4, |s| { s.content += &text("/GK gs 1 0 0 0 k", 5.0); };
    "white-9.9-pt", ADS, Some("small-text"), x4, |s| { s.content += &text("/GK gs 0 0 0 0 k", 9.9); };
    "white-10-pt", ADS, None, x4, |s| { s.content += &text("/GK gs 1 g", 10.0); };
    "two-inks-hidden", ADS, None, x4, |s| { s.content += &text("/GK gs 1 0.5 0 0 k 3 Tr", 6.0).replace("BT", "BT 3 Tr"); };
    "two-inks-stroked-9-pt", ADS, Some("small-text"), x4, |s| { s.content += &text("/GK gs 1 0.5 0 0 K 0.5 w", 9.0).replace("BT", "BT 1 Tr"); };
    "rich-black-221", ADS, Some("rich-black-text"), x4, |s| { s.content += &text("/GK gs 0.5 0.4 0.35 0.96 k", 24.0); };
    "rich-black-220", ADS, None, x4, |s| { s.content += &text("/GK gs 0.5 0.4 0.35 0.95 k", 24.0); };
    "rich-color-k-84", ADS, None, x4, |s| { s.content += &text("/GK gs 0.5 0.5 0.4 0.84 k", 24.0); };
    "black-text-11.9-pt-knockout", ADS, Some("black-text-knockout"), x4, |s| { s.content += &text("/GK gs 0 0 0 1 k", 11.9); };
    "black-text-12-pt-knockout", ADS, None, x4, |s| { s.content += &text("/GK gs 0 0 0 1 k", 12.0); };
    "black-text-opm-0", ADS, Some("black-text-knockout"), x4, |s| {
        s.states += " /G0 << /OP true /op true /OPM 0 >>";
        s.content += &text("/G0 gs 0 0 0 1 k", 9.0);
    };
    "black-text-by-separation", ADS, None, x4, |s| {
        s.states += " /G0 << /OP true /op true /OPM 0 >>";
        s.spaces += &format!("/CS1 {}", named("Separation", "/Black", "0 0 0 1"));
        s.content += &text("/G0 gs /CS1 cs 1 scn", 9.0);
    };
    "gray-tint-knockout", ADS, None, x4, |s| { s.content += &text("/GK gs 0 0 0 0.5 k", 9.0); };
    "black-text-half-transparent", ADS, None, x4, |s| {
        s.states += " /GT << /Type /ExtGState /ca 0.5 >>";
        s.content += &text("/GK gs /GT gs 0 0 0 1 k", 9.0);
    };
    "black-text-in-gray", ADS, Some("black-text-gray"), x4, |s| { s.content += &text("/GK gs 0 g", 9.0); };
    "black-text-in-gray-12-pt", ADS, None, x4, |s| { s.content += &text("/GK gs 0 g", 12.0); };
    "gray-text-on-an-area", ADS, Some("black-text-gray"), x4, |s| {
        s.content += "q /GK gs 0.2 0 0 0 k 30 290 200 40 re f Q\n";
        s.content += &text("/GK gs 0.5 g", 9.0);
    };
    "gray-text-on-paper", ADS, None, x4, |s| {
        s.content += &text("/GK gs 0.5 g 1 0 0 1 0 -240 cm", 9.0);
        s.content += &text("/GK gs 0 g 1 0 0 1 0 -260 cm", 9.0);
    };
    "gray-text-on-a-white-box", ADS, None, x4, |s| {
        s.content += "q /GK gs 0.2 0 0 0 k 30 60 200 40 re f 0 0 0 0 k 35 65 190 30 re f Q\n";
        s.content += &text("/GK gs 0.5 g 1 0 0 1 0 -225 cm", 9.0);
    };
    "gray-text-in-a-hole", ADS, None, x4, |s| {
        // Both turn the same way, so that by the other rule there is no hole.
        s.content += "q /GK gs 0.2 0 0 0 k 30 60 200 40 re 35 65 190 30 re f* Q\n";
        s.content += &text("/GK gs 0.5 g 1 0 0 1 0 -225 cm", 9.0);
    };
    "gray-text-on-two-areas", ADS, Some("black-text-gray"), x4, |s| {
        s.content += "q /GK gs 0.2 0 0 0 k 30 60 200 40 re 35 65 190 30 re f Q\n";
        s.content += &text("/GK gs 0.5 g 1 0 0 1 0 -225 cm", 9.0);
    };
    "gray-text-inside-a-frame", ADS, None, x4, |s| {
        s.content += "q /GO gs 0 0 0 1 K 0.5 w 30 50 200 60 re S Q\n";
        s.content += &text("/GK gs 0.5 g 1 0 0 1 0 -225 cm", 9.0);
    };
    "two-inks-squeezed-along", ADS, Some("small-text"), x4, |s| { s.content += &text("/GK gs 1 0.5 0 0 k 0.4 0 0 1 20 -220 cm", 20.0); };
    "two-inks-squeezed-across", ADS, Some("small-text"), x4, |s| { s.content += &text("/GK gs 1 0.5 0 0 k 1 0 0 0.4 0 -30 cm", 20.0); };
    "two-inks-narrowed", ADS, Some("small-text"), x4, |s| { s.content += &text("/GK gs 1 0.5 0 0 k", 12.0).replace("BT", "BT 60 Tz"); };
    "two-inks-slanted", ADS, None, x4, |s| { s.content += &text("/GK gs 1 0.5 0 0 k 1 0 0.3 1 -80 -220 cm", 10.0); };
    "line-two-inks-squeezed", ADS, Some("thin-line-colored"), x4, |s| {
        s.content += "q /GK gs 1 1 0 0 K 1 0 0 0.1 0 0 cm 2 w 40 2600 m 240 2600 l S Q\n";
    };
    "line-two-inks-0.24-pt", ADS, Some("thin-line-colored"), x4, |s| { s.content += &line("/GK gs 1 1 0 0 K", 0.24); };
    "rectangle-two-inks-0.2-pt", ADS, Some("thin-line-colored"), x4, |s| { s.content += "q /GK gs 1 1 0 0 k 40 260 200 0.2 re f Q\n"; };
    "rectangle-turned-two-inks-0.2-pt", ADS, Some("thin-line-colored"), x4, |s| {
        s.content += "q /GK gs 0.8 0.6 -0.6 0.8 60 100 cm 1 1 0 0 k 0 0 m 100 0 l 100 0.2 l 0 0.2 l f Q\n";
    };
    "rectangle-two-inks-0.3-pt", ADS, None, x4, |s| { s.content += "q /GK gs 1 1 0 0 k 40 260 200 0.3 re f Q\n"; };
    "line-two-inks-0.25-pt", ADS, None, x4, |s| { s.content += &line("/GK gs 1 1 0 0 K", 0.25); };
    "line-white-0.2-pt", ADS, Some("thin-line-colored"), x4, |s| { s.content += &line("/GK gs 0 0 0 0 K", 0.2); };
    "line-two-inks-scaled-down", ADS, Some("thin-line-colored"), x4, |s| { s.content += &line("/GK gs 1 1 0 0 K 0.2 0 0 0.2 20 20 cm", 1.0); };
    "line-one-ink-0.1-pt", ADS, None, x4, |s| { s.content += &line("/GK gs 1 0 0 0 K", 0.1); };
    "hairline", "house", Some("thin-line"), x4, |s| { s.content += &line("/GO gs 1 0 0 0 K", 0.0); };
    "line-0.25-pt", "house", None, x4, |s| { s.content += &line("/GO gs 1 0 0 0 K", 0.25); };
    "thin-area", "house", Some("thin-line"), x4, |s| { s.content += "q 1 0 0 0 k 40 260 200 0.2 re f Q\n"; };
    "black-line-1.9-pt-knockout", ADS, Some("black-line-knockout"), x4, |s| { s.content += &line("/GK gs 0 0 0 1 K", 1.9); };
    "black-rectangle-1-pt-knockout", ADS, Some("black-line-knockout"), x4, |s| { s.content += "q /GK gs 0 0 0 1 k 40 260 200 1 re f Q\n"; };
    "black-square-knockout", ADS, None, x4, |s| { s.content += "q /GK gs 0 0 0 1 k 40 260 1 1 re f Q\n"; };
    "black-line-2-pt-knockout", ADS, None, x4, |s| { s.content += &line("/GK gs 0 0 0 1 K", 2.0); };
    "black-line-in-gray", ADS, Some("black-line-gray"), x4, |s| {
        s.content += "q /GK gs 0.2 0 0 0 k 30 270 220 20 re f Q\n";
        s.content += &line("/GK gs 0 G", 1.0);
    };
    "gray-line-on-an-area", ADS, Some("black-line-gray"), x4, |s| {
        s.content += "q /GK gs 0.2 0 0 0 k 30 60 200 40 re f 0.4 G 1 w 40 80 m 200 80 l S Q\n";
    };
    "gray-line-on-paper", ADS, None, x4, |s| { s.content += "q /GK gs 0.4 G 1 w 40 80 m 200 80 l S Q\n"; };
    "gray-overprint", ADS, Some("gray-overprint"), x4, |s| { s.content += "q /GO gs 0.5 g 150 150 40 40 re f Q\n"; };
    "gray-knockout", ADS, None, x4, |s| { s.content += "q /GK gs 0.5 g 150 150 40 40 re f Q\n"; };
    "white-text-opm-0", ADS, Some("white-text-overprint"), x4, |s| {
        s.states += " /G0 << /OP true /op true /OPM 0 >>";
        s.content += &text("/G0 gs 0 0 0 0 k", 14.0);
    };
    "white-text-overprint", ADS, Some("white-text-overprint"), x4, |s| { s.content += &text("/GO gs 0 0 0 0 k", 14.0); };
    "white-gray-text-overprint", ADS, Some("white-text-overprint"), x4, |s| { s.content += &text("/GO gs 1 g", 14.0); };
    "white-area-overprint", ADS, Some("white-path-overprint"), x4, |s| { s.content += "q /GO gs 0 0 0 0 k 150 150 40 40 re f Q\n"; };
    "white-line-overprint", ADS, Some("white-path-overprint"), x4, |s| { s.content += &line("/GO gs 0 0 0 0 K", 2.0); };
    "white-area-knockout", ADS, None, x4, |s| { s.content += "q /GK gs 0 0 0 0 k 150 150 40 40 re f Q\n"; };
    "white-area-opm-0", ADS, Some("white-path-overprint"), x4, |s| {
        s.states += " /G0 << /OP true /op true /OPM 0 >>";
        s.content += "q /G0 gs 0 0 0 0 k 150 150 40 40 re f Q\n";
    };
    "small-text-in-type-3", ADS, Some("small-text"), x4, |s| {
        let glyph = s.stream("", b"600 0 0 0 500 700 d1 0 0 500 700 re f".to_vec());
        s.fonts += &format!(" /F3 << /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a {glyph} 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [600] >>");
        s.content += "q /GK gs 1 0.5 0 0 k BT /F3 8 Tf 40 90 Td (aaa) Tj ET Q\n";
    };

    "not-tagged", "ua1", Some("tagged"), ua1, |s| { change(&mut s.catalog, "/Marked true", "/Marked false"); };
    "no-language", "ua1", Some("language"), ua1, |s| { change(&mut s.catalog, "/Lang (en)", ""); };
    "title-not-shown", "ua1", Some("display-title"), ua1, |s| { change(&mut s.catalog, "/DisplayDocTitle true", ""); };
    "no-ua-claim", "ua1", Some("ua-claim"), ua1, |s| { change(&mut s.xmp, "<pdfuaid:part>1</pdfuaid:part>", ""); };
    "figure-without-alt", "ua1", Some("figure-alt"), ua1, |s| {
        s.object("<< /Type /StructElem /S /Figure /P 3 0 R >>");
    };
    "no-xmp", "x4", Some("metadata"), x4, |s| { s.xmp.clear(); };
    "form-cut-short", "x4", Some("unreadable"), x4, |s| {
        let data = deflated(b"0 0.5 0.5 0 k 0 0 20 20 re f 0 0.5 0.2 0 k 5 5 10 10 re f");
        let form = s.stream("/Type /XObject /Subtype /Form /BBox [0 0 20 20] /Filter /FlateDecode", data[..data.len() / 2].to_vec());
        s.pictures += &format!(" /X1 {form} 0 R");
        s.content += "q 1 0 0 1 150 150 cm /X1 Do Q\n";
    };
    "form-without-its-checksum", "x4", None, x4, |s| {
        let data = deflated(b"0 0.5 0.5 0 k 0 0 20 20 re f");
        let form = s.stream("/Type /XObject /Subtype /Form /BBox [0 0 20 20] /Filter /FlateDecode", data[..data.len() - 4].to_vec());
        s.pictures += &format!(" /X1 {form} 0 R");
        s.content += "q 1 0 0 1 150 150 cm /X1 Do Q\n";
    };
    "picture-missing", "x4", Some("unreadable"), x4, |s| {
        s.pictures += " /P1 99 0 R";
        s.content += "q 7.2 0 0 7.2 150 150 cm /P1 Do Q\n";
    };
    "picture-with-rows-missing", "x4", Some("unreadable"), x4, |s| {
        let number = s.stream("/Type /XObject /Subtype /Image /Width 20 /Height 20 /ColorSpace /DeviceCMYK /BitsPerComponent 8", vec![0x22; 1500]);
        s.pictures += &format!(" /P1 {number} 0 R");
        s.content += "q 7.2 0 0 7.2 150 150 cm /P1 Do Q\n";
    };
    "name-that-nothing-has", "x4", Some("unreadable"), x4, |s| { s.content += "q /GX gs Q\n"; };
    "operator-that-is-none", "x4", Some("unreadable"), x4, |s| { s.content += "40 40 colour\n"; };
    "content-that-breaks-off", "x4", Some("unreadable"), x4, |s| { s.content += "40 40 100 re f"; };
    "state-never-restored", "x4", Some("unreadable"), x4, |s| { s.content += "q"; };
    "font-cut-short", "x4", Some("unreadable"), x4, |s| {
        let program = deflated(&[7; 400]);
        let program = s.stream("/Filter /FlateDecode", program[..program.len() / 2].to_vec());
        let descriptor = s.object(&format!("<< /Type /FontDescriptor /FontName /Ferry /Flags 32 /FontFile2 {program} 0 R >>"));
        s.fonts += &format!(" /F2 << /Type /Font /Subtype /TrueType /BaseFont /Ferry /FirstChar 65 /LastChar 65 /Widths [600] /FontDescriptor {descriptor} 0 R >>");
        s.content += "q /GO gs 0 0 0 1 k BT /F2 14 Tf 40 90 Td (A) Tj ET Q\n";
    };
    "pattern-of-millions-of-tiles", "x4", Some("unreadable"), x4, |s| {
        let tile = s.stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.002 /YStep 0.002 /Resources << >>", b"0 0 0 1 k 0 0 1 1 re f".to_vec());
        s.patterns += &format!("/T1 {tile} 0 R");
        s.content += "q /Pattern cs /T1 scn 40 40 200 200 re f Q\n";
    };
}

/// The words are there for those who look at the files.
#[test]
fn the_pages_say_something() {
    assert!(!TEXT.is_empty());
}
