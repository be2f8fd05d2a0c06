//! What verbs, arguments and their values are, in Chinese. In English the
//! comments at their definitions say it; the test suite compares both.

/// What a verb does.
pub(super) struct VerbWords {
    /// In one line.
    pub(super) about: &'static str,
    /// What else is to be known of it.
    pub(super) more: &'static str,
}

/// What a verb does; nothing for one that people never call.
pub(super) fn verb(name: &str) -> Option<VerbWords> {
    let (about, more) = match name {
        "banmian" => ("排报纸版面：读入版面文件和稿件，输出可以付印的 PDF", ""),
        "build" => (
            "排版并写出付印文件（PDF）",
            "版面只要有错误（文字排不下、字体缺字、图片找不到……），就一次全部报出，不写出文件，也不改动原有的文件。",
        ),
        "batch" => (
            "一个进程做许多任务，一行一项，写出付印文件",
            "一项任务是一行，写一个 JSON 对象：`specs`、`output`，以及 `build` 的各项。每项任务按次序有一行结果，也是 JSON 对象；\
             一项有问题，其余照做。按 Ctrl-C，做完手头的任务就结束。",
        ),
        "issue" => (
            "一期报纸付印：各版付印文件放进一个不会再被覆盖的文件夹，并附清单",
            "文件夹以分区版和第几次版命名。再次付印时，清单写明哪些色版有变化、要重出。版面只要有错误，就什么也不付印。",
        ),
        "proof" => (
            "排版并输出小样，有错误也照样输出",
            "小样由付印用的同一份 PDF 画出。版面有错误时退出码是 1，小样照样写出。",
        ),
        "watch" => (
            "每次保存后重新输出小样、报告问题",
            "先排版并输出小样；以后版面文件、模板、当天的文件、稿件、图片或表格一经保存，就重来一次，直到按 Ctrl-C 结束。不必重算的都留在内存里。",
        ),
        "separations" => (
            "显示 PDF 的每种油墨印在纸上的样子",
            "每块色版写出一张 PNG：青、品红、黄、黑，每种专色也各有一张，以专色名命名；颜色越深，油墨越多。\
             叠印、镂空和透明都按实际印刷计算。任何 PDF 都可以看，不限于 banmian 排出的。",
        ),
        "check" => ("排版并报出问题，不写文件", ""),
        "preflight" => (
            "按印刷厂的规则检查任何 PDF，不论是否本程序所出",
            "不改动文件。违反了检查配置中列为错误的规则，退出码是 1；只有警告时是 0。",
        ),
        "explain" => (
            "逐行说明文字怎样排满行长",
            "每行列出：所在的栏和行位、行长（以字计）、文字、行末标点的形式、各处空距收放了多少；\
             每段列出：少排一行、多排一行要付出什么代价。",
        ),
        "fit" => (
            "找出怎样能使本版稿件就版，并可写入版面文件",
            "每项措施都是把稿件排过一遍得出的，按 `[house.fit]` 的次序，代价小的在前。稿件的文字绝不改动。\
             有稿件不能就版、又没有办法时，退出码是 1。",
        ),
        "diff" => (
            "用编辑的话说明两种状态的版面变了什么",
            "每种状态可以是版面文件、付印文件（PDF）、基准文件，或 git 仓库的历史版本：`HEAD~1:layouts/front.toml`，\
             或只写 `HEAD~1`，版面由另一边说明。两者不同时退出码是 1。",
        ),
        "test" => (
            "把有基准文件的版面重排一遍，报告哪些变了",
            "基准文件放在版面文件旁的 `golden` 文件夹里，与版面文件同名：`.txt` 记各处排的是什么，`.jpg` 记版面的样子，             `.sha256` 记付印文件的字节；用 `banmian review` 制作。全部与基准一致时退出码是 0；             能比对的都一致、只是有些基准文件是旧格式时是 3；其余是 1。",
        ),
        "review" => (
            "逐版复核变化，接受或不接受",
            "凡与基准文件不一致的版面，逐个说明变了什么，并问以后是否就以此为准。写明的版面文件若还没有基准文件，就做第一套。\
             接受之前请看过版面：`--report` 会在提问之前写出报告。",
        ),
        "new" => (
            "写出一个文件夹，从它办起一张报纸",
            "里面有本报模板、头版、稿件和一幅图，内容都是虚构的，排出来没有任何问题；一样一样换成自己的就行。已有的文件绝不覆盖。",
        ),
        "upgrade" => (
            "把版面文件改写成本程序的格式",
            "没有写明格式的版面文件，补一行 `format = 1`；注释、次序、空格和换行一概照旧。模板也是版面文件，要一并写上。绝不改动稿件。",
        ),
        "fonts" => ("列出可用的字体：字体族、样式和字数", ""),
        "import" => (
            "把原始来稿整理成稿件",
            "改正标点、破折号、引号、空格和被截断的段落，每处改动都注明位置，同一种改动多次出现时只列一条。\
             只能由编辑判断的地方，在稿件中用 [[? 和 ?]] 标出；带有这种标记的版面不能付印。",
        ),
        "cache" => (
            "显示图片和做好的版面存在哪里，或清空缓存",
            "缓存里的东西都不是非有不可：随时可以删掉，下次要用时会重新做出。",
        ),
        "linebreak" => (
            "说明一段文字可在何处换行、各处空距多宽",
            "文字从标准输入读入，答案是 JSON。用 `--batch` 时，输入的每一行是一道题：一个 JSON 对象，\
             含 `id`、`text`、`lang`、`strictness` 和以同名书写的其他选项；输出的每一行是它的答案。",
        ),
        "schema" => (
            "输出版面文件、一期报纸、`--format json` 或版面数据的 JSON Schema",
            "供文本编辑器使用：版面文件或一期报纸的文件第一行写上 `#:schema 该文件的路径`，支持 TOML Schema 的编辑器就能补全各项并显示说明。",
        ),
        "completions" => ("输出命令行补全脚本", ""),
        "man" => ("输出手册页（man），用提示的语言", ""),
        "help" => ("显示本说明，或某个命令的说明", ""),
        _ => return None,
    };
    Some(VerbWords { about, more })
}

