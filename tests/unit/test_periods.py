"""The spans that people ask for, and what they are compared with."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ytchannel.report import periods
from ytchannel.report.periods import Period

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-11-26", "2026-11-16", "2026-11-22"),  # a Thursday
        ("2026-11-23", "2026-11-16", "2026-11-22"),  # a Monday
        ("2026-11-22", "2026-11-09", "2026-11-15"),  # a Sunday: its week is not over
    ],
)
def test_the_last_whole_week_is_over(today: str, first: str, last: str) -> None:
    assert periods.last_week(date.fromisoformat(today)) == period(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("28d", "2026-10-29", "2026-11-25"),
        ("1d", "2026-11-25", "2026-11-25"),
        ("2w", "2026-11-12", "2026-11-25"),
        ("1m", "2026-10-01", "2026-10-31"),
        ("11m", "2025-12-01", "2026-10-31"),
    ],
)
def test_the_latest_days_end_yesterday_and_months_are_whole(text: str, first: str, last: str) -> None:
    assert periods.latest(text, date(2026, 11, 26)) == period(first, last)


@pytest.mark.parametrize("text", ["", "28", "0d", "-3d", "28x", "d", "99999d", "9999m", "1.5w", "9000d"])
def test_other_texts_are_no_spans(text: str) -> None:
    assert periods.latest(text, date(2026, 11, 26)) is None


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-1", "0000-01", "2004-12", "9999-12", "2026", "10-2026", "2026-10-01", "tháng 10"]
)
def test_other_texts_are_no_months(text: str) -> None:
    assert periods.month(text) is None


@pytest.mark.parametrize(
    ("asked", "before", "year"),
    [
        (("2026-10-01", "2026-10-31"), ("2026-09-01", "2026-09-30"), ("2025-10-01", "2025-10-31")),
        (("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        (("2024-02-01", "2024-02-29"), ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
        (("2026-11-16", "2026-11-22"), ("2026-11-09", "2026-11-15"), ("2025-11-16", "2025-11-22")),
        (("2024-02-29", "2024-02-29"), ("2024-02-28", "2024-02-28"), ("2023-02-28", "2023-02-28")),
    ],
)
def test_months_are_compared_with_months_and_days_with_as_many(
    asked: tuple[str, str], before: tuple[str, str], year: tuple[str, str]
) -> None:
    assert period(*asked).previous() == period(*before)
    assert period(*asked).year_before() == period(*year)


@given(DAYS, st.integers(0, 800))
def test_the_previous_period_ends_where_this_one_begins(first: date, more: int) -> None:
    span = Period(first, date.fromordinal(first.toordinal() + more))
    before = span.previous()
    assert (span.first - before.last).days == 1
    assert span.is_months or before.length == span.length
    assert len(span.days) == span.length
    assert all(day in span for day in span.days)


def test_breaks_are_those_that_lie_between() -> None:
    """Shorts since 31 March 2025, all videos since the end of August 2026 (revision history)."""
    assert [each.what for each in periods.breaks(date(2025, 3, 1), date(2026, 9, 1))] == ["shorts", "videos"]
    assert periods.breaks(date(2026, 8, 24), date(2026, 9, 1)) == ()
    assert [each.what for each in periods.breaks(date(2026, 8, 23), date(2026, 8, 24))] == ["videos"]


@pytest.mark.parametrize("text", ["0001-01-01", "2004-12-31", "9999-12-31", "2026-02-30", "05/10/2026", "hôm nay"])
def test_other_texts_are_no_days(text: str) -> None:
    assert periods.day(text) is None


def test_days_of_the_year_before_are_beside_those_of_the_same_date() -> None:
    span = period("2028-02-26", "2028-03-05")
    beside = span.beside(span.year_before())
    assert date(2028, 2, 29) not in beside
    assert beside[date(2028, 3, 5)] == date(2027, 3, 5)
    week = period("2026-11-16", "2026-11-22")
    assert week.beside(week.previous())[date(2026, 11, 17)] == date(2026, 11, 10)
