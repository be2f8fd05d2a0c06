//! Pictures in the inks of the press: which inks, how much of them, how many
//! pixels, and what is kept between runs.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use banmian::color::{Color, Overprint, Paint};
use banmian::diag::{Code, Diagnostic};
use banmian::geom::Rect;
use banmian::icc::IccProfile;
use banmian::load::{CacheFolder, EntryKind};
use banmian::page::{
    Condition, Document, Intent, Item, Output, PictureInks, PictureSettings, Shape, Sharpening,
    Standard,
};
use banmian::picture::{self, PictureId, Pictures};
use banmian::press::{
    Filter, PressError, PressInks, PressPicture, PressPictures, most_ink, prepare,
};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};
use lcms2::{CIExyY, CIExyYTRIPLE, Flags, PixelFormat, ToneCurve, Transform};

use crate::desk::Desk;
use crate::hand::{HEI, document, filled, line, mm, page, picture as placed, rect};
use crate::picture::{gray_png, jpeg, png_rgba};
use crate::tools;

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).expect("memory takes every write");
    bytes.into_inner()
}

fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    encoded(image, ImageFormat::Png)
}

/// Fields of 8 pixels a side, each of one color.
fn fields(colors: &[[u8; 3]]) -> Vec<u8> {
    let width = 8 * u32::try_from(colors.len()).expect("few colors");
    png(RgbImage::from_fn(width, 8, |x, _| Rgb(colors[x as usize / 8])))
}

/// Something like a photograph: no two neighbors are alike.
fn grain(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = (x * 73 + y * 151 + x * y % 97) % 41;
        let value = |part: u32| ((x * part + y * 2 + noise) % 256) as u8;
        Rgb([value(1), value(3), value(5)])
    })
}

/// A document with one picture on it, 25.4 mm wide and high.
fn alone(bytes: Vec<u8>) -> (Document, Pictures) {
    let inch = rect(10.0, 10.0, 35.4, 35.4);
    with_items(bytes, |id| vec![placed(id, inch, inch)])
}

fn with_items(bytes: Vec<u8>, items: impl FnOnce(PictureId) -> Vec<Item>) -> (Document, Pictures) {
    let mut pictures = Pictures::default();
    let id = pictures.add(picture::read("photo", bytes).expect("a picture"));
    (document(vec![page(items(id))]), pictures)
}

fn pressed_with(bytes: Vec<u8>, change: impl FnOnce(&mut Output)) -> Vec<PressPictures> {
    let (mut document, pictures) = alone(bytes);
    change(&mut document.output);
    prepare(&document, &pictures, None).expect("it can go to press")
}

fn pressed(bytes: Vec<u8>) -> Vec<PressPictures> {
    pressed_with(bytes, |_| {})
}

fn only(pressed: &[PressPictures]) -> &PressPicture {
    let [page] = pressed else { panic!("{} pages", pressed.len()) };
    let [picture] = page.list() else { panic!("{} pictures", page.list().len()) };
    picture
}

fn codes(pressed: &[PressPictures]) -> Vec<Code> {
    let findings = pressed.iter().flat_map(PressPictures::findings);
    findings.map(Diagnostic::code).collect()
}

/// The pixels of a picture that is packed without loss, by component.
fn unpacked(picture: &PressPicture) -> Vec<u8> {
    assert_eq!(picture.filter, Filter::Paeth, "packed with loss");
    let components = if picture.inks == PressInks::Process { 4 } else { 1 };
    unpacked_rows(&picture.data, picture.width as usize * components, components)
}

fn unpacked_rows(data: &[u8], row: usize, components: usize) -> Vec<u8> {
    let mut rows = Vec::new();
    flate2::read::ZlibDecoder::new(data).read_to_end(&mut rows).expect("sound data");
    let mut above = vec![0; row];
    let mut pixels = Vec::new();
    for filtered in rows.chunks_exact(row + 1) {
        assert_eq!(filtered[0], 4, "Paeth's filter");
        let mut here = vec![0u8; row];
        for at in 0..row {
            let before = at.checked_sub(components);
            let (left, corner) =
                before.map_or((0, 0), |b| (i32::from(here[b]), i32::from(above[b])));
            let up = i32::from(above[at]);
            let guess = left + up - corner;
            let nearest = [left, up, corner]
                .into_iter()
                .min_by_key(|near| (guess - near).abs())
                .expect("three of them");
            here[at] = filtered[at + 1].wrapping_add(nearest as u8);
        }
        pixels.extend(&here);
        above = here;
    }
    pixels
}

fn newsprint() -> lcms2::Profile {
    lcms2::Profile::new_icc(&IccProfile::newsprint().bytes).expect("a sound profile")
}

/// What lcms2 itself makes of RGB on newsprint, in percent.
fn by_lcms(from: &lcms2::Profile, colors: &[[u8; 3]], intent: lcms2::Intent) -> Vec<[f32; 4]> {
    let transform = Transform::<[u8; 3], [f32; 4]>::new_flags(
        from,
        PixelFormat::RGB_8,
        &newsprint(),
        PixelFormat::CMYK_FLT,
        intent,
        Flags::BLACKPOINT_COMPENSATION | Flags::NO_OPTIMIZE,
    )
    .expect("sound profiles");
    let mut inks = vec![[0.0; 4]; colors.len()];
    transform.transform_pixels(colors, &mut inks);
    inks
}

