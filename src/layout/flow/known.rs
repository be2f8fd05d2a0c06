//! How the pieces of a galley were broken. A galley is poured many times, and most of
//! its paragraphs come out the same each time: what was broken once is looked up.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::geom::Abs;
use crate::text::{BreakTrail, Breakings, Breaks, Measures, Prepared, break_lines_along};

/// Breakings of a galley's pieces, and the work that went into them.
#[derive(Default)]
pub(in crate::layout) struct Known {
    all: Vec<Variants>,
    pieces: Vec<OfPiece>,
    joined: BTreeMap<JoinKey, VariantsId>,
    trails: Trails,
    /// The work of breaking lines of differing measure, and states.
    pub(super) effort: usize,
}

/// Every way to set a paragraph from one place: the best, and if there are such those
/// with a line less and a line more.
pub(super) struct Variants {
    pub(super) list: Vec<Arc<Breaks>>,
    /// Lines of the longest.
    pub(super) longest: usize,
}

/// Some variants among all that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct VariantsId(u32);

/// One of some variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Variant {
    pub(super) of: VariantsId,
    pub(super) at: usize,
}

/// What is known of one piece.
#[derive(Default)]
struct OfPiece {
    /// In one measure throughout.
    uniform: Vec<Uniform>,
    mixed: Vec<Mixed>,
}

struct Uniform {
    measure: Abs,
    id: VariantsId,
}

/// A part of a piece in lines of differing measure.
struct Mixed {
    part: Range<usize>,
    column_ends: Vec<usize>,
    /// Of the lines that count.
    measures: Vec<Abs>,
    id: VariantsId,
}

/// The first part of a paragraph, one of its variants, and the ways to set the second.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct JoinKey {
    head: Variant,
    tails: VariantsId,
}

/// A part of a piece that is to be broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PiecePart {
    pub(super) piece: usize,
    /// Its clusters.
    pub(super) clusters: Range<usize>,
    /// After how many lines a column ends in which words are to be kept whole.
    pub(super) column_ends: Vec<usize>,
}

/// Bytes that the trails of all pieces may take.
const MOST_TRAILS: usize = 32 << 20;
/// The fewest clusters of a paragraph that is worth a trail: some twenty lines.
const LONG: usize = 300;

/// Trails of searches in long paragraphs, which reach over several columns: where one
/// column ends a line earlier, all before that comes out as it did.
#[derive(Default)]
pub(super) struct Trails {
    /// What was used last stands last.
    list: Vec<PieceTrail>,
}

struct PieceTrail {
    piece: usize,
    bytes: usize,
    trail: BreakTrail,
}

impl Trails {
    /// Breaks a whole paragraph along the trail that leads farthest, and leaves another.
    pub(super) fn break_lines(
        &mut self,
        piece: usize,
        prepared: &Prepared,
        measures: Measures,
    ) -> Breakings {
        if prepared.len() < LONG {
            return break_lines_along(prepared, measures, None);
        }
        let own = self.list.iter().filter(|known| known.piece == piece);
        let best = own.max_by_key(|known| known.trail.lines_towards(measures));
        let mut trail = best.map(|known| known.trail.towards(measures)).unwrap_or_default();
        let broken = break_lines_along(prepared, measures, Some(&mut trail));
        self.keep(piece, trail);
        broken
    }

    fn keep(&mut self, piece: usize, trail: BreakTrail) {
        self.list.push(PieceTrail { piece, bytes: trail.bytes(), trail });
        let mut bytes: usize = self.list.iter().map(|known| known.bytes).sum();
        let too_old = self.list.iter().take_while(|known| {
            let is_too_old = bytes > MOST_TRAILS;
            bytes -= known.bytes;
            is_too_old
        });
        self.list.drain(..too_old.count());
    }
}

impl Known {
    /// Forgets a piece that is another one now.
    pub(in crate::layout) fn forget(&mut self, piece: usize) {
        if let Some(known) = self.pieces.get_mut(piece) {
            *known = OfPiece::default();
        }
        self.trails.list.retain(|known| known.piece != piece);
    }

    pub(super) fn get(&self, id: VariantsId) -> &Variants {
        &self.all[id.0 as usize]
    }

    pub(super) fn breaks(&self, variant: Variant) -> &Arc<Breaks> {
        &self.get(variant.of).list[variant.at]
    }

    /// A piece in lines of one measure.
    pub(super) fn uniform(
        &mut self,
        piece: usize,
        measure: Abs,
        set: impl FnOnce() -> Vec<Breaks>,
    ) -> VariantsId {
        let known = self.piece(piece).uniform.iter().find(|it| it.measure == measure);
        if let Some(known) = known {
            return known.id;
        }
        let id = self.add(set());
        self.piece(piece).uniform.push(Uniform { measure, id });
        id
    }

    /// A part of a piece in lines of differing measure, which a line's number gives; of
    /// which no more than `most` can be wanted.
    pub(super) fn mixed(
        &mut self,
        part: PiecePart,
        most: usize,
        measure: impl Fn(usize) -> Abs,
        set: impl FnOnce(Measures, &mut Trails) -> Breakings,
    ) -> VariantsId {
        let PiecePart { piece, clusters, column_ends } = part;
        let is_as_here = |known: &&Mixed| {
            let mut measures = known.measures.iter().enumerate();
            known.part == clusters
                && known.column_ends == column_ends
                && measures.all(|(line, known)| measure(line) == *known)
        };
        if let Some(known) = self.piece(piece).mixed.iter().find(is_as_here) {
            return known.id;
        }
        let first: Vec<Abs> = (0..most).map(&measure).collect();
        let measures = Measures { first: &first, rest: measure(most), column_ends: &column_ends };
        let broken = set(measures, &mut self.trails);
        self.effort += broken.work;
        let measures = (0..broken.lines_read).map(measure).collect();
        let id = self.add(broken.ways);
        self.piece(piece).mixed.push(Mixed { part: clusters, column_ends, measures, id });
        id
    }

    /// A whole paragraph: its first part, and the ways to set what follows.
    pub(super) fn joined(&mut self, head: Variant, tails: VariantsId) -> VariantsId {
        let key = JoinKey { head, tails };
        if let Some(known) = self.joined.get(&key) {
            return *known;
        }
        let tails = self.get(tails).list.iter();
        let ways = tails.map(|tail| self.breaks(head).followed_by(tail)).collect();
        let id = self.add(ways);
        self.joined.insert(key, id);
        id
    }

    fn add(&mut self, ways: Vec<Breaks>) -> VariantsId {
        let longest = ways.iter().map(|breaks| breaks.lines.len()).max().unwrap_or(0);
        let list = ways.into_iter().map(Arc::new).collect();
        self.all.push(Variants { list, longest });
        VariantsId(self.all.len() as u32 - 1)
    }

    fn piece(&mut self, piece: usize) -> &mut OfPiece {
        if piece >= self.pieces.len() {
            self.pieces.resize_with(piece + 1, OfPiece::default);
        }
        &mut self.pieces[piece]
    }
}
