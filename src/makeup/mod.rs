//! Looks a finished page over as an art director would: seams right through the
//! page, heads that meet, text that is not where its head is, holes.
//!
//! [`review`] surveys what stands where and goes through the taboos of make-up
//! one by one. It judges what came out, whatever the layout meant; how bad each
//! fault is says the house ([`Checks`](crate::spec::page::Checks)).

mod heads;
mod holes;
mod seams;
mod survey;
mod text;

use survey::Survey;

use crate::diag::Sink;
use crate::page::Page;
use crate::spec::page::PageSpec;

/// Reports faults of make-up. `spec` is what the page was made from.
pub(crate) fn review(page: &Page, spec: &PageSpec, sink: &mut Sink) {
    let survey = Survey::of(page, spec);
    survey.seams(sink);
    survey.tombstones(sink);
    survey.stacked_heads(sink);
    survey.heads_at_foot(sink);
    survey.unreached_text(sink);
    survey.one_line_columns(sink);
    survey.cut_columns(sink);
    survey.holes(sink);
}
