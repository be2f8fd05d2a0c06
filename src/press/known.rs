//! Pictures that were brought to the press before, kept in memory and on the disk.

use std::sync::Arc;

use super::PressPicture;
use super::cache::{self, PressDemand};
use super::condition::{PressTables, PressTablesKey};
use super::error::Note;
use crate::cache::{Cache, FileBytes};
use crate::load::{CacheFolder, EntryKind};
use crate::page::Output;
use crate::picture::Picture;

/// Converted pictures, in a bounded room; for several threads at once.
pub struct KnownPressed {
    cache: Cache<(FileBytes, PressDemand), Arc<Pressed>>,
    tables: Cache<PressTablesKey, Arc<PressTables>>,
}

/// What share of the room is for tables: one in so many.
const TABLES_SHARE: usize = 16;

/// A picture in the inks of the press, and what there is to tell of it.
#[derive(Debug, Clone)]
pub(super) struct Pressed {
    pub(super) picture: PressPicture,
    pub(super) notes: Vec<Note>,
}

/// Where pictures may be that were converted before.
#[derive(Clone, Copy, Default)]
pub struct PressCache<'c> {
    /// In this process.
    pub known: Option<&'c KnownPressed>,
    /// In others, too.
    pub folder: Option<&'c CacheFolder>,
}

impl KnownPressed {
    /// None yet; there will be room for so many bytes of them.
    #[must_use]
    pub fn new(room: usize) -> Self {
        let of_tables = room / TABLES_SHARE;
        Self { cache: Cache::new(room - of_tables), tables: Cache::new(of_tables) }
    }

    /// How many bytes they take, with the files that they are known by.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.cache.bytes() + self.tables.bytes()
    }

    /// The tables of an output, known or yet to be filled.
    pub(super) fn tables(&self, output: &Output) -> Arc<PressTables> {
        let key = PressTablesKey::of(output);
        self.tables.get(&key).unwrap_or_else(|| {
            let tables = Arc::new(PressTables::default());
            let bytes = PressTables::BYTES + key.bytes();
            self.tables.put(key, Arc::clone(&tables), bytes);
            tables
        })
    }
}

impl PressCache<'_> {
    /// A picture that was converted before, or is now.
    pub(super) fn get<E>(
        self,
        demand: PressDemand,
        picture: &Picture,
        make: impl FnOnce() -> Result<Pressed, E>,
    ) -> Result<Pressed, E> {
        let Some(known) = self.known.filter(|known| !known.cache.is_off()) else {
            return self.get_from_folder(demand, picture, make);
        };
        let key = (FileBytes(Arc::clone(&picture.bytes)), demand);
        if let Some(pressed) = known.cache.get(&key) {
            return Ok((*pressed).clone());
        }
        let pressed = self.get_from_folder(demand, picture, make)?;
        let PressPicture { data, mask, .. } = &pressed.picture;
        let bytes = picture.bytes.len() + data.len() + mask.as_ref().map_or(0, Vec::len);
        known.cache.put(key, Arc::new(pressed.clone()), bytes);
        Ok(pressed)
    }

    fn get_from_folder<E>(
        self,
        demand: PressDemand,
        picture: &Picture,
        make: impl FnOnce() -> Result<Pressed, E>,
    ) -> Result<Pressed, E> {
        let Some(folder) = self.folder else { return make() };
        let name = cache::name(demand, picture);
        if let Some(known) =
            folder.get(EntryKind::Picture, &name).and_then(|bytes| cache::unpack(&bytes))
        {
            return Ok(known);
        }
        let made = make()?;
        folder.put(EntryKind::Picture, &name, &cache::pack(&made));
        Ok(made)
    }
}
