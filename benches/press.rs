//! How long a photograph takes to the inks of newsprint on one core:
//! `cargo bench --bench press`.
//!
//! The photograph has 12 megapixels. It is a sample of the repository,
//! enlarged, with the grain of a sensor over it; without that it would be
//! easier to decode and to pack than photographs are. Reading the file's
//! header is not in the time, all else is: decoding, the table of colors,
//! shrinking, sharpening, separation and packing.

use std::fs;
use std::path::Path;

use banmian::color::SpotInks;
use banmian::geom::{Abs, Flow, Point, Rect, Size, WritingMode};
use banmian::page::{
    Document, GridGeometry, Item, Marks, Output, Owner, Page, PageInks, Part, PictureInks,
    PlacedPicture,
};
use banmian::picture::{self, Pictures};
use banmian::press::prepare;
use divan::Bencher;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};

fn main() {
    divan::main();
}

/// Shrunk to a page's width at 200 pixels an inch.
#[divan::bench(sample_count = 20)]
fn shrunk(bencher: Bencher) {
    bench(bencher, 180.0);
}

/// Every pixel of it separated and packed.
#[divan::bench(sample_count = 20)]
fn all_pixels(bencher: Bencher) {
    bench(bencher, 600.0);
}

fn bench(bencher: Bencher, width: f64) {
    let (document, pictures) = page_with_photograph(width);
    let one_core =
        rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be made");
    bencher.bench(|| {
        one_core.install(|| prepare(&document, &pictures, None).expect("it can go to press"))
    });
}

/// A page with the photograph so many millimeters wide.
fn page_with_photograph(width: f64) -> (Document, Pictures) {
    let mut pictures = Pictures::default();
    let id = pictures.add(picture::read("photo.jpg", photograph()).expect("a JPEG"));
    let place = Rect::at(Point::default(), Size::new(Abs::mm(width), Abs::mm(width * 0.75)));
    let item = Item::Picture(PlacedPicture {
        owner: OWNER,
        picture: id,
        place,
        frame: place,
        image: place,
        clip: Vec::new(),
        inks: PictureInks::Process,
        alt: String::new(),
    });
    (document(vec![item]), pictures)
}

/// 4000 by 3000 pixels.
fn photograph() -> Vec<u8> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/english/photos/picosdeeuropa.jpg");
    let sample = image::load_from_memory(&fs::read(path).expect("the samples are there"))
        .expect("a photograph")
        .into_rgb8();
    let mut large = resize(&sample, 4000, 3000, FilterType::CatmullRom);
    let mut state = 1u32;
    for value in large.iter_mut() {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        *value = value.saturating_add_signed((state % 7) as i8 - 3);
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&large).expect("memory takes it");
    bytes
}

const OWNER: Owner = Owner {
    story: None,
    part: Part::Body,
    paragraph: 0,
    block: None,
    element: None,
    cell: None,
    item: None,
};

/// A page with nothing else on it.
fn document(items: Vec<Item>) -> Document {
    let sheet = Size::new(Abs::mm(600.0), Abs::mm(450.0));
    let page = Page {
        label: "1".to_owned(),
        trim: sheet,
        bleed: Abs::ZERO,
        flow: Flow { writing: WritingMode::Horizontal, sheet_width: sheet.width },
        marks: Marks::None,
        folds: Vec::new(),
        inks: PageInks::process(),
        spots: SpotInks::default(),
        grid: GridGeometry {
            area: Rect::at(Point::default(), sheet),
            columns: Vec::new(),
            first_baseline: Abs::ZERO,
            leading: Abs::ZERO,
            lines: 0,
        },
        items,
        stories: Vec::new(),
        reserved: Vec::new(),
    };
    Document {
        title: String::new(),
        author: String::new(),
        lang: "en".to_owned(),
        date: None,
        output: Output::default(),
        pages: vec![page],
        imposed: None,
        papers: Vec::new(),
    }
}
