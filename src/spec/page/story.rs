//! Stories in their places, their heads, and sections of them.

use std::path::PathBuf;

use super::{
    Area, ClassifiedLook, Dress, FitBy, InsetLooks, Overlap, PictureBox, QuoteBox, RuleStyle,
    StandingHead, StoryEnd, StoryStart, Styles,
};
use crate::color::Color;
use crate::diag::Span;
use crate::geom::{Abs, ColumnSpan, WritingMode};
use crate::page::{Part, SpareLines};
use crate::story::{OptionalPart, Slug};

/// A story in its place.
#[derive(Debug, Clone, Hash)]
pub struct StoryFrame {
    /// Which story.
    pub slug: Slug,
    /// Where the spec names it.
    pub slug_span: Span,
    /// Its place, head and pictures included.
    pub area: Area,
    /// Where its place begins.
    pub start: StoryStart,
    /// Where its place ends.
    pub end: StoryEnd,
    /// Which way its lines run.
    pub writing: WritingMode,
    /// Columns of text inside; one for each base column if none is given.
    pub text_columns: Option<u32>,
    /// Between text columns; the grid's if none is given.
    pub gutter: Option<Abs>,
    /// The line in the middle of each gutter.
    pub column_rule: Option<RuleStyle>,
    /// Further places on this page that its text runs on into, in order.
    pub frames: Vec<TextFrame>,
    /// What else stands in its places; its text keeps clear of it.
    pub clear_of: Vec<Area>,
    /// The pages that it comes from and goes on to.
    pub jump: Jump,
    /// How the head stands.
    pub head: Head,
    /// The story's pictures that stand inside it.
    pub pictures: Vec<PictureBox>,
    /// Places for its pull quotes.
    pub quotes: Vec<QuoteBox>,
    /// Frame and tint.
    pub dress: Dress,
    /// Its own styles.
    pub styles: Styles,
    /// How columns are filled when the text is short.
    pub fill: Fill,
    /// Who makes it fit its place.
    pub fit: FitBy,
    /// Parts of it that are left out here.
    pub leave_out: Vec<OptionalPart>,
    /// The most spare lines that each such place takes.
    pub spare: SpareLines,
    /// Lines that its first letter stands over, at least 2; none if it is a
    /// letter like others.
    pub drop_cap: Option<u32>,
    /// What stands inside its text looks like this.
    pub insets: Box<InsetLooks>,
    /// The standing name over its headline.
    pub standing_head: Option<StandingHead>,
    /// How it is set as classified advertisements, if it is.
    pub classified: Option<ClassifiedLook>,
    /// Whether it may stand over other elements.
    pub overlap: Overlap,
}

/// A further place for a story's text.
#[derive(Debug, Clone, Hash)]
pub struct TextFrame {
    /// Where.
    pub area: Area,
    /// Columns of text inside; one for each base column if none is given.
    pub text_columns: Option<u32>,
    /// Between text columns; the grid's if none is given.
    pub gutter: Option<Abs>,
}

/// How a story's text comes from another page and goes on to another, 转版.
#[derive(Debug, Clone, Default, Hash)]
pub struct Jump {
    /// The page that it comes from.
    pub from: Option<JumpEnd>,
    /// The page on which it goes on.
    pub on: Option<JumpEnd>,
    /// The words over a story that comes from another page: those given, its
    /// own headline, or none.
    pub head: JumpHead,
}

/// One end of a jump, as the page at the other end names it.
#[derive(Debug, Clone, Hash)]
pub struct JumpEnd {
    /// The spec of the other page.
    pub spec: PathBuf,
    /// Where this page says so.
    pub span: Span,
    /// The jump line, with `{number}` for the other page's.
    pub text: String,
}

/// What stands over a story that comes from another page.
#[derive(Debug, Clone, Default, Hash)]
pub enum JumpHead {
    /// Its headline again.
    #[default]
    Headline,
    /// These words.
    Words(String, Span),
    /// Nothing.
    None,
}

