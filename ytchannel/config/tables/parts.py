"""The parts of a workbook, which is a ZIP archive of XML: unpacked within bounds, and looked through before use.

A file of some kilobytes can stand for gigabytes: by what it unpacks to, by entities, or by one cell in the last row of
the last column, to which whoever reads it would make room. So the library that reads workbooks is given nothing that
was not unpacked and looked through here.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from ytchannel.config.rules import RuleError
from ytchannel.config.tables.markup import MAX_AREA, MAX_FILLED, SheetPart, Styles, look_through, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_UNPACKED = 40 * 1024 * 1024  # bytes of all parts that are read
MAX_PARTS = 2000

_CHUNK = 1 << 16
_WORKBOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_SHARED = ("xl/sharedStrings.xml", _STYLES, "[Content_Types].xml", "_rels/.rels")


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
        self._styles = Styles()

    def parts(self) -> Parts:
        if len(self._archive.infolist()) > MAX_PARTS:
            raise RuleError("workbook-too-large", limit=MAX_FILLED)
        if _WORKBOOK not in self._names:
            raise RuleError("workbook-none")
        self._check_sizes()
        for part in _SHARED:
            if part.lower() in self._names:
                parse(self._take(part), self._styles.seen if part == _STYLES else {})
        shown = self._sheets()
        for sheet in shown:
            look_through(self._take(sheet.part), sheet, self._styles.timed)
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

        parse(self._take(_WORKBOOK), {"sheet": sheet})
        relations = "xl/_rels/workbook.xml.rels"
        if relations in self._names:
            parse(self._take(relations), {"Relationship": relation})
        return [
            SheetPart(name, targets[key])
            for name, key in found
            if key in targets and targets[key].lower() in self._names
        ]

    def _packed(self) -> io.BytesIO:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for part in list(self._taken):
                archive.writestr(part, self._taken.pop(part))
        made.seek(0)
        return made
