//! Who a line or picture belongs to, as far as whoever sets it knows.

use crate::page::{BlockId, Cell, ElementId, ItemPart, Owner, Part};

/// What something is read and counted with. The element and the number of the story
/// are the page's to know.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct MatterOwner {
    /// Whether it is a part of the story that is being set.
    pub(in crate::layout) is_of_story: bool,
    pub(in crate::layout) part: Part,
    /// Which paragraph of that part, or what stands for one.
    pub(in crate::layout) paragraph: u32,
    /// The block of the story's body.
    pub(in crate::layout) block: Option<BlockId>,
    pub(in crate::layout) cell: Option<Cell>,
    pub(in crate::layout) item: Option<ItemPart>,
    /// The column of text that it stands in, from 1.
    pub(in crate::layout) column: Option<u32>,
}

impl MatterOwner {
    /// Furniture, which belongs to no story.
    pub(in crate::layout) fn furniture(part: Part, paragraph: u32) -> Self {
        let (block, cell, item, column) = (None, None, None, None);
        Self { is_of_story: false, part, paragraph, block, cell, item, column }
    }

    /// A part of the story that is being set.
    pub(in crate::layout) fn story(part: Part, paragraph: u32) -> Self {
        Self { is_of_story: true, ..Self::furniture(part, paragraph) }
    }

    /// The same of another part.
    pub(in crate::layout) fn of(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// The same on the page, of an element and of the story with this number.
    pub(super) fn on_page(self, element: ElementId, story: Option<u32>) -> Owner {
        let Self { is_of_story, part, paragraph, block, cell, item, column: _ } = self;
        let story = story.filter(|_| is_of_story);
        Owner { story, part, paragraph, block, element: Some(element), cell, item }
    }
}
