//! `banmian explain`: how each line of a page fills its measure, and why a
//! paragraph has the lines it has.

use std::cmp::Reverse;
use std::io;

use banmian::diag::finding::{CopyFault, Expected};
use banmian::diag::{Diagnostic, Language, Text, nearest};
use banmian::geom::Abs;
use banmian::job::Outcome;
use banmian::page::{
    Choice, Fitting, GapKind, GapUse, LineFit, LineStop, MarkEnd, ParagraphFit, Part, StoryReport,
};
use banmian::say;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::Verdict;
use super::answer::{Numbers, Told};
use super::console::{Console, FindingsFormat};
use super::options::{FindingsOptions, PageOptions};
use super::progress::Progress;
use super::usage::{self, OtherForm};
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
    #[arg(long, value_name = "N", value_parser = line_count)]
    loosest: Option<usize>,

    #[command(flatten)]
    findings: FindingsOptions,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> io::Result<Verdict> {
    let progress = Progress::new(console);
    progress.step(&say!("setting the pages", "正在排版"));
    let mut outcome = embedded::engine().run(&arguments.page.job());
    drop(progress);
    let slug = arguments.story.as_deref();
    let unknown = slug.and_then(|slug| unknown_story(slug, &outcome));
    let is_known = unknown.is_none();
    unknown.into_iter().for_each(|finding| outcome.sink.push(finding));
    let is_explained = outcome.document.is_some() && is_known;
    let chosen: Vec<&StoryReport> = stories(&outcome)
        .into_iter()
        .filter(|story| slug.is_none_or(|slug| story.slug == slug))
        .collect();
    let language = console.language();
    match (arguments.findings.format, arguments.loosest) {
        (FindingsFormat::Json, loosest) => {
            let explain = is_explained.then(|| Explained::new(&chosen, loosest));
            let numbers = Numbers { explain, ..Numbers::default() };
            let told = Told::new(&outcome.sources, outcome.sink.list()).numbers(numbers);
            console.report(FindingsFormat::Json, told)?;
        }
        (FindingsFormat::Human, _) if !is_explained => {
            console.findings(&outcome.sources, outcome.sink.list());
        }
        (FindingsFormat::Human, None) => console.list(&as_text(&chosen, language))?,
        (FindingsFormat::Human, Some(count)) => {
            console.list(&loosest_as_text(&chosen, count, language))?;
        }
    }
    Ok(if is_explained { Verdict::Fine } else { Verdict::Problems })
}

fn stories(outcome: &Outcome) -> Vec<&StoryReport> {
    outcome.document.iter().flat_map(|it| &it.pages).flat_map(|page| &page.stories).collect()
}

/// What is said of a story that is not on a page that there is.
fn unknown_story(slug: &str, outcome: &Outcome) -> Option<Diagnostic> {
    outcome.document.as_ref()?;
    let slugs: Vec<&str> = stories(outcome).iter().map(|story| story.slug.as_str()).collect();
    if slugs.contains(&slug) {
        return None;
    }
    let nearest = nearest(slug, slugs.iter().copied()).map(str::to_owned);
    let known = slugs.into_iter().map(str::to_owned).collect();
    Some(Diagnostic::of(CopyFault::NotOnPage { slug: slug.to_owned(), nearest, known }))
}

fn line_count(text: &str) -> Result<usize, OtherForm> {
    usage::number(text, Expected::LineCount, |_| true)
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

/// How lines fill their measure, for programs. All lengths are in thousandths of
/// an em.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Explained {
    /// What lengths are counted in: `em/1000`.
    unit: &'static str,
    /// Story by story.
    stories: Vec<ExplainedStory>,
}

/// The paragraphs and lines of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct ExplainedStory {
    /// Its slug.
    slug: String,
    /// Paragraphs of the body.
    paragraphs: Vec<ExplainedParagraph>,
    /// Lines: those of the head, then the text's; the loosest first where only so
    /// many are asked for.
    lines: Vec<ExplainedLine>,
}

/// A paragraph, and in how many lines it could have been set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct ExplainedParagraph {
    /// Which, from 0; crossheads count.
    paragraph: u32,
    /// Lines it would have alone.
    natural: u32,
    /// Lines it has.
    set: u32,
    /// Each number of lines with its cost.
    choices: Vec<ExplainedChoice>,
}

