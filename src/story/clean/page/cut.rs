//! Gives each line of a page to a story.

use std::ops::Range;

use super::super::body::{CROSSHEAD_COLUMNS, CopyCaption, credit_start};
use super::super::change::{Change, ChangeKind, Doubt, HeadPart};
use super::super::copy::{CopyRole, CopyText};
use super::super::lines::ends_closed;
use super::heads::{AboveHead, RunMeans, RunStands, SignedLine, above_head, meaning};
use super::signs::LineLook;

/// What is found on a page.
#[derive(Default)]
pub(super) struct FoundOnPage {
    pub(super) banner: Option<CopyText>,
    /// The titles of its sections.
    pub(super) sections: Vec<CopyText>,
    pub(super) stories: Vec<CutStory>,
    pub(super) furniture: Vec<CopyText>,
}

/// A story with its lines.
pub(super) struct CutStory {
    /// Which of the sections it stands in.
    pub(super) section: Option<usize>,
    pub(super) begins: StoryBegin,
    /// Head and text.
    pub(super) lines: Vec<CopyText>,
    /// Captions that no sign shows.
    pub(super) captions: Vec<CopyCaption>,
}

/// How it is known that a story begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StoryBegin {
    /// By the signs that its head bears.
    Sign,
    /// By its place alone.
    Guess,
    /// It is a caption that stands alone.
    Caption,
}

impl CutStory {
    /// Where it stands in the raw copy.
    pub(super) fn range(&self) -> Range<usize> {
        let own = self.lines.iter().map(CopyText::range);
        let captions = self.captions.iter().map(|it| it.text.range());
        let all: Vec<Range<usize>> = own.chain(captions).collect();
        let start = all.iter().map(|it| it.start).min().unwrap_or(0);
        start..all.iter().map(|it| it.end).max().unwrap_or(0)
    }
}

/// Cuts the lines of a page.
pub(super) fn cut(text: &str, units: Vec<CopyText>, changes: &mut Vec<Change>) -> FoundOnPage {
    let mut end = 0;
    let mut lines: Vec<SignedLine> = Vec::with_capacity(units.len());
    for copy in units {
        let range = copy.range();
        let between = text.get(end..range.start).unwrap_or_default();
        let gap = between.matches('\n').count().saturating_sub(1);
        end = range.end;
        lines.push(SignedLine { look: LineLook::of(&copy), copy, gap });
    }
    let mut cutter = PageCutter { found: FoundOnPage::default(), form: None, changes };
    let mut rest = lines.into_iter().peekable();
    while let Some(first) = rest.next() {
        if first.look == LineLook::Folio {
            cutter.furniture(first.copy);
            continue;
        }
        let mut run = vec![first];
        if run[0].look.is_of_head() {
            while let Some(line) = rest.next_if(|line| line.look.is_of_head()) {
                run.push(line);
            }
        }
        let after = rest.peek().map(|line| line.look);
        cutter.take(run, after, rest.len());
    }
    cutter.found
}

/// What the head of a story has, by which those of a section are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct HeadForm {
    has_byline: bool,
    has_dateline: bool,
    has_text: bool,
}

struct PageCutter<'c> {
    found: FoundOnPage,
    /// The form of the first story of the section that is open.
    form: Option<HeadForm>,
    changes: &'c mut Vec<Change>,
}

