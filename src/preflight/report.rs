//! What was found in a PDF: each finding with its rule, its place on the page
//! and its measure; as text, and as diagnostics.

use schemars::JsonSchema;
use serde::Serialize;

use super::profile::{PreflightProfile, RuleVerdict};
use super::rule::{Kind, Rule};
use crate::diag::{
    Code, Diagnostic, Facts, Language, PageArea, RuleBroken, Severity, Text, to_hundredths, visible,
};
use crate::say;

/// Where in the file something was found.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct At {
    /// The page, from 1; none for what concerns the whole file.
    pub page: Option<usize>,
    /// The place on it.
    pub place: Option<PageArea>,
}

/// Something that breaks a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFinding {
    /// The rule.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub at: At,
    /// What was measured, the worst of all; in the rule's unit.
    pub measured: Option<f64>,
    /// The limit that it passed.
    pub limit: Option<f64>,
    /// How many marks are told of at once.
    pub count: usize,
    /// What is wrong.
    pub message: Text,
}

/// A page that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct PageSize {
    /// Width of the trim in mm.
    pub width: f64,
    /// Height of the trim in mm.
    pub height: f64,
}

/// All that was found in a PDF.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The profiles that it was held against.
    pub profile: String,
    /// The standard that the file says it is of; none if it does not say.
    pub claims: Option<String>,
    /// Its pages.
    pub pages: Vec<PageSize>,
    /// What breaks a rule: the whole file first, then page by page, errors
    /// before warnings, in the order of the rules and down the page.
    pub findings: Vec<RuleFinding>,
}

/// Marks of one rule that lie this near are told of at once, in mm: the lines
/// of a paragraph.
const GAP: f64 = 4.0;
/// Findings of one rule on one page; more are counted only.
const MOST_OF_ONE: usize = 40;

/// Gathers findings against a profile.
pub(super) struct Findings<'p> {
    /// What is asked.
    pub(super) profile: &'p PreflightProfile,
    list: Vec<RuleFinding>,
}

impl<'p> Findings<'p> {
    pub(super) fn new(profile: &'p PreflightProfile) -> Self {
        Self { profile, list: Vec::new() }
    }

    /// A rule without a measure is broken.
    pub(super) fn plain(&mut self, rule: Rule, at: At, message: Text) {
        if let Some(verdict) = self.profile.plain(rule) {
            self.push(rule, verdict, at, None, message);
        }
    }

    /// Something was measured. `message` gets the limit.
    pub(super) fn measured(
        &mut self,
        rule: Rule,
        measure: f64,
        at: At,
        message: impl FnOnce(&str) -> Text,
    ) {
        if let Some(verdict) = self.profile.judge(rule, measure) {
            let limit = verdict.limit.unwrap_or_default();
            let message = message(&number(limit));
            self.push(rule, verdict, at, Some(measure), message);
        }
    }

    fn push(
        &mut self,
        rule: Rule,
        verdict: RuleVerdict,
        at: At,
        measured: Option<f64>,
        message: Text,
    ) {
        let RuleVerdict { severity, limit } = verdict;
        let finding = RuleFinding { rule, severity, at, measured, limit, count: 1, message };
        let mut same = 0;
        for known in self.list.iter_mut().rev() {
            let is_same =
                known.rule == rule && known.severity == severity && known.at.page == at.page;
            if !is_same {
                continue;
            }
            same += 1;
            let is_near = match (known.at.place, at.place) {
                (Some(a), Some(b)) => a.is_near(b, GAP),
                (None, None) => known.message == finding.message,
                _ => false,
            };
            if is_near || same >= MOST_OF_ONE {
                known.absorb(finding);
                return;
            }
        }
        self.list.push(finding);
    }

    /// Whether a rule was found broken on a page.
    pub(super) fn has(&self, rule: Rule) -> bool {
        self.list.iter().any(|finding| finding.rule == rule)
    }

    /// All of them in the order of a report.
    pub(super) fn sorted(self) -> Vec<RuleFinding> {
        let mut list = self.list;
        let down = |finding: &RuleFinding| {
            let place = finding.at.place;
            // To the tenth of a millimeter: the order must not hang on noise.
            place.map(|place| ((place.y * 10.0) as i64, (place.x * 10.0) as i64))
        };
        list.sort_by_key(|finding| {
            let severity = std::cmp::Reverse(finding.severity);
            (finding.at.page, severity, finding.rule, down(finding))
        });
        list
    }
}

