//! The root of the file: pages and their labels, the printing condition, and
//! the ways that readers find about.

use pdf_writer::{Finish, Name, Pdf, TextStr};

use super::{Refs, intent};
use crate::page::Document;

/// The catalog (PDF 32000-1, 7.7.2).
pub(super) fn write(pdf: &mut Pdf, document: &Document, refs: &Refs) {
    for (page, label) in document.pages.iter().zip(&refs.labels) {
        pdf.indirect(*label).dict().pair(Name(b"P"), TextStr(&page.label));
    }
    if !refs.threads.is_empty() {
        let threads = refs.threads.iter().map(|own| own.thread);
        pdf.indirect(refs.thread_list).array().items(threads);
    }
    let mut catalog = pdf.catalog(refs.catalog);
    catalog
        .pages(refs.page_tree)
        .metadata(refs.xmp)
        .lang(TextStr(&document.lang))
        .outlines(refs.outline.root);
    intent::write(&mut catalog, &document.output.condition, refs.profile);
    catalog.viewer_preferences().display_doc_title(true);
    let mut labels = catalog.page_labels();
    let mut entries = labels.nums();
    for (at, label) in (0i32..).zip(&refs.labels) {
        entries.insert(at, *label);
    }
    entries.finish();
    labels.finish();
    if !refs.threads.is_empty() {
        catalog.pair(Name(b"Threads"), refs.thread_list);
    }
    if let Some(structure) = &refs.structure {
        catalog.mark_info().marked(true);
        catalog.pair(Name(b"StructTreeRoot"), structure.root);
    }
}
