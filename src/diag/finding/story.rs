//! Stories: how they are written, and what an import of raw copy did.

use super::CodePoint;
use crate::diag::Text;
use crate::say;

nouns! {
    /// A part of a story's head that an import finds.
    RawPart {
        /// The section, 栏题.
        Section = "section", "栏题";
        /// 引题.
        Kicker = "kicker", "引题";
        /// 主题.
        Headline = "headline", "主题";
        /// 副题.
        Deck = "deck", "副题";
        /// 提要题.
        Standfirst = "standfirst", "提要题";
        /// 署名.
        Byline = "byline", "署名";
        /// 电头.
        Dateline = "dateline", "电头";
    }

    /// Why something is left to the editor.
    Doubt {
        /// A line that may be a caption, a crosshead or a piece of a paragraph.
        Line = "this line may be a caption, a crosshead or a piece of a paragraph; words may be missing before or after it",
            "这一行可能是图片说明、小标题，也可能是断开的段落；前后或有缺字";
        /// A paragraph that stops in the middle of a sentence.
        Unfinished = "the paragraph stops in the middle of a sentence", "这一段在句子中间断了";
        /// Quotes that do not pair.
        Quote = "the straight quotes do not pair", "直引号不成对";
        /// A bracket without its partner.
        Bracket = "the bracket has no partner", "括号不成对";
        /// A half-width point between Chinese letters: 。 or ·.
        Point = "this point may be a full stop or a middle dot", "这一点是句号还是间隔号";
        /// A letter that a file describes and does not write.
        Letter = "the letter that is described here is to be written", "此处只描述了字形，请写上这个字";
        /// A caption that was taken out of the text.
        CaptionCut = "a line that seems to be a caption stood here; words may be missing before the next paragraph", "这里原有一行，似是图片说明；下一段开头或有缺字";
        /// A headline that only its place speaks for.
        StoryBegin = "another story may begin with this line, or it is a crosshead", "这一行可能是另一篇稿件的标题，也可能是小标题";
        /// A byline or dateline below the head: another story, or a signature.
        OtherStory = "this may be another story or a signature", "这里可能是另一篇稿件，或文末署名";
    }

    /// What a value of the front matter must be.
    FrontValue {
        TableList = "a list of tables", "表的列表";
        Text = "text in quotes", "带引号的文字";
        Table = "a table", "表";
        WordList = "a list of words in quotes", "带引号的词的列表";
        WireText = "text in quotes, or a whole number", "带引号的文字，或整数";
        DateAndTime = "a date such as 2026-11-29 or \"2026-11-29 06:00\"", "日期，如 2026-11-29 或 \"2026-11-29 06:00\"";
    }
}

