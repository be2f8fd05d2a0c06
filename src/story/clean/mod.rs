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

mod body;
mod change;
mod copy;
mod head;
mod lines;
mod mend;
mod quotes;
mod write;

pub use change::{Change, ChangeKind, Doubt, HeadPart};

use self::mend::{MendRules, Spaces};
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

/// Mends the raw copy of one story. A file that has front matter is a story
/// already and comes back as it is.
#[must_use]
pub fn clean(text: &str) -> Cleaned {
    let mut changes = Vec::new();
    if has_front_matter(text) {
        changes.push(Change::new(ChangeKind::StoryAlready, 0..0, "", ""));
        return Cleaned { markdown: text.to_owned(), changes };
    }
    let units = lines::units(text, &mut changes);
    let (head, rest) = head::find(units, &mut changes);
    let body = body::find(rest, &mut changes);

    let script = CopyScript::of(text);
    let rules = MendRules { script, spaces: Spaces::Meant };
    let head = head.map(|copy| mend::mend(&copy, rules, &mut changes));
    let body = body.mend(script, &mut changes);
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    Cleaned { markdown: write::story(&head, &body), changes }
}
