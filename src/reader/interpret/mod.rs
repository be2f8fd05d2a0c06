//! The interpreter of content streams (PDF 32000-1, annex A): a page's
//! operators in, marks out.
//!
//! Whatever can nest is held to a depth, whatever can repeat to a budget, so
//! that every page ends, and ends soon.

mod color;
mod grammar;
mod graphics;
mod mask;
mod outline;
mod path;
mod pattern;
mod state;
mod text;
mod xobject;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use hayro::hayro_syntax::content::TypedIter;
use hayro::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro::hayro_syntax::object::{Array, Dict, Name, ObjRef, Object, ObjectIdentifier, Stream};
use hayro::hayro_syntax::page::{Page, Resources};
use hayro::kurbo::Affine;

use super::color::ColorSpace;
use super::defect::{Category, Defect, DefectPart, DefectReason, Flaw};
use super::device::Device;
use super::error::ReadError;
use super::file::File;
use super::layers::Layers;
use super::scope::Scope;
use super::{MOST_DEPTH, decode};

pub(crate) use self::mask::lightness;
pub use self::outline::{GlyphOutline, KnownGlyphs};
pub use self::text::ReaderFonts;

use self::grammar::{END_OF_CONTENT, Grammar};
use self::state::{GraphicsState, PathBuilder};

/// Operators of a page with all that it draws on: a dense page has a hundred
/// thousand.
const MOST_OPERATORS: u64 = 5_000_000;
/// What opening a form, a tile or a glyph costs, in operators.
const CONTENT_COST: u64 = 60;
/// What looking at an annotation costs.
const ANNOTATION_COST: u64 = 50;
/// Inline images times bytes of a content: to find the end of one, the parser
/// looks through all that follows.
const MOST_INLINE: usize = 20_000_000_000;
/// Bytes of content that a page may have, decoded, each time it is drawn on.
const MOST_CONTENT: usize = 256 << 20;
/// Saved states at a time.
const MOST_SAVED: usize = 2000;

/// Hands every mark of a page to a device.
pub(super) fn page<'p>(
    file: &'p File,
    page: usize,
    device: &mut dyn Device,
    known: &mut ReaderFonts<'p>,
) -> Result<(), ReadError> {
    let page = file.page(page)?;
    known.make_room();
    let mut interpreter = Interpreter {
        device,
        resources: page.resources(),
        defects: HashSet::new(),
        opened: HashSet::new(),
        layers: Layers::read(file),
        operators: MOST_OPERATORS,
        content: MOST_CONTENT,
        depth: 0,
        known,
        spaces: HashMap::new(),
        masks: HashMap::new(),
    };
    let mut defects = Vec::from_iter(Defect::behind(page.raw(), "Resources"));
    let mut content = page_content(page, &mut interpreter.content, &mut defects)?;
    content.extend_from_slice(END_OF_CONTENT);
    for defect in defects {
        interpreter.defect(defect);
    }
    let scope = Scope::of_page(page.resources());
    let state = GraphicsState::new(Affine::IDENTITY);
    interpreter.run(&content, None, scope, state)?;
    interpreter.annotations(page)
}

/// A page's content streams in one.
pub(super) fn content(page: &Page<'_>) -> Result<Vec<u8>, ReadError> {
    let mut left = MOST_CONTENT;
    page_content(page, &mut left, &mut Vec::new())
}

/// A page's content streams in one (PDF 32000-1, 7.8.2), and what of them
/// cannot be read.
fn page_content(
    page: &Page<'_>,
    left: &mut usize,
    defects: &mut Vec<Defect>,
) -> Result<Vec<u8>, ReadError> {
    let mut all = Vec::new();
    let dict = page.raw();
    match dict.get::<Object>("Contents") {
        Some(Object::Stream(stream)) => {
            let look = append(&stream, left, &mut all)?;
            defects.extend(look.defect(&stream));
        }
        Some(Object::Array(parts)) => {
            for part in parts.raw_iter() {
                let id = part.as_obj_ref().map(ObjectIdentifier::from);
                let object = id.and_then(|id| page.xref().get::<Object>(id));
                match (object, id) {
                    (Some(Object::Stream(stream)), _) => {
                        let look = append(&stream, left, &mut all)?;
                        defects.extend(look.defect(&stream));
                    }
                    (None, Some(id)) => defects.push(Defect::of(id, DefectReason::Absent)),
                    (_, id) => defects.push(unfit_content(id)),
                }
                all.push(b' ');
            }
        }
        None => defects.extend(Defect::behind(dict, "Contents")),
        Some(_) => {
            defects.push(unfit_content(dict.get_ref("Contents").map(ObjectIdentifier::from)));
        }
    }
    Ok(all)
}

