//! Parts that a story can do without.

/// A part that may be left out where a page has no room for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OptionalPart {
    /// 引题.
    Kicker,
    /// 副题.
    Deck,
    /// 提要题.
    Standfirst,
    /// 编者按: all editor's notes in the text.
    Note,
    /// 资料: all boxes of facts in the text.
    FactBox,
}

impl OptionalPart {
    /// The words that name one in a spec or in the head of a story.
    pub const WORDS: [(&'static str, Self); 10] = [
        ("kicker", Self::Kicker),
        ("deck", Self::Deck),
        ("standfirst", Self::Standfirst),
        ("note", Self::Note),
        ("box", Self::FactBox),
        ("引题", Self::Kicker),
        ("副题", Self::Deck),
        ("提要", Self::Standfirst),
        ("编者按", Self::Note),
        ("资料", Self::FactBox),
    ];

    /// Its word in a spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        let named = Self::WORDS.iter().find(|(_, part)| *part == self);
        named.map_or("", |(word, _)| word)
    }
}
