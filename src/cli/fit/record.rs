//! What would make stories fit, as numbers for programs; the lines for people are made
//! from the same.

use banmian::copyfit::{CutPlace, FitAdvice, FitMeasure, FitState};
use banmian::diag::{SourceId, Sources};
use banmian::job::{FitFound, FitPage, changes_of};
use banmian::spec::change::{SpecChange, WrittenChange, write};
use banmian::spec::page::PageSpec;
use schemars::JsonSchema;
use serde::Serialize;

/// A page, and what would make its stories fit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(in crate::cli) struct PageFit {
    /// Its spec.
    pub(super) spec: String,
    /// Its stories, in the order of the page; with `--page` those for which something is
    /// to be done.
    pub(super) stories: Vec<StoryAdvice>,
    /// With `--page`: the name by which all of it is applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) together: Option<String>,
}

/// How a story fits, and what would make it fit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct StoryAdvice {
    /// Its slug.
    pub(super) slug: String,
    /// How it fits; null if its copy is not there, or it runs over several pages.
    pub(super) fit: Option<FitNumbers>,
    /// What makes it fit, the cheapest first.
    pub(super) measures: Vec<MeasureRecord>,
    /// What comes nearest, if nothing makes it fit.
    pub(super) nearest: Option<MeasureRecord>,
    /// Where it could be cut, the nearest places first.
    pub(super) cuts: Vec<CutRecord>,
    /// How often it was set to find this.
    pub(super) tried: usize,
    /// Combinations that were not tried.
    pub(super) not_tried: usize,
}

/// How a story fits; lines are those of its columns.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub(super) struct FitNumbers {
    /// Lines that find no place.
    pub(super) over_lines: usize,
    /// Characters that find no place.
    pub(super) over_characters: usize,
    /// Lines that stay empty, if they are so many that it shows.
    pub(super) short_lines: usize,
    /// Characters that these would hold.
    pub(super) short_characters: usize,
    /// How much deeper or shallower its place would have to be, in mm.
    pub(super) depth_mm: f64,
    /// Paragraphs that are set in a line less than they would have alone.
    pub(super) tightened_paragraphs: usize,
    /// Paragraphs that are set in a line more.
    pub(super) opened_paragraphs: usize,
}

/// Something that may be done.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct MeasureRecord {
    /// The name by which it is applied.
    pub(super) name: String,
    /// What it costs by the house's order.
    pub(super) cost: u32,
    /// Its kinds, as `[house.fit]` names them.
    pub(super) kinds: Vec<&'static str>,
    /// Lines that it gains; less than nothing if it fills them.
    pub(super) gains_lines: i64,
    /// Lines that are over with it.
    pub(super) leaves_over_lines: usize,
    /// Lines that are short with it.
    pub(super) leaves_short_lines: usize,
    /// What it changes in the spec; empty if that cannot be written there.
    pub(super) changes: Vec<ChangeRecord>,
}

/// A value of the spec.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct ChangeRecord {
    /// Its key, with those of the tables around it, counted from 1.
    pub(super) key: String,
    /// What is written now; null if the key is not there.
    pub(super) before: Option<String>,
    /// What would be written.
    pub(super) after: String,
}

/// A place at which a story could end.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct CutRecord {
    /// Characters that a cut there takes away.
    pub(super) characters: usize,
    /// Which block of the text, from 1.
    pub(super) block: usize,
    /// The last words before it.
    pub(super) words: String,
}

