"""What the module is made of; `banmian` is its face."""

from os import PathLike
from typing import Any, List, Mapping, Optional, Sequence

class Refused(Exception):
    """Findings as JSON that say why."""

class Engine:
    """Lends fonts and what is kept from page to page."""

    def __new__(
        cls,
        own_fonts: Optional["PathLike[str]"],
        fonts: Sequence["PathLike[str]"],
        cache_bytes: Optional[int],
    ) -> "Engine": ...
    def pages(self, arguments: Mapping[str, Any]) -> "Pages": ...
    def kept(self) -> int: ...

class Pages:
    """Pages with their PDF."""

    def findings(self) -> List[str]: ...
    def count(self) -> int: ...
    def model(self) -> Optional[str]: ...
    def pdf(self) -> bytes: ...
    def png(self, page: int, dpi: float) -> bytes: ...

def preflight(pdf: bytes, rules: str) -> List[str]: ...
