//! What stands where on a page, in flow coordinates, so that a vertical page is
//! looked over like a horizontal one.

use crate::diag::Span;
use crate::font::FaceId;
use crate::geom::{Abs, LineSpan, Rect};
use crate::page::{Item, Line, Page, Part, StoryReport};
use crate::spec::page::{BoxElement, Element, HeadPlace, PageSpec, RunAround, StoryFrame};

/// What stands where.
pub(super) struct Survey<'a> {
    pub(super) page: &'a Page,
    pub(super) spec: &'a PageSpec,
    /// The stories of the page, in reading order.
    pub(super) stories: Vec<SeenStory<'a>>,
    /// The pictures, and to which of the stories each belongs.
    pub(super) pictures: Vec<(Rect, Option<u32>)>,
}

/// A story as it stands on the page.
pub(super) struct SeenStory<'a> {
    pub(super) report: &'a StoryReport,
    /// Its place in the spec; none for pictures that stand for themselves.
    pub(super) frame: Option<&'a StoryFrame>,
    pub(super) head: Option<SeenHead>,
    /// Whether its lines, those of its head among them, run as those of the page,
    /// and the head does not stand on a picture.
    pub(super) runs_along: bool,
    /// The lines of its text in their measures.
    pub(super) lines: Vec<Rect>,
    /// Its columns of text with the lines in them. A column that a picture or a head
    /// interrupts counts as two.
    pub(super) legs: Vec<Leg>,
}

/// A head.
#[derive(Clone, Copy)]
pub(super) struct SeenHead {
    /// The whole of it, in its measure.
    pub(super) rect: Rect,
    /// The headline alone.
    pub(super) headline: Rect,
    /// The largest size of the headline.
    pub(super) size: Abs,
    pub(super) face: FaceId,
}

/// A column of text.
pub(super) struct Leg {
    /// The room that it has.
    pub(super) rect: Rect,
    /// How many lines stand in it.
    pub(super) lines: usize,
}

impl<'a> Survey<'a> {
    pub(super) fn of(page: &'a Page, spec: &'a PageSpec) -> Self {
        let mut stories: Vec<SeenStory> = page.stories.iter().map(|it| seen(it, spec)).collect();
        let mut pictures = Vec::new();
        for item in &page.items {
            match item {
                Item::Line(line) => {
                    let story = line.owner.story.and_then(|at| stories.get_mut(at as usize));
                    if let (Some(story), Some(rect)) = (story, line.measure_box()) {
                        story.take(line, page.flow.rect_to_flow(rect));
                    }
                }
                Item::Picture(picture) => {
                    pictures.push((page.flow.rect_to_flow(picture.frame), picture.owner.story));
                }
                Item::Shape(_) => {}
            }
        }
        for story in &mut stories {
            let boxes = story.report.frames.iter().map(|rect| page.flow.rect_to_flow(*rect));
            let of_story = &story.lines;
            story.legs = boxes.map(|rect| leg(rect, of_story)).collect();
        }
        Self { page, spec, stories, pictures }
    }

    /// The grid lines that lie between two heights, to tell people where to look.
    pub(super) fn rows(&self, rect: Rect) -> LineSpan {
        self.spec.grid.lines_touching(rect.top, rect.bottom)
    }

    /// The frames and tints that stand behind other things.
    pub(super) fn boxes(&self) -> impl Iterator<Item = &BoxElement> {
        self.spec.elements.iter().filter_map(|element| match element {
            Element::Box(of) => Some(of),
            _ => None,
        })
    }

    /// The places of all pictures that text keeps clear of, with their captions.
    pub(super) fn picture_places(&self) -> impl Iterator<Item = Rect> {
        let frames = self.stories.iter().filter_map(|story| story.frame);
        let alone = self.spec.elements.iter().filter_map(|element| match element {
            Element::Picture(alone) => Some(&alone.picture),
            _ => None,
        });
        let boxes = frames.flat_map(|frame| &frame.pictures).chain(alone);
        let boxes = boxes.filter(|target| target.run_around != RunAround::None);
        boxes.map(|target| target.area.rect(&self.spec.grid))
    }

    /// The leading of the page.
    pub(super) fn leading(&self) -> Abs {
        self.spec.grid.leading
    }
}

