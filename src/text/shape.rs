//! Shaping: characters of one face become glyphs.

use harfrust::{
    Buffer, BufferFlags, Direction, Feature, GlyphInfo, GlyphPosition, Language, Script,
    ShapeOptions, ShapePlan, ShaperFont, Tag, shape,
};

use super::known::KnownIn;
use super::unicode::is_east_asian;
use crate::font::{Face, FaceId, FontLibrary, GlyphId};
use crate::geom::Abs;
use crate::style::Lang;

/// Shapes runs of text; keeps what is costly to make for each face. The caller
/// owns it and lends it to every paragraph.
pub struct Shaper<'a> {
    fonts: &'a FontLibrary,
    /// Paragraphs that need not be shaped again.
    known: Option<KnownIn<'a>>,
    faces: Vec<Option<ShaperFont<'a, 'static>>>,
    plans: Vec<(PlanKey, ShapePlan)>,
    buffer: Option<Buffer>,
}

#[derive(Clone, Copy, PartialEq)]
struct PlanKey {
    face: FaceId,
    script: Option<Script>,
    lang: Lang,
    kind: RunKind,
}

/// What sort of characters a run has; each is shaped with features and a
/// direction of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunKind {
    /// Full-width characters, each in an em of its own.
    Wide,
    /// Full-width characters one below the other.
    Upright,
    /// Everything else.
    Proportional,
}

/// A glyph as shaped, in font units.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShapedGlyph {
    /// Glyph index.
    pub(super) id: u16,
    /// Byte offset in the run of the first character it shows.
    pub(super) cluster: u32,
    /// How far the pen moves along the line.
    pub(super) advance: i32,
    /// Where it is drawn relative to the pen, along the line and across it.
    pub(super) offset: (i32, i32),
    /// Whether other text before or after it might have changed it, or what stands beside
    /// it.
    is_touched: bool,
}

/// What the shaper makes of a full-width character that nothing beside it changes: a
/// glyph, drawn where the pen is, and its advance. Packed into a number.
struct LoneGlyph;

impl LoneGlyph {
    /// The character depends on what stands beside it.
    const NONE: u32 = u32::MAX;

    /// The glyph and the advance as one number, if they fit.
    fn packed(glyph: &ShapedGlyph) -> u32 {
        match u16::try_from(glyph.advance) {
            Ok(advance) if glyph.offset == (0, 0) && glyph.id != u16::MAX => {
                u32::from(glyph.id) << 16 | u32::from(advance)
            }
            _ => Self::NONE,
        }
    }

    /// The glyph for the character at a place of the text.
    fn unpacked(number: u32, cluster: u32) -> Option<ShapedGlyph> {
        let advance = (number & 0xFFFF) as i32;
        let id = (number >> 16) as u16;
        let glyph = ShapedGlyph { id, cluster, advance, offset: (0, 0), is_touched: false };
        (number != Self::NONE).then_some(glyph)
    }
}

impl<'a> Shaper<'a> {
    /// A shaper for the faces of a library.
    #[must_use]
    pub fn new(fonts: &'a FontLibrary) -> Self {
        Self { fonts, known: None, faces: Vec::new(), plans: Vec::new(), buffer: None }
    }

    /// The same with paragraphs that were prepared before with these faces.
    #[must_use]
    pub fn with_known(self, known: Option<KnownIn<'a>>) -> Self {
        Self { known, ..self }
    }

