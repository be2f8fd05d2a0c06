"""The page model: what stands where on pages, as `Pages.model` gives it.

Made from schema/page-model.json by python/make_model.py.
"""

from __future__ import annotations

from typing import List, Literal, Optional, TypedDict

__all__ = [
    "Cell",
    "Drawing",
    "Grid",
    "Line",
    "ListItem",
    "ListItemKind",
    "Node",
    "Page",
    "PageModel",
    "Part",
    "Picture",
    "Rect",
    "Report",
    "Reserved",
    "ReservedKind",
    "Role",
    "Story",
    "StoryKind",
    "Stretch",
    "Trace",
    "Writing",
    "Written",
]

#: ``bullet``: The sign before it.
#: ``number``: The number before it.
#: ``text``: Its text.
#: ``more``: A further paragraph of it.
ListItemKind = Literal["bullet", "number", "text", "more"]

#: ``ad``: An advertisement.
#: ``picture``: A picture.
ReservedKind = Literal["ad", "picture"]

#: ``document``: All of it.
#: ``section``: A section of a page, with its title.
#: ``article``: A story.
#: ``group``: A picture with its caption.
#: ``heading``: A heading.
#: ``paragraph``: A paragraph.
#: ``figure``: A picture or a drawing.
#: ``caption``: Its caption.
#: ``block-quote``: A pull quote.
#: ``list``: A list with signs before its items.
#: ``numbered-list``: A list with numbers before its items.
#: ``list-item``: An item of a list.
#: ``label``: What stands before an item.
#: ``list-body``: What an item says.
#: ``table``: A table.
#: ``row``: A row of it.
#: ``heading-cell``: A cell of its heading.
#: ``cell``: Another cell.
Role = Literal[
    "document",
    "section",
    "article",
    "group",
    "heading",
    "paragraph",
    "figure",
    "caption",
    "block-quote",
    "list",
    "numbered-list",
    "list-item",
    "label",
    "list-body",
    "table",
    "row",
    "heading-cell",
    "cell",
]

#: ``story``: The story itself.
#: ``pictures``: Pictures that stand for themselves, with their caption.
#: ``table``: A table that stands for itself.
#: ``missing``: Nothing: the story is not there yet, and its place is kept.
StoryKind = Literal["story", "pictures", "table", "missing"]

#: ``exact``: The bytes are the text; only a space may stand for other white space.
#: ``within``: The text is written there among signs or in other words: with escapes, between
#: the quotes of a string.
#: ``made``: It is made of what is written there: a folio of its pattern and the date.
Trace = Literal["exact", "within", "made"]

#: ``horizontal``: From left to right, each below the one before.
#: ``vertical``: Downwards, each left of the one before.
Writing = Literal["horizontal", "vertical"]


class Cell(TypedDict):
    """A cell of a table."""

    #: Its first column, from 0.
    column: int
    #: How many columns it reaches over.
    columns: int
    #: Its first row, from 0.
    row: int
    #: How many rows it reaches over.
    rows: int


class Drawing(TypedDict):
    """A drawing that says something."""

    #: It in words.
    alt: str
    #: The rectangle round it.
    frame: Rect
    #: A number of its own on this page, by which `reading` knows it.
    id: int


class Grid(TypedDict):
    """A grid."""

    #: The type area.
    area: Rect
    #: The base columns; on a vertical page the tiers.
    columns: List[Rect]
    #: From line to line.
    leading: float
    #: How many lines it has.
    lines: int


class Line(TypedDict):
    """A line of text."""

    #: Whether it stands beside the line before: how its characters are read.
    is_reading: bool
    #: What its characters take.
    rect: Rect
    #: The largest size of its type, in points.
    size: float
    #: The same text in stretches, each with where it was written.
    stretches: List[Stretch]
    #: Its text. A hyphen that nobody typed is U+00AD, at its end.
    text: str
    #: Which way it runs.
    writing: Writing


class ListItem(TypedDict):
    """A part of a list's item."""

    #: Which part.
    kind: ListItemKind
    #: How deep the item stands, from 0.
    level: int


class Node(TypedDict):
    """An element of what is read."""

    #: What it shows, in words: of figures.
    alt: Optional[str]
    #: What is in it, in reading order.
    children: List[Node]
    #: The ids of the parts, pictures and drawings of its page that it is.
    content: List[int]
    #: BCP 47 tag of its language, if it is not that of what it is in.
    lang: Optional[str]
    #: The level of a heading, from 1.
    level: Optional[int]
    #: The place among `pages` of the page that it begins on; null of the whole document.
    page: Optional[int]
    #: What it is.
    role: Role


