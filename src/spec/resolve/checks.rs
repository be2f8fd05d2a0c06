//! What the house thinks of faults of make-up.

use super::Resolver;
use crate::diag::finding::{Bound, SpecFault};
use crate::spec::page::Checks;
use crate::spec::raw::{Count, Field, RawChecks, Sp};

/// More lines than any page has.
const MOST_LINES: u32 = 500;

impl Resolver<'_> {
    pub(super) fn checks(&mut self, raw: &Field<RawChecks>) -> Checks {
        let raw = raw.value().cloned().unwrap_or_default();
        let mut lines = |field: &Field<Count>| match field.get() {
            Some(Sp { value: Count(lines @ 1..=MOST_LINES), .. }) => *lines,
            Some(given) => {
                self.bad(
                    given.span,
                    SpecFault::LineRange { least: Bound(1.0), most: Bound::from(MOST_LINES) },
                );
                MOST_LINES
            }
            None => MOST_LINES,
        };
        Checks {
            hole_lines: lines(&raw.hole_lines),
            lines_under_head: lines(&raw.lines_under_head),
            levels: raw.levels().collect(),
        }
    }
}
