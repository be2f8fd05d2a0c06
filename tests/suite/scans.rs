//! JPEGs whose components stand in scans of their own come out as those in one scan do,
//! wherever they come from; where data are missing, that is told.

use banmian::diag::Code;
use banmian::picture::{Pictures, read};
use banmian::plates;
use banmian::preflight::{self, Rule};
use banmian::press::{PressPictures, prepare};
use banmian::{proof, reader};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::desk::Desk;
use crate::hand::{document, fonts, page, picture as placed, rect};
use crate::preflight::profile;
use crate::reader::deflated;

const WIDTH: u16 = 97;
const HEIGHT: u16 = 75;

/// How a picture is packed.
#[derive(Debug, Clone, Copy)]
struct Packing {
    colors: ColorType,
    sampling: SamplingFactor,
}

const USUAL: Packing = Packing { colors: ColorType::Rgb, sampling: SamplingFactor::R_4_2_0 };

/// Stripes of warm and cold colors over a slope, a byte a component.
fn drawn(components: usize) -> Vec<u8> {
    let (width, height) = (usize::from(WIDTH), usize::from(HEIGHT));
    (0..width * height)
        .flat_map(|at| {
            let (x, y) = (at % width, at / width);
            let is_striped = (x / 20 + y / 15) % 3 == 0;
            let slope = [x * 2, y * 2, 150 - x];
            let color = if is_striped { [40, 60, 170] } else { slope };
            [color[0], color[1], color[2], 30].map(|part| part as u8)[..components].to_vec()
        })
        .collect()
}

impl Packing {
    fn components(self) -> usize {
        match self.colors {
            ColorType::Rgb => 3,
            _ => 4,
        }
    }

    /// With tables of its own an encoder writes a scan for each component.
    fn encoded(self, is_apart: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 92);
        encoder.set_sampling_factor(self.sampling);
        encoder.set_optimized_huffman_tables(is_apart);
        let pixels = drawn(self.components());
        encoder.encode(&pixels, WIDTH, HEIGHT, self.colors).expect("memory takes every write");
        assert_eq!(scans(&bytes), if is_apart { self.components() } else { 1 });
        bytes
    }

    fn apart(self) -> Vec<u8> {
        self.encoded(true)
    }

    fn in_one(self) -> Vec<u8> {
        self.encoded(false)
    }
}

/// Where scans begin.
fn starts(jpeg: &[u8]) -> Vec<usize> {
    let markers = jpeg.windows(2).enumerate();
    markers.filter(|(_, two)| *two == [0xFF, 0xDA]).map(|(at, _)| at).collect()
}

fn scans(jpeg: &[u8]) -> usize {
    starts(jpeg).len()
}

fn decoded(bytes: Vec<u8>) -> Vec<u8> {
    let pixels = read("photo.jpg", bytes).expect("a JPEG").decode().expect("sound pixels");
    assert!(!pixels.is_damaged);
    pixels.samples
}

/// How far apart two pictures are, on average.
fn apart(one: &[u8], other: &[u8]) -> f64 {
    assert_eq!(one.len(), other.len());
    let sum: u64 = one.iter().zip(other).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / one.len() as f64
}

#[test]
fn pixels_are_those_of_one_scan_however_they_are_sampled() {
    use SamplingFactor as By;
    for colors in [ColorType::Rgb, ColorType::Cmyk, ColorType::CmykAsYcck] {
        for sampling in [By::R_4_4_4, By::R_4_4_0, By::R_4_2_2, By::R_4_2_0] {
            let packing = Packing { colors, sampling };
            assert!(decoded(packing.apart()) == decoded(packing.in_one()), "{packing:?}");
        }
    }
    // They look like what was drawn; of these the encoder knows the last only apart.
    let samplings = [By::R_4_4_4, By::R_4_2_0, By::R_4_1_1, By::R_4_4_1, By::R_4_1_0, By::R_4_2_1];
    for (sampling, most) in samplings.into_iter().zip([2.0, 5.0, 9.0, 9.0, 9.0, 9.0]) {
        let far = apart(&decoded(Packing { sampling, ..USUAL }.apart()), &drawn(3));
        assert!(far < most, "{sampling:?}: {far}");
    }
}

#[test]
fn scans_may_stand_in_any_order() {
    let whole = USUAL.apart();
    let end = whole.len() - 2;
    // The tables of all scans stand before the first.
    let edges: Vec<usize> = starts(&whole).into_iter().chain([end]).collect();
    let parts: Vec<&[u8]> = edges.windows(2).map(|two| &whole[two[0]..two[1]]).collect();
    let wanted = decoded(USUAL.in_one());
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]] {
        let mut bytes = whole[..edges[0]].to_vec();
        order.iter().for_each(|at| bytes.extend(parts[*at]));
        bytes.extend([0xFF, 0xD9]);
        assert!(decoded(bytes) == wanted, "{order:?}");
    }
}

