//! From a styled paragraph to clusters: what is never parted, how wide its
//! body is, and how the gap before it may give and grow.

use super::Paragraph;
use super::annotation::{AnnotationKind, annotate, raise};
use super::class::{Class, classify, is_inseparable, is_invisible, is_one_sign};
use super::cluster::{Cluster, ClusterGlyph, Gap, Missing, Opportunity, Prepared, Sums};
use super::grid::into_cells;
use super::opportunity::opportunities;
use super::orientation::lies_without_form;
use super::profile::{Elastic, Profile, ShrinkLevel, StretchLevel};
use super::shape::{RunKind, ShapedGlyph, Shaper};
use super::stand::{combine, stand};
use crate::font::FaceId;
use crate::geom::{Abs, Em};
use crate::page::Orientation;
use crate::style::{Lang, Spacing, WritingMode};

/// Classifies, shapes and spaces a paragraph.
#[must_use]
pub fn prepare(paragraph: &Paragraph, shaper: &mut Shaper) -> Prepared {
    let mut out = prepare_with(paragraph, |out, characters| {
        make_clusters(out, characters, paragraph.lang, shaper);
        raise(out, paragraph);
    });
    if !paragraph.annotations.is_empty() {
        annotate(&mut out, paragraph, shaper);
        add_up(&mut out);
    }
    out
}

/// Prepares a paragraph with clusters made in some way: by shaping, or by
/// nominal widths.
pub(super) fn prepare_with(
    paragraph: &Paragraph,
    make_clusters: impl FnOnce(&mut Prepared, &[Character]),
) -> Prepared {
    let text: String = paragraph.spans.iter().map(|span| span.text.as_str()).collect();
    let characters = characters(paragraph, &text);
    let em = paragraph.spans.first().map_or(Abs::ZERO, |span| span.style.size);
    let mut out = Prepared {
        profile: paragraph.profile,
        indent: paragraph.indent.at(em),
        em,
        missing: Vec::new(),
        clusters: Vec::with_capacity(characters.len()),
        glyphs: Vec::with_capacity(characters.len()),
        styles: paragraph.spans.iter().map(|span| span.style.clone()).collect(),
        attached: Vec::new(),
        lines: Vec::new(),
        sums: Vec::new(),
        text,
    };
    make_clusters(&mut out, &characters);
    let breaks = opportunities(&out.text, &out.clusters, paragraph);
    for (cluster, opportunity) in out.clusters.iter_mut().zip(breaks) {
        cluster.opportunity = opportunity;
    }
    make_gaps(&mut out);
    if out.profile.spacing == Spacing::CharacterGrid {
        into_cells(&mut out);
    }
    add_up(&mut out);
    out
}

/// One character with all that shaping needs to know of it.
pub(super) struct Character {
    pub(super) c: char,
    /// Byte offset in the paragraph's text.
    pub(super) at: usize,
    pub(super) class: Class,
    /// Which of the paragraph's spans it is in.
    pub(super) style: usize,
    /// How it stands in a vertical line; upright in a horizontal one.
    pub(super) orientation: Orientation,
    /// Whether it stands in one cell with the character before it.
    pub(super) joins: bool,
}

impl Character {
    /// What is drawn for it: a vertical line of Simplified Chinese has brackets
    /// where a horizontal one has curly quotes (CLREQ 3.1.1.2). The text that is
    /// read back keeps them.
    fn shown(&self, profile: &Profile) -> char {
        match self.c {
            _ if profile.writing == WritingMode::Horizontal || !self.class.is_wide() => self.c,
            '“' => '『',
            '”' => '』',
            '‘' => '「',
            '’' => '」',
            c => c,
        }
    }
}

fn characters(paragraph: &Paragraph, text: &str) -> Vec<Character> {
    let chars: Vec<char> = text.chars().collect();
    let classes = classify(&chars, paragraph.lang);
    let styles = paragraph
        .spans
        .iter()
        .enumerate()
        .flat_map(|(at, span)| std::iter::repeat_n(at, span.text.chars().count()));
    let mut list: Vec<Character> = text
        .char_indices()
        .zip(classes)
        .zip(styles)
        .map(|(((at, c), class), style)| Character {
            c,
            at,
            class,
            style,
            orientation: Orientation::Upright,
            joins: false,
        })
        .collect();
    stand(&mut list, &paragraph.profile);
    if paragraph.profile.writing == WritingMode::Vertical {
        for annotation in &paragraph.annotations {
            if annotation.kind == AnnotationKind::Upright {
                let start = list.partition_point(|c| c.at < annotation.range.start);
                let end = list.partition_point(|c| c.at < annotation.range.end);
                combine(&mut list[start..end.max(start)]);
            }
        }
    }
    list
}

