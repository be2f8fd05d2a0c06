//! Copy in other formats: what cannot be read of it, and what is not in the story.

use super::story::{at_places, quoted as in_quotes};
use crate::diag::Text;
use crate::say;

nouns! {
    /// What a file is that is not read as copy.
    ForeignFormat {
        OldWord = "an old document of Word or WPS (doc, wps)", "旧式 Word 或 WPS 文档（doc、wps）";
        Compound = "a file of an old office program", "旧式办公软件的文件";
        Rtf = "an RTF file", "RTF 文件";
        WordXml = "a document of Word as XML", "Word 的 XML 文档";
        WebArchive = "a web page with all that belongs to it (mht)", "单个文件网页（mht）";
        Odt = "a document of LibreOffice (odt)", "LibreOffice 文档（odt）";
        Pages = "a document of Pages", "Pages 文档";
        Office = "a spreadsheet or slides", "表格或幻灯片";
        Pdf = "a PDF", "PDF 文件";
        Picture = "a picture", "图片";
        NewsMlOne = "NewsML of version 1", "第 1 版的 NewsML";
        NoCopyItem = "an item of NewsML-G2 that has no copy: a concept, a plan or a catalog", "没有稿件的 NewsML-G2 条目（概念、计划或目录）";
        OtherXml = "XML of another kind", "其他用途的 XML";
        OtherJson = "JSON that is no item of an agency (ninjs)", "不是通讯社条目（ninjs）的 JSON";
        Zip = "an archive (zip) without a document in it", "压缩包（zip），里面没有文档";
    }
    /// Words of a feed that have no place in a story.
    FeedPart {
        Summary = "the summary", "摘要";
        OtherHeadline = "another headline", "另一个标题";
        OtherByline = "another byline", "另一个署名";
        OtherDateline = "another dateline", "另一个电头";
        OtherText = "another form of the text", "正文的另一种形式";
        AboveHeadline = "what stands above the headline", "标题上方的文字";
        Rendition = "other words of a picture", "图片的其他文字";
        Related = "words of a related item", "相关条目的文字";
        Series = "the series that it belongs to", "所属系列";
        Contact = "who to ask", "联系人";
        Place = "where it comes from", "来稿地点";
    }
    /// Whether an item of an agency may be used.
    ItemStatus {
        Usable = "usable", "可用";
        Withheld = "withheld", "暂缓使用";
        Canceled = "withdrawn", "已撤销";
    }
    /// What a story cannot have.
    ObjectKind {
        Formula = "a formula; its characters are in the story", "公式，其中的字符已写入稿件";
        Chart = "a chart", "图表";
        Drawing = "a drawing of shapes", "自绘图形";
        Embedded = "an object of another program", "其他软件的对象";
        Media = "a film or sound", "视频或音频";
        Form = "a field of a form", "表单";
    }
}

