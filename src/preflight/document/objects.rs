//! What may not be in a press file at all, wherever it stands: every object is
//! looked at once, used or not.

use std::collections::BTreeSet;

use hayro::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Object, Stream, String as PdfString,
};

use super::{FileFacts, OutputDevice};
use crate::diag::finding::Breach;
use crate::preflight::report::{At, Findings};
use crate::preflight::rule::Rule;

/// How deep objects may stand in each other before they are given up.
const MOST_DEPTH: usize = 64;
/// The rendering intents there are (PDF 32000-1, table 70).
pub(in crate::preflight) const INTENTS: [&[u8]; 4] =
    [b"AbsoluteColorimetric", b"RelativeColorimetric", b"Saturation", b"Perceptual"];

/// What was found, each kind once: no place on a page goes with it.
#[derive(Default)]
struct SeenFaults(BTreeSet<ObjectFault>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ObjectFault {
    ObjectStream,
    External,
    Embedded,
    Lzw,
    Javascript,
    Action,
    Postscript,
    Reference,
    Opi,
    Alternate,
    Transfer,
    Halftone,
    HalftonePhase,
    Intent,
    Figure,
    Transparency,
}

pub(super) fn check(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    let mut seen = SeenFaults::default();
    for object in document.file.pdf().objects() {
        seen.object(&object, 0);
    }
    if document.catalog.get::<Dict<'_>>("OpenAction").is_some()
        || document.catalog.contains_key("AA")
    {
        seen.0.insert(ObjectFault::Action);
    }
    let names = document.catalog.get::<Dict<'_>>("Names").unwrap_or_else(Dict::empty);
    if names.contains_key("JavaScript") {
        seen.0.insert(ObjectFault::Javascript);
    }
    if names.contains_key("EmbeddedFiles") {
        seen.0.insert(ObjectFault::Embedded);
    }
    // A script is an action; it is told of once.
    if seen.0.contains(&ObjectFault::Javascript) {
        seen.0.remove(&ObjectFault::Action);
    }
    // What is seen on a page has been told of with its place.
    if findings.has(Rule::Transparency) {
        seen.0.remove(&ObjectFault::Transparency);
    }
    for fault in seen.0 {
        let (rule, breach) = fault.told();
        findings.plain(rule, At::default(), breach);
    }
}

/// The kinds of device color that some resources give a meaning of their own
/// (PDF 32000-1, 8.6.5.6).
pub(super) fn defaults(document: &FileFacts<'_>) -> Vec<OutputDevice> {
    let keys = [
        ("DefaultGray", OutputDevice::Gray),
        ("DefaultRGB", OutputDevice::Rgb),
        ("DefaultCMYK", OutputDevice::Cmyk),
    ];
    let data = document.file.pdf().objects();
    let mut found = Vec::new();
    for object in data {
        let dict = match object {
            Object::Dict(dict) => dict,
            Object::Stream(stream) => stream.dict().clone(),
            _ => continue,
        };
        let resources = dict.get::<Dict<'_>>("Resources").unwrap_or_else(|| dict.clone());
        let spaces = resources.get::<Dict<'_>>("ColorSpace").unwrap_or_else(|| dict.clone());
        for (key, device) in keys {
            if is_calibrated(&spaces, key) && !found.contains(&device) {
                found.push(device);
            }
        }
    }
    found
}

/// Whether a space is there under this key, and not one of a device or of
/// named inks.
fn is_calibrated(spaces: &Dict<'_>, key: &str) -> bool {
    let space = spaces.get::<Array<'_>>(key);
    let kind = space.and_then(|space| space.iter::<Name<'_>>().next());
    matches!(kind.as_deref(), Some(b"ICCBased" | b"CalGray" | b"CalRGB" | b"Lab"))
}

impl SeenFaults {
    fn object(&mut self, object: &Object<'_>, depth: usize) {
        if depth > MOST_DEPTH {
            return;
        }
        match object {
            Object::Dict(dict) => self.dict(dict, depth),
            Object::Stream(stream) => {
                self.stream(stream);
                self.dict(stream.dict(), depth);
            }
            Object::Array(array) => {
                for entry in array.raw_iter() {
                    self.direct(&entry, depth);
                }
            }
            Object::Null(_)
            | Object::Boolean(_)
            | Object::Number(_)
            | Object::String(_)
            | Object::Name(_) => {}
        }
    }

    /// What stands in an object; what it refers to has its own turn.
    fn direct(&mut self, object: &MaybeRef<Object<'_>>, depth: usize) {
        if let MaybeRef::NotRef(object) = object {
            self.object(object, depth + 1);
        }
    }

    fn stream(&mut self, stream: &Stream<'_>) {
        let dict = stream.dict();
        // In a stream /F is a file; inline images do not come here.
        if ["F", "FFilter", "FDecodeParms"].iter().any(|key| dict.contains_key(key)) {
            self.0.insert(ObjectFault::External);
        }
        let filters = dict.get::<Array<'_>>("Filter").unwrap_or_default();
        let single = dict.get::<Name<'_>>("Filter");
        let is_lzw = |name: &Name<'_>| name.as_ref() == b"LZWDecode";
        if filters.iter::<Name<'_>>().any(|name| is_lzw(&name))
            || single.is_some_and(|n| is_lzw(&n))
        {
            self.0.insert(ObjectFault::Lzw);
        }
        let is = |key: &str, word: &[u8]| dict.get::<Name<'_>>(key).as_deref() == Some(word);
        if is("Type", b"ObjStm") || is("Type", b"XRef") {
            self.0.insert(ObjectFault::ObjectStream);
        }
        if is("Type", b"EmbeddedFile") {
            self.0.insert(ObjectFault::Embedded);
        }
        if is("Subtype", b"PS")
            || is("Subtype2", b"PS")
            || (is("Subtype", b"Form") && dict.contains_key("PS"))
        {
            self.0.insert(ObjectFault::Postscript);
        }
        let is_picture = is("Subtype", b"Image");
        if (is_picture || is("Subtype", b"Form")) && dict.contains_key("OPI") {
            self.0.insert(ObjectFault::Opi);
        }
        if is("Subtype", b"Form") && dict.contains_key("Ref") {
            self.0.insert(ObjectFault::Reference);
        }
        if is_picture && dict.contains_key("Alternates") {
            self.0.insert(ObjectFault::Alternate);
        }
        if is_picture && dict.contains_key("Intent") {
            self.intent(dict, "Intent");
        }
        if is_picture && dict.get::<Stream<'_>>("SMask").is_some() {
            self.0.insert(ObjectFault::Transparency);
        }
    }

    fn dict(&mut self, dict: &Dict<'_>, depth: usize) {
        self.action(dict);
        self.graphics_state(dict);
        let is = |key: &str, word: &[u8]| dict.get::<Name<'_>>(key).as_deref() == Some(word);
        if dict.contains_key("HalftoneType") || is("Type", b"Halftone") {
            self.halftone(dict);
        }
        if is("S", b"Figure") && dict.contains_key("P") {
            let has = |key: &str| {
                dict.get::<PdfString<'_>>(key).is_some_and(|t| !t.as_bytes().is_empty())
            };
            if !has("Alt") && !has("ActualText") {
                self.0.insert(ObjectFault::Figure);
            }
        }
        if is("S", b"Transparency") && !dict.contains_key("P") {
            self.0.insert(ObjectFault::Transparency);
        }
        for (_, entry) in dict.entries() {
            self.direct(&entry, depth);
        }
    }

    /// Actions by their kind (PDF 32000-1, table 198), and the keys that hang
    /// them on something.
    fn action(&mut self, dict: &Dict<'_>) {
        let kind = dict.get::<Name<'_>>("S");
        match kind.as_deref() {
            Some(b"JavaScript") if dict.contains_key("JS") => {
                self.0.insert(ObjectFault::Javascript);
            }
            // A structure element may have names of its own as its kind.
            Some(
                b"GoTo" | b"GoToR" | b"GoToE" | b"Launch" | b"Thread" | b"URI" | b"Sound"
                | b"Movie" | b"Hide" | b"Named" | b"SubmitForm" | b"ResetForm" | b"ImportData"
                | b"SetOCGState" | b"Rendition" | b"Trans" | b"GoTo3DView" | b"RichMediaExecute",
            ) if !dict.contains_key("P") || is_type(dict, b"Action") => {
                self.0.insert(ObjectFault::Action);
            }
            _ => {}
        }
        let is_page = is_type(dict, b"Page") || is_type(dict, b"Annot");
        if is_page && dict.contains_key("AA") {
            self.0.insert(ObjectFault::Action);
        }
    }

    fn graphics_state(&mut self, dict: &Dict<'_>) {
        // A state need not say its type; these keys are its own.
        let is_state = is_type(dict, b"ExtGState")
            || (!dict.contains_key("Type")
                && ["TR2", "OPM", "BG2", "UCR2", "SA", "SMask", "BM", "ca", "CA"]
                    .iter()
                    .any(|key| dict.contains_key(key)));
        // Nor need it have any of these; a soft mask, which may have such a
        // curve, says what it is by S.
        let is_bare = !dict.contains_key("Type") && !dict.contains_key("S");
        if dict.contains_key("TR") && (is_state || is_bare) && !is_name(dict, "TR", &[b"Identity"])
        {
            self.0.insert(ObjectFault::Transfer);
        }
        if dict.contains_key("TR2") && !is_name(dict, "TR2", &[b"Default", b"Identity"]) {
            self.0.insert(ObjectFault::Transfer);
        }
        if dict.contains_key("RI") && (is_state || is_bare) {
            self.intent(dict, "RI");
        }
        if dict.contains_key("HTP") && (is_state || is_bare) {
            self.0.insert(ObjectFault::HalftonePhase);
        }
        if !is_state {
            return;
        }
        let is_below = |key: &str| dict.get::<f64>(key).is_some_and(|alpha| alpha < 1.0);
        let has_mask = dict.get::<Dict<'_>>("SMask").is_some();
        let blends = dict.contains_key("BM") && !is_name(dict, "BM", &[b"Normal", b"Compatible"]);
        if is_below("ca") || is_below("CA") || has_mask || blends {
            self.0.insert(ObjectFault::Transparency);
        }
    }

    fn halftone(&mut self, dict: &Dict<'_>) {
        let kind = dict.get::<i32>("HalftoneType");
        if !matches!(kind, Some(1 | 5)) || dict.contains_key("HalftoneName") {
            self.0.insert(ObjectFault::Halftone);
        }
        if dict.contains_key("TransferFunction")
            && !is_name(dict, "TransferFunction", &[b"Identity"])
        {
            self.0.insert(ObjectFault::Transfer);
        }
    }

    fn intent(&mut self, dict: &Dict<'_>, key: &str) {
        if !is_name(dict, key, &INTENTS) {
            self.0.insert(ObjectFault::Intent);
        }
    }
}

fn is_type(dict: &Dict<'_>, word: &[u8]) -> bool {
    dict.get::<Name<'_>>("Type").as_deref() == Some(word)
}

/// Whether an entry is one of these names. A blend mode may be a list, of
/// which the first that is known counts.
fn is_name(dict: &Dict<'_>, key: &str, words: &[&[u8]]) -> bool {
    let name = dict.get::<Name<'_>>(key).or_else(|| {
        let array = dict.get::<Array<'_>>(key)?;
        array.iter::<Name<'_>>().next()
    });
    name.is_some_and(|name| words.contains(&name.as_ref()))
}

