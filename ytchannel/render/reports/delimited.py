"""One view of a report as CSV that Excel opens by a double click; columns have names that stay, values are plain.

All numbers are whole: with a point or a comma in it, a number is text or a date to the Excel of another language.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ytchannel.errors import UsageError
from ytchannel.render import sheets

if TYPE_CHECKING:
    from ytchannel.render.reports.presentation import Kind, Presentation, Value

# What is a fraction elsewhere: the name that the column has here, and by how much its values are multiplied.
_WHOLE: dict[str, tuple[str, int]] = {
    "change": ("change_percent", 100),
    "share": ("share_percent", 100),
    "hours": ("minutes", 60),
    "duration": ("average_seconds", 1),
}


def as_csv(presentation: Presentation, view: str) -> str:
    """The view of a name. Changes and shares are percents, spans minutes or seconds, times are of the channel's zone.

    The row of the total, where there is one, comes last. Raises UsageError when the report lacks the view.
    """
    found = next((each for each in presentation.views if each.key == view), None)
    if found is None:
        raise UsageError("view-missing", view=view)
    kinds = [column.kind for column in found.columns]
    rows = [*found.rows, *([found.total] if found.total else [])]
    heads = [_WHOLE[column.kind][0] if column.kind in _WHOLE else column.key for column in found.columns]
    return sheets.as_csv(
        [*([heads] if heads else []), *([_plain(*pair) for pair in zip(row, kinds, strict=True)] for row in rows)]
    )


def _plain(value: Value, kind: Kind) -> str | int | None:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str):
        return value
    return round(value * (_WHOLE[kind][1] if kind in _WHOLE else 1))
