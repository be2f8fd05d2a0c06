//! Breaking a paragraph into lines: the best sequence of breaks over slots of
//! differing measure, and the best with a line less and a line more.
//!
//! Total-fit breaking after Knuth and Plass, "Breaking Paragraphs into Lines"
//! (1981). Nodes are told apart by their number of lines, since the measure
//! depends on it.

use std::ops::Range;

use super::class::Class;
use super::cluster::{Cluster, Opportunity, Prepared};
use super::fill::{
    Filling, LineEndForm, LineStuff, even_spacing_cost, line_end_forms, line_stuff, loose_end,
    loose_start,
};
use super::first_fit::break_first_fit;
use super::trail::{Attempt, BreakTrail, MARK_LINES, TrailMark};
use crate::geom::{Abs, Em};

/// The measures of the line slots ahead.
#[derive(Debug, Clone, Copy)]
pub struct Measures<'a> {
    /// One for each of the first lines.
    pub first: &'a [Abs],
    /// For all lines after those.
    pub rest: Abs,
    /// After how many lines a column ends, where the breaker is to mind it: words
    /// are rather kept whole there.
    pub column_ends: &'a [usize],
}

impl Measures<'_> {
    /// The same measure for all lines.
    #[must_use]
    pub const fn all(measure: Abs) -> Self {
        Measures { first: &[], rest: measure, column_ends: &[] }
    }

    /// The measure of a line, counted from 0.
    #[must_use]
    pub fn of(&self, line: usize) -> Abs {
        self.first.get(line).copied().unwrap_or(self.rest)
    }

    fn is_uniform(&self) -> bool {
        self.first.iter().all(|measure| *measure == self.rest)
    }
}

/// One line of a broken paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineBreak {
    /// The clusters it holds.
    pub clusters: Range<usize>,
    /// What becomes of a mark at its end.
    pub form: LineEndForm,
}

/// A paragraph broken into lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaks {
    /// The lines in order; empty for a paragraph without clusters.
    pub lines: Vec<LineBreak>,
    /// What this breaking costs, in thousandths; only good for comparison.
    pub cost: i64,
    /// The line that begins a second part, if the paragraph is parted at the end
    /// of a sentence: the line before it is set like a paragraph's last.
    pub parted: Option<usize>,
}

impl Breaks {
    /// Whether a line ends the paragraph, or a part of it.
    #[must_use]
    pub fn ends_at(&self, line: usize) -> bool {
        line + 1 == self.lines.len() || Some(line + 1) == self.parted
    }

    /// The breaking of a whole paragraph: this one of its first part, and `rest` of what
    /// follows.
    #[must_use]
    pub fn followed_by(&self, rest: &Self) -> Self {
        Self {
            lines: self.lines.iter().chain(&rest.lines).cloned().collect(),
            cost: self.cost + rest.cost,
            parted: Some(self.lines.len()),
        }
    }
}

/// Breakings, and what they follow from.
#[derive(Debug, Clone)]
pub struct Breakings {
    /// In order of their number of lines.
    pub ways: Vec<Breaks>,
    /// So many of the first lines had their measures looked at: whatever the others had
    /// been, the same would have come of it.
    pub lines_read: usize,
    /// The work that it took: places that were visited, or an eighth of the lines that were
    /// tried, whichever is more.
    pub work: usize,
}

