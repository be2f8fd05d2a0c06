//! What a page should show and cannot: parts that are missing in the file or
//! damaged. Other readers leave them out, so that the page prints with a hole.

use std::fmt;

use hayro::hayro_syntax::object::{Dict, Object, ObjectIdentifier};

use crate::diag::Text;
use crate::say;

/// A part of a page that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Defect {
    /// The number of its object; none if it stands in the content itself.
    pub object: Option<u32>,
    /// Why it cannot be read.
    pub reason: DefectReason,
}

/// Why a part of a page cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefectReason {
    /// The file has no object of this number, or one that stands in itself.
    Absent,
    /// The content uses a name that its resources do not have.
    Unnamed {
        /// What the name is to be of.
        category: Category,
        /// The name, without the slash.
        name: Word,
    },
    /// It is there, and not what it has to be.
    Unfit(DefectPart),
    /// Its data are not whole.
    Data(Flaw),
    /// Its operators cannot be followed: the first that cannot is named, if it
    /// has a name.
    Operators(Option<Word>),
    /// It has a `q` without its `Q`, a `BT` without its `ET`, or the other way
    /// round.
    Unbalanced,
}

/// The beginning of a name or an operator, which may be any bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word {
    bytes: [u8; Self::MOST],
    length: usize,
}

impl Word {
    /// Bytes that are kept: enough to find it again in a file.
    const MOST: usize = 24;

    pub(super) fn of(word: &[u8]) -> Self {
        let length = word.len().min(Self::MOST);
        let mut bytes = [0; Self::MOST];
        bytes[..length].copy_from_slice(&word[..length]);
        Self { bytes, length }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.bytes[..self.length].escape_ascii().fmt(f)
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Word({self})")
    }
}

/// The kinds of named resources (PDF 32000-1, table 33).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// Settings of the graphics state.
    State,
    /// A font.
    Font,
    /// A property list of marked content.
    Properties,
    /// A color space.
    ColorSpace,
    /// A form or a picture.
    XObject,
    /// A pattern.
    Pattern,
    /// A shading.
    Shading,
}

/// The parts of a page that have a form of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefectPart {
    /// The page's content.
    Content,
    /// Settings of the graphics state.
    State,
    /// A font, with its program and its encoding.
    Font,
    /// A form.
    Form,
    /// A picture.
    Picture,
    /// A color space.
    ColorSpace,
    /// A pattern.
    Pattern,
    /// A shading.
    Shading,
    /// A soft mask.
    SoftMask,
}

/// What is wrong with the data of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// They end too early.
    Cut,
    /// They contradict themselves.
    Damaged,
    /// They are packed in a way that PDF does not know, or that does not fit
    /// what they are.
    Filter,
    /// They lie in another file.
    Elsewhere,
}

impl Defect {
    /// A part with an object of its own.
    pub(super) fn of(id: ObjectIdentifier, reason: DefectReason) -> Self {
        // The parser gives 0 to what has no number.
        Self { object: Some(id.obj_number).filter(|number| *number > 0), reason }
    }

    /// The defect that a dictionary refers under this key to an object that the file does
    /// not have. Such a reference counts as null (PDF 32000-1, 7.3.10), but it was written
    /// to mean something.
    pub(super) fn behind(dict: &Dict, key: &str) -> Option<Self> {
        let reference = dict.get_ref(key)?;
        match dict.get::<Object>(key) {
            Some(_) => None,
            None => Some(Self::of(reference.into(), DefectReason::Absent)),
        }
    }

    /// A dictionary that is not what it has to be.
    pub(super) fn unfit(dict: &Dict, part: DefectPart) -> Self {
        let reason = DefectReason::Unfit(part);
        dict.obj_id().map_or(Self { object: None, reason }, |id| Self::of(id, reason))
    }

    /// What is wrong.
    #[must_use]
    pub fn text(&self) -> Text {
        let Text { en, zh } = self.reason.text();
        match (self.object, self.reason) {
            (Some(number), _) => {
                say!("object {number} of the PDF {en}", "PDF 的第 {number} 号对象{zh}")
            }
            (None, DefectReason::Unfit(part)) => {
                let Text { en, zh } = part.text();
                say!("{en} cannot be read", "{zh}无法读取")
            }
            (None, _) => say!("the page's content {en}", "页面内容{zh}"),
        }
    }
}

impl DefectReason {
    /// What is said of an object.
    fn text(&self) -> Text {
        match self {
            Self::Absent => {
                say!(
                    "is missing or stands in itself, and the page draws on it",
                    "缺失或引用了自身，而页面要用到它"
                )
            }
            Self::Unnamed { category, name } => {
                let Text { en, zh } = category.text();
                say!(
                    "uses the {en} {name}, which its resources do not have",
                    "用到{zh} {name}，资源中却没有"
                )
            }
            Self::Unfit(part) => {
                let Text { en, zh } = part.text();
                say!("is {en} that cannot be read", "是无法读取的{zh}")
            }
            Self::Data(flaw) => flaw.text(),
            Self::Operators(Some(name)) => say!(
                "has operators that cannot be followed (the first is {name})",
                "含有无法执行的指令（第一处是 {name}）"
            ),
            Self::Operators(None) => {
                say!("breaks off in the middle of an operator", "在一条指令中间断掉")
            }
            Self::Unbalanced => say!(
                "does not end what it begins, or the other way round (q and Q, BT and ET)",
                "有始无终或有终无始（q 与 Q、BT 与 ET 不成对）"
            ),
        }
    }
}

impl Category {
    fn text(self) -> Text {
        match self {
            Self::State => say!("graphics state", "图形状态"),
            Self::Font => say!("font", "字体"),
            Self::Properties => say!("property list", "属性表"),
            Self::ColorSpace => say!("color space", "色彩空间"),
            Self::XObject => say!("form or picture", "图形或图片"),
            Self::Pattern => say!("pattern", "图案"),
            Self::Shading => say!("shading", "渐变"),
        }
    }
}

impl DefectPart {
    fn text(self) -> Text {
        match self {
            Self::Content => say!("page content", "页面内容"),
            Self::State => say!("a graphics state", "图形状态"),
            Self::Font => say!("a font", "字体"),
            Self::Form => say!("a form", "图形"),
            Self::Picture => say!("a picture", "图片"),
            Self::ColorSpace => say!("a color space", "色彩空间"),
            Self::Pattern => say!("a pattern", "图案"),
            Self::Shading => say!("a shading", "渐变"),
            Self::SoftMask => say!("a soft mask", "软蒙版"),
        }
    }
}

impl Flaw {
    fn text(self) -> Text {
        match self {
            Self::Cut => say!("is cut short: its data end too early", "不完整：数据提前结束"),
            Self::Damaged => {
                say!("is damaged: its data cannot be unpacked", "已损坏：数据无法解压")
            }
            Self::Filter => {
                say!("is packed in a way that cannot be read", "的压缩方式无法识别")
            }
            Self::Elsewhere => say!("has its data in another file", "的数据在另一个文件里"),
        }
    }
}
