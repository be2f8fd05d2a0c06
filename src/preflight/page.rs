//! One page: its marks, its pictures and its ink, apart from all other pages, so that
//! pages can be looked at side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use rayon::prelude::*;

use super::document::FileFacts;
use super::frame::PageFrame;
use super::ink::{self, PlatesNeeded};
use super::marks::{Judge, JudgedMarks, PagePicture, PrintedInks, Recipes, Unread};
use super::profile::PreflightProfile;
use super::report::{Findings, RuleFinding};
use super::rule::Rule;
use crate::diag::finding::Breach;
use crate::plates::{self, KnownType, PicturesAhead, PixelsWanted, Plates, PlatesError};
use crate::reader::{Defect, DefectReason, File};

/// Pages whose marks are looked at; of more only the file as such is judged. Tens of times
/// what a print shop gets in one file, and at some 30 ms each two minutes.
const MOST_PAGES: usize = 5_000;
/// Pages that one thread looks at in a row, at most: the fonts that they share are read
/// once, and those of others do not pile up.
const MOST_IN_A_ROW: usize = 24;

/// What was found on a page, as far as other pages have no say in it.
struct JudgedPage {
    findings: Vec<RuleFinding>,
    /// What cannot be read, in the order of its marks.
    unread: Vec<UnreadPart>,
    /// What stands for each spot ink.
    recipes: Recipes,
    /// The words that it shows.
    words: String,
}

/// Something that cannot be read, if that is so.
struct UnreadPart {
    /// The object of a picture, which is told of once in a file.
    picture: Option<u32>,
    defect: Option<Defect>,
}

/// What a page is looked at with.
#[derive(Clone, Copy)]
struct PageLook<'f> {
    file: &'f File,
    profile: &'f PreflightProfile,
    inks: &'f PrintedInks,
    /// What cannot be read of pictures, by their objects.
    known: &'f Mutex<BTreeMap<u32, Option<Defect>>>,
    /// Whether there are so few pages that their pictures are looked at side by side.
    is_alone: bool,
}

/// Holds the marks of pages against a profile; gives out the words that each shows.
pub(super) fn judge_pages(
    document: &FileFacts<'_>,
    frames: &[PageFrame],
    findings: &mut Findings<'_>,
) -> Vec<String> {
    let inks = PrintedInks { device: document.device(), defaults: document.defaults() };
    let known = Mutex::new(BTreeMap::new());
    let looked_at = &frames[..frames.len().min(MOST_PAGES)];
    let threads = rayon::current_num_threads();
    let look = PageLook {
        file: document.file,
        profile: findings.profile,
        inks: &inks,
        known: &known,
        is_alone: looked_at.len() < 2 * threads,
    };
    let in_a_row = (looked_at.len() / (4 * threads)).clamp(1, MOST_IN_A_ROW);
    // 1. Each page for itself.
    let none = Recipes::new();
    let judged: Vec<JudgedPage> = looked_at
        .par_chunks(in_a_row)
        .flat_map_iter(|frames| {
            let mut known = KnownType::knowing(&document.known.glyphs);
            let pages = frames.iter().map(|frame| look.judge(frame, &none, &mut known));
            pages.collect::<Vec<_>>()
        })
        .collect();
    // 2. What they have in common, page by page.
    let mut recipes = Recipes::new();
    let mut pictures = BTreeSet::new();
    let mut words = Vec::with_capacity(judged.len());
    for (frame, page) in looked_at.iter().zip(judged) {
        let is_agreed =
            page.recipes.iter().all(|(ink, own)| recipes.get(ink).is_none_or(|it| it == own));
        // An ink that means something else than on the pages before is found when it is
        // known what it meant there.
        let page = match is_agreed {
            true => page,
            false => look.judge(frame, &recipes, &mut KnownType::default()),
        };
        recipes.extend(page.recipes);
        for UnreadPart { picture, defect } in page.unread {
            let is_new = picture.is_none_or(|object| pictures.insert(object));
            if let Some(defect) = defect.filter(|_| is_new) {
                let breach = Breach::Defective { defect: defect.finding() };
                findings.plain(rule_of(defect), frame.whole(), breach);
            }
        }
        findings.add_page(page.findings);
        words.push(page.words);
    }
    if let Some(frame) = frames.get(MOST_PAGES) {
        let breach = Breach::NotLookedAt { limit_pages: MOST_PAGES as u32 };
        findings.plain(Rule::Unreadable, frame.whole(), breach);
    }
    words
}

