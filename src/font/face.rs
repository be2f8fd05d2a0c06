//! One face: names, metrics, coverage, and its bytes for shaping and
//! embedding.

use std::fmt;
use std::sync::Arc;

use harfrust::GlyphId;
use harfrust::font::Font;
use harfrust::font::attribute::Style as FontSlant;
use harfrust::font::name::NameId;
use skrifa::raw::TableProvider;
use skrifa::raw::types::F48Dot16;

use super::{ByCharacter, FontData};
use crate::diag::Diagnostic;
use crate::diag::finding::FontFault;
use crate::geom::Abs;
use crate::style::{Lang, Slant, Weight};

/// One face of a font file.
pub struct Face {
    /// Family name, the typographic one where there is one.
    pub family: String,
    /// Other names the family goes by: in other languages, or with the weight
    /// in it.
    pub aliases: Vec<String>,
    /// PostScript name.
    pub postscript_name: String,
    /// Weight.
    pub weight: Weight,
    /// Slant.
    pub slant: Slant,
    /// The file it came from, for messages.
    pub file: String,
    /// Its place in a collection; 0 for a plain file.
    pub index: u32,
    /// Units in an em, never zero.
    pub units_per_em: u16,
    /// Top of the em box above the baseline, in font units (OS/2 typo
    /// ascender: 880 of 1000 in CJK faces).
    pub ascender: i32,
    /// Bottom of the em box, in font units, negative below the baseline.
    pub descender: i32,
    /// Height of capitals in font units.
    pub cap_height: i32,
    /// The form of its outlines.
    pub outlines: Outlines,
    data: FontData,
    font: Font,
    /// The glyphs that the character map gives; 0 for none.
    glyphs: ByCharacter,
    /// What the shaper makes of characters that stand for themselves, by the
    /// [`Lang`] of the text.
    shaped: [ByCharacter; Lang::ALL.len()],
}

/// The form of a face's outlines; it decides how the face is embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlines {
    /// Cubic, in a `CFF ` table.
    PostScript,
    /// Quadratic, in a `glyf` table.
    TrueType,
}

/// Why a file cannot be used as a font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FontError {
    /// It is not an OpenType or TrueType file.
    NotAFont,
    /// It is a font, but what it needs for text is broken or missing.
    Broken,
    /// Its outlines cannot be embedded (CFF2 or bitmaps).
    NotEmbeddable,
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::NotAFont => "not an OpenType or TrueType font",
            Self::Broken => "a damaged font",
            Self::NotEmbeddable => "a font whose outlines cannot be embedded in a PDF",
        })
    }
}

impl std::error::Error for FontError {}

impl FontError {
    /// The finding about a font file.
    #[must_use]
    pub fn diagnostic(&self, file: &str) -> Diagnostic {
        let font_file = file.to_owned();
        let finding = match self {
            Self::NotAFont => FontFault::NotAFont { font_file },
            Self::Broken => FontFault::Damaged { font_file },
            Self::NotEmbeddable => FontFault::NotEmbeddable { font_file },
        };
        Diagnostic::of(finding).in_file(file)
    }
}

/// Every face in a font file.
pub(super) fn read_all(name: &str, data: FontData) -> Result<Vec<Face>, FontError> {
    if !data.as_ref().starts_with(b"ttcf") {
        return read(name, data, 0)?.map_or(Err(FontError::NotAFont), |face| Ok(vec![face]));
    }
    let mut faces = Vec::new();
    // A collection holds a handful of faces; the bound only stops a file that
    // claims to have millions.
    for index in 0..64 {
        match read(name, data.clone(), index)? {
            Some(face) => faces.push(face),
            None => break,
        }
    }
    if faces.is_empty() { Err(FontError::NotAFont) } else { Ok(faces) }
}

