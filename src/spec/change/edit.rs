//! A value put into the text of a spec. The text is spliced at the places that the
//! parser tells, so that comments, order, line ends and spaces stay as they are.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::WrittenChange;
use crate::diag::Span;

/// A step from a table to a value in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyStep {
    Key(&'static str),
    /// An item of a list, from 0.
    Item(usize),
}

/// What is to be written at the end of some steps from an element's table.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) steps: Vec<KeyStep>,
    pub(super) value: EditValue,
}

#[derive(Debug, Clone)]
pub(super) enum EditValue {
    /// This, as TOML.
    Set(String),
    /// The number that is there and so many more; nothing if there is none.
    Add(i64),
}

/// Why a value cannot be put into a spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError {
    /// The element is not in the file.
    NotThere,
    /// It is in a template, which other pages extend, too.
    InTemplate,
    /// It is written in a way that leaves no place for the value.
    NoPlace,
}

/// An element by the list that it stands in and its number there, from 0.
struct Root {
    list: String,
    number: usize,
}

/// Puts a value into a text; `before` is the text as it was read, to which the element's
/// span belongs. Tells what was written; nothing if there was nothing to do.
pub(super) fn apply(
    before: &str,
    text: &mut String,
    element: Span,
    edit: &Edit,
) -> Result<Option<WrittenChange>, EditError> {
    let root = root_of(before, element).ok_or(EditError::NotThere)?;
    let document = parse(text).ok_or(EditError::NotThere)?;
    let table = element_at(document.get_ref(), &root).ok_or(EditError::NotThere)?;
    let found = value_at(table, &edit.steps);
    let was = found.and_then(|found| text.get(found.span())).map(str::to_owned);
    let value = match (&edit.value, found) {
        (EditValue::Set(value), _) => value.clone(),
        (EditValue::Add(more), Some(found)) => {
            sum(found.get_ref(), *more).ok_or(EditError::NoPlace)?.to_string()
        }
        (EditValue::Add(_), None) => return Ok(None),
    };
    if was.as_deref() == Some(value.as_str()) {
        return Ok(None);
    }
    let splices = match found {
        Some(found) => vec![Splice { range: found.span(), with: value.clone() }],
        None => insertions(text, table, &edit.steps, &value),
    };
    // What is spliced in has to be read as what is meant, and as nothing else.
    let is_meant = |changed: &String| {
        let document = parse(changed);
        let table = document.as_ref().and_then(|it| element_at(it.get_ref(), &root));
        let found = table.and_then(|table| value_at(table, &edit.steps));
        found.and_then(|found| changed.get(found.span())) == Some(value.as_str())
    };
    let changed = splices.iter().map(|splice| splice.put_into(text)).find(is_meant);
    *text = changed.ok_or(EditError::NoPlace)?;
    Ok(Some(WrittenChange { key: key_of(&root, &edit.steps), before: was, after: value }))
}

fn sum(number: &DeValue, more: i64) -> Option<i64> {
    let number = number.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()?.checked_add(more)
}

pub(super) fn parse(text: &str) -> Option<Spanned<DeTable<'_>>> {
    DeTable::parse(text).ok()
}

/// The list that an element stands in, and its number there.
fn root_of(text: &str, element: Span) -> Option<Root> {
    let document = parse(text)?;
    let wanted = element.start as usize..element.end as usize;
    document.get_ref().iter().find_map(|(key, value)| {
        let list = value.get_ref().as_array()?;
        let number = list.iter().position(|item| item.span() == wanted)?;
        Some(Root { list: key.get_ref().to_string(), number })
    })
}

fn element_at<'d, 't>(document: &'d DeTable<'t>, root: &Root) -> Option<&'d Spanned<DeValue<'t>>> {
    document.get(root.list.as_str())?.get_ref().as_array()?.get(root.number)
}

fn value_at<'d, 't>(
    table: &'d Spanned<DeValue<'t>>,
    steps: &[KeyStep],
) -> Option<&'d Spanned<DeValue<'t>>> {
    steps.iter().try_fold(table, |at, step| match step {
        KeyStep::Key(key) => at.get_ref().as_table()?.get(*key),
        KeyStep::Item(item) => at.get_ref().as_array()?.get(*item),
    })
}

/// A stretch of a text, and what stands there instead.
pub(super) struct Splice {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

impl Splice {
    pub(super) fn put_into(&self, text: &str) -> String {
        let mut changed = text.to_owned();
        changed.replace_range(self.range.clone(), &self.with);
        changed
    }
}

/// The ways to write a value under a key that is not there yet, the nearest to what is
/// there first. Not all of them are TOML.
fn insertions(text: &str, table: &Spanned<DeValue>, steps: &[KeyStep], value: &str) -> Vec<Splice> {
    let mut ways = Vec::new();
    for reach in (0..steps.len()).rev() {
        let Some(owner) = value_at(table, &steps[..reach]) else { continue };
        let keys: Option<Vec<&str>> = steps[reach..]
            .iter()
            .map(|step| match step {
                KeyStep::Key(key) => Some(*key),
                KeyStep::Item(_) => None,
            })
            .collect();
        let Some(keys) = keys else { break };
        let written = format!("{} = {value}", keys.join("."));
        match owner.get_ref() {
            // A story of a section that is named by its slug alone.
            DeValue::String(_) => {
                let slug = text.get(owner.span()).unwrap_or_default();
                let with = format!("{{ slug = {slug}, {written} }}");
                ways.push(Splice { range: owner.span(), with });
            }
            DeValue::Table(own) => {
                for (key, anchor) in own {
                    ways.extend(after(text, key.span().start, anchor.span().end, &written));
                }
            }
            _ => {}
        }
    }
    ways
}

/// After a value: on a line of its own, with what stands before the key there, or
/// within the same braces.
fn after(text: &str, key: usize, end: usize, written: &str) -> [Splice; 2] {
    let line = text[..key].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..key];
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let line_break = if text[..line_end].ends_with('\r') { "\r\n" } else { "\n" };
    let at = line_end - (line_break.len() - 1);
    [
        Splice { range: at..at, with: format!("{line_break}{before}{written}") },
        Splice { range: end..end, with: format!(", {written}") },
    ]
}

fn key_of(root: &Root, steps: &[KeyStep]) -> String {
    let mut key = format!("{}[{}]", root.list, root.number + 1);
    for step in steps {
        match step {
            KeyStep::Key(name) => {
                key.push('.');
                key.push_str(name);
            }
            KeyStep::Item(at) => key.push_str(&format!("[{}]", at + 1)),
        }
    }
    key
}
