//! Plates: what every ink of a page puts on paper, judged by Ghostscript's
//! own separations of the same files.

use std::path::PathBuf;

use banmian::plates::{self, Plates};
use banmian::reader::kurbo::{BezPath, Rect};
use banmian::reader::{
    self, Device, FillRule, GlyphRun, Group, Image, ImageKind, Ink, InkPaint, Shading, SoftMask,
    StrokeStyle,
};

use crate::faulty::{Sheet, words};
use crate::reader::page;
use crate::tools;

/// How far a plate may be from Ghostscript's on average, in percent of a solid.
/// It paints every pixel that a shape touches, at an eighth of ours, which
/// makes a page full of small type darker by half a percent; shapes of the
/// fixtures are within a tenth.
const FAR: f64 = 1.0;

/// The sample pages that Ghostscript separates, too.
const JUDGED: [&str; 3] = ["district", "taiwan", "english"];

fn separate(bytes: &[u8], dpi: f64) -> Plates {
    let file = reader::open(bytes).expect("the fixture can be opened");
    plates::render(&file, 0, dpi).expect("the fixture has plates")
}

/// The tints in percent at a place in points from the lower left corner, plate
/// by plate.
pub(crate) fn at(plates: &Plates, x: f64, y: f64) -> Vec<i32> {
    let scale = plates.dpi / 72.0;
    let (x, y) = ((x * scale) as usize, plates.height - 1 - (y * scale) as usize);
    let tint = |plate: &plates::Plate| f64::from(plate.tints[y * plates.width + x]) / 2.55;
    plates.plates.iter().map(|plate| tint(plate).round() as i32).collect()
}

