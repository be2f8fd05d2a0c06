//! Lines that are headings by their looks alone, as most copy has them.

use super::styles::ParagraphLook;
use crate::manuscript::ManuscriptRun;

/// Longer lines are text, whatever they look like.
const LONGEST: usize = 40;

/// Whether a line stands out as a whole: bold, in the middle, or larger than the text; and
/// is short and ends no sentence.
pub(super) fn looks_like_heading(
    runs: &[ManuscriptRun],
    look: &ParagraphLook,
    size: u32,
    usual: u32,
) -> bool {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let text = text.trim();
    let is_short = text.chars().count() <= LONGEST && text.chars().any(char::is_alphanumeric);
    let ends = text.ends_with(['。', '；', '，', '、', '.', ',', ';', '）', ')']);
    let words = || runs.iter().filter(|run| !run.text.trim().is_empty());
    let is_bold = words().all(|run| run.style.is_bold);
    let is_centered = look.alignment.as_deref() == Some("center");
    // A third more than text.
    let is_large = usual > 0 && size * 3 >= usual * 4;
    is_short && !ends && (is_bold || is_centered || is_large)
}
