//! Values that are one word out of a few: the words in English and Chinese,
//! and what they mean.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::reader::LeafValue;
use super::units::in_any_case;
use crate::barcode::Level;
use crate::diag::finding::{Bound, Expected, SpecSyntax};
use crate::diag::nearest;
use crate::geom::WritingMode;
use crate::ornament::Border;
use crate::page::{Intent, Marks, Part, Sharpening, Standard};
use crate::picture::PdfBox;
use crate::spec::page::{
    Arrange, Arrangement, BarcodeKind, CaptionLevel, CaptionPlace, CheckLevel, CreditSource, Fill,
    FitBy, HeadEdge, Lead, MeasureKind, Numbering, PictureFit, RuleKind, RunAround, TableSpan,
    Turn,
};
use crate::story::OptionalPart;
use crate::style::{
    Align, AlphabeticStance, Degree, Figures, Hanging, KoreanWords, Lang, LineEnd, LineStart,
    MarkPairs, MarkStyle, Spacing, Strictness, Usage, Weight,
};

/// The value of a word out of a list of words, or the fault with the nearest right one.
pub(super) fn find_word<T: Copy>(text: &str, words: &[(&'static str, T)]) -> Result<T, SpecSyntax> {
    let known: Vec<&'static str> = words.iter().map(|(word, _)| *word).collect();
    find_among(text, &known).map(|at| words[at].1)
}

/// Where a word stands in a list of words. It knows nothing of their values, so that it is
/// built once and not for each type of them.
fn find_among(text: &str, known: &[&'static str]) -> Result<usize, SpecSyntax> {
    let wanted = text.trim().to_lowercase();
    if let Some(at) = known.iter().position(|word| *word == wanted) {
        return Ok(at);
    }
    // Words of one or two characters are all near each other: the nearest is
    // worth telling only if it shares one with this.
    let near = nearest(&wanted, known.iter().copied())
        .filter(|near| near.chars().any(|c| wanted.contains(c)));
    Err(SpecSyntax::UnknownWord {
        value: text.to_owned(),
        nearest: near.map(str::to_owned),
        known: known.iter().map(|word| (*word).to_owned()).collect(),
    })
}

/// The schema of a value that is one of some words.
fn word_schema(known: &[&str], about: Expected) -> Schema {
    json_schema!({ "type": "string", "enum": known, "description": about.text().en })
}

/// Gives types their words, lowercase.
macro_rules! words {
    ($($type:ty, $name:literal, $about:ident {
        $($word:literal => $value:expr,)+
    })+) => {$(
        impl LeafValue for $type {
            fn expects() -> Expected {
                Expected::$about
            }

            fn read(text: &str) -> Result<Self, SpecSyntax> {
                find_word(text, &[$(($word, $value)),+])
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                word_schema(&[$($word),+], Expected::$about)
            }
        }
    )+};
}

/// Where the head stands, as a word; the span of columns is a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeadWord {
    /// Before the text: above it, or at the right of vertical lines.
    Over,
    /// At the left.
    Left,
    /// At the right.
    Right,
    /// At the top.
    Top,
    /// At the foot.
    Bottom,
    /// Inside the text.
    Inside,
    /// On one of the story's pictures.
    OnPicture,
    /// There is none.
    None,
}

/// The look of a section's bar, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BarWord {
    /// Title on a bar.
    Solid,
    /// Title over a line.
    Underlined,
    /// Title alone.
    Plain,
}

/// On which side of the type area the folio stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FolioPosition {
    /// Above.
    Top,
    /// Below.
    Bottom,
}