    /// The paragraphs that were prepared before.
    pub(super) fn known(&self) -> Option<KnownIn<'a>> {
        self.known
    }

    /// The library it shapes from.
    #[must_use]
    pub fn fonts(&self) -> &'a FontLibrary {
        self.fonts
    }

    /// Whether a face draws a character in another way in a vertical line. A form without ink
    /// is none: shapers put U+FE35 and its kin for brackets, which some faces have empty.
    pub(super) fn has_vertical_form(&mut self, c: char, face: FaceId, lang: Lang) -> bool {
        let text = c.encode_utf8(&mut [0; 4]).to_owned();
        let mut ids = |kind| {
            self.shape_together(&text, face, kind, lang)
                .iter()
                .map(|glyph| glyph.id)
                .collect::<Vec<_>>()
        };
        let (upright, usual) = (ids(RunKind::Upright), ids(RunKind::Wide));
        let draws = |id: &u16| self.fonts.face(face).ink(GlyphId::from(*id)).is_some();
        upright != usual && upright.iter().all(draws)
    }

    /// The middle of a glyph's ink at a size, right of its origin and above
    /// it; none if it has no ink.
    pub(super) fn ink_middle(&mut self, face: FaceId, glyph: u16, size: Abs) -> Option<(Abs, Abs)> {
        let face_data = self.fonts.face(face);
        let font = shaper_font(&mut self.faces, self.fonts, face);
        let extents = font.default_glyph_extents(GlyphId::from(glyph))?;
        // The height counts downwards from the top.
        let right = face_data.scale(extents.x_bearing * 2 + extents.width, size) / 2;
        let up = face_data.scale(extents.y_bearing * 2 + extents.height, size) / 2;
        Some((right, up))
    }

    /// The glyphs of `text`, which is all of one face and kind.
    pub(super) fn shape(
        &mut self,
        text: &str,
        face: FaceId,
        kind: RunKind,
        lang: Lang,
    ) -> Vec<ShapedGlyph> {
        if kind == RunKind::Wide
            && let Some(glyphs) = self.shape_apart(text, face, lang)
        {
            return glyphs;
        }
        let mut glyphs = self.shape_together(text, face, kind, lang);
        if kind == RunKind::Upright {
            self.draw_all(text, face, lang, &mut glyphs);
            if let Some(top) = self.fonts.face(face).em_box_top() {
                place_in_em_boxes(text, self.fonts.face(face), top, &mut glyphs);
            }
            raise_stops(text, self.fonts.face(face), &mut glyphs);
        }
        glyphs
    }

    /// Puts a character's usual glyph where its form for vertical lines draws nothing.
    fn draw_all(&mut self, text: &str, face: FaceId, lang: Lang, glyphs: &mut [ShapedGlyph]) {
        for glyph in glyphs {
            let ink = |id: u16| self.fonts.face(face).ink(GlyphId::from(id));
            let Some(c) = text[glyph.cluster as usize..].chars().next() else { continue };
            if ink(glyph.id).is_some() || glyph.id == 0 || c.is_whitespace() {
                continue;
            }
            let usual = self.shape_together(c.encode_utf8(&mut [0; 4]), face, RunKind::Wide, lang);
            if let [usual] = usual.as_slice()
                && ink(usual.id).is_some()
            {
                glyph.id = usual.id;
            }
        }
    }

    /// The glyphs of full-width characters that the shaper treats alike whatever stands
    /// beside them, each looked up for itself; none if it may not treat one so.
    fn shape_apart(&mut self, text: &str, face: FaceId, lang: Lang) -> Option<Vec<ShapedGlyph>> {
        let known = self.fonts.face(face).shaped(lang);
        let mut unknown = String::new();
        let mut glyphs = Vec::with_capacity(text.len() / 3 + 1);
        for (at, c) in text.char_indices() {
            if !may_stand_alone(c) {
                return None;
            }
            match known.get(c) {
                Some(number) => glyphs.push(LoneGlyph::unpacked(number, at as u32)?),
                None => unknown.push(c),
            }
        }
        if unknown.is_empty() {
            return Some(glyphs);
        }
        self.learn(&unknown, face, lang);
        text.char_indices().map(|(at, c)| LoneGlyph::unpacked(known.get(c)?, at as u32)).collect()
    }

    /// Shapes characters and keeps what becomes of each. The shaper tells where other text
    /// on one side might change what stands on the other side; pieces of text without such
    /// places can be put together as they are.
    fn learn(&mut self, text: &str, face: FaceId, lang: Lang) {
        let glyphs = self.shape_together(text, face, RunKind::Wide, lang);
        let known = self.fonts.face(face).shaped(lang);
        let mut rest = glyphs.as_slice();
        for (at, c) in text.char_indices() {
            let own = rest.iter().take_while(|glyph| glyph.cluster as usize == at).count();
            let (own, others) = rest.split_at(own);
            rest = others;
            match own {
                [glyph] if glyph.is_touched => known.put(c, LoneGlyph::NONE),
                // What comes next here may have changed it.
                [_] if others.first().is_some_and(|next| next.is_touched) => {}
                [glyph] => known.put(c, LoneGlyph::packed(glyph)),
                _ => known.put(c, LoneGlyph::NONE),
            }
        }
    }

    /// Lets the shaper have a text as a whole.
    fn shape_together(
        &mut self,
        text: &str,
        face: FaceId,
        kind: RunKind,
        lang: Lang,
    ) -> Vec<ShapedGlyph> {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.set_flags(BufferFlags::PRODUCE_UNSAFE_TO_CONCAT);
        buffer.push_str(text);
        match kind {
            RunKind::Wide | RunKind::Upright => buffer.set_script(Some(Script::HAN)),
            RunKind::Proportional => buffer.guess_segment_properties(),
        }
        let direction = match kind {
            RunKind::Wide | RunKind::Proportional => Direction::LeftToRight,
            RunKind::Upright => Direction::TopToBottom,
        };
        buffer.set_direction(direction);
        let language = Language::new(lang.tag());
        buffer.set_language(language.clone());

        let key = PlanKey { face, script: buffer.script(), lang, kind };
        let features = features(kind);
        let plan_at = self.plans.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            let font = self.fonts.face(face).font();
            let plan = ShapePlan::new(font, direction, key.script, language.as_ref(), &features);
            self.plans.push((key, plan));
            self.plans.len() - 1
        });
        let shaper = shaper_font(&mut self.faces, self.fonts, face);
        let options = ShapeOptions::new().plan(Some(&self.plans[plan_at].1)).features(&features);
        let shaped = shape(shaper, &mut buffer, options);
        let glyphs = match shaped {
            Ok(()) => buffer
                .glyph_infos()
                .iter()
                .zip(buffer.glyph_positions())
                .map(|(info, position)| shaped_glyph(info, position, kind))
                .collect(),
            // The plan was made for this very buffer, so this does not happen;
            // if it did, every character would show as a missing glyph.
            Err(_) => text
                .char_indices()
                .map(|(at, _)| ShapedGlyph {
                    id: 0,
                    cluster: at as u32,
                    advance: 0,
                    offset: (0, 0),
                    is_touched: true,
                })
                .collect(),
        };
        self.buffer = Some(buffer);
        glyphs
    }
}

