//! Small documents made by hand, to test the backends without layout.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use banmian::color::{Color, Paint, SpotInks};
use banmian::font::{FaceId, FontData, FontLibrary};
use banmian::geom::{Abs, Flow, Point, Rect, Size, WritingMode};
use banmian::page::{
    Document, Glyph, GridGeometry, Item, Line, Marks, Output, Owner, Page, PageInks, Part,
    PictureInks, PlacedPicture, Run, Shape,
};
use banmian::picture::{PictureId, Pictures};
use banmian::press::{PressPictures, prepare};
use banmian::style::{Slant, Weight};

pub(crate) const SONG: &str = "Noto Serif CJK SC";
pub(crate) const HEI: &str = "Noto Sans CJK SC";
pub(crate) const KAI: &str = "News Kai SC";
pub(crate) const LATIN: &str = "Source Serif 4";

/// A few of the faces that come with the program: both kinds of outlines.
pub(crate) fn fonts() -> &'static FontLibrary {
    static FONTS: LazyLock<FontLibrary> = LazyLock::new(|| {
        let mut library = FontLibrary::new();
        for file in [
            "NotoSerifSC-Regular.otf",
            "NotoSansSC-Bold.otf",
            "NewsKaiSC-Regular.ttf",
            "SourceSerif4_400Regular.ttf",
        ] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file);
            let data: Arc<[u8]> = std::fs::read(path).expect("fonts/ is complete").into();
            library.add(file, FontData::Shared(data)).expect("they are fonts");
        }
        library
    });
    &FONTS
}

pub(crate) fn face(family: &str) -> FaceId {
    fonts().find(family, Weight::REGULAR, Slant::Upright).expect("the family is there")
}

pub(crate) fn mm(x: f64, y: f64) -> Point {
    Point::new(Abs::mm(x), Abs::mm(y))
}

/// The rectangle between two corners, in millimetres.
pub(crate) fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
    Rect { left: Abs::mm(left), top: Abs::mm(top), right: Abs::mm(right), bottom: Abs::mm(bottom) }
}

pub(crate) fn owner() -> Owner {
    Owner {
        story: None,
        part: Part::Body,
        paragraph: 0,
        block: None,
        element: None,
        cell: None,
        item: None,
    }
}

/// A string set with the face's plain advances, and `extra` after each glyph.
pub(crate) fn run(family: &str, size: f64, text: &str, extra: Abs) -> Run {
    let id = face(family);
    let face = fonts().face(id);
    let size = Abs::pt(size);
    let mut x = Abs::ZERO;
    let glyphs = text
        .char_indices()
        .map(|(at, c)| {
            let glyph = face.glyph(c).unwrap_or_else(|| panic!("{family} has no {c:?}"));
            let placed = Glyph {
                id: u16::try_from(glyph.to_u32()).expect("glyphs are numbered with 16 bits"),
                x,
                rise: Abs::ZERO,
                text: at..at + c.len_utf8(),
            };
            x += face.scale(face.advance(glyph), size) + extra;
            placed
        })
        .collect();
    Run { text: text.to_owned(), glyphs, ..Run::empty(id, size, Paint::usual(Color::BLACK)) }
}

pub(crate) fn line_of(at: Point, runs: Vec<Run>) -> Item {
    let (writing, measure) = (WritingMode::Horizontal, Abs::mm(80.0));
    Item::Line(Line { owner: owner(), writing, origin: at, measure, runs })
}

pub(crate) fn line(at: Point, family: &str, size: f64, text: &str) -> Item {
    line_of(at, vec![run(family, size, text, Abs::ZERO)])
}

pub(crate) fn filled(rect: Rect, color: Color) -> Item {
    Item::Shape(Shape::filled(rect, Paint::usual(color)))
}

pub(crate) fn picture(id: PictureId, frame: Rect, image: Rect) -> Item {
    Item::Picture(PlacedPicture {
        owner: owner(),
        picture: id,
        place: frame,
        frame,
        image,
        clip: Vec::new(),
        inks: PictureInks::Process,
        alt: "a picture".to_owned(),
    })
}

/// A page of 100 x 150 mm.
pub(crate) fn page(items: Vec<Item>) -> Page {
    Page {
        label: "4".to_owned(),
        trim: Size::new(Abs::mm(100.0), Abs::mm(150.0)),
        bleed: Abs::ZERO,
        flow: Flow { writing: WritingMode::Horizontal, sheet_width: Abs::mm(100.0) },
        marks: Marks::None,
        folds: Vec::new(),
        inks: PageInks::process(),
        spots: SpotInks::default(),
        grid: GridGeometry {
            area: rect(10.0, 10.0, 90.0, 140.0),
            columns: vec![(Abs::mm(10.0), Abs::mm(48.0)), (Abs::mm(52.0), Abs::mm(90.0))],
            first_baseline: Abs::mm(14.0),
            leading: Abs::mm(5.0),
            lines: 26,
        },
        items,
        stories: Vec::new(),
        reserved: Vec::new(),
    }
}

pub(crate) fn document(pages: Vec<Page>) -> Document {
    Document {
        title: "城关专刊".to_owned(),
        author: "渡口日报".to_owned(),
        lang: "zh-Hans".to_owned(),
        date: Some(jiff::civil::date(2026, 11, 23)),
        output: Output::default(),
        pages,
        imposed: None,
        papers: Vec::new(),
    }
}

/// The pictures of a document in the inks of its press.
pub(crate) fn pressed(document: &Document, pictures: &Pictures) -> Vec<PressPictures> {
    prepare(document, pictures, None).expect("the pictures can go to press")
}
