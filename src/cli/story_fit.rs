//! How each story and picture of a page fits its place, in numbers: for the
//! lines of `--verbose` and for programs.

use banmian::geom::Abs;
use banmian::page::{Item, Page, ParagraphFit, PlacedPicture, ReportOf, SpareLines, StoryReport};
use banmian::picture::{PdfBox, Picture, Pictures};
use schemars::JsonSchema;
use serde::Serialize;

/// How a story fits its place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct StoryFit {
    /// The page's number, as it is printed.
    pub(super) page: String,
    /// What of a story stands here.
    pub(super) of: FitOf,
    /// Its slug; the file's name of a table that no story has.
    pub(super) slug: String,
    /// The lines of the grid it was given.
    pub(super) lines: Lines,
    /// Characters that are to be placed here, white space not counted.
    pub(super) characters: usize,
    /// Characters that found no place.
    pub(super) overset_characters: usize,
    /// Lines that these would take.
    pub(super) overset_lines: usize,
    /// The first words that found no place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) overset_text: Option<String>,
    /// Lines of its place that stay empty.
    pub(super) underset_lines: usize,
    /// Characters that these would hold; of a story that is not there yet, all that its
    /// place holds.
    pub(super) underset_characters: usize,
    /// Characters of parts that the page leaves out.
    pub(super) unplaced_characters: usize,
    /// Characters that stand on other pages.
    pub(super) elsewhere_characters: usize,
    /// Lines left empty so that a short story ends at its foot.
    pub(super) spare_lines: Spare,
    /// Paragraphs that were set tighter or looser than they would be alone.
    pub(super) paragraphs: Vec<Refitted>,
    /// Its pictures.
    pub(super) pictures: Vec<PictureFitRecord>,
}

/// What of a story stands somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum FitOf {
    /// A story.
    Story,
    /// Pictures that stand for themselves.
    Pictures,
    /// A table that stands for itself.
    Table,
    /// Nothing: the story is not there yet, and its place is kept.
    Missing,
}

/// A run of lines of the page's grid, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Lines {
    pub(super) first: u32,
    pub(super) last: u32,
}

/// Lines left empty so that a short story ends at its foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub(super) struct Spare {
    /// Round the head.
    pub(super) head: u32,
    /// Under each picture.
    pub(super) pictures: u32,
    /// Above each crosshead.
    pub(super) crossheads: u32,
}

/// A paragraph that gives or takes a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Refitted {
    /// Which, from 1; crossheads count.
    pub(super) paragraph: u32,
    /// Lines it would have alone.
    pub(super) natural: u32,
    /// Lines it has.
    pub(super) set: u32,
}

/// How a picture fits its place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct PictureFitRecord {
    /// Its file.
    pub(super) file: String,
    /// What of it is seen, in mm.
    pub(super) width_mm: f64,
    pub(super) height_mm: f64,
    /// Pixels per inch on the page; of pictures of pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ppi: Option<f64>,
    /// Its size in percent of the file's own; of vectors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scale_percent: Option<f64>,
    /// How much of its width is cut off, in percent.
    pub(super) cut_width_percent: f64,
    /// How much of its height is cut off, in percent.
    pub(super) cut_height_percent: f64,
    /// What is left of its place beside it, in mm.
    pub(super) left_beside_mm: f64,
    /// What is left of its place above and below it, in mm.
    pub(super) left_above_mm: f64,
}

/// An advertisement, or another picture that no story has.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct AdFit {
    /// The page's number, as it is printed.
    pub(super) page: String,
    #[serde(flatten)]
    pub(super) picture: PictureFitRecord,
}

/// How the stories of a page fit, in their order.
pub(super) fn stories(page: &Page, pictures: &Pictures) -> Vec<StoryFit> {
    let stories = (0..).zip(&page.stories);
    stories
        .map(|(number, story)| StoryFit::new(page, story, placed(page, Some(number), pictures)))
        .collect()
}

