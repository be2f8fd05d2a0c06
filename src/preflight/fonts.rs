//! Fonts: every one that shows something must be in the file (ISO 15930-7,
//! 6.2.5; PDF 32000-1, 9.9).
//!
//! The interpreter draws nothing for a font that is not there, so that its
//! marks tell nothing of it. Here the operators are read for themselves: which
//! font is set when text is shown, and whether it is shown at all.

use std::collections::BTreeSet;

use hayro::hayro_syntax::content::TypedIter;
use hayro::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro::hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro::hayro_syntax::page::Resources;

use super::frame::Frame;
use super::report::Findings;
use super::rule::Rule;
use crate::reader::File;
use crate::say;

/// How deep forms may stand in each other; deeper ones are refused elsewhere.
const MOST_DEPTH: usize = 24;
/// Bytes of one form's content.
const MOST_BYTES: usize = 64 << 20;
/// Rendering modes that show nothing but clip or are for searching
/// (PDF 32000-1, table 106).
const UNSEEN: i64 = 3;

pub(super) fn check(file: &File, frame: &Frame, findings: &mut Findings<'_>) {
    if !findings.profile.counts(Rule::FontEmbedded) {
        return;
    }
    let Ok(page) = file.page(frame.page - 1) else { return };
    // The walk before this one has judged what cannot be read.
    let Ok(content) = file.content(frame.page - 1) else { return };
    let mut walk = Walk { file, seen: BTreeSet::new(), missing: BTreeSet::new() };
    walk.content(TypedIter::new(&content), page.resources(), &Shown::default(), 0);
    for name in walk.missing {
        findings.plain(
            Rule::FontEmbedded,
            frame.whole(),
            say!("the font {name} is not embedded", "字体 {name} 未嵌入"),
        );
    }
}

struct Walk<'f> {
    file: &'f File,
    /// Forms and patterns that have been looked into.
    seen: BTreeSet<(u32, i32)>,
    missing: BTreeSet<String>,
}

/// The part of the graphics state that matters here.
#[derive(Clone, Default)]
struct Shown {
    /// The name of the font if it is missing.
    missing: Option<String>,
    mode: i64,
}

impl Walk<'_> {
    fn content(
        &mut self,
        mut operations: TypedIter<'_>,
        resources: &Resources<'_>,
        shown: &Shown,
        depth: usize,
    ) {
        if depth > MOST_DEPTH {
            return;
        }
        let mut shown = shown.clone();
        let mut saved = Vec::new();
        while let Some(operation) = operations.next() {
            match operation {
                Op::SaveState(_) => saved.push(shown.clone()),
                Op::RestoreState(_) => {
                    if let Some(before) = saved.pop() {
                        shown = before;
                    }
                }
                Op::TextFont(font) => {
                    shown.missing = resources.get_font(font.0).and_then(|dict| missing(&dict));
                }
                Op::SetGraphicsState(state) => {
                    let font = resources.get_ext_g_state(state.0);
                    let font = font.and_then(|state| state.get::<Array<'_>>("Font"));
                    if let Some(font) = font.and_then(|font| font.iter::<Dict<'_>>().next()) {
                        shown.missing = missing(&font);
                    }
                }
                Op::TextRenderingMode(mode) => shown.mode = mode.0.as_i64(),
                Op::ShowText(text) if !text.0.is_empty() => self.show(&shown),
                Op::NextLineAndShowText(text) if !text.0.is_empty() => self.show(&shown),
                Op::ShowTextWithParameters(text) if !text.2.is_empty() => self.show(&shown),
                Op::ShowTexts(_) => self.show(&shown),
                Op::XObject(name) => {
                    if let Some(form) = resources.get_x_object(name.0) {
                        self.stream(&form, resources, &shown, depth);
                    }
                }
                Op::NonStrokeColorNamed(color) => {
                    if let Some(name) = &color.1 {
                        self.pattern(name, resources, depth);
                    }
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, shown: &Shown) {
        if let Some(name) = shown.missing.as_ref().filter(|_| shown.mode != UNSEEN) {
            self.missing.insert(name.clone());
        }
    }

    fn pattern(&mut self, name: &Name<'_>, resources: &Resources<'_>, depth: usize) {
        let pattern =
            resources.get_pattern(name).and_then(hayro_syntax::object::Object::into_stream);
        if let Some(pattern) = pattern {
            self.stream(&pattern, resources, &Shown::default(), depth);
        }
    }

    /// A form or a tiling pattern.
    fn stream(&mut self, stream: &Stream<'_>, outer: &Resources<'_>, shown: &Shown, depth: usize) {
        let dict = stream.dict();
        let is_form = dict.get::<Name<'_>>("Subtype").as_deref() == Some(b"Form");
        let is_pattern = dict.contains_key("PatternType");
        let id = stream.obj_id();
        // What was looked into once is the same for any page.
        if !(is_form || is_pattern) || !self.seen.insert((id.obj_number, id.gen_number)) {
            return;
        }
        let Ok(content) = self.file.decode(stream, MOST_BYTES) else { return };
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        let resources = own.as_ref().unwrap_or(outer);
        self.content(TypedIter::new(&content), resources, shown, depth + 1);
    }
}

/// The name of a font whose outlines are not in the file.
fn missing(font: &Dict<'_>) -> Option<String> {
    let kind = font.get::<Name<'_>>("Subtype");
    let described = match kind.as_deref() {
        // Its drawings are content of their own.
        Some(b"Type3") => return None,
        Some(b"Type0") => {
            let descendants = font.get::<Array<'_>>("DescendantFonts").unwrap_or_default();
            descendants.iter::<Dict<'_>>().next().unwrap_or_else(Dict::empty)
        }
        _ => font.clone(),
    };
    let descriptor = described.get::<Dict<'_>>("FontDescriptor").unwrap_or_else(Dict::empty);
    let files = ["FontFile", "FontFile2", "FontFile3"];
    if files.iter().any(|key| descriptor.get::<Stream<'_>>(key).is_some()) {
        return None;
    }
    let name = font.get::<Name<'_>>("BaseFont");
    Some(name.map_or_else(|| "?".to_owned(), |name| name.as_str().to_owned()))
}
