//! Signs inside a paragraph that Markdown does not know: readings, marked
//! spans and note marks.
//!
//! `{漢字|かん|じ}` gives characters a reading, `[重点]{着重}` puts a mark on
//! what stands in the brackets, `^1^` raises a note mark. It runs over the
//! pieces of a finished paragraph, so that emphasis may stand inside. What is
//! no whole sign stays as it was written.

use std::ops::Range;

use super::text::{Draft, Notes, Signs, continues};
use crate::diag::finding::{Bound, StorySyntax};
use crate::diag::{SourceId, Span, nearest};
use crate::story::{Emphasis, Mark, MarkKind, Piece, Reading, RichText};
use crate::style::ReadingKind;

/// Faults reported in a file.
pub(super) const REPORTED: usize = 50;

/// The words after a marked span.
const WORDS: [(MarkKind, &[&str]); 4] = [
    (MarkKind::Dots, &["dots", "着重", "着重号", "著重", "著重號", "傍点", "圏点"]),
    (MarkKind::Name, &["name", "专名", "专名号", "專名", "專名號", "固有名"]),
    (MarkKind::Title, &["title", "书名", "书名号", "書名", "書名號"]),
    (MarkKind::Upright, &["tcy", "纵中横", "縱中橫", "縦中横"]),
];

/// The longest word that is taken for one of these, in characters.
const LONGEST_WORD: usize = 12;
/// The longest note mark, in characters.
const LONGEST_NOTE: usize = 8;
/// The most characters that stand side by side in one cell of a vertical line:
/// more cannot be read at the size of one.
const WIDEST_CELL: usize = 4;
/// Marks that stand one in the other, at the most: more than there are kinds.
const MOST_NESTED: usize = 8;

/// A word behind a marked span that is none.
fn unknown_mark(word: String) -> StorySyntax {
    let known = WORDS.iter().flat_map(|(_, words)| words.iter().copied());
    let nearest = nearest(&word, known).map(str::to_owned);
    StorySyntax::UnknownMark { word, nearest }
}

/// Reads the signs in a paragraph.
pub(super) fn read(source: SourceId, drafts: Vec<Draft>, notes: &mut Notes) -> RichText {
    let is_sign =
        |draft: &Draft| draft.signs == Signs::Read && draft.piece.text.contains(['{', '^']);
    if !drafts.iter().any(is_sign) {
        return joined(drafts.into_iter().map(|draft| draft.piece));
    }
    let text = InlineText::new(source, &drafts);
    let Scan { found, faults, .. } = Scan::of(&text.symbols);
    for (fault, symbols) in faults {
        let Span { start, end, .. } = text.place(&text.symbols[symbols]);
        notes.faults.push((fault, start as usize..end as usize));
    }
    PieceWriter { text: &text, found: &found }.pieces()
}

/// What a text ends with on the page: of a reading its base, of a marked span
/// what is marked, of a note mark what it hangs on.
pub(super) fn shown_end(text: &str) -> &str {
    let cut = |close: char, open: char| text.strip_suffix(close)?.rsplit_once(open);
    if let Some((before, inside)) = cut('}', '{') {
        return match inside.split_once(['|', '｜']) {
            Some((base, _)) => base,
            None => before.strip_suffix(']').unwrap_or(text),
        };
    }
    cut('^', '^').map_or(text, |(before, _)| before)
}

/// The bytes of raw copy that are signs already: readings with what they
/// belong to, and the brackets and carets of marks.
pub(in crate::story) fn signs(text: &str) -> Vec<Range<usize>> {
    if !text.contains(['{', '^']) {
        return Vec::new();
    }
    let mut escaped = false;
    let symbols: Vec<InlineSymbol> = text
        .char_indices()
        .map(|(at, c)| {
            let signs = if escaped { Signs::AsWritten } else { Signs::Read };
            escaped = c == '\\' && !escaped;
            InlineSymbol { c, draft: 0, at, signs }
        })
        .collect();
    let byte = |symbol: usize| symbols.get(symbol).map_or(text.len(), |symbol| symbol.at);
    let found = Scan::of(&symbols).found;
    let ranges = found.iter().flat_map(|FoundSign { whole, inside, sign }| match sign {
        InlineSign::Reading(_) => vec![whole.clone()],
        InlineSign::Mark(MarkKind::Raised) => vec![whole.clone()],
        InlineSign::Mark(_) => vec![whole.start..inside.start, inside.end..whole.end],
    });
    ranges.map(|range| byte(range.start)..byte(range.end)).collect()
}

