//! Stories and their text: what came, went, moved, and what was changed in its own
//! lines.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::change::{PlaceOfText, TextEdit, WhatChanged};
use super::content::{ComparedPage, LineContent, StoryContent, TextContent, around};
use super::fallen::Fallen;
use super::pages::Found;
use super::wording::{changed_words, likeness};
use crate::geom::{Abs, Rect};

/// Paragraphs with less than this in common are two, and none is a correction of the
/// other: of a corrected paragraph most characters stay.
const CORRECTED: f64 = 0.4;

/// What moved by less is where it was, a twentieth of a millimeter: programs that write
/// press files round so.
const SEEN: Abs = Abs::from_units(36_000);

/// The part that flows.
const BODY: &str = "body";

pub(super) fn compare(old: &ComparedPage, new: &ComparedPage, found: &mut Found) {
    let mut slugs: Vec<&str> = Vec::new();
    for story in new.stories.iter().chain(&old.stories) {
        if !slugs.contains(&story.slug.as_str()) {
            slugs.push(&story.slug);
        }
    }
    for slug in slugs {
        // Pictures that stand for themselves have reports of their own under one slug.
        let of_slug = |page: &'_ ComparedPage| -> Vec<StoryContent> {
            page.stories.iter().filter(|story| story.slug == slug).cloned().collect()
        };
        let (before, now) = (of_slug(old), of_slug(new));
        let mut stands_elsewhere = false;
        for (before, now) in before.iter().zip(&now) {
            stands_elsewhere |= placed(before, now, found);
            fitted(before, now, found);
        }
        for story in before.iter().skip(now.len()) {
            let slug = slug.to_owned();
            found.add(WhatChanged::StoryWent { slug }, &story.frames);
        }
        for story in now.iter().skip(before.len()) {
            let slug = slug.to_owned();
            found.add(WhatChanged::StoryCame { slug }, &story.frames);
        }
        if !before.is_empty() && !now.is_empty() {
            let (old, new) = (texts_of(old, Some(slug)), texts_of(new, Some(slug)));
            let fallen = Fallen::of(&before, &now);
            StoryTexts { stands_elsewhere, fallen, found }.compare(&old, &new);
        }
    }
    let (old, new) = (texts_of(old, None), texts_of(new, None));
    let fallen = Fallen::default();
    StoryTexts { stands_elsewhere: false, fallen, found }.compare(&old, &new);
}

fn texts_of<'p>(page: &'p ComparedPage, slug: Option<&str>) -> Vec<&'p TextContent> {
    page.texts.iter().filter(|text| text.owner.slug.as_deref() == slug).collect()
}

/// Tells if a story has another place; whether it has.
fn placed(old: &StoryContent, new: &StoryContent, found: &mut Found) -> bool {
    if old.frames == new.frames && old.lines == new.lines {
        return false;
    }
    let sizes = |story: &StoryContent| -> Vec<[Abs; 2]> {
        let frames = story.frames.iter();
        frames.map(|it| [it.right - it.left, it.bottom - it.top]).collect()
    };
    let slug = new.slug.clone();
    if sizes(old) == sizes(new) {
        let (was, now) = (old.lines.clone(), new.lines.clone());
        let (was_columns, now_columns) = (old.columns.clone(), new.columns.clone());
        let kind = WhatChanged::StoryMoved { slug, was, now, was_columns, now_columns };
        found.add(kind, &new.frames);
    } else {
        let columns = |story: &StoryContent| format!("{} × {}", story.column_count, story.lines);
        let (was, now) = (columns(old), columns(new));
        // Its head takes more or less of the same place: the lines below it tell.
        if was == now && old.columns == new.columns {
            return false;
        }
        found.add(WhatChanged::StoryResized { slug, was, now }, &new.frames);
    }
    true
}

