//! A character of a paragraph, with what is known of it before it is shaped:
//! its class, its style and how it stands.

use super::class::Class;
use super::profile::CompositionProfile;
use crate::geom::WritingMode;
use crate::page::Orientation;

/// One character with all that shaping needs to know of it.
pub(super) struct Character {
    pub(super) c: char,
    /// Byte offset in the paragraph's text.
    pub(super) at: usize,
    pub(super) class: Class,
    /// Whether it is one character with the one before it, as readers see it (UAX #29).
    pub(super) continues: bool,
    /// Which of the paragraph's spans it is in.
    pub(super) style: usize,
    /// How it stands in a vertical line; upright in a horizontal one.
    pub(super) orientation: Orientation,
    /// Whether it stands in one cell with the character before it.
    pub(super) joins: bool,
}

impl Character {
    /// What is drawn for it: a vertical line of Chinese or Japanese has brackets
    /// where a horizontal one has curly quotes (CLREQ 3.1.1.2). The text that is
    /// read back keeps them.
    pub(super) fn shown(&self, profile: &CompositionProfile) -> char {
        let is_bracket = matches!(self.class, Class::Open | Class::Close);
        match self.c {
            _ if profile.writing == WritingMode::Horizontal || !is_bracket => self.c,
            '“' => '『',
            '”' => '』',
            '‘' => '「',
            '’' => '」',
            c => c,
        }
    }
}
