//! Whether a file's cross-reference table leads to its objects (PDF 32000-1,
//! 7.5.4 and 7.5.8). One that does not is made anew from what is found in the
//! file, which may be an older state of it.

/// Bytes at the end in which the file says where its table begins.
const TAIL: usize = 2048;
/// Bytes of an entry of the table.
const ENTRY: usize = 20;
/// Entries that are followed to their objects.
const MOST_FOLLOWED: usize = 2000;

/// Whether the last table is where the file says, and its objects where the table
/// says. Tables in streams are only looked for.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    // Offsets count from the header, before which a mail program may have put
    // something.
    let start = bytes.windows(5).take(1024).position(|five| five == b"%PDF-").unwrap_or(0);
    let bytes = &bytes[start..];
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let Some(at) = tail.windows(9).rposition(|nine| nine == b"startxref") else { return false };
    let Some((offset, _)) = number(&tail[at + 9..]) else { return false };
    let Some(table) = bytes.get(offset..) else { return false };
    match table.trim_ascii_start().strip_prefix(b"xref") {
        Some(sections) => leads_to_objects(bytes, sections),
        None => is_object(table, None),
    }
}

/// Whether the entries of a table, section by section, lead to their objects.
fn leads_to_objects(bytes: &[u8], mut sections: &[u8]) -> bool {
    let mut followed = 0;
    while let Some((first, rest)) = number(sections) {
        let Some((count, rest)) = number(rest) else { return false };
        let mut entries = rest.trim_ascii_start();
        for object in (first..).take(count) {
            let Some((entry, rest)) = entries.split_at_checked(ENTRY) else { return false };
            entries = rest;
            let in_use = entry.get(17) == Some(&b'n');
            let offset = number(entry).map(|(offset, _)| offset);
            let place = offset.and_then(|offset| bytes.get(offset..));
            if in_use && !place.is_some_and(|place| is_object(place, Some(object))) {
                return false;
            }
            followed += 1;
            if followed == MOST_FOLLOWED {
                return true;
            }
        }
        sections = entries;
    }
    true
}

/// Whether an object begins here: `12 0 obj`.
fn is_object(bytes: &[u8], wanted: Option<usize>) -> bool {
    let parts = number(bytes).and_then(|(object, rest)| Some((object, number(rest)?.1)));
    parts.is_some_and(|(object, rest)| {
        rest.trim_ascii_start().starts_with(b"obj") && wanted.is_none_or(|it| it == object)
    })
}

/// A number after white space, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let bytes = bytes.trim_ascii_start();
    let digits = bytes.iter().take(12).take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = bytes.split_at_checked(digits)?;
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, rest))
}
