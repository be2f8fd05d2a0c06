//! A line of a file of jobs: what is to be made, read key by key so that one run tells all
//! that is wrong with it. Its form is in schema/batch-job.json.

use std::fmt;
use std::path::{Path, PathBuf};

use banmian::diag::finding::{BatchFault, Expected};
use banmian::diag::{Denied, Diagnostic, Sink, nearest};
use banmian::job::{FontChoice, Job};
use banmian::load::{Disk, Files, folder_of};
use banmian::spec::DayValue;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::super::{options, stdin};

/// What a job is called by whoever wants it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum JobId {
    /// A number; the number of the line, if the job does not say.
    Number(u64),
    /// Any text.
    Text(String),
}

/// The keys of a job, in the form that the schema has; none is written by the program.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "BatchJob")]
#[expect(dead_code, reason = "it is there for its schema alone")]
pub(super) struct JobForm {
    /// What the job is called; it is handed back with the result. If it is not there the
    /// number of the line is.
    id: Option<JobId>,
    /// The page specs, one a page, in the order of the pages, or one edition. A single one
    /// need not be a list. This or `spec` must be there.
    specs: Option<PathsForm>,
    /// The same as `specs`.
    spec: Option<PathsForm>,
    /// The PDF to write; of an edition, with {page} in it, one a page. It may be left out for
    /// an edition that says it itself.
    output: Option<String>,
    /// `--stories`
    stories: Option<String>,
    /// `--day`
    day: Option<String>,
    /// `--date`
    date: Option<String>,
    /// `--set`: keys of `[page]` with their values.
    set: Option<Map<String, Value>>,
    /// `--root`
    root: Option<String>,
    /// `--zone`
    zone: Option<String>,
    /// `--version`
    #[schemars(range(min = 1))]
    version: Option<u32>,
    /// `--deny`: codes of findings, or `warnings`.
    deny: Option<PathsForm>,
}

/// One word or several.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is there for its schema alone")]
enum PathsForm {
    One(String),
    Several(Vec<String>),
}

/// The JSON Schema of a job.
pub(in crate::cli) fn schema() -> schemars::Schema {
    SchemaGenerator::default().into_root_schema_for::<JobForm>()
}

const KEYS: &[&str] = &[
    "id", "specs", "spec", "output", "stories", "day", "date", "set", "root", "zone", "version",
    "deny",
];

/// A job that can be made, as far as its line says.
pub(super) struct AskedJob {
    pub(super) job: Job,
    /// Its file, or the pattern of the files of an edition; none if the edition says it.
    pub(super) output: Option<PathBuf>,
}

/// A line that was read.
pub(super) struct ReadJob {
    pub(super) id: JobId,
    /// The job, or what is wrong with it.
    pub(super) asked: Result<AskedJob, Sink>,
}

impl ReadJob {
    /// Reads a line. `number` is its own, from 1; paths in it count from `folder`.
    pub(super) fn of(line: &str, number: u64, folder: &Path, fonts: &FontChoice) -> Self {
        let id = JobId::Number(number);
        match serde_json::from_str::<Entries>(line) {
            Ok(Entries(Some(entries))) => JobReader::new(entries, folder).read(id, fonts),
            Ok(Entries(None)) => Self::broken(id, BatchFault::NotAnObject),
            Err(error) => Self::broken(id, BatchFault::NotJson { said: Some(error.to_string()) }),
        }
    }

    /// The same of a line that nobody can read.
    pub(super) fn broken(id: JobId, fault: BatchFault) -> Self {
        let mut found = Sink::default();
        found.push(Diagnostic::of(fault));
        Self { id, asked: Err(found) }
    }
}

/// Whether a text is the beginning of some JSON.
pub(super) fn is_cut(line: &str) -> bool {
    serde_json::from_str::<Value>(line).is_err_and(|error| error.is_eof())
}

/// The keys and values of an object, those that stand twice among them; none of another
/// value.
struct Entries(Option<Vec<JobEntry>>);

