//! Pages from the files of a git repository as they were: what a revision gives is what
//! the folder held then.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use banmian::diag::Code;
use banmian::diag::finding::RevisionFault;
use banmian::load::{FilesRead, Project, Revision, RevisionPath};
use banmian::{Disk, FileKind, Files, Job};

use crate::desk::{Desk, story};
use crate::engine::{Came, engine, made};
use crate::outputs::desk_with_everything;
use crate::tools;

/// A repository in the folder of a desk.
pub(crate) struct Repository<'d>(&'d Desk);

impl<'d> Repository<'d> {
    /// With what is in the folder as its first commit; none if git is not installed.
    pub(crate) fn new(desk: &'d Desk) -> Option<Self> {
        tools::run_in(&desk.folder, "git", &["--version"])?;
        let own = Self(desk);
        own.git(&["init", "-q", "-b", "main"]);
        // Whatever whoever runs the tests has set for all repositories.
        own.git(&["config", "core.autocrlf", "false"]);
        own.commit("first");
        Some(own)
    }

    fn git(&self, arguments: &[&str]) -> String {
        let of_all = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
        let no_signing = ["-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"];
        let all = [&of_all, &no_signing, arguments].concat();
        let said = tools::run_in(&self.0.folder, "git", &all).expect("git was there");
        assert!(said.ok, "{arguments:?}: {}", said.err);
        said.out
    }

    /// Commits all that is in the folder.
    pub(crate) fn commit(&self, title: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", title]);
    }

    fn at(&self, revision: &str) -> Revision {
        Revision::open(&self.0.folder, revision).expect("there is such a revision")
    }

    fn fault(&self, revision: &str) -> RevisionFault {
        Revision::open(&self.0.folder, revision).expect_err("there is none")
    }
}

fn read(files: &impl Files, path: impl AsRef<Path>) -> Option<Vec<u8>> {
    let place = files.place(path.as_ref()).ok()?;
    Some(files.read(&place, 1 << 20).ok()?.to_vec())
}

fn set(desk: &Desk, files: impl Files + 'static) -> Came {
    made(&engine(0), &Job::new([desk.path("page.toml")]).root(&desk.folder).files(files), None)
}

#[test]
fn a_page_of_a_revision_is_what_the_folder_gave_then() {
    let desk = desk_with_everything("revision-page");
    let Some(repository) = Repository::new(&desk) else { return };
    let then = set(&desk, Disk);
    assert!(then.pdf.is_some());

    // A story anew, a picture by another name, a face of the house and a table gone.
    desk.write("stories/lead.md", story("街灯换成了新的。"));
    fs::rename(desk.path("stories/cup.jpg"), desk.path("stories/bowl.jpg")).expect("renamed");
    fs::remove_dir_all(desk.path("fonts")).expect("deleted");
    fs::remove_file(desk.path("prices.csv")).expect("deleted");
    repository.commit("second");
    let now = set(&desk, Disk);
    assert!(now != then, "the page has changed");

    assert!(set(&desk, repository.at("HEAD~1")) == then);
    assert!(set(&desk, repository.at("HEAD")) == now);
    // What is not committed is in no revision.
    desk.write("stories/lead.md", story("街灯又灭了。"));
    assert!(set(&desk, repository.at("HEAD")) == now);
    // Nor does it count what is there now.
    for folder in ["stories", "ads", "press"] {
        fs::remove_dir_all(desk.path(folder)).expect("deleted");
    }
    fs::remove_file(desk.path("page.toml")).expect("deleted");
    assert!(set(&desk, repository.at("main~1")) == then);
}