impl PageFit {
    pub(super) fn new(page: &FitPage, sources: &Sources) -> Self {
        let writer = RecordWriter { page: &page.spec, file: page.own_file, sources };
        let spec = page.path.display().to_string();
        match &page.found {
            FitFound::Stories(stories) => {
                let stories = stories.iter().map(|it| writer.advice(&it.found, &it.state));
                Self { spec, stories: stories.collect(), together: None }
            }
            FitFound::Page(stated) => {
                let all = &stated.found;
                let taken = all.taken.iter().map(|it| StoryAdvice {
                    measures: vec![writer.measure(&it.measure, &stated.state)],
                    ..StoryAdvice::of(it.slug.as_str())
                });
                let unfit = all.unfit.iter().map(|it| StoryAdvice {
                    fit: it.fit.map(FitNumbers::from),
                    nearest: it.nearest.as_ref().map(|it| writer.measure(it, &stated.state)),
                    ..StoryAdvice::of(it.slug.as_str())
                });
                let is_written = !changes_of(&all.taken).is_empty();
                let together = is_written.then(|| format!("page@{}", stated.state));
                Self { spec, stories: taken.chain(unfit).collect(), together }
            }
        }
    }

    /// Whether all of its stories fit or can be made to.
    pub(super) fn can_fit(&self) -> bool {
        self.stories.iter().all(|story| {
            !story.measures.is_empty() || story.fit.as_ref().is_none_or(FitNumbers::is_full)
        })
    }
}

impl StoryAdvice {
    fn of(slug: &str) -> Self {
        Self {
            slug: slug.to_owned(),
            fit: None,
            measures: Vec::new(),
            nearest: None,
            cuts: Vec::new(),
            tried: 0,
            not_tried: 0,
        }
    }
}

impl FitNumbers {
    /// Whether the story fits.
    pub(super) fn is_full(&self) -> bool {
        self.over_lines + self.over_characters + self.short_lines == 0
    }
}

impl From<FitState> for FitNumbers {
    fn from(fit: FitState) -> Self {
        Self {
            over_lines: fit.over_lines,
            over_characters: fit.over_characters,
            short_lines: fit.short_lines,
            short_characters: fit.short_characters,
            depth_mm: (fit.depth.to_mm() * 10.0).round() / 10.0,
            tightened_paragraphs: fit.tightened,
            opened_paragraphs: fit.opened,
        }
    }
}

/// What measures are written with.
struct RecordWriter<'a> {
    page: &'a PageSpec,
    file: Option<SourceId>,
    sources: &'a Sources,
}

impl RecordWriter<'_> {
    fn advice(&self, advice: &FitAdvice, state: &str) -> StoryAdvice {
        StoryAdvice {
            slug: advice.slug.to_string(),
            fit: advice.fit.map(FitNumbers::from),
            measures: advice.measures.iter().map(|it| self.measure(it, state)).collect(),
            nearest: advice.nearest.as_ref().map(|it| self.measure(it, state)),
            cuts: advice.cuts.iter().map(CutRecord::from).collect(),
            tried: advice.tried,
            not_tried: advice.not_tried,
        }
    }

    fn measure(&self, measure: &FitMeasure, state: &str) -> MeasureRecord {
        MeasureRecord {
            name: format!("{}@{state}", measure.name),
            cost: measure.cost,
            kinds: measure.kinds.iter().map(|kind| kind.name()).collect(),
            gains_lines: measure.gains,
            leaves_over_lines: measure.leaves.over_lines,
            leaves_short_lines: measure.leaves.short_lines,
            changes: self.changes(&measure.changes),
        }
    }

    fn changes(&self, changes: &[SpecChange]) -> Vec<ChangeRecord> {
        let written = self.file.and_then(|file| {
            let text = &self.sources.get(file).text;
            write(changes, self.page, file, self.sources, text).ok()
        });
        let written = written.map(|spec| spec.changes).unwrap_or_default();
        written.into_iter().map(ChangeRecord::from).collect()
    }
}

impl From<WrittenChange> for ChangeRecord {
    fn from(WrittenChange { key, before, after }: WrittenChange) -> Self {
        Self { key, before, after }
    }
}

impl From<&CutPlace> for CutRecord {
    fn from(CutPlace { characters, block, words }: &CutPlace) -> Self {
        Self { characters: *characters, block: *block, words: words.clone() }
    }
}