const COLORS: [[u8; 3]; 7] = [
    [255, 255, 255],
    [200, 40, 30],
    [20, 160, 60],
    [30, 50, 170],
    [240, 210, 60],
    [150, 110, 90],
    [0, 0, 0],
];

/// The inks, in percent, of the first pixel of each field.
fn inks_of_fields(picture: &PressPicture) -> Vec<[f32; 4]> {
    let pixels = unpacked(picture);
    (0..picture.width as usize / 8)
        .map(|field| std::array::from_fn(|ink| f32::from(pixels[field * 32 + ink]) / 2.55))
        .collect()
}

#[test]
fn colors_come_out_as_lcms_has_them() {
    let pressed = pressed(fields(&COLORS));
    let expected = by_lcms(&lcms2::Profile::new_srgb(), &COLORS, lcms2::Intent::Perceptual);
    for (own, expected) in inks_of_fields(only(&pressed)).iter().zip(&expected) {
        for (own, expected) in own.iter().zip(expected) {
            assert!((own - expected).abs() < 2.0, "{own:?} {expected:?}");
        }
    }
    assert_eq!(inks_of_fields(only(&pressed))[0], [0.0; 4], "paper stays bare");
}

#[test]
fn the_intent_is_the_one_that_was_chosen() {
    let with = |intent| {
        pressed_with(fields(&COLORS), |output| {
            output.pictures = PictureSettings { intent, ..PictureSettings::default() };
        })
    };
    let relative = with(Intent::RelativeColorimetric);
    let expected =
        by_lcms(&lcms2::Profile::new_srgb(), &COLORS, lcms2::Intent::RelativeColorimetric);
    for (own, expected) in inks_of_fields(only(&relative)).iter().zip(&expected) {
        for (own, expected) in own.iter().zip(expected) {
            assert!((own - expected).abs() < 3.0, "{own:?} {expected:?}");
        }
    }
    assert_ne!(only(&relative), only(&with(Intent::Perceptual)));
}

#[test]
fn ghostscript_sees_the_same_inks_on_the_plates() {
    let (document, pictures) =
        alone(encoded(RgbImage::from_pixel(64, 64, Rgb([200, 40, 30])), ImageFormat::Jpeg));
    let pressed = prepare(&document, &pictures, None).expect("it can go to press");
    assert_eq!(only(&pressed).filter, Filter::Jpeg { inverted: true });
    let pdf = banmian::pdf::export(&document, crate::hand::fonts(), &pressed).expect("a PDF");
    // The whole page is 100 by 150 mm, the picture an inch in the square.
    let [expected] =
        by_lcms(&lcms2::Profile::new_srgb(), &[[200, 40, 30]], lcms2::Intent::Perceptual)[..]
    else {
        panic!("one color")
    };
    let arguments = ["-q", "-dBATCH", "-dNOPAUSE", "-o", "-", "-sDEVICE=ink_cov", "{}"];
    let Some(said) = tools::run("gs", &arguments, &pdf) else { return };
    let share = 25.4 * 25.4 / (100.0 * 150.0);
    let amounts: Vec<f32> =
        said.out.split_whitespace().take(4).map(|part| part.parse().expect("a number")).collect();
    for (amount, expected) in amounts.iter().zip(expected) {
        // JPEG itself and the edges of pixels cost a little.
        assert!((amount / share - expected).abs() < 3.0, "{amounts:?} {expected:?}");
    }
}

#[test]
fn gray_pictures_are_black_ink_alone() {
    let gray_jpeg =
        encoded(GrayImage::from_fn(64, 64, |x, y| Luma([(x + y) as u8])), ImageFormat::Jpeg);
    let neutral = RgbImage::from_fn(64, 64, |x, y| Rgb([((x * 3 + y) % 256) as u8; 3]));
    for bytes in
        [gray_png(40, 40), gray_jpeg, png(neutral.clone()), encoded(neutral, ImageFormat::Jpeg)]
    {
        assert_eq!(only(&pressed(bytes)).inks, PressInks::Black);
    }
}

#[test]
fn on_a_page_in_black_colors_become_grays_that_are_as_light() {
    let colors = [[255, 255, 255], [255, 220, 0], [220, 30, 30], [20, 20, 120], [0, 0, 0]];
    for bytes in [fields(&colors), cmyk_jpeg([10, 200, 200, 10], ColorType::Cmyk, None)] {
        let (mut document, pictures) = alone(bytes);
        for item in document.pages.iter_mut().flat_map(|page| &mut page.items) {
            if let Item::Picture(placed) = item {
                placed.inks = PictureInks::Black;
            }
        }
        let pressed = prepare(&document, &pictures, None).expect("it can be printed");
        assert_eq!(only(&pressed).inks, PressInks::Black);
    }
    let (mut document, pictures) = alone(fields(&colors));
    let Item::Picture(placed) = &mut document.pages[0].items[0] else { panic!("a picture") };
    placed.inks = PictureInks::Black;
    let pressed = prepare(&document, &pictures, None).expect("it can be printed");
    let grays = unpacked(only(&pressed));
    let light: Vec<u8> = (0..colors.len()).map(|field| grays[field * 8 + 4]).collect();
    assert!(light.is_sorted_by(|one, next| one > next), "from white to black: {light:?}");
    assert_eq!((light[0], light[4]), (255, 0), "paper and solid black");
}

#[test]
fn a_small_red_mark_in_a_gray_chart_stays_red() {
    let mut chart = RgbImage::from_fn(100, 100, |x, y| Rgb([((x + y) % 256) as u8; 3]));
    chart.put_pixel(50, 50, Rgb([200, 20, 20]));
    assert_eq!(only(&pressed(png(chart))).inks, PressInks::Process);
}

