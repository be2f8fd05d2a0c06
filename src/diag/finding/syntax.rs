//! Specs that cannot be read as they are written: keys, values, TOML itself.

use super::spec::{chinese_title, did_you_mean};
use crate::diag::{Code, Severity, Text};
use crate::say;

nouns! {
    /// What is wrong with a line of TOML.
    TomlFault {
        Unquoted = "text stands in quotes", "文字要放在引号里";
        NeitherDateNorText = "this is neither a date nor text in quotes", "这既不是日期，也不是带引号的文字";
        NeitherNumberNorText = "this is neither a number nor text in quotes",
            "这既不是数字，也不是带引号的文字";
        LeadingZero = "a number does not begin with 0", "数字不能以 0 开头";
        Twice = "the same was written further up", "前面已经写过同样的一项";
        NoEquals = "there is no = after the key", "项名后面没有 =";
        BadKey = "a key has Latin letters, digits and - only", "项名只能用英文字母、数字和 -";
        NoBrackets = "]] is missing", "缺少 ]]";
        NoBracket = "] is missing", "缺少 ]";
        NoBrace = "} is missing", "缺少 }";
        NoQuote = "the quote at the end is missing", "缺少后面的引号";
        NoComma = "a comma is missing", "缺少逗号";
        ExtraComma = "there is a comma too many", "多了一个逗号";
        AfterValue = "there is something after the value", "内容后面多了字符";
        Backslash = "a \\ in text is written twice: \\\\", "文字里的 \\ 要写两个：\\\\";
        NoPlainDate = "a date is written year-month-day", "日期写成 年-月-日";
        NeitherTrueNorFalse = "this is neither true nor false", "这里要写 `true` 或 `false`";
        NoSuchDate = "there is no such date", "没有这个日期";
        NoValue = "there is nothing after =", "= 后面没有内容";
        Other = "it is not TOML", "不合 TOML 写法";
    }

    /// What is counted from 1.
    CountedThing {
        ColumnsAndLines = "columns and lines", "栏和行";
        Pages = "pages", "页码";
        Crossheads = "crossheads", "小标题";
        Tables = "tables", "表格";
        Quotes = "quotes", "引语";
        Pictures = "pictures", "图片";
    }
}

