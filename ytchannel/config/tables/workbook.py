"""Workbooks: the sheets of an .xlsx that are shown, with the values that its cells had when it was saved."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from ytchannel.config.rules import RuleError
from ytchannel.config.tables.parts import parts
from ytchannel.config.tables.sheets import Sheet
from ytchannel.errors import FilesError, Place, Problem

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from ytchannel.config.tables.markup import SheetPart
    from ytchannel.config.tables.parts import Parts
    from ytchannel.config.tables.sheets import Cell

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wrote until 2003, and what it still puts a password on


def read(data: bytes, shown: str) -> list[Sheet]:
    """The sheets. Raises FilesError."""
    try:
        found = parts(_checked(data))
        return _sheets(found)
    except RuleError as error:
        raise FilesError([Problem(error.code, Place(shown, 1, 1), {"file": shown, **error.facts})]) from None


def _checked(data: bytes) -> bytes:
    """The same bytes. Raises RuleError when they are no archive."""
    if data.startswith(_OLD):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise RuleError("workbook-locked" if locked else "workbook-old")
    if not data.startswith(b"PK"):
        raise RuleError("workbook-none")
    return data


def _sheets(found: Parts) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(found.archive)
        return [_sheet(workbook, part) for part in found.sheets]
    except (CalamineError, ValueError, OSError, OverflowError):
        raise RuleError("workbook-damaged") from None


def _sheet(workbook: CalamineWorkbook, part: SheetPart) -> Sheet:
    name = unicodedata.normalize("NFC", part.name)
    if not part.filled:
        return Sheet(name, (), ())
    read = workbook.get_sheet_by_name(part.name)
    rows: list[list[Cell]] = read.to_python(skip_empty_area=False)  # type: ignore[assignment]
    for (row, column), cell in part.unusable.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = cell
    for row, column in part.timed:
        day = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(day, date) and not isinstance(day, datetime):
            rows[row][column] = datetime.combine(day, time())
    for (top, left), (bottom, right) in read.merged_cell_ranges or ():
        if left == right:
            _fill(rows, top, bottom, left)
    return Sheet(name, rows, range(1, len(rows) + 1))


def _fill(rows: list[list[Cell]], top: int, bottom: int, column: int) -> None:
    """Give every row the value of a cell that reaches over several: of rows that say something besides."""
    if top >= len(rows) or column >= len(rows[top]):
        return
    value = rows[top][column]
    for row in rows[top + 1 : bottom + 1]:
        if value != "" and column < len(row) and row[column] == "" and any(cell != "" for cell in row):
            row[column] = value
