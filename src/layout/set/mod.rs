//! What stands in a galley beside plain paragraphs, set for a measure: blocks, tables,
//! boxes, lists and drop capitals.

pub(super) mod aside;
pub(super) mod block;
pub(super) mod cells;
pub(super) mod classified;
pub(super) mod initial;
pub(super) mod inset;
pub(super) mod list;
pub(super) mod numbers;
pub(super) mod table;
