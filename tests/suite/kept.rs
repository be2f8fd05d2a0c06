//! Press files that are replayed from a cache: nobody can tell them from those that are
//! made, and nothing is replayed that would come out otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;
use std::time::Duration;

use banmian::diag::render::{self, Coloring};
use banmian::diag::{Code, Denied, KeptFindings, Language, Record, Sink, Sources};
use banmian::impose::Scheme;
use banmian::job::{Imposition, PressOutput, RunCache};
use banmian::load::{Answered, CacheFolder, FilesRead, Inquiry, RunFiles};
use banmian::{Disk, Engine, FileKind, Files, Job};

use crate::desk::{Desk, PAGE, story};
use crate::edition::{EDITION, layout, paper};
use crate::outputs::desk_with_everything;
use crate::pages::fonts;

/// What its fonts are known by is worked out once.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::with_room(64 << 20).with_fonts(fonts()));

const PROGRAM: Option<[u8; 32]> = Some([7; 32]);
const LIMIT: u64 = 64 << 20;

/// All that comes of a job.
#[derive(PartialEq, Eq, Debug)]
struct Came {
    pages: usize,
    /// The file, if it is fit for the press.
    pdf: Option<Vec<u8>>,
    /// What was found, for programs and for people.
    found: String,
    /// Which of some files no output may replace.
    read: Vec<PathBuf>,
}

/// What comes of a job, and whether it was replayed.
struct Print {
    came: Came,
    was_kept: bool,
}

fn print_with(job: &Job, cache: Option<&RunCache>, files: &[PathBuf]) -> Print {
    let (read, mut out) = (FilesRead::default(), Vec::new());
    let made = ENGINE.print_kept(job, cache, &read, Some(&mut out as &mut dyn PressOutput));
    assert!(made.error.is_none(), "{:?}", made.error);
    let records: Vec<_> =
        made.sink.list().iter().map(|it| Record::new(&made.sources, it)).collect();
    let json = serde_json::to_string_pretty(&records).expect("findings have a JSON form");
    let human =
        |language| render::human(&made.sources, made.sink.list(), language, Coloring::Plain);
    let found = [json, human(Language::English), human(Language::Chinese)].join("\n");
    let is_fit = made.is_fit_for_press();
    let read = files.iter().filter(|file| read.holds(file)).cloned().collect();
    let came = Came { pages: made.pages, pdf: is_fit.then_some(out), found, read };
    Print { came, was_kept: made.was_kept }
}

/// The job as a process of its own would make it, with a cache in `cache` of the desk.
fn print(desk: &Desk, job: &Job) -> Print {
    let folder = CacheFolder::new(desk.path("cache"), LIMIT);
    let cache = RunCache::new(folder, PROGRAM, Arc::new(Disk));
    print_with(job, Some(&cache), &inputs(desk))
}

/// The job as it is made without a cache.
fn anew(desk: &Desk, job: &Job) -> Came {
    let made = print_with(job, None, &inputs(desk));
    assert!(!made.was_kept);
    made.came
}

/// All files of a desk but those of the cache.
fn inputs(desk: &Desk) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut folders = vec![desk.folder.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            match path.is_dir() {
                true if path.ends_with("cache") => {}
                true => folders.push(path),
                false => all.push(path),
            }
        }
    }
    all.sort();
    all
}

fn job(desk: &Desk) -> Job {
    Job::new([desk.path("page.toml")]).root(&desk.folder)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let list = fs::read_dir(folder).expect("it can be listed");
    let mut files: Vec<PathBuf> = list.map(|entry| entry.expect("so can files").path()).collect();
    files.retain(|path| path.extension().is_some() && !path.ends_with("CACHEDIR.TAG"));
    files.sort();
    files
}

