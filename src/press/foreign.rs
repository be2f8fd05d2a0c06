//! A page out of another PDF, as a form (PDF 32000-1, 8.10): its content and all
//! that this draws on, object by object.
//!
//! Nothing is converted; preflight judges the finished file. What belongs to the
//! file and not to the page is left behind: metadata, tags, private data of
//! programs, and layers, since a page of which one is not printed is never
//! placed.

use std::collections::BTreeMap;
use std::fmt;

use hayro::hayro_syntax::object::{
    self as pdf_object, Dict, MaybeRef, ObjRef, Object, ObjectIdentifier,
};
use hayro::hayro_syntax::page::Resources;
use pdf_writer::{
    Chunk, Dict as DictWriter, Filter, Finish, Name, Null, Obj, Rect, Ref, Settings, Str,
};

use crate::deflate::deflate;
use crate::reader::{
    self, Device, File, FillRule, GlyphRun, Group, Image, ImageMask, InkPaint, JoinedJpeg,
    PageView, ReadError, Shading, SoftMask, StrokeStyle, Tiles, kurbo,
};

/// Objects that a page may draw on; a dense one has some thousands.
const MOST_OBJECTS: usize = 200_000;
/// How deep arrays and dictionaries may stand in each other.
const MOST_DEPTH: usize = 100;

/// What a form, a picture or other data says of the file that the page was in. In
/// no other dictionary do these keys mean that; names of resources are free.
const LEFT_BEHIND: [&[u8]; 12] = [
    b"Metadata",
    b"StructParent",
    b"StructParents",
    b"OC",
    b"AF",
    b"PtData",
    b"Ref",
    b"LastModified",
    b"PieceInfo",
    b"OPI",
    b"Alternates",
    b"Length",
];

/// How the data of a stream are packed.
const FILTER: [&[u8]; 4] = [b"Filter", b"F", b"DecodeParms", b"DP"];

/// What a value is, so far as it matters to whoever copies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ObjectRole {
    /// Anything that draws, or that something which draws is made of.
    Part(ScopeId),
    /// Resources by category (PDF 32000-1, 7.8.3).
    Resources(ScopeId),
    /// Names that are free, with what they stand for.
    Names(ScopeId),
    /// Names of property lists.
    Properties,
    /// A property list.
    PropertyList,
}

/// Where the names are looked up of what has no resources of its own: a place in
/// [`Copier::scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ScopeId(usize);

/// The page's own resources.
const PAGE: ScopeId = ScopeId(0);

/// An object that is to be copied as a thing of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct WantedObject {
    number: u32,
    generation: i32,
    role: ObjectRole,
}

/// The objects of a page as a form whose lower left corner is the origin, in
/// points, upright.
#[derive(Clone)]
pub struct ForeignPage {
    /// The objects, each by itself, numbered from 1 without gaps. The first is the form.
    pub objects: Vec<Chunk>,
    /// Width and height of the form in points.
    pub extent: (f64, f64),
}

impl fmt::Debug for ForeignPage {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "ForeignPage({} objects)", self.objects.len())
    }
}

/// Takes out a page, counted from 0; and whether anything on it is see-through.
pub(super) fn take(bytes: &[u8], page: usize) -> Result<(ForeignPage, bool), ReadError> {
    let file = reader::open(bytes)?;
    let view = file.view(page)?;
    // 1. What is on it, by a walk that has bounds of its own.
    let mut seen = Transparency::default();
    file.walk(page, &mut seen)?;
    // 2. The form.
    let content = deflate(&file.content(page)?);
    let mut copier = Copier::new(&file, file.page(page)?.resources().clone());
    copier.form(page, &view, &content, seen.found)?;
    // 3. What it draws on, until nothing is missing.
    while let Some((wanted, number)) = copier.waiting.pop() {
        copier.object(wanted, number)?;
    }
    let (width, height) = (view.media.width() * view.unit, view.media.height() * view.unit);
    let extent = if view.turn % 180 == 0 { (width, height) } else { (height, width) };
    Ok((ForeignPage { objects: copier.objects, extent }, seen.found))
}

struct Copier<'f> {
    file: &'f File,
    objects: Vec<Chunk>,
    next: Ref,
    /// New numbers by old ones.
    numbers: BTreeMap<WantedObject, Ref>,
    waiting: Vec<(WantedObject, Ref)>,
    /// The resources in which names are looked up, the page's first.
    scopes: Vec<Resources<'f>>,
    /// The bytes of the dictionaries that are scopes, by which these are known.
    sources: Vec<&'f [u8]>,
}

