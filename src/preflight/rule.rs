//! The rules: one table with a stable name, what is measured, and what it
//! means. Which of them count, and with what limits, is a profile's business.

use std::fmt;

use crate::diag::Text;
use crate::say;

/// How a measure breaks a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing is measured: it is so or it is not.
    Plain,
    /// Less than the limit is wrong.
    Below(MeasureUnit),
    /// The limit itself and less is wrong.
    AtMost(MeasureUnit),
    /// More than the limit is wrong.
    Above(MeasureUnit),
}

/// What a rule's limits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureUnit {
    /// Points, 1/72 inch.
    Points,
    /// Pixels an inch of paper.
    PixelsPerInch,
    /// Percent of ink, the sum over all inks.
    InkPercent,
    /// A number of pages.
    Pages,
    /// A version of PDF.
    Version,
}

impl MeasureUnit {
    /// The sign after a number; empty if there is none.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Points => "pt",
            Self::PixelsPerInch => "ppi",
            Self::InkPercent => "%",
            Self::Pages | Self::Version => "",
        }
    }
}

/// A further number that a rule goes by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleSetting {
    /// Its key in a profile.
    pub key: &'static str,
    /// What it is if no profile says so.
    pub usual: f64,
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal, $kind:expr, [$($key:literal: $usual:literal),*], $en:literal, $zh:literal;)+) => {
        /// Something that can be wrong with a PDF.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Rule {
            /// Every rule, in the order in which findings are told.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name, in kebab case.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)+
                }
            }

            /// How a measure breaks it.
            #[must_use]
            pub fn kind(self) -> Kind {
                use Kind::{Above, AtMost, Below, Plain};
                use MeasureUnit::{InkPercent, Pages, PixelsPerInch, Points, Version};
                match self {
                    $(Self::$variant => $kind,)+
                }
            }

            /// The further numbers that it goes by.
            #[must_use]
            pub fn settings(self) -> &'static [RuleSetting] {
                match self {
                    $(Self::$variant => &[$(RuleSetting { key: $key, usual: $usual }),*],)+
                }
            }

            /// What it forbids.
            #[must_use]
            pub fn description(self) -> Text {
                match self {
                    $(Self::$variant => say!($en, $zh),)+
                }
            }
        }
    };
}

