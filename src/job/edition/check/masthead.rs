//! What every issue of a Chinese paper must print (报纸管理暂行规定 28): the serial number
//! of the country, the number of the issue, postal code of subscription, address,
//! telephone, postcode, price, printer, licence for advertisements.

use super::super::super::slugs;
use super::EditionBook;
use super::typed::furniture;
use crate::diag::finding::{EditionFault, MastheadItem};
use crate::diag::{Diagnostic, Sink};
use crate::story::{Block, RichText, Slug};

/// The slug of the story with what is said of the paper itself (报社信息).
const IMPRINT: &str = "imprint";

/// Each with the words by which it is known; one of them is enough.
const ITEMS: &[(MastheadItem, &[&str])] = &[
    (MastheadItem::Serial, &["国内统一", "CN "]),
    (MastheadItem::PostalCode, &["邮发代号"]),
    (MastheadItem::Address, &["地址", "社址", "路", "街"]),
    (MastheadItem::Telephone, &["电话", "热线"]),
    (MastheadItem::Postcode, &["邮编", "邮政编码"]),
    (MastheadItem::Price, &["零售", "定价", "售价", "订价"]),
    (MastheadItem::Printer, &["印刷", "承印"]),
    (MastheadItem::AdLicence, &["广告经营许可", "广告发布登记", "广告许可"]),
];

pub(super) fn check(book: &EditionBook<'_>, found: &mut Sink) {
    let Some(first) = book.pages.first() else { return };
    if first.open.spec.page.lang.tag() != "zh-Hans" {
        return;
    }
    let mut printed: Vec<String> = Vec::new();
    for page in &book.pages {
        printed.extend(furniture(&page.open.spec.page).into_iter().map(|(text, _)| text));
        let Some(imprint) = Slug::new(IMPRINT) else { continue };
        let names_it = slugs(&page.open.spec.page).contains(&imprint);
        if let Some(story) = book.story(page, &imprint).filter(|_| names_it) {
            let body = story.body.iter().flat_map(Block::texts).map(RichText::plain);
            printed.extend(body);
        }
    }
    let is_printed =
        |words: &[&str]| printed.iter().any(|text| words.iter().any(|word| text.contains(word)));
    let lacking = ITEMS.iter().filter(|(_, words)| !is_printed(words));
    let items: Vec<MastheadItem> = lacking.map(|(item, _)| *item).collect();
    if !items.is_empty() {
        let finding = EditionFault::MastheadLacks { items };
        found.push(Diagnostic::of(finding).at(first.page.span()));
    }
}
