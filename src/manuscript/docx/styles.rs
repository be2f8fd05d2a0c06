//! Styles: what a paragraph or words are by the style that they have.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::xml::WordElement;

/// A style that is based on another, and so on: more are a circle.
const LONGEST_CHAIN: usize = 20;

/// How type is set, as far as it matters here; what is not said is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RunLook {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) dots: Option<bool>,
    pub(super) raised: Option<bool>,
    /// In half points.
    pub(super) size: Option<u32>,
}

impl RunLook {
    /// What properties say.
    pub(super) fn of(properties: Option<Node>) -> Self {
        let Some(it) = properties else { return Self::default() };
        let is_raised = |value: &str| value == "superscript";
        Self {
            bold: it.switch("b"),
            italic: it.switch("i"),
            hidden: it.switch("vanish"),
            dots: it.switch("em"),
            raised: it.child_val("vertAlign").map(is_raised),
            size: it.child_val("sz").and_then(|size| size.parse().ok()),
        }
    }

    /// The same, where it says nothing what another says.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            hidden: self.hidden.or(other.hidden),
            dots: self.dots.or(other.dots),
            raised: self.raised.or(other.raised),
            size: self.size.or(other.size),
        }
    }
}

/// What a paragraph is by its properties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ParagraphLook {
    /// The level of a heading, from 0; 9 is none.
    pub(super) outline: Option<u8>,
    pub(super) alignment: Option<String>,
    /// The list that it is in, `0` for none.
    pub(super) list: Option<String>,
    pub(super) list_level: Option<usize>,
}

impl ParagraphLook {
    pub(super) fn of(properties: Option<Node>) -> Self {
        let Some(it) = properties else { return Self::default() };
        let numbering = it.child("numPr");
        Self {
            outline: it.child_val("outlineLvl").and_then(|level| level.parse().ok()),
            alignment: it.child_val("jc").map(str::to_owned),
            list: numbering.and_then(|it| it.child_val("numId")).map(str::to_owned),
            list_level: { numbering }
                .and_then(|it| it.child_val("ilvl"))
                .and_then(|level| level.parse().ok()),
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self {
            outline: self.outline.or(other.outline),
            alignment: self.alignment.or(other.alignment),
            list: self.list.or(other.list),
            list_level: self.list_level.or(other.list_level),
        }
    }
}

/// What the name of a style says of its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StyleName {
    Title,
    Subtitle,
    Heading(u8),
    Caption,
}

/// A style.
#[derive(Debug, Clone, Default)]
struct WordStyle {
    based_on: Option<String>,
    name: Option<StyleName>,
    run: RunLook,
    paragraph: ParagraphLook,
}

/// What comes of a style and of those that it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct StyleLook {
    pub(super) name: Option<StyleName>,
    pub(super) run: RunLook,
    pub(super) paragraph: ParagraphLook,
}

/// The styles of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct StyleSheet {
    looks: BTreeMap<String, StyleLook>,
    /// The paragraphs that name none.
    pub(super) usual: StyleLook,
}

impl StyleSheet {
    pub(super) fn of(root: Node) -> Self {
        let mut styles: BTreeMap<String, WordStyle> = BTreeMap::new();
        let defaults = root.child("docDefaults").and_then(|it| it.child("rPrDefault"));
        let defaults = RunLook::of(defaults.and_then(|it| it.child("rPr")));
        let mut usual = None;
        for node in root.children().filter(|it| it.local() == "style") {
            let Some(id) = node.attr("styleId") else { continue };
            let is_default = matches!(node.attr("default"), Some("1" | "true" | "on"));
            if node.attr("type") == Some("paragraph") && is_default {
                usual = Some(id);
            }
            let style = WordStyle {
                based_on: node.child_val("basedOn").map(str::to_owned),
                name: node.child_val("name").and_then(style_name),
                run: RunLook::of(node.child("rPr")),
                paragraph: ParagraphLook::of(node.child("pPr")),
            };
            styles.insert(id.to_owned(), style);
        }
        let look = |id: &str| {
            let mut look = StyleLook::default();
            let mut next = Some(id);
            for _ in 0..LONGEST_CHAIN {
                let Some(style) = next.and_then(|id| styles.get(id)) else { break };
                look.name = look.name.or(style.name);
                look.run = look.run.or(style.run);
                look.paragraph = look.paragraph.or(style.paragraph.clone());
                next = style.based_on.as_deref();
            }
            look
        };
        let mut looks: BTreeMap<String, StyleLook> =
            styles.keys().map(|id| (id.clone(), look(id))).collect();
        let mut usual = usual.and_then(|id| looks.get(id).cloned()).unwrap_or_default();
        usual.run = usual.run.or(defaults);
        for (id, look) in &mut looks {
            look.run = look.run.or(RunLook { size: usual.run.size, ..RunLook::default() });
            // A document without names of styles calls them so itself.
            look.name = look.name.or_else(|| style_name(id));
        }
        Self { looks, usual }
    }

    /// The look of a style, if there is one of this name.
    pub(super) fn look(&self, id: &str) -> Option<&StyleLook> {
        self.looks.get(id)
    }
}

/// What a name says: `heading 1`, `Heading1`, `标题 1`, `見出し 2`.
fn style_name(name: &str) -> Option<StyleName> {
    let name = name.trim().to_lowercase();
    let name = name.split(',').next().unwrap_or_default().trim();
    match name {
        "title" | "标题" | "標題" | "表題" | "文章标题" => return Some(StyleName::Title),
        "subtitle" | "副标题" | "副標題" | "副題" => return Some(StyleName::Subtitle),
        "caption" | "题注" | "題注" | "標號" | "图表标题" | "図表番号" | "image caption"
        | "captioned figure" => {
            return Some(StyleName::Caption);
        }
        _ => {}
    }
    let level = ["heading", "标题", "標題", "見出し"].iter().find_map(|word| {
        let level: u8 = name.strip_prefix(word)?.trim().parse().ok()?;
        (1..=9).contains(&level).then_some(level)
    })?;
    Some(StyleName::Heading(level))
}
