//! The page model as JSON: what it says is true, its schema and its documentation
//! tell of all of it and of nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use banmian::model;
use serde_json::Value;

use crate::desk::Desk;
use crate::golden;
use crate::pages::set;

const FIXTURE: &str = "tests/fixtures/model";
const SCHEMA: &str = "schema/page-model.json";
const DOCS: [&str; 2] = ["docs/page-model.md", "docs/page-model.zh-CN.md"];

/// The model of a page with one of each thing. The test runs in the folder of the
/// repository, so that files have the same names on every machine.
fn fixture() -> String {
    let outcome = set(PathBuf::from(FIXTURE).join("page.toml"), PathBuf::from("."));
    let document = outcome.document.unwrap_or_else(|| panic!("{:?}", outcome.sink.list()));
    model::page_model(&document, &outcome.sources, &outcome.pictures)
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_page_model_is_as_it_should_be() {
    let expected = Path::new(FIXTURE).join("expected.json");
    let difference = golden::difference(&expected, &fixture());
    assert_eq!(difference, None);
}

#[test]
fn the_schema_of_the_page_model_is_up_to_date() {
    let difference = golden::difference(Path::new(SCHEMA), &model::schema());
    assert_eq!(difference, None, "run the tests with BANMIAN_ACCEPT=1 to renew {SCHEMA}");
    let ran = Desk::new("page-model-schema").run(&["schema", "page-model"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.text(), model::schema());
}

/// Checks a value against a schema, as far as ours go; tells which fields of which
/// definitions it has.
struct Checker<'s> {
    schema: &'s Value,
    met: BTreeSet<(String, String)>,
}

impl<'s> Checker<'s> {
    fn check(&mut self, value: &Value, schema: &'s Value, name: &str) -> Result<(), String> {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.trim_start_matches("#/$defs/");
            return self.check(value, &self.schema["$defs"][name], name);
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(ways) = schema.get(key).and_then(Value::as_array) {
                let fits = ways.iter().any(|way| self.check(value, way, name).is_ok());
                return fits.then_some(()).ok_or_else(|| format!("{value} is no {name}"));
            }
        }
        if let Some(only) = schema.get("const") {
            return (value == only).then_some(()).ok_or_else(|| format!("{value} for {only}"));
        }
        if let Some(list) = schema.get("enum").and_then(Value::as_array) {
            return list
                .contains(value)
                .then_some(())
                .ok_or_else(|| format!("{value} of {list:?}"));
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            other => panic!("a type is missing in {name}: {other}"),
        };
        let own = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if !types.contains(&own) {
            return Err(format!("{value} of {name} is {own}, not {types:?}"));
        }
        if let Value::Array(list) = value {
            for entry in list {
                self.check(entry, &schema["items"], name)?;
            }
        }
        if let Value::Object(fields) = value {
            let known = schema["properties"].as_object().expect("objects have fields");
            for required in schema["required"].as_array().into_iter().flatten() {
                let required = required.as_str().expect("fields have names");
                if !fields.contains_key(required) {
                    return Err(format!("{name} has no {required}"));
                }
            }
            for (field, value) in fields {
                let own = known.get(field).ok_or_else(|| format!("{name} has {field}"))?;
                self.check(value, own, name)?;
                if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
                    self.met.insert((name.to_owned(), field.clone()));
                }
            }
        }
        Ok(())
    }
}

/// The fields of all objects that a schema tells of.
fn fields(schema: &Value) -> BTreeSet<(String, String)> {
    let of = |name: &str, object: &Value| -> Vec<(String, String)> {
        let fields = object["properties"].as_object().into_iter().flat_map(|fields| fields.keys());
        fields.map(|field| (name.to_owned(), field.clone())).collect()
    };
    let definitions = schema["$defs"].as_object().expect("there are definitions");
    definitions
        .iter()
        .flat_map(|(name, object)| of(name, object))
        .chain(of("Model", schema))
        .collect()
}

