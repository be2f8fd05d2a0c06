//! Where sent folders lie, and which of them are there.

use std::fs;
use std::path::{Path, PathBuf};

use banmian::diag::Diagnostic;
use banmian::diag::finding::IssueFault;
use banmian::issue::{Manifest, SentBefore, parse_manifest};
use banmian::job::EditionNames;
use banmian::load::{FilesRead, Project, folder_of};
use banmian::spec::edition::MAIN_ZONE;

use crate::cli::output;

/// Bytes of the largest manifest that is read.
pub(super) const MOST_BYTES: u64 = 64 << 20;

/// Where a zone and version is sent to.
pub(super) struct SentPlace<'n> {
    names: &'n EditionNames,
    /// The folder in which the one that is sent stands beside those of other zones and
    /// versions.
    above: PathBuf,
}

/// A folder beside the one that is sent.
struct SentNeighbor {
    name: String,
    version: u32,
}

impl<'n> SentPlace<'n> {
    /// In the folder `to`, or where editions are sent if nobody says.
    pub(super) fn new(names: &'n EditionNames, edition: &Path, to: Option<&Path>) -> Self {
        let to = to.map_or_else(|| folder_of(edition).join("sent"), Path::to_owned);
        let date = names.date_in_names();
        let above = if date.is_empty() { to } else { to.join(date) };
        // `./sent` is how nobody writes it.
        let plain = above.strip_prefix(".").ok().filter(|it| !it.as_os_str().is_empty());
        let above = plain.map(Path::to_owned).unwrap_or(above);
        Self { names, above }
    }

    /// The folder that is sent.
    pub(super) fn folder(&self) -> PathBuf {
        self.above.join(self.names.folder())
    }

    /// That this zone and version was sent already, if there is anything in its place.
    pub(super) fn taken(&self) -> Option<Diagnostic> {
        let folder = self.folder();
        fs::symlink_metadata(&folder).is_ok().then(|| self.refusal())
    }

    /// That this zone and version was sent already.
    pub(super) fn refusal(&self) -> Diagnostic {
        let EditionNames { zone, version, .. } = self.names;
        let last = self.versions_of(zone).into_iter().map(|it| it.version).max();
        Diagnostic::of(IssueFault::AlreadySent {
            path: self.folder().display().to_string(),
            zone: zone.clone(),
            version: *version,
            next_version: last.unwrap_or(0).max(*version).saturating_add(1),
        })
    }

    /// Makes the folders around; those that were made, the innermost first.
    pub(super) fn make_above(&self) -> Result<MadeFolders, Diagnostic> {
        let missing = self.above.ancestors().take_while(|folder| {
            !folder.as_os_str().is_empty() && fs::symlink_metadata(folder).is_err()
        });
        let made = MadeFolders(missing.map(Path::to_owned).collect());
        output::create_folder(&self.above)?;
        Ok(made)
    }

    /// What was sent before of this zone: its last lower version; if nothing of it was,
    /// the main edition's last version that is not later than this one.
    ///
    /// # Errors
    /// If its manifest cannot be used.
    pub(super) fn before(&self) -> Result<Option<SentBefore>, Diagnostic> {
        let EditionNames { zone, version, .. } = self.names;
        let last = |zone: &str, most: u32| {
            let all = self.versions_of(zone).into_iter();
            all.filter(|it| it.version <= most).max_by_key(|it| it.version)
        };
        let of_zone = version.checked_sub(1).and_then(|most| last(zone, most));
        let Some(found) = of_zone.or_else(|| last(MAIN_ZONE, *version)) else { return Ok(None) };
        let folder = self.above.join(&found.name);
        let path = folder.join(Manifest::NAME);
        let name = || path.display().to_string();
        let unreadable =
            |_: Diagnostic| Diagnostic::of(IssueFault::BeforeUnreadable { path: name() });
        let manifest = read_manifest(&folder).map_err(unreadable)?;
        // Two zones may have one name in names of files.
        let is_meant = manifest.zone == *zone || manifest.zone == MAIN_ZONE;
        if !is_meant || manifest.version != found.version {
            return Ok(None);
        }
        Ok(Some(SentBefore { manifest, folder: format!("../{}", found.name) }))
    }

    /// The folders of a zone that are there.
    fn versions_of(&self, zone: &str) -> Vec<SentNeighbor> {
        let prefix = EditionNames { zone: zone.to_owned(), ..EditionNames::default() }.folder();
        let Some(prefix) = prefix.strip_suffix('0') else { return Vec::new() };
        let Ok(entries) = fs::read_dir(&self.above) else { return Vec::new() };
        let version = |name: String| {
            let version: u32 = name.strip_prefix(prefix)?.parse().ok()?;
            Some(SentNeighbor { name, version })
        };
        entries
            .flatten()
            .filter(|entry| entry.path().is_dir())
            .filter_map(|entry| version(entry.file_name().into_string().ok()?))
            .collect()
    }
}

/// Folders that were made for what is sent.
pub(super) struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    /// Takes those away that nothing came into.
    pub(super) fn remove_empty(self) {
        for folder in self.0 {
            // What another run has put there stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The manifest of a folder.
///
/// # Errors
/// If it is not there or not whole.
pub(super) fn read_manifest(folder: &Path) -> Result<Manifest, Diagnostic> {
    let path = folder.join(Manifest::NAME);
    let read = FilesRead::default();
    let project = Project::new(folder, &read).map_err(|error| error.diagnostic())?;
    let bytes = project.read_bytes(&path, MOST_BYTES).map_err(|error| error.diagnostic())?;
    parse_manifest(&bytes, &path.display().to_string())
}
