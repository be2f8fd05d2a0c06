//! Which page lies beside which, by their numbers.

use std::collections::BTreeMap;

use super::ImposeError;
use crate::diag::{CountedNumber, PageNumber};
use crate::page::Page;

/// Signatures of more pages than this are not folded.
const MOST_PAGES: u32 = 128;

/// The pages of a run by their numbers.
pub(super) type PageNumbers = BTreeMap<u32, usize>;

/// Pages that are counted together: of one letter, if they have letters.
pub(super) struct PagesOfPart {
    /// How their numbers are written: the number of one of them.
    pub(super) like: CountedNumber,
    pub(super) numbers: PageNumbers,
}

/// Two pages that lie side by side, by their places among the pages; one of
/// them may be blank, not both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) even: Option<usize>,
    pub(super) odd: Option<usize>,
}

impl Pair {
    /// One of the two; the first page for a sheet that nobody makes.
    pub(super) fn any(self) -> usize {
        self.odd.or(self.even).unwrap_or(0)
    }
}

/// The pages by their numbers, part by part of the paper in the order of the pages.
pub(super) fn numbers(pages: &[Page]) -> Result<Vec<PagesOfPart>, ImposeError> {
    let mut parts: Vec<PagesOfPart> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let number = PageNumber::new(page.label.as_str());
        let counted = number.counted().filter(|counted| counted.count > 0);
        let counted = counted.ok_or_else(|| ImposeError::NoNumber { label: page.label.clone() })?;
        let count = counted.count;
        let known = parts.iter_mut().find(|part| part.like.is_beside(&counted));
        let is_new = match known {
            Some(part) => {
                part.like.digits = part.like.digits.max(counted.digits);
                part.numbers.insert(count, at).is_none()
            }
            None => {
                parts.push(PagesOfPart { like: counted, numbers: [(count, at)].into() });
                true
            }
        };
        if !is_new {
            return Err(ImposeError::NumberTwice { number });
        }
    }
    Ok(parts)
}

/// Reader's spreads: every even page beside the odd one after it.
pub(super) fn spreads(numbers: &PageNumbers) -> Vec<Pair> {
    let mut pairs: BTreeMap<u32, Pair> = BTreeMap::new();
    for (number, page) in numbers {
        let pair = pairs.entry(number / 2).or_insert(Pair { even: None, odd: None });
        if number % 2 == 0 {
            pair.even = Some(*page);
        } else {
            pair.odd = Some(*page);
        }
    }
    pairs.into_values().collect()
}

/// The pairs of a folded signature, and the numbers of its pages that are blank.
pub(super) struct Signature {
    pub(super) pairs: Vec<Pair>,
    pub(super) blanks: Vec<PageNumber>,
}

/// Printer's pairs, the outermost sheet first, its front before its back; and
/// the numbers of the pages that are blank. The pages may be a part of a paper,
/// which then begins with an odd page. Sides on which there is nothing at all
/// are left out.
pub(super) fn printer_pairs(part: &PagesOfPart) -> Result<Signature, ImposeError> {
    let PagesOfPart { like, numbers } = part;
    let (Some(first), Some(last)) = (numbers.keys().next(), numbers.keys().next_back()) else {
        return Err(ImposeError::NoPages);
    };
    if first % 2 == 0 {
        return Err(ImposeError::BeginsEven { number: like.with(*first) });
    }
    let count = last - first + 1;
    if count > MOST_PAGES {
        return Err(ImposeError::TooMany { pages: count as usize, limit_pages: MOST_PAGES });
    }
    let end = first.saturating_add(count.next_multiple_of(4) - 1);
    let blanks = (*first..=end).filter(|number| !numbers.contains_key(number));
    let blanks = blanks.map(|number| like.with(number)).collect();
    let page = |number: u32| numbers.get(&number).copied();
    let pairs = (0..(end - first).div_ceil(2))
        .map(|at| (first + at, end - at))
        // The lower one is odd on fronts and even on backs.
        .map(|(low, high)| if low % 2 == 1 { (high, low) } else { (low, high) })
        .map(|(even, odd)| Pair { even: page(even), odd: page(odd) })
        .filter(|pair| pair.even.is_some() || pair.odd.is_some())
        .collect();
    Ok(Signature { pairs, blanks })
}
