//! The finished page: inert items at fixed places, and what stands where in
//! the stories.
//!
//! Layout makes it, backends read it. Everything is final: a backend
//! translates and never works out a position. Items are in painting order, and
//! the lines of a story are in reading order.

mod clip;
mod fit;
mod origin;
mod output;
mod paper;
mod printed;
pub mod reading;
mod sheet;

use std::ops::Range;

use jiff::civil::Date;

pub use fit::{
    Choice, Fitting, GapKind, GapUse, LineFit, LineStop, MarkEnd, ParagraphFit, ReportOf,
    SpareLines, StoryReport,
};
pub use origin::{Origin, Origins, Trace, WrittenAt};
pub use output::{
    BaseInks, BlackPoint, Condition, Intent, Output, PageInks, PictureSettings, Sharpening,
    Standard, Structure,
};
pub use paper::{PaperPlacing, ProofPaper};
pub use sheet::{Placement, Sheet};

use crate::color::{Paint, SpotInks};
use crate::font::FaceId;
use crate::geom::{Abs, Em, Flow, Insets, Point, Rect, Size, WritingMode};
use crate::picture::PictureId;

/// All pages of a run and what is said of them as a whole.
#[derive(Debug, Clone)]
pub struct Document {
    /// Title for the document's metadata.
    pub title: String,
    /// The paper's name, as the author in the metadata.
    pub author: String,
    /// BCP 47 tag of the main language.
    pub lang: String,
    /// The date of issue; the only date that is written anywhere.
    pub date: Option<Date>,
    /// What the press file is made for.
    pub output: Output,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// Which pages are printed side by side; none if each page is printed for
    /// itself. Backends go by [`Document::printed`].
    pub imposed: Option<Vec<Sheet>>,
    /// The paper of each sheet of a proof that is printed on paper of its own; none for
    /// the press.
    pub papers: Vec<ProofPaper>,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// What the page is called, mostly its number.
    pub label: String,
    /// The trimmed sheet.
    pub trim: Size,
    /// How far ink runs past the trim.
    pub bleed: Abs,
    /// Which way its lines run, and how the grid lies on the sheet.
    pub flow: Flow,
    /// Whether printer's marks stand outside the bleed.
    pub marks: Marks,
    /// Where the sheet is folded, from the left of the trim; none where a page is
    /// printed for itself.
    pub folds: Vec<Abs>,
    /// Which inks it is printed with.
    pub inks: PageInks,
    /// The spot inks that its colors name.
    pub spots: SpotInks,
    /// The grid the page was made on; overlays draw it.
    pub grid: GridGeometry,
    /// Everything to be painted, in painting order.
    pub items: Vec<Item>,
    /// How each story came out, in reading order.
    pub stories: Vec<StoryReport>,
    /// The places of advertisements and pictures that are not there yet.
    pub reserved: Vec<ReservedPlace>,
}

/// The place of an advertisement or a picture that is not there yet: nothing is printed
/// there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReservedPlace {
    /// What it is for.
    pub of: ReservedFor,
    /// Its place; of an advertisement label included.
    pub place: Rect,
    /// The file, or the id of the booking; empty if nothing is booked for it.
    pub name: String,
    /// Who ordered it, if that is known.
    pub client: Option<String>,
    /// The size that was sold, or what label and frame leave of the place.
    pub size: Size,
}

/// What a place is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReservedFor {
    /// An advertisement.
    Ad,
    /// A picture of a story.
    Picture,
}

/// Whether crop marks and registration marks are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub enum Marks {
    /// None.
    #[default]
    None,
    /// Crop marks and registration marks, in registration color outside the
    /// bleed.
    Crop,
    /// The same, with color bars and a line that names the page.
    Full,
}

/// The page's grid in lengths, in flow coordinates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridGeometry {
    /// The type area.
    pub area: Rect,
    /// Left and right edge of each base column.
    pub columns: Vec<(Abs, Abs)>,
    /// The baseline of the first line.
    pub first_baseline: Abs,
    /// Baseline to baseline.
    pub leading: Abs,
    /// How many lines.
    pub lines: u32,
}

/// Something painted.
#[derive(Debug, Clone)]
pub enum Item {
    /// A set line of text.
    Line(Line),
    /// A filled or stroked shape.
    Shape(Shape),
    /// A picture.
    Picture(PlacedPicture),
}

