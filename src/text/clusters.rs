//! Clusters out of characters: a face for each, runs of one face, what the
//! shaper makes of them, and how the advance of a cluster is parted into its
//! body and blanks. Gaps are made afterwards.

use std::ops::Range;

use super::character::Character;
use super::class::Class;
use super::cluster::{Cluster, ClusterGlyph, Gap, Opportunity, Prepared};
use super::faces::pick_faces;
use super::orientation::lies_without_form;
use super::profile::{Blanks, CompositionProfile};
use super::shape::{RunKind, ShapedGlyph, Shaper};
use super::unicode::is_half_width;
use crate::font::{Face, FaceId, GlyphId};
use crate::geom::{Abs, Em, WritingMode};
use crate::page::Orientation;
use crate::style::{Figures, Lang};

/// Picks a face for every character and shapes each run of one face.
pub(super) fn make_clusters(
    out: &mut Prepared,
    characters: &[Character],
    lang: Lang,
    shaper: &mut Shaper,
) {
    let faces = pick_faces(out, characters, shaper.fonts());
    // What is drawn for the characters; in horizontal lines always themselves.
    let is_vertical = out.profile.writing == WritingMode::Vertical;
    let shown = match is_vertical {
        true => characters.iter().map(|c| c.shown(&out.profile)).collect(),
        false => std::mem::take(&mut out.text),
    };
    let mut runs: Vec<(Range<usize>, RunStyle)> = Vec::new();
    for at in 0..characters.len() {
        let (character, Some(face)) = (&characters[at], faces[at]) else { continue };
        let style = run_style(&out.profile, character, face, lang, shaper);
        match runs.last_mut() {
            Some((range, last)) if range.end == at && last.takes(character, style) => {
                range.end += 1;
            }
            _ => runs.push((at..at + 1, style)),
        }
    }
    for (range, style) in runs {
        shape_run(out, &shown, &characters[range], style, shaper);
    }
    if !is_vertical {
        out.text = shown;
    }
}

/// How a character of a face is shaped. One that has no upright form of its
/// own, though it ought to, lies on its side.
fn run_style(
    profile: &CompositionProfile,
    character: &Character,
    face: FaceId,
    lang: Lang,
    shaper: &mut Shaper,
) -> RunStyle {
    let is_vertical = profile.writing == WritingMode::Vertical;
    let mut orientation = character.orientation;
    if is_vertical
        && orientation == Orientation::Upright
        && lies_without_form(character.c, character.class, lang)
        && !shaper.has_vertical_form(character.shown(profile), face, lang)
    {
        orientation = Orientation::Sideways;
    }
    let kind = match (kind_of(character), orientation) {
        (_, Orientation::Combined) => RunKind::Proportional,
        (RunKind::Wide, Orientation::Upright) if is_vertical => RunKind::Upright,
        (kind, _) => kind,
    };
    RunStyle { lang, face, style: character.style, kind, orientation }
}

/// What all characters of a run have in common.
#[derive(Clone, Copy, PartialEq)]
struct RunStyle {
    lang: Lang,
    face: FaceId,
    style: usize,
    kind: RunKind,
    orientation: Orientation,
}

impl RunStyle {
    /// Whether a character goes on with a run of this style.
    fn takes(&self, character: &Character, own: Self) -> bool {
        match self.orientation {
            Orientation::Combined => character.joins && own == *self,
            _ if character.class == Class::Transparent => {
                own.face == self.face && own.style == self.style
            }
            _ => own == *self,
        }
    }
}

/// Half-width katakana and marks are as wide as they are, and have no blanks.
pub(super) fn kind_of(character: &Character) -> RunKind {
    let is_half = || character.c >= '\u{FF61}' && is_half_width(character.c);
    if character.class.is_wide() && !is_half() { RunKind::Wide } else { RunKind::Proportional }
}

