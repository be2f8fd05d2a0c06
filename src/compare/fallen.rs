//! Words that fell off the end of a story because it has less room: nobody took them out,
//! and how the story fits tells of them.

use super::content::{StoryContent, TextContent};
use super::stories::PairedText;
use super::wording::ChangedWords;

/// Parts that flow, and that have no room where a story is over.
const FLOWING: [&str; 2] = ["body", "crosshead"];

/// How many characters found no place.
#[derive(Clone, Copy, Default)]
pub(super) struct Fallen {
    was: usize,
    now: usize,
}

impl Fallen {
    pub(super) fn of(old: &[StoryContent], new: &[StoryContent]) -> Self {
        let count = |stories: &[StoryContent]| stories.iter().map(|it| it.overset_characters).sum();
        Self { was: count(old), now: count(new) }
    }

    /// Takes texts at the end of the story that only fell off from the pairs; where the last
    /// text that is left stands among them.
    pub(super) fn take_texts(&mut self, pairs: &mut Vec<PairedText<'_>>) -> Option<usize> {
        let flows = |text: &TextContent| FLOWING.contains(&text.owner.part.as_str());
        for at in (0..pairs.len()).rev() {
            let fell = match &pairs[at] {
                PairedText::Went(text) if flows(text) => fits(&mut self.now, &text.text()),
                PairedText::Came(text) if flows(text) => fits(&mut self.was, &text.text()),
                PairedText::Both(_, text) if flows(text) => return Some(at),
                _ => continue,
            };
            if !fell {
                return None;
            }
            pairs.remove(at);
        }
        None
    }

    /// Takes the last change of the last text if only words fell off by it.
    pub(super) fn take_words(&mut self, changed: &mut Vec<ChangedWords>) {
        let Some(last) = changed.last().filter(|last| last.after.is_empty()) else { return };
        let fell = match (last.was.as_str(), last.now.as_str()) {
            (was, "") => fits(&mut self.now, was),
            ("", now) => fits(&mut self.was, now),
            _ => false,
        };
        if fell {
            changed.pop();
        }
    }
}

/// Whether a text is among the characters that found no place; then they are fewer.
fn fits(characters: &mut usize, text: &str) -> bool {
    match characters.checked_sub(text.chars().count()) {
        Some(rest) => {
            *characters = rest;
            true
        }
        None => false,
    }
}
