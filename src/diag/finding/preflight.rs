//! Rules of preflight: what breaks them, what to do, and what is wrong with a
//! profile of them.

use crate::diag::{SizeMm, Text};
use crate::say;

nouns! {
    /// What to do about a broken rule, in the words of whoever made the file.
    Remedy {
        UsePreset = "export the file again with the preset of the standard that the print shop asks for",
            "请用印刷厂要求的标准预设重新导出";
        LeaveProperties = "a PDF/X export writes this by itself; do not edit the file's properties afterwards",
            "按 PDF/X 导出会自动写入；导出后不要再改文件属性";
        Unlock = "save it without a password and without restrictions", "请取消密码和权限限制后保存";
        ChooseIntent = "choose the print shop's CMYK profile as the output intent when exporting",
            "导出时将输出意图设为印刷厂的 CMYK 特性文件";
        ExportUpright = "export the page at its final size, upright, with trim and bleed from the document",
            "请按成品尺寸、正向导出，并使用文档的成品框与出血";
        EmbedFonts = "embed all fonts when exporting, or replace this one", "导出时嵌入全部字体，或更换该字体";
        OtherFont = "set the character in a font that has it, or export the page anew",
            "请改用有这个字的字体，或重新导出";
        AskAgain = "something of it may not print: ask for the file again", "照此可能印缺：请重发文件";
        MorePixels = "place it smaller, or ask for a picture with more pixels",
            "缩小图片，或索取更高分辨率的图片";
        LargerOrOneInk = "make it larger, or print it in one ink: a slight misregister fills or doubles it",
            "放大，或改用单色：套印稍有偏差就会糊版或重影";
        BlackAlone = "print the text in black alone", "文字请只用黑版";
        OverprintBlack = "set black to overprint (overprint mode 1), else white gaps appear around it",
            "黑色请设为叠印（OPM 1），否则会漏白边";
        CmykOrKnockout = "use CMYK with black alone, or switch overprint off", "请改用 CMYK 的单黑，或取消叠印";
        OneSetOfLayers = "keep one set of layers, the one that is to be printed", "请只保留要印刷的一套图层配置";
        LookForFont = "look whether the right font was lost when exporting", "请确认导出时没有丢失原来的字体";
        CmykBlack = "use CMYK with black alone: gray does not overprint", "请改用 CMYK 的单黑：灰度不会叠印";
        WhiteKnockout = "switch overprint off: white has no ink of its own and would not be seen",
            "请取消叠印：白色没有油墨，叠印后看不见";
        Thicker = "make the line thicker", "请加粗线条";
        RightPage = "send the page that was meant", "请发送正确的页面";
        RemoveExtras = "remove comments, links, forms and attachments before exporting",
            "导出前删除批注、链接、表单和附件";
        ToCmyk = "convert it to the CMYK of the printing condition", "请按印刷条件转换为 CMYK";
        PictureToCmyk = "convert the picture to the CMYK of the printing condition",
            "请将图片按印刷条件转换为 CMYK";
        ToProcess = "change the color to a process color", "请改为印刷四色";
        Flatten = "flatten it when exporting", "导出时请拼合透明";
        BlendInCmyk = "set the document's transparency blend space to CMYK", "请将文档的透明混合空间设为 CMYK";
        LessInk = "separate the picture again with less ink, or lighten the dark area",
            "请以较低的总墨量重新分色，或减淡暗部";
    }
}

/// A kind of annotation (PDF 32000-1, table 169) in Chinese; a kind that is none is quoted.
fn annotation_in_chinese(annotation: &str) -> String {
    let known = match annotation {
        "Text" => "便笺",
        "Link" => "链接",
        "FreeText" => "文字批注",
        "Line" => "直线",
        "Square" => "矩形",
        "Circle" => "椭圆",
        "Polygon" => "多边形",
        "PolyLine" => "折线",
        "Highlight" => "高亮",
        "Underline" => "下划线",
        "Squiggly" => "波浪下划线",
        "StrikeOut" => "删除线",
        "Stamp" => "图章",
        "Caret" => "插入符",
        "Ink" => "手绘",
        "Popup" => "弹出窗口",
        "FileAttachment" => "附件",
        "Sound" => "声音",
        "Movie" => "影片",
        "Widget" => "表单域",
        "Screen" => "多媒体",
        "PrinterMark" => "印刷标记",
        "TrapNet" => "陷印网络",
        "Watermark" => "水印",
        "3D" => "三维图形",
        other => return format!("“{other}”"),
    };
    known.to_owned()
}