/// What stands at the end of the help of the whole program.
pub(super) const EXIT_CODES: &str = "退出码：0 一切正常，1 输入有问题，2 命令写法不对，3 只有旧格式的基准文件（test），130 中途被中断（Ctrl-C）。";

/// What an argument of a verb is.
pub(super) fn argument(verb: &str, id: &str) -> Option<&'static str> {
    Some(match (verb, id) {
        (_, "help") => "显示说明",
        (_, "version") => "显示版本",
        (_, "messages") => "提示所用的语言 [默认：系统语言是中文就用中文，否则用英文]",
        (_, "color") => "提示何时带颜色",
        ("diff", _) if argument_of_many_pages(verb, id).is_some() => {
            return argument_of_many_pages(verb, id);
        }
        ("import", _) if argument_of_import(id).is_some() => return argument_of_import(id),
        ("upgrade", "specs") => "版面文件和模板（TOML）",
        (_, "specs") => "版面文件（TOML）：一版一个，按版次先后；- 表示标准输入",
        (_, "stories") => "稿件文件夹，代替版面文件中所写的",
        (_, "root") => {
            "项目文件夹，所有文件都要在它里面 [默认：版面文件在当前文件夹内时是当前文件夹，否则是版面文件所在的文件夹]"
        }
        (_, "day") => {
            "当天的文件：其中 `[page]` 的各项盖过版面文件所写的，代替版面文件中所写的那一个"
        }
        (_, "date") => "各版的出版日期，如 2026-11-29",
        (_, "set") => "各版 `[page]` 的一项，如 issue=8216；可以写多次",
        ("new", "folder") => "要写出的文件夹，没有就新建",
        ("fit", "story") => "只看这一篇",
        ("fit", "together") => "整版稿件一起看，一篇省出的地方归另一篇用",
        ("fit", "apply") => "把这个办法写进版面文件，其余一概不动",
        (_, "paths") => "另加的字体文件或文件夹；可以写多次",
        (_, "system_fonts") => "也使用本机安装的字体；换一台机器，版面可能不同",
        (_, "cache") => {
            "缓存文件夹，存放转换好的图片和做好的版面，下次不必再做 [默认：BANMIAN_CACHE 所指的文件夹，没有则是用户缓存文件夹中的 banmian]"
        }
        (_, "cache_size") => "缓存最大多少，如 512M 或 2G；最久没用的先删 [默认：1G]",
        (_, "no_cache") => "不存放图片和做好的版面，也不用已存的",
        ("cache", "clear") => "清空缓存，文件夹里的其他文件不动",
        (_, "verbose") => "列出每篇稿件有多少字、排得如何",
        (_, "impose") => "把几个版面按版次拼在一张纸上",
        (_, "binding") => "装订的一边，要与 --impose 同用 [默认：第一个版面是竖排时为右，否则为左]",
        ("preflight", "deny") => {
            "本次按错误处理的规则；写 `warnings` 则所有警告都算错误；几个之间用逗号"
        }
        (_, "deny") => {
            "本次按错误处理的问题，写代码；写 `warnings` 则所有警告都算错误；几个之间用逗号"
        }
        ("build", "output") => {
            "要写出的文件，- 表示标准输出 [默认：当前文件夹中，与第一个版面文件同名的 .pdf]；一期报纸的文件名里有 {page} 时，一版一个文件"
        }
        ("proof" | "watch", "output") => {
            "要写出的文件，.png 或 .pdf [默认：当前文件夹中，与第一个版面文件同名的 .png]；有几个版面时各写一个 .png，文件名带版次"
        }
        ("separations", "output") => {
            "文件夹，或各文件名的开头部分 [默认：当前文件夹中，与 PDF 同名]"
        }
        ("check", "format") => "输出什么",
        ("fonts", "format") => "列表的格式",
        (_, "format") => "怎样报告问题",
        ("preflight", "dpi") => "标注图（PNG）的分辨率，每英寸像素数",
        ("proof" | "watch", "dpi") => "小样（PNG）的分辨率，每英寸像素数",
        (_, "dpi") => "分辨率，每英寸像素数",
        (_, "overlay") => "在版面上加画什么；几个之间用逗号",
        ("separations", "file") => "要看的 PDF 文件",
        ("separations", "page") => "第几页，从 1 数起",
        (_, "heat_map") => "另写一张总墨量图，以颜色区分",
        (_, "max_ink") => "总墨量超过百分之多少，总墨量图上显示为红色",
        (_, "composite") => "另写一张各色合成图，按输出特性文件显示印在纸上的颜色",
        (_, "files") => "要检查的 PDF 文件，逐个检查",
        (_, "profile") => {
            "检查配置：gwg2022-newspaper-ads、gwg2022-newspaper-ads-rgb、gwg2022-newspaper-editorial、\
             gwg2022-newspaper-editorial-rgb、x4、x1a、house、ua1 之一，或一个 TOML 文件；写几个时以较严的限度为准 [默认：gwg2022-newspaper-ads]"
        }
        (_, "annotate") => "要写出的标注图（PNG），每个问题加框并编号；只能检查一个文件",
        ("preflight", "page") => "标注图画第几页，从 1 数起 [默认：第一个有问题的页]",
        (_, "rules") => "列出全部规则和检查配置对它的规定，不检查文件",
        (_, "story") => "只看这一篇稿件",
        (_, "loosest") => "只列这么多行，最松的在前",
        (_, "force") => "稿件文件已经存在时，替换它",
        (_, "lang") => "文字的语言，写 BCP 47 标签",
        (_, "strictness") => {
            "避头尾的宽严：uax14、loose、normal、strict、clreq-none、clreq-basic、clreq-gb、clreq-strict、\
             jlreq-very-loose、jlreq-loose、jlreq-strict、jlreq-very-strict 或 klreq；不写就按该语言的规矩"
        }
        (_, "latin_em") => "字母和数字的宽度，以字计",
        (_, "measure_em") => "行长，以字计；写了就连同各行一并回答",
        (_, "dir") => "行文方向：h 横排，v 竖排，v-upright 竖排且字母直立",
        (_, "trim") => {
            "标点挤压，按 CSS 的 text-spacing-trim：normal、space-all、space-first 或 trim-start；不写就按该语言的规矩"
        }
        (_, "autospace") => {
            "与西文之间的空距，按 CSS 的 text-autospace：normal、ideograph-alpha、ideograph-numeric 或 none"
        }
        (_, "hang") => "行末标点悬挂：none 不悬挂，allow-end 允许，force-end 一律悬挂",
        (_, "align") => "逐行排满（start），或全段通盘安排（justify）",
        (_, "metrics") => "字宽的来源；只有标称字宽一种",
        (_, "json") => "以 JSON 回答，向来如此",
        (_, "batch") => "回答许多道题，每行一个 JSON 对象",
        (_, "of") => "要哪一种",
        (_, "shell") => "所用的命令行",
        ("help", "subcommand") => "要看说明的命令",
        _ => return argument_of_many_pages(verb, id),
    })
}

