//! What can be found: one value for each kind, with its numbers and names, and the
//! only place where sentences are made of them.
//!
//! A stage makes the value and says where it is; the code, how bad it usually is,
//! the English and the Chinese sentence and the advice follow from it here. Knows
//! no stage: lengths are in mm or points, names are text.

#[macro_use]
mod macros;
#[macro_use]
mod members;
mod ad;
mod batch;
mod booking;
mod diff;
mod edition;
mod expected;
mod file;
mod fit;
mod golden;
mod head;
mod inspect;
mod issue;
mod job;
mod makeup;
mod manuscript;
mod pdf;
mod picture;
mod placed;
pub(crate) mod preflight;
mod revision;
mod spec;
mod story;
mod syntax;
mod table;
mod values;

pub use ad::{AdMeasures, AdPlace};
pub use batch::BatchFault;
pub use booking::{BookingColumn, BookingFault};
pub use diff::DiffFault;
pub use edition::{EditionFault, MastheadItem, TypedThing};
pub use expected::{Expected, ValueKind};
pub use file::{
    DocumentKind, FileFault, FileReason, MachineFault, OutputFault, UsageFault, Vocabulary,
    WriteReason,
};
pub use fit::{FitFault, LinesAre};
pub use golden::GoldenFault;
pub use head::HeadFault;
pub use inspect::{BaseInk, PrintFinding, ProcessInk};
pub use issue::IssueFault;
pub use job::{Advice, CopyFault, JumpFault, PagesFault};
pub use makeup::MakeupFault;
pub use manuscript::{
    FeedPart, ForeignFormat, ItemStatus, ManuscriptFault, ManuscriptFinding, ObjectKind,
};
pub use members::{MEMBERS, MemberWord, Members};
pub use pdf::{
    Category, DefectPart, Flaw, ImposeError, PageDefect, PageFault, PdfError, PlatesError,
    ProofError, ReadError,
};
pub use picture::{
    FontFault, IccError, PdfFault, PictureError, PictureNote, PressError, SvgFault, TiffKind,
    Undrawable, UnfitProfile,
};
pub use placed::{BoxSide, LineRun, PlacedFault, Sides};
pub use preflight::{Breach, BrokenRule, ProfileFault, Remedy};
pub use revision::RevisionFault;
pub use spec::{ColumnRun, HeadPart, Needs, SpecFault, Thing};
pub use story::{CopyFinding, Doubt, FrontValue, ImportFinding, RawPart, StorySyntax};
pub use syntax::{CountedThing, SpecSyntax, TomlAdvice, TomlFault};
pub use table::TableFault;
pub use values::{Bound, CodePoint, SizeMm, Word};

finding! {
    /// A file that cannot be read.
    FileFault,
    /// An output that cannot be written.
    OutputFault,
    /// Files of a revision that cannot be had.
    RevisionFault,
    /// What the machine does not give.
    MachineFault,
    /// A command that was called in a wrong way.
    UsageFault,
    /// A PDF that cannot be read.
    ReadError,
    /// A page that shows less than its file has.
    PageFault,
    /// A page without plates.
    PlatesError,
    /// A document that cannot be written.
    PdfError,
    /// Pages that cannot be laid side by side.
    ImposeError,
    /// Something in an edition.
    EditionFault,
    /// Something about booked advertisements.
    BookingFault,
    /// Something about a file of jobs.
    BatchFault,
    /// Something about what is sent to the printer.
    IssueFault,
    /// States of pages that cannot be compared.
    DiffFault,
    /// Golden files that are not there.
    GoldenFault,
    /// A file that is no picture.
    PictureError,
    /// Something about a picture.
    PictureNote,
    /// A picture that cannot go to press.
    PressError,
    /// A profile that is not one of a press.
    UnfitProfile,
    /// A font file.
    FontFault,
    /// Something in a spec that cannot be read.
    SpecSyntax,
    /// Something that a spec asks for and that cannot be.
    SpecFault,
    /// Something in a story that cannot be read.
    StorySyntax,
    /// What an import would mend in a story.
    CopyFinding,
    /// What an import did to raw copy.
    ImportFinding,
    /// Copy that cannot be read.
    ManuscriptFault,
    /// What of copy is not in the story.
    ManuscriptFinding,
    /// The copy of a page.
    CopyFault,
    /// A story that goes on on another page.
    JumpFault,
    /// Pages of one file.
    PagesFault,
    /// A rule of preflight that is broken.
    BrokenRule,
    /// A fault of a profile of rules.
    ProfileFault,
    /// Something that will not print well.
    PrintFinding,
    /// Text in its place.
    FitFault,
    /// A table in its place.
    TableFault,
    /// A head in its place.
    HeadFault,
    /// A picture in its place.
    PlacedFault,
    /// An advertisement that differs from its place.
    AdPlace,
    /// A faulty make-up.
    MakeupFault,
}
