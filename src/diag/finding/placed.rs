//! Pictures, captions, quotes and barcodes in their places.

use super::fit::english_lines;
use super::inspect::round;
use crate::diag::Text;
use crate::diag::keep::kept_structs;
use crate::say;

nouns! {
    /// A side of something.
    BoxSide {
        Left = "left", "左";
        Right = "right", "右";
        Top = "top", "上";
        Bottom = "bottom", "下";
    }
}

/// How much is cut off at each side: in mm, or in percent of the whole.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Sides {
    /// At the left.
    pub left: f64,
    /// At the right.
    pub right: f64,
    /// At the top.
    pub top: f64,
    /// At the bottom.
    pub bottom: f64,
}

plain_members!(Sides);
kept_structs! { Sides { left, right, top, bottom } }

impl Sides {
    /// The sides at which something is cut off.
    pub(super) fn cut(self) -> impl Iterator<Item = (BoxSide, f64)> {
        let Self { left, right, top, bottom } = self;
        [
            (BoxSide::Left, left),
            (BoxSide::Right, right),
            (BoxSide::Top, top),
            (BoxSide::Bottom, bottom),
        ]
        .into_iter()
        .filter(|(_, off)| *off > 0.0)
    }
}

/// A run of lines, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct LineRun {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

plain_members!(LineRun);
kept_structs! { LineRun { first, last } }

/// A field of a picture's file in Chinese; its English name is that which programs show.
fn credit_field_in_chinese(credit_field: &str) -> &str {
    match credit_field {
        "IPTC By-line" => "IPTC 作者项",
        "IPTC Credit" => "IPTC 来源项",
        "XMP dc:creator" => "XMP 作者项",
        "XMP photoshop:Credit" => "XMP 来源项",
        "Exif Artist" => "Exif 作者项",
        other => other,
    }
}

