//! An engine that is lent: the same pages whatever it knows from before, files from
//! anywhere, and a state of the files that holds for a run and no longer.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::SystemTime;

use banmian::diag::{Code, Record};
use banmian::load::CacheFolder;
use banmian::{
    Build, Disk, Engine, Error, FileKind, Files, Finding, Job, Language, Memory, Pages, Severity,
    preflight,
};

use crate::desk::{Desk, story};
use crate::outputs::desk_with_everything;
use crate::pages::fonts;
use crate::samples::SAMPLES;

/// All that comes of a job, as bytes: the file, what was found, the page for programs.
#[derive(PartialEq, Eq)]
pub(crate) struct Came {
    pub(crate) pdf: Option<Vec<u8>>,
    found: String,
    model: Option<String>,
}

pub(crate) fn engine(room: usize) -> Engine {
    Engine::with_room(room).with_fonts(fonts())
}

pub(crate) fn made(engine: &Engine, job: &Job, cache: Option<&CacheFolder>) -> Came {
    let mut outcome = engine.run_for_press(job);
    let pdf = outcome.press_file(cache);
    let (sources, list) = (&outcome.sources, outcome.sink.list());
    let render = |it| Record::new(sources, it);
    let model = outcome.document.as_ref();
    let model = model.map(|it| banmian::model::page_model(it, sources, &outcome.pictures));
    Came { pdf, found: format!("{:#?}", list.iter().map(render).collect::<Vec<_>>()), model }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sample(name: &str) -> Job {
    Job::new([repository().join(format!("layouts/{name}.toml"))]).root(repository())
}

/// Pictures of the samples in the inks of their presses: not what is tested here.
fn pressed() -> CacheFolder {
    CacheFolder::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache/banmian"), 512 << 20)
}

fn is_fit(came: &Came) -> bool {
    came.pdf.is_some() && !came.found.contains("severity: Error")
}

#[test]
fn samples_are_the_same_cold_and_warm_and_with_hardly_any_room() {
    let cache = pressed();
    let warm = engine(256 << 20);
    let tight = engine(200_000);
    for name in SAMPLES {
        let job = sample(name);
        let cold = made(&engine(0), &job, Some(&cache));
        assert!(is_fit(&cold), "{name}: {}", cold.found);
        let _first = warm.run(&job);
        for (engine, state) in [(&tight, "tight"), (&warm, "warm")] {
            assert!(made(engine, &job, Some(&cache)) == cold, "{name} differs: {state}");
        }
    }
    assert!(tight.kept() <= 200_000 && tight.kept() > 0, "{}", tight.kept());
    assert!(warm.kept() > 1 << 20, "nothing was kept: {}", warm.kept());
}

#[test]
fn many_threads_share_an_engine() {
    let (engine, cache) = (engine(64 << 20), pressed());
    let names = ["back", "japanese", "taiwan"];
    let made = |engine: &Engine, name: &str| made(engine, &sample(name), Some(&cache));
    let cold = names.map(|name| made(&self::engine(0), name));
    thread::scope(|scope| {
        for turn in 0..names.len() {
            let (engine, cold, made) = (&engine, &cold, &made);
            scope.spawn(move || {
                for at in 0..names.len() {
                    let at = (at + turn) % names.len();
                    let came = made(engine, names[at]);
                    assert!(came == cold[at], "{} differs on thread {turn}", names[at]);
                }
            });
        }
    });
}

/// Prints what a warm engine makes; run by the test below.
#[test]
#[ignore = "a part of the test of the number of threads"]
fn tells_hashes() {
    let engine = engine(64 << 20);
    for name in ["back", "taiwan", "back"] {
        let Came { pdf, found, model } = made(&engine, &sample(name), Some(&pressed()));
        let pdf = pdf.expect("the samples are fit for the press");
        let bytes = [&pdf, found.as_bytes(), model.unwrap_or_default().as_bytes()].concat();
        let line = format!("hash of {name}: {}\n", crc(&bytes));
        io::stdout().write_all(line.as_bytes()).expect("it is read");
    }
}

/// A sum of bytes that no small difference leaves as it is (CRC-32).
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(sum & 1))
        })
    };
    !bytes.iter().fold(!0, step)
}

