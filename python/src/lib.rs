//! What Python calls: pages and their PDF, bytes and JSON. What people see of it is in
//! `banmian/__init__.py`.

mod own_fonts;

use std::path::PathBuf;

use banmian::diag::{Code, Denied};
use banmian::{Build, Disk, Error, Finding, Job, Memory};
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

create_exception!(_banmian, Refused, PyException, "Findings as JSON that say why.");

fn json(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(Finding::json).collect()
}

fn refused(error: &Error) -> PyErr {
    Refused::new_err(json(error.findings()))
}

/// What is asked for.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct JobArguments {
    specs: Vec<PathBuf>,
    files: Option<Vec<MemoryFile>>,
    stories: Option<PathBuf>,
    day: Option<PathBuf>,
    set: Vec<SetValue>,
    root: Option<PathBuf>,
    zone: Option<String>,
    version: Option<u32>,
    font_paths: Vec<PathBuf>,
    deny: Vec<String>,
}

/// A file that is not on the disk.
#[derive(FromPyObject)]
struct MemoryFile {
    #[pyo3(item(0))]
    path: PathBuf,
    #[pyo3(item(1))]
    bytes: Vec<u8>,
}

/// A value of `[page]`.
#[derive(FromPyObject)]
struct SetValue {
    #[pyo3(item(0))]
    key: String,
    #[pyo3(item(1))]
    value: String,
}

impl JobArguments {
    fn job(self) -> PyResult<Job> {
        let mut denied = Denied::default();
        for word in &self.deny {
            match (word.as_str(), Code::from_name(word)) {
                ("warnings", _) => denied.warnings = true,
                (_, Some(code)) => {
                    denied.codes.insert(code);
                }
                (_, None) => return Err(PyValueError::new_err(format!("no such code: {word}"))),
            }
        }
        let mut job = Job::new(self.specs).deny(denied);
        if let Some(files) = self.files {
            let files = files.into_iter();
            job = job.files(files.fold(Memory::new(), |all, it| all.with(it.path, it.bytes)));
        }
        if let Some(folder) = self.stories {
            job = job.stories(folder);
        }
        if let Some(file) = self.day {
            job = job.day(file);
        }
        if let Some(folder) = self.root {
            job = job.root(folder);
        }
        if let Some(zone) = self.zone {
            job = job.zone(zone);
        }
        if let Some(version) = self.version {
            job = job.version(version);
        }
        let job = self.font_paths.into_iter().fold(job, Job::font_path);
        Ok(self.set.into_iter().fold(job, |job, SetValue { key, value }| job.set(key, value)))
    }
}

/// Lends fonts and what is kept from page to page.
#[pyclass(frozen, module = "banmian._banmian")]
struct Engine {
    engine: banmian::Engine,
}

#[pymethods]
impl Engine {
    #[new]
    fn new(
        py: Python<'_>,
        own_fonts: Option<PathBuf>,
        fonts: Vec<PathBuf>,
        cache_bytes: Option<usize>,
    ) -> PyResult<Self> {
        let made = py.detach(|| {
            let mut engine = match cache_bytes {
                Some(bytes) => banmian::Engine::with_room(bytes),
                None => banmian::Engine::new(),
            };
            if let Some(folder) = &own_fonts {
                own_fonts::add(&mut engine, folder)?;
            }
            fonts.iter().try_fold(engine, |mut engine, path| {
                engine.add_fonts(path)?;
                Ok(engine)
            })
        });
        Ok(Self { engine: made.map_err(|error: Error| refused(&error))? })
    }

    fn pages(&self, py: Python<'_>, arguments: JobArguments) -> PyResult<Pages> {
        let job = arguments.job()?;
        let build = py.detach(|| self.engine.build(&job));
        Ok(Pages { build })
    }

    fn kept(&self) -> usize {
        self.engine.kept()
    }
}

/// Pages with their PDF.
#[pyclass(frozen, module = "banmian._banmian")]
struct Pages {
    build: Build,
}

#[pymethods]
impl Pages {
    fn findings(&self) -> Vec<String> {
        json(&self.build.findings())
    }

    fn count(&self) -> usize {
        self.build.pages().count()
    }

    fn model(&self, py: Python<'_>) -> Option<String> {
        py.detach(|| self.build.pages().model())
    }

    fn pdf<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = self.build.pdf().map_err(|error| refused(&error))?;
        Ok(PyBytes::new(py, bytes))
    }

    fn png<'py>(&self, py: Python<'py>, page: usize, dpi: f64) -> PyResult<Bound<'py, PyBytes>> {
        let drawn = py.detach(|| self.build.proof(page, dpi));
        Ok(PyBytes::new(py, &drawn.map_err(|error| refused(&error))?))
    }
}

/// Holds a PDF against rules.
#[pyfunction]
fn preflight(py: Python<'_>, pdf: &[u8], rules: &str) -> PyResult<Vec<String>> {
    let pdf = pdf.to_vec();
    let found = py.detach(|| banmian::preflight(&pdf, rules, Disk));
    found.map(|found| json(&found)).map_err(|error| refused(&error))
}

#[pymodule]
fn _banmian(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Engine>()?;
    module.add_class::<Pages>()?;
    module.add("Refused", module.py().get_type::<Refused>())?;
    module.add_function(wrap_pyfunction!(preflight, module)?)
}