/// The rule against something that cannot be read: of text there is one of its own.
fn rule_of(defect: Defect) -> Rule {
    match defect.reason {
        DefectReason::Codes(_) => Rule::TextUnread,
        _ => Rule::Unreadable,
    }
}

impl<'f> PageLook<'f> {
    fn judge(self, frame: &PageFrame, recipes: &Recipes, known: &mut KnownType<'f>) -> JudgedPage {
        let Self { file, profile, inks, .. } = self;
        let mut findings = Findings::new(profile);
        let mut judge = Judge::new(file, frame, &mut findings, inks, recipes.clone());
        let walked = file.walk_with(frame.page - 1, &mut judge, &mut known.fonts);
        let JudgedMarks { may_be_blank, pictures, unread, recipes, words, ink } = judge.finish();
        let dpi = match walked {
            Ok(()) => ink::resolution(file, frame, &mut findings),
            Err(error) => {
                let breach = Breach::Unreadable { read: error };
                findings.plain(Rule::Unreadable, frame.whole(), breach);
                None
            }
        };
        let mut ahead = PicturesAhead::default();
        let mut needed = PlatesNeeded::None;
        let no_plates = |error| Breach::NoPlates { plates: error };
        match dpi.map(|dpi| (dpi, PicturesAhead::new(file, frame.page - 1, dpi))) {
            Some((_, Ok(of_page))) => {
                needed = match may_be_blank {
                    true => PlatesNeeded::All,
                    false => ink::needed(&ink, of_page.frame(), frame, &findings),
                };
                // Without plates, pictures are only looked through.
                if !matches!(needed, PlatesNeeded::None) {
                    ahead = of_page;
                }
            }
            Some((_, Err(error))) => {
                findings.plain(Rule::Unreadable, frame.whole(), no_plates(error));
            }
            None => {}
        }
        for PagePicture { image, visible } in pictures {
            ahead.add(image, visible);
        }
        let wanted = match &needed {
            PlatesNeeded::None => None,
            PlatesNeeded::Some(wanted) => Some(Some(wanted)),
            PlatesNeeded::All => Some(None),
        };
        match wanted.map(|wanted| self.plates(frame.page - 1, &ahead, wanted, known)) {
            Some(Ok(plates)) => ink::check(&plates, frame, may_be_blank, &mut findings),
            Some(Err(error)) => {
                findings.plain(Rule::Unreadable, frame.whole(), no_plates(error));
            }
            None => {}
        }
        let unread = self.read(unread, &ahead);
        JudgedPage { findings: findings.into_list(), unread, recipes, words }
    }

    /// The plates of a page. If it is nearly alone, its pictures are turned into inks by
    /// whoever has nothing to do, the last first: so who comes across a picture on the page
    /// seldom finds that somebody has just begun with it.
    fn plates(
        self,
        page: usize,
        ahead: &PicturesAhead<'_>,
        wanted: Option<&PixelsWanted>,
        known: &mut KnownType<'f>,
    ) -> Result<Plates, PlatesError> {
        rayon::in_place_scope(|scope| {
            let helped = if self.is_alone { ahead.count() } else { 0 };
            for picture in (0..helped).rev() {
                scope.spawn(move |_| {
                    ahead.look(picture);
                });
            }
            plates::render_with(self.file, page, ahead, wanted, known)
        })
    }

    /// What could not be read, with that of pictures.
    fn read(self, unread: Vec<Unread>, ahead: &PicturesAhead<'_>) -> Vec<UnreadPart> {
        let read = |unread: Unread| match unread {
            Unread::Part(defect) => UnreadPart { picture: None, defect: Some(defect) },
            Unread::Picture { object, at } => {
                let known = self.known.lock().ok().and_then(|known| known.get(&object).copied());
                let defect = known.unwrap_or_else(|| {
                    let defect = ahead.look(at);
                    if let Ok(mut known) = self.known.lock() {
                        known.insert(object, defect);
                    }
                    defect
                });
                UnreadPart { picture: Some(object), defect }
            }
        };
        match self.is_alone {
            true => unread.into_par_iter().map(read).collect(),
            false => unread.into_iter().map(read).collect(),
        }
    }
}
