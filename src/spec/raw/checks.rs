//! What a house thinks of findings that are a matter of taste, as written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::DeValue;

use super::reader::{Field, FromToml, Keys, TableKeys, TableReader, read_table};
use super::table::{Described, Properties, table_schema};
use super::values::Count;
use crate::diag::finding::SpecSyntax;
use crate::diag::{Code, Diagnostic, Nature, Span};
use crate::spec::page::CheckLevel;

/// How bad each finding is that is a matter of taste, and where some begin.
#[derive(Debug, Clone, Default)]
pub(crate) struct RawChecks {
    /// Those that are named.
    levels: BTreeMap<Code, Field<CheckLevel>>,
    /// The most empty lines below each other that are no hole yet.
    pub(crate) hole_lines: Field<Count>,
    /// The fewest lines of text under a head.
    pub(crate) lines_under_head: Field<Count>,
}

const HOLE_LINES: &str = "hole-lines";
const LINES_UNDER_HEAD: &str = "lines-under-head";

impl RawChecks {
    /// The findings with what the spec says of them.
    pub(crate) fn levels(&self) -> impl Iterator<Item = (Code, CheckLevel)> {
        self.levels.iter().filter_map(|(code, field)| Some((*code, *field.value()?)))
    }
}

impl TableKeys for RawChecks {
    const TITLE: &'static str = "[checks]";

    fn keys(known: &mut Vec<&'static str>) {
        known.extend(Code::judgments().map(Code::name));
        known.extend([HOLE_LINES, LINES_UNDER_HEAD]);
    }

    fn take(keys: &mut Keys<'_, '_>, reader: &mut TableReader<'_>) -> Self {
        let levels = Code::judgments().map(|code| (code, keys.take(code.name(), reader)));
        Self {
            levels: levels.filter(|(_, field)| !field.is_absent()).collect(),
            hole_lines: keys.take(HOLE_LINES, reader),
            lines_under_head: keys.take(LINES_UNDER_HEAD, reader),
        }
    }

    fn over(self, mut base: Self) -> Self {
        for (code, own) in self.levels {
            let below = base.levels.remove(&code).unwrap_or_default();
            base.levels.insert(code, own.inherit(below));
        }
        Self {
            levels: base.levels,
            hole_lines: self.hole_lines.inherit(base.hole_lines),
            lines_under_head: self.lines_under_head.inherit(base.lines_under_head),
        }
    }
}

impl FromToml for RawChecks {
    fn from_toml(value: &DeValue<'_>, span: Span, reader: &mut TableReader<'_>) -> Option<Self> {
        let DeValue::Table(table) = value else { return read_table(value, span, reader) };
        let fixed =
            |name: &str| Code::from_name(name).filter(|code| code.nature() == Nature::Fixed);
        let mut rest = table.clone();
        for key in table.keys() {
            if let Some(code) = fixed(key.get_ref()) {
                reader.report(no_judgment(code).at(reader.span(key.span())));
                rest.remove(code.name());
            }
        }
        read_table(&DeValue::Table(rest), span, reader)
    }

    fn inherit(self, base: Self) -> Self {
        self.over(base)
    }
}

/// What is said of a finding that nobody can want.
fn no_judgment(code: Code) -> Diagnostic {
    Diagnostic::of(SpecSyntax::NoJudgment { finding_code: code.name() })
}

impl Described for RawChecks {
    fn describe(properties: &mut Properties<'_>) {
        for code in Code::judgments() {
            properties.add::<CheckLevel>(code.name(), &code.meaning().en);
        }
        properties.add::<Count>(
            HOLE_LINES,
            "The most empty lines below each other that are no hole yet.",
        );
        properties.add::<Count>(LINES_UNDER_HEAD, "The fewest lines of text under a head.");
    }
}

impl JsonSchema for RawChecks {
    fn schema_name() -> Cow<'static, str> {
        "Checks".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        table_schema(
            "How bad each finding is that is a matter of taste, and where some begin.",
            Self::describe,
            generator,
        )
    }
}
