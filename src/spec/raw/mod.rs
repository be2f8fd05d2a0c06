//! The page spec as written: one struct a table, one field a key, nothing
//! worked out yet.
//!
//! Reading reports every mistake of a file at its place and goes on. The JSON
//! Schema comes from the same list of keys. What the values mean on a page is
//! [`resolve`](super::resolve)'s business.

mod composition;
mod paint;
mod reader;
mod table;
mod units;
mod values;
mod words;

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use toml::de::{DeTable, DeValue};

pub(super) use composition::{RawComposition, RawSpace};
pub(super) use paint::{ColorBase, ColorText, InksText, RuleText};
pub(super) use reader::{Field, Named, Sp};
pub(super) use units::{Length, PaperSize, TextLength, TypeSize};
pub(super) use values::{
    Count, End, Focus, FontName, IssueDate, OneOrMany, OrNone, Range, ShareText, Words,
};
pub(super) use words::{BarWord, FolioPosition, HeadWord};

use self::reader::{FromToml, Keys, Reader, Table, read_table};
use self::table::{Described, Properties, table_schema, tables};
use crate::diag::{Diagnostic, SourceId, Span, toml_findings};
use crate::geom::WritingMode;
use crate::page::{Intent, Marks, Part, Sharpening, Standard};
use crate::spec::page::{Arrangement, CaptionPlace, Fill, PictureFit};
use crate::story::Slug;
use crate::style::{Align, Lang, Weight};

/// Reads the text of a spec; what is wrong goes into `findings`.
pub(super) fn parse(text: &str, source: SourceId, findings: &mut Vec<Diagnostic>) -> RawSpec {
    // A byte order mark is three bytes of no meaning; spans count on past it.
    let blank;
    let text = if let Some(rest) = text.strip_prefix('\u{feff}') {
        blank = format!("   {rest}");
        &blank
    } else {
        text
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    let faults =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()));
    findings.extend(toml_findings(text, faults, |range| Span::new(source, range)));
    let span = Span::new(source, document.span());
    let value = DeValue::Table(document.into_inner());
    let mut found = Vec::new();
    let spec = read_table(&value, span, &mut Reader::new(source, &mut found)).unwrap_or_default();
    // What the recovering parser made up after a syntax error is not worth
    // complaining about.
    let lost = errors.iter().filter_map(toml::de::Error::span).map(|range| range.start).min();
    found.retain(|finding| {
        let end = finding.span.map_or(0, |span| span.end as usize);
        lost.is_none_or(|lost| end <= lost)
    });
    findings.extend(found);
    spec
}

/// A spec over the template it extends.
pub(super) fn over(own: RawSpec, base: RawSpec) -> RawSpec {
    own.over(base)
}

/// What an element says over what all of its kind have in common.
pub(super) fn with_defaults<T: Table + Clone + Default>(own: &T, defaults: &Field<T>) -> T {
    own.clone().over(defaults.value().cloned().unwrap_or_default())
}

/// The JSON Schema of a spec file.
pub(super) fn schema() -> Schema {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<RawSpec>();
    schema.insert("title".to_owned(), "banmian page spec".into());
    schema
}

