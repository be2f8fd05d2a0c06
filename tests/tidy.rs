//! Keeps the house tidy: what every source file must have, and which modules
//! may know of which. Reads the sources as text and needs nothing of the
//! library.

#[path = "tidy/circles.rs"]
mod circles;
#[path = "tidy/signatures.rs"]
mod signatures;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;

use circles::circles;
use signatures::{is_tuple, signatures};

/// What each module of the library may use, and why it is no more than that is
/// in docs/ARCHITECTURE.md. An edge that is missing here must not be drawn; an
/// edge that nobody draws must not stand here.
const EDGES: &[(&str, &[&str])] = &[
    // Leaves.
    ("geom", &[]),
    ("color", &[]),
    ("deflate", &[]),
    ("delimited", &[]),
    // What decoders can be trusted with.
    ("jpeg", &[]),
    // What is kept for later: knows nothing of what it keeps.
    ("cache", &[]),
    ("diag", &[]),
    // Bytes to text.
    ("encoding", &["diag"]),
    ("icc", &["deflate", "diag"]),
    ("style", &["color", "geom"]),
    ("barcode", &[]),
    ("ornament", &["geom"]),
    // Vector pictures are taken apart here: lettering needs faces, and a page of a
    // PDF is somebody else's file like any other.
    ("picture", &["cache", "diag", "font", "geom", "jpeg", "reader", "style"]),
    ("load", &["diag", "encoding"]),
    ("workers", &["diag"]),
    ("memory", &[]),
    ("font", &["cache", "diag", "geom", "style"]),
    // The finished page: data that refers to nothing which makes it.
    ("page", &["color", "diag", "font", "geom", "icc", "picture"]),
    // Input. A spec names stories by slug and says of each part of a page how
    // it is set; it sees nothing else of either.
    ("story", &["cache", "delimited", "diag", "encoding", "style"]),
    // What the advertising department says; knows no page.
    ("booking", &["delimited", "diag", "geom"]),
    // Copy in other formats, before it is a story.
    ("manuscript", &["diag", "encoding", "story", "style"]),
    (
        "spec",
        &[
            "barcode", "cache", "color", "diag", "geom", "ornament", "page", "picture", "story",
            "style",
        ],
    ),
    // Composition. Of `page` text knows only the form of a set line, and what is
    // told of one.
    ("text", &["cache", "color", "font", "geom", "page", "style"]),
    (
        "layout",
        &[
            "barcode", "cache", "color", "diag", "font", "geom", "ornament", "page", "picture",
            "spec", "story", "style", "text",
        ],
    ),
    // What would make a story fit: sets it again and again.
    ("copyfit", &["diag", "geom", "layout", "makeup", "page", "spec", "story", "text"]),
    // Words on what is made, beside those of stories and specs: small type in the
    // form of a set line.
    ("lettering", &["color", "font", "geom", "page", "style"]),
    // Backends: `page` and leaves.
    ("dump", &["color", "font", "geom", "page", "picture"]),
    // The page for other programs; with the names of the files that text is from.
    ("model", &["diag", "geom", "page", "picture"]),
    // Pictures to the inks of the press, between the page and the press file.
    (
        "press",
        &[
            "cache", "color", "deflate", "diag", "geom", "icc", "jpeg", "load", "memory", "page",
            "picture", "reader",
        ],
    ),
    (
        "pdf",
        &[
            "cache",
            "color",
            "deflate",
            "diag",
            "font",
            "geom",
            "lettering",
            "page",
            "picture",
            "press",
            "style",
        ],
    ),
    (
        "proof",
        &[
            "color",
            "diag",
            "font",
            "geom",
            "lettering",
            "memory",
            "page",
            "picture",
            "reader",
            "style",
            "workers",
        ],
    ),
    // Which pages are printed side by side.
    ("impose", &["diag", "geom", "page"]),
    // A look at the finished page, and back at the spec for whoever must mend it.
    ("inspect", &["color", "diag", "geom", "page", "spec"]),
    // The same look with an art director's eyes.
    ("makeup", &["diag", "font", "geom", "page", "spec"]),
    // Any PDF, read back: knows nothing of the pages that the engine makes.
    ("reader", &["diag", "jpeg"]),
    ("plates", &["diag", "icc", "memory", "reader", "workers"]),
    // Any PDF against rules. Of `page` it knows which standards there are. What it keeps of
    // other files (`cache`) is known by their bytes.
    (
        "preflight",
        &[
            "cache",
            "diag",
            "font",
            "geom",
            "icc",
            "lettering",
            "memory",
            "page",
            "plates",
            "proof",
            "reader",
            "style",
            "workers",
        ],
    ),
    // What is sent to the printer: press files, read back.
    ("issue", &["diag", "plates", "preflight", "reader"]),
    // What changed between two states of a page.
    ("compare", &["diag", "dump", "geom", "reader"]),
    // Golden files: of a run, what it set and found.
    ("golden", &["compare", "diag", "dump", "job", "jpeg"]),
    // One run of it all.
    (
        "job",
        &[
            "booking",
            "copyfit",
            "diag",
            "encoding",
            "font",
            "geom",
            "icc",
            "impose",
            "inspect",
            "layout",
            "load",
            "makeup",
            "page",
            "pdf",
            "picture",
            "preflight",
            "press",
            "proof",
            "spec",
            "story",
            "workers",
        ],
    ),
    // What the library is to others: runs, lent what was kept from the ones before.
    // A first page of copy that came in.
    ("dummy", &["diag", "font", "job", "load", "page", "spec", "story"]),
    ("engine", &["diag", "font", "job", "load", "model", "preflight", "proof"]),
];

