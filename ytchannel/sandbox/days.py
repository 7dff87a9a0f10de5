"""Days as YouTube reports them: those of the Pacific coast, 23 to 25 hours long."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_PACIFIC = ZoneInfo("America/Los_Angeles")

ONE = timedelta(days=1)


def start(day: date) -> datetime:
    """The midnight with which a day begins, in UTC."""
    return datetime.combine(day, time(), _PACIFIC).astimezone(UTC)


def of(moment: datetime) -> date:
    """The day of a moment."""
    return moment.astimezone(_PACIFIC).date()


def midnight(moment: datetime) -> datetime:
    """When the day of a moment began."""
    return start(of(moment))


def last_whole(moment: datetime) -> date:
    """The last day that is over at a moment."""
    return of(moment) - ONE


def from_to(first: date, last: date) -> list[date]:
    """The days from one to another, both included; none when they are the wrong way round."""
    return [first + ONE * number for number in range((last - first).days + 1)]


def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=1) + 31 * ONE).replace(day=1) - ONE


def months(first: date, last: date) -> list[date]:
    """The first days of the months from one day's to another's."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
