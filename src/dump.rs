//! The page model as text, for golden files and for people who want to know
//! what the engine worked out. The first line names the form and its version, the last
//! says how many lines there are, so that one can be told from an older one, and from
//! one that was cut short.
//!
//! This backend translates and works out no position. Lengths are in points
//! with two decimals. What stands exactly on a line of the grid has that line's
//! number.
//!
//! Under each line of text its runs are listed: size, face, text, and the
//! distances from glyph to glyph in hundredths of the size, `100*3 50` for
//! three of 100 and one of 50. The last distance, after a bar, goes to the end
//! of the measure. `rise` tells how far off the baseline the first glyph of a run
//! stands, if that is more than half its size.

use std::fmt::{self, Write};

use crate::color::{Color, Overprint, Paint, SpotInks, Tint};
use crate::font::FontLibrary;
use crate::geom::{Abs, Em, Point, Rect, WritingMode};
use crate::page::{
    BaseInks, Document, Glyph, GridGeometry, Item, Line, Orientation, Owner, Page, PageInks,
    PictureInks, PlacedPicture, ReservedFor, ReservedPlace, Run, Shape, SpareLines, StoryReport,
    Stroke,
};
use crate::picture::{Picture, Pictures};

/// The form's name, with which its first line begins.
pub const FORM: &str = "banmian structure";

/// Counts up with every change to what the lines say.
pub const VERSION: u32 = 1;

/// The beginning of the last line.
pub const END: &str = "end after";

/// Digits of the hash by which a picture's content is known: no two pictures of an issue
/// have the same.
const CONTENT_DIGITS: usize = 12;

/// All pages of a document as text that is the same for the same pages. `notes` are lines
/// that stand at its end.
#[must_use]
pub fn dump(
    document: &Document,
    fonts: &FontLibrary,
    pictures: &Pictures,
    notes: &[String],
) -> String {
    let mut text = format!("{FORM} {VERSION}\n");
    for page in &document.pages {
        let writer = DumpWriter { page, fonts, pictures };
        // Writing to memory cannot fail.
        let _ = writer.page(&mut text);
    }
    for note in notes {
        text.push_str(note);
        text.push('\n');
    }
    let lines = text.lines().count();
    let _ = writeln!(text, "{END} {lines} lines");
    text
}

struct DumpWriter<'a> {
    page: &'a Page,
    fonts: &'a FontLibrary,
    pictures: &'a Pictures,
}

