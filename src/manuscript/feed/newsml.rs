//! NewsML-G2: a message of items, one item, or a package that says which belong together.
//! A picture is an item of its own; here it comes to the story that it belongs to.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::MOST_ITEMS;
use super::draft::{ItemBody, ItemDraft, ItemPicture, Rendition, letters};
use super::markup::{self, Markup};
use super::nitf;
use super::xml::FeedElement;
use crate::diag::finding::{FeedPart, ForeignFormat, ItemStatus, ObjectKind};
use crate::manuscript::{Manuscript, ManuscriptError, RemarkKind};

/// What agencies signal that an editor must know; each has others of its own.
const SIGNALS: [&str; 8] =
    ["corr", "update", "urgent", "kill", "cancel", "refile", "writethru", "embargo"];

/// Parts of an item that are read, or say nothing of its words.
const ITEM_PARTS: [&str; 9] = [
    "catalogRef",
    "catalog",
    "hopHistory",
    "pubHistory",
    "rightsInfo",
    "itemMeta",
    "contentMeta",
    "contentSet",
    "groupSet",
];

/// An item on its way, with what it is.
struct NewsItem {
    draft: ItemDraft,
    guid: String,
    /// A picture without a text.
    picture: Option<ItemPicture>,
    /// A film or sound.
    is_media: bool,
}

/// The items of a file.
pub(super) fn read(root: Node) -> Result<Vec<ItemDraft>, ManuscriptError> {
    let nodes: Vec<Node> = match root.local() {
        "newsMessage" => {
            let sets =
                root.named("itemSet").into_iter().flat_map(|it| it.children().collect::<Vec<_>>());
            let all: Vec<Node> = sets.collect();
            let of = |name: &str| -> Vec<Node> {
                all.iter().copied().filter(|it| it.local() == name).collect()
            };
            // Of a package alone there are only the names.
            let items = of("newsItem");
            if items.is_empty() { of("packageItem") } else { items }
        }
        _ => vec![root],
    };
    if nodes.len() > MOST_ITEMS {
        return Err(ManuscriptError::TooManyItems { limit: MOST_ITEMS });
    }
    let mut items: Vec<NewsItem> = nodes.into_iter().map(news_item).collect();
    let is_package = |it: &Node| it.local() == "packageItem" && *it != root;
    let packages: Vec<Node> = { root.descendants() }.filter(is_package).take(MOST_ITEMS).collect();
    let packages: Vec<NewsPackage> = packages.into_iter().map(NewsPackage::of).collect();
    join_pictures(&mut items, &packages);
    for package in packages {
        package.tell(&mut items);
    }
    match items.is_empty() {
        true => Err(ManuscriptError::NoItems { format: ForeignFormat::NoCopyItem }),
        false => Ok(items.into_iter().map(|item| item.draft).collect()),
    }
}

/// Which items belong together, and what is said of all of them.
struct NewsPackage<'a> {
    guids: BTreeSet<&'a str>,
    draft: ItemDraft,
}

impl<'a> NewsPackage<'a> {
    fn of(node: Node<'a, '_>) -> Self {
        let references = node.descendants().filter(|it| it.local() == "itemRef");
        let guids = references.filter_map(|it| it.attr("residref")).collect();
        let mut draft = ItemDraft::default();
        item_facts(node, &mut draft);
        if let Some(meta) = node.child("contentMeta") {
            content_facts(meta, false, &mut draft);
        }
        Self { guids, draft }
    }

    /// Tells the first of its items what is said of all, if that one does not say so.
    fn tell(self, items: &mut [NewsItem]) {
        let Self { guids, draft } = self;
        let Some(first) = items.iter_mut().find(|it| guids.contains(it.guid.as_str())) else {
            return;
        };
        let item = &mut first.draft;
        let own: Vec<String> = [&item.headlines, &item.standfirsts, &item.bylines]
            .into_iter()
            .flatten()
            .map(|it| letters(it))
            .collect();
        for words in draft.headlines.iter().chain(&draft.standfirsts).chain(&draft.bylines) {
            if !own.contains(&letters(words)) {
                item.leave_out(FeedPart::Related, words.clone());
            }
        }
        if let Some(note) = draft.wire.note.filter(|it| item.wire.note.as_ref() != Some(it)) {
            item.tell(RemarkKind::WireNote, note);
        }
        if draft.status != ItemStatus::Usable {
            item.tell(RemarkKind::WireSignal, draft.status.text().en);
        }
        if let Some(embargo) = draft.embargo {
            item.embargo.get_or_insert(embargo);
        }
    }
}

