//! Strictness: which marks may not start or end a line, by class.
//!
//! CLREQ 3.1.4 has four levels, JLREQ 3.1.7, 3.1.8 and appendix C table 2 have
//! four, CSS Text 3 section 5.3 has three; UAX #14 is the level of other
//! scripts. All of them are sets of classes of the one class table. Their names
//! are in `style`, for the spec knows them, too.

use super::class::Class;
use crate::style::Strictness;

impl Strictness {
    /// Whether a character of this class may not start a line.
    #[must_use]
    pub fn forbids_start(self, class: Class) -> bool {
        match class {
            Class::Close | Class::Stop | Class::Comma => self != Self::ClreqNone,
            // JLREQ 3.1.7 note: newspapers let these start a line; so does
            // CSS loose.
            Class::Dividing => {
                !matches!(self, Self::ClreqNone | Self::JlreqVeryLoose | Self::CssLoose)
            }
            Class::Colon | Class::Interpunct => !matches!(
                self,
                Self::ClreqNone | Self::JlreqVeryLoose | Self::JlreqLoose | Self::CssLoose
            ),
            // CSS lets a hyphen start a line in East Asian text unless it is
            // strict; CLREQ does not.
            Class::Connector => !matches!(
                self,
                Self::ClreqNone
                    | Self::JlreqVeryLoose
                    | Self::JlreqLoose
                    | Self::CssLoose
                    | Self::CssNormal
            ),
            Class::Iteration => {
                matches!(self, Self::JlreqVeryStrict | Self::CssNormal | Self::CssStrict)
            }
            Class::Prolong | Class::SmallKana => {
                matches!(self, Self::JlreqVeryStrict | Self::CssStrict)
            }
            Class::Dash => self == Self::ClreqStrict,
            Class::Ellipsis => {
                matches!(self, Self::ClreqStrict | Self::CssNormal | Self::CssStrict)
            }
            // CSS Text 3, 5.3: signs after a number (PO) in East Asian width.
            Class::Postfix => matches!(self, Self::CssNormal | Self::CssStrict),
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
            // JLREQ table 2: a sign before a number never ends a line.
            Class::Prefix => {
                matches!(self, Self::JlreqVeryStrict | Self::JlreqStrict | Self::JlreqLoose)
            }
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
