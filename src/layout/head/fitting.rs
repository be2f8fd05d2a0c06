//! Display type fitted to its measure: on as few lines as its wished size allows, in
//! halves if it has any.

use super::display::{Display, DisplayLine};
use super::fit::{Natural, fit};
use super::halves::{close_up, halves, join_halves, split_halves};
use crate::diag::finding::HeadFault;
use crate::diag::{Diagnostic, Sink};
use crate::geom::Abs;
use crate::layout::bind::{Binder, Measure, Words, setting};
use crate::layout::grid::canvas::Canvas;
use crate::layout::tell::report_sticking_out;
use crate::page::Part;
use crate::spec::page::Arrangement;
use crate::style::{Lang, Style};
use crate::text::{
    Hyphenation, LineBreak, LineEndForm, LinePlace, Measures, Prepared, Senses, balance,
    balance_closer, break_first_fit, set_line,
};

/// A headline that takes more lines than this is text.
const MOST_LINES: usize = 4;

/// A way to part a headline into so many lines.
type Balance = fn(&Prepared, usize, &Senses) -> Option<(Abs, Vec<LineBreak>)>;

/// Words to be set as display type.
#[derive(Clone, Copy)]
pub(in crate::layout) struct DisplayCopy<'a> {
    pub(in crate::layout) part: Part,
    pub(in crate::layout) words: &'a [Words],
    pub(in crate::layout) style: &'a Style,
    pub(in crate::layout) arrangement: Arrangement,
}

impl<'a> DisplayCopy<'a> {
    /// On one line, as far as they have room on it.
    pub(in crate::layout) fn one_line(part: Part, words: &'a [Words], style: &'a Style) -> Self {
        Self { part, words, style, arrangement: Arrangement::OneLine }
    }
}

/// How the halves of a headline stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HalfPlan {
    Together,
    Apart,
}

/// Display type with what is to be said of how it fits.
pub(in crate::layout) struct FittedDisplay {
    pub(in crate::layout) display: Display,
    /// Its size, if it fits its span at none that is allowed.
    too_long_at: Option<Abs>,
}

/// Display type at its final size.
pub(super) struct Fitted {
    pub(super) size: Abs,
    pub(super) lines: Vec<(Prepared, Vec<LineBreak>)>,
    pub(super) is_too_long: bool,
}

/// Sets display type: as large as its style wishes if that fits, on as few
/// lines as possible.
pub(in crate::layout) fn set_display(
    binder: &mut Binder,
    canvas: &Canvas,
    copy: DisplayCopy,
    measure: Measure,
    sink: &mut Sink,
) -> Display {
    let fit = fit_display(binder, canvas, copy, measure);
    if let Some(size) = fit.too_long_at {
        report_too_long(copy.words, size, sink);
    } else if fit.display.sticks_out() {
        report_sticking_out(copy.words, sink);
    }
    fit.display
}

/// Sets display type and reports nothing of how it fits.
pub(in crate::layout) fn fit_display(
    binder: &mut Binder,
    canvas: &Canvas,
    copy: DisplayCopy,
    measure: Measure,
) -> FittedDisplay {
    let DisplayCopy { part, words, style, arrangement } = copy;
    let Measure { width, lang } = measure;
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
    let mut in_halves = |plan| fit_halves(binder, canvas, words, style, measure, plan);
    let fitted = match arrangement {
        Arrangement::OneLine => in_halves(HalfPlan::Together),
        Arrangement::Auto => {
            let one = in_halves(HalfPlan::Together).filter(|fit| fit.size >= style.size);
            match one {
                None if halves(&Words::text(words), lang) >= 2 => in_halves(HalfPlan::Apart),
                one => one,
            }
        }
        Arrangement::Stacked | Arrangement::Stepped => in_halves(HalfPlan::Apart),
    };
    let fitted = fitted.unwrap_or_else(|| fit_wrapped(binder, canvas, words, style, measure));
    let mut lines = fitted_lines(binder, part, &fitted, style, width);
    if arrangement == Arrangement::Stepped && lines.len() == 2 {
        step(&mut lines, width);
    }
    FittedDisplay {
        display: Display::new(lines, style, &canvas.grid),
        too_long_at: fitted.is_too_long.then_some(fitted.size),
    }
}

fn report_too_long(words: &[Words], size: Abs, sink: &mut Sink) {
    let shown = Words::text(words);
    sink.push(
        Diagnostic::of(HeadFault::HeadlineBroken {
            text: shown.trim().to_owned(),
            least_pt: size.to_pt(),
        })
        .at(Words::span(words)),
    );
}

