//! Pictures in their boxes: crop, caption and credit.

use super::bind::{Setting, Words};
use super::compose::Composer;
use crate::diag::{Code, Diagnostic, Span};
use crate::geom::{Abs, LineSpan, Point, Rect, Size, WritingMode};
use crate::page::{BaseInks, Part, PictureInks, PlacedPicture};
use crate::picture::{PdfBox, Picture, PictureId, View};
use crate::say;
use crate::spec::page::{CaptionPlace, PictureBox, PictureFit, Side, Styles};
use crate::story::{RichText, StoryPicture};
use crate::style::{Align, Lang};
use crate::text::{Breaks, Hyphenation, LinePlace, Measures, Prepared, break_once, set_line};

/// The least effective resolution that a newspaper prints well: below it the
/// Ghent Workgroup's newspaper profile warns (GWG 2022).
const FAIR_PPI: f64 = 150.0;

/// A picture of a story with the box it goes into.
pub(super) struct Placing<'a> {
    pub(super) target: &'a PictureBox,
    pub(super) picture: &'a StoryPicture,
    /// Its place among the pictures of the story.
    pub(super) at: u32,
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
        let rect = self.canvas.flow.rect(placing.target.area.rect(&self.canvas.grid));
        match self.canvas.flow.writing {
            WritingMode::Horizontal => self.place_in_box(placing, rect),
            WritingMode::Vertical => {
                let canvas = self.canvas.over(rect, WritingMode::Horizontal).at_foot();
                self.on(canvas, |composer| composer.place_in_box(placing, rect));
            }
        }
    }

    /// Places a picture in a box of the sheet; the canvas is horizontal.
    fn place_in_box(&mut self, placing: &Placing, rect: Rect) {
        let target = placing.target;
        let words = match target.caption {
            CaptionPlace::Below | CaptionPlace::Left | CaptionPlace::Right => {
                caption_words(placing.picture, placing.lang)
            }
            CaptionPlace::None => None,
        };
        let mut frame = match (words, target.caption) {
            (None, _) | (_, CaptionPlace::None) => {
                self.report(placing.story).unplaced_characters +=
                    caption_characters(placing.picture);
                rect
            }
            (Some(words), CaptionPlace::Below) => self.caption_below(&words, placing, rect),
            (Some(words), CaptionPlace::Left) => {
                self.caption_beside(&words, placing, rect, Side::Start)
            }
            (Some(words), CaptionPlace::Right) => {
                self.caption_beside(&words, placing, rect, Side::End)
            }
        };
        if let Some(id) = placing.id {
            frame = self.place_pixels(id, frame, placing);
        }
        if let Some(rule) = target.frame {
            self.frame(frame, rule);
        }
    }

    /// Puts the picture into its box and returns what is seen of it.
    fn place_pixels(&mut self, id: PictureId, frame: Rect, placing: &Placing) -> Rect {
        let picture = self.resources.pictures.get(id);
        let target = placing.target;
        let filling = Filling { fit: target.fit, focus: target.focus, of: PdfBox::Trim };
        let (frame, image) = filled(frame, picture, filling);
        self.report_coarse(picture, image, target.area.span);
        let alt = placing
            .picture
            .alt
            .clone()
            .or_else(|| placing.picture.caption.as_ref().map(RichText::plain))
            .unwrap_or_default();
        let owner = self.owner(Some(placing.story), Part::Caption, placing.at);
        let inks = self.picture_inks();
        self.layers.pictures.push(PlacedPicture { owner, picture: id, frame, image, inks, alt });
        frame
    }

    /// The plates that pictures on this page are printed from.
    pub(super) fn picture_inks(&self) -> PictureInks {
        match self.spec.inks.base {
            BaseInks::Process => PictureInks::Process,
            BaseInks::Black => PictureInks::Black,
        }
    }

    /// Tells of pixels that are too few for where the whole picture stands.
    pub(super) fn report_coarse(&mut self, picture: &Picture, image: Rect, span: Span) {
        let ppi = f64::from(picture.width) * 72.0 / image.width().to_pt().max(0.001);
        if ppi < FAIR_PPI && !picture.encoding.is_vectors() {
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
                .at(span)
                .hint(say!("use a larger file or a smaller box", "换用更大的图片，或缩小图片框")),
            );
        }
    }

    /// Sets a caption on the last lines of a box; returns what is left for the
    /// picture.
    fn caption_below(&mut self, words: &[Words], placing: &Placing, rect: Rect) -> Rect {
        let grid = &self.canvas.grid;
        // The lines whose em boxes lie in the box, the last one at its foot.
        let foot = (rect.bottom - grid.body_size - grid.area.top).count_of(grid.leading) + 1;
        let last = u32::try_from(foot).unwrap_or(1).max(1);
        let has = u32::try_from((rect.height() - grid.body_size).count_of(grid.leading) + 1);
        let has = has.unwrap_or(1).min(last);
        let caption = self.break_caption(words, placing, rect.width());
        // At least one line stays for the picture.
        let shown = caption.breaks.lines.len().min(has.saturating_sub(1) as usize);
        if shown == 0 {
            self.report_caption(&caption, shown, placing);
            return rect;
        }
        let first = last + 1 - shown as u32;
        self.push_caption(&caption, shown, (rect.left, first), placing);
        let grid = &self.canvas.grid;
        let above = (first - 1).max(1);
        let bottom = grid.line_edges(LineSpan { first: above, last: above }).1;
        Rect { bottom, ..rect }
    }

    /// Sets a caption in vertical lines at one side of a box; returns what is
    /// left for the picture.
    fn caption_beside(
        &mut self,
        words: &[Words],
        placing: &Placing,
        rect: Rect,
        side: Side,
    ) -> Rect {
        let canvas = self.canvas.over(rect, WritingMode::Vertical);
        let caption = self
            .on(canvas.clone(), |composer| composer.break_caption(words, placing, rect.height()));
        let shown = caption.breaks.lines.len().min(canvas.grid.lines.saturating_sub(1) as usize);
        if shown == 0 {
            self.report_caption(&caption, shown, placing);
            return rect;
        }
        let em = canvas.grid.body_size;
        let width = canvas.grid.leading * (shown as i64 - 1) + em;
        let gap = em / 2;
        let (strip, left) = match side {
            Side::Start => (
                Rect { right: rect.left + width, ..rect },
                Rect { left: rect.left + width + gap, ..rect },
            ),
            Side::End => (
                Rect { left: rect.right - width, ..rect },
                Rect { right: rect.right - width - gap, ..rect },
            ),
        };
        let canvas = self.canvas.over(strip, WritingMode::Vertical);
        self.on(canvas, |composer| {
            composer.push_caption(&caption, shown, (strip.top, 1), placing);
        });
        left
    }

    fn break_caption(&mut self, words: &[Words], placing: &Placing, measure: Abs) -> Caption {
        let style = placing.styles.get(Part::Caption).clone();
        let setting = Setting {
            indent: style.indent,
            ..self.setting(placing.lang, style.size, Hyphenation::Allowed)
        };
        let prepared = self.binder.prepare(words, &style, setting, self.sink);
        let breaks = break_once(&prepared, Measures { first: &[], rest: measure });
        Caption { words: words.to_vec(), prepared, breaks, measure, align: style.align }
    }

    /// Puts the first lines of a caption on the canvas, from a grid line on.
    fn push_caption(
        &mut self,
        caption: &Caption,
        shown: usize,
        (left, first): (Abs, u32),
        placing: &Placing,
    ) {
        let Caption { prepared, breaks, measure, align, .. } = caption;
        let mut sticks_out = false;
        for (at, line) in breaks.lines.iter().take(shown).enumerate() {
            let is_last = at + 1 == breaks.lines.len();
            let place = LinePlace { is_first: at == 0, is_last };
            // A caption of one line looks lost at the left under a wide
            // picture only if it is centered in the style; so it is obeyed.
            let set = set_line(prepared, line, place, *measure, *align, self.binder.shaper());
            sticks_out |= set.over > Abs::ZERO;
            let owner = self.owner(Some(placing.story), Part::Caption, placing.at);
            let origin = Point::new(left, self.canvas.grid.baseline(first + at as u32));
            self.push_line(owner, origin, *measure, set);
        }
        if sticks_out {
            self.report_sticking_out(&caption.words);
        }
        self.report_caption(caption, shown, placing);
    }

    /// Counts and reports what of a caption found no place.
    fn report_caption(&mut self, caption: &Caption, shown: usize, placing: &Placing) {
        let span = placing.target.area.span;
        let (prepared, lines) = (&caption.prepared, &caption.breaks.lines);
        self.report_broken_word(prepared, &lines[..shown], span);
        let lost: usize =
            lines[shown..].iter().map(|line| prepared.characters_of(line.clusters.clone())).sum();
        if lost > 0 {
            self.sink.push(
                Diagnostic::error(
                    Code::Overset,
                    say!(
                        "the caption does not fit under its picture: {lost} characters over",
                        "图片说明放不下：多出 {lost} 字"
                    ),
                )
                .at(span)
                .hint(say!(
                    "give the picture box more lines, or cut the caption",
                    "增加图片框的行数，或删减说明文字"
                )),
            );
        }
        self.report(placing.story).overset_characters += lost;
    }
}

