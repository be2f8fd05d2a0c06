//! JPEGs that decoders cannot be trusted with, written anew without loss.
//!
//! A JPEG that is not progressive may give each of its components a scan of its own, or
//! some of them one together (ITU-T T.81, A.2 and B.2.3; every decoder has to take that,
//! table 1). The decoder that is used everywhere here, and in the crate that draws
//! proofs, makes stripes of such files or leaves colors out, and says nothing.
//! [`in_one_scan`] is what it can be given instead: the same coefficients, block by block,
//! in the one scan that nearly all files have. So the pixels are those that any decoder
//! makes of the file, and whoever needs the file itself (a press file, a drawing) has it
//! in a form that is safe with others, too.

mod entropy;
mod parts;
mod tables;

use std::borrow::Cow;
use std::collections::VecDeque;

use entropy::{CodeWriter, CoefficientBlock, EntropyWriter};
use parts::{JpegParts, needs_one_scan};
use tables::STANDARD;

/// Data units in a minimum coded unit (T.81, B.2.3).
const MOST_UNITS: usize = 10;

/// The JPEG itself if all components stand in its first scan, if it is progressive, or if
/// it is none that could be read; else one with the same pixels in one scan. `None` if
/// there is none: data are missing or contradict themselves, or the components cannot
/// stand in one scan.
pub(crate) fn in_one_scan(data: &[u8]) -> Option<Cow<'_, [u8]>> {
    if needs_one_scan(data) { joined(data).map(Cow::Owned) } else { Some(Cow::Borrowed(data)) }
}

/// A row of blocks.
type BlockRow = Vec<CoefficientBlock>;

/// A component on its way into the one scan.
struct JoinedComponent {
    /// Blocks of it in a minimum coded unit, across and down.
    across: usize,
    down: usize,
    /// By which of the two pairs of codes it is written.
    codes: u8,
    /// Rows that are read and not yet written.
    rows: VecDeque<BlockRow>,
    /// The DC of the block before.
    before: i16,
}

/// Reads all scans side by side, row by row, so that never more than a few rows of blocks
/// are in memory.
fn joined(data: &[u8]) -> Option<Vec<u8>> {
    let JpegParts { mut head, frame, mut scans } = JpegParts::read(data)?;
    // 1. Components that are all thinned out alike are not thinned out at all.
    let common = |factor: fn(&parts::FrameComponent) -> usize| {
        frame.components.iter().map(factor).fold(0, common_divisor).max(1)
    };
    let (wide, high) = (common(|component| component.across), common(|component| component.down));
    let mut components: Vec<JoinedComponent> = (0..)
        .zip(&frame.components)
        .map(|(at, component)| JoinedComponent {
            across: component.across / wide,
            down: component.down / high,
            codes: u8::from(matches!(at, 1 | 2)),
            rows: VecDeque::new(),
            before: 0,
        })
        .collect();
    let units: usize = components.iter().map(|component| component.across * component.down).sum();
    if units > MOST_UNITS {
        return None;
    }
    // 2. The header.
    let most = |factor: fn(&JoinedComponent) -> usize| components.iter().map(factor).max();
    let units_across = frame.width.div_ceil(8 * most(|component| component.across)?);
    let units_down = frame.height.div_ceil(8 * most(|component| component.down)?);
    frame.write(&mut head, &components);
    write_codes(&mut head);
    write_scan_header(&mut head, &frame, &components);
    head.reserve(data.len());
    // 3. The blocks.
    let codes = STANDARD.each_ref().map(CodeWriter::new);
    let mut writer = EntropyWriter::behind(head);
    for _ in 0..units_down {
        let mut band: Vec<Vec<Option<BlockRow>>> = Vec::new();
        for at in 0..components.len() {
            let scan = scans.iter_mut().find(|scan| scan.has(at))?;
            while components[at].rows.len() < components[at].down && scan.is_open() {
                for row in scan.row(&frame)? {
                    components[row.at].rows.push_back(row.blocks);
                }
            }
            let component = &mut components[at];
            band.push((0..component.down).map(|_| component.rows.pop_front()).collect());
        }
        for unit in 0..units_across {
            for (component, rows) in components.iter_mut().zip(&band) {
                let pair = usize::from(component.codes) * 2;
                for row in rows {
                    let from = unit * component.across;
                    for at in from..from + component.across {
                        let block = row.as_ref().and_then(|row| row.get(at)).copied();
                        // Beyond the edge stands what costs least and shows least.
                        let block = block.unwrap_or_else(|| flat(component.before));
                        let (dc, ac) = (&codes[pair], &codes[pair + 1]);
                        writer.block(dc, ac, component.before, &block)?;
                        component.before = block[0];
                    }
                }
            }
        }
    }
    let mut joined = writer.finish();
    joined.extend([0xFF, 0xD9]);
    Some(joined)
}

fn flat(dc: i16) -> CoefficientBlock {
    let mut block = [0; 64];
    block[0] = dc;
    block
}

fn common_divisor(one: usize, other: usize) -> usize {
    if other == 0 { one } else { common_divisor(other, one % other) }
}

fn write_codes(head: &mut Vec<u8>) {
    for table in &STANDARD {
        head.extend([0xFF, 0xC4, 0, (2 + 1 + 16 + table.symbols.len()) as u8]);
        head.push(table.class << 4 | table.destination);
        head.extend(table.counts);
        head.extend(table.symbols);
    }
}

fn write_scan_header(head: &mut Vec<u8>, frame: &parts::JpegFrame, components: &[JoinedComponent]) {
    let count = components.len() as u8;
    head.extend([0xFF, 0xDA, 0, 6 + 2 * count, count]);
    for (named, component) in frame.components.iter().zip(components) {
        head.extend([named.name, component.codes << 4 | component.codes]);
    }
    // All coefficients, of whole numbers.
    head.extend([0, 63, 0]);
}
