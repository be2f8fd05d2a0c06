//! The district page as a document for Typst: the same stories, trim, margins,
//! columns, grid, faces and sizes, every story placed by hand, gray boxes in the
//! places of its photographs.

use std::fmt::Write;

use banmian::diag::{Sink, Sources};
use banmian::story::{self, Block, RichText, Story};

use crate::district::{story_names, story_text};

/// What stands before all pages. A line of the grid is `P`, a column is `C` wide with
/// `G` to the next.
const OPENING: &str = r#"
#set page(width: 390mm, height: 545mm, bleed: 3mm, margin: (top: 20mm, bottom: 12mm, x: 17.5mm))
#let P = 13.5pt
#let C = 190pt
#let G = (355mm - 5 * C) / 4
#let U = 9.5pt
#let ink = cmyk(0%, 0%, 0%, 100%)
#let red = cmyk(0%, 95%, 90%, 0%)
#let white = cmyk(0%, 0%, 0%, 0%)
#let hei = "Noto Sans CJK SC"
#let song = "Noto Serif CJK SC"
#let kai = "News Kai SC"
#set text(font: song, size: U, lang: "zh", region: "cn", fill: ink, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: P - U, spacing: P - U, first-line-indent: (amount: 2em, all: true))
#let wide(n) = n * C + (n - 1) * G
#let at(column, line, columns, lines, it) = place(top + left, dx: (column - 1) * (C + G), dy: (line - 1) * P, block(width: wide(columns), height: lines * P, it))
#let display(size, lines, font: song, weight: "black", fill: ink, it) = block(width: 100%, height: lines * P, above: 0pt, below: 0pt, align(center + horizon, { set par(justify: false, first-line-indent: 0pt); text(font: font, size: size, weight: weight, fill: fill, it) }))
#let crosshead(it) = block(width: 100%, height: P + U, sticky: true, align(center + horizon, { set par(first-line-indent: 0pt); text(font: hei, size: 11pt, weight: "bold", it) }))
#let photo(lines) = rect(width: 100%, height: lines * P, fill: cmyk(0%, 0%, 0%, 35%), stroke: none)
#let caption(it) = { set par(first-line-indent: 0pt); text(font: kai, size: 9pt, it) }
#let bar(it) = block(width: 100%, height: 2 * P, above: 0pt, below: 0pt, fill: red, display(18pt, 2, font: hei, weight: "bold", fill: white, it))
"#;

/// A document of so many pages, no two alike.
pub(crate) fn document(pages: usize) -> String {
    let mut out = OPENING.to_owned();
    for number in 0..pages {
        if number > 0 {
            out.push_str("#pagebreak()\n");
        }
        page(number, &mut out);
    }
    out
}

fn page(number: usize, out: &mut String) {
    let stories: Vec<Story> = story_names().iter().map(|name| parsed(name, number)).collect();
    let story = |slug: &str| {
        let found = stories.iter().find(|story| story.slug.as_str() == slug);
        found.unwrap_or_else(|| panic!("the sample has no story {slug}"))
    };
    let mut put = |column: u32, line: u32, columns: u32, lines: u32, what: &str| {
        let _ = writeln!(out, "#at({column}, {line}, {columns}, {lines}, {{ {what} }})");
    };
    let banner = "block(width: 100%, height: 4 * P, fill: red, display(30pt, 4, fill: white)[守护一江清水 共建美好城关])";
    put(1, 1, 5, 4, banner);

    let lead = story("lead");
    put(1, 6, 3, 10, &head(lead, "48pt"));
    put(1, 16, 3, 42, &set_in(3, &body(lead)));

    put(4, 6, 2, 2, "bar[部门动态]");
    for (slug, line) in [("safety", 8), ("education", 27), ("streets", 46)] {
        let brief = story(slug);
        put(4, line, 2, 4, &head(brief, "20pt"));
        put(4, line + 4, 2, 15, &set_in(2, &body(brief)));
    }

    let seen = story("neighbours");
    put(4, 68, 2, 2, "bar[图说新闻]");
    put(4, 70, 2, 3, &head(seen, "20pt"));
    put(4, 73, 2, 18, &picture(seen, 14));

    // A story round a picture is two texts to Typst, parted by hand.
    let feature = story("feature");
    let paragraphs = body(feature);
    let (first, rest) = paragraphs.split_at(paragraphs.len() / 2);
    put(1, 59, 3, 8, &head(feature, "34pt"));
    put(1, 67, 1, 41, &set_in(1, first));
    put(2, 67, 2, 27, &picture(feature, 24));
    put(2, 94, 2, 14, &set_in(2, rest));

    put(4, 92, 1, 16, &picture(story("principals"), 9));
    put(5, 92, 1, 16, &picture(story("visits"), 9));
}

fn parsed(name: &str, number: usize) -> Story {
    let mut sources = Sources::default();
    let source = sources.add(name, story_text(name, number));
    let stem = name.trim_end_matches(".md");
    story::parse(source, &sources, stem, &mut Sink::default()).expect("the sample is sound")
}

/// Kicker, headline, deck and byline, one below the other.
fn head(story: &Story, size: &str) -> String {
    let mut lines = Vec::new();
    let mut line = |part: &Option<RichText>, manner: &str| {
        if let Some(text) = part {
            lines.push(format!("display({manner})[{}]", escaped(&text.plain())));
        }
    };
    line(&story.kicker, "12pt, 1.5, font: hei, weight: \"regular\"");
    line(&story.headline, &format!("{size}, {size} / P + 0.6"));
    line(&story.deck, "16pt, 2, font: kai, weight: \"regular\"");
    line(&story.byline, "10.5pt, 1.5, font: kai, weight: \"regular\"");
    lines.join("; ")
}

/// The paragraphs and crossheads of a story, each as markup.
fn body(story: &Story) -> Vec<String> {
    let dateline = story.dateline.as_ref().map(RichText::plain).unwrap_or_default();
    let texts = story.body.iter().flat_map(|block| {
        let is_crosshead = matches!(block, Block::Crosshead(_));
        block.texts().into_iter().map(move |text| (is_crosshead, escaped(&text.plain())))
    });
    let mut list: Vec<String> = texts
        .map(|(is_crosshead, text)| if is_crosshead { format!("#crosshead[{text}]") } else { text })
        .collect();
    if let Some(first) = list.first_mut().filter(|_| !dateline.is_empty()) {
        *first = format!("#text(font: hei, weight: \"bold\")[{}]　{first}", escaped(&dateline));
    }
    list
}

fn set_in(columns: u32, paragraphs: &[String]) -> String {
    let text = paragraphs.join("\n\n");
    match columns {
        1 => format!("[{text}]"),
        _ => format!("columns({columns}, gutter: G)[{text}]"),
    }
}

/// A gray box over the words of a story's first picture.
fn picture(story: &Story, lines: u32) -> String {
    let words = story.pictures.first().and_then(|picture| picture.caption.as_ref());
    let words = words.map(RichText::plain).unwrap_or_default();
    format!("block(above: 0pt, below: P - U, photo({lines})); caption[{}]", escaped(&words))
}

/// Text without signs that mean something to Typst.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if "\\#*_`$<>@[]~/-+=\"'".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
