"""stats: the report on a period, from the channel and from memory, kept as a snapshot in the ledger.

`listing` tells which videos there are, `counters` their figures, `analytics` what happened in the period; `kept` tells
the same from memory, and `offline` makes a report of that alone; `due` tells what was to be published, `making` puts it
together. All of them read only.
"""

from __future__ import annotations

from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

from ytchannel.errors import ChannelToolError
from ytchannel.report.composing import Remark, Watched
from ytchannel.report.figures import Figures, Snapshot
from ytchannel.watched import KeptSpan
from ytchannel.workflows.stats import analytics, kept, lines, listing, making
from ytchannel.workflows.stats.counters import Counters
from ytchannel.workflows.stats.making import Known, Wish
from ytchannel.workflows.stats.offline import as_told, known_channel, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ytchannel.listings import Listed
    from ytchannel.report.composing import Report
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.stats.counters import Counted
    from ytchannel.workflows.stats.listing import Found

__all__ = ["Wish", "known_channel", "remembered", "stats"]


def _unwatched(_done: int, _asked: int) -> None:
    """Nobody looks on."""


def stats(connection: Connection, wish: Wish, watch: Callable[[int, int], None] = _unwatched) -> Report:
    """Read the figures of now and of the period, keep them, and make the report of them.

    Costs three units and a request of the statistics budget per 50 videos when the lists are remembered (see
    `listing.read`). Without Analytics the period is told by what the counters gained between kept snapshots.
    """
    making.check(connection, wish)
    channel = connection.id  # asked first: nothing is read of another channel than the one that is meant
    with lines.opened(watch, connection.youtube) as opened:
        counters = Counters(connection, opened)
        readings = [analytics.Reading(connection, opened, period) for period in wish.periods]
        if wish.section is None:
            for reading in readings:
                reading.ask_whole()

        lock = Lock()

        def want(videos: Mapping[str, Listed]) -> None:
            with lock:
                counters.want(list(videos))
                if wish.section is None:
                    _want_each(connection, wish, readings, videos)

        found = listing.read(connection, opened, want, fresh=wish.fresh)
        _ask_rest(connection, wish, readings, found)
        counted = counters.all()
        watched, remarks = _taken(connection, wish, readings)
    known = Known(channel, found.listing, found.sections_of())
    snapshot = _snapshot(connection, known, counted)
    previous = making.earlier(connection, channel, wish)
    connection.ledger.snapshots.keep(channel, snapshot)
    if watched is None and (told := as_told(connection, channel, wish)):
        watched = told[0]
        remarks.append(Remark("told-before", {"time": told[1]}))
    if watched is None:
        memory = kept.Memory(connection.ledger, channel, connection.zone, snapshot)
        watched, more = making.grown(memory, wish, making.only(wish, known.sections))
        remarks += more
    remarks += _missing(connection, found, snapshot, by_list=counters.by_list)
    return making.composed(connection, wish, known, (snapshot, previous), watched, remarks)


def _want_each(
    connection: Connection, wish: Wish, readings: list[analytics.Reading], videos: Mapping[str, Listed]
) -> None:
    """Ask for the measures of those videos that there were in the period."""
    until = wish.period.last + timedelta(days=1)  # where the day has begun earlier than on the Pacific coast
    ids = [
        id_
        for id_, video in videos.items()
        if video.published_at is None or video.published_at.astimezone(connection.zone).date() <= until
    ]
    for reading in readings:
        reading.want(ids)


def _ask_rest(connection: Connection, wish: Wish, readings: list[analytics.Reading], found: Found) -> None:
    """Ask for what needed the sections to be known."""
    only = making.only(wish, found.sections_of())
    if only is not None:
        _want_each(connection, wish, readings, {id_: found.listing.videos[id_] for id_ in only})
    for reading in readings:
        if only is not None:
            reading.ask_whole(sorted(only))
        reading.ask_rest(found.playlists if wish.section is None else _one(found.playlists, wish.section))


def _one(playlists: Mapping[str, str], key: str) -> dict[str, str]:
    return {key: playlists[key]} if key in playlists else {}


def _taken(
    connection: Connection, wish: Wish, readings: list[analytics.Reading]
) -> tuple[Watched | None, list[Remark]]:
    """What Analytics tells of the spans, kept; None, and why, where it tells nothing."""
    now, channel = connection.time.now(), connection.id
    try:
        days = {day: each for reading in readings for day, each in reading.days().items()}
        until = analytics.complete_until(days, now)
        compared = analytics.comparable(wish.period, wish.compared, until)
        told = [readings[0], *([readings[1]] if compared else [])]
        if compared and compared != wish.compared:
            told[1] = readings[1].again(compared)
        spans = [reading.span() for reading in told]
    except ChannelToolError as error:
        remark = analytics.excuse(error)
        if remark is None:
            raise
        return None, [remark]
    if wish.section is None:
        for reading, span in zip(told, spans, strict=True):
            connection.ledger.watched.keep(channel, reading.period, KeptSpan(span, until, now))
        connection.ledger.watched.keep_days(channel, {day: each for day, each in days.items() if day <= until})
    earlier = spans[1] if compared else None
    return Watched("analytics", spans[0], earlier, days, until, compared), readings[0].refused


def _snapshot(connection: Connection, known: Known, counted: Mapping[str, Counted]) -> Snapshot:
    """The figures of now, with what is known of each video."""
    counters = connection.live.get("statistics", {})
    hidden = counters.get("hiddenSubscriberCount") or "subscriberCount" not in counters
    subscribers = None if hidden else int(counters["subscriberCount"])
    videos = []
    for id_, video in known.listing.videos.items():
        if count := counted.get(id_):
            figures = Figures(id_, count.views, count.likes, count.comments)
            videos.append(making.named(figures, video, known.sections))
    return Snapshot(connection.time.now(), subscribers, int(counters.get("viewCount", 0)), tuple(videos))


def _missing(connection: Connection, found: Found, snapshot: Snapshot, *, by_list: bool) -> list[Remark]:
    """What a reader would miss in the figures of now."""
    remarks = []
    told = {each.video for each in snapshot.videos}
    if gone := len(found.listing.videos.keys() - told):
        remarks.append(Remark("videos-gone", {"count": gone}))
    hidden = {name: sum(getattr(each, name) is None for each in snapshot.videos) for name in ("likes", "comments")}
    remarks += [Remark(f"{name}-hidden", {"count": count}) for name, count in hidden.items() if count]
    if snapshot.subscribers is None:
        remarks.append(Remark("subscribers-hidden"))
    if not found.listing.videos:
        remarks.append(Remark("no-videos"))
    absent = listing.absent(connection.channel.sections, found)
    if absent:
        remarks.append(Remark("sections-absent", {"titles": absent}))
    if by_list:
        remarks.append(Remark("counted-by-list"))
    return remarks
