//! The desk: what is lent to whoever sets an element of a page, and changed by
//! nobody.

use crate::diag::finding::FitFault;
use crate::diag::{Diagnostic, Sink, Span, nearest};
use crate::geom::LineSpan;
use crate::layout::grid::slots::Room;
use crate::layout::resources::{BookPage, Material, Resources};
use crate::page::StoryReport;
use crate::spec::page::{PageSpec, StoryFrame};
use crate::story::{RichText, Slug, Story};
use crate::style::Lang;

/// What is lent to whoever sets an element.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) spec: &'a PageSpec,
    pub(super) resources: Resources<'a>,
}

/// A story and where it stands.
#[derive(Clone, Copy)]
pub(super) struct StoryPlace<'a> {
    pub(super) material: &'a Material,
    pub(super) frame: &'a StoryFrame,
    /// The language that it is set in.
    pub(super) lang: Lang,
    /// What of its frame is left for what is set next.
    pub(super) room: Room,
}

impl<'a> StoryPlace<'a> {
    /// The story itself.
    pub(super) fn story(self) -> &'a Story {
        &self.material.story
    }

    /// The same with another room.
    pub(super) fn with_room(self, room: Room) -> Self {
        Self { room, ..self }
    }
}

impl<'a> Desk<'a> {
    /// For the elements of a page.
    pub(super) fn of(page: BookPage<'a>) -> Self {
        let BookPage { spec, resources } = page;
        Self { spec, resources }
    }

    /// The language of a story: its own, or the page's.
    pub(super) fn lang_of(self, story: &Story) -> Lang {
        story.lang.unwrap_or(self.spec.lang)
    }

    /// The report of a story that stands on these lines, of which nothing is set yet.
    pub(super) fn report_on(self, story: &Story, lines: LineSpan) -> StoryReport {
        let title = story.headline.as_ref().map(RichText::plain).unwrap_or_default();
        let slug = story.slug.to_string();
        let lang = self.lang_of(story).tag().to_owned();
        StoryReport { lang, ..StoryReport::new(slug, title, lines, story.characters()) }
    }

    /// The story of a slug, or a report that there is none.
    pub(super) fn material(self, slug: &Slug, span: Span, sink: &mut Sink) -> Option<&'a Material> {
        let found = self.resources.story(slug);
        if found.is_none() {
            let known = self.resources.stories.iter().map(|material| material.story.slug.as_str());
            let named = slug.as_str();
            // It may be the name of the file.
            let bare = named.rsplit_once('.').map(|(stem, _)| stem);
            let nearest = match bare.filter(|stem| known.clone().any(|slug| slug == *stem)) {
                Some(stem) => Some(stem.to_owned()),
                None => nearest(named, known).map(str::to_owned),
            };
            let finding = FitFault::NoStory { slug: slug.to_string(), nearest };
            sink.push(Diagnostic::of(finding).at(span));
        }
        found
    }
}
