//! Heads: kicker, headline, deck, standfirst and byline, each on whole lines
//! of the grid, display type fitted to its span by size.

mod air;
pub(super) mod beside;
pub(super) mod fit;
pub(super) mod on_picture;
pub(super) mod place;
mod row;

pub(super) use air::center_on_color;

use crate::diag::{Code, Diagnostic};
use crate::geom::{Abs, LineSpan, Point, Rect};
use crate::layout::bind::{Setting, Words};
use crate::layout::compose::{Composer, Whose};
use crate::layout::head::fit::{Natural, fit};
use crate::page::Part;
use crate::say;
use crate::spec::page::{Arrangement, Grid, JumpHead, StoryFrame};
use crate::story::{RichText, Story};
use crate::style::{Lang, Style};
use crate::text::class::class_of;
use crate::text::{
    Hyphenation, LineBreak, LineEndForm, LinePlace, Measures, Prepared, Senses, SetLine, balance,
    balance_closer, break_first_fit, break_once, set_line,
};

/// Display type set for a span: a block of whole grid lines.
#[derive(Clone)]
pub(super) struct Display {
    lines: Vec<DisplayLine>,
    stand: Stand,
    /// Grid lines of the type itself.
    rows: u32,
    before: u32,
    after: u32,
    /// How many grid lines one line takes was said: nothing is moved then.
    is_fixed: bool,
    /// How far it is moved down within the lines of its head.
    shift: Abs,
    /// Grid lines that its head takes more, so that its parts keep apart.
    extra: u32,
    /// Lines between parts side by side.
    dividers: Vec<row::Divider>,
}

/// How lines of display type stand to the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Each in the middle of so many grid lines.
    Grid(u32),
    /// On a leading of their own, the block as a whole in the middle of its
    /// grid lines.
    Solid,
    /// Side by side, each line at a place of its own in a block of this height.
    Row(Abs),
}

#[derive(Clone)]
pub(super) struct DisplayLine {
    pub(super) part: Part,
    pub(super) set: SetLine,
    pub(super) size: Abs,
    /// Indent from the left of the span.
    pub(super) left: Abs,
    /// From the top of the block to that of its em box, among parts side by side.
    down: Abs,
    /// The measure it was set to.
    pub(super) measure: Abs,
}

impl DisplayLine {
    /// To the next line, where no grid counts.
    pub(super) fn leading(&self) -> Abs {
        self.size.scale(115, 100)
    }
}

impl Display {
    fn new(lines: Vec<DisplayLine>, style: &Style, grid: &Grid) -> Self {
        let size = lines.iter().map(|line| line.size).max().unwrap_or_default();
        let above = lines.iter().map(|line| line.set.above).max().unwrap_or_default();
        let stand = match style.grid_lines {
            Some(rows) => Stand::Grid(rows.max(1)),
            None if size <= grid.body_size.scale(5, 4)
                && size <= grid.leading.scale(9, 10)
                && size + above <= grid.leading =>
            {
                Stand::Grid(1)
            }
            None => Stand::Solid,
        };
        let rows = match stand {
            Stand::Grid(rows) => rows * lines.len() as u32,
            Stand::Solid | Stand::Row(_) => {
                whole_rows(block_height(&lines) + size.scale(15, 100), grid)
            }
        };
        Self {
            lines,
            stand,
            rows,
            before: style.lines_before,
            after: style.lines_after,
            is_fixed: style.grid_lines.is_some(),
            shift: Abs::ZERO,
            extra: 0,
            dividers: Vec::new(),
        }
    }

    /// Grid lines it takes, those above and below included.
    pub(super) fn rows(&self) -> u32 {
        self.before + self.rows + self.after + self.extra
    }

    /// The same without empty lines above it.
    pub(super) fn close_above(self) -> Self {
        Self { before: 0, ..self }
    }

    /// The same without empty lines below it.
    pub(super) fn close_below(self) -> Self {
        Self { after: 0, ..self }
    }

