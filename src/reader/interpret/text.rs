//! Text operators (PDF 32000-1, 9.4): strings to runs of glyphs.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use hayro::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro::hayro_syntax::object::{
    Array, Dict, Name, Number, ObjRef, Object, ObjectIdentifier, Stream,
};
use hayro::hayro_syntax::page::Resources;
use hayro::kurbo::{Affine, BezPath, Rect, Vec2};
use hayro_font::hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn, GlyphId, OutlineGlyph, Type3Glyph,
    UNITS_PER_EM,
};

use skrifa::raw::{FontRef, TableProvider};

use super::super::color::ColorSpace;
use super::super::decode;
use super::super::defect::{Category, Defect, DefectPart, DefectReason, Flaw, Word};
use super::super::device::{DrawnGlyph, FillRule, FontInfo, GlyphRun, TextMode};
use super::super::error::ReadError;
use super::graphics::matrix;
use super::outline::{GlyphOutline, KnownGlyphs, PlainCharstrings};
use super::state::GraphicsState;
use super::{ContentStream, Interpreter};

/// The keys of font programs in their descriptor (PDF 32000-1, table 122).
const PROGRAMS: [&str; 3] = ["FontFile", "FontFile2", "FontFile3"];

/// Bytes of a font's parts, decoded: the largest CJK faces have 30 million.
const MOST_FONT: usize = 64 << 20;

/// A font that is ready for use.
pub(super) struct LoadedFont<'p> {
    /// None if it is not in the file.
    font: Option<Font<'p>>,
    info: FontInfo,
    serial: u64,
    /// How many glyphs its program has; none if that is not told.
    glyphs: OnceCell<Option<u32>>,
    /// What its glyphs are known by from file to file, if they are.
    charstrings: OnceCell<Option<PlainCharstrings>>,
}

impl LoadedFont<'_> {
    /// Whether a glyph is not in the font.
    fn lacks(&self, glyph: &OutlineGlyph) -> bool {
        let id = glyph.glyph_id();
        let count = || {
            let program = glyph.font_data()?.data;
            Some(skrifa::Font::new(program, 0)?.num_glyphs())
        };
        id == GlyphId::NOTDEF
            || self.glyphs.get_or_init(count).is_some_and(|count| id.to_u32() >= count)
    }

    /// The outline of a glyph.
    fn outline(&self, glyph: OutlineGlyph, known: &mut KnownFromFiles) -> GlyphOutline {
        let KnownFromFiles { glyphs, key } = known;
        let id = glyph.glyph_id().to_u32();
        let plain = || glyph.font_data().and_then(|font| PlainCharstrings::of(font.data));
        let at = glyphs.as_deref().and_then(|glyphs| {
            // A font may hide .notdef, whatever its charstring says.
            if glyph.glyph_id() == GlyphId::NOTDEF {
                return None;
            }
            self.charstrings.get_or_init(plain).as_ref()?.at(id, glyphs, key)
        });
        GlyphOutline::of(glyph, at)
    }
}

/// About where a letter stands whose font is not in the file, in thousandths of
/// the em.
const STAND_IN: Rect = Rect::new(0.0, 0.0, 500.0, 700.0);

/// Elements of outlines that are kept from page to page: a dozen megabytes.
const MOST_ELEMENTS: usize = 200_000;
/// The same within a page: some ten thousand characters, 60 megabytes.
const MOST_ON_PAGE: usize = 1_000_000;

/// Fonts and outlines that were needed before, on this page of a file or on others.
///
/// A newspaper has its faces on every page. It is for one thread at a time, and for one
/// file.
#[derive(Default)]
pub struct ReaderFonts<'p> {
    cache: FontCache<'p>,
    loaded: HashMap<ObjRef, FontLook<'p>>,
    /// Fonts that are no objects of their own, or are set by a graphics state, by their
    /// dictionaries as written.
    written: HashMap<&'p [u8], FontLook<'p>>,
    outlines: HashMap<(u64, u32), KeyedOutline>,
    from_files: KnownFromFiles,
    /// Elements of all outlines.
    elements: usize,
    /// How many outlines were made.
    made: u64,
    /// How many fonts were loaded.
    count: u64,
}

