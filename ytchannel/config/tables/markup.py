"""What is seen in the XML of a workbook besides its values: how far cells reach, which have none, which show an hour.

Whoever reads the values makes room from A1 to the last cell, and gives an empty text for an error.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from ytchannel.config.rules import RuleError
from ytchannel.config.tables.sheets import Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

MAX_FILLED = 600_000  # cells with something in them, in a sheet
MAX_AREA = 1_500_000  # cells from A1 to the last, in a sheet

_DIGITS = "0123456789"
_TIMED = ("18", "19", "20", "21", "22")  # forms that every workbook has (ECMA-376, 18.8.30)

# The formulas and errors of a sheet. Most have none, and its values need not be looked at.
_WRONG = re.compile(rb"<(?:\w+:)?f[\s/>]|[\"']e[\"']")


@dataclass
class SheetPart:
    """A sheet that is shown: how far its cells reach, and some of them by row and column from 0.

    `unusable` are those without a value, `timed` those whose form shows an hour.
    """

    name: str
    part: str
    rows: int = 0
    columns: int = 0
    filled: int = 0
    unusable: dict[tuple[int, int], Unusable] = field(default_factory=dict)
    timed: set[tuple[int, int]] = field(default_factory=set)


class Styles:
    """Which styles of cells show an hour: a date at midnight is another thing there than a date alone."""

    def __init__(self) -> None:
        self.timed: set[str] = set()
        self._formats = set(_TIMED)
        self._styles = -1  # counted from 0 once those of cells begin
        self._within = False
        self.seen: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "numFmt": self._format,
            "cellXfs": self._begin,
            "cellStyles": self._end,
            "xf": self._style,
        }

    def _format(self, attributes: Mapping[str, str]) -> None:
        code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", attributes.get("formatCode", ""))
        if "h" in code.lower():
            self._formats.add(attributes.get("numFmtId", ""))

    def _begin(self, _attributes: Mapping[str, str]) -> None:
        self._within = True

    def _end(self, _attributes: Mapping[str, str]) -> None:
        self._within = False

    def _style(self, attributes: Mapping[str, str]) -> None:
        if self._within:
            self._styles += 1
            if attributes.get("numFmtId") in self._formats:
                self.timed.add(str(self._styles))


class _Looking:
    """What is seen of the cells of one sheet, without their values."""

    def __init__(self, sheet: SheetPart, timed: AbstractSet[str]) -> None:
        self._sheet = sheet
        self._timed = timed
        self._row = self._column = -1
        self._formula = self._value = False
        self._error = ""
        self._text: list[str] | None = None

    def row(self, attributes: Mapping[str, str]) -> None:
        given = attributes.get("r", "")
        self._row = int(given) - 1 if given.isdecimal() and len(given) < 8 else self._row + 1
        self._column = -1

    def cell(self, attributes: Mapping[str, str]) -> None:
        sheet = self._sheet
        if "r" in attributes:
            letters = attributes["r"].rstrip(_DIGITS)
            self._row, self._column = int(attributes["r"][len(letters) :]) - 1, _number(letters)
        else:
            self._column += 1
        sheet.filled += 1
        if self._row >= sheet.rows:
            sheet.rows = self._row + 1
        if self._column >= sheet.columns:
            sheet.columns = self._column + 1
        if sheet.filled > MAX_FILLED or sheet.rows * sheet.columns > MAX_AREA:
            raise RuleError("workbook-too-large", limit=MAX_FILLED)
        if attributes.get("s") in self._timed:
            sheet.timed.add((self._row, self._column))
        self._formula = self._value = False
        self._error = attributes.get("t", "")

    def inside(self, name: str) -> None:
        """An element that is no cell begins."""
        if name == "f":
            self._formula = True
        elif name == "v":
            self._text = []

    def text(self, content: str) -> None:
        if self._text is not None:
            self._text.append(content)

    def ended(self, name: str) -> None:
        """An element ends."""
        if name == "v":
            value = "".join(self._text or ())
            self._value = bool(value)
            self._text = None
            if self._error == "e":
                self._sheet.unusable[self._row, self._column] = Unusable("cell-error", value)
        elif name == "c" and self._formula and not self._value and self._error != "str":
            self._sheet.unusable[self._row, self._column] = Unusable("cell-formula", "")


def look_through(content: bytes, sheet: SheetPart, timed: AbstractSet[str]) -> None:
    """Note what is seen of the cells. Raises RuleError beyond the bounds, ExpatError, ValueError for bad references."""
    looking = _Looking(sheet, timed)
    whole = not content.removeprefix(b"\xef\xbb\xbf").startswith(b"<") or _WRONG.search(content)
    parse(content, {"row": looking.row, "c": looking.cell}, looking if whole else None)


def parse(
    content: bytes, seen: Mapping[str, Callable[[Mapping[str, str]], None]], looking: _Looking | None = None
) -> None:
    """Call what is asked for of each element of a name, without its prefix. Raises RuleError for a document type."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    called: dict[str, Callable[[Mapping[str, str]], None] | None] = {}  # by the whole name

    def begun(name: str, attributes: dict[str, str]) -> None:
        try:
            call = called[name]
        except KeyError:
            call = called[name] = seen.get(name.rpartition(":")[2])
        if call:
            call(attributes)
        elif looking:
            looking.inside(name.rpartition(":")[2])

    def refuse(*_: object) -> None:
        raise RuleError("workbook-damaged")  # no program writes one; it is where entities are made

    parser.StartDoctypeDeclHandler = refuse
    if seen:
        parser.StartElementHandler = begun
    if looking:
        parser.EndElementHandler = lambda name: looking.ended(name.rpartition(":")[2])
        parser.CharacterDataHandler = looking.text
    parser.Parse(content, True)


@functools.cache
def _number(letters: str) -> int:
    """A column by its letters, counted from 0. Raises ValueError when they are none."""
    if not 0 < len(letters) < 4 or not letters.isascii() or not letters.isupper():
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
