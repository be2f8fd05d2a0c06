//! Strictness: which marks may not start or end a line, by class.
//!
//! CLREQ 3.1.4 has four levels, JLREQ 3.1.7, 3.1.8 and appendix C table 2 have
//! four, KLREQ 4.3 has one; UAX #14 is the level of other scripts. They are sets of
//! classes of the one class table. The levels of CSS are UAX #14 with exceptions
//! ([`css_level`](super::css_level)). Their names are in `style`, for the spec knows them, too.

use super::class::Class;
use crate::style::Strictness;

impl Strictness {
    /// Whether a character of this class may not start a line.
    #[must_use]
    pub fn forbids_start(self, class: Class) -> bool {
        match class {
            Class::Close | Class::Stop | Class::Comma | Class::NonStarter => {
                self != Self::ClreqNone
            }
            // JLREQ 3.1.7 note: newspapers let these start a line.
            Class::Dividing => !matches!(self, Self::ClreqNone | Self::JlreqVeryLoose),
            Class::Colon | Class::Interpunct | Class::Connector => {
                !matches!(self, Self::ClreqNone | Self::JlreqVeryLoose | Self::JlreqLoose)
            }
            // KLREQ 4.3.4.
            Class::Iteration | Class::Prolong | Class::SmallKana => {
                matches!(self, Self::JlreqVeryStrict | Self::Klreq)
            }
            Class::Dash | Class::Ellipsis => self == Self::ClreqStrict,
            // GB/T 15834 5.1.9 as the trade reads it: neither at the start nor
            // at the end.
            Class::Solidus => matches!(self, Self::ClreqGb | Self::ClreqStrict),
            _ => false,
        }
    }

    /// Whether a character of this class had better not start a line, though it
    /// may: what a stricter level of the same source forbids. Small kana and
    /// marks of repetition and length are used to it.
    #[must_use]
    pub fn dislikes_start(self, class: Class) -> bool {
        match class {
            Class::Dash | Class::Ellipsis => true,
            Class::Dividing | Class::Colon | Class::Interpunct | Class::Connector => {
                matches!(self, Self::JlreqVeryLoose | Self::JlreqLoose | Self::ClreqNone)
            }
            Class::Close | Class::Stop | Class::Comma => self == Self::ClreqNone,
            _ => false,
        }
    }

    /// Whether a character of this class may not end a line.
    #[must_use]
    pub fn forbids_end(self, class: Class) -> bool {
        match class {
            Class::Open => self != Self::ClreqNone,
            Class::Solidus => matches!(self, Self::ClreqGb | Self::ClreqStrict),
            // JLREQ table 2: a sign before a number never ends a line; KLREQ 4.3.6.
            Class::Prefix => matches!(
                self,
                Self::JlreqVeryStrict | Self::JlreqStrict | Self::JlreqLoose | Self::Klreq
            ),
            _ => false,
        }
    }

    /// Whether the halves of an ellipsis may be parted, which CLREQ 3.1.5
    /// never allows and JLREQ does at its looser levels.
    #[must_use]
    pub fn parts_ellipses(self) -> bool {
        matches!(self, Self::JlreqLoose | Self::JlreqVeryLoose)
    }
}
