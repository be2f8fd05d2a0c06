//! Lines of glyphs as text operators, and what they are read back as.

use pdf_writer::{Name, Str, TextStr};

use super::content::Painter;
use super::pages;
use super::sheet::{as_written, pt};
use super::used::{Used, UsedFace, clusters};
use crate::geom::Abs;
use crate::page::{Glyph, Line, Run};

/// Millionths of an em in one unit of a TJ number (PDF 32000-1, 9.4.3).
const TJ_UNIT: i64 = 1000;

impl Painter<'_> {
    pub(super) fn line(&mut self, line: &Line) {
        if line.runs.iter().all(|run| run.glyphs.is_empty()) {
            return;
        }
        self.content.begin_text();
        let reading = if reads_by_itself(line, self.used) {
            Reading::ByPiece
        } else {
            self.begin_actual_text(&text_of(line));
            Reading::AsLine
        };
        for run in &line.runs {
            self.run(line, run, reading);
        }
        match reading {
            Reading::ByPiece => {}
            Reading::AsLine => {
                self.content.end_marked_content();
            }
        }
        self.content.end_text();
    }

    fn run(&mut self, line: &Line, run: &Run, reading: Reading) {
        let used = self.used;
        let (Some(first), Some((at, face))) = (run.glyphs.first(), used.face(run.face)) else {
            return;
        };
        self.set_fill(run.paint);
        if self.state.font.replace((run.face, run.size)) != Some((run.face, run.size)) {
            self.content.set_font(Name(pages::face_name(at).as_bytes()), pt(run.size));
        }
        let (x, y) = (self.sheet.x(line.origin.x + first.x), self.sheet.y(line.origin.y));
        self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);

        let mut pen = Pen { size: as_written(run.size), start: first.x, at: 0 };
        match reading {
            Reading::AsLine => self.show_levels(&run.glyphs, face, &mut pen),
            Reading::ByPiece => {
                for piece in pieces(run, face) {
                    self.piece(&piece, face, &mut pen);
                }
            }
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, face: &UsedFace, pen: &mut Pen) {
        if let Some(text) = piece.actual_text {
            self.begin_actual_text(text);
        }
        self.show_levels(piece.glyphs, face, pen);
        if piece.actual_text.is_some() {
            self.content.end_marked_content();
        }
    }

    /// Whatever glyphs follow are read back as this text (PDF 32000-1,
    /// 14.9.4).
    fn begin_actual_text(&mut self, text: &str) {
        self.content
            .begin_marked_content_with_properties(Name(b"Span"))
            .properties()
            .actual_text(TextStr(text));
    }

    /// Shows glyphs, stretch by stretch of the same rise.
    fn show_levels(&mut self, glyphs: &[Glyph], face: &UsedFace, pen: &mut Pen) {
        for level in glyphs.chunk_by(|a, b| a.rise == b.rise) {
            self.set_rise(level[0].rise);
            self.show(level, face, pen);
        }
    }

    fn set_rise(&mut self, rise: Abs) {
        if std::mem::replace(&mut self.state.rise, rise) != rise {
            self.content.set_rise(pt(rise));
        }
    }

    /// Shows glyphs at their places: one string where the face's own advances
    /// lead there, numbers between strings where they do not.
    fn show(&mut self, glyphs: &[Glyph], face: &UsedFace, pen: &mut Pen) {
        let mut shown: Vec<u8> = Vec::with_capacity(glyphs.len() * 2);
        let mut operator = self.content.show_positioned();
        let mut items = operator.items();
        for glyph in glyphs {
            let number = pen.number_to(glyph.x);
            if number != 0 {
                if !shown.is_empty() {
                    items.show(Str(&shown));
                    shown.clear();
                }
                items.adjust(number as f32);
            }
            let (id, used) = face.glyph(glyph.id);
            shown.extend(id.to_be_bytes());
            pen.at += used.width;
        }
        items.show(Str(&shown));
    }
}

/// How the text of a line is told to readers of the file.
#[derive(Clone, Copy)]
enum Reading {
    /// By the faces' tables of characters, and where these would be wrong, by
    /// a text of their own for single clusters.
    ByPiece,
    /// By one text for the whole line.
    AsLine,
}

/// Whether readers that guess at words from distances get this line right.
///
/// They take a gap of more than about a tenth of an em for a space, and a step
/// back of as much for the end of the line; loose lines, letterspaced
/// headlines, compressed punctuation and the space between Chinese and Latin
/// would all come back with characters that nobody wrote.
fn reads_by_itself(line: &Line, used: &Used) -> bool {
    let mut before: Option<(Abs, bool)> = None;
    for run in &line.runs {
        let Some((_, face)) = used.face(run.face) else { continue };
        let limit = run.size / 10;
        for cluster in clusters(run) {
            let (Some(first), Some(last)) = (cluster.glyphs.first(), cluster.glyphs.last()) else {
                continue;
            };
            let blank = cluster.text.trim().is_empty();
            if let Some((end, was_blank)) = before
                && !blank
                && !was_blank
                && (first.x - end).abs() > limit
            {
                return false;
            }
            let advance = run.size.scale(face.glyph(last.id).1.width, 1_000_000);
            before = Some((last.x + advance, blank));
        }
    }
    true
}

fn text_of(line: &Line) -> String {
    line.runs.iter().flat_map(clusters).map(|cluster| cluster.text).collect()
}

/// Where a reader of the file stands after what was shown, reckoned as the
/// reader does.
struct Pen {
    /// The size as written.
    size: Abs,
    /// The x of the run's first glyph.
    start: Abs,
    /// How far from there, in millionths of an em.
    at: i64,
}

impl Pen {
    /// The number that brings the pen to a glyph's x. It is rounded, but from
    /// the place that earlier numbers really led to: so no glyph is ever more
    /// than half a unit from its place, however long the line.
    fn number_to(&mut self, x: Abs) -> i64 {
        let wanted = (x - self.start).scale(1_000_000, self.size.units()).units();
        let back = self.at - wanted;
        let number = (back + TJ_UNIT / 2).div_euclid(TJ_UNIT);
        self.at -= number * TJ_UNIT;
        number
    }
}

/// Neighboring clusters that are read back in the same way.
struct Piece<'a> {
    glyphs: &'a [Glyph],
    /// The text, where the face's own table of characters would tell another.
    actual_text: Option<&'a str>,
}

/// Cuts a run into as few pieces as can be: a stretch that the face's
/// ToUnicode table reads rightly is one piece, any other cluster stands alone.
fn pieces<'a>(run: &'a Run, face: &UsedFace) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    for cluster in clusters(run) {
        let end = at + cluster.glyphs.len();
        let plain = match cluster.glyphs {
            [glyph] => face.glyph(glyph.id).1.text.as_deref() == Some(cluster.text),
            _ => false,
        };
        if !plain {
            if plain_from < at {
                pieces.push(Piece { glyphs: &run.glyphs[plain_from..at], actual_text: None });
            }
            pieces.push(Piece { glyphs: cluster.glyphs, actual_text: Some(cluster.text) });
            plain_from = end;
        }
        at = end;
    }
    if plain_from < at {
        pieces.push(Piece { glyphs: &run.glyphs[plain_from..at], actual_text: None });
    }
    pieces
}
