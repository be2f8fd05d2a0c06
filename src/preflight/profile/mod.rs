//! Profiles: which rules count, how much, and with what limits.
//!
//! A profile is a TOML file ([`read`]); five come with the program, and a shop
//! writes its own on top of one of them. What a rule means is in
//! [`Rule`]; what is found goes into a report.

mod read;

use crate::diag::{Severity, Text};
use crate::page::Standard;

use super::rule::{Kind, Rule};

pub use read::{ReadText, read};

macro_rules! own {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/press/preflight/", $name, ".toml"))
    };
}

/// The profiles that come with the program, by name.
pub const OWN: &[(&str, &str)] = &[
    ("gwg2022-newspaper-ads", own!("gwg2022-newspaper-ads")),
    ("gwg2022-newspaper-ads-rgb", own!("gwg2022-newspaper-ads-rgb")),
    ("gwg2022-newspaper-editorial", own!("gwg2022-newspaper-editorial")),
    ("gwg2022-newspaper-editorial-rgb", own!("gwg2022-newspaper-editorial-rgb")),
    ("house", own!("house")),
    ("ua1", own!("ua1")),
    ("x1a", own!("x1a")),
    ("x4", own!("x4")),
];

/// What is asked of a PDF.
#[derive(Debug, Clone, PartialEq)]
pub struct PreflightProfile {
    /// What it is called on the command line.
    pub name: String,
    /// What it is, for people.
    pub title: Text,
    /// The standard that a file must be of; none if any PDF will do.
    pub standard: Option<Standard>,
    /// Whether a file of PDF/X-1a:2001 is taken, too.
    pub takes_x1a_2001: bool,
    /// One for every rule, in the order of [`Rule::ALL`].
    demands: Vec<Demand>,
}

/// How much a rule counts.
#[derive(Debug, Clone, PartialEq)]
struct Demand {
    weight: RuleWeight,
    /// In the order of [`Rule::settings`].
    settings: Vec<f64>,
}

/// When a rule is broken, and how bad that is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum RuleWeight {
    /// It does not count.
    Off,
    /// For rules without a measure.
    Always(Severity),
    /// For rules with a measure: from where on it is an error, and from where
    /// on a warning.
    Limits { error: Option<f64>, warning: Option<f64> },
}

/// How a measure broke a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleVerdict {
    /// How bad it is.
    pub severity: Severity,
    /// The limit that was passed; none for rules without a measure.
    pub limit: Option<f64>,
}

/// Lengths and resolutions come from numbers that a program rounded when it
/// wrote the file: what is this near to a limit lies on it.
const ROUNDING: f64 = 0.002;

impl PreflightProfile {
    /// A profile in which nothing counts.
    fn empty(name: &str) -> Self {
        let demand = |rule: &Rule| Demand {
            weight: RuleWeight::Off,
            settings: rule.settings().iter().map(|setting| setting.usual).collect(),
        };
        Self {
            name: name.to_owned(),
            title: Text { en: name.to_owned(), zh: name.to_owned() },
            standard: None,
            takes_x1a_2001: false,
            demands: Rule::ALL.iter().map(demand).collect(),
        }
    }

    fn demand(&self, rule: Rule) -> &Demand {
        &self.demands[rule as usize]
    }

    /// Whether it can be broken at all.
    #[must_use]
    pub fn counts(&self, rule: Rule) -> bool {
        !matches!(
            self.demand(rule).weight,
            RuleWeight::Off | RuleWeight::Limits { error: None, warning: None }
        )
    }

    /// How bad it is to break a rule that measures nothing; none if it does
    /// not count.
    #[must_use]
    pub fn plain(&self, rule: Rule) -> Option<RuleVerdict> {
        match self.demand(rule).weight {
            RuleWeight::Always(severity) => Some(RuleVerdict { severity, limit: None }),
            RuleWeight::Off | RuleWeight::Limits { .. } => None,
        }
    }

    /// Whether `measure` breaks the rule, and how.
    #[must_use]
    pub fn judge(&self, rule: Rule, measure: f64) -> Option<RuleVerdict> {
        let RuleWeight::Limits { error, warning } = self.demand(rule).weight else { return None };
        let is_wrong = |limit: f64| match rule.kind() {
            Kind::Plain => false,
            Kind::Below(_) => measure < limit - ROUNDING,
            Kind::AtMost(_) => measure <= limit + ROUNDING,
            Kind::Above(_) => measure > limit + ROUNDING,
        };
        [(Severity::Error, error), (Severity::Warning, warning)].into_iter().find_map(
            |(severity, limit)| {
                let limit = limit.filter(|limit| is_wrong(*limit))?;
                Some(RuleVerdict { severity, limit: Some(limit) })
            },
        )
    }