/// A font, if there is one, and what of it cannot be read.
#[derive(Clone)]
struct FontLook<'p> {
    font: Option<Rc<LoadedFont<'p>>>,
    defects: Rc<[Defect]>,
}

impl fmt::Debug for ReaderFonts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "ReaderFonts({})", self.loaded.len())
    }
}

/// What is known from file to file.
#[derive(Default)]
struct KnownFromFiles {
    glyphs: Option<Arc<KnownGlyphs>>,
    /// Room for the key of a glyph.
    key: Vec<u8>,
}

impl ReaderFonts<'_> {
    /// None yet; where the ink of glyphs is may be known from other files.
    #[must_use]
    pub fn knowing(glyphs: Arc<KnownGlyphs>) -> Self {
        Self {
            from_files: KnownFromFiles { glyphs: Some(glyphs), key: Vec::new() },
            ..Self::default()
        }
    }

    /// Drops outlines before a page if there are too many.
    pub(super) fn make_room(&mut self) {
        if self.elements > MOST_ELEMENTS {
            self.outlines.clear();
            self.elements = 0;
        }
    }
}

#[derive(Clone)]
struct KeyedOutline {
    outline: Rc<GlyphOutline>,
    key: u64,
}

/// The glyphs of a string in the making.
#[derive(Default)]
struct Gathered<'p> {
    glyphs: Vec<DrawnGlyph>,
    text: String,
    bounds: Option<Rect>,
    drawn: Vec<(Type3Glyph<'p>, Affine)>,
}

