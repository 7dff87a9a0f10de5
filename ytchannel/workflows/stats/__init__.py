"""stats: the report on a period, from the channel and from memory, kept as a snapshot in the ledger.

`listing` tells which videos there are, `counters` their figures, `analytics` what happened in the period; `kept` tells
the same from memory, `due` what was to be published. All of them read only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ytchannel.errors import ChannelToolError, UsageError
from ytchannel.kinds.text import tidy
from ytchannel.report.composing import Remark, Subject, Watched, compose
from ytchannel.report.figures import Figures, Snapshot
from ytchannel.report.measures import Measures, Span
from ytchannel.watched import KeptSpan
from ytchannel.workflows.stats import analytics, due, kept, lines, listing
from ytchannel.workflows.stats.counters import Counters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from ytchannel.listings import Listed, Listing
    from ytchannel.report.composing import Report
    from ytchannel.report.periods import Period
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.stats.counters import Counted
    from ytchannel.workflows.stats.listing import Found


@dataclass(frozen=True)
class Wish:
    """What is to be reported: a period, the one compared with, one section or the whole channel.

    `since` is the moment whose kept counters the present ones are compared with; None is the period's beginning.
    `fresh` reads all lists again.
    """

    period: Period
    compared: Period | None = None
    section: str | None = None
    since: datetime | None = None
    fresh: bool = False

    @property
    def periods(self) -> list[Period]:
        """The period, and the one compared with if there is one."""
        return [self.period, *([self.compared] if self.compared else [])]


@dataclass(frozen=True)
class _Known:
    """A channel with its lists, and the keys of the sections of each video."""

    channel: str
    listing: Listing
    sections: Mapping[str, tuple[str, ...]]


def _unwatched(_done: int, _asked: int) -> None:
    """Nobody looks on."""


def stats(connection: Connection, wish: Wish, watch: Callable[[int, int], None] = _unwatched) -> Report:
    """Read the figures of now and of the period, keep them, and make the report of them.

    Costs three units and a request of the statistics budget per 50 videos when the lists are remembered (see
    `listing.read`). Without Analytics the period is told by what the counters gained between kept snapshots.
    """
    _check(connection, wish)
    channel = connection.id  # asked first: nothing is read of another channel than the one that is meant
    with lines.opened(watch) as opened:
        counters = Counters(connection, opened)
        readings = [analytics.Reading(connection, opened, period) for period in wish.periods]
        if wish.section is None:
            for reading in readings:
                reading.ask_whole()

        def want(videos: Mapping[str, Listed]) -> None:
            counters.want(list(videos))
            if wish.section is None:
                _want_each(connection, wish, readings, videos)

        found = listing.read(connection, opened, want, fresh=wish.fresh)
        _ask_rest(connection, wish, readings, found)
        counted = counters.all()
        watched, remarks = _taken(connection, wish, readings)
    known = _Known(channel, found.listing, found.sections_of())
    snapshot = _snapshot(connection, known, counted)
    previous = _earlier(connection, channel, wish)
    connection.ledger.snapshots.keep(channel, snapshot)
    if watched is None:
        memory = kept.Memory(connection.ledger, channel, connection.zone, snapshot)
        watched, more = _grown(memory, wish, _only(wish, known.sections))
        remarks += more
    remarks += _missing(connection, found, snapshot, by_list=counters.by_list)
    return _composed(connection, wish, known, (snapshot, previous), watched, remarks)


def remembered(connection: Connection, wish: Wish) -> Report:
    """The report from the ledger alone; no request is made. Raises UsageError when nothing is kept."""
    _check(connection, wish)
    ledger = connection.ledger
    channel = known_channel(connection)
    last, listed = ledger.snapshots.last(channel), ledger.listings.of(channel)
    if last is None or listed is None:
        raise UsageError("nothing-kept")
    bound = ledger.bindings(channel, "playlist")
    playlists = {
        each.key: bound[each.key] for each in connection.channel.sections if bound.get(each.key) in listed.playlists
    }
    known = _Known(channel, listed, listing.Found(listed, playlists).sections_of())
    figures = [_named(each, listed.videos.get(each.video), known.sections) for each in last.videos]
    snapshot = replace(last, videos=tuple(figures))
    remarks = [Remark("offline", {"time": last.taken_at})]
    watched = _as_told(connection, channel, wish)
    if watched is None:
        memory = kept.Memory(ledger, channel, connection.zone, snapshot)
        watched, more = _grown(memory, wish, _only(wish, known.sections))
        remarks += more
    previous = _earlier(connection, channel, wish, before=last)
    return _composed(connection, wish, known, (snapshot, previous), watched, remarks)


def _check(connection: Connection, wish: Wish) -> None:
    keys = [section.key for section in connection.channel.sections]
    if wish.section is not None and wish.section not in keys:
        raise UsageError("section-unknown", value=wish.section, keys=tuple(keys))


def known_channel(connection: Connection) -> str:
    """The channel that is meant, of those that reports were made of. Raises UsageError."""
    channel, known = connection.channel, connection.ledger.listings.channels()
    declared = [id_ for id_ in known if id_ == channel.id] if channel.id and connection.is_real else list(known)
    if len(declared) > 1 and channel.handle:
        declared = [id_ for id_ in declared if known[id_].casefold() == channel.handle.casefold()] or declared
    if len(declared) != 1:
        raise UsageError("nothing-kept" if not declared else "several-kept", count=len(declared))
    return declared[0]


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
    only = _only(wish, found.sections_of())
    if only is not None:
        _want_each(connection, wish, readings, {id_: found.listing.videos[id_] for id_ in only})
    for reading in readings:
        if only is not None:
            reading.ask_whole(sorted(only))
        reading.ask_rest(found.playlists if wish.section is None else _one(found.playlists, wish.section))


def _one(playlists: Mapping[str, str], key: str) -> dict[str, str]:
    return {key: playlists[key]} if key in playlists else {}


def _only(wish: Wish, sections: Mapping[str, tuple[str, ...]]) -> set[str] | None:
    """The videos of the section that the report is about; None for all."""
    return None if wish.section is None else {id_ for id_, keys in sections.items() if wish.section in keys}


def _taken(
    connection: Connection, wish: Wish, readings: list[analytics.Reading]
) -> tuple[Watched | None, list[Remark]]:
    """What Analytics tells of the spans, kept; None, and why, where it tells nothing."""
    now, channel = connection.time.now(), connection.id
    try:
        spans = [reading.span() for reading in readings]
        days = {day: each for reading in readings for day, each in reading.days().items()}
    except ChannelToolError as error:
        remark = analytics.excuse(error)
        if remark is None:
            raise
        return None, [remark]
    until = analytics.complete_until(days, now)
    if wish.section is None:
        for period, span in zip(wish.periods, spans, strict=True):
            connection.ledger.watched.keep(channel, period, KeptSpan(span, until, now))
        connection.ledger.watched.keep_days(channel, {day: each for day, each in days.items() if day <= until})
    return Watched("analytics", spans[0], spans[1] if len(spans) > 1 else None, days, until), []


def _as_told(connection: Connection, channel: str, wish: Wish) -> Watched | None:
    """What Analytics told of exactly these spans when it was asked."""
    ledger = connection.ledger
    found = ledger.watched.span(channel, wish.period) if wish.section is None else None
    if found is None:
        return None
    earlier = ledger.watched.span(channel, wish.compared) if wish.compared else None
    days = ledger.watched.days(channel, wish.period.first, wish.period.last)
    if wish.compared:
        days |= ledger.watched.days(channel, wish.compared.first, wish.compared.last)
    return Watched("analytics", found.span, earlier.span if earlier else None, days, found.complete_until)


def _grown(memory: kept.Memory, wish: Wish, only: set[str] | None) -> tuple[Watched, list[Remark]]:
    """What the counters gained in the spans."""
    growth = memory.growth(wish.period, only)
    if growth is None:
        return Watched("nothing", Span(Measures(), Measures()), None, {}, None), kept.remarks(None)
    earlier = memory.growth(wish.compared, only) if wish.compared else None
    days = {
        day: Measures() for period in wish.periods for day in period.days
    }  # what is missing is not known to be nothing
    days |= {**(earlier.days if earlier else {}), **growth.days}
    complete = max((day for day in growth.days), default=None)
    return Watched("snapshots", growth.span, earlier.span if earlier else None, days, complete), kept.remarks(growth)


def _snapshot(connection: Connection, known: _Known, counted: Mapping[str, Counted]) -> Snapshot:
    """The figures of now, with what is known of each video."""
    counters = connection.live.get("statistics", {})
    subscribers = None if counters.get("hiddenSubscriberCount") else int(counters.get("subscriberCount", 0))
    videos = []
    for id_, video in known.listing.videos.items():
        if count := counted.get(id_):
            figures = Figures(id_, count.views, count.likes, count.comments)
            videos.append(_named(figures, video, known.sections))
    return Snapshot(connection.time.now(), subscribers, int(counters.get("viewCount", 0)), tuple(videos))


def _named(figures: Figures, video: Listed | None, sections: Mapping[str, tuple[str, ...]]) -> Figures:
    """The figures of a video with what the listing has of it."""
    if video is None:
        return figures
    return replace(
        figures,
        title=video.title,
        published_at=video.published_at,
        sections=sections.get(figures.video, ()),
        privacy=video.privacy,
    )


def _earlier(connection: Connection, channel: str, wish: Wish, before: Snapshot | None = None) -> Snapshot | None:
    """The kept snapshot that the counters are compared with: the last one up to a moment, else the oldest one."""
    snapshots = connection.ledger.snapshots
    moment = wish.since or kept.start(wish.period.first, connection.zone)
    found = snapshots.before(channel, moment) or snapshots.after(channel, moment)
    return None if found is None or (before is not None and found.taken_at >= before.taken_at) else found


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


def _composed(
    connection: Connection,
    wish: Wish,
    known: _Known,
    snapshots: tuple[Snapshot, Snapshot | None],
    watched: Watched,
    remarks: Iterable[Remark],
) -> Report:
    """The report of what is known: the figures of now and those of before, and the measures of the spans."""
    now, previous = snapshots
    plans, more = due.planned(connection, known.channel, known.listing.videos, known.sections)
    if wish.section is not None:
        plans = [plan for plan in plans if wish.section in plan.sections]
        now = replace(now, videos=tuple(each for each in now.videos if wish.section in each.sections))
    late, coming = due.parted(plans, connection.time.now())
    channel = connection.channel
    subject = Subject(
        title=known.listing.title,
        handle=known.listing.handle,
        timezone=channel.timezone,
        zone=connection.zone,
        sections={each.key: tidy(each.title) for each in channel.sections if wish.section in (None, each.key)},
        period=wish.period,
        compared=wish.compared,
    )
    return compose(subject, now, previous, watched, late, coming, [*remarks, *more])
