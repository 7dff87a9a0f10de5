"""Prices, and when the budgets are full again."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ytchannel import quota

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("method", "bucket", "units"),
    [
        ("youtube.playlists.list", "default", 1),
        ("youtube.playlists.insert", "default", 50),
        ("youtube.channelSections.update", "default", 50),
        ("youtube.videos.insert", "videos.insert", 1),
        ("youtube.videos.batchGetStats", "videos.batchGetStats", 1),
        ("youtube.search.list", "search.list", 1),
        ("youtube.thumbnails.set", "default", 50),
        ("youtube.captions.insert", "default", 400),
    ],
)
def test_prices(method: str, bucket: str, units: int) -> None:
    """The table of determine_quota_cost, 2026-11."""
    assert quota.price(method) == quota.Price(bucket, units)


@pytest.mark.parametrize(
    ("now", "reset"),
    [
        ("2026-11-24T07:00:00+00:00", "2026-11-24 15:00"),  # Pacific standard time: 23:00 there, resets in an hour
        ("2026-07-01T12:00:00+00:00", "2026-07-02 14:00"),  # Pacific daylight time
        ("2026-11-01T07:30:00+00:00", "2026-11-02 15:00"),  # the night the clocks go back
        ("2026-03-08T08:30:00+00:00", "2026-03-09 14:00"),  # the night they go forward
    ],
)
def test_budgets_reset_at_midnight_in_california(now: str, reset: str) -> None:
    """A day of quota is a Pacific day, daylight saving included; in Việt Nam it ends at 14:00 or 15:00."""
    resets_at = quota.resets_at(datetime.fromisoformat(now))
    assert resets_at.astimezone(HANOI).strftime("%Y-%m-%d %H:%M") == reset


def test_day_changes_at_the_reset() -> None:
    assert quota.day(datetime(2026, 11, 24, 7, 59, tzinfo=UTC)) == "2026-11-23"
    assert quota.day(datetime(2026, 11, 24, 8, 0, tzinfo=UTC)) == "2026-11-24"


@pytest.mark.parametrize(
    ("cost", "left", "limit", "days"),
    [(0, 0, 10_000, 1), (700, 700, 10_000, 1), (701, 700, 10_000, 2), (35_000, 5_000, 10_000, 4), (1, 0, 0, None)],
)
def test_how_many_days_a_plan_takes(cost: int, left: int, limit: int, days: int | None) -> None:
    assert quota.days(cost, left, limit) == days