words! {
    Align, "Align", Align {
        "left" => Align::Start, "center" => Align::Center, "right" => Align::End,
        "justify" => Align::Justify,
        "居左" => Align::Start, "居中" => Align::Center, "居右" => Align::End,
        "两端" => Align::Justify, "两端对齐" => Align::Justify,
        "左" => Align::Start, "右" => Align::End,
        "centre" => Align::Center,
    }
    Figures, "Figures", Figures {
        "proportional" => Figures::Proportional, "tabular" => Figures::Tabular,
        "比例" => Figures::Proportional, "等宽" => Figures::Tabular,
    }
    WritingMode, "WritingMode", WritingMode {
        "horizontal" => WritingMode::Horizontal, "vertical" => WritingMode::Vertical,
        "横排" => WritingMode::Horizontal, "竖排" => WritingMode::Vertical,
        "横書き" => WritingMode::Horizontal, "縦書き" => WritingMode::Vertical,
        "直排" => WritingMode::Vertical, "纵排" => WritingMode::Vertical,
    }
    Marks, "Marks", Marks {
        "none" => Marks::None, "crop" => Marks::Crop, "full" => Marks::Full,
        "无" => Marks::None, "裁切线" => Marks::Crop, "全部" => Marks::Full,
    }
    Standard, "Standard", Standard {
        "pdf/x-4" => Standard::PdfX4, "pdf/x-1a" => Standard::PdfX1a,
        "x-4" => Standard::PdfX4, "x-1a" => Standard::PdfX1a,
        "x4" => Standard::PdfX4, "x1a" => Standard::PdfX1a,
        "pdf/x-1a:2003" => Standard::PdfX1a,
    }
    Intent, "Intent", Intent {
        "perceptual" => Intent::Perceptual, "relative" => Intent::RelativeColorimetric,
        "saturation" => Intent::Saturation, "absolute" => Intent::AbsoluteColorimetric,
        "可感知" => Intent::Perceptual, "相对比色" => Intent::RelativeColorimetric,
        "饱和度" => Intent::Saturation, "绝对比色" => Intent::AbsoluteColorimetric,
    }
    Sharpening, "Sharpening", Sharpening {
        "none" => Sharpening::None, "mild" => Sharpening::Mild,
        "无" => Sharpening::None, "轻度" => Sharpening::Mild,
    }
    Arrangement, "Arrangement", Arrangement {
        "auto" => Arrangement::Auto, "one-line" => Arrangement::OneLine,
        "stacked" => Arrangement::Stacked, "stepped" => Arrangement::Stepped,
        "自动" => Arrangement::Auto, "单行" => Arrangement::OneLine,
        "双行" => Arrangement::Stacked, "错行" => Arrangement::Stepped,
    }
    HeadWord, "Head", HeadPlace {
        "over" => HeadWord::Over, "left" => HeadWord::Left, "right" => HeadWord::Right,
        "top" => HeadWord::Top, "bottom" => HeadWord::Bottom, "inside" => HeadWord::Inside,
        "on-picture" => HeadWord::OnPicture, "none" => HeadWord::None,
        "文前" => HeadWord::Over, "左" => HeadWord::Left, "右" => HeadWord::Right,
        "上" => HeadWord::Top, "下" => HeadWord::Bottom, "文中" => HeadWord::Inside,
        "压图" => HeadWord::OnPicture, "无" => HeadWord::None,
    }
    HeadEdge, "HeadEdge", HeadEdge {
        "top" => HeadEdge::Top, "bottom" => HeadEdge::Bottom, "left" => HeadEdge::Left,
        "right" => HeadEdge::Right,
        "上" => HeadEdge::Top, "下" => HeadEdge::Bottom, "左" => HeadEdge::Left,
        "右" => HeadEdge::Right,
    }
    CheckLevel, "CheckLevel", CheckLevel {
        "error" => CheckLevel::Error, "warning" => CheckLevel::Warning,
        "ignore" => CheckLevel::Ignore,
        "错误" => CheckLevel::Error, "警告" => CheckLevel::Warning, "忽略" => CheckLevel::Ignore,
    }
    Fill, "Fill", Fill {
        "level" => Fill::Level, "in-order" => Fill::InOrder,
        "齐平" => Fill::Level, "顺排" => Fill::InOrder,
    }
    FitBy, "FitBy", FitBy {
        "editor" => FitBy::Editor, "auto" => FitBy::Program,
        "编辑" => FitBy::Editor, "自动" => FitBy::Program,
    }
    MeasureKind, "FitMeasure", FitMeasure {
        "spare-lines" => MeasureKind::SpareLines, "picture" => MeasureKind::Picture,
        "quote" => MeasureKind::Quote, "headline" => MeasureKind::Headline,
        "leave-out" => MeasureKind::LeaveOut, "place" => MeasureKind::Place,
        "neighbour" => MeasureKind::Neighbour, "neighbor" => MeasureKind::Neighbour,
        "空行" => MeasureKind::SpareLines, "图片" => MeasureKind::Picture,
        "引语" => MeasureKind::Quote, "标题" => MeasureKind::Headline,
        "略去" => MeasureKind::LeaveOut, "版位" => MeasureKind::Place,
        "邻稿" => MeasureKind::Neighbour,
    }
    OptionalPart, "OptionalPart", OptionalPart {
        "kicker" => OptionalPart::Kicker, "deck" => OptionalPart::Deck,
        "standfirst" => OptionalPart::Standfirst, "note" => OptionalPart::Note,
        "box" => OptionalPart::FactBox,
        "引题" => OptionalPart::Kicker, "副题" => OptionalPart::Deck,
        "提要" => OptionalPart::Standfirst, "编者按" => OptionalPart::Note,
        "资料" => OptionalPart::FactBox,
    }
    PictureFit, "PictureFit", PictureFit {
        "cover" => PictureFit::Cover, "contain" => PictureFit::Contain,
        "裁切" => PictureFit::Cover, "完整" => PictureFit::Contain,
    }
    PdfBox, "PdfBox", PdfBox {
        "trim" => PdfBox::Trim, "bleed" => PdfBox::Bleed, "crop" => PdfBox::Crop,
        "media" => PdfBox::Media,
        "成品" => PdfBox::Trim, "出血" => PdfBox::Bleed, "裁剪" => PdfBox::Crop,
        "介质" => PdfBox::Media,
    }
    BarcodeKind, "BarcodeKind", BarcodeKind {
        "qr" => BarcodeKind::Qr, "ean-13" => BarcodeKind::Ean13, "issn" => BarcodeKind::Issn,
        "二维码" => BarcodeKind::Qr, "商品条码" => BarcodeKind::Ean13,
        "刊号" => BarcodeKind::Issn,
    }
    Level, "QrLevel", QrLevel {
        "low" => Level::Low, "medium" => Level::Medium, "quartile" => Level::Quartile,
        "high" => Level::High,
        "低" => Level::Low, "中" => Level::Medium, "较高" => Level::Quartile,
        "高" => Level::High,
    }
    Turn, "Turn", Turn {
        "none" => Turn::None, "right" => Turn::Right, "half" => Turn::Half, "left" => Turn::Left,
        "不转" => Turn::None, "右转" => Turn::Right, "倒转" => Turn::Half, "左转" => Turn::Left,
    }
    CaptionPlace, "CaptionPlace", CaptionPlace {
        "below" => CaptionPlace::Below, "above" => CaptionPlace::Above,
        "left" => CaptionPlace::Left, "right" => CaptionPlace::Right,
        "beside-left" => CaptionPlace::BesideLeft, "beside-right" => CaptionPlace::BesideRight,
        "over" => CaptionPlace::Over, "none" => CaptionPlace::None,
        "下" => CaptionPlace::Below, "上" => CaptionPlace::Above, "左" => CaptionPlace::Left,
        "右" => CaptionPlace::Right, "左侧" => CaptionPlace::BesideLeft,
        "右侧" => CaptionPlace::BesideRight, "压图" => CaptionPlace::Over,
        "无" => CaptionPlace::None,
    }
    CaptionLevel, "CaptionLevel", CaptionLevel {
        "foot" => CaptionLevel::Foot, "top" => CaptionLevel::Top,
        "底" => CaptionLevel::Foot, "顶" => CaptionLevel::Top,
    }
    RunAround, "RunAround", RunAround {
        "box" => RunAround::Box, "outline" => RunAround::Outline, "none" => RunAround::None,
        "方框" => RunAround::Box, "轮廓" => RunAround::Outline, "不绕" => RunAround::None,
        "无" => RunAround::None,
    }
    Arrange, "Arrange", Arrange {
        "row" => Arrange::Row, "column" => Arrange::Column, "grid" => Arrange::Grid,
        "并列" => Arrange::Row, "上下" => Arrange::Column, "方阵" => Arrange::Grid,
    }
    TableSpan, "TableSpan", TableSpan {
        "column" => TableSpan::Column, "head" => TableSpan::Head, "foot" => TableSpan::Foot,
        "本栏" => TableSpan::Column, "文前" => TableSpan::Head, "文后" => TableSpan::Foot,
    }
    CreditSource, "CreditSource", CreditSource {
        "from-picture" => CreditSource::Picture, "none" => CreditSource::Story,
        "取自图片" => CreditSource::Picture, "无" => CreditSource::Story,
    }
    BarWord, "Bar", Bar {
        "solid" => BarWord::Solid, "underlined" => BarWord::Underlined, "plain" => BarWord::Plain,
        "实底" => BarWord::Solid, "下线" => BarWord::Underlined, "无底" => BarWord::Plain,
    }
    Usage, "Usage", Usage {
        "newspaper" => Usage::Newspaper, "book" => Usage::Book,
        "报纸" => Usage::Newspaper, "书刊" => Usage::Book,
    }
    Degree, "Strictness", Strictness {
        "none" => Degree::None, "basic" => Degree::Basic, "gb" => Degree::Gb,
        "strict" => Degree::Strict, "very-strict" => Degree::VeryStrict,
        "newspaper" => Degree::Newspaper, "magazine" => Degree::Magazine, "book" => Degree::Book,
        "不禁则" => Degree::None, "基本" => Degree::Basic, "国标" => Degree::Gb,
        "严格" => Degree::Strict, "最严" => Degree::VeryStrict,
        "报纸" => Degree::Newspaper, "杂志" => Degree::Magazine, "书刊" => Degree::Book,
        "clreq-none" => Degree::Level(Strictness::ClreqNone),
        "clreq-basic" => Degree::Level(Strictness::ClreqBasic),
        "clreq-gb" => Degree::Level(Strictness::ClreqGb),
        "clreq-strict" => Degree::Level(Strictness::ClreqStrict),
        "jlreq-very-loose" => Degree::Level(Strictness::JlreqVeryLoose),
        "jlreq-loose" => Degree::Level(Strictness::JlreqLoose),
        "jlreq-strict" => Degree::Level(Strictness::JlreqStrict),
        "jlreq-very-strict" => Degree::Level(Strictness::JlreqVeryStrict),
        "klreq" => Degree::Level(Strictness::Klreq),
        "css-loose" => Degree::Level(Strictness::CssLoose),
        "css-normal" => Degree::Level(Strictness::CssNormal),
        "css-strict" => Degree::Level(Strictness::CssStrict),
        "uax14" => Degree::Level(Strictness::Uax14),
    }
    MarkStyle, "Marks of text", MarksOfText {
        "full" => MarkStyle::Full, "kaiming" => MarkStyle::Kaiming,
        "half" => MarkStyle::Half, "centered" => MarkStyle::Centered,
        "全身" => MarkStyle::Full, "开明" => MarkStyle::Kaiming, "半身" => MarkStyle::Half,
        "对开" => MarkStyle::Half, "居中" => MarkStyle::Centered,
        "centred" => MarkStyle::Centered,
    }
    LineEnd, "LineEnd", LineEnd {
        "half" => LineEnd::Half, "full" => LineEnd::Full, "half-or-full" => LineEnd::HalfOrFull,
        "半身" => LineEnd::Half, "全身" => LineEnd::Full, "半身或全身" => LineEnd::HalfOrFull,
    }
    LineStart, "LineStart", LineStart {
        "half" => LineStart::Half, "full-first" => LineStart::FullFirst, "full" => LineStart::Full,
        "半身" => LineStart::Half, "段首全身" => LineStart::FullFirst, "全身" => LineStart::Full,
    }
    Hanging, "Hanging", Hanging {
        "none" => Hanging::None, "allow" => Hanging::Allow, "force" => Hanging::Force,
        "不悬挂" => Hanging::None, "可悬挂" => Hanging::Allow, "必悬挂" => Hanging::Force,
        "ぶら下げなし" => Hanging::None, "ぶら下げ" => Hanging::Allow,
    }
    MarkPairs, "AdjacentMarks", AdjacentMarks {
        "compress" => MarkPairs::Outermost, "full" => MarkPairs::Full,
        "挤压" => MarkPairs::Outermost, "全身" => MarkPairs::Full,
    }
    AlphabeticStance, "VerticalLetters", VerticalLetters {
        "sideways" => AlphabeticStance::Sideways, "upright" => AlphabeticStance::Upright,
        "横卧" => AlphabeticStance::Sideways, "直立" => AlphabeticStance::Upright,
    }
    KoreanWords, "KoreanWords", KoreanWords {
        "word" => KoreanWords::Word, "syllable" => KoreanWords::Syllable,
        "词" => KoreanWords::Word, "音节" => KoreanWords::Syllable,
        "어절" => KoreanWords::Word, "음절" => KoreanWords::Syllable,
    }
    Spacing, "Spacing", Spacing {
        "elastic" => Spacing::Elastic, "grid" => Spacing::CharacterGrid,
        "弹性" => Spacing::Elastic, "稿纸" => Spacing::CharacterGrid,
        "字格" => Spacing::CharacterGrid,
    }
    Numbering, "Numbering", Numbering {
        "digits" => Numbering::Digits, "han" => Numbering::Han,
        "bracketed-han" => Numbering::BracketedHan, "circled" => Numbering::Circled,
        "数字" => Numbering::Digits, "汉字" => Numbering::Han,
        "括号汉字" => Numbering::BracketedHan, "圈码" => Numbering::Circled,
    }
    Lead, "Lead", ItemLead {
        "bold" => Lead::Bold, "plain" => Lead::Plain,
        "粗体" => Lead::Bold, "不变" => Lead::Plain,
    }
    FolioPosition, "FolioPosition", FolioPosition {
        "top" => FolioPosition::Top, "bottom" => FolioPosition::Bottom,
        "上" => FolioPosition::Top, "下" => FolioPosition::Bottom,
    }
}

