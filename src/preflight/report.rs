//! What was found in a PDF: each finding with its rule, its place on the page
//! and its measure; as text, and as diagnostics.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::profile::{PreflightProfile, RuleVerdict};
use super::rule::{Kind, Rule};
use crate::diag::finding::{Breach, BrokenRule, Remedy};
use crate::diag::{Diagnostic, Language, PageArea, Severity, Text, to_hundredths, visible};
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
    /// What breaks it.
    pub breach: Breach,
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
    /// The words that each page shows, in the order in which they are painted and without
    /// white space; of the pages that were looked at.
    pub words: Vec<String>,
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
    /// Which of them are of a rule, of a severity, and on a page, in their order.
    places: BTreeMap<(Rule, Severity, Option<usize>), Vec<usize>>,
}

impl<'p> Findings<'p> {
    pub(super) fn new(profile: &'p PreflightProfile) -> Self {
        Self { profile, list: Vec::new(), places: BTreeMap::new() }
    }

    /// Takes in what was found on a page that was looked at apart from all others.
    pub(super) fn add_page(&mut self, found: Vec<RuleFinding>) {
        for finding in found {
            // What is near to each other has been put together there; what cannot be read
            // may have been found in more than one way.
            if finding.rule == Rule::Unreadable {
                self.add(finding);
            } else {
                self.list.push(finding);
            }
        }
    }

    /// What was found, in the order in which it was.
    pub(super) fn into_list(self) -> Vec<RuleFinding> {
        self.list
    }

    /// A rule without a measure is broken.
    pub(super) fn plain(&mut self, rule: Rule, at: At, breach: Breach) {
        if let Some(verdict) = self.profile.plain(rule) {
            self.push(rule, verdict, at, None, breach);
        }
    }

    /// Something was measured. `breach` gets the measure and the limit.
    pub(super) fn measured(
        &mut self,
        rule: Rule,
        measure: f64,
        at: At,
        breach: impl FnOnce(Option<f64>, Option<f64>) -> Breach,
    ) {
        if let Some(verdict) = self.profile.judge(rule, measure) {
            let breach = breach(Some(measure), verdict.limit);
            self.push(rule, verdict, at, Some(measure), breach);
        }
    }

    fn push(
        &mut self,
        rule: Rule,
        verdict: RuleVerdict,
        at: At,
        measured: Option<f64>,
        breach: Breach,
    ) {
        let RuleVerdict { severity, limit } = verdict;
        self.add(RuleFinding { rule, severity, at, measured, limit, count: 1, breach });
    }

    fn add(&mut self, finding: RuleFinding) {
        let RuleFinding { rule, severity, at, .. } = finding;
        let same = self.places.entry((rule, severity, at.page)).or_default();
        for (so_far, known) in same.iter().rev().enumerate() {
            let known = &mut self.list[*known];
            let is_near = match (known.at.place, at.place) {
                (Some(a), Some(b)) => a.is_near(b, GAP),
                (None, None) => known.breach == finding.breach,
                _ => false,
            };
            if is_near || so_far + 1 >= MOST_OF_ONE {
                known.absorb(finding);
                return;
            }
        }
        same.push(self.list.len());
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
            self.breach = other.breach;
        }
    }

    /// The finding among those of a page spec, its place in words.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let BrokenParts { rule, breach, measured, limit, unit, count, remedy } = self.broken();
        let place = self.at.page.and(self.at.place);
        self.told(BrokenRule::InPressFile {
            rule,
            breach,
            measured,
            limit,
            unit,
            count,
            remedy,
            of_page: self.at.page,
            from_left_mm: place.map(|place| place.x),
            from_top_mm: place.map(|place| place.y),
        })
    }

    /// The finding for programs, which find place and rule beside the words.
    #[must_use]
    pub fn bare_diagnostic(&self) -> Diagnostic {
        let BrokenParts { rule, breach, measured, limit, unit, count, remedy } = self.broken();
        self.told(BrokenRule::InFile { rule, breach, measured, limit, unit, count, remedy })
    }

    /// The finding of an advertisement's file, which has as many more of its kind.
    #[must_use]
    pub fn of_ad(&self, ad: &str, more_places: usize) -> Diagnostic {
        let BrokenParts { rule, breach, measured, limit, unit, count, remedy } = self.broken();
        self.told(BrokenRule::InAd {
            ad: ad.to_owned(),
            rule,
            breach,
            measured,
            limit,
            unit,
            count,
            remedy,
            from_left_mm: self.at.place.map(|place| place.x),
            from_top_mm: self.at.place.map(|place| place.y),
            more_places,
        })
    }

    fn told(&self, broken: BrokenRule) -> Diagnostic {
        let finding = Diagnostic::of(broken).severity(self.severity);
        match self.at.page {
            Some(page) => finding.on_page(page, self.at.place.map(PageArea::rounded)),
            None => finding,
        }
    }

    /// What all forms of the finding have in common.
    fn broken(&self) -> BrokenParts {
        let unit = match self.rule.kind() {
            Kind::Plain => None,
            Kind::Below(unit) | Kind::AtMost(unit) | Kind::Above(unit) => Some(unit.sign()),
        };
        BrokenParts {
            rule: self.rule.id(),
            breach: Box::new(self.breach.clone()),
            measured: self.measured.map(to_hundredths),
            limit: self.limit,
            unit: unit.filter(|unit| !unit.is_empty()),
            count: self.count,
            remedy: self.rule.remedy(),
        }
    }
}

/// A broken rule as a finding has it.
struct BrokenParts {
    rule: &'static str,
    breach: Box<Breach>,
    measured: Option<f64>,
    limit: Option<f64>,
    unit: Option<&'static str>,
    count: usize,
    remedy: Option<Remedy>,
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
            let message = finding.breach.text();
            let message = visible(message.get(language));
            text.push_str(&format!("{number}. {heading}\n   {message}\n"));
            if let Some(remedy) = finding.rule.remedy() {
                text.push_str(&format!("   → {}\n", remedy.text().get(language)));
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
            text.zh.push_str(&format!("，位于 {x:.1}, {y:.1} 毫米，{width:.1} x {height:.1} 毫米"));
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