impl ObjectFault {
    fn told(self) -> (Rule, Breach) {
        match self {
            Self::ObjectStream => (Rule::ObjectStream, Breach::ObjectStreams),
            Self::External => (Rule::ExternalStream, Breach::External),
            Self::Embedded => (Rule::EmbeddedFile, Breach::Embedded),
            Self::Lzw => (Rule::Lzw, Breach::Lzw),
            Self::Javascript => (Rule::Javascript, Breach::Javascript),
            Self::Action => (Rule::Action, Breach::Action),
            Self::Postscript => (Rule::Postscript, Breach::Postscript),
            Self::Reference => (Rule::ReferenceXobject, Breach::Reference),
            Self::Opi => (Rule::Opi, Breach::Opi),
            Self::Alternate => (Rule::AlternateImage, Breach::Alternate),
            Self::Transfer => (Rule::TransferFunction, Breach::Transfer),
            Self::Halftone => (Rule::Halftone, Breach::Halftone),
            Self::HalftonePhase => (Rule::Halftone, Breach::HalftonePhase),
            Self::Intent => (Rule::RenderingIntent, Breach::RenderingIntent),
            Self::Figure => (Rule::FigureAlt, Breach::FigureWithoutText),
            Self::Transparency => (Rule::Transparency, Breach::HasTransparency),
        }
    }
}