#[test]
fn paths_lead_where_they_would_lead_on_the_disk() {
    let desk = Desk::new("revision-paths");
    desk.write("版面/第一 版.toml", "a");
    desk.write("版面/深/一.md", "b");
    desk.write("README", "c");
    let Some(repository) = Repository::new(&desk) else { return };
    desk.write("版面/later.md", "d");
    repository.git(&["mv", "版面/第一 版.toml", "版面/头版.toml"]);
    repository.commit("second");

    let (old, new) = (repository.at("HEAD^"), repository.at("HEAD"));
    assert_eq!(read(&old, desk.path("版面/第一 版.toml")), Some(b"a".to_vec()));
    assert_eq!(read(&new, desk.path("版面/第一 版.toml")), None);
    assert_eq!(read(&old, desk.path("版面/头版.toml")), None);
    assert_eq!(read(&new, desk.path("版面/头版.toml")), Some(b"a".to_vec()));
    assert_eq!(read(&old, desk.path("版面/../版面/./深/一.md")), Some(b"b".to_vec()));
    assert_eq!(read(&old, desk.path("版面/later.md")), None);

    let place = old.place(&desk.path("版面")).expect("it is there");
    assert_eq!(place, fs::canonicalize(desk.path("版面")).expect("it is there"));
    assert_eq!(old.kind(&place).ok(), Some(FileKind::Folder));
    let mut names = old.list(&place).expect("it is a folder");
    names.sort();
    assert_eq!(names, ["深", "第一 版.toml"].map(OsString::from));
    // The folder of git itself is in no revision.
    assert!(old.place(&desk.path(".git/HEAD")).is_err());
    assert!(old.place(&desk.path(".git")).is_err());

    // From the folder that the tests run in, if the desk is in it.
    let here = std::env::current_dir().expect("it is there");
    if let Ok(path) = desk.folder.strip_prefix(here) {
        assert_eq!(read(&old, path.join("README")), Some(b"c".to_vec()));
        assert_eq!(read(&old, path.join("版面/深/../../README")), Some(b"c".to_vec()));
    }

    // No more is read than is wanted.
    let readme = old.place(&desk.path("README")).expect("it is there");
    assert_eq!(old.read(&readme, 0).map(|bytes| bytes.len()).ok(), Some(0));
    assert!(old.read(&place, 10).is_err());
}

#[test]
fn a_long_file_is_read_as_far_as_is_wanted() {
    let desk = Desk::new("revision-long");
    desk.write("long", vec![b'x'; 3 << 20]);
    let Some(repository) = Repository::new(&desk) else { return };
    let revision = repository.at("HEAD");
    let place = revision.place(&desk.path("long")).expect("it is there");
    assert_eq!(revision.read(&place, 1000).map(|bytes| bytes.len()).ok(), Some(1000));
    let project = Project::of(std::sync::Arc::new(revision), &desk.folder, &FilesRead::default());
    let project = project.expect("the folder is there");
    let fault = project.read_bytes(desk.path("long"), 1 << 20).expect_err("it is too large");
    assert_eq!(fault.diagnostic().code(), Code::FileTooLarge);
    let bytes = project.read_bytes(desk.path("long"), 3 << 20).expect("it fits");
    assert_eq!(bytes.len(), 3 << 20);
}

#[test]
fn what_lies_outside_the_repository_is_as_it_is_now() {
    let desk = Desk::new("revision-outside");
    desk.write("paper/page.toml", "a");
    desk.write("fonts/own.ttf", "then");
    let inner = Desk { folder: desk.path("paper") };
    let Some(repository) = Repository::new(&inner) else { return };
    desk.write("fonts/own.ttf", "now");
    let revision = repository.at("HEAD");
    let font = desk.path("paper/../fonts/own.ttf");
    assert_eq!(read(&revision, &font), Some(b"now".to_vec()));
    assert!(revision.on_disk(&font).is_some());
    assert_eq!(revision.on_disk(&inner.path("page.toml")), None);
}

#[cfg(unix)]
#[test]
fn links_lead_to_files_of_the_same_revision_and_nowhere_else() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new("revision-links");
    desk.write("paper/today/lead.md", "then");
    desk.write("secret", "秘密");
    let inner = Desk { folder: desk.path("paper") };
    let link = |to: &Path, name: &str| symlink(to, inner.path(name)).expect("linked");
    link(Path::new("today"), "stories");
    link(Path::new("stories/lead.md"), "file.md");
    link(&inner.path("today/lead.md"), "absolute.md");
    link(Path::new("../secret"), "out");
    link(Path::new("today/../../paper/today/lead.md"), "out-and-in");
    link(Path::new("/etc/hostname"), "far");
    link(Path::new("round"), "round");
    link(Path::new("nothing"), "nowhere");
    link(Path::new("l1"), "l0");
    for at in 1..50 {
        link(Path::new(&format!("l{}", at + 1)), &format!("l{at}"));
    }
    let Some(repository) = Repository::new(&inner) else { return };
    inner.write("today/lead.md", "now");
    repository.commit("second");

    let old = repository.at("HEAD~1");
    for name in ["stories/lead.md", "file.md", "absolute.md", "stories/../today/lead.md"] {
        assert_eq!(read(&old, inner.path(name)), Some(b"then".to_vec()), "{name}");
        let place = old.place(&inner.path(name)).expect("it is there");
        assert!(place.ends_with("paper/today/lead.md"), "{}", place.display());
    }
    for name in ["out", "out-and-in", "far", "round", "nowhere", "l0"] {
        assert!(old.place(&inner.path(name)).is_err(), "{name}");
        assert_eq!(read(&old, inner.path(name)), None, "{name}");
    }
    assert!(old.place(&inner.path("l0")).is_err_and(|it| it.to_string().contains("too many")));
    // As a folder lists it, so it can be asked for.
    let top = old.place(&inner.folder).expect("it is there");
    assert_eq!(old.kind(&top.join("stories")).ok(), Some(FileKind::Folder));
    assert_eq!(old.kind(&top.join("file.md")).ok(), Some(FileKind::File));
}