impl<'p> Interpreter<'p, '_> {
    /// Takes a text operator; tells whether it was one.
    pub(super) fn text_operator(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        operator: &Op,
    ) -> Result<bool, ReadError> {
        let text = &mut content.state.text;
        match operator {
            Op::BeginText(_) => {
                text.matrix = Affine::IDENTITY;
                text.line = Affine::IDENTITY;
            }
            Op::EndText(_) => {
                if let Some(path) = content.text_clip.take() {
                    self.push_clip(content, &path, FillRule::NonZero);
                }
            }
            Op::TextFont(font) => self.set_font(content, font.0, font.1),
            Op::NextLine(by) => next_line(&mut content.state, by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                text.leading = -by.1.as_f64();
                next_line(&mut content.state, by.0.as_f64(), by.1.as_f64());
            }
            Op::SetTextMatrix(m) => {
                text.line = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                text.matrix = text.line;
            }
            Op::NextLineUsingLeading(_) => {
                let leading = text.leading;
                next_line(&mut content.state, 0.0, -leading);
            }
            Op::ShowText(string) => self.show(content, &[ShownPart::Text(string.0.as_bytes())])?,
            Op::NextLineAndShowText(string) => {
                let leading = text.leading;
                next_line(&mut content.state, 0.0, -leading);
                self.show(content, &[ShownPart::Text(string.0.as_bytes())])?;
            }
            Op::ShowTextWithParameters(p) => {
                text.word_space = p.0.as_f64();
                text.char_space = p.1.as_f64();
                let leading = text.leading;
                next_line(&mut content.state, 0.0, -leading);
                self.show(content, &[ShownPart::Text(p.2.as_bytes())])?;
            }
            Op::ShowTexts(array) => self.show_array(content, array.0)?,
            // The glyph is a shape in the color of its text (9.6.5.3).
            Op::ShapeGlyph(_) => content.has_colors = false,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn set_font(&mut self, content: &mut ContentStream<'_, 'p>, name: &Name, size: Number) {
        content.state.text.size = size.as_f64();
        let scope = content.scope;
        let reference = scope.reference(Category::Font, name);
        let known = reference.and_then(|reference| self.known.loaded.get(&reference));
        let look = known.cloned().unwrap_or_else(|| {
            let found = scope.find(Category::Font, name, DefectPart::Font);
            let look = match found {
                Ok(dict) => self.load_once(&dict),
                Err(defect) => FontLook { font: None, defects: Rc::new([defect]) },
            };
            if let Some(reference) = reference {
                self.known.loaded.insert(reference, look.clone());
            }
            look
        });
        content.state.text.font = self.font_of(look);
    }

    /// A font; tells of what cannot be read of it.
    fn font_of(&mut self, look: FontLook<'p>) -> Option<Rc<LoadedFont<'p>>> {
        for defect in &*look.defects {
            self.defect(*defect);
        }
        look.font
    }

    /// The font of a graphics state dictionary.
    pub(super) fn set_font_from(&mut self, content: &mut ContentStream<'_, 'p>, pair: &Array<'p>) {
        let mut parts = pair.iter::<Object>();
        let dict = parts.next().and_then(Object::into_dict);
        let size = parts.next().and_then(Object::into_number);
        if let (Some(dict), Some(size)) = (dict, size) {
            let look = self.load_once(&dict);
            content.state.text.font = self.font_of(look);
            content.state.text.size = size.as_f64();
        } else {
            let id = pair.raw_iter().next().and_then(|item| item.as_obj_ref());
            self.defect(match id {
                Some(id) => Defect::of(id.into(), DefectReason::Absent),
                None => Defect { object: None, reason: DefectReason::Unfit(DefectPart::Font) },
            });
        }
    }

    /// A font, read once however often it is set: each that is read has outlines of its
    /// own.
    fn load_once(&mut self, dict: &Dict<'p>) -> FontLook<'p> {
        if let Some(look) = self.known.written.get(dict.data()) {
            return look.clone();
        }
        let look = self.load(dict);
        self.known.written.insert(dict.data(), look.clone());
        look
    }

    fn load(&mut self, dict: &Dict<'p>) -> FontLook<'p> {
        let unfit = || Defect::unfit(dict, DefectPart::Font);
        let Some(flaws) = flaws(dict) else {
            return FontLook { font: None, defects: Rc::new([unfit()]) };
        };
        let mut defects = defects(dict, &flaws);
        // Fonts that are not in the file are not drawn: a press file may not leave open
        // which face stands in for them.
        let faces: FontResolverFn = Arc::new(|_| None);
        let maps: CMapResolverFn = Arc::new(load_embedded);
        let font = self.known.cache.font(dict, &faces, &maps);
        let info = FontInfo { is_readable: font.is_some(), ..info(dict) };
        let unread = unread_codes(dict).filter(|_| info.is_embedded);
        let is_unknown = unread.is_some();
        defects.extend(unread);
        // Text by an unknown map of characters is judged as that of a missing font.
        if font.is_none() && info.is_embedded && !is_unknown {
            if defects.is_empty() {
                defects.push(unfit());
            }
            return FontLook { font: None, defects: defects.into() };
        }
        self.known.count += 1;
        let (glyphs, charstrings) = (OnceCell::new(), OnceCell::new());
        let loaded = LoadedFont { font, info, serial: self.known.count, glyphs, charstrings };
        FontLook { font: Some(Rc::new(loaded)), defects: defects.into() }
    }

    fn show_array(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        array: &Array,
    ) -> Result<(), ReadError> {
        let objects: Vec<Object> = array.iter::<Object>().collect();
        let parts: Vec<ShownPart> = objects
            .iter()
            .filter_map(|object| match object {
                Object::String(text) => Some(ShownPart::Text(text.as_bytes())),
                Object::Number(by) => Some(ShownPart::Move(by.as_f64())),
                _ => None,
            })
            .collect();
        self.show(content, &parts)
    }

    fn show(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        parts: &[ShownPart],
    ) -> Result<(), ReadError> {
        let Some(font) = content.state.text.font.clone() else {
            // A font that cannot be read has been told of when it was set, with
            // its size.
            if content.state.text.size == 0.0 {
                self.defect(Defect { object: None, reason: DefectReason::Unfit(DefectPart::Font) });
            }
            return Ok(());
        };
        let mut gathered = Gathered::default();
        for part in parts {
            match part {
                ShownPart::Text(bytes) => {
                    self.gather(&mut content.state, &font, bytes, &mut gathered)?;
                }
                ShownPart::Move(by) => {
                    let text = &mut content.state.text;
                    let by = -by / f64::from(UNITS_PER_EM) * text.size;
                    let is_horizontal = font.font.as_ref().is_none_or(Font::is_horizontal);
                    let by = if is_horizontal {
                        Vec2::new(by * text.stretch, 0.0)
                    } else {
                        Vec2::new(0.0, by)
                    };
                    text.matrix *= Affine::translate(by);
                }
            }
        }
        if content.is_shown() && !gathered.glyphs.is_empty() {
            self.paint_run(content, &font, gathered)?;
        }
        Ok(())
    }

    /// Places the glyphs of a string and moves on.
    fn gather(
        &mut self,
        state: &mut GraphicsState<'p>,
        loaded: &LoadedFont<'p>,
        bytes: &[u8],
        gathered: &mut Gathered<'p>,
    ) -> Result<(), ReadError> {
        let Some(font) = &loaded.font else {
            return self.gather_missing(state, &loaded.info, bytes, gathered);
        };
        let mut at = 0;
        while at < bytes.len() {
            self.spend(1)?;
            let (code, length) = font.read_code(bytes, at);
            at += length.max(1);
            let id = font.map_code(code);
            let text = &state.text;
            let em = Affine::new([text.size * text.stretch, 0.0, 0.0, text.size, 0.0, text.rise]);
            let transform = state.ctm
                * text.matrix
                * em
                * Affine::scale(1.0 / f64::from(UNITS_PER_EM))
                * Affine::translate(font.origin_displacement(code))
                * Affine::scale_non_uniform(font.glyph_stretch(id, code), 1.0);
            self.place(loaded, font.glyph(id, code), transform, gathered);
            advance(state, font, code, length);
        }
        Ok(())
    }

    /// Tells of the letters of a font that is not in the file, without
    /// outlines and about where they stand.
    fn gather_missing(
        &mut self,
        state: &mut GraphicsState<'p>,
        info: &FontInfo,
        bytes: &[u8],
        gathered: &mut Gathered<'p>,
    ) -> Result<(), ReadError> {
        let length = if info.kind == "Type0" { 2 } else { 1 };
        for code in bytes.chunks(length) {
            self.spend(1)?;
            let text = &mut state.text;
            let letter = match code {
                [byte] => char::from(*byte),
                _ => char::REPLACEMENT_CHARACTER,
            };
            let em = Affine::new([text.size * text.stretch, 0.0, 0.0, text.size, 0.0, text.rise]);
            let transform =
                state.ctm * text.matrix * em * Affine::scale(1.0 / f64::from(UNITS_PER_EM));
            if !transform.is_finite() {
                return Ok(());
            }
            gathered.text.push(letter);
            if !letter.is_whitespace() {
                let bounds = transform.transform_rect_bbox(STAND_IN);
                let all = gathered.bounds.map_or(bounds, |all| all.union(bounds));
                gathered.bounds = Some(all);
            }
            gathered.glyphs.push(DrawnGlyph {
                outline: Rc::default(),
                key: u64::MAX,
                transform,
                is_notdef: false,
            });
            let by = STAND_IN.x1 / f64::from(UNITS_PER_EM) * text.size + text.char_space;
            text.matrix *= Affine::translate(Vec2::new(by * text.stretch, 0.0));
        }
        Ok(())
    }

    fn place(
        &mut self,
        loaded: &LoadedFont<'p>,
        glyph: FontGlyph<'p>,
        transform: Affine,
        gathered: &mut Gathered<'p>,
    ) {
        if !transform.is_finite() {
            return;
        }
        let (outline, text, is_notdef) = match glyph {
            FontGlyph::Outline(glyph) => {
                let is_notdef = loaded.lacks(&glyph);
                if self.known.elements > MOST_ON_PAGE {
                    self.known.outlines.clear();
                    self.known.elements = 0;
                }
                let ReaderFonts { outlines, elements, made, from_files, .. } = &mut *self.known;
                let key = (loaded.serial, glyph.glyph_id().to_u32());
                let text = glyph.as_unicode();
                let outline = outlines.entry(key).or_insert_with(|| {
                    let outline = loaded.outline(glyph, from_files);
                    *elements += outline.elements();
                    *made += 1;
                    KeyedOutline { outline: Rc::new(outline), key: *made }
                });
                (outline.clone(), text, is_notdef)
            }
            FontGlyph::Type3(glyph) => {
                let text = glyph.as_unicode();
                let is_notdef = glyph.program().is_none();
                let side = f64::from(UNITS_PER_EM);
                let bounds = Rect::new(0.0, 0.0, side, side);
                gathered.drawn.push((glyph, transform));
                let outline = Rc::new(GlyphOutline::boxed(bounds));
                (KeyedOutline { outline, key: u64::MAX }, text, is_notdef)
            }
        };
        let is_blank = match text {
            Some(BfString::Char(c)) => {
                gathered.text.push(c);
                c.is_whitespace()
            }
            Some(BfString::String(s)) => {
                gathered.text.push_str(&s);
                s.trim().is_empty()
            }
            None => false,
        };
        let KeyedOutline { outline, key } = outline;
        let mut shape = outline.bounds();
        if shape.area() <= 0.0 && !loaded.info.is_embedded && !is_blank {
            shape = STAND_IN;
        }
        if shape.area() > 0.0 {
            let bounds = transform.transform_rect_bbox(shape);
            let all = gathered.bounds.map_or(bounds, |all| all.union(bounds));
            gathered.bounds = Some(all);
        }
        gathered.glyphs.push(DrawnGlyph { outline, key, transform, is_notdef });
    }

    fn paint_run(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        font: &LoadedFont<'p>,
        gathered: Gathered<'p>,
    ) -> Result<(), ReadError> {
        let mode = content.state.text.mode;
        let bounds = gathered.bounds.unwrap_or_default();
        let is_masked = self.begin_masked(content, bounds)?;
        let (fill, stroke) = (&content.state.fill, &content.state.stroke);
        let is_pattern = |space: &ColorSpace| matches!(space, ColorSpace::Pattern(_));
        let is_patterned = matches!(mode, 0 | 2 | 4 | 6) && is_pattern(&fill.space)
            || matches!(mode, 1 | 2 | 5 | 6) && is_pattern(&stroke.space);
        let painted = match mode {
            _ if is_patterned => TextMode::Patterned,
            0 | 4 => TextMode::Fill,
            1 | 5 => TextMode::Stroke,
            2 | 6 => TextMode::FillAndStroke,
            7 => TextMode::Clip,
            _ => TextMode::Invisible,
        };
        self.device.glyphs(&GlyphRun {
            glyphs: &gathered.glyphs,
            text: &gathered.text,
            font: &font.info,
            size: em_on_page(&content.state),
            mode: painted,
            fill: &content.state.fill_paint(),
            stroke: &content.state.stroke_paint(),
            style: &content.state.stroke_style(),
            bounds,
        });
        if is_patterned {
            let outlines = outlines(&gathered.glyphs);
            if matches!(mode, 0 | 2 | 4 | 6) {
                self.fill_path(content, &outlines, FillRule::NonZero)?;
            }
            if matches!(mode, 1 | 2 | 5 | 6) {
                self.stroke_path(content, &outlines)?;
            }
        }
        if mode >= 4 {
            let clip = content.text_clip.get_or_insert_default();
            clip.extend(outlines(&gathered.glyphs));
        }
        if mode != 3 && mode < 7 {
            for (glyph, transform) in gathered.drawn {
                self.draw_glyph(content, &glyph, transform)?;
            }
        }
        self.end_masked(is_masked);
        Ok(())
    }

    /// A Type 3 glyph: content of its own.
    fn draw_glyph(
        &mut self,
        content: &ContentStream<'_, 'p>,
        glyph: &Type3Glyph<'p>,
        transform: Affine,
    ) -> Result<(), ReadError> {
        let Some(program) = glyph.program() else { return Ok(()) };
        let data = self.stream_content(program)?;
        let mut state = content.state.clone();
        let per_em = Affine::scale(f64::from(UNITS_PER_EM));
        state.ctm = transform * per_em * glyph.font().matrix();
        state.mask = None;
        let own = program.dict().get::<Dict>("Resources");
        let own = own.or_else(|| glyph.font().resources()).map(Resources::new);
        let scope = content.scope.within(own.as_ref(), self.resources);
        self.run(&data, Some(program.obj_id()), scope, state)
    }
}

/// A part of a string to be shown.
#[derive(Clone, Copy)]
enum ShownPart<'t> {
    Text(&'t [u8]),
    /// Back by thousandths of the em.
    Move(f64),
}

fn next_line(state: &mut GraphicsState, x: f64, y: f64) {
    state.text.line *= Affine::translate((x, y));
    state.text.matrix = state.text.line;
}

fn advance(state: &mut GraphicsState, font: &Font, code: u32, length: usize) {
    let text = &mut state.text;
    let word = if code == 32 && length == 1 { text.word_space } else { 0.0 };
    let by = font.code_advance(code) / f64::from(UNITS_PER_EM) * text.size;
    let extra = text.char_space + word;
    let by = if font.is_horizontal() {
        Vec2::new((by.x + extra) * text.stretch, 0.0)
    } else {
        Vec2::new(0.0, by.y + extra)
    };
    text.matrix *= Affine::translate(by);
}

/// The size of the em on the page, across the line or along it, whichever is less: type
/// that is squeezed has thin strokes. Slanting does not count.
fn em_on_page(state: &GraphicsState) -> f64 {
    let matrix = state.ctm * state.text.matrix;
    let [a, b, ..] = matrix.as_coeffs();
    let along = a.hypot(b);
    let across = if along > 0.0 { (matrix.determinant() / along).abs() } else { 0.0 };
    (along * state.text.stretch.abs()).min(across) * state.text.size.abs()
}

fn outlines(glyphs: &[DrawnGlyph]) -> BezPath {
    let mut all = BezPath::new();
    for glyph in glyphs {
        all.extend(glyph.transform * glyph.outline.path().clone());
    }
    all
}

fn info(dict: &Dict) -> FontInfo {
    let name = |dict: &Dict, key: &str| {
        let name = dict.get::<Name>(key);
        name.map_or_else(String::new, |name| String::from_utf8_lossy(name.as_ref()).into_owned())
    };
    let kind = name(dict, "Subtype");
    let has_file = descriptors(dict).iter().any(|descriptor| {
        ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.contains_key(key))
    });
    FontInfo {
        name: name(dict, "BaseFont"),
        is_embedded: has_file || kind == "Type3",
        is_readable: true,
        kind,
    }
}

fn descendants<'p>(dict: &Dict<'p>) -> Vec<Dict<'p>> {
    let list = dict.get::<Array>("DescendantFonts");
    list.map(|list| list.iter::<Dict>().take(1).collect()).unwrap_or_default()
}

fn descriptors<'p>(dict: &Dict<'p>) -> Vec<Dict<'p>> {
    let mut fonts = descendants(dict);
    fonts.push(dict.clone());
    fonts.iter().filter_map(|font| font.get::<Dict>("FontDescriptor")).collect()
}