/// The cost of any line, so that of two equally good breakings the shorter
/// wins.
pub(super) const LINE: i64 = 300;
/// A last line of one character (with its mark), which the trade does not
/// print (单字不成行, CLREQ 3.4.4).
const LONE_CHARACTER: i64 = 400_000;
/// A last line of two characters, or of a short word.
const SHORT_LAST_LINE: i64 = 3_000;
/// A dash or an ellipsis at a line's start.
const RELUCTANT: i64 = 8_000;
/// A hyphen.
const HYPHEN: i64 = 6_000;
/// One right after another: rather word spaces wider by a third of an em, as far as lines may be
/// that loose at all. Of 13 such pairs on the three English samples 5 go, and as many lines
/// as before have wide spaces.
const HYPHEN_LADDER: i64 = 250_000;
/// A hyphen at a column's foot, where the rest of the word is far away: rather word spaces
/// wider by three eighths of an em.
const COLUMN_HYPHEN: i64 = 300_000;
/// A last line that begins with the rest of a word.
const HYPHENATED_STUB: i64 = 10_000;
/// A hyphen in a word of another language: rather than even spacing of a fifth of
/// an em throughout.
const FOREIGN_HYPHEN: i64 = 40_000;
/// A tight line beside a loose one: as much as even spacing of a thirteenth of an
/// em throughout, which is about where an eye begins to see the difference.
const JUMP: i64 = 3_000;
/// Two lines that end in the same character or word.
const SAME_END: i64 = 1_000;
/// A break in a run of three marks: before a word is torn or a line falls apart
/// (CLREQ 3.1.4).
const REMEDIAL: i64 = 500_000;
/// A mark that hangs out: rather than a line that is noticeably tight or loose.
const HUNG: i64 = 1_500;
/// A break where none is allowed.
pub(super) const FORBIDDEN: i64 = 5_000_000;
/// Lines tried for each cluster of a paragraph, at the most. Columns of
/// newspapers take a few dozen; what needs more is no text for optimum breaking.
const MOST_TRIES: usize = 500;
/// Lines tried at each place of a paragraph on real pages, nearly: from four in a narrow
/// column to fourteen in the widest.
const TRIES_AT_PLACE: usize = 8;
/// Lines tried for a whole paragraph, at the most.
const MOST_TRIES_IN_ALL: usize = 60_000_000;
/// Breakings whose number of lines differs from that of the best by more than this are
/// dropped.
const SPREAD: u32 = 1;

/// The best breaking, and where they exist the best with one line less and
/// with one line more: in order of their number of lines. Never empty.
#[must_use]
pub fn break_lines(prepared: &Prepared, measures: Measures) -> Vec<Breaks> {
    let set = || search(prepared, measures, SPREAD, None).ways;
    match &prepared.known_breaks {
        Some(known) if measures.first.is_empty() => known.get(measures.rest, set),
        _ => set(),
    }
}

/// The same with what it follows from. It goes along a trail that a search before has
/// left, and leaves its own there.
#[must_use]
pub fn break_lines_along(
    prepared: &Prepared,
    measures: Measures,
    trail: Option<&mut BreakTrail>,
) -> Breakings {
    search(prepared, measures, SPREAD, trail)
}

/// The best breakings of a part of a paragraph, whose last line is treated as that of the
/// whole would be. Only the paragraph's own first line is indented. Empty if the part can
/// only be broken against the rules.
#[must_use]
pub fn break_part(prepared: &Prepared, part: Range<usize>, measures: Measures) -> Vec<Breaks> {
    break_part_reading(prepared, part, measures).ways
}

/// The same with what it follows from.
#[must_use]
pub fn break_part_reading(
    prepared: &Prepared,
    part: Range<usize>,
    measures: Measures,
) -> Breakings {
    let (mut lines_read, mut work) = (0, 0);
    let found = [Tolerance::Normal, Tolerance::Loose].into_iter().find_map(|tolerance| {
        let mut search = BreakSearch::new(prepared, part.clone(), measures, tolerance, SPREAD);
        let ways = search.run();
        lines_read = lines_read.max(search.lines_read);
        work += search.work();
        ways
    });
    Breakings { ways: found.unwrap_or_default(), lines_read, work }
}

/// The best breaking alone.
#[must_use]
pub fn break_once(prepared: &Prepared, measures: Measures) -> Breaks {
    let spread = if measures.is_uniform() { 0 } else { SPREAD };
    search(prepared, measures, spread, None)
        .ways
        .into_iter()
        .min_by_key(|breaks| breaks.cost)
        .unwrap_or(NOTHING)
}

