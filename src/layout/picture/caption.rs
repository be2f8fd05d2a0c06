//! Captions and credits: their words, and where they stand at a picture.

use super::placing::{Placing, Shown};
use crate::color::Paint;
use crate::diag::Diagnostic;
use crate::diag::finding::PlacedFault;
use crate::geom::{Abs, LineSpan, Point, Rect, WritingMode};
use crate::layout::bind::{Binder, Setting, Words, setting};
use crate::layout::grid::canvas::Canvas;
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::MatterOwner;
use crate::layout::tell::{report_broken_word, report_sticking_out};
use crate::page::{Part, Shape};
use crate::spec::page::{CaptionLevel, CaptionPlace, Side};
use crate::story::RichText;
use crate::style::Align;
use crate::text::{
    Breaks, Hyphenation, LinePlace, Measures, Prepared, break_once, break_part, set_line,
};

/// Width of a caption beside its picture, if the spec gives none: a quarter of
/// the box, but at least this many ems of the caption.
const LEAST_BESIDE: i64 = 6;

/// Sets a caption on the last lines of a box; returns what is left for the
/// picture.
pub(super) fn caption_below(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    placing: &Placing,
    rect: Rect,
    out: &mut Matter,
) -> Rect {
    let last = last_line(canvas, rect);
    let Some(caption) = level_caption(binder, canvas, words, placing, rect, out) else {
        return rect;
    };
    let shown = shown_lines(canvas, &caption, rect);
    let first = last + 1 - kept_lines(canvas, shown, placing, rect);
    let at = CaptionAt { left: rect.left, first, shown };
    push_caption(binder, canvas, &caption, at, placing, out);
    let above = (first - 1).max(1);
    let bottom = canvas.grid.line_edges(LineSpan { first: above, last: above }).1;
    Rect { bottom, ..rect }
}

/// Sets a caption on the first lines of a box; returns what is left for the
/// picture.
pub(super) fn caption_above(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    placing: &Placing,
    rect: Rect,
    out: &mut Matter,
) -> Rect {
    let Some(caption) = level_caption(binder, canvas, words, placing, rect, out) else {
        return rect;
    };
    let shown = shown_lines(canvas, &caption, rect);
    let first = canvas.grid.lines_within(rect.top, rect.bottom).first;
    let below = first + kept_lines(canvas, shown, placing, rect);
    let at = CaptionAt { left: rect.left, first: below - shown as u32, shown };
    push_caption(binder, canvas, &caption, at, placing, out);
    Rect { top: canvas.grid.line_top(below), ..rect }
}

/// What the lines that are kept for a caption leave of a box without one, so
/// that its picture ends level with its neighbors.
pub(super) fn without_caption(canvas: &Canvas, placing: &Placing, rect: Rect) -> Rect {
    let grid = &canvas.grid;
    let kept = kept_lines(canvas, 0, placing, rect);
    match placing.target.caption.place {
        _ if kept == 0 => rect,
        CaptionPlace::Below => {
            let above = last_line(canvas, rect).saturating_sub(kept).max(1);
            Rect { bottom: grid.line_edges(LineSpan { first: above, last: above }).1, ..rect }
        }
        CaptionPlace::Above => {
            let first = grid.lines_within(rect.top, rect.bottom).first;
            Rect { top: grid.line_top(first + kept), ..rect }
        }
        _ => rect,
    }
}

/// The lines that a caption of so many lines takes from its box, of which one at
/// least stays for the picture.
fn kept_lines(canvas: &Canvas, shown: usize, placing: &Placing, rect: Rect) -> u32 {
    let wanted = placing.target.caption.lines;
    let most = room_for_lines(canvas, rect);
    wanted.min(most).max(shown as u32)
}

/// A caption as wide as its box; none if no line of it has room there, which is
/// reported.
fn level_caption(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    placing: &Placing,
    rect: Rect,
    out: &mut Matter,
) -> Option<Caption> {
    let caption = break_caption(binder, canvas, words, placing, rect.width());
    if shown_lines(canvas, &caption, rect) == 0 {
        report_caption(&caption, 0, placing, out);
        return None;
    }
    Some(caption)
}

