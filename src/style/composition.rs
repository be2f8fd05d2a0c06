//! What a house changes of a language's composition: the words that the spec
//! reads and that text turns into a profile.
//!
//! Every field is a change; what is none stays as the language has it. What the
//! changes do, and where the rules come from, is the business of
//! `text::profile`.

use crate::geom::Em;

/// What a house or a story changes of a language's composition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Composition {
    /// For what kind of print the other rules are chosen.
    pub usage: Option<Usage>,
    /// Which marks may not start or end a line.
    pub strictness: Option<Degree>,
    /// Which marks are full width, and where their blank is.
    pub marks: Option<MarkStyle>,
    /// What becomes of the blank of a mark at a line's end.
    pub line_end: Option<LineEnd>,
    /// Between East Asian and alphabetic characters.
    pub cjk_latin: SpaceChange,
    /// Between words.
    pub word_space: SpaceChange,
    /// How far blanks of marks may be narrowed.
    pub least_blanks: LeastBlanks<Option<Em>>,
    /// Even spacing beyond which a line is reported as loose.
    pub most_even: Option<Em>,
    /// Where Korean lines may end.
    pub korean_words: Option<KoreanWords>,
    /// Whether lines are justified or every character has a cell.
    pub spacing: Option<Spacing>,
    /// Whether marks hang out at a line's end.
    pub hanging: Option<Hanging>,
    /// What becomes of blanks where marks stand side by side.
    pub pairs: Option<MarkPairs>,
    /// What becomes of the blank of a mark at a line's start.
    pub line_start: Option<LineStart>,
    /// How alphabetic text stands in a vertical line.
    pub alphabetic: Option<AlphabeticStance>,
    /// The most digits that stand side by side in one cell of a vertical line.
    pub combined_digits: Option<u8>,
}

impl Composition {
    /// These changes over others: what is given here counts.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        let (own, other) = (self.least_blanks, base.least_blanks);
        Self {
            usage: self.usage.or(base.usage),
            strictness: self.strictness.or(base.strictness),
            marks: self.marks.or(base.marks),
            line_end: self.line_end.or(base.line_end),
            cjk_latin: self.cjk_latin.over(base.cjk_latin),
            word_space: self.word_space.over(base.word_space),
            least_blanks: LeastBlanks {
                interpunct: own.interpunct.or(other.interpunct),
                bracket: own.bracket.or(other.bracket),
                comma: own.comma.or(other.comma),
                stop: own.stop.or(other.stop),
            },
            most_even: self.most_even.or(base.most_even),
            korean_words: self.korean_words.or(base.korean_words),
            spacing: self.spacing.or(base.spacing),
            hanging: self.hanging.or(base.hanging),
            pairs: self.pairs.or(base.pairs),
            line_start: self.line_start.or(base.line_start),
            alphabetic: self.alphabetic.or(base.alphabetic),
            combined_digits: self.combined_digits.or(base.combined_digits),
        }
    }
}

/// What kind of print the text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Usage {
    /// 报纸: narrow columns, so the rules are loose.
    Newspaper,
    /// 书刊: wide measures, so they may be strict.
    Book,
}

/// How strict prohibition is at the start and the end of lines, in plain words;
/// the language says what it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Degree {
    /// Exactly this level.
    Level(Strictness),
    /// 不禁则: nothing but units stays whole.
    None,
    /// 基本.
    Basic,
    /// 国标.
    Gb,
    /// 严格.
    Strict,
    /// To the letter.
    VeryStrict,
    /// As newspapers of the language have it.
    Newspaper,
    /// As magazines have it.
    Magazine,
    /// As books have it.
    Book,
}

/// A level of line-start and line-end prohibition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strictness {
    /// UAX #14 alone decides.
    Uax14,
    /// CSS `line-break: loose`.
    CssLoose,
    /// CSS `line-break: normal`.
    CssNormal,
    /// CSS `line-break: strict`.
    CssStrict,
    /// CLREQ "none": only units stay whole. Many papers in Taiwan and Hong
    /// Kong.
    ClreqNone,
    /// CLREQ "basic".
    ClreqBasic,
    /// CLREQ "GB": GB/T 15834, 5.1.
    ClreqGb,
    /// CLREQ "strict".
    ClreqStrict,
    /// Japanese newspapers.
    JlreqVeryLoose,
    /// Japanese magazines.
    JlreqLoose,
    /// Japanese books.
    JlreqStrict,
    /// JLREQ table 2 to the letter.
    JlreqVeryStrict,
    /// KLREQ 4.3.
    Klreq,
}

