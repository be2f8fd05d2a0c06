//! Parts of a story that its page leaves out, as the spec says.

use std::borrow::Cow;

use crate::diag::Diagnostic;
use crate::diag::finding::HeadFault;
use crate::layout::paint::matter::Matter;
use crate::layout::resources::Material;
use crate::spec::page::StoryFrame;
use crate::story::{Block, InsetKind, OptionalPart, Story};

/// A story without what its frame leaves out.
pub(in crate::layout) fn without_left_out<'m>(
    material: &'m Material,
    frame: &StoryFrame,
) -> Cow<'m, Material> {
    if frame.leave_out.is_empty() {
        return Cow::Borrowed(material);
    }
    let mut material = material.clone();
    for part in &frame.leave_out {
        leave_out(&mut material.story, *part);
    }
    Cow::Owned(material)
}

/// Counts what is left out of a story, and says so: nothing is lost without a word.
pub(in crate::layout) fn tell_left_out(
    whole: &Story,
    shown: &Story,
    frame: &StoryFrame,
    out: &mut Matter,
) {
    let characters = whole.characters().saturating_sub(shown.characters());
    if characters == 0 {
        return;
    }
    out.tally.unplaced += characters;
    let parts = frame.leave_out.iter().map(|part| part.name().to_owned()).collect();
    let finding = HeadFault::PartsLeftOut { slug: frame.slug.to_string(), parts, characters };
    out.tell(Diagnostic::of(finding).at(frame.slug_span));
}

fn leave_out(story: &mut Story, part: OptionalPart) {
    match part {
        OptionalPart::Kicker => story.kicker = None,
        OptionalPart::Deck => story.deck = None,
        OptionalPart::Standfirst => story.standfirst = None,
        OptionalPart::Note => empty_insets(&mut story.body, InsetKind::Note),
        OptionalPart::FactBox => empty_insets(&mut story.body, InsetKind::FactBox),
    }
}

/// The blocks stay, with nothing in them, so that those after them keep their numbers.
fn empty_insets(body: &mut [Block], kind: InsetKind) {
    for block in body {
        if let Block::Inset(inset) = block
            && inset.kind == kind
        {
            (inset.title, inset.source) = (None, None);
            inset.blocks.clear();
        }
    }
}
