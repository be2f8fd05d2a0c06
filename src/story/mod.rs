//! A story: what a reporter files, and nothing of where it will stand.
//!
//! [`parse()`] reads Markdown with TOML front matter, or plain text;
//! [`clean()`] mends raw newsroom copy. Neither knows pages or styles.

mod blocks;
mod clean;
mod delimited;
mod folder;
mod known;
mod look_alike;
mod optional;
mod parse;
mod script;
mod slug;
mod wire;

pub use blocks::{Inset, InsetKind, ListItem, ListMarker, MOST_CELLS, Table, TableCell, TableRow};
pub use clean::{
    CaptionParts, CellJoin, CellPlace, Change, ChangeKind, Cleaned, CopyDraft, CutPage, CutPiece,
    CutSection, Doubt, DraftCell, DraftEmphasis, DraftLine, DraftPicture, DraftRole, HeadPart,
    MARK_END, MARK_START, PieceKind, are_wrapped, caption_and_credit, clean, clean_draft,
    clean_page, gathered, private_characters,
};
pub use delimited::{read_delimited, table_of_rows};
pub use folder::{read_all, read_all_with};
pub use known::KnownStories;
pub use look_alike::look_alike;
pub use optional::OptionalPart;
pub use parse::parse;
pub use script::meet_without_space;
pub use slug::Slug;
pub use wire::{FiledFacts, WireItem, with_facts};

use jiff::civil::DateTime;

use crate::diag::{SourceId, Span};
use crate::style::{Lang, ReadingKind};

/// One story as filed.
#[derive(Debug, Clone, Hash)]
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
    /// What of it a page may leave out.
    pub optional: Vec<OptionalPart>,
    /// Until when it may not appear.
    pub embargo: Option<Embargo>,
    /// What was corrected in it since it first came.
    pub correction: Option<Correction>,
    /// Where it came from, if the file says so.
    pub wire: Option<WireItem>,
    /// Paragraphs and crossheads in order.
    pub body: Vec<Block>,
    /// Its pictures in order.
    pub pictures: Vec<StoryPicture>,
}

impl Story {
    /// The parts of its head that have words, in the order in which they usually
    /// stand.
    fn head(&self) -> impl Iterator<Item = &RichText> {
        let parts = [&self.kicker, &self.headline, &self.deck, &self.standfirst, &self.byline];
        parts.into_iter().flatten().filter(|text| !text.is_blank())
    }

    /// Characters of its head, white space not counted.
    #[must_use]
    pub fn head_characters(&self) -> usize {
        self.head().map(RichText::characters).sum()
    }

    /// The words of its head, the headline first.
    #[must_use]
    pub fn head_words(&self) -> String {
        let is_headline =
            |text: &RichText| self.headline.as_ref().is_some_and(|it| std::ptr::eq(it, text));
        let (headline, others): (Vec<_>, Vec<_>) = self.head().partition(|text| is_headline(text));
        let words = headline.into_iter().chain(others).map(RichText::plain);
        words.collect::<Vec<_>>().join(" ")
    }

    /// Characters of a picture's caption and credit, white space not counted.
    ///
    /// # Panics
    /// If it has no such picture.
    #[must_use]
    pub fn picture_characters(&self, at: usize) -> usize {
        let picture = &self.pictures[at];
        [&picture.caption, &picture.credit].into_iter().flatten().map(RichText::characters).sum()
    }

    /// Characters of all of it, white space not counted.
    #[must_use]
    pub fn characters(&self) -> usize {
        let body: usize = self.body.iter().map(Block::characters).sum();
        let dateline = self.dateline.as_ref().map_or(0, RichText::characters);
        let pictures: usize = (0..self.pictures.len()).map(|at| self.picture_characters(at)).sum();
        self.head_characters() + dateline + body + pictures
    }

    /// The same without its text and pictures: what is known of a story that a
    /// page does not place.
    #[must_use]
    pub fn in_name_only(&self) -> Self {
        Self {
            slug: self.slug.clone(),
            slug_span: self.slug_span,
            source: self.source,
            lang: self.lang,
            section: None,
            kicker: None,
            headline: None,
            deck: None,
            standfirst: None,
            optional: Vec::new(),
            embargo: None,
            correction: None,
            wire: None,
            byline: None,
            dateline: None,
            body: Vec::new(),
            pictures: Vec::new(),
        }
    }
}

/// A piece of the body.
#[derive(Debug, Clone, Hash)]
pub enum Block {
    /// A paragraph.
    Paragraph(RichText),
    /// Who signs the text, or when: a paragraph at the right, 落款.
    Signature(RichText),
    /// 小标题.
    Crosshead(RichText),
    /// An item of a list.
    Item(ListItem),
    /// A table.
    Table(Table),
    /// A pull quote, a note or a box of facts.
    Inset(Inset),
}