#[test]
fn one_thread_makes_the_same_as_many() {
    let hashes = |threads: &str| {
        let this = std::env::current_exe().expect("the test has a file");
        let ran = Command::new(this)
            .args(["--exact", "engine::tells_hashes", "--ignored", "--nocapture"])
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("it can be run");
        let told = String::from_utf8(ran.stdout).expect("it is text");
        let hashes: Vec<String> =
            told.lines().filter_map(|line| Some(line.split_once("hash of ")?.1.into())).collect();
        assert_eq!(hashes.len(), 3, "{told}");
        hashes
    };
    let one = hashes("1");
    assert_eq!(one[0], one[2]);
    assert_eq!(one, hashes("5"));
}

/// The files of a desk, in memory.
fn in_memory(desk: &Desk, under: &str) -> Memory {
    fn add(folder: &Path, to: &Path, memory: &mut Memory) {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be listed").path();
            let to = to.join(path.file_name().expect("it has a name"));
            if path.is_dir() {
                add(&path, &to, memory);
            } else {
                memory.put(&to, fs::read(&path).expect("it can be read"));
            }
        }
    }
    let mut memory = Memory::new();
    add(&desk.folder, Path::new(under), &mut memory);
    memory
}

#[test]
fn a_page_is_made_in_memory_of_all_that_pages_are_made_of() {
    let desk = desk_with_everything("engine-memory");
    // A face of its own for the headline, so that the page shows whether it was found.
    desk.write(
        "page.toml",
        [b"styles.headline.font = \"Source Serif 4\"\n", desk.read("page.toml").as_slice()]
            .concat(),
    );
    let engine = engine(0);
    let disk = made(&engine, &Job::new([desk.path("page.toml")]).root(&desk.folder), None);
    assert!(disk.pdf.is_some(), "{}", disk.found);

    let memory = in_memory(&desk, "nowhere/on/this/disk");
    let job = Job::new(["nowhere/on/this/disk/page.toml"]).files(memory.clone());
    assert!(!Path::new("nowhere").exists());
    let came = made(&engine, &job, None);
    assert!(came.pdf == disk.pdf, "{}", came.found);
    let outcome = engine.run(&job);
    assert!(!outcome.read.holds(Path::new("nowhere/on/this/disk/page.toml")));

    // Each of the files counts.
    for file in [
        "house.toml",
        "stories/lead.md",
        "stories/cup.jpg",
        "ads/tea.pdf",
        "prices.csv",
        "press/own.icc",
        "press/rules.toml",
        "names.txt",
        "fonts/own.ttf",
    ] {
        let mut less = memory.clone();
        less.remove(Path::new("nowhere/on/this/disk").join(file));
        let without = made(&engine, &job.clone().files(less), None);
        assert!(without.found != came.found, "{file} is not missed");
    }
}

#[test]
fn memory_does_not_reach_the_disk() {
    let desk = Desk::with_page("engine-reach");
    let stories = desk.path("stories").display().to_string();
    let page = |key: &str| {
        format!(
            "{key}\n[page]\nstories = \"{stories}\"\n[[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"1-9\"\n"
        )
    };
    for key in ["", "fonts.system = true"] {
        let files = Memory::new().with("page.toml", page(key));
        let pages = engine(0).set(&Job::new(["page.toml"]).files(files));
        let codes: Vec<_> = pages.findings().iter().map(Finding::code).collect();
        assert!(codes.contains(&"path-outside"), "{codes:?}");
    }
}