/// Picks a face for every character and shapes each run of one face.
fn make_clusters(out: &mut Prepared, characters: &[Character], lang: Lang, shaper: &mut Shaper) {
    let mut faces = Vec::with_capacity(characters.len());
    for at in 0..characters.len() {
        let face = pick_face(out, characters, at, faces.last().copied(), shaper);
        faces.push(face);
    }
    let shown: String = characters.iter().map(|c| c.shown(&out.profile)).collect();
    let setter = |at: usize, shaper: &mut Shaper| {
        let (character, face) = (&characters[at], faces[at]?);
        let profile = &out.profile;
        let is_vertical = profile.writing == WritingMode::Vertical;
        let mut orientation = character.orientation;
        if is_vertical
            && orientation == Orientation::Upright
            && lies_without_form(character.c, character.class, lang)
            && !shaper.has_vertical_form(character.shown(profile), face, lang)
        {
            orientation = Orientation::Sideways;
        }
        let kind = match (kind_of(character.class), orientation) {
            (_, Orientation::Combined) => RunKind::Proportional,
            (RunKind::Wide, Orientation::Upright) if is_vertical => RunKind::Upright,
            (kind, _) => kind,
        };
        Some(RunStyle { face, style: character.style, kind, orientation })
    };
    let mut runs: Vec<(std::ops::Range<usize>, RunStyle)> = Vec::new();
    for at in 0..characters.len() {
        let Some(style) = setter(at, shaper) else { continue };
        let character = &characters[at];
        match runs.last_mut() {
            Some((range, last)) if range.end == at && last.takes(character, style) => {
                range.end += 1;
            }
            _ => runs.push((at..at + 1, style)),
        }
    }
    for (range, style) in runs {
        shape_run(out, &shown, &characters[range], (style, lang), shaper);
    }
}

/// What all characters of a run have in common.
#[derive(Clone, Copy, PartialEq)]
struct RunStyle {
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

pub(super) fn kind_of(class: Class) -> RunKind {
    if class.is_wide() { RunKind::Wide } else { RunKind::Proportional }
}

/// The first face of the stack that has the character. A full-width mark comes
/// from the first face that draws it full width: Kai faces draw some of them
/// narrow. A quote of alphabetic text comes from the first that draws it narrow. A mark stays with the face of the character before it.
fn pick_face(
    out: &mut Prepared,
    characters: &[Character],
    at: usize,
    before: Option<Option<FaceId>>,
    shaper: &Shaper,
) -> Option<FaceId> {
    let character = &characters[at];
    let stack = out.styles[character.style].stack.clone();
    let fonts = shaper.fonts();
    if character.class == Class::Transparent
        && at > 0
        && characters[at - 1].style == character.style
        && let Some(Some(face)) = before
        && (is_invisible(character.c) || fonts.face(face).glyph(character.c).is_some())
    {
        return Some(face);
    }
    let is_mark = character.class.is_wide()
        && !character.class.is_ideographic()
        && !matches!(character.class, Class::Interpunct | Class::Prefix | Class::Postfix);
    let has = |face: &FaceId| fonts.face(*face).glyph(character.c);
    let full_width = |face: &FaceId| {
        let face = fonts.face(*face);
        face.glyph(character.c)
            .is_some_and(|glyph| face.advance(glyph) * 10 >= i32::from(face.units_per_em) * 8)
    };
    // East Asian faces draw the quotes of alphabetic text full width, too.
    let is_narrow = character.class == Class::Sign && !character.c.is_ascii();
    let found = (is_mark || is_narrow)
        .then(|| {
            let fits = |face: &&FaceId| has(face).is_some() && full_width(face) == is_mark;
            stack.faces.iter().find(fits)
        })
        .flatten()
        .or_else(|| stack.faces.iter().find(|face| has(face).is_some()))
        .copied();
    if found.is_none() && !is_invisible(character.c) {
        out.missing.push(Missing { character: character.c, at: character.at });
    }
    found.or_else(|| stack.faces.first().copied())
}

/// Shapes a run; `shown` is the paragraph's text with the characters that are
/// drawn for it.
fn shape_run(
    out: &mut Prepared,
    shown: &str,
    run: &[Character],
    (style, lang): (RunStyle, Lang),
    shaper: &mut Shaper,
) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let range = first.at..last.at + last.c.len_utf8();
    let shaped = shaper.shape(&shown[range.clone()], style.face, style.kind, lang);
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
    let advance: Abs = glyphs.iter().map(|glyph| face.scale(glyph.advance, size)).sum();

