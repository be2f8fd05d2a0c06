//! The number of every object in the file, given out before any is written, so
//! that the parts can refer to each other.

use pdf_writer::Ref;

use super::outline::OutlineRefs;
use super::structure;
use super::threads::ThreadRefs;
use super::used::{FontEncoding, Used};
use super::{Ways, vectors};
use crate::press::PressPictures;

/// The number of every object in the file.
pub(super) struct Refs {
    pub(super) catalog: Ref,
    pub(super) info: Ref,
    pub(super) xmp: Ref,
    pub(super) page_tree: Ref,
    /// The profile of the printing condition.
    pub(super) profile: Ref,
    pub(super) labels: Vec<Ref>,
    /// Graphics states that make paint knock out or overprint.
    pub(super) knockout: Ref,
    pub(super) overprint: Ref,
    /// The one that a page begins with (PDF 32000-1, 8.4.1).
    pub(super) initial: Ref,
    /// The color spaces of the spot inks, and of all plates together.
    pub(super) spots: Vec<Ref>,
    pub(super) all_plates: Ref,
    pub(super) pages: Vec<PageRefs>,
    pub(super) faces: Vec<FaceRefs>,
    pub(super) pictures: Vec<PictureRefs>,
    /// The form of each picture made of shapes; what it needs follows it.
    pub(super) vectors: Vec<Ref>,
    pub(super) outline: OutlineRefs,
    pub(super) thread_list: Ref,
    pub(super) threads: Vec<ThreadRefs>,
    pub(super) structure: Option<structure::StructureRefs>,
}

pub(super) struct PageRefs {
    pub(super) page: Ref,
    pub(super) content: Ref,
}

pub(super) struct FaceRefs {
    /// One for each of the face's encodings, in their order.
    pub(super) fonts: Vec<(FontEncoding, Ref)>,
    pub(super) descendant: Ref,
    pub(super) descriptor: Ref,
    pub(super) file: Ref,
    pub(super) to_unicode: Ref,
}

pub(super) struct PictureRefs {
    pub(super) image: Ref,
    pub(super) mask: Ref,
}

impl Refs {
    pub(super) fn assign(pages: usize, used: &Used, pictures: &PressPictures, ways: &Ways) -> Self {
        let mut counter = Ref::new(1);
        let mut next = || counter.bump();
        Self {
            catalog: next(),
            info: next(),
            xmp: next(),
            page_tree: next(),
            profile: next(),
            knockout: next(),
            overprint: next(),
            initial: next(),
            spots: used.spots.iter().map(|_| next()).collect(),
            all_plates: next(),
            labels: (0..pages).map(|_| next()).collect(),
            pages: (0..pages).map(|_| PageRefs { page: next(), content: next() }).collect(),
            faces: used
                .faces
                .iter()
                .map(|face| FaceRefs {
                    fonts: face.encodings.iter().map(|encoding| (*encoding, next())).collect(),
                    descendant: next(),
                    descriptor: next(),
                    file: next(),
                    to_unicode: next(),
                })
                .collect(),
            pictures: pictures
                .list()
                .iter()
                .map(|_| PictureRefs { image: next(), mask: next() })
                .collect(),
            vectors: pictures
                .vectors()
                .iter()
                .map(|own| {
                    let form = next();
                    for _ in 1..vectors::objects(own) {
                        next();
                    }
                    form
                })
                .collect(),
            outline: OutlineRefs::assign(&ways.bookmarks, &mut next),
            thread_list: next(),
            threads: ways
                .threads
                .iter()
                .map(|thread| ThreadRefs::assign(thread, &mut next))
                .collect(),
            structure: ways
                .tags
                .as_ref()
                .map(|tags| structure::StructureRefs::assign(tags, &mut next)),
        }
    }
}
