//! Lines of glyphs as text operators, and what they are read back as.

use super::content::{Marked, Painter};
use super::operators::Decimal;
use super::pages;
use super::sheet::{as_written, points};
use super::told::{clusters, told};
use super::used::{FontEncoding, FontUse, ShownGlyph, Used};
use crate::geom::{Abs, Point, WritingMode};
use crate::page::{Line, Orientation, Run};

/// Millionths of an em in one unit of a TJ number (PDF 32000-1, 9.4.3).
const TJ_UNIT: i64 = 1000;

impl Painter<'_> {
    pub(super) fn line(&mut self, line: &Line) {
        if line.runs.iter().all(|run| run.glyphs.is_empty()) {
            return;
        }
        let used = self.used;
        let runs: Vec<PlacedRun> =
            line.runs.iter().filter_map(|run| PlacedRun::of(run, used)).collect();
        self.operators.plain("BT");
        if reads_by_itself(line, &runs) {
            let mut plain = Marked::No;
            for run in &runs {
                self.run(line, run, &mut TextReading::ByPiece(&mut plain));
            }
            self.end_content(plain);
        } else {
            let marked = self.begin_content(Some(&text_of(line)));
            for run in &runs {
                self.run(line, run, &mut TextReading::AsLine);
            }
            self.end_content(marked);
        }
        self.operators.plain("ET");
    }

    fn run(&mut self, line: &Line, placed: &PlacedRun<'_>, reading: &mut TextReading<'_>) {
        self.set_fill(placed.run.paint);
        match (line.writing, placed.run.orientation) {
            (WritingMode::Horizontal, _) => {
                let matrix =
                    |x, y| [Decimal::ONE, Decimal::ZERO, Decimal::ZERO, Decimal::ONE, x, y];
                self.run_along(line, placed, reading, matrix);
            }
            (WritingMode::Vertical, Orientation::Sideways) => {
                let matrix =
                    |x, y| [Decimal::ZERO, -Decimal::ONE, Decimal::ONE, Decimal::ZERO, x, y];
                self.run_along(line, placed, reading, matrix);
            }
            (WritingMode::Vertical, Orientation::Upright) => self.run_down(line, placed),
            (WritingMode::Vertical, Orientation::Combined) => self.cell(line, placed),
        }
    }

    /// Shows a run along its baseline, which may be turned.
    fn run_along(
        &mut self,
        line: &Line,
        placed: &PlacedRun<'_>,
        reading: &mut TextReading<'_>,
        matrix: impl Fn(Decimal, Decimal) -> [Decimal; 6],
    ) {
        let PlacedRun { run, glyphs } = placed;
        let Some(first) = glyphs.first() else { return };
        let start = match line.writing {
            WritingMode::Horizontal => Point::new(line.origin.x + first.x, line.origin.y),
            WritingMode::Vertical => Point::new(line.origin.x, line.origin.y + first.x),
        };
        let matrix = matrix(self.sheet.across(start.x), self.sheet.up(start.y));
        self.operators.with(matrix, "Tm");
        let mut pen = ReaderPosition::new(run.size, FontEncoding::Horizontal, first.x);
        match reading {
            TextReading::AsLine => self.show_levels(glyphs, &mut pen),
            TextReading::ByPiece(plain) => {
                for piece in pieces(run, glyphs) {
                    self.piece(&piece, &mut pen, plain);
                }
            }
        }
    }

    /// Shows upright glyphs one below the other. A stretch of them that have
    /// their middles in one line is shown at once.
    fn run_down(&mut self, line: &Line, placed: &PlacedRun<'_>) {
        let PlacedRun { run, glyphs } = placed;
        self.set_rise(Abs::ZERO);
        let size = as_written(run.size);
        let placed: Vec<(Abs, PlacedGlyph)> = glyphs
            .iter()
            .map(|glyph| {
                let used = glyph.shown.used;
                let at = |millionths: i64| size.scale(millionths, 1_000_000);
                // In vertical writing a glyph is placed by a point above and in the middle
                // of its advance, not by its own origin (PDF 32000-1, 9.7.4.3).
                let across = glyph.rise + at(used.width / 2);
                let x = glyph.x - at(used.vertical_origin);
                (across, PlacedGlyph { x, rise: Abs::ZERO, ..*glyph })
            })
            .collect();
        let is_level = |a: &(Abs, PlacedGlyph), b: &(Abs, PlacedGlyph)| {
            (a.0 - b.0).abs() * 1000 <= size && b.1.x >= a.1.x
        };
        for level in placed.chunk_by(is_level) {
            let Some((across, first)) = level.first() else { continue };
            let (x, y) = (line.origin.x + *across, line.origin.y + first.x);
            let (x, y) = (self.sheet.across(x), self.sheet.up(y));
            let matrix = [Decimal::ONE, Decimal::ZERO, Decimal::ZERO, Decimal::ONE, x, y];
            self.operators.with(matrix, "Tm");
            let mut pen = ReaderPosition::new(run.size, FontEncoding::Vertical, first.x);
            let glyphs: Vec<PlacedGlyph> = level.iter().map(|(_, glyph)| *glyph).collect();
            self.show(&glyphs, &mut pen);
        }
    }

    /// Shows glyphs side by side in one cell of a vertical line.
    fn cell(&mut self, line: &Line, placed: &PlacedRun<'_>) {
        let PlacedRun { run, glyphs } = placed;
        let Some(first) = glyphs.first() else { return };
        let (x, y) = (line.origin.x + first.rise, line.origin.y + first.x);
        let scale = Decimal::nearest(run.horizontal_scale.to_f64());
        let (x, y) = (self.sheet.across(x), self.sheet.up(y));
        self.operators.with([scale, Decimal::ZERO, Decimal::ZERO, Decimal::ONE, x, y], "Tm");
        // Distances are told in the unscaled widths of the glyphs: the text matrix scales
        // them.
        let unscaled = |across: Abs| run.horizontal_scale.size_for(across);
        let glyphs: Vec<PlacedGlyph> = glyphs
            .iter()
            .map(|glyph| PlacedGlyph {
                x: unscaled(glyph.rise - first.rise),
                rise: first.x - glyph.x,
                ..*glyph
            })
            .collect();
        let mut pen = ReaderPosition::new(run.size, FontEncoding::Horizontal, Abs::ZERO);
        self.show_levels(&glyphs, &mut pen);
    }

    /// Shows a piece of a line; `plain` tells whether a marked content is open
    /// for pieces that need no text of their own.
    fn piece(&mut self, piece: &RunPiece<'_>, pen: &mut ReaderPosition, plain: &mut Marked) {
        match piece.actual_text {
            Some(text) => {
                self.end_content(std::mem::replace(plain, Marked::No));
                let marked = self.begin_content(Some(text));
                self.show_levels(piece.glyphs, pen);
                self.end_content(marked);
            }
            None => {
                if *plain == Marked::No {
                    *plain = self.begin_content(None);
                }
                self.show_levels(piece.glyphs, pen);
            }
        }
    }

    /// Shows glyphs, stretch by stretch of the same rise.
    fn show_levels(&mut self, glyphs: &[PlacedGlyph], pen: &mut ReaderPosition) {
        for level in glyphs.chunk_by(|a, b| a.rise == b.rise) {
            self.set_rise(level[0].rise);
            self.show(level, pen);
        }
    }

    fn set_rise(&mut self, rise: Abs) {
        if std::mem::replace(&mut self.state.rise, rise) != rise {
            self.operators.with([points(rise)], "Ts");
        }
    }

    /// Shows glyphs, stretch by stretch of the same font.
    fn show(&mut self, glyphs: &[PlacedGlyph], pen: &mut ReaderPosition) {
        for stretch in glyphs.chunk_by(|a, b| a.shown.from == b.shown.from) {
            let font = FontUse { from: stretch[0].shown.from, encoding: pen.encoding };
            if self.state.font.replace((font, pen.size)) != Some((font, pen.size)) {
                self.fonts.insert(font);
                self.operators.font(&pages::face_name(font), points(pen.size));
            }
            self.show_stretch(stretch, pen);
        }
    }

    /// Shows glyphs at their places: one string where the face's own advances and a
    /// spacing that is the same for all lead there, numbers between strings where they
    /// do not.
    fn show_stretch(&mut self, glyphs: &[PlacedGlyph], pen: &mut ReaderPosition) {
        pen.spacing = self.spacing(glyphs, pen);
        self.set_spacing(pen.spacing, pen.size);
        let mut shown = self.operators.show();
        for glyph in glyphs {
            shown.adjust(pen.number_to(glyph.x));
            let ShownGlyph { id, used, .. } = glyph.shown;
            shown.glyph(id);
            pen.at += pen.spacing
                + match pen.encoding {
                    FontEncoding::Horizontal => used.width,
                    FontEncoding::Vertical => used.height,
                };
        }
        shown.end();
    }

    /// What stands between most of these glyphs, in millionths of the size: in a line
    /// that is justified nearly all gaps are of one width. That which is set already is
    /// kept where another would save nothing.
    fn spacing(&self, glyphs: &[PlacedGlyph], pen: &ReaderPosition) -> i64 {
        // In vertical lines readers do not agree on its sign (PDF 32000-1, 9.3.2).
        if pen.encoding == FontEncoding::Vertical {
            return 0;
        }
        let set = spacing_of(self.state.spacing, pen.size);
        let gap =
            |pair: &[PlacedGlyph]| pen.millionths(pair[1].x - pair[0].x) - pair[0].shown.used.width;
        let mut gaps: Vec<i64> = glyphs.windows(2).map(gap).collect();
        gaps.sort_unstable();
        let alike = gaps.chunk_by(|one, next| next - one < TJ_UNIT);
        let Some(most) = alike.max_by_key(|gaps| gaps.len()) else { return set };
        let mean = most.iter().sum::<i64>() / most.len() as i64;
        let numbers =
            |spacing: i64| gaps.iter().filter(|gap| (*gap - spacing).abs() * 2 > TJ_UNIT).count();
        match numbers(mean) < numbers(set) {
            true => spacing_of(length_of(mean, pen.size), pen.size),
            false => set,
        }
    }

    fn set_spacing(&mut self, spacing: i64, size: Abs) {
        let spacing = length_of(spacing, size);
        if std::mem::replace(&mut self.state.spacing, spacing) != spacing {
            self.operators.with([spacing], "Tc");
        }
    }
}

