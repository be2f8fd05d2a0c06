//! The numbers and names of findings, each kind with its own, for programs that
//! would otherwise have to read them out of a sentence.

use schemars::JsonSchema;
use serde::Serialize;

/// What a finding knows beside its words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Facts {
    /// A rule of preflight that is broken.
    Rule(RuleBroken),
}

/// A rule of preflight, and what breaks it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RuleBroken {
    /// The rule's name.
    pub rule: &'static str,
    /// What was measured, the worst of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<f64>,
    /// The limit that it passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// What both are counted in: `pt`, `ppi`, `%`; none of a number of things.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// How many marks that lie together it is told of.
    pub count: usize,
}