/// How the advertisements of a page fit.
pub(super) fn ads(page: &Page, pictures: &Pictures) -> Vec<AdFit> {
    let ads = placed(page, None, pictures).into_iter();
    ads.map(|picture| AdFit { page: page.label.clone(), picture }).collect()
}

/// The pictures of a story, or those that no story has.
fn placed(page: &Page, story: Option<u32>, pictures: &Pictures) -> Vec<PictureFitRecord> {
    let placed = page.items.iter().filter_map(|item| match item {
        Item::Picture(placed) if placed.owner.story == story => Some(placed),
        Item::Picture(_) | Item::Line(_) | Item::Shape(_) => None,
    });
    placed.map(|placed| PictureFitRecord::new(placed, pictures.get(placed.picture))).collect()
}

impl StoryFit {
    fn new(page: &Page, story: &StoryReport, pictures: Vec<PictureFitRecord>) -> Self {
        let SpareLines { head, pictures: under, crossheads } = story.spare;
        let changed = story.fit.iter().filter(|fit| fit.set != fit.natural);
        Self {
            page: page.label.clone(),
            of: match story.of {
                ReportOf::Story => FitOf::Story,
                ReportOf::Pictures => FitOf::Pictures,
                ReportOf::Table => FitOf::Table,
                ReportOf::Missing => FitOf::Missing,
            },
            slug: story.slug.clone(),
            lines: Lines { first: story.lines.first, last: story.lines.last },
            characters: story.characters,
            overset_characters: story.overset_characters,
            overset_lines: story.overset_lines,
            overset_text: Some(story.overset_text.clone()).filter(|text| !text.is_empty()),
            underset_lines: story.underset_lines,
            underset_characters: story.underset_characters,
            unplaced_characters: story.unplaced_characters,
            elsewhere_characters: story.elsewhere_characters,
            spare_lines: Spare { head, pictures: under, crossheads },
            paragraphs: changed.map(Refitted::new).collect(),
            pictures,
        }
    }
}

impl Refitted {
    fn new(fit: &ParagraphFit) -> Self {
        Self { paragraph: fit.paragraph + 1, natural: fit.natural, set: fit.set }
    }
}

impl PictureFitRecord {
    fn new(placed: &PlacedPicture, picture: &Picture) -> Self {
        let PlacedPicture { place, frame, image, .. } = placed;
        let points = image.width().to_pt().max(0.001);
        let is_vectors = picture.encoding.is_vectors();
        // The size of vectors is in hundredths of a point.
        let scale = points * 1e4 / f64::from(picture.width.max(1));
        let ppi = f64::from(picture.width) * 72.0 / points;
        let cut = |seen: Abs, all: Abs| {
            hundredths((1.0 - seen.to_pt() / all.to_pt().max(0.001)) * 100.0).max(0.0)
        };
        // What a PDF has beyond its trim is there to be cut off.
        let view = picture.view(PdfBox::Trim);
        let whole = |all: Abs, seen: u32, of: u32| all.scale(i64::from(seen), i64::from(of.max(1)));
        let whole_width = whole(image.width(), view.width, picture.width);
        let whole_height = whole(image.height(), view.height, picture.height);
        Self {
            file: picture.file.clone(),
            width_mm: hundredths(frame.width().to_mm()),
            height_mm: hundredths(frame.height().to_mm()),
            ppi: (!is_vectors).then_some(hundredths(ppi)),
            scale_percent: is_vectors.then_some(hundredths(scale)),
            cut_width_percent: cut(frame.width(), whole_width),
            cut_height_percent: cut(frame.height(), whole_height),
            left_beside_mm: hundredths((place.width() - frame.width()).to_mm()),
            left_above_mm: hundredths((place.height() - frame.height()).to_mm()),
        }
    }
}

/// More digits than this are noise.
fn hundredths(value: f64) -> f64 {
    // Adding zero turns -0.0 into 0.0.
    (value * 100.0).round() / 100.0 + 0.0
}