/// What stands where a page's content should.
fn unfit_content(id: Option<ObjectIdentifier>) -> Defect {
    let reason = DefectReason::Unfit(DefectPart::Content);
    id.map_or(Defect { object: None, reason }, |id| Defect::of(id, reason))
}

/// Adds a decoded content stream, as far as it can be read. Each takes some of what is left,
/// however short it is.
fn append(stream: &Stream, left: &mut usize, all: &mut Vec<u8>) -> Result<ContentLook, ReadError> {
    let whole = decode::inflated(stream, *left);
    let look = if whole.is_some() { ContentLook::Whole } else { ContentLook::Unknown };
    match whole.map_or_else(|| decode::decoded(stream, *left), |data| Ok(Cow::Owned(data))) {
        Ok(data) => {
            *left = left.checked_sub(data.len() + 64).ok_or(ReadError::Bomb)?;
            all.extend_from_slice(&data);
        }
        Err(ReadError::Bomb) => return Err(ReadError::Bomb),
        Err(_) => {}
    }
    Ok(look)
}

/// What is known of the data of a content stream when it has been decoded.
#[derive(Clone, Copy)]
enum ContentLook {
    /// Nothing of them is missing.
    Whole,
    /// They have yet to be looked through.
    Unknown,
}

impl ContentLook {
    /// What of the stream cannot be read; its size has been checked.
    fn defect(self, stream: &Stream) -> Option<Defect> {
        let flaw = match self {
            Self::Whole => decode::filter_flaw(stream.dict()),
            Self::Unknown => decode::flaw(stream, MOST_CONTENT).or_else(|| {
                let is_read = decode::decoded(stream, MOST_CONTENT).is_ok();
                (!is_read).then_some(Flaw::Damaged)
            }),
        };
        flaw.map(|flaw| Defect::of(stream.obj_id(), DefectReason::Data(flaw)))
    }
}

/// What lasts for the whole page.
struct Interpreter<'p, 'd> {
    device: &'d mut dyn Device,
    /// The page's resources.
    resources: &'p Resources<'p>,
    /// What has been told of.
    defects: HashSet<Defect>,
    /// Contents whose data have been looked through.
    opened: HashSet<ObjectIdentifier>,
    layers: Layers<'p>,
    /// Operators that may still come.
    operators: u64,
    /// Bytes of content that may still be decoded.
    content: usize,
    /// How many contents stand in each other.
    depth: usize,
    known: &'d mut ReaderFonts<'p>,
    spaces: HashMap<ObjRef, Option<ColorSpace>>,
    masks: HashMap<(u64, [u64; 6]), u64>,
}

/// What lasts for one content stream.
struct ContentStream<'c, 'p> {
    scope: Scope<'c, 'p>,
    /// The matrix at its start, in which patterns stand.
    base: Affine,
    state: GraphicsState<'p>,
    saved: Vec<GraphicsState<'p>>,
    path: PathBuilder,
    /// Outlines that text leaves as a clip.
    text_clip: Option<hayro::kurbo::BezPath>,
    /// For each marked content whether it is to be seen.
    shown: Vec<bool>,
    /// Whether the color operators count: they do not in an uncolored pattern
    /// or glyph.
    has_colors: bool,
}

impl ContentStream<'_, '_> {
    fn is_shown(&self) -> bool {
        self.shown.last().copied().unwrap_or(true)
    }
}

