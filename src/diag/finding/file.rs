//! Files that cannot be read or written, and what the machine does not give.

use crate::diag::Text;
use crate::say;

nouns! {
    /// Why the system does not give a file.
    FileReason {
        NoFile = "there is no such file", "没有这个文件";
        NoFolder = "there is no such folder", "没有这个文件夹";
        CurrentGone = "the current folder is not there any more; go to another one",
            "当前文件夹已经不在了，请换一个文件夹再运行";
        Forbidden = "there is no permission to read it", "没有读取权限";
        NotAFile = "it is not a file", "它不是文件";
        NotAFolder = "it is not a folder", "它不是文件夹";
        Changed = "it was changed while the pages were made; make them again", "排版途中它被改动了，请重新排版";
        System = "the system does not give it", "系统不给";
    }
    /// What a file is that was taken for text.
    DocumentKind {
        Word = "a file of a word processor (docx, odt) or another archive", "文字处理文件（docx、odt）或压缩包";
        OldWord = "an old file of Word or WPS (doc, wps)", "旧式 Word 或 WPS 文件（doc、wps）";
        Rtf = "an RTF file", "RTF 文件";
        Pdf = "a PDF", "PDF 文件";
    }

    /// Words that an option takes.
    Vocabulary {
        Code = "code", "个代码";
        Rule = "rule", "条规则";
    }

    /// Why the system does not let a file be written.
    WriteReason {
        NoFolder = "there is no such folder", "没有这个文件夹";
        NotAFolder = "part of its path is not a folder", "路径中有一段不是文件夹";
        Forbidden = "there is no permission to write here", "没有写入权限";
        InUse = "it is open in another program: close it there", "它正被别的程序打开，请先在那里关闭";
        ReadOnlyDisk = "nothing can be written to this disk", "这个磁盘不能写入";
        FullDisk = "the disk is full", "磁盘已满";
        TooLarge = "the system allows no file as large as this", "系统不允许这么大的文件";
        BadName = "the disk takes no file of that name", "这个磁盘不接受这样的文件名";
        System = "the system does not allow it", "系统不允许";
    }
}

/// A reason in the words of the system, where there are no better ones.
fn or_said(reason: Text, said: Option<&String>) -> Text {
    said.map_or(reason, |said| say!("{said}", "系统的说法是“{said}”"))
}