    /// Its height where no grid counts.
    pub(super) fn height(&self) -> Abs {
        match self.stand {
            Stand::Row(height) => height,
            Stand::Grid(_) | Stand::Solid => block_height(&self.lines),
        }
    }

    /// Whether any of its lines is wider than its measure.
    fn sticks_out(&self) -> bool {
        self.lines.iter().any(|line| line.set.over > Abs::ZERO)
    }

    /// Its lines from top to bottom.
    pub(super) fn into_lines(self) -> Vec<DisplayLine> {
        self.lines
    }
}

/// From the top of the first line's em box, or of the readings above it, to the
/// bottom of the last one's.
fn block_height(lines: &[DisplayLine]) -> Abs {
    let last = lines.last().map_or(Abs::ZERO, |line| line.size - line.leading());
    lines.iter().map(|line| line.leading() + line.set.above).sum::<Abs>() + last
}

/// The whole grid lines that hold a height.
fn whole_rows(height: Abs, grid: &Grid) -> u32 {
    let whole = height.count_of(grid.leading);
    let rows = if grid.leading * whole < height { whole + 1 } else { whole };
    u32::try_from(rows).unwrap_or(1).max(1)
}

/// A part of a story's head.
fn part_of(story: &Story, part: Part) -> Option<&RichText> {
    match part {
        Part::Kicker => story.kicker.as_ref(),
        Part::Headline => story.headline.as_ref(),
        Part::Deck => story.deck.as_ref(),
        Part::Standfirst => story.standfirst.as_ref(),
        Part::Byline => story.byline.as_ref(),
        _ => None,
    }
    .filter(|text| !text.is_blank())
}