/// What may be taken of a module where the whole of it would be too much.
const ONLY: &[(&str, &str, &[&str])] = &[
    (
        "text",
        "page",
        &[
            "Fitting",
            "GapKind",
            "GapUse",
            "Glyph",
            "LineStop",
            "MarkEnd",
            "Orientation",
            "Origins",
            "Run",
            "WrittenAt",
        ],
    ),
    (
        "spec",
        "page",
        &[
            "BlackPoint",
            "ElementId",
            "GridGeometry",
            "Intent",
            "Marks",
            "PageInks",
            "Part",
            "PictureSettings",
            "Sharpening",
            "SpareLines",
            "Standard",
            "Structure",
        ],
    ),
    ("preflight", "page", &["Standard"]),
    // What hayro would draw wrong.
    ("proof", "reader", &["drawable"]),
    ("preflight", "geom", &["Abs"]),
    ("lettering", "page", &["Glyph", "Run"]),
    ("spec", "picture", &["PdfBox"]),
    ("spec", "story", &["OptionalPart", "Slug"]),
    // Where text comes from.
    ("page", "diag", &["PageNumber", "Span"]),
    ("page", "font", &["FaceId"]),
    ("page", "picture", &["PictureId"]),
    ("story", "style", &["CellAlign", "Lang", "ReadingKind"]),
    ("manuscript", "style", &["CellAlign", "Lang"]),
    ("press", "load", &["CacheFolder", "EntryKind"]),
    (
        "job",
        "press",
        &[
            "KnownPressed",
            "PressCache",
            "PressError",
            "PressPictures",
            "most_ink",
            "PicturePress",
            "self",
        ],
    ),
];

/// The rooms of `layout`, from the ground up: each may use those before it and
/// none after it.
const ROOMS: &[&str] = &[
    "grid",
    "paint",
    "lent",
    "resources",
    "bind",
    "desk",
    "tell",
    "set",
    "flow",
    "head",
    "galley",
    "picture",
    "story",
    "element",
    "over_frame",
    "once",
    "mod",
];