/// Gives each picture to the story of its package, or to the only story that there is; else
/// it is a story by itself.
fn join_pictures(items: &mut Vec<NewsItem>, packages: &[NewsPackage]) {
    let is_story = |it: &&NewsItem| it.picture.is_none() && !it.is_media;
    let stories: Vec<String> = items.iter().filter(is_story).map(|it| it.guid.clone()).collect();
    let story_of = |guid: &str| {
        let within = packages.iter().filter(|package| package.guids.contains(guid));
        let mut beside = within.map(|package| {
            stories.iter().filter(|it| package.guids.contains(it.as_str())).collect::<Vec<_>>()
        });
        match beside.find(|it| it.len() == 1) {
            Some(only) => only.first().map(|it| (*it).clone()),
            None if stories.len() == 1 => stories.first().cloned(),
            None => None,
        }
    };
    let mut kept: Vec<NewsItem> = Vec::new();
    let mut given: Vec<(String, NewsItem)> = Vec::new();
    for item in items.drain(..) {
        let is_usable = item.draft.status == ItemStatus::Usable;
        match story_of(&item.guid).filter(|_| item.picture.is_some() && is_usable) {
            Some(story) => given.push((story, item)),
            None => kept.push(item),
        }
    }
    for (story, item) in given {
        if let Some(place) = kept.iter_mut().find(|it| is_story(&&**it) && it.guid == story) {
            place.draft.take_picture(item);
        }
    }
    for item in &mut kept {
        item.draft.pictures.extend(item.picture.take());
    }
    *items = kept;
}

impl ItemDraft {
    /// Takes a picture that is an item of its own; what is said of it is told here.
    fn take_picture(&mut self, item: NewsItem) {
        let NewsItem { mut draft, picture, .. } = item;
        let captions: Vec<String> =
            picture.iter().flat_map(|it| &it.captions).map(|it| letters(it)).collect();
        self.pictures.extend(picture);
        for headline in draft.headlines.iter().chain(&draft.bylines) {
            if !captions.iter().any(|it| it.contains(&letters(headline))) {
                self.leave_out(FeedPart::Rendition, headline.clone());
            }
        }
        let words = [draft.wire.note.take(), draft.wire.usage.take()];
        for (kind, words) in [RemarkKind::WireNote, RemarkKind::WireTerms].into_iter().zip(words) {
            if let Some(words) = words {
                self.tell(kind, words);
            }
        }
        if let Some(embargo) = draft.embargo.take() {
            match &self.embargo {
                Some(own) if *own == embargo => {}
                Some(_) => self.tell(RemarkKind::WireEmbargo, embargo),
                None => self.embargo = Some(embargo),
            }
        }
        self.told.append(&mut draft.told);
    }
}

