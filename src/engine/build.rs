//! What came of a job: the pages, and their PDF.

use std::fmt;

use super::{Error, Finding};
use crate::diag::Severity;
use crate::job::Outcome;
use crate::{model, proof};

/// Pages that were set.
///
/// They are there however faulty they are, as long as a spec says at least how large
/// they are to be; their findings say what is wrong.
pub struct Pages {
    outcome: Outcome,
}

impl Pages {
    pub(super) fn of(outcome: Outcome) -> Self {
        Self { outcome }
    }

    /// All that was found, in the order of the files and pages.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let Outcome { sink, sources, .. } = &self.outcome;
        sink.list().iter().map(|found| Finding::of(found, sources)).collect()
    }

    /// Whether they may be printed: no finding is an error.
    #[must_use]
    pub fn are_fit(&self) -> bool {
        self.outcome.is_fit_for_press()
    }

    /// How many there are; of pages that are laid side by side, how many sheets.
    #[must_use]
    pub fn count(&self) -> usize {
        self.outcome.document.as_ref().map_or(0, |document| document.sheets().len())
    }

    /// What stands where, what it says, in which order it is read, and the file and
    /// bytes that it comes from, as JSON (docs/page-model.md); none if there is no page.
    ///
    /// ```
    /// use banmian::{Engine, Job, Memory};
    ///
    /// let files = Memory::new().with("page.toml", "sheet.size = \"china-tabloid\"");
    /// let pages = Engine::new().set(&Job::new(["page.toml"]).files(files));
    /// assert!(pages.model().is_some_and(|json| json.contains("\"width\": 275.0")));
    /// ```
    #[must_use]
    pub fn model(&self) -> Option<String> {
        let Outcome { document, sources, pictures, .. } = &self.outcome;
        document.as_ref().map(|document| model::page_model(document, sources, pictures))
    }

    /// An error with what forbids printing.
    fn unfit(&self) -> Error {
        let is_error = |finding: &Finding| finding.severity() == Severity::Error;
        Error::of_all(self.findings().into_iter().filter(is_error).collect())
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (count, findings) = (self.count(), self.findings());
        f.debug_struct("Pages").field("count", &count).field("findings", &findings).finish()
    }
}

/// Pages with their PDF.
pub struct Build {
    pages: Pages,
    /// The file, fit for the press or not; none if it could not be written.
    file: Option<Vec<u8>>,
}

impl Build {
    pub(super) fn of(mut outcome: Outcome) -> Self {
        let file = outcome.written(None);
        Self { pages: Pages::of(outcome), file }
    }

    /// The pages.
    #[must_use]
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// All that was found, of the pages and of the file.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.pages.findings()
    }

    /// The PDF.
    ///
    /// # Errors
    /// If the pages are not fit for print, with what forbids it.
    pub fn pdf(&self) -> Result<&[u8], Error> {
        match &self.file {
            Some(file) if self.pages.are_fit() => Ok(file),
            _ => Err(self.pages.unfit()),
        }
    }

    /// A page as a PNG, by its number from 0, with so many pixels an inch; fit for print
    /// or not, so that what is wrong can be seen. A picture that cannot be shown is left
    /// out. The colors are those of a screen.
    ///
    /// Pages of PDFs that were placed on it are drawn in this process, however long they
    /// take: it is not for files of strangers.
    ///
    /// ```
    /// # fn main() -> Result<(), banmian::Error> {
    /// use banmian::{Engine, Job, Memory};
    ///
    /// let files = Memory::new().with("page.toml", "sheet.size = \"china-tabloid\"");
    /// let build = Engine::new().build(&Job::new(["page.toml"]).files(files));
    /// assert!(build.pdf().is_err(), "nothing stands on the page");
    /// assert!(build.proof(0, 20.0)?.starts_with(b"\x89PNG"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If there is no such page, or it would be too large.
    pub fn proof(&self, page: usize, dpi: f64) -> Result<Vec<u8>, Error> {
        let file = self.file.as_ref().ok_or_else(|| self.pages.unfit())?;
        proof::render(file, page, dpi).map_err(|error| Error::of(&error.diagnostic(page)))
    }
}

impl fmt::Debug for Build {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let bytes = self.file.as_ref().map(Vec::len);
        f.debug_struct("Build").field("pages", &self.pages).field("bytes", &bytes).finish()
    }
}
