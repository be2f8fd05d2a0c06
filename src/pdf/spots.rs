//! Spot inks as Separation color spaces (PDF 32000-1, 8.6.6.4), and the
//! colorant that stands for all plates.

use pdf_writer::{Chunk, Name, Ref};

use super::objects::Objects;
use super::used::{Used, UsedSpot};
use crate::color::{Cmyk, SpotInk, Tint};

/// The name of the space that marks all plates in a page's resources.
pub(super) const ALL: &str = "All";

/// The name of a spot ink's space in a page's resources.
pub(super) fn name(at: usize) -> String {
    format!("S{at}")
}

/// The spaces of all spot inks. An ink has one space in the whole file, as all
/// of one name must be alike (ISO 15930-7, 6.2.4.4).
pub(super) fn write(used: &Used) -> Objects {
    let mut objects = Objects::default();
    for UsedSpot { ink: SpotInk { name, alternate }, space } in &used.spots {
        write_space(objects.next(), *space, name, *alternate);
    }
    if let Some(all) = used.all_plates {
        let [c, m, y, k] = [Tint::SOLID; 4];
        write_space(objects.next(), all, "All", Cmyk { c, m, y, k });
    }
    objects
}

/// Where there is no such plate, tints of the ink are tints of its alternate.
fn write_space(chunk: &mut Chunk, id: Ref, name: &str, alternate: Cmyk) {
    let mut space = chunk.color_space(id).separation(Name(name.as_bytes()));
    space.alternate_color_space().device_cmyk();
    space
        .tint_exponential()
        .domain([0.0, 1.0])
        .c0([0.0; 4])
        .c1(alternate.tints().map(|tint| tint.to_unit() as f32))
        .n(1.0);
}