impl DumpWriter<'_> {
    fn page(&self, out: &mut String) -> fmt::Result {
        let Page { label, trim, bleed, items, stories, reserved, .. } = self.page;
        writeln!(
            out,
            "page {label}: {} x {}, bleed {}",
            Points(trim.width),
            Points(trim.height),
            Points(*bleed)
        )?;
        self.inks(out)?;
        self.grid(out)?;
        for story in stories {
            self.story(out, story)?;
        }
        for reserved in reserved {
            self.reserved(out, reserved)?;
        }
        for item in items {
            match item {
                Item::Line(line) => self.line(out, line)?,
                Item::Shape(shape) => self.shape(out, shape)?,
                Item::Picture(picture) => self.picture(out, picture)?,
            }
        }
        Ok(())
    }

    /// What the page is printed with.
    fn inks(&self, out: &mut String) -> fmt::Result {
        let PageInks { base, spots } = &self.page.inks;
        out.write_str(match base {
            BaseInks::Process => "inks: cyan, magenta, yellow, black",
            BaseInks::Black => "inks: black",
        })?;
        for spot in spots {
            write!(out, ", {spot}")?;
        }
        writeln!(out)
    }

    fn grid(&self, out: &mut String) -> fmt::Result {
        let GridGeometry { area, columns, leading, lines, .. } = &self.page.grid;
        write!(out, "grid: {lines} lines of {}, area {}, columns", Points(*leading), Box(*area))?;
        for (left, right) in columns {
            write!(out, " {}-{}", Points(*left), Points(*right))?;
        }
        writeln!(out)
    }

    fn story(&self, out: &mut String, story: &StoryReport) -> fmt::Result {
        let StoryReport {
            slug, lines, characters, overset_characters, unplaced_characters, ..
        } = story;
        writeln!(
            out,
            "story {slug}: lines {}-{}, {characters} characters, overset {overset_characters} in {} \
             lines, unplaced {unplaced_characters}, underset {} lines",
            lines.first, lines.last, story.overset_lines, story.underset_lines
        )?;
        if !story.frames.is_empty() {
            out.write_str("  in")?;
            for frame in &story.frames {
                write!(out, " {}", Box(*frame))?;
            }
            writeln!(out)?;
        }
        if story.spare != SpareLines::default() {
            let SpareLines { head, pictures, crossheads } = story.spare;
            writeln!(
                out,
                "  spare lines: {head} round the head, {pictures} under pictures, {crossheads} above \
                 crossheads"
            )?;
        }
        if story.elsewhere_characters > 0 {
            writeln!(out, "  {} characters on other pages", story.elsewhere_characters)?;
        }
        for fit in &story.fit {
            if fit.set != fit.natural {
                writeln!(
                    out,
                    "  paragraph {} set in {} lines, not {}",
                    fit.paragraph, fit.set, fit.natural
                )?;
            }
        }
        Ok(())
    }

    fn line(&self, out: &mut String, line: &Line) -> fmt::Result {
        let Line { owner, writing, origin, measure, runs } = line;
        if *writing == WritingMode::Vertical {
            out.write_str("vertical ")?;
        }
        out.write_str("line ")?;
        if let Some(number) = self.line_of_grid(*origin, *writing) {
            write!(out, "{number} ")?;
        }
        let (x, y, measure) = (Points(origin.x), Points(origin.y), Points(*measure));
        write!(out, "at ({x}, {y}), measure {measure}")?;
        let first = runs.iter().find_map(|run| run.glyphs.first());
        if let Some(indent) = first.map(|glyph| glyph.x).filter(|x| *x != Abs::ZERO) {
            write!(out, ", indent {}", Points(indent))?;
        }
        writeln!(out, ": {}", self.owner(*owner))?;
        for (index, run) in runs.iter().enumerate() {
            let next = runs.get(index + 1).and_then(|next| next.glyphs.first());
            let end = match next {
                Some(glyph) => RunEnd::NextRun(glyph.x),
                None => RunEnd::Measure(line.measure),
            };
            self.run(out, run, end)?;
        }
        Ok(())
    }

    fn run(&self, out: &mut String, run: &Run, end: RunEnd) -> fmt::Result {
        let Run { face, size, paint, orientation, horizontal_scale, text, origins: _, glyphs } =
            run;
        let face = &self.fonts.face(*face).postscript_name;
        write!(out, "  {} {face}", Points(*size))?;
        if *paint != Paint::usual(Color::BLACK) {
            write!(out, " {}", InkText(*paint, &self.page.spots))?;
        }
        match orientation {
            Orientation::Upright => {}
            Orientation::Sideways => out.write_str(" sideways")?,
            Orientation::Combined => out.write_str(" combined")?,
        }
        if *horizontal_scale != Em::ONE {
            write!(out, " scaled {:.2}", horizontal_scale.to_f64())?;
        }
        let rise = glyphs.first().map_or(Abs::ZERO, |glyph| glyph.rise);
        if rise.abs() > *size / 2 {
            write!(out, " rise {}", Points(rise))?;
        }
        write!(out, " {text:?}")?;
        distances(out, glyphs, *size, end)?;
        writeln!(out)
    }

    /// The place of what is not there yet.
    fn reserved(&self, out: &mut String, reserved: &ReservedPlace) -> fmt::Result {
        let ReservedPlace { of, place, name, client, size } = reserved;
        let of = match of {
            ReservedFor::Ad => "ad",
            ReservedFor::Picture => "picture",
        };
        let (width, height) = (Points(size.width), Points(size.height));
        write!(out, "reserved {of} {name:?}: {width} x {height} in {}", Box(*place))?;
        match client {
            Some(client) => writeln!(out, ", {client:?}"),
            None => writeln!(out),
        }
    }

    fn shape(&self, out: &mut String, shape: &Shape) -> fmt::Result {
        let bounds = shape.bounds();
        let Shape { path, fill, stroke, alt, element: _ } = shape;
        match bounds {
            Some(bounds) => write!(out, "shape of {} steps in {}", path.len(), Box(bounds))?,
            None => write!(out, "shape of nothing")?,
        }
        if let Some(paint) = fill {
            write!(out, ", fill {}", InkText(*paint, &self.page.spots))?;
        }
        if let Some(Stroke { paint, width, dash, .. }) = stroke {
            write!(out, ", stroke {} {}", Points(*width), InkText(*paint, &self.page.spots))?;
            if let Some((dash, gap)) = dash {
                write!(out, " dashed {} {}", Points(*dash), Points(*gap))?;
            }
        }
        if let Some(alt) = alt {
            write!(out, ", {alt:?}")?;
        }
        writeln!(out)
    }

    fn picture(&self, out: &mut String, placed: &PlacedPicture) -> fmt::Result {
        let PlacedPicture { owner, picture, place: _, frame, image, clip, inks, alt } = placed;
        // The folder is the caller's affair, not the page's.
        let Picture { file, bytes, .. } = self.pictures.get(*picture);
        let content = &blake3::hash(bytes).to_hex()[..CONTENT_DIGITS];
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let (frame, image) = (Box(*frame), Box(*image));
        let inks = match inks {
            PictureInks::Process => "",
            PictureInks::Black => ", in black",
        };
        let cut = match clip.len() {
            0 => String::new(),
            steps => format!(", cut out in {steps} steps"),
        };
        let owner = self.owner(*owner);
        writeln!(out, "picture {name} {content} in {frame}, whole {image}{cut}{inks}: {owner}")?;
        writeln!(out, "  {alt:?}")
    }

    /// Which line of the grid a baseline is, from 1, if it is one.
    fn line_of_grid(&self, origin: Point, writing: WritingMode) -> Option<i64> {
        let GridGeometry { first_baseline, leading, .. } = self.page.grid;
        let flow = self.page.flow;
        let below = flow.to_flow(origin).y - first_baseline;
        let line = below.count_of(leading);
        let is_on_grid = writing == flow.writing && leading > Abs::ZERO && leading * line == below;
        is_on_grid.then_some(line + 1)
    }

    fn owner(&self, owner: Owner) -> String {
        let Owner { story, part, paragraph, block: _, element: _, cell, item: _ } = owner;
        let part = part.name();
        let part = match cell {
            Some(cell) => format!("{part} {}/{}", cell.row, cell.column),
            None => part.to_owned(),
        };
        match story.and_then(|story| self.page.stories.get(story as usize)) {
            Some(story) => format!("{} {part} {paragraph}", story.slug),
            None => format!("{part} {paragraph}"),
        }
    }
}

