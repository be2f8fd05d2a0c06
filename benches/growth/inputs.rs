//! Inputs of any size: each writes its files into a folder and gives the arguments of
//! the command.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::district::{LastLook, write, write_pages};

/// Writes an input of some size into a folder.
pub(crate) type Input = fn(folder: &Path, size: usize) -> Vec<String>;

/// A page of a house without holes to be told of.
const HEAD: &str =
    "checks.hole = \"ignore\"\n[page]\npaper = \"渡口日报\"\nstories = \"stories\"\n";
/// A sentence of sixteen characters.
const SENTENCE: &str = "河埠街的路灯一盏接一盏亮了起来，";

fn arguments(verb: &str, rest: &[&str]) -> Vec<String> {
    std::iter::once(verb).chain(rest.iter().copied()).map(str::to_owned).collect()
}

fn check() -> Vec<String> {
    arguments("check", &["page.toml", "--no-cache"])
}

/// A page with one story of this text.
fn story_page(folder: &Path, body: &str) -> Vec<String> {
    let place = "[[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"1-40\"\n";
    write(&folder.join("page.toml"), &format!("{HEAD}[sheet]\nsize = \"china-tabloid\"\n{place}"));
    write(&folder.join("stories/lead.md"), &format!("+++\nheadline = \"河岸亮灯\"\n+++\n{body}\n"));
    check()
}

pub(crate) fn one_paragraph(folder: &Path, size: usize) -> Vec<String> {
    story_page(folder, &SENTENCE.chars().cycle().take(size).collect::<String>())
}

pub(crate) fn short_paragraphs(folder: &Path, size: usize) -> Vec<String> {
    let paragraph = format!("{}\n\n", SENTENCE.repeat(4));
    story_page(folder, &paragraph.repeat(size.div_ceil(64)))
}

pub(crate) fn english(folder: &Path, size: usize) -> Vec<String> {
    let text = "The lamps on the quay came on one after the other. ";
    story_page(folder, &text.chars().cycle().take(size).collect::<String>())
}

fn copy(folder: &Path, text: &str) -> Vec<String> {
    write(&folder.join("copy.txt"), text);
    arguments("import", &["copy.txt", "-o", "story.md", "--force"])
}

pub(crate) fn copy_of_sentences(folder: &Path, size: usize) -> Vec<String> {
    copy(folder, &"他说,\"灯亮了\"。路灯一盏接一盏亮了起来.\n".repeat(size.div_ceil(24)))
}

pub(crate) fn copy_of_quotes(folder: &Path, size: usize) -> Vec<String> {
    copy(folder, &"\"".repeat(size))
}

pub(crate) fn copy_of_marks(folder: &Path, size: usize) -> Vec<String> {
    copy(folder, &"[[?".repeat(size / 3))
}

pub(crate) fn copy_of_brackets(folder: &Path, size: usize) -> Vec<String> {
    copy(folder, &["(", ")"].map(|it| it.repeat(size / 2)).concat())
}

pub(crate) fn table_of_file(folder: &Path, size: usize) -> Vec<String> {
    let place = "[[table]]\nfile = \"prices.csv\"\ncolumns = \"1-5\"\nlines = \"1-60\"\n";
    write(&folder.join("page.toml"), &format!("{HEAD}[sheet]\nsize = \"china-tabloid\"\n{place}"));
    write(&folder.join("prices.csv"), &"油菜\n".repeat(size));
    fs::create_dir_all(folder.join("stories")).expect("it can be made");
    check()
}

pub(crate) fn table_of_story(folder: &Path, size: usize) -> Vec<String> {
    story_page(folder, &format!("|a|\n|-|\n{}", "|菜|\n".repeat(size - 1)))
}

/// A page with one story and its drawing.
fn drawing(folder: &Path, inside: &str) -> Vec<String> {
    let place = "[[story]]\nslug = \"lead\"\ncolumns = \"1-2\"\nlines = \"1-40\"\n\
                 pictures = [{ columns = \"1-2\", lines = \"6-20\" }]\n";
    // A file of a hundred thousand shapes is more than the last look takes.
    let page =
        format!("{HEAD}[sheet]\nsize = \"china-tabloid\"\n[output]\npreflight = \"none\"\n{place}");
    write(&folder.join("page.toml"), &page);
    let front = "headline = \"河岸亮灯\"\n[[pictures]]\nfile = \"a.svg\"\n";
    write(&folder.join("stories/lead.md"), &format!("+++\n{front}+++\n{SENTENCE}\n"));
    let root = "<svg xmlns='http://www.w3.org/2000/svg' width='80mm' height='40mm'";
    write(&folder.join("stories/a.svg"), &format!("{root} viewBox='0 0 80 40'>{inside}</svg>"));
    check()
}

pub(crate) fn shapes(folder: &Path, size: usize) -> Vec<String> {
    drawing(folder, &"<path d='M1 1L60 9L9 30z' fill='#345'/>".repeat(size))
}

