//! Drop capitals, 首字下沉: the first letter of a story over some lines.
//!
//! A full-width character fills the square from the top of the first line to
//! the foot of the last, and takes whole ems of the text, so that the lines
//! beside it keep to their characters. A letter stands on the last line's
//! baseline, its top level with the capitals of the first.

use crate::geom::{Abs, Em};
use crate::layout::bind::{Binder, Setting, Words, setting};
use crate::layout::grid::canvas::Canvas;
use crate::style::{Align, Lang, Style};
use crate::text::class::{Class, class_of};
use crate::text::{Hyphenation, LineBreak, LineEndForm, LinePlace, Prepared, SetLine, set_line};

/// A drop capital, ready to be placed.
pub(in crate::layout) struct Initial {
    /// How many lines it stands beside.
    pub(in crate::layout) lines: usize,
    /// What those lines are shorter by.
    pub(in crate::layout) width: Abs,
    /// The letter itself.
    pub(in crate::layout) set: SetLine,
    /// From the first line's baseline to its own.
    pub(in crate::layout) drop: Abs,
    /// How many characters it shows.
    pub(in crate::layout) characters: usize,
    /// The paragraph as it is without a drop capital, for columns too narrow for it;
    /// while it does without, as it is beside one.
    pub(in crate::layout) other: Prepared,
}

/// Takes the first letter off a paragraph and sets it over `lines` lines;
/// none if the paragraph begins with something else, or has nothing else.
pub(in crate::layout) fn initial(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    style: &Style,
    lang: Lang,
    lines: u32,
) -> Option<(Prepared, Initial)> {
    let text = Words::text(words);
    let first = words.first().filter(|first| first.is_bare())?;
    let (letter, length) = first_letter(&text, lang)?;
    if length > first.len() || text[length..].trim().is_empty() {
        return None;
    }
    let (own, rest) = (Words::slice(words, 0..length), Words::slice(words, length..text.len()));
    let body = style.size;
    let below = canvas.grid.leading * (i64::from(lines) - 1);
    let is_wide = class_of(letter, lang).is_wide();
    let size = if is_wide { body + below } else { size_of(binder, letter, style, lang, below) };
    let own_setting = setting(canvas, lang, size, Hyphenation::Never);
    let prepared = binder.prepare(&own, style, own_setting);
    let width = prepared.natural_width(0..prepared.len());
    let all = LineBreak { clusters: 0..prepared.len(), form: LineEndForm::Half };
    let place = LinePlace { is_first: true, is_last: true };
    let set = set_line(&prepared, &all, place, width, Align::Start, binder.shaper());
    let setting = setting(canvas, lang, body, Hyphenation::Allowed);
    let beside = binder.prepare(&rest, style, setting);
    let setting = Setting { indent: style.indent, ..setting };
    let plain = binder.prepare(words, style, setting);
    let initial = Initial {
        lines: lines as usize,
        width: if is_wide { whole_ems(width + body / 4, body) } else { width + body / 3 },
        set,
        drop: if is_wide { below - Em::frac(12, 100).at(size - body) } else { below },
        characters: prepared.characters_of(0..prepared.len()),
        other: plain,
    };
    Some((beside, initial))
}

/// The size at which a capital reaches from a baseline to the height of
/// the text's capitals `below` above it.
fn size_of(binder: &mut Binder, letter: char, style: &Style, lang: Lang, below: Abs) -> Abs {
    let stack = binder.char_style(style, style.size, lang).stack;
    let fonts = binder.shaper().fonts();
    let mut faces = stack.faces.iter().map(|face| fonts.face(*face));
    let face = faces.find(|face| face.glyph(letter).is_some());
    let cap_height = face.map_or(0, |face| face.cap_height);
    let Some(face) = face.filter(|_| cap_height > 0) else { return style.size + below };
    style.size + below.scale(i64::from(face.units_per_em), i64::from(cap_height))
}

/// The letter that a text begins with, and how long it is with an opening mark
/// before it and the marks that belong to it.
fn first_letter(text: &str, lang: Lang) -> Option<(char, usize)> {
    let mut letter = None;
    for (at, c) in text.char_indices() {
        let class = class_of(c, lang);
        let opens = class == Class::Open || "“‘\"'«".contains(c);
        match letter {
            None if c.is_alphanumeric() => letter = Some(c),
            None if opens && at == 0 => {}
            None => return None,
            Some(_) if class == Class::Transparent => {}
            Some(letter) => return Some((letter, at)),
        }
    }
    None
}

fn whole_ems(width: Abs, em: Abs) -> Abs {
    let whole = em * width.count_of(em);
    if whole < width { whole + em } else { whole }
}