impl Strictness {
    /// Every level, with its name.
    pub const ALL: [(Self, &str); 13] = [
        (Self::Uax14, "uax14"),
        (Self::CssLoose, "loose"),
        (Self::CssNormal, "normal"),
        (Self::CssStrict, "strict"),
        (Self::ClreqNone, "clreq-none"),
        (Self::ClreqBasic, "clreq-basic"),
        (Self::ClreqGb, "clreq-gb"),
        (Self::ClreqStrict, "clreq-strict"),
        (Self::JlreqVeryLoose, "jlreq-very-loose"),
        (Self::JlreqLoose, "jlreq-loose"),
        (Self::JlreqStrict, "jlreq-strict"),
        (Self::JlreqVeryStrict, "jlreq-very-strict"),
        (Self::Klreq, "klreq"),
    ];

    /// The level of a name. What icu_segmenter does without being told of a
    /// language, `icu-default`, is UAX #14 untailored.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = if name == "icu-default" { "uax14" } else { name };
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(level, _)| *level)
    }

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Which marks take a full em, and where in it they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkStyle {
    /// 全身: every mark an em, where the language puts it.
    Full,
    /// 开明: only the marks that end a sentence take an em, all others half.
    Kaiming,
    /// 半身, 对开: every mark takes half an em.
    Half,
    /// 居中: every mark an em, pause marks in the middle of it.
    Centered,
}

/// What becomes of the blank of a mark at a line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// Always dropped (GB/T 15834 5.1.10, CLREQ 3.1.6.3).
    Half,
    /// Kept or dropped, whatever suits the line (JLREQ 3.1.9).
    HalfOrFull,
    /// Always kept.
    Full,
}

/// What becomes of the blanks of marks side by side, and whether blanks give
/// way by degrees to fill a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkPairs {
    /// Each blank belongs to the outermost of the marks that stand together,
    /// and gives way by its level (CLREQ 3.1.6.2, JLREQ 3.1.4).
    Outermost,
    /// Marks are halved beside marks and otherwise keep their em (CSS Text 4,
    /// text-spacing-trim).
    Halved,
    /// Every mark keeps its em: most of Taiwan (CLREQ 3.1.6), CSS `space-all`.
    Full,
}

/// What becomes of the blank of an opening mark at a line's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineStart {
    /// It is dropped (CLREQ 3.1.6.3, JLREQ 3.1.5: 天付き).
    Half,
    /// It is kept on a paragraph's first line and dropped on all others (CSS
    /// `space-first`).
    FullFirst,
    /// It is kept.
    Full,
}

/// Whether pause marks hang out of the measure at a line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hanging {
    /// Never: most of the trade (CLREQ 3.1.7).
    None,
    /// Where it suits the line (CSS `allow-end`).
    Allow,
    /// Wherever they may (CSS `force-end`).
    Force,
}

/// How alphabetic text stands in a vertical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlphabeticStance {
    /// Words lie on their side (CLREQ 2.4.2).
    Sideways,
    /// Every letter stands in a cell of its own (CSS `text-orientation:
    /// upright`).
    Upright,
}

/// A space of which some or all limits are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct SpaceChange {
    /// The width wished for.
    pub ideal: Option<Em>,
    /// The least.
    pub least: Option<Em>,
    /// The most, before even spacing begins.
    pub most: Option<Em>,
}

impl SpaceChange {
    fn over(self, base: Self) -> Self {
        Self {
            ideal: self.ideal.or(base.ideal),
            least: self.least.or(base.least),
            most: self.most.or(base.most),
        }
    }
}

/// The least that each blank of a mark may be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct LeastBlanks<T> {
    /// Of middle dots, on each side.
    pub interpunct: T,
    /// Of brackets and quotes.
    pub bracket: T,
    /// Of commas, colons and semicolons.
    pub comma: T,
    /// Of full stops, question and exclamation marks.
    pub stop: T,
}

/// Where a line of Korean may end (KLREQ 4.4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KoreanWords {
    /// Between words, which stay whole.
    Word,
    /// Between any two syllables.
    Syllable,
}

/// Whether lines are justified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spacing {
    /// Gaps give and grow until the line fills its measure.
    Elastic,
    /// 稿纸: every full-width character has a cell of its own, and no gap ever
    /// changes (CLREQ 3.2.5).
    CharacterGrid,
}
