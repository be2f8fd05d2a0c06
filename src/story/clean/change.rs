//! What an import did, and how it is told.

use std::ops::Range;

use super::{MARK_END, MARK_START};
use crate::diag::{Code, Diagnostic, SourceId, Span, Text};
use crate::say;

/// One thing that was changed, guessed or left to the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// The bytes of the raw copy it concerns.
    pub range: Range<usize>,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// What an import does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// The file has front matter and was left alone.
    StoryAlready,
    /// A byte order mark was dropped.
    ByteOrderMark,
    /// Line ends of other systems became line feeds.
    LineEnds,
    /// White space typed as an indent was dropped.
    Indent,
    /// Lines that were wrapped became one paragraph.
    Unwrapped,
    /// A paragraph that was cut became whole again.
    Joined,
    /// Full-width letters and digits became ordinary ones.
    Width,
    /// A half-width mark between Chinese characters became full width.
    Punctuation,
    /// A dash of another form became 破折号.
    Dash,
    /// A single dash became 破折号, though it could be 连接号.
    DashPerhapsConnector,
    /// Dots became 省略号.
    Ellipsis,
    /// A straight quote became a curly one.
    Quote,
    /// A space was removed or several became one.
    Space,
    /// A line was taken as a part of the head for a sign that it bears.
    HeadPart(HeadPart),
    /// A line was taken as a part of the head for its place alone.
    HeadGuess(HeadPart),
    /// A short line was taken as a crosshead.
    Crosshead,
    /// A paragraph that ends with 摄 was taken as a caption; its picture's file
    /// is for the editor to name.
    Caption,
    /// Left to the editor.
    Doubt(Doubt),
}

/// A part of a story's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadPart {
    /// The section, 栏题.
    Section,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Deck,
    /// 署名.
    Byline,
    /// 电头.
    Dateline,
}

/// Why something is left to the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A line that may be a caption, a crosshead or a piece of a paragraph.
    Line,
    /// A paragraph that stops in the middle of a sentence.
    Unfinished,
    /// Quotes that do not pair.
    Quote,
    /// A bracket without its partner.
    Bracket,
    /// A half-width point between Chinese letters: 。 or ·.
    Point,
    /// A byline or dateline below the head: another story, or a signature.
    OtherStory,
}

impl HeadPart {
    /// The key in the front matter.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Kicker => "kicker",
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
        }
    }

    fn chinese(self) -> &'static str {
        match self {
            Self::Section => "栏题",
            Self::Kicker => "引题",
            Self::Headline => "主题",
            Self::Deck => "副题",
            Self::Byline => "署名",
            Self::Dateline => "电头",
        }
    }
}

/// How many characters of a text are quoted in a message.
const QUOTED: usize = 16;

impl Change {
    pub(super) fn new(
        kind: ChangeKind,
        range: Range<usize>,
        before: impl Into<String>,
        after: impl Into<String>,
    ) -> Self {
        Self { kind, range, before: before.into(), after: after.into() }
    }

    /// The finding to report about the raw copy `source`.
    #[must_use]
    pub fn diagnostic(&self, source: SourceId) -> Diagnostic {
        let message = self.message();
        let diagnostic = match self.kind {
            ChangeKind::Doubt(_) => Diagnostic::warning(Code::EditorMark, message),
            ChangeKind::HeadGuess(_) => Diagnostic::warning(Code::ImportPart, message),
            ChangeKind::HeadPart(_) | ChangeKind::Crosshead => {
                Diagnostic::note(Code::ImportPart, message)
            }
            ChangeKind::Caption => Diagnostic::warning(Code::ImportPart, message),
            ChangeKind::DashPerhapsConnector => Diagnostic::warning(Code::ImportMended, message),
            _ => Diagnostic::note(Code::ImportMended, message),
        };
        let diagnostic = diagnostic.at(Span::new(source, self.range.clone()));
        match self.hint() {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    }

    fn message(&self) -> Text {
        let before = visible(&self.before);
        let after = visible(&self.after);
        match self.kind {
            ChangeKind::StoryAlready => say!(
                "the file is a story already and is left as it is",
                "这已经是稿件文件，原样保留"
            ),
            ChangeKind::ByteOrderMark => {
                say!("byte order mark dropped", "已去掉字节序标记（BOM）")
            }
            ChangeKind::LineEnds => {
                say!("line ends of another system replaced", "已统一换行符")
            }
            ChangeKind::Indent => say!("typed indent dropped", "已去掉手打的段首空格"),
            ChangeKind::Unwrapped => {
                say!("wrapped lines joined to one paragraph", "硬换行的各行已接成一段")
            }
            ChangeKind::Joined => say!("cut paragraph joined", "断开的段落已接上"),
            ChangeKind::Width
            | ChangeKind::Punctuation
            | ChangeKind::Dash
            | ChangeKind::DashPerhapsConnector
            | ChangeKind::Ellipsis
            | ChangeKind::Quote => say!("{before} became {after}", "{before} 改为 {after}"),
            ChangeKind::Space if self.after.is_empty() => say!("space removed", "已去掉空格"),
            ChangeKind::Space => say!("several spaces became one", "多个空格并为一个"),
            ChangeKind::HeadPart(part) | ChangeKind::HeadGuess(part) => {
                let (key, chinese) = (part.key(), part.chinese());
                say!("{before} is taken as the {key}", "{before} 当作{chinese}")
            }
            ChangeKind::Crosshead => {
                say!("{before} is taken as a crosshead", "{before} 当作小标题")
            }
            ChangeKind::Caption => say!(
                "{before} is taken as a caption; name its picture's file",
                "{before} 当作图片说明；请补上图片文件名"
            ),
            ChangeKind::Doubt(doubt) => doubt.message(),
        }
    }

    fn hint(&self) -> Option<Text> {
        match self.kind {
            ChangeKind::Doubt(_) => Some(say!(
                "the place is marked {MARK_START}…{MARK_END} in the story",
                "稿件中此处标有 {MARK_START}…{MARK_END}"
            )),
            ChangeKind::HeadGuess(_) => Some(say!(
                "nothing but its place speaks for it; look at it",
                "只是按位置推断，请核对"
            )),
            ChangeKind::DashPerhapsConnector => Some(say!(
                "put a single dash back if it connects two names (GB/T 15834 4.13)",
                "若是连接号（GB/T 15834 4.13），请改回一字线"
            )),
            _ => None,
        }
    }
}

impl Doubt {
    fn message(self) -> Text {
        match self {
            Self::Line => say!(
                "this line may be a caption, a crosshead or a piece of a paragraph; \
                 words may be missing before or after it",
                "这一行可能是图片说明、小标题，也可能是断开的段落；前后或有缺字"
            ),
            Self::Unfinished => {
                say!("the paragraph stops in the middle of a sentence", "这一段在句子中间断了")
            }
            Self::Quote => say!("the straight quotes do not pair", "直引号不成对"),
            Self::Bracket => say!("the bracket has no partner", "括号不成对"),
            Self::Point => {
                say!("this point may be a full stop or a middle dot", "这一点是句号还是间隔号")
            }
            Self::OtherStory => {
                say!("this may be another story or a signature", "这里可能是另一篇稿件，或文末署名")
            }
        }
    }
}

/// The beginning of a text between quotes of its own.
fn visible(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((cut, _)) => format!("`{}…`", &text[..cut]),
        None => format!("`{text}`"),
    }
}
