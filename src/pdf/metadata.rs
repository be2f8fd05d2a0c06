//! What the file says about itself: title, paper, language, date, page labels,
//! and an identifier made from its content.

use pdf_writer::types::TrappingStatus;
use pdf_writer::{Date, Finish, Name, Pdf, TextStr};
use xmp_writer::{DateTime, LangId, XmpWriter};

use super::Refs;
use super::hash::hash;
use crate::page::Document;

const PRODUCER: &str = concat!("banmian ", env!("CARGO_PKG_VERSION"));

/// The catalog with the page labels, and the metadata in both forms that
/// readers look for.
pub(super) fn write(pdf: &mut Pdf, document: &Document, refs: &Refs) {
    for (page, label) in document.pages.iter().zip(&refs.labels) {
        pdf.indirect(*label).dict().pair(Name(b"P"), TextStr(&page.label));
    }
    let mut catalog = pdf.catalog(refs.catalog);
    catalog.pages(refs.page_tree).metadata(refs.xmp).lang(TextStr(&document.lang));
    catalog.viewer_preferences().display_doc_title(true);
    let mut labels = catalog.page_labels();
    let mut entries = labels.nums();
    for (at, label) in (0i32..).zip(&refs.labels) {
        entries.insert(at, *label);
    }
    entries.finish();
    labels.finish();
    catalog.finish();

    write_info(pdf, document, refs);
    pdf.metadata(refs.xmp, xmp(document).as_bytes());
}

fn write_info(pdf: &mut Pdf, document: &Document, refs: &Refs) {
    let mut info = pdf.document_info(refs.info);
    info.title(TextStr(&document.title))
        .author(TextStr(&document.author))
        .creator(TextStr(PRODUCER))
        .producer(TextStr(PRODUCER))
        .trapped(TrappingStatus::NotTrapped);
    if let Some((year, month, day)) = date_parts(document) {
        let date = Date::new(year).month(month).day(day);
        info.creation_date(date).modified_date(date);
    }
}

/// The same as an XMP packet (ISO 16684-1).
fn xmp(document: &Document) -> String {
    let mut xmp = XmpWriter::new();
    xmp.format("application/pdf")
        .title([(None, document.title.as_str())])
        .creator([document.author.as_str()])
        .language([LangId(&document.lang)])
        .creator_tool(PRODUCER)
        .producer(PRODUCER)
        .trapped(false);
    if let Some((year, month, day)) = date_parts(document) {
        let date = DateTime::date(year, month, day);
        xmp.create_date(date).modify_date(date).metadata_date(date);
    }
    xmp.finish(None)
}

fn date_parts(document: &Document) -> Option<(u16, u8, u8)> {
    let date = document.date?;
    Some((
        u16::try_from(date.year()).ok()?,
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    ))
}

/// Sets the identifier (PDF 32000-1, 14.4) to a hash of all that was written:
/// the same pages have the same one, on any machine and any day.
pub(super) fn set_file_id(pdf: &mut Pdf) {
    let content = pdf.as_bytes();
    let id = [hash(&[b"1", content]), hash(&[b"2", content])]
        .iter()
        .flat_map(|half| half.to_be_bytes())
        .collect::<Vec<u8>>();
    pdf.set_file_id((id.clone(), id));
}
