//! Causes: what is wrong, gathered so that each is told once.

use crate::color::Color;
use crate::diag::{Code, Diagnostic, Facts, Span, Text, TotalInk, shortened};
use crate::geom::Abs;
use crate::page::{BaseInks, PageInks};
use crate::say;

use super::limits::{CLOSEST_TO_TRIM_MM, SMALLEST_TYPE_PT, THINNEST_LINE_PT, USUAL_BLEED_MM};

/// What is wrong with a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PrintFault {
    /// Type that is white (no inks) or in several inks is small.
    SmallType { inks: usize },
    /// Type has the color of what it stands on.
    UnseenType,
    /// Type is in black and much else.
    RichBlackType,
    /// A line is thin.
    ThinLine { inks: usize },
    /// A color alone has more ink than the paper takes, in percent.
    TooMuchInk { most: u32 },
    /// A color has inks that the page is not printed with.
    StrayInk { strays: Text, inks: PageInks, near: Option<String> },
    /// Ink ends at the trim or between trim and bleed.
    MissingBleed { bleed: Abs },
    /// Type stands where the knife may hit it.
    NearTrim,
}

/// A fault in one place of the page.
pub(super) struct Sighting<'a> {
    pub(super) fault: PrintFault,
    pub(super) color: Color,
    /// Where the spec brings it about.
    pub(super) span: Option<Span>,
    /// The size, width or distance that is too small.
    pub(super) measure: Abs,
    /// The words of a line.
    pub(super) words: &'a str,
}

impl Sighting<'_> {
    /// A fault of a color, whatever is painted in it.
    pub(super) fn of_color(fault: PrintFault, color: Color, span: Option<Span>) -> Self {
        Self { fault, color, span, measure: Abs::ZERO, words: "" }
    }
}

/// A fault with one cause, wherever it shows.
#[derive(Debug)]
pub(super) struct Cause {
    fault: PrintFault,
    color: Color,
    span: Option<Span>,
    /// The smallest measure.
    measure: Abs,
    /// The words of the first line.
    words: String,
    times: usize,
}

/// All causes, in the order in which they show.
#[derive(Default)]
pub(super) struct Causes {
    list: Vec<Cause>,
}

impl Causes {
    pub(super) fn add(&mut self, sighting: Sighting<'_>) {
        let Sighting { fault, color, span, measure, words } = sighting;
        let known = self
            .list
            .iter_mut()
            .find(|cause| (cause.span, cause.color) == (span, color) && cause.fault == fault);
        match known {
            Some(cause) => {
                cause.times += 1;
                cause.measure = cause.measure.min(measure);
            }
            None => {
                let words = shortened(words);
                self.list.push(Cause { fault, color, span, measure, words, times: 1 });
            }
        }
    }

    pub(super) fn list(&self) -> &[Cause] {
        &self.list
    }
}

impl Cause {
    /// The finding.
    pub(super) fn diagnostic(&self) -> Diagnostic {
        let total = round(self.color.total_ink());
        let finding = match &self.fault {
            PrintFault::SmallType { inks } => self.small_type(*inks),
            PrintFault::UnseenType => {
                let place = self.place();
                let (en, zh) = (place.en, place.zh);
                Diagnostic::error(
                    Code::UnseenType,
                    say!(
                        "type cannot be told from what it stands on{en}",
                        "文字和底色分不出来{zh}"
                    ),
                )
                .hint(say!(
                    "give it a color that stands out, such as styles.body.color = \"white\" on a dark tint",
                    "请换一种看得清的颜色，例如深底上写 styles.body.color = \"白\""
                ))
            }
            PrintFault::RichBlackType => {
                let place = self.place();
                let (en, zh) = (place.en, place.zh);
                Diagnostic::warning(
                    Code::RichBlack,
                    say!(
                        "black type with {total} % ink{en}: the other inks show beside it when plates do not fit",
                        "黑色文字的总墨量达 {total} %{zh}，套印不准时四周会露出色边"
                    ),
                )
                .hint(say!(
                    "print type in black alone: \"black\"",
                    "文字只用单色黑：\"黑\""
                ))
            }
            PrintFault::ThinLine { inks } => self.thin_line(*inks),
            PrintFault::TooMuchInk { most } => Diagnostic::warning(
                Code::InkLimit,
                say!(
                    "this color has {total} % ink, the paper takes {most} %",
                    "这个颜色的总墨量是 {total} %，纸张只能承受 {most} %"
                ),
            )
            .facts(Facts::Ink(TotalInk { ink_percent: total, limit_percent: f64::from(*most) }))
            .hint(say!(
                "take less of cyan, magenta and yellow; black makes up for them",
                "减少青、品红、黄的用量，用黑来补"
            )),
            PrintFault::StrayInk { strays, inks, near } => stray_ink(strays, inks, near.as_deref()),
            PrintFault::MissingBleed { bleed } => self.missing_bleed(*bleed),
            PrintFault::NearTrim => {
                let place = self.place();
                let (en, zh) = (place.en, place.zh);
                let distance = millimetres(self.measure);
                Diagnostic::warning(
                    Code::NearTrim,
                    say!(
                        "type stands {distance} from where the paper is cut{en}",
                        "文字离裁切边只有 {distance}{zh}"
                    ),
                )
                .hint(say!(
                    "keep {CLOSEST_TO_TRIM_MM} mm: cutting is never quite exact",
                    "至少留 {CLOSEST_TO_TRIM_MM} 毫米：裁切总有误差"
                ))
            }
        };
        finding.at(self.span)
    }

