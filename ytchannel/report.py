"""Figures of a channel at moments, and the report made of them: by section, by video, with what changed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True)
class Figures:
    """The counters of one video; title, time of publication and sections where they are known."""

    video: str
    views: int
    likes: int
    comments: int
    title: str = ""
    published_at: datetime | None = None
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """The figures of a channel at one moment. `subscribers` is None where the channel hides them."""

    taken_at: datetime
    subscribers: int | None
    channel_views: int
    videos: tuple[Figures, ...]


@dataclass(frozen=True)
class Row:
    """Sums over some videos. The `gained` ones are None when there is nothing earlier to compare with."""

    key: str
    title: str
    videos: int
    views: int
    likes: int
    comments: int
    gained_views: int | None
    gained_likes: int | None
    gained_comments: int | None
    newest: datetime | None


@dataclass(frozen=True)
class Report:
    """A channel's figures: the total, a row a declared section, a row a video, the most viewed first.

    A video in two sections counts in both and once in the total. `unsorted` are the videos in no declared section.
    """

    taken_at: datetime
    since: datetime | None
    subscribers: int | None
    gained_subscribers: int | None
    total: Row
    sections: tuple[Row, ...]
    unsorted: Row
    videos: tuple[Row, ...]


def compare(now: Snapshot, before: Snapshot | None, sections: Mapping[str, str]) -> Report:
    """The report of `now` with the change since `before`; `sections` maps declared keys to titles, in order."""
    earlier = None if before is None else {row.video: row for row in before.videos}

    def row(key: str, title: str, videos: Sequence[Figures]) -> Row:
        return _sum(key, title, videos, earlier)

    gained = None
    if before is not None and now.subscribers is not None and before.subscribers is not None:
        gained = now.subscribers - before.subscribers
    by_views = sorted(now.videos, key=lambda video: (-video.views, video.video))
    return Report(
        taken_at=now.taken_at,
        since=before.taken_at if before else None,
        subscribers=now.subscribers,
        gained_subscribers=gained,
        total=row("total", "", now.videos),
        sections=tuple(row(key, title, _in(now.videos, key)) for key, title in sections.items()),
        unsorted=row("unsorted", "", [video for video in now.videos if not set(video.sections) & sections.keys()]),
        videos=tuple(row(video.video, video.title, [video]) for video in by_views),
    )


def _in(videos: Iterable[Figures], section: str) -> list[Figures]:
    return [video for video in videos if section in video.sections]


def _sum(key: str, title: str, videos: Sequence[Figures], earlier: Mapping[str, Figures] | None) -> Row:
    nothing = Figures("", 0, 0, 0)
    then = None if earlier is None else [earlier.get(video.video, nothing) for video in videos]
    views, likes, comments = (sum(getattr(video, name) for video in videos) for name in ("views", "likes", "comments"))
    return Row(
        key=key,
        title=title,
        videos=len(videos),
        views=views,
        likes=likes,
        comments=comments,
        gained_views=None if then is None else views - sum(video.views for video in then),
        gained_likes=None if then is None else likes - sum(video.likes for video in then),
        gained_comments=None if then is None else comments - sum(video.comments for video in then),
        newest=max((video.published_at for video in videos if video.published_at), default=None),
    )