/// An element of the page's spec, by its place in reading order; for tracing
/// what is on the page back to what an editor wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);

/// A block of a story's body, by its place among all of them, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

/// What a line or a picture belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Owner {
    /// Index into [`Page::stories`]; none for furniture.
    pub story: Option<u32>,
    /// Which part of it.
    pub part: Part,
    /// Which paragraph of that part, from 0. Of body lines, crossheads and items it is
    /// the number of the block; what stands in boxes and tables is counted for
    /// itself. Of a caption and its picture it is the picture's place among those of
    /// the story.
    pub paragraph: u32,
    /// Which block of the story's body it is or stands in; none for everything else.
    pub block: Option<BlockId>,
    /// The element of the spec that brought it onto the page; none for what no
    /// spec asks for.
    pub element: Option<ElementId>,
    /// Which cell of a table it is; none outside tables.
    pub cell: Option<Cell>,
    /// Which part of a list's item it is; none outside lists.
    pub item: Option<ItemPart>,
}

/// A part of a list's item, which is the paragraph of its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemPart {
    /// Which part.
    pub kind: ItemPartKind,
    /// How deep the item stands, from 0.
    pub level: u8,
}

/// Parts of a list's item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemPartKind {
    /// The sign before an item.
    Bullet,
    /// The number before an item.
    Number,
    /// Its text.
    Text,
    /// A further paragraph of it.
    More,
}

/// A cell of a table, which is the paragraph of its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Its first row, from 0.
    pub row: u32,
    /// Its first column, from 0.
    pub column: u32,
    /// How many rows it reaches over.
    pub rows: u32,
    /// How many columns it reaches over.
    pub columns: u32,
}

/// The parts of a story and of the page's furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 引题: the line above the headline.
    Kicker,
    /// 主题.
    Headline,
    /// 副题: below the headline.
    Deck,
    /// 提要题: the summary before the text.
    Standfirst,
    /// 署名.
    Byline,
    /// 电头: the place and agency line that opens the text.
    Dateline,
    /// 正文.
    Body,
    /// 小标题: a head inside the text.
    Crosshead,
    /// 图片说明.
    Caption,
    /// 图片署名.
    Credit,
    /// 栏题: the bar over a group of stories.
    Section,
    /// 通栏标语.
    Banner,
    /// 报头.
    Masthead,
    /// 报眉.
    Folio,
    /// 下转, 上接: where a story goes on on another page, or comes from.
    JumpLine,
    /// What stands over a story that comes from another page.
    JumpHead,
    /// The cells of a table.
    Table,
    /// 表头: the cells of a table's heading.
    TableHeading,
    /// 表题: the words over a table.
    TableTitle,
    /// 引语: words of the text set large in it.
    Quote,
    /// 编者按: a note by the editor inside the text.
    Note,
    /// 资料框: a box of facts or a correction inside the text.
    FactBox,
    /// The words over a note or a box of facts.
    BoxHeading,
    /// 栏头: the standing name of a column, over its headline.
    StandingHead,
    /// 分类广告: the small items of a column of them.
    Classified,
    /// 分类题: the heads between classified advertisements.
    ClassifiedHeading,
}

/// One set line: runs of glyphs on one baseline.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it belongs to.
    pub owner: Owner,
    /// Which way it runs.
    pub writing: WritingMode,
    /// Where the baseline starts: its left end, or of a vertical line its upper
    /// end. Letters that lie on their side in a vertical line stand on this
    /// baseline; the middle of upright characters is right of it by 0.38 of the
    /// line's size, as the middle of their em box is above a horizontal one.
    pub origin: Point,
    /// The measure the line was set to.
    pub measure: Abs,
    /// The runs in reading order.
    pub runs: Vec<Run>,
}

impl Line {
    /// The largest size of its type.
    #[must_use]
    pub fn size(&self) -> Option<Abs> {
        self.runs.iter().map(|run| run.size).max()
    }

    /// What the em boxes of its glyphs take, near enough: the last one counts as
    /// half an em wide.
    #[must_use]
    pub fn ink_box(&self) -> Option<Rect> {
        let glyphs = || self.runs.iter().flat_map(|run| &run.glyphs);
        let from = glyphs().map(|glyph| glyph.x).min()?;
        let last = self.runs.iter().rev().find_map(|run| Some((run, run.glyphs.last()?)));
        let to = last.map(|(run, glyph)| glyph.x + run.horizontal_scale.at(run.size) / 2)?;
        Some(self.strip(from, to.max(from), self.size()?))
    }

