//! The JSON Schemas of page specs and editions against a validator of another's: what the program
//! takes the schema takes, and what the schema can know to be wrong it refuses.

use std::fs;
use std::path::{Path, PathBuf};

use banmian::diag::{Severity, Sink, Sources};
use banmian::spec;
use jsonschema::Validator;
use serde_json::Value;
use serde_json::json;

fn validator() -> Validator {
    validator_of(&spec::schema())
}

fn validator_of(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("the schema is one")
}

/// TOML as editors hold it against a schema: dates are text.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(is) => json!(is),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(list) => list.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect())
        }
    }
}

/// What the schema has against a spec.
fn refusals(validator: &Validator, text: &str) -> Vec<String> {
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let value = as_json(&toml::Value::Table(table));
    let told = validator.iter_errors(&value);
    told.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Whether the program has nothing against what is written in a spec.
fn is_taken(text: &str) -> bool {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut read = |_: &Path| Ok(text.to_owned());
    spec::read(Path::new("page.toml"), &mut read, &mut sources, &mut sink);
    sink.count(Severity::Error) == 0
}

fn specs_in(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let paths = entries.map(|entry| entry.expect("a folder can be read").path());
    let mut list: Vec<_> =
        paths.filter(|it| it.extension().is_some_and(|end| end == "toml")).collect();
    list.sort();
    assert!(!list.is_empty(), "{folder} has specs");
    list
}

#[test]
fn every_good_spec_is_as_the_schema_says() {
    let validator = validator();
    let folders = ["layouts", "layouts/house", "tests/fixtures/spec/good"];
    let wrong: Vec<String> = folders
        .into_iter()
        .flat_map(specs_in)
        .filter_map(|path| {
            let text = fs::read_to_string(&path).expect("specs can be read");
            let told = refusals(&validator, &text);
            (!told.is_empty()).then(|| format!("{}: {}", path.display(), told.join("; ")))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A whole spec with a line in one of its tables.
fn with(table: &str, line: &str) -> String {
    let of = |name: &str| if name == table { format!("{line}\n") } else { String::new() };
    let keys = line.split('=').next().unwrap_or_default().trim();
    let usual = |key: &str, value: &str| {
        if keys == key { String::new() } else { format!("{key} = {value}\n") }
    };
    let (columns, lines, slug) =
        (usual("columns", "\"1-2\""), usual("lines", "\"1-20\""), usual("slug", "\"lead\""));
    format!(
        "[page]\n{}[sheet]\n{}[grid]\n{}[output]\n{}[styles.body]\n{}[styles.headline]\n{}\
         [[story]]\n{slug}{columns}{lines}{}",
        of("page"),
        of("sheet"),
        of("grid"),
        of("output"),
        of("body"),
        of("headline"),
        of("story"),
    )
}

struct Case {
    table: &'static str,
    line: &'static str,
}

const fn case(table: &'static str, line: &'static str) -> Case {
    Case { table, line }
}

const REFUSED: &[Case] = &[
    // Dates that are none.
    case("page", "date = \"2026/11/28\""),
    case("page", "date = \"2026.11.28\""),
    case("page", "date = \"2026-11-8\""),
    case("page", "date = \"2026-02-30\""),
    case("page", "date = \"2026-13-01\""),
    case("page", "date = \"2026年11月28日\""),
    case("page", "date = \"tomorrow\""),
    case("page", "date = 20261128"),
    // Colors of a screen, and inks that are none.
    case("headline", "color = \"#ff0000\""),
    case("headline", "color = \"#f00 20%\""),
    case("headline", "color = \"rgb(255, 0, 0)\""),
    case("headline", "color = \"RGBA(255, 0, 0, 1)\""),
    case("headline", "color = \"cmyk(0, 95, 90)\""),
    case("headline", "color = \"cmyk(0, 95, 90, 200)\""),
    case("headline", "color = \"k(101)\""),
    case("headline", "color = \"spot(PANTONE 185 C)\""),
    case("headline", "color = \"\""),
    case("story", "tint = \"#eee\""),
    case("story", "frame = \"thin 2\""),
    case("story", "frame = \"thin #f00\""),
    case("story", "frame = \"\""),
    case("output", "inks = \"rgb\""),
    case("output", "inks = \"black +\""),
    // Lengths and sizes.
    case("sheet", "bleed = \"3\""),
    case("sheet", "bleed = 3"),
    case("sheet", "bleed = \"3 meters\""),
    case("sheet", "bleed = \"3，5mm\""),
    case("sheet", "bleed = \"999999mm\""),
    case("sheet", "size = \"A7\""),
    case("sheet", "size = \"390 x 545\""),
    case("sheet", "size = \"390mm\""),
    case("sheet", "size = \"20字 x 30字\""),
    case("body", "size = \"9\""),
    case("body", "size = 9"),
    case("body", "size = \"9号\""),
    case("body", "size = \"小九\""),
    case("body", "size = \"10.5px\""),
    case("headline", "tracking = \"1行\""),
    case("body", "weight = \"heavy\""),
    case("body", "weight = 50"),
    // Ranges.
    case("story", "columns = \"3-1x\""),
    case("story", "columns = \"0\""),
    case("story", "columns = \"0-3\""),
    case("story", "columns = 0"),
    case("story", "columns = \"1,3\""),
    case("story", "columns = \"last-2\""),
    case("story", "columns = \"one\""),
    case("story", "lines = \"1-x\""),
    case("story", "lines = [1, 20]"),
    // Words, names and what must be there.
    case("page", "lang = \"chinese\""),
    case("story", "slug = \"a/b\""),
    case("story", "slug = \"\""),
    case("story", "head-order = [\"headlines\"]"),
    case("story", "colums = \"1-2\""),
    case("page", "issue = -1"),
    case("page", "paper = true"),
];

const TAKEN: &[Case] = &[
    case("page", "date = 2026-11-28"),
    case("page", "date = \"2026-11-28\""),
    case("page", "date = \"2024-02-29\""),
    case("page", "lang = \"zh-CN\""),
    case("page", "lang = \"en_gb\""),
    case("headline", "color = \"cmyk(0, 95, 90, 0)\""),
    case("headline", "color = \"CMYK(0%，95.5%, 90, .5)\""),
    case("headline", "color = \"k(20)\""),
    case("headline", "color = \"黑\""),
    case("headline", "color = \"black 50%\""),
    case("headline", "color = \"spot(PANTONE 185 C, cmyk(0, 91, 76, 0)) 30%\""),
    case("story", "frame = \"thick 2pt cmyk( 0 , 95 , 90 , 0 )\""),
    case("story", "frame = \"文武线\""),
    case("story", "frame = \"none\""),
    case("story", "frame = \"thin .5pt k(20)\""),
    case("output", "inks = \"Black + PANTONE 185 C\""),
    case("sheet", "bleed = 0"),
    case("sheet", "bleed = \"0\""),
    case("sheet", "bleed = \"3.5MM\""),
    case("sheet", "bleed = \"5毫米\""),
    case("sheet", "size = \"A3\""),
    case("sheet", "size = \"390mm x 545mm\""),
    case("sheet", "size = \"39cm×54.5cm\""),
    case("body", "size = \"5号\""),
    case("body", "size = \"五号\""),
    case("body", "size = \"５号\""),
    case("body", "size = \"小5\""),
    case("body", "size = \"小五号\""),
    case("body", "size = \"10.5pt\""),
    case("headline", "tracking = \"-0.02em\""),
    case("body", "weight = 700"),
    case("story", "columns = \"1-5\""),
    case("story", "columns = \"1－5\""),
    case("story", "columns = \"１-５\""),
    case("story", "columns = \"1–5\""),
    case("story", "columns = \"1 至 末\""),
    case("story", "columns = 2"),
    case("story", "lines = \"20-last\""),
    case("story", "lines = \"all\""),
    case("story", "head-order = [\"引题 | 主题\", \"deck\"]"),
];

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let validator = validator();
    assert!(is_taken(&with("", "")) && refusals(&validator, &with("", "")).is_empty());
    for Case { table, line } in REFUSED {
        let text = with(table, line);
        assert!(!is_taken(&text), "the program takes {line}");
        assert!(!refusals(&validator, &text).is_empty(), "the schema takes {line}");
    }
    for element in [
        "[[story]]\ncolumns = \"1-2\"\nlines = \"1-20\"\n",
        "[[section]]\ncolumns = \"1-2\"\nlines = \"1-20\"\nstories = [\"a\"]\n",
        "[[section]]\ncolumns = \"1-2\"\nlines = \"1-20\"\ntitle = \"简讯\"\nstories = [{ text-columns = 2 }]\n",
        "[[banner]]\ncolumns = \"1-2\"\nlines = \"1-20\"\n",
        "[[barcode]]\ncolumns = \"1-2\"\nlines = \"1-20\"\nkind = \"qr\"\n",
        "[[ornament]]\ncolumns = \"1-2\"\nlines = \"1-20\"\n",
        "[[classified]]\ncolumns = \"1-2\"\nlines = \"1-20\"\n",
    ] {
        assert!(!is_taken(element), "the program takes {element}");
        assert!(!refusals(&validator, element).is_empty(), "the schema takes {element}");
    }
}

#[test]
fn what_the_program_takes_the_schema_takes() {
    let validator = validator();
    for Case { table, line } in TAKEN {
        let text = with(table, line);
        assert!(is_taken(&text), "the program refuses {line}");
        let told = refusals(&validator, &text);
        assert!(told.is_empty(), "the schema refuses {line}: {told:?}");
    }
}

/// Whether the program has nothing against what is written in an edition.
fn is_taken_as_edition(text: &str) -> bool {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let path = Path::new("edition.toml");
    spec::edition::read_edition(path, text.to_owned(), &mut sources, &mut sink);
    sink.count(Severity::Error) == 0
}

#[test]
fn editions_are_as_their_schema_says() {
    let validator = validator_of(&spec::edition::schema());
    let sample = fs::read_to_string("samples/edition.toml").expect("it can be read");
    let whole = "format = 1\n[edition]\npaper = \"x\"\ndate = 2026-11-28\nissue = 8\noutput = \"{page}.pdf\"\n\
        color-pages = [1, \"2-3\"]\nset = { extra-line = \"x\", issue = 7 }\n\
        [[section]]\nname = \"a\"\n[[section.page]]\nlayout = \"a.toml\"\n\
        [[section.page]]\nlayout = \"b.toml\"\nnumber = \"2-3\"\nstories = \"b\"\n\
        [[zone]]\nname = \"z\"\nstories = \"z\"\n[[zone.page]]\nnumber = 1\nlayout = \"c.toml\"\n\
        [[zone]]\nname = \"y\"\nextends = \"z\"\n\
        [[version]]\nnumber = 2\nzone = \"z\"\nset = { x = \"y\" }\n";
    for text in [&sample, whole] {
        assert!(is_taken_as_edition(text), "the program refuses {text}");
        assert!(refusals(&validator, text).is_empty(), "{:?}", refusals(&validator, text));
    }
    for (from, to) in [
        ("paper = ", "papier = "),
        ("date = 2026-11-28", "date = \"2026/11/28\""),
        ("issue = 8", "issue = -8"),
        ("layout = \"a.toml\"", "number = 1"),
        ("name = \"z\"", "title = \"z\""),
        ("number = 1\n", ""),
        ("number = 2\n", ""),
        ("number = 2\n", "number = \"second\"\n"),
        ("color-pages = [1, \"2-3\"]", "color-pages = true"),
        ("[edition]\n", "[editions]\n"),
    ] {
        let text = whole.replacen(from, to, 1);
        assert!(text != whole, "{from}");
        assert!(!is_taken_as_edition(&text), "the program takes {to:?} for {from:?}");
        assert!(!refusals(&validator, &text).is_empty(), "the schema takes {to:?} for {from:?}");
    }
}
