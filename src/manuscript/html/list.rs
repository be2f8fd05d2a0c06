//! Lists of a web page: what stands before each item.

/// A list that is open.
#[derive(Debug, Clone, Copy)]
pub(super) enum HtmlList {
    /// With bullets.
    Bullets,
    /// With numbers, and this one next.
    Numbers(u32),
}

/// The lists that are open, the outermost first.
#[derive(Debug, Clone, Default)]
pub(super) struct HtmlLists(Vec<HtmlList>);

/// Lists of a story go two levels deep.
const DEEPEST_ITEM: usize = 1;

/// Lists that may be open at once.
const MOST_LISTS: usize = 100;

impl HtmlLists {
    pub(super) fn open(&mut self, list: HtmlList) {
        if self.0.len() < MOST_LISTS {
            self.0.push(list);
        }
    }

    pub(super) fn close(&mut self) {
        self.0.pop();
    }

    /// How deep the innermost list is, from 0.
    pub(super) fn depth(&self) -> usize {
        self.0.len().saturating_sub(1).min(DEEPEST_ITEM)
    }

    /// The sign of the next item of the innermost list; `value` is the number that it says
    /// it has.
    pub(super) fn next(&mut self, value: Option<u32>) -> String {
        match self.0.last_mut() {
            Some(HtmlList::Numbers(next)) => {
                let number = value.unwrap_or(*next);
                *next = number.saturating_add(1);
                format!("{number}.")
            }
            Some(HtmlList::Bullets) | None => "-".to_owned(),
        }
    }
}
