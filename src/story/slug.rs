//! The short name of a story.

use std::fmt;

/// A story's short name, as layouts and file names use it: not empty, without
/// white space and path separators.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// The slug written as `text`, if it can be one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && !text.starts_with('.')
            && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/' || c == '\\');
        fits.then(|| Self(text.to_owned()))
    }

    /// The slug as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}
