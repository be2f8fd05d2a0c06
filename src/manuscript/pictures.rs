//! Files of pictures: what they are by their first bytes, and what they are called beside
//! the story.

use super::{
    EmbeddedPicture, FilesBeside, Manuscript, ManuscriptBlock, PicturePlace, Remark, RemarkKind,
};

/// How the name of a picture's file ends by what is in it.
pub(super) fn extension(bytes: &[u8], name: &str) -> &'static str {
    let starts = |sign: &[u8]| bytes.starts_with(sign);
    match bytes {
        _ if starts(b"\xFF\xD8\xFF") => "jpg",
        _ if starts(b"\x89PNG") => "png",
        _ if starts(b"GIF8") => "gif",
        _ if starts(b"BM") => "bmp",
        _ if starts(b"II*\0") || starts(b"MM\0*") => "tif",
        _ if starts(b"%PDF-") => "pdf",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [1, 0, 0, 0, ..] => "emf",
        _ if starts(b"\xD7\xCD\xC6\x9A") || starts(b"\x01\x00\x09\x00") => "wmf",
        _ if is_svg(bytes) => "svg",
        _ if name.to_ascii_lowercase().ends_with(".svg") => "svg",
        _ => "bin",
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 1000;
    let start = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    String::from_utf8_lossy(start).contains("<svg")
}

/// Whether pages take pictures of this sort.
pub(super) fn is_for_pages(extension: &str) -> bool {
    matches!(extension, "jpg" | "png" | "tif" | "webp" | "svg" | "pdf")
}

/// Whether an address may lead to a file beside the copy: a relative path with a name that
/// ends as those of files do.
pub(super) fn is_beside(address: &str) -> bool {
    local_path(address)
        .is_some_and(|path| path.rsplit('/').next().is_some_and(|it| it.contains('.')))
}

/// The path beside the copy that an address leads to; none if it leads anywhere else.
#[must_use]
pub fn local_path(address: &str) -> Option<String> {
    let address = address.trim();
    let file = ["file:///./", "file://./", "file:"].iter().find_map(|it| address.strip_prefix(it));
    let path = percent_decoded(file.unwrap_or(address)).replace('\\', "/");
    let path = path.trim_start_matches("./").trim().to_owned();
    let is_relative = !path.starts_with('/')
        && !path.contains(':')
        && !path.is_empty()
        && path.split('/').all(|part| !part.is_empty() && part != "..");
    is_relative.then_some(path)
}

/// The name of the file that an address leads to, as a story can have it.
pub(super) fn name_of(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit(['/', '\\', ':']).next().unwrap_or_default();
    Some(percent_decoded(name)).filter(|name| !name.trim().is_empty())
}

/// `%E6%A1%A5.jpg` as it reads.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let value = digits.filter(|it| it.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match value.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(value) if *first == b'%' => {
                bytes.push(value);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    // A name with odd bytes stays as it was written.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

impl Manuscript {
    /// All its words, to be known again by.
    pub(super) fn all_words(&self) -> String {
        let mut all = String::new();
        for block in &self.blocks {
            match block {
                ManuscriptBlock::Paragraph(paragraph) => {
                    all.push_str(&format!("{:?} {}", paragraph.role, paragraph.text()));
                }
                ManuscriptBlock::Table(table) => {
                    for cell in table.rows.iter().flatten() {
                        cell.runs.iter().for_each(|run| all.push_str(&run.text));
                        all.push('|');
                    }
                }
                ManuscriptBlock::Picture(picture) => {
                    picture.caption.iter().for_each(|run| all.push_str(&run.text));
                    all.push_str(picture.credit.as_deref().unwrap_or_default());
                }
            }
            all.push('\n');
        }
        all
    }

    /// Takes pictures that are offered from beside the copy, of each the best that is
    /// there; of others the address is told.
    pub(super) fn take_offered(&mut self, beside: Option<&dyn FilesBeside>) {
        const MOST_LOOKED_FOR: usize = 1000;
        const MOST_BYTES: usize = 256 << 20;
        let (mut looked, mut taken) = (0, 0);
        for number in 0..self.blocks.len() {
            let Some(ManuscriptBlock::Picture(picture)) = self.blocks.get_mut(number) else {
                continue;
            };
            let PicturePlace::Offered(addresses) = &picture.place else { continue };
            let found = addresses.iter().find_map(|address| {
                let may_look = looked < MOST_LOOKED_FOR && taken < MOST_BYTES;
                looked += 1;
                let bytes = beside.filter(|_| may_look)?.picture(address)?;
                taken += bytes.len();
                let extension = extension(&bytes, address);
                (extension != "bin").then(|| EmbeddedPicture {
                    name: address.clone(),
                    extension,
                    bytes,
                })
            });
            let address = addresses.first().cloned().unwrap_or_default();
            let (kind, words) = match &found {
                Some(it) if is_for_pages(it.extension) => (None, String::new()),
                Some(it) => (Some(RemarkKind::PictureFormat), it.name.clone()),
                None => (Some(RemarkKind::PictureElsewhere), address.clone()),
            };
            picture.place = match found {
                Some(found) => {
                    self.pictures.push(found);
                    PicturePlace::Embedded(self.pictures.len() - 1)
                }
                None => name_of(&address).map_or(PicturePlace::Unknown, PicturePlace::Named),
            };
            if let Some(kind) = kind {
                self.remarks.push(Remark { kind, block: Some(number), words });
            }
        }
    }

    /// The block that has a picture of this number.
    pub(super) fn block_of_picture(&self, number: usize) -> Option<usize> {
        let has_it = |block: &ManuscriptBlock| matches!(block, ManuscriptBlock::Picture(it) if it.place == PicturePlace::Embedded(number));
        self.blocks.iter().position(has_it)
    }

    /// What its pictures are called beside a story whose file has this name without its
    /// ending; an empty name for one of which there are no bytes.
    #[must_use]
    pub fn picture_names(&self, stem: &str) -> Vec<String> {
        let name = |(number, picture): (usize, &EmbeddedPicture)| {
            format!("{stem}-{}.{}", number + 1, picture.extension)
        };
        self.pictures.iter().enumerate().map(name).collect()
    }
}
