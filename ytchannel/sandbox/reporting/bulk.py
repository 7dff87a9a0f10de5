"""The rows of a bulk report: what happened to each video on one day, told viewer by viewer from the same history."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ytchannel.sandbox import days
from ytchannel.sandbox.reporting import audience, history, streams, tables
from ytchannel.sandbox.reporting.audience import SIZE
from ytchannel.sandbox.reporting.measures import COUNTS, METRICS, Metric
from ytchannel.sandbox.resources import statistics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ytchannel.sandbox.call import Call
    from ytchannel.sandbox.reporting.measures import Number
    from ytchannel.sandbox.reporting.streams import Stream
    from ytchannel.sandbox.reporting.types import Type

# The columns that tell viewers apart: the dimension of the queries, and how its values are written here.
_LOCATIONS = {"WATCH": "0", "EMBEDDED": "1", "CHANNEL": "2", "YT_OTHER": "5", "BROWSE": "7", "SEARCH": "8"}
_SOURCES = {
    "NO_LINK_OTHER": "0", "NO_LINK_EMBEDDED": "0", "SUBSCRIBER": "3", "YT_CHANNEL": "4", "YT_SEARCH": "5",
    "RELATED_VIDEO": "7", "YT_OTHER_PAGE": "8", "EXT_URL": "9", "PLAYLIST": "14", "NOTIFICATION": "17",
    "END_SCREEN": "20", "SHORTS": "24",
}  # fmt: skip
_DEVICES = {"UNKNOWN_PLATFORM": "100", "DESKTOP": "101", "TV": "102", "GAME_CONSOLE": "103", "MOBILE": "104",
            "TABLET": "105"}  # fmt: skip
_SYSTEMS = {"OTHER": "1", "WINDOWS": "2", "ANDROID": "4", "IOS": "5", "MACINTOSH": "9", "PLAYSTATION": "10",
            "SMART_TV": "19"}  # fmt: skip
_GENDERS = {"female": "FEMALE", "male": "MALE", "user_specified": "GENDER_OTHER"}
_VIEWERS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "live_or_on_demand": ("liveOrOnDemand", {"ON_DEMAND": "on_demand"}),
    "subscribed_status": ("subscribedStatus", {"SUBSCRIBED": "subscribed", "UNSUBSCRIBED": "not_subscribed"}),
    "country_code": ("country", {}),
    "province_code": ("province", {}),
    "playback_location_type": ("insightPlaybackLocationType", _LOCATIONS),
    "playback_location_detail": ("insightPlaybackLocationDetail", {}),
    "traffic_source_type": ("insightTrafficSourceType", _SOURCES),
    "traffic_source_detail": ("insightTrafficSourceDetail", {}),
    "device_type": ("deviceType", _DEVICES),
    "operating_system": ("operatingSystem", _SYSTEMS),
    "age_group": ("ageGroup", {}),
    "gender": ("gender", _GENDERS),
}

# Views that begin with a click on the picture.
_CLICKED = 0.6

# The columns of figures: the metric of the queries.
_METRICS: Mapping[str, str] = {
    "engaged_views": "engagedViews", "views": "views", "red_views": "redViews", "comments": "comments",
    "likes": "likes", "dislikes": "dislikes", "shares": "shares", "watch_time_minutes": "estimatedMinutesWatched",
    "videos_added_to_playlists": "videosAddedToPlaylists",
    "videos_removed_from_playlists": "videosRemovedFromPlaylists",
    "average_view_duration_seconds": "averageViewDuration", "average_view_duration_percentage": "averageViewPercentage",
    "subscribers_gained": "subscribersGained", "subscribers_lost": "subscribersLost",
    "red_watch_time_minutes": "estimatedRedMinutesWatched", "views_percentage": "views",
}  # fmt: skip
_IN_PLAYLISTS: Mapping[str, Metric] = {
    "engaged_views": Metric("INTEGER", ("engagedPlaylistViews",), lambda counts: counts[0]),
    "views": METRICS["playlistViews"],
    "watch_time_minutes": METRICS["playlistEstimatedMinutesWatched"],
    "average_view_duration_seconds": METRICS["playlistAverageViewDuration"],
    "playlist_starts": METRICS["playlistStarts"],
    "playlist_saves_added": METRICS["playlistSaves"],
}
_NOTHING = Metric("INTEGER", (), lambda _counts: 0)
_IMPRESSIONS = Metric("INTEGER", ("impressions",), lambda counts: counts[0])


@dataclass(frozen=True)
class Day:
    """A day of a channel's, reported as a type has it; one that is not `whole` misses some of the videos."""

    type: Type
    day: date
    whole: bool


def text(call: Call, wanted: Day) -> str:
    """The report as CSV: a header, and a row for each combination of its dimensions with something to tell."""
    metrics = [_metric(wanted.type, name, call.settings.thumbnail_ctr) for name in wanted.type.metrics]
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(wanted.type.columns)
    rows = ([*key, *values] for key, values in _rows(wanted.type, metrics, _streams(call, wanted)))
    for row in rows:
        write([f"{wanted.day:%Y%m%d}", call.owner.id, *row])
    return out.getvalue()


