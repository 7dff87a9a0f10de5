"""The period that the options of a report ask for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from ytchannel.errors import UsageError
from ytchannel.report import periods
from ytchannel.report.periods import Period

T = TypeVar("T")

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo


def asked(month: str | None, last: str | None, first_day: str | None, last_day: str | None, today: date) -> Period:
    """The period of --month, --last, --from and --to; without any the last whole week. Raises UsageError."""
    if sum((month is not None, last is not None, first_day is not None or last_day is not None)) > 1:
        raise UsageError("period-several")
    if month is not None:
        return periods.last_month(today) if month == "last" else _read("--month", month, periods.month)
    if last is not None:
        return _read("--last", last, lambda text: periods.latest(text, today))
    if last_day is not None and first_day is None:
        raise UsageError("period-open")
    if first_day is None:
        return periods.last_week(today)
    first = day("--from", first_day)
    end = today - timedelta(days=1) if last_day is None else day("--to", last_day)
    if end < first:
        raise UsageError("period-reversed", first=first, last=end)
    return Period(first, end)


def day(option: str, text: str) -> date:
    """The date that an option names. Raises UsageError."""
    return _read(option, text, periods.day)


def end(text: str, zone: ZoneInfo) -> datetime:
    """The end of the day that --since names. Raises UsageError."""
    return datetime.combine(day("--since", text) + timedelta(days=1), time(), zone)


def _read(option: str, text: str, reader: Callable[[str], T | None]) -> T:
    found = reader(text)
    if found is None:
        raise UsageError("period-value", option=option, value=text)
    return found
