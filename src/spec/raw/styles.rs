//! How each part is set.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::paint::ColorText;
use super::reader::{Field, FromToml, Keys, TableKeys, TableReader, read_table};
use super::table::{Described, Properties, table_schema, tables};
use super::units::{TextLength, TypeSize};
use super::values::{Count, FontName, OneOrMany};
use crate::diag::Span;
use crate::page::Part;
use crate::style::{Align, Figures, Weight};

tables! {
    /// How one part is set.
    RawStyle("a style") {
        /// A role (song, hei, kai, latin) or a family's name.
        "font" font: FontName,
        /// How heavy.
        "weight" weight: Weight,
        /// Whether it is italic.
        "italic" italic: bool,
        /// The size wished for; a list: over one base column, over two ...
        "size" size: OneOrMany<TypeSize>,
        /// The smallest size that fitting may choose; one or a list.
        "min-size" min_size: OneOrMany<TypeSize>,
        /// The largest size that fitting may choose; one or a list.
        "max-size" max_size: OneOrMany<TypeSize>,
        /// Lines of the grid that one line of this type takes.
        "grid-lines" grid_lines: Count,
        /// Empty grid lines above.
        "lines-before" lines_before: Count,
        /// Empty grid lines below.
        "lines-after" lines_after: Count,
        /// Where lines stand in their measure.
        "align" align: Align,
        /// Inks.
        "color" color: ColorText,
        /// Space added after every character.
        "tracking" tracking: TextLength,
        /// The least space that fitting may choose.
        "min-tracking" min_tracking: TextLength,
        /// The most space that fitting may choose.
        "max-tracking" max_tracking: TextLength,
        /// Width of the characters in percent.
        "width" width: Count,
        /// The narrowest characters that fitting may choose, in percent, 长体.
        "min-width" min_width: Count,
        /// The widest characters that fitting may choose, in percent, 扁体.
        "max-width" max_width: Count,
        /// Indent of a paragraph's first line.
        "indent" indent: TextLength,
        /// Whether all digits are of one width, so that they stand one under another.
        "figures" figures: Figures,
    }

    /// How each part is set.
    RawStyles("[styles]") {
        /// The line above the headline, 引题.
        "kicker" kicker: RawStyle,
        /// The headline, 主题.
        "headline" headline: RawStyle,
        /// The line below the headline, 副题.
        "deck" deck: RawStyle,
        /// The summary before the text, 提要.
        "standfirst" standfirst: RawStyle,
        /// Who wrote it, 署名.
        "byline" byline: RawStyle,
        /// Place and agency that open the text, 电头.
        "dateline" dateline: RawStyle,
        /// The text, 正文.
        "body" body: RawStyle,
        /// A head inside the text, 小标题.
        "crosshead" crosshead: RawStyle,
        /// The words under a picture, 图片说明.
        "caption" caption: RawStyle,
        /// Who took a picture, 图片署名.
        "credit" credit: RawStyle,
        /// The bar over a group of stories, 栏题.
        "section" section: RawStyle,
        /// Display type across columns, 通栏标语.
        "banner" banner: RawStyle,
        /// The paper's name, 报头.
        "masthead" masthead: RawStyle,
        /// The line with date and page number, 报眉.
        "folio" folio: RawStyle,
        /// Where a story goes on on another page, or comes from, 转版提示.
        "jump-line" jump_line: RawStyle,
        /// What stands over a story that comes from another page.
        "jump-head" jump_head: RawStyle,
        /// Cells of a table, 表格.
        "table" table: RawStyle,
        /// The heading of a table, 表头.
        "table-heading" table_heading: RawStyle,
        /// The words over a table, 表题.
        "table-title" table_title: RawStyle,
        /// A pull quote, 引语.
        "quote" quote: RawStyle,
        /// An editor's note inside the text, 编者按.
        "note" note: RawStyle,
        /// A box of facts inside the text, 资料框.
        "fact-box" fact_box: RawStyle,
        /// The words over a note or box, 框题.
        "box-heading" box_heading: RawStyle,
        /// The standing name of a column, 栏头.
        "standing-head" standing_head: RawStyle,
        /// Classified advertisements, 分类广告.
        "classified" classified: RawStyle,
        /// Heads between classified advertisements, 分类题.
        "classified-heading" classified_heading: RawStyle,
    }
}

impl RawStyles {
    /// What is written for a part.
    pub(in crate::spec) fn get(&self, part: Part) -> &Field<RawStyle> {
        match part {
            Part::Kicker => &self.kicker,
            Part::Headline => &self.headline,
            Part::Deck => &self.deck,
            Part::Standfirst => &self.standfirst,
            Part::Byline => &self.byline,
            Part::Dateline => &self.dateline,
            Part::Body => &self.body,
            Part::Crosshead => &self.crosshead,
            Part::Caption => &self.caption,
            Part::Credit => &self.credit,
            Part::Section => &self.section,
            Part::Banner => &self.banner,
            Part::Masthead => &self.masthead,
            Part::Folio => &self.folio,
            Part::JumpLine => &self.jump_line,
            Part::JumpHead => &self.jump_head,
            Part::Table => &self.table,
            Part::TableHeading => &self.table_heading,
            Part::TableTitle => &self.table_title,
            Part::Quote => &self.quote,
            Part::Note => &self.note,
            Part::FactBox => &self.fact_box,
            Part::BoxHeading => &self.box_heading,
            Part::StandingHead => &self.standing_head,
            Part::Classified => &self.classified,
            Part::ClassifiedHeading => &self.classified_heading,
        }
    }
}