/// The breaking of a paragraph without clusters.
const NOTHING: Breaks = Breaks { lines: Vec::new(), cost: 0, parted: None };

fn search(
    prepared: &Prepared,
    measures: Measures,
    spread: u32,
    mut trail: Option<&mut BreakTrail>,
) -> Breakings {
    if prepared.is_empty() {
        return Breakings { ways: vec![NOTHING], lines_read: 0, work: 0 };
    }
    let (mut lines_read, mut work) = (0, 0);
    let tolerances = [Tolerance::Normal, Tolerance::Loose, Tolerance::Anything];
    let found = tolerances.into_iter().find_map(|tolerance| {
        let all = 0..prepared.len();
        let mut search = BreakSearch::new(prepared, all, measures, tolerance, spread);
        if let Some(trail) = &mut trail {
            search.follow(trail.take(tolerance));
        }
        let ways = search.run();
        work += search.work();
        lines_read = lines_read.max(search.lines_read);
        if let Some(trail) = &mut trail {
            trail.leave(search.into_attempt());
        }
        ways
    });
    let ways = found.unwrap_or_else(|| {
        let breaks = break_first_fit(prepared, measures);
        lines_read = lines_read.max(breaks.lines.len());
        vec![breaks]
    });
    Breakings { ways, lines_read, work }
}

/// How bad lines may be in an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tolerance {
    /// Even spacing up to [`NORMAL_EVEN`].
    Normal,
    /// Any spacing.
    Loose,
    /// Any spacing, breaks anywhere, and characters that stick out.
    Anything,
}

/// Even spacing beyond which a line looks spaced out.
const NORMAL_EVEN: Em = Em::frac(1, 6);

/// The most forms that the end of one line may take.
const MOST_FORMS: usize = 3;

/// A place where a line may end, reached in a certain number of lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct BreakNode {
    /// The cluster that starts the next line.
    at: usize,
    lines: u32,
    cost: i64,
    before: u32,
    form: LineEndForm,
    hyphen: bool,
    fitness: Fitness,
}

struct BreakSearch<'a> {
    prepared: &'a Prepared,
    /// The clusters that are broken into lines.
    part: Range<usize>,
    measures: Measures<'a>,
    tolerance: Tolerance,
    spread: u32,
    /// Whether nodes with different numbers of lines are kept apart.
    counts_lines: bool,
    /// Whether all measures are the same.
    is_uniform: bool,
    nodes: Vec<BreakNode>,
    active: Vec<Active>,
    /// Room for what is found at a place; empty between two of them.
    found: Vec<BreakNode>,
    /// Lines that may still be tried.
    tries: usize,
    /// Where it began.
    begun: SearchStart,
    /// Of how many lines the measures were looked at.
    lines_read: usize,
    /// The cluster that is visited next.
    next: usize,
    /// Where another search can begin; none if no trail is left.
    marks: Option<Vec<TrailMark>>,
}

/// What had been done where a search began: nothing, or what another before it did.
#[derive(Debug, Clone, Copy)]
struct SearchStart {
    /// The cluster that was visited next.
    next: usize,
    /// Lines that might still be tried.
    tries: usize,
}

/// A node from which a line may still be started.
#[derive(Debug, Clone, Copy)]
pub(super) struct Active {
    node: u32,
    /// The measure of the line that starts here.
    measure: Abs,
    /// Where a line's end must be, all text before it spread out as far as the
    /// tolerance lets it, to fill the line that starts here.
    filled_from: Abs,
}

/// What a line costs in each of its forms, wherever in the paragraph it comes.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    start: usize,
    measure: Abs,
    /// By the forms that the line may take; none where the form is ruled out.
    costs: [Option<(i64, Fitness)>; MOST_FORMS],
    reach: Reach,
}

