"""The reports of a channel that there are (developers.google.com/youtube/analytics/channel_reports), as a table.

A query is supported when one report of the table has all its dimensions, metrics and filters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ytchannel.sandbox.reporting import audience, measures

if TYPE_CHECKING:
    from ytchannel.sandbox.reporting.query import Query

_WATCHING = frozenset((
    *measures.VIEWS, "redViews", "estimatedMinutesWatched", "estimatedRedMinutesWatched", "averageViewDuration",
))  # fmt: skip
_WATCHING_WHOLE = _WATCHING | {"averageViewPercentage"}
_BY_STATE = _WATCHING_WHOLE | set(measures.ANNOTATIONS_AND_CARDS)
_BY_SUBSCRIPTION = _BY_STATE | set(measures.ENGAGEMENT)
_ALL = _BY_SUBSCRIPTION | {"comments", "subscribersGained", "subscribersLost"}
_PLACES = frozenset((*measures.VIEWS, "estimatedMinutesWatched"))
_PLAYLIST = frozenset((
    "playlistViews", "playlistEstimatedMinutesWatched", "playlistAverageViewDuration", "playlistStarts",
    "viewsPerPlaylistStart", "averageTimeInPlaylist", "playlistSaves",
))  # fmt: skip
_OF_VIDEOS = frozenset((*measures.VIEWS, "estimatedMinutesWatched", "averageViewDuration"))
_RETENTION = frozenset(("audienceWatchRatio", "relativeRetentionPerformance"))

_REGION = ("country", "continent", "subContinent")
_AREA = ("country", "province", "continent", "subContinent")
_TIME = ("day", "month")
_VIEWING = ("liveOrOnDemand", "subscribedStatus", "youtubeProduct")

_BEST = ("engagedViews", "views", "redViews", "estimatedMinutesWatched", "estimatedRedMinutesWatched")
_BEST_WITH_SUBSCRIBERS = (*_BEST, "subscribersGained", "subscribersLost")
_BEST_PLACES = ("engagedViews", "views", "estimatedMinutesWatched")
_BEST_PLAYLISTS = ("playlistViews", "playlistEstimatedMinutesWatched", "playlistStarts", "views")

# Of these a report takes one at most, whatever it lists.
_EXCLUSIVE = (set(_AREA), {"video", "playlist"})


@dataclass(frozen=True)
class Report:
    """A report: what a query for it must have and may have.

    `dims` are required, of `one` there is exactly one, of `any` at least one, of `time` at most one, and `more` may be
    there. `need` are filters that must be there; one with a value must have it. `most` rows have to be asked for,
    sorted by one of `best` downwards, where it is not 0.
    """

    metrics: frozenset[str]
    dims: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    most: int = 0
    best: tuple[str, ...] = ()

    def answers(self, query: Query) -> bool:
        """Whether the report is what a query asks for."""
        return self._has_dimensions(set(query.dimensions)) and self._has_filters(query) and self._is_sorted(query)

    def _has_dimensions(self, asked: set[str]) -> bool:
        known = {*self.dims, *self.one, *self.any, *self.time, *self.more}
        return (
            set(self.dims) <= asked <= known
            and (not self.one or len(asked & set(self.one)) == 1)
            and (not self.any or bool(asked & set(self.any)))
            and len(asked & set(self.time)) <= 1
        )

    def _has_filters(self, query: Query) -> bool:
        asked = set(query.filters)
        needed = {name.partition("==")[0] for name in self.need}
        fixed = dict(name.split("==") for name in self.need if "==" in name)
        return (
            set(query.metrics) <= self.metrics
            and needed <= asked <= needed | {*self.filters, "creatorContentType"}
            and all(query.filters[name] == (value,) for name, value in fixed.items())
            and all(len((asked - needed) & group) <= 1 for group in _EXCLUSIVE)
        )

    def _is_sorted(self, query: Query) -> bool:
        if not self.most:
            return True
        downwards = bool(query.sort) and query.sort[0][0] in self.best and query.sort[0][1]
        return downwards and query.most is not None and query.most <= self.most


_VIDEO = "video"
_REPORTS = (
    # Basic user activity, over time, by country, by state.
    Report(_ALL, time=_TIME, more=("creatorContentType",), filters=(*_REGION, _VIDEO)),
    Report(_BY_STATE, time=_TIME, more=("creatorContentType",), filters=(_VIDEO,), need=("province",)),
    Report(_ALL, dims=("country",), more=("creatorContentType",), filters=(*_REGION, _VIDEO)),
    Report(_BY_STATE, dims=("province",), more=("creatorContentType",), filters=(_VIDEO,), need=("country==US",)),
    # Each video of a list over time, and where its views came from.
    Report(_ALL, dims=(_VIDEO,), one=_TIME, filters=_REGION, need=(_VIDEO,)),
    Report(_PLACES, dims=(_VIDEO, "insightTrafficSourceType"), more=("day",), filters=_AREA, need=(_VIDEO,)),
    # Playback details.
    Report(
        _BY_SUBSCRIPTION, dims=("subscribedStatus",), time=_TIME, more=("creatorContentType",),
        filters=(*_REGION, _VIDEO, "subscribedStatus"),
    ),
    Report(
        _BY_SUBSCRIPTION, time=_TIME, more=("creatorContentType", "subscribedStatus"),
        filters=(*_REGION, _VIDEO), need=("subscribedStatus",),
    ),
    Report(_WATCHING, time=_TIME, more=("creatorContentType", *_VIEWING), filters=(*_AREA, _VIDEO, *_VIEWING)),
    Report(
        _WATCHING_WHOLE, time=_TIME, more=("creatorContentType", *_VIEWING[1:]), filters=(*_AREA, _VIDEO, *_VIEWING[1:])
    ),
    Report(_WATCHING, dims=("country",), more=("creatorContentType", *_VIEWING), filters=(*_REGION, _VIDEO, *_VIEWING)),
    Report(
        _WATCHING_WHOLE, dims=("country",), more=("creatorContentType", *_VIEWING[1:]),
        filters=(*_REGION, _VIDEO, *_VIEWING[1:]),
    ),
    # Playback locations, traffic sources, devices.
    Report(
        _PLACES, one=("insightPlaybackLocationType", "insightTrafficSourceType"),
        more=("creatorContentType", "day", *_VIEWING[:2]), filters=(*_AREA, _VIDEO, *_VIEWING[:2]),
    ),
    Report(
        _PLACES, dims=("insightPlaybackLocationDetail",), more=("creatorContentType",),
        filters=(*_AREA, _VIDEO, *_VIEWING[:2]), need=("insightPlaybackLocationType==EMBEDDED",),
        most=25, best=_BEST_PLACES,
    ),
    Report(
        _PLACES, dims=("insightTrafficSourceDetail",), more=("creatorContentType",),
        filters=(*_AREA, _VIDEO, *_VIEWING[:2]), need=("insightTrafficSourceType",), most=25, best=_BEST_PLACES,
    ),
    Report(
        _PLACES, any=("deviceType", "operatingSystem"), more=("creatorContentType", "day", *_VIEWING),
        filters=(*_AREA, _VIDEO, "deviceType", "operatingSystem", *_VIEWING),
    ),
    # Viewer demographics, sharing, retention.
    Report(
        frozenset(("viewerPercentage",)), any=("ageGroup", "gender"), more=("creatorContentType", *_VIEWING[:2]),
        filters=(*_AREA, _VIDEO, *_VIEWING[:2]),
    ),
    Report(
        frozenset(("shares",)), dims=("sharingService",), more=("creatorContentType", "subscribedStatus"),
        filters=(*_REGION, _VIDEO, "subscribedStatus"),
    ),
    Report(_RETENTION, dims=("elapsedVideoTimeRatio",), filters=_VIEWING[1:], need=(_VIDEO,)),
    # Top videos.
    Report(_ALL, dims=(_VIDEO,), filters=(*_REGION, _VIDEO), most=200, best=_BEST_WITH_SUBSCRIBERS),
    Report(
        _BY_STATE, dims=(_VIDEO,), filters=(_VIDEO, "subscribedStatus"), need=("province",), most=200, best=_BEST
    ),
    Report(
        _BY_SUBSCRIPTION, dims=(_VIDEO,), filters=(*_REGION, _VIDEO), need=("subscribedStatus",), most=200, best=_BEST
    ),
    Report(_WATCHING_WHOLE, dims=(_VIDEO,), filters=(*_AREA, _VIDEO, *_VIEWING), most=200, best=_BEST),
    # Playlists.
    Report(_PLAYLIST, time=_TIME),
    Report(_PLAYLIST | _OF_VIDEOS, time=_TIME, need=("playlist",)),
    Report(_PLAYLIST | _OF_VIDEOS, dims=("country",), filters=_REGION, need=("playlist",)),
    Report(_PLAYLIST | _OF_VIDEOS, dims=("province",), need=("playlist", "country==US")),
    Report(
        _PLAYLIST | _OF_VIDEOS, one=("insightPlaybackLocationType", "insightTrafficSourceType"), need=("playlist",)
    ),
    Report(
        _PLAYLIST | _OF_VIDEOS, dims=("insightPlaybackLocationDetail",),
        need=("playlist", "insightPlaybackLocationType==EMBEDDED"), most=25, best=_BEST_PLAYLISTS,
    ),
    Report(
        _PLAYLIST | _OF_VIDEOS, dims=("insightTrafficSourceDetail",), need=("playlist", "insightTrafficSourceType"),
        most=25, best=_BEST_PLAYLISTS,
    ),
    Report(_PLAYLIST | _OF_VIDEOS, any=("deviceType", "operatingSystem"), need=("playlist",)),
    Report(frozenset(("viewerPercentage",)), any=("ageGroup", "gender"), need=("playlist",)),
    Report(_PLAYLIST | _OF_VIDEOS, dims=("playlist",), filters=("playlist",), most=200, best=_BEST_PLAYLISTS),
)  # fmt: skip

NOT_MODELLED = frozenset(("city", "dma", "adType", "audienceType", "livestreamPosition", "channel"))
"""Dimensions of this API that the sandbox does not know how to answer."""

GONE = frozenset(("isCurated", "7DayTotals", "30DayTotals", "uploaderType", "claimedStatus", "asset"))
"""Dimensions that no report of a channel has, or no longer: isCurated since 30 Jun 2024."""

AUDIENCE = frozenset((
    "country", "continent", "subContinent", "province", "deviceType", "operatingSystem", "insightTrafficSourceType",
    "insightTrafficSourceDetail", "insightPlaybackLocationType", "insightPlaybackLocationDetail", "ageGroup", "gender",
    "sharingService", *_VIEWING,
))  # fmt: skip
"""The dimensions that tell viewers apart."""

DIMENSIONS = AUDIENCE | {"video", "playlist", "creatorContentType", "elapsedVideoTimeRatio", *_TIME}
"""The dimensions that are modelled."""


def is_supported(query: Query) -> bool:
    """Whether there is a report for a query."""
    sources = query.filters.get("insightTrafficSourceType", ())
    if "insightTrafficSourceDetail" in query.dimensions and not set(sources) <= audience.WITH_DETAILS:
        return False
    return any(report.answers(query) for report in _REPORTS)
