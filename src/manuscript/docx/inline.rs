//! What stands in a paragraph: runs, and what lies round them.

use roxmltree::Node;

use super::field::{self, OpenField};
use super::paragraph::CommentStart;
use super::styles::RunLook;
use super::xml::WordElement;
use super::{MOST_DEPTH, WordReader, drawing, text_within};
use crate::manuscript::{CopyStyle, Footnote, ManuscriptRun, RemarkKind};

impl WordReader<'_> {
    /// Reads what stands one behind the other; `look` is that of the paragraph.
    pub(super) fn inline(&mut self, parent: Node, look: RunLook, depth: usize) {
        if depth > MOST_DEPTH {
            self.remark(RemarkKind::TooDeep, String::new());
            return;
        }
        for node in parent.children() {
            match node.local() {
                "r" if node.is_word() => self.run(node, look, depth + 1),
                "ruby" => self.ruby(node, look, depth + 1),
                "ins" | "moveTo" => {
                    let start = self.open.end();
                    self.inline(node, look, depth + 1);
                    let added = self.open.text_from(start);
                    if node.local() == "ins" && !added.trim().is_empty() {
                        self.remark(RemarkKind::Inserted, added);
                    }
                }
                "del" => self.struck(node, RemarkKind::Deleted),
                "moveFrom" => self.struck(node, RemarkKind::Moved),
                "hyperlink" => {
                    self.inline(node, look, depth + 1);
                    self.link(node);
                }
                "pPr" | "rPr" => {}
                "sdt" => {
                    if let Some(content) = node.child("sdtContent") {
                        self.inline(content, look, depth + 1);
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = drawing::branch(node) {
                        self.inline(branch, look, depth + 1);
                    }
                }
                "commentRangeStart" => {
                    let at = self.open.end();
                    let id = node.attr("id").unwrap_or_default().to_owned();
                    self.open.comments.push(CommentStart { id, at });
                }
                "oMath" | "oMathPara" => self.math(node),
                // `smartTag`, `fldSimple`, `customXml`, `dir`, and whatever comes to lie
                // round runs one day.
                _ => self.inline(node, look, depth + 1),
            }
        }
    }

    fn link(&mut self, node: Node) {
        let target = node.attr("id").and_then(|id| self.parts.relationships.get(id));
        if let Some(target) = target.filter(|it| it.is_external) {
            self.remark(RemarkKind::Link, target.target.clone());
        }
    }

    fn run(&mut self, node: Node, look: RunLook, depth: usize) {
        let properties = node.child("rPr");
        let style = properties.and_then(|it| it.child_val("rStyle"));
        let style = style.and_then(|id| self.parts.styles.look(id));
        let look = RunLook::of(properties).or(style.map(|it| it.run).unwrap_or_default()).or(look);
        let is_hidden = look.hidden == Some(true);
        if is_hidden {
            let words = text_within(node);
            if !words.trim().is_empty() && !self.is_in_instruction() {
                self.remark(RemarkKind::Hidden, words);
            }
        }
        self.run_content(node, look, depth);
    }

    /// What stands in a run; of hidden ones only what has to be kept in step.
    fn run_content(&mut self, parent: Node, look: RunLook, depth: usize) {
        if depth > MOST_DEPTH {
            self.remark(RemarkKind::TooDeep, String::new());
            return;
        }
        for node in parent.children() {
            match node.local() {
                "fldChar" => self.field_char(node, look),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(node.text().unwrap_or_default());
                    }
                }
                _ if look.hidden == Some(true) || self.is_in_instruction() => {}
                "t" => self.text(node.text().unwrap_or_default(), look),
                "tab" | "ptab" => self.text("\t", look),
                "br" | "cr" => self.text("\n", look),
                "noBreakHyphen" => self.text("-", look),
                "sym" => self.symbol(node, look),
                "ruby" => self.ruby(node, look, depth + 1),
                "footnoteReference" => self.note(node.attr("id"), NoteKind::Foot),
                "endnoteReference" => self.note(node.attr("id"), NoteKind::End),
                "commentReference" => self.comment(node.attr("id").unwrap_or_default()),
                "drawing" | "pict" => self.drawing(node, depth + 1),
                "object" => self.embedded(node, depth + 1),
                "AlternateContent" => {
                    if let Some(branch) = drawing::branch(node) {
                        self.run_content(branch, look, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn is_in_instruction(&self) -> bool {
        self.fields.iter().any(|field| !field.is_result)
    }

    fn text(&mut self, text: &str, look: RunLook) {
        let style = copy_style(look);
        if !text.trim().is_empty() {
            self.open.size = self.open.size.max(look.size.unwrap_or(0));
        }
        match self.open.runs.last_mut() {
            Some(last)
                if last.style == style && last.reading.is_none() && last.footnote.is_none() =>
            {
                last.text.push_str(text);
            }
            _ => {
                let run = ManuscriptRun { style, ..ManuscriptRun::plain(text) };
                self.open.runs.push(run);
            }
        }
    }

    /// A character of a font of signs, by its number in that font.
    fn symbol(&mut self, node: Node, look: RunLook) {
        let number = node.attr("char").and_then(|it| u32::from_str_radix(it, 16).ok());
        let Some(number) = number else { return };
        let font = node.attr("font").unwrap_or_default();
        let c = sign_of_font(font, number).or_else(|| char::from_u32(number));
        if let Some(c) = c.filter(|c| !c.is_control()) {
            self.text(c.encode_utf8(&mut [0; 4]), look);
        }
    }

    /// Words with their reading over them.
    fn ruby(&mut self, node: Node, look: RunLook, depth: usize) {
        let reading = node.child("rt").map(text_within).unwrap_or_default();
        let Some(base) = node.child("rubyBase") else { return };
        let known = self.open.runs.len();
        // So that it begins with a run of its own.
        self.open.runs.push(ManuscriptRun::default());
        self.inline(base, look, depth + 1);
        let based = self.open.runs.split_off(known);
        let text: String = based.iter().map(|run| run.text.as_str()).collect();
        let style = based.iter().find(|run| !run.text.is_empty());
        let style = style.map(|run| run.style).unwrap_or_default();
        let reading = Some(reading).filter(|it| !it.trim().is_empty());
        self.open.runs.push(ManuscriptRun { text, style, reading, footnote: None });
    }

    fn field_char(&mut self, node: Node, look: RunLook) {
        match node.attr("fldCharType") {
            Some("begin") if self.fields.len() < MOST_DEPTH => {
                self.fields.push(OpenField::default());
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_result = true;
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else { return };
                if let Some(found) = field::reading(&field.instruction)
                    && !self.is_in_instruction()
                {
                    let (text, reading) = (found.base, Some(found.reading));
                    let style = copy_style(look);
                    self.open.runs.push(ManuscriptRun { text, style, reading, footnote: None });
                } else if let Some(address) = address_of(&field.instruction) {
                    self.remark(RemarkKind::Link, address);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, id: Option<&str>, kind: NoteKind) {
        let notes = match kind {
            NoteKind::Foot => &self.parts.footnotes,
            NoteKind::End => &self.parts.endnotes,
        };
        let Some(runs) = id.and_then(|id| notes.get(id)) else { return };
        let footnote = Some(self.footnotes.len());
        self.footnotes.push(Footnote { runs: runs.clone() });
        self.open.runs.push(ManuscriptRun { footnote, ..ManuscriptRun::default() });
    }
}

#[derive(Clone, Copy)]
enum NoteKind {
    Foot,
    End,
}

fn copy_style(look: RunLook) -> CopyStyle {
    CopyStyle {
        is_bold: look.bold == Some(true),
        is_italic: look.italic == Some(true),
        has_dots: look.dots == Some(true),
        is_raised: look.raised == Some(true),
    }
}

/// Where `HYPERLINK "address"` leads.
fn address_of(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let address = rest.strip_prefix('"')?;
    Some(address.get(..address.find('"')?)?.to_owned())
}

/// The usual character for the signs that copy has from fonts of signs.
fn sign_of_font(font: &str, number: u32) -> Option<char> {
    let code = number & 0xFF;
    match (font, code) {
        ("Symbol", 0xB7) => Some('•'),
        ("Wingdings", 0x6C) => Some('●'),
        ("Wingdings", 0x6E) => Some('■'),
        ("Wingdings", 0x71 | 0xA8 | 0x6F) => Some('□'),
        ("Wingdings", 0x75) => Some('◆'),
        ("Wingdings", 0xA7) => Some('▪'),
        ("Wingdings", 0xD8) => Some('➢'),
        ("Wingdings", 0xFC) => Some('✓'),
        ("Wingdings", 0xFE) => Some('☑'),
        ("Wingdings", 0xE0) => Some('→'),
        ("Wingdings 2", 0x52) => Some('☑'),
        ("Wingdings 2", 0xA3) => Some('□'),
        _ => None,
    }
}
