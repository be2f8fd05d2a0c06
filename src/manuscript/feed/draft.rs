//! What is found of an item, whatever its format, and the manuscript that it becomes.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::finding::{FeedPart, ItemStatus};
use crate::manuscript::feed::FeedItem;
use crate::manuscript::feed::times::for_head;
use crate::manuscript::pictures::name_of;
use crate::manuscript::{
    Manuscript, ManuscriptBlock, ManuscriptParagraph, ManuscriptPicture, ManuscriptRun,
    ParagraphRole, PicturePlace, Remark, RemarkKind,
};
use crate::story::{FiledFacts, HeadPart, WireItem, meet_without_space};
use crate::style::Lang;

/// As many things of a kind as real items have; of more not each is held against each.
const FEW: usize = 100;

/// What has been found of an item.
#[derive(Debug, Clone)]
pub(super) struct ItemDraft {
    pub(super) wire: WireItem,
    pub(super) status: ItemStatus,
    pub(super) embargo: Option<String>,
    pub(super) lang: Option<Lang>,
    pub(super) headlines: Vec<String>,
    pub(super) decks: Vec<String>,
    pub(super) standfirsts: Vec<String>,
    pub(super) bylines: Vec<String>,
    pub(super) datelines: Vec<String>,
    /// The text, in as many forms as there are.
    pub(super) bodies: Vec<ItemBody>,
    /// Who signs at the end.
    pub(super) taglines: Vec<String>,
    pub(super) pictures: Vec<ItemPicture>,
    /// What is told of it.
    pub(super) told: Vec<Remark>,
    /// Fields that have no place in a story.
    pub(super) fields: Vec<String>,
}

/// A form of the text of an item.
#[derive(Debug, Clone, Default)]
pub(super) struct ItemBody {
    /// How much it says of the text: the more, the better.
    pub(super) rank: u8,
    pub(super) manuscript: Manuscript,
}

/// A picture of an item.
#[derive(Debug, Clone, Default)]
pub(super) struct ItemPicture {
    pub(super) captions: Vec<String>,
    pub(super) credits: Vec<String>,
    pub(super) alt: Option<String>,
    pub(super) renditions: Vec<Rendition>,
    /// What it is called where there is no address.
    pub(super) name: Option<String>,
}

/// A file of a picture.
#[derive(Debug, Clone, Default)]
pub(super) struct Rendition {
    pub(super) address: String,
    /// What it is for: `rnd:highRes`, `Thumbnail`.
    pub(super) purpose: String,
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) bytes: u64,
}

impl Rendition {
    /// How good it is for print. What is marked across its face is not, whatever its size.
    fn worth(&self) -> (u8, u64, u64) {
        let purpose = self.purpose.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| purpose.contains(word));
        let class = match () {
            () if says(&["watermark"]) => 0,
            () if says(&["thumb"]) => 1,
            () if says(&["preview", "viewimage", "web", "small", "lowres", "low res"]) => 2,
            () if says(&["highres", "hires", "high res", "original", "print", "full", "main"]) => 4,
            () => 3,
        };
        let pixels = self.width.saturating_mul(self.height);
        // Where sizes are known they count, but for what must not be printed.
        match pixels {
            0 => (class, 0, self.bytes),
            _ => (class.min(3), pixels, self.bytes),
        }
    }
}

impl Default for ItemDraft {
    fn default() -> Self {
        Self {
            wire: WireItem::default(),
            status: ItemStatus::Usable,
            embargo: None,
            lang: None,
            headlines: Vec::new(),
            decks: Vec::new(),
            standfirsts: Vec::new(),
            bylines: Vec::new(),
            datelines: Vec::new(),
            bodies: Vec::new(),
            taglines: Vec::new(),
            pictures: Vec::new(),
            told: Vec::new(),
            fields: Vec::new(),
        }
    }
}

/// Letters and digits alone, to tell whether two texts say the same.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn letters_of(manuscript: &Manuscript) -> String {
    let mut all = String::new();
    let mut add = |runs: &[ManuscriptRun]| runs.iter().for_each(|run| all += &letters(&run.text));
    for block in &manuscript.blocks {
        match block {
            ManuscriptBlock::Paragraph(paragraph) => add(&paragraph.runs),
            ManuscriptBlock::Table(table) => {
                table.rows.iter().flatten().for_each(|cell| add(&cell.runs));
            }
            ManuscriptBlock::Picture(picture) => add(&picture.caption),
        }
    }
    all
}

