//! The plan of a page as a page spec.

use std::fmt::{self, Write};

use super::estimate::{PICTURE_LINES, head_lines, picture_columns};
use super::plan::{DummyPlan, RailPart};
use super::{DummyFrame, DummyPiece, PageDummy};
use crate::story::PieceKind;

/// Lines of a section's bar, above its first head.
const BAR_LINES: u32 = 3;

pub(super) fn spec(dummy: &PageDummy) -> String {
    let mut text = String::new();
    // Writing to memory cannot fail.
    let _ = write(dummy, &mut text);
    text
}

/// What the page extends, and where its copy is.
pub(super) fn frame(frame: &DummyFrame) -> String {
    let DummyFrame { extends, stories, facts, over, has_folio } = frame;
    let (extends, stories) = (quoted(extends), quoted(stories));
    let mut text = format!("format  = 1\nextends = {extends}\n\n[page]\nstories = {stories}\n");
    if let Some(date) = facts.date {
        text.push_str(&format!("date    = {date}\n"));
    }
    if let Some(number) = &facts.number {
        text.push_str(&format!("number  = {}\n", quoted(number)));
    }
    if let Some(section) = &facts.section {
        text.push_str(&format!("section = {}\n", quoted(section)));
    }
    if !over.is_empty() {
        text.push_str(&format!("\n{}\n", over.trim_end()));
    }
    if !has_folio {
        text.push_str("\n# Until the page has a date and a number. 有日期、版次后删去。\n[folio]\nshow = false\n");
    }
    text
}

fn write(dummy: &PageDummy, out: &mut String) -> fmt::Result {
    let PageDummy { copy, frame, plan, .. } = dummy;
    out.write_str(
        "# A first page: each piece of the copy in its kind of place. Move what you like.\n",
    )?;
    out.write_str("# 初排：来稿各件已按类别排上，请随意改动。\n")?;
    for remark in &copy.remarks {
        let remark: String = remark.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "# {remark}")?;
    }
    out.write_str(&self::frame(frame))?;
    if let Some(banner) = &copy.banner {
        let last = plan.first_line.saturating_sub(2).max(1);
        writeln!(
            out,
            "\n[[banner]]\ntext    = {}\ncolumns = \"all\"\nlines   = \"1-{last}\"",
            quoted(banner)
        )?;
    }
    block(dummy, out)?;
    rail(dummy, out)?;
    pictures(dummy, out)
}

/// Stories below each other: each ends where its text does, and the last at the foot.
fn block(dummy: &PageDummy, out: &mut String) -> fmt::Result {
    let PageDummy { copy, plan, .. } = dummy;
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
        story_pictures(piece, plan.block, plan.in_block.columns, plan.in_block.depth, out)?;
        if piece.kind == PieceKind::Lead && plan.block > 2 {
            out.write_str("styles.headline = { size = \"34pt\", max-size = \"40pt\" }\n")?;
        }
        before = Some(&piece.slug);
    }
    Ok(())
}

/// Pictures of a story stand under its head.
fn story_pictures(
    piece: &DummyPiece,
    columns: u32,
    wide: u32,
    depth: u32,
    out: &mut String,
) -> fmt::Result {
    if piece.pictures == 0 {
        return Ok(());
    }
    let first = columns.saturating_sub(wide) + 1;
    // Text is not looked for below a picture that is as wide as its story.
    let stands = if wide == columns && columns > 1 { "foot" } else { "under-head" };
    let place = format!(
        "{{ place = \"{stands}\", depth = {depth}, story-columns = \"{}\" }}",
        range(first, columns)
    );
    let places: Vec<&str> = std::iter::once(place.as_str())
        .chain(std::iter::repeat_n("{ place = \"foot\", depth = 12 }", piece.pictures - 1))
        .collect();
    writeln!(out, "pictures = [{}]", places.join(", "))
}

/// Sections, each with its lines.
fn rail(dummy: &PageDummy, out: &mut String) -> fmt::Result {
    let PageDummy { copy, plan, sections, .. } = dummy;
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
                    let rail = plan.rail_columns();
                    story_pictures(piece, rail, picture_columns(rail), PICTURE_LINES, out)?;
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
    if piece.kind != PieceKind::PhotoStory {
        return slug;
    }
    let top = (first + BAR_LINES + head_lines(piece)).min(last);
    format!(
        "{{ slug = {slug}, pictures = [{{ columns = \"{columns}\", lines = \"{}\" }}] }}",
        range(top, last)
    )
}

/// Pictures that stand alone, side by side at the foot of the rail.
fn pictures(dummy: &PageDummy, out: &mut String) -> fmt::Result {
    let PageDummy { copy, plan, .. } = dummy;
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

fn rail_range(plan: &DummyPlan) -> String {
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
