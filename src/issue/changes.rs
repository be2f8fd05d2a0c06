//! Which plates have to be made for a version, seeing what was sent before.

use super::manifest::{ComparedWith, Manifest, SentFile, SentPlate};

/// What was sent before.
#[derive(Debug, Clone, PartialEq)]
pub struct SentBefore {
    /// Its manifest.
    pub manifest: Manifest,
    /// Its folder, from the one that is sent now: `../main-1`.
    pub folder: String,
}

impl SentBefore {
    /// Whether its plates can be compared with those of another manifest.
    #[must_use]
    pub fn is_comparable(&self, manifest: &Manifest) -> bool {
        self.manifest.plates == manifest.plates
    }

    /// Its file of a page.
    fn file(&self, page: &str) -> Option<&SentFile> {
        self.manifest.files.iter().find(|file| file.page == page)
    }
}

/// Says of each page of a manifest which plates have to be made: all that were not sent
/// before as they are now. With `is_only_changed`, a page without such is that which was
/// sent before, in its folder.
pub fn mark_changes(manifest: &mut Manifest, before: Option<&SentBefore>, is_only_changed: bool) {
    manifest.compared_with = before.map(|before| ComparedWith {
        zone: before.manifest.zone.clone(),
        version: before.manifest.version,
        folder: before.folder.clone(),
    });
    for file in &mut manifest.files {
        let old = before.and_then(|before| before.file(&file.page));
        let old_plates = old.map_or(&[][..], |old| &old.plates);
        let is_new = |plate: &&SentPlate| !old_plates.contains(plate);
        file.changed_plates = inks(file.plates.iter().filter(is_new));
        let is_gone = |plate: &&SentPlate| file.plates.iter().all(|it| it.ink != plate.ink);
        file.dropped_plates = inks(old_plates.iter().filter(is_gone));
        if let (Some(old), Some(before)) = (old, before)
            && is_only_changed
            && file.is_as_before()
        {
            file.folder = Some(old.folder.clone().unwrap_or_else(|| before.folder.clone()));
            file.name.clone_from(&old.name);
            file.sha256.clone_from(&old.sha256);
            file.bytes = old.bytes;
        }
    }
}

fn inks<'p>(plates: impl Iterator<Item = &'p SentPlate>) -> Vec<String> {
    plates.map(|plate| plate.ink.clone()).collect()
}
