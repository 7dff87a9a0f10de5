"""The counters of a channel and its videos at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True)
class Figures:
    """The counters of one video; None where YouTube does not tell one, as with hidden likes or closed comments.

    Title, time of publication and the keys of its sections where they are known.
    """

    video: str
    views: int | None
    likes: int | None
    comments: int | None
    title: str = ""
    published_at: datetime | None = None
    sections: tuple[str, ...] = ()
    privacy: str = ""


@dataclass(frozen=True)
class Snapshot:
    """The figures of a channel at one moment. `subscribers` is None where the channel hides them."""

    taken_at: datetime
    subscribers: int | None
    channel_views: int
    videos: tuple[Figures, ...]


COUNTERS = ("views", "likes", "comments")


def summed(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None where there are values and nothing is known."""
    given = list(values)
    known = [value for value in given if value is not None]
    return sum(known) if known or not given else None
