//! Hides from the Markdown parser what it would read otherwise than a Chinese
//! newsroom means it.
//!
//! Every character is masked by one of the same length, so places in the masked
//! text are places in the file, and the story's words are taken from there.

/// Stands for a control character: CommonMark would put U+FFFD for NUL.
const MASKED_CONTROL: char = '\u{1}';
/// Stands for a colon after a square bracket.
const MASKED_COLON: char = '\u{2}';
/// Brackets and carets of readings and marked spans that are masked beside an
/// asterisk, each by its own character.
const MASKED_SIGNS: [(char, char); 4] =
    [('{', '\u{3}'), ('}', '\u{4}'), ('^', '\u{5}'), ('[', '\u{6}')];

/// What begins a quote or an item of a list, by its own character: masked where more
/// of them stand in a line than [`MOST_MARKERS`].
const MASKED_MARKERS: [(char, char); 6] = [
    ('>', '\u{e}'),
    ('-', '\u{f}'),
    ('+', '\u{10}'),
    ('*', '\u{11}'),
    ('.', '\u{12}'),
    (')', '\u{13}'),
];
/// Quotes and lists that one line opens, one in the other, before the rest of it is
/// text: Markdown goes through all that are open at every line.
const MOST_MARKERS: usize = 32;

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
///   has none; so it is with `**{漢字|かんじ}**字`.
/// - of a line of many thousand `>` the first few would do.
pub(super) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    // Nothing is masked for what stands on another line, and most lines have no such signs.
    for line in text.split_inclusive('\n') {
        // The marker of this line that is one too many.
        let too_many = marker_too_many(line);
        let has_signs =
            line.bytes().any(|byte| matches!(byte, b'*' | b']') || is_masked_control(byte));
        if has_signs || too_many.is_some() {
            mask_line(line, too_many, &mut masked);
        } else {
            masked.push_str(line);
        }
    }
    masked
}

/// Adds a line with what is masked of it.
fn mask_line(line: &str, too_many: Option<usize>, masked: &mut String) {
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let after = &line[at + c.len_utf8()..];
        let beside_asterisk = before == '*' || after.starts_with('*');
        masked.push(match c {
            ':' if before == ']' => MASKED_COLON,
            _ if too_many == Some(at) => mask_of(&MASKED_MARKERS, c).unwrap_or(c),
            _ if u8::try_from(c).is_ok_and(is_masked_control) => MASKED_CONTROL,
            // A square bracket may also begin a link.
            '[' if beside_asterisk && !opens_marked_span(after) => c,
            _ if beside_asterisk => {
                punctuation_mask(c).or_else(|| mask_of(&MASKED_SIGNS, c)).unwrap_or(c)
            }
            _ => c,
        });
        before = c;
    }
}

fn is_masked_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\n' | b'\t')
}

fn punctuation_mask(c: char) -> Option<char> {
    let at = MASKED_PUNCTUATION.iter().position(|masked| *masked == c)?;
    char::from_u32(FIRST_MASK + u32::try_from(at).ok()?)
}

fn mask_of(masks: &[(char, char)], c: char) -> Option<char> {
    masks.iter().find(|(sign, _)| *sign == c).map(|(_, mask)| *mask)
}

/// Where in the text's first line the marker stands that opens one quote or list more
/// than [`MOST_MARKERS`].
fn marker_too_many(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_blank = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
    let (mut at, mut count) = (0, 0);
    loop {
        while is_blank(at) {
            at += 1;
        }
        // A number and the sign after it open an item.
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let sign = at + digits;
        match (bytes.get(sign)?, digits) {
            (b'>', 0) => {}
            (b'-' | b'+' | b'*', 0) if is_blank(sign + 1) => {}
            (b'.' | b')', 1..) if is_blank(sign + 1) => {}
            _ => return None,
        }
        count += 1;
        if count > MOST_MARKERS {
            let line = text.lines().next().unwrap_or_default();
            return (!is_rule(line)).then_some(sign);
        }
        at = sign + 1;
    }
}

/// Whether a line is a rule, which may have any number of dashes or asterisks.
fn is_rule(line: &str) -> bool {
    let inside = line.trim_start_matches([' ', '\t', '>']);
    ['-', '*'].iter().any(|sign| inside.chars().all(|c| c == *sign || c.is_whitespace()))
}

/// Whether a square bracket before this text is closed by one that a brace
/// follows.
fn opens_marked_span(after: &str) -> bool {
    const LONGEST: usize = 200;
    let close = after.chars().take(LONGEST).position(|c| matches!(c, '[' | ']' | '\n'));
    close.is_some_and(|close| after.chars().skip(close).take(2).eq([']', '{']))
}

/// What stood in place of masked characters, without control characters.
pub(super) fn unmask(text: &str) -> String {
    text.chars()
        .filter(|c| *c != MASKED_CONTROL)
        .map(|c| match u32::from(c).checked_sub(FIRST_MASK) {
            Some(at) => MASKED_PUNCTUATION.get(at as usize).copied().unwrap_or(c),
            None if c == MASKED_COLON => ':',
            None => {
                let sign = MASKED_SIGNS.iter().chain(&MASKED_MARKERS).find(|(_, mask)| *mask == c);
                sign.map_or(c, |(sign, _)| *sign)
            }
        })
        .collect()
}
