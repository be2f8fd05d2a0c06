//! What an SVG is looked over for before it is worked out: names of files and
//! addresses, programs, and how much would come of it.
//!
//! A `<use>` copies what it names, which may hold further uses: sixty lines can
//! ask for more shapes than there are atoms. What would come is counted without
//! making it.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, NodeId, ParsingOptions};

use super::written::{self, MOST_DEPTH};
use super::{SvgFault, Undrawable};

/// Elements in the file.
const MOST_WRITTEN: u32 = 200_000;
/// Elements when all uses are worked out; a map of a country has some ten
/// thousand.
const MOST_MADE: u64 = 200_000;
/// Points and commands of outlines, as bytes of path data, when all uses are
/// worked out.
const MOST_DATA: u64 = 64 << 20;
/// Rules of a style sheet times elements that each is tried on.
const MOST_STYLING: u64 = 50_000_000;
/// Characters of lettering, all uses worked out.
const MOST_LETTERS: u64 = 50_000;
/// Signs of a long style times its bytes: whoever reads it counts its lines anew at
/// most of its signs. A sheet of 2,000 rules takes a third of it.
const MOST_STYLE_READING: u64 = 2_000_000_000;
/// Styles of no more bytes than this are not long.
const SHORT_STYLE: usize = 2_048;
/// Letters of a text times elements in it: each has the whole text shaped in its own
/// type.
const MOST_SHAPING: u64 = 4_000_000;
/// So many letters of one text are as dear as an element in it.
const LETTERS_LIKE_AN_ELEMENT: u64 = 128;
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// What was seen.
pub(super) struct GuardFindings {
    /// Whether it has lettering.
    pub(super) has_text: bool,
    /// Whether it says how large it is, and not in percent of its surroundings.
    pub(super) states_size: bool,
}

pub(super) fn check(text: &str) -> Result<GuardFindings, SvgFault> {
    // Declarations of entities that stand for files; roxmltree opens none, and
    // holds those that stand for text to a depth.
    if text.contains("<!ENTITY") && (text.contains("SYSTEM") || text.contains("PUBLIC")) {
        let declared = text.split("<!ENTITY").skip(1);
        let is_external = |rest: &str| {
            let declaration = rest.split('>').next().unwrap_or_default();
            declaration.contains("SYSTEM") || declaration.contains("PUBLIC")
        };
        if declared.into_iter().any(is_external) {
            return Err(SvgFault::Outside);
        }
    }
    if text.contains("<?xml-stylesheet") {
        return Err(SvgFault::Outside);
    }
    written::check(text)?;
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: 4 * MOST_WRITTEN, ..Default::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached | roxmltree::Error::EntityReferenceLoop(_) => {
            SvgFault::Swells
        }
        _ => SvgFault::Malformed,
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(SvgFault::Malformed);
    }
    let states = |side| root.attribute(side).is_some_and(|it| !it.trim_end().ends_with('%'));
    let mut found =
        GuardFindings { has_text: false, states_size: states("width") && states("height") };
    let mut rules: u64 = 0;
    let mut reading: u64 = 0;
    for node in root.descendants() {
        if node.is_text() && node.parent().is_some_and(|parent| parent.has_tag_name("style")) {
            let style = node.text().unwrap_or_default();
            rules += style.matches('{').count() as u64;
            reading = reading.saturating_add(style_reading(style));
            check_style(style)?;
        }
        if node.is_element() {
            let style = node.attribute("style").unwrap_or_default();
            reading = reading.saturating_add(style_reading(style));
            check_element(node, &mut found)?;
        }
    }
    let mut counter = Counter { ids: ids(&document), known: BTreeMap::new() };
    let made = counter.count(root, &mut Vec::new())?;
    let markers = root.descendants().filter(|node| node.has_tag_name("marker"));
    let mut longest: u64 = 0;
    for marker in markers {
        longest = longest.max(counter.count(marker, &mut Vec::new())?.elements);
    }
    // A marker is drawn at each point of a path, and a point takes at least four bytes to
    // write.
    let is_over = made.elements.saturating_add(longest.saturating_mul(made.data / 4)) > MOST_MADE
        || made.data > MOST_DATA
        || made.letters > MOST_LETTERS
        || made.shaping > MOST_SHAPING
        || reading > MOST_STYLE_READING
        || rules.saturating_mul(made.elements) > MOST_STYLING;
    if is_over { Err(SvgFault::Swells) } else { Ok(found) }
}

