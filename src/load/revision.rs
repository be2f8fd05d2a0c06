//! Files of a git repository as they were at a revision, from the installed program
//! `git`.
//!
//! The top folder of the repository stands for the tree of the revision: a path leads to
//! the file that it would lead to if that commit were checked out. What is written beside
//! the repository (a font by its path, the machine's own) is no part of any revision and
//! comes from the disk as it is now. Nothing in the repository or its folder is changed.

mod git;
mod path;

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use git::{Git, GitAnswer};
pub use path::RevisionPath;

use super::file_tree::FileTree;
use super::files::{Disk, FileKind, Files};
use super::true_path::true_path;
use crate::diag::finding::RevisionFault;
use crate::diag::nearest;

/// The most bytes of a list of files: some two million of them.
const MOST_LIST: u64 = 256 << 20;
/// The most bytes of a line of git's, and of the path that a link leads to.
const MOST_LINE: u64 = 4096;
/// The most bytes of names of branches and tags among which the nearest is looked for.
const MOST_NAMES: u64 = 1 << 20;
/// How many links may lead to one file, as many as on Linux.
const MOST_LINKS: u32 = 40;

/// The files of a git repository as they were at a revision.
///
/// They are those that git would check out, with its filters applied (line ends, Git
/// LFS), by the attributes of that revision where git is 2.41 or newer. Submodules are
/// left out. Links lead to other files of the same revision; one that leads out of it
/// cannot be read.
pub struct Revision {
    git: Git,
    commit: String,
    /// The place of the repository's top folder; of a bare repository its own folder.
    top: PathBuf,
    /// What is in the tree, by paths from the top folder.
    tree: FileTree<TreeFile>,
}

/// What a file of a revision is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum TreeFile {
    /// One with bytes.
    Plain,
    /// A symbolic link, with the object that says where it leads.
    Link(String),
}

impl Revision {
    /// The files of the repository that a folder lies in, as they were at a revision:
    /// whatever git takes for a commit, such as `HEAD~1`, `v1.2` or `main@{yesterday}`.
    /// The list of files is read here, each file when it is asked for.
    ///
    /// # Errors
    /// If there is no program `git`, the folder lies in no repository, or there is no
    /// such commit.
    pub fn open(folder: impl AsRef<Path>, revision: &str) -> Result<Self, RevisionFault> {
        let folder = folder.as_ref();
        let asked = RevisionAsked { git: Git::new(folder), folder, revision };
        if !folder.is_dir() {
            return Err(asked.no_repository());
        }
        let written = asked.top()?;
        let commit = asked.commit()?;
        let top = true_path(&written).map_err(|error| asked.refused(error.to_string()))?;
        let git = Git::new(&written).with_attributes(&commit);
        let list = ["ls-tree", "-r", "-z", "--full-tree", &commit];
        let list = git.ask(&list, MOST_LIST).map_err(|error| asked.fault(&error))?;
        if let Some(said) = list.refusal {
            return Err(asked.refused(said));
        }
        if list.bytes.len() as u64 >= MOST_LIST {
            let (path, limit_mib) = (asked.path(), MOST_LIST >> 20);
            return Err(RevisionFault::TooManyFiles { path, limit_mib });
        }
        Ok(Self { git, commit, top, tree: tree_of(&list.bytes) })
    }

    /// The full name of the commit.
    #[must_use]
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// The top folder of the repository, absolute and without symbolic links.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.top
    }

    /// Where a path leads, if something is there.
    fn lead(&self, path: &Path) -> io::Result<LedTo> {
        let whole = if path.is_absolute() { path.into() } else { env::current_dir()?.join(path) };
        let mut walk = TreeWalk { revision: self, at: LedTo::Disk(PathBuf::new()), links: 0 };
        let mut steps = steps_of(&whole, false);
        while let Some(step) = steps.pop() {
            if let Some(target) = walk.step(&step)? {
                steps.extend(steps_of(&target, true));
            }
        }
        if let LedTo::Tree(inside) = &walk.at {
            self.tree.kind(inside)?;
        }
        Ok(walk.at)
    }

    /// Git's answer, if it is one.
    fn answer(&self, arguments: &[&OsStr], most: u64) -> io::Result<Vec<u8>> {
        match self.git.ask(arguments, most)? {
            GitAnswer { bytes, refusal: None } => Ok(bytes),
            GitAnswer { refusal: Some(said), .. } => Err(io::Error::other(said)),
        }
    }

    /// The path that a link says.
    fn target(&self, object: &str) -> io::Result<PathBuf> {
        let arguments = ["cat-file", "blob", object].map(OsStr::new);
        let target = self.answer(&arguments, MOST_LINE)?;
        let target = os_string(&target).ok_or(ErrorKind::NotFound)?;
        Ok(target.into())
    }
}

impl fmt::Debug for Revision {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self { commit, top, .. } = self;
        f.debug_struct("Revision").field("commit", commit).field("top", top).finish()
    }
}

