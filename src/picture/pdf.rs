//! One page of a PDF as a picture: its boxes, and whether it may be placed.
//!
//! Only what stands on the page is placed; what a file does when it is opened
//! is not. A file that does anything is refused all the same: it was not made
//! for a press.

use hayro::hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect};

use super::error::PdfFault;
use crate::reader::{self, File, kurbo};

/// Annotations of a page that are looked at.
const MOST_ANNOTATIONS: usize = 10_000;
/// Actions that follow each other.
const MOST_ACTIONS: usize = 32;
/// Groups of pages, one inside the other, that a page may belong to.
const MOST_GROUPS: usize = 64;
/// Hundredths of a point, in which boxes are counted.
const STEP: f64 = 100.0;
/// The bits of an annotation's flags that say it is hidden, or printed (PDF
/// 32000-1, table 165).
const HIDDEN: i64 = 1 << 1;
const PRINTED: i64 = 1 << 2;

/// What the header of a page says. Boxes are left, top, right and bottom in
/// hundredths of a point, counted from the upper left corner of the media box
/// as the page is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfHeader {
    /// Which page, from 0.
    pub page: u32,
    /// Width of the media box.
    pub width: u32,
    /// Height of the media box.
    pub height: u32,
    /// The page after cutting.
    pub trim: [u32; 4],
    /// What ink reaches.
    pub bleed: [u32; 4],
    /// What a viewer shows.
    pub crop: [u32; 4],
}

/// Which box of a PDF's page is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum PdfBox {
    /// The page after cutting.
    #[default]
    Trim,
    /// With what is cut off.
    Bleed,
    /// What a viewer shows.
    Crop,
    /// All of the sheet.
    Media,
}

/// Reads the header of a page, counted from 0.
pub(super) fn read(bytes: &[u8], page: u32) -> Result<PdfHeader, PdfFault> {
    let file = reader::open(bytes).map_err(|read| PdfFault::Unreadable { read })?;
    let at = page as usize;
    let view = file.view(at).map_err(|read| PdfFault::Unreadable { read })?;
    check(&file, at)?;
    let own = |key: &str| file.page(at).ok()?.raw().get::<PdfRect>(key);
    let within = |found: PdfRect| {
        let PdfRect { x0, y0, x1, y1 } = found;
        kurbo::Rect::new(x0, y0, x1, y1).abs().intersect(view.media)
    };
    let is_usable = |rect: &kurbo::Rect| rect.width() > 0.1 && rect.height() > 0.1;
    // Boxes that say nothing, or nonsense, are the next larger one (14.11.2).
    let crop = file.page(at).map(|page| within(page.crop_box())).ok();
    let crop = crop.filter(is_usable).unwrap_or(view.media);
    let trim = if is_usable(&view.trim) { view.trim } else { crop };
    let trim = if own("TrimBox").is_some() || own("ArtBox").is_some() { trim } else { crop };
    let bleed = own("BleedBox").map(within).filter(is_usable).unwrap_or(crop);
    let seen = |rect: kurbo::Rect| seen(rect, view.media, view.turn, view.unit);
    let [_, _, width, height] = seen(view.media);
    Ok(PdfHeader { page, width, height, trim: seen(trim), bleed: seen(bleed), crop: seen(crop) })
}

/// A box as it lies when the page has been turned.
fn seen(rect: kurbo::Rect, media: kurbo::Rect, turn: u16, unit: f64) -> [u32; 4] {
    let (left, right) = (rect.x0 - media.x0, rect.x1 - media.x0);
    let (top, bottom) = (media.y1 - rect.y1, media.y1 - rect.y0);
    let (width, height) = (media.width(), media.height());
    let sides = match turn {
        90 => [height - bottom, left, height - top, right],
        180 => [width - right, height - bottom, width - left, height - top],
        270 => [top, width - right, bottom, width - left],
        _ => [left, top, right, bottom],
    };
    sides.map(|side| (side * unit * STEP).round().clamp(0.0, 4e9) as u32)
}

impl PdfHeader {
    /// One of its boxes.
    #[must_use]
    pub fn of(&self, which: PdfBox) -> [u32; 4] {
        match which {
            PdfBox::Trim => self.trim,
            PdfBox::Bleed => self.bleed,
            PdfBox::Crop => self.crop,
            PdfBox::Media => [0, 0, self.width, self.height],
        }
    }
}

