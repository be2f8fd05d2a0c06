//! What is expected of a value in a spec, and what is found.

nouns! {
    /// What kind of thing a value is, in an editor's words.
    ValueKind {
        Text = "text", "文字";
        Integer = "a whole number", "整数";
        Number = "a number", "数字";
        Boolean = "true or false", "`true` 或 `false`";
        Date = "a date", "日期";
        List = "a list", "列表";
        Table = "a table", "表";
    }

    /// What is expected of a value, with an example.
    Expected {
        Flag = "true or false, without quotes", " `true` 或 `false`（不加引号）";
        Table = "a table", "表";
        Text = "text in quotes", "带引号的文字";
        Words = "text in quotes or a whole number", "带引号的文字或整数";
        Count = "a whole number", "整数";
        Range = "a range such as \"1-3\" or \"80-last\"", "范围，如 \"1-3\" 或 \"80-last\"";
        Slug = "a story's slug", "稿件代号";
        Font = "a font such as \"song\"", "字体，如 \"宋体\"";
        Share = "\"by-length\" or a list of lines such as [18, 17]", " \"按长度\" 或行数列表，如 [18, 17]";
        Length = "a length such as \"12mm\" or \"1.5字\"", "长度，如 \"12mm\" 或 \"1.5字\"";
        TypeSize = "a size such as \"9.5pt\" or \"小五\"", "字号，如 \"9.5pt\" 或 \"小五\"";
        TextLength = "a length such as \"2字\"", "长度，如 \"2字\"";
        Paper = "a paper such as \"对开\" or \"390mm x 545mm\"", "纸张，如 \"对开\" 或 \"390mm x 545mm\"";
        Color = "a color such as \"red\" or \"cmyk(0, 95, 90, 0)\"", "颜色，如 \"红\" 或 \"cmyk(0, 95, 90, 0)\"";
        Inks = "the inks of the page: \"process\", \"black\" or \"black + NAME\"",
            "版面用墨：\"四色\"、\"单黑\" 或 \"黑 + 专色名\"";
        Rule = "a line such as \"thin\" or \"thick 2pt red\"", "线条，如 \"文武线\" 或 \"粗线 2pt 红\"";
        HeadRow = "a part of the head, or some side by side such as \"kicker | headline\"",
            "标题的一个部分，或并排的几个部分，如 \"引题 | 主题\"";
        Language = "a language such as \"zh-Hans\"", "语言代码，如 \"zh-Hans\"";
        Weight = "a weight such as \"bold\" or 700", "字重，如 \"粗\" 或 700";
        Row = "a row such as [\"Tofu\", 3.5]", "一行，如 [\"豆腐\", 3.5]";
        Cell = "text in quotes or a number", "带引号的文字或数字";
        CellAlign = "an alignment such as \"decimal\"", "对齐方式，如 \"小数点\"";
        ColumnWidth = "\"auto\", a length such as \"3字\", or a number of parts",
            " \"自动\"、长度（如 \"3字\"）或份数";
        Align = "an alignment", "对齐方式";
        Figures = "a width of digits", "数字的宽度";
        WritingMode = "which way lines run", "行文方向";
        Marks = "printer's marks", "印刷标记";
        Standard = "the kind of file that the print shop takes", "付印文件标准";
        Intent = "what becomes of colors that cannot be printed", "色彩转换方式";
        Sharpening = "what is done to the edges in pictures", "图片锐化";
        Arrangement = "how a headline of two halves stands", "标题排法";
        HeadPlace = "where the head stands", "标题位置";
        HeadEdge = "the edge of a picture at which a head stands on it", "压图标题靠图片的哪一边";
        CheckLevel = "how bad a fault is", "问题的等级";
        Fill = "how columns are filled", "栏的排满方式";
        FollowPlace = "what a place follows: \"under-head\", \"top\", \"foot\", \"after-crosshead 2\" or \"in-text\"",
            "版位随什么而定：\"题下\"、\"上\"、\"下\"、\"小标题后 2\" 或 \"文中\"";
        FitBy = "who makes a story fit its place", "由谁使稿件就版";
        FitMeasure = "a measure that makes a story fit", "一种就版措施";
        OptionalPart = "a part that a story can do without", "稿件可以略去的部分";
        PictureFit = "how a picture fills its box", "图片填充方式";
        PdfBox = "a box of a PDF's page", "PDF 页面的框";
        BarcodeKind = "a kind of barcode", "条码种类";
        QrLevel = "how much of a QR code may be damaged", "二维码的容错等级";
        Turn = "how something is turned", "旋转方向";
        CaptionPlace = "where the caption stands", "图片说明的位置";
        CaptionLevel = "where a caption beside its picture stands", "图侧说明的高低";
        RunAround = "what text keeps clear of", "文字绕排";
        Arrange = "how pictures share a box", "多图排法";
        TableSpan = "where a story's tables stand", "稿件中表格的位置";
        CreditSource = "where the credit comes from", "署名来源";
        Bar = "the look of a section's bar", "栏题的样式";
        Usage = "what kind of print it is for", "印刷品种类";
        Strictness = "which marks may not start or end a line", "避头尾的宽严";
        MarksOfText = "the form of full-width marks", "标点样式";
        LineEnd = "the form of a mark at a line's end", "行末标点";
        LineStart = "the form of a mark at a line's start", "行首标点";
        Hanging = "whether marks hang", "标点悬挂";
        AdjacentMarks = "what becomes of marks side by side", "连续标点";
        VerticalLetters = "how letters stand in a vertical line", "竖排中西文的朝向";
        KoreanWords = "where a Korean line may end", "谚文断行单位";
        Spacing = "how lines are filled", "字距方式";
        Numbering = "how items are numbered", "列表编号方式";
        ItemLead = "how an item opens", "条目开头";
        ProofFile = "a .png or a .pdf file", "以 .png 或 .pdf 结尾的文件名";
        Resolution = "a number of pixels per inch, more than 0", "每英寸像素数，大于 0";
        TotalInk = "a number of percent, from 1 to 400", "百分数，1 到 400";
        Round = "the number of a round, counted from 1", "第几次校样，从 1 数起";
        ProofTime = "a time such as \"2026-11-28 21:40\" or 21:40", "时间，如 \"2026-11-28 21:40\" 或 21:40";
        PageNumber = "the number of a page, counted from 1", "第几页，从 1 数起";
        PaperPage = "a page number: digits, or text such as \"A01\"", "版次：数字，或 \"A01\" 之类的文字";
        KeyAndValue = "a key of [page] and its value: issue=8216", "`[page]` 的键和值，如 issue=8216";
        Format = "the version of the format: 1", "格式的版本：1";
        ByteSize = "a size such as 512M or 2G", "大小，如 512M 或 2G";
        JobPath = "a path in quotes", "带引号的路径";
        JobPaths = "a path in quotes, or a list of paths", "带引号的路径，或路径的列表";
        JobDate = "a date such as \"2026-11-29\"", "日期，如 \"2026-11-29\"";
        JobId = "text in quotes or a whole number", "带引号的文字或整数";
        JobValues = "an object of keys of [page] with text, numbers, true or false: {\"issue\": 8216}",
            "一个对象，写 `[page]` 的键和文字、数字、true 或 false，如 {\"issue\": 8216}";
        JobCodes = "codes of findings, or `warnings`: one, or a list", "问题的代码或 `warnings`：一个，或一个列表";
        BatchShare = "a share such as 1/4", "份额，如 1/4";
        JobsAtOnce = "a number of jobs from 1", "任务数，从 1 起";
        LineCount = "a number of lines", "行数";
        Ems = "a number of ems", "字数（数字）";
        FolioPosition = "above or below the type area", "版心上方或下方";
    }
}
