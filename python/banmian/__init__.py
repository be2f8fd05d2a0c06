"""Newspaper pages (版面): page specs and article text in, press-ready PDF out.

>>> import banmian
>>> engine = banmian.Engine()
>>> pages = engine.pages("page.toml", files={
...     "page.toml": b'''
... checks.hole = "ignore"
... [page]
... stories = "today"
... [[story]]
... slug = "lead"
... columns = "1-2"
... lines = "1-9"
... ''',
...     "today/lead.md": "+++\\nheadline = \\"河岸亮灯\\"\\n+++\\n河埠街的路灯一盏接一盏亮了起来。".encode(),
... })
>>> pages.pdf()[:8]
b'%PDF-1.6'
>>> pages.count
1

What is wrong with pages is no exception: it is in their ``findings``, and only ``pdf()`` of
pages that must not be printed raises :class:`Error`.
"""

from __future__ import annotations

import datetime
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable, List, Literal, Mapping, Optional, Sequence, Tuple, Union, cast

from . import _banmian
from .model import PageModel

__all__ = [
    "Area",
    "Engine",
    "Error",
    "Finding",
    "PageModel",
    "Pages",
    "PathLike",
    "Place",
    "Severity",
    "Value",
    "preflight",
]

PathLike = Union[str, "os.PathLike[str]"]
Value = Union[str, int, float, bool]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Area:
    """A rectangle on a page of a finished file, in mm from the upper left corner of the trim."""

    #: Its left edge.
    x: float
    #: Its upper edge.
    y: float
    width: float
    height: float

#: How the names end of files that are being written.
PART = ".part"


@dataclass(frozen=True)
class Place:
    """Where something was found; what is not known is ``None``."""

    #: The file's path as it was given.
    file: Optional[str] = None
    #: The line, from 1.
    line: Optional[int] = None
    #: The character of the line, from 1.
    column: Optional[int] = None
    #: The line of the end.
    end_line: Optional[int] = None
    #: One past the last character.
    end_column: Optional[int] = None
    #: The page of a finished file, from 1.
    page: Optional[int] = None
    #: Where on that page.
    area: Optional[Area] = None

    @classmethod
    def _of(cls, known: Mapping[str, Any]) -> "Place":
        area = known.get("area")
        return cls(**{**known, "area": None if area is None else Area(**area)})


@dataclass(frozen=True)
class Finding:
    """Something that was found in the files, on a page or in a PDF."""

    #: What kind of finding it is, such as ``overset``; docs/codes.md says what to do.
    code: str
    #: ``error``, ``warning`` or ``note``.
    severity: Severity
    #: What is wrong, in English.
    message: str
    #: The same in Chinese.
    message_zh: str
    #: What to do, piece by piece, in English.
    hints: Tuple[str, ...]
    #: The same in Chinese.
    hints_zh: Tuple[str, ...]
    #: Where it is; empty if it is nowhere in particular.
    places: Tuple[Place, ...]
    #: How many more there are of its kind, which are counted and not told.
    more: int = 0
    #: The numbers and names that its kind has (docs/json.md).
    members: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hint(self) -> Optional[str]:
        """The first thing to do."""
        return self.hints[0] if self.hints else None

    @property
    def file(self) -> Optional[str]:
        """The file of the first place."""
        return self.places[0].file if self.places else None

    @property
    def line(self) -> Optional[int]:
        """The line of the first place, from 1."""
        return self.places[0].line if self.places else None

    @property
    def column(self) -> Optional[int]:
        """The character of that line, from 1."""
        return self.places[0].column if self.places else None

    def __str__(self) -> str:
        where = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        start = ":".join(where) + ": " if where else ""
        return f"{start}{self.severity}[{self.code}]: {self.message}"

    @classmethod
    def _of(cls, text: str) -> "Finding":
        known = json.loads(text)
        places = tuple(Place._of(place) for place in known.pop("places"))
        message, hints = known.pop("message"), known.pop("hints")
        return cls(
            code=known.pop("code"),
            severity=known.pop("severity"),
            message=message["en"],
            message_zh=message["zh"],
            hints=tuple(hint["en"] for hint in hints),
            hints_zh=tuple(hint["zh"] for hint in hints),
            places=places,
            more=known.pop("more", 0),
            members=known,
        )


class Error(Exception):
    """Why something could not be had."""

    #: The reasons.
    findings: List[Finding]

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        first = str(self.findings[0]) if self.findings else "no page was asked for"
        others = len(self.findings) - 1
        super().__init__(first if others < 1 else f"{first} (and {others} more)")

    @classmethod
    def _of(cls, refused: BaseException) -> "Error":
        return cls([Finding._of(text) for text in refused.args[0]])


