//! Optional content (PDF 32000-1, 8.11): which layers are to be seen by the
//! file's default configuration.

use std::collections::HashSet;

use hayro::hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier};

/// Which layers are off.
pub(super) struct Layers {
    off: HashSet<ObjectIdentifier>,
}

impl Layers {
    /// Reads the default configuration.
    pub(super) fn read(catalog: Option<&Dict>) -> Self {
        let mut off = HashSet::new();
        let properties = catalog.and_then(|catalog| catalog.get::<Dict>("OCProperties"));
        if let Some(properties) = properties
            && let Some(config) = properties.get::<Dict>("D")
        {
            if config.get::<Name>("BaseState").is_some_and(|name| name.as_ref() == b"OFF") {
                off.extend(ids(&properties, "OCGs"));
            }
            for id in ids(&config, "ON") {
                off.remove(&id);
            }
            off.extend(ids(&config, "OFF"));
        }
        Self { off }
    }

    /// Whether what belongs to this group or membership is to be seen; `key`
    /// in `dict` refers to it.
    pub(super) fn shows(&self, dict: &Dict, key: &[u8]) -> bool {
        let Some(reference) = dict.get_ref(key) else { return true };
        let Some(group) = dict.get::<Dict>(key) else { return true };
        if group.get::<Name>("Type").is_none_or(|name| name.as_ref() != b"OCMD") {
            return !self.off.contains(&reference.into());
        }
        let mut members = ids(&group, "OCGs");
        if members.is_empty() {
            members.extend(group.get_ref("OCGs").map(ObjectIdentifier::from));
        }
        if members.is_empty() {
            return true;
        }
        let is_on = |id: &ObjectIdentifier| !self.off.contains(id);
        match group.get::<Name>("P").as_deref() {
            Some(b"AllOn") => members.iter().all(is_on),
            Some(b"AnyOff") => !members.iter().all(is_on),
            Some(b"AllOff") => !members.iter().any(is_on),
            _ => members.iter().any(is_on),
        }
    }
}

fn ids(dict: &Dict, key: &str) -> Vec<ObjectIdentifier> {
    let array = dict.get::<Array>(key);
    let references = array.into_iter().flat_map(|array| array.raw_iter().collect::<Vec<_>>());
    references.filter_map(|item| item.as_obj_ref()).map(ObjectIdentifier::from).collect()
}
