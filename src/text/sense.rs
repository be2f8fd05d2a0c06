//! Where a headline may be broken without hurting its sense.
//!
//! Simplified Chinese is parted into words by the most probable way through a
//! dictionary (`words/zh-Hans.fst`: the words of jieba's dictionary that count five or more,
//! with what each costs, 4 ln(all / its count)). It lies in the program as a
//! finite-state map and needs no loading. Other languages go by their signs.

use std::sync::LazyLock;

use fst::Map;

use crate::style::{Lang, Names};

/// How well a line may end at a place, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// After a mark or a space.
    Pause,
    /// Between words.
    Words,
    /// Between words that belong together: 的 starts no line, 在 ends none.
    Clings,
    /// Inside a word.
    Inside,
}

/// How well a line may end before each place of a text.
#[derive(Debug, Clone)]
pub struct Senses {
    /// By byte.
    list: Vec<Sense>,
    /// Whether the language writes spaces between words.
    is_spaced: bool,
}

impl Senses {
    /// How well a line may end before this byte of the text.
    #[must_use]
    pub fn before(&self, at: usize) -> Sense {
        self.list.get(at).copied().unwrap_or(Sense::Pause)
    }

    /// Of a text in a language, with the names that count as words.
    #[must_use]
    pub fn of(text: &str, lang: Lang, names: &Names) -> Self {
        let mut list = vec![Sense::Inside; text.len() + 1];
        list[0] = Sense::Pause;
        list[text.len()] = Sense::Pause;
        let mut before: Option<&str> = None;
        let mut shown: Option<&str> = None;
        let mut at = 0;
        for word in words_and_names(text, lang, names) {
            if let Some(before) = before {
                list[at] = match shown {
                    Some(shown) if before != shown && ends_no_line(shown, lang) => Sense::Clings,
                    _ => between(before, word, lang),
                };
            }
            before = Some(word);
            if !word.trim().is_empty() {
                shown = Some(word);
            }
            at += word.len();
        }
        Self { list, is_spaced: lang.has_word_spaces() }
    }

    /// Whether words are spaced: what clings is then a matter of looks alone.
    pub(super) fn is_spaced(&self) -> bool {
        self.is_spaced
    }
}

/// How well a line may end between two words.
fn between(before: &str, after: &str, lang: Lang) -> Sense {
    let is_pause = |c: char| !c.is_alphanumeric();
    let is_number = |word: &str| word.chars().all(|c| c.is_numeric() || HAN_NUMBERS.contains(c));
    let is_single = |word: &str| word.chars().nth(1).is_none() && word.chars().all(is_han);
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return Sense::Pause;
    };
    if is_pause(last) || is_pause(first) {
        return Sense::Pause;
    }
    match lang {
        Lang::ChineseSimplified | Lang::ChineseTraditional => {
            let clings = STARTS_NO_LINE.contains(&after)
                || ENDS_NO_LINE.contains(&before)
                || is_number(before)
                // Names that no dictionary has come out as single characters.
                || lang == Lang::ChineseSimplified && is_single(before) && is_single(after);
            if clings { Sense::Clings } else { Sense::Words }
        }
        // Kana after a word are its ending: a phrase (文節) ends where they do.
        Lang::Japanese => match (is_kana(last), is_kana(first)) {
            (true, false) => Sense::Words,
            (false, false) => Sense::Clings,
            (_, true) => Sense::Inside,
        },
        _ => Sense::Words,
    }
}

/// Words of one character that belong to the word before.
const STARTS_NO_LINE: [&str; 25] = [
    "的", "地", "得", "了", "着", "过", "们", "吗", "呢", "吧", "啊", "之", "者", "性", "化", "率",
    "级", "型", "里", "上", "中", "下", "内", "後", "后",
];
/// Words that belong to the word after.
const ENDS_NO_LINE: [&str; 36] = [
    "在", "把", "被", "将", "让", "使", "向", "从", "对", "为", "与", "和", "及", "或", "至", "由",
    "以", "于", "给", "跟", "同", "不", "再", "很", "最", "更", "各", "每", "这", "那", "第", "我",
    "本", "全", "新", "老",
];
/// Western words that belong to the word after: articles, prepositions and
/// conjunctions, which a desk leaves at no line's end.
fn ends_no_line(word: &str, lang: Lang) -> bool {
    let list: &[&str] = match lang {
        Lang::English | Lang::BritishEnglish => &[
            "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and",
            "or", "as", "its", "their", "his", "her",
        ],
        Lang::German => &[
            "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer",
            "und", "oder", "in", "im", "am", "an", "auf", "zu", "zum", "zur", "von", "vom", "mit",
            "für", "bei",
        ],
        Lang::French => &[
            "le", "la", "les", "un", "une", "des", "du", "de", "à", "au", "aux", "et", "ou", "en",
            "dans", "sur", "pour", "par", "avec",
        ],
        Lang::Spanish => &[
            "el", "la", "los", "las", "un", "una", "de", "del", "a", "al", "y", "o", "en", "con",
            "por", "para",
        ],
        Lang::ChineseSimplified | Lang::ChineseTraditional | Lang::Japanese | Lang::Korean => &[],
    };
    let lower = word.to_lowercase();
    list.contains(&lower.as_str())
}