#[test]
fn files_go_through_the_filters_of_their_own_revision() {
    let desk = Desk::new("revision-filters");
    desk.write(".gitattributes", "*.md text eol=crlf\n");
    desk.write("lead.md", "一\r\n二\r\n");
    let Some(repository) = Repository::new(&desk) else { return };
    desk.write(".gitattributes", "");
    repository.commit("second");
    let blob = repository.git(&["cat-file", "blob", "HEAD~1:lead.md"]);
    assert_eq!(blob, "一\n二\n", "git keeps it with line feeds");
    let old = repository.at("HEAD~1");
    // Older ones go by the attributes that are there now.
    if std::env::var("CI").is_ok() || knows_attribute_source(&repository) {
        assert_eq!(read(&old, desk.path("lead.md")), Some("一\r\n二\r\n".into()));
    }
}

/// Whether git is 2.41 or newer.
fn knows_attribute_source(repository: &Repository) -> bool {
    let version = repository.git(&["--version"]);
    let numbers: Vec<u32> =
        version.split(|c: char| !c.is_ascii_digit()).filter_map(|it| it.parse().ok()).collect();
    numbers.as_slice() >= [2, 41].as_slice()
}

#[test]
fn submodules_are_left_out() {
    let desk = Desk::new("revision-submodule");
    desk.write("page.toml", "a");
    let Some(repository) = Repository::new(&desk) else { return };
    let commit = repository.git(&["rev-parse", "HEAD"]);
    let entry = format!("160000,{},art", commit.trim());
    repository.git(&["update-index", "--add", "--cacheinfo", &entry]);
    repository.git(&["commit", "-q", "-m", "second"]);
    let revision = repository.at("HEAD");
    assert!(revision.place(&desk.path("art")).is_err());
    let top = revision.place(&desk.folder).expect("it is there");
    assert_eq!(revision.list(&top).ok(), Some(vec!["page.toml".into()]));
}

#[test]
fn a_bare_repository_stands_for_its_tree() {
    let desk = Desk::new("revision-bare");
    desk.write("paper/layouts/page.toml", "a");
    let inner = Desk { folder: desk.path("paper") };
    let Some(repository) = Repository::new(&inner) else { return };
    repository.git(&["clone", "-q", "--bare", ".", "../paper.git"]);
    let revision = Revision::open(desk.path("paper.git"), "main").expect("it is there");
    assert_eq!(read(&revision, desk.path("paper.git/layouts/page.toml")), Some(b"a".to_vec()));
    assert_eq!(read(&revision, desk.path("paper.git/HEAD")), None);
}

