//! The resolved page spec: lengths instead of words, styles instead of names.

use jiff::civil::Date;

use super::Written;
use crate::color::{Color, SpotInks};
use crate::diag::Span;
use crate::geom::{Abs, ColumnSpan, Flow, LineSpan, Rect, Size, WritingMode};
use crate::page::{GridGeometry, Marks, PageInks, Part};
use crate::story::Slug;
use crate::style::{Align, Lang, Style};

/// One page, resolved.
#[derive(Debug, Clone)]
pub struct PageSpec {
    /// What the folio and the metadata say.
    pub imprint: Imprint,
    /// The page's language; stories may have their own.
    pub lang: Lang,
    /// Which way its lines run, and how the grid lies on the sheet.
    pub flow: Flow,
    /// The trimmed sheet.
    pub paper: Size,
    /// How far ink runs past the trim.
    pub bleed: Abs,
    /// Whether printer's marks are drawn.
    pub marks: Marks,
    /// Which inks it is printed with.
    pub inks: PageInks,
    /// The spot inks that its colors name.
    pub spots: SpotInks,
    /// Columns and lines.
    pub grid: Grid,
    /// How each part is set, unless its element says otherwise.
    pub styles: Styles,
    /// What stands on the page, in reading order, which is the order of the
    /// file.
    pub elements: Vec<Element>,
    /// Where the spec says all this, as far as it has to do with ink.
    pub written: Written,
}

/// The paper, the day and the page.
#[derive(Debug, Clone, Default)]
pub struct Imprint {
    /// The paper's name.
    pub paper: String,
    /// The page's own name, 版别.
    pub section: String,
    /// Page number, 版次.
    pub number: Option<u32>,
    /// Date of issue.
    pub date: Option<Date>,
    /// Issue number, 期号.
    pub issue: Option<u32>,
}

/// Base columns and the baseline grid, in flow coordinates (see [`Flow`]): on a
/// vertical page the columns are its tiers, 段, and the lines are counted from
/// the right.
///
/// Line `n` (from 1) is a strip that starts `(n - 1) * leading` below the top
/// of the type area. A character of the body stands in it with the top of its
/// em box on the strip's top; the line gap is below. So text, pictures and
/// frames that start on the same line start at the same height.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The type area, 版心.
    pub area: Rect,
    /// How many base columns.
    pub columns: u32,
    /// Between two base columns.
    pub gutter: Abs,
    /// Baseline to baseline.
    pub leading: Abs,
    /// From the top of the type area to the first baseline.
    pub first_baseline: Abs,
    /// Height of the body's em box.
    pub body_size: Abs,
    /// How many lines fit into the type area.
    pub lines: u32,
}

impl Grid {
    /// Width of one base column.
    #[must_use]
    pub fn column_width(&self) -> Abs {
        let columns = i64::from(self.columns.max(1));
        (self.area.width() - self.gutter * (columns - 1)) / columns
    }

    /// Left and right edge of a run of base columns.
    #[must_use]
    pub fn column_edges(&self, span: ColumnSpan) -> (Abs, Abs) {
        let columns = i64::from(self.columns.max(1));
        let pitch = self.area.width() + self.gutter;
        let left = self.area.left + pitch.scale(i64::from(span.first) - 1, columns);
        let right = self.area.left + pitch.scale(i64::from(span.last), columns) - self.gutter;
        (left, right)
    }

    /// The top of a line's strip.
    #[must_use]
    pub fn line_top(&self, line: u32) -> Abs {
        self.area.top + self.leading * (i64::from(line) - 1)
    }

    /// The baseline of a line.
    #[must_use]
    pub fn baseline(&self, line: u32) -> Abs {
        self.line_top(line) + self.first_baseline
    }

    /// Top and bottom of a box over a run of lines: from the top of the first
    /// line's em box to the bottom of the last one's, without the gap below.
    #[must_use]
    pub fn line_edges(&self, span: LineSpan) -> (Abs, Abs) {
        (self.line_top(span.first), self.line_top(span.last) + self.body_size)
    }