#[test]
fn grays_are_as_light_on_the_press_as_the_profile_says() {
    let steps = GrayImage::from_fn(256 * 4, 8, |x, _| Luma([(x / 4) as u8]));
    let pressed = pressed_with(png(steps), |output| output.pictures.resolution = 4000);
    let picture = only(&pressed);
    let blacks: Vec<[u8; 4]> =
        unpacked(picture)[..1024].chunks(4).map(|step| [0, 0, 0, 255 - step[0]]).collect();
    assert_eq!((blacks[255][3], blacks[0][3]), (0, 255));
    assert!(blacks.is_sorted_by(|one, next| one[3] >= next[3]));
    let lab = lcms2::Profile::new_lab4_context(
        lcms2::GlobalContext::new(),
        &CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 },
    )
    .expect("a profile");
    let transform = Transform::<[u8; 4], [f32; 3]>::new(
        &newsprint(),
        PixelFormat::CMYK_8,
        &lab,
        PixelFormat::Lab_FLT,
        lcms2::Intent::RelativeColorimetric,
    )
    .expect("sound profiles");
    let mut labs = vec![[0.0; 3]; 256];
    transform.transform_pixels(&blacks, &mut labs);
    let light = |lightness: f32| ((lightness + 16.0) / 116.0).powi(3);
    let solid = light(labs[0][0]);
    for gray in [40, 80, 128, 180, 230] {
        let value = gray as f32 / 255.0;
        let wanted = solid + ((value + 0.055) / 1.055).powf(2.4) * (1.0 - solid);
        let wanted = wanted.cbrt() * 116.0 - 16.0;
        assert!((labs[gray][0] - wanted).abs() < 0.7, "{gray}: {} {wanted}", labs[gray][0]);
    }
}

#[test]
fn no_pixel_has_more_ink_than_the_press_takes() {
    // Dark and vivid colors in rows of eight, so that nothing is packed with
    // loss.
    let image = RgbImage::from_fn(512, 64, |x, y| {
        let (x, y) = (x / 8, y / 8);
        Rgb([(x * 4) as u8, (y * 30) as u8, ((x + y) * 3) as u8])
    });
    for most in [240, 200, 150, 90] {
        let pressed = pressed_with(png(image.clone()), |output| output.condition.most_ink = most);
        let pixels = unpacked(only(&pressed));
        let highest =
            pixels.chunks(4).map(|inks| inks.iter().copied().map(u32::from).sum::<u32>()).max();
        let highest = f64::from(highest.expect("pixels")) / 2.55;
        assert!(highest <= f64::from(most), "{highest} of {most}");
        assert!(highest > f64::from(most.min(220)) - 20.0, "{highest} of {most}: too little");
    }
}

/// A JPEG of one mixture of inks, 0 to 255, with a little grain.
pub(crate) fn cmyk_jpeg(inks: [u8; 4], kind: ColorType, profile: Option<&[u8]>) -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..64 * 64).flat_map(|at| inks.map(|ink| ink - (at % 3) as u8)).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).expect("it has room");
    }
    encoder.encode(&pixels, 64, 64, kind).expect("memory takes every write");
    bytes
}

#[test]
fn inks_stay_as_they_are_while_the_press_can_take_them() {
    for kind in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let bytes = cmyk_jpeg([100, 120, 60, 40], kind, None);
        let pressed = pressed(bytes.clone());
        let picture = only(&pressed);
        assert!(picture.data == bytes, "the file was changed");
        assert_eq!(picture.filter, Filter::Jpeg { inverted: true });
        assert!(codes(&pressed).is_empty());
    }
}

#[test]
fn too_much_ink_is_separated_anew() {
    let (document, pictures) = alone(cmyk_jpeg([250, 240, 230, 200], ColorType::Cmyk, None));
    let pressed = prepare(&document, &pictures, None).expect("it can go to press");
    assert_eq!(codes(&pressed), [Code::PictureInk]);
    let pdf = banmian::pdf::export(&document, crate::hand::fonts(), &pressed).expect("a PDF");
    let arguments = ["-q", "-dBATCH", "-dNOPAUSE", "-o", "-", "-sDEVICE=ink_cov", "{}"];
    let Some(said) = tools::run("gs", &arguments, &pdf) else { return };
    let share = 25.4 * 25.4 / (100.0 * 150.0);
    let total: f32 = said
        .out
        .split_whitespace()
        .take(4)
        .map(|part| part.parse::<f32>().expect("a number") / share)
        .sum();
    assert!((150.0..242.0).contains(&total), "{total} %");
}

/// RGB with wider primaries than sRGB.
fn wide_rgb() -> Vec<u8> {
    let point = |x, y| CIExyY { x, y, Y: 1.0 };
    let primaries =
        CIExyYTRIPLE { Red: point(0.64, 0.33), Green: point(0.21, 0.71), Blue: point(0.15, 0.06) };
    let curve = ToneCurve::new(2.2);
    lcms2::Profile::new_rgb(&point(0.3127, 0.3290), &primaries, &[&curve; 3])
        .and_then(|profile| profile.icc())
        .expect("a profile")
}

fn gray_profile(gamma: f64) -> Vec<u8> {
    let white = CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 };
    lcms2::Profile::new_gray(&white, &ToneCurve::new(gamma))
        .and_then(|profile| profile.icc())
        .expect("a profile")
}