/// A number of lines and what they cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct ExplainedChoice {
    lines: u32,
    cost: i64,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct ExplainedLine {
    /// The part of the story: `headline`, `body` …
    part: &'static str,
    /// Which paragraph of it, from 0.
    paragraph: u32,
    /// The story's text column, from 1; null for what stands over them.
    column: Option<u32>,
    /// The line of the page's grid.
    line: u32,
    /// How long it may be.
    measure: i64,
    /// What its characters and gaps may take of that.
    room: i64,
    /// What they take by themselves.
    natural: i64,
    /// How many characters it has.
    characters: usize,
    /// What gaps gave.
    shrunk: Vec<ExplainedGaps>,
    /// What gaps grew.
    stretched: Vec<ExplainedGaps>,
    /// What each gap between characters was given beyond that.
    even: i64,
    /// How many such gaps there are.
    even_gaps: u32,
    /// How far it sticks out.
    over: i64,
    /// What stays empty.
    empty: i64,
    /// The form of the mark at its end: `half`, `full`, `hung`.
    mark: Option<String>,
    /// Why it ends there.
    stop: &'static str,
    /// What it costs.
    cost: i64,
    /// Its text.
    text: String,
}

/// What gaps of a kind gave or grew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
struct ExplainedGaps {
    /// Which gaps.
    gaps: &'static str,
    /// How much, all together.
    used: i64,
    /// How much they could.
    capacity: i64,
}

impl Explained {
    fn new(stories: &[&StoryReport], count: Option<usize>) -> Self {
        let story = |story: &&StoryReport| ExplainedStory {
            slug: story.slug.clone(),
            paragraphs: story.fit.iter().map(ExplainedParagraph::new).collect(),
            lines: match count {
                None => story.lines_fit.iter().map(ExplainedLine::new).collect(),
                Some(count) => loosest(&[*story], count)
                    .into_iter()
                    .map(|(_, line)| ExplainedLine::new(line))
                    .collect(),
            },
        };
        Self { unit: "em/1000", stories: stories.iter().map(story).collect() }
    }
}

impl ExplainedParagraph {
    fn new(fit: &ParagraphFit) -> Self {
        let choice = |choice: &Choice| ExplainedChoice { lines: choice.lines, cost: choice.cost };
        Self {
            paragraph: fit.paragraph,
            natural: fit.natural,
            set: fit.set,
            choices: fit.choices.iter().map(choice).collect(),
        }
    }
}

impl ExplainedLine {
    fn new(line: &LineFit) -> Self {
        let fit = &line.fitting;
        let uses = |uses: &[GapUse]| {
            let entry = |gap: &GapUse| ExplainedGaps {
                gaps: gap.kind.name(),
                used: ems(gap.used, fit.em),
                capacity: ems(gap.capacity, fit.em),
            };
            uses.iter().map(entry).collect()
        };
        Self {
            part: line.part.name(),
            paragraph: line.paragraph,
            column: line.column,
            line: line.row,
            measure: ems(line.measure, fit.em),
            room: ems(fit.room, fit.em),
            natural: ems(fit.natural, fit.em),
            characters: characters(line),
            shrunk: uses(&fit.shrunk),
            stretched: uses(&fit.stretched),
            even: ems(fit.even, fit.em),
            even_gaps: fit.even_gaps,
            over: ems(fit.over, fit.em),
            empty: ems(fit.empty, fit.em),
            mark: fit.mark.map(|mark| mark_name(mark).en),
            stop: stop_name(fit.stop),
            cost: fit.cost,
            text: line.text.clone(),
        }
    }
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
        let mut rows: Vec<ExplainRow> = Vec::new();
        let mut before = None;
        for line in &story.lines_fit {
            let here = (line.part, line.paragraph);
            if before != Some(here) {
                rows.push(ExplainRow::Title(title(story, line, language)));
            }
            before = Some(here);
            rows.push(ExplainRow::Line(cells(line, language)));
        }
        out.extend(table(&rows, language));
    }
    out
}

fn loosest_as_text(stories: &[&StoryReport], count: usize, language: Language) -> Vec<String> {
    let mut out = vec![legend(language), String::new()];
    let mut rows: Vec<ExplainRow> = Vec::new();
    for (story, line) in loosest(stories, count) {
        rows.push(ExplainRow::Title(format!("{} {}", story.slug, title(story, line, language))));
        rows.push(ExplainRow::Line(cells(line, language)));
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
enum ExplainRow {
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
        visible_blanks(&line.text),
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
fn table(rows: &[ExplainRow], language: Language) -> Vec<String> {
    let heads = heads(language);
    let lines = || {
        rows.iter().filter_map(|row| match row {
            ExplainRow::Line(cells) => Some(cells),
            ExplainRow::Title(_) => None,
        })
    };
    let widths: [usize; COLUMNS] = std::array::from_fn(|at| {
        let cells = lines().map(|cells| width(&cells[at]));
        cells.chain([width(&heads[at])]).max().unwrap_or(0)
    });
    let rows = rows.iter().map(|row| match row {
        ExplainRow::Line(cells) => row_of(cells, &widths),
        ExplainRow::Title(title) => format!(" {title}"),
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

/// A line's text with its full-width spaces to be seen, those at its ends too.
fn visible_blanks(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() && c != '\u{3000}').replace('\u{3000}', "␣")
}

/// How many columns of a terminal a text takes: two for each East Asian
/// character.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