/// A face as the shaper wants it, made when it is first needed.
fn shaper_font<'s, 'a>(
    faces: &'s mut Vec<Option<ShaperFont<'a, 'static>>>,
    fonts: &'a FontLibrary,
    face: FaceId,
) -> &'s mut ShaperFont<'a, 'static> {
    let slot = face.index();
    if faces.len() <= slot {
        faces.resize_with(slot + 1, || None);
    }
    faces[slot].get_or_insert_with(|| ShaperFont::new(fonts.face(face).font()))
}

/// Puts upright glyphs into em boxes, one for each character, where the face's own vertical metrics
/// make no sense or are missing.
fn place_in_em_boxes(text: &str, face: &Face, top: i32, glyphs: &mut [ShapedGlyph]) {
    let em = i32::from(face.units_per_em);
    for at in 0..glyphs.len() {
        let start = glyphs[at].cluster;
        let is_mark = at > 0 && glyphs[at - 1].cluster == start;
        let end = glyphs[at..].iter().map(|glyph| glyph.cluster).find(|cluster| *cluster > start);
        let own = &text[start as usize..end.map_or(text.len(), |end| end as usize)];
        // Two em dashes are one glyph; what goes on with a character takes no room.
        let characters = own.chars().filter(|c| is_full_width(*c)).count().max(1);
        let glyph = &mut glyphs[at];
        if is_mark || glyph.id == 0 {
            continue;
        }
        let width = face.advance(GlyphId::from(glyph.id));
        glyph.advance = em * i32::try_from(characters).unwrap_or(1);
        glyph.offset = (top, -width / 2);
    }
}

/// Moves pause and stop marks that a face has for horizontal lines alone, below the middle of
/// their em, to its upper right corner (CLREQ 3.1.6.1, JLREQ 3.1.2).
fn raise_stops(text: &str, face: &Face, glyphs: &mut [ShapedGlyph]) {
    let em = i32::from(face.units_per_em);
    let middle = match face.em_box_top() {
        Some(top) => top - em / 2,
        None => (face.ascender + face.descender) / 2,
    };
    for glyph in glyphs {
        let c = text[glyph.cluster as usize..].chars().next();
        if !matches!(c, Some('，' | '、' | '。' | '．')) {
            continue;
        }
        let Some(ink) = face.ink(GlyphId::from(glyph.id)) else { continue };
        let (right, up) = ((ink.left + ink.right) / 2, (ink.bottom + ink.top) / 2);
        if ink.top < middle && right * 3 < em * 2 {
            // A mark that stands in the middle of its em is brought to where others stand.
            let target = if right * 5 > em * 2 { em * 3 / 4 } else { em - right };
            // Not above its em, whatever hung out of it below.
            let raised = glyph.offset.0 - (middle - up) * 2;
            glyph.offset.0 = raised.max(ink.top + em / 20);
            glyph.offset.1 += target - right;
        }
    }
}

