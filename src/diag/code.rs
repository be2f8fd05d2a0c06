//! The kinds of findings, each with a stable name for scripts and tests, and what
//! is said of them: the one table from which `[checks]`, `--deny` and the reference
//! (docs/codes.md) are made.

use super::{Severity, Text};

macro_rules! codes {
    ($(
        $variant:ident = $name:literal, $severity:ident, $nature:ident,
        $en:literal, $zh:literal,
        $do_en:literal, $do_zh:literal;
    )+) => {
        /// The kind of a finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $en] $variant,)+
        }

        impl Code {
            /// All of them, in the order of the reference.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable name, in kebab case.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// How bad it is, unless something says otherwise; the worst where that
            /// depends on the case.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }

            /// Whether a house may think otherwise.
            #[must_use]
            pub fn nature(self) -> Nature {
                match self {
                    $(Self::$variant => Nature::$nature,)+
                }
            }

            /// When it is told.
            #[must_use]
            pub fn meaning(self) -> Text {
                let (en, zh) = match self {
                    $(Self::$variant => ($en, $zh),)+
                };
                Text { en: en.to_owned(), zh: zh.to_owned() }
            }

            /// What to do about it.
            #[must_use]
            pub fn remedy(self) -> Text {
                let (en, zh) = match self {
                    $(Self::$variant => ($do_en, $do_zh),)+
                };
                Text { en: en.to_owned(), zh: zh.to_owned() }
            }
        }
    };
}

/// Whether a finding is a matter of taste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Something is lost, cannot be read or breaks a rule of the input: nobody can
    /// want it.
    Fixed,
    /// One house minds it and another does not; `[checks]` says.
    Judgment,
}

impl Code {
    /// The code of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// The codes of findings that are a matter of judgment.
    pub fn judgments() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|code| code.nature() == Nature::Judgment)
    }
}

