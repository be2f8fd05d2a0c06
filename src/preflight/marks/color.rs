//! What marks are colored with.

use hayro::kurbo::Rect;

use super::Judge;
use super::overlaps;
use crate::diag::finding::Breach;
use crate::page::Standard;
use crate::preflight::document::OutputDevice;
use crate::preflight::rule::Rule;
use crate::reader::{ColorSpace, Colorant, InkPaint, Tints};

/// How a spot ink is shown where there is none: what stands for it at full
/// strength.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::preflight) struct Recipe {
    space: String,
    solid: Vec<f32>,
}

/// Colors as far as the rules tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// DeviceGray and DeviceCMYK.
    Ink,
    /// DeviceRGB, CalRGB, and RGB of a profile.
    Rgb,
    /// Lab.
    Lab,
    /// Gray or CMYK of a profile, and CalGray.
    Calibrated,
    /// Inks by name.
    Named,
}

impl Family {
    pub(super) fn of(space: &ColorSpace) -> Self {
        match space {
            ColorSpace::DeviceGray | ColorSpace::DeviceCmyk => Self::Ink,
            ColorSpace::DeviceRgb | ColorSpace::CalRgb | ColorSpace::IccBased { components: 3 } => {
                Self::Rgb
            }
            ColorSpace::Lab { .. } => Self::Lab,
            ColorSpace::CalGray | ColorSpace::IccBased { .. } => Self::Calibrated,
            ColorSpace::Indexed { base, .. } => Self::of(base),
            ColorSpace::Separation(_) | ColorSpace::DeviceN(_) => Self::Named,
            ColorSpace::Pattern(under) => under.as_ref().map_or(Self::Ink, |space| Self::of(space)),
        }
    }
}

/// What a space is called in the file.
pub(super) fn name(space: &ColorSpace) -> &'static str {
    match space {
        ColorSpace::DeviceGray => "DeviceGray",
        ColorSpace::DeviceRgb => "DeviceRGB",
        ColorSpace::DeviceCmyk => "DeviceCMYK",
        ColorSpace::CalGray => "CalGray",
        ColorSpace::CalRgb => "CalRGB",
        ColorSpace::Lab { .. } => "Lab",
        ColorSpace::IccBased { components: 1 } => "ICCBased Gray",
        ColorSpace::IccBased { components: 3 } => "ICCBased RGB",
        ColorSpace::IccBased { .. } => "ICCBased CMYK",
        ColorSpace::Indexed { base, .. } => name(base),
        ColorSpace::Separation(_) => "Separation",
        ColorSpace::DeviceN(_) => "DeviceN",
        ColorSpace::Pattern(under) => under.as_ref().map_or("Pattern", |space| name(space)),
    }
}

/// The inks of a space of named inks, behind any table.
fn tints(space: &ColorSpace) -> Option<&Tints> {
    match space {
        ColorSpace::Separation(tints) | ColorSpace::DeviceN(tints) => Some(tints),
        ColorSpace::Indexed { base, .. } => tints(base),
        ColorSpace::Pattern(under) => under.as_ref().and_then(|space| tints(space)),
        _ => None,
    }
}

