//! PDFs that cannot be read, drawn, taken apart or written.

use super::file::more_memory;
use crate::diag::Text;
use crate::say;

nouns! {
    /// The kinds of named resources (PDF 32000-1, table 33).
    Category {
        State = "graphics state", "图形状态";
        Font = "font", "字体";
        Properties = "property list", "属性表";
        ColorSpace = "color space", "色彩空间";
        XObject = "form or picture", "图形或图片";
        Pattern = "pattern", "图案";
        Shading = "shading", "渐变";
    }

    /// The parts of a page that have a form of their own.
    DefectPart {
        Content = "page content", "页面内容";
        State = "a graphics state", "图形状态";
        Font = "a font", "字体";
        Form = "a form", "图形";
        Picture = "a picture", "图片";
        ColorSpace = "a color space", "色彩空间";
        Pattern = "a pattern", "图案";
        Shading = "a shading", "渐变";
        SoftMask = "a soft mask", "软蒙版";
    }

    /// What is wrong with the data of a stream.
    Flaw {
        /// They end too early.
        Cut = "is cut short: its data end too early", "不完整：数据提前结束";
        /// They contradict themselves.
        Damaged = "is damaged: its data cannot be unpacked", "已损坏：数据无法解压";
        /// They are packed in a way that PDF does not know, or that does not fit what
        /// they are.
        Filter = "is packed in a way that cannot be read", "的压缩方式无法识别";
        /// They lie in another file.
        Elsewhere = "has its data in another file", "的数据在另一个文件里";
    }
}

