//! What is open at a place of a web page.

use super::css::InlineLook;
use super::tags::TagKind;

/// Elements that may be open at once; what lies deeper is read as if it lay here.
const MOST_OPEN: usize = 400;

/// An element that is open.
#[derive(Debug, Clone)]
pub(super) struct OpenElement {
    pub(super) name: String,
    pub(super) kind: TagKind,
    pub(super) look: InlineLook,
    /// Where a link leads.
    pub(super) address: Option<String>,
}

/// The elements that are open, the outermost first.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenElements {
    elements: Vec<OpenElement>,
    /// Those that were too deep and are not in the list.
    beyond: usize,
}

impl OpenElements {
    pub(super) fn push(&mut self, element: OpenElement) {
        if self.elements.len() < MOST_OPEN {
            self.elements.push(element);
        } else {
            self.beyond += 1;
        }
    }

    /// Ends the innermost element of this name and all in it, which come back, the
    /// innermost first; none if none is open.
    pub(super) fn close(&mut self, name: &str) -> Vec<OpenElement> {
        // What lies too deep ends without being known.
        if self.beyond > 0 {
            self.beyond -= 1;
            return Vec::new();
        }
        // A cell ends what is in it, and nothing in a cell ends the cell.
        let is_wall = |kind: TagKind| {
            matches!(kind, TagKind::Cell | TagKind::HeadCell | TagKind::Table | TagKind::Item)
        };
        let reaches_out =
            matches!(
                TagKind::of(name),
                TagKind::Table | TagKind::TableRow | TagKind::List | TagKind::NumberedList
            ) || matches!(name, "thead" | "tbody" | "tfoot" | "div" | "body" | "html");
        let mut found = None;
        for (at, element) in self.elements.iter().enumerate().rev() {
            if element.name == name {
                found = Some(at);
                break;
            }
            if is_wall(element.kind) && !reaches_out {
                break;
            }
        }
        let Some(at) = found else { return Vec::new() };
        let mut closed = self.elements.split_off(at);
        closed.reverse();
        closed
    }

    /// Whether any of the open elements is of a kind.
    pub(super) fn any(&self, is: impl Fn(TagKind) -> bool) -> bool {
        self.elements.iter().any(|element| is(element.kind))
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &OpenElement> {
        self.elements.iter()
    }
}
