//! Fields: what a document works out, and readings in the form that they had before
//! there was another (`EQ \o\ad`).

/// A field that has begun.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenField {
    /// What is to be worked out.
    pub(super) instruction: String,
    /// Whether what came of it follows.
    pub(super) is_result: bool,
}

/// Words with a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldReading {
    pub(super) base: String,
    pub(super) reading: String,
}

/// The longest instruction that is looked at.
const LONGEST: usize = 1000;

/// What `EQ \* jc2 \* hps10 \o\ad(\s\up 9(かんじ),漢字)` stands for.
pub(super) fn reading(instruction: &str) -> Option<FieldReading> {
    if instruction.len() > LONGEST {
        return None;
    }
    let rest = instruction.trim_start();
    let rest = rest.strip_prefix("EQ").or_else(|| rest.strip_prefix("eq"))?;
    let over = rest.find("\\o")?;
    let open = over + rest[over..].find('(')?;
    let inside = inside_brackets(rest.get(open..)?)?;
    let [above, base] = split(inside)?;
    let up = above.find("\\up").or_else(|| above.find("\\s"))?;
    let open = up + above[up..].find('(')?;
    let reading = inside_brackets(above.get(open..)?)?;
    Some(FieldReading { base: base.trim().to_owned(), reading: reading.trim().to_owned() })
}

/// What stands between the bracket that the text opens with and its partner.
fn inside_brackets(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return text.get(1..at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The two parts before and behind a comma or semicolon outside of brackets.
fn split(text: &str) -> Option<[&str; 2]> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => return Some([text.get(..at)?, text.get(at + 1..)?]),
            _ => {}
        }
    }
    None
}
