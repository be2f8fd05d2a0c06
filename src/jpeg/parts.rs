//! The parts of a JPEG that is not progressive: its header, and its scans, each with what
//! it takes to read it (ITU-T T.81, annex B).

use std::rc::Rc;

use super::JoinedComponent;
use super::entropy::{CodeReader, CoefficientBlock, EntropyReader};

const BASELINE: u8 = 0xC0;
const EXTENDED: u8 = 0xC1;
const CODES: u8 = 0xC4;
const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const QUANTIZATION: u8 = 0xDB;
const INTERVAL: u8 = 0xDD;

/// A marker with what belongs to it.
struct MarkedPart<'d> {
    marker: u8,
    data: &'d [u8],
    after: &'d [u8],
}

/// The next marker. What stands before it is passed over, as decoders do.
fn next_part(mut bytes: &[u8]) -> Option<MarkedPart<'_>> {
    loop {
        bytes = &bytes[memchr::memchr(0xFF, bytes)?..];
        let fill = bytes.iter().take_while(|byte| **byte == 0xFF).count();
        let (&marker, rest) = bytes[fill..].split_first()?;
        bytes = rest;
        match marker {
            0x00 => {}
            0x01 | 0xD0..=END => return Some(MarkedPart { marker, data: &[], after: rest }),
            _ => {
                let (length, rest) = rest.split_first_chunk::<2>()?;
                let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2)?;
                let (data, after) = rest.split_at_checked(length)?;
                return Some(MarkedPart { marker, data, after });
            }
        }
    }
}

/// Whether a file is not progressive and its first scan has fewer components than it.
pub(super) fn needs_one_scan(data: &[u8]) -> bool {
    let mut rest = match data.strip_prefix(&[0xFF, START]) {
        Some(rest) => rest,
        None => return false,
    };
    let mut components = None;
    while let Some(part) = next_part(rest) {
        match (part.marker, components) {
            (BASELINE | EXTENDED, _) => components = part.data.get(5).copied(),
            // Progressive, and all that no decoder here takes.
            (0xC2..=0xCF, _) if !matches!(part.marker, CODES | 0xC8 | 0xCC) => return false,
            (SCAN, Some(components)) => {
                return part.data.first().is_some_and(|scanned| *scanned != components);
            }
            (SCAN | END, _) => return false,
            _ => {}
        }
        rest = part.after;
    }
    false
}

/// A JPEG taken apart.
pub(super) struct JpegParts<'d> {
    /// What stands before the frame header, without the codes.
    pub(super) head: Vec<u8>,
    pub(super) frame: JpegFrame,
    /// Each component is in one of them.
    pub(super) scans: Vec<JpegScan<'d>>,
}

/// The frame header.
pub(super) struct JpegFrame {
    marker: u8,
    /// In pixels.
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) components: Vec<FrameComponent>,
}

/// What the frame header says of a component.
pub(super) struct FrameComponent {
    pub(super) name: u8,
    /// Its sampling factors.
    pub(super) across: usize,
    pub(super) down: usize,
    quantization: u8,
}

/// A scan, read row by row.
pub(super) struct JpegScan<'d> {
    components: Vec<ScanComponent>,
    reader: EntropyReader<'d>,
    /// After so many units reading begins anew; 0 for never.
    interval: usize,
    /// Units that are read.
    read: usize,
    rows_read: usize,
    rows: usize,
}

struct ScanComponent {
    /// Its place in the frame.
    at: usize,
    dc: Rc<CodeReader>,
    ac: Rc<CodeReader>,
    before: i16,
}

/// A row of blocks of one of the components.
pub(super) struct ComponentRow {
    /// The place of the component in the frame.
    pub(super) at: usize,
    pub(super) blocks: Vec<CoefficientBlock>,
}

