//! A story's body as a galley: its paragraphs and crossheads ready to be
//! poured, and every line put into its slot once they are.

pub(super) mod level;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Span};
use crate::geom::{Abs, Em, Point};
use crate::layout::bind::{Binder, Measure, Setting, Words, setting};
use crate::layout::desk::{Desk, StoryPlace};
use crate::layout::flow::{Known, Piece, Placed, Poured, is_top, pour};
use crate::layout::grid::canvas::Canvas;
use crate::layout::grid::slots::{PageSlots, Slot};
use crate::layout::head::{DisplayCopy, fit_display, push_display, set_display};
use crate::layout::paint::matter::Matter;
use crate::layout::paint::owner::Owner;
use crate::layout::set::aside::{Aside, Place, asides_of, in_text, places};
use crate::layout::set::block::{
    Blocks, Fragment, FragmentAt, Laid, push_fragment, report_too_wide,
};
use crate::layout::set::classified::{Advertisement, lay_advertisement};
use crate::layout::set::initial::initial;
use crate::layout::set::inset::lay_inset;
use crate::layout::set::list::{
    self, HungItem, Marker, item_style, marker_characters, widest_markers,
};
use crate::layout::set::table::lay_table;
use crate::layout::tell::report_broken_word;
use crate::page::{BlockId, ParagraphFit, Part};
use crate::say;
use crate::spec::page::{InsetLooks, StoryFrame, Styles};
use crate::story::{Block, RichText, Table};
use crate::style::Lang;
use crate::text::{Hyphenation, LinePlace, Prepared, set_line};

/// To break a table that is to be kept whole costs more than to leave half a
/// column empty.
const KEPT: i64 = 2_000_000;

