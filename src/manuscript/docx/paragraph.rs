//! Paragraphs: what each is, and where it ends.

use roxmltree::Node;

use super::WordReader;
use super::looks;
use super::numbering::ListSign;
use super::styles::{ParagraphLook, StyleLook, StyleName};
use super::xml::WordElement;
use crate::manuscript::{
    ManuscriptBlock, ManuscriptParagraph, ManuscriptRun, ParagraphRole, RemarkKind,
};

/// Lists of a story go two levels deep.
const DEEPEST_ITEM: usize = 1;

/// The paragraph that is being read.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenParagraph {
    pub(super) runs: Vec<ManuscriptRun>,
    /// Pictures and boxes that are anchored in it.
    pub(super) after: Vec<ManuscriptBlock>,
    /// The largest type in it, in half points.
    pub(super) size: u32,
    /// Where comments begin in it.
    pub(super) comments: Vec<CommentStart>,
    /// Whether it goes on in the next one: its end was deleted, or it is a drop capital.
    carried: bool,
}

/// Where the words of a comment begin.
#[derive(Debug, Clone)]
pub(super) struct CommentStart {
    pub(super) id: String,
    pub(super) at: WordOffset,
}

/// A place in the text of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordOffset {
    run: usize,
    byte: usize,
}

impl OpenParagraph {
    /// Where its text ends.
    pub(super) fn end(&self) -> WordOffset {
        let run = self.runs.len().saturating_sub(1);
        WordOffset { run, byte: self.runs.last().map_or(0, |run| run.text.len()) }
    }

    /// Its text from a place on, as far as messages quote it.
    pub(super) fn text_from(&self, place: WordOffset) -> String {
        const MOST: usize = 100;
        let mut text = String::new();
        for (number, run) in self.runs.iter().enumerate().skip(place.run) {
            let from = if number == place.run { place.byte } else { 0 };
            text.push_str(run.text.get(from..).unwrap_or_default());
            if text.len() > MOST {
                break;
            }
        }
        text.chars().take(MOST).collect()
    }

    /// The last few of its words, for messages.
    pub(super) fn words(&self) -> String {
        const MOST: usize = 16;
        let mut last: Vec<char> =
            self.runs.iter().rev().flat_map(|run| run.text.chars().rev()).take(MOST).collect();
        last.reverse();
        last.into_iter().collect()
    }
}

impl WordReader<'_> {
    pub(super) fn paragraph(&mut self, node: Node, depth: usize) {
        let properties = node.child("pPr");
        let style = properties.and_then(|it| it.child_val("pStyle"));
        let usual = &self.parts.styles.usual;
        let style: StyleLook = style
            .and_then(|id| self.parts.styles.look(id))
            .map_or_else(|| usual.clone(), Clone::clone);
        let look = ParagraphLook::of(properties).or(style.paragraph.clone());
        if !std::mem::take(&mut self.open.carried) {
            self.open = OpenParagraph::default();
        }
        let run = style.run;
        self.inline(node, run, depth);

        let mark = properties.and_then(|it| it.child("rPr"));
        let is_struck =
            mark.is_some_and(|it| it.child("del").is_some() || it.child("moveFrom").is_some());
        let frame = properties.and_then(|it| it.child("framePr"));
        let cap = frame.and_then(|it| it.attr("dropCap"));
        let is_cap = cap.is_some_and(|it| it != "none");
        if is_struck || is_cap {
            self.open.carried = true;
            return;
        }
        self.end_paragraph(&style, &look);
    }

    /// Ends the paragraph whose own end was deleted and that nothing follows.
    pub(super) fn finish_carried(&mut self) {
        if std::mem::take(&mut self.open.carried) {
            self.end_paragraph(&StyleLook::default(), &ParagraphLook::default());
        }
    }

    /// Ends what stood outside of any paragraph.
    pub(super) fn end_loose_runs(&mut self) {
        self.end_paragraph(&StyleLook::default(), &ParagraphLook::default());
    }

    fn end_paragraph(&mut self, style: &StyleLook, look: &ParagraphLook) {
        let OpenParagraph { mut runs, after, size, .. } = std::mem::take(&mut self.open);
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let has_text = !text.trim().is_empty() || runs.iter().any(|run| run.footnote.is_some());
        if has_text {
            let sign = self.list_sign(look);
            let role = self.role(style, look, sign, &mut runs);
            let paragraph = ManuscriptParagraph { role, runs, size };
            self.blocks.push(ManuscriptBlock::Paragraph(paragraph));
        }
        self.blocks.extend(after);
    }

    fn list_sign(&mut self, look: &ParagraphLook) -> Option<ListSign> {
        let list = look.list.as_deref().filter(|list| *list != "0")?;
        self.numbering.next(list, look.list_level.unwrap_or(0))
    }

    fn role(
        &self,
        style: &StyleLook,
        look: &ParagraphLook,
        sign: Option<ListSign>,
        runs: &mut Vec<ManuscriptRun>,
    ) -> ParagraphRole {
        const LEVELS: u8 = 9;
        let outline = look.outline.filter(|level| *level < LEVELS).map(|level| level + 1);
        let named = match (style.name, outline) {
            (Some(StyleName::Title), _) => Some(ParagraphRole::Title),
            (Some(StyleName::Subtitle), _) => Some(ParagraphRole::Subtitle),
            (Some(StyleName::Caption), _) => Some(ParagraphRole::Caption),
            (Some(StyleName::Heading(level)), _) | (None, Some(level)) => {
                Some(ParagraphRole::Heading(level))
            }
            (None, None) => None,
        };
        let role = named.unwrap_or_else(|| match self.inside {
            0 => looks::role(runs, look),
            _ => ParagraphRole::Text,
        });
        let depth = look.list_level.unwrap_or(0).min(DEEPEST_ITEM);
        let is_text = matches!(role, ParagraphRole::Text | ParagraphRole::AtRight);
        let before = match sign {
            None => return role,
            Some(ListSign::Bullet) if is_text => {
                return ParagraphRole::Item { marker: "-".to_owned(), depth };
            }
            Some(ListSign::Number(number)) if is_text => {
                return ParagraphRole::Item { marker: format!("{number}."), depth };
            }
            Some(ListSign::Bullet) => String::new(),
            Some(ListSign::Number(number)) => format!("{number}. "),
            Some(ListSign::Words(words)) => {
                let is_latin = words.ends_with(|c: char| c.is_ascii() && !c.is_whitespace());
                if is_latin { format!("{words} ") } else { words }
            }
        };
        let style = runs.first().map(|run| run.style).unwrap_or_default();
        runs.insert(0, ManuscriptRun { style, ..ManuscriptRun::plain(before) });
        role
    }

    /// Words whose comment is told where it is referred to.
    pub(super) fn comment(&mut self, id: &str) {
        let Some(comment) = self.parts.comments.get(id) else { return };
        let start = self.open.comments.iter().find(|it| it.id == id).map(|it| it.at);
        let words = start.map(|at| self.open.text_from(at)).unwrap_or_default();
        let (author, said) = (comment.author.clone(), comment.said.clone());
        self.remark(RemarkKind::Comment { author, said }, words);
    }
}