/// Ghostscript's plates of these inks, each with its width; nothing where it is
/// not installed.
fn ghostscript(bytes: &[u8], inks: &[&str], dpi: u32) -> Option<Vec<(usize, Vec<u8>)>> {
    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("plates-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let out = format!("-sOutputFile={}/p.tif", folder.display());
    let resolution = format!("-r{}", dpi * 8);
    let arguments = [
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-dSAFER",
        "-sDEVICE=tiffsep",
        "-sCompression=none",
        "-dDownScaleFactor=8",
        "-dMaxSpots=8",
        &resolution,
        &out,
        "{}",
    ];
    let said = tools::run("gs", &arguments, bytes)?;
    assert!(said.ok, "{}{}", said.out, said.err);
    let plate = |ink: &&str| {
        let plate = std::fs::read(folder.join(format!("p({ink}).tif")));
        tiff(&plate.unwrap_or_else(|_| panic!("gs has no plate {ink}")))
    };
    let plates = inks.iter().map(plate).collect();
    std::fs::remove_dir_all(&folder).expect("it was just made");
    Some(plates)
}

/// The width and the tints of an uncompressed gray TIFF, 255 for solid ink.
fn tiff(bytes: &[u8]) -> (usize, Vec<u8>) {
    let number = |at: usize, size: usize| {
        bytes[at..at + size].iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let directory = number(4, 4);
    let entry = |tag: usize| {
        let at = (0..number(directory, 2)).map(|entry| directory + 2 + entry * 12);
        let at = at.into_iter().find(|at| number(*at, 2) == tag).expect("the tag is there");
        let (size, count) = (if number(at + 2, 2) == 3 { 2 } else { 4 }, number(at + 4, 4));
        let start = if size * count <= 4 { at + 8 } else { number(at + 8, 4) };
        (0..count).map(move |index| number(start + index * size, size)).collect::<Vec<_>>()
    };
    let strips = entry(273).into_iter().zip(entry(279));
    let light = strips.flat_map(|(start, length)| &bytes[start..start + length]);
    (entry(256)[0], light.map(|light| 255 - light).collect())
}

/// Gathers where pictures stand whose colors are not of inks: what inks they
/// become is a question of profiles, not of separation.
#[derive(Default)]
struct Foreign {
    places: Vec<Rect>,
}

impl Device for Foreign {
    fn image(&mut self, image: &Image, _: &InkPaint) {
        if let ImageKind::Colors(space) = &image.kind
            && !space.is_of_inks()
        {
            self.places.push(image.bounds());
        }
    }

    fn fill(&mut self, _: &BezPath, _: FillRule, _: &InkPaint) {}
    fn stroke(&mut self, _: &BezPath, _: &StrokeStyle, _: &InkPaint) {}
    fn glyphs(&mut self, _: &GlyphRun) {}
    fn shading(&mut self, _: &Shading, _: &InkPaint) {}
    fn push_clip(&mut self, _: &BezPath, _: FillRule) {}
    fn pop_clip(&mut self) {}
    fn begin_group(&mut self, _: &Group) {}
    fn end_group(&mut self) {}
    fn begin_mask(&mut self, _: &SoftMask) {}
    fn end_mask(&mut self) {}
}

/// Removes from a plate what such pictures put there.
fn clear(tints: &mut [u8], width: usize, scale: f64, height_pt: f64, places: &[Rect]) {
    for (at, tint) in tints.iter_mut().enumerate() {
        let x = ((at % width) as f64 + 0.5) / scale;
        let y = height_pt - ((at / width) as f64 + 0.5) / scale;
        if places.iter().any(|place| place.inflate(2.0, 2.0).contains((x, y))) {
            *tint = 0;
        }
    }
}

/// Compares every plate with Ghostscript's.
pub(crate) fn judge(name: &str, bytes: &[u8], dpi: u32) {
    let mut ours = separate(bytes, f64::from(dpi));
    let mut foreign = Foreign::default();
    let file = reader::open(bytes).expect("the fixture can be opened");
    file.walk(0, &mut foreign).expect("the page can be read");
    let (width, scale) = (ours.width, f64::from(dpi) / 72.0);
    let height = file.view(0).expect("the page has a size").media.height();
    let clear = |tints: &mut Vec<u8>, width: usize| {
        if !foreign.places.is_empty() {
            clear(tints, width, scale, height, &foreign.places);
        }
    };
    ours.plates.iter_mut().for_each(|plate| clear(&mut plate.tints, width));
    let inks: Vec<&str> = ours.plates.iter().map(|plate| plate.ink.name()).collect();
    let Some(plates) = ghostscript(bytes, &inks, dpi) else { return };
    for (plate, (their_width, mut theirs)) in ours.plates.iter().zip(plates) {
        clear(&mut theirs, their_width);
        // Its last row and column may be one more or less, by rounding.
        let their_height = theirs.len() / their_width;
        assert!(their_width.abs_diff(width) < 2 && their_height.abs_diff(ours.height) < 2);
        let rows = plate.tints.chunks(width).zip(theirs.chunks(their_width));
        let pairs = rows.flat_map(|(ours, theirs)| ours.iter().zip(theirs));
        let difference = pairs.map(|(a, b)| u64::from(a.abs_diff(*b)));
        let far = difference.sum::<u64>() as f64 / theirs.len() as f64 / 2.55;
        assert!(far < FAR, "{name}: {} is {far:.2} % from Ghostscript's", plate.ink.name());
    }
}

/// Squares of 40 points in a row, from (20, 20) on: `under` below, `over` in
/// its right half and beyond.
fn pairs(resources: &str, pairs: &[(&str, &str)]) -> Vec<u8> {
    let mut content = String::new();
    for (index, (under, over)) in pairs.iter().enumerate() {
        let x = 20 + 60 * index;
        content += &format!("q {under} {x} 20 30 40 re f Q q {over} {} 20 30 40 re f Q\n", x + 15);
    }
    page(resources, &content, &[])
}

/// The tints where `over` lies on `under`, and where it lies on paper.
fn meeting(plates: &Plates, index: usize) -> (Vec<i32>, Vec<i32>) {
    let x = (20 + 60 * index) as f64;
    (at(plates, x + 22.0, 40.0), at(plates, x + 37.0, 40.0))
}

const SPACES: &str = "/ColorSpace << /Red [/Separation /Rot /DeviceCMYK 6 0 R] \
    /All [/Separation /All /DeviceCMYK 6 0 R] /None [/Separation /None /DeviceCMYK 6 0 R] \
    /Cyan [/Separation /Cyan /DeviceCMYK 6 0 R] \
    /Two [/DeviceN [/Black /Gold] /DeviceCMYK 7 0 R] >> \
    /ExtGState << /K << /OP false /op false >> /O0 << /OP true /op true /OPM 0 >> \
    /O1 << /OP true /op true /OPM 1 >> /Half << /ca 0.5 >> /Mul << /BM /Multiply >> \
    /HalfO << /ca 0.5 /OP true /op true /OPM 1 >> \
    /Scr << /BM /Screen >> /Dark << /BM /Darken >> /Diff << /BM /Difference >> >>";

#[test]
fn overprint_is_as_the_standard_has_it() {
    let blue = "1 0.5 0 0 k";
    let red = "/Red cs 1 scn";
    let cases: &[(&str, &str, &[i32], &[i32])] = &[
        // Black text on a tint: knocks out, or stays over it.
        (blue, "0 0 0 1 k", &[0, 0, 0, 100], &[0, 0, 0, 100]),
        (blue, "/O0 gs 0 0 0 1 k", &[0, 0, 0, 100], &[0, 0, 0, 100]),
        (blue, "/O1 gs 0 0 0 1 k", &[100, 50, 0, 100], &[0, 0, 0, 100]),
        // DeviceGray is a process space: its zeros count.
        (blue, "/O1 gs 0 g", &[0, 0, 0, 100], &[0, 0, 0, 100]),
        // White overprinting in mode 1 is not there at all.
        (blue, "/O1 gs 0 0 0 0 k", &[100, 50, 0, 0], &[0, 0, 0, 0]),
        // A spot ink knocks out process inks, or leaves them.
        (blue, red, &[0, 0, 0, 0, 100], &[0, 0, 0, 0, 100]),
        (blue, "/O0 gs /Red cs 0.5 scn", &[100, 50, 0, 0, 50], &[0, 0, 0, 0, 50]),
        // Process inks on a spot ink.
        (red, blue, &[100, 50, 0, 0, 0], &[100, 50, 0, 0, 0]),
        (red, "/O0 gs 1 0.5 0 0 k", &[100, 50, 0, 0, 100], &[100, 50, 0, 0, 0]),
        // A separation called Cyan is the process ink, and names no other.
        (blue, "/O0 gs /Cyan cs 0.2 scn", &[20, 50, 0, 0, 0], &[20, 0, 0, 0, 0]),
        (blue, "/O0 gs /Two cs 0.3 0.6 scn", &[100, 50, 0, 30, 0, 60], &[0, 0, 0, 30, 0, 60]),
        (blue, "/Two cs 0.3 0.6 scn", &[0, 0, 0, 30, 0, 60], &[0, 0, 0, 30, 0, 60]),
        // Registration color is on every plate, /None on none.
        (blue, "/All cs 0.8 scn", &[80; 6], &[80; 6]),
        (blue, "/None cs 1 scn", &[100, 50, 0, 0, 0, 0], &[0; 6]),
        // Transparency keeps to overprint.
        (blue, "/Half gs 0 0 0 1 k", &[50, 25, 0, 50], &[0, 0, 0, 50]),
        (blue, "/HalfO gs 0 0 0 1 k", &[100, 50, 0, 50], &[0, 0, 0, 50]),
    ];
    let marks: Vec<(&str, &str)> = cases.iter().map(|(under, over, ..)| (*under, *over)).collect();
    let bytes = pairs(SPACES, &marks);
    let plates = separate(&bytes, 72.0);
    let names: Vec<&str> = plates.plates.iter().map(|plate| plate.ink.name()).collect();
    assert_eq!(names, ["Cyan", "Magenta", "Yellow", "Black", "Rot", "Gold"]);
    for (index, (under, over, on_mark, on_paper)) in cases.iter().enumerate() {
        let (mark, paper) = meeting(&plates, index);
        let whole = |tints: &[i32]| {
            let mut tints = tints.to_vec();
            tints.resize(6, 0);
            tints
        };
        assert_eq!(mark, whole(on_mark), "{over} on {under}");
        assert_eq!(paper, whole(on_paper), "{over} on paper");
    }
    // Ghostscript takes /None for a color that knocks out.
    let without_none: Vec<_> = marks.iter().copied().filter(|m| !m.1.contains("/None")).collect();
    judge("overprint", &pairs(SPACES, &without_none), 72);
}

#[test]
fn colors_blend_ink_by_ink() {
    let cases: &[(&str, &str, &[i32])] = &[
        ("1 0.5 0 0.2 k", "/Mul gs 0.5 0.5 0.5 0 k", &[100, 75, 50, 20]),
        ("1 0.5 0 0.2 k", "/Scr gs 0.5 0.5 0.5 0 k", &[50, 25, 0, 0]),
        ("1 0.5 0 0.2 k", "/Dark gs 0.5 0.7 0.5 0 k", &[100, 70, 50, 20]),
        ("1 0.5 0 0.2 k", "/Half gs 0 0.7 0 0 k", &[50, 60, 0, 10]),
    ];
    let marks: Vec<(&str, &str)> = cases.iter().map(|(under, over, _)| (*under, *over)).collect();
    let bytes = pairs(SPACES, &marks);
    let plates = separate(&bytes, 72.0);
    for (index, (under, over, tints)) in cases.iter().enumerate() {
        let (found, _) = meeting(&plates, index);
        let is_near = found.iter().zip(*tints).all(|(a, b)| (a - b).abs() <= 1);
        assert!(is_near, "{over} on {under}: {found:?}, not {tints:?}");
    }
    judge("blending", &bytes, 72);
}

const FORM: &str = "/Type /XObject /Subtype /Form /BBox [0 0 600 100]";

#[test]
fn groups_and_soft_masks_shape_what_is_in_them() {
    let group = "/Group << /S /Transparency /CS /DeviceCMYK /I true >>";
    let open = "/Group << /S /Transparency /CS /DeviceCMYK >>";
    let resources = "/XObject << /Iso 8 0 R /Open 9 0 R >> /ExtGState << /Half << /ca 0.5 >> \
        /Mask << /SMask << /S /Luminosity /G 10 0 R >> >> /O1 << /op true /OPM 1 >> \
        /Mul << /BM /Multiply >> >>";
    let marks = "0 0 0 1 k 20 20 30 40 re f 0 1 0 0 k 35 20 30 40 re f";
    let iso = format!("<< {FORM} {group} >> {marks}");
    let open_form = format!(
        "<< {FORM} {open} /Resources << /ExtGState << /O1 << /op true /OPM 1 >> >> >> >> \
         /O1 gs {marks}"
    );
    let mask =
        format!("<< {FORM} {group} >> 0 0 0 0 k 20 20 20 40 re f 0 0 0 0.5 k 40 20 10 40 re f");
    let content = "1 0 0 0 k 20 20 45 40 re f q /Half gs /Iso Do Q \
        q 1 0 0 1 100 0 cm 1 0 0 0 k 20 20 45 40 re f /Half gs /Open Do Q \
        q 1 0 0 1 200 0 cm 1 0 0 0 k 20 20 45 40 re f /Mask gs 0 0 1 0 k 20 20 45 40 re f Q";
    let bytes = page(resources, content, &[(8, &iso), (9, &open_form), (10, &mask)]);
    let plates = separate(&bytes, 72.0);
    // As one: the magenta covers the black, then half of it shows.
    let near = |found: Vec<i32>, tints: [i32; 4], what: &str| {
        let is_near = found.iter().zip(tints).all(|(a, b)| (a - b).abs() <= 1);
        assert!(is_near, "{what}: {found:?}, not {tints:?}");
    };
    near(at(&plates, 27.0, 40.0), [50, 0, 0, 50], "isolated, first");
    near(at(&plates, 42.0, 40.0), [50, 50, 0, 0], "isolated, both");
    // In an open group overprint sees what lies below.
    near(at(&plates, 127.0, 40.0), [100, 0, 0, 50], "open, first");
    near(at(&plates, 142.0, 40.0), [100, 50, 0, 50], "open, both");
    near(at(&plates, 225.0, 40.0), [0, 0, 100, 0], "masked, whole");
    near(at(&plates, 245.0, 40.0), [50, 0, 50, 0], "masked, half");
    near(at(&plates, 257.0, 40.0), [100, 0, 0, 0], "masked, nothing");
    judge("groups", &bytes, 72);
}

#[test]
fn pictures_keep_their_inks() {
    let image = "/Type /XObject /Subtype /Image";
    let cmyk = format!(
        "<< {image} /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceCMYK \
         /Filter /ASCIIHexDecode >> FF000000 00FF0000 0000FF00 00000080>"
    );
    let bits = format!(
        "<< {image} /Width 8 /Height 2 /BitsPerComponent 1 /ColorSpace /DeviceGray \
         /Filter /ASCIIHexDecode >> F00F>"
    );
    let stencil = format!(
        "<< {image} /Width 8 /Height 2 /ImageMask true /Decode [1 0] /Filter /ASCIIHexDecode >> \
         F00F>"
    );
    let indexed = format!(
        "<< {image} /Width 4 /Height 1 /BitsPerComponent 2 /Filter /ASCIIHexDecode \
         /ColorSpace [/Indexed [/Separation /Rot /DeviceCMYK 6 0 R] 3 <0055AAFF>] >> 1B>"
    );
    let turned = format!(
        "<< {image} /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray \
         /Decode [1 0] /SMask 13 0 R /Filter /ASCIIHexDecode >> FF80>"
    );
    let alpha = format!(
        "<< {image} /Width 1 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray \
         /Filter /ASCIIHexDecode >> FF80>"
    );
    let resources = format!(
        "/XObject << /Cmyk 8 0 R /Bits 9 0 R /Stencil 10 0 R /Indexed 11 0 R /Turned 12 0 R >> \
         {SPACES}"
    );
    let place = |index: usize| format!("40 0 0 40 {} 20 cm", 20 + 60 * index);
    let under = |index: usize| format!("1 0 0 0 k {} 20 40 40 re f", 20 + 60 * index);
    let content = format!(
        "q {u0} /O1 gs {} /Cmyk Do Q q {} /Bits Do Q q {u2} 0 1 0 0 k {} /Stencil Do Q \
         q {u3} /O0 gs {} /Indexed Do Q q {u4} {} /Turned Do Q",
        place(0),
        place(1),
        place(2),
        place(3),
        place(4),
        u0 = under(0),
        u2 = under(2),
        u3 = under(3),
        u4 = under(4),
    );
    let objects =
        [(8, &cmyk[..]), (9, &bits), (10, &stencil), (11, &indexed), (12, &turned), (13, &alpha)];
    let bytes = page(&resources, &content, &objects);
    let plates = separate(&bytes, 72.0);
    let quarter = |index: usize, x: f64, y: f64| {
        let found = at(&plates, 20.0 + 60.0 * index as f64 + 40.0 * x, 20.0 + 40.0 * y);
        [found[0], found[1], found[2], found[3], found.get(4).copied().unwrap_or(0)]
    };
    // Zeros of pictures always count, whatever the overprint mode.
    assert_eq!(quarter(0, 0.25, 0.75), [100, 0, 0, 0, 0]);
    assert_eq!(quarter(0, 0.75, 0.75), [0, 100, 0, 0, 0]);
    assert_eq!(quarter(0, 0.25, 0.25), [0, 0, 100, 0, 0]);
    assert_eq!(quarter(0, 0.75, 0.25), [0, 0, 0, 50, 0]);
    assert_eq!(quarter(1, 0.25, 0.75), [0, 0, 0, 0, 0]);
    assert_eq!(quarter(1, 0.25, 0.25), [0, 0, 0, 100, 0]);
    assert_eq!(quarter(2, 0.25, 0.75), [0, 100, 0, 0, 0]);
    assert_eq!(quarter(2, 0.75, 0.75), [100, 0, 0, 0, 0]);
    assert_eq!(quarter(3, 0.375, 0.5), [100, 0, 0, 0, 33]);
    assert_eq!(quarter(3, 0.875, 0.5), [100, 0, 0, 0, 100]);
    assert_eq!(quarter(4, 0.25, 0.75), [0, 0, 0, 100, 0]);
    assert_eq!(quarter(4, 0.75, 0.25), [50, 0, 0, 25, 0]);
    judge("pictures", &bytes, 72);
}

/// A picture that its soft mask has mixed with a color already (PDF 32000-1, 11.6.5.3).
#[test]
fn a_picture_mixed_with_its_matte_is_taken_out_of_it() {
    let image = "/Type /XObject /Subtype /Image";
    // Cyan of 80 % and magenta of 40 %, half opaque, mixed with yellow of 100 %:
    // m + a (c - m) in 255ths.
    let mixed = format!(
        "<< {image} /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceCMYK \
         /SMask 9 0 R /Filter /ASCIIHexDecode >> 66338000 CC660000>"
    );
    let alpha = format!(
        "<< {image} /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray \
         /Matte [0 0 1 0] /Filter /ASCIIHexDecode >> 80FF>"
    );
    let resources = "/XObject << /Mixed 8 0 R >>";
    let content = "q 40 0 0 40 20 20 cm /Mixed Do Q";
    let bytes = page(resources, content, &[(8, &mixed), (9, &alpha)]);
    let plates = separate(&bytes, 72.0);
    // On bare paper half of the color is left, and nothing of the yellow.
    assert_eq!(at(&plates, 30.0, 40.0), [40, 20, 0, 0]);
    assert_eq!(at(&plates, 50.0, 40.0), [80, 40, 0, 0]);
}

#[test]
fn patterns_show_through_stencils() {
    let tile = "<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 40 40] \
                /XStep 40 /YStep 40 /Resources << >> >> \
                1 0 0 0 k 0 0 40 20 re f 0 1 0 0 k 0 20 40 20 re f";
    let stencil = "<< /Type /XObject /Subtype /Image /Width 2 /Height 1 /ImageMask true \
                   /Filter /ASCIIHexDecode >> 40>";
    let resources = "/Pattern << /P 8 0 R >> /XObject << /I 9 0 R >>";
    let content = "0 0 0 1 k 40 40 20 20 re f /Pattern cs /P scn q 40 0 0 40 40 40 cm /I Do Q";
    let bytes = page(resources, content, &[(8, tile), (9, stencil)]);
    let plates = separate(&bytes, 72.0);
    // Zeros paint: the left half shows the pattern, the right half what was there.
    assert_eq!(at(&plates, 50.0, 50.0), [100, 0, 0, 0]);
    assert_eq!(at(&plates, 50.0, 70.0), [0, 100, 0, 0]);
    assert_eq!(at(&plates, 70.0, 50.0), [0, 0, 0, 0]);
    judge("stencil", &bytes, 72);
}

#[test]
fn shadings_and_tiles_are_drawn() {
    let resources = format!(
        "/Shading << /Axial << /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [20 0 120 0] \
         /Function << /FunctionType 2 /N 1 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 0 0.5 0] >> >> \
         /Radial << /ShadingType 3 /ColorSpace /DeviceCMYK /Coords [180 60 0 180 60 40] \
         /Function << /FunctionType 2 /N 1 /Domain [0 1] /C0 [0 1 0 0] /C1 [0 0 0 1] >> >> >> \
         /Pattern << /Tiles 8 0 R /Slope << /PatternType 2 /Shading << /ShadingType 2 \
         /ColorSpace [/Separation /Rot /DeviceCMYK 6 0 R] /Coords [320 0 400 0] \
         /Function << /FunctionType 2 /N 1 /Domain [0 1] /C0 [0] /C1 [1] >> >> >> >> {SPACES}"
    );
    let tile = "<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] \
        /XStep 10 /YStep 10 /Resources << >> >> 0 0 1 0 k 0 0 5 10 re f 0 1 0 0 k 5 0 5 5 re f";
    let content = "q 20 20 100 80 re W n /Axial sh Q q 140 20 80 80 re W n /Radial sh Q \
        q /Pattern cs /Tiles scn 230 20 70 80 re f Q q /Pattern cs /Slope scn \
        320 20 m 400 20 l 360 100 l f Q";
    let bytes = page(&resources, content, &[(8, tile)]);
    let plates = separate(&bytes, 72.0);
    assert_eq!(at(&plates, 70.5, 60.0)[..4], [51, 0, 25, 0]);
    assert_eq!(at(&plates, 180.5, 80.5)[3], 51);
    assert_eq!(at(&plates, 232.0, 55.0)[..4], [0, 0, 100, 0]);
    assert_eq!(at(&plates, 237.0, 52.0)[..4], [0, 100, 0, 0]);
    assert_eq!(at(&plates, 237.0, 57.0)[..4], [0, 0, 0, 0]);
    assert_eq!(at(&plates, 360.5, 60.0)[4], 51);
    judge("shadings", &bytes, 72);
}

#[test]
fn lines_clips_and_turned_pages_agree() {
    let content = "q 20 20 200 60 re 40 30 100 20 re W* n 0 1 1 0 k 0 0 300 300 re f Q \
        0 0 0 1 K 3 w [12 4 2 4] 5 d 20 90 m 300 95 l S [] 0 d 8 w 1 J 1 j \
        320 20 m 380 80 l 440 20 l S 0 J 0 j 4 w 460 20 m 500 90 l 540 20 l h S \
        0.5 0 0 0 k 60 60 m 120 110 180 10 240 60 c h f*";
    let bytes = page("", content, &[]);
    judge("lines", &bytes, 72);
    let text = String::from_utf8(bytes).expect("it is text");
    let turned = text.replace("/MediaBox", "/Rotate 90 /MediaBox");
    judge("turned", turned.as_bytes(), 72);
}

/// A matrix that does not scale alike in all directions makes the pen an ellipse, and
/// measures dashes along with it.
#[test]
fn pens_are_as_oval_as_their_matrix_makes_them() {
    let content = "0 0 0 1 k 0 0 0 1 K q 10 0 0 1 0 0 cm 2 w 4 20 m 4 100 l 10 60 m 20 60 l S Q \
        q 10 0 0 1 300 0 cm 4 w [2 2] 0 d 0 60 m 20 60 l S Q \
        q 1 0.8 0 0.3 600 20 cm 12 w 1 J 1 j 10 0 m 60 40 l 90 0 l 130 60 170 -60 200 0 c S Q";
    let bytes = page("", content, &[]);
    let plates = separate(&bytes, 72.0);
    let black = |x: f64, y: f64| at(&plates, x, y)[3];
    // Upright it is twenty points thick, level two.
    assert_eq!(
        [black(29.0, 40.0), black(31.0, 40.0), black(49.0, 40.0), black(51.0, 40.0)],
        [0, 100, 100, 0]
    );
    assert_eq!(
        [black(150.0, 58.0), black(150.0, 59.0), black(150.0, 60.0), black(150.0, 61.0)],
        [0, 100, 100, 0]
    );
    // Dashes of twenty points.
    assert_eq!([black(310.0, 60.0), black(330.0, 60.0), black(350.0, 60.0)], [100, 0, 100]);
    judge("pens", &bytes, 72);
}

/// In a pixel in which a mark and its clip end alike, the same part is covered.
#[test]
fn a_mark_ends_as_its_clip_does() {
    let content = "q 20.5 20 30 40 re W n 1 0 0 0 k 20.5 20 30 40 re f Q \
        q 120.5 20 30 40 re W n q 120.5 20 30 40 re W n 1 0 0 0 k 0 0 300 100 re f Q Q";
    let plates = separate(&page("", content, &[]), 72.0);
    let cyan: Vec<i32> =
        [20.2, 21.2, 50.2, 51.2, 120.2, 150.2].map(|x| at(&plates, x, 40.0)[0]).to_vec();
    assert_eq!(cyan, [50, 100, 50, 0, 50, 50]);
}

/// A pixel under which several samples lie has as much of each as lies under it.
#[test]
fn samples_count_by_how_much_of_them_is_under_a_pixel() {
    let image = "<< /Type /XObject /Subtype /Image /Width 4 /Height 1 /BitsPerComponent 8 \
        /ColorSpace /DeviceGray /Filter /ASCIIHexDecode >> 00FF00FF>";
    let content = "q 6 0 0 6 30 30 cm /I Do Q q 6 0 0.0001 6 60 30 cm /I Do Q";
    let plates = separate(&page("/XObject << /I 8 0 R >>", content, &[(8, image)]), 72.0);
    for left in [30, 60] {
        let black: Vec<i32> =
            (0..6).map(|x| at(&plates, f64::from(left + x) + 0.2, 33.0)[3]).collect();
        assert_eq!(black, [100, 50, 0, 100, 50, 0], "{left}");
    }
}

/// Letters whose parts lie over each other, as those of variable fonts do, lay as much ink
/// in any resolution.
#[test]
fn parts_of_letters_that_lie_over_each_other_count_once() {
    let mut sheet = Sheet::x4();
    sheet.content = format!("0 0 0 1 k BT /F1 9 Tf 40 300 Td 11 TL {}ET", {
        format!("{} Tj T* ", words()).repeat(20)
    });
    let bytes = sheet.write();
    let black = |dpi: f64| separate(&bytes, dpi).summary()[3].coverage;
    let (coarse, fine) = (black(72.0), black(720.0));
    assert!((coarse / fine - 1.0).abs() < 0.01, "{coarse} and {fine}");
}

#[test]
fn the_most_ink_is_found_where_it_is() {
    let content = "1 1 1 0 k 100 20 50 50 re f 0.5 0 0 0.1 k 300 20 80 80 re f";
    let bytes = page("", content, &[]);
    let plates = separate(&bytes, 72.0);
    let most = plates.most_ink();
    assert_eq!(most.percent.round(), 300.0);
    assert!((most.x_mm - 100.0 / 72.0 * 25.4).abs() < 0.5, "{most:?}");
    assert!(plates.plate(&Ink::Cyan).is_some_and(plates::Plate::has_ink));
    assert!(plates::heat_map(&plates, 240.0).is_ok());
}

/// A layout's press file, in a folder of its own.
fn built(layout: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{layout}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    let out = folder.join("page.pdf");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_banmian"))
        .arg("build")
        .arg(root.join("layouts").join(layout).with_extension("toml"))
        .arg("-o")
        .arg(&out)
        .current_dir(&root)
        .output()
        .expect("the command runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    out
}

fn remove(pdf: &std::path::Path) {
    let folder = pdf.parent().expect("it is in a folder");
    std::fs::remove_dir_all(folder).expect("it was just made");
}

#[test]
fn sample_pages_agree_with_ghostscript() {
    for layout in JUDGED {
        let pdf = built(layout);
        judge(layout, &std::fs::read(&pdf).expect("it was written"), 100);
        remove(&pdf);
    }
}

#[test]
fn the_command_writes_a_picture_for_each_plate() {
    let pdf = built("tabloid");
    let folder = pdf.parent().expect("it is in a folder");
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_banmian"))
            .args(["--messages", "en", "separations"])
            .args(arguments)
            .arg("-o")
            .arg(folder)
            .arg(&pdf)
            .output()
            .expect("the command runs");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (is_fine, said) = run(&["--dpi", "30", "--heat-map", "--composite"]);
    assert!(is_fine && said.contains("most ink: "), "{said}");
    for plate in ["Cyan", "Magenta", "Yellow", "Black", "heat", "composite"] {
        assert!(folder.join(format!("page-{plate}.png")).is_file(), "{plate}");
    }
    let (is_fine, said) = run(&["--page", "2"]);
    assert!(!is_fine && said.contains("there is no page 2, the PDF has 1"), "{said}");
    remove(&pdf);
}
