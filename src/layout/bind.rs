//! Binding: parts of stories and texts of furniture get their styles and
//! become paragraphs that can be set; what cannot be set is reported with its
//! place.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diag::finding::{CodePoint, FitFault, FontFault};
use crate::diag::{Diagnostic, Sink, SourceId, Span};
use crate::font::{Embedding, FontLibrary, FontStack, ROLES};
use crate::geom::{Abs, Em};
use crate::layout::grid::canvas::Canvas;
use crate::layout::resources::Resources;
use crate::page::{Origin, Origins, Trace, WrittenAt};
use crate::spec::Written;
use crate::spec::page::PageSpec;
use crate::story::{self, Emphasis, Mark, MarkKind, RichText};
use crate::style::{Divisions, FontRequest, Lang, Names, Slant, Style, Weight, type_paint};
use crate::text::{
    Annotation, AnnotationKind, CharStyle, CompositionProfile, FaceRemark, FaceRemarkKind,
    Hyphenation, LineForm, Paragraph, Prepared, RAISED_SIZE, ReadingSigns, Shaper, TextSpan,
    prepare,
};

/// Turns styled words into paragraphs ready to be broken.
pub(super) struct Binder<'a> {
    shaper: Shaper<'a>,
    /// Names of people, which are kept whole.
    pub(super) names: &'a Names,
    /// Words that the house divides in its own way.
    divisions: &'a Arc<Divisions>,
    /// Where the spec says what.
    written: &'a Written,
    stacks: Vec<((FontRequest, Lang), Arc<FontStack>)>,
    /// Characters of this element whose face has been remarked on, with their file.
    told: BTreeSet<(char, FaceRemarkKind, Option<SourceId>)>,
    /// Families, and faces of them, that are not there and have been reported.
    told_families: BTreeSet<String>,
    /// Whether it has been told that readings do not fit between the lines.
    told_low_readings: bool,
    /// What is wrong with the words themselves. It is so wherever they come to stand, and
    /// kept when a layout that was tried is dropped.
    findings: Sink,
}

/// Words with the place they come from.
#[derive(Debug, Clone)]
pub(super) struct Words {
    text: String,
    emphasis: Emphasis,
    marks: Vec<Mark>,
    reading: Option<story::Reading>,
    span: Span,
    /// How they follow from what stands there; none for what nobody has written.
    trace: Option<Trace>,
    /// The style of another part: a dateline before the text.
    style: Option<CharStyle>,
}

impl Words {
    /// The words of a part.
    pub(super) fn of(text: &RichText) -> Vec<Self> {
        text.pieces
            .iter()
            .map(|piece| Self {
                text: piece.text.clone(),
                emphasis: piece.emphasis,
                marks: piece.marks.clone(),
                reading: piece.reading.clone(),
                span: piece.span,
                trace: trace_of(piece),
                style: None,
            })
            .collect()
    }

    /// Words that are written at a place, in other words or among signs.
    pub(super) fn written_within(text: impl Into<String>, span: Span) -> Vec<Self> {
        Self::plain(text, span, Some(Trace::Within))
    }

    /// Words that are made of what the spec says at a place.
    pub(super) fn made(text: impl Into<String>, span: Span) -> Vec<Self> {
        Self::plain(text, span, Some(Trace::Made))
    }

    /// Words that the engine adds to those at a place.
    pub(super) fn added(text: impl Into<String>, span: Span) -> Vec<Self> {
        Self::plain(text, span, None)
    }

    fn plain(text: impl Into<String>, span: Span, trace: Option<Trace>) -> Vec<Self> {
        vec![Self {
            text: text.into(),
            emphasis: Emphasis::None,
            marks: Vec::new(),
            reading: None,
            span,
            trace,
            style: None,
        }]
    }

    /// The same words in a style of their own.
    pub(super) fn styled(mut words: Vec<Self>, style: &CharStyle) -> Vec<Self> {
        for word in &mut words {
            word.style = Some(style.clone());
        }
        words
    }