#[test]
fn the_page_model_follows_its_schema_and_has_all_of_it() {
    let schema = parsed(&model::schema());
    let mut checker = Checker { schema: &schema, met: BTreeSet::new() };
    checker.check(&parsed(&fixture()), &schema, "Model").unwrap_or_else(|fault| panic!("{fault}"));
    let missing: Vec<_> = fields(&schema).difference(&checker.met).cloned().collect();
    // What the page of the fixture has none of.
    let absent = [
        ("Node", "lang"),
        ("Page", "pictures"),
        ("Page", "reserved"),
        ("Reserved", "client"),
        ("Reserved", "frame"),
        ("Reserved", "height"),
        ("Reserved", "kind"),
        ("Reserved", "name"),
        ("Reserved", "width"),
        ("Story", "section"),
    ];
    let absent = absent.map(|(object, field)| (object.to_owned(), field.to_owned()));
    assert_eq!(missing, absent);
    let mut wrong = parsed(&fixture());
    wrong["pages"][0]["width"] = "148".into();
    assert!(checker.check(&wrong, &schema, "Model").is_err());
}

#[test]
fn the_documentation_tells_of_every_field_and_shows_what_is_written() {
    let schema = parsed(&model::schema());
    let model = parsed(&fixture());
    for path in DOCS {
        let text = read(path);
        for (object, field) in fields(&schema) {
            assert!(text.contains(&format!("`{field}`")), "{path} lacks {field} of {object}");
        }
        let example = text.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
        let example = parsed(example.unwrap_or_else(|| panic!("{path} has no example")));
        assert_eq!(example, model["pages"][0]["stories"][0]["parts"][2], "the example of {path}");
        let version = [", and ", "版本 "].map(|before| format!("{before}{}", model::VERSION));
        assert!(version.iter().any(|words| text.contains(words)), "{path} tells another version");
    }
}

/// Everything with an `id` on a page, and how often the reading order names it.
fn ids(model: &Value) -> BTreeMap<u64, (String, usize)> {
    let mut ids = BTreeMap::new();
    let page = &model["pages"][0];
    let lists = |owner: &Value| -> Vec<Value> {
        let lists = ["parts", "furniture", "pictures", "drawings"];
        lists.iter().flat_map(|list| owner[list].as_array().cloned().unwrap_or_default()).collect()
    };
    let stories = page["stories"].as_array().expect("there are stories");
    for one in stories.iter().flat_map(lists).chain(lists(page)) {
        let name = one["part"].as_str().unwrap_or("picture").to_owned();
        let id = one["id"].as_u64().expect("ids are numbers");
        assert!(ids.insert(id, (name, 0)).is_none(), "{id} is there twice");
    }
    count(&model["reading"], &mut ids);
    ids
}

fn count(node: &Value, ids: &mut BTreeMap<u64, (String, usize)>) {
    for id in node["content"].as_array().expect("it is a list") {
        ids.get_mut(&id.as_u64().expect("it is a number")).expect("it is on the page").1 += 1;
    }
    for child in node["children"].as_array().expect("it is a list") {
        count(child, ids);
    }
}

#[test]
fn everything_but_folios_is_read_once() {
    let ids = ids(&parsed(&fixture()));
    for (id, (name, times)) in ids {
        assert_eq!(times, usize::from(name != "folio"), "{id}, {name}");
    }
}

#[test]
fn stretches_are_the_text_and_stand_where_they_say() {
    let model = parsed(&fixture());
    let sources: Vec<String> = model["sources"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| read(it.as_str().expect("a name")))
        .collect();
    let mut exact = 0;
    let stories = model["pages"][0]["stories"].as_array().expect("a list");
    let parts = stories.iter().flat_map(|story| story["parts"].as_array().expect("a list"));
    for line in parts.flat_map(|part| part["lines"].as_array().expect("a list")) {
        let mut text = String::new();
        for stretch in line["stretches"].as_array().expect("a list") {
            let own = stretch["text"].as_str().expect("a text");
            text.push_str(own);
            let written = &stretch["written"];
            if written["trace"] == "exact" {
                let at = |key: &str| written[key].as_u64().expect("a number") as usize;
                assert_eq!(own, &sources[at("source")][at("start")..at("end")]);
                exact += 1;
            }
        }
        assert_eq!(line["text"], text);
    }
    assert!(exact > 10);
}

#[test]
fn the_command_writes_it_and_tells_findings_apart() {
    let desk = Desk::with_page("page-model");
    let ran = desk.run(&["check", "page.toml", "--format", "page-json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let model = parsed(ran.text());
    assert_eq!(model["format"], "banmian-page-model");
    assert_eq!(model["sources"][0], "stories/lead.md");
    assert!(ran.err.contains("lead"), "{}", ran.err);
    // Of what is not there nothing is written.
    let ran = desk.run(&["check", "nowhere.toml", "--format", "page-json"]);
    assert_eq!((ran.code, ran.out.len()), (1, 0));
}
