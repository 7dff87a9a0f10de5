"""The spans of days that reports are about, and the days on which the meaning of a view changed."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_YEARS = range(2005, 2200)  # there was no YouTube before
_LAST = re.compile(r"([1-9]\d{0,3})([dwm])")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Period:
    """Whole days, the first and the last included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def days(self) -> tuple[date, ...]:
        """Each of the days."""
        return tuple(self.first + number * _DAY for number in range(self.length))

    @property
    def is_months(self) -> bool:
        """Whether it is one whole calendar month or several."""
        return self.first.day == 1 and (self.last + _DAY).day == 1

    @property
    def is_of_youtube(self) -> bool:
        """Whether there was a YouTube all the time."""
        return self.first.year in _YEARS

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def beside(self, other: Period) -> dict[date, date]:
        """The day of the other period that each of the days is compared with, as far as there is one.

        Those of the year before are of the same date, so that 29 February has none; others go by their number.
        """
        if other.length != self.length and other == self.year_before():
            dates = {(day.month, day.day): day for day in other.days}
            return {day: dates[day.month, day.day] for day in self.days if (day.month, day.day) in dates}
        return dict(zip(self.days, other.days, strict=False))

    def previous(self) -> Period:
        """As many days directly before; before whole months as many months."""
        last = self.first - _DAY
        if self.is_months:
            count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            return Period(_months_before(self.first, count), last)
        return Period(last - (self.length - 1) * _DAY, last)

    def year_before(self) -> Period:
        """The same days of the year before; of 29 February the 28th."""
        if self.is_months:
            return Period(_months_before(self.first, 12), _month_end(_months_before(self.last.replace(day=1), 12)))
        return Period(_year_before(self.first), _year_before(self.last))


def last_week(today: date) -> Period:
    """The last whole week, Monday to Sunday, that is over on `today`."""
    last = today - (today.weekday() + 1) * _DAY
    return Period(last - 6 * _DAY, last)


def last_month(today: date) -> Period:
    """The last whole month that is over on `today`."""
    last = today.replace(day=1) - _DAY
    return Period(last.replace(day=1), last)


def month(text: str) -> Period | None:
    """The month of "2026-10"; None for another text."""
    found = _MONTH.fullmatch(text)
    if not found or int(found[1]) not in _YEARS:
        return None
    first = date(int(found[1]), int(found[2]), 1)
    return Period(first, _month_end(first))


def latest(text: str, today: date) -> Period | None:
    """The days of "28d", the weeks of "4w" that end yesterday, the whole months of "3m"; None for another text."""
    found = _LAST.fullmatch(text)
    if not found:
        return None
    count, yesterday = int(found[1]), today - _DAY
    if found[2] == "m":
        last = last_month(today).last
        span = Period(_months_before(last.replace(day=1), count - 1), last) if count <= 1200 else None
    else:
        span = Period(yesterday - (count * (7 if found[2] == "w" else 1) - 1) * _DAY, yesterday)
    return span if span and span.first.year in _YEARS else None


def day(text: str) -> date | None:
    """The day of "2026-10-05"; None for another text, and for a year without YouTube."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _months_before(first: date, count: int) -> date:
    number = first.year * 12 + first.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def _month_end(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


@dataclass(frozen=True)
class Break:
    """From `day` on, each start of a video counts as a view: of `what`, "shorts" or "videos"."""

    day: date
    what: str


BREAKS = (Break(date(2025, 3, 31), "shorts"), Break(date(2026, 8, 24), "videos"))
"""The breaks in the meaning of views (revision history of the Data API, 26 Mar 2025 and 27 Aug 2026).

The second was announced on 27 August and was seen from the 24th on. Engaged views go on by the older rule.
"""


def breaks(first: date, last: date) -> tuple[Break, ...]:
    """The breaks after the first day, up to the last one."""
    return tuple(each for each in BREAKS if first < each.day <= last)
