"""How rows come about: sums, what was gained, what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ytchannel.report import measures
from ytchannel.report.composing import Report, Subject, Watched, compose
from ytchannel.report.figures import Figures, Snapshot
from ytchannel.report.measures import Measures, Span
from ytchannel.report.periods import Period

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NOTHING = Measures(views=0, likes=0, comments=0)
SUBJECT = Subject("Kênh", "@kenh", "Asia/Ho_Chi_Minh", ZONE, {"a": "A", "b": "B", "c": "C"}, OCTOBER, None)


def video(name: str, views: int | None, likes: int | None = 0, **more: Any) -> Figures:
    return Figures(name, views, likes, 0, **more)


def snapshot(*videos: Figures, subscribers: int | None = 10) -> Snapshot:
    return Snapshot(datetime(2026, 11, 1, tzinfo=UTC), subscribers, 0, videos)


def report(now: Snapshot, kept: Snapshot | None = None, **spans: Measures) -> Report:
    total = measures.total(spans.values(), NOTHING)
    return compose(SUBJECT, now, kept, Watched("analytics", Span(total, NOTHING, spans), None, {}, None))


def test_sections_overlap_and_the_total_does_not() -> None:
    made = report(snapshot(video("x", 5, sections=("a", "b")), video("y", 7, sections=("a",)), video("z", 11)))
    assert [(row.key, row.videos, row.views) for row in made.sections] == [("a", 2, 12), ("b", 1, 5), ("c", 0, 0)]
    assert (made.total.videos, made.total.views, made.unsorted.videos) == (3, 23, 1)


def test_what_is_hidden_is_left_out_of_sums_and_of_gains() -> None:
    """A hidden counter is not 0: neither the sum falls nor do gains leap when it comes back."""
    made = report(snapshot(video("x", 5, None), video("y", 7, 3)), snapshot(video("x", 1, 2), video("y", 7, 1)))
    assert (made.total.likes, made.total.gained_likes, made.total.gained_views) == (3, 2, 4)
    alone = report(snapshot(video("x", 5, None)))
    assert (alone.total.likes, alone.videos[0].likes) == (None, None)


def test_a_new_video_gained_all_that_it_has_and_hidden_subscribers_are_not_compared() -> None:
    made = report(snapshot(video("new", 40), subscribers=None), snapshot())
    assert (made.videos[0].gained_views, made.gained_subscribers) == (40, None)


def test_an_old_video_that_the_kept_counters_lack_gained_nothing_that_is_known() -> None:
    """videos.batchGetStats may leave out what is there: all its views are no growth."""
    old = video("old", 1_000_000, published_at=datetime(2024, 1, 1, tzinfo=UTC))
    made = report(snapshot(old, video("x", 5)), snapshot(video("x", 1)))
    assert (made.total.gained_views, made.videos[0].gained_views) == (4, None)


def test_what_the_channel_has_beyond_its_videos_is_in_the_total() -> None:
    spans = {"gone": Measures(views=4, likes=0, comments=0), "x": Measures(views=3, likes=1, comments=0)}
    made = report(snapshot(video("x", 9)), None, **spans)
    assert made.total.during.views == 7
    assert made.videos[0].during.views == 3


def test_published_are_those_that_came_out_in_the_period_by_the_clock_of_the_channel() -> None:
    last_minute = datetime(2026, 10, 31, 16, 59, tzinfo=UTC)
    x = video("x", 1, published_at=last_minute, privacy="public")
    november = replace(x, video="y", published_at=datetime(2026, 10, 31, 17, 0, tzinfo=UTC))
    private = replace(x, video="z", privacy="private")
    assert report(snapshot(x, november, private)).total.published == 1


def test_sums_know_what_any_part_knows() -> None:
    parts = [Measures(views=1, minutes=None), Measures(views=2, minutes=5)]
    assert measures.total(parts, NOTHING) == Measures(views=3, minutes=5)
    assert measures.total([], NOTHING) == NOTHING
    assert measures.change(3, 2) == 0.5
    assert (measures.change(3, 0), measures.change(None, 1), measures.change(0, 4)) == (None, None, -1)
    assert Measures(views=4, minutes=3).average_seconds == 45
