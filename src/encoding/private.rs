//! Characters of private use: each system has its own under these numbers.

/// A character of private use and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrivateUse {
    /// The character.
    pub c: char,
    /// Its first byte in the text.
    pub at: usize,
    /// Its line, from 1.
    pub line: usize,
    /// Its column, from 1.
    pub column: usize,
}

/// Whether everybody gives a meaning of his own to it.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// Every character of private use in a text.
#[must_use]
pub fn private_use(text: &str) -> Vec<PrivateUse> {
    let mut found = Vec::new();
    let (mut line, mut column) = (1, 0);
    for (at, c) in text.char_indices() {
        column += 1;
        if is_private(c) {
            found.push(PrivateUse { c, at, line, column });
        } else if c == '\n' {
            (line, column) = (line + 1, 0);
        }
    }
    found
}
