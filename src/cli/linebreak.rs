//! `banmian linebreak`: asks the engine's own tables where lines may end and
//! how wide gaps are, one text or many, without a font.

use std::io::{self, BufRead, Read, Write};

use banmian::diag::finding::Expected;
use banmian::diag::visible_json;
use banmian::geom::{Abs, Em, WritingMode};
use banmian::load::TEXT_LIMIT;
use banmian::style::Lang;
use banmian::text::{
    AlphabeticStance, Autospace, CompositionProfile, GapReport, Hanging, LineReport, Measures,
    NominalWidths, Prepared, Spread, Strictness, Trim, break_first_fit, break_once,
    prepare_nominal, vertical_orientation,
};
use clap::Args;
use serde_json::{Map, Value, json};

use super::Verdict;
use super::console::Console;
use super::usage::{self, OtherForm};

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
    /// jlreq-strict, jlreq-very-strict or klreq; the language's own if not given
    #[arg(long)]
    strictness: Option<String>,
    /// Width of letters and digits in ems
    #[arg(long, default_value_t = 0.5, value_parser = ems)]
    latin_em: f64,
    /// Measure of the lines in ems; the lines are part of the answer then
    #[arg(long, value_parser = ems)]
    measure_em: Option<f64>,
    /// Which way lines run: h, v, or v-upright, with letters upright
    #[arg(long)]
    dir: Option<String>,
    /// Marks as CSS text-spacing-trim has them: normal, space-all, space-first
    /// or trim-start; as the language's own profile has them if not given
    #[arg(long)]
    trim: Option<String>,
    /// Space beside alphabetic text as CSS text-autospace has it: normal,
    /// ideograph-alpha, ideograph-numeric or none
    #[arg(long)]
    autospace: Option<String>,
    /// Marks hanging at a line's end: none, allow-end or force-end
    #[arg(long)]
    hang: Option<String>,
    /// Lines filled one after the other (start) or all in the best way
    /// (justify)
    #[arg(long)]
    align: Option<String>,
    /// Widths of characters; there are only nominal ones
    #[arg(long, default_value = "nominal", value_parser = ["nominal"])]
    metrics: String,
    /// Answer in JSON, as it always does
    #[arg(long)]
    json: bool,
    /// Answer many cases, one JSON object a line
    #[arg(long)]
    batch: bool,
}

fn ems(text: &str) -> Result<f64, OtherForm> {
    usage::number(text, Expected::Ems, |_| true)
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    if arguments.batch {
        return run_batch();
    }
    let mut bytes = Vec::new();
    io::stdin().take(TEXT_LIMIT + 1).read_to_end(&mut bytes)?;
    let refusal = |error: &str| {
        console.json(&format!("{}\n", json!({ "error": error })))?;
        Ok(Verdict::Problems)
    };
    if bytes.len() as u64 > TEXT_LIMIT {
        return refusal(TOO_LONG);
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return refusal("the text is not UTF-8");
    };
    let mut case = Map::new();
    // What ends the input is not part of the text.
    case.insert("text".into(), text.trim_end_matches(['\r', '\n']).into());
    case.insert("lang".into(), arguments.lang.clone().into());
    case.insert("latin_em".into(), arguments.latin_em.into());
    if let Some(measure) = arguments.measure_em {
        case.insert("measure_em".into(), measure.into());
    }
    let words = [
        ("strictness", &arguments.strictness),
        ("dir", &arguments.dir),
        ("trim", &arguments.trim),
        ("autospace", &arguments.autospace),
        ("hang", &arguments.hang),
        ("align", &arguments.align),
    ];
    for (key, word) in words {
        if let Some(word) = word {
            case.insert(key.into(), word.clone().into());
        }
    }
    let answer = answer(&Value::Object(case));
    let is_refused = answer.get("error").is_some();
    console.json(&format!("{answer}\n"))?;
    Ok(if is_refused { Verdict::Problems } else { Verdict::Fine })
}

fn run_batch() -> io::Result<Verdict> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut verdict = Verdict::Fine;
    // A line that is no text is one wrong case, not the end of the batch.
    let mut input = io::stdin().lock();
    while let Some(line) = next_line(&mut input)? {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let is_too_long = line.len() as u64 > TEXT_LIMIT;
        let answer = match serde_json::from_slice::<Value>(&line) {
            _ if is_too_long => json!({ "error": TOO_LONG }),
            Ok(case) => answer(&case),
            Err(error) => json!({ "error": error.to_string() }),
        };
        if answer.get("error").is_some() {
            verdict = Verdict::Problems;
        }
        writeln!(out, "{}", visible_json(&answer.to_string()))?;
        if is_too_long && !line.ends_with(b"\n") {
            // The rest of the line that is too long is passed over without being kept; the
            // next case begins after it.
            input.skip_until(b'\n')?;
        }
    }
    out.flush()?;
    Ok(verdict)
}

/// The next line of a batch, of which no more is read than is worth looking at.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = input.take(TEXT_LIMIT + 1).read_until(b'\n', &mut line)?;
    Ok((read > 0).then_some(line))
}

/// Answers one case with the fields of its kind; with all of them if it has no
/// kind.
fn answer(case: &Value) -> Value {
    let id = case.get("id").cloned().unwrap_or(Value::Null);
    let mut answer = match fields(case) {
        Ok(fields) => fields,
        Err(error) => Map::from_iter([("error".to_owned(), error.into())]),
    };
    answer.insert("id".into(), id);
    Value::Object(answer)
}

/// What is said of a text that nobody would set.
const TOO_LONG: &str = "the text is longer than 1 MiB";

/// The kinds of cases.
const KINDS: [&str; 6] = ["break", "gap", "pair", "advance", "lines", "vo"];

