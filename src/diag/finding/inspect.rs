//! What will not print well.

use crate::diag::Text;
use crate::say;

nouns! {
    /// What a page is printed in at least.
    BaseInk {
        Process = "the four process inks", "四色";
        Black = "black", "黑";
    }

    /// A process ink beside black.
    ProcessInk {
        Cyan = "cyan", "青";
        Magenta = "magenta", "品红";
        Yellow = "yellow", "黄";
    }
}

findings! {
    /// Something that will not print well.
    PrintFinding {
        /// Type that cannot be told from its ground; in how many times.
        Unseen { words, times } = UnseenType,
            {
                let Text { en, zh } = shown_at(words.as_ref(), *times);
                say!("type cannot be told from what it stands on{en}", "文字和底色分不出来{zh}")
            },
            [say!(
                "give it a color that stands out, such as styles.body.color = \"white\" on a dark tint",
                "请换一种看得清的颜色，例如深底上写 `styles.body.color = \"白\"`"
            )];
        /// White type that is small.
        SmallWhite { size_pt, least_pt, words, times } = SmallType,
            {
                let (size, Text { en, zh }) = (points(*size_pt), shown_at(words.as_ref(), *times));
                say!(
                    "white type of {size} may fill in with ink{en}",
                    "反白文字只有 {size}，容易糊版{zh}"
                )
            },
            [larger_type(*least_pt)];
        /// Type in several inks that is small.
        SmallColored { size_pt, inks, least_pt, words, times } = SmallType,
            {
                let (size, Text { en, zh }) = (points(*size_pt), shown_at(words.as_ref(), *times));
                say!(
                    "type of {size} in {inks} inks gets colored edges when plates do not fit{en}",
                    "{inks} 色套印的文字只有 {size}，套印不准时会出现重影{zh}"
                )
            },
            [larger_type(*least_pt)];
        /// Black type in much else.
        RichBlack { ink_percent, words, times } = RichBlack,
            {
                let (total, Text { en, zh }) = (round(*ink_percent), shown_at(words.as_ref(), *times));
                say!(
                    "black type with {total} % ink{en}: the other inks show beside it when plates do not fit",
                    "黑色文字的总墨量达 {total}%{zh}，套印不准时四周会露出色边"
                )
            },
            [say!("print type in black alone: \"black\"", "文字只用单色黑：\"黑\"")];
        /// A thin line, of so many inks.
        Thin { width_pt, inks, least_pt } = ThinLine,
            {
                let width = points(*width_pt);
                match inks {
                    0 => say!(
                        "a white line of {width} fills in with ink",
                        "反白线只有 {width}，会被油墨糊住"
                    ),
                    1 => say!("a line of {width} breaks up in print", "线条只有 {width}，印出来会断线"),
                    _ => say!(
                        "a line of {width} in {inks} inks gets colored edges when plates do not fit",
                        "{inks} 色套印的线条只有 {width}，套印不准时会出现重影"
                    ),
                }
            },
            [say!("make it {least_pt} pt at least", "线条至少用 {least_pt} 磅")];
        /// A color that alone has more ink than the paper takes.
        TooMuchInk { ink_percent, limit_percent } = InkLimit,
            {
                let (is, most) = (round(*ink_percent), round(*limit_percent));
                say!(
                    "this color has {is} % ink, the paper takes {most} %",
                    "这个颜色的总墨量是 {is}%，纸张只能承受 {most}%"
                )
            },
            [say!(
                "take less of cyan, magenta and yellow; black makes up for them",
                "减少青、品红、黄的用量，用黑来补"
            )];
        /// A color in process inks on a page without them.
        StrayProcess { stray_inks, base, ink_names } = StrayInk,
            {
                let en: Vec<String> = stray_inks.iter().map(|ink| ink.text().en).collect();
                let zh: Vec<String> = stray_inks.iter().map(|ink| ink.text().zh).collect();
                stray(Text { en: en.join(", "), zh: zh.join("、") }, *base, ink_names)
            },
            [other_ink()];
        /// A spot ink that the page is not printed with.
        StraySpot { ink_name, base, ink_names, nearest } = StrayInk,
            stray(say!("“{ink_name}”", "“{ink_name}”"), *base, ink_names),
            [match nearest {
                Some(near) => say!("did you mean \"{near}\"?", "是不是“{near}”？"),
                None => other_ink(),
            }];
        /// Ink that ends at the trim.
        EndsAtTrim { bleed_mm, usual_bleed_mm } = BleedMissing,
            say!(
                "this ends where the paper is cut: a white edge may show",
                "这里正好到裁切边为止，裁切稍偏就会露白"
            ),
            [more_bleed(*bleed_mm, *usual_bleed_mm)];
        /// Ink that ends in the bleed.
        ShortOfBleed { beyond_mm, bleed_mm, usual_bleed_mm } = BleedMissing,
            {
                let (is, needs) = (millimetres(*beyond_mm), millimetres(*bleed_mm));
                say!(
                    "this runs {is} past the cut, the bleed is {needs}",
                    "这里只超出裁切边 {is}，而出血是 {needs}"
                )
            },
            [more_bleed(*bleed_mm, *usual_bleed_mm)];
        /// Type where the knife may hit it.
        NearKnife { distance_mm, least_mm, words, times } = NearTrim,
            {
                let (distance, Text { en, zh }) =
                    (millimetres(*distance_mm), shown_at(words.as_ref(), *times));
                say!(
                    "type stands {distance} from where the paper is cut{en}",
                    "文字离裁切边只有 {distance}{zh}"
                )
            },
            [say!(
                "keep {least_mm} mm: cutting is never quite exact",
                "至少留 {least_mm} 毫米：裁切总有误差"
            )];
    }
}

