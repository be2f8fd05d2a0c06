//! Embedded faces: only the glyphs that the pages use, with their widths and
//! the way back to text.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::writers::CidFont;
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Str};
use skrifa::raw::TableProvider;

use super::PdfError;
use super::hash::hash;
use super::objects::Objects;
use super::subset::Subsets;
use super::told::is_barred;
use super::used::{FacePart, FontEncoding, UsedGlyph};
use crate::deflate::deflate;
use crate::font::{Face, FontLibrary, Outlines};
use crate::style::Slant;

/// CIDs are glyph numbers of the subset, in no public character collection.
const IDENTITY: SystemInfo =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The objects of a face, or a part of one (PDF 32000-1, 9.7).
pub(super) fn write(
    part: &FacePart,
    fonts: &FontLibrary,
    subsets: &Subsets,
) -> Result<Objects, PdfError> {
    let face = fonts.face(part.id);
    let subset = part.subset(face, subsets);
    let program =
        subset.program().ok_or_else(|| PdfError::FontBroken { font_file: face.file.clone() })?;
    let name = subset_name(face, part);
    let refs = &part.refs;
    let mut objects = Objects::default();

    let fonts = part.tables.iter().flat_map(|table| {
        table.fonts.iter().map(|(encoding, font)| (*encoding, *font, table.to_unicode))
    });
    for (encoding, font, to_unicode) in fonts {
        let cmap = encoding.name();
        let full_name = match face.outlines {
            Outlines::PostScript => format!("{name}-{cmap}"),
            Outlines::TrueType => name.clone(),
        };
        objects
            .next()
            .type0_font(font)
            .base_font(Name(full_name.as_bytes()))
            .encoding_predefined(Name(cmap.as_bytes()))
            .descendant_font(refs.descendant)
            .to_unicode(to_unicode);
    }
    write_descendant(objects.next(), face, part, &name);
    write_descriptor(objects.next(), face, part, &name);

    let mut stream = objects.next().stream(refs.file, &program.deflated);
    stream.filter(Filter::FlateDecode);
    match face.outlines {
        Outlines::PostScript => stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C")),
        Outlines::TrueType => {
            stream.pair(Name(b"Length1"), i32::try_from(program.length).unwrap_or(i32::MAX))
        }
    };
    stream.finish();

    for (at, table) in part.tables.iter().enumerate() {
        let cmap = deflate(&to_unicode(&part.glyphs, at));
        objects.next().cmap(table.to_unicode, &cmap).filter(Filter::FlateDecode);
    }
    Ok(objects)
}

fn write_descendant(chunk: &mut Chunk, face: &Face, part: &FacePart, name: &str) {
    let mut font = chunk.cid_font(part.refs.descendant);
    font.base_font(Name(name.as_bytes()))
        .system_info(IDENTITY)
        .font_descriptor(part.refs.descriptor)
        .default_width(1000.0);
    match face.outlines {
        Outlines::PostScript => font.subtype(CidFontType::Type0),
        Outlines::TrueType => {
            font.subtype(CidFontType::Type2).cid_to_gid_map_predefined(Name(b"Identity"))
        }
    };
    let mut widths = font.widths();
    for (first, run) in unusual(&part.glyphs, |glyph| glyph.width == EM) {
        widths.consecutive(first, run.iter().map(|glyph| thousandths(glyph.width)));
    }
    widths.finish();
    if part.is_shown_in(FontEncoding::Vertical) {
        write_vertical_metrics(&mut font, part);
    }
}

/// How glyphs stand in vertical lines (PDF 32000-1, 9.7.4.3): for each the
/// advance, downwards and so negative, and the point that it is placed by.
fn write_vertical_metrics(font: &mut CidFont, part: &FacePart) {
    // The usual values are those that readers assume.
    let is_usual = |glyph: &UsedGlyph| glyph.height == EM && glyph.vertical_origin == USUAL_ORIGIN;
    font.insert(Name(b"DW2")).array().items([thousandths(USUAL_ORIGIN), thousandths(-EM)]);
    let mut list = font.insert(Name(b"W2")).array();
    for (first, run) in unusual(&part.glyphs, is_usual) {
        list.item(i32::from(first));
        list.push().array().items(run.iter().flat_map(|glyph| {
            [-glyph.height, glyph.width / 2, glyph.vertical_origin].map(thousandths)
        }));
    }
}

