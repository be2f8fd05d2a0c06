//! The structure as objects: the tree, its elements, and the way back from
//! marked contents to elements.

use pdf_writer::types::{ListNumbering, Placement, TableHeaderScope};
use pdf_writer::writers::StructTreeRoot;
use pdf_writer::{Chunk, Finish, Name, Ref, TextStr};

use super::{Contents, standard};
use crate::page::reading::{
    Figure, Kid, ListKind, PageReading, ReadingOrder, Role, StructureElement,
};
use crate::pdf::file::FileWriter;
use crate::pdf::objects::Objects;
use crate::pdf::sheet::PdfSheet;

/// The numbers of what the structures of all pages have above them.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct StructureRefs {
    pub(in crate::pdf) root: Ref,
    /// The element of the document.
    document: Ref,
}

impl StructureRefs {
    pub(in crate::pdf) fn new(file: &mut FileWriter) -> Self {
        Self { root: file.number(), document: file.number() }
    }
}

/// What a page says, with the numbers of its elements.
pub(in crate::pdf) struct PageTags {
    reading: ReadingOrder,
    shared: StructureRefs,
    /// That of the first element but the document's; the others follow it.
    first: Ref,
    /// That of the list of its contents' elements.
    pub(in crate::pdf) owners: Ref,
}

impl PageTags {
    pub(in crate::pdf) fn new(
        reading: ReadingOrder,
        shared: StructureRefs,
        file: &mut FileWriter,
    ) -> Self {
        let first = file.numbers(reading.elements.len().saturating_sub(1));
        Self { reading, shared, first, owners: file.number() }
    }

    /// How the page's content hangs together with them.
    pub(in crate::pdf) fn content(&self) -> Option<&PageReading> {
        self.reading.pages.first()
    }

    /// The elements that the document holds.
    pub(in crate::pdf) fn top(&self) -> impl Iterator<Item = Ref> {
        let kids = self.reading.elements.first().into_iter().flat_map(|document| &document.kids);
        kids.filter_map(|kid| match kid {
            Kid::Element(at) => Some(self.number(*at)),
            Kid::Sequence(_) => None,
        })
    }

    fn number(&self, element: usize) -> Ref {
        match element {
            0 => self.shared.document,
            at => Ref::new(self.first.get() + i32::try_from(at - 1).unwrap_or(i32::MAX)),
        }
    }
}

/// A page as it was written.
pub(in crate::pdf) struct TaggedPage<'a> {
    pub(in crate::pdf) object: Ref,
    pub(in crate::pdf) sheet: PdfSheet,
    pub(in crate::pdf) contents: &'a Contents,
}

/// The elements of a page.
pub(in crate::pdf) fn write(tags: &PageTags, page: &TaggedPage) -> Objects {
    let mut objects = Objects::default();
    let owners = page.contents.owners.iter().map(|element| tags.number(*element));
    objects.next().indirect(tags.owners).array().items(owners);
    for (at, element) in tags.reading.elements.iter().enumerate().skip(1) {
        write_element(objects.next(), at, element, tags, page);
    }
    objects
}

/// What is above the elements of all pages: of these `top`, and their `owners`.
pub(in crate::pdf) fn write_root(shared: StructureRefs, top: &[Ref], owners: &[Ref]) -> Objects {
    let mut objects = Objects::default();
    let mut root = objects.next().indirect(shared.root).start::<StructTreeRoot<'_>>();
    root.child(shared.document);
    let mut tree = root.parent_tree();
    let mut entries = tree.nums();
    for (page, owners) in (0..).zip(owners) {
        entries.insert(page, *owners);
    }
    entries.finish();
    tree.finish();
    root.parent_tree_next_key(i32::try_from(owners.len()).unwrap_or(i32::MAX));
    root.finish();
    let mut document = objects.next().struct_element(shared.document);
    document.kind(standard(Role::Document)).parent(shared.root);
    document.insert(Name(b"K")).array().items(top.iter().copied());
    document.finish();
    objects
}

fn write_element(
    chunk: &mut Chunk,
    at: usize,
    element: &StructureElement,
    tags: &PageTags,
    page: &TaggedPage,
) {
    let mut object = chunk.struct_element(tags.number(at));
    object.kind(standard(element.role)).parent(tags.number(element.parent)).page(page.object);
    if let Some(lang) = &element.lang {
        object.lang(TextStr(lang));
    }
    if let Some(Figure { alt, frame }) = &element.figure {
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
                kids.item(tags.number(*kid));
            }
            Kid::Sequence(at) => {
                let ids = page.contents.sequences.get(*at).cloned().unwrap_or_default();
                kids.items(ids.map(|id| i32::try_from(id).unwrap_or(i32::MAX)));
            }
        }
    }
}