impl PageCutter<'_> {
    fn furniture(&mut self, line: CopyText) {
        self.tell(ChangeKind::PageFurniture, &line);
        self.found.furniture.push(line);
    }

    fn tell(&mut self, kind: ChangeKind, line: &CopyText) {
        self.changes.push(Change::new(kind, line.range(), line.text(), ""));
    }

    /// Takes a run of head lines, or a line of text; `left` lines follow.
    fn take(&mut self, mut run: Vec<SignedLine>, after: Option<LineLook>, left: usize) {
        if !run[0].look.is_of_head() {
            return run.drain(..).for_each(|line| self.text(line, after));
        }
        let stands = self.stands();
        match meaning(&run, stands, after) {
            RunMeans::Story => self.story(run, StoryBegin::Sign, after),
            RunMeans::StoryPerhaps => self.story(run, StoryBegin::Guess, after),
            RunMeans::Text => {
                let last = left == 0;
                run.drain(..).for_each(|line| self.short(line, last));
            }
        }
    }

    /// What the next line stands behind.
    fn stands(&self) -> RunStands {
        let Some(story) = self.found.stories.last() else { return RunStands::First };
        if story.begins == StoryBegin::Caption {
            return RunStands::BehindCaption;
        }
        let texts = || story.lines.iter().filter(|line| !LineLook::of(line).is_of_head());
        let last = story.lines.last().map(CopyText::text).unwrap_or_default();
        let has_text = texts().any(|line| LineLook::of(line) != LineLook::Caption);
        if !has_text {
            RunStands::BehindCaption
        } else if !ends_closed(&last) && LineLook::of_last(story) == LineLook::Text {
            RunStands::InSentence
        } else if texts().any(|line| LineLook::of(line) == LineLook::Dateline) {
            RunStands::InBrief
        } else {
            RunStands::InStory
        }
    }

    /// Begins a story.
    fn story(&mut self, run: Vec<SignedLine>, begins: StoryBegin, after: Option<LineLook>) {
        let is_first = self.found.stories.is_empty() && self.found.banner.is_none();
        let AboveHead { banner, section, is_sure } = above_head(&run, is_first);
        let form = HeadForm {
            has_byline: run.iter().any(|line| line.look == LineLook::Byline),
            has_dateline: after == Some(LineLook::Dateline),
            has_text: after != Some(LineLook::Caption),
        };
        let mut lines = run.into_iter().map(|line| line.copy);
        if banner && let Some(line) = lines.next() {
            self.tell(ChangeKind::Banner, &line);
            self.found.banner = Some(line);
        }
        if section && let Some(line) = lines.next() {
            let kind = match is_sure {
                true => ChangeKind::HeadPart(HeadPart::Section),
                false => ChangeKind::HeadGuess(HeadPart::Section),
            };
            self.tell(kind, &line);
            self.found.sections.push(line);
            self.form = Some(form);
        } else if self.form != Some(form) {
            // Another form ends the section.
            self.form = None;
        }
        let section = self.form.and(self.found.sections.len().checked_sub(1));
        let lines: Vec<CopyText> = lines.collect();
        if let Some(first) = lines.first() {
            let first = first.clone();
            self.tell(ChangeKind::StoryBegins, &first);
        }
        self.found.stories.push(CutStory { section, begins, lines, captions: Vec::new() });
    }

    /// A paragraph or a caption.
    fn text(&mut self, line: SignedLine, after: Option<LineLook>) {
        let SignedLine { copy, look, .. } = line;
        let is_alone = look == LineLook::Caption && self.stands_alone(&copy, after);
        match self.found.stories.last_mut() {
            Some(story) if !is_alone && story.begins != StoryBegin::Caption => {
                story.lines.push(copy);
            }
            _ => {
                let begins = match look {
                    LineLook::Caption => StoryBegin::Caption,
                    _ => StoryBegin::Guess,
                };
                let kind = match begins {
                    StoryBegin::Caption => ChangeKind::CaptionAlone,
                    StoryBegin::Sign | StoryBegin::Guess => ChangeKind::StoryBegins,
                };
                self.tell(kind, &copy);
                self.form = None;
                let lines = vec![copy];
                let captions = Vec::new();
                self.found.stories.push(CutStory { section: None, begins, lines, captions });
            }
        }
    }

    /// Whether a caption belongs to no story: it says all by itself, behind a text that has
    /// ended, and no text goes on behind it.
    fn stands_alone(&self, copy: &CopyText, after: Option<LineLook>) -> bool {
        let Some(story) = self.found.stories.last() else { return true };
        let text = copy.text();
        let words = credit_start(&text).unwrap_or(0);
        let said: String = text.chars().take(words).collect();
        let says_all = said.contains(['。', '.']) && said.chars().count() >= SAYS_ALL;
        let has_ended = match self.stands() {
            RunStands::First | RunStands::InSentence => false,
            RunStands::InStory | RunStands::InBrief => true,
            RunStands::BehindCaption => {
                story.begins == StoryBegin::Caption
                    || story.lines.iter().any(|line| LineLook::of(line) == LineLook::Caption)
            }
        };
        let goes_on = matches!(after, Some(LineLook::Text));
        has_ended && says_all && !goes_on
    }

    /// A short line that begins no story: a crosshead, or a caption without a sign.
    fn short(&mut self, line: SignedLine, is_last: bool) {
        let SignedLine { copy, look, gap } = line;
        let Some(story) = self.found.stories.last_mut() else {
            return self.text(SignedLine { copy, look, gap }, None);
        };
        let has_pictures = story.lines.iter().any(|line| {
            LineLook::of(line) == LineLook::Byline && line.text().contains(['图', '摄'])
        });
        let is_wide = copy.columns() > CROSSHEAD_COLUMNS;
        if look == LineLook::Title && is_wide && (has_pictures || gap > 1) && !is_last {
            // Where it stood characters may be missing.
            let mut gap = CopyText::new("", copy.range().end);
            gap.push_gap();
            gap.role = CopyRole::Marked;
            let kind = ChangeKind::Doubt(Doubt::CaptionCut);
            self.changes.push(Change::new(kind, copy.range(), copy.text(), gap.text()));
            story.lines.push(gap);
            story.captions.push(CopyCaption { text: copy, credit: CopyText::default() });
            return;
        }
        story.lines.push(copy);
    }
}

/// Characters from which on a caption can say all of what happened.
const SAYS_ALL: usize = 30;

impl LineLook {
    /// What the last line of a story looks like.
    fn of_last(story: &CutStory) -> Self {
        story.lines.last().map_or(Self::Text, Self::of)
    }
}
