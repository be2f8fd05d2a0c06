//! What of a manuscript is not in the story, or is there as it was accepted.

use crate::diag::finding::{FeedPart, ObjectKind};

/// Something of a manuscript that has to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// The block before which it stands or in which, from 0; none for what stands in
    /// none.
    pub block: Option<usize>,
    /// The words that it is about.
    pub words: String,
}

/// What has to be told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// Words that were added while changes were tracked; they are in the story.
    Inserted,
    /// Words that were deleted while changes were tracked; they are not.
    Deleted,
    /// Words that were moved while changes were tracked; they are where they were moved
    /// to.
    Moved,
    /// Hidden words; they are not in the story.
    Hidden,
    /// What somebody says of words; it is not in the story.
    Comment {
        /// Who.
        author: String,
        /// What.
        said: String,
    },
    /// Words at the top or foot of every page; they are not in the story.
    HeaderOrFooter,
    /// A drawing, a formula or another object that a story cannot have.
    Object {
        /// What it is.
        object: ObjectKind,
    },
    /// A picture whose file the copy does not bring, or has no readable one.
    PictureMissing,
    /// A picture in a format that pages do not take.
    PictureFormat,
    /// A link, of which the words are in the story.
    Link,
    /// A reading that has signs of a story in it, and stands in brackets behind its
    /// words.
    ReadingInBrackets,
    /// A part of a web page that is none of the copy.
    PagePart,
    /// A table in a cell of another, whose words are in the cell.
    TableInTable,
    /// What lies deeper than anything that is read.
    TooDeep,
    /// A picture of a feed, of which there is only an address.
    PictureElsewhere,
    /// Words of a feed that are not in the story.
    NotInStory {
        /// What they are.
        part: FeedPart,
    },
    /// What the agency says to the desk.
    WireNote,
    /// Under which terms the copy may be used.
    WireTerms,
    /// What the agency marks the item as.
    WireSignal,
    /// Until when the item may not appear.
    WireEmbargo,
    /// A key of a feed that stands twice, of which the last counts.
    RepeatedKey,
    /// What a feed says of its item beside the words: the names of its fields.
    FieldsLeftOut,
    /// A footnote, which stands in a list at the end.
    Footnotes,
}
