//! The clipping path of a picture, as Photoshop writes it (Adobe Photoshop File
//! Formats Specification, "Path resource format").

use super::resource::resources;
use super::{Picture, PictureOrientation, PicturePoint};

/// The resource that names the clipping path among the paths of the file.
const NAME_OF_PATH: u16 = 2999;
/// The resources that hold paths.
const PATHS: std::ops::RangeInclusive<u16> = 2000..=2997;
/// Bytes of a record.
const RECORD: usize = 26;
/// More knots than this are no outline that anybody drew.
const MOST_KNOTS: usize = 20_000;
/// The lower right corner of every picture.
const FAR: PicturePoint = PicturePoint { x: ClipPath::ONE, y: ClipPath::ONE };

/// Closed outlines; what lies inside an odd number of them is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClipPath {
    /// The knots of each outline, in order.
    pub outlines: Vec<Vec<Knot>>,
}

/// A knot of Bézier curves. Places count from the left and the top of the
/// picture as it is seen, its width and its height being [`ClipPath::ONE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Knot {
    /// The control point before it.
    pub before: PicturePoint,
    /// The knot itself.
    pub at: PicturePoint,
    /// The control point after it.
    pub after: PicturePoint,
}

impl ClipPath {
    /// The width or height of the picture: 24 bits stand after the point.
    pub const ONE: i64 = 1 << 24;
}

impl Picture {
    /// The path that its author cut it out by, if there is one.
    #[must_use]
    pub fn clip_path(&self) -> Option<ClipPath> {
        let bytes = self.resource_bytes();
        let said = resources(&bytes).find(|resource| resource.number == NAME_OF_PATH)?.data;
        let name = said.get(1..=usize::from(*said.first()?))?;
        let path = resources(&bytes)
            .find(|resource| PATHS.contains(&resource.number) && resource.name == name)?;
        read(path.data, self.orientation)
    }
}

fn read(data: &[u8], orientation: PictureOrientation) -> Option<ClipPath> {
    let mut outlines: Vec<Vec<Knot>> = Vec::new();
    let (records, _) = data.as_chunks::<RECORD>();
    for record in records.iter().take(MOST_KNOTS) {
        match u16::from_be_bytes([record[0], record[1]]) {
            // A record of this kind begins an outline; one that is left open is closed,
            // too.
            0 | 3 => outlines.push(Vec::new()),
            1 | 2 | 4 | 5 => {
                let number = |at: usize| {
                    let bytes = record[2 + 4 * at..].first_chunk().copied().unwrap_or_default();
                    // Where exactly a point far outside the picture lies makes no
                    // difference, and small numbers cannot overflow in products.
                    let number = i64::from(i32::from_be_bytes(bytes));
                    number.clamp(-8 * ClipPath::ONE, 8 * ClipPath::ONE)
                };
                // In the file the vertical coordinate of a point comes first.
                let stored = |at: usize| PicturePoint { x: number(at + 1), y: number(at) };
                let point = |at: usize| orientation.seen_at(stored(at), FAR);
                let knot = Knot { before: point(0), at: point(2), after: point(4) };
                outlines.last_mut()?.push(knot);
            }
            _ => {}
        }
    }
    outlines.retain(|outline| outline.len() > 1);
    (!outlines.is_empty()).then_some(ClipPath { outlines })
}