/// What the shaper says of a glyph, along the line and across it: where lines
/// run down, downwards is along and to the right is across.
fn shaped_glyph(info: &GlyphInfo, position: &GlyphPosition, kind: RunKind) -> ShapedGlyph {
    let (advance, offset) = match kind {
        RunKind::Wide | RunKind::Proportional => {
            (position.x_advance, (position.x_offset, position.y_offset))
        }
        RunKind::Upright => (-position.y_advance, (-position.y_offset, position.x_offset)),
    };
    let id = u16::try_from(info.glyph_id).unwrap_or(0);
    ShapedGlyph { id, cluster: info.cluster, advance, offset, is_touched: info.unsafe_to_concat() }
}

/// Whether a character takes an em for itself.
fn is_full_width(c: char) -> bool {
    is_east_asian(c) || matches!(c, '—' | '―' | '…' | '‥' | '⋯' | '─')
}

/// Whether a character may be shaped for itself where the shaper finds nothing against
/// it: neither a mark, which may be composed with what is before it, nor a character that
/// is not shown, nor a part of a syllable or of a pictograph.
fn may_stand_alone(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{3001}'..='\u{3020}'
        | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF01}'..='\u{FF60}' | '\u{2013}'..='\u{2014}' | '\u{2018}'..='\u{201D}'
        | '\u{2025}'..='\u{2026}' | '\u{B7}')
}

/// Pair kerning would take full-width characters off their em.
fn features(kind: RunKind) -> Vec<Feature> {
    match kind {
        RunKind::Wide => vec![Feature::new(Tag::new(b"kern"), 0, ..)],
        RunKind::Upright => vec![Feature::new(Tag::new(b"vkrn"), 0, ..)],
        RunKind::Proportional => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{RunKind, ShapedGlyph, Shaper, may_stand_alone};
    use crate::font::{FontData, FontLibrary};
    use crate::style::Lang;

    const FONTS: [(&str, &[u8]); 4] = [
        ("Kai", include_bytes!("../../fonts/NewsKaiSC-Regular.ttf")),
        ("Song", include_bytes!("../../fonts/NotoSerifSC-Regular.otf")),
        ("Mincho", include_bytes!("../../fonts/NotoSerifJP-Regular.otf")),
        ("Myeongjo", include_bytes!("../../fonts/NotoSerifKR-Regular.otf")),
    ];

    /// What the shaper says of a text as a whole is what it says of its characters one by
    /// one, for every character that is taken so, among others in any order.
    #[test]
    fn characters_that_are_shaped_apart_are_shaped_as_in_their_text() {
        let mut fonts = FontLibrary::new();
        for (name, bytes) in FONTS {
            fonts.add(name, FontData::Static(bytes)).expect("it is a font");
        }
        let mut shaper = Shaper::new(&fonts);
        for (id, face) in fonts.faces() {
            let mut all: Vec<char> =
                ('\u{80}'..='\u{FFFF}').filter(|c| may_stand_alone(*c)).collect();
            all.retain(|c| face.glyph(*c).is_some());
            for lang in [Lang::ChineseSimplified, Lang::Japanese, Lang::Korean] {
                let (mut apart, mut runs, mut at) = (0, 0, 0);
                for length in (1..40).cycle().take(3 * all.len() / 20) {
                    // A stride without a common divisor with most lengths, so that others
                    // stand beside each character each time round.
                    let mut text: String =
                        (0..length).map(|n| all[(at + n * 7919) % all.len()]).collect();
                    at += length * 7919;
                    // Some of what is one sign with its neighbor, too.
                    text.push_str(["", "，", "——", "……", "。”"][runs % 5]);
                    let place = |glyph: &ShapedGlyph| (glyph.id, glyph.cluster);
                    let move_of = |glyph: &ShapedGlyph| (glyph.advance, glyph.offset);
                    let whole = shaper.shape_together(&text, id, RunKind::Wide, lang);
                    if let Some(glyphs) = shaper.shape_apart(&text, id, lang) {
                        assert!(glyphs.iter().map(place).eq(whole.iter().map(place)), "{text}");
                        assert!(glyphs.iter().map(move_of).eq(whole.iter().map(move_of)), "{text}");
                        apart += 1;
                    }
                    runs += 1;
                }
                assert!(apart * 2 > runs, "{}: {apart} of {runs}", face.family);
            }
        }
    }
}
