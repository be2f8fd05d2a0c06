//! Advertisements in their places.

mod size;

use size::Cuts;

use crate::diag::{Code, Diagnostic};
use crate::geom::{Abs, Point, Rect, Size, WritingMode};
use crate::layout::compose::Composer;
use crate::layout::picture::{Filling, cut, filled, inside_frame};
use crate::page::{ElementId, Part, PlacedPicture};
use crate::picture::{PdfBox, Picture, PictureId};
use crate::say;
use crate::spec::page::{Ad, AdSize, Crop, PictureFit};
use crate::style::Align;

/// How far the edge of a place may be from the edge of the paper and still be
/// meant to lie on it.
const NEARLY: f64 = 0.15;

impl Composer<'_> {
    /// An advertisement, with its label and frame.
    pub(in crate::layout) fn place_ad(&mut self, ad: &Ad, id: ElementId) {
        let rect = self.canvas.flow.rect(ad.area.rect(&self.canvas.grid));
        let canvas = self.canvas.over(rect, WritingMode::Horizontal);
        self.on(canvas, |composer| {
            let rest = inside_frame(below_label(ad, rect), ad.frame);
            let seen = match composer.resources.ads.get(&id) {
                Some(picture) => composer.place_art(ad, *picture, rest),
                None => rest,
            };
            composer.label_of(ad, seen, id);
            composer.frame_round(seen, ad.frame);
        });
    }

    /// Small type above an advertisement, flush with its right edge.
    fn label_of(&mut self, ad: &Ad, seen: Rect, id: ElementId) {
        let Some((label, span)) = &ad.label else { return };
        let style = ad.styles.get(Part::Caption).clone();
        let (size, width) = (style.size, seen.width());
        let owner = self.owner(None, Part::Caption, id.0);
        let set = self.furniture_line(label, &style, Align::End, (width, *span));
        let origin = Point::new(seen.left, seen.top - size.scale(37, 100));
        self.push_line(owner, origin, width, set);
    }

    /// Puts the art into its place and returns what is meant to be seen of it,
    /// without what is cut off.
    fn place_art(&mut self, ad: &Ad, id: PictureId, room: Rect) -> Rect {
        let picture = self.resources.pictures.get(id);
        let (fit, rect) = match ad.size {
            AdSize::Fit(fit) => (fit, room),
            AdSize::Percent(percent) => {
                (PictureFit::Contain, self.scaled(ad, picture, percent, room).unwrap_or(room))
            }
        };
        let filling = Filling { fit, focus: ad.focus, crop: Crop::WHOLE, of: ad.pdf_box };
        let (seen, image) = filled(rect, picture, filling);
        self.report_coarse(picture, image, ad.file_span);
        let paper = Rect::at(Point::new(Abs::ZERO, Abs::ZERO), self.spec.paper);
        let cuts = Cuts {
            by_place: cut(seen, image, picture, ad.pdf_box),
            // Only a file with something beyond its trim says where the knife may go.
            by_knife: (picture.view(PdfBox::Trim) != picture.view(PdfBox::Media))
                .then(|| cut(paper, image, picture, PdfBox::Trim)),
        };
        self.report_size(ad, picture, room, cuts);
        let frame = self.bled(seen, image, ad.bleed);
        let usual = if self.spec.lang.has_word_spaces() { "Advertisement" } else { "广告" };
        let label = ad.label.as_ref().map(|(label, _)| label.clone());
        let alt = ad.alt.clone().or(label).unwrap_or_else(|| usual.to_owned());
        let owner = self.owner(None, Part::Caption, 0);
        let inks = self.picture_inks();
        let clip = Vec::new();
        let placed =
            PlacedPicture { owner, picture: id, place: room, frame, image, clip, inks, alt };
        self.matter.pictures.push(placed);
        seen
    }

    /// The middle of a place, as large as a share of what the file says.
    fn scaled(&mut self, ad: &Ad, picture: &Picture, percent: u32, room: Rect) -> Option<Rect> {
        let Some(stated) = picture.stated_size(ad.pdf_box) else {
            self.tell(
                Diagnostic::error(
                    Code::BadValue,
                    say!(
                        "the file does not say how large it is on paper (it has no resolution for print), which \"scale\" goes by",
                        "文件没有写明印刷尺寸（没有印刷分辨率），不能用 “scale”"
                    ),
                )
                .at(ad.file_span)
                .hint(say!("write \"fit\" instead", "请改写 “fit”")),
            );
            return None;
        };
        let side = |length: Abs| length.scale(i64::from(percent), 100);
        let size = Size::new(side(stated.width), side(stated.height));
        let at = Point::new(
            room.left + (room.width() - size.width) / 2,
            room.top + (room.height() - size.height) / 2,
        );
        Some(Rect::at(at, size))
    }

    /// What is seen, and beyond the edges of the paper so much more of the art
    /// as there is.
    fn bled(&self, seen: Rect, image: Rect, bleed: Abs) -> Rect {
        let (paper, near) = (self.spec.paper, Abs::mm(NEARLY));
        let mut frame = seen;
        if seen.left <= near {
            frame.left = (seen.left.min(Abs::ZERO) - bleed).max(image.left);
        }
        if seen.top <= near {
            frame.top = (seen.top.min(Abs::ZERO) - bleed).max(image.top);
        }
        if seen.right >= paper.width - near {
            frame.right = (seen.right.max(paper.width) + bleed).min(image.right);
        }
        if seen.bottom >= paper.height - near {
            frame.bottom = (seen.bottom.max(paper.height) + bleed).min(image.bottom);
        }
        frame
    }
}

/// What a label leaves of a place.
fn below_label(ad: &Ad, rect: Rect) -> Rect {
    match &ad.label {
        Some(_) => {
            let taken = ad.styles.get(Part::Caption).size.scale(125, 100);
            Rect { top: (rect.top + taken).min(rect.bottom), ..rect }
        }
        None => rect,
    }
}
