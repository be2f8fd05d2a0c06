//! Whether an advertisement stands on the page as its file was made: in a place of its
//! size, at its scale, with nothing cut off.

use std::cmp::Reverse;

use crate::diag::{AdMisfit, Code, Diagnostic, Facts, Sink, SizeMm, Text};
use crate::geom::{Abs, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::picture::Cut;
use crate::picture::Picture;
use crate::say;
use crate::spec::page::{Ad, AdSize};

/// What two lengths may differ by, in mm, and still be meant to be the same.
const SAME: f64 = 0.5;

/// An advertisement in its place.
struct AdInPlace<'a> {
    ad: &'a Ad,
    picture: &'a Picture,
    /// What label and frame leave of its place.
    room: Size,
    /// How large its file says it is, if it does.
    file: Option<Size>,
    /// What is cut off in all.
    cut: Cut,
    /// Whether the knife cuts something off.
    is_trimmed: bool,
}

/// What is cut off an advertisement.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Cuts {
    /// By its place, of the box that is placed.
    pub(in crate::layout) by_place: Cut,
    /// By the edge of the paper, of what is within its own trim.
    pub(in crate::layout) by_knife: Option<Cut>,
}

impl Cuts {
    /// Whether the knife cuts off what the place leaves.
    fn are_of_knife(&self) -> bool {
        let Some(knife) = self.by_knife else { return false };
        let more = |knife: Abs, place: Abs| (knife - place).max(Abs::ZERO);
        let across = more(knife.left, self.by_place.left) + more(knife.right, self.by_place.right);
        let down = more(knife.top, self.by_place.top) + more(knife.bottom, self.by_place.bottom);
        !is_same(Size::new(across, down), Size::new(Abs::ZERO, Abs::ZERO))
    }

    fn in_all(&self) -> Cut {
        let Some(knife) = self.by_knife.filter(|_| self.are_of_knife()) else {
            return self.by_place;
        };
        Cut {
            left: self.by_place.left.max(knife.left),
            top: self.by_place.top.max(knife.top),
            right: self.by_place.right.max(knife.right),
            bottom: self.by_place.bottom.max(knife.bottom),
            whole: self.by_place.whole,
        }
    }
}

/// Tells, once, the gravest of what differs from the file, as the house weighs it.
pub(super) fn report_size(
    desk: Desk,
    ad: &Ad,
    picture: &Picture,
    room: Rect,
    cuts: Cuts,
    sink: &mut Sink,
) {
    let file = picture.stated_size(ad.pdf_box);
    let room = Size::new(room.width(), room.height());
    let is_trimmed = cuts.are_of_knife();
    let placed = AdInPlace { ad, picture, room, file, cut: cuts.in_all(), is_trimmed };
    let checks = &desk.spec.checks;
    let findings = placed.findings().into_iter();
    let findings = findings.filter_map(|finding| checks.judge(finding));
    if let Some(gravest) = findings.min_by_key(|finding| Reverse(finding.severity)) {
        let outer = ad.area.rect(&desk.spec.grid);
        let outer = desk.spec.flow.rect(outer);
        let taken = Size::new(outer.width() - room.width, outer.height() - room.height);
        let hint = placed.hint(gravest.code, taken);
        let facts = Facts::Ad(placed.facts());
        sink.push(gravest.at(ad.area.span).facts(facts).hint(hint));
    }
}

