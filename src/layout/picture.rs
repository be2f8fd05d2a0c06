//! Pictures in their boxes: crop, caption and credit.

use super::bind::{Setting, Words};
use super::compose::Composer;
use crate::diag::{Code, Diagnostic};
use crate::geom::{Abs, LineSpan, Point, Rect, Size};
use crate::page::{Owner, Part, PlacedPicture};
use crate::picture::{Picture, PictureId};
use crate::say;
use crate::spec::page::{CaptionPlace, PictureBox, PictureFit, Styles};
use crate::story::{RichText, StoryPicture};
use crate::style::Lang;
use crate::text::{Hyphenation, LinePlace, Measures, break_once, set_line};

/// The least effective resolution that a newspaper prints well: below it the
/// Ghent Workgroup's newspaper profile warns (GWG 2022).
const FAIR_PPI: f64 = 150.0;

/// A picture of a story with the box it goes into.
pub(super) struct Placing<'a> {
    pub(super) target: &'a PictureBox,
    pub(super) picture: &'a StoryPicture,
    /// None if the file could not be used; that has been reported.
    pub(super) id: Option<PictureId>,
    pub(super) story: u32,
    pub(super) lang: Lang,
    pub(super) styles: &'a Styles,
}

impl Composer<'_> {
    /// Places a picture and its caption, and counts the characters that found
    /// no place.
    pub(super) fn place_picture(&mut self, placing: &Placing) {
        let target = placing.target;
        let caption = match target.caption {
            CaptionPlace::Below => caption_words(placing.picture, placing.lang),
            CaptionPlace::None => None,
        };
        let lines = target.area.lines;
        let caption_lines = match caption {
            Some(words) => self.place_caption(&words, placing),
            None => {
                self.report(placing.story).unplaced_characters +=
                    caption_characters(placing.picture);
                0
            }
        };
        let bottom = lines.last.saturating_sub(caption_lines).max(lines.first);
        let mut frame = target.area.rect(&self.spec.grid);
        if caption_lines > 0 {
            frame.bottom =
                self.spec.grid.line_edges(LineSpan { first: lines.first, last: bottom }).1;
        }
        if let Some(id) = placing.id {
            frame = self.place_pixels(id, frame, placing);
        }
        if let Some(rule) = target.frame {
            self.frame(frame, rule);
        }
    }

    /// Puts the picture into its box and returns what is seen of it.
    fn place_pixels(&mut self, id: PictureId, frame: Rect, placing: &Placing) -> Rect {
        let picture = self.pictures.get(id);
        let target = placing.target;
        let (frame, image) = match target.fit {
            PictureFit::Cover => (frame, cover(frame, picture, target.focus)),
            PictureFit::Contain => {
                let image = contain(frame, picture);
                (image, image)
            }
        };
        let ppi = f64::from(picture.width) * 72.0 / image.width().to_pt().max(0.001);
        if ppi < FAIR_PPI {
            let ppi = ppi.round();
            let file = &picture.file;
            self.sink.push(
                Diagnostic::warning(
                    Code::PictureCoarse,
                    say!(
                        "the picture `{file}` has only {ppi} pixels per inch at this size; newspapers need {FAIR_PPI}",
                        "图片“{file}”在此尺寸下只有 {ppi} ppi，报纸印刷需要 {FAIR_PPI} ppi"
                    ),
                )
                .at(target.area.span)
                .hint(say!("use a larger file or a smaller box", "换用更大的图片，或缩小图片框")),
            );
        }
        let alt = placing
            .picture
            .alt
            .clone()
            .or_else(|| placing.picture.caption.as_ref().map(RichText::plain))
            .unwrap_or_default();
        let owner = Owner { story: Some(placing.story), part: Part::Caption, paragraph: 0 };
        self.layers.pictures.push(PlacedPicture { owner, picture: id, frame, image, alt });
        frame
    }

    /// Sets a caption on the last lines of its box; returns how many lines it
    /// took.
    fn place_caption(&mut self, words: &[Words], placing: &Placing) -> u32 {
        let style = placing.styles.get(Part::Caption).clone();
        let area = placing.target.area;
        let setting = Setting {
            size: style.size,
            lang: placing.lang,
            indent: style.indent,
            hyphenation: Hyphenation::Allowed,
        };
        let prepared = self.binder.prepare(words, &style, setting, self.sink);
        let measure = area.right - area.left;
        let breaks = break_once(&prepared, Measures { first: &[], rest: measure });
        // At least one line stays for the picture.
        let room = area.lines.count().saturating_sub(1) as usize;
        let shown = breaks.lines.len().min(room);
        let first = area.lines.last + 1 - shown as u32;
        self.report_broken_word(&prepared, &breaks.lines[..shown], area.span);
        let mut sticks_out = false;
        for (at, line) in breaks.lines.iter().take(shown).enumerate() {
            let is_last = at + 1 == breaks.lines.len();
            let place = LinePlace { is_first: at == 0, is_last };
            // A caption of one line looks lost at the left under a wide
            // picture only if it is centred in the style; so it is obeyed.
            let set = set_line(&prepared, line, place, measure, style.align, self.binder.shaper());
            sticks_out |= set.over > Abs::ZERO;
            let owner = Owner { story: Some(placing.story), part: Part::Caption, paragraph: 0 };
            let origin = Point::new(area.left, self.spec.grid.baseline(first + at as u32));
            self.push_line(owner, origin, measure, set);
        }
        if sticks_out {
            self.report_sticking_out(words);
        }
        let lost: usize = breaks.lines[shown..]
            .iter()
            .map(|line| super::compose::count(prepared.text_of(line.clusters.clone())))
            .sum();
        if lost > 0 {
            self.sink.push(
                Diagnostic::error(
                    Code::Overset,
                    say!(
                        "the caption does not fit under its picture: {lost} characters over",
                        "图片说明放不下：多出 {lost} 字"
                    ),
                )
                .at(area.span)
                .hint(say!(
                    "give the picture box more lines, or cut the caption",
                    "增加图片框的行数，或删减说明文字"
                )),
            );
        }
        self.report(placing.story).overset_characters += lost;
        shown as u32
    }
}

