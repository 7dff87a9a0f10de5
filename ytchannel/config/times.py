"""Time zones, and dates as people write them in a manifest."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from ytchannel.config.rules import RuleError, suggestion

if TYPE_CHECKING:
    from datetime import tzinfo

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EXAMPLE = "2026-12-01 07:00"
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt]| +)(\d\d):(\d\d)(?::(\d\d))?(?:\.0+)? *([Zz]|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)
# Day before month, as Vietnamese and most others write it; the time may stand before or be left out.
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", re.ASCII)
_OFFSET = re.compile(r"[+-]\d")
_CLOCK = re.compile(r"\b(\d{1,2})(?::(\d\d)|[hg](\d\d)?)", re.ASCII)


def timezone(text: str) -> str:
    """The name of a time zone that the tz database has. Raises RuleError."""
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):  # LookupError covers ZoneInfoNotFoundError
        names = sorted(available_timezones())
        # GMT+7 and UTC+7 are offsets; the name that looks most like one would be another offset.
        near = [] if _OFFSET.search(text) else names
        raise RuleError("bad-timezone", **(suggestion(text, near, 0.8) | {"known": []})) from None
    return text


def local_timezone() -> str:
    """The name of this machine's time zone, UTC where it does not tell."""
    import tzlocal

    try:
        return timezone(tzlocal.get_localzone_name() or "UTC")
    except (LookupError, ValueError, OSError):  # set to something that no name stands for
        return "UTC"


def day(text: str) -> date:
    """A day of the calendar, as in 2026-12-01. Raises RuleError."""
    if not _DAY.fullmatch(text.strip()):
        raise no_day(text)
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise RuleError("no-such-date", value=text) from None


def no_day(text: str) -> RuleError:
    """The refusal of what is no day: the same day as it is written here, as far as it can be told."""
    found, year = _DAY_FIRST.search(text), _YEAR_FIRST.search(text)
    right = _EXAMPLE[:10]
    with suppress(ValueError):
        if found:
            right = date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        elif year:
            right = date(int(year[1]), int(year[2]), int(year[3])).isoformat()
    return RuleError("bad-day", value=text, right=right)


def moment(text: str, zone: tzinfo) -> datetime:
    """An aware time; without a zone of its own it is read in `zone`. Raises RuleError.

    A local time that daylight saving skips or has twice is refused: nobody can say which hour was meant.
    """
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        raise _unreadable(text)
    *numbers, offset = found.groups()
    try:
        local = datetime(*(int(number or 0) for number in numbers))  # type: ignore[arg-type]  # noqa: DTZ001
        if offset:
            return _with_offset(local, offset)
        return _in_zone(local, zone, text)
    except (ValueError, OverflowError) as error:
        if isinstance(error, RuleError):
            raise
        raise RuleError("no-such-date", value=text) from None


def _with_offset(local: datetime, offset: str) -> datetime:
    sign = offset.upper().replace("Z", "+00:00")
    digits = sign[1:].replace(":", "").ljust(4, "0")
    aware = datetime.fromisoformat(f"{local.isoformat()}{sign[0]}{digits[:2]}:{digits[2:]}")
    aware.astimezone(UTC)  # raises OverflowError at the ends of time
    return aware


def _in_zone(local: datetime, zone: tzinfo, text: str) -> datetime:
    first, second = local.replace(tzinfo=zone), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        first.astimezone(UTC)
        return first
    there = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if there == local:
        facts = {"first": first.isoformat(timespec="minutes"), "second": second.isoformat(timespec="minutes")}
        raise RuleError("time-twice", value=text, zone=str(zone), **facts)
    later = (local + timedelta(hours=1)).isoformat(" ", timespec="minutes")
    raise RuleError("time-skipped", value=text, zone=str(zone), right=later)


def _unreadable(text: str) -> RuleError:
    """What is wrong with it, and how the same date is written here, as far as it can be told."""
    day, year = _DAY_FIRST.search(text), _YEAR_FIRST.search(text)
    numbers: tuple[int, int, int] | None = None
    if day:
        numbers = int(day[3]), int(day[2]), int(day[1])
    elif year:
        numbers = int(year[1]), int(year[2]), int(year[3])
    rest = text.replace((day or year or [""])[0], " ")
    clock = _CLOCK.search(rest)
    hour, minute = (int(clock[1]), int(clock[2] or clock[3] or 0)) if clock else (7, 0)
    right = _EXAMPLE
    if numbers:
        with suppress(ValueError):  # the 31st of a month without one
            right = datetime(*numbers, hour, minute).isoformat(" ", timespec="minutes")  # noqa: DTZ001
    if numbers and not rest.strip():
        return RuleError("date-without-time", value=text, right=right)
    return RuleError("bad-date", value=text, right=right)