pub(crate) fn attributes(folder: &Path, size: usize) -> Vec<String> {
    let keys = (0..100).fold(String::new(), |mut keys, at| {
        let _ = write!(keys, " data-k{at}='1'");
        keys
    });
    drawing(folder, &format!("<path d='M1 1L60 9L9 30z'{keys}/>").repeat(size.div_ceil(101)))
}

pub(crate) fn uses(folder: &Path, size: usize) -> Vec<String> {
    let shape = "<path id='a' d='M1 1L60 9L9 30z' fill='#345'/>";
    drawing(folder, &format!("{shape}{}", "<use href='#a'/>".repeat(size)))
}

pub(crate) fn lettering(folder: &Path, size: usize) -> Vec<String> {
    drawing(folder, &"<text x='2' y='9' font-size='3'>路灯亮了</text>".repeat(size.div_ceil(4)))
}

pub(crate) fn elements(folder: &Path, size: usize) -> Vec<String> {
    let mut page = format!("{HEAD}[sheet]\nsize = \"china-broadsheet\"\n[grid]\ncolumns = 10\n");
    for at in 0..size {
        let (column, line) = (at % 10 + 1, at / 10 * 2 + 1);
        let _ = write!(
            page,
            "[[story]]\nslug = \"s{at}\"\ncolumns = {column}\nlines = \"{line}-{}\"\n",
            line + 1
        );
        write(&folder.join(format!("stories/s{at}.md")), SENTENCE);
    }
    write(&folder.join("page.toml"), &page);
    check()
}

pub(crate) fn frames(folder: &Path, size: usize) -> Vec<String> {
    /// Frames of a story, its first place among them.
    const MOST: usize = 1000;
    let mut page = format!(
        "{HEAD}[sheet]\nsize = \"china-broadsheet\"\n[grid]\ncolumns = 40\ngutter = \"1mm\"\n\
         leading = \"2pt\"\n[styles.body]\nsize = \"2pt\"\n"
    );
    for (story, first) in (0..size).step_by(MOST).enumerate() {
        let place = |at: usize| {
            let line = at / 40 * 2 + 1;
            (at % 40 + 1, format!("{line}-{}", line + 1))
        };
        let (column, lines) = place(first);
        let further: Vec<String> = (first + 1..size.min(first + MOST))
            .map(place)
            .map(|(column, lines)| format!("{{ columns = {column}, lines = \"{lines}\" }}"))
            .collect();
        let list = further.join(", ");
        let _ = write!(
            page,
            "[[story]]\nslug = \"s{story}\"\ncolumns = {column}\nlines = \"{lines}\"\nframes = [{list}]\n"
        );
        let text = SENTENCE.repeat(further.len() + 1);
        write(&folder.join(format!("stories/s{story}.md")), &text);
    }
    write(&folder.join("page.toml"), &page);
    check()
}

fn pages(folder: &Path, size: usize, last_look: LastLook) -> Vec<String> {
    let specs = write_pages(folder, size, last_look);
    let mut list = arguments("build", &["-o", "pages.pdf", "--no-cache"]);
    list.extend(specs);
    list
}

pub(crate) fn pages_looked_over(folder: &Path, size: usize) -> Vec<String> {
    pages(folder, size, LastLook::Taken)
}

pub(crate) fn pages_alone(folder: &Path, size: usize) -> Vec<String> {
    pages(folder, size, LastLook::LeftOut)
}

/// Pages of a hundred pictures, each of 600 x 400 pixels and unlike the others.
pub(crate) fn pictures(folder: &Path, size: usize) -> Vec<String> {
    const MOST: usize = 100;
    let mut list = arguments("build", &["-o", "pages.pdf", "--no-cache"]);
    for (page, first) in (0..size).step_by(MOST).enumerate() {
        let mut spec =
            format!("{HEAD}[sheet]\nsize = \"china-broadsheet\"\n[grid]\ncolumns = 10\n");
        spec = spec.replace("\"stories\"", &format!("\"stories/{page}\""));
        for at in first..size.min(first + MOST) {
            let (column, line) = (at % 10 + 1, at % MOST / 10 * 9 + 1);
            let _ = write!(
                spec,
                "[[picture]]\nstory = \"s{at}\"\ncolumns = {column}\nlines = \"{line}-{}\"\n",
                line + 8
            );
            let stories = folder.join(format!("stories/{page}"));
            let front = format!("+++\n[[pictures]]\nfile = \"{at}.jpg\"\n+++\n");
            write(&stories.join(format!("s{at}.md")), &front);
            fs::write(stories.join(format!("{at}.jpg")), photograph(at))
                .expect("it can be written");
        }
        write(&folder.join(format!("{page}.toml")), &spec);
        list.push(format!("{page}.toml"));
    }
    list
}

/// Waves of colors that depend on the number.
fn photograph(number: usize) -> Vec<u8> {
    let (width, height): (u16, u16) = (600, 400);
    let mut pixels = Vec::new();
    for y in 0..usize::from(height) {
        for x in 0..usize::from(width) {
            let waves = [x * 3 + y, y * 2 + number * 40, x + y * 5 + number];
            pixels.extend(waves.map(|wave| (wave % 511).abs_diff(255) as u8));
        }
    }
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 85)
        .encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .expect("colors can be encoded");
    bytes
}