/// Sets the time of a file back to what it was, as some programs do on saving.
fn write_unseen(desk: &Desk, file: &str, text: &[u8]) {
    let path = desk.path(file);
    let time = fs::metadata(&path).and_then(|it| it.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    fs::write(&path, text).expect("it can be written");
    let file = fs::File::options().write(true).open(&path).expect("it is there");
    file.set_modified(time).expect("the time can be set");
}

#[test]
fn a_warm_engine_sees_every_change() {
    let desk = desk_with_everything("engine-changes");
    let engine = engine(64 << 20);
    let job = Job::new([desk.path("page.toml")]).root(&desk.folder);
    let old = made(&engine, &job, None);
    assert!(old.pdf.is_some(), "{}", old.found);
    let swap = |bytes: &[u8], from: &str, to: &str| {
        let text = String::from_utf8(bytes.to_vec()).expect("it is text");
        assert!(text.contains(from) && from.len() == to.len());
        text.replace(from, to).into_bytes()
    };
    // As long as before and of the same time: nothing but its bytes tells.
    for (file, from, to) in [
        ("stories/lead.md", "河埠街", "河埠巷"),
        ("stories/lead.md", "河岸亮灯", "河岸熄灯"),
        ("house.toml", "渡口日报", "渡口晚报"),
        ("page.toml", "lines = \"6-15\"", "lines = \"5-14\""),
        ("names.txt", "青螺渡口", "路灯一盏"),
    ] {
        let before = desk.read(file);
        write_unseen(&desk, file, &swap(&before, from, to));
        let new = made(&engine, &job, None);
        let cold = made(&self::engine(0), &job, None);
        assert!(new == cold, "{file}: {from}, {to}");
        assert!(new != old || file == "names.txt", "{file}: {from}, {to}");
        write_unseen(&desk, file, &before);
        assert!(made(&engine, &job, None) == old, "{file} is not what it was");
    }
    // Files of bytes: such as cannot be used any more, and other pixels.
    let spoil = |bytes: &mut [u8]| bytes[..40].fill(b'x');
    let shift = |bytes: &mut [u8]| {
        let middle = bytes.len() / 2;
        bytes[middle..middle + 4].rotate_left(1);
    };
    let changes = [
        ("stories/cup.jpg", &spoil as &dyn Fn(&mut [u8])),
        ("stories/cup.jpg", &shift),
        ("press/own.icc", &spoil),
        ("fonts/own.ttf", &spoil),
        ("ads/tea.pdf", &spoil),
    ];
    for (file, change) in changes {
        let before = desk.read(file);
        let mut other = before.clone();
        change(&mut other);
        write_unseen(&desk, file, &other);
        let new = made(&engine, &job, None);
        assert!(new == made(&self::engine(0), &job, None) && new != old, "{file}");
        write_unseen(&desk, file, &before);
        assert!(made(&engine, &job, None) == old, "{file} is not what it was");
    }
}

#[test]
fn what_is_kept_moves_with_its_place_in_the_file() {
    let page = "[page]\nstories = \"s\"\n[[story]]\nslug = \"lead\"\ncolumns = \"1-3\"\nlines = \"1-30\"\n";
    let text = "河埠街的路灯{一盏|yī|zhǎn}接一盏亮了起来。\n\n**青螺渡口**的船[停]{dots}了。\n\n> 灯亮了。\n\n- 一\n- 二\n";
    let job = |before: &str| {
        let files = Memory::new()
            .with("page.toml", page)
            .with("s/lead.md", story(&format!("{before}{text}")))
            .with("s/other.md", story(before));
        Job::new(["page.toml"]).files(files)
    };
    let engine = engine(64 << 20);
    for before in ["", "先说一句。\n\n", "", "先说一句，再说一句。\n\n"] {
        let cold = made(&self::engine(0), &job(before), None);
        assert!(cold.model.as_ref().is_some_and(|model| model.contains("yī")));
        assert!(made(&engine, &job(before), None) == cold, "{before}");
    }
    // A file that comes before the others gives all of them other numbers.
    let files = Memory::new()
        .with("page.toml", page)
        .with("s/a.md", story("一"))
        .with("s/lead.md", story(text));
    let job = Job::new(["page.toml"]).files(files);
    assert!(made(&engine, &job, None) == made(&self::engine(0), &job, None));
}

/// Files that are another thing each time they are read.
#[derive(Debug)]
struct Restless {
    read: Mutex<BTreeMap<PathBuf, usize>>,
    files: Memory,
}

impl Files for &'static Restless {
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        self.files.place(path)
    }

    fn kind(&self, place: &Path) -> io::Result<FileKind> {
        self.files.kind(place)
    }

    fn read(&self, place: &Path, most: u64) -> io::Result<Arc<[u8]>> {
        let mut read = self.read.lock().expect("nobody panics");
        *read.entry(place.to_owned()).or_default() += 1;
        self.files.read(place, most)
    }

    fn list(&self, place: &Path) -> io::Result<Vec<OsString>> {
        let mut read = self.read.lock().expect("nobody panics");
        *read.entry(place.to_owned()).or_default() += 1;
        self.files.list(place)
    }
}

