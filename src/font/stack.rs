//! Fallback: which faces to try, in order, for a style and a language.

use super::{FaceId, FontLibrary};
use crate::style::{FontRequest, Lang, Slant};

/// The faces to try for a character, in order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FontStack {
    /// At least one if the library has any face.
    pub faces: Vec<FaceId>,
    /// Whether the request named a family that the library has.
    pub found: bool,
}

/// Families that a role stands for, in a language. A role's first family is
/// the one meant; the rest complete its coverage.
fn role_families(role: &str, lang: Lang) -> &'static [&'static str] {
    const SONG_SC: &str = "Noto Serif CJK SC";
    const SONG_TC: &str = "Noto Serif CJK TC";
    const MINCHO: &str = "Noto Serif CJK JP";
    const MYEONGJO: &str = "Noto Serif CJK KR";
    const HEI_SC: &str = "Noto Sans CJK SC";
    const HEI_TC: &str = "Noto Sans CJK TC";
    const GOTHIC_JP: &str = "Noto Sans CJK JP";
    const GOTHIC_KR: &str = "Noto Sans CJK KR";
    const KAI: &str = "News Kai SC";
    const LATIN: &str = "Source Serif 4";
    match (role, lang) {
        ("song", Lang::ChineseTraditional) => &[SONG_TC, SONG_SC, MINCHO, MYEONGJO, LATIN],
        ("song", Lang::Japanese) => &[MINCHO, SONG_SC, SONG_TC, MYEONGJO, LATIN],
        ("song", Lang::Korean) => &[MYEONGJO, SONG_SC, MINCHO, SONG_TC, LATIN],
        ("song", _) => &[SONG_SC, MINCHO, SONG_TC, MYEONGJO, LATIN],
        ("hei", Lang::ChineseTraditional) => &[HEI_TC, HEI_SC, GOTHIC_JP, GOTHIC_KR, LATIN],
        ("hei", Lang::Japanese) => &[GOTHIC_JP, HEI_SC, HEI_TC, GOTHIC_KR, LATIN],
        ("hei", Lang::Korean) => &[GOTHIC_KR, HEI_SC, GOTHIC_JP, HEI_TC, LATIN],
        ("hei", _) => &[HEI_SC, GOTHIC_JP, HEI_TC, GOTHIC_KR, LATIN],
        // The Kai that comes with the program has the characters of mainland
        // China only; a line of two faces is worse than one of the text's own.
        ("kai", Lang::ChineseTraditional | Lang::Japanese | Lang::Korean) => {
            role_families("song", lang)
        }
        // Kai takes the punctuation it draws too narrow from Song.
        ("kai", _) => &[KAI, SONG_SC, SONG_TC, MINCHO, MYEONGJO, LATIN],
        ("latin", _) => &[LATIN, SONG_SC, MINCHO, SONG_TC, MYEONGJO],
        _ => &[],
    }
}

/// The names of the roles.
pub const ROLES: [&str; 4] = ["song", "hei", "kai", "latin"];

pub(super) fn build(library: &FontLibrary, request: &FontRequest, lang: Lang) -> FontStack {
    let mut faces: Vec<FaceId> = Vec::new();
    let mut add = |family: &str, slant: Slant| {
        if let Some(id) = library.find(family, request.weight, slant)
            && !faces.contains(&id)
        {
            faces.push(id);
        }
    };
    let role = request.family.as_str();
    let found = if ROLES.contains(&role) {
        role_families(role, lang).first().is_some_and(|family| library.has_family(family))
    } else {
        add(role, request.slant);
        library.has_family(role)
    };
    let completing = if ROLES.contains(&role) { role } else { "song" };
    for family in role_families(completing, lang) {
        add(family, request.slant);
    }
    // A house's own faces come before the rest of the library when a
    // character is still without a glyph.
    for (id, _) in library.faces().rev() {
        if !faces.contains(&id) {
            faces.push(id);
        }
    }
    FontStack { faces, found }
}
