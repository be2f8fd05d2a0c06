//! The page spec: from the TOML an editor writes to values that layout uses.
//!
//! [`page`] holds the resolved form: every name, unit and default is worked
//! out there, and later stages see nothing else.

pub mod page;
