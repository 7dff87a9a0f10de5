"""Rates as people write them, over the day, and a pace that keeps to them: with a clock that is turned by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest

from ytchannel.bandwidth import BLOCK, UNLIMITED, Pace, Timetable, duration, timetable
from ytchannel.errors import UsageError

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=HANOI)
K, M = 1 << 10, 1 << 20


@pytest.mark.parametrize(
    ("text", "rate"),
    [("500K", 500 * K), ("2M", 2 * M), ("20m", 20 * M), ("1.5M", 1.5 * M), ("1G", 1 << 30), ("700", 700), ("10B", 10)],
)
def test_a_rate_has_binary_suffixes(text: str, rate: float) -> None:
    assert timetable(text) == Timetable((), rate)


def test_off_is_no_limit() -> None:
    assert timetable("off") == UNLIMITED


@pytest.mark.parametrize(
    "text",
    ["", " ; ", "0", "-1M", "fast", "1MB", "1 000K", "2M 3M", "08:00-17:00", "08:00-17:00=", "25:00-26:00=1M",
     "08:60-09:00=1M", "08:00-08:00=1M", "08:00-12:00=1M;11:00-13:00=2M", "22:00-06:00=1M 05:00-07:00=1M", "1e9",
     "08:00-24:30=1M", "٣M"],
)  # fmt: skip
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        timetable(text)
    assert caught.value.code == "bad-bwlimit"


@pytest.mark.parametrize("text", ["08:00-12:00=1M;13:00-17:00=2M 5M", "5M 08:00-12:00=1M ; 13:00-17:00=2M"])
def test_a_timetable_has_hours_and_a_rate_for_the_rest(text: str) -> None:
    table = timetable(text)
    rates = {hour: table.rate(MORNING.replace(hour=hour)) for hour in (7, 8, 11, 12, 13, 16, 17)}
    assert rates == {7: 5 * M, 8: M, 11: M, 12: 5 * M, 13: 2 * M, 16: 2 * M, 17: 5 * M}


def test_outside_of_the_hours_nothing_is_limited_unless_said() -> None:
    table = timetable("08:00-17:00=1M")
    assert table.rate(MORNING) is None
    assert table.rate(MORNING.replace(hour=9)) == M


def test_hours_may_go_over_midnight_and_be_unlimited() -> None:
    table = timetable("22:00-06:00=off 1M")
    assert [table.rate(MORNING.replace(hour=hour)) for hour in (21, 22, 0, 5, 6)] == [M, None, None, None, M]
    assert timetable("17:00-24:00=1M").rate(MORNING.replace(hour=23)) == M


class Clock:
    """Seconds that pass only while somebody sleeps, or when told."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.at)


def pace(table: Timetable, clock: Clock) -> Pace:
    return Pace(table, clock.now, clock, clock.sleep)


@pytest.mark.parametrize("rate", ["700", "500K", "2M", "20M", "1G"])
def test_the_pace_is_kept_and_even(rate: str) -> None:
    """No wait is longer than a fraction of a second, and the sum is what was asked for."""
    clock = Clock()
    table = timetable(rate)
    limit = table.otherwise or 0
    ours, sent = pace(table, clock), 0
    while sent < 10 * limit:
        block = ours.block()
        ours.take(block)
        sent += block
    assert clock.at == pytest.approx(sent / limit, rel=0.02)
    assert max(clock.slept) <= max(0.13, 1 / limit)


def test_without_a_limit_nobody_waits() -> None:
    clock = Clock()
    ours = pace(UNLIMITED, clock)
    assert ours.block() == BLOCK
    ours.take(10**12)
    assert clock.slept == []


def test_what_was_not_used_is_not_caught_up_on() -> None:
    """A machine that slept for an hour does not flood the line when it wakes."""
    clock = Clock()
    ours = pace(timetable("1M"), clock)
    clock.at += 3600
    for _ in range(32):
        ours.take(M // 8)
    assert clock.at - 3600 == pytest.approx(4, abs=0.2)


def test_the_pace_follows_the_clock_on_the_wall() -> None:
    clock = Clock()
    ours = pace(timetable("08:00-17:00=1M"), clock)
    ours.take(M)
    assert clock.slept == []
    clock.at = 3600.0
    for _ in range(16):
        ours.take(ours.block())
    assert sum(clock.slept) == pytest.approx(1, abs=0.2)


def test_the_pace_is_shared() -> None:
    """Eight threads together are as fast as one."""
    clock = Clock()
    ours = pace(timetable("8M"), clock)
    total = 64 * 16 * K * 8

    def send() -> None:
        for _ in range(64):
            ours.take(16 * K)

    threads = [Thread(target=send) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    ours.take(1)
    assert clock.at >= total / (8 * M) - 0.15


def test_how_long_it_takes_follows_the_lower_of_measure_and_limit() -> None:
    assert duration(10 * M, 2 * M, UNLIMITED, MORNING) == timedelta(seconds=5)
    assert duration(10 * M, 2 * M, timetable("1M"), MORNING) == timedelta(seconds=10)
    assert duration(10 * M, 2 * M, timetable("20M"), MORNING) == timedelta(seconds=5)
    assert duration(10 * M, None, timetable("5M"), MORNING) == timedelta(seconds=2)
    assert duration(10 * M, None, UNLIMITED, MORNING) is None
    assert duration(0, None, UNLIMITED, MORNING) == timedelta(0)


def test_how_long_it_takes_follows_the_timetable() -> None:
    """An hour at 10M before eight, nine hours at 1M, then 10M again."""
    table = timetable("08:00-17:00=1M")
    assert duration((10 + 9) * 3600 * M + 600 * 10 * M, 10 * M, table, MORNING) == timedelta(hours=10, minutes=10)
    assert duration(3600 * M * 20, None, timetable("08:00-17:00=1M 2M"), MORNING.astimezone(UTC)) is not None


def test_a_rate_at_which_nothing_ends_within_a_year_tells_no_time() -> None:
    assert duration(1 << 50, None, timetable("1"), MORNING) is None
    assert duration(1 << 50, None, timetable("08:00-17:00=1 2"), MORNING) is None
