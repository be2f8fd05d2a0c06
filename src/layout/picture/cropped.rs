//! Pictures of which much is cut off, so that whoever chose them hears of it.

use super::fit::Cut;
use crate::diag::finding::{Placed, Sides};
use crate::diag::{Diagnostic, Sink};
use crate::geom::{Abs, Size};
use crate::picture::Picture;
use crate::spec::page::{Framing, PictureBox};

/// How much of a photograph may go without a word: a third, which a picture of three
/// to two loses in a square box.
const MOST_OFF: f64 = 1.0 / 3.0;
/// What of a drawing may go: its lettering may stand at every edge.
const MOST_OFF_DRAWING: f64 = 0.5;

/// Tells of a photograph that loses more than a third, and of a drawing that
/// loses anything.
pub(super) fn report_cropped(picture: &Picture, target: &PictureBox, cut: Cut, sink: &mut Sink) {
    let is_drawing = picture.encoding.is_vectors();
    let Size { width, height } = cut.off();
    let share = cut.share();
    let is_told = match is_drawing {
        true => width.max(height) > Abs::mm(MOST_OFF_DRAWING),
        // A square box holds exactly two thirds: no rounding shall tell of it.
        false => share > MOST_OFF + 0.001,
    };
    if !is_told {
        return;
    }
    let (picture, cut_percent) = (picture.file.clone(), percent(share));
    let cut_sides_percent = sides(&cut);
    let finding = match target.framing {
        Framing::Chosen => Placed::CroppedAsSaid { picture, cut_percent, cut_sides_percent },
        Framing::Usual => Placed::Cropped { picture, cut_percent, cut_sides_percent, is_drawing },
    };
    sink.push(Diagnostic::of(finding).at(target.area.span));
}

/// What is cut off at each side, in percent of the picture's width or height.
fn sides(cut: &Cut) -> Sides {
    let Size { width, height } = cut.whole;
    let share = |off: Abs, whole: Abs| percent(off.to_mm() / whole.to_mm().max(0.001));
    Sides {
        left: share(cut.left, width),
        right: share(cut.right, width),
        top: share(cut.top, height),
        bottom: share(cut.bottom, height),
    }
}

fn percent(share: f64) -> f64 {
    (share * 100.0).round()
}
