//! Writes mended copy as a story file.

use std::fmt::Write as _;

use super::body::CopyBody;
use super::change::HeadPart;
use super::copy::CopyText;
use super::draft::{CellJoin, DraftLine};
use super::head::CopyHead;
use super::pieces::{self, CellPiece, ListPiece, PicturePiece, RowPiece, StoryPiece};
use crate::story::Emphasis;
use crate::style::CellAlign;

/// The whole file; `lines` are those of a draft, if it was one.
pub(super) fn story(head: &CopyHead, body: &CopyBody, lines: &[DraftLine]) -> String {
    let mut file = String::from("+++\n");
    let parts = [
        (HeadPart::Section, &head.section),
        (HeadPart::Kicker, &head.kicker),
        (HeadPart::Headline, &head.headline),
        (HeadPart::Deck, &head.deck),
        (HeadPart::Standfirst, &head.standfirst),
        (HeadPart::Byline, &head.byline),
        (HeadPart::Dateline, &head.dateline),
    ];
    for (part, copy) in parts {
        if let Some(copy) = copy {
            key(&mut file, part.key(), &copy.text());
        }
    }
    let pieces = pieces::of(body, lines);
    for picture in pieces.pictures_of_head {
        file.push_str("\n[[pictures]]\n");
        key(&mut file, "file", picture.picture.file.as_deref().unwrap_or(UNKNOWN_FILE));
        optional_key(&mut file, "caption", &picture.caption.text());
        optional_key(&mut file, "credit", picture.picture.credit.as_deref().unwrap_or_default());
        optional_key(&mut file, "alt", picture.picture.alt.as_deref().unwrap_or_default());
    }
    for caption in &body.captions {
        file.push_str("\n[[pictures]]\n");
        key(&mut file, "file", UNKNOWN_FILE);
        key(&mut file, "caption", &caption.text.text());
        if !caption.credit.is_empty() {
            key(&mut file, "credit", &caption.credit.text());
        }
    }
    file.push_str("+++\n");
    for piece in &pieces.body {
        file.push('\n');
        match piece {
            StoryPiece::Crosshead(text) => {
                file.push_str("## ");
                file.push_str(&markdown(text, Stress::Dropped).replace('#', "\\#"));
            }
            StoryPiece::Paragraph(text) => {
                file.push_str(&protect_opening(&markdown(text, Stress::Kept)));
            }
            StoryPiece::Signature(text) => {
                file.push_str("-- ");
                file.push_str(&markdown(text, Stress::Dropped));
            }
            StoryPiece::List(items) => items.iter().for_each(|item| list_item(&mut file, item)),
            StoryPiece::Table(rows) => table(&mut file, rows),
            StoryPiece::Picture(picture) => inline_picture(&mut file, picture),
        }
        if !file.ends_with('\n') {
            file.push('\n');
        }
    }
    file
}

/// What stands for the name of a picture's file that nobody knows.
const UNKNOWN_FILE: &str = "[[?file?]]";

/// The key, if it has a value.
fn optional_key(file: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        key(file, name, value);
    }
}

fn list_item(file: &mut String, item: &ListPiece) {
    // As deep as the words of the item above begin.
    const DEEPER: &str = "   ";
    file.push_str(&DEEPER.repeat(item.depth));
    file.push_str(item.marker);
    file.push(' ');
    file.push_str(&protect_opening(&markdown(item.text, Stress::Kept)));
    file.push('\n');
}

fn table(file: &mut String, rows: &[RowPiece]) {
    let Some(first) = rows.first() else { return };
    let rule: String = { first.cells.iter() }
        .map(|cell| match cell.cell.align {
            CellAlign::Left => "---|",
            CellAlign::Center => ":-:|",
            CellAlign::Right | CellAlign::Decimal => "--:|",
        })
        .collect();
    if !first.is_heading {
        let _ = writeln!(file, "|{}\n|{rule}", "  |".repeat(first.cells.len()));
    }
    for (number, row) in rows.iter().enumerate() {
        file.push('|');
        for CellPiece { cell, text } in &row.cells {
            let words = match cell.joins {
                Some(CellJoin::Left) => "<<".to_owned(),
                Some(CellJoin::Above) => "^^".to_owned(),
                // Words that would join the cell, even with a backslash.
                None if matches!(text.text().trim(), "<<" | "^^") => {
                    text.text().trim().chars().map(String::from).collect::<Vec<_>>().join(" ")
                }
                None => markdown(text, Stress::Kept).replace('|', "\\|"),
            };
            let _ = write!(file, " {words} |");
        }
        file.push('\n');
        if number == 0 && row.is_heading {
            let _ = writeln!(file, "|{rule}");
        }
    }
}