/// How the text of a line is told to readers of the file.
enum TextReading<'a> {
    /// By the faces' tables of characters, and where these would be wrong, by
    /// a text of their own for single clusters. Holds whether a marked content
    /// is open for the former.
    ByPiece(&'a mut Marked),
    /// By one text for the whole line.
    AsLine,
}

/// Whether readers that guess at words from distances get this line right.
///
/// They take a gap of more than about a tenth of an em for a space, and a step
/// back of as much for the end of the line; loose lines, letterspaced
/// headlines, compressed punctuation and the space between Chinese and Latin
/// would all come back with characters that nobody wrote.
///
/// A vertical line they take for as many lines as it has characters.
fn reads_by_itself(line: &Line, runs: &[PlacedRun<'_>]) -> bool {
    if line.writing == WritingMode::Vertical {
        return false;
    }
    let mut before: Option<(Abs, bool)> = None;
    for PlacedRun { run, glyphs } in runs {
        let limit = run.size / 10;
        let mut rest = glyphs.as_slice();
        for cluster in clusters(run) {
            let (own, after) = rest.split_at(cluster.glyphs.len());
            rest = after;
            let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
            let blank = cluster.text.trim().is_empty();
            if let Some((end, was_blank)) = before
                && !blank
                && !was_blank
                && (first.x - end).abs() > limit
            {
                return false;
            }
            let advance = run.size.scale(last.shown.used.width, 1_000_000);
            before = Some((last.x + advance, blank));
        }
    }
    true
}

fn text_of(line: &Line) -> String {
    line.runs.iter().flat_map(clusters).map(|cluster| cluster.text).collect()
}

/// So many millionths of a size as the length that is written.
fn length_of(millionths: i64, size: Abs) -> Decimal {
    points(size).part(millionths)
}

/// How many millionths of a size a reader makes of a length.
fn spacing_of(length: Decimal, size: Abs) -> i64 {
    length.millionths_of(points(size))
}

/// Where a reader of the file stands after what was shown, reckoned as the
/// reader does.
struct ReaderPosition {
    /// The size as written.
    size: Abs,
    encoding: FontEncoding,
    /// The x of the run's first glyph.
    start: Abs,
    /// How far from there, in millionths of an em.
    at: i64,
    /// What is added to every advance, likewise.
    spacing: i64,
}

impl ReaderPosition {
    fn new(size: Abs, encoding: FontEncoding, start: Abs) -> Self {
        Self { size: as_written(size), encoding, start, at: 0, spacing: 0 }
    }

    /// A length in millionths of an em.
    fn millionths(&self, length: Abs) -> i64 {
        length.scale(1_000_000, self.size.units()).units()
    }

    /// The number that brings the pen to a glyph's x. It is rounded, but from
    /// the place that earlier numbers really led to: so no glyph is ever more
    /// than half a unit from its place, however long the line.
    ///
    /// Numbers lead back along a horizontal line, and on along a vertical one
    /// (PDF 32000-1, 9.4.4).
    fn number_to(&mut self, x: Abs) -> i64 {
        let wanted = self.millionths(x - self.start);
        let back = self.at - wanted;
        let number = (back + TJ_UNIT / 2).div_euclid(TJ_UNIT);
        self.at -= number * TJ_UNIT;
        match self.encoding {
            FontEncoding::Horizontal => number,
            FontEncoding::Vertical => -number,
        }
    }
}

/// A glyph of the file at its place.
#[derive(Clone, Copy)]
struct PlacedGlyph<'a> {
    shown: ShownGlyph<'a>,
    /// From the line's origin along the line.
    x: Abs,
    /// The same across the line.
    rise: Abs,
}