#[test]
fn a_replay_cannot_be_told_from_what_is_made() {
    let desk = desk_with_everything("kept-same");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample =
        |name: &str| Job::new([repository.join(format!("layouts/{name}.toml"))]).root(repository);
    desk.write("short.toml", PAGE);
    for number in [2, 3] {
        let page = format!("[page]\nnumber = {number}");
        desk.write(&format!("{number}.toml"), PAGE.replace("[page]", &page));
    }
    desk.write(
        "faulty.toml",
        "[page]\nstories = \"stories\"\ncolour = 1\n[[story]]\nslug = \"nobody\"\ncolumns = \"1-2\"\nlines = \"1-3\"\n[[picture]]\nslug = \"lead\"\ncolumns = \"9\"\nlines = \"4-20\"\n[[ad]]\nfile = \"ads/none.pdf\"\ncolumns = \"1\"\nlines = \"30-32\"\n",
    );
    desk.write("broken.toml", "[page\n");
    let of = |specs: &[&str]| Job::new(specs.iter().map(|spec| desk.path(spec))).root(&desk.folder);
    let spreads = Imposition { scheme: Scheme::TwoUp, binding: None };
    let jobs = [
        ("everything", of(&["page.toml"]), true),
        ("warnings", of(&["short.toml"]), true),
        ("denied", of(&["short.toml"]).deny_warnings(), false),
        ("errors", of(&["faulty.toml"]), false),
        ("no spec", of(&["broken.toml"]), false),
        ("no file", of(&["nothing.toml"]), false),
        ("none", Job::new(Vec::<PathBuf>::new()).root(&desk.folder), false),
        ("several", of(&["2.toml", "3.toml"]), true),
        ("many", of(&["short.toml"; 9]), true),
        ("imposed", of(&["2.toml", "3.toml"]).imposed(Some(spreads)), true),
        ("taiwan", sample("taiwan"), true),
        ("japanese", sample("japanese"), true),
    ];
    for (name, job, is_fit) in &jobs {
        let fresh = anew(&desk, job);
        assert_eq!(fresh.pdf.is_some(), *is_fit, "{name}: {}", fresh.found);
        let first = print(&desk, job);
        assert!(!first.was_kept && first.came == fresh, "{name} differs: {}", first.came.found);
        let again = print(&desk, job);
        assert!(again.was_kept, "{name} was made again");
        assert!(again.came == fresh, "{name} differs: {}", again.came.found);
        assert_eq!(again.came.read, fresh.read, "{name}");
    }
    assert!(anew(&desk, &jobs[3].1).found.matches("\"code\"").count() >= 4, "few errors");
}

/// Other words in a file.
fn change(desk: &Desk, file: &str, from: &str, to: &str) {
    let text = String::from_utf8(desk.read(file)).expect("it is text");
    assert!(text.contains(from), "{file} has no {from}");
    desk.write(file, text.replacen(from, to, 1));
}

/// Something that is changed on a desk with everything.
struct Change {
    name: &'static str,
    make: fn(&Desk),
}

#[test]
fn whatever_is_changed_shows() {
    let changes = [
        Change { name: "a word", make: |desk| change(desk, "stories/lead.md", "路灯", "灯火") },
        Change { name: "the spec", make: |desk| change(desk, "page.toml", "1-30", "1-31") },
        Change {
            name: "the template",
            make: |desk| change(desk, "house.toml", "渡口日报", "河埠日报"),
        },
        Change {
            name: "a photograph of the same size",
            make: |desk| {
                let mut bytes = desk.read("stories/cup.jpg");
                let at = bytes.len() - 40;
                bytes[at] ^= 0x11;
                desk.write("stories/cup.jpg", bytes);
            },
        },
        Change {
            name: "an advertisement that is gone",
            make: |desk| {
                fs::remove_file(desk.path("ads/tea.pdf")).expect("it is there");
            },
        },
        Change { name: "the table", make: |desk| desk.write("prices.csv", "茶,1\n酒,2\n") },
        Change { name: "a list of names", make: |desk| desk.write("names.txt", "路灯一盏\n") },
        Change {
            name: "a font more",
            make: |desk| {
                let font = "fonts/SourceSerif4_400Regular.ttf";
                let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(font);
                desk.write("fonts/more.ttf", fs::read(from).expect("it is there"));
            },
        },
        Change {
            name: "a story more of the same slug",
            make: |desk| desk.write("stories/lead.txt", "又一篇"),
        },
        Change {
            name: "a story less",
            make: |desk| {
                fs::remove_file(desk.path("stories/lead.md")).expect("it is there");
            },
        },
        Change { name: "rules", make: |desk| desk.write("press/rules.toml", "unknown = 1\n") },
    ];
    // Neither is on the page.
    let is_unseen = |name: &str| ["a font more", "a list of names"].contains(&name);
    for Change { name, make } in changes {
        let own = desk_with_everything("kept-changes-of");
        own.write("stories/old.md", story("另一篇稿件。"));
        let job = job(&own);
        let before = print(&own, &job).came;
        assert!(print(&own, &job).was_kept, "{name}");
        make(&own);
        let after = print(&own, &job);
        assert!(!after.was_kept, "{name} was not seen");
        assert!(after.came == anew(&own, &job), "{name}: {}", after.came.found);
        let again = print(&own, &job);
        assert!(again.was_kept && again.came == after.came, "{name}");
        assert!(again.came != before || is_unseen(name), "{name} changes nothing");
    }
}

