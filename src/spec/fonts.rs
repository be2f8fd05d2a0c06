//! Which fonts specs ask for, known before any of them is resolved: the faces of a run
//! must have their places before its first page is set.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use toml::{Table, Value};

use super::inherit::DEEPEST;
use crate::diag::{Diagnostic, plain_path};

/// The fonts that a spec asks for, itself or by its templates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedFonts {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Whether the machine's own fonts are used.
    pub system: bool,
}

/// Looks for fonts in many specs; each template is read once. For several threads at
/// once.
#[derive(Default)]
pub struct FontSurvey {
    templates: Mutex<BTreeMap<PathBuf, FileFonts>>,
}

/// What a single file says.
#[derive(Debug, Clone, Default)]
struct FileFonts {
    extends: Option<PathBuf>,
    paths: Option<Vec<PathBuf>>,
    system: Option<bool>,
}

impl FontSurvey {
    /// The fonts of a spec. What cannot be read says nothing: that is reported when the
    /// page is made.
    pub fn of(
        &self,
        entry: &Path,
        read_text: &mut dyn FnMut(&Path) -> Result<String, Diagnostic>,
    ) -> NamedFonts {
        let mut named = FileFonts::default();
        let mut next = Some(entry.to_path_buf());
        for depth in 0..=DEEPEST {
            let Some(path) = next.take() else { break };
            let file = if depth == 0 {
                read_text(&path).map(|text| FileFonts::read(&text, &path)).unwrap_or_default()
            } else {
                self.template(&path, read_text)
            };
            next = file.extends;
            named.paths = named.paths.or(file.paths);
            named.system = named.system.or(file.system);
        }
        NamedFonts {
            paths: named.paths.unwrap_or_default(),
            system: named.system.unwrap_or_default(),
        }
    }

    fn template(
        &self,
        path: &Path,
        read_text: &mut dyn FnMut(&Path) -> Result<String, Diagnostic>,
    ) -> FileFonts {
        let key = plain_path(path);
        let known = || self.templates.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = known().get(&key) {
            return file.clone();
        }
        let file = read_text(path).map(|text| FileFonts::read(&text, path)).unwrap_or_default();
        known().insert(key, file.clone());
        file
    }
}

impl FileFonts {
    fn read(text: &str, path: &Path) -> Self {
        let Ok(table) = text.parse::<Table>() else { return Self::default() };
        let folder = path.parent().unwrap_or(Path::new(""));
        let text = |value: &Value| value.as_str().map(|path| folder.join(path));
        let fonts = table.get("fonts").and_then(Value::as_table);
        let paths = fonts.and_then(|fonts| fonts.get("path"));
        Self {
            extends: table.get("extends").and_then(text),
            paths: paths.map(|paths| match paths {
                Value::Array(list) => list.iter().filter_map(text).collect(),
                one => text(one).into_iter().collect(),
            }),
            system: fonts.and_then(|fonts| fonts.get("system")).and_then(Value::as_bool),
        }
    }
}
