//! The rules about what is painted: takes a page's marks one by one from the
//! interpreter and judges them as they come.
//!
//! A mark counts if something of it can be seen: within the clip and the
//! printed area, with some opacity, and not as part of a soft mask.

mod color;
mod ground;
mod line;
mod missing;
mod picture;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use hayro::kurbo::{BezPath, Rect, Shape as _};

use self::color::Recipe;
use self::ground::PaintedGround;
use self::missing::AbsentCharacter;
use self::picture::Coarse;
use super::document::{INTENTS, OutputDevice};
use super::frame::PageFrame;
use super::ink_bound::InkBound;
use super::report::Findings;
use super::rule::Rule;
use super::words::ShownWords;
use crate::diag::finding::Breach;
use crate::reader::{
    Blend, ColorSpace, Defect, Device, File, FillRule, GlyphRun, Group, Image, InkPaint, Shading,
    SoftMask, StrokeStyle, TextMode,
};

/// What the marks of all pages have in common.
pub(super) struct PrintedInks {
    /// What device colors are meant for; none if the file does not say.
    pub(super) device: Option<OutputDevice>,
    /// Kinds of device color that the file gives a meaning of its own
    /// (`DefaultRGB` ...).
    pub(super) defaults: Vec<OutputDevice>,
}

/// How each spot ink is shown where there is none.
pub(super) type Recipes = BTreeMap<String, Recipe>;

/// Something of a page that cannot be read, or might not be.
pub(super) enum Unread {
    Part(Defect),
    /// A picture whose data have yet to be looked through.
    Picture {
        object: u32,
        /// Which of the page's pictures it is.
        at: usize,
    },
}

/// A picture on a page.
pub(super) struct PagePicture<'f> {
    pub(super) image: Image<'f>,
    /// Where something of it is seen.
    pub(super) visible: Option<Rect>,
}

/// What is known of a page when all its marks have been judged.
pub(super) struct JudgedMarks<'f> {
    /// Whether the page may yet be empty, its pictures being white.
    pub(super) may_be_blank: bool,
    pub(super) pictures: Vec<PagePicture<'f>>,
    pub(super) unread: Vec<Unread>,
    pub(super) recipes: Recipes,
    /// The words that it shows.
    pub(super) words: String,
    /// The most ink that its marks may leave.
    pub(super) ink: InkBound,
}

/// Judges the marks of one page.
pub(super) struct Judge<'j, 'p, 'f> {
    file: &'f File,
    frame: &'j PageFrame,
    findings: &'j mut Findings<'p>,
    inks: &'j PrintedInks,
    recipes: Recipes,
    pictures: Vec<PagePicture<'f>>,
    unread: Vec<Unread>,
    /// Pictures that have been come across, by their objects.
    objects: BTreeSet<u32>,
    /// The places at which they have been, each with its transform.
    placed: BTreeSet<(u32, [u64; 6])>,
    /// The clips that hold, each within those below it.
    clips: Vec<Rect>,
    /// Glyphs that are not in their font and have gone into the clips that hold,
    /// each with the number of clips. What is painted through them shows them.
    clipped: Vec<(usize, AbsentCharacter)>,
    /// Fonts of text that is shown, and that are not in the file.
    absent_fonts: BTreeSet<String>,
    /// Groups of which nothing is seen.
    transparent: Vec<bool>,
    /// For the page and each open group whether its marks do not see each other.
    knockouts: Vec<bool>,
    /// How many soft masks are being made.
    masks: usize,
    /// What can be seen on the page.
    seen: SeenMarks,
    /// What has been painted so far.
    ground: PaintedGround,
    /// Pictures with too few pixels, until it is known whether one of them is
    /// the whole page.
    coarse: Vec<Coarse>,
    words: ShownWords,
    ink: InkBound,
}

/// How much can be seen.
#[derive(Debug, Default)]
struct SeenMarks {
    /// Marks that put ink inside the trim.
    inked: usize,
    /// Pictures among them.
    pictures: usize,
    /// Marks of any color that are no pictures.
    others: usize,
}