#[test]
fn what_was_not_there_is_seen_when_it_comes() {
    let desk = Desk::new("kept-comes");
    desk.write(
        "page.toml",
        PAGE.replace("stories = \"stories\"", "stories = \"stories\"\nday = \"day.toml\""),
    );
    let job = job(&desk);
    let steps: [fn(&Desk); 4] = [
        |_| {},
        |desk| desk.write("stories/other.md", story("另一篇。")),
        |desk| desk.write("stories/lead.md", story("路灯亮了。")),
        |desk| desk.write("day.toml", "issue = 8\n"),
    ];
    for (number, step) in steps.iter().enumerate() {
        step(&desk);
        for turn in 0..2 {
            let came = print(&desk, &job);
            assert_eq!(came.was_kept, turn == 1, "step {number}");
            assert!(came.came == anew(&desk, &job), "step {number}: {}", came.came.found);
        }
    }
    assert!(print(&desk, &job).came.pdf.is_some());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_elsewhere_is_seen() {
    let desk = Desk::with_page("kept-link");
    let job = job(&desk);
    let first = desk.path("stories/lead.md");
    desk.write("store/one.md", story("路灯亮了。"));
    desk.write("store/two.md", story("路灯灭了。"));
    for name in ["one", "two"] {
        fs::remove_file(&first).expect("it is there");
        let to = desk.path(&format!("store/{name}.md"));
        std::os::unix::fs::symlink(to, &first).expect("it can be made");
        for turn in 0..2 {
            let came = print(&desk, &job);
            assert_eq!(came.was_kept, turn == 1, "{name}");
            assert!(came.came == anew(&desk, &job), "{name}: {}", came.came.found);
        }
    }
}

#[test]
fn what_was_tried_and_taken_back_is_still_known() {
    let desk = Desk::with_page("kept-back");
    let (job, first) = (job(&desk), desk.read("stories/lead.md"));
    let came = print(&desk, &job).came;
    for number in 0..6 {
        desk.write("stories/lead.md", story(&format!("第{number}次改动。")));
        assert!(!print(&desk, &job).was_kept);
        desk.write("stories/lead.md", &first);
        let back = print(&desk, &job);
        assert!(back.came == came, "{}", back.came.found);
        assert!(back.was_kept, "{number}");
    }
}

#[test]
fn whatever_is_asked_for_in_another_way_is_made() {
    let desk = Desk::with_page("kept-asked");
    desk.write("day.toml", "issue = 7\n");
    desk.write("other/lead.md", story("别的稿件。"));
    desk.write(
        "page.toml",
        format!("{PAGE}\n[[folio]]\nposition = \"top\"\ncenter = \"{{issue}} {{date}}\"\n"),
    );
    let denied = Denied { codes: [Code::Underset].into(), ..Denied::default() };
    let plain = || job(&desk);
    let jobs = [
        ("plain", plain()),
        ("date", plain().set("date", "2026-11-29")),
        ("other date", plain().set("date", "2026-11-30")),
        ("set", plain().set("issue", "8216")),
        ("day", plain().day(desk.path("day.toml"))),
        ("stories", plain().stories(desk.path("other"))),
        ("deny", plain().deny(denied)),
        ("warnings", plain().deny_warnings()),
        ("font", plain().font_path(desk.path("other"))),
        ("root", plain().root(desk.path("other"))),
    ];
    for (name, job) in &jobs {
        let first = print(&desk, job);
        assert!(!first.was_kept, "{name} was taken for another");
        assert!(first.came == anew(&desk, job), "{name}: {}", first.came.found);
    }
    for (name, job) in &jobs {
        let again = print(&desk, job);
        assert!(again.was_kept && again.came == anew(&desk, job), "{name}");
    }
    // Nor does another program, or one with other fonts.
    let folder = CacheFolder::new(desk.path("cache"), LIMIT);
    let other = RunCache::new(folder.clone(), Some([8; 32]), Arc::new(Disk));
    assert!(!print_with(&jobs[0].1, Some(&other), &[]).was_kept);
    let cache = RunCache::new(folder.clone(), PROGRAM, Arc::new(Disk));
    let engine = Engine::new();
    let read = FilesRead::default();
    assert!(!engine.print_kept(&jobs[0].1, Some(&cache), &read, None).was_kept);
    // One that nobody knows keeps nothing.
    let unknown = RunCache::new(folder, None, Arc::new(Disk));
    assert!(!print_with(&jobs[0].1, Some(&unknown), &[]).was_kept);
    // Fonts of the machine are nobody's to keep.
    let system = job(&desk).fonts(banmian::job::FontChoice { paths: vec![], system: true });
    print(&desk, &system);
    assert!(!print(&desk, &system).was_kept);
}

/// The numbers of the pages of an edition that are set anew; all pages are as they are made
/// without a cache.
fn set_anew(desk: &Desk, zone: Option<&str>) -> Vec<String> {
    let job = Job::new([desk.path("edition.toml")]).root(&desk.folder);
    let job = zone.into_iter().fold(job, Job::zone);
    let plan = job.edition_plan(None).expect("it is an edition with a file a page");
    assert!(!plan.found.has_errors() && !plan.pages.is_empty(), "{:?}", plan.found);
    let pages = plan.pages.iter().filter(|page| {
        let made = print(desk, &page.job);
        assert_eq!(made.came, anew(desk, &page.job), "page {} of {zone:?}", page.number);
        !made.was_kept
    });
    pages.map(|page| page.number.to_string()).collect()
}

const KEPT_ZONES: &str = r#"
# Here and there.
[[zone]]
name    = "copy"
stories = "east"

[[zone]]
name = "layout"
[[zone.page]]
number = 2
layout = "layouts/far.toml"

[[zone]]
name = "words"
[[zone.page]]
number = 3
set    = { section = "专刊" }
"#;

#[test]
fn a_zone_makes_only_pages_that_differ() {
    let none: [&str; 0] = [];
    let desk = paper("kept-zones", &format!("{EDITION}{KEPT_ZONES}"));
    assert_eq!(set_anew(&desk, None), ["1", "2", "3"]);
    assert_eq!(set_anew(&desk, Some("copy")), ["2"]);
    assert_eq!(set_anew(&desk, Some("layout")), ["2"]);
    assert_eq!(set_anew(&desk, Some("words")), ["3"]);
    for zone in [None, Some("copy"), Some("layout"), Some("words")] {
        assert_eq!(set_anew(&desk, zone), none, "{zone:?}");
    }
    // A line more in the edition moves the others, and no page.
    let zones = KEPT_ZONES.replace("# Here", "# Here\n#");
    desk.write("edition.toml", format!("# A night.\n{EDITION}{zones}"));
    for zone in [None, Some("copy"), Some("layout"), Some("words")] {
        assert_eq!(set_anew(&desk, zone), none, "{zone:?}");
    }
    // What the zone has for another page comes, too.
    desk.write("east/match.md", story("河东队赢了。"));
    assert_eq!(set_anew(&desk, Some("copy")), ["2", "3"]);
    assert_eq!(set_anew(&desk, None), none);
    desk.write("east/ferry.md", story("河东轮渡停航。"));
    assert_eq!(set_anew(&desk, Some("layout")), none);
}

#[test]
fn a_page_is_made_anew_with_those_that_its_stories_lead_to() {
    let desk = paper("kept-jumps", &format!("{EDITION}{KEPT_ZONES}"));
    let end = |key: &str, spec: &str| format!("{key} = \"{spec}\"\n");
    let lead = "[[story]]\nslug = \"lead\"\ncolumns = \"3\"\nlines = \"1-20\"\n";
    desk.write("layouts/one.toml", layout("lead") + &end("continued-on", "two.toml"));
    desk.write("layouts/two.toml", layout("school") + lead + &end("continued-from", "one.toml"));
    let long = "河埠街的路灯一盏接一盏亮了起来。".repeat(90);
    desk.write("stories/lead.md", story(&long));
    assert_eq!(set_anew(&desk, None), ["1", "2", "3"]);
    // Of what is on page 2 beside it the lead knows nothing, but its copy may come from there.
    assert_eq!(set_anew(&desk, Some("words")), ["3"]);
    assert_eq!(set_anew(&desk, Some("copy")), ["1", "2"]);
    // Page 2 is another, which does not lead back: page 1 as the zone has it says so.
    desk.write("layouts/far.toml", layout("ferry") + lead);
    desk.write("layouts/one.toml", layout("lead") + &end("continued-on", "far.toml"));
    let ran = desk.run(&["build", "edition.toml", "--zone", "layout", "--format", "json"]);
    assert!(ran.text().contains("jump-broken"), "{}", ran.text());
    assert_eq!(set_anew(&desk, Some("layout")), ["1", "2"]);
    // Its number is told on page 1, and is that of the edition.
    desk.write("layouts/far.toml", layout("ferry") + lead + &end("continued-from", "one.toml"));
    assert_eq!(set_anew(&desk, Some("layout")), ["1", "2"]);
    let renumbered = EDITION.replace("layouts/three.toml\"", "layouts/three.toml\"\nnumber = 7");
    let zones = KEPT_ZONES.replace("number = 3", "number = 7");
    desk.write("edition.toml", format!("{renumbered}{zones}"));
    assert_eq!(set_anew(&desk, Some("layout")), ["7"]);
    let renumbered = EDITION.replace("layouts/two.toml\"", "layouts/two.toml\"\nnumber = 4");
    let zones = KEPT_ZONES.replace("number = 2", "number = 4").replace("number = 3", "number = 5");
    desk.write("edition.toml", format!("{renumbered}{zones}"));
    assert_eq!(set_anew(&desk, Some("layout")), ["1", "4", "5"]);
}

#[test]
fn the_pages_are_judged_without_a_file() {
    let desk = Desk::with_page("kept-judged");
    let folder = CacheFolder::new(desk.path("cache"), LIMIT);
    let judged = |job: &Job| {
        let cache = RunCache::new(folder.clone(), PROGRAM, Arc::new(Disk));
        ENGINE.print_kept(job, Some(&cache), &FilesRead::default(), None)
    };
    let first = judged(&job(&desk));
    assert!(!first.was_kept && first.is_fit_for_press());
    // The file is there for whoever wants it, and the findings without it.
    let whole = print(&desk, &job(&desk));
    assert!(whole.was_kept && whole.came == anew(&desk, &job(&desk)));
    for file in entries(&desk.path("cache")) {
        if file.extension().is_some_and(|ending| ending == "page") {
            fs::remove_file(file).expect("it is there");
        }
    }
    assert!(judged(&job(&desk)).was_kept);
    assert!(!print(&desk, &job(&desk)).was_kept);
    assert!(print(&desk, &job(&desk)).was_kept);
}

#[test]
fn damaged_entries_are_none() {
    let desk = desk_with_everything("kept-damaged");
    let (job, folder) = (job(&desk), desk.path("cache"));
    let fresh = print(&desk, &job).came;
    let all = entries(&folder);
    for ending in ["asked", "found", "page"] {
        let of_kind = all.iter().filter(|it| it.extension() == Some(ending.as_ref()));
        assert_eq!(of_kind.count(), 1, "{all:?}");
    }
    let other = b"banmian kept\n of another version".to_vec();
    for entry in all {
        let sound = fs::read(&entry).expect("it is there");
        let mut flipped = sound.clone();
        flipped[sound.len() / 2] ^= 1;
        let mut at_end = sound.clone();
        at_end[sound.len() - 1] ^= 1;
        let damages =
            [flipped, at_end, sound[..sound.len() / 2].to_vec(), Vec::new(), other.clone()];
        for damaged in damages {
            fs::write(&entry, &damaged).expect("it can be written");
            let again = print(&desk, &job);
            let is_picture = entry.extension().is_some_and(|ending| ending == "press");
            assert_eq!(again.was_kept, is_picture, "{}", entry.display());
            assert!(again.came == fresh, "{}", entry.display());
            fs::write(&entry, &sound).expect("it can be written");
        }
    }
    assert!(print(&desk, &job).was_kept);
}

/// Files of some ending in a folder and those in it.
fn files_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                all.push(path);
            }
        }
    }
    all.sort();
    all
}