    /// What its em boxes would take if it filled its measure.
    #[must_use]
    pub fn measure_box(&self) -> Option<Rect> {
        Some(self.strip(Abs::ZERO, self.measure, self.size()?))
    }

    /// The em boxes of a size from one place along the line to another.
    fn strip(&self, from: Abs, to: Abs, size: Abs) -> Rect {
        let Point { x, y } = self.origin;
        // The em box reaches 0.88 above the baseline; an upright character of a
        // vertical line has its middle 0.38 right of it.
        let (above, below) = (size.scale(88, 100), size.scale(12, 100));
        match self.writing {
            WritingMode::Horizontal => {
                Rect { left: x + from, right: x + to, top: y - above, bottom: y + below }
            }
            WritingMode::Vertical => {
                Rect { left: x - below, right: x + above, top: y + from, bottom: y + to }
            }
        }
    }
}

/// Glyphs of one face, size and color that stand the same way.
#[derive(Debug, Clone)]
pub struct Run {
    /// The face.
    pub face: FaceId,
    /// Size of the type.
    pub size: Abs,
    /// Inks.
    pub paint: Paint,
    /// How the glyphs stand in a vertical line; upright in a horizontal one.
    pub orientation: Orientation,
    /// Width of the glyphs; an em if they are as wide as the face has them.
    pub horizontal_scale: Em,
    /// The text that the glyphs show, for reading back: each character once.
    pub text: String,
    /// Where that text comes from.
    pub origins: Origins,
    /// The glyphs in visual order.
    pub glyphs: Vec<Glyph>,
}

impl Run {
    /// A run without glyphs yet, upright and as wide as the face has it.
    #[must_use]
    pub fn empty(face: FaceId, size: Abs, paint: Paint) -> Self {
        Self {
            face,
            size,
            paint,
            orientation: Orientation::Upright,
            horizontal_scale: Em::ONE,
            text: String::new(),
            origins: Origins::default(),
            glyphs: Vec::new(),
        }
    }
}

/// How characters stand in a vertical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Orientation {
    /// Upright, one below the other.
    Upright,
    /// On their right side.
    Sideways,
    /// Upright, side by side in one cell: tate-chu-yoko, 纵中横.
    Combined,
}

/// One glyph at its final place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    /// Glyph index in the face.
    pub id: u16,
    /// From the line's origin to this glyph's own origin, along the line.
    pub x: Abs,
    /// The same across the line: how far above a horizontal baseline, or right
    /// of a vertical one.
    pub rise: Abs,
    /// Bytes of [`Run::text`] that it shows; empty for the second and further
    /// glyphs of a cluster.
    pub text: Range<usize>,
}

/// A filled or stroked path.
#[derive(Debug, Clone)]
pub struct Shape {
    /// The outline.
    pub path: Vec<PathStep>,
    /// What the inside is filled with (nonzero winding).
    pub fill: Option<Paint>,
    /// What the outline is drawn with.
    pub stroke: Option<Stroke>,
    /// Words for those who cannot see it, if it says something: a barcode. Rules,
    /// tints and ornaments say nothing.
    pub alt: Option<String>,
    /// The element of the spec that brought it onto the page; none for what no
    /// spec asks for.
    pub element: Option<ElementId>,
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathStep {
    /// Starts a new line at a point.
    Move(Point),
    /// A straight line to a point.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Back to where the line started.
    Close,
}

/// How an outline is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stroke {
    /// Inks.
    pub paint: Paint,
    /// Width of the line.
    pub width: Abs,
    /// Lengths of dash and gap; none for an unbroken line.
    pub dash: Option<(Abs, Abs)>,
    /// The ends of the line or its dashes.
    pub cap: Cap,
}

/// The end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// Cut at the end.
    Butt,
    /// Round.
    Round,
}

impl PathStep {
    /// The same step elsewhere.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        let to = |point: Point| point.moved(by);
        match self {
            Self::Move(end) => Self::Move(to(end)),
            Self::Line(end) => Self::Line(to(end)),
            Self::Curve(a, b, end) => Self::Curve(to(a), to(b), to(end)),
            Self::Close => Self::Close,
        }
    }
}