/// Shapes a run; `shown` is the paragraph's text with the characters that are
/// drawn for it.
fn shape_run(
    out: &mut Prepared,
    shown: &str,
    run: &[Character],
    style: RunStyle,
    shaper: &mut Shaper,
) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let range = first.at..last.at + last.c.len_utf8();
    let shaped = shaper.shape(&shown[range.clone()], style.face, style.kind, style.lang);
    if style.orientation == Orientation::Combined {
        push_cell(out, run, &shaped, style, shaper);
        return;
    }
    let mut glyphs = shaped.as_slice();
    let mut next = 0;
    while next < run.len() {
        // A cluster reaches to the first character that begins another one.
        let offset = |character: &Character| (character.at - range.start) as u32;
        let here = offset(&run[next]);
        let count = glyphs.iter().take_while(|glyph| glyph.cluster <= here).count();
        let following = glyphs.get(count).map(|glyph| glyph.cluster);
        let mut end = next + 1;
        while end < run.len() && following.is_none_or(|cluster| offset(&run[end]) < cluster) {
            end += 1;
        }
        if count == 0 && following.is_none() {
            end = run.len();
        }
        push_cluster(out, &run[next..end], &glyphs[..count], style, shaper);
        glyphs = &glyphs[count..];
        next = end;
    }
}

/// Adds a cluster: its glyphs, the width of its body and where they stand in
/// it.
fn push_cluster(
    out: &mut Prepared,
    run: &[Character],
    glyphs: &[ShapedGlyph],
    style: RunStyle,
    shaper: &Shaper,
) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let size = out.styles[first.style].size;
    let face = shaper.fonts().face(style.face);
    let horizontal_scale = match style.kind {
        RunKind::Upright => Em::ONE,
        RunKind::Wide | RunKind::Proportional => out.styles[first.style].width,
    };
    let along = |units: i32| match horizontal_scale {
        Em::ONE => face.scale(units, size),
        scale => scale.at(face.scale(units, size)),
    };
    let rise = match style.orientation {
        Orientation::Upright if style.kind == RunKind::Upright => middle(out.em),
        Orientation::Sideways => middle(out.em) - middle(size),
        Orientation::Upright | Orientation::Combined => Abs::ZERO,
    };
    let start = out.glyphs.len();
    let mut advance = Abs::ZERO;
    for glyph in glyphs {
        out.glyphs.push(ClusterGlyph {
            id: glyph.id,
            x: advance + along(glyph.offset.0),
            rise: rise + face.scale(glyph.offset.1, size),
        });
        advance += along(glyph.advance);
    }
    let em = horizontal_scale.at(size);
    let room = match glyphs {
        [glyph] if out.profile.blanks(first.class) != Blanks::default() => {
            room_of(face, glyph, style.kind, along)
        }
        _ => NO_BOUND,
    };
    let advance = match out.styles[first.style].figures {
        Figures::Tabular if run.len() == 1 && first.c.is_ascii_digit() => {
            let width = along(widest_digit(face)).max(advance);
            for glyph in &mut out.glyphs[start..] {
                glyph.x += (width - advance) / 2;
            }
            width
        }
        Figures::Tabular | Figures::Proportional => advance,
    };
    let body = CharacterBody::of(first.class, style.kind, advance, em, room, &out.profile);
    for glyph in &mut out.glyphs[start..] {
        glyph.x += body.shift;
    }
    let cluster = new_cluster(first, last, style, start..out.glyphs.len(), body.width);
    out.clusters.push(Cluster { horizontal_scale, blanks: body.blanks, ..cluster });
}

/// The advance of the widest digit of a face.
fn widest_digit(face: &Face) -> i32 {
    let digits = ('0'..='9').filter_map(|digit| face.glyph(digit));
    digits.map(|glyph| face.advance(glyph)).max().unwrap_or(0)
}

/// What a glyph leaves blank before and after its ink, along the line.
fn room_of(
    face: &Face,
    glyph: &ShapedGlyph,
    kind: RunKind,
    along: impl Fn(i32) -> Abs,
) -> Blanks<Abs> {
    let Some(ink) = face.ink(GlyphId::from(glyph.id)) else { return NO_BOUND };
    let (start, end) = match kind {
        RunKind::Upright => (-ink.top, -ink.bottom),
        RunKind::Wide | RunKind::Proportional => (ink.left, ink.right),
    };
    Blanks {
        before: along(glyph.offset.0 + start),
        after: along(glyph.advance - glyph.offset.0 - end),
    }
}

/// Of a mark whose ink is not known.
pub(super) const NO_BOUND: Blanks<Abs> = Blanks { before: Abs::HUGE, after: Abs::HUGE };

/// A cluster of the characters from one to another, as wide as its body and
/// without a gap.
fn new_cluster(
    first: &Character,
    last: &Character,
    style: RunStyle,
    glyphs: Range<usize>,
    body: Abs,
) -> Cluster {
    Cluster {
        class: first.class,
        text: first.at..last.at + last.c.len_utf8(),
        style: first.style,
        face: style.face,
        orientation: style.orientation,
        horizontal_scale: Em::ONE,
        glyphs,
        body,
        blanks: Blanks::default(),
        gap: Gap::default(),
        opportunity: Opportunity::Never,
    }
}

