//! Pictures in their boxes, alone or several under one caption.

mod caption;
mod cropped;
mod fit;
pub(super) mod lone;
pub(super) mod of_story;
mod outline;
mod placing;

pub(super) use fit::{Cut, Filled, PictureFilling, cut, filled};

use crate::diag::finding::PlacedFault;
use crate::diag::{Diagnostic, Sink, Span, shortened};
use crate::geom::{Abs, Rect, Size, WritingMode};
use crate::layout::bind::Binder;
use crate::layout::desk::Desk;
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::matter::{Matter, MatterPicture};
use crate::layout::paint::owner::MatterOwner;
use crate::layout::picture::caption::{
    caption_above, caption_below, caption_beside, caption_over, caption_upright, without_caption,
};
use crate::layout::picture::cropped::report_cropped;
use crate::layout::picture::outline::clip;
use crate::page::{BaseInks, Part, PictureInks, ReservedFor, ReservedPlace};
use crate::picture::{PdfBox, Picture, PictureId};
use crate::spec::page::{CaptionPlace, PictureFit, RuleStyle, RunAround, Side};
use crate::story::{MARK_START, RichText};
use placing::{Placing, Seen, Shown};

/// The least effective resolution that a newspaper prints well: below it the
/// Ghent Workgroup's newspaper profile warns (GWG 2022).
const FAIR_PPI: f64 = 150.0;

/// A picture that does not fill its place, moved to where its caption stands.
fn at_caption(place: Rect, filled: Filled, placing: &Placing) -> Filled {
    let Filled { frame, image } = filled;
    let down = match placing.target.caption.place {
        _ if placing.shown.iter().all(|shown| shown.characters() == 0) => Abs::ZERO,
        CaptionPlace::Below => place.bottom - frame.bottom,
        CaptionPlace::Above => place.top - frame.top,
        _ => Abs::ZERO,
    };
    Filled { frame: frame.moved_down(down), image: image.moved_down(down) }
}

/// Places the pictures of a box and their caption, and counts the
/// characters that found no place.
fn place_picture(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    placing: &Placing,
    out: &mut Matter,
) -> Vec<Seen> {
    let rect = canvas.flow.rect(placing.rect);
    match canvas.flow.writing {
        WritingMode::Horizontal => place_in_box(desk, binder, canvas, placing, rect, out),
        WritingMode::Vertical => {
            let canvas = canvas.over(rect, WritingMode::Horizontal);
            let canvas = match placing.target.caption.place {
                CaptionPlace::Above => canvas,
                _ => canvas.at_foot(),
            };
            place_in_box(desk, binder, &canvas, placing, rect, out)
        }
    }
}

/// Counts and tells the captions of pictures that are to stand without.
fn leave_captions_out(placing: &Placing, out: &mut Matter) {
    for shown in &placing.shown {
        let left_out = shown.characters();
        if left_out == 0 {
            continue;
        }
        out.tally.unplaced += left_out;
        let texts = shown.picture.caption.iter().chain(shown.credit());
        let words = texts.map(RichText::plain).collect::<Vec<_>>().join(" ");
        out.tell(
            Diagnostic::of(PlacedFault::CaptionLeftOut {
                picture: shown.picture.file.clone(),
                characters: left_out,
                text: shortened(&words),
            })
            .at(placing.target.area.span),
        );
    }
}

/// Places pictures in a box of the sheet; the canvas is horizontal.
fn place_in_box(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    placing: &Placing,
    rect: Rect,
    out: &mut Matter,
) -> Vec<Seen> {
    let place = placing.target.caption.place;
    if place == CaptionPlace::None {
        leave_captions_out(placing, out);
        return place_all_pixels(desk, canvas, placing, rect, out);
    }
    let caption::CaptionWords { words, said_again } = caption::caption_words(placing);
    // Once for all of them is what is to be placed.
    out.tally.taken += said_again;
    let Some(words) = words else {
        let rect = without_caption(canvas, placing, rect);
        return place_all_pixels(desk, canvas, placing, rect, out);
    };
    let rect = match place {
        CaptionPlace::Below => caption_below(binder, canvas, &words, placing, rect, out),
        CaptionPlace::Above => caption_above(binder, canvas, &words, placing, rect, out),
        CaptionPlace::Left => {
            caption_upright(binder, canvas, &words, placing, rect, Side::Start, out)
        }
        CaptionPlace::Right => {
            caption_upright(binder, canvas, &words, placing, rect, Side::End, out)
        }
        CaptionPlace::BesideLeft => {
            caption_beside(binder, canvas, &words, placing, rect, Side::Start, out)
        }
        CaptionPlace::BesideRight => {
            caption_beside(binder, canvas, &words, placing, rect, Side::End, out)
        }
        CaptionPlace::Over | CaptionPlace::None => rect,
    };
    let seen = place_all_pixels(desk, canvas, placing, rect, out);
    if place == CaptionPlace::Over {
        let foot = match seen.as_slice() {
            [only] => only.frame,
            _ => rect,
        };
        caption_over(binder, canvas, &words, placing, foot, out);
    }
    seen
}

