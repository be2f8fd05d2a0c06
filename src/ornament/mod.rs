//! Ornaments 报花 and borders 花边 that come with the program, as outlines in
//! units of their own. They are drawn for it and kept as text beside this file.

use std::sync::LazyLock;

use crate::geom::{Point, Size};

/// A small drawing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ornament {
    /// Its name in specs.
    pub name: String,
    /// Its Chinese name, which is good there, too.
    pub chinese: String,
    /// Its parts.
    pub tile: Tile,
}

/// Parts in a box with its origin at the upper left, in units of the box.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Tile {
    /// Width of the box.
    pub width: i64,
    /// Height of the box.
    pub height: i64,
    /// What is painted, in painting order.
    pub parts: Vec<OrnamentPart>,
}

/// A part of an ornament.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrnamentPart {
    /// Its outline.
    pub path: Vec<OrnamentStep>,
    /// Width of the line that is drawn along it; filled if there is none.
    pub line: Option<i64>,
    /// With what.
    pub ink: OrnamentInk,
}

/// What a part is painted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrnamentInk {
    /// The ornament's color.
    Full,
    /// A third of it.
    Pale,
    /// Bare paper.
    Bare,
}

/// One step of an outline, in units of the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrnamentStep {
    /// Starts a new line at a point.
    Move(UnitPoint),
    /// A straight line to a point.
    Line(UnitPoint),
    /// A cubic Bézier curve: two control points and the end.
    Curve(UnitPoint, UnitPoint, UnitPoint),
    /// Back to where the line started.
    Close,
}

/// x and y in units of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnitPoint {
    /// From its left.
    pub x: i64,
    /// From its top.
    pub y: i64,
}

/// Decorative borders, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Border {
    /// 回纹: squared spirals.
    Fret,
    /// 水波.
    Waves,
    /// 绳纹.
    Rope,
    /// 点划.
    DotsAndDashes,
    /// 连珠.
    Beads,
    /// 叶纹.
    Leaves,
    /// 菱纹.
    Diamonds,
    /// 扇贝.
    Scallops,
}

/// What a border is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BorderTiles {
    /// A tile of its upper side.
    pub side: Tile,
    /// Its upper left corner, as wide as deep.
    pub corner: Tile,
}

static ORNAMENTS: LazyLock<Vec<Ornament>> = LazyLock::new(|| {
    let all = entries(include_str!("ornaments.txt")).into_iter();
    all.map(|OrnamentEntry { name, chinese, tile, .. }| Ornament { name, chinese, tile }).collect()
});

static BORDERS: LazyLock<Vec<(String, BorderTiles)>> = LazyLock::new(|| {
    let all = entries(include_str!("borders.txt")).into_iter();
    all.map(|entry| (entry.name, BorderTiles { side: entry.tile, corner: entry.corner })).collect()
});

/// All ornaments, in a fixed order.
#[must_use]
pub fn all() -> &'static [Ornament] {
    &ORNAMENTS
}

/// The ornament of a name, English or Chinese.
#[must_use]
pub fn find(name: &str) -> Option<&'static Ornament> {
    ORNAMENTS.iter().find(|one| one.name.eq_ignore_ascii_case(name) || one.chinese == name)
}

impl Border {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Fret,
        Self::Waves,
        Self::Rope,
        Self::DotsAndDashes,
        Self::Beads,
        Self::Leaves,
        Self::Diamonds,
        Self::Scallops,
    ];

    /// Its name in specs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fret => "fret",
            Self::Waves => "waves",
            Self::Rope => "rope",
            Self::DotsAndDashes => "dots-and-dashes",
            Self::Beads => "beads",
            Self::Leaves => "leaves",
            Self::Diamonds => "diamonds",
            Self::Scallops => "scallops",
        }
    }

    /// What it is made of.
    #[must_use]
    pub fn tiles(self) -> Option<&'static BorderTiles> {
        BORDERS.iter().find(|(name, _)| name == self.name()).map(|(_, tiles)| tiles)
    }
}

impl Tile {
    /// Where a point of it is when it is as large as `size`.
    #[must_use]
    pub fn point_at(&self, point: UnitPoint, size: Size) -> Point {
        Point::new(size.width.scale(point.x, self.width), size.height.scale(point.y, self.height))
    }
}

/// An entry of a list of drawings.
struct OrnamentEntry {
    name: String,
    chinese: String,
    tile: Tile,
    /// What stands after `corner`; empty if there is none.
    corner: Tile,
}

fn entries(text: &str) -> Vec<OrnamentEntry> {
    let mut list: Vec<OrnamentEntry> = Vec::new();
    let mut is_corner = false;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line == "corner" {
            is_corner = true;
            continue;
        }
        let words: Vec<&str> = line.split(' ').collect();
        if let [name, chinese, width, height] = words.as_slice()
            && let (Ok(width), Ok(height)) = (width.parse(), height.parse())
        {
            is_corner = false;
            let (name, chinese) = ((*name).to_owned(), (*chinese).to_owned());
            let tile = Tile { width, height, parts: Vec::new() };
            let corner = Tile { width: height, height, parts: Vec::new() };
            list.push(OrnamentEntry { name, chinese, tile, corner });
            continue;
        }
        if let Some(entry) = list.last_mut()
            && let Some((kind, path)) = line.split_once(' ')
        {
            let part = part(kind, path);
            let tile = if is_corner { &mut entry.corner } else { &mut entry.tile };
            tile.parts.push(part);
        }
    }
    list
}

fn part(kind: &str, path: &str) -> OrnamentPart {
    let (ink, kind) = match kind.strip_prefix('h') {
        Some(rest) => (OrnamentInk::Bare, rest),
        None if kind == "p" => (OrnamentInk::Pale, ""),
        None => (OrnamentInk::Full, kind),
    };
    let line = kind.strip_prefix('s').and_then(|width| width.parse().ok());
    OrnamentPart { path: steps(path), line, ink }
}

fn steps(path: &str) -> Vec<OrnamentStep> {
    let starts: Vec<usize> =
        path.char_indices().filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([path.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| {
            let numbers: Vec<i64> =
                path[start + 1..end].split(' ').filter_map(|word| word.parse().ok()).collect();
            let point =
                |at: usize| Some(UnitPoint { x: *numbers.get(at)?, y: *numbers.get(at + 1)? });
            Some(match path.as_bytes()[*start] {
                b'M' => OrnamentStep::Move(point(0)?),
                b'L' => OrnamentStep::Line(point(0)?),
                b'C' => OrnamentStep::Curve(point(0)?, point(2)?, point(4)?),
                _ => OrnamentStep::Close,
            })
        })
        .collect()
}
