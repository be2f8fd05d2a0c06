//! What a verb answers to a program: one JSON object, the same for every verb,
//! whether it did what it should or not. Its form is in schema/answer.json.

use std::path::{Path, PathBuf};

use banmian::compare::PageChange;
use banmian::diag::{Diagnostic, Record, Sources, visible_json};
use banmian::issue::Manifest;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::cache::CacheRecord;
use super::edition::EditionPageRecord;
use super::explain::Explained;
use super::fit::PageFit;
use super::fonts::FaceRecord;
use super::golden::GoldenRecord;
use super::import::Mended;
use super::preflight::{Checked, RuleRecord};
use super::separations::Separated;
use super::story_fit::{AdFit, StoryFit};
use super::upgrade::UpgradeRecord;

/// Changes when a member changes its meaning or goes; members may be added.
const VERSION: u32 = 1;

/// What a verb found, wrote and measured.
pub(super) struct Told<'a> {
    /// The texts that findings are in.
    pub(super) sources: &'a Sources,
    /// All that was found.
    pub(super) findings: &'a [Diagnostic],
    /// What was written.
    pub(super) outputs: Vec<WrittenFile>,
    /// What was found in other texts.
    pub(super) records: Vec<Record>,
    /// What the verb tells beside that.
    pub(super) numbers: Numbers,
}

impl<'a> Told<'a> {
    /// Findings alone.
    pub(super) fn new(sources: &'a Sources, findings: &'a [Diagnostic]) -> Self {
        let (outputs, records, numbers) = (Vec::new(), Vec::new(), Numbers::default());
        Self { sources, findings, outputs, records, numbers }
    }

    /// The same with what was written.
    pub(super) fn outputs(mut self, outputs: Vec<WrittenFile>) -> Self {
        self.outputs = outputs;
        self
    }

    /// The same with what was found in other texts.
    pub(super) fn records(mut self, records: Vec<Record>) -> Self {
        self.records = records;
        self
    }

    /// The same with what the verb tells beside findings.
    pub(super) fn numbers(mut self, numbers: Numbers) -> Self {
        self.numbers = numbers;
        self
    }

    /// The JSON, with a line break at its end, with faults of the program among what
    /// was found.
    pub(super) fn json(self, command: Option<&str>, faults: &[Diagnostic]) -> String {
        let Self { sources, findings, outputs, records, numbers } = self;
        let record = |finding: &Diagnostic| Record::new(sources, finding);
        let (findings, faults) = (findings.iter().map(record), faults.iter().map(record));
        let findings = findings.chain(records).chain(faults).collect();
        let answer = Answer { version: VERSION, command, outputs, findings, numbers };
        // Strings and numbers always have a JSON form.
        let mut text = serde_json::to_string_pretty(&answer).unwrap_or_default();
        text.push('\n');
        visible_json(&text).into_owned()
    }
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct WrittenFile {
    /// Its path as it was given.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub(super) path: PathBuf,
    /// How many pages are in it; 0 of a story.
    pub(super) pages: usize,
    /// The SHA-256 of its bytes (FIPS 180-4), in lower case hexadecimal.
    // None where people are told and not programs: it would take a thirtieth of a run.
    #[schemars(with = "String")]
    pub(super) sha256: Option<String>,
    /// Its size.
    pub(super) bytes: usize,
}

/// A path may have bytes that are no text.
fn as_text<S: serde::Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

/// What verbs tell beside findings and files, each its own.
#[derive(Default, Serialize, JsonSchema)]
pub(super) struct Numbers {
    /// `build`, `check`, `proof` with `--verbose`: how each story and its pictures fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stories: Option<Vec<StoryFit>>,
    /// The same of each advertisement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ads: Option<Vec<AdFit>>,
    /// `separations`: the plates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) plates: Option<Separated>,
    /// `fonts`: every face.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fonts: Option<Vec<FaceRecord>>,
    /// `explain`: how each line fills its measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) explain: Option<Explained>,
    /// `fit`: how each story fits, and what would make it fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fit: Option<Vec<PageFit>>,
    /// `build` of an edition: its pages, each with its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) edition: Option<Vec<EditionPageRecord>>,
    /// `diff`: what changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) changes: Option<Vec<PageChange>>,
    /// `test`, `review`: each page with what its golden files say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) golden: Option<Vec<GoldenRecord>>,
    /// `upgrade`: what was written into each spec.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) upgrade: Option<Vec<UpgradeRecord>>,
    /// `preflight`: the files that were looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) preflight: Option<Checked>,
    /// `preflight --rules`: every rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rules: Option<Vec<RuleRecord>>,
    /// `issue`: the manifest of what was sent, or of the folder that was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) issue: Option<Manifest>,
    /// `cache`: where results are kept, and how much of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cache: Option<CacheRecord>,
    /// `import`: what was done to the copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) import: Option<Mended>,
}

/// What `banmian … --format json` prints.
#[derive(Serialize, JsonSchema)]
struct Answer<'a> {
    /// The version of this form.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The verb; null if the arguments name none.
    command: Option<&'a str>,
    /// The files that were written, in the order in which they were.
    outputs: Vec<WrittenFile>,
    /// All that was found, in the order of the text version.
    findings: Vec<Record>,
    #[serde(flatten)]
    numbers: Numbers,
}

/// The JSON Schema of [`Answer`].
pub(super) fn schema() -> String {
    // A schema always has a JSON form.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Answer<'_>>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