/// The last line whose em box lies in a box.
fn last_line(canvas: &Canvas, rect: Rect) -> u32 {
    let grid = &canvas.grid;
    let foot = (rect.bottom - grid.body_size - grid.area.top).count_of(grid.leading) + 1;
    u32::try_from(foot).unwrap_or(1).max(1)
}

/// How many lines of a caption a box holds: at least one line stays for the
/// picture.
fn shown_lines(canvas: &Canvas, caption: &Caption, rect: Rect) -> usize {
    caption.breaks.lines.len().min(room_for_lines(canvas, rect) as usize)
}

fn room_for_lines(canvas: &Canvas, rect: Rect) -> u32 {
    let grid = &canvas.grid;
    let last = last_line(canvas, rect);
    let has = u32::try_from((rect.height() - grid.body_size).count_of(grid.leading) + 1);
    has.unwrap_or(1).min(last).saturating_sub(1)
}

/// Sets a caption in vertical lines at one side of a box; returns what is
/// left for the picture.
pub(super) fn caption_upright(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    placing: &Placing,
    rect: Rect,
    side: Side,
    out: &mut Matter,
) -> Rect {
    let canvas = canvas.over(rect, WritingMode::Vertical);
    let caption = break_caption(binder, &canvas, words, placing, rect.height());
    let shown = caption.breaks.lines.len().min(canvas.grid.lines.saturating_sub(1) as usize);
    if shown == 0 {
        report_caption(&caption, shown, placing, out);
        return rect;
    }
    let em = canvas.grid.body_size;
    let width = canvas.grid.leading * (shown as i64 - 1) + em;
    let (strip, left) = parted(rect, side, width, em / 2);
    let canvas = canvas.over(strip, WritingMode::Vertical);
    let at = CaptionAt { left: strip.top, first: 1, shown };
    push_caption(binder, &canvas, &caption, at, placing, out);
    left
}

/// Sets a caption in horizontal lines beside the picture, level with its foot
/// or its top; returns what is left for the picture.
pub(super) fn caption_beside(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    placing: &Placing,
    rect: Rect,
    side: Side,
    out: &mut Matter,
) -> Rect {
    let em = canvas.grid.body_size;
    let size = placing.styles.get(Part::Caption).size;
    let usual = (rect.width() / 4).max(size * LEAST_BESIDE);
    // The picture keeps at least a little of the box.
    let width = placing.target.caption.width.unwrap_or(usual).min(rect.width() - em * 2);
    if width < em {
        let caption = break_caption(binder, canvas, words, placing, rect.width());
        report_caption(&caption, 0, placing, out);
        return rect;
    }
    let (strip, left) = parted(rect, side, width, em);
    let canvas = canvas.over(strip, WritingMode::Horizontal);
    let level = placing.target.caption.level;
    let canvas = match level {
        CaptionLevel::Foot => canvas.at_foot(),
        CaptionLevel::Top => canvas,
    };
    let caption = break_caption(binder, &canvas, words, placing, width);
    let lines = canvas.grid.lines;
    let shown = caption.breaks.lines.len().min(lines as usize);
    let first = match level {
        CaptionLevel::Foot => lines + 1 - shown as u32,
        CaptionLevel::Top => 1,
    };
    let at = CaptionAt { left: strip.left, first, shown };
    push_caption(binder, &canvas, &caption, at, placing, out);
    left
}

/// Sets a caption on the foot of the pictures themselves, over a bar.
pub(super) fn caption_over(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    placing: &Placing,
    seen: Rect,
    out: &mut Matter,
) {
    let size = placing.styles.get(Part::Caption).size;
    let pad = size / 2;
    let inner = Rect {
        left: seen.left + pad,
        right: (seen.right - pad).max(seen.left + pad),
        ..seen.grown(-size / 3)
    };
    let canvas = over_picture(canvas, size).over(inner, WritingMode::Horizontal).at_foot();
    let caption = break_caption(binder, &canvas, words, placing, inner.width());
    let lines = canvas.grid.lines;
    let shown = caption.breaks.lines.len().min(lines as usize);
    let first = lines + 1 - shown as u32;
    if shown > 0
        && let Some(color) = placing.target.caption.background
    {
        let top = (canvas.grid.line_top(first) - size / 3).max(seen.top);
        out.push_shapes([Shape::filled(Rect { top, ..seen }, Paint::usual(color))]);
    }
    let at = CaptionAt { left: inner.left, first, shown };
    push_caption(binder, &canvas, &caption, at, placing, out);
}