#[test]
fn whatever_is_found_comes_back_as_it_was() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut kinds = BTreeSet::new();
    for spec in files_in(&fixtures, "toml") {
        let outcome = ENGINE.run(&Job::new([&spec]).root(&fixtures));
        let records = |sink: &Sink, sources: &Sources| -> Vec<Record> {
            sink.list().iter().map(|it| Record::new(sources, it)).collect()
        };
        kinds.extend(outcome.sink.list().iter().map(|it| format!("{:?}", it.finding)));
        let packed = KeptFindings::pack(&outcome.sink, &outcome.sources).expect("it may be kept");
        let kept = KeptFindings::unpack(&packed).expect("it was packed");
        let values = |sink: &Sink| -> Vec<_> {
            sink.list().iter().map(|it| (it.finding.clone(), it.advice.clone(), it.more)).collect()
        };
        assert_eq!(values(&kept.sink), values(&outcome.sink), "{}", spec.display());
        assert_eq!(
            records(&kept.sink, &kept.sources),
            records(&outcome.sink, &outcome.sources),
            "{}",
            spec.display()
        );
    }
    let names: BTreeSet<&str> =
        kinds.iter().filter_map(|kind| kind.split([' ', '{']).next()).collect();
    assert!(names.len() > 90, "{} kinds of findings", names.len());
}

