//! The plan of a page as a page spec.

use std::fmt::{self, Write};

use super::estimate::{PICTURE_LINES, head_lines, picture_columns};
use super::plan::{Plan, RailPart};
use super::{DummyPiece, PageDummy, PieceRank};

/// Lines of a section's bar, above its first head.
const BAR_LINES: u32 = 3;

pub(super) fn spec(draft: &PageDummy) -> String {
    let mut text = String::new();
    // Writing to memory cannot fail.
    let _ = write(draft, &mut text);
    text
}

fn write(draft: &PageDummy, out: &mut String) -> fmt::Result {
    let PageDummy { copy, frame, plan, .. } = draft;
    out.write_str(
        "# A first page: each piece of the copy in its kind of place. Move what you like.\n",
    )?;
    out.write_str("# 初排：来稿各件已按类别排上，请随意改动。\n")?;
    for remark in &copy.remarks {
        let remark: String = remark.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "# 来稿写道：{remark}")?;
    }
    writeln!(
        out,
        "format  = 1\nextends = {}\n\n[page]\nstories = {}",
        quoted(&frame.extends),
        quoted(&frame.stories)
    )?;
    if !frame.over.is_empty() {
        writeln!(out, "\n{}", frame.over.trim_end())?;
    }
    if let Some(banner) = &copy.banner {
        let last = plan.first_line.saturating_sub(2).max(1);
        writeln!(
            out,
            "\n[[banner]]\ntext    = {}\ncolumns = \"all\"\nlines   = \"1-{last}\"",
            quoted(banner)
        )?;
    }
    block(draft, out)?;
    rail(draft, out)?;
    pictures(draft, out)
}

/// Stories below each other: each ends where its text does, and the last at the foot.
fn block(draft: &PageDummy, out: &mut String) -> fmt::Result {
    let PageDummy { copy, plan, .. } = draft;
    let columns = match plan.block {
        all if all >= plan.grid.columns => "all".to_owned(),
        block => range(1, block),
    };
    let mut before: Option<&str> = None;
    let pieces: Vec<&DummyPiece> =
        plan.stories.iter().filter_map(|at| copy.pieces.get(*at)).collect();
    for (at, piece) in pieces.iter().enumerate() {
        writeln!(out, "\n[[story]]\nslug    = {}\ncolumns = \"{columns}\"", quoted(&piece.slug))?;
        let is_last = at + 1 == pieces.len();
        match (before, is_last) {
            (None, false) => writeln!(out, "lines   = \"{}-\"", plan.first_line)?,
            (None, true) => writeln!(out, "lines   = \"{}-last\"", plan.first_line)?,
            (Some(before), _) => {
                writeln!(out, "after   = {}", quoted(before))?;
                if is_last {
                    out.write_str("lines   = \"-last\"\n")?;
                }
            }
        }
        story_pictures(piece, plan.block, out)?;
        if piece.place == PieceRank::Lead && plan.block > 2 {
            out.write_str("styles.headline = { size = \"34pt\", max-size = \"40pt\" }\n")?;
        }
        before = Some(&piece.slug);
    }
    Ok(())
}

/// Pictures of a story stand under its head.
fn story_pictures(piece: &DummyPiece, columns: u32, out: &mut String) -> fmt::Result {
    if piece.pictures == 0 {
        return Ok(());
    }
    let wide = picture_columns(columns);
    let first = columns.saturating_sub(wide) + 1;
    let place = format!(
        "{{ place = \"under-head\", depth = {PICTURE_LINES}, story-columns = \"{}\" }}",
        range(first, columns)
    );
    let places: Vec<&str> = std::iter::once(place.as_str())
        .chain(std::iter::repeat_n("{ place = \"foot\", depth = 12 }", piece.pictures - 1))
        .collect();
    writeln!(out, "pictures = [{}]", places.join(", "))
}

/// Sections, each with its lines.
fn rail(draft: &PageDummy, out: &mut String) -> fmt::Result {
    let PageDummy { copy, plan, sections, .. } = draft;
    let columns = rail_range(plan);
    let mut line = plan.first_line;
    for RailPart { section, pieces, lines } in &plan.rail {
        let last = (line + lines).saturating_sub(1);
        let pieces: Vec<&DummyPiece> =
            pieces.iter().filter_map(|at| copy.pieces.get(*at)).collect();
        match section {
            Some(section) => {
                let title = sections.get(*section).map(String::as_str).unwrap_or_default();
                let stories: Vec<String> =
                    pieces.iter().map(|piece| in_section(piece, &columns, line, last)).collect();
                writeln!(
                    out,
                    "\n[[section]]\ntitle   = {}\ncolumns = \"{columns}\"\nlines   = \"{}\"\nstories = [{}]",
                    quoted(title),
                    range(line, last),
                    stories.join(", ")
                )?;
            }
            None => {
                for piece in pieces {
                    writeln!(
                        out,
                        "\n[[story]]\nslug    = {}\ncolumns = \"{columns}\"\nlines   = \"{}\"",
                        quoted(&piece.slug),
                        range(line, last)
                    )?;
                    story_pictures(piece, plan.rail_columns(), out)?;
                }
            }
        }
        line = last + 2;
    }
    Ok(())
}

/// A story in the list of its section; a picture with nothing but a headline has all that
/// this leaves.
fn in_section(piece: &DummyPiece, columns: &str, first: u32, last: u32) -> String {
    let slug = quoted(&piece.slug);
    if piece.place != PieceRank::PhotoStory {
        return slug;
    }
    let top = (first + BAR_LINES + head_lines(piece)).min(last);
    format!(
        "{{ slug = {slug}, pictures = [{{ columns = \"{columns}\", lines = \"{}\" }}] }}",
        range(top, last)
    )
}

/// Pictures that stand alone, side by side at the foot of the rail.
fn pictures(draft: &PageDummy, out: &mut String) -> fmt::Result {
    let PageDummy { copy, plan, .. } = draft;
    let rail = plan.rail_columns();
    let mut last = plan.grid.lines;
    for row in plan.pictures.chunks(rail as usize).rev() {
        let top = (last + 1).saturating_sub(plan.picture_lines).max(1);
        let share = rail / u32::try_from(row.len()).unwrap_or(1).max(1);
        let pieces = row.iter().filter_map(|at| copy.pieces.get(*at));
        let mut column = plan.grid.columns - rail + 1;
        for piece in pieces {
            let columns = range(column, column + share.max(1) - 1);
            writeln!(
                out,
                "\n[[picture]]\nstory   = {}\ncolumns = \"{columns}\"\nlines   = \"{}\"",
                quoted(&piece.slug),
                range(top, last)
            )?;
            column += share.max(1);
        }
        last = top.saturating_sub(2);
    }
    Ok(())
}

fn rail_range(plan: &Plan) -> String {
    match plan.block {
        0 => "all".to_owned(),
        block => range(block + 1, plan.grid.columns),
    }
}

fn range(first: u32, last: u32) -> String {
    match last > first {
        true => format!("{first}-{last}"),
        false => first.to_string(),
    }
}

/// A text of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