/// The answer without its name.
fn fields(case: &Value) -> Result<Map<String, Value>, String> {
    let kind = word(case, "kind")?;
    if let Some(kind) = kind.filter(|kind| !KINDS.contains(kind)) {
        return Err(format!("no kind `{kind}`"));
    }
    if kind == Some("vo") {
        return Ok(Map::from_iter([("vo".to_owned(), json!(orientation_of(case)?))]));
    }
    let prepared = prepared(case)?;
    let mut answer = Map::new();
    let is_asked = |kinds: &[&str]| kind.is_none_or(|kind| kinds.contains(&kind));
    if is_asked(&["break"]) {
        answer.insert("breaks".into(), json!(prepared.break_places()));
    }
    if is_asked(&["gap", "pair"]) {
        answer.insert("gaps".into(), prepared.gaps().iter().map(gap).collect());
    }
    if is_asked(&["advance"]) {
        answer.insert("adv".into(), json!(advances(&prepared)));
    }
    if is_asked(&["lines"])
        && let Some(measure) = number(case, "measure_em")?
    {
        let is_ragged = match word(case, "align")? {
            None | Some("justify") => false,
            Some("start") => true,
            Some(align) => return Err(format!("no align `{align}`")),
        };
        answer.insert("lines".into(), lines(&prepared, Em::new(measure), is_ragged));
    }
    Ok(answer)
}

/// What a case says under a key that takes a word.
fn word<'a>(case: &'a Value, key: &str) -> Result<Option<&'a str>, String> {
    match case.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(word)) => Ok(Some(word)),
        Some(_) => Err(format!("`{key}` must be a string")),
    }
}

/// What it says under a key that takes a number.
fn number(case: &Value, key: &str) -> Result<Option<f64>, String> {
    match case.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => Ok(number.as_f64()),
        Some(_) => Err(format!("`{key}` must be a number")),
    }
}

/// Advances of all characters in one line without end.
fn advances(prepared: &Prepared) -> Vec<f64> {
    let endless = Measures::all(Abs::HUGE);
    let breaks = break_first_fit(prepared, endless);
    let lines = prepared.line_reports(&breaks, Abs::HUGE, Spread::Ragged);
    lines.into_iter().flat_map(|line| line.advances).collect()
}

/// The lines of a text: filled one after the other as in a browser if they are
/// ragged, in the best way as on a page if they are not.
fn lines(prepared: &Prepared, measure: Em, is_ragged: bool) -> Value {
    let measure = measure.at(prepared.em);
    let measures = Measures::all(measure);
    let (breaks, spread) = if is_ragged {
        (break_first_fit(prepared, measures), Spread::Ragged)
    } else {
        (break_once(prepared, measures), Spread::Justified)
    };
    let report = |line: LineReport| {
        json!({
            "start": line.start,
            "end": line.end,
            "adv": line.advances,
            "hang_em": line.hung,
            "adjust": line.adjustment.name(),
            "levels": line.levels,
        })
    };
    prepared.line_reports(&breaks, measure, spread).into_iter().map(report).collect()
}

fn prepared(case: &Value) -> Result<Prepared, String> {
    let text = word(case, "text")?.ok_or("a case needs `text`")?;
    let tag = word(case, "lang")?.unwrap_or("zh-Hans");
    // Text of no language is judged by the characters alone.
    let lang = match tag {
        "und" => Lang::English,
        tag => Lang::from_tag(tag).ok_or_else(|| format!("no language `{tag}`"))?,
    };
    let latin = number(case, "latin_em")?.unwrap_or(0.5);
    let widths = NominalWidths { latin: Em::new(latin), space: Em::frac(1, 4) };
    Ok(prepare_nominal(text, lang, profile(case, lang)?, widths))
}

/// The language's profile with what the case wants otherwise.
fn profile(case: &Value, lang: Lang) -> Result<CompositionProfile, String> {
    let (writing, alphabetic) = match word(case, "dir")? {
        None | Some("h") => (WritingMode::Horizontal, AlphabeticStance::Sideways),
        Some("v") => (WritingMode::Vertical, AlphabeticStance::Sideways),
        Some("v-upright") => (WritingMode::Vertical, AlphabeticStance::Upright),
        Some(dir) => return Err(format!("no direction `{dir}`")),
    };
    let mut profile = CompositionProfile { alphabetic, ..CompositionProfile::of(lang, writing) };
    if let Some(name) = word(case, "strictness")? {
        let level = Strictness::from_name(name).ok_or_else(|| format!("no strictness `{name}`"))?;
        profile = profile.at_level(level);
    }
    if let Some(trim) = word(case, "trim")? {
        let trim = Trim::from_name(trim).ok_or_else(|| format!("no trim `{trim}`"))?;
        profile = profile.trimmed(trim);
    }
    if let Some(space) = word(case, "autospace")? {
        let space = Autospace::from_name(space).ok_or_else(|| format!("no autospace `{space}`"))?;
        profile = profile.autospaced(space, lang);
    }
    profile.hanging = match word(case, "hang")? {
        None => profile.hanging,
        Some("none") => Hanging::None,
        Some("allow-end") => Hanging::Allow,
        Some("force-end") => Hanging::Force,
        Some(hang) => return Err(format!("no hanging `{hang}`")),
    };
    Ok(profile)
}

/// How the first character of a case's text stands in vertical text (UTR #50).
fn orientation_of(case: &Value) -> Result<&'static str, String> {
    let c = word(case, "text")?.and_then(|text| text.chars().next());
    Ok(vertical_orientation(c.ok_or("a case needs `text`")?).name())
}

fn gap(gap: &GapReport) -> Value {
    json!({ "k": gap.at, "ideal": gap.ideal, "min": gap.min, "max": gap.max })
}