/// Files that libjpeg-turbo 2.1.5 made of one picture of 41 by 72 pixels, whose edges cut
/// units in two: `cjpeg -sample 2x2 -restart N -scans FILE`.
#[test]
fn scans_of_several_components_and_scans_that_begin_anew_are_read() {
    let wanted = decoded(include_bytes!("../fixtures/jpeg/one.jpg").to_vec());
    let files: [&[u8]; 3] = [
        // Y, then Cb, then Cr; anew after 3 units.
        include_bytes!("../fixtures/jpeg/each.jpg"),
        // Y with Cb, then Cr; after 5.
        include_bytes!("../fixtures/jpeg/y-cb+cr.jpg"),
        // Cb with Cr, then Y; after each row of units.
        include_bytes!("../fixtures/jpeg/cb-cr+y.jpg"),
    ];
    for file in files {
        assert!(decoded(file.to_vec()) == wanted, "{} scans", scans(file));
        // A mark of another number means that data are missing.
        let mark = file.windows(2).position(|two| two == [0xFF, 0xD1]).expect("it begins anew");
        let mut bytes = file.to_vec();
        bytes[mark + 1] = 0xD3;
        assert_eq!(read("photo.jpg", bytes).expect("its header is whole").decode(), None);
    }
}

#[test]
fn a_file_of_which_a_color_is_missing_is_told() {
    let whole = USUAL.apart();
    let last = starts(&whole)[2];
    for length in [last, last + 30, whole.len() - 40] {
        let bytes = [&whole[..length], &[0xFF, 0xD9]].concat();
        let picture = read("photo.jpg", bytes).expect("its header is whole");
        assert_eq!(picture.decode(), None, "{length}");
    }
}

#[test]
fn damage_anywhere_in_scans_makes_no_panic() {
    for whole in [USUAL.apart(), include_bytes!("../fixtures/jpeg/y-cb+cr.jpg").to_vec()] {
        for at in (2..whole.len()).step_by(5) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            let Ok(picture) = read("photo.jpg", bytes) else { continue };
            let _ = picture.decode();
        }
    }
}

fn pressed(bytes: Vec<u8>) -> (Vec<u8>, Vec<PressPictures>) {
    let mut pictures = Pictures::default();
    let id = pictures.add(read("photo", bytes).expect("a picture"));
    let inch = rect(10.0, 10.0, 35.4, 35.4);
    let document = document(vec![page(vec![placed(id, inch, inch)])]);
    let pressed = prepare(&document, &pictures, None).expect("it can go to press");
    let pdf = banmian::pdf::export(&document, fonts(), &pressed).expect("a PDF");
    (pdf, pressed)
}

#[test]
fn inks_go_to_the_press_file_in_one_scan() {
    for colors in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let packing = Packing { colors, ..USUAL };
        let (own, pictures) = pressed(packing.apart());
        let (one, _) = pressed(packing.in_one());
        let [picture] = pictures[0].list() else { panic!("one picture") };
        assert_eq!(scans(&picture.data), 1);
        assert!(plates_of(own.clone()) == plates_of(one.clone()), "{colors:?}: plates");
        assert!(shown(&own) == shown(&one), "{colors:?}: proof");
    }
}

#[test]
fn a_broken_file_does_not_go_to_press() {
    let whole = USUAL.apart();
    let bytes = [&whole[..starts(&whole)[1]], &[0xFF, 0xD9]].concat();
    let mut pictures = Pictures::default();
    let id = pictures.add(read("photo", bytes).expect("its header is whole"));
    let inch = rect(10.0, 10.0, 35.4, 35.4);
    let document = document(vec![page(vec![placed(id, inch, inch)])]);
    let errors = prepare(&document, &pictures, None).expect_err("it is refused");
    let codes: Vec<Code> = errors.iter().map(|error| error.diagnostic().code()).collect();
    assert_eq!(codes, [Code::PictureBroken]);
}

