//! A page out of another PDF, as a form (PDF 32000-1, 8.10): its content and all
//! that this draws on, object by object.
//!
//! Nothing is converted; preflight judges the finished file. What belongs to the
//! file and not to the page is left behind: metadata, tags, layers (none of
//! them is off), private data of programs.

use std::collections::BTreeMap;
use std::fmt;

use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, ObjRef, Object, Stream};
use pdf_writer::{
    Chunk, Dict as DictWriter, Filter, Finish, Name, Null, Obj, Rect, Ref, Settings, Str,
};

use crate::deflate::deflate;
use crate::reader::{
    self, Device, File, FillRule, GlyphRun, Group, Image, ImageMask, PageView, Paint, ReadError,
    Shading, SoftMask, StrokeStyle, Tiles, kurbo,
};

/// Objects that a page may draw on; a dense one has some thousands.
const MOST_OBJECTS: usize = 200_000;
/// How deep arrays and dictionaries may stand in each other.
const MOST_DEPTH: usize = 100;

/// What belongs to the file that the page was in.
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

/// The objects of a page as a form whose lower left corner is the origin, in
/// points, upright.
#[derive(Clone)]
pub struct ForeignPage {
    /// The objects, numbered from 1 without gaps. The first is the form.
    pub objects: Chunk,
    /// How many they are.
    pub count: i32,
    /// Width and height of the form in points.
    pub extent: (f64, f64),
}

impl fmt::Debug for ForeignPage {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "ForeignPage({} objects)", self.count)
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
    let mut copier = Copier::new(&file);
    let form = copier.next_number();
    copier.form(page, &view, (form, &content), seen.found)?;
    // 3. What it draws on, until nothing is missing.
    while let Some((reference, number)) = copier.waiting.pop() {
        copier.object(reference, number)?;
    }
    let count = copier.next.get() - 1;
    let (width, height) = (view.media.width() * view.unit, view.media.height() * view.unit);
    let extent = if view.turn % 180 == 0 { (width, height) } else { (height, width) };
    Ok((ForeignPage { objects: copier.objects, count, extent }, seen.found))
}

struct Copier<'f> {
    file: &'f File,
    objects: Chunk,
    next: Ref,
    /// New numbers by old ones.
    numbers: BTreeMap<(u32, i32), Ref>,
    waiting: Vec<(ObjRef, Ref)>,
}

impl<'f> Copier<'f> {
    fn new(file: &'f File) -> Self {
        let objects = Chunk::with_settings(Settings { pretty: false });
        Self { file, objects, next: Ref::new(1), numbers: BTreeMap::new(), waiting: Vec::new() }
    }

    fn next_number(&mut self) -> Ref {
        self.next.bump()
    }