/// The line where something shows first, and in how many more it does.
fn shown_at(words: Option<&String>, times: usize) -> Text {
    let Some(words) = words else { return Text::default() };
    match times {
        0 | 1 => say!(" (“{words}”)", "（“{words}”）"),
        times => {
            let others = times - 1;
            say!(" (“{words}” and {others} more)", "（“{words}”等 {times} 处）")
        }
    }
}

/// What a page is not printed with.
fn stray(found: Text, base: BaseInk, spots: &[String]) -> Text {
    let Text { en, zh } = found;
    let Text { en: mut own, zh: mut own_zh } = base.text();
    for name in spots {
        own += &format!(" and {name}");
        own_zh += &format!("和 {name}");
    }
    say!("the page is printed in {own}, but this has {en}", "本版只印{own_zh}，这里却用了{zh}")
}

fn other_ink() -> Text {
    say!(
        "choose a color that the page is printed with, or name the ink: inks = \"process + NAME\" under [output]",
        "换成本版印得出的颜色，或在 `[output]` 里写明这种油墨：`inks = \"四色 + 专色名\"`"
    )
}

fn larger_type(least_pt: f64) -> Text {
    say!(
        "make it {least_pt} pt at least, or print it in one ink",
        "字号至少用 {least_pt} 磅，或改用单色"
    )
}

fn more_bleed(bleed_mm: f64, usual_mm: f64) -> Text {
    match bleed_mm == 0.0 {
        true => say!(
            "give the sheet a bleed, usually {usual_mm} mm, and let this run to its end; or keep it inside",
            "在 `[sheet]` 里设出血（一般 {usual_mm} 毫米），并让它伸到出血边；或者往里收"
        ),
        false => say!(
            "let it run to the end of the bleed, or keep it inside",
            "让它伸到出血边，或者往里收"
        ),
    }
}

/// A length in points.
pub(super) fn points(length: f64) -> String {
    format!("{} pt", round(length))
}

/// A length in millimetres.
pub(super) fn millimetres(length: f64) -> String {
    format!("{} mm", round(length))
}

/// No more digits than anybody reads.
pub(super) fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