/// The same of `import`.
fn argument_of_import(id: &str) -> Option<&'static str> {
    Some(match id {
        "output" => {
            "要写出的稿件文件，- 表示标准输出；加 --page 或 --watch 时是文件夹；末尾带 / 也是文件夹，供稿中每条各写一篇"
        }
        "watch" => {
            "监视一个文件夹：里面已有的和新到的都做成稿件，写进 -o 指定的文件夹，按 Ctrl-C 结束"
        }
        "page" => "来稿是整版文字：拆成一篇篇稿件，连同初排的版面文件写进 -o 指定的文件夹",
        "template" => "版面所用的报社模板；不写就在旁边写出一个",
        "file" => {
            "原始来稿：Word 或 WPS 文档（docx）、网页、文本文件，或通讯社条目（ninjs、NITF、NewsML-G2）；加 --watch 时是来稿所在的文件夹"
        }
        "characters" => "来稿所用系统的造字对照表：TOML 文件，每个字一行，如 \"U+E5E5\" = \"〇\"",
        "encoding" => {
            "来稿的字符编码 [默认：看文件开头的标记，其次是 UTF-8，再按内容识别，拿不准就不读]"
        }
        "force" => "稿件文件及其图片已经存在时，替换它们",
        _ => return None,
    })
}

