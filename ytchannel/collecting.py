"""Which videos of the channel a section gathers, and in which order they stand in it. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ytchannel.model import Collect


@dataclass(frozen=True)
class ChannelVideo:
    """A video of the channel as sections look at it.

    `published` is None while it is not; `tags` is None and `views` 0 where nobody asked for them.
    """

    id: str
    title: str
    published: datetime | None = None
    tags: tuple[str, ...] | None = None
    views: int = 0


def gathers(collect: Collect, video: ChannelVideo) -> bool:
    """Whether a video has everything that a section asks for: one of the tags, the title, a date in the range.

    Letter case makes no difference. A video that is not published is not in any range of dates.
    """
    if collect.tags is not None:
        has = {_folded(tag) for tag in video.tags or ()}
        if not has & {_folded(tag) for tag in collect.tags}:
            return False
    if collect.title is not None and not _pattern(collect.title).fullmatch(_folded(video.title)):
        return False
    if collect.since is None and collect.until is None:
        return True
    if video.published is None:
        return False
    after = collect.since is None or video.published >= collect.since
    return after and (collect.until is None or video.published < collect.until)


def in_order(order: str, videos: Iterable[ChannelVideo]) -> list[str]:
    """The ids of `videos` as the section's `order` has them; equals stay as they come.

    A video that is not published yet counts as the newest.
    """
    there = list(videos)
    match order:
        case "newest":
            there.sort(key=_date, reverse=True)
        case "oldest":
            there.sort(key=_date)
        case "title":
            there.sort(key=lambda video: alphabetical(video.title))
        case "views":
            there.sort(key=lambda video: -video.views)
    return [video.id for video in there]


def _date(video: ChannelVideo) -> datetime:
    return video.published or datetime.max.replace(tzinfo=UTC)


# The Vietnamese alphabet; f, j, w and z, which it lacks, stand where the Latin one has them.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: rank for rank, letter in enumerate(_LETTERS)}
# Tones in the order of dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

Key = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]


def alphabetical(text: str) -> Key:
    """A key that sorts as a Vietnamese dictionary does: by letters, then by tones, then by case; numbers as numbers."""
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for number, other in re.findall(r"(\d+)|(\D)", unicodedata.normalize("NFC", text)):
        if number:
            letters.append((1, int(number), ""))
            tones.append(0)
            continue
        marks = unicodedata.normalize("NFD", other.lower())
        tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        # Spaces and signs before numbers, those before letters, letters of other alphabets last.
        rank = _RANKS.get(bare)
        if rank is not None:
            letters.append((2, rank, ""))
        else:
            letters.append((3, 0, bare) if bare.isalpha() else (0, 0, bare))
        tones.append(tone)
    return tuple(letters), tuple(tones), text.swapcase()


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    return re.compile(translate(_folded(glob)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
