//! Blends over meshes (shading types 4 to 7) on plates: each in its own inks, where the
//! standard has it, and within bounds whatever the mesh says.

use std::time::{Duration, Instant};

use banmian::plates::{self, Plates};
use banmian::reader;

use crate::reader::page;
use crate::separations::{at, judge};

/// Bits in a row, as hexadecimal digits.
#[derive(Default)]
struct Bits {
    digits: String,
    pending: u8,
    count: u32,
}

impl Bits {
    /// Adds a number of so many bits.
    fn add(&mut self, number: u64, count: u32) {
        for bit in (0..count).rev() {
            self.pending = self.pending << 1 | (number >> bit & 1) as u8;
            self.count += 1;
            if self.count == 8 {
                self.digits += &format!("{:02X}", self.pending);
                (self.pending, self.count) = (0, 0);
            }
        }
    }

    fn align(&mut self) {
        while self.count > 0 {
            self.add(0, 1);
        }
    }
}

/// A mesh whose places are whole points up to 255 and whose colors are percents.
struct Packed {
    kind: u8,
    /// What its dictionary says beside its bits.
    dict: &'static str,
    place_bits: u32,
    color_bits: u32,
    bits: Bits,
}

impl Packed {
    fn new(kind: u8, dict: &'static str, place_bits: u32, color_bits: u32) -> Self {
        Self { kind, dict, place_bits, color_bits, bits: Bits::default() }
    }

    fn place(&mut self, x: u64, y: u64) {
        let most = (1 << self.place_bits) - 1;
        for number in [x, y] {
            self.bits.add(number * most / 255, self.place_bits);
        }
    }

    fn color(&mut self, percents: &[u64]) {
        let most = (1 << self.color_bits) - 1;
        for percent in percents {
            self.bits.add(percent * most / 100, self.color_bits);
        }
    }

    /// A corner of a triangle; of a lattice without a flag.
    fn corner(&mut self, flag: Option<u64>, (x, y): (u64, u64), color: &[u64]) {
        flag.into_iter().for_each(|flag| self.bits.add(flag, 8));
        self.place(x, y);
        self.color(color);
        self.bits.align();
    }

    /// A patch by all its points and colors that its flag leaves to be said.
    fn patch(&mut self, flag: u64, points: &[(u64, u64)], colors: &[&[u64]]) {
        self.bits.add(flag, 8);
        points.iter().for_each(|(x, y)| self.place(*x, *y));
        colors.iter().for_each(|color| self.color(color));
        self.bits.align();
    }

    /// The shading as an object; its colors have so many numbers.
    fn object(&self, numbers: usize) -> String {
        let Self { kind, dict, place_bits, color_bits, bits } = self;
        let flag = if *kind == 5 { "" } else { "/BitsPerFlag 8" };
        let ranges = " 0 1".repeat(numbers);
        format!(
            "<< /Type /Shading /ShadingType {kind} {dict} /BitsPerCoordinate {place_bits} \
             /BitsPerComponent {color_bits} {flag} /Decode [0 255 0 255{ranges}] \
             /Filter /ASCIIHexDecode >> {}>",
            bits.digits
        )
    }
}

const CMYK: &str = "/ColorSpace /DeviceCMYK";
const ROT: &str = "/ColorSpace [/Separation /Rot /DeviceCMYK 6 0 R]";
const CYAN: &[u64] = &[100, 0, 0, 0];
const MAGENTA: &[u64] = &[0, 100, 0, 0];
const YELLOW: &[u64] = &[0, 0, 100, 0];
const BLACK: &[u64] = &[0, 0, 0, 100];
/// The sides of a patch from its lower left corner on, up first: bowed.
const BOWED: [(u64, u64); 12] = [
    (20, 20),
    (10, 50),
    (30, 70),
    (20, 100),
    (50, 110),
    (70, 90),
    (100, 100),
    (110, 70),
    (90, 50),
    (100, 20),
    (70, 10),
    (50, 30),
];

