//! Pages, their boxes and what is pinned onto them (ISO 15930-7, 6.10 to 6.12;
//! PDF 32000-1, 14.11.2).

use hayro::hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect};
use hayro::kurbo::Rect;

use super::FileFacts;
use crate::diag::SizeMm;
use crate::diag::finding::Breach;
use crate::preflight::frame::PageFrame;
use crate::preflight::report::{At, Findings};
use crate::preflight::rule::Rule;

/// What boxes may differ by and still be the same, in points: programs round
/// to two or three decimals.
const SAME: f64 = 0.02;
/// How far from the middle of the sheet the middle of a page may be, in points, and
/// still be meant to be there.
const MIDDLE: f64 = 0.5;
/// What trim sizes may differ by, in mm.
const SAME_SIZE: f64 = 0.1;

pub(super) fn check(document: &FileFacts<'_>, frames: &[PageFrame], findings: &mut Findings<'_>) {
    let count = document.file.pages();
    findings.measured(Rule::PageCount, count as f64, At::default(), |measured, limit| {
        Breach::PageCount { measured, limit }
    });
    check_sizes(frames, findings);
    for frame in frames {
        let Ok(page) = document.file.page(frame.page - 1) else { continue };
        let raw = page.raw();
        check_boxes(frame, raw, findings);
        // GWG 2022, R0002: the key as such, whatever it says.
        if raw.contains_key("UserUnit") {
            let unit = frame.unit;
            findings.plain(Rule::UserUnit, frame.whole(), Breach::UserUnit { unit_points: unit });
        }
        let turn = turn(document, frame.page - 1);
        if turn != 0 {
            findings.plain(Rule::PageRotation, frame.whole(), Breach::Rotated { degrees: turn });
        }
        check_annotations(raw, frame, findings);
        check_group(raw, frame, findings);
    }
}

fn turn(document: &FileFacts<'_>, page: usize) -> u16 {
    document.file.view(page).map_or(0, |view| view.turn)
}

fn check_sizes(frames: &[PageFrame], findings: &mut Findings<'_>) {
    let Some(first) = frames.first().map(PageFrame::size) else { return };
    for frame in frames {
        let size = frame.size();
        let differs = (size.width - first.width).abs() > SAME_SIZE
            || (size.height - first.height).abs() > SAME_SIZE;
        if differs {
            findings.plain(
                Rule::PageSize,
                frame.whole(),
                Breach::OtherSize {
                    size_mm: SizeMm { width: size.width, height: size.height },
                    first_size_mm: SizeMm { width: first.width, height: first.height },
                },
            );
        }
    }
}

fn check_boxes(frame: &PageFrame, raw: &Dict<'_>, findings: &mut Findings<'_>) {
    let whole = frame.whole();
    let mut boxes = |breach| findings.plain(Rule::PageBoxes, whole, breach);
    for key in ["TrimBox", "ArtBox", "BleedBox"] {
        if raw.contains_key(key) && raw.get::<PdfRect>(key).is_none() {
            boxes(Breach::BoxUnreadable { page_box: key });
        }
    }
    match (frame.trim, frame.art) {
        (None, None) => boxes(Breach::NoTrim),
        (Some(_), Some(_)) => {
            boxes(Breach::TrimAndArt);
        }
        (Some(_), None) | (None, Some(_)) => {}
    }
    let trim = frame.trim.or(frame.art);
    let named = [("BleedBox", frame.bleed), ("TrimBox", trim)];
    for (name, inner) in named {
        if inner.is_some_and(|inner| inner.width() < 1.0 || inner.height() < 1.0) {
            boxes(Breach::BoxEmpty { page_box: name });
        }
        if inner.is_some_and(|inner| !holds(frame.media, inner)) {
            boxes(Breach::BoxBeyond { page_box: name, outer_box: "MediaBox" });
        }
    }
    if is_width_and_height(frame, raw) {
        boxes(Breach::WidthAndHeight);
    }
    if let (Some(bleed), Some(trim)) = (frame.bleed, trim)
        && !holds(bleed, trim)
    {
        boxes(Breach::BoxBeyond { page_box: "TrimBox", outer_box: "BleedBox" });
    }
    if frame.crop.is_some_and(|crop| !is_same(crop, frame.media)) {
        findings.plain(Rule::CropBox, whole, Breach::Cropped);
    }
}