fn news_item(node: Node) -> NewsItem {
    let mut draft = ItemDraft::default();
    if node.local() == "packageItem" {
        package_alone(node, &mut draft);
    }
    item_facts(node, &mut draft);
    let guid = node.attr("guid").unwrap_or_default().to_owned();
    let class = node.child("itemMeta").and_then(|it| it.child("itemClass"));
    let class = class.and_then(|it| it.attr("qcode").or_else(|| it.attr("uri")));
    let class = class.unwrap_or_default().rsplit([':', '/']).next().unwrap_or_default().to_owned();
    let own = std::iter::once(node).filter(|it| it.local() == "contentSet");
    for set in node.named("contentSet").into_iter().chain(own) {
        for content in set.children().filter(Node::is_element) {
            form(content, &mut draft);
        }
    }
    let remotes: Vec<Node> =
        { node.descendants() }.filter(|it| it.local() == "remoteContent").collect();
    let renditions: Vec<Rendition> = remotes.iter().filter_map(|it| rendition(*it)).collect();
    let is_picture = matches!(class.as_str(), "picture" | "graphic" | "animated")
        || draft.bodies.is_empty() && !renditions.is_empty();
    let is_media = matches!(class.as_str(), "video" | "audio");
    if is_media {
        draft.tell(RemarkKind::Object { object: ObjectKind::Media }, guid.clone());
    }
    let mut picture = None;
    let meta = node.child("contentMeta");
    if is_picture && !is_media {
        let mut found = ItemPicture { renditions, ..ItemPicture::default() };
        found.name = Some(guid.clone()).filter(|it| !it.is_empty());
        if let Some(meta) = meta {
            picture_words(meta, &mut found);
        }
        if let Some(rights) = node.child("rightsInfo").filter(|_| found.credits.is_empty()) {
            let holder = rights.child("copyrightHolder").map(|it| holder_name(it));
            found.credits.extend(holder.filter(|it| !it.is_empty()));
        }
        match draft.bodies.is_empty() {
            true => picture = Some(found),
            false => draft.pictures.push(found),
        }
    }
    if let Some(meta) = meta {
        content_facts(meta, picture.is_some(), &mut draft);
    }
    for part in node.children().filter(Node::is_element) {
        let is_known = ITEM_PARTS.contains(&part.local());
        if !is_known {
            draft.field(part.local());
        }
    }
    NewsItem { draft, guid, picture, is_media }
}

