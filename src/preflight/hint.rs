//! What to do about a broken rule, in the words of whoever made the file.

use super::rule::Rule;
use crate::diag::Text;
use crate::say;

impl Rule {
    /// What to do, if there is more to say than "do not".
    #[must_use]
    pub fn hint(self) -> Option<Text> {
        Some(match self {
            Self::PdfVersion | Self::ObjectStream | Self::StandardClaim | Self::FileId => say!(
                "export the file again with the preset of the standard that the print shop asks for",
                "请用印刷厂要求的标准预设重新导出"
            ),
            Self::Metadata
            | Self::MetadataTitle
            | Self::MetadataDates
            | Self::MetadataIds
            | Self::MetadataAgrees
            | Self::Trapped => say!(
                "a PDF/X export writes this by itself; do not edit the file's properties afterwards",
                "按 PDF/X 导出会自动写入；导出后不要再改文件属性"
            ),
            Self::Encryption => say!(
                "save it without a password and without restrictions",
                "请取消密码和权限限制后保存"
            ),
            Self::OutputIntent | Self::OutputProfile | Self::OutputCmyk => say!(
                "choose the print shop's CMYK profile as the output intent when exporting",
                "导出时将输出意图设为印刷厂的 CMYK 特性文件"
            ),
            Self::PageBoxes
            | Self::CropBox
            | Self::PageSize
            | Self::UserUnit
            | Self::PageRotation => {
                say!(
                    "export the page at its final size, upright, with trim and bleed from the document",
                    "请按成品尺寸、正向导出，并使用文档的成品框与出血"
                )
            }
            Self::FontEmbedded => say!(
                "embed all fonts when exporting, or replace this one",
                "导出时嵌入全部字体，或更换该字体"
            ),
            Self::Notdef | Self::NotdefBlank => say!(
                "set the character in a font that has it, or export the page anew",
                "请改用有这个字的字体，或重新导出"
            ),
            Self::Unreadable => say!(
                "something of it may not print: ask for the file again",
                "照此可能印缺：请重发文件"
            ),
            Self::PictureResolution | Self::PagePictureResolution | Self::BitmapResolution => say!(
                "place it smaller, or ask for a picture with more pixels",
                "缩小图片，或索取更高分辨率的图片"
            ),
            Self::SmallText | Self::ThinLineColored => say!(
                "make it larger, or print it in one ink: a slight misregister fills or doubles it",
                "放大，或改用单色：套印稍有偏差就会糊版或重影"
            ),
            Self::RichBlackText => say!("print the text in black alone", "文字请只用黑版"),
            Self::BlackTextKnockout | Self::BlackLineKnockout => say!(
                "set black to overprint (overprint mode 1), else white gaps appear around it",
                "黑色请设为叠印（OPM 1），否则会漏白边"
            ),
            Self::GrayOverprint => say!(
                "use CMYK with black alone, or switch overprint off",
                "请改用 CMYK 的单黑，或取消叠印"
            ),
            Self::LayerSets => say!(
                "keep one set of layers, the one that is to be printed",
                "请只保留要印刷的一套图层配置"
            ),
            Self::FontCourier => say!(
                "look whether the right font was lost when exporting",
                "请确认导出时没有丢失原来的字体"
            ),
            Self::BlackTextGray | Self::BlackLineGray => say!(
                "use CMYK with black alone: gray does not overprint",
                "请改用 CMYK 的单黑：灰度不会叠印"
            ),
            Self::WhiteTextOverprint | Self::WhitePathOverprint => say!(
                "switch overprint off: white has no ink of its own and would not be seen",
                "请取消叠印：白色没有油墨，叠印后看不见"
            ),
            Self::ThinLine => say!("make the line thicker", "请加粗线条"),
            Self::PageEmpty => say!("send the page that was meant", "请发送正确的页面"),
            Self::Annotation | Self::Javascript | Self::Action | Self::EmbeddedFile => say!(
                "remove comments, links, forms and attachments before exporting",
                "导出前删除批注、链接、表单和附件"
            ),
            _ => return self.color_hint(),
        })
    }

    /// The same for rules of color and ink.
    fn color_hint(self) -> Option<Text> {
        Some(match self {
            Self::ColorRgb | Self::ColorLab | Self::ColorIcc | Self::DeviceColor => {
                say!("convert it to the CMYK of the printing condition", "请按印刷条件转换为 CMYK")
            }
            Self::PictureRgb | Self::PictureLab | Self::PictureIcc => say!(
                "convert the picture to the CMYK of the printing condition",
                "请将图片按印刷条件转换为 CMYK"
            ),
            Self::SpotColor | Self::RegistrationColor => {
                say!("change the color to a process color", "请改为印刷四色")
            }
            Self::Transparency => say!("flatten it when exporting", "导出时请拼合透明"),
            Self::BlendSpace => say!(
                "set the document's transparency blend space to CMYK",
                "请将文档的透明混合空间设为 CMYK"
            ),
            Self::TotalInk | Self::InkLimit => say!(
                "separate the picture again with less ink, or lighten the dark area",
                "请以较低的总墨量重新分色，或减淡暗部"
            ),
            _ => return None,
        })
    }
}
