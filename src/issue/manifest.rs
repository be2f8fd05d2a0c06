//! The manifest: what is in a folder that was sent, as JSON that stays as it is.

use schemars::JsonSchema;
use serde::Serialize;

/// The version of the form of manifests. It changes when a member changes its meaning or
/// goes; members may be added.
pub const MANIFEST_FORMAT: u32 = 1;

/// What was sent of a zone and version of an edition.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Manifest {
    /// The version of this form.
    pub format: u32,
    /// The program that made the files, with its version.
    pub program: String,
    /// The paper's name; empty if the edition does not say, as the next two are.
    pub paper: String,
    /// The date of issue.
    pub date: String,
    /// The number of the issue.
    pub issue: String,
    /// The zone; `main` for the main edition.
    pub zone: String,
    /// The version, from 1.
    pub version: u32,
    /// Who sent it, if that was said.
    pub by: Option<String>,
    /// When it was sent, if that was said.
    pub time: Option<String>,
    /// How plates were compared.
    pub plates: PlateMeasure,
    /// What was sent before and is compared with; null for what was sent first, of which
    /// all plates have to be made.
    pub compared_with: Option<ComparedWith>,
    /// The press files, in the order of the paper.
    pub files: Vec<SentFile>,
    /// The manifest for people.
    pub text: Option<SentText>,
}

/// How plates were compared.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PlateMeasure {
    /// Pixels per inch at which they were drawn.
    pub ppi: f64,
    /// What the hash is made of. Hashes of another measure cannot be compared with these.
    pub measure: String,
}

/// What was sent before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ComparedWith {
    /// Its zone.
    pub zone: String,
    /// Its version.
    pub version: u32,
    /// Its folder, from this one: `../main-1`.
    pub folder: String,
}

/// A press file.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SentFile {
    /// Its name.
    pub name: String,
    /// The folder that it is in, from this one; null if it is here.
    pub folder: Option<String>,
    /// The SHA-256 of its bytes (FIPS 180-4), in lower case hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// The number of its page.
    pub page: String,
    /// The section of the paper that the page is in; empty if that has no name.
    pub section: String,
    /// The width of the trimmed page.
    pub width_mm: f64,
    /// The height of the trimmed page.
    pub height_mm: f64,
    /// The inks that the page is printed with, in the order of the press.
    pub inks: Vec<String>,
    /// The printing condition that the file names, such as FOGRA39.
    pub output_condition: Option<String>,
    /// The standard that the file says it is of, such as PDF/X-4.
    pub standard: Option<String>,
    /// Its plates, one an ink.
    pub plates: Vec<SentPlate>,
    /// The inks whose plates have to be made (anew) for this version.
    pub changed_plates: Vec<String>,
    /// Inks with which the page was printed before and is not any more.
    pub dropped_plates: Vec<String>,
}

/// A plate of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SentPlate {
    /// The ink's name.
    pub ink: String,
    /// What it prints, as a BLAKE3 hash of its tints: equal for equal plates.
    pub hash: String,
}

/// The manifest for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SentText {
    /// The name of the file.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl Manifest {
    /// The name of its file.
    pub const NAME: &'static str = "manifest.json";

    /// As a file, with a line break at its end.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings and numbers always have a JSON form.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// How many plates have to be made for it.
    #[must_use]
    pub fn plates_to_make(&self) -> usize {
        self.files.iter().map(|file| file.changed_plates.len()).sum()
    }
}

impl SentFile {
    /// Whether the file is in the folder of the manifest, and not in that of an earlier
    /// version.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.folder.is_none()
    }

    /// Whether no plate of the page has to be made.
    #[must_use]
    pub fn is_as_before(&self) -> bool {
        self.changed_plates.is_empty() && self.dropped_plates.is_empty()
    }
}