    /// The grid lines whose em boxes lie between two heights; the nearest one
    /// if there is none, so that a place always has a line to be told by.
    #[must_use]
    pub fn lines_within(&self, top: Abs, bottom: Abs) -> LineSpan {
        let above = top - self.area.top;
        // The first line that starts at or below the top.
        let first = self.line_number(-((-above).count_of(self.leading)) + 1);
        let last = (bottom - self.body_size - self.area.top).count_of(self.leading) + 1;
        LineSpan { first, last: self.line_number(last).max(first) }
    }

    /// The grid lines whose em boxes reach between two heights; the nearest one
    /// if there is none.
    #[must_use]
    pub fn lines_touching(&self, top: Abs, bottom: Abs) -> LineSpan {
        let first = (top - self.body_size - self.area.top).count_of(self.leading) + 2;
        let first = self.line_number(first);
        let last = self.line_number(-((self.area.top - bottom).count_of(self.leading)));
        LineSpan { first, last: last.max(first) }
    }

    /// The nearest line that there is.
    fn line_number(&self, number: i64) -> u32 {
        u32::try_from(number.clamp(1, i64::from(self.lines))).unwrap_or(1)
    }

    /// The same in lengths, for overlays.
    #[must_use]
    pub fn geometry(&self) -> GridGeometry {
        GridGeometry {
            area: self.area,
            columns: (1..=self.columns)
                .map(|column| self.column_edges(ColumnSpan { first: column, last: column }))
                .collect(),
            first_baseline: self.baseline(1),
            leading: self.leading,
            lines: self.lines,
        }
    }
}

/// A style for each part.
#[derive(Debug, Clone)]
pub struct Styles {
    /// One for every [`Part`], in the order of [`Part::ALL`].
    list: Vec<Style>,
}

impl Part {
    /// Every part, with its name in the spec.
    pub const ALL: [(Self, &str); 14] = [
        (Self::Kicker, "kicker"),
        (Self::Headline, "headline"),
        (Self::Deck, "deck"),
        (Self::Standfirst, "standfirst"),
        (Self::Byline, "byline"),
        (Self::Dateline, "dateline"),
        (Self::Body, "body"),
        (Self::Crosshead, "crosshead"),
        (Self::Caption, "caption"),
        (Self::Credit, "credit"),
        (Self::Section, "section"),
        (Self::Banner, "banner"),
        (Self::Masthead, "masthead"),
        (Self::Folio, "folio"),
    ];

    /// The name in the spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl Styles {
    /// The styles that `style_of` gives for each part.
    #[must_use]
    pub fn from_fn(mut style_of: impl FnMut(Part) -> Style) -> Self {
        Self { list: Part::ALL.iter().map(|(part, _)| style_of(*part)).collect() }
    }

    /// How a part is set.
    #[must_use]
    pub fn get(&self, part: Part) -> &Style {
        &self.list[part as usize]
    }

    /// The style of a part, to change it.
    pub fn get_mut(&mut self, part: Part) -> &mut Style {
        &mut self.list[part as usize]
    }
}

/// Where something stands, in flow coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub left: Abs,
    /// Right edge.
    pub right: Abs,
    /// The base columns, if it was placed by them.
    pub columns: Option<ColumnSpan>,
    /// The grid lines it covers; text stands only on these.
    pub lines: LineSpan,
    /// Top and bottom, if it was placed by lengths; otherwise the lines' own
    /// edges.
    pub exact: Option<(Abs, Abs)>,
    /// Where the spec says so.
    pub span: Span,
}

impl Area {
    /// How many base columns it spans; one if it was placed by lengths.
    #[must_use]
    pub fn base_columns(&self) -> u32 {
        self.columns.map_or(1, |span| span.last - span.first + 1)
    }

    /// The box it covers.
    #[must_use]
    pub fn rect(&self, grid: &Grid) -> Rect {
        let (top, bottom) = self.exact.unwrap_or_else(|| grid.line_edges(self.lines));
        Rect { left: self.left, top, right: self.right, bottom }
    }
}