findings! {
    /// Copy that cannot be read.
    ManuscriptFault {
        /// A format that is not read.
        Foreign { path, foreign_format } = CopyUnreadable,
            {
                let Text { en, zh } = foreign_format.text();
                say!("`{path}` is {en}, which is not read", "“{path}”是{zh}，不能直接读")
            },
            [way_out(*foreign_format)];
        /// A page that is a document.
        PageOfDocument { path } = CopyUnreadable,
            say!(
                "{path} is a document: a whole page is cut into stories from text",
                "{path} 是文档：整版拆稿只读文字"
            ),
            [say!(
                "save it as a text file, or import its stories one by one",
                "请另存为文本文件，或一篇一篇导入"
            )];
        /// It opens with a password only.
        Encrypted { path } = CopyUnreadable,
            say!("`{path}` is locked with a password", "“{path}”用密码加了锁"),
            [say!(
                "open it in Word or WPS and save it without the password",
                "请在 Word 或 WPS 里打开，去掉密码后另存"
            )];
        /// It is cut off.
        NotWhole { path } = CopyUnreadable,
            say!("`{path}` is not whole", "“{path}”不完整"),
            [send_again()];
        /// A part of it is damaged.
        PartNotWhole { path, document_part } = CopyUnreadable,
            say!(
                "`{path}` is damaged: `{document_part}` in it cannot be read",
                "“{path}”已损坏：其中的“{document_part}”读不出来"
            ),
            [send_again()];
        /// A part of it is no XML.
        NotXml { path, document_part, file_line, said } = CopyUnreadable,
            {
                let said = said.as_deref().unwrap_or_default();
                say!(
                    "`{path}` is damaged: `{document_part}` in it is not right on line {file_line}: {said}",
                    "“{path}”已损坏：其中的“{document_part}”第 {file_line} 行有错（解析器的说法是“{said}”）"
                )
            },
            [send_again()];
        /// A document type.
        HasDoctype { path, document_part } = CopyUnreadable,
            say!(
                "`{path}` is refused: `{document_part}` in it has a DOCTYPE, which no word processor writes",
                "“{path}”不能接受：其中的“{document_part}”含有 DOCTYPE，文字处理软件不会这样写"
            ),
            [send_again()];
        /// A bomb.
        PartTooLarge { path, document_part, limit_mib } = CopyUnreadable,
            say!(
                "`{path}` is refused: `{document_part}` in it unpacks to more than {limit_mib} MiB",
                "“{path}”不能接受：其中的“{document_part}”解压后超过 {limit_mib} MiB"
            ),
            [say!(
                "if it is sound, save it anew with smaller pictures, or as plain text",
                "如果文件没有问题，请缩小图片后另存，或另存为纯文本"
            )];
        /// An archive of very many files.
        TooManyParts { path, values } = CopyUnreadable,
            say!(
                "`{path}` is refused: more than {values} files are in it",
                "“{path}”不能接受：里面的文件超过 {values} 个"
            ),
            [send_again()];
        /// A key of a table of characters that is none.
        NoPrivateCharacter { key } = UnknownKey,
            say!("`{key}` is no character", "“{key}”不是字符"),
            [say!(
                "write the number of one character: `\"U+E5E5\" = \"〇\"`",
                "请写一个字符的编码：`\"U+E5E5\" = \"〇\"`"
            )];
        /// What it stands for that is none.
        NoCharacters { key } = BadValue,
            say!(
                "`{key}` stands for a character, written between quotes",
                "“{key}”代表的字符要写在引号里"
            ),
            [say!("`\"{key}\" = \"〇\"`", "`\"{key}\" = \"〇\"`")];
        /// JSON that is none.
        NotJson { path, file_line, said } = CopyUnreadable,
            {
                let said = said.as_deref().unwrap_or_default();
                say!(
                    "`{path}` is damaged: its JSON is not right on line {file_line}: {said}",
                    "“{path}”已损坏：JSON 第 {file_line} 行有错（解析器的说法是“{said}”）"
                )
            },
            [send_again()];
        /// A feed that declares what it likes.
        FeedDoctype { path } = CopyUnreadable,
            say!(
                "`{path}` is refused: its DOCTYPE declares entities of its own",
                "“{path}”不能接受：DOCTYPE 里自行声明了实体"
            ),
            [say!("ask the agency for it without them", "请向通讯社索取没有这些声明的文件")];
        /// A feed that is too large.
        FeedTooLarge { path, limit_mib } = CopyUnreadable,
            say!(
                "`{path}` is larger than {limit_mib} MiB, the limit for items of agencies",
                "“{path}”超过 {limit_mib} MiB，这是通讯社条目文件的上限"
            ),
            [say!("ask for it in several files", "请分成几个文件")];
        /// An item without anything to print.
        ItemEmpty { path, item, headline } = CopyUnreadable,
            {
                let headline = headline.as_deref().map(|it| format!(": {it}")).unwrap_or_default();
                say!(
                    "`{item}` in `{path}` has no text and no picture{headline}",
                    "“{path}”里的“{item}”既没有文字，也没有图片{headline}"
                )
            },
            [say!("no story is written of it", "没有写出稿件")];
        /// An item that the agency took back.
        ItemWithdrawn { path, item, item_status } = ItemWithdrawn,
            {
                let Text { en, zh } = item_status.text();
                say!(
                    "`{item}` in `{path}` is {en}: no story is written",
                    "“{path}”里的“{item}”{zh}：没有写出稿件"
                )
            },
            [say!(
                "see that no page has an earlier version of it",
                "请确认各版没有用它以前的版本"
            )];
        /// Several items for one story file.
        SeveralItems { path, values } = CopyUnreadable,
            say!(
                "`{path}` has {values} items, and a story file takes one",
                "“{path}”里有 {values} 条，一个稿件文件只能写一条"
            ),
            [say!(
                "name a folder: `-o stories/` writes a story file for each",
                "请写文件夹：`-o stories/` 每条各写一个稿件文件"
            )];
        /// Very many items.
        TooManyItems { path, values } = CopyUnreadable,
            say!(
                "`{path}` is refused: more than {values} items are in it",
                "“{path}”不能接受：里面的条目超过 {values} 个"
            ),
            [say!("ask for it in several files", "请分成几个文件")];
        /// A book.
        TooLong { path, limit_mib } = CopyUnreadable,
            say!(
                "the text of `{path}` is longer than {limit_mib} MiB, the limit for a story",
                "“{path}”的文字超过 {limit_mib} MiB，这是一篇稿件的上限"
            ),
            [say!("divide it into several", "请分成几篇")];
    }

    /// What of copy is not in the story, or is there in a certain way.
    ManuscriptFinding {
        /// Words that were added while changes were tracked.
        Inserted { quoted, times, first_places } = ImportLeftOut,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "a tracked change is taken as accepted: {words} was added and is in the story, {en}",
                    "修订按“接受”处理：增加的 {words} 已写入稿件，{zh}"
                )
            },
            [accept()];
        /// Words that were deleted.
        Deleted { quoted, times, first_places } = ImportLeftOut,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "a tracked change is taken as accepted: {words} was deleted and is not in the story, {en}",
                    "修订按“接受”处理：删去的 {words} 不在稿件中，{zh}"
                )
            },
            [accept()];
        /// Words that were moved.
        Moved { quoted, times, first_places } = ImportLeftOut,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "a tracked change is taken as accepted: {words} stands where it was moved to, away from {en}",
                    "修订按“接受”处理：移走的 {words} 只在新位置，原位置：{zh}"
                )
            },
            [accept()];
        /// Hidden words.
        Hidden { quoted, times, first_places } = ImportLeftOut,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "hidden words are left out: {words}, {en}",
                    "隐藏的文字没有写入稿件：{words}，{zh}"
                )
            };
        /// What somebody says of words.
        Comment { quoted, author, comment } = ImportLeftOut,
            {
                let words = in_quotes(quoted);
                say!(
                    "a comment on {words} is left out: {author}: {comment}",
                    "{words} 处的批注没有写入稿件：{author}：{comment}"
                )
            };
        /// The top and foot of pages.
        HeaderOrFooter { quoted } = ImportLeftOut,
            {
                let words = in_quotes(quoted);
                say!(
                    "the header or footer {words} is left out",
                    "页眉或页脚 {words} 没有写入稿件"
                )
            };
        /// An object.
        Object { object_kind, quoted, times, first_places } = ImportLeftOut,
            {
                let (Text { en, zh }, words) = (object_kind.text(), in_quotes(quoted));
                let Text { en: at_en, zh: at_zh } = at_places(*times, first_places);
                say!(
                    "a story cannot have this: {en}; behind {words}, {at_en}",
                    "稿件不能有：{zh}；在 {words} 之后，{at_zh}"
                )
            };
        /// A picture that the copy does not bring.
        PictureMissing { quoted, times, first_places } = ImportLeftOut,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "a picture is not in the file, only its name or address: {words}, {en}",
                    "图片不在文件里，只有名称或地址：{words}，{zh}"
                )
            },
            [say!(
                "put the picture beside the story under the name that the story has; nothing is fetched",
                "请把图片按稿件里的名称放到稿件旁边；程序不会去下载"
            )];
        /// A picture that no page takes.
        PictureFormat { quoted, times, first_places } = ImportLeftOut,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "the picture {words} is in a format that pages do not take, {en}",
                    "图片 {words} 的格式不能上版，{zh}"
                )
            },
            [say!(
                "save it as PNG, JPEG or TIFF, and put that name into the story",
                "请另存为 PNG、JPEG 或 TIFF，并改稿件里的名称"
            )];
        /// Pictures of a story that goes to the standard output.
        PicturesNotWritten { pictures } = ImportLeftOut,
            say!(
                "{pictures} pictures are not written, for the story goes to the standard output",
                "稿件输出到标准输出，{pictures} 张图片没有写出"
            ),
            [say!("write it to a file: `-o FILE`", "请写到文件：`-o 文件`")];
        /// A link.
        Link { quoted, times, first_places } = ImportMended,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "of links only the words are in the story, the first to {words}, {en}",
                    "链接只留文字，第一个指向 {words}，{zh}"
                )
            };
        /// A reading that a story cannot have.
        ReadingInBrackets { quoted, times, first_places } = ImportMended as Warning,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "a reading with signs of stories in it stands in brackets: {words}, {en}",
                    "注音中有稿件的记号，改放在括号里：{words}，{zh}"
                )
            };
        /// Parts of a web page.
        PagePart { quoted, times, first_places } = ImportLeftOut,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "parts of the web page that are no copy are left out: {words}, {en}",
                    "网页中不属于稿件的部分没有写入：{words}，{zh}"
                )
            };
        /// A table in a cell.
        TableInTable { quoted, times, first_places } = ImportMended as Warning,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "a table inside a table became words of one cell: {words}, {en}",
                    "表格里的表格并成一格文字：{words}，{zh}"
                )
            };
        /// Something very deep.
        TooDeep { quoted, times, first_places } = ImportLeftOut,
            {
                let (words, Text { en, zh }) = (in_quotes(quoted), at_places(*times, first_places));
                say!(
                    "what lies too deep in the document is left out, behind {words}, {en}",
                    "嵌套太深的内容没有写入稿件，在 {words} 之后，{zh}"
                )
            };
        /// A picture of a feed.
        PictureElsewhere { address } = ImportLeftOut,
            say!(
                "a picture is not beside the file, only its address is known: {address}",
                "图片不在文件旁边，只知道地址：{address}"
            ),
            [say!(
                "put the picture beside the story under the name that the story has; nothing is fetched",
                "请把图片按稿件里的名称放到稿件旁边；程序不会去下载"
            )];
        /// Words of a feed.
        NotInStory { feed_part, quoted } = ImportLeftOut,
            {
                let Text { en, zh } = feed_part.text();
                say!(
                    "this is not in the story: {en}: {quoted}",
                    "没有写入稿件：{zh}：{quoted}"
                )
            };
        /// A note to the desk.
        WireNote { quoted } = ItemNote,
            say!("the agency says to the desk: {quoted}", "通讯社给编辑的提示：{quoted}");
        /// Terms of use.
        WireTerms { quoted } = ItemNote,
            say!("the copy may be used on these terms: {quoted}", "稿件的使用条件：{quoted}");
        /// A correction, an update.
        WireSignal { quoted } = ItemNote,
            say!("the agency marks the item as {quoted}", "通讯社的标记：{quoted}");
        /// An embargo.
        Embargoed { until } = ItemEmbargo,
            say!(
                "the item may not appear before {until}",
                "这一条在 {until} 之前不得刊出"
            ),
            [say!(
                "the story says so in its head; an edition of an earlier day tells of it",
                "稿件头部已写明；编排更早日期的一期时会提示"
            )];
        /// A key that stands twice.
        RepeatedKey { key } = ImportLeftOut,
            say!(
                "the key `{key}` stands twice in one item, and the last counts",
                "同一条里“{key}”写了两次，以后一个为准"
            );
        /// What is said of an item beside its words.
        FieldsLeftOut { known } = ImportMended,
            {
                let (en, zh) = (known.join(", "), known.join("、"));
                say!(
                    "of the item these fields are not in the story: {en}",
                    "条目的这些项没有写入稿件：{zh}"
                )
            };
        /// An item that is in the folder already.
        Repeated { item, path } = ItemRepeated,
            say!(
                "`{item}` is in {path} already, and nothing is written",
                "“{item}”已在 {path}，没有再写"
            );
        /// An item that came after a later version of it.
        Outdated { item, path } = ItemRepeated as Warning,
            say!(
                "`{item}` is older than the version in {path}, and nothing is written",
                "“{item}”比 {path} 里的版本旧，没有写出"
            );
        /// A later version of an item.
        Corrected { item, path, earlier_story } = ItemCorrected,
            say!(
                "`{item}` came before: the new version is in {path}, the earlier one stays in {earlier_story}",
                "“{item}”以前来过：新的版本写入 {path}，原来的 {earlier_story} 没有改动"
            ),
            [say!(
                "compare the two files: take the change over, or use the new one",
                "请比较两个文件，把改动搬过去，或改用新文件"
            )];
        /// A story whose item was taken back.
        WithdrawnStands { item, path } = ItemWithdrawn,
            say!(
                "`{item}` was taken back, and its story stands in {path}",
                "“{item}”已撤销，它的稿件还在 {path}"
            ),
            [say!("take it off the page", "请从版面撤下")];
        /// Footnotes.
        Footnotes { times } = ImportMended,
            say!(
                "{times} footnotes stand as a list at the end",
                "{times} 条脚注列在文末"
            );
    }
}

