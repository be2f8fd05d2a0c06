//! What the file says about itself: title, paper, language, dates, the
//! standards that it keeps to, and identifiers made from its content.
//!
//! The information dictionary and the XMP packet say the same
//! (ISO 15930-7, 6.12).

use pdf_writer::types::TrappingStatus;
use pdf_writer::writers::DocumentInfo;
use pdf_writer::{Chunk, Date, Name, Ref, TextStr};
use xmp_writer::{
    CustomNamespace, DateTime, LangId, Namespace, RenditionClass, Timezone, XmpWriter,
};

use super::SharedRefs;
use super::hash::LongHash;
use super::objects::Objects;
use crate::page::{Document, Standard, Structure};

const PRODUCER: &str = concat!("banmian ", env!("CARGO_PKG_VERSION"));

/// The day of a document that has none. PDF/X asks for dates, and a clock
/// would make every file another; nobody takes this one for a real one.
const NO_DAY: (u16, u8, u8) = (1970, 1, 1);

/// The metadata in both forms that readers look for. `fingerprint` is that of all that
/// the pages draw on.
pub(super) fn write(document: &Document, shared: SharedRefs, fingerprint: [u64; 2]) -> Objects {
    let mut objects = Objects::default();
    write_info(objects.next(), document, shared.info);
    let uuid = uuid(document, fingerprint);
    objects.next().metadata(shared.xmp, xmp(document, &uuid).as_bytes());
    objects
}

/// A file must have a title (ISO 15930-7, 6.12).
pub(super) fn title(document: &Document) -> &str {
    let own = [&document.title, &document.author].into_iter().find(|text| !text.trim().is_empty());
    own.map_or("banmian", String::as_str)
}

fn write_info(chunk: &mut Chunk, document: &Document, own: Ref) {
    let (year, month, day) = day(document);
    let date = Date::new(year)
        .month(month)
        .day(day)
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    let mut info = chunk.indirect(own).start::<DocumentInfo<'_>>();
    info.title(TextStr(title(document)))
        .creator(TextStr(PRODUCER))
        .producer(TextStr(PRODUCER))
        .creation_date(date)
        .modified_date(date)
        .trapped(TrappingStatus::NotTrapped);
    if !document.author.is_empty() {
        info.author(TextStr(&document.author));
    }
    match document.output.standard {
        // It is told in the XMP packet alone.
        Standard::PdfX4 => {}
        // ISO 15930-4, 6.3; the key for the conformance level went with 2001.
        Standard::PdfX1a => {
            info.pair(Name(b"GTS_PDFXVersion"), TextStr(Standard::PdfX1a.name()));
        }
    }
}

/// The same as an XMP packet (ISO 16684-1).
fn xmp(document: &Document, uuid: &str) -> String {
    let (year, month, day) = day(document);
    let date = DateTime::new(year, month, day, 0, 0, 0, Timezone::Utc);
    let mut xmp = XmpWriter::new();
    xmp.format("application/pdf")
        .title([(None, title(document))])
        .language([LangId(&document.lang)])
        .creator_tool(PRODUCER)
        .producer(PRODUCER)
        .trapped(false)
        .create_date(date)
        .modify_date(date)
        .metadata_date(date)
        .document_id(uuid)
        .instance_id(uuid)
        .version_id("1")
        .rendition_class(RenditionClass::Default);
    if !document.author.is_empty() {
        xmp.creator([document.author.as_str()]);
    }
    let standard = document.output.standard;
    match standard {
        Standard::PdfX4 => {
            xmp.pdfx_version(standard.name());
        }
        Standard::PdfX1a => {
            let space = CustomNamespace::new("PDF/X", "pdfx", "http://ns.adobe.com/pdfx/1.3/");
            xmp.element("GTS_PDFXVersion", Namespace::Custom(Box::new(space)))
                .value(standard.name());
        }
    }
    match document.output.structure {
        Structure::Tagged => {
            xmp.pdfua_part(1);
        }
        Structure::None => {}
    }
    xmp.finish(None)
}

fn day(document: &Document) -> (u16, u8, u8) {
    let parts = document.date.and_then(|date| {
        Some((
            u16::try_from(date.year()).ok()?,
            u8::try_from(date.month()).ok()?,
            u8::try_from(date.day()).ok()?,
        ))
    });
    parts.unwrap_or(NO_DAY)
}

/// An identifier of the form of RFC 9562, version 8, made from what the file
/// holds: the same pages have the same one, on any machine and any day.
fn uuid(document: &Document, fingerprint: [u64; 2]) -> String {
    let date = document.date.map(|date| date.to_string()).unwrap_or_default();
    let standard = document.output.standard.name();
    let [one, other] = fingerprint.map(u64::to_be_bytes);
    let told = [title(document), &document.author, &date, standard].map(str::as_bytes);
    let parts: Vec<&[u8]> = told.into_iter().chain([&one[..], &other[..]]).collect();
    let [high, low] = LongHash::of(&parts);
    let version = (high & !0xF000) | 0x8000;
    let variant = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        (version >> 16) & 0xFFFF,
        version & 0xFFFF,
        variant >> 48,
        variant & 0xFFFF_FFFF_FFFF
    )
}