impl<'a> BreakSearch<'a> {
    fn new(
        prepared: &'a Prepared,
        part: Range<usize>,
        measures: Measures<'a>,
        tolerance: Tolerance,
        spread: u32,
    ) -> Self {
        let start = BreakNode {
            at: part.start,
            lines: 0,
            cost: 0,
            before: u32::MAX,
            form: LineEndForm::Half,
            hyphen: false,
            fitness: Fitness::Even,
        };
        let tries = (part.len() * MOST_TRIES).min(MOST_TRIES_IN_ALL);
        let begun = SearchStart { next: part.start + 1, tries };
        let mut search = Self {
            prepared,
            measures,
            tolerance,
            spread,
            counts_lines: spread > 0,
            is_uniform: measures.is_uniform(),
            nodes: Vec::new(),
            active: Vec::new(),
            found: Vec::new(),
            tries,
            begun,
            lines_read: 0,
            next: begun.next,
            marks: None,
            part,
        };
        search.push(start);
        search
    }

    /// Goes along the trail of a search before, and leaves one.
    fn follow(&mut self, attempt: Option<Attempt>) {
        let mut marks = Vec::new();
        if let Some(mut attempt) = attempt {
            let lines = attempt.lines_towards(self.measures);
            attempt.marks.retain(|mark| mark.lines_read <= lines);
            if let Some(mark) = attempt.marks.last() {
                attempt.nodes.truncate(mark.nodes);
                self.nodes = attempt.nodes;
                self.active.clone_from(&mark.active);
                (self.tries, self.lines_read, self.next) = (mark.tries, mark.lines_read, mark.at);
            }
            marks = attempt.marks;
        }
        self.marks = Some(marks);
        self.begun = SearchStart { next: self.next, tries: self.tries };
    }

    /// The work that it took.
    fn work(&self) -> usize {
        let SearchStart { next, tries } = self.begun;
        (self.next - next).max((tries - self.tries) / TRIES_AT_PLACE)
    }

    /// Leaves a mark before a place if the last is some lines back.
    fn mark(&mut self, at: usize) {
        let Some(marks) = &mut self.marks else { return };
        let lines_read = self.lines_read;
        if marks.last().map_or(0, |mark| mark.lines_read) + MARK_LINES <= lines_read {
            let (nodes, active, tries) = (self.nodes.len(), self.active.clone(), self.tries);
            marks.push(TrailMark { at, nodes, active, tries, lines_read });
        }
    }

    /// What it leaves for the next search.
    fn into_attempt(self) -> Attempt {
        Attempt {
            tolerance: self.tolerance,
            measures: (0..self.lines_read).map(|line| self.measures.of(line)).collect(),
            nodes: self.nodes,
            marks: self.marks.unwrap_or_default(),
        }
    }

    /// Adds a node from which lines can be started.
    fn push(&mut self, node: BreakNode) {
        let mut measure = self.measures.of(node.lines as usize);
        if node.at < self.part.end {
            self.lines_read = self.lines_read.max(node.lines as usize + 1);
        }
        if node.at == 0 {
            measure -= self.prepared.indent;
        }
        let filled_from = match self.most_even() {
            Some(even) => measure + loose_start(self.prepared, node.at, even),
            None => -Abs::HUGE,
        };
        self.active.push(Active { node: self.nodes.len() as u32, measure, filled_from });
        self.nodes.push(node);
    }

    /// The even spacing up to which a line is within the tolerance.
    fn most_even(&self) -> Option<Abs> {
        (self.tolerance == Tolerance::Normal).then(|| NORMAL_EVEN.at(self.prepared.em))
    }