#[test]
fn bytes_that_nobody_packed_are_told_from_findings() {
    let desk = desk_with_everything("kept-bytes");
    desk.write("page.toml", "[page]\ncolour = 1\n[[story]]\nslug = \"a\"\nlines = \"0-\"\n");
    let mut outcome = ENGINE.run_for_press(&job(&desk));
    outcome.written(None);
    let packed = KeptFindings::pack(&outcome.sink, &outcome.sources).expect("it may be kept");
    let kept = KeptFindings::unpack(&packed).expect("it was packed");
    assert_eq!(kept.sink.list().len(), outcome.sink.list().len());
    assert!(kept.sink.list().len() > 2);
    for end in 0..packed.len() {
        assert!(KeptFindings::unpack(&packed[..end]).is_none(), "{end}");
    }
    for at in 0..packed.len() {
        for bit in [0, 3, 7] {
            let mut other = packed.clone();
            other[at] ^= 1 << bit;
            // Whatever it is now, it is no panic.
            if let Some(kept) = KeptFindings::unpack(&other) {
                let told = render::human(
                    &kept.sources,
                    kept.sink.list(),
                    Language::English,
                    Coloring::Plain,
                );
                assert!(!told.is_empty());
            }
        }
    }
    // The same of what was asked.
    let inquiry = Inquiry::of(&RunFiles::of(Arc::new(Disk)));
    let place = inquiry.place(&desk.path("page.toml")).expect("it is there");
    inquiry.read(&place, 1 << 20).expect("it can be read");
    inquiry.list(&desk.folder).expect("it can be listed");
    let answered = inquiry.answered().expect("it may be kept");
    let packed = answered.pack();
    assert_eq!(Answered::unpack(&packed), Some(answered));
    for at in 0..packed.len() {
        assert!(at == 0 || Answered::unpack(&packed[..at]).is_none_or(|it| it.pack() != packed));
        let mut other = packed.clone();
        other[at] ^= 0x81;
        if let Some(answered) = Answered::unpack(&other) {
            let _ = answered.holds(&RunFiles::of(Arc::new(Disk)));
        }
    }
}

