//! Text set but not yet placed: galleys, and the blocks, lists and drop capitals
//! in them.

pub(super) mod aside;
pub(super) mod block;
pub(super) mod cells;
pub(super) mod classified;
pub(super) mod initial;
pub(super) mod inset;
pub(super) mod list;
pub(super) mod numbers;
pub(super) mod table;