impl<'f> Copier<'f> {
    fn new(file: &'f File, resources: Resources<'f>) -> Self {
        Self {
            file,
            objects: Vec::new(),
            next: Ref::new(1),
            numbers: BTreeMap::new(),
            waiting: Vec::new(),
            scopes: vec![resources],
            sources: vec![&[]],
        }
    }

    fn next_number(&mut self) -> Ref {
        self.next.bump()
    }

    fn form(
        &mut self,
        page: usize,
        view: &PageView,
        content: &[u8],
        is_see_through: bool,
    ) -> Result<(), ReadError> {
        let number = self.next_number();
        let kurbo::Rect { x0, y0, x1, y1 } = view.media;
        let u = view.unit;
        // From the media box in page space to a box at the origin, turned.
        let matrix = match view.turn {
            90 => [0.0, -u, u, 0.0, -y0 * u, x1 * u],
            180 => [-u, 0.0, 0.0, -u, x1 * u, y1 * u],
            270 => [0.0, u, -u, 0.0, y1 * u, -x0 * u],
            _ => [u, 0.0, 0.0, u, -x0 * u, -y0 * u],
        };
        let mut objects = Chunk::with_settings(Settings { pretty: false });
        let mut form = objects.form_xobject(number, content);
        form.filter(Filter::FlateDecode);
        form.bbox(Rect::new(x0 as f32, y0 as f32, x1 as f32, y1 as f32));
        form.matrix(matrix.map(|number| number as f32));
        let page = self.file.page(page)?;
        if is_see_through {
            // A page is a group of its own (11.4.7); so it stays one.
            let mut group = form.insert(Name(b"Group")).dict();
            group.pair(Name(b"Type"), Name(b"Group")).pair(Name(b"S"), Name(b"Transparency"));
            group.pair(Name(b"I"), true);
            let written = page.raw().get::<Dict>("Group");
            let is_knockout = written.as_ref().and_then(|group| group.get::<bool>("K"));
            group.pair(Name(b"K"), is_knockout.unwrap_or(false));
            match written.and_then(|group| group.get_raw::<Object>("CS")) {
                Some(space) => {
                    self.value(group.insert(Name(b"CS")), space, ObjectRole::Part(PAGE), 0)?;
                }
                None => {
                    group.pair(Name(b"CS"), Name(b"DeviceCMYK"));
                }
            }
        }
        self.resources(form.insert(Name(b"Resources")), PAGE, 0)?;
        form.finish();
        self.objects.push(objects);
        Ok(())
    }

    /// Writes an object that something refers to.
    fn object(&mut self, wanted: WantedObject, number: Ref) -> Result<(), ReadError> {
        let mut objects = Chunk::with_settings(Settings { pretty: false });
        match self.found(wanted.number, wanted.generation) {
            Some(Object::Stream(stream)) => {
                let scope = wanted.role.scope();
                // Proofs and other readers may show a JPEG wrong whose components stand
                // apart.
                if let Ok(Some(joined)) = JoinedJpeg::of(&stream) {
                    let mut written = objects.stream(number, &joined.data);
                    let without = [LEFT_BEHIND.as_slice(), &FILTER].concat();
                    self.part(&mut written, stream.dict(), scope, &without, 0)?;
                    written.filter(Filter::DctDecode);
                    if let Some(transform) = joined.color_transform {
                        let mut params = written.insert(Name(b"DecodeParms")).dict();
                        params.pair(Name(b"ColorTransform"), transform);
                    }
                } else {
                    let data = stream.raw_data();
                    let mut written = objects.stream(number, &data);
                    self.part(&mut written, stream.dict(), scope, &LEFT_BEHIND, 0)?;
                }
            }
            Some(object) => {
                let value = MaybeRef::NotRef(object);
                self.value(objects.indirect(number), value, wanted.role, 0)?;
            }
            None => objects.indirect(number).primitive(Null),
        }
        self.objects.push(objects);
        Ok(())
    }