class Pages:
    """Pages that were set.

    They are there however faulty they are; their ``findings`` say what is wrong.
    """

    def __init__(self, made: "_banmian.Pages") -> None:
        self._made = made
        self._findings: Optional[List[Finding]] = None

    @property
    def findings(self) -> List[Finding]:
        """All that was found, in the order of the files and pages."""
        if self._findings is None:
            self._findings = [Finding._of(text) for text in self._made.findings()]
        return self._findings

    @property
    def are_fit(self) -> bool:
        """Whether they may be printed: no finding is an error."""
        return self.count > 0 and all(it.severity != "error" for it in self.findings)

    @property
    def count(self) -> int:
        """How many there are."""
        return self._made.count()

    def model(self) -> Optional[PageModel]:
        """What stands where (:mod:`banmian.model`, docs/page-model.md); ``None`` without a page.

        >>> import banmian
        >>> pages = banmian.Engine().pages("nowhere.toml", files={})
        >>> pages.model() is None
        True
        """
        text = self._made.model()
        return None if text is None else cast(PageModel, json.loads(text))

    def pdf(self) -> bytes:
        """The PDF for the press.

        Raises :class:`Error` if the pages are not fit for print, with what forbids it.

        >>> import banmian
        >>> try:
        ...     banmian.Engine().pages("nowhere.toml", files={}).pdf()
        ... except banmian.Error as error:
        ...     error.findings[0].code
        'file-unreadable'
        """
        try:
            return self._made.pdf()
        except _banmian.Refused as refused:
            raise Error._of(refused) from None

    def write(self, path: PathLike) -> int:
        """Writes the PDF for the press, whole or not at all, and says how many bytes it has.

        It is written beside its place and then renamed, so that nobody ever finds half of
        it, whoever is killed, and several processes may write the same page. Folders that
        are missing are made. Raises :class:`Error` as :meth:`pdf` does.
        """
        pdf = self.pdf()
        place = Path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name}.{secrets.token_hex(8)}{PART}")
        try:
            with open(beside, "xb") as file:
                file.write(pdf)
            os.replace(beside, place)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        return len(pdf)

    def png(self, page: int = 0, dpi: float = 72.0) -> bytes:
        """A page as a PNG, by its number from 0, fit for print or not.

        Pages of PDFs that were placed on it are drawn in this process, however long they
        take: it is not for files of strangers.
        """
        try:
            return self._made.png(page, dpi)
        except _banmian.Refused as refused:
            raise Error._of(refused) from None

    def __repr__(self) -> str:
        return f"<banmian.Pages: {self.count}, {len(self.findings)} findings>"


class Engine:
    """Sets pages and writes them.

    It is made once and used for many pages, from any number of threads at a time: the
    interpreter goes on while pages are made. What it has opened, parsed, shaped and set it
    keeps for the next page, in a bounded room; pages come out the same with this and without.

    ``fonts`` are font files and folders beside those that come with the module (``own_fonts``
    says whether these are used). ``cache_bytes`` is the most that it keeps, 256 MiB if
    nobody says otherwise, nothing with 0.

    >>> import banmian
    >>> banmian.Engine(cache_bytes=0).kept
    0
    """

    def __init__(
        self,
        fonts: Iterable[PathLike] = (),
        cache_bytes: Optional[int] = None,
        *,
        own_fonts: bool = True,
    ) -> None:
        if isinstance(fonts, (str, os.PathLike)):
            fonts = [fonts]
        own = Path(__file__).parent / "fonts" if own_fonts else None
        try:
            self._engine = _banmian.Engine(own, [Path(path) for path in fonts], cache_bytes)
        except _banmian.Refused as refused:
            raise Error._of(refused) from None

    @property
    def kept(self) -> int:
        """How many bytes it keeps at the moment, nearly."""
        return self._engine.kept()

    def pages(
        self,
        specs: Union[PathLike, Iterable[PathLike]],
        *,
        files: Optional[Mapping[str, bytes]] = None,
        stories: Optional[PathLike] = None,
        day: Optional[PathLike] = None,
        date: Union[str, datetime.date, None] = None,
        set: Optional[Mapping[str, Value]] = None,
        root: Optional[PathLike] = None,
        zone: Optional[str] = None,
        version: Optional[int] = None,
        font_paths: Iterable[PathLike] = (),
        deny: Iterable[str] = (),
    ) -> Pages:
        """Sets the pages of these specs, one a spec, or all pages of one edition.

        ``files`` are all files there are, by their paths; without, files are those on the
        disk. Everything else is what the options of ``banmian build`` are: ``set`` has keys of
        ``[page]`` with values, ``deny`` codes of findings that are errors, or ``warnings``.
        """
        if isinstance(specs, (str, os.PathLike)):
            specs = [specs]
        if isinstance(deny, str):
            deny = deny.split(",")
        values = [] if date is None else [("date", str(date))]
        values += [(key, _words(value)) for key, value in (set or {}).items()]
        asked = {
            "specs": [Path(spec) for spec in specs],
            "files": None if files is None else [(Path(path), it) for path, it in files.items()],
            "stories": stories,
            "day": day,
            "set": values,
            "root": root,
            "zone": zone,
            "version": version,
            "font_paths": [Path(path) for path in font_paths],
            "deny": list(deny),
        }
        return Pages(self._engine.pages(asked))


def _words(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def preflight(pdf: bytes, rules: str = "gwg2022-newspaper-ads") -> List[Finding]:
    """Holds any PDF against rules: those of the trade by their names (docs/preflight.md), or a
    house's by the path of their file. What is broken is found; an empty list is praise.

    >>> import banmian
    >>> try:
    ...     banmian.preflight(b"no PDF")
    ... except banmian.Error as error:
    ...     error.findings[0].severity
    'error'
    """
    try:
        return [Finding._of(text) for text in _banmian.preflight(pdf, rules)]
    except _banmian.Refused as refused:
        raise Error._of(refused) from None
