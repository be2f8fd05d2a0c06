//! IPTC ninjs, versions 1 to 3. What version it is the names of its members say: headlines
//! and texts are lists since version 2, `byline` became `by`, and since version 3 names
//! have capitals.

use std::collections::BTreeSet;

use super::draft::{ItemBody, ItemDraft, ItemPicture, Rendition, letters};
use super::json::{Json, JsonMember};
use super::markup::{self, Markup};
use super::xml::{self, FeedElement};
use crate::diag::finding::{FeedPart, ForeignFormat, ItemStatus, ObjectKind};
use crate::manuscript::{Manuscript, ManuscriptBlock, ManuscriptError, RemarkKind, html};
use crate::style::Lang;

/// Items in items: agencies have two levels.
const DEEPEST: usize = 4;

/// Keys that stand twice, of which each is told.
const MOST_REPEATED: usize = 50;

/// Members that have a place in the story, or say nothing that an editor wants to know.
const KNOWN: [&str; 38] = [
    "uri",
    "type",
    "mimetype",
    "representationtype",
    "profile",
    "version",
    "firstcreated",
    "versioncreated",
    "contentcreated",
    "embargoed",
    "embargoeduntil",
    "pubstatus",
    "urgency",
    "copyrightholder",
    "copyrightnotice",
    "usageterms",
    "ednote",
    "language",
    "title",
    "by",
    "byline",
    "headline",
    "headlines",
    "bodies",
    "descriptions",
    "slugline",
    "located",
    "renditions",
    "associations",
    "charcount",
    "wordcount",
    "standard",
    "$standard",
    "$schema",
    "altids",
    "guid",
    "priority",
    "source",
];

/// The items of a file: one object, a list of them, or a list in an envelope.
pub(super) fn read(text: &str) -> Result<Vec<ItemDraft>, ManuscriptError> {
    let json = Json::parse(text)?;
    let mut drafts = Vec::new();
    items(&json, 0, &mut drafts);
    let Some(first) = drafts.first_mut() else {
        return Err(ManuscriptError::NoItems { format: ForeignFormat::OtherJson });
    };
    let mut twice = BTreeSet::new();
    repeated(&json, &mut twice);
    twice.into_iter().for_each(|key| first.tell(RemarkKind::RepeatedKey, key));
    Ok(drafts)
}

fn items(json: &Json, depth: usize, drafts: &mut Vec<ItemDraft>) {
    if depth > DEEPEST {
        return;
    }
    match json {
        Json::List(list) => list.iter().for_each(|it| items(it, depth + 1, drafts)),
        Json::Object(_) if json.text_of("uri").is_some() => item(json, depth, drafts),
        Json::Object(members) => {
            for JsonMember { key, value } in members {
                if matches!(key.as_str(), "data" | "items" | "item" | "_items" | "newsItems") {
                    items(value, depth + 1, drafts);
                }
            }
        }
        _ => {}
    }
}

/// An item, and the stories among those that belong to it.
fn item(json: &Json, depth: usize, drafts: &mut Vec<ItemDraft>) {
    let mut draft = ItemDraft::default();
    facts(json, &mut draft);
    let at = drafts.len();
    for text in values(json, "headline", "headlines") {
        match text.role.as_deref() {
            Some("sub" | "subtitle" | "subheadline" | "deck" | "secondary") => {
                ItemDraft::add(&mut draft.decks, &text.plain());
            }
            _ => ItemDraft::add(&mut draft.headlines, &text.plain()),
        }
    }
    // The caption of a picture is the item's description.
    let is_picture = matches!(json.text_of("type"), Some("picture" | "graphic"));
    for text in values(json, "description", "descriptions") {
        let is_caption = matches!(text.role.as_deref(), Some("caption"));
        match is_caption {
            _ if is_picture => {}
            true => draft.leave_out(FeedPart::Rendition, text.plain()),
            false => ItemDraft::add(&mut draft.standfirsts, &text.plain()),
        }
    }
    for name in ["by", "byline"] {
        if let Some(by) = json.text_of(name).filter(|_| !is_picture) {
            ItemDraft::add(&mut draft.bylines, by);
        }
    }
    let is_media = matches!(json.text_of("type"), Some("video" | "audio"));
    if is_media {
        let kind = RemarkKind::Object { object: ObjectKind::Media };
        draft.tell(kind, json.text_of("uri").unwrap_or_default());
    }
    for text in values(json, "body", "bodies") {
        let body = text.body(&mut draft);
        draft.bodies.push(body);
    }
    if is_picture {
        take_picture(json, &mut draft);
    }
    drafts.push(ItemDraft::default());
    let associations = json.get("associations");
    let related = associations.map(|it| match it {
        Json::Object(members) => members.iter().map(|member| &member.value).collect(),
        other => other.elements().iter().collect::<Vec<_>>(),
    });
    for other in related.unwrap_or_default() {
        association(other, depth, &mut draft, drafts);
    }
    if draft.headlines.is_empty()
        && let Some(title) = json.text_of("title").filter(|_| !is_picture)
    {
        draft.headlines.push(title.to_owned());
    }
    if let Some(place) = drafts.get_mut(at) {
        *place = draft;
    }
}