/// What becomes of spare lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fill {
    /// All columns end level.
    Level,
    /// Each column is filled to its foot before the next.
    InOrder,
}

/// How a story's kicker, headline, deck, standfirst and byline stand.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Head {
    /// Where.
    pub place: HeadPlace,
    /// Its parts from top to bottom, each once; those of a row stand side by
    /// side.
    pub rows: Vec<Vec<Part>>,
    /// The line between parts side by side.
    pub rule: Option<RuleStyle>,
    /// How a headline of two halves is broken.
    pub arrangement: Arrangement,
    /// Grid lines for the whole head; worked out from its parts if none is
    /// given.
    pub lines: Option<u32>,
    /// The color behind it.
    pub background: Option<Color>,
}

/// Where the head stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadPlace {
    /// Over the text: across the whole story, or across some of its base
    /// columns with text beside it.
    Over(Option<ColumnSpan>),
    /// Beside the text, in lines that cross those of the text: a vertical head
    /// at the left or right of a horizontal story, a horizontal one at the top
    /// or bottom of a vertical story. In some of the story's base columns, or as
    /// wide as it needs.
    Beside(Side, Option<ColumnSpan>),
    /// Inside the text, which runs round it: in these base columns, from this
    /// line of the grid on.
    Inside(ColumnSpan, u32),
    /// On a picture of the story, at one of its edges; it takes no lines from
    /// the text. The picture's box is counted from 0.
    OnPicture(usize, HeadEdge),
    /// There is none, even if the story has one.
    None,
}

impl HeadPlace {
    /// The base columns that it is given, if any.
    #[must_use]
    pub fn columns(self) -> Option<ColumnSpan> {
        match self {
            Self::Over(columns) | Self::Beside(_, columns) => columns,
            Self::Inside(columns, _) => Some(columns),
            Self::OnPicture(..) | Self::None => None,
        }
    }
}

/// The edge of a picture at which a head stands on it; at the left and the
/// right in vertical lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadEdge {
    /// At its top.
    Top,
    /// At its foot.
    Bottom,
    /// At its left.
    Left,
    /// At its right.
    Right,
}

/// On which side of the text something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Where lines start: at the left, or of vertical lines at the top.
    Start,
    /// Where they end.
    End,
}

/// How the halves of a headline stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// On one line if that fits without going below the wished size, else one
    /// above the other.
    Auto,
    /// On one line.
    OneLine,
    /// One above the other.
    Stacked,
    /// One above the other, the first to the left and the second to the right.
    Stepped,
}

/// A bar with a title, and stories one below the other under it.
#[derive(Debug, Clone, Hash)]
pub struct Section {
    /// The title, 栏题.
    pub title: String,
    /// Where the spec says it.
    pub title_span: Span,
    /// Its place, bar and stories.
    pub area: Area,
    /// Grid lines that the bar takes.
    pub bar_lines: u32,
    /// What the bar looks like.
    pub bar: BarLook,
    /// Its stories in order; their areas are worked out by the layout.
    pub stories: Vec<StoryFrame>,
    /// How the lines under the bar are shared out.
    pub share: Share,
    /// The line between two stories; it stands in an empty grid line.
    pub divider: Option<RuleStyle>,
    /// Frame and tint round it all.
    pub dress: Dress,
    /// The styles of the bar.
    pub styles: Styles,
}

/// How stories of a section share its lines.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Share {
    /// Each as many as its text needs.
    ByLength,
    /// Fixed numbers of lines, one for each story.
    Lines(Vec<u32>),
}

/// The look of a section's bar.
#[derive(Debug, Clone, PartialEq, Hash)]
pub enum BarLook {
    /// The title over a colored bar.
    Solid(Color),
    /// The title over a line of the whole width.
    Underlined(RuleStyle),
    /// The title alone.
    Plain,
}