/// A page with one mesh, moved to the right by as much as its place says.
fn shown(objects: &[String], content: &str, resources: &str) -> Vec<u8> {
    let numbered: Vec<(usize, &str)> =
        objects.iter().enumerate().map(|(at, object)| (8 + at, object.as_str())).collect();
    let names: String = (0..objects.len()).map(|at| format!("/S{at} {} 0 R ", 8 + at)).collect();
    page(&format!("/Shading << {names} >> {resources}"), content, &numbered)
}

fn separate(bytes: &[u8]) -> Plates {
    let file = reader::open(bytes).expect("it can be opened");
    plates::render(&file, 0, 72.0).expect("it has plates")
}

#[track_caller]
fn near(found: &[i32], expected: &[i32]) {
    let is_near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 2);
    assert!(is_near && found.len() >= expected.len(), "{found:?}, not {expected:?}");
}

#[test]
fn triangles_go_on_from_each_other() {
    let mut mesh = Packed::new(4, CMYK, 16, 8);
    mesh.corner(Some(0), (20, 20), CYAN);
    mesh.corner(Some(0), (20, 100), MAGENTA);
    mesh.corner(Some(0), (100, 20), YELLOW);
    // On from the last two, then from the first and last.
    mesh.corner(Some(1), (100, 100), BLACK);
    mesh.corner(Some(2), (160, 60), CYAN);
    let bytes = shown(&[mesh.object(4)], "/S0 sh", "");
    let plates = separate(&bytes);
    // The middle of a side, and of a triangle.
    near(&at(&plates, 60.0, 60.0), &[0, 50, 50, 0]);
    near(&at(&plates, 46.7, 46.7), &[33, 33, 33, 0]);
    near(&at(&plates, 80.0, 80.0), &[0, 25, 25, 50]);
    near(&at(&plates, 120.0, 83.0), &[41, 5, 0, 53]);
    near(&at(&plates, 10.0, 60.0), &[0, 0, 0, 0]);
    judge("triangles", &bytes, 72);
}

#[test]
fn rows_of_points_are_a_lattice() {
    let mut mesh = Packed::new(5, "/ColorSpace /DeviceCMYK /VerticesPerRow 3", 12, 4);
    for (y, colors) in
        [(20, [CYAN, MAGENTA, YELLOW]), (60, [BLACK, CYAN, BLACK]), (100, [YELLOW; 3])]
    {
        for (x, color) in [20, 80, 120].into_iter().zip(colors) {
            mesh.corner(None, (x, y), color);
        }
    }
    let bytes = shown(&[mesh.object(4)], "/S0 sh", "");
    let plates = separate(&bytes);
    near(&at(&plates, 20.5, 40.0), &[50, 0, 0, 50]);
    near(&at(&plates, 80.0, 80.5), &[48, 0, 51, 1]);
    judge("lattice", &bytes, 72);
}

#[test]
fn patches_are_bowed_and_go_on_from_each_side() {
    let mut mesh = Packed::new(6, CMYK, 16, 8);
    mesh.patch(0, &BOWED, &[CYAN, MAGENTA, YELLOW, BLACK]);
    // On from its right side, then from the top of that, then from the left of that.
    let right =
        [(130, 30), (150, 10), (180, 20), (190, 50), (170, 70), (180, 100), (150, 90), (130, 110)];
    mesh.patch(2, &right, &[CYAN, MAGENTA]);
    let bytes = shown(&[mesh.object(4)], "/S0 sh", "");
    let plates = separate(&bytes);
    near(&at(&plates, 60.0, 60.0), &[25, 25, 25, 25]);
    judge("coons", &bytes, 72);

    // The same with its inner points said.
    let mut inner = Packed::new(7, CMYK, 32, 16);
    let all: Vec<(u64, u64)> =
        BOWED.into_iter().chain([(40, 30), (40, 90), (90, 90), (80, 30)]).collect();
    inner.patch(0, &all, &[CYAN, MAGENTA, YELLOW, BLACK]);
    let up = [
        (20, 110),
        (10, 112),
        (20, 115),
        (40, 116),
        (70, 117),
        (100, 115),
        (110, 112),
        (100, 108),
        (50, 112),
        (60, 112),
        (60, 104),
        (50, 104),
    ];
    inner.patch(1, &up, &[YELLOW, CYAN]);
    judge("tensor", &shown(&[inner.object(4)], "/S0 sh", ""), 72);
    let mut third = Packed::new(6, CMYK, 24, 12);
    third.patch(0, &BOWED, &[CYAN, MAGENTA, YELLOW, BLACK]);
    let below = [(100, 15), (110, 10), (100, 5), (70, 4), (50, 3), (20, 5), (10, 10), (20, 15)];
    third.patch(3, &below, &[MAGENTA, YELLOW]);
    judge("third side", &shown(&[third.object(4)], "/S0 sh", ""), 72);
}