impl ItemDraft {
    /// Tells something of the item as a whole.
    pub(super) fn tell(&mut self, kind: RemarkKind, words: impl Into<String>) {
        let block = matches!(kind, RemarkKind::Object { .. }).then_some(0);
        self.told.push(Remark { kind, block, words: words.into() });
    }

    /// Tells words that are not in the story.
    pub(super) fn leave_out(&mut self, part: FeedPart, words: impl Into<String>) {
        self.tell(RemarkKind::NotInStory { part }, words);
    }

    /// Notes a field that has no place in a story.
    pub(super) fn field(&mut self, name: &str) {
        let is_new = !self.fields.iter().any(|it| it == name);
        if self.fields.len() < FEW && is_new {
            self.fields.push(name.to_owned());
        }
    }

    /// Adds a value to a list, unless the same is there.
    pub(super) fn add(list: &mut Vec<String>, text: &str) {
        let text = text.trim();
        let own = letters(text);
        let is_there = |it: &String| letters(it) == own;
        let is_new = list.len() >= FEW || !list.iter().any(is_there);
        if !text.is_empty() && is_new {
            list.push(text.to_owned());
        }
    }

    /// The item as it is handed over.
    pub(super) fn finish(mut self) -> FeedItem {
        let head: Vec<String> =
            [&self.headlines, &self.decks, &self.bylines].into_iter().flatten().cloned().collect();
        let headline = Some(head.join(" / ")).filter(|it| !it.is_empty());
        self.drop_said_twice();
        let mut body = self.best_body();
        body.join_wrapped();
        let text = letters_of(&body);
        self.standfirst_or_text(&mut body, &text);
        let mut manuscript = Manuscript::default();
        self.head(&mut manuscript, &mut body);
        let offered = std::mem::take(&mut self.pictures);
        let offered: Vec<ManuscriptPicture> =
            offered.into_iter().map(ItemPicture::finish).collect();
        drop_credits(&mut body, &offered);
        let there = pictures_in(&body);
        let left: Vec<ManuscriptPicture> =
            offered.into_iter().filter_map(|it| in_place(&mut body, &there, it)).collect();
        manuscript.append(body);
        for tagline in std::mem::take(&mut self.taglines) {
            manuscript.paragraph(ParagraphRole::AtRight, &tagline);
        }
        manuscript.blocks.extend(left.into_iter().map(ManuscriptBlock::Picture));
        let facts = self.facts();
        manuscript.remarks.append(&mut self.told);
        let is_head = |block: &ManuscriptBlock| matches!(block, ManuscriptBlock::Paragraph(it) if matches!(it.role, ParagraphRole::Head(_)));
        let is_empty = manuscript.blocks.iter().all(is_head);
        FeedItem { manuscript, facts, status: self.status, is_empty, headline }
    }

    /// A deck or summary that says what the headline says is none.
    fn drop_said_twice(&mut self) {
        let said: Vec<String> = self.headlines.iter().map(|it| letters(it)).collect();
        let said = said.get(..said.len().min(FEW)).unwrap_or_default();
        let is_new = |it: &String| !said.contains(&letters(it));
        self.decks.retain(is_new);
        self.standfirsts.retain(is_new);
    }

    /// The form of the text that says most of it; what others say besides is told.
    fn best_body(&mut self) -> Manuscript {
        let mut bodies = std::mem::take(&mut self.bodies);
        let said: Vec<String> = bodies.iter().map(|it| letters_of(&it.manuscript)).collect();
        let most = said.iter().map(String::len).max().unwrap_or(0);
        let is_whole = |length: usize| length >= most - most / 8;
        let mut best: Option<usize> = None;
        for (at, body) in bodies.iter().enumerate().filter(|(at, _)| is_whole(said[*at].len())) {
            if best.is_none_or(|best| body.rank > bodies[best].rank) {
                best = Some(at);
            }
        }
        let Some(best) = best else { return Manuscript::default() };
        let head: String = [&self.headlines, &self.decks, &self.standfirsts, &self.bylines]
            .into_iter()
            .flatten()
            .map(|it| letters(it))
            .collect();
        for (at, letters) in said.iter().enumerate() {
            let is_said = at < FEW
                && (said[best].contains(letters.as_str())
                    || letters
                        .strip_prefix(head.as_str())
                        .is_some_and(|it| said[best].contains(it)));
            if at != best && !is_said {
                let words = text_of(&bodies[at].manuscript);
                self.leave_out(FeedPart::OtherText, words);
            }
        }
        bodies.swap_remove(best).manuscript
    }

