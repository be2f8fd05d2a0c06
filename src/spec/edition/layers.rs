//! What a zone and a version lay over the main edition.

use super::read::no_zone;
use super::{Edition, EditionLayer, EditionPage, Zone};
use crate::diag::Diagnostic;
use crate::diag::finding::EditionFault;

/// The zone of the main edition, in names of files.
pub const MAIN_ZONE: &str = "main";

/// Which of the editions of a night is meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EditionChoice {
    /// The zone; none for the main edition.
    pub zone: Option<String>,
    /// The version, from 1; none for the last there is.
    pub version: Option<u32>,
}

impl EditionChoice {
    /// Whether a zone or version is named.
    #[must_use]
    pub fn is_made(&self) -> bool {
        *self != Self::default()
    }
}

impl Edition {
    /// The pages of a zone and version: the main edition's, over which lie those versions
    /// that are for all, then the zone with those that it builds on, then the versions that
    /// are for this zone alone.
    ///
    /// # Errors
    /// If there is no such zone or version.
    pub fn pages_of(&self, choice: &EditionChoice) -> Result<Vec<EditionPage>, Box<Diagnostic>> {
        let zones = self.zones_of(choice)?;
        let version = self.version_of(choice)?;
        let versions = |zone: Option<&str>| {
            let mut found: Vec<_> = self
                .versions
                .iter()
                .filter(|it| it.number.value <= version)
                .filter(|it| it.zone.as_ref().map(|zone| zone.value.as_str()) == zone)
                .collect();
            found.sort_by_key(|it| it.number.value);
            found.into_iter().map(|it| &it.layer)
        };
        let mut pages = self.pages.clone();
        for layer in versions(None) {
            lay_over(&mut pages, layer);
        }
        for zone in zones {
            lay_over(&mut pages, &zone.layer);
            for layer in versions(Some(&zone.name.value)) {
                lay_over(&mut pages, layer);
            }
        }
        Ok(pages)
    }

    /// The names of its zones.
    pub fn zone_names(&self) -> impl Iterator<Item = &str> {
        self.zones.iter().map(|zone| zone.name.value.as_str())
    }

    /// The last version that there is of a zone, or of the main edition.
    #[must_use]
    pub fn last_version(&self, zone: Option<&str>) -> u32 {
        let is_for = |it: &&super::Version| {
            it.zone.as_ref().is_none_or(|of| Some(of.value.as_str()) == zone)
        };
        let numbers = self.versions.iter().filter(is_for).map(|it| it.number.value);
        numbers.max().unwrap_or(1).max(1)
    }

    fn version_of(&self, choice: &EditionChoice) -> Result<u32, Box<Diagnostic>> {
        let last = self.last_version(choice.zone.as_deref());
        match choice.version {
            Some(version) if version == 0 || version > last => {
                let finding = EditionFault::NoVersion { version, last_version: last };
                Err(Box::new(Diagnostic::of(finding).in_file(self.file.display().to_string())))
            }
            Some(version) => Ok(version),
            None => Ok(last),
        }
    }

    /// The zone and those that it builds on, the deepest first.
    fn zones_of(&self, choice: &EditionChoice) -> Result<Vec<&Zone>, Box<Diagnostic>> {
        let mut zones: Vec<&Zone> = Vec::new();
        let mut next = choice.zone.as_deref();
        while let Some(name) = next {
            if name == MAIN_ZONE && self.zones.iter().all(|it| it.name.value != name) {
                break;
            }
            let Some(zone) = self.zones.iter().find(|it| it.name.value == name) else {
                let finding = no_zone(name, &self.zones);
                return Err(Box::new(finding.in_file(self.file.display().to_string())));
            };
            // A circle has been told when the edition was read.
            if zones.iter().any(|it| it.name.value == zone.name.value) {
                break;
            }
            zones.push(zone);
            next = zone.extends.as_ref().map(|base| base.value.as_str());
        }
        zones.reverse();
        Ok(zones)
    }
}

fn lay_over(pages: &mut [EditionPage], layer: &EditionLayer) {
    for page in pages {
        page.layer.lay_over(&layer.all);
        for own in layer.pages.iter().filter(|it| it.number.value.is_same(&page.number.value)) {
            if let Some(layout) = &own.layout {
                page.layout = layout.clone();
            }
            page.layer.lay_over(&own.layer);
        }
    }
}