/// A function between the corners, spot inks, overprint, a pattern with a ground, a box, and
/// a mark that is clipped and half transparent.
#[test]
fn meshes_meet_what_lies_below_as_other_marks_do() {
    let mut spot = Packed::new(6, ROT, 16, 8);
    spot.patch(0, &BOWED, &[&[0], &[100], &[100], &[0]]);
    let mut curved = Packed::new(
        6,
        "/ColorSpace /DeviceCMYK /BBox [30 0 90 120] /Function << /FunctionType 2 /N 2 /Domain [0 1] \
         /C0 [0 0 0 0] /C1 [1 0 0.5 0] >>",
        16,
        8,
    );
    curved.patch(0, &BOWED, &[&[0], &[0], &[100], &[100]]);
    let mut ground = Packed::new(4, "/ColorSpace /DeviceCMYK /Background [0 0 1 0]", 16, 8);
    for (place, color) in [((20, 20), CYAN), ((20, 100), CYAN), ((100, 60), MAGENTA)] {
        ground.corner(Some(0), place, color);
    }
    let pattern = "<< /Type /Pattern /PatternType 2 /Shading 10 0 R /Matrix [1 0 0 1 420 0] >>";
    let objects = [spot.object(1), curved.object(1), ground.object(4)];
    let resources = "/Pattern << /P 11 0 R >> \
        /ExtGState << /O << /op true >> /Half << /ca 0.5 >> >>";
    let content = "0 1 0 0 k 40 10 30 100 re f q /O gs /S0 sh Q \
        q 1 0 0 1 140 0 cm 0 1 0 0 k 40 10 30 100 re f /S0 sh Q \
        q 1 0 0 1 280 0 cm 0 1 0 0 k 40 10 30 100 re f 0 40 200 40 re W n /Half gs /S1 sh Q \
        /Pattern cs /P scn 420 10 120 100 re f";
    let mut numbered: Vec<(usize, &str)> =
        objects.iter().enumerate().map(|(at, object)| (8 + at, object.as_str())).collect();
    numbered.push((11, pattern));
    let names = "/Shading << /S0 8 0 R /S1 9 0 R /S2 10 0 R >>";
    let bytes = page(&format!("{names} {resources}"), content, &numbered);
    let plates = separate(&bytes);
    let names: Vec<&str> = plates.plates.iter().map(|plate| plate.ink.name()).collect();
    assert_eq!(names, ["Cyan", "Magenta", "Yellow", "Black", "Rot"]);
    // Over what lies below, and instead of it.
    near(&at(&plates, 60.0, 60.0), &[0, 100, 0, 0, 50]);
    near(&at(&plates, 200.0, 60.0), &[0, 0, 0, 0, 50]);
    // Half of the square of a half; not beyond its box and clip.
    near(&at(&plates, 340.0, 60.0), &[12, 50, 6, 0]);
    near(&at(&plates, 375.0, 60.0), &[0; 5]);
    near(&at(&plates, 340.0, 90.0), &[0, 100, 0, 0]);
    // The ground of the pattern.
    near(&at(&plates, 530.0, 60.0), &[0, 0, 100, 0]);
    near(&at(&plates, 460.0, 60.0), &[75, 25, 0, 0]);
    judge("meshes", &bytes, 72);
}

