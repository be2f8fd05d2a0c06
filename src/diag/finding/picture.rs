//! Pictures, profiles and fonts: why their files cannot be used, and what is worth
//! telling of those that can.

use super::file::more_memory;
use super::pdf::no_room;
use crate::diag::Text;
use crate::say;

nouns! {
    /// What a drawing may not have, by the name that drawing programs give it.
    Undrawable {
        /// Pixels inside the file.
        Pixels = "pixels (<image>)", "像素图（<image>）";
        /// Text of a web page.
        ForeignObject = "web text (<foreignObject>)", "网页文字（<foreignObject>）";
        /// Shadows, blurs and other effects on pixels.
        Filter = "a filter, such as a shadow or a blur", "滤镜（阴影、模糊等）";
        Mask = "a soft mask", "蒙版";
        /// A repeated tile.
        Pattern = "a pattern", "图案填充";
        Blend = "a blend mode", "混合模式";
        /// A group of several shapes that is see-through as a whole.
        GroupOpacity = "a see-through group of shapes", "整组半透明的图形";
        /// A gradient with see-through colors.
        SeeThroughGradient = "a see-through gradient", "半透明的渐变";
        RepeatedGradient = "a gradient that begins again", "重复的渐变";
        /// Several outlines with holes that clip together.
        MixedClip = "a clip of several outlines with holes", "由多个带孔轮廓组成的剪切";
    }
}

/// A kind of JPEG in Chinese; its English name is a word for programs.
fn jpeg_kind(format_kind: &str) -> String {
    match format_kind {
        "lossless" => "无损".to_owned(),
        "hierarchical" => "分层".to_owned(),
        "arithmetic coding" => "算术编码".to_owned(),
        "12 bits" => "12 位".to_owned(),
        other => format!("“{other}”"),
    }
}

nouns! {
    /// What a TIFF has that is not read.
    TiffKind {
        Bits = "a number of bits a sample other than 8 and 16", "8、16 以外的位深";
        FloatingPoint = "floating-point or signed samples", "浮点数或带符号的像素值";
        OldJpeg = "JPEG in the old form of TIFF 6.0", "TIFF 6.0 旧式的 JPEG 压缩";
        Packing = "a compression that is hardly used", "少见的压缩方式";
        OtherInks = "inks other than cyan, magenta, yellow and black", "青、品红、黄、黑以外的油墨";
        YCbCr = "YCbCr colors that are not in JPEG", "JPEG 以外的 YCbCr 颜色";
        Colors = "a kind of colors that no press has", "印刷上不用的颜色类型";
        /// Only a smaller version of a picture that is not there.
        Preview = "only a preview of the picture", "只有预览小图，没有原图";
    }
}

