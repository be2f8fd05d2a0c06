//! Heads in their places.

use super::fit::tenths;
use super::placed::BoxSide;
use crate::diag::Text;
use crate::say;

findings! {
    /// Heads in their places.
    HeadFault {
        /// A head that is left out.
        HeadLeftOut { slug, characters, text } = PartUnplaced as Note,
            say!(
                "the head of `{slug}` is left out, {characters} characters: “{text}”",
                "“{slug}”不排标题，略去 {characters} 字：“{text}”"
            );
        /// Parts that the spec leaves out of a story.
        PartsLeftOut { slug, parts, characters } = PartUnplaced as Note,
            {
                let parts = parts.join(", ");
                say!(
                    "`{slug}` stands without {parts}, {characters} characters",
                    "“{slug}”略去 {parts}，共 {characters} 字"
                )
            };
        /// A head that is higher than its place.
        HeadTooHigh { slug, lines } = HeadlineTooLong,
            say!(
                "the head of `{slug}` takes {lines} lines, more than its place has",
                "“{slug}”的标题要占 {lines} 行，超出了版位"
            ),
            [say!(
                "give the story more lines, or smaller head styles",
                "增加版位行数，或改小标题样式"
            )];
        /// A headline that is wider than its place at its smallest size.
        HeadlineBroken { text, least_pt } = HeadlineTooLong as Warning,
            say!(
                "“{text}” does not fit its span even at {least_pt} pt and was broken into more lines",
                "“{text}”用最小字号 {least_pt} 磅也排不进，已折成多行"
            ),
            [say!(
                "shorten it, give it more columns, or lower `min-size` in its style",
                "缩短标题、加宽所占栏数，或调小样式里的 `min-size`"
            )];
        /// A head that is wider than its place.
        HeadTooWide { slug, over_mm } = HeadlineTooLong,
            {
                let over = tenths(*over_mm);
                say!(
                    "the head of `{slug}` is {over} mm too wide for its place",
                    "“{slug}”的标题超出所在位置 {over} 毫米"
                )
            },
            [say!(
                "give it more columns, or smaller head styles",
                "增加标题所占的栏，或改小标题样式"
            )];
        /// Parts of a head that have no room side by side.
        NoRow { slug } = HeadlineTooLong as Warning,
            say!(
                "the head of `{slug}` has no room for parts side by side; they stand one below the other",
                "“{slug}”的标题宽度不够并排，已改为上下排"
            ),
            [say!(
                "give the head more columns, shorten its kicker, or take the | out of `head-order`",
                "加宽标题、缩短引题，或在 `head-order` 里去掉 |"
            )];
        /// A head that is higher or wider than the picture it stands on.
        HeadOverPicture { slug, over_mm, edge } = HeadlineTooLong,
            {
                let over = tenths(*over_mm);
                match edge {
                    BoxSide::Top | BoxSide::Bottom => say!(
                        "the head of `{slug}` is {over} mm higher than the picture that it stands on",
                        "“{slug}”的标题比所压的图片高出 {over} 毫米"
                    ),
                    BoxSide::Left | BoxSide::Right => say!(
                        "the head of `{slug}` is {over} mm wider than the picture that it stands on",
                        "“{slug}”的标题比所压的图片宽出 {over} 毫米"
                    ),
                }
            },
            [say!(
                "give the picture a larger box, or the head smaller styles",
                "放大图片框，或改小标题样式"
            )];
        /// Lines of one part of a head that touch.
        HeadLinesTouch { slug, head_part } = HeadCrowded,
            {
                let Text { en, zh } = head_part.text();
                say!(
                    "in the head of `{slug}` the lines of the {en} touch each other",
                    "“{slug}”的标题中，{zh}的上下行碰在一起"
                )
            },
            [more_grid_lines()];
        /// Two parts of a head that touch.
        HeadPartsTouch { slug, head_part, other_part } = HeadCrowded,
            {
                let (one, other) = (head_part.text(), other_part.text());
                let ((one, first), (two, second)) = ((one.en, one.zh), (other.en, other.zh));
                say!(
                    "in the head of `{slug}` the {one} touches the {two}",
                    "“{slug}”的标题中，{first}碰到了{second}"
                )
            },
            [more_grid_lines()];
        /// A standing head without room.
        NoStandingHead { slug } = PartUnplaced,
            say!("`{slug}` has no lines for its standing head", "“{slug}”的版位放不下栏头");
    }
}

fn more_grid_lines() -> Text {
    say!(
        "give its style more `grid-lines`, or leave them out: they are then worked out",
        "增大样式里的 `grid-lines`，或删去这一项，由程序推算"
    )
}
