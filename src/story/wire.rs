//! What an agency says of an item that came as a story: the table `[wire]` of its head.

use super::clean::key;
use super::parse::{front_places, wire_of};
use crate::style::Lang;

/// What is known of where a story came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct WireItem {
    /// What the agency calls the item, whatever becomes of its words.
    pub item: Option<String>,
    /// Which version of the item it is.
    pub version: Option<String>,
    /// When the agency made that version.
    pub sent: Option<String>,
    /// The agency's short name of the subject.
    pub slugline: Option<String>,
    /// How urgent it is, from 1.
    pub urgency: Option<String>,
    /// Whose the copy is.
    pub copyright: Option<String>,
    /// Under which terms it may be used.
    pub usage: Option<String>,
    /// What the agency says to the desk.
    pub note: Option<String>,
    /// The file that it came in, where it has no other name.
    pub file: Option<String>,
    /// What its words come to, so that the same are known again.
    pub digest: Option<String>,
}

/// The keys of the table in the order in which they are written.
pub(super) const WIRE_KEYS: [&str; 10] = [
    "item",
    "version",
    "sent",
    "slugline",
    "urgency",
    "copyright",
    "usage",
    "note",
    "file",
    "digest",
];

impl WireItem {
    /// The value of a key, if there is such a key.
    pub(super) fn value(&mut self, key: &str) -> Option<&mut Option<String>> {
        let places = self.values();
        WIRE_KEYS.iter().zip(places).find(|(known, _)| **known == key).map(|(_, value)| value)
    }

    fn values(&mut self) -> [&mut Option<String>; WIRE_KEYS.len()] {
        let Self { item, version, sent, slugline, urgency, copyright, usage, note, file, digest } =
            self;
        [item, version, sent, slugline, urgency, copyright, usage, note, file, digest]
    }

    /// The table as a story file has it.
    fn written(&self) -> String {
        let mut table = String::new();
        for (name, value) in WIRE_KEYS.iter().zip(self.clone().values()) {
            if let Some(value) = value {
                key(&mut table, name, &value.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        match table.is_empty() {
            true => table,
            false => format!("\n[wire]\n{table}"),
        }
    }
}

/// What goes into the head of a story beside its words.
#[derive(Debug, Clone, Default)]
pub struct FiledFacts {
    /// Where it came from.
    pub wire: WireItem,
    /// Until when it may not appear, as the head has it.
    pub embargo: Option<String>,
    /// Its language.
    pub lang: Option<Lang>,
}

/// A story file with such facts in its head.
#[must_use]
pub fn with_facts(story: &str, facts: &FiledFacts) -> String {
    let mut keys = String::new();
    if let Some(embargo) = &facts.embargo {
        key(&mut keys, "embargo", embargo);
    }
    if let Some((_, tag)) = Lang::ALL.iter().find(|(lang, _)| Some(*lang) == facts.lang) {
        key(&mut keys, "lang", tag);
    }
    let table = facts.wire.written();
    match front_places(story) {
        Some(head) => {
            let (before, rest) = story.split_at(head.start);
            let (head, after) = rest.split_at(head.len());
            format!("{before}{keys}{head}{table}{after}")
        }
        None => format!("+++\n{keys}{table}+++\n\n{story}"),
    }
}

impl WireItem {
    /// What a story file says of where it came from; none if it says nothing.
    #[must_use]
    pub fn of(story: &str) -> Option<Self> {
        wire_of(story)
    }
}