    fn small_type(&self, inks: usize) -> Diagnostic {
        let (size, place) = (points(self.measure), self.place());
        let (en, zh) = (place.en, place.zh);
        let message = if inks == 0 {
            say!(
                "white type of {size} may fill in with ink{en}",
                "反白文字只有 {size}，容易糊版{zh}"
            )
        } else {
            say!(
                "type of {size} in {inks} inks gets colored edges when plates do not fit{en}",
                "{inks} 色套印的文字只有 {size}，套印不准时会出现重影{zh}"
            )
        };
        Diagnostic::warning(Code::SmallType, message).hint(say!(
            "make it {SMALLEST_TYPE_PT} pt at least, or print it in one ink",
            "字号至少用 {SMALLEST_TYPE_PT} 磅，或改用单色"
        ))
    }

    fn thin_line(&self, inks: usize) -> Diagnostic {
        let width = points(self.measure);
        let message = match inks {
            0 => say!(
                "a white line of {width} fills in with ink",
                "反白线只有 {width}，会被油墨糊住"
            ),
            1 => say!("a line of {width} breaks up in print", "线条只有 {width}，印出来会断线"),
            _ => say!(
                "a line of {width} in {inks} inks gets colored edges when plates do not fit",
                "{inks} 色套印的线条只有 {width}，套印不准时会出现重影"
            ),
        };
        Diagnostic::warning(Code::ThinLine, message).hint(say!(
            "make it {THINNEST_LINE_PT} pt at least",
            "线条至少用 {THINNEST_LINE_PT} 磅"
        ))
    }

    fn missing_bleed(&self, bleed: Abs) -> Diagnostic {
        let message = if self.measure == Abs::ZERO {
            say!(
                "this ends where the paper is cut: a white edge may show",
                "这里正好到裁切边为止，裁切稍偏就会露白"
            )
        } else {
            let (is, needs) = (millimetres(self.measure), millimetres(bleed));
            say!(
                "this runs {is} past the cut, the bleed is {needs}",
                "这里只超出裁切边 {is}，而出血是 {needs}"
            )
        };
        let finding = Diagnostic::warning(Code::BleedMissing, message);
        if bleed == Abs::ZERO {
            finding.hint(say!(
                "give the sheet a bleed, usually {USUAL_BLEED_MM} mm, and let this run to its end; or keep it inside",
                "在 [sheet] 里设出血（一般 {USUAL_BLEED_MM} 毫米），并让它伸到出血边；或者往里收"
            ))
        } else {
            finding.hint(say!(
                "let it run to the end of the bleed, or keep it inside",
                "让它伸到出血边，或者往里收"
            ))
        }
    }

    /// The line where it shows first, and in how many more it does.
    fn place(&self) -> Text {
        let words = &self.words;
        match self.times {
            _ if words.is_empty() => say!("", ""),
            1 => say!(" (“{words}”)", "（“{words}”）"),
            times => {
                let others = times - 1;
                say!(" (“{words}” and {others} more)", "（“{words}”等 {times} 处）")
            }
        }
    }
}

fn stray_ink(strays: &Text, inks: &PageInks, near: Option<&str>) -> Diagnostic {
    let Text { en, zh } = strays;
    let base = match inks.base {
        BaseInks::Process => say!("the four process inks", "四色"),
        BaseInks::Black => say!("black", "黑"),
    };
    let (mut own, mut own_zh) = (base.en, base.zh);
    for name in &inks.spots {
        own += &format!(" and {name}");
        own_zh += &format!("和 {name}");
    }
    let message =
        say!("the page is printed in {own}, but this has {en}", "本版只印{own_zh}，这里却用了{zh}");
    let finding = Diagnostic::error(Code::StrayInk, message);
    match near {
        Some(near) => finding.hint(say!("did you mean \"{near}\"?", "是不是 “{near}”？")),
        None => finding.hint(say!(
            "choose a color that the page is printed with, or name the ink: inks = \"process + NAME\" under [output]",
            "换成本版印得出的颜色，或在 [output] 里写明这种油墨：inks = \"四色 + 专色名\""
        )),
    }
}

fn points(length: Abs) -> String {
    format!("{} pt", round(length.to_pt()))
}

fn millimetres(length: Abs) -> String {
    format!("{} mm", round(length.to_mm()))
}

fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
