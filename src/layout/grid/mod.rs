//! The grid: what is composed on, and the line slots that body text can stand in.

pub(super) mod canvas;
pub(super) mod slots;
