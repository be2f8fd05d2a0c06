//! Preflight: holds any PDF, own or foreign, against the rules of a print shop.
//!
//! [`check`] opens the file with the reader, which believes nothing, looks at
//! the marks of every page (`marks`) and at the file as such (`document`), and
//! judges both by a [`PreflightProfile`]. What comes out is a [`Report`], which
//! [`annotate()`] draws onto the page. Nothing of the engine's own data is used,
//! so that a page that banmian made is judged as if a stranger had.

mod annotate;
mod document;
mod frame;
mod ink;
mod ink_bound;
mod known;
mod marks;
mod page;
mod placed;
mod profile;
mod remedy;
mod report;
mod rule;
mod words;

pub use annotate::{AnnotationSettings, annotate};
pub use known::PreflightCache;
pub use profile::{OWN, PreflightProfile, ReadText, RuleVerdict, read};
pub use report::{At, PageSize, Report, RuleFinding};
pub use rule::{Kind, MeasureUnit, Rule, RuleSetting};
pub use words::{is_word, words};

use self::document::FileFacts;
use self::frame::PageFrame;
use self::report::Findings;
use crate::diag::finding::Breach;
use crate::reader::{self, File, ReadError};
use crate::workers;

/// A page of a PDF that is placed in another file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedPage {
    /// Which page, from 0.
    pub page: usize,
    /// Its size where it stands, as a share of its own.
    pub scale: f64,
}

/// What a file says that it was made for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileClaims {
    /// The standard, such as `PDF/X-4`.
    pub standard: Option<String>,
    /// The printing condition that its output intent names.
    pub condition: Option<String>,
}

/// What a file says that it was made for, right or wrong.
#[must_use]
pub fn claims(file: &File) -> FileClaims {
    let known = PreflightCache::default();
    let facts = FileFacts::new(file, &known);
    FileClaims { standard: facts.claims(), condition: facts.condition() }
}

/// Holds a PDF against a profile.
///
/// # Errors
/// If the bytes cannot be read as a PDF at all. A file that is locked, which a
/// rule may forbid, is not read either, but reported as such if it does.
pub fn check(bytes: &[u8], profile: &PreflightProfile) -> Result<Report, ReadError> {
    check_owned(bytes.to_vec(), profile, &PreflightCache::default())
}

/// The same with bytes that nobody else needs, which are not held twice, and with what is known
/// of other files.
///
/// # Errors
/// As [`check`].
pub fn check_owned(
    bytes: Vec<u8>,
    profile: &PreflightProfile,
    known: &PreflightCache,
) -> Result<Report, ReadError> {
    workers::run(|| check_here(bytes, profile, known)).unwrap_or(Err(ReadError::NoThread))
}

fn check_here(
    bytes: Vec<u8>,
    profile: &PreflightProfile,
    known: &PreflightCache,
) -> Result<Report, ReadError> {
    let file = match reader::open(bytes) {
        Ok(file) => file,
        Err(ReadError::Encrypted) if profile.counts(Rule::Encryption) => {
            return Ok(locked(profile));
        }
        Err(error) => return Err(error),
    };
    Ok(judged(&file, &frames(&file), profile, known))
}

/// Holds a page that is placed in another file against what counts of a profile
/// there, in its size there. Places are counted from the trim's upper left corner
/// in that size.
///
/// # Errors
/// If the bytes cannot be read as a PDF, or there is no such page.
pub fn check_placed(
    bytes: &[u8],
    placed: PlacedPage,
    profile: &PreflightProfile,
) -> Result<Report, ReadError> {
    let file = reader::open(bytes.to_vec())?;
    let frame = PageFrame::of(file.page(placed.page)?, placed.page);
    let frame = PageFrame { unit: frame.unit * placed.scale, ..frame };
    let profile = profile.of_placed(&frame);
    Ok(judged(&file, &[frame], &profile, &PreflightCache::default()))
}

/// Holds pages of a file, and the file as such, against a profile.
fn judged(
    file: &File,
    frames: &[PageFrame],
    profile: &PreflightProfile,
    known: &PreflightCache,
) -> Report {
    let document = FileFacts::new(file, known);
    let mut findings = Findings::new(profile);
    let words = page::judge_pages(&document, frames, &mut findings);
    document.check(frames, &mut findings);
    Report {
        profile: profile.name.clone(),
        claims: document.claims(),
        pages: frames.iter().map(PageFrame::size).collect(),
        words,
        findings: findings.sorted(),
    }
}

fn frames(file: &File) -> Vec<PageFrame> {
    let pages = file.pdf().pages();
    pages.iter().enumerate().map(|(index, page)| PageFrame::of(page, index)).collect()
}

/// All that can be said of a file that is locked.
fn locked(profile: &PreflightProfile) -> Report {
    let mut findings = Findings::new(profile);
    findings.plain(Rule::Encryption, At::default(), Breach::Locked);
    Report {
        profile: profile.name.clone(),
        claims: None,
        pages: Vec::new(),
        words: Vec::new(),
        findings: findings.sorted(),
    }
}