/// A PNG with a further chunk after its header.
fn with_chunk(png: &[u8], kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).expect("small").to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(data);
    chunk.extend(crc.sum().to_be_bytes());
    [&png[..33], &chunk, &png[33..]].concat()
}

fn with_profile(png: &[u8], profile: &[u8]) -> Vec<u8> {
    let mut data = b"name\0\0".to_vec();
    let mut deflated = flate2::read::ZlibEncoder::new(profile, flate2::Compression::fast());
    deflated.read_to_end(&mut data).expect("memory takes every write");
    with_chunk(png, *b"iCCP", &data)
}

#[test]
fn the_profile_in_a_file_is_honored() {
    let profile = wide_rgb();
    let from = lcms2::Profile::new_icc(&profile).expect("a profile");
    let expected = by_lcms(&from, &COLORS, lcms2::Intent::Perceptual);
    let tagged = pressed(with_profile(&fields(&COLORS), &profile));
    assert!(codes(&tagged).is_empty());
    for (own, expected) in inks_of_fields(only(&tagged)).iter().zip(&expected) {
        for (own, expected) in own.iter().zip(expected) {
            assert!((own - expected).abs() < 2.0, "{own:?} {expected:?}");
        }
    }
    assert_ne!(only(&tagged), only(&pressed(fields(&COLORS))));
    // The same primaries and curve without a profile.
    let mut points = Vec::new();
    for number in [31_270u32, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000] {
        points.extend(number.to_be_bytes());
    }
    let marked = with_chunk(&fields(&COLORS), *b"cHRM", &points);
    let marked = with_chunk(&marked, *b"gAMA", &45_455u32.to_be_bytes());
    let marked = pressed(marked);
    for (own, expected) in inks_of_fields(only(&marked)).iter().zip(&expected) {
        for (own, expected) in own.iter().zip(expected) {
            assert!((own - expected).abs() < 2.0, "{own:?} {expected:?}");
        }
    }
}

#[test]
fn the_code_points_of_a_png_and_a_lone_gamma_are_honored() {
    let by = |points: [(f64, f64); 3], curve: &ToneCurve| {
        let [red, green, blue] = points.map(|(x, y)| CIExyY { x, y, Y: 1.0 });
        let white = CIExyY { x: 0.3127, y: 0.3290, Y: 1.0 };
        let primaries = CIExyYTRIPLE { Red: red, Green: green, Blue: blue };
        let profile = lcms2::Profile::new_rgb(&white, &primaries, &[curve; 3]).expect("a profile");
        by_lcms(&profile, &COLORS, lcms2::Intent::Perceptual)
    };
    let srgb_curve = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];
    let srgb_curve = ToneCurve::new_parametric(4, &srgb_curve).expect("a curve");
    let plain = pressed(fields(&COLORS));
    for (kind, data, expected) in [
        // Display P3.
        (
            *b"cICP",
            vec![12, 13, 0, 1],
            by([(0.68, 0.32), (0.265, 0.69), (0.15, 0.06)], &srgb_curve),
        ),
        // The primaries of sRGB with a curve of their own.
        (
            *b"gAMA",
            100_000_u32.to_be_bytes().to_vec(),
            by([(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)], &ToneCurve::new(1.0)),
        ),
    ] {
        let marked = pressed(with_chunk(&fields(&COLORS), kind, &data));
        assert!(codes(&marked).is_empty());
        for (own, expected) in inks_of_fields(only(&marked)).iter().zip(&expected) {
            for (own, expected) in own.iter().zip(expected) {
                assert!((own - expected).abs() < 3.0, "{own:?} {expected:?}");
            }
        }
        assert_ne!(only(&marked), only(&plain));
    }
    // sRGB in both ways to say it, and code points that say nothing.
    for (kind, data) in [
        (*b"cICP", vec![1, 13, 0, 1]),
        (*b"cICP", vec![2, 2, 0, 1]),
        (*b"gAMA", 45_455_u32.to_be_bytes().to_vec()),
    ] {
        assert_eq!(only(&pressed(with_chunk(&fields(&COLORS), kind, &data))), only(&plain));
    }
    // Code points go before a profile.
    let both = with_chunk(&with_profile(&fields(&COLORS), &wide_rgb()), *b"cICP", &[1, 13, 0, 1]);
    assert_eq!(only(&pressed(both)), only(&plain));
    // The curve of grays counts, too.
    let gray = GrayImage::from_fn(64, 8, |x, _| Luma([if x < 32 { 128 } else { 255 }]));
    let black = |bytes| 255 - unpacked(only(&pressed(bytes)))[0];
    let linear = with_chunk(&png(gray.clone()), *b"gAMA", &100_000_u32.to_be_bytes());
    assert!(black(linear) < black(png(gray)));
}

#[test]
fn the_profile_in_a_jpeg_is_honored() {
    let image = grain(64, 64);
    let coded = |profile: Option<&[u8]>| {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 95);
        if let Some(profile) = profile {
            encoder.add_icc_profile(profile).expect("it has room");
        }
        encoder.encode(&image, 64, 64, ColorType::Rgb).expect("memory takes every write");
        bytes
    };
    let (plain, tagged) = (pressed(coded(None)), pressed(coded(Some(&wide_rgb()))));
    assert!(codes(&tagged).is_empty());
    assert_ne!(only(&plain), only(&tagged));
}