    /// The part of the words that stands at these bytes of their text.
    pub(super) fn slice(words: &[Self], range: Range<usize>) -> Vec<Self> {
        let mut out = Vec::new();
        let mut at = 0;
        for word in words {
            let here = at..at + word.text.len();
            at = here.end;
            let start = range.start.max(here.start);
            let end = range.end.min(here.end);
            if start >= end {
                continue;
            }
            let text = word.text[start - here.start..end - here.start].to_owned();
            // Only text that stands in its source as it is can be traced
            // into the piece.
            let span = if word.trace == Some(Trace::Exact) {
                let from = word.span.start as usize + start - here.start;
                Span::new(word.span.source, from..from + text.len())
            } else {
                word.span
            };
            // A reading belongs to the whole of its base; of one that is cut it
            // stays with the first part.
            let reading = word.reading.clone().filter(|_| start == here.start);
            out.push(Self { text, span, reading, ..word.clone() });
        }
        out
    }

    /// From the first word to the last.
    pub(super) fn span(words: &[Self]) -> Option<Span> {
        let (first, last) = (words.first()?, words.last()?);
        Some(Span { end: last.span.end.max(first.span.end), ..first.span })
    }

    /// What stands between words and those that follow them; of text that cannot be
    /// traced so far, all of it.
    pub(super) fn between(before: &[Self], after: &[Self]) -> Option<Span> {
        let (before, after) = (before.last()?.span, after.first()?.span);
        let is_in_order = before.source == after.source && before.end <= after.start;
        Some(if is_in_order {
            Span { start: before.end, end: after.start, ..before }
        } else {
            after
        })
    }

    /// Whether they are words of the part itself, without marks and readings.
    pub(super) fn is_bare(&self) -> bool {
        self.style.is_none() && self.reading.is_none() && self.marks.is_empty()
    }

    /// How long they are, in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Where the reading of these words stands, if they have one.
    pub(super) fn reading_span(&self) -> Option<Span> {
        self.reading.as_ref().map(|reading| reading.span)
    }

    /// How many characters they have, readings included, white space not
    /// counted.
    pub(super) fn characters(words: &[Self]) -> usize {
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let readings = words.iter().filter_map(|word| word.reading.as_ref());
        let parts = readings.flat_map(|reading| &reading.parts);
        count(&Self::text(words)) + parts.map(|part| count(part)).sum::<usize>()
    }

    /// The characters of all words.
    pub(super) fn text(words: &[Self]) -> String {
        words.iter().map(|word| word.text.as_str()).collect()
    }
}

impl<'a> Binder<'a> {
    pub(super) fn new(resources: Resources<'a>, spec: &'a PageSpec) -> Self {
        Self {
            shaper: Shaper::new(resources.fonts).with_known(resources.lent.paragraphs),
            names: &spec.names,
            divisions: &spec.divisions,
            written: &spec.written,
            stacks: Vec::new(),
            told: BTreeSet::new(),
            told_families: BTreeSet::new(),
            told_low_readings: false,
            findings: Sink::default(),
        }
    }

    /// What was found wrong with the words of an element. Of the next one all is told
    /// again: what is said of an element follows from it alone.
    pub(super) fn take_findings(&mut self) -> Sink {
        self.told.clear();
        self.told_families.clear();
        self.told_low_readings = false;
        std::mem::take(&mut self.findings)
    }

    /// Says once an element that readings do not fit between the lines.
    pub(super) fn tell_of_low_readings(&mut self, finding: Diagnostic) {
        if !std::mem::replace(&mut self.told_low_readings, true) {
            self.findings.push(finding);
        }
    }