impl<'j, 'p, 'f> Judge<'j, 'p, 'f> {
    /// `recipes` are those of spot inks on the pages before.
    pub(super) fn new(
        file: &'f File,
        frame: &'j PageFrame,
        findings: &'j mut Findings<'p>,
        inks: &'j PrintedInks,
        recipes: Recipes,
    ) -> Self {
        // Soft edges beyond the sheet are of no interest.
        let clips = vec![frame.media];
        Self {
            file,
            frame,
            findings,
            inks,
            recipes,
            pictures: Vec::new(),
            unread: Vec::new(),
            objects: BTreeSet::new(),
            placed: BTreeSet::new(),
            clips,
            clipped: Vec::new(),
            absent_fonts: BTreeSet::new(),
            transparent: Vec::new(),
            knockouts: vec![frame.is_knockout],
            masks: 0,
            seen: SeenMarks::default(),
            ground: PaintedGround::default(),
            words: ShownWords::default(),
            ink: InkBound::default(),
            coarse: Vec::new(),
        }
    }

    /// What can be said only when the page is done.
    pub(super) fn finish(mut self) -> JudgedMarks<'f> {
        self.judge_coarse();
        self.tell_absent_fonts();
        if self.seen.inked == 0 {
            self.findings.plain(Rule::PageEmpty, self.frame.whole(), Breach::NothingPainted);
        }
        let may_be_blank = self.seen.inked > 0 && self.seen.inked == self.seen.pictures;
        let Self { pictures, unread, recipes, words, ink, .. } = self;
        JudgedMarks { may_be_blank, pictures, unread, recipes, words: words.words, ink }
    }

    /// What can be seen of a box; none if nothing can.
    fn visible(&self, bounds: Rect) -> Option<Rect> {
        if self.masks > 0 || self.transparent.contains(&true) {
            return None;
        }
        let clip = *self.clips.last()?;
        let left = bounds.intersect(clip);
        let is_apart = bounds.x0 > clip.x1
            || bounds.x1 < clip.x0
            || bounds.y0 > clip.y1
            || bounds.y1 < clip.y0;
        (!is_apart && left.is_finite()).then_some(left)
    }

    /// What can be seen of a box and is printed.
    fn printed(&self, bounds: Rect) -> Option<Rect> {
        let visible = self.visible(bounds)?;
        let area = self.frame.printed_area();
        overlaps(visible, area).then_some(visible)
    }

    /// Takes note of a mark; tells where it is to be judged, if anywhere.
    fn note(&mut self, bounds: Rect, paint: &InkPaint, is_picture: bool) -> Option<Rect> {
        let visible = self.visible(bounds)?;
        if paint.alpha <= 0.0 {
            return None;
        }
        self.judge_device_color(&paint.space, visible, is_picture);
        self.judge_transparency(paint, visible);
        let printed = self.printed(bounds)?;
        self.judge_clipped(printed);
        if overlaps(visible, self.frame.page_area()) {
            let is_inked = is_picture || !paint.inks.is_white();
            self.seen.inked += usize::from(is_inked);
            self.seen.pictures += usize::from(is_picture);
            self.seen.others += usize::from(!is_picture);
        }
        Some(printed)
    }

    /// Takes note of the most ink that a mark of one color within a box may leave.
    fn lay(&mut self, bounds: Rect, paint: &InkPaint) {
        if let Some(visible) = self.laid(bounds, paint) {
            self.ink.add(visible, &paint.inks);
        }
    }

    /// The same of type.
    fn lay_type(&mut self, run: &GlyphRun) {
        let fills = matches!(run.mode, TextMode::Fill | TextMode::FillAndStroke);
        let strokes = matches!(run.mode, TextMode::Stroke | TextMode::FillAndStroke);
        if fills {
            self.lay(run.bounds, run.fill);
        }
        if strokes {
            // The box of a run leaves out glyphs that are nothing but a line.
            let reach = stroke_reach(run.style);
            for glyph in run.glyphs.iter().filter(|glyph| !glyph.outline.is_blank()) {
                let bounds = glyph.transform.transform_rect_bbox(glyph.outline.bounds());
                self.lay(bounds.inflate(reach, reach), run.stroke);
            }
        }
    }

    /// The same of one that may have any color of a space.
    fn lay_any_of(&mut self, bounds: Rect, space: &ColorSpace, paint: &InkPaint) {
        if let Some(visible) = self.laid(bounds, paint) {
            self.ink.add_any_of(visible, space);
        }
    }

    /// What can be seen of a mark, unless it is blended so that any ink may come of it.
    fn laid(&mut self, bounds: Rect, paint: &InkPaint) -> Option<Rect> {
        if !bounds.is_finite() {
            self.ink.add_all(bounds);
        }
        let visible = self.visible(bounds).filter(|_| paint.alpha > 0.0)?;
        if paint.blend == Blend::Normal {
            return Some(visible);
        }
        self.ink.add_all(visible);
        None
    }

    fn judge_transparency(&mut self, paint: &InkPaint, visible: Rect) {
        if paint.is_transparent() {
            self.found_transparency(visible);
            self.judge_measure(paint.blend, visible);
        }
    }

    /// What the plates draw otherwise than a press would, of what is transparent or blended.
    fn judge_measure(&mut self, blend: Blend, visible: Rect) {
        if !overlaps(visible, self.frame.printed_area()) {
            return;
        }
        let at = self.frame.at(visible);
        if matches!(blend, Blend::NonSeparable(_)) {
            self.findings.plain(Rule::Unmeasured, at, Breach::BlendUnmeasured);
        }
        if self.knockouts.contains(&true) {
            self.findings.plain(Rule::Unmeasured, at, Breach::KnockoutUnmeasured);
        }
    }

    fn found_transparency(&mut self, visible: Rect) {
        self.findings.plain(Rule::Transparency, self.frame.at(visible), Breach::Transparent);
    }
}

