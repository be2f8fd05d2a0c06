//! The kinds of findings, each with a stable name for scripts and tests.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The kind of a finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// The stable name, in kebab case.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

codes! {
    // Files.
    /// A file cannot be read.
    FileUnreadable = "file-unreadable",
    /// A file is larger than the limit.
    FileTooLarge = "file-too-large",
    /// A path leaves the project's folder.
    PathOutside = "path-outside",
    /// A text file is not UTF-8.
    NotUtf8 = "not-utf8",
    /// The output cannot be written.
    OutputUnwritable = "output-unwritable",
    /// A page that cannot be drawn within the limits of time and memory.
    PageUndrawn = "page-undrawn",

    // The machine, and the program itself.
    /// The system gives no thread to work on.
    NoThreads = "no-threads",
    /// There is not enough memory.
    NoMemory = "no-memory",
    /// The program broke off.
    ProgramFault = "program-fault",

    // The page spec and the front matter of stories.
    /// The TOML cannot be parsed.
    TomlSyntax = "toml-syntax",
    /// A key that means nothing.
    UnknownKey = "unknown-key",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A value of the wrong kind or that cannot be read.
    BadValue = "bad-value",
    /// Two keys that exclude each other.
    ConflictingKeys = "conflicting-keys",
    /// A key that does nothing where it stands.
    KeyIdle = "key-idle",
    /// A name (color, style, size, font role) that is not defined.
    UnknownName = "unknown-name",
    /// Templates extend each other in a circle or too deeply.
    ExtendsCycle = "extends-cycle",
    /// Something stands outside the page or the type area.
    OutsidePage = "outside-page",
    /// Two things stand in the same place and do not say so.
    FramesOverlap = "frames-overlap",

    /// A color profile that cannot stand for the press.
    ProfileUnfit = "profile-unfit",

    // Stories.
    /// A slug without a story.
    StoryMissing = "story-missing",
    /// Two stories with one slug.
    StoryTwice = "story-twice",
    /// A story that is placed more than once.
    StoryUsedTwice = "story-used-twice",
    /// A story without text.
    StoryEmpty = "story-empty",
    /// More text, or more paragraphs or pictures, than pages can hold.
    StoryTooLong = "story-too-long",
    /// A story in the folder that the page does not use.
    StoryUnused = "story-unused",
    /// Something in a story's text that cannot be set and is not.
    StoryMarkup = "story-markup",
    /// A control character in a story.
    ControlCharacter = "control-character",
    /// Text that runs from right to left.
    RightToLeft = "right-to-left",
    /// A mark left by `banmian import` that an editor must resolve.
    EditorMark = "editor-mark",

    // Tables.
    /// A file that cannot be read as a table, or a table that is not there.
    TableUnreadable = "table-unreadable",
    /// A row with more or fewer cells than the first.
    TableRagged = "table-ragged",
    /// Joined cells that make no rectangle.
    TableJoins = "table-joins",
    /// A table that is wider than its place.
    TableTooWide = "table-too-wide",

    // Import of raw copy.
    /// Something in raw copy was mended.
    ImportMended = "import-mended",
    /// A line of raw copy was taken as a part of the story.
    ImportPart = "import-part",

    // Fonts.
    /// A font file that cannot be used.
    FontBroken = "font-broken",
    /// A family or style that no face has.
    FontMissing = "font-missing",
    /// A character that no face has.
    GlyphMissing = "glyph-missing",

    // Pictures.
    /// A picture file that is not there.
    PictureMissing = "picture-missing",
    /// A picture file that cannot be read as a picture.
    PictureBroken = "picture-broken",
    /// A story has no picture for a picture box.
    PictureBoxEmpty = "picture-box-empty",
    /// A picture of a story that the page does not place.
    PictureUnplaced = "picture-unplaced",
    /// A picture with too few pixels for its size on the page.
    PictureCoarse = "picture-coarse",
    /// A picture of which much is cut off.
    PictureCrop = "picture-crop",
    /// A picture file whose name promises another format.
    PictureMisnamed = "picture-misnamed",
    /// A PDF whose table of objects was broken and was made anew.
    PictureMended = "picture-mended",
    /// A color profile inside a picture that cannot be used.
    PictureProfile = "picture-profile",
    /// A picture whose ink is over the limit of the press.
    PictureInk = "picture-ink",
    /// A picture's credit that was taken from its file.
    PictureCreditFound = "picture-credit-found",
    /// A picture without an outline for text to run round.
    PictureOutline = "picture-outline",
    /// An advertisement whose place is not as large as its file.
    AdSize = "ad-size",
    /// An advertisement that is not as large as its file says.
    AdScale = "ad-scale",
    /// An advertisement of which something is cut off.
    AdCrop = "ad-crop",
    /// An advertisement whose file breaks a rule of preflight.
    AdPreflight = "ad-preflight",
    /// A barcode whose bars are too fine for the paper.
    BarcodeFine = "barcode-fine",
    /// A see-through picture where nothing may be.
    PictureSeeThrough = "picture-see-through",

    // Layout.
    /// Text that does not fit its frames.
    Overset = "overset",
    /// Frames that the text does not fill.
    Underset = "underset",
    /// A paragraph's last line alone at a column's top.
    Widow = "widow",
    /// A crosshead with too little text below it in its column.
    CrossheadAtFoot = "crosshead-at-foot",
    /// A story that is to go on on another page and cannot.
    JumpBroken = "jump-broken",
    /// A page on which a story is to go on, and nothing of it is left.
    JumpEmpty = "jump-empty",
    /// A story that goes on on another page after a single line, or none.
    JumpShort = "jump-short",
    /// Text that goes on beyond something that does not belong to it.
    ReadingOrder = "reading-order",
    /// A gap or a rule that runs right across the page.
    SplitAcross = "split-across",
    /// A gap that runs from the top of the page to its foot.
    SplitDown = "split-down",
    /// Two heads of one size side by side.
    Tombstone = "tombstone",
    /// A head right under another one.
    StackedHeads = "stacked-heads",
    /// A head with too little of its text under it.
    HeadAtFoot = "head-at-foot",
    /// A place of the page that is empty.
    Hole = "hole",
    /// A picture that cuts columns of text in two.
    CutColumns = "cut-columns",
    /// A column of text of one line.
    OneLineColumn = "one-line-column",
    /// Text that cannot be reached from its head.
    TextUnreached = "text-unreached",
    /// A headline that does not fit at its smallest size.
    HeadlineTooLong = "headline-too-long",
    /// Parts of a head that touch each other.
    HeadCrowded = "head-crowded",
    /// A word that is wider than its line.
    LineOverfull = "line-overfull",
    /// A line whose characters are spaced out more than the house allows.
    LineLoose = "line-loose",
    /// Lines of a story over the frame of a box, or over a rule.
    TextOverFrame = "text-over-frame",
    /// Readings that are higher than the gap between lines.
    ReadingCrowded = "reading-crowded",
    /// A part of a story that found no place on the page.
    PartUnplaced = "part-unplaced",

    // The finished file.
    /// The finished file breaks a rule of preflight.
    Preflight = "preflight",

    // What will not print well.
    /// Type in the color of what it stands on.
    UnseenType = "unseen-type",
    /// Type that is white or in several inks, and small.
    SmallType = "small-type",
    /// Black type in more inks than black.
    RichBlack = "rich-black",
    /// A line that is too thin to print.
    ThinLine = "thin-line",
    /// A color with more ink than the paper takes.
    InkLimit = "ink-limit",
    /// A color with inks that the page is not printed with.
    StrayInk = "stray-ink",
    /// Ink that ends where the paper is cut.
    BleedMissing = "bleed-missing",
    /// Type that stands where the knife may hit it.
    NearTrim = "near-trim",

    // The page as a whole.
    /// A page on which nothing stands.
    PageEmpty = "page-empty",

    // Several pages in one file.
    /// Pages of one file that want different things of the whole file.
    PagesDisagree = "pages-disagree",
    /// Pages that cannot be laid side by side.
    Imposition = "imposition",
    /// A page of an imposed sheet that stays blank.
    BlankPage = "blank-page",
}