    /// The summary is the text where there is none; it is told by nobody if the text says
    /// it anyhow.
    fn standfirst_or_text(&mut self, body: &mut Manuscript, text: &str) {
        let mut number = 0;
        self.standfirsts.retain(|it| {
            number += 1;
            number > FEW || !text.contains(letters(it).as_str())
        });
        if text.is_empty() {
            for standfirst in std::mem::take(&mut self.standfirsts) {
                body.plain(&standfirst);
            }
        }
    }

    /// Puts the parts of the head first, and drops them from the text where it begins with
    /// them.
    fn head(&mut self, manuscript: &mut Manuscript, body: &mut Manuscript) {
        let parts = [
            (HeadPart::Headline, std::mem::take(&mut self.headlines), FeedPart::OtherHeadline),
            (HeadPart::Deck, std::mem::take(&mut self.decks), FeedPart::OtherHeadline),
            (HeadPart::Standfirst, std::mem::take(&mut self.standfirsts), FeedPart::Summary),
            (HeadPart::Byline, std::mem::take(&mut self.bylines), FeedPart::OtherByline),
            (HeadPart::Dateline, std::mem::take(&mut self.datelines), FeedPart::OtherDateline),
        ];
        for (part, words, told) in parts {
            // All decks and names are printed, of headlines and summaries only one.
            let is_joined = matches!(part, HeadPart::Deck | HeadPart::Byline);
            let mut words = words.into_iter();
            let Some(mut first) = words.next() else { continue };
            for more in words {
                match is_joined {
                    true => put_beside(&mut first, part, &more),
                    false => self.leave_out(told, more),
                }
            }
            if part == HeadPart::Dateline && body.begins_with(&first) {
                continue;
            }
            if part == HeadPart::Headline
                && let Some(above) = body.drop_above(&first)
            {
                self.leave_out(FeedPart::AboveHeadline, above);
            }
            body.drop_opening(&first);
            manuscript.paragraph(ParagraphRole::Head(part), &first);
        }
    }

    fn facts(&mut self) -> FiledFacts {
        let embargo = self.embargo.as_deref().and_then(for_head);
        let told_embargo = embargo.clone().or_else(|| self.embargo.clone());
        for (kind, words) in [
            (RemarkKind::WireNote, &self.wire.note),
            (RemarkKind::WireTerms, &self.wire.usage),
            (RemarkKind::WireEmbargo, &told_embargo),
        ] {
            if let Some(words) = words.clone() {
                self.told.push(Remark { kind, block: None, words });
            }
        }
        if !self.fields.is_empty() {
            let words = std::mem::take(&mut self.fields).join(", ");
            self.tell(RemarkKind::FieldsLeftOut, words);
        }
        FiledFacts { wire: std::mem::take(&mut self.wire), embargo, lang: self.lang }
    }
}

impl ItemPicture {
    /// The picture with its addresses, the best for print first.
    pub(super) fn finish(mut self) -> ManuscriptPicture {
        self.renditions.retain(|it| !it.address.trim().is_empty());
        self.renditions.sort_by_key(|it| std::cmp::Reverse(it.worth()));
        let addresses: Vec<String> = self.renditions.into_iter().map(|it| it.address).collect();
        let place = match (addresses.is_empty(), self.name) {
            (false, _) => PicturePlace::Offered(addresses),
            (true, Some(name)) => PicturePlace::Offered(vec![name]),
            (true, None) => PicturePlace::Unknown,
        };
        let mut credit = String::new();
        for one in self.credits.into_iter().take(FEW) {
            let (letters_of_all, letters_of_one) = (letters(&credit), letters(&one));
            credit = match () {
                () if letters_of_all.contains(&letters_of_one) && !credit.is_empty() => credit,
                () if letters_of_one.contains(&letters_of_all) => one,
                () => format!("{credit}/{one}"),
            };
        }
        let caption = self.captions.iter().map(|it| it.trim()).collect::<Vec<_>>().join("\n");
        let caption = match caption.is_empty() {
            true => Vec::new(),
            false => vec![ManuscriptRun::plain(caption)],
        };
        let credit = Some(credit).filter(|it| !it.is_empty());
        ManuscriptPicture { place, caption, credit, alt: self.alt }
    }
}

/// Two decks, or two names, as one: what parts them is what their script has for it.
fn put_beside(first: &mut String, part: HeadPart, more: &str) {
    let sign = match part {
        _ if meet_without_space(first, more) => "　",
        HeadPart::Byline => ", ",
        _ => "; ",
    };
    first.push_str(sign);
    first.push_str(more);
}