    let body = Body::of(first.class, style.kind, advance, size, &out.profile);
    let start = out.glyphs.len();
    let rise = match style.orientation {
        Orientation::Upright if style.kind == RunKind::Upright => middle(out.em),
        Orientation::Sideways => middle(out.em) - middle(size),
        Orientation::Upright | Orientation::Combined => Abs::ZERO,
    };
    let mut pen = body.shift;
    for glyph in glyphs {
        out.glyphs.push(ClusterGlyph {
            id: glyph.id,
            x: pen + face.scale(glyph.offset.0, size),
            rise: rise + face.scale(glyph.offset.1, size),
        });
        pen += face.scale(glyph.advance, size);
    }
    let cluster = Cluster {
        class: first.class,
        text: first.at..last.at + last.c.len_utf8(),
        style: first.style,
        face: style.face,
        orientation: style.orientation,
        horizontal_scale: Em::ONE,
        glyphs: start..out.glyphs.len(),
        body: body.width,
        blanks: body.blanks,
        gap: Gap::default(),
        opportunity: Opportunity::Never,
    };
    out.clusters.push(cluster);
}

/// How far the middle of the em box is above the baseline: 0.88 of East Asian
/// faces are above it, 0.12 below.
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
    out.clusters.push(Cluster {
        class: first.class,
        text: first.at..last.at + last.c.len_utf8(),
        style: first.style,
        face: style.face,
        orientation: style.orientation,
        horizontal_scale,
        glyphs: start..out.glyphs.len(),
        body: size,
        blanks: (Abs::ZERO, Abs::ZERO),
        gap: Gap::default(),
        opportunity: Opportunity::Never,
    });
}

/// How a character of some advance is parted into body and blanks.
pub(super) struct Body {
    pub(super) width: Abs,
    /// From the body's left edge to the glyph's origin.
    shift: Abs,
    pub(super) blanks: (Abs, Abs),
}

