//! Everything that is tested from outside: fixtures and properties of the
//! public functions.

#[path = "suite/load.rs"]
mod load;
#[path = "suite/render.rs"]
mod render;
