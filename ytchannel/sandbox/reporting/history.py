"""What happened to a video up to any time: everything follows from its id and from how often it was seen.

All figures count up. What a day, a month or any other span adds is the difference between its two ends, so that days
add up to the counters that the Data API shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING

from ytchannel.sandbox import days
from ytchannel.sandbox.resources import statistics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ytchannel.sandbox.store import Row

# Since then a play of a Short counts as a view as soon as it starts.
_SHORTS_COUNT_STARTS = datetime(2025, 3, 31, 7, tzinfo=UTC).timestamp()

_SHORT_AT_MOST = 180  # seconds

PAGE_RATES = {"subscribersGained": 0.0008, "subscribersLost": 0.0003}
"""Subscriptions on the channel's page, which belong to no video, for each view of any video."""


@dataclass(frozen=True)
class Traits:
    """What an id decides: a length and the seconds of it that are watched, in whole seconds; rates for each view."""

    length: int
    watched: int
    rates: Mapping[str, float]
    place: int


@lru_cache(maxsize=1 << 15)
def traits(id_: str) -> Traits:
    """The traits of a video."""
    length = statistics.length(id_)
    liking, talking = statistics.rates(id_)
    patience, liked, sharing, filing = statistics.chances(id_)[4:]
    watched = max(1, int(length * (0.25 + 0.4 * patience)))
    rates = {
        "likes": liking,
        "comments": talking,
        "dislikes": 0.0005 + 0.0015 * liked,
        "shares": 0.002 + 0.01 * sharing,
        "videosAddedToPlaylists": 0.001 + 0.004 * filing,
        "videosRemovedFromPlaylists": 0.0002 + 0.001 * filing,
        "subscribersGained": 0.002 + 0.004 * patience,
        "subscribersLost": 0.0004 + 0.0008 * liked,
        "estimatedMinutesWatched": watched / 60,
        "impressions": 8 + 17 * liked,
    }
    return Traits(length, watched, rates, int(statistics.chances(id_)[0] * 1e6) % 1000)


@dataclass(frozen=True)
class Watched:
    """A video that has been public: since when, and without which spans, in seconds of the epoch."""

    id: str
    short: bool
    life: tuple[float, tuple[tuple[float, float], ...]]

    def views(self, times: Sequence[float]) -> list[int]:
        """The views at each of some times."""
        since, away = self.life
        if away:
            return [statistics.views(self.id, statistics.age(self.life, each)) for each in times]
        most, span = statistics.growth(self.id)
        return [int(most * (1 - exp(-(each - since) / span))) if each > since else 0 for each in times]

    def starts_count(self, since: float) -> float:
        """From when on its views count starts; `since` is when those of all but Shorts do."""
        return _SHORTS_COUNT_STARTS if self.short else since


def watched(rows: Iterable[Row], now: datetime) -> list[Watched]:
    """The videos that have ever been public."""
    lives = ((row, statistics.public_life(row.body, now)) for row in rows)
    return [Watched(row.id, is_short(row.id), life) for row, life in lives if life]


def is_short(id_: str) -> bool:
    """Whether a video is a Short; the API has no flag for it, neither has the sandbox."""
    return statistics.length(id_) <= _SHORT_AT_MOST


def subscribers(videos: Iterable[Watched], now: datetime) -> int:
    """The subscriptions won less those lost, up to a time."""
    total = won = 0
    for video in videos:
        seen = video.views([now.timestamp()])[0]
        rates = traits(video.id).rates
        total += seen
        won += int(seen * rates["subscribersGained"]) - int(seen * rates["subscribersLost"])
    return won + int(total * PAGE_RATES["subscribersGained"]) - int(total * PAGE_RATES["subscribersLost"])


def bounds(starts: Sequence[date], last: date) -> list[float]:
    """The times between which spans lie that begin with some days, the last of them ending with a day."""
    return [days.start(each).timestamp() for each in (*starts, last + days.ONE)]