findings! {
    /// What breaks a rule.
    Breach {
        /// Nothing is painted.
        NothingPainted = Preflight, say!("nothing is painted on the page", "页面上没有任何内容");
        /// What is painted is white.
        NoInk = Preflight,
            say!("what is on the page puts no ink on paper", "页面上的内容没有任何油墨");
        /// Transparency on a page.
        Transparent = Preflight, say!("something here is transparent", "此处有透明效果");
        /// Transparency somewhere in the file.
        HasTransparency = Preflight, say!("the file contains transparency", "文件含透明效果");
        /// Type that stands for another.
        Courier = Preflight, say!("the text is set in Courier", "文字使用 Courier 字体");
        /// A part of a page that cannot be read.
        Defective { defect } = Preflight, defect.text();
        /// A page that cannot be read.
        Unreadable { read } = Preflight, read.text();
        /// A page whose plates cannot be made.
        NoPlates { plates } = Preflight, plates.text();
        /// A blend mode that looks at all inks together.
        BlendUnmeasured = Preflight,
            say!(
                "ink under a blend mode for hue, saturation, color or luminosity was measured as if it covered what lies below",
                "此处用色相、饱和度、颜色或明度混合，墨量按直接盖住下层测量"
            );
        /// Transparency in a group whose marks do not see each other.
        KnockoutUnmeasured = Preflight,
            say!(
                "the ink of transparency in a knockout group was measured as in a plain group",
                "此处的透明内容在挖空组中，墨量按普通组测量"
            );
        /// A page that is too large to be measured.
        TooLargeForInk = Preflight,
            say!("the page is so large that its ink cannot be measured", "页面太大，无法测量墨量");
        /// Pages after so many.
        NotLookedAt { limit_pages } = Preflight,
            say!(
                "what is on this page and those after it was not looked at: a file of more than {limit_pages} pages",
                "文件超过 {limit_pages} 页，从本页起版面内容未检查"
            );
        /// A file that is locked.
        Locked = Preflight,
            say!("the file is locked and cannot be looked into", "文件已加密，无法检查");
        /// A color of the wrong kind.
        Colored { space } = Preflight,
            say!("something here is colored in {space}", "此处使用了 {space} 颜色");
        /// A color that the file gives a meaning of its own.
        Redefined { space } = Preflight,
            say!(
                "{space} here is one of the file's own profiles (a default color space)",
                "此处的 {space} 被文件自带的默认色彩空间取代"
            );
        /// The registration color inside the page.
        Registration = Preflight,
            say!("the registration color prints on every plate", "套版色会印在每一块版上");
        /// Inks by name.
        SpotInks { ink_names } = Preflight,
            {
                let list = ink_names.join(", ");
                say!("spot color: {list}", "专色：{list}")
            };
        /// What stands for a named ink.
        Substitute { space } = Preflight,
            say!("a named ink's substitute is in {space}", "命名油墨的替代色使用 {space}");
        /// A named ink with two substitutes.
        TwoSubstitutes { ink_name } = Preflight,
            say!(
                "the spot color {ink_name} has another substitute elsewhere",
                "专色 {ink_name} 在别处使用了不同的替代色"
            );
        /// Gray that overprints.
        GrayOverprints = Preflight, say!("gray overprints here", "此处的灰度设为叠印");
        /// A color of another kind of device.
        OtherDevice { space } = Preflight,
            say!(
                "{space} says nothing without a profile: the file is made for another kind of device",
                "{space} 没有特性文件，与文件声明的输出设备不符"
            );
        /// Transparency that is blended in other colors than CMYK.
        Blended { space } = Preflight,
            say!("transparency is blended in {space} here", "此处的透明在 {space} 中混合");
        /// The same of the page as a whole.
        PageBlended { blend_space } = Preflight,
            say!("the page's transparency is blended in {blend_space}", "页面的透明在 {blend_space} 中混合");
        /// White that overprints.
        WhitePath = Preflight,
            say!(
                "a white line or area overprints and may not be seen",
                "白色线条或色块叠印，印出来可能看不见"
            );
        /// White type that overprints.
        WhiteText = Preflight,
            say!("white text overprints and may not be seen", "白字叠印，印出来可能看不见");
        /// A thin white line.
        ThinWhiteLine { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "a white line of {is} pt; below {limit} pt it fills in",
                    "{is} 磅反白线，小于 {limit} 磅容易糊版"
                )
            };
        /// A thin line in several inks.
        ThinColoredLine { measured, limit, inks } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "a line of {is} pt in {inks} inks; below {limit} pt it blurs",
                    "{is} 磅线条用了 {inks} 色，小于 {limit} 磅容易套印不准"
                )
            };
        /// A thin line.
        ThinLine { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "a line of {is} pt; below {limit} pt it may break",
                    "{is} 磅的线，小于 {limit} 磅可能断线"
                )
            };
        /// Black that is gray.
        GrayBlack { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "black or gray of {is} pt, less than {limit} pt, on something printed is DeviceGray and not CMYK",
                    "{is} 磅的黑色或灰色（小于 {limit} 磅）压在其他内容上，用的是灰度而非 CMYK"
                )
            };
        /// Black that does not overprint.
        BlackKnocksOut { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "black of {is} pt, less than {limit} pt, does not overprint",
                    "{is} 磅黑色（小于 {limit} 磅）未叠印"
                )
            };
        /// Small white type.
        SmallWhiteText { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "white text of {is} pt; below {limit} pt it fills in",
                    "{is} 磅反白字，小于 {limit} 磅容易糊版"
                )
            };
        /// Small type in several inks.
        SmallColoredText { measured, limit, inks } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "text of {is} pt in {inks} inks; below {limit} pt it blurs",
                    "{is} 磅文字用了 {inks} 色，小于 {limit} 磅容易套印不准"
                )
            };
        /// Black type in much else.
        RichBlack { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "black text with {is} % ink, more than {limit} %",
                    "黑色文字总墨量 {is}%，超过 {limit}%"
                )
            };
        /// A character that is not in its font, and is shown as such.
        NotdefDrawn { font } = Preflight,
            say!(
                "a character is not in its font {font}; the mark for missing ones prints instead",
                "字体 {font} 中没有这个字，印出来是缺字符号"
            );
        /// The same, and nothing is shown.
        NotdefBlank { font } = Preflight,
            say!(
                "a character is not in its font {font}, and nothing prints in its place",
                "字体 {font} 中没有这个字，该处印出来是空的"
            );
        /// A font that is not in the file.
        FontNotEmbedded { font } = Preflight,
            say!("the font {font} is not embedded", "字体 {font} 未嵌入");
        /// A picture of the wrong colors.
        PictureSpace { space } = Preflight,
            say!("the picture is in {space}", "图片的色彩空间为 {space}");
        /// A picture in JPEG 2000.
        Jpeg2000 = Preflight, say!("the picture is in JPEG 2000", "图片使用 JPEG 2000 压缩");
        /// A picture of 16 bits.
        SixteenBits = Preflight, say!("the picture has 16 bits a channel", "图片为每通道 16 位");
        /// A coarse picture in black and white.
        CoarseBitmap { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "a 1-bit picture of {is} ppi; more than {limit} is needed",
                    "1 位图分辨率为 {is} ppi，应高于 {limit}"
                )
            };
        /// A page that is one coarse picture.
        CoarsePage { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "the page is one picture of {is} ppi; more than {limit} is needed",
                    "整页为一张 {is} ppi 的图片，应高于 {limit}"
                )
            };
        /// A coarse picture.
        CoarsePicture { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "a picture of {is} ppi; more than {limit} is needed",
                    "图片分辨率为 {is} ppi，应高于 {limit}"
                )
            };
        /// Squares with much ink.
        MuchInk { measured, limit, square_mm } = Preflight,
            {
                let (is, limit, side) = (whole(measured), number(limit), short(*square_mm));
                say!(
                    "{is} % ink on average over {side} mm; {limit} % is the most",
                    "{side} 毫米方块内平均总墨量 {is}%，上限 {limit}%"
                )
            };
        /// Another number of pages.
        PageCount { measured, limit } = Preflight,
            {
                let (is, limit) = (number(measured), number(limit));
                say!(
                    "the file has {is} pages, {limit} is expected",
                    "文件有 {is} 页，应为 {limit} 页"
                )
            };
        /// A version of PDF that is too new.
        TooNew { measured, limit } = Preflight,
            {
                let (is, limit) = (measured.unwrap_or_default(), number(limit));
                say!(
                    "the file is PDF {is:.1}, newer than PDF {limit}",
                    "文件是 PDF {is:.1}，高于 PDF {limit}"
                )
            };
        /// A unit of its own.
        UserUnit { unit_points } = Preflight,
            say!(
                "the page has a UserUnit, of {unit_points} points",
                "页面带有 UserUnit（{unit_points} 磅）"
            );
        /// A page that is turned.
        Rotated { degrees } = Preflight,
            say!("the page is rotated by {degrees} degrees", "页面旋转了 {degrees} 度");
        /// A page of another size than the first.
        OtherSize { size_mm, first_size_mm } = Preflight,
            {
                let (SizeMm { width, height }, first) = (size_mm, first_size_mm);
                let (known_width, known_height) = (first.width, first.height);
                say!(
                    "the page is {width} x {height} mm, the first is {known_width} x {known_height} mm",
                    "本页为 {width} x {height} 毫米，第 1 页为 {known_width} x {known_height} 毫米"
                )
            };
        /// A box that cannot be read.
        BoxUnreadable { page_box } = Preflight,
            say!("the page's {page_box} cannot be read", "{page_box} 无法读取");
        /// No final size.
        NoTrim = Preflight,
            say!(
                "the page says nothing of its final size: there is no TrimBox",
                "页面没有成品框（TrimBox）"
            );
        /// Two final sizes.
        TrimAndArt = Preflight,
            say!(
                "the page has both a TrimBox and an ArtBox",
                "页面同时有 TrimBox 和 ArtBox"
            );
        /// A box without area.
        BoxEmpty { page_box } = Preflight,
            say!("the page's {page_box} is empty", "{page_box} 没有面积");
        /// A box beyond the sheet.
        BoxBeyond { page_box, outer_box } = Preflight,
            say!(
                "the page's {page_box} reaches beyond its {outer_box}",
                "{page_box} 超出 {outer_box}"
            );
        /// A box written in another way.
        WidthAndHeight = Preflight,
            say!(
                "the page's TrimBox is written as a corner, a width and a height instead of two corners, so that a part of the page is cut off",
                "TrimBox 写成了左下角加宽高（应为左下角和右上角），页面会被裁去一部分"
            );
        /// A part of the sheet that is hidden.
        Cropped = Preflight,
            say!(
                "the page's CropBox is not its MediaBox: part of the sheet is hidden",
                "CropBox 与 MediaBox 不一致，部分内容被隐藏"
            );
        /// A note on the page.
        Annotated { annotation } = Preflight,
            {
                let zh = annotation_in_chinese(annotation);
                say!(
                    "an annotation ({annotation}) lies on the printed area",
                    "印刷区域内有注释（{zh}）"
                )
            };
        /// Layers.
        Layers = Preflight, say!("the file has layers", "文件含图层");
        /// Further sets of layers.
        LayerSets = Preflight,
            say!("the file has further sets of layers (Configs)", "文件含其他图层配置（Configs）");
        /// Layers that switch themselves.
        LayersSwitch = Preflight,
            say!("layers switch themselves on and off (AS)", "图层会自动显示或隐藏（AS）");
        /// A set of layers without a name.
        LayerSetUnnamed = Preflight, say!("a set of layers has no name", "图层配置没有名称");
        /// Two sets of layers of one name.
        LayerSetsAlike = Preflight, say!("two sets of layers have one name", "两个图层配置重名");
        /// No structure.
        Untagged = Preflight,
            say!("the file has no structure tree that is in use", "文件没有启用结构树");
        /// No language.
        NoLanguage = Preflight, say!("the file does not say its language", "文件未声明语言");
        /// The title is not shown.
        TitleHidden = Preflight,
            say!("the title is not shown in the window", "窗口标题未显示文档标题");
        /// No printing condition.
        NoIntent = Preflight,
            say!(
                "the file names no printing condition (output intent GTS_PDFX)",
                "文件未声明印刷条件（输出意图 GTS_PDFX）"
            );
        /// Several of them.
        ManyIntents = Preflight,
            say!("the file names more than one printing condition", "文件声明了多个印刷条件");
        /// One without a name.
        IntentUnnamed = Preflight,
            say!(
                "the printing condition has no OutputConditionIdentifier",
                "印刷条件缺少 OutputConditionIdentifier"
            );
        /// One whose profile cannot be read.
        IntentProfileUnreadable = Preflight,
            say!(
                "the printing condition's ICC profile cannot be read",
                "印刷条件的 ICC 特性文件无法读取"
            );
        /// One without a profile.
        IntentWithoutProfile = Preflight,
            say!(
                "the printing condition has no ICC profile (DestOutputProfile)",
                "印刷条件没有 ICC 特性文件（DestOutputProfile）"
            );
        /// A profile of no press.
        ProfileOfNoPress { profile } = Preflight,
            say!(
                "the profile \"{profile}\" is not one of a press or printer",
                "“{profile}”不是输出设备的特性文件"
            );
        /// A profile of another number of colors.
        ProfileChannels { profile } = Preflight,
            say!(
                "the profile \"{profile}\" has another number of colors than the file says (N)",
                "“{profile}”的通道数与文件声明（N）不符"
            );
        /// A profile of other colors.
        ProfileNotCmyk { profile } = Preflight,
            say!("the profile \"{profile}\" is not for CMYK", "“{profile}”不是 CMYK 特性文件");
        /// No claim of PDF/UA.
        NoUaClaim = Preflight,
            say!("the XMP metadata lack pdfuaid:part 1", "XMP 元数据缺少 pdfuaid:part 1");
        /// Another standard is claimed.
        OtherClaim { claimed, standard } = Preflight,
            say!(
                "the file says it is {claimed}, {standard} is expected",
                "文件声明为 {claimed}，应为 {standard}"
            );
        /// No standard is claimed.
        NoClaim { standard } = Preflight,
            say!("the file does not say that it is {standard}", "文件未声明为 {standard}");
        /// Trapping is not said.
        TrappingUnsaid = Preflight,
            say!(
                "the file does not say whether it is trapped (Trapped True or False)",
                "文件未声明是否已做陷印（Trapped 为 True 或 False）"
            );
        /// No metadata.
        NoMetadata = Preflight,
            say!("the file has no XMP metadata that can be read", "文件没有可读的 XMP 元数据");
        /// A property that XMP lacks.
        XmpLacks { property } = Preflight,
            say!("the XMP metadata lack {property}", "XMP 元数据缺少 {property}");
        /// A title that XMP lacks.
        XmpWithoutTitle = Preflight, say!("the XMP metadata lack a title", "XMP 元数据缺少标题");
        /// A property that the file lacks.
        InfoLacks { property } = Preflight,
            say!("the file's properties lack {property}", "文件属性缺少 {property}");
        /// A title that the file lacks.
        InfoWithoutTitle = Preflight, say!("the file's properties lack a title", "文件属性缺少标题");
        /// Properties and XMP that do not agree.
        InfoAndXmp { property, info_says, xmp_says } = Preflight,
            say!(
                "{property} is \"{info_says}\" in the file's properties and \"{xmp_says}\" in XMP",
                "{property} 在文件属性中为“{info_says}”，在 XMP 中为“{xmp_says}”"
            );
        /// No identifier.
        NoId = Preflight, say!("the file has no identifier (ID)", "文件没有标识（ID）");
        /// A table of contents that is compressed.
        CompressedTable = Preflight,
            say!(
                "the file's table of contents is compressed (a cross-reference stream)",
                "文件的交叉引用表是压缩的"
            );
        /// Objects in streams.
        ObjectStreams = Preflight,
            say!("objects are kept in compressed streams", "对象存放在压缩对象流中");
        /// Data in another file.
        External = Preflight,
            say!("part of the data lies in another file", "部分数据存放在文件之外");
        /// Another file inside.
        Embedded = Preflight, say!("another file is attached", "附带了其他文件");
        /// A picture that is packed with JBIG2.
        Jbig2 = Preflight, say!("the picture is compressed with JBIG2", "图片使用 JBIG2 压缩");
        /// Packed with LZW.
        Lzw = Preflight, say!("data are compressed with LZW", "数据使用 LZW 压缩");
        /// A script.
        Javascript = Preflight, say!("the file contains JavaScript", "文件含 JavaScript");
        /// Something that happens.
        Action = Preflight,
            say!("the file contains an action, such as a link", "文件含动作，例如链接");
        /// A program.
        Postscript = Preflight, say!("the file contains PostScript", "文件含 PostScript 代码");
        /// A page elsewhere.
        Reference = Preflight,
            say!("a page of another file is referred to", "引用了其他文件的页面");
        /// A picture elsewhere.
        Opi = Preflight,
            say!("a picture stands in for one elsewhere (OPI)", "图片为 OPI 替代图");
        /// A picture beside a picture.
        Alternate = Preflight,
            say!("a picture has another to take its place", "图片带有替换版本");
        /// A curve for tints.
        Transfer = Preflight,
            say!("a transfer curve changes the tints", "传递曲线会改变网点");
        /// A screen of a kind of its own.
        Halftone = Preflight,
            say!(
                "a halftone screen is of a kind other than 1 or 5, or has a name",
                "网屏类型不是 1 或 5，或带有名称"
            );
        /// A shift of the halftone screen.
        HalftonePhase = Preflight,
            say!("the halftone screen is shifted (HTP)", "设置了网屏相位（HTP）");
        /// A rendering intent that is none.
        RenderingIntent = Preflight,
            say!("a rendering intent is none of the four", "再现意图不在四种之列");
        /// A figure without words.
        FigureWithoutText = Preflight,
            say!("a figure has no alternative text", "图片缺少替代文字");
    }

    /// A rule that is broken.
    BrokenRule {
        /// Of a file that is looked at.
        InFile { rule, measured, limit, unit, count, remedy, breach } = Preflight,
            breach.text(), remedy.iter().map(|remedy| remedy.text());
        /// Of the file that is made: its place in words, since no line goes with it.
        InPressFile { rule, measured, limit, unit, count, remedy, breach, of_page, from_left_mm, from_top_mm } = Preflight,
            {
                let Text { en, zh } = breach.text();
                let at = match (of_page, from_left_mm, from_top_mm) {
                    (Some(page), Some(x), Some(y)) => say!(
                        "page {page}, {x:.0} mm from the left and {y:.0} mm from the top: ",
                        "第 {page} 页，距左 {x:.0} 毫米、距上 {y:.0} 毫米："
                    ),
                    (Some(page), ..) => say!("page {page}: ", "第 {page} 页："),
                    (None, ..) => Text::default(),
                };
                let (at_en, at_zh) = (at.en, at.zh);
                say!("{at_en}{en} ({rule})", "{at_zh}{zh}（{rule}）")
            },
            remedy.iter().map(|remedy| remedy.text());
        /// Of the file of an advertisement.
        InAd { ad, rule, measured, limit, unit, count, remedy, breach, from_left_mm, from_top_mm, more_places } = AdPreflight,
            {
                let Text { en, zh } = breach.text();
                let at = match (from_left_mm, from_top_mm) {
                    (Some(x), Some(y)) => say!(
                        ", {x:.0} mm from its left and {y:.0} mm from its top",
                        "，距左 {x:.0} 毫米、距上 {y:.0} 毫米"
                    ),
                    _ => Text::default(),
                };
                let more = match more_places {
                    0 => Text::default(),
                    more => say!(", and in {more} more places", "，另有 {more} 处"),
                };
                let (at_en, at_zh, more_en, more_zh) = (at.en, at.zh, more.en, more.zh);
                say!(
                    "the advertisement `{ad}`{at_en}: {en}{more_en} ({rule})",
                    "广告“{ad}”{at_zh}：{zh}{more_zh}（{rule}）"
                )
            },
            remedy.iter().map(|remedy| remedy.text());
    }

    /// A fault of a profile of rules.
    ProfileFault {
        /// Profiles extend each other without end.
        Circle = ExtendsCycle, say!("profiles extend each other in a circle", "检查配置循环引用");
        /// There is none of this name.
        UnknownProfile { name, nearest, known } = UnknownName,
            say!("there is no profile `{name}`", "没有名为“{name}”的检查配置"),
            [match nearest {
                Some(near) => did_you_mean(near),
                None => {
                    let list = known.join(", ");
                    say!(
                        "there are: {list}; a file of your own ends in .toml",
                        "可用的有：{list}；自备的检查配置以 .toml 结尾"
                    )
                }
            }];
        /// `[rules]` is something else.
        RulesAreATable = BadValue, say!("[rules] is a table of rules", "`[rules]` 应为规则表");
        /// There is no such standard.
        UnknownStandard { name, nearest, known } = BadValue,
            say!("there is no standard `{name}` here", "不支持标准“{name}”"),
            [one_of(nearest.as_deref(), known)];
        /// A rule without a measure takes a word.
        NoWeight { nearest } = BadValue,
            say!(
                "\"error\", \"warning\", \"note\" or \"off\" is expected here",
                "这里应为 \"error\"、\"warning\"、\"note\" 或 \"off\""
            ),
            nearest.iter().map(|near| did_you_mean(near));
        /// A rule with a measure takes limits.
        NoLimits { nearest } = BadValue,
            say!(
                "limits such as {{ error = 1, warning = 2 }} or \"off\" are expected here",
                "这里应为限值，例如 {{ error = 1, warning = 2 }}，或 \"off\""
            ),
            nearest.iter().map(|near| did_you_mean(near));
        /// Something else than a number.
        NoNumber = BadValue, say!("a number is expected here", "这里应为数字");
        /// Something else than text.
        NoText = BadValue, say!("text in quotes is expected here", "这里应为加引号的文字");
        /// A key that means nothing.
        UnknownKey { key, nearest, known } = UnknownKey,
            say!("`{key}` is no key of a profile here", "这里没有“{key}”这一项"),
            [match (nearest, known.is_empty()) {
                (None, true) => say!(
                    "`banmian preflight --rules` lists every rule",
                    "“banmian preflight --rules”列出全部规则"
                ),
                (near, _) => one_of(near.as_deref(), known),
            }];
    }
}

fn did_you_mean(near: &str) -> Text {
    say!("did you mean `{near}`?", "是不是“{near}”？")
}

/// The nearest word, or all that there are.
fn one_of(near: Option<&str>, all: &[String]) -> Text {
    match near {
        Some(near) => did_you_mean(near),
        None => {
            let list = all.join(", ");
            say!("known are: {list}", "可用的有：{list}")
        }
    }
}

fn number(value: &Option<f64>) -> String {
    short(value.unwrap_or_default())
}

fn whole(value: &Option<f64>) -> String {
    format!("{:.0}", value.unwrap_or_default())
}

/// A number with at most two decimals and no zeros at the end.
pub(crate) fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" | "" => "0".to_owned(),
        short => short.to_owned(),
    }
}