impl<'d> JpegParts<'d> {
    /// Takes a file apart; `None` if not every component is in one scan, or if what is
    /// said of them contradicts itself.
    pub(super) fn read(data: &'d [u8]) -> Option<Self> {
        let mut rest = data.strip_prefix(&[0xFF, START])?;
        let mut head = vec![0xFF, START];
        let mut tables = JpegTables::default();
        let mut frame: Option<JpegFrame> = None;
        let mut scans: Vec<JpegScan> = Vec::new();
        loop {
            let part = next_part(rest)?;
            rest = part.after;
            match (part.marker, &frame) {
                (BASELINE | EXTENDED, None) => {
                    frame = Some(JpegFrame::read(part.marker, part.data)?);
                }
                (BASELINE | EXTENDED | END, _) => return None,
                (CODES, _) => tables.read_codes(part.data)?,
                (INTERVAL, _) => tables.interval = interval(part.data)?,
                (QUANTIZATION, _) => tables.read_quantization(part.data)?,
                (SCAN, Some(known)) => {
                    let (coded, after) = part.after.split_at(scan_length(part.after));
                    rest = after;
                    scans.push(JpegScan::read(part.data, coded, known, &tables)?);
                    let is_scanned = |at| scans.iter().filter(|scan| scan.has(at)).count();
                    let counts: Vec<usize> = (0..known.components.len()).map(is_scanned).collect();
                    if counts.iter().any(|count| *count > 1) {
                        return None;
                    }
                    if counts.iter().all(|count| *count == 1) {
                        break;
                    }
                }
                (SCAN, None) => return None,
                // What programs say in a file stands at its beginning.
                (0xE0..=0xEF | 0xFE, _) if scans.is_empty() => {
                    let length = part.data.len() as u16 + 2;
                    head.extend([0xFF, part.marker]);
                    head.extend(length.to_be_bytes());
                    head.extend(part.data);
                }
                _ => {}
            }
        }
        tables.write_quantization(&mut head);
        Some(Self { head, frame: frame?, scans })
    }
}

/// Bytes up to the next marker that does not belong to the data of a scan.
fn scan_length(data: &[u8]) -> usize {
    let mut ends = memchr::memchr_iter(0xFF, data);
    ends.find(|at| !matches!(data.get(at + 1), Some(0x00 | 0xD0..=0xD7 | 0xFF)))
        .unwrap_or(data.len())
}

fn interval(data: &[u8]) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(*data.first_chunk()?)))
}

/// What has been defined so far.
#[derive(Default)]
struct JpegTables {
    dc: [Option<Rc<CodeReader>>; 4],
    ac: [Option<Rc<CodeReader>>; 4],
    /// With the byte that says their depth and their number.
    quantization: [Vec<u8>; 4],
    interval: usize,
}

impl JpegTables {
    fn read_codes(&mut self, mut data: &[u8]) -> Option<()> {
        while let Some((&which, rest)) = data.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let count = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, rest) = rest.split_at_checked(count)?;
            let kinds = if which >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            let place = kinds.get_mut(usize::from(which & 0xF))?;
            *place = Some(Rc::new(CodeReader::new(counts, symbols)?));
            data = rest;
        }
        Some(())
    }

    /// In one scan, one number means one table: a file that changes it between scans
    /// cannot be written so.
    fn read_quantization(&mut self, mut data: &[u8]) -> Option<()> {
        while let Some(which) = data.first() {
            let size = 1 + if which >> 4 == 0 { 64 } else { 128 };
            let (table, rest) = data.split_at_checked(size)?;
            let known = self.quantization.get_mut(usize::from(which & 0xF))?;
            if known.is_empty() {
                *known = table.to_vec();
            } else if known != table {
                return None;
            }
            data = rest;
        }
        Some(())
    }

    fn write_quantization(&self, head: &mut Vec<u8>) {
        for table in self.quantization.iter().filter(|table| !table.is_empty()) {
            head.extend([0xFF, QUANTIZATION, 0, 2 + table.len() as u8]);
            head.extend(table);
        }
    }
}

impl JpegFrame {
    fn read(marker: u8, data: &[u8]) -> Option<Self> {
        let (&[bits, h0, h1, w0, w1, count], rest) = data.split_first_chunk::<6>()?;
        let components: Vec<FrameComponent> = rest
            .as_chunks()
            .0
            .iter()
            .map(|[name, factors, quantization]| FrameComponent {
                name: *name,
                across: usize::from(factors >> 4),
                down: usize::from(factors & 0xF),
                quantization: *quantization,
            })
            .collect();
        let is_sampled = |component: &FrameComponent| {
            (1..=4).contains(&component.across) && (1..=4).contains(&component.down)
        };
        let frame = Self {
            marker,
            width: usize::from(u16::from_be_bytes([w0, w1])),
            height: usize::from(u16::from_be_bytes([h0, h1])),
            components,
        };
        let is_sound = bits == 8
            && frame.width > 0
            && frame.height > 0
            && frame.components.len() == usize::from(count)
            && (2..=4).contains(&count)
            && frame.components.iter().all(is_sampled);
        is_sound.then_some(frame)
    }