impl RuleFinding {
    /// Takes in another of the same rule: the worst measure tells.
    fn absorb(&mut self, other: Self) {
        self.count += other.count;
        self.at.place = match (self.at.place, other.at.place) {
            (Some(a), Some(b)) => Some(a.around(b)),
            (a, b) => a.or(b),
        };
        let is_worse = match (self.rule.kind(), self.measured, other.measured) {
            (Kind::Above(_), Some(known), Some(new)) => new > known,
            (_, Some(known), Some(new)) => new < known,
            _ => false,
        };
        if is_worse {
            self.measured = other.measured;
            self.message = other.message;
        }
    }

    /// The finding among those of a page spec, its place in words.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let Text { en, zh } = &self.message;
        let Text { en: at_en, zh: at_zh } = self.at.text();
        let id = self.rule.id();
        let message = say!("{at_en}{en} ({id})", "{at_zh}{zh}（{id}）");
        Diagnostic { message, ..self.bare_diagnostic() }
    }

    /// The finding for programs, which find place and rule beside the words.
    #[must_use]
    pub fn bare_diagnostic(&self) -> Diagnostic {
        let message = self.message.clone();
        let finding = match self.severity {
            Severity::Error => Diagnostic::error(Code::Preflight, message),
            Severity::Warning => Diagnostic::warning(Code::Preflight, message),
            Severity::Note => Diagnostic::note(Code::Preflight, message),
        };
        let finding = finding.facts(Facts::Rule(self.facts()));
        let finding = match self.at.page {
            Some(page) => finding.on_page(page, self.at.place.map(PageArea::rounded)),
            None => finding,
        };
        match self.rule.hint() {
            Some(hint) => finding.hint(hint),
            None => finding,
        }
    }

    fn facts(&self) -> RuleBroken {
        let unit = match self.rule.kind() {
            Kind::Plain => None,
            Kind::Below(unit) | Kind::AtMost(unit) | Kind::Above(unit) => Some(unit.sign()),
        };
        RuleBroken {
            rule: self.rule.id(),
            measured: self.measured.map(to_hundredths),
            limit: self.limit,
            unit: unit.filter(|unit| !unit.is_empty()),
            count: self.count,
        }
    }
}

impl At {
    /// The page and the place in words, with a colon; empty for the file.
    fn text(self) -> Text {
        match (self.page, self.place) {
            (Some(page), Some(PageArea { x, y, .. })) => say!(
                "page {page}, {x:.0} mm from the left and {y:.0} mm from the top: ",
                "第 {page} 页，距左 {x:.0} mm、距上 {y:.0} mm："
            ),
            (Some(page), None) => say!("page {page}: ", "第 {page} 页："),
            (None, _) => say!("", ""),
        }
    }
}

impl Report {
    /// How many findings are of exactly this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether the file must not be printed.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The report as text, a paragraph a finding; the numbers are those of the
    /// annotated picture.
    #[must_use]
    pub fn human(&self, language: Language) -> String {
        let mut text = String::new();
        for (index, finding) in self.findings.iter().enumerate() {
            let number = index + 1;
            let heading = finding.heading();
            let heading = heading.get(language);
            // Names of fonts and inks are the file's own.
            let message = visible(finding.message.get(language));
            text.push_str(&format!("{number}. {heading}\n   {message}\n"));
            if let Some(hint) = finding.rule.hint() {
                text.push_str(&format!("   → {}\n", hint.get(language)));
            }
            text.push('\n');
        }
        text
    }
}

impl RuleFinding {
    /// How bad, which rule, where and how many.
    #[must_use]
    pub fn heading(&self) -> Text {
        let severity = severity_word(self.severity);
        let Text { en, zh } = severity;
        let id = self.rule.id();
        let mut text = say!("{en}: {id}", "{zh}：{id}");
        if let Some(page) = self.at.page {
            text.en.push_str(&format!(", page {page}"));
            text.zh.push_str(&format!("，第 {page} 页"));
        }
        if let Some(PageArea { x, y, width, height }) = self.at.place {
            text.en.push_str(&format!(", {width:.1} x {height:.1} mm at {x:.1}, {y:.1} mm"));
            text.zh.push_str(&format!("，位于 {x:.1}, {y:.1} mm，{width:.1} x {height:.1} mm"));
        }
        if self.count > 1 {
            let count = self.count;
            text.en.push_str(&format!(", {count} times"));
            text.zh.push_str(&format!("，共 {count} 处"));
        }
        text
    }
}

/// The word for a severity.
fn severity_word(severity: Severity) -> Text {
    match severity {
        Severity::Error => say!("error", "错误"),
        Severity::Warning => say!("warning", "警告"),
        Severity::Note => say!("note", "提示"),
    }
}

/// A number with at most two decimals and no zeros at the end.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" | "" => "0".to_owned(),
        short => short.to_owned(),
    }
}