/// Where sentences in two languages are made: of findings, in one place; of what is
/// printed and drawn beside them, where that is done.
const SENTENCES: &[&str] = &[
    // Findings, and how they are shown.
    "src/diag",
    // Progress and summaries.
    "src/cli",
    // What each rule asks for, and the headings of a report.
    "src/preflight/rule",
    "src/preflight/report",
    // The legend under an annotated page, the labels on a proof
    // and the line below it.
    "src/preflight/annotate",
    "src/proof/overlay",
    // What changed, in an editor's words; the report on golden pages.
    "src/compare/said",
    "src/golden/judged",
    "src/golden/report",
    "src/proof/stamp",
];

/// Files of layout that may use each other in a circle.
const LARGEST_CIRCLE: usize = 3;

/// Modules of the binary, which may use all that the library makes public.
const BINARY: &[&str] = &["main", "cli", "embedded"];

/// Lines in a file beyond which nobody finds anything.
const MOST_LINES: usize = 1000;

struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// The top-level module that it belongs to; none outside src/.
    fn module(&self) -> Option<String> {
        let inside = self.path.strip_prefix("src").ok()?;
        let first = inside.iter().next()?.to_str()?;
        Some(first.trim_end_matches(".rs").to_owned())
    }

    fn is_in(&self, place: &str) -> bool {
        self.path.starts_with(place) || self.path == Path::new(&format!("{place}.rs"))
    }

    /// The lines that are not comments.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.text.lines().filter(|line| !line.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut list = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        collect(root, Path::new(folder), &mut list);
    }
    assert!(list.len() > 50, "where are the sources?");
    list
}

fn collect(root: &Path, folder: &Path, list: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("it can be listed").file_name()).collect();
    names.sort();
    for name in names {
        let path = folder.join(name);
        if root.join(&path).is_dir() {
            collect(root, &path, list);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(root.join(&path)).expect("sources are UTF-8");
            list.push(Source { path, text });
        }
    }
}

/// The files of which `is_wrong` tells what is wrong must be none.
fn check(is_wrong: impl Fn(&Source) -> Option<String>) {
    let wrong: Vec<String> = sources()
        .iter()
        .filter_map(|source| Some(format!("{}: {}", source.path.display(), is_wrong(source)?)))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Every `crate::a::B` in a file as the module and the path below it; of a
/// list in braces each entry.
fn uses(source: &Source) -> BTreeSet<(String, String)> {
    let code: Vec<&str> = source.code().collect();
    let code = code.join("\n");
    let mut found = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        // `$crate::` in macros and `my_crate::` are something else.
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        for path in paths(&code[at + start.len()..]) {
            let (module, rest) = path.split_once("::").unwrap_or((&path, ""));
            found.insert((module.to_owned(), rest.to_owned()));
        }
    }
    found
}

/// The paths that text begins with: `a::b` or `a::{b, c::d}`, braces spread
/// out.
fn paths(text: &str) -> Vec<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if let Some(inside) = text.strip_prefix('{') {
        let mut depth = 1;
        let mut start = 0;
        let mut list = Vec::new();
        for (at, c) in inside.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && c == ',') {
                list.extend(paths(inside[start..at].trim_start()));
                start = at + 1;
            }
            if depth == 0 {
                break;
            }
        }
        return list;
    }
    match rest.strip_prefix("::") {
        Some(rest) if rest.starts_with(|c| is_name(c) || c == '{') => {
            paths(rest).into_iter().map(|path| format!("{name}::{path}")).collect()
        }
        _ if name.is_empty() => Vec::new(),
        _ => vec![name.to_owned()],
    }
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    check(|source| {
        (!source.text.starts_with("//! ")).then(|| "does not open with `//!`".to_owned())
    });
}

#[test]
fn no_file_is_too_long() {
    check(|source| {
        let lines = source.text.lines().count();
        (lines > MOST_LINES).then(|| format!("{lines} lines"))
    });
}

