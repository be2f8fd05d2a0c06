//! One face: names, metrics, coverage, and its bytes for shaping and
//! embedding.

use std::fmt;
use std::sync::{Arc, OnceLock};

use harfrust::GlyphId;
use harfrust::font::Font;
use harfrust::font::name::NameId;
use skrifa::raw::TableProvider;
use skrifa::raw::types::F48Dot16;

use super::ink::{GlyphInk, InkKnown, Visibility};
use super::instance::{AxisValue, instances};
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
    /// The form of its outlines in a PDF.
    pub outlines: Outlines,
    /// What its license allows.
    pub embedding: Embedding,
    /// Where on its axes it is, if its file is a variable font.
    pub instance: Vec<AxisValue>,
    data: FontData,
    font: Font,
    ink: InkKnown,
    /// Where its upright characters stand in vertical lines.
    vertical: OnceLock<VerticalPlacing>,
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

/// What the license of a face allows, as its file says (OpenType, OS/2, fsType).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Embedding {
    /// A document may hold it for any use.
    Free,
    /// A document that holds it may be read and printed, not changed.
    PreviewPrint,
}

/// Where the upright characters of a face stand in a vertical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum VerticalPlacing {
    /// Where its tables say.
    ByTables,
    /// In the em box, whose top is so far above the baseline, in font units: what its tables say
    /// makes no sense, or there are none.
    EmBox { top: i32 },
}

/// Why a file cannot be used as a font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FontError {
    /// It is not an OpenType or TrueType file.
    NotAFont,
    /// It is a font, but what it needs for text is broken or missing.
    Broken,
    /// Its outlines cannot be embedded (bitmaps alone).
    NotEmbeddable,
    /// Its license forbids to embed it (OpenType, OS/2, fsType 2).
    Restricted,
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::NotAFont => "not an OpenType or TrueType font",
            Self::Broken => "a damaged font",
            Self::NotEmbeddable => "a font whose outlines cannot be embedded in a PDF",
            Self::Restricted => "a font whose license forbids to embed it in a PDF",
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
            Self::Restricted => FontFault::Restricted { font_file },
        };
        Diagnostic::of(finding).in_file(file)
    }
}

/// Every face in a font file.
pub(super) fn read_all(name: &str, data: FontData) -> Result<Vec<Face>, FontError> {
    let file = OpenFile { name, data };
    if !file.data.as_ref().starts_with(b"ttcf") {
        return read(&file, 0)?.ok_or(FontError::NotAFont);
    }
    let mut faces = Vec::new();
    // A collection holds a handful of faces; the bound only stops a file that
    // claims to have millions.
    for index in 0..64 {
        match read(&file, index)? {
            Some(found) => faces.extend(found),
            None => break,
        }
    }
    if faces.is_empty() { Err(FontError::NotAFont) } else { Ok(faces) }
}

/// A font file while its faces are read.
struct OpenFile<'a> {
    name: &'a str,
    data: FontData,
}

