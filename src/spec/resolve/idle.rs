//! Keys that do nothing where they stand: they are told, so that nobody waits for
//! what they were to do. What a house's defaults say holds for elements of every
//! kind and is never idle.

use super::Resolver;
use crate::diag::{Code, Diagnostic, Text};
use crate::say;
use crate::spec::page::{Area, CaptionPlace, Fill, PictureFit, RunAround};
use crate::spec::raw::{
    BarWord, Field, HeadWord, RawPictureBox, RawPictureLook, RawSectionLook, RawStory, RawStoryLook,
};

impl Resolver<'_> {
    /// A key that does something only where `is_used`; else what it is for.
    fn idle<T>(&mut self, key: &str, given: &Field<T>, is_used: bool, what_for: Text) {
        let Some(given) = given.get().filter(|_| !is_used) else { return };
        let Text { en, zh } = what_for;
        self.report(
            Diagnostic::warning(
                Code::KeyIdle,
                say!("\"{key}\" does nothing here: {en}", "“{key}” 在这里不起作用：{zh}"),
            )
            .at(given.span)
            .hint(say!("write that as well, or leave the key out", "请把条件写上，或删去这一项")),
        );
    }

    /// Reports the keys of a story that do nothing. `own` is what the story says itself,
    /// `look` what holds for it with the defaults.
    pub(super) fn idle_in_story(&mut self, own: &RawStoryLook, look: &RawStoryLook) {
        let head = look.head.value().copied().unwrap_or(HeadWord::Over);
        let is_inside = head == HeadWord::Inside;
        let inside = || say!("it is for head = \"inside\"", "只用于 head = \"文中\"");
        self.idle("head-from", &own.head_from, is_inside, inside());
        let is_on = head == HeadWord::OnPicture;
        let on_picture = || say!("it is for head = \"on-picture\"", "只用于 head = \"压图\"");
        self.idle("head-picture", &own.head_picture, is_on, on_picture());
        self.idle("head-edge", &own.head_edge, is_on, on_picture());
        let mut order = super::list_of(&look.head_order);
        let is_beside = order.any(|row| row.value.0.len() > 1);
        let beside = say!(
            "it is for parts side by side, such as head-order = [\"kicker | headline\"]",
            "只用于并排的标题，例如 head-order = [\"引题 | 主题\"]"
        );
        self.idle("head-rule", &own.head_rule, is_beside, beside);
        let has_head = head != HeadWord::None;
        let some_head = || say!("head = \"none\" leaves the head out", "head = \"无\" 就不排标题");
        self.idle("head-background", &own.head_background, has_head, some_head());
        self.idle("head-order", &own.head_order, has_head, some_head());
        self.idle("arrangement", &own.arrangement, has_head, some_head());
        let is_level = look.fill.value().copied().unwrap_or(Fill::Level) == Fill::Level;
        let level = say!("it is for fill = \"level\"", "只用于 fill = \"齐平\"");
        self.idle("spare-lines", &own.spare_lines, is_level, level);
        let has_name = !look.standing_head.is_absent();
        let name = say!("it is for a `standing-head`", "只用于栏头 standing-head");
        self.idle("standing-head-bar", &own.standing_head_bar, has_name, name);
    }

    /// Reports the keys that do nothing of a story with a place of its own, which one in a
    /// section has not.
    pub(super) fn idle_in_place(&mut self, story: &RawStory, area: Option<&Area>) {
        let own = &story.look;
        let goes_on = !story.continued_on.is_absent();
        let on = say!("it is for `continued-on`", "只用于 continued-on");
        self.idle("continued-on-text", &own.continued_on_text, goes_on, on);
        let comes = !story.continued_from.is_absent();
        let from = || say!("it is for `continued-from`", "只用于 continued-from");
        self.idle("continued-from-text", &own.continued_from_text, comes, from());
        self.idle("jump-head", &story.jump_head, comes, from());
        // The number of columns is known here only of a story in one frame whose lines run
        // as those of the page.
        let is_plain = own.writing.is_absent() && story.frames.is_absent();
        let columns = own.text_columns.value().map(|count| count.0);
        let columns = columns.or_else(|| area.map(Area::base_columns)).filter(|_| is_plain);
        let has_gutters = columns != Some(1);
        let one = || say!("the story has a single column of text", "这篇稿件只有一栏正文");
        self.idle("column-rule", &own.column_rule, has_gutters, one());
        self.idle("gutter", &own.gutter, has_gutters, one());
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
        let beside = || {
            say!(
                "it is for caption = \"beside-left\" or \"beside-right\"",
                "只用于 caption = \"左侧\" 或 \"右侧\""
            )
        };
        self.idle("caption-width", &says.caption_width, is_beside, beside());
        self.idle("caption-level", &says.caption_level, is_beside, beside());
        let is_over = place == Over;
        let over = || say!("it is for caption = \"over\"", "只用于 caption = \"压图\"");
        self.idle("caption-background", &says.caption_background, is_over, over());
        self.idle("caption-color", &says.caption_color, is_over, over());
        let is_along = matches!(place, Below | Above);
        let along =
            say!("it is for a caption below or above the picture", "只用于图片上方或下方的说明");
        self.idle("caption-lines", &says.caption_lines, is_along, along);
        let is_cut = look.fit.value().copied() != Some(PictureFit::Contain);
        let cut = say!("fit = \"contain\" cuts nothing off", "fit = \"完整\" 不裁切");
        self.idle("focus", &says.focus, is_cut, cut);
        let runs = look.run_around.value().copied() != Some(RunAround::None);
        let none = say!(
            "with run-around = \"none\" text keeps clear of nothing",
            "run-around = \"不绕\" 时正文不让开"
        );
        self.idle("standoff", &says.standoff, runs, none);
        let several = || {
            say!(
                "the box holds one picture; `numbers` or `files` name several",
                "框里只有一张图片；放几张要用 numbers 或 files"
            )
        };
        self.idle("arrange", &says.arrange, shown > 1, several());
        self.idle("gap", &says.gap, shown > 1, several());
        self.idle("shares", &own.shares, shown > 1, several());
    }

    /// Reports the keys of a section that do nothing.
    pub(super) fn idle_in_section(
        &mut self,
        own: &RawSectionLook,
        look: &RawSectionLook,
        stories: usize,
    ) {
        let bar = look.bar.value().copied().unwrap_or(BarWord::Solid);
        let solid = say!("it is for bar = \"solid\"", "只用于 bar = \"实底\"");
        self.idle("bar-color", &own.bar_color, bar == BarWord::Solid, solid);
        let underlined = say!("it is for bar = \"underlined\"", "只用于 bar = \"下线\"");
        self.idle("bar-rule", &own.bar_rule, bar == BarWord::Underlined, underlined);
        let between = say!("it stands between two stories", "它排在两篇稿件之间");
        self.idle("divider", &own.divider, stories > 1, between);
    }
}