/// The parts of a head by their names.
const HEAD_PARTS: &[(&str, Part)] = &[
    ("kicker", Part::Kicker),
    ("headline", Part::Headline),
    ("deck", Part::Deck),
    ("standfirst", Part::Standfirst),
    ("byline", Part::Byline),
    ("引题", Part::Kicker),
    ("肩题", Part::Kicker),
    ("眉题", Part::Kicker),
    ("主题", Part::Headline),
    ("副题", Part::Deck),
    ("提要", Part::Standfirst),
    ("提要题", Part::Standfirst),
    ("署名", Part::Byline),
];

/// Parts of a head that stand side by side: "kicker | headline".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeadRow(pub(crate) Vec<Part>);

impl LeafValue for HeadRow {
    fn expects() -> Expected {
        Expected::HeadRow
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        let parts = text.split(['|', '｜']);
        parts.map(|part| find_word(part.trim(), HEAD_PARTS)).collect::<Result<_, _>>().map(Self)
    }
}

impl JsonSchema for HeadRow {
    fn schema_name() -> Cow<'static, str> {
        "HeadRow".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let parts: Vec<String> = HEAD_PARTS.iter().map(|(name, _)| in_any_case(name)).collect();
        let parts = parts.join("|");
        json_schema!({
            "type": "string",
            "pattern": format!(r"^\s*({parts})\s*([|｜]\s*({parts})\s*)*$"),
            "description": "A part of the head (kicker, headline, deck, standfirst, byline), or some side by side.",
            "examples": ["kicker | headline", "deck", "byline", "引题 | 主题", "副题"],
        })
    }
}