    pub(super) fn shaper(&self) -> &Shaper<'a> {
        &self.shaper
    }

    /// A style's characters at a size.
    pub(super) fn char_style(&mut self, style: &Style, size: Abs, lang: Lang) -> CharStyle {
        CharStyle {
            stack: self.stack(&style.font, lang),
            size,
            paint: type_paint(style.color, size),
            tracking: style.tracking.wished,
            width: style.width.wished,
            figures: style.figures,
        }
    }

    fn stack(&mut self, request: &FontRequest, lang: Lang) -> Arc<FontStack> {
        let known = self.stacks.iter().find(|(key, _)| key.0 == *request && key.1 == lang);
        let known = known.map(|(_, stack)| stack.clone());
        let fonts = self.shaper.fonts();
        let stack = known.unwrap_or_else(|| {
            let stack = Arc::new(fonts.stack(request, lang));
            self.stacks.push(((request.clone(), lang), stack.clone()));
            stack
        });
        let known = fonts.families();
        // That there is no font at all has been told.
        let is_missing = !stack.found && !known.is_empty();
        if is_missing && self.told_families.insert(request.family.clone()) {
            let family = &request.family;
            let near = crate::diag::nearest(family, known.iter().copied().chain(ROLES));
            let finding =
                FitFault::NoFont { family: family.clone(), nearest: near.map(str::to_owned) };
            self.findings.push(Diagnostic::of(finding).at(self.written.font(family)));
        }
        if let Some(face) = stack.faces.first().map(|face| fonts.face(*face))
            && face.embedding == Embedding::PreviewPrint
            && self.told_families.insert(face.file.clone())
        {
            let finding = FontFault::PreviewPrint { font_file: face.file.clone() };
            self.findings.push(Diagnostic::of(finding));
        }
        if let Some(finding) = lacking_face(request, &stack, fonts)
            && self.told_families.insert(format!("{request:?}"))
        {
            self.findings.push(Diagnostic::of(finding));
        }
        stack
    }

    /// A paragraph in a style at a size, ready to be broken. `indent` is the
    /// first line's.
    pub(super) fn prepare(&mut self, words: &[Words], style: &Style, setting: Setting) -> Prepared {
        let base = self.char_style(style, setting.size, setting.lang);
        let mut origins = Origins::default();
        let mut places = Vec::new();
        let mut spans: Vec<TextSpan> = Vec::new();
        let mut annotations = Annotations::default();
        let mut length = 0;
        let mut after_space = true;
        for word in words {
            let (text, own) = word.folded(&mut after_space);
            origins.extend_from(&own, 0..text.len(), length);
            places.push(WordPlace { at: length, span: word.span });
            annotations.add(word, length..length + text.len());
            length += text.len();
            let mut own = word.style.clone().unwrap_or_else(|| base.clone());
            if word.marks.iter().any(|mark| mark.kind == MarkKind::Raised) {
                own.size = RAISED_SIZE.at(own.size);
            }
            let style = self.emphasized(own, word.emphasis, style, setting.lang);
            match spans.last_mut() {
                Some(last) if last.style == style => last.text.push_str(&text),
                _ => spans.push(TextSpan { text, style }),
            }
        }
        let paragraph = Paragraph {
            spans,
            origins,
            annotations: annotations.list,
            lang: setting.lang,
            profile: setting.profile.with(setting.lang, &style.composition),
            indent: setting.indent,
            hyphenation: setting.hyphenation,
            divisions: Arc::clone(self.divisions),
        };
        let prepared = prepare(&paragraph, &mut self.shaper);
        self.report_faces(&prepared, &places);
        prepared
    }

    fn emphasized(
        &mut self,
        base: CharStyle,
        emphasis: Emphasis,
        style: &Style,
        lang: Lang,
    ) -> CharStyle {
        let font = match emphasis {
            Emphasis::None => return base,
            Emphasis::Strong => FontRequest { weight: Weight::BOLD, ..style.font.clone() },
            // Chinese has no italics: Kai does their work.
            Emphasis::Emphasis => match lang {
                Lang::ChineseSimplified | Lang::ChineseTraditional => {
                    FontRequest { family: "kai".into(), ..style.font.clone() }
                }
                _ => FontRequest { slant: Slant::Italic, ..style.font.clone() },
            },
        };
        CharStyle { stack: self.stack(&font, lang), ..base }
    }
}

