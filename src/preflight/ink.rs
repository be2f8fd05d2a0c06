//! Ink by area: the sum of all inks, averaged over squares.

use super::frame::Frame;
use super::report::Findings;
use crate::reader::File;

pub(super) fn check(_file: &File, _frame: &Frame, _findings: &mut Findings<'_>) {}