/// The map from codes to characters of a composite font, if it cannot be read (PDF
/// 32000-1, 9.7.5): it is none of the predefined ones and not in the file, or goes on
/// with such a one.
fn unread_codes(dict: &Dict) -> Option<Defect> {
    const USE: &str = "UseCMap";
    if dict.get::<Name>("Subtype").as_deref() != Some(b"Type0") {
        return None;
    }
    let is_known = |name: &[u8]| {
        matches!(name, b"Identity-H" | b"Identity-V")
            || load_embedded(CMapName::from_bytes(name)).is_some()
    };
    let unread = match dict.get::<Object>("Encoding")? {
        Object::Name(name) => (!is_known(name.as_ref())).then(|| Word::of(name.as_ref()))?,
        Object::Stream(stream) => {
            let base = stream.dict().get::<Name>(USE);
            let own = base.or_else(|| stream.dict().get::<Name>("CMapName"));
            let data = decode::whole(&stream, MOST_FONT)?;
            let is_read = CMap::parse(&data, load_embedded).is_some();
            // A map that says in its dictionary alone upon which other it is built.
            let is_built = memchr::memmem::find(&data, b"usecmap").is_some();
            if is_read && (is_built || !stream.dict().contains_key(USE)) {
                return None;
            }
            Word::of(own.as_deref().unwrap_or(b"CMap"))
        }
        _ => return None,
    };
    let reason = DefectReason::Codes(unread);
    Some(dict.obj_id().map_or(Defect { object: None, reason }, |id| Defect::of(id, reason)))
}

