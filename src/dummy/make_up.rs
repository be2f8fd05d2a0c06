//! The files of a page that was cut into its stories: the stories, a house template where
//! there is none, and the spec.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{
    DummyCopy, DummyFacts, DummyFrame, DummyPiece, PageDummy, filled_columns, grid_of, settled,
};
use crate::diag::{Sink, Sources};
use crate::font::FontLibrary;
use crate::load::{Files, Overlaid};
use crate::story::{CutPage, CutPiece, PieceKind};

/// The house template for those who have none: a Chinese daily's, and an English weekly's
/// for copy with spaces between words.
const DAILY: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/starters/daily/house/house.toml"));
const WEEKLY: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/starters/weekly/house/house.toml"));
/// What lies over it for a page that holds more than a tabloid: the sheet of a broadsheet.
const BROADSHEET: &str = "\
[sheet]
size   = \"对开\"
margin = { top = \"20mm\", right = \"17.5mm\", bottom = \"12mm\", left = \"17.5mm\" }

[grid]
columns      = 5
column-width = \"20字\"
leading      = \"13.5pt\"
";
/// What a page is called until somebody says.
const SECTION: &str = "新闻";
/// How full the columns of a page may be by estimate.
const FULL: f64 = 0.95;
/// The page spec, the folder with the stories, and the template where there is none.
pub const SPEC: &str = "page.toml";
const STORIES: &str = "stories";
const TEMPLATE: &str = "house.toml";

/// A file to be written.
#[derive(Debug, Clone)]
pub struct PageFile {
    /// Where.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// Makes up a page in a folder; `template` is the house's as files of the folder name it, and
/// `files` are those that are there. Gives out what is to be written, the spec first; none if
/// the template cannot be used, which is told.
pub fn make_up(
    page: &CutPage,
    folder: &Path,
    template: Option<String>,
    mut files: Overlaid,
    fonts: fn() -> FontLibrary,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<Vec<PageFile>> {
    // 1. Stories and template, as if they were there.
    let slugs = slugs(&page.pieces);
    let mut new: Vec<PageFile> = (page.pieces.iter().zip(&slugs))
        .map(|(piece, slug)| PageFile {
            path: folder.join(STORIES).join(format!("{slug}.md")),
            text: piece.markdown.clone(),
        })
        .collect();
    if template.is_none() {
        new.push(PageFile { path: folder.join(TEMPLATE), text: house(page) });
    }
    new.iter().for_each(|file| files.put(&file.path, &file.text));
    // 2. The dummy on the first sheet that it fits.
    let spec = folder.join(SPEC);
    let copy = copy_of(page, slugs);
    let sections = sections(page);
    let mut dummy = None;
    for frame in frames(page, &sections, template) {
        files.put(&spec, frame.spec());
        let below: Arc<dyn Files> = Arc::new(files.clone());
        let grid = grid_of(&spec, &below, sources, sink)?;
        let fits = filled_columns(&copy, grid) <= f64::from(grid.columns) * FULL;
        dummy = Some(PageDummy::new(copy.clone(), sections.clone(), frame, grid));
        if fits {
            break;
        }
    }
    // 3. Set, and corrected.
    let dummy = settled(dummy?, &spec, &files, fonts);
    new.insert(0, PageFile { path: spec, text: dummy.spec() });
    Some(new)
}

/// The slugs of the pieces: by kind, and counted where there are several.
fn slugs(pieces: &[CutPiece]) -> Vec<String> {
    let mut counts = std::collections::BTreeMap::new();
    let slugs = pieces.iter().map(|piece| {
        let count = counts.entry(piece.kind).or_insert(0);
        *count += 1;
        match piece.kind {
            PieceKind::Lead => "lead".to_owned(),
            PieceKind::Story => format!("story-{count}"),
            PieceKind::Brief => format!("brief-{count}"),
            PieceKind::PhotoStory => format!("photo-{count}"),
            PieceKind::Caption => format!("picture-{count}"),
        }
    });
    slugs.collect()
}

/// The house template without the day's file that its starter has.
fn house(page: &CutPage) -> String {
    let house = if page.has_word_spaces { WEEKLY } else { DAILY };
    house.lines().filter(|line| !line.starts_with("day ")).map(|line| format!("{line}\n")).collect()
}

fn copy_of(page: &CutPage, slugs: Vec<String>) -> DummyCopy {
    let pieces = page.pieces.iter().zip(slugs).map(|(piece, slug)| DummyPiece {
        slug,
        kind: piece.kind,
        section: piece.section.as_ref().map(|section| section.number),
        characters: piece.characters,
        head_parts: piece.head_parts,
        has_headline: !piece.headline.is_empty(),
        pictures: piece.captions.len(),
    });
    DummyCopy {
        banner: page.banner.clone(),
        pieces: pieces.collect(),
        remarks: page.furniture.clone(),
    }
}

/// The titles of the sections, by their numbers.
fn sections(page: &CutPage) -> Vec<String> {
    let mut sections: Vec<String> = Vec::new();
    for section in page.pieces.iter().filter_map(|piece| piece.section.as_ref()) {
        if sections.len() <= section.number {
            sections.resize(section.number + 1, String::new());
        }
        sections[section.number].clone_from(&section.title);
    }
    sections
}

/// How the page may begin, the smallest sheet first.
fn frames(page: &CutPage, sections: &[String], template: Option<String>) -> Vec<DummyFrame> {
    let is_ours = template.is_none();
    let usual = if page.has_word_spaces { "" } else { SECTION };
    let first = sections.first().map_or(usual, String::as_str).to_owned();
    let frame = DummyFrame {
        extends: template.unwrap_or_else(|| TEMPLATE.to_owned()),
        stories: STORIES.to_owned(),
        facts: DummyFacts {
            date: page.date,
            number: page.number.clone(),
            section: is_ours.then_some(first),
        },
        over: String::new(),
        has_folio: !is_ours || page.date.is_some() && page.number.is_some(),
    };
    let mut frames = vec![frame.clone()];
    if is_ours && !page.has_word_spaces {
        frames.push(DummyFrame { over: BROADSHEET.to_owned(), ..frame });
    }
    frames
}