findings! {
    /// Why a PDF, or a page of it, cannot be read.
    #[derive(Copy, Eq)]
    ReadError {
        /// It does not begin as a PDF does.
        NotAPdf = FileUnreadable, say!("it is not a PDF", "这不是 PDF 文件");
        /// It is cut short or its structure is beyond repair.
        Damaged = FileUnreadable,
            say!("the PDF is damaged or cut short", "PDF 文件已损坏或不完整"),
            [say!("export or send the file anew", "请重新导出或重新传送文件")];
        /// It is locked with a password or with permissions.
        Encrypted = FileUnreadable,
            say!("the PDF is locked (encrypted)", "PDF 文件已加密"),
            [say!(
                "ask for a copy without password and restrictions: a press file must not be locked",
                "请索取没有密码和权限限制的文件：付印文件不得加密"
            )];
        /// It has more objects or pages than any real file.
        TooMuch = FileUnreadable,
            say!("the PDF has far too many objects or pages", "PDF 文件的对象或页面过多"),
            [export_anew()];
        /// Its compressed data would swell beyond all bounds.
        Bomb = FileUnreadable,
            say!(
                "the PDF's compressed data would fill the memory",
                "PDF 文件的压缩数据展开后会占满内存"
            ),
            [export_anew()];
        /// Its parts stand in each other without end.
        TooDeep = FileUnreadable,
            say!(
                "the PDF's parts stand in each other without end",
                "PDF 文件的内容层层嵌套，没有尽头"
            ),
            [export_anew()];
        /// A page has more content than any real page.
        TooMuchContent = FileUnreadable,
            say!("the page has far too much content to be read", "页面内容过多，无法读取"),
            [export_anew()];
        /// It has no such page.
        NoSuchPage { page, pages } = FileUnreadable,
            say!("there is no page {page}, the PDF has {pages}", "没有第 {page} 页，PDF 共 {pages} 页");
        /// It has no page at all.
        NoPages = FileUnreadable,
            say!("the PDF is without pages", "PDF 文件里没有页面"),
            [export_anew()];
        /// The page has no sensible size.
        BadPageSize = FileUnreadable, say!("the page has no usable size", "页面尺寸不可用");
        /// The system gives no thread to read it on.
        NoThread = FileUnreadable,
            say!("the system gives no thread to read it on", "系统不提供读取所需的线程");
    }

    /// A part of a page that is missing in the file or damaged; without the number of
    /// its object it stands in the content itself.
    #[derive(Copy, Eq, Hash)]
    PageDefect {
        /// The file has no object of this number, or one that stands in itself.
        Absent { object } = FileUnreadable,
            of_object(*object, say!(
                "is missing or stands in itself, and the page draws on it",
                "缺失或引用了自身，而页面要用到它"
            ));
        /// The content uses a name that its resources do not have.
        Unnamed { object, category, resource } = FileUnreadable,
            {
                let Text { en, zh } = category.text();
                of_object(*object, say!(
                    "uses the {en} {resource}, which its resources do not have",
                    "用到{zh} {resource}，资源中却没有"
                ))
            };
        /// It is there, and not what it has to be.
        Unfit { object, part } = FileUnreadable,
            {
                let Text { en, zh } = part.text();
                match object {
                    Some(_) => of_object(*object, say!(
                        "is {en} that cannot be read",
                        "是无法读取的{zh}"
                    )),
                    None => say!("{en} cannot be read", "{zh}无法读取"),
                }
            };
        /// A font whose codes go by a map of characters that cannot be read.
        Codes { object, resource } = FileUnreadable,
            of_object(*object, say!(
                "is a font whose codes go by the character map {resource}, which cannot be read: its text is neither seen nor measured",
                "是字体，编码所依据的字符映射 {resource} 无法读取，用它排的文字看不到，也未测量"
            ));
        /// Its data are not whole.
        Data { object, flaw } = FileUnreadable, of_object(*object, flaw.text());
        /// Its operators cannot be followed: the first that cannot is named, if it
        /// has a name.
        Operators { object, operator } = FileUnreadable,
            of_object(*object, match operator {
                Some(operator) => say!(
                    "has operators that cannot be followed (the first is {operator})",
                    "含有无法执行的指令（第一处是 {operator}）"
                ),
                None => say!("breaks off in the middle of an operator", "在一条指令中间断掉"),
            });
        /// It has a `q` without its `Q`, a `BT` without its `ET`, or the other way
        /// round.
        Unbalanced { object } = FileUnreadable,
            of_object(*object, say!(
                "does not end what it begins, or the other way round (q and Q, BT and ET)",
                "有始无终或有终无始（q 与 Q、BT 与 ET 不成对）"
            ));
    }

    /// A page that shows less than its file has.
    PageFault {
        /// A part of it that cannot be read is left out.
        LeftOut { defect } = FileUnreadable as Warning, defect.text();
        /// It cannot be drawn.
        Undrawn { page, drawing } = PageUndrawn,
            undrawn(*page, drawing), drawing.hints();
        /// There is no room to draw it.
        NoRoom { page } = NoMemory,
            undrawn(*page, &ProofError::NoMemory), [more_memory()];
        /// There is no thread to draw it on.
        NoThread { page } = NoThreads,
            undrawn(*page, &ProofError::NoThread);
    }

    /// Why a page cannot be drawn.
    #[derive(Copy, Eq)]
    ProofError {
        /// The bytes are not a PDF.
        NotAPdf = PageUndrawn,
            say!("it is not a PDF that can be drawn", "它不是可以显示的 PDF"),
            [export_culprit()];
        /// The PDF has fewer pages.
        NoSuchPage = PageUndrawn, say!("the PDF has no such page", "PDF 里没有这一页");
        /// The resolution is zero, negative or not a number.
        BadResolution = PageUndrawn,
            say!("the resolution must be more than 0 dpi", "分辨率必须大于 0 dpi");
        /// The drawing would have too many pixels.
        TooLarge { limit_pixels } = PageUndrawn,
            say!("at this resolution the picture would be too large", "按这个分辨率，图片会太大"),
            {
                let (millions, wan) = (limit_pixels / 1_000_000, limit_pixels / 10_000);
                [say!(
                    "give a lower `--dpi`: it may have {millions} million pixels",
                    "请降低 `--dpi`：最多 {wan} 万像素"
                )]
            };
        /// Drawing takes longer than it may.
        TooLong { limit_seconds } = PageUndrawn,
            say!(
                "it has more on it than can be drawn in {limit_seconds} seconds",
                "内容过多，{limit_seconds} 秒内画不完"
            ),
            [lower_dpi()];
        /// Drawing takes more memory than it may.
        TooMuchMemory { limit_mib } = PageUndrawn,
            say!(
                "what is on it takes more than {limit_mib} MiB to draw",
                "画出页面内容需要超过 {limit_mib} MiB 内存"
            ),
            [lower_dpi()];
        /// The page's parts stand in each other too deeply.
        TooDeep = PageUndrawn,
            say!(
                "its parts stand in each other more deeply than can be drawn",
                "内容层层嵌套过深，画不出来"
            ),
            [export_culprit()];
        /// The program that draws broke down over the page.
        Broken = PageUndrawn,
            say!("what is on it breaks the drawing off", "页面内容使绘制中断"),
            [export_culprit()];
        /// The program that draws could not be started.
        NoProcess = PageUndrawn,
            say!(
                "the program cannot be started once more to draw it",
                "无法再启动一个本程序来绘制"
            );
        /// There is not enough memory for the drawing.
        NoMemory = NoMemory, no_room();
        /// The system gives no thread to draw it on.
        NoThread = NoThreads,
            say!("the system gives no thread to draw it on", "系统不提供绘图所需的线程");
    }

    /// Why a page has no plates.
    #[derive(Copy, Eq)]
    PlatesError {
        /// The PDF or the page cannot be read.
        Unreadable { read } = FileUnreadable, read.text(), read.hints();
        /// The resolution is zero, negative or not a number.
        BadResolution = OutputUnwritable,
            say!("the resolution must be more than 0 dpi", "分辨率必须大于 0 dpi");
        /// The plates would have too many pixels.
        TooLarge = OutputUnwritable,
            say!("at this resolution the plates would be too large", "按这个分辨率，色版会太大");
        /// The profile of the output intent cannot be used.
        UnfitProfile = OutputUnwritable,
            say!("the output intent's profile cannot be used", "输出意图的色彩特性文件无法使用");
        /// There is not enough memory for the plates.
        NoMemory = NoMemory, no_room(), [more_memory()];
    }

    /// Why a document cannot be written as PDF.
    #[derive(Eq)]
    PdfError {
        /// There is nothing to write.
        NoPages = OutputUnwritable, say!("there are no pages to write", "没有可输出的版面");
        /// The outlines of a face cannot be taken out of its file.
        FontBroken { font_file } = FontBroken,
            say!("the font {font_file} cannot be embedded", "字体 {font_file} 无法嵌入");
        /// It would be larger than 4 GiB, which is as far as the places of its objects reach.
        TooLarge = OutputUnwritable,
            say!("the file would be larger than 4 GiB", "文件将超过 4 GiB");
    }

    /// Why pages cannot be laid side by side.
    #[derive(Eq)]
    ImposeError {
        /// There is none.
        NoPages = Imposition, say!("there is no page to impose", "没有可以拼大版的版面");
        /// A page whose label has no digits to count by, or several.
        NoNumber { label } = Imposition,
            say!(
                "page “{label}” has no page number that can be counted, and imposition goes by that",
                "“{label}”版没有能数的版次，无法拼大版"
            ),
            [number_each()];
        /// Two pages with one number.
        NumberTwice { number } = Imposition,
            say!(
                "two pages have the number {number}, and imposition goes by that",
                "有两个版面的版次都是 {number}，无法拼大版"
            ),
            [number_each()];
        /// Two pages whose trim or bleed differ.
        SizesDiffer { label, other_label } = Imposition,
            say!(
                "pages {label} and {other_label} cannot stand on one sheet: their paper or bleed differ",
                "第 {label} 版和第 {other_label} 版的开本或出血不同，不能拼在一起"
            );
        /// A signature whose first page is a left-hand page.
        BeginsEven { number } = Imposition,
            say!(
                "a signature begins with a right-hand page, and page {number} is none",
                "一帖要从单数版开始，第 {number} 版不是单数版"
            ),
            [say!("give all pages of the signature in one run", "把这一帖的所有版面一起给出")];
        /// A signature of too many pages.
        TooMany { pages, limit_pages } = Imposition,
            say!(
                "a signature of {pages} pages cannot be folded, {limit_pages} are the most",
                "一帖 {pages} 版折不了，最多 {limit_pages} 版"
            ),
            [say!("look for a wrong `number` under [page]", "检查各版 `[page]` 下的 `number`")];
    }
}

