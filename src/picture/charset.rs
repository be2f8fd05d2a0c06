//! Names in files that do not say which characters they are written in: GBK, Big5 and
//! Shift_JIS told apart.
//!
//! The same bytes often make sense in two of them, so sense is weighed: the everyday
//! characters of each standard against the rare ones, the names that most people have,
//! and words that stand with names in pictures. A wrong name is worse than none: what
//! two of them make equal sense of is left to a person.

use encoding_rs::{BIG5, Encoding, GBK, SHIFT_JIS};

/// A set of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameCharset {
    Utf8,
    Gbk,
    Big5,
    ShiftJis,
}

/// Text as it reads in a set of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameReading {
    pub(super) charset: NameCharset,
    pub(super) text: String,
}

/// The family names of most people, in mainland, Taiwanese and Japanese letters.
const FAMILY_NAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤纪温云\
    張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸賈韋鄒閻龍賀顧龔萬錢嚴湯紀溫雲\
    佐鈴高田伊山中小加渡斎斉木清松井藤村近橋";

/// What it weighs that a name is known for one; that all its characters are everyday
/// ones weighs one.
const NAMED: u32 = 2;

/// What stands with names in pictures.
const WORDS: [&str; 24] = [
    "记者",
    "摄",
    "新华社",
    "中新社",
    "通讯",
    "图片",
    "新闻",
    "日报",
    "晚报",
    "供图",
    "記者",
    "攝",
    "中央社",
    "通訊",
    "圖片",
    "新聞",
    "日報",
    "晚報",
    "撮影",
    "写真",
    "提供",
    "朝日",
    "共同",
    "時事",
];

impl NameCharset {
    /// The name that programs show for it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gbk => "GBK",
            Self::Big5 => "Big5",
            Self::ShiftJis => "Shift_JIS",
        }
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Gbk => GBK,
            Self::Big5 => BIG5,
            Self::ShiftJis => SHIFT_JIS,
        }
    }

    /// The text, if it is one in this set of characters.
    pub(super) fn read(self, bytes: &[u8]) -> Option<NameReading> {
        let text = self.encoding().decode_without_bom_handling_and_without_replacement(bytes)?;
        Some(NameReading { charset: self, text: text.into_owned() })
    }

    /// Whether two bytes are one of the everyday characters, marks and kana of the
    /// standard (GB/T 2312, level 1; Big5, frequent; JIS X 0208, level 1).
    fn is_everyday(self, [lead, trail]: [u8; 2]) -> bool {
        match self {
            Self::Utf8 => false,
            Self::Gbk => trail >= 0xA1 && matches!(lead, 0xA1..=0xA3 | 0xB0..=0xD7),
            Self::Big5 => matches!(lead, 0xA1..=0xC6),
            Self::ShiftJis => {
                matches!(lead, 0x81..=0x83 | 0x89..=0x97)
                    || lead == 0x88 && trail >= 0x9F
                    || lead == 0x98 && trail <= 0x72
            }
        }
    }

    /// Whether two bytes are a character of the standard at all, without what was added
    /// to fill its codes.
    fn is_of_standard(self, [lead, trail]: [u8; 2]) -> bool {
        self.is_everyday([lead, trail])
            || match self {
                Self::Utf8 => false,
                Self::Gbk => trail >= 0xA1 && matches!(lead, 0xD8..=0xF7),
                Self::Big5 => matches!(lead, 0xC9..=0xF9),
                Self::ShiftJis => matches!(lead, 0x98..=0x9F | 0xE0..=0xEA),
            }
    }
}

/// How the bytes of a name may read; `around` is all text that the file has in the same
/// set of characters. One alone can be taken.
pub(super) fn readings(name: &[u8], around: &[u8]) -> Vec<NameReading> {
    if let Some(reading) = NameCharset::Utf8.read(name) {
        return vec![reading];
    }
    let weighed: Vec<(u32, NameReading)> =
        [NameCharset::Gbk, NameCharset::Big5, NameCharset::ShiftJis]
            .into_iter()
            .filter_map(|charset| Some((weight(charset, name, around)?, charset.read(name)?)))
            .collect();
    let most = weighed.iter().map(|(weight, _)| *weight).max().unwrap_or(0);
    // A name that is known for one settles it. Else all that it may be stands side by
    // side; Latin letters between are those of a name with accents.
    let is_settled = most >= NAMED;
    if !is_settled && name.iter().any(u8::is_ascii_alphabetic) {
        return Vec::new();
    }
    let likely = weighed.into_iter().filter(|(weight, _)| !is_settled || *weight == most);
    likely.map(|(_, reading)| reading).collect()
}

/// How much sense a name makes; `None` if it is none in this set of characters.
fn weight(charset: NameCharset, name: &[u8], around: &[u8]) -> Option<u32> {
    let reading = charset.read(name)?;
    let pairs = pairs(name)?;
    let is_all = |is: fn(NameCharset, [u8; 2]) -> bool| pairs.iter().all(|two| is(charset, *two));
    let is_of_family = reading.text.chars().next().is_some_and(|c| FAMILY_NAMES.contains(c));
    if !is_all(NameCharset::is_of_standard) && !is_of_family {
        return None;
    }
    // What stands around may be cut off in the middle of a character.
    let (around, _) = charset.encoding().decode_without_bom_handling(around);
    let has_word = WORDS.iter().any(|word| reading.text.contains(word) || around.contains(word));
    Some(
        u32::from(is_all(NameCharset::is_everyday))
            + NAMED * u32::from(is_of_family)
            + NAMED * u32::from(has_word),
    )
}

/// The characters of two bytes each; `None` if one is not whole. In all three sets what
/// begins with a byte above 7F has two; half-width katakana, which have one, stand in
/// no name.
fn pairs(bytes: &[u8]) -> Option<Vec<[u8; 2]>> {
    let mut rest = bytes;
    let mut pairs = Vec::new();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first >= 0x80 {
            let (&second, after) = after.split_first()?;
            pairs.push([first, second]);
            rest = after;
        }
    }
    (!pairs.is_empty()).then_some(pairs)
}