/// Files that count how often each is read.
#[derive(Debug, Default)]
struct Counting {
    read: Mutex<BTreeMap<PathBuf, usize>>,
}

impl Files for Counting {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.place(path)
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        Disk.kind(place)
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        *self.read.lock().expect("nobody panics").entry(place.to_owned()).or_default() += 1;
        Disk.read(place, most)
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        Disk.list(place)
    }

    fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        Disk.on_disk(path)
    }
}

#[test]
fn jobs_side_by_side_read_each_file_once() {
    let desk = desk_with_everything("kept-side");
    for page in 0..6 {
        desk.write(&format!("p{page}.toml"), desk.read("page.toml"));
    }
    let jobs: Vec<Job> = (0..6)
        .map(|page| Job::new([desk.path(&format!("p{page}.toml"))]).root(&desk.folder))
        .collect();
    let fresh: Vec<Came> = jobs.iter().map(|job| anew(&desk, job)).collect();
    for turn in 0..2 {
        let files = Arc::new(Counting::default());
        let folder = CacheFolder::new(desk.path("cache"), LIMIT);
        let cache = RunCache::new(folder, PROGRAM, Arc::clone(&files) as Arc<dyn Files>);
        thread::scope(|scope| {
            for (job, fresh) in jobs.iter().zip(&fresh) {
                let (cache, desk) = (&cache, &desk);
                scope.spawn(move || {
                    let made = print_with(job, Some(cache), &inputs(desk));
                    assert_eq!(made.was_kept, turn == 1);
                    assert!(made.came == *fresh, "{}", made.came.found);
                });
            }
        });
        let read = files.read.lock().expect("nobody panics");
        let more: Vec<_> = read.iter().filter(|(_, times)| **times != 1).collect();
        assert!(read.len() >= 12 && more.is_empty(), "turn {turn}: {more:?}");
    }
}

#[test]
fn a_cache_may_go_at_any_time() {
    let desk = desk_with_everything("kept-gone");
    let job = job(&desk);
    let fresh = anew(&desk, &job);
    thread::scope(|scope| {
        let busy = scope.spawn(|| {
            for _ in 0..6 {
                assert!(print(&desk, &job).came == fresh);
            }
        });
        while !busy.is_finished() {
            let _ = fs::remove_dir_all(desk.path("cache"));
            thread::sleep(Duration::from_millis(7));
        }
    });
    print(&desk, &job);
    fs::remove_dir_all(desk.path("cache")).expect("it is there");
    assert!(print(&desk, &job).came == fresh);
}