/// The forms of lines.
pub(super) const RULE_KINDS: &[(&str, RuleKind)] = &[
    ("thin", RuleKind::Thin),
    ("thick", RuleKind::Thick),
    ("thick-thin", RuleKind::ThickThin),
    ("double", RuleKind::Double),
    ("dotted", RuleKind::Dotted),
    ("dashed", RuleKind::Dashed),
    ("wavy", RuleKind::Wavy),
    ("正线", RuleKind::Thin),
    ("细线", RuleKind::Thin),
    ("反线", RuleKind::Thick),
    ("粗线", RuleKind::Thick),
    ("文武线", RuleKind::ThickThin),
    ("双线", RuleKind::Double),
    ("点线", RuleKind::Dotted),
    ("虚线", RuleKind::Dashed),
    ("波浪线", RuleKind::Wavy),
    ("水线", RuleKind::Wavy),
    ("fret", RuleKind::Border(Border::Fret)),
    ("waves", RuleKind::Border(Border::Waves)),
    ("rope", RuleKind::Border(Border::Rope)),
    ("dots-and-dashes", RuleKind::Border(Border::DotsAndDashes)),
    ("beads", RuleKind::Border(Border::Beads)),
    ("leaves", RuleKind::Border(Border::Leaves)),
    ("diamonds", RuleKind::Border(Border::Diamonds)),
    ("scallops", RuleKind::Border(Border::Scallops)),
    ("花边-回纹", RuleKind::Border(Border::Fret)),
    ("花边-水波", RuleKind::Border(Border::Waves)),
    ("花边-绳纹", RuleKind::Border(Border::Rope)),
    ("花边-点划", RuleKind::Border(Border::DotsAndDashes)),
    ("花边-连珠", RuleKind::Border(Border::Beads)),
    ("花边-叶纹", RuleKind::Border(Border::Leaves)),
    ("花边-菱纹", RuleKind::Border(Border::Diamonds)),
    ("花边-扇贝", RuleKind::Border(Border::Scallops)),
];

