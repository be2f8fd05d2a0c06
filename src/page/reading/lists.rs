//! Lists: items, and in each its label and its body. A list inside an item is a list
//! in the item's body.

use super::tree::PageTree;
use super::{ListKind, Role};
use crate::page::{ItemPart, ItemPartKind, Owner};

/// The lists that are open where a story's text has come to, from the outermost.
#[derive(Default)]
pub(super) struct OpenLists {
    /// The last paragraph that belongs to them.
    last: u32,
    open: Vec<OpenList>,
}

struct OpenList {
    level: u8,
    list: usize,
    /// The element of its last item, and that of what the item says.
    item: usize,
    body: Option<usize>,
}

impl PageTree<'_, '_> {
    /// The element of a part of a list's item.
    pub(super) fn item(&mut self, story: u32, owner: Owner, part: ItemPart) -> usize {
        let Owner { paragraph, .. } = owner;
        // Paragraphs of the text and of boxes in it are counted apart.
        let key = (story, owner.part);
        let mut lists = self.lists.remove(&key).unwrap_or_default();
        if paragraph > lists.last + 1 {
            lists.open.clear();
        }
        let begins = match part.kind {
            ItemPartKind::Bullet | ItemPartKind::Number => true,
            // An item that goes on from another page has its marker on that page: here its
            // text begins it.
            ItemPartKind::Text | ItemPartKind::More => {
                lists.open.last().is_none_or(|open| open.level != part.level)
            }
        };
        lists.open.retain(|open| open.level <= part.level);
        lists.last = paragraph;
        if begins {
            self.begin_item(story, part, &mut lists.open);
        }
        let element = match (lists.open.last_mut(), part.kind) {
            (Some(open), ItemPartKind::Bullet | ItemPartKind::Number) => {
                self.tree.add(open.item, Role::Label, self.number)
            }
            (Some(open), ItemPartKind::Text) => self.body_of(open),
            (Some(open), ItemPartKind::More) => {
                let body = self.body_of(open);
                self.tree.add(body, Role::Paragraph, self.number)
            }
            (None, _) => self.before_text(story),
        };
        self.lists.insert(key, lists);
        element
    }

    /// Begins an item, and a list for it if none of its level is open.
    fn begin_item(&mut self, story: u32, part: ItemPart, open: &mut Vec<OpenList>) {
        if open.last().is_none_or(|last| last.level != part.level) {
            let parent = match open.last_mut() {
                Some(outer) => self.body_of(outer),
                None => self.before_text(story),
            };
            let kind = match part.kind {
                ItemPartKind::Number => ListKind::Numbers,
                _ => ListKind::Signs,
            };
            let list = self.tree.add(parent, Role::List(kind), self.number);
            open.push(OpenList { level: part.level, list, item: list, body: None });
        }
        if let Some(last) = open.last_mut() {
            last.item = self.tree.add(last.list, Role::ListItem, self.number);
            last.body = None;
        }
    }

    fn body_of(&mut self, open: &mut OpenList) -> usize {
        let (item, number) = (open.item, self.number);
        *open.body.get_or_insert_with(|| self.tree.add(item, Role::ListBody, number))
    }
}
