//! Article threads (PDF 32000-1, 12.4.3): a reader pages through a story from
//! column to column, and from page to page.

use std::collections::BTreeMap;
use std::io;

use pdf_writer::{Finish, Name, Rect as PdfRect, Ref, TextStr};

use super::PageLeaf;
use super::file::FileWriter;
use super::objects::Objects;

/// The stories on their way through the pages.
#[derive(Default)]
pub(super) struct ArticleThreads {
    /// In the order in which they begin.
    list: Vec<ArticleThread>,
    /// By slug: a slug that is on several pages is one story.
    known: BTreeMap<String, usize>,
}

/// A story on its way through the pages.
struct ArticleThread {
    own: Ref,
    /// The story's headline, or else its slug.
    title: String,
    /// The places that it runs through, in reading order; at least one.
    beads: Vec<Bead>,
}

/// A place that a story runs through.
struct Bead {
    own: Ref,
    page: Ref,
    place: PdfRect,
}

impl ArticleThreads {
    /// Takes in the stories of a page that have a place on it; the numbers of these
    /// places, in reading order, are what the page names (PDF 32000-1, table 30, B).
    pub(super) fn take(&mut self, leaf: &PageLeaf, page: Ref, file: &mut FileWriter) -> Vec<Ref> {
        let mut taken: BTreeMap<usize, Vec<Ref>> = BTreeMap::new();
        for story in leaf.page.stories.iter().filter(|story| !story.frames.is_empty()) {
            let at = *self.known.entry(story.slug.clone()).or_insert_with(|| {
                let title = super::outline::name_of(story).to_owned();
                self.list.push(ArticleThread { own: file.number(), title, beads: Vec::new() });
                self.list.len() - 1
            });
            for frame in &story.frames {
                let own = file.number();
                self.list[at].beads.push(Bead { own, page, place: leaf.sheet.corners(*frame) });
                taken.entry(at).or_default().push(own);
            }
        }
        taken.into_values().flatten().collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Writes all threads, and their `list`.
    pub(super) fn write(&self, list: Ref, file: &mut FileWriter) -> io::Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        let mut objects = Objects::default();
        objects.next().indirect(list).array().items(self.list.iter().map(|thread| thread.own));
        file.write_small(&objects)?;
        for thread in &self.list {
            let Some(first) = thread.beads.first() else { continue };
            let mut objects = Objects::default();
            let mut object = objects.next().indirect(thread.own).dict();
            object.pair(Name(b"Type"), Name(b"Thread")).pair(Name(b"F"), first.own);
            object.insert(Name(b"I")).dict().pair(Name(b"Title"), TextStr(&thread.title));
            object.finish();
            file.write_small(&objects)?;
            for at in 0..thread.beads.len() {
                file.write_small(&thread.bead(at))?;
            }
        }
        Ok(())
    }
}

impl ArticleThread {
    /// One of its places, in a ring: the last leads on to the first.
    fn bead(&self, at: usize) -> Objects {
        let (bead, count) = (&self.beads[at], self.beads.len());
        let mut objects = Objects::default();
        objects
            .next()
            .indirect(bead.own)
            .dict()
            .pair(Name(b"Type"), Name(b"Bead"))
            .pair(Name(b"T"), self.own)
            .pair(Name(b"N"), self.beads[(at + 1) % count].own)
            .pair(Name(b"V"), self.beads[(at + count - 1) % count].own)
            .pair(Name(b"P"), bead.page)
            .pair(Name(b"R"), bead.place);
        objects
    }
}
