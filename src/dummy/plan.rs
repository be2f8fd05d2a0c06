//! Which piece stands where: a block of stories that follow each other at the left, and at
//! the right a rail of sections, with pictures at its foot.

use super::estimate::{PICTURE_LINES, lines, picture_columns};
use super::{DummyCopy, DummyGrid};
use crate::page::StoryReport;
use crate::story::PieceKind;

/// Lines of the banner, with the white below it.
const BANNER_LINES: u32 = 5;
/// Lines of a section's bar with its title.
const BAR_LINES: u32 = 3;
/// The fewest lines that something is given.
const LEAST_LINES: u32 = 6;
/// Lines that are as high as a column is wide, nearly.
const LINES_A_COLUMN: u32 = 14;
/// The most lines of a picture in a story.
const DEEPEST: u32 = 30;
/// The fewest lines of a picture with its caption.
const LEAST_PICTURE: u32 = 9;

/// A page in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DummyPlan {
    pub(super) grid: DummyGrid,
    /// The first line below the banner.
    pub(super) first_line: u32,
    /// Columns of the block; all of them if there is no rail.
    pub(super) block: u32,
    /// The stories of the block, by their places in the copy.
    pub(super) stories: Vec<usize>,
    /// What stands in the rail, from the top.
    pub(super) rail: Vec<RailPart>,
    /// Pictures side by side at the foot of the rail.
    pub(super) pictures: Vec<usize>,
    /// Lines of these.
    pub(super) picture_lines: u32,
    /// Pictures in the stories of the block.
    pub(super) in_block: BlockPictures,
}

/// How large the pictures in the stories of the block are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BlockPictures {
    /// How many there are.
    count: u32,
    /// Columns of each.
    pub(super) columns: u32,
    /// Lines of each.
    pub(super) depth: u32,
}

impl BlockPictures {
    /// The deepest that a picture of its width may be: as high as it is wide, and no more
    /// than a quarter of a page.
    fn deepest(self) -> u32 {
        (LINES_A_COLUMN * self.columns).min(DEEPEST)
    }

    /// The same with so many lines of a column less, or more, in all.
    fn taking(self, lines: i64, block: u32) -> Self {
        if self.count == 0 {
            return self;
        }
        let deeper = |pictures: Self| {
            let taken = i64::from(self.count * self.columns * self.depth) + lines;
            let depth = taken / i64::from((pictures.count * pictures.columns).max(1));
            let depth = u32::try_from(depth.max(0)).unwrap_or(0);
            Self { depth: depth.clamp(LEAST_PICTURE, pictures.deepest()), ..pictures }
        };
        let same = deeper(self);
        match same.depth == self.deepest() && self.columns < block && lines > 0 {
            true => deeper(Self { columns: block, ..self }),
            false => same,
        }
    }
}

/// A part of the rail with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RailPart {
    pub(super) section: Option<usize>,
    pub(super) pieces: Vec<usize>,
    pub(super) lines: u32,
}

impl DummyPlan {
    pub(super) fn new(copy: &DummyCopy, grid: DummyGrid) -> Self {
        let pieces = copy.pieces.iter().enumerate();
        let is_picture = |rank| matches!(rank, PieceKind::Caption);
        let pictures: Vec<usize> =
            pieces.clone().filter(|(_, it)| is_picture(it.kind)).map(|(at, _)| at).collect();
        let mut rail: Vec<RailPart> = Vec::new();
        let mut stories = Vec::new();
        for (at, piece) in pieces.filter(|(_, it)| !is_picture(it.kind)) {
            match piece.section {
                Some(section) => match rail.last_mut() {
                    Some(part) if part.section == Some(section) => part.pieces.push(at),
                    _ => rail.push(RailPart { section: Some(section), pieces: vec![at], lines: 0 }),
                },
                None => stories.push(at),
            }
        }
        // Without sections the short stories stand there.
        if rail.is_empty() && stories.len() > 1 && grid.columns > 2 {
            let short = stories.split_off(stories.len().div_ceil(2));
            rail.extend(short.into_iter().map(|at| RailPart {
                section: None,
                pieces: vec![at],
                lines: 0,
            }));
        }
        let first_line = if copy.banner.is_some() { BANNER_LINES + 1 } else { 1 };
        let mut plan = Self {
            grid,
            first_line: first_line.min(grid.lines),
            block: grid.columns,
            stories,
            rail,
            pictures,
            picture_lines: 0,
            in_block: BlockPictures { count: 0, columns: 1, depth: PICTURE_LINES },
        };
        let has_rail = !plan.rail.is_empty() || !plan.pictures.is_empty();
        if has_rail && grid.columns > 1 {
            plan.block = match plan.stories.is_empty() {
                true => 0,
                false => plan.best_block(copy),
            };
        }
        plan.picture_lines = match plan.pictures.len() {
            0 => 0,
            _ => PICTURE_LINES.min(plan.height() / 2),
        };
        let pictures = plan.stories.iter().filter_map(|at| copy.pieces.get(*at));
        let count = pictures.map(|piece| piece.pictures).sum::<usize>();
        plan.in_block.count = u32::try_from(count).unwrap_or(0);
        plan.in_block.columns = picture_columns(plan.block);
        plan.share_rail(copy);
        plan
    }

