//! The order of a head's parts, and heads on pictures.

use super::Resolver;
use crate::diag::{Code, Diagnostic};
use crate::page::Part;
use crate::say;
use crate::spec::page::{CaptionPlace, HeadEdge, HeadPlace, PictureBox};
use crate::spec::raw::{Field, HeadRow, RawStoryLook, Sp};

/// The parts of a head in their usual order, one below the other.
const USUAL: [Part; 5] = [Part::Kicker, Part::Headline, Part::Deck, Part::Standfirst, Part::Byline];

impl Resolver<'_> {
    /// The parts of a head from top to bottom; those that the list leaves out
    /// follow in their usual order.
    pub(super) fn head_rows(&mut self, raw: &Field<Vec<Sp<HeadRow>>>) -> Vec<Vec<Part>> {
        let mut named: Vec<Part> = Vec::new();
        let mut rows: Vec<Vec<Part>> = Vec::new();
        for row in super::list_of(raw) {
            let mut parts = Vec::new();
            for part in &row.value.0 {
                if named.contains(part) {
                    let (name, chinese) = part_words(*part);
                    self.bad(
                        row.span,
                        say!(
                            "the {name} stands in the head's order twice",
                            "标题顺序里{chinese}写了两次"
                        ),
                    );
                    continue;
                }
                named.push(*part);
                parts.push(*part);
            }
            if !parts.is_empty() {
                rows.push(parts);
            }
        }
        rows.extend(USUAL.into_iter().filter(|part| !named.contains(part)).map(|part| vec![part]));
        rows
    }

    /// A head on one of the story's pictures.
    pub(super) fn head_on_picture(
        &mut self,
        look: &RawStoryLook,
        pictures: &[PictureBox],
    ) -> Option<HeadPlace> {
        let head = look.head.get()?;
        let number = look.head_picture.value().map_or(1, |number| number.0);
        let edge = look.head_edge.value().copied().unwrap_or(HeadEdge::Bottom);
        let at = (number as usize).checked_sub(1);
        let Some((at, target)) = at.and_then(|at| Some((at, pictures.get(at)?))) else {
            let has = pictures.len();
            let span = look.head_picture.get().map_or(head.span, |given| given.span);
            let message = match has {
                0 => say!(
                    "the head is to stand on a picture, and the story has no box for one",
                    "标题要压在图片上，而这篇稿件没有图片框"
                ),
                _ => say!(
                    "the head is to stand on picture box {number}, and the story has {has}",
                    "标题要压在第 {number} 个图片框上，而这篇稿件有 {has} 个"
                ),
            };
            let finding = Diagnostic::error(Code::PictureBoxEmpty, message).at(span);
            self.report(finding.hint(say!(
                "write `pictures = [{{ columns = \"…\", lines = \"…\" }}]` in the story; \"head-picture\" counts its boxes from 1",
                "在稿件里写 `pictures = [{{ columns = \"…\", lines = \"…\" }}]`；“head-picture” 从 1 数起"
            )));
            return None;
        };
        if target.caption.place == CaptionPlace::Over && edge == HeadEdge::Bottom {
            let finding = Diagnostic::error(
                Code::ConflictingKeys,
                say!(
                    "head and caption both stand on the foot of this picture",
                    "标题和图片说明都压在这张图片的下边"
                ),
            );
            self.report(finding.at(head.span).hint(say!(
                "write head-edge = \"top\", or another `caption` for the picture",
                "写 head-edge = \"上\"，或把图片的 `caption` 改到别处"
            )));
            return None;
        }
        Some(HeadPlace::OnPicture(at, edge))
    }
}

/// What a part of a head is called.
fn part_words(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Kicker => ("kicker", "引题"),
        Part::Deck => ("deck", "副题"),
        Part::Standfirst => ("standfirst", "提要"),
        Part::Byline => ("byline", "署名"),
        _ => ("headline", "主题"),
    }
}