    /// The breakings found, by number of lines; none if the text cannot be
    /// broken within the tolerance, or not with reasonable effort.
    fn run(&mut self) -> Option<Vec<Breaks>> {
        let end = self.part.end;
        for at in self.next..=end {
            self.mark(at);
            self.next = at + 1;
            let opportunity =
                if at == end { Opportunity::Plain } else { self.prepared.clusters[at].opportunity };
            if self.allows(at, opportunity) {
                self.tries = self.tries.checked_sub(self.active.len())?;
                self.visit(at, opportunity);
                if self.active.is_empty() {
                    return None;
                }
            }
        }
        let mut ends: Vec<u32> = self
            .active
            .iter()
            .map(|active| active.node)
            .filter(|node| self.nodes[*node as usize].at == end)
            .collect();
        let by_lines = |node: &u32| self.nodes[*node as usize].lines;
        ends.sort_by_key(|node| (by_lines(node), self.nodes[*node as usize].cost));
        ends.dedup_by_key(|node| by_lines(node));
        (!ends.is_empty()).then(|| ends.into_iter().map(|node| self.trace(node)).collect())
    }

    /// Whether lines may end before cluster `at` in this attempt.
    fn allows(&self, at: usize, opportunity: Opportunity) -> bool {
        match opportunity {
            Opportunity::Never => {
                self.tolerance == Tolerance::Anything
                    && self.prepared.clusters[at].class != Class::Space
            }
            Opportunity::Kept | Opportunity::Remedial => self.tolerance != Tolerance::Normal,
            Opportunity::Plain
            | Opportunity::Reluctant
            | Opportunity::Hyphen
            | Opportunity::ForeignHyphen => true,
        }
    }

    /// Tries to end a line before cluster `at`, from every active node.
    fn visit(&mut self, at: usize, opportunity: Opportunity) {
        let is_last = at == self.part.end;
        let end = match self.most_even() {
            Some(even) if !is_last => loose_end(self.prepared, at, even),
            _ => Abs::HUGE,
        };
        let mut active = std::mem::take(&mut self.active);
        let mut found = std::mem::take(&mut self.found);
        let mut weighed: Option<Weighed> = None;
        let forms = line_end_forms(self.prepared, at, is_last);
        // Most lines that end here would be far too short, and it must cost next to
        // nothing to see that. If all measures are the same, the lines of all later starts
        // are shorter still.
        let reached = match self.is_uniform {
            true => active.partition_point(|from| from.filled_from <= end),
            false => active.len(),
        };
        let mut kept = 0;
        for index in 0..reached {
            let from = active[index];
            if end < from.filled_from {
                active[kept] = from;
                kept += 1;
                continue;
            }
            let node = self.nodes[from.node as usize];
            // Nodes at the same place stand next to each other: what a line from there
            // costs is worked out once for them.
            let is_it = |line: &Weighed| line.start == node.at && line.measure == from.measure;
            let line = match &mut weighed {
                Some(line) if is_it(line) => &*line,
                other => other.insert(self.weigh(node.at, at, from.measure, opportunity, forms)),
            };
            if line.costs.iter().any(Option::is_some) {
                self.extend(from.node, at, opportunity, line, forms, &mut found);
            }
            if line.reach == Reach::MayGrow {
                active[kept] = from;
                kept += 1;
            }
        }
        active.drain(kept..reached);
        self.active = active;
        self.keep(&mut found);
        found.clear();
        self.found = found;
    }

    /// Keeps what was found at a place, as far as it may come to be the best.
    fn keep(&mut self, found: &mut Vec<BreakNode>) {
        let Some(best) = found.iter().min_by_key(|node| node.cost).copied() else { return };
        if !self.counts_lines {
            found.retain(|node| node.cost < best.cost + JUMP);
        }
        for node in found.iter() {
            // A node that costs more than another of a different fitness may still win,
            // since the other may have to pay for a jump in tightness. It is beaten once
            // it costs more than that.
            let is_beaten = found
                .iter()
                .any(|other| self.counts(other, node) && other.cost + JUMP <= node.cost);
            if !is_beaten && node.lines.abs_diff(best.lines) <= self.spread {
                self.push(*node);
            }
        }
    }

    /// Whether two nodes at one place compete, their fitness aside.
    fn counts(&self, a: &BreakNode, b: &BreakNode) -> bool {
        a.lines == b.lines || !self.counts_lines
    }

