//! Which words belong to a picture.

use std::ops::Range;

use super::{ManuscriptBlock, ManuscriptPicture, ManuscriptRun, ParagraphRole};
use crate::story::caption_and_credit;

/// Blocks that became one.
pub(super) struct CaptionedBlock {
    pub(super) block: ManuscriptBlock,
    /// Which ones, by their numbers in the manuscript.
    pub(super) numbers: Range<usize>,
}

/// The blocks with each caption at its picture: a paragraph of that style, or one that
/// ends with who made a picture, below a picture without a caption.
pub(super) fn with_captions(blocks: &[ManuscriptBlock]) -> Vec<CaptionedBlock> {
    let mut captioned: Vec<CaptionedBlock> = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        if let ManuscriptBlock::Paragraph(paragraph) = block
            && let Some(CaptionedBlock { block: ManuscriptBlock::Picture(picture), numbers }) =
                captioned.last_mut()
            && picture.caption.is_empty()
            && (paragraph.role == ParagraphRole::Caption
                || caption_and_credit(&paragraph.text()).is_some())
        {
            picture.caption = paragraph.runs.clone();
            numbers.end = number + 1;
            continue;
        }
        captioned.push(CaptionedBlock { block: block.clone(), numbers: number..number + 1 });
    }
    for captioned in &mut captioned {
        if let ManuscriptBlock::Picture(picture) = &mut captioned.block {
            picture.caption = without_common_look(&picture.caption);
            drop_same_alt(picture);
            take_credit(picture);
        }
    }
    captioned
}

/// Words that stand out as a whole, as captions do, stand out from nothing.
pub(super) fn without_common_look(runs: &[ManuscriptRun]) -> Vec<ManuscriptRun> {
    let words = || runs.iter().filter(|run| !run.text.trim().is_empty());
    let are_bold = words().all(|run| run.style.is_bold);
    let are_italic = words().all(|run| run.style.is_italic);
    let plain = |run: &ManuscriptRun| {
        let mut run = run.clone();
        run.style.is_bold &= !are_bold;
        run.style.is_italic &= !are_italic;
        run
    };
    runs.iter().map(plain).collect()
}

/// Words for those who do not see a picture say nothing if its caption says the same.
fn drop_same_alt(picture: &mut ManuscriptPicture) {
    let caption: String = picture.caption.iter().map(|run| run.text.as_str()).collect();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let is_same = picture.alt.as_deref().is_some_and(|alt| letters(alt) == letters(&caption));
    if is_same {
        picture.alt = None;
    }
}

/// Parts the credit at a caption's end from the words.
fn take_credit(picture: &mut ManuscriptPicture) {
    let text: String = picture.caption.iter().map(|run| run.text.as_str()).collect();
    let Some(parts) = caption_and_credit(&text).filter(|_| picture.credit.is_none()) else {
        return;
    };
    picture.credit = Some(parts.credit.to_owned());
    let leading = text.len() - text.trim_start().len();
    let mut left = leading + parts.words.len();
    let mut runs: Vec<ManuscriptRun> = Vec::new();
    for run in &picture.caption {
        let taken = run.text.len().min(left);
        left -= taken;
        let text = run.text.get(..taken).unwrap_or_default().to_owned();
        if !text.is_empty() {
            runs.push(ManuscriptRun { text, ..run.clone() });
        }
    }
    picture.caption = runs;
}