impl Body {
    /// The body of a middle dot is half an em whatever its glyph's width;
    /// other marks lose their blanks from the em they stand in.
    pub(super) fn of(
        class: Class,
        kind: RunKind,
        advance: Abs,
        size: Abs,
        profile: &Profile,
    ) -> Self {
        let (before, after) = match kind {
            RunKind::Wide | RunKind::Upright => profile.blanks(class),
            RunKind::Proportional => (Em::ZERO, Em::ZERO),
        };
        let blanks = (before.at(size), after.at(size));
        let blank = blanks.0 + blanks.1;
        let shift = -blanks.0;
        let none = (Abs::ZERO, Abs::ZERO);
        let blanks = if profile.keeps_blanks(class) { blanks } else { none };
        match class {
            // The width that the face gives its space, kept until gaps are
            // made.
            Class::Space => {
                Self { width: Abs::ZERO, shift: Abs::ZERO, blanks: (advance, Abs::ZERO) }
            }
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

/// Works out the gap before every cluster from the classes on both sides.
fn make_gaps(out: &mut Prepared) {
    // Marks and joiners are transparent: what counts is the character before.
    let mut base = 0;
    for at in 1..out.clusters.len() {
        let next_after_space = out.clusters.get(at + 1).map(|cluster| cluster.class);
        let (before, after) = (&out.clusters[base], &out.clusters[at]);
        if after.class == Class::Transparent {
            continue;
        }
        let size = out.styles[after.style].size;
        let mut gap = gap_between(&out.profile, before, after, next_after_space, size);
        if !is_one_sign(before.class, after.class) {
            let style = &out.styles[before.style];
            gap.ideal += style.tracking.at(style.size);
        }
        out.clusters[at].gap = gap;
        base = at;
    }
    // From here on a space is only its gap.
    for cluster in &mut out.clusters {
        if cluster.class == Class::Space {
            cluster.blanks = (Abs::ZERO, Abs::ZERO);
        }
    }
}

/// CLREQ 3.1.6.2 (marks side by side), 3.2.2 (East Asian and alphabetic),
/// 3.5.3 and 3.5.4 (who gives and who grows).
fn gap_between(
    profile: &Profile,
    before: &Cluster,
    after: &Cluster,
    next: Option<Class>,
    size: Abs,
) -> Gap {
    let (a, b) = (before.class, after.class);
    if b == Class::Space {
        return word_space(profile, a, next, after.blanks.0, size);
    }
    if a == Class::Space {
        return Gap::default();
    }
    if is_inseparable(a, b) {
        return Gap::default();
    }
    let (trailing, leading) = profile.side_by_side(a, b, (before.blanks.1, after.blanks.0));
    let blank = trailing + leading;
    if blank != Abs::ZERO {
        let giver = if trailing >= leading { a } else { b };
        // A sign before a number keeps what is before it (JLREQ table 3).
        let shrink = profile
            .shrink_level(giver)
            .filter(|_| b != Class::Prefix)
            .map(|level| (level as usize, profile.give(level, blank, size)));
        // Before an opening and after a closing bracket the even spacing goes
        // on; at other marks it does not (JLREQ 3.1.11).
        let even =
            (a.is_ideographic() && b == Class::Open) || (a == Class::Close && b.is_ideographic());
        return Gap { ideal: blank, shrink, stretch: None, even };
    }
    if profile.is_spaced(a, b) {
        return elastic(profile.cjk_latin, size, (ShrinkLevel::CjkLatin, StretchLevel::CjkLatin));
    }
    Gap { even: may_part_evenly(a, b), ..Gap::default() }
}

fn elastic(space: Elastic, size: Abs, (down, up): (ShrinkLevel, StretchLevel)) -> Gap {
    let ideal = space.ideal.at(size);
    Gap {
        ideal,
        shrink: Some((down as usize, (space.ideal - space.min).at(size))),
        stretch: Some((up as usize, (space.max - space.ideal).at(size))),
        even: true,
    }
}

/// A typed space: between words it is the face's own; between East Asian and
/// alphabetic text it stands for the space that would be there anyway; between
/// two East Asian characters it is half an em, and firm.
fn word_space(profile: &Profile, a: Class, next: Option<Class>, width: Abs, size: Abs) -> Gap {
    match next {
        // Korean parts its words by spaces, also beside digits and letters.
        Some(b) if profile.is_spaced(a, b) && a != Class::Hangul && b != Class::Hangul => {
            elastic(profile.cjk_latin, size, (ShrinkLevel::CjkLatin, StretchLevel::CjkLatin))
        }
        Some(b) if a.is_wide() && b.is_wide() && a != Class::Hangul && b != Class::Hangul => {
            Gap { ideal: Em::frac(1, 2).at(size), shrink: None, stretch: None, even: false }
        }
        _ => {
            let ideal = if width > Abs::ZERO { width } else { profile.word_space.ideal.at(size) };
            let least = profile.word_space.min.at(size).min(ideal);
            let most = profile.word_space.max.at(size).max(ideal);
            Gap {
                ideal,
                shrink: Some((ShrinkLevel::WordSpace as usize, ideal - least)),
                stretch: Some((StretchLevel::WordSpace as usize, most - ideal)),
                even: true,
            }
        }
    }
}

/// Whether even spacing may go between the two (JLREQ 3.1.11).
fn may_part_evenly(a: Class, b: Class) -> bool {
    let solid = |class: Class| {
        matches!(
            class,
            Class::Stop
                | Class::Comma
                | Class::Colon
                | Class::Dividing
                | Class::Interpunct
                | Class::Connector
                | Class::Solidus
                | Class::Sign
                | Class::IdeographicSpace
        )
    };
    // One word of Korean: 2026년.
    let is_latin = |class| matches!(class, Class::Digit | Class::Alphabetic);
    if (a == Class::Hangul && is_latin(b)) || (is_latin(a) && b == Class::Hangul) {
        return false;
    }
    let parted = a.is_wide() || b.is_wide();
    // JLREQ table 6: not before a sign that belongs to a number, nor where a
    // mark of repetition or length meets a dash.
    let repeats = matches!(a, Class::Iteration | Class::Prolong | Class::SmallKana);
    if b == Class::Prefix || (repeats && matches!(b, Class::Dash | Class::Ellipsis)) {
        return false;
    }
    parted && a != Class::Open && b != Class::Close && !solid(a) && !solid(b)
}

fn add_up(out: &mut Prepared) {
    let mut sums = Sums::default();
    out.sums.clear();
    out.sums.reserve(out.clusters.len() + 1);
    out.sums.push(sums);
    for (at, cluster) in out.clusters.iter().enumerate() {
        if cluster.class != Class::Space {
            sums.shown += 1;
            sums.shown_end = at + 1;
        }
        sums.natural += cluster.body + cluster.gap.ideal;
        if let Some((level, give)) = cluster.gap.shrink {
            sums.shrink[level] += give;
        }
        if let Some((level, grow)) = cluster.gap.stretch {
            sums.stretch[level] += grow;
        }
        sums.even += i64::from(cluster.gap.even);
        out.sums.push(sums);
    }
}
