//! Advertisements in their places.

mod size;

use crate::diag::finding::PlacedFault;
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, Point, Rect, Size, WritingMode};
use crate::layout::bind::{Binder, Measure, Words};
use crate::layout::desk::Desk;
use crate::layout::element::ad::size::report_size;
use crate::layout::element::furniture::furniture_line;
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::matter::{Matter, MatterPicture};
use crate::layout::paint::owner::MatterOwner;
use crate::layout::picture::{
    Filled, PictureFilling, cut, filled, frame_round, picture_inks, report_coarse,
};
use crate::page::{ElementId, Part, ReservedFor, ReservedPlace};
use crate::picture::{PdfBox, Picture, PictureId};
use crate::spec::page::{Ad, AdSize, Crop, PictureFit};
use crate::style::{Align, Style};
use size::Cuts;

/// How far the edge of a place may be from the edge of the paper and still be
/// meant to lie on it.
const NEARLY: f64 = 0.15;

/// An advertisement, with its label and frame.
pub(in crate::layout) fn place_ad(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    ad: &Ad,
    id: ElementId,
    out: &mut Matter,
) {
    let rect = canvas.flow.rect(ad.area.rect(&canvas.grid));
    let canvas = canvas.over(rect, WritingMode::Horizontal);
    let rest = ad.room(rect);
    let seen = match desk.resources.ads.get(&id) {
        Some(picture) => place_art(desk, ad, *picture, rest, out),
        None => {
            out.reserved.push(reserved(ad, rect));
            rest
        }
    };
    if let Some((label, span)) = &ad.label {
        // Small type above it, flush with its right edge.
        let style = Style { align: Align::End, ..ad.styles.get(Part::Caption).clone() };
        let measure = Measure { width: seen.width(), lang: desk.spec.lang };
        let words = Words::made(label, *span);
        let set = furniture_line(binder, &canvas, &words, &style, measure, &mut out.findings);
        let origin = Point::new(seen.left, seen.top - style.size.scale(37, 100));
        let owner = MatterOwner::furniture(Part::Caption, id.0);
        out.push_line(&canvas, owner, origin, measure.width, set);
    }
    frame_round(&canvas, seen, ad.frame, out);
}

/// The place of an advertisement that is not there.
fn reserved(ad: &Ad, place: Rect) -> ReservedPlace {
    let room = ad.room(place);
    let booking = ad.booking.as_ref();
    let booked = booking.and_then(|booking| booking.size);
    ReservedPlace {
        of: ReservedFor::Ad,
        place,
        name: ad.name.clone(),
        client: booking.and_then(|booking| booking.client.clone()),
        size: booked.unwrap_or(Size::new(room.width(), room.height())),
    }
}

/// Puts the art into its place and returns what is meant to be seen of it,
/// without what is cut off.
fn place_art(desk: Desk, ad: &Ad, id: PictureId, room: Rect, out: &mut Matter) -> Rect {
    let picture = desk.resources.pictures.get(id);
    let (fit, rect) = match ad.size {
        AdSize::Fit(fit) => (fit, room),
        AdSize::Percent(percent) => (
            PictureFit::Contain,
            scaled(ad, picture, percent, room, &mut out.findings).unwrap_or(room),
        ),
    };
    let filling = PictureFilling { fit, focus: ad.focus, crop: Crop::WHOLE, of: ad.pdf_box };
    let Filled { frame: seen, image } = filled(rect, picture, filling);
    report_coarse(picture, image, ad.file_span, &mut out.findings);
    let paper = Rect::at(Point::new(Abs::ZERO, Abs::ZERO), desk.spec.paper);
    let cuts = Cuts {
        by_place: cut(seen, image, picture, ad.pdf_box),
        // Only a file with something beyond its trim says where the knife may go.
        by_knife: (picture.view(PdfBox::Trim) != picture.view(PdfBox::Media))
            .then(|| cut(paper, image, picture, PdfBox::Trim)),
    };
    report_size(desk, ad, picture, room, cuts, &mut out.findings);
    let frame = bled(desk, seen, image, ad.bleed);
    let usual = if desk.spec.lang.has_word_spaces() { "Advertisement" } else { "广告" };
    let label = ad.label.as_ref().map(|(label, _)| label.clone());
    let alt = ad.alt.clone().or(label).unwrap_or_else(|| usual.to_owned());
    let owner = MatterOwner::furniture(Part::Caption, 0);
    let inks = picture_inks(desk);
    let clip = Vec::new();
    let placed = MatterPicture { owner, picture: id, place: room, frame, image, clip, inks, alt };
    out.pictures.push(placed);
    seen
}

/// The middle of a place, as large as a share of what the file says.
fn scaled(ad: &Ad, picture: &Picture, percent: u32, room: Rect, sink: &mut Sink) -> Option<Rect> {
    let Some(stated) = picture.stated_size(ad.pdf_box) else {
        sink.push(Diagnostic::of(PlacedFault::AdWithoutSize).at(ad.file_span));
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
fn bled(desk: Desk, seen: Rect, image: Rect, bleed: Abs) -> Rect {
    let (paper, near) = (desk.spec.paper, Abs::mm(NEARLY));
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
