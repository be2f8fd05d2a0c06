//! Forms, images and annotations (PDF 32000-1, 8.8 to 8.10, 12.5.5).

use hayro::hayro_syntax::object::{Dict, Name, Object, Rect as PdfRect, Stream};
use hayro::hayro_syntax::page::Resources;
use hayro::kurbo::{Affine, Rect, Shape};

use super::super::blend::Blend;
use super::super::color::ColorSpace;
use super::super::defect::{Category, Defect, DefectPart, DefectReason};
use super::super::device::{FillRule, Group};
use super::super::error::ReadError;
use super::super::image::{Image, ImageKind};
use super::super::scope::Scope;
use super::state::GraphicsState;
use super::{ContentStream, Interpreter};

impl<'p> Interpreter<'p, '_> {
    pub(super) fn x_object(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        name: &Name,
    ) -> Result<(), ReadError> {
        let found = content.scope.find::<Stream>(Category::XObject, name, DefectPart::Form);
        let Some(stream) = self.or_defect(found) else { return Ok(()) };
        if !self.layers.shows(stream.dict(), b"OC") {
            self.device.hidden();
            return Ok(());
        }
        match stream.dict().get::<Name>("Subtype").as_deref() {
            Some(b"Form") => self.form(content, &stream),
            Some(b"Image") => self.image(content, &stream, false),
            // PostScript is left to printers of old (8.8.2), and told elsewhere.
            Some(b"PS") => Ok(()),
            _ => {
                self.defect(Defect::of(stream.obj_id(), DefectReason::Unfit(DefectPart::Form)));
                Ok(())
            }
        }
    }

    pub(super) fn inline_image(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        stream: &Stream,
    ) -> Result<(), ReadError> {
        self.image(content, stream, true)
    }

    fn image(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        stream: &Stream,
        is_inline: bool,
    ) -> Result<(), ReadError> {
        let ctm = content.state.ctm;
        if !ctm.is_finite() {
            return Ok(());
        }
        let dict = stream.dict();
        for defect in ["SMask", "Mask"].into_iter().filter_map(|key| Defect::behind(dict, key)) {
            self.defect(defect);
        }
        let Some(image) = Image::read(stream, ctm, content.scope, is_inline) else {
            let unfit = Defect::of(stream.obj_id(), DefectReason::Unfit(DefectPart::Picture));
            self.defect(Defect::behind(dict, "ColorSpace").unwrap_or(unfit));
            return Ok(());
        };
        let is_stencil = matches!(image.kind, ImageKind::Stencil { .. });
        let is_masked = self.begin_masked(content, image.bounds())?;
        if is_stencil && matches!(content.state.fill.space, ColorSpace::Pattern(_)) {
            self.patterned(content, &image)?;
        } else {
            self.device.image(&image, &content.state.fill_paint());
        }
        self.end_masked(is_masked);
        Ok(())
    }

    /// A pattern that shows through a stencil: it is painted on all of the
    /// stencil's place, and whoever draws masks it. For a judge that is nothing
    /// see-through.
    fn patterned(
        &mut self,
        content: &ContentStream<'_, 'p>,
        stencil: &Image,
    ) -> Result<(), ReadError> {
        let is_drawn = self.device.draws();
        if is_drawn {
            let mask = Some(self.stencil_mask(stencil));
            let bounds = stencil.bounds();
            self.device.begin_group(&Group { mask, ..Group::around(bounds) });
        }
        let place = stencil.transform * Rect::new(0.0, 0.0, 1.0, 1.0).to_path(0.1);
        self.pattern(content, &content.state.fill, &place, FillRule::NonZero)?;
        if is_drawn {
            self.device.end_group();
        }
        Ok(())
    }

    fn form(
        &mut self,
        content: &mut ContentStream<'_, 'p>,
        form: &Stream<'p>,
    ) -> Result<(), ReadError> {
        let group = form.dict().get::<Dict>("Group");
        let group = group.filter(|group| {
            group.get::<Name>("S").is_some_and(|kind| kind.as_ref() == b"Transparency")
        });
        let mut state = content.state.clone();
        let Some(group) = group else {
            let bounds = form_bounds(form, content.state.ctm);
            let is_masked = self.begin_masked(content, bounds)?;
            if is_masked {
                state.mask = None;
            }
            self.form_content(form, content.scope, state)?;
            self.end_masked(is_masked);
            return Ok(());
        };
        let mask = self.mask(content)?;
        let space = group.get::<Object>("CS");
        self.device.begin_group(&Group {
            alpha: state.fill.alpha,
            blend: state.blend,
            is_isolated: group.get::<bool>("I").unwrap_or(false),
            is_knockout: group.get::<bool>("K").unwrap_or(false),
            is_written: true,
            space: space.and_then(|space| ColorSpace::read(&space, content.scope)),
            mask,
            bounds: form_bounds(form, content.state.ctm),
        });
        // Within a group its own settings begin anew (11.6.6).
        state.fill.alpha = 1.0;
        state.stroke.alpha = 1.0;
        state.blend = Blend::Normal;
        state.mask = None;
        self.form_content(form, content.scope, state)?;
        self.device.end_group();
        Ok(())
    }

    /// What a form shows, within its box.
    pub(super) fn form_content(
        &mut self,
        form: &Stream<'p>,
        around: Scope<'_, 'p>,
        mut state: GraphicsState<'p>,
    ) -> Result<(), ReadError> {
        if self.depth >= super::MOST_DEPTH {
            return Err(ReadError::TooDeep);
        }
        if !self.layers.shows(form.dict(), b"OC") {
            self.device.hidden();
            return Ok(());
        }
        let dict = form.dict();
        let parts = ["BBox", "Matrix", "Resources", "Group"];
        for defect in parts.into_iter().filter_map(|key| Defect::behind(dict, key)) {
            self.defect(defect);
        }
        if dict.contains_key("Matrix") && dict.get::<[f64; 6]>("Matrix").is_none() {
            self.defect(Defect::unfit(dict, DefectPart::Form));
        }
        state.ctm *= form_matrix(form);
        let data = self.stream_content(form)?;
        let own = form.dict().get::<Dict>("Resources").map(Resources::new);
        let bounds = form.dict().get::<PdfRect>("BBox");
        let clip = bounds.map(|r| {
            let rect = Rect::new(r.x0, r.y0, r.x1, r.y1);
            state.ctm * rect.to_path(0.1)
        });
        let clip = clip.filter(hayro::kurbo::BezPath::is_finite);
        if let Some(clip) = &clip {
            self.device.push_clip(clip, FillRule::NonZero);
        }
        let scope = around.within(own.as_ref(), self.resources);
        self.run(&data, Some(form.obj_id()), scope, state)?;
        if clip.is_some() {
            self.device.pop_clip();
        }
        Ok(())
    }

    /// The normal appearance of an annotation that prints.
    pub(super) fn annotation(
        &mut self,
        annotation: &Dict<'p>,
        around: Scope<'_, 'p>,
    ) -> Result<(), ReadError> {
        // Flags (table 165): hidden 2, print 4.
        let flags = annotation.get::<i32>("F").unwrap_or(0);
        if flags & 2 != 0 || flags & 4 == 0 || !self.layers.shows(annotation, b"OC") {
            return Ok(());
        }
        let Some(looks) = annotation.get::<Dict>("AP") else { return Ok(()) };
        let form = match looks.get::<Object>("N") {
            Some(Object::Stream(form)) => Some(form),
            Some(Object::Dict(states)) => {
                annotation.get::<Name>("AS").and_then(|name| states.get::<Stream>(name))
            }
            _ => None,
        };
        let (Some(form), Some(place)) = (form, annotation.get::<PdfRect>("Rect")) else {
            return Ok(());
        };
        let place = Rect::new(place.x0, place.y0, place.x1, place.y1).abs();
        let bounds = form_bounds(&form, Affine::IDENTITY);
        if bounds.width() <= 0.0 || bounds.height() <= 0.0 {
            return Ok(());
        }
        let fit = Affine::translate(place.origin().to_vec2())
            * Affine::scale_non_uniform(
                place.width() / bounds.width(),
                place.height() / bounds.height(),
            )
            * Affine::translate(-bounds.origin().to_vec2());
        self.form_content(&form, around, GraphicsState::new(fit))
    }
}

fn form_matrix(form: &Stream) -> Affine {
    form.dict().get::<[f64; 6]>("Matrix").map_or(Affine::IDENTITY, Affine::new)
}

/// A box around a form in page space.
fn form_bounds(form: &Stream, ctm: Affine) -> Rect {
    let bounds = form.dict().get::<PdfRect>("BBox");
    let bounds = bounds.map_or(Rect::ZERO, |r| Rect::new(r.x0, r.y0, r.x1, r.y1));
    (ctm * form_matrix(form)).transform_rect_bbox(bounds)
}