    /// Adds to `found` what comes of a line from a node to `at`, if it is the
    /// cheapest way to get there in so many lines.
    fn extend(
        &self,
        from: u32,
        at: usize,
        opportunity: Opportunity,
        line: &Weighed,
        forms: &[LineEndForm],
        found: &mut Vec<BreakNode>,
    ) {
        let node = self.nodes[from as usize];
        let is_last = at == self.part.end;
        let hyphen = opportunity.hyphenates();
        for (form, cost) in forms.iter().zip(line.costs) {
            let Some((cost, fitness)) = cost else { continue };
            let cost = node.cost
                + cost
                + if node.fitness.jumps_to(fitness) { JUMP } else { 0 }
                + if hyphen && node.hyphen { HYPHEN_LADDER } else { 0 }
                + if hyphen && self.ends_column(node.lines + 1) { COLUMN_HYPHEN } else { 0 }
                + if is_last && node.lines > 0 { self.last_line_cost(node.at, at) } else { 0 };
            let lines = node.lines + 1;
            let next = BreakNode { at, lines, cost, before: from, form: *form, hyphen, fitness };
            let rival = found.iter_mut().find(|known| {
                known.fitness == fitness && (known.lines == lines || !self.counts_lines)
            });
            match rival {
                Some(known) if known.cost <= next.cost => {}
                Some(known) => *known = next,
                None => found.push(next),
            }
        }
    }

    /// Whether a column ends after so many lines.
    fn ends_column(&self, lines: u32) -> bool {
        self.measures.column_ends.contains(&(lines as usize))
    }

    /// Weighs the line from `start` to `at`, and tells whether a longer line
    /// from there can still fit.
    fn weigh(
        &self,
        start: usize,
        at: usize,
        measure: Abs,
        opportunity: Opportunity,
        forms: &[LineEndForm],
    ) -> Weighed {
        let is_last = at == self.part.end;
        let mut weighed =
            Weighed { start, measure, costs: [None; MOST_FORMS], reach: Reach::TooLong };
        for (form, cost) in forms.iter().zip(&mut weighed.costs) {
            let stuff = line_stuff(self.prepared, start..at, *form);
            if stuff.least() <= measure {
                weighed.reach = Reach::MayGrow;
            } else if !self.must_stick_out(start, at) {
                continue;
            }
            let filling = stuff.fill(measure, is_last);
            let is_loose = self
                .most_even()
                .is_some_and(|most| filling.even_each > most || filling.under > Abs::ZERO);
            if !is_loose {
                let same_end = !is_last && start > 0 && ends_alike(self.prepared, start, at);
                let total = LINE
                    + if same_end { SAME_END } else { 0 }
                    + stuff.cost(&filling, self.prepared.em)
                    + if *form == LineEndForm::Hung { HUNG } else { 0 }
                    + self.break_cost(opportunity, is_last);
                *cost = Some((total, Fitness::of(&stuff, &filling, self.prepared.em)));
            }
        }
        weighed
    }

    /// In the last attempt one cluster is a line even if it is too wide for
    /// it, so that every attempt gets on.
    fn must_stick_out(&self, start: usize, at: usize) -> bool {
        self.tolerance == Tolerance::Anything
            && self.prepared.sums[at].shown - self.prepared.sums[start].shown < 2
    }

    fn break_cost(&self, opportunity: Opportunity, is_last: bool) -> i64 {
        match opportunity {
            _ if is_last => 0,
            Opportunity::Never => FORBIDDEN,
            Opportunity::Plain => 0,
            Opportunity::Reluctant => RELUCTANT,
            Opportunity::Hyphen => HYPHEN,
            Opportunity::ForeignHyphen => FOREIGN_HYPHEN,
            // What a line costs that is spaced as far as it may be.
            Opportunity::Kept => even_spacing_cost(self.prepared.profile.most_even),
            Opportunity::Remedial => REMEDIAL,
        }
    }

