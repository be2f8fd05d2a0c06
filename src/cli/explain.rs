//! `banmian explain`: how each line of a page fills its measure, and why a
//! paragraph has the lines it has.

use std::cmp::Reverse;
use std::io;

use banmian::diag::{Language, Text, nearest};
use banmian::geom::Abs;
use banmian::job::{self, Outcome};
use banmian::page::{
    Choice, Fitting, GapKind, GapUse, LineFit, LineStop, MarkEnd, ParagraphFit, Part, StoryReport,
};
use banmian::say;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::Verdict;
use super::console::{Console, FindingsFormat};
use super::options::PageOptions;
use crate::embedded;

/// Tell line by line how the text fills its measure (逐行说明)
///
/// Of each line: the column and the line of the page it stands in, its measure in ems,
/// its characters, the form of the mark at its end, and what its gaps gave or
/// grew; of each paragraph: what a line less and a line more would have cost.
#[derive(Args)]
#[command(visible_alias = "逐行")]
pub(super) struct Arguments {
    #[command(flatten)]
    page: PageOptions,

    /// This story alone
    #[arg(long, value_name = "SLUG")]
    story: Option<String>,

    /// Only so many lines, the loosest first
    #[arg(long, value_name = "N")]
    loosest: Option<usize>,

    /// In which form
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table
    Human,
    /// JSON
    Json,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let outcome = job::run(&arguments.page.job(), embedded::fonts());
    let stories = stories(&outcome);
    if outcome.document.is_none() {
        console.report(&outcome.sources, &outcome.sink, FindingsFormat::Human)?;
        return Ok(Verdict::Problems);
    }
    let chosen: Vec<&StoryReport> = match &arguments.story {
        None => stories.clone(),
        Some(slug) => stories.iter().copied().filter(|story| story.slug == *slug).collect(),
    };
    if let (Some(slug), true) = (&arguments.story, chosen.is_empty()) {
        console.say(&unknown_story(slug, &stories));
        return Ok(Verdict::Problems);
    }
    let language = console.language();
    match (arguments.format, arguments.loosest) {
        (Format::Json, loosest) => {
            console.json(&format!("{:#}\n", as_json(&chosen, loosest)))?;
        }
        (Format::Human, None) => console.list(&as_text(&chosen, language))?,
        (Format::Human, Some(count)) => console.list(&loosest_as_text(&chosen, count, language))?,
    }
    Ok(Verdict::Fine)
}

fn stories(outcome: &Outcome) -> Vec<&StoryReport> {
    outcome.document.iter().flat_map(|it| &it.pages).flat_map(|page| &page.stories).collect()
}

fn unknown_story(slug: &str, stories: &[&StoryReport]) -> Text {
    match nearest(slug, stories.iter().map(|story| story.slug.as_str())) {
        Some(near) => say!(
            "there is no story `{slug}` on the page; did you mean `{near}`?",
            "版面上没有稿件“{slug}”；是不是“{near}”？"
        ),
        None => {
            let list: Vec<&str> = stories.iter().map(|story| story.slug.as_str()).collect();
            let list = list.join(", ");
            say!(
                "there is no story `{slug}` on the page; it has {list}",
                "版面上没有稿件“{slug}”；有这些：{list}"
            )
        }
    }
}

/// The loosest lines of some stories, each with its story.
fn loosest<'a>(stories: &[&'a StoryReport], count: usize) -> Vec<(&'a StoryReport, &'a LineFit)> {
    let mut lines: Vec<(&StoryReport, &LineFit)> = stories
        .iter()
        .flat_map(|story| story.lines_fit.iter().map(|line| (*story, line)))
        .collect();
    // In the order of the page where two are equally loose.
    lines.sort_by_key(|(_, LineFit { fitting, .. })| {
        Reverse((ems(fitting.even, fitting.em), fitting.cost))
    });
    lines.truncate(count);
    lines
}

/// A length in thousandths of an em.
fn ems(length: Abs, em: Abs) -> i64 {
    length.units() * 1000 / em.units().max(1)
}

fn characters(line: &LineFit) -> usize {
    line.text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').count()
}

fn as_json(stories: &[&StoryReport], count: Option<usize>) -> Value {
    let stories: Vec<Value> = stories
        .iter()
        .map(|story| {
            let lines: Vec<Value> = match count {
                None => story.lines_fit.iter().map(line_as_json).collect(),
                Some(count) => {
                    loosest(&[*story], count).iter().map(|(_, line)| line_as_json(line)).collect()
                }
            };
            json!({
                "slug": story.slug,
                "paragraphs": story.fit.iter().map(paragraph_as_json).collect::<Vec<Value>>(),
                "lines": lines,
            })
        })
        .collect();
    json!({ "unit": "em/1000", "stories": stories })
}

