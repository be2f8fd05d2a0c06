//! TIFF files as print shops, scanners and cameras write them: how they are packed,
//! which of their directories is the picture, and what is refused in which words.

use banmian::diag::Code;
use banmian::picture::{Picture, PictureError, PixelSpace, Pixels, TiffKind, read};

/// Kinds of values.
const BYTE: u16 = 1;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const LONG8: u16 = 16;

/// A directory's entry.
struct Field {
    tag: u16,
    kind: u16,
    values: Vec<u64>,
}

fn field(tag: u16, kind: u16, values: &[u64]) -> Field {
    Field { tag, kind, values: values.to_vec() }
}

/// A TIFF of one directory, lowest byte first: its fields, and its strips or tiles.
fn tiff(fields: Vec<Field>, chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"II*\0\0\0\0\0".to_vec();
    append(&mut bytes, 4, fields, chunks);
    bytes
}

/// Appends a directory and puts its place where it is asked for; gives back where the
/// place of a next one goes.
fn append(bytes: &mut Vec<u8>, link: usize, mut fields: Vec<Field>, chunks: &[Vec<u8>]) -> usize {
    let is_big = bytes[2] == b'+';
    let is_tiled = fields.iter().any(|field| field.tag == 322);
    let mut places = Vec::new();
    for chunk in chunks {
        places.push(bytes.len() as u64);
        bytes.extend(chunk);
    }
    let counts: Vec<u64> = chunks.iter().map(|chunk| chunk.len() as u64).collect();
    let wide = if is_big { LONG8 } else { LONG };
    fields.push(field(if is_tiled { 324 } else { 273 }, wide, &places));
    fields.push(field(if is_tiled { 325 } else { 279 }, LONG, &counts));
    fields.sort_by_key(|field| field.tag);
    let room = if is_big { 8 } else { 4 };
    let mut entries = Vec::new();
    for Field { tag, kind, values } in &fields {
        let size = match *kind {
            BYTE | 7 => 1,
            SHORT => 2,
            LONG => 4,
            _ => 8,
        };
        let mut value: Vec<u8> =
            values.iter().flat_map(|value| value.to_le_bytes()[..size].to_vec()).collect();
        if value.len() > room {
            let at = bytes.len() as u64;
            bytes.extend(&value);
            value = at.to_le_bytes().to_vec();
        }
        value.resize(room, 0);
        entries.extend(tag.to_le_bytes());
        entries.extend(kind.to_le_bytes());
        entries.extend(&(values.len() as u64).to_le_bytes()[..room]);
        entries.extend(value);
    }
    let directory = bytes.len();
    bytes[link..link + room].copy_from_slice(&(directory as u64).to_le_bytes()[..room]);
    bytes.extend(&(fields.len() as u64).to_le_bytes()[..if is_big { 8 } else { 2 }]);
    bytes.extend(entries);
    let next = bytes.len();
    bytes.extend(vec![0; room]);
    next
}

/// The fields that every picture has.
fn of(width: u64, height: u64, bits: &[u64], packing: u64, colors: u64) -> Vec<Field> {
    vec![
        field(256, LONG, &[width]),
        field(257, LONG, &[height]),
        field(258, SHORT, bits),
        field(259, SHORT, &[packing]),
        field(262, SHORT, &[colors]),
        field(277, SHORT, &[bits.len() as u64]),
    ]
}

fn with(mut fields: Vec<Field>, more: Vec<Field>) -> Vec<Field> {
    fields.extend(more);
    fields
}

fn picture(bytes: Vec<u8>) -> Picture {
    read("photo.tif", bytes).expect("a picture")
}

fn decoded(bytes: Vec<u8>) -> Pixels {
    picture(bytes).decode().expect("sound pixels")
}

fn refused(bytes: Vec<u8>) -> PictureError {
    read("photo.tif", bytes).expect_err("it is refused")
}

fn lzw(bytes: &[u8]) -> Vec<u8> {
    weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8)
        .encode(bytes)
        .expect("memory takes it")
}

