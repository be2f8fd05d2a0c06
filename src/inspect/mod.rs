//! Looks a finished page over before it is written, as a print shop would:
//! what will not print well, told where an editor can change it.
//!
//! [`inspect`] goes through the marks on the page. Each fault is traced to the
//! line of the spec that brings it about, and what has one cause is told once,
//! however many lines of type show it. The finished file is checked anew, by
//! other eyes; here nothing is known of PDF.

mod cause;
mod edges;
mod ground;
mod inks;
mod lettering;
pub mod limits;
mod strokes;

use cause::Causes;
use ground::Ground;

use crate::diag::Sink;
use crate::page::{Item, Output, Page};
use crate::spec::page::PageSpec;

/// Reports what on a page will give trouble in print. `spec` is what the page
/// was made from.
pub fn inspect(page: &Page, spec: &PageSpec, output: &Output, sink: &mut Sink) {
    let most_ink = output.condition.most_ink;
    let mut inspector =
        Inspector { page, spec, most_ink, grounds: Vec::new(), causes: Causes::default() };
    for item in &page.items {
        match item {
            Item::Line(line) => inspector.line(line),
            Item::Shape(shape) => inspector.shape(shape),
            Item::Picture(picture) => inspector.picture(picture),
        }
    }
    for cause in inspector.causes.list() {
        sink.push(cause.diagnostic());
    }
}

/// What is known while a page is looked over.
struct Inspector<'a> {
    page: &'a Page,
    spec: &'a PageSpec,
    /// The most ink that may lie in one place, in percent.
    most_ink: u32,
    /// What was painted before and covers what is below it.
    grounds: Vec<Ground>,
    causes: Causes,
}
