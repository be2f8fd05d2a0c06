//! The resolved page spec: lengths instead of words, styles instead of names.

mod art;
mod checks;
mod fit;
mod follow;
mod furniture;
mod grid;
mod picture;
mod story;
mod styles;
mod table;

use std::sync::Arc;

use jiff::civil::Date;

pub use art::{Ad, AdBooking, AdSize, Barcode, BarcodeKind, OrnamentElement, Symbol, Turn};
pub use checks::{CheckLevel, Checks};
pub use fit::{FitBy, FitLimits, MeasureKind};
pub use follow::{FollowPlace, Following, StoryEnd, StoryStart};
pub use furniture::{
    Banner, BoxElement, Dress, Folio, FolioText, Masthead, RuleElement, RuleKind, RuleSide,
    RuleStyle,
};
pub use grid::{Area, Grid};
pub use picture::{
    Arrange, CaptionLevel, CaptionLook, CaptionPlace, CreditSource, Crop, Framing, PictureBox,
    PictureElement, PictureFit, RunAround, WhichPicture,
};
pub use story::{
    Arrangement, BarLook, Fill, Head, HeadEdge, HeadPlace, Jump, JumpEnd, JumpHead, Section, Share,
    Side, StoryFrame, TextFrame,
};
pub use styles::Styles;
pub use table::{
    ClassifiedLook, ColumnWidth, InsetLooks, Lead, Numbering, QuoteBox, StandingHead, TableContent,
    TableElement, TableLook, TableRowText, TableSpan,
};

use super::Written;
use crate::color::SpotInks;
use crate::diag::{Diagnostic, PageNumber, finding};
use crate::geom::{Abs, Flow, Size};
use crate::page::{Marks, PageInks};
use crate::style::{Divisions, Lang, Names};

/// One page, resolved.
#[derive(Debug, Clone, Hash)]
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
    /// Names and terms that a headline never cuts in two.
    pub names: Names,
    /// Words that are divided as the house has it, in every language.
    pub divisions: Arc<Divisions>,
    /// What stands on the page, in reading order, which is the order of the
    /// file.
    pub elements: Vec<Element>,
    /// What the house thinks of faults of make-up.
    pub checks: Checks,
    /// What the house allows so that a story fits its place.
    pub fit: FitLimits,
    /// Where the spec says all this, as far as it has to do with ink.
    pub written: Written,
}

/// The paper, the day and the page.
#[derive(Debug, Clone, Default, Hash)]
pub struct Imprint {
    /// The paper's name.
    pub paper: String,
    /// The page's own name, 版别.
    pub section: String,
    /// Page number, 版次.
    pub number: Option<PageNumber>,
    /// Date of issue.
    pub date: Option<Date>,
    /// Issue number, 期号.
    pub issue: Option<u32>,
}

/// Something on the page.
#[derive(Debug, Clone, Hash)]
pub enum Element {
    /// A story with its head, text and pictures.
    Story(Box<StoryFrame>),
    /// A bar with stories under it.
    Section(Section),
    /// A picture with its caption.
    Picture(PictureElement),
    /// A table.
    Table(Box<TableElement>),
    /// A line of display type across columns, over a colored bar or not.
    Banner(Banner),
    /// A line between things.
    Rule(RuleElement),
    /// A frame or a tint behind things.
    Box(BoxElement),
    /// An advertisement.
    Ad(Ad),
    /// A barcode.
    Barcode(Barcode),
    /// 报花.
    Ornament(OrnamentElement),
    /// 报头.
    Masthead(Masthead),
    /// 报眉.
    Folio(Folio),
}

/// Whether elements may share a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Overlap {
    /// No: an error if they do.
    Forbid,
    /// Yes, the spec says so.
    Allow,
    /// Yes, its text runs round what stands in its place.
    GiveWay,
}

/// A name of more characters than this is no name: it would not go on a line.
pub(super) const LONGEST_NAME: usize = 40;

/// What is said of a name that is too long.
pub(super) fn long_name(start: &str) -> Diagnostic {
    Diagnostic::of(finding::SpecSyntax::LongName {
        value: start.to_owned(),
        most_characters: LONGEST_NAME,
    })
}