/// Half of the least width of the box of a line, in units of the page: one of no width is
/// drawn as thin as can be.
const LEAST_HALF: f64 = 0.02;

fn half_width(style: &StrokeStyle) -> f64 {
    (style.widest() / 2.0).max(LEAST_HALF)
}

/// How far a line reaches on plates from its path: at corners and ends further than it is wide.
fn stroke_reach(style: &StrokeStyle) -> f64 {
    /// Half a pixel of plates, which a line without width takes, in points; that of very
    /// large sheets, too.
    const HALF_PIXEL: f64 = 3.0;
    let half = if style.width == 0.0 { HALF_PIXEL } else { half_width(style) };
    half * style.miter_limit.max(std::f64::consts::SQRT_2)
}

/// Whether two boxes have more than an edge in common. A line that is straight
/// has a box without area.
fn overlaps(mark: Rect, area: Rect) -> bool {
    const EDGE: f64 = 0.01;
    mark.x0 < area.x1 - EDGE
        && mark.x1 > area.x0 + EDGE
        && mark.y0 < area.y1 - EDGE
        && mark.y1 > area.y0 + EDGE
}

impl Device for Judge<'_, '_, '_> {
    fn fill(&mut self, path: &BezPath, rule: FillRule, paint: &InkPaint) {
        if path.is_empty() {
            return;
        }
        let bounds = path.bounding_box();
        self.lay(bounds, paint);
        if let Some(place) = self.note(bounds, paint, false) {
            self.judge_color(paint, place);
            self.judge_white_path(paint, place);
            self.judge_thin_areas(path, paint);
            self.ground.add_area(path, rule, place, paint.inks.is_white());
        }
    }

    fn stroke(&mut self, path: &BezPath, style: &StrokeStyle, paint: &InkPaint) {
        if path.is_empty() {
            return;
        }
        let half = half_width(style);
        let bounds = path.bounding_box();
        let reach = stroke_reach(style);
        self.lay(bounds.inflate(reach, reach), paint);
        let bounds = bounds.inflate(half, half);
        if let Some(place) = self.note(bounds, paint, false) {
            self.judge_color(paint, place);
            self.judge_white_path(paint, place);
            self.judge_line(style, paint, place);
            self.ground.add_line(path, place, paint.inks.is_white());
        }
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        self.words.add(run);
        self.judge_missing(run);
        self.note_font(run);
        self.lay_type(run);
        let is_painted =
            !matches!(run.mode, TextMode::Invisible | TextMode::Clip | TextMode::Patterned);
        if !is_painted || !text::shows_something(run) {
            return;
        }
        if text::is_courier(run)
            && let Some(place) = self.printed(run.bounds)
        {
            self.findings.plain(Rule::FontCourier, self.frame.at(place), Breach::Courier);
        }
        let fills = matches!(run.mode, TextMode::Fill | TextMode::FillAndStroke);
        let strokes = matches!(run.mode, TextMode::Stroke | TextMode::FillAndStroke);
        for paint in [(fills, run.fill), (strokes, run.stroke)] {
            let (true, paint) = paint else { continue };
            if let Some(place) = self.note(run.bounds, paint, false) {
                self.judge_color(paint, place);
                self.judge_text(run, paint, place);
                self.ground.add_text(place, paint.inks.is_white());
            }
        }
    }

    fn image(&mut self, image: &Image, paint: &InkPaint) {
        self.judge_image(image, paint);
    }

    fn shading(&mut self, shading: &Shading, paint: &InkPaint) {
        let Some(clip) = self.clips.last().copied() else { return };
        let Some(visible) = self.visible(clip) else { return };
        if paint.alpha <= 0.0 {
            return;
        }
        self.judge_device_color(&shading.space, visible, false);
        self.judge_transparency(paint, visible);
        self.lay_any_of(clip, &shading.space, paint);
        if let Some(place) = self.printed(clip) {
            self.judge_clipped(place);
            self.seen.inked += 1;
            self.seen.others += 1;
            self.ground.add_picture(place);
            self.judge_space(&shading.space, place);
        }
    }

    fn push_clip(&mut self, path: &BezPath, _: FillRule) {
        let outer = self.clips.last().copied().unwrap_or(self.frame.media);
        // An empty clip hides everything: a box far from any sheet.
        let nowhere = Rect::new(-1e9, -1e9, -1e9, -1e9);
        let inner = if path.is_empty() { nowhere } else { path.bounding_box() };
        let is_apart = inner.x0 > outer.x1
            || inner.x1 < outer.x0
            || inner.y0 > outer.y1
            || inner.y1 < outer.y0;
        self.clips.push(if is_apart { nowhere } else { inner.intersect(outer) });
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
        let left = self.clips.len();
        self.clipped.retain(|(clips, _)| *clips <= left);
    }

    fn begin_group(&mut self, group: &Group) {
        self.transparent.push(group.alpha <= 0.0);
        let visible = self.visible(group.bounds);
        let is_blended = group.alpha < 1.0 || group.blend != Blend::Normal || group.mask.is_some();
        if is_blended && !group.bounds.is_finite() {
            self.ink.add_all(group.bounds);
        }
        if let Some(visible) = visible.filter(|_| is_blended) {
            self.ink.add_all(visible);
            self.judge_measure(group.blend, visible);
        }
        self.knockouts.push(group.is_knockout);
        let Some(visible) = visible else { return };
        if group.is_written || group.mask.is_some() {
            self.found_transparency(visible);
        }
        if let Some(space) = group.space.as_ref().filter(|_| group.is_written) {
            self.judge_blend_space(space, visible);
        }
    }

    fn end_group(&mut self) {
        self.transparent.pop();
        self.knockouts.pop();
    }

    fn intent(&mut self, name: &[u8]) {
        if !INTENTS.contains(&name) {
            self.findings.plain(Rule::RenderingIntent, self.frame.whole(), Breach::RenderingIntent);
        }
    }

    fn defect(&mut self, defect: Defect) {
        self.unread.push(Unread::Part(defect));
    }

    fn begin_mask(&mut self, mask: &SoftMask) {
        let clip = self.clips.last().copied().unwrap_or(self.frame.media);
        if let (Some(space), Some(visible)) = (mask.space.as_ref(), self.visible(clip)) {
            self.judge_mask_space(space, visible);
        }
        self.masks += 1;
    }

    fn end_mask(&mut self) {
        self.masks = self.masks.saturating_sub(1);
    }
}