struct JobEntry {
    key: String,
    value: Value,
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfObject;
        impl<'de> Visitor<'de> for OfObject {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Entries, M::Error> {
                let mut entries = Vec::new();
                while let Some(key) = map.next_key()? {
                    // More keys than this are no job; there are a dozen.
                    if entries.len() == MOST_KEYS {
                        return Err(M::Error::custom("too many keys"));
                    }
                    entries.push(JobEntry { key, value: map.next_value()? });
                }
                Ok(Entries(Some(entries)))
            }

            fn visit_seq<S: serde::de::SeqAccess<'de>>(
                self,
                mut list: S,
            ) -> Result<Entries, S::Error> {
                while list.next_element::<serde::de::IgnoredAny>()?.is_some() {}
                Ok(Entries(None))
            }

            fn visit_str<E>(self, _: &str) -> Result<Entries, E> {
                Ok(Entries(None))
            }

            fn visit_u64<E>(self, _: u64) -> Result<Entries, E> {
                Ok(Entries(None))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Entries, E> {
                Ok(Entries(None))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Entries, E> {
                Ok(Entries(None))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Entries, E> {
                Ok(Entries(None))
            }

            fn visit_unit<E>(self) -> Result<Entries, E> {
                Ok(Entries(None))
            }
        }
        deserializer.deserialize_any(OfObject)
    }
}

const MOST_KEYS: usize = 100;

/// Takes the keys of a job one by one.
struct JobReader<'j> {
    entries: Vec<JobEntry>,
    /// From which paths count.
    folder: &'j Path,
    found: Sink,
}

impl<'j> JobReader<'j> {
    fn new(entries: Vec<JobEntry>, folder: &'j Path) -> Self {
        Self { entries, folder, found: Sink::default() }
    }

    fn read(mut self, line: JobId, fonts: &FontChoice) -> ReadJob {
        let id = match self.take("id") {
            None => line,
            Some(Value::String(text)) => JobId::Text(text),
            Some(value) => match value.as_u64() {
                Some(number) => JobId::Number(number),
                None => {
                    self.refuse("id", Expected::JobId);
                    line
                }
            },
        };
        let specs = self.words("specs", Expected::JobPaths);
        let mut specs: Vec<PathBuf> = specs.iter().map(|spec| self.path(spec)).collect();
        let further = self.words("spec", Expected::JobPaths);
        specs.extend(further.iter().map(|spec| self.path(spec)));
        if specs.is_empty() && !self.found.has_errors() {
            self.fault(BatchFault::MissingKey { key: "specs".to_owned() });
        }
        let mut job = Job::new(&specs).fonts(fonts.clone());
        let output = self.named_path("output");
        if let Some(folder) = self.named_path("stories") {
            job = job.stories(folder);
        }
        if let Some(file) = self.named_path("day") {
            job = job.day(file);
        }
        if let Some(date) = self.word("date", Expected::JobDate) {
            job = job.set_as(day_value("date", date));
        }
        for value in self.values() {
            job = job.set_as(value);
        }
        if let Some(zone) = self.word("zone", Expected::Text) {
            job = job.zone(zone);
        }
        if let Some(version) = self.version() {
            job = job.version(version);
        }
        let root = self.named_path("root").or_else(|| self.own_root(&specs));
        if let Some(root) = root {
            job = job.root(root);
        }
        job = job.deny(self.denied());
        self.tell_unknown();
        let asked = match self.found.has_errors() {
            true => Err(self.found),
            false => Ok(AskedJob { job, output }),
        };
        ReadJob { id, asked }
    }

    fn fault(&mut self, fault: BatchFault) {
        self.found.push(Diagnostic::of(fault));
    }

    fn refuse(&mut self, key: &str, expected: Expected) {
        self.fault(BatchFault::BadKey { key: key.to_owned(), expected });
    }

