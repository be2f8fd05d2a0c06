//! What changed, to be seen: both states one over the other, or the new pages with marks.

use std::path::{Path, PathBuf};

use banmian::compare::{ChangeMark, PageChange, overlay_pictures};
use banmian::diag::Diagnostic;
use banmian::diag::finding::DiffFault;
use banmian::geom::{Abs, Rect};
use banmian::golden::{drawing_of_png, png_of};
use banmian::proof::{self, MarkedPlace, PlaceMark};

use super::side::ComparedSide;
use super::{Arguments, DrawnFiles};
use crate::cli::console::Console;
use crate::cli::draw_apart;
use crate::cli::options::ending;
use crate::cli::output::OutputWriter;

/// Writes the file that is asked for, or one a page.
pub(super) fn write(
    path: &Path,
    arguments: &Arguments,
    [old, new]: [ComparedSide; 2],
    changes: &[PageChange],
    writer: &OutputWriter,
    console: &Console,
) -> DrawnFiles {
    match ending(path).as_str() {
        "pdf" => marked(path, new, changes, writer, console),
        _ => overlaid(path, arguments, [old, new], writer),
    }
}

/// The new pages as a PDF with all changes marked.
fn marked(
    path: &Path,
    mut new: ComparedSide,
    changes: &[PageChange],
    writer: &OutputWriter,
    console: &Console,
) -> DrawnFiles {
    let refused = || Diagnostic::of(DiffFault::NotSet { path: path.display().to_string() });
    let outcome = new.outcome.as_mut().ok_or_else(refused)?;
    let fonts = outcome.fonts.clone();
    let Some(document) = &mut outcome.document else { return Err(refused()) };
    for page in &mut document.pages {
        let of_page = changes.iter().filter(|change| change.page == page.label);
        let places: Vec<MarkedPlace> = of_page.flat_map(|change| places(change, console)).collect();
        proof::mark_places(page, &places, &fonts);
    }
    let pages = document.pages.len();
    let pdf = new.set_pdf();
    let written = writer.replace(path, &pdf.ok_or_else(refused)?, pages)?;
    Ok(vec![written])
}

/// The places of a change; its words stand at the first.
fn places(change: &PageChange, console: &Console) -> Vec<MarkedPlace> {
    let mark = match change.kind.mark() {
        ChangeMark::Frame => PlaceMark::Frame,
        ChangeMark::Bar => PlaceMark::Bar,
        ChangeMark::None => return Vec::new(),
    };
    let words = change.short().get(console.language()).to_owned();
    let mut words = Some(words).filter(|_| mark == PlaceMark::Frame);
    let areas = change.areas_mm.iter().map(|area| {
        let [left, top, right, bottom] = area.map(Abs::mm);
        MarkedPlace {
            place: Rect { left, top, right, bottom },
            mark,
            words: words.take().unwrap_or_default(),
        }
    });
    areas.collect()
}

/// Both states one over the other, page by page.
fn overlaid(
    path: &Path,
    arguments: &Arguments,
    [mut old, mut new]: [ComparedSide; 2],
    writer: &OutputWriter,
) -> DrawnFiles {
    let pages = old.pages.len().min(new.pages.len());
    let paths = picture_files(path, pages);
    writer.check(paths.iter().map(PathBuf::as_path))?;
    let refused = || Diagnostic::of(DiffFault::NotSet { path: path.display().to_string() });
    let dpi = arguments.dpi;
    let (old, new) = (old.pdf(dpi), new.pdf(dpi));
    let (old, new) = (old.ok_or_else(refused)?, new.ok_or_else(refused)?);
    let (mut old, mut new) = (draw_apart::of(&old), draw_apart::of(&new));
    let mut files = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let drawings = [&mut old, &mut new].map(|side| {
            let png = side.draw(at, dpi).map_err(|error| error.diagnostic(at))?;
            drawing_of_png(&png).map_err(|_| refused())
        });
        let [old, new] = drawings;
        let png = png_of(&overlay_pictures(&old?, &new?));
        files.push(writer.replace(path, &png, 1)?);
    }
    Ok(files)
}

/// The file of each page: of a single one as it was named.
fn picture_files(path: &Path, pages: usize) -> Vec<PathBuf> {
    if pages < 2 {
        return vec![path.to_owned()];
    }
    let stem = path.file_stem().unwrap_or_default();
    let named = (1..=pages).map(|page| {
        let mut name = stem.to_owned();
        name.push(format!("-{page}.png"));
        path.with_file_name(name)
    });
    named.collect()
}