#[test]
fn a_saved_selection_is_left_out_and_told() {
    let stored = vec![255, 0, 0, 77, 0, 255, 0, 0, 0, 0, 255, 99, 9, 8, 7, 255];
    let spare = |kinds: &[u64]| {
        tiff(
            with(of(2, 2, &[8; 4], 1, 2), vec![field(338, SHORT, kinds)]),
            std::slice::from_ref(&stored),
        )
    };
    // With and without the word that it is nothing in particular.
    for bytes in [spare(&[0]), tiff(of(2, 2, &[8; 4], 1, 2), std::slice::from_ref(&stored))] {
        let told = picture(bytes.clone()).spare_channels().expect("it is told");
        assert_eq!(told.code(), Code::PictureChannels);
        assert!(told.message().zh.contains("1 个通道"), "{:?}", told.message());
        let pixels = decoded(bytes);
        assert_eq!(pixels.samples, [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7]);
        assert_eq!(pixels.alpha, None);
    }
    // Opacity is no spare channel.
    assert!(picture(spare(&[2])).spare_channels().is_none());
    assert_eq!(decoded(spare(&[2])).alpha, Some(vec![77, 0, 99, 255]));
    // Four inks, a spot ink, and opacity after it.
    let inks = [10, 20, 30, 40, 50, 60];
    let both = with(of(1, 1, &[8; 6], 1, 5), vec![field(338, SHORT, &[0, 2])]);
    let pixels = decoded(tiff(both, &[inks.to_vec()]));
    assert_eq!((pixels.samples.as_slice(), pixels.alpha), (&inks[..4], Some(vec![60])));
}

#[test]
fn tiles_come_out_however_they_are_packed() {
    // 20 x 18 pixels in tiles of 16 x 16: two across, two down.
    let color = |x: usize, y: usize| [(x * 11) as u8, (y * 13) as u8, (x * y) as u8];
    let tile = |left: usize, top: usize| -> Vec<u8> {
        (0..16).flat_map(|y| (0..16).flat_map(move |x| color(left + x, top + y))).collect()
    };
    let expected: Vec<u8> = (0..18).flat_map(|y| (0..20).flat_map(move |x| color(x, y))).collect();
    let tiles = [tile(0, 0), tile(16, 0), tile(0, 16), tile(16, 16)];
    let deflate = |bytes: &[u8]| {
        use std::io::Read;
        let mut deflated = Vec::new();
        flate2::read::ZlibEncoder::new(bytes, flate2::Compression::fast())
            .read_to_end(&mut deflated)
            .expect("memory takes it");
        deflated
    };
    let size = || vec![field(322, LONG, &[16]), field(323, LONG, &[16])];
    for (packing, pack) in [
        (1, (|bytes| bytes.to_vec()) as fn(&[u8]) -> Vec<u8>),
        (5, lzw),
        (8, deflate),
        (32_946, deflate),
    ] {
        let packed = tiles.each_ref().map(|tile| pack(tile));
        let bytes = tiff(with(of(20, 18, &[8; 3], packing, 2), size()), &packed);
        assert_eq!(decoded(bytes).samples, expected, "{packing}");
    }
    // Differences begin anew in every row of a tile.
    let differences = tiles.each_ref().map(|tile| {
        let rows = tile.chunks(48).flat_map(|row| {
            (0..48).map(|at| if at < 3 { row[at] } else { row[at].wrapping_sub(row[at - 3]) })
        });
        lzw(&rows.collect::<Vec<u8>>())
    });
    let fields = with(of(20, 18, &[8; 3], 5, 2), with(size(), vec![field(317, SHORT, &[2])]));
    assert_eq!(decoded(tiff(fields, &differences)).samples, expected);
}

