//! Which files of a folder use each other in a circle, read from their `use` lines and
//! paths.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A file by the path of its module, from the folder on: `["head", "fit"]`.
type Module = Vec<String>;

/// The circles among the files of a folder of src, which is the module `root` of the
/// crate: the files of each, if there are two or more.
pub(crate) fn circles(files: &[(&Path, &str)], folder: &Path, root: &str) -> Vec<BTreeSet<Module>> {
    let modules: BTreeMap<Module, &str> = files
        .iter()
        .filter_map(|(path, text)| Some((module(path.strip_prefix(folder).ok()?), *text)))
        .collect();
    let uses: BTreeMap<&Module, BTreeSet<&Module>> = modules
        .iter()
        .map(|(own, text)| {
            let found = paths(text).into_iter().filter_map(|path| {
                let absolute = absolute(&path, own, root, &modules)?;
                nearest(&absolute, &modules).filter(|other| *other != own)
            });
            (own, found.collect())
        })
        .collect();
    let reach: BTreeMap<&Module, BTreeSet<&Module>> =
        uses.keys().map(|from| (*from, reachable(from, &uses))).collect();
    let mut all: Vec<BTreeSet<Module>> = Vec::new();
    for (own, there) in &reach {
        let circle: BTreeSet<Module> = there
            .iter()
            .filter(|other| reach[**other].contains(own))
            .map(|other| (*other).clone())
            .collect();
        if circle.len() > 1 && !all.contains(&circle) {
            all.push(circle);
        }
    }
    all
}

fn module(path: &Path) -> Module {
    let parts = path.with_extension("");
    let mut parts: Module = parts.iter().map(|it| it.to_string_lossy().into_owned()).collect();
    parts.pop_if(|last| last == "mod");
    parts
}

/// All that can be come to from a module.
fn reachable<'m>(
    from: &'m Module,
    uses: &BTreeMap<&'m Module, BTreeSet<&'m Module>>,
) -> BTreeSet<&'m Module> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Module> = uses[from].iter().copied().collect();
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            open.extend(&uses[next]);
        }
    }
    seen
}

/// Every path that a file names, in `use` lines and elsewhere; what it gives on to
/// others (`pub use`) is no use of its own.
fn paths(text: &str) -> Vec<Vec<String>> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut rest = String::new();
    for statement in code.split_inclusive(';') {
        match statement.trim_start().strip_prefix("use ") {
            Some(tree) => {
                let tree: String = tree.chars().filter(|c| !c.is_whitespace()).collect();
                expand("", tree.trim_end_matches(';'), &mut found);
            }
            None if statement.contains("pub use ") || statement.contains(") use ") => {}
            None => rest.push_str(statement),
        }
    }
    for opening in ["crate::", "super::"] {
        let ends = |c: char| !(c.is_alphanumeric() || c == '_' || c == ':');
        for (at, _) in rest.match_indices(opening) {
            // Who may see something is no use of it.
            if rest[..at].ends_with("in ") {
                continue;
            }
            let path = rest[at..].split(ends).next().unwrap_or_default();
            found.push(path.split("::").map(str::to_owned).collect());
        }
    }
    found
}

/// The paths of a tree such as `a::{b, c::d}`.
fn expand(before: &str, tree: &str, found: &mut Vec<Vec<String>>) {
    let Some((head, inner)) = tree.split_once('{') else {
        found.push(format!("{before}{tree}").split("::").map(str::to_owned).collect());
        return;
    };
    let before = format!("{before}{head}");
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&before, &inner[start..at], found);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < inner.len() {
        expand(&before, &inner[start..], found);
    }
}

/// A path from the folder on; none if it leads elsewhere.
fn absolute(
    path: &[String],
    own: &Module,
    root: &str,
    modules: &BTreeMap<Module, &str>,
) -> Option<Module> {
    let above = path.iter().take_while(|part| *part == "super").count();
    if above > 0 {
        let kept = own.len().checked_sub(above)?;
        return Some([&own[..kept], &path[above..]].concat());
    }
    match path.first()?.as_str() {
        "crate" if path.get(1).is_some_and(|part| part == root) => Some(path[2..].to_vec()),
        "self" => Some([own.as_slice(), &path[1..]].concat()),
        first => {
            let child = [own.as_slice(), &[first.to_owned()]].concat();
            modules.contains_key(&child).then(|| [own.as_slice(), path].concat())
        }
    }
}

/// The file that a path leads into.
fn nearest<'m>(path: &Module, modules: &'m BTreeMap<Module, &str>) -> Option<&'m Module> {
    (0..=path.len()).rev().find_map(|kept| modules.get_key_value(&path[..kept])).map(|it| it.0)
}