/// The same of verbs that compare pages or make many, and of some others.
fn argument_of_many_pages(verb: &str, id: &str) -> Option<&'static str> {
    Some(match (verb, id) {
        (_, "zone") => "一期报纸的哪个分区版，代替主版",
        (_, "edition_version") => "一期报纸的第几次版，从 1 数起 [默认：最后一次]",
        (_, "dry_run") => "只说明会改什么，不写入",
        (_, "starter") => "哪一种报纸",
        ("diff", "old") => "原来的状态",
        ("diff", "new") => "现在的状态",
        ("diff", "specs") => "两边都是历史版本时，比哪些版面；原来的状态是历史版本时，再比哪些版面",
        ("diff", "output") => {
            "要写出的文件：.png 把两种状态叠在一起，去掉的是红色，新增的是蓝色；.pdf 是标出各处变化的新版面。有几个版面时各写一个 .png，文件名带序号"
        }
        ("diff", "dpi") => "PNG 的分辨率，每英寸像素数",
        ("test" | "review", "pages") => {
            "版面文件，或文件夹（其中凡有基准文件的版面） [默认：当前文件夹]"
        }
        (_, "report") => "写出网页报告，图片并列：原来、现在、差别",
        (_, "junit") => "按 JUnit 的格式写出结果，供自动构建使用",
        (_, "accept") => "全部接受，不逐个问",
        ("review", "upgrade") => "重做旧格式的基准文件，不逐个问",
        (_, "remove") => "版面已不存在的，删去其基准文件，不逐个问",
        (_, "with") => "缺基准文件的版面，做哪几种 [默认：structure,picture，只给一种都没有的版面]",
        ("issue", id) => return issue_argument(id),
        ("batch", "output") => "结果文件，每行一个 JSON 对象；- 表示标准输出",
        ("batch", "jobs_file") => "任务文件，每行一个 JSON 对象；- 表示标准输入",
        ("batch", "resume") => "接着做上次余下的：已有结果的任务不再做",
        ("batch", "at_once") => "同时做几项任务 [默认：处理器有几个核就做几项]",
        ("batch", "shard") => "只做其中一份，如 2/4：每四行的第二行",
        (_, id) => return round_argument(id),
    })
}

/// What an argument is of an edition that is sent to the printer.
fn issue_argument(id: &str) -> Option<&'static str> {
    Some(match id {
        "edition" => "一期报纸的文件（TOML）",
        "by" => "付印人，写进清单",
        "time" => "付印时间，如 \"2026-11-28 23:40\" 或 23:40，写进清单；程序不读时钟",
        "to" => "放在哪个文件夹：里面先按日期建一层，再放付印的文件夹 [默认：这一期文件旁的 sent]",
        "only_changed" => "只写出有色版变化的各版文件；其余在哪里，清单会写明",
        "check" => "把已付印的文件夹与清单核对，不付印",
        _ => return None,
    })
}

/// What an argument is of proofs that go from hand to hand.
fn round_argument(id: &str) -> Option<&'static str> {
    Some(match id {
        "round" => {
            "第几次校样，从 1 数起：写在版面下方，连同版次、报名、日期和版面文件名，并在每篇稿件处标出代号"
        }
        "time" => {
            "小样的时间，如 \"2026-11-28 21:40\" 或 21:40，写在版面下方 [默认：`[page]` 的 `proof-time`，写了才有]；程序不读时钟"
        }
        "sheet" => "打印小样的纸张：版面比纸大就缩小，并写明缩到百分之几",
        _ => return None,
    })
}