#[test]
fn a_cache_that_cannot_be_written_is_read() {
    let desk = Desk::with_page("kept-read-only");
    let job = job(&desk);
    let fresh = print(&desk, &job).came;
    let set = |read_only: bool| {
        for path in entries(&desk.path("cache")).iter().chain([&desk.path("cache")]) {
            let mut rights = fs::metadata(path).expect("it is there").permissions();
            rights.set_readonly(read_only);
            fs::set_permissions(path, rights).expect("it is ours");
        }
    };
    set(true);
    let again = print(&desk, &job);
    desk.write("stories/lead.md", story("改过的稿件。"));
    let changed = print(&desk, &job);
    set(false);
    assert!(again.was_kept && again.came == fresh);
    assert!(!changed.was_kept && changed.came == anew(&desk, &job));
}

#[test]
fn the_cache_keeps_its_limit() {
    let desk = Desk::with_page("kept-limit");
    let job = job(&desk);
    let one = print(&desk, &job).came.pdf.map(|pdf| pdf.len() as u64).expect("it is fit");
    let limit = one * 3;
    let mut last = false;
    for number in 0..8 {
        desk.write("stories/lead.md", story(&format!("第{number}篇稿件。")));
        let folder = CacheFolder::new(desk.path("cache"), limit);
        let cache = RunCache::new(folder.clone(), PROGRAM, Arc::new(Disk));
        assert!(!print_with(&job, Some(&cache), &[]).was_kept);
        // Files that were written in one moment have no order.
        thread::sleep(Duration::from_millis(20));
        let bytes: u64 = folder.survey().iter().map(|kind| kind.bytes).sum();
        assert!(bytes <= limit, "{bytes} of {limit}");
        let cache = RunCache::new(folder, PROGRAM, Arc::new(Disk));
        last = print_with(&job, Some(&cache), &[]).was_kept;
    }
    assert!(last, "what was made last was thrown away");
    // What takes more than half of the room is not kept, and throws nothing out.
    let tight = CacheFolder::new(desk.path("tight"), one);
    for _ in 0..2 {
        let cache = RunCache::new(tight.clone(), PROGRAM, Arc::new(Disk));
        assert!(!print_with(&job, Some(&cache), &[]).was_kept);
    }
}

#[test]
fn the_command_replays_what_it_made() {
    let desk = desk_with_everything("kept-command");
    let runs = [
        &["build", "page.toml", "--format", "json"][..],
        &["build", "page.toml"],
        &["check", "page.toml", "--deny", "warnings"],
        &["check", "page.toml", "--format", "json"],
        &["check", "page.toml", "--format", "dump"],
        &["check", "page.toml", "--format", "json", "-v"],
    ];
    for arguments in runs {
        let run = |more: &[&str]| {
            let ran = desk.run(&[arguments, more].concat());
            let written = desk.path("page.pdf").is_file().then(|| desk.read("page.pdf"));
            let _ = fs::remove_file(desk.path("page.pdf"));
            (ran.code, ran.out, ran.err, written)
        };
        let fresh = run(&["--no-cache"]);
        for _ in 0..2 {
            assert!(run(&["--cache", "kept"]) == fresh, "{arguments:?}\n{}", fresh.2);
        }
    }
    // A file that was read is not replaced by what was not read again.
    let story = desk.read("stories/lead.md");
    for output in ["stories/lead.md", "stories/cup.jpg", "house.toml", "names.txt"] {
        let ran = desk.run(&["build", "page.toml", "--cache", "kept", "-o", output]);
        assert_eq!(ran.code, 1, "{output}: {}", ran.err);
        assert!(ran.err.contains("it is one of the files that were read"), "{}", ran.err);
    }
    assert!(desk.read("stories/lead.md") == story);
}

#[test]
fn two_commands_share_a_cache() {
    let desk = desk_with_everything("kept-two");
    for name in ["one", "two"] {
        desk.write(&format!("{name}.toml"), desk.read("page.toml"));
    }
    assert_eq!(desk.run(&["build", "page.toml", "--no-cache"]).code, 0);
    let fresh = desk.read("page.pdf");
    // What a run left that was ended in the middle.
    desk.write("kept/.x.page.banmian-4194000-0.part", "half");
    thread::scope(|scope| {
        for name in ["one", "two", "page", "page"] {
            let (desk, fresh) = (&desk, &fresh);
            scope.spawn(move || {
                for turn in 0..2 {
                    let output = format!("{name}-{turn}-{:?}.pdf", thread::current().id());
                    let spec = format!("{name}.toml");
                    let ran = desk.run(&["build", &spec, "--cache", "kept", "-o", &output]);
                    assert_eq!(ran.code, 0, "{}", ran.err);
                    assert!(desk.read(&output) == *fresh, "{output}");
                }
            });
        }
    });
    let left: Vec<_> = entries(&desk.path("kept"));
    assert!(left.iter().all(|path| !path.to_string_lossy().contains(".part")), "{left:?}");
}