fn break_caption(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    placing: &Placing,
    measure: Abs,
) -> Caption {
    let mut style = placing.styles.get(Part::Caption).clone();
    let look = placing.target.caption;
    if let (CaptionPlace::Over, Some(color)) = (look.place, look.color) {
        style.color = color;
    }
    let setting = Setting {
        indent: style.indent,
        ..setting(canvas, placing.lang, style.size, Hyphenation::Allowed)
    };
    let mut prepared = binder.prepare(words, &style, setting);
    for name in names(placing) {
        prepared.keep_last_whole(&name, measure.scale(3, 4));
    }
    let measures = Measures::all(measure);
    let breaks = break_once(&prepared, measures);
    let breaks = match credit_start(&prepared, placing) {
        Some(at) => best_of(breaks, credit_apart(&prepared, at, measures)),
        None => breaks,
    };
    Caption { words: words.to_vec(), prepared, breaks, measure, align: style.align }
}

/// Where the lines of a caption stand.
#[derive(Clone, Copy)]
struct CaptionAt {
    /// Where they begin, along the lines.
    left: Abs,
    /// The grid line of the first.
    first: u32,
    /// How many there are; the others have no room.
    shown: usize,
}

/// Puts the first lines of a caption on the canvas, from a grid line on.
fn push_caption(
    binder: &mut Binder,
    canvas: &Canvas,
    caption: &Caption,
    at: CaptionAt,
    placing: &Placing,
    out: &mut Matter,
) {
    let Caption { prepared, breaks, measure, align, .. } = caption;
    let CaptionAt { left, first, shown } = at;
    let mut sticks_out = false;
    for (at, line) in breaks.lines.iter().take(shown).enumerate() {
        let place = LinePlace { is_first: at == 0, is_last: breaks.ends_at(at) };
        // A caption of one line looks lost at the left under a wide
        // picture only if it is centered in the style; so it is obeyed.
        let set = set_line(prepared, line, place, *measure, *align, binder.shaper());
        sticks_out |= set.over > Abs::ZERO;
        let owner = MatterOwner::story(Part::Caption, placing.first());
        let origin = Point::new(left, canvas.grid.baseline(first + at as u32));
        out.push_line(canvas, owner, origin, *measure, set);
    }
    if sticks_out {
        report_sticking_out(&caption.words, &mut out.findings);
    }
    report_caption(caption, shown, placing, out);
}

/// Counts and reports what of a caption found no place.
fn report_caption(caption: &Caption, shown: usize, placing: &Placing, out: &mut Matter) {
    let span = placing.target.area.span;
    let (prepared, lines) = (&caption.prepared, &caption.breaks.lines);
    report_broken_word(prepared, &lines[..shown], span, &mut out.findings);
    let lost: usize =
        lines[shown..].iter().map(|line| prepared.characters_of(line.clusters.clone())).sum();
    if lost > 0 {
        out.tell(Diagnostic::of(PlacedFault::CaptionTooLong { characters: lost }).at(span));
    }
    out.tally.overset += lost;
}

/// A caption's lines over a picture stand closer than those of the text, on no
/// grid.
fn over_picture(canvas: &Canvas, size: Abs) -> Canvas {
    let mut canvas = canvas.clone();
    canvas.grid.body_size = size;
    canvas.grid.first_baseline = size.scale(88, 100);
    canvas.grid.leading = size.scale(4, 3);
    canvas
}

/// A strip at one side of a box, and what a gap leaves of the rest.
fn parted(rect: Rect, side: Side, width: Abs, gap: Abs) -> (Rect, Rect) {
    match side {
        Side::Start => (
            Rect { right: rect.left + width, ..rect },
            Rect { left: rect.left + width + gap, ..rect },
        ),
        Side::End => (
            Rect { left: rect.right - width, ..rect },
            Rect { right: rect.right - width - gap, ..rect },
        ),
    }
}

