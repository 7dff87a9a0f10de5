"""How a value of a kind stands in a cell of a workbook: its type there, and the format that it is shown by."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from ytchannel import words
from ytchannel.render.sheets import xml_text

if TYPE_CHECKING:
    from datetime import date

    from ytchannel.render.reports.presentation import Kind, Value

_LONG = 255  # characters that older versions of Excel show of a cell whose format is text
_DAY = 86_400
_HOUR = 3600
_TINY = 1e-6


class Formats:
    """The formats of one workbook; each is made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - of xlsxwriter
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **look: object) -> Any:  # noqa: ANN401 - of xlsxwriter
        """The format of that look."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", **look})
        return self._made[key]


def put(sheet: Any, formats: Formats, row: int, column: int, value: Value, kind: Kind, **look: object) -> None:  # noqa: ANN401
    """A value in a cell: numbers and dates as such, text as text whatever it begins with, the unknown as nothing."""
    if value is None:
        if look:  # a cell that is not there at all is a gap in a chart, an empty one a zero
            sheet.write_blank(row, column, None, formats.of(**look))
        return
    if kind in ("text", "id"):
        shown = xml_text(str(value))
        wrapped = {"text_wrap": True} if kind == "text" else {}
        form = {"num_format": "@"} if len(shown) <= _LONG else {}
        sheet.write_string(row, column, shown, formats.of(**{**wrapped, **form, **look}))
    elif kind in ("date", "time"):
        sheet.write_datetime(row, column, _naive(value), formats.of(num_format=_calendar(kind), align="left", **look))
    else:
        number, pattern = _number(cast("float", value), kind)
        sheet.write_number(row, column, number, formats.of(num_format=pattern, **look))


def _naive(value: Value) -> date | datetime:
    """A cell has no time zone: it shows the clock of the channel."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else cast("date", value)


def _calendar(kind: Kind) -> str:
    vietnamese = words.current() == "vi"
    day = "dd/mm/yyyy" if vietnamese else "d mmm yyyy"
    if kind == "date":
        return day
    return f"hh:mm {day}" if vietnamese else f"{day} hh:mm"


def _number(value: float, kind: Kind) -> tuple[float, str]:
    """The number of a cell and its format, by which it is shown as `cells.written` writes it."""
    match kind:
        case "change":
            digits = "0%" if abs(value) >= 0.1 or value == 0 else "0.0%"
            return _even(value, 2 + digits.count(".")), f'+{digits};"−"{digits};{digits}'
        case "share":
            return _even(value, 3), "0.0%"
        case "hours":
            return _even(value, 1), "#,##0.0"
        case "duration":
            seconds = round(value)
            return seconds / _DAY, "[h]:mm:ss" if seconds >= _HOUR else "m:ss"
    return value, "#,##0"


def _even(value: float, digits: int) -> float:
    """The value, but a half in the last digit that is shown rounded to even: spreadsheets would round it up."""
    rounded = round(value, digits)
    return rounded if abs(abs(value - rounded) * 10**digits - 0.5) < _TINY else value