#[test]
fn a_run_reads_each_file_once() {
    let desk = desk_with_everything("engine-once");
    let text = String::from_utf8(desk.read("page.toml")).expect("it is text");
    let second = text.replace("[output]", "page.number = 2\n[output]");
    desk.write("second.toml", second.replace("names.txt", "./names.txt"));
    let files = Restless { read: Mutex::default(), files: in_memory(&desk, "") };
    let files: &'static Restless = Box::leak(Box::new(files));
    let job = Job::new(["page.toml", "second.toml"]).files(files);
    let engine = engine(64 << 20);
    for run in 1..=2 {
        let came = made(&engine, &job, None);
        assert!(came.model.is_some(), "{}", came.found);
        let read = files.read.lock().expect("nobody panics");
        let more: Vec<_> = read.iter().filter(|(_, times)| **times != run).collect();
        assert!(read.len() >= 12 && more.is_empty(), "run {run}: {more:?}");
    }
}

#[test]
fn two_engines_work_in_one_folder() {
    let desk = desk_with_everything("engine-two");
    let job = Job::new([desk.path("page.toml")]).root(&desk.folder);
    let wanted = made(&engine(0), &job, None);
    let cache = CacheFolder::new(desk.path("cache"), 64 << 20);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let own = engine(64 << 20);
                for _ in 0..3 {
                    assert!(made(&own, &job, Some(&cache)) == wanted);
                    desk.write("stories/other.md", story("另一篇稿件。"));
                }
            });
        }
    });
    let left: Vec<_> = desk.files();
    assert!(left.iter().all(|name| !name.contains(".part")), "{left:?}");
}

#[test]
fn the_room_is_never_more_than_was_said() {
    let desk = desk_with_everything("engine-room");
    let job = Job::new([desk.path("page.toml")]).root(&desk.folder);
    let wanted = made(&engine(0), &job, None);
    for room in [0, 1, 1_000, 30_000, 300_000, 3_000_000] {
        let engine = engine(room);
        for number in 0..4 {
            desk.write("stories/lead.md", desk.read("stories/lead.md"));
            desk.write("names.txt", format!("青螺渡口\n第{number}桥\n"));
            assert!(made(&engine, &job, None) == wanted, "room {room}, run {number}");
            assert!(engine.kept() <= room, "{} of {room}", engine.kept());
        }
    }
}

#[test]
fn lettering_of_a_drawing_is_set_in_the_fonts_of_its_page() {
    let drawing = r#"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text x="5" y="20" font-family="Source Serif 4" font-size="14">Quay</text></svg>"#;
    let page =
        "[page]\nstories = \"s\"\n[[picture]]\nslug = \"lead\"\ncolumns = \"1\"\nlines = \"1-9\"\n";
    let story = "+++\nheadline = \"灯\"\npictures = [{ file = \"a.svg\" }]\n+++\n一\n";
    let files = Memory::new()
        .with("page.toml", page)
        .with("s/lead.md", story)
        .with("s/a.svg", drawing)
        .with("own/a.ttf", fs::read("fonts/SourceSerif4_700Bold.ttf").expect("it is there"));
    let engine = engine(64 << 20);
    let plain = Job::new(["page.toml"]).files(files);
    let bold = plain.clone().font_path("own");
    let (first, second) = (made(&engine, &plain, None), made(&engine, &bold, None));
    for (job, came) in [(&plain, first), (&bold, second)] {
        assert!(came == made(&engine, job, None), "warm");
        assert!(came == made(&self::engine(0), job, None), "cold");
    }
}