/// What belongs to an item: a picture of it, a story beside it, or something else.
fn association(json: &Json, depth: usize, draft: &mut ItemDraft, drafts: &mut Vec<ItemDraft>) {
    let kind = json.text_of("type").unwrap_or_default();
    let bodies = values(json, "body", "bodies");
    let is_item = !bodies.is_empty() && depth < DEEPEST && json.text_of("uri").is_some();
    if !is_item {
        for text in &bodies {
            draft.leave_out(FeedPart::Related, text.plain());
        }
    }
    match kind {
        "video" | "audio" if !is_item => {
            let words = picture(json).captions.join(" ");
            draft.tell(RemarkKind::Object { object: ObjectKind::Media }, words);
        }
        _ if is_item => item(json, depth + 1, drafts),
        "picture" | "graphic" => take_picture(json, draft),
        _ if json.get("renditions").is_some() => take_picture(json, draft),
        _ => {
            for text in values(json, "headline", "headlines") {
                draft.leave_out(FeedPart::Related, text.plain());
            }
            for text in values(json, "description", "descriptions") {
                draft.leave_out(FeedPart::Related, text.plain());
            }
        }
    }
}

/// What an item says of itself.
fn facts(json: &Json, draft: &mut ItemDraft) {
    let text = |name: &str| json.text_of(name).map(str::to_owned);
    draft.wire.item = text("uri");
    draft.wire.version = text("version");
    draft.wire.sent = text("versioncreated");
    draft.wire.slugline = text("slugline");
    draft.wire.urgency = text("urgency");
    draft.wire.copyright = text("copyrightnotice").or_else(|| text("copyrightholder"));
    draft.wire.usage = text("usageterms");
    draft.wire.note = text("ednote");
    draft.embargo = text("embargoeduntil").or_else(|| text("embargoed"));
    draft.status = match text("pubstatus").unwrap_or_default().to_ascii_lowercase().as_str() {
        "withheld" => ItemStatus::Withheld,
        "canceled" | "cancelled" => ItemStatus::Canceled,
        _ => ItemStatus::Usable,
    };
    if let Some(language) = text("language") {
        draft.lang = Lang::from_tag(&language);
        if draft.lang.is_none() {
            draft.field(&format!("language ({language})"));
        }
    }
    if let Some(place) = text("located") {
        draft.leave_out(FeedPart::Place, place);
    }
    let is_text = |key: &str| {
        ["body_", "headline_", "description_"].iter().any(|start| key.starts_with(start))
    };
    for JsonMember { key, value } in json.members() {
        let lower = key.to_ascii_lowercase();
        let is_empty = matches!(value, Json::Null) || value.elements().is_empty();
        if !KNOWN.contains(&lower.as_str()) && !is_text(&lower) && !is_empty {
            draft.field(key);
        }
    }
}

/// The members of objects, at any depth, that stand twice.
fn repeated(json: &Json, twice: &mut BTreeSet<String>) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for member in json.members() {
        if !seen.insert(&member.key) && twice.len() < MOST_REPEATED {
            twice.insert(member.key.clone());
        }
        repeated(&member.value, twice);
    }
    if let Json::List(list) = json {
        list.iter().for_each(|it| repeated(it, twice));
    }
}

/// Words of an item with what is said of them.
struct NinjsText<'a> {
    role: Option<String>,
    content_type: Option<String>,
    value: &'a str,
}

/// All words of a kind: `headline`, `headline_main` or the list `headlines`.
fn values<'a>(json: &'a Json, single: &str, list: &str) -> Vec<NinjsText<'a>> {
    let mut texts = Vec::new();
    let start = format!("{single}_");
    for JsonMember { key, value } in json.members() {
        let lower = key.to_ascii_lowercase();
        let role = match lower.strip_prefix(&start) {
            Some(role) => Some(role.to_owned()),
            None if lower == single => None,
            None => continue,
        };
        if let Some(value) = value.text() {
            texts.push(NinjsText { role, content_type: None, value });
        }
    }
    for element in json.get(list).map(Json::elements).unwrap_or_default() {
        let Some(value) = element.text_of("value").or_else(|| element.text()) else { continue };
        let lower = |name: &str| element.text_of(name).map(str::to_ascii_lowercase);
        let (role, content_type) = (lower("role"), lower("contenttype"));
        texts.push(NinjsText { role, content_type, value });
    }
    texts
}

