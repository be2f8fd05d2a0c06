//! Whether the operators of a content can be followed to its end (PDF 32000-1,
//! 7.8.2), and whether what they open is closed (8.4.2).

use hayro::hayro_syntax::content::ops::TypedInstruction as Op;

use super::super::defect::{DefectReason, Word};

/// A word that is put after every content, and that no content has. The parser
/// stops where it cannot go on: if it comes to this word, it has read all.
pub(super) const END_OF_CONTENT: &[u8] = b"\nend-of-content";

/// The operators of a content as they pass.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    /// The first that is none, lacks its operands, or goes on with a path that has
    /// not been begun.
    unknown: Option<Word>,
    /// Sections in which unknown operators are let pass (`BX`).
    tolerant: usize,
    /// States saved.
    saved: usize,
    is_in_text: bool,
    /// Whether a path has been begun.
    has_point: bool,
    is_unbalanced: bool,
    has_ended: bool,
}

impl Grammar {
    /// Takes note of an operator.
    pub(super) fn follow(&mut self, operator: &Op) {
        match operator {
            Op::BeginCompatibility(_) => self.tolerant += 1,
            Op::EndCompatibility(_) => self.tolerant = self.tolerant.saturating_sub(1),
            Op::SaveState(_) => self.saved += 1,
            Op::RestoreState(_) => match self.saved.checked_sub(1) {
                Some(rest) => self.saved = rest,
                None => self.is_unbalanced = true,
            },
            Op::BeginText(_) => {
                self.is_unbalanced |= self.is_in_text;
                self.is_in_text = true;
            }
            Op::EndText(_) => {
                self.is_unbalanced |= !self.is_in_text;
                self.is_in_text = false;
            }
            Op::MoveTo(_) | Op::RectPath(_) => self.has_point = true,
            Op::LineTo(_) if !self.has_point => self.unknown(b"l"),
            Op::CubicTo(_) if !self.has_point => self.unknown(b"c"),
            Op::CubicStartTo(_) if !self.has_point => self.unknown(b"v"),
            Op::CubicEndTo(_) if !self.has_point => self.unknown(b"y"),
            Op::EndPath(_) => self.has_point = false,
            other if paints(other) => self.has_point = false,
            Op::Fallback(word) if ***word == END_OF_CONTENT[1..] => self.has_ended = true,
            Op::Fallback(word) if self.tolerant == 0 => self.unknown(word),
            _ => {}
        }
    }

    fn unknown(&mut self, word: &[u8]) {
        self.unknown.get_or_insert(Word::of(word));
    }

    /// What is wrong with the content that has passed.
    pub(super) fn fault(self) -> Option<DefectReason> {
        if self.unknown.is_some() {
            Some(DefectReason::Operators(self.unknown))
        } else if !self.has_ended {
            Some(DefectReason::Operators(None))
        } else if self.is_unbalanced || self.saved > 0 {
            Some(DefectReason::Unbalanced)
        } else {
            None
        }
    }
}

/// Whether an operator leaves marks.
pub(super) fn paints(operator: &Op) -> bool {
    matches!(
        operator,
        Op::XObject(_)
            | Op::InlineImage(_)
            | Op::Shading(_)
            | Op::StrokePath(_)
            | Op::CloseAndStrokePath(_)
            | Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_)
            | Op::FillAndStrokeNonZero(_)
            | Op::FillAndStrokeEvenOdd(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_)
            | Op::ShowText(_)
            | Op::ShowTexts(_)
            | Op::NextLineAndShowText(_)
            | Op::ShowTextWithParameters(_)
    )
}
