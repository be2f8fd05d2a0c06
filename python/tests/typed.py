"""A program with types, which mypy reads and nobody runs: what the module promises of its
types, strictly."""

import datetime
from typing import List, Optional

import banmian
from banmian.model import PageModel, Rect, Story


def names_of(spec: str) -> List[str]:
    engine = banmian.Engine(fonts=["house"], cache_bytes=0)
    pages = engine.pages(spec, date=datetime.date(2026, 11, 29), set={"issue": 8216})
    model: Optional[PageModel] = pages.model()
    if model is None:
        return [finding.code for finding in pages.findings]
    stories: List[Story] = [story for page in model["pages"] for story in page["stories"]]
    frames: List[Rect] = [frame for story in stories for frame in story["frames"]]
    widths: float = sum(frame["width"] for frame in frames)
    return [story["slug"] for story in stories if widths > 0]


def first_place(pdf: bytes) -> Optional[float]:
    for finding in banmian.preflight(pdf):
        severity: banmian.Severity = finding.severity
        for place in finding.places:
            if severity == "error" and place.area is not None:
                return place.area.x
    return None


def drawn(spec: str) -> bytes:
    try:
        return banmian.Engine().pages([spec]).pdf()
    except banmian.Error as error:
        return str(error.findings[0].hint).encode()