/// Where the glyphs of a run end.
#[derive(Clone, Copy)]
enum RunEnd {
    NextRun(Abs),
    Measure(Abs),
}

/// The distances from glyph to glyph in hundredths of the size.
fn distances(out: &mut String, glyphs: &[Glyph], size: Abs, end: RunEnd) -> fmt::Result {
    let hundredths = |from: Abs, to: Abs| {
        let per_size = (to - from).to_pt() / size.to_pt() * 100.0;
        if per_size.is_finite() { per_size.round() as i64 } else { 0 }
    };
    let mut groups: Vec<(i64, usize)> = Vec::new();
    let mut add = |distance| match groups.last_mut() {
        Some((last, times)) if *last == distance => *times += 1,
        _ => groups.push((distance, 1)),
    };
    for pair in glyphs.windows(2) {
        add(hundredths(pair[0].x, pair[1].x));
    }
    let Some(last) = glyphs.last() else { return Ok(()) };
    if let RunEnd::NextRun(x) = end {
        add(hundredths(last.x, x));
    }
    for (distance, times) in groups {
        match times {
            1 => write!(out, " {distance}")?,
            _ => write!(out, " {distance}*{times}")?,
        }
    }
    if let RunEnd::Measure(x) = end {
        write!(out, " | {}", hundredths(last.x, x))?;
    }
    Ok(())
}

/// A length in points.
struct Points(Abs);

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:.2}", self.0.to_pt())
    }
}

/// The corners of a box.
struct Box(Rect);

impl fmt::Display for Box {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Rect { left, top, right, bottom } = self.0;
        let (left, top, right, bottom) = (Points(left), Points(top), Points(right), Points(bottom));
        write!(f, "({left}, {top})-({right}, {bottom})")
    }
}

/// Inks in percent, and whether they leave out what lies below where that is
/// not the usual.
struct InkText<'a>(Paint, &'a SpotInks);

impl fmt::Display for InkText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Paint { color, overprint } = self.0;
        match color {
            Color::Process(cmyk) => {
                let [c, m, y, k] = cmyk.tints().map(Tint::to_percent);
                if color.is_black_only() {
                    write!(f, "k({k})")?;
                } else if color.is_white() {
                    f.write_str("white")?;
                } else {
                    write!(f, "cmyk({c}, {m}, {y}, {k})")?;
                }
            }
            Color::Spot { ink, tint } => {
                write!(f, "{} {}%", self.1.get(ink).name, tint.to_percent())?;
            }
        }
        if overprint != color.usual_overprint() {
            f.write_str(match overprint {
                Overprint::Knockout => " knocked out",
                Overprint::Overprint => " overprinted",
            })?;
        }
        Ok(())
    }
}