fn paragraph_as_json(fit: &ParagraphFit) -> Value {
    let choice = |choice: &Choice| json!({ "lines": choice.lines, "cost": choice.cost });
    json!({
        "paragraph": fit.paragraph,
        "natural": fit.natural,
        "set": fit.set,
        "choices": fit.choices.iter().map(choice).collect::<Vec<Value>>(),
    })
}

fn line_as_json(line: &LineFit) -> Value {
    let fit = &line.fitting;
    let uses = |uses: &[GapUse]| {
        let entry = |gap: &GapUse| {
            let (used, capacity) = (ems(gap.used, fit.em), ems(gap.capacity, fit.em));
            json!({ "gaps": gap_name(gap.kind).en, "used": used, "capacity": capacity })
        };
        uses.iter().map(entry).collect::<Vec<Value>>()
    };
    json!({
        "part": line.part.name(),
        "paragraph": line.paragraph,
        "column": line.column,
        "line": line.row,
        "measure": ems(line.measure, fit.em),
        "room": ems(fit.room, fit.em),
        "natural": ems(fit.natural, fit.em),
        "characters": characters(line),
        "shrunk": uses(&fit.shrunk),
        "stretched": uses(&fit.stretched),
        "even": ems(fit.even, fit.em),
        "even_gaps": fit.even_gaps,
        "over": ems(fit.over, fit.em),
        "empty": ems(fit.empty, fit.em),
        "mark": fit.mark.map(|mark| mark_name(mark).en),
        "stop": stop_name(fit.stop),
        "cost": fit.cost,
        "text": line.text,
    })
}

fn stop_name(stop: LineStop) -> &'static str {
    match stop {
        LineStop::Paragraph => "paragraph",
        LineStop::LoneCharacter => "lone-character",
        LineStop::Free => "free",
        LineStop::Reluctant => "reluctant",
        LineStop::Hyphen => "hyphen",
        LineStop::HyphenLadder => "hyphen-ladder",
        LineStop::Forbidden => "forbidden",
    }
}

/// Everything, story by story and paragraph by paragraph.
fn as_text(stories: &[&StoryReport], language: Language) -> Vec<String> {
    let mut out = vec![legend(language)];
    for story in stories {
        out.extend([String::new(), story.slug.clone()]);
        let mut rows: Vec<Row> = Vec::new();
        let mut before = None;
        for line in &story.lines_fit {
            let here = (line.part, line.paragraph);
            if before != Some(here) {
                rows.push(Row::Title(title(story, line, language)));
            }
            before = Some(here);
            rows.push(Row::Line(cells(line, language)));
        }
        out.extend(table(&rows, language));
    }
    out
}

fn loosest_as_text(stories: &[&StoryReport], count: usize, language: Language) -> Vec<String> {
    let mut out = vec![legend(language), String::new()];
    let mut rows: Vec<Row> = Vec::new();
    for (story, line) in loosest(stories, count) {
        rows.push(Row::Title(format!("{} {}", story.slug, title(story, line, language))));
        rows.push(Row::Line(cells(line, language)));
    }
    out.extend(table(&rows, language));
    out
}

fn legend(language: Language) -> String {
    let text = say!(
        "Measures in ems; what gaps gave (-) or grew (+) in thousandths of an em, of what they could; even spacing for each gap.",
        "行长以字计；空距的伸（+）缩（-）以千分之一字计，斜线后是可用的总量；均匀加距按每个字距计。"
    );
    text.get(language).to_owned()
}

/// What is said of a paragraph above its lines.
fn title(story: &StoryReport, line: &LineFit, language: Language) -> String {
    let part = line.part.name();
    let number = line.paragraph + 1;
    let fit = story.fit.iter().find(|fit| fit.paragraph == line.paragraph);
    let Some(fit) = fit.filter(|_| line.part == Part::Body) else {
        return part.to_owned();
    };
    let ParagraphFit { natural, set, .. } = fit;
    let choices: Vec<String> =
        fit.choices.iter().map(|choice| format!("{}: {}", choice.lines, choice.cost)).collect();
    let choices = choices.join(", ");
    let text = say!(
        "{part} {number}: {set} lines, by itself {natural}; costs by lines: {choices}",
        "{part} {number}：排 {set} 行，单独看宜排 {natural} 行；各行数的代价 {choices}"
    );
    text.get(language).to_owned()
}

/// A row of the table.
enum Row {
    /// Across all columns.
    Title(String),
    /// Cell by cell.
    Line([String; COLUMNS]),
}

const COLUMNS: usize = 8;