fn accept() -> Text {
    say!("look whether the change is meant", "请核对这处修订是否采纳")
}

fn send_again() -> Text {
    say!(
        "the file may be cut off or damaged: send for it again, or save it anew where it was made",
        "文件可能被截断或损坏：请重新索取，或在原来的软件里重新保存"
    )
}

fn way_out(format: ForeignFormat) -> Text {
    match format {
        ForeignFormat::OldWord
        | ForeignFormat::Compound
        | ForeignFormat::Rtf
        | ForeignFormat::WordXml
        | ForeignFormat::WebArchive => say!(
            "open it in Word, WPS or LibreOffice and save it as docx",
            "请在 Word、WPS 或 LibreOffice 里打开，另存为 docx"
        ),
        ForeignFormat::Odt => say!(
            "open it in LibreOffice and save it as docx",
            "请在 LibreOffice 里打开，另存为 docx"
        ),
        ForeignFormat::Pages => {
            say!("open it in Pages and export it to Word", "请在 Pages 里打开，导出为 Word 格式")
        }
        ForeignFormat::Office => say!(
            "save the table as CSV and name it in the page spec, or copy the words into a text file",
            "表格请另存为 CSV 并在版面文件里写明；文字请复制到文本文件里"
        ),
        ForeignFormat::Pdf => say!(
            "ask for the copy in the format in which it was written, or copy the words into a text file",
            "请索取写稿时的原文件，或把文字复制到文本文件里"
        ),
        ForeignFormat::Picture => say!(
            "put it beside a story and name it there: `![caption](file)`",
            "请放在稿件旁边，在稿件里写明：`![图片说明](文件名)`"
        ),
        ForeignFormat::NewsMlOne | ForeignFormat::NoCopyItem => say!(
            "ask the agency for the items as NewsML-G2, ninjs or NITF",
            "请向通讯社索取 NewsML-G2、ninjs 或 NITF 格式的稿件"
        ),
        ForeignFormat::OtherXml | ForeignFormat::OtherJson => say!(
            "agencies' items are read as ninjs, NITF and NewsML-G2; copy other words into a text file",
            "通讯社条目可读 ninjs、NITF、NewsML-G2；其他文字请复制到文本文件里"
        ),
        ForeignFormat::Zip => {
            say!("unpack it and give the document itself", "请先解压，再导入里面的文档")
        }
    }
}