#[test]
fn a_folder_of_somebodys_own_is_no_cache() {
    let desk = Desk::with_page("kept-foreign");
    desk.write("mine/letter.txt", "一封信");
    desk.write("tagged/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# cargo\n");
    fs::create_dir_all(desk.path("empty")).expect("it can be made");
    for folder in ["mine", "tagged", "stories"] {
        for verb in ["build", "check", "proof"] {
            let ran = desk.run(&[verb, "page.toml", "--cache", folder]);
            assert_eq!(ran.code, 1, "{verb} {folder}: {}", ran.err);
            assert!(ran.err.contains("is no folder for a cache"), "{}", ran.err);
        }
        let named = [("BANMIAN_CACHE", folder)];
        assert_eq!(desk.run_with(&["check", "page.toml"], &named).code, 1);
        assert_eq!(desk.run_with(&["check", "page.toml", "--no-cache"], &named).code, 0);
        assert_eq!(desk.run(&["cache", "--clear", "--cache", folder]).code, 1);
        assert_eq!(fs::read_dir(desk.path(folder)).expect("it is there").count(), 1);
    }
    assert_eq!(desk.run(&["check", "page.toml", "--cache", "page.toml"]).code, 1);
    // An empty one will do, and one that is not there yet says what it is.
    for folder in ["empty", "new/one"] {
        for _ in 0..2 {
            let ran = desk.run(&["build", "page.toml", "--cache", folder]);
            assert_eq!(ran.code, 0, "{}", ran.err);
        }
    }
    let tag = String::from_utf8(desk.read("new/one/CACHEDIR.TAG")).expect("it is text");
    assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55"), "{tag}");
    assert!(desk.read("new/one/.gitignore").ends_with(b"\n*\n"));
    assert!(!desk.path("empty/.gitignore").exists());
    assert_eq!(desk.run_with(&["check", "page.toml"], &[("BANMIAN_CACHE", "by-name")]).code, 0);
    assert!(desk.path("by-name/CACHEDIR.TAG").is_file());
}

#[test]
fn the_cache_is_told_and_cleared() {
    let desk = desk_with_everything("kept-told");
    let tell = |more: &[&str]| {
        let ran = desk.run(&[&["cache", "--cache", "kept", "--format", "json"], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.answer()["cache"].clone()
    };
    let none = tell(&[]);
    assert_eq!((none["bytes"].as_u64(), none["oldest_use"].is_null()), (Some(0), true));
    assert!(!desk.path("kept").exists(), "it was made for nothing");
    assert_eq!(desk.run(&["build", "page.toml", "--cache", "kept"]).code, 0);
    let told = tell(&["--cache-size", "2G"]);
    assert_eq!(told["limit_bytes"].as_u64(), Some(2 << 30));
    assert!(told["oldest_use"].as_str().is_some_and(|time| time.starts_with("20")), "{told}");
    let kinds = told["kinds"].as_array().expect("a list");
    let entries = |kind: &str| {
        let own = kinds.iter().find(|it| it["kind"] == kind).expect("it is told");
        own["entries"].as_u64()
    };
    assert_eq!(entries("press-files"), Some(1));
    assert!(entries("pictures") >= Some(1), "{told}");
    desk.write("kept/mine.txt", "一封信");
    desk.write("kept/.x.press.banmian-4194000-0.part", "half");
    for language in ["en", "zh"] {
        let ran = desk.run(&["cache", "--cache", "kept", "--messages", language]);
        assert!(ran.code == 0 && ran.text().starts_with("kept\n"), "{}", ran.text());
    }
    let cleared = tell(&["--clear"]);
    assert_eq!(cleared["bytes"].as_u64(), Some(0));
    let mut left: Vec<String> = fs::read_dir(desk.path("kept"))
        .expect("it is there")
        .map(|entry| entry.expect("so are its files").file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(left, [".gitignore", "CACHEDIR.TAG", "mine.txt"]);
    for size in ["", "-1", "2T", "G", "99999999999G"] {
        let ran = desk.run(&["cache", "--cache", "kept", "--cache-size", size]);
        assert_eq!(ran.code, 2, "{size}: {}", ran.err);
    }
}
