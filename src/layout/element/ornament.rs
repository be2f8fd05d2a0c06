//! Ornaments in their places.

use crate::geom::{Point, Size};
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::border::tile_shapes;
use crate::layout::paint::matter::Matter;
use crate::spec::page::{OrnamentElement, Turn};

/// An ornament, as large as its place allows, in the middle of it.
pub(in crate::layout) fn place_ornament(
    canvas: &Canvas,
    element: &OrnamentElement,
    out: &mut Matter,
) {
    let rect = canvas.flow.rect(element.area.rect(&canvas.grid));
    let tile = &element.ornament.tile;
    let turned = |size: Size| match element.turn {
        Turn::None | Turn::Half => size,
        Turn::Right | Turn::Left => Size::new(size.height, size.width),
    };
    let room = turned(rect.size());
    let full_height = room.width.scale(tile.height, tile.width);
    let size = if full_height <= room.height {
        Size::new(room.width, full_height)
    } else {
        Size::new(room.height.scale(tile.width, tile.height), room.height)
    };
    let seen = turned(size);
    let corner = Point::new(
        rect.left + (rect.width() - seen.width) / 2,
        rect.top + (rect.height() - seen.height) / 2,
    );
    let place = |point: Point| {
        let Point { x, y } = point;
        let (x, y) = match element.turn {
            Turn::None => (x, y),
            Turn::Right => (size.height - y, x),
            Turn::Half => (size.width - x, size.height - y),
            Turn::Left => (y, size.width - x),
        };
        Point::new(corner.x + x, corner.y + y)
    };
    let shapes = tile_shapes(tile, size, element.color, &place);
    out.push_shapes(shapes);
}