impl SeenStory<'_> {
    /// Where the spec names it.
    pub(super) fn span(&self) -> Option<Span> {
        self.frame.map(|frame| frame.slug_span)
    }

    /// Whether a frame, a tint or a colored head sets it apart from what stands
    /// beside it.
    pub(super) fn is_set_apart(&self) -> bool {
        self.frame.is_some_and(|frame| {
            let dress = &frame.dress;
            dress.frame.is_some() || dress.tint.is_some() || frame.head.background.is_some()
        })
    }

    /// Its place in the spec if the story is too short for it, which has a finding of its
    /// own.
    pub(super) fn told_as_short(&self) -> Option<&StoryFrame> {
        self.frame.filter(|frame| {
            let columns = frame.text_columns.unwrap_or_else(|| frame.area.base_columns());
            self.report.underset_lines >= columns as usize
        })
    }

    /// Takes note of a line.
    fn take(&mut self, line: &Line, rect: Rect) {
        match line.owner.part {
            Part::Kicker
            | Part::Headline
            | Part::Deck
            | Part::Standfirst
            | Part::Byline
            | Part::JumpHead => self.take_head(line, rect),
            Part::Dateline
            | Part::Body
            | Part::Crosshead
            | Part::Table
            | Part::TableHeading
            | Part::TableTitle
            | Part::Quote
            | Part::Note
            | Part::FactBox
            | Part::BoxHeading
            | Part::Classified
            | Part::ClassifiedHeading => self.lines.push(rect),
            Part::Caption
            | Part::Credit
            | Part::Section
            | Part::Banner
            | Part::Masthead
            | Part::Folio
            | Part::JumpLine
            | Part::StandingHead => {}
        }
    }

    fn take_head(&mut self, line: &Line, rect: Rect) {
        let is_headline = matches!(line.owner.part, Part::Headline | Part::JumpHead);
        let (Some(size), Some(run)) = (line.size(), line.runs.first()) else { return };
        let Some(head) = &mut self.head else {
            let size = if is_headline { size } else { Abs::ZERO };
            self.head = Some(SeenHead { rect, headline: rect, size, face: run.face });
            return;
        };
        head.rect = hull(head.rect, rect);
        if is_headline {
            let is_first = head.size == Abs::ZERO;
            head.headline = if is_first { rect } else { hull(head.headline, rect) };
            if size > head.size {
                (head.size, head.face) = (size, run.face);
            }
        }
    }
}

fn seen<'a>(report: &'a StoryReport, spec: &'a PageSpec) -> SeenStory<'a> {
    // A picture that stands for itself has a report, too, but no text frames of
    // its own.
    let frame = spec.elements.iter().find_map(|element| match element {
        Element::Story(frame) => (frame.slug.as_str() == report.slug).then_some(frame.as_ref()),
        Element::Section(section) => {
            section.stories.iter().find(|frame| frame.slug.as_str() == report.slug)
        }
        _ => None,
    });
    let runs_along = frame.is_some_and(|frame| {
        let stands_apart =
            matches!(frame.head.place, HeadPlace::Beside(..) | HeadPlace::OnPicture(..));
        frame.writing == spec.flow.writing && !stands_apart
    });
    SeenStory { report, frame, head: None, runs_along, lines: Vec::new(), legs: Vec::new() }
}

fn leg(rect: Rect, lines: &[Rect]) -> Leg {
    let middle = |line: &&Rect| {
        let (x, y) = (line.left + line.width() / 2, line.top + line.height() / 2);
        rect.left <= x && x <= rect.right && rect.top <= y && y <= rect.bottom
    };
    Leg { rect, lines: lines.iter().filter(middle).count() }
}

/// The rectangle round two.
pub(super) fn hull(one: Rect, other: Rect) -> Rect {
    Rect {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }
}

/// How much two rectangles share along the lines.
pub(super) fn shared_width(one: Rect, other: Rect) -> Abs {
    (one.right.min(other.right) - one.left.max(other.left)).max(Abs::ZERO)
}

/// How much they share across the lines.
pub(super) fn shared_height(one: Rect, other: Rect) -> Abs {
    (one.bottom.min(other.bottom) - one.top.max(other.top)).max(Abs::ZERO)
}
