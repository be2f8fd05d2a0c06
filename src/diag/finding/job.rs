//! What a run finds beside its pages: copy, jumps, and pages that do not agree.

use super::spec::did_you_mean;
use crate::diag::Text;
use crate::say;

findings! {
    /// The copy of a page.
    CopyFault {
        /// The page does not say where its stories are.
        NoFolder = StoryMissing,
            say!("the page does not say where its stories are", "版面没有说明稿件在哪个文件夹"),
            [say!(
                "write `stories = \"FOLDER\"` under `[page]`, or give `--stories FOLDER`",
                "在 `[page]` 下写 `stories = \"文件夹\"`，或用 `--stories 文件夹` 指定"
            )];
        /// More text in a folder than of ten issues.
        FolderTooLarge { limit_mib } = StoryTooLong,
            say!(
                "the stories in this folder have more than {limit_mib} MiB in all",
                "这个文件夹里的稿件合计超过 {limit_mib} MiB"
            ),
            [say!(
                "keep the stories of each issue in a folder of its own",
                "请把各期稿件分放在不同文件夹"
            )];
        /// More text on a page than any page can hold.
        PageTooFull { text_kib, limit_kib } = StoryTooLong,
            say!(
                "the stories on this page have {text_kib} KiB of text in all, more than the {limit_kib} KiB that one page can take",
                "本版稿件合计 {text_kib} KiB 文字，超过一个版 {limit_kib} KiB 的上限"
            ),
            [say!(
                "cut them to what the page is to show; a story that is placed several times counts each time",
                "请删到版面要排的篇幅；同一篇稿件多次上版按次数计算"
            )];
        /// A picture that a story names.
        PictureUnread { picture, cause, nearest } = PictureMissing,
            say!("the picture `{picture}` cannot be read", "读不到图片“{picture}”"),
            [cause.text(), near_file(picture, nearest.as_deref())];
        /// The file of an advertisement.
        AdUnread { ad, cause, nearest } = PictureMissing,
            say!("the advertisement `{ad}` cannot be read", "读不到广告文件“{ad}”"),
            [
                cause.text(),
                match nearest {
                    Some(_) => near_file(ad, nearest.as_deref()),
                    None => say!(
                        "its path counts from the folder of the spec",
                        "路径从版面文件所在的文件夹算起"
                    ),
                },
            ];
        /// Nothing is printed.
        NothingStands = PageEmpty,
            say!("nothing stands on the page", "版面上什么也没有"),
            [say!(
                "give it something to print, such as a [[story]] with slug, columns and lines",
                "请安排要印的内容，例如写一条 `[[story]]`，注明 `slug`、`columns` 和 `lines`"
            )];
        /// A story is asked for that is not on the page.
        NotOnPage { slug, nearest, known } = StoryMissing,
            say!("there is no story `{slug}` on the page", "版面上没有稿件“{slug}”"),
            [match nearest {
                Some(near) => say!("did you mean `{near}`?", "是不是“{near}”？"),
                None => {
                    let (en, zh) = (known.join(", "), known.join("、"));
                    say!("it has {en}", "有这些：{zh}")
                }
            }];
    }

    /// A story that is to go on on another page.
    JumpFault {
        /// It comes from a page that comes from this one.
        Circle { slug } = JumpBroken,
            say!(
                "`{slug}` comes from a page that comes from this one: it has no beginning",
                "“{slug}”的转版绕成了一圈，没有开头"
            ),
            [say!(
                "take \"continued-from\" away on the page where the story begins",
                "请去掉稿件开头那一版的“continued-from”"
            )];
        /// It goes on on its own page.
        ToItself { slug } = JumpBroken,
            say!("`{slug}` cannot jump to its own page", "“{slug}”不能转到本版自身");
        /// The other page has no place for it.
        NoPlace { slug, other_spec, key, spec } = JumpBroken,
            say!("{other_spec} has no place for `{slug}`", "{other_spec} 上没有“{slug}”的版位"),
            [lead_back(slug, other_spec, key, spec)];
        /// The other page names another one.
        NotBack { slug, other_spec, key, spec } = JumpBroken,
            say!(
                "{other_spec} does not lead back here for `{slug}`",
                "{other_spec} 上的“{slug}”没有接回本版"
            ),
            [lead_back(slug, other_spec, key, spec)];
        /// Both pages have one number.
        SameNumber { slug, other_spec, number } = JumpBroken,
            say!(
                "{other_spec} and this page both have the number {number}: the jump line of `{slug}` leads nowhere",
                "{other_spec} 和本版的版次都是 {number}，“{slug}”的转版提示指不出去处"
            ),
            [say!(
                "give the pages different numbers under [page]",
                "请在 `[page]` 下给两个版不同的 `number`"
            )];
        /// The other page has no number.
        NoNumber { slug, other_spec } = JumpBroken,
            say!(
                "{other_spec} has no page number for the jump line of `{slug}`",
                "{other_spec} 没有版次，“{slug}”的转版提示写不出来"
            ),
            [say!(
                "write number = … under [page] of {other_spec}",
                "请在 {other_spec} 的 `[page]` 下写 `number = …`"
            )];
        /// It goes on on a page that the reader has passed.
        Backwards { slug, number, other_number } = ReadingOrder,
            say!(
                "`{slug}` goes back from page {number} to page {other_number}",
                "“{slug}”从第 {number} 版往回转到第 {other_number} 版"
            ),
            [say!(
                "a reader who turns the pages has passed it: let the story begin on the lower one",
                "读者翻到这里时那一版已经过去了：请从版次小的版开始"
            )];
        /// The spec of the other page is not there.
        Unread { cause } = JumpBroken,
            {
                let Text { en, zh } = cause.text();
                say!("the page of this jump: {en}", "转版的另一版：{zh}")
            },
            [say!(
                "a jump names the spec of the other page, relative to this file",
                "转版写的是另一版的版面文件，路径相对于本文件"
            )];
        /// The spec of the other page has mistakes.
        Faulty { other_spec, mistakes } = JumpBroken,
            say!(
                "the page of this jump has {mistakes} mistakes and cannot be read",
                "转版的另一版有 {mistakes} 处错误，读不出来"
            ),
            [say!(
                "`banmian check {other_spec}` tells them",
                "用 `banmian check {other_spec}` 查看"
            )];
    }

    /// Pages of one file.
    PagesFault {
        /// The press file does not show what was set.
        WordsDiffer { page, quoted } = WordsLost,
            say!(
                "page {page} of the press file does not show the words that were set, from “{quoted}” on",
                "付印文件第 {page} 页从“{quoted}”起，与排出的文字不符"
            ),
            [say!(
                "this is a fault of the program: report it with the files of the page, and do not print the file",
                "这是程序的毛病：请连同版面文件一起报告，这个文件不要付印"
            )];
        /// They want different things of the whole file.
        Disagree { key, spec, other_spec } = PagesDisagree,
            say!(
                "{other_spec} and {spec} do not agree on \"{key}\" under [output], which holds for the whole file",
                "{other_spec} 和 {spec} 的 `[output]` 里“{key}”不一致，而这一项管整个文件"
            ),
            [say!(
                "write [output] once, in a template that all pages extend",
                "把 `[output]` 写在各版共用的模板里，只写一次"
            )];
        /// One is of another day than the first.
        OtherDay { date, other_date } = PagesDisagree as Warning,
            {
                let (here, there) = (day(date.as_ref()), day(other_date.as_ref()));
                say!(
                    "this page is of {here}, the first one of {there}",
                    "本版日期是 {here}，而第一个版面是 {there}"
                )
            };
        /// One is of another paper than the first.
        OtherPaper { paper, other_paper } = PagesDisagree as Warning,
            say!(
                "this page is of “{paper}”, the first one of “{other_paper}”",
                "本版属于“{paper}”，而第一个版面属于“{other_paper}”"
            );
        /// One is of another issue than the first.
        OtherIssue { issue, other_issue } = PagesDisagree as Warning,
            {
                let number = |issue: Option<u32>| issue.map_or("-".to_owned(), |it| it.to_string());
                let (here, there) = (number(*issue), number(*other_issue));
                say!(
                    "this page is of issue {here}, the first one of issue {there}",
                    "本版期号是 {here}，而第一个版面是 {there}"
                )
            };
        /// Two have one number.
        NumberTwice { other_spec, number } = PagesDisagree as Warning,
            say!(
                "{other_spec} has the page number {number}, too",
                "{other_spec} 的版次也是 {number}"
            );
        /// A story stands on two of them.
        StoryOnTwo { slug, other_spec } = StoryUsedTwice as Warning,
            say!(
                "the story `{slug}` stands in {other_spec}, too",
                "稿件“{slug}”也排在 {other_spec} 里"
            );
        /// Some of a signature stay blank.
        Blank { page_numbers } = BlankPage,
            {
                let numbers: Vec<String> = page_numbers.iter().map(ToString::to_string).collect();
                let (en, zh) = (numbers.join(", "), numbers.join("、"));
                say!("left blank: page {en}", "空白版：第 {zh} 版")
            },
            [say!("a signature has a multiple of four pages", "一帖的版数是 4 的倍数")];
        /// The rules of preflight are for another standard.
        RulesOfOtherStandard { standard, other_standard } = ConflictingKeys,
            say!(
                "these rules ask for {other_standard}, but the file is to be {standard}",
                "这套规则要求 {other_standard}，而文件标准是 {standard}"
            ),
            [say!(
                "write `standard = \"pdf/x-1a\"` under [output], or take other rules",
                "在 `[output]` 中写 `standard = \"pdf/x-1a\"`，或改用别的规则"
            )];
    }
}

