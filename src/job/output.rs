//! What the press file is made for, with the profile that the spec names.

use std::sync::Arc;

use crate::diag::finding::UnfitProfile;
use crate::diag::{Diagnostic, Sink};
use crate::icc::{IccProfile, ProfileClass, Space};
use crate::load::{PROFILE_LIMIT, Project};
use crate::page::{Condition, Output};
use crate::press::{self, PressError};
use crate::spec::OutputSpec;

/// The output of a spec. A profile that cannot be used is an error; newsprint
/// takes its place, so that the rest can be looked at.
pub(super) fn open(spec: &OutputSpec, project: &Project, sink: &mut Sink) -> Output {
    let mut condition = own_condition(spec, project, sink).unwrap_or_else(Condition::newsprint);
    if let Some(most) = spec.most_ink {
        condition.most_ink = most;
    }
    Output {
        standard: spec.standard,
        condition,
        pictures: spec.pictures,
        structure: spec.structure,
    }
}

/// The condition of the house's own profile, if it names one that can be used.
fn own_condition(spec: &OutputSpec, project: &Project, sink: &mut Sink) -> Option<Condition> {
    let named = spec.profile.as_ref()?;
    let path = project.without_detours(&named.value);
    let bytes = match project.read_bytes(&path, PROFILE_LIMIT) {
        Ok(bytes) => bytes,
        Err(error) => {
            sink.push(error.diagnostic().at(named.span));
            return None;
        }
    };
    let refusal = match IccProfile::read(bytes) {
        Ok(profile) if profile.is_cmyk_press() => {
            let identifier = match &spec.condition {
                Some(named) => named.value.clone(),
                None => profile.description.clone(),
            };
            let Some(most_ink) = press::most_ink(&profile) else {
                sink.push(damaged(&profile).at(named.span).in_file(path.display().to_string()));
                return None;
            };
            return Some(Condition {
                identifier,
                registry: None,
                info: profile.description.clone(),
                profile: Arc::new(profile),
                most_ink,
            });
        }
        Ok(profile) => unfit(&profile),
        Err(icc) => UnfitProfile::Unreadable { icc },
    };
    let file = path.display().to_string();
    sink.push(Diagnostic::of(refusal).at(named.span).in_file(file));
    None
}

/// What is wrong with a profile that only its header and its tags' places are
/// sound of.
fn damaged(profile: &IccProfile) -> Diagnostic {
    PressError::Profile { profile: profile.description.clone() }.diagnostic()
}

/// Why a sound profile cannot stand for a press.
fn unfit(found: &IccProfile) -> UnfitProfile {
    let profile = found.description.clone();
    match (found.class, found.space) {
        (_, Space::Gray) => UnfitProfile::Gray { profile },
        (_, Space::Rgb) => UnfitProfile::Rgb { profile },
        (
            ProfileClass::Output
            | ProfileClass::Input
            | ProfileClass::Display
            | ProfileClass::Space
            | ProfileClass::Other,
            _,
        ) => UnfitProfile::OfNoPress { profile },
    }
}