/// What the item says of itself.
fn item_facts(node: Node, draft: &mut ItemDraft) {
    draft.wire.item = node.attr("guid").map(str::to_owned);
    draft.wire.version = node.attr("version").map(str::to_owned);
    nitf::language(node.attr("lang"), draft);
    let words = |parent: Option<Node>, name: &str| {
        let named = parent?.named(name);
        let words: Vec<String> =
            named.iter().map(FeedElement::words).filter(|it| !it.is_empty()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    let rights = node.child("rightsInfo");
    let holder = rights.and_then(|it| it.child("copyrightHolder")).map(|it| holder_name(it));
    draft.wire.copyright = words(rights, "copyrightNotice").or(holder.filter(|it| !it.is_empty()));
    draft.wire.usage = words(rights, "usageTerms");
    let Some(meta) = node.child("itemMeta") else { return };
    draft.wire.sent = words(Some(meta), "versionCreated");
    draft.wire.note = words(Some(meta), "edNote");
    draft.embargo = words(Some(meta), "embargoed");
    let code = |it: Node| {
        let code = it.attr("qcode").or_else(|| it.attr("uri")).unwrap_or_default();
        code.rsplit([':', '/']).next().unwrap_or_default().to_ascii_lowercase()
    };
    draft.status = match meta.child("pubStatus").map(code).as_deref() {
        Some("withheld") => ItemStatus::Withheld,
        Some("canceled" | "cancelled") => ItemStatus::Canceled,
        _ => ItemStatus::Usable,
    };
    for signal in meta.named("signal") {
        let code = code(signal);
        if matches!(code.as_str(), "kill" | "cancel" | "canceled") {
            draft.status = ItemStatus::Canceled;
        }
        if SIGNALS.iter().any(|signal| code.contains(signal)) {
            draft.tell(RemarkKind::WireSignal, code);
        } else if !code.is_empty() && code != "atomic" {
            draft.field(&format!("signal ({code})"));
        }
    }
}

fn holder_name(holder: Node) -> String {
    let name = holder.child("name").map(|it| it.words());
    name.or_else(|| holder.attr("literal").map(str::to_owned)).unwrap_or_default()
}

/// What is said of the content: headlines, names, the short name of the subject.
fn content_facts(meta: Node, is_picture: bool, draft: &mut ItemDraft) {
    for part in meta.children().filter(Node::is_element) {
        let words = part.words();
        let role = part.attr("role").unwrap_or_default().to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| role.contains(word));
        match part.local() {
            "headline" if says(&["sub", "deck"]) => ItemDraft::add(&mut draft.decks, &words),
            "headline" => ItemDraft::add(&mut draft.headlines, &words),
            "by" if !is_picture => ItemDraft::add(&mut draft.bylines, &words),
            "dateline" => ItemDraft::add(&mut draft.datelines, &words),
            "slugline" | "urgency" if words.is_empty() => {}
            "slugline" => {
                draft.wire.slugline.get_or_insert(words);
            }
            "urgency" => {
                draft.wire.urgency.get_or_insert(words);
            }
            "language" if draft.lang.is_none() => nitf::language(part.attr("tag"), draft),
            "language" => {}
            "description" if !is_picture => {
                ItemDraft::add(&mut draft.standfirsts, &words);
            }
            "located" if !words.is_empty() => draft.leave_out(FeedPart::Place, words),
            "by" | "description" | "located" | "contentCreated" | "contentModified" | "icon" => {}
            "creator" | "creditline" if is_picture => {}
            name => draft.field(name),
        }
    }
}

/// What is said of a picture.
fn picture_words(meta: Node, picture: &mut ItemPicture) {
    for part in meta.children().filter(Node::is_element) {
        let role = part.attr("role").unwrap_or_default().to_ascii_lowercase();
        match part.local() {
            "description" => ItemDraft::add(&mut picture.captions, &part.words()),
            "by" | "creditline" => picture.credits.push(part.words()),
            "creator" if role.is_empty() || role.contains("photo") => {
                picture.credits.push(holder_name(part));
            }
            _ => {}
        }
    }
    picture.credits.retain(|it| !it.is_empty());
}

/// A form of the content.
fn form(content: Node, draft: &mut ItemDraft) {
    match content.local() {
        "inlineXML" => inline(content, draft),
        "inlineData" => {
            let text: String = { content.descendants() }
                .filter(Node::is_text)
                .filter_map(|it| it.text())
                .collect();
            if content.attr("encoding").is_some() {
                let kind = RemarkKind::Object { object: ObjectKind::Embedded };
                draft.tell(kind, content.attr("contenttype").unwrap_or("inlineData"));
                return;
            }
            let kind = content.attr("contenttype").unwrap_or_default();
            let is_markup = text.trim_start().starts_with('<') && text.contains("</");
            if kind.contains("html") || is_markup {
                let manuscript = crate::manuscript::html::read_text(&text);
                draft.bodies.push(ItemBody { rank: 3, manuscript });
            } else {
                let mut manuscript = Manuscript::default();
                manuscript.plain(&text);
                draft.bodies.push(ItemBody { rank: 1, manuscript });
            }
        }
        _ => {}
    }
}

/// XML inside: NITF, XHTML, or what is no copy.
fn inline(content: Node, draft: &mut ItemDraft) {
    for root in content.children().filter(Node::is_element) {
        match root.local().to_ascii_lowercase().as_str() {
            "nitf" => nitf::text(root, draft),
            "html" | "body" | "div" | "section" | "article" | "p" => {
                let manuscript = markup::read(content, Markup::Xhtml, draft);
                draft.bodies.push(ItemBody { rank: 3, manuscript });
                return;
            }
            other => {
                let kind = RemarkKind::Object { object: ObjectKind::Embedded };
                draft.tell(kind, other);
            }
        }
    }
}

/// A file that is elsewhere.
fn rendition(node: Node) -> Option<Rendition> {
    let number = |name: &str| node.attr(name).and_then(|it| it.parse().ok()).unwrap_or(0);
    let kind = node.attr("contenttype").unwrap_or_default();
    let is_picture = kind.is_empty() || kind.starts_with("image/") || kind.ends_with("/pdf");
    let address = node.attr("href").or_else(|| node.attr("residref"))?;
    let properties: Vec<&str> = { node.children() }
        .filter(|it| it.local() == "remoteContentExtProperty")
        .filter_map(|it| it.attr("literal").or_else(|| it.attr("value")))
        .collect();
    is_picture.then(|| Rendition {
        address: address.to_owned(),
        purpose: format!("{} {}", node.attr("rendition").unwrap_or_default(), properties.join(" ")),
        width: number("width"),
        height: number("height"),
        bytes: number("size"),
    })
}

/// A package without its items: what it says of them.
fn package_alone(package: Node, draft: &mut ItemDraft) {
    for reference in package.descendants().filter(|it| it.local() == "itemRef") {
        for name in ["title", "headline", "description"] {
            for words in reference.named(name) {
                draft.leave_out(FeedPart::Related, words.words());
            }
        }
    }
}
