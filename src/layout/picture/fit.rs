//! Where a picture stands in its frame: crop, fit, focus; and how several
//! pictures share a box.

use crate::geom::{Abs, Point, Rect, Size};
use crate::picture::{PdfBox, Picture};
use crate::spec::page::{Arrange, Crop, PictureBox, PictureFit};

/// How a picture fills a place.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct PictureFilling {
    pub(in crate::layout) fit: PictureFit,
    /// What cropping to the place keeps, in hundredths from the left and from
    /// the top.
    pub(in crate::layout) focus: (u8, u8),
    /// What is cropped first.
    pub(in crate::layout) crop: Crop,
    /// Of a PDF's page, which box is seen.
    pub(in crate::layout) of: PdfBox,
}

/// A picture in its frame.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Filled {
    /// What is seen of it.
    pub(in crate::layout) frame: Rect,
    /// Where the whole of it would stand.
    pub(in crate::layout) image: Rect,
}

/// What is seen of a picture in a frame, and where the whole of it would stand.
pub(in crate::layout) fn filled(frame: Rect, picture: &Picture, filling: PictureFilling) -> Filled {
    let Crop { left, top, right, bottom } = filling.crop;
    let (across, down) = (i64::from(right) - i64::from(left), i64::from(bottom) - i64::from(top));
    let view = picture.view(filling.of);
    let (width, height) = (i64::from(view.width), i64::from(view.height));
    // Only proportions matter, so that hundredths of pixels can be counted.
    let shown = Proportions { width: width * across, height: height * down };
    let (frame, part) = match filling.fit {
        PictureFit::Cover => (frame, cover(frame, shown, filling)),
        PictureFit::Contain => {
            let part = contain(frame, shown);
            (part, part)
        }
    };
    let along = |hundredths: i64| part.width().scale(hundredths, shown.width);
    let below = |hundredths: i64| part.height().scale(hundredths, shown.height);
    let size =
        Size::new(along(i64::from(picture.width) * 100), below(i64::from(picture.height) * 100));
    let at = Point::new(
        part.left - along(i64::from(view.left) * 100 + width * i64::from(left)),
        part.top - below(i64::from(view.top) * 100 + height * i64::from(top)),
    );
    Filled { frame, image: Rect::at(at, size) }
}

/// What is not seen of a picture, on paper: from each side of the part of its file
/// that counts.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Cut {
    pub(in crate::layout) left: Abs,
    pub(in crate::layout) top: Abs,
    pub(in crate::layout) right: Abs,
    pub(in crate::layout) bottom: Abs,
    /// How large that part would be.
    pub(in crate::layout) whole: Size,
}

/// What a frame cuts off a picture, the whole of which would stand at `image`; of a
/// PDF's page what lies outside the box `of` is there to be cut off.
pub(in crate::layout) fn cut(frame: Rect, image: Rect, picture: &Picture, of: PdfBox) -> Cut {
    let view = picture.view(of);
    let along = |count: u32| image.width().scale(i64::from(count), i64::from(picture.width));
    let below = |count: u32| image.height().scale(i64::from(count), i64::from(picture.height));
    let at = Point::new(image.left + along(view.left), image.top + below(view.top));
    let whole = Rect::at(at, Size::new(along(view.width), below(view.height)));
    let beyond = |length: Abs| length.max(Abs::ZERO);
    Cut {
        left: beyond(frame.left - whole.left),
        top: beyond(frame.top - whole.top),
        right: beyond(whole.right - frame.right),
        bottom: beyond(whole.bottom - frame.bottom),
        whole: Size::new(whole.width(), whole.height()),
    }
}

impl Cut {
    /// Cut off at both sides, and above and below.
    pub(in crate::layout) fn off(&self) -> Size {
        Size::new(self.left + self.right, self.top + self.bottom)
    }

    /// How much of the area is cut off, 0 to 1.
    pub(in crate::layout) fn share(&self) -> f64 {
        let Size { width, height } = self.off();
        let stays = |off: Abs, of: Abs| 1.0 - off.to_mm() / of.to_mm().max(0.001);
        1.0 - stays(width, self.whole.width) * stays(height, self.whole.height)
    }
}

/// How wide something is to how high.
#[derive(Clone, Copy)]
struct Proportions {
    width: i64,
    height: i64,
}

