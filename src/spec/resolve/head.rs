//! The order of a head's parts, and heads on pictures.

use super::Resolver;
use crate::diag::finding::{HeadPart, SpecFault};
use crate::page::Part;
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
                    let head_part = part_noun(*part);
                    self.bad(row.span, SpecFault::HeadPartTwice { head_part });
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
            let span = look.head_picture.get().map_or(head.span, |given| given.span);
            let finding = SpecFault::NoBoxForHead { box_number: number, boxes: pictures.len() };
            self.bad(span, finding);
            return None;
        };
        if target.caption.place == CaptionPlace::Over && edge == HeadEdge::Bottom {
            self.bad(head.span, SpecFault::HeadOnCaption { keys: vec!["head-edge", "caption"] });
            return None;
        }
        Some(HeadPlace::OnPicture(at, edge))
    }
}

/// What a part of a head is called.
fn part_noun(part: Part) -> HeadPart {
    match part {
        Part::Kicker => HeadPart::Kicker,
        Part::Deck => HeadPart::Deck,
        Part::Standfirst => HeadPart::Standfirst,
        Part::Byline => HeadPart::Byline,
        _ => HeadPart::Headline,
    }
}