fn heads(language: Language) -> [String; COLUMNS] {
    let heads =
        say!("col|line|ems|chars|end|cost|spacing|text", "栏|行|行长|字数|行末|代价|字距|文字");
    let mut cells = heads.get(language).split('|').map(str::to_owned);
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

fn cells(line: &LineFit, language: Language) -> [String; COLUMNS] {
    let fit = &line.fitting;
    [
        line.column.map_or_else(|| "-".to_owned(), |column| column.to_string()),
        line.row.to_string(),
        format!("{:.2}", ems(line.measure, fit.em) as f64 / 1000.0),
        characters(line).to_string(),
        end(fit, language),
        fit.cost.to_string(),
        spacing(fit, language),
        line.text.trim().to_owned(),
    ]
}

/// The form of the mark at a line's end, and what is wrong with ending there.
fn end(fit: &Fitting, language: Language) -> String {
    let mark = fit.mark.map(mark_name);
    let wrong = match fit.stop {
        LineStop::Paragraph | LineStop::Free => None,
        LineStop::LoneCharacter => Some(say!("lone!", "单字！")),
        LineStop::Reluctant => Some(say!("reluctant", "勉强")),
        LineStop::Hyphen => Some(say!("hyphen", "连字符")),
        LineStop::HyphenLadder => Some(say!("ladder!", "连续断词！")),
        LineStop::Forbidden => Some(say!("forbidden!", "犯禁！")),
    };
    let told: Vec<String> =
        mark.into_iter().chain(wrong).map(|text| text.get(language).to_owned()).collect();
    if told.is_empty() { "-".to_owned() } else { told.join(" ") }
}

fn mark_name(mark: MarkEnd) -> Text {
    match mark {
        MarkEnd::Half => say!("half", "半身"),
        MarkEnd::Full => say!("full", "全身"),
        MarkEnd::Hung => say!("hung", "悬挂"),
    }
}

fn spacing(fit: &Fitting, language: Language) -> String {
    let mut told = Vec::new();
    for (sign, uses) in [('-', &fit.shrunk), ('+', &fit.stretched)] {
        told.extend(uses.iter().map(|gap| {
            let (used, capacity) = (ems(gap.used, fit.em), ems(gap.capacity, fit.em));
            format!("{} {sign}{used}/{capacity}", gap_name(gap.kind).get(language))
        }));
    }
    let mut tell = |length: Abs, text: Text| {
        if length > Abs::ZERO {
            told.push(text.get(language).to_owned());
        }
    };
    let (each, gaps) = (ems(fit.even, fit.em), fit.even_gaps);
    tell(fit.even, say!("even +{each} x {gaps}", "均匀 +{each} x {gaps}"));
    let (over, empty) = (ems(fit.over, fit.em), ems(fit.empty, fit.em));
    tell(fit.over, say!("sticks out {over}", "超出 {over}"));
    tell(fit.empty, say!("empty {empty}", "空 {empty}"));
    if told.is_empty() {
        return say!("natural", "自然").get(language).to_owned();
    }
    told.join(", ")
}

fn gap_name(kind: GapKind) -> Text {
    let zh = match kind {
        GapKind::WordSpace => "词距",
        GapKind::Interpunct => "间隔号",
        GapKind::Bracket => "括号引号",
        GapKind::Comma => "逗号",
        GapKind::CjkLatin => "汉西",
        GapKind::Stop => "句号",
    };
    Text { en: kind.name().to_owned(), zh: zh.to_owned() }
}

/// Rows with their columns one below the other: numbers to the right, words to
/// the left. The last column may be as long as it likes.
fn table(rows: &[Row], language: Language) -> Vec<String> {
    let heads = heads(language);
    let lines = || {
        rows.iter().filter_map(|row| match row {
            Row::Line(cells) => Some(cells),
            Row::Title(_) => None,
        })
    };
    let widths: [usize; COLUMNS] = std::array::from_fn(|at| {
        let cells = lines().map(|cells| width(&cells[at]));
        cells.chain([width(&heads[at])]).max().unwrap_or(0)
    });
    let rows = rows.iter().map(|row| match row {
        Row::Line(cells) => row_of(cells, &widths),
        Row::Title(title) => format!(" {title}"),
    });
    std::iter::once(row_of(&heads, &widths)).chain(rows).collect()
}

fn row_of(cells: &[String; COLUMNS], widths: &[usize; COLUMNS]) -> String {
    let mut line = String::new();
    for (at, (cell, widest)) in cells.iter().zip(widths).enumerate() {
        let space = " ".repeat(widest.saturating_sub(width(cell)));
        line.push_str("  ");
        match at {
            _ if at + 1 == COLUMNS => line.push_str(cell),
            4 | 6 => line.extend([cell.as_str(), &space]),
            _ => line.extend([space.as_str(), cell]),
        }
    }
    line.trim_end().to_owned()
}

/// How many columns of a terminal a text takes: two for each East Asian
/// character.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