/// Where the shown part stands so that it covers the frame; the focus says what
/// stays when it is cut.
fn cover(frame: Rect, shown: Proportions, filling: PictureFilling) -> Rect {
    let Proportions { width, height } = shown;
    let (x, y) = filling.focus;
    let full_height = frame.width().scale(height, width);
    let size = if full_height >= frame.height() {
        Size::new(frame.width(), full_height)
    } else {
        Size::new(frame.height().scale(width, height), frame.height())
    };
    let offset = |over: Abs, focus: u8| -over.scale(i64::from(focus.min(100)), 100);
    Rect::at(
        Point::new(
            frame.left + offset(size.width - frame.width(), x),
            frame.top + offset(size.height - frame.height(), y),
        ),
        size,
    )
}

/// The largest place inside the frame that shows the whole part.
fn contain(frame: Rect, shown: Proportions) -> Rect {
    let Proportions { width, height } = shown;
    let full_height = frame.width().scale(height, width);
    let size = if full_height <= frame.height() {
        Size::new(frame.width(), full_height)
    } else {
        Size::new(frame.height().scale(width, height), frame.height())
    };
    let at = Point::new(
        frame.left + (frame.width() - size.width) / 2,
        frame.top + (frame.height() - size.height) / 2,
    );
    Rect::at(at, size)
}

/// The frames of pictures that share a box, in order. A file that cannot be
/// read keeps a place of the usual proportions.
pub(super) fn cells(rect: Rect, pictures: &[Option<&Picture>], target: &PictureBox) -> Vec<Rect> {
    let count = pictures.len();
    if count < 2 {
        return vec![rect; count];
    }
    let size = |picture: &Option<&Picture>| {
        let view = |picture: &Picture| picture.view(PdfBox::Trim);
        let (width, height) =
            picture.map_or((3, 2), |picture| (view(picture).width, view(picture).height));
        let Crop { left, top, right, bottom } = target.crop;
        (
            i64::from(width) * (i64::from(right) - i64::from(left)),
            i64::from(height) * (i64::from(bottom) - i64::from(top)),
        )
    };
    // Proportions in millionths; pictures have at least one pixel a side.
    let ratio = |over: i64, under: i64| (over * 1_000_000 / under.max(1)).max(1);
    let own = |picture: &Option<&Picture>| match (size(picture), target.arrange) {
        ((width, height), Arrange::Row) => ratio(width, height),
        ((width, height), Arrange::Column) => ratio(height, width),
        (_, Arrange::Grid) => 1,
    };
    let shares: Vec<i64> = if target.shares.is_empty() {
        pictures.iter().map(own).collect()
    } else {
        target.shares.iter().copied().map(i64::from).collect()
    };
    let row = |rect: Rect, shares: &[i64]| -> Vec<Rect> {
        let parts = split(rect.left, rect.right, target.gap, shares);
        parts.into_iter().map(|(left, right)| Rect { left, right, ..rect }).collect()
    };
    let column = |rect: Rect, shares: &[i64]| -> Vec<Rect> {
        let parts = split(rect.top, rect.bottom, target.gap, shares);
        parts.into_iter().map(|(top, bottom)| Rect { top, bottom, ..rect }).collect()
    };
    match target.arrange {
        Arrange::Row => row(rect, &shares),
        Arrange::Column => column(rect, &shares),
        Arrange::Grid => {
            let across = (1..=count).find(|side| side * side >= count).unwrap_or(count);
            let rows: Vec<&[i64]> = shares.chunks(across).collect();
            let bands = column(rect, &vec![1; rows.len()]);
            bands.into_iter().zip(rows).flat_map(|(band, shares)| row(band, shares)).collect()
        }
    }
}

/// A stretch in parts that stand in proportion, with a gap between two.
fn split(from: Abs, to: Abs, gap: Abs, shares: &[i64]) -> Vec<(Abs, Abs)> {
    let gaps = shares.len() as i64 - 1;
    // Gaps make way where there is no room for them.
    let gap = if gaps > 0 { gap.min((to - from) / (gaps * 2)) } else { gap };
    let room = to - from - gap * gaps;
    let all: i64 = shares.iter().sum();
    let mut before = 0;
    let mut parts = Vec::new();
    for (at, share) in (0..).zip(shares) {
        let start = from + room.scale(before, all) + gap * at;
        before += share;
        parts.push((start, from + room.scale(before, all) + gap * at));
    }
    parts
}
