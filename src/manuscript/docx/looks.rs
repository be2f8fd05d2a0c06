//! Lines that are headings or signatures by their looks alone, as most copy has them.

use std::collections::BTreeMap;

use super::styles::ParagraphLook;
use crate::manuscript::{ManuscriptBlock, ManuscriptRun, ParagraphRole};

/// Longer lines are text, whatever they look like.
const LONGEST: usize = 40;

/// What a line is by its looks.
pub(super) fn role(runs: &[ManuscriptRun], look: &ParagraphLook) -> ParagraphRole {
    let is_bold =
        runs.iter().filter(|run| !run.text.trim().is_empty()).all(|run| run.style.is_bold);
    let alignment = look.alignment.as_deref();
    if is_short_line(runs) && (is_bold || alignment == Some("center")) {
        ParagraphRole::LooksLikeHeading
    } else if is_short(runs) && matches!(alignment, Some("right" | "end")) {
        ParagraphRole::AtRight
    } else {
        ParagraphRole::Text
    }
}

fn text_of(runs: &[ManuscriptRun]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn is_short(runs: &[ManuscriptRun]) -> bool {
    let text = text_of(runs);
    text.trim().chars().count() <= LONGEST && text.chars().any(char::is_alphanumeric)
}

/// Whether it is short and ends no sentence.
fn is_short_line(runs: &[ManuscriptRun]) -> bool {
    let ends = ['。', '；', '，', '、', '.', ',', ';', '）', ')'];
    is_short(runs) && !text_of(runs).trim().ends_with(ends)
}

/// Makes headings of short lines that are a third larger than most of the text.
pub(super) fn mark_large(blocks: &mut [ManuscriptBlock]) {
    let mut characters: BTreeMap<u32, usize> = BTreeMap::new();
    for block in &*blocks {
        if let ManuscriptBlock::Paragraph(paragraph) = block {
            *characters.entry(paragraph.size).or_default() += paragraph.text().chars().count();
        }
    }
    let usual = characters.iter().max_by_key(|(_, count)| **count).map_or(0, |(size, _)| *size);
    for block in blocks {
        if let ManuscriptBlock::Paragraph(paragraph) = block
            && paragraph.role == ParagraphRole::Text
            && usual > 0
            && paragraph.size * 3 >= usual * 4
            && is_short_line(&paragraph.runs)
        {
            paragraph.role = ParagraphRole::LooksLikeHeading;
        }
    }
}
