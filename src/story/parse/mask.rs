//! Hides from the Markdown parser what it would read otherwise than a Chinese
//! newsroom means it.
//!
//! Every character is masked by one of the same length, so places in the masked
//! text are places in the file, and the story's words are taken from there.

/// Stands for a control character: CommonMark would put U+FFFD for NUL.
const MASKED_CONTROL: char = '\u{1}';
/// Stands for a colon after a square bracket.
const MASKED_COLON: char = '\u{2}';

/// Chinese punctuation that is masked beside an asterisk, each by its own
/// character of the same length from U+FDD0 on, which Unicode keeps free.
const MASKED_PUNCTUATION: [char; 29] = [
    '“', '”', '‘', '’', '（', '）', '《', '》', '「', '」', '『', '』', '【', '】', '〈', '〉',
    '〔', '〕', '，', '。', '、', '；', '：', '！', '？', '…', '—', '～', '―',
];
const FIRST_MASK: u32 = 0xfdd0;

/// The text with some characters masked by others of the same length.
///
/// - `[注]:……` at a line's start would be a link definition, which Markdown
///   takes out of the text; in a story it is text.
/// - `**“头雁”**工程` would stay as it is, because CommonMark looks for spaces
///   round words to tell where emphasis ends (6.2, flanking runs), and Chinese
///   has none.
pub(super) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let beside_asterisk = before == '*' || chars.peek() == Some(&'*');
        masked.push(match c {
            ':' if before == ']' => MASKED_COLON,
            '\n' | '\t' => c,
            _ if c.is_ascii_control() => MASKED_CONTROL,
            _ if beside_asterisk => punctuation_mask(c).unwrap_or(c),
            _ => c,
        });
        before = c;
    }
    masked
}

fn punctuation_mask(c: char) -> Option<char> {
    let at = MASKED_PUNCTUATION.iter().position(|masked| *masked == c)?;
    char::from_u32(FIRST_MASK + u32::try_from(at).ok()?)
}

/// What stood in place of masked characters, without control characters.
pub(super) fn unmask(text: &str) -> String {
    text.chars()
        .filter(|c| *c != MASKED_CONTROL)
        .map(|c| match u32::from(c).checked_sub(FIRST_MASK) {
            Some(at) => MASKED_PUNCTUATION.get(at as usize).copied().unwrap_or(c),
            None if c == MASKED_COLON => ':',
            None => c,
        })
        .collect()
}