fn read(name: &str, data: FontData, index: u32) -> Result<Option<Face>, FontError> {
    let font = match &data {
        FontData::Static(bytes) => Font::new(*bytes, index),
        FontData::Shared(bytes) => {
            let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(bytes.clone());
            Font::new(harfrust::font::Blob::from(shared), index)
        }
    };
    let Some(font) = font else { return Ok(None) };
    if font.num_glyphs() == 0 || font.units_per_em() == 0 || !font.charmap().has_unicode() {
        return Err(FontError::Broken);
    }
    let outlines = if font.tables().cff().is_ok() {
        Outlines::PostScript
    } else if font.tables().glyf().is_ok() {
        Outlines::TrueType
    } else {
        return Err(FontError::NotEmbeddable);
    };

    let names = font.names();
    let english = |id: NameId| {
        names.get(id).and_then(|name| name.english_or_first()).map(|name| name.name().to_string())
    };
    let family = english(NameId::TYPOGRAPHIC_FAMILY_NAME)
        .or_else(|| english(NameId::FAMILY_NAME))
        .unwrap_or_else(|| name.to_owned());
    let mut aliases: Vec<String> = Vec::new();
    for id in [NameId::FAMILY_NAME, NameId::TYPOGRAPHIC_FAMILY_NAME] {
        for alias in names.get(id).into_iter().flat_map(|name| name.iter().collect::<Vec<_>>()) {
            let alias = alias.name().to_string();
            if alias != family && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
    }
    let postscript_name = english(NameId::POSTSCRIPT_NAME).unwrap_or_else(|| family.clone());
    let attributes = font.default_attributes();
    let metrics = font.metrics();
    let upem = f64::from(font.units_per_em());
    let (ascender, descender) = metrics.typo_line.map_or((upem * 0.88, upem * -0.12), |line| {
        (line.ascender.to_f64(), line.descender.to_f64())
    });
    let cap_height = metrics.cap_height.map_or(upem * 0.7, F48Dot16::to_f64);
    Ok(Some(Face {
        aliases,
        postscript_name,
        weight: Weight(attributes.weight.value() as u16),
        slant: match attributes.style {
            FontSlant::Normal => Slant::Upright,
            _ => Slant::Italic,
        },
        file: name.to_owned(),
        index,
        units_per_em: font.units_per_em(),
        ascender: ascender as i32,
        descender: descender as i32,
        cap_height: cap_height as i32,
        family,
        outlines,
        data,
        font,
        glyphs: ByCharacter::default(),
        shaped: Default::default(),
    }))
}

impl Face {
    /// The font as the shaper takes it.
    #[must_use]
    pub fn font(&self) -> &Font {
        &self.font
    }

    /// The whole font file, for subsetting.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        self.data.as_ref()
    }

    /// The whole font file, for whoever keeps it.
    #[must_use]
    pub fn shared_data(&self) -> FontData {
        self.data.clone()
    }

    /// The glyph that the character map gives for a character.
    #[must_use]
    pub fn glyph(&self, c: char) -> Option<GlyphId> {
        let find = || self.font.charmap().map_unicode(c).map_or(0, GlyphId::to_u32);
        let glyph = self.glyphs.get_or(c, find);
        (glyph != 0).then(|| GlyphId::new(glyph))
    }

    /// Where the shaper keeps what it has made of characters in text of a language.
    #[must_use]
    pub fn shaped(&self, lang: Lang) -> &ByCharacter {
        &self.shaped[lang as usize]
    }

    /// The hyphen at the end of a broken word: U+2010, or the hyphen-minus where
    /// that is missing or as wide as a Han character.
    #[must_use]
    pub fn hyphen(&self) -> Option<GlyphId> {
        let is_narrow = |glyph: &GlyphId| self.advance(*glyph) * 2 <= i32::from(self.units_per_em);
        self.glyph('\u{2010}').filter(is_narrow).or_else(|| self.glyph('-'))
    }

    /// Advance width of a glyph in font units.
    #[must_use]
    pub fn advance(&self, glyph: GlyphId) -> i32 {
        self.font.glyph_metrics().h_advance(glyph).round() as i32
    }

    /// How far a glyph takes the pen down in a vertical line, and how far above
    /// the baseline the point lies that it is placed by there, in font units.
    #[must_use]
    pub fn vertical_metrics(&self, glyph: GlyphId) -> (i32, i32) {
        let metrics = self.font.glyph_metrics();
        (metrics.v_advance(glyph).round() as i32, metrics.v_origin_y(glyph).round() as i32)
    }

    /// A distance in font units, at a size of type.
    #[must_use]
    pub fn scale(&self, units: i32, size: Abs) -> Abs {
        size.scale(i64::from(units), i64::from(self.units_per_em))
    }

    /// How many characters have a glyph.
    #[must_use]
    pub fn coverage(&self) -> usize {
        self.font.charmap().unicodes().count()
    }

    /// Whether the family goes by this name, whatever its case.
    #[must_use]
    pub fn is_of_family(&self, name: &str) -> bool {
        self.family.eq_ignore_ascii_case(name)
            || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}
