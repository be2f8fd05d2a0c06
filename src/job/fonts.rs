//! Which fonts a page may use: those that came with the program, those of the
//! house, and the machine's own if somebody asks for them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::finding::FontFault;
use crate::diag::{Diagnostic, Severity, Sink};
use crate::font::{FontError, FontLibrary, KnownFonts};
use crate::load;
use crate::load::{Disk, FONT_LIMIT, Files, FilesRead, Project, is_file};

/// How deep folders of fonts are searched. Distributions nest two levels
/// (`truetype/dejavu`), TeX trees five.
const DEPTH: u32 = 6;

/// Fonts beside those that come with the program.
#[derive(Debug, Clone, Default)]
pub struct FontChoice {
    /// Folders or files.
    pub paths: Vec<PathBuf>,
    /// Whether the machine's own are used.
    pub system: bool,
}

/// The caller's fonts and those of a choice on the disk, as they are for a page.
#[must_use]
pub fn fonts(choice: &FontChoice, mut own: FontLibrary, sink: &mut Sink) -> FontLibrary {
    let (read, files) = (FilesRead::default(), Arc::new(Disk) as Arc<dyn Files>);
    let mut case = FontCase { library: &mut own, known: &KnownFonts::new(0), sink };
    if choice.system {
        case.lay_over_system_fonts(&files, &read);
    }
    for path in &choice.paths {
        match Project::of(Arc::clone(&files), folder_of(&*files, path), &read) {
            Ok(project) => case.add(&project, path),
            Err(error) => case.sink.push(error.diagnostic()),
        }
    }
    own
}

/// The folder that must be open for a font file or a folder of fonts.
pub(super) fn folder_of<'p>(files: &dyn Files, path: &'p Path) -> &'p Path {
    if is_file(files, path) { load::folder_of(path) } else { path }
}

/// Where the fonts of a page are put together.
pub(super) struct FontCase<'c> {
    pub(super) library: &'c mut FontLibrary,
    /// Files that were opened before.
    pub(super) known: &'c KnownFonts,
    pub(super) sink: &'c mut Sink,
}

impl FontCase<'_> {
    /// Adds a font file, or every font file of a folder and those in it. Of two faces with one
    /// name, the one added here replaces the one that was there.
    pub(super) fn add(&mut self, project: &Project, path: &Path) {
        if project.is_file(path) {
            return self.add_file(project, path);
        }
        if let Err(error) = project.list(path) {
            return self.sink.push(error.diagnostic());
        }
        let files = project.walk(path, DEPTH);
        let mut files = files.iter().filter(|file| is_font(file)).peekable();
        if files.peek().is_none() {
            let folder = FontFault::NoneInFolder { path: path.display().to_string() };
            self.sink.push(Diagnostic::of(folder));
        }
        for file in files {
            self.add_file(project, file);
        }
    }

    fn add_file(&mut self, project: &Project, file: &Path) {
        let name = file.display().to_string();
        match project.read_bytes(file, FONT_LIMIT) {
            Ok(bytes) => match self.known.open(&name, bytes) {
                Ok(opened) => self.library.add_file(&opened),
                Err(error) => self.sink.push(error.diagnostic(&name)),
            },
            Err(error) => self.sink.push(error.diagnostic()),
        }
    }

    /// Lays the library over the machine's fonts, so that a face which came with the
    /// program or the house is never replaced by one of the machine's.
    ///
    /// Nobody here chose what lies about on the machine: a broken file is skipped
    /// with a warning, one that no PDF can hold is skipped.
    pub(super) fn lay_over_system_fonts(&mut self, files: &Arc<dyn Files>, read: &FilesRead) {
        let own = std::mem::take(self.library);
        for folder in files.system_fonts() {
            let Ok(project) = Project::of(Arc::clone(files), &folder, read) else { continue };
            for file in project.walk(&folder, DEPTH).iter().filter(|file| is_font(file)) {
                let name = file.display().to_string();
                let finding = match project.read_bytes(file, FONT_LIMIT) {
                    Ok(bytes) => match self.known.open(&name, bytes) {
                        Ok(opened) => {
                            self.library.add_file(&opened);
                            continue;
                        }
                        Err(FontError::NotEmbeddable | FontError::Restricted) => continue,
                        Err(error) => error.diagnostic(&name),
                    },
                    Err(error) => error.diagnostic(),
                };
                self.sink.push(Diagnostic { severity: Severity::Warning, ..finding });
            }
        }
        self.library.append(own);
    }
}

fn is_font(path: &Path) -> bool {
    path.extension().and_then(|end| end.to_str()).is_some_and(|end| {
        matches!(end.to_ascii_lowercase().as_str(), "otf" | "ttf" | "otc" | "ttc")
    })
}