findings! {
    /// Something in a story that cannot be read, or not as it may be meant.
    StorySyntax {
        /// Front matter without its second line.
        FrontUnclosed = TomlSyntax,
            say!("the front matter has no end", "稿件头部没有结束"),
            [say!(
                "put a second line of `+++` below the last key",
                "请在最后一项下面再加一行 +++"
            )];
        /// Front matter between other lines.
        OtherFence { value } = StoryMarkup as Error,
            say!(
                "the head of this story stands between lines of `{value}` and would be set as text",
                "这个稿件头部写在 `{value}` 之间，会当成正文排出"
            ),
            [say!("write `+++` above and below it", "请把上下两行改成 `+++`")];
        /// Front matter of another kind.
        Yaml = StoryMarkup as Error,
            say!(
                "this front matter is YAML, which is not read here and would be set as text",
                "这个稿件头部是 YAML 写法，这里不认，会当成正文排出"
            ),
            [say!(
                "put lines of `+++` round it instead of `---`, and write `headline = \"…\"` instead of `headline: …`",
                "把上下的 `---` 改成 `+++`，把 `headline: …` 改写成 `headline = \"…\"`"
            )];
        /// A slug that cannot be one.
        BadSlug { value } = BadValue,
            say!("`{value}` cannot be a slug", "“{value}”不能用作代号"),
            [say!(
                "a slug is one short word without spaces and slashes",
                "代号是一个短词，不带空格和斜杠"
            )];
        /// A language that is not set.
        UnknownLanguage { value, known } = UnknownName,
            say!("unknown language `{value}`", "没有“{value}”这种语言"),
            {
                let known = known.join(", ");
                [say!("the languages are {known}", "可用的语言：{known}")]
            };
        /// A word that names no part which a story can do without.
        UnknownPart { value, known } = UnknownName,
            say!("a story has no part `{value}` to do without", "稿件没有可以略去的“{value}”"),
            {
                let known = known.join(", ");
                [say!("the parts are {known}", "可以略去的部分：{known}")]
            };
        /// A picture of the front matter without a file.
        PictureFileless = MissingKey,
            say!("this picture names no file", "这张图片没有写明文件"),
            [say!("add `file = \"…\"`", "请加上 `file = \"…\"`")];
        /// A picture of the text without a file.
        PictureAddressless = MissingKey,
            say!("this picture names no file", "这张图片没有写明文件"),
            [say!("write `![caption](file.jpg)`", "请写成 ![说明](文件.jpg)")];
        /// A value of the wrong kind.
        WrongKind { key, front_value } = BadValue,
            {
                let Text { en, zh } = front_value.text();
                say!("`{key}` must be {en}", "“{key}”应当是{zh}")
            };
        /// A key that means nothing.
        UnknownKey { key, nearest, known } = UnknownKey,
            say!("unknown key `{key}`", "稿件头部里没有“{key}”这一项"),
            [match nearest {
                Some(near) => say!("did you mean `{near}`?", "是不是想写“{near}”？"),
                None => {
                    let known = known.join(", ");
                    say!("the keys are {known}", "可用的项：{known}")
                }
            }];
        /// A file name that cannot be a slug.
        NoSlug { name } = MissingKey,
            say!(
                "the story has no slug, and its file name `{name}` cannot be one",
                "稿件没有代号，文件名“{name}”也不能用作代号"
            ),
            [say!(
                "add `slug = \"…\"` to the front matter, without spaces",
                "请在稿件头部里加上 `slug = \"…\"`，不要带空格"
            )];
        /// Two stories of one slug.
        SlugTwice { slug, other_file } = StoryTwice,
            say!(
                "a second story with the slug `{slug}`; the first is `{other_file}`",
                "代号“{slug}”重复：“{other_file}”已经用了"
            ),
            [say!("give one of them another slug", "请改其中一篇的代号")];
        /// More than a story holds.
        TooManyParagraphs { values, most_values } = StoryTooLong,
            say!(
                "the story has {values} paragraphs, items and rows, of which only the first {most_values} are read",
                "稿件的段落、条目和表格行共 {values} 个，只读前 {most_values} 个"
            ),
            [say!("divide it into several stories", "请拆成几篇稿件")];
        /// More pictures than a story has.
        TooManyPictures { values, most_values } = StoryTooLong,
            say!(
                "the story has {values} pictures, more than the {most_values} it can have",
                "稿件有 {values} 张图片，超过 {most_values} 张的上限"
            );
        /// Nothing to set.
        Empty = StoryEmpty, say!("the story has no text", "稿件没有正文");
        /// Spaces that a style makes.
        TypedIndents { values } = StoryMarkup as Note,
            say!(
                "typed spaces at a paragraph's start are dropped, {values} in all",
                "已去掉段首手打的空格，共 {values} 段"
            ),
            [say!("the page's style makes the indent", "缩进由版面样式决定")];
        /// Text that runs to the left.
        RightToLeft { characters, code_point } = RightToLeft,
            say!(
                "text that runs from right to left cannot be set ({characters} characters from {code_point})",
                "不能排从右到左的文字（自 {code_point} 起 {characters} 个字符）"
            );
        /// Controls.
        Control { characters, code_point } = ControlCharacter,
            match characters {
                1 => say!("control character {code_point} is not set", "控制字符 {code_point} 不会排出"),
                _ => say!(
                    "{characters} control characters, the first {code_point}, are not set",
                    "有 {characters} 个控制字符（第一个是 {code_point}）不会排出"
                ),
            },
            [say!("remove it; characters may be missing here", "请删去；此处可能有缺字")];
        /// A mark of an import.
        EditorMark { mark_start, mark_end } = EditorMark,
            say!("an editor's decision is still missing here", "此处还有待编辑定夺"),
            [say!(
                "put the text right and remove `{mark_start}` and `{mark_end}`",
                "请改好文字，并删去“{mark_start}”和“{mark_end}”"
            )];
        /// A word behind a marked span.
        UnknownMark { word, nearest } = StoryMarkup,
            say!(
                "`{word}` is no mark; it is set as written",
                "没有“{word}”这种标记，照原样排出"
            ),
            [match nearest {
                Some(near) => say!("did you mean `{near}`?", "是不是想写“{near}”？"),
                None => say!(
                    "the marks are dots, name, title and tcy; write `\\[` for a bracket",
                    "可用的标记：着重、专名、书名、纵中横；方括号本身写作 \\["
                ),
            }];
        /// Not as many readings as characters.
        Readings { readings, characters } = StoryMarkup,
            say!(
                "{readings} readings for {characters} characters are set as one over all of them",
                "{characters} 个字注了 {readings} 段音，合为一段排在全词上"
            ),
            [say!(
                "write one reading for each character or one for all of them",
                "请逐字各写一段，或者全词只写一段"
            )];
        /// A reading of nothing.
        NoReading = StoryMarkup,
            say!("this reading is empty and set as written", "这里的注音是空的，照原样排出");
        /// Too much for one cell.
        WideCell { most } = StoryMarkup,
            say!(
                "more than {most} characters do not fit into one cell; they are set as written",
                "纵中横最多 {most} 个字符，这里照原样排出"
            );
        /// Marks in marks without end.
        NestedMarks { most } = StoryMarkup,
            say!(
                "more than {most} marks one in the other; this one is set as written",
                "标记套了 {most} 层以上，这一层照原样排出"
            );
        /// Code.
        Code = StoryMarkup, say!("code is set as ordinary text", "代码按普通文字排");
        /// HTML.
        Html = StoryMarkup, say!("HTML is set as written", "HTML 照原样排出");
        /// A rule.
        Rule = StoryMarkup, say!("the rule is not set", "分隔线不会排出");
        /// A picture whose file name ends its address.
        PictureSpaces = StoryMarkup,
            say!(
                "this picture is set as words: a file name with spaces is written <like this.jpg>",
                "这张图片按文字排了：文件名里有空格时要写成 <文件 名.jpg>"
            );
        /// A line that makes a crosshead of the one above it.
        Underlined = StoryMarkup,
            say!(
                "the line of dashes below makes this a crosshead",
                "下面的一行横线使这一段成了小标题"
            );
        /// A block of code.
        CodeBlock = StoryMarkup,
            say!(
                "lines with four spaces before them or between ``` are set as paragraphs",
                "行首有四个空格或夹在 ``` 之间的各行按段落排"
            );
        /// A link.
        LinkAddress { address } = StoryMarkup,
            say!(
                "only the text of a link is set, not its address `{address}`",
                "链接只排文字，不排地址“{address}”"
            );
        /// Asterisks that make nothing strong.
        Asterisks = StoryMarkup,
            say!("these asterisks do not pair and are set as written", "这里的星号不成对，照原样排出");
        /// The end of a box that has not begun.
        ColonsCloseNothing = StoryMarkup,
            say!("this line of colons closes nothing", "这行冒号没有对应的开头");
        /// A box of no kind.
        UnknownBox { word } = StoryMarkup,
            say!(
                "`{word}` is no kind of box; write `::: note` or `::: box Title`",
                "不认识“{word}”；请写 `::: note` 或 `::: box 标题`"
            );
        /// A box without its end.
        BoxUnclosed = StoryMarkup,
            say!(
                "this box is never closed: a line of three colons ends it",
                "这个框没有收尾：用一行三个冒号结束"
            );
        /// A quote in something else.
        QuoteInside = StoryMarkup,
            say!(
                "a quote inside a box, a list or a quote is set as paragraphs",
                "框、列表或引文里的引文按普通段落排"
            );
        /// A list in a list in a list.
        DeepList = StoryMarkup,
            say!(
                "lists go two levels deep; deeper items are set like those of the second",
                "列表最多两层，更深的按第二层排"
            );
        /// An item of nothing.
        EmptyItem = StoryMarkup,
            say!("an item without text is not set", "没有文字的列表项不排");
        /// A second heading of a box.
        SecondHeading = StoryMarkup,
            say!(
                "a second heading in a box is set as a paragraph",
                "框里的第二个标题按普通段落排"
            );
        /// A row with more or fewer cells than the first.
        RaggedRow { row, cells, wanted_cells } = TableRagged,
            {
                let word = if *cells == 1 { "cell" } else { "cells" };
                say!(
                    "row {row} of the table has {cells} {word}, the first has {wanted_cells}",
                    "表格第 {row} 行有 {cells} 格，第 1 行有 {wanted_cells} 格"
                )
            },
            [say!(
                "an empty cell is written too; \"<<\" joins a cell to the one at its left, \"^^\" to the one above",
                "空格也要写出来；“<<”表示并入左格，“^^”表示并入上格"
            )];
        /// Joined cells of no form.
        Joins { row } = TableJoins,
            say!(
                "row {row} of the table has joined cells that make no rectangle",
                "表格第 {row} 行合并的单元格凑不成一个矩形"
            ),
            [say!(
                "\"<<\" joins a cell to the one at its left, \"^^\" to the one above; for two by two write \"a | <<\" over \"^^ | <<\"",
                "“<<”表示并入左格，“^^”表示并入上格；两行两列写作“a | <<”和下一行“^^ | <<”"
            )];
        /// A table beyond any page.
        TableTooLarge { most_values } = TableUnreadable,
            say!(
                "a table of more than {most_values} cells is none for a page",
                "表格超过 {most_values} 格，版面排不下"
            ),
            [say!(
                "give the rows that the page shows, and the same number of cells in each",
                "只保留版面要排的行，并使各行格数相同"
            )];
        /// A quote without its end.
        QuoteUnclosed = TableUnreadable,
            say!("the quote that opens here is never closed", "这里的引号一直没有闭合"),
            [say!(
                "a quote inside a quoted cell is written twice: \"\"",
                "引号内的引号要写两个：\"\""
            )];
        /// A line that is none.
        BadLine { said } = TableUnreadable,
            {
                let said = said.as_deref().unwrap_or_default();
                say!("this line cannot be read: {said}", "这一行读不出来（“{said}”）")
            };
        /// A table of nothing.
        TableEmpty = TableUnreadable, say!("the table is empty", "表格是空的");
    }

    /// What an import would mend in a story, and what it seems to lack.
    CopyFinding {
        /// Marks of half the width.
        HalfWidthMarks { before, times, first_places } = CopyMarks,
            {
                let (before, Text { en, zh }) = (quoted(before), at_places(*times, first_places));
                say!(
                    "half-width marks stand among Chinese characters, the first {before}, {en}",
                    "汉字之间有半角标点，第一个是 {before}，{zh}"
                )
            },
            [import_mends()];
        /// Quotes without a direction.
        StraightQuotes { times, first_places } = CopyMarks,
            {
                let Text { en, zh } = at_places(*times, first_places);
                say!(
                    "straight quotes stand in Chinese text, {en}",
                    "中文里有直引号，{zh}"
                )
            },
            [import_mends()];
        /// Points for an ellipsis.
        PointsForEllipsis { before, times, first_places } = CopyMarks,
            {
                let (before, Text { en, zh }) = (quoted(before), at_places(*times, first_places));
                say!(
                    "{before} stands for an ellipsis (……), {en}",
                    "用 {before} 代替省略号（……），{zh}"
                )
            },
            [import_mends()];
        /// Hyphens for a dash.
        HyphensForDash { before, times, first_places } = CopyMarks,
            {
                let (before, Text { en, zh }) = (quoted(before), at_places(*times, first_places));
                say!(
                    "{before} stands for a dash (——), {en}",
                    "用 {before} 代替破折号（——），{zh}"
                )
            },
            [import_mends()];
        /// Radicals and the like.
        LookAlikes { before, after, times, first_places } = CopyLookAlike,
            {
                let (Text { en: before_en, zh: before_zh }, after) =
                    (with_code_points(before), quoted(after));
                let Text { en, zh } = at_places(*times, first_places);
                match times {
                    1 => say!(
                        "{before_en} only looks like {after}, {en}",
                        "{before_zh} 只是形似 {after}，{zh}"
                    ),
                    _ => say!(
                        "characters only look like others, the first {before_en} like {after}, {en}",
                        "有形似而非本字的字符，第一处是 {before_zh}，应为 {after}，{zh}"
                    ),
                }
            },
            [import_mends()];
        /// Signs of Aozora Bunko's files.
        AozoraSigns { before, times, first_places } = CopyAozora,
            {
                let (before, Text { en, zh }) = (quoted(before), at_places(*times, first_places));
                say!(
                    "signs of Aozora Bunko are set as they are written, the first {before}, {en}",
                    "青空文库的记号照原样排出，第一个是 {before}，{zh}"
                )
            },
            [import_mends()];
        /// A first line that nobody reads as a headline.
        NoHeadline { text } = HeadlineUnread,
            {
                let text = quoted(text);
                say!(
                    "the story has no headline; its first line {text} seems to be one",
                    "稿件没有主题；第一行 {text} 看来是主题"
                )
            },
            [{
                let text = quoted(&format!("# {text}"));
                say!(
                    "write {text} with a half-width sign and a space, or `headline = \"…\"` in the head",
                    "请写成 {text}，用半角 # 加空格；或在稿件头部里写 `headline = \"…\"`"
                )
            }];
    }

    /// What an import did to raw copy.
    ImportFinding {
        /// The file is a story.
        StoryAlready = ImportMended,
            say!(
                "the file is a story already and is left as it is",
                "这已经是稿件文件，原样保留"
            );
        /// Three bytes of no meaning.
        ByteOrderMark = ImportMended, say!("byte order mark dropped", "已去掉字节序标记（BOM）");
        /// Another encoding than that of stories.
        ReadAs { charset } = ImportMended, say!("read as {charset}", "按 {charset} 编码读入");
        /// Another encoding, told by what the text says.
        ReadAsLikely { charset } = ImportMended,
            say!("recognised as {charset} and read so", "识别为 {charset} 编码并照此读入"),
            [say!(
                "if the words are wrong, name the encoding with `--encoding`",
                "如果文字不对，请用 `--encoding` 写明编码"
            )];
        /// A mark of UTF-8 before what is none.
        WrongMark { charset } = ImportMended,
            say!(
                "the file opens with the mark of UTF-8 and is {charset}; read as {charset}",
                "文件开头有 UTF-8 的标记，实际是 {charset}，已按 {charset} 读入"
            );
        /// A character to which each system gives a meaning of its own.
        PrivateUse { code_point, times, first_places } = PrivateCharacter,
            {
                let Text { en, zh } = at_places(*times, first_places);
                say!(
                    "{code_point} has no meaning but in the system that wrote it, {en}",
                    "{code_point} 是自造字区的字符，只在原系统里有意义，{zh}"
                )
            },
            [say!(
                "see what it is in the old system; a table for `--characters` puts the right one in each time",
                "请在原系统里查出是什么字；写进 `--characters` 用的对照表，以后就会自动换上"
            )];
        /// One that the house's table knows.
        PrivateMapped { code_point, after, times, first_places } = ImportMended,
            {
                let (after, Text { en, zh }) = (quoted(after), at_places(*times, first_places));
                say!(
                    "{code_point} became {after} by the table of characters, {en}",
                    "按字符对照表，{code_point} 改为 {after}，{zh}"
                )
            };
        /// Line ends.
        LineEnds = ImportMended, say!("line ends of another system replaced", "已统一换行符");
        /// An indent.
        Indent = ImportMended, say!("typed indent dropped", "已去掉手打的段首空格");
        /// Lines of a paragraph.
        Unwrapped = ImportMended, say!("wrapped lines joined to one paragraph", "硬换行的各行已接成一段");
        /// Pieces of a paragraph.
        Joined = ImportMended, say!("cut paragraph joined", "断开的段落已接上");
        /// Characters that became others.
        Replaced { before, after } = ImportMended,
            {
                let (before, after) = (quoted(before), quoted(after));
                say!("{before} became {after}", "{before} 改为 {after}")
            };
        /// Characters that look like those that are meant.
        LookAlike { before, after } = ImportMended,
            {
                let (Text { en: before_en, zh: before_zh }, after) =
                    (with_code_points(before), quoted(after));
                say!(
                    "{before_en} became {after}, the usual character",
                    "{before_zh} 改为通用字符 {after}"
                )
            };
        /// Many of them.
        LookAlikesMended { before, after } = ImportMended,
            {
                let (Text { en: before_en, zh: before_zh }, after) =
                    (with_code_points(before), quoted(after));
                say!(
                    "{before_en} and others like it became usual characters, as {after}",
                    "{before_zh} 等形似字改为 {after} 等通用字符"
                )
            };
        /// A dash that may have been another.
        DashReplaced { before, after } = ImportMended as Warning,
            {
                let (before, after) = (quoted(before), quoted(after));
                say!("{before} became {after}", "{before} 改为 {after}")
            },
            [say!(
                "put a single dash back if it connects two names (GB/T 15834 4.13)",
                "若是连接号（GB/T 15834 4.13），请改回一字线"
            )];
        /// Letters of full width, many times.
        Narrowed = ImportMended,
            say!(
                "full-width letters and digits became ordinary ones",
                "全角字母、数字改为半角"
            );
        /// A reading as Aozora Bunko writes it.
        ReadingTaken { before, after } = ImportMended,
            {
                let (before, after) = (quoted(before), quoted(after));
                say!("{before} became the reading {after}", "{before} 改为注音 {after}")
            };
        /// Many of them.
        ReadingsTaken = ImportMended,
            say!(
                "readings as Aozora Bunko writes them became readings of the story",
                "青空文库式的注音改为本稿件的注音"
            );
        /// A reading that may be a title.
        ReadingGuessed { before, after } = ImportMended as Warning,
            {
                let (before, after) = (quoted(before), quoted(after));
                say!("{before} became the reading {after}", "{before} 改为注音 {after}")
            },
            [say!(
                "put it back if it is the title of a work",
                "如果是作品名，请改回"
            )];
        /// An annotation that makes a heading of its line.
        HeadingAnnotation { before } = ImportMended,
            {
                let before = quoted(before);
                say!("the annotation {before} makes a crosshead", "注记 {before} 使这一行成为小标题")
            };
        /// An annotation that a story cannot say.
        AnnotationDropped { before } = ImportMended as Warning,
            {
                let before = quoted(before);
                say!(
                    "the annotation {before} is dropped: a story cannot say it",
                    "已去掉注记 {before}：稿件无法表示"
                )
            };
        /// What explains the signs of a file.
        Explanation { before } = ImportMended as Warning,
            {
                let before = quoted(before);
                say!(
                    "the explanation of signs between the two lines of dashes is left out: {before}",
                    "两行横线之间的记号说明已略去：{before}"
                )
            };
        /// What a file says of its source.
        Colophon { before } = ImportMended as Warning,
            {
                let before = quoted(before);
                say!(
                    "all from this line to the end is the file's colophon and left out: {before}",
                    "从这一行到文末是文件的出处说明，已略去：{before}"
                )
            },
            [say!(
                "say where the text is from if the page must",
                "版面上需要注明出处时，请另写"
            )];
        /// The same many times.
        Repeated { cause, times, first_places } = ImportMended,
            {
                let (Text { en: cause_en, zh: cause_zh }, Text { en, zh }) =
                    (cause.text(), at_places(*times, first_places));
                say!("{cause_en}, {en}", "{cause_zh}，{zh}")
            },
            cause.hints();
        /// A space.
        SpaceRemoved = ImportMended, say!("space removed", "已去掉空格");
        /// Spaces.
        SpacesJoined = ImportMended, say!("several spaces became one", "多个空格并为一个");
        /// A line of the head by a sign that it bears.
        HeadPart { before, raw_part } = ImportPart,
            taken_as(before, *raw_part);
        /// A line of the head by its place.
        HeadGuess { before, raw_part } = ImportPart as Warning,
            taken_as(before, *raw_part),
            [say!("nothing but its place speaks for it; look at it", "只是按位置推断，请核对")];
        /// A short line.
        Crosshead { before } = ImportPart,
            {
                let before = quoted(before);
                say!("{before} is taken as a crosshead", "{before} 当作小标题")
            };
        /// A slogan over the page.
        Banner { before } = ImportPart as Warning,
            {
                let before = quoted(before);
                say!("{before} is taken as the banner over the page", "{before} 当作通栏标语")
            },
            [say!("nothing but its place speaks for it; look at it", "只是按位置推断，请核对")];
        /// A story of a page.
        StoryBegins { before } = ImportPart,
            {
                let before = quoted(before);
                say!("a story begins with {before}", "一篇稿件从 {before} 开始")
            };
        /// A caption that belongs to no story.
        CaptionAlone { before } = ImportPart as Warning,
            {
                let before = quoted(before);
                say!(
                    "{before} is taken as the caption of a picture that stands alone",
                    "{before} 当作单幅图片的说明"
                )
            },
            [say!("name its picture's file", "请补上图片文件名")];
        /// The folio of a page.
        PageFurniture { before } = ImportPart as Warning,
            {
                let before = quoted(before);
                say!(
                    "{before} is taken as the folio of the page: it stands in the page spec as a remark",
                    "{before} 当作报眉，作为注释写进版面文件"
                )
            };
        /// A paragraph that ends with 摄.
        Caption { before } = ImportPart as Warning,
            {
                let before = quoted(before);
                say!(
                    "{before} is taken as a caption; name its picture's file",
                    "{before} 当作图片说明；请补上图片文件名"
                )
            };
        /// Something that only an editor can know.
        Doubtful { doubt, mark_start, mark_end } = EditorMark as Warning,
            doubt.text(),
            [say!(
                "the place is marked {mark_start}…{mark_end} in the story",
                "稿件中此处标有 {mark_start}…{mark_end}"
            )];
    }
}

