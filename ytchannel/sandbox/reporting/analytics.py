"""youtubeAnalytics.reports: queries over the history of the caller's channel."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp
from typing import TYPE_CHECKING

from ytchannel.sandbox import days
from ytchannel.sandbox.reporting import groups, history, streams, tables
from ytchannel.sandbox.reporting.measures import METRICS
from ytchannel.sandbox.reporting.query import CONTENT_TYPES, bad, invalid, not_supported, read
from ytchannel.sandbox.reporting.supported import is_supported
from ytchannel.sandbox.resources import statistics
from ytchannel.sandbox.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.reporting.history import Watched
    from ytchannel.sandbox.reporting.query import Query
    from ytchannel.sandbox.reporting.streams import Stream
    from ytchannel.sandbox.reporting.tables import Plan, Row
    from ytchannel.sandbox.store import Row as Stored
    from ytchannel.sandbox.wire import Json

_TRAFFIC_AT_MOST = 50_000  # videos by days

_ON_PAGE = {"subscribersGained", "subscribersLost"}


def report(call: Call) -> Json:
    """reports.query: the owner's reports of videos and playlists, over days of the Pacific coast, 60 hours late."""
    _check_ids(call)
    query = groups.resolved(call, read(call.query))
    if not is_supported(query):
        raise not_supported()
    _check_traffic(query)
    _check_months(query)
    asked = days.last_of_month(query.last) if "month" in query.dimensions else query.last
    last = min(asked, days.last_whole(call.now - timedelta(hours=call.settings.analytics_lag_hours)))
    shown: Json = {"kind": "youtubeAnalytics#resultTable", "columnHeaders": _headers(query)}
    found = _rows(call, query, last) if query.first <= last else []
    chosen = tables.arranged(query, found)
    return {**shown, "rows": chosen} if chosen else shown  # `rows` is left out where there are none


def _check_ids(call: Call) -> None:
    """Raise Refused unless `ids` names the caller's own channel."""
    given = call.query.get("ids")
    if not given:
        raise Refused(400, "required", "Required parameter: ids")
    kind, equal, id_ = given.partition("==")
    if not equal or not id_ or kind not in ("channel", "contentOwner"):
        raise invalid(given, "parameters.ids")
    if kind == "contentOwner" or id_ not in ("MINE", call.owner.id):
        raise Refused(403, "forbidden", "Forbidden")


def _check_traffic(query: Query) -> None:
    """Raise Refused 400 for traffic sources of too many videos over too many days."""
    videos, span = len(query.filters.get("video", ())), (query.last - query.first).days + 1
    if "insightTrafficSourceType" in query.dimensions and videos * span > _TRAFFIC_AT_MOST:
        raise bad("The query asks for the traffic sources of too many videos over too many days.")


def _check_months(query: Query) -> None:
    """Raise Refused 400 unless a report by month begins on a first day and ends on the first day of its last month."""
    if "month" in query.dimensions and (query.first.day, query.last.day) != (1, 1):
        raise bad("The dates are not valid for the dimension month: each has to be the first day of a month.")


def _headers(query: Query) -> list[Json]:
    headers = []
    for name in query.dimensions:
        type_ = "FLOAT" if name == "elapsedVideoTimeRatio" else "STRING"
        headers.append({"name": name, "columnType": "DIMENSION", "dataType": type_})
    metrics = [{"name": name, "columnType": "METRIC", "dataType": METRICS[name].type} for name in query.metrics]
    return headers + metrics


def _rows(call: Call, query: Query, last: date) -> list[Row]:
    videos = history.watched(_videos(call, query), call.now)
    if "elapsedVideoTimeRatio" in query.dimensions:
        return _retention(query, videos, history.bounds([query.first], last))
    starts, labels = _spans(query, last)
    times = history.bounds(starts, last)
    plan = tables.plan(query, time_in_seconds=call.settings.playlist_time_unit == "seconds")
    sums = tables.tally(plan, _streams(call, query, plan, videos, times), len(labels))
    found = tables.rows(plan, sums, labels)
    return tables.shares(plan, found) if query.metrics == ("viewerPercentage",) else found