findings! {
    /// A file that cannot be read.
    FileFault {
        /// The system does not give it.
        Unreadable { path, file_reason, said } = FileUnreadable,
            {
                let Text { en, zh } = or_said(file_reason.text(), said.as_ref());
                say!("cannot read `{path}`: {en}", "无法读取“{path}”：{zh}")
            };
        /// It is larger than anything of its kind.
        TooLarge { path, limit_mib } = FileTooLarge,
            say!(
                "`{path}` is larger than {limit_mib} MiB, the limit for such a file",
                "“{path}”超过了此类文件的上限 {limit_mib} MiB"
            );
        /// The same of a text.
        TextTooLarge { path, limit_mib } = FileTooLarge,
            say!(
                "`{path}` is larger than {limit_mib} MiB, the limit for such a file",
                "“{path}”超过了此类文件的上限 {limit_mib} MiB"
            ),
            [say!(
                "divide it into several files, or take out what the page does not show",
                "请拆成几个文件，或删去版面用不到的内容"
            )];
        /// It lies outside the project.
        Outside { path, root } = PathOutside,
            say!("`{path}` lies outside the project's folder", "“{path}”在项目文件夹之外"),
            [say!(
                "the project's folder is `{root}`; `--root DIR` sets another",
                "项目文件夹是“{root}”；可用 `--root 文件夹` 另行指定"
            )];
        /// The same where the folder cannot be chosen.
        OutsideFolder { path, root } = PathOutside,
            say!(
                "`{path}` lies outside the folder that may be read here",
                "“{path}”在可以读取的文件夹之外"
            ),
            [say!(
                "only files in `{root}` and below are read: give the path of the file itself instead of a link to it, or copy it there",
                "这里只读取“{root}”和它里面的文件：请直接写文件本身的路径，不要写指向它的链接，或把文件复制进来"
            )];
        /// It is no text.
        IsDocument { path, document_kind } = NotUtf8,
            {
                let Text { en, zh } = document_kind.text();
                say!("`{path}` is {en}, and no text", "“{path}”是{zh}，不是文本")
            },
            [match document_kind {
                DocumentKind::Word => say!(
                    "of copy in docx `banmian import {path} -o STORY.md` makes a story; save anything else as plain text in UTF-8",
                    "docx 来稿可用 `banmian import {path} -o 稿件.md` 转成稿件；其他文件请另存为 UTF-8 纯文本"
                ),
                DocumentKind::OldWord | DocumentKind::Rtf | DocumentKind::Pdf => say!(
                    "save it there as plain text in UTF-8, or copy its text into a new file",
                    "请在原来的软件里另存为 UTF-8 纯文本，或把文字复制到新文件里"
                ),
            }];
        /// It is a text in another encoding.
        OtherEncoding { path, byte } = NotUtf8,
            say!(
                "`{path}` is not UTF-8: byte {byte} does not fit",
                "“{path}”不是 UTF-8 编码：第 {byte} 字节处不合"
            ),
            [encoding_hint()];
        /// The same where it is sure which.
        KnownEncoding { path, charset, byte } = NotUtf8,
            say!(
                "`{path}` is {charset} and not UTF-8: byte {byte} does not fit",
                "“{path}”是 {charset} 编码，不是 UTF-8：第 {byte} 字节处不合"
            ),
            [
                say!(
                    "copy: `banmian import {path} -o STORY.md` reads {charset} and makes a story of it",
                    "来稿可用 `banmian import {path} -o 稿件.md` 转成稿件，它能读 {charset}"
                ),
                say!("anything else: save it as UTF-8", "其他文件请另存为 UTF-8"),
            ];
        /// Copy of which nobody says what it is written in.
        UnsureEncoding { path, byte, charsets } = NotUtf8,
            say!(
                "`{path}` is not UTF-8 (byte {byte} does not fit), and what it is written in is not sure",
                "“{path}”不是 UTF-8 编码（第 {byte} 字节处不合），是什么编码无法确定"
            ),
            [match charsets.as_slice() {
                [] => encoding_hint(),
                [first, ..] => {
                    let all = charsets.join(", ");
                    say!(
                        "say what it is: `--encoding {first}`; it may be {all}",
                        "请写明编码，如 `--encoding {first}`；可能是 {all}"
                    )
                }
            }];
        /// Copy with bytes that its encoding does not have.
        NotOfEncoding { path, charset, byte, file_line } = NotUtf8,
            say!(
                "`{path}` is not whole: on line {file_line}, byte {byte} is no character of {charset}",
                "“{path}”不完整：第 {file_line} 行，第 {byte} 字节不是 {charset} 的字符"
            ),
            [say!(
                "the file may be cut off or damaged: send for it again; if it is in another encoding, name it with `--encoding`",
                "文件可能被截断或损坏，请重新索取；如果是别的编码，请用 `--encoding` 写明"
            )];
        /// The same of a table, which has lines and no bytes.
        TableEncoding { path, file_line } = NotUtf8,
            say!(
                "`{path}` is not UTF-8: line {file_line} has characters of another encoding",
                "“{path}”不是 UTF-8 编码：第 {file_line} 行的字符读不出来"
            ),
            [encoding_hint()];
    }

    /// An output that cannot be written.
    OutputFault {
        /// The system does not allow it. `leads_to` is where a link leads.
        Unwritable { path, write_reason, said, leads_to } = OutputUnwritable,
            {
                let Text { en, zh } = or_said(write_reason.text(), said.as_ref());
                say!("cannot write `{path}`: {en}", "无法写入“{path}”：{zh}")
            },
            leads_to.iter().map(|place| {
                say!("it is a link that leads to `{place}`", "它是一个链接，指向“{place}”")
            });
        /// It is there already.
        Exists { path } = OutputUnwritable,
            say!("`{path}` is there already", "“{path}”已经存在"),
            [say!("`--force` replaces it", "加 `--force` 可以覆盖")];
        /// A file that a starter would write over.
        StarterExists { path } = OutputUnwritable,
            say!("`{path}` is there already", "“{path}”已经存在"),
            [say!("nothing was written; name another folder", "没有写入；请换一个文件夹")];
        /// A spec that was saved anew while a measure for it was looked for.
        SpecChanged { path } = OutputUnwritable,
            say!(
                "{path} has changed while this ran",
                "运行期间 {path} 已改动"
            ),
            [say!("nothing was written; run it again", "没有写入；请重新运行")];
        /// It was read.
        WasRead { path } = OutputUnwritable,
            say!(
                "cannot write `{path}`: it is one of the files that were read for it",
                "无法写入“{path}”：它是这次读入的素材"
            ),
            [another_name()];
        /// It was written in the same run.
        WasWritten { path } = OutputUnwritable,
            say!(
                "cannot write `{path}`: it leads to a file that this run has written already",
                "无法写入“{path}”：它指向这次已经写出的另一个文件"
            ),
            [another_name()];
        /// The standard output, which the findings take.
        IsTaken { path } = OutputUnwritable,
            say!(
                "cannot write `{path}`: the standard output is taken by the findings",
                "无法写入“{path}”：标准输出已用来输出检查结果"
            ),
            [another_name()];
        /// A folder for results that are kept, which is somebody's own.
        NotACache { path, name } = OutputUnwritable,
            say!(
                "`{path}` is no folder for a cache: `{name}` is in it",
                "“{path}”不能作缓存文件夹：里面有“{name}”"
            ),
            [say!(
                "name a folder that is empty or not there yet",
                "请指定一个空的或还没有的文件夹"
            )];
        /// A link that leads to itself.
        Circle { path } = OutputUnwritable,
            say!(
                "cannot write `{path}`: it is a link that leads round in a circle",
                "无法写入“{path}”：它是一个绕回自身的链接"
            ),
            [say!(
                "remove the link, or give another name with `-o`",
                "请删去这个链接，或用 -o 另取一个名字"
            )];
        /// A device, a socket.
        NeitherFileNorPipe { path } = OutputUnwritable,
            say!(
                "cannot write `{path}`: it is neither a file nor a pipe",
                "无法写入“{path}”：它既不是文件，也不是管道"
            );
        /// Its owner protects it.
        ReadOnly { path } = OutputUnwritable,
            say!(
                "cannot write `{path}`: it is there already and read-only",
                "无法写入“{path}”：已有同名文件，而且是只读的"
            ),
            [say!(
                "take its write protection away, or give the output another name with `-o`",
                "请去掉它的只读属性，或用 -o 给输出文件另取一个名字"
            )];
        /// A folder.
        IsFolder { path } = OutputUnwritable,
            say!("cannot write `{path}`: it is a folder", "无法写入“{path}”：它是文件夹"),
            [say!("name a file in it", "请写出文件夹里的文件名")];
    }

    /// What the machine does not give, and what the program does wrong itself.
    MachineFault {
        /// No thread to work on.
        NoWorkers { said } = NoThreads,
            {
                let said = said.as_deref().unwrap_or_default();
                say!(
                    "the system gives no thread to set pages on: {said}",
                    "系统不提供排版所需的线程（系统的说法是“{said}”）"
                )
            },
            [say!(
                "close other programs, or have the limits of processes (`ulimit -u`) and of memory (`ulimit -v`) raised",
                "请关闭其他程序，或请管理员放宽进程数（`ulimit -u`）和内存（`ulimit -v`）的限制"
            )];
        /// The program broke off.
        BrokeOff { panic, source_place } = ProgramFault,
            say!(
                "banmian broke off, which is a fault of the program and not of the page: {panic}",
                "banmian 中途出错停止，这是程序的毛病，不是版面的问题：{panic}"
            ),
            [
                say!(
                    "please report it with the files of the page and this place: {source_place}",
                    "请把版面的文件和这个位置一起报告给我们：{source_place}"
                ),
                say!(
                    "a file that was not written whole is as it was before",
                    "没有完整写出的文件保持原样"
                ),
            ];
    }

    /// A command that was called in a wrong way. Its parser knows English only and says
    /// that itself.
    UsageFault {
        /// An option that there is not.
        UnknownArgument { arguments, suggestions, parser_says } = WrongUsage,
            in_both(parser_says, {
                let is_option = arguments.iter().all(|it| it.starts_with('-'));
                let named = listed(arguments);
                if is_option { format!("没有{named}这个选项") } else { format!("多出了{named}，这里不能写") }
            }),
            usage_hints(suggestions);
        /// A verb that there is not.
        UnknownVerb { verb, suggestions, parser_says } = WrongUsage,
            in_both(parser_says, format!("没有“{verb}”这个命令")), usage_hints(suggestions);
        /// No verb.
        NoVerb { parser_says } = WrongUsage,
            in_both(parser_says, "没有写命令".to_owned()), usage_hints(&[]);
        /// Something is not there.
        MissingArgument { arguments, parser_says } = WrongUsage,
            in_both(parser_says, format!("缺少{}", listed(arguments))), usage_hints(&[]);
        /// An option without a value.
        MissingValue { arguments, known, parser_says } = WrongUsage,
            in_both(parser_says, {
                let argument = listed(arguments);
                match known.as_slice() {
                    [] => format!("{argument}后面要有内容"),
                    known => format!("{argument}后面要有内容，可用的有{}", listed(known)),
                }
            }),
            usage_hints(&[]);
        /// A value that is none.
        BadArgument { arguments, value, known, suggestions, parser_says } = WrongUsage,
            in_both(parser_says, {
                let argument = listed(arguments);
                match known.as_slice() {
                    [] => format!("{argument}不能是“{value}”"),
                    known => format!("{argument}不能是“{value}”，可用的有{}", listed(known)),
                }
            }),
            usage_hints(suggestions);
        /// A value that is no number of its kind, or no name of its kind.
        BadForm { arguments, value, expected, parser_says } = WrongUsage,
            in_both(parser_says, {
                let zh = expected.text().zh;
                format!("{}不能是“{value}”，应为{zh}", listed(arguments))
            }),
            usage_hints(&[]);
        /// A code or a rule that there is not.
        UnknownWord { arguments, value, vocabulary, nearest, parser_says } = WrongUsage,
            in_both(parser_says, {
                let zh = vocabulary.text().zh;
                let argument = listed(arguments);
                let wrong = format!("{argument}不能是“{value}”：没有这{zh}");
                match (nearest, vocabulary) {
                    (Some(near), _) => format!("{wrong}，是不是“{near}”？"),
                    (None, Vocabulary::Code) => format!("{wrong}，全部代码见 docs/codes.zh-CN.md"),
                    (None, Vocabulary::Rule) => {
                        format!("{wrong}，用 `banmian preflight --rules` 查看全部规则")
                    }
                }
            }),
            usage_hints(&[]);
        /// Two that exclude each other, or one that stands twice.
        Conflict { arguments, other_arguments, parser_says } = WrongUsage,
            in_both(parser_says, {
                let named = listed(arguments);
                if arguments == other_arguments {
                    format!("{named}只能写一次")
                } else {
                    format!("{named}不能和{}一起用", listed(other_arguments))
                }
            }),
            usage_hints(&[]);
        /// The standard output is wanted twice.
        StdoutTwice { parser_says } = WrongUsage,
            in_both(parser_says, "标准输出不能既输出稿件，又输出问题".to_owned()),
            [say!(
                "write the story to a file: `-o FILE`",
                "请把稿件写到文件：`-o 文件`"
            )];
        /// A drawing of several files.
        AnnotateSeveral { parser_says } = WrongUsage,
            in_both(parser_says, "`--annotate` 只能标注一个文件，却写了几个".to_owned()),
            [say!("give one file", "请只写一个文件")];
        /// An argument that is no text.
        ArgumentEncoding { parser_says } = WrongUsage,
            in_both(parser_says, "参数中有不是 UTF-8 编码的字符".to_owned()), usage_hints(&[]);
        /// Anything else.
        Other { parser_says } = WrongUsage,
            in_both(parser_says, "命令的写法不对".to_owned()), usage_hints(&[]);
    }
}

