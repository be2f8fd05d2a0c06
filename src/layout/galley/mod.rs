//! A story's body as a galley: its paragraphs and crossheads ready to be
//! poured, and every line put into its slot once they are.

pub(super) mod feather;
pub(super) mod level;
pub(super) mod measure;
pub(super) mod place;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::diag::finding::FitFault;
use crate::geom::{Abs, Em};
use crate::layout::bind::{Binder, Setting, Words, setting};
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::flow::{GalleyPiece, Known, Poured, pour};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::Slot;
use crate::layout::set::aside::{Aside, Place, asides_of, in_text, places};
use crate::layout::set::block::Laid;
use crate::layout::set::classified::Advertisement;
use crate::layout::set::initial::{Initial, initial};
use crate::layout::set::list::{self, HungItem, item_style, marker_characters, widest_markers};
use crate::page::{BlockId, Part};
use crate::spec::page::{InsetLooks, Styles};
use crate::story::{Block, RichText, Table};
use crate::style::{Align, Lang, Style};
use crate::text::{Hyphenation, Prepared};

/// A story's body, ready to be poured.
pub(super) struct Galley {
    pub(super) pieces: Vec<GalleyPiece>,
    /// For each piece the block of the story's body that it is; none for a dateline
    /// without a paragraph.
    numbers: Vec<Option<BlockId>>,
    /// For each piece the words of a crosshead.
    crossheads: Vec<Option<Vec<Words>>>,
    /// What the blocks among the pieces are made of, in their order.
    blocks: Vec<BlockCopy>,
    known: Known,
    /// The drop capital that its columns are too narrow for.
    given_up: Option<GivenUp>,
    lang: Lang,
}

/// What a block is made of, which one of its story's it is, and from which number
/// on its paragraphs are counted.
pub(super) struct BlockCopy {
    content: Content,
    block: Option<BlockId>,
    paragraph: u32,
}

/// What a block is made of.
enum Content {
    Block(Block),
    Advertisement(Advertisement),
}

/// Blocks as they are met.
#[derive(Default)]
struct BlockCopies {
    list: Vec<BlockCopy>,
    next: u32,
}

impl BlockCopies {
    fn add(&mut self, block: &Block, place: Place) {
        let content = Content::Block(block.clone());
        let Place { block, first } = place;
        self.list.push(BlockCopy { content, block: Some(block), paragraph: first });
    }

    fn add_advertisement(&mut self, item: Advertisement) {
        let content = Content::Advertisement(item);
        self.list.push(BlockCopy { content, block: None, paragraph: self.next });
        self.next += 2;
    }
}

/// A drop capital that does not stand, and the paragraph that it belongs to.
struct GivenUp {
    piece: usize,
    initial: Box<Initial>,
}

impl Galley {
    /// A galley of one table, with the block of a story that it stands in.
    pub(super) fn of_table(table: Table, block: Option<BlockId>, lang: Lang) -> Self {
        let content = Content::Block(Block::Table(table));
        Self {
            pieces: vec![GalleyPiece::Block(Box::default())],
            crossheads: vec![None],
            numbers: vec![block],
            blocks: vec![BlockCopy { content, block, paragraph: 0 }],
            known: Known::default(),
            given_up: None,
            lang,
        }
    }

    /// The language it is set in.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// The table of a galley of one table.
    pub(super) fn table(&self) -> Option<&Table> {
        self.blocks.iter().find_map(|copy| match &copy.content {
            Content::Block(Block::Table(table)) => Some(table),
            _ => None,
        })
    }

    /// Takes what was laid out for a measure.
    pub(super) fn lay(&mut self, measure: Abs, laid: Laid) {
        if let Some(GalleyPiece::Block(blocks)) = self.pieces.first_mut() {
            let block = self.numbers.first().copied().flatten();
            blocks.insert(measure, laid.of_block(block));
        }
    }

