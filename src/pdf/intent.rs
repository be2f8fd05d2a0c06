//! The output intent: which printing condition the inks are meant for
//! (ISO 15930-7, 6.2.2; PDF 32000-1, 14.11.5).

use pdf_writer::types::OutputIntentSubtype;
use pdf_writer::writers::Catalog;
use pdf_writer::{Filter, Ref, TextStr};

use super::objects::Objects;
use crate::page::Condition;

/// The entry of the catalog.
pub(super) fn write(catalog: &mut Catalog<'_>, condition: &Condition, profile: Ref) {
    let mut intents = catalog.output_intents();
    let mut intent = intents.push();
    // A condition that no registry knows must be told of in words.
    let info = [&condition.info, &condition.profile.description, &condition.identifier]
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or("", String::as_str);
    // The word for a condition without a name (PDF 32000-1, table 365).
    let identifier = match condition.identifier.as_str() {
        "" => "Custom",
        named => named,
    };
    intent
        .subtype(OutputIntentSubtype::PDFX)
        .output_condition_identifier(TextStr(identifier))
        .output_condition(TextStr(info))
        .info(TextStr(info))
        .dest_output_profile(profile);
    if let Some(registry) = &condition.registry {
        intent.registry_name(TextStr(registry));
    }
}

/// The profile of the condition, which has been found to be one of four inks.
pub(super) fn write_profile(condition: &Condition, profile: Ref) -> Objects {
    let mut objects = Objects::default();
    let packed = condition.profile.packed();
    objects.next().icc_profile(profile, packed).n(4).filter(Filter::FlateDecode);
    objects
}