#[test]
fn the_profile_of_a_gray_file_makes_its_tone() {
    let gray = GrayImage::from_fn(64, 8, |x, _| Luma([if x < 32 { 128 } else { 255 }]));
    let black = |bytes| 255 - unpacked(only(&pressed(bytes)))[0];
    let plain = black(png(gray.clone()));
    let light = black(with_profile(&png(gray.clone()), &gray_profile(1.0)));
    let dark = black(with_profile(&png(gray), &gray_profile(3.0)));
    assert!(light < plain && plain < dark, "{light} {plain} {dark}");
}

#[test]
fn a_profile_that_cannot_be_used_is_told_and_left_out() {
    let plain = fields(&COLORS);
    let expected = pressed(plain.clone());
    let mut cut = wide_rgb();
    cut.truncate(300);
    let mut hollow = wide_rgb();
    hollow[132..].fill(0xFF);
    let absurd = vec![0; 9 << 20];
    let of_inks = IccProfile::newsprint().bytes.to_vec();
    for profile in [b"no profile".to_vec(), cut, hollow, absurd, of_inks, gray_profile(2.2)] {
        let pressed = pressed(with_profile(&plain, &profile));
        assert_eq!(codes(&pressed), [Code::PictureProfile]);
        assert_eq!(only(&pressed), only(&expected));
    }
    let gray = gray_png(40, 40);
    let wrong = pressed(with_profile(&gray, &wide_rgb()));
    assert_eq!(codes(&wrong), [Code::PictureProfile]);
    assert_eq!(only(&wrong), only(&pressed(gray)));
    // A chunk that does not even inflate.
    let broken = pressed(with_chunk(&plain, *b"iCCP", b"name\0\0rubbish"));
    assert_eq!(codes(&broken), [Code::PictureProfile]);
}

#[test]
fn pictures_have_as_many_pixels_as_the_press_can_use() {
    let size = |bytes: Vec<u8>| {
        let pressed = pressed(bytes);
        (only(&pressed).width, only(&pressed).height)
    };
    assert_eq!(size(encoded(grain(1000, 1000), ImageFormat::Jpeg)), (200, 200));
    assert_eq!(size(encoded(grain(120, 120), ImageFormat::Jpeg)), (120, 120));
    let mut bytes = encoded(grain(1000, 500), ImageFormat::Jpeg);
    // The camera was held upright: what is stored lies on its side.
    let exif: &[u8] = &[
        0xFF, 0xE1, 0, 0x22, b'E', b'x', b'i', b'f', 0, 0, b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1,
        0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ];
    bytes.splice(2..2, exif.iter().copied());
    let tall = rect(10.0, 10.0, 35.4, 60.8);
    let (document, pictures) = with_items(bytes, |id| vec![placed(id, tall, tall)]);
    let pressed = prepare(&document, &pictures, None).expect("it can go to press");
    assert_eq!((only(&pressed).width, only(&pressed).height), (400, 200));
}

#[test]
fn the_largest_place_of_a_picture_decides() {
    let (small, large) = (rect(10.0, 10.0, 22.7, 22.7), rect(10.0, 40.0, 60.8, 90.8));
    let bytes = encoded(grain(1000, 1000), ImageFormat::Jpeg);
    let (document, pictures) =
        with_items(bytes, |id| vec![placed(id, small, small), placed(id, large, large)]);
    let pressed = prepare(&document, &pictures, None).expect("it can go to press");
    assert_eq!(only(&pressed).width, 400);
}

#[test]
fn shrinking_is_followed_by_sharpening_if_the_house_wants_it() {
    let bytes = encoded(grain(1000, 1000), ImageFormat::Jpeg);
    let plain = pressed_with(bytes.clone(), |output| {
        output.pictures.sharpening = Sharpening::None;
    });
    assert_ne!(only(&plain), only(&pressed(bytes)));
}

#[test]
fn photographs_are_jpeg_and_drawings_are_not() {
    assert_eq!(only(&pressed(png(grain(64, 64)))).filter, Filter::Jpeg { inverted: true });
    assert_eq!(only(&pressed(fields(&COLORS))).filter, Filter::Paeth);
    let two_valued =
        GrayImage::from_fn(1001, 9, |x, y| Luma([if (x ^ y) % 5 == 0 { 0 } else { 255 }]));
    let pressed = pressed(png(two_valued));
    let picture = only(&pressed);
    // With all its pixels: 1-bit pictures want ten times the resolution.
    assert_eq!((picture.inks, picture.width), (PressInks::BlackOrBare, 1001));
    let mut bits = Vec::new();
    flate2::read::ZlibDecoder::new(&*picture.data).read_to_end(&mut bits).expect("sound data");
    assert_eq!(bits.len(), 126 * 9);
    assert_eq!(bits[..2], [0b0111_1011, 0b1101_1110]);
}

