"""Dates and hours as they stand in tables: as Excel keeps them, and as people in Việt Nam write them, day first.

What is understood becomes text of the form that `config.times` takes; anything else stays as it was written, and is
told there what is wrong with it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ytchannel.config.rules import RuleError

if TYPE_CHECKING:
    from ytchannel.config.tables.sheets import Cell

_CLOCK = (
    r"(?P<hour{0}>\d{{1,2}})(?::(?P<minute{0}>\d\d)(?::(?P<second{0}>\d\d))?|\s*(?:h|g|giờ)\s*(?P<more{0}>\d\d)?)"
    r"(?:\s*(?P<half{0}>sa|ch|am|pm))?"
)
_DAY_FIRST = r"(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})"
_YEAR_FIRST = r"(?P<y2>\d{4})(?P<s2>[/.-])(?P<m2>\d{1,2})(?P=s2)(?P<d2>\d{1,2})"
_MOMENT = re.compile(
    rf"(?:{_CLOCK.format(1)}[\s,]+)?(?:ngày\s+)?(?:{_DAY_FIRST}|{_YEAR_FIRST})(?:(?:[\s,]+|t)(?:lúc\s+)?{_CLOCK.format(2)})?",
    re.IGNORECASE | re.ASCII,
)
_TIME = re.compile(_CLOCK.format(1), re.IGNORECASE | re.ASCII)
_MIDNIGHT = time(0)


def day(cell: Cell) -> str | None:
    """The text of a day, None for what is no date at all."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        found, clock = _parted(cell)
        return cell.strip() if found is None or clock else found.isoformat()
    return None


def moment(cell: Cell, clock: Cell = "") -> str | None:
    """The text of a date and its hour, which may stand in a cell of its own; None for what is no date at all.

    Raises RuleError when the two cells do not fit together.
    """
    if clock != "":
        return _joined(cell, clock)
    if isinstance(cell, datetime):
        whole = _whole(cell)
        return _text(whole.date(), whole.time())
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        found, hour = _parted(cell)
        if found is None:
            return cell.strip()
        return found.isoformat() if hour is None else _text(found, hour)
    return None


def _joined(cell: Cell, clock: Cell) -> str | None:
    if cell == "":
        raise RuleError("clock-alone")
    hour = _hour(clock)
    if hour is None:
        raise RuleError("bad-clock", value=str(clock).strip())
    if isinstance(cell, datetime):
        there, own = _whole(cell).date(), _whole(cell).time()
    elif isinstance(cell, date):
        there, own = cell, _MIDNIGHT
    elif isinstance(cell, str):
        found, written = _parted(cell)
        if found is None:
            return cell.strip()
        there, own = found, written or _MIDNIGHT
    else:
        return None
    if own not in (_MIDNIGHT, hour):
        raise RuleError("clock-twice", first=own.isoformat("minutes"), second=hour.isoformat("minutes"))
    return _text(there, hour)


def _hour(cell: Cell) -> time | None:
    if isinstance(cell, time):
        return _whole(datetime.combine(date.min, cell)).time()
    if isinstance(cell, datetime):
        return _whole(cell).time()
    if isinstance(cell, timedelta):  # hours that are formatted as a duration
        within = timedelta(0) <= cell < timedelta(days=1)
        return _whole(datetime.combine(date.min, _MIDNIGHT) + cell).time() if within else None
    if isinstance(cell, str) and (found := _TIME.fullmatch(cell.strip())):
        return _clock(found, 1)
    return None


def _parted(text: str) -> tuple[date | None, time | None]:
    """The day and the hour of a text; neither when it has another form. Raises RuleError when there is no such day."""
    found = _MOMENT.fullmatch(text.strip())
    if not found or (found["hour1"] and found["hour2"]):
        return None, None
    numbers = (found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"])
    which = 1 if found["hour1"] else 2
    hour = _clock(found, which) if found[f"hour{which}"] else None
    try:
        there = date(*(int(number) for number in numbers))
    except ValueError:
        raise RuleError("no-such-date", value=text.strip()) from None
    if found[f"hour{which}"] and hour is None:
        raise RuleError("no-such-date", value=text.strip())
    return there, hour


def _clock(found: re.Match[str], which: int) -> time | None:
    hour, half = int(found[f"hour{which}"]), (found[f"half{which}"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half in ("ch", "pm") else 0)
    minute = found[f"minute{which}"] or found[f"more{which}"] or 0
    with suppress(ValueError):
        return time(hour, int(minute), int(found[f"second{which}"] or 0))
    return None


def _whole(moment: datetime) -> datetime:
    """The nearest second: workbooks keep fractions of a day, which are off by some milliseconds."""
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0) if moment.microsecond else moment


def _text(there: date, hour: time) -> str:
    return f"{there.isoformat()} {hour.isoformat('seconds' if hour.second else 'minutes')}"