/// One character and where it stands.
#[derive(Clone, Copy)]
struct InlineSymbol {
    c: char,
    /// The draft it is in.
    draft: usize,
    /// Byte offset in the draft's text.
    at: usize,
    signs: Signs,
}

impl InlineSymbol {
    fn is(&self, sign: char) -> bool {
        self.signs == Signs::Read && self.c == sign
    }

    /// The stroke between a base and its readings; Chinese keyboards give the
    /// wide one.
    fn is_stroke(&self) -> bool {
        self.is('|') || self.is('｜')
    }
}

/// A sign that was found; all ranges are of symbols.
struct FoundSign {
    /// From its first to its last symbol.
    whole: Range<usize>,
    /// What it is a sign for.
    inside: Range<usize>,
    sign: InlineSign,
}

enum InlineSign {
    Mark(MarkKind),
    Reading(Readings),
}

/// The readings of one sign.
struct Readings {
    kind: ReadingKind,
    parts: Vec<String>,
    /// The symbols they stand in.
    at: Range<usize>,
}

/// A paragraph as symbols.
struct InlineText<'a> {
    source: SourceId,
    drafts: &'a [Draft],
    symbols: Vec<InlineSymbol>,
}

impl<'a> InlineText<'a> {
    fn new(source: SourceId, drafts: &'a [Draft]) -> Self {
        let symbols = drafts
            .iter()
            .enumerate()
            .flat_map(|(draft, Draft { piece, signs })| {
                let symbol = move |(at, c)| InlineSymbol { c, draft, at, signs: *signs };
                piece.text.char_indices().map(symbol)
            })
            .collect();
        Self { source, drafts, symbols }
    }

    /// Where some symbols stand in the source: from the first to the last.
    fn place(&self, symbols: &[InlineSymbol]) -> Span {
        let one = |symbol: &InlineSymbol| {
            let piece = &self.drafts[symbol.draft].piece;
            if piece.is_exact() {
                let start = piece.span.start as usize + symbol.at;
                Span::new(piece.span.source, start..start + symbol.c.len_utf8())
            } else {
                piece.span
            }
        };
        match (symbols.first().map(one), symbols.last().map(one)) {
            (Some(first), Some(last)) => Span { end: last.end.max(first.end), ..first },
            _ => Span::new(self.source, 0..0),
        }
    }
}

struct Scan<'a> {
    symbols: &'a [InlineSymbol],
    /// By their beginnings.
    found: Vec<FoundSign>,
    faults: Vec<(StorySyntax, Range<usize>)>,
    /// Square brackets that are open.
    open: Vec<Bracket>,
}

/// An open square bracket.
#[derive(Clone, Copy)]
struct Bracket {
    at: usize,
    /// How many marks stand one in the other after it.
    depth: usize,
}

impl<'a> Scan<'a> {
    fn of(symbols: &'a [InlineSymbol]) -> Self {
        let mut scan = Self { symbols, found: Vec::new(), faults: Vec::new(), open: Vec::new() };
        scan.find();
        scan.found.sort_by_key(|found| found.whole.start);
        scan
    }

    /// Finds all signs. Every symbol is looked at a bounded number of times.
    fn find(&mut self) {
        let mut at = 0;
        while let Some(symbol) = self.symbols.get(at) {
            let end = if symbol.is('{') {
                self.reading(at)
            } else if symbol.is('^') {
                self.note(at)
            } else if symbol.is(']') {
                self.span(at)
            } else {
                if symbol.is('[') {
                    self.open.push(Bracket { at, depth: 0 });
                }
                None
            };
            at = end.unwrap_or(at + 1);
        }
    }

    /// A reading that begins here, and where it ends.
    fn reading(&mut self, start: usize) -> Option<usize> {
        let length =
            self.symbols[start + 1..].iter().position(|symbol| symbol.is('}') || symbol.is('{'))?;
        let close = start + 1 + length;
        if !self.symbols[close].is('}') {
            return None;
        }
        let strokes: Vec<usize> =
            (start + 1..close).filter(|at| self.symbols[*at].is_stroke()).collect();
        let first = *strokes.first()?;
        let base = self.trimmed(start + 1..first);
        // Punctuation alone takes no reading.
        if !base.is_empty() && !self.symbols[base.clone()].iter().any(|s| s.c.is_alphanumeric()) {
            return None;
        }
        let parts: Vec<String> = strokes
            .iter()
            .zip(strokes.iter().skip(1).chain([&close]))
            .map(|(stroke, end)| self.text(stroke + 1..*end).trim().to_owned())
            .collect();
        if base.is_empty() || parts.iter().all(String::is_empty) {
            self.fault(StorySyntax::NoReading, start..close + 1);
            return None;
        }
        let characters = base_characters(&self.text(base.clone()));
        let kind = kind_of(&parts);
        let parts = match spread(parts, characters, kind) {
            Ok(parts) => parts,
            Err(parts) => {
                let given = parts.len();
                self.fault(StorySyntax::Readings { readings: given, characters }, start..close + 1);
                vec![parts.concat()]
            }
        };
        let kind = match kind {
            ReadingKind::Bopomofo if parts.len() != characters => ReadingKind::Ruby,
            kind => kind,
        };
        let sign = InlineSign::Reading(Readings { kind, parts, at: first + 1..close });
        self.found.push(FoundSign { whole: start..close + 1, inside: base, sign });
        Some(close + 1)
    }

