//! Changes to a page that are made of its spec's values: on the resolved page, to try
//! what they would do, and in the text of the spec, where everything else stays byte for
//! byte as it is.

mod edit;
mod upgrade;

pub use edit::EditError;
use edit::{Edit, EditValue, KeyStep};
pub use upgrade::{UpgradedLine, UpgradedSpec, upgrade};

use super::page::{Arrangement, Element, PageSpec, StoryFrame};
use crate::diag::{SourceId, Sources, Span};
use crate::geom::{Abs, LineSpan, Point};
use crate::page::{Part, SpareLines};
use crate::story::OptionalPart;
use crate::style::Style;

/// One value of an element, changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecChange {
    /// Which element of the page, from 0.
    pub element: usize,
    /// Which story of it, from 0, if the change is of a story in a section.
    pub story: Option<usize>,
    /// What is changed.
    pub what: Changed,
}

/// What is changed, and to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// The lines of its place.
    Lines(LineSpan),
    /// The lines of one of its picture boxes, counted from 0.
    PictureLines(usize, LineSpan),
    /// The lines of one of its places for quotes, counted from 0.
    QuoteLines(usize, LineSpan),
    /// The size of its headline, and its limits.
    HeadlineSize(HeadlineSize),
    /// How the halves of its headline stand.
    Arrangement(Arrangement),
    /// The most spare lines at each place.
    SpareLines(SpareLines),
    /// The parts that are left out.
    LeaveOut(Vec<OptionalPart>),
    /// A rule moves by so many lines.
    RuleMoved(i64),
}

/// The size of a headline, and between which sizes it is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadlineSize {
    /// The size that is wished for.
    pub size: Abs,
    /// The smallest.
    pub min: Abs,
    /// The largest.
    pub max: Abs,
}

impl HeadlineSize {
    /// What a style says.
    #[must_use]
    pub fn of(style: &Style) -> Self {
        Self { size: style.size, min: style.min_size, max: style.max_size }
    }

    /// Another size: no larger one is tried if it is smaller, and the limits give way.
    #[must_use]
    pub fn with(self, size: Abs) -> Self {
        let max = if size < self.size { size } else { self.max.max(size) };
        Self { size, min: self.min.min(size), max }
    }
}

/// A value of a spec as it is written and as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenChange {
    /// The key, with those of the tables around it.
    pub key: String,
    /// What is written now; nothing if the key is not there.
    pub before: Option<String>,
    /// What would be written.
    pub after: String,
}

/// The text of a spec with changes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedSpec {
    /// The text with the changes.
    pub text: String,
    /// What was changed, in the order of the changes.
    pub changes: Vec<WrittenChange>,
}

impl SpecChange {
    /// The page with this changed.
    pub fn apply(&self, page: &mut PageSpec) {
        let leading = page.grid.leading;
        let Some(element) = page.elements.get_mut(self.element) else { return };
        match (element, &self.what) {
            (Element::Rule(rule), Changed::RuleMoved(by)) => {
                let moved = |at: Point| Point::new(at.x, at.y + leading * *by);
                (rule.from, rule.to) = (moved(rule.from), moved(rule.to));
            }
            (Element::Section(section), Changed::Lines(lines)) if self.story.is_none() => {
                section.area.lines = *lines;
            }
            (Element::Section(section), what) => {
                let story = self.story.and_then(|at| section.stories.get_mut(at));
                story.into_iter().for_each(|frame| what.apply(frame));
            }
            (Element::Story(frame), what) => what.apply(frame),
            _ => {}
        }
    }

    /// Whether another change is of the same value.
    #[must_use]
    pub fn is_of_same(&self, other: &Self) -> bool {
        let is_same_value = match (&self.what, &other.what) {
            (Changed::PictureLines(own, _), Changed::PictureLines(other, _))
            | (Changed::QuoteLines(own, _), Changed::QuoteLines(other, _)) => own == other,
            (own, other) => std::mem::discriminant(own) == std::mem::discriminant(other),
        };
        is_same_value && self.element == other.element && self.story == other.story
    }

    /// Where the element is written.
    fn span(&self, page: &PageSpec) -> Option<Span> {
        page.written.elements.get(self.element).copied()
    }

