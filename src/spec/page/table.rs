//! Tables, and what else stands inside a story's text.

use std::path::PathBuf;

use super::{Area, Dress, Following, RuleStyle, Styles};
use crate::color::Color;
use crate::diag::Span;
use crate::geom::Abs;
use crate::spec::Located;
use crate::story::Slug;
use crate::style::CellAlign;

/// A table that stands for itself.
#[derive(Debug, Clone, Hash)]
pub struct TableElement {
    /// Where its rows come from.
    pub content: TableContent,
    /// The words over it.
    pub title: Option<(String, Span)>,
    /// The line under it: where the numbers come from.
    pub source: Option<(String, Span)>,
    /// Its place, title and source included.
    pub area: Area,
    /// How many columns it is broken into, which stand side by side.
    pub text_columns: u32,
    /// Between these; the grid's if none is given.
    pub gutter: Option<Abs>,
    /// The line in the middle of each gutter.
    pub column_rule: Option<RuleStyle>,
    /// What it looks like.
    pub look: TableLook,
    /// Frame and tint round it all.
    pub dress: Dress,
    /// Its styles.
    pub styles: Styles,
    /// Where the spec has it.
    pub span: Span,
}

/// Where the rows of a table come from.
#[derive(Debug, Clone, Hash)]
pub enum TableContent {
    /// A file of comma-separated values.
    File {
        /// The file.
        path: PathBuf,
        /// Where the spec names it.
        span: Span,
    },
    /// The spec itself: cells and rows with their places.
    Rows(Vec<TableRowText>),
    /// A table in the text of a story.
    Story {
        /// The story.
        slug: Slug,
        /// Where the spec names it.
        slug_span: Span,
        /// Which of its tables, from 1.
        number: u32,
    },
}

/// A row as the spec has it.
#[derive(Debug, Clone, Hash)]
pub struct TableRowText {
    /// Its cells from the left.
    pub cells: Vec<Located<String>>,
    /// Where the spec has it.
    pub span: Span,
}

/// What a table looks like.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct TableLook {
    /// How many rows are heading; what the table itself says if none is given,
    /// and one where it says nothing.
    pub heading_rows: Option<u32>,
    /// How the columns are aligned, from the left; the last holds for all that
    /// follow. None: by what stands in them.
    pub aligns: Vec<Option<CellAlign>>,
    /// How wide the columns are, from the left; by what stands in them where
    /// none is given.
    pub widths: Vec<ColumnWidth>,
    /// The color behind every second row.
    pub zebra: Option<Color>,
    /// The color behind the heading.
    pub heading_tint: Option<Color>,
    /// The line under the heading.
    pub heading_rule: Option<RuleStyle>,
    /// The line between two rows.
    pub row_rule: Option<RuleStyle>,
    /// The line between two columns.
    pub column_rule: Option<RuleStyle>,
    /// The line above the first row and below the last.
    pub outer_rule: Option<RuleStyle>,
}

/// Where the tables of a story stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableSpan {
    /// In the text, each in its column.
    Column,
    /// Over all columns, at the head of the story's place.
    Head,
    /// Over all columns, at its foot.
    Foot,
}

/// How wide a column of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnWidth {
    /// As what stands in it needs.
    Auto,
    /// This wide.
    Fixed(Abs),
    /// So many parts of what the others leave.
    Share(u32),
}

/// How numbered items are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Numbering {
    /// 1. 2. 3.
    Digits,
    /// 一、二、三、
    Han,
    /// （一）（二）（三）
    BracketedHan,
    /// ① ② ③, as far as these go.
    Circled,
}

/// What lists, tables, quotes and boxes inside a story look like.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct InsetLooks {
    /// Its tables.
    pub table: TableLook,
    /// Whether they are kept in one column.
    pub keeps_tables: bool,
    /// Where its tables stand.
    pub table_span: TableSpan,
    /// What stands before an item; the language's own if none is given.
    pub bullet: Option<String>,
    /// How items are numbered; as the language does if none is given.
    pub numbering: Option<Numbering>,
    /// Frame and tint of notes.
    pub note: Dress,
    /// Frame and tint of boxes of facts.
    pub fact_box: Dress,
    /// The line above and below a quote.
    pub quote_rule: Option<RuleStyle>,
}

/// A standing name over a story's headline.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct StandingHead {
    /// The name.
    pub text: String,
    /// Where the spec says it.
    pub span: Span,
    /// The color of the bar that it stands on; lines above and below it if
    /// there is none.
    pub bar: Option<Color>,
}

/// How classified advertisements are set.
#[derive(Debug, Clone, Copy, PartialEq, Hash)]
pub struct ClassifiedLook {
    /// The line between two items.
    pub item_rule: Option<RuleStyle>,
    /// The color of the bar behind a head.
    pub bar: Option<Color>,
    /// Whether the first words of an item are bold.
    pub lead: Lead,
    /// From baseline to baseline; the page's grid if none is given.
    pub leading: Option<Abs>,
    /// Between two items; whole lines, as their style says, if none is given.
    pub item_gap: Option<Abs>,
}

/// How an item of classified advertisements opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lead {
    /// Its first words are bold, up to the first mark or space.
    Bold,
    /// As the rest.
    Plain,
}

/// A place for a pull quote of a story, which then does not stand in its text.
#[derive(Debug, Clone, Copy, Hash)]
pub struct QuoteBox {
    /// Which of the story's quotes, from 1.
    pub number: u32,
    /// Where.
    pub area: Area,
    /// What its place follows, if it follows its story.
    pub following: Option<Following>,
    /// Kept free at its sides.
    pub standoff: Abs,
}