#[test]
fn modules_use_only_what_they_may() {
    check(|source| {
        let module = source.module()?;
        if module == "lib" || BINARY.contains(&module.as_str()) {
            return None;
        }
        let allowed = EDGES.iter().find(|(name, _)| *name == module);
        let Some((_, allowed)) = allowed else {
            return Some("this module is not in the table of edges".to_owned());
        };
        let wrong: Vec<String> = uses(source)
            .into_iter()
            .filter(|(used, item)| {
                let first = item.split("::").next().unwrap_or_default();
                let is_module = EDGES.iter().any(|(name, _)| name == used);
                let only = ONLY.iter().find(|(from, to, _)| *from == module && to == used);
                is_module
                    && *used != module
                    && (!allowed.contains(&used.as_str())
                        || only.is_some_and(|(.., items)| !items.contains(&first)))
            })
            .map(|(used, item)| format!("{used}::{item}"))
            .collect();
        (!wrong.is_empty()).then(|| format!("must not use {}", wrong.join(", ")))
    });
}

#[test]
fn every_allowed_edge_is_drawn() {
    let sources = sources();
    let mut drawn: BTreeSet<(String, String)> = BTreeSet::new();
    for source in &sources {
        if let Some(module) = source.module() {
            drawn.extend(uses(source).into_iter().map(|(used, _)| (module.clone(), used)));
        }
    }
    for (from, allowed) in EDGES {
        for to in *allowed {
            let edge = ((*from).to_owned(), (*to).to_owned());
            assert!(drawn.contains(&edge), "{from} does not use {to} any more");
        }
    }
}

#[test]
fn the_library_knows_nothing_of_the_command() {
    check(|source| {
        let module = source.module()?;
        let is_library = !BINARY.contains(&module.as_str());
        let names = ["clap", "anstream", "indicatif", "crate::cli", "crate::embedded"];
        let found = names.into_iter().find(|name| source.code().any(|line| line.contains(name)));
        found.filter(|_| is_library).map(|name| format!("uses {name}"))
    });
}

/// The room of `layout` that a file belongs to.
fn room(source: &Source) -> Option<usize> {
    let inside = source.path.strip_prefix("src/layout").ok()?;
    let first = inside.iter().next()?.to_str()?;
    let name = first.trim_end_matches(".rs");
    let found = ROOMS.iter().position(|room| *room == name);
    Some(found.unwrap_or_else(|| panic!("`{name}` is no room of layout")))
}

/// Names of what stands behind each of some openings, as far as they are names.
fn names_after<'t>(text: &'t str, opening: &str) -> Vec<&'t str> {
    let ends = |c: char| !(c.is_alphanumeric() || c == '_');
    let behind = text.match_indices(opening).map(|(at, _)| &text[at + opening.len()..]);
    behind.map(|rest| rest.split(ends).next().unwrap_or_default()).collect()
}

#[test]
fn the_rooms_of_layout_are_used_from_below() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for source in &sources() {
        let Some(own) = room(source) else { continue };
        seen.insert(own);
        let code: String = source.code().flat_map(|line| [line, "\n"]).collect();
        for name in names_after(&code, "crate::layout::") {
            if ROOMS.iter().position(|room| *room == name).is_some_and(|other| other > own) {
                wrong.push(format!("{} uses {name}", source.path.display()));
            }
        }
    }
    assert_eq!(seen.len(), ROOMS.len(), "a room is empty");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_of_layout_go_round_in_no_large_circle() {
    let sources = sources();
    let files: Vec<(&Path, &str)> =
        sources.iter().map(|source| (source.path.as_path(), source.text.as_str())).collect();
    let circles = circles(&files, Path::new("src/layout"), "layout");
    let large: Vec<_> = circles.iter().filter(|circle| circle.len() > LARGEST_CIRCLE).collect();
    assert!(large.is_empty(), "{large:#?}");
}

