"""Text from people and from YouTube in spreadsheets: never a formula, never a character that the file cannot hold."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from ytchannel.render.screen import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_000  # characters; a cell of Excel holds 32,767
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NO_XML = re.compile("[\ufffe\uffff]")
_WIDEST = 60  # characters of a column


def quoted(text: str) -> str:
    """A field of CSV: what would be taken for a formula gets an apostrophe before it, as in Excel itself."""
    shown = plain(text)
    return f"'{shown}" if text.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA) else shown


def xml_text(text: str) -> str:
    """The text with what XML forbids made visible, for the files of an office program."""
    return _NO_XML.sub(lambda match: repr(match[0])[1:-1], plain(text))[:_LONGEST]


def cell_text(text: str) -> str:
    """The text of a cell of a workbook, whose type says that it is text.

    Excel reads _x0007_ as a character's code, so an underscore that begins such a thing is written as a code itself.
    """
    return _ESCAPE.sub("_x005F_", xml_text(text))[:_LONGEST]


def as_csv(rows: Iterable[Sequence[str | float | None]]) -> str:
    """Rows as Excel opens them by a double click: a byte-order mark, so that the letters are read as UTF-8; commas."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([quoted(value) if isinstance(value, str) else "" if value is None else value for value in row])
    return "\ufeff" + stream.getvalue()


def as_xlsx(title: str, rows: Sequence[Sequence[str]], links: Mapping[tuple[int, int], str]) -> bytes:
    """A workbook of one sheet: the first row are headings that stay in sight, every cell is text.

    `links` are addresses by row and column, counted from 0.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = sheet.cell(number + 1, column + 1)
            cell.value = cell_text(text)
            cell.data_type = "s"  # a text that begins with = is no formula
            cell.number_format = "@"  # nor does it become one when somebody edits the cell
            if address := links.get((number, column)):
                cell.hyperlink = address
                cell.style = "Hyperlink"
            if number == 0:
                cell.font = Font(bold=True)
    for column in range(len(rows[0])):
        longest = max(len(row[column]) for row in rows)
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(longest, _WIDEST) + 2
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