/// Tells if a story finds another room.
fn fitted(old: &StoryContent, new: &StoryContent, found: &mut Found) {
    let over = |story: &StoryContent| story.overset_lines as i64 - story.underset_lines as i64;
    let (was_lines, now_lines) = (over(old), over(new));
    let (was_characters, now_characters) = (old.overset_characters, new.overset_characters);
    if was_lines != now_lines || was_characters != now_characters {
        let slug = new.slug.clone();
        let kind = WhatChanged::Fit { slug, was_lines, now_lines, was_characters, now_characters };
        found.add(kind, new.frames.last().map_or(&[], std::slice::from_ref));
    }
}

/// The texts of one story, or of the furniture.
struct StoryTexts<'f, 'p> {
    /// Whether it has been told that all of the story stands elsewhere.
    stands_elsewhere: bool,
    /// What only fell off.
    fallen: Fallen,
    found: &'f mut Found<'p>,
}

/// Lines of a story of which one thing is to be told.
#[derive(Default)]
struct ToldLines {
    first: Option<PlaceOfText>,
    lines: usize,
    paragraphs: usize,
    areas: Vec<Rect>,
}

impl ToldLines {
    fn add(&mut self, text: &TextContent, lines: &[&LineContent]) {
        let Some(first) = lines.first() else { return };
        self.first.get_or_insert_with(|| place_of(text, Some(*first)));
        self.lines += lines.len();
        self.paragraphs += 1;
        self.areas.extend(lines.iter().map(|line| line.place));
    }
}

impl StoryTexts<'_, '_> {
    fn compare(&mut self, old: &[&TextContent], new: &[&TextContent]) {
        let (mut rebroken, mut moved, mut respaced) =
            (ToldLines::default(), ToldLines::default(), ToldLines::default());
        let (mut last_moved, mut is_broken) = (false, false);
        let mut pairs = with_moved(pairs(old, new));
        let last = self.fallen.take_texts(&mut pairs);
        for (at, pair) in pairs.into_iter().enumerate() {
            let moved_before = moved.lines;
            match pair {
                PairedText::Moved(old, new) => {
                    let was_paragraph = old.owner.paragraph as usize + 1;
                    let kind = WhatChanged::TextMoved { at: place_of(new, None), was_paragraph };
                    self.found.add(kind, &areas(new));
                    self.look(old, new);
                    continue;
                }
                PairedText::Went(text) => {
                    let kind =
                        WhatChanged::TextWent { at: place_of(text, None), text: text.text() };
                    self.found.add(kind, &areas(text));
                }
                PairedText::Came(text) => {
                    let kind =
                        WhatChanged::TextCame { at: place_of(text, None), text: text.text() };
                    self.found.add(kind, &areas(text));
                }
                PairedText::Both(old, new) => {
                    let edited = self.edits(old, new, last == Some(at));
                    self.look(old, new);
                    lines_of(old, new, &edited, [&mut rebroken, &mut moved, &mut respaced]);
                    // Captions and credits stand where their pictures do.
                    if new.owner.part == BODY {
                        last_moved = moved.lines > moved_before;
                        is_broken |= moved.lines > 0 && !last_moved;
                    }
                }
            }
        }
        if let Some(at) = rebroken.first {
            let (lines, paragraphs) = (rebroken.lines, rebroken.paragraphs);
            self.found.add(WhatChanged::Rebroken { at, lines, paragraphs }, &rebroken.areas);
        }
        if let (Some(at), false) = (moved.first, self.stands_elsewhere) {
            let (lines, to_end) = (moved.lines, last_moved && !is_broken && at.part == BODY);
            self.found.add(WhatChanged::LinesMoved { at, lines, to_end }, &moved.areas);
        }
        if let Some(at) = respaced.first {
            self.found.add(WhatChanged::Respaced { at, lines: respaced.lines }, &respaced.areas);
        }
    }

