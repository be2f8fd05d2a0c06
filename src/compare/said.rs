//! What changed, in an editor's words.

use super::change::{PageChange, PlaceOfText, TextEdit, WhatChanged};
use crate::diag::Text;
use crate::say;

/// Characters of a new or lost text that are quoted.
const QUOTED: usize = 24;

impl PageChange {
    /// What changed in a sentence without the page.
    #[must_use]
    pub fn text(&self) -> Text {
        self.kind.text()
    }

    /// What changed in as few words as there is room for on a page.
    #[must_use]
    pub fn short(&self) -> Text {
        // On the page it is seen whose text it is.
        let edits = match &self.kind {
            WhatChanged::Text { edits, .. } => edits,
            WhatChanged::TextCame { text, .. } => {
                let quoted = quoted(text);
                return say!("new: {quoted}", "新加：{quoted}");
            }
            WhatChanged::TextMoved { was_paragraph, .. } => {
                return say!("was paragraph {was_paragraph}", "原为第 {was_paragraph} 段");
            }
            WhatChanged::Face { was, now, .. } | WhatChanged::TypeInk { was, now, .. } => {
                return say!("{was} → {now}", "{was} → {now}");
            }
            _ => return self.text(),
        };
        let marks: Vec<String> = edits
            .iter()
            .map(|TextEdit { was, now, .. }| match (was.is_empty(), now.is_empty()) {
                (true, _) => format!("+{}", quoted(now)),
                (_, true) => format!("−{}", quoted(was)),
                _ => format!("{} → {}", quoted(was), quoted(now)),
            })
            .collect();
        let marks = marks.join("  ");
        Text { en: marks.clone(), zh: marks }
    }

    /// What was changed of the characters, one a line, as a proofreader marks them; empty
    /// of all else.
    #[must_use]
    pub fn lines(&self) -> Vec<Text> {
        match &self.kind {
            WhatChanged::Text { edits, .. } => edits.iter().map(edit).collect(),
            _ => Vec::new(),
        }
    }
}

impl WhatChanged {
    fn text(&self) -> Text {
        match self {
            Self::PageCame => say!("the page is new", "新增这个版"),
            Self::PageWent => say!("the page is gone", "这个版没有了"),
            Self::Sheet { was, now } => {
                say!("the page's size: {was} → {now}", "版面尺寸：{was} → {now}")
            }
            Self::Grid { was, now } => say!(
                "the grid (columns × lines, leading, width of a column; area): {was} → {now}",
                "版心网格（栏数 × 行数，行距，栏宽；版心）：{was} → {now}"
            ),
            Self::Inks { gone, new } => inks(gone, new),
            Self::StoryCame { slug } => say!("“{slug}” is new on the page", "新上稿件“{slug}”"),
            Self::StoryWent { slug } => {
                say!("“{slug}” is no longer on the page", "稿件“{slug}”已撤下")
            }
            Self::StoryMoved { slug, was, now, was_columns, now_columns }
                if was_columns == now_columns =>
            {
                say!(
                    "“{slug}” moved: lines {was} → {now}",
                    "“{slug}”移位：第 {was} 行 → 第 {now} 行"
                )
            }
            Self::StoryMoved { slug, was, now, was_columns, now_columns } => say!(
                "“{slug}” moved: columns {was_columns}, lines {was} → columns {now_columns}, lines {now}",
                "“{slug}”移位：第 {was_columns} 栏第 {was} 行 → 第 {now_columns} 栏第 {now} 行"
            ),
            Self::StoryResized { slug, was, now } => say!(
                "“{slug}” has another place: columns × lines {was} → {now}",
                "“{slug}”版位改变：栏数 × 行 {was} → {now}"
            ),
            Self::Fit { slug, was_lines, now_lines, was_characters, now_characters } => {
                let Text { en, zh } = room(*was_lines, *was_characters);
                let now = room(*now_lines, *now_characters);
                let (now_en, now_zh) = (now.en, now.zh);
                say!("“{slug}” was {en}, is {now_en}", "“{slug}”原来{zh}，现在{now_zh}")
            }
            Self::Text { at, edits } => {
                let Text { en, zh } = at.text();
                let count = edits.len();
                match count {
                    1 => say!("{en}: one change", "{zh}：改 1 处"),
                    _ => say!("{en}: {count} changes", "{zh}：改 {count} 处"),
                }
            }
            Self::TextCame { at, text } => {
                let Text { en, zh } = at.text();
                let quoted = quoted(text);
                say!("{en} is new: {quoted}", "{zh}是新加的：{quoted}")
            }
            Self::TextWent { at, text } => {
                let Text { en, zh } = at.text();
                let quoted = quoted(text);
                say!("{en} is gone: {quoted}", "{zh}已删去：{quoted}")
            }
            Self::Face { at, was, now } => {
                let Text { en, zh } = at.text();
                say!("{en} has other type: {was} → {now}", "{zh}改了字体字号：{was} → {now}")
            }
            Self::TypeInk { at, was, now } => {
                let Text { en, zh } = at.text();
                say!("{en} has another ink: {was} → {now}", "{zh}改了颜色：{was} → {now}")
            }
            Self::Shapes { gone, new } => say!(
                "rules, tints and frames: {gone} gone, {new} new",
                "线条、底色、边框：去掉 {gone} 个，新增 {new} 个"
            ),
            Self::FindingCame { finding } => say!("now found: {finding}", "新出现问题：{finding}"),
            Self::FindingWent { finding } => {
                say!("no longer found: {finding}", "问题已消除：{finding}")
            }
            Self::Other { was, now } => say!("{was} → {now}", "{was} → {now}"),
            _ => self.lines_text(),
        }
    }