    /// A note mark that begins here, and where it ends. It hangs on a word, so
    /// ^_^ and (^o^) are none.
    fn note(&mut self, start: usize) -> Option<usize> {
        let before = self.symbols[start.checked_sub(1)?].c;
        if before.is_whitespace() || "([{（［｛「『【“‘^".contains(before) {
            return None;
        }
        let length = self.symbols[start + 1..]
            .iter()
            .take(LONGEST_NOTE + 1)
            .position(|symbol| symbol.is('^'))?;
        let close = start + 1 + length;
        let inside = &self.symbols[start + 1..close];
        let is_sign = |c: char| "*†‡※＊".contains(c);
        let belongs = |c: char| {
            c.is_alphanumeric() || is_sign(c) || "()[]（）［］〔〕【】-–,，、.".contains(c)
        };
        let says = inside.iter().any(|symbol| symbol.c.is_alphanumeric() || is_sign(symbol.c));
        if !says || !inside.iter().all(|symbol| belongs(symbol.c)) {
            return None;
        }
        let sign = InlineSign::Mark(MarkKind::Raised);
        self.found.push(FoundSign { whole: start..close + 1, inside: start + 1..close, sign });
        Some(close + 1)
    }

    /// A marked span whose brackets close here, and where its word ends.
    fn span(&mut self, close: usize) -> Option<usize> {
        let Bracket { at: open, depth } = self.open.pop()?;
        self.deepen(depth);
        if !self.symbols.get(close + 1)?.is('{') {
            return None;
        }
        let length = self.symbols[close + 2..]
            .iter()
            .take(LONGEST_WORD + 1)
            .position(|symbol| symbol.is('}'))?;
        let end = close + 2 + length;
        let word = self.text(close + 2..end);
        // Braces with strokes in them are a reading even after a bracket, not the kind of
        // a mark.
        let is_none = word.contains(['|', '｜', '{', '[', ']']) || word.trim().is_empty();
        if is_none || open + 1 == close {
            return None;
        }
        let word = word.trim().to_lowercase();
        let known = WORDS.iter().find(|(_, words)| words.contains(&word.as_str()));
        let Some((kind, _)) = known else {
            self.fault(unknown_mark(word), open..end + 1);
            return None;
        };
        if depth == MOST_NESTED {
            self.fault(StorySyntax::NestedMarks { most: Bound(MOST_NESTED as f64) }, open..end + 1);
            return None;
        }
        if *kind == MarkKind::Upright && close - open - 1 > WIDEST_CELL {
            self.fault(StorySyntax::WideCell { most: Bound(WIDEST_CELL as f64) }, open..end + 1);
            return None;
        }
        self.deepen(depth + 1);
        let sign = InlineSign::Mark(*kind);
        self.found.push(FoundSign { whole: open..end + 1, inside: open + 1..close, sign });
        Some(end + 1)
    }

    /// Tells the bracket that is open how deep the marks in it are.
    fn deepen(&mut self, depth: usize) {
        if let Some(outer) = self.open.last_mut() {
            outer.depth = outer.depth.max(depth);
        }
    }

    fn fault(&mut self, fault: StorySyntax, symbols: Range<usize>) {
        self.faults.push((fault, symbols));
    }

    fn text(&self, symbols: Range<usize>) -> String {
        self.symbols[symbols].iter().map(|symbol| symbol.c).collect()
    }

    fn trimmed(&self, mut symbols: Range<usize>) -> Range<usize> {
        let is_space = |at: usize| self.symbols[at].c.is_whitespace();
        while !symbols.is_empty() && is_space(symbols.start) {
            symbols.start += 1;
        }
        while !symbols.is_empty() && is_space(symbols.end - 1) {
            symbols.end -= 1;
        }
        symbols
    }
}