/// Puts the pictures into what the caption leaves of their box.
fn place_all_pixels(
    desk: Desk,
    canvas: &Canvas,
    placing: &Placing,
    rect: Rect,
    out: &mut Matter,
) -> Vec<Seen> {
    let known = desk.resources.pictures;
    let pictures: Vec<Option<&Picture>> =
        placing.shown.iter().map(|shown| shown.id.map(|id| known.get(id))).collect();
    let mut all = Vec::new();
    let cells = fit::cells(rect, &pictures, placing.target);
    for (shown, cell) in placing.shown.iter().zip(cells) {
        let cell = placing.target.frame.map_or(cell, |rule| rule.inside_frame(cell));
        let seen = shown.id.map(|id| place_pixels(desk, id, cell, shown, placing, out));
        if seen.is_none() {
            out.reserved.push(ReservedPlace {
                of: ReservedFor::Picture,
                place: cell,
                // Nobody has named it yet.
                name: match shown.picture.file.starts_with(MARK_START) {
                    true => String::new(),
                    false => shown.picture.file.clone(),
                },
                client: None,
                size: Size::new(cell.width(), cell.height()),
            });
        }
        all.extend(seen);
        frame_round(canvas, seen.map_or(cell, |seen| seen.frame), placing.target.frame, out);
    }
    all
}

/// Draws a frame whose inner edge is that of what stands in it.
pub(in crate::layout) fn frame_round(
    canvas: &Canvas,
    inside: Rect,
    rule: Option<RuleStyle>,
    out: &mut Matter,
) {
    if let Some(rule) = rule {
        let (_, into) = rule.frame_reach();
        out.frame(canvas, inside.grown(into), rule);
    }
}

/// Puts a picture into its frame.
fn place_pixels(
    desk: Desk,
    id: PictureId,
    frame: Rect,
    shown: &Shown,
    placing: &Placing,
    out: &mut Matter,
) -> Seen {
    let picture = desk.resources.pictures.get(id);
    let target = placing.target;
    let fit = target.fit.unwrap_or(match picture.encoding.is_vectors() {
        true => PictureFit::Contain,
        false => PictureFit::Cover,
    });
    let filling = PictureFilling { fit, focus: target.focus, crop: target.crop, of: PdfBox::Trim };
    let place = frame;
    let Filled { frame, image } = at_caption(place, filled(place, picture, filling), placing);
    report_coarse(picture, image, target.area.span, &mut out.findings);
    report_cropped(picture, target, cut(frame, image, picture, PdfBox::Trim), &mut out.findings);
    let alt = shown
        .picture
        .alt
        .clone()
        .or_else(|| shown.picture.caption.as_ref().map(RichText::plain))
        .unwrap_or_default();
    let owner = MatterOwner::story(Part::Caption, shown.at);
    let inks = picture_inks(desk);
    let clip = match placing.target.run_around {
        RunAround::Outline => clip(desk, id, image),
        RunAround::Box | RunAround::None => Vec::new(),
    };
    let placed = MatterPicture { owner, picture: id, place, frame, image, clip, inks, alt };
    out.pictures.push(placed);
    Seen { id, frame, image }
}

/// The plates that pictures on this page are printed from.
pub(in crate::layout) fn picture_inks(desk: Desk) -> PictureInks {
    match desk.spec.inks.base {
        BaseInks::Process => PictureInks::Process,
        BaseInks::Black => PictureInks::Black,
    }
}

/// Tells of pixels that are too few for where the whole picture stands.
pub(in crate::layout) fn report_coarse(
    picture: &Picture,
    image: Rect,
    span: Span,
    sink: &mut Sink,
) {
    let ppi = f64::from(picture.width) * 72.0 / image.width().to_pt().max(0.001);
    if ppi < FAIR_PPI && !picture.encoding.is_vectors() {
        sink.push(
            Diagnostic::of(PlacedFault::Coarse {
                picture: picture.file.clone(),
                ppi: ppi.round(),
                limit_ppi: FAIR_PPI,
            })
            .at(span),
        );
    }
}