class Page(TypedDict):
    """A page."""

    #: How far ink runs past the trim.
    bleed: float
    #: Drawings that say something: barcodes.
    drawings: List[Drawing]
    #: What no story has: the paper's name, folios, banners, titles of sections, headings of tables
    #: that stand again where these go on.
    furniture: List[Part]
    #: The grid that it was made on.
    grid: Grid
    #: Its height.
    height: float
    #: What it is called, mostly its number.
    label: str
    #: Pictures and advertisements that no story has.
    pictures: List[Picture]
    #: The places of advertisements and pictures that are not there yet.
    reserved: List[Reserved]
    #: Its stories, in reading order.
    stories: List[Story]
    #: Width of the trimmed page.
    width: float
    #: Which way its lines run.
    writing: Writing


class Part(TypedDict):
    """Lines that belong together: a headline, a paragraph, a cell of a table."""

    #: Which block of the story's body it is or stands in, from 0: paragraphs, crossheads, items of
    #: lists, tables and boxes count as they were written.
    block: Optional[int]
    #: Which cell of a table it is.
    cell: Optional[Cell]
    #: A number of its own on this page, by which `reading` knows it.
    id: int
    #: Which part of a list's item it is.
    item: Optional[ListItem]
    #: Its lines, in reading order; readings beside them come after them.
    lines: List[Line]
    #: Which one of its kind, from 0. Of captions and credits the `number` of their picture.
    paragraph: int
    #: What it is: "headline", "body", "caption" …, the names of the styles.
    part: str


class Picture(TypedDict):
    """A picture."""

    #: It in words.
    alt: str
    #: The file, as the program was shown it.
    file: str
    #: What is seen of it.
    frame: Rect
    #: A number of its own on this page, by which `reading` knows it.
    id: int
    #: Where the whole picture would stand, uncropped.
    image: Rect
    #: Its place among the pictures of its story, from 0; captions and credits have it as their
    #: `paragraph`.
    number: int


class Rect(TypedDict):
    """A rectangle."""

    #: Its height.
    height: float
    #: Its left edge.
    left: float
    #: Its upper edge.
    top: float
    #: Its width.
    width: float


class Report(TypedDict):
    """How a story came out; characters without white space."""

    #: Characters that are to be placed here.
    characters: int
    #: Characters that stand on other pages.
    elsewhere_characters: int
    #: The first line of the grid that it was given, from 1.
    first_line: int
    #: The last one.
    last_line: int
    #: Characters that found no place.
    overset_characters: int
    #: Lines that these would take.
    overset_lines: int
    #: The first words that found no place; empty if all did.
    overset_text: str
    #: Characters that these would hold; of a story that is not there yet, all that its place
    #: holds.
    underset_characters: int
    #: Lines of its frames that stay empty.
    underset_lines: int
    #: Characters of parts that the page leaves out.
    unplaced_characters: int


class _Reserved(TypedDict):
    """What is always there of `Reserved`."""

    #: Its place, label included.
    frame: Rect
    #: The height that was sold.
    height: float
    #: What it is for.
    kind: ReservedKind
    #: The file, or the id of the booking; empty if nothing is booked for it.
    name: str
    #: The width that was sold.
    width: float


class Reserved(_Reserved, total=False):
    """The place of an advertisement or a picture that is not there yet."""

    #: Who ordered it.
    client: Optional[str]


class Story(TypedDict):
    """A story, or a part of it that stands for itself."""

    #: The frames that its text ran through.
    frames: List[Rect]
    #: BCP 47 tag of its language.
    lang: str
    #: What of it this is.
    of: StoryKind
    #: What stands on the page of it, in reading order.
    parts: List[Part]
    #: Its pictures.
    pictures: List[Picture]
    #: How it came out.
    report: Report
    #: Which of the page's sections it stands in: the `paragraph` of the furniture that is its
    #: title.
    section: Optional[int]
    #: Its slug; the file's name of a table that no story has.
    slug: str
    #: Its headline in plain text; empty if it has none.
    title: str


class Stretch(TypedDict):
    """A stretch of a line's text."""

    #: The text.
    text: str
    #: Where it was written; null if nobody has written it, as a hyphen or the number before a
    #: list's item.
    written: Optional[Written]


class Written(TypedDict):
    """Where text was written."""

    #: One past its last byte.
    end: int
    #: The file, by its place in `sources`.
    source: int
    #: Its first byte, from 0.
    start: int
    #: How the text follows from these bytes.
    trace: Trace


class PageModel(TypedDict):
    """The pages of a document. Lengths are in millimeters from the upper left corner of the
    trimmed page."""

    #: The date of issue, as YYYY-MM-DD.
    date: Optional[str]
    #: Always "banmian-page-model".
    format: str
    #: BCP 47 tag of its main language.
    lang: str
    #: The pages in order.
    pages: List[Page]
    #: The paper's name.
    paper: str
    #: All that the pages say, in reading order.
    reading: Node
    #: The files that text comes from, by their places in this list.
    sources: List[str]
    #: The document's title.
    title: str
    #: The version of the format, 1. It counts up when a field goes away or means something else;
    #: new fields may come without.
    version: int
