//! Stories that run through several frames, and on to other pages.

use super::{ResolvedSheet, Resolver, list_of};
use crate::diag::finding::{Bound, SpecFault};
use crate::geom::Abs;
use crate::spec::page::{Area, Jump, JumpEnd, JumpHead, TextFrame};
use crate::spec::raw::{Field, OrNone, RawStory, RawTextFrame, Sp};
use crate::style::Lang;

/// More frames than this in one story are a mistake.
const MOST_FRAMES: u32 = 100;
/// What stands for the number of the page at the other end.
const NUMBER: &str = "{number}";

impl Resolver<'_> {
    /// The frames that a story runs on into after its own place.
    pub(super) fn text_frames(
        &mut self,
        raw: &Field<Vec<Sp<RawTextFrame>>>,
        own: Option<&Area>,
        sheet: &ResolvedSheet,
    ) -> Vec<TextFrame> {
        let mut frames: Vec<TextFrame> = Vec::new();
        for (at, written) in (0..).zip(list_of(raw)) {
            if at == MOST_FRAMES {
                self.bad(written.span, SpecFault::ManyFrames { most: Bound::from(MOST_FRAMES) });
                break;
            }
            let raw = &written.value;
            let area = self.area(&raw.place, "a frame", written.span, sheet);
            let text_columns = self.text_columns(&raw.text_columns, None, area.as_ref(), sheet);
            let gutter = self.length_within(&raw.gutter, Abs::ZERO, Abs::mm(200.0), sheet.units());
            let Some(area) = area else { continue };
            let rect = area.rect(&sheet.grid);
            let others = own.into_iter().chain(frames.iter().map(|frame| &frame.area));
            if others.into_iter().any(|other| other.rect(&sheet.grid).overlaps(rect)) {
                self.bad(area.span, SpecFault::FramesOnEachOther);
            }
            frames.push(TextFrame { area, text_columns, gutter });
        }
        frames
    }

    /// Where a story comes from and goes on to.
    pub(super) fn jump(&mut self, raw: &RawStory, texts: [&Field<String>; 2]) -> Jump {
        let [on_text, from_text] = texts;
        let (usual_on, usual_from) = usual_texts(self.lang);
        Jump {
            on: self.jump_end(&raw.continued_on, on_text, usual_on),
            from: self.jump_end(&raw.continued_from, from_text, usual_from),
            head: match raw.jump_head.get() {
                Some(Sp { value: OrNone::Some(words), span }) if !words.trim().is_empty() => {
                    JumpHead::Words(words.clone(), *span)
                }
                Some(_) => JumpHead::None,
                None => JumpHead::Headline,
            },
        }
    }

    fn jump_end(
        &mut self,
        page: &Field<String>,
        text: &Field<String>,
        usual: &str,
    ) -> Option<JumpEnd> {
        let page = page.get()?;
        let written = text.get();
        if let Some(text) = written
            && !text.value.contains(NUMBER)
        {
            self.bad(text.span, SpecFault::JumpLine { example: NUMBER.to_owned() });
        }
        Some(JumpEnd {
            spec: self.merged.path(&page.value, page.span),
            span: page.span,
            text: written.map_or(usual, |text| text.value.as_str()).to_owned(),
        })
    }
}

/// What a jump line says in a language: where a story goes on, and where it
/// comes from.
fn usual_texts(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::ChineseSimplified => ("（下转第{number}版）", "（上接第{number}版）"),
        Lang::ChineseTraditional => ("（下轉第{number}版）", "（上接第{number}版）"),
        Lang::Japanese => ("（{number}面に続く）", "（{number}面から続く）"),
        Lang::Korean => ("▶{number}면에 계속", "▶{number}면에서 계속"),
        Lang::English | Lang::BritishEnglish => {
            ("Continued on Page {number}", "Continued from Page {number}")
        }
        Lang::German => ("Fortsetzung auf Seite {number}", "Fortsetzung von Seite {number}"),
        Lang::French => ("Suite page {number}", "Suite de la page {number}"),
        Lang::Spanish => ("Continúa en la página {number}", "Viene de la página {number}"),
    }
}