    /// The story that is changed.
    fn frame<'p>(&self, page: &'p PageSpec) -> Option<&'p StoryFrame> {
        match (page.elements.get(self.element)?, self.story) {
            (Element::Story(frame), _) => Some(frame),
            (Element::Section(section), Some(story)) => section.stories.get(story),
            _ => None,
        }
    }

    /// What is to be written for it in the spec of a page.
    fn edits(&self, page: &PageSpec) -> Vec<Edit> {
        let range = |lines: LineSpan| range(lines, page.grid.lines);
        let own = match self.story {
            Some(at) => vec![KeyStep::Key("stories"), KeyStep::Item(at)],
            None => Vec::new(),
        };
        let edit = |steps: &[KeyStep], value: EditValue| Edit {
            steps: own.iter().chain(steps).copied().collect(),
            value,
        };
        let set = |steps: &[KeyStep], value: String| vec![edit(steps, EditValue::Set(value))];
        match &self.what {
            Changed::Lines(lines) => set(&[KeyStep::Key("lines")], range(*lines)),
            Changed::PictureLines(at, lines) => {
                let own = self.frame(page).and_then(|frame| frame.pictures.get(*at));
                let steps = |key| [KeyStep::Key("pictures"), KeyStep::Item(*at), KeyStep::Key(key)];
                match own.is_some_and(|picture| picture.following.is_some()) {
                    true => set(&steps("depth"), lines.count().to_string()),
                    false => set(&steps("lines"), range(*lines)),
                }
            }
            Changed::QuoteLines(at, lines) => {
                let own = self.frame(page).and_then(|frame| frame.quotes.get(*at));
                let steps = |key| [KeyStep::Key("quotes"), KeyStep::Item(*at), KeyStep::Key(key)];
                match own.is_some_and(|quote| quote.following.is_some()) {
                    true => set(&steps("depth"), lines.count().to_string()),
                    false => set(&steps("lines"), range(*lines)),
                }
            }
            Changed::HeadlineSize(size) => {
                let now = self
                    .frame(page)
                    .map(|frame| HeadlineSize::of(frame.styles.get(Part::Headline)));
                type SizeOf = fn(&HeadlineSize) -> Abs;
                let keys: [(&str, SizeOf); 3] = [
                    ("size", |size| size.size),
                    ("min-size", |size| size.min),
                    ("max-size", |size| size.max),
                ];
                let changed = keys
                    .into_iter()
                    .filter(|(_, of)| now.as_ref().is_none_or(|now| of(now) != of(size)));
                changed
                    .map(|(key, of)| {
                        let steps =
                            [KeyStep::Key("styles"), KeyStep::Key("headline"), KeyStep::Key(key)];
                        let size = quoted(&format!("{}pt", points(of(size))));
                        edit(&steps, EditValue::Set(size))
                    })
                    .collect()
            }
            Changed::Arrangement(arrangement) => {
                set(&[KeyStep::Key("arrangement")], quoted(arrangement_name(*arrangement)))
            }
            Changed::SpareLines(SpareLines { head, pictures, crossheads }) => {
                let each = [("head", head), ("pictures", pictures), ("crossheads", crossheads)];
                let given = each.into_iter().filter(|(_, lines)| **lines > 0);
                given
                    .map(|(key, lines)| {
                        let steps = [KeyStep::Key("spare-lines"), KeyStep::Key(key)];
                        edit(&steps, EditValue::Set(lines.to_string()))
                    })
                    .collect()
            }
            Changed::LeaveOut(parts) => {
                let words: Vec<String> = parts.iter().map(|part| quoted(part.name())).collect();
                set(&[KeyStep::Key("leave-out")], format!("[{}]", words.join(", ")))
            }
            Changed::RuleMoved(by) => ["on-line", "after-line"]
                .map(|key| edit(&[KeyStep::Key(key)], EditValue::Add(*by)))
                .to_vec(),
        }
    }
}

impl Changed {
    fn apply(&self, frame: &mut StoryFrame) {
        match self {
            Self::Lines(lines) => frame.area.lines = *lines,
            Self::PictureLines(at, lines) => {
                if let Some(picture) = frame.pictures.get_mut(*at) {
                    picture.area.lines = *lines;
                    if let Some(following) = &mut picture.following {
                        following.depth = lines.count();
                    }
                }
            }
            Self::QuoteLines(at, lines) => {
                if let Some(quote) = frame.quotes.get_mut(*at) {
                    quote.area.lines = *lines;
                    if let Some(following) = &mut quote.following {
                        following.depth = lines.count();
                    }
                }
            }
            Self::HeadlineSize(HeadlineSize { size, min, max }) => {
                let style = frame.styles.get_mut(Part::Headline);
                (style.size, style.min_size, style.max_size) = (*size, *min, *max);
            }
            Self::Arrangement(arrangement) => frame.head.arrangement = *arrangement,
            Self::SpareLines(lines) => frame.spare = *lines,
            Self::LeaveOut(parts) => frame.leave_out.clone_from(parts),
            Self::RuleMoved(_) => {}
        }
    }
}

/// The text of a spec with changes in it. `text` is the file `file` as it is on the disk,
/// without a byte order mark; its line ends may differ from those that were read.
///
/// # Errors
/// If an element is not written in this file, or a value in a way that cannot be changed
/// in its place.
pub fn write(
    changes: &[SpecChange],
    page: &PageSpec,
    file: SourceId,
    sources: &Sources,
    text: &str,
) -> Result<ChangedSpec, EditError> {
    let read = &sources.get(file).text;
    let mut after = text.to_owned();
    let mut written = Vec::new();
    for change in changes {
        let span = change.span(page).ok_or(EditError::NotThere)?;
        if span.source != file {
            return Err(EditError::InTemplate);
        }
        for edit in change.edits(page) {
            // Places are those of the file as it was read: an element is found again by
            // its number among those of its kind.
            written.extend(edit::apply(read, &mut after, span, &edit)?);
        }
    }
    Ok(ChangedSpec { text: after, changes: written })
}

/// Lines of a page that has so many.
fn range(LineSpan { first, last }: LineSpan, all: u32) -> String {
    match last == all {
        true => quoted(&format!("{first}-last")),
        false => quoted(&format!("{first}-{last}")),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Points without digits that say nothing.
fn points(size: Abs) -> f64 {
    (size.to_pt() * 1000.0).round() / 1000.0
}

fn arrangement_name(arrangement: Arrangement) -> &'static str {
    match arrangement {
        Arrangement::Auto => "auto",
        Arrangement::OneLine => "one-line",
        Arrangement::Stacked => "stacked",
        Arrangement::Stepped => "stepped",
    }
}