    /// 单字不成行: a lone character makes no line.
    fn last_line_cost(&self, start: usize, at: usize) -> i64 {
        let begins = &self.prepared.clusters[start].opportunity;
        let stub = if begins.hyphenates() { HYPHENATED_STUB } else { 0 };
        stub + match last_line(self.prepared, &(start..at)) {
            LastLine::Lone => LONE_CHARACTER,
            LastLine::Short => SHORT_LAST_LINE,
            LastLine::Enough => 0,
        }
    }

    fn trace(&self, end: u32) -> Breaks {
        let cost = self.nodes[end as usize].cost;
        let mut lines = Vec::with_capacity(self.nodes[end as usize].lines as usize);
        let mut here = end;
        while let Some(node) = self.nodes.get(here as usize)
            && node.before != u32::MAX
        {
            let start = self.nodes[node.before as usize].at;
            lines.push(LineBreak { clusters: start..node.at, form: node.form });
            here = node.before;
        }
        lines.reverse();
        Breaks { lines, cost, parted: None }
    }
}

/// How tight a line looks beside its neighbors (Knuth and Plass, section 1,
/// "fitness classes").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fitness {
    /// Gaps have given more than half of what they have.
    Tight,
    /// As it should be, or nearly so.
    Even,
    /// Every gap has grown by more than [`LOOSE_EVEN`].
    Loose,
}

/// Even spacing that is seen beside a tight line.
const LOOSE_EVEN: Em = Em::frac(1, 16);

impl Fitness {
    fn of(stuff: &LineStuff, filling: &Filling, em: Abs) -> Self {
        let taken: Abs = filling.shrink.iter().copied().sum();
        let room: Abs = stuff.shrink.iter().copied().sum();
        if taken > Abs::ZERO && taken * 2 > room {
            Self::Tight
        } else if filling.even_each > LOOSE_EVEN.at(em) {
            Self::Loose
        } else {
            Self::Even
        }
    }

    fn jumps_to(self, next: Self) -> bool {
        matches!((self, next), (Self::Tight, Self::Loose) | (Self::Loose, Self::Tight))
    }
}

/// Whether the lines that end before two clusters end in the same character, or
/// word of alphabetic text. Marks do not count: commas come as they come.
fn ends_alike(prepared: &Prepared, a: usize, b: usize) -> bool {
    let ending = |at: usize| {
        let mut clusters = prepared.clusters[..prepared.sums[at].shown_end].iter().rev();
        let last = clusters.next()?;
        let is_letter = |cluster: &&Cluster| cluster.class == Class::Alphabetic;
        let start = match last.class {
            Class::Alphabetic => {
                clusters.take_while(is_letter).take(LONGEST_ENDING).last().unwrap_or(last)
            }
            class if class.is_ideographic() => last,
            _ => return None,
        };
        prepared.text.get(start.text.start..last.text.end)
    };
    ending(a).is_some_and(|text| ending(b) == Some(text))
}

/// More letters than are compared of a word at a line's end.
const LONGEST_ENDING: usize = 24;

/// Whether a paragraph's last line is long enough to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LastLine {
    /// One character, its mark not counted.
    Lone,
    /// Two characters, or a short word.
    Short,
    /// More.
    Enough,
}

/// What a last line of these clusters would be.
pub(super) fn last_line(prepared: &Prepared, clusters: &Range<usize>) -> LastLine {
    let line = &prepared.clusters[clusters.clone()];
    // More than five make a line in any case.
    let counted = line
        .iter()
        .filter(|cluster| {
            !cluster.class.is_closing()
                && !matches!(cluster.class, Class::Space | Class::Transparent)
        })
        .take(5)
        .count();
    if counted > 4 {
        return LastLine::Enough;
    }
    let is_wide = line.iter().any(|cluster| cluster.class.is_ideographic());
    match (is_wide, counted) {
        (_, 0 | 1) => LastLine::Lone,
        (true, 2) | (false, 2..=4) => LastLine::Short,
        _ => LastLine::Enough,
    }
}

/// Whether a longer line from the same node could still fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    MayGrow,
    TooLong,
}