/// The halves of a headline side by side or one above the other, at the
/// largest size that fits; none if that is below the smallest allowed.
fn fit_halves(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    style: &Style,
    measure: Measure,
    plan: HalfPlan,
) -> Option<Fitted> {
    let Measure { width, lang } = measure;
    let parts = match plan {
        HalfPlan::Together => vec![join_halves(words, lang)],
        HalfPlan::Apart => split_halves(words, lang),
    };
    let widest = parts
        .iter()
        .map(|part| {
            let prepared = display_prepared(binder, canvas, part, style, style.size, lang);
            natural(&prepared, 0..prepared.len())
        })
        .max_by_key(|natural| natural.width)?;
    let style = &fit(style, widest, width)?;
    let size = style.size;
    let prepared =
        parts.iter().map(|part| display_prepared(binder, canvas, part, style, size, lang));
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
fn fit_wrapped(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    style: &Style,
    measure: Measure,
) -> Fitted {
    let Measure { width, lang } = measure;
    let joined = join_halves(words, lang);
    let reference = display_prepared(binder, canvas, &joined, style, style.size, lang);
    let senses = Senses::of(&reference.text, lang, binder.names);
    let mut best: Option<(Style, usize, Balance)> = None;
    let ways = (1..=MOST_LINES)
        .flat_map(|count| [(count, balance as Balance), (count, balance_closer as Balance)]);
    for (count, way) in ways {
        let Some((_, lines)) = way(&reference, count, &senses) else { continue };
        let widest = lines.iter().map(|line| natural(&reference, line.clusters.clone()));
        let Some(widest) = widest.max_by_key(|natural| natural.width) else { continue };
        let Some(fitted) = fit(style, widest, width) else { continue };
        let better = best
            .as_ref()
            .is_none_or(|(known, ..)| known.size < style.size && fitted.size > known.size);
        if better {
            best = Some((fitted, count, way));
        }
    }
    if let Some((fitted, count, way)) = best {
        let size = fitted.size;
        let prepared = display_prepared(binder, canvas, &joined, &fitted, size, lang);
        if let Some((_, lines)) = way(&prepared, count, &senses) {
            return Fitted { size, lines: vec![(prepared, lines)], is_too_long: false };
        }
    }
    let prepared = display_prepared(binder, canvas, &joined, style, style.min_size, lang);
    let more = (MOST_LINES + 1..=MOST_LINES * 3).find_map(|count| {
        let (_, lines) = balance(&prepared, count, &senses)?;
        let fits = |line: &LineBreak| natural(&prepared, line.clusters.clone()).width <= width;
        lines.iter().all(fits).then_some(lines)
    });
    // A word that is wider than a line is cut, and no other.
    let lines = more.unwrap_or_else(|| break_first_fit(&prepared, Measures::all(width)).lines);
    Fitted { size: style.min_size, lines: vec![(prepared, lines)], is_too_long: true }
}

pub(super) fn display_prepared(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    style: &Style,
    size: Abs,
    lang: Lang,
) -> Prepared {
    let setting = setting(canvas, lang, size, Hyphenation::Never);
    // The same words are prepared at several sizes while they are fitted;
    // the binder reports only once what they lack.
    let mut prepared = binder.prepare(words, style, setting);
    let names = binder.names.within(&prepared.text);
    prepared.keep_whole(&names);
    prepared
}

pub(super) fn fitted_lines(
    binder: &mut Binder,
    part: Part,
    fitted: &Fitted,
    style: &Style,
    measure: Abs,
) -> Vec<DisplayLine> {
    fitted
        .lines
        .iter()
        .flat_map(|(prepared, lines)| {
            let style = Style { size: fitted.size, ..style.clone() };
            display_lines(binder, part, prepared, lines, &style, measure)
        })
        .collect()
}

/// Lines of display type in the size of a style.
pub(super) fn display_lines(
    binder: &mut Binder,
    part: Part,
    prepared: &Prepared,
    lines: &[LineBreak],
    style: &Style,
    measure: Abs,
) -> Vec<DisplayLine> {
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let place = LinePlace { is_first: at == 0, is_last: at + 1 == lines.len() };
            let shaper = binder.shaper();
            let set = set_line(prepared, line, place, measure, style.align, shaper);
            let (size, left, down) = (style.size, Abs::ZERO, Abs::ZERO);
            DisplayLine { part, set, size, left, down, measure }
        })
        .collect()
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