impl Files for Revision {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(match self.lead(path)? {
            LedTo::Tree(inside) => self.top.join(inside),
            LedTo::Disk(place) => place,
        })
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        match self.lead(place)? {
            LedTo::Tree(inside) => self.tree.kind(&inside),
            LedTo::Disk(place) => Disk.kind(&place),
        }
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        let inside = match self.lead(place)? {
            LedTo::Tree(inside) => inside,
            LedTo::Disk(place) => return Disk.read(&place, most),
        };
        match self.tree.kind(&inside)? {
            FileKind::File => {}
            FileKind::Folder | FileKind::Other => return Err(ErrorKind::IsADirectory.into()),
        }
        let mut object = OsString::from(&self.commit);
        for (at, name) in inside.iter().enumerate() {
            object.push(if at == 0 { ":" } else { "/" });
            object.push(name);
        }
        let arguments = [OsStr::new("cat-file"), OsStr::new("--filters"), &object];
        Ok(self.answer(&arguments, most)?.into())
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        match self.lead(place)? {
            LedTo::Tree(inside) => self.tree.list(&inside),
            LedTo::Disk(place) => Disk.list(&place),
        }
    }

    /// A file of a revision is not on the disk: what is there now under its name may be
    /// replaced.
    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        match self.lead(path) {
            Ok(LedTo::Disk(place)) => Some(place),
            Ok(LedTo::Tree(_)) | Err(_) => None,
        }
    }

    fn system_fonts(&self) -> Vec<PathBuf> {
        Disk.system_fonts()
    }
}

/// Where a path has led so far.
#[derive(Debug)]
enum LedTo {
    /// In the revision, from its top folder.
    Tree(PathBuf),
    /// Outside, to a place on the disk.
    Disk(PathBuf),
}

/// A part of a path.
struct WalkStep {
    name: StepName,
    /// Whether a link of the revision says so.
    of_link: bool,
}

enum StepName {
    /// The prefix or the root of an absolute path.
    Root(OsString),
    Up,
    Into(OsString),
}

/// The parts of a path, the first last.
fn steps_of(path: &Path, of_link: bool) -> Vec<WalkStep> {
    let names = path.components().rev().filter_map(|component| match component {
        Component::Prefix(_) | Component::RootDir => {
            Some(StepName::Root(component.as_os_str().to_owned()))
        }
        Component::CurDir => None,
        Component::ParentDir => Some(StepName::Up),
        Component::Normal(name) => Some(StepName::Into(name.to_owned())),
    });
    names.map(|name| WalkStep { name, of_link }).collect()
}

/// A walk along a path, part by part.
struct TreeWalk<'r> {
    revision: &'r Revision,
    at: LedTo,
    links: u32,
}

impl TreeWalk<'_> {
    /// One step; if it comes upon a link of the revision, the path to go on with.
    fn step(&mut self, step: &WalkStep) -> io::Result<Option<PathBuf>> {
        let top = &self.revision.top;
        match (&step.name, &mut self.at) {
            (StepName::Root(root), LedTo::Disk(place)) => place.push(root),
            (StepName::Root(_), LedTo::Tree(_)) => return Err(leads_out()),
            (StepName::Up, LedTo::Disk(place)) => {
                place.pop();
            }
            (StepName::Up, LedTo::Tree(inside)) => {
                if !inside.pop() {
                    if step.of_link {
                        return Err(leads_out());
                    }
                    self.at = LedTo::Disk(top.parent().unwrap_or(top).to_owned());
                }
            }
            (StepName::Into(name), LedTo::Disk(place)) => {
                let mut next = place.join(name);
                // The top folder's own path has no links.
                if !top.starts_with(&next) {
                    next = true_path(&next)?;
                }
                self.at = match next.strip_prefix(top) {
                    Ok(inside) => LedTo::Tree(inside.to_owned()),
                    Err(_) => LedTo::Disk(next),
                };
            }
            (StepName::Into(name), LedTo::Tree(inside)) => {
                inside.push(name);
                if let Some(TreeFile::Link(object)) = self.revision.tree.get(inside) {
                    let target = self.revision.target(object)?;
                    inside.pop();
                    return self.follow(target).map(Some);
                }
            }
        }
        Ok(None)
    }

    /// The path that a link leads to, from the folder that it is in or from the top.
    fn follow(&mut self, target: PathBuf) -> io::Result<PathBuf> {
        self.links += 1;
        if self.links > MOST_LINKS {
            return Err(io::Error::other("too many levels of symbolic links"));
        }
        if !target.has_root() && target.is_relative() {
            return Ok(target);
        }
        let inside = target.strip_prefix(&self.revision.top).map_err(|_| leads_out())?.to_owned();
        self.at = LedTo::Tree(PathBuf::new());
        Ok(inside)
    }
}

fn leads_out() -> io::Error {
    io::Error::other("a symbolic link leads out of the revision")
}

