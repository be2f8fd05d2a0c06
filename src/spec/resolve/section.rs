//! Sections: a bar, and stories that share the lines under it.

use super::story::StoryParts;
use super::styles::{Base, StylesBySpan};
use super::{PlacedElement, ResolvedSheet, Resolver};
use crate::color::Color;
use crate::diag::Span;
use crate::diag::finding::{Bound, SpecFault};
use crate::geom::{Abs, LineSpan};
use crate::spec::page::{
    Area, BarLook, Element, HeadPlace, RuleKind, RuleStyle, Section, Share, StoryFrame,
};
use crate::spec::raw::{
    BarWord, RawSection, RawSectionLook, SectionEntry, ShareText, Sp, with_defaults,
};

const TITLE: &str = "[[section]]";

impl Resolver<'_> {
    /// A section with its stories.
    pub(super) fn section(
        &mut self,
        raw: &Sp<RawSection>,
        sheet: &ResolvedSheet,
        styles: &StylesBySpan,
    ) -> Option<PlacedElement> {
        let written = &raw.value;
        let units = sheet.units();
        let look = with_defaults(&written.look, &self.defaults.section);
        let title = self.required(&written.title, "title", TITLE, raw.span).cloned();
        let area = self.area(&written.place, TITLE, raw.span, sheet);
        let bar = self.bar(&look, sheet);
        let bar_lines = self.bar_lines(&look, area.as_ref());
        let divider = self.line(&look.divider, units);
        let dress = self.dress(&look.dress, units);
        let base = styles.over(area.as_ref(), sheet);
        let styles = self.styles(base, &look.styles, sheet);
        let base = Base { styles: &styles, span: base.span };
        let overlap = written.overlap.value().copied().unwrap_or(false);
        let entries = self.required(&written.stories, "stories", TITLE, raw.span);
        let entries = entries.map(|list| list.value.as_slice()).unwrap_or_default();
        // Until layout shares out the lines, a story may stand anywhere below
        // the bar.
        let below = area.zip(bar_lines).map(|(area, bar)| below_bar(area, bar, sheet));
        let stories: Vec<StoryFrame> = entries
            .iter()
            .filter_map(|entry| self.section_story(entry, below, overlap, sheet, base))
            .collect();
        self.idle_in_section(&written.look, &look, entries.len());
        let share = self.share(&look, entries.len(), below.as_ref());
        let title = title?;
        let section = Section {
            title: title.value,
            title_span: title.span,
            area: area?,
            bar_lines: bar_lines?,
            bar: bar?,
            stories,
            share: share?,
            divider,
            dress,
            styles,
        };
        Some(PlacedElement { element: Element::Section(section), span: raw.span, overlap })
    }

    fn section_story(
        &mut self,
        entry: &Sp<SectionEntry>,
        area: Option<Area>,
        overlap: bool,
        sheet: &ResolvedSheet,
        base: Base<'_>,
    ) -> Option<StoryFrame> {
        let written = &entry.value.0;
        let parts = StoryParts {
            slug: &written.slug,
            pictures: &written.pictures,
            frames: Vec::new(),
            look: with_defaults(&written.look, &self.defaults.story),
            overlap: super::story::overlap(overlap),
            span: entry.span,
            title: "a story of a section",
        };
        self.idle_in_story(&written.look, &parts.look);
        let frame = self.story_frame(&parts, area, sheet, base)?;
        // How many lines such a story takes depends on how many it is given.
        let crosses = frame.writing != sheet.flow.writing;
        if crosses || matches!(frame.head.place, HeadPlace::Beside(..) | HeadPlace::Inside(..)) {
            let slug = frame.slug.to_string();
            self.bad(frame.slug_span, SpecFault::NotInSection { slug });
            return None;
        }
        Some(frame)
    }

    fn bar(&mut self, look: &RawSectionLook, sheet: &ResolvedSheet) -> Option<BarLook> {
        match look.bar.value().copied().unwrap_or(BarWord::Solid) {
            BarWord::Plain => Some(BarLook::Plain),
            BarWord::Solid => match look.bar_color.get() {
                Some(color) => self.color(&color.value, color.span).map(BarLook::Solid),
                None => Some(BarLook::Solid(Color::BLACK)),
            },
            BarWord::Underlined => {
                let plain =
                    RuleStyle { kind: RuleKind::Thick, width: Abs::pt(1.5), color: Color::BLACK };
                match look.bar_rule.get() {
                    Some(rule) => self
                        .rule_style(&rule.value, rule.span, sheet.units())
                        .map(BarLook::Underlined),
                    None => Some(BarLook::Underlined(plain)),
                }
            }
        }
    }

    fn bar_lines(&mut self, look: &RawSectionLook, area: Option<&Area>) -> Option<u32> {
        let Some(given) = look.bar_lines.get() else { return Some(2) };
        let lines = given.value.0;
        let fits = area.is_none_or(|area| lines < area.lines.count());
        if lines > 0 && fits {
            return Some(lines);
        }
        self.bad(given.span, SpecFault::BarLines { lines: lines as usize });
        None
    }

    fn share(
        &mut self,
        look: &RawSectionLook,
        stories: usize,
        below: Option<&Area>,
    ) -> Option<Share> {
        let Some(given) = look.share.get() else { return Some(Share::ByLength) };
        let ShareText::Lines(lines) = &given.value else { return Some(Share::ByLength) };
        let lines: Vec<u32> = lines.iter().map(|count| count.value.0).collect();
        if lines.len() != stories {
            let count = lines.len();
            self.bad(given.span, SpecFault::SectionShares { values: count, stories });
            return None;
        }
        self.share_fits(&lines, below, given.span).then_some(Share::Lines(lines))
    }

    fn share_fits(&mut self, lines: &[u32], below: Option<&Area>, span: Span) -> bool {
        if lines.contains(&0) {
            self.bad(span, SpecFault::SectionShareEmpty);
            return false;
        }
        let Some(area) = below else { return true };
        let needs: u64 = lines.iter().map(|count| u64::from(*count)).sum();
        let has = area.lines.count();
        if needs <= u64::from(has) {
            return true;
        }
        let finding = SpecFault::SectionTooHigh { lines: needs as usize, most: Bound::from(has) };
        self.bad(span, finding);
        false
    }
}

/// The part of a section below its bar.
fn below_bar(area: Area, bar: u32, sheet: &ResolvedSheet) -> Area {
    let first = (area.lines.first + bar).min(area.lines.last);
    Area {
        lines: LineSpan { first, last: area.lines.last },
        exact: area.exact.map(|(_, bottom)| (sheet.grid.line_top(first).min(bottom), bottom)),
        ..area
    }
}