#[test]
fn keys_of_files_are_named_in_the_raw_halves_only() {
    check(|source| {
        source.module()?;
        // A job is a line of JSON, and its keys are those of the command; what an agency
        // sends has the keys of its standard.
        let raw = [
            "src/spec/raw",
            "src/story/parse/front",
            "src/cli/batch/line",
            "src/manuscript/feed/json",
        ];
        let is_raw = raw.into_iter().any(|place| source.is_in(place));
        let is_wrong = !is_raw && source.code().any(|line| line.contains("Deserialize"));
        is_wrong.then(|| "deserializes".to_owned())
    });
}

#[test]
fn files_are_opened_at_the_door_only() {
    check(|source| {
        source.module()?;
        let is_door = source.is_in("src/load") || source.is_in("src/cli");
        let names = ["std::fs", "fs::", "File::", "read_dir"];
        let touches = |line: &str| {
            names.iter().any(|name| {
                line.match_indices(name)
                    .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            })
        };
        (!is_door && source.code().any(touches)).then(|| "touches files".to_owned())
    });
}

#[test]
fn nothing_is_printed_but_by_the_command() {
    check(|source| {
        source.module()?;
        let names = ["print!", "println!", "dbg!", "io::stdout", "io::stderr"];
        let found = names.into_iter().find(|name| source.code().any(|line| line.contains(name)));
        found.filter(|_| !source.is_in("src/cli")).map(|name| format!("uses {name}"))
    });
}

/// The names of the types that a file defines: structs, enums, traits and other
/// names for types.
fn types(source: &Source) -> impl Iterator<Item = &str> {
    source.code().filter_map(|line| {
        let told = match line.trim_start().strip_prefix("pub") {
            Some(rest) => {
                let inside = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
                inside.map_or(rest, |(_, rest)| rest).trim_start()
            }
            None => line.trim_start(),
        };
        let (word, rest) = told.split_once(' ')?;
        // A group of findings, or of their nouns, is an enum.
        if source.is_in("src/diag/finding") && rest == "{" && line.starts_with("    ") {
            let is_group = word.starts_with(char::is_uppercase) && !line.starts_with("     ");
            return Some(word).filter(|_| is_group);
        }
        // Indented they are a trait's.
        let is_type = match word {
            "struct" | "enum" | "union" | "trait" => true,
            "type" => !line.starts_with(' '),
            _ => false,
        };
        let name = rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next();
        name.filter(|name| is_type && !name.is_empty())
    })
}

#[test]
fn a_name_means_one_type() {
    let sources = sources();
    let mut places: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.module().is_some()) {
        // JSON has the things of the page once more, by the same names; and each verb
        // of the command has arguments.
        let is_mirror = source.is_in("src/model/types");
        let is_free = |name: &str| is_mirror || name == "Arguments" && source.is_in("src/cli");
        for (at, name) in types(source).enumerate().filter(|(_, name)| !is_free(name)) {
            let place = format!("{} ({at})", source.path.display());
            places.entry(name).or_default().insert(place);
        }
    }
    assert!(places.len() > 500, "where are the types?");
    places.retain(|_, places| places.len() > 1);
    assert!(places.is_empty(), "{places:#?}");
}

#[test]
fn no_parameter_is_a_tuple() {
    check(|source| {
        source.module()?;
        let code: String = source.code().flat_map(|line| [line, "\n"]).collect();
        let all = signatures(&code);
        let mut tuples = all.iter().flat_map(|one| {
            let tuples = one.parameters.iter().filter(|parameter| is_tuple(parameter));
            tuples.map(|parameter| format!("{}({parameter})", one.name))
        });
        // Nor is it one by another name.
        let is_alias = |line: &&str| line.contains("type ") && line.contains(" = (");
        let alias = || code.lines().filter(|line| !line.starts_with(' ')).find(is_alias);
        let found = tuples.next().or_else(|| alias().map(str::to_owned));
        found.map(|one| format!("{one}: a type with a name, or two parameters"))
    });
}

