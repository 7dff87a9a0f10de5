"""What happened in a span of days: the metrics of YouTube Analytics, or as many of them as another source has."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from ytchannel.report.figures import summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Measures:
    """Sums over a span of days; None is what the source does not tell.

    `views` counts by the rule of its time (see `periods.BREAKS`), `engaged_views` by the older one throughout.
    """

    views: int | None = None
    engaged_views: int | None = None
    minutes: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    subscribers_gained: int | None = None
    subscribers_lost: int | None = None

    @property
    def average_seconds(self) -> float | None:
        """How long a view lasted on the average; None without views or watch time."""
        return self.minutes * 60 / self.views if self.minutes is not None and self.views else None

    @property
    def subscribers(self) -> int | None:
        """Subscribers gained less those lost."""
        if self.subscribers_gained is None or self.subscribers_lost is None:
            return None
        return self.subscribers_gained - self.subscribers_lost


NAMES = tuple(each.name for each in fields(Measures))


def total(parts: Iterable[Measures], nothing: Measures) -> Measures:
    """The sum of some measures; `nothing` is that of none of them: zeros for what the source tells."""
    given = list(parts)
    if not given:
        return nothing
    return Measures(**{name: summed(getattr(each, name) for each in given) for name in NAMES})


@dataclass(frozen=True)
class PlaylistMeasures:
    """What happened in a playlist itself, as opposed to what happened to its videos anywhere."""

    views: int = 0
    minutes: int = 0
    starts: int = 0
    saves: int = 0


@dataclass(frozen=True)
class Span:
    """The measures of one span of days: of the whole, of each video, and by what viewers have in common.

    A video that is missing had `nothing`. `playlists` is by section key, the others by YouTube's own values.
    """

    total: Measures
    nothing: Measures
    videos: Mapping[str, Measures] = field(default_factory=dict)
    playlists: Mapping[str, PlaylistMeasures] = field(default_factory=dict)
    sources: Mapping[str, Measures] = field(default_factory=dict)
    countries: Mapping[str, Measures] = field(default_factory=dict)
    devices: Mapping[str, Measures] = field(default_factory=dict)

    def of(self, video: str) -> Measures:
        """The measures of a video."""
        return self.videos.get(video, self.nothing)


def change(now: int | None, before: int | None) -> float | None:
    """By which part something has grown, 0.25 for a quarter; None where that cannot be said."""
    return (now - before) / before if now is not None and before is not None and before > 0 else None
