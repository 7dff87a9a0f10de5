"""One view of a report as CSV that Excel opens by a double click; columns have names that stay, values are plain."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ytchannel.errors import UsageError
from ytchannel.render import sheets

if TYPE_CHECKING:
    from ytchannel.render.reports.presentation import Kind, Presentation, Value

_DIGITS: dict[str, int] = {"change": 4, "share": 4, "hours": 2}


def as_csv(presentation: Presentation, view: str) -> str:
    """The view of a name. Changes and shares are fractions, durations whole seconds, times are of the channel's zone.

    The row of the total, where there is one, comes last. Raises UsageError when the report lacks the view.
    """
    found = next((each for each in presentation.views if each.key == view), None)
    if found is None:
        raise UsageError("view-missing", view=view)
    kinds = [column.kind for column in found.columns]
    rows = [*found.rows, *([found.total] if found.total else [])]
    heads = [column.key for column in found.columns]
    return sheets.as_csv(
        [*([heads] if heads else []), *([_plain(*pair) for pair in zip(row, kinds, strict=True)] for row in rows)]
    )


def _plain(value: Value, kind: Kind) -> str | int | float | None:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str):
        return value
    return round(value, _DIGITS[kind]) + 0.0 if kind in _DIGITS else round(value)  # no minus before a 0