#[test]
fn sentences_are_made_in_few_places() {
    let makes = |source: &Source| source.code().any(|line| line.contains("say!"));
    check(|source| {
        source.module()?;
        let is_place = SENTENCES.iter().any(|place| source.is_in(place));
        (makes(source) && !is_place)
            .then(|| "makes sentences: a finding is a value of `diag::finding`".to_owned())
    });
    let sources = sources();
    for place in SENTENCES {
        let is_needed = sources.iter().any(|source| source.is_in(place) && makes(source));
        assert!(is_needed, "{place} makes no sentences any more");
    }
}

#[test]
fn lints_are_not_silenced() {
    check(|source| {
        let silences = ["#[allow(", "#![allow("];
        // This file names them, as texts.
        let is_me = source.path == Path::new("tests/tidy.rs");
        let found = silences.into_iter().find(|it| source.code().any(|line| line.contains(it)));
        found.filter(|_| !is_me).map(|it| format!("{it}…): use `expect` with a reason"))
    });
}

/// Clippy's `incompatible_msrv` holds our own code to the oldest Rust that
/// Cargo.toml promises; this holds the crates that we build on to it.
#[test]
fn no_crate_wants_a_newer_rust_than_we_promise() {
    let ask = |more: &[&str]| {
        Command::new(env!("CARGO"))
            .args(["metadata", "--locked", "--format-version", "1"])
            .args(more)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo is what runs the tests")
    };
    // Crates that other systems alone need are fetched once.
    let offline = ask(&["--offline"]);
    let metadata = if offline.status.success() { offline } else { ask(&[]) };
    let metadata: serde_json::Value =
        serde_json::from_slice(&metadata.stdout).expect("it answers in JSON");
    let version = |package: &serde_json::Value| -> Vec<u32> {
        let text = package["rust_version"].as_str().unwrap_or("1");
        text.split('.').map(|part| part.parse().expect("versions are numbers")).collect()
    };
    let packages = metadata["packages"].as_array().expect("there are packages");
    let is_ours = |package: &&serde_json::Value| package["name"] == "banmian";
    let promised = packages.iter().find(is_ours).map(version).expect("one is ours");
    let newer: Vec<_> = packages
        .iter()
        .filter(|package| version(package) > promised)
        .map(|package| format!("{} {}", package["name"], package["rust_version"]))
        .collect();
    assert!(newer.is_empty() && packages.len() > 100, "{newer:?}");
}

/// Cargo says no more than a warning of a package that is built in a way of its own and
/// is not there any more.
#[test]
fn crates_that_are_built_their_own_way_are_there() {
    let manifest = toml::Table::from_str(include_str!("../Cargo.toml")).expect("it is TOML");
    let lock = toml::Table::from_str(include_str!("../Cargo.lock")).expect("it is TOML");
    let locked = lock["package"].as_array().expect("there are packages");
    let is_there = |wanted: &str| {
        let (name, version) = wanted.split_once('@').unwrap_or((wanted, ""));
        locked.iter().any(|package| {
            let own = package["version"].as_str().unwrap_or_default();
            package["name"].as_str() == Some(name) && own.starts_with(version)
        })
    };
    let profiles = manifest["profile"].as_table().expect("there are profiles");
    let named: Vec<&String> = profiles
        .values()
        .filter_map(|profile| profile.get("package")?.as_table())
        .flat_map(toml::Table::keys)
        .collect();
    let gone: Vec<_> = named.iter().filter(|name| !is_there(name)).collect();
    assert!(gone.is_empty() && named.len() > 10, "{gone:?}");
}

#[test]
fn the_reader_of_paths_reads_them_all() {
    let read = |text| paths(text).join(" ");
    assert_eq!(read("page::Part;"), "page::Part");
    assert_eq!(read("say;"), "say");
    assert_eq!(read("{a::B, c::{D, e::F}, g};"), "a::B c::D c::e::F g");
    assert_eq!(read("diag::{self, Code}"), "diag::self diag::Code");
    assert_eq!(read("style::Lang::English => 1"), "style::Lang::English");
}