    /// What was laid out for a measure.
    pub(super) fn laid(&self, measure: Abs) -> Option<Arc<Laid>> {
        self.pieces.iter().find_map(|piece| match piece {
            GalleyPiece::Block(blocks) => blocks.get(measure).cloned(),
            _ => None,
        })
    }

    /// Whether its table is wider than a measure that it was laid out for.
    pub(super) fn is_too_wide(&self) -> bool {
        let of = |piece: &GalleyPiece| matches!(piece, GalleyPiece::Block(blocks) if blocks.is_too_wide());
        self.pieces.iter().any(of)
    }

    /// Characters of the markers of its lists.
    pub(super) fn marker_characters(&self, looks: &InsetLooks) -> usize {
        let in_blocks = self.blocks.iter().flat_map(|copy| match &copy.content {
            Content::Block(Block::Inset(inset)) => inset.blocks.as_slice(),
            _ => &[],
        });
        let inside = in_blocks.map(|block| match block {
            Block::Item(item) => marker_characters(item, looks, self.lang),
            _ => 0,
        });
        let own = self.pieces.iter().map(|piece| match piece {
            GalleyPiece::Item(_, marker) => marker.characters,
            _ => 0,
        });
        inside.chain(own).sum()
    }

    /// Pours the galley through slots; `rest` is the measure that overset
    /// lines are counted in.
    pub(super) fn pour(&mut self, slots: &[Slot], rest: Abs) -> Poured {
        pour(&self.pieces, slots, rest, &mut self.known)
    }

    /// Whether it has heads inside.
    pub(super) fn has_crossheads(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, GalleyPiece::Crosshead { .. }))
    }

    /// Its crossheads have to be measured anew: their style has so many empty
    /// lines above them now.
    pub(super) fn forget_crossheads(&mut self, lines_before: u32) {
        for piece in &mut self.pieces {
            if let GalleyPiece::Crosshead { rows, before } = piece {
                rows.clear();
                *before = lines_before;
            }
        }
    }

    /// Does without its drop capital if a column is narrower than `least` beside it, and
    /// takes it back where all are wide enough.
    pub(super) fn fit_initial(&mut self, narrowest: Abs, least: Abs) {
        let is_too_wide = |initial: &Initial| narrowest - initial.width < least;
        if let Some(GivenUp { piece, initial }) =
            self.given_up.take_if(|it| !is_too_wide(&it.initial))
        {
            self.swap_initial(piece, Some(initial));
        }
        let stands = self.pieces.iter().position(|piece| match piece {
            GalleyPiece::Paragraph(_, Some(initial)) => is_too_wide(initial),
            _ => false,
        });
        if let Some(piece) = stands
            && let Some(initial) = self.swap_initial(piece, None)
        {
            self.given_up = Some(GivenUp { piece, initial });
        }
    }

    /// Gives a paragraph its drop capital or takes it; what it was set as without goes
    /// the other way, and how it was broken counts no longer.
    fn swap_initial(
        &mut self,
        piece: usize,
        initial: Option<Box<Initial>>,
    ) -> Option<Box<Initial>> {
        let GalleyPiece::Paragraph(prepared, place) = self.pieces.get_mut(piece)? else {
            return None;
        };
        let mut before = std::mem::replace(place, initial);
        if let Some(initial) = place.as_mut().or(before.as_mut()) {
            std::mem::swap(&mut **prepared, &mut initial.other);
        }
        self.known.forget(piece);
        before
    }

    /// Whether a drop capital of its story stands.
    pub(super) fn has_initial(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, GalleyPiece::Paragraph(_, Some(_))))
    }

    /// Even spacing beyond which its lines are loose; none if it has no text.
    pub(super) fn most_even(&self) -> Option<Em> {
        self.pieces.iter().find_map(|piece| match piece {
            GalleyPiece::Paragraph(prepared, _) | GalleyPiece::Item(prepared, _) => {
                Some(prepared.profile.most_even)
            }
            GalleyPiece::Crosshead { .. } | GalleyPiece::Block(_) => None,
        })
    }

    /// Lines it takes in one measure, in its best setting.
    pub(super) fn natural_lines(&mut self, measure: Abs) -> usize {
        self.pour(&[], measure).overset
    }
}

