//! What a house thinks of faults of make-up, and of art that is cut or scaled, as
//! written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::reader::{Field, FromToml, Keys, Reader, Table, read_table};
use super::table::{Described, Properties, table_schema, tables};
use super::values::Count;
use crate::diag::{Code, Span};
use crate::spec::page::CheckLevel;

tables! {
    /// How bad each fault of make-up is, and what is cut off or scaled.
    RawChecks("[checks]") {
        /// A gap or a rule runs right across the page, 横断版.
        "split-across" split_across: CheckLevel,
        /// A gap runs from the top of the page to its foot, 竖断版.
        "split-down" split_down: CheckLevel,
        /// Two heads of one size stand side by side, 碰题.
        "tombstone" tombstone: CheckLevel,
        /// A head stands on another one with no text between, 题压题.
        "stacked-heads" stacked_heads: CheckLevel,
        /// A head has too little of its text under it.
        "head-at-foot" head_at_foot: CheckLevel,
        /// A place of the page is empty, 天窗.
        "hole" hole: CheckLevel,
        /// A picture cuts columns of text in two.
        "cut-columns" cut_columns: CheckLevel,
        /// A column of text has one line.
        "one-line-column" one_line_column: CheckLevel,
        /// Text cannot be reached from its head.
        "text-unreached" text_unreached: CheckLevel,
        /// Text goes on beyond something that does not belong to it.
        "reading-order" reading_order: CheckLevel,
        /// A story does not fill its place.
        "underset" underset: CheckLevel,
        /// The last line of a paragraph stands alone at a column's top.
        "widow" widow: CheckLevel,
        /// A crosshead stands at a column's foot.
        "crosshead-at-foot" crosshead_at_foot: CheckLevel,
        /// A line is spaced out too far.
        "line-loose" line_loose: CheckLevel,
        /// Much of a picture is cut off, or something of a drawing.
        "picture-crop" picture_crop: CheckLevel,
        /// The place of an advertisement is not as large as its file.
        "ad-size" ad_size: CheckLevel,
        /// An advertisement is not as large as its file says.
        "ad-scale" ad_scale: CheckLevel,
        /// Something of an advertisement is cut off.
        "ad-crop" ad_crop: CheckLevel,
        /// The most empty lines below each other that are no hole yet.
        "hole-lines" hole_lines: Count,
        /// The fewest lines of text under a head.
        "lines-under-head" lines_under_head: Count,
    }
}

impl RawChecks {
    /// The faults with what the spec says of them.
    pub(crate) fn levels(&self) -> impl Iterator<Item = (Code, CheckLevel)> {
        let all = [
            (Code::SplitAcross, &self.split_across),
            (Code::SplitDown, &self.split_down),
            (Code::Tombstone, &self.tombstone),
            (Code::StackedHeads, &self.stacked_heads),
            (Code::HeadAtFoot, &self.head_at_foot),
            (Code::Hole, &self.hole),
            (Code::CutColumns, &self.cut_columns),
            (Code::OneLineColumn, &self.one_line_column),
            (Code::TextUnreached, &self.text_unreached),
            (Code::ReadingOrder, &self.reading_order),
            (Code::Underset, &self.underset),
            (Code::Widow, &self.widow),
            (Code::CrossheadAtFoot, &self.crosshead_at_foot),
            (Code::LineLoose, &self.line_loose),
            (Code::PictureCrop, &self.picture_crop),
            (Code::AdSize, &self.ad_size),
            (Code::AdScale, &self.ad_scale),
            (Code::AdCrop, &self.ad_crop),
        ];
        all.into_iter().filter_map(|(code, field)| Some((code, *field.value()?)))
    }
}
