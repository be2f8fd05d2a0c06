//! Widths of a table's columns: by what stands in them, as in CSS 2.2, 17.5.2.2,
//! but that the widest columns are the first to be narrowed.

use crate::geom::Abs;
use crate::spec::page::ColumnWidth;

/// What the cells of a column need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::layout) struct Need {
    /// So that no word is broken.
    pub(in crate::layout) least: Abs,
    /// So that every cell stands on one line.
    pub(in crate::layout) most: Abs,
}

/// A cell over several columns.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Spanning {
    pub(in crate::layout) first: usize,
    pub(in crate::layout) columns: usize,
    pub(in crate::layout) need: Need,
}

/// The widths of columns that share `room`, with `gap` between two of them.
/// They add up to the room exactly; where it is too narrow, comes what is
/// needed at the least.
pub(super) fn widths(
    mut needs: Vec<Need>,
    wished: &[ColumnWidth],
    spanning: &[Spanning],
    room: Abs,
    gap: Abs,
) -> (Vec<Abs>, Option<Abs>) {
    let count = needs.len();
    if count == 0 {
        return (Vec::new(), None);
    }
    let wish = |at: usize| wished.get(at).copied().unwrap_or(ColumnWidth::Auto);
    for (at, need) in needs.iter_mut().enumerate() {
        if let ColumnWidth::Fixed(width) = wish(at) {
            *need = Need { least: width, most: width };
        }
    }
    for cell in spanning {
        widen(&mut needs, cell, gap, |at| !matches!(wish(at), ColumnWidth::Fixed(_)));
    }
    let gaps = gap * (count as i64 - 1);
    let room = room - gaps;
    let least: Abs = needs.iter().map(|need| need.least).sum();
    if least > room {
        let room = room.max(Abs::from_units(count as i64));
        let widths = needs.iter().map(|need| room.scale(need.least.units(), least.units()));
        return (exactly(widths.collect(), room), Some(least + gaps));
    }
    let shares: u32 = (0..count).map(|at| share(wish(at))).sum();
    if shares > 0 {
        return (with_shares(&needs, |at| share(wish(at)), shares, room), None);
    }
    let most: Abs = needs.iter().map(|need| need.most).sum();
    if most <= room {
        // What is left over goes to all that may be wider, as they are wide.
        let is_free = |at: usize| !matches!(wish(at), ColumnWidth::Fixed(_));
        let free: Abs = (0..count).filter(|at| is_free(*at)).map(|at| needs[at].most).sum();
        let spare = room - most;
        let grown = |at: usize| match is_free(at) && free > Abs::ZERO {
            true => needs[at].most + spare.scale(needs[at].most.units(), free.units()),
            false => needs[at].most,
        };
        let widths: Vec<Abs> = (0..count).map(grown).collect();
        return (if free > Abs::ZERO { exactly(widths, room) } else { widths }, None);
    }
    (exactly(capped(&needs, room), room), None)
}

fn share(width: ColumnWidth) -> u32 {
    match width {
        ColumnWidth::Share(parts) => parts,
        ColumnWidth::Auto | ColumnWidth::Fixed(_) => 0,
    }
}

/// Columns by content get what they need, the others share the rest.
fn with_shares(needs: &[Need], parts: impl Fn(usize) -> u32, all: u32, room: Abs) -> Vec<Abs> {
    let of_content = |at: &usize| parts(*at) == 0;
    let sharing: Abs =
        (0..needs.len()).filter(|at| !of_content(at)).map(|at| needs[at].least).sum();
    let own: Vec<Need> = (0..needs.len()).filter(of_content).map(|at| needs[at]).collect();
    let most: Abs = own.iter().map(|need| need.most).sum();
    let given = room - sharing;
    let mut own = match most <= given {
        true => own.iter().map(|need| need.most).collect(),
        false => capped(&own, given),
    }
    .into_iter();
    let mut widths: Vec<Abs> = (0..needs.len())
        .map(|at| if of_content(&at) { own.next().unwrap_or_default() } else { needs[at].least })
        .collect();
    let rest = room - (0..needs.len()).filter(of_content).map(|at| widths[at]).sum::<Abs>();
    let wanted = |at: usize| rest.scale(i64::from(parts(at)), i64::from(all.max(1)));
    let fits =
        (0..needs.len()).filter(|at| !of_content(at)).all(|at| wanted(at) >= needs[at].least);
    for at in (0..needs.len()).filter(|at| !of_content(at)) {
        let spare = rest - sharing;
        widths[at] = match fits {
            true => wanted(at),
            false => needs[at].least + spare.scale(i64::from(parts(at)), i64::from(all.max(1))),
        };
    }
    exactly(widths, room)
}

/// Widths of at most one common cap, which narrows the widest first; a column
/// that needs more at the least has that.
fn capped(needs: &[Need], room: Abs) -> Vec<Abs> {
    let width = |need: &Need, cap: Abs| need.most.min(cap.max(need.least));
    let total = |cap: Abs| needs.iter().map(|need| width(need, cap)).sum::<Abs>();
    let (mut low, mut high) = (0, needs.iter().map(|need| need.most.units()).max().unwrap_or(0));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if total(Abs::from_units(middle)) <= room {
            low = middle;
        } else {
            high = middle;
        }
    }
    needs.iter().map(|need| width(need, Abs::from_units(low))).collect()
}

/// Widens the columns under a spanning cell until it fits.
fn widen(needs: &mut [Need], cell: &Spanning, gap: Abs, may_grow: impl Fn(usize) -> bool) {
    let columns = cell.first..(cell.first + cell.columns).min(needs.len());
    let inner = gap * (columns.len() as i64 - 1).max(0);
    let growing: Vec<usize> = columns.clone().filter(|at| may_grow(*at)).collect();
    if growing.is_empty() {
        return;
    }
    let count = growing.len() as i64;
    let least: Abs = columns.clone().map(|at| needs[at].least).sum();
    let most: Abs = columns.map(|at| needs[at].most).sum();
    let lacks = (cell.need.least - inner - least).max(Abs::ZERO);
    let lacks_most = (cell.need.most - inner - most).max(Abs::ZERO);
    for at in growing {
        needs[at].least += lacks / count;
        needs[at].most = (needs[at].most + lacks_most / count).max(needs[at].least);
    }
}

/// The widths with what rounding left added to the last.
fn exactly(mut widths: Vec<Abs>, room: Abs) -> Vec<Abs> {
    let sum: Abs = widths.iter().copied().sum();
    if let Some(last) = widths.last_mut() {
        *last = (*last + room - sum).max(Abs::from_units(1));
    }
    widths
}
