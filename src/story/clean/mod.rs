//! Mends raw newsroom copy and writes it as a story file.
//!
//! 1. Cut the text into lines, and join lines that a mail program wrapped.
//! 2. Find the parts of the head: kicker, headline, deck, byline.
//! 3. Find the parts of the body: paragraphs (joined where a column or a
//!    picture cut them), crossheads, captions.
//! 4. Mend punctuation, quotes, dashes and spaces in each part.
//! 5. Write Markdown with front matter.
//!
//! Whatever is done is a [`Change`] with its place. What cannot be decided is
//! left as it is between [`MARK_START`] and [`MARK_END`], so that the page
//! cannot be printed before an editor has looked.

mod aozora;
mod body;
mod change;
mod copy;
mod draft;
mod head;
mod lines;
mod mend;
mod page;
mod pieces;
mod places;
mod private;
mod quotes;
mod story_file;
mod unmended;
mod write;

pub use body::{CaptionParts, caption_and_credit};
pub use change::{Change, ChangeKind, Doubt, HeadPart, gathered};
pub use draft::{
    CellJoin, CellPlace, CopyDraft, DraftCell, DraftEmphasis, DraftLine, DraftPicture, DraftRole,
    clean_draft,
};
pub use lines::are_wrapped;
pub use page::{CutPage, CutPiece, CutSection, PieceKind, clean_page};
pub use private::private_characters;
pub(super) use unmended::tell;
pub(super) use write::key;

use self::aozora::AozoraMatter;
use self::mend::{MendRules, Spaces};
use self::story_file::TitleLine;
use super::parse::has_front_matter;
use super::script::CopyScript;

/// What a place begins with that an editor must decide.
pub const MARK_START: &str = "[[?";

/// What such a place ends with.
pub const MARK_END: &str = "?]]";

/// CopyText that has been mended.
#[derive(Debug, Clone)]
pub struct Cleaned {
    /// A story file: Markdown with front matter.
    pub markdown: String,
    /// All that was done, in the order of the places.
    pub changes: Vec<Change>,
}

/// Mends the raw copy of one story. In a file that is a story already, or Markdown with
/// its headline, only characters change.
#[must_use]
pub fn clean(text: &str) -> Cleaned {
    if has_front_matter(text) {
        return story_file::mend(text);
    }
    if let Some(title) = TitleLine::of(text) {
        return story_file::mend_markdown(text, &title);
    }
    let mut changes = Vec::new();
    let rules = MendRules::of(text, Spaces::Meant);
    let is_japanese = rules.script == CopyScript::Japanese;
    let matter = if is_japanese { AozoraMatter::of(text) } else { AozoraMatter::default() };
    matter.changes(text, &mut changes);
    let mut units = lines::units(text, &matter, &mut changes);
    // Before the parts are told apart, which go by their marks.
    units = units.iter().map(|unit| mend::look_alikes(unit, rules.script, &mut changes)).collect();
    if is_japanese {
        units = units.iter().map(|unit| aozora::mend(unit, rules.aozora, &mut changes)).collect();
        units.retain(|unit| !unit.is_empty());
    }
    let (head, rest) = head::find(units, rules.script, &mut changes);
    let body = body::find(rest, &mut changes);

    let head = head.map(|copy| mend::mend(&copy, rules, &mut changes));
    let body = body.mend(rules, &mut changes);
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    Cleaned { markdown: write::story(&head, &body, &[]), changes }
}