/// Text with emphasis, marks and readings, every piece of it traced to its source.
#[derive(Debug, Clone, Default, Hash)]
pub struct RichText {
    /// The pieces in order; adjoining text of one emphasis may be several
    /// pieces.
    pub pieces: Vec<Piece>,
}

/// Until when a story may not appear.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Embargo {
    /// From then on it may; at midnight where no time is given. Of a time by the clock of
    /// some place, the latest that it is anywhere.
    pub until: DateTime,
    /// As the story has it.
    pub written: String,
    /// Where the story says so.
    pub span: Span,
}

/// What was corrected in a story.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Correction {
    /// In words.
    pub words: String,
    /// Where the story says so.
    pub span: Span,
}

/// A run of text with one emphasis and the same marks.
#[derive(Debug, Clone, Hash)]
pub struct Piece {
    /// The characters; no line breaks.
    pub text: String,
    /// How it stands out.
    pub emphasis: Emphasis,
    /// The signs it stands between, the outermost first.
    pub marks: Vec<Mark>,
    /// How it is read, if that stands above or beside it. The text is then all
    /// that this reading belongs to.
    pub reading: Option<Reading>,
    /// Where it stands in the source. If it is as long as `text` in bytes, the
    /// bytes correspond one to one; if it is empty, nobody has written the text, and
    /// it was added at this place.
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

/// A sign that characters stand between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark {
    /// What it does.
    pub kind: MarkKind,
    /// Which one of its text it is: pieces with the same number belong to one
    /// mark, and two names side by side are two.
    pub number: u32,
}

/// What a mark does with its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// `[so]{dots}`: 着重号, a dot for each character.
    Dots,
    /// `[so]{name}`: 专名号, a straight line.
    Name,
    /// `[so]{title}`: 浪线书名号, a wavy line.
    Title,
    /// `[20]{tcy}`: 纵中横, upright in one em of a vertical line.
    Upright,
    /// `^so^`: small and raised.
    Raised,
}

/// How characters are read: `{漢字|かん|じ}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reading {
    /// What sort of signs it is written in.
    pub kind: ReadingKind,
    /// One for each character of the piece, some of them empty, or a single
    /// one for the whole of it.
    pub parts: Vec<String>,
    /// Where it stands in the source.
    pub span: Span,
}

impl Piece {
    /// Text without marks and readings.
    fn plain(text: &str, emphasis: Emphasis, span: Span) -> Self {
        Self { text: text.to_owned(), emphasis, marks: Vec::new(), reading: None, span }
    }

    /// Takes so many bytes off its start; the span of what is not exact stays.
    fn cut_start(&mut self, bytes: usize) {
        if self.is_exact() {
            self.span.start += u32::try_from(bytes).unwrap_or(0);
        }
        self.text.drain(..bytes);
    }

    /// Takes so many bytes off its end; the span of what is not exact stays.
    fn cut_end(&mut self, bytes: usize) {
        if self.is_exact() {
            self.span.end -= u32::try_from(bytes).unwrap_or(0);
        }
        self.text.truncate(self.text.len() - bytes);
    }

    /// Whether it stands in the file byte for byte, but for spaces that stand for
    /// other white space.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.text.len() == (self.span.end - self.span.start) as usize
    }
}

/// A picture that belongs to a story.
#[derive(Debug, Clone, Hash)]
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
    /// The block of the body after which the text names it; none if it stands before the
    /// text, or if the head of the story names it.
    pub after: Option<BlockPlace>,
}

/// A block of a story's body by its number, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlockPlace(pub u32);

impl Story {
    /// The block after which its pull quote of this number stands, counted from 1.
    #[must_use]
    pub fn place_of_quote(&self, number: u32) -> Option<BlockPlace> {
        let is_quote =
            |block: &Block| matches!(block, Block::Inset(inset) if inset.kind == InsetKind::Quote);
        let quotes = self.body.iter().enumerate().filter(|(_, block)| is_quote(block));
        let (at, _) = { quotes }.nth((number as usize).checked_sub(1)?)?;
        u32::try_from(at.checked_sub(1)?).ok().map(BlockPlace)
    }
}

impl RichText {
    /// The text without its emphasis, marks and readings.
    #[must_use]
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Characters, those of readings included, white space not counted.
    #[must_use]
    pub fn characters(&self) -> usize {
        let readings = |piece: &Piece| piece.reading.clone().map(|reading| reading.parts.concat());
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        self.pieces
            .iter()
            .map(|piece| count(&piece.text) + readings(piece).as_deref().map_or(0, count))
            .sum()
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
                first.cut_start(first.text.chars().next().map_or(0, char::len_utf8));
            }
            if let Some(last) = self.pieces.last_mut() {
                last.cut_end(last.text.chars().next_back().map_or(0, char::len_utf8));
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