impl Composer<'_> {
    /// Sets the head of a story for a span: the whole of it, or what stands over
    /// a story that comes from another page.
    pub(super) fn set_head(
        &mut self,
        story: &Story,
        frame: &StoryFrame,
        lang: Lang,
        measure: Abs,
    ) -> Vec<Display> {
        if frame.jump.from.is_some() {
            return self.set_jump_head(story, frame, lang, measure).into_iter().collect();
        }
        let mut head = Vec::new();
        for row in &frame.head.rows {
            let there = |part: &Part| part_of(story, *part).map(|text| (*part, Words::of(text)));
            let parts: Vec<(Part, Vec<Words>)> = row.iter().filter_map(there).collect();
            let side_by_side = match parts.len() {
                0 | 1 => None,
                _ => self.set_row(&parts, frame, lang, measure),
            };
            match side_by_side {
                Some(row) => head.push(row),
                None => {
                    let parts = parts.iter();
                    head.extend(parts.map(|part| self.set_part(part, frame, lang, measure)));
                }
            }
        }
        let head = air::aired(head, &self.canvas.grid, lang);
        self.report_touching(&head, frame, lang);
        head
    }

    /// Sets a part that has its lines for itself.
    fn set_part(
        &mut self,
        (part, words): &(Part, Vec<Words>),
        frame: &StoryFrame,
        lang: Lang,
        measure: Abs,
    ) -> Display {
        let style = frame.styles.get(*part);
        if *part == Part::Standfirst {
            return self.set_standfirst(words, style, lang, measure);
        }
        let arrangement = match part {
            Part::Headline => frame.head.arrangement,
            _ => Arrangement::OneLine,
        };
        self.set_display(*part, words, style, arrangement, (lang, measure))
    }

    fn set_standfirst(
        &mut self,
        words: &[Words],
        style: &Style,
        lang: Lang,
        measure: Abs,
    ) -> Display {
        let setting = Setting {
            indent: style.indent,
            ..self.setting(lang, style.size, Hyphenation::Allowed)
        };
        let mut prepared = self.binder.prepare(words, style, setting);
        let names = self.spec.names.within(&prepared.text);
        prepared.keep_whole(&names);
        let breaks = break_once(&prepared, Measures { first: &[], rest: measure });
        let part = (Part::Standfirst, &prepared);
        let lines = self.display_lines(part, &breaks.lines, style, style.size, measure);
        let display = Display::new(lines, style, &self.canvas.grid);
        if let Some(span) = Words::span(words) {
            self.report_broken_word(&prepared, &breaks.lines, span);
        }
        if display.sticks_out() {
            self.report_sticking_out(words);
        }
        display
    }

    /// Sets display type: as large as its style wishes if that fits, on as few
    /// lines as possible.
    pub(super) fn set_display(
        &mut self,
        part: Part,
        words: &[Words],
        style: &Style,
        arrangement: Arrangement,
        (lang, measure): (Lang, Abs),
    ) -> Display {
        let fit = self.fit_display(part, words, style, (arrangement, lang, measure));
        if let Some(size) = fit.too_long_at {
            self.report_too_long(words, size);
        } else if fit.display.sticks_out() {
            self.report_sticking_out(words);
        }
        fit.display
    }

    /// Sets display type and reports nothing of how it fits.
    pub(super) fn fit_display(
        &mut self,
        part: Part,
        words: &[Words],
        style: &Style,
        (arrangement, lang, measure): (Arrangement, Lang, Abs),
    ) -> FittedDisplay {
        let closed;
        let words = match part {
            // Headlines and furniture have halves, and bylines names; elsewhere
            // a space typed beside a Western word is the one that is there
            // anyway.
            Part::Kicker | Part::Deck if !lang.has_word_spaces() => {
                closed = close_up(words, lang);
                closed.as_slice()
            }
            _ => words,
        };
        let text = Words::text(words);
        let halves = halves(&text, lang);
        let fitted = match arrangement {
            Arrangement::OneLine => self
                .fit_halves(words, style, lang, measure, HalfPlan::Together)
                .unwrap_or_else(|| self.fit_wrapped(words, style, lang, measure)),
            Arrangement::Auto => {
                let one = self.fit_halves(words, style, lang, measure, HalfPlan::Together);
                if halves < 2 || one.as_ref().is_some_and(|fit| fit.size >= style.size) {
                    one.filter(|fit| fit.size >= style.size)
                        .unwrap_or_else(|| self.fit_wrapped(words, style, lang, measure))
                } else {
                    self.fit_halves(words, style, lang, measure, HalfPlan::Apart)
                        .unwrap_or_else(|| self.fit_wrapped(words, style, lang, measure))
                }
            }
            Arrangement::Stacked | Arrangement::Stepped => self
                .fit_halves(words, style, lang, measure, HalfPlan::Apart)
                .unwrap_or_else(|| self.fit_wrapped(words, style, lang, measure)),
        };
        let mut lines = self.fitted_lines(part, &fitted, style, measure);
        if arrangement == Arrangement::Stepped && lines.len() == 2 {
            step(&mut lines, measure);
        }
        FittedDisplay {
            display: Display::new(lines, style, &self.canvas.grid),
            too_long_at: fitted.is_too_long.then_some(fitted.size),
        }
    }

    fn report_too_long(&mut self, words: &[Words], size: Abs) {
        let shown = Words::text(words);
        let shown = shown.trim();
        let size = size.to_pt();
        self.tell(
            Diagnostic::warning(
                Code::HeadlineTooLong,
                say!(
                    "“{shown}” does not fit its span even at {size} pt and was broken into more lines",
                    "“{shown}”用最小字号 {size} pt 也排不进，已折成多行"
                ),
            )
            .at(Words::span(words))
            .hint(say!(
                "shorten it, give it more columns, or lower `min-size` in its style",
                "缩短标题、加宽所占栏数，或调小样式里的 `min-size`"
            )),
        );
    }

    /// The halves of a headline side by side or one above the other, at the
    /// largest size that fits; none if that is below the smallest allowed.
    fn fit_halves(
        &mut self,
        words: &[Words],
        style: &Style,
        lang: Lang,
        measure: Abs,
        plan: HalfPlan,
    ) -> Option<Fitted> {
        let parts = match plan {
            HalfPlan::Together => vec![join_halves(words, lang)],
            HalfPlan::Apart => split_halves(words, lang),
        };
        let widest = parts
            .iter()
            .map(|part| {
                let prepared = self.display_prepared(part, style, style.size, lang);
                natural(&prepared, 0..prepared.len())
            })
            .max_by_key(|natural| natural.width)?;
        let style = &fit(style, widest, measure)?;
        let size = style.size;
        let prepared = parts.iter().map(|part| self.display_prepared(part, style, size, lang));
        let lines = prepared
            .map(|prepared| {
                let all = LineBreak { clusters: 0..prepared.len(), form: LineEndForm::Half };
                (prepared, vec![all])
            })
            .collect();
        Some(Fitted { size, lines, is_too_long: false })
    }

    /// Display type on as few lines as its wished size allows; if it would
    /// take more than [`MOST_LINES`], at its smallest size on as many as needed.
    fn fit_wrapped(&mut self, words: &[Words], style: &Style, lang: Lang, measure: Abs) -> Fitted {
        let joined = join_halves(words, lang);
        let reference = self.display_prepared(&joined, style, style.size, lang);
        let senses = Senses::of(&reference.text, lang, &self.spec.names);
        let mut best: Option<(Style, usize, Balance)> = None;
        let ways = (1..=MOST_LINES)
            .flat_map(|count| [(count, balance as Balance), (count, balance_closer as Balance)]);
        for (count, way) in ways {
            let Some((_, lines)) = way(&reference, count, &senses) else { continue };
            let widest = lines.iter().map(|line| natural(&reference, line.clusters.clone()));
            let Some(widest) = widest.max_by_key(|natural| natural.width) else { continue };
            let Some(fitted) = fit(style, widest, measure) else { continue };
            let better = best
                .as_ref()
                .is_none_or(|(known, ..)| known.size < style.size && fitted.size > known.size);
            if better {
                best = Some((fitted, count, way));
            }
        }
        if let Some((fitted, count, way)) = best {
            let size = fitted.size;
            let prepared = self.display_prepared(&joined, &fitted, size, lang);
            if let Some((_, lines)) = way(&prepared, count, &senses) {
                return Fitted { size, lines: vec![(prepared, lines)], is_too_long: false };
            }
        }
        let prepared = self.display_prepared(&joined, style, style.min_size, lang);
        let more = (MOST_LINES + 1..=MOST_LINES * 3).find_map(|count| {
            let (_, lines) = balance(&prepared, count, &senses)?;
            let fits =
                |line: &LineBreak| natural(&prepared, line.clusters.clone()).width <= measure;
            lines.iter().all(fits).then_some(lines)
        });
        // A word that is wider than a line is cut, and no other.
        let lines = more.unwrap_or_else(|| {
            break_first_fit(&prepared, Measures { first: &[], rest: measure }).lines
        });
        Fitted { size: style.min_size, lines: vec![(prepared, lines)], is_too_long: true }
    }

    fn display_prepared(
        &mut self,
        words: &[Words],
        style: &Style,
        size: Abs,
        lang: Lang,
    ) -> Prepared {
        let setting = self.setting(lang, size, Hyphenation::Never);
        // The same words are prepared at several sizes while they are fitted;
        // the binder reports only once what they lack.
        let mut prepared = self.binder.prepare(words, style, setting);
        let names = self.spec.names.within(&prepared.text);
        prepared.keep_whole(&names);
        prepared
    }

    fn fitted_lines(
        &self,
        part: Part,
        fitted: &Fitted,
        style: &Style,
        measure: Abs,
    ) -> Vec<DisplayLine> {
        fitted
            .lines
            .iter()
            .flat_map(|(prepared, lines)| {
                self.display_lines((part, prepared), lines, style, fitted.size, measure)
            })
            .collect()
    }

    fn display_lines(
        &self,
        (part, prepared): (Part, &Prepared),
        lines: &[LineBreak],
        style: &Style,
        size: Abs,
        measure: Abs,
    ) -> Vec<DisplayLine> {
        lines
            .iter()
            .enumerate()
            .map(|(at, line)| {
                let place = LinePlace { is_first: at == 0, is_last: at + 1 == lines.len() };
                let shaper = self.binder.shaper();
                let set = set_line(prepared, line, place, measure, style.align, shaper);
                DisplayLine { part, set, size, left: Abs::ZERO, down: Abs::ZERO, measure }
            })
            .collect()
    }

    /// Puts display type into the middle of a box's height.
    pub(super) fn push_in_box(&mut self, display: Display, whose: Whose, rect: Rect) {
        let height = display.height();
        let mut top = rect.top + (rect.height() - height) / 2;
        for line in display.into_lines() {
            let owner = self.owner_of(whose, line.part);
            // Readings stand between the em box of their line and the line before.
            top += line.set.above;
            let origin = Point::new(rect.left + line.left, top + line.size.scale(88, 100));
            top += line.leading();
            self.push_line_in(whose.column, owner, origin, line.measure, line.set);
        }
    }

    /// Sets what stands over a story that comes from another page.
    fn set_jump_head(
        &mut self,
        story: &Story,
        frame: &StoryFrame,
        lang: Lang,
        measure: Abs,
    ) -> Option<Display> {
        let words = match &frame.jump.head {
            JumpHead::None => return None,
            JumpHead::Words(words, span) => Words::written_within(words, *span),
            JumpHead::Headline => Words::of(story.headline.as_ref().filter(|it| !it.is_blank())?),
        };
        let style = frame.styles.get(Part::JumpHead);
        let how = (lang, measure);
        Some(self.set_display(Part::JumpHead, &words, style, Arrangement::OneLine, how))
    }

    /// Puts display type on the grid from line `first` on, in a span that
    /// starts at `left`; returns the first line below.
    pub(super) fn push_display(
        &mut self,
        display: Display,
        whose: Whose,
        left: Abs,
        first: u32,
    ) -> u32 {
        let below = first + display.rows();
        let top = first + display.before;
        let shift = display.shift;
        let rows = LineSpan { first: top, last: top + display.rows.max(1) - 1 };
        let (box_top, box_bottom) = self.canvas.grid.line_edges(rows);
        match display.stand {
            Stand::Solid => {
                let (top, bottom) = (box_top + shift, box_bottom + shift);
                self.push_in_box(display, whose, Rect { left, top, right: left, bottom });
            }
            Stand::Row(height) => {
                let top = box_top + (box_bottom - box_top - height) / 2 + shift;
                self.push_row(display, whose, Point::new(left, top));
            }
            Stand::Grid(rows) => {
                let firsts = (top..).step_by(rows as usize);
                for (first, line) in firsts.zip(display.lines) {
                    let span = LineSpan { first, last: first + rows - 1 };
                    let baseline = centered_baseline(&self.canvas.grid, span, line.size) + shift;
                    let owner = self.owner_of(whose, line.part);
                    let origin = Point::new(left + line.left, baseline);
                    self.push_line_in(whose.column, owner, origin, line.measure, line.set);
                }
            }
        }
        below
    }
}