/// A story's body, ready to be poured.
pub(super) struct Galley {
    pub(super) pieces: Vec<Piece>,
    /// For each piece the block of the story's body that it is; none for a dateline
    /// without a paragraph.
    numbers: Vec<Option<BlockId>>,
    /// For each piece the words of a crosshead.
    crossheads: Vec<Option<Vec<Words>>>,
    /// What the blocks among the pieces are made of, in their order.
    blocks: Vec<BlockCopy>,
    known: Known,
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

impl Galley {
    /// A galley of one table, with the block of a story that it stands in.
    pub(super) fn of_table(table: Table, block: Option<BlockId>, lang: Lang) -> Self {
        let content = Content::Block(Block::Table(table));
        Self {
            pieces: vec![Piece::Block(Box::default())],
            crossheads: vec![None],
            numbers: vec![block],
            blocks: vec![BlockCopy { content, block, paragraph: 0 }],
            known: Known::default(),
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
        if let Some(Piece::Block(blocks)) = self.pieces.first_mut() {
            let block = self.numbers.first().copied().flatten();
            blocks.insert(measure, laid.of_block(block));
        }
    }

    /// What was laid out for a measure.
    pub(super) fn laid(&self, measure: Abs) -> Option<Arc<Laid>> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Block(blocks) => blocks.get(measure).cloned(),
            _ => None,
        })
    }

    /// Whether its table is wider than a measure that it was laid out for.
    pub(super) fn is_too_wide(&self) -> bool {
        let of = |piece: &Piece| matches!(piece, Piece::Block(blocks) if blocks.is_too_wide());
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
            Piece::Item(_, marker) => marker.characters,
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
        self.pieces.iter().any(|piece| matches!(piece, Piece::Crosshead { .. }))
    }

    /// Its crossheads have to be measured anew: their style has so many empty
    /// lines above them now.
    pub(super) fn forget_crossheads(&mut self, lines_before: u32) {
        for piece in &mut self.pieces {
            if let Piece::Crosshead { rows, before } = piece {
                rows.clear();
                *before = lines_before;
            }
        }
    }

    /// Does without a drop capital if a column is narrower than `least` beside
    /// it.
    pub(super) fn fit_initial(&mut self, narrowest: Abs, least: Abs) {
        for piece in &mut self.pieces {
            let Piece::Paragraph(prepared, place) = piece else { continue };
            if let Some(initial) = place.take_if(|initial| narrowest - initial.width < least) {
                **prepared = initial.plain;
            }
        }
    }

    /// Even spacing beyond which its lines are loose; none if it has no text.
    pub(super) fn most_even(&self) -> Option<Em> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Paragraph(prepared, _) | Piece::Item(prepared, _) => {
                Some(prepared.profile.most_even)
            }
            Piece::Crosshead { .. } | Piece::Block(_) => None,
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
                    pieces.push(Piece::Block(Box::default()));
                    crossheads.push(None);
                }
            }
            Block::Paragraph(text) if is_classified => {
                let text = Some((number, text.clone()));
                blocks.add_advertisement(Advertisement { head: head.take(), text });
                pieces.push(Piece::Block(Box::default()));
                crossheads.push(None);
            }
            Block::Paragraph(text) => {
                let words = body_words(binder, text, dateline.take(), styles, lang);
                let initial = frame.drop_cap.filter(|_| pieces.is_empty());
                pieces.push(opening(binder, canvas, &words, styles, lang, initial));
                crossheads.push(None);
            }
            Block::Crosshead(text) => {
                let before = styles.get(Part::Crosshead).lines_before;
                pieces.push(Piece::Crosshead { rows: BTreeMap::new(), before });
                crossheads.push(Some(Words::of(text)));
            }
            Block::Item(item) => {
                let style = item_style(styles);
                let HungItem { prepared, marker } =
                    list::item(binder, canvas, item, style, looks, lang, widest);
                pieces.push(Piece::Item(Box::new(prepared), Box::new(marker)));
                crossheads.push(None);
            }
            Block::Table(_) | Block::Inset(_) => {
                pieces.push(Piece::Block(Box::default()));
                crossheads.push(None);
                blocks.add(block, place);
            }
        }
        numbers.resize(pieces.len(), Some(number));
    }
    if head.is_some() {
        blocks.add_advertisement(Advertisement { head, text: None });
        pieces.push(Piece::Block(Box::default()));
        crossheads.push(None);
    }
    if let Some(text) = dateline {
        let words = body_words(binder, &RichText::default(), Some(text), styles, lang);
        pieces.push(paragraph(binder, canvas, &words, styles, lang));
        crossheads.push(None);
    }
    numbers.resize(pieces.len(), None);
    let known = Known::default();
    Galley { pieces, numbers, crossheads, blocks: blocks.list, known, lang }
}

/// Works out how many grid lines the crossheads take in the measures that
/// they may come to stand in. Those beyond `most` cannot come to stand at
/// all, for each takes a line.
pub(in crate::layout) fn measure_crossheads(
    binder: &mut Binder,
    canvas: &Canvas,
    galley: &mut Galley,
    styles: &Styles,
    measures: &BTreeSet<Abs>,
    most: usize,
) {
    let lang = galley.lang;
    let heads =
        galley.pieces.iter_mut().zip(&galley.crossheads).filter_map(|(piece, words)| {
            match (piece, words) {
                (Piece::Crosshead { rows, .. }, Some(words)) => Some((rows, words)),
                _ => None,
            }
        });
    for (rows, words) in heads.take(most) {
        let copy = DisplayCopy::one_line(Part::Crosshead, words, styles.get(Part::Crosshead));
        for width in measures {
            rows.entry(*width).or_insert_with(|| {
                let measure = Measure { width: *width, lang };
                fit_display(binder, canvas, copy, measure).display.rows()
            });
        }
    }
}

