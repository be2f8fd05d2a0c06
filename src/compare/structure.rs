//! Reads the structure of a page, the text that `dump` writes, so that what is kept as a
//! golden file can be told in an editor's words.

use super::content::{
    ComparedPage, LineContent, PictureContent, StoryContent, TextContent, TextOwner, TypeStyle,
    in_mm, sheet_in_mm,
};
use crate::dump;
use crate::geom::{Abs, Rect};

/// Why a structure cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureFault {
    /// It is of an older form.
    Older {
        /// Which one; 0 of those that did not say.
        version: u32,
    },
    /// It is of a form that this program does not know yet.
    Newer {
        /// Which one.
        version: u32,
    },
    /// It ends too early, or was changed by hand.
    Damaged,
}

/// The pages of a structure, in the order in which they stand in it.
///
/// # Errors
/// If it is of another form, or not whole.
pub fn read_structure(text: &str) -> Result<Vec<ComparedPage>, StructureFault> {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let Some(version) = first.strip_prefix(dump::FORM) else {
        // The first form began with a page.
        let is_old = first.starts_with("page ");
        return Err(if is_old {
            StructureFault::Older { version: 0 }
        } else {
            StructureFault::Damaged
        });
    };
    let version: u32 = version.trim().parse().map_err(|_| StructureFault::Damaged)?;
    if version < dump::VERSION {
        return Err(StructureFault::Older { version });
    }
    if version > dump::VERSION {
        return Err(StructureFault::Newer { version });
    }
    let last = text.lines().next_back().unwrap_or_default();
    let said = last.strip_prefix(dump::END).and_then(|rest| rest.trim().strip_suffix(" lines"));
    let is_whole = said.and_then(|said| said.parse().ok()) == Some(text.lines().count() - 1);
    if !is_whole || !text.ends_with('\n') {
        return Err(StructureFault::Damaged);
    }
    let mut reader = StructureReader::default();
    lines.try_for_each(|line| reader.take(line)).ok_or(StructureFault::Damaged)?;
    reader.finish();
    Ok(reader.pages)
}

#[derive(Default)]
struct StructureReader {
    pages: Vec<ComparedPage>,
    /// Left edges of the grid's columns on the page that is read, from the first.
    columns: Vec<Abs>,
    /// Whether the columns are counted down the page.
    is_vertical: bool,
    /// Where the line that is read begins, before any indent.
    line_top: Abs,
}

impl StructureReader {
    fn take(&mut self, line: &str) -> Option<()> {
        if let Some(rest) = line.strip_prefix("page ") {
            return self.page(rest);
        }
        if line.starts_with(dump::END) {
            return Some(());
        }
        if let Some(finding) = line.strip_prefix("finding ") {
            self.pages.first_mut()?.findings.push(finding.to_owned());
            return Some(());
        }
        let page = self.pages.last_mut()?;
        if let Some(rest) = line.strip_prefix("  ") {
            return continues(page, rest, self.line_top);
        }
        if let Some(inks) = line.strip_prefix("inks: ") {
            page.inks = inks.split(", ").map(str::to_owned).collect();
        } else if let Some(grid) = line.strip_prefix("grid: ") {
            self.grid(grid)?;
        } else if let Some(story) = line.strip_prefix("story ") {
            page.stories.push(read_story(story)?);
        } else if let Some(picture) = line.strip_prefix("picture ") {
            page.pictures.push(read_picture(picture)?);
        } else if let Some(reserved) = line.strip_prefix("reserved ") {
            page.reserved.push(reserved.to_owned());
        } else if let Some(shape) = line.strip_prefix("shape of ") {
            page.shapes.push(shape.to_owned());
        } else {
            self.line(line)?;
        }
        Some(())
    }

    /// `4: 1105.51 x 1544.88, bleed 8.50`
    fn page(&mut self, rest: &str) -> Option<()> {
        self.finish();
        let (label, size) = rest.rsplit_once(": ")?;
        let (size, _) = size.split_once(", bleed ")?;
        let (width, height) = size.split_once(" x ")?;
        let sheet = sheet_in_mm(points(width)?, points(height)?);
        self.pages.push(ComparedPage { label: label.to_owned(), sheet, ..ComparedPage::default() });
        self.columns.clear();
        self.is_vertical = false;
        Some(())
    }

