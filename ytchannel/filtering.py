"""Which videos of the channel a bulk edit is about. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True)
class Facts:
    """A video as conditions look at it; `published` is None while it is not, `sections` are keys."""

    id: str
    title: str
    tags: tuple[str, ...]
    privacy: str
    category: str
    language: str
    published: datetime | None
    sections: frozenset[str]


@dataclass(frozen=True)
class Condition:
    """One thing that has to hold, or with `negated` must not. Letter case makes no difference.

    `field` is one of FIELDS; `value` a text, for `since` and `until` the aware time from which on, and before which.
    """

    field: str
    value: str | datetime
    negated: bool = False

    def holds(self, video: Facts) -> bool:
        """Whether it holds for a video."""
        return self._is(video) != self.negated

    def _is(self, video: Facts) -> bool:
        if not isinstance(self.value, str):
            if video.published is None:
                return False
            return video.published >= self.value if self.field == "since" else video.published < self.value
        wanted = _folded(self.value)
        match self.field:
            case "section":
                return self.value in video.sections
            case "tag":
                return wanted in map(_folded, video.tags)
            case "title":
                return fnmatchcase(_folded(video.title), wanted.replace("[", "[[]"))  # brackets stand for themselves
            case "video":
                return self.value == video.id
        return _folded(str(getattr(video, self.field))) == wanted


FIELDS = ("section", "tag", "title", "privacy", "category", "language", "since", "until", "video")


def chosen(videos: Iterable[Facts], conditions: Iterable[Condition]) -> list[str]:
    """The ids of the videos for which every condition holds, in their order."""
    every = tuple(conditions)
    return [video.id for video in videos if all(condition.holds(video) for condition in every)]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