/// A headline that takes more lines than this is text.
const MOST_LINES: usize = 4;

/// A way to part a headline into so many lines.
type Balance = fn(&Prepared, usize, &Senses) -> Option<(Abs, Vec<LineBreak>)>;

/// How the halves of a headline stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HalfPlan {
    Together,
    Apart,
}

/// Display type with what is to be said of how it fits.
pub(super) struct FittedDisplay {
    pub(super) display: Display,
    /// Its size, if it fits its span at none that is allowed.
    too_long_at: Option<Abs>,
}

/// Display type at its final size.
struct Fitted {
    size: Abs,
    lines: Vec<(Prepared, Vec<LineBreak>)>,
    is_too_long: bool,
}

/// The baseline that centres type of a size on some grid lines, measured from
/// the top of the first line's em box to the bottom of the last one's.
fn centered_baseline(grid: &Grid, rows: LineSpan, size: Abs) -> Abs {
    let (top, bottom) = grid.line_edges(rows);
    if rows.count() == 1 && size <= grid.body_size.scale(5, 4) {
        return grid.baseline(rows.first);
    }
    // The em box of East Asian faces: 0.88 above the baseline, 0.12 below.
    top + (bottom - top - size) / 2 + size.scale(88, 100)
}

/// How wide some clusters are, and how often their tracking is in that.
fn natural(prepared: &Prepared, clusters: std::ops::Range<usize>) -> Natural {
    let trackings = clusters.len().saturating_sub(1);
    Natural { width: prepared.natural_width(clusters), trackings }
}