/// What of a font cannot be read: its program, its encoding, its drawings; `flaws` are those
/// of its streams.
fn defects(dict: &Dict, flaws: &[(ObjectIdentifier, Flaw)]) -> Vec<Defect> {
    const MOST_DRAWINGS: usize = 4096;
    let damaged = |dict: &Dict, key: &str| {
        let stream = dict.get::<Stream>(key)?;
        let (object, flaw) = flaws.iter().find(|(object, _)| *object == stream.obj_id())?;
        Some(Defect::of(*object, DefectReason::Data(*flaw)))
    };
    let of = |dict: &Dict, key: &str| Defect::behind(dict, key).or_else(|| damaged(dict, key));
    let mut found: Vec<Defect> = Vec::new();
    let mut fonts = descendants(dict);
    if let Some(list) = dict.get::<Array>("DescendantFonts").filter(|_| fonts.is_empty()) {
        let first = list.raw_iter().next().and_then(|item| item.as_obj_ref());
        found.extend(first.map(|id| Defect::of(id.into(), DefectReason::Absent)));
    }
    let kind = dict.get::<Name>("Subtype");
    // Without any of these no letter of it can be drawn (table 112).
    let is_drawable = dict.get::<Dict>("CharProcs").is_some()
        && dict.get::<Object>("Encoding").is_some()
        && dict.get::<Array>("Widths").is_some();
    if kind.as_deref() == Some(b"Type3") && !is_drawable {
        found.push(Defect::unfit(dict, DefectPart::Font));
    }
    fonts.push(dict.clone());
    for font in &fonts {
        const KEYS: [&str; 9] = [
            "DescendantFonts",
            "FontDescriptor",
            "Encoding",
            "CIDToGIDMap",
            "CharProcs",
            "Widths",
            "W",
            "W2",
            "ToUnicode",
        ];
        found.extend(KEYS.iter().filter_map(|key| of(font, key)));
    }
    for descriptor in descriptors(dict) {
        found.extend(PROGRAMS.iter().filter_map(|key| of(&descriptor, key)));
        if let Some(program) = descriptor.get::<Stream>("FontFile2")
            && decode::whole(&program, MOST_FONT).is_some_and(|data| !has_tables(&data))
        {
            let unfit = DefectReason::Unfit(DefectPart::Font);
            found.push(Defect::of(program.obj_id(), unfit));
        }
    }
    let drawings = dict.get::<Dict>("CharProcs").unwrap_or_default();
    let missing = drawings.entries().take(MOST_DRAWINGS);
    found.extend(missing.filter_map(|(name, _)| Defect::behind(&drawings, name.as_str())));
    // All text of a composite font is in its descendant (9.7.6).
    let is_composite = kind.as_deref() == Some(b"Type0");
    let has_kind = |font: &Dict| font.get::<Name>("Subtype").is_some();
    if is_composite && found.is_empty() && !descendants(dict).iter().any(has_kind) {
        found.push(Defect::unfit(dict, DefectPart::Font));
    }
    found
}

