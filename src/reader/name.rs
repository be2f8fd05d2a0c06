//! Names of inks as people read them. A name is bytes (PDF 32000-1, 7.3.5): UTF-8 as a
//! rule, in Chinese programs of old GBK, which the character maps of text tell.

use std::sync::LazyLock;

use hayro_font::hayro_cmap::{BfString, CMap, CMapName, load_embedded};

/// What a name says; bytes of no encoding that is known as `#xx`.
pub(super) fn readable(name: &[u8]) -> String {
    let text = std::str::from_utf8(name).ok().map(str::to_owned);
    text.or_else(|| from_gbk(name)).unwrap_or_else(|| escaped(name))
}

/// From codes of GBK to characters of Adobe-GB1, and on to Unicode.
struct GbkMaps {
    characters: CMap,
    letters: CMap,
}

static GBK: LazyLock<Option<GbkMaps>> = LazyLock::new(|| {
    let map = |name: CMapName<'_>| CMap::parse(load_embedded(name)?, load_embedded);
    Some(GbkMaps { characters: map(CMapName::GbkEucH)?, letters: map(CMapName::AdobeGb1Ucs2)? })
});

/// A text in GBK. Two bytes of another encoding may look like one of its rarer characters,
/// so that at least half of them must be of GB 2312, whose bytes are both above A0.
fn from_gbk(name: &[u8]) -> Option<String> {
    let maps = GBK.as_ref()?;
    let (mut text, mut common, mut rare) = (String::new(), 0, 0);
    let mut rest = name;
    while let [first, behind @ ..] = rest {
        if first.is_ascii() {
            text.push(char::from(*first));
            rest = behind;
            continue;
        }
        let [second, behind @ ..] = behind else { return None };
        let code = u32::from(u16::from_be_bytes([*first, *second]));
        let character = maps.characters.lookup_cid_code(code, 2).filter(|cid| *cid > 0)?;
        match maps.letters.lookup_bf_string(character)? {
            BfString::Char(letter) => text.push(letter),
            BfString::String(letters) => text.push_str(&letters),
        }
        match (first, second) {
            (0xA1.., 0xA1..) => common += 1,
            _ => rare += 1,
        }
        rest = behind;
    }
    (common >= rare && common > 0).then_some(text)
}

fn escaped(name: &[u8]) -> String {
    let part = |byte: &u8| match byte {
        b'!'..=b'~' | b' ' => char::from(*byte).to_string(),
        other => format!("#{other:02x}"),
    };
    name.iter().map(part).collect()
}