/// Moves the first half to the left and the second to the right.
fn step(lines: &mut [DisplayLine], measure: Abs) {
    let indent = measure / 12;
    for (at, line) in lines.iter_mut().enumerate() {
        let from_left = if at == 0 { indent } else { measure - line.set.width - indent };
        let start = line
            .set
            .runs
            .first()
            .and_then(|run| run.glyphs.first())
            .map_or(Abs::ZERO, |glyph| glyph.x);
        line.left = from_left.max(Abs::ZERO) - start;
        line.measure = measure - line.left;
    }
}

/// How many parts white space makes of a headline in a language that writes
/// without word spaces.
fn halves(text: &str, lang: Lang) -> usize {
    if !lang.has_word_spaces() { split_points(text, lang).len() + 1 } else { 1 }
}

/// Byte ranges of the white space that parts halves: between two characters
/// that are not both of Western words.
fn split_points(text: &str, lang: Lang) -> Vec<std::ops::Range<usize>> {
    let mut points = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(char::is_whitespace) {
        let start = at + found;
        let end = text[start..]
            .find(|c: char| !c.is_whitespace())
            .map_or(text.len(), |length| start + length);
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        if let (Some(before), Some(after)) = (before, after)
            && (class_of(before, lang).is_wide() || class_of(after, lang).is_wide())
        {
            points.push(start..end);
        }
        at = end;
        if at >= text.len() {
            break;
        }
    }
    points
}