def _videos(call: Call, query: Query) -> Iterable[Stored]:
    """The videos that a query is about: those of its filter are not looked for among all of them."""
    wanted = query.filters.get("video")
    if wanted is None:
        return call.store.rows("video", call.owner.uploads)
    found = [call.store.get("video", id_) for id_ in wanted]
    return [row for row in found if row is not None and row.parent == call.owner.uploads]


def _spans(query: Query, last: date) -> tuple[list[date], list[str]]:
    """The first days of the spans that rows are about, and how they are shown."""
    if "day" in query.dimensions:
        starts = days.from_to(query.first, last)
        return starts, [each.isoformat() for each in starts]
    if "month" in query.dimensions:
        starts = days.months(query.first, last)
        return starts, [f"{each:%Y-%m}" for each in starts]
    return [query.first], [""]


def _streams(
    call: Call, query: Query, plan: Plan, videos: list[Watched], times: list[float]
) -> Iterator[tuple[Mapping[str, str], Stream]]:
    """What a query counts over, each with what it is in the dimensions of videos and playlists."""
    counts_starts = days.start(date.fromisoformat(call.settings.views_count_starts_since)).timestamp()
    if "playlist" in (*query.dimensions, *query.filters) or any(name.startswith("playlist") for name in plan.counts):
        yield from _playlists(call, query, videos, times, counts_starts)
        return
    wanted, types = query.filters.get("video"), query.filters.get("creatorContentType", CONTENT_TYPES)
    chosen = [video for video in videos if (wanted is None or video.id in wanted) and _type(video) in types]
    theirs = streams.of_videos(chosen, times, counts_starts)
    for stream in theirs:
        yield {"video": stream.id, "creatorContentType": CONTENT_TYPES[not stream.short]}, stream
    of_videos = {"video", "creatorContentType"} & {*query.dimensions, *query.filters}
    if _ON_PAGE & set(query.metrics) and not of_videos:
        yield {}, streams.of_page(videos, theirs, times)


def _type(video: Watched) -> str:
    return CONTENT_TYPES[not video.short]


def _playlists(
    call: Call, query: Query, videos: list[Watched], times: list[float], counts_starts: float
) -> Iterator[tuple[Mapping[str, str], Stream]]:
    """The videos of playlists: as watched in each, and, once for all, as watched anywhere."""
    by_id = {video.id: video for video in videos}
    wanted = query.filters.get("playlist")
    anywhere: set[str] = set()
    for playlist in call.store.rows("playlist", call.owner.id):
        if wanted is not None and playlist.id not in wanted:
            continue
        items = call.store.rows("playlistItem", playlist.id)
        for stream in streams.of_playlist(playlist.id, items, by_id, times, counts_starts):
            yield {"playlist": playlist.id}, stream
        ids = {item.subject for item in items} & by_id.keys()
        if "playlist" not in query.dimensions:
            ids -= anywhere
            anywhere |= ids
        for stream in streams.of_videos([by_id[id_] for id_ in sorted(ids)], times, counts_starts):
            yield {"playlist": playlist.id}, stream


def _retention(query: Query, videos: list[Watched], times: list[float]) -> list[Row]:
    """How many still watch at each hundredth of the first video of the filter; further ones are ignored."""
    video = next((each for each in videos if each.id in query.filters["video"][:1]), None)
    if video is None or video.views(times)[0] == video.views(times)[1]:
        return []
    traits = history.traits(video.id)
    loss = 2.2 * (1 - traits.watched / traits.length)
    rank = statistics.chances(video.id)[4]
    found: list[Row] = []
    for hundredth in range(1, 101):
        ratio = hundredth / 100
        made = {
            "audienceWatchRatio": round(1.08 * exp(-loss * ratio), 4),
            "relativeRetentionPerformance": round(min(1.0, 0.15 + 0.7 * rank + 0.1 * ratio), 4),
        }
        found.append([ratio, *(made[name] for name in query.metrics)])
    return found


METHODS = {"youtubeAnalytics.reports.query": report}