/// An em in millionths, and the usual height of the point that glyphs are
/// placed by in vertical lines.
const EM: i64 = 1_000_000;
const USUAL_ORIGIN: i64 = 880_000;

/// Millionths of an em as thousandths, the unit of a font's metrics.
fn thousandths(millionths: i64) -> f32 {
    millionths as f32 / 1000.0
}

/// Stretches of glyphs that are not as most of an East Asian face's are, each
/// with its first CID.
fn unusual(
    glyphs: &[UsedGlyph],
    is_usual: impl Fn(&UsedGlyph) -> bool,
) -> impl Iterator<Item = (u16, &[UsedGlyph])> {
    let mut at = 0;
    let mut list = Vec::new();
    for run in glyphs.chunk_by(|a, b| is_usual(a) == is_usual(b)) {
        if let Ok(first) = u16::try_from(at)
            && !is_usual(&run[0])
        {
            list.push((first, run));
        }
        at += run.len();
    }
    list.into_iter()
}

fn write_descriptor(chunk: &mut Chunk, face: &Face, part: &FacePart, name: &str) {
    let tables = face.font().tables();
    let thousandths = |units: i32| units as f32 * 1000.0 / f32::from(face.units_per_em);
    let bbox = tables.head().map_or(Rect::new(0.0, 0.0, 0.0, 0.0), |head| {
        let [left, bottom, right, top] =
            [head.x_min(), head.y_min(), head.x_max(), head.y_max()].map(i32::from);
        Rect::new(thousandths(left), thousandths(bottom), thousandths(right), thousandths(top))
    });
    let post = tables.post().ok();
    let mut flags = FontFlags::SYMBOLIC;
    flags.set(FontFlags::FIXED_PITCH, post.as_ref().is_some_and(|post| post.is_fixed_pitch() != 0));
    flags.set(FontFlags::ITALIC, face.slant == Slant::Italic);

    let mut descriptor = chunk.font_descriptor(part.refs.descriptor);
    descriptor
        .name(Name(name.as_bytes()))
        .flags(flags)
        .bbox(bbox)
        .italic_angle(post.map_or(0.0, |post| post.italic_angle().to_f64() as f32))
        .ascent(thousandths(face.ascender))
        .descent(thousandths(face.descender))
        .cap_height(thousandths(face.cap_height))
        .stem_v(stem_width(face.weight.0));
    match face.outlines {
        Outlines::PostScript => descriptor.font_file3(part.refs.file),
        Outlines::TrueType => descriptor.font_file2(part.refs.file),
    };
}

/// No table of a font tells the width of its stems, and no reader needs it of
/// an embedded font; but the key is required. The line goes through the values
/// that Adobe's own faces declare for regular and bold.
fn stem_width(weight: u16) -> f32 {
    10.0 + 0.244 * (f32::from(weight) - 50.0).max(0.0)
}

/// The PostScript name behind a tag of six capitals, which tells subsets of
/// the same face apart (PDF 32000-1, 9.6.4).
fn subset_name(face: &Face, part: &FacePart) -> String {
    let glyphs: Vec<u8> = part.remapper.remapped_gids().flat_map(u16::to_be_bytes).collect();
    let mut number = hash(&[face.postscript_name.as_bytes(), &glyphs]);
    let mut name = String::new();
    for _ in 0..6 {
        name.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    name.push('+');
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.extend(face.postscript_name.chars().filter(plain));
    name
}

/// The table of characters with what glyphs show in the place `table` among their texts.
fn to_unicode(glyphs: &[UsedGlyph], table: usize) -> Vec<u8> {
    let mut cmap = UnicodeCmap::<u16>::new(Name(b"Banmian-UCS"), IDENTITY);
    for (cid, glyph) in (0u16..).zip(glyphs) {
        if let Some(text) = glyph.texts.get(table) {
            cmap.pair_with_multiple(cid, text.chars().filter(|c| !is_barred(*c)));
        }
    }
    cmap.finish().into_vec()
}