fn taken_as(before: &str, part: RawPart) -> Text {
    let (before, Text { en, zh }) = (quoted(before), part.text());
    say!("{before} is taken as the {en}", "{before} 当作{zh}")
}

/// A text in quotes, with the code points of a few characters: by their looks nobody
/// can tell them.
fn with_code_points(text: &str) -> Text {
    const MOST: usize = 2;
    let code_points: Vec<String> =
        text.chars().take(MOST).map(|c| CodePoint(c).to_string()).collect();
    let dots = if text.chars().count() > MOST { " …" } else { "" };
    let (text, code_points) = (quoted(text), code_points.join(" "));
    say!("{text} ({code_points}{dots})", "{text}（{code_points}{dots}）")
}

/// How often something is there, and the first places of it.
pub(super) fn at_places(times: usize, places: &[String]) -> Text {
    let dots = if places.len() < times { " …" } else { "" };
    let (en, zh) = (places.join(", "), places.join("、"));
    match times {
        1 => say!("at {en}", "在 {zh}"),
        _ => say!("{times} times: {en}{dots}", "共 {times} 处：{zh}{dots}"),
    }
}

fn import_mends() -> Text {
    say!(
        "`banmian import` mends it: raw copy becomes a story, and in a story only these characters change",
        "可用 `banmian import` 整理：原始来稿会写成稿件，已是稿件的只改这些字符"
    )
}

/// How many characters of a text are quoted in a message.
const QUOTED: usize = 16;

/// The beginning of a text between quotes of its own.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((cut, _)) => format!("`{}…`", &text[..cut]),
        None => format!("`{text}`"),
    }
}
