//! NITF: a file is one item. What it says of itself stands in `docdata`, its words in the
//! body.

use roxmltree::Node;

use super::draft::{ItemBody, ItemDraft, ItemPicture, Rendition, letters};
use super::markup::{self, Markup};
use super::times::{for_head, is_later};
use super::xml::FeedElement;
use crate::diag::finding::{FeedPart, ItemStatus};
use crate::manuscript::{Manuscript, RemarkKind};
use crate::style::Lang;

/// Classes of the paragraph that leads: it stands over the text in Nordic papers.
const LEADS: [&str; 5] = ["lead", "lede", "ingress", "preamble", "intro"];

/// Reads an item.
pub(super) fn read(root: Node) -> ItemDraft {
    let mut draft = ItemDraft::default();
    if let Some(head) = root.child("head") {
        facts(head, &mut draft);
    }
    let lang = root.attr("lang").or_else(|| root.attr("baselang"));
    language(lang, &mut draft);
    text(root, &mut draft);
    if draft.headlines.is_empty()
        && let Some(title) = root.child("head").and_then(|head| head.child("title"))
    {
        ItemDraft::add(&mut draft.headlines, &title.words());
    }
    draft
}

/// Takes a language that stories know; others are told.
pub(super) fn language(tag: Option<&str>, draft: &mut ItemDraft) {
    let Some(tag) = tag else { return };
    draft.lang = Lang::from_tag(tag);
    if draft.lang.is_none() {
        draft.field(&format!("language ({tag})"));
    }
}

/// What the item says of itself.
fn facts(head: Node, draft: &mut ItemDraft) {
    let Some(data) = head.child("docdata") else { return };
    let of = |name: &str, attr: &str| {
        data.named(name).into_iter().find_map(|it| it.attr(attr)).map(str::to_owned)
    };
    draft.wire.version = of("du-key", "version");
    let has_version = draft.wire.version.is_some();
    draft.wire.item = of("doc-id", "id-string").map(|id| without_number(id, has_version));
    draft.wire.sent = of("date.issue", "norm");
    draft.wire.slugline = of("du-key", "key");
    if draft.wire.slugline.is_none() {
        let keywords = data.child("key-list").and_then(|it| it.child("keyword"));
        draft.wire.slugline = keywords.and_then(|it| it.attr("key")).map(str::to_owned);
    }
    draft.wire.urgency = of("urgency", "ed-urg");
    // Most agencies write a time of release into every item: that of its issue.
    let (release, issue) = (of("date.release", "norm"), of("date.issue", "norm"));
    draft.embargo = release.filter(|release| is_later(release, issue.as_deref()));
    let holder = of("doc.copyright", "holder");
    let year = of("doc.copyright", "year");
    draft.wire.copyright = holder.map(|holder| match year {
        Some(year) => format!("{year} {holder}"),
        None => holder,
    });
    let rights = data.child("doc.rights");
    let limits = rights.and_then(|it| it.attr("limitations").or_else(|| it.attr("agent")));
    draft.wire.usage = limits.map(str::to_owned);
    let status = data.attr("management-status").unwrap_or_default().to_ascii_lowercase();
    draft.status = match status.as_str() {
        "withheld" => ItemStatus::Withheld,
        "canceled" | "cancelled" | "killed" => ItemStatus::Canceled,
        _ => ItemStatus::Usable,
    };
    for message in data.named("ed-msg") {
        let kind = message.attr("msg-type").unwrap_or_default().to_ascii_lowercase();
        let words = message.attr("info").unwrap_or_default();
        if is_kill(&kind) || is_kill(&words.to_ascii_lowercase()) {
            draft.status = ItemStatus::Canceled;
        }
        if !words.is_empty() {
            let note =
                draft.wire.note.take().map_or(words.to_owned(), |it| format!("{it} {words}"));
            draft.wire.note = Some(note);
        }
    }
    for correction in data.named("correction") {
        let words = correction.attr("info").unwrap_or("correction");
        draft.tell(RemarkKind::WireSignal, words);
    }
    for other in data.children().filter(Node::is_element) {
        let is_known = matches!(
            other.local(),
            "doc-id"
                | "du-key"
                | "date.issue"
                | "key-list"
                | "urgency"
                | "date.release"
                | "doc.copyright"
                | "doc.rights"
                | "ed-msg"
                | "correction"
                | "fixture"
                | "del-list"
        );
        let is_empty = other.attributes().all(|it| it.value().trim().is_empty());
        if !is_known && !is_empty {
            draft.field(other.local());
        }
    }
    for name in ["revision-history", "tobject"] {
        if head.child(name).is_some() {
            draft.field(name);
        }
    }
}

/// What an item is called through all its versions: some agencies count these behind the
/// name, too (`…_00`, `…_01`).
fn without_number(id: String, has_version: bool) -> String {
    match id.rsplit_once('_') {
        Some((name, number))
            if has_version && number.len() == 2 && number.bytes().all(|it| it.is_ascii_digit()) =>
        {
            name.to_owned()
        }
        _ => id,
    }
}

/// Whether a message opens with the word that takes an item back.
fn is_kill(words: &str) -> bool {
    let first = words.trim_start().split(|c: char| !c.is_alphanumeric()).next();
    matches!(
        first,
        Some("kill" | "killed" | "cancel" | "canceled" | "cancelled" | "withdraw" | "withdrawn")
    ) || words.starts_with("mandatory kill")
}

