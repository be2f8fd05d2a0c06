//! Pictures of which much is cut off, so that whoever chose them hears of it.

use super::fit::Cut;
use crate::diag::{Code, Cropped, Diagnostic, Facts, Sink, Text};
use crate::geom::{Abs, Size};
use crate::picture::Picture;
use crate::say;
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
    let (file, share) = (&picture.file, percent(share));
    let Text { en, zh } = sides(&cut);
    let message = say!(
        "{share} % of the picture `{file}` is cut off: {en}",
        "图片“{file}”的画面被裁去 {share}%：{zh}"
    );
    let finding = match target.framing {
        Framing::Chosen => Diagnostic::note(Code::PictureCrop, message),
        Framing::Usual => Diagnostic::warning(Code::PictureCrop, message).hint(hint(is_drawing)),
    };
    let facts = Cropped { picture: file.clone(), cut_percent: share };
    sink.push(finding.at(target.area.span).facts(Facts::Crop(facts)));
}

fn hint(is_drawing: bool) -> Text {
    if is_drawing {
        say!(
            "leave `fit` out: drawings are shown whole by themselves",
            "去掉 fit 即可：矢量图不写 fit 时完整放入"
        )
    } else {
        say!(
            "give it a box of other proportions, say with `focus` or `crop` what is to be seen, or show it whole with fit = \"contain\"",
            "请改图片框的长宽，或用 focus、crop 写明要保留的部分，或写 fit = \"完整\""
        )
    }
}

/// What is cut off at each side, in percent of the picture's width or height.
fn sides(cut: &Cut) -> Text {
    let Size { width, height } = cut.whole;
    let sides = [
        (cut.left, width, "left", "左"),
        (cut.right, width, "right", "右"),
        (cut.top, height, "top", "上"),
        (cut.bottom, height, "bottom", "下"),
    ];
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    for (off, whole, side, side_zh) in sides {
        let off = percent(off.to_mm() / whole.to_mm().max(0.001));
        if off > 0.0 {
            en.push(format!("{side} {off} %"));
            zh.push(format!("{side_zh} {off}%"));
        }
    }
    Text { en: en.join(", "), zh: zh.join("，") }
}

fn percent(share: f64) -> f64 {
    (share * 100.0).round()
}