findings! {
    /// Pictures, quotes and the like in their places.
    PlacedFault {
        /// A caption that is longer than its place.
        CaptionTooLong { characters } = Overset,
            say!(
                "the caption does not fit at its picture: {characters} characters over",
                "图片说明放不下：多出 {characters} 字"
            ),
            [say!(
                "give the picture box more lines, or cut the caption",
                "增加图片框的行数，或删减说明文字"
            )];
        /// A quote that is higher than its place.
        QuoteTooHigh { quote, needed_lines, lines } = Overset,
            {
                let needs = english_lines(*needed_lines);
                say!(
                    "pull quote {quote} needs {needs}, lines for its rules included, and has {lines}",
                    "第 {quote} 条引语连同上下线要占 {needed_lines} 行，这里只有 {lines} 行"
                )
            },
            [say!(
                "give it more lines or columns, or a smaller size in `styles.quote`",
                "请增加行数或栏数，或在 `styles.quote` 里改小字号"
            )];
        /// A picture over a head or another picture; the lines that are taken, if they
        /// A story for which the page has no lines left.
        NoLinesLeft { slug } = OutsidePage,
            say!(
                "the page has no lines left for `{slug}` where it follows",
                "“{slug}”接排之处已没有版位"
            ),
            [say!(
                "shorten what stands above it, or give it lines of its own",
                "缩短上面的稿件，或给它写明行"
            )];
        /// A crosshead that a story does not have.
        NoCrossheadToFollow { slug, number_in_story } = PictureUnplaced,
            say!(
                "`{slug}` has no crosshead {number_in_story} to stand after",
                "“{slug}”没有第 {number_in_story} 个小标题，图片排在文首"
            );
        /// A story that ran into another element.
        RunsInto { slug } = FramesOverlap,
            say!("`{slug}` runs into what stands below it", "“{slug}”排到了下面的版位里"),
            [say!("cut it, or move what is in its way", "请删稿，或移开挡路的内容")];
        /// are the page's.
        PictureOver { slug, taken_lines, is_vertical } = FramesOverlap,
            say!(
                "this picture of `{slug}` stands over its head or another picture",
                "“{slug}”的这张图片压住了标题或另一张图片"
            ),
            [match (taken_lines, is_vertical) {
                (None, _) => say!(
                    "move the picture away from it, or make the head smaller",
                    "请移开图片，或把标题排小一些"
                ),
                (Some(LineRun { first, last }), false) => say!(
                    "lines {first} to {last} are taken: let the picture start below, or make the head smaller",
                    "第 {first} 至 {last} 行已被占用：让图片排在下面，或把标题排小一些"
                ),
                (Some(LineRun { first, last }), true) => say!(
                    "lines {first} to {last} from the right are taken: let the picture start further left, or make the head smaller",
                    "自右数第 {first} 至 {last} 行已被占用：让图片排在左面，或把标题排小一些"
                ),
            }];
        /// A quote over something else.
        QuoteOver { quote } = FramesOverlap,
            say!(
                "pull quote {quote} stands over the head, a picture or another quote",
                "第 {quote} 条引语压住了标题、图片或另一条引语"
            );
        /// A quote that a story does not have.
        NoQuote { slug, quote, values } = PartUnplaced,
            say!(
                "`{slug}` has no pull quote {quote}; it has {values} in all",
                "“{slug}”没有第 {quote} 条引语；它一共有 {values} 条"
            ),
            [say!(
                "a pull quote is a paragraph that opens with `> ` in the story",
                "稿件里以 `> ` 开头的段落是引语"
            )];
        /// A picture without an outline.
        NoOutline { picture } = PictureOutline,
            say!(
                "`{picture}` has no outline for text to run round: nothing in it is see-through, and it has no clipping path",
                "“{picture}”没有可供绕排的轮廓：既没有透明部分，也没有剪贴路径"
            ),
            [say!(
                "text keeps clear of its box; save the picture with transparency or a clipping path, or smaller if it has more than 60 million pixels",
                "文字已改为绕方框；请把图片存成带透明背景或剪贴路径的文件，超过 6000 万像素的请先缩小"
            )];
        /// A caption that is left out.
        CaptionLeftOut { picture, characters, text } = PartUnplaced as Note,
            say!(
                "the caption of `{picture}` is left out, {characters} characters: “{text}”",
                "“{picture}”不排图片说明，略去 {characters} 字：“{text}”"
            );
        /// A picture with too few pixels.
        Coarse { picture, ppi, limit_ppi } = PictureCoarse,
            say!(
                "the picture `{picture}` has only {ppi} pixels per inch at this size; newspapers need {limit_ppi}",
                "图片“{picture}”在此尺寸下只有 {ppi} ppi，报纸印刷需要 {limit_ppi} ppi"
            ),
            [say!("use a larger file or a smaller box", "换用更大的图片，或缩小图片框")];
        /// A picture of which much is cut off.
        Cropped { picture, cut_percent, cut_sides_percent, is_drawing } = PictureCrop,
            cropped(picture, *cut_percent, *cut_sides_percent),
            [match is_drawing {
                true => say!(
                    "leave `fit` out: drawings are shown whole by themselves",
                    "去掉 `fit` 即可：矢量图不写 `fit` 时完整放入"
                ),
                false => say!(
                    "give it a box of other proportions, say with `focus` or `crop` what is to be seen, or show it whole with fit = \"contain\"",
                    "请改图片框的长宽，或用 `focus`、`crop` 写明要保留的部分，或写 `fit = \"完整\"`"
                ),
            }];
        /// The same, as the spec says it.
        CroppedAsSaid { picture, cut_percent, cut_sides_percent } = PictureCrop as Note,
            cropped(picture, *cut_percent, *cut_sides_percent);
        /// A picture of a story for which there is no box.
        NoBox { picture, slug } = PictureUnplaced,
            say!(
                "the page has no place for the picture `{picture}` of `{slug}`",
                "版面上没有给“{slug}”的图片“{picture}”留位置"
            ),
            [say!(
                "add `pictures = [{{ columns = \"…\", lines = \"…\" }}]` to the story in the page spec",
                "在版面文件的这条稿件里加上 `pictures = [{{ columns = \"…\", lines = \"…\" }}]`"
            )];
        /// A credit that a picture's file says.
        CreditFound { picture, credit, credit_field } = PictureCreditFound,
            {
                let zh = credit_field_in_chinese(credit_field);
                say!(
                    "the credit of `{picture}` is taken from the picture: {credit} ({credit_field})",
                    "图片“{picture}”的署名取自图片文件：{credit}（{zh}）"
                )
            },
            [say!(
                "check it; write `credit` in the story to say otherwise",
                "请核对；稿件里写上 `credit` 就以稿件为准"
            )];
        /// A credit in a set of characters that the file does not name.
        CreditDecoded { picture, credit, credit_field, charset } = PictureCreditFound,
            {
                let zh = credit_field_in_chinese(credit_field);
                say!(
                    "the credit of `{picture}` is taken from the picture, which does not say how its characters are coded; as {charset} it reads {credit} ({credit_field})",
                    "图片“{picture}”的署名取自图片文件；文件没有注明字符编码，按 {charset} 读作：{credit}（{zh}）"
                )
            },
            [say!(
                "check it; write `credit` in the story to say otherwise",
                "请核对；稿件里写上 `credit` 就以稿件为准"
            )];
        /// Two fields of a file name two people.
        CreditDiffers { picture, credit, credit_field, other_credit, other_credit_field } =
            PictureCreditFound,
            {
                let zh = credit_field_in_chinese(credit_field);
                let other_zh = credit_field_in_chinese(other_credit_field);
                say!(
                    "`{picture}` names two people: {credit} ({credit_field}), who is taken, and {other_credit} ({other_credit_field})",
                    "图片“{picture}”里有两个不同的署名：{credit}（{zh}）和{other_credit}（{other_zh}），取前者"
                )
            },
            [say!(
                "ask who took it, and write `credit` in the story",
                "请问清作者，并在稿件里写上 `credit`"
            )];
        /// A credit that cannot be read.
        CreditUnread { picture, credit_field, possible_credits } = PictureCreditFound,
            {
                let (en, zh) = match possible_credits.as_slice() {
                    [] => (String::new(), String::new()),
                    readings => (
                        format!("; it may read {}", readings.join(" or ")),
                        format!("；可能是{}", readings.join("或")),
                    ),
                };
                let field = credit_field_in_chinese(credit_field);
                say!(
                    "the {credit_field} of `{picture}` is in characters that the file does not name, and is not used{en}",
                    "图片“{picture}”的{field}没有注明字符编码，读不准，没有采用{zh}"
                )
            },
            [say!("write `credit` in the story", "请在稿件里写上 `credit`")];
        /// A box without a picture.
        NoPicture { slug, pictures } = PictureBoxEmpty,
            say!(
                "`{slug}` has no picture for this box; it has {pictures} in all",
                "“{slug}”没有这个图片框要的图片；它一共有 {pictures} 张"
            ),
            [say!(
                "a story names its pictures itself: ![caption](file.jpg \"credit\"); one in a .txt file has none, save it as .md",
                "图片写在稿件里：![说明](文件.jpg \"署名\")；.txt 稿件不能带图片，请另存为 .md"
            )];
        /// Other pictures of a lone picture's story.
        RestOfPictures { slug, characters } = PartUnplaced as Note,
            say!(
                "`{slug}` has other pictures, whose captions of {characters} characters are left out",
                "“{slug}”还有别的图片没有上版，图片说明略去 {characters} 字"
            );
        /// The head of a lone picture's story.
        RestOfHead { slug, text, characters } = PartUnplaced as Warning,
            say!(
                "the picture of `{slug}` stands without the story's head “{text}”, {characters} characters",
                "“{slug}”只排了图片和说明，标题“{text}”等 {characters} 字没有版位"
            ),
            [say!(
                "give the head a place with a [[story]] of the slug `{slug}` of three or four lines above the picture, or take it out of the story and say it in the caption",
                "在图片上方用 `[[story]]`（`slug` 也写“{slug}”）给标题留三四行，或从稿件里去掉标题，把意思写进图片说明"
            )];
        /// The text of a lone picture's story.
        RestOfText { slug, characters } = PartUnplaced,
            say!(
                "`{slug}` has {characters} characters besides this picture and its caption, and no place for them",
                "“{slug}”除这张图片和说明外还有 {characters} 字没有版位"
            ),
            [say!(
                "give the text a place with a [[story]] of the slug `{slug}`; the picture stays where it is",
                "请再写一条 `[[story]]`（`slug` 也写“{slug}”）安排文字，图片仍留在原处"
            )];
        /// Bars that are too fine for the paper.
        FineBars { module_mm, least_mm, needed_mm } = BarcodeFine,
            {
                let is = round(*module_mm);
                say!(
                    "the finest part of this code is {is} mm wide, newsprint takes {least_mm} at the least",
                    "条码最细的单元只有 {is} 毫米，新闻纸至少要 {least_mm} 毫米"
                )
            },
            [say!(
                "give it a place {needed_mm} mm wide, or a shorter text",
                "版位至少要 {needed_mm} 毫米宽，或缩短内容"
            )];
        /// A scale of nothing.
        AdWithoutSize = BadValue,
            say!(
                "the file does not say how large it is on paper (it has no resolution for print), which \"scale\" goes by",
                "文件没有写明印刷尺寸（没有印刷分辨率），不能用“scale”"
            ),
            [say!("write \"fit\" instead", "请改写“fit”")];

    }
}

fn cropped(picture: &str, share: f64, sides: Sides) -> Text {
    let off = sides.cut().map(|(edge, off)| {
        let Text { en, zh } = edge.text();
        say!("{en} {off} %", "{zh} {off}%")
    });
    let Text { en, zh } = joined(off.collect(), &say!(", ", "，"));
    say!(
        "{share} % of the picture `{picture}` is cut off: {en}",
        "图片“{picture}”的画面被裁去 {share}%：{zh}"
    )
}

/// Parts of a sentence with something between two of them.
pub(super) fn joined(parts: Vec<Text>, between: &Text) -> Text {
    let (en, zh): (Vec<String>, Vec<String>) =
        parts.into_iter().map(|Text { en, zh }| (en, zh)).unzip();
    Text { en: en.join(&between.en), zh: zh.join(&between.zh) }
}
