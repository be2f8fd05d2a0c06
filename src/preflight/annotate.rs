//! The page with a numbered frame round each finding, and a legend.

/// To come.
pub fn annotate() {}