const HAN_NUMBERS: &str = "零〇一二三四五六七八九十百千万亿两";

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}')
}

/// The words of a text one after the other, each name a word.
fn words_and_names<'t>(text: &'t str, lang: Lang, names: &Names) -> Vec<&'t str> {
    let mut list = Vec::new();
    let mut at = 0;
    for name in names.within(text) {
        list.extend(words(&text[at..name.start], lang));
        list.push(&text[name.clone()]);
        at = name.end;
    }
    list.extend(words(&text[at..], lang));
    list
}

/// The words of a text one after the other; where they are not known, its
/// characters.
fn words(text: &str, lang: Lang) -> Vec<&str> {
    let mut list = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_same = |c: char| match () {
            () if is_han(first) => is_han(c),
            () if first.is_alphanumeric() && first.is_ascii() => {
                c.is_ascii() && c.is_alphanumeric()
            }
            () => false,
        };
        let length = rest.find(|c| !is_same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (run, after) = rest.split_at(length);
        match lang {
            Lang::ChineseSimplified if is_han(first) => list.extend(known_words(run)),
            Lang::ChineseTraditional | Lang::Japanese if is_han(first) => {
                list.extend(run.split_inclusive(|_: char| true));
            }
            _ => list.push(run),
        }
        rest = after;
    }
    list
}

/// What a character costs that is no word of the dictionary: as much as a word
/// that counts one.
const UNKNOWN: u64 = 72;

/// The most probable way to part Han characters into words.
fn known_words(run: &str) -> Vec<&str> {
    static WORDS: LazyLock<Option<Map<&[u8]>>> =
        LazyLock::new(|| Map::new(include_bytes!("words/zh-Hans.fst").as_slice()).ok());
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    // best[n]: the least cost of the first n characters, and where the last word
    // starts.
    let mut best: Vec<Option<(u64, usize)>> = vec![None; starts.len()];
    best[0] = Some((0, 0));
    for from in 0..starts.len() - 1 {
        let Some((cost, _)) = best[from] else { continue };
        let mut offer = |to: usize, word: u64| {
            let total = cost + word;
            if best[to].is_none_or(|(known, _)| total < known) {
                best[to] = Some((total, from));
            }
        };
        offer(from + 1, UNKNOWN);
        let Some(words) = WORDS.as_ref() else { continue };
        let fst = words.as_fst();
        let mut node = fst.root();
        let mut output = fst::raw::Output::zero();
        for to in from + 1..starts.len() {
            let step = run.as_bytes()[starts[to - 1]..starts[to]].iter().try_for_each(|byte| {
                let transition = node.transition(node.find_input(*byte)?);
                output = output.cat(transition.out);
                node = fst.node(transition.addr);
                Some(())
            });
            if step.is_none() {
                break;
            }
            if node.is_final() {
                offer(to, output.cat(node.final_output()).value());
            }
        }
    }
    let mut list = Vec::new();
    let mut to = starts.len() - 1;
    while to > 0 {
        let Some((_, from)) = best[to] else { break };
        list.push(&run[starts[from]..starts[to]]);
        to = from;
    }
    list.reverse();
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> String {
        words(text, Lang::ChineseSimplified).join("/")
    }

    #[test]
    fn words_are_known() {
        assert_eq!(parted("研究生命的起源"), "研究/生命/的/起源");
        assert_eq!(parted("南京市长江大桥维修改造"), "南京市/长江大桥/维修/改造");
        assert_eq!(parted("全省机器人大赛"), "全省/机器人/大赛");
    }

    #[test]
    fn particles_cling() {
        let senses = Senses::of("孩子的笑声，最美", Lang::ChineseSimplified, &Names::default());
        assert_eq!(senses.before("孩".len()), Sense::Inside);
        assert_eq!(senses.before("孩子".len()), Sense::Clings);
        assert_eq!(senses.before("孩子的".len()), Sense::Words);
        assert_eq!(senses.before("孩子的笑声，".len()), Sense::Pause);
    }

    #[test]
    fn names_are_words() {
        let names = Names::new(["汀洲听".to_owned()]);
        let text = "听雨茶庄在汀洲听开张";
        let at = |part: &str| text.find(part).expect("it is there");
        let senses = Senses::of(text, Lang::ChineseSimplified, &names);
        assert_eq!(senses.before(at("洲")), Sense::Inside);
        assert_eq!(senses.before(at("听开")), Sense::Inside);
        assert!(senses.before(at("开张")) < Sense::Inside);
    }

    #[test]
    fn an_article_ends_no_line() {
        let senses = Senses::of("The Water in the Town", Lang::English, &Names::default());
        assert_eq!(senses.before("The ".len()), Sense::Clings);
        assert_eq!(senses.before("The Water ".len()), Sense::Pause);
        assert_eq!(senses.before("The Water in the ".len()), Sense::Clings);
    }
}
