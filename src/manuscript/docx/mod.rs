//! Documents in the format of Word since 2007, as Word, WPS, LibreOffice, Google Docs and
//! pandoc write it (ISO/IEC 29500, `WordprocessingML`, transitional and strict).
//!
//! The usual readers lose what news copy has: the words below a reading, what stands in
//! text boxes, what was inserted. So the parts are read here: styles, lists, notes and
//! comments first, then the text in one walk. Tracked changes are taken as accepted, and
//! told. What lies deeper than a limit (`MOST_DEPTH`) is left out, and told.

mod counting;
mod drawing;
mod field;
mod inline;
mod looks;
mod numbering;
mod package;
mod paragraph;
mod parts;
mod picture;
mod styles;
mod table;
mod xml;

use roxmltree::Node;

use self::field::OpenField;
use self::numbering::WordNumbering;
use self::package::Package;
use self::paragraph::OpenParagraph;
use self::parts::Parts;
use self::xml::WordElement;
use super::{Manuscript, ManuscriptBlock, ManuscriptError, ManuscriptRun, Remark, RemarkKind};
use crate::diag::finding::ObjectKind;

/// Elements that lie one in the other. Real documents have some twenty, and each level
/// takes room on the stack.
const MOST_DEPTH: usize = 96;

/// Reads a document.
///
/// # Errors
/// If it is damaged, or larger than there are limits for.
pub fn read(bytes: &[u8]) -> Result<Manuscript, ManuscriptError> {
    let mut package = Package::open(bytes)?;
    let parts = Parts::read(&mut package)?;
    let main = package.main.clone();
    let whole = || ManuscriptError::NotWhole { part: Some(main.clone()) };
    let text = package.xml(&main)?.ok_or_else(whole)?;
    let WordText { mut manuscript, pictures } = text_of(&main, &text, &parts)?;
    for words in &parts.page_words {
        let (kind, words) = (RemarkKind::HeaderOrFooter, words.clone());
        manuscript.remarks.push(Remark { kind, block: None, words });
    }
    picture::take_out(&mut package, &pictures, &mut manuscript)?;
    Ok(manuscript)
}

/// Reads the text of a document alone, without its styles, lists and notes.
///
/// # Errors
/// If it is no text of a document.
pub fn read_text(xml: &str) -> Result<Manuscript, ManuscriptError> {
    text_of("document.xml", xml, &Parts::default()).map(|text| text.manuscript)
}

/// The text of a document.
struct WordText {
    manuscript: Manuscript,
    /// The parts that are its pictures.
    pictures: Vec<String>,
}

fn text_of(part: &str, xml: &str, parts: &Parts) -> Result<WordText, ManuscriptError> {
    let whole = || ManuscriptError::NotWhole { part: Some(part.to_owned()) };
    let document = xml::parse(part, xml)?;
    let body = document.root_element().child("body").ok_or_else(whole)?;
    let mut reader = WordReader::new(parts);
    reader.blocks(body, 0);
    reader.finish_carried();
    let WordReader { mut blocks, remarks, footnotes, pictures, .. } = reader;
    looks::mark_large(&mut blocks);
    let manuscript = Manuscript { blocks, footnotes, remarks, pictures: Vec::new() };
    Ok(WordText { manuscript, pictures })
}

/// What has been read of a document.
struct WordReader<'a> {
    parts: &'a Parts,
    numbering: WordNumbering,
    blocks: Vec<ManuscriptBlock>,
    remarks: Vec<Remark>,
    footnotes: Vec<super::Footnote>,
    /// The parts that are pictures, by the numbers of the pictures.
    pictures: Vec<String>,
    /// The paragraph that is being read.
    open: OpenParagraph,
    /// Fields that have begun; they may end paragraphs later.
    fields: Vec<OpenField>,
    /// The blocks whose places are those of the whole text: in a cell or a box they are
    /// not.
    inside: usize,
    /// Blocks that stand before those of the cell or box that is being read.
    before: usize,
}

impl<'a> WordReader<'a> {
    fn new(parts: &'a Parts) -> Self {
        Self {
            parts,
            numbering: parts.numbering.clone(),
            blocks: Vec::new(),
            remarks: Vec::new(),
            footnotes: Vec::new(),
            pictures: Vec::new(),
            open: OpenParagraph::default(),
            fields: Vec::new(),
            inside: 0,
            before: 0,
        }
    }

    /// Reads what stands one below the other.
    fn blocks(&mut self, parent: Node, depth: usize) {
        if depth > MOST_DEPTH {
            self.remark(RemarkKind::TooDeep, String::new());
            return;
        }
        for node in parent.children() {
            match node.local() {
                "p" if node.is_word() => self.paragraph(node, depth + 1),
                "tbl" => self.table(node, depth + 1),
                "sdt" => {
                    if let Some(content) = node.child("sdtContent") {
                        self.blocks(content, depth + 1);
                    }
                }
                "del" => self.struck(node, RemarkKind::Deleted),
                "moveFrom" => self.struck(node, RemarkKind::Moved),
                "AlternateContent" => {
                    if let Some(branch) = drawing::branch(node) {
                        self.blocks(branch, depth + 1);
                    }
                }
                "altChunk" => self.object(ObjectKind::Embedded),
                "oMathPara" | "oMath" => {
                    self.math(node);
                    self.end_loose_runs();
                }
                "sectPr" | "tcPr" | "tblPr" => {}
                _ => self.blocks(node, depth + 1),
            }
        }
    }

    /// Reads what stands in a box, a cell or a note, as blocks of its own.
    fn apart(&mut self, node: Node, depth: usize) -> Vec<ManuscriptBlock> {
        let open = std::mem::take(&mut self.open);
        let fields = std::mem::take(&mut self.fields);
        let before = self.before;
        self.before += self.blocks.len();
        let blocks = std::mem::take(&mut self.blocks);
        self.inside += 1;
        self.blocks(node, depth + 1);
        self.finish_carried();
        self.inside -= 1;
        self.before = before;
        (self.open, self.fields) = (open, fields);
        std::mem::replace(&mut self.blocks, blocks)
    }

    /// Words that are not in the text any more.
    fn struck(&mut self, node: Node, kind: RemarkKind) {
        let words = text_within(node);
        if !words.trim().is_empty() {
            self.remark(kind, words);
        }
    }

    /// Tells something of where the reader is.
    fn remark(&mut self, kind: RemarkKind, words: String) {
        let words = if words.is_empty() { self.open.words() } else { words };
        let block = Some(self.before + self.blocks.len());
        self.remarks.push(Remark { kind, block, words });
    }

    fn object(&mut self, object: ObjectKind) {
        self.remark(RemarkKind::Object { object }, String::new());
    }

    /// A formula as its characters.
    fn math(&mut self, node: Node) {
        let words = text_within(node);
        self.open.runs.push(ManuscriptRun::plain(words.clone()));
        self.remark(RemarkKind::Object { object: ObjectKind::Formula }, words);
    }
}

/// All characters inside an element, those of deleted text included.
fn text_within(node: Node) -> String {
    let is_text = |it: &Node| matches!(it.local(), "t" | "delText");
    node.descendants().filter(is_text).filter_map(|it| it.text()).collect()
}