impl NinjsText<'_> {
    fn is_markup(&self) -> bool {
        let says = |text: &Option<String>, words: &[&str]| {
            text.as_deref().is_some_and(|text| words.iter().any(|word| text.contains(word)))
        };
        if says(&self.content_type, &["plain"]) {
            return false;
        }
        says(&self.content_type, &["html", "xml"])
            || says(&self.role, &["html", "richtext", "nitf"])
            || self.value.starts_with('<') && self.value.contains("</")
    }

    /// The words alone.
    fn plain(&self) -> String {
        if !self.is_markup() {
            return markup::one_line(self.value);
        }
        let manuscript = html::read_text(self.value);
        let text = |block: &ManuscriptBlock| match block {
            ManuscriptBlock::Paragraph(paragraph) => Some(paragraph.text()),
            _ => None,
        };
        let lines: Vec<String> = manuscript.blocks.iter().filter_map(text).collect();
        markup::one_line(&lines.join("\n"))
    }

    /// The text that it is a form of.
    fn body(&self, draft: &mut ItemDraft) -> ItemBody {
        if !self.is_markup() {
            let mut manuscript = Manuscript::default();
            manuscript.plain(self.value);
            return ItemBody { rank: 1, manuscript };
        }
        let is_nitf = |text: &Option<String>| text.as_deref().is_some_and(|it| it.contains("nitf"));
        let start = self.value.trim_start();
        let opens = ["<nitf", "<block", "<body.content", "<hedline"];
        if (is_nitf(&self.role)
            || is_nitf(&self.content_type)
            || opens.iter().any(|it| start.starts_with(it)))
            && let Some(manuscript) = nitf_body(self.value, draft)
        {
            return ItemBody { rank: 2, manuscript };
        }
        let is_xml = self.content_type.as_deref().is_some_and(|it| it.ends_with("/xml"));
        let rank = if is_xml { 0 } else { 3 };
        ItemBody { rank, manuscript: html::read_text(self.value) }
    }
}

/// A piece of NITF; none if it is no XML.
fn nitf_body(value: &str, draft: &mut ItemDraft) -> Option<Manuscript> {
    let whole = format!("<nitf-text>{}</nitf-text>", value.trim().trim_start_matches('\u{feff}'));
    let text = match value.trim_start().starts_with("<?xml") {
        true => xml::prepared(value).ok()?,
        false => xml::prepared(&whole).ok()?,
    };
    let document = xml::parse(&text).ok()?;
    let root = document.root_element();
    let content = root.within("body.content").unwrap_or(root);
    Some(markup::read(content, Markup::Nitf, draft))
}

/// Takes a picture; of its headline and caption only one stands below it, unless it is the
/// item itself.
fn take_picture(json: &Json, draft: &mut ItemDraft) {
    let picture = picture(json);
    let said = letters(&picture.captions.concat());
    for text in values(json, "headline", "headlines") {
        let words = text.plain();
        if !said.contains(&letters(&words)) && !draft.headlines.contains(&words) {
            draft.leave_out(FeedPart::Rendition, words);
        }
    }
    draft.pictures.push(picture);
}

/// A picture with its renditions.
fn picture(json: &Json) -> ItemPicture {
    let mut picture = ItemPicture::default();
    let texts = values(json, "description", "descriptions");
    let is_alt = |text: &NinjsText| text.role.as_deref().is_some_and(|it| it.contains("alt"));
    for text in texts.iter().filter(|it| !is_alt(it)) {
        ItemDraft::add(&mut picture.captions, &text.plain());
    }
    picture.alt = texts.iter().find(|it| is_alt(it)).map(NinjsText::plain);
    if picture.captions.is_empty() {
        for text in values(json, "headline", "headlines") {
            ItemDraft::add(&mut picture.captions, &text.plain());
        }
    }
    for name in ["by", "byline", "creditline", "copyrightholder"] {
        if let Some(credit) = json.text_of(name) {
            picture.credits.push(credit.to_owned());
        }
    }
    let renditions = json.get("renditions");
    let named: Vec<(&str, &Json)> = match renditions {
        Some(Json::Object(members)) => {
            members.iter().map(|it| (it.key.as_str(), &it.value)).collect()
        }
        Some(other) => other.elements().iter().map(|it| ("", it)).collect(),
        None => Vec::new(),
    };
    for (name, rendition) in named {
        let text = |name: &str| rendition.text_of(name).unwrap_or_default();
        let number = |name: &str| text(name).parse::<f64>().map_or(0, |it| it as u64);
        let kind = format!("{}{}", text("mimetype"), text("contenttype"));
        if kind.starts_with("video") || kind.starts_with("audio") {
            continue;
        }
        picture.renditions.push(Rendition {
            address: text("href").to_owned(),
            purpose: format!("{name} {} {}", text("name"), text("title")),
            width: number("width"),
            height: number("height"),
            bytes: number("sizeinbytes"),
        });
    }
    picture.name = json.text_of("uri").map(str::to_owned);
    picture
}
