//! The root of the file: pages and their labels, the printing condition, and
//! the ways that readers find about.

use pdf_writer::writers::Catalog;
use pdf_writer::{Finish, Name, Ref, TextStr};

use super::objects::Objects;
use super::{SharedRefs, intent};
use crate::page::Document;

/// The catalog (PDF 32000-1, 7.7.2), with the `labels` of the pages; whether there
/// are article threads.
pub(super) fn write(
    document: &Document,
    shared: SharedRefs,
    labels: &[Ref],
    has_threads: bool,
) -> Objects {
    let mut objects = Objects::default();
    let mut catalog = objects.next().indirect(shared.catalog).start::<Catalog<'_>>();
    catalog
        .pages(shared.page_tree)
        .metadata(shared.xmp)
        .lang(TextStr(&document.lang))
        .outlines(shared.outline);
    intent::write(&mut catalog, &document.output.condition, shared.profile);
    catalog.viewer_preferences().display_doc_title(true);
    let mut tree = catalog.page_labels();
    let mut entries = tree.nums();
    for (at, label) in (0i32..).zip(labels) {
        entries.insert(at, *label);
    }
    entries.finish();
    tree.finish();
    if has_threads {
        catalog.pair(Name(b"Threads"), shared.threads);
    }
    if let Some(structure) = shared.structure {
        catalog.mark_info().marked(true);
        catalog.pair(Name(b"StructTreeRoot"), structure.root);
    }
    catalog.finish();
    objects
}
