//! Tables, classified advertisements, and the looks of what stands inside
//! stories.

use super::follow::PlaceInStory;
use super::story::StoryParts;
use super::styles::StylesBySpan;
use super::{PlacedElement, Placeholders, ResolvedSheet, Resolver};
use crate::color::Color;
use crate::diag::Span;
use crate::diag::finding::{CountedThing, SpecFault, SpecSyntax};
use crate::geom::Abs;
use crate::spec::Located;
use crate::spec::page::{
    Area, ClassifiedLook, ColumnWidth, Element, InsetLooks, Lead, QuoteBox, RuleKind, RuleStyle,
    StandingHead, TableContent, TableElement, TableLook, TableRowText, TableSpan,
};
use crate::spec::raw::{
    Field, Length, OrNone, RawClassified, RawQuoteBox, RawStoryLook, RawTable, RawTableLook,
    RuleText, Sp, WidthText, with_defaults,
};

const TITLE: &str = "[[table]]";
/// Where its cells can be.
const SOURCES: [&str; 3] = ["file", "rows", "story"];
/// More columns than this side by side are a mistake.
const MOST_SIDE_BY_SIDE: u32 = 40;

impl Resolver<'_> {
    /// A table that stands for itself.
    pub(super) fn table(
        &mut self,
        raw: &Sp<RawTable>,
        sheet: &ResolvedSheet,
        styles: &StylesBySpan,
        placeholders: &Placeholders,
    ) -> Option<PlacedElement> {
        let written = &raw.value;
        let units = sheet.units();
        let content = self.table_content(written, raw.span);
        let area = self.area(&written.place, TITLE, raw.span, sheet);
        let look = self.table_look(&written.look, sheet);
        let words = |all: &mut Self, field: &Field<String>| {
            let given = field.get()?;
            Some((all.fill_in(&given.value, given.span, placeholders)?, given.span))
        };
        let title = words(self, &written.title);
        let source = words(self, &written.source);
        let text_columns = self.side_by_side(written, area.as_ref(), sheet);
        let gutter = self.length_within(&written.gutter, Abs::ZERO, Abs::mm(200.0), units);
        let column_rule = self.line(&written.column_rule, units);
        let mut dress = self.dress(&written.dress, units);
        let is_dressed = dress.frame.is_some() || dress.tint.is_some();
        if is_dressed && written.dress.inset.get().is_none() {
            dress.inset = sheet.grid.body_size + dress.depth();
        }
        let styles = self.styles(styles.over(area.as_ref(), sheet), &written.styles, sheet);
        let overlap = written.overlap.value().copied().unwrap_or(false);
        let table = TableElement {
            content: content?,
            title,
            source,
            area: area?,
            text_columns: text_columns?,
            gutter,
            column_rule,
            look,
            dress,
            styles,
            span: raw.span,
        };
        Some(PlacedElement { element: Element::Table(Box::new(table)), span: raw.span, overlap })
    }

    fn table_content(&mut self, raw: &RawTable, owner: Span) -> Option<TableContent> {
        let given: Vec<Span> = [
            raw.file.get().map(|it| it.span),
            raw.rows.get().map(|it| it.span),
            raw.story.get().map(|it| it.span),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let [_, second, ..] = given.as_slice() {
            self.bad(*second, SpecFault::TableSources { keys: SOURCES.to_vec() });
            return None;
        }
        if let Some(file) = raw.file.get() {
            let path = self.merged.path(&file.value, file.span);
            return Some(TableContent::File { path, span: file.span });
        }
        if let Some(rows) = raw.rows.get() {
            let rows: Vec<TableRowText> = rows
                .value
                .iter()
                .map(|row| {
                    let cells = row.value.0.iter();
                    let cells =
                        cells.map(|cell| Located { value: cell.value.0.clone(), span: cell.span });
                    TableRowText { cells: cells.collect(), span: row.span }
                })
                .collect();
            if rows.iter().all(|row| row.cells.is_empty()) {
                self.bad(raw.rows.get().map_or(owner, |rows| rows.span), SpecFault::TableEmpty);
                return None;
            }
            return Some(TableContent::Rows(rows));
        }
        if let Some(story) = raw.story.get() {
            let number = raw.number.value().map_or(1, |number| number.0);
            if number == 0 {
                let span = raw.number.get().map_or(owner, |number| number.span);
                self.bad(span, SpecSyntax::FromOne { counted: CountedThing::Tables });
                return None;
            }
            let (slug, slug_span) = (story.value.clone(), story.span);
            return Some(TableContent::Story { slug, slug_span, number });
        }
        if raw.file.is_absent() && raw.rows.is_absent() && raw.story.is_absent() {
            let table = TITLE.to_owned();
            self.bad(owner, SpecFault::NoTableSource { table, keys: SOURCES.to_vec() });
        }
        None
    }

    fn side_by_side(
        &mut self,
        raw: &RawTable,
        area: Option<&Area>,
        sheet: &ResolvedSheet,
    ) -> Option<u32> {
        let Some(given) = raw.text_columns.get() else { return Some(1) };
        let count = given.value.0;
        let room = area.map_or(sheet.paper.width, |area| area.right - area.left);
        if (1..=MOST_SIDE_BY_SIDE).contains(&count)
            && room / i64::from(count) >= sheet.grid.body_size * 2
        {
            return Some(count);
        }
        self.bad(given.span, SpecFault::NoRoomSideBySide { columns: count as usize });
        None
    }

    /// What a table looks like, the house's defaults included.
    pub(super) fn table_look(&mut self, raw: &RawTableLook, sheet: &ResolvedSheet) -> TableLook {
        let look = with_defaults(raw, &self.defaults.table);
        let units = sheet.units();
        let rules = look.rules.value().cloned().unwrap_or_default();
        let aligns = look.align.value().map(|list| list.0.as_slice()).unwrap_or_default();
        let aligns = aligns.iter().map(|align| align.value.0).collect();
        let mut widths = Vec::new();
        for width in look.widths.value().map(Vec::as_slice).unwrap_or_default() {
            widths.push(match width.value {
                WidthText::Auto => ColumnWidth::Auto,
                WidthText::Share(parts) => ColumnWidth::Share(parts),
                WidthText::Fixed(length) => {
                    let length = units.length(length);
                    if length <= Abs::ZERO || length > Abs::mm(2000.0) {
                        self.bad(width.span, SpecFault::NotPositive);
                    }
                    ColumnWidth::Fixed(length.max(Abs::pt(1.0)).min(Abs::mm(2000.0)))
                }
            });
        }
        TableLook {
            heading_rows: look.heading_rows.value().map(|count| count.0),
            aligns,
            widths,
            zebra: self.tint(&look.zebra),
            heading_tint: self.tint(&look.heading_tint),
            heading_rule: self.rule_or(&rules.heading, Some(thin(0.3)), sheet),
            row_rule: self.rule_or(&rules.rows, None, sheet),
            column_rule: self.rule_or(&rules.columns, None, sheet),
            outer_rule: self.rule_or(&rules.outer, Some(thin(0.8)), sheet),
        }
    }

    /// A line, or another one where nothing is said.
    fn rule_or(
        &mut self,
        field: &Field<OrNone<RuleText>>,
        usual: Option<RuleStyle>,
        sheet: &ResolvedSheet,
    ) -> Option<RuleStyle> {
        if field.is_absent() { usual } else { self.line(field, sheet.units()) }
    }

    /// What stands inside a story looks like this.
    pub(super) fn inset_looks(&mut self, look: &RawStoryLook, sheet: &ResolvedSheet) -> InsetLooks {
        let units = sheet.units();
        let tables = look.tables.value().cloned().unwrap_or_default();
        let note = look.note.value().cloned().unwrap_or_default();
        let fact_box = look.fact_box.value().cloned().unwrap_or_default();
        let bullet = look.bullet.get().and_then(|bullet| {
            let text = bullet.value.trim();
            if (1..=2).contains(&text.chars().count()) {
                return Some(text.to_owned());
            }
            self.bad(bullet.span, SpecFault::Bullet);
            None
        });
        InsetLooks {
            table: self.table_look(&tables.look, sheet),
            keeps_tables: tables.keep.value().copied().unwrap_or(false),
            table_span: tables.span.value().copied().unwrap_or(TableSpan::Column),
            bullet,
            numbering: look.numbering.value().copied(),
            note: self.dress(&note, units),
            fact_box: self.dress(&fact_box, units),
            quote_rule: self.rule_or(&look.quote_rule, Some(thin(1.0)), sheet),
        }
    }

    /// The places of a story's pull quotes.
    pub(super) fn quotes(
        &mut self,
        raw: &Field<Vec<Sp<RawQuoteBox>>>,
        story: Option<&Area>,
        sheet: &ResolvedSheet,
    ) -> Vec<QuoteBox> {
        let mut boxes: Vec<QuoteBox> = Vec::new();
        for (at, quote) in (1..).zip(super::list_of(raw)) {
            let written = &quote.value;
            let number = written.number.value().map_or(at, |number| number.0);
            if number == 0 {
                let span = written.number.get().map_or(quote.span, |number| number.span);
                self.bad(span, SpecSyntax::FromOne { counted: CountedThing::Quotes });
                continue;
            }
            if boxes.iter().any(|other| other.number == number) {
                let span = written.number.get().map_or(quote.span, |number| number.span);
                self.bad(span, SpecFault::QuoteTwice { quote: number });
                continue;
            }
            let standoff = self
                .length_within(&written.standoff, Abs::ZERO, Abs::mm(100.0), sheet.units())
                .unwrap_or(sheet.grid.body_size);
            let (place, follows) = (&written.place, &written.following);
            let placed =
                self.area_in_story(place, follows, "a pull quote", quote.span, story, sheet);
            let Some(PlaceInStory { area, following }) = placed else { continue };
            let rect = area.rect(&sheet.grid);
            if following.is_none()
                && story.is_some_and(|story| !story.rect(&sheet.grid).contains(rect))
            {
                self.bad(area.span, SpecFault::QuoteOutside);
            }
            boxes.push(QuoteBox { number, area, following, standoff });
        }
        boxes
    }

    /// The standing name over a story's headline.
    pub(super) fn standing_head(&mut self, look: &RawStoryLook) -> Option<StandingHead> {
        let given = look.standing_head.get().filter(|given| !given.value.trim().is_empty())?;
        let bar = match look.standing_head_bar.get() {
            Some(_) => self.tint(&look.standing_head_bar),
            None => Some(Color::BLACK),
        };
        Some(StandingHead { text: given.value.clone(), span: given.span, bar })
    }

    /// A leading for one element.
    fn own_leading(&mut self, field: &Field<Length>, sheet: &ResolvedSheet) -> Option<Abs> {
        self.length_within(field, Abs::pt(3.0), Abs::mm(50.0), sheet.units())
    }

    /// Classified advertisements: a story whose paragraphs are items.
    pub(super) fn classified(
        &mut self,
        raw: &Sp<RawClassified>,
        sheet: &ResolvedSheet,
        styles: &StylesBySpan,
    ) -> Option<PlacedElement> {
        let written = &raw.value;
        let title = "[[classified]]";
        let area = self.area(&written.place, title, raw.span, sheet);
        let own = with_defaults(&written.own, &self.defaults.classified);
        let overlap = written.overlap.value().copied().unwrap_or(false);
        let parts = StoryParts {
            slug: &written.slug,
            pictures: &Field::Absent,
            frames: Vec::new(),
            look: with_defaults(&written.look, &self.defaults.story),
            overlap: super::story::overlap(overlap),
            span: raw.span,
            title,
        };
        let base = styles.over(area.as_ref(), sheet);
        let frame = self.story_frame(&parts, area, sheet, base);
        let item_rule = self.rule_or(&own.item_rule, Some(thin(0.3)), sheet);
        let bar = match own.bar.get() {
            Some(_) => self.tint(&own.bar),
            None => Some(Color::BLACK),
        };
        let lead = own.lead.value().copied().unwrap_or(Lead::Bold);
        let leading = self.own_leading(&own.leading, sheet);
        let mut frame = frame?;
        let leading = leading
            .map(|leading| leading.max(frame.styles.get(crate::page::Part::Classified).size));
        let item_gap = self.length_within(&own.item_gap, Abs::ZERO, Abs::mm(50.0), sheet.units());
        frame.classified = Some(ClassifiedLook { item_rule, bar, lead, leading, item_gap });
        Some(PlacedElement { element: Element::Story(Box::new(frame)), span: raw.span, overlap })
    }
}

/// A thin black line of so many points.
fn thin(points: f64) -> RuleStyle {
    RuleStyle { kind: RuleKind::Thin, width: Abs::pt(points), color: Color::BLACK }
}
