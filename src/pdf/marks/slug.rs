//! The slug line: small type outside the bleed that tells which page of which
//! paper it is, and what it was made for.

use super::PdfSheet;
use crate::color::Color;
use crate::font::{FaceId, FontLibrary};
use crate::geom::{Abs, Point, WritingMode};
use crate::lettering::{Lettering, sans_serif};
use crate::page::{BaseInks, Document, Line, Owner, Page, Part};
use crate::style::{Weight, type_paint};

use super::super::used;

/// The line of a page, below the color bars; what the sheet has no room for is left
/// out.
pub(super) fn line(document: &Document, page: &Page, sheet: PdfSheet, fonts: &FontLibrary) -> Line {
    let origin = Point::new(sheet.trim().left, sheet.bleed().bottom + Abs::mm(14.5));
    let measure = sheet.media().right - origin.x;
    let size = Abs::pt(6.0);
    let words = words(document, page);
    let text: String = words.iter().map(|word| word.text.as_str()).collect();
    let lettering = Lettering::of(&text, size, &faces(page, fonts), fonts).within(measure);
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
        runs: lettering.runs(|at| type_paint(color_at(&words, at), size)),
    }
}

/// Some words in one color.
struct ColoredText {
    text: String,
    color: Color,
}

/// The color of what stands at a byte of the texts together.
fn color_at(words: &[ColoredText], at: usize) -> Color {
    let mut end = 0;
    let found = words.iter().find(|word| {
        end += word.text.len();
        at < end
    });
    found.map_or(Color::BLACK, |word| word.color)
}

/// What the page is, in black, and the name of each ink in that ink: so each
/// plate says which it is.
fn words(document: &Document, page: &Page) -> Vec<ColoredText> {
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
    let inks = process.chain(spots);
    let inks = inks.map(|(name, color)| ColoredText { text: format!("  {name}"), color });
    let page = ColoredText { text: format!("{}  |", text(document, page)), color: Color::BLACK };
    [page].into_iter().chain(inks).collect()
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
    let stack = sans_serif(Weight::REGULAR, fonts);
    let mut on_page: Vec<FaceId> = used::runs(page).map(|(_, run)| run.face).collect();
    on_page.sort_unstable();
    on_page.dedup();
    let common = stack.iter().filter(|face| on_page.contains(face));
    common.chain(&on_page).chain(&stack).copied().collect()
}
