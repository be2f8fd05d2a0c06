//! Pictures on their way into a box, and as they came to stand.

use crate::geom::Rect;
use crate::picture::PictureId;
use crate::spec::page::{PictureBox, Styles};
use crate::story::{RichText, StoryPicture};
use crate::style::Lang;

/// A box with the pictures of a story that go into it.
pub(super) struct Placing<'a> {
    pub(super) target: &'a PictureBox,
    /// What of its place is used, in flow coordinates.
    pub(super) rect: Rect,
    pub(super) shown: Vec<Shown<'a>>,
    pub(super) lang: Lang,
    pub(super) styles: &'a Styles,
}

/// One of the pictures of a box.
pub(super) struct Shown<'a> {
    pub(super) picture: &'a StoryPicture,
    /// Its place among the pictures of the story.
    pub(super) at: u32,
    /// None if the file could not be used; that has been reported.
    pub(super) id: Option<PictureId>,
    /// The credit that its file gives, where the story has none.
    pub(super) found_credit: Option<RichText>,
}

/// A picture as it came to stand on the sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) id: PictureId,
    pub(super) frame: Rect,
    pub(super) image: Rect,
}

impl Shown<'_> {
    /// The credit that stands in the caption.
    pub(super) fn credit(&self) -> Option<&RichText> {
        let own = self.picture.credit.as_ref().filter(|credit| !credit.is_blank());
        own.or(self.found_credit.as_ref())
    }

    /// Characters of caption and credit.
    pub(super) fn characters(&self) -> usize {
        let caption = self.picture.caption.as_ref();
        caption.into_iter().chain(self.credit()).map(RichText::characters).sum()
    }
}

impl Placing<'_> {
    /// The place of the first picture among those of the story: the caption
    /// belongs to it.
    pub(super) fn first(&self) -> u32 {
        self.shown.first().map_or(0, |shown| shown.at)
    }
}
