//! Pages of other PDFs as advertisements: what cannot be read or is not to be
//! printed is refused, and what is placed looks as it does in its own file.

use std::fmt::Write as _;

use banmian::picture;
use banmian::plates::{self, Plates};
use banmian::reader;

use crate::desk::Desk;
use crate::reader::deflated;

/// A page of 432 points with an advertisement of 288 in its middle: whole pixels
/// at 72 dpi.
const PAGE: &str = r#"
[page]
[sheet]
size = "432pt x 432pt"
margin = "36pt"
bleed = "9pt"
[grid]
columns = 1
[output]
preflight = "none"
[[ad]]
file = "ad.pdf"
left = "72pt"
top = "72pt"
width = "288pt"
height = "288pt"
"#;

/// Where the advertisement begins on the sheet, in points: bleed and place.
const AT: usize = 9 + 72;
const SIDE: usize = 288;

/// Cyan in the lower left corner.
const MARK: &str = "1 0 0 0 k 10 10 60 60 re f ";

/// A PDF of one page, object by object.
struct Ad {
    catalog: String,
    page: String,
    resources: String,
    contents: String,
    objects: Vec<(usize, Vec<u8>)>,
}

impl Ad {
    fn new(resources: &str, content: &str) -> Self {
        let ad = Self {
            catalog: String::new(),
            page: String::new(),
            resources: resources.to_owned(),
            contents: "4 0 R".to_owned(),
            objects: Vec::new(),
        };
        ad.stream(4, "", content)
    }

    fn object(mut self, number: usize, text: &str) -> Self {
        self.objects.retain(|(known, _)| *known != number);
        self.objects.push((number, text.as_bytes().to_vec()));
        self
    }

    fn stream(self, number: usize, dict: &str, data: impl AsRef<[u8]>) -> Self {
        let data = data.as_ref();
        let mut object = format!("<<{dict}/Length {}>>\nstream\n", data.len()).into_bytes();
        object.extend(data);
        object.extend(b"\nendstream");
        let mut ad = self.object(number, "");
        ad.objects.last_mut().expect("it has just been added").1 = object;
        ad
    }

    fn form(self, number: usize, dict: &str, data: impl AsRef<[u8]>) -> Self {
        let dict = format!("/Type/XObject/Subtype/Form/BBox[0 0 288 288]{dict}");
        self.stream(number, &dict, data)
    }

    /// Layers 10 and 11, with this configuration.
    fn layers(mut self, config: &str, first: &str) -> Self {
        self.catalog = format!("/OCProperties<</OCGs[10 0 R 11 0 R]/D<<{config}>>>>");
        self.object(10, &format!("<</Type/OCG/Name(Die line){first}>>"))
            .object(11, "<</Type/OCG/Name(Art)>>")
    }

