//! The slug line: small type outside the bleed that tells which page of which
//! paper it is, and what it was made for.

use super::Sheet;
use crate::color::Color;
use crate::font::{FaceId, FontLibrary};
use crate::geom::{Abs, Point, WritingMode};
use crate::page::{BaseInks, Document, Glyph, Line, Owner, Page, Part, Run};
use crate::style::{FontRequest, Lang, Slant, Weight, type_paint};

use super::super::used;

/// The line of a page, below the color bars. Advances are the faces' own: it
/// is a note to the press, not type.
pub(super) fn line(document: &Document, page: &Page, sheet: Sheet, fonts: &FontLibrary) -> Line {
    let origin = Point::new(sheet.trim().left, sheet.bleed().bottom + Abs::mm(14.5));
    let measure = sheet.media().right - origin.x;
    Line {
        owner: Owner {
            story: None,
            part: Part::Folio,
            paragraph: 0,
            block: None,
            element: None,
            cell: None,
            item: None,
        },
        writing: WritingMode::Horizontal,
        origin,
        measure,
        runs: set(&words(document, page), measure, &faces(page, fonts), fonts),
    }
}

/// What the page is, in black, and the name of each ink in that ink: so each
/// plate says which it is.
fn words(document: &Document, page: &Page) -> Vec<(String, Color)> {
    let process = match page.inks.base {
        BaseInks::Process => &PROCESS[..],
        BaseInks::Black => &PROCESS[3..],
    };
    let process = process
        .iter()
        .map(|(name, [c, m, y, k])| ((*name).to_owned(), Color::cmyk(*c, *m, *y, *k)));
    let spots = super::spots(page).into_iter().filter_map(|color| match color {
        Color::Spot { ink, .. } => Some((page.spots.get(ink).name.clone(), color)),
        Color::Process(_) => None,
    });
    let inks = process.chain(spots).map(|(name, color)| (format!("  {name}"), color));
    [(format!("{}  |", text(document, page)), Color::BLACK)].into_iter().chain(inks).collect()
}

/// The process inks, solid.
const PROCESS: [(&str, [f64; 4]); 4] = [
    ("C", [100.0, 0.0, 0.0, 0.0]),
    ("M", [0.0, 100.0, 0.0, 0.0]),
    ("Y", [0.0, 0.0, 100.0, 0.0]),
    ("K", [0.0, 0.0, 0.0, 100.0]),
];

/// Paper and section, page, date, standard and condition.
fn text(document: &Document, page: &Page) -> String {
    let date = document.date.map(|date| date.to_string()).unwrap_or_default();
    let output = &document.output;
    let parts = [
        document.title.as_str(),
        &page.label,
        &date,
        output.standard.name(),
        &output.condition.identifier,
    ];
    let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    told.join("  |  ")
}

/// The faces to try: sans serif ones that the page uses anyhow, then others
/// that it uses, then any. A face for the slug line alone would be embedded for
/// a handful of glyphs.
fn faces(page: &Page, fonts: &FontLibrary) -> Vec<FaceId> {
    let request =
        FontRequest { family: "hei".to_owned(), weight: Weight::REGULAR, slant: Slant::Upright };
    let stack = fonts.stack(&request, Lang::ChineseSimplified).faces;
    let mut on_page: Vec<FaceId> = used::runs(page).map(|(_, run)| run.face).collect();
    on_page.sort_unstable();
    on_page.dedup();
    let common = stack.iter().filter(|face| on_page.contains(face));
    common.chain(&on_page).chain(&stack).copied().collect()
}

/// The characters one after the other, each from the first face that has it;
/// one that no face has is left out, and so is what the sheet has no room for.
fn set(words: &[(String, Color)], measure: Abs, faces: &[FaceId], fonts: &FontLibrary) -> Vec<Run> {
    let size = Abs::pt(6.0);
    let mut runs: Vec<Run> = Vec::new();
    let mut x = Abs::ZERO;
    let characters = words.iter().flat_map(|(word, color)| word.chars().map(|c| (c, *color)));
    for (c, color) in characters {
        let found = faces.iter().find_map(|id| {
            let glyph = fonts.face(*id).glyph(c)?;
            Some((*id, glyph, u16::try_from(glyph.to_u32()).ok()?))
        });
        let Some((face, glyph, id)) = found else { continue };
        let advance = fonts.face(face).scale(fonts.face(face).advance(glyph), size);
        if x + advance > measure {
            break;
        }
        let paint = type_paint(color, size);
        if runs.last().is_none_or(|run| run.face != face || run.paint != paint) {
            runs.push(Run::empty(face, size, paint));
        }
        let Some(run) = runs.last_mut() else { continue };
        let start = run.text.len();
        run.text.push(c);
        run.glyphs.push(Glyph { id, x, rise: Abs::ZERO, text: start..run.text.len() });
        x += advance;
    }
    runs
}