#[test]
fn channels_may_be_stored_apart() {
    let fields = || with(of(2, 2, &[8; 3], 1, 2), vec![field(284, SHORT, &[2])]);
    let planes = [vec![1, 2, 3, 4], vec![11, 12, 13, 14], vec![21, 22, 23, 24]];
    let expected = [1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24];
    assert_eq!(decoded(tiff(fields(), &planes)).samples, expected);
    // In two strips each, and with opacity as the last.
    let rows: Vec<Vec<u8>> = [&planes[..], &[vec![0, 255, 255, 255]]]
        .concat()
        .iter()
        .flat_map(|plane| [plane[..2].to_vec(), plane[2..].to_vec()])
        .collect();
    let more = vec![field(284, SHORT, &[2]), field(278, SHORT, &[1]), field(338, SHORT, &[2])];
    let pixels = decoded(tiff(with(of(2, 2, &[8; 4], 1, 2), more), &rows));
    assert_eq!(
        (pixels.samples.as_slice(), pixels.alpha),
        (&expected[..], Some(vec![0, 255, 255, 255]))
    );
    // One plane is missing.
    assert!(matches!(refused(tiff(fields(), &planes[..2])), PictureError::Damaged { .. }));
}

#[test]
fn palettes_and_few_bits_become_colors_and_light() {
    let map: Vec<u64> =
        [[0, 65_535, 0, 0x8080], [0, 0, 65_535, 0x8080], [0, 0, 0, 0x8080]].concat();
    let fields = with(of(4, 1, &[2], 1, 3), vec![field(320, SHORT, &map)]);
    let pixels = decoded(tiff(fields, &[vec![0b00_01_10_11]]));
    assert_eq!(pixels.space, PixelSpace::Rgb);
    assert_eq!(pixels.samples, [0, 0, 0, 255, 0, 0, 0, 255, 0, 128, 128, 128]);
    let gray = |bits: u64, colors: u64, byte: u8| {
        decoded(tiff(of(8 / bits, 1, &[bits], 1, colors), &[vec![byte]])).samples
    };
    assert_eq!(gray(1, 1, 0b1010_0000), [255, 0, 255, 0, 0, 0, 0, 0]);
    assert_eq!(gray(1, 0, 0b1111_0000), [0, 0, 0, 0, 255, 255, 255, 255]);
    assert_eq!(gray(4, 1, 0xF7), [255, 7 * 17]);
}

/// Eight rows of eight pixels whose left half is black, as a fax (ITU-T T.6): the first
/// row in the horizontal mode, no white and four black, then a pass to the row's end;
/// the others as the row above.
fn fax() -> Vec<u8> {
    let first = "001".to_owned() + "00110101" + "011" + "1";
    let bits = first + &"111".repeat(7) + "000000000001000000000001";
    let bits: Vec<u8> = bits.bytes().map(|bit| bit - b'0').collect();
    bits.chunks(8)
        .map(|eight| eight.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << (7 - at)))
        .collect()
}

#[test]
fn line_art_from_a_scanner_is_black_and_white() {
    let row = [0, 0, 0, 0, 255, 255, 255, 255];
    let pixels = decoded(tiff(of(8, 8, &[1], 4, 0), &[fax()]));
    assert_eq!((pixels.space, pixels.samples), (PixelSpace::Gray, row.repeat(8)));
    // The lowest bit first, as fax machines have it.
    let reversed = fax().iter().map(|byte| byte.reverse_bits()).collect();
    let lowest_first = with(of(8, 8, &[1], 4, 0), vec![field(266, SHORT, &[2])]);
    assert_eq!(decoded(tiff(lowest_first, &[reversed])).samples, row.repeat(8));
    // Not all rows.
    let cut = tiff(of(8, 8, &[1], 4, 0), &[fax()[..2].to_vec()]);
    assert!(picture(cut).decode().is_none());
}