/// A caption broken into lines.
pub(super) struct Caption {
    words: Vec<Words>,
    prepared: Prepared,
    breaks: Breaks,
    measure: Abs,
    align: Align,
}

/// What the pictures of a box say in their one caption.
pub(super) struct CaptionWords {
    /// Captions and credits as one paragraph; none if there are neither.
    pub(super) words: Option<Vec<Words>>,
    /// Characters of credits that are said already.
    pub(super) said_again: usize,
}

/// What it costs to begin a line with the credit: rather a line that is a little
/// tight or loose.
const CREDIT_APART: i64 = 8_000;

/// The cluster that begins the credits of a caption, its bracket included.
fn credit_start(prepared: &Prepared, placing: &Placing) -> Option<usize> {
    let first = prepared.start_of_last(names(placing).first()?)?;
    let bracket = first.checked_sub(1).filter(|at| prepared.text_of(*at..first) == "（");
    let start = bracket.unwrap_or(first);
    (start > 0 && !prepared.must_not_start_line(start)).then_some(start)
}

/// A caption whose credit begins a line: what comes before it ends like a
/// paragraph, and is not spaced out.
fn credit_apart(prepared: &Prepared, at: usize, measures: Measures) -> Option<Breaks> {
    let best = |part| {
        let found = break_part(prepared, part, measures);
        found.into_iter().min_by_key(|breaks| breaks.cost)
    };
    let mut parted = best(0..at)?.followed_by(&best(at..prepared.len())?);
    parted.cost += CREDIT_APART;
    Some(parted)
}

fn best_of(one: Breaks, other: Option<Breaks>) -> Breaks {
    match other {
        Some(other) if other.cost < one.cost => other,
        _ => one,
    }
}

/// The names in the credits of a box.
fn names(placing: &Placing) -> Vec<String> {
    let credits = placing.shown.iter().filter_map(Shown::credit).map(RichText::plain);
    let parted = |credit: String| {
        let parts = credit.split(BETWEEN_NAMES).map(|name| {
            let words: Vec<&str> = name.split([' ', '\t', '\n']).collect();
            words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        });
        parts.filter(|name| !name.is_empty()).collect::<Vec<_>>()
    };
    credits.flat_map(parted).collect()
}

/// What stands between two names of a credit.
const BETWEEN_NAMES: [char; 8] = ['、', '，', ',', '；', ';', '/', '／', '\u{3000}'];

/// Captions in the order of their pictures, then the credits, each once: in
/// brackets in East Asian papers.
pub(super) fn caption_words(placing: &Placing) -> CaptionWords {
    let is_spaced = placing.lang.has_word_spaces();
    let mut words: Vec<Words> = Vec::new();
    let mut credits: Vec<&RichText> = Vec::new();
    let mut said_again = 0;
    for shown in &placing.shown {
        if let Some(caption) = shown.picture.caption.as_ref().filter(|caption| !caption.is_blank())
        {
            if !words.is_empty() {
                let space = if is_spaced { " " } else { "\u{3000}" };
                words.extend(Words::added(space, shown.picture.span));
            }
            words.extend(Words::of(caption));
        }
        if let Some(credit) = shown.credit() {
            if credits.iter().any(|said| said.plain() == credit.plain()) {
                said_again += credit.characters();
            } else {
                credits.push(credit);
            }
        }
    }
    if let Some(span) = placing.shown.first().map(|shown| shown.picture.span)
        && !credits.is_empty()
    {
        let (open, between, close) = match is_spaced {
            false => ("（", "、", "）"),
            true => (if words.is_empty() { "" } else { " " }, ", ", ""),
        };
        for (at, credit) in credits.into_iter().enumerate() {
            words.extend(Words::added(if at == 0 { open } else { between }, span));
            words.extend(Words::of(credit));
        }
        words.extend(Words::added(close, span));
    }
    CaptionWords { words: (!words.is_empty()).then_some(words), said_again }
}
