//! Tables in their places.

use super::fit::{english_lines, tenths};
use crate::say;

findings! {
    /// Tables in their places.
    TableFault {
        /// A table over all columns without a place.
        NoRoomForTable { slug, needed_lines } = Overset,
            say!(
                "a table of `{slug}` over all columns needs {needed_lines} lines in a row and has no place",
                "“{slug}”的通栏表格要占连续 {needed_lines} 行，没有位置"
            ),
            [say!(
                "give the story more lines, or place the table with `[[table]]`",
                "请增加版位行数，或用 `[[table]]` 单独安排表格"
            )];
        /// More rows than a table's place holds.
        TableTooLong { lines, characters, more_lines } = Overset,
            {
                let lines_en = english_lines(*lines);
                say!(
                    "the table is overset by {lines_en}, {characters} characters",
                    "表格溢出 {lines} 行、{characters} 字"
                )
            },
            {
                let more_en = english_lines(*more_lines);
                [say!(
                    "make its place about {more_en} taller, or break it into more columns with `text-columns`",
                    "把版位加高约 {more_lines} 行，或用 `text-columns` 分成更多栏"
                )]
            };
        /// Fewer rows than a table's place holds; the line of the page on which they
        /// end, if its place is counted in those.
        TableTooShort { lines, text_end } = Underset,
            {
                let lines_en = english_lines(*lines);
                say!("the table is {lines_en} short of its place", "表格不足版位 {lines} 行")
            },
            [match text_end {
                Some(last) => say!(
                    "end its place on line {last}, or give the rows more lines with `grid-lines`",
                    "版位到第 {last} 行即可，或用 `grid-lines` 加高各行"
                ),
                None => {
                    let lines_en = english_lines(*lines);
                    say!(
                        "make its place {lines_en} less tall, or give the rows more lines with `grid-lines`",
                        "把版位改矮 {lines} 行，或用 `grid-lines` 加高各行"
                    )
                }
            }];
        /// Columns of a table without a row.
        EmptyColumns { columns, filled_columns } = Underset,
            {
                let filled = match filled_columns {
                    1 => "one".to_owned(),
                    several => several.to_string(),
                };
                say!(
                    "the rows of the table fill {filled} of its {columns} columns",
                    "表格分 {columns} 栏，各行只排满 {filled_columns} 栏"
                )
            },
            [say!(
                "write text-columns = {filled_columns}, or make its place less tall",
                "请写 `text-columns = {filled_columns}`，或把版位改矮"
            )];
        /// A table that is wider than its place.
        TableTooWide { needed_pt, width_pt } = TableTooWide,
            {
                let (needs, has) = (tenths(*needed_pt), tenths(*width_pt));
                say!(
                    "the table needs {needs} pt and has {has} pt",
                    "表格至少要 {needs} 磅宽，这里只有 {has} 磅"
                )
            },
            [say!(
                "give it more columns of the page or fewer of its own, smaller type, or shorter words",
                "请加宽版位、减少表格栏数、缩小字号，或改短文字"
            )];
        /// A table that a story does not have.
        NoTable { slug, number_in_story, values } = TableUnreadable,
            say!(
                "`{slug}` has no table {number_in_story}; it has {values} in all",
                "“{slug}”没有第 {number_in_story} 个表格；它一共有 {values} 个"
            );
        /// Text beside a table that stands nowhere.
        RestOfTable { slug, characters } = PartUnplaced,
            say!(
                "`{slug}` has {characters} characters besides this table, and no place for them",
                "“{slug}”除这个表格外还有 {characters} 字没有版位"
            ),
            [say!("place it with `[[story]]`", "改用 `[[story]]` 安排这条稿件")];
    }
}