    /// Tells which characters were changed; the lines in which they were, from 0.
    fn edits(&mut self, old: &TextContent, new: &TextContent, is_last: bool) -> Vec<usize> {
        let (was, now) = (old.text(), new.text());
        if was == now {
            return Vec::new();
        }
        let mut lines = Vec::new();
        let mut areas = Vec::new();
        let mut changed = changed_words(&was, &now);
        if is_last {
            self.fallen.take_words(&mut changed);
        }
        if changed.is_empty() {
            return Vec::new();
        }
        let changed = changed.into_iter().map(|changed| {
            let at = line_at(new, changed.at);
            let line = new.lines.get(at);
            lines.push(at);
            areas.extend(line.map(|line| line.place));
            TextEdit {
                before: changed.before,
                was: changed.was,
                now: changed.now,
                after: changed.after,
                line: line.and_then(|line| line.row),
                column: line.map(|line| line.column).filter(|column| *column > 0),
            }
        });
        let edits: Vec<TextEdit> = changed.collect();
        areas.dedup();
        let first = lines.first().and_then(|at| new.lines.get(*at));
        self.found.add(WhatChanged::Text { at: place_of(new, first), edits }, &areas);
        lines
    }

    /// Tells if the type has another face or ink.
    fn look(&mut self, old: &TextContent, new: &TextContent) {
        let faces = |text: &TextContent| styles(text, |line| &line.face);
        let inks = |text: &TextContent| styles(text, |line| &line.ink);
        let (was, now) = (faces(old), faces(new));
        if was != now {
            let (at, was, now) = (place_of(new, None), was.join(", "), now.join(", "));
            self.found.add(WhatChanged::Face { at, was, now }, &areas(new));
        }
        let (was, now) = (inks(old), inks(new));
        if was != now {
            let (at, was, now) = (place_of(new, None), was.join(", "), now.join(", "));
            self.found.add(WhatChanged::TypeInk { at, was, now }, &areas(new));
        }
    }
}

/// What is said of the type of a text's lines, each once.
fn styles<'t>(
    text: &'t TextContent,
    of: impl Fn(&'t super::content::TypeStyle) -> &'t String,
) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for style in text.lines.iter().flat_map(|line| &line.styles) {
        let word = of(style);
        if !said.contains(word) {
            said.push(word.clone());
        }
    }
    said
}

/// Lines of a text that end elsewhere than before, stand elsewhere, or are spaced
/// otherwise.
fn lines_of(
    old: &TextContent,
    new: &TextContent,
    edited: &[usize],
    [rebroken, moved, respaced]: [&mut ToldLines; 3],
) {
    let texts = |text: &TextContent| -> Vec<String> {
        text.lines.iter().map(|line| line.text.clone()).collect()
    };
    let (mut other, mut elsewhere, mut spaced) = (Vec::new(), Vec::new(), Vec::new());
    for step in capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new)) {
        if let DiffOp::Equal { .. } = step {
            for (was, now) in step.old_range().zip(step.new_range()) {
                let (was, now) = (&old.lines[was], &new.lines[now]);
                if is_elsewhere(was.place, now.place) || was.row != now.row {
                    elsewhere.push(now);
                } else if was.spacing != now.spacing {
                    spaced.push(now);
                }
            }
        } else {
            let lines = step.new_range().filter(|at| !edited.contains(at));
            other.extend(lines.map(|at| &new.lines[at]));
        }
    }
    rebroken.add(new, &other);
    moved.add(new, &elsewhere);
    respaced.add(new, &spaced);
}

/// Whether what stands at one place stands elsewhere than at the other.
fn is_elsewhere(was: Rect, now: Rect) -> bool {
    let edges = |rect: Rect| [rect.left, rect.top, rect.right, rect.bottom];
    edges(was).into_iter().zip(edges(now)).any(|(was, now)| (was - now).abs() > SEEN)
}