/// The later part of a mesh lies over the earlier, and parts that share a side leave no seam.
#[test]
fn parts_of_a_mesh_leave_no_seam() {
    let mut mesh = Packed::new(4, ROT, 16, 8);
    let mut state = 7_u64;
    let mut random = |most: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    // A strip that goes on from side to side, at places between the pixels.
    let full: &[u64] = &[100];
    mesh.corner(Some(0), (10, 20), full);
    mesh.corner(Some(0), (10, 100), full);
    let mut x = 10;
    while x < 240 {
        x += 1 + random(5);
        mesh.corner(Some(u64::from(x > 16)), (x, 20 + random(9)), full);
        mesh.corner(Some(1), (x, 100 - random(9)), full);
    }
    let bytes = shown(&[mesh.object(1)], "1.013 0 0 1.007 0.37 0.21 cm /S0 sh", "");
    let plates = separate(&bytes);
    for y in 35..85 {
        for x in 14..220 {
            let found = at(&plates, f64::from(x), f64::from(y));
            assert_eq!(found[4], 100, "{x}, {y}");
        }
    }
    let mut twice = Packed::new(4, CMYK, 16, 8);
    for color in [CYAN, MAGENTA] {
        for place in [(20, 20), (20, 100), (100, 60)] {
            twice.corner(Some(0), place, color);
        }
    }
    near(&at(&separate(&shown(&[twice.object(4)], "/S0 sh", "")), 40.0, 60.0), &[0, 100, 0, 0]);
}

/// Whatever a mesh says, the page ends soon: drawn, or refused in words.
#[test]
fn meshes_without_measure_end() {
    let shading = |kind: u8, bits: [u32; 2], decode: &str, digits: &str| {
        format!(
            "<< /Type /Shading /ShadingType {kind} /ColorSpace /DeviceGray \
             /BitsPerCoordinate {} /BitsPerComponent {} /BitsPerFlag 8 /VerticesPerRow 99999 \
             /Decode [{decode} 0 1] /Filter /ASCIIHexDecode >> {digits}>",
            bits[0], bits[1]
        )
    };
    let huge = "-1e30 1e30 -1e30 1e30";
    let infinite = "-1e300 1e300 -1e300 1e300";
    let corners = "00 00000000 00000000 00 00 FFFFFFFF 00000000 FF 00 00000000 FFFFFFFF 80";
    let patch = format!("00 {} 00 FF 80 40", "00000000 FFFFFFFF 80000000 80000001 ".repeat(6));
    let many = |digits: &str, count: usize| digits.repeat(count);
    let cases = [
        ("large", shading(4, [32, 8], huge, corners)),
        ("without end", shading(4, [32, 8], infinite, corners)),
        ("large patch", shading(6, [32, 8], huge, &patch)),
        ("patch without end", shading(6, [32, 8], infinite, &patch)),
        ("turned round", shading(6, [32, 8], "1200 0 120 0", &many(&patch, 2_000))),
        ("large patches", shading(6, [32, 8], "-9e5 9e5 -9e5 9e5", &many(&patch, 2_000))),
        ("points in one place", shading(4, [8, 8], "7 7 7 7", &many("00000000", 300_000))),
        ("tiny", shading(4, [1, 1], "0 1 0 1", &many("0040", 300_000))),
        (
            "all over",
            shading(4, [8, 8], "0 1200 0 120", &many("00 0000 00 00 FF00 FF 00 00FF 80", 60_000)),
        ),
        ("long rows", shading(5, [8, 8], "0 1200 0 120", &many("0000AA FF8040", 150_000))),
        ("short of a patch", shading(7, [32, 8], "0 9 0 9", &patch)),
        ("short of a corner", shading(4, [32, 8], "0 99 0 99", "00 00000000 000000")),
        ("nothing", shading(4, [32, 8], "0 99 0 99", "")),
    ];
    for (name, object) in cases {
        let bytes = shown(&[object], "/S0 sh", "");
        let start = Instant::now();
        let file = reader::open(&*bytes).expect("it can be opened");
        let drawn = plates::render(&file, 0, 72.0);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(8), "{name} took {took:?}");
        if let Ok(plates) = drawn {
            assert_eq!(plates.plates.len(), 4, "{name}");
        }
    }
}