/// One font of a file: a face, or a variable font's faces.
fn read(file: &OpenFile, index: u32) -> Result<Option<Vec<Face>>, FontError> {
    let OpenFile { name, data } = file;
    let name = *name;
    let font = match data {
        FontData::Static(bytes) => Font::new(*bytes, index),
        FontData::Own(bytes) | FontData::Shared(bytes) => {
            let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(bytes.clone());
            Font::new(harfrust::font::Blob::from(shared), index)
        }
    };
    let Some(font) = font else { return Ok(None) };
    if font.num_glyphs() == 0 || font.units_per_em() == 0 || !font.charmap().has_unicode() {
        return Err(FontError::Broken);
    }
    let tables = font.tables();
    let outlines = if tables.cff().is_ok() {
        Outlines::PostScript
    } else if tables.glyf().is_ok() || tables.cff2().is_ok() {
        // What a subset of CFF2 becomes.
        Outlines::TrueType
    } else {
        return Err(FontError::NotEmbeddable);
    };
    // The least that is forbidden counts where a file says several things.
    let embedding = match tables.os2().map_or(0, |os2| os2.fs_type() & 0xE) {
        0x2 => return Err(FontError::Restricted),
        0x4 | 0x6 => Embedding::PreviewPrint,
        _ => Embedding::Free,
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
    let face = |instance: super::instance::Instance| {
        let font = instance.font;
        let metrics = font.metrics();
        let upem = f64::from(font.units_per_em());
        let (ascender, descender) = metrics.typo_line.map_or((upem * 0.88, upem * -0.12), |line| {
            (line.ascender.to_f64(), line.descender.to_f64())
        });
        let cap_height = metrics.cap_height.map_or(upem * 0.7, F48Dot16::to_f64);
        Face {
            aliases: aliases.clone(),
            postscript_name: instance.postscript_name.unwrap_or_else(|| postscript_name.clone()),
            weight: instance.weight,
            slant: instance.slant,
            file: name.to_owned(),
            index,
            units_per_em: font.units_per_em(),
            ascender: ascender as i32,
            descender: descender as i32,
            cap_height: cap_height as i32,
            family: family.clone(),
            outlines,
            embedding,
            instance: instance.axes,
            data: data.clone(),
            font,
            ink: InkKnown::default(),
            vertical: OnceLock::new(),
            glyphs: ByCharacter::default(),
            shaped: Default::default(),
        }
    };
    Ok(Some(instances(&font, &family).into_iter().map(face).collect()))
}

/// Characters whose ink has its middle in the middle of the em box, of which a face for East
/// Asia has one.
const TYPICAL: [char; 6] = ['国', '國', '中', '日', 'ロ', '를'];

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

    /// The glyph that the character map gives for a character. A character that is to be seen
    /// and has a glyph without ink is one that the face does not have.
    #[must_use]
    pub fn glyph(&self, c: char) -> Option<GlyphId> {
        let find = || {
            let found = self.font.charmap().map_unicode(c).unwrap_or(GlyphId::NOTDEF);
            let is_empty = !self.is_trusted()
                && Visibility::of(c) == Visibility::Ink
                && self.ink(found).is_none();
            if is_empty { 0 } else { found.to_u32() }
        };
        let glyph = self.glyphs.get_or(c, find);
        (glyph != 0).then(|| GlyphId::new(glyph))
    }

    /// Whether it is part of the program, of whose faces a test knows that they draw what they
    /// have: to look takes a sixth of the instructions of a page (district, debug build).
    fn is_trusted(&self) -> bool {
        matches!(self.data, FontData::Static(_) | FontData::Own(_))
    }

    /// Where a glyph's ink is, in font units from its origin; none if it draws nothing.
    #[must_use]
    pub fn ink(&self, glyph: GlyphId) -> Option<GlyphInk> {
        self.ink.get_or(glyph, || {
            let extents = self.font.glyph_metrics().extents(glyph)?;
            GlyphInk::of(extents.x_bearing, extents.y_bearing, extents.width, extents.height)
        })
    }

    /// Whether the face draws a character in the way that a variation selector after it asks
    /// for.
    #[must_use]
    pub fn has_variant(&self, c: char, selector: char) -> bool {
        self.font.charmap().map_unicode_variant(c, selector).is_some()
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
        if let Some(top) = self.em_box_top() {
            return (i32::from(self.units_per_em), top);
        }
        let metrics = self.font.glyph_metrics();
        (metrics.v_advance(glyph).round() as i32, metrics.v_origin_y(glyph).round() as i32)
    }

    /// The top of the em box above the baseline, in font units, if upright characters are to be
    /// placed by that because the face has no vertical metrics or senseless ones.
    #[must_use]
    pub fn em_box_top(&self) -> Option<i32> {
        match self.vertical.get_or_init(|| self.placing()) {
            VerticalPlacing::ByTables => None,
            VerticalPlacing::EmBox { top } => Some(*top),
        }
    }

    /// Judges the face's vertical metrics by a character that fills its em box.
    fn placing(&self) -> VerticalPlacing {
        let em = i32::from(self.units_per_em);
        let typical = TYPICAL.iter().find_map(|c| self.glyph(*c));
        // Without such a character the em box of the face's own metrics will do.
        let middle = typical
            .and_then(|glyph| self.ink(glyph))
            .map_or((self.ascender + self.descender) / 2, |ink| (ink.top + ink.bottom) / 2);
        let top = middle + em / 2;
        let Some(glyph) = typical.filter(|_| self.font.tables().vmtx().is_ok()) else {
            return VerticalPlacing::EmBox { top };
        };
        let metrics = self.font.glyph_metrics();
        let advance = metrics.v_advance(glyph).round() as i32;
        let origin = metrics.v_origin_y(glyph).round() as i32;
        let is_sound = (advance - em).abs() * 10 <= em && (origin - top).abs() * 5 <= em;
        if is_sound { VerticalPlacing::ByTables } else { VerticalPlacing::EmBox { top } }
    }

    /// A distance in font units, at a size of type.
    #[must_use]
    pub fn scale(&self, units: i32, size: Abs) -> Abs {
        size.scale(i64::from(units), i64::from(self.units_per_em))
    }

    /// How many characters it has: those that are to be seen and have a glyph without ink
    /// do not count.
    #[must_use]
    pub fn coverage(&self) -> usize {
        let is_there = |c: char| self.glyph(c).is_some();
        let all = self.font.charmap().unicodes();
        all.filter(|(code, _)| char::from_u32(*code).is_some_and(is_there)).count()
    }

    /// Whether it has forms of characters for variation selectors.
    #[must_use]
    pub fn has_variants(&self) -> bool {
        self.font.charmap().has_unicode_variants()
    }

    /// Whether the family goes by this name, whatever its case.
    #[must_use]
    pub fn is_of_family(&self, name: &str) -> bool {
        self.family.eq_ignore_ascii_case(name)
            || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}