/// Turns what of a story's body stands in its text into a galley.
pub(in crate::layout) fn galley(
    desk: Desk,
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
) -> Galley {
    galley_without(binder, canvas, place, &asides_of(desk.spec, &place.frame.slug))
}

/// The same with what stands apart given.
pub(in crate::layout) fn galley_without(
    binder: &mut Binder,
    canvas: &Canvas,
    place: StoryPlace,
    asides: &[Aside],
) -> Galley {
    let StoryPlace { frame, lang, .. } = place;
    let (story, styles) = (place.story(), &frame.styles);
    let mut pieces = Vec::new();
    let mut crossheads = Vec::new();
    let mut blocks = BlockCopies::default();
    let looks: &InsetLooks = &frame.insets;
    let widest = widest_markers(&story.body, looks, lang);
    let mut dateline = story.dateline.as_ref().filter(|text| !text.is_blank());
    let is_classified = frame.classified.is_some();
    let mut head: Option<(BlockId, RichText)> = None;
    let mut numbers = Vec::new();
    let body = in_text(&story.body, asides, looks.table_span);
    for ((block, widest), place) in body.iter().zip(&widest).zip(places(&story.body)) {
        let Some(block) = block else { continue };
        let number = place.block;
        match &**block {
            Block::Crosshead(text) if is_classified => {
                if let Some(head) = head.replace((number, text.clone())) {
                    blocks.add_advertisement(Advertisement { head: Some(head), text: None });
                    pieces.push(GalleyPiece::Block(Box::default()));
                    crossheads.push(None);
                }
            }
            Block::Paragraph(text) | Block::Signature(text) if is_classified => {
                let text = Some((number, text.clone()));
                blocks.add_advertisement(Advertisement { head: head.take(), text });
                pieces.push(GalleyPiece::Block(Box::default()));
                crossheads.push(None);
            }
            Block::Paragraph(text) => {
                let words = body_words(binder, text, dateline.take(), styles, lang);
                let initial = frame.drop_cap.filter(|_| pieces.is_empty());
                pieces.push(opening(binder, canvas, &words, styles, lang, initial));
                crossheads.push(None);
            }
            Block::Signature(text) => {
                pieces.push(signature(binder, canvas, &Words::of(text), styles, lang));
                crossheads.push(None);
            }
            Block::Crosshead(text) => {
                let before = styles.get(Part::Crosshead).lines_before;
                pieces.push(GalleyPiece::Crosshead { rows: BTreeMap::new(), before });
                crossheads.push(Some(Words::of(text)));
            }
            Block::Item(item) => {
                let style = item_style(styles);
                let HungItem { prepared, marker } =
                    list::item(binder, canvas, item, style, looks, lang, widest);
                pieces.push(GalleyPiece::Item(Box::new(prepared), Box::new(marker)));
                crossheads.push(None);
            }
            Block::Table(_) | Block::Inset(_) => {
                pieces.push(GalleyPiece::Block(Box::default()));
                crossheads.push(None);
                blocks.add(block, place);
            }
        }
        numbers.resize(pieces.len(), Some(number));
    }
    if head.is_some() {
        blocks.add_advertisement(Advertisement { head, text: None });
        pieces.push(GalleyPiece::Block(Box::default()));
        crossheads.push(None);
    }
    if let Some(text) = dateline {
        let words = body_words(binder, &RichText::default(), Some(text), styles, lang);
        pieces.push(paragraph(binder, canvas, &words, styles, lang));
        crossheads.push(None);
    }
    numbers.resize(pieces.len(), None);
    let known = Known::default();
    Galley { pieces, numbers, crossheads, blocks: blocks.list, known, given_up: None, lang }
}