tables! {
    /// A page spec, or a template that page specs extend.
    RawSpec("the spec") {
        /// The template this page builds on, relative to this file.
        "extends" extends: String,
        /// What changes from day to day: the paper's name, date, page number.
        "page" page: RawPage,
        /// The paper it is printed on.
        "sheet" sheet: RawSheet,
        /// Base columns and baseline grid.
        "grid" grid: RawGrid,
        /// What the press file is made for.
        "output" output: RawOutput,
        /// Names for colors.
        "colors" colors: Named<ColorText>,
        /// Further fonts, and what the font roles mean.
        "fonts" fonts: RawFonts,
        /// How each part is set.
        "styles" styles: RawStyles,
        /// What the house changes of its languages' composition.
        "composition" composition: RawComposition,
        /// What all elements of a kind have in common.
        "defaults" defaults: RawDefaults,
        /// Stories in their places, in reading order.
        "story" story: Vec<Sp<RawStory>>,
        /// Bars with stories under them.
        "section" section: Vec<Sp<RawSection>>,
        /// Pictures that stand for themselves.
        "picture" picture: Vec<Sp<RawPicture>>,
        /// Display type across columns.
        "banner" banner: Vec<Sp<RawBanner>>,
        /// Lines between things.
        "rule" rule: Vec<Sp<RawRule>>,
        /// Frames and tints behind things.
        "box" boxes: Vec<Sp<RawBox>>,
        /// The paper's name on a front page.
        "masthead" masthead: RawMasthead,
        /// The line with paper, date and page number.
        "folio" folio: RawFolio,
    }

    /// What changes from day to day; each key is a placeholder in furniture.
    RawPage("[page]") {
        /// The paper's name.
        "paper" paper: String,
        /// The page's own name.
        "section" section: String,
        /// Page number.
        "number" number: Count,
        /// Date of issue, without quotes: 2026-11-23.
        "date" date: IssueDate,
        /// Issue number.
        "issue" issue: Count,
        /// The page's language; a story may have its own.
        "lang" lang: Lang,
        /// Which way the lines of the page run; a story may run its own way.
        "writing" writing: WritingMode,
        /// The folder with the day's copy, relative to this file.
        "stories" stories: String,
        /// Placeholders of your own.
        "extra" extra: Named<Words>,
    }

    /// The paper a page is printed on.
    RawSheet("[sheet]") {
        /// The trimmed sheet: a name or "390mm x 545mm".
        "size" size: PaperSize,
        /// From the trim to the type area.
        "margin" margin: RawMargin,
        /// How far ink runs past the trim.
        "bleed" bleed: Length,
        /// Printer's marks.
        "marks" marks: Marks,
    }

    /// Distances from the four edges.
    RawSides("margin") {
        /// At the top.
        "top" top: Length,
        /// At the right.
        "right" right: Length,
        /// At the foot.
        "bottom" bottom: Length,
        /// At the left.
        "left" left: Length,
    }

    /// Base columns and baseline grid.
    RawGrid("[grid]") {
        /// How many base columns.
        "columns" columns: Count,
        /// Between two base columns; worked out if not given.
        "gutter" gutter: Length,
        /// Width of one base column; worked out if not given.
        "column-width" column_width: Length,
        /// From baseline to baseline.
        "leading" leading: Length,
        /// From the top of the type area to the first baseline.
        "first-line" first_line: Length,
    }

    /// What the press file is made for.
    RawOutput("[output]") {
        /// The kind of file that the print shop takes.
        "standard" standard: Standard,
        /// The ICC profile of the press, relative to this file; newsprint if not given.
        "profile" profile: String,
        /// The name of the printing condition that the profile stands for.
        "condition" condition: String,
        /// The most ink in one place, in percent.
        "max-ink" max_ink: Count,
        /// The inks the page is printed with.
        "inks" inks: InksText,
        /// What becomes of colors that the press cannot print.
        "intent" intent: Intent,
        /// Whether a picture's darkest black becomes the press's darkest.
        "black-point-compensation" black_point_compensation: bool,
        /// Pixels an inch beyond which pictures are made smaller.
        "resolution" resolution: Count,
        /// What is done to the edges in pictures.
        "sharpening" sharpening: Sharpening,
        /// Quality of pictures in the file, 1 to 100.
        "jpeg-quality" jpeg_quality: Count,
        /// Whether the file carries headings, paragraphs and figures as such.
        "tagged" tagged: bool,
        /// The rules that the finished file is checked by: a name or a file.
        "preflight" preflight: OrNone<String>,
    }

    /// Further fonts, and what the font roles mean.
    RawFonts("[fonts]") {
        /// Folders with further fonts, relative to this file.
        "path" path: OneOrMany<String>,
        /// Whether the machine's own fonts are used.
        "system" system: bool,
        /// The family behind the role song.
        "song" song: String,
        /// The family behind the role hei.
        "hei" hei: String,
        /// The family behind the role kai.
        "kai" kai: String,
        /// The family behind the role latin.
        "latin" latin: String,
    }

    /// How one part is set.
    RawStyle("a style") {
        /// A role (song, hei, kai, latin) or a family's name.
        "font" font: FontName,
        /// How heavy.
        "weight" weight: Weight,
        /// Whether it is italic.
        "italic" italic: bool,
        /// The size wished for; a list: over one base column, over two ...
        "size" size: OneOrMany<TypeSize>,
        /// The smallest size that fitting may choose; one or a list.
        "min-size" min_size: OneOrMany<TypeSize>,
        /// The largest size that fitting may choose; one or a list.
        "max-size" max_size: OneOrMany<TypeSize>,
        /// Lines of the grid that one line of this type takes.
        "grid-lines" grid_lines: Count,
        /// Empty grid lines above.
        "lines-before" lines_before: Count,
        /// Empty grid lines below.
        "lines-after" lines_after: Count,
        /// Where lines stand in their measure.
        "align" align: Align,
        /// Inks.
        "color" color: ColorText,
        /// Space added after every character.
        "tracking" tracking: TextLength,
        /// Indent of a paragraph's first line.
        "indent" indent: TextLength,
    }

    /// How each part is set.
    RawStyles("[styles]") {
        /// The line above the headline, 引题.
        "kicker" kicker: RawStyle,
        /// The headline, 主题.
        "headline" headline: RawStyle,
        /// The line below the headline, 副题.
        "deck" deck: RawStyle,
        /// The summary before the text, 提要.
        "standfirst" standfirst: RawStyle,
        /// Who wrote it, 署名.
        "byline" byline: RawStyle,
        /// Place and agency that open the text, 电头.
        "dateline" dateline: RawStyle,
        /// The text, 正文.
        "body" body: RawStyle,
        /// A head inside the text, 小标题.
        "crosshead" crosshead: RawStyle,
        /// The words under a picture, 图片说明.
        "caption" caption: RawStyle,
        /// Who took a picture, 图片署名.
        "credit" credit: RawStyle,
        /// The bar over a group of stories, 栏题.
        "section" section: RawStyle,
        /// Display type across columns, 通栏标语.
        "banner" banner: RawStyle,
        /// The paper's name, 报头.
        "masthead" masthead: RawStyle,
        /// The line with date and page number, 报眉.
        "folio" folio: RawStyle,
    }

    /// What all elements of a kind have in common.
    RawDefaults("[defaults]") {
        /// Every story.
        "story" story: RawStoryLook,
        /// Every section.
        "section" section: RawSectionLook,
        /// Every picture, inside stories too.
        "picture" picture: RawPictureLook,
        /// Every banner.
        "banner" banner: RawBannerLook,
        /// Every rule.
        "rule" rule: RawRuleLook,
        /// Every box.
        "box" boxes: RawDress,
    }

    /// Where something stands: by columns and lines, or by lengths.
    RawPlace("a place") {
        /// Base columns: "1-3".
        "columns" columns: Range,
        /// Lines of the grid: "12-47", "80-last".
        "lines" lines: Range,
        /// From the left edge of the sheet, instead of columns.
        "left" left: Length,
        /// Width, with left.
        "width" width: Length,
        /// From the upper edge of the sheet, instead of lines.
        "top" top: Length,
        /// Height, with top.
        "height" height: Length,
    }

    /// Frame and tint.
    RawDress("frame and tint") {
        /// The line round it.
        "frame" frame: OrNone<RuleText>,
        /// The color behind it.
        "tint" tint: OrNone<ColorText>,
        /// Room between frame or tint and what is inside.
        "inset" inset: Length,
    }

    /// How a story looks, wherever it stands.
    RawStoryLook("[defaults.story]") {
        /// Columns of text inside; one for each base column if not given.
        "text-columns" text_columns: Count,
        /// Between its text columns; the grid's if not given.
        "gutter" gutter: Length,
        /// The line in the middle of each gutter.
        "column-rule" column_rule: OrNone<RuleText>,
        /// Which way its lines run; as the page's if not given.
        "writing" writing: WritingMode,
        /// Where kicker, headline, deck, standfirst and byline stand.
        "head" head: HeadWord,
        /// Base columns that the head spans.
        "head-columns" head_columns: Range,
        /// Grid lines for the whole head; worked out if not given.
        "head-lines" head_lines: Count,
        /// How a headline of two halves stands.
        "arrangement" arrangement: Arrangement,
        /// How columns are filled when the text is short.
        "fill" fill: Fill,
        /// Lines that the first letter of the text stands over, 2 or 3; 0 for none.
        "drop-cap" drop_cap: Count,
        /// What it changes of its language's composition.
        "composition" composition: RawComposition,
        /// Its own styles.
        "styles" styles: RawStyles,
        ..dress: RawDress,
    }

    /// A story in its place.
    RawStory("[[story]]") {
        /// Which story.
        "slug" slug: Slug,
        /// Places for its pictures.
        "pictures" pictures: Vec<Sp<RawPictureBox>>,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        ..place: RawPlace,
        ..look: RawStoryLook,
    }

    /// A story of a section, which gives it its place.
    RawSectionStory("a story of a section") {
        /// Which story.
        "slug" slug: Slug,
        /// Places for its pictures.
        "pictures" pictures: Vec<Sp<RawPictureBox>>,
        ..look: RawStoryLook,
    }

    /// How a picture looks, wherever it stands.
    RawPictureLook("[defaults.picture]") {
        /// How it fills its box.
        "fit" fit: PictureFit,
        /// The point that cropping keeps.
        "focus" focus: Focus,
        /// Where caption and credit stand.
        "caption" caption: CaptionPlace,
        /// Kept free where text runs round it.
        "standoff" standoff: Length,
        /// The line round the picture.
        "frame" frame: OrNone<RuleText>,
    }

    /// A place for a picture inside a story.
    RawPictureBox("a picture of a story") {
        /// The story's picture with this number.
        "number" number: Count,
        /// The story's picture with this file, instead of a number.
        "file" file: String,
        ..place: RawPlace,
        ..look: RawPictureLook,
    }

    /// A picture that stands for itself.
    RawPicture("[[picture]]") {
        /// The story whose picture it is.
        "story" story: Slug,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        /// Styles for caption and credit.
        "styles" styles: RawStyles,
        ..picture: RawPictureBox,
    }

    /// How a section looks.
    RawSectionLook("[defaults.section]") {
        /// Lines for each story.
        "share" share: ShareText,
        /// The look of the bar.
        "bar" bar: BarWord,
        /// The color of a solid bar.
        "bar-color" bar_color: ColorText,
        /// The line of an underlined bar.
        "bar-rule" bar_rule: RuleText,
        /// Grid lines that the bar takes.
        "bar-lines" bar_lines: Count,
        /// The line between two stories.
        "divider" divider: OrNone<RuleText>,
        /// Styles for the bar and for all stories in it.
        "styles" styles: RawStyles,
        ..dress: RawDress,
    }

    /// A bar with stories under it.
    RawSection("[[section]]") {
        /// The title on the bar.
        "title" title: String,
        /// Its stories: slugs, or tables with a slug and more keys.
        "stories" stories: Vec<Sp<SectionEntry>>,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        ..place: RawPlace,
        ..look: RawSectionLook,
    }

    /// How a banner looks.
    RawBannerLook("[defaults.banner]") {
        /// The color behind the words.
        "background" background: OrNone<ColorText>,
        /// Its own styles.
        "styles" styles: RawStyles,
    }

    /// Display type across columns.
    RawBanner("[[banner]]") {
        /// The words; spaces part them.
        "text" text: String,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        ..place: RawPlace,
        ..look: RawBannerLook,
    }

    /// How a rule looks.
    RawRuleLook("[defaults.rule]") {
        /// How it is drawn.
        "style" style: RuleText,
    }

    /// A line between things.
    RawRule("[[rule]]") {
        /// Upright, in the gutter to the right of this base column.
        "after-column" after_column: Count,
        /// Level, in the gap below this line of the grid.
        "after-line" after_line: Count,
        /// Level, in the middle of this line of the grid.
        "on-line" on_line: Count,
        ..place: RawPlace,
        ..look: RawRuleLook,
    }

    /// A frame or a tint behind things.
    RawBox("[[box]]") {
        ..place: RawPlace,
        ..dress: RawDress,
    }

    /// The paper's name on a front page.
    RawMasthead("[masthead]") {
        /// Whether it stands on the page.
        "show" show: bool,
        /// The name, with placeholders.
        "title" title: String,
        /// Small lines beside it, with placeholders.
        "details" details: Vec<Sp<String>>,
        /// Base columns where the details stand.
        "details-columns" details_columns: Range,
        /// Grid lines where the details stand.
        "details-lines" details_lines: Range,
        /// The line below the masthead.
        "rule" rule: OrNone<RuleText>,
        /// Whether it may stand over other elements.
        "overlap" overlap: bool,
        /// Its own styles.
        "styles" styles: RawStyles,
        ..place: RawPlace,
    }

    /// The line with paper, date and page number.
    RawFolio("[folio]") {
        /// Whether it stands on the page.
        "show" show: bool,
        /// What stands at the left, with placeholders.
        "left" left: String,
        /// What stands in the middle, with placeholders.
        "center" center: String,
        /// What stands at the right, with placeholders.
        "right" right: String,
        /// Above or below the type area.
        "position" position: FolioPosition,
        /// Between the folio and the type area.
        "distance" distance: Length,
        /// Height of the line, its rule included.
        "height" height: Length,
        /// The line between the folio and the page.
        "rule" rule: OrNone<RuleText>,
        /// Its own styles.
        "styles" styles: RawStyles,
    }
}

