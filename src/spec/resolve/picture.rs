//! Boxes for pictures, in stories and by themselves.

use super::follow::PlaceInStory;
use super::story::overlap;
use super::styles::StylesBySpan;
use super::{PlacedElement, ResolvedSheet, Resolver};
use crate::diag::Span;
use crate::diag::finding::{Bound, CountedThing, SpecFault, SpecSyntax};
use crate::geom::Abs;
use crate::spec::page::{
    Area, Arrange, CaptionLevel, CaptionLook, CaptionPlace, CreditSource, Crop, Element, Framing,
    PictureBox, PictureElement, RunAround, WhichPicture,
};
use crate::spec::raw::{
    Count, Field, Focus, RawPicture, RawPictureBox, RawPictureLook, Sp, with_defaults,
};

/// More pictures than this in one story are a mistake.
const MOST_PICTURES: u32 = 100;
/// More pictures than this in one box are a mistake: none would be seen.
const MOST_IN_A_BOX: usize = 24;

/// The story that a picture stands in, by its place; none if that is wrong.
#[derive(Clone, Copy)]
pub(super) struct PictureHost<'a> {
    story: Option<&'a Area>,
}

impl Resolver<'_> {
    /// The boxes of a story's pictures; `places` are its own place and its further
    /// frames.
    pub(super) fn pictures(
        &mut self,
        raw: &Field<Vec<Sp<RawPictureBox>>>,
        places: &[Area],
        sheet: &ResolvedSheet,
    ) -> Vec<PictureBox> {
        let mut boxes: Vec<PictureBox> = Vec::new();
        for (at, picture) in (1..).zip(super::list_of(raw)) {
            if at > MOST_PICTURES {
                self.bad(
                    picture.span,
                    SpecFault::ManyPictures { most: Bound::from(MOST_PICTURES) },
                );
                break;
            }
            let story = Some(PictureHost { story: places.first() });
            let made =
                self.picture_box(&picture.value, "a picture", picture.span, at, story, sheet);
            let Some(made) = made else { continue };
            let rect = made.area.rect(&sheet.grid);
            let holds = |place: &Area| place.rect(&sheet.grid).contains(rect);
            // What follows is looked at where it comes to stand.
            if made.following.is_some() {
                boxes.push(made);
                continue;
            }
            if !places.is_empty() && !places.iter().any(holds) {
                self.bad(made.area.span, SpecFault::PictureOutside);
            }
            let fixed = boxes.iter().filter(|other| other.following.is_none());
            if { fixed }.any(|other| other.area.rect(&sheet.grid).overlaps(rect)) {
                self.bad(made.area.span, SpecFault::PicturesOnEachOther);
            }
            boxes.push(made);
        }
        boxes
    }

    fn picture_box(
        &mut self,
        raw: &RawPictureBox,
        title: &str,
        span: Span,
        nth: u32,
        host: Option<PictureHost>,
        sheet: &ResolvedSheet,
    ) -> Option<PictureBox> {
        let which = self.which_pictures(raw, nth);
        let placed = match (host, raw.following.place.get()) {
            (Some(host), _) => {
                let (place, follows) = (&raw.place, &raw.following);
                self.area_in_story(place, follows, title, span, host.story, sheet)
            }
            (None, Some(word)) => {
                self.bad(word.span, SpecFault::FollowsNoStory);
                None
            }
            (None, None) => self
                .area(&raw.place, title, span, sheet)
                .map(|area| PlaceInStory { area, following: None }),
        };
        let area = placed.as_ref().map(|placed| placed.area);
        let look: RawPictureLook = with_defaults(&raw.look, &self.defaults.picture);
        let units = sheet.units();
        let em = sheet.grid.body_size;
        let short = |this: &mut Self, field| {
            this.length_within(field, Abs::ZERO, Abs::mm(100.0), units).unwrap_or(em / 2)
        };
        let (standoff, gap) = (short(self, &look.standoff), short(self, &look.gap));
        let frame = self.line(&look.frame, units);
        let caption = self.caption_look(&look, area.as_ref(), sheet);
        let focus = look.focus.value().copied().unwrap_or(Focus(50, 50));
        let shares = self.shares(raw, which.as_deref());
        self.idle_in_picture(raw, &look, which.as_ref().map_or(2, Vec::len));
        Some(PictureBox {
            which: which?,
            area: area?,
            following: placed.and_then(|placed| placed.following),
            fit: look.fit.value().copied(),
            crop: raw.crop.value().copied().unwrap_or(Crop::WHOLE),
            focus: (focus.0, focus.1),
            // Only a crop or focus of the picture itself shows that somebody looked at it;
            // defaults of the house do not.
            framing: match (&raw.crop, &raw.look.focus) {
                (Field::Absent, Field::Absent) => Framing::Usual,
                _ => Framing::Chosen,
            },
            arrange: look.arrange.value().copied().unwrap_or(Arrange::Row),
            gap,
            shares,
            caption,
            credit: look.credit.value().copied().unwrap_or(CreditSource::Picture),
            run_around: look.run_around.value().copied().unwrap_or(RunAround::Box),
            standoff,
            lines_after: 0,
            frame,
        })
    }

    /// Where the caption stands and what it looks like there.
    fn caption_look(
        &mut self,
        look: &RawPictureLook,
        area: Option<&Area>,
        sheet: &ResolvedSheet,
    ) -> CaptionLook {
        let place = look.caption.value().copied().unwrap_or(CaptionPlace::Below);
        let width = self.length_within(
            &look.caption_width,
            sheet.grid.body_size,
            Abs::mm(1000.0),
            sheet.units(),
        );
        let is_beside = matches!(place, CaptionPlace::BesideLeft | CaptionPlace::BesideRight);
        if let (Some(width), Some(given), Some(area)) = (width, look.caption_width.get(), area)
            && is_beside
            && width >= sheet.flow.rect(area.rect(&sheet.grid)).width()
        {
            self.bad(given.span, SpecFault::CaptionTooWide);
        }
        let level = look.caption_level.value().copied().unwrap_or(CaptionLevel::Foot);
        let lines = self.caption_lines(look, area);
        let background = match look.caption_background.get() {
            None => Some(crate::color::Color::gray(15.0)),
            Some(_) => self.tint(&look.caption_background),
        };
        let color = match look.caption_color.get() {
            Some(given) => self.color(&given.value, given.span),
            None => None,
        };
        CaptionLook { place, width, level, lines, color, background }
    }

    /// Lines that are kept for a caption.
    fn caption_lines(&mut self, look: &RawPictureLook, area: Option<&Area>) -> u32 {
        let Some(given) = look.caption_lines.get() else { return 0 };
        let lines = given.value.0;
        let has = area.map_or(u32::MAX, |area| area.lines.count());
        if lines >= has {
            self.bad(
                given.span,
                SpecFault::CaptionTooHigh { lines: lines as usize, most: Bound::from(has) },
            );
            return 0;
        }
        lines
    }

    /// Which of the story's pictures share the box.
    fn which_pictures(&mut self, raw: &RawPictureBox, nth: u32) -> Option<Vec<WhichPicture>> {
        let ways = [
            raw.number.get().map(|given| ("number", given.span)),
            raw.file.get().map(|given| ("file", given.span)),
            raw.numbers.get().map(|given| ("numbers", given.span)),
            raw.files.get().map(|given| ("files", given.span)),
        ];
        let mut given = ways.into_iter().flatten();
        if let (Some((first, _)), Some((second, span))) = (given.next(), given.next()) {
            let key = first.to_owned();
            self.bad(span, SpecFault::PicturesNamedTwice { key, other_key: second });
            return None;
        }
        let is_unreadable = matches!(raw.number, Field::Unreadable)
            || matches!(raw.file, Field::Unreadable)
            || matches!(raw.numbers, Field::Unreadable)
            || matches!(raw.files, Field::Unreadable);
        if is_unreadable {
            return None;
        }
        if let Some(number) = raw.number.get() {
            return Some(vec![self.nth(number)?]);
        }
        if let Some(file) = raw.file.value() {
            return Some(vec![WhichPicture::File(file.clone())]);
        }
        let (list, span) = if let Some(numbers) = raw.numbers.get() {
            let list = numbers.value.iter().map(|number| self.nth(number)).collect();
            (list, numbers.span)
        } else if let Some(files) = raw.files.get() {
            let named = |file: &Sp<String>| Some(WhichPicture::File(file.value.clone()));
            (files.value.iter().map(named).collect(), files.span)
        } else {
            return Some(vec![WhichPicture::Nth(nth)]);
        };
        let list: Vec<Option<WhichPicture>> = list;
        let list: Vec<WhichPicture> = list.into_iter().collect::<Option<_>>()?;
        if list.is_empty() || list.len() > MOST_IN_A_BOX {
            self.bad(span, SpecFault::BoxCount { most: Bound(MOST_IN_A_BOX as f64) });
            return None;
        }
        let twice = (1..list.len()).find(|at| list[..*at].contains(&list[*at]));
        if twice.is_some() {
            self.bad(span, SpecFault::PictureTwice);
            return None;
        }
        Some(list)
    }

    fn nth(&mut self, number: &Sp<Count>) -> Option<WhichPicture> {
        if number.value.0 == 0 {
            self.bad(number.span, SpecSyntax::FromOne { counted: CountedThing::Pictures });
            return None;
        }
        Some(WhichPicture::Nth(number.value.0))
    }

    /// How the pictures of a box share its width or height; empty if by their
    /// own proportions.
    fn shares(&mut self, raw: &RawPictureBox, which: Option<&[WhichPicture]>) -> Vec<u32> {
        let Some(given) = raw.shares.get() else { return Vec::new() };
        let shares: Vec<u32> = given.value.iter().map(|share| share.value.0).collect();
        let Some(which) = which else { return Vec::new() };
        let (has, pictures) = (shares.len(), which.len());
        if has != pictures || shares.contains(&0) {
            self.bad(given.span, SpecFault::Shares { pictures, values: has });
            return Vec::new();
        }
        shares
    }

    /// A picture that stands for itself.
    pub(super) fn picture(
        &mut self,
        raw: &Sp<RawPicture>,
        sheet: &ResolvedSheet,
        styles: &StylesBySpan,
    ) -> Option<PlacedElement> {
        let written = &raw.value;
        let title = "[[picture]]";
        let slug = self.required(&written.story, "story", title, raw.span).cloned();
        let picture = self.picture_box(&written.picture, title, raw.span, 1, None, sheet);
        let area = picture.as_ref().map(|picture| &picture.area);
        let styles = self.styles(styles.over(area, sheet), &written.styles, sheet);
        let over = written.overlap.value().copied().unwrap_or(false);
        let slug = slug?;
        Some(PlacedElement {
            element: Element::Picture(PictureElement {
                slug: slug.value,
                slug_span: slug.span,
                picture: picture?,
                styles,
                overlap: overlap(over),
            }),
            span: raw.span,
            overlap: over,
        })
    }
}
