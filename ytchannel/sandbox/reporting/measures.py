"""The metrics: what each is counted from, and what is made of the counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Number = int | float


@dataclass(frozen=True)
class Count:
    """What is counted: a series of the history, perhaps only of viewers with a trait, or in seconds of the video."""

    series: str
    trait: str = ""
    worth: str = ""


COUNTS = {
    **{
        name: Count(name)
        for name in (
            "views", "likes", "comments", "dislikes", "shares", "videosAddedToPlaylists", "videosRemovedFromPlaylists",
            "subscribersGained", "subscribersLost", "estimatedMinutesWatched", "impressions", "playlistViews",
            "playlistStarts", "playlistSaves", "playlistEstimatedMinutesWatched",
        )
    },
    "engagedViews": Count("views", trait="engaged"),
    "redViews": Count("views", trait="red"),
    "estimatedRedMinutesWatched": Count("estimatedMinutesWatched", trait="red"),
    "secondsWatched": Count("views", worth="watched"),
    "secondsOffered": Count("views", worth="length"),
    "playlistSecondsWatched": Count("playlistViews", worth="watched"),
}  # fmt: skip


@dataclass(frozen=True)
class Metric:
    """A metric: its data type, the counts that it takes, and what it makes of them."""

    type: str
    counts: tuple[str, ...]
    make: Callable[[Sequence[int]], Number]


def _ratio(digits: int | None, times: float = 1) -> Callable[[Sequence[int]], Number]:
    """The first of two counts by the second; 0 without any."""
    return lambda counts: round(times * counts[0] / counts[1], digits) if counts[1] else 0


def _count(name: str) -> Metric:
    return Metric("INTEGER", (name,), lambda counts: counts[0])


def _never(type_: str) -> Metric:
    return Metric(type_, (), lambda _counts: 0)


VIEWS = ("engagedViews", "views")
ENGAGEMENT = ("likes", "dislikes", "videosAddedToPlaylists", "videosRemovedFromPlaylists", "shares")

# No video here has annotations or cards.
ANNOTATIONS_AND_CARDS = {
    **dict.fromkeys(("annotationClickThroughRate", "annotationCloseRate"), _never("FLOAT")),
    **dict.fromkeys(("cardClickRate", "cardTeaserClickRate"), _never("FLOAT")),
    **dict.fromkeys(
        (
            "annotationImpressions", "annotationClickableImpressions", "annotationClosableImpressions",
            "annotationClicks", "annotationCloses", "cardImpressions", "cardTeaserImpressions", "cardClicks",
            "cardTeaserClicks",
        ),
        _never("INTEGER"),
    ),
}  # fmt: skip

_IN_MINUTES, _IN_SECONDS = 1 / 60, 1

METRICS = {
    **{name: _count(name) for name in COUNTS if not name.startswith(("seconds", "impressions", "playlistSeconds"))},
    **ANNOTATIONS_AND_CARDS,
    "averageViewDuration": Metric("INTEGER", ("secondsWatched", "views"), _ratio(None)),
    "averageViewPercentage": Metric("FLOAT", ("secondsWatched", "secondsOffered"), _ratio(2, 100)),
    "viewerPercentage": Metric("FLOAT", ("views",), lambda counts: counts[0]),
    "audienceWatchRatio": _never("FLOAT"),
    "relativeRetentionPerformance": _never("FLOAT"),
    "playlistAverageViewDuration": Metric("INTEGER", ("playlistSecondsWatched", "playlistViews"), _ratio(None)),
    "viewsPerPlaylistStart": Metric("FLOAT", ("playlistViews", "playlistStarts"), _ratio(2)),
    "averageTimeInPlaylist": Metric("FLOAT", ("playlistSecondsWatched", "playlistStarts"), _ratio(2, _IN_MINUTES)),
}
"""The metrics that are modelled, by name. A share of viewers and the two of retention are made elsewhere."""

TIME_IN_SECONDS = Metric("FLOAT", ("playlistSecondsWatched", "playlistStarts"), _ratio(2, _IN_SECONDS))
"""averageTimeInPlaylist, where a setting has it in seconds."""

REVENUE = frozenset((
    "estimatedRevenue", "estimatedAdRevenue", "grossRevenue", "estimatedRedPartnerRevenue", "monetizedPlaybacks",
    "playbackBasedCpm", "adImpressions", "cpm",
))  # fmt: skip
"""The metrics that only channels of the partner programme may ask for."""

ELSEWHERE = frozenset(("videoThumbnailImpressions", "videoThumbnailImpressionsClickRate"))
"""Known by name, and in no report of this API: the bulk reach reports have them."""

NOT_MODELLED = frozenset((
    "averageConcurrentViewers", "peakConcurrentViewers", "startedWatching", "stoppedWatching",
    "totalSegmentImpressions", "membershipsCancellationSurveyResponses",
))  # fmt: skip
"""Metrics of this API that the sandbox does not know how to answer."""