    fn bytes(&self) -> Vec<u8> {
        let Self { catalog, page, resources, contents, objects } = self;
        let mut all: Vec<(usize, Vec<u8>)> = vec![
            (1, format!("<</Type/Catalog/Pages 2 0 R {catalog}>>").into_bytes()),
            (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec()),
            (
                3,
                format!(
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 288 288]/Contents {contents} \
                     /Resources<<{resources}>>{page}>>"
                )
                .into_bytes(),
            ),
        ];
        all.extend(objects.iter().cloned());
        let mut out = b"%PDF-1.6\n".to_vec();
        let mut table = String::new();
        for (number, object) in &all {
            let _ = write!(table, "{number} 1\n{:010} 00000 n \n", out.len());
            out.extend(format!("{number} 0 obj\n").bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        let size = all.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
        let end = format!(
            "xref\n0 1\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n\
             startxref\n{start}\n%%EOF\n"
        );
        out.extend(end.bytes());
        out
    }
}

/// Why a file is refused; empty if it is not.
fn refusal(ad: &Ad) -> String {
    match picture::read("ad.pdf", ad.bytes()) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

fn separated(bytes: Vec<u8>) -> Plates {
    let file = reader::open(bytes).expect("it can be opened");
    plates::render(&file, 0, 72.0).expect("it has plates")
}

/// Builds a page with a file on it; the process plates of the file as it is and
/// as it stands on the page.
fn placed(test: &str, bytes: Vec<u8>) -> [Vec<Vec<u8>>; 2] {
    let desk = Desk::new(test);
    desk.write("ad.pdf", &bytes);
    desk.write("page.toml", PAGE);
    let ran = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
    assert_eq!(ran.code, 0, "{test}: {}", ran.err);
    let (own, ours) = (separated(bytes), separated(desk.read("out.pdf")));
    let cut = |plates: &Plates, from: usize| -> Vec<Vec<u8>> {
        let rows = |tints: &[u8]| -> Vec<u8> {
            let rows = tints.chunks(plates.width).skip(from).take(SIDE);
            rows.flat_map(|row| row[from..from + SIDE].to_vec()).collect()
        };
        plates.plates[..4].iter().map(|plate| rows(&plate.tints)).collect()
    };
    [cut(&own, 0), cut(&ours, AT)]
}

/// A file is placed, and looks as it does by itself; there is at least so much
/// ink in the middle of the page.
fn looks_the_same(test: &str, ad: &Ad) {
    let [own, ours] = placed(test, ad.bytes());
    let ink: usize = own.iter().flatten().map(|tint| usize::from(*tint)).sum();
    assert!(ink > 100 * 255, "{test}: there is hardly anything on it");
    for (own, ours) in own.iter().zip(&ours) {
        let apart = own.iter().zip(ours).filter(|(a, b)| a.abs_diff(**b) > 2).count();
        assert_eq!(apart, 0, "{test}: pixels that differ");
    }
}

const GRAY: &str = "/Type/XObject/Subtype/Image/Width 32/Height 32/BitsPerComponent 8\
                    /ColorSpace/DeviceGray/Filter/FlateDecode";
const STENCIL: &str = "/Type/XObject/Subtype/Image/ImageMask true/Width 8/Height 8";
const TILE: &str = "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9\
                    /Resources<<>>";
const SHOW: &str = "q 200 0 0 200 44 44 cm /I Do Q";

/// A thousand bytes that do not pack to nothing.
fn noise() -> Vec<u8> {
    let mut state = 7_u32;
    (0..1024)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect()
}

fn with_picture(dict: &str, data: &[u8]) -> Ad {
    Ad::new("/XObject<</I 5 0 R>>", &format!("{MARK}{SHOW}")).stream(5, dict, data)
}

/// Each of these files is refused for the reason beside it.
fn are_refused(cases: Vec<(&str, Ad, &str)>) {
    for (name, ad, reason) in cases {
        let found = refusal(&ad);
        assert!(found.contains(reason), "{name}: {found:?}");
    }
}

#[test]
fn content_that_cannot_be_read_is_refused_with_its_object() {
    let long: String = (0..200).map(|at| format!("0 0 1 0 k {at} 9 9 9 re f\n")).collect();
    let whole = deflated(format!("{MARK}{long}").as_bytes());
    let half = &whole[..whole.len() / 2];
    let mut wrong_sum = whole.clone();
    let end = wrong_sum.len();
    wrong_sum[end - 1] ^= 0x55;
    let flate = "/Filter/FlateDecode";
    let content = |dict: &str, data: &[u8]| Ad::new("", "").stream(4, dict, data);
    let mut parts = Ad::new("", MARK).stream(5, flate, half);
    parts.contents = "[4 0 R 5 0 R]".to_owned();
    let mut gone = Ad::new("", MARK);
    gone.contents = "[4 0 R 9 0 R]".to_owned();
    let mut nowhere = Ad::new("", MARK);
    nowhere.contents = "9 0 R".to_owned();
    are_refused(vec![
        ("cut", content(flate, half), "object 4 of the PDF is cut short"),
        ("wrong checksum", content(flate, &wrong_sum), "object 4 of the PDF is damaged"),
        ("without wrapper", content(flate, &whole[2..]), "object 4 of the PDF is damaged"),
        ("second part", parts, "object 5 of the PDF is cut short"),
        ("part missing", gone, "object 9 of the PDF is missing"),
        ("all missing", nowhere, "object 9 of the PDF is missing"),
        ("hexadecimal", content("/Filter/ASCIIHexDecode", b"30 zz 20>"), "damaged"),
        ("hexadecimal cut", content("/Filter/ASCIIHexDecode", b"30 20"), "cut short"),
        ("base 85", content("/Filter/ASCII85Decode", b"!!!{!~>"), "damaged"),
        ("base 85 cut", content("/Filter/ASCII85Decode", b"!!!!!"), "cut short"),
        ("run cut", content("/Filter/RunLengthDecode", &[20, b' ', b'f']), "cut short"),
        ("LZW cut", content("/Filter/LZWDecode", &[0x80, 0x0B]), "cut short"),
        ("unknown filter", content("/Filter/Squeeze", MARK.as_bytes()), "packed in a way"),
    ]);
    // Nothing is written, and it is told where the file is named.
    let desk = Desk::new("placed-cut");
    desk.write("ad.pdf", content(flate, half).bytes());
    desk.write("page.toml", PAGE);
    let ran = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
    assert!(ran.code == 1 && ran.err.contains("object 4 of the PDF is cut short"), "{}", ran.err);
    assert!(!desk.path("out.pdf").exists());
}

#[test]
fn pictures_that_cannot_be_read_are_refused_with_their_object() {
    let pixels = deflated(&noise());
    are_refused(vec![
        (
            "picture missing",
            Ad::new("/XObject<</I 9 0 R>>", SHOW),
            "object 9 of the PDF is missing",
        ),
        ("picture cut", with_picture(GRAY, &pixels[..500]), "object 5 of the PDF is cut short"),
        ("rows missing", with_picture(GRAY, &deflated(&noise()[..900])), "object 5"),
        (
            "mask missing",
            with_picture(&format!("{GRAY}/SMask 9 0 R"), &pixels),
            "object 9 of the PDF is missing",
        ),
        (
            "mask cut",
            with_picture(&format!("{GRAY}/SMask 6 0 R"), &pixels).stream(6, GRAY, &pixels[..300]),
            "object 6 of the PDF is cut short",
        ),
        (
            "mask without colors",
            with_picture(&format!("{GRAY}/SMask 6 0 R"), &pixels).stream(
                6,
                &GRAY.replace("/ColorSpace/DeviceGray", ""),
                &pixels,
            ),
            "object 6 of the PDF is a picture that cannot be read",
        ),
        (
            "parameters missing",
            with_picture(&format!("{GRAY}/DecodeParms 9 0 R"), &pixels),
            "object 5 of the PDF is packed in a way",
        ),
        (
            "pattern through a stencil",
            Ad::new(
                "/Pattern<</P 6 0 R>>/XObject<</I 5 0 R>>",
                &format!("{MARK} /Pattern cs /P scn {SHOW}"),
            )
            .stream(5, STENCIL, [0xAA; 8])
            .stream(6, TILE, "/No Do"),
            "form or picture No",
        ),
        (
            "color space missing",
            with_picture(&GRAY.replace("/DeviceGray", " 9 0 R"), &pixels),
            "object 9 of the PDF is missing",
        ),
        (
            "JPEG",
            with_picture(&GRAY.replace("Flate", "DCT"), b"\xFF\xD8\xFF\xE0\0\x04ab"),
            "object 5 of the PDF is damaged",
        ),
    ]);
}

#[test]
fn what_content_draws_on_is_refused_if_it_cannot_be_read() {
    let flate = "/Filter/FlateDecode";
    let whole = deflated(&noise());
    let half = &whole[..whole.len() / 2];
    are_refused(vec![
        (
            "form cut",
            Ad::new("/XObject<</F 5 0 R>>", "/F Do").form(5, flate, half),
            "object 5 of the PDF is cut short",
        ),
        (
            "soft mask missing",
            Ad::new(
                "/ExtGState<</G<</SMask<</S/Luminosity/G 9 0 R>>>>>>",
                &format!("/G gs {MARK}"),
            ),
            "object 9 of the PDF is missing",
        ),
        (
            "pattern",
            Ad::new("/Pattern<</P 5 0 R>>", "/Pattern cs /P scn 0 0 99 99 re f").stream(
                5,
                &format!("{TILE}{flate}"),
                half,
            ),
            "object 5 of the PDF is cut short",
        ),
        (
            "shading",
            Ad::new(
                "/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 9 0 R>>>>",
                "/S sh",
            ),
            "a shading cannot be read",
        ),
        (
            "ink without substitute",
            Ad::new("/ColorSpace<</S[/Separation/Gold/DeviceCMYK 9 0 R]>>", "/S cs 1 scn"),
            "a color space cannot be read",
        ),
        ("font program", with_font("/FontFile2 9 0 R"), "object 9 of the PDF is missing"),
        (
            "font program damaged",
            with_font("/FontFile2 8 0 R").stream(8, "", b"this is no font"),
            "object 8 of the PDF is a font that cannot be read",
        ),
        (
            "font without its letters",
            with_font("/FontFile2 8 0 R").stream(8, "", without(b"glyf")),
            "object 8 of the PDF is a font that cannot be read",
        ),
        (
            "font of nothing",
            with_font("/FontFile2 8 0 R")
                .object(6, "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H>>"),
            "object 6 of the PDF is a font that cannot be read",
        ),
        (
            "font program cut",
            with_font("/FontFile2 8 0 R").stream(8, flate, half),
            "object 8 of the PDF is cut short",
        ),
        (
            "encoding",
            with_font("/FontFile2 9 0 R").object(
                6,
                "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 9 0 R/DescendantFonts[7 0 R]>>",
            ),
            "object 9 of the PDF is missing",
        ),
        (
            "codes of drawings",
            Ad::new("/Font<</F 5 0 R>>", "BT /F 9 Tf (a) Tj ET")
                .object(5, &TYPE_3.replace("/Encoding<</Differences[97/a]>>", ""))
                .stream(6, "", "1000 0 d0"),
            "object 5 of the PDF is a font that cannot be read",
        ),
        (
            "drawing of a glyph",
            Ad::new("/Font<</F 5 0 R>>", "BT /F 9 Tf (a) Tj ET").object(5, TYPE_3),
            "object 6 of the PDF is missing",
        ),
    ]);
}

#[test]
fn settings_that_are_not_what_they_must_be_are_refused() {
    let mut bare = Ad::new("", MARK);
    bare.page = "/Resources 9 0 R".to_owned();
    are_refused(vec![
        ("resources missing", bare, "object 9 of the PDF is missing"),
        (
            "matrix of a form",
            Ad::new("/XObject<</F 5 0 R>>", "/F Do").form(5, "/Matrix[1 0]", MARK),
            "object 5 of the PDF is a form that cannot be read",
        ),
        (
            "settings missing",
            Ad::new("/ExtGState<</G<</ca 9 0 R>>>>", &format!("/G gs {MARK}")),
            "object 9 of the PDF is missing",
        ),
        (
            "unknown way of blending",
            Ad::new("/ExtGState<</G<</BM/Stir>>>>", &format!("/G gs {MARK}")),
            "object 3 of the PDF is a graphics state that cannot be read",
        ),
        (
            "soft mask without group",
            Ad::new("/ExtGState<</G<</SMask<</S/Alpha/G 5 0 R>>>>>>", &format!("/G gs {MARK}"))
                .form(5, "", MARK),
            "object 5 of the PDF is a soft mask that cannot be read",
        ),
    ]);
}

#[test]
fn colors_that_flow_are_refused_if_a_part_of_them_is_missing() {
    let flate = "/Filter/FlateDecode";
    let whole = deflated(&noise());
    let half = &whole[..whole.len() / 2];
    let mesh = |more: &str, data: &[u8]| {
        let dict = format!(
            "/ShadingType 4/ColorSpace/DeviceGray/BitsPerCoordinate 16/BitsPerFlag 8\
             /Decode[0 288 0 288 0 1]{more}"
        );
        Ad::new("/Shading<</S 5 0 R>>", &format!("{MARK} /S sh")).stream(5, &dict, data)
    };
    let bits = "/BitsPerComponent 8";
    let axis = |function: &str| {
        let shading = format!(
            "<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 288 0]/Function {function}>>"
        );
        Ad::new("/Shading<</S 5 0 R>>", &format!("{MARK} /S sh"))
            .object(5, &shading)
            .object(7, "<</FunctionType 2/Domain[0 1]/N 1>>")
    };
    let stitched = |parts: &str, bounds: &str| {
        let function = "<</FunctionType 3/Domain[0 1]/Encode[0 1 0 1]";
        axis(&format!("{function}/Functions[{parts}]/Bounds[{bounds}]>>"))
    };
    let sampled = "/FunctionType 0/Domain[0 1]/Range[0 1]/Size[64]/BitsPerSample 8";
    let profile = |dict: &str, data: &[u8]| {
        Ad::new("/ColorSpace<</C[/ICCBased 5 0 R]>>", &format!("{MARK} /C cs 1 scn 9 9 9 9 re f"))
            .stream(5, &format!("/N 1{dict}"), data)
    };
    let reason = "object 5 of the PDF is a shading that cannot be read";
    are_refused(vec![
        ("mesh cut", mesh(&format!("{bits}{flate}"), half), reason),
        (
            "mesh packed in an unknown way",
            mesh(&format!("{bits}/Filter/Squeeze"), &noise()),
            reason,
        ),
        ("mesh without sizes", mesh("", &noise()), reason),
        ("function of a mesh", mesh(&format!("{bits}/Function 9 0 R"), &noise()), reason),
        ("samples cut", axis("6 0 R").stream(6, &format!("{sampled}{flate}"), half), reason),
        ("part missing", stitched("7 0 R 9 0 R", ".5"), reason),
        ("bound missing", stitched("7 0 R 7 0 R", ""), reason),
        ("profile cut", profile(flate, half), "a color space cannot be read"),
    ]);
    assert_eq!(refusal(&mesh(bits, &noise())), "");
    assert_eq!(refusal(&stitched("7 0 R 7 0 R", ".5")), "");
    assert_eq!(refusal(&axis("6 0 R").stream(6, &format!("{sampled}{flate}"), &whole)), "");
    assert_eq!(refusal(&profile(flate, &whole)), "");
}

/// A page with text in a font of this program.
fn with_font(program: &str) -> Ad {
    Ad::new("/Font<</F 6 0 R>>", &format!("{MARK} BT /F 40 Tf 20 100 Td (abc) Tj ET"))
        .object(
            6,
            "<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 97/LastChar 99/Widths[500 500 500]\
             /Encoding/WinAnsiEncoding/FontDescriptor 7 0 R>>",
        )
        .object(7, &format!("<</Type/FontDescriptor/FontName/X/Flags 32{program}>>"))
}

/// A font whose table of this name has another.
fn without(table: &[u8; 4]) -> Vec<u8> {
    let mut program = include_bytes!("../../fonts/SourceSerif4_400Regular.ttf").to_vec();
    let at = program.windows(4).position(|name| name == table).expect("it has the table");
    program[at..at + 4].copy_from_slice(b"none");
    program
}

/// A font that draws its letter by object 6.
const TYPE_3: &str = "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]\
    /FontMatrix[.001 0 0 .001 0 0]/FirstChar 97/LastChar 97/Widths[1000]\
    /Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>>>";

#[test]
fn names_and_operators_that_lead_nowhere_are_refused() {
    let names = [
        ("/No Do", "form or picture No"),
        ("/No gs", "graphics state No"),
        ("BT /No 9 Tf (a) Tj ET", "font No"),
        ("/No cs", "color space No"),
        ("/Pattern cs /No scn", "pattern No"),
        ("/No sh", "shading No"),
        ("/OC /No BDC EMC", "property list No"),
    ];
    for (content, name) in names {
        let found = refusal(&Ad::new("", &format!("{MARK}{content}")));
        assert!(found.contains(name), "{content}: {found:?}");
    }
    let operators = [
        ("1 2 paint", "the first is paint"),
        ("1 0 rg", "the first is rg"),
        ("1 2 3 re f", "breaks off"),
        ("BT (never closed ET", "breaks off"),
        ("9 9 l S", "the first is l"),
        ("\u{7f}\u{7f}", "\\x7f"),
        ("q", "q and Q"),
        ("Q", "q and Q"),
        ("BT BT ET", "BT and ET"),
        ("ET", "BT and ET"),
        ("/CalGray cs", "color space CalGray"),
        ("/No scn", "pattern No"),
        ("BT (a) Tj ET", "font"),
    ];
    for (content, words) in operators {
        let found = refusal(&Ad::new("", &format!("{MARK}{content}")));
        assert!(found.contains(words), "{content}: {found:?}");
    }
}

#[test]
fn what_every_reader_draws_is_placed() {
    let whole = deflated(MARK.as_bytes());
    let short = &whole[..whole.len() - 4];
    let content = |dict: &str, data: &[u8]| Ad::new("", "").stream(4, dict, data);
    let mut runs = vec![u8::try_from(MARK.len() - 1).expect("it is short")];
    runs.extend(MARK.bytes());
    let mut halves = Ad::new("", "q").stream(5, "", format!("{MARK} Q"));
    halves.contents = "[4 0 R 5 0 R]".to_owned();
    let long = format!("{}/Height 31", GRAY.replace("/Height 32", ""));
    let cases = [
        ("no checksum", content("/Filter/FlateDecode", short)),
        ("half a checksum", content("/Filter/FlateDecode", &whole[..whole.len() - 2])),
        ("runs without end", content("/Filter/RunLengthDecode", &runs)),
        ("zeros in base 85", content("/Filter/ASCII85Decode", b"zz~>")),
        ("q and Q in two streams", halves),
        ("unknown by agreement", Ad::new("", &format!("{MARK} BX 1 2 paint EX"))),
        ("more rows than needed", with_picture(&long, &deflated(&noise()))),
        ("text to the end", Ad::new("", &format!("{MARK} BT"))),
        ("unused and missing", Ad::new("/XObject<</X 9 0 R>>/Font<</F 9 0 R>>", MARK)),
        ("a list without properties", Ad::new("", &format!("/Span /No BDC {MARK} EMC"))),
    ];
    for (name, ad) in cases {
        assert_eq!(refusal(&ad), "", "{name}");
    }
    looks_the_same("placed-runs", &content("/Filter/RunLengthDecode", &runs));
    let mut mailed = b"\0From a mailbox\r\n".to_vec();
    mailed.extend(Ad::new("", MARK).bytes());
    let [own, ours] = placed("placed-mail", mailed);
    assert_eq!(own, ours);
}

#[test]
fn notes_that_print_are_refused_and_others_left_out() {
    let looks = "/AP<</N 5 0 R>>";
    let note = |text: &str| {
        let mut ad = Ad::new("", MARK).form(5, "", MARK);
        ad.page = format!("/Annots[<</Type/Annot/Rect[9 9 99 99]{text}>>]");
        refusal(&ad)
    };
    let printed = [
        &format!("/Subtype/Stamp/F 4{looks}"),
        "/Subtype/Square/F 4/C[1 0 0]",
        &format!("/Subtype/Widget/F 4{looks}"),
        "/Subtype/Link/F 4",
        "/Subtype/Link/F 4/BS<</W 2>>/Border[0 0 0]",
    ];
    for text in printed {
        assert!(note(text).contains("notes or form fields"), "{text}");
    }
    let left_out = [
        &format!("/Subtype/Stamp{looks}"),
        &format!("/Subtype/Stamp/F 6{looks}"),
        "/Subtype/Widget/F 4",
        "/Subtype/Link",
        "/Subtype/Link/F 4/Border[0 0 0]",
        "/Subtype/Link/F 4/BS<</W 0>>",
        "/Subtype/Link/F 4/C[]",
        "/Subtype/Popup/F 4",
    ];
    for text in left_out {
        assert_eq!(note(text), "", "{text}");
    }
}

#[test]
fn what_a_layer_hides_from_print_is_never_placed() {
    let print_off = "/Usage<</Print<</PrintState/OFF>>/View<</ViewState/ON>>>>";
    let applied = "/AS[<</Event/Print/Category[/Print]/OCGs[10 0 R]>>]";
    let marked = "/OC /M BDC 0 1 0 0 k 90 90 99 99 re f EMC";
    let by = |config: &str, group: &str, property: &str| {
        Ad::new(&format!("/Properties<</M {property}>>"), &format!("{MARK}{marked}"))
            .layers(config, group)
    };
    let form = |config: &str, oc: &str| {
        let ad = Ad::new("/XObject<</F 5 0 R>>", "/F Do").layers(config, print_off);
        ad.form(5, &format!("/OC {oc}"), MARK)
    };
    let ocmd = |rest: &str| format!("<</Type/OCMD/OCGs[10 0 R 11 0 R]{rest}>>");
    // Layer 10 off and 11 on, or both on.
    let off = "/OFF[10 0 R]";
    let hidden: Vec<(&str, Ad)> = vec![
        ("off", by(off, "", "10 0 R")),
        ("base state", by("/BaseState/OFF", "", "10 0 R")),
        ("unchanged and off", by("/BaseState/Unchanged/OFF[10 0 R]", "", "10 0 R")),
        ("print state", by(applied, print_off, "10 0 R")),
        (
            "any wish to be off",
            by(
                "/AS[<</Event/Print/Category[/Print]/OCGs[10 0 R]>>\
                 <</Event/Print/Category[/View]/OCGs[10 0 R]>>]",
                "/Usage<</Print<</PrintState/ON>>/View<</ViewState/OFF>>>>",
                "10 0 R",
            ),
        ),
        ("all on", by(off, "", &ocmd("/P/AllOn"))),
        ("all off", by("", "", &ocmd("/P/AllOff"))),
        ("any off", by("", "", &ocmd("/P/AnyOff"))),
        ("not", by("", "", &ocmd("/VE[/Not 10 0 R]"))),
        ("and", by("", "", &ocmd("/P/AnyOn/VE[/And 11 0 R[/Not[/Or 10 0 R 11 0 R]]]"))),
        ("purpose", by("/Intent/Design/OFF[10 0 R]", "/Intent/Design", "10 0 R")),
        ("form", form(off, "10 0 R")),
        ("form by membership", form("", "<</Type/OCMD/OCGs 10 0 R/P/AllOff>>")),
        ("form by print state", form(applied, "10 0 R")),
        (
            "picture by print state",
            with_picture(&format!("{GRAY}/OC 10 0 R"), &deflated(&noise()))
                .layers(applied, print_off),
        ),
        (
            "in a form",
            Ad::new("/XObject<</F 5 0 R>>", "/F Do").layers("", "").form(
                5,
                "/Resources<</Properties<</M<</Type/OCMD/OCGs 10 0 R/P/AllOff>>>>>>",
                marked,
            ),
        ),
    ];
    for (name, ad) in hidden {
        let found = refusal(&ad);
        assert!(found.contains("layers"), "{name}: {found:?}");
    }
    let shown: Vec<(&str, Ad)> = vec![
        ("on", by("", "", "10 0 R")),
        ("unchanged", by("/BaseState/Unchanged", "", "10 0 R")),
        ("on over a base of off", by("/BaseState/OFF/ON[10 0 R 11 0 R]", "", "10 0 R")),
        ("print state that nothing applies", by("", print_off, "10 0 R")),
        (
            "print state on",
            by(&format!("{off}{applied}"), "/Usage<</Print<</PrintState/ON>>>>", "10 0 R"),
        ),
        (
            "a state for the screen",
            by(&applied.replace("Event/Print", "Event/View"), print_off, "10 0 R"),
        ),
        ("no members", by("", "", "<</Type/OCMD/OCGs[]/P/AllOn>>")),
        ("members that are gone", by("", "", "<</Type/OCMD/OCGs[null 99 0 R]/P/AllOff>>")),
        ("expression", by("", "", &ocmd("/P/AllOff/VE[/Or[/Not 10 0 R]11 0 R]"))),
    ];
    for (name, ad) in &shown {
        assert_eq!(refusal(ad), "", "{name}");
    }
    // On our page there are no such layers: nothing may hang on their state.
    looks_the_same("placed-layer", &shown[0].1);
    let desk = Desk::new("placed-membership");
    desk.write("ad.pdf", shown[8].1.bytes());
    desk.write("page.toml", PAGE);
    assert_eq!(desk.run(&["build", "page.toml", "-o", "out.pdf"]).code, 0);
    let out = String::from_utf8_lossy(&desk.read("out.pdf")).into_owned();
    assert!(out.contains("OCMD") && !out.contains("/OCGs") && !out.contains("/VE"));
}

#[test]
fn names_are_looked_up_where_the_file_has_them() {
    let state = |alpha: &str| format!("/ExtGState<</S<</ca {alpha}>>>>");
    let letter = "1000 0 d0 /S gs 0 0 0 1 k 0 0 900 900 re f";
    let type_3 =
        Ad::new(&format!("/Font<</T 5 0 R>>{}", state(".5")), "BT /T 100 Tf 40 60 Td (a) Tj ET");
    let dark = "/S gs 0 0 0 1 k 50 50 200 200 re f";
    let nested = |page: &str, outer: &str| {
        Ad::new(&format!("/XObject<</A 5 0 R>>{page}"), "/A Do")
            .form(5, &format!("/Resources<</XObject<</B 6 0 R>>{outer}>>"), "/B Do")
            .form(6, "", dark)
    };
    let twice = Ad::new(
        &format!("/XObject<</A 5 0 R/B 6 0 R>>{}", state(".25")),
        "q .5 0 0 .5 0 0 cm /B Do Q q .5 0 0 .5 140 140 cm /A Do Q",
    );
    let mask = Ad::new(
        "/ExtGState<</M<</SMask<</S/Luminosity/G 6 0 R>>>>>>/ColorSpace<</C/DeviceGray>>",
        &format!("/M gs {dark}").replace("/S gs", ""),
    );
    let group = "/Group<</S/Transparency/CS/DeviceGray>>";
    let cases: Vec<(&str, Ad)> = vec![
        ("type-3", type_3.object(5, TYPE_3).stream(6, "", letter)),
        (
            "form",
            Ad::new(&format!("/XObject<</B 6 0 R>>{}", state(".5")), "/B Do").form(6, "", dark),
        ),
        ("form-in-a-form", nested("", &state(".5"))),
        ("page-behind-a-form", nested(&state(".5"), "")),
        ("form-before-the-page", nested(&state(".25"), &state(".75"))),
        (
            "one-form-in-two-places",
            twice
                .form(5, &format!("/Resources<</XObject<</B 6 0 R>>{}>>", state(".75")), "/B Do")
                .form(6, "", dark),
        ),
        ("soft-mask", mask.form(6, group, "/C cs .5 sc 0 0 288 288 re f")),
        (
            "tile",
            Ad::new(
                &format!("/Pattern<</P 5 0 R>>{}", state(".5")),
                "/Pattern cs /P scn 20 20 200 200 re f",
            )
            .stream(
                5,
                "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 20 20]/XStep 20/YStep 20",
                "/S gs 0 0 0 1 k 0 0 10 10 re f",
            ),
        ),
    ];
    for (name, ad) in cases {
        looks_the_same(&format!("placed-{name}"), &ad);
    }
}

#[test]
fn names_of_resources_are_free() {
    let letter = "1000 0 d0 0 0 0 1 k 0 0 900 900 re f";
    for name in ["OC", "AF", "Ref", "Length", "Metadata", "Resources", "OPI", "StructParent"] {
        let content = format!("BT /{name} 100 Tf 40 60 Td (a) Tj ET /{name} Do");
        let resources = format!("/Font<</{name} 5 0 R>>/XObject<</{name} 7 0 R>>");
        let ad = Ad::new("/XObject<</F 8 0 R>>", "/F Do")
            .form(8, &format!("/Resources<<{resources}>>"), content)
            .object(5, TYPE_3)
            .stream(6, "", letter)
            .form(7, "", MARK);
        looks_the_same(&format!("placed-name-{}", name.to_lowercase()), &ad);
    }
}

#[test]
fn a_page_stays_the_group_that_it_is() {
    let mut ad = Ad::new("/ExtGState<</S<</ca .5>>>>", &format!("/S gs {MARK} 20 20 99 99 re f"));
    ad.page = "/Group<</S/Transparency/CS/DeviceCMYK/K true>>".to_owned();
    let desk = Desk::new("placed-knockout");
    desk.write("ad.pdf", ad.bytes());
    desk.write("page.toml", PAGE);
    assert_eq!(desk.run(&["build", "page.toml", "-o", "out.pdf"]).code, 0);
    let out = String::from_utf8_lossy(&desk.read("out.pdf")).into_owned();
    assert!(out.contains("/K true") && out.contains("/I true"));
}