findings! {
    /// Something in a spec that cannot be read as it is written.
    SpecSyntax {
        /// A story in the place of a spec.
        IsStory = TomlSyntax,
            say!("this is a story, and no page spec", "这是稿件，不是版面文件"),
            [say!(
                "name the page spec: its `stories` says in which folder stories are",
                "请写版面文件；稿件在哪个文件夹，由其中的 `stories` 写明"
            )];
        /// A key that means nothing where it stands.
        UnknownKey { key, table, nearest, known } = UnknownKey,
            { let titled = chinese_title(table); say!("\"{key}\" is not a key of {table}", "{titled} 中没有“{key}”这一项") },
            [match nearest {
                Some(near) => did_you_mean(near),
                None => {
                    let list = known.join(", ");
                    say!("its keys are {list}", "可用的项：{list}")
                }
            }];
        /// A value of the wrong kind.
        WrongKind { expected, found } = BadValue,
            {
                let (expected, found) = (expected.text(), found.text());
                Text {
                    en: format!("expected {}, found {}", expected.en, found.en),
                    zh: format!("这里应为{}，写的却是{}", expected.zh, found.zh),
                }
            };
        /// A list that is too long.
        LongList { values, most_values } = BadValue,
            say!(
                "there are {values} of these, of which only the first {most_values} are read",
                "这里写了 {values} 项，只读前 {most_values} 项"
            );
        /// One table where there can be several.
        SeveralPossible = BadValue,
            say!("there can be several of these", "这一项可以有多个"),
            [say!(
                "write the heading with two brackets, like [[story]]",
                "标题请用双方括号，如 `[[story]]`"
            )];
        /// Something else than a list.
        NoList = BadValue, say!("expected a list", "这里应为列表");
        /// Something else than a table.
        NoTable { table } = BadValue,
            { let titled = chinese_title(table); say!("{table} is a table of keys", "{titled} 是一个表") },
            [say!(
                "write its keys in braces, {{ key = value }}, or one a line under a heading of its own",
                "请把各项写在花括号里：{{ key = value }}，或另起一个标题，每行写一项"
            )];
        /// Several tables where there is only one.
        OnlyOne { table } = BadValue,
            { let titled = chinese_title(table); say!("{table} is a table of keys", "{titled} 是一个表") },
            [{ let titled = chinese_title(table); say!(
                "there is only one: write {table} with single brackets",
                "它只有一个：请写 {titled}，用单方括号"
            ) }];
        /// Something else than a length.
        NoLength { value } = BadValue,
            say!(
                "\"{value}\" is not a length: it must start with a number",
                "“{value}”不是长度：应以数字开头"
            ),
            [say!("write a number and a unit: \"12mm\"", "写数字加单位：\"12mm\"")];
        /// A length beyond any page.
        LengthTooLarge { value } = BadValue,
            say!("the length \"{value}\" is too large", "长度“{value}”太大");
        /// A length without a unit.
        NoUnit { value } = BadValue,
            say!("the length {value} has no unit", "长度 {value} 没有单位"),
            [say!(
                "write \"{value}mm\", \"{value}pt\" or \"{value}字\", in quotes",
                "写成 \"{value}mm\"、\"{value}pt\" 或 \"{value}字\"，带引号"
            )];
        /// A unit that is none.
        UnknownUnit { value, nearest } = BadValue,
            say!("\"{value}\" is not a unit", "“{value}”不是单位"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => say!(
                    "the units are mm, cm, in, pt, Q, H, em (字) and lines (行)",
                    "单位有 mm、cm、in、pt、Q、H、字（em）、行（lines）"
                ),
            }];
        /// A name of a size that is none.
        UnknownSize { name, nearest, known } = UnknownName,
            say!("there is no size \"{name}\"", "没有“{name}”这个字号"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => {
                    let list = known.join(" ");
                    say!(
                        "the names are {list}; or write a length: \"9.5pt\"",
                        "字号名有：{list}；也可以写长度：\"9.5pt\""
                    )
                }
            }];
        /// A length inside a line in lines.
        LinesInLine = BadValue,
            say!(
                "a length inside a line cannot be counted in lines",
                "行内的长度不能用“行”作单位"
            );
        /// A name of a paper that is none.
        UnknownPaper { name, nearest } = UnknownName,
            say!("there is no paper \"{name}\"", "没有“{name}”这种纸张"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => say!(
                    "write width and height: \"390mm x 545mm\"",
                    "写宽和高：\"390mm x 545mm\""
                ),
            }];
        /// Paper in characters or lines.
        PaperUnit = BadValue,
            say!("paper is measured in mm, cm, in or pt", "纸张尺寸用 mm、cm、in 或 pt");
        /// Something else than a whole number.
        NoCount { value, example } = BadValue,
            say!("\"{value}\" is not a whole number", "“{value}”不是整数"),
            [say!(
                "write it in digits, without quotes: {example}",
                "用阿拉伯数字，不加引号：{example}"
            )];
        /// A spec of a format that came later.
        NewerFormat { spec_format, known_format } = NewerFormat,
            say!(
                "this spec is of format {spec_format}; this program knows {known_format}",
                "这个版面文件是第 {spec_format} 版格式，本程序只认到第 {known_format} 版"
            ),
            [say!(
                "take the banmian that it was written for, or a newer one: `banmian --version` tells which this is",
                "请用写它的那个版本或更新的 banmian；`banmian --version` 显示本程序的版本"
            )];
        /// A format that there never was.
        NoFormat { known_format } = BadValue,
            say!("there is no such format", "没有这种格式"),
            [say!("write {known_format}, or leave the line out", "写 {known_format}，或删去这一行")];
        /// A file of the day that names another.
        DayOfDay = BadValue,
            say!("a day names no other day", "当天的文件里不能再写 `day`"),
            [say!(
                "name the file under [page] of the spec, or with --day",
                "把这个文件写在版面文件的 `[page]` 下，或用 `--day` 给出"
            )];
        /// A page number that no paper prints.
        NoPageNumber { value, most_characters } = BadValue,
            say!(
                "\"{value}\" is not a page number: it has at most {most_characters} characters, on one line and without braces",
                "“{value}”不能作版次：最多 {most_characters} 个字符，写在一行里，不含花括号"
            ),
            [say!("write 5, \"A01\" or \"第05版\"", "写成 5、\"A01\" 或 \"第05版\"")];
        /// A whole number beyond reason.
        CountTooLarge { least, most } = BadValue,
            say!(
                "expected a whole number from {least} to {most}",
                "这里应为 {least} 到 {most} 的整数"
            );
        /// Something else than a range.
        NoRange { value } = BadValue,
            say!("\"{value}\" is not a range", "“{value}”不是范围"),
            [say!(
                "write \"3\", \"1-3\", \"80-last\" or \"all\"",
                "写成 \"3\"、\"1-3\"、\"80-last\" 或 \"all\""
            )];
        /// Something that is counted from 1 counted from 0.
        FromOne { counted } = BadValue,
            {
                let Text { en, zh } = counted.text();
                say!("{en} are counted from 1", "{zh}从 1 数起")
            };
        /// A range from its end to its start.
        Backwards { value, example } = BadValue,
            say!("the range \"{value}\" runs backwards", "范围“{value}”前后颠倒"),
            [say!("write \"{example}\"", "写成 \"{example}\"")];
        /// Something that cannot be the name of a story's file.
        NoSlug { value } = BadValue,
            say!("\"{value}\" cannot be a slug", "“{value}”不能作稿件代号"),
            [say!(
                "a slug is the story file's name without .md: no spaces, no slashes",
                "代号就是稿件文件名去掉 .md，不含空格和斜线"
            )];
        /// Something else than a date.
        NoDate { example } = BadValue,
            say!("this is not a date", "这不是日期"),
            [say!("write {example}, without quotes", "写成 {example}，不加引号")];
        /// Something else than a time of day, with or without a date.
        NoTime { value } = BadValue,
            say!("\"{value}\" is not a time", "“{value}”不是时间"),
            [say!("write \"2026-11-28 21:40\" or \"21:40\"", "写成 \"2026-11-28 21:40\" 或 \"21:40\"")];
        /// A font without a name.
        FontUnnamed = BadValue, say!("a font needs a name", "字体要有名称");
        /// Something else than a point in a picture.
        NoFocus = BadValue,
            say!("the focus is two whole numbers from 0 to 100", "焦点是两个 0 到 100 的整数"),
            [say!(
                "write [50, 30]: percent from the left, percent from the top",
                "写成 [50, 30]：从左百分之几，从上百分之几"
            )];
        /// Something else than a part of a picture.
        NoCrop = BadValue,
            say!(
                "the crop is four whole numbers from 0 to 100: left, top, right and bottom edge",
                "裁切范围是四个 0 到 100 的整数：左、上、右、下边"
            ),
            [say!(
                "write [10, 0, 90, 100]: percent from the left and from the top; the right edge lies right of the left one, the bottom below the top",
                "写成 [10, 0, 90, 100]：从左、从上百分之几；右边大于左边，下边大于上边"
            )];
        /// Something else than a color.
        NoColor { value } = BadValue,
            say!("\"{value}\" is not a color", "“{value}”不是颜色"),
            [say!(
                "write \"cmyk(0, 95, 90, 0)\" or \"k(20)\"",
                "写成 \"cmyk(0, 95, 90, 0)\" 或 \"k(20)\""
            )];
        /// A color without a name.
        ColorUnnamed = BadValue, say!("a color needs a name", "颜色要有名称");
        /// A color of screens.
        ScreenColor { value } = BadValue,
            say!(
                "\"{value}\" is a screen color; a press needs inks",
                "“{value}”是屏幕颜色，印刷要用油墨"
            ),
            [say!("write \"cmyk(0, 95, 90, 0)\"", "写成 \"cmyk(0, 95, 90, 0)\"")];
        /// Something else than a spot color.
        NoSpot { value } = BadValue,
            say!("\"{value}\" is not a spot color", "“{value}”不是专色"),
            [say!(
                "write \"spot(PANTONE 185 C, cmyk(0, 91, 76, 0))\": the ink's name, and what shows it on screen",
                "写成 \"spot(PANTONE 185 C, cmyk(0, 91, 76, 0))\"：油墨名，以及屏幕上代替它的四色"
            )];
        /// A spot color that another one stands for.
        SpotSubstitute { value } = BadValue,
            say!(
                "what stands for a spot ink must be process inks, not \"{value}\"",
                "代替专色的必须是四色油墨，不能写“{value}”"
            );
        /// An ink that is not in percent.
        NoPercent { value } = BadValue,
            say!(
                "an ink is given in percent, 0 to 100, not \"{value}\"",
                "油墨用 0 到 100 的百分数，不能写“{value}”"
            );
        /// Something else than inks.
        NoInks { value } = BadValue,
            say!("\"{value}\" does not tell a page's inks", "“{value}”说明不了用墨"),
            [say!(
                "write \"process\" or \"black\"; \"black + NAME\" or \"process + NAME\" with a spot ink's name",
                "写成 \"四色\" 或 \"单黑\"；有专色时写 \"黑 + 专色名\" 或 \"四色 + 专色名\""
            )];
        /// A word too many in a line's form.
        RuleWord { value } = BadValue,
            say!("\"{value}\" is one word too many", "“{value}”多余"),
            [say!(
                "a line has a form, a width and a color: \"thick 2pt red\"",
                "线条由线型、粗细、颜色组成：\"粗线 2pt 红\""
            )];
        /// A line without a form.
        RuleFormless = BadValue, say!("a line needs a form", "线条要写明线型");
        /// A word that is none of a few.
        UnknownWord { value, nearest, known } = BadValue,
            say!("\"{value}\" is none of the words known here", "这里不认识“{value}”"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => write_one_of(known),
            }];
        /// A language that is not set.
        UnknownLanguage { value, known } = BadValue,
            say!("the language \"{value}\" is not known", "不认识语言“{value}”"),
            [write_one_of(known)];
        /// A weight beyond those of fonts.
        NoWeight { least, most } = BadValue,
            say!("a weight lies between {least} and {most}", "字重应在 {least} 到 {most} 之间");
        /// Parts of a width beyond reason.
        NoParts { least, most } = BadValue,
            say!("a column has {least} to {most} parts", "一栏的份数是 {least} 到 {most}");
        /// A finding that nobody can want.
        NoJudgment { finding_code } = UnknownKey,
            say!(
                "how bad \"{finding_code}\" is cannot be changed: something is lost then, cannot be read or contradicts itself",
                "“{finding_code}”的轻重不能改：出现它就是有内容丢失、读不了或互相矛盾"
            ),
            {
                let may_be_denied = Code::from_name(finding_code)
                    .is_some_and(|code| code.severity() != Severity::Error);
                let deny = may_be_denied.then(|| say!(
                    "`--deny {finding_code}` makes an error of it for one run",
                    "加 `--deny {finding_code}` 可以在这一次运行中把它当作错误"
                ));
                [say!(
                    "mend what it tells of, and leave this key out",
                    "请按提示修改问题，并删去这一项"
                )].into_iter().chain(deny)
            };
        /// A key of a story of its own in a section.
        OnlyAlone { key } = UnknownKey,
            say!(
                "a story of a section cannot have \"{key}\": the section gives it its lines by its length",
                "专栏里的稿件不能写“{key}”：它占的行数由专栏按长度分配"
            ),
            [say!(
                "take it out of the section's `stories`, and give it a [[story]] with columns and lines of its own below the section",
                "请把它从专栏的 `stories` 里取出，在专栏下方用单独的 `[[story]]` 写明 `columns` 和 `lines`"
            )];
        /// A template that extends itself.
        TemplateCircle { path } = ExtendsCycle,
            say!(
                "the templates run in a circle: {path} extends itself",
                "模板循环引用：{path} 继承了自己"
            );
        /// Templates on templates without end.
        TemplatesTooDeep { most } = ExtendsCycle,
            say!("more than {most} templates extend one another", "模板层层继承超过 {most} 层");
        /// A list of names that is too long.
        ManyNames { values, most_values } = BadValue,
            say!(
                "the file has {values} names, more than the {most_values} it can have",
                "名单文件有 {values} 个名称，超过 {most_values} 个的上限"
            );
        /// A name that is a whole text.
        LongName { value, most_characters } = BadValue,
            say!(
                "the name “{value}…” has more than {most_characters} characters",
                "名称“{value}…”超过 {most_characters} 个字"
            ),
            [say!(
                "one name a line, or one name in quotes each",
                "每行写一个名称，或每个名称单独加引号"
            )];
        /// A name of one character.
        ShortName = BadValue, say!("a name has at least two characters", "名称至少要有两个字");
        /// Something else than a word with hyphens.
        NoDivision { value } = BadValue,
            say!("\"{value}\" is not a word with its hyphens", "“{value}”不是带连字符的单词"),
            [say!(
                "write letters only, with one hyphen wherever the word may be divided: \"news-paper\"; without a hyphen it is never divided",
                "只写字母，可以断开的地方写一个连字符：`\"news-paper\"`；不写连字符就不断开"
            )];
        /// A brace that opens nothing.
        LoneBrace { value } = BadValue,
            say!("a single \"{value}\" in this text", "文字里有单独的“{value}”"),
            [say!(
                "a placeholder is written {{date}}, a plain brace twice",
                "占位符写成 {{date}}；要排花括号本身，就写两个"
            )];
        /// A placeholder that there is not.
        UnknownPlaceholder { name, nearest } = UnknownName,
            say!("there is no placeholder {{{name}}}", "没有 {{{name}}} 这个占位符"),
            nearest.iter().map(|near| say!("did you mean {{{near}}}?", "是不是 {{{near}}}？"));
        /// A placeholder without a text.
        UnfilledPlaceholder { name, key, table, example } = MissingKey,
            say!("{{{name}}} has no value on this page", "这个版面没有给出 {{{name}}} 的内容"),
            [{ let titled = chinese_title(table); say!("write {key} = {example} under {table}", "请在 {titled} 里写 {key} = {example}") }];
        /// A line of TOML that is none.
        Toml { toml_fault, said, toml_advice } = TomlSyntax,
            {
                let Text { en, zh } = match said {
                    Some(said) => say!("{said}", "“{said}”"),
                    None => toml_fault.text(),
                };
                say!("this line cannot be read: {en}", "这一行读不懂：{zh}")
            },
            toml_advice.iter().map(TomlAdvice::text);
    }

    /// What to do about a line of TOML.
    TomlAdvice {
        /// A sign of a Chinese keyboard.
        HalfWidth { sign, plain_sign } = TomlSyntax,
            say!(
                "use the half-width sign {plain_sign} instead of {sign}",
                "请用半角的 {plain_sign}，不要用全角的 {sign}"
            );
        /// A key that is there already.
        WriteOnce = TomlSyntax,
            say!(
                "write it once; things of which there can be several have two brackets: [[story]]",
                "请只写一次；可以有多个的项用双方括号，如 `[[story]]`"
            );
        /// A remark of another language.
        Remark = TomlSyntax, say!("a remark begins with #", "注释以 # 开头");
        /// Text without quotes.
        Quote { key, value } = TomlSyntax,
            say!("write {key} = \"{value}\"", "写成 `{key} = \"{value}\"`");
        /// A value in another form than TOML's.
        Plain { key, example } = TomlSyntax,
            say!("write {key} = {example}", "写成 {key} = {example}");
        /// A key in Chinese.
        KeyIs { key } = TomlSyntax,
            say!("the key is {key}", "这一项写作 `{key}`");
        /// A sign after the value.
        LeaveOut { sign } = TomlSyntax,
            say!("leave out the {sign} after it", "去掉后面的“{sign}”");
        /// Something else than a key and its value.
        KeyAndValue = TomlSyntax,
            say!("a line is written: key = \"value\"", "每行的写法是：`项名 = \"内容\"`");
    }
}

fn write_one_of(known: &[String]) -> Text {
    let list = known.join(", ");
    say!("write one of {list}", "可以写：{list}")
}
