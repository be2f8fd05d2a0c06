//! The structure as objects: the tree, its elements, and the way back from
//! marked contents to elements.

use pdf_writer::types::{ListNumbering, Placement, TableHeaderScope};
use pdf_writer::writers::StructTreeRoot;
use pdf_writer::{Chunk, Finish, Name, Ref, TextStr};

use super::{Contents, standard};
use crate::page::reading::{Figure, Kid, ListKind, ReadingOrder, Role, StructureElement};
use crate::pdf::sheet::PdfSheet;

/// The numbers of the objects.
pub(in crate::pdf) struct StructureRefs {
    pub(in crate::pdf) root: Ref,
    /// For each page the list of its contents' elements.
    owners: Vec<Ref>,
    elements: Vec<Ref>,
}

impl StructureRefs {
    pub(in crate::pdf) fn assign(tags: &ReadingOrder, mut next: impl FnMut() -> Ref) -> Self {
        Self {
            root: next(),
            owners: tags.pages.iter().map(|_| next()).collect(),
            elements: tags.elements.iter().map(|_| next()).collect(),
        }
    }
}

/// A page as it was written.
pub(in crate::pdf) struct WrittenPage<'a> {
    pub(in crate::pdf) object: Ref,
    pub(in crate::pdf) sheet: PdfSheet,
    pub(in crate::pdf) contents: &'a Contents,
}

/// All objects of the structure.
pub(in crate::pdf) fn write(
    tags: &ReadingOrder,
    refs: &StructureRefs,
    pages: &[WrittenPage],
) -> Chunk {
    let mut chunk = Chunk::with_settings(crate::pdf::settings());
    write_root(&mut chunk, refs);
    for (page, id) in pages.iter().zip(&refs.owners) {
        let owners = page.contents.owners.iter().map(|element| refs.elements[*element]);
        chunk.indirect(*id).array().items(owners);
    }
    for (element, id) in tags.elements.iter().zip(&refs.elements) {
        write_element(&mut chunk, *id, element, refs, pages);
    }
    chunk
}

fn write_root(chunk: &mut Chunk, refs: &StructureRefs) {
    let mut root = chunk.indirect(refs.root).start::<StructTreeRoot<'_>>();
    if let Some(document) = refs.elements.first() {
        root.child(*document);
    }
    let mut tree = root.parent_tree();
    let mut entries = tree.nums();
    for (page, owners) in (0..).zip(&refs.owners) {
        entries.insert(page, *owners);
    }
    entries.finish();
    tree.finish();
    root.parent_tree_next_key(i32::try_from(refs.owners.len()).unwrap_or(i32::MAX));
}

fn write_element(
    chunk: &mut Chunk,
    id: Ref,
    element: &StructureElement,
    refs: &StructureRefs,
    pages: &[WrittenPage],
) {
    let place = element.page.and_then(|page| pages.get(page));
    let mut object = chunk.struct_element(id);
    object.kind(standard(element.role));
    match place {
        Some(page) => object.parent(refs.elements[element.parent]).page(page.object),
        None => object.parent(refs.root),
    };
    if let Some(lang) = &element.lang {
        object.lang(TextStr(lang));
    }
    if let (Some(Figure { alt, frame }), Some(page)) = (&element.figure, place) {
        object.alt(TextStr(alt));
        let mut attributes = object.attributes();
        let mut layout = attributes.push().layout();
        layout.placement(Placement::Block).bbox(page.sheet.corners(*frame));
        layout.finish();
        attributes.finish();
    }
    if let Role::List(kind) = element.role {
        let mut attributes = object.attributes();
        let numbering = match kind {
            ListKind::Signs => ListNumbering::Disc,
            ListKind::Numbers => ListNumbering::Decimal,
        };
        attributes.push().list().list_numbering(numbering);
        attributes.finish();
    }
    if let Role::HeadingCell(cell) | Role::Cell(cell) = element.role {
        let mut attributes = object.attributes();
        let mut table = attributes.push().table();
        table.row_span(i32::try_from(cell.rows).unwrap_or(1));
        table.col_span(i32::try_from(cell.columns).unwrap_or(1));
        if matches!(element.role, Role::HeadingCell(_)) {
            table.scope(TableHeaderScope::Column);
        }
        table.finish();
        attributes.finish();
    }
    let mut kids = object.insert(Name(b"K")).array();
    for kid in &element.kids {
        match kid {
            Kid::Element(kid) => {
                kids.item(refs.elements[*kid]);
            }
            Kid::Sequence(at) => {
                let ids = place.and_then(|page| page.contents.sequences.get(*at)).cloned();
                let ids = ids.unwrap_or_default();
                kids.items(ids.map(|id| i32::try_from(id).unwrap_or(i32::MAX)));
            }
        }
    }
}