/// Refuses what runs, and what would not look as it does elsewhere.
fn check(file: &File, page: usize) -> Result<(), PdfFault> {
    if let Some(catalog) = file.catalog() {
        check_actions(&catalog, &["OpenAction"])?;
        let names = catalog.get::<Dict>("Names");
        if names.is_some_and(|names| names.contains_key("JavaScript")) {
            return Err(PdfFault::Acts { action: "JavaScript" });
        }
        let form = catalog.get::<Dict>("AcroForm");
        if form.is_some_and(|form| form.contains_key("XFA")) {
            return Err(PdfFault::Acts { action: "XFA" });
        }
    }
    let number = page;
    let page = file.page(number).map_err(|read| PdfFault::Unreadable { read })?;
    if !states_size(page.raw()) {
        return Err(PdfFault::NoSize);
    }
    check_actions(page.raw(), &[])?;
    let annotations = page.raw().get::<Array>("Annots");
    let annotations = annotations.iter().flat_map(Array::iter::<Dict>);
    for annotation in annotations.take(MOST_ANNOTATIONS) {
        check_actions(&annotation, &["A"])?;
        if is_printed(&annotation) && file.prints(&annotation) {
            return Err(PdfFault::Annotations);
        }
    }
    // What stands on it.
    let unprinted = file.unprinted(number).map_err(|read| PdfFault::Unreadable { read })?;
    match unprinted.defects.first() {
        Some(defect) => Err(PdfFault::Defect { defect: defect.finding() }),
        None if unprinted.has_hidden || file.has_hidden_layers() => Err(PdfFault::HiddenLayers),
        None => Ok(()),
    }
}

/// Whether an annotation shows on paper. One without an appearance is drawn by
/// whoever prints it, but for form fields and what moves or sounds (12.5.5); of
/// a link that is its border (12.5.4).
fn is_printed(annotation: &Dict) -> bool {
    let flags = annotation.get::<i64>("F").unwrap_or(0);
    if flags & PRINTED == 0 || flags & HIDDEN != 0 {
        return false;
    }
    let has_looks = annotation.contains_key("AP");
    match annotation.get::<Name>("Subtype").as_deref() {
        Some(b"Popup" | b"PrinterMark" | b"TrapNet") => false,
        Some(b"Widget" | b"Screen" | b"Movie" | b"Sound" | b"3D" | b"RichMedia") => has_looks,
        Some(b"Link") => has_looks || has_border(annotation),
        _ => true,
    }
}

/// Whether a link has a border that is seen: of 1 point in black unless it says
/// otherwise (PDF 32000-1, table 164).
fn has_border(link: &Dict) -> bool {
    let style = link.get::<Dict>("BS").map(|style| style.get::<f64>("W"));
    let border = || link.get::<Array>("Border")?.iter::<f64>().nth(2);
    let width = style.unwrap_or_else(border).unwrap_or(1.0);
    let is_colorless =
        link.get::<Array>("C").is_some_and(|color| color.raw_iter().next().is_none());
    width > 0.0 && !is_colorless
}

/// Whether a page, or a group of pages that it belongs to, has a media box
/// (PDF 32000-1, 7.7.3.3): readers would guess at one.
fn states_size(page: &Dict) -> bool {
    let mut node = Some(page.clone());
    for _ in 0..MOST_GROUPS {
        let Some(dict) = node else { return false };
        if dict.get::<PdfRect>("MediaBox").is_some() {
            return true;
        }
        node = dict.get::<Dict>("Parent");
    }
    false
}

/// Refuses a dictionary whose actions run something. Links and places to open
/// at do no harm.
fn check_actions(owner: &Dict, keys: &[&str]) -> Result<(), PdfFault> {
    for key in keys {
        if let Some(action) = owner.get::<Dict>(*key) {
            check_action(&action)?;
        }
    }
    // Additional actions, by the event that sets them off (12.6.3).
    if let Some(events) = owner.get::<Dict>("AA") {
        for key in events.keys() {
            if let Some(action) = events.get::<Dict>(key.as_ref()) {
                check_action(&action)?;
            }
        }
    }
    Ok(())
}

fn check_action(action: &Dict) -> Result<(), PdfFault> {
    const REFUSED: [(&[u8], &str); 9] = [
        (b"JavaScript", "JavaScript"),
        (b"Launch", "Launch"),
        (b"SubmitForm", "SubmitForm"),
        (b"ImportData", "ImportData"),
        (b"ResetForm", "ResetForm"),
        (b"GoToE", "GoToE"),
        (b"Rendition", "Rendition"),
        (b"Movie", "Movie"),
        (b"Sound", "Sound"),
    ];
    let mut action = Some(action.clone());
    for _ in 0..MOST_ACTIONS {
        let Some(current) = action else { return Ok(()) };
        let kind = current.get::<Name>("S");
        let kind = kind.as_deref().unwrap_or_default();
        if let Some((_, name)) = REFUSED.iter().find(|(refused, _)| *refused == kind) {
            return Err(PdfFault::Acts { action: name });
        }
        if let Some(several) = current.get::<Array>("Next") {
            for next in several.iter::<Dict>().take(MOST_ACTIONS) {
                let kind = next.get::<Name>("S");
                let kind = kind.as_deref().unwrap_or_default();
                if let Some((_, name)) = REFUSED.iter().find(|(refused, _)| *refused == kind) {
                    return Err(PdfFault::Acts { action: name });
                }
            }
        }
        action = current.get::<Dict>("Next");
    }
    Ok(())
}
