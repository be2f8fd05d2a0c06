//! A manifest back from its file, which may have been cut short or changed on the way.

use serde_json::{Map, Value};

use super::manifest::{
    ComparedWith, MANIFEST_FORMAT, Manifest, PlateMeasure, SentFile, SentPlate, SentText,
};
use crate::diag::Diagnostic;
use crate::diag::finding::IssueFault;

/// Reads the manifest of a file that is called `path`.
///
/// # Errors
/// If it is no whole manifest, or of a form that this program does not know.
pub fn parse_manifest(bytes: &[u8], path: &str) -> Result<Manifest, Diagnostic> {
    let broken = |line: usize| {
        Diagnostic::of(IssueFault::ManifestBroken { path: path.to_owned(), file_line: line })
    };
    let value: Value = serde_json::from_slice(bytes).map_err(|error| broken(error.line()))?;
    let format = value.get("format").and_then(Value::as_u64);
    let format = format.and_then(|format| u32::try_from(format).ok()).ok_or_else(|| broken(1))?;
    if format > MANIFEST_FORMAT {
        let path = path.to_owned();
        let finding = IssueFault::ManifestNewer {
            path,
            manifest_format: format,
            known_format: MANIFEST_FORMAT,
        };
        return Err(Diagnostic::of(finding));
    }
    value.as_object().and_then(|object| manifest(format, object)).ok_or_else(|| broken(1))
}

fn manifest(format: u32, object: &Map<String, Value>) -> Option<Manifest> {
    let plates = object.get("plates")?;
    Some(Manifest {
        format,
        program: text(object, "program")?,
        paper: text(object, "paper")?,
        date: text(object, "date")?,
        issue: text(object, "issue")?,
        zone: text(object, "zone")?,
        version: count(object, "version")?,
        by: text(object, "by"),
        time: text(object, "time"),
        plates: PlateMeasure {
            ppi: plates.get("ppi")?.as_f64()?,
            measure: text(plates.as_object()?, "measure")?,
        },
        compared_with: match object.get("compared_with") {
            None | Some(Value::Null) => None,
            Some(value) => Some(compared_with(value.as_object()?)?),
        },
        files: list(object, "files", file)?,
        text: match object.get("text") {
            None | Some(Value::Null) => None,
            Some(value) => Some(sent_text(value.as_object()?)?),
        },
    })
}

fn compared_with(object: &Map<String, Value>) -> Option<ComparedWith> {
    Some(ComparedWith {
        zone: text(object, "zone")?,
        version: count(object, "version")?,
        folder: neighbor(object, "folder")?,
    })
}

fn file(value: &Value) -> Option<SentFile> {
    let object = value.as_object()?;
    Some(SentFile {
        name: plain_name(text(object, "name")?)?,
        folder: match object.get("folder") {
            None | Some(Value::Null) => None,
            Some(_) => Some(neighbor(object, "folder")?),
        },
        sha256: text(object, "sha256")?,
        bytes: object.get("bytes")?.as_u64()?,
        page: text(object, "page")?,
        section: text(object, "section")?,
        width_mm: object.get("width_mm")?.as_f64()?,
        height_mm: object.get("height_mm")?.as_f64()?,
        inks: list(object, "inks", name)?,
        output_condition: text(object, "output_condition"),
        standard: text(object, "standard"),
        plates: list(object, "plates", |plate| {
            let plate = plate.as_object()?;
            Some(SentPlate { ink: text(plate, "ink")?, hash: text(plate, "hash")? })
        })?,
        changed_plates: list(object, "changed_plates", name)?,
        dropped_plates: list(object, "dropped_plates", name)?,
    })
}

fn sent_text(object: &Map<String, Value>) -> Option<SentText> {
    Some(SentText {
        name: plain_name(text(object, "name")?)?,
        sha256: text(object, "sha256")?,
        bytes: object.get("bytes")?.as_u64()?,
    })
}

fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    object.get(key).and_then(name)
}

fn name(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn count(object: &Map<String, Value>, key: &str) -> Option<u32> {
    object.get(key)?.as_u64().and_then(|count| u32::try_from(count).ok())
}

fn list<T>(
    object: &Map<String, Value>,
    key: &str,
    of: impl Fn(&Value) -> Option<T>,
) -> Option<Vec<T>> {
    object.get(key)?.as_array()?.iter().map(of).collect()
}

/// The folder beside this one; a manifest leads nowhere else.
fn neighbor(object: &Map<String, Value>, key: &str) -> Option<String> {
    let folder = text(object, key)?;
    let name = folder.strip_prefix("../")?;
    plain_name(name.to_owned()).map(|_| folder)
}

/// A name of a file without a way to other folders.
fn plain_name(name: String) -> Option<String> {
    let is_plain = !name.contains(['/', '\\', ':']) && !matches!(name.as_str(), "" | "." | "..");
    is_plain.then_some(name)
}