rules! {
    // The file as such.
    /// The version of PDF.
    PdfVersion = "pdf-version", Above(Version), [],
        "a newer version of PDF than the limit", "PDF 版本高于限值";
    /// ISO 15930-7, 6.1; PDF 32000-1, 14.4.
    FileId = "file-id", Plain, [],
        "no identifier in the file's trailer", "文件尾部缺少 ID";
    /// Encryption of any kind.
    Encryption = "encryption", Plain, [],
        "the file is locked", "文件已加密";
    /// Object streams and cross-reference streams.
    ObjectStream = "object-stream", Plain, [],
        "objects are kept in compressed streams (PDF 1.5)", "对象存放在压缩对象流中（PDF 1.5）";
    /// Data outside the file.
    ExternalStream = "external-stream", Plain, [],
        "data that lie in another file", "数据存放在文件之外";
    /// Files inside the file.
    EmbeddedFile = "embedded-file", Plain, [],
        "another file is embedded", "嵌入了其他文件";
    /// LZW.
    Lzw = "lzw", Plain, [],
        "LZW compression", "使用 LZW 压缩";
    /// Script of any kind.
    Javascript = "javascript", Plain, [],
        "JavaScript", "含 JavaScript";
    /// Actions of any kind, on the document, pages or annotations.
    Action = "action", Plain, [],
        "an action (opening links, running programs ...)", "含动作（打开链接、运行程序等）";
    /// Content, or something that it draws on, that is missing or damaged.
    Unreadable = "unreadable", Plain, [],
        "something on the page that is missing in the file or damaged", "页面上有内容缺失、损坏或无法读取";

    /// Text whose codes go by a map that is not known (PDF 32000-1, 9.7.5).
    TextUnread = "text-unread", Plain, [],
        "text that cannot be read: its codes go by a character map that is not known", "文字无法读取：编码所用的字符映射未知";

    // What the file says of itself.
    /// GTS_PDFXVersion.
    StandardClaim = "standard-claim", Plain, [],
        "the file does not say that it is of the expected standard", "文件未声明所要求的标准";
    /// The XMP packet.
    Metadata = "metadata", Plain, [],
        "no XMP metadata, or none that can be read", "缺少可读的 XMP 元数据";
    /// The title.
    MetadataTitle = "metadata-title", Plain, [],
        "no title in the metadata", "元数据缺少标题";
    /// Dates of making and of changing.
    MetadataDates = "metadata-dates", Plain, [],
        "a date is missing in the metadata", "元数据缺少日期";
    /// xmpMM ids.
    MetadataIds = "metadata-ids", Plain, [],
        "an identifier is missing in the metadata", "元数据缺少标识";
    /// Information dictionary and XMP say the same.
    MetadataAgrees = "metadata-agrees", Plain, [],
        "the two kinds of metadata contradict each other", "两处元数据互相矛盾";
    /// The trapping flag.
    Trapped = "trapped", Plain, [],
        "the file does not say whether it is trapped", "未声明是否已做陷印";

    // What the file is made for.
    /// The output intent.
    OutputIntent = "output-intent", Plain, [],
        "no printing condition is named, or more than one", "未声明印刷条件，或声明了多个";
    /// Its profile.
    OutputProfile = "output-profile", Plain, [],
        "the printing condition has no sound output profile", "印刷条件没有可用的输出特性文件";
    /// The profile's inks.
    OutputCmyk = "output-cmyk", Plain, [],
        "the printing condition is not one in CMYK", "印刷条件不是 CMYK";

    // Pages.
    /// How many pages.
    PageCount = "page-count", Above(Pages), [],
        "more pages than the limit", "页数超过限值";
    /// One size throughout.
    PageSize = "page-size", Plain, [],
        "pages of different trim sizes", "各页成品尺寸不一";
    /// MediaBox, TrimBox, BleedBox.
    PageBoxes = "page-boxes", Plain, [],
        "page boxes are missing or do not lie inside each other", "页面框缺失或嵌套不正确";
    /// CropBox.
    CropBox = "crop-box", Plain, [],
        "the crop box is not the media box", "裁剪框与介质框不一致";
    /// UserUnit.
    UserUnit = "user-unit", Plain, [],
        "the page is measured in a unit of its own", "页面使用了自定义单位（UserUnit）";
    /// Rotate.
    PageRotation = "page-rotation", Plain, [],
        "the page is rotated by a flag", "页面带旋转标记";
    /// Nothing on it.
    PageEmpty = "page-empty", Plain, [],
        "nothing is painted inside the trim", "成品框内没有任何内容";
    /// Annotations.
    Annotation = "annotation", Plain, [],
        "an annotation on the printed area", "印刷区域内有注释";

    // What may not stand in a press file.
    /// PostScript.
    Postscript = "postscript", Plain, [],
        "embedded PostScript", "含 PostScript 代码";
    /// A page of another file.
    ReferenceXobject = "reference-xobject", Plain, [],
        "a page of another file is referred to", "引用了其他文件的页面";
    /// OPI.
    Opi = "opi", Plain, [],
        "a stand-in for a picture elsewhere (OPI)", "含 OPI 替代图";
    /// Alternate images.
    AlternateImage = "alternate-image", Plain, [],
        "a picture with another to take its place", "图片带有替换版本";
    /// Transfer functions.
    TransferFunction = "transfer-function", Plain, [],
        "a transfer curve", "含传递曲线";
    /// Halftones.
    Halftone = "halftone", Plain, [],
        "a halftone screen of a forbidden kind", "含不允许的网屏设置";
    /// Rendering intents.
    RenderingIntent = "rendering-intent", Plain, [],
        "an unknown rendering intent", "未知的再现意图";
    /// Layers at all.
    Layers = "layers", Plain, [],
        "layers", "含图层";
    /// Layer configurations.
    LayerConfig = "layer-config", Plain, [],
        "layers that switch themselves or have no name", "图层会自动切换或没有名称";

    /// Layer configurations besides the usual one (GWG 2022, R0034).
    LayerSets = "layer-sets", Plain, [],
        "further sets of layers, so that it is not sure what prints", "含多套图层配置，无法确定印哪一套";

    // Fonts.
    /// Embedding.
    FontEmbedded = "font-embedded", Plain, [],
        "a font that is not embedded", "字体未嵌入";
    /// The stand-in of old converters for a font that they lacked (GWG 2022,
    /// R0014).
    FontCourier = "font-courier", Plain, [],
        "text in Courier, which often stands in for a missing font", "文字使用 Courier（常为缺字体时的替换）";

    /// Glyph 0 of a font with something in it (PDF 32000-1, 9.7.6.3; ISO 14289-1,
    /// 7.21.8).
    Notdef = "notdef", Plain, [],
        "a character that its font lacks, shown by the font's mark for it (.notdef)", "字体缺字，印成缺字符号（.notdef）";
    /// Glyph 0 of a font with nothing in it, or no glyph.
    NotdefBlank = "notdef-blank", Plain, [],
        "a character that its font lacks, of which nothing is seen", "字体缺字，该处不显示任何内容";

    // Transparency.
    /// Any.
    Transparency = "transparency", Plain, [],
        "transparency", "含透明效果";
    /// The blend space.
    BlendSpace = "blend-space", Plain, [],
        "transparency is blended in something other than CMYK", "透明混合空间不是 CMYK";

    // Colors.
    /// Device colors that do not fit the printing condition.
    DeviceColor = "device-color", Plain, [],
        "a device color that does not fit the printing condition", "设备色彩空间与印刷条件不符";
    /// Separation and DeviceN.
    SpotColor = "spot-color", Plain, [],
        "a spot color", "含专色";
    /// Two recipes for one ink.
    SpotTwice = "spot-twice", Plain, [],
        "one spot color with different substitutes", "同一专色有不同的替代色";
    /// The registration color inside the trim.
    RegistrationColor = "registration-color", Plain, [],
        "the registration color on the page", "版面内使用了套版色";
    /// RGB in text, lines and areas.
    ColorRgb = "color-rgb", Plain, [],
        "RGB in text, lines or areas", "文字、线条或色块使用 RGB";
    /// Lab in text, lines and areas.
    ColorLab = "color-lab", Plain, [],
        "Lab in text, lines or areas", "文字、线条或色块使用 Lab";
    /// ICC-based gray and CMYK, and CalGray, in text, lines and areas.
    ColorIcc = "color-icc", Plain, [],
        "ICC-based gray or CMYK in text, lines or areas", "文字、线条或色块使用基于 ICC 的灰度或 CMYK";
    /// Total ink by area.
    TotalInk = "total-ink", Above(InkPercent), ["square": 15.0],
        "more ink than the limit, averaged over a square", "方块内平均总墨量超过限值";
    /// What is painted otherwise on the plates than by a press.
    Unmeasured = "unmeasured", Plain, [],
        "something whose ink is not measured as it prints", "有内容的墨量未按实际印出测量";
    /// Total ink anywhere.
    InkLimit = "ink-limit", Above(InkPercent), ["square": 1.0],
        "more ink than the limit in one place", "局部总墨量超过限值";

    // Pictures.
    /// RGB pictures.
    PictureRgb = "picture-rgb", Plain, [],
        "a picture in RGB", "图片为 RGB";
    /// Lab pictures.
    PictureLab = "picture-lab", Plain, [],
        "a picture in Lab", "图片为 Lab";
    /// ICC-based gray and CMYK pictures.
    PictureIcc = "picture-icc", Plain, [],
        "a picture in ICC-based gray or CMYK", "图片为基于 ICC 的灰度或 CMYK";
    /// Effective resolution of color and gray pictures.
    PictureResolution = "picture-resolution", AtMost(PixelsPerInch), [],
        "a color or gray picture with too few pixels", "彩色或灰度图片分辨率不足";
    /// A page that is one picture.
    PagePictureResolution = "page-picture-resolution", AtMost(PixelsPerInch), [],
        "a page that is one picture with too few pixels", "整页为一张图片且分辨率不足";
    /// One-bit pictures.
    BitmapResolution = "bitmap-resolution", AtMost(PixelsPerInch), [],
        "a 1-bit picture with too few pixels", "1 位黑白图分辨率不足";
    /// JPEG 2000.
    Jpx = "jpx", Plain, [],
        "a picture in JPEG 2000", "图片使用 JPEG 2000";
    /// JBIG2, which PDF/X-1a does not let pass.
    Jbig2 = "jbig2", Plain, [],
        "a picture in JBIG2", "图片使用 JBIG2 压缩";
    /// 16 bits.
    SixteenBit = "sixteen-bit", Plain, [],
        "a picture with 16 bits a channel", "图片为每通道 16 位";

    // Text and lines.
    /// Small text in white or several inks.
    SmallText = "small-text", Below(Points), ["ink": 0.0],
        "small text in white or in more than one ink", "小字反白或用多色";
    /// Text in rich black.
    RichBlackText = "rich-black-text", Above(InkPercent), ["black": 85.0],
        "text in rich black", "文字使用多色黑";
    /// Small black text that knocks out.
    BlackTextKnockout = "black-text-knockout", Below(Points), ["black": 100.0],
        "small black text that does not overprint", "小号黑字未叠印";
    /// Small black text in DeviceGray.
    BlackTextGray = "black-text-gray", Below(Points), ["black": 100.0],
        "small black text in gray instead of CMYK", "小号黑字用灰度而非 CMYK";
    /// Thin lines in white or several inks.
    ThinLineColored = "thin-line-colored", Below(Points), ["ink": 0.0],
        "a thin line in white or in more than one ink", "细线反白或用多色";
    /// Thin lines at all.
    ThinLine = "thin-line", Below(Points), [],
        "a thin line", "线条过细";
    /// Black lines that knock out.
    BlackLineKnockout = "black-line-knockout", Below(Points), ["black": 100.0],
        "a black line that does not overprint", "黑线未叠印";
    /// Black lines in DeviceGray.
    BlackLineGray = "black-line-gray", Below(Points), ["black": 100.0],
        "a black line in gray instead of CMYK", "黑线用灰度而非 CMYK";
    /// DeviceGray that overprints (GWG 2022, R0013).
    GrayOverprint = "gray-overprint", Plain, [],
        "gray that overprints, which presses treat differently", "灰度设为叠印（各家输出不一）";
    /// White text that overprints.
    WhiteTextOverprint = "white-text-overprint", Plain, [],
        "white text that overprints and so vanishes", "白字叠印（会消失）";
    /// White paths that overprint.
    WhitePathOverprint = "white-path-overprint", Plain, [],
        "a white line or area that overprints and so vanishes", "白色线条或色块叠印（会消失）";

    // For readers (PDF/UA-1, ISO 14289-1).
    /// Marked content and a structure tree.
    Tagged = "tagged", Plain, [],
        "the file is not tagged", "文件没有结构标签";
    /// The language.
    Language = "language", Plain, [],
        "the file does not say its language", "文件未声明语言";
    /// The title in the window.
    DisplayTitle = "display-title", Plain, [],
        "a reader is not told to show the title", "未要求阅读器显示标题";
    /// pdfuaid:part.
    UaClaim = "ua-claim", Plain, [],
        "the file does not say that it is PDF/UA-1", "文件未声明 PDF/UA-1";
    /// Alternative text.
    FigureAlt = "figure-alt", Plain, [],
        "a figure without alternative text", "图片缺少替代文字";
}

impl Rule {
    /// The rule of this name.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.id())
    }
}