/// Whether a TrueType program has the tables without which nothing of it can be
/// drawn (PDF 32000-1, 9.9).
fn has_tables(program: &[u8]) -> bool {
    let Ok(font) = FontRef::from_index(program, 0) else { return false };
    // The em has 16 to 16384 units (OpenType, head).
    font.head().is_ok_and(|head| (16..=16384).contains(&head.units_per_em()))
        && font.maxp().is_ok_and(|maxp| maxp.num_glyphs() > 0)
        && font.hhea().is_ok()
        && font.hmtx().is_ok()
        && font.loca(None).is_ok()
        && font.glyf().is_ok()
}

/// What is wrong with the data of a font's streams; nothing if they cannot be decoded without
/// filling the memory.
fn flaws(dict: &Dict) -> Option<Vec<(ObjectIdentifier, Flaw)>> {
    const MAPS: [&str; 3] = ["ToUnicode", "Encoding", "CIDToGIDMap"];
    let mut fonts = descendants(dict);
    fonts.push(dict.clone());
    let descriptors = descriptors(dict);
    let programs = descriptors.iter().flat_map(|it| PROGRAMS.map(|key| (it, key)));
    let maps = fonts.iter().flat_map(|it| MAPS.map(|key| (it, key)));
    let mut flaws = Vec::new();
    for (dict, key) in programs.chain(maps) {
        if let Some(stream) = dict.get::<Stream>(key) {
            let flaw = decode::look(&stream, MOST_FONT).ok()?;
            flaws.extend(flaw.map(|flaw| (stream.obj_id(), flaw)));
        }
    }
    Some(flaws)
}
