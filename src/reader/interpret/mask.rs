//! Soft masks of the graphics state (PDF 32000-1, 11.6.5.3).

use hayro::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro::kurbo::{Affine, Rect};

use super::super::color::ColorSpace;
use super::super::defect::{Defect, DefectPart};
use super::super::device::{Group, MaskKind, SoftMask};
use super::super::error::ReadError;
use super::super::function::Function;
use super::super::image::Image;
use super::state::GraphicsState;
use super::{ContentStream, Interpreter};

/// A soft mask as set, with the matrix of that moment.
pub(super) struct MaskSetting<'p> {
    kind: MaskKind,
    group: Stream<'p>,
    backdrop: Option<Vec<f32>>,
    transfer: Option<Function>,
    ctm: Affine,
}

impl<'p> MaskSetting<'p> {
    pub(super) fn read(dict: &Dict<'p>, ctm: Affine) -> Result<Self, Defect> {
        let kind = match dict.get::<Name>("S").as_deref() {
            Some(b"Alpha") => MaskKind::Alpha,
            _ => MaskKind::Luminosity,
        };
        let unfit = || Defect::unfit(dict, DefectPart::SoftMask);
        let missing = |key: &str| Defect::behind(dict, key).unwrap_or_else(unfit);
        let group = dict.get::<Stream>("G").ok_or_else(|| missing("G"))?;
        if group.dict().get::<Dict>("Group").is_none() {
            return Err(Defect::unfit(group.dict(), DefectPart::SoftMask));
        }
        let backdrop = dict.get::<Array>("BC").map(|c| c.iter::<f32>().take(32).collect());
        let transfer = match dict.get::<Object>("TR") {
            // A name can only be `/Identity`, the curve that changes nothing.
            Some(Object::Name(_) | Object::Null(_)) => None,
            None if !dict.contains_key("TR") => None,
            None => return Err(missing("TR")),
            Some(object) => {
                let function = Function::read(&object);
                let function = function.filter(|f| f.inputs() == 1 && f.outputs() == 1);
                Some(function.ok_or_else(unfit)?)
            }
        };
        Ok(Self { kind, group, backdrop, transfer, ctm })
    }
}

impl<'p> Interpreter<'p, '_> {
    /// Opens a group for a mark that a soft mask shapes; tells whether it did.
    pub(super) fn begin_masked(
        &mut self,
        content: &ContentStream<'_, 'p>,
        bounds: Rect,
    ) -> Result<bool, ReadError> {
        let Some(id) = self.mask(content)? else { return Ok(false) };
        self.device.begin_group(&Group { mask: Some(id), ..Group::around(bounds) });
        Ok(true)
    }

    /// Closes what [`Self::begin_masked`] opened.
    pub(super) fn end_masked(&mut self, is_masked: bool) {
        if is_masked {
            self.device.end_group();
        }
    }

    /// Makes a stencil known to the device as a mask.
    pub(super) fn stencil_mask(&mut self, stencil: &Image) -> u64 {
        // The key only has to differ from all others: a stencil inside a content stream
        // has no object number that it could be found by again.
        let id = self.masks.len() as u64;
        let place = stencil.transform.as_coeffs().map(f64::to_bits);
        self.masks.insert((u64::MAX - id, place), id);
        let kind = MaskKind::Alpha;
        let mask = SoftMask { id, kind, backdrop: 0.0, transfer: None, space: None };
        self.device.begin_mask(&mask);
        self.device.image(stencil, &GraphicsState::new(Affine::IDENTITY).fill_paint());
        self.device.end_mask();
        id
    }

    /// Makes the current soft mask known to the device.
    pub(super) fn mask(
        &mut self,
        content: &ContentStream<'_, 'p>,
    ) -> Result<Option<u64>, ReadError> {
        let Some(setting) = content.state.mask.clone() else { return Ok(None) };
        let place = setting.ctm.as_coeffs().map(f64::to_bits);
        let id = u64::from(setting.group.obj_id().obj_number);
        let next = self.masks.len() as u64;
        let id = *self.masks.entry((id, place)).or_insert(next);
        if !self.device.wants_mask(id) {
            return Ok(Some(id));
        }
        let space = setting
            .group
            .dict()
            .get::<Dict>("Group")
            .and_then(|group| ColorSpace::read(&group.get::<Object>("CS")?, content.scope));
        let backdrop = setting.backdrop.as_ref().map_or(0.0, |color| {
            let space = space.clone().unwrap_or(match color.len() {
                4 => ColorSpace::DeviceCmyk,
                3 => ColorSpace::DeviceRgb,
                _ => ColorSpace::DeviceGray,
            });
            lightness(&space.inks(color).process)
        });
        let transfer = setting.transfer.clone();
        self.device.begin_mask(&SoftMask { id, kind: setting.kind, backdrop, transfer, space });
        let mut state = GraphicsState::new(setting.ctm);
        state.mask = None;
        self.form_content(&setting.group, content.scope, state)?;
        self.device.end_mask();
        Ok(Some(id))
    }
}

/// How light process inks are, 0 to 1 (PDF 32000-1, 11.5.3).
pub(crate) fn lightness(process: &[Option<f32>; 4]) -> f32 {
    let [c, m, y, k] = process.map(|tint| tint.unwrap_or(0.0));
    (1.0 - (0.3 * c + 0.59 * m + 0.11 * y + k)).max(0.0)
}
