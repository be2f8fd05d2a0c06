//! A face for every character of a paragraph, and what is to be told of the choice.

use std::collections::BTreeMap;

use super::character::Character;
use super::class::{Class, is_invisible};
use super::cluster::{FaceRemark, FaceRemarkKind, Prepared};
use super::clusters::kind_of;
use super::shape::RunKind;
use crate::font::{FaceId, FontLibrary, FontStack};

/// Picks the faces; a character without one has none only if its stack is empty.
pub(super) fn pick_faces(
    out: &mut Prepared,
    characters: &[Character],
    fonts: &FontLibrary,
) -> Vec<Option<FaceId>> {
    let mut faces = Vec::with_capacity(characters.len());
    let mut is_mixed = false;
    for (at, character) in characters.iter().enumerate() {
        let stack = &out.styles[character.style].stack;
        let found = pick_face(stack, characters, at, faces.last().copied(), fonts);
        let is_blank = matches!(character.class, Class::Space | Class::NoBreakSpace);
        let kind = match found {
            None if !is_blank && !is_invisible(character.c) => Some(FaceRemarkKind::NoFace),
            _ => at.checked_sub(1).and_then(|before| {
                lacking_variant(characters[before].c, character.c, faces[before], fonts)
            }),
        };
        if let Some(kind) = kind {
            let whose = if kind == FaceRemarkKind::NoFace { at } else { at - 1 };
            let Character { c, at, .. } = characters[whose];
            out.remarks.push(FaceRemark { character: c, at, kind });
        }
        let first = stack.faces.first().copied();
        is_mixed |= found.is_some() && found != first && FaceScript::of(character.c).is_some();
        faces.push(found.or(first));
    }
    if is_mixed {
        tell_mixed(out, characters, &faces);
    }
    faces
}

/// What is wrong with the face of a character that a variation selector follows.
fn lacking_variant(
    c: char,
    selector: char,
    face: Option<FaceId>,
    fonts: &FontLibrary,
) -> Option<FaceRemarkKind> {
    // U+FE0E and U+FE0F choose between text and pictures, which are not told apart here.
    let is_selector = matches!(selector, '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}');
    let is_lacking = is_selector && !fonts.face(face?).has_variant(c, selector);
    is_lacking.then_some(FaceRemarkKind::NoVariant { selector })
}

/// Scripts whose characters one expects from one face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FaceScript {
    Han,
    Kana,
    Hangul,
}

impl FaceScript {
    fn of(c: char) -> Option<Self> {
        match c {
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
                Some(Self::Han)
            }
            '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => Some(Self::Kana),
            '\u{AC00}'..='\u{D7A3}' => Some(Self::Hangul),
            _ => None,
        }
    }
}

/// Characters of one script in one style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ScriptInStyle {
    style: usize,
    script: FaceScript,
}

/// How many of them a face draws.
struct FaceCount {
    face: FaceId,
    characters: usize,
}

/// Tells of characters that are not of the face of most others of their script and style.
fn tell_mixed(out: &mut Prepared, characters: &[Character], faces: &[Option<FaceId>]) {
    let drawn = || {
        characters.iter().zip(faces).filter_map(|(c, face)| {
            let letters = ScriptInStyle { style: c.style, script: FaceScript::of(c.c)? };
            Some((letters, c, (*face)?))
        })
    };
    let mut counts: BTreeMap<ScriptInStyle, Vec<FaceCount>> = BTreeMap::new();
    for (letters, _, face) in drawn() {
        let own = counts.entry(letters).or_default();
        match own.iter_mut().find(|count| count.face == face) {
            Some(count) => count.characters += 1,
            None => own.push(FaceCount { face, characters: 1 }),
        }
    }
    // Of two that draw as many the one that comes first in the text.
    let usual = |letters: &ScriptInStyle| {
        let own = counts.get(letters)?.iter().rev();
        own.max_by_key(|count| count.characters).map(|count| count.face)
    };
    out.remarks.extend(drawn().filter_map(|(letters, c, own)| {
        let usual = usual(&letters).filter(|usual| *usual != own)?;
        let kind = FaceRemarkKind::Mixed { usual, own };
        Some(FaceRemark { character: c.c, at: c.at, kind })
    }));
}

/// The first face of the stack that has the character. A full-width mark comes
/// from the first face that draws it full width: Kai faces draw some of them
/// narrow. A quote of alphabetic text comes from the first that draws it
/// narrow. Letters and digits may have a face of their own in a stack. What goes on with a
/// character stays with its face.
fn pick_face(
    stack: &FontStack,
    characters: &[Character],
    at: usize,
    before: Option<Option<FaceId>>,
    fonts: &FontLibrary,
) -> Option<FaceId> {
    let character = &characters[at];
    if (character.class == Class::Transparent || character.continues)
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
    // A space between Han characters is theirs.
    let is_theirs = |face: &FaceId| character.class == Class::Space && before != Some(Some(*face));
    let is_letter = kind_of(character) == RunKind::Proportional;
    let letters = stack.letters.filter(|face| is_letter && has(face).is_some() && !is_theirs(face));
    (is_mark || is_narrow)
        .then(|| {
            let fits = |face: &&FaceId| has(face).is_some() && full_width(face) == is_mark;
            letters.iter().chain(&stack.faces).find(fits)
        })
        .flatten()
        .or(letters.as_ref())
        .or_else(|| stack.faces.iter().find(|face| has(face).is_some()))
        .copied()
}