codes! {
    // Files.
    FileUnreadable = "file-unreadable", Error, Fixed,
        "a file cannot be read", "文件读不了",
        "look whether it is there under this name, is a plain file and may be read", "请看文件是否在、名称对不对、有没有读取权限";
    FileTooLarge = "file-too-large", Error, Fixed,
        "a file is larger than the limit", "文件超过大小限制",
        "make it smaller, or take it apart", "请缩小文件，或分成几个";
    PathOutside = "path-outside", Error, Fixed,
        "a path leads out of the folder that files may come from", "路径通到了允许的文件夹外面",
        "move the file into the folder, or name a wider one with `--root` (`build`, `check`, `proof`, `explain`)", "请把文件移进来；`build`、`check`、`proof`、`explain` 也可以用 `--root` 指定上一级文件夹";
    NotUtf8 = "not-utf8", Error, Fixed,
        "a text file is not UTF-8", "文本文件不是 UTF-8 编码",
        "save it as UTF-8", "请另存为 UTF-8";
    CopyUnreadable = "copy-unreadable", Error, Fixed,
        "copy is damaged, locked or in a format that is not read", "来稿损坏、加锁，或格式不能读",
        "the message tells the way out: another format, or the file anew", "提示里有办法：另存为别的格式，或重新索取";
    OutputUnwritable = "output-unwritable", Error, Fixed,
        "an output cannot be written; an older file stays", "输出文件写不了，旧文件不动",
        "give it another name or folder with `-o`", "请用 -o 换一个名字或文件夹";
    RepositoryUnreadable = "repository-unreadable", Error, Fixed,
        "files of a revision cannot be read: there is no git, no repository, or git refuses", "读不了历史版本的文件：没有 git 程序、不是仓库，或 git 拒绝",
        "look whether `git status` answers in that folder", "请看在那个文件夹里 `git status` 能不能用";
    RevisionUnknown = "revision-unknown", Error, Fixed,
        "a git repository has no such revision", "git 仓库里没有这个历史版本",
        "name a branch, a tag or a commit that `git log` shows", "请写 `git log` 里有的分支、标签或提交";
    PageUndrawn = "page-undrawn", Error, Fixed,
        "a page cannot be drawn within the limits of time and memory", "版面在时间和内存限度内画不出来",
        "draw it at fewer pixels per inch, or simplify the picture on it", "请降低分辨率，或简化其中的图";

    // The machine, and the program itself.
    NoThreads = "no-threads", Error, Fixed,
        "the system gives no thread to work on", "系统不给线程，无法工作",
        "end other programs, or raise the limit of processes", "请关掉别的程序，或放宽进程数限制";
    NoMemory = "no-memory", Error, Fixed,
        "there is not enough memory", "内存不够",
        "use smaller pictures, or a machine with more memory", "请用小一些的图片，或换内存大的机器";
    ProgramFault = "program-fault", Error, Fixed,
        "the program broke off, which is its own fault", "程序中途出错，是程序的毛病",
        "report it with the files of the page", "请连同版面文件一起报告";
    WordsLost = "words-lost", Error, Fixed,
        "the press file, read back, does not show the words that were set", "付印文件读回来，与排出的文字不符",
        "report it with the files of the page, and do not print the file", "请连同版面文件一起报告，不要付印";
    WrongUsage = "wrong-usage", Error, Fixed,
        "the command was called in a wrong way", "命令写法不对",
        "see `banmian help` and the name of the verb", "请看 `banmian help` 加命令名";
    JobBroken = "job-broken", Error, Fixed,
        "a line of a file of jobs is no job", "任务文件里有一行不是任务",
        "write one JSON object a line", "请每行写一个 JSON 对象";

    // The page spec and the front matter of stories.
    TomlSyntax = "toml-syntax", Error, Fixed,
        "a line is not TOML", "有一行不合 TOML 写法",
        "write it as the hint says", "请照建议改写";
    UnknownKey = "unknown-key", Error, Fixed,
        "a key means nothing where it stands", "这一项在这里没有意义",
        "take the key that is meant, or leave it out", "请改成要写的那一项，或删去";
    MissingKey = "missing-key", Error, Fixed,
        "a key that must be there is not", "缺少必须写的项",
        "add it", "请补上";
    BadValue = "bad-value", Error, Fixed,
        "a value is of the wrong kind or cannot be read", "内容的类型不对，或读不懂",
        "write it as the hint says", "请照建议改写";
    NewerFormat = "newer-format", Error, Fixed,
        "a spec is of a format that this program does not know", "版面文件的格式比程序新",
        "take a newer program, or a spec of the older format", "请用新版程序，或用旧格式的版面文件";
    ConflictingKeys = "conflicting-keys", Error, Fixed,
        "two keys exclude each other", "两项互相矛盾",
        "keep one of them", "请只留一项";
    KeyIdle = "key-idle", Warning, Fixed,
        "a key does nothing where it stands", "这一项写在这里不起作用",
        "leave it out, or add what it needs", "请删去，或补上它要的项";
    UnknownName = "unknown-name", Error, Fixed,
        "a name (of a color, style, size, font role …) is not defined", "名称没有定义（颜色、样式、字号、字体等）",
        "define it, or take one that is", "请先定义，或改用已有的";
    ExtendsCycle = "extends-cycle", Error, Fixed,
        "templates extend each other in a circle, or too deeply", "模板互相套用成了圈，或套得太深",
        "let one of them extend nothing", "请让其中一个不再套用";
    OutsidePage = "outside-page", Error, Fixed,
        "something stands outside the page or the type area", "有东西排到了版面或版心外面",
        "move it, or make it smaller", "请挪进来，或改小";
    FramesOverlap = "frames-overlap", Error, Fixed,
        "two things stand in the same place and do not say so", "两样东西占了同一个位置，又没有说明",
        "move one of them, or say which gives way", "请挪开一个，或写明谁让谁";
    ProfileUnfit = "profile-unfit", Error, Fixed,
        "a color profile cannot stand for the press", "这个色彩特性文件不能代表印刷条件",
        "take the profile that the printer gives out", "请用印刷厂给的特性文件";

    // Stories.
    StoryMissing = "story-missing", Error, Fixed,
        "there is no story of this slug", "没有这个代号的稿件",
        "put the file into the folder of stories, or correct the slug", "请把稿件放进稿件文件夹，或改正代号";
    StoryTwice = "story-twice", Error, Fixed,
        "two stories have one slug", "两篇稿件用了同一个代号",
        "rename one of the files", "请给其中一个改名";
    StoryUsedTwice = "story-used-twice", Error, Fixed,
        "a story is placed more than once", "一篇稿件排了不止一次",
        "take one of the places out", "请去掉一处";
    StoryEmpty = "story-empty", Error, Fixed,
        "a story has no text", "稿件没有正文",
        "write it, or take it off the page", "请补上正文，或撤下";
    StoryTooLong = "story-too-long", Error, Fixed,
        "there is more text than pages can hold", "文字多到任何版面都排不下",
        "look whether this is the right file", "请看是不是拿错了文件";
    StoryUnused = "story-unused", Note, Judgment,
        "a story in the folder is not on the page", "文件夹里有版面没有用的稿件",
        "place it, or leave it for another page", "请排上，或留给别的版";
    StoryMarkup = "story-markup", Warning, Fixed,
        "something in a story's text cannot be set as it is written", "稿件里有排不出来的写法",
        "write it as the hint says", "请照建议改写";
    CopyMarks = "copy-marks", Warning, Judgment,
        "half-width or straight marks, dots or hyphens stand among Chinese characters", "汉字之间有半角标点、直引号、点号或连字符",
        "let `banmian import` mend the file, or write the full-width marks", "请用 `banmian import` 整理，或改成全角标点";
    CopyLookAlike = "copy-look-alike", Warning, Judgment,
        "characters stand for others that look like them", "有形状相近而不是本字的字符",
        "let `banmian import` mend the file, or write the usual characters", "请用 `banmian import` 整理，或改成通用字符";
    CopyAozora = "copy-aozora", Warning, Judgment,
        "a story has readings or annotations as Aozora Bunko writes them", "稿件里有青空文库式的注音或注记",
        "let `banmian import` read them, or write `{漢字|かんじ}`", "请用 `banmian import` 整理，或写成 {漢字|かんじ}";
    HeadlineUnread = "headline-unread", Warning, Judgment,
        "a story has no headline, and its first line seems to be one", "稿件没有主题，第一行看来是主题",
        "write `# ` before it, or `headline` in the head", "请在前面写“# ”，或在稿件头部里写 `headline`";
    ControlCharacter = "control-character", Error, Fixed,
        "a story has a control character", "稿件里有控制字符",
        "delete it", "请删去";
    RightToLeft = "right-to-left", Error, Fixed,
        "text runs from right to left, which is not set", "文字从右往左写，本程序不排",
        "take it out, or place it as a picture", "请删去，或做成图片";
    EditorMark = "editor-mark", Error, Fixed,
        "a mark of `banmian import` is left that an editor must resolve", "留有整理来稿时的待核标记",
        "decide, and take the mark [[? ?]] out", "请核定后去掉 [[? ?]] 标记";

    // Tables.
    TableUnreadable = "table-unreadable", Error, Fixed,
        "a file cannot be read as a table, or the table is not there", "表格读不出来，或没有这张表",
        "save it as CSV, or correct its name", "请另存为 CSV，或改正名称";
    TableRagged = "table-ragged", Error, Fixed,
        "a row has more or fewer cells than the first", "有一行的格数和第一行不同",
        "add or take out cells", "请补足或删去单元格";
    TableJoins = "table-joins", Error, Fixed,
        "joined cells make no rectangle", "合并的单元格不成长方形",
        "join other cells", "请改变合并范围";
    TableTooWide = "table-too-wide", Error, Fixed,
        "a table is wider than its place", "表格比位置宽",
        "give it more columns, or smaller type", "请加宽位置，或缩小字号";

    // Import of raw copy.
    ImportMended = "import-mended", Note, Fixed,
        "something in raw copy was mended", "来稿中改动了一处",
        "nothing, if the change is right", "改得对就不用管";
    PrivateCharacter = "private-character", Warning, Fixed,
        "raw copy has a character of private use, which every system gives a meaning of its own", "来稿中有自造字区的字符，各系统含义不同",
        "find out what it is, and name it in a table for `banmian import --characters`", "请查明是什么字，写进 `banmian import --characters` 用的对照表";
    ImportLeftOut = "import-left-out", Warning, Fixed,
        "something of copy is not in the story, or is there as a tracked change has it", "来稿的部分内容没有写入稿件，或按修订写入",
        "look whether the story needs it", "请看稿件是否需要";
    ItemNote = "item-note", Warning, Fixed,
        "an agency says something of an item that the desk must know", "通讯社对某一条有话要编辑知道",
        "read it; the story keeps it in its head", "请看一看；稿件头部也写着";
    ItemEmbargo = "item-embargo", Warning, Fixed,
        "an item of an agency may not appear yet", "通讯社的某一条还不得刊出",
        "keep it back until then; the story has `embargo` in its head", "请留到那时；稿件头部有 `embargo`";
    ItemRepeated = "item-repeated", Note, Fixed,
        "an item of an agency came again", "通讯社的某一条又来了一次",
        "nothing: the story that is there stays as it is", "不用管：原来的稿件没有改动";
    ItemCorrected = "item-corrected", Warning, Fixed,
        "a later version of an item came, and stands beside the earlier one", "通讯社的某一条来了新版本，写在原来的旁边",
        "take the change over into the story, or use the new file", "请把改动搬进原来的稿件，或改用新文件";
    ItemWithdrawn = "item-withdrawn", Error, Fixed,
        "an agency has taken an item back, or holds it back", "通讯社撤销或暂缓了某一条",
        "see that no page has it", "请确认各版都没有用";
    ImportPart = "import-part", Note, Fixed,
        "a line of raw copy was taken as a part of the story", "来稿的一行当成了稿件的某一部分",
        "look whether it is that part", "请看是不是这一部分";

    // Fonts.
    FontBroken = "font-broken", Error, Fixed,
        "a font file cannot be used", "字体文件不能用",
        "get it again, or take it out of the folder", "请重新取得，或移出文件夹";
    FontLicense = "font-license", Note, Judgment,
        "the license of a font allows only to read and print what holds it", "字体许可只允许阅览和印刷",
        "tell the print shop, or take another font", "请告诉印刷厂，或换字体";
    FontMissing = "font-missing", Error, Fixed,
        "no face has this family or style", "没有这个字体或字形",
        "name another, or add the file with `--font-path`", "请改用别的字体，或用 `--font-path` 加上";
    FaceMissing = "face-missing", Warning, Judgment,
        "a family has no face of the weight or slant asked for", "字体没有所要的字重或斜体",
        "add the file, or ask for one that there is", "请加上字体文件，或改用已有的字重";
    FaceMixed = "face-mixed", Warning, Judgment,
        "a character is printed in another face than those beside it", "个别字用了别的字体",
        "name a font that has it, or write another character", "请换用含此字的字体，或改字";
    VariantMissing = "variant-missing", Warning, Judgment,
        "a font has not the form that a variation selector asks for", "字体没有异体选择符所要的字形",
        "name a font that has it, or take the selector out", "请换字体，或删去选择符";
    GlyphMissing = "glyph-missing", Error, Fixed,
        "no face has this character", "哪个字体都没有这个字",
        "add a font that has it, or write another character", "请加上有这个字的字体，或改字";

    // Pictures.
    PictureMissing = "picture-missing", Error, Fixed,
        "a picture file is not there", "没有这个图片文件",
        "put it there, or correct its name", "请放进去，或改正文件名";
    PictureBroken = "picture-broken", Error, Fixed,
        "a picture file cannot be read as a picture", "图片文件读不出图来",
        "save it again, or take another", "请重新存一遍，或换一张";
    PictureBoxEmpty = "picture-box-empty", Error, Fixed,
        "a story has no picture for a picture box", "图框没有图可放",
        "add the picture to the story, or take the box out", "请给稿件配图，或去掉图框";
    PictureUnplaced = "picture-unplaced", Warning, Judgment,
        "a picture of a story is not on the page", "稿件的一张图没有排上",
        "give it a box, or leave it out of the story", "请加一个图框，或从稿件里去掉";
    PictureCoarse = "picture-coarse", Warning, Judgment,
        "a picture has too few pixels for its size on the page", "图片像素太少，印出来不清楚",
        "print it smaller, or get a larger file", "请排小一些，或换大图";
    PictureCrop = "picture-crop", Warning, Judgment,
        "much of a picture is cut off, or something of a drawing", "图片裁去很多，或图形被裁",
        "change its place, or say `crop` or `focus`", "请改变位置，或写 `crop`、`focus`";
    PictureMisnamed = "picture-misnamed", Note, Judgment,
        "a picture's name promises another format", "图片的后缀和格式不符",
        "rename it when there is time", "有空时请改名";
    PictureChannels = "picture-channels", Note, Judgment,
        "a TIFF has channels that are not printed", "TIFF 里有不印的通道",
        "look whether one of them is an ink that is to be printed", "请看其中是否有要印的专色";
    PictureMended = "picture-mended", Warning, Judgment,
        "the table of objects of a PDF was broken and was made anew", "PDF 的对象表坏了，已重建",
        "look at the proof, and ask for a sound file", "请看小样，并要一份完好的文件";
    PictureProfile = "picture-profile", Warning, Judgment,
        "a color profile inside a picture cannot be used", "图片内嵌的色彩特性文件不能用",
        "save the picture with another profile", "请换一个特性文件重新保存";
    PictureInk = "picture-ink", Warning, Judgment,
        "the ink of a picture is over the limit of the press", "图片总墨量超过印刷限度",
        "separate it anew for this press", "请按本厂条件重新分色";
    PictureCreditFound = "picture-credit-found", Note, Judgment,
        "a picture's credit was taken from its file", "署名取自图片文件",
        "look whether it is right, and write it into the story", "请核对，并写进稿件";
    PictureOutline = "picture-outline", Warning, Judgment,
        "a picture has no outline for text to run round", "图片没有可供绕排的轮廓",
        "cut it out, or let text run round its frame", "请去底，或按图框绕排";
    AdSize = "ad-size", Warning, Judgment,
        "an advertisement's place is not as large as its file", "广告位和广告文件大小不同",
        "give it the place that it was made for", "请改成制作时的尺寸";
    AdScale = "ad-scale", Warning, Judgment,
        "an advertisement is not printed in the size of its file", "广告不按文件的尺寸印",
        "give it the size of its file, or say `scale`", "请按原尺寸排，或写 `scale`";
    AdCrop = "ad-crop", Error, Judgment,
        "something inside the trim of an advertisement is cut off", "广告成品线内的内容被裁去",
        "make its place larger", "请加大位置";
    AdPreflight = "ad-preflight", Error, Fixed,
        "an advertisement's file breaks a rule of preflight; the profile says how bad that is", "广告文件违反印前规则；轻重由检查配置决定",
        "ask for a sound file, or change `preflight` of `[[ad]]`", "请要一份合格的文件，或改 `[[ad]]` 的 `preflight`";
    BarcodeFine = "barcode-fine", Warning, Judgment,
        "a barcode's bars are too fine for the paper", "条码的条太细，纸上印不清",
        "make it larger", "请放大";
    PictureSeeThrough = "picture-see-through", Error, Fixed,
        "a see-through picture stands where nothing may be", "这里不能用透明图片",
        "flatten it, or write PDF/X-4", "请拼合透明，或改用 PDF/X-4";

    // Layout.
    Overset = "overset", Error, Fixed,
        "text does not fit its place", "文字排不下",
        "cut the story, or make its place larger", "请删稿，或加大位置";
    Underset = "underset", Warning, Judgment,
        "a story does not fill its place", "稿件排不满",
        "add to the story, or make its place smaller", "请加稿，或缩小位置";
    MeasureUnknown = "measure-unknown", Error, Fixed,
        "a measure of `banmian fit` cannot be applied", "`banmian fit` 的措施无法应用",
        "list the measures anew with `banmian fit`", "请用 banmian fit 重新列出";
    Fitted = "fitted", Note, Judgment,
        "the program has made a story fit, as `fit = \"auto\"` asks", "按 `fit = \"auto\"` 自动就版",
        "look at it; `banmian fit` shows what else would do so", "请过目；用 banmian fit 查看其他办法";
    GoldenMissing = "golden-missing", Error, Fixed,
        "there is nothing to test a page against", "没有可比对的基准文件",
        "make golden files with `banmian review`", "请用 banmian review 制作基准文件";
    EditionBroken = "edition-broken", Error, Fixed,
        "the pages, zones or versions of an edition do not fit together", "一期报纸的版面、分区版或版次对不上",
        "mend the edition's file", "请改正这一期的文件";
    EditionDiffers = "edition-differs", Error, Judgment,
        "something typed by hand is not that of the edition", "手打的内容与这一期不符",
        "use a placeholder instead", "请改用占位符";
    EditionIndex = "edition-index", Warning, Judgment,
        "the index names a page that does not have the story", "导读与版面对不上",
        "mend the index", "请改正导读";
    EditionColor = "edition-color", Error, Judgment,
        "a page does not fit the sheets that the edition is printed on", "版面与这一期的印张不符",
        "mend the page or the edition", "请改正版面或这一期的文件";
    MastheadItem = "masthead-item", Note, Judgment,
        "something that every issue must print is missing", "缺少每期必须刊印的项目",
        "write it into the masthead or the imprint", "请写进报头或报社信息";
    BookingBroken = "booking-broken", Error, Fixed,
        "the list of bookings, or a row of it, cannot be read; or a place names a booking that is not in it", "广告预订表或其中一行读不出来；或版位写的预订表里没有",
        "mend the list, or the place", "请改正预订表或版位";
    AdMissing = "ad-missing", Error, Judgment,
        "the file of a booked advertisement is not there yet", "预订的广告还没有文件",
        "ask for it; its place is kept and shown on the proof", "请催稿；版位已留，大样上标明";
    AdLate = "ad-late", Warning, Judgment,
        "the file of an advertisement came in after the closing time", "广告文件晚于截稿时间到达",
        "look at it once more", "请再看一遍";
    BookingSize = "booking-size", Warning, Judgment,
        "the place of an advertisement is not of the size that was sold", "版位与所订尺寸不符",
        "mend the place or the booking", "请改版位或预订";
    BookingDay = "booking-day", Error, Judgment,
        "an advertisement stands on a page of another day than was booked", "广告排在了所订以外的日期",
        "take it off the page", "请撤下";
    BookingPage = "booking-page", Error, Judgment,
        "an advertisement stands on another page, or in another section or zone, than was booked", "广告排在了所订以外的版、版块或分区版",
        "move it", "请移过去";
    BookingTwice = "booking-twice", Warning, Judgment,
        "an advertisement is booked twice, or has two places", "广告重复预订，或占了两个版位",
        "take one away", "请去掉一个";
    BookingUnplaced = "booking-unplaced", Warning, Judgment,
        "a booked advertisement has no place", "预订的广告没有排",
        "give it a place", "请给它版位";
    StoryEmbargo = "story-embargo", Error, Judgment,
        "a story may not appear yet", "稿件还不得刊出",
        "take it off the page", "请撤下";
    StoryCorrected = "story-corrected", Note, Judgment,
        "a story carries a correction", "稿件附有更正",
        "see that the page has the corrected text", "请确认版面用的是改正后的文字";
    AlreadySent = "already-sent", Error, Fixed,
        "this zone and version of an edition was sent to the printer already", "一期报纸的这个分区版，这一次已经付印",
        "send the next version", "请作为下一次版付印";
    SentBroken = "sent-broken", Error, Fixed,
        "a folder that was sent to the printer is not what its manifest says", "付印的文件夹与清单不符",
        "send or fetch it anew", "请重新发送或接收";
    PlatesNotCompared = "plates-not-compared", Warning, Fixed,
        "which plates have changed since the last version cannot be told", "无法得知上次付印以后哪些色版有变化",
        "make all plates of this version", "请重出这一次的全部色版";
    NothingToCompare = "nothing-to-compare", Error, Fixed,
        "two states of pages cannot be compared", "两种状态的版面无法比较",
        "name two page specs, press files, golden files or revisions", "请写两个版面文件、付印文件、基准文件或历史版本";
    Widow = "widow", Warning, Judgment,
        "the last line of a paragraph stands alone at a column's top", "段末一行孤悬栏首",
        "cut or add a few characters", "请增删几个字";
    CrossheadAtFoot = "crosshead-at-foot", Warning, Judgment,
        "a crosshead has too little text below it in its column", "小标题落在栏末",
        "cut or add lines above it", "请在前面增删几行";
    JumpBroken = "jump-broken", Error, Fixed,
        "a story that is to go on on another page cannot", "转版接不上",
        "let both pages name each other", "请让两个版互相写明";
    JumpEmpty = "jump-empty", Warning, Judgment,
        "nothing of a story is left for the page on which it is to go on", "转版的那一版没有可接的文字",
        "take the jump out, or shorten its first place", "请去掉转版，或缩小前一版的位置";
    JumpShort = "jump-short", Error, Judgment,
        "a story goes on on another page after a single line, or none", "转版前只排了一行或一行也没有",
        "make its first place larger", "请加大前一版的位置";
    ReadingOrder = "reading-order", Warning, Judgment,
        "text goes on beyond something that does not belong to it", "文字越过别的内容接排",
        "move what stands between", "请挪开中间的内容";
    SplitAcross = "split-across", Warning, Judgment,
        "a gap or a rule runs right across the page", "横断版",
        "let a story bridge it", "请让一篇稿件跨过断线";
    SplitDown = "split-down", Warning, Judgment,
        "a gap runs from the top of the page to its foot; looked for where `[checks]` says so", "竖断版；在 `[checks]` 中写了才查",
        "let a story bridge it", "请让一篇稿件跨过断线";
    Tombstone = "tombstone", Warning, Judgment,
        "two heads of one size stand side by side", "碰题",
        "change the size, or move one of them", "请改变字号，或挪开一个";
    StackedHeads = "stacked-heads", Warning, Judgment,
        "a head stands right under another one", "题压题",
        "put text or a picture between", "请在中间排文字或图片";
    HeadAtFoot = "head-at-foot", Warning, Judgment,
        "a head has too little of its text under it", "标题下文字太少",
        "move it, or make its place higher", "请挪动，或加高位置";
    Hole = "hole", Warning, Judgment,
        "a place of the page is empty", "天窗",
        "fill it", "请补满";
    CutColumns = "cut-columns", Warning, Judgment,
        "a picture cuts columns of text in two", "图片把栏拦腰截断",
        "move it to the head or the foot of the columns", "请移到栏的上头或下头";
    OneLineColumn = "one-line-column", Warning, Judgment,
        "a column of text has one line", "一栏只有一行",
        "make the place higher or narrower", "请改变位置的高或宽";
    TextUnreached = "text-unreached", Warning, Judgment,
        "text cannot be reached from its head", "正文和标题接不上",
        "let the text begin at its head", "请让正文从标题起";
    HeadlineTooLong = "headline-too-long", Error, Fixed,
        "a headline does not fit at its smallest size", "标题用最小字号也排不下",
        "shorten it, or give it more room", "请缩短标题，或加大位置";
    HeadCrowded = "head-crowded", Warning, Judgment,
        "parts of a head touch each other", "标题各部分贴在一起",
        "give the head more lines", "请给标题多留几行";
    LineOverfull = "line-overfull", Error, Fixed,
        "a word is wider than its line", "一个词比行还宽",
        "break it by hand, or widen the column", "请手工断开，或加宽";
    LineLoose = "line-loose", Warning, Judgment,
        "a line is spaced out more than the house allows", "一行字距拉得太开",
        "change a few words", "请改动几个字";
    TextOverFrame = "text-over-frame", Warning, Judgment,
        "lines stand over the frame of a box, or over a rule", "文字压住了框线或线条",
        "move one of them", "请挪开";
    ReadingCrowded = "reading-crowded", Warning, Judgment,
        "readings are higher than the gap between lines", "注音比行距高",
        "give the lines more leading, or the readings smaller type", "请加大行距，或缩小注音";
    PartUnplaced = "part-unplaced", Error, Fixed,
        "a part of a story found no place on the page", "稿件的一部分没有排上",
        "give it a place, or leave it out of the story", "请安排位置，或从稿件里去掉";

    // The finished file.
    Preflight = "preflight", Error, Fixed,
        "the finished file breaks a rule of preflight; the profile says how bad that is", "成品文件违反印前规则；轻重由检查配置决定",
        "mend what it names, or change `preflight` under `[output]`", "请按提示修改，或改 `[output]` 的 `preflight`";

    // What will not print well.
    UnseenType = "unseen-type", Error, Fixed,
        "type has the color of what it stands on", "文字和底色相同，看不见",
        "change one of the colors", "请改变其中一种颜色";
    SmallType = "small-type", Warning, Judgment,
        "type that is white or in several inks is small", "反白或多色的小字",
        "make it larger, or black", "请加大字号，或改用单黑";
    RichBlack = "rich-black", Warning, Judgment,
        "black type is in more inks than black", "黑字用了多色",
        "make it black alone", "请改用单黑";
    ThinLine = "thin-line", Warning, Judgment,
        "a line is too thin to print", "线太细，印不出来",
        "make it thicker", "请加粗";
    InkLimit = "ink-limit", Warning, Judgment,
        "a color has more ink than the paper takes", "颜色的总墨量超过纸张承受",
        "take ink out of the color", "请减少墨量";
    StrayInk = "stray-ink", Error, Fixed,
        "a color has inks that the page is not printed with", "颜色用了本版不印的油墨",
        "name the ink under `[output]`, or take another color", "请在 `[output]` 写上油墨，或换颜色";
    BleedMissing = "bleed-missing", Warning, Judgment,
        "ink ends where the paper is cut", "颜色到成品线为止，没有出血",
        "let it run to the bleed", "请延伸到出血线";
    NearTrim = "near-trim", Warning, Judgment,
        "type stands where the knife may hit it", "文字离成品线太近",
        "move it inward", "请往里挪";

    // The page as a whole.
    PageEmpty = "page-empty", Error, Fixed,
        "nothing stands on a page", "版面上什么也没有",
        "place something", "请排上内容";

    // Several pages in one file.
    PagesDisagree = "pages-disagree", Error, Fixed,
        "pages of one file want different things of the whole file", "各版对整个文件的要求不一致",
        "let them agree", "请统一";
    Imposition = "imposition", Error, Fixed,
        "pages cannot be laid side by side", "这些版不能拼在一起",
        "give them numbers and sizes that fit", "请核对版次和尺寸";
    BlankPage = "blank-page", Warning, Judgment,
        "a page of an imposed sheet stays blank", "拼大版后有空白版",
        "add pages to a multiple of four", "请补足 4 的倍数";
}