impl AdInPlace<'_> {
    /// What differs, the graver first.
    fn findings(&self) -> Vec<Diagnostic> {
        let Cut { whole: drawn, .. } = self.cut;
        let name = &self.ad.name;
        let Text { en, zh } = self.numbers();
        let mut findings = Vec::new();
        let percent = match self.ad.size {
            AdSize::Fit(_) if self.is_of_size() && !self.is_trimmed => return findings,
            AdSize::Percent(_) if !fits(drawn, self.room) => {
                let message = say!(
                    "the advertisement `{name}` is larger than its place: {en}",
                    "广告“{name}”比版位大：{zh}"
                );
                return vec![Diagnostic::error(Code::Overset, message)];
            }
            AdSize::Fit(_) => None,
            AdSize::Percent(percent) => Some(percent),
        };
        if is_cut(&self.cut) {
            let message = say!(
                "something of the advertisement `{name}` is cut off: {en}",
                "广告“{name}”被裁去一部分：{zh}"
            );
            findings.push(Diagnostic::error(Code::AdCrop, message));
        }
        let message = say!(
            "the advertisement `{name}` is not printed in the size of its file: {en}",
            "广告“{name}”没有按文件尺寸排：{zh}"
        );
        match (percent, self.file) {
            (Some(100), _) => {}
            // Who writes a scale has decided.
            (Some(_), _) => findings.push(Diagnostic::note(Code::AdScale, message)),
            (None, Some(file)) if !is_same(file, drawn) => {
                findings.push(Diagnostic::warning(Code::AdScale, message));
            }
            (None, _) => {}
        }
        // What a scale makes of the file, or what the file says; of pixels without a
        // size only the proportions count.
        let wanted = match (percent, self.file) {
            (None, Some(file)) => file,
            (Some(_), _) | (None, None) => drawn,
        };
        if !is_same(wanted, self.room) {
            let message = say!(
                "the advertisement `{name}` and its place are not of one size: {en}",
                "广告“{name}”与版位尺寸不符：{zh}"
            );
            findings.push(Diagnostic::warning(Code::AdSize, message));
        }
        findings
    }

    /// Whether its place is as large as its file.
    fn is_of_size(&self) -> bool {
        self.file.is_some_and(|file| is_same(file, self.room))
    }

    /// Place, file, scale and what is cut off.
    fn numbers(&self) -> Text {
        let room = millimeters(self.room);
        let mut all = vec![if self.has_less_room() {
            say!("the room inside label and frame is {room} mm", "除去标签和边框，版位 {room} 毫米")
        } else {
            say!("the place is {room} mm", "版位 {room} 毫米")
        }];
        match self.file {
            Some(file) => {
                let (size, scale) = (millimeters(file), self.scale(file));
                all.push(say!("the file {size} mm", "文件 {size} 毫米"));
                all.push(say!("scaled to {scale} %", "缩放 {scale}%"));
            }
            None if self.picture.encoding.is_vectors() => {
                all.push(say!("the file says no size", "文件没有写明尺寸"));
            }
            None => {
                let Picture { width, height, .. } = self.picture;
                all.push(say!(
                    "the file {width} x {height} pixels",
                    "文件 {width} x {height} 像素"
                ));
            }
        }
        let sides = [
            (self.cut.left, say!("left", "左")),
            (self.cut.right, say!("right", "右")),
            (self.cut.top, say!("top", "上")),
            (self.cut.bottom, say!("bottom", "下")),
        ];
        let off = sides.into_iter().filter_map(|(off, Text { en, zh })| {
            let off = tenths(off.to_mm());
            (off > 0.0).then(|| say!("{en} {off}", "{zh} {off}"))
        });
        if let Text { en, zh } = joined(off.collect(), &say!(" mm, ", " 毫米、"))
            && !en.is_empty()
        {
            let share = tenths(self.cut.share() * 100.0);
            all.push(say!(
                "cut off {en} mm, {share} % of its area",
                "裁去{zh} 毫米，占画面 {share}%"
            ));
        }
        joined(all, &say!(", ", "，"))
    }

    /// The same for programs.
    fn facts(&self) -> AdMisfit {
        AdMisfit {
            ad: self.ad.name.clone(),
            place_mm: size_mm(self.room),
            file_mm: self.file.map(size_mm),
            scale_percent: self.file.map(|file| self.scale(file)),
            cut_percent: tenths(self.cut.share() * 100.0),
            cut_mm: size_mm(self.cut.off()),
        }
    }

    /// How large it is drawn, in percent.
    fn scale(&self, file: Size) -> f64 {
        match self.ad.size {
            AdSize::Percent(percent) => f64::from(percent),
            AdSize::Fit(_) => {
                tenths(self.cut.whole.width.to_mm() * 100.0 / file.width.to_mm().max(0.001))
            }
        }
    }

    /// What to do; `taken` is what label and frame take of the place.
    fn hint(&self, code: Code, taken: Size) -> Text {
        let right = self.file.unwrap_or_else(|| {
            let Size { width, .. } = self.room;
            let view = self.picture.view(self.ad.pdf_box);
            Size::new(width, width.scale(i64::from(view.height), i64::from(view.width)))
        });
        let right = match self.ad.size {
            AdSize::Percent(_) => self.cut.whole,
            AdSize::Fit(_) => right,
        };
        let place = millimeters(Size::new(right.width + taken.width, right.height + taken.height));
        let with = match self.has_less_room() {
            true => say!(", label and frame included", "（含标签和边框）"),
            false => say!("", ""),
        };
        let Text { en, zh } = with;
        match code {
            Code::AdScale if matches!(self.ad.size, AdSize::Percent(_)) => {
                say!("make sure that who ordered it knows", "请确认客户知道缩放")
            }
            Code::AdCrop if self.is_trimmed => say!(
                "what lies beyond the edge of the paper is cut off: move it, or place its bleed there with box = \"bleed\"",
                "纸边以外的部分会被裁掉：请移动版位，或写 box = \"出血\" 让出血落在纸边外"
            ),
            Code::AdCrop => say!(
                "give it a place of {place} mm{en}, or write fit = \"contain\"",
                "版位{zh}应为 {place} 毫米，或写 fit = \"完整\""
            ),
            Code::Overset => say!(
                "give it a place of {place} mm{en}, or write fit = \"contain\" instead of scale",
                "版位{zh}应为 {place} 毫米，或不写 scale 而写 fit = \"完整\""
            ),
            Code::AdSize if self.file.is_some() => say!(
                "give it a place of {place} mm{en}, or ask for a file in the size of the place",
                "版位{zh}应为 {place} 毫米，或请客户按版位尺寸重做"
            ),
            _ if self.file.is_none() => say!(
                "give it a place of its proportions, such as {place} mm{en}",
                "请按文件的长宽比定版位，如 {place} 毫米{zh}"
            ),
            _ => say!(
                "give it a place of {place} mm{en}, or ask for a file in the size of the place; if it is meant, write `scale` in percent",
                "版位{zh}应为 {place} 毫米，或请客户按版位尺寸重做；有意缩放就写明 scale"
            ),
        }
    }

    /// Whether label or frame take something of its place.
    fn has_less_room(&self) -> bool {
        self.ad.label.is_some() || self.ad.frame.is_some()
    }
}

fn joined(parts: Vec<Text>, between: &Text) -> Text {
    let (en, zh): (Vec<String>, Vec<String>) =
        parts.into_iter().map(|Text { en, zh }| (en, zh)).unzip();
    Text { en: en.join(&between.en), zh: zh.join(&between.zh) }
}

fn is_same(one: Size, other: Size) -> bool {
    let near = |a: Abs, b: Abs| (a - b).abs() <= Abs::mm(SAME);
    near(one.width, other.width) && near(one.height, other.height)
}

/// Whether more is cut off than nobody sees.
fn is_cut(cut: &Cut) -> bool {
    !is_same(cut.off(), Size::new(Abs::ZERO, Abs::ZERO))
}

/// Whether something has room.
fn fits(size: Size, room: Size) -> bool {
    let slack = Abs::mm(SAME);
    size.width <= room.width + slack && size.height <= room.height + slack
}

fn millimeters(Size { width, height }: Size) -> String {
    format!("{} x {}", tenths(width.to_mm()), tenths(height.to_mm()))
}

fn size_mm(Size { width, height }: Size) -> SizeMm {
    SizeMm { width: tenths(width.to_mm()), height: tenths(height.to_mm()) }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
