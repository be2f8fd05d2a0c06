//! What the press file is made for: the standard, the printing condition, and
//! how pictures are brought to it.

use std::sync::Arc;

use crate::icc::IccProfile;

/// What a document is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The kind of file that the print shop takes.
    pub standard: Standard,
    /// The printing condition.
    pub condition: Condition,
    /// How pictures are brought to it.
    pub pictures: PictureSettings,
    /// Whether the file carries its structure for those who read it by other
    /// means than their eyes.
    pub structure: Structure,
}

impl Default for Output {
    /// PDF/X-4 for coldset on newsprint.
    fn default() -> Self {
        Self {
            standard: Standard::PdfX4,
            condition: Condition::newsprint(),
            pictures: PictureSettings::default(),
            structure: Structure::Tagged,
        }
    }
}

/// A standard for files that go to press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standard {
    /// PDF/X-4 (ISO 15930-7): PDF 1.6, transparency allowed.
    PdfX4,
    /// PDF/X-1a:2003 (ISO 15930-4): PDF 1.4, inks only, no transparency.
    PdfX1a,
}

impl Standard {
    /// The name as it stands in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PdfX4 => "PDF/X-4",
            Self::PdfX1a => "PDF/X-1a:2003",
        }
    }
}

/// A printing condition: which press, paper and inks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Its name in the registry, or the name of its profile (ISO 15930-7,
    /// OutputConditionIdentifier).
    pub identifier: String,
    /// The registry that knows the identifier; none if no registry does.
    pub registry: Option<String>,
    /// What it is, for people.
    pub info: String,
    /// Its profile, of class output and in four inks.
    pub profile: Arc<IccProfile>,
    /// The most ink that may lie in one place, in percent: the sum of all four.
    pub most_ink: u32,
}

impl Condition {
    /// Coldset on newsprint as ANSI CGATS/SNAP TR 002-2007 has it, with 240 %
    /// ink.
    #[must_use]
    pub fn newsprint() -> Self {
        Self {
            identifier: "CGATS TR 002".to_owned(),
            registry: Some("http://www.color.org".to_owned()),
            info: "Coldset web offset on newsprint, ANSI CGATS/SNAP TR 002-2007".to_owned(),
            profile: IccProfile::shared_newsprint(),
            most_ink: 240,
        }
    }
}

/// How pictures are brought to the printing condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PictureSettings {
    /// What becomes of colors that the press cannot print.
    pub intent: Intent,
    /// Whether the darkest black of a picture becomes the press's darkest.
    pub black_point: BlackPoint,
    /// The most pixels an inch that the press has a use for.
    pub resolution: u32,
    /// What is done to edges after resampling.
    pub sharpening: Sharpening,
    /// Quality of JPEG data, 1 to 100.
    pub quality: u8,
}

impl Default for PictureSettings {
    fn default() -> Self {
        Self {
            intent: Intent::Perceptual,
            black_point: BlackPoint::Compensated,
            // Twice the screen ruling of 100 lines an inch, usual on newsprint.
            resolution: 200,
            sharpening: Sharpening::Mild,
            quality: 90,
        }
    }
}

/// A rendering intent (ICC.1:2010, 0.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Intent {
    /// All colors move so that their relations are kept.
    Perceptual,
    /// Printable colors stay as they are, on this paper.
    RelativeColorimetric,
    /// Vividness goes before hue.
    Saturation,
    /// Printable colors stay as they are, the paper's own is imitated.
    AbsoluteColorimetric,
}

/// What becomes of a picture's black.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlackPoint {
    /// It becomes the press's darkest, and the shades above it move along
    /// (ISO 18619).
    Compensated,
    /// It stays as dark as it is; what the press cannot reach is cut off.
    Kept,
}

/// What is done to a picture's edges after resampling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sharpening {
    /// Nothing.
    None,
    /// A little unsharp masking, against what ink on newsprint blurs.
    Mild,
}

/// Whether the file carries headings, paragraphs and figures as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Structure {
    /// Tagged PDF (PDF 32000-1, 14.8) after PDF/UA-1 (ISO 14289-1).
    Tagged,
    /// Marks on paper only.
    None,
}

/// Which inks a page is printed with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct PageInks {
    /// Four or one.
    pub base: BaseInks,
    /// The spot inks beside them, by name.
    pub spots: Vec<String>,
}

/// The inks that every page has: four or one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum BaseInks {
    /// Cyan, magenta, yellow and black.
    #[default]
    Process,
    /// Black alone.
    Black,
}

impl PageInks {
    /// Cyan, magenta, yellow and black.
    #[must_use]
    pub fn process() -> Self {
        Self::default()
    }

    /// Black alone.
    #[must_use]
    pub fn black() -> Self {
        Self { base: BaseInks::Black, spots: Vec::new() }
    }

    /// The same inks and these spot inks.
    #[must_use]
    pub fn with_spots(self, spots: Vec<String>) -> Self {
        Self { spots, ..self }
    }
}