#[test]
fn revisions_that_there_are_not_are_told() {
    let desk = Desk::new("revision-unknown");
    desk.write("page.toml", "a");
    let Some(repository) = Repository::new(&desk) else { return };
    repository.git(&["tag", "evening-edition"]);
    repository.git(&["branch", "letters"]);
    assert_eq!(repository.at("evening-edition").commit(), repository.at("main").commit());

    let near = |revision: &str| match repository.fault(revision) {
        RevisionFault::Unknown { nearest, .. } => nearest,
        other => panic!("{revision}: {other:?}"),
    };
    assert_eq!(near("evening-editon").as_deref(), Some("evening-edition"));
    assert_eq!(near("Lettres").as_deref(), Some("letters"));
    assert_eq!(near("letter^{commit}").as_deref(), Some("letters^{commit}"));
    assert_eq!(near("HAED~0").as_deref(), Some("HEAD~0"));
    // What is near it is not there either.
    assert_eq!(near("HAED~7"), None);
    assert_eq!(near("HEAD~7"), None);
    // A file is no revision, options are none, nor is what names several or no commits.
    let blob = repository.git(&["rev-parse", "HEAD:page.toml"]);
    for wrong in [
        "page.toml",
        "HEAD~1",
        "",
        "-n",
        "--all",
        "--help",
        "--output=x",
        "HEAD..main",
        "^HEAD",
        "HEAD:page.toml",
        "HEAD main",
        "HEAD\0",
        blob.trim(),
        "HEAD\n",
    ] {
        let fault = repository.fault(wrong);
        assert_eq!(fault.code(), Code::RevisionUnknown, "{wrong:?}");
        assert!(!fault.text().zh.is_empty() && !fault.hints().is_empty());
    }
    assert!(!desk.path("x").exists());
}

#[test]
fn commits_that_were_not_fetched_are_told_with_how_to_fetch_them() {
    let desk = Desk::new("revision-shallow");
    desk.write("paper/page.toml", "a");
    let inner = Desk { folder: desk.path("paper") };
    let Some(repository) = Repository::new(&inner) else { return };
    repository.commit("second");
    let from = format!("file://{}", inner.folder.display());
    repository.git(&["clone", "-q", "--depth", "1", &from, "../clone"]);
    let fault = Revision::open(desk.path("clone"), "HEAD~1").expect_err("it was not fetched");
    assert!(matches!(fault, RevisionFault::Shallow { .. }), "{fault:?}");
    assert!(fault.hints()[0].en.contains("--unshallow"));
}

#[test]
fn folders_that_are_no_repository_are_told() {
    let desk = Desk::new("revision-none");
    let fault = Revision::open(desk.path("missing"), "HEAD").expect_err("there is none");
    assert_eq!(fault.code(), Code::RepositoryUnreadable);
    // The tests' own folder lies in the repository that they are of.
    let folder = std::env::temp_dir();
    if tools::run_in(&folder, "git", &["rev-parse"]).is_some_and(|said| !said.ok) {
        let fault = Revision::open(&folder, "HEAD").expect_err("it is none");
        assert!(matches!(fault, RevisionFault::NoRepository { .. }), "{fault:?}");
    }
    // Without a commit there is nothing to take files from.
    if tools::run_in(&desk.folder, "git", &["init", "-q"]).is_some() {
        let fault = Revision::open(&desk.folder, "HEAD").expect_err("there is no commit");
        assert_eq!(fault.code(), Code::RevisionUnknown);
    }
}

#[test]
fn a_file_of_a_revision_is_written_as_git_writes_it() {
    let desk = Desk::new("revision-written");
    desk.write("paper/layouts/page.toml", "a");
    desk.write("paper/v1:page.toml", "b");
    let files = Disk;
    let parts =
        |written: &str| RevisionPath::read(written, &files).map(|it| (it.revision, it.path));
    let own = |revision: &str, path: &str| Some((revision.to_owned(), path.to_owned()));
    assert_eq!(parts("HEAD~1:layouts/page.toml"), own("HEAD~1", "layouts/page.toml"));
    assert_eq!(parts("v1.2:版面/头版.toml"), own("v1.2", "版面/头版.toml"));
    assert_eq!(parts("HEAD^{/fix: head}:a:b.toml"), own("HEAD^{/fix: head}", "a:b.toml"));
    assert_eq!(parts("main:./page.toml"), own("main", "./page.toml"));
    for plain in ["layouts/page.toml", r"C:\pages\page.toml", "C:/page.toml", ":page.toml", "HEAD:"]
    {
        assert_eq!(parts(plain), None, "{plain}");
    }
    let there = desk.path("paper/v1:page.toml");
    assert_eq!(RevisionPath::read(&there, &files), None, "it is a file");

    let inner = Desk { folder: desk.path("paper") };
    let Some(repository) = Repository::new(&inner) else { return };
    let revision = repository.at("HEAD");
    let path = RevisionPath::read("HEAD:layouts/page.toml", &files).expect("it is one");
    assert_eq!(read(&revision, path.path_in(&revision)), Some(b"a".to_vec()));
}
