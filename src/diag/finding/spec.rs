//! What specs ask for and cannot be.

use super::inspect::{millimetres, points};
use crate::diag::Text;
use crate::diag::keep::kept_structs;
use crate::say;

/// A run of columns, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct ColumnRun {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

plain_members!(ColumnRun);
kept_structs! { ColumnRun { first, last } }

nouns! {
    /// What a key needs, so that it does something.
    Needs {
        HeadInside = "it is for head = \"inside\"", "只用于 `head = \"文中\"`";
        HeadOnPicture = "it is for head = \"on-picture\"", "只用于 `head = \"压图\"`";
        HeadBeside = "it is for parts side by side, such as head-order = [\"kicker | headline\"]",
            "只用于并排的标题，例如 `head-order = [\"引题 | 主题\"]`";
        Head = "head = \"none\" leaves the head out", "`head = \"无\"` 就不排标题";
        FillLevel = "it is for fill = \"level\"", "只用于 `fill = \"齐平\"`";
        StandingHead = "it is for a `standing-head`", "只用于栏头 `standing-head`";
        ContinuedOn = "it is for `continued-on`", "只用于 `continued-on`";
        ContinuedFrom = "it is for `continued-from`", "只用于 `continued-from`";
        SeveralColumns = "the story has a single column of text", "这篇稿件只有一栏正文";
        CaptionBeside = "it is for caption = \"beside-left\" or \"beside-right\"",
            "只用于 `caption = \"左侧\"` 或 `\"右侧\"`";
        CaptionOver = "it is for caption = \"over\"", "只用于 `caption = \"压图\"`";
        CaptionAlong = "it is for a caption below or above the picture", "只用于图片上方或下方的说明";
        Crop = "fit = \"contain\" cuts nothing off", "`fit = \"完整\"` 不裁切";
        RunAround = "with run-around = \"none\" text keeps clear of nothing", "`run-around = \"不绕\"` 时正文不让开";
        SeveralPictures = "the box holds one picture; `numbers` or `files` name several",
            "框里只有一张图片；放几张要用 `numbers` 或 `files`";
        BarSolid = "it is for bar = \"solid\"", "只用于 `bar = \"实底\"`";
        BarUnderlined = "it is for bar = \"underlined\"", "只用于 `bar = \"下线\"`";
        SeveralStories = "it stands between two stories", "它排在两篇稿件之间";
    }

    /// A part of a head.
    HeadPart {
        Kicker = "kicker", "引题";
        Headline = "headline", "主题";
        Deck = "deck", "副题";
        Standfirst = "standfirst", "提要";
        Byline = "byline", "署名";
    }

    /// What can stand on a page, by its kind.
    Thing {
        Story = "the story", "稿件";
        Section = "the section", "专栏";
        Picture = "a picture of", "的图片";
        Table = "a table", "表格";
        Banner = "the banner", "通栏标语";
        Ear = "the masthead's ear", "报眼";
        Masthead = "the masthead", "报头";
        Ad = "the advertisement", "广告";
        Barcode = "a barcode", "条码";
        Ornament = "the ornament", "报花";
    }
}

impl Thing {
    /// The thing of this name, if it has one.
    fn named(self, name: Option<&String>) -> Text {
        let Text { en, zh } = self.text();
        match (self, name) {
            (_, None) => Text { en, zh },
            (Self::Picture, Some(name)) => say!("{en} \"{name}\"", "“{name}”{zh}"),
            (_, Some(name)) => say!("{en} \"{name}\"", "{zh}“{name}”"),
        }
    }
}

