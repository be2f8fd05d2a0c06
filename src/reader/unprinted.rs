//! What of a page would not print: parts that cannot be read, and parts in
//! layers that are not printed.

use std::collections::BTreeSet;

use hayro::kurbo::BezPath;

use super::defect::Defect;
use super::device::{Device, FillRule, GlyphRun, Group, SoftMask, StrokeStyle, Tiles};
use super::image::Image;
use super::paint::InkPaint;
use super::shading::Shading;

/// What of a page would not print.
#[derive(Debug, Default)]
pub struct Unprinted {
    /// What cannot be read, in the order of the page's content.
    pub defects: Vec<Defect>,
    /// Whether something is in a layer that is not printed.
    pub has_hidden: bool,
    /// Pictures that have been looked into.
    read: BTreeSet<u32>,
}

impl Device for Unprinted {
    fn fill(&mut self, _: &BezPath, _: FillRule, _: &InkPaint) {}

    fn stroke(&mut self, _: &BezPath, _: &StrokeStyle, _: &InkPaint) {}

    fn glyphs(&mut self, _: &GlyphRun) {}

    fn image(&mut self, image: &Image, _: &InkPaint) {
        if image.object().is_none_or(|number| self.read.insert(number)) {
            self.defects.extend(image.defect());
        }
    }

    fn shading(&mut self, _: &Shading, _: &InkPaint) {}

    fn push_clip(&mut self, _: &BezPath, _: FillRule) {}

    fn pop_clip(&mut self) {}

    fn begin_group(&mut self, _: &Group) {}

    fn end_group(&mut self) {}

    fn begin_mask(&mut self, _: &SoftMask) {}

    fn end_mask(&mut self) {}

    fn defect(&mut self, defect: Defect) {
        self.defects.push(defect);
    }

    fn hidden(&mut self) {
        self.has_hidden = true;
    }

    fn tiles(&self) -> Tiles {
        Tiles::One
    }
}
