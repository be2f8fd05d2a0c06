//! Text in XML, of NITF or XHTML, as the blocks of a manuscript: elements are handed to the
//! reader of web pages one after the other, and nothing is read by recursion.

use roxmltree::Node;

use super::draft::{ItemDraft, ItemPicture};
use super::nitf;
use super::xml::FeedElement;
use crate::diag::finding::ObjectKind;
use crate::manuscript::html::reader::{Attributes, HtmlReader};
use crate::manuscript::{Manuscript, RemarkKind};
use crate::story::meet_without_space;

/// Words in one line, as their source has them in several: a line end between Chinese
/// characters is nothing.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut gap = "";
    for part in split_keeping(text) {
        if part.starts_with([' ', '\t', '\n', '\r']) {
            gap = if line.is_empty() { "" } else { part };
            continue;
        }
        let is_nothing = gap.contains('\n') && meet_without_space(&line, part);
        if !gap.is_empty() && !is_nothing {
            line.push(' ');
        }
        gap = "";
        line.push_str(part);
    }
    line
}

/// The runs of white space and of other characters in turn. Spaces of Chinese are words.
fn split_keeping(text: &str) -> impl Iterator<Item = &str> {
    let is_gap = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|c| is_gap(c) != is_gap(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

/// What elements are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    Nitf,
    Xhtml,
}

/// Reads what is in an element. Pictures of NITF are left to `pictures`.
pub(super) fn read(parent: Node, markup: Markup, draft: &mut ItemDraft) -> Manuscript {
    let mut reader = HtmlReader::default();
    let mut node = parent.first_child();
    while let Some(current) = node {
        let is_entered = enter(current, markup, &mut reader, draft);
        node = match current.first_child().filter(|_| is_entered) {
            Some(child) => Some(child),
            None => after(current, parent, markup, is_entered, &mut reader),
        };
    }
    reader.finish()
}

/// What follows a node whose inside is done, once all that ends with it has been ended.
fn after<'a, 'i>(
    node: Node<'a, 'i>,
    parent: Node<'a, 'i>,
    markup: Markup,
    is_open: bool,
    reader: &mut HtmlReader,
) -> Option<Node<'a, 'i>> {
    let mut node = node;
    let mut is_open = is_open;
    loop {
        if is_open && node.is_element() {
            reader.end(&name_in_html(node, markup));
        }
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent().filter(|it| *it != parent)?;
        is_open = true;
    }
}

/// Begins a node; tells whether what is in it is read.
fn enter(node: Node, markup: Markup, reader: &mut HtmlReader, draft: &mut ItemDraft) -> bool {
    if node.is_text() {
        reader.words(node.text().unwrap_or_default());
        return false;
    }
    if !node.is_element() {
        return false;
    }
    if markup == Markup::Nitf {
        match node.local() {
            "media" => {
                media(node, reader);
                return false;
            }
            // What stands for the sake of machines.
            "classifier" | "alt-code" | "datasource" if !has_words(node) => return false,
            "tagline" => {
                ItemDraft::add(&mut draft.taglines, &node.words());
                return false;
            }
            _ => {}
        }
    }
    let attributes: Attributes = { node.attributes() }
        .map(|it| (it.name().to_ascii_lowercase(), it.value().to_owned()))
        .collect();
    let name = name_in_html(node, markup);
    reader.start(&name, &attributes, false);
    // The end of a line end would be another one.
    name != "br"
}

fn has_words(node: Node) -> bool {
    node.descendants().any(|it| it.is_text() && it.text().is_some_and(|it| !it.trim().is_empty()))
}

/// A picture where it stands, or what else the media are.
fn media(node: Node, reader: &mut HtmlReader) {
    let kind = node.attr("media-type").unwrap_or("image").to_ascii_lowercase();
    let picture: ItemPicture = nitf::picture(node);
    if matches!(kind.as_str(), "video" | "audio") {
        reader.tell(RemarkKind::Object { object: ObjectKind::Media }, picture.captions.join(" "));
        return;
    }
    reader.place_picture(picture.finish());
}

/// What HTML calls an element.
fn name_in_html(node: Node, markup: Markup) -> String {
    let name = node.local().to_ascii_lowercase();
    if markup == Markup::Xhtml {
        return name;
    }
    let is_bold = || node.attr("class").is_some_and(|it| it.contains("bold"));
    let other = match name.as_str() {
        "hl1" | "hl2" | "hedline" => "h3",
        "bq" => "blockquote",
        "em" if is_bold() => "b",
        "block" | "note" | "credit" | "body.content" | "body.end" | "body.head" | "nitf-table"
        | "nitf-table-summary" | "bibliography" | "byline" | "dateline" | "abstract" | "fn" => {
            "div"
        }
        // Words in HTML whose elements of this name are none of the copy.
        "object.title" | "copyrite" | "function" | "frac" | "title" | "form" | "menu" => "span",
        "frac-sep" | "virtloc" | "event" | "chron" => "span",
        name => name,
    };
    other.to_owned()
}
