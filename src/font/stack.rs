//! Fallback: which faces to try, in order, for a style and a language.

use super::{FaceId, FontLibrary};
use crate::style::{FontRequest, Lang, Slant};

/// The faces to try for a character, in order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FontStack {
    /// At least one if the library has any face.
    pub faces: Vec<FaceId>,
    /// The face that letters and digits come from, if that is not the first that
    /// has them.
    pub letters: Option<FaceId>,
    /// Whether the request named a family that the library has.
    pub found: bool,
}

/// The Kai that comes with the program.
const KAI: &str = "News Kai SC";

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
    // The letters of the Kai that comes with the program are drawn with a pen of
    // even width, which looks like sans beside the text: they come from Song.
    let has_own_kai = role == "kai" && role_families(role, lang).first() == Some(&KAI);
    let song = role_families("song", lang).first().filter(|_| has_own_kai);
    let letters = song.and_then(|song| library.find(song, request.weight, request.slant));
    FontStack { faces, letters, found }
}