/// Caption and credit as one paragraph: the credit closes the caption, in
/// brackets in East Asian papers.
fn caption_words(picture: &StoryPicture, lang: Lang) -> Option<Vec<Words>> {
    let mut words = picture.caption.as_ref().map(Words::of).unwrap_or_default();
    if let Some(credit) = picture.credit.as_ref().filter(|credit| !credit.is_blank()) {
        let (open, close) = match lang {
            Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese => ("（", "）"),
            Lang::Korean | Lang::English | Lang::German | Lang::French | Lang::Spanish => {
                (if words.is_empty() { "" } else { " " }, "")
            }
        };
        let span = picture.span;
        words.extend(Words::plain(open, span));
        words.extend(Words::of(credit));
        words.extend(Words::plain(close, span));
    }
    (!words.is_empty()).then_some(words)
}

fn caption_characters(picture: &StoryPicture) -> usize {
    [&picture.caption, &picture.credit].into_iter().flatten().map(RichText::characters).sum()
}

/// Where the whole picture stands so that it covers the frame; the focus says
/// which part stays when it is cropped.
fn cover(frame: Rect, picture: &Picture, focus: (u8, u8)) -> Rect {
    let (width, height) = (i64::from(picture.width), i64::from(picture.height));
    let full_height = frame.width().scale(height, width);
    let size = if full_height >= frame.height() {
        Size::new(frame.width(), full_height)
    } else {
        Size::new(frame.height().scale(width, height), frame.height())
    };
    let offset = |over: Abs, focus: u8| -over.scale(i64::from(focus.min(100)), 100);
    Rect::at(
        Point::new(
            frame.left + offset(size.width - frame.width(), focus.0),
            frame.top + offset(size.height - frame.height(), focus.1),
        ),
        size,
    )
}

/// The largest place inside the frame that shows the whole picture.
fn contain(frame: Rect, picture: &Picture) -> Rect {
    let (width, height) = (i64::from(picture.width), i64::from(picture.height));
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
