//! All stories of a folder, of which no two may have one slug.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::known::KnownStories;
use super::{Slug, Story};
use crate::diag::finding::StorySyntax;
use crate::diag::{Diagnostic, Sink, SourceId, Sources};

/// Parses story files, given as names and texts, in their order. Of stories
/// with one slug the first is kept and the others are errors.
pub fn read_all(
    files: impl IntoIterator<Item = (String, String)>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Vec<Story> {
    read_all_with(&KnownStories::new(0), files, sources, sink)
}

/// The same, where stories that were parsed before are not parsed again.
pub fn read_all_with(
    known: &KnownStories,
    files: impl IntoIterator<Item = (String, String)>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Vec<Story> {
    let files: Vec<(String, SourceId)> = files
        .into_iter()
        .map(|(name, text)| {
            let source = sources.add(name.as_str(), text);
            (name, source)
        })
        .collect();
    // Side by side; what is said of them is put together in their order.
    let parsed: Vec<(Option<Story>, Sink)> = files
        .par_iter()
        .map(|(_, source)| {
            let mut found = Sink::default();
            (known.parse(*source, sources, &mut found), found)
        })
        .collect();
    let mut stories = Vec::new();
    let mut files_by_slug: BTreeMap<Slug, String> = BTreeMap::new();
    for ((name, _), (story, found)) in files.into_iter().zip(parsed) {
        sink.append(found);
        let Some(story) = story else { continue };
        let slug = &story.slug;
        if let Some(first) = files_by_slug.get(slug) {
            let finding =
                StorySyntax::SlugTwice { slug: slug.to_string(), other_file: first.clone() };
            sink.push(Diagnostic::of(finding).at(story.slug_span));
        } else {
            files_by_slug.insert(slug.clone(), name);
            stories.push(story);
        }
    }
    stories
}