    /// `75 lines of 13.50, area (49.61, 56.69)-(729.92, 1071.50), columns 49.61-173.11 …`
    fn grid(&mut self, rest: &str) -> Option<()> {
        let (lines, columns) = rest.split_once(", columns ")?;
        let (lines, area) = lines.split_once(", area (")?;
        let (lines, leading) = lines.split_once(" lines of ")?;
        let area = in_mm(read_box(area.strip_suffix(')')?)?);
        let edges = columns.split(' ').map(|it| {
            let (from, to) = it.split_once('-')?;
            Some((points(from)?, points(to)?))
        });
        let edges: Vec<(Abs, Abs)> = edges.collect::<Option<_>>()?;
        let (left, right) = *edges.first()?;
        let (count, width) = (edges.len(), (right - left).to_mm());
        self.columns = edges.into_iter().map(|(left, _)| left).collect();
        let words = format!("{count} × {lines}, {leading} pt, {width:.1} mm; {area} mm");
        self.pages.last_mut()?.grid = Some(words);
        Some(())
    }

    /// Works out what is known only at the end of a page.
    fn finish(&mut self) {
        let Some(page) = self.pages.last_mut() else { return };
        let near = Abs::pt(1.0);
        for story in &mut page.stories {
            let span = |frame: &Rect| match self.is_vertical {
                true => (frame.top, frame.bottom),
                false => (frame.left, frame.right),
            };
            let mut starts: Vec<Abs> = story.frames.iter().map(|frame| span(frame).0).collect();
            starts.sort();
            starts.dedup();
            story.column_count = starts.len();
            let (from, to) = (
                story.frames.iter().map(|frame| span(frame).0).min(),
                story.frames.iter().map(|frame| span(frame).1).max(),
            );
            let (Some(from), Some(to)) = (from, to) else { continue };
            let first = self.columns.iter().filter(|edge| **edge <= from + near).count();
            let last = self.columns.iter().filter(|edge| **edge < to - near).count();
            story.columns = match first == last {
                true => first.to_string(),
                false => format!("{first}-{last}"),
            };
        }
    }

    /// `line 90 at (31.18, 1010.86), measure 156.51, indent 9.00: ferry body 0`
    fn line(&mut self, line: &str) -> Option<()> {
        let page = self.pages.last_mut()?;
        let (is_vertical, line) = match line.strip_prefix("vertical ") {
            Some(line) => (true, line),
            None => (false, line),
        };
        let rest = line.strip_prefix("line ")?;
        let (row, rest) = rest.split_once("at (")?;
        let row = match row.trim() {
            "" => None,
            row => Some(row.parse().ok()?),
        };
        let (at, rest) = rest.split_once("), measure ")?;
        let (x, y) = at.split_once(", ")?;
        let (x, y) = (points(x)?, points(y)?);
        // The owner's slug may have a colon in it.
        let (numbers, owner) = rest.split_once(": ")?;
        let mut numbers = numbers.split(", indent ");
        let measure = points(numbers.next()?)?;
        let indent = match numbers.next() {
            Some(indent) => points(indent)?,
            None => Abs::ZERO,
        };
        let place = if is_vertical {
            Rect { left: x, right: x, top: y + indent, bottom: y + measure }
        } else {
            Rect { left: x + indent, right: x + measure, top: y, bottom: y }
        };
        self.line_top = y;
        if row.is_some() {
            self.is_vertical = is_vertical;
        }
        let along = if self.is_vertical { y } else { x };
        // A line of a paragraph may begin some way into its column.
        let column = self.columns.iter().filter(|left| **left <= along + Abs::pt(1.0)).count();
        let content = LineContent {
            text: String::new(),
            column,
            row,
            place,
            styles: Vec::new(),
            spacing: String::new(),
        };
        let owner = read_owner(owner, &page.stories)?;
        match page.texts.last_mut() {
            Some(text) if text.owner == owner => text.lines.push(content),
            _ => page.texts.push(TextContent { owner, lines: vec![content] }),
        }
        Some(())
    }
}

/// A line that says more of what the line before it is about.
fn continues(page: &mut ComparedPage, rest: &str, line_top: Abs) -> Option<()> {
    // Of pictures, what they show in words; of stories, where they stand.
    if rest.starts_with('"') {
        page.pictures.last_mut()?.other.push_str(rest);
        return Some(());
    }
    let Some(text) = page.texts.last_mut() else {
        let story = page.stories.last_mut()?;
        if let Some(frames) = rest.strip_prefix("in ") {
            let frames = frames.strip_prefix('(')?.strip_suffix(')')?;
            story.frames = frames.split(") (").map(read_box).collect::<Option<_>>()?;
        }
        return Some(());
    };
    // `9.00 SourceSerif4-Bold white "YUNTING —" 67 74 | 33`
    let (style, rest) = rest.split_once(" \"")?;
    let end = closing_quote(rest)?;
    let (quoted, spacing) = (&rest[..end], &rest[end + 1..]);
    let mut words = style.splitn(3, ' ');
    let (size, face) = (words.next()?, words.next()?);
    let ink = words.next().unwrap_or("k(100)").to_owned();
    let line = text.lines.last_mut()?;
    line.text.push_str(&unquoted(quoted)?);
    line.spacing.push_str(spacing);
    let size_of_type = points(size)?;
    if line.place.top == line.place.bottom {
        line.place.top -= size_of_type.scale(88, 100);
        line.place.bottom += size_of_type.scale(12, 100);
    } else if line.place.left == line.place.right {
        line.place.left -= size_of_type.scale(12, 100);
        line.place.right += size_of_type.scale(88, 100);
        // The origin of an upright character lies on its own baseline.
        line.place.top = (line.place.top - size_of_type.scale(88, 100)).max(line_top);
    }
    let style = TypeStyle { face: format!("{size} pt {face}"), ink };
    if line.styles.last() != Some(&style) {
        line.styles.push(style);
    }
    Some(())
}

