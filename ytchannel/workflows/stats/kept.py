"""The measures of spans from memory: what Analytics told before, else what the counters gained between snapshots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ytchannel.report import measures
from ytchannel.report.composing import Remark
from ytchannel.report.figures import COUNTERS
from ytchannel.report.measures import Measures, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import tzinfo

    from ytchannel.ledger import Ledger
    from ytchannel.report.figures import Figures, Snapshot
    from ytchannel.report.periods import Period
    from ytchannel.snapshots import Head

NOTHING = Measures(views=0, likes=0, comments=0)
_DAY = timedelta(days=1)
_NEAR = timedelta(hours=12)
"""A snapshot that is no farther from the end of a day stands for that moment."""


@dataclass(frozen=True)
class Growth:
    """What counters gained in a span: between which moments, of which video, of the channel on which day."""

    span: Span
    days: Mapping[date, Measures]
    since: datetime
    until: datetime

    def is_as_long_as(self, other: Growth) -> bool:
        """Whether two spans of snapshots can be compared: one is at most a tenth, or half a day, longer."""
        mine, others = self.until - self.since, other.until - other.since
        return abs(mine - others) <= max(mine / 10, _NEAR)


class Memory:
    """The snapshots of a channel; `now` is the newest one, kept or just taken."""

    def __init__(self, ledger: Ledger, channel: str, zone: tzinfo, now: Snapshot) -> None:
        self._ledger = ledger
        self._channel = channel
        self._zone = zone
        self._now = now

    def growth(self, period: Period, only: Collection[str] | None = None) -> Growth | None:
        """What the counters gained in a period, or in what of it there are snapshots of; None without two of them.

        `only` are the videos that it is about. A day without snapshots has the measures that Analytics told of it.
        """
        first, last = self._at(self._begins(period.first), period), self._at(self._begins(period.last + _DAY), period)
        if first is None or last is None or first.taken_at >= last.taken_at:
            return None
        then = {each.video: each for each in first.videos}
        published = {each.video: each.published_at for each in self._now.videos}
        videos = {
            each.video: gained(each, then.get(each.video), published.get(each.video), first.taken_at)
            for each in last.videos
            if only is None or each.video in only
        }
        days = self._days(period) if only is None else {}
        total = measures.total(videos.values(), NOTHING)
        return Growth(Span(total, NOTHING, videos), days, first.taken_at, last.taken_at)

    def told(self, period: Period) -> dict[date, Measures]:
        """What Analytics told of the days of a period, as far as it was asked."""
        return self._ledger.watched.days(self._channel, period.first, period.last)

    def _begins(self, day: date) -> datetime:
        return start(day, self._zone)

    def _at(self, moment: datetime, period: Period) -> Snapshot | None:
        """The snapshot that tells best how things stood at a moment: the nearest one, before it or after it.

        None where even that is farther off than half of the period.
        """
        snapshots = self._ledger.snapshots
        found = (snapshots.before(self._channel, moment), snapshots.after(self._channel, moment))
        nearest = min(filter(None, found), key=lambda each: abs(each.taken_at - moment), default=None)
        limit = max(period.length * _DAY / 2, _NEAR)
        return nearest if nearest and abs(nearest.taken_at - moment) <= limit else None

    def _days(self, period: Period) -> dict[date, Measures]:
        """The days of a period: between the snapshots at their ends, or as Analytics told."""
        begin, end = self._begins(period.first) - _NEAR, self._begins(period.last + _DAY) + _NEAR
        heads = self._ledger.snapshots.heads(self._channel, begin, end)
        told = self.told(period)
        found: dict[date, Measures] = {}
        for day in period.days:
            first, last = (_nearest(heads, self._begins(each)) for each in (day, day + _DAY))
            if first and last and first.taken_at < last.taken_at:
                found[day] = self._between(first, last)
            elif day in told:
                found[day] = told[day]
        return found

    def _between(self, first: Head, last: Head) -> Measures:
        """What the channel gained between two snapshots; where videos have gone, what those that stayed did."""
        sums = {name: _less(getattr(last, name), getattr(first, name)) for name in COUNTERS}
        if last.videos >= first.videos and all(value is None or value >= 0 for value in sums.values()):
            return Measures(**sums)
        now = self._ledger.snapshots.before(self._channel, last.taken_at)
        then = self._ledger.snapshots.before(self._channel, first.taken_at)
        if now is None or then is None:
            return Measures()
        known = {each.video: each for each in then.videos}
        gains = [gained(each, known.get(each.video), None, first.taken_at) for each in now.videos]
        return measures.total(gains, NOTHING)


def start(day: date, zone: tzinfo) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(day, time(), zone)


def _nearest(heads: Sequence[Head], moment: datetime) -> Head | None:
    """The snapshot at a moment: the nearest one of half a day around it."""
    near = [head for head in heads if abs(head.taken_at - moment) <= _NEAR]
    return min(near, key=lambda head: abs(head.taken_at - moment), default=None)


def gained(now: Figures, then: Figures | None, published_at: datetime | None, since: datetime) -> Measures:
    """What a video gained since a snapshot; all that it has, if that did not have it because it is newer."""
    if then is None:
        is_new = published_at is None or published_at >= since
        return Measures(now.views, likes=now.likes, comments=now.comments) if is_new else Measures()
    return Measures(**{name: _less(getattr(now, name), getattr(then, name)) for name in COUNTERS})


def _less(now: int | None, then: int | None) -> int | None:
    return None if now is None or then is None else now - then


def remarks(growth: Growth | None) -> list[Remark]:
    """What has to be said of figures that come from snapshots."""
    if growth is None:
        return [Remark("no-snapshots")]
    return [Remark("counted", {"since": growth.since, "until": growth.until})]
