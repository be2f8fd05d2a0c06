//! Meshes (PDF 32000-1, 8.7.4.5.5 to 8): triangles and patches whose corners have colors of
//! their own. They are taken out of their bits one by one, so that a long mesh takes no more
//! memory than its data.

use std::rc::Rc;
use std::sync::Arc;

use hayro::hayro_syntax::object::{Array, Dict, Stream};
use hayro::kurbo::{CubicBez, ParamCurve as _, Point, Rect};

use super::color::DecodeRange;
use super::decode;

/// Bytes of the points of a mesh.
const MOST_MESH: usize = 64 << 20;
/// Numbers of a color: as many as a DeviceN has colorants.
const MOST_NUMBERS: usize = 32;
/// Points of a row of a lattice.
const MOST_OF_ROW: u32 = 100_000;

/// A mesh as it is packed.
#[derive(Debug, Clone)]
pub struct Mesh {
    kind: MeshKind,
    bits: MeshBits,
    /// What the bits of a place stand for, across and up.
    places: [DecodeRange; 2],
    /// The same of each number of a color.
    numbers: Vec<DecodeRange>,
    data: Arc<[u8]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MeshKind {
    /// Triangles that go on from each other (type 4).
    Triangles,
    /// Rows of this many points (type 5).
    Lattice(usize),
    /// Patches between four curves (type 6).
    Coons,
    /// Patches with four more points inside (type 7).
    Tensor,
}

/// How many bits parts of a point have.
#[derive(Debug, Clone, Copy)]
struct MeshBits {
    flag: u32,
    place: u32,
    number: u32,
}

/// A corner of a mesh.
#[derive(Debug, Clone)]
pub struct MeshPoint {
    /// Where it is.
    pub at: Point,
    /// Its color, or the parameter of the function.
    pub color: Rc<[f32]>,
}

/// A part of a mesh.
#[derive(Debug, Clone)]
pub enum MeshPart {
    /// A triangle, in which colors run evenly.
    Triangle([MeshPoint; 3]),
    /// A patch.
    Patch(Box<MeshPatch>),
}

/// A patch of two Bézier curves, one along the other (PDF 32000-1, 8.7.4.5.8).
#[derive(Debug, Clone)]
pub struct MeshPatch {
    /// Its points, by row and column.
    pub points: [[Point; 4]; 4],
    /// The colors of its corners: of the first point of the first row, the last of the first
    /// row, the last of the last row, and its first.
    pub colors: [Rc<[f32]>; 4],
}

/// Where the points of a patch stand in its data, by row and column (PDF 32000-1, figure 45).
const PATCH_ORDER: [(usize, usize); 16] = [
    (0, 0),
    (0, 1),
    (0, 2),
    (0, 3),
    (1, 3),
    (2, 3),
    (3, 3),
    (3, 2),
    (3, 1),
    (3, 0),
    (2, 0),
    (1, 0),
    (1, 1),
    (1, 2),
    (2, 2),
    (2, 1),
];
/// Of these so many are on the sides.
const ON_SIDES: usize = 12;

impl Mesh {
    /// Reads a mesh whose colors have so many numbers (PDF 32000-1, tables 82 to 85); nothing
    /// if it cannot be taken apart, or is not all there.
    pub(super) fn read(kind: u8, stream: &Stream, numbers: usize) -> Option<Self> {
        let dict = stream.dict();
        let bits = |key: &str, allowed: &[u32]| {
            dict.get::<u32>(key).filter(|number| allowed.contains(number))
        };
        let kind = match kind {
            4 => MeshKind::Triangles,
            5 => MeshKind::Lattice(row_length(dict)?),
            6 => MeshKind::Coons,
            _ => MeshKind::Tensor,
        };
        let flag = match kind {
            MeshKind::Lattice(_) => 0,
            _ => bits("BitsPerFlag", &[2, 4, 8])?,
        };
        let bits = MeshBits {
            flag,
            place: bits("BitsPerCoordinate", &[1, 2, 4, 8, 12, 16, 24, 32])?,
            number: bits("BitsPerComponent", &[1, 2, 4, 8, 12, 16])?,
        };
        let ranges: Vec<f32> =
            dict.get::<Array>("Decode")?.iter::<f32>().take(4 + 2 * MOST_NUMBERS).collect();
        let ranges: Vec<DecodeRange> = ranges
            .as_chunks::<2>()
            .0
            .iter()
            .map(|[least, most]| DecodeRange { least: *least, most: *most })
            .collect();
        let (places, ranges) = ranges.split_first_chunk::<2>()?;
        let ranges = ranges.get(..numbers).filter(|ranges| !ranges.is_empty())?;
        let data = decode::whole(stream, MOST_MESH)?.as_ref().into();
        Some(Self { kind, bits, places: *places, numbers: ranges.to_vec(), data })
    }