#[test]
fn the_face_of_the_library_says_what_is_wrong() {
    fn may_be_shared<T: Send + Sync>() {}
    may_be_shared::<Engine>();
    may_be_shared::<(Job, Memory, Pages, Build, Finding, Error)>();
    let mut engine = Engine::new();
    let error = engine.add_font("not.otf", b"no font").expect_err("it is no font");
    assert_eq!(error.findings()[0].code(), "font-broken");
    assert!(engine.add_fonts("nowhere/at/all").is_err());
    let error = preflight(b"no pdf", "x4", Disk).expect_err("it is no PDF");
    assert!(!error.to_string().is_empty());
    let error = preflight(b"", "no-such-rules", Disk).expect_err("there are no such rules");
    assert_eq!(error.findings()[0].severity(), Severity::Error);

    let build = engine.build(&Job::new(Vec::<PathBuf>::new()));
    assert_eq!((build.pages().count(), build.findings().len()), (0, 0));
    assert!(build.pdf().is_err() && build.proof(0, 30.0).is_err());
    let build = engine.build(&Job::new(["nowhere.toml"]).files(Memory::new()));
    let error: Box<dyn std::error::Error> = Box::new(build.pdf().expect_err("there is no page"));
    assert!(error.to_string().starts_with("nowhere.toml: error[file-unreadable]: "), "{error}");
    assert!(build.pages().model().is_none() && !build.pages().are_fit());

    let files = Memory::new()
        .with("page.toml", "[page]\nstories = \"s\"\n[[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"1-9\"\n")
        .with("s/lead.md", story(&"河埠街的路灯一盏接一盏亮了起来。".repeat(90)));
    let build = self::engine(0).build(&Job::new(["page.toml"]).files(files));
    let findings = build.findings();
    let overset = findings.iter().find(|found| found.code() == "overset").expect("it is too long");
    let place = &overset.places()[0];
    assert_eq!((place.file.as_deref(), place.line), (Some("page.toml"), Some(4)));
    assert!(overset.to_string().starts_with("page.toml:4:"), "{overset}");
    assert!(overset.json().contains("\"characters\""), "{}", overset.json());
    assert!(overset.message(Language::Chinese).chars().any(|c| c > '\u{4e00}'));
    let error = build.pdf().expect_err("a page with too much text is not printed");
    assert!(error.findings().iter().all(|found| found.severity() == Severity::Error));
    assert!(build.proof(0, 20.0).is_ok_and(|png| png.starts_with(b"\x89PNG")));
    assert!(build.proof(1, 20.0).is_err() && build.proof(0, 1e9).is_err());
}

/// What is wrong with words is gathered story by story, so that a story can be kept with
/// it, and said once a page and file.
#[test]
fn what_is_wrong_with_words_is_said_once_by_a_warm_engine_too() {
    let page = "[page]\nstories = \"s\"\n\
        [[banner]]\ntext = \"灯\u{10FFFD}亮\"\ncolumns = \"1-3\"\nlines = \"1-2\"\n\
        [[banner]]\ntext = \"灯\u{10FFFD}灭\"\ncolumns = \"1-3\"\nlines = \"3-4\"\n\
        [[story]]\nslug = \"one\"\ncolumns = \"1-3\"\nlines = \"6-20\"\nstanding-head = \"\u{10FFFD}栏\"\n\
        [[story]]\nslug = \"two\"\ncolumns = \"1-3\"\nlines = \"22-40\"\n";
    let job = |two: &str| {
        let files = Memory::new()
            .with("page.toml", page)
            .with("s/one.md", "河埠街的灯\u{10FFFD}亮了。\u{10FFFD}")
            .with("s/two.md", two);
        Job::new(["page.toml"]).files(files)
    };
    let engine = engine(64 << 20);
    let missing = |job: &Job| {
        let found = engine.run(job).sink;
        let list = found.list().iter().filter(|it| it.code() == Code::GlyphMissing);
        list.map(|it| it.span.expect("it has a place").source).collect::<Vec<_>>()
    };
    let cold = missing(&job("渡口的船\u{10FFFD}停了。"));
    assert_eq!(cold.len(), 3, "of the spec once, of each story once: {cold:?}");
    assert_eq!(missing(&job("渡口的船\u{10FFFD}停了。")), cold, "all is known");
    assert_eq!(missing(&job("渡口的船停了。")), cold[..2], "one story is set anew");
    let filled = engine.kept();
    assert_eq!(missing(&job("渡口的船\u{10FFFD}停了。")), cold);
    assert_eq!(engine.kept(), filled, "nothing had to be set");
}
