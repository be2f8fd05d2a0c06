//! What comes out: items at their places, in layers that are only added to, and
//! the shapes that rules, frames and lines along words are made of.

pub(super) mod along;
pub(super) mod border;
pub(super) mod matter;
pub(super) mod owner;
pub(super) mod painted;
pub(super) mod rules;
pub(super) mod story_set;
