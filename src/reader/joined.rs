//! Pictures of a PDF whose JPEGs decoders cannot be trusted with (`jpeg`), in a form that
//! they can: for whoever decodes them, copies them or has the page drawn.

use std::borrow::Cow;

use hayro::hayro_syntax::object::stream::{FilterResult, ImageDecodeParams};
use hayro::hayro_syntax::object::{Object, ObjectIdentifier, Stream};
use hayro::hayro_syntax::reader::{Reader, ReaderContext, ReaderExt};
use hayro::hayro_syntax::{Filter, Pdf};

use super::decode;
use super::error::ReadError;
use crate::jpeg;

/// Bytes of a stream before its last filter.
const MOST_BYTES: usize = 400 << 20;

/// A JPEG in one scan, for one whose components stand in scans of their own.
pub(crate) struct JoinedJpeg {
    /// The JPEG, which needs no other filter.
    pub(crate) data: Vec<u8>,
    /// What the parameters of its filter say of its colors (PDF 32000-1, table 13).
    pub(crate) color_transform: Option<i32>,
}

impl JoinedJpeg {
    /// Of a stream that is a JPEG; none if decoders can be trusted with it.
    ///
    /// # Errors
    /// If it cannot be read in full.
    pub(crate) fn of(stream: &Stream) -> Result<Option<Self>, ReadError> {
        if stream.filters().last() != Some(&Filter::DctDecode) {
            return Ok(None);
        }
        Self::of_data(stream, &decode::before_last(stream, MOST_BYTES)?)
    }

    /// The same, with what the last filter is given.
    pub(super) fn of_data(stream: &Stream, data: &[u8]) -> Result<Option<Self>, ReadError> {
        match jpeg::in_one_scan(data) {
            Some(Cow::Borrowed(_)) => Ok(None),
            Some(Cow::Owned(data)) => {
                let params = decode::params(stream.dict());
                let said = params.iter().find_map(|params| params.get("ColorTransform"));
                Ok(Some(Self { data, color_transform: said }))
            }
            None => Err(ReadError::Damaged),
        }
    }

    /// Its samples, as the parser's decoder makes them.
    pub(super) fn decoded(
        &self,
        params: &ImageDecodeParams,
    ) -> Result<FilterResult<'static>, ReadError> {
        let mut bytes = b"<<".to_vec();
        self.write(&mut bytes, &[]);
        let stream = Reader::new(&bytes).read::<Stream>(&ReaderContext::dummy());
        let decoded = stream.and_then(|stream| {
            let FilterResult { data, image_data } = stream.decoded_image(params).ok()?;
            Some(FilterResult { data: Cow::Owned(data.into_owned()), image_data })
        });
        decoded.ok_or(ReadError::Damaged)
    }

    /// The rest of a stream whose dictionary has begun, perhaps with other values of the
    /// same keys: the parser takes the last. `also` are other keys of its filter.
    fn write(&self, bytes: &mut Vec<u8>, also: &[&str]) {
        let mut words = format!("/Length {} /Filter /DCTDecode", self.data.len());
        for key in also {
            words += &format!(" /{key} null");
        }
        if let Some(transform) = self.color_transform {
            words += &format!(" /DecodeParms << /ColorTransform {transform} >>");
        } else {
            words += " /DecodeParms null";
        }
        bytes.extend(words.as_bytes());
        bytes.extend(b" >> stream\n");
        bytes.extend(&self.data);
        bytes.extend(b"\nendstream");
    }
}

/// A file that shows the same, and whose pictures hayro draws as they are; none if it
/// does so with this one. The pictures concerned stand behind the file once more
/// (7.5.6, incremental updates); only hayro is to read it. Pictures that stand in a
/// content itself are left as they are, and so are those that cannot be read.
///
/// # Errors
/// If there is no such file.
pub(crate) fn drawable(pdf: &Pdf) -> Result<Option<Vec<u8>>, ReadError> {
    let bytes = pdf.data().as_ref();
    if memchr::memmem::find(bytes, b"DCT").is_none() {
        return Ok(None);
    }
    let mut file: Vec<u8> = Vec::new();
    let mut places: Vec<WrittenPlace> = Vec::new();
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let Ok(Some(joined)) = JoinedJpeg::of(&stream) else { continue };
        if file.is_empty() {
            file = bytes.to_vec();
            file.push(b'\n');
        }
        let id = stream.obj_id();
        places.push(WrittenPlace { id, at: file.len() });
        let dict = stream.dict().data();
        let inside = dict.strip_prefix(b"<<").unwrap_or(dict);
        let inside = inside.strip_suffix(b">>").unwrap_or(inside);
        file.extend(format!("{} {} obj <<", id.obj_number, id.gen_number).as_bytes());
        file.extend(inside);
        file.push(b'\n');
        joined.write(&mut file, &["F", "DP"]);
        file.extend(b"\nendobj\n");
    }
    if places.is_empty() {
        return Ok(None);
    }
    write_table(&mut file, &places, pdf);
    let updated = Pdf::new(file.clone()).map_err(|_| ReadError::Damaged)?;
    let is_drawable = places.iter().all(|place| {
        let stream = updated.xref().get::<Stream>(place.id);
        stream.is_some_and(|stream| matches!(JoinedJpeg::of(&stream), Ok(None)))
    });
    if is_drawable { Ok(Some(file)) } else { Err(ReadError::Damaged) }
}

/// Where an object stands in the file.
struct WrittenPlace {
    id: ObjectIdentifier,
    at: usize,
}

/// The table of what has been added, before the table that there is.
fn write_table(file: &mut Vec<u8>, places: &[WrittenPlace], pdf: &Pdf) {
    const POINTER: &[u8] = b"startxref";
    let start = file.len();
    let before = memchr::memmem::rfind(pdf.data().as_ref(), POINTER).and_then(|at| {
        let digits = pdf.data().as_ref()[at + POINTER.len()..].trim_ascii_start();
        let length = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
        str::from_utf8(&digits[..length]).ok()?.parse::<usize>().ok()
    });
    let mut table = String::from("xref\n");
    for WrittenPlace { id, at } in places {
        table += &format!("{} 1\n{at:010} {:05} n \n", id.obj_number, id.gen_number);
    }
    let root = pdf.xref().root_id();
    let size = pdf.len().saturating_add(1);
    table += &format!("trailer << /Size {size} /Root {} {} R", root.obj_number, root.gen_number);
    if let Some(before) = before {
        table += &format!(" /Prev {before}");
    }
    table += &format!(" >>\nstartxref\n{start}\n%%EOF\n");
    file.extend(table.as_bytes());
}