/// `lead: lines 6-57, 2155 characters, overset 0 in 0 lines, unplaced 0, underset 1 lines`
fn read_story(rest: &str) -> Option<StoryContent> {
    let (slug, rest) = rest.rsplit_once(": lines ")?;
    let mut parts = rest.split(", ");
    let lines = parts.next()?.to_owned();
    let characters = parts.next()?.strip_suffix(" characters")?.parse().ok()?;
    let (overset, overset_lines) = parts.next()?.strip_prefix("overset ")?.split_once(" in ")?;
    let _unplaced = parts.next()?;
    let underset = parts.next()?.strip_prefix("underset ")?.strip_suffix(" lines")?;
    Some(StoryContent {
        slug: slug.to_owned(),
        frames: Vec::new(),
        lines,
        columns: String::new(),
        column_count: 0,
        characters,
        overset_characters: overset.parse().ok()?,
        overset_lines: overset_lines.strip_suffix(" lines")?.parse().ok()?,
        underset_lines: underset.parse().ok()?,
    })
}

/// `friends.jpg 9f3a12bc0d4e in (1.00, 2.00)-(3.00, 4.00), whole (…)-(…), in black: lead caption 0`
fn read_picture(rest: &str) -> Option<PictureContent> {
    // A file may be called like anything.
    let mut places = rest.rmatch_indices(PLACE);
    places.find_map(|(at, _)| placed_picture(&rest[..at], &rest[at + PLACE.len()..]))
}

/// What comes before the place of a picture.
const PLACE: &str = " in (";

fn placed_picture(named: &str, rest: &str) -> Option<PictureContent> {
    let (file, content) = named.rsplit_once(' ')?;
    let (frame, rest) = rest.split_once("), whole (")?;
    let (whole, rest) = rest.split_once(')').and_then(|(from, rest)| {
        let (to, rest) = rest.strip_prefix("-(")?.split_once(')')?;
        Some((read_corners(from, to)?, rest))
    })?;
    let (other, owner) = rest.split_once(": ")?;
    let slug = owner.rsplitn(3, ' ').nth(2).map(str::to_owned);
    Some(PictureContent {
        file: Some(file.to_owned()),
        content: content.to_owned(),
        slug,
        frame: read_box(frame)?,
        whole,
        other: other.to_owned(),
    })
}

/// `lead headline 0`, `folio 0`, `prices table 3/4 0`
fn read_owner(text: &str, stories: &[StoryContent]) -> Option<TextOwner> {
    let (rest, paragraph) = text.rsplit_once(' ')?;
    let paragraph = paragraph.parse().ok()?;
    // Names of files that tables are known by may have spaces in them.
    let of = |slug: &str| rest.strip_prefix(slug)?.strip_prefix(' ');
    let known = stories.iter().filter_map(|story| Some((&story.slug, of(&story.slug)?)));
    let longest = known.max_by_key(|(slug, _)| slug.len());
    let (slug, part) = match longest {
        Some((slug, part)) => (Some(slug.clone()), part),
        None => (None, rest),
    };
    Some(TextOwner { slug, part: part.to_owned(), paragraph })
}

/// `49.61, 56.69)-(1055.91, 1510.87`
fn read_box(text: &str) -> Option<Rect> {
    let (from, to) = text.split_once(")-(")?;
    read_corners(from, to)
}

fn read_corners(from: &str, to: &str) -> Option<Rect> {
    let ((left, top), (right, bottom)) = (from.split_once(", ")?, to.split_once(", ")?);
    Some(Rect {
        left: points(left)?,
        top: points(top)?,
        right: points(right)?,
        bottom: points(bottom)?,
    })
}

fn points(text: &str) -> Option<Abs> {
    Some(Abs::pt(text.trim().parse().ok()?))
}

/// Where a quoted text ends.
fn closing_quote(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends.then_some(at)
    })
}

/// A text as Rust quotes it, without its escapes.
fn unquoted(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next()? {
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            '0' => out.push('\0'),
            'u' => {
                let digits: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                out.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
            }
            other => out.push(other),
        }
    }
    Some(out)
}