    /// The same of words that are what they were.
    fn lines_text(&self) -> Text {
        match self {
            Self::TextMoved { at, was_paragraph } => {
                let Text { en, zh } = at.text();
                if at.has_paragraphs() {
                    say!(
                        "{en} moved there; it was paragraph {was_paragraph}",
                        "{zh}是移来的，原为第 {was_paragraph} 段"
                    )
                } else {
                    say!("{en} moved there from elsewhere in the story", "{zh}是从本稿别处移来的")
                }
            }
            Self::Rebroken { at, lines, paragraphs } => {
                let Text { en, zh } = at.text();
                let (lines_en, paragraphs_en) =
                    (counted(*lines, "line"), counted(*paragraphs, "paragraph"));
                say!(
                    "{lines_en} broke anew in {paragraphs_en}, from {en}",
                    "{paragraphs} 段中有 {lines} 行重新断行，从{zh}起"
                )
            }
            Self::LinesMoved { at, lines, to_end: true } => {
                let Text { en, zh } = at.text();
                let lines_en = counted(*lines, "line");
                say!(
                    "everything from {en} on moved as it was ({lines_en})",
                    "从{zh}起，以下全部原样移位（{lines} 行）"
                )
            }
            Self::LinesMoved { at, lines, to_end: false } => {
                let Text { en, zh } = at.text();
                let lines_en = counted(*lines, "line");
                let were = if *lines == 1 { "it was" } else { "they were" };
                say!("{lines_en} moved as {were}, from {en}", "{lines} 行原样移位，从{zh}起")
            }
            Self::Respaced { at, lines } => {
                let Text { en, zh } = at.text();
                let lines_en = counted(*lines, "line");
                say!("{lines_en} spaced anew, from {en}", "{lines} 行字距改变，从{zh}起")
            }
            _ => self.picture_text(),
        }
    }

    /// The same of pictures.
    fn picture_text(&self) -> Text {
        match self {
            Self::PictureCame { picture, slug } => {
                let Text { en, zh } = picture_words(picture.as_ref(), slug.as_ref());
                say!("{en} is new", "新上{zh}")
            }
            Self::PictureWent { picture, slug } => {
                let Text { en, zh } = picture_words(picture.as_ref(), slug.as_ref());
                say!("{en} is gone", "撤下{zh}")
            }
            Self::PictureReplaced { was, now, slug } => {
                replaced(was.as_ref(), now.as_ref(), slug.as_ref())
            }
            Self::PictureRecropped { picture, slug } => {
                let Text { en, zh } = picture_words(picture.as_ref(), slug.as_ref());
                say!("{en} is cropped otherwise", "{zh}重新裁切")
            }
            Self::PictureMoved { picture, slug, was, now } => {
                let Text { en, zh } = picture_words(picture.as_ref(), slug.as_ref());
                say!(
                    "{en} moved: {was} → {now} (mm: width × height @ left, top)",
                    "{zh}移位或改变大小：{was} → {now}（毫米：宽 × 高 @ 左, 上）"
                )
            }
            _ => Text { en: String::new(), zh: String::new() },
        }
    }
}

impl PlaceOfText {
    fn has_paragraphs(&self) -> bool {
        HAS_PARAGRAPHS.contains(&self.part.as_str())
    }

    /// The place in words.
    #[must_use]
    pub fn text(&self) -> Text {
        let Self { slug, part, paragraph, line, column } = self;
        let (name, cell) = part.split_once(' ').unwrap_or((part, ""));
        let part_zh = part_zh(name);
        let (mut en, mut zh) = match slug {
            Some(slug) => (format!("“{slug}” {name}"), format!("“{slug}”{part_zh}")),
            None => (name.to_owned(), part_zh.to_owned()),
        };
        if let Some((row, cell)) = cell_of(cell) {
            en.push_str(&format!(" row {row} cell {cell}"));
            zh.push_str(&format!("第 {row} 行第 {cell} 格"));
        }
        if self.has_paragraphs() {
            en.push_str(&format!(" paragraph {paragraph}"));
            zh.push_str(&format!("第 {paragraph} 段"));
        }
        if let Some(line) = line {
            match column {
                Some(column) => {
                    en.push_str(&format!(", column {column} line {line}"));
                    zh.push_str(&format!("（第 {column} 栏第 {line} 行）"));
                }
                None => {
                    en.push_str(&format!(", line {line}"));
                    zh.push_str(&format!("（第 {line} 行）"));
                }
            }
        }
        Text { en, zh }
    }
}