/// Lays the blocks of a galley out for the measures that they may come to
/// stand in.
pub(in crate::layout) fn measure_blocks(
    binder: &mut Binder,
    canvas: &Canvas,
    galley: &mut Galley,
    frame: &StoryFrame,
    measures: &BTreeSet<Abs>,
) {
    let (looks, styles): (&InsetLooks, _) = (&frame.insets, &frame.styles);
    let lang = galley.lang;
    let places = galley.pieces.iter_mut().filter_map(|piece| match piece {
        Piece::Block(laid) => Some(laid),
        _ => None,
    });
    for (place, copy) in places.zip(&galley.blocks) {
        for measure in measures {
            if !place.lacks(*measure) {
                continue;
            }
            // Where there is no room for a character, it is at least counted.
            let width = (*measure).max(canvas.grid.body_size);
            let measure_of = Measure { width, lang };
            let first = copy.paragraph;
            let laid = match &copy.content {
                Content::Advertisement(item) => {
                    let Some(look) = &frame.classified else { continue };
                    lay_advertisement(binder, canvas, item, frame, look, measure_of, first)
                }
                Content::Block(Block::Table(table)) => {
                    let look = &looks.table;
                    let laid = lay_table(binder, canvas, table, look, styles, measure_of, first);
                    let split_cost = if looks.keeps_tables { KEPT } else { laid.split_cost };
                    Laid { before: 1, after: 1, split_cost, ..laid }
                }
                Content::Block(Block::Inset(inset)) => {
                    lay_inset(binder, canvas, inset, looks, styles, measure_of, first)
                }
                Content::Block(_) => continue,
            };
            place.insert(*measure, laid.of_block(copy.block));
        }
    }
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
        if lang.has_word_spaces()
            && let Some(span) = Words::span(&words)
        {
            words.extend(Words::added(" ", span));
        }
    }
    words.extend(Words::of(text));
    words
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
) -> Piece {
    let style = styles.get(Part::Body);
    match lines.and_then(|lines| initial(binder, canvas, words, style, lang, lines)) {
        Some((prepared, initial)) => {
            report_low_readings(binder, canvas, &prepared, words);
            Piece::Paragraph(Box::new(prepared), Some(Box::new(initial)))
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
) -> Piece {
    let style = styles.get(Part::Body);
    let setting =
        Setting { indent: style.indent, ..setting(canvas, lang, style.size, Hyphenation::Allowed) };
    let prepared = binder.prepare(words, style, setting);
    report_low_readings(binder, canvas, &prepared, words);
    Piece::Paragraph(Box::new(prepared), None)
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
    let points = |length: Abs| (length.to_pt() * 10.0).round() / 10.0;
    let (needed, gap) = (points(needed), points(gap));
    binder.tell_of_low_readings(
        Diagnostic::warning(
            Code::ReadingCrowded,
            say!(
                "readings take {needed} pt, and there are {gap} pt between the lines",
                "注音高 {needed} 磅，行间只有 {gap} 磅"
            ),
        )
        .at(span)
        .hint(say!(
            "give the grid more leading, or the text a smaller size",
            "请加大网格行距，或改小正文字号"
        )),
    );
}

/// Puts every line of the galley into its slot.
pub(in crate::layout) fn place_galley(
    binder: &mut Binder,
    canvas: &Canvas,
    galley: &Galley,
    frame: &StoryFrame,
    poured: &Poured,
    slots: PageSlots,
    out: &mut Matter,
) {
    let pieces = galley.pieces.iter().zip(&galley.crossheads).zip(&poured.pieces);
    // A dateline without a paragraph stands below all blocks.
    let after = galley.numbers.iter().flatten().max().map_or(0, |last| last.0 + 1);
    for (block, ((piece, words), placed)) in galley.numbers.iter().copied().zip(pieces) {
        let paragraph = block.map_or(after, |block| block.0);
        let owner = Owner { block, ..Owner::story(Part::Body, paragraph) };
        match (piece, words) {
            (Piece::Crosshead { .. }, Some(words)) => {
                let Some(Some(first)) = placed.slots.first() else { continue };
                let Some(slot) = slots.here(*first) else { continue };
                let style = frame.styles.get(Part::Crosshead);
                let copy = DisplayCopy::one_line(Part::Crosshead, words, style);
                let measure = Measure { width: slot.measure(), lang: galley.lang };
                let mut display = set_display(binder, canvas, copy, measure, &mut out.findings);
                if is_top(slots.used, *first) {
                    display = display.close_above();
                }
                let owner = Owner { column: slot.number(), ..owner };
                push_display(canvas, display, owner, slot.left, slot.line, out);
            }
            (Piece::Block(blocks), _) => {
                place_block(canvas, blocks, placed, slots, frame.slug_span, out);
            }
            (Piece::Item(_, marker), _) => {
                place_marker(canvas, marker, placed, slots, owner, out);
                place_paragraph(binder, canvas, piece, frame, placed, slots, owner, out);
            }
            _ => place_paragraph(binder, canvas, piece, frame, placed, slots, owner, out),
        }
    }
    out.end_text();
}

/// Puts the rows of a block into their slots.
pub(in crate::layout) fn place_block(
    canvas: &Canvas,
    blocks: &Blocks,
    placed: &Placed,
    slots: PageSlots,
    span: Span,
    out: &mut Matter,
) {
    for (at, fragment) in placed.fragments.iter().enumerate() {
        let Some(slot) = slots.here(fragment.slot) else { continue };
        let Some(laid) = blocks.get(slot.measure()) else { continue };
        if at == 0 {
            report_too_wide(laid, span, &mut out.findings);
        }
        let is_top = at > 0 || is_top(slots.used, fragment.slot);
        let at = FragmentAt { left: slot.left, line: slot.line, is_top };
        push_fragment(canvas, laid, fragment, at, out);
    }
}

/// Puts the marker of an item before its first line.
fn place_marker(
    canvas: &Canvas,
    marker: &Marker,
    placed: &Placed,
    slots: PageSlots,
    owner: Owner,
    out: &mut Matter,
) {
    let (Some(line), Some(Some(first))) = (&marker.set, placed.slots.first()) else {
        return;
    };
    let Some(slot) = slots.here(*first) else { return };
    let owner = Owner { item: Some(marker.own_part()), column: slot.number(), ..owner };
    let baseline = canvas.grid.baseline(slot.line) - marker.raise;
    let origin = Point::new(slot.left + marker.left, baseline);
    out.push_line(canvas, owner, origin, line.width, line.set.clone());
}

fn place_paragraph(
    binder: &mut Binder,
    canvas: &Canvas,
    piece: &Piece,
    frame: &StoryFrame,
    placed: &Placed,
    slots: PageSlots,
    owner: Owner,
    out: &mut Matter,
) {
    let (prepared, initial, hang) = match piece {
        Piece::Paragraph(prepared, initial) => (prepared, initial.as_ref(), Abs::ZERO),
        Piece::Item(prepared, marker) => (prepared, None, marker.hang),
        Piece::Crosshead { .. } | Piece::Block(_) => return,
    };
    let Some(breaks) = &placed.breaks else { return };
    let here = |slot: &Option<usize>| slot.and_then(|at| slots.here(at));
    if placed.slots.iter().all(|slot| here(slot).is_none()) {
        return;
    }
    let align = frame.styles.get(Part::Body).align;
    let item = match piece {
        Piece::Item(_, marker) => Some(marker.text_part()),
        _ => None,
    };
    let owner = Owner { item, ..owner };
    out.paragraphs.push(ParagraphFit {
        paragraph: owner.paragraph,
        natural: placed.natural,
        set: breaks.lines.len() as u32,
        choices: placed.choices.clone(),
    });
    report_broken_word(prepared, &breaks.lines, frame.slug_span, &mut out.findings);
    if let (Some(initial), Some(slot)) = (initial, placed.slots.first().and_then(here)) {
        let baseline = canvas.grid.baseline(slot.line) + initial.drop;
        let origin = Point::new(slot.left, baseline);
        let owner = Owner { column: slot.number(), ..owner };
        out.push_line(canvas, owner, origin, initial.width, initial.set.clone());
    }
    for (at, (line, slot)) in breaks.lines.iter().zip(&placed.slots).enumerate() {
        let Some(slot) = here(slot) else { continue };
        let place = LinePlace { is_first: at == 0, is_last: breaks.ends_at(at) };
        let beside = initial.filter(|initial| at < initial.lines);
        let beside = beside.map_or(hang, |initial| initial.width);
        let measure = slot.measure() - beside;
        let set = set_line(prepared, line, place, measure, align, binder.shaper());
        if set.over > Abs::ZERO {
            let text = prepared.text_of(line.clusters.clone());
            out.tell(overfull_line(set.over, text).at(frame.slug_span));
        }
        let baseline = canvas.grid.baseline(slot.line);
        let origin = Point::new(slot.left + beside, baseline);
        let owner = Owner { column: slot.number(), ..owner };
        out.push_line(canvas, owner, origin, measure, set);
    }
}

fn overfull_line(over: Abs, text: &str) -> Diagnostic {
    let over = (over.to_pt() * 10.0).round() / 10.0;
    Diagnostic::warning(
        Code::LineOverfull,
        say!(
            "a line sticks out of its column by {over} pt: “{text}”",
            "有一行超出栏宽 {over} pt：“{text}”"
        ),
    )
}

/// Characters of the lines whose slots are such; none is that of lines that found
/// no place.
pub(super) fn characters_in(
    galley: &Galley,
    poured: &Poured,
    used: &[Slot],
    rest: Abs,
    is_such: &dyn Fn(Option<usize>) -> bool,
) -> usize {
    let mut lost = 0;
    for ((piece, words), placed) in galley.pieces.iter().zip(&galley.crossheads).zip(&poured.pieces)
    {
        match (piece, &placed.breaks, words) {
            (Piece::Paragraph(prepared, initial), Some(breaks), _) => {
                if placed.slots.first().is_some_and(|slot| is_such(*slot)) {
                    lost += initial.as_ref().map_or(0, |initial| initial.characters);
                }
                lost += breaks
                    .lines
                    .iter()
                    .zip(&placed.slots)
                    .filter(|(_, slot)| is_such(**slot))
                    .map(|(line, _)| prepared.characters_of(line.clusters.clone()))
                    .sum::<usize>();
            }
            (Piece::Item(prepared, marker), Some(breaks), _) => {
                if placed.slots.first().is_some_and(|slot| is_such(*slot)) {
                    lost += marker.characters;
                }
                let lines = breaks.lines.iter().zip(&placed.slots);
                lost += lines
                    .filter(|(_, slot)| is_such(**slot))
                    .map(|(line, _)| prepared.characters_of(line.clusters.clone()))
                    .sum::<usize>();
            }
            (Piece::Block(blocks), ..) => {
                // Without a slot it was poured in the measure that overset
                // lines are counted in.
                let first = placed.fragments.first().and_then(|first| used.get(first.slot));
                let laid = blocks.get(first.map_or(rest, Slot::measure));
                let others: Vec<Fragment> =
                    placed.fragments.iter().filter(|it| !is_such(Some(it.slot))).cloned().collect();
                lost += laid.map_or(0, |laid| {
                    let nowhere = laid.lost(&placed.fragments);
                    let such = laid.lost(&others) - nowhere;
                    if is_such(None) { such + nowhere } else { such }
                });
            }
            (Piece::Crosshead { .. }, _, Some(words))
                if placed.slots.first().is_some_and(|slot| is_such(*slot)) =>
            {
                lost += Words::characters(words);
            }
            _ => {}
        }
    }
    lost
}