/// The tree that `git ls-tree -r -z` lists: mode, type and object, a tab, the path.
fn tree_of(list: &[u8]) -> FileTree<TreeFile> {
    let mut tree = FileTree::new("");
    for line in list.split(|byte| *byte == 0) {
        let Some(tab) = line.iter().position(|byte| *byte == b'\t') else { continue };
        let (about, path) = (&line[..tab], &line[tab + 1..]);
        let mut words = about.split(|byte| *byte == b' ');
        let file = match (words.next(), words.nth(1).map(std::str::from_utf8)) {
            (Some(b"120000"), Some(Ok(object))) => TreeFile::Link(object.to_owned()),
            (Some(mode), _) if mode.starts_with(b"100") => TreeFile::Plain,
            // Submodules are repositories of their own.
            _ => continue,
        };
        let Some(path) = os_string(path).map(PathBuf::from) else { continue };
        // Git itself lets no other into a tree; somebody's own tool may.
        if path.components().all(|part| matches!(part, Component::Normal(_))) {
            tree.put(path, file);
        }
    }
    tree
}

/// A name as git has it.
#[cfg(unix)]
fn os_string(bytes: &[u8]) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt;
    Some(OsString::from_vec(bytes.to_vec()))
}

/// A name as git has it; elsewhere one that is not UTF-8 is no file's name.
#[cfg(not(unix))]
fn os_string(bytes: &[u8]) -> Option<OsString> {
    std::str::from_utf8(bytes).ok().map(OsString::from)
}

/// Which revision is asked for, and why it is not to be had.
struct RevisionAsked<'a> {
    git: Git,
    folder: &'a Path,
    revision: &'a str,
}

impl RevisionAsked<'_> {
    fn path(&self) -> String {
        self.folder.display().to_string()
    }

    fn no_repository(&self) -> RevisionFault {
        RevisionFault::NoRepository { path: self.path() }
    }

    fn refused(&self, said: String) -> RevisionFault {
        RevisionFault::Refused { path: self.path(), said: Some(said) }
    }

    fn fault(&self, error: &io::Error) -> RevisionFault {
        match error.kind() {
            ErrorKind::NotFound => RevisionFault::NoGit,
            _ => self.refused(error.to_string()),
        }
    }

    fn ask(&self, arguments: &[&str], most: u64) -> Result<GitAnswer, RevisionFault> {
        self.git.ask(arguments, most).map_err(|error| self.fault(&error))
    }

    /// The top folder of the repository; of a bare one its own.
    fn top(&self) -> Result<PathBuf, RevisionFault> {
        let mut answer = self.ask(&["rev-parse", "--show-toplevel"], MOST_LINE)?;
        if answer.refusal.is_some() {
            let bare = self.ask(&["rev-parse", "--is-bare-repository"], MOST_LINE)?;
            if bare.line() == Some("true") {
                answer = self.ask(&["rev-parse", "--absolute-git-dir"], MOST_LINE)?;
            }
        }
        match answer.refusal {
            Some(said) if said.starts_with("not a git repository") => Err(self.no_repository()),
            Some(said) => Err(self.refused(said)),
            None => {
                let folder = answer.bytes.strip_suffix(b"\n").unwrap_or(&answer.bytes);
                os_string(folder).map(PathBuf::from).ok_or_else(|| self.no_repository())
            }
        }
    }

    /// The full name of the commit.
    fn commit(&self) -> Result<String, RevisionFault> {
        match self.full_name(self.revision)? {
            Some(commit) => Ok(commit),
            None => Err(self.unknown()),
        }
    }

    /// The full name of the commit that git takes a name for, if it does.
    fn full_name(&self, revision: &str) -> Result<Option<String>, RevisionFault> {
        // Git would take such a name for an option, and has none itself.
        if revision.is_empty() || revision.starts_with('-') || revision.contains('\0') {
            return Ok(None);
        }
        let wanted = format!("{revision}^{{commit}}");
        let answer = self.ask(&["rev-parse", "--verify", &wanted], MOST_LINE)?;
        let is_hex = |name: &&str| name.bytes().all(|byte| byte.is_ascii_hexdigit());
        Ok(answer.line().filter(is_hex).map(str::to_owned))
    }

    /// Why there is no such commit.
    fn unknown(&self) -> RevisionFault {
        let (path, revision) = (self.path(), self.revision.to_owned());
        let nearest = self.nearest();
        let shallow = self.ask(&["rev-parse", "--is-shallow-repository"], MOST_LINE);
        if nearest.is_none() && shallow.is_ok_and(|answer| answer.line() == Some("true")) {
            return RevisionFault::Shallow { path, revision };
        }
        RevisionFault::Unknown { path, revision, nearest }
    }

    /// The revision that may be meant: one that there is, with a branch or a tag of nearly
    /// the same name and the same steps back from it.
    fn nearest(&self) -> Option<String> {
        let steps = self.revision.find(['~', '^', '@']).unwrap_or(self.revision.len());
        let (name, steps) = self.revision.split_at(steps);
        let list = ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags"];
        let names = self.ask(&list, MOST_NAMES).ok()?.bytes;
        let names = String::from_utf8_lossy(&names);
        let near = nearest(name, names.lines().chain(["HEAD"]))?;
        let near = format!("{near}{steps}");
        self.full_name(&near).ok().flatten().map(|_| near)
    }
}
