//! The states of the search after a piece: for each slot that it can end at the
//! cheapest way there.

use super::State;

/// States in the making, at most one for each slot, and one beyond the last.
pub(super) struct Front {
    /// For each slot its state's place in `within`, counted from 1; 0 if it has
    /// none. Kept from piece to piece: clearing what was set is less work than
    /// looking slots up in a tree.
    places: Vec<u32>,
    within: Vec<State>,
    /// Past the last slot only the cheapest way matters, however many lines it
    /// takes: so a story of any length is poured in bounded work.
    past: Option<State>,
}

/// The states after a piece in the order of the slots they stand at.
pub(super) struct PieceStates(Vec<State>);

impl Front {
    pub(super) fn new(slots: usize) -> Self {
        Self { places: vec![0; slots], within: Vec::new(), past: None }
    }

    /// Keeps a state if it is the cheapest way to its end.
    pub(super) fn keep(&mut self, state: State) {
        let end = state.way.end();
        match self.places.get_mut(end) {
            Some(place @ 0) => {
                self.within.push(state);
                *place = self.within.len() as u32;
            }
            Some(place) => {
                let known = &mut self.within[*place as usize - 1];
                if known.cost > state.cost {
                    *known = state;
                }
            }
            None => {
                let is_better = |known: &State| (state.cost, end) < (known.cost, known.way.end());
                if self.past.as_ref().is_none_or(is_better) {
                    self.past = Some(state);
                }
            }
        }
    }

    /// Takes the states out, the dearest dropped if there are more than `most`.
    pub(super) fn finish(&mut self, most: usize) -> PieceStates {
        let mut states = std::mem::take(&mut self.within);
        for state in &states {
            self.places[state.way.end()] = 0;
        }
        states.extend(self.past.take());
        if states.len() > most {
            states.sort_unstable_by_key(|state| (state.cost, state.way.end()));
            states.truncate(most);
        }
        states.sort_unstable_by_key(|state| state.way.end());
        PieceStates(states)
    }
}

impl PieceStates {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The slot of each state with its cost.
    pub(super) fn ends(&self) -> impl Iterator<Item = (usize, i64)> {
        self.0.iter().map(|state| (state.way.end(), state.cost))
    }

    /// The state that stands at a slot.
    pub(super) fn at(mut self, slot: usize) -> Option<State> {
        let place = self.0.binary_search_by_key(&slot, |state| state.way.end()).ok()?;
        Some(self.0.swap_remove(place))
    }
}