/// A paragraph's words, the dateline run in before those of the first.
fn body_words(
    binder: &mut Binder,
    text: &RichText,
    dateline: Option<&RichText>,
    styles: &Styles,
    lang: Lang,
) -> Vec<Words> {
    let mut words = Vec::new();
    if let Some(dateline) = dateline {
        let size = styles.get(Part::Body).size;
        let style = binder.char_style(styles.get(Part::Dateline), size, lang);
        words.extend(Words::styled(Words::of(dateline), &style));
        if let Some(span) = Words::span(&words)
            && let Some(space) = after_dateline(dateline, lang)
        {
            words.extend(Words::added(space, span));
        }
    }
    words.extend(Words::of(text));
    words
}

/// What parts a dateline from the text: a word space, or an em in text without these. A bracket
/// that closes the dateline has a blank of its own.
fn after_dateline(dateline: &RichText, lang: Lang) -> Option<&'static str> {
    let text = dateline.plain();
    let last = text.chars().next_back()?;
    match last {
        _ if lang.has_word_spaces() => Some(" "),
        c if c.is_alphanumeric() => Some("\u{3000}"),
        _ => None,
    }
}

/// The first paragraph, over so many lines of which its first letter may
/// stand.
fn opening(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    styles: &Styles,
    lang: Lang,
    lines: Option<u32>,
) -> GalleyPiece {
    let style = styles.get(Part::Body);
    match lines.and_then(|lines| initial(binder, canvas, words, style, lang, lines)) {
        Some((prepared, initial)) => {
            report_low_readings(binder, canvas, &prepared, words);
            GalleyPiece::Paragraph(Box::new(prepared), Some(Box::new(initial)))
        }
        None => paragraph(binder, canvas, words, styles, lang),
    }
}

fn paragraph(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    styles: &Styles,
    lang: Lang,
) -> GalleyPiece {
    let style = styles.get(Part::Body);
    let setting =
        Setting { indent: style.indent, ..setting(canvas, lang, style.size, Hyphenation::Allowed) };
    GalleyPiece::Paragraph(Box::new(in_body_style(binder, canvas, words, style, setting)), None)
}

/// Words in the style of the text.
fn in_body_style(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    style: &Style,
    setting: Setting,
) -> Prepared {
    let prepared = binder.prepare(words, style, setting);
    report_low_readings(binder, canvas, &prepared, words);
    prepared
}

/// Who signs a text: a paragraph at the right end of its lines.
fn signature(
    binder: &mut Binder,
    canvas: &Canvas,
    words: &[Words],
    styles: &Styles,
    lang: Lang,
) -> GalleyPiece {
    let style = styles.get(Part::Body);
    let setting =
        Setting { indent: Em::ZERO, ..setting(canvas, lang, style.size, Hyphenation::Never) };
    let mut prepared = in_body_style(binder, canvas, words, style, setting);
    prepared.align = Some(Align::End);
    GalleyPiece::Paragraph(Box::new(prepared), None)
}

/// Readings stand in the gap between lines, which is never widened for
/// them; where it is too small they touch the line before.
fn report_low_readings(binder: &mut Binder, canvas: &Canvas, prepared: &Prepared, words: &[Words]) {
    let gap = canvas.grid.leading - prepared.em;
    // Characters leave some 0.04 of their em box free at each edge, those of
    // the text twice as much as those of readings: a sixth does no harm.
    let needed = prepared.readings_reach();
    let Some(span) = words.iter().find_map(Words::reading_span) else { return };
    if needed.scale(5, 6) <= gap {
        return;
    }
    binder.tell_of_low_readings(
        Diagnostic::of(FitFault::ReadingsHigh { needed_pt: needed.to_pt(), gap_pt: gap.to_pt() })
            .at(span),
    );
}