    /// The same frame with the sampling factors of one scan.
    pub(super) fn write(&self, head: &mut Vec<u8>, joined: &[JoinedComponent]) {
        let count = joined.len() as u8;
        head.extend([0xFF, self.marker, 0, 8 + 3 * count, 8]);
        head.extend((self.height as u16).to_be_bytes());
        head.extend((self.width as u16).to_be_bytes());
        head.push(count);
        for (component, joined) in self.components.iter().zip(joined) {
            let factors = (joined.across << 4 | joined.down) as u8;
            head.extend([component.name, factors, component.quantization]);
        }
    }

    fn most(&self, factor: fn(&FrameComponent) -> usize) -> usize {
        self.components.iter().map(factor).max().unwrap_or(1)
    }

    /// Units of several components in a row, and rows of them.
    fn units(&self) -> [usize; 2] {
        let (across, down) = (self.most(|one| one.across), self.most(|one| one.down));
        [self.width.div_ceil(8 * across), self.height.div_ceil(8 * down)]
    }

    /// Blocks of one component in a row, and rows of them, if it stands alone (A.2.2).
    fn blocks(&self, component: &FrameComponent) -> [usize; 2] {
        let (across, down) = (self.most(|one| one.across), self.most(|one| one.down));
        let blocks = |pixels: usize, own: usize, most| (pixels * own).div_ceil(most).div_ceil(8);
        [blocks(self.width, component.across, across), blocks(self.height, component.down, down)]
    }
}

impl<'d> JpegScan<'d> {
    fn read(data: &[u8], coded: &'d [u8], frame: &JpegFrame, tables: &JpegTables) -> Option<Self> {
        let (&count, rest) = data.split_first()?;
        let mut components = Vec::new();
        for [name, codes] in rest.as_chunks().0.iter().take(usize::from(count)) {
            let at = frame.components.iter().position(|component| component.name == *name)?;
            let dc = tables.dc.get(usize::from(codes >> 4))?.clone()?;
            let ac = tables.ac.get(usize::from(codes & 0xF))?.clone()?;
            components.push(ScanComponent { at, dc, ac, before: 0 });
        }
        let rows = match components.as_slice() {
            [] => return None,
            [alone] => frame.blocks(&frame.components[alone.at])[1],
            _ => frame.units()[1],
        };
        let (reader, interval) = (EntropyReader::new(coded), tables.interval);
        (components.len() == usize::from(count)).then_some(Self {
            components,
            reader,
            interval,
            read: 0,
            rows_read: 0,
            rows,
        })
    }

    /// Whether a component of the frame is in it.
    pub(super) fn has(&self, at: usize) -> bool {
        self.components.iter().any(|component| component.at == at)
    }

    /// Whether there are rows that are not yet read.
    pub(super) fn is_open(&self) -> bool {
        self.rows_read < self.rows
    }

    /// Reads the next row of units: of one component a row of blocks, of several as many
    /// rows of each as are in a unit.
    pub(super) fn row(&mut self, frame: &JpegFrame) -> Option<Vec<ComponentRow>> {
        self.rows_read += 1;
        let is_alone = self.components.len() == 1;
        let mut rows: Vec<ComponentRow> = Vec::new();
        for component in &self.components {
            let down = if is_alone { 1 } else { frame.components[component.at].down };
            rows.extend((0..down).map(|_| ComponentRow { at: component.at, blocks: Vec::new() }));
        }
        let units = match self.components.as_slice() {
            [alone] => frame.blocks(&frame.components[alone.at])[0],
            _ => frame.units()[0],
        };
        for _ in 0..units {
            self.begin_unit()?;
            let mut places = rows.iter_mut();
            for component in &mut self.components {
                let FrameComponent { across, down, .. } = frame.components[component.at];
                let (across, down) = if is_alone { (1, 1) } else { (across, down) };
                for row in places.by_ref().take(down) {
                    for _ in 0..across {
                        let block =
                            self.reader.block(&component.dc, &component.ac, component.before)?;
                        component.before = block[0];
                        row.blocks.push(block);
                    }
                }
            }
        }
        Some(rows)
    }

    fn begin_unit(&mut self) -> Option<()> {
        if self.interval > 0 && self.read > 0 && self.read.is_multiple_of(self.interval) {
            self.reader.restart(self.read / self.interval - 1)?;
            for component in &mut self.components {
                component.before = 0;
            }
        }
        self.read += 1;
        Some(())
    }
}