    fn form(
        &mut self,
        page: usize,
        view: &PageView,
        (number, content): (Ref, &[u8]),
        is_see_through: bool,
    ) -> Result<(), ReadError> {
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
            match written.and_then(|group| group.get_raw::<Object>("CS")) {
                Some(space) => self.value(group.insert(Name(b"CS")), space, 0)?,
                None => {
                    group.pair(Name(b"CS"), Name(b"DeviceCMYK"));
                }
            }
        }
        let resources = page.resources();
        let kinds = [
            ("ExtGState", &resources.ext_g_states),
            ("Font", &resources.fonts),
            ("Properties", &resources.properties),
            ("ColorSpace", &resources.color_spaces),
            ("XObject", &resources.x_objects),
            ("Pattern", &resources.patterns),
            ("Shading", &resources.shadings),
        ];
        let mut dict = form.insert(Name(b"Resources")).dict();
        for (kind, entries) in kinds {
            if !entries.is_empty() {
                let mut of_kind = dict.insert(Name(kind.as_bytes())).dict();
                self.entries(&mut of_kind, entries, &[], 0)?;
            }
        }
        dict.finish();
        form.finish();
        self.objects.extend(&objects);
        Ok(())
    }

    /// Writes an object that something refers to.
    fn object(&mut self, reference: ObjRef, number: Ref) -> Result<(), ReadError> {
        let mut objects = Chunk::with_settings(Settings { pretty: false });
        match self.file.pdf().xref().get::<Object>(reference.into()) {
            Some(Object::Stream(stream)) => self.stream(&mut objects, number, &stream)?,
            Some(object) => {
                self.value(objects.indirect(number), MaybeRef::NotRef(object), 0)?;
            }
            None => {
                objects.indirect(number).primitive(Null);
            }
        }
        self.objects.extend(&objects);
        Ok(())
    }

    /// A stream as it is packed.
    fn stream(
        &mut self,
        objects: &mut Chunk,
        number: Ref,
        stream: &Stream,
    ) -> Result<(), ReadError> {
        let data = stream.raw_data();
        let mut written = objects.stream(number, &data);
        self.entries(&mut written, stream.dict(), &LEFT_BEHIND, 0)
    }

    fn entries(
        &mut self,
        written: &mut DictWriter<'_>,
        dict: &Dict,
        without: &[&[u8]],
        depth: usize,
    ) -> Result<(), ReadError> {
        for (name, value) in dict.entries() {
            let name: &[u8] = name.as_ref();
            if !without.contains(&name) {
                self.value(written.insert(Name(name)), value, depth + 1)?;
            }
        }
        Ok(())
    }

    fn value(
        &mut self,
        place: Obj<'_>,
        value: MaybeRef<Object>,
        depth: usize,
    ) -> Result<(), ReadError> {
        if depth > MOST_DEPTH {
            return Err(ReadError::TooDeep);
        }
        let value = match value {
            MaybeRef::Ref(reference) => {
                let number = self.number(reference)?;
                place.primitive(number);
                return Ok(());
            }
            MaybeRef::NotRef(value) => value,
        };
        match value {
            // A stream stands behind a reference only.
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
            Object::Dict(dict) => {
                self.entries(&mut place.dict(), &dict, &LEFT_BEHIND, depth)?;
            }
            Object::Array(array) => self.array(place, &array, depth)?,
        }
        Ok(())
    }

    fn array(&mut self, place: Obj<'_>, array: &Array, depth: usize) -> Result<(), ReadError> {
        let mut written = place.array();
        for item in array.raw_iter() {
            self.value(written.push(), item, depth + 1)?;
        }
        Ok(())
    }

    /// The new number of an object, which is written later.
    fn number(&mut self, reference: ObjRef) -> Result<Ref, ReadError> {
        let old = (reference.obj_number, reference.gen_number);
        if let Some(known) = self.numbers.get(&old) {
            return Ok(*known);
        }
        if self.numbers.len() >= MOST_OBJECTS {
            return Err(ReadError::TooMuch);
        }
        let number = self.next_number();
        self.numbers.insert(old, number);
        self.waiting.push((reference, number));
        Ok(number)
    }
}

/// Finds out whether anything on a page is see-through.
#[derive(Default)]
struct Transparency {
    found: bool,
}

impl Transparency {
    fn paint(&mut self, paint: &Paint) {
        self.found |= paint.is_transparent();
    }
}

impl Device for Transparency {
    fn fill(&mut self, _: &kurbo::BezPath, _: FillRule, paint: &Paint) {
        self.paint(paint);
    }

    fn stroke(&mut self, _: &kurbo::BezPath, _: &StrokeStyle, paint: &Paint) {
        self.paint(paint);
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        self.paint(run.fill);
        self.paint(run.stroke);
    }

    fn image(&mut self, image: &Image, paint: &Paint) {
        self.paint(paint);
        self.found |= matches!(image.mask, Some(ImageMask::Soft(_)));
    }

    fn shading(&mut self, _: &Shading, paint: &Paint) {
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