/// A cell of a table as people count: the row from the top, the heading among them, and
/// the cell from the left.
fn cell_of(cell: &str) -> Option<(usize, usize)> {
    let (row, column) = cell.split_once('/')?;
    Some((row.parse::<usize>().ok()? + 1, column.parse::<usize>().ok()? + 1))
}

/// Parts of which a story has many.
const HAS_PARAGRAPHS: [&str; 3] = ["body", "classified", "text"];

/// The trade's word for a part (the names of the styles, docs/spec.md).
fn part_zh(part: &str) -> &str {
    match part {
        "kicker" => "引题",
        "headline" => "主题",
        "deck" => "副题",
        "standfirst" => "提要",
        "byline" => "署名",
        "dateline" => "电头",
        "body" => "正文",
        "crosshead" => "小标题",
        "caption" => "图片说明",
        "credit" => "图片署名",
        "section" => "栏题",
        "banner" => "通栏标语",
        "masthead" => "报头",
        "folio" => "报眉",
        "jump-line" => "转版提示",
        "jump-head" => "接排标题",
        "table" => "表格",
        "table-heading" => "表头",
        "table-title" => "表题",
        "quote" => "引语",
        "note" => "编者按",
        "fact-box" => "资料框",
        "box-heading" => "框题",
        "standing-head" => "栏头",
        "classified" => "分类广告",
        "classified-heading" => "分类题",
        "text" => "文字",
        _ => part,
    }
}

fn edit(edit: &TextEdit) -> Text {
    let TextEdit { before, was, now, after, line, column } = edit;
    let place = match (line, column) {
        (Some(line), Some(column)) => {
            say!("column {column} line {line}: ", "第 {column} 栏第 {line} 行：")
        }
        _ => Text { en: String::new(), zh: String::new() },
    };
    let what = match (was.is_empty(), now.is_empty()) {
        (true, _) => say!("…{before}[+{now}]{after}…", "……{before}［增：{now}］{after}……"),
        (_, true) => say!("…{before}[-{was}]{after}…", "……{before}［删：{was}］{after}……"),
        _ => say!("…{before}[{was} → {now}]{after}…", "……{before}［{was} → {now}］{after}……"),
    };
    Text { en: format!("{}{}", place.en, what.en), zh: format!("{}{}", place.zh, what.zh) }
}

fn inks(gone: &[String], new: &[String]) -> Text {
    let list = |inks: &[String]| inks.join(", ");
    match (gone, new) {
        (gone, []) => {
            let gone = list(gone);
            say!("no longer printed with {gone}", "不再用油墨：{gone}")
        }
        ([], new) => {
            let new = list(new);
            say!("now printed with {new}, too", "增加油墨：{new}")
        }
        (gone, new) => {
            let (gone, new) = (list(gone), list(new));
            say!("printed with {new} instead of {gone}", "油墨由 {gone} 改为 {new}")
        }
    }
}

/// How a story fits: lines over, or empty ones if negative.
fn room(lines: i64, characters: usize) -> Text {
    match lines {
        0 if characters == 0 => say!("full", "正好排满"),
        0.. => {
            let (lines_en, characters_en) =
                (counted(lines.unsigned_abs() as usize, "line"), counted(characters, "character"));
            say!("{lines_en} over ({characters_en})", "溢 {lines} 行（{characters} 字）")
        }
        _ => {
            let short = lines.unsigned_abs() as usize;
            let lines_en = counted(short, "line");
            say!("{lines_en} short", "缺 {short} 行")
        }
    }
}

fn picture_words(picture: Option<&String>, slug: Option<&String>) -> Text {
    let (en, zh) = match picture {
        Some(picture) => (format!("picture {picture}"), format!("图片 {picture}")),
        None => ("a picture".to_owned(), "一张图片".to_owned()),
    };
    match slug {
        Some(slug) => say!("{en} of “{slug}”", "“{slug}”的{zh}"),
        None => Text { en, zh },
    }
}

fn replaced(was: Option<&String>, now: Option<&String>, slug: Option<&String>) -> Text {
    let Text { en, zh } = picture_words(now, slug);
    match (was, now) {
        (Some(was), Some(now)) if was != now => {
            say!("{en} stands in the place of {was}", "{zh}替换了 {was}")
        }
        _ => say!("{en} has other content", "{zh}内容已换"),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted: String = text.chars().take(QUOTED).collect();
    if text.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted
}

/// A number with its noun: `1 line`, `2 lines`.
fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