#[test]
fn jpeg_inside_a_tiff_is_read() {
    let jpeg = crate::picture::jpeg(16, 8);
    let own = read("photo.jpg", jpeg.clone()).expect("a JPEG").decode().expect("sound");
    let picture = picture(tiff(of(16, 8, &[8; 3], 7, 6), std::slice::from_ref(&jpeg)));
    assert!(!picture.encoding.is_lossless());
    assert_eq!(picture.decode().expect("sound pixels").samples, own.samples);
    // Tables apart from the pixels, as most programs have them: all up to the frame.
    let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).expect("a frame");
    let tables = [&jpeg[..frame], &[0xFF, 0xD9]].concat();
    let values: Vec<u64> = tables.iter().map(|byte| u64::from(*byte)).collect();
    let strip = [&[0xFF, 0xD8], &jpeg[frame..]].concat();
    let fields = with(of(16, 8, &[8; 3], 7, 6), vec![field(347, 7, &values)]);
    assert_eq!(decoded(tiff(fields, &[strip])).samples, own.samples);
}

#[test]
fn a_jpeg_inside_a_tiff_may_have_a_scan_for_each_component() {
    let one = include_bytes!("../fixtures/jpeg/one.jpg").to_vec();
    let each = include_bytes!("../fixtures/jpeg/each.jpg").to_vec();
    let cut = [&each[..each.len() - 60], &[0xFF, 0xD9]].concat();
    let [one, each, cut] =
        [one, each, cut].map(|jpeg| picture(tiff(of(41, 72, &[8; 3], 7, 6), &[jpeg])).decode());
    let one = one.expect("sound pixels");
    assert!(each.expect("sound pixels").samples == one.samples);
    assert_eq!(cut, None);
}

#[test]
fn lab_keeps_its_grays_and_its_hues() {
    let rgb = |pixel: [u8; 3], colors: u64| {
        let pixels = decoded(tiff(of(1, 1, &[8; 3], 1, colors), &[pixel.to_vec()]));
        assert_eq!(pixels.space, PixelSpace::Rgb);
        <[u8; 3]>::try_from(pixels.samples).expect("one pixel")
    };
    assert_eq!((rgb([0, 0, 0], 8), rgb([255, 0, 0], 8)), ([0; 3], [255; 3]));
    let [r, g, b] = rgb([128, 0, 0], 8);
    assert!(r.abs_diff(g) <= 1 && g.abs_diff(b) <= 1 && (110..130).contains(&g), "{r} {g} {b}");
    let [r, g, b] = rgb([137, 80, 67], 8);
    assert!(r > 200 && g < 60 && b < 60, "a red: {r} {g} {b}");
    assert_eq!(rgb([137, 128 + 80, 128 + 67], 9), [r, g, b], "a and b counted from -128");
    let sixteen = tiff(of(1, 1, &[16; 3], 1, 8), &[vec![0, 137, 0, 80, 0, 67]]);
    assert_eq!(decoded(sixteen).samples, [r, g, b]);
}

#[test]
fn files_of_more_than_four_gigabytes_have_a_form_of_their_own() {
    let mut bytes = b"II+\0\x08\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    append(&mut bytes, 8, of(2, 1, &[8; 3], 1, 2), &[vec![1, 2, 3, 4, 5, 6]]);
    assert_eq!(decoded(bytes.clone()).samples, [1, 2, 3, 4, 5, 6]);
    for length in 0..bytes.len() {
        assert!(read("photo.tif", &bytes[..length]).is_err(), "{length} bytes were accepted");
    }
}

