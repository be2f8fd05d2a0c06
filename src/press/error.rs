//! Why a picture cannot go to press, and what is worth telling of one that
//! does.

use crate::diag::Diagnostic;
use crate::diag::finding::PictureNote;
pub use crate::diag::finding::PressError;

impl PressError {
    /// The picture that it is about; none if it is about all of them.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Profile { .. } => None,
            Self::PictureBroken { picture }
            | Self::PictureTooLarge { picture }
            | Self::NoMemory { picture }
            | Self::SeeThrough { picture, .. }
            | Self::SeeThroughVectors { picture, .. }
            | Self::Page { picture, .. } => Some(picture),
        }
    }

    /// The finding for the report.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let finding = Diagnostic::of(self.clone());
        match self.file() {
            Some(file) => finding.in_file(file),
            None => finding,
        }
    }
}

/// Something worth telling of a picture that goes to press all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// The profile in the file cannot be used.
    ProfileBroken,
    /// The profile in the file is for other colors than its pixels have.
    ProfileOfOtherColors,
    /// Some of the pixels are lost.
    PixelsLost,
    /// Its inks were separated anew because there was too much of them.
    Reseparated,
}

impl Note {
    /// All of them; an entry of the cache keeps their places in this list.
    pub(super) const ALL: [Self; 4] =
        [Self::ProfileBroken, Self::ProfileOfOtherColors, Self::PixelsLost, Self::Reseparated];

    /// The finding about a file.
    pub(super) fn diagnostic(self, file: &str) -> Diagnostic {
        let picture = file.to_owned();
        let note = match self {
            Self::ProfileBroken => PictureNote::ProfileBroken { picture },
            Self::ProfileOfOtherColors => PictureNote::ProfileOfOtherColors { picture },
            Self::PixelsLost => PictureNote::PixelsLost { picture },
            Self::Reseparated => PictureNote::Reseparated { picture },
        };
        Diagnostic::of(note).in_file(file)
    }
}