findings! {
    /// Why a file cannot be used as a picture.
    #[derive(Copy, Eq)]
    PictureError {
        /// The file has no bytes.
        Empty = PictureBroken, say!("the picture file is empty", "图片文件是空的"), [send_again()];
        /// Its bytes are not those of any picture format known.
        NotAPicture = PictureBroken,
            say!(
                "this is not a picture; pictures are JPEG, PNG, TIFF, WebP, SVG or PDF files",
                "这不是图片；图片要用 JPEG、PNG、TIFF、WebP、SVG 或 PDF 文件"
            );
        /// It is a picture of a format that is not read.
        UnsupportedFormat { format } = PictureBroken,
            say!(
                "a {format} file, but pictures must be JPEG, PNG, TIFF, WebP, SVG or PDF",
                "这是 {format} 文件，图片只能用 JPEG、PNG、TIFF、WebP、SVG 或 PDF"
            ),
            [ordinary()];
        /// It is a JPEG of a kind that no PDF can carry.
        UnsupportedJpeg { format_kind } = PictureBroken,
            {
                let kind = jpeg_kind(format_kind);
                say!(
                    "a JPEG of a kind that a PDF cannot carry ({format_kind})",
                    "这是{kind}的 JPEG，不能放进 PDF"
                )
            },
            [ordinary()];
        /// It is a TIFF of a kind that is not read.
        UnsupportedTiff { tiff_kind } = PictureBroken,
            {
                let Text { en, zh } = tiff_kind.text();
                say!("the TIFF has {en}, which is not read", "这个 TIFF 用了{zh}，无法读取")
            },
            [say!(
                "open the picture and save it as TIFF in RGB, CMYK or gray, with 8 bits and LZW or no compression, or as PNG",
                "请打开原图，另存为 RGB、CMYK 或灰度 TIFF（8 位，LZW 压缩或不压缩），或存为 PNG"
            )];
        /// It is what the sensor of a camera saw.
        CameraRaw = PictureBroken,
            say!(
                "this is what a camera's sensor saw (RAW), not yet a picture",
                "这是相机的 RAW 原始文件，还没有冲洗成图片"
            ),
            [say!(
                "develop it in a raw converter and save it as TIFF or JPEG",
                "请用 RAW 软件冲洗，存为 TIFF 或 JPEG"
            )];
        /// It is in a format that phones have.
        PhonePicture { format } = PictureBroken,
            say!(
                "this is a {format} file, as phones make them, which is not read",
                "这是手机常用的 {format} 文件，无法读取"
            ),
            [say!(
                "on the phone choose Most Compatible (Settings, Camera, Formats), or open the file and export it as JPEG",
                "请在手机“设置—相机—格式”里选“兼容性最佳”再拍，或打开文件导出为 JPEG"
            )];
        /// It is PostScript.
        PostScript = PictureBroken,
            say!(
                "this is an EPS file: a program in PostScript, which is not run",
                "这是 EPS 文件（PostScript 程序），不能运行"
            ),
            [say!(
                "open it in the program that made it and save it as PDF, or as TIFF if it is a photograph",
                "请在制作软件里打开，另存为 PDF；照片请存为 TIFF"
            )];
        /// It is a file of Photoshop with its layers.
        Photoshop = PictureBroken,
            say!(
                "this is a Photoshop file with its layers, which only Photoshop shows as it is meant",
                "这是 Photoshop 的分层文件，只有 Photoshop 能如实显示"
            ),
            [say!(
                "flatten it and save it as TIFF, or as PDF if its lettering is to stay sharp",
                "请拼合图层，另存为 TIFF；要文字清晰就存为 PDF"
            )];
        /// It is a film.
        Film = PictureBroken,
            say!("this is a film, not a picture", "这是视频，不是图片"),
            [say!("save one frame of it as a picture", "请把其中一帧另存为图片")];
        /// Its light goes beyond the white of paper.
        HighRange = PictureBroken,
            say!(
                "the picture is made for screens that shine brighter than white (HDR, by PQ or HLG)",
                "这是 HDR 图片（PQ 或 HLG），亮度超出纸张所能表现的范围"
            ),
            [say!(
                "convert it to sRGB, which darkens its lights as a print needs it, and save it again",
                "请转换为 sRGB（压缩高光）后重新保存"
            )];
        /// It is a WebP with several frames.
        AnimatedWebP = PictureBroken,
            say!("a WebP with several frames is a film", "这是有多帧的动态 WebP"),
            [say!("save one frame of it as a picture", "请把其中一帧另存为图片")];
        /// An SVG that cannot be placed.
        Svg { svg } = PictureBroken, svg.text(), svg.hints();
        /// A page of a PDF that cannot be placed.
        Pdf { pdf } = PictureBroken, pdf.text(), pdf.hints();
        /// Vectors without any size, or with a size beyond that of any page.
        BadExtent = PictureBroken, say!("vectors without a usable size", "矢量图没有可用的尺寸");
        /// A page was asked for, but it is of a format that has none.
        NoPages { format } = PictureBroken,
            say!(
                "a page is asked for, but a {format} file has no pages",
                "写了页码，但 {format} 文件没有页"
            );
        /// It ends before its last pixel.
        Truncated { format } = PictureBroken,
            say!("the {format} file is cut short", "{format} 文件不完整，后半截丢了"),
            [send_again()];
        /// Its header contradicts itself.
        Damaged { format } = PictureBroken,
            say!("the {format} file is damaged", "{format} 文件已损坏"),
            [send_again()];
        /// Width or height is zero.
        NoPixels = PictureBroken, say!("a picture without pixels", "图片的宽或高是零");
        /// It has more pixels than any page can use.
        TooLarge { width_pixels, height_pixels, limit_side } = PictureBroken,
            say!(
                "a picture of {width_pixels} × {height_pixels} pixels is larger than any page can use",
                "图片有 {width_pixels} × {height_pixels} 像素，大得任何版面都用不上"
            ),
            [say!(
                "scale it down to at most {limit_side} pixels a side",
                "请缩小到每边不超过 {limit_side} 像素"
            )];
    }

    /// Why an SVG cannot be placed.
    #[derive(Copy, Eq)]
    SvgFault {
        /// It is no well-formed XML, or no SVG.
        Malformed = PictureBroken,
            say!("the SVG file is damaged", "SVG 文件已损坏"),
            [say!("export the drawing again", "请重新导出图稿")];
        /// It says no size, or one that is nothing.
        NoSize = PictureBroken,
            say!("the SVG says no size", "SVG 没有写明尺寸"),
            [say!(
                "give <svg> a viewBox, or width and height",
                "给 <svg> 写上 viewBox，或 `width` 和 `height`"
            )];
        /// It names another file or an address.
        Outside = PictureBroken,
            say!(
                "the SVG names another file or an address on the network, which is never opened",
                "SVG 引用了别的文件或网络地址，这类引用一律不打开"
            ),
            [say!(
                "export it with everything inside the one file, and lettering as paths",
                "导出时把所有内容放进同一个文件，文字转成轮廓"
            )];
        /// It holds programs.
        Script = PictureBroken,
            say!("the SVG holds a program (script)", "SVG 里含有程序（script）"),
            [say!("export it as a plain SVG", "请导出为普通 SVG")];
        /// What is written in it, or would become of it by its references, is more than
        /// any drawing.
        Swells = PictureBroken,
            say!(
                "the SVG holds or would swell to far more than any drawing has",
                "SVG 的内容（或展开后的内容）远远超过正常图稿"
            );
        /// Its lettering has a character that no face has.
        NoGlyph { code_point } = PictureBroken,
            {
                let c = code_point.0;
                say!("no face has the character “{c}” of the SVG", "没有字体含有 SVG 里的“{c}”字")
            },
            [say!(
                "export the lettering as paths, or add a font that has it",
                "导出时把文字转成轮廓，或添加含有该字的字体"
            )];
        /// It has something that is no shape in ink.
        Undrawable { undrawable } = PictureBroken,
            {
                let Text { en, zh } = undrawable.text();
                say!(
                    "the SVG has {en}, which cannot be printed as vectors",
                    "SVG 里有{zh}，不能作为矢量印刷"
                )
            },
            [match undrawable {
                Undrawable::Pixels => say!(
                    "place the pixels as a picture of their own, as JPEG or PNG",
                    "把其中的像素图单独存成 JPEG 或 PNG 图片"
                ),
                _ => say!(
                    "expand or flatten it in the drawing program, or export a PNG at 300 ppi",
                    "在绘图软件里展开或拼合，或导出 300 ppi 的 PNG"
                ),
            }];
    }

    /// Why a page of a PDF cannot be placed.
    #[derive(Copy, Eq)]
    PdfFault {
        /// The file cannot be read.
        Unreadable { read } = PictureBroken, read.text(), read.hints();
        /// It runs something: a JavaScript, a program, a form.
        Acts { action } = PictureBroken,
            say!(
                "the PDF runs something when it is opened or clicked ({action}), which no press file does",
                "PDF 带有打开或点击时执行的动作（{action}），付印文件不应如此"
            ),
            [say!(
                "ask for the advertisement as PDF/X, which holds nothing of the kind",
                "请对方提供 PDF/X 文件，其中不含这类内容"
            )];
        /// The page does not say how large it is.
        NoSize = PictureBroken,
            say!(
                "the page of the PDF does not say how large it is (it has no MediaBox)",
                "PDF 页面没有写明尺寸（缺 MediaBox）"
            ),
            [say!("ask for the file again, as PDF/X", "请对方重发文件，最好是 PDF/X")];
        /// A layer is not printed, or something is for what layers are.
        HiddenLayers = PictureBroken,
            say!(
                "the PDF has layers, and not all that is in them is to be printed",
                "PDF 带有图层，其中有内容设为不打印"
            ),
            [say!(
                "ask for a file that has only what is to be printed, without layers",
                "请索取不带图层、只含要印刷内容的文件"
            )];
        /// A part of the page cannot be read.
        Defect { defect } = PictureBroken, defect.text(),
            [say!(
                "something of it may not print: ask for the file again, as PDF/X",
                "照此可能印缺：请对方重新导出，最好是 PDF/X"
            )];
        /// Notes or form fields are to be printed with the page.
        Annotations = PictureBroken,
            say!(
                "notes or form fields of the PDF are to be printed, which are no part of its page",
                "PDF 里有要打印的注释或表单域，它们不属于页面内容"
            ),
            [say!("flatten them into the page", "请把它们合并到页面内容中")];
    }

    /// Something worth telling of a picture that can be used.
    PictureNote {
        /// Its lettering asks for faces that are not there.
        LetteringReplaced { families } = FontMissing as Warning,
            {
                let names = families.join(", ");
                say!(
                    "the lettering of the SVG asks for {names}, which is not among the fonts; it is set in Hei",
                    "SVG 里的文字要用 {names}，字体里没有，已改用黑体"
                )
            },
            [say!(
                "export the lettering as paths, or name a family of the house in the SVG",
                "导出时把文字转成轮廓，或在 SVG 里改用本报字体"
            )];
        /// Its table of objects had to be made anew.
        Mended = PictureMended,
            say!(
                "the PDF's table of objects is broken; it was made anew from what is in the file",
                "PDF 的对象索引表已损坏，已按文件内容重建"
            ),
            [say!(
                "hold the page against what was ordered, or ask for the file again",
                "请对照原稿检查这一页，或请对方重发文件"
            )];
        /// Its name promises another format.
        Misnamed { format, extension } = PictureMisnamed,
            say!(
                "a {format} picture in a file called .{extension}",
                "文件扩展名是 .{extension}，内容其实是 {format} 图片"
            );
        /// It has channels that are not printed.
        SpareChannels { spare_channels } = PictureChannels,
            say!(
                "the TIFF has channels beside its colors that are not printed: {spare_channels} (saved selections or spot inks)",
                "TIFF 除颜色外还有 {spare_channels} 个通道（存储的选区或专色），不会印出"
            ),
            [say!(
                "if it is a spot ink that is to be printed, merge it into the colors, or send the picture as PDF",
                "如果是要印的专色，请合并到颜色通道，或改送 PDF"
            )];
        /// The profile in it cannot be used.
        ProfileBroken { picture } = PictureProfile,
            say!("the color profile in {picture} is damaged", "{picture} 里的色彩特性文件已损坏"),
            [taken_as_usual()];
        /// The profile in it is for other colors than its pixels have.
        ProfileOfOtherColors { picture } = PictureProfile,
            say!(
                "the color profile in {picture} is not for the kind of colors it has",
                "{picture} 里的色彩特性文件与它的颜色类型不符"
            ),
            [taken_as_usual()];
        /// Some of its pixels are lost.
        PixelsLost { picture } = PictureBroken as Warning,
            say!("part of the picture {picture} is lost", "图片 {picture} 有一部分已丢失"),
            [say!(
                "look at it in the proof; send or export the file again",
                "请在小样上查看；最好重新传送或导出这个文件"
            )];
        /// Its inks were separated anew because there was too much of them.
        Reseparated { picture } = PictureInk as Note,
            say!(
                "{picture} had more ink than the press takes and was separated anew",
                "{picture} 的墨量超过印刷限值，已重新分色"
            );
    }

    /// Why a picture cannot be brought to the printing condition.
    #[derive(Eq)]
    PressError {
        /// The printing condition's profile cannot be computed with, whatever its
        /// header says.
        Profile { profile } = ProfileUnfit,
            say!(
                "the profile \"{profile}\" is damaged inside: no color can be worked out with it",
                "特性文件“{profile}”内部已损坏，无法用来换算颜色"
            ),
            [say!("ask the print shop for the profile again", "请向印刷厂重新索取特性文件")];
        /// Its pixels cannot be decoded.
        PictureBroken { picture } = PictureBroken,
            say!("the pixels of {picture} cannot be read", "读不出 {picture} 的图像内容"),
            [say!("the file is damaged: send or export it again", "文件已损坏，请重新传送或导出")];
        /// Its pixels are more than a PDF can hold.
        PictureTooLarge { picture } = PictureBroken,
            say!("{picture} is too large for a PDF", "{picture} 太大，PDF 装不下");
        /// There is not enough memory for its pixels.
        NoMemory { picture } = NoMemory,
            {
                let Text { en, zh } = no_room();
                say!("{picture} cannot be brought to the press: {en}", "{picture} 无法转换：{zh}")
            },
            [more_memory()];
        /// It is see-through, for a standard without transparency, over something
        /// that it cannot be flattened against.
        SeeThrough { picture, standard, other_standard } = PictureSeeThrough,
            say!(
                "{picture} is see-through and lies over more than paper or one even tint, which {standard} cannot hold",
                "{picture} 有透明部分，下面又不只是白纸或一块均匀底色，{standard} 不允许这样"
            ),
            [say!(
                "save it without transparency, move what lies below, or make {other_standard}",
                "请另存为不透明的图片，或移开下面的内容，或改用 {other_standard}"
            )];
        /// Vectors with transparency, for a standard without.
        SeeThroughVectors { picture, standard, other_standard } = PictureSeeThrough,
            say!(
                "{picture} uses transparency, which {standard} cannot hold",
                "{picture} 用了透明效果，{standard} 不允许这样"
            ),
            [say!(
                "flatten it in the program that made it, or make {other_standard}",
                "请在制作软件里拼合透明，或改用 {other_standard}"
            )];
        /// A page of a PDF that cannot be taken out of its file.
        Page { picture, read } = PictureBroken, read.text(), read.hints();
    }

    /// Why bytes are not a color profile that can be used.
    #[derive(Copy, Eq)]
    IccError {
        /// They are not an ICC profile at all.
        NotAProfile = ProfileUnfit, say!("it is not an ICC profile", "它不是 ICC 色彩特性文件");
        /// The profile ends before its last tag, or its table of tags is wrong.
        Damaged = ProfileUnfit, say!("the ICC profile is damaged", "ICC 色彩特性文件已损坏");
    }

    /// A profile that cannot stand for a printing condition.
    UnfitProfile {
        /// It cannot be read.
        Unreadable { icc } = ProfileUnfit, icc.text(), [right_profile()];
        /// It is for shades of gray.
        Gray { profile } = ProfileUnfit,
            say!(
                "the profile \"{profile}\" is for shades of gray, not for a press with four inks",
                "“{profile}”是灰度特性文件，不能代表四色印刷"
            ),
            [right_profile()];
        /// It is for a screen or a camera.
        Rgb { profile } = ProfileUnfit,
            say!(
                "the profile \"{profile}\" is for RGB, not for a press with four inks",
                "“{profile}”是 RGB 特性文件，不能代表四色印刷"
            ),
            [right_profile()];
        /// It is for something else.
        OfNoPress { profile } = ProfileUnfit,
            say!(
                "the profile \"{profile}\" is not one of a press with four inks",
                "“{profile}”不是四色印刷的输出特性文件"
            ),
            [right_profile()];
    }

    /// Font files.
    FontFault {
        /// It is not an OpenType or TrueType file.
        NotAFont { font_file } = FontBroken,
            say!("`{font_file}` is not a font", "“{font_file}”不是字体文件");
        /// It is a font, but what it needs for text is broken or missing.
        Damaged { font_file } = FontBroken,
            say!("the font `{font_file}` is damaged", "字体“{font_file}”已损坏");
        /// Its outlines cannot be embedded.
        NotEmbeddable { font_file } = FontBroken,
            say!(
                "the outlines of the font `{font_file}` cannot be embedded in a PDF",
                "字体“{font_file}”的轮廓无法嵌入 PDF"
            );
        /// Its license forbids it.
        Restricted { font_file } = FontBroken,
            say!(
                "the license of the font `{font_file}` forbids to embed it in a PDF (fsType: restricted)",
                "字体“{font_file}”的许可不允许嵌入 PDF（fsType：受限）"
            ),
            [say!(
                "ask its maker for a file that may be embedded, or take another font",
                "请向字体厂商索取允许嵌入的文件，或换一种字体"
            )];
        /// Its license allows less than a press may want.
        PreviewPrint { font_file } = FontLicense,
            say!(
                "the font `{font_file}` may be embedded to be read and printed, not to be changed (fsType: preview and print)",
                "字体“{font_file}”只许嵌入供阅览和印刷，不许改动（fsType：预览和打印）"
            );
        /// A folder without fonts.
        NoneInFolder { path } = FontMissing as Warning,
            say!("there are no fonts in the folder `{path}`", "文件夹“{path}”里没有字体"),
            [say!(
                "fonts are files that end in .otf, .ttf, .otc or .ttc",
                "字体文件以 .otf、.ttf、.otc 或 .ttc 结尾"
            )];
        /// No font at all: neither those that come with the program nor others.
        None { looked_in } = FontMissing,
            match looked_in.as_slice() {
                [] => say!("there are no fonts at all", "一个字体也没有"),
                places => {
                    let (en, zh) = (quoted(places, "`", "`, `"), quoted(places, "“", "”、“"));
                    say!(
                        "there are no fonts at all; those that come with banmian are not in {en}`",
                        "一个字体也没有；banmian 自带的字体不在{zh}”"
                    )
                }
            },
            [say!(
                "put their folder beside the command, under the name `fonts`, or let the variable BANMIAN_FONTS name it; `--font-path` adds other fonts",
                "请把自带字体的文件夹放在命令旁边，取名“fonts”，或用环境变量 BANMIAN_FONTS 指明；`--font-path` 可另加字体"
            )];
    }
}

/// Places as they stand in a sentence, but for what closes the last one.
fn quoted(places: &[String], open: &str, between: &str) -> String {
    format!("{open}{}", places.join(between))
}

fn send_again() -> Text {
    say!("send or export the file again", "请重新传送或导出这个文件")
}

fn ordinary() -> Text {
    say!("save it as an ordinary JPEG or as PNG", "请另存为普通 JPEG 或 PNG")
}

fn taken_as_usual() -> Text {
    say!(
        "its colors are taken for the usual ones (sRGB, or the press's own inks); compare the proof",
        "已按通常的颜色（sRGB，或本机油墨）处理；请核对小样"
    )
}

fn right_profile() -> Text {
    say!(
        "the press or its printer's association gives out the right one: an output profile in CMYK",
        "请向印刷厂索取正确的文件：CMYK 输出设备的 ICC 特性文件"
    )
}