/// Paragraphs that are gone in one place and new in another with the same words moved.
fn with_moved(mut pairs: Vec<PairedText<'_>>) -> Vec<PairedText<'_>> {
    let gone: Vec<&TextContent> = pairs
        .iter()
        .filter_map(|pair| match pair {
            PairedText::Went(text) => Some(*text),
            _ => None,
        })
        .collect();
    let mut moved: Vec<&TextContent> = Vec::new();
    for pair in &mut pairs {
        let PairedText::Came(now) = pair else { continue };
        let is_same = |was: &&&TextContent| {
            let is_taken = moved.iter().any(|it| std::ptr::eq(*it, **was));
            !is_taken && was.owner.part == now.owner.part && was.text() == now.text()
        };
        if let Some(was) = gone.iter().find(is_same) {
            moved.push(was);
            *pair = PairedText::Moved(was, now);
        }
    }
    pairs.retain(|pair| match pair {
        PairedText::Went(text) => !moved.iter().any(|it| std::ptr::eq(*it, *text)),
        _ => true,
    });
    pairs
}

/// A text of the old state and what became of it.
pub(super) enum PairedText<'t> {
    Moved(&'t TextContent, &'t TextContent),
    Went(&'t TextContent),
    Came(&'t TextContent),
    Both(&'t TextContent, &'t TextContent),
}

/// Which texts are the same, changed or not.
fn pairs<'t>(old: &[&'t TextContent], new: &[&'t TextContent]) -> Vec<PairedText<'t>> {
    let keys = |texts: &[&TextContent]| -> Vec<TextKey> {
        texts
            .iter()
            .map(|text| TextKey { part: text.owner.part.clone(), text: text.text() })
            .collect()
    };
    let (old_keys, new_keys) = (keys(old), keys(new));
    let mut pairs = Vec::new();
    for step in capture_diff_slices(Algorithm::Patience, &old_keys, &new_keys) {
        let (olds, news) = (step.old_range(), step.new_range());
        if let DiffOp::Equal { .. } = step {
            pairs.extend(olds.zip(news).map(|(was, now)| PairedText::Both(old[was], new[now])));
            continue;
        }
        let mut rest = olds;
        for now in news {
            let mut before = rest.clone();
            let same = before.find(|was| is_correction(&old_keys[*was], &new_keys[now]));
            match same {
                Some(was) => {
                    pairs.extend((rest.start..was).map(|at| PairedText::Went(old[at])));
                    pairs.push(PairedText::Both(old[was], new[now]));
                    rest.start = was + 1;
                }
                None => pairs.push(PairedText::Came(new[now])),
            }
        }
        pairs.extend(rest.map(|at| PairedText::Went(old[at])));
    }
    pairs
}

/// By what texts are known.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
struct TextKey {
    part: String,
    text: String,
}

fn is_correction(old: &TextKey, new: &TextKey) -> bool {
    // Of what there is one a story, the new one stands for the old one, however it reads.
    const SINGLE: [&str; 6] = ["kicker", "headline", "deck", "byline", "dateline", "standing-head"];
    old.part == new.part
        && (SINGLE.contains(&old.part.as_str()) || likeness(&old.text, &new.text) >= CORRECTED)
}

/// The line of a text in which a character stands; the last for one past the end.
fn line_at(text: &TextContent, character: usize) -> usize {
    let mut passed = 0;
    for (at, line) in text.lines.iter().enumerate() {
        passed += line.text.trim_end_matches('\u{ad}').chars().count();
        if character < passed {
            return at;
        }
    }
    text.lines.len().saturating_sub(1)
}

fn areas(text: &TextContent) -> Vec<Rect> {
    let places = text.lines.iter().map(|line| (line.column, line.place));
    let mut areas: Vec<(usize, Rect)> = Vec::new();
    for (column, place) in places {
        match areas.last_mut() {
            Some((last, area)) if *last == column => *area = around(*area, place),
            _ => areas.push((column, place)),
        }
    }
    areas.into_iter().map(|(_, area)| area).collect()
}

/// Where a text stands, or a line of it.
pub(super) fn place_of(text: &TextContent, line: Option<&LineContent>) -> PlaceOfText {
    let line = line.or(text.lines.first());
    PlaceOfText {
        slug: text.owner.slug.clone(),
        part: text.owner.part.clone(),
        paragraph: text.owner.paragraph as usize + 1,
        line: line.and_then(|line| line.row),
        column: line.map(|line| line.column).filter(|column| *column > 0),
    }
}
