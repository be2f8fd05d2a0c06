//! Drawings: pictures, text boxes, and what a story cannot have.

use roxmltree::Node;

use super::xml::WordElement;
use super::{MOST_DEPTH, WordReader};
use crate::diag::finding::ObjectKind;
use crate::manuscript::{
    ManuscriptBlock, ManuscriptParagraph, ManuscriptPicture, ManuscriptRun, PicturePlace,
    RemarkKind,
};

/// The branch of an alternative that is read: the new one where it has anything to read,
/// else the old one. Both say the same, so one is enough.
pub(super) fn branch<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let has_matter = |it: &Node| {
        let is_matter = |it: Node| matches!(it.local(), "t" | "blip" | "imagedata" | "txbxContent");
        it.descendants().any(is_matter)
    };
    let choices = node.children().filter(|it| it.local() == "Choice");
    let choice = { choices }.find(has_matter);
    choice.or_else(|| node.child("Fallback"))
}

impl WordReader<'_> {
    /// Reads a drawing in the language of today or in that of before.
    pub(super) fn drawing(&mut self, node: Node, depth: usize) {
        let alt = node.descendants().find(|it| it.local() == "docPr");
        let alt = alt.and_then(|it| it.attr("descr")).map(str::to_owned);
        self.drawing_part(node, alt.as_deref(), depth);
    }

    fn drawing_part(&mut self, parent: Node, alt: Option<&str>, depth: usize) {
        if depth > MOST_DEPTH {
            self.remark(RemarkKind::TooDeep, String::new());
            return;
        }
        for node in parent.children() {
            match node.local() {
                "txbxContent" => {
                    let blocks = self.apart(node, depth + 1);
                    self.open.after.extend(blocks);
                }
                "blip" => self.placed_picture(&node, ["embed", "link"], alt),
                "imagedata" => {
                    let title = node.attr("title");
                    self.placed_picture(&node, ["id", "href"], alt.or(title));
                }
                // Lettering as a drawing, which old documents have for headlines.
                "textpath" => {
                    if let Some(words) = node.attr("string").filter(|it| !it.trim().is_empty()) {
                        let runs = vec![ManuscriptRun::plain(words)];
                        let paragraph = ManuscriptParagraph { runs, ..Default::default() };
                        self.open.after.push(ManuscriptBlock::Paragraph(paragraph));
                    }
                }
                "chart" => self.object(ObjectKind::Chart),
                "relIds" => self.object(ObjectKind::Drawing),
                "videoFile" | "audioFile" => self.object(ObjectKind::Media),
                "AlternateContent" => {
                    if let Some(branch) = branch(node) {
                        self.drawing_part(branch, alt, depth + 1);
                    }
                }
                _ => self.drawing_part(node, alt, depth + 1),
            }
        }
    }

    /// An object of another program, of which the document has a picture.
    pub(super) fn embedded(&mut self, node: Node, depth: usize) {
        if node.descendants().any(|it| it.local() == "OLEObject") {
            self.object(ObjectKind::Embedded);
        } else if node.descendants().any(|it| it.local() == "control") {
            self.object(ObjectKind::Form);
        } else {
            self.drawing(node, depth);
        }
    }

    /// A picture that the part refers to by one of these attributes.
    fn placed_picture(&mut self, node: &Node, keys: [&str; 2], alt: Option<&str>) {
        let relationships = &self.parts.relationships;
        let target = keys.iter().find_map(|key| relationships.get(node.attr(key)?));
        let place = match target {
            Some(target) if !target.is_external => {
                let known = self.pictures.iter().position(|it| *it == target.target);
                let number = known.unwrap_or(self.pictures.len());
                if known.is_none() {
                    self.pictures.push(target.target.clone());
                }
                PicturePlace::Embedded(number)
            }
            Some(target) => {
                let address = target.target.clone();
                let name = file_name(&address);
                self.remark(RemarkKind::PictureMissing, address);
                name.map_or(PicturePlace::Unknown, PicturePlace::Named)
            }
            None => {
                self.remark(RemarkKind::PictureMissing, String::new());
                PicturePlace::Unknown
            }
        };
        let alt = alt.map(str::trim).filter(|alt| is_alt(alt)).map(str::to_owned);
        let picture = ManuscriptPicture { place, alt, ..Default::default() };
        self.open.after.push(ManuscriptBlock::Picture(picture));
    }
}

/// The name of a file at the end of an address.
fn file_name(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether words for those who do not see a picture are more than a file's name, which
/// programs put there.
fn is_alt(alt: &str) -> bool {
    let is_name = [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".emf"]
        .iter()
        .any(|end| alt.to_ascii_lowercase().ends_with(end));
    let is_number = ["IMG_", "DSC", "图片 ", "Picture "].iter().any(|start| {
        let rest = alt.strip_prefix(start);
        rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
    });
    !alt.is_empty() && !is_name && !is_number
}