impl LeafValue for Lang {
    fn expects() -> Expected {
        Expected::Language
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        Self::from_tag(text.trim()).ok_or_else(|| SpecSyntax::UnknownLanguage {
            value: text.to_owned(),
            known: Self::ALL.map(|(_, tag)| tag.to_owned()).to_vec(),
        })
    }
}

impl JsonSchema for Lang {
    fn schema_name() -> Cow<'static, str> {
        "Lang".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let tags: Vec<String> = Self::ALL
            .iter()
            .map(|(_, tag)| in_any_case(&tag.to_ascii_lowercase()).replace('-', "[-_]"))
            .collect();
        let tags = tags.join("|");
        let chinese = "[zZ][hH]([-_]([cC][nN]|[sS][gG]|[tT][wW]|[hH][kK]|[mM][oO]))?";
        json_schema!({
            "type": "string",
            "pattern": format!(r"^\s*({chinese}|({tags})([-_].*)?)\s*$"),
            "description": "A language, by its BCP 47 tag; zh-CN, zh-TW, en-US and the like are understood too.",
            "examples": Self::ALL.map(|(_, tag)| tag),
        })
    }
}

/// Weights by name, on the scale of OpenType.
const WEIGHTS: &[(&str, Weight)] = &[
    ("light", Weight(300)),
    ("regular", Weight::REGULAR),
    ("medium", Weight(500)),
    ("bold", Weight::BOLD),
    ("black", Weight::BLACK),
    ("细", Weight(300)),
    ("常规", Weight::REGULAR),
    ("中", Weight(500)),
    ("粗", Weight::BOLD),
    ("特粗", Weight::BLACK),
];

impl LeafValue for Weight {
    fn expects() -> Expected {
        Expected::Weight
    }

    fn read(text: &str) -> Result<Self, SpecSyntax> {
        find_word(text, WEIGHTS)
    }

    fn from_integer(number: i64) -> Option<Result<Self, SpecSyntax>> {
        let weight = u16::try_from(number).ok().filter(|weight| (100..=900).contains(weight));
        Some(
            weight
                .map(Weight)
                .ok_or(SpecSyntax::NoWeight { least: Bound(100.0), most: Bound(900.0) }),
        )
    }
}

impl JsonSchema for Weight {
    fn schema_name() -> Cow<'static, str> {
        "Weight".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = WEIGHTS.iter().map(|(name, _)| *name).collect();
        json_schema!({ "anyOf": [
            { "type": "string", "enum": names },
            { "type": "integer", "minimum": 100, "maximum": 900 },
        ]})
    }
}