impl Judge<'_, '_, '_> {
    /// A color of text, a line or an area.
    pub(super) fn judge_color(&mut self, paint: &InkPaint, place: Rect) {
        self.judge_space(&paint.space, place);
        self.judge_gray_overprint(paint, place);
    }

    /// The space of such a color.
    pub(super) fn judge_space(&mut self, space: &ColorSpace, place: Rect) {
        let name = name(space);
        let rule = match self.family(space) {
            Family::Ink => return,
            Family::Named => return self.judge_named(space, place),
            Family::Rgb => Rule::ColorRgb,
            Family::Lab => Rule::ColorLab,
            Family::Calibrated => Rule::ColorIcc,
        };
        let message = if self.is_redefined(space) {
            Breach::Redefined { space: name }
        } else {
            Breach::Colored { space: name }
        };
        self.findings.plain(rule, self.frame.at(place), message);
    }

    /// Inks by name: none but the four of the process are wanted.
    pub(super) fn judge_named(&mut self, space: &ColorSpace, place: Rect) {
        let Some(tints) = tints(space) else { return };
        let at = self.frame.at(place);
        self.judge_substitute(&tints.alternate, place);
        let mut names = Vec::new();
        for colorant in &tints.colorants {
            match colorant {
                Colorant::Spot(name) => names.push(name.to_string()),
                Colorant::All if overlaps(place, self.frame.page_area()) => {
                    self.findings.plain(Rule::RegistrationColor, at, Breach::Registration);
                }
                Colorant::All | Colorant::None | Colorant::Process(_) => {}
            }
        }
        if names.is_empty() {
            return;
        }
        let breach = Breach::SpotInks { ink_names: names.clone() };
        self.findings.plain(Rule::SpotColor, at, breach);
        if let ([_], [Colorant::Spot(name)]) = (names.as_slice(), tints.colorants.as_slice()) {
            self.judge_recipe(name, tints, place);
        }
    }

    /// What stands for a named ink is of a device, or Lab (GWG 2022, R0027);
    /// DeviceRGB is told of as a device that does not fit.
    fn judge_substitute(&mut self, alternate: &ColorSpace, place: Rect) {
        let rule = match (alternate, Family::of(alternate)) {
            (ColorSpace::DeviceRgb, _) => return,
            (_, Family::Calibrated) => Rule::ColorIcc,
            (_, Family::Rgb) => Rule::ColorRgb,
            _ => return,
        };
        let name = name(alternate);
        self.findings.plain(rule, self.frame.at(place), Breach::Substitute { space: name });
    }

    /// Gray and CMYK that the file gives a profile of their own
    /// (`DefaultGray`, `DefaultCMYK`; PDF 32000-1, 8.6.5.6).
    fn is_redefined(&self, space: &ColorSpace) -> bool {
        let device = match space {
            ColorSpace::DeviceGray => OutputDevice::Gray,
            ColorSpace::DeviceCmyk => OutputDevice::Cmyk,
            ColorSpace::Indexed { base, .. } => return self.is_redefined(base),
            _ => return false,
        };
        self.inks.defaults.contains(&device)
    }

    /// The family of a space, by what the file makes of it.
    pub(super) fn family(&self, space: &ColorSpace) -> Family {
        if self.is_redefined(space) { Family::Calibrated } else { Family::of(space) }
    }

    /// Gray has no overprint that all presses agree upon. White gray has rules
    /// of its own.
    pub(super) fn judge_gray_overprint(&mut self, paint: &InkPaint, place: Rect) {
        if matches!(paint.space, ColorSpace::DeviceGray)
            && paint.overprint.is_on()
            && !paint.inks.is_white()
        {
            self.findings.plain(Rule::GrayOverprint, self.frame.at(place), Breach::GrayOverprints);
        }
    }

    /// One ink has one substitute throughout a file.
    fn judge_recipe(&mut self, ink: &str, tints: &Tints, place: Rect) {
        let solid =
            tints.transform.as_ref().map_or_else(Vec::new, |transform| transform.at(&[1.0]));
        let recipe = Recipe { space: name(&tints.alternate).to_owned(), solid };
        match self.recipes.get(ink) {
            Some(known) if *known != recipe => self.findings.plain(
                Rule::SpotTwice,
                self.frame.at(place),
                Breach::TwoSubstitutes { ink_name: ink.to_owned() },
            ),
            Some(_) => {}
            None => {
                self.recipes.insert(ink.to_owned(), recipe);
            }
        }
    }

    /// Colors of a device must be those of the device that the file is made
    /// for (ISO 15930-7, 6.2.3), seen or not; where a stricter rule is told of,
    /// it is enough.
    pub(super) fn judge_device_color(
        &mut self,
        space: &ColorSpace,
        visible: Rect,
        is_picture: bool,
    ) {
        if let Some(tints) = tints(space) {
            self.judge_alternate(&tints.alternate, visible);
            return;
        }
        let Some(message) = self.misfit(space) else { return };
        let stricter = match (Family::of(space), is_picture) {
            (Family::Rgb, true) => Some(Rule::PictureRgb),
            (Family::Rgb, false) => Some(Rule::ColorRgb),
            _ => None,
        };
        let is_told = stricter.is_some_and(|rule| self.findings.profile.counts(rule))
            && overlaps(visible, self.frame.printed_area());
        if !is_told {
            self.findings.plain(Rule::DeviceColor, self.frame.at(visible), message);
        }
    }

    fn judge_alternate(&mut self, alternate: &ColorSpace, visible: Rect) {
        let only_inks = self.findings.profile.standard == Some(Standard::PdfX1a);
        let name = name(alternate);
        if self.misfit(alternate).is_some() || (only_inks && Family::of(alternate) != Family::Ink) {
            self.findings.plain(
                Rule::DeviceColor,
                self.frame.at(visible),
                Breach::Substitute { space: name },
            );
        }
    }

    /// Why a space does not fit the printing condition.
    fn misfit(&self, space: &ColorSpace) -> Option<Breach> {
        let own = match space {
            ColorSpace::DeviceRgb => OutputDevice::Rgb,
            ColorSpace::DeviceCmyk => OutputDevice::Cmyk,
            ColorSpace::Indexed { base, .. } => return self.misfit(base),
            // Gray fits anything.
            _ => return None,
        };
        // A file that names no condition is told so; the trade means CMYK.
        let device = self.inks.device.unwrap_or(OutputDevice::Cmyk);
        let name = name(space);
        (own != device && !self.inks.defaults.contains(&own))
            .then_some(Breach::OtherDevice { space: name })
    }

    /// The space that a transparency group is blended in.
    pub(super) fn judge_blend_space(&mut self, space: &ColorSpace, visible: Rect) {
        if matches!(space, ColorSpace::DeviceCmyk) {
            return;
        }
        self.found_blend_space(space, visible);
    }

    /// The space of a soft mask, which may be gray too (GWG 2022, R0030).
    pub(super) fn judge_mask_space(&mut self, space: &ColorSpace, visible: Rect) {
        if matches!(space, ColorSpace::DeviceCmyk | ColorSpace::DeviceGray) {
            return;
        }
        self.found_blend_space(space, visible);
    }

    fn found_blend_space(&mut self, space: &ColorSpace, visible: Rect) {
        let name = name(space);
        self.findings.plain(
            Rule::BlendSpace,
            self.frame.at(visible),
            Breach::Blended { space: name },
        );
    }
}