/// How far the middle of the em box is above the baseline: 0.88 em of East Asian
/// faces is above it, 0.12 em below as everywhere in the page.
fn middle(size: Abs) -> Abs {
    Em::frac(38, 100).at(size)
}

/// Adds a cell of characters side by side, not wider than an em (CLREQ 2.4.2).
fn push_cell(
    out: &mut Prepared,
    run: &[Character],
    glyphs: &[ShapedGlyph],
    style: RunStyle,
    shaper: &Shaper,
) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let size = out.styles[first.style].size;
    let face = shaper.fonts().face(style.face);
    let natural: Abs = glyphs.iter().map(|glyph| face.scale(glyph.advance, size)).sum();
    let horizontal_scale = Em::ratio(size.min(natural), natural);
    let width = horizontal_scale.at(natural);
    let start = out.glyphs.len();
    // Capitals and digits stand in the middle of the cell's height.
    let x = (size + face.scale(face.cap_height, size)) / 2;
    let mut pen = middle(out.em) - width / 2;
    for glyph in glyphs {
        let scaled = |units: i32| horizontal_scale.at(face.scale(units, size));
        out.glyphs.push(ClusterGlyph {
            id: glyph.id,
            x: x - face.scale(glyph.offset.1, size),
            rise: pen + scaled(glyph.offset.0),
        });
        pen += scaled(glyph.advance);
    }
    let cluster = new_cluster(first, last, style, start..out.glyphs.len(), size);
    out.clusters.push(Cluster { horizontal_scale, ..cluster });
}

/// How a character of some advance is parted into body and blanks.
pub(super) struct CharacterBody {
    pub(super) width: Abs,
    /// From the body's left edge to the glyph's origin.
    shift: Abs,
    pub(super) blanks: Blanks<Abs>,
}

impl CharacterBody {
    /// The body of a middle dot is half an em whatever its glyph's width;
    /// other marks lose their blanks from the em they stand in, as far as the glyph has
    /// `room` for them: no mark is squeezed into its ink.
    pub(super) fn of(
        class: Class,
        kind: RunKind,
        advance: Abs,
        size: Abs,
        room: Blanks<Abs>,
        profile: &CompositionProfile,
    ) -> Self {
        let Blanks { before, after } = match kind {
            RunKind::Wide | RunKind::Upright => profile.blanks(class),
            RunKind::Proportional => Blanks { before: Em::ZERO, after: Em::ZERO },
        };
        let blanks = Blanks { before: before.at(size), after: after.at(size) };
        let blanks = within(blanks, room, size);
        let blank = blanks.before + blanks.after;
        let shift = -blanks.before;
        let blanks = if profile.keeps_blanks(class) { blanks } else { Blanks::default() };
        match class {
            // The width that the face gives its space, kept until gaps are
            // made.
            Class::Space => Self {
                width: Abs::ZERO,
                shift: Abs::ZERO,
                blanks: Blanks { before: advance, after: Abs::ZERO },
            },
            Class::Interpunct => {
                let width = Em::frac(1, 2).at(size);
                Self { width, shift: (width - advance) / 2, blanks }
            }
            _ if blank != Abs::ZERO && advance > blank => {
                Self { width: advance - blank, shift, blanks }
            }
            _ => Self { width: advance, shift: Abs::ZERO, blanks },
        }
    }
}

/// Blanks as far as there is room for them; what one side has no room for is taken from the
/// other, since faces of another region have the mark elsewhere in its em.
fn within(blanks: Blanks<Abs>, room: Blanks<Abs>, size: Abs) -> Blanks<Abs> {
    // Ink may stand out of a body by less than the eye sees: heavy faces of the very region do.
    let slack = size / 40;
    if blanks.before <= room.before + slack && blanks.after <= room.after + slack {
        return blanks;
    }
    let room = Blanks { before: room.before.max(Abs::ZERO), after: room.after.max(Abs::ZERO) };
    let before = blanks.before.min(room.before);
    let after = blanks.after.min(room.after);
    let lacking = blanks.before + blanks.after - before - after;
    let more_before = lacking.min(room.before - before);
    let more_after = (lacking - more_before).min(room.after - after);
    Blanks { before: before + more_before, after: after + more_after }
}