/// Reads the words of an item: of the whole of it, or of what another format has inside.
pub(super) fn text(root: Node, draft: &mut ItemDraft) {
    let body = root.within("body").unwrap_or(root);
    let head = body.child("body.head");
    if let Some(head) = head {
        body_head(head, draft);
    }
    for content in body.named("body.content") {
        let mut lead = None;
        let manuscript = content_of(content, draft, &mut lead);
        if let Some(lead) = lead {
            ItemDraft::add(&mut draft.standfirsts, &lead);
        }
        draft.bodies.push(ItemBody { rank: 2, manuscript });
    }
    if let Some(end) = body.child("body.end") {
        for part in end.children().filter(Node::is_element) {
            match part.local() {
                "tagline" => ItemDraft::add(&mut draft.taglines, &part.words()),
                _ => draft.leave_out(FeedPart::Contact, part.words()),
            }
        }
    }
}

/// The text, with the paragraph that leads it apart if there is one by its class, and no
/// summary beside it.
fn content_of(content: Node, draft: &mut ItemDraft, lead: &mut Option<String>) -> Manuscript {
    let mut manuscript = markup::read(content, Markup::Nitf, draft);
    let first = content.children().find(Node::is_element).filter(|it| it.local() == "p");
    let class = first.and_then(|it| it.attr("class")).unwrap_or_default().to_ascii_lowercase();
    let is_lead = class.split_whitespace().any(|it| LEADS.contains(&it));
    if let Some(first) = first.filter(|_| is_lead && draft.standfirsts.is_empty())
        && manuscript.blocks.len() > 1
    {
        let words = first.words();
        let before = manuscript.blocks.len();
        manuscript.drop_opening(&words);
        if manuscript.blocks.len() < before && !letters(&words).is_empty() {
            *lead = Some(words);
        }
    }
    manuscript
}

/// The head of the words: headlines, who wrote it, where.
fn body_head(head: Node, draft: &mut ItemDraft) {
    for part in head.children().filter(Node::is_element) {
        let words = part.words();
        match part.local() {
            "hedline" => {
                for line in part.children().filter(Node::is_element) {
                    match line.local() {
                        "hl1" => ItemDraft::add(&mut draft.headlines, &line.words()),
                        _ => ItemDraft::add(&mut draft.decks, &line.words()),
                    }
                }
                let is_bare = !part.children().any(|it| it.is_element());
                if is_bare {
                    ItemDraft::add(&mut draft.headlines, &words);
                }
            }
            "byline" => ItemDraft::add(&mut draft.bylines, &words),
            // Some write a time for machines here.
            "dateline" if for_head(&words).is_some() => {
                draft.field(&format!("dateline ({words})"));
            }
            "dateline" => ItemDraft::add(&mut draft.datelines, &words),
            "abstract" => ItemDraft::add(&mut draft.standfirsts, &words),
            "rights" => {
                draft.wire.usage =
                    draft.wire.usage.take().or(Some(words).filter(|it| !it.is_empty()));
            }
            "note" if !words.is_empty() => {
                let note = draft.wire.note.take();
                draft.wire.note = Some(note.map_or(words.clone(), |it| format!("{it} {words}")));
            }
            "series" => {
                let name = part.attr("series.name").unwrap_or_default();
                let words = format!("{name} {words}");
                if !words.trim().is_empty() {
                    draft.leave_out(FeedPart::Series, words.trim());
                }
            }
            "distributor" => draft.field(&format!("distributor ({words})")),
            _ if words.is_empty() => {}
            _ => ItemDraft::add(&mut draft.decks, &words),
        }
    }
}

/// A picture of the text.
pub(super) fn picture(media: Node) -> ItemPicture {
    let mut picture = ItemPicture::default();
    for part in media.children().filter(Node::is_element) {
        match part.local() {
            "media-reference" => {
                let number =
                    |name: &str| part.attr(name).and_then(|it| it.parse().ok()).unwrap_or(0);
                let kind = part.attr("mime-type").unwrap_or_default();
                picture.alt =
                    picture.alt.take().or_else(|| part.attr("alternate-text").map(str::to_owned));
                if kind.starts_with("video") || kind.starts_with("audio") {
                    continue;
                }
                let source = part.attr("source").or_else(|| part.attr("src"));
                picture.renditions.push(Rendition {
                    address: source.unwrap_or_default().to_owned(),
                    purpose: part
                        .attr("name")
                        .or_else(|| part.attr("id"))
                        .unwrap_or_default()
                        .to_owned(),
                    width: number("width"),
                    height: number("height"),
                    bytes: 0,
                });
            }
            "media-caption" => ItemDraft::add(&mut picture.captions, &part.words()),
            "media-producer" => picture.credits.push(part.words()),
            "media-metadata" => {
                let name = part.attr("name").unwrap_or_default().to_ascii_lowercase();
                if matches!(name.as_str(), "credit" | "byline" | "photographer" | "creditline")
                    && let Some(value) = part.attr("value")
                {
                    picture.credits.push(value.to_owned());
                }
            }
            _ => {}
        }
    }
    picture.credits.retain(|it| !it.is_empty());
    picture
}
