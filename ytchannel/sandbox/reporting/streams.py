"""What a report counts over: the videos of a channel, its page, and the videos of its playlists.

A stream is one of these as it went on: how often something had been done at each of some times.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from operator import add, sub
from typing import TYPE_CHECKING

from ytchannel.sandbox.reporting import audience, history, measures
from ytchannel.sandbox.reporting.audience import SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ytchannel.sandbox.reporting.audience import Count, Filters
    from ytchannel.sandbox.reporting.history import Watched
    from ytchannel.sandbox.store import Row

_PLAYLIST_RATES = {"playlistStarts": 0.3, "playlistSaves": 0.01}

_PAGE = history.Traits(length=0, watched=0, rates=history.PAGE_RATES, place=0)


@dataclass(frozen=True)
class Stream:
    """Something watched: `known` series of counts at the times, and those that come with each one of `base`.

    The series are only of the times between which something happened, of which the first has the place `at`. `starts`
    is how many views there had been when views began to count starts.
    """

    id: str
    short: bool
    traits: history.Traits
    base: Sequence[int]
    known: Mapping[str, Sequence[int]]
    rates: Mapping[str, float]
    starts: int = 0
    at: int = 0
    _made: dict[str, Sequence[int]] = field(default_factory=dict)

    def series(self, name: str) -> Sequence[int] | None:
        """The counts of a series at the times; None where the stream has no such thing."""
        if name in self.known:
            return self.known[name]
        rate = self.rates.get(name)
        if rate is None:
            return None
        if name not in self._made:
            self._made[name] = [int(number * rate) for number in self.base]
        return self._made[name]

    def parts(
        self, count: measures.Count, dimensions: tuple[str, ...], filters: Filters
    ) -> Mapping[tuple[str, ...], Sequence[int]]:
        """The counts at the times, by what viewers have in some dimensions; nothing where there is no such series."""
        series = self.series(count.series)
        if series is None:
            return {}
        if not (dimensions or filters or count.trait):
            return {(): series}
        place = self.traits.place
        numbers = [number + place for number in series]
        cells = audience.cells(dimensions, filters, "", short=self.short)
        if not count.trait:
            return {cell: each.each(numbers) for cell, each in cells.items()}
        traited = audience.cells(dimensions, filters, count.trait, short=self.short)
        if count.trait == "engaged":
            return {cell: self._engaged(numbers, each, traited[cell]) for cell, each in cells.items()}
        return {cell: each.each(numbers) for cell, each in traited.items()}

    def _engaged(self, numbers: Sequence[int], everybody: Count, engaged: Count) -> Sequence[int]:
        """Before views counted starts, all were engaged."""
        starts = self.starts + self.traits.place
        before = everybody.each([min(number, starts) for number in numbers])
        since, off = engaged.each([max(number, starts) for number in numbers]), engaged.of(starts)
        return [first + second - off for first, second in zip(before, since, strict=True)]


def of_videos(videos: Iterable[Watched], times: Sequence[float], counts_starts: float) -> list[Stream]:
    """The streams of videos, without those that nobody watched between the times."""
    streams = []
    for video in videos:
        at, views = _seen(video, times)
        if len(views) > 1:
            traits = history.traits(video.id)
            starts = video.views([video.starts_count(counts_starts)])[0]
            streams.append(Stream(video.id, video.short, traits, views, {"views": views}, traits.rates, starts, at))
    return streams


def _seen(video: Watched, times: Sequence[float]) -> tuple[int, list[int]]:
    """The views of a video from the last of the times without any to the first with all, and where those begin."""
    at = max(0, bisect_right(times, video.life[0]) - 1)
    views = video.views(times[at:])
    return at, views[: bisect_left(views, views[-1]) + 1]


def of_page(videos: Iterable[Watched], theirs: Iterable[Stream], times: Sequence[float]) -> Stream:
    """The stream of what is done on the channel's page, which follows from the views of all its videos."""
    gained = [0] * (len(times) - 1)
    for stream in theirs:
        span = slice(stream.at, stream.at + len(stream.base) - 1)
        gained[span] = map(add, gained[span], map(sub, stream.base[1:], stream.base))
    before = sum(video.views(times[:1])[0] for video in videos)
    totals = list(accumulate(gained, initial=before))
    return Stream("", short=False, traits=_PAGE, base=totals, known={}, rates=history.PAGE_RATES)


def of_playlist(
    playlist: str, items: Iterable[Row], videos: Mapping[str, Watched], times: Sequence[float], counts_starts: float
) -> list[Stream]:
    """The streams of a playlist's videos, as far as they were watched in it: each from when it was added."""
    streams = {}
    for item in items:
        video = videos.get(item.subject)
        if video is None or video.id in streams:
            continue
        added = datetime.fromisoformat(item.body["publishedAt"]).timestamp()
        before, starts = video.views([added, video.starts_count(counts_starts)])
        chance = hashlib.sha256(f"{playlist} {video.id}".encode()).digest()
        share = 0.02 + 0.08 * chance[0] / 255
        at, views = _seen(video, times)
        if len(views) < 2:
            continue
        seen = [int(max(0, number - before) * share) for number in views]
        traits = history.traits(video.id)
        placed = history.Traits(traits.length, traits.watched, traits.rates, chance[1] * 251 % SIZE)
        rates = {**_PLAYLIST_RATES, "playlistEstimatedMinutesWatched": traits.watched / 60}
        starts = int(max(0, starts - before) * share)
        streams[video.id] = Stream(video.id, video.short, placed, seen, {"playlistViews": seen}, rates, starts, at)
    return list(streams.values())
