"""How fast uploads may go: a rate, a timetable of rates over the day, and the pace that keeps to it. Pure.

Rates are written as rclone and curl take them: bytes a second with the binary suffixes K, M and G, so 1M is 1,048,576.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from ytchannel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

_RATE = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)([BKMG]?)", re.ASCII | re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)=(.+)", re.ASCII)
_STEPS = {"": 1, "B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_OFF = "off"
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=365)  # nobody plans an upload beyond that

BLOCK = 1 << 20
"""Bytes that are sent at a time where nothing limits them."""

SLICES = 16
"""Into how many blocks a second's worth is cut, so that a limited line flows evenly."""


@dataclass(frozen=True)
class Hours:
    """A rate from `start` up to `stop` by the clock; `stop` before `start` is on the next day. None: unlimited."""

    start: time
    stop: time
    rate: float | None

    def has(self, clock: time) -> bool:
        """Whether a time of the day is within."""
        if self.start < self.stop:
            return self.start <= clock < self.stop
        return clock >= self.start or clock < self.stop


@dataclass(frozen=True)
class Timetable:
    """Bytes a second by the clock: those of the hours, else `otherwise`. None: unlimited."""

    hours: tuple[Hours, ...] = ()
    otherwise: float | None = None

    def rate(self, local: datetime) -> float | None:
        """The rate at a local time."""
        clock = local.time()
        return next((each.rate for each in self.hours if each.has(clock)), self.otherwise)

    def changes_at(self, local: datetime) -> datetime | None:
        """When the next hours begin or end, None where there are none."""
        edges = {edge for each in self.hours for edge in (each.start, each.stop)}
        today = [datetime.combine(local.date(), edge, local.tzinfo) for edge in edges]
        later = [each if each > local else each + _DAY for each in today]
        return min(later, default=None)


UNLIMITED = Timetable()


def timetable(text: str) -> Timetable:
    """Read `2M`, or hours such as `08:00-17:00=1M`, several and a rate for the rest separated by ; or blanks.

    Raises UsageError.
    """
    words = [word for word in re.split(r"[;\s]+", text) if word]
    hours: list[Hours] = []
    rest: list[float | None] = []
    for word in words:
        if found := _HOURS.fullmatch(word):
            hours.append(_hours(found, text))
        else:
            rest.append(_rate(word, text))
    if not words or len(rest) > 1 or _overlap(hours):
        raise _bad(text)
    return Timetable(tuple(hours), rest[0] if rest else None)


def _hours(found: re.Match[str], text: str) -> Hours:
    try:
        start, stop = (time(int(found[place]) % 24, int(found[place + 1])) for place in (1, 3))
    except ValueError:
        raise _bad(text) from None
    if int(found[1]) > 23 or int(found[3]) > 24 or (int(found[3]) == 24 and int(found[4])) or start == stop:
        raise _bad(text)
    return Hours(start, stop, _rate(found[5], text))


def _rate(word: str, text: str) -> float | None:
    if word.lower() == _OFF:
        return None
    found = _RATE.fullmatch(word)
    rate = float(found[1]) * _STEPS[found[2].upper()] if found else 0.0
    if rate < 1:
        raise _bad(text)
    return rate


def _overlap(hours: list[Hours]) -> bool:
    return any(one.has(other.start) for one in hours for other in hours if one is not other)


def _bad(text: str) -> UsageError:
    return UsageError("bad-bwlimit", value=text)


def duration(size: int, measured: float | None, table: Timetable, begin: datetime) -> timedelta | None:
    """How long `size` bytes take from the local time `begin` on, at the measured rate or the limit, the lower one.

    None where neither says it, or where it is beyond a year.
    """
    at, left = begin.astimezone(UTC), float(size)
    while left > 0:
        local = at.astimezone(begin.tzinfo)
        rates = [rate for rate in (measured, table.rate(local)) if rate]
        if not rates or at - begin > _LONGEST:
            return None
        needs = timedelta(seconds=min(left / min(rates), _LONGEST.total_seconds() * 2))
        change = table.changes_at(local)
        if change is None or change.astimezone(UTC) - at >= needs:
            took = at + needs - begin
            return took if took <= _LONGEST else None
        left -= (change.astimezone(UTC) - at).total_seconds() * min(rates)
        at = change.astimezone(UTC)
    return at - begin


class Pace:
    """The pace of everything that goes up, whichever thread sends it.

    `now` gives the local time, `clock` seconds that only grow, `sleep` waits. Each block gets its time on the line
    behind the one before; what was not used is not caught up on, also after the machine has slept.
    """

    def __init__(
        self,
        table: Timetable,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._table, self._now, self._clock, self._sleep = table, now, clock, sleep
        self._lock = threading.Lock()
        self._free = clock()

    def block(self) -> int:
        """How many bytes to send at a time."""
        rate = self._rate()
        return BLOCK if rate is None else max(1, min(BLOCK, int(rate / SLICES)))

    def take(self, count: int) -> None:
        """Wait until `count` bytes may go."""
        rate = self._rate()
        if rate is None:
            return
        with self._lock:
            at = self._clock()
            turn = max(self._free, at - 1 / SLICES)  # a little slack, since sleeping is not exact
            self._free = turn + count / rate
        if turn > at:
            self._sleep(turn - at)

    def _rate(self) -> float | None:
        return self._table.rate(self._now()) if self._table is not UNLIMITED else None
