//! Converted pictures as entries of a cache: what names them, and how they are
//! told from damaged ones.

use super::error::Note;
use super::known::Pressed;
use super::plan::{Below, WantedPicture};
use super::{Filter, PressInks, PressPicture};
use crate::page::{BlackPoint, Intent, Output, PictureInks, Sharpening};
use crate::picture::Picture;

/// Goes up with every change to what becomes of a picture's bytes.
const VERSION: u32 = 3;
const MARK: &[u8] = b"banmian press\n";
/// Bytes of a hash.
const HASH: usize = 32;

/// A hash of what is demanded of a picture: all that its bytes for the press depend on,
/// but the file itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PressDemand([u8; HASH]);

/// What all pictures of an output have in common.
#[derive(Clone, Copy)]
pub(super) struct PressDemands<'o> {
    output: &'o Output,
    profile: blake3::Hash,
}

impl<'o> PressDemands<'o> {
    pub(super) fn of(output: &'o Output) -> Self {
        Self { output, profile: blake3::hash(&output.condition.profile.bytes) }
    }

    /// What is demanded of one.
    pub(super) fn demand(self, wanted: &WantedPicture) -> PressDemand {
        let mut hasher = blake3::Hasher::new();
        self.add(wanted, |part| add_part(&mut hasher, part));
        PressDemand(*hasher.finalize().as_bytes())
    }

    fn add(self, wanted: &WantedPicture, mut add: impl FnMut(&[u8])) {
        let Self { output, profile } = self;
        add(MARK);
        add(&VERSION.to_le_bytes());
        add(env!("CARGO_PKG_VERSION").as_bytes());
        add(profile.as_bytes());
        add(&output.condition.most_ink.to_le_bytes());
        let settings = output.pictures;
        add(&[
            match settings.intent {
                Intent::Perceptual => 0,
                Intent::RelativeColorimetric => 1,
                Intent::Saturation => 2,
                Intent::AbsoluteColorimetric => 3,
            },
            match settings.black_point {
                BlackPoint::Compensated => 0,
                BlackPoint::Kept => 1,
            },
            match settings.sharpening {
                Sharpening::None => 0,
                Sharpening::Mild => 1,
            },
            settings.quality,
        ]);
        add(&wanted.size.width.to_le_bytes());
        add(&wanted.size.height.to_le_bytes());
        match wanted.below {
            Below::Kept => add(b"kept"),
            Below::Mixed => add(b"mixed"),
            Below::Inks(inks) => inks.iter().for_each(|ink| add(&ink.to_le_bytes())),
        }
        add(match wanted.inks {
            PictureInks::Process => b"process",
            PictureInks::Black => b"black",
        });
    }
}

/// Adds bytes to a hash so that no others give the same.
fn add_part(hasher: &mut blake3::Hasher, part: &[u8]) {
    hasher.update(&(part.len() as u64).to_le_bytes());
    hasher.update(part);
}

/// The name of an entry: a hash of all that its bytes depend on.
pub(super) fn name(demand: PressDemand, picture: &Picture) -> String {
    let mut hasher = blake3::Hasher::new();
    add_part(&mut hasher, &demand.0);
    add_part(&mut hasher, &picture.bytes);
    hasher.finalize().to_hex().to_string()
}

/// A converted picture as the bytes of an entry.
pub(super) fn pack(Pressed { picture, notes }: &Pressed) -> Vec<u8> {
    let PressPicture { width, height, inks, filter, data, mask } = picture;
    let mut body = Vec::with_capacity(data.len() + mask.as_ref().map_or(0, Vec::len) + 64);
    body.extend(width.to_le_bytes());
    body.extend(height.to_le_bytes());
    body.push(match inks {
        PressInks::Process => 0,
        PressInks::Black => 1,
        PressInks::BlackOrBare => 2,
    });
    body.push(match filter {
        Filter::Flate => 0,
        Filter::Paeth => 1,
        Filter::Jpeg { inverted: false } => 2,
        Filter::Jpeg { inverted: true } => 3,
    });
    let noted = Note::ALL.iter().enumerate().filter(|(_, note)| notes.contains(note));
    body.push(noted.fold(0, |bits, (at, _)| bits | 1 << at));
    body.push(u8::from(mask.is_some()));
    body.extend((data.len() as u64).to_le_bytes());
    body.extend(data);
    body.extend(mask.iter().flatten());
    [MARK, blake3::hash(&body).as_bytes(), &body].concat()
}

/// What was packed; `None` if it is not what [`pack`] made.
pub(super) fn unpack(bytes: &[u8]) -> Option<Pressed> {
    let (hash, body) = bytes.strip_prefix(MARK)?.split_first_chunk::<HASH>()?;
    if blake3::hash(body).as_bytes() != hash {
        return None;
    }
    let (width, rest) = body.split_first_chunk()?;
    let (height, rest) = rest.split_first_chunk()?;
    let (&[inks, filter, noted, has_mask], rest) = rest.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (data, mask) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let picture = PressPicture {
        width: u32::from_le_bytes(*width),
        height: u32::from_le_bytes(*height),
        inks: [PressInks::Process, PressInks::Black, PressInks::BlackOrBare]
            .get(usize::from(inks))
            .copied()?,
        filter: match filter {
            0 => Filter::Flate,
            1 => Filter::Paeth,
            2 => Filter::Jpeg { inverted: false },
            3 => Filter::Jpeg { inverted: true },
            _ => return None,
        },
        data: data.to_vec(),
        mask: (has_mask == 1).then(|| mask.to_vec()),
    };
    let notes = Note::ALL.into_iter().enumerate();
    let notes = notes.filter(|(at, _)| noted & (1 << at) != 0).map(|(_, note)| note).collect();
    Some(Pressed { picture, notes })
}