/// What a family that was named lacks of what is asked of it: the weight, or one within a hundred
/// of it, or the slant. Those that come with the program are chosen by the program.
fn lacking_face(request: &FontRequest, stack: &FontStack, fonts: &FontLibrary) -> Option<FitFault> {
    let face = fonts.face(*stack.faces.first()?);
    if !stack.found || !face.is_of_family(&request.family) {
        return None;
    }
    let lacks_weight = face.weight.0.abs_diff(request.weight.0) > MOST_OFF;
    let lacks_slant = face.slant != request.slant;
    (lacks_weight || lacks_slant).then(|| FitFault::NoFace {
        family: request.family.clone(),
        weight: request.weight.0,
        is_italic: request.slant == Slant::Italic,
        face: face.postscript_name.clone(),
    })
}

/// The most that a face's weight may be off what is asked for before it is told: makers call
/// 350 or 500 what others call 400.
const MOST_OFF: u16 = 100;

/// How a piece of a story follows from what stands at its place.
fn trace_of(piece: &story::Piece) -> Option<Trace> {
    if piece.span.start == piece.span.end {
        None
    } else if piece.is_exact() {
        Some(Trace::Exact)
    } else {
        Some(Trace::Within)
    }
}

/// A paragraph's annotations in the making.
#[derive(Default)]
struct Annotations {
    list: Vec<Annotation>,
    /// The marks that reach up to the words before, with where they stand in
    /// the list.
    open: Vec<(Mark, usize)>,
    /// Whether the words before are of another part, whose marks are counted
    /// for themselves.
    after_other_part: bool,
}

impl Annotations {
    /// Adds those of words that stand at these bytes.
    fn add(&mut self, word: &Words, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let is_other_part = word.style.is_some();
        if std::mem::replace(&mut self.after_other_part, is_other_part) != is_other_part {
            self.open.clear();
        }
        self.open.retain(|(mark, _)| word.marks.contains(mark));
        for mark in &word.marks {
            match self.open.iter().find(|(open, _)| open == mark) {
                Some((_, at)) => self.list[*at].range.end = range.end,
                None => {
                    self.open.push((*mark, self.list.len()));
                    let kind = mark_kind(mark.kind);
                    self.list.push(Annotation { range: range.clone(), kind });
                }
            }
        }
        if let Some(reading) = &word.reading {
            let written = WrittenAt { span: reading.span, trace: Trace::Within };
            let reading =
                ReadingSigns { kind: reading.kind, parts: reading.parts.clone(), written };
            self.list.push(Annotation { range, kind: AnnotationKind::Reading(reading) });
        }
    }
}

fn mark_kind(kind: MarkKind) -> AnnotationKind {
    match kind {
        MarkKind::Dots => AnnotationKind::Dots,
        MarkKind::Name => AnnotationKind::Line(LineForm::Straight),
        MarkKind::Title => AnnotationKind::Line(LineForm::Wavy),
        MarkKind::Upright => AnnotationKind::Upright,
        MarkKind::Raised => AnnotationKind::Raised,
    }
}

/// What a paragraph is prepared for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) size: Abs,
    pub(super) lang: Lang,
    pub(super) profile: CompositionProfile,
    pub(super) indent: Em,
    pub(super) hyphenation: Hyphenation,
}

/// Text in a language at a size, in the lines of a canvas.
pub(super) fn setting(canvas: &Canvas, lang: Lang, size: Abs, hyphenation: Hyphenation) -> Setting {
    let profile = CompositionProfile::of(lang, canvas.flow.writing);
    Setting { size, lang, profile, indent: Em::ZERO, hyphenation }
}

/// The measure that text is set to, and the language that it is in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    pub(super) width: Abs,
    pub(super) lang: Lang,
}

/// Where words begin in a paragraph's text, and the place that findings about them
/// point at.
struct WordPlace {
    at: usize,
    span: Span,
}

