//! Optional content (PDF 32000-1, 8.11): which layers are printed.
//!
//! The state of every group is worked out once, as a reader does before it
//! prints: by the default configuration, then by what the groups themselves
//! ask for in print (8.11.4.4).

use std::collections::HashSet;

use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro::hayro_syntax::xref::XRef;

use super::file::File;

/// How deep conditions on layers may stand in each other.
const MOST_DEPTH: usize = 32;
/// Layers, and references to them in one list.
const MOST_GROUPS: usize = 20_000;

/// Which layers are printed.
pub(super) struct Layers<'p> {
    xref: &'p XRef,
    off: HashSet<ObjectIdentifier>,
    /// Purposes that the configuration goes by (`/Intent`); none for all.
    intents: Option<Vec<Vec<u8>>>,
}

impl<'p> Layers<'p> {
    /// Reads the default configuration.
    pub(super) fn read(file: &'p File) -> Self {
        let properties = file.catalog().and_then(|catalog| catalog.get::<Dict>("OCProperties"));
        let config = properties.as_ref().and_then(|properties| properties.get::<Dict>("D"));
        let mut layers = Self { xref: file.pdf().xref(), off: HashSet::new(), intents: None };
        let (Some(properties), Some(config)) = (properties, config) else { return layers };
        layers.intents = purposes(&config);
        // `/Unchanged` says nothing of what was before: a file that has just
        // been opened has all its layers on.
        if config.get::<Name>("BaseState").is_some_and(|name| name.as_ref() == b"OFF") {
            layers.off.extend(ids(&properties, "OCGs"));
        }
        for id in ids(&config, "ON") {
            layers.off.remove(&id);
        }
        layers.off.extend(ids(&config, "OFF"));
        layers.switch_for_print(&config);
        layers
    }

    /// Switches the groups that have a state of their own in print. What one
    /// list of such groups switches off, no other switches on.
    fn switch_for_print(&mut self, config: &Dict<'p>) {
        let applications = config.get::<Array>("AS").unwrap_or_default();
        let mut wishes: Vec<(ObjectIdentifier, bool)> = Vec::new();
        for application in applications.iter::<Dict>().take(MOST_GROUPS) {
            if application.get::<Name>("Event").is_none_or(|event| event.as_ref() != b"Print") {
                continue;
            }
            let categories = names(&application, "Category");
            for id in ids(&application, "OCGs").into_iter().take(MOST_GROUPS) {
                let group = self.xref.get::<Dict>(id);
                if let Some(is_on) = group.and_then(|group| wish(&group, &categories)) {
                    wishes.push((id, is_on));
                }
            }
        }
        for (id, _) in wishes.iter().filter(|(_, is_on)| *is_on) {
            self.off.remove(id);
        }
        self.off.extend(wishes.into_iter().filter(|(_, is_on)| !is_on).map(|(id, _)| id));
    }

    /// Whether any layer is not printed.
    pub(super) fn hides(&self) -> bool {
        !self.off.is_empty()
    }

    /// Whether what belongs to a group or a membership is printed; `key` in
    /// `dict` is the group or refers to it.
    pub(super) fn shows(&self, dict: &Dict<'p>, key: &[u8]) -> bool {
        let Some(group) = dict.get::<Dict>(key) else { return true };
        if !is_membership(&group) {
            let id = dict.get_ref(key).map(ObjectIdentifier::from);
            return id.and_then(|id| self.is_on(id)).unwrap_or(true);
        }
        // An expression comes before the policy (table 99).
        if let Some(expression) = group.get::<Array>("VE") {
            return self.holds(&expression, 0).unwrap_or(true);
        }
        let members = match group.get::<Object>("OCGs") {
            Some(Object::Array(_)) => ids(&group, "OCGs"),
            _ => group.get_ref("OCGs").map(ObjectIdentifier::from).into_iter().collect(),
        };
        let states = members.into_iter().take(MOST_GROUPS).filter_map(|id| self.is_on(id));
        let states: Vec<bool> = states.collect();
        // Without groups, or with such only as the file does not have, the content is
        // visible (8.11.2.2).
        if states.is_empty() {
            return true;
        }
        match group.get::<Name>("P").as_deref() {
            Some(b"AllOn") => states.iter().all(|is_on| *is_on),
            Some(b"AnyOff") => !states.iter().all(|is_on| *is_on),
            Some(b"AllOff") => !states.iter().any(|is_on| *is_on),
            _ => states.iter().any(|is_on| *is_on),
        }
    }

