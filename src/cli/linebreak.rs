//! `banmian linebreak`: asks the engine's own tables where lines may end and
//! how wide gaps are, one text or many, without a font.

use std::io::{self, BufRead, Read, Write};

use banmian::geom::Em;
use banmian::style::{Lang, WritingMode};
use banmian::text::{
    GapReport, NominalWidths, Prepared, Profile, Strictness, prepare_nominal, vertical_orientation,
};
use clap::Args;
use serde_json::{Map, Value, json};

use super::Verdict;
use super::console::Console;

/// Tell where lines may end, and how wide the gaps are
///
/// The text comes from standard input; the answer is JSON. With `--batch`
/// every line of input is a case of its own: a JSON object with `id`, `text`,
/// `lang`, `strictness` and the other options by name, and every line of
/// output is its answer.
#[derive(Args)]
pub(super) struct Arguments {
    /// Language of the text, a BCP 47 tag
    #[arg(long, default_value = "zh-Hans")]
    lang: String,
    /// Level of prohibition: uax14, loose, normal, strict, clreq-none,
    /// clreq-basic, clreq-gb, clreq-strict, jlreq-very-loose, jlreq-loose,
    /// jlreq-strict or jlreq-very-strict; the language's own if not given
    #[arg(long)]
    strictness: Option<String>,
    /// Width of letters and digits in ems
    #[arg(long, default_value_t = 0.5)]
    latin_em: f64,
    /// Answer many cases, one JSON object a line
    #[arg(long)]
    batch: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    if arguments.batch {
        return run_batch();
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let mut case = Map::new();
    case.insert("text".into(), text.into());
    case.insert("lang".into(), arguments.lang.clone().into());
    case.insert("latin_em".into(), arguments.latin_em.into());
    if let Some(strictness) = &arguments.strictness {
        case.insert("strictness".into(), strictness.clone().into());
    }
    let answer = answer(&Value::Object(case));
    let is_refused = answer.get("error").is_some();
    console.data(format!("{answer}\n").as_bytes())?;
    Ok(if is_refused { Verdict::Problems } else { Verdict::Fine })
}

fn run_batch() -> io::Result<Verdict> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut verdict = Verdict::Fine;
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = match serde_json::from_str::<Value>(&line) {
            Ok(case) => answer(&case),
            Err(error) => json!({ "error": error.to_string() }),
        };
        if answer.get("error").is_some() {
            verdict = Verdict::Problems;
        }
        writeln!(out, "{answer}")?;
    }
    out.flush()?;
    Ok(verdict)
}

/// Answers one case.
fn answer(case: &Value) -> Value {
    let id = case.get("id").cloned().unwrap_or(Value::Null);
    if case.get("kind").and_then(Value::as_str) == Some("vo") {
        return json!({ "id": id, "vo": orientation_of(case) });
    }
    match prepared(case) {
        Ok(prepared) => json!({
            "id": id,
            "breaks": prepared.break_places(),
            "gaps": prepared.gaps().iter().map(gap).collect::<Vec<Value>>(),
        }),
        Err(error) => json!({ "id": id, "error": error }),
    }
}

fn prepared(case: &Value) -> Result<Prepared, String> {
    let word = |key: &str| case.get(key).and_then(Value::as_str);
    let text = word("text").ok_or("a case needs `text`")?;
    let tag = word("lang").unwrap_or("zh-Hans");
    // Text of no language is judged by the characters alone.
    let lang = match tag {
        "und" => Lang::English,
        tag => Lang::from_tag(tag).ok_or_else(|| format!("no language `{tag}`"))?,
    };
    let writing = match word("dir") {
        None | Some("h") => WritingMode::Horizontal,
        Some("v") => WritingMode::Vertical,
        Some(dir) => return Err(format!("no direction `{dir}`")),
    };
    let mut profile = Profile::of(lang, writing);
    if let Some(name) = word("strictness") {
        profile.strictness =
            Strictness::from_name(name).ok_or_else(|| format!("no strictness `{name}`"))?;
    }
    let latin = case.get("latin_em").and_then(Value::as_f64).unwrap_or(0.5);
    let widths = NominalWidths { latin: Em::new(latin), space: Em::frac(1, 4) };
    Ok(prepare_nominal(text, lang, profile, widths))
}

/// How the first character of a case's text stands in vertical text (UTR #50).
fn orientation_of(case: &Value) -> Option<&'static str> {
    let c = case.get("text")?.as_str()?.chars().next()?;
    Some(vertical_orientation(c).name())
}

fn gap(gap: &GapReport) -> Value {
    json!({ "k": gap.at, "ideal": gap.ideal, "min": gap.min, "max": gap.max })
}
