//! What is told of a set line: how it fills its measure, and why it ends where
//! it ends.

use super::cluster::{Opportunity, Prepared};
use super::fill::{Filling, LineEndForm, LineStuff};
use super::gap_level::{ShrinkLevel, StretchLevel};
use super::optimize::{LastLine, LineBreak, last_line};
use crate::geom::Abs;
use crate::page::{Fitting, GapKind, GapUse, LineStop, MarkEnd};

/// What is told of a line that fills `room`.
pub(super) fn fitting(
    prepared: &Prepared,
    line: &LineBreak,
    room: Abs,
    stuff: &LineStuff,
    filling: &Filling,
) -> Fitting {
    Fitting {
        em: prepared.em,
        room,
        natural: stuff.natural,
        shrunk: uses(&ShrinkLevel::ALL.map(ShrinkLevel::kind), &filling.shrink, &stuff.shrink),
        stretched: uses(
            &StretchLevel::ALL.map(StretchLevel::kind),
            &filling.stretch,
            &stuff.stretch,
        ),
        even: filling.even_each,
        even_gaps: if filling.even > Abs::ZERO { stuff.even as u32 } else { 0 },
        over: filling.over,
        // On a character grid only whole cells count as empty, not what the measure has
        // beyond them.
        empty: filling.under + prepared.em * filling.empty.count_of(prepared.em),
        mark: mark(prepared, line),
        stop: stop(prepared, line),
        cost: stuff.cost(filling, prepared.em),
    }
}

fn uses(kinds: &[GapKind], used: &[Abs], capacity: &[Abs]) -> Vec<GapUse> {
    kinds
        .iter()
        .zip(used.iter().zip(capacity))
        .filter(|(_, (used, _))| **used > Abs::ZERO)
        .map(|(kind, (used, capacity))| GapUse { kind: *kind, used: *used, capacity: *capacity })
        .collect()
}

fn mark(prepared: &Prepared, line: &LineBreak) -> Option<MarkEnd> {
    let last = prepared.clusters.get(line.clusters.end.checked_sub(1)?)?;
    match line.form {
        LineEndForm::Hung => Some(MarkEnd::Hung),
        _ if last.blanks.after == Abs::ZERO => None,
        LineEndForm::Half => Some(MarkEnd::Half),
        LineEndForm::Full => Some(MarkEnd::Full),
    }
}

fn stop(prepared: &Prepared, line: &LineBreak) -> LineStop {
    let end = line.clusters.end;
    let Some(next) = prepared.clusters.get(end) else {
        let is_lone =
            line.clusters.start > 0 && last_line(prepared, &line.clusters) == LastLine::Lone;
        return if is_lone { LineStop::LoneCharacter } else { LineStop::Paragraph };
    };
    match next.opportunity {
        Opportunity::Never => LineStop::Forbidden,
        Opportunity::Plain => LineStop::Free,
        Opportunity::Reluctant | Opportunity::Kept => LineStop::Reluctant,
        // Marks that belong together were parted to save the line.
        Opportunity::Remedial => LineStop::Forbidden,
        Opportunity::Hyphen | Opportunity::ForeignHyphen => {
            let start = prepared.clusters.get(line.clusters.start);
            match start.filter(|_| line.clusters.start > 0).map(|first| first.opportunity) {
                Some(before) if before.hyphenates() => LineStop::HyphenLadder,
                _ => LineStop::Hyphen,
            }
        }
    }
}
