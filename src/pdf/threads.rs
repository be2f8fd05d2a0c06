//! Article threads (PDF 32000-1, 12.4.3): a reader pages through a story from
//! column to column, and from page to page.

use pdf_writer::{Chunk, Finish, Name, Ref, TextStr};

use super::PageLeaf;
use crate::geom::Rect;

/// A story on its way through the pages.
pub(super) struct ArticleThread {
    /// The story's headline, or else its slug.
    title: String,
    /// The pages and places that it runs through, in reading order; at least
    /// one.
    beads: Vec<(usize, Rect)>,
}

/// The numbers of a thread's objects.
pub(super) struct ThreadRefs {
    pub(super) thread: Ref,
    pub(super) beads: Vec<Ref>,
}

impl ThreadRefs {
    pub(super) fn assign(thread: &ArticleThread, mut next: impl FnMut() -> Ref) -> Self {
        Self { thread: next(), beads: thread.beads.iter().map(|_| next()).collect() }
    }
}

/// The threads of all stories that have a place on the pages. A slug that is
/// met again is the same story, continued.
pub(super) fn collect(leaves: &[PageLeaf]) -> Vec<ArticleThread> {
    let mut threads: Vec<(&str, ArticleThread)> = Vec::new();
    for (at, leaf) in leaves.iter().enumerate() {
        for story in &leaf.page.stories {
            let beads = story.frames.iter().map(|frame| (at, *frame));
            let known = threads.iter_mut().find(|(slug, _)| *slug == story.slug);
            match known {
                Some((_, thread)) => thread.beads.extend(beads),
                None => {
                    let title = super::outline::name_of(story).to_owned();
                    threads.push((&story.slug, ArticleThread { title, beads: beads.collect() }));
                }
            }
        }
    }
    let threads = threads.into_iter().map(|(_, thread)| thread);
    threads.filter(|thread| !thread.beads.is_empty()).collect()
}

/// The beads on a page, in reading order (PDF 32000-1, table 30, B).
pub(super) fn beads_on(page: usize, threads: &[ArticleThread], refs: &[ThreadRefs]) -> Vec<Ref> {
    let beads =
        threads.iter().zip(refs).flat_map(|(thread, own)| thread.beads.iter().zip(&own.beads));
    beads.filter(|((at, _), _)| *at == page).map(|(_, bead)| *bead).collect()
}

/// The objects of all threads.
pub(super) fn write(
    threads: &[ArticleThread],
    refs: &[ThreadRefs],
    leaves: &[PageLeaf],
    pages: &[Ref],
) -> Chunk {
    let mut chunk = Chunk::with_settings(super::settings());
    for (thread, own) in threads.iter().zip(refs) {
        let Some(first) = own.beads.first() else { continue };
        let mut object = chunk.indirect(own.thread).dict();
        object.pair(Name(b"Type"), Name(b"Thread")).pair(Name(b"F"), *first);
        object.insert(Name(b"I")).dict().pair(Name(b"Title"), TextStr(&thread.title));
        object.finish();
        let count = own.beads.len();
        for (at, ((page, place), bead)) in thread.beads.iter().zip(&own.beads).enumerate() {
            // A ring: the last leads on to the first.
            chunk
                .indirect(*bead)
                .dict()
                .pair(Name(b"Type"), Name(b"Bead"))
                .pair(Name(b"T"), own.thread)
                .pair(Name(b"N"), own.beads[(at + 1) % count])
                .pair(Name(b"V"), own.beads[(at + count - 1) % count])
                .pair(Name(b"P"), pages[*page])
                .pair(Name(b"R"), leaves[*page].sheet.corners(*place));
        }
    }
    chunk
}
