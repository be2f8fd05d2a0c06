//! Whether an advertisement stands on the page as its file was made: in a place of its
//! size, at its scale, with nothing cut off.

use std::cmp::Reverse;

use crate::diag::finding::{AdMeasures, AdPlace, Sides, SizeMm};
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::picture::Cut;
use crate::picture::Picture;
use crate::spec::page::{Ad, AdSize};

/// What two lengths may differ by, in mm, and still be meant to be the same.
const SAME: f64 = 0.5;

/// An advertisement in its place.
struct AdInPlace<'a> {
    ad: &'a Ad,
    picture: &'a Picture,
    /// What label and frame leave of its place.
    room: Size,
    /// What these take.
    taken: Size,
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
    let outer = desk.spec.flow.rect(ad.area.rect(&desk.spec.grid));
    let taken = Size::new(outer.width() - room.width, outer.height() - room.height);
    let placed = AdInPlace { ad, picture, room, taken, file, cut: cuts.in_all(), is_trimmed };
    let checks = &desk.spec.checks;
    let findings = placed.findings().into_iter().map(Diagnostic::of);
    let findings = findings.filter_map(|finding| checks.judge(finding));
    if let Some(gravest) = findings.min_by_key(|finding| Reverse(finding.severity)) {
        sink.push(gravest.at(ad.area.span));
    }
}

impl AdInPlace<'_> {
    /// What differs, the graver first.
    fn findings(&self) -> Vec<AdPlace> {
        let Cut { whole: drawn, .. } = self.cut;
        let (ad, ad_fit) = (self.ad.name.clone(), self.fit());
        let mut findings = Vec::new();
        let percent = match self.ad.size {
            AdSize::Fit(_) if self.is_of_size() && !self.is_trimmed => return findings,
            AdSize::Percent(_) if !fits(drawn, self.room) => {
                return vec![AdPlace::TooLarge { ad, ad_fit }];
            }
            AdSize::Fit(_) => None,
            AdSize::Percent(percent) => Some(percent),
        };
        if is_cut(&self.cut) {
            let ad = ad.clone();
            findings.push(match self.is_trimmed {
                true => AdPlace::CutByKnife { ad, ad_fit },
                false => AdPlace::Cut { ad, ad_fit },
            });
        }
        match (percent, self.file) {
            (Some(100), _) => {}
            // Who writes a scale has decided.
            (Some(_), _) => findings.push(AdPlace::ScaledAsSaid { ad: ad.clone(), ad_fit }),
            (None, Some(file)) if !is_same(file, drawn) => {
                findings.push(AdPlace::Scaled { ad: ad.clone(), ad_fit });
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
            findings.push(AdPlace::OtherSize { ad, ad_fit });
        }
        findings
    }

    /// Whether its place is as large as its file.
    fn is_of_size(&self) -> bool {
        self.file.is_some_and(|file| is_same(file, self.room))
    }

    /// Place, file, scale and what is cut off.
    fn fit(&self) -> AdMeasures {
        let Picture { width, height, .. } = self.picture;
        AdMeasures {
            place_mm: size_mm(self.room),
            has_less_room: self.has_less_room(),
            file_mm: self.file.map(size_mm),
            pixels: (!self.picture.encoding.is_vectors()).then_some([*width, *height]),
            scale_percent: self.file.map(|file| self.scale(file)),
            cut_percent: tenths(self.cut.share() * 100.0),
            cut_mm: size_mm(self.cut.off()),
            cut_sides_mm: Sides {
                left: tenths(self.cut.left.to_mm()),
                right: tenths(self.cut.right.to_mm()),
                top: tenths(self.cut.top.to_mm()),
                bottom: tenths(self.cut.bottom.to_mm()),
            },
            right_place_mm: size_mm(self.right_place()),
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

    /// The place that it would fit, with what label and frame take.
    fn right_place(&self) -> Size {
        let right = match (self.ad.size, self.file) {
            (AdSize::Percent(_), _) => self.cut.whole,
            (AdSize::Fit(_), Some(file)) => file,
            (AdSize::Fit(_), None) => {
                let Size { width, .. } = self.room;
                let view = self.picture.view(self.ad.pdf_box);
                Size::new(width, width.scale(i64::from(view.height), i64::from(view.width)))
            }
        };
        Size::new(right.width + self.taken.width, right.height + self.taken.height)
    }

    /// Whether label or frame take something of its place.
    fn has_less_room(&self) -> bool {
        self.ad.label.is_some() || self.ad.frame.is_some()
    }
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

fn size_mm(Size { width, height }: Size) -> SizeMm {
    SizeMm { width: tenths(width.to_mm()), height: tenths(height.to_mm()) }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