    /// A box that holds all of it, in its own space.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let [x, y] = self.places.map(|range| (f64::from(range.least), f64::from(range.most)));
        let bounds = Rect::from_points((x.0, y.0), (x.1, y.1));
        match self.kind {
            // What is inside such a patch follows from its sides, and may lie beyond them:
            // see `inner`, whose factors add up to two and to minus one.
            MeshKind::Coons => bounds.inflate(bounds.width(), bounds.height()),
            _ => bounds,
        }
    }

    /// Its parts, in the order in which they are painted.
    #[must_use]
    pub fn parts(&self) -> MeshParts<'_> {
        let bits = BitReader { data: &self.data, at: 0 };
        MeshParts { mesh: self, bits, last: None, row: Vec::new(), next: Vec::new() }
    }

    /// The least and most of the first number of its colors.
    pub(super) fn domain(&self) -> [f32; 2] {
        self.numbers.first().map_or([0.0, 1.0], |range| [range.least, range.most])
    }
}

fn row_length(dict: &Dict) -> Option<usize> {
    let count = dict.get::<u32>("VerticesPerRow")?;
    (2..=MOST_OF_ROW).contains(&count).then_some(count as usize)
}

/// Goes through the parts of a mesh.
#[derive(Debug)]
pub struct MeshParts<'m> {
    mesh: &'m Mesh,
    bits: BitReader<'m>,
    /// What the next part may go on from.
    last: Option<MeshPart>,
    /// The row before, of a lattice.
    row: Vec<MeshPoint>,
    /// Triangles that come before anything else is read, the last first.
    next: Vec<[MeshPoint; 3]>,
}

impl Iterator for MeshParts<'_> {
    type Item = MeshPart;

    fn next(&mut self) -> Option<MeshPart> {
        match self.mesh.kind {
            MeshKind::Lattice(length) => self.lattice(length),
            MeshKind::Triangles => self.triangle(),
            MeshKind::Coons => self.patch(ON_SIDES),
            MeshKind::Tensor => self.patch(PATCH_ORDER.len()),
        }
    }
}