    fn found(&self, number: u32, generation: i32) -> Option<Object<'f>> {
        self.file.pdf().xref().get(ObjectIdentifier::new(number, generation))
    }

    /// Something that may have resources of its own. A form, a tile or a Type 3
    /// font that has none is given those in which its names are looked up: on
    /// another page they would be looked up there.
    fn part(
        &mut self,
        written: &mut DictWriter<'_>,
        dict: &Dict<'f>,
        around: ScopeId,
        without: &[&[u8]],
        depth: usize,
    ) -> Result<(), ReadError> {
        let own = dict.get::<Dict>("Resources").map(|own| self.scope(&own));
        let scope = own.unwrap_or(around);
        for (name, value) in dict.entries() {
            let name: &[u8] = name.as_ref();
            let role = match name {
                _ if without.contains(&name) => continue,
                b"Resources" if own.is_none() => continue,
                b"Resources" => ObjectRole::Resources(scope),
                b"CharProcs" => ObjectRole::Names(scope),
                _ => ObjectRole::Part(scope),
            };
            self.value(written.insert(Name(name)), value, role, depth + 1)?;
        }
        if own.is_none() && draws(dict) {
            self.resources(written.insert(Name(b"Resources")), around, depth + 1)?;
        }
        Ok(())
    }

    /// The scope that a dictionary of resources makes.
    fn scope(&mut self, own: &Dict<'f>) -> ScopeId {
        let known = self.sources.iter().position(|known| std::ptr::eq(*known, own.data()));
        ScopeId(known.unwrap_or_else(|| {
            self.sources.push(own.data());
            self.scopes.push(Resources::new(own.clone()));
            self.scopes.len() - 1
        }))
    }

    /// All resources of a scope, and those of the page that it does not have.
    fn resources(&mut self, place: Obj<'_>, scope: ScopeId, depth: usize) -> Result<(), ReadError> {
        let mut written = place.dict();
        let (own, page) = (self.scopes[scope.0].clone(), self.scopes[PAGE.0].clone());
        for ((category, own), (_, page)) in categories(&own).into_iter().zip(categories(&page)) {
            if own.is_empty() && page.is_empty() {
                continue;
            }
            let role = ObjectRole::of_category(category.as_bytes(), scope).of_entries();
            let mut names = written.insert(Name(category.as_bytes())).dict();
            let rest = page.entries().filter(|(name, _)| !own.contains_key(name));
            for (name, value) in own.entries().chain(rest) {
                self.value(names.insert(Name(name.as_ref())), value, role, depth + 1)?;
            }
        }
        Ok(())
    }

    fn value(
        &mut self,
        place: Obj<'_>,
        value: MaybeRef<Object<'f>>,
        role: ObjectRole,
        depth: usize,
    ) -> Result<(), ReadError> {
        if depth > MOST_DEPTH {
            return Err(ReadError::TooDeep);
        }
        let value = match value {
            MaybeRef::Ref(to) if role == ObjectRole::PropertyList => {
                self.found(to.obj_number, to.gen_number).unwrap_or(Object::Dict(Dict::empty()))
            }
            MaybeRef::Ref(reference) => {
                let number = self.number(reference, role)?;
                place.primitive(number);
                return Ok(());
            }
            MaybeRef::NotRef(value) => value,
        };
        match value {
            // A stream is always an object of its own (7.3.8.1): one that stands here is
            // damaged.
            Object::Null(_) | Object::Stream(_) => place.primitive(Null),
            Object::Boolean(value) => place.primitive(value),
            Object::Number(number) => {
                let number = number.as_f64();
                if number.fract() == 0.0 && number.abs() < f64::from(i32::MAX) {
                    place.primitive(number as i32);
                } else {
                    place.primitive(number as f32);
                }
            }
            Object::String(string) => place.primitive(Str(string.as_bytes())),
            Object::Name(name) => place.primitive(Name(name.as_ref())),
            Object::Dict(dict) => self.dict(place, &dict, role, depth)?,
            Object::Array(array) => {
                let mut written = place.array();
                for item in array.raw_iter() {
                    self.value(written.push(), item, role, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    fn dict(
        &mut self,
        place: Obj<'_>,
        dict: &Dict<'f>,
        role: ObjectRole,
        depth: usize,
    ) -> Result<(), ReadError> {
        let mut written = place.dict();
        match role {
            ObjectRole::Part(scope) => self.part(&mut written, dict, scope, &[], depth)?,
            // Our file has no layers of the other one. What belonged to a layer is always
            // printed, which an empty membership says (8.11.2.2). Other property lists do
            // not concern a press.
            ObjectRole::PropertyList => {
                let kind = dict.get::<pdf_object::Name>("Type");
                if kind.is_some_and(|kind| matches!(kind.as_ref(), b"OCG" | b"OCMD")) {
                    written.pair(Name(b"Type"), Name(b"OCMD"));
                }
            }
            ObjectRole::Resources(_) | ObjectRole::Names(_) | ObjectRole::Properties => {
                for (name, value) in dict.entries() {
                    let name: &[u8] = name.as_ref();
                    let inner = match role {
                        ObjectRole::Resources(scope) => ObjectRole::of_category(name, scope),
                        names => names.of_entries(),
                    };
                    self.value(written.insert(Name(name)), value, inner, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    /// The new number of an object, which is written later.
    fn number(&mut self, reference: ObjRef, role: ObjectRole) -> Result<Ref, ReadError> {
        let (number, generation) = (reference.obj_number, reference.gen_number);
        let role = match role {
            // An object that looks no names up in the resources around it is the same in
            // every scope: it is copied once.
            ObjectRole::Part(_)
                if !self.found(number, generation).is_some_and(|it| takes_names(&it)) =>
            {
                ObjectRole::Part(PAGE)
            }
            other => other,
        };
        let wanted = WantedObject { number, generation, role };
        if let Some(known) = self.numbers.get(&wanted) {
            return Ok(*known);
        }
        if self.numbers.len() >= MOST_OBJECTS {
            return Err(ReadError::TooMuch);
        }
        let number = self.next_number();
        self.numbers.insert(wanted, number);
        self.waiting.push((wanted, number));
        Ok(number)
    }
}

impl ObjectRole {
    /// The resources of a category.
    fn of_category(name: &[u8], scope: ScopeId) -> Self {
        if name == b"Properties" { Self::Properties } else { Self::Names(scope) }
    }

    /// What stands behind the names of a category.
    fn of_entries(self) -> Self {
        match self {
            Self::Properties | Self::PropertyList => Self::PropertyList,
            Self::Names(scope) | Self::Part(scope) | Self::Resources(scope) => Self::Part(scope),
        }
    }

    /// Where what has this role looks up names.
    fn scope(self) -> ScopeId {
        match self {
            Self::Part(scope) | Self::Resources(scope) | Self::Names(scope) => scope,
            Self::Properties | Self::PropertyList => PAGE,
        }
    }
}

/// The categories of resources with their keys (PDF 32000-1, table 33).
fn categories<'r, 'f>(resources: &'r Resources<'f>) -> [(&'static str, &'r Dict<'f>); 7] {
    [
        ("ExtGState", &resources.ext_g_states),
        ("Font", &resources.fonts),
        ("Properties", &resources.properties),
        ("ColorSpace", &resources.color_spaces),
        ("XObject", &resources.x_objects),
        ("Pattern", &resources.patterns),
        ("Shading", &resources.shadings),
    ]
}

/// Whether a dictionary is that of a content, which uses names: a form, a tiling
/// pattern or a Type 3 font.
fn draws(dict: &Dict) -> bool {
    let kind = dict.get::<pdf_object::Name>("Subtype");
    matches!(kind.as_deref(), Some(b"Form" | b"Type3")) || dict.get::<i32>("PatternType") == Some(1)
}

/// Whether an object, or what hangs on it, uses names that it may not have
/// resources for: a content, or settings with a soft mask or a font.
fn takes_names(object: &Object) -> bool {
    match object {
        Object::Stream(stream) => draws(stream.dict()) && !stream.dict().contains_key("Resources"),
        Object::Dict(dict) if draws(dict) => !dict.contains_key("Resources"),
        Object::Dict(dict) => {
            ["SMask", "G", "Font", "ExtGState"].iter().any(|key| dict.contains_key(key))
        }
        _ => false,
    }
}

/// Finds out whether anything on a page is see-through.
#[derive(Default)]
struct Transparency {
    found: bool,
}

impl Transparency {
    fn paint(&mut self, paint: &InkPaint) {
        self.found |= paint.is_transparent();
    }
}

impl Device for Transparency {
    fn fill(&mut self, _: &kurbo::BezPath, _: FillRule, paint: &InkPaint) {
        self.paint(paint);
    }

    fn stroke(&mut self, _: &kurbo::BezPath, _: &StrokeStyle, paint: &InkPaint) {
        self.paint(paint);
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        self.paint(run.fill);
        self.paint(run.stroke);
    }

    fn image(&mut self, image: &Image, paint: &InkPaint) {
        self.paint(paint);
        self.found |= matches!(image.mask, Some(ImageMask::Soft(_)));
    }

    fn shading(&mut self, _: &Shading, paint: &InkPaint) {
        self.paint(paint);
    }

    fn push_clip(&mut self, _: &kurbo::BezPath, _: FillRule) {}

    fn pop_clip(&mut self) {}

    fn begin_group(&mut self, group: &Group) {
        self.found |= group.is_written || group.mask.is_some();
    }

    fn end_group(&mut self) {}

    fn begin_mask(&mut self, _: &SoftMask) {
        self.found = true;
    }

    fn end_mask(&mut self) {}

    fn tiles(&self) -> Tiles {
        Tiles::One
    }
}
