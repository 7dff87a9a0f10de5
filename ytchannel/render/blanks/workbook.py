"""A list to fill in as a workbook: headings that explain themselves, cells that offer what there is, and a guide."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ytchannel.config.rules import VIDEO_TITLE
from ytchannel.render.screen import plain
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ytchannel.render.blanks.columns import Column

_CHOICES = "ytchannel"  # the hidden sheet
_ROWS = 2000  # that the drop-downs reach down to
_DAY, _MOMENT, _TEXT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "@"
_FORMS = {"publish_at": _MOMENT, "recording_date": _DAY}
_LONGEST_HINT = 255  # characters that Excel shows beside a cell


def content(columns: Sequence[Column], sections: Sequence[str]) -> bytes:
    """The workbook; `sections` are the titles that can be chosen."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = _("Videos")
    guide = book.create_sheet(_("Guide"))
    choices = book.create_sheet(_CHOICES)
    choices.sheet_state = "hidden"
    offered = {each.key: tuple(sections) if each.key == "sections" else each.choices for each in columns}
    for number, column in enumerate(columns, 1):
        _head(sheet, number, column)
        _offer(sheet, number, column, _listed(choices, number, offered[column.key]))
    sheet.freeze_panes = "B2"
    _explain(guide, columns, offered)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head(sheet: Any, number: int, column: Column) -> None:  # noqa: ANN401 - the library has no types
    """The heading, and how the cells below it are taken: a title that begins with = is no formula."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    cell = _put(sheet, 1, number, column.heading)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="DDEBF7")
    cell.comment = Comment(column.hint, "ytchannel", width=320, height=110)
    below = sheet.column_dimensions[get_column_letter(number)]
    below.width = column.width
    below.number_format = _FORMS.get(column.key, _TEXT)
    below.alignment = Alignment(vertical="top", wrap_text=column.key == "description")


def _listed(choices: Any, number: int, words: Sequence[str]) -> str:  # noqa: ANN401 - as above
    """Put what can be chosen on the hidden sheet; returns where it stands, empty if there is nothing."""
    from openpyxl.utils import get_column_letter

    for row, word in enumerate(words, 1):
        _put(choices, row, number, word)
    letter = get_column_letter(number)
    return f"'{_CHOICES}'!${letter}$1:${letter}${len(words)}" if words else ""


def _offer(sheet: Any, number: int, column: Column, listed: str) -> None:  # noqa: ANN401 - as above
    """The drop-down of a column, or its limit; and what is told beside each of its cells."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if listed:
        rule = DataValidation(type="list", formula1=listed)
    elif column.key == "title":
        rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(VIDEO_TITLE))
    else:
        rule = DataValidation()
    rule.allow_blank = True
    # A warning only: several sections may stand in a cell, and texts are filled in later.
    rule.errorStyle = "warning"
    rule.showErrorMessage = bool(rule.type) and column.key != "sections"
    rule.error = column.hint[:_LONGEST_HINT]
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = column.heading[:32], column.hint[:_LONGEST_HINT]
    letter = get_column_letter(number)
    rule.add(f"{letter}2:{letter}{_ROWS}")
    sheet.add_data_validation(rule)


def _explain(guide: Any, columns: Sequence[Column], offered: dict[str, tuple[str, ...]]) -> None:  # noqa: ANN401
    """A row for each column. Its headings stand in quotes, so that nobody takes this sheet for a list."""
    from openpyxl.styles import Alignment, Font

    for number, text in enumerate((_("The column"), _("What goes into it"), _("What there is to choose")), 1):
        _put(guide, 1, number, text).font = Font(bold=True)
    for row, column in enumerate(columns, 2):
        texts = (f"“{column.heading}”", column.hint, "\n".join(offered[column.key]))
        for number, text in enumerate(texts, 1):
            _put(guide, row, number, text).alignment = Alignment(vertical="top", wrap_text=True)
    for letter, width in zip("ABC", (26, 70, 44), strict=True):
        guide.column_dimensions[letter].width = width
    guide.freeze_panes = "A2"


def _put(sheet: Any, row: int, column: int, text: str) -> Any:  # noqa: ANN401 - as above
    """A cell of text, which is no formula whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = "\n".join(map(plain, text.split("\n")))
    cell.data_type = "s"
    cell.number_format = _TEXT
    return cell