impl MeshParts<'_> {
    fn flag(&mut self) -> Option<u32> {
        // Only the last two bits count (PDF 32000-1, table 82).
        self.bits.read(self.mesh.bits.flag).map(|flag| flag & 3)
    }

    fn place(&mut self) -> Option<Point> {
        let count = self.mesh.bits.place;
        let most = ((1_u64 << count) - 1) as f64;
        let mut number = |range: DecodeRange| {
            let share = f64::from(self.bits.read(count)?) / most;
            let (least, most) = (f64::from(range.least), f64::from(range.most));
            Some(least + share * (most - least))
        };
        let [x, y] = self.mesh.places;
        Some(Point::new(number(x)?, number(y)?))
    }

    fn color(&mut self) -> Option<Rc<[f32]>> {
        let count = self.mesh.bits.number;
        let most = ((1_u64 << count) - 1) as f32;
        let numbers = self.mesh.numbers.iter();
        numbers.map(|range| Some(range.at(self.bits.read(count)? as f32 / most))).collect()
    }

    fn point(&mut self) -> Option<MeshPoint> {
        let point = MeshPoint { at: self.place()?, color: self.color()? };
        // Each point begins with a byte (8.7.4.5.5).
        self.bits.align();
        Some(point)
    }

    fn triangle(&mut self) -> Option<MeshPart> {
        let flag = self.flag()?;
        let point = self.point()?;
        let corners = match (flag, self.last.take()) {
            (1, Some(MeshPart::Triangle([_, b, c]))) => [b, c, point],
            (2, Some(MeshPart::Triangle([a, _, c]))) => [a, c, point],
            _ => {
                // The flags of the second and third say nothing.
                self.flag()?;
                let second = self.point()?;
                self.flag()?;
                [point, second, self.point()?]
            }
        };
        let part = MeshPart::Triangle(corners);
        self.last = Some(part.clone());
        Some(part)
    }

    fn lattice(&mut self, length: usize) -> Option<MeshPart> {
        while self.next.is_empty() {
            let mut row = Vec::new();
            for _ in 0..length {
                row.push(self.point()?);
            }
            let pairs = self.row.windows(2).zip(row.windows(2)).rev();
            for (above, below) in pairs {
                let ([a, b], [c, d]) = (above, below) else { continue };
                self.next.push([b.clone(), c.clone(), d.clone()]);
                self.next.push([a.clone(), b.clone(), c.clone()]);
            }
            self.row = row;
        }
        self.next.pop().map(MeshPart::Triangle)
    }

    fn patch(&mut self, count: usize) -> Option<MeshPart> {
        let flag = self.flag()?;
        let mut points = [[Point::ZERO; 4]; 4];
        let mut colors: [Rc<[f32]>; 4] = std::array::from_fn(|_| Rc::from([]));
        let mut known = (0, 0);
        if let (1..=3, Some(MeshPart::Patch(last))) = (flag, self.last.take()) {
            // It begins with a side of the one before: the second, third or fourth.
            for (at, to) in PATCH_ORDER.iter().take(4).enumerate() {
                let from = PATCH_ORDER[(3 * flag as usize + at) % ON_SIDES];
                points[to.0][to.1] = last.points[from.0][from.1];
            }
            colors[0] = Rc::clone(&last.colors[flag as usize]);
            colors[1] = Rc::clone(&last.colors[(flag as usize + 1) % 4]);
            known = (4, 2);
        }
        for (row, column) in &PATCH_ORDER[known.0..count] {
            points[*row][*column] = self.place()?;
        }
        for color in &mut colors[known.1..] {
            *color = self.color()?;
        }
        self.bits.align();
        if count == ON_SIDES {
            inner(&mut points);
        }
        let part = MeshPart::Patch(Box::new(MeshPatch { points, colors }));
        self.last = Some(part.clone());
        Some(part)
    }
}

/// The points inside a patch that is given by its sides alone (PDF 32000-1, 8.7.4.5.8).
fn inner(points: &mut [[Point; 4]; 4]) {
    let p = points.map(|row| row.map(Point::to_vec2));
    // For each: its corner, the corners beside it, that across, and points on the sides.
    for (row, column) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
        let (near_row, far_row) = if row == 1 { (0, 3) } else { (3, 0) };
        let (near, far) = if column == 1 { (0, 3) } else { (3, 0) };
        let sum = p[near_row][near] * -4.0 + (p[near_row][column] + p[row][near]) * 6.0
            - (p[near_row][far] + p[far_row][near]) * 2.0
            + (p[far_row][column] + p[row][far]) * 3.0
            - p[far_row][far];
        points[row][column] = (sum / 9.0).to_point();
    }
}

impl MeshPatch {
    /// The curve across its rows, at a share of the way along them.
    #[must_use]
    pub fn across(&self, along: f64) -> CubicBez {
        let point = |row: [Point; 4]| CubicBez::new(row[0], row[1], row[2], row[3]).eval(along);
        let [a, b, c, d] = self.points.map(point);
        CubicBez::new(a, b, c, d)
    }
}

/// Reads bits, the highest of a byte first.
#[derive(Debug)]
struct BitReader<'b> {
    data: &'b [u8],
    /// In bits.
    at: usize,
}

impl BitReader<'_> {
    /// A number of so many bits, 32 at most; nothing if there are not as many.
    fn read(&mut self, count: u32) -> Option<u32> {
        let (start, end) = (self.at, self.at + count as usize);
        if end > self.data.len() * 8 {
            return None;
        }
        self.at = end;
        let bytes = &self.data[start / 8..end.div_ceil(8)];
        let all = bytes.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        let behind = (8 - end % 8) % 8;
        let mask = (1_u64 << count) - 1;
        Some((all >> behind & mask) as u32)
    }

    fn align(&mut self) {
        self.at = self.at.next_multiple_of(8);
    }
}