/// A run with its glyphs as the file has them.
struct PlacedRun<'a> {
    run: &'a Run,
    glyphs: Vec<PlacedGlyph<'a>>,
}

impl<'a> PlacedRun<'a> {
    fn of(run: &'a Run, used: &'a Used) -> Option<Self> {
        let face = used.face(run.face)?;
        let glyphs = told(run).map(|told| PlacedGlyph {
            shown: face.glyph(&told),
            x: told.glyph.x,
            rise: told.glyph.rise,
        });
        Some(Self { run, glyphs: glyphs.collect() })
    }
}

/// Neighboring clusters that are read back in the same way.
struct RunPiece<'a> {
    glyphs: &'a [PlacedGlyph<'a>],
    /// The text, where the tables of characters do not tell it.
    actual_text: Option<&'a str>,
}

/// Cuts a run into as few pieces as can be: a stretch that the tables of characters
/// read rightly is one piece, any other cluster stands alone.
fn pieces<'a>(run: &'a Run, glyphs: &'a [PlacedGlyph<'a>]) -> Vec<RunPiece<'a>> {
    let mut pieces = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    for cluster in clusters(run) {
        let end = at + cluster.glyphs.len();
        let own = &glyphs[at..end];
        if !cluster.tells_itself() || own.iter().any(|glyph| !glyph.shown.is_told) {
            if plain_from < at {
                pieces.push(RunPiece { glyphs: &glyphs[plain_from..at], actual_text: None });
            }
            pieces.push(RunPiece { glyphs: own, actual_text: Some(cluster.text) });
            plain_from = end;
        }
        at = end;
    }
    if plain_from < at {
        pieces.push(RunPiece { glyphs: &glyphs[plain_from..at], actual_text: None });
    }
    pieces
}
