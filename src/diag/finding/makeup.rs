//! What no art director would let pass.

use crate::say;

findings! {
    /// A faulty make-up of a page.
    Makeup {
        /// Two headlines of one size and face side by side, which read as one line.
        HeadsAlike { slug, other_slug, first_line, last_line } = Tombstone,
            say!(
                "the headlines of `{other_slug}` and `{slug}` stand side by side in one size, on lines {first_line} to {last_line}",
                "碰题：“{other_slug}”和“{slug}”的标题并排，字号相同（第 {first_line} 至 {last_line} 行）"
            ),
            [say!(
                "give one of them another size or face, a frame or a tint, or let it start on another line",
                "请改变其中一个的字号或字体、加框加底，或让它错开几行"
            )];
        /// A head right under another one.
        HeadUnderHead { slug, other_slug, line } = StackedHeads,
            say!(
                "the head of `{slug}` stands right under that of `{other_slug}`, on line {line}, with no text between",
                "题压题：“{slug}”的标题（第 {line} 行）紧接在“{other_slug}”的标题下面，中间没有正文"
            ),
            [say!(
                "let some text of the upper story stand between, or move one of them",
                "请让上面一篇的正文隔开，或移动其中一篇"
            )];
        /// A head with hardly any of its text below it.
        HeadWithoutText { slug, line, lines } = HeadAtFoot,
            {
                let under = match lines {
                    0 => "no line".to_owned(),
                    1 => "one line".to_owned(),
                    _ => format!("{lines} lines"),
                };
                say!(
                    "the head of `{slug}` ends on line {line} over {under} of its text",
                    "“{slug}”的标题排到第 {line} 行，下面只有 {lines} 行正文"
                )
            },
            [say!(
                "give the story more lines there, or a smaller head",
                "请增加这里的行数，或把标题排小一些"
            )];
        /// An empty place of the page.
        Empty { lines, first_line, last_line, first_column, last_column } = Hole,
            match first_column == last_column {
                true => say!(
                    "a hole of {lines} lines in the page: column {first_column}, lines {first_line} to {last_line}",
                    "版面有 {lines} 行天窗：第 {first_column} 栏第 {first_line} 至 {last_line} 行"
                ),
                false => say!(
                    "a hole of {lines} lines in the page: columns {first_column} to {last_column}, lines {first_line} to {last_line}",
                    "版面有 {lines} 行天窗：第 {first_column} 至 {last_column} 栏第 {first_line} 至 {last_line} 行"
                ),
            },
            [say!(
                "fill it, or let what stands beside it reach into it",
                "请补上内容，或让旁边的内容占用这块地方"
            )];
        /// A seam between two lines right across the page.
        SeamAcross { first_line, last_line } = SplitAcross,
            say!(
                "a seam runs right across the page between lines {first_line} and {last_line}",
                "横断版：第 {first_line} 行与第 {last_line} 行之间，一条缝横贯全版"
            ),
            [say!("let something reach over it", "请让一篇稿件或图片跨过这条线")];
        /// A seam between two columns from top to bottom.
        SeamDown { first_column, last_column } = SplitDown,
            say!(
                "a seam runs down the whole page between columns {first_column} and {last_column}",
                "竖断版：第 {first_column} 栏与第 {last_column} 栏之间，一条缝从上贯到下"
            ),
            [say!("let something reach over it", "请让一篇稿件或图片跨过这条线")];
        /// A column of text with a single line.
        SingleLine { slug, line } = OneLineColumn,
            say!(
                "a column of `{slug}` has a single line, on line {line}",
                "“{slug}”有一栏只排了一行（第 {line} 行）"
            ),
            [say!(
                "move what stands above or below it by a line or two, or cut the line",
                "请把上下的内容挪动一两行，或删去这一行"
            )];
        /// A picture across columns of text.
        ColumnsCut { slug, columns, first_line, last_line } = CutColumns,
            say!(
                "a picture on lines {first_line} to {last_line} cuts {columns} columns of `{slug}` in two",
                "第 {first_line} 至 {last_line} 行的图片把“{slug}”的 {columns} 栏正文拦腰切断"
            ),
            [say!(
                "let the picture stand under the head, at the foot, or in one column",
                "请把图片排在标题下、稿件末尾，或只占一栏"
            )];
        /// Text to which no eye comes from its head.
        TextApart { slug, line, head_line } = TextUnreached,
            say!(
                "the text of `{slug}` begins on line {line}, where no eye comes to from its head, which ends on line {head_line}",
                "“{slug}”的正文从第 {line} 行开始，从标题（到第 {head_line} 行）找不到它"
            ),
            [say!(
                "let the text begin right under or beside its head",
                "正文应当紧接在标题下面或旁边开始"
            )];
    }
}