#[test]
fn a_preview_is_never_taken_for_the_picture() {
    let small = || with(of(1, 1, &[8; 3], 1, 2), vec![field(254, LONG, &[1])]);
    let mut bytes = b"II*\0\0\0\0\0".to_vec();
    let next = append(&mut bytes, 4, small(), &[vec![9, 9, 9]]);
    let alone = bytes.clone();
    append(&mut bytes, next, of(2, 1, &[8; 3], 1, 2), &[vec![1, 2, 3, 4, 5, 6]]);
    assert_eq!(decoded(bytes).samples, [1, 2, 3, 4, 5, 6]);
    assert_eq!(refused(alone), PictureError::UnsupportedTiff { tiff_kind: TiffKind::Preview });
    // The picture inside the preview's directory.
    let mut bytes = b"II*\0\0\0\0\0\0\0\0\0".to_vec();
    append(&mut bytes, 8, of(2, 1, &[8; 3], 1, 2), &[vec![1, 2, 3, 4, 5, 6]]);
    let inside = u64::from(u32::from_le_bytes(*bytes[8..].first_chunk().expect("four")));
    let outer = with(small(), vec![field(330, LONG, &[inside])]);
    append(&mut bytes, 4, outer, &[vec![9, 9, 9]]);
    assert_eq!(decoded(bytes).samples, [1, 2, 3, 4, 5, 6]);
    // Directories that go round in a circle come to an end.
    let mut bytes = b"II*\0\0\0\0\0".to_vec();
    let next = append(&mut bytes, 4, small(), &[vec![9, 9, 9]]);
    let first = bytes[4..8].to_vec();
    bytes[next..next + 4].copy_from_slice(&first);
    assert_eq!(refused(bytes), PictureError::UnsupportedTiff { tiff_kind: TiffKind::Preview });
}

#[test]
fn camera_raw_is_refused_by_what_is_in_it() {
    // A preview first, and the mosaic of the sensor inside, as NEF and ARW have it.
    let mut nef = b"II*\0\0\0\0\0\0\0\0\0".to_vec();
    append(&mut nef, 8, of(2, 1, &[16], 1, 32_803), &[vec![0; 4]]);
    let inside = u64::from(u32::from_le_bytes(*nef[8..].first_chunk().expect("four")));
    let outer = with(of(1, 1, &[8; 3], 1, 2), vec![field(330, LONG, &[inside])]);
    append(&mut nef, 4, outer, &[vec![9, 9, 9]]);
    let version = vec![field(50_706, BYTE, &[1, 4, 0, 0])];
    let dng = tiff(with(of(1, 1, &[8; 3], 1, 2), version), &[vec![9, 9, 9]]);
    for bytes in [
        nef,
        dng,
        b"II*\0\x10\0\0\0CR\x02\0".to_vec(),
        b"FUJIFILMCCD-RAW 0201".to_vec(),
        b"IIU\0\x18\0\0\0".to_vec(),
        b"IIRO\x08\0\0\0".to_vec(),
        b"\0\0\0\x18ftypcrx \0\0\0\x01".to_vec(),
    ] {
        let error = refused(bytes);
        assert_eq!(error, PictureError::CameraRaw);
        let finding = error.diagnostic("a.nef");
        assert!(finding.message().zh.contains("RAW") && !finding.hints().is_empty());
    }
}

#[test]
fn what_a_tiff_has_that_is_not_read_is_said() {
    let one = |fields: Vec<Field>| refused(tiff(fields, &[vec![0; 64]]));
    for (fields, tiff_kind) in [
        (of(2, 2, &[32; 3], 1, 2), TiffKind::Bits),
        (with(of(2, 2, &[16; 3], 1, 2), vec![field(339, SHORT, &[3])]), TiffKind::FloatingPoint),
        (of(2, 2, &[8; 3], 6, 6), TiffKind::OldJpeg),
        (of(2, 2, &[8; 3], 34_712, 2), TiffKind::Packing),
        (with(of(2, 2, &[8; 4], 1, 5), vec![field(332, SHORT, &[2])]), TiffKind::OtherInks),
        (of(2, 2, &[8; 3], 1, 6), TiffKind::YCbCr),
        (of(2, 2, &[8; 3], 1, 32_844), TiffKind::Colors),
    ] {
        let error = one(fields);
        assert_eq!(error, PictureError::UnsupportedTiff { tiff_kind });
        let finding = error.diagnostic("photo.tif");
        assert!(finding.message().zh.contains(&tiff_kind.text().zh));
        assert!(finding.hints()[0].en.contains("save it as TIFF"));
    }
}