fn inline_picture(file: &mut String, PicturePiece { picture, caption }: &PicturePiece) {
    let caption = markdown(caption, Stress::Kept).replace('[', "\\[").replace(']', "\\]");
    let name = picture.file.as_deref().unwrap_or(UNKNOWN_FILE);
    let _ = match name.contains([' ', '(', ')', '[']) {
        true => write!(file, "![{caption}](<{name}>"),
        false => write!(file, "![{caption}]({name}"),
    };
    match &picture.credit {
        Some(credit) => {
            let credit = credit.replace('\\', "\\\\").replace('"', "\\\"");
            let _ = write!(file, " \"{credit}\")");
        }
        None => file.push(')'),
    }
}

/// `key = "value"`.
pub(in crate::story) fn key(file: &mut String, key: &str, value: &str) {
    let _ = write!(file, "{key} = \"");
    for c in value.chars() {
        match c {
            '"' | '\\' => file.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(file, "\\u{:04X}", u32::from(c));
            }
            c => file.push(c),
        }
    }
    file.push_str("\"\n");
}

/// Whether words that stand out still do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stress {
    Kept,
    Dropped,
}

/// The text with a backslash before everything that Markdown would read as
/// more than text, and the signs of what stands out.
fn markdown(copy: &CopyText, stress: Stress) -> String {
    let mut text = String::new();
    let mut before = ' ';
    let stressed = match stress {
        Stress::Kept => stressed(copy),
        Stress::Dropped => Vec::new(),
    };
    let mut ends = stressed.iter().peekable();
    for (at, char) in copy.chars.iter().enumerate() {
        while let Some(run) = ends.next_if(|run| run.end == at) {
            text.push_str(run.sign);
        }
        if let Some(run) = ends.peek().filter(|run| run.start == at) {
            text.push_str(run.sign);
        }
        let special = match char.c {
            // What is kept from being a sign already stays so.
            '\\' => !copy.chars.get(at + 1).is_some_and(|next| "{}[]|^".contains(next.c)),
            '*' | '_' | '`' | '<' | '&' => true,
            // A link or picture needs its address right after the bracket.
            '(' => before == ']',
            _ => false,
        };
        if special {
            text.push('\\');
        }
        text.push(char.c);
        before = char.c;
    }
    ends.for_each(|run| text.push_str(run.sign));
    text
}

/// Characters that stand out, by their places.
struct StressRun {
    start: usize,
    end: usize,
    sign: &'static str,
}

/// What stands out, as far as Markdown can say so: not the spaces at both ends, nor a mark
/// of ASCII there that a letter stands beside.
fn stressed(copy: &CopyText) -> Vec<StressRun> {
    let mut runs: Vec<StressRun> = Vec::new();
    let mut start = 0;
    for alike in copy.chars.chunk_by(|one, other| one.emphasis == other.emphasis) {
        let end = start + alike.len();
        let sign = match alike.first().map(|char| char.emphasis) {
            Some(Emphasis::Emphasis) => "*",
            Some(Emphasis::Strong) => "**",
            Some(Emphasis::None) | None => "",
        };
        let is_edge = |at: &usize| {
            let c = copy.chars[*at].c;
            c.is_whitespace() || c.is_ascii_punctuation() && !copy.chars[*at].fixed
        };
        let from = (start..end).find(|at| !is_edge(at));
        let to = (start..end).rev().find(|at| !is_edge(at));
        if let (Some(from), Some(to), false) = (from, to, sign.is_empty()) {
            runs.push(StressRun { start: from, end: to + 1, sign });
        }
        start = end;
    }
    runs
}

/// The paragraph with a backslash where its beginning would make it a heading,
/// list, quote, fence or rule.
fn protect_opening(text: &str) -> String {
    if text.starts_with(['#', '>', '+', '-', '~', '=']) {
        return format!("\\{text}");
    }
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if after.len() < text.len() && after.starts_with(['.', ')']) {
        let number = &text[..text.len() - after.len()];
        return format!("{number}\\{after}");
    }
    text.to_owned()
}