    /// Lines below the banner.
    pub(super) fn height(&self) -> u32 {
        (self.grid.lines + 1).saturating_sub(self.first_line).max(1)
    }

    /// Columns of the rail.
    pub(super) fn rail_columns(&self) -> u32 {
        self.grid.columns.saturating_sub(self.block).max(1)
    }

    /// The columns of the block with which block and rail are full alike.
    fn best_block(&self, copy: &DummyCopy) -> u32 {
        let need = |plan: &Self, at: usize, columns| {
            copy.pieces.get(at).map_or(0, |piece| lines(piece, plan.grid, columns))
        };
        // The lead has no less than half of the page.
        (self.grid.columns.div_ceil(2)..self.grid.columns)
            .min_by_key(|block| {
                let rail = self.grid.columns - block;
                let stories: u32 = self.stories.iter().map(|at| need(self, *at, *block) + 1).sum();
                let parts: u32 = self
                    .rail
                    .iter()
                    .flat_map(|part| part.pieces.iter().map(|at| need(self, *at, rail)))
                    .sum();
                let bars = u32::try_from(self.rail.len()).unwrap_or(0) * (BAR_LINES + 1);
                let rows = u32::try_from(self.pictures.len()).unwrap_or(0).div_ceil(rail);
                stories.abs_diff(parts + bars + rows * PICTURE_LINES)
            })
            .unwrap_or(1)
    }

    /// Gives the parts of the rail their lines, in the measure of what they need.
    fn share_rail(&mut self, copy: &DummyCopy) {
        let (grid, columns) = (self.grid, self.rail_columns());
        let needs = self.rail.iter().map(|part| {
            let bar = if part.section.is_some() { BAR_LINES } else { 0 };
            let pieces = part.pieces.iter().filter_map(|at| copy.pieces.get(*at));
            bar + pieces.map(|piece| lines(piece, grid, columns)).sum::<u32>()
        });
        let needs: Vec<u32> = needs.collect();
        self.share(&needs);
    }

    /// Lines that the parts of the rail have together.
    fn rail_lines(&self) -> u32 {
        let gaps = u32::try_from(self.rail.len().saturating_sub(1)).unwrap_or(0);
        let pictures = match self.picture_rows() {
            0 => 0,
            rows => rows * self.picture_lines + 1,
        };
        self.height().saturating_sub(gaps + pictures)
    }

    /// How many rows the pictures stand in.
    pub(super) fn picture_rows(&self) -> u32 {
        let pictures = u32::try_from(self.pictures.len()).unwrap_or(0);
        pictures.div_ceil(self.rail_columns())
    }

    fn share(&mut self, needs: &[u32]) {
        let room = self.rail_lines();
        let all: u32 = needs.iter().sum::<u32>().max(1);
        let mut left = room;
        let count = self.rail.len();
        for (at, (part, need)) in self.rail.iter_mut().zip(needs).enumerate() {
            let own = match at + 1 == count {
                true => left,
                false => (u64::from(room) * u64::from(*need) / u64::from(all)) as u32,
            };
            part.lines = own.max(LEAST_LINES).min(left.max(1));
            left = left.saturating_sub(part.lines);
        }
    }

    /// The plan with the lines of the rail moved by what is over and short.
    pub(super) fn corrected(&self, copy: &DummyCopy, reports: &[StoryReport]) -> Option<Self> {
        let columns = self.rail_columns();
        let report = |at: &usize| {
            let slug = &copy.pieces.get(*at)?.slug;
            reports.iter().find(|report| report.slug == *slug)
        };
        let over = |part: &RailPart| {
            let own = part.pieces.iter().filter_map(report);
            let lines: i64 = own.map(|it| it.overset_lines as i64 - it.underset_lines as i64).sum();
            lines.div_euclid(i64::from(columns))
        };
        let overs: Vec<i64> = self.rail.iter().map(over).collect();
        let mut plan = self.clone();
        let block = self.stories.iter().filter_map(report);
        let short: i64 = block.map(|it| it.underset_lines as i64 - it.overset_lines as i64).sum();
        plan.in_block = self.in_block.taking(short, self.block);
        // Pictures give and take first.
        let wanted: i64 = overs.iter().sum();
        if !plan.pictures.is_empty() && plan.block > 0 {
            let rows = i64::from(self.picture_rows().max(1));
            let lines = i64::from(plan.picture_lines) - wanted.div_euclid(rows);
            let most = plan.height() / (2 * self.picture_rows().max(1));
            let least = LEAST_PICTURE.min(most);
            plan.picture_lines = u32::try_from(lines.max(0)).unwrap_or(0).clamp(least, most);
        }
        let needs =
            plan.rail.iter().zip(&overs).map(|(part, over)| {
                u32::try_from((i64::from(part.lines) + over).max(1)).unwrap_or(1)
            });
        let needs: Vec<u32> = needs.collect();
        plan.share(&needs);
        (plan != *self).then_some(plan)
    }
}
