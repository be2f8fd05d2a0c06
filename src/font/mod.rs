//! The font library: which faces there are, what they cover, and which one
//! draws a character.
//!
//! The caller owns a [`FontLibrary`] and lends it to every stage. There are no
//! system fonts in it unless the caller puts them there, so a page does not
//! depend on the machine.

mod by_character;
mod face;
mod ink;
mod instance;
mod known;
mod stack;

use std::sync::{Arc, Weak};

pub use by_character::ByCharacter;
pub use face::{Embedding, Face, FontError, Outlines};
pub use harfrust::GlyphId;
pub use ink::GlyphInk;
pub use instance::AxisValue;
pub use known::KnownFonts;
pub use stack::{FontStack, ROLES};

use crate::diag::Diagnostic;
use crate::diag::finding::FontFault;
use crate::style::{FontRequest, Slant, Weight};

/// A face, by its place in its library; by default the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(u32);

/// The bytes of a font file.
#[derive(Clone)]
pub enum FontData {
    /// Part of the program.
    Static(&'static [u8]),
    /// The same, read from a file that comes with the program.
    Own(Arc<[u8]>),
    /// Read from a file.
    Shared(Arc<[u8]>),
}

impl AsRef<[u8]> for FontData {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Static(data) => data,
            Self::Own(data) | Self::Shared(data) => data,
        }
    }
}

/// Faces in the order they were added; of two faces that answer a request
/// equally well, the one added last wins, so that a house's own fonts replace
/// those that came with the program.
///
/// Cheap to clone: clones share the faces.
#[derive(Clone, Default)]
pub struct FontLibrary {
    faces: Vec<Arc<Face>>,
    /// Where those that come with the program were looked for in vain.
    looked_in: Vec<String>,
}

/// The faces of a font file.
#[derive(Clone)]
pub struct FontFile {
    faces: Vec<Arc<Face>>,
}

impl FontFile {
    /// Opens a font file; `name` is the file's for messages.
    ///
    /// # Errors
    /// If the file is not an OpenType font that can be set and embedded.
    pub fn open(name: &str, data: FontData) -> Result<Self, FontError> {
        let faces = face::read_all(name, data)?;
        Ok(Self { faces: faces.into_iter().map(Arc::new).collect() })
    }
}

/// Which faces a library has, in order; does not keep them. As long as it is there no
/// other face can be taken for one of them, even when they are gone.
#[derive(Clone)]
pub struct FacesIdentity {
    faces: Vec<Weak<Face>>,
}

impl FacesIdentity {
    /// Whether a library has the very same faces in the same order, so that ids mean the
    /// same. Faces that were opened twice are not the same.
    #[must_use]
    pub fn is_of(&self, library: &FontLibrary) -> bool {
        let is_same = |(own, face): (&Weak<Face>, &Arc<Face>)| own.as_ptr() == Arc::as_ptr(face);
        self.faces.len() == library.faces.len()
            && self.faces.iter().zip(&library.faces).all(is_same)
    }
}

impl FontLibrary {
    /// An empty library.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty library of a program whose fonts are in none of these places.
    #[must_use]
    pub fn not_found_in(looked_in: Vec<String>) -> Self {
        Self { looked_in, ..Self::default() }
    }

    /// What there is to say of a library without any face.
    #[must_use]
    pub fn emptiness(&self) -> Option<Diagnostic> {
        let looked_in = self.looked_in.clone();
        self.faces.is_empty().then(|| Diagnostic::of(FontFault::None { looked_in }))
    }

    /// Adds every face of a font file; `name` is the file's for messages.
    ///
    /// # Errors
    /// If the file is not an OpenType font that can be set and embedded.
    pub fn add(&mut self, name: &str, data: FontData) -> Result<(), FontError> {
        self.add_file(&FontFile::open(name, data)?);
        Ok(())
    }

    /// Adds every face of a font file that is open already.
    pub fn add_file(&mut self, file: &FontFile) {
        self.faces.extend(file.faces.iter().cloned());
    }

    /// Which faces these are.
    #[must_use]
    pub fn identity(&self) -> FacesIdentity {
        FacesIdentity { faces: self.faces.iter().map(Arc::downgrade).collect() }
    }

    /// What the faces are known by, in their order: a hash of their files. Of files that
    /// are part of the program, which is known otherwise, only their length is looked at.
    #[must_use]
    pub fn digest(&self) -> [u8; blake3::OUT_LEN] {
        let mut whole = blake3::Hasher::new();
        let mut last: Option<(*const u8, blake3::Hash)> = None;
        for face in &self.faces {
            for name in [&face.file, &face.postscript_name] {
                whole.update(&(name.len() as u64).to_le_bytes());
                whole.update(name.as_bytes());
            }
            whole.update(&face.index.to_le_bytes());
            let instance = format!("{:?}", face.instance);
            whole.update(&(instance.len() as u64).to_le_bytes());
            whole.update(instance.as_bytes());
            match face.shared_data() {
                own @ (FontData::Static(_) | FontData::Own(_)) => {
                    whole.update(&(own.as_ref().len() as u64).to_le_bytes());
                }
                FontData::Shared(data) => {
                    // Faces of one file follow each other.
                    let hash = match last {
                        Some((at, hash)) if at == data.as_ptr() => hash,
                        _ => blake3::hash(&data),
                    };
                    last = Some((data.as_ptr(), hash));
                    whole.update(hash.as_bytes());
                }
            }
        }
        *whole.finalize().as_bytes()
    }

    /// Adds every face of another library; they go before those that are here
    /// already. Ids that `other` gave out do not hold any more.
    pub fn append(&mut self, other: Self) {
        self.faces.extend(other.faces);
    }

    /// The face behind an id that this library gave out.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0 as usize]
    }

    /// Every face with its id, in the order they were added.
    pub fn faces(&self) -> impl DoubleEndedIterator<Item = (FaceId, &Face)> {
        self.faces.iter().enumerate().map(|(at, face)| (FaceId(at as u32), &**face))
    }

    /// Whether any face is of this family, whatever its case.
    #[must_use]
    pub fn has_family(&self, family: &str) -> bool {
        self.faces.iter().any(|face| face.is_of_family(family))
    }

    /// The family names, each once, in the order they were added.
    #[must_use]
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for face in &self.faces {
            if !names.contains(&face.family.as_str()) {
                names.push(&face.family);
            }
        }
        names
    }

    /// The face of a family that is nearest in slant and weight.
    #[must_use]
    pub fn find(&self, family: &str, weight: Weight, slant: Slant) -> Option<FaceId> {
        self.faces()
            .filter(|(_, face)| face.is_of_family(family))
            .rev()
            .min_by_key(|(_, face)| (face.slant != slant, weight_distance(weight, face.weight)))
            .map(|(id, _)| id)
    }

    /// The faces to try for a request, in order, in text of a language.
    #[must_use]
    pub fn stack(&self, request: &FontRequest, lang: crate::style::Lang) -> FontStack {
        stack::build(self, request, lang)
    }
}

/// How far two weights are apart, a heavier one counting as nearer than a
/// lighter one when bold is asked for and the other way round (CSS Fonts 4,
/// 5.2).
fn weight_distance(wanted: Weight, is: Weight) -> u32 {
    let distance = u32::from(wanted.0.abs_diff(is.0)) * 2;
    let wrong_way = if wanted.0 >= 500 { is.0 < wanted.0 } else { is.0 > wanted.0 };
    distance + u32::from(wrong_way)
}

impl FaceId {
    /// The place in the library, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
