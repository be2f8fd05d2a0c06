//! Stories that were parsed before.

use std::path::Path;
use std::sync::Arc;

use super::{Story, parse};
use crate::cache::Cache;
use crate::diag::{Sink, SourceId, Sources};

/// Bytes that a parsed story takes for each byte of its text, nearly: most of it is
/// its pieces, which have places.
const GROWTH: usize = 8;

/// Parsed stories, in a bounded room; for several threads at once.
///
/// What was parsed has places in the file, which is known by its number: as long as no
/// file comes before it in its folder that was not there, a story has the same.
pub struct KnownStories {
    cache: Cache<StoryKey, Arc<ParsedStory>>,
}

/// All that a parsed story follows from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct StoryKey {
    source: SourceId,
    name: String,
    text: String,
}

/// A story, if the file could be read as one, and what is wrong with it.
struct ParsedStory {
    story: Option<Story>,
    found: Sink,
}

impl KnownStories {
    /// None yet; there will be room for so many bytes of them.
    #[must_use]
    pub fn new(room: usize) -> Self {
        Self { cache: Cache::new(room) }
    }

    /// How many bytes they take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.cache.bytes()
    }

    /// The story in a file; its slug is the file's name unless it says otherwise.
    pub(super) fn parse(
        &self,
        source: SourceId,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Option<Story> {
        let file = sources.get(source);
        let stem = Path::new(&file.name).file_stem().unwrap_or_default().to_string_lossy();
        if self.cache.is_off() {
            return parse(source, sources, &stem, sink);
        }
        let key = StoryKey { source, name: file.name.clone(), text: file.text.clone() };
        let parsed = self.cache.get(&key).unwrap_or_else(|| {
            let mut found = Sink::default();
            let story = parse(source, sources, &stem, &mut found);
            let parsed = Arc::new(ParsedStory { story, found });
            let bytes = file.text.len() * GROWTH + size_of::<ParsedStory>();
            self.cache.put(key, Arc::clone(&parsed), bytes);
            parsed
        });
        sink.append(parsed.found.clone());
        parsed.story.clone()
    }
}
