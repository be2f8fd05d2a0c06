//! Everything that is tested from outside: fixtures and properties of the
//! public functions.

#[path = "suite/golden.rs"]
mod golden;
#[path = "suite/import.rs"]
mod import;
#[path = "suite/load.rs"]
mod load;
#[path = "suite/render.rs"]
mod render;
#[path = "suite/story.rs"]
mod story;
