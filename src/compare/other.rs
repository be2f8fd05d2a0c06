//! What differs on two pages where no editor's word tells of it, so that pages that differ
//! are never said to be the same.

use super::content::{ComparedPage, LineContent, PictureContent, StoryContent, in_mm};

/// The first line of all that is known of the pages that differs, as it was and as it is.
pub(super) fn first_difference(old: &ComparedPage, new: &ComparedPage) -> Option<(String, String)> {
    let (old, new) = (lines(old), lines(new));
    let at = (0..old.len().max(new.len())).find(|at| old.get(*at) != new.get(*at))?;
    let line = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
    Some((line(&old), line(&new)))
}

/// What is known of a page, a line each; places by the tenth of a millimeter, since
/// programs that write press files round less.
fn lines(page: &ComparedPage) -> Vec<String> {
    let mut lines: Vec<String> = page.stories.iter().map(story).collect();
    for text in &page.texts {
        let owner = &text.owner;
        let slug = owner.slug.as_deref().unwrap_or_default();
        let of = format!("{slug} {} {}", owner.part, owner.paragraph + 1);
        lines.extend(text.lines.iter().map(|it| format!("{} {}", of.trim_start(), line(it))));
    }
    lines.extend(page.pictures.iter().map(picture));
    lines.extend(page.reserved.iter().cloned());
    lines
}

fn story(story: &StoryContent) -> String {
    let frames: Vec<String> = story.frames.iter().map(|frame| in_mm(*frame)).collect();
    let StoryContent { slug, lines, columns, characters, .. } = story;
    format!("{slug}: {columns} × {lines}, {characters} characters, in {}", frames.join("; "))
}

fn line(line: &LineContent) -> String {
    let LineContent { text, place, styles, spacing, .. } = line;
    let styles: Vec<String> =
        styles.iter().map(|style| format!("{} {}", style.face, style.ink)).collect();
    format!("{}, {}, {}{spacing}", text.trim(), in_mm(*place), styles.join(", "))
}

fn picture(picture: &PictureContent) -> String {
    let PictureContent { file, content, frame, whole, other, .. } = picture;
    let file = file.as_deref().unwrap_or_default();
    format!("{file} {content} {}, {}, {other}", in_mm(*frame), in_mm(*whole))
}