    /// The value of a key, which then counts as read; nothing is as if it were not there.
    fn take(&mut self, key: &str) -> Option<Value> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        let entry = self.entries.remove(at);
        if self.entries.iter().any(|entry| entry.key == key) {
            self.entries.retain(|entry| entry.key != key);
            self.fault(BatchFault::KeyTwice { key: key.to_owned() });
        }
        Some(entry.value).filter(|value| !value.is_null())
    }

    fn word(&mut self, key: &str, expected: Expected) -> Option<String> {
        match self.take(key)? {
            Value::String(text) if !text.is_empty() => Some(text),
            _ => {
                self.refuse(key, expected);
                None
            }
        }
    }

    /// One word, or a list of them.
    fn words(&mut self, key: &str, expected: Expected) -> Vec<String> {
        let list = match self.take(key) {
            None => return Vec::new(),
            Some(Value::Array(list)) => list,
            Some(one) => vec![one],
        };
        let words = list.into_iter().map(|value| match value {
            Value::String(text) if !text.is_empty() => Some(text),
            _ => None,
        });
        let words: Option<Vec<String>> = words.collect();
        words.filter(|words| !words.is_empty()).unwrap_or_else(|| {
            self.refuse(key, expected);
            Vec::new()
        })
    }

    fn path(&self, named: &str) -> PathBuf {
        // It stands for no file, and is told so where files are read and written.
        if named == stdin::NAME { PathBuf::from(named) } else { self.folder.join(named) }
    }

    fn named_path(&mut self, key: &str) -> Option<PathBuf> {
        let named = self.word(key, Expected::JobPath)?;
        Some(self.path(&named))
    }

    /// The folder of the jobs, if that is another one than the current folder and all specs
    /// lie in it: as if the command had been called there.
    fn own_root(&self, specs: &[PathBuf]) -> Option<PathBuf> {
        if self.folder.as_os_str().is_empty() {
            return None;
        }
        let own = Disk.place(self.folder).ok()?;
        let lies_in =
            |spec: &PathBuf| Disk.place(folder_of(spec)).is_ok_and(|it| it.starts_with(&own));
        specs.iter().all(lies_in).then(|| self.folder.to_owned())
    }

    fn values(&mut self) -> Vec<DayValue> {
        let map = match self.take("set") {
            None => return Vec::new(),
            Some(Value::Object(map)) => map,
            Some(_) => {
                self.refuse("set", Expected::JobValues);
                return Vec::new();
            }
        };
        let values = map.into_iter().map(|(key, value)| match value {
            Value::String(text) => Some(day_value(&key, text)),
            Value::Number(number) => Some(day_value(&key, number.to_string())),
            Value::Bool(is) => Some(day_value(&key, is.to_string())),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        });
        let values: Option<Vec<DayValue>> = values.collect();
        values.unwrap_or_else(|| {
            self.refuse("set", Expected::JobValues);
            Vec::new()
        })
    }

    fn version(&mut self) -> Option<u32> {
        let value = self.take("version")?;
        let version = value.as_u64().and_then(|it| u32::try_from(it).ok());
        if version.is_none() {
            self.refuse("version", Expected::Count);
        }
        version
    }

    fn denied(&mut self) -> Denied {
        let words = self.words("deny", Expected::JobCodes);
        let words: Vec<&str> = words.iter().flat_map(|word| word.split(',')).collect();
        options::denied(words.into_iter().map(str::trim)).unwrap_or_else(|| {
            self.refuse("deny", Expected::JobCodes);
            Denied::default()
        })
    }

    /// Whatever has not been taken.
    fn tell_unknown(&mut self) {
        for JobEntry { key, .. } in std::mem::take(&mut self.entries) {
            let near = nearest(&key, KEYS.iter().copied()).map(str::to_owned);
            let known = KEYS.iter().map(|&key| key.to_owned()).collect();
            self.fault(BatchFault::UnknownKey { key, nearest: near, known });
        }
    }
}

fn day_value(key: &str, value: String) -> DayValue {
    DayValue { place: format!("set {key}"), key: key.to_owned(), value }
}
