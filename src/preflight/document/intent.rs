//! The output intent (ISO 15930-7, 6.2.2; PDF 32000-1, 14.11.5).

use std::sync::Arc;

use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};

use super::{FileFacts, metadata};
use crate::cache::FileBytes;
use crate::diag::finding::Breach;
use crate::icc::{IccProfile, ProfileClass, Space};
use crate::page::Standard;
use crate::preflight::report::{At, Findings};
use crate::preflight::rule::Rule;

/// Bytes of a profile; those of presses have some megabytes.
const MOST_BYTES: usize = 32 << 20;

/// What kind of device the colors of a file are meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::preflight) enum OutputDevice {
    Gray,
    Rgb,
    Cmyk,
}

/// The intents for PDF/X; one more than there may be is enough.
fn intents<'f>(document: &FileFacts<'f>) -> Vec<Dict<'f>> {
    let array = document.catalog.get::<Array<'_>>("OutputIntents").unwrap_or_default();
    array
        .iter::<Dict<'_>>()
        .filter(|dict| dict.get::<Name<'_>>("S").as_deref() == Some(b"GTS_PDFX"))
        .take(2)
        .collect()
}

/// The printing condition that the intent names.
pub(super) fn condition(document: &FileFacts<'_>) -> Option<String> {
    let intents = intents(document);
    metadata::text(intents.first()?, "OutputConditionIdentifier")
}

/// What the file's colors are meant for: by the intent's profile; without one
/// by the trade, which is CMYK.
pub(super) fn device(document: &FileFacts<'_>) -> Option<OutputDevice> {
    let intents = intents(document);
    let intent = intents.first()?;
    let Some(profile) = profile(document, intent) else { return Some(OutputDevice::Cmyk) };
    match profile.read.as_ref()?.space {
        Space::Gray => Some(OutputDevice::Gray),
        Space::Rgb => Some(OutputDevice::Rgb),
        Space::Cmyk => Some(OutputDevice::Cmyk),
        Space::Lab | Space::Other => None,
    }
}

/// What is asked of the profile of an intent.
pub(in crate::preflight) struct IntentCondition {
    class: ProfileClass,
    space: Space,
    description: String,
}

/// The profile of an intent.
pub(super) struct IntentProfile {
    /// None if it is none that can be read.
    read: Option<Arc<IntentCondition>>,
    /// What `/N` says of it.
    count: Option<u8>,
}

/// The profile of the first intent, which is read once; none if there is none.
fn profile<'d>(document: &'d FileFacts<'_>, intent: &Dict<'_>) -> Option<&'d IntentProfile> {
    let profile = document.profile.get_or_init(|| {
        let stream = intent.get::<Stream<'_>>("DestOutputProfile")?;
        Some(IntentProfile {
            read: known_condition(document, &stream),
            count: stream.dict().get::<u8>("N"),
        })
    });
    profile.as_ref()
}

/// What a profile says, which may be known of other files with the same one.
fn known_condition(document: &FileFacts<'_>, stream: &Stream<'_>) -> Option<Arc<IntentCondition>> {
    let read = || {
        let bytes = document.file.decode(stream, MOST_BYTES).ok()?;
        let IccProfile { class, space, description, .. } =
            IccProfile::read(bytes.into_owned()).ok()?;
        Some(Arc::new(IntentCondition { class, space, description }))
    };
    let known = &document.known.conditions;
    // What other filters make of the data follows from more than the data.
    let is_plain = *stream.filters() == [Filter::FlateDecode]
        && !["DecodeParms", "DP"].iter().any(|key| stream.dict().contains_key(*key));
    if known.is_off() || !is_plain {
        return read();
    }
    let key = FileBytes(stream.raw_data().as_ref().into());
    known.get(&key).unwrap_or_else(|| {
        let condition = read();
        let bytes = key.0.len();
        known.put(key, condition.clone(), bytes);
        condition
    })
}

pub(super) fn check(document: &FileFacts<'_>, findings: &mut Findings<'_>) {
    let file = At::default();
    let intents = intents(document);
    let intent = match intents.as_slice() {
        [intent] => intent,
        [] => {
            let breach = Breach::NoIntent;
            return findings.plain(Rule::OutputIntent, file, breach);
        }
        [_, _, ..] => {
            let breach = Breach::ManyIntents;
            return findings.plain(Rule::OutputIntent, file, breach);
        }
    };
    let identifier = intent.get::<PdfString<'_>>("OutputConditionIdentifier");
    let has_identifier = identifier.is_some_and(|text| !text.as_bytes().trim_ascii().is_empty());
    if !has_identifier {
        findings.plain(Rule::OutputIntent, file, Breach::IntentUnnamed);
    }
    match profile(document, intent) {
        None => check_registered(intent, findings),
        Some(IntentProfile { read: None, .. }) => {
            findings.plain(Rule::OutputProfile, file, Breach::IntentProfileUnreadable);
        }
        Some(IntentProfile { read: Some(profile), count }) => {
            check_profile(profile, *count, findings);
        }
    }
}

/// X-1a may name a condition that a registry knows instead of carrying its
/// profile (ISO 15930-4, 6.2.2).
fn check_registered(intent: &Dict<'_>, findings: &mut Findings<'_>) {
    let registry = intent.get::<PdfString<'_>>("RegistryName");
    let is_known =
        registry.is_some_and(|name| name.as_bytes().starts_with(b"http://www.color.org"));
    if findings.profile.standard == Some(Standard::PdfX1a) && is_known {
        return;
    }
    findings.plain(Rule::OutputProfile, At::default(), Breach::IntentWithoutProfile);
}

fn check_profile(profile: &IntentCondition, count: Option<u8>, findings: &mut Findings<'_>) {
    let file = At::default();
    let name = &profile.description;
    let components = match profile.space {
        Space::Gray => Some(1),
        Space::Rgb | Space::Lab => Some(3),
        Space::Cmyk => Some(4),
        Space::Other => None,
    };
    if profile.class != ProfileClass::Output {
        findings.plain(
            Rule::OutputProfile,
            file,
            Breach::ProfileOfNoPress { profile: name.clone() },
        );
    } else if components.is_none() || components != count {
        findings.plain(
            Rule::OutputProfile,
            file,
            Breach::ProfileChannels { profile: name.clone() },
        );
    }
    if profile.space != Space::Cmyk {
        findings.plain(Rule::OutputCmyk, file, Breach::ProfileNotCmyk { profile: name.clone() });
    }
}