/// The pictures that stand in the text, by their names.
fn pictures_in(body: &Manuscript) -> BTreeMap<String, usize> {
    let named = |(at, block): (usize, &ManuscriptBlock)| match block {
        ManuscriptBlock::Picture(ManuscriptPicture {
            place: PicturePlace::Named(name), ..
        }) => Some((name.clone(), at)),
        _ => None,
    };
    body.blocks.iter().enumerate().filter_map(named).collect()
}

/// Takes a picture into the text, if one of the same name stands there; else it comes back.
fn in_place(
    body: &mut Manuscript,
    there: &BTreeMap<String, usize>,
    picture: ManuscriptPicture,
) -> Option<ManuscriptPicture> {
    let PicturePlace::Offered(addresses) = &picture.place else { return Some(picture) };
    let mut names = addresses.iter().filter_map(|it| name_of(it));
    let at = names.find_map(|name| there.get(&name).copied());
    let place = at.and_then(|at| body.blocks.get_mut(at));
    let (Some(at), Some(ManuscriptBlock::Picture(place))) = (at, place) else {
        return Some(picture);
    };
    if !matches!(place.place, PicturePlace::Named(_)) {
        return Some(picture);
    }
    // What was said of its name is said of its address.
    body.remarks.retain(|remark| {
        remark.kind != RemarkKind::PictureMissing
            || remark.block.is_none_or(|block| block != at && block + 1 != at)
    });
    place.place = picture.place.clone();
    place.credit = place.credit.take().or(picture.credit);
    let words = |runs: &[ManuscriptRun]| runs.iter().map(|it| it.text.as_str()).collect::<String>();
    let (own, other) = (words(&place.caption), words(&picture.caption));
    if place.caption.is_empty() {
        place.caption = picture.caption;
    } else if letters(&own) != letters(&other) && !other.is_empty() {
        let kind = RemarkKind::NotInStory { part: FeedPart::Rendition };
        body.remarks.push(Remark { kind, block: Some(at), words: other });
    }
    None
}

/// Drops paragraphs that say nothing but who made a picture of the item.
fn drop_credits(body: &mut Manuscript, pictures: &[ManuscriptPicture]) {
    let credits: BTreeSet<String> =
        pictures.iter().filter_map(|it| it.credit.as_deref()).map(letters).collect();
    let is_credit = |block: &ManuscriptBlock| match block {
        ManuscriptBlock::Paragraph(paragraph) => credits.contains(&letters(&paragraph.text())),
        _ => false,
    };
    let at: Vec<usize> = { body.blocks.iter().enumerate() }
        .filter(|(_, block)| is_credit(block))
        .map(|(at, _)| at)
        .take(FEW)
        .collect();
    for at in at.into_iter().rev() {
        body.remove(at);
    }
}

/// Whether a width ended the lines of a whole text, of each paragraph all but the last: they
/// are about equally long, and most of them stop in the middle of a sentence.
fn are_ended_by_width(lines: &[&str]) -> bool {
    const FEWEST: usize = 4;
    const SHORTEST: usize = 30;
    let lengths: Vec<usize> = lines.iter().map(|line| line.trim().chars().count()).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let full = lengths.iter().filter(|it| **it * 3 >= longest * 2).count();
    let is_open =
        |line: &&&str| !line.trim_end().ends_with(['.', '!', '?', ':', '。', '！', '？', '：']);
    let open = lines.iter().filter(is_open).count();
    lines.len() >= FEWEST
        && longest >= SHORTEST
        && full * 10 >= lines.len() * 9
        && open * 3 >= lines.len() * 2
}

/// Lines as one.
fn joined(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            whole.truncate(whole.trim_end().len());
            let line = line.trim_start();
            if !line.is_empty() && !meet_without_space(&whole, line) {
                whole.push(' ');
            }
            whole.push_str(line);
        } else {
            whole.push_str(line);
        }
    }
    whole
}

/// The words of a manuscript.
fn text_of(manuscript: &Manuscript) -> String {
    let text = |block: &ManuscriptBlock| match block {
        ManuscriptBlock::Paragraph(paragraph) => Some(paragraph.text()),
        ManuscriptBlock::Table(_) | ManuscriptBlock::Picture(_) => None,
    };
    manuscript.blocks.iter().filter_map(text).collect::<Vec<_>>().join(" ")
}

