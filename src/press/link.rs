//! A table from RGB to inks, and how a color is looked up in it.
//!
//! It holds what lcms2 makes of a grid of colors, already within the limit of
//! ink; a color between is interpolated in the tetrahedron it lies in. Each
//! result is a weighted mean of four entries, so it can have no more ink than
//! the one of them with the most, and the limit holds for every pixel without
//! looking at any. Twice as fast as lcms2's own table for four inks, which
//! would have to be limited pixel by pixel after that.

/// Entries along each axis, as many as lcms2 takes for its own tables.
pub(super) const SIDE: usize = 33;
/// What solid ink is in the table.
const SOLID: f64 = 255.0 * 256.0;
/// How far rounding can raise the sum of four inks, in 255ths.
const ROUNDING: f64 = 2.0;

/// Inks by RGB.
pub(super) struct Link {
    /// C, M, Y, K in 1/65 280 of solid; blue runs fastest, then green.
    nodes: Vec<[u16; 4]>,
    steps: [GridStep; 256],
}

/// Where a stored value is along an axis.
#[derive(Clone, Copy, Default)]
struct GridStep {
    /// The entry before it.
    entry: u32,
    /// How far beyond that it is, in 1/256 of the way to the next.
    beyond: u32,
}

/// From one entry to the next along the axes.
const RED: usize = SIDE * SIDE;
const GREEN: usize = SIDE;
const BLUE: usize = 1;

/// The two entries between the first and the last of a tetrahedron.
#[derive(Clone, Copy)]
struct InnerEntries {
    second: usize,
    third: usize,
}

/// Along the axis with the longest way first, then along the next.
const fn ways(first: usize, next: usize) -> InnerEntries {
    InnerEntries { second: first, third: first + next }
}

/// The ways by whether red is as far beyond as green, green as blue, and red as blue, as
/// digits of a number: a table, for which way a color takes is past guessing.
const WAYS: [InnerEntries; 8] = [
    ways(BLUE, GREEN),
    ways(GREEN, RED),
    ways(GREEN, BLUE),
    ways(GREEN, RED),
    ways(BLUE, RED),
    ways(RED, BLUE),
    ways(RED, GREEN),
    ways(RED, GREEN),
];

impl Link {
    /// The colors of the grid in 16 bits, in the order in which their inks are
    /// wanted.
    pub(super) fn grid() -> Vec<[u16; 3]> {
        let value = |at: usize| (at * 65_535 / (SIDE - 1)) as u16;
        let axis = || 0..SIDE;
        axis()
            .flat_map(|r| axis().flat_map(move |g| axis().map(move |b| [r, g, b])))
            .map(|color| color.map(value))
            .collect()
    }

    /// The table of the grid's inks, 0 to 1, held to `most_ink` percent.
    pub(super) fn new(inks: impl Iterator<Item = [f64; 4]>, most_ink: u32) -> Self {
        let most = most_in_255ths(most_ink) - ROUNDING;
        let nodes = inks
            .map(|inks| limited(inks, most / 255.0).map(|ink| (ink * SOLID).floor() as u16))
            .collect();
        let steps = std::array::from_fn(|value| {
            let along = value * (SIDE - 1);
            let entry = (along / 255).min(SIDE - 2);
            let beyond = ((along - entry * 255) * 256 + 127) / 255;
            GridStep { entry: entry as u32, beyond: beyond as u32 }
        });
        Self { nodes, steps }
    }

    /// Inks from 0 to 255 of a row of RGB pixels, each given to `put`.
    #[inline]
    pub(super) fn row(&self, rgb: &[u8], mut put: impl FnMut([u8; 4])) {
        let mut last = [0; 3];
        let mut inks = self.look_up(last);
        for pixel in rgb.as_chunks::<3>().0 {
            if *pixel != last {
                last = *pixel;
                inks = self.look_up(last);
            }
            put(inks);
        }
    }

    /// Tetrahedral interpolation: from the entry before the color along the
    /// axes, the one with the longest way first.
    #[inline]
    fn look_up(&self, [r, g, b]: [u8; 3]) -> [u8; 4] {
        let [r, g, b] = [r, g, b].map(|value| self.steps[usize::from(value)]);
        let start = [(r, RED), (g, GREEN), (b, BLUE)].map(|(at, step)| at.entry as usize * step);
        let start: usize = start.iter().sum();
        let [fr, fg, fb] = [r, g, b].map(|at| at.beyond);
        let digits = [fr >= fg, fg >= fb, fr >= fb];
        let way = digits.iter().fold(0, |way, digit| way << 1 | usize::from(*digit));
        let InnerEntries { second, third } = WAYS[way];
        let most = fr.max(fg).max(fb);
        let least = fr.min(fg).min(fb);
        let middle = fr + fg + fb - most - least;
        let entries = [0, second, third, RED + GREEN + BLUE];
        let [n0, n1, n2, n3] = entries.map(|step| self.nodes[start + step]);
        let [w0, w1, w2, w3] = [256 - most, most - middle, middle - least, least];
        std::array::from_fn(|ink| {
            let sum = w0 * u32::from(n0[ink])
                + w1 * u32::from(n1[ink])
                + w2 * u32::from(n2[ink])
                + w3 * u32::from(n3[ink]);
            ((sum + 32_768) >> 16) as u8
        })
    }
}

/// Inks of 16 bits as inks from 0 to 255, held to `most_ink` percent.
pub(super) fn limited_to(inks: [u16; 4], most_ink: u32) -> [u8; 4] {
    let most = (most_in_255ths(most_ink) - ROUNDING) / 255.0;
    limited(inks.map(|ink| f64::from(ink) / 65_535.0), most).map(|ink| (ink * 255.0).round() as u8)
}

/// A limit in percent as a sum of inks from 0 to 255.
pub(super) fn most_in_255ths(percent: u32) -> f64 {
    (f64::from(percent) * 2.55).floor()
}

/// Holds the sum of inks to `most`: cyan, magenta and yellow go down in
/// proportion, so that the hue stays, and black stays, so that the drawing
/// does. Where black alone were too much it would go down, too.
pub(super) fn limited([c, m, y, k]: [f64; 4], most: f64) -> [f64; 4] {
    let colored = c + m + y;
    if colored + k <= most {
        return [c, m, y, k];
    }
    let k = k.min(most);
    let share = if colored > 0.0 { ((most - k) / colored).clamp(0.0, 1.0) } else { 0.0 };
    [c * share, m * share, y * share, k]
}
