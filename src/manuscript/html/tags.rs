//! What each element of a web page is to copy.

use crate::diag::finding::ObjectKind;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    /// It begins and ends a paragraph.
    Block,
    /// A heading of this level, from 1.
    Heading(u8),
    /// It stands in a line.
    Inline,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Small and raised.
    Raised,
    /// None of it is copy.
    Skipped,
    /// Something that a story cannot have.
    Object(ObjectKind),
    /// A line end.
    Break,
    /// A list, with numbers or without.
    List,
    NumberedList,
    Item,
    Picture,
    Figure,
    FigureCaption,
    Table,
    TableRow,
    Cell,
    HeadCell,
    Ruby,
    Reading,
    /// The brackets of a reading for those that cannot show it.
    ReadingBracket,
    Link,
    Preformatted,
}

impl TagKind {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "p" | "div" | "section" | "article" | "header" | "main" | "aside" | "blockquote"
            | "address" | "center" | "body" | "html" | "dl" | "dt" | "dd" | "details"
            | "summary" | "hr" | "thead" | "tbody" | "tfoot" | "caption" | "hgroup"
            | "fieldset" | "legend" => Self::Block,
            "b" | "strong" => Self::Bold,
            "i" | "em" | "cite" | "dfn" | "var" => Self::Italic,
            "sup" => Self::Raised,
            "script" | "style" | "noscript" | "template" | "head" | "title" | "nav" | "footer"
            | "form" | "button" | "select" | "textarea" | "datalist" | "dialog" | "menu"
            | "noembed" | "noframes" => Self::Skipped,
            "iframe" | "object" | "embed" | "applet" => Self::Object(ObjectKind::Embedded),
            "video" | "audio" => Self::Object(ObjectKind::Media),
            "svg" | "canvas" => Self::Object(ObjectKind::Drawing),
            "math" => Self::Object(ObjectKind::Formula),
            "br" => Self::Break,
            "ul" => Self::List,
            "ol" => Self::NumberedList,
            "li" => Self::Item,
            "img" | "image" => Self::Picture,
            "figure" => Self::Figure,
            "figcaption" => Self::FigureCaption,
            "table" => Self::Table,
            "tr" => Self::TableRow,
            "td" => Self::Cell,
            "th" => Self::HeadCell,
            "ruby" => Self::Ruby,
            "rt" => Self::Reading,
            "rp" => Self::ReadingBracket,
            "a" => Self::Link,
            "pre" => Self::Preformatted,
            _ => Self::Inline,
        }
    }

    /// Whether a paragraph ends where it begins and where it ends.
    pub(super) fn ends_paragraph(self) -> bool {
        !matches!(
            self,
            Self::Inline
                | Self::Bold
                | Self::Italic
                | Self::Raised
                | Self::Skipped
                | Self::Object(_)
                | Self::Break
                | Self::Picture
                | Self::Ruby
                | Self::Reading
                | Self::ReadingBracket
                | Self::Link
        )
    }
}

/// Whether an element of this name never has anything in it.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}
