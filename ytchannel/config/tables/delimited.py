"""Text files of values that are parted by commas, semicolons or tabs, as spreadsheet programs write them."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from ytchannel.config.rules import RuleError
from ytchannel.config.tables.document import HEADINGS_WITHIN, LONGEST_HEADING
from ytchannel.config.tables.encodings import decoded
from ytchannel.config.tables.headings import Headings
from ytchannel.config.tables.sheets import MAX_CELLS, Sheet
from ytchannel.errors import FilesError, Place, Problem

if TYPE_CHECKING:
    import _csv

_SEPARATORS = (",", ";", "\t")
_SAID = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # Excel's own first line

_LINE = re.compile("[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")
_BEGINNING = 100_000  # characters

# What is no text, or the rest of a text that was lost on its way.
_NO_TEXT = re.compile("[\0\ufffd]")


def read(data: bytes, shown: str, *, tabs: bool) -> Sheet:
    """The file as a sheet without a name. Raises FilesError when there is no reading it at all.

    `tabs` are tried first. A quote that is wrong ends the reading, and is the problem of the sheet.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FilesError([Problem("table-not-text", Place(shown, 1, 1), {"file": shown})])
    try:
        text = decoded(data)
        del data
    except RuleError as error:
        raise FilesError([Problem(error.code, Place(shown, 1, 1), error.facts)]) from None
    if found := _NO_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        code = "table-control" if found[0] == "\0" else "table-letters-lost"
        raise FilesError([Problem(code, Place(shown, line, 1), {"character": f"U+{ord(found[0]):04X}"})])
    said = _SAID.match(text)
    separator = said[1] if said else _separator(text, tabs=tabs)
    return _sheet(text[said.end() :] if said else text, separator, 1 if said else 0, shown)


def _sheet(text: str, separator: str, above: int, shown: str) -> Sheet:
    if text.count(separator) + text.count("\n") + text.count("\r") > MAX_CELLS:
        raise FilesError([Problem("table-too-large", Place(shown, 1, 1), {"file": shown, "limit": MAX_CELLS})])
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = _reader(text, separator)
    line = above + 1
    problem = None
    try:
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + above + 1
    except csv.Error as error:
        variant = "after" if "expected after" in str(error) else ""
        problem = Problem("table-quote", Place(shown, line, 1), {"variant": variant})
    return Sheet("", rows, lines, problem)


def _reader(text: str, separator: str) -> _csv.Reader:
    # io.StringIO would copy the text, with four bytes a character.
    return csv.reader((found[0] for found in _LINE.finditer(text)), delimiter=separator, strict=True)


def _separator(text: str, *, tabs: bool) -> str:
    """What parts the fields: with it the first rows have most headings, then most fields."""
    headings = Headings()
    tried = sorted(_SEPARATORS, key=lambda each: each != "\t") if tabs else _SEPARATORS

    def found(separator: str) -> tuple[int, int]:
        most = (0, 0)
        with suppress(csv.Error):  # the beginning may end within quotes
            for row in islice(_reader(text[:_BEGINNING], separator), HEADINGS_WITHIN):
                known = sum(1 for cell in row if len(cell) <= LONGEST_HEADING and headings.path(cell))
                most = max(most, (known, len(row)))
        return most

    return max(tried, key=found)
