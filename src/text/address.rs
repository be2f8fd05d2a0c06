//! Addresses of the net in running text: which words are such, and where they
//! may be parted.
//!
//! The Chicago Manual of Style (17th edition, 14.18) parts an address at its
//! signs and never adds a hyphen, which a reader would type. We part only after
//! signs, so that no line begins with one.

/// Where an address may be parted: byte offsets in `word`, in order. None at
/// all if it is no address.
pub(super) fn address_breaks(word: &str) -> Option<Vec<usize>> {
    // A sentence's stop behind an address is not part of it.
    let address = word.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '/');
    let start = word.find(|c: char| c.is_ascii_alphanumeric())?;
    let address = address.get(start..)?;
    if !is_address(address) {
        return None;
    }
    let signs = address.match_indices(PARTS_AFTER).map(|(at, sign)| start + at + sign.len());
    let end = start + address.len();
    let mut breaks: Vec<usize> = Vec::new();
    for at in signs {
        let goes_on = word[at..end].starts_with(|c: char| c.is_ascii_alphanumeric());
        if goes_on && at - start >= SHORTEST_PIECE {
            breaks.push(at);
        }
    }
    // From the end on, so that the last piece is long enough.
    let mut next = end;
    for place in breaks.iter_mut().rev() {
        if next - *place >= SHORTEST_PIECE {
            next = *place;
        } else {
            *place = usize::MAX;
        }
    }
    breaks.retain(|place| *place != usize::MAX);
    Some(breaks)
}

/// Signs that an address is parted after.
const PARTS_AFTER: [char; 10] = ['/', '?', '&', '=', '.', '-', '_', '@', '#', ':'];

/// The fewest characters of an address that stand between two breaks: a single
/// letter on a line of its own is lost.
const SHORTEST_PIECE: usize = 2;

/// Whether a word without spaces is an address: it names a scheme, begins with
/// `www.`, is a mailbox, or is a host with a path.
fn is_address(word: &str) -> bool {
    if let Some((scheme, rest)) = word.split_once("://") {
        return scheme.chars().all(|c| c.is_ascii_alphanumeric()) && !rest.is_empty();
    }
    if let Some((mailbox, host)) = word.split_once('@') {
        return !mailbox.is_empty() && is_host(host);
    }
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or(word);
    is_host(host) && (host.starts_with("www.") || word.len() > host.len() + 1)
}

/// Whether text is a name of a machine: labels parted by dots, the last of
/// letters.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    text.rsplit_once('.').is_some_and(|(labels, last)| {
        labels.split('.').all(is_label)
            && last.len() > 1
            && last.chars().all(|c| c.is_ascii_alphabetic())
    })
}