impl Manuscript {
    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, role: ParagraphRole, text: &str) {
        let runs = vec![ManuscriptRun::plain(text)];
        let paragraph = ManuscriptParagraph { role, runs, size: 0 };
        self.blocks.push(ManuscriptBlock::Paragraph(paragraph));
    }

    /// Adds plain text: an empty line ends a paragraph.
    pub(super) fn plain(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut lines: Vec<&str> = Vec::new();
        for line in text.split('\n').chain([""]) {
            if !line.trim().is_empty() {
                lines.push(line);
            } else if !lines.is_empty() {
                self.paragraph(ParagraphRole::Text, &lines.join("\n"));
                lines.clear();
            }
        }
    }

    /// Joins the lines of paragraphs, if a width ended them and not who wrote them.
    fn join_wrapped(&mut self) {
        let text = |block: &mut ManuscriptBlock| match block {
            ManuscriptBlock::Paragraph(it) if it.role == ParagraphRole::Text => Some(it.text()),
            _ => None,
        };
        let texts: Vec<String> = self.blocks.iter_mut().filter_map(text).collect();
        let mut lines: Vec<&str> = Vec::new();
        for text in &texts {
            lines.extend(text.trim_end().rsplit_once('\n').into_iter().flat_map(|it| it.0.lines()));
        }
        if !are_ended_by_width(&lines) {
            return;
        }
        for block in &mut self.blocks {
            let ManuscriptBlock::Paragraph(paragraph) = block else { continue };
            for run in &mut paragraph.runs {
                run.text = joined(&run.text);
            }
        }
    }

    /// Adds another below it.
    fn append(&mut self, other: Self) {
        let (blocks, pictures, notes) =
            (self.blocks.len(), self.pictures.len(), self.footnotes.len());
        for mut block in other.blocks {
            if let ManuscriptBlock::Picture(picture) = &mut block
                && let PicturePlace::Embedded(number) = &mut picture.place
            {
                *number += pictures;
            }
            if let ManuscriptBlock::Paragraph(paragraph) = &mut block {
                for number in paragraph.runs.iter_mut().filter_map(|run| run.footnote.as_mut()) {
                    *number += notes;
                }
            }
            self.blocks.push(block);
        }
        self.pictures.extend(other.pictures);
        self.footnotes.extend(other.footnotes);
        let moved =
            |remark: Remark| Remark { block: remark.block.map(|block| block + blocks), ..remark };
        self.remarks.extend(other.remarks.into_iter().map(moved));
    }

    /// Removes a block; what is told of those behind it goes with them.
    fn remove(&mut self, at: usize) {
        self.blocks.remove(at);
        for block in self.remarks.iter_mut().filter_map(|remark| remark.block.as_mut()) {
            *block -= usize::from(*block > at);
        }
    }

    /// Whether its first paragraph begins with these words.
    fn begins_with(&self, words: &str) -> bool {
        let first = self.blocks.iter().find_map(|block| match block {
            ManuscriptBlock::Paragraph(paragraph) => Some(paragraph.text()),
            _ => None,
        });
        first.is_some_and(|first| letters(&first).starts_with(&letters(words)))
    }

    /// Drops what stands above the headline where the text has one, as keywords do; tells
    /// its words.
    fn drop_above(&mut self, headline: &str) -> Option<String> {
        const REACH: usize = 30;
        let headline = letters(headline);
        let is_headline = |block: &ManuscriptBlock| match block {
            ManuscriptBlock::Paragraph(it) => {
                matches!(it.role, ParagraphRole::Heading(1) | ParagraphRole::Title)
                    && letters(&it.text()) == headline
            }
            _ => false,
        };
        let at = self.blocks.iter().take(REACH).position(is_headline).filter(|at| *at > 0)?;
        let is_words = |block: &ManuscriptBlock| matches!(block, ManuscriptBlock::Paragraph(_));
        if headline.is_empty() || !self.blocks.iter().take(at).all(is_words) {
            return None;
        }
        let above = Self { blocks: self.blocks[..at].to_vec(), ..Self::default() };
        (0..at).for_each(|_| self.remove(0));
        Some(text_of(&above))
    }

    /// Drops these words where the text opens with them: as its first paragraph, or as the
    /// first line of that.
    pub(super) fn drop_opening(&mut self, words: &str) {
        let words = letters(words);
        let Some(ManuscriptBlock::Paragraph(first)) = self.blocks.first_mut() else { return };
        if words.is_empty() {
            return;
        }
        if letters(&first.text()) == words {
            self.remove(0);
        } else if let [run] = first.runs.as_mut_slice()
            && let Some((line, rest)) = run.text.split_once('\n')
            && letters(line) == words
        {
            run.text = rest.to_owned();
        }
    }
}
