//! Text in its place: too long, too short, loose, on its way from column to column.

use super::inspect::round;
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
}

findings! {
    /// Text in its place.
    FitFault {
        /// A story that is not there.
        NoStory { slug, nearest } = StoryMissing,
            say!("there is no story with the slug `{slug}`", "找不到代号为“{slug}”的稿件"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => say!(
                    "the slug is in the story's front matter, or its file name without the ending",
                    "代号写在稿件头部的 `slug`，或者就是去掉后缀的文件名"
                ),
            }];
        /// A story that is there as a document of another program.
        StoryIsDocument { slug, document } = StoryMissing,
            say!(
                "the story `{slug}` is there as `{document}` alone, which is not read",
                "稿件“{slug}”只有 `{document}`，这种文件读不了"
            ),
            [say!(
                "`banmian import {document} -o {slug}.md` makes a story of a docx; open anything else there and save its text as `{slug}.md`",
                "docx 可用 `banmian import {document} -o {slug}.md` 转成稿件；其他格式请在原来的软件里打开，把文字另存为“{slug}.md”"
            )];
        /// A story that the program has made fit, as the house lets it.
        FittedByProgram { slug, measures, cost } = Fitted,
            {
                let measures = measures.join(", ");
                say!(
                    "`{slug}` was made to fit: {measures} (cost {cost})",
                    "“{slug}”已自动就版：{measures}（代价 {cost}）"
                )
            },
            [say!(
                "`banmian fit` shows what else would do so, and writes it into the spec",
                "用 `banmian fit` 查看其他办法，并可写入版面文件"
            )];
        /// A story that stands below itself.
        AfterItself { slug, other_slug } = ConflictingKeys,
            say!(
                "`{slug}` stands below `{other_slug}`, and that below it: they follow each other in a circle",
                "“{slug}”接在“{other_slug}”下面，后者又接在它下面：互相循环"
            ),
            [say!("give one of them its first line", "给其中一篇写明首行")];
        /// A story that stands below one that is not there.
        AfterNothing { slug } = UnknownName,
            say!(
                "no story `{slug}` stands on this page to begin below",
                "本版没有可以接在下面的稿件“{slug}”"
            );
        /// A measure of a name that nothing has.
        NoSuchMeasure { word, known } = MeasureUnknown,
            say!("there is no measure `{word}` for this page now", "这个版面现在没有“{word}”这项措施"),
            {
                let known = known.join(", ");
                [if known.is_empty() {
                    say!(
                        "every story fits, or nothing makes it fit: run `banmian fit` without `--apply`",
                        "稿件都已就版，或没有办法就版：请不带 `--apply` 运行 `banmian fit`"
                    )
                } else {
                    say!("there are {known}", "现有：{known}")
                }]
            };
        /// A measure that was found for other texts.
        MeasureOutdated { word, state } = MeasureUnknown,
            say!(
                "the spec or a story has changed since `{word}` was found",
                "“{word}”算出之后，版面文件或稿件已经改动"
            ),
            [say!(
                "run `banmian fit` again; the same measure would end in `@{state}` now",
                "请重新运行 `banmian fit`；同一措施现在以 `@{state}` 结尾"
            )];
        /// A measure whose value stands in a template.
        MeasureInTemplate { word } = MeasureUnknown,
            say!(
                "`{word}` would change a template, which other pages extend, too",
                "“{word}”要改动模板，会影响其他版面"
            ),
            [say!(
                "write the element into the page's own file first",
                "请先把该元素写进本版的版面文件"
            )];
        /// A measure that cannot be spliced in.
        MeasureNotWritten { word } = MeasureUnknown,
            say!(
                "`{word}` cannot be written where the spec has its keys now",
                "按版面文件现在的写法，无法写入“{word}”"
            ),
            [say!(
                "write the values by hand: `banmian fit --format json` names them",
                "请手工改写：`banmian fit --format json` 列出了各项的值"
            )];
        /// A measure of a spec that is no file.
        MeasureOfInput { word } = MeasureUnknown,
            say!(
                "`{word}` has no file to be written into: the spec came on the standard input",
                "版面文件来自标准输入，没有可写入“{word}”的文件"
            ),
            [say!(
                "name the spec's file, or write the values by hand",
                "请给出版面文件的路径，或手工改写"
            )];
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
        NoGlyph { code_point, look_alike } = GlyphMissing,
            {
                let c = code_point.0;
                let shown = if c.is_control() { String::new() } else { format!(" {c}") };
                say!(
                    "no font has the character {code_point}{shown}",
                    "没有字体含有字符 {code_point}{shown}"
                )
            },
            [match look_alike {
                Some(other) => {
                    let c = other.0;
                    say!(
                        "write {c} ({other}), which looks like it",
                        "请改用形状相近的 {c}（{other}）"
                    )
                }
                None => say!(
                    "add a font that has it with `--font-path`, or write it differently",
                    "用 `--font-path` 添加含有此字的字体，或改用别的写法"
                ),
            }];
        /// A character whose form for a variation selector the face does not have.
        NoVariant { code_point, selector } = VariantMissing,
            {
                let c = code_point.0;
                say!(
                    "the font has no form of {c} ({code_point}) for the variation selector {selector}; its usual one is printed",
                    "字体没有“{c}”（{code_point}）按异体选择符 {selector} 的字形，印的是通常字形"
                )
            },
            [say!(
                "name a font that has it, or take the selector out",
                "请换用含此异体的字体，或删去选择符"
            )];
        /// A character of another face than those beside it.
        FacesMixed { code_point, face, other_face } = FaceMixed,
            {
                let c = code_point.0;
                say!(
                    "{c} ({code_point}) is printed in {face}, for {other_face} does not have it",
                    "“{c}”（{code_point}）印成 {face}，因为 {other_face} 没有这个字"
                )
            },
            [say!(
                "name a font that has it, or write it differently",
                "请换用含此字的字体，或改用别的写法"
            )];
        /// A family without the weight or slant that is asked of it.
        NoFace { family, weight, is_italic, face } = FaceMissing,
            {
                let italic_en = if *is_italic { " italic" } else { "" };
                let italic_zh = if *is_italic { "、斜体" } else { "" };
                say!(
                    "the family `{family}` has no face of weight {weight}{italic_en}; {face} is printed",
                    "字体“{family}”没有字重 {weight}{italic_zh} 的字形，印的是 {face}"
                )
            },
            [say!(
                "add the file with `--font-path`, or ask for a weight that `banmian fonts` lists",
                "用 `--font-path` 加上这个字形的文件，或改用 `banmian fonts` 列出的字重"
            )];
        /// More text than its place holds.
        TooLong { slug, lines, characters, lost_text, own_leading_pt, more_lines, lines_are, is_vertical } = Overset,
            {
                let lines_en = english_lines(*lines);
                let Text { en, zh } = of_own_leading(*own_leading_pt);
                let Text { en: from_en, zh: from_zh } = lost_from(lost_text.as_deref());
                say!(
                    "`{slug}` is overset by {lines_en}{en}, {characters} characters{from_en}",
                    "“{slug}”溢出 {lines} 行{zh}、{characters} 字{from_zh}"
                )
            },
            [longer(*more_lines, *lines_are, *is_vertical)];
        /// Less text than its place holds. Without the line on which it ends it ends on
        /// the last one.
        TooShort { slug, lines, characters, page_lines, own_leading_pt, text_end, all_lines, lines_are, is_vertical } = Underset,
            {
                let lines_en = english_lines(*lines);
                let Text { en, zh } = of_own_leading(*own_leading_pt);
                let Text { en: page_en, zh: page_zh } = in_page_lines(*page_lines);
                say!(
                    "`{slug}` is {lines_en}{en} short of its place, some {characters} characters{page_en}",
                    "“{slug}”不足版位 {lines} 行{zh}，约 {characters} 字{page_zh}"
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
        /// More lines than stand beside the paper's name.
        EarTooHigh { needed_lines, lines } = Overset,
            say!(
                "{needed_lines} lines stand beside the paper's name, there is room for {lines}",
                "报眼有 {needed_lines} 行文字，只排得下 {lines} 行"
            );
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
                    "有一行超出栏宽 {over} 磅：“{text}”"
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
    }
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

/// Words from which on a text finds no place: so many characters of them are enough
/// to find them.
fn lost_from(words: Option<&str>) -> Text {
    let Some(words) = words.filter(|words| !words.is_empty()) else { return Text::default() };
    let start: String = words.chars().take(12).collect();
    say!(", from “{start}” on", "，从“{start}”起")
}

/// Lines of columns as lines of the page.
fn in_page_lines(lines: Option<usize>) -> Text {
    let Some(lines) = lines else { return Text::default() };
    let lines_en = english_lines(lines);
    say!(": {lines_en} of the page", "，合版面 {lines} 行")
}

/// What is said of lines that are not the page's.
fn of_own_leading(leading_pt: Option<f64>) -> Text {
    let Some(points) = leading_pt.map(round) else { return Text::default() };
    say!(" of its own leading ({points} pt)", "（自身行距 {points} 磅）")
}

fn a_line_more_or_less() -> Text {
    say!(
        "cut or add a line of text, or change the story's lines by one",
        "增删一行文字，或把版位改动一行"
    )
}

fn other_lines_here() -> Text {
    say!(
        "give the story more or fewer lines here, or a smaller head",
        "请增减这篇稿件在本版的行数，或把标题排小一些"
    )
}

fn did_you_mean(near: &str) -> Text {
    say!("did you mean `{near}`?", "是不是“{near}”？")
}

/// A number of lines in English.
pub(super) fn english_lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

/// No more digits than a length needs.
pub(super) fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