impl RawStyles {
    /// What is written for a part.
    pub(super) fn get(&self, part: Part) -> &Field<RawStyle> {
        match part {
            Part::Kicker => &self.kicker,
            Part::Headline => &self.headline,
            Part::Deck => &self.deck,
            Part::Standfirst => &self.standfirst,
            Part::Byline => &self.byline,
            Part::Dateline => &self.dateline,
            Part::Body => &self.body,
            Part::Crosshead => &self.crosshead,
            Part::Caption => &self.caption,
            Part::Credit => &self.credit,
            Part::Section => &self.section,
            Part::Banner => &self.banner,
            Part::Masthead => &self.masthead,
            Part::Folio => &self.folio,
        }
    }
}

/// Margins: one length for all sides, or each its own.
#[derive(Debug, Clone)]
pub(super) struct RawMargin(pub(super) RawSides);

impl FromToml for RawMargin {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        if matches!(value, DeValue::Table(_)) {
            return RawSides::from_toml(value, span, reader).map(Self);
        }
        let all = Length::from_toml(value, span, reader)?;
        let side = || Field::Given(Sp { value: all, span });
        Some(Self(RawSides { top: side(), right: side(), bottom: side(), left: side() }))
    }

    fn inherit(self, base: Self) -> Self {
        Self(self.0.over(base.0))
    }
}

impl JsonSchema for RawMargin {
    fn schema_name() -> Cow<'static, str> {
        "Margin".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<Length>();
        let sides = generator.subschema_for::<RawSides>();
        json_schema!({ "anyOf": [one, sides] })
    }
}

/// A story in a section's list: its slug, or a table.
#[derive(Debug, Clone)]
pub(super) struct SectionEntry(pub(super) RawSectionStory);

impl FromToml for SectionEntry {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        if matches!(value, DeValue::Table(_)) {
            return RawSectionStory::from_toml(value, span, reader).map(Self);
        }
        let slug = Slug::from_toml(value, span, reader)?;
        let slug = Field::Given(Sp { value: slug, span });
        Some(Self(RawSectionStory { slug, ..RawSectionStory::default() }))
    }
}

impl JsonSchema for SectionEntry {
    fn schema_name() -> Cow<'static, str> {
        "SectionEntry".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let slug = generator.subschema_for::<Slug>();
        let table = generator.subschema_for::<RawSectionStory>();
        json_schema!({ "anyOf": [slug, table] })
    }
}
