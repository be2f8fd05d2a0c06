//! What the press file is made for.

use std::ops::RangeInclusive;

use super::Resolver;
use crate::diag::Span;
use crate::diag::finding::{Bound, SpecFault};
use crate::page::{BlackPoint, PageInks, PictureSettings, Standard, Structure};
use crate::spec::inherit::Merged;
use crate::spec::raw::{Count, Field, InksText, RawOutput};
use crate::spec::{Located, OutputKey, OutputSpec};

/// The least and most of what a number may be.
const INK_PERCENT: RangeInclusive<u32> = 100..=400;
const PIXELS_PER_INCH: RangeInclusive<u32> = 36..=2400;
const QUALITY: RangeInclusive<u32> = 1..=100;

impl Resolver<'_> {
    /// The press file, and the inks of the page.
    pub(super) fn output(&mut self, merged: &Merged) -> (OutputSpec, PageInks) {
        let empty = RawOutput::default();
        let raw = merged.spec.output.value().unwrap_or(&empty);
        let usual = PictureSettings::default();
        let quality = self.within(&raw.jpeg_quality, QUALITY);
        let pictures = PictureSettings {
            intent: raw.intent.value().copied().unwrap_or(usual.intent),
            black_point: match raw.black_point_compensation.value() {
                Some(false) => BlackPoint::Kept,
                Some(true) => BlackPoint::Compensated,
                None => usual.black_point,
            },
            resolution: self.within(&raw.resolution, PIXELS_PER_INCH).unwrap_or(usual.resolution),
            sharpening: raw.sharpening.value().copied().unwrap_or(usual.sharpening),
            quality: quality.and_then(|n| u8::try_from(n).ok()).unwrap_or(usual.quality),
        };
        let located = |field: &Field<String>| {
            field.get().map(|given| Located { value: given.value.clone(), span: given.span })
        };
        let output = OutputSpec {
            standard: raw.standard.value().copied().unwrap_or(Standard::PdfX4),
            profile: raw.profile.get().map(|given| Located {
                value: merged.path(&given.value, given.span),
                span: given.span,
            }),
            condition: located(&raw.condition),
            most_ink: self.within(&raw.max_ink, INK_PERCENT),
            pictures,
            structure: match raw.tagged.value() {
                Some(false) => Structure::None,
                Some(true) | None => Structure::Tagged,
            },
            preflight: raw
                .preflight
                .get()
                .map(|given| Located { value: given.value.as_option().cloned(), span: given.span }),
            places: places(raw),
        };
        self.written.inks = raw.inks.get().map(|given| given.span);
        let inks = raw.inks.value().map_or_else(PageInks::process, |InksText(inks)| inks.clone());
        (output, inks)
    }

    /// A number that must lie in a range.
    fn within(&mut self, field: &Field<Count>, range: RangeInclusive<u32>) -> Option<u32> {
        let given = field.get()?;
        let number = given.value.0;
        if range.contains(&number) {
            return Some(number);
        }
        let (least, most) = range.into_inner();
        self.bad(
            given.span,
            SpecFault::NumberRange { least: Bound::from(least), most: Bound::from(most) },
        );
        None
    }
}

/// Where each key is given.
fn places(raw: &RawOutput) -> Vec<(OutputKey, Span)> {
    let all = [
        (OutputKey::Standard, span(&raw.standard)),
        (OutputKey::Profile, span(&raw.profile)),
        (OutputKey::Condition, span(&raw.condition)),
        (OutputKey::MostInk, span(&raw.max_ink)),
        (OutputKey::Intent, span(&raw.intent)),
        (OutputKey::BlackPoint, span(&raw.black_point_compensation)),
        (OutputKey::Resolution, span(&raw.resolution)),
        (OutputKey::Sharpening, span(&raw.sharpening)),
        (OutputKey::Quality, span(&raw.jpeg_quality)),
        (OutputKey::Structure, span(&raw.tagged)),
        (OutputKey::Preflight, span(&raw.preflight)),
    ];
    all.into_iter().filter_map(|(key, span)| Some((key, span?))).collect()
}

fn span<T>(field: &Field<T>) -> Option<Span> {
    field.get().map(|given| given.span)
}
