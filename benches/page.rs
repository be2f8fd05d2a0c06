//! Times of composition and output; nothing is measured yet.

fn main() {}