#[test]
fn every_kind_of_png_is_read() {
    let deep = image::ImageBuffer::from_fn(64, 64, |x, y| {
        Rgb([(x * 1000) as u16, (y * 1000) as u16, 30_000])
    });
    let deep_gray = image::ImageBuffer::from_fn(64, 64, |x, _| Luma([(x * 1000) as u16]));
    let gray_alpha =
        image::GrayAlphaImage::from_fn(32, 32, |x, y| image::LumaA([(x * 8) as u8, (y * 8) as u8]));
    assert_eq!(only(&pressed(png(DynamicImage::ImageRgb16(deep)))).inks, PressInks::Process);
    assert_eq!(only(&pressed(png(DynamicImage::ImageLuma16(deep_gray)))).inks, PressInks::Black);
    let pressed_alpha = pressed(png(gray_alpha));
    let picture = only(&pressed_alpha);
    assert_eq!(picture.inks, PressInks::Black);
    let mask = picture.mask.as_ref().expect("it is see-through");
    assert_eq!(unpacked_rows(mask, 32, 1)[32], 8);
    // Sixteen pixels of a palette of two colors, one bit each.
    let palette: &[u8] = &[
        0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 8, 0,
        0, 0, 1, 1, 3, 0, 0, 0,
    ];
    let mut bytes = palette.to_vec();
    let sum = |bytes: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum().to_be_bytes()
    };
    bytes.extend(sum(&palette[12..]));
    let mut idat = Vec::new();
    flate2::read::ZlibEncoder::new(&[0u8, 0b1010_0000][..], flate2::Compression::fast())
        .read_to_end(&mut idat)
        .expect("memory takes every write");
    let empty = [&bytes[..], &[0, 0, 0, 0], b"IEND", &sum(b"IEND")].concat();
    let with_pixels = with_chunk(&empty, *b"IDAT", &idat);
    let whole = with_chunk(&with_pixels, *b"PLTE", &[200, 30, 30, 30, 30, 200]);
    let pressed = pressed(whole);
    let pixels = unpacked(only(&pressed));
    assert_eq!(pixels[..4], pixels[8..12]);
    assert!(pixels[0] > pixels[4], "the first is blue, the second red: {pixels:?}");
}

fn x1a(below: Vec<Item>, frame: Rect) -> Result<Vec<PressPictures>, Vec<PressError>> {
    let (mut document, pictures) = with_items(png_rgba(32, 32), |id| {
        let mut items = below;
        items.push(placed(id, frame, frame));
        items
    });
    document.output.standard = Standard::PdfX1a;
    prepare(&document, &pictures, None)
}

#[test]
fn a_see_through_picture_is_flattened_against_paper_or_a_tint() {
    let frame = rect(20.0, 20.0, 40.0, 40.0);
    let all = rect(10.0, 10.0, 90.0, 90.0);
    let tint = Color::cmyk(10.0, 20.0, 40.0, 0.0);
    let last = |pressed: &[PressPictures]| {
        let picture = only(pressed);
        assert_eq!(picture.mask, None, "it must not be see-through");
        let pixels = unpacked(picture);
        <[u8; 4]>::try_from(&pixels[pixels.len() - 4..]).expect("four inks")
    };
    assert_eq!(last(&x1a(vec![], frame).expect("over paper")), [0; 4]);
    let over = x1a(vec![filled(all, tint)], frame).expect("over a tint");
    assert_eq!(last(&over), [26, 51, 102, 0]);
    // What lies below the tint cannot be seen any more; what is apart does not
    // matter.
    let items = vec![
        line(mm(25.0, 30.0), HEI, 20.0, "字"),
        filled(all, tint),
        filled(rect(60.0, 60.0, 70.0, 70.0), Color::BLACK),
    ];
    assert_eq!(last(&x1a(items, frame).expect("over a tint")), [26, 51, 102, 0]);
    let black = Paint { color: Color::gray(50.0), overprint: Overprint::Overprint };
    let items = vec![filled(all, tint), Item::Shape(Shape::filled(all, black))];
    assert_eq!(last(&x1a(items, frame).expect("over two tints")), [26, 51, 102, 128]);
}

#[test]
fn a_see_through_picture_over_anything_else_is_refused() {
    let frame = rect(20.0, 20.0, 40.0, 40.0);
    let tint = Color::cmyk(10.0, 20.0, 40.0, 0.0);
    for below in [
        filled(rect(10.0, 10.0, 30.0, 50.0), tint),
        line(mm(25.0, 30.0), HEI, 20.0, "字"),
        filled(rect(10.0, 30.0, 90.0, 30.1), Color::BLACK),
    ] {
        let errors = x1a(vec![below], frame).expect_err("it lies over something");
        assert_eq!(
            errors,
            [PressError::SeeThrough {
                picture: "photo".to_owned(),
                standard: "PDF/X-1a:2003",
                other_standard: "PDF/X-4",
            }]
        );
        let finding = errors[0].diagnostic();
        assert_eq!(finding.code(), Code::PictureSeeThrough);
        assert!(finding.message().en.contains("photo"), "{:?}", finding.message());
    }
    // Over another picture.
    let (mut document, pictures) =
        with_items(png_rgba(32, 32), |id| vec![placed(id, frame, frame), placed(id, frame, frame)]);
    document.output.standard = Standard::PdfX1a;
    assert!(prepare(&document, &pictures, None).is_err());
    document.output.standard = Standard::PdfX4;
    let kept = prepare(&document, &pictures, None).expect("transparency is allowed");
    assert!(only(&kept).mask.is_some());
}

/// An empty folder for a cache.
fn cache_folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("press").join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder can be emptied");
    }
    folder
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        // Beside the entries there is what says what the folder is.
        .filter(|path| path.extension().is_some_and(|ending| ending == "press"))
        .collect();
    files.sort();
    files
}

