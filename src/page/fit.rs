//! How stories came out: what of them stands on the page, what the copyfit did,
//! and how each line fills its measure. For reports; no backend paints it.

use super::Part;
use crate::geom::{Abs, LineSpan, Rect};

/// What of a story a report is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportOf {
    /// The story, or what is left of it beside pictures that stand for themselves.
    Story,
    /// Pictures that stand for themselves, with their caption.
    Pictures,
    /// A table that stands for itself.
    Table,
    /// Nothing: the story is not there yet, and its place is kept.
    Missing,
}

/// How a story came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryReport {
    /// Its slug; the file's name of a table that no story has.
    pub slug: String,
    /// What of it stands here.
    pub of: ReportOf,
    /// Its headline in plain text, for bookmarks; empty if it has none.
    pub title: String,
    /// BCP 47 tag of its language.
    pub lang: String,
    /// Which of the page's sections it stands in, from 0: the paragraph of the
    /// lines of [`Part::Section`] that name it.
    pub section: Option<u32>,
    /// The lines of the grid it was given.
    pub lines: LineSpan,
    /// Its place on the sheet, head and pictures included; of a story with further
    /// frames the first.
    pub place: Rect,
    /// Characters of the story that are to be placed here, white space not
    /// counted. Those of pictures that stand for themselves count there; credits
    /// found in pictures count, too, and one that several pictures under one
    /// caption share counts once.
    pub characters: usize,
    /// Characters that found no place.
    pub overset_characters: usize,
    /// Characters of parts that the page leaves out: its head, or the captions
    /// of pictures without a box. They have been reported.
    pub unplaced_characters: usize,
    /// Characters that stand on other pages, or find no place there.
    pub elsewhere_characters: usize,
    /// Lines that the overset ones would take in the measure of the last column.
    pub overset_lines: usize,
    /// The first words that found no place, no more than a line of them; empty if all
    /// did.
    pub overset_text: String,
    /// Body lines of its frames that stay empty.
    pub underset_lines: usize,
    /// Characters that these would hold, at as many a line as the story has on average;
    /// of a story that is not there yet, all that its place holds beside its pictures.
    pub underset_characters: usize,
    /// Spare lines that were put to use.
    pub spare: SpareLines,
    /// The frames it ran through, column by column, for overlays.
    pub frames: Vec<Rect>,
    /// What the copyfit did, paragraph by paragraph.
    pub fit: Vec<ParagraphFit>,
    /// How each set line fills its measure: those of the head first, then the
    /// text's in reading order.
    pub lines_fit: Vec<LineFit>,
}

impl StoryReport {
    /// The report of something in these lines of which nothing is placed yet, so
    /// many characters long.
    #[must_use]
    pub fn new(slug: String, title: String, lines: LineSpan, characters: usize) -> Self {
        Self {
            slug,
            of: ReportOf::Story,
            title,
            lang: String::new(),
            section: None,
            lines,
            place: Rect::default(),
            characters,
            overset_characters: 0,
            unplaced_characters: 0,
            elsewhere_characters: 0,
            overset_lines: 0,
            overset_text: String::new(),
            underset_lines: 0,
            underset_characters: 0,
            spare: SpareLines::default(),
            frames: Vec::new(),
            fit: Vec::new(),
            lines_fit: Vec::new(),
        }
    }
}

/// Spare lines of the grid where a house puts them, so that a story that is
/// short ends at the foot of its place; leading is never touched (CLREQ 3.4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct SpareLines {
    /// Round the head: the first below it, the second above.
    pub head: u32,
    /// Below each picture that has text under it.
    pub pictures: u32,
    /// Above each crosshead.
    pub crossheads: u32,
}

/// What the copyfit did to a paragraph of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphFit {
    /// Which block of the body it is, from 0; crossheads, tables and boxes count.
    pub paragraph: u32,
    /// Lines in its best setting, taken alone.
    pub natural: u32,
    /// Lines it was set in.
    pub set: u32,
    /// The numbers of lines it could have been set in, with their costs.
    pub choices: Vec<Choice>,
}

/// A number of lines that a paragraph can be set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// How many lines.
    pub lines: u32,
    /// What they cost, in the thousandths of line breaking: a fair line costs
    /// some hundreds, a tight or loose one thousands.
    pub cost: i64,
}

/// A set line, and how it fills its measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFit {
    /// Which part of the story.
    pub part: Part,
    /// Which paragraph of that part, from 0.
    pub paragraph: u32,
    /// Which of the story's text columns, from 1; none for what stands over
    /// them.
    pub column: Option<u32>,
    /// Which line the baseline is in, from 1: of the page's grid, or of the
    /// story's own lines where these cross the page's.
    pub row: u32,
    /// The measure it was set to.
    pub measure: Abs,
    /// Its characters.
    pub text: String,
    /// How it fills its measure.
    pub fitting: Fitting,
}

/// How a line fills its measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitting {
    /// The size of its type.
    pub em: Abs,
    /// What there was to fill: the measure without the paragraph's indent.
    pub room: Abs,
    /// Its width in natural spacing.
    pub natural: Abs,
    /// What gave, in the order in which it was asked.
    pub shrunk: Vec<GapUse>,
    /// What grew before even spacing.
    pub stretched: Vec<GapUse>,
    /// Even spacing in each gap.
    pub even: Abs,
    /// How many gaps took part in it.
    pub even_gaps: u32,
    /// How far it sticks out of its measure.
    pub over: Abs,
    /// What stays empty though the line is not meant to be ragged.
    pub empty: Abs,
    /// The form of the full-width mark at its end.
    pub mark: Option<MarkEnd>,
    /// Why it ends where it ends.
    pub stop: LineStop,
    /// What its spacing costs, in the thousandths of line breaking.
    pub cost: i64,
}

/// How far a kind of gap was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GapUse {
    /// What kind.
    pub kind: GapKind,
    /// What was taken or added in the whole line.
    pub used: Abs,
    /// What could have been.
    pub capacity: Abs,
}

/// Kinds of gaps that give or grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// Between words.
    WordSpace,
    /// The blanks of middle dots.
    Interpunct,
    /// The blanks of brackets.
    Bracket,
    /// The blanks of commas, colons and semicolons.
    Comma,
    /// Between East Asian and alphabetic characters.
    CjkLatin,
    /// The blanks of full stops, question and exclamation marks.
    Stop,
}

impl GapKind {
    /// Its word in reports and in the protocol of `banmian linebreak`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::WordSpace => "word-space",
            Self::Interpunct => "interpunct",
            Self::Bracket => "bracket",
            Self::Comma => "comma",
            Self::CjkLatin => "cjk-latin",
            Self::Stop => "stop",
        }
    }
}

/// The form of a full-width mark at a line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkEnd {
    /// Without its blank.
    Half,
    /// With its blank.
    Full,
    /// Outside the measure.
    Hung,
}

/// Why a line ends where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineStop {
    /// The paragraph ends.
    Paragraph,
    /// The paragraph ends, and this is a lone character (单字不成行, CLREQ
    /// 3.4.4).
    LoneCharacter,
    /// A line may end here.
    Free,
    /// It may, but another place would have been better.
    Reluctant,
    /// Inside a word, with a hyphen.
    Hyphen,
    /// Inside a word, with a hyphen, right below another.
    HyphenLadder,
    /// It may not; there was no other way.
    Forbidden,
}
