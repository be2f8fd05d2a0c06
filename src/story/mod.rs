//! A story: what a reporter files, and nothing of where it will stand.
//!
//! [`parse`] reads Markdown with TOML front matter, or plain text;
//! [`clean`] mends raw newsroom copy. Neither knows pages or styles.

mod clean;
mod folder;
mod parse;
mod script;
mod slug;

pub use clean::{Change, ChangeKind, Cleaned, Doubt, HeadPart, MARK_END, MARK_START, clean};
pub use folder::read_all;
pub use parse::parse;
pub use slug::Slug;

use crate::diag::{SourceId, Span};
use crate::style::Lang;

/// One story as filed.
#[derive(Debug, Clone)]
pub struct Story {
    /// Its short name; layouts call it by this.
    pub slug: Slug,
    /// Where the file says so; the file's beginning if it does not.
    pub slug_span: Span,
    /// The file it came from.
    pub source: SourceId,
    /// Its language, if it says so.
    pub lang: Option<Lang>,
    /// The section it was filed for.
    pub section: Option<String>,
    /// 引题.
    pub kicker: Option<RichText>,
    /// 主题; white space inside parts it into halves.
    pub headline: Option<RichText>,
    /// 副题.
    pub deck: Option<RichText>,
    /// 提要题.
    pub standfirst: Option<RichText>,
    /// 署名.
    pub byline: Option<RichText>,
    /// 电头, run in before the first paragraph.
    pub dateline: Option<RichText>,
    /// Paragraphs and crossheads in order.
    pub body: Vec<Block>,
    /// Its pictures in order.
    pub pictures: Vec<StoryPicture>,
}

/// A piece of the body.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph.
    Paragraph(RichText),
    /// 小标题.
    Crosshead(RichText),
}

/// Text with emphasis, every piece of it traced to its source.
#[derive(Debug, Clone, Default)]
pub struct RichText {
    /// The pieces in order; adjoining text of one emphasis may be several
    /// pieces.
    pub pieces: Vec<Piece>,
}

/// A run of text with one emphasis.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The characters; no line breaks.
    pub text: String,
    /// How it stands out.
    pub emphasis: Emphasis,
    /// Where it stands in the source. If it is as long as `text` in bytes, the
    /// bytes correspond one to one.
    pub span: Span,
}

/// How a piece of text stands out from its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// Not at all.
    None,
    /// `*so*`: Kai in Chinese, italic in Latin.
    Emphasis,
    /// `**so**`: bold.
    Strong,
}

/// A picture that belongs to a story.
#[derive(Debug, Clone)]
pub struct StoryPicture {
    /// The file, relative to the story's own folder.
    pub file: String,
    /// Where the story names it.
    pub span: Span,
    /// 图片说明.
    pub caption: Option<RichText>,
    /// 图片署名, without brackets of its own.
    pub credit: Option<RichText>,
    /// Words for those who cannot see it; the caption where none are given.
    pub alt: Option<String>,
}

impl RichText {
    /// The text without its emphasis.
    #[must_use]
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Characters, white space not counted.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.pieces
            .iter()
            .flat_map(|piece| piece.text.chars())
            .filter(|c| !c.is_whitespace())
            .count()
    }

    /// The text without one pair of brackets round the whole of it.
    fn without_brackets(mut self) -> Self {
        let plain = self.plain();
        let bracketed = [("（", "）"), ("(", ")")].iter().any(|(open, close)| {
            plain
                .strip_prefix(open)
                .and_then(|rest| rest.strip_suffix(close))
                .is_some_and(|inside| !inside.contains(['（', '）', '(', ')']))
        });
        if bracketed {
            if let Some(first) = self.pieces.first_mut() {
                let open = first.text.remove(0);
                first.span.start += u32::try_from(open.len_utf8()).unwrap_or(0);
            }
            if let Some(last) = self.pieces.last_mut() {
                let close = last.text.pop().map_or(0, char::len_utf8);
                last.span.end -= u32::try_from(close).unwrap_or(0);
            }
            self.pieces.retain(|piece| !piece.text.is_empty());
        }
        self
    }

    /// Whether there is nothing to be seen in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.characters() == 0
    }
}
