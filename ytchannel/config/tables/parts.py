"""The parts of a workbook, which is a ZIP archive of XML: unpacked within bounds, and looked through before use.

A file of some kilobytes can stand for gigabytes: by what it unpacks to, by entities, or by one cell in the last row of
the last column, to which whoever reads it would make room. So the library that reads workbooks is given nothing that
was not unpacked and looked through here.
"""

from __future__ import annotations

import functools
import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from ytchannel.config.rules import RuleError
from ytchannel.config.tables.sheets import Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_UNPACKED = 64 * 1024 * 1024  # bytes of all parts that are read
MAX_PARTS = 2000
MAX_FILLED = 600_000  # cells with something in them, in all sheets
MAX_AREA = 1_500_000  # cells from A1 to the last, in all sheets

_CHUNK = 1 << 16
_WORKBOOK, _SHARED = "xl/workbook.xml", ("xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels")
_DIGITS = "0123456789"

# The formulas and errors of a sheet. Most have none, and its values need not be looked at.
_WRONG = re.compile(rb"<(?:\w+:)?f[\s/>]|[\"']e[\"']")


@dataclass
class SheetPart:
    """A sheet that is shown: how far its cells reach, and those that have no value, by row and column from 0."""

    name: str
    part: str
    rows: int = 0
    columns: int = 0
    filled: int = 0
    unusable: dict[tuple[int, int], Unusable] = field(default_factory=dict)


@dataclass(frozen=True)
class Parts:
    """The sheets that are shown, in their order, and an archive with what reading them takes."""

    sheets: tuple[SheetPart, ...]
    archive: io.BytesIO


def parts(data: bytes) -> Parts:
    """What a workbook consists of. Raises RuleError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Unpacking(archive).parts()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError) as error:
        if isinstance(error, RuleError):
            raise
        raise RuleError("workbook-damaged") from None
    except RuntimeError:  # zipfile wants a password
        raise RuleError("workbook-locked") from None
    except expat.ExpatError:
        raise RuleError("workbook-damaged") from None


class _Unpacking:
    """One archive on its way to its parts; everything raises RuleError when a bound is passed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        # Names are compared without regard to case, and some programs write backslashes.
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
        self._left = MAX_UNPACKED
        self._taken: dict[str, bytes] = {}

    def parts(self) -> Parts:
        if len(self._archive.infolist()) > MAX_PARTS:
            raise RuleError("workbook-too-large", limit=MAX_FILLED)
        if _WORKBOOK not in self._names:
            raise RuleError("workbook-none")
        self._check_sizes()
        for part in _SHARED:
            if part.lower() in self._names:
                _parse(self._take(part), {})
        shown = self._sheets()
        for sheet in shown:
            self._look_through(sheet)
            if sum(each.rows * each.columns for each in shown) > MAX_AREA:
                raise RuleError("workbook-too-large", limit=MAX_FILLED)
        return Parts(tuple(shown), self._packed())

    def _check_sizes(self) -> None:
        """What the archive says of itself; that it is true shows when it is unpacked."""
        read = [
            info.file_size
            for info in self._archive.infolist()
            if info.filename.lower().startswith("xl/worksheets/") or info.filename in (*_SHARED, _WORKBOOK)
        ]
        if sum(read) > MAX_UNPACKED:
            raise RuleError("workbook-too-large", limit=MAX_FILLED)

    def _take(self, part: str) -> bytes:
        """The bytes of a part, once."""
        if part in self._taken:
            return self._taken[part]
        chunks = []
        with self._archive.open(self._names[part.lower()]) as stream:
            while chunk := stream.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise RuleError("workbook-too-large", limit=MAX_FILLED)
                chunks.append(chunk)
        self._taken[part] = b"".join(chunks)
        return self._taken[part]

    def _sheets(self) -> list[SheetPart]:
        """The sheets that are shown. Hidden ones are lists for choosing from, or put aside."""
        found: list[tuple[str, str]] = []
        targets: dict[str, str] = {}

        def sheet(attributes: Mapping[str, str]) -> None:
            if attributes.get("state", "visible") == "visible":
                key = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")
                found.append((attributes.get("name", ""), key))

        def relation(attributes: Mapping[str, str]) -> None:
            if attributes.get("Type", "").endswith("/worksheet"):
                path = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "").replace("\\", "/")))
                targets[attributes.get("Id", "")] = path.lstrip("/")

        _parse(self._take(_WORKBOOK), {"sheet": sheet})
        relations = "xl/_rels/workbook.xml.rels"
        if relations in self._names:
            _parse(self._take(relations), {"Relationship": relation})
        return [
            SheetPart(name, targets[key])
            for name, key in found
            if key in targets and targets[key].lower() in self._names
        ]

    def _look_through(self, sheet: SheetPart) -> None:
        content = self._take(sheet.part)
        looking = _Looking(sheet)
        whole = not content.lstrip(b"\xef\xbb\xbf").startswith(b"<") or _WRONG.search(content)
        _parse(content, {"row": looking.row, "c": looking.cell}, looking if whole else None)

    def _packed(self) -> io.BytesIO:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for part in list(self._taken):
                archive.writestr(part, self._taken.pop(part))
        made.seek(0)
        return made


class _Looking:
    """What is seen of the cells of one sheet, without their values."""

    def __init__(self, sheet: SheetPart) -> None:
        self._sheet = sheet
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


def _parse(
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