/// The words of each half.
fn split_halves(words: &[Words], lang: Lang) -> Vec<Vec<Words>> {
    let text = Words::text(words);
    if halves(&text, lang) < 2 {
        return vec![words.to_vec()];
    }
    split_at(words, &text, &split_points(&text, lang))
}

/// The words without the spaces typed between East Asian and Western ones.
fn close_up(words: &[Words], lang: Lang) -> Vec<Words> {
    let text = Words::text(words);
    let is_wide = |c: Option<char>| c.is_some_and(|c| class_of(c, lang).is_wide());
    let mut points = split_points(&text, lang);
    points.retain(|point| {
        is_wide(text[..point.start].chars().next_back())
            != is_wide(text[point.end..].chars().next())
    });
    split_at(words, &text, &points).concat()
}

/// What of the words stands between some points of their text.
fn split_at(words: &[Words], text: &str, points: &[std::ops::Range<usize>]) -> Vec<Vec<Words>> {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for point in points {
        bounds.push((start, point.start));
        start = point.end;
    }
    bounds.push((start, text.len()));
    bounds.into_iter().map(|(start, end)| Words::slice(words, start..end)).collect()
}

/// The halves on one line, an em apart.
fn join_halves(words: &[Words], lang: Lang) -> Vec<Words> {
    let parts = split_halves(words, lang);
    let mut joined: Vec<Words> = Vec::new();
    for part in parts {
        // For the white space that is written between them.
        if let Some(between) = Words::between(&joined, &part) {
            joined.extend(Words::written_within("\u{3000}", between));
        }
        joined.extend(part);
    }
    joined
}
