//! Shaping: characters of one face become glyphs.

use harfrust::{
    Buffer, Direction, Feature, GlyphInfo, GlyphPosition, Language, Script, ShapeOptions,
    ShapePlan, ShaperFont, Tag, shape,
};

use super::known::KnownIn;
use crate::font::{FaceId, FontLibrary, GlyphId};
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

    /// Whether a face draws a character in another way in a vertical line.
    pub(super) fn has_vertical_form(&mut self, c: char, face: FaceId, lang: Lang) -> bool {
        let text = c.encode_utf8(&mut [0; 4]).to_owned();
        let mut ids = |kind| {
            self.shape(&text, face, kind, lang).iter().map(|glyph| glyph.id).collect::<Vec<_>>()
        };
        ids(RunKind::Upright) != ids(RunKind::Wide)
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
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
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
    ShapedGlyph { id, cluster: info.cluster, advance, offset }
}

/// Pair kerning would take full-width characters off their em.
fn features(kind: RunKind) -> Vec<Feature> {
    match kind {
        RunKind::Wide => vec![Feature::new(Tag::new(b"kern"), 0, ..)],
        RunKind::Upright => vec![Feature::new(Tag::new(b"vkrn"), 0, ..)],
        RunKind::Proportional => Vec::new(),
    }
}
