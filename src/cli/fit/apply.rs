//! A measure written into the spec that it was found for.

use banmian::copyfit::FitMeasure;
use banmian::diag::finding::{FitFault, OutputFault};
use banmian::diag::{Diagnostic, Sources};
use banmian::job::{FitFound, FitPage, changes_of};
use banmian::load::{FilesRead, plain_lines};
use banmian::spec::change::{EditError, SpecChange, write};

use crate::cli::answer::WrittenFile;
use crate::cli::console::FindingsFormat;
use crate::cli::output::OutputWriter;
use crate::cli::stdin;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes the measure of a name, `picture-1-lower-2@3f9a`, into its spec.
pub(super) fn apply(
    name: &str,
    pages: &[FitPage],
    sources: &Sources,
    format: FindingsFormat,
) -> Result<WrittenFile, Box<Diagnostic>> {
    let word = name.to_owned();
    let (measure, state) = name.split_once('@').unwrap_or((name, ""));
    let offers: Vec<Offer> = pages.iter().flat_map(offers).collect();
    let of_name = offers.iter().filter(|offer| offer.name == measure);
    let Some(offer) = of_name.clone().find(|offer| offer.state == state) else {
        return Err(Box::new(Diagnostic::of(match of_name.clone().next() {
            Some(offer) => FitFault::MeasureOutdated { word, state: offer.state.to_owned() },
            None => FitFault::NoSuchMeasure {
                word,
                known: offers.iter().map(|it| format!("{}@{}", it.name, it.state)).collect(),
            },
        })));
    };
    let page = offer.page;
    let not_written = |error| {
        Box::new(Diagnostic::of(match error {
            EditError::InTemplate => FitFault::MeasureInTemplate { word: name.to_owned() },
            EditError::NotThere | EditError::NoPlace => {
                FitFault::MeasureNotWritten { word: name.to_owned() }
            }
        }))
    };
    if page.path.as_os_str() == stdin::NAME {
        let word = name.to_owned();
        return Err(Box::new(Diagnostic::of(FitFault::MeasureOfInput { word })));
    }
    let file = page.own_file.ok_or_else(|| not_written(EditError::NotThere))?;
    // Between reading and writing an editor may have saved. The byte order mark and the
    // line ends stay as they are.
    let on_disk = std::fs::read_to_string(&page.path).unwrap_or_default();
    if plain_lines(&on_disk) != sources.get(file).text {
        let path = page.path.display().to_string();
        return Err(Box::new(Diagnostic::of(OutputFault::SpecChanged { path })));
    }
    let text = on_disk.trim_start_matches(BYTE_ORDER_MARK);
    let mark = &on_disk[..on_disk.len() - text.len()];
    let changed = write(&offer.changes, &page.spec, file, sources, text).map_err(not_written)?;
    let after = format!("{mark}{}", changed.text);
    // The spec was read, and it is meant to be written over.
    let writer = OutputWriter::new(&FilesRead::default(), format);
    Ok(writer.replace(&page.path, after.as_bytes(), 0)?)
}

/// A measure that may be applied.
struct Offer<'p> {
    page: &'p FitPage,
    name: String,
    state: &'p str,
    changes: Vec<SpecChange>,
}

fn offers(page: &FitPage) -> Vec<Offer<'_>> {
    match &page.found {
        FitFound::Stories(stories) => stories
            .iter()
            .flat_map(|stated| {
                let all = stated.found.measures.iter().chain(&stated.found.nearest);
                all.map(|measure| offer(page, measure, &stated.state))
            })
            .collect(),
        FitFound::Page(stated) => {
            let changes = changes_of(&stated.found.taken);
            if changes.is_empty() {
                return Vec::new();
            }
            vec![Offer { page, name: "page".to_owned(), state: &stated.state, changes }]
        }
    }
}

fn offer<'p>(page: &'p FitPage, measure: &FitMeasure, state: &'p str) -> Offer<'p> {
    Offer { page, name: measure.name.clone(), state, changes: measure.changes.clone() }
}