/// What is said of an object of a PDF, or of the page's content.
fn of_object(object: Option<u32>, said: Text) -> Text {
    let Text { en, zh } = said;
    match object {
        Some(number) => say!("object {number} of the PDF {en}", "PDF 的第 {number} 号对象{zh}"),
        None => say!("the page's content {en}", "页面内容{zh}"),
    }
}

fn undrawn(page: usize, reason: &ProofError) -> Text {
    let Text { en, zh } = reason.text();
    say!("page {page} cannot be drawn: {en}", "无法绘制第 {page} 页：{zh}")
}

pub(super) fn no_room() -> Text {
    say!("there is not enough memory for it", "内存不够")
}

fn export_anew() -> Text {
    say!("export the file anew from the program that made the page", "请用制作该页面的程序重新导出")
}

fn export_culprit() -> Text {
    say!(
        "export the file that is at fault anew from the program that made it",
        "请用制作该文件的程序重新导出"
    )
}

fn lower_dpi() -> Text {
    say!(
        "give a lower `--dpi`, or export the file that is at fault anew, flattened or with smaller pictures",
        "请降低 `--dpi`；或重新导出出问题的文件，拼合透明或缩小图片"
    )
}

fn number_each() -> Text {
    say!(
        "give each page its `number` under [page]",
        "在每个版面的 `[page]` 下写明 `number`（版次）"
    )
}