/// The characters of a base, white space not counted: marks and selectors
/// belong to the one before.
fn base_characters(base: &str) -> usize {
    base.chars().filter(|c| !belongs_to_before(*c) && !c.is_whitespace()).count()
}

fn belongs_to_before(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{200d}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn kind_of(parts: &[String]) -> ReadingKind {
    let is_bopomofo = |c: char| matches!(c, '\u{3105}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' | 'ˊ' | 'ˇ' | 'ˋ' | '˙' | 'ˉ');
    let mut characters = parts.iter().flat_map(|part| part.chars()).filter(|c| !c.is_whitespace());
    if characters.clone().all(is_bopomofo) {
        return ReadingKind::Bopomofo;
    }
    let is_letter = |c: char| c.is_alphabetic() && c < '\u{1100}';
    if characters.any(is_letter) { ReadingKind::Letters } else { ReadingKind::Ruby }
}

/// The readings as they are set: one for all characters, or one for each. The
/// syllables of bopomofo may be parted by spaces. Readings that are neither
/// come back.
fn spread(
    parts: Vec<String>,
    characters: usize,
    kind: ReadingKind,
) -> Result<Vec<String>, Vec<String>> {
    if let ([whole], ReadingKind::Bopomofo) = (parts.as_slice(), kind) {
        let syllables: Vec<String> = whole.split_whitespace().map(str::to_owned).collect();
        return if syllables.len() == characters { Ok(syllables) } else { Err(syllables) };
    }
    if parts.len() == 1 || parts.len() == characters { Ok(parts) } else { Err(parts) }
}

/// Writes the pieces anew, less the signs.
struct PieceWriter<'a> {
    text: &'a InlineText<'a>,
    /// By their beginnings; those inside others after them.
    found: &'a [FoundSign],
}

impl PieceWriter<'_> {
    fn pieces(&self) -> RichText {
        let mut pieces = Vec::new();
        // The marks that are open, with where they close.
        let mut open: Vec<(Mark, &FoundSign)> = Vec::new();
        let mut number = 0;
        let mut next = self.found.iter().peekable();
        let mut at = 0;
        while at < self.text.symbols.len() {
            if let Some((_, mark)) = open.last()
                && mark.inside.end <= at
            {
                at = at.max(mark.whole.end);
                open.pop();
                continue;
            }
            if let Some(found) = next.next_if(|found| found.whole.start <= at) {
                let marks = open.iter().map(|(mark, _)| *mark).collect();
                match &found.sign {
                    InlineSign::Mark(kind) => {
                        number += 1;
                        open.push((Mark { kind: *kind, number }, found));
                        at = found.inside.start;
                    }
                    InlineSign::Reading(reading) => {
                        pieces.push(self.read_piece(found, reading, marks));
                        at = found.whole.end;
                    }
                }
                continue;
            }
            let stop = next.peek().map_or(self.text.symbols.len(), |found| found.whole.start);
            let stop = open.last().map_or(stop, |(_, mark)| stop.min(mark.inside.end));
            let marks: Vec<Mark> = open.iter().map(|(mark, _)| *mark).collect();
            for symbols in self.text.symbols[at..stop].chunk_by(|a, b| a.draft == b.draft) {
                pieces.push(self.piece(symbols, marks.clone()));
            }
            at = stop;
        }
        joined(pieces.into_iter())
    }

    /// A stretch of one draft.
    fn piece(&self, symbols: &[InlineSymbol], marks: Vec<Mark>) -> Piece {
        let text: String = symbols.iter().map(|symbol| symbol.c).collect();
        let emphasis = symbols.first().map(|first| self.text.drafts[first.draft].piece.emphasis);
        let emphasis = emphasis.unwrap_or(Emphasis::None);
        Piece { marks, ..Piece::plain(&text, emphasis, self.text.place(symbols)) }
    }

    fn read_piece(&self, found: &FoundSign, readings: &Readings, marks: Vec<Mark>) -> Piece {
        let piece = self.piece(&self.text.symbols[found.inside.clone()], marks);
        let Readings { kind, parts, at } = readings;
        let span = self.text.place(&self.text.symbols[at.clone()]);
        Piece { reading: Some(Reading { kind: *kind, parts: parts.clone(), span }), ..piece }
    }
}

/// The pieces, those that stand in the file as one put together.
fn joined(pieces: impl Iterator<Item = Piece>) -> RichText {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if continues(last, &piece) => {
                last.text.push_str(&piece.text);
                last.span.end = piece.span.end;
            }
            _ => joined.push(piece),
        }
    }
    RichText { pieces: joined }
}