def _streams(call: Call, wanted: Day) -> Iterator[tuple[tuple[str, ...], Stream]]:
    """What the rows are about, each with its first columns."""
    type_ = wanted.type
    videos = history.watched(call.store.rows("video", call.owner.uploads), call.now)
    times = history.bounds([wanted.day], wanted.day)
    counts_starts = days.start(date.fromisoformat(call.settings.views_count_starts_since)).timestamp()
    if not wanted.whole:
        videos = [video for video in videos if statistics.chances(video.id)[0] < 0.9]
    if not type_.of_playlists:
        theirs = streams.of_videos(videos, times, counts_starts)
        yield from (((stream.id,), stream) for stream in theirs)
        if "subscribers_gained" in type_.metrics:
            yield ("",), streams.of_page(videos, theirs, times)
        return
    by_id = {video.id: video for video in videos}
    for playlist in call.store.rows("playlist", call.owner.id):
        items = call.store.rows("playlistItem", playlist.id)
        for stream in streams.of_playlist(playlist.id, items, by_id, times, counts_starts):
            yield (playlist.id, stream.id), stream


def _metric(type_: Type, name: str, ctr: str) -> Metric:
    """What a column shows."""
    if type_.of_playlists:
        return _IN_PLAYLISTS.get(name, _NOTHING)
    if name == "video_thumbnail_impressions":
        return _IMPRESSIONS
    if name == "video_thumbnail_impressions_ctr":
        times = _CLICKED if ctr == "ratio" else 100 * _CLICKED
        return Metric("FLOAT", ("views", "impressions"), lambda counts: round(times * counts[0] / (counts[1] or 1), 4))
    return METRICS[_METRICS[name]] if name in _METRICS else _NOTHING


def _rows(
    type_: Type, metrics: Sequence[Metric], about: Iterator[tuple[tuple[str, ...], Stream]]
) -> Iterator[tuple[tuple[str, ...], list[Number]]]:
    names = tuple(name for name in type_.dimensions if name not in ("playlist_id", "video_id"))
    if not all(name in _VIEWERS for name in names):
        return  # nobody has seen such things here: annotations, cards, end screens
    counted = tuple(dict.fromkeys(name for metric in metrics for name in metric.counts))
    for key, stream in about:
        counts = _counts(stream, counted, _cells(names, short=stream.short))
        made = {
            cell: [metric.make([each[name] for name in metric.counts]) for metric in metrics] for cell, each in counts
        }
        if type_.metrics == ("views_percentage",):
            made = _percentages(made)
        for cell, values in made.items():
            yield (*key, *cell), values


def _counts(
    stream: Stream, counted: Sequence[str], cells: Sequence[tuple[str, ...] | None]
) -> list[tuple[tuple[str, ...], Counter[str]]]:
    """What the viewers of a day have done, by cell: each thing done is looked at by itself."""
    found: dict[tuple[str, ...], Counter[str]] = {}
    viewers, place = audience.circle(short=stream.short), stream.traits.place
    for name in counted:
        count = COUNTS[name] if name != "engagedPlaylistViews" else _ENGAGED_IN_PLAYLIST
        first, last = stream.series(count.series) or (0, 0)
        worth = getattr(stream.traits, count.worth) if count.worth else 1
        free = stream.starts if count.trait == "engaged" else 0
        for number in range(first, last):
            at = (place + number) % SIZE
            cell = cells[at]
            if cell is not None and (not count.trait or number < free or viewers[at][count.trait]):
                found.setdefault(cell, Counter())[name] += worth
    return sorted(found.items())


_ENGAGED_IN_PLAYLIST = type(COUNTS["views"])("playlistViews", trait="engaged")


@cache
def _cells(names: tuple[str, ...], *, short: bool) -> Sequence[tuple[str, ...] | None]:
    """What each viewer of the circle has in some columns; None for those whom a report by states leaves out."""
    return [
        None if "province_code" in names and not viewer["province"] else tuple(_shown(name, viewer) for name in names)
        for viewer in audience.circle(short=short)
    ]


def _shown(column: str, viewer: Mapping[str, str]) -> str:
    name, written = _VIEWERS[column]
    value = viewer[name]
    if column == "age_group":
        return "AGE_" + value.removeprefix("age").replace("-", "_")
    return written.get(value, value)


def _percentages(made: Mapping[tuple[str, ...], list[Number]]) -> dict[tuple[str, ...], list[Number]]:
    """Views by age and gender as percentages, which add up to 100 for each value of the columns before those."""
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for cell in made:
        groups.setdefault(cell[:-2], []).append(cell)
    shares: dict[tuple[str, ...], list[Number]] = {}
    for group in groups.values():
        tenths = tables.apportioned(1000, [int(made[cell][0]) for cell in group])
        shares |= {cell: [each / 10] for cell, each in zip(group, tenths, strict=True)}
    return shares
