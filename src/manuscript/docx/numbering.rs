//! Lists: what stands before each item, which is not in the text.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::counting::number;
use super::xml::WordElement;

/// Levels of a list.
const LEVELS: usize = 9;

/// The definitions of lists, and how far each has counted.
#[derive(Debug, Clone, Default)]
pub(super) struct WordNumbering {
    /// Lists by what paragraphs call them.
    lists: BTreeMap<String, WordList>,
    /// How far each definition has counted: lists that share it go on from each other.
    counts: BTreeMap<String, [u32; LEVELS]>,
    /// The levels of lists that have begun.
    begun: BTreeSet<String>,
}

#[derive(Debug, Clone, Default)]
struct WordList {
    definition: String,
    levels: Vec<ListLevel>,
    /// Where it begins anew, by level.
    starts: BTreeMap<usize, u32>,
}

#[derive(Debug, Clone, Default)]
struct ListLevel {
    format: String,
    /// `%1.`
    text: String,
    start: u32,
}

/// What stands before an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListSign {
    /// A bullet.
    Bullet,
    /// `1.`, which a story's own lists have.
    Number(u32),
    /// Anything else, such as 一、
    Words(String),
}

impl WordNumbering {
    pub(super) fn of(root: Node) -> Self {
        let mut definitions: BTreeMap<&str, Vec<ListLevel>> = BTreeMap::new();
        for node in root.children().filter(|it| it.local() == "abstractNum") {
            let Some(id) = node.attr("abstractNumId") else { continue };
            let mut levels = vec![ListLevel::default(); LEVELS];
            for level in node.children().filter(|it| it.local() == "lvl") {
                let at = level.attr("ilvl").and_then(|at| at.parse::<usize>().ok());
                if let Some(place) = at.and_then(|at| levels.get_mut(at)) {
                    *place = ListLevel::of(level);
                }
            }
            definitions.insert(id, levels);
        }
        let mut numbering = Self::default();
        for node in root.children().filter(|it| it.local() == "num") {
            let (Some(id), Some(definition)) =
                (node.attr("numId"), node.child_val("abstractNumId"))
            else {
                continue;
            };
            let mut list = WordList {
                definition: definition.to_owned(),
                levels: definitions.get(definition).cloned().unwrap_or_default(),
                starts: BTreeMap::new(),
            };
            for node in node.children().filter(|it| it.local() == "lvlOverride") {
                let Some(at) = node.attr("ilvl").and_then(|at| at.parse::<usize>().ok()) else {
                    continue;
                };
                if let (Some(level), Some(place)) = (node.child("lvl"), list.levels.get_mut(at)) {
                    *place = ListLevel::of(level);
                }
                if let Some(start) = node.child_val("startOverride").and_then(|it| it.parse().ok())
                {
                    list.starts.insert(at, start);
                }
            }
            numbering.lists.insert(id.to_owned(), list);
        }
        numbering
    }

    /// What stands before the next item of a list; none for a list that is not there.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<ListSign> {
        let level = level.min(LEVELS - 1);
        let list_id = list;
        let list = self.lists.get(list)?;
        let own = list.levels.get(level)?;
        let counts = self.counts.entry(list.definition.clone()).or_insert([0; LEVELS]);
        let first = |at: usize| list.levels.get(at).map_or(1, |level| level.start).max(1);
        // A list that begins anew does so once, where it is used first.
        let is_first = self.begun.insert(format!("{list_id} {level}"));
        counts[level] = match (counts[level], list.starts.get(&level)) {
            (_, Some(start)) if is_first => (*start).max(1),
            (0, _) => first(level),
            (count, _) => count.saturating_add(1),
        };
        counts.iter_mut().skip(level + 1).for_each(|count| *count = 0);
        if own.format == "bullet" {
            return Some(ListSign::Bullet);
        }
        if own.format == "decimal" && is_plain(&own.text, level) {
            return Some(ListSign::Number(counts[level]));
        }
        let mut words = own.text.clone();
        for (at, count) in counts.iter().enumerate() {
            let place = format!("%{}", at + 1);
            if words.contains(&place) {
                let count = if *count == 0 { first(at) } else { *count };
                let format = list.levels.get(at).map_or("decimal", |level| level.format.as_str());
                words = words.replace(&place, &number(format, count));
            }
        }
        Some(ListSign::Words(words))
    }
}

/// `%1.` or `%1)`, of the level itself.
fn is_plain(text: &str, level: usize) -> bool {
    let own = format!("%{}", level + 1);
    text.strip_prefix(own.as_str()).is_some_and(|rest| matches!(rest, "." | ")" | ""))
}

impl ListLevel {
    fn of(node: Node) -> Self {
        Self {
            format: node.child_val("numFmt").unwrap_or("decimal").to_owned(),
            text: node.child_val("lvlText").unwrap_or_default().to_owned(),
            start: node.child_val("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        }
    }
}