findings! {
    /// Something that a spec asks for and that cannot be.
    SpecFault {
        /// A key that must be there.
        MissingKey { table, key } = MissingKey,
            { let titled = chinese_title(table); say!("{table} has no \"{key}\"", "{titled} 缺少“{key}”一项") };
        /// A key that does nothing.
        Idle { key, needs } = KeyIdle,
            {
                let Text { en, zh } = needs.text();
                say!("\"{key}\" does nothing here: {en}", "“{key}”在这里不起作用：{zh}")
            },
            [say!("write that as well, or leave the key out", "请把条件写上，或删去这一项")];
        /// Something on something else.
        Overlap { thing, thing_name, other_thing, other_name, other_file, other_file_line, gives_way } = FramesOverlap,
            {
                let own = thing.named(thing_name.as_ref());
                let other = other_thing.named(other_name.as_ref());
                Text {
                    en: format!("{} stands on {} ({other_file}:{other_file_line})", own.en, other.en),
                    zh: format!("{}压在{}上（{other_file} 第 {other_file_line} 行）", own.zh, other.zh),
                }
            },
            [match gives_way {
                true => say!(
                    "of two stories only one can run round the other: take around = true away from one of them",
                    "两篇稿件不能互相绕排：请去掉其中一篇的 `around = true`"
                ),
                false => say!(
                    "move one of them, write around = true in a story that is to run round it, or overlap = true if it is meant",
                    "请移开其中一个；要让正文绕排，在稿件里写 `around = true`；有意重叠则写 `overlap = true`"
                ),
            }];
        /// Two ways to say how large an advertisement is.
        ScaleAndFit { keys } = ConflictingKeys,
            say!(
                "an advertisement has a \"scale\" or a \"fit\", not both",
                "广告只能写“scale”或“fit”之一"
            );
        /// A scale beyond reason.
        NoScale { least, most } = BadValue,
            say!(
                "a scale is given in percent, {least} to {most}",
                "比例用 {least} 到 {most} 的百分数"
            );
        /// A key of bars.
        OnlyBars { key } = ConflictingKeys,
            say!("a QR code has no \"{key}\"", "二维码没有“{key}”一项");
        /// A key of QR codes.
        OnlyQr { key } = ConflictingKeys,
            say!("only a QR code has a \"{key}\"", "只有二维码有“{key}”一项");
        /// A QR code of nothing.
        QrEmpty = BadValue, say!("a QR code needs a text", "二维码要有内容");
        /// An add-on of another length.
        NoAddOn = BadValue,
            say!(
                "an add-on is two or five digits, in quotes: \"05\"",
                "附加码是两位或五位数字，加引号：\"05\""
            );
        /// Something else than digits.
        NoDigits = BadValue, say!("this code has digits only", "这种条码只能是数字");
        /// Digits too many or too few.
        DigitCount { digits } = BadValue,
            say!(
                "an EAN-13 has 13 digits, or 12 without its check digit, an ISSN has 8: here are {digits}",
                "EAN-13 是 13 位数字（不写校验码则 12 位），ISSN 是 8 位：这里有 {digits} 位"
            );
        /// A check digit that is wrong.
        CheckDigit { right_digit } = BadValue,
            say!(
                "the check digit is wrong: it would have to be {right_digit}",
                "校验码不对，应为 {right_digit}"
            ),
            [say!(
                "compare all digits with the certificate: one of them is mistyped",
                "请对照证书逐位核对：有一位抄错了"
            )];
        /// More than a code holds.
        QrTooLong = BadValue,
            say!(
                "this is more text than a QR code of this level holds",
                "内容太长，这一容错等级的二维码装不下"
            ),
            [say!("use a short address", "请改用短网址")];
        /// An ornament that there is not.
        UnknownOrnament { name, nearest, known, known_zh } = UnknownName,
            say!("there is no ornament \"{name}\"", "没有名为“{name}”的报花"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => {
                    let (names, chinese) = (known.join(", "), known_zh.join("、"));
                    say!("there are {names}", "现有：{chinese}")
                }
            }];
        /// Paper beyond reason.
        PaperSide { least, most } = BadValue,
            say!(
                "each side of the paper must be from {least} mm to {most} mm",
                "纸张每边应在 {least} 毫米到 {most} 毫米之间"
            );
        /// A body of several sizes.
        BodySizes = BadValue,
            say!("the body has one size, whatever its width", "正文只有一个字号，不随栏数变化");
        /// A body in units of itself.
        BodyUnit = BadValue,
            say!(
                "the size of the body is what 字 and 行 are counted in: give it in pt, mm, Q or by name",
                "“字”“行”都以正文字号为准，正文字号要用 pt、mm、Q 或字号名"
            );
        /// Type beyond reason.
        TypeSize { least, most } = BadValue,
            say!(
                "a size of type must be from {least} pt to {most} pt",
                "字号应在 {least} 磅到 {most} 磅之间"
            );
        /// Leading in units of itself.
        LeadingUnit = BadValue,
            say!(
                "the leading is what lines are counted in: give it in pt, mm, H or 字",
                "“行”以行距为准，行距要用 pt、mm、H 或 字"
            );
        /// Lines that stand in each other.
        LeadingSmall { leading_pt, size_pt } = BadValue,
            {
                let (is, size) = (points(*leading_pt), points(*size_pt));
                say!(
                    "the leading of {is} is smaller than the body size of {size}",
                    "行距 {is} 小于正文字号 {size}"
                )
            },
            [say!(
                "newspapers use the body size and 3 to 6 pt more",
                "报纸行距一般比字号大 3 到 6 磅"
            )];
        /// Columns beyond reason.
        ColumnCount { columns, most } = BadValue,
            say!(
                "a page has 1 to {most} columns, not {columns}",
                "版面应有 1 到 {most} 栏，不能是 {columns} 栏"
            );
        /// A bleed beyond reason.
        Bleed { most } = BadValue,
            say!("the bleed must be from 0 to {most} mm", "出血应在 0 到 {most} 毫米之间");
        /// Margins that meet.
        NoTypeArea = BadValue,
            say!("the margins leave nothing of the paper", "边距太大，纸面上没有版心了");
        /// A margin beyond the paper.
        MarginNegative = BadValue, say!("a margin cannot be negative", "边距不能是负数");
        /// Columns without room.
        NoRoomForColumns { columns, width_mm } = BadValue,
            {
                let has = millimetres(*width_mm);
                say!(
                    "{columns} columns and their gutters have no room in a type area of {has}",
                    "版心宽 {has}，放不下 {columns} 栏和栏距"
                )
            };
        /// Columns wider than the type area.
        ColumnsTooWide { needed_mm, width_mm } = BadValue,
            {
                let (needs, has) = (millimetres(*needed_mm), millimetres(*width_mm));
                say!(
                    "columns and gutters take {needs}, the type area is {has} wide",
                    "各栏加栏距共 {needs}，而版心宽只有 {has}"
                )
            };
        /// A length below nothing.
        LengthNegative = BadValue, say!("this length cannot be negative", "这个长度不能是负数");
        /// A type area without a line.
        NoLine = BadValue,
            say!("the type area is lower than one line", "版心连一行都放不下");
        /// Lines beyond reason.
        ManyLines { most } = BadValue,
            say!("more than {most} lines on a page", "一个版面超过 {most} 行");
        /// A first line that is far down.
        FirstBaseline = BadValue,
            say!(
                "the first baseline lies more than four lines below the top of the type area",
                "第一行基线离版心上边超过四行"
            );
        /// A story that gives way and does not.
        AroundAndOverlap { keys } = ConflictingKeys,
            say!(
                "a story either runs round what stands in its place or overlaps it: \"around\" or \"overlap\"",
                "稿件要么绕排、要么压在别的元素上：“around”和“overlap”只能写一个"
            );
        /// Spare lines beyond reason.
        SpareLines { lines, most } = BadValue,
            say!(
                "{lines} empty lines are a hole in the page: {most} at the most",
                "空 {lines} 行就成了天窗：最多 {most} 行"
            );
        /// A story in two places.
        PlacedTwice { slug, other_file, other_file_line } = StoryUsedTwice,
            say!("the story \"{slug}\" stands on the page already", "稿件“{slug}”已经上版"),
            [say!(
                "it was placed at {other_file}:{other_file_line}",
                "它放在 {other_file} 第 {other_file_line} 行"
            )];
        /// A drop capital beyond reason.
        DropCap { lines, most } = BadValue,
            say!(
                "a drop capital takes 2 to {most} lines, not {lines}; 0 is none",
                "首字下沉占 2 到 {most} 行，不能是 {lines} 行；0 是不下沉"
            );
        /// Columns of text without room.
        NoRoomForText { columns } = BadValue,
            say!(
                "{columns} columns of text have no room in this story",
                "这篇稿件排不下 {columns} 栏正文"
            );
        /// A head higher than its story.
        HeadLines { lines, most } = BadValue,
            say!(
                "a head of {lines} lines does not fit a story of {most}",
                "标题占 {lines} 行，而稿件一共 {most} 行"
            );
        /// A head in the text without a place.
        HeadInside { keys } = MissingKey,
            say!(
                "a head inside the text needs \"head-columns\" and \"head-from\", its first line",
                "排在文中的标题要写“head-columns”和“head-from”（从第几行起）"
            );
        /// A head outside its story.
        HeadOutside { line, first_line, last_line } = OutsidePage,
            say!(
                "line {line} is outside the story, which has lines {first_line} to {last_line}",
                "第 {line} 行不在稿件之内，稿件占第 {first_line} 至 {last_line} 行"
            );
        /// A head after its text.
        HeadAfterText { is_vertical } = BadValue,
            say!("a head cannot stand after its text", "标题不能排在正文之后"),
            [match is_vertical {
                false => say!(
                    "over horizontal text a head stands at \"over\"; beside it at \"left\" or \"right\"",
                    "横排稿件的标题可排在文前（`over`）、左（`left`）或右（`right`）"
                ),
                true => say!(
                    "before vertical text a head stands at \"over\", which is the right; else at \"top\" or \"bottom\"",
                    "竖排稿件的标题可排在文前（`over`，即右侧）、上（`top`）或下（`bottom`）"
                ),
            }];
        /// A head in columns that are not its story's.
        HeadColumns { story_columns } = OutsidePage,
            say!(
                "the head's columns are not all columns of its story",
                "标题的栏不全在稿件的栏之内"
            ),
            [match story_columns {
                Some(ColumnRun { first, last }) => say!(
                    "the story has columns {first} to {last}, counted on the page",
                    "稿件占全版的第 {first} 至 {last} 栏"
                ),
                None => say!(
                    "the story is placed by lengths: leave head-columns out, or give it columns",
                    "稿件是按长度定位的：请去掉 `head-columns`，或改用 `columns` 定位"
                ),
            }];
        /// A part that is named twice.
        HeadPartTwice { head_part } = BadValue,
            {
                let Text { en, zh } = head_part.text();
                say!("the {en} stands in the head's order twice", "标题顺序里{zh}写了两次")
            };
        /// A measure that the house names twice.
        MeasureTwice { measure } = ConflictingKeys,
            say!(
                "`{measure}` stands in the order twice",
                "顺序里 `{measure}` 写了两次"
            );
        /// A measure that is allowed and has a limit of nothing.
        MeasureWithoutLimit { measure, key } = ConflictingKeys,
            say!(
                "`{measure}` is allowed by `order`, and `{key}` allows nothing",
                "`order` 允许 `{measure}`，而 `{key}` 为 0"
            ),
            [say!(
                "take `{measure}` out of `order`, or give `{key}` a number",
                "从 `order` 中去掉 `{measure}`，或给 `{key}` 一个数"
            )];
        /// Sizes that do not rise.
        SizesDoNotRise = BadValue,
            say!(
                "the sizes of headlines go from small to large",
                "标题字号要从小到大排列"
            );
        /// A head on a picture that there is no box for.
        NoBoxForHead { box_number, boxes } = PictureBoxEmpty,
            match boxes {
                0 => say!(
                    "the head is to stand on a picture, and the story has no box for one",
                    "标题要压在图片上，而这篇稿件没有图片框"
                ),
                _ => say!(
                    "the head is to stand on picture box {box_number}, and the story has {boxes}",
                    "标题要压在第 {box_number} 个图片框上，而这篇稿件有 {boxes} 个"
                ),
            },
            [say!(
                "write `pictures = [{{ columns = \"…\", lines = \"…\" }}]` in the story; \"head-picture\" counts its boxes from 1",
                "在稿件里写 `pictures = [{{ columns = \"…\", lines = \"…\" }}]`；“head-picture”从 1 数起"
            )];
        /// A head and a caption in one place.
        HeadOnCaption { keys } = ConflictingKeys,
            say!(
                "head and caption both stand on the foot of this picture",
                "标题和图片说明都压在这张图片的下边"
            ),
            [say!(
                "write head-edge = \"top\", or another `caption` for the picture",
                "写 `head-edge = \"上\"`，或把图片的 `caption` 改到别处"
            )];
        /// Digits beyond one cell.
        CombinedDigits { most } = BadValue,
            say!(
                "at most {most} digits stand side by side in one cell",
                "一个字位最多并排 {most} 位数字"
            );
        /// Limits in the wrong order.
        SpaceLimits { keys } = BadValue,
            say!(
                "the limits of a space must rise: least, ideal, most",
                "空距的界限应依次增大：`least`（最小）、`ideal`（理想）、`most`（最大）"
            );
        /// Frames beyond reason.
        ManyFrames { most } = BadValue,
            say!("a story has at most {most} frames", "一篇稿件最多 {most} 个文本框");
        /// Frames on each other.
        FramesOnEachOther = FramesOverlap,
            say!(
                "two frames of this story stand in the same place",
                "这篇稿件的两个文本框互相重叠"
            ),
            [say!(
                "a frame's place is counted on the page, like that of its story",
                "文本框的位置和稿件一样按全版计数"
            )];
        /// A jump line without a number.
        JumpLine { example } = BadValue,
            say!(
                "a jump line needs {example}, which stands for the other page's number",
                "转版提示要写 {example}，代表对方的版次"
            );
        /// More things than a page can take.
        ManyElements { values, most_values } = BadValue,
            say!(
                "{values} things on one page are more than the {most_values} it can take",
                "一个版面上有 {values} 个元素，超过 {most_values} 个的上限"
            );
        /// A number beyond its limits.
        NumberRange { least, most } = BadValue,
            say!("a number from {least} to {most} is expected here", "这里应为 {least} 到 {most} 的数");
        /// A number of lines beyond its limits.
        LineRange { least, most } = BadValue,
            say!(
                "expected a number of lines from {least} to {most}",
                "这里应为 {least} 到 {most} 的行数"
            );
        /// Several sources of a table.
        TableSources { keys } = ConflictingKeys,
            say!(
                "a table has one of \"file\", \"rows\" and \"story\"",
                "表格只能写“file”、“rows”、“story”之一"
            );
        /// No source of a table.
        NoTableSource { table, keys } = MissingKey,
            { let titled = chinese_title(table); say!("{table} does not say where its rows are", "{titled} 没有说明表格内容在哪里") },
            [say!(
                "write file = \"prices.csv\", rows = [[…], […]] or story = \"slug\"",
                "写 `file = \"prices.csv\"`、`rows = [[…], […]]` 或 `story = \"代号\"`"
            )];
        /// A table of nothing.
        TableEmpty = BadValue, say!("the table has no cells", "表格没有内容");
        /// Columns of a table without room.
        NoRoomSideBySide { columns } = BadValue,
            say!("{columns} columns have no room in this place", "这个位置排不下 {columns} 栏");
        /// Nothing, or less.
        NotPositive = BadValue, say!("this must be more than 0", "这里应大于 0");
        /// A bullet that is a text.
        Bullet = BadValue, say!("a bullet is one or two characters", "项目符号是一两个字符");
        /// A quote with two places.
        QuoteTwice { quote } = BadValue,
            say!("quote {quote} has a place already", "第 {quote} 条引语已经有位置了");
        /// A quote outside its story.
        QuoteOutside = OutsidePage,
            say!("this quote sticks out of its story", "引语超出了所属稿件的范围"),
            [say!(
                "a quote's place is counted on the page, like that of its story",
                "引语的位置和稿件一样按全版计数"
            )];
        /// A color that is defined by itself.
        ColorCircle { name } = UnknownName,
            say!("the color \"{name}\" is defined by itself", "颜色“{name}”是用它自己定义的");
        /// A color that there is not.
        UnknownColor { name, nearest } = UnknownName,
            say!("there is no color \"{name}\"", "没有“{name}”这个颜色"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => say!(
                    "name it under [colors], or write its inks: \"cmyk(0, 95, 90, 0)\"",
                    "在 `[colors]` 里给它起名，或直接写油墨：\"cmyk(0, 95, 90, 0)\""
                ),
            }];
        /// A line beyond reason.
        LineWidth { most } = BadValue,
            say!(
                "a line is wider than 0 and at most {most} mm wide",
                "线条粗细应大于 0，不超过 {most} 毫米"
            );
        /// A length beyond its limits.
        LengthRange { least_mm, most_mm } = BadValue,
            {
                let (least, most) = (millimetres(*least_mm), millimetres(*most_mm));
                say!(
                    "this length must be from {least} to {most}",
                    "这个长度应在 {least} 到 {most} 之间"
                )
            };
        /// A length inside text beyond its limits.
        TextLengthRange { least, most, length_em } = BadValue,
            say!(
                "this length must be from {least} to {most} em of its type, it is {length_em:.2}",
                "这个长度应在自身字号的 {least} 到 {most} 字之间，现在是 {length_em:.2} 字"
            );
        /// Body text larger than its grid.
        BodyOverGrid { size_pt, leading_pt } = BadValue,
            {
                let (is, leading) = (points(*size_pt), points(*leading_pt));
                say!(
                    "body text of {is} does not fit a grid of {leading}",
                    "正文字号 {is} 大于行距 {leading}，排不进网格"
                )
            };
        /// Characters too wide or too narrow.
        TypeWidth { width_percent, least, most } = BadValue,
            say!(
                "characters are {least} to {most} percent wide, not {width_percent}",
                "字宽在百分之 {least} 到 {most} 之间，不能是 {width_percent}"
            );
        /// A size outside its own limits.
        SizeOutsideLimits { size_pt, key } = BadValue,
            {
                let size = points(*size_pt);
                say!("the size of {size} lies outside its own {key}", "字号 {size} 超出了它自己的 {key}")
            };
        /// A list of no sizes.
        NoSize = BadValue, say!("the list has no size", "列表里没有字号");
        /// Lines of the grid beyond reason.
        GridLines { lines, most } = BadValue,
            say!("{lines} lines are more than {most}", "{lines} 行超过了 {most} 行的上限");
        /// Pictures beyond reason.
        ManyPictures { most } = BadValue,
            say!("a story has at most {most} pictures", "一篇稿件最多 {most} 张图片");
        /// A picture outside its story.
        PictureOutside = OutsidePage,
            say!("this picture sticks out of its story", "图片超出了所属稿件的范围"),
            [say!(
                "a picture's place is counted on the page, caption included, like that of its story; it lies within the story's place, or within one of its frames",
                "图片的位置和稿件一样按全版计数，图片说明也算在内；它要整个落在稿件的版位或它的某一个文本框里"
            )];
        /// Pictures on each other.
        PicturesOnEachOther = FramesOverlap,
            say!(
                "two pictures of this story stand in the same place",
                "这篇稿件的两张图片互相重叠"
            );
        /// A caption as wide as its box.
        CaptionTooWide = BadValue,
            say!(
                "a caption as wide as its box leaves no room for the picture",
                "图片说明与图片框一样宽，图片就没有位置了"
            );
        /// A caption as high as its box.
        CaptionTooHigh { lines, most } = BadValue,
            say!(
                "a caption of {lines} lines leaves no room for the picture in its box, which has {most}",
                "图片说明占 {lines} 行，图片框一共 {most} 行，图片就没有位置了"
            );
        /// Pictures that are named in two ways.
        PicturesNamedTwice { key, other_key } = ConflictingKeys,
            say!(
                "pictures are named by \"{key}\" or by \"{other_key}\", not by both",
                "图片用“{key}”或“{other_key}”之一指定，不能两个都写"
            );
        /// Pictures in a box beyond reason.
        BoxCount { most } = BadValue,
            say!("a box shows 1 to {most} pictures", "一个图片框放 1 到 {most} 张图片");
        /// A picture twice in one box.
        PictureTwice = BadValue,
            say!("a picture is named twice in this list", "列表里有一张图片写了两次");
        /// Another number of shares than of pictures.
        Shares { pictures, values } = BadValue,
            say!(
                "{pictures} pictures need {pictures} shares, none of them 0; there are {values}",
                "{pictures} 张图片要写 {pictures} 个份额，都不能是 0；这里有 {values} 个"
            );
        /// Something outside the sheet.
        OffSheet { table } = OutsidePage,
            { let titled = chinese_title(table); say!("{table} sticks out of the sheet and its bleed", "{titled} 超出了纸张和出血") };
        /// A place that is given in two ways.
        PlaceTwice { table, key, keys } = ConflictingKeys,
            {
                let (start, extent) = pair(keys);
                { let titled = chinese_title(table); say!(
                    "{table} has \"{key}\" already: \"{start}\" and \"{extent}\" go without it",
                    "{titled} 已经写了“{key}”，就不能再写“{start}”和“{extent}”"
                ) }
            };
        /// An end that is left open where nothing follows.
        OpenRange = BadValue,
            say!("both ends are wanted here", "这里两头都要写"),
            [say!(
                "only the lines of a story may be open: \"41-\" ends where its text ends",
                "只有稿件的 `lines` 可以不写末行：\"41-\" 表示正文到哪里、版位到哪里"
            )];
        /// Lines without a first one, and no story before.
        NoFirstLine { keys } = MissingKey,
            say!(
                "the first line is open, and no `after` says below which story it is",
                "没有写首行，也没有用 `after` 写明接在哪篇稿件下面"
            );
        /// A first line, and a story before.
        StartTwice { keys } = ConflictingKeys,
            say!(
                "`after` says where the story begins, and so does `lines`",
                "`after` 和 `lines` 都写了稿件从哪里开始"
            ),
            [say!(
                "leave the first line open, as in \"-60\", or take `after` out",
                "首行不写，如 \"-60\"，或去掉 `after`"
            )];
        /// A group of a story whose end is fixed.
        GroupOfFixed { keys } = ConflictingKeys,
            say!(
                "a group shares where its texts end, and the end of this story is fixed",
                "同组稿件按正文找齐，而这篇的末行是固定的"
            ),
            [say!("leave the last line open, as in \"41-\"", "末行不写，如 \"41-\"")];
        /// A gap to nothing.
        GapAlone { keys } = ConflictingKeys,
            say!("`gap` is between a story and the one that it is `after`", "`gap` 要与 `after` 同用");
        /// A story whose place follows and that runs over several pages.
        OpenAndContinued = ConflictingKeys,
            say!(
                "a story that runs over several pages has lines of its own on each",
                "转版稿件在各版都要写明行"
            );
        /// Keys of a place that follows, without it.
        FollowsNothing { keys } = MissingKey,
            say!(
                "`depth` and `story-columns` belong to `place`, which is not there",
                "`depth` 和 `story-columns` 要与 `place` 同用"
            );
        /// A place that follows a story, of something that stands for itself.
        FollowsNoStory = ConflictingKeys,
            say!(
                "only what stands in a story can follow it",
                "只有稿件里的图片才能随稿件而定"
            );
        /// A place that follows a story without columns.
        FollowsWithoutColumns = ConflictingKeys,
            say!(
                "what follows a story needs the story's place in columns",
                "随稿件而定的版位，稿件要按栏划版"
            );
        /// Two ways to say where something stands.
        PlacesTwice { keys } = ConflictingKeys,
            {
                let (one, other) = pair(keys);
                say!(
                    "\"{one}\" and \"{other}\" both say where this stands",
                    "“{one}”和“{other}”都写了版位"
                )
            };
        /// A place that is not given.
        NoPlace { table, key, keys } = MissingKey,
            {
                let (start, extent) = pair(keys);
                { let titled = chinese_title(table); say!(
                    "{table} has no \"{key}\", nor \"{start}\" and \"{extent}\"",
                    "{titled} 没有写“{key}”，也没有写“{start}”和“{extent}”"
                ) }
            };
        /// A column that is not on the page.
        ColumnOutside { column, most } = OutsidePage,
            say!(
                "column {column} is outside the page, which has {most}",
                "第 {column} 栏超出版面，版面只有 {most} 栏"
            );
        /// A column that a story does not have.
        OwnColumnOutside { column, most } = OutsidePage,
            say!(
                "column {column} is outside the story, which has {most} of its own",
                "第 {column} 栏超出稿件，稿件自身只有 {most} 栏"
            ),
            [say!(
                "the lines of this story cross the page's, so its columns are its own: `text-columns` says how many",
                "这篇稿件的行与版面的行方向不同，栏数按稿件自身计：由 `text-columns` 决定"
            )];
        /// A line that is not on the page.
        LineOutside { line, most } = OutsidePage,
            say!(
                "line {line} is outside the page, which has {most}",
                "第 {line} 行超出版面，版面只有 {most} 行"
            );
        /// A rule in several places.
        RuleWays { keys } = ConflictingKeys,
            say!(
                "a rule has one of \"after-column\", \"after-line\" and \"on-line\"",
                "线条只能写“after-column”、“after-line”、“on-line”之一"
            );
        /// A gutter that there is not.
        NoGutter { column, most } = OutsidePage,
            say!(
                "there is no gutter after column {column}; the last is after column {most}",
                "第 {column} 栏右边没有栏距，最后一处在第 {most} 栏右边"
            );
        /// A rule without a place.
        RulePlaceless { table, keys } = MissingKey,
            { let titled = chinese_title(table); say!("{table} does not say where it runs", "{titled} 没有说明线条的位置") },
            [say!(
                "write after-column and lines, after-line or on-line and columns, or left, top and either width or height",
                "写 `after-column` 和 `lines`，或 `after-line`（`on-line`）和 `columns`，或 `left`、`top` 加 `width`、`height` 之一"
            )];
        /// A folio without room.
        NoRoomForFolio = OutsidePage,
            say!("the margin has no room for the folio", "边距里放不下报眉");
        /// A story that cannot be in a section.
        NotInSection { slug } = BadValue,
            say!(
                "\"{slug}\" cannot stand in a section: its lines or its head cross those of the page",
                "“{slug}”不能放进专栏：它的行文方向或标题方向与版面不同"
            ),
            [say!("give it a [[story]] of its own", "请用单独的 `[[story]]` 安排")];
        /// A bar as high as its section.
        BarLines { lines } = BadValue,
            say!(
                "a bar of {lines} lines leaves no room in this section",
                "栏题占 {lines} 行，专栏里放不下"
            );
        /// Another number of shares than of stories.
        SectionShares { values, stories } = BadValue,
            say!(
                "the share has {values} numbers for {stories} stories",
                "`share` 有 {values} 个数，而稿件有 {stories} 篇"
            );
        /// A story without a line.
        SectionShareEmpty = BadValue, say!("every story needs a line", "每篇稿件至少要有一行");
        /// Stories higher than their section.
        SectionTooHigh { lines, most } = OutsidePage,
            say!(
                "the stories take {lines} lines, under the bar there are {most}",
                "各篇稿件共 {lines} 行，栏题下面只有 {most} 行"
            );
    }
}

pub(super) fn did_you_mean(near: &str) -> Text {
    say!("did you mean \"{near}\"?", "是不是“{near}”？")
}

/// The keys of a start and an extent.
fn pair<'k>(keys: &[&'k str]) -> (&'k str, &'k str) {
    match keys {
        [start, extent, ..] => (start, extent),
        _ => ("", ""),
    }
}

/// What a table of a spec is called in Chinese; tables with a name in brackets are called by it.
pub(super) fn chinese_title(table: &str) -> &str {
    match table {
        "the spec" => "版面文件",
        "a place" => "版位",
        "frame and tint" => "边框和底色",
        "a space" => "空距",
        "a style" => "样式",
        "a frame of a story" => "稿件的续排框",
        "a story of a section" => "栏目中的稿件",
        "a picture of a story" => "稿件的图片",
        "a picture" => "图片",
        "a frame" => "续排框",
        "a pull quote" => "引语",
        "the rules of a table" => "表格的线条",
        "the tables of a story" => "稿件的表格",
        other => other,
    }
}