/// Something on the page.
#[derive(Debug, Clone)]
pub enum Element {
    /// A story with its head, text and pictures.
    Story(StoryFrame),
    /// A bar with stories under it.
    Section(Section),
    /// A picture with its caption.
    Picture(PictureElement),
    /// A line of display type across columns, over a colored bar or not.
    Banner(Banner),
    /// A line between things.
    Rule(Rule),
    /// A frame or a tint behind things.
    Box(BoxElement),
    /// 报头.
    Masthead(Masthead),
    /// 报眉.
    Folio(Folio),
}

/// A story in its place.
#[derive(Debug, Clone)]
pub struct StoryFrame {
    /// Which story.
    pub slug: Slug,
    /// Where the spec names it.
    pub slug_span: Span,
    /// Its place, head and pictures included.
    pub area: Area,
    /// Which way its lines run.
    pub writing: WritingMode,
    /// Columns of text inside; one for each base column if none is given.
    pub text_columns: Option<u32>,
    /// Between text columns; the grid's if none is given.
    pub gutter: Option<Abs>,
    /// The line in the middle of each gutter.
    pub column_rule: Option<RuleStyle>,
    /// How the head stands.
    pub head: Head,
    /// The story's pictures that stand inside it.
    pub pictures: Vec<PictureBox>,
    /// Frame and tint.
    pub dress: Dress,
    /// Its own styles.
    pub styles: Styles,
    /// How columns are filled when the text is short.
    pub fill: Fill,
    /// Lines that its first letter stands over, at least 2; none if it is a
    /// letter like others.
    pub drop_cap: Option<u32>,
    /// Whether it may stand over other elements.
    pub overlap: Overlap,
}

/// What becomes of spare lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// All columns end level.
    Level,
    /// Each column is filled to its foot before the next.
    InOrder,
}

/// Whether elements may share a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    /// No: an error if they do.
    Forbid,
    /// Yes, the spec says so.
    Allow,
}

/// How a story's kicker, headline, deck, standfirst and byline stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Where.
    pub place: HeadPlace,
    /// How a headline of two halves is broken.
    pub arrangement: Arrangement,
    /// Grid lines for the whole head; worked out from its parts if none is
    /// given.
    pub lines: Option<u32>,
}

/// Where the head stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadPlace {
    /// Over the text: across the whole story, or across some of its base
    /// columns with text beside it.
    Over(Option<ColumnSpan>),
    /// Beside the text, in lines that cross those of the text: a vertical head
    /// at the left or right of a horizontal story, a horizontal one at the top
    /// or bottom of a vertical story. In some of the story's base columns, or as
    /// wide as it needs.
    Beside(Side, Option<ColumnSpan>),
    /// There is none, even if the story has one.
    None,
}

/// On which side of the text something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Where lines start: at the left, or of vertical lines at the top.
    Start,
    /// Where they end.
    End,
}

/// How the halves of a headline stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// A box for one of a story's pictures.
#[derive(Debug, Clone)]
pub struct PictureBox {
    /// Which picture.
    pub which: WhichPicture,
    /// Its place, caption included.
    pub area: Area,
    /// How it fills its place.
    pub fit: PictureFit,
    /// The point of the picture that cropping keeps, from its left and top, in
    /// hundredths.
    pub focus: (u8, u8),
    /// Where caption and credit stand.
    pub caption: CaptionPlace,
    /// Kept free on every side where text runs round it.
    pub standoff: Abs,
    /// The frame round the picture.
    pub frame: Option<RuleStyle>,
}

/// Which of a story's pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichPicture {
    /// The n-th, from 1.
    Nth(u32),
    /// The one with this file.
    File(String),
}

/// How a picture fills its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFit {
    /// Scaled to cover the box, what sticks out is cropped.
    Cover,
    /// Scaled to fit inside, centered.
    Contain,
}

/// Where a caption stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptionPlace {
    /// Under the picture, inside the box, in horizontal lines.
    Below,
    /// At the left of the picture, inside the box, in vertical lines.
    Left,
    /// At the right of the picture, in the same way.
    Right,
    /// Nowhere: the picture takes the whole box.
    None,
}