/// What a value of an argument means, where its name does not say it.
pub(super) fn value(verb: &str, id: &str, name: &str) -> Option<&'static str> {
    Some(match (verb, id, name) {
        (_, "impose", "two-up") => "对页，翻开时左右相对的两版：第 2、3 版，第 4、5 版……",
        (_, "impose", "printer-pairs") => {
            "印刷对页，折成书帖时印在一面的两版：末版与头版，依此类推（骑马订）"
        }
        (_, "binding", "left") => "从左往右读（左翻）",
        (_, "binding", "right") => "从右往左读，竖排报纸用（右翻）",
        ("check", "format", "human") => "问题以文字输出到标准错误",
        ("check", "format", "json") => {
            "问题（加 `--verbose` 时还有各篇稿件的数字）作为一个 JSON 对象输出到标准输出"
        }
        ("check", "format", "dump") => "排好的版面以文字逐行输出到标准输出，问题输出到标准错误",
        ("check", "format", "page-json") => {
            "排好的版面以 JSON 输出到标准输出，供其他程序使用；问题输出到标准错误"
        }
        (_, "format", "human") => "以文字输出到标准错误，每个问题带所在的行",
        (_, "format", "json") => "连同该命令的其他结果，作为一个 JSON 对象输出到标准输出",
        ("import", "encoding", "gb18030") => "GB 18030—2022，国内新闻采编系统",
        ("import", "encoding", "gbk") => "GBK（CP936），国内较旧的系统",
        ("import", "encoding", "big5") => "Big5 加香港字集，台湾、香港",
        ("import", "encoding", "shift_jis") => "Windows 的 Shift_JIS（CP932），日本",
        ("import", "encoding", "cp949") => "Windows 的 EUC-KR（CP949），韩国",
        ("import", "encoding", "utf-16le") => "UTF-16，低位字节在前",
        ("import", "encoding", "utf-16be") => "UTF-16，高位字节在前",
        ("import", "encoding", "utf-8") => "UTF-8，各系统通用",
        (_, "overlay", "grid") => "基线和基本栏，四边标出行号和栏号",
        (_, "overlay", "frames") => "每篇稿件的文本框，标出代号、版位和长短",
        (_, "overlay", "overset") => "每篇稿件溢、缺多少行、多少字，从哪几个字起排不下",
        (_, "with", "structure") => "各处排的是什么（文字）",
        (_, "with", "picture") => "版面的样子（小图）",
        (_, "with", "bytes") => "付印文件的字节；本程序每出新版都会变",
        (_, "starter", "daily") => "城市日报，中文",
        (_, "starter", "weekly") => "周报，英文",
        (_, "starter", "tategaki") => "竖排报纸，日文",
        (_, "of", "page") => "版面文件",
        (_, "of", "edition") => "一期报纸",
        (_, "of", "answer") => "各命令 `--format json` 的输出",
        (_, "of", "batch-job") => "一项任务，`batch` 读入的一行",
        (_, "of", "batch-result") => "一项结果，`batch` 写出的一行",
        (_, "of", "page-model") => "`check --format page-json` 输出的版面数据",
        _ => return None,
    })
}

/// What stands for a value in the usage of a verb.
pub(super) fn placeholder(verb: &str, english: &str) -> Option<&'static str> {
    Some(match english {
        "DIR" if verb == "linebreak" => "方向",
        "SPEC" => "版面文件",
        "EDITION" => "一期报纸",
        "ZONE" => "分区版",
        "OLD" => "原来",
        "NEW" => "现在",
        "DIR" => "文件夹",
        "NAME" => "名称",
        "DATE" => "日期",
        "TIME" => "时间",
        "PAPER" => "纸张",
        "KEY=VALUE" => "键=值",
        "KIND" => "种类",
        "PATH" => "路径",
        "FILE" => "文件",
        "NAME|FILE" => "名称|文件",
        "PREFIX" => "文件夹或开头",
        "SCHEME" => "拼法",
        "SIDE" => "左右",
        "SIZE" => "大小",
        "CODE" => "代码",
        "RULE" => "规则",
        "FORMAT" => "格式",
        "LANGUAGE" | "LANG" => "语言",
        "WHEN" => "何时",
        "WHAT" => "内容",
        "DPI" => "分辨率",
        "NUMBER" => "页码",
        "N" => "数",
        "PERCENT" => "百分数",
        "SLUG" => "代号",
        "STRICTNESS" => "宽严",
        "LATIN_EM" | "MEASURE_EM" => "字数",
        "TRIM" | "AUTOSPACE" | "HANG" | "ALIGN" | "METRICS" => "方式",
        "JOBS" => "任务",
        "I/N" => "第几份/几份",
        "OF" => "种类",
        "SHELL" => "命令行",
        "COMMAND" => "命令",
        _ => return None,
    })
}