fn encoding_hint() -> Text {
    say!(
        "save it as UTF-8; older newsroom systems write GB18030 or UTF-16",
        "请另存为 UTF-8；旧采编系统多用 GB18030 或 UTF-16"
    )
}

fn another_name() -> Text {
    say!("give the output another name with `-o`", "请用 -o 给输出文件另取一个名字")
}

/// What to do if there is no room for something.
pub(super) fn more_memory() -> Text {
    say!(
        "close other programs, or have the limit of memory (`ulimit -v`) raised",
        "请关闭其他程序，或请管理员放宽内存限制（`ulimit -v`）"
    )
}

/// What the parser of arguments says, and the same in Chinese.
fn in_both(parser_says: &str, zh: String) -> Text {
    Text { en: parser_says.to_owned(), zh }
}

fn usage_hints(near: &[String]) -> Vec<Text> {
    let mut hints = Vec::new();
    if !near.is_empty() {
        let (en, zh) = (quoted(near, "`", "`", ", "), listed(near));
        hints.push(say!("did you mean {en}?", "是不是{zh}？"));
    }
    hints.push(say!(
        "`banmian help` and the name of the verb tell what it takes",
        "用 `banmian help` 加命令名可以查看用法"
    ));
    hints
}

fn listed(words: &[String]) -> String {
    quoted(words, "“", "”", "、")
}

fn quoted(words: &[String], open: &str, close: &str, between: &str) -> String {
    let quoted = words.iter().map(|word| format!("{open}{word}{close}"));
    quoted.collect::<Vec<_>>().join(between)
}
