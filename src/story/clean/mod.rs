//! Mends raw newsroom copy.

/// What a place begins with that an editor must decide.
pub const MARK_START: &str = "[[?";

/// What such a place ends with.
pub const MARK_END: &str = "?]]";