/// Whether the TrimBox is one of a program that writes width and height where the
/// upper right corner belongs (PDF 32000-1, 7.9.5): read so it lies in the middle of
/// the sheet or of the bleed, and as it is written it does not.
fn is_width_and_height(frame: &PageFrame, raw: &Dict<'_>) -> bool {
    let Some(numbers) = raw.get::<Array<'_>>("TrimBox") else { return false };
    let numbers: Vec<f64> = numbers.iter::<f64>().take(4).collect();
    let &[left, bottom, width, height] = numbers.as_slice() else { return false };
    let written = Rect::new(left, bottom, width, height).abs();
    let meant = Rect::new(left, bottom, left + width, bottom + height);
    let is_amid = |outer: Rect, inner: Rect| {
        let (dx, dy) = (outer.center().x - inner.center().x, outer.center().y - inner.center().y);
        dx.abs() <= MIDDLE && dy.abs() <= MIDDLE
    };
    let is_meant =
        |outer: Rect| holds(outer, meant) && is_amid(outer, meant) && !is_amid(outer, written);
    width > 0.0
        && height > 0.0
        && [Some(frame.media), frame.bleed].into_iter().flatten().any(is_meant)
}

fn holds(outer: Rect, inner: Rect) -> bool {
    outer.inflate(SAME, SAME).contains_rect(inner)
}

fn is_same(a: Rect, b: Rect) -> bool {
    holds(a, b) && holds(b, a)
}

/// Annotations looked at; one that should not be there is enough.
const MOST_ANNOTATIONS: usize = 10_000;

/// Annotations on the printed area, other than those that presses know.
fn check_annotations(raw: &Dict<'_>, frame: &PageFrame, findings: &mut Findings<'_>) {
    let annotations = raw.get::<Array<'_>>("Annots").unwrap_or_default();
    for annotation in annotations.iter::<Dict<'_>>().take(MOST_ANNOTATIONS) {
        let kind = annotation.get::<Name<'_>>("Subtype");
        let kind = kind.as_ref().map_or("", Name::as_str);
        if matches!(kind, "TrapNet" | "PrinterMark") {
            continue;
        }
        let rect = annotation.get::<PdfRect>("Rect").unwrap_or(PdfRect::ZERO);
        let rect = Rect::new(rect.x0, rect.y0, rect.x1, rect.y1).abs();
        let printed = frame.printed_area();
        let is_apart = rect.x1 <= printed.x0
            || rect.x0 >= printed.x1
            || rect.y1 <= printed.y0
            || rect.y0 >= printed.y1;
        if !is_apart {
            findings.plain(
                Rule::Annotation,
                frame.at(rect),
                Breach::Annotated { annotation: kind.to_owned() },
            );
        }
    }
}

/// The space in which the page as a whole is blended.
fn check_group(raw: &Dict<'_>, frame: &PageFrame, findings: &mut Findings<'_>) {
    let Some(group) = raw.get::<Dict<'_>>("Group") else { return };
    let name = group.get::<Name<'_>>("CS").or_else(|| {
        let space = group.get::<Array<'_>>("CS")?;
        space.iter::<Name<'_>>().next()
    });
    let Some(name) = name else { return };
    let name = name.as_str();
    if name != "DeviceCMYK" {
        findings.plain(
            Rule::BlendSpace,
            frame.whole(),
            Breach::PageBlended { blend_space: name.to_owned() },
        );
    }
}
