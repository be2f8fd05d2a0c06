//! Runs of head lines: whether a story begins with one, and what stands above its head.

use super::super::copy::CopyText;
use super::signs::{LineLook, has_halves, is_section_name, is_slogan};

/// A line with what it looks like.
pub(super) struct SignedLine {
    pub(super) copy: CopyText,
    pub(super) look: LineLook,
    /// How many empty lines stand before it.
    pub(super) gap: usize,
}

/// What a run of head lines means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunMeans {
    /// A story begins here: a sign says so.
    Story,
    /// A story seems to begin here.
    StoryPerhaps,
    /// A crosshead, or a line of the text.
    Text,
}

/// What is known of the story that a run stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunStands {
    /// Before any text.
    First,
    /// Behind a paragraph of a story with a byline.
    InStory,
    /// Behind a paragraph of a brief.
    InBrief,
    /// Behind a paragraph that stops in a sentence.
    InSentence,
    /// Behind a caption with no text before it.
    BehindCaption,
}

/// What a run of head lines means, by what stands before it and what follows.
pub(super) fn meaning(run: &[SignedLine], stands: RunStands, after: Option<LineLook>) -> RunMeans {
    let count = |look| run.iter().filter(|line| line.look == look).count();
    let titles = count(LineLook::Title);
    if titles == 0 {
        return RunMeans::Text;
    }
    let has_sign = [LineLook::Kicker, LineLook::Deck, LineLook::Byline]
        .into_iter()
        .any(|look| count(look) > 0);
    if has_sign || titles > 1 {
        return RunMeans::Story;
    }
    let follows = matches!(after, Some(LineLook::Dateline | LineLook::Caption));
    if stands == RunStands::First || after == Some(LineLook::Dateline) {
        return RunMeans::Story;
    }
    let halves = run.iter().any(|line| has_halves(&line.copy.text()));
    match stands {
        RunStands::BehindCaption => RunMeans::Story,
        RunStands::InBrief if after.is_some() => RunMeans::StoryPerhaps,
        RunStands::InStory | RunStands::InSentence if halves && after.is_some() => {
            RunMeans::StoryPerhaps
        }
        RunStands::InStory if follows => RunMeans::StoryPerhaps,
        _ => RunMeans::Text,
    }
}

/// What stands above the head of a story that begins with a run.
#[derive(Default)]
pub(super) struct AboveHead {
    /// Whether the first line is a slogan over the page.
    pub(super) banner: bool,
    /// Whether the next is the title of a section.
    pub(super) section: bool,
    /// Whether a sign says so.
    pub(super) is_sure: bool,
}

/// What stands above the head in a run; `is_first` if nothing is above it on the page.
pub(super) fn above_head(run: &[SignedLine], is_first: bool) -> AboveHead {
    let titles: Vec<&SignedLine> =
        run.iter().take_while(|line| line.look == LineLook::Title).collect();
    let all = run.iter().filter(|line| line.look == LineLook::Title).count();
    let text = |at: usize| titles.get(at).map(|line| line.copy.text()).unwrap_or_default();
    // Something is left for the headline.
    let banner = is_first && all > 1 && is_slogan(&text(0));
    let next = usize::from(banner);
    let left = all.saturating_sub(next);
    let by_name = left > 1 && is_section_name(&text(next));
    // Section, kicker and headline.
    let by_count = left > 2 && titles.len() > next;
    AboveHead { banner, section: by_name || by_count, is_sure: by_name }
}
