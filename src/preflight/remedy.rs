//! What to do about a broken rule, in the words of whoever made the file.

use super::rule::Rule;
use crate::diag::finding::Remedy;

impl Rule {
    /// What to do, if there is more to say than "do not".
    #[must_use]
    pub fn remedy(self) -> Option<Remedy> {
        Some(match self {
            Self::PdfVersion | Self::ObjectStream | Self::StandardClaim | Self::FileId => {
                Remedy::UsePreset
            }
            Self::Metadata
            | Self::MetadataTitle
            | Self::MetadataDates
            | Self::MetadataIds
            | Self::MetadataAgrees
            | Self::Trapped => Remedy::LeaveProperties,
            Self::Encryption => Remedy::Unlock,
            Self::OutputIntent | Self::OutputProfile | Self::OutputCmyk => Remedy::ChooseIntent,
            Self::PageBoxes
            | Self::CropBox
            | Self::PageSize
            | Self::UserUnit
            | Self::PageRotation => Remedy::ExportUpright,
            Self::FontEmbedded => Remedy::EmbedFonts,
            Self::Notdef | Self::NotdefBlank => Remedy::OtherFont,
            Self::Unreadable | Self::TextUnread => Remedy::AskAgain,
            Self::PictureResolution | Self::PagePictureResolution | Self::BitmapResolution => {
                Remedy::MorePixels
            }
            Self::SmallText | Self::ThinLineColored => Remedy::LargerOrOneInk,
            Self::RichBlackText => Remedy::BlackAlone,
            Self::BlackTextKnockout | Self::BlackLineKnockout => Remedy::OverprintBlack,
            Self::GrayOverprint => Remedy::CmykOrKnockout,
            Self::LayerSets => Remedy::OneSetOfLayers,
            Self::FontCourier => Remedy::LookForFont,
            Self::BlackTextGray | Self::BlackLineGray => Remedy::CmykBlack,
            Self::WhiteTextOverprint | Self::WhitePathOverprint => Remedy::WhiteKnockout,
            Self::ThinLine => Remedy::Thicker,
            Self::PageEmpty => Remedy::RightPage,
            Self::Annotation | Self::Javascript | Self::Action | Self::EmbeddedFile => {
                Remedy::RemoveExtras
            }
            _ => return self.color_remedy(),
        })
    }

    /// The same for rules of color and ink.
    fn color_remedy(self) -> Option<Remedy> {
        Some(match self {
            Self::ColorRgb | Self::ColorLab | Self::ColorIcc | Self::DeviceColor => Remedy::ToCmyk,
            Self::PictureRgb | Self::PictureLab | Self::PictureIcc => Remedy::PictureToCmyk,
            Self::SpotColor | Self::RegistrationColor => Remedy::ToProcess,
            Self::Transparency => Remedy::Flatten,
            Self::BlendSpace => Remedy::BlendInCmyk,
            Self::TotalInk | Self::InkLimit => Remedy::LessInk,
            _ => return None,
        })
    }
}