impl Shape {
    /// A filled rectangle.
    #[must_use]
    pub fn filled(rect: Rect, paint: Paint) -> Self {
        Self {
            path: Self::outline(rect),
            fill: Some(paint),
            stroke: None,
            alt: None,
            element: None,
        }
    }

    /// The outline of a rectangle, drawn with `stroke`.
    #[must_use]
    pub fn framed(rect: Rect, stroke: Stroke) -> Self {
        Self {
            path: Self::outline(rect),
            fill: None,
            stroke: Some(stroke),
            alt: None,
            element: None,
        }
    }

    /// A line drawn along a path.
    #[must_use]
    pub fn stroked(path: Vec<PathStep>, stroke: Stroke) -> Self {
        Self { path, fill: None, stroke: Some(stroke), alt: None, element: None }
    }

    /// The same, brought onto the page by an element.
    #[must_use]
    pub fn of(self, element: ElementId) -> Self {
        Self { element: Some(element), ..self }
    }

    /// The rectangle round all points of the outline; of curves, round their
    /// control points.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        let points = self.path.iter().flat_map(|step| match *step {
            PathStep::Move(to) | PathStep::Line(to) => vec![to],
            PathStep::Curve(a, b, to) => vec![a, b, to],
            PathStep::Close => Vec::new(),
        });
        points.map(|point| Rect::between(point, point)).reduce(|all, point| Rect {
            left: all.left.min(point.left),
            top: all.top.min(point.top),
            right: all.right.max(point.right),
            bottom: all.bottom.max(point.bottom),
        })
    }

    /// The rectangle that it is, if it is one, at whichever corner it begins: that of a vertical
    /// page has been turned.
    #[must_use]
    pub fn rect(&self) -> Option<Rect> {
        let bounds = self.bounds()?;
        let [PathStep::Move(first), sides @ .., PathStep::Close] = self.path.as_slice() else {
            return None;
        };
        let [PathStep::Line(second), PathStep::Line(third), PathStep::Line(fourth)] = sides else {
            return None;
        };
        let Rect { left, top, right, bottom } = bounds;
        let corners = [first, second, third, fourth];
        let turn = [
            Point::new(left, top),
            Point::new(right, top),
            Point::new(right, bottom),
            Point::new(left, bottom),
        ];
        let begins = |at: usize| (0..4).all(|step| *corners[step] == turn[(at + step) % 4]);
        let returns = |at: usize| (0..4).all(|step| *corners[step] == turn[(at + 4 - step) % 4]);
        (0..4).any(|at| begins(at) || returns(at)).then_some(bounds)
    }

    fn outline(rect: Rect) -> Vec<PathStep> {
        vec![
            PathStep::Move(Point::new(rect.left, rect.top)),
            PathStep::Line(Point::new(rect.right, rect.top)),
            PathStep::Line(Point::new(rect.right, rect.bottom)),
            PathStep::Line(Point::new(rect.left, rect.bottom)),
            PathStep::Close,
        ]
    }
}

/// A picture in its frame.
#[derive(Debug, Clone)]
pub struct PlacedPicture {
    /// What it belongs to.
    pub owner: Owner,
    /// Which picture.
    pub picture: PictureId,
    /// The place that it was given, caption and label taken off.
    pub place: Rect,
    /// What is seen: the picture is clipped to it.
    pub frame: Rect,
    /// Where the whole picture would stand, uncropped; contains `frame`.
    pub image: Rect,
    /// The outline that it is cut out by, inside the frame; what lies inside an
    /// odd number of its parts is seen. Empty if it is not.
    pub clip: Vec<PathStep>,
    /// Which plates it is printed from.
    pub inks: PictureInks,
    /// Words for those who cannot see it.
    pub alt: String,
}

/// Which plates a picture is printed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PictureInks {
    /// Those that its colors need.
    Process,
    /// The black one alone, whatever its colors are: the page has no other for
    /// pictures.
    Black,
}

/// Which sides of the trim have how much room outside the bleed.
#[must_use]
pub fn slug_insets(marks: Marks) -> Insets {
    match marks {
        Marks::None => Insets::default(),
        Marks::Crop => Insets::uniform(Abs::mm(8.0)),
        Marks::Full => Insets { bottom: Abs::mm(16.0), ..Insets::uniform(Abs::mm(8.0)) },
    }
}