    /// Whether a group is on; none if there is no such group, or it is made for
    /// another purpose than the configuration (8.11.2.3).
    fn is_on(&self, id: ObjectIdentifier) -> Option<bool> {
        let group = self.xref.get::<Dict>(id)?;
        let is_meant = match (&self.intents, purposes(&group)) {
            (Some(intents), Some(own)) => own.iter().any(|name| intents.contains(name)),
            _ => true,
        };
        is_meant.then(|| !self.off.contains(&id))
    }

    /// Whether a visibility expression holds; none if it says nothing.
    fn holds(&self, expression: &Array<'p>, depth: usize) -> Option<bool> {
        if depth > MOST_DEPTH {
            return None;
        }
        let operator = expression.iter::<Name>().next()?;
        let states = expression.raw_iter().skip(1).take(MOST_GROUPS).filter_map(|operand| {
            let inner = match operand {
                MaybeRef::Ref(id) => match self.xref.get::<Array>(id.into()) {
                    Some(inner) => inner,
                    None => return self.is_on(id.into()),
                },
                MaybeRef::NotRef(object) => object.into_array()?,
            };
            self.holds(&inner, depth + 1)
        });
        let states: Vec<bool> = states.collect();
        match (operator.as_ref(), states.first()) {
            (_, None) => None,
            (b"And", _) => Some(states.iter().all(|is_on| *is_on)),
            (b"Or", _) => Some(states.iter().any(|is_on| *is_on)),
            (b"Not", Some(first)) => Some(!first),
            _ => None,
        }
    }
}

fn is_membership(dict: &Dict) -> bool {
    dict.get::<Name>("Type").is_some_and(|name| name.as_ref() == b"OCMD")
}

/// The state that a group asks for, by the kinds of use that count: off if any
/// of them says so (8.11.4.4). Zoom, language and user are nothing that a sheet
/// of paper has.
fn wish(group: &Dict, categories: &[Vec<u8>]) -> Option<bool> {
    let usage = group.get::<Dict>("Usage")?;
    let states = [("Print", "PrintState"), ("View", "ViewState"), ("Export", "ExportState")];
    let asked = states
        .into_iter()
        .filter(|(category, _)| categories.iter().any(|asked| asked == category.as_bytes()));
    let found = asked.filter_map(|(category, key)| {
        let state = usage.get::<Dict>(category)?.get::<Name>(key)?;
        match state.as_ref() {
            b"ON" => Some(true),
            b"OFF" => Some(false),
            _ => None,
        }
    });
    found.reduce(|all, is_on| all && is_on)
}

/// The purposes that a group or a configuration names, `/View` if none; none
/// if it is for all.
fn purposes(dict: &Dict) -> Option<Vec<Vec<u8>>> {
    let named = match dict.get::<Object>("Intent") {
        Some(Object::Name(_) | Object::Array(_)) => names(dict, "Intent"),
        _ => vec![b"View".to_vec()],
    };
    if named.iter().any(|name| name == b"All") { None } else { Some(named) }
}

/// A name or a list of names.
fn names(dict: &Dict, key: &str) -> Vec<Vec<u8>> {
    match dict.get::<Object>(key) {
        Some(Object::Name(name)) => vec![name.as_ref().to_vec()],
        Some(Object::Array(list)) => {
            list.iter::<Name>().take(32).map(|name| name.as_ref().to_vec()).collect()
        }
        _ => Vec::new(),
    }
}

fn ids(dict: &Dict, key: &str) -> Vec<ObjectIdentifier> {
    let array = dict.get::<Array>(key);
    let references = array.into_iter().flat_map(|array| array.raw_iter().collect::<Vec<_>>());
    references.filter_map(|item| item.as_obj_ref()).map(ObjectIdentifier::from).collect()
}
