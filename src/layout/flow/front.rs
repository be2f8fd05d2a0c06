//! The states of the search after a piece: for each slot that it can end at the
//! cheapest way there.

use super::State;

/// States in the making, at most one for each slot, and one beyond the last.
pub(super) struct Front {
    /// For each slot its state's place in `within`, counted from 1; 0 if it has
    /// none. Kept from piece to piece: clearing what was set is less work than
    /// looking slots up in a tree.
    places: Vec<u32>,
    within: Vec<Standing>,
    /// Past the last slot only the cheapest way matters, however many lines it
    /// takes: so a story of any length is poured in bounded work.
    past: Option<Standing>,
}

/// A state, and the slot it stands at.
#[derive(Clone, Copy)]
struct Standing {
    end: usize,
    state: State,
}

impl Standing {
    /// Of two that cost the same the one that stands earlier is the better.
    fn rank(&self) -> Rank {
        Rank { cost: self.state.cost, end: self.end }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    cost: i64,
    end: usize,
}

/// The states after a piece in the order of the slots they stand at.
pub(super) struct PieceStates(Vec<Standing>);

impl Front {
    pub(super) fn new(slots: usize) -> Self {
        Self { places: vec![0; slots], within: Vec::new(), past: None }
    }

    /// Keeps a state if it is the cheapest way to its end.
    pub(super) fn keep(&mut self, state: State) {
        let end = state.way.end();
        let standing = Standing { end, state };
        match self.places.get_mut(end) {
            Some(place @ 0) => {
                self.within.push(standing);
                *place = self.within.len() as u32;
            }
            Some(place) => {
                let known = &mut self.within[*place as usize - 1];
                if known.state.cost > state.cost {
                    *known = standing;
                }
            }
            None => {
                if self.past.as_ref().is_none_or(|known| standing.rank() < known.rank()) {
                    self.past = Some(standing);
                }
            }
        }
    }

    /// Takes the states out, the dearest dropped if there are more than `most`.
    pub(super) fn finish(&mut self, most: usize) -> PieceStates {
        let Self { places, within, past } = self;
        let past = past.take();
        let mut ranks: Vec<Rank> = Vec::new();
        if within.len() + usize::from(past.is_some()) > most {
            ranks.extend(within.iter().chain(&past).map(Standing::rank));
            ranks.select_nth_unstable(most);
        }
        let is_kept = |standing: &Standing| ranks.get(most).is_none_or(|it| standing.rank() < *it);
        let mut states = Vec::with_capacity(most.min(within.len() + 1));
        let ends = || within.iter().map(|standing| standing.end);
        if let (Some(first), Some(last)) = (ends().min(), ends().max()) {
            for place in places[first..=last].iter_mut().filter(|place| **place > 0) {
                let standing = within[*place as usize - 1];
                states.extend(is_kept(&standing).then_some(standing));
                *place = 0;
            }
        }
        within.clear();
        states.extend(past.filter(is_kept));
        PieceStates(states)
    }
}

impl PieceStates {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The slot of each state with its cost.
    pub(super) fn ends(&self) -> impl Iterator<Item = (usize, i64)> {
        self.0.iter().map(|standing| (standing.end, standing.state.cost))
    }

    /// The state that stands at a slot.
    pub(super) fn at(&self, slot: usize) -> Option<State> {
        let place = self.0.binary_search_by_key(&slot, |standing| standing.end).ok()?;
        Some(self.0[place].state)
    }
}
