//! Keys that do nothing where they stand: they are told, so that nobody waits for
//! what they were to do. What a house's defaults say holds for elements of every
//! kind and is never idle.

use super::Resolver;
use crate::diag::finding::{Needs, SpecFault};
use crate::spec::page::{Area, CaptionPlace, Fill, PictureFit, RunAround};
use crate::spec::raw::{
    BarWord, Field, HeadWord, RawPictureBox, RawPictureLook, RawSectionLook, RawStory, RawStoryLook,
};

impl Resolver<'_> {
    /// A key that does something only where `is_used`; else what it is for.
    fn idle<T>(&mut self, key: &str, given: &Field<T>, is_used: bool, needs: Needs) {
        let Some(given) = given.get().filter(|_| !is_used) else { return };
        self.bad(given.span, SpecFault::Idle { key: key.to_owned(), needs });
    }

    /// Reports the keys of a story that do nothing. `own` is what the story says itself,
    /// `look` what holds for it with the defaults.
    pub(super) fn idle_in_story(&mut self, own: &RawStoryLook, look: &RawStoryLook) {
        let head = look.head.value().copied().unwrap_or(HeadWord::Over);
        let is_inside = head == HeadWord::Inside;
        self.idle("head-from", &own.head_from, is_inside, Needs::HeadInside);
        let is_on = head == HeadWord::OnPicture;
        self.idle("head-picture", &own.head_picture, is_on, Needs::HeadOnPicture);
        self.idle("head-edge", &own.head_edge, is_on, Needs::HeadOnPicture);
        let mut order = super::list_of(&look.head_order);
        let is_beside = order.any(|row| row.value.0.len() > 1);
        self.idle("head-rule", &own.head_rule, is_beside, Needs::HeadBeside);
        let has_head = head != HeadWord::None;
        self.idle("head-background", &own.head_background, has_head, Needs::Head);
        self.idle("head-order", &own.head_order, has_head, Needs::Head);
        self.idle("arrangement", &own.arrangement, has_head, Needs::Head);
        let is_level = look.fill.value().copied().unwrap_or(Fill::Level) == Fill::Level;
        self.idle("spare-lines", &own.spare_lines, is_level, Needs::FillLevel);
        let has_name = !look.standing_head.is_absent();
        self.idle("standing-head-bar", &own.standing_head_bar, has_name, Needs::StandingHead);
    }

    /// Reports the keys that do nothing of a story with a place of its own, which one in a
    /// section has not.
    pub(super) fn idle_in_place(&mut self, story: &RawStory, area: Option<&Area>) {
        let own = &story.look;
        let goes_on = !story.continued_on.is_absent();
        self.idle("continued-on-text", &own.continued_on_text, goes_on, Needs::ContinuedOn);
        let comes = !story.continued_from.is_absent();
        self.idle("continued-from-text", &own.continued_from_text, comes, Needs::ContinuedFrom);
        self.idle("jump-head", &story.jump_head, comes, Needs::ContinuedFrom);
        // The number of columns is known here only of a story in one frame whose lines run
        // as those of the page.
        let is_plain = own.writing.is_absent() && story.frames.is_absent();
        let columns = own.text_columns.value().map(|count| count.0);
        let columns = columns.or_else(|| area.map(Area::base_columns)).filter(|_| is_plain);
        let has_gutters = columns != Some(1);
        self.idle("column-rule", &own.column_rule, has_gutters, Needs::SeveralColumns);
        self.idle("gutter", &own.gutter, has_gutters, Needs::SeveralColumns);
    }

    /// Reports the keys of a picture's box that do nothing; `shown` is how many pictures
    /// stand in it.
    pub(super) fn idle_in_picture(
        &mut self,
        own: &RawPictureBox,
        look: &RawPictureLook,
        shown: usize,
    ) {
        use CaptionPlace::{Above, Below, BesideLeft, BesideRight, Over};
        let place = look.caption.value().copied().unwrap_or(Below);
        let says = &own.look;
        let is_beside = matches!(place, BesideLeft | BesideRight);
        self.idle("caption-width", &says.caption_width, is_beside, Needs::CaptionBeside);
        self.idle("caption-level", &says.caption_level, is_beside, Needs::CaptionBeside);
        let is_over = place == Over;
        self.idle("caption-background", &says.caption_background, is_over, Needs::CaptionOver);
        self.idle("caption-color", &says.caption_color, is_over, Needs::CaptionOver);
        let is_along = matches!(place, Below | Above);
        self.idle("caption-lines", &says.caption_lines, is_along, Needs::CaptionAlong);
        let is_cut = look.fit.value().copied() != Some(PictureFit::Contain);
        self.idle("focus", &says.focus, is_cut, Needs::Crop);
        let runs = look.run_around.value().copied() != Some(RunAround::None);
        self.idle("standoff", &says.standoff, runs, Needs::RunAround);
        self.idle("arrange", &says.arrange, shown > 1, Needs::SeveralPictures);
        self.idle("gap", &says.gap, shown > 1, Needs::SeveralPictures);
        self.idle("shares", &own.shares, shown > 1, Needs::SeveralPictures);
    }

    /// Reports the keys of a section that do nothing.
    pub(super) fn idle_in_section(
        &mut self,
        own: &RawSectionLook,
        look: &RawSectionLook,
        stories: usize,
    ) {
        let bar = look.bar.value().copied().unwrap_or(BarWord::Solid);
        self.idle("bar-color", &own.bar_color, bar == BarWord::Solid, Needs::BarSolid);
        self.idle("bar-rule", &own.bar_rule, bar == BarWord::Underlined, Needs::BarUnderlined);
        self.idle("divider", &own.divider, stories > 1, Needs::SeveralStories);
    }
}
