"""The times of a series."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from ytchannel.config.rules import RuleError
from ytchannel.config.series import series
from ytchannel.slots import Slots, assigned

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
THURSDAY = datetime(2026, 11, 26, 8, 0, tzinfo=HANOI)
ALL, WORKING = frozenset(range(7)), frozenset(range(5))


def first(text: str, count: int, now: datetime = THURSDAY) -> list[str]:
    slots = islice(series(text).after(now, HANOI), count)
    return [slot.astimezone(HANOI).strftime("%a %d %H:%M") for slot in slots]


def test_weekdays_leave_the_weekend_out_and_never_lie_in_the_past() -> None:
    assert first("every weekday 07:00", 3) == ["Fri 27 07:00", "Mon 30 07:00", "Tue 01 07:00"]
    assert first("every weekday 09:00", 2) == ["Thu 26 09:00", "Fri 27 09:00"]


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [
        ("every day 07:00", ALL, (time(7),)),
        ("Every Monday, Thursday 7:30", {0, 3}, (time(7, 30),)),
        ("every mon thu 07:00, 19:30", {0, 3}, (time(7), time(19, 30))),
        ("every weekend 20:00", {5, 6}, (time(20),)),
        ("mỗi ngày 7h", ALL, (time(7),)),
        ("hằng ngày 07:00", ALL, (time(7),)),
        ("mỗi ngày thường 7h30", WORKING, (time(7, 30),)),
        ("mỗi thứ hai, thứ sáu 19:00", {0, 4}, (time(19),)),
        ("mỗi T2, T7, CN 08:00", {0, 5, 6}, (time(8),)),
        ("every monday and friday 08:00", {0, 4}, (time(8),)),
        ("mỗi thứ ba và thứ 5 08:00", {1, 3}, (time(8),)),
        ("mỗi chủ nhật 08:00", {6}, (time(8),)),
    ],
)
def test_how_a_series_is_written(text: str, days: set[int], times: tuple[time, ...]) -> None:
    assert series(text) == Slots(frozenset(days), times)


@pytest.mark.parametrize("text", ["every weekday", "every 07:00", "every blueday 07:00", "every day 25:00", "every"])
def test_what_is_no_series(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        series(text)
    assert caught.value.code == "bad-series"


def test_each_video_gets_the_next_slot_that_nobody_has() -> None:
    slots = series("every weekday 07:00")
    taken = [datetime(2026, 11, 30, 0, 0, tzinfo=UTC)]  # Monday 07:00 in Hanoi
    found = assigned([slots, slots], taken, THURSDAY, HANOI)
    assert found == [datetime(2026, 11, 27, 0, 0, tzinfo=UTC), datetime(2026, 12, 1, 0, 0, tzinfo=UTC)]


def test_a_series_begins_with_its_first_day() -> None:
    slots = Slots(ALL, (time(7),), date(2026, 12, 24))
    assert next(slots.after(THURSDAY, HANOI)) == datetime(2026, 12, 24, 0, 0, tzinfo=UTC)


def test_a_skipped_hour_takes_no_day_out_of_a_series() -> None:
    """Clocks in Berlin went from 02:00 to 03:00 on 29 March 2026."""
    berlin = ZoneInfo("Europe/Berlin")
    found = islice(series("every day 02:30").after(datetime(2026, 3, 28, tzinfo=UTC), berlin), 3)
    assert [slot.astimezone(berlin).date().day for slot in found] == [28, 29, 30]