    /// The limit that is broken first, the stricter of both.
    #[must_use]
    pub fn strictest(&self, rule: Rule) -> Option<f64> {
        let RuleWeight::Limits { error, warning } = self.demand(rule).weight else { return None };
        let both = error.into_iter().chain(warning);
        match rule.kind() {
            Kind::Above(_) => both.reduce(f64::min),
            Kind::Plain | Kind::Below(_) | Kind::AtMost(_) => both.reduce(f64::max),
        }
    }

    /// One of the further numbers that a rule goes by.
    #[must_use]
    pub fn setting(&self, rule: Rule, key: &str) -> f64 {
        let at = rule.settings().iter().position(|setting| setting.key == key);
        at.and_then(|at| self.demand(rule).settings.get(at)).copied().unwrap_or_default()
    }

    /// Lets a rule count no longer.
    pub fn allow(&mut self, rule: Rule) {
        self.demands[rule as usize].weight = RuleWeight::Off;
    }

    /// Lets a rule forbid nothing: what was an error is a warning.
    pub fn warn_only(&mut self, rule: Rule) {
        match &mut self.demands[rule as usize].weight {
            RuleWeight::Always(severity) => *severity = Severity::Warning,
            RuleWeight::Limits { error, warning } => *warning = warning.or(error.take()),
            RuleWeight::Off => {}
        }
    }

    /// Puts one limit in the place of those that a rule has.
    pub fn set_limit(&mut self, rule: Rule, limit: f64) {
        if let RuleWeight::Limits { error, warning } = &mut self.demands[rule as usize].weight {
            for old in [error, warning].into_iter().flatten() {
                *old = limit;
            }
        }
    }

    /// Both at once: of each rule whatever is stricter, and what both take. Of the settings those
    /// of the first profile count in which the rule does.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let demands = Rule::ALL.iter().map(|rule| {
            let (own, others) = (self.demand(*rule), other.demand(*rule));
            let settings = if self.counts(*rule) { &own.settings } else { &others.settings };
            Demand {
                weight: stricter(*rule, own.weight, others.weight),
                settings: settings.clone(),
            }
        });
        Self {
            name: format!("{}, {}", self.name, other.name),
            title: Text {
                en: format!("{}; {}", self.title.en, other.title.en),
                zh: format!("{}；{}", self.title.zh, other.title.zh),
            },
            standard: self.standard.or(other.standard),
            takes_x1a_2001: self.takes_x1a_2001 && other.takes_x1a_2001,
            demands: demands.collect(),
        }
    }

    /// What it says of a rule, as one would write it.
    #[must_use]
    pub fn words(&self, rule: Rule) -> String {
        let Demand { weight, settings } = self.demand(rule);
        let mut parts = match weight {
            RuleWeight::Off => return "off".to_owned(),
            RuleWeight::Always(severity) => return severity.name().to_owned(),
            RuleWeight::Limits { error, warning } => [("error", error), ("warning", warning)]
                .into_iter()
                .filter_map(|(word, limit)| limit.map(|limit| format!("{word} = {limit}")))
                .collect::<Vec<_>>(),
        };
        if parts.is_empty() {
            return "off".to_owned();
        }
        let named = rule.settings().iter().zip(settings);
        parts.extend(named.map(|(setting, value)| format!("{} = {value}", setting.key)));
        format!("{{ {} }}", parts.join(", "))
    }
}

/// The stricter of two demands of one rule.
fn stricter(rule: Rule, a: RuleWeight, b: RuleWeight) -> RuleWeight {
    let limit = |a: Option<f64>, b: Option<f64>| match rule.kind() {
        Kind::Above(_) => a.into_iter().chain(b).reduce(f64::min),
        Kind::Plain | Kind::Below(_) | Kind::AtMost(_) => a.into_iter().chain(b).reduce(f64::max),
    };
    match (a, b) {
        (RuleWeight::Off, other) | (other, RuleWeight::Off) => other,
        (RuleWeight::Always(a), RuleWeight::Always(b)) => RuleWeight::Always(a.max(b)),
        (
            RuleWeight::Limits { error: a, warning: c },
            RuleWeight::Limits { error: b, warning: d },
        ) => RuleWeight::Limits { error: limit(a, b), warning: limit(c, d) },
        // Does not occur: a rule has limits in all profiles or in none.
        (own, _) => own,
    }
}