/// A PDF of another program with a picture on 97 by 75 points.
fn foreign(dict: &str, data: &[u8]) -> Vec<u8> {
    let content = "q 97 0 0 75 0 0 cm /I Do Q";
    let image = format!(
        "<</Type/XObject/Subtype/Image/Width {WIDTH}/Height {HEIGHT}/BitsPerComponent 8 {dict} \
         /Length {}>>\nstream\n",
        data.len()
    );
    let objects: [Vec<u8>; 5] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 97 75]/Contents 4 0 R\
          /Resources<</XObject<</I 5 0 R>>>>>>"
            .to_vec(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()).into_bytes(),
        [image.as_bytes(), data, b"\nendstream"].concat(),
    ];
    let mut out = b"%PDF-1.6\n".to_vec();
    let mut table = String::from("xref\n0 6\n0000000000 65535 f \n");
    for (number, object) in (1..).zip(objects) {
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    table += &format!("trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    out.extend(table.bytes());
    out
}

fn plates_of(pdf: Vec<u8>) -> Vec<Vec<u8>> {
    let file = reader::open(pdf).expect("it can be opened");
    let plates = plates::render(&file, 0, 72.0).expect("it has plates");
    plates.plates.into_iter().map(|plate| plate.tints).collect()
}

fn shown(pdf: &[u8]) -> Vec<u8> {
    let png = proof::render(pdf, 0, 72.0).expect("it can be drawn");
    image::load_from_memory(&png).expect("a PNG").into_rgb8().into_raw()
}

const RGB: &str = "/ColorSpace/DeviceRGB/Filter/DCTDecode";

#[test]
fn pictures_of_foreign_files_print_and_are_drawn_as_they_are() {
    let cmyk = Packing { colors: ColorType::Cmyk, ..USUAL };
    let dicts = [
        (USUAL, RGB, "plain"),
        (USUAL, "/ColorSpace/DeviceRGB/Filter[/DCTDecode]/DecodeParms[<</ColorTransform 1>>]", "1"),
        (USUAL, "/ColorSpace/DeviceRGB/Filter/DCTDecode/DecodeParms<</ColorTransform 0>>", "0"),
        (cmyk, "/ColorSpace/DeviceCMYK/Filter/DCTDecode/Decode[1 0 1 0 1 0 1 0]", "inks"),
    ];
    for (packing, dict, name) in dicts {
        let [own, one] = [packing.apart(), packing.in_one()].map(|jpeg| foreign(dict, &jpeg));
        assert!(plates_of(own.clone()) == plates_of(one.clone()), "{name}: plates");
        assert!(shown(&own) == shown(&one), "{name}: drawing");
    }
    let dict = "/ColorSpace/DeviceRGB/Filter[/FlateDecode/DCTDecode]";
    let [own, one] = [USUAL.apart(), USUAL.in_one()].map(|jpeg| foreign(dict, &deflated(&jpeg)));
    assert!(plates_of(own.clone()) == plates_of(one.clone()), "deflated: plates");
    assert!(shown(&own) == shown(&one), "deflated: drawing");
    // The drawing shows the picture: a point is a pixel.
    let far = apart(&shown(&foreign(RGB, &USUAL.apart())), &drawn(3));
    assert!(far < 6.0, "{far}");
}

#[test]
fn a_foreign_picture_of_which_a_color_is_missing_is_a_defect() {
    let defects = |jpeg: &[u8]| {
        let report = preflight::check(&foreign(RGB, jpeg), &profile("x4"));
        let findings = report.expect("it can be judged").findings;
        findings.iter().filter(|finding| finding.rule == Rule::Unreadable).count()
    };
    let whole = USUAL.apart();
    assert_eq!(defects(&whole), 0);
    assert_eq!(defects(&[&whole[..starts(&whole)[2]], &[0xFF, 0xD9]].concat()), 1);
}

#[test]
fn an_advertisement_is_placed_and_proved_as_it_is() {
    let both = [USUAL.apart(), USUAL.in_one()];
    let untransformed = format!("{RGB}/DecodeParms<</ColorTransform 0>>");
    let chain = "/ColorSpace/DeviceRGB/Filter[/FlateDecode/DCTDecode]";
    let kinds = [
        ("plain", both.each_ref().map(|jpeg| foreign(RGB, jpeg))),
        ("untransformed", both.each_ref().map(|jpeg| foreign(&untransformed, jpeg))),
        ("deflated", both.each_ref().map(|jpeg| foreign(chain, &deflated(jpeg)))),
    ];
    for (kind, ads) in kinds {
        let [own, one] = ads.map(|ad| {
            let desk = Desk::new(&format!("scans-ad-{kind}-{}", ad.len()));
            desk.write("ad.pdf", ad);
            desk.write(
                "page.toml",
                "[page]\n[sheet]\nsize = \"200pt x 200pt\"\nmargin = \"36pt\"\nbleed = \"9pt\"\n\
                 [grid]\ncolumns = 1\n[output]\npreflight = \"none\"\n[[ad]]\nfile = \"ad.pdf\"\n\
                 left = \"40pt\"\ntop = \"40pt\"\nwidth = \"97pt\"\nheight = \"75pt\"\n",
            );
            let ran = desk.run(&["build", "page.toml", "-o", "out.pdf"]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            desk.read("out.pdf")
        });
        // The press file itself has no JPEG whose components stand apart; what is deflated
        // cannot be counted.
        assert!(kind == "deflated" || scans(&own) == scans(&one), "{kind}");
        assert!(plates_of(own.clone()) == plates_of(one.clone()), "{kind}: plates");
        assert!(shown(&own) == shown(&one), "{kind}: proof");
    }
}
