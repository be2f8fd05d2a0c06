//! The faces of the house for lettering in a drawing: a machine's own fonts are
//! never asked, so that a chart looks the same wherever the page is made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use usvg::fontdb::{Database, ID, Source};
use usvg::{FontFamily, FontResolver, FontStyle};

use crate::font::{FaceId, FontLibrary, FontStack};
use crate::style::{FontRequest, Lang, Slant, Weight};

/// The faces of a library as usvg wants them.
pub(super) struct SvgLettering<'a> {
    fonts: &'a FontLibrary,
    database: Arc<Database>,
    /// usvg's number of a face, and back.
    ids: BTreeMap<FaceId, ID>,
    told: Mutex<LetteringFindings>,
}

#[derive(Default)]
struct LetteringFindings {
    /// Families that no face has, in the order in which they were asked for.
    replaced: Vec<String>,
    /// The same, to be found.
    known: BTreeSet<String>,
    /// The first character that no face has.
    missing: Option<char>,
}

impl<'a> SvgLettering<'a> {
    /// The faces, if there is lettering at all.
    pub(super) fn new(fonts: &'a FontLibrary, has_text: bool) -> Self {
        let mut database = Database::new();
        let mut ids = BTreeMap::new();
        // A collection is one source with several faces.
        let mut files: BTreeMap<&str, Vec<ID>> = BTreeMap::new();
        for (id, face) in fonts.faces().filter(|_| has_text) {
            let loaded = files.entry(&face.file).or_insert_with(|| {
                database.load_font_source(Source::Binary(Arc::new(face.shared_data()))).to_vec()
            });
            let own = loaded
                .iter()
                .find(|id| database.face(**id).is_some_and(|info| info.index == face.index));
            if let Some(own) = own {
                ids.insert(id, *own);
            }
        }
        Self { fonts, database: Arc::new(database), ids, told: Mutex::default() }
    }

    pub(super) fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// How usvg is to choose faces.
    pub(super) fn resolver(&self) -> FontResolver<'_> {
        FontResolver {
            select_font: Box::new(|font, _| {
                let slant = match font.style() {
                    FontStyle::Normal => Slant::Upright,
                    FontStyle::Italic | FontStyle::Oblique => Slant::Italic,
                };
                let stack = self.stack(font.families(), Weight(font.weight()), slant);
                self.first_of(&stack, |_| true)
            }),
            select_fallback: Box::new(|c, used, _| {
                let of_used = used.first().and_then(|first| {
                    let (id, _) = self.ids.iter().find(|(_, own)| *own == first)?;
                    Some(self.fonts.face(*id))
                });
                let (weight, slant) =
                    of_used.map_or((Weight(400), Slant::Upright), |face| (face.weight, face.slant));
                let stack = self.stack(&[], weight, slant);
                let found = self
                    .first_of(&stack, |face| self.fonts.face(face).glyph(c).is_some())
                    .filter(|id| !used.contains(id));
                if found.is_none() && !c.is_control() && !c.is_whitespace() {
                    self.note(|told| {
                        told.missing.get_or_insert(c);
                    });
                }
                found
            }),
        }
    }

    /// The faces for a list of families; those of the sans role where none of
    /// them is there, as charts are lettered.
    fn stack(&self, families: &[FontFamily], weight: Weight, slant: Slant) -> FontStack {
        let request = |family: &str| FontRequest { family: family.to_owned(), weight, slant };
        for family in families {
            let name = match family {
                FontFamily::Serif => "song",
                FontFamily::SansSerif | FontFamily::Monospace => "hei",
                FontFamily::Cursive | FontFamily::Fantasy => "kai",
                FontFamily::Named(name) => name.as_str(),
            };
            let stack = self.fonts.stack(&request(name), Lang::ChineseSimplified);
            if stack.found {
                return stack;
            }
        }
        if let Some(FontFamily::Named(name)) = families.first() {
            self.note(|told| {
                if !told.known.contains(name) {
                    told.known.insert(name.clone());
                    told.replaced.push(name.clone());
                }
            });
        }
        self.fonts.stack(&request("hei"), Lang::ChineseSimplified)
    }

    fn first_of(&self, stack: &FontStack, fits: impl Fn(FaceId) -> bool) -> Option<ID> {
        let face = stack.faces.iter().copied().find(|face| fits(*face))?;
        self.ids.get(&face).copied()
    }

    fn note(&self, note: impl FnOnce(&mut LetteringFindings)) {
        note(&mut self.told.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// A character that no face has.
    pub(super) fn missing(&self) -> Option<char> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).missing
    }

    /// The families that were asked for in vain.
    pub(super) fn replaced(&self) -> Vec<String> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).replaced.clone()
    }
}