nouns! {
    /// What is known where something was asked for, beside what was found there.
    Advice {
        /// The folder with the copy is named by one of these.
        /// Places of one kind that are not told any more.
        NotToldFurther = "further places of this kind in this file are not told", "本文件里其余此类之处不再列出";
        StoriesFolder = "`stories` under `[page]`, or `--stories`, names the folder with the copy",
            "稿件文件夹由 `[page]` 下的 `stories` 或 `--stories` 指定";
    }
}

fn lead_back(slug: &str, other_spec: &str, key: &str, spec: &str) -> Text {
    say!(
        "write {key} = \"{spec}\" in the [[story]] `{slug}` of {other_spec}",
        "请在 {other_spec} 的 `[[story]]` “{slug}”里写 `{key} = \"{spec}\"`"
    )
}

/// What to try for a file that is not there.
fn near_file(given: &str, nearest: Option<&str>) -> Text {
    match nearest {
        Some(near) if near.to_lowercase() == given.to_lowercase() => say!(
            "the file is called `{near}`: capital letters count",
            "文件名是“{near}”：大小写要一致"
        ),
        Some(near) => did_you_mean(near),
        None => {
            say!("its path counts from the story's own folder", "图片路径从稿件所在的文件夹算起")
        }
    }
}

fn day(date: Option<&String>) -> &str {
    date.map_or("-", String::as_str)
}
