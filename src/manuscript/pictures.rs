//! Files of pictures: what they are by their first bytes, and what they are called beside
//! the story.

use super::{Manuscript, ManuscriptBlock, PicturePlace};

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

impl Manuscript {
    /// The block that has a picture of this number.
    pub(super) fn block_of_picture(&self, number: usize) -> Option<usize> {
        let has_it = |block: &ManuscriptBlock| matches!(block, ManuscriptBlock::Picture(it) if it.place == PicturePlace::Embedded(number));
        self.blocks.iter().position(has_it)
    }

    /// What its pictures are called beside a story whose file has this name without its
    /// ending; an empty name for one of which there are no bytes.
    #[must_use]
    pub fn picture_names(&self, stem: &str) -> Vec<String> {
        let name = |(number, picture): (usize, &super::EmbeddedPicture)| {
            format!("{stem}-{}.{}", number + 1, picture.extension)
        };
        self.pictures.iter().enumerate().map(name).collect()
    }
}
