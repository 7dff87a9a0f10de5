"""Where the rows and cells of a worksheet stand in its XML, by the byte."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from ytchannel.render.results import Unsuitable

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_TAG = re.compile(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")
_UTF8 = re.compile(rb"\A(?:\xef\xbb\xbf)?<(?!\?xml[^>]*encoding=[\"'](?!utf-8))", re.IGNORECASE)


@dataclass
class Cell:
    """A cell: the bytes that it takes, its style, its text, and whether a formula makes it."""

    start: int
    end: int = 0
    style: str = ""
    kind: str = ""
    text: str = ""
    formula: bool = False


@dataclass
class Row:
    """A row: the bytes of its start tag, where its end tag begins, its cells by column."""

    start: int
    opened: int
    end: int = 0
    empty: bool = False
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass
class Layout:
    """A worksheet: its rows by number, the prefix of its tags, and the tag that says how far it goes."""

    prefix: str = ""
    dimension: tuple[int, int, str] | None = None  # begin, end, what it says
    rows: dict[int, Row] = field(default_factory=dict)


def read(xml: bytes, strings: Sequence[str]) -> Layout:
    """The layout of a worksheet; `strings` are those that cells refer to by number.

    Raises Unsuitable for XML that is not as spreadsheet programs write it.
    """
    if not _UTF8.match(xml):
        raise Unsuitable("form")
    return _Reading(xml, strings).layout


class _Reading:
    """One pass over the XML, which finds the places of rows and cells."""

    def __init__(self, xml: bytes, strings: Sequence[str]) -> None:
        self.layout = Layout()
        self._xml, self._strings = xml, strings
        self._inside = self._row_number = self._column = 0
        self._row: Row | None = None
        self._cell: Cell | None = None
        self._path: list[str] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(xml, True)
        except expat.ExpatError:
            raise Unsuitable("form") from None

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        local, start = name.rpartition(":")[2], self._parser.CurrentByteIndex
        self._path.append(local)
        if local == "sheetData":
            self._inside += 1
            self.layout.prefix = name[: -len(local)]
        elif local == "dimension" and not self._inside:
            self.layout.dimension = (start, self._tag_end(start), attributes.get("ref", ""))
        elif self._inside and local == "row":
            self._row_number = int(attributes.get("r", self._row_number + 1))
            opened = self._tag_end(start)
            self._row = Row(start, opened, empty=self._xml[opened - 2 : opened] == b"/>")
            self.layout.rows[self._row_number] = self._row
            self._column = 0
        elif self._row is not None and local == "c":
            match = CELL.fullmatch(attributes.get("r", ""))
            self._column = number(match[1]) if match else self._column + 1
            self._cell = Cell(start, style=attributes.get("s", ""), kind=attributes.get("t", "n"))
            self._row.cells[self._column] = self._cell
        elif self._cell is not None and local == "f":
            self._cell.formula = True

    def _end(self, name: str) -> None:
        self._path.pop()
        local, at = name.rpartition(":")[2], self._parser.CurrentByteIndex
        if self._cell is not None and local == "c":
            opened = self._tag_end(self._cell.start)
            empty = self._xml[opened - 2 : opened] == b"/>"
            self._cell.end = opened if empty else self._tag_end(at)
            if self._cell.kind == "s" and self._cell.text:
                self._cell.text = self._shared(self._cell.text)
            self._cell = None
        elif self._row is not None and local == "row":
            self._row.end = self._row.opened if self._row.empty else at
            self._row = None
        elif local == "sheetData":
            self._inside -= 1

    def _text(self, data: str) -> None:
        if self._cell is not None and self._path[-1] in ("v", "t") and "rPh" not in self._path:
            self._cell.text += data

    def _shared(self, index: str) -> str:
        try:
            return self._strings[int(index)]
        except (ValueError, IndexError):
            raise Unsuitable("form") from None

    def _tag_end(self, start: int) -> int:
        match = _TAG.match(self._xml, start)
        if match is None:
            raise Unsuitable("form")
        return match.end()


def _refuse(*_: object) -> None:
    """No spreadsheet program writes a document type."""
    raise Unsuitable("form")


def number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found