impl Words {
    /// The text as it is set, and where that comes from. Runs of white space count
    /// as one space, and none opens a paragraph; spaces of a width of their own are
    /// characters like others.
    fn folded(&self, after_space: &mut bool) -> (String, Origins) {
        if !self.text.is_empty() && !self.text.contains(char::is_whitespace) {
            *after_space = false;
            return (self.text.clone(), self.origins_of_all());
        }
        let mut out = String::with_capacity(self.text.len());
        let mut origins = Origins::default();
        for (at, c) in self.text.char_indices() {
            let is_space = c.is_whitespace() && !is_meant(c);
            let shown = if is_space { ' ' } else { c };
            if !(is_space && *after_space) {
                let start = out.len();
                out.push(shown);
                if let Some(written) = self.written(at, c, shown) {
                    origins.push(Origin { text: start..out.len(), written });
                }
            }
            *after_space = is_space;
        }
        (out, origins)
    }

    /// What they come from, set as they are.
    fn origins_of_all(&self) -> Origins {
        let Some(trace) = self.trace else { return Origins::default() };
        let span = match trace {
            Trace::Exact => {
                let from = self.span.start as usize;
                Span::new(self.span.source, from..from + self.text.len())
            }
            Trace::Within | Trace::Made => self.span,
        };
        Origins::of(self.text.len(), WrittenAt { span, trace })
    }

    /// What the character at a place of the words comes from.
    fn written(&self, at: usize, c: char, shown: char) -> Option<WrittenAt> {
        let trace = self.trace?;
        if trace != Trace::Exact {
            return Some(WrittenAt { span: self.span, trace });
        }
        let from = self.span.start as usize + at;
        let span = Span::new(self.span.source, from..from + c.len_utf8());
        let is_as_long = c.len_utf8() == shown.len_utf8();
        Some(WrittenAt { span, trace: if is_as_long { trace } else { Trace::Within } })
    }
}

/// Spaces of a width of their own, which somebody chose: the full-width one, thin ones, and those
/// that never break.
fn is_meant(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{A0}' | '\u{202F}' | '\u{2002}'..='\u{200A}')
}

impl Binder<'_> {
    fn report_faces(&mut self, prepared: &Prepared, places: &[WordPlace]) {
        for remark in &prepared.remarks {
            let span = place_of(remark.at, prepared, places);
            // That there is no font at all has been told.
            let is_known = self.shaper.fonts().faces().next().is_none();
            let told = (remark.character, remark.kind, span.map(|span| span.source));
            if !is_known && self.told.insert(told) {
                let finding = face_finding(remark, self.shaper.fonts());
                self.findings.push(finding.at(span));
            }
        }
    }
}

/// Where a character of a paragraph stands in its source; of what nobody has
/// written, the place that it was added to.
fn place_of(at: usize, prepared: &Prepared, places: &[WordPlace]) -> Option<Span> {
    let c = prepared.text.get(at..)?.chars().next()?;
    let written = prepared.origins.of_bytes(at..at + c.len_utf8());
    written.map(|written| written.span).or_else(|| {
        let after = places.partition_point(|place| place.at <= at);
        after.checked_sub(1).map(|before| places[before].span)
    })
}

fn face_finding(remark: &FaceRemark, fonts: &FontLibrary) -> Diagnostic {
    let code_point = CodePoint(remark.character);
    Diagnostic::of(match remark.kind {
        FaceRemarkKind::NoFace => FitFault::NoGlyph {
            code_point,
            look_alike: story::look_alike(remark.character).map(CodePoint),
        },
        FaceRemarkKind::NoVariant { selector } => {
            FitFault::NoVariant { code_point, selector: CodePoint(selector) }
        }
        FaceRemarkKind::Mixed { usual, own } => FitFault::FacesMixed {
            code_point,
            face: fonts.face(own).postscript_name.clone(),
            other_face: fonts.face(usual).postscript_name.clone(),
        },
    })
}
