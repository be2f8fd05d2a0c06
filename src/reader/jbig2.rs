//! How large a JBIG2 picture is, by the headers of its segments (ISO 14492,
//! 7.2).

/// Pixels of the page and of all regions together, each of which is drawn on
/// its own; `None` if the headers make no sense.
pub(super) fn pixels(data: &[u8]) -> Option<usize> {
    let mut all = 0_usize;
    let mut rest = data;
    while let Some(segment) = header(&mut rest) {
        let is_page = segment.kind == 48;
        let is_region = matches!(segment.kind, 4..=7 | 20..=23 | 36..=43);
        if is_page || is_region {
            let (width, height) = (number(rest, 0)?, number(rest, 4)?);
            // A page of unknown height grows with its stripes.
            let height = if is_page && height == u32::MAX { 0 } else { height };
            all = all.saturating_add((width as usize).saturating_mul(height as usize));
        }
        // Only the last one of a file may be of unknown length.
        if segment.length == u32::MAX {
            break;
        }
        rest = rest.get(segment.length as usize..).unwrap_or_default();
    }
    Some(all)
}

struct Header {
    kind: u8,
    length: u32,
}

/// Takes the header of a segment.
fn header(rest: &mut &[u8]) -> Option<Header> {
    let own = number(rest, 0)?;
    let flags = *rest.get(4)?;
    let short = usize::from(rest.get(5)? >> 5);
    let (count, mut at) = if short < 7 {
        (short, 6)
    } else {
        let count = (number(rest, 5)? & 0x1FFF_FFFF) as usize;
        (count, 9 + (count + 8) / 8)
    };
    let size = match own {
        0..=256 => 1,
        257..=65_536 => 2,
        _ => 4,
    };
    at += count.checked_mul(size)?;
    at += if flags & 0x40 == 0 { 1 } else { 4 };
    let length = number(rest, at)?;
    *rest = rest.get(at + 4..)?;
    Some(Header { kind: flags & 0x3F, length })
}

fn number(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*data.get(at..)?.first_chunk::<4>()?))
}
