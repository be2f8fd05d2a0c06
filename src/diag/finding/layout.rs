//! What the composition of a page finds: text that does not fit, heads, pictures,
//! advertisements and tables in their places.

use super::inspect::round;
use super::SizeMm;
use crate::diag::Text;
use crate::say;

nouns! {
    /// Which lines a place is counted in.
    LinesAre {
        /// What the keys `lines` say.
        OfPage = "lines of the page", "版面的行";
        /// Those of a story whose lines cross the page's; no key names them.
        Own = "lines of its own", "自身的行";
    }

    /// A side of something.
    Edge {
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

impl Sides {
    /// The sides at which something is cut off.
    fn cut(self) -> impl Iterator<Item = (Edge, f64)> {
        let Self { left, right, top, bottom } = self;
        [(Edge::Left, left), (Edge::Right, right), (Edge::Top, top), (Edge::Bottom, bottom)]
            .into_iter()
            .filter(|(_, off)| *off > 0.0)
    }
}

findings! {
    /// Text, a head or a picture in its place on the page.
    Layout {
        /// A story that is not there.
        NoStory { slug, nearest } = StoryMissing,
            say!("there is no story with the slug `{slug}`", "找不到代号为“{slug}”的稿件"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => say!(
                    "the slug is in the story's front matter, or its file name without the ending",
                    "代号写在稿件头部的 slug，或者就是去掉后缀的文件名"
                ),
            }];
        /// A family that there is not.
        NoFont { family, nearest } = FontMissing,
            say!("no font of the family `{family}`", "找不到字体“{family}”"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => say!(
                    "`banmian fonts` lists the families; add a folder with `--font-path`",
                    "用 `banmian fonts` 查看可用字体，或用 `--font-path` 添加字体文件夹"
                ),
            }];
        /// A character that no face has.
        NoGlyph { code_point } = GlyphMissing,
            {
                let c = code_point.0;
                let shown = if c.is_control() { String::new() } else { format!(" {c}") };
                say!(
                    "no font has the character {code_point}{shown}",
                    "没有字体含有字符 {code_point}{shown}"
                )
            },
            [say!(
                "add a font that has it with `--font-path`, or write it differently",
                "用 `--font-path` 添加含有此字的字体，或改用别的写法"
            )];
        /// More text than its place holds.
        TooLong { slug, lines, characters, own_leading_pt, more_lines, lines_are, is_vertical } = Overset,
            {
                let lines_en = english_lines(*lines);
                let Text { en, zh } = of_own_leading(*own_leading_pt);
                say!(
                    "`{slug}` is overset by {lines_en}{en}, {characters} characters",
                    "“{slug}”溢出 {lines} 行{zh}、{characters} 字"
                )
            },
            [longer(*more_lines, *lines_are, *is_vertical)];
        /// Less text than its place holds. Without the line on which it ends it ends on
        /// the last one.
        TooShort { slug, lines, own_leading_pt, text_end, all_lines, lines_are, is_vertical } = Underset,
            {
                let lines_en = english_lines(*lines);
                let Text { en, zh } = of_own_leading(*own_leading_pt);
                say!(
                    "`{slug}` is {lines_en}{en} short of its place",
                    "“{slug}”不足版位 {lines} 行{zh}"
                )
            },
            [match text_end {
                Some(end) => shorter(*end, *all_lines, *lines_are, *is_vertical),
                None => say!(
                    "its text reaches the last line, but not in all columns: add text, or enlarge a picture",
                    "正文已排到最后一行，但有的栏没有排满：请增加正文或放大图片"
                ),
            }];
        /// More text than the places of a story on several pages hold.
        TooLongElsewhere { slug, lines, characters, other_spec } = Overset,
            {
                let lines_en = english_lines(*lines);
                say!(
                    "`{slug}` is overset by {lines_en} where it goes on, {characters} characters",
                    "“{slug}”转版后仍溢出 {lines} 行、{characters} 字"
                )
            },
            [say!(
                "cut the text, or give it more room here or in {other_spec}",
                "请删减正文，或加大本版或 {other_spec} 上的版位"
            )];
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
        /// A story for which a section has no line.
        NoLineInSection { slug, characters } = Overset,
            say!(
                "the section has no line left for `{slug}`, {characters} characters",
                "专栏里没有“{slug}”的位置了，共 {characters} 字"
            ),
            [say!(
                "give the section more lines, or fewer stories",
                "增加专栏行数，或减少稿件"
            )];
        /// A table over all columns without a place.
        NoRoomForTable { slug, needed_lines } = Overset,
            say!(
                "a table of `{slug}` over all columns needs {needed_lines} lines in a row and has no place",
                "“{slug}”的通栏表格要占连续 {needed_lines} 行，没有位置"
            ),
            [say!(
                "give the story more lines, or place the table with `[[table]]`",
                "请增加版位行数，或用 `[[table]]` 单独安排表格"
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
        /// More lines than stand beside the paper's name.
        EarTooHigh { needed_lines, lines } = Overset,
            say!(
                "{needed_lines} lines stand beside the paper's name, there is room for {lines}",
                "报眼有 {needed_lines} 行文字，只排得下 {lines} 行"
            );
        /// More rows than a table's place holds.
        TableTooLong { lines, characters, more_lines } = Overset,
            {
                let lines_en = english_lines(*lines);
                say!(
                    "the table is overset by {lines_en}, {characters} characters",
                    "表格溢出 {lines} 行、{characters} 字"
                )
            },
            {
                let more_en = english_lines(*more_lines);
                [say!(
                    "make its place about {more_en} taller, or break it into more columns with `text-columns`",
                    "把版位加高约 {more_lines} 行，或用 `text-columns` 分成更多栏"
                )]
            };
        /// Fewer rows than a table's place holds; the line of the page on which they
        /// end, if its place is counted in those.
        TableTooShort { lines, text_end } = Underset,
            {
                let lines_en = english_lines(*lines);
                say!("the table is {lines_en} short of its place", "表格不足版位 {lines} 行")
            },
            [match text_end {
                Some(last) => say!(
                    "end its place on line {last}, or give the rows more lines with `grid-lines`",
                    "版位到第 {last} 行即可，或用 `grid-lines` 加高各行"
                ),
                None => {
                    let lines_en = english_lines(*lines);
                    say!(
                        "make its place {lines_en} less tall, or give the rows more lines with `grid-lines`",
                        "把版位改矮 {lines} 行，或用 `grid-lines` 加高各行"
                    )
                }
            }];
        /// Columns of a table without a row.
        EmptyColumns { columns, filled_columns } = Underset,
            {
                let filled = match filled_columns {
                    1 => "one".to_owned(),
                    several => several.to_string(),
                };
                say!(
                    "the rows of the table fill {filled} of its {columns} columns",
                    "表格分 {columns} 栏，各行只排满 {filled_columns} 栏"
                )
            },
            [say!(
                "write text-columns = {filled_columns}, or make its place less tall",
                "请写 text-columns = {filled_columns}，或把版位改矮"
            )];
        /// A table that is wider than its place.
        TableTooWide { needed_pt, width_pt } = TableTooWide,
            {
                let (needs, has) = (tenths(*needed_pt), tenths(*width_pt));
                say!(
                    "the table needs {needs} pt and has {has} pt",
                    "表格至少要 {needs} 磅宽，这里只有 {has} 磅"
                )
            },
            [say!(
                "give it more columns of the page or fewer of its own, smaller type, or shorter words",
                "请加宽版位、减少表格栏数、缩小字号，或改短文字"
            )];
        /// A table that a story does not have.
        NoTable { slug, number_in_story, values } = TableUnreadable,
            say!(
                "`{slug}` has no table {number_in_story}; it has {values} in all",
                "“{slug}”没有第 {number_in_story} 个表格；它一共有 {values} 个"
            );
        /// Text beside a table that stands nowhere.
        RestOfTable { slug, characters } = PartUnplaced,
            say!(
                "`{slug}` has {characters} characters besides this table, and no place for them",
                "“{slug}”除这个表格外还有 {characters} 字没有版位"
            ),
            [say!("place it with `[[story]]`", "改用 `[[story]]` 安排这条稿件")];
        /// The last line of a paragraph at a column's top.
        Widow { slug, text } = Widow,
            say!(
                "in `{slug}` the last line of a paragraph stands alone at a column's top: “{text}”",
                "“{slug}”有一段的末行单独排在栏首：“{text}”"
            ),
            [a_line_more_or_less()];
        /// A crosshead at a column's foot.
        CrossheadAtFoot { slug } = CrossheadAtFoot,
            say!("in `{slug}` a crosshead stands at a column's foot", "“{slug}”有小标题落在栏尾"),
            [a_line_more_or_less()];
        /// Lines that are spaced out too far.
        Loose { slug, lines, line, gap_thousandths, text } = LineLoose,
            {
                let lines_en = english_lines(*lines);
                say!(
                    "`{slug}` has {lines_en} spaced out too far; on line {line} by {gap_thousandths}/1000 em a gap: “{text}”",
                    "“{slug}”有 {lines} 行字距太松；最松的在第 {line} 行，每个字距加了千分之 {gap_thousandths} 字：“{text}”"
                )
            },
            [say!(
                "`banmian explain` shows line by line what was done; change a word or two nearby",
                "用 `banmian explain` 逐行查看；在附近增删一两个字"
            )];
        /// A line that is wider than its column.
        LineOver { over_pt, text } = LineOverfull as Warning,
            {
                let over = tenths(*over_pt);
                say!(
                    "a line sticks out of its column by {over} pt: “{text}”",
                    "有一行超出栏宽 {over} pt：“{text}”"
                )
            };
        /// A word that had to be broken.
        WordBroken { text } = LineOverfull,
            say!(
                "a word is wider than its column and had to be broken after “{text}”",
                "有一处不能断开的文字比栏宽还长，只能在“{text}”后断开"
            ),
            [say!(
                "give the story wider columns, or change the word",
                "请加宽分栏，或修改这处文字"
            )];
        /// A line of display type that is wider than its place.
        StickingOut { text } = LineOverfull,
            say!("“{text}” is wider than its place", "“{text}”比所在位置还宽"),
            [say!(
                "shorten it, set it smaller, or give it more room",
                "请缩短文字、改小字号，或加宽位置"
            )];
        /// Readings without room.
        ReadingsHigh { needed_pt, gap_pt } = ReadingCrowded,
            {
                let (needs, gap) = (tenths(*needed_pt), tenths(*gap_pt));
                say!(
                    "readings take {needs} pt, and there are {gap} pt between the lines",
                    "注音高 {needs} 磅，行间只有 {gap} 磅"
                )
            },
            [say!(
                "give the grid more leading, or the text a smaller size",
                "请加大网格行距，或改小正文字号"
            )];
        /// Lines over the frame of a box.
        OverFrame { slug, lines } = TextOverFrame,
            {
                let lines_en = english_lines(*lines);
                say!(
                    "{lines_en} of `{slug}` stand over the frame of this box",
                    "“{slug}”有 {lines} 行压在这个框的边线上"
                )
            },
            [say!(
                "make the box larger, give it an `inset`, or move the story inside it",
                "请放大这个框、给它加 `inset`，或把稿件移进框里"
            )];
        /// Lines over a rule.
        OverRule { slug, lines } = TextOverFrame,
            {
                let lines_en = english_lines(*lines);
                say!(
                    "{lines_en} of `{slug}` stand over this rule",
                    "“{slug}”有 {lines} 行压在这条线上"
                )
            },
            [say!(
                "move the rule to a line between the stories",
                "请把线移到稿件之间的空行上"
            )];
        /// A head that is left out.
        HeadLeftOut { slug, characters, text } = PartUnplaced as Note,
            say!(
                "the head of `{slug}` is left out, {characters} characters: “{text}”",
                "“{slug}”不排标题，略去 {characters} 字：“{text}”"
            );
        /// A head that is higher than its place.
        HeadTooHigh { slug, lines } = HeadlineTooLong,
            say!(
                "the head of `{slug}` takes {lines} lines, more than its place has",
                "“{slug}”的标题要占 {lines} 行，超出了版位"
            ),
            [say!(
                "give the story more lines, or smaller head styles",
                "增加版位行数，或改小标题样式"
            )];
        /// A headline that is wider than its place at its smallest size.
        HeadlineBroken { text, least_pt } = HeadlineTooLong as Warning,
            say!(
                "“{text}” does not fit its span even at {least_pt} pt and was broken into more lines",
                "“{text}”用最小字号 {least_pt} pt 也排不进，已折成多行"
            ),
            [say!(
                "shorten it, give it more columns, or lower `min-size` in its style",
                "缩短标题、加宽所占栏数，或调小样式里的 `min-size`"
            )];
        /// A head that is wider than its place.
        HeadTooWide { slug, over_mm } = HeadlineTooLong,
            {
                let over = tenths(*over_mm);
                say!(
                    "the head of `{slug}` is {over} mm too wide for its place",
                    "“{slug}”的标题超出所在位置 {over} 毫米"
                )
            },
            [say!(
                "give it more columns, or smaller head styles",
                "增加标题所占的栏，或改小标题样式"
            )];
        /// Parts of a head that have no room side by side.
        NoRow { slug } = HeadlineTooLong as Warning,
            say!(
                "the head of `{slug}` has no room for parts side by side; they stand one below the other",
                "“{slug}”的标题宽度不够并排，已改为上下排"
            ),
            [say!(
                "give the head more columns, shorten its kicker, or take the | out of `head-order`",
                "加宽标题、缩短引题，或在 `head-order` 里去掉 |"
            )];
        /// A head that is higher or wider than the picture it stands on.
        HeadOverPicture { slug, over_mm, edge } = HeadlineTooLong,
            {
                let over = tenths(*over_mm);
                match edge {
                    Edge::Top | Edge::Bottom => say!(
                        "the head of `{slug}` is {over} mm higher than the picture that it stands on",
                        "“{slug}”的标题比所压的图片高出 {over} 毫米"
                    ),
                    Edge::Left | Edge::Right => say!(
                        "the head of `{slug}` is {over} mm wider than the picture that it stands on",
                        "“{slug}”的标题比所压的图片宽出 {over} 毫米"
                    ),
                }
            },
            [say!(
                "give the picture a larger box, or the head smaller styles",
                "放大图片框，或改小标题样式"
            )];
        /// Lines of one part of a head that touch.
        HeadLinesTouch { slug, head_part } = HeadCrowded,
            {
                let Text { en, zh } = head_part.text();
                say!(
                    "in the head of `{slug}` the lines of the {en} touch each other",
                    "“{slug}”的标题中，{zh}的上下行碰在一起"
                )
            },
            [more_grid_lines()];
        /// Two parts of a head that touch.
        HeadPartsTouch { slug, head_part, other_part } = HeadCrowded,
            {
                let (one, other) = (head_part.text(), other_part.text());
                let ((one, first), (two, second)) = ((one.en, one.zh), (other.en, other.zh));
                say!(
                    "in the head of `{slug}` the {one} touches the {two}",
                    "“{slug}”的标题中，{first}碰到了{second}"
                )
            },
            [more_grid_lines()];
        /// A standing head without room.
        NoStandingHead { slug } = PartUnplaced,
            say!("`{slug}` has no lines for its standing head", "“{slug}”的版位放不下栏头");
        /// A picture over a head or another picture; the lines that are taken, if they
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
        /// Text that goes on in a column before.
        Backwards { slug, line, other_line } = ReadingOrder,
            say!(
                "the text of `{slug}` goes back: from line {line} to line {other_line} of a column that the eye has passed",
                "“{slug}”的正文往回走：从第 {line} 行接到前面一栏的第 {other_line} 行"
            ),
            [say!(
                "name the `frames` in the order in which the eye meets them",
                "`frames` 请按读者先后看到的次序来写"
            )];
        /// Text that goes on beyond something else.
        JumpedOver { slug, line, other_line, first_line, last_line } = ReadingOrder,
            say!(
                "the text of `{slug}` goes on from line {line} to line {other_line} beyond something else, on lines {first_line} to {last_line}",
                "“{slug}”的正文从第 {line} 行接到第 {other_line} 行，中间隔着别的内容（第 {first_line} 至 {last_line} 行）"
            ),
            [say!(
                "the eye does not find its way there: move what stands between, or end the columns above it",
                "读者的视线接不上：请移开中间的内容，或让文字在它上面结束"
            )];
        /// Pages of one story whose grids differ.
        OtherGrid { slug } = JumpBroken,
            say!(
                "`{slug}` goes on on a page with another leading or size of text",
                "“{slug}”转到的版面行距或正文字号不同"
            ),
            [say!(
                "give both pages the same template, or the same leading and body size",
                "请让两个版使用同一模板，或相同的行距和正文字号"
            )];
        /// A story that has ended before.
        NothingLeft { slug } = JumpEmpty,
            say!(
                "`{slug}` ends before it comes to this page",
                "“{slug}”在前面的版就排完了，本版没有正文可接"
            ),
            [say!(
                "take it off this page, or give it less room before",
                "请从本版撤下这篇稿件，或缩小前面的版位"
            )];
        /// A jump after hardly a line; so many lines stand here.
        JumpTooSoon { slug, number, lines } = JumpShort,
            match lines {
                0 => say!(
                    "no line of `{slug}` stands on this page before it goes on on page {number}",
                    "“{slug}”在本版一行正文也没有就转到了第 {number} 版"
                ),
                _ => say!(
                    "`{slug}` goes on on page {number} after a single line",
                    "“{slug}”在本版只排了一行就转到了第 {number} 版"
                ),
            },
            [other_lines_here()];
        /// A jump for a single line.
        JumpForOneLine { slug, number } = JumpShort,
            say!(
                "only one line of `{slug}` is left for page {number}",
                "“{slug}”只剩一行转到第 {number} 版"
            ),
            [other_lines_here()];
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
                    "去掉 fit 即可：矢量图不写 fit 时完整放入"
                ),
                false => say!(
                    "give it a box of other proportions, say with `focus` or `crop` what is to be seen, or show it whole with fit = \"contain\"",
                    "请改图片框的长宽，或用 focus、crop 写明要保留的部分，或写 fit = \"完整\""
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
            say!(
                "the credit of `{picture}` is taken from the picture: {credit} ({credit_field})",
                "图片“{picture}”的署名取自图片文件：{credit}（{credit_field}）"
            ),
            [say!(
                "check it; write `credit` in the story to say otherwise",
                "请核对；稿件里写上 `credit` 就以稿件为准"
            )];
        /// A box without a picture.
        NoPicture { slug, pictures } = PictureBoxEmpty,
            say!(
                "`{slug}` has no picture for this box; it has {pictures} in all",
                "“{slug}”没有这个图片框要的图片；它一共有 {pictures} 张"
            );
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
                "在图片上方用 [[story]]（slug 也写 “{slug}”）给标题留三四行，或从稿件里去掉标题，把意思写进图片说明"
            )];
        /// The text of a lone picture's story.
        RestOfText { slug, characters } = PartUnplaced,
            say!(
                "`{slug}` has {characters} characters besides this picture and its caption, and no place for them",
                "“{slug}”除这张图片和说明外还有 {characters} 字没有版位"
            ),
            [say!(
                "give the text a place with a [[story]] of the slug `{slug}`; the picture stays where it is",
                "请再写一条 [[story]]（slug 也写 “{slug}”）安排文字，图片仍留在原处"
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
                "文件没有写明印刷尺寸（没有印刷分辨率），不能用 “scale”"
            ),
            [say!("write \"fit\" instead", "请改写 “fit”")];
    }

    /// An advertisement that differs from its place.
    AdPlace {
        /// It is larger than its place.
        TooLarge { ad, ad_fit } = Overset,
            {
                let Text { en, zh } = ad_fit.text();
                say!(
                    "the advertisement `{ad}` is larger than its place: {en}",
                    "广告“{ad}”比版位大：{zh}"
                )
            },
            {
                let (place, Text { en, zh }) = ad_fit.right_place();
                [say!(
                    "give it a place of {place} mm{en}, or write fit = \"contain\" instead of scale",
                    "版位{zh}应为 {place} 毫米，或不写 scale 而写 fit = \"完整\""
                )]
            };
        /// Something of it is cut off, by its place.
        Cut { ad, ad_fit } = AdCrop,
            cut_off(ad, ad_fit),
            {
                let (place, Text { en, zh }) = ad_fit.right_place();
                [say!(
                    "give it a place of {place} mm{en}, or write fit = \"contain\"",
                    "版位{zh}应为 {place} 毫米，或写 fit = \"完整\""
                )]
            };
        /// Something of it is cut off, by the knife.
        CutByKnife { ad, ad_fit } = AdCrop,
            cut_off(ad, ad_fit),
            [say!(
                "what lies beyond the edge of the paper is cut off: move it, or place its bleed there with box = \"bleed\"",
                "纸边以外的部分会被裁掉：请移动版位，或写 box = \"出血\" 让出血落在纸边外"
            )];
        /// It is scaled as the spec says.
        ScaledAsSaid { ad, ad_fit } = AdScale as Note,
            not_of_file(ad, ad_fit),
            [say!("make sure that who ordered it knows", "请确认客户知道缩放")];
        /// It is scaled.
        Scaled { ad, ad_fit } = AdScale,
            not_of_file(ad, ad_fit),
            {
                let (place, Text { en, zh }) = ad_fit.right_place();
                [say!(
                    "give it a place of {place} mm{en}, or ask for a file in the size of the place; if it is meant, write `scale` in percent",
                    "版位{zh}应为 {place} 毫米，或请客户按版位尺寸重做；有意缩放就写明 scale"
                )]
            };
        /// Its place is of another size.
        OtherSize { ad, ad_fit } = AdSize,
            {
                let Text { en, zh } = ad_fit.text();
                say!(
                    "the advertisement `{ad}` and its place are not of one size: {en}",
                    "广告“{ad}”与版位尺寸不符：{zh}"
                )
            },
            {
                let (place, Text { en, zh }) = ad_fit.right_place();
                [match ad_fit.file_mm {
                    Some(_) => say!(
                        "give it a place of {place} mm{en}, or ask for a file in the size of the place",
                        "版位{zh}应为 {place} 毫米，或请客户按版位尺寸重做"
                    ),
                    None => say!(
                        "give it a place of its proportions, such as {place} mm{en}",
                        "请按文件的长宽比定版位，如 {place} 毫米{zh}"
                    ),
                }]
            };
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

/// An advertisement, its file and its place, in numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdFit {
    /// Its place, without label and frame.
    pub place_mm: SizeMm,
    /// Whether label or frame take something of the place.
    pub has_less_room: bool,
    /// What the file says of its size.
    pub file_mm: Option<SizeMm>,
    /// The pixels of a file that says nothing; none of vectors.
    pub pixels: Option<[u32; 2]>,
    /// How large it is drawn, of the size that the file says.
    pub scale_percent: Option<f64>,
    /// How much of its area is cut off.
    pub cut_percent: f64,
    /// What is cut off in all, of its width and of its height.
    pub cut_mm: SizeMm,
    /// What is cut off at each side.
    pub cut_sides_mm: Sides,
    /// The place that it would fit, label and frame included.
    pub right_place_mm: SizeMm,
}

impl super::members::Member for AdFit {
    fn tell(&self, _: &'static str, members: &mut super::Members) {
        members.add("place_mm", &self.place_mm);
        if let Some(file) = self.file_mm {
            members.add("file_mm", &file);
        }
        if let Some(scale) = self.scale_percent {
            members.add("scale_percent", &scale);
        }
        members.add("cut_percent", &self.cut_percent);
        members.add("cut_mm", &self.cut_mm);
        members.add("right_place_mm", &self.right_place_mm);
    }

    fn add_name(_: &'static str, names: &mut Vec<&'static str>) {
        names.extend([
            "place_mm",
            "file_mm",
            "scale_percent",
            "cut_percent",
            "cut_mm",
            "right_place_mm",
        ]);
    }

    fn schema(_: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
        None
    }
}

impl AdFit {
    /// Place, file, scale and what is cut off.
    fn text(&self) -> Text {
        let room = by(self.place_mm);
        let mut all = vec![match self.has_less_room {
            true => {
                say!("the room inside label and frame is {room} mm", "除去标签和边框，版位 {room} 毫米")
            }
            false => say!("the place is {room} mm", "版位 {room} 毫米"),
        }];
        match (self.file_mm, self.pixels) {
            (Some(file), _) => {
                let (size, scale) = (by(file), self.scale_percent.unwrap_or_default());
                all.push(say!("the file {size} mm", "文件 {size} 毫米"));
                all.push(say!("scaled to {scale} %", "缩放 {scale}%"));
            }
            (None, None) => all.push(say!("the file says no size", "文件没有写明尺寸")),
            (None, Some([width, height])) => all.push(say!(
                "the file {width} x {height} pixels",
                "文件 {width} x {height} 像素"
            )),
        }
        let off = self.cut_sides_mm.cut().map(|(edge, off)| {
            let Text { en, zh } = edge.text();
            say!("{en} {off}", "{zh} {off}")
        });
        if let Text { en, zh } = joined(off.collect(), (" mm, ", " 毫米、"))
            && !en.is_empty()
        {
            let share = self.cut_percent;
            all.push(say!(
                "cut off {en} mm, {share} % of its area",
                "裁去{zh} 毫米，占画面 {share}%"
            ));
        }
        joined(all, (", ", "，"))
    }

    /// The place that it would fit, and what is to be said with it.
    fn right_place(&self) -> (String, Text) {
        let with = match self.has_less_room {
            true => say!(", label and frame included", "（含标签和边框）"),
            false => Text::default(),
        };
        (by(self.right_place_mm), with)
    }
}

fn cut_off(ad: &str, fit: &AdFit) -> Text {
    let Text { en, zh } = fit.text();
    say!("something of the advertisement `{ad}` is cut off: {en}", "广告“{ad}”被裁去一部分：{zh}")
}

fn not_of_file(ad: &str, fit: &AdFit) -> Text {
    let Text { en, zh } = fit.text();
    say!(
        "the advertisement `{ad}` is not printed in the size of its file: {en}",
        "广告“{ad}”没有按文件尺寸排：{zh}"
    )
}

fn by(SizeMm { width, height }: SizeMm) -> String {
    format!("{width} x {height}")
}

fn joined(parts: Vec<Text>, (between, between_zh): (&str, &str)) -> Text {
    let (en, zh): (Vec<String>, Vec<String>) =
        parts.into_iter().map(|Text { en, zh }| (en, zh)).unzip();
    Text { en: en.join(between), zh: zh.join(between_zh) }
}

fn cropped(picture: &str, share: f64, sides: Sides) -> Text {
    let off = sides.cut().map(|(edge, off)| {
        let Text { en, zh } = edge.text();
        say!("{en} {off} %", "{zh} {off}%")
    });
    let Text { en, zh } = joined(off.collect(), (", ", "，"));
    say!(
        "{share} % of the picture `{picture}` is cut off: {en}",
        "图片“{picture}”的画面被裁去 {share}%：{zh}"
    )
}

/// What to do about text that needs so many lines more in each column.
fn longer(lines: usize, lines_are: LinesAre, is_vertical: bool) -> Text {
    let lines_en = english_lines(lines);
    match (lines_are, is_vertical) {
        (LinesAre::OfPage, false) => say!(
            "cut the text, or make its place about {lines_en} taller",
            "删减正文，或把版位加高约 {lines} 行"
        ),
        (LinesAre::OfPage, true) => say!(
            "cut the text, or make its place about {lines_en} wider",
            "删减正文，或把版位加宽约 {lines} 行"
        ),
        (LinesAre::Own, false) => say!(
            "cut the text, or make its place taller by about {lines_en} of its own",
            "删减正文，或把版位加高，约合这篇稿件自身的 {lines} 行"
        ),
        (LinesAre::Own, true) => say!(
            "cut the text, or make its place wider by about {lines_en} of its own",
            "删减正文，或把版位加宽，约合这篇稿件自身的 {lines} 行"
        ),
    }
}

/// What to do about text that ends on this line, before its place does.
fn shorter(end: u32, all: u32, lines_are: LinesAre, is_vertical: bool) -> Text {
    match (lines_are, is_vertical) {
        (LinesAre::OfPage, true) => say!(
            "its text ends on line {end} of the page, from the right: end its place there, add text, or enlarge a picture",
            "正文排到全版自右数第 {end} 行为止：版位到这一行即可，或增加正文、放大图片"
        ),
        (LinesAre::OfPage, false) => say!(
            "its text ends on line {end} of the page: end its place there, add text, or enlarge a picture",
            "正文排到全版第 {end} 行为止：版位到这一行即可，或增加正文、放大图片"
        ),
        (LinesAre::Own, true) => say!(
            "its text ends on line {end} of its own {all}: make its place narrower, add text, or enlarge a picture",
            "正文排到稿件自身 {all} 行中的第 {end} 行为止：请把版位改窄，或增加正文、放大图片"
        ),
        (LinesAre::Own, false) => say!(
            "its text ends on line {end} of its own {all}: make its place less tall, add text, or enlarge a picture",
            "正文排到稿件自身 {all} 行中的第 {end} 行为止：请把版位改矮，或增加正文、放大图片"
        ),
    }
}

/// What is said of lines that are not the page's.
fn of_own_leading(leading_pt: Option<f64>) -> Text {
    let Some(points) = leading_pt.map(round) else { return Text::default() };
    say!(" of its own leading ({points} pt)", "（自身行距 {points} 磅）")
}

fn did_you_mean(near: &str) -> Text {
    say!("did you mean `{near}`?", "是不是“{near}”？")
}

fn a_line_more_or_less() -> Text {
    say!(
        "cut or add a line of text, or change the story's lines by one",
        "增删一行文字，或把版位改动一行"
    )
}

fn more_grid_lines() -> Text {
    say!(
        "give its style more `grid-lines`, or leave them out: they are then worked out",
        "增大样式里的 `grid-lines`，或删去这一项，由程序推算"
    )
}

fn other_lines_here() -> Text {
    say!(
        "give the story more or fewer lines here, or a smaller head",
        "请增减这篇稿件在本版的行数，或把标题排小一些"
    )
}

fn english_lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