/// A caption broken into lines.
struct Caption {
    words: Vec<Words>,
    prepared: Prepared,
    breaks: Breaks,
    measure: Abs,
    align: Align,
}

/// Caption and credit as one paragraph: the credit closes the caption, in
/// brackets in East Asian papers.
fn caption_words(picture: &StoryPicture, lang: Lang) -> Option<Vec<Words>> {
    let mut words = picture.caption.as_ref().map(Words::of).unwrap_or_default();
    if let Some(credit) = picture.credit.as_ref().filter(|credit| !credit.is_blank()) {
        let (open, close) = match lang.has_word_spaces() {
            false => ("（", "）"),
            true => (if words.is_empty() { "" } else { " " }, ""),
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

/// How a picture fills a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filling {
    pub(super) fit: PictureFit,
    /// What cropping keeps, in hundredths from the left and from the top.
    pub(super) focus: (u8, u8),
    /// Of a PDF's page, which box is seen.
    pub(super) of: PdfBox,
}

/// What is seen of a picture in a frame, and where the whole of it stands.
pub(super) fn filled(frame: Rect, picture: &Picture, filling: Filling) -> (Rect, Rect) {
    let view = picture.view(filling.of);
    let (frame, seen) = match filling.fit {
        PictureFit::Cover => (frame, cover(frame, view, filling.focus)),
        PictureFit::Contain => {
            let seen = contain(frame, view);
            (seen, seen)
        }
    };
    (frame, whole(seen, view, picture))
}

/// Where the whole picture stands when a part of it stands at a place.
fn whole(seen: Rect, view: View, picture: &Picture) -> Rect {
    let part = |length: Abs, pixels: u32, of: u32| length.scale(i64::from(pixels), i64::from(of));
    let (width, height) = (seen.width(), seen.height());
    let at = Point::new(
        seen.left - part(width, view.left, view.width),
        seen.top - part(height, view.top, view.height),
    );
    let size = Size::new(
        part(width, picture.width, view.width),
        part(height, picture.height, view.height),
    );
    Rect::at(at, size)
}

/// Where what is seen stands so that it covers the frame; the focus says
/// which part stays when it is cropped.
fn cover(frame: Rect, view: View, focus: (u8, u8)) -> Rect {
    let (width, height) = (i64::from(view.width), i64::from(view.height));
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

/// The largest place inside the frame that shows all that is to be seen.
fn contain(frame: Rect, view: View) -> Rect {
    let (width, height) = (i64::from(view.width), i64::from(view.height));
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