#[test]
fn the_cache_changes_nothing_and_is_used() {
    let folder = cache_folder("used");
    let cache = CacheFolder::new(&folder, 1 << 20);
    let (document, pictures) = alone(jpeg(300, 300));
    let (other_document, others) = alone(gray_png(40, 40));
    let plain = prepare(&document, &pictures, None).expect("it can go to press");
    let first = prepare(&document, &pictures, Some(&cache)).expect("it can go to press");
    let again = prepare(&document, &pictures, Some(&cache)).expect("it can go to press");
    assert_eq!(plain[0].list(), first[0].list());
    assert_eq!(plain[0].list(), again[0].list());
    let [own] = &entries(&folder)[..] else { panic!("one entry") };
    // Another's entry in its place shows whether anybody looks.
    let other = prepare(&other_document, &others, Some(&cache)).expect("it can go to press");
    let two = entries(&folder);
    let theirs = two.iter().find(|path| *path != own).expect("a second entry");
    fs::copy(theirs, own).expect("it can be written");
    let swapped = prepare(&document, &pictures, Some(&cache)).expect("it can go to press");
    assert_eq!(swapped[0].list(), other[0].list());
}

#[test]
fn findings_are_told_again_when_a_picture_comes_from_the_cache() {
    let cache = CacheFolder::new(cache_folder("findings"), 1 << 20);
    let (document, pictures) = alone(with_profile(&fields(&COLORS), b"no profile"));
    for _ in 0..2 {
        let pressed = prepare(&document, &pictures, Some(&cache)).expect("it can go to press");
        assert_eq!(codes(&pressed), [Code::PictureProfile]);
    }
}

#[test]
fn other_settings_have_entries_of_their_own() {
    let folder = cache_folder("settings");
    let cache = CacheFolder::new(&folder, 1 << 20);
    let (mut document, pictures) = alone(jpeg(300, 300));
    let changes: [fn(&mut Output); 5] = [
        |_| {},
        |output| output.condition.most_ink = 200,
        |output| output.pictures.quality = 50,
        |output| output.pictures.resolution = 100,
        |output| output.pictures.intent = Intent::Saturation,
    ];
    for change in changes {
        document.output = Output::default();
        change(&mut document.output);
        let kept = prepare(&document, &pictures, Some(&cache)).expect("it can go to press");
        let plain = prepare(&document, &pictures, None).expect("it can go to press");
        assert_eq!(kept[0].list(), plain[0].list());
    }
    assert_eq!(entries(&folder).len(), 5);
}

#[test]
fn damaged_entries_of_the_cache_are_made_anew() {
    let folder = cache_folder("damaged");
    let cache = CacheFolder::new(&folder, 1 << 20);
    let (document, pictures) = alone(jpeg(64, 64));
    let plain = prepare(&document, &pictures, Some(&cache)).expect("it can go to press");
    let [entry] = &entries(&folder)[..] else { panic!("one entry") };
    let sound = fs::read(entry).expect("it is there");
    let mut flipped = sound.clone();
    flipped[sound.len() / 2] ^= 1;
    for damaged in [&flipped[..], &sound[..sound.len() / 2], b"", &[&sound[..], b"x"].concat()] {
        fs::write(entry, damaged).expect("it can be written");
        let again = prepare(&document, &pictures, Some(&cache)).expect("it can go to press");
        assert_eq!(plain[0].list(), again[0].list());
        assert!(fs::read(entry).expect("it is there") == sound, "it was not mended");
    }
}

