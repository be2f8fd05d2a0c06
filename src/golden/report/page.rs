//! Pages with what their golden files say.

use crate::compare::{DifferentArea, PageChange, RgbPicture};
use crate::diag::{Record, Text};
use crate::golden::judged::{Differs, GoldenKind, Judgement, PageState};
use crate::say;

/// Pages that were held against their golden files.
#[derive(Debug, Clone, Default)]
pub struct TestReport {
    /// In the order of their specs' paths.
    pub pages: Vec<PageReport>,
}

/// A page that was held against its golden files.
#[derive(Debug, Clone)]
pub struct PageReport {
    /// Its spec, as people write it.
    pub spec: String,
    /// Its golden files, those that there are.
    pub files: Vec<JudgedFile>,
    /// Why it could not be set, drawn or written; empty if it could.
    pub faults: Vec<Record>,
    /// The page as it is, where a golden picture is compared.
    pub drawing: Option<RgbPicture>,
    /// Whether its spec is there.
    pub has_spec: bool,
}

/// A golden file and what it says.
#[derive(Debug, Clone)]
pub struct JudgedFile {
    /// The file, as people write it.
    pub path: String,
    /// What of the page it keeps.
    pub kind: GoldenKind,
    /// What it says; none if there was nothing to compare it with.
    pub judgement: Option<Judgement>,
}

impl PageReport {
    /// How it came out.
    #[must_use]
    pub fn state(&self) -> PageState {
        if !self.has_spec {
            return PageState::Gone;
        }
        if !self.faults.is_empty() {
            return PageState::Unset;
        }
        if self.files.is_empty() {
            return PageState::New;
        }
        let states = self
            .files
            .iter()
            .map(|file| file.judgement.as_ref().map_or(PageState::Unset, Judgement::state));
        states.max().unwrap_or(PageState::Same)
    }

    /// What changed, in an editor's words.
    #[must_use]
    pub fn changes(&self) -> &[PageChange] {
        let changes = self.files.iter().find_map(|file| match &file.judgement {
            Some(Judgement::Different(Differs::Structure { changes })) => Some(changes.as_slice()),
            _ => None,
        });
        changes.unwrap_or_default()
    }

    /// The picture as it was and the difference, if it looks different.
    #[must_use]
    pub fn pictures(&self) -> Option<PicturesApart<'_>> {
        self.files.iter().find_map(|file| match &file.judgement {
            Some(Judgement::Different(Differs::Picture { areas, old, marked })) => {
                Some(PicturesApart { areas, old, marked })
            }
            _ => None,
        })
    }
}

/// Two drawings of a page that differ.
#[derive(Debug, Clone, Copy)]
pub struct PicturesApart<'r> {
    /// Where they differ.
    pub areas: &'r [DifferentArea],
    /// As it was.
    pub old: &'r RgbPicture,
    /// As it is, pale, with the difference in red.
    pub marked: &'r RgbPicture,
}

impl JudgedFile {
    /// What the file says, in words; none if the page is as it was.
    #[must_use]
    pub fn text(&self) -> Option<Text> {
        Some(match self.judgement.as_ref()? {
            Judgement::Same => return None,
            Judgement::Different(Differs::Structure { changes }) => {
                let count = changes.len();
                say!("{count} things changed", "有 {count} 处变化")
            }
            Judgement::Different(Differs::Picture { areas, .. }) => picture_text(areas),
            Judgement::Different(Differs::Bytes) => {
                say!("the press file has other bytes", "印刷文件的字节不同")
            }
            Judgement::Older { version } => say!(
                "format {version}, older than this program's: make it anew with `banmian review --upgrade`",
                "第 {version} 版格式，早于本程序：请用 `banmian review --upgrade` 重做"
            ),
            Judgement::Newer { version } => say!(
                "format {version}, newer than this program's: compare with a newer banmian",
                "第 {version} 版格式，新于本程序：请用更新的 banmian 比较"
            ),
            Judgement::Damaged => say!(
                "not whole: take it from version control again, or make it anew with `banmian review`",
                "文件不完整：请从版本库重新取出，或用 `banmian review` 重做"
            ),
        })
    }
}

fn picture_text(areas: &[DifferentArea]) -> Text {
    let count = areas.len();
    let Some(DifferentArea { left_mm, top_mm, width_mm, height_mm }) = areas.first() else {
        return say!("looks different", "看上去不同");
    };
    let [left, top, width, height] = [left_mm, top_mm, width_mm, height_mm].map(|it| it.round());
    let places = if count == 1 { "place" } else { "places" };
    say!(
        "looks different in {count} {places}, the largest {width} × {height} mm at {left}, {top}",
        "有 {count} 处看上去不同，最大一处 {width} × {height} 毫米，位于 {left}, {top}"
    )
}
