//! Elements of a page that are no stories: sections of them, tables, advertisements,
//! barcodes, ornaments and furniture, each in its place.

pub(super) mod ad;
pub(super) mod barcode;
pub(super) mod furniture;
pub(super) mod ornament;
pub(super) mod section;
pub(super) mod table;
mod table_findings;