/// Refuses what names a file or an address, and what is no drawing.
fn check_element(node: Node, found: &mut GuardFindings) -> Result<(), SvgFault> {
    let name = node.tag_name().name();
    // Where a link leads is of no matter on paper.
    if name != "a" {
        for href in [node.attribute((XLINK, "href")), node.attribute("href")].into_iter().flatten()
        {
            let href = href.trim();
            let is_inside = href.is_empty() || href.starts_with('#');
            let is_data = href.get(..5).is_some_and(|five| five.eq_ignore_ascii_case("data:"));
            match (name, is_inside, is_data) {
                (_, true, _) => {}
                ("image" | "feImage", _, true) => {
                    return Err(SvgFault::Undrawable { undrawable: Undrawable::Pixels });
                }
                _ => return Err(SvgFault::Outside),
            }
        }
    }
    for attribute in node.attributes() {
        check_style(attribute.value())?;
    }
    match name {
        "script" => Err(SvgFault::Script),
        "foreignObject" => Err(SvgFault::Undrawable { undrawable: Undrawable::ForeignObject }),
        "text" => {
            found.has_text = true;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// What it takes to read a long style.
fn style_reading(style: &str) -> u64 {
    if style.len() <= SHORT_STYLE {
        return 0;
    }
    let signs = style.bytes().filter(|byte| !byte.is_ascii_alphanumeric()).count();
    (signs as u64).saturating_mul(style.len() as u64)
}

/// Refuses styles that name something outside the file.
fn check_style(style: &str) -> Result<(), SvgFault> {
    if style.contains("@import") {
        return Err(SvgFault::Outside);
    }
    let names_other = style.split("url(").skip(1).any(|rest| {
        !rest
            .trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'')
            .starts_with('#')
    });
    if names_other { Err(SvgFault::Outside) } else { Ok(()) }
}

fn ids<'a>(document: &'a Document) -> BTreeMap<&'a str, NodeId> {
    let elements = document.descendants().filter(Node::is_element);
    // The first of equal ids is the one meant.
    let mut ids = BTreeMap::new();
    for node in elements {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node.id());
        }
    }
    ids
}

/// What comes of an element.
#[derive(Debug, Clone, Copy, Default)]
struct ElementSize {
    elements: u64,
    /// Bytes of path data.
    data: u64,
    letters: u64,
    /// Letters that are shaped, each as often as it is.
    shaping: u64,
}

struct Counter<'a> {
    ids: BTreeMap<&'a str, NodeId>,
    known: BTreeMap<u32, ElementSize>,
}

impl Counter<'_> {
    /// What an element becomes when its uses are worked out. `open` are the
    /// elements on the way to it.
    fn count(&mut self, node: Node, open: &mut Vec<NodeId>) -> Result<ElementSize, SvgFault> {
        if let Some(known) = self.known.get(&node.id().get()) {
            return Ok(*known);
        }
        if open.contains(&node.id()) || open.len() >= MOST_DEPTH {
            return Err(SvgFault::Swells);
        }
        open.push(node.id());
        let written = |key| node.attribute(key).map_or(0, |data: &str| data.len() as u64);
        let mut made = ElementSize {
            elements: 1,
            data: written("d") + written("points"),
            ..Default::default()
        };
        for child in node.children() {
            if child.is_element() {
                made.add(self.count(child, open)?);
            } else if child.is_text() {
                made.letters += child.text().map_or(0, |text| text.trim().chars().count() as u64);
            }
        }
        match node.tag_name().name() {
            "style" => made.letters = 0,
            "text" => {
                let types = made.elements.saturating_add(made.letters / LETTERS_LIKE_AN_ELEMENT);
                made.shaping = made.letters.saturating_mul(types);
            }
            _ => {}
        }
        let href = node.attribute((XLINK, "href")).or_else(|| node.attribute("href"));
        let copied = href.and_then(|href| href.trim().strip_prefix('#'));
        if let Some(id) = copied.filter(|_| node.tag_name().name() == "use")
            && let Some(id) = self.ids.get(id)
            && let Some(target) = node.document().get_node(*id)
        {
            made.add(self.count(target, open)?);
        }
        open.pop();
        self.known.insert(node.id().get(), made);
        Ok(made)
    }
}

impl ElementSize {
    fn add(&mut self, other: Self) {
        self.elements = self.elements.saturating_add(other.elements);
        self.data = self.data.saturating_add(other.data);
        self.letters = self.letters.saturating_add(other.letters);
        self.shaping = self.shaping.saturating_add(other.shaping);
    }
}