/// A picture that stands for itself, with its caption.
#[derive(Debug, Clone)]
pub struct PictureElement {
    /// The story whose picture it is.
    pub slug: Slug,
    /// Where the spec names it.
    pub slug_span: Span,
    /// The box.
    pub picture: PictureBox,
    /// Styles for caption and credit.
    pub styles: Styles,
    /// Whether it may stand over other elements.
    pub overlap: Overlap,
}

/// A bar with a title, and stories one below the other under it.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Share {
    /// Each as many as its text needs.
    ByLength,
    /// Fixed numbers of lines, one for each story.
    Lines(Vec<u32>),
}

/// The look of a section's bar.
#[derive(Debug, Clone, PartialEq)]
pub enum BarLook {
    /// The title over a colored bar.
    Solid(Color),
    /// The title over a line of the whole width.
    Underlined(RuleStyle),
    /// The title alone.
    Plain,
}

/// Display type across columns.
#[derive(Debug, Clone)]
pub struct Banner {
    /// The words; white space parts them.
    pub text: String,
    /// Where the spec says them.
    pub text_span: Span,
    /// Its place.
    pub area: Area,
    /// The color behind it.
    pub background: Option<Color>,
    /// Styles; [`Part::Banner`] is used.
    pub styles: Styles,
    /// Whether it may stand over other elements.
    pub overlap: Overlap,
}

/// A line on the page.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Left or upper end.
    pub from: crate::geom::Point,
    /// Right or lower end.
    pub to: crate::geom::Point,
    /// How it is drawn.
    pub style: RuleStyle,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleStyle {
    /// Its form.
    pub kind: RuleKind,
    /// Width of the (thicker) line.
    pub width: Abs,
    /// Inks.
    pub color: Color,
}

/// The forms of lines in a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    /// 正线: one thin line.
    Thin,
    /// 反线: one thick line.
    Thick,
    /// 文武线: a thick and a thin line.
    ThickThin,
    /// 双线: two thin lines.
    Double,
    /// 点线.
    Dotted,
    /// Dashes.
    Dashed,
    /// 波浪线.
    Wavy,
}

/// Frame and tint of a box.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dress {
    /// The line round it.
    pub frame: Option<RuleStyle>,
    /// The color behind it.
    pub tint: Option<Color>,
    /// How far frame and tint stand outside the text; text inside is narrowed
    /// so that the frame stays within the area.
    pub inset: Abs,
}

/// A frame or tint with nothing of its own inside.
#[derive(Debug, Clone)]
pub struct BoxElement {
    /// Its place.
    pub area: Area,
    /// What it looks like.
    pub dress: Dress,
}

/// The paper's name with what stands beside it.
#[derive(Debug, Clone)]
pub struct Masthead {
    /// The name, placeholders filled in.
    pub title: String,
    /// Where the spec says it.
    pub title_span: Span,
    /// Its place.
    pub area: Area,
    /// Lines of small type beside the name (报眼), placeholders filled in, with
    /// the place they stand in.
    pub details: Option<(Vec<String>, Area)>,
    /// The line below.
    pub rule: Option<RuleStyle>,
    /// Styles; [`Part::Masthead`] and [`Part::Folio`] are used.
    pub styles: Styles,
}

/// One line of page furniture with up to three texts.
#[derive(Debug, Clone)]
pub struct Folio {
    /// Flush left, centered, flush right; placeholders filled in.
    pub texts: Vec<(Align, String)>,
    /// Where the spec says them.
    pub span: Span,
    /// The box it stands in, on the sheet; may be above or below the type
    /// area. Its lines are horizontal on any page.
    pub rect: Rect,
    /// The line between folio and page, and whether it stands above or below.
    pub rule: Option<(RuleStyle, RuleSide)>,
    /// Styles; [`Part::Folio`] is used.
    pub styles: Styles,
}

/// On which side of the folio its line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSide {
    /// Above.
    Above,
    /// Below.
    Below,
}
