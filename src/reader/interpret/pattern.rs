//! Patterns and shadings (PDF 32000-1, 8.7).

use hayro::hayro_syntax::object::{Dict, Name, Object, Rect as PdfRect, Stream};
use hayro::hayro_syntax::page::Resources;
use hayro::kurbo::{Affine, BezPath, Rect, Shape};

use super::super::blend::Blend;
use super::super::color::ColorSpace;
use super::super::defect::{Category, Defect, DefectPart, DefectReason};
use super::super::device::{FillRule, Group, Tiles};
use super::super::error::ReadError;
use super::super::paint::InkPaint;
use super::super::shading::Shading;
use super::state::{GraphicsState, PaintSource};
use super::{CONTENT_COST, ContentStream, Interpreter};

/// Tiles of one pattern on a page.
const MOST_TILES: f64 = 200_000.0;

impl<'p> Interpreter<'p, '_> {
    /// Paints a path with a pattern.
    pub(super) fn pattern(
        &mut self,
        content: &ContentStream<'_, 'p>,
        pen: &PaintSource<'p>,
        path: &BezPath,
        rule: FillRule,
    ) -> Result<(), ReadError> {
        let (dict, stream) = match &pen.pattern {
            Some(Object::Stream(stream)) => (stream.dict().clone(), Some(stream.clone())),
            Some(Object::Dict(dict)) => (dict.clone(), None),
            Some(_) => {
                self.defect(Defect {
                    object: None,
                    reason: DefectReason::Unfit(DefectPart::Pattern),
                });
                return Ok(());
            }
            None => return Ok(()),
        };
        let bounds = path.bounding_box();
        let matrix = dict.get::<[f64; 6]>("Matrix").map_or(Affine::IDENTITY, Affine::new);
        let base = content.base * matrix;
        if !base.is_finite() || base.determinant() == 0.0 || !path.is_finite() {
            return Ok(());
        }
        self.device.push_clip(path, rule);
        let is_grouped = pen.alpha < 1.0 || content.state.blend != Blend::Normal;
        if is_grouped {
            self.device.begin_group(&Group {
                alpha: pen.alpha,
                blend: content.state.blend,
                ..Group::around(bounds)
            });
        }
        match stream {
            Some(stream) => self.tiles(content, pen, &stream, base, bounds)?,
            None => self.shading_pattern(content, &dict, base, pen),
        }
        if is_grouped {
            self.device.end_group();
        }
        self.device.pop_clip();
        Ok(())
    }

    fn tiles(
        &mut self,
        content: &ContentStream<'_, 'p>,
        pen: &PaintSource<'p>,
        stream: &Stream<'p>,
        base: Affine,
        bounds: Rect,
    ) -> Result<(), ReadError> {
        let dict = stream.dict();
        let step = |key: &str| dict.get::<f64>(key).map(f64::abs).filter(|step| *step > 1e-6);
        let (Some(cell), Some(x), Some(y)) =
            (dict.get::<PdfRect>("BBox"), step("XStep"), step("YStep"))
        else {
            self.defect(Defect::of(stream.obj_id(), DefectReason::Unfit(DefectPart::Pattern)));
            return Ok(());
        };
        let cell = Rect::new(cell.x0, cell.y0, cell.x1, cell.y1);
        let area = base.inverse().transform_rect_bbox(bounds);
        let (left, right) = (((area.x0 - cell.x1) / x).ceil(), ((area.x1 - cell.x0) / x).floor());
        let (low, high) = (((area.y0 - cell.y1) / y).ceil(), ((area.y1 - cell.y0) / y).floor());
        let count = (right - left + 1.0).max(0.0) * (high - low + 1.0).max(0.0);
        if count.is_nan() || count < 1.0 {
            return Ok(());
        }
        if count > MOST_TILES {
            return Err(ReadError::TooMuchContent);
        }
        let is_colored = dict.get::<u8>("PaintType") != Some(2);
        let data = self.stream_content(stream)?;
        let own = dict.get::<Dict>("Resources").map(Resources::new);
        let scope = content.scope.within(own.as_ref(), self.resources);
        let wanted = self.device.tiles();
        for row in 0..(high - low + 1.0) as u32 {
            for column in 0..(right - left + 1.0) as u32 {
                let at = ((left + f64::from(column)) * x, (low + f64::from(row)) * y);
                let mut state = GraphicsState::new(base * Affine::translate(at));
                if let (false, ColorSpace::Pattern(Some(under))) = (is_colored, &pen.space) {
                    for own in [&mut state.fill, &mut state.stroke] {
                        own.space = (**under).clone();
                        own.components.clone_from(&pen.components);
                        own.overprint = pen.overprint;
                    }
                    state.overprint_mode = content.state.overprint_mode;
                }
                let clip = state.ctm * cell.to_path(0.1);
                self.device.push_clip(&clip, FillRule::NonZero);
                self.run_with(&data, Some(stream.obj_id()), scope, state, is_colored)?;
                self.device.pop_clip();
                self.spend(CONTENT_COST / 4)?;
                if wanted == Tiles::One {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn shading_pattern(
        &mut self,
        content: &ContentStream<'_, 'p>,
        dict: &Dict<'p>,
        base: Affine,
        pen: &PaintSource<'p>,
    ) {
        let object = dict.get::<Object>("Shading");
        let shading = object.and_then(|object| Shading::read(&object, base, content.scope));
        let shading = shading.ok_or_else(|| {
            let reason = DefectReason::Unfit(DefectPart::Shading);
            let unfit = match (dict.get_ref("Shading"), dict.obj_id()) {
                (Some(reference), _) => Defect::of(reference.into(), reason),
                (None, Some(id)) => Defect::of(id, reason),
                (None, None) => Defect { object: None, reason },
            };
            Defect::behind(dict, "Shading").unwrap_or(unfit)
        });
        if let Some(shading) = self.or_defect(shading) {
            let mut paint = shading_paint(&content.state, &shading);
            paint.alpha = 1.0;
            paint.blend = Blend::Normal;
            if !pen.overprint {
                paint.overprint = super::super::paint::OverprintMode::Knockout;
            }
            self.device.shading(&shading, &paint);
        }
    }

    /// Takes `sh`.
    pub(super) fn paint_shading(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        name: &Name,
    ) -> Result<(), ReadError> {
        self.spend(CONTENT_COST)?;
        let ctm = content.state.ctm;
        let scope = content.scope;
        let shading = scope.find::<Object>(Category::Shading, name, DefectPart::Shading);
        let shading = shading.and_then(|object| {
            Shading::read(&object, ctm, scope).ok_or_else(|| {
                let reason = DefectReason::Unfit(DefectPart::Shading);
                match scope.reference(Category::Shading, name) {
                    Some(reference) => Defect::of(reference.into(), reason),
                    None => Defect { object: None, reason },
                }
            })
        });
        let shading = self.or_defect(shading);
        let Some(mut shading) = shading.filter(|_| ctm.is_finite()) else { return Ok(()) };
        shading.background = None;
        self.spend(shading.steps() as u64 / 4)?;
        let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let is_masked = self.begin_masked(content, everywhere)?;
        self.device.shading(&shading, &shading_paint(&content.state, &shading));
        self.end_masked(is_masked);
        Ok(())
    }
}

/// Alpha, blend mode and overprint for a shading; its color is that at its
/// start.
fn shading_paint(state: &GraphicsState, shading: &Shading) -> InkPaint {
    let mut paint = state.fill_paint();
    paint.components = shading.color(shading.domain()[0]);
    paint.inks = shading.space.inks(&paint.components);
    paint.space = shading.space.clone();
    paint
}
