//! `banmian import --watch FOLDER -o DIR`: stories of whatever comes to a folder. The folder
//! is looked at again and again, which works on every disk, those of a network too.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use banmian::diag::finding::UsageFault;
use banmian::diag::{Diagnostic, Severity};
use banmian::load::{FilesRead, LoadError, Project};
use banmian::say;

use super::console::{Console, FindingsFormat};
use super::import_folder::{CopyOutcome, FolderImport, FolderTold, KnownItems, is_picture};
use super::watch::seen::FileState;
use super::{Verdict, usage};

/// How often the folder is looked at.
const PAUSE: Duration = Duration::from_millis(100);
/// A file that has not changed for so long is whole.
const QUIET: Duration = Duration::from_millis(700);
/// Pictures of an item are waited for so long.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes stories of all that is in a folder, and of what comes.
pub(super) fn run(import: &FolderImport, watched: &Path, console: &Console) -> io::Result<Verdict> {
    if let Some(parser_says) = refusal(import, watched) {
        return Ok(usage::refuse(UsageFault::Other { parser_says }));
    }
    let mut told = FolderTold::default();
    let mut arrivals = Arrivals::default();
    if let Err(error) = arrivals.look(watched) {
        told.people.push(error.diagnostic());
        told.sink.push(error.diagnostic());
        return told.finish(import.format, console);
    }
    let shown = watched.display();
    console.say(&say!("watching {shown} (Ctrl-C ends)", "正在监视 {shown}（按 Ctrl-C 结束）"));
    let mut known = KnownItems::default();
    let mut is_lost = false;
    loop {
        while let Some(path) = arrivals.next() {
            arrived(import, &path, &mut known, &mut arrivals, console);
        }
        thread::sleep(PAUSE);
        match arrivals.look(watched) {
            Ok(()) => is_lost = false,
            // A disk of the network comes back.
            Err(error) if !is_lost => {
                is_lost = true;
                console.findings(&told.sources, &[error.diagnostic()]);
            }
            Err(_) => {}
        }
    }
}

/// Why a folder cannot be watched in this way.
fn refusal(import: &FolderImport, watched: &Path) -> Option<String> {
    let place = |path: &Path| fs::canonicalize(path).ok();
    let is_same = place(watched).is_some_and(|it| Some(it) == place(import.folder));
    match () {
        () if import.format == FindingsFormat::Json => {
            Some("`--watch` tells what comes in lines, not as one JSON object".to_owned())
        }
        () if import.folder.as_os_str() == "-" => {
            Some("`--watch` writes into a folder, and `-o -` is none".to_owned())
        }
        () if is_same => Some(
            "the stories would be taken for copy: `-o` is the folder that is watched".to_owned(),
        ),
        () => None,
    }
}

/// Makes stories of a file and says what became of it.
fn arrived(
    import: &FolderImport,
    path: &Path,
    known: &mut KnownItems,
    arrivals: &mut Arrivals,
    console: &Console,
) {
    let mut told = FolderTold::default();
    // Pictures belong to the items that name them.
    if is_picture(path) {
        arrivals.done(path);
        return;
    }
    if let Some(file) = import.read(path, &mut told) {
        if file.lacks_pictures() && !arrivals.is_patient(path) {
            return;
        }
        import.take(&file, known, &mut told);
    }
    arrivals.done(path);
    let serious: Vec<Diagnostic> = { told.people.iter() }
        .filter(|finding| finding.severity > Severity::Note)
        .cloned()
        .collect();
    console.findings(&told.sources, &serious);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if told.outcomes.is_empty() {
        console.say(&say!("{name}: nothing could be read", "{name}：读不了"));
    }
    for outcome in &told.outcomes {
        console.say(&match outcome {
            CopyOutcome::Written { story, mended } => {
                let (story, changes, open) = (story.display(), mended.changes, mended.open);
                say!(
                    "{name}: {story} written; changes: {changes}, {open} of them for an editor to look at",
                    "{name}：写入 {story}；共 {changes} 处改动，其中 {open} 处请编辑核对"
                )
            }
            CopyOutcome::Repeated { story } => {
                let story = story.display();
                say!("{name}: {story} is there already", "{name}：已有 {story}")
            }
            CopyOutcome::Nothing => {
                say!("{name}: no story written", "{name}：没有写出稿件")
            }
        });
    }
}

/// The files of the folder, and which of them have been dealt with.
#[derive(Default)]
struct Arrivals {
    files: BTreeMap<PathBuf, Arrival>,
}

struct Arrival {
    state: FileState,
    /// Since when it is as it is.
    since: Instant,
    is_done: bool,
    /// When it is looked at again, since it waits for pictures.
    next: Instant,
}

impl Arrivals {
    /// Looks at the folder.
    fn look(&mut self, folder: &Path) -> Result<(), LoadError> {
        let paths = Project::new(folder, &FilesRead::default())?.list(folder)?;
        let mut files = BTreeMap::new();
        for path in paths.into_iter().filter(|path| !is_passing(path)) {
            let (state, now) = (FileState::of(&path), Instant::now());
            let known = self.files.remove(&path).filter(|known| known.state == state);
            let new = Arrival { state, since: now, is_done: false, next: now };
            files.insert(path, known.unwrap_or(new));
        }
        self.files = files;
        Ok(())
    }

    /// A file that is whole and has not been dealt with.
    fn next(&self) -> Option<PathBuf> {
        let is_next = |arrival: &Arrival| {
            !arrival.is_done
                && matches!(arrival.state, FileState::Filled { .. })
                && arrival.since.elapsed() >= QUIET
                && arrival.next <= Instant::now()
        };
        self.files.iter().find(|(_, arrival)| is_next(arrival)).map(|(path, _)| path.clone())
    }

    fn done(&mut self, path: &Path) {
        if let Some(arrival) = self.files.get_mut(path) {
            arrival.is_done = true;
        }
    }

    /// Whether a file that lacks pictures has waited long enough; if not, it is looked at
    /// again a little later.
    fn is_patient(&mut self, path: &Path) -> bool {
        let Some(arrival) = self.files.get_mut(path) else { return true };
        arrival.next = Instant::now() + QUIET;
        arrival.since.elapsed() >= PATIENCE
    }
}

/// Whether a file is on its way to another name.
fn is_passing(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let ends = [".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~"];
    name.starts_with(['.', '~', '#']) || ends.iter().any(|end| name.ends_with(end))
}