impl<'p> Interpreter<'p, '_> {
    /// The content of a form, a tile or a glyph, which costs as much as many
    /// operators.
    fn stream_content(&mut self, stream: &Stream) -> Result<Vec<u8>, ReadError> {
        self.spend(CONTENT_COST)?;
        let mut all = Vec::new();
        let look = append(stream, &mut self.content, &mut all)?;
        if self.opened.insert(stream.obj_id())
            && let Some(defect) = look.defect(stream)
        {
            self.defect(defect);
        }
        all.extend_from_slice(END_OF_CONTENT);
        Ok(all)
    }

    /// Tells of something that cannot be read, once.
    fn defect(&mut self, defect: Defect) {
        if self.defects.insert(defect) {
            self.device.defect(defect);
        }
    }

    /// What could be read; tells of what could not.
    fn or_defect<T>(&mut self, found: Result<T, Defect>) -> Option<T> {
        found.map_err(|defect| self.defect(defect)).ok()
    }

    /// Runs the operators of a content stream, the last word of the data included, from
    /// `state` on; `id` is the object of the stream.
    fn run(
        &mut self,
        data: &[u8],
        id: Option<ObjectIdentifier>,
        scope: Scope<'_, 'p>,
        state: GraphicsState<'p>,
    ) -> Result<(), ReadError> {
        self.run_with(data, id, scope, state, true)
    }

    /// Counts operators, or what takes as long.
    fn spend(&mut self, operators: u64) -> Result<(), ReadError> {
        self.operators = self.operators.checked_sub(operators).ok_or(ReadError::TooMuchContent)?;
        Ok(())
    }

    fn run_with(
        &mut self,
        data: &[u8],
        id: Option<ObjectIdentifier>,
        scope: Scope<'_, 'p>,
        mut state: GraphicsState<'p>,
        has_colors: bool,
    ) -> Result<(), ReadError> {
        if self.depth >= MOST_DEPTH {
            return Err(ReadError::TooDeep);
        }
        let inline = memchr::memmem::find_iter(data, b"BI").count();
        if inline.saturating_mul(data.len()) > MOST_INLINE {
            return Err(ReadError::TooMuchContent);
        }
        self.depth += 1;
        state.clips = 0;
        let mut content = ContentStream {
            scope,
            base: state.ctm,
            state,
            saved: Vec::new(),
            path: PathBuilder::default(),
            text_clip: None,
            shown: Vec::new(),
            has_colors,
        };
        let mut grammar = Grammar::default();
        let mut operators = TypedIter::new(data);
        while let Some(operator) = operators.next() {
            self.spend(1)?;
            grammar.follow(&operator);
            self.operator(&mut content, &operator)?;
        }
        if let Some(reason) = grammar.fault() {
            let defect = id.map_or(Defect { object: None, reason }, |id| Defect::of(id, reason));
            self.defect(defect);
        }
        for _ in 0..content.state.clips {
            self.device.pop_clip();
        }
        self.depth -= 1;
        Ok(())
    }

    fn operator<'o>(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        operator: &Op<'_, 'o>,
    ) -> Result<(), ReadError> {
        if grammar::paints(operator) && !content.is_shown() {
            self.device.hidden();
        }
        match operator {
            Op::SaveState(_) => {
                if content.saved.len() >= MOST_SAVED {
                    return Err(ReadError::TooDeep);
                }
                content.saved.push(content.state.clone());
            }
            Op::RestoreState(_) => {
                if let Some(saved) = content.saved.pop() {
                    for _ in saved.clips..content.state.clips {
                        self.device.pop_clip();
                    }
                    content.state = saved;
                }
            }
            Op::BeginMarkedContent(_) => content.shown.push(content.is_shown()),
            Op::BeginMarkedContentWithProperties(mark) => {
                let is_shown = self.shows(content, mark.0, mark.1) && content.is_shown();
                content.shown.push(is_shown);
            }
            Op::EndMarkedContent(_) => {
                content.shown.pop();
            }
            Op::RenderingIntent(name) => self.device.intent(name.0.as_ref()),
            Op::XObject(name) if content.is_shown() => self.x_object(content, name.0)?,
            Op::InlineImage(image) if content.is_shown() => self.inline_image(content, image.0)?,
            Op::Shading(name) if content.is_shown() => self.paint_shading(content, name.0)?,
            other => {
                let _ = graphics::operator(&mut content.state, other)
                    || self.graphics_dictionary(content, other)
                    || self.color_operator(content, other)
                    || self.path_operator(content, other)?
                    || self.text_operator(content, other)?;
            }
        }
        if self.device.is_full() { Err(ReadError::TooMuchContent) } else { Ok(()) }
    }

    /// Whether marked content is to be seen (PDF 32000-1, 8.11.3.2).
    fn shows(&mut self, content: &ContentStream<'_, 'p>, tag: &Name, properties: &Object) -> bool {
        match properties {
            Object::Name(name) if tag.as_ref() == b"OC" => {
                let found =
                    content.scope.find::<Dict>(Category::Properties, name, DefectPart::Content);
                self.or_defect(found);
                let dict = content.scope.properties(name);
                dict.is_none_or(|dict| self.layers.shows(dict, name.as_ref()))
            }
            _ => true,
        }
    }

    /// The appearances of annotations that print (PDF 32000-1, 12.5.5).
    fn annotations(&mut self, page: &Page<'p>) -> Result<(), ReadError> {
        let Some(list) = page.raw().get::<Array>("Annots") else { return Ok(()) };
        for annotation in list.iter::<Dict>() {
            self.spend(ANNOTATION_COST)?;
            self.annotation(&annotation, Scope::of_page(page.resources()))?;
        }
        Ok(())
    }
}
