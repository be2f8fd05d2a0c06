//! The files of a document's pictures.

use super::package::Package;
use crate::manuscript::pictures::{extension, is_for_pages};
use crate::manuscript::{EmbeddedPicture, Manuscript, ManuscriptError, Remark, RemarkKind};

/// Takes the pictures of these parts out.
pub(super) fn take_out(
    package: &mut Package,
    parts: &[String],
    manuscript: &mut Manuscript,
) -> Result<(), ManuscriptError> {
    for (number, part) in parts.iter().enumerate() {
        let name = part.rsplit('/').next().unwrap_or_default().to_owned();
        let bytes = package.picture(part)?;
        let block = manuscript.block_of_picture(number);
        let mut remark = |kind| {
            manuscript.remarks.push(Remark { kind, block, words: name.clone() });
        };
        if bytes.is_none() {
            remark(RemarkKind::PictureMissing);
        }
        let bytes = bytes.unwrap_or_default();
        let extension = extension(&bytes, &name);
        if !bytes.is_empty() && !is_for_pages(extension) {
            remark(RemarkKind::PictureFormat);
        }
        manuscript.pictures.push(EmbeddedPicture { name, extension, bytes });
    }
    Ok(())
}