#[test]
fn the_cache_keeps_within_its_bound() {
    let folder = cache_folder("bound");
    let cache = CacheFolder::new(&folder, 2_500);
    let name = |number: u32| format!("{number:064x}");
    let put = |number, bytes: &[u8]| cache.put(EntryKind::Picture, &name(number), bytes);
    let get = |number| cache.get(EntryKind::Picture, &name(number));
    for number in [1, 2, 3] {
        put(number, &[7; 1000]);
        // Files that were written in one moment have no order.
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!((get(1), get(2)), (None, Some(vec![7; 1000])));
    put(4, &[7; 1000]);
    // The one that was looked at stays.
    assert_eq!((get(2).is_some(), get(3).is_some()), (true, false));
    // Nothing alone may take half of the room.
    put(5, &[7; 1300]);
    assert_eq!(get(5), None);
    let bytes: u64 =
        entries(&folder).iter().map(|path| path.metadata().expect("it is there").len()).sum();
    assert!(bytes <= 2_500, "{bytes}");
}

#[test]
fn a_cache_that_cannot_be_written_does_no_harm() {
    let folder = cache_folder("blocked");
    fs::create_dir_all(folder.parent().expect("it has one")).expect("it can be made");
    fs::write(&folder, b"a file").ok();
    let (document, pictures) = alone(jpeg(64, 64));
    let cache = CacheFolder::new(&folder, 1 << 20);
    assert!(prepare(&document, &pictures, Some(&cache)).is_ok());
    fs::remove_file(&folder).expect("it is there");
}

#[test]
fn the_command_writes_the_same_bytes_with_and_without_a_cache() {
    let desk = Desk::with_story("press-cache", "路灯亮了。");
    desk.write("stories/photo.jpg", jpeg(300, 200));
    desk.write(
        "stories/lead.md",
        "+++\nheadline = \"河岸亮灯\"\n+++\n路灯亮了。\n\n![河岸。](photo.jpg \"江一帆 摄\")\n",
    );
    let place = "lines   = \"1-20\"";
    assert!(crate::desk::PAGE.contains(place));
    let pictures = format!("{place}\npictures = [{{ columns = \"1\", lines = \"8-14\" }}]");
    desk.write("page.toml", crate::desk::PAGE.replace(place, &pictures));
    let mut files = Vec::new();
    for arguments in [&["--no-cache"][..], &["--cache", "kept"], &["--cache", "kept"]] {
        let ran = desk.run(&[&["build", "page.toml"], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        files.push(desk.read("page.pdf"));
    }
    assert!(files[0] == files[1] && files[1] == files[2], "the bytes differ");
    let is_picture = |bytes: &[u8]| bytes.windows(9).any(|nine| nine == b"DCTDecode");
    assert!(is_picture(&files[0]), "there is a picture in the file");
}

#[test]
fn the_same_picture_has_the_same_bytes() {
    let bytes = encoded(grain(700, 500), ImageFormat::Jpeg);
    assert_eq!(only(&pressed(bytes.clone())), only(&pressed(bytes)));
}

#[test]
fn broken_pixels_are_an_error_that_names_the_file() {
    let mut bytes = gray_png(40, 40);
    // Inside the compressed pixels; the header and the chunks stay whole.
    let at = bytes.windows(4).position(|window| window == b"IDAT").expect("pixels") + 10;
    bytes[at] ^= 0xFF;
    bytes[at + 1] ^= 0xFF;
    let (document, pictures) = alone(bytes);
    let errors = prepare(&document, &pictures, None).expect_err("its pixels are broken");
    assert_eq!(errors, [PressError::PictureBroken { picture: "photo".to_owned() }]);
}

#[test]
fn all_broken_pictures_are_told_at_once() {
    let mut pictures = Pictures::default();
    let mut items = Vec::new();
    for (at, name) in ["one.png", "two.png"].into_iter().enumerate() {
        let mut bytes = gray_png(40, 40);
        let idat = bytes.windows(4).position(|window| window == b"IDAT").expect("pixels") + 10;
        bytes[idat] ^= 0xFF;
        let id = pictures.add(picture::read(name, bytes).expect("the header is whole"));
        let top = 10.0 + 30.0 * at as f64;
        let frame = rect(10.0, top, 30.0, top + 20.0);
        items.push(placed(id, frame, frame));
    }
    let errors = prepare(&document(vec![page(items)]), &pictures, None).expect_err("both broken");
    let files: Vec<_> = errors.iter().filter_map(PressError::file).collect();
    assert_eq!(files, ["one.png", "two.png"]);
}

#[test]
fn a_jpeg_that_lost_pixels_is_told() {
    let mut bytes = encoded(grain(256, 256), ImageFormat::Jpeg);
    // Ones alone are no code of any table (ITU-T T.81, C.2).
    let middle = bytes.len() / 2;
    for pair in bytes[middle..].chunks_exact_mut(2).take(20) {
        pair.copy_from_slice(&[0xFF, 0]);
    }
    assert_eq!(codes(&pressed(bytes)), [Code::PictureBroken]);
}

#[test]
fn damage_anywhere_in_a_jpeg_makes_no_panic() {
    let whole = encoded(grain(40, 40), ImageFormat::Jpeg);
    for at in (2..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let mut pictures = Pictures::default();
        let Ok(read) = picture::read("photo", bytes) else { continue };
        let id = pictures.add(read);
        let frame = rect(10.0, 10.0, 20.0, 20.0);
        let _ = prepare(&document(vec![page(vec![placed(id, frame, frame)])]), &pictures, None);
    }
}

#[test]
fn the_limit_of_a_profile_is_measured() {
    assert_eq!(most_ink(&IccProfile::newsprint()), Some(240));
}

/// A profile of newsprint whose tables are gone, with a good header.
fn hollow_newsprint() -> Vec<u8> {
    let mut bytes = IccProfile::newsprint().bytes.to_vec();
    let tags = u32::from_be_bytes(bytes[128..132].try_into().expect("four bytes")) as usize;
    bytes[132 + 12 * tags..].fill(0);
    bytes
}

#[test]
fn a_damaged_output_profile_is_an_error() {
    let profile = IccProfile::read(hollow_newsprint()).expect("the header is good");
    assert!(profile.is_cmyk_press());
    assert_eq!(most_ink(&profile), None);
    let (mut document, pictures) = alone(fields(&COLORS));
    document.output.condition = Condition { profile: profile.into(), ..Condition::newsprint() };
    let errors = prepare(&document, &pictures, None).expect_err("nothing can be computed");
    assert_eq!(errors[0].diagnostic().code(), Code::ProfileUnfit);
}

#[test]
fn output_profiles_that_are_not_of_a_press_are_refused() {
    let desk = Desk::with_page("press-profiles");
    let page = format!("{}\n[output]\nprofile = \"house.icc\"\n", crate::desk::PAGE);
    desk.write("page.toml", page);
    for (profile, words) in [
        (wide_rgb(), "RGB"),
        (gray_profile(2.2), "gray"),
        (b"nothing".to_vec(), "not an ICC profile"),
        (hollow_newsprint(), "damaged"),
        (IccProfile::newsprint().bytes[..5000].to_vec(), "damaged"),
    ] {
        desk.write("house.icc", profile);
        let ran = desk.run(&["check", "page.toml", "--format", "json", "--no-cache"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        let findings = ran.findings();
        let finding = findings
            .iter()
            .find(|finding| finding["code"] == "profile-unfit")
            .unwrap_or_else(|| panic!("{findings:?}"));
        assert!(finding.to_string().contains(words), "{finding}");
    }
    desk.write("house.icc", &*IccProfile::newsprint().bytes);
    let ran = desk.run(&["check", "page.toml", "--format", "json", "--no-cache"]);
    assert!(ran.findings().iter().all(|finding| finding["code"] != "profile-unfit"));
}
